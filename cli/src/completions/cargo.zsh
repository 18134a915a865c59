# `cargo xtask …` is completed as `xtask …`; the rest of cargo as before.
if [[ ${_comps[cargo]-} != _cargo_or_xtask ]]; then
    _cargo_without_xtask=${_comps[cargo]-}
fi

_cargo_or_xtask() {
    if (( CURRENT > 2 )) && [[ $words[2] == xtask ]]; then
        words=(xtask "${(@)words[3,-1]}")
        (( CURRENT -= 1 ))
        _xtask "$@"
    elif [[ -n $_cargo_without_xtask ]]; then
        "$_cargo_without_xtask" "$@"
    elif (( CURRENT == 2 )); then
        compadd xtask
    fi
}
compdef _cargo_or_xtask cargo
