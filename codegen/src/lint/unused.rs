//! What is declared and leads nowhere.

use std::collections::BTreeSet;

use super::Linter;
use crate::rule;
use crate::spec::{Operation, noted};

impl Linter<'_> {
    pub(super) fn check_unused(&self) {
        for (name, what) in &self.document.unused {
            let message = format!("no operation uses the {what} `{}`", name.value);
            let help = "remove it, or refer to it";
            self.reporter.report(&rule::UNUSED_COMPONENT, &name.place, message, help);
        }
        // An operation that does not say what it came from may have come from any source.
        let cites = |operation: &Operation| !operation.sources.is_empty();
        if self.document.operations.is_empty() || !self.document.operations.iter().all(cites) {
            return;
        }
        let claimed = noted(self.document).into_iter().flat_map(|noted| &noted.note.claims);
        let cited = self.document.operations.iter().flat_map(|operation| &operation.sources);
        let cited = cited.chain(&self.document.endpoint_sources);
        let used: BTreeSet<&str> =
            claimed.map(|(source, _)| source).chain(cited).map(|source| source.value.as_str()).collect();
        for source in self.document.sources.iter().filter(|one| !used.contains(one.key.value.as_str())) {
            let message = format!("nothing cites the source `{}`", source.key.value);
            let help = "cite it in `x-sources` of the operations that were transcribed from it, or in `x-endpoint-sources`, or remove it";
            self.reporter.report(&rule::UNUSED_SOURCE, &source.key.place, message, help);
        }
    }
}
