//! What keeps the API of a crate when the vendor's documents change: actions of an overlay, proposed for each change that would
//! break programs.
//!
//! Two documents are walked side by side. What is gone from the newer one is put back, as deprecated; what has another type, other
//! limits or other arguments gets those that it had. Decides nothing about names or levels: what is proposed is tried, with
//! `lower` and `diff`.

mod action;
mod keeper;
mod operations;
mod requests;
mod schemas;
mod signature;
mod text;

use std::sync::Arc;

pub use action::Action;

use crate::diagnostic::{Diagnostics, Reporter};
use crate::diff::{Change, Changes, Kind, Level, Location, diff};
use crate::yaml::{Node, escaped};
use crate::{Source, lower, spec};
use keeper::{Draft, Keeper};
use requests::OF_ARGUMENTS;

/// The word of an action that keeps something.
const MARK: &str = "x-keep";

/// How to keep.
#[derive(Clone, Debug)]
pub struct Options {
    /// Since when what is gone is gone: the date of the newer document, such as `2025-12-01`.
    pub since: String,
    /// Until when it is kept; without an end if there is none.
    pub until: Option<String>,
    /// Whether what was to be kept until a date before `since` is let go, as in a major release.
    pub let_go: bool,
}

/// What keeps one thing.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What became of the thing.
    pub what: String,
    /// What the price is, if there is one.
    pub caution: Option<&'static str>,
    /// The actions, which belong together.
    pub actions: Vec<Action>,
    /// Where the thing was.
    before: Option<Arc<str>>,
    after: Option<Arc<str>>,
    types: Vec<String>,
    kinds: Option<&'static [Kind]>,
}

/// How the API of a document is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The whole overlay of the newer document: what keeps the API, and what people wrote; none if there is neither.
    pub overlay: Option<String>,
    /// What it keeps.
    pub proposals: Vec<Proposal>,
    /// The changes that remain with it.
    pub changes: Changes,
    /// What is kept although its time is over: the name of each thing, and until when it was to be kept.
    pub expired: Vec<(String, String)>,
}

/// Keeps the API of `before` when `after` takes its place.
///
/// Both are documents with their overlays as they are now. The actions of an earlier `keep` are made anew: what the vendor documents
/// again is no longer put back, and what is still gone keeps its date.
///
/// ```
/// use alibabacloud_codegen::keep::{Options, keep};
/// use alibabacloud_codegen::{Level, Source};
///
/// let document = |parameters: &str| Source::new("specs/demo.yaml", format!(r##"
/// openapi: 3.1.0
/// info: {{title: Demo, version: "2024-01-01"}}
/// x-service: {{product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}}
/// servers: [{{url: "https://demo.{{region}}.aliyuncs.com", description: public}}]
/// paths:
///   /DescribeThings:
///     post:
///       operationId: DescribeThings
///       parameters: [{parameters}]
///       responses: {{"200": {{description: The things.}}}}
/// "##));
/// let before = document("{name: Id, in: query, schema: {type: string}}, {name: Size, in: query, schema: {type: string}}");
/// let after = document("{name: Id, in: query, required: true, schema: {type: string}}");
///
/// let options = Options { since: "2025-12-01".to_owned(), until: Some("2026-12-01".to_owned()), let_go: false };
/// let kept = keep(&before, &after, &options)?;
/// assert_eq!(kept.changes.verdict(), Some(Level::Minor));
/// let overlay = kept.overlay.unwrap();
/// assert!(overlay.contains("x-arguments: []") && overlay.contains("x-gone-since: \"2025-12-01\""), "{overlay}");
/// # Ok::<(), alibabacloud_codegen::Diagnostics>(())
/// ```
///
/// # Errors
///
/// What is wrong with one of the documents, or with an action that people wrote and that has lost its target.
pub fn keep(before: &Source, after: &Source, options: &Options) -> Result<Kept, Diagnostics> {
    let released = lower(before)?;
    let own = after.overlay().map(text::own).transpose()?.flatten();
    let mut proposals = propose(before, after, options)?;
    // What does not fit is left out, one after the other, so that the rest is kept.
    loop {
        let overlay = text::print(own.as_deref(), &proposals, after);
        let source = with_overlay(after, overlay.as_deref());
        match lower(&source) {
            Ok(service) => {
                let changes = diff(std::slice::from_ref(&released), std::slice::from_ref(&service));
                let expired = text::expired(&source, &options.since);
                return Ok(Kept { overlay, proposals, changes, expired });
            }
            Err(diagnostics) => {
                let action = text::culprit(overlay.as_deref(), &diagnostics);
                let Some(at) = action.and_then(|action| of_action(&proposals, action)) else {
                    return Err(diagnostics);
                };
                proposals.remove(at);
            }
        }
    }
}

/// What would keep the API of `before`, untried. Programs show it beside the changes that it would avoid.
///
/// # Errors
///
/// What keeps the documents from being read.
pub fn propose(before: &Source, after: &Source, options: &Options) -> Result<Vec<Proposal>, Diagnostics> {
    // What people know better is said of both.
    let kept = before.overlay().map(text::kept).transpose()?.flatten();
    let (old, new) = (tree(&with_overlay(before, kept.as_deref()))?, tree(&with_overlay(after, None))?);
    let mut drafts = Keeper::new(&old, &new, options).drafts();
    drafts.retain(|draft| !draft.actions.is_empty());
    // What an earlier overlay put back stands at the end of its list; the order of actions must not follow it.
    drafts.sort_by(|one, other| {
        one.actions.iter().map(Action::target).cmp(other.actions.iter().map(Action::target))
    });
    Ok(drafts.into_iter().map(Proposal::from).collect())
}

/// Which proposal an action belongs to, by its position among all.
fn of_action(proposals: &[Proposal], action: usize) -> Option<usize> {
    let mut end = 0;
    proposals.iter().position(|proposal| {
        end += proposal.actions.len();
        action < end
    })
}

impl From<Draft> for Proposal {
    fn from(draft: Draft) -> Self {
        let Draft { what, caution, before, after, types, kinds, actions } = draft;
        Self { what, caution, actions, before, after, types, kinds }
    }
}

impl Proposal {
    /// Whether it avoids a breaking change, or has a part in that.
    #[must_use]
    pub fn avoids(&self, change: &Change) -> bool {
        change.level() == Level::Major
            && (self.is_of_type(change) || self.is_of_kind(change) && self.is_at(change))
    }

    fn is_of_kind(&self, change: &Change) -> bool {
        match self.kinds {
            Some(kinds) => kinds.contains(&change.kind),
            // What is put back may be an argument that is gone, and is none that came or moved.
            None => change.kind == Kind::RequiredParameterRemoved || !OF_ARGUMENTS.contains(&change.kind),
        }
    }

    fn is_at(&self, change: &Change) -> bool {
        let is_whole = |location: &Location| location.place.pointer.starts_with("/x-service");
        if self.before.is_none() && self.after.is_none() || change.before.as_ref().is_some_and(is_whole) {
            return self.kinds.is_some();
        }
        let pair = |own: &Option<Arc<str>>, of: &Option<Location>, fits: fn(&str, &str, Kind) -> bool| {
            own.as_ref().zip(of.as_ref()).is_some_and(|(own, of)| fits(own, &of.place.pointer, change.kind))
        };
        let outside = |own: &str, of: &str, _| below(of, own);
        let inside = |own: &str, of: &str, kind| {
            is_of_value(kind) && below(own, of) || kind == Kind::AnswerTypeChanged && is_answer(own, of)
        };
        pair(&self.before, &change.before, outside)
            || pair(&self.after, &change.after, outside)
            || pair(&self.before, &change.before, inside)
    }

    fn is_of_type(&self, change: &Change) -> bool {
        let pointers = || [&change.before, &change.after].into_iter().flatten();
        let is_at = |name: &String| {
            let pointer = format!("/components/schemas/{}", escaped(name));
            pointers().any(|location| below(&location.place.pointer, &pointer))
        };
        matches!(
            change.kind,
            Kind::TypeReplaced
                | Kind::TypeRemoved
                | Kind::TypeMoved
                | Kind::TypeRenamed
                | Kind::TypeKindChanged
                | Kind::SettersRemoved
        ) && self.types.iter().any(is_at)
    }
}

/// Whether a place is that of what an operation answers.
fn is_answer(own: &str, operation: &str) -> bool {
    let schema = own.strip_suffix("/content/application~1json/schema");
    below(own, operation) && schema.is_some_and(|response| response.contains("/responses/"))
}

/// Whether a change is told at the parameter or the field whose value it is about.
fn is_of_value(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ParameterTypeChanged | Kind::FieldTypeChanged | Kind::LimitsTightened | Kind::LimitsChanged
    )
}

/// Whether a pointer is another, or leads to what is inside of it.
fn below(pointer: &str, other: &str) -> bool {
    pointer.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn with_overlay(source: &Source, overlay: Option<&str>) -> Source {
    let plain = Source::new(source.name.as_str(), source.text.as_str());
    let name = source.overlay().map(|overlay| overlay.name.clone());
    let name = name.or_else(|| Source::overlay_name(&source.name)).unwrap_or_else(|| source.name.clone());
    match overlay {
        Some(text) => plain.with_overlay(Source::new(name, text)),
        None => plain,
    }
}

fn tree(source: &Source) -> Result<Node, Diagnostics> {
    let reporter = Reporter::new(source);
    match spec::read(source, &reporter) {
        Some(root) if reporter.is_clean() => Ok(root),
        _ => Err(Diagnostics::new(reporter.into_found())),
    }
}
