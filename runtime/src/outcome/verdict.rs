//! What an error means for the next attempt. The only place that knows which failures pass.

use super::error::{Error, ErrorKind};
use crate::transport::TransportErrorKind;

/// Whether another attempt may do better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It will not.
    Final,
    /// It may, soon.
    Temporary,
    /// It may, when there are fewer requests.
    Throttled,
    /// It may, but the last one took its time.
    Slow,
    /// It will, with another date. Nothing was executed.
    WrongClock,
    /// It may, with other credentials: these are unknown or expired. Nothing was executed.
    StaleCredentials,
}

/// Codes that say more than the HTTP status beside them. A `*` at one end stands for anything.
const CODES: &[(&str, Verdict)] = &[
    ("IllegalTimestamp", Verdict::WrongClock),
    ("InvalidTimeStamp.Expired", Verdict::WrongClock),
    ("InvalidAccessKeyId*", Verdict::StaleCredentials),
    ("InvalidSecurityToken*", Verdict::StaleCredentials),
    ("InvalidStsToken*", Verdict::StaleCredentials),
    ("*SecurityToken.Expired", Verdict::StaleCredentials),
    ("*SecurityTokenExpired", Verdict::StaleCredentials),
    ("*StsToken.Expired", Verdict::StaleCredentials),
    ("*StsTokenExpired", Verdict::StaleCredentials),
    ("Throttling", Verdict::Throttled),
    ("Throttling.*", Verdict::Throttled),
    ("*.Throttling", Verdict::Throttled),
    ("InternalError", Verdict::Temporary),
    ("InternalError.*", Verdict::Temporary),
    ("ServiceUnavailable", Verdict::Temporary),
    ("ServiceUnavailable.*", Verdict::Temporary),
    ("ServiceUnavailableTemporary", Verdict::Temporary),
    ("SystemBusy", Verdict::Temporary),
    ("SystemBusy.*", Verdict::Temporary),
    // The service is still at work on an earlier request with the same idempotency token.
    ("IdempotentProcessing", Verdict::Temporary),
    ("LastTokenProcessing", Verdict::Temporary),
    // Something on the way repeated the request, and the other copy came first.
    ("SignatureNonceUsed", Verdict::Temporary),
];

const STATUSES: &[(u16, Verdict)] = &[
    (429, Verdict::Throttled),
    (500, Verdict::Temporary),
    (502, Verdict::Temporary),
    (503, Verdict::Temporary),
    (504, Verdict::Temporary),
];

impl Verdict {
    pub(crate) fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::Service => error
                .code()
                .and_then(by_code)
                .or_else(|| by_message(error.message()))
                .or_else(|| error.status().and_then(by_status))
                .unwrap_or(Self::Final),
            ErrorKind::Timeout => Self::Slow,
            ErrorKind::Transport => match transport(error) {
                Some(TransportErrorKind::Connect | TransportErrorKind::Interrupted) => Self::Temporary,
                _ => Self::Final,
            },
            ErrorKind::Response if error.is_cut_off() => Self::Temporary,
            _ => Self::Final,
        }
    }
}

impl Error {
    /// Whether the same request may succeed if it is sent again: the service is busy or asks for fewer requests, the
    /// connection broke or could not be made, the time ran out, or the clock was off. The call has repeated it already,
    /// as its [`RetryPolicy`](crate::RetryPolicy) and its operation allow, so wait before you go on.
    ///
    /// It says nothing of whether sending it again does harm: for that, ask [`outcome_unknown`](Self::outcome_unknown).
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::Error;
    ///
    /// fn is_worth_another_try(error: &Error) -> bool {
    ///     error.is_retryable() && !error.outcome_unknown()
    /// }
    /// ```
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        !matches!(Verdict::of(self), Verdict::Final | Verdict::StaleCredentials)
    }

    /// Whether the service refused the request because there are too many of them, such as with the code
    /// `Throttling.User` or with HTTP 429. Nothing was executed. Such an error is [retryable](Self::is_retryable).
    #[must_use]
    pub fn is_throttling(&self) -> bool {
        Verdict::of(self) == Verdict::Throttled
    }
}

/// Whether a request that ended like this may have had its effect all the same.
pub(crate) fn leaves_doubt(error: &Error) -> bool {
    let status = error.status().unwrap_or_default();
    match error.kind() {
        ErrorKind::Timeout | ErrorKind::Transport => {
            use TransportErrorKind::{Connect, ConnectTimeout, Unsent};
            !matches!(transport(error), Some(Connect | ConnectTimeout | Unsent))
        }
        ErrorKind::Service => match Verdict::of(error) {
            Verdict::Temporary => true,
            Verdict::Final => status >= 500,
            _ => false,
        },
        // A redirect was not executed.
        ErrorKind::Response => !(300..400).contains(&status),
        _ => false,
    }
}

fn transport(error: &Error) -> Option<TransportErrorKind> {
    error.transport_error().map(crate::transport::TransportError::kind)
}

fn by_code(code: &str) -> Option<Verdict> {
    let is_meant = |pattern: &str| match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => code.ends_with(end),
        (None, Some(beginning)) => code.starts_with(beginning),
        (None, None) => code == pattern,
    };
    CODES.iter().find(|(pattern, _)| is_meant(pattern)).map(|(_, verdict)| *verdict)
}

/// What a message says under a code that says less, such as `InvalidParameter`: it names a code, or the token that expired.
/// Only what was not executed for certain counts.
fn by_message(message: &str) -> Option<Verdict> {
    let words = message.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    let mut named = words.filter_map(|word| by_code(word.trim_matches('.')));
    let plain: String =
        message.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let is_expired = |token: &str| {
        let after = plain.split_once(token)?.1;
        after.get(..after.len().min(BETWEEN))?.contains("expired").then_some(Verdict::StaleCredentials)
    };
    let certain = named.find(|verdict| matches!(verdict, Verdict::StaleCredentials | Verdict::WrongClock));
    certain.or_else(|| TOKENS.iter().find_map(|token| is_expired(token)))
}

/// What the token of temporary credentials is called, and how many letters there may be before it is said to have expired.
const TOKENS: [&str; 2] = ["securitytoken", "ststoken"];
const BETWEEN: usize = 30;

fn by_status(status: u16) -> Option<Verdict> {
    STATUSES.iter().find(|(known, _)| *known == status).map(|(_, verdict)| *verdict)
}
