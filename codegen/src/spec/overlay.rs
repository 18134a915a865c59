//! Overlays: what people know better than a document, applied whenever it is read.
//!
//! The form is that of the OpenAPI Overlay Specification 1.0. An action that finds no target, or changes nothing, is a
//! mistake: the document has moved on, and somebody should look.

use serde_json::Value as Json;
use serde_json_path::{JsonPath, NormalizedPath};

use super::Text;
use super::merge::{merge, moved};
use super::object::Object;
use super::wording::Wording;
use crate::Source;
use crate::diagnostic::{Place, Reporter};
use crate::rule;
use crate::yaml::{self, Entry, Node, Value};

/// A parser of paths goes one call deeper for each of these.
const MAX_BRACKETS: usize = 50;

struct Overlay {
    actions: Vec<Action>,
    wording: Option<Wording>,
}

struct Action {
    target: Text,
    change: Change,
}

enum Change {
    Update(Node),
    Remove,
}

/// The document as its overlay changes it; `None` if there is nothing to go on with.
pub(crate) fn read(source: &Source, reporter: &Reporter<'_>) -> Option<Node> {
    let mut root = yaml::parse(source, reporter)?;
    if let Some(overlay) = source.overlay() {
        let overlay = parse(overlay, reporter);
        let mut json = root.to_json();
        for action in overlay.iter().flat_map(|overlay| &overlay.actions) {
            apply(&mut root, &mut json, action, reporter);
        }
        if let Some(wording) = overlay.and_then(|overlay| overlay.wording) {
            wording.apply(&mut root, reporter);
        }
    }
    Some(root)
}

/// The operations that an overlay wants to be imported; `None` if it says nothing about that.
pub(crate) fn selection(overlay: &Source, reporter: &Reporter<'_>) -> Option<Vec<Text>> {
    let root = yaml::parse(overlay, reporter)?;
    import(root.get("x-import")?, reporter)
}

fn parse(overlay: &Source, reporter: &Reporter<'_>) -> Option<Overlay> {
    let own = Reporter::new(overlay);
    let parsed = yaml::parse(overlay, &own).and_then(|mut node| {
        mark(&mut node);
        form(&node, &own)
    });
    let parsed = parsed.filter(|_| own.is_clean());
    reporter.take_over(own);
    parsed
}

/// Says of all nodes that they are in the overlay.
fn mark(node: &mut Node) {
    node.place.in_overlay = true;
    match &mut node.value {
        Value::List(nodes) => nodes.iter_mut().for_each(mark),
        Value::Map(entries) => {
            for entry in entries {
                entry.place.in_overlay = true;
                mark(&mut entry.node);
            }
        }
        _ => {}
    }
}

fn form(node: &Node, reporter: &Reporter<'_>) -> Option<Overlay> {
    let overlay = Object::new(node, "an overlay", reporter)?;
    if let Some(version) = overlay.required_text("overlay")
        && !version.value.starts_with("1.")
    {
        let message = format!("version {} of the overlay specification is not supported", version.value);
        reporter.report(&rule::UNKNOWN_WORD, &version.place, message, "write `overlay: 1.0.0`");
    }
    if let Some(info) = overlay.required("info").and_then(|info| Object::new(info, "the info", reporter)) {
        info.required_text("title");
        info.required_text("version");
        info.finish();
    }
    overlay.ignore("extends");
    if overlay.get("actions").is_none() {
        overlay.missing("actions");
    }
    let actions = overlay.list("actions").iter().filter_map(|node| action(node, reporter)).collect();
    let wording = overlay.get("x-descriptions").and_then(|node| Wording::read(node, reporter));
    overlay.get("x-import").and_then(|node| import(node, reporter));
    overlay.finish();
    Some(Overlay { actions, wording })
}

/// What an import of the document is to do.
fn import(node: &Node, reporter: &Reporter<'_>) -> Option<Vec<Text>> {
    let import = Object::new(node, "what to import", reporter)?;
    import.required("operations");
    let operations = import.texts("operations");
    import.finish();
    Some(operations)
}

fn action(node: &Node, reporter: &Reporter<'_>) -> Option<Action> {
    let action = Object::new(node, "an action", reporter)?;
    let target = action.required_text("target");
    action.ignore("description");
    action.ignore("x-keep");
    let (update, remove) = (action.get("update"), action.flag("remove"));
    action.finish();
    let change = match (update, remove) {
        (Some(update), false) => Change::Update(update.clone()),
        (None, true) => Change::Remove,
        _ => {
            let message = "an action has either `update` or `remove: true`";
            reporter.report(&rule::INVALID_OVERLAY_ACTION, &node.place, message, "write one of the two");
            return None;
        }
    };
    Some(Action { target: target?, change })
}

fn apply(root: &mut Node, json: &mut Json, action: &Action, reporter: &Reporter<'_>) {
    let Text { value: target, place } = &action.target;
    let Some(path) = path(&action.target, reporter) else { return };
    let pointers = locations(&path, json);
    if pointers.is_empty() {
        let message = format!("nothing is at `{target}`");
        let help = "see what became of it, and change the target or remove the action";
        reporter.report(&rule::OVERLAY_WITHOUT_TARGET, place, message, help);
        if let Some(nearest) = nearest(target, json).and_then(|pointer| at(root, &pointer)) {
            reporter.relate(&nearest.place, "this is there");
        }
        return;
    }
    match &action.change {
        // From the end, so that the positions before stay as they are.
        Change::Remove => pointers.iter().rev().for_each(|pointer| {
            if !remove(root, json, pointer) {
                let message = "the document itself cannot be removed";
                reporter.report(&rule::INVALID_OVERLAY_ACTION, place, message, "name a part of it");
            }
        }),
        Change::Update(update) => self::update(root, json, &pointers, (place, update), reporter),
    }
}

fn path(target: &Text, reporter: &Reporter<'_>) -> Option<JsonPath> {
    let brackets = target.value.matches(['(', '[', '!']).count();
    let parsed = if brackets > MAX_BRACKETS {
        Err(format!("it has more than {MAX_BRACKETS} brackets"))
    } else {
        JsonPath::parse(&target.value).map_err(|error| error.to_string())
    };
    parsed
        .map_err(|why| {
            let message = format!("this is no JSONPath: {why}");
            let help = "write it as `$.paths['/GetThing'].post`";
            reporter.report(&rule::INVALID_TARGET, &target.place, message, help);
        })
        .ok()
}

fn locations(path: &JsonPath, json: &Json) -> Vec<String> {
    path.query_located(json).locations().map(NormalizedPath::to_json_pointer).collect()
}

/// What the longest part of a target finds that finds anything.
fn nearest(target: &str, json: &Json) -> Option<String> {
    let ends = target.rmatch_indices(['.', '[']).filter_map(|(end, _)| target.get(..end));
    let paths = ends.filter_map(|part| JsonPath::parse(part).ok());
    paths.filter_map(|path| locations(&path, json).into_iter().next()).next()
}

fn update(
    root: &mut Node,
    json: &mut Json,
    pointers: &[String],
    (place, update): (&Place, &Node),
    reporter: &Reporter<'_>,
) {
    let mut idle = None;
    let mut changed = false;
    for pointer in pointers {
        let (Some(node), Some(value)) = (at(root, pointer), json.pointer_mut(pointer)) else { continue };
        if let (Value::Map(_), kind) = (&node.value, update.value.kind())
            && !matches!(update.value, Value::Map(_))
        {
            let message = format!("the target is a map, and the update is {kind}");
            let help = "write a map with what is to be different";
            reporter.report(&rule::INVALID_OVERLAY_ACTION, &update.place, message, help);
            reporter.relate(&node.place, "the target");
            return;
        }
        let is_entry = matches!(node.value, Value::List(_)) && !matches!(update.value, Value::List(_));
        let update = if is_entry { &entry(update) } else { update };
        if merge(node, update) {
            changed = true;
            refresh(value, node, update);
        } else {
            idle.get_or_insert_with(|| same(node, update).clone());
        }
    }
    if let (false, Some(same)) = (changed, idle) {
        let message = "this changes nothing: the document says the same";
        reporter.report(&rule::OVERLAY_WITHOUT_EFFECT, place, message, "remove the action");
        reporter.relate(&same, "here");
    }
}

/// Brings the JSON of a node up to date, where an update has changed it: a small update of a large node costs little.
fn refresh(json: &mut Json, node: &Node, update: &Node) {
    let (Json::Object(object), Value::Map(updates)) = (&mut *json, &update.value) else {
        *json = node.to_json();
        return;
    };
    for Entry { key, node: update, .. } in updates {
        match (object.get_mut(key), node.get(key)) {
            (Some(json), Some(node)) => refresh(json, node, update),
            (None, Some(node)) => drop(object.insert(key.clone(), node.to_json())),
            (_, None) => {}
        }
    }
}

/// A list of one, which is what a list grows by.
fn entry(update: &Node) -> Node {
    Node { place: update.place.clone(), value: Value::List(vec![update.clone()]) }
}

/// Where a document says what an update says.
fn same<'n>(node: &'n Node, update: &Node) -> &'n Place {
    let first = update.entries().first();
    let inner = first.and_then(|first| Some((node.get(&first.key)?, &first.node)));
    inner.map_or(&node.place, |(node, update)| same(node, update))
}

/// Removes what is at a pointer; false if that is everything.
fn remove(root: &mut Node, json: &mut Json, pointer: &str) -> bool {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return false };
    let (Some(node), Some(value)) = (at(root, parent), json.pointer_mut(parent)) else { return true };
    match &mut node.value {
        Value::Map(entries) => entries.retain(|entry| yaml::escaped(&entry.key) != last),
        Value::List(nodes) => {
            if let Some(index) = last.parse().ok().filter(|index| *index < nodes.len()) {
                nodes.remove(index);
            }
            for (index, node) in nodes.iter_mut().enumerate() {
                *node = moved(node, &format!("{parent}/{index}"));
            }
        }
        _ => {}
    }
    *value = node.to_json();
    true
}

fn at<'n>(root: &'n mut Node, pointer: &str) -> Option<&'n mut Node> {
    pointer.split('/').skip(1).try_fold(root, |node, part| match &mut node.value {
        Value::Map(entries) => {
            let key = part.replace("~1", "/").replace("~0", "~");
            entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.node)
        }
        Value::List(nodes) => nodes.get_mut(part.parse::<usize>().ok()?),
        _ => None,
    })
}
