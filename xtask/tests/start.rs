//! `cargo xtask generate` starts and repairs, whatever state the generated crate is in.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

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
    use std::collections::BTreeMap;
    use std::os::unix::fs::symlink;
    use std::process::{Command, Output};

    use super::{Path, PathBuf, fs, workspace};

    /// The repository, with links to what is neither broken nor written here.
    fn copy() -> PathBuf {
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("states");
        let _ = fs::remove_dir_all(&copy);
        fs::create_dir_all(&copy).unwrap();
        for name in ["Cargo.toml", "Cargo.lock", "codegen", "runtime", "tests", "xtask"] {
            symlink(workspace().join(name), copy.join(name)).unwrap();
        }
        for name in [".cargo", "docs", "generated", "specs"] {
            for (path, bytes) in files(&workspace().join(name)) {
                write(&copy.join(name).join(path), &bytes);
            }
        }
        copy
    }

    fn write(path: &Path, bytes: &[u8]) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = PathBuf::from(path.file_name().unwrap());
            if path.is_dir() {
                found.extend(files(&path).into_iter().map(|(below, bytes)| (name.join(below), bytes)));
            } else {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
        found
    }

    fn generate(copy: &Path) -> Output {
        // The folder of what was built is that of the workspace, where the dependencies are.
        let built = Path::new(env!("CARGO_BIN_EXE_xtask")).ancestors().nth(2).unwrap();
        Command::new(env!("CARGO"))
            .current_dir(copy)
            .args(["xtask", "generate"])
            .env("CARGO_TARGET_DIR", built)
            .env("CARGO_NET_OFFLINE", "true")
            .output()
            .unwrap()
    }

    #[test]
    fn the_generator_starts_and_repairs_in_any_state() {
        let copy = copy();
        let manifest = fs::read(workspace().join("generated/Cargo.toml")).unwrap();
        let source = files(&workspace().join("generated/src"));
        let generated = copy.join("generated");
        let merged = b"<<<<<<< HEAD\nmod one;\n=======\nmod other;\n>>>>>>> branch\n";
        let mark_all = || {
            files(&generated.join("src"))
                .keys()
                .for_each(|path| write(&generated.join("src").join(path), merged))
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
            assert!(files(&generated.join("src")) == source, "{state}: other files");
            write(&generated.join("Cargo.toml"), &manifest);
        }
    }
}
