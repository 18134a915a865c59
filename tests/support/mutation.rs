//! Broken copies of texts, the same in every run.

/// Numbers that look random and are the same in every run (splitmix64).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

const SCALARS: &[&str] = &[
    "null",
    "true",
    "1.5",
    "-1",
    "99999999999999999999",
    "[]",
    "{}",
    "[a, [b]]",
    "{a: {b: c}}",
    "''",
    "\"\\u0000\"",
    "*alias",
    "&anchor x",
    "!!int 3",
    "|",
    ">-",
    "~",
    "0x1F",
    ".inf",
    "string",
    "object",
    "array",
    "🦀",
    "self",
];

const ODD: &[&str] = &[
    "\t", "\u{0}", "\u{202e}", "\u{feff}", "\r", "\r\n", "\n", "\u{2028}", "\u{85}", "`", "```", "\"", "'",
    "{", "}", "[", "]", ":", ": ", "#", " #", "- ", "? ", "*", "&", "!", "%", "@", "|", ">", "\\", "/", "..",
    "~", "é", "🦀",
];

/// One change to a text.
pub(crate) fn mutate(text: &str, numbers: &mut Numbers) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let at = numbers.below(lines.len());
    match numbers.below(6) {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(at, lines[at].clone()),
        2 => {
            let swapped =
                lines[at].split_once(": ").map(|(key, _)| format!("{key}: {}", numbers.pick(SCALARS)));
            lines[at] = swapped.unwrap_or_else(|| numbers.pick(SCALARS).to_owned());
        }
        3 => {
            let characters: Vec<usize> = lines[at].char_indices().map(|(place, _)| place).collect();
            let place = if characters.is_empty() { 0 } else { numbers.pick(&characters) };
            lines[at].insert_str(place, numbers.pick(ODD));
        }
        4 => lines[at] = format!("  {}", lines[at]),
        _ => lines.truncate(at),
    }
    lines.join("\n")
}
