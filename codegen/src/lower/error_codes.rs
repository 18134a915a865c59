//! The error codes of a product: one enum for all of its operations.

use std::collections::BTreeMap;

use super::Lowering;
use crate::diagnostic::Place;
use crate::ir::CodeVariant;
use crate::names::{self, Variant};
use crate::rule;
use crate::spec::{FormerCode, Text};

/// What is known of one code.
struct Known<'d> {
    place: &'d Place,
    rust_name: Option<&'d Text>,
    statuses: Vec<u16>,
    description: &'d str,
}

impl<'d> Lowering<'d> {
    /// All codes, those that were documented once among them. Codes with one name in Rust are one variant, so that no code
    /// that comes changes the name of another.
    pub(super) fn error_codes(&self) -> Vec<CodeVariant> {
        let mut variants: BTreeMap<Variant, CodeVariant> = BTreeMap::new();
        for (code, known) in self.known_codes() {
            let rule = Ok(names::error_code(code));
            let Some(name) = self.name(rule, known.rust_name, code, known.place) else { continue };
            let variant = variants.entry(name.clone()).or_insert_with(|| CodeVariant {
                name,
                place: known.place.clone(),
                codes: Vec::new(),
                statuses: Vec::new(),
                description: String::new(),
            });
            variant.codes.push(code.to_owned());
            variant.statuses.extend(known.statuses);
            variant.statuses.sort_unstable();
            variant.statuses.dedup();
            if variant.description.is_empty() {
                known.description.clone_into(&mut variant.description);
            }
        }
        variants.into_values().collect()
    }

    /// What is known of each code, in the order of the codes.
    fn known_codes(&self) -> BTreeMap<&'d str, Known<'d>> {
        let mut codes: BTreeMap<&str, Known<'_>> = BTreeMap::new();
        let documented = self.document.operations.iter().flat_map(|operation| &operation.errors);
        let documented = documented
            .map(|one| (&one.code, one.rust_name.as_ref(), one.description.as_ref(), Some(one.status)));
        let former = self.document.former_codes.iter();
        let former = former.map(|FormerCode { code, description, rust_name }| {
            (code, rust_name.as_ref(), description.as_ref(), None)
        });
        for (code, rust_name, description, status) in documented.chain(former) {
            let description = description.map_or("", |text| text.value.trim());
            let known = codes.entry(&code.value).or_insert_with(|| Known {
                place: &code.place,
                rust_name,
                statuses: Vec::new(),
                description,
            });
            known.statuses.extend(status);
            if known.description.is_empty() {
                known.description = description;
            }
            self.check_one_name(code, known.rust_name, rust_name);
            known.rust_name = known.rust_name.or(rust_name);
        }
        codes
    }

    fn check_one_name(&self, code: &Text, first: Option<&Text>, other: Option<&Text>) {
        if let (Some(first), Some(other)) = (first, other)
            && first.value != other.value
        {
            let message = format!("`{}` is called `{}` elsewhere", code.value, first.value);
            let help = "give an error code one name in the whole document";
            self.reporter.report(&rule::INVALID_RUST_NAME, &other.place, message, help);
            self.reporter.relate(&first.place, "the first name");
        }
    }
}

/// The names of codes.
pub(super) type CodeNames<'v> = BTreeMap<&'v str, &'v Variant>;

pub(super) fn names(variants: &[CodeVariant]) -> CodeNames<'_> {
    variants
        .iter()
        .flat_map(|variant| variant.codes.iter().map(|code| (code.as_str(), &variant.name)))
        .collect()
}
