//! `docs/own-crate.md` from its beginning to its end: what a stranger types, with the program that is installed.

#![cfg(unix)]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Metadata in the vendor's form, of a product with an operation.
fn metadata(product: &str, version: &str, operation: &str) -> String {
    format!(
        r#"{{
    "version": "1.0",
    "info": {{"style": "RPC", "product": "{product}", "version": "{version}"}},
    "directories": [],
    "components": {{"schemas": {{}}}},
    "apis": {{
        "{operation}": {{
            "methods": ["post"], "schemes": ["https"], "security": [{{"AK": []}}], "operationType": "read",
            "parameters": [],
            "responses": {{"200": {{"schema": {{"type": "object", "properties": {{"RequestId": {{"type": "string"}}}}}}}}}}
        }}
    }},
    "endpoints": [{{"regionId": "cn-hangzhou", "endpoint": "{}.cn-hangzhou.aliyuncs.com"}}]
}}"#,
        product.to_lowercase()
    )
}

/// What the vendor's server has for an address.
fn answer(url: &str) -> String {
    let [product, _, version] = url.split('/').skip(6).take(3).collect::<Vec<_>>()[..] else {
        return String::new();
    };
    let operation = match product {
        "Ecs" => "DescribeRegions",
        "Vpc" => "DescribeVpcs",
        _ => "DescribeVaults",
    };
    metadata(product, version, operation)
}

/// The blocks of a page in a language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let begin = format!("```{language}\n");
    page.split(&begin).skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)).collect()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

/// Does what a line of a shell says, in a folder.
fn run(folder: &Path, line: &str) {
    let words: Vec<String> = line.split_whitespace().map(|word| word.trim_matches('"').to_owned()).collect();
    match words[0].as_str() {
        // It is installed: cargo built it for this test.
        "cargo" => assert_eq!(line, "cargo install --locked --path cli"),
        "curl" => {
            let file = words.iter().position(|word| word == "-o").map(|at| &words[at + 1]).unwrap();
            write(&folder.join(file), &answer(words.last().unwrap()));
        }
        _ => {
            let mut program = Command::new(env!("CARGO_BIN_EXE_alibabacloud-codegen"));
            program.current_dir(folder).env_remove("CARGO_MANIFEST_DIR").args(&words[1..]);
            let output = program.output().unwrap();
            assert!(output.status.success(), "{line}: {output:?}");
        }
    }
}

/// Cargo, in a workspace that is not ours, with the versions of ours.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(arguments);
    command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages"));
    command.env("CARGO_NET_OFFLINE", "true").env("RUSTFLAGS", "-D warnings");
    command.env_remove("CARGO_ENCODED_RUSTFLAGS").output().unwrap()
}

#[test]
fn the_guide_leads_to_a_program() {
    let folder = &PathBuf::from(concat!(env!("CARGO_TARGET_TMPDIR"), "/own_crate"));
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder.join("path/to/this")).unwrap();
    std::os::unix::fs::symlink(REPOSITORY, folder.join("path/to/this/repository")).unwrap();

    let page = fs::read_to_string(Path::new(REPOSITORY).join("docs/own-crate.md")).unwrap();
    let lines: Vec<&str> = blocks(&page, "sh").iter().flat_map(|block| block.lines()).collect();
    assert_eq!(lines.len(), 8, "{lines:?}");
    for line in &lines[..7] {
        run(folder, line);
    }
    let manifest = fs::read_to_string(folder.join("my-cloud/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"my-cloud\"") && manifest.contains("hbr = []"), "{manifest}");
    assert!(folder.join("my-cloud/src/hbr.rs").exists());
    run(folder, lines[7]);
    assert!(!folder.join("my-cloud/src/hbr.rs").exists(), "the last command takes a part");

    let app = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";
    write(&folder.join("app/Cargo.toml"), &format!("{app}{}", blocks(&page, "toml")[0]));
    write(&folder.join("app/src/main.rs"), blocks(&page, "rust")[0]);
    write(&folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"my-cloud\"]\n");
    fs::copy(Path::new(REPOSITORY).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = cargo(folder, &["check", "--workspace"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_program_needs_no_repository() {
    let folder = &PathBuf::from(concat!(env!("CARGO_TARGET_TMPDIR"), "/nowhere"));
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    let program = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_alibabacloud-codegen"));
        program.current_dir(folder).env_remove("CARGO_MANIFEST_DIR").args(arguments).output().unwrap()
    };
    for (arguments, said) in [
        (&["generate"][..], "error: give the folder of the crate with --out\n"),
        (&["generate", "--out", "x"], "error: cannot read the folder specs: "),
        (&["lint"], "error: cannot read the folder specs: "),
        (&["compare"], "error: give the vendor's metadata with --with\n"),
        (&["diff"], "error: cannot read the folder specs: "),
    ] {
        let output = program(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        assert!(text(&output.stderr).starts_with(said), "{arguments:?}: {output:?}");
    }
    let help = text(&program(&["lint", "--help"]).stdout);
    assert!(help.contains("alibabacloud-codegen lint --deny-warnings") && !help.contains("xtask"), "{help}");
    let help = text(&program(&["--help"]).stdout);
    for command in ["import", "generate", "lint", "diff", "call", "serve"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in {help}");
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0, "nothing was written");
    let script = text(&program(&["completions", "bash"]).stdout);
    assert!(script.contains("complete -F _alibabacloud__codegen") && !script.contains("xtask"), "{script}");
}
