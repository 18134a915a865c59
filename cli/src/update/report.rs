//! What an update does, for people: a line for each product, what is kept, what changes, and the version that follows.

use std::fmt::Write as _;

use alibabacloud_codegen::{Level, visible};

use super::plan::Plan;

/// So many changes are shown; in a dry run all are.
const SHOWN: usize = 20;

pub(super) fn text(plan: &Plan, all: bool) -> String {
    let mut out = String::new();
    for product in &plan.products {
        let Ok(kept) = &product.kept else { continue };
        let level = kept.changes.verdict().map_or("nothing changes", Level::as_str);
        let _ = writeln!(
            out,
            "{}: {level}, {} changes, {} things kept",
            product.name,
            kept.changes.iter().count(),
            kept.proposals.len()
        );
        for proposal in &kept.proposals {
            let caution = proposal.caution.map_or_else(String::new, |caution| format!(" ({caution})"));
            let place = proposal.actions.first().map_or("", |action| action.target());
            let _ = writeln!(out, "  kept: {}{caution}, at {}", visible(&proposal.what), visible(place));
        }
    }
    for (names, what) in [
        (&plan.unknown, "is no specification here; `import` makes one"),
        (&plan.written, "was written by people; `compare` tells what differs"),
        (&plan.untouched, "is not in the metadata, and stays as it is"),
    ] {
        names.iter().for_each(|name| {
            let _ = writeln!(out, "{name}: {what}");
        });
    }
    changes(&mut out, plan, all);
    if let Some((now, next)) = &plan.versions {
        let _ = writeln!(out, "\nversion: {now}, and with these changes {next}");
    }
    if all {
        plan.notes.iter().for_each(|note| {
            let _ = writeln!(out, "\n{} gets\n\n{}", note.file, note.entry.trim_end());
        });
    }
    out
}

fn changes(out: &mut String, plan: &Plan, all: bool) {
    let count = plan.changes.iter().count();
    if count == 0 {
        return;
    }
    let verdict = plan.changes.verdict().map_or("none", Level::as_str);
    let _ = writeln!(out, "\n{count} changes for users: {verdict}");
    let shown = if all { count } else { SHOWN };
    plan.changes.iter().take(shown).for_each(|change| {
        let _ = writeln!(out, "  {}", visible(&change.to_string()));
    });
    if count > shown {
        let _ = writeln!(out, "  and {} more (--dry-run shows all)", count - shown);
    }
}
