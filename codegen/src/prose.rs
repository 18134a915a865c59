//! Text for people, as it may be shown: without what acts on a terminal or a reader, and in lines of some length.
//!
//! Text from outside is read with the parser that rustdoc uses and printed anew, so that nothing but what it says is left:
//! it can hold no code that runs, no HTML and no link other than to a web page.

mod builder;
mod html;
mod print;
mod read;
mod tree;

use tree::Node;

/// Whether a character shows itself and does nothing else to a terminal.
#[must_use]
pub fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether a character in a name is one that nobody sees.
pub(crate) fn is_unseen(c: char) -> bool {
    !is_visible(c)
        || c != ' ' && c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{3164}')
}

/// Text of a document as it may be printed: nothing in it may reorder or steer the terminal.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if is_visible(c) { c } else { '\u{fffd}' }).collect()
}

/// Text of several lines as one.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name inside a code span.
pub(crate) fn code(name: &str) -> String {
    seen(name).chars().filter(|c| *c != '`' && *c != '\n').collect()
}

/// Any text as a code span, which shows all of it; nothing, if nothing of it is seen.
pub(crate) fn span(text: &str) -> String {
    print::code(&one_line(&seen(text)))
}

/// Outside text as lines of Markdown that say the same and do nothing.
pub(crate) fn lines(text: &str) -> Vec<String> {
    led("", text)
}

/// Outside text behind words of our own, which are Markdown and are printed as they are.
pub(crate) fn led(ours: &str, text: &str) -> Vec<String> {
    let text = seen(text);
    let tree = inert_tree(read::read(&text), &text, |tree| print::lines("", tree));
    print::lines(ours, &tree)
}

/// The first paragraph of outside text, in lines.
pub(crate) fn first_paragraph(text: &str) -> Vec<String> {
    let text = seen(text);
    let tree = tree::first_paragraph(&read::read(&text));
    print::lines("", &inert_tree(tree, &text, |tree| print::lines("", tree)))
}

/// Outside text in the middle of a line.
pub(crate) fn inert(text: &str) -> String {
    let text = one_line(&seen(text));
    let in_one = |tree: &[Node]| tree::without_bars(&tree::inline(tree));
    let tree = inert_tree(in_one(&read::read(&text)), &text, |tree| vec![print::line(tree)]);
    print::line(&in_one(&tree))
}

/// The tree, if what is printed of it is read as it was meant; else without emphasis, and if need be as code.
fn inert_tree(tree: Vec<Node>, text: &str, print: impl Fn(&[Node]) -> Vec<String>) -> Vec<Node> {
    if read::is_inert(&print(&tree), &tree) {
        return tree;
    }
    let plain = tree::plain(&tree);
    if read::is_inert(&print(&plain), &plain) {
        return plain;
    }
    vec![Node::CodeBlock(text.to_owned())]
}

/// The text without what is not seen; other kinds of blanks are blanks.
fn seen(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\n' => out.push('\n'),
            '\t' => out.push('\t'),
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_visible(c) => out.push(c),
            _ => {}
        }
    }
    out
}
