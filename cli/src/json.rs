//! JSON as it was received: the order of names and the digits of numbers are kept.

use anyhow::{Result, anyhow, bail};
use jiter::{Jiter, Peek};

/// As deep as answers are decoded.
const MAX_DEPTH: usize = 200;

/// A JSON value with its order and spelling.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    /// A number, a boolean or null, letter for letter.
    Literal(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a body.
    pub(crate) fn parse(body: &[u8]) -> Result<Self> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let mut tokens = Jiter::new(body);
        let value = read(&mut tokens, body, 0)?;
        tokens.finish().map_err(|error| anyhow!("{error}"))?;
        Ok(value)
    }

    /// The value of a name in an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value that a JSON pointer leads to.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Self> {
        pointer.split('/').skip(1).try_fold(self, |value, part| match value {
            Self::List(items) => items.get(part.parse::<usize>().ok()?),
            other => other.get(&part.replace("~1", "/").replace("~0", "~")),
        })
    }

    /// Over several lines, two spaces for each level. Nothing in it steers a terminal.
    pub(crate) fn pretty(&self) -> String {
        let mut out = String::new();
        self.print(0, &mut out);
        out
    }

    fn print(&self, level: usize, out: &mut String) {
        let indent = |level: usize, out: &mut String| {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", level));
        };
        match self {
            Self::List(items) if !items.is_empty() => {
                out.push('[');
                for (position, item) in items.iter().enumerate() {
                    out.push_str(if position == 0 { "" } else { "," });
                    indent(level + 1, out);
                    item.print(level + 1, out);
                }
                indent(level, out);
                out.push(']');
            }
            Self::Object(fields) if !fields.is_empty() => {
                out.push('{');
                for (position, (name, value)) in fields.iter().enumerate() {
                    out.push_str(if position == 0 { "" } else { "," });
                    indent(level + 1, out);
                    out.push_str(&quoted(name));
                    out.push_str(": ");
                    value.print(level + 1, out);
                }
                indent(level, out);
                out.push('}');
            }
            other => out.push_str(&other.inline()),
        }
    }

    /// On one line.
    pub(crate) fn inline(&self) -> String {
        match self {
            Self::Literal(text) => text.clone(),
            Self::Text(text) => quoted(text),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::inline).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Object(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(name, value)| format!("{}: {}", quoted(name), value.inline()))
                    .collect();
                format!("{{{}}}", fields.join(", "))
            }
        }
    }

    /// As YAML in the style of the specifications, a line each.
    pub(crate) fn yaml(&self) -> Vec<String> {
        match self {
            Self::Object(fields) if !fields.is_empty() => {
                fields.iter().flat_map(|(name, value)| value.yaml_after(&format!("{}:", key(name)))).collect()
            }
            Self::List(items) if !items.is_empty() => items.iter().flat_map(Self::yaml_item).collect(),
            other => vec![other.inline()],
        }
    }

    fn yaml_after(&self, key: &str) -> Vec<String> {
        if !self.is_block() {
            return vec![format!("{key} {}", self.inline())];
        }
        let inner = self.yaml().into_iter().map(|line| format!("  {line}"));
        [key.to_owned()].into_iter().chain(inner).collect()
    }

    fn yaml_item(&self) -> Vec<String> {
        let lines = self.yaml().into_iter().enumerate();
        lines.map(|(number, line)| format!("{} {line}", if number == 0 { "-" } else { " " })).collect()
    }

    fn is_block(&self) -> bool {
        match self {
            Self::Object(fields) => !fields.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Literal(_) | Self::Text(_) => false,
        }
    }
}

fn read(tokens: &mut Jiter<'_>, body: &[u8], depth: usize) -> Result<Json> {
    if depth > MAX_DEPTH {
        bail!("the answer is nested more than {MAX_DEPTH} levels deep");
    }
    let failed = |error: jiter::JiterError| anyhow!("{error}");
    Ok(match tokens.peek().map_err(failed)? {
        Peek::Array => {
            let mut items = Vec::new();
            let mut next = tokens.known_array().map_err(failed)?;
            while next.is_some() {
                items.push(read(tokens, body, depth + 1)?);
                next = tokens.array_step().map_err(failed)?;
            }
            Json::List(items)
        }
        Peek::Object => {
            let mut fields = Vec::new();
            let mut next = tokens.known_object().map_err(failed)?.map(str::to_owned);
            while let Some(name) = next {
                fields.push((name, read(tokens, body, depth + 1)?));
                next = tokens.next_key().map_err(failed)?.map(str::to_owned);
            }
            Json::Object(fields)
        }
        Peek::String => Json::Text(tokens.known_str().map_err(failed)?.to_owned()),
        peek => {
            let start = tokens.current_index();
            tokens.known_skip(peek).map_err(failed)?;
            let text = body.get(start..tokens.current_index()).unwrap_or_default();
            Json::Literal(String::from_utf8_lossy(text).into_owned())
        }
    })
}

/// A JSON string, which is also one of YAML, without anything that is not visible.
pub(crate) fn quoted(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(quoted.len());
    for c in quoted.chars() {
        let code = u32::from(c);
        if alibabacloud_codegen::is_visible(c) {
            out.push(c);
        } else {
            out.push_str(&format!("\\u{code:04x}"));
        }
    }
    out
}

/// A name in YAML, bare where it cannot be anything else.
fn key(name: &str) -> String {
    let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&name.to_ascii_lowercase().as_str());
    if is_word { name.to_owned() } else { quoted(name) }
}
