//! Why there are no credentials.

use crate::codec::{harmless, unsaid};
use std::{error, fmt, sync::Arc};

/// Why there are no credentials. Never holds a secret; clones share the cause.
#[derive(Clone, Debug)]
pub struct CredentialsError {
    message: String,
    absent: bool,
    source: Option<Arc<dyn error::Error + Send + Sync>>,
}

impl CredentialsError {
    /// An error that says `message`; it must not hold a secret. A chain stops at it: the provider is set up, and
    /// going on could sign requests as somebody else.
    pub fn new(message: impl Into<String>) -> Self {
        // It may repeat what a file, a variable or an answer says. Lists have lines.
        let message = message.into().chars().map(|c| if c == '\n' { c } else { harmless(c) }).collect();
        Self { message, absent: false, source: None }
    }

    /// There is nothing to take credentials from, and `message` says what was looked at; it must not hold a secret.
    /// A chain goes on to the next provider.
    pub fn absent(message: impl Into<String>) -> Self {
        Self { absent: true, ..Self::new(message) }
    }

    /// The same with its cause. Of that and what caused it, [`source`](error::Error::source) gives the first that the
    /// message does not repeat.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        Self { source: Some(Arc::from(source.into())), ..self }
    }

    /// Whether there was nothing to take credentials from, as opposed to something that failed.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.absent
    }

    pub(crate) fn into_source(self) -> Option<Box<dyn error::Error + Send + Sync>> {
        self.source.map(|source| Box::new(source) as _)
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl error::Error for CredentialsError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        unsaid(&self.message, self.source.as_ref().map(|source| source.as_ref() as _))
    }
}
