//! `cargo xtask generate` starts and repairs, whatever state the generated crate is in.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use support::workspace;

/// The packages that a lock file names, with their versions.
fn locked(path: &str) -> BTreeSet<(String, String)> {
    let lock: toml::Table = fs::read_to_string(workspace().join(path)).unwrap().parse().unwrap();
    let packages = lock["package"].as_array().unwrap().iter();
    let text = |package: &toml::Value, key: &str| package[key].as_str().unwrap().to_owned();
    packages.map(|package| (text(package, "name"), text(package, "version"))).collect()
}

#[test]
fn what_is_started_is_what_is_tested() {
    let mut own = locked("xtask/start/Cargo.lock");
    own.remove(&("start".to_owned(), "0.0.0".to_owned()));
    let all = locked("Cargo.lock");
    let others: Vec<_> = own.difference(&all).collect();
    assert!(
        others.is_empty(),
        "`cp Cargo.lock xtask/start/ && cargo xtask --help` gives it these versions: {others:?}"
    );
}

#[cfg(unix)]
mod states {
    use std::process::Output;

    use super::support::{self, files_below, write};
    use super::{Path, fs, workspace};

    fn generate(copy: &Path) -> Output {
        // The dependencies have been built there. Its own packages are told apart by their paths, which are outside of the root of
        // the workspace that is started.
        let built = Path::new(env!("CARGO_BIN_EXE_xtask")).ancestors().nth(2).unwrap();
        support::cargo(copy, built, &["xtask", "generate"]).output().unwrap()
    }

    #[test]
    fn the_generator_starts_and_repairs_in_any_state() {
        let copy = support::copy_of_workspace("states", &[".cargo", "docs", "generated", "specs"]);
        let manifest = fs::read(workspace().join("generated/Cargo.toml")).unwrap();
        let source = files_below(&workspace().join("generated/src"));
        let generated = copy.join("generated");
        let merged = b"<<<<<<< HEAD\nmod one;\n=======\nmod other;\n>>>>>>> branch\n";
        let mark_all = || {
            files_below(&generated.join("src"))
                .keys()
                .for_each(|path| write(&generated.join("src").join(path), merged));
        };
        let fine = "";
        let states: [(&str, &dyn Fn(), &str); 8] = [
            ("without src", &|| fs::remove_dir_all(generated.join("src")).unwrap(), fine),
            ("without lib.rs", &|| fs::remove_file(generated.join("src/lib.rs")).unwrap(), fine),
            ("half merged", &|| write(&generated.join("src/lib.rs"), merged), fine),
            ("half merged everywhere", &mark_all, fine),
            ("no Rust", &|| write(&generated.join("src/rds/extra.rs"), b"fn {"), fine),
            ("a half merged manifest", &|| write(&generated.join("Cargo.toml"), merged), "is not TOML"),
            (
                "a manifest that Cargo does not take",
                &|| write(&generated.join("Cargo.toml"), &[&manifest[..], b"\n[[bin]]\nname = 1\n"].concat()),
                fine,
            ),
            ("without the folder", &|| fs::remove_dir_all(&generated).unwrap(), "cannot read "),
        ];
        for (state, make, warning) in states {
            make();
            let output = generate(&copy);
            let errors = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success() && errors.contains(warning), "{state}: {errors}");
            assert_eq!(errors.is_empty(), warning.is_empty(), "{state}: {errors}");
            assert!(files_below(&generated.join("src")) == source, "{state}: other files");
            write(&generated.join("Cargo.toml"), &manifest);
        }
    }
}
