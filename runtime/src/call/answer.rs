//! An answer before it is decoded.

use super::secrets::Secrets;
use crate::{
    codec::body,
    tables::Operation,
    transport::{Pieces, REQUEST_ID},
};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// An answer of status 2xx, with what its errors are to be made from.
pub(crate) struct Answer {
    pub(crate) operation: &'static Operation,
    pub(crate) secrets: Secrets,
    pub(crate) strict: bool,
    /// How many requests it took.
    pub(crate) attempts: u32,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Empty if it is taken piece by piece.
    pub(crate) body: Bytes,
    pub(crate) pieces: Option<Pieces>,
}

impl Answer {
    pub(crate) fn request_id(&self) -> Option<String> {
        self.request_id_header().or_else(|| body::top_level_text(&self.body, "requestid"))
    }

    pub(crate) fn request_id_header(&self) -> Option<String> {
        let value = self.headers.get(REQUEST_ID)?.to_str().ok()?;
        (!value.is_empty()).then(|| value.to_owned())
    }
}
