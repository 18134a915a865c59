//! The rooms of a crate, which are its top-level modules: they form no circle, and ARCHITECTURE.md shows who imports whom.

mod modules;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use crate::support::{expect_none, files_below, read, workspace};
use modules::Modules;

/// The crates whose rooms form no circle and are drawn in ARCHITECTURE.md.
const CRATES: &[&str] = &["runtime", "codegen", "cli"];

/// Who imports whom, with the places that say so.
type Graph = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// The modules of a crate of the workspace.
fn crate_modules(name: &str) -> Modules {
    let folder = workspace().join(name).join("src");
    let rust = files_below(&folder).into_iter().filter(|path| path.ends_with(".rs"));
    let files: Vec<_> = rust.map(|path| (format!("{name}/src/{path}"), read(&folder.join(&path)))).collect();
    Modules::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// The graph of the rooms of a crate; its root is none.
fn rooms(modules: &Modules) -> Graph {
    let root = modules.0.get(&[][..]).map_or("", |root| &root.file);
    let room = |path: &[String]| {
        let name = path.first()?;
        (modules.0.get(&path[..1])?.file != root).then(|| name.clone())
    };
    let mut graph = graph(modules, |from, to| room(from).zip(room(to)));
    for room in modules.0.keys().filter_map(|path| room(path)) {
        graph.entry(room).or_default();
    }
    graph
}

/// The graph of the files of a crate. A module and what is inside of it belong together and don't count, nor does the
/// root, which gathers names.
fn files(modules: &Modules) -> Graph {
    let root = modules.0.get(&[][..]).map_or("", |root| &root.file);
    let file = |path: &[String]| modules.0[path].file.clone();
    graph(modules, |from, to| {
        let apart = !from.starts_with(to) && !to.starts_with(from);
        (apart && file(to) != root).then(|| (file(from), file(to)))
    })
}

/// The graph of what `ends` makes of the two modules of a mention.
fn graph(modules: &Modules, ends: impl Fn(&[String], &[String]) -> Option<(String, String)>) -> Graph {
    let mut graph = Graph::new();
    for (path, module) in &modules.0 {
        for mention in &module.mentions {
            let ends = ends(path, &modules.home(&mention.path));
            if let Some((from, to)) = ends.filter(|(from, to)| from != to) {
                let place = format!("{}:{} `{}`", module.file, mention.line, mention.path.join("::"));
                graph.entry(from).or_default().entry(to).or_default().push(place);
            }
        }
    }
    graph
}

/// The shortest circle, with its first name at both ends.
fn circle(graph: &Graph) -> Option<Vec<&str>> {
    graph.keys().filter_map(|start| way_back(graph, start)).min_by_key(Vec::len)
}

fn way_back<'g>(graph: &'g Graph, start: &'g str) -> Option<Vec<&'g str>> {
    let (mut seen, mut ways) = (BTreeSet::new(), VecDeque::from([vec![start]]));
    while let Some(way) = ways.pop_front() {
        let next = way.last().and_then(|last| graph.get(*last)).into_iter().flat_map(BTreeMap::keys);
        for name in next {
            let longer = [way.as_slice(), &[name.as_str()]].concat();
            if name == start {
                return Some(longer);
            }
            if seen.insert(name) {
                ways.push_back(longer);
            }
        }
    }
    None
}

/// A circle, and the places that close it.
fn show(graph: &Graph, circle: &[&str]) -> String {
    let mut shown = circle.join(" → ");
    for ends in circle.windows(2) {
        write!(shown, "\n  {} → {}", ends[0], ends[1]).unwrap();
        for place in &graph[ends[0]][ends[1]] {
            write!(shown, "\n    {place}").unwrap();
        }
    }
    shown
}

/// One line for each room and those it imports, which are below it.
fn picture(graph: &Graph) -> String {
    let mut lines = Vec::new();
    let mut left: BTreeSet<&String> = graph.keys().collect();
    while !left.is_empty() {
        let is_next = |room: &&&String| !graph[**room].keys().any(|other| left.contains(other));
        let layer: Vec<_> = left.iter().filter(is_next).copied().collect();
        // A circle has no order, and has a test of its own.
        let layer = if layer.is_empty() { left.iter().copied().collect() } else { layer };
        for room in layer.into_iter().rev() {
            left.remove(room);
            let imports: Vec<_> = graph[room].keys().map(String::as_str).collect();
            let arrow = if imports.is_empty() { "" } else { " → " };
            lines.push(format!("{room}{arrow}{}\n", imports.join(", ")));
        }
    }
    lines.into_iter().rev().collect()
}

#[test]
fn rooms_form_no_circle() {
    let mut found = Vec::new();
    for name in CRATES {
        let graph = rooms(&crate_modules(name));
        found.extend(circle(&graph).map(|circle| format!("{name}: {}", show(&graph, &circle))));
    }
    expect_none(&found, "move what both need into the lower room, or into one of its own");
}

#[test]
fn files_form_no_circle() {
    let mut found = Vec::new();
    for name in CRATES {
        let graph = files(&crate_modules(name));
        found.extend(circle(&graph).map(|circle| show(&graph, &circle)));
    }
    expect_none(&found, "move what they share into a file of its own");
}

#[test]
fn rooms_are_drawn_as_they_are() {
    let text = read(&workspace().join("ARCHITECTURE.md"));
    for name in CRATES {
        let block = format!(
            "<!-- rooms:{name} -->\n```text\n{}```\n<!-- /rooms -->",
            picture(&rooms(&crate_modules(name)))
        );
        assert!(
            text.contains(&block),
            "ARCHITECTURE.md draws other rooms of {name}; put this in their place:\n\n{block}\n"
        );
    }
}

#[test]
fn circles_are_found() {
    let modules = Modules::read([
        ("some/src/lib.rs", "mod high; mod low; pub use high::Top;"),
        ("some/src/high.rs", "use crate::low::Base;\npub struct Top;"),
        ("some/src/low/mod.rs", "mod part; pub struct Base;"),
        ("some/src/low/part.rs", "fn part() -> crate::Top { todo!() }"),
    ]);
    let graph = rooms(&modules);
    let shown = "high → low → high
  high → low
    some/src/high.rs:1 `low::Base`
  low → high
    some/src/low/part.rs:1 `Top`";
    assert_eq!(show(&graph, &circle(&graph).unwrap()), shown);
    assert_eq!(circle(&files(&modules)), None);
}

#[test]
fn tests_and_quoted_code_import_nothing() {
    let modules = Modules::read([
        ("some/src/main.rs", "mod low; mod middle; mod top;"),
        ("some/src/low.rs", "#[cfg(test)]\nmod tests { use crate::top; }\nfn low() { quote!(super::top) }"),
        ("some/src/middle.rs", "macro_rules! middle { () => { $crate::low::low() } }"),
        ("some/src/top.rs", "use super::{low::*, middle::middle};"),
    ]);
    assert_eq!(picture(&rooms(&modules)), "top → low, middle\nmiddle → low\nlow\n");
}
