//! Pages: which parameters ask for one, and which list grows.
//!
//! An operation pages only where its request and its answer fit together: a number and a size, or a token that the answer gives
//! back, and one list that can be told from the others.

use super::facts::{Operation, Schema};
use super::schemas::Components;
use super::yaml::Map;
use crate::metadata::Kind;

/// How an operation pages, and what has to be declared as a number for that.
#[derive(Debug)]
pub(super) struct Paging {
    pub(super) words: Map,
    /// Parameters that are numbers in a text.
    pub(super) number_parameters: Vec<String>,
    /// Fields of the answer that are numbers in a text, as paths.
    pub(super) number_fields: Vec<String>,
}

const PAGES: &[&str] = &[
    "pagenumber",
    "pagenum",
    "pageno",
    "pageindex",
    "currentpage",
    "page",
    "pagenumbers",
    "curpage",
    "curpageno",
    "currentpagenum",
    "currentpageno",
    "currentpagenumber",
    "currpage",
    "pageid",
    "pagecurrent",
];
const SIZES: &[&str] = &[
    "pagesize",
    "size",
    "limit",
    "maxresults",
    "maxresult",
    "maxitems",
    "perpage",
    "pagelimit",
    "pagelen",
    "maxrecordsperpage",
    "recordsperpage",
    "maxkeys",
    "rows",
    "maxcount",
    "itemsperpage",
    "numperpage",
    "count",
    "num",
];
const TOKENS: &[&str] = &[
    "nexttoken",
    "pagetoken",
    "nextpagetoken",
    "token",
    "marker",
    "nextmarker",
    "cursor",
    "nextcursor",
    "scrolltoken",
    "continuationtoken",
    "nextkey",
    "startkey",
    "nextpage",
    "scrollid",
];
const TOTALS: &[&str] = &[
    "totalcount",
    "total",
    "totalrecordcount",
    "totalnum",
    "totalelements",
    "totalrecords",
    "totalitem",
    "totalitems",
    "totalsize",
    "totalnumber",
    "totalrecord",
    "recordcount",
    "recordtotal",
    "allcount",
    "totalcounts",
    "totals",
    "totalresults",
];
const PAGE_COUNTS: &[&str] = &[
    "totalpages",
    "totalpage",
    "pagecount",
    "totalpagecount",
    "totalpagenumbers",
    "pagetotal",
    "pages",
    "totalpagenum",
];
const PAGE_ITEMS: &[&str] = &["pagerecordcount", "pageitemcount", "itemcount", "itemscount"];

/// Letters and digits of a name, in lower case.
fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn is_one(name: &str, of: &[&str]) -> bool {
    of.contains(&folded(name).as_str())
}

/// How an operation pages; why it does not, if it seems to.
pub(super) fn decide(operation: &Operation, components: &Components) -> Result<Option<Paging>, &'static str> {
    let request = parameters(operation, components);
    let find = |names: &[&str], fits: fn(&Schema) -> bool| {
        // In the order of the spellings, so that the clearest one wins.
        names
            .iter()
            .find_map(|name| request.iter().find(|(known, schema)| folded(known) == *name && fits(schema)))
    };
    let (page, size) = (find(PAGES, is_number), find(SIZES, is_number));
    let token = find(TOKENS, is_text);
    if page.is_none() && token.is_none() {
        return Ok(None);
    }
    let answer = operation.answer().and_then(|answer| answer.schema.as_ref());
    let answer = answer.map(|schema| components.resolve(schema)).filter(|schema| schema.kind == Kind::Object);
    let Some(answer) = answer else { return Err("its answer is no object") };
    let token = token.and_then(|(name, _)| Some((name, response_token(answer, components, name)?)));
    if token.is_none() && (page.is_none() || size.is_none()) {
        return Err(if page.is_some() {
            "no parameter sets the size of a page"
        } else {
            "the answer gives no token back"
        });
    }
    let items = items(operation, answer, components)?;
    let mut paging =
        Paging { words: Map::default(), number_parameters: Vec::new(), number_fields: Vec::new() };
    let mut number = |one: &Option<&(String, &Schema)>| {
        let (name, schema) = (*one)?;
        if schema.kind == Kind::Text {
            paging.number_parameters.push(name.clone());
        }
        Some(name.clone())
    };
    match token {
        Some((request, response)) => {
            let size = number(&size);
            paging.words.put("style", "token");
            paging.words.put("request", request.as_str());
            paging.words.put("response", response);
            paging.words.maybe("size", size);
        }
        None => {
            let first = page.and_then(|(_, schema)| first_page(schema));
            let (page, size) = (number(&page), number(&size));
            paging.words.put("style", "page-number");
            paging.words.maybe("page", page);
            paging.words.maybe("size", size);
            paging.words.maybe("first", first);
            for (word, names) in [("total", TOTALS), ("count", PAGE_ITEMS), ("pages", PAGE_COUNTS)] {
                if let Some((name, schema)) = number_field(answer, components, names) {
                    if schema.kind == Kind::Text {
                        paging.number_fields.push(name.clone());
                    }
                    paging.words.put(word, name.as_str());
                }
            }
        }
    }
    paging.words.put("items", items);
    Ok(Some(paging))
}

/// All parameters, with those that are fields of the body.
fn parameters<'o>(operation: &'o Operation, components: &'o Components) -> Vec<(String, &'o Schema)> {
    let mut all = Vec::new();
    for parameter in operation.parameters.iter().filter(|one| !one.private) {
        let schema = components.resolve(&parameter.schema);
        let spread =
            parameter.location == "body" && parameter.schema.target.is_none() && schema.kind == Kind::Object;
        if spread {
            all.extend(schema.public_fields().map(|(name, field)| (name.clone(), components.resolve(field))));
        } else if parameter.location != "path" {
            all.push((parameter.name.clone(), schema));
        }
    }
    // A name that stands in two places means neither.
    let names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    all.retain(|(name, _)| names.iter().filter(|other| *other == name).count() == 1);
    all
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

/// The number of the first page, if it is not 1.
fn first_page(schema: &Schema) -> Option<i64> {
    let zero = |text: &str| text.trim() == "0";
    let default = schema.default.as_deref().filter(|text| !text.trim().is_empty());
    let minimum = || {
        schema.limits.iter().find(|(keyword, _)| keyword.name() == "minimum").map(|(_, text)| text.as_str())
    };
    default.or_else(minimum).is_some_and(zero).then_some(0)
}

/// The field that the next request's token comes from.
fn response_token(answer: &Schema, components: &Components, request: &str) -> Option<String> {
    let fields = || answer.public_fields().filter(|(_, field)| is_text(components.resolve(field)));
    let next = |name: &str| {
        let folded = folded(name);
        folded.starts_with("next") && is_one(name, TOKENS)
    };
    let same = fields().find(|(name, _)| folded(name) == folded(request));
    let next = fields().find(|(name, _)| next(name));
    // `Marker` of the request echoes in the answer where that has a `NextMarker`.
    let found = if folded(request).starts_with("next") { same.or(next) } else { next.or(same) };
    found.map(|(name, _)| name.clone())
}

/// A field of the answer with one of some names that is a number.
fn number_field<'a>(
    answer: &'a Schema,
    components: &'a Components,
    names: &[&str],
) -> Option<(String, &'a Schema)> {
    let fits = |field: &Schema| {
        let target = components.resolve(field);
        target.kind == Kind::Integer || (field.target.is_none() && is_number(field))
    };
    let mut fields = names
        .iter()
        .flat_map(|wanted| answer.public_fields().filter(move |(name, _)| folded(name) == *wanted));
    fields.find(|(_, field)| fits(field)).map(|(name, field)| (name.clone(), components.resolve(field)))
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
    let named: Vec<&&List> = near.iter().filter(named).collect();
    match named.as_slice() {
        [only] => Ok(only.path.clone()),
        _ => Err("its answer has several lists"),
    }
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
                    field.target.is_none() && super::schemas::is_wrapped(inner, components)
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
