//! Letters and signs that cannot stand in a name, spelt with letters that can.
//!
//! What becomes of a text depends on nothing but the text, so that a name stays when others are added.

use std::borrow::Cow;

/// Signs of several characters, and what they are called; the longest first.
const SIGNS: &[(&str, &str)] = &[
    ("<=>", "Compared"),
    (">=", "GreaterOrEqual"),
    ("<=", "LessOrEqual"),
    ("!=", "NotEqual"),
    ("<>", "NotEqual"),
    ("==", "Equal"),
    ("=~", "Matches"),
    ("!~", "MatchesNot"),
    ("&&", "And"),
    ("||", "Or"),
    ("≥", "GreaterOrEqual"),
    ("≤", "LessOrEqual"),
    ("≠", "NotEqual"),
    (">", "Greater"),
    ("<", "Less"),
    ("=", "Equal"),
    ("+", "Plus"),
    ("%", "Percent"),
    ("&", "And"),
    ("*", "Asterisk"),
    ("#", "Hash"),
    ("@", "At"),
    ("$", "Dollar"),
    ("!", "Not"),
    ("?", "Question"),
    ("~", "Tilde"),
    ("^", "Caret"),
    ("|", "Bar"),
];

/// Signs that are gaps between words, and what each is called where every sign has to be told.
const GAPS: &[(char, &str)] = &[
    ('-', "Minus"),
    ('_', "Underscore"),
    ('.', "Dot"),
    ('/', "Slash"),
    ('\\', "Backslash"),
    (',', "Comma"),
    (':', "Colon"),
    (';', "Semicolon"),
    (' ', "Space"),
    ('`', "Backtick"),
    ('"', "Quote"),
    ('\'', "Apostrophe"),
    ('(', "LeftParenthesis"),
    (')', "RightParenthesis"),
    ('[', "LeftBracket"),
    (']', "RightBracket"),
    ('{', "LeftBrace"),
    ('}', "RightBrace"),
];

/// A value with all of its signs as words: `a-b` is `a Minus b`.
pub(super) fn gaps(value: &str) -> String {
    let word = |c: char| match GAPS.iter().find(|(gap, _)| *gap == c) {
        Some((_, word)) => format!(" {word} "),
        None => c.to_string(),
    };
    if value.is_empty() { "Empty".to_owned() } else { value.chars().map(word).collect() }
}

/// A value with its signs as words: `>=` is `GreaterOrEqual`, `-1` is `Minus 1`, `a-b` stays as it is.
pub(super) fn signs(value: &str) -> Cow<'_, str> {
    if value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return value.into();
    }
    let is_gap = |c: char| GAPS.iter().any(|(gap, _)| *gap == c);
    if value.chars().all(is_gap) {
        return value.into();
    }
    let mut out = String::new();
    let mut rest = value;
    if value.starts_with('_') {
        out.push_str("Underscore ");
    }
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = placeholder(rest) {
            out.push_str(&format!(" {name} "));
            rest = after;
            continue;
        }
        let sign = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
        let (taken, word) = match sign {
            Some((sign, word)) => (sign.len(), *word),
            None if c == '-' && is_minus(&out, &rest[1..]) => (1, "Minus"),
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        out.push_str(&format!(" {word} "));
        rest = &rest[taken..];
    }
    out.into()
}

/// The name in angle brackets that a text begins with: `<region>`.
fn placeholder(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('<')?.split_once('>')?;
    let is_name = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    is_name.then_some((name, after))
}

/// Whether a hyphen is a sign: before a number at the beginning, behind another sign, or behind the name of a time zone.
fn is_minus(before: &str, after: &str) -> bool {
    after.starts_with(|c: char| c.is_ascii_digit())
        && (before.is_empty()
            || before.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | ')' | ']'))
            || before.ends_with("GMT")
            || before.ends_with("UTC"))
}

/// Letters of other scripts as ASCII letters; what has none is its code point.
pub(super) fn letters(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            c if !c.is_alphanumeric()
                && deunicode::deunicode_char(c).is_none_or(|near| !has_letters(near)) =>
            {
                out.push(' ');
            }
            c => match deunicode::deunicode_char(c).filter(|near| has_letters(near)) {
                // A syllable or a picture is a word; a letter is a part of one.
                Some(near) if near.len() > 2 => out.push_str(&format!(" {near} ")),
                Some(near) => out.push_str(near),
                None => out.push_str(&format!(" U{:X} ", u32::from(c))),
            },
        }
    }
    out.into()
}

fn has_letters(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphanumeric())
}
