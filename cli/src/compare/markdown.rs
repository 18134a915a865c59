//! The result as a page.

use std::fmt::Write as _;

use alibabacloud_codegen::Place;
use alibabacloud_codegen::compare::{Class, Comparison, Known, Side, Subject};

use alibabacloud_codegen::visible;

use super::{differences, table};

/// All comparisons, one after the other.
pub(super) fn page(comparisons: &[Comparison], all: bool) -> String {
    comparisons.iter().map(|comparison| section(comparison, all)).collect::<Vec<_>>().join("\n")
}

fn section(comparison: &Comparison, all: bool) -> String {
    let identity = &comparison.identity;
    let (product, version) = (escape(&identity.product), escape(&identity.version));
    let (spec, metadata) = (code(&comparison.spec), code(&comparison.metadata));
    let mut page = format!(
        "# {product} {version}\n\n{spec} beside {metadata}\n\n{}.\n",
        escape(&table::summary(comparison))
    );
    for group in table::groups(comparison) {
        let _ =
            write!(page, "\n## {}\n\n{}", escape(group.unwrap_or("the product")), counts(comparison, group));
        let listed: Vec<_> =
            differences(comparison, all).filter(|subject| subject.operation.as_deref() == group).collect();
        if !listed.is_empty() {
            page.push('\n');
        }
        for subject in listed {
            page.push_str(&difference(comparison, subject));
        }
    }
    if let Some(line) = table::unlisted(comparison) {
        let _ = write!(page, "\n{line}.\n");
        if all {
            page.push('\n');
            for (name, place) in &comparison.unlisted {
                let _ = writeln!(page, "- {} at {}", code(name), position(&comparison.metadata, place));
            }
        }
    }
    page
}

fn counts(comparison: &Comparison, group: Option<&str>) -> String {
    let mut text = format!(
        "| | {} |\n|---{}|\n",
        Class::ALL.map(Class::name).join(" | "),
        "|---:".repeat(Class::ALL.len())
    );
    for (label, row) in table::rows(comparison, group) {
        let _ = writeln!(text, "| {label} | {} |", row.map(|cell| cell.to_string()).join(" | "));
    }
    text
}

fn difference(comparison: &Comparison, subject: &Subject) -> String {
    let side = |file: &str, side: &Side| match &side.says {
        Some(says) => format!("{} at {}", code(says), position(file, &side.place)),
        None => format!("nothing, near {}", position(file, &side.place)),
    };
    let known = match &subject.known {
        None => String::new(),
        Some(Known::Recorded { about, place }) => {
            format!("  - known: {}, at {}\n", escape(about), position(&comparison.spec, place))
        }
        Some(Known::Private) => "  - known: the vendor marks it as private\n".to_owned(),
        Some(Known::Common) => "  - known: every request has it; the client sets it\n".to_owned(),
    };
    format!(
        "- **{}**: {}\n  - spec: {}\n  - metadata: {}\n{known}",
        subject.class.name(),
        table::title(subject, code),
        side(&comparison.spec, &subject.spec),
        side(&comparison.metadata, &subject.metadata),
    )
}

fn position(file: &str, place: &Place) -> String {
    code(&table::at(file, place))
}

/// Text in which nothing is markup.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in visible(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Text as code, whatever backticks it has.
fn code(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}
