//! Why a text is not YAML, in the words of its author rather than of the scanner, which notices most mistakes late.

/// A mistake: where it is, counted from 1, what it is, and what to write instead.
pub(super) struct Mistake {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) width: usize,
    pub(super) what: String,
    pub(super) help: String,
}

/// How many lines before the place that the scanner names are looked at.
const BEFORE: usize = 50;

/// The mistake that made the scanner stop at a line, if it is a usual one.
pub(super) fn explain(text: &str, stopped: usize, scanner: &str) -> Option<Mistake> {
    let first = stopped.saturating_sub(BEFORE).max(1);
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .skip(first - 1)
        .take(stopped - first + 1)
        .collect();
    // Long lines are written by programs.
    if lines.iter().any(|(_, line)| line.len() > 10_000) {
        return None;
    }
    let near: Vec<(usize, &str)> =
        lines.iter().rev().filter(|(_, line)| !line.trim().is_empty()).take(2).copied().collect();
    near.iter()
        .find_map(|(number, line)| indentation(*number, line))
        .or_else(|| near.iter().find_map(|(number, line)| wide_colon(*number, line)))
        .or_else(|| near.iter().find_map(|(number, line)| quote(*number, line, scanner)))
        .or_else(|| unclosed(&lines))
        .or_else(|| near.first().and_then(|(number, line)| value(*number, line)))
        .or_else(|| near.get(1).and_then(|(number, line)| no_key(*number, line)))
        .or_else(|| dash(*near.first()?, scanner))
        .or_else(|| deeper(*near.first()?, *near.get(1)?))
}

/// How many blanks a line begins with.
fn depth(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Tabs and other blanks at the beginning of a line.
fn indentation(number: usize, line: &str) -> Option<Mistake> {
    let (at, c) = line.chars().enumerate().find(|(_, c)| *c != ' ')?;
    let what = match c {
        '\t' => "a tab in the indentation".to_owned(),
        c if c.is_whitespace() => {
            format!("the indentation has U+{:04X}, which only looks like a blank", u32::from(c))
        }
        _ => return None,
    };
    Some(Mistake {
        line: number,
        column: at + 1,
        width: 1,
        what,
        help: "indent with blanks, two for each level".to_owned(),
    })
}

fn wide_colon(number: usize, line: &str) -> Option<Mistake> {
    let (key, _) = line.split_once('：')?;
    if key.contains(": ") {
        return None;
    }
    let what = "the colon is U+FF1A, which is a letter to YAML".to_owned();
    let help = format!("write `{}: …`", key.trim().trim_start_matches("- "));
    Some(Mistake { line: number, column: key.chars().count() + 1, width: 1, what, help })
}

/// The key and the value of a line, with the column of the value.
fn pair(line: &str) -> Option<(&str, &str, usize)> {
    let start = depth(line) + if line.trim_start().starts_with("- ") { 2 } else { 0 };
    let (key, value) = line.get(start..)?.split_once(": ")?;
    let trimmed = value.trim_start();
    Some((key, trimmed, line.len() - trimmed.len()))
}

/// A text that is something else to YAML because of how it begins, or of a colon in it.
fn value(number: usize, line: &str) -> Option<Mistake> {
    let (key, value, at) = pair(line)?;
    let column = line.get(..at)?.chars().count() + 1;
    let width = value.trim_end().chars().count();
    if let Some(c) = value.chars().next().filter(|c| "`@%*&!".contains(*c)) {
        let what = format!("a text cannot begin with `{c}`");
        return Some(Mistake { line: number, column, width, what, help: quoted(key, value) });
    }
    let is_plain = !value.starts_with(['"', '\'', '[', '{', '|', '>', '#']);
    if let Some(colon) = value.find(": ").filter(|_| is_plain) {
        let column = column + value.get(..colon)?.chars().count();
        let what = "a colon with a blank behind it, inside of a text".to_owned();
        return Some(Mistake { line: number, column, width: 1, what, help: quoted(key, value) });
    }
    None
}

/// A quote that is not closed on its line, where the scanner complains about one.
fn quote(number: usize, line: &str, scanner: &str) -> Option<Mistake> {
    let (_, value, at) = pair(line).filter(|_| scanner.contains("quoted"))?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let column = line.get(..at)?.chars().count() + 1;
    let what = format!("the quote `{quote}` is not closed");
    let is_open = !value.get(1..)?.contains(quote);
    is_open.then(|| Mistake {
        line: number,
        column,
        width: 1,
        what,
        help: format!("close it with `{quote}`"),
    })
}

fn quoted(key: &str, value: &str) -> String {
    let value = value.trim_end();
    if value.chars().count() > 60 || value.contains(['"', '\\']) {
        return "quote the text with `'`, or write it on the next line, below `|-`".to_owned();
    }
    format!("quote it: `{key}: \"{value}\"`")
}

/// A bracket that is not closed before the line at which the scanner stopped, or is closed by another kind.
fn unclosed(lines: &[(usize, &str)]) -> Option<Mistake> {
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut quote = None;
    for (number, line) in lines {
        let starts = pair(line).map_or(depth(line), |(_, _, at)| at);
        if open.is_empty() && !line.get(starts..)?.starts_with(['[', '{']) {
            continue;
        }
        let from = if open.is_empty() { line.get(..starts)?.chars().count() } else { 0 };
        let mut escaped = false;
        for (at, c) in line.chars().enumerate().skip(from) {
            match (quote, c) {
                _ if escaped => escaped = false,
                (Some('"'), '\\') => escaped = true,
                (Some(end), c) if c == end => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(c),
                (None, '[' | '{') => open.push((c, *number, at + 1)),
                (None, ']' | '}') => {
                    let wanted = if c == ']' { '[' } else { '{' };
                    match open.pop() {
                        Some(last) if last.0 != wanted => return Some(bracket(last)),
                        _ => {}
                    }
                }
                _ => {}
            }
            if open.is_empty() {
                break;
            }
        }
    }
    let stopped = lines.last()?.0;
    open.pop().filter(|(_, line, _)| *line < stopped || quote.is_none()).map(bracket)
}

fn bracket((c, line, column): (char, usize, usize)) -> Mistake {
    let end = if c == '[' { ']' } else { '}' };
    Mistake {
        line,
        column,
        width: 1,
        what: format!("the bracket `{c}` is not closed"),
        help: format!("close it with `{end}`"),
    }
}

/// A line that is no key with a value.
fn no_key(number: usize, line: &str) -> Option<Mistake> {
    let text = line.trim();
    let is_flow = text.contains([':', '[', ']', '{', '}', '"', '\'', '#']);
    let (key, value) = text.split_once(' ')?;
    let is_key = key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '$'));
    if is_flow || !is_key || key.trim_matches('-').is_empty() {
        return None;
    }
    let what = "a key without a colon".to_owned();
    let help = format!("write `{key}: {value}`, or indent the line if it belongs to the text above");
    Some(Mistake { line: number, column: depth(line) + 1, width: text.chars().count(), what, help })
}

/// An item of a list without its mark.
fn dash((number, line): (usize, &str), scanner: &str) -> Option<Mistake> {
    if !scanner.contains("'-'") {
        return None;
    }
    let what = "a `-` is missing before an item of a list".to_owned();
    let help = format!("write `- {}`", line.trim());
    Some(Mistake { line: number, column: depth(line) + 1, width: line.trim().chars().count(), what, help })
}

/// A line that is indented deeper than the one above, which has its value already.
fn deeper((number, line): (usize, &str), (_, above): (usize, &str)) -> Option<Mistake> {
    let has_value =
        pair(above).is_some_and(|(_, value, _)| !value.trim().is_empty() && !value.starts_with(['|', '>']));
    let item = if above.trim_start().starts_with("- ") { 2 } else { 0 };
    let wanted = depth(above) + item;
    if !has_value || depth(line) == wanted {
        return None;
    }
    let what = "the line is indented otherwise than the one above, which it should stand beside".to_owned();
    let help = format!("indent it by {wanted} blanks; each level has two more than the one around it");
    Some(Mistake { line: number, column: 1, width: depth(line).max(1), what, help })
}
