//! The vendor's texts, if they are wanted.

/// Whether texts are carried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prose {
    pub(super) carried: bool,
}

impl Prose {
    /// A text as it stands in a description.
    pub(super) fn text(self, text: Option<&str>) -> Option<String> {
        let text = text.filter(|_| self.carried)?;
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let text = lines.join("\n").trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// The first of some texts, on one line.
    pub(super) fn line(self, texts: &[Option<&String>]) -> Option<String> {
        let text = texts.iter().copied().flatten().next().filter(|_| self.carried)?;
        let line = crate::prose::one_line(text);
        (!line.is_empty()).then_some(line)
    }
}
