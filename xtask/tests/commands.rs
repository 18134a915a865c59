//! The commands as a maintainer types them: what they print, what they leave on the disk, how they exit.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use support::{Folder, SPEC, text};

#[test]
fn writes_what_changed_and_nothing_else() {
    let folder = Folder::new("writes");
    let first = folder.generate(&[]);
    assert!(first.status.success(), "{first:?}");
    assert!(
        text(&first.stdout).starts_with("Demo 2024-01-01: 1 operations, 1 types, 6 files, 6 written, "),
        "{first:?}"
    );
    let written = |name: &str| fs::metadata(folder.path(name)).unwrap().modified().unwrap();
    let before = written("out/src/demo.rs");

    let second = folder.generate(&[]);
    assert!(text(&second.stdout).contains("6 files, fresh, "), "{second:?}");
    assert_eq!(written("out/src/demo.rs"), before);

    fs::write(folder.path("specs/demo-2024-01-01.yaml"), SPEC.replace("RequestId", "RequestID")).unwrap();
    let third = folder.generate(&[]);
    assert!(text(&third.stdout).contains("6 files, 1 written, "), "{third:?}");
    assert_eq!(written("out/src/demo.rs"), before);
}

#[test]
fn an_error_code_is_not_lost() {
    let folder = Folder::new("lost-codes");
    let with = |codes: &str| {
        let responses = format!("{SPEC}        \"400\": {{description: Refused., x-error-codes: {codes}}}\n");
        fs::write(folder.path("specs/demo-2024-01-01.yaml"), responses).unwrap();
    };
    let variants = || fs::read_to_string(folder.path("out/src/demo/error_code.rs")).unwrap();
    with("{Invalid.Name: {}, Gone: {}}");
    assert!(folder.generate(&[]).status.success());
    with("{Invalid.Name: {}}");
    let before = variants();
    let output = folder.generate(&[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let expected =
        "lacks error codes that programs may name; keep them with\n\nx-former-error-codes:\n  Gone: {}\n";
    assert!(text(&output.stderr).contains(expected), "{output:?}");
    assert_eq!(variants(), before);

    let path = folder.path("specs/demo-2024-01-01.yaml");
    let kept = fs::read_to_string(&path).unwrap() + "x-former-error-codes:\n  Gone: {}\n";
    fs::write(path, kept).unwrap();
    assert!(folder.generate(&[]).status.success());
    assert!(variants().contains("/// No longer documented.\n    Gone,"), "{}", variants());

    with("{Invalid.Name: {}}");
    assert_eq!(folder.generate(&[]).status.code(), Some(1), "it is remembered");
    assert!(folder.generate(&["--drop-error-codes"]).status.success());
    assert!(!variants().contains("Gone"), "{}", variants());
}

#[test]
fn check_lists_and_writes_nothing() {
    let folder = Folder::new("check");
    folder.generate(&[]);
    fs::write(folder.path("out/src/demo.rs"), "// changed by hand\n").unwrap();
    fs::remove_file(folder.path("out/src/demo/types.rs")).unwrap();
    fs::write(folder.path("out/src/demo/extra.rs"), "// nobody knows me\n").unwrap();
    let output = folder.generate(&["--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stdout),
        "stale out/src/demo.rs\nmissing out/src/demo/types.rs\nstray out/src/demo/extra.rs\n"
    );
    assert_eq!(fs::read_to_string(folder.path("out/src/demo.rs")).unwrap(), "// changed by hand\n");

    let output = folder.generate(&[]);
    assert!(text(&output.stdout).contains("removed src/demo/extra.rs"), "{output:?}");
    assert!(!folder.path("out/src/demo/extra.rs").exists());
    assert_eq!(folder.generate(&["--check"]).status.code(), Some(0));
}

#[test]
fn a_wrong_specification_leaves_everything_as_it_was() {
    let folder = Folder::new("wrong");
    folder.generate(&[]);
    let before = fs::read_to_string(folder.path("out/src/demo/describe_things.rs")).unwrap();
    fs::write(folder.path("specs/demo-2024-01-01.yaml"), SPEC.replace("operationId", "operationID")).unwrap();
    let output = folder.generate(&[]);
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    for part in ["specs/demo-2024-01-01.yaml:9:7", "did you mean `operationId`?", "nothing was written"] {
        assert!(errors.contains(part), "{part} in {errors}");
    }
    assert_eq!(fs::read_to_string(folder.path("out/src/demo/describe_things.rs")).unwrap(), before);
}

#[test]
fn a_folder_of_somebody_else_is_not_cleaned() {
    let folder = Folder::new("foreign");
    fs::create_dir_all(folder.path("out/src")).unwrap();
    fs::write(folder.path("out/src/thesis.txt"), "years of work").unwrap();
    let output = folder.generate(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("thesis.txt"), "{output:?}");
    assert_eq!(fs::read_to_string(folder.path("out/src/thesis.txt")).unwrap(), "years of work");
    assert!(!folder.path("out/src/lib.rs").exists());
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let folder = Folder::new("lone");
    for name in ["out/src/lib.rs", "out/src/demo.rs"] {
        fs::create_dir_all(folder.path("out/src")).unwrap();
        fs::write(folder.path(name), b"//! years of work \xff").unwrap();
        let output = folder.generate(&[]);
        assert_eq!(output.status.code(), Some(1), "{name}: {output:?}");
        let file = name.trim_start_matches("out/");
        let refused =
            format!("error: out/src has files and none of them is generated (for example {file}); ");
        assert!(text(&output.stderr).starts_with(&refused), "{output:?}");
        assert_eq!(fs::read(folder.path(name)).unwrap(), b"//! years of work \xff");
        fs::remove_dir_all(folder.path("out")).unwrap();
    }
}

#[test]
fn folders_that_are_not_there() {
    let folder = Folder::new("absent");
    let output = folder.generate(&["--specs", "nowhere"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot read the folder nowhere"), "{output:?}");
    fs::create_dir(folder.path("empty")).unwrap();
    let output = folder.generate(&["--specs", "empty"]);
    assert!(text(&output.stderr).contains("empty has no specifications (*.yaml)"), "{output:?}");
}

#[test]
fn two_documents_with_one_module() {
    let folder = Folder::new("modules");
    fs::write(folder.path("specs/later.yaml"), SPEC).unwrap();
    let output = folder.generate(&[]);
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    assert!(errors.contains("the module `demo` is taken by specs/demo-2024-01-01.yaml"), "{errors}");
}

#[test]
fn serve_answers_what_the_specifications_describe() {
    let folder = Folder::new("serve");
    let mut server = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(&folder.0)
        .env_remove("CARGO_MANIFEST_DIR")
        .arg("serve")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut printed = BufReader::new(server.stdout.take().unwrap()).lines();
    let endpoint = printed.next().unwrap().unwrap();
    let exported: Vec<String> = printed.take(3).map(Result::unwrap).collect();
    let names = ["ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "REGION_ID"];
    for (line, name) in exported.iter().zip(names) {
        assert!(line.starts_with(&format!("export ALIBABA_CLOUD_{name}=")), "{exported:?}");
    }
    let address = endpoint.trim().strip_prefix("http://").unwrap().to_owned();
    let answer = ask(&address);
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("MissingAccessKeyId"), "{answer}");
}

#[test]
fn serve_makes_items_of_a_sample_only() {
    let folder = Folder::new("serve-items");
    for (items, error) in [
        ("DescribeThings=95", "DescribeThings is to have items, and its sample has none to make them of"),
        ("DescribeThing=95", "error: there is no operation `DescribeThing`; did you mean `DescribeThings`?"),
        ("DescribeThings", "`DescribeThings` is not of the form DescribeBackups=95"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(&folder.0).env_remove("CARGO_MANIFEST_DIR").args(["serve", "--items", items]);
        let output = command.output().unwrap();
        assert!(!output.status.success() && text(&output.stderr).contains(error), "{output:?}");
    }
}

fn ask(address: &str) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "POST / HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_crate_has_the_guide_that_it_is_given() {
    let folder = Folder::new("guide");
    folder.generate(&[]);
    assert!(!fs::read_to_string(folder.path("out/src/lib.rs")).unwrap().contains("pub mod guide"));

    fs::create_dir_all(folder.path("pages")).unwrap();
    let output = folder.generate(&["--guide", "pages"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr), "error: pages has no README.md, which is the first page of a guide\n");

    fs::write(folder.path("pages/README.md"), "# Guide\n").unwrap();
    fs::write(folder.path("pages/retries.md"), "# Retries\n").unwrap();
    fs::write(folder.path("pages/notes.txt"), "not a page").unwrap();
    assert!(folder.generate(&["--guide", "pages"]).status.success());
    assert!(fs::read_to_string(folder.path("out/src/lib.rs")).unwrap().contains("pub mod retries {}"));
    assert_eq!(fs::read_to_string(folder.path("out/src/guide/retries.md")).unwrap(), "# Retries\n");
    assert!(!folder.path("out/src/guide/notes.txt").exists());
    assert_eq!(folder.generate(&["--check", "--guide", "pages"]).status.code(), Some(0));

    folder.generate(&[]);
    assert!(!folder.path("out/src/guide").exists(), "a guide that is taken away leaves nothing");
}
