//! Errors that a program makes, to test what it does about them.

use super::error::{Error, ErrorKind};

impl Error {
    /// An error as a service answers with it: of the kind [`Service`](ErrorKind::Service), with HTTP 400 and after one
    /// request. It is for tests of a program; what else is to be known of it, the methods that begin with `with_` say.
    ///
    /// Errors of other kinds come from a [`TransportError`](crate::transport::TransportError), a
    /// [`CredentialsError`](crate::credentials::CredentialsError) or an [`EndpointError`](crate::EndpointError), with `Error::from`.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::{Error, transport::{TransportError, TransportErrorKind}};
    ///
    /// /// What is tested.
    /// fn is_gone(error: &Error) -> bool {
    ///     error.code() == Some("InvalidDBInstanceId.NotFound")
    /// }
    ///
    /// assert!(is_gone(&Error::service("InvalidDBInstanceId.NotFound", "no such instance").with_status(404)));
    /// assert!(!is_gone(&Error::service("Throttling.User", "slow down")));
    /// assert!(!is_gone(&TransportError::new(TransportErrorKind::Connect, "no connection").into()));
    /// ```
    #[must_use]
    pub fn service(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Service, message).with(|inner| {
            inner.code = Some(code.into());
            inner.status = Some(400);
            inner.attempts = 1;
        })
    }

    /// The same with this HTTP status. A service that reports errors in the body gives 200.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        self.with(|inner| inner.status = Some(status))
    }

    /// The same with the id of the request.
    #[must_use]
    pub fn with_request_id(self, request_id: impl Into<String>) -> Self {
        self.with(|inner| inner.request_id = Some(request_id.into()))
    }

    /// The same of an operation, such as `DescribeBackups`.
    #[must_use]
    pub fn with_operation(self, operation: &'static str) -> Self {
        self.with(|inner| inner.operation = Some(operation))
    }

    /// The same after so many requests.
    #[must_use]
    pub fn with_attempts(self, attempts: u32) -> Self {
        self.with(|inner| inner.attempts = attempts)
    }

    /// The same, with [`outcome_unknown`](Self::outcome_unknown) as given.
    #[must_use]
    pub fn with_outcome_unknown(self, outcome_unknown: bool) -> Self {
        self.with(|inner| inner.outcome_unknown = outcome_unknown)
    }
}
