//! From what a text says to lines of Markdown.

use super::tree::{Kind, Node, inline, is_web};

/// How long lines get.
const WIDTH: usize = 100;
/// A blank that ends no line.
const JOINED: char = '\u{0}';
/// The end of a line in a paragraph.
const BREAK: char = '\n';

/// The parts as lines; words of our own stand before the first.
pub(super) fn lines(ours: &str, nodes: &[Node]) -> Vec<String> {
    let begins = nodes
        .first()
        .is_some_and(|node| node.is_inline() || matches!(node, Node::Parent(Kind::Paragraph, _)));
    match (ours.is_empty(), begins) {
        (true, _) => blocks("", nodes, WIDTH),
        (false, true) => blocks(&format!("{ours}: "), nodes, WIDTH),
        (false, false) if nodes.is_empty() => vec![format!("{ours}.")],
        (false, false) => {
            let mut all = vec![format!("{ours}:"), String::new()];
            all.extend(blocks("", nodes, WIDTH));
            all
        }
    }
}

/// The parts, which stand in a line, as one line.
pub(super) fn line(nodes: &[Node]) -> String {
    let mut out = String::new();
    spans(nodes, Around::Line, &mut out);
    guarded(&joined(&out))
}

/// Words in one line.
fn joined(text: &str) -> String {
    let words: Vec<&str> = text.split([' ', BREAK]).filter(|word| !word.is_empty()).collect();
    words.join(" ").replace(JOINED, " ")
}

/// A code span; nothing, if there is nothing in it.
pub(super) fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{}{space}{fence}", text.trim())
}

/// Blocks, with an empty line between two of them.
fn blocks(ours: &str, nodes: &[Node], width: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut rest = nodes;
    let mut marker = '-';
    let mut behind_words = false;
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|node| node.is_inline()).count();
        let (these, after) = rest.split_at(run.max(1));
        let lines = if run > 0 {
            paragraph(if all.is_empty() { ours } else { "" }, these, width)
        } else {
            block(if all.is_empty() { ours } else { "" }, first, marker, width)
        };
        rest = after;
        if lines.is_empty() {
            continue;
        }
        if let Node::Parent(Kind::List(_), _) = first {
            // Two lists in a row are told apart by their markers.
            marker = if marker == '-' { '*' } else { '-' };
        }
        if !(all.is_empty() || behind_words && continues(first)) {
            all.push(String::new());
        }
        all.extend(lines);
        behind_words = run > 0;
    }
    all
}

/// Whether a block may follow a paragraph without an empty line: a close list.
fn continues(node: &Node) -> bool {
    matches!(node, Node::Parent(Kind::List(None | Some(1)), items) if is_close(items)
        && items.first().is_some_and(|item| matches!(item, Node::Parent(_, inside) if inside.first().is_some_and(Node::is_inline))))
}

/// Whether no item of a list is made of paragraphs.
fn is_close(items: &[Node]) -> bool {
    let has_paragraph = |item: &Node| match item {
        Node::Parent(_, inside) => inside.iter().any(|node| !node.is_inline() && !continues(node)),
        _ => false,
    };
    !items.iter().any(has_paragraph)
}

fn block(ours: &str, node: &Node, marker: char, width: usize) -> Vec<String> {
    let Node::Parent(kind, inside) = node else {
        return match node {
            Node::CodeBlock(text) => code_block(text),
            Node::Rule => vec!["___".to_owned()],
            _ => Vec::new(),
        };
    };
    match kind {
        Kind::Paragraph if inside.iter().all(Node::is_inline) => paragraph(ours, inside, width),
        Kind::Heading(level) => {
            let text = line(&inline(inside));
            // The sections of a page are our own; those of a text are below them.
            if text.is_empty() {
                Vec::new()
            } else {
                vec![format!("{} {text}", "#".repeat((level + 1).min(6)))]
            }
        }
        Kind::Quote => indented("> ", "> ", blocks("", inside, width)),
        Kind::List(start) => list(*start, inside, marker, width),
        Kind::Table => table(inside),
        _ => blocks(ours, inside, width),
    }
}

fn indented(first: &str, others: &str, lines: Vec<String>) -> Vec<String> {
    let line = |(at, line): (usize, String)| {
        format!("{}{line}", if at == 0 { first } else { others }).trim_end().to_owned()
    };
    lines.into_iter().enumerate().map(line).collect()
}

fn list(start: Option<u64>, items: &[Node], marker: char, width: usize) -> Vec<String> {
    let is_close = is_close(items);
    let mut all: Vec<String> = Vec::new();
    let mut number = start.map(|start| start.min(999_999_999 - items.len() as u64));
    for item in items {
        let lines = match item {
            Node::Parent(Kind::Item, inside) => blocks("", inside, width),
            other => blocks("", std::slice::from_ref(other), width),
        };
        if lines.is_empty() {
            continue;
        }
        let lead = match &mut number {
            Some(number) => {
                *number += 1;
                format!("{}{} ", *number - 1, if marker == '-' { '.' } else { ')' })
            }
            None => format!("{marker} "),
        };
        if !all.is_empty() && !is_close {
            all.push(String::new());
        }
        all.extend(indented(&lead, &" ".repeat(lead.len()), lines));
    }
    all
}

/// A table; the first row is its head.
fn table(rows: &[Node]) -> Vec<String> {
    let cells = |row: &Node| -> Vec<String> {
        let cell = |cell: &Node| {
            let mut out = String::new();
            spans(&inline(std::slice::from_ref(cell)), Around::Cell, &mut out);
            joined(&out)
        };
        match row {
            Node::Parent(Kind::Row, inside) => inside.iter().map(cell).collect(),
            other => vec![cell(other)],
        }
    };
    let rows: Vec<Vec<String>> =
        rows.iter().map(cells).filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let line = |row: &Vec<String>| {
        let filled = row.iter().map(String::as_str).chain(std::iter::repeat("")).take(columns);
        format!("| {} |", filled.collect::<Vec<_>>().join(" | "))
    };
    let mut all: Vec<String> = rows.iter().map(line).collect();
    if !all.is_empty() {
        all.insert(1, format!("|{}", "---|".repeat(columns)));
    }
    all
}

fn code_block(text: &str) -> Vec<String> {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat((longest + 1).max(3));
    let inside = text.trim_end().lines().map(|line| line.replace('\t', "    ").trim_end().to_owned());
    let mut all = vec![format!("{fence}text")];
    all.extend(inside.skip_while(String::is_empty));
    if all.len() == 1 {
        return Vec::new();
    }
    all.push(fence);
    all
}

fn paragraph(ours: &str, nodes: &[Node], width: usize) -> Vec<String> {
    let mut out = String::new();
    spans(nodes, Around::Line, &mut out);
    // A box needs something behind it.
    if matches!(out.trim(), "[x]" | "[ ]") {
        return Vec::new();
    }
    let parts: Vec<&str> = out.split(BREAK).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut all = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let lead = if at == 0 { ours } else { "" };
        let end = if at + 1 < parts.len() { "\\" } else { "" };
        let guarded = if lead.is_empty() { guarded(part) } else { (*part).to_owned() };
        all.extend(wrap(&format!("{lead}{guarded}{end}"), width));
    }
    all
}

/// A line that is no list, heading or table, whatever it begins with.
fn guarded(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let at = if digits > 0 && line.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')'])) {
        digits
    } else if line.starts_with(['-', '+', '=', ':']) {
        0
    } else {
        return line.to_owned();
    };
    let (before, after) = line.split_at(at);
    format!("{before}\\{after}")
}

/// A line, broken where it gets long, and only before words that mean nothing to Markdown at the start of a line.
fn wrap(line: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut length = 0;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let letters = word.chars().count();
        let harmless = word.starts_with(|c: char| c.is_alphabetic() || c == '(');
        if harmless && length > 0 && length + letters >= width {
            lines.push(std::mem::take(&mut current));
            length = 0;
        }
        if length > 0 {
            current.push(' ');
            length += 1;
        }
        current.push_str(word);
        length += letters;
    }
    lines.push(current);
    lines.iter().map(|line| line.replace(JOINED, " ")).collect()
}

/// What a span stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Line,
    /// A table, where what ends a cell is escaped in code too.
    Cell,
    /// A link, which has no others inside.
    Link,
}

/// What stands in a line.
fn spans(nodes: &[Node], around: Around, out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => escape(text, around, out),
            Node::Code(text) => {
                let code = code(&text.split_whitespace().collect::<Vec<_>>().join(" "));
                let code = if around == Around::Cell { code.replace('|', "\\|") } else { code };
                out.push_str(&code.replace(' ', &JOINED.to_string()));
            }
            Node::Break => out.push(BREAK),
            Node::Task(done) => out.push_str(if *done { "[x] " } else { "[ ] " }),
            Node::Parent(Kind::Emphasis, inside) => styled("*", inside, around, out),
            Node::Parent(Kind::Strong, inside) => styled("**", inside, around, out),
            Node::Parent(Kind::Struck, inside) => styled("~~", inside, around, out),
            Node::Parent(Kind::Link(address), inside) => link(address, inside, out),
            Node::Parent(_, inside) => spans(inside, around, out),
            Node::CodeBlock(_) | Node::Rule => {}
        }
    }
}

/// Blanks around what is emphasized stand outside.
fn styled(mark: &str, inside: &[Node], around: Around, out: &mut String) {
    let mut text = String::new();
    spans(inside, around, &mut text);
    let core = text.trim();
    if core.is_empty() {
        return out.push_str(&text);
    }
    let (before, after) = (text.len() - text.trim_start().len(), text.trim_end().len());
    out.push_str(&text[..before]);
    out.push_str(mark);
    out.push_str(core);
    out.push_str(mark);
    out.push_str(&text[after..]);
}

fn link(address: &str, inside: &[Node], out: &mut String) {
    let mut text = String::new();
    spans(inside, Around::Link, &mut text);
    let shown = text.replace(BREAK, " ");
    if out.ends_with('!') {
        out.insert(out.len() - 1, '\\');
    }
    match inside {
        _ if shown.trim().is_empty() => {}
        [Node::Text(label)] if label == address => out.push_str(&format!("<{address}>")),
        _ => out.push_str(&format!("[{}]({address})", shown.trim())),
    }
}

/// Text that shows itself and does nothing else. Bare addresses of web pages become links, as readers expect.
fn escape(text: &str, around: Around, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(address) =
            address(rest).filter(|_| around != Around::Link && !out.ends_with(char::is_alphanumeric))
        {
            out.push_str(&format!("<{address}>"));
            rest = &rest[address.len()..];
            continue;
        }
        match c {
            '\\' | '`' | '[' | ']' | '<' | '>' | '*' | '_' | '~' | '|' | '&' | '#' | '$' => {
                out.extend(['\\', c]);
            }
            // What is no address to us is none to rustdoc.
            ':' if rest.starts_with("://") => out.push_str("\\:"),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// The address of a web page that a text begins with.
fn address(text: &str) -> Option<&str> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || !c.is_ascii()).unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '"', ')', ']', '*']);
    is_web(address).then_some(address)
}
