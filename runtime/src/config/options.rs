//! Settings for one request alone.

use super::{
    deadline::{ListLimit, TimeLimits, validate_limit},
    endpoint::{Endpoint, validate_region},
    policy::RetryPolicy,
    shared::Config,
};
use crate::{
    outcome::{Error, checked},
    tables::Service,
};
use http::HeaderMap;
use std::{fmt, sync::Arc, time::Duration};

/// What a request does otherwise than its client: all requests have a method `configure` that takes this.
///
/// Settings that cannot be used are an error of the kind [`Configuration`](crate::ErrorKind::Configuration) when the request
/// is sent. `Debug` shows no values of headers.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::{CallOptions, RetryPolicy};
/// use std::time::Duration;
///
/// let brief = CallOptions::new().call_timeout(Duration::from_secs(2)).retry(RetryPolicy::never());
/// let abroad = CallOptions::new().region("eu-central-1").header("x-trace", "4711");
/// # let _ = (brief, abroad);
/// ```
#[derive(Clone, Default, PartialEq)]
#[must_use = "options do nothing until a request is configured with them"]
pub struct CallOptions {
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    call_timeout: Option<Duration>,
    list_timeout: Option<Duration>,
    list: Option<ListLimit>,
    retry: Option<RetryPolicy>,
    region: Option<String>,
    endpoint: Option<String>,
    headers: Vec<(String, String)>,
}

impl CallOptions {
    /// Nothing that differs.
    pub fn new() -> Self {
        Self::default()
    }

    /// The longest time for connecting, if the request needs a new connection, instead of the one of
    /// [`ConfigBuilder::connect_timeout`](crate::ConfigBuilder::connect_timeout).
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.connect_timeout = Some(connect_timeout);
        self
    }

    /// The longest wait for the next bytes of the answer, instead of the one of
    /// [`ConfigBuilder::read_timeout`](crate::ConfigBuilder::read_timeout).
    pub fn read_timeout(mut self, read_timeout: Duration) -> Self {
        self.read_timeout = Some(read_timeout);
        self
    }

    /// The longest time for one request and its answer, instead of the one of
    /// [`ConfigBuilder::attempt_timeout`](crate::ConfigBuilder::attempt_timeout).
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.attempt_timeout = Some(attempt_timeout);
        self
    }

    /// The longest time for the whole call, instead of the one of
    /// [`ConfigBuilder::call_timeout`](crate::ConfigBuilder::call_timeout). Of a list, each page is a call;
    /// [`list_timeout`](Self::list_timeout) is for all of them.
    pub fn call_timeout(mut self, call_timeout: Duration) -> Self {
        self.call_timeout = Some(call_timeout);
        self
    }

    /// The longest time for a whole list, instead of the one of
    /// [`ConfigBuilder::list_timeout`](crate::ConfigBuilder::list_timeout). It has no meaning for a single call.
    pub fn list_timeout(mut self, list_timeout: Duration) -> Self {
        self.list_timeout = Some(list_timeout);
        self
    }

    /// For a page of a list.
    pub(crate) fn within_list(mut self, list: Option<ListLimit>) -> Self {
        self.list = list;
        self
    }

    /// How the request is repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// The region to call. As with a client, an explicit endpoint, be it the client's, comes before it.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The endpoint to call, as [`Endpoint::parse`] reads it.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// A further header. Headers that are signed, or that the client sets itself, cannot be given: `host`,
    /// `content-type`, those that begin with `x-acs-`, `authorization`, `accept`, `user-agent`, and those that are about
    /// the connection. The value must be visible ASCII. It is not signed, so a proxy can change it.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// These options, and where they say nothing, the `earlier` ones.
    pub(crate) fn or(self, earlier: Self) -> Self {
        Self {
            connect_timeout: self.connect_timeout.or(earlier.connect_timeout),
            read_timeout: self.read_timeout.or(earlier.read_timeout),
            attempt_timeout: self.attempt_timeout.or(earlier.attempt_timeout),
            call_timeout: self.call_timeout.or(earlier.call_timeout),
            list_timeout: self.list_timeout.or(earlier.list_timeout),
            list: self.list.or(earlier.list),
            retry: self.retry.or(earlier.retry),
            region: self.region.or(earlier.region),
            endpoint: self.endpoint.or(earlier.endpoint),
            headers: [earlier.headers, self.headers].concat(),
        }
    }

    pub(crate) fn policy(&self, config: &Config) -> RetryPolicy {
        self.retry.unwrap_or_else(|| config.retry())
    }

    pub(crate) fn list_limit(&self, config: &Config) -> Option<ListLimit> {
        self.list_timeout.or(config.list_timeout()).map(ListLimit::new)
    }

    /// For a call that begins now.
    pub(crate) fn time_limits(&self, config: &Config) -> Result<TimeLimits, Error> {
        let attempt = self.attempt_timeout.unwrap_or_else(|| config.attempt_timeout());
        let call = self.call_timeout.unwrap_or_else(|| config.call_timeout());
        validate_limit("attempt_timeout", attempt)?;
        validate_limit("call_timeout", call)?;
        self.list_timeout.map_or(Ok(()), |limit| validate_limit("list_timeout", limit))?;
        Ok(TimeLimits::new(attempt, call, self.list))
    }

    /// The longest time for connecting and for the next bytes, unless they are left to the transport.
    pub(crate) fn connection_limits(
        &self,
        config: &Config,
    ) -> Result<(Option<Duration>, Option<Duration>), Error> {
        let connect = self.connect_timeout.or(config.connect_timeout());
        let read = self.read_timeout.or(config.read_timeout());
        connect.map_or(Ok(()), |limit| validate_limit("connect_timeout", limit))?;
        read.map_or(Ok(()), |limit| validate_limit("read_timeout", limit))?;
        Ok((connect, read))
    }

    /// The region that is called.
    pub(crate) fn region_of(&self, config: &Config) -> Option<Arc<str>> {
        self.region.as_deref().or(config.region()).map(Arc::from)
    }

    pub(crate) fn resolve(
        &self,
        service: &Service,
        config: &Config,
        usual: &Endpoint,
    ) -> Result<Endpoint, Error> {
        if self.region.is_none() && self.endpoint.is_none() {
            return Ok(usual.clone());
        }
        let explicit = self.endpoint.as_deref().map(Endpoint::parse).transpose()?;
        self.region.as_deref().map_or(Ok(()), validate_region)?;
        let region = self.region.as_deref().or(config.region());
        let explicit = explicit.as_ref().or(config.endpoint());
        Ok(service.endpoints.resolve(explicit, region, config.network())?)
    }

    pub(crate) fn headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let (name, value) = checked(name, value)?;
            headers.append(name, value);
        }
        Ok(headers)
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("call_timeout", &self.call_timeout)
            .field("list_timeout", &self.list_timeout)
            .field("retry", &self.retry)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint.as_ref().map(|endpoint| shown(endpoint)))
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish()
    }
}

/// What stands before an @ may be a password.
fn shown(endpoint: &str) -> &str {
    if endpoint.contains('@') { "[not an endpoint]" } else { endpoint }
}
