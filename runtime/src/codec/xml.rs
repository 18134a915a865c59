//! XML, as far as an error of a service has it: elements, attributes, texts, CDATA. Nothing is expanded but the five entities
//! of XML and numbers, so that no document is larger than it looks.

use super::outline::{Kind, NESTED, Outline};

/// How many elements may be open at a time.
const OPEN: usize = 64;

/// An element whose end is still to come.
struct Element<'t> {
    name: &'t str,
    attributes: Vec<(&'t str, String)>,
    /// Where its content begins.
    content: usize,
    text: String,
    /// Its place in the outline, once it has elements in it.
    object: Option<usize>,
    has_elements: bool,
}

/// Reads a document as far as it goes. An element with only text is a member of the one around it.
pub(super) fn read(text: &str, outline: &mut Outline) {
    let mut reader = Reader { text, at: 0, open: Vec::new(), outline };
    while reader.step().is_some() {}
}

struct Reader<'t, 'o> {
    text: &'t str,
    at: usize,
    open: Vec<Element<'t>>,
    outline: &'o mut Outline,
}

impl<'t> Reader<'t, '_> {
    /// Reads up to and with the next markup; `None` at the end.
    fn step(&mut self) -> Option<()> {
        let before = self.until("<")?;
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(&unescape(before));
        }
        match self.text.get(self.at..)? {
            rest if rest.starts_with("![CDATA[") => {
                self.at += "![CDATA[".len();
                let raw = self.until("]]>")?;
                if let Some(element) = self.open.last_mut() {
                    element.text.push_str(raw);
                }
            }
            rest if rest.starts_with("!--") => {
                self.at += "!--".len();
                self.until("-->")?;
            }
            rest if rest.starts_with('?') => {
                self.until("?>")?;
            }
            rest if rest.starts_with('!') => {
                let declaration = self.until(">")?;
                if declaration.contains('[') && !declaration.contains(']') {
                    self.until("]>")?;
                }
            }
            rest if rest.starts_with('/') => {
                let end = self.at - 1;
                let name = local(self.until(">")?.trim_start_matches('/'));
                self.end(name, end);
            }
            _ => self.begin()?,
        }
        Some(())
    }

    /// What stands before `mark`; the position is behind it then.
    fn until(&mut self, mark: &str) -> Option<&'t str> {
        let rest = self.text.get(self.at..)?;
        let found = rest.get(..rest.find(mark)?)?;
        self.at += found.len() + mark.len();
        Some(found)
    }

    fn begin(&mut self) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        let mut quote = None;
        let length = rest.find(|c| {
            match quote {
                Some(open) if c == open => quote = None,
                None if matches!(c, '"' | '\'') => quote = Some(c),
                None => return c == '>',
                Some(_) => {}
            }
            false
        })?;
        self.at += length + 1;
        let tag = rest.get(..length)?;
        let (tag, is_closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        if self.open.len() == OPEN {
            return None;
        }
        self.parent();
        self.open.push(Element {
            name: local(name),
            attributes: self::attributes(attributes),
            content: self.at,
            text: String::new(),
            object: None,
            has_elements: false,
        });
        if is_closed {
            self.end(local(name), self.at);
        }
        Some(())
    }

    /// The place of the innermost open element, which has an element in it.
    fn parent(&mut self) -> Option<usize> {
        let depth = self.open.len().checked_sub(1)?;
        let element = self.open.last_mut()?;
        if !element.has_elements {
            element.has_elements = true;
            element.object = self.outline.open(element.name, depth);
            for (name, value) in element.attributes.drain(..) {
                self.outline.add(element.object, name, Kind::Text, &value);
            }
        }
        element.object
    }

    /// Ends the innermost element of a name, and what was left open in it.
    fn end(&mut self, name: &str, end: usize) {
        let Some(place) = self.open.iter().rposition(|element| element.name == name) else { return };
        self.open.truncate(place + 1);
        let Some(element) = self.open.pop() else { return };
        let text = element.text.trim();
        if element.has_elements {
            let parent = self.parent();
            let content = self.text.get(element.content..end).unwrap_or_default().trim();
            let content: String = content.chars().take(NESTED).collect();
            return self.outline.add(parent, element.name, Kind::Nested, &content);
        }
        if text.is_empty() && !element.attributes.is_empty() {
            let object = self.outline.open(element.name, self.open.len());
            for (name, value) in &element.attributes {
                self.outline.add(object, name, Kind::Text, value);
            }
            return;
        }
        let parent = if self.open.is_empty() { self.outline.open("", 0) } else { self.parent() };
        self.outline.add(parent, element.name, Kind::Text, text);
    }
}

/// A name without its namespace.
fn local(name: &str) -> &str {
    let name = name.trim();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn attributes(mut text: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    while let Some((name, rest)) = text.split_once('=') {
        let rest = rest.trim_start();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, rest)) = rest.get(1..).and_then(|rest| rest.split_once(quote)) else { break };
        found.push((local(name), unescape(value)));
        text = rest;
    }
    found
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        plain.push_str(before);
        // No entity that is known is longer.
        let end = entity.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((character(entity.get(1..end)?)?, entity.get(end + 1..)?))) {
            Some((character, after)) => {
                plain.push(character);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = entity.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn character(entity: &str) -> Option<char> {
    let number = entity.strip_prefix('#');
    match (entity, number.and_then(|number| number.strip_prefix(['x', 'X'])), number) {
        (_, Some(hexadecimal), _) => char::from_u32(u32::from_str_radix(hexadecimal, 16).ok()?),
        (_, None, Some(decimal)) => char::from_u32(decimal.parse().ok()?),
        ("lt", ..) => Some('<'),
        ("gt", ..) => Some('>'),
        ("quot", ..) => Some('"'),
        ("apos", ..) => Some('\''),
        ("amp", ..) => Some('&'),
        _ => None,
    }
}
