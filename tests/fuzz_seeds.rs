//! The input that fuzzing begins with, done once, so that what is done with random input stays in order.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "it is a library elsewhere")]
mod fuzz;
mod support;

use std::{fs, path::Path};

use support::{entries, workspace};

/// Whether there was anything.
fn each_file_below(folder: &Path, run: fn(&[u8])) -> bool {
    let files = entries(folder).into_iter().map(|path| match path.is_dir() {
        true => each_file_below(&path, run),
        false => {
            println!("{}", path.display());
            run(&fs::read(&path).expect("a file"));
            true
        }
    });
    files.fold(false, |any, one| any | one)
}

#[test]
fn promises_hold_for_the_seeds() {
    let all = [
        ("tests/data/samples", fuzz::decode as fn(&[u8])),
        ("fuzz/seeds/answer", fuzz::answer),
        ("fuzz/seeds/cli_profile", fuzz::cli_profile),
        ("fuzz/seeds/credentials_file", fuzz::credentials_file),
        ("fuzz/seeds/spec", fuzz::spec),
        ("specs", fuzz::spec),
        ("tests/diagnostics", fuzz::spec),
        ("tests/goldens", fuzz::spec),
    ];
    for (folder, run) in all {
        assert!(each_file_below(&workspace().join(folder), run), "{folder} has no files");
    }
}
