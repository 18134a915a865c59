//! The parts of a request over HTTP: which ones there are, in the words of the dialect and of the models.

/// A method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Delete,
    Patch,
    Head,
}

impl Method {
    pub(crate) const ALL: [Self; 6] =
        [Self::Get, Self::Post, Self::Put, Self::Delete, Self::Patch, Self::Head];

    /// The key of a path that has an operation with this method.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Put => "put",
            Self::Delete => "delete",
            Self::Patch => "patch",
            Self::Head => "head",
        }
    }

    /// The method that is a key of a path.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.key() == key)
    }
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    Form,
    Json,
    Bytes,
}

impl Media {
    /// The media type.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Form => "application/x-www-form-urlencoded",
            Self::Json => "application/json",
            Self::Bytes => "application/octet-stream",
        }
    }
}

/// Where a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Location {
    Query,
    Form,
    Path,
    Header,
    /// The whole body.
    Body,
    /// A field of the JSON object that is the body.
    BodyField,
    /// The first label of the host.
    Host,
}
