//! The HTML in descriptions: what is known becomes what it means, the rest is shown as it is written.

use super::builder::Builder;
use super::tree::{Kind, Node};

/// Tags that say nothing beyond what is between them.
const SILENT: &[&str] = &[
    "big", "center", "cite", "colgroup", "dfn", "font", "label", "mark", "note", "notice", "ph", "props",
    "small", "span", "sub", "sup", "tbody", "tfoot", "thead", "u", "warning",
];

/// Tags that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "footer",
    "header",
    "main",
    "p",
    "section",
    "summary",
];

/// A piece of HTML.
enum Piece<'t> {
    Text(&'t str),
    Tag { name: String, closes: bool, written: &'t str },
    Comment,
}

/// Reads HTML into the parts that are open; `markdown` reads what stands between tags.
pub(super) fn read(text: &str, builder: &mut Builder, markdown: fn(&str, &mut Builder)) {
    let mut rest = text;
    while let Some((piece, mut after)) = next(rest) {
        match piece {
            Piece::Text(text) => words(text, builder, markdown),
            Piece::Tag { name, closes: false, .. } if name == "pre" => {
                let (code, rest) = after.split_once("</pre>").unwrap_or((after, ""));
                let code = code.strip_prefix("<code>").unwrap_or(code);
                builder.block(Node::CodeBlock(code.strip_suffix("</code>").unwrap_or(code).to_owned()));
                after = rest;
            }
            Piece::Tag { name, closes, written } => tag(&name, closes, written, builder),
            Piece::Comment => {}
        }
        rest = after;
    }
}

/// Text between tags, which may be Markdown to its author.
fn words(text: &str, builder: &mut Builder, markdown: fn(&str, &mut Builder)) {
    let lines: Vec<&str> = text.split('\n').map(str::trim_start).collect();
    let (first, last) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    let space = |builder: &mut Builder| builder.push(Node::Text(" ".to_owned()));
    if first {
        space(builder);
    }
    markdown(&lines.join("\n"), builder);
    if last {
        space(builder);
    }
}

/// The first piece of a text, and what follows.
fn next(text: &str) -> Option<(Piece<'_>, &str)> {
    if text.is_empty() {
        return None;
    }
    if let Some(inside) = text.strip_prefix("<!--")
        && let Some(end) = inside.find("-->")
    {
        return Some((Piece::Comment, inside.get(end + 3..)?));
    }
    if let Some((name, closes, end)) = tag_at(text) {
        let (written, after) = text.split_at(end);
        return Some((Piece::Tag { name, closes, written }, after));
    }
    let is_piece =
        |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with("<!--") || tag_at(rest).is_some());
    let end =
        text.match_indices('<').map(|(at, _)| at).find(|at| *at > 0 && is_piece(*at)).unwrap_or(text.len());
    let (words, after) = text.split_at(end);
    Some((Piece::Text(words), after))
}

/// The name of the tag that a text begins with, whether it closes, and where it ends.
fn tag_at(text: &str) -> Option<(String, bool, usize)> {
    let inside = text.strip_prefix('<')?;
    let (closes, named) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let length = named.find(|c| !is_name(c)).unwrap_or(named.len());
    let name = named.get(..length).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let end =
        inside.find(['>', '<']).filter(|end| inside.get(*end..).is_some_and(|rest| rest.starts_with('>')))?;
    Some((name.to_ascii_lowercase(), closes, end + 2))
}

fn tag(name: &str, closes: bool, written: &str, builder: &mut Builder) {
    match name {
        "br" => builder.push(Node::Break),
        "hr" => builder.block(Node::Rule),
        "b" | "strong" => style("strong", Kind::Strong, closes, builder),
        "i" | "em" => style("em", Kind::Emphasis, closes, builder),
        "s" | "del" | "strike" => style("del", Kind::Struck, closes, builder),
        "a" if closes => builder.end_tag("a"),
        "a" => builder.link(attribute(written, "href").unwrap_or_default(), Some("a")),
        "code" | "tt" | "kbd" | "samp" | "var" => {}
        "img" => builder.push(Node::Text(attribute(written, "alt").unwrap_or_default().to_owned())),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = name.get(1..).and_then(|level| level.parse().ok()).unwrap_or(1);
            paragraph("h", Kind::Heading(level), closes, builder);
        }
        "ul" | "ol" | "li" | "table" | "tr" | "td" | "th" => structure(name, closes, builder),
        _ if BLOCKS.contains(&name) => paragraph("p", Kind::Paragraph, closes, builder),
        _ if SILENT.contains(&name) => {}
        _ => builder.push(Node::Text(written.to_owned())),
    }
}

fn style(tag: &'static str, kind: Kind, closes: bool, builder: &mut Builder) {
    if closes {
        builder.end_tag(tag);
    } else if !builder.is_inside(&kind) {
        builder.start_part(kind, Some(tag));
    }
}

/// A paragraph ends where the next begins. In a cell there is one line only.
fn paragraph(tag: &'static str, kind: Kind, closes: bool, builder: &mut Builder) {
    if builder.is_inside(&Kind::Cell) {
        return builder.push(Node::Break);
    }
    builder.end_line();
    if !closes {
        builder.start_part(kind, Some(tag));
    }
}

/// Lists and tables. What stands where it cannot is left out, and its words stay.
fn structure(name: &str, closes: bool, builder: &mut Builder) {
    let in_cell = builder.is_inside(&Kind::Cell);
    if in_cell && matches!(name, "ul" | "ol" | "li" | "table") && !(closes && name == "table") {
        return builder.push(Node::Break);
    }
    let (tag, kind) = match name {
        "ul" => ("list", Kind::List(None)),
        "ol" => ("list", Kind::List(Some(1))),
        "li" => ("item", Kind::Item),
        "table" => ("table", Kind::Table),
        "tr" => ("row", Kind::Row),
        _ => ("cell", Kind::Cell),
    };
    if !in_cell {
        builder.end_line();
    }
    // An item, a row or a cell ends where the next begins.
    if closes || matches!(tag, "item" | "row" | "cell") && builder.innermost() == Some(&kind) {
        builder.end_tag(tag);
    }
    if tag == "row" && builder.innermost() == Some(&Kind::Cell) {
        builder.end_tag("row");
    }
    if closes {
        return;
    }
    let around = match tag {
        "item" => matches!(builder.innermost(), Some(Kind::List(_))),
        "row" => builder.innermost() == Some(&Kind::Table),
        "cell" => builder.innermost() == Some(&Kind::Row),
        _ => true,
    };
    if around {
        builder.start_part(kind, Some(tag));
    }
}

/// The value of an attribute.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => rest.get(1..)?.split(quote).next(),
        None => rest.split([' ', '>']).next(),
    }
}
