//! `cargo xtask diff` as a maintainer types it, against repositories and folders of its own.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SPEC: &str = r##"
openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
paths:
  /ListThings:
    post:
      operationId: ListThings
      parameters:
        - {name: Count, in: query, schema: {type: integer, format: int32, maximum: 100}}
      responses:
        "200":
          description: The things.
          content: {application/json: {schema: {type: object, properties: {RequestId: {type: string}}}}}
"##;

/// A repository of its own for each test, removed at the end: the specification and version 0.1.0, committed.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("specs")).unwrap();
        let this = Self(path);
        this.spec(SPEC);
        this.version("0.1.0");
        this.git(&["init", "--quiet"]);
        this.commit();
        this
    }

    fn spec(&self, text: &str) {
        fs::write(self.0.join("specs/demo-2024-01-01.yaml"), text).unwrap();
    }

    fn version(&self, version: &str) {
        fs::write(self.0.join("Cargo.toml"), format!("[workspace.package]\nversion = \"{version}\"\n"))
            .unwrap();
    }

    fn git(&self, arguments: &[&str]) {
        let output = self
            .command("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@b.example"])
            .args(arguments)
            .output();
        let output = output.unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "A commit"]);
    }

    /// A program that sees this repository alone, and neither a person's configuration nor a repository around it.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.0).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_CEILING_DIRECTORIES", self.0.parent().unwrap());
        for name in ["CARGO_MANIFEST_DIR", "GIT_DIR", "GIT_WORK_TREE", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    fn diff(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_xtask")).arg("diff").args(arguments).output().unwrap()
    }

    /// Exit code, standard output and standard error.
    fn check(&self, arguments: &[&str], expected: (i32, &str, &str)) {
        let output = self.diff(arguments);
        let found = (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr));
        assert_eq!((found.0, found.1.as_str(), found.2.as_str()), expected, "{arguments:?}");
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).unwrap()
}

fn with_a_field() -> String {
    SPEC.replace("RequestId: {type: string}", "RequestId: {type: string}, Total: {type: integer}")
}

/// An overlay that does what [`with_a_field`] does.
const OVERLAY: &str = "overlay: 1.0.0
info: {title: Corrections, version: \"1\"}
actions:
  - {target: $..properties, update: {Total: {type: integer}}}
";

const NEW_FIELD: &str = "\
minor
  demo::list_things::ListThingsResponse::total  field-added
    the field `Option<i64>` is new
    now at specs/demo-2024-01-01.yaml:15:103 /paths/~1ListThings/post/responses/200/content/application~1json/schema/properties/Total

";

#[test]
fn compares_with_the_newest_release() {
    let repository = Repository::new("release");
    repository.git(&["tag", "v0.9.0"]);
    repository.git(&["tag", "v0.10.0"]);
    repository.git(&["tag", "v0.2.0"]);
    repository.git(&["tag", "vague"]);
    repository.spec(&with_a_field());
    repository.commit();
    let expected =
        format!("{NEW_FIELD}verdict: minor (1 minor since v0.10.0 (0.1.0)); next version: 0.1.1\n");
    repository.check(&[], (0, &expected, "compared with v0.10.0, the newest release\n"));
}

#[test]
fn compares_with_head_where_nothing_was_released() {
    let repository = Repository::new("head");
    let head = "compared with HEAD, since no tag v* leads here\n";
    repository.check(&[], (0, "no changes\n", head));
    repository.spec(&with_a_field());
    let expected = format!("{NEW_FIELD}verdict: minor (1 minor since HEAD (0.1.0)); next version: 0.1.1\n");
    repository.check(&[], (0, &expected, head));
    let errors = format!(
        "{head}version 0.1.0 in Cargo.toml does not allow minor changes since HEAD; set it to 0.1.1 or higher\n"
    );
    repository.check(&["--check"], (1, &expected, &errors));
}

#[test]
fn compares_with_a_revision() {
    let repository = Repository::new("revision");
    repository.spec(&with_a_field());
    repository.commit();
    repository.spec(SPEC);
    let expected = "\
major
  demo::list_things::ListThingsResponse::total  field-removed
    the field `Option<i64>` is gone
    to do: stop using it
    avoidable: an overlay keeps it; --format json has the actions
    was at specs/demo-2024-01-01.yaml:15:103 /paths/~1ListThings/post/responses/200/content/application~1json/schema/properties/Total

verdict: major (1 major since HEAD (0.1.0)); next version: 0.2.0; an overlay would avoid 1 major
";
    repository.check(&["--base", "HEAD"], (0, expected, ""));
    repository.check(&["--base", "HEAD~1"], (0, "no changes\n", ""));
    repository.spec(&format!("# A comment.\n{SPEC}"));
    repository.check(&["--base", "HEAD~1"], (0, "nothing changes for users of the crate\n", ""));
}

#[test]
fn the_version_must_allow_the_changes() {
    let repository = Repository::new("check");
    repository.git(&["tag", "v0.1.0"]);
    repository.spec(&with_a_field());
    let check = |version: &str, code: i32, expected: &str| {
        repository.version(version);
        let output = repository.diff(&["--check", "--base", "v0.1.0"]);
        assert_eq!(output.status.code(), Some(code), "{version}");
        assert_eq!(text(&output.stderr), expected);
    };
    let refused =
        "version 0.1.0 in Cargo.toml does not allow minor changes since v0.1.0; set it to 0.1.1 or higher\n";
    check("0.1.0", 1, refused);
    check("0.1.1", 0, "version 0.1.1 allows this\n");
    repository.spec(&SPEC.replace("maximum: 100", "maximum: 50"));
    let refused =
        "version 0.1.1 in Cargo.toml does not allow major changes since v0.1.0; set it to 0.2.0 or higher\n";
    check("0.1.1", 1, refused);
    check("0.2.0", 0, "version 0.2.0 allows this\n");
    repository.spec(SPEC);
    check("0.1.0", 0, "version 0.1.0 allows this\n");
}

#[test]
fn compares_with_a_folder() {
    let repository = Repository::new("folder");
    let folder = repository.0.join("old/specs");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("demo-2024-01-01.yaml"), SPEC).unwrap();
    repository.spec(&with_a_field());
    let arguments = ["--base", "old/specs", "--check"];
    let expected = format!("{NEW_FIELD}verdict: minor (1 minor since old/specs)\n");
    let errors = "error: the version of old/specs is not known; give it with --base-version\n";
    repository.check(&arguments, (1, &expected, errors));
    let expected =
        format!("{NEW_FIELD}verdict: minor (1 minor since old/specs (0.0.9)); next version: 0.0.10\n");
    let given = [&arguments[..], &["--base-version", "0.0.9"]].concat();
    repository.check(&given, (0, &expected, "version 0.1.0 allows this\n"));
    fs::write(repository.0.join("old/Cargo.toml"), "[package]\nversion = \"0.1.0\"\n").unwrap();
    let expected =
        format!("{NEW_FIELD}verdict: minor (1 minor since old/specs (0.1.0)); next version: 0.1.1\n");
    let errors = "version 0.1.0 in Cargo.toml does not allow minor changes since old/specs; set it to 0.1.1 or higher\n";
    repository.check(&arguments, (1, &expected, errors));
    fs::write(repository.0.join("other.toml"), "[package]\nversion = \"0.2.0\"\n").unwrap();
    let given = [&arguments[..], &["--manifest", "other.toml"]].concat();
    repository.check(&given, (0, &expected, "version 0.2.0 allows this\n"));
}

#[test]
fn two_folders_need_no_repository() {
    let repository = Repository::new("two-folders");
    fs::remove_dir_all(repository.0.join(".git")).unwrap();
    fs::create_dir(repository.0.join("new")).unwrap();
    fs::write(repository.0.join("new/demo.yaml"), with_a_field()).unwrap();
    let output = repository.diff(&["--base", "specs", "--specs", "new"]);
    assert!(
        text(&output.stdout).ends_with("verdict: minor (1 minor since specs (0.1.0)); next version: 0.1.1\n")
    );
    repository.check(
        &["--base", "v1"],
        (1, "", "error: `v1` is not a folder, and specs is in no git repository\n"),
    );
}

#[test]
fn bases_that_cannot_be_used() {
    let repository = Repository::new("unusable");
    let missing = "error: `v7` is neither a folder nor a git revision; `git fetch --tags` brings tags\n";
    repository.check(&["--base", "v7"], (1, "", missing));
    let option = "error: `--output=x` is neither a folder nor a git revision: a name cannot begin with `-`\n";
    repository.check(&["--base=--output=x"], (1, "", option));
    repository.check(
        &["--base", "HEAD:specs"],
        (
            1,
            "",
            "error: `HEAD:specs` is neither a folder nor a git revision; `git fetch --tags` brings tags\n",
        ),
    );
    fs::create_dir(repository.0.join("empty")).unwrap();
    repository.check(
        &["--base", "empty"],
        (1, "", "error: empty has neither specifications (*.yaml) nor metadata (*.json)\n"),
    );
    let output = repository.diff(&["--base-version", "one"]);
    assert_eq!(output.status.code(), Some(2));
    let output = repository.diff(&["--base", "HEAD", "--manifest", "nowhere.toml"]);
    assert_eq!(
        (output.status.code(), text(&output.stderr).as_str()),
        (Some(1), "error: cannot read nowhere.toml: No such file or directory (os error 2)\n")
    );
    let output = repository.diff(&["--specs", "nowhere"]);
    assert!(text(&output.stderr).starts_with("error: cannot read the folder nowhere: "), "{output:?}");
    fs::create_dir(repository.0.join("later")).unwrap();
    fs::write(repository.0.join("later/demo.yaml"), SPEC).unwrap();
    let output = repository.diff(&["--base", "HEAD", "--specs", "later"]);
    assert_eq!(text(&output.stderr), "error: later had no specifications (*.yaml) in HEAD\n");
}

#[test]
fn a_base_that_the_generator_refuses_is_shown() {
    let repository = Repository::new("refused");
    repository.spec(&SPEC.replace("operationId", "operationID"));
    repository.commit();
    repository.spec(SPEC);
    let output = repository.diff(&["--base", "HEAD"]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(1), ""));
    let errors = text(&output.stderr);
    assert!(errors.contains("did you mean `operationId`?"), "{errors}");
    assert!(errors.ends_with("not compared: specs/demo-2024-01-01.yaml\nnothing was compared\n"), "{errors}");
}

#[test]
fn json() {
    let repository = Repository::new("json");
    repository.spec(&with_a_field());
    let output = repository.diff(&["--base", "HEAD", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let expected = serde_json::json!({
        "format": 1,
        "base": "HEAD",
        "base_version": "0.1.0",
        "version": "0.1.0",
        "verdict": "minor",
        "next_version": "0.1.1",
        "allowed": false,
        "products": [{
            "product": "Demo",
            "product_version": "2024-01-01",
            "module": "demo",
            "verdict": "minor",
            "counts": {
                "major": {"added": 0, "changed": 0, "removed": 0},
                "minor": {"added": 1, "changed": 0, "removed": 0},
                "patch": {"added": 0, "changed": 0, "removed": 0},
            },
        }],
        "not_compared": [],
        "changes": [{
            "kind": "field-added",
            "level": "minor",
            "section": "Added",
            "path": "demo::list_things::ListThingsResponse::total",
            "what": "the field `Option<i64>` is new",
            "with": [],
            "places": [],
            "action": "nothing",
            "keep": [],
            "before": null,
            "after": {
                "file": "specs/demo-2024-01-01.yaml",
                "line": 15,
                "column": 103,
                "pointer": "/paths/~1ListThings/post/responses/200/content/application~1json/schema/properties/Total",
            },
        }],
    });
    assert_eq!(found, expected);
    repository.spec(SPEC);
    let output = repository.diff(&["--base", "HEAD", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&found["verdict"], &found["changes"]), (&serde_json::Value::Null, &serde_json::json!([])));
}

#[test]
fn markdown() {
    let repository = Repository::new("markdown");
    let spec = with_a_field()
        .replace("name: Count", "name: Sum")
        .replace("description: The things.", "description: Things.");
    repository.spec(
        &spec.replace("operationId: ListThings\n", "operationId: ListThings\n      summary: Lists things.\n"),
    );
    let expected = "\
## Unreleased: 0.2.0

### Added

- `demo::list_things::ListThings::sum`: the setter of `impl IntoOptional<i32>` is new.
- `demo::list_things::ListThingsResponse::total`: the field `Option<i64>` is new.

### Changed

- The documentation of `demo::Client::list_things`, `demo::list_things::ListThingsResponse`.

### Removed

- **Breaking:** `demo::list_things::ListThings::count`: the setter of `impl IntoOptional<i32>` is gone. To do: stop\n  setting it.
";
    repository.check(&["--base", "HEAD", "--format", "markdown"], (0, expected, ""));
    repository.spec(SPEC);
    repository.check(&["--base", "HEAD", "--format", "markdown"], (0, "", ""));
}

#[test]
fn colours_are_for_terminals_and_texts_of_a_document_are_not() {
    let repository = Repository::new("colours");
    repository.spec(&with_a_field());
    let coloured = repository
        .command(env!("CARGO_BIN_EXE_xtask"))
        .args(["diff", "--base", "HEAD"])
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(text(&coloured.stdout).starts_with("\u{1b}[1m\u{1b}[33mminor\u{1b}[0m\n"), "{coloured:?}");
    let pages =
        "x-ram: {action: demo:ListThings, access: \"ge\\e[31mt\\u202e\", resource: \"\\e[31m\\u202e\"}";
    let hostile = SPEC.replace("      parameters:", &format!("      {pages}\n      parameters:"));
    repository.spec(&hostile);
    let output = text(&repository.diff(&["--base", "HEAD"]).stdout);
    assert!(output.contains("callers need"), "{output}");
    assert!(!output.contains(['\u{1b}', '\u{202e}']), "{output:?}");
}

#[test]
fn overlays_belong_to_their_documents_on_both_sides() {
    let repository = Repository::new("overlays");
    let overlay = repository.0.join("specs/demo-2024-01-01.overlay.yaml");
    fs::write(&overlay, OVERLAY).unwrap();
    let output = repository.diff(&[]);
    assert!(text(&output.stdout).starts_with(NEW_FIELD.lines().next().unwrap()), "{output:?}");
    assert!(text(&output.stdout).contains("ListThingsResponse::total"), "{output:?}");
    assert!(text(&output.stdout).contains("now at specs/demo-2024-01-01.overlay.yaml:"), "{output:?}");
    repository.commit();
    repository.check(&[], (0, "no changes\n", "compared with HEAD, since no tag v* leads here\n"));

    fs::remove_file(repository.0.join("specs/demo-2024-01-01.yaml")).unwrap();
    let output = repository.diff(&[]);
    assert!(text(&output.stderr).contains("is an overlay of a document that is not beside it"), "{output:?}");
}

/// The vendor's metadata of a product whose answer has these fields.
fn metadata(product: &str, fields: &[&str]) -> String {
    let field = |name: &&str| format!("\"{name}\": {{\"type\": \"string\"}}");
    let fields: Vec<String> = fields.iter().map(field).collect();
    format!(
        r#"{{"info": {{"style": "RPC", "product": "{product}", "version": "2024-01-01"}}, "apis": {{"ListThings": {{
            "methods": ["post"], "security": [{{"AK": []}}], "operationType": "read", "parameters": [],
            "responses": {{"200": {{"schema": {{"type": "object", "properties": {{{}}}}}}}}}}}}}}}"#,
        fields.join(", ")
    )
}

/// Two folders of metadata: a product that breaks, three that grow, one that is the same, one on each side alone, one that
/// cannot be read after.
fn two_folders(name: &str) -> Repository {
    let repository = Repository::new(name);
    for folder in ["old", "new"] {
        fs::create_dir(repository.0.join(folder)).unwrap();
    }
    let write = |path: &str, text: &str| fs::write(repository.0.join(path), text).unwrap();
    write("old/alpha.json", &metadata("Alpha", &["Id", "Name"]));
    write("new/alpha.json", &metadata("Alpha", &["Id"]));
    for product in ["Beta", "Gamma", "Delta"] {
        write(&format!("old/{product}.json"), &metadata(product, &["Id"]));
        write(&format!("new/{product}.json"), &metadata(product, &["Id", "Name"]));
    }
    write("old/same.json", &metadata("Same", &["Id"]));
    write("new/same.json", &metadata("Same", &["Id"]));
    write("old/gone.json", &metadata("Gone", &["Id"]));
    write("new/come.json", &metadata("Come", &["Id"]));
    write("old/torn.json", &metadata("Torn", &["Id"]));
    write("new/torn.json", "{\"info\": ");
    repository
}

#[test]
fn folders_of_metadata() {
    let repository = two_folders("metadata");
    let output = repository.diff(&["--base", "old", "new"]);
    let expected =
        "                           major                    minor                    patch         
product            added changed removed    added changed removed    added changed removed  verdict
Alpha 2024-01-01       -       -       1        -       -       -        -       -       -  major
Beta 2024-01-01        -       -       -        1       -       -        -       -       -  minor
Come 2024-01-01        -       -       -        1       -       -        -       -       -  minor
Delta 2024-01-01       -       -       -        1       -       -        -       -       -  minor
Gamma 2024-01-01       -       -       -        1       -       -        -       -       -  minor
Gone 2024-01-01        -       -       1        -       -       -        -       -       -  major

1 more in which nothing changes

--product <NAME> lists what changes in one of them, and --details in all

verdict: major (2 major, 4 minor since old (0.1.0)); next version: 0.2.0; an overlay would avoid 1 major
";
    assert_eq!(text(&output.stdout), expected);
    let errors = text(&output.stderr);
    assert!(errors.starts_with("not compared: torn.json: "), "{errors}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn one_product_of_many() {
    let repository = two_folders("one-product");
    let expected = "\
major
  alpha::list_things::ListThingsResponse::name  field-removed
    the field `Option<String>` is gone
    to do: stop using it
    avoidable: an overlay keeps it; --format json has the actions
    was at specs/alpha-2024-01-01.yaml";
    let output = repository.diff(&["--base", "old", "new", "--product", "ALPHA"]);
    assert!(text(&output.stdout).starts_with(expected), "{output:?}");
    let output = repository.diff(&["--base", "old/alpha.json", "new/alpha.json"]);
    assert!(text(&output.stdout).starts_with(expected), "{output:?}");
    assert_eq!(output.status.code(), Some(0));
    let output = repository.diff(&["--base", "old", "new", "--product", "Alpa"]);
    assert!(
        text(&output.stderr).contains("error: neither side has a product `Alpa`; did you mean `alpha`?"),
        "{output:?}"
    );
    let output = repository.diff(&["--base", "old", "new", "--details"]);
    assert!(
        text(&output.stdout).contains(expected) && text(&output.stdout).contains("gamma::list_things"),
        "{output:?}"
    );
}

#[test]
fn what_would_keep_an_api_is_said_to_programs() {
    let repository = two_folders("keep");
    let output = repository.diff(&["--base", "old", "new", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let changes = found["changes"].as_array().unwrap();
    let change = changes.iter().find(|change| change["kind"] == "field-removed").unwrap();
    let action = &change["keep"][0]["actions"][0];
    assert_eq!(
        action["target"],
        "$.paths['/ListThings'].post.responses['200'].content['application/json'].schema.properties"
    );
    let name = &action["update"]["Name"];
    assert_eq!(
        (&name["type"], &name["deprecated"]),
        (&serde_json::json!("string"), &serde_json::json!(true))
    );
    assert!(name["x-gone-since"].is_string(), "{name}");
    assert_eq!(found["not_compared"][0]["file"], "torn.json");
    let output = repository.diff(&["--base", "old", "new", "--format", "markdown"]);
    assert!(text(&output.stdout).contains("| Alpha 2024-01-01 | 0 | 0 | 1 |"), "{output:?}");
}
