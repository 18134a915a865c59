# `cargo xtask …` is completed as `xtask …`, beside what completes the rest of cargo.
function __cargo_xtask
    complete -C (string replace --regex '^\s*cargo\s+xtask' xtask -- (commandline -cp))
end
complete -c cargo -n 'string match --quiet --regex \'^\s*cargo\s+xtask\s\' -- (commandline -cp)' -f -a '(__cargo_xtask)'
