//! The crates of all documents as one workspace, which cargo builds: their dependencies once.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::outcome::{Document, Generated};
use crate::progress::Progress;
use crate::specs;

/// The lints that the crate of the project's own workspace obeys.
const WORKSPACE: &str = r#"[workspace.lints.rust]
missing_docs = "warn"
unreachable_pub = "warn"
unsafe_code = "forbid"

[profile.dev]
debug = false
incremental = false
"#;

/// The manifest of a member: that of any package, with the lints of the workspace and perhaps a program.
pub(super) fn manifest(package: &str, name: &str, has_program: bool) -> String {
    let program = if has_program {
        format!(
            "\n[dev-dependencies.serde]\nversion = \"1\"\n\n[[example]]\nname = \"{name}-samples\"\npath = \"examples/samples.rs\"\n"
        )
    } else {
        String::new()
    };
    format!("{package}\n[lints]\nworkspace = true\n{program}")
}

/// Where the program of a member is when it is built.
pub(super) fn program(out: &Path, generated: &Generated) -> PathBuf {
    out.join("target/debug/examples").join(format!("{}-samples", generated.name))
}

/// Compiles all crates, and notes what the compiler says of each.
pub(super) fn build(
    documents: &mut [Document],
    out: &Path,
    jobs: NonZeroUsize,
    programs: bool,
) -> Result<()> {
    let mut crates: Vec<&mut Generated> =
        documents.iter_mut().filter_map(|document| document.generated.as_mut()).collect();
    write_workspace(&crates, out)?;
    crates.iter_mut().for_each(|one| one.messages = Some(Vec::new()));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(out).arg(if programs { "build" } else { "check" });
    command.args(["--workspace", "--lib", "--keep-going", "--quiet", "--message-format", "json"]);
    command.args(programs.then_some("--examples")).args(["--jobs", &jobs.to_string()]);
    let target =
        fs::canonicalize(out).with_context(|| format!("cannot find {}", out.display()))?.join("target");
    command
        .env("CARGO_TARGET_DIR", target)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut cargo = command.spawn().context("cannot run cargo")?;
    let (stdout, stderr) = (cargo.stdout.take(), cargo.stderr.take());
    let said = std::thread::spawn(move || {
        let mut said = String::new();
        let _ = stderr.map(|mut stderr| stderr.read_to_string(&mut said));
        said
    });
    let progress = Progress::new("Compiling", crates.len());
    for line in stdout.map(|stdout| BufReader::new(stdout).lines()).into_iter().flatten() {
        let message: Value =
            serde_json::from_str(&line.context("cannot read what cargo says")?).unwrap_or_default();
        note(&message, &mut crates, &progress);
    }
    let status = cargo.wait().context("cannot run cargo")?;
    let said = said.join().unwrap_or_default();
    if !status.success() && crates.iter().all(|one| one.messages.iter().flatten().next().is_none()) {
        bail!("cargo cannot build the crates in {}:\n{said}", out.display());
    }
    Ok(())
}

/// The workspace around all crates; what others left in the folder is no part of it.
fn write_workspace(crates: &[&mut Generated], out: &Path) -> Result<()> {
    let members: Vec<String> = crates.iter().map(|one| format!("    \"{}\",\n", one.name)).collect();
    let text = format!("[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n{WORKSPACE}", members.concat());
    let manifest = out.join("Cargo.toml");
    fs::write(&manifest, text).with_context(|| format!("cannot write {}", manifest.display()))?;
    // The versions that are tested, where they are known.
    let (known, lock) = (specs::workspace().join("Cargo.lock"), out.join("Cargo.lock"));
    if known.is_file() && !lock.exists() {
        fs::copy(&known, &lock).with_context(|| format!("cannot write {}", lock.display()))?;
    }
    Ok(())
}

/// Takes a message of cargo to the crate that it is about.
fn note(message: &Value, crates: &mut [&mut Generated], progress: &Progress) {
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let source = Path::new(text("/target/src_path"));
    let is_in = |one: &&mut &mut Generated| source.iter().any(|part| part.to_str() == Some(&one.name));
    let Some(one) = crates.iter_mut().find(is_in) else { return };
    match (text("/reason"), text("/message/level")) {
        ("compiler-artifact", _) if text("/target/kind/0") == "lib" => {
            progress.begin(one.name.as_str());
            progress.end();
        }
        ("compiler-message", "error" | "warning") => {
            one.messages.get_or_insert_default().push(text("/message/rendered").trim_end().to_owned());
        }
        _ => {}
    }
}
