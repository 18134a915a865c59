//! Where requests go, and where in them values are.

use super::comparison::Comparison;
use super::kinds::Kind;
use super::operation::method;
use crate::http::{Location, Media};
use crate::ir::{Operation, Parameter, Shape, Type};

/// An operation with one of its parameters.
type Placed<'m> = (&'m Operation, &'m Parameter);

impl<'m> Comparison<'m> {
    /// Compares the method, the path and the body of requests.
    pub(super) fn sending(&mut self, old: &'m Operation, new: &'m Operation) {
        let (path, places) = (method(&self.after, new), (&old.place, &new.place));
        let (was, is) = (route(old), route(new));
        if was != is {
            let what = format!("requests are sent to `{is}` instead of `{was}`");
            self.changed(Kind::OperationRouteChanged, path.clone(), what, places);
        }
        match (overflows(old), overflows(new)) {
            (false, true) => {
                let what = "what does not fit into a URL travels in a form";
                self.changed(Kind::FormFallbackAdded, path.clone(), what, places);
            }
            (true, false) => {
                let what = "what does not fit into a URL no longer travels in a form";
                self.changed(Kind::FormFallbackRemoved, path.clone(), what, places);
            }
            _ => {}
        }
        self.media(old, new);
    }

    /// A body that comes or goes is told with what is in it, and one of bytes with its type.
    fn media(&mut self, old: &'m Operation, new: &'m Operation) {
        let told = |one: &Operation| overflows(one) || one.parameters.iter().any(is_in_body);
        let told = match (old.media, new.media) {
            (None, Some(_)) => told(new),
            (Some(_), None) => told(old),
            (was, is) => was == is || [was, is].contains(&Some(Media::Bytes)),
        };
        if !told {
            let name = |media: Option<Media>| {
                media.map_or_else(|| "nothing".to_owned(), |media| format!("`{}`", media.name()))
            };
            let what = format!("the body is {} instead of {}", name(new.media), name(old.media));
            let path = method(&self.after, new);
            self.changed(Kind::BodyMediaChanged, path, what, (&old.place, &new.place));
        }
    }

    /// Compares where in a request a value is.
    pub(super) fn place(&mut self, (old, a): Placed<'m>, (new, b): Placed<'m>, path: &str) {
        let places = (&a.place, &b.place);
        if a.location == Location::Path && b.location == Location::Path && a.wildcard != b.wildcard {
            let (kind, what) = if b.wildcard {
                (Kind::WildcardAdded, "slashes in the value divide the path")
            } else {
                (Kind::WildcardRemoved, "slashes in the value no longer divide the path")
            };
            self.changed(kind, path.to_owned(), what, places);
        }
        // Fields of a form become fields of an object, or the other way round, because the body does.
        let follows = old.media != new.media && is_field(a) && is_field(b);
        if a.location != b.location && !follows {
            let what = format!("the value is sent {} instead of {}", words(b.location), words(a.location));
            self.changed(Kind::ParameterPlaceChanged, path.to_owned(), what, places);
            self.refusals(a, b, path);
        }
    }

    fn refusals(&mut self, a: &'m Parameter, b: &'m Parameter, path: &str) {
        let (was, is) = (refused(a), refused(b));
        let all = |these: &[&str], those: &[&str]| these.iter().all(|one| those.contains(one));
        let kind = match (all(was, is), all(is, was)) {
            (true, true) => return,
            (true, false) => Kind::LimitsTightened,
            (false, true) => Kind::LimitsLoosened,
            (false, false) => Kind::LimitsChanged,
        };
        let spell =
            |refused: &[&str]| if refused.is_empty() { "nothing".to_owned() } else { refused.join(", ") };
        let what = format!("refused there: {}, instead of {}", spell(is), spell(was));
        self.changed(kind, path.to_owned(), what, (&a.place, &b.place));
    }
}

/// The method and the path, as the first line of a request has them.
fn route(operation: &Operation) -> String {
    format!("{} {}", operation.http_method.key().to_ascii_uppercase(), operation.path)
}

/// Whether parameters of the query that are too long for it travel in a form.
fn overflows(operation: &Operation) -> bool {
    operation.media == Some(Media::Form) && operation.path == "/"
}

fn is_field(parameter: &Parameter) -> bool {
    matches!(parameter.location, Location::Form | Location::BodyField)
}

fn is_in_body(parameter: &Parameter) -> bool {
    is_field(parameter) || parameter.location == Location::Body
}

fn words(location: Location) -> &'static str {
    match location {
        Location::Query => "in the query",
        Location::Form => "in a form",
        Location::Path => "in the path",
        Location::Header => "in a header",
        Location::Body => "as the body",
        Location::BodyField => "as a field of the body",
        Location::Host => "in the host",
    }
}

/// Which texts cannot be sent where a parameter is.
fn refused(parameter: &Parameter) -> &'static [&'static str] {
    let is_text = match parameter.r#type {
        Type::String | Type::Json | Type::Embedded(_) | Type::List(_) | Type::Map(_) => true,
        Type::Own(_, shape) | Type::Shared(_, shape) => shape != Shape::ClosedEnum,
        _ => false,
    };
    match parameter.location {
        Location::Path if is_text => &["empty texts and dots"],
        Location::Header if is_text => &["what is not ASCII"],
        Location::Host if is_text => &["empty texts and dots", "what is not ASCII", "what is no label"],
        _ => &[],
    }
}
