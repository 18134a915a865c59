//! What a program adds to each request and learns of each call: a trait, and the facts that it is told.
//!
//! Nothing here decides anything about a call, except that an interceptor may end it before something is sent.

mod facts;

pub(crate) use facts::Names;
pub use facts::{Answered, Attempt, CallMetrics, Outcome, Outgoing};

use super::error::{Error, ErrorKind};
use crate::codec::Departure;
use bytes::Bytes;
use http::HeaderMap;
use std::{any, error, fmt, sync::Arc};

/// Looks at all calls of a configuration, and may add headers to their requests. All methods do nothing unless they are
/// written.
///
/// A call asks its interceptors in the order in which [`ConfigBuilder::interceptor`](crate::ConfigBuilder::interceptor)
/// was given them: for each attempt [`before_signing`](Self::before_signing), [`before_sending`](Self::before_sending)
/// and [`after_attempt`](Self::after_attempt), and for the call [`on_departures`](Self::on_departures) and
/// [`after_call`](Self::after_call). Each page of a list is a call. Requests for credentials are not seen.
///
/// The methods are called from within the call and hold it up for as long as they take.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::observe::{CallMetrics, Intercept, Outcome, Outgoing};
/// use std::{error, sync::atomic::{AtomicU64, Ordering}};
///
/// #[derive(Debug, Default)]
/// struct Statistics {
///     calls: AtomicU64,
///     repetitions: AtomicU64,
///     failures: AtomicU64,
/// }
///
/// impl Intercept for Statistics {
///     fn before_signing(&self, outgoing: &mut Outgoing<'_>) -> Result<(), Box<dyn error::Error + Send + Sync>> {
///         let number = outgoing.attempt().number().to_string();
///         outgoing.set_header("x-attempt", &number)?;
///         Ok(())
///     }
///
///     fn after_call(&self, call: &CallMetrics<'_>) {
///         self.calls.fetch_add(1, Ordering::Relaxed);
///         self.repetitions.fetch_add(call.attempts().saturating_sub(1).into(), Ordering::Relaxed);
///         if !matches!(call.outcome(), Outcome::Success) {
///             self.failures.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
///
/// # #[cfg(feature = "reqwest")] {
/// use alibabacloud_backup::Config;
/// use std::sync::Arc;
///
/// let statistics = Arc::new(Statistics::default());
/// let config = Config::builder().region("cn-hangzhou").interceptor(Arc::clone(&statistics)).build()?;
/// # }
/// # Ok::<(), alibabacloud_backup::Error>(())
/// ```
pub trait Intercept: Send + Sync + fmt::Debug {
    /// What errors and the `Debug` output of a builder call it; the name of its type unless another is given.
    fn name(&self) -> &str {
        any::type_name::<Self>()
    }

    /// Before an attempt is signed: may add headers.
    ///
    /// # Errors
    ///
    /// Any error ends the call with the kind [`Interceptor`](ErrorKind::Interceptor); this attempt is not sent, and
    /// there is no other. Its message is passed on, so it must not hold a secret.
    fn before_signing(&self, outgoing: &mut Outgoing<'_>) -> Result<(), Box<dyn error::Error + Send + Sync>> {
        let _ = outgoing;
        Ok(())
    }

    /// Before an attempt is sent: the request as the transport gets it, with the values of parameters in its URI and a
    /// signature in its headers. Secret headers are marked as sensitive.
    ///
    /// # Errors
    ///
    /// As of [`before_signing`](Self::before_signing).
    fn before_sending(
        &self,
        attempt: Attempt<'_>,
        request: &http::Request<Bytes>,
    ) -> Result<(), Box<dyn error::Error + Send + Sync>> {
        let _ = (attempt, request);
        Ok(())
    }

    /// After an attempt that was sent: with what it was answered, or why there is no answer.
    fn after_attempt(&self, attempt: Attempt<'_>, answered: &Answered<'_>) {
        let _ = (attempt, answered);
    }

    /// Where an answer departs from the specification, if it does, and how many departures there are beyond the number
    /// that is kept.
    fn on_departures(&self, departures: &[Departure], omitted: usize) {
        let _ = (departures, omitted);
    }

    /// After a call, however it ended: also if nothing was sent, and if it was dropped after it had begun.
    fn after_call(&self, call: &CallMetrics<'_>) {
        let _ = call;
    }
}

impl<T: Intercept + ?Sized> Intercept for Arc<T> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn before_signing(&self, outgoing: &mut Outgoing<'_>) -> Result<(), Box<dyn error::Error + Send + Sync>> {
        (**self).before_signing(outgoing)
    }

    fn before_sending(
        &self,
        attempt: Attempt<'_>,
        request: &http::Request<Bytes>,
    ) -> Result<(), Box<dyn error::Error + Send + Sync>> {
        (**self).before_sending(attempt, request)
    }

    fn after_attempt(&self, attempt: Attempt<'_>, answered: &Answered<'_>) {
        (**self).after_attempt(attempt, answered);
    }

    fn on_departures(&self, departures: &[Departure], omitted: usize) {
        (**self).on_departures(departures, omitted);
    }

    fn after_call(&self, call: &CallMetrics<'_>) {
        (**self).after_call(call);
    }
}

/// Those of a configuration, in order. `Debug` shows their names.
#[derive(Clone, Default)]
pub(crate) struct Interceptors(Vec<Arc<dyn Intercept>>);

impl Interceptors {
    pub(crate) fn push(&mut self, interceptor: impl Intercept + 'static) {
        self.0.push(Arc::new(interceptor));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &dyn Intercept> {
        self.0.iter().map(|one| &**one)
    }

    /// The caller's headers, and those that are added to them.
    pub(crate) fn before_signing(
        &self,
        attempt: Attempt<'_>,
        headers: HeaderMap,
    ) -> Result<HeaderMap, Error> {
        let mut outgoing = Outgoing::new(attempt, headers);
        for one in self.iter() {
            one.before_signing(&mut outgoing).map_err(|error| ended(one, error))?;
        }
        Ok(outgoing.into_headers())
    }

    pub(crate) fn before_sending(
        &self,
        attempt: Attempt<'_>,
        request: &http::Request<Bytes>,
    ) -> Result<(), Error> {
        self.iter()
            .try_for_each(|one| one.before_sending(attempt, request).map_err(|error| ended(one, error)))
    }
}

fn ended(one: &dyn Intercept, error: Box<dyn error::Error + Send + Sync>) -> Error {
    let message = format!("the interceptor {} ended the call: {error}", one.name());
    // It stays whole, so that a program can ask for its own type.
    Error::new(ErrorKind::Interceptor, message).with(|inner| inner.source = Some(error))
}

impl fmt::Debug for Interceptors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Intercept::name)).finish()
    }
}
