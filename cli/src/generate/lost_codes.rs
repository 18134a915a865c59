//! Error codes keep their names: those of the last run that no specification has any more.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use alibabacloud_codegen::{Files, visible};
use anyhow::{Result, bail};
use serde::Deserialize;

/// As many as a message lists.
const LISTED: usize = 10;

/// Refuses to write a product without error codes that it has on the disk.
pub(super) fn refuse(document: &str, files: &Files, out: &Path) -> Result<()> {
    let Some((path, text)) = files.iter().find(|(path, _)| path.ends_with("/fake.json")) else {
        return Ok(());
    };
    // Where nothing was generated before, nothing is lost.
    let Ok(before) = fs::read_to_string(out.join(path)) else { return Ok(()) };
    let (before, after) = (codes(&before), codes(text));
    let lost: Vec<String> =
        before.difference(&after).map(|code| format!("  {}: {{}}", visible(code))).collect();
    if lost.is_empty() {
        return Ok(());
    }
    let shown = lost.iter().take(LISTED).cloned().collect::<Vec<_>>().join("\n");
    let more = lost.len().saturating_sub(LISTED);
    let more = if more > 0 { format!("\n  # and {more} more") } else { String::new() };
    bail!(
        "{document} lacks error codes that programs may name; keep them with\n\nx-former-error-codes:\n{shown}{more}\n\n\
         or take them away with --drop-error-codes, which breaks such programs"
    )
}

/// What a model says of error codes.
#[derive(Default, Deserialize)]
struct Model {
    operations: Vec<Operation>,
    #[serde(default)]
    former_error_codes: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Operation {
    errors: Vec<ErrorCode>,
}

#[derive(Deserialize)]
struct ErrorCode {
    code: String,
}

/// All codes of a model.
fn codes(model: &str) -> BTreeSet<String> {
    // A file that is no model was not generated, and is written anew.
    let Model { operations, former_error_codes } = serde_json::from_str(model).unwrap_or_default();
    let documented = operations.into_iter().flat_map(|operation| operation.errors).map(|error| error.code);
    documented.chain(former_error_codes).collect()
}
