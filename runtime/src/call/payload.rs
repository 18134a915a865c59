//! A body of bytes that a request sends.

use crate::{
    codec::{Single, taken},
    outcome::{Error, ErrorKind},
    signing::{hex, sha256_hex},
    transport::{Pieces, TransportError, TransportErrorKind, Upload},
};
use bytes::Bytes;
use futures_core::Stream;
use sha2::{Digest, Sha256};
use std::{
    fmt, io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

/// A body of bytes to send: bytes in memory, or a stream that can be opened again.
///
/// The signature covers the whole body, and a request may be sent more than once. So a stream is opened once for its hash
/// and its length, and again for each attempt to send it, and must give the same bytes each time. No more than one piece of it
/// is in memory, unless a transport of one's own
/// [cannot send pieces](crate::transport::Transport::streams_uploads). Sending counts against the time limits of attempt and call.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::Payload;
///
/// let small = Payload::from("a text");
/// let same = Payload::from(vec![1, 2, 3]);
/// # let _ = (small, same);
/// ```
#[derive(Clone)]
pub struct Payload(Source);

#[derive(Clone)]
enum Source {
    Whole(Bytes),
    Stream(Arc<dyn Fn() -> Pieces + Send + Sync>),
}

impl Payload {
    /// What `open` gives each time that it is called.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::Payload;
    /// use bytes::Bytes;
    /// use std::{io, pin::Pin, task::{Context, Poll}};
    ///
    /// /// As many zeros as are left, a piece at a time.
    /// struct Zeros(usize);
    ///
    /// impl futures_core::Stream for Zeros {
    ///     type Item = io::Result<Bytes>;
    ///
    ///     fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
    ///         let length = self.0.min(4096);
    ///         self.0 -= length;
    ///         Poll::Ready((length > 0).then(|| Ok(Bytes::from(vec![0; length]))))
    ///     }
    /// }
    ///
    /// let large = Payload::from_stream(|| Zeros(1_000_000));
    /// # let _ = large;
    /// ```
    pub fn from_stream<S>(open: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self(Source::Stream(Arc::new(move || Pieces::new(Readable(Box::pin(open()))))))
    }

    /// The same as a body whose hash and length are known.
    pub(crate) async fn measure(self) -> Result<Measured, Error> {
        match self.0 {
            Source::Whole(bytes) => Ok(Measured::whole(bytes)),
            Source::Stream(open) => {
                let (mut hash, mut length, mut pieces) = (Sha256::new(), 0, open());
                while let Some(piece) = pieces.next().await {
                    let piece = piece.map_err(|error| unreadable(&error))?;
                    length += piece.len() as u64;
                    hash.update(&piece);
                }
                Ok(Measured { source: Source::Stream(open), length, sha256: hex(&hash.finalize()) })
            }
        }
    }
}

/// Streams are equal if they are one and the same.
impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Source::Whole(one), Source::Whole(other)) => one == other,
            (Source::Stream(one), Source::Stream(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

fn unreadable(error: &TransportError) -> Error {
    Error::new(ErrorKind::InvalidRequest, error.to_string())
}

impl<B: Into<Bytes>> From<B> for Payload {
    fn from(bytes: B) -> Self {
        Self(Source::Whole(bytes.into()))
    }
}

impl Single for Payload {}

taken! {
    [] Bytes => Payload: |bytes| bytes.into();
    [] Vec<u8> => Payload: |bytes| bytes.into();
    [] Box<[u8]> => Payload: |bytes| bytes.into();
    [] String => Payload: |text| text.into();
    [] &'static [u8] => Payload: |bytes| bytes.into();
    [] &'static str => Payload: |text| text.into();
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Whole(bytes) => write!(f, "Payload({} bytes)", bytes.len()),
            Source::Stream(_) => f.write_str("Payload(a stream)"),
        }
    }
}

/// A body whose hash and length are known.
#[derive(Clone)]
pub(crate) struct Measured {
    source: Source,
    pub(crate) length: u64,
    pub(crate) sha256: String,
}

impl Measured {
    pub(crate) fn whole(bytes: Bytes) -> Self {
        let sha256 = sha256_hex(&bytes);
        Self { length: bytes.len() as u64, source: Source::Whole(bytes), sha256 }
    }

    /// The bytes, if they are in memory.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Whole(bytes) => Some(bytes),
            Source::Stream(_) => None,
        }
    }

    /// The body once more, if it is not in memory.
    pub(crate) fn upload(&self) -> Option<Upload> {
        match &self.source {
            Source::Whole(_) => None,
            Source::Stream(open) => Some(Upload { length: self.length, pieces: open() }),
        }
    }
}

/// A caller's stream, with errors that a transport understands.
struct Readable<S>(Pin<Box<S>>);

impl<S: Stream<Item = io::Result<Bytes>>> Stream for Readable<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let unreadable = |error: io::Error| {
            let message = format!("the body of the request cannot be read: {error}");
            TransportError::new(TransportErrorKind::Unsent, message).with_source(error)
        };
        self.0.as_mut().poll_next(context).map(|piece| piece.map(|piece| piece.map_err(unreadable)))
    }
}
