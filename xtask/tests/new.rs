//! `cargo xtask new`: a specification that can be used at once, and nothing that was there is lost.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

use std::fs;
use std::process::{Command, Output};

use support::{Folder, text};

fn run(folder: &Folder, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(&folder.0)
        .env_remove("CARGO_MANIFEST_DIR")
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn what_it_writes_is_right() {
    for (name, style) in
        [("ecs-2014-05-26", "rpc"), ("cs-2015-12-15", "roa"), ("r-kvstore-2015-01-01", "rpc")]
    {
        let folder = Folder::new(&format!("new-{name}"));
        let file = format!("specs/{name}.yaml");
        let output = run(&folder, &["new", name, "--style", style]);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(text(&output.stdout), format!("wrote {file}\n"));
        assert_eq!(
            text(&output.stderr),
            format!("replace what is marked TODO, then run `cargo xtask lint {file}`\n")
        );
        let document = fs::read_to_string(folder.path(&file)).unwrap();
        for part in [format!("style: {style}\n"), format!("version: \"{}\"\n", &name[name.len() - 10..])] {
            assert!(document.contains(&part), "{part} in {document}");
        }
        for left in ["PRODUCT", "VERSION", "MODULE", "STYLE", "PATH", "METHOD", "PLACE"] {
            assert!(!document.contains(left), "{left} in {document}");
        }

        let lint = run(&folder, &["lint", "--deny-warnings", "--notes", &file]);
        assert_eq!(text(&lint.stderr), "0 errors, 0 warnings, 0 notes\n", "{lint:?}");
        let generated = run(&folder, &["generate", "--out", "out"]);
        assert!(generated.status.success(), "{generated:?}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_made() {
    let folder = Folder::new("new-folder");
    let output = run(&folder, &["new", "ecs-2014-05-26", "--specs", "mine"]);
    assert!(output.status.success(), "{output:?}");
    assert!(folder.path("mine/ecs-2014-05-26.yaml").exists());
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::new("new-twice");
    let before = fs::read_to_string(folder.path("specs/demo-2024-01-01.yaml")).unwrap();
    let output = run(&folder, &["new", "demo-2024-01-01"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: specs/demo-2024-01-01.yaml is there already, and is left as it is\n"
    );
    assert_eq!(fs::read_to_string(folder.path("specs/demo-2024-01-01.yaml")).unwrap(), before);
}

#[test]
fn another_version_gets_another_module() {
    let folder = Folder::new("new-module");
    let output = run(&folder, &["new", "demo-2025-01-01"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: specs/demo-2024-01-01.yaml has the module `demo`; choose another one with --module\n"
    );
    assert!(!folder.path("specs/demo-2025-01-01.yaml").exists());

    let output = run(&folder, &["new", "demo-2025-01-01", "--module", "demo_2025"]);
    assert!(output.status.success(), "{output:?}");
    assert!(run(&folder, &["generate", "--out", "out"]).status.success());
}

#[test]
fn a_module_that_rust_does_not_allow_is_refused() {
    let folder = Folder::new("new-keyword");
    let output = run(&folder, &["new", "type-2024-01-01"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("choose another module with --module"), "{output:?}");
    assert!(!folder.path("specs/type-2024-01-01.yaml").exists());
}

#[test]
fn a_bad_name_gets_a_better_one() {
    let folder = Folder::new("new-names");
    let date = "write the product, and then the version of its API, which is a date, such as ecs-2014-05-26";
    let word = "write the product with lower-case letters, digits and `-` between them, and a letter first, such as ecs-2014-05-26";
    for (arguments, expected) in [
        (&["ecs"][..], date),
        (&[""], date),
        (&["2014-05-26"], date),
        (&["ecs-2014-5-26"], date),
        (&["ecs-v1"], date),
        (&["ecs2014-05-26"], date),
        (&["ecs-2014-05-2６"], date),
        (&["--", "-2014-05-26"], word),
        (&["ECS-2014-05-26"], word),
        (&["../ecs-2014-05-26"], word),
        (&["e--cs-2014-05-26"], word),
        (&["4s-2014-05-26"], word),
        (
            &["ecs-2014-05-26", "--module", "a\"b"],
            "write it with lower-case letters, digits and `_`, and a letter first",
        ),
        (&["ecs-2014-05-26", "--style", "rest"], "possible values: rpc, roa"),
    ] {
        let output = run(&folder, &[&["new"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(text(&output.stderr).contains(expected), "{arguments:?}: {}", text(&output.stderr));
    }
    assert_eq!(fs::read_dir(folder.path("specs")).unwrap().count(), 1);
}
