#!/usr/bin/env bash
# What a program pays that calls 3 operations of a product of 286, beside the same with the SDK of another cloud:
#   benches/three_of_many/run.sh rds-2014-08-15.json
# It builds in a temporary folder, fetches aws-sdk-rds, and needs 20 minutes on two cores.
set -euo pipefail
metadata=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cargo build --quiet --release --manifest-path "$root/Cargo.toml" --package alibabacloud-codegen-cli
codegen() { "$root/target/release/alibabacloud-codegen" "$@" >/dev/null 2>&1; }
generate() { codegen generate --specs "$folder/specs" --runtime "$root/runtime" --out "$folder/$1" --crate-name "$1" "${@:2}"; }
codegen import "$metadata" --out "$folder/specs"
generate rds_all
generate rds_three --operation DescribeDBInstances --operation DescribeBackups --operation CreateBackup

# A program with a source and dependencies.
program() {
    mkdir -p "$folder/$1/src"
    cp "$here/$2.rs" "$folder/$1/src/main.rs"
    {
        printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' "$1"
        printf '[profile.release]\nstrip = true\n[dependencies]\n'
        printf 'tokio = { version = "1", features = ["macros", "rt"] }\n%s\n' "$3"
    } >"$folder/$1/Cargo.toml"
}
program all ours 'rds = { package = "rds_all", path = "../rds_all" }'
program tags ours 'rds = { package = "rds_all", path = "../rds_all", default-features = false, features = ["reqwest", "rds-shi-li", "rds-bei-fen"] }'
program three ours 'rds = { package = "rds_three", path = "../rds_three" }'
program aws aws $'aws-config = "1"\naws-sdk-rds = "1"'

# Seconds of processor time, user and system, of a command.
seconds() { /usr/bin/time -f '%U %S' "$@" 2>&1 >/dev/null | awk 'END { printf "%.1f", $1 + $2 }'; }

printf '| program | `cargo check` from nothing | of that the service | `cargo build --release` from nothing | binary, stripped |\n|---|---|---|---|---|\n'
for name in all tags three aws; do
    cd "$folder/$name"
    cargo fetch --quiet
    check=$(seconds cargo check --quiet --offline)
    case $name in aws) service=aws-sdk-rds ;; three) service=rds_three ;; *) service=rds_all ;; esac
    cargo clean --quiet --package "$service"
    alone=$(seconds cargo check --quiet --offline)
    build=$(seconds cargo build --quiet --release --offline)
    printf '| %s | %s s | %s s | %s s | %s KB |\n' "$name" "$check" "$alone" "$build" "$(($(stat -c %s target/release/$name) / 1024))"
    rm -rf target
done
