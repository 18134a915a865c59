#!/usr/bin/env bash
# What an operation costs in documents of 4 to 3,100 operations: benches/scale/run.sh
# It builds in a temporary folder.
set -euo pipefail
root=$(realpath "$(dirname "$0")/../..")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$root"
cargo build --quiet --release --package alibabacloud-codegen-cli
cargo build --quiet --release --package benches --example scaled
# `measured FILE COMMAND…`: seconds of processor time, and most memory at a time in KB.
measured() { /usr/bin/time -o "$1" -f '%U %S %M' "${@:2}" >/dev/null 2>&1; }

printf '| operations | lines | generate | memory | `cargo check` | memory |\n|---|---|---|---|---|---|\n'
for count in 4 40 286 1000 3100; do
    cd "$folder"
    mkdir "specs-$count"
    "$root/target/release/examples/scaled" "$count" >"specs-$count/scaled-2024-01-01.yaml"
    measured generate "$root/target/release/alibabacloud-codegen" generate \
        --specs "specs-$count" --out "crate-$count" --crate-name scaled --runtime "$root/runtime"
    lines=$(find "crate-$count/src" -name '*.rs' -exec cat {} + | wc -l)
    cd "crate-$count"
    export CARGO_TARGET_DIR="$folder/target" CARGO_INCREMENTAL=0
    cargo check --quiet
    touch src/lib.rs
    measured ../check cargo check --quiet
    awk -v count="$count" -v lines="$lines" '
        { processor[FNR == 1 ? ++file : file] = $1 + $2; memory[file] = $3 / 1024 }
        END {
            printf "| %d | %d | %.2f s, %.2f ms each | %d MB | %.1f s, %.1f ms each | %d MB |\n", count, lines / count,
                processor[1], processor[1] * 1000 / count, memory[1], processor[2], processor[2] * 1000 / count, memory[2]
        }' ../generate ../check
done
