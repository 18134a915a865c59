//! Words that have a form or are of a list, and order.

use super::Linter;
use crate::rule;

/// The levels of access that the vendor's pages and metadata have.
const ACCESS: [&str; 9] =
    ["get", "list", "create", "update", "delete", "read", "write", "readAndWrite", "none"];

impl Linter<'_> {
    pub(super) fn check_words(&self) {
        let document = self.document;
        if !is_date(&document.version.value) && document.version.value != "absent" {
            let message = format!("`{}` is not an API version", document.version.value);
            let help = "write the date as the vendor has it: \"2024-01-31\"";
            self.reporter.report(&rule::INVALID_PRODUCT, &document.version.place, message, help);
        }
        for date in document.sources.iter().filter_map(|source| source.date.as_ref()) {
            if !is_date(&date.value) && date.value != "unknown" {
                let message = format!("`{}` is not a date", date.value);
                let help = "write \"2024-01-31\", or `unknown`";
                self.reporter.report(&rule::UNKNOWN_WORD, &date.place, message, help);
            }
        }
        for ram in document.operations.iter().filter_map(|operation| operation.ram.as_ref()) {
            let access = &ram.access;
            if !ACCESS.iter().any(|known| known.eq_ignore_ascii_case(&access.value)) {
                let help = match self.reporter.nearest(&access.value, ACCESS, 2) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("write one of {}", ACCESS.join(", ")),
                };
                let message = format!("`{}` is not a level of access", access.value);
                self.reporter.report(&rule::UNKNOWN_WORD, &access.place, message, help);
            }
        }
        self.check_order();
    }

    /// Endpoints are sorted in the crate; a table that is not is hard to compare with a page. An overlay can only add at the end.
    fn check_order(&self) {
        let mut before: Option<&crate::spec::Text> = None;
        for region in self.document.endpoints.iter().map(|endpoint| &endpoint.region) {
            if region.place.in_overlay {
                continue;
            }
            let place = |text: &crate::spec::Text| (text.place.line, text.place.column);
            match before {
                Some(last) if place(region) < place(last) => {
                    let message = format!("`{}` stands behind `{}`", last.value, region.value);
                    let help = "sort the regions by their names";
                    self.reporter.report(&rule::ENDPOINT_ORDER, &last.place, message, help);
                }
                _ => {}
            }
            before = Some(region);
        }
    }
}

/// Whether a text is a date of the calendar.
fn is_date(text: &str) -> bool {
    super::scalars::format(text, "date").is_none()
}
