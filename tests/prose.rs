//! Texts of specifications in documentation: nothing in them runs, loads or leads astray, and all that they say is there.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "support/mutation.rs"]
#[allow(dead_code, reason = "other tests break texts with it")]
mod mutation;
mod support;

use alibabacloud_codegen::{Files, Source, emit_root, emit_service, lower, product_pages};
use mutation::Numbers;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use serde_json::json;
use support::expect_none;

/// Texts of each kind. The test has to stay quick without optimisation.
const TEXTS: usize = 150;

/// Pieces of Markdown, each of which is harmless or not, depending on what stands around it.
const PIECES: &[&str] = &[
    "word",
    "two words",
    "std::fs::write(\"x\", \"y\").unwrap();",
    "-     five();",
    "*\tstar",
    "+ plus",
    "1.      one();",
    "2) two",
    "> quote",
    ">     quoted();",
    "> - > deep",
    "-",
    "- -",
    "    indented();",
    "\ttabbed();",
    "\t\ttwice();",
    "```",
    "```rust",
    "```text",
    "````",
    "~~~",
    "~~~rust,no_run",
    "```ignore",
    "```{.rust}",
    "``` text",
    "===",
    "---",
    "***",
    "# Heading",
    "###### Six ##",
    "Setext\n===",
    "| a | b |\n|---|---|\n| c `|` | d |",
    "| a |\n|:-:|",
    "a \\| b",
    "[^1]: footnote\n\n        noted();",
    "[^1]",
    "[Vec]",
    "[`Vec`]",
    "[Vec](https://example.com/a_b)",
    "![alt](https://example.com/x)",
    "[x]: https://example.com",
    "[x]",
    "[text][x]",
    "[up](../x)",
    "[js](javascript:alert)",
    "[id](~~123~~)",
    "https://example.com/a?b=c_d",
    "http://",
    "<https://example.com>",
    "*em*",
    "__strong__",
    "***both** one*",
    "~~struck~~",
    "`code`",
    "``two ` ticks``",
    "`open",
    "snake_case_name",
    "2 * 3 * 4",
    "a*b*c",
    "&lt;b&gt;",
    "&amp;",
    "&#96;",
    "\\`",
    "\\",
    "line\\\nbreak",
    "line  \nbreak",
    "- [ ] open",
    "- [x] done",
    "\u{200b}",
    "\u{200b}    zero();",
    "\u{2028}",
    "\u{85}",
    "\u{b}",
    "\u{feff}- bom",
    "中文，**重点**：`值`",
    "表示**%**任何",
    "{braces}",
    "$x$",
    "#![allow(x)]",
    "*/",
    "//!",
    "\"",
    "'",
    "1986. A year",
    "::",
    ":---",
    ":::",
];

/// Pieces of HTML.
const TAGS: &[&str] = &[
    "<b>",
    "</b>",
    "<i>it</i>",
    "<br>",
    "<br/>",
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<ol><li>one<li>two</ol>",
    "<table>",
    "<tr>",
    "<th>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<table><tr><td>a</td><td>b|c</td></tr></table>",
    "<pre>",
    "</pre>",
    "<pre><code>run();</code></pre>",
    "<code>",
    "</code>",
    "<script>alert(1)</script>",
    "<style>",
    "<!--",
    "-->",
    "<!-- gone -->",
    "<a href=\"https://example.com\">link</a>",
    "<a href='javascript:x'>no</a>",
    "<img src=x alt=picture>",
    "<props=\"china\">",
    "</props>",
    "><notice>",
    "></notice>",
    "<notice>",
    "<instance-id>",
    "<div>",
    "</div>",
    "<?php",
    "<![CDATA[",
    "<x:y>",
    "<",
];

const GAPS: &[&str] =
    &["", " ", "\n", "\n\n", "\n  ", "\n    ", "\n\t", "\n> ", "\n- ", "\n  - ", "\n\n      ", "\n1. "];

fn text(pieces: &[&str], numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..=numbers.below(12) {
        text.push_str(numbers.pick(GAPS));
        text.push_str(numbers.pick(pieces));
    }
    // A text of blanks alone is refused in some places.
    if text.trim().is_empty() { "blank".to_owned() } else { text }
}

/// A document that says `text` wherever a document can say something.
fn document(text: &str) -> Source {
    // Values with other characters are refused.
    let seen = |c: &char| *c == ' ' || alibabacloud_codegen::is_visible(*c) && !c.is_whitespace();
    let value: String = text.chars().filter(seen).chain(['.']).collect();
    let note =
        json!([{"about": text, "claims": {"page": text}, "choice": text, "because": text, "advice": text}]);
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": format!("Title {text}"), "description": text, "version": "2024-01-01"},
        "x-service": {"product": "Demo", "module": "demo", "style": "rpc", "signature": "ACS3-HMAC-SHA256"},
        "servers": [{"url": "https://demo.{region}.aliyuncs.com", "description": "public"}],
        "x-sources": {"page": {"title": format!("Page {text}"), "language": "en", "kind": "page"}},
        "x-contradictions": note,
        "paths": {"/DescribeTexts": {"post": {
            "operationId": "DescribeTexts", "summary": text, "description": text, "x-sources": ["page"],
            "x-exactly-one": [{"name": "Either", "of": ["A", "B"], "description": text}],
            "x-contradictions": note,
            "x-ram": {"action": "demo:DescribeTexts", "access": "read", "resource": "*"},
            "parameters": [
                {"name": "Text", "in": "query", "required": true, "description": text,
                 "schema": {"type": "string", "default": text, "x-unit": format!("unit {text}")}},
                {"name": "A", "in": "query", "description": text, "schema": {"type": "string"}},
                {"name": "B", "in": "query", "schema": {"type": "string", "description": text}},
            ],
            "responses": {
                "200": {"description": text, "headers": {"x-note": {"description": text, "schema": {"type": "string"}}},
                    "content": {"application/json": {"schema": {"type": "object", "description": text, "properties": {
                        "Field": {"type": "string", "description": text},
                        "Kind": {"type": "string", "description": text, "enum": ["a", value],
                            "x-values": {"a": {"description": text}, value: {"x-rust-name": "NamedHere"}}},
                    }}}}},
                "400": {"description": "Refused.", "x-error-codes": {"Invalid": {"description": text}}},
            },
        }}},
        "components": {"schemas": {"Shared": {"type": "object", "description": text, "properties": {}}}},
    });
    Source::new("specs/texts.yaml", document.to_string())
}

/// The pages of documentation that a document becomes.
fn pages(source: &Source) -> Vec<String> {
    let service = lower(source).unwrap_or_else(|wrong| panic!("{wrong}"));
    let mut files = emit_service(&service, "some_crate");
    let services = [service];
    files.extend(emit_root(&services, &Files::default(), "some_crate"));
    let mut pages = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        assert!(!text.contains("#[doc = \""), "{path} has documentation that this test does not see");
        let mut page = String::new();
        for line in text.lines().map(str::trim_start).chain([""]) {
            match line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
                Some(line) => page.push_str(&format!("{}\n", line.strip_prefix(' ').unwrap_or(line))),
                None if page.is_empty() => {}
                None => pages.push(std::mem::take(&mut page)),
            }
        }
    }
    pages.extend(product_pages(&services).iter().map(|(_, text)| text.to_owned()));
    pages
}

/// The options of rustdoc.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// The blocks of a page that rustdoc compiles, and what else is more than text.
fn active(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let page = page.strip_prefix("<!-- Generated").map_or(page, |rest| rest.split_once("-->").unwrap().1);
    let broken =
        |link: pulldown_cmark::BrokenLink<'_>| Some((link.reference.into_string().into(), "".into()));
    for event in Parser::new_with_broken_link_callback(page, options(), Some(broken)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "text" => {}
            Event::Start(Tag::CodeBlock(kind)) => found.push(format!("code {kind:?}")),
            Event::Start(Tag::Link { dest_url, .. }) => {
                // Links of our own lead to what is in the crate.
                let own = [
                    "Self::",
                    "DescribeTexts",
                    "super::",
                    "describe_texts",
                    "demo",
                    "types::",
                    "`",
                    "Config",
                    "Response",
                ];
                let own = own.iter().any(|start| dest_url.starts_with(start));
                let web = dest_url.starts_with("https://") || dest_url.starts_with("http://");
                if !own && !web && !dest_url.is_empty() {
                    found.push(format!("link {dest_url}"));
                }
            }
            Event::Start(Tag::Image { .. } | Tag::HtmlBlock | Tag::FootnoteDefinition(_))
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => found.push(format!("{event:?}")),
            _ => {}
        }
    }
    found
}

/// What is read of Markdown, without white space.
fn words(text: &str) -> String {
    let mut words = String::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::FootnoteReference(label) => words.push_str(&format!("[^{label}]")),
            Event::Start(Tag::FootnoteDefinition(label)) => words.push_str(&format!("[^{label}]:")),
            _ => {}
        }
    }
    words.chars().filter(|c| !c.is_whitespace() && alibabacloud_codegen::is_visible(*c)).collect()
}

#[test]
fn no_text_is_more_than_text() {
    let ours: Vec<String> = pages(&document("Harmless.")).iter().flat_map(|page| active(page)).collect();
    assert_eq!(ours.len(), 1, "the example alone: {ours:?}");
    let mut wrong = Vec::new();
    let mut numbers = Numbers::new(20_261_125);
    let all: Vec<&str> = PIECES.iter().chain(TAGS).copied().collect();
    let mut texts: Vec<String> = (0..TEXTS).map(|_| text(&all, &mut numbers)).collect();
    texts.push("-     std::fs::write(\"x\", \"y\").unwrap();".to_owned());
    for text in texts {
        let found: Vec<String> = pages(&document(&text)).iter().flat_map(|page| active(page)).collect();
        if found != ours {
            wrong.push(format!("{text:?} gives {found:?}"));
        }
    }
    expect_none(&wrong, "fix codegen/src/prose");
}

#[test]
fn no_word_is_lost() {
    let mut wrong = Vec::new();
    let mut numbers = Numbers::new(20_261_126);
    for _ in 0..TEXTS {
        let text = text(PIECES, &mut numbers);
        // What is not seen is no Markdown either.
        let seen: String = text.replace(['\u{2028}', '\u{85}', '\u{b}'], " ");
        let seen: String = seen
            .chars()
            .filter(|c| matches!(c, '\n' | '\t') || alibabacloud_codegen::is_visible(*c))
            .collect();
        let expected = words(&seen);
        let pages = pages(&document(&text));
        if !pages.iter().any(|page| words(page).starts_with(&expected)) {
            let near = pages.iter().find(|page| page.contains("The body")).unwrap_or(&pages[0]);
            wrong.push(format!("{text:?}: {expected:?} is not said\n{near}"));
        }
    }
    expect_none(&wrong, "fix codegen/src/prose");
}
