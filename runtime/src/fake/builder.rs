//! What a server is to be, before it is started.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::sync::Arc;

use super::answer::can_have_items;
use super::{
    authorization::{AccessKeys, Gate},
    cloud::Cloud,
    error::FakeCloudError,
    model::Catalogue,
    server::{Server, Starting},
};
use crate::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud};

/// The largest body of a request, in bytes, unless another is given.
const MAX_REQUEST_BYTES: usize = 1 << 20;

/// Describes a [`FakeCloud`]; made by [`FakeCloud::builder`].
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// # use alibabacloud_backup::fake::FakeCloud;
/// # async fn start() -> Result<(), Box<dyn std::error::Error>> {
/// let cloud = FakeCloud::builder()
///     .credentials("id", "secret")
///     .sts("temporary-id", "temporary-secret", "token")
///     .start().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
#[must_use = "a cloud that is not started answers nothing"]
pub struct FakeCloudBuilder {
    catalogue: Catalogue,
    keys: AccessKeys,
    items: HashMap<String, usize>,
    port: u16,
    max_request_bytes: Option<usize>,
}

impl FakeCloudBuilder {
    /// Adds the operations of a product version, as the generator describes them in JSON.
    ///
    /// # Errors
    ///
    /// [`FakeCloudError::Model`] if the text is not a model, if it names parameters or lists that it does not have, or if
    /// another model has one of its operations in the same version: requests do not say which product they mean.
    pub fn model(mut self, json: &str) -> Result<Self, FakeCloudError> {
        self.catalogue.add(json)?;
        Ok(self)
    }

    /// Accepts an access key. Without any, [`ACCESS_KEY_ID`] is accepted.
    pub fn credentials(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.keys.add(id.into(), secret.into(), None);
        self
    }

    /// Accepts a temporary access key, whose requests must carry the security token.
    pub fn sts(mut self, id: impl Into<String>, secret: impl Into<String>, token: impl Into<String>) -> Self {
        self.keys.add(id.into(), secret.into(), Some(token.into()));
        self
    }

    /// How many items the list of an operation's answer has in all, made of those of its sample. Default: as many as that has.
    pub fn items(mut self, action: impl Into<String>, count: usize) -> Self {
        self.items.insert(action.into(), count);
        self
    }

    /// The port of 127.0.0.1 to listen on. Default: 0, one that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The largest body of a request that is read. Default: 1 MiB.
    pub fn max_request_bytes(mut self, bytes: usize) -> Self {
        self.max_request_bytes = Some(bytes);
        self
    }

    /// Starts the server; it is ready when this returns.
    ///
    /// It runs on a thread of its own, whatever the runtime of the caller.
    ///
    /// # Errors
    ///
    /// [`FakeCloudError::Start`] if the port is taken or there is no thread to be had, [`FakeCloudError::Model`] if
    /// [`items`](Self::items) names an operation that no model has.
    pub async fn start(self) -> Result<FakeCloud, FakeCloudError> {
        let (cloud, starting) = self.launch()?;
        let server = starting.wait().await;
        running(cloud, server)
    }

    /// [`start`](Self::start) for code that is not async.
    ///
    /// # Errors
    ///
    /// As of [`start`](Self::start).
    pub fn start_blocking(self) -> Result<FakeCloud, FakeCloudError> {
        let (cloud, starting) = self.launch()?;
        let server = starting.wait_blocking();
        running(cloud, server)
    }

    fn launch(mut self) -> Result<(Arc<Cloud>, Starting), FakeCloudError> {
        if self.keys.is_empty() {
            self.keys.add(ACCESS_KEY_ID.to_owned(), ACCESS_KEY_SECRET.to_owned(), None);
        }
        for (action, count) in &self.items {
            if self.catalogue.named(action).next().is_none() {
                return Err(FakeCloudError::Model(format!("no operation {action}, which is to have items")));
            }
            if *count > 0 && !self.catalogue.named(action).any(can_have_items) {
                let wrong = format!("{action} is to have items, and its sample has none to make them of");
                return Err(FakeCloudError::Model(wrong));
            }
        }
        let max_request_bytes = self.max_request_bytes.unwrap_or(MAX_REQUEST_BYTES);
        let gate = Gate::new(self.keys);
        let cloud = Arc::new(Cloud::new(self.catalogue, gate, self.items, max_request_bytes));
        let starting = Starting::new(Arc::clone(&cloud), self.port).map_err(FakeCloudError::Start)?;
        Ok((cloud, starting))
    }
}

fn running(cloud: Arc<Cloud>, server: io::Result<Server>) -> Result<FakeCloud, FakeCloudError> {
    Ok(FakeCloud { cloud, server: server.map_err(FakeCloudError::Start)? })
}

impl fmt::Debug for FakeCloudBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeCloudBuilder")
            .field("items", &self.items)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
