//! The vendor's texts, if they are wanted: Markdown with some HTML and links of the vendor's own, as plain Markdown.
//!
//! What is not known to be markup stays as it is, such as `<RegionId>`; the printer of documentation makes it harmless.

use crate::prose::one_line;

/// Whether texts are carried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prose {
    pub(super) carried: bool,
}

impl Prose {
    /// A text as it stands in a description.
    pub(super) fn text(self, text: Option<&str>) -> Option<String> {
        let text = text.filter(|_| self.carried)?;
        let text = clean(text);
        (!text.is_empty()).then_some(text)
    }

    /// The first of some texts, on one line.
    pub(super) fn line(self, texts: &[Option<&String>]) -> Option<String> {
        let text = self.text(texts.iter().copied().flatten().next().map(String::as_str))?;
        Some(one_line(&text))
    }
}

/// A text without the vendor's markup, and with no more than one empty line at a time.
fn clean(text: &str) -> String {
    let text = without_links(&without_tags(&text.replace("\r\n", "\n")));
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

/// Takes the tags of HTML out, or puts the Markdown for them in their place.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, marked) = rest.split_at(at);
        out.push_str(before);
        if let Some((markdown, behind)) = tag(marked).or_else(|| entity(marked)) {
            out.push_str(markdown);
            rest = behind;
        } else {
            let first = marked.chars().next().map_or(0, char::len_utf8);
            out.push_str(&marked[..first]);
            rest = &marked[first..];
        }
    }
    out + rest
}

/// The Markdown for a tag that a text begins with, and what stands behind it.
fn tag(text: &str) -> Option<(&'static str, &str)> {
    let (inside, behind) = text.strip_prefix('<')?.split_once('>')?;
    let (closing, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(end);
    if attributes.contains('<') || attributes.contains('\n') {
        return None;
    }
    let bare = attributes.trim_matches(['/', ' ']).is_empty();
    let markdown = match (name.to_ascii_lowercase().as_str(), closing) {
        ("br", _) => "\n",
        ("p" | "div" | "ul" | "ol" | "dl" | "table" | "tr" | "section", _) => "\n\n",
        ("li" | "dt", false) => "\n- ",
        ("b" | "strong", _) => "**",
        ("code" | "tt", _) => "`",
        ("pre", _) => "\n```\n",
        ("td" | "th" | "dd", false) => " ",
        // The vendor's own, which say whom a part is for or how it looks.
        ("props" | "ph" | "notice" | "warning" | "note" | "details" | "summary" | "important", _) => "",
        (
            "li" | "dt" | "td" | "th" | "dd" | "tbody" | "thead" | "span" | "font" | "em" | "u" | "sup"
            | "sub" | "center",
            _,
        ) => "",
        // One letter alone may be a placeholder.
        ("i" | "a", _) if closing || !bare || name == "i" => "",
        _ => return None,
    };
    Some((markdown, behind))
}

/// The character of an entity that a text begins with.
fn entity(text: &str) -> Option<(&'static str, &str)> {
    const ENTITIES: &[(&str, &str)] =
        &[("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\""), ("&#39;", "'")];
    ENTITIES.iter().find_map(|(entity, c)| text.strip_prefix(entity).map(|behind| (*c, behind)))
}

/// Takes out links into the vendor's help that only its own pages can follow, `[text](~~123~~)`; the text remains.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](~~") {
        let (before, target) = rest.split_at(at);
        let Some((_, behind)) = target.split_once(')') else { break };
        let label = before.rfind('[');
        match label {
            Some(open) => {
                out.push_str(&before[..open]);
                out.push_str(&before[open + 1..]);
            }
            None => out.push_str(before),
        }
        rest = behind;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn texts_lose_the_markup_of_the_vendor() {
        for (text, wanted) in [
            ("One.<br>Two.<BR/>Three.", "One.\nTwo.\nThree."),
            ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
            ("Values:<ul><li>a</li><li>b</li></ul>", "Values:\n\n- a\n- b"),
            (
                "See [the regions](~~40654~~) and [a page](https://example.com).",
                "See the regions and [a page](https://example.com).",
            ),
            ("The path is oss://<BucketName>/a.", "The path is oss://<BucketName>/a."),
            ("<props=\"china\">Here.</props>", "Here."),
            ("<notice>Mind <b>this</b>.</notice>", "Mind **this**."),
            ("a &lt; b &amp;&nbsp;c", "a < b & c"),
            ("x < y and y > z", "x < y and y > z"),
            ("One.\r\n\r\n\r\n\r\nTwo.  ", "One.\n\nTwo."),
            ("[broken](~~12", "[broken](~~12"),
            ("<", "<"),
        ] {
            assert_eq!(clean(text), wanted, "{text}");
        }
    }
}
