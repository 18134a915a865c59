//! What changes for the users of a crate between two releases of its products.
//!
//! Compares named and resolved models, never text, and knows what `emit` prints of them: each difference is a
//! [`Change`] with a [`Kind`], and the kind has the [`Level`]. A thing that is renamed, moved or retyped is one change at
//! its root, not one at each place that uses it. Nothing here reads documents, and nothing here prints reports.

mod answer;
mod change;
mod choices;
mod comparison;
mod documentation;
mod enums;
mod error_codes;
mod kinds;
mod level;
mod limits;
mod meet;
mod operation;
mod places;
mod product;
mod records;
mod replaced;
mod request;
mod sides;
mod spell;

pub use change::{Change, Changes, Location};
pub use kinds::{Kind, KindFacts};
pub use level::{Level, Section};
pub use product::ProductChanges;

use crate::ir::Service;

/// The changes between two releases of a crate that has the given products.
///
/// ```
/// use alibabacloud_codegen::{Level, Source, diff, lower};
///
/// let document = |properties: &str| Source::new("specs/demo.yaml", format!(r##"
/// openapi: 3.1.0
/// info: {{title: Demo, version: "2024-01-01"}}
/// x-service: {{product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}}
/// servers: [{{url: "https://demo.{{region}}.aliyuncs.com", description: public}}]
/// paths:
///   /DescribeThings:
///     post:
///       operationId: DescribeThings
///       responses:
///         "200":
///           description: The things.
///           content: {{application/json: {{schema: {{type: object, properties: {{{properties}}}}}}}}}
/// "##));
/// let before = lower(&document("RequestId: {type: string}"))?;
/// let after = lower(&document("RequestId: {type: string}, Count: {type: integer}"))?;
///
/// let changes = diff(std::slice::from_ref(&before), std::slice::from_ref(&after));
/// assert_eq!(changes.verdict(), Some(Level::Minor));
/// let lines: Vec<String> = changes.iter().map(|change| change.to_string()).collect();
/// assert_eq!(lines, [
///     "minor field-added demo::describe_things::DescribeThingsResponse::count: the field `Option<i64>` is new"
/// ]);
/// # Ok::<(), alibabacloud_codegen::Diagnostics>(())
/// ```
#[must_use]
pub fn diff(before: &[Service], after: &[Service]) -> Changes {
    let mut all: Vec<Change> =
        diff_products(before, after).into_iter().flat_map(|product| product.changes).collect();
    if all.is_empty() {
        all.extend(product::reordered(before, after));
    }
    Changes::new(all)
}

/// The changes of each product by itself.
#[must_use]
pub fn diff_products(before: &[Service], after: &[Service]) -> Vec<ProductChanges> {
    product::products(before, after)
}
