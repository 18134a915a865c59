//! Whole packages: what `generate` writes and keeps, parts of products, and that it compiles.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use support::{Folder, files_below, text, workspace};

/// A product whose groups have features of their own, and whose operations share no type.
const COPIES: &str = r##"
openapi: 3.1.0
info: {title: Copies, version: "2024-01-01"}
x-service: {product: CopyCenter, module: copies, style: rpc, signature: ACS3-HMAC-SHA256, features: tags}
servers: [{url: "https://copies.{region}.aliyuncs.com", description: public}]
paths:
  /ListCopies:
    post:
      operationId: ListCopies
      tags: [Lists]
      responses:
        "200":
          description: The copies.
          content: {application/json: {schema: {type: object, properties: {Copy: {$ref: "#/components/schemas/Copy"}}}}}
  /GetVault:
    post:
      operationId: GetVault
      tags: [Vaults]
      responses:
        "200":
          description: The vault.
          content: {application/json: {schema: {type: object, properties: {Vault: {$ref: "#/components/schemas/Vault"}}}}}
components:
  schemas:
    Copy: {type: object, properties: {Id: {type: string}, Part: {$ref: "#/components/schemas/Part"}}}
    Part: {type: object, properties: {Size: {type: integer, format: int64}}}
    Vault: {type: object, properties: {Name: {type: string}}}
"##;

/// A folder with two products.
fn two_products(name: &str) -> Folder {
    let folder = Folder::new(name);
    fs::write(folder.path("specs/copies.yaml"), COPIES).unwrap();
    folder
}

fn generate(folder: &Folder, more: &[&str]) -> Output {
    folder.generate(&[&["--out", "my-cloud"], more].concat())
}

fn read(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.path(path)).unwrap()
}

fn is_fresh(folder: &Folder, more: &[&str]) -> bool {
    generate(folder, &[more, &["--check"]].concat()).status.success()
}

#[test]
fn a_package_is_complete_and_stays_fresh() {
    let folder = two_products("package_complete");
    let output = generate(&folder, &[]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert!(text(&output.stdout).contains("Demo 2024-01-01: 1 operations"), "{output:?}");
    let manifest: toml::Table = read(&folder, "my-cloud/Cargo.toml").parse().unwrap();
    assert_eq!(manifest["package"]["name"].as_str(), Some("my-cloud"));
    let ours: toml::Table = fs::read_to_string(workspace().join("Cargo.toml")).unwrap().parse().unwrap();
    for key in ["edition", "rust-version"] {
        assert_eq!(manifest["package"][key], ours["workspace"]["package"][key], "{key}");
    }
    let runtime = &manifest["dependencies"]["alibabacloud-runtime"];
    assert_eq!(runtime["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
    let features = manifest["features"].as_table().unwrap();
    let of = |feature: &str| features[feature].as_array().unwrap().iter().filter_map(toml::Value::as_str);
    assert_eq!(of("default").collect::<Vec<_>>(), ["copies", "demo", "reqwest"]);
    assert_eq!(of("copies").collect::<Vec<_>>(), ["copies-lists", "copies-vaults"]);
    assert_eq!(of("copies-lists").count() + of("demo").count(), 0);
    let readme = read(&folder, "my-cloud/README.md");
    for part in
        ["# my-cloud", "| Copies | 2024-01-01 | `ListCopies`, `GetVault` | `copies` |", "use my_cloud::"]
    {
        assert!(readme.contains(part), "{part} in {readme}");
    }
    assert!(folder.path("my-cloud/src/copies/list_copies.rs").exists());

    let before = files_below(&folder.path("my-cloud"));
    assert!(is_fresh(&folder, &[]));
    let output = generate(&folder, &[]);
    assert_eq!(text(&output.stdout).matches("fresh").count(), 2, "{output:?}");
    assert_eq!(files_below(&folder.path("my-cloud")), before);

    fs::write(folder.path("my-cloud/src/stray.rs"), "// whose?\n").unwrap();
    fs::write(folder.path("my-cloud/notes.md"), "mine\n").unwrap();
    assert!(!is_fresh(&folder, &[]));
    assert!(generate(&folder, &[]).status.success());
    assert!(!folder.path("my-cloud/src/stray.rs").exists());
    assert_eq!(read(&folder, "my-cloud/notes.md"), "mine\n");
}

#[test]
fn what_people_wrote_is_kept() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let marked = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    for form in [&str::to_owned as &dyn Fn(&str) -> String, &crlf, &marked] {
        let folder = Folder::new("package_kept");
        assert!(generate(&folder, &[]).status.success());
        let edited = read(&folder, "my-cloud/Cargo.toml")
            .replace("version = \"0.1.0\"\nedition", "version = \"7.0.0\"   # mine\nedition")
            .replace("demo = []", "demo = []  # the first\n\n# theirs");
        let edited = form(&edited);
        fs::write(folder.path("my-cloud/Cargo.toml"), &edited).unwrap();
        fs::write(folder.path("my-cloud/README.md"), "# Mine\n").unwrap();
        assert!(is_fresh(&folder, &[]), "{edited}");

        fs::write(folder.path("specs/copies.yaml"), COPIES).unwrap();
        assert!(!is_fresh(&folder, &[]));
        let output = generate(&folder, &[]);
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        let after = read(&folder, "my-cloud/Cargo.toml");
        let new = "copies-lists = []\ncopies-vaults = []\ncopies = [\"copies-lists\", \"copies-vaults\"]\n";
        let new = form(new).replace('\u{feff}', "");
        assert_eq!(after.replace(&new, ""), edited);
        assert!(after.contains(&new), "{after}");
        assert_eq!(read(&folder, "my-cloud/README.md"), "# Mine\n");
        assert!(is_fresh(&folder, &[]));
    }
}

#[test]
fn a_manifest_that_does_not_fit_is_refused_or_reported() {
    let folder = Folder::new("package_manifest");
    fs::create_dir(folder.path("my-cloud")).unwrap();
    for (manifest, error) in [
        ("[package\n", "error: cannot change my-cloud/Cargo.toml: TOML parse error at line 1"),
        ("features = 1\n", "error: cannot change my-cloud/Cargo.toml: `features` is not a table"),
        ("[workspace]\n", "error: my-cloud/Cargo.toml is of no package; give another folder with --out"),
        (
            "[package]\nname = \"Ü\"\n",
            "error: the package in my-cloud has the name `Ü`: write a letter and then letters, digits, `-` and `_`",
        ),
    ] {
        fs::write(folder.path("my-cloud/Cargo.toml"), manifest).unwrap();
        let output = generate(&folder, &[]);
        assert_eq!(output.status.code(), Some(1), "{manifest}");
        assert!(text(&output.stderr).starts_with(error), "{output:?}");
        assert_eq!(files_below(&folder.path("my-cloud")).len(), 1, "nothing is written");
        assert_eq!(read(&folder, "my-cloud/Cargo.toml"), manifest);
    }
    fs::write(folder.path("my-cloud/Cargo.toml"), "[package]\nname = \"my-cloud\"\n").unwrap();
    let output = generate(&folder, &[]);
    assert!(output.status.success(), "{output:?}");
    for part in ["the feature `blocking`", "the dependency `alibabacloud-runtime`"] {
        assert!(text(&output.stderr).contains(part), "{part} in {output:?}");
    }
}

#[test]
fn sources_of_somebody_else_are_not_overwritten() {
    let folder = Folder::new("package_foreign");
    for first in ["// years of work\n", "// Generated by `protoc`. Do not edit.\n"] {
        support::write(&folder.path("my-cloud/src/lib.rs"), first.as_bytes());
        let output = generate(&folder, &[]);
        assert_eq!(output.status.code(), Some(1), "{first}");
        assert_eq!(read(&folder, "my-cloud/src/lib.rs"), first);
    }
    let output = generate(&folder, &[]);
    let error = "error: my-cloud/src has files and none of them is generated (for example src/lib.rs)";
    assert!(text(&output.stderr).starts_with(error), "{output:?}");
    assert_eq!(files_below(&folder.path("my-cloud")).len(), 1);
}

#[test]
fn a_part_has_only_what_it_reaches() {
    let folder = two_products("package_part");
    let part = ["--operation", "ListCopies"];
    assert!(generate(&folder, &part).status.success());
    let types = read(&folder, "my-cloud/src/copies/types.rs");
    for (name, is_used) in [("Copy", true), ("Part", true), ("Vault", false)] {
        assert_eq!(types.contains(&format!("pub struct {name} ")), is_used, "{name} in {types}");
    }
    assert!(!folder.path("my-cloud/src/copies/get_vault.rs").exists());
    assert!(!folder.path("my-cloud/src/demo.rs").exists());
    let manifest = read(&folder, "my-cloud/Cargo.toml");
    assert!(manifest.contains("copies-lists") && !manifest.contains("copies-vaults"), "{manifest}");
    assert!(!manifest.contains("demo"), "{manifest}");
    assert!(is_fresh(&folder, &part) && !is_fresh(&folder, &[]));

    for name in ["copies", "CopyCenter"] {
        let output = folder.generate(&["--product", name, "--out", "alone"]);
        assert!(output.status.success(), "{output:?}");
        assert!(folder.path("alone/src/copies/get_vault.rs").exists(), "{name}");
        assert!(!folder.path("alone/src/demo.rs").exists(), "{name}");
    }
}

#[test]
fn names_that_nothing_has_are_told_the_nearest() {
    let folder = two_products("package_names");
    for (arguments, expected) in [
        (
            &["--product", "copis", "dem"][..],
            "there is no product `copis`; did you mean `copies`?\nthere is no product `dem`; did you mean `Demo`?\n",
        ),
        (
            &["--operation", "ListCopy", "GetVault"],
            "there is no operation `ListCopy`; did you mean `ListCopies`?\n",
        ),
        (
            &["--product", "demo", "--operation", "GetVault"],
            "there is no operation `GetVault`; there is DescribeThings\n",
        ),
        (&["--runtime", "specs"], "there is no package in specs: "),
    ] {
        let output = generate(&folder, arguments);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(text(&output.stderr).starts_with(&format!("error: {expected}")), "{output:?}");
        assert!(!folder.path("my-cloud").exists(), "{arguments:?}");
    }
    let form = "write a letter and then letters, digits, `-` and `_`, all in lower case, such as my-cloud";
    let taken = "this is a word of Rust or the name of another crate; write another one, such as my-cloud";
    for (name, error) in [
        ("", form),
        ("1x", form),
        ("My-Cloud", form),
        ("a--b", form),
        ("a_-b", form),
        ("my cloud", form),
        ("x\"y", form),
        ("größe", form),
        ("../x", form),
        ("fn", taken),
        ("std", taken),
        ("alibabacloud-runtime", taken),
    ] {
        let output = folder.generate(&["--crate-name", name, "--out", "my-cloud"]);
        assert_eq!(output.status.code(), Some(2), "{name}: {output:?}");
        let error = format!("for '--crate-name <NAME>': {error}");
        assert!(text(&output.stderr).contains(&error), "{output:?}");
    }
}

/// Cargo, for packages in a workspace below the folder that is not ours, with the versions of ours.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(arguments);
    command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages"));
    command.env("CARGO_NET_OFFLINE", "true").env("RUSTFLAGS", "-D warnings");
    command.env_remove("CARGO_ENCODED_RUSTFLAGS").output().unwrap()
}

fn write_workspace(folder: &Folder, members: &str) {
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    fs::write(folder.path("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace().join("Cargo.lock"), folder.path("Cargo.lock")).unwrap();
}

#[test]
fn groups_compile_alone() {
    let folder = two_products("package_groups");
    let runtime = workspace().join("runtime");
    assert!(generate(&folder, &["--runtime", runtime.to_str().unwrap()]).status.success());
    write_workspace(&folder, "\"my-cloud\"");
    for features in ["copies-lists", "copies-vaults,blocking"] {
        let arguments = ["check", "-p", "my-cloud", "--no-default-features", "--features", features];
        let output = cargo(&folder.0, &arguments);
        assert!(output.status.success(), "{features}: {}", text(&output.stderr));
    }
}
