//! `--save-sample`: an answer becomes the operation's sample, masked, in the text of the specification.

use std::fs;
use std::path::Path;

use alibabacloud_codegen::{
    Sample, Severity, Source, fake_model, has_sample, lint, lower_partly, visible, with_sample,
};
use alibabacloud_runtime::dynamic::Kind;
use alibabacloud_runtime::fake::FakeCloud;
use anyhow::{Context, Result, bail};

use super::mask::{Masks, has_secret};
use super::{Arguments, target::Target};
use crate::json::{Json, quoted};
use crate::program;
use crate::transaction::{self, Change};

/// How many items of a list a sample keeps.
const ITEMS: usize = 2;

/// Refuses before anything is sent.
pub(super) fn refuse_early(target: &Target, replace: bool) -> Result<()> {
    let operation = target.operation.table().name;
    if matches!(target.operation.response().kind(), Kind::Bytes | Kind::Empty) {
        bail!("the answer of {} is no JSON, so it cannot be a sample", visible(operation));
    }
    if has_sample(&target.source, operation)? && !replace {
        bail!("{} has a sample already; --replace-sample replaces it", visible(operation));
    }
    Ok(())
}

/// Masks the answer and writes it into the specification.
pub(super) fn save(arguments: &Arguments, target: &Target, answer: &Json) -> Result<()> {
    let operation = target.operation.table().name;
    let cut = if arguments.full_sample { answer.clone() } else { cut(answer) };
    let mut masks = Masks::default();
    let masked = masks.mask(&cut, target.operation.response())?;
    let flow = masked.inline();
    if has_secret(&flow) || masks.are_left_in(&flow)? {
        bail!("the answer holds a secret or an id that could not be masked everywhere; no sample was saved");
    }
    let block = masked.yaml();
    let summary = quoted("An answer of the service, ids and secrets masked");
    let sample = Sample { name: "received", summary: &summary, block: &block, flow: &flow };
    let text = with_sample(&target.source, operation, &sample, arguments.replace_sample)
        .context("no sample was saved")?;
    is_answerable(&target.source, operation, &text)?;
    let path = &target.path;
    if fs::read_to_string(path).ok().as_deref() != Some(&target.source.text) {
        bail!("{} was changed meanwhile; no sample was saved", path.display());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    transaction::apply(folder, &[Change::Write { path: &name, text: &text }])?;
    report(path, &target.source, &masks);
    mention_errors(&Source::new(target.source.name.as_str(), text));
    Ok(())
}

/// Says what the linter has against the document with its sample.
fn mention_errors(source: &Source) {
    let errors = lint(std::slice::from_ref(source)).at_least(Severity::Error);
    if let Some(first) = errors.iter().next() {
        let (line, message) = (first.place.line, visible(&first.message));
        let program = program::name();
        anstream::eprintln!("note: `{program} lint` finds errors now, the first in line {line}: {message}");
    }
}

/// Refuses a sample that the fake cloud could not page over, for one because the list is not there.
fn is_answerable(source: &Source, operation: &str, text: &str) -> Result<()> {
    let new = lower_partly(&Source::new(source.name.as_str(), text)).only(operation);
    let model = new.map(|service| fake_model(&service)).context("no sample was saved")?;
    FakeCloud::builder().model(&model).map(drop).context("no sample was saved")
}

/// The answer with the first items of lists only.
fn cut(value: &Json) -> Json {
    match value {
        Json::List(items) => Json::List(items.iter().take(ITEMS).map(cut).collect()),
        Json::Object(fields) => {
            Json::Object(fields.iter().map(|(name, value)| (name.clone(), cut(value))).collect())
        }
        other => other.clone(),
    }
}

fn report(path: &Path, source: &Source, masks: &Masks) {
    let what: Vec<String> = masks
        .counts()
        .iter()
        .map(|(field, count)| {
            format!("{} ({count})", if field.is_empty() { "items".to_owned() } else { visible(field) })
        })
        .collect();
    let file = path.display();
    anstream::eprintln!("saved the sample `received` in {file}");
    if what.is_empty() {
        anstream::eprintln!("nothing was masked");
    } else {
        anstream::eprintln!("masked: {}", what.join(", "));
    }
    anstream::eprintln!("look at it before you commit it: git diff {}", visible(&source.name));
}
