//! From `Filters.1.Key=VaultId` to values: nesting by the specification's types, never by guessing.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use alibabacloud_codegen::visible;
use alibabacloud_runtime::dynamic::{ArgumentError, Kind, Operation, Schema};
use alibabacloud_runtime::{Bytes, Departure, DepartureKind, codegen::Wire};
use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::suggestion::suggestion;

/// The values of parameters, by name.
pub(super) type Values = BTreeMap<&'static str, Argument>;

/// The value of a parameter.
pub(super) enum Argument {
    Value(Value),
    Bytes(Bytes),
}

/// The largest file that a value is read from.
const MAX_FILE: u64 = 1024 * 1024;
/// The largest file that is the body of a request.
const MAX_BODY: u64 = 64 * 1024 * 1024;
/// How many names may follow one another in `A.1.B`.
const MAX_DEPTH: usize = 64;
/// The highest number of a list's item.
const MAX_ITEMS: usize = 10_000;

/// What was given for a place so far.
enum Given {
    Whole(Value),
    Items(BTreeMap<usize, Option<Given>>),
    Fields(BTreeMap<String, Option<Given>>),
}

/// Reads `Name=value` arguments.
pub(super) fn values(operation: Operation, arguments: &[String]) -> Result<Values> {
    let mut given: BTreeMap<&'static str, Option<Given>> = BTreeMap::new();
    let mut bodies = Values::new();
    for argument in arguments {
        let Some((path, text)) = argument.split_once('=') else {
            bail!("`{}` is not a parameter; write Name=value", visible(argument));
        };
        let (name, schema, rest) = parameter(operation, path)?;
        if matches!(schema.kind(), Kind::Bytes) && rest.is_empty() {
            if bodies.insert(name, Argument::Bytes(bytes(path, text)?)).is_some() {
                bail!("`{}` is given twice", visible(path));
            }
            continue;
        }
        let text = content(path, text)?;
        if rest.split('.').count() > MAX_DEPTH {
            bail!("`{}` has more than {MAX_DEPTH} parts", visible(path));
        }
        let slot = given.entry(name).or_default();
        let place = Place { path, shown: name.to_owned() };
        insert(slot, schema, rest, &text, &place)?;
    }
    let finished = given.into_iter().filter_map(|(name, given)| Some((name, finish(name, given?))));
    let values = finished.map(|(name, value)| Ok((name, Argument::Value(value?))));
    values.chain(bodies.into_iter().map(Ok)).collect()
}

/// The parameter that a path begins with, and the rest of the path. Names may have dots of their own.
fn parameter(operation: Operation, path: &str) -> Result<(&'static str, Schema, &str)> {
    let fields = || operation.parameters();
    if let Some(found) = longest(fields(), path) {
        return Ok(found);
    }
    let wrong = path.split('.').next().unwrap_or_default();
    let same = fields().filter(|(name, _)| name.rsplit_once('/').is_some_and(|(_, end)| end == wrong));
    let same: Vec<String> = same.map(|(name, _)| visible(name)).collect();
    let operation_name = visible(operation.table().name);
    if !same.is_empty() {
        bail!("{operation_name} has several parameters `{}`; write {}", visible(wrong), same.join(" or "));
    }
    let help = suggestion(wrong, fields().map(|(name, _)| name.to_owned()));
    bail!("{operation_name} has no parameter `{}`{help}", visible(wrong))
}

fn longest(
    fields: impl Iterator<Item = (&'static str, Schema)>,
    path: &str,
) -> Option<(&'static str, Schema, &str)> {
    let found = fields.filter_map(|(name, schema)| {
        let rest = path.strip_prefix(name)?;
        let rest =
            if rest.is_empty() { rest } else { rest.strip_prefix('.').filter(|rest| !rest.is_empty())? };
        Some((name, schema, rest))
    });
    found.max_by_key(|(name, ..)| name.len())
}

/// The text, or that of the file which it names.
fn content(path: &str, text: &str) -> Result<String> {
    let Some(file) = text.strip_prefix('@') else { return Ok(text.to_owned()) };
    if file.starts_with('@') {
        return Ok(file.to_owned());
    }
    let content = String::from_utf8(read(path, file, MAX_FILE)?);
    let content = content.ok().with_context(|| format!("{} is not UTF-8", visible(file)))?;
    // Editors end a file with a line break, which nobody means to send.
    let without = content.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text));
    Ok(without.unwrap_or(&content).to_owned())
}

/// The bytes of the text, or those of the file which it names, to the last.
fn bytes(path: &str, text: &str) -> Result<Bytes> {
    match text.strip_prefix('@') {
        Some(file) if !file.starts_with('@') => Ok(read(path, file, MAX_BODY)?.into()),
        Some(text) => Ok(Bytes::copy_from_slice(text.as_bytes())),
        None => Ok(Bytes::copy_from_slice(text.as_bytes())),
    }
}

fn read(path: &str, file: &str, limit: u64) -> Result<Vec<u8>> {
    let what = || format!("cannot read {} for `{}`", visible(file), visible(path));
    let mut content = Vec::new();
    let length = File::open(file).with_context(what)?.take(limit + 1).read_to_end(&mut content);
    if length.with_context(what)? as u64 > limit {
        bail!("{} has more than {limit} bytes", visible(file));
    }
    Ok(content)
}

/// Where a value belongs: as it was written, and as far as it is resolved.
struct Place<'a> {
    path: &'a str,
    shown: String,
}

impl Place<'_> {
    fn inside(&self, name: &str) -> Self {
        Self { path: self.path, shown: format!("{}.{name}", self.shown) }
    }

    fn name(&self) -> String {
        visible(&self.shown)
    }
}

fn insert(slot: &mut Option<Given>, schema: Schema, rest: &str, text: &str, place: &Place<'_>) -> Result<()> {
    if rest.is_empty() {
        return match slot {
            None => {
                *slot = Some(Given::Whole(whole(schema, text, place)?));
                Ok(())
            }
            Some(Given::Whole(_)) => bail!("`{}` is given twice", place.name()),
            Some(_) => mixed(place),
        };
    }
    match (schema.kind(), schema.wire()) {
        (Kind::List(_), Wire::Wrapped(name)) => {
            let Some((_, _, rest)) = longest([(name, schema)].into_iter(), rest) else {
                bail!("`{}` holds its list in `{name}`; write {}.{name}.1=…", place.name(), place.name());
            };
            let fields = fields(slot, place)?;
            let place = place.inside(name);
            items(fields.entry(name.to_owned()).or_default(), schema, rest, text, &place)
        }
        (Kind::List(_), _) => items(slot, schema, rest, text, place),
        (Kind::Record, _) => {
            let Some((name, schema, rest)) = longest(schema.fields(), rest) else {
                let wrong = rest.split('.').next().unwrap_or_default();
                let help = suggestion(wrong, schema.fields().map(|(name, _)| name.to_owned()));
                bail!("`{}` has no field `{}`{help}", place.name(), visible(wrong));
            };
            let fields = fields(slot, place)?;
            let place = place.inside(name);
            insert(fields.entry(name.to_owned()).or_default(), schema, rest, text, &place)
        }
        (Kind::Map(value), _) => {
            let is_nested = matches!(value.kind(), Kind::List(_) | Kind::Map(_) | Kind::Record);
            let (key, rest) = if is_nested { rest.split_once('.').unwrap_or((rest, "")) } else { (rest, "") };
            let fields = fields(slot, place)?;
            let place = place.inside(key);
            insert(fields.entry(key.to_owned()).or_default(), value, rest, text, &place)
        }
        (Kind::Any | Kind::Embedded(_), _) => {
            bail!("`{}` is any JSON; write {}={{…}}", place.name(), place.name())
        }
        (kind, _) => {
            bail!("`{}` is {} and has no parts; write {}=…", place.name(), called(kind), place.name())
        }
    }
}

fn items(slot: &mut Option<Given>, list: Schema, rest: &str, text: &str, place: &Place<'_>) -> Result<()> {
    if rest.is_empty() {
        return insert(slot, list, rest, text, place);
    }
    let Kind::List(element) = list.kind() else { return Ok(()) };
    let (number, rest) = rest.split_once('.').unwrap_or((rest, ""));
    let digits = !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse::<usize>().ok().filter(|number| digits && *number <= MAX_ITEMS);
    let Some(number) = number else {
        let name = place.name();
        bail!("`{name}` is a list; write {name}.1, {name}.2 and so on, up to {MAX_ITEMS}");
    };
    let items = match slot.get_or_insert_with(|| Given::Items(BTreeMap::new())) {
        Given::Items(items) => items,
        _ => return mixed(place),
    };
    let place = place.inside(&number.to_string());
    insert(items.entry(number).or_default(), element, rest, text, &place)
}

fn fields<'s>(
    slot: &'s mut Option<Given>,
    place: &Place<'_>,
) -> Result<&'s mut BTreeMap<String, Option<Given>>> {
    match slot.get_or_insert_with(|| Given::Fields(BTreeMap::new())) {
        Given::Fields(fields) => Ok(fields),
        _ => mixed(place),
    }
}

fn mixed<T>(place: &Place<'_>) -> Result<T> {
    bail!("`{}` is given as a whole and in parts; keep one of the two", place.name())
}

/// The value of a text that stands for all of a place.
fn whole(schema: Schema, text: &str, place: &Place<'_>) -> Result<Value> {
    let is_json = text.trim_start().starts_with(['[', '{']);
    let name = place.name();
    match schema.kind() {
        Kind::List(_) | Kind::Map(_) | Kind::Record | Kind::Any if is_json => {
            serde_json::from_str(text).with_context(|| format!("`{name}` is not JSON"))
        }
        Kind::List(element) => match element.kind() {
            Kind::List(_) | Kind::Map(_) | Kind::Record => {
                let inside = element.fields().next().map_or(String::new(), |(field, _)| format!(".{field}"));
                let what = if inside.is_empty() { "lists" } else { "objects" };
                bail!("`{name}` is a list of {what}; write {name}.1{inside}=…, or {name}=[…] as JSON")
            }
            _ if text.is_empty() => bail!("`{name}` is a list; write {name}.1=…, or leave it out"),
            _ => Ok(listed(schema, text)),
        },
        Kind::Record => {
            let field = schema.fields().next().map_or("Name", |(field, _)| field);
            bail!("`{name}` is an object; write {name}.{field}=…, or {name}={{…}} as JSON")
        }
        Kind::Map(_) => bail!("`{name}` is an object; write {name}.key=…, or {name}={{…}} as JSON"),
        _ => Ok(Value::from(text)),
    }
}

/// `a,b` as a list of two.
fn listed(schema: Schema, text: &str) -> Value {
    let list = text.split(',').map(Value::from).collect();
    match schema.wire() {
        Wire::Wrapped(name) => Value::Object([(name.to_owned(), list)].into_iter().collect()),
        _ => list,
    }
}

fn finish(name: &str, given: Given) -> Result<Value> {
    match given {
        Given::Whole(value) => Ok(value),
        Given::Items(items) => {
            let mut list = Vec::new();
            for (number, item) in items.into_iter().filter_map(|(number, item)| Some((number, item?))) {
                let expected = list.len() + 1;
                if number != expected {
                    let name = visible(name);
                    bail!("`{name}.{expected}` is missing; items are numbered from 1 without gaps");
                }
                list.push(finish(&format!("{name}.{number}"), item)?);
            }
            Ok(Value::Array(list))
        }
        Given::Fields(fields) => {
            let fields = fields.into_iter().filter_map(|(field, given)| Some((field, given?)));
            let fields = fields.map(|(field, given)| {
                let value = finish(&format!("{name}.{field}"), given)?;
                Ok((field, value))
            });
            fields.collect::<Result<_>>().map(Value::Object)
        }
    }
}

fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "true or false",
        Kind::Integer => "a whole number",
        Kind::Number => "a number",
        Kind::Timestamp => "a time",
        Kind::Percent => "a percentage",
        Kind::Enum(_) => "one of several values",
        Kind::Bytes => "a file or a text",
        _ => "a text",
    }
}

/// Says what is wrong with a value, in the words of the command line.
pub(super) fn explained(operation: Operation, parameter: &str, error: &ArgumentError) -> String {
    let ArgumentError::Unusable(departures) = error else {
        return format!("`{}`: {}", visible(parameter), visible(&error.to_string()));
    };
    let lines: Vec<String> = departures.iter().map(|one| complaint(operation, parameter, one)).collect();
    lines.join("\n       ")
}

fn complaint(operation: Operation, parameter: &str, departure: &Departure) -> String {
    let (path, schema, parent) = located(operation, parameter, &departure.pointer);
    let (name, found) = (visible(&path), visible(&departure.found));
    if departure.kind == DepartureKind::UnknownField {
        let wrong = path.rsplit('.').next().unwrap_or_default();
        let fields = parent.into_iter().flat_map(Schema::fields).map(|(name, _)| name.to_owned());
        return format!("there is no `{name}`{}", suggestion(wrong, fields));
    }
    let expected = match schema.map(Schema::kind) {
        Some(Kind::Enum(values)) => format!("one of {}", visible(&values.join(", "))),
        _ => visible(&departure.expected),
    };
    format!("`{name}` must be {expected}, but it is {found}")
}

/// The path, the schema and the parent's schema of a pointer below a parameter.
fn located(operation: Operation, parameter: &str, pointer: &str) -> (String, Option<Schema>, Option<Schema>) {
    let mut schema = operation.parameters().find(|(name, _)| *name == parameter).map(|(_, schema)| schema);
    let (mut path, mut parent) = (parameter.to_owned(), None);
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        parent = schema;
        let kind = schema.map(|schema| (schema.kind(), schema.wire()));
        schema = match kind {
            // Into the wrapper first, which has the list's own schema.
            Some((Kind::List(_), Wire::Wrapped(name))) if segment == name => schema,
            Some((Kind::List(element) | Kind::Map(element), _)) => Some(element),
            _ => schema.and_then(|schema| {
                schema.fields().find(|(name, _)| *name == segment).map(|(_, schema)| schema)
            }),
        };
        let is_list = matches!(kind, Some((Kind::List(_), _)));
        let number = segment.parse::<usize>().ok().filter(|_| is_list).map(|index| (index + 1).to_string());
        path.push('.');
        path.push_str(&number.unwrap_or(segment));
    }
    (path, schema, parent)
}

/// Says what is sent although the specification does not know it.
pub(super) fn print_notes(operation: Operation, parameter: &str, notes: &[Departure]) {
    for note in notes.iter().filter(|note| note.kind == DepartureKind::UnknownValue) {
        let (path, schema, _) = located(operation, parameter, &note.pointer);
        let values = match schema.map(Schema::kind) {
            Some(Kind::Enum(values)) => values.join(", "),
            _ => note.expected.clone(),
        };
        let (path, found, values) = (visible(&path), visible(&note.found), visible(&values));
        anstream::eprintln!("note: `{path}`: {found} is not documented; the documented values are {values}");
    }
}
