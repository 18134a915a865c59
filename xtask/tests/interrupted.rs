//! Runs that fail or are interrupted: the folder is as it was, or as it should become, and nothing else is left.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![cfg(unix)]

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::{Folder, SPEC, text};

/// A document with many operations, so that writing takes some time.
fn large(description: &str) -> String {
    let (head, operation) = SPEC.split_once("  /DescribeThings").unwrap();
    let operations = (0..300).map(|number| {
        format!("  /DescribeThings{operation}")
            .replace("DescribeThings", &format!("DescribeThings{number}Of"))
            .replace("The things.", description)
            .replace("RequestId", &format!("RequestId{}", description.len()))
    });
    format!("{head}{}", operations.collect::<String>())
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            let inner = files(&entry.path()).into_iter();
            found.extend(inner.map(|(path, text)| (format!("{name}/{path}"), text)));
        } else {
            found.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

/// A folder with a generated crate, whose document has been changed since. Also what is generated before and after.
fn changed(name: &str) -> (Folder, BTreeMap<String, String>, BTreeMap<String, String>) {
    let folder = Folder::new(name);
    let spec = folder.path("specs/demo-2024-01-01.yaml");
    fs::write(&spec, large("Other things.")).unwrap();
    assert!(folder.generate(&[]).status.success());
    fs::rename(folder.path("out"), folder.path("after")).unwrap();
    fs::write(&spec, large("The things.")).unwrap();
    assert!(folder.generate(&[]).status.success());
    fs::write(&spec, large("Other things.")).unwrap();
    let (before, after) = (files(&folder.path("out")), files(&folder.path("after")));
    assert_ne!(before, after);
    (folder, before, after)
}

#[test]
fn ctrl_c_leaves_all_or_nothing() {
    let (folder, before, after) = changed("interrupted");
    let staging = folder.path(".out.staging");
    let mut ends = BTreeMap::new();
    for files_to_wait_for in [0, 1, 100, 200, 300] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .current_dir(&folder.0)
            .env_remove("CARGO_MANIFEST_DIR")
            .args(["generate", "--out", "out"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        while run.try_wait().unwrap().is_none() && start.elapsed() < Duration::from_secs(60) {
            let written = fs::read_dir(staging.join("new/src/demo")).map_or(0, Iterator::count);
            if staging.exists() && written >= files_to_wait_for {
                break;
            }
        }
        let signal = Command::new("kill").args(["-INT", &run.id().to_string()]).output();
        signal.unwrap();
        let code = run.wait().unwrap().code();
        let found = files(&folder.path("out"));
        assert!(found == before || found == after, "{files_to_wait_for} files: {:?}", found.keys());
        assert!(!staging.exists(), "the staging folder is left");
        *ends.entry(code).or_insert(0) += 1;
        fs::remove_dir_all(folder.path("out")).unwrap();
        for (path, text) in &before {
            let path = folder.path("out").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    assert!(ends.contains_key(&Some(130)), "no run was interrupted while it wrote: {ends:?}");
}

#[test]
fn a_write_that_fails_leaves_everything() {
    let (folder, before, after) = changed("full");
    // No file can have more than two blocks, as if the disk were full.
    let output = Command::new("sh")
        .current_dir(&folder.0)
        .env_remove("CARGO_MANIFEST_DIR")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 2; exec \"$0\" generate --out out",
            env!("CARGO_BIN_EXE_xtask"),
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text(&output.stderr).contains("error: cannot write "), "{output:?}");
    assert_eq!(files(&folder.path("out")), before);
    assert!(!folder.path(".out.staging").exists());

    assert!(folder.generate(&[]).status.success());
    assert_eq!(files(&folder.path("out")), after);
}

#[test]
fn two_runs_do_not_write_at_once() {
    let folder = Folder::new("at_once");
    fs::create_dir(folder.path(".out.staging")).unwrap();
    let lock = File::create(folder.path(".out.staging/lock")).unwrap();
    lock.lock().unwrap();
    let output = folder.generate(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("another run is writing out"), "{output:?}");
    assert!(!folder.path("out").exists());
}

#[test]
fn what_a_killed_run_left_does_no_harm() {
    let folder = Folder::new("killed");
    fs::create_dir_all(folder.path(".out.staging/new/demo")).unwrap();
    fs::write(folder.path(".out.staging/new/demo/things.rs"), "half of").unwrap();
    assert!(folder.generate(&[]).status.success());
    assert!(folder.generate(&["--check"]).status.success());
    assert!(!folder.path(".out.staging").exists());
}
