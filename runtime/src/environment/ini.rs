//! The form of the vendor's credentials file: sections with keys and values, and nothing else.
//!
//! Strict, because a line that is skipped may be the one that matters, and private, because no library wipes its values.

use zeroize::Zeroizing;

/// One section.
#[derive(Default)]
pub(super) struct Section {
    name: String,
    entries: Vec<(String, Zeroizing<String>)>,
}

impl Section {
    /// The value of a key, in any case, unless it is empty.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let entry = self.entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        entry.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Whether it says that it is not to be used.
    pub(super) fn is_off(&self) -> bool {
        self.get("enable")
            .is_some_and(|value| ["false", "0", "no", "off"].iter().any(|no| value.eq_ignore_ascii_case(no)))
    }
}

/// The section of a name; `None` if there is none. The error says which line is wrong and repeats nothing of it.
pub(super) fn section(text: &str, name: &str) -> Result<Option<Section>, String> {
    let mut sections: Vec<Section> = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{FEFF}').lines()) {
        read_line(&mut sections, line.trim()).map_err(|why| format!("is broken in line {number}: {why}"))?;
    }
    Ok(sections.into_iter().find(|section| section.name == name))
}

fn read_line(sections: &mut Vec<Section>, line: &str) -> Result<(), &'static str> {
    if line.is_empty() || line.starts_with(['#', ';']) {
        return Ok(());
    }
    if let Some(rest) = line.strip_prefix('[') {
        let name = without_comment(rest).strip_suffix(']').ok_or("the section is not closed")?.trim();
        if sections.iter().any(|section| section.name == name) {
            return Err("the section is there twice");
        }
        sections.push(Section { name: name.to_owned(), entries: Vec::new() });
        return Ok(());
    }
    let (key, value) = line.split_once('=').ok_or("it is neither a section nor a key with a value")?;
    let section = sections.last_mut().ok_or("it stands before the first section")?;
    let key = key.trim();
    if section.entries.iter().any(|(name, _)| name.eq_ignore_ascii_case(key)) {
        return Err("the key is there twice");
    }
    let value = self::value(value.trim())?;
    section.entries.push((key.to_owned(), Zeroizing::new(value.to_owned())));
    Ok(())
}

/// What stands before a comment behind a section, which begins with white space and `#` or `;`.
fn without_comment(text: &str) -> &str {
    let starts = text.char_indices().zip(text.chars().skip(1));
    let comment = starts.into_iter().find(|((_, c), next)| c.is_whitespace() && matches!(next, '#' | ';'));
    let end = comment.map_or(text.len(), |((index, _), _)| index);
    text.get(..end).unwrap_or(text).trim()
}

/// A value without its quotation marks, and without the comment that begins with the first `#` outside of them, as the
/// vendor's SDKs read it, or with white space and `;`.
fn value(text: &str) -> Result<&str, &'static str> {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return Ok(without_comment(text.split('#').next().unwrap_or_default()));
    };
    let inside = text.get(1..).unwrap_or_default();
    let (value, rest) = inside.split_once(quote).ok_or("a quotation mark is not closed")?;
    match rest.trim_start() {
        rest if rest.is_empty() || rest.starts_with(['#', ';']) => Ok(value),
        _ => Err("something follows the value in quotation marks"),
    }
}
