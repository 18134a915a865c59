//! A value of the specification beside one of the metadata, and what is inside of both.

use crate::spec::{EnumList, Limits, Schema, SchemaKind};
use crate::{Place, spec};

use super::resolve::{Fields, Resolved};
use super::subjects::{Says, Subjects};
use super::types::{Inside, Travels, Width, relate};
use super::{Class, Kind, deprecation, describe, metadata};
use crate::aspect::Aspect;
use crate::metadata::{Bound, Keyword, Value};

/// Deeper values than this are not compared; metadata has some 10 levels.
const MAX_DEPTH: usize = 50;

/// Compares two values. The records of `schema` have been entered.
pub(super) fn compare<'d, 't>(
    subjects: &mut Subjects<'d, 't>,
    schema: &'d Schema,
    theirs: &metadata::Schema<'t>,
    travels: Travels,
) {
    let ours = subjects.components.resolve(schema);
    let (class, inside) = relate(&ours.schema.kind, theirs, travels);
    let Some(class) = class else { return };
    types(subjects, schema, &ours, theirs, class);
    if class == Class::Conflict {
        return;
    }
    let width = width(subjects, &ours, theirs);
    values(subjects, &ours, theirs);
    default(subjects, &ours, theirs);
    limits(subjects, &ours, theirs, width.as_deref());
    descend(subjects, &ours, theirs, inside, travels.inside());
}

fn types(
    subjects: &mut Subjects<'_, '_>,
    schema: &Schema,
    ours: &Resolved<'_>,
    theirs: &metadata::Schema<'_>,
    class: Class,
) {
    let says = Says {
        spec: (Some(describe::schema(subjects, schema)), subjects.places.below(&ours.schema.place, "type")),
        metadata: (
            Some(describe::metadata(theirs)),
            subjects.place(theirs.kind_value.as_ref().unwrap_or(&theirs.value)),
        ),
    };
    let says = match class {
        Class::OnlySpec => Says { metadata: (None, says.metadata.1), ..says },
        Class::OnlyMetadata => Says { spec: (None, says.spec.1), ..says },
        Class::Agreed | Class::Conflict => says,
    };
    subjects.note(Aspect::Type, None, class, says);
}

/// Compares widths; gives the one that holds.
fn width(
    subjects: &mut Subjects<'_, '_>,
    ours: &Resolved<'_>,
    theirs: &metadata::Schema<'_>,
) -> Option<String> {
    let (mine, other) = (Width::of_spec(&ours.schema.kind), Width::of_metadata(theirs));
    let text = theirs.kind == metadata::Kind::Text;
    let (spec, same) = match (&mine, &other) {
        // A rule is no statement, and the metadata has no word for the width of a number in a text.
        (Width::Assumed(_) | Width::Meaning(_), Width::None) => return mine.name().map(str::to_owned),
        (Width::Stated(_), Width::None) if text => return mine.name().map(str::to_owned),
        (Width::Assumed(rule), _) => {
            (Some(format!("{rule}, for want of a format")), other.name() == Some(rule))
        }
        (Width::Meaning(format), _) => (Some(format.clone()), true),
        (Width::Stated(width), _) => (Some(width.clone()), other.name() == Some(width)),
        (Width::None, _) => (None, false),
    };
    let place = |schema: &Schema| subjects.places.below(&schema.place, "format");
    let at = theirs.format.as_ref().map_or(&theirs.value, |(_, value)| value);
    let says = Says {
        spec: (spec, place(ours.schema)),
        metadata: (other.name().map(str::to_owned), subjects.place(at)),
    };
    let width = mine.name().or(other.name()).map(str::to_owned);
    subjects.judge(Aspect::Width, None, same, says);
    width
}

fn list(kind: &SchemaKind) -> Option<&EnumList> {
    match kind {
        SchemaKind::String { list, .. } | SchemaKind::Integer { list, .. } => list.as_ref(),
        _ => None,
    }
}

fn values(subjects: &mut Subjects<'_, '_>, ours: &Resolved<'_>, theirs: &metadata::Schema<'_>) {
    // The titles of `true` and `false` are documentation, and those of an object belong to nothing.
    if matches!(theirs.kind, metadata::Kind::Boolean | metadata::Kind::Object) {
        return;
    }
    // A list that travels as one text has the values of its items.
    let mut schema = ours.schema;
    if let (SchemaKind::Array { items, .. }, metadata::Kind::Text) = (&schema.kind, theirs.kind) {
        schema = subjects.components.resolve(items).schema;
    }
    let place = subjects.places.below(&schema.place, "enum");
    let whole = subjects.place(theirs.values_value.as_ref().unwrap_or(&theirs.value));
    match (list(&schema.kind), theirs.values.as_slice()) {
        (Some(list), []) => {
            let says = Says { spec: (Some(describe::values(list)), place), metadata: (None, whole) };
            subjects.judge(Aspect::Values, None, false, says);
        }
        (None, values) => {
            let names: Vec<_> = values.iter().map(|(name, _)| name.as_str()).collect();
            let metadata = (Some(names.join(", ")).filter(|names| !names.is_empty()), whole);
            subjects.judge(Aspect::Values, None, false, Says { spec: (None, place), metadata });
        }
        (Some(list), values) => each_value(subjects, list, values, (&place, &whole)),
    }
}

fn each_value(
    subjects: &mut Subjects<'_, '_>,
    list: &EnumList,
    values: &[(String, Value<'_>)],
    (place, whole): (&Place, &Place),
) {
    let equal = |ours: &spec::EnumValue, other: &str| {
        ours.value.value == other || (list.ignore_case && ours.value.value.eq_ignore_ascii_case(other))
    };
    for ours in &list.values {
        let value = &ours.value;
        let other = values.iter().find(|(other, _)| equal(ours, other));
        let metadata = match other {
            Some((name, at)) => (Some(name.clone()), subjects.place(at)),
            None => (None, whole.clone()),
        };
        let says = Says { spec: (Some(value.value.clone()), value.place.clone()), metadata };
        subjects.judge(Aspect::Values, Some(&value.value), true, says);
    }
    for (name, at) in values.iter().filter(|(name, _)| list.values.iter().all(|ours| !equal(ours, name))) {
        // A closed list says that there is no other value.
        let spec = list.closed.then(|| format!("never, the list is closed: {}", describe::values(list)));
        let says = Says { spec: (spec, place.clone()), metadata: (Some(name.clone()), subjects.place(at)) };
        subjects.judge(Aspect::Values, Some(name), false, says);
    }
}

fn default(subjects: &mut Subjects<'_, '_>, ours: &Resolved<'_>, theirs: &metadata::Schema<'_>) {
    let stated = ours.default();
    let stated = stated.as_ref();
    let place = stated.map_or(&ours.schema.place, |(_, schema)| &schema.place);
    let same = stated.zip(theirs.default.as_ref()).is_some_and(|((value, _), (text, _))| equals(value, text));
    let at = theirs.default.as_ref().map_or(&theirs.value, |(_, value)| value);
    let says = Says {
        spec: (stated.map(|(value, _)| describe::default(value)), subjects.places.below(place, "default")),
        metadata: (theirs.default.as_ref().map(|(text, _)| text.clone()), subjects.place(at)),
    };
    subjects.judge(Aspect::Default, None, same, says);
}

/// Whether a value is what the metadata writes as text.
fn equals(value: &serde_json::Value, text: &str) -> bool {
    let joined =
        value.as_array().map(|items| items.iter().map(describe::default).collect::<Vec<_>>().join(","));
    describe::default(value) == text
        || joined.is_some_and(|joined| joined == text)
        || value.as_bool().is_some_and(|value| value.to_string().eq_ignore_ascii_case(text))
        || serde_json::from_str::<serde_json::Value>(text).is_ok_and(|other| {
            other == *value
                || other.as_f64().zip(value.as_f64()).is_some_and(|(a, b)| a.total_cmp(&b).is_eq())
        })
}

fn limits(
    subjects: &mut Subjects<'_, '_>,
    ours: &Resolved<'_>,
    theirs: &metadata::Schema<'_>,
    width: Option<&str>,
) {
    let none = Limits::default();
    let limits = match &ours.schema.kind {
        SchemaKind::String { limits, .. }
        | SchemaKind::Integer { limits, .. }
        | SchemaKind::Array { limits, .. } => limits,
        _ => &none,
    };
    for keyword in Keyword::ALL {
        let mine = bound(keyword, limits);
        let other = theirs.limits.iter().find(|(known, ..)| *known == keyword);
        let at = subjects.place(other.map_or(&theirs.value, |(.., value)| value));
        let place = subjects.places.below(&ours.schema.place, keyword.name());
        // A limit that the type has anyway is no statement of its own.
        let alone = match (&mine, other) {
            (Some(mine), None) => Some(mine),
            (None, Some((_, other, _))) => Some(other),
            _ => None,
        };
        let implied = alone.is_some_and(|bound| bound.is_implied(keyword, width));
        let same = mine.as_ref().zip(other).is_some_and(|(mine, (_, other, _))| mine.equals(other));
        let says = Says {
            spec: (mine.map(|bound| bound.to_string()), place),
            metadata: (other.map(|(_, bound, _)| bound.to_string()), at),
        };
        if implied {
            subjects.note(Aspect::Range, Some(keyword.name()), Class::Agreed, says);
        } else {
            subjects.judge(Aspect::Range, Some(keyword.name()), same, says);
        }
    }
}

fn descend<'d, 't>(
    subjects: &mut Subjects<'d, 't>,
    ours: &Resolved<'d>,
    theirs: &metadata::Schema<'t>,
    inside: Inside<'d, 't>,
    travels: Travels,
) {
    if let (Some(component), Some(other)) = (ours.component, &theirs.component) {
        // The same two components stand at the same places; once is enough, and they may contain themselves.
        if !subjects.compared.insert((subjects.kind, component, other.clone())) {
            return;
        }
    }
    if subjects.path.len() > MAX_DEPTH {
        subjects.metadata.too_deep(&theirs.value);
        return;
    }
    match inside {
        Inside::Nothing => {}
        Inside::Document(content) => {
            let records: Vec<_> = subjects.components.resolve(content).contradictions().collect();
            subjects.within(None, records, |subjects| compare(subjects, content, theirs, Travels::InJson));
        }
        Inside::Each(schema, value, mark) => {
            let theirs = subjects.metadata.schema(&value);
            let records: Vec<_> = subjects.components.resolve(schema).contradictions().collect();
            // The name of an operation is not that of its answer.
            let name = if subjects.path.len() > 1 { subjects.path.pop() } else { None };
            let marked = format!("{}{mark}", name.as_deref().unwrap_or_default());
            subjects.within(Some(marked), records, |subjects| compare(subjects, schema, &theirs, travels));
            subjects.path.extend(name);
        }
        Inside::Fields => {
            let found = subjects.components.fields(ours.schema);
            subjects.within(None, found.contradictions.clone(), |subjects| {
                fields(subjects, &found, ours.schema, theirs, travels);
            });
        }
    }
}

fn fields<'d, 't>(
    subjects: &mut Subjects<'d, 't>,
    ours: &Fields<'d>,
    schema: &Schema,
    theirs: &metadata::Schema<'t>,
    travels: Travels,
) {
    let Some(properties) = &theirs.properties else { return };
    let around = subjects.place(&properties.value);
    for (name, schema) in &ours.properties {
        let records: Vec<_> = subjects.components.resolve(schema).contradictions().collect();
        let other = properties.get(&name.value);
        subjects.within(Some(name.value.clone()), records, |subjects| {
            let spec = (Some(describe::schema(subjects, schema)), name.place.clone());
            let Some(value) = other else {
                subjects.judge(Aspect::Presence, None, true, Says { spec, metadata: (None, around.clone()) });
                return;
            };
            let other = subjects.metadata.schema(value);
            let metadata = (Some(describe::metadata(&other)), subjects.place(value));
            subjects.judge(Aspect::Presence, None, true, Says { spec, metadata });
            field(subjects, schema, ours.required(&name.value), &other);
            compare(subjects, schema, &other, travels);
        });
    }
    let near = subjects.places.below(&schema.place, "properties");
    for (name, value) in properties.iter() {
        if ours.properties.iter().any(|(known, _)| known.value == *name) {
            continue;
        }
        let other = subjects.metadata.schema(value);
        let metadata = (Some(describe::metadata(&other)), subjects.place(value));
        subjects.within(Some(name.clone()), [], |subjects| {
            subjects.judge(Aspect::Presence, None, true, Says { spec: (None, near.clone()), metadata });
        });
    }
}

/// What is said of a field beside its type.
fn field<'d>(
    subjects: &mut Subjects<'d, '_>,
    schema: &'d Schema,
    required: Option<&Place>,
    theirs: &metadata::Schema<'_>,
) {
    let words = |required: bool| if required { "required" } else { "optional" }.to_owned();
    let other = theirs.required.as_ref().map(|(required, _)| *required);
    // In a request, a field that is not said to be required is optional; in an answer, nothing is said of it.
    let request = subjects.kind == Kind::Parameter;
    let says_so = |said: Option<bool>| if request { Some(said.unwrap_or(false)) } else { said };
    let mine = says_so(required.map(|_| true));
    // That an answer may lack a field is what the dialect assumes anyway.
    let mine = if other == Some(false) { mine.or(Some(false)) } else { mine };
    let other = says_so(other);
    let at = theirs.required.as_ref().map_or(&theirs.value, |(_, value)| value);
    let says = Says {
        spec: (mine.map(words), required.unwrap_or(&schema.place).clone()),
        metadata: (other.map(words), subjects.place(at)),
    };
    subjects.judge(Aspect::Required, None, mine == other, says);
    let stated = subjects.components.resolve(schema).deprecated();
    let place = stated.map_or(&schema.place, |schema| &schema.place);
    let place = subjects.places.below(place, "deprecated");
    deprecation::compare(subjects, (stated.is_some(), place), theirs.deprecated.as_ref(), &theirs.value);
}

/// What the specification says.
fn bound(keyword: Keyword, limits: &Limits) -> Option<Bound> {
    let number = match keyword {
        Keyword::Minimum => limits.minimum,
        Keyword::Maximum => limits.maximum,
        Keyword::MinItems => limits.min_items,
        Keyword::MaxItems => limits.max_items,
        Keyword::MinLength => limits.min_length,
        Keyword::MaxLength => limits.max_length,
        // The one pattern that the dialect has.
        Keyword::Pattern => return limits.ascii.then(|| Bound::Pattern(r"^[\x00-\x7F]*$".to_owned())),
    };
    number.map(Bound::Integer)
}
