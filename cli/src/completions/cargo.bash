# `cargo xtask …` is completed as `xtask …`; the rest of cargo as before.
if ! complete -p cargo >/dev/null 2>&1 && declare -F _completion_loader >/dev/null; then
    _completion_loader cargo
fi
_cargo_completed_by=$(complete -p cargo 2>/dev/null | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
if [[ $_cargo_completed_by != _cargo_or_xtask ]]; then
    _cargo_without_xtask=$_cargo_completed_by
fi

_cargo_or_xtask() {
    if [[ $COMP_CWORD -gt 1 && ${COMP_WORDS[1]} == xtask ]]; then
        COMP_WORDS=(xtask "${COMP_WORDS[@]:2}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _xtask xtask "$2" "${COMP_WORDS[COMP_CWORD - 1]}"
    elif [[ -n $_cargo_without_xtask ]]; then
        "$_cargo_without_xtask" "$@"
    elif [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY=($(compgen -W xtask -- "$2"))
    fi
}
complete -o bashdefault -o default -F _cargo_or_xtask cargo
