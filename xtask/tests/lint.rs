//! `cargo xtask lint` as people and programs use it: what it prints where, and how it exits.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const CLEAN: &str = r##"openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
x-sources: {page: {title: GetThing, language: en, date: "2024-01-01", kind: page}}
paths:
  /GetThing:
    post:
      operationId: GetThing
      description: Returns a thing.
      x-sources: [page]
      x-effect: read
      x-ram: {action: demo:GetThing, access: get, resource: "*"}
      parameters:
        - name: Size
          in: query
          description: The size.
          schema: {type: integer, maximum: 100, default: 30}
          x-contradictions:
            - {about: the size, claims: {page: 100 and 99}, choice: "100", because: it was tried, aspect: width}
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema: {type: object, properties: {Id: {type: string, description: The ID.}}}
              example: {Id: t-1}
        "400": {description: Refused., x-error-codes: {}}
"##;

/// A folder of its own for each test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, text: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lint-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("specs")).unwrap();
        fs::write(path.join("specs/demo.yaml"), text).unwrap();
        Self(path)
    }

    fn xtask(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .current_dir(&self.0)
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .envs(environment.iter().copied())
            .args(arguments)
            .output()
            .unwrap()
    }

    fn lint(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = self.xtask(&[&["lint"], arguments].concat(), &[]);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn how_it_exits() {
    let warning = CLEAN.replace("      x-effect: read\n", "");
    let error = CLEAN.replace("default: 30", "default: 300");
    let note = CLEAN.replace("              example: {Id: t-1}\n", "");
    let check = |name: &str, spec: &str, arguments: &[&str], code: i32, summary: &str| {
        let folder = Folder::new(&format!("exit-{name}"), spec);
        let (found, _, stderr) = folder.lint(arguments);
        assert_eq!((found, stderr.trim_end()), (Some(code), summary), "{name} {arguments:?}");
    };
    check("clean", CLEAN, &[], 0, "0 errors, 0 warnings, 0 notes");
    check("clean", CLEAN, &["--deny-warnings"], 0, "0 errors, 0 warnings, 0 notes");
    check("note", &note, &["--deny-warnings"], 0, "0 errors, 0 warnings, 1 note (--notes shows them)");
    check("note", &note, &["--notes"], 0, "0 errors, 0 warnings, 1 note");
    check("warning", &warning, &[], 0, "0 errors, 1 warning, 0 notes");
    check("warning", &warning, &["--deny-warnings"], 1, "0 errors, 1 warning, 0 notes");
    check("error", &error, &[], 1, "1 error, 0 warnings, 0 notes");
    check("error", &error, &["--format", "json"], 1, "1 error, 0 warnings, 0 notes");
    check("error", &error, &["--format", "sarif"], 1, "1 error, 0 warnings, 0 notes");
    check("file", &error, &["specs/demo.yaml"], 1, "1 error, 0 warnings, 0 notes");
    check("folder", &error, &["specs"], 1, "1 error, 0 warnings, 0 notes");
    check("twice", CLEAN, &["specs", "./specs/demo.yaml"], 0, "0 errors, 0 warnings, 0 notes");
}

#[test]
fn wrong_usage_and_unreadable_files_are_told_apart() {
    let folder = Folder::new("usage", CLEAN);
    fs::write(folder.0.join("binary.yaml"), [0xff, 0xfe]).unwrap();
    for (arguments, part) in [
        (&["--nonsense"][..], "--nonsense"),
        (&["--format", "xml"], "xml"),
        (&["specs/absent.yaml"], "cannot read specs/absent.yaml"),
        (&["binary.yaml"], "cannot read binary.yaml"),
        (&["--specs", "nowhere"], "cannot read the folder nowhere"),
        (&["specs/demo.yaml", "--specs", "specs"], "cannot be used with"),
        (&["--explain", "unknown-keys"], "there is no rule `unknown-keys`; did you mean `unknown-key` or"),
        (&["--conflicts", "--format", "sarif"], "no form in SARIF"),
    ] {
        let (code, stdout, stderr) = folder.lint(arguments);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(part), "{part} in {stderr}");
    }
}

#[test]
fn people_see_the_lines() {
    let folder = Folder::new("human", &CLEAN.replace("x-effect", "x-efect"));
    let (_, stdout, stderr) = folder.lint(&[]);
    // That the operation has no `x-effect` is not said: it has, misspelt.
    assert_eq!(stderr, "1 error, 0 warnings, 0 notes\n");
    for part in [
        "error[unknown-key]: `x-efect` is unknown in an operation\n",
        "--> specs/demo.yaml:12:7\n",
        "12 |       x-efect: read\n   |       ^^^^^^^\n",
        "= note: at /paths/~1GetThing/post/x-efect\n",
        "= help: did you mean `x-effect`?\n",
    ] {
        assert!(stdout.contains(part), "{part} in {stdout}");
    }
}

#[test]
fn colour_is_for_terminals() {
    let folder = Folder::new("colour", &CLEAN.replace("default: 30", "default: 300"));
    let coloured =
        |environment: &[(&str, &str)]| text(&folder.xtask(&["lint"], environment).stdout).contains('\u{1b}');
    assert!(!coloured(&[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
}

#[test]
fn nothing_in_a_document_steers_the_terminal() {
    let hostile = CLEAN.replace("x-effect: read", "\"x-e\\e[31m\\u202effect\": read\n      x-tra\\u001b: 1");
    let folder = Folder::new("hostile", &hostile);
    let (_, stdout, stderr) = folder.lint(&[]);
    let steers = |c: char| c != '\n' && c.is_control() || matches!(c, '\u{202a}'..='\u{202e}');
    assert!(!stdout.chars().chain(stderr.chars()).any(steers), "{stdout:?}");
}

#[test]
fn json_has_everything() {
    let folder = Folder::new("json", &CLEAN.replace("default: 30", "default: 300").replace("t-1", "1"));
    let (_, stdout, _) = folder.lint(&["--format", "json"]);
    let found = json(&stdout);
    assert_eq!(found["version"], 1);
    assert_eq!(found["summary"], json(r#"{"errors": 2, "warnings": 0, "notes": 0}"#));
    let expected = r#"{
        "file": "specs/demo.yaml", "line": 18, "column": 58, "end": {"line": 18, "column": 61},
        "pointer": "/paths/~1GetThing/post/parameters/0/schema/default",
        "rule": "default-out-of-range", "severity": "error",
        "message": "the default is more than `maximum`, which is 100",
        "help": "fix the default or the schema; if sources differ, record it with `aspect: default`",
        "related": []
    }"#;
    assert_eq!(found["diagnostics"].as_array().map(Vec::len), Some(2), "{stdout}");
    assert_eq!(found["diagnostics"][0], json(expected));
    assert_eq!(found["diagnostics"][1]["related"][0]["label"], "the schema");
}

#[test]
fn sarif_names_rules_and_regions() {
    let folder = Folder::new("sarif", &CLEAN.replace("example: {Id: t-1}", "example: {Id: 1}"));
    let (_, stdout, _) = folder.lint(&["--format", "sarif", "specs/demo.yaml"]);
    let log = json(&stdout);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!(
        (&rule["id"], &result["ruleId"]),
        (&"sample-contradiction".into(), &"sample-contradiction".into())
    );
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
    assert_eq!(rule["helpUri"], Value::Null, "a folder without pages");
    let page = folder.0.join("docs/lint/sample-contradiction.md");
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    fs::write(&page, "# A page").unwrap();
    let (_, stdout, _) = folder.lint(&["--format", "sarif", "specs/demo.yaml"]);
    let rules = json(&stdout)["runs"][0]["tool"]["driver"]["rules"].clone();
    let rule = rules.as_array().unwrap().iter().find(|rule| rule["id"] == "sample-contradiction").unwrap();
    let page = rule["helpUri"].as_str().unwrap();
    assert!(page.starts_with("file:///") && page.ends_with("/docs/lint/sample-contradiction.md"), "{page}");
    assert_eq!(result["level"], "error");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "specs/demo.yaml");
    assert_eq!(
        place["region"],
        json(r#"{"startLine": 27, "startColumn": 29, "endLine": 27, "endColumn": 30}"#)
    );
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "the schema");
}

#[test]
fn a_page_explains_a_rule() {
    let folder = Folder::new("explain", CLEAN);
    let (code, stdout, stderr) = folder.lint(&["--explain", "unknown-key"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    let page = include_str!("../../docs/lint/unknown-key.md");
    let (header, page) = page.split_once("\n\n").unwrap();
    assert!(header.starts_with("<!--"), "{header}");
    assert_eq!(stdout, page);
}

#[test]
fn the_ledger_lists_what_sources_disagree_about() {
    let folder =
        Folder::new("conflicts", &CLEAN.replace("aspect: width}", "aspect: width, advice: Ask for less.}"));
    let (code, stdout, stderr) = folder.lint(&["--conflicts"]);
    let expected = "the size\n  specs/demo.yaml:20 /paths/~1GetThing/post/parameters/0\n  \
                    page: 100 and 99 (GetThing; page; en; 2024-01-01)\n  choice: 100\n  because: it was tried\n  \
                    for users: Ask for less.\n  aspect: width\n\n";
    assert_eq!((code, stdout.as_str()), (Some(0), expected));
    assert_eq!(stderr, "1 recorded contradiction in 1 document\n");

    let (_, stdout, _) = folder.lint(&["--conflicts", "--format", "json"]);
    let ledger = json(&stdout);
    let one = &ledger["documents"][0]["contradictions"][0];
    assert_eq!((&ledger["version"], &one["line"]), (&1.into(), &20.into()));
    assert_eq!(
        (&one["pointer"], &one["aspect"]),
        (&"/paths/~1GetThing/post/parameters/0".into(), &"width".into())
    );
    assert_eq!(
        (&one["claims"][0]["kind"], &one["claims"][0]["says"]),
        (&"page".into(), &"100 and 99".into())
    );
    assert_eq!(one["advice"], "Ask for less.");
}

#[test]
fn generate_refuses_what_has_errors_and_passes_over_warnings() {
    let warning = Folder::new("generate-warning", &CLEAN.replace("      x-effect: read\n", ""));
    let output = warning.xtask(&["generate", "--out", "out"], &[]);
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    let error = Folder::new("generate-error", &CLEAN.replace("example: {Id: t-1}", "example: {Id: 1}"));
    let output = error.xtask(&["generate", "--out", "out"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = text(&output.stderr);
    assert!(
        stderr.contains("error[sample-contradiction]") && stderr.ends_with("nothing was written\n"),
        "{stderr}"
    );
    assert!(!error.0.join("out").exists());
}

#[test]
fn an_overlay_is_read_with_its_document_and_reported_by_its_own_name() {
    let folder = Folder::new("overlay", CLEAN);
    let overlay = |target: &str| {
        let text = format!(
            "overlay: 1.0.0\ninfo: {{title: Ours, version: \"1\"}}\nactions: [{{target: \"{target}\", update: {{x-effect: write}}}}]\n"
        );
        fs::write(folder.0.join("specs/demo.overlay.yaml"), text).unwrap();
    };
    overlay("$.paths['/GetThing'].post");
    let (code, stdout, stderr) = folder.lint(&[]);
    assert_eq!((code, stdout.as_str()), (Some(0), ""), "{stderr}");

    overlay("$.paths['/GetThings'].post");
    let (code, stdout, _) = folder.lint(&["--format", "json", "specs/demo.yaml"]);
    let found = json(&stdout);
    let one = &found["diagnostics"][0];
    assert_eq!((code, &one["rule"]), (Some(1), &"overlay-without-target".into()), "{stdout}");
    assert_eq!((&one["file"], &one["line"]), (&"specs/demo.overlay.yaml".into(), &3.into()));
    assert_eq!(one["related"][0]["file"], "specs/demo.yaml");
}
