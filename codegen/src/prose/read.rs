//! From Markdown, as rustdoc reads it, to what it says.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::builder::Builder;
use super::html;
use super::tree::{self, Kind, Node};

/// What the text says.
pub(super) fn read(text: &str) -> Vec<Node> {
    let mut builder = Builder::default();
    // A tag of the vendor's that is no HTML.
    outermost(&text.replace("<props=", "<props value="), &mut builder);
    builder.finish()
}

/// Whether the lines show the words of the tree and do nothing else.
pub(super) fn is_inert(lines: &[String], tree: &[Node]) -> bool {
    let text = lines.join("\n");
    let mut words = String::new();
    for event in Parser::new_ext(&text, options()) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if &*language == "text" => {}
            Event::Start(Tag::Link { dest_url, .. }) if tree::is_web(&dest_url) => {}
            Event::Start(
                Tag::CodeBlock(_)
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::HtmlBlock
                | Tag::FootnoteDefinition(_),
            )
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => return false,
            _ => {}
        }
    }
    words.retain(|c| !c.is_whitespace());
    words == tree::words(tree)
}

/// The options of rustdoc, but for quotes, which it curls.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

fn outermost(text: &str, builder: &mut Builder) {
    let html = |text: &str, builder: &mut Builder| html::read(text, builder, between_tags);
    // How many parts were open where each part of the Markdown began.
    let mut starts = Vec::new();
    let mut raw: Option<Raw> = None;
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::HtmlBlock) => raw = Some(Raw { text: String::new(), is_html: true }),
            Event::Start(Tag::CodeBlock(kind)) => {
                // The indentation of HTML makes no code.
                let is_html = kind == CodeBlockKind::Indented && builder.is_inside_html();
                raw = Some(Raw { text: String::new(), is_html });
            }
            Event::Start(tag) => {
                starts.push(builder.depth());
                start(tag, builder);
            }
            Event::End(_) => match raw.take() {
                Some(Raw { text, is_html: true }) => html(&text, builder),
                Some(Raw { text, is_html: false }) => builder.block(Node::CodeBlock(text)),
                None => builder.close_to(starts.pop().unwrap_or(0)),
            },
            Event::Text(text) | Event::Html(text) if raw.is_some() => {
                raw.iter_mut().for_each(|raw| raw.text.push_str(&text));
            }
            Event::InlineHtml(tag) => html(&tag, builder),
            event => span(event, builder),
        }
    }
}

/// A block that is read as a whole.
struct Raw {
    text: String,
    is_html: bool,
}

/// Text from between tags, which may be Markdown to its author. Its paragraphs and what looks like HTML are text.
fn between_tags(text: &str, builder: &mut Builder) {
    let mut starts = Vec::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(tag) => {
                let is_paragraph = matches!(tag, Tag::Paragraph | Tag::HtmlBlock | Tag::CodeBlock(_));
                if is_paragraph && !starts.is_empty() {
                    builder.push(Node::Text(" ".to_owned()));
                }
                starts.push(builder.depth());
                if !is_paragraph {
                    start(tag, builder);
                }
            }
            Event::End(_) => builder.close_to(starts.pop().unwrap_or(0)),
            event => span(event, builder),
        }
    }
}

fn start(tag: Tag<'_>, builder: &mut Builder) {
    let kind = match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, .. } => Kind::Heading(level as usize),
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::List(start) => Kind::List(start),
        Tag::Item => Kind::Item,
        Tag::Table(_) => Kind::Table,
        Tag::TableHead | Tag::TableRow => Kind::Row,
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Struck,
        Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => return builder.link(&dest_url, None),
        Tag::FootnoteDefinition(label) => return builder.label(format!("[^{label}]: ")),
        _ => return,
    };
    builder.start_part(kind, None);
}

fn span(event: Event<'_>, builder: &mut Builder) {
    match event {
        Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
            builder.push(Node::Text(text.into_string()));
        }
        Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
            builder.push(Node::Code(text.into_string()));
        }
        Event::FootnoteReference(label) => builder.push(Node::Text(format!("[^{label}]"))),
        Event::SoftBreak => builder.push(Node::Text(" ".to_owned())),
        Event::HardBreak => builder.push(Node::Break),
        Event::Rule => builder.block(Node::Rule),
        Event::TaskListMarker(done) => builder.push(Node::Task(done)),
        Event::Start(_) | Event::End(_) => {}
    }
}
