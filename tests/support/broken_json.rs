//! Broken copies of JSON, the same in every run.

const PIECES: &[&str] = &[
    "null",
    "true",
    "1e999",
    "-0",
    "99999999999999999999",
    "[]",
    "{}",
    "[{}]",
    "\"\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"$ref\": \"#/components/schemas/A\",",
    "\"object\"",
    "\"array\"",
    "\u{202e}",
    "\u{0}",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "é",
    "🦀",
];

/// Numbers that look random and are the same in every run.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit.max(1) as u64).unwrap()
    }
}

/// The text with one stretch taken out, doubled, cut off or replaced.
pub(crate) fn mutate(text: &str, numbers: &mut Numbers) -> String {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let start = numbers.below(ends.len());
    let end = (start + numbers.below(40)).min(ends.len() - 1).max(start);
    let (before, stretch, after) = (&text[..ends[start]], &text[ends[start]..ends[end]], &text[ends[end]..]);
    let piece = PIECES[numbers.below(PIECES.len())];
    match numbers.below(5) {
        0 => format!("{before}{after}"),
        1 => format!("{before}{stretch}{stretch}{after}"),
        2 => before.to_owned(),
        3 => format!("{before}{piece}{after}"),
        _ => format!("{before}{piece}{stretch}{after}"),
    }
}

/// The text with one scalar replaced, which mostly leaves it JSON.
pub(crate) fn replace_value(text: &str, numbers: &mut Numbers) -> String {
    let colons: Vec<usize> = text.match_indices(": ").map(|(at, _)| at + 2).collect();
    let start = colons[numbers.below(colons.len())];
    let length = text[start..].find([',', '\n', '}', ']', '{', '[']).unwrap_or(0);
    let values = [
        "null",
        "true",
        "7",
        "-1.5",
        "\"integer\"",
        "\"object\"",
        "[]",
        "{}",
        "[1, {\"type\": \"string\"}]",
        "\"-1\"",
        "\"array\"",
        "\"json\"",
        "\"body\"",
        "\"99999999999999999999\"",
        "\"\"",
        "\"中 \\u200b\"",
        "\"get\"",
    ];
    format!("{}{}{}", &text[..start], values[numbers.below(values.len())], &text[start + length..])
}

/// The text with one string in the place of another, so that names and words meet that never did.
#[allow(dead_code, reason = "not every test needs it")]
pub(crate) fn repeat_string(text: &str, numbers: &mut Numbers) -> String {
    let quotes = text.match_indices('"').map(|(at, _)| at);
    let quotes: Vec<usize> = quotes.filter(|at| !text[..*at].ends_with('\\')).collect();
    if quotes.len() < 2 {
        return text.to_owned();
    }
    let mut string = || {
        let at = numbers.below(quotes.len() / 2) * 2;
        (quotes[at], quotes[at + 1] + 1)
    };
    let ((from, to), (start, end)) = (string(), string());
    format!("{}{}{}", &text[..from], &text[start..end], &text[to..])
}
