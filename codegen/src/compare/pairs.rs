//! Which parameters of both sides are the same.

use crate::http::{Location, Media};
use crate::spec::{Operation, Parameter};

use crate::metadata::{self, Members, Metadata};

/// The parameters of the metadata, in the form that the specification gives them: the fields of a body stand beside
/// the others, unless the specification knows the body as a whole.
pub(super) fn listed<'t>(
    metadata: &Metadata<'t>,
    operation: &Operation,
    found: &Members<'t>,
) -> Vec<metadata::Parameter<'t>> {
    let is_whole = operation.parameters.iter().any(|parameter| parameter.location == Location::Body);
    let parameters = metadata.parameters(found).into_iter();
    let apart = |parameter: metadata::Parameter<'t>| {
        let fields = if parameter.is_body() && !is_whole { metadata.fields(&parameter) } else { Vec::new() };
        if fields.is_empty() { vec![parameter] } else { fields }
    };
    parameters.flat_map(apart).collect()
}

/// The position of each parameter's partner: one of its name in its place, or else one of its name.
pub(super) fn partners(operation: &Operation, theirs: &[metadata::Parameter<'_>]) -> Vec<Option<usize>> {
    let here = |own: &Parameter, other: &metadata::Parameter<'_>| {
        let names = own.location == Location::Body || same_name(own, other);
        names
            && other.location.as_ref().is_none_or(|(word, _)| words(operation, own).contains(&word.as_str()))
    };
    let mut partners = vec![None; operation.parameters.len()];
    for test in [&here as &dyn Fn(&Parameter, &metadata::Parameter<'_>) -> bool, &same_name] {
        for at in 0..partners.len() {
            let own = operation.parameters.get(at).filter(|_| partners.get(at) == Some(&None));
            let Some(own) = own else { continue };
            let free = |(other, parameter): &(usize, &metadata::Parameter<'_>)| {
                !partners.contains(&Some(*other)) && test(own, parameter)
            };
            let found = theirs.iter().enumerate().find(free).map(|(other, _)| other);
            partners.get_mut(at).into_iter().for_each(|partner| *partner = found);
        }
    }
    partners
}

/// Whether both are called the same; the names of headers have no letter case.
fn same_name(own: &Parameter, other: &metadata::Parameter<'_>) -> bool {
    let (own_name, name) = (&own.name.value, &other.name);
    own_name == name || own.location == Location::Header && own_name.eq_ignore_ascii_case(name)
}

/// The words of the metadata for where a parameter is.
pub(super) fn words(operation: &Operation, parameter: &Parameter) -> &'static [&'static str] {
    match parameter.location {
        // What does not fit into a URL travels in the form.
        Location::Query if operation.media == Some(Media::Form) && operation.path == "/" => {
            &["query", "formData"]
        }
        Location::Query => &["query"],
        Location::Form => &["formData"],
        Location::Path => &["path"],
        Location::Header => &["header"],
        Location::Body | Location::BodyField => &["body"],
        Location::Host => &["host"],
    }
}
