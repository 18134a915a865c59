//! Pages: which parameters ask for one, and which list grows.
//!
//! An operation pages only where its request and its answer fit together: a number and a size, or a token that the answer gives
//! back, and one list that can be told from the others.

use super::components::Components;
use super::facts::{Operation, Schema};
use super::spellings::{
    BEGINNINGS, DATA, ENDS, OFFSETS, PAGE_COUNTS, PAGE_ITEMS, PAGES, SIZES, TOKEN_SIZES, TOKENS, TOTALS,
};
use super::yaml::Map;
use crate::metadata::{Keyword, Kind};

/// How an operation pages, and what has to be declared as a number for that.
#[derive(Debug, Default)]
pub(super) struct Paging {
    pub(super) words: Map,
    /// Parameters that are numbers in a text.
    pub(super) number_parameters: Vec<String>,
    /// Fields of the answer that are numbers in a text.
    pub(super) number_fields: Vec<String>,
}

/// Letters and digits of a name, in lower case.
fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn is_one(name: &str, of: &[&str]) -> bool {
    of.contains(&folded(name).as_str())
}

/// A parameter, or a field, with its name.
type Named<'a> = (String, &'a Schema);

/// How an operation pages; why it does not, if it seems to.
pub(super) fn decide(operation: &Operation, components: &Components) -> Result<Option<Paging>, &'static str> {
    let request = parameters(operation, components);
    let find = |names: &[&str], fits: fn(&Schema) -> bool| {
        let named =
            |name: &&str| request.iter().find(|(known, schema)| folded(known) == **name && fits(schema));
        // In the order of the spellings, so that the clearest one wins.
        names.iter().find_map(named)
    };
    let (page, token) = (find(PAGES, is_number), find(TOKENS, is_text));
    let is_range = request.iter().any(|(name, _)| is_one(name, ENDS));
    let offset = find(OFFSETS, is_number).filter(|(name, _)| !(is_range && is_one(name, BEGINNINGS)));
    if page.is_none() && token.is_none() && offset.is_none() {
        let is_inside = request.iter().any(|(_, schema)| asks_inside(schema, components));
        return if is_inside { Err("its page is a field of a parameter") } else { Ok(None) };
    }
    let answer = operation.answer().and_then(|answer| answer.schema.as_ref());
    let answer = answer.map(|schema| components.resolve(schema)).filter(|schema| schema.kind == Kind::Object);
    let Some(answer) = answer else { return Err("its answer is no object") };
    let items = items(operation, answer, components)?;
    let fields = around(answer, components, &items);
    let given_back = token.and_then(|(name, _)| Some((name, response_token(&fields, components, name)?)));
    let sizes = if given_back.is_some() { TOKEN_SIZES } else { &[] };
    let size = find(&[sizes, SIZES].concat(), is_number);
    let mut paging = Paging::default();
    match (given_back, page, offset, size) {
        (Some((request, response)), _, _, size) => paging.by_token(request, response, size),
        (None, Some(page), _, Some(size)) => {
            paging.words.put("style", "page-number");
            paging.parameter("page", page);
            paging.parameter("size", size);
            paging.words.maybe("first", first_page(page.1));
            paging.counts(&fields, components);
        }
        (None, None, Some(offset), Some(size)) => {
            paging.words.put("style", "offset");
            paging.parameter("offset", offset);
            paging.parameter("size", size);
            paging.counts(&fields, components);
        }
        (None, Some(_), _, None) => return Err("no parameter sets the size of a page"),
        (None, None, ..) => return Err("the answer gives no token back"),
    }
    paging.words.put("items", items);
    Ok(Some(paging))
}

impl Paging {
    fn by_token(&mut self, request: &str, response: String, size: Option<&Named<'_>>) {
        self.words.put("style", "token");
        self.words.put("request", request);
        self.words.put("response", response);
        if let Some(size) = size {
            self.parameter("size", size);
        }
    }

    /// What the answer says of the number of items and pages.
    fn counts(&mut self, fields: &[Named<'_>], components: &Components) {
        for (word, names) in [("total", TOTALS), ("count", PAGE_ITEMS), ("pages", PAGE_COUNTS)] {
            if let Some((path, is_text)) = number_field(fields, components, names) {
                if is_text {
                    self.number_fields.push(path.clone());
                }
                self.words.put(word, path);
            }
        }
    }

    /// A parameter that is a number, or will be declared as one.
    fn parameter(&mut self, word: &str, (name, schema): &Named<'_>) {
        if schema.kind == Kind::Text {
            self.number_parameters.push(name.clone());
        }
        self.words.put(word, name.as_str());
    }
}

/// All parameters, with those that are fields of the body.
fn parameters<'o>(operation: &'o Operation, components: &'o Components) -> Vec<Named<'o>> {
    let mut all = Vec::new();
    let bodies = operation.parameters.iter().filter(|one| !one.private && one.location == "body").count();
    for parameter in operation.parameters.iter().filter(|one| !one.private) {
        let schema = components.resolve(&parameter.schema);
        let spread =
            parameter.location == "body" && parameter.schema.target.is_none() && schema.kind == Kind::Object;
        if spread {
            all.extend(schema.public_fields().map(|(name, field)| (name.clone(), components.resolve(field))));
        } else if parameter.location != "path" && (parameter.location != "body" || bodies > 1) {
            all.push((parameter.name.clone(), schema));
        }
    }
    // What is not deprecated comes first.
    all.sort_by_key(|(_, schema)| schema.deprecated);
    // A name that stands in two places means neither.
    let names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    all.retain(|(name, _)| names.iter().filter(|other| *other == name).count() == 1);
    all
}

/// Whether a parameter is an object with the number of a page and a size.
fn asks_inside(schema: &Schema, components: &Components) -> bool {
    let has = |names: &[&str]| {
        schema
            .public_fields()
            .any(|(name, field)| is_one(name, names) && is_number(components.resolve(field)))
    };
    schema.kind == Kind::Object && has(PAGES) && has(SIZES)
}

/// A number, or a text that can be declared as one.
fn is_number(schema: &Schema) -> bool {
    match schema.kind {
        Kind::Integer => true,
        Kind::Text => schema.values.iter().all(|value| value.trim().parse::<i32>().is_ok()),
        _ => false,
    }
}

fn is_text(schema: &Schema) -> bool {
    schema.kind == Kind::Text
        && schema.values.is_empty()
        && schema.titles.is_empty()
        && schema.format.is_none()
}

/// The number of the first page, if it is not 1: the default, or else the example, unless a minimum says otherwise.
fn first_page(schema: &Schema) -> Option<i64> {
    let is_zero = |text: &str| text.trim() == "0";
    let default = schema.default.as_deref().filter(|text| !text.trim().is_empty());
    let minimum =
        schema.limits.iter().find(|(keyword, _)| *keyword == Keyword::Minimum).map(|(_, text)| text.as_str());
    let from_zero = match default {
        Some(default) => is_zero(default),
        None => minimum.is_none_or(is_zero) && schema.example.as_deref().is_some_and(is_zero),
    };
    from_zero.then_some(0)
}

/// The fields of an answer, and those of the objects on the way to the list, with how to get to them; and those of objects beside
/// the list that are called after pages.
fn around<'a>(answer: &'a Schema, components: &'a Components, items: &str) -> Vec<Named<'a>> {
    let mut found = Vec::new();
    let (mut at, mut way) = (answer, String::new());
    let steps: Vec<&str> = items.split('/').collect();
    for (depth, step) in steps.iter().enumerate() {
        let path = |name: &String| if way.is_empty() { name.clone() } else { format!("{way}/{name}") };
        found.extend(at.public_fields().map(|(name, field)| (path(name), field)));
        let beside = at.public_fields().filter(|(name, _)| name != step && folded(name).starts_with("pag"));
        for (outer, object) in beside.map(|(name, field)| (path(name), components.resolve(field))) {
            let inner = |(name, field): &'a (String, Schema)| (format!("{outer}/{name}"), field);
            found.extend(object.public_fields().map(inner));
        }
        let next =
            at.public_fields().find(|(name, _)| name == step).map(|(_, field)| components.resolve(field));
        let Some(next) = next.filter(|next| depth + 1 < steps.len() && next.kind == Kind::Object) else {
            break;
        };
        way = if way.is_empty() { (*step).to_owned() } else { format!("{way}/{step}") };
        at = next;
    }
    found
}

/// The last name of a path.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The field that the next request's token comes from.
fn response_token(fields: &[Named<'_>], components: &Components, request: &str) -> Option<String> {
    let fields = || fields.iter().filter(|(_, field)| is_text(components.resolve(field)));
    let next = |path: &str| folded(last(path)).starts_with("next") && is_one(last(path), TOKENS);
    let same = fields().find(|(path, _)| folded(last(path)) == folded(request));
    let next = fields().find(|(path, _)| next(path));
    // `Marker` of the request echoes in the answer where that has a `NextMarker`.
    let found = if folded(request).starts_with("next") { same.or(next) } else { next.or(same) };
    found.map(|(path, _)| path.clone())
}

/// A field with one of some names that is a number, or a text that can be declared as one.
fn number_field(fields: &[Named<'_>], components: &Components, names: &[&str]) -> Option<(String, bool)> {
    let fits = |field: &Schema, path: &str| {
        let target = components.resolve(field);
        let is_text = target.kind == Kind::Text && is_number(field) && field.target.is_none();
        // A text inside of something that others share stays as it is.
        target.kind == Kind::Integer || (is_text && !path.contains('/'))
    };
    let mut wanted =
        names.iter().flat_map(|wanted| fields.iter().filter(move |(path, _)| folded(last(path)) == *wanted));
    let (path, field) = wanted.find(|(path, field)| fits(field, path))?;
    Some((path.clone(), components.resolve(field).kind == Kind::Text))
}

/// A list of an answer.
struct List {
    /// The fields that lead to it.
    path: String,
    depth: usize,
    /// Whether its items are objects.
    objects: bool,
    /// The last name on the way, which says what is in it.
    name: String,
}

/// The list that grows.
fn items(operation: &Operation, answer: &Schema, components: &Components) -> Result<String, &'static str> {
    let mut lists = Vec::new();
    collect(answer, components, "", 0, &mut lists);
    if lists.is_empty() {
        return Err("its answer has no list");
    }
    let objects = lists.iter().any(|list| list.objects);
    if objects {
        lists.retain(|list| list.objects);
    }
    let nearest = lists.iter().map(|list| list.depth).min();
    let near: Vec<&List> = lists.iter().filter(|list| Some(list.depth) == nearest).collect();
    if let [only] = near.as_slice() {
        return Ok(only.path.clone());
    }
    let operation = folded(&operation.name);
    let named = |list: &&&List| {
        let name = folded(&list.name);
        name.len() > 3 && (operation.contains(&name) || operation.contains(name.trim_end_matches('s')))
    };
    let only = |fits: &dyn Fn(&&&List) -> bool| match near.iter().filter(fits).collect::<Vec<_>>().as_slice()
    {
        [only] => Some(only.path.clone()),
        _ => None,
    };
    let data = |list: &&&List| is_one(&list.name, DATA);
    only(&named).or_else(|| only(&data)).ok_or("its answer has several lists")
}

/// How many objects may be around the list.
const MAX_DEPTH: usize = 2;

fn collect(schema: &Schema, components: &Components, path: &str, depth: usize, lists: &mut Vec<List>) {
    for (name, field) in schema.public_fields().filter(|(name, _)| !name.contains('/')) {
        let target = components.resolve(field);
        let way = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        let list = |items: Option<&Schema>, name: &String| List {
            path: way.clone(),
            depth,
            objects: items.is_none_or(|items| {
                matches!(components.resolve(items).kind, Kind::Object | Kind::Any | Kind::Unstated)
            }),
            name: name.clone(),
        };
        match target.kind {
            Kind::List => lists.push(list(target.items.as_deref(), name)),
            Kind::Object => {
                let mut fields = target.public_fields();
                let only = fields.next().filter(|_| fields.next().is_none());
                let wrapped = only.filter(|(_, inner)| {
                    field.target.is_none() && super::components::is_wrapped(inner, components)
                });
                match wrapped {
                    Some((_, inner)) => lists.push(list(inner.items.as_deref(), name)),
                    None if depth < MAX_DEPTH => collect(target, components, &way, depth + 1, lists),
                    None => {}
                }
            }
            _ => {}
        }
    }
}
