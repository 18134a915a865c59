//! What the generator is given.

/// The text of one document, and of the overlay that corrects it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What diagnostics and file headers call it, for example `specs/rds-2014-08-15.yaml`.
    pub name: String,
    /// The whole text.
    pub text: String,
    overlay: Option<Box<Self>>,
}

impl Source {
    /// A document by its name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), overlay: None }
    }

    /// The document as this overlay changes it. An overlay that was given before is replaced.
    #[must_use]
    pub fn with_overlay(self, overlay: Self) -> Self {
        Self { overlay: Some(Box::new(overlay)), ..self }
    }

    /// The overlay, if there is one.
    #[must_use]
    pub fn overlay(&self) -> Option<&Self> {
        self.overlay.as_deref()
    }

    /// The name that the overlay of a document has: `<name>.overlay.yaml` beside `<name>.yaml`.
    ///
    /// ```
    /// use alibabacloud_codegen::Source;
    ///
    /// assert_eq!(Source::overlay_name("specs/rds-2014-08-15.yaml"), Some("specs/rds-2014-08-15.overlay.yaml".to_owned()));
    /// assert_eq!(Source::overlay_name("specs/rds-2014-08-15.overlay.yaml"), None);
    /// ```
    #[must_use]
    pub fn overlay_name(name: &str) -> Option<String> {
        let (stem, end) = name.rsplit_once('.').filter(|(_, end)| matches!(*end, "yaml" | "yml"))?;
        (!stem.ends_with(".overlay")).then(|| format!("{stem}.overlay.{end}"))
    }
}
