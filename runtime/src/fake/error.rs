//! Why there is no fake cloud.

use std::{fmt, io};

/// Why a [`FakeCloud`](super::FakeCloud) could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum FakeCloudError {
    /// A model text is not JSON of the expected shape, or contradicts itself or another one. Says what and where.
    Model(String),
    /// The server could not be started: the port is taken, for one.
    Start(io::Error),
}

impl fmt::Display for FakeCloudError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(wrong) => write!(f, "the model of the fake cloud is wrong: {wrong}"),
            Self::Start(_) => f.write_str("the fake cloud could not be started"),
        }
    }
}

impl std::error::Error for FakeCloudError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Model(_) => None,
            Self::Start(error) => Some(error),
        }
    }
}
