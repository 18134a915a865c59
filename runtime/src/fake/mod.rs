//! A cloud for tests: an HTTP server on 127.0.0.1 that answers as the vendor does.
//!
//! It knows nothing of any product. What an operation takes and gives it reads from a model text, one per product
//! version, which the generator writes beside the client. From that alone it checks the signature of every request,
//! its parameters and their limits, pages through as many items as a test asks for, and refuses with the vendor's codes,
//! messages and statuses. It also misbehaves on demand, which the vendor does unasked.
//!
//! ```
//! # use alibabacloud_runtime as alibabacloud_backup;
//! use alibabacloud_backup::fake::{FakeCloud, Misbehavior};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let model = r#"{"product": "Rds", "version": "2014-08-15", "operations": [
//!     {"name": "DescribeBackups", "parameters": [], "sample": {"Items": {"Backup": [{"BackupId": "1"}]}}}
//! ]}"#;
//! let cloud = FakeCloud::builder().model(model)?.items("DescribeBackups", 95).start_blocking()?;
//! cloud.misbehave("DescribeBackups", Misbehavior::Throttle.times(2));
//! assert!(cloud.endpoint().starts_with("http://127.0.0.1:"));   // for the configuration of a client
//! assert!(cloud.requests().is_empty());                         // none was sent yet
//! # Ok(())
//! # }
//! ```
//!
//! # What it refuses, in this order
//!
//! | what | status | code |
//! |---|---|---|
//! | a body over 1 MiB, or [another limit](FakeCloudBuilder::max_request_bytes) | 413 | `RequestEntityTooLarge` |
//! | parameters that are not percent-encoded UTF-8 | 400 | `InvalidParameter` |
//! | a method other than GET and POST that no operation has | 405 | `UnsupportedHTTPMethod` |
//! | no `Authorization` | 400 | `MissingAccessKeyId` |
//! | an unreadable one, or one that does not sign `host`, `content-type` and every `x-acs-*` header | 400 | `IncompleteSignature` |
//! | no `x-acs-action`, `-version`, `-date`, `-signature-nonce`, `-content-sha256` | 400 | `MissingAction`, `MissingVersion`, `MissingTimestamp`, `MissingSignatureNonce`, `MissingContentSha256` |
//! | a date that is not `YYYY-MM-DDThh:mm:ssZ`, or 15 minutes off | 400 | `InvalidTimeStamp.Format`, `InvalidTimeStamp.Expired` |
//! | an unknown access key | 404 | `InvalidAccessKeyId.NotFound` |
//! | no security token, one of another key, an unknown one | 400 | `MissingSecurityToken`, `InvalidSecurityToken.MismatchWithAccessKey`, `InvalidSecurityToken.Malformed` |
//! | a wrong signature or body hash | 400 | `SignatureDoesNotMatch`, with the string that the server signs |
//! | a nonce of the last half hour | 400 | `SignatureNonceUsed` |
//! | a version that no model has | 400 | `InvalidVersion` |
//! | an operation that the version does not have, or a method or a path other than the operation's | 404 | `InvalidAction.NotFound` |
//! | a body that is not of the type that the operation takes | 415 | `UnsupportedMediaType` |
//! | a path that is not percent-encoded UTF-8, or a body that is not the JSON that the operation takes | 400 | `InvalidParameter` |
//! | a parameter that is mandatory and not there | 400 | `Missing<Name>` |
//! | a parameter of the wrong type or beyond its limits | 400 | `Invalid<Name>` |
//! | none or several of parameters of which exactly one must be there | 400 | `MissingParameter`, `InvalidParameterCombination` |
//!
//! A parameter is looked for in its place: the query, a form, the path, a header, the body or a field of it, or the first
//! label of the host. Operations of the RPC style, which are called by GET or POST at `/`, take query and form for one place,
//! and all that take a form take from it what belongs in the query. In a JSON body, lists, objects and strings must be such;
//! numbers and booleans may be inside of strings. Parameters that the model does not know are let pass, and so is a body
//! where the operation takes none.
//!
//! A [`Misbehavior`] comes between the nonce and the version, so that a badly signed request is never excused by one and a
//! good one may name an operation that no model has. What [`when`](FakeCloud::when) says comes after all of them.
//!
//! # What it answers
//!
//! The operation's sample, with a request id of its own: an object, a list or a single value as JSON, or bytes; or status 204
//! and no body. The request id is in a header, and in answers that are objects.
//!
//! Fields of the sample and of its items that have the name of a parameter repeat what the request gave. As many items are
//! made of the sample's as [`FakeCloudBuilder::items`] or [`FakeCloud::set_items`] say, told apart by their identity: the
//! field `<Item>Id`, or the `…Id` whose stem the operation's name has, or every `…Id`, counts up from the sample's, and their
//! times go back a day from item to item. A request for particular items by that field gets these. Pages go by number or by
//! token. Totals and echoes of paging agree with the items and keep the JSON type that they have in the sample.
//!
//! It speaks HTTP only.

mod answer;
mod authorization;
mod builder;
mod cloud;
mod error;
mod fields;
mod given;
mod identity;
mod misbehavior;
mod model;
mod paging;
mod parameters;
mod received;
mod refusal;
mod rules;
mod server;
mod template;
mod times;
mod tree;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use misbehavior::Chance;

pub use builder::FakeCloudBuilder;
pub use error::FakeCloudError;
pub use misbehavior::{Misbehavior, MisbehaviorSchedule};
pub use received::ReceivedRequest;
pub use rules::When;

/// The id of the access key that is accepted unless others are given.
pub const ACCESS_KEY_ID: &str = "fake-access-key-id";

/// The secret of [`ACCESS_KEY_ID`].
pub const ACCESS_KEY_SECRET: &str = "fake-access-key-secret";

/// A running server. Dropping it closes its port and its connections before it returns.
///
/// See the [module](self) for what it does.
pub struct FakeCloud {
    cloud: Arc<cloud::Cloud>,
    server: server::Server,
}

impl FakeCloud {
    /// Describes a server that is to be started.
    pub fn builder() -> FakeCloudBuilder {
        FakeCloudBuilder::default()
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.server.address)
    }

    /// Lets the next request of an operation (`*`: of any), or several, go wrong.
    ///
    /// Calls add up: what was asked for first is spent first. Only requests that are signed well spend one.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// # use alibabacloud_backup::fake::{FakeCloud, Misbehavior};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let cloud = FakeCloud::builder().start_blocking()?;
    /// cloud.misbehave("DescribeBackups", Misbehavior::Drop);
    /// cloud.misbehave("*", Misbehavior::ServerError(503).always());
    /// # Ok(())
    /// # }
    /// ```
    pub fn misbehave(&self, action: impl Into<String>, misbehavior: impl Into<MisbehaviorSchedule>) {
        self.cloud.misbehaviors().push(action.into(), misbehavior.into());
    }

    /// Lets so many percent of the requests of an operation (`*`: of any) go wrong from now on, each in one of these
    /// ways. Which ones depends on `seed` and on the order in which they come, and on nothing else. What
    /// [`misbehave`](Self::misbehave) asks for comes first.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// # use alibabacloud_backup::fake::{FakeCloud, Misbehavior};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let cloud = FakeCloud::builder().start_blocking()?;
    /// cloud.misbehave_at_random("*", 10.0, 1, [Misbehavior::Reset, Misbehavior::ServerError(502)]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn misbehave_at_random(
        &self,
        action: impl Into<String>,
        percent: f64,
        seed: u64,
        ways: impl IntoIterator<Item = Misbehavior>,
    ) {
        let chance = Chance::new(percent, seed, ways.into_iter().collect());
        self.cloud.misbehaviors().push_chance(action.into(), chance);
    }

    /// Forgets all misbehavior that is not spent.
    pub fn behave(&self) {
        self.cloud.misbehaviors().clear();
    }

    /// Answers some requests of an operation (`*`: of any) with what the test says: those for which `predicate` holds.
    ///
    /// A request is looked at when it has passed everything that the cloud refuses and no [`misbehavior`](Self::misbehave)
    /// has answered it. The rules are asked in the order in which they were given, and the first that holds gives the
    /// answer; where none does, it is the usual one. A rule lasts as long as the cloud, or for so many requests as
    /// [`times`](When::times) says, or until [`forget`](Self::forget).
    ///
    /// ```
    /// # use alibabacloud_runtime::fake::FakeCloud;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let cloud = FakeCloud::builder().start_blocking()?;
    /// let backups = serde_json::json!({ "Items": { "Backup": [{ "BackupId": "7" }] } });
    /// cloud.when("DescribeBackups", |request| request.parameter("DBInstanceId") == Some("rm-1")).respond(&backups);
    /// cloud.when("DescribeBackups", |_| true).times(2).refuse("InvalidDBInstanceId.NotFound", "no such instance");
    /// # Ok(())
    /// # }
    /// ```
    pub fn when(
        &self,
        action: impl Into<String>,
        predicate: impl Fn(&ReceivedRequest) -> bool + Send + 'static,
    ) -> When<'_> {
        When::new(self, action.into(), Box::new(predicate))
    }

    /// Forgets all that [`when`](Self::when) was told.
    pub fn forget(&self) {
        self.cloud.rules().clear();
    }

    /// How many items the list of an operation's answer has in all, from the next request on: between the pages of a
    /// listing, for one.
    pub fn set_items(&self, action: impl Into<String>, count: usize) {
        self.cloud.items().insert(action.into(), count);
    }

    /// How many connections were accepted so far, whether or not a request came over them.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.cloud.connections.load(Ordering::Relaxed)
    }

    /// The requests that were received so far, refused ones among them, in order. The last 10,000 are kept, or fewer if their
    /// bodies are larger than 256 MiB together, and what could not be read as a request is not among them.
    #[must_use]
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.cloud.received()
    }
}

impl fmt::Debug for FakeCloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeCloud").field("endpoint", &self.endpoint()).finish_non_exhaustive()
    }
}
