//! The errors that the server answers with, in the vendor's words and statuses.

use http::StatusCode;
use serde_json::{Value, json};

/// An answer that is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) code: String,
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into() }
    }

    pub(super) fn bad_request(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// Something that every request of the operation must have is not there.
    pub(super) fn missing(name: &str) -> Self {
        Self::bad_request(
            format!("Missing{}", code_part(name)),
            format!("{name} is mandatory for this action."),
        )
    }

    /// A value that the operation does not take. `why` completes the sentence "The specified … is not valid".
    pub(super) fn invalid(name: &str, why: &str) -> Self {
        Self::bad_request(
            format!("Invalid{}", code_part(name)),
            format!("Specified parameter {name} is not valid: {why}."),
        )
    }

    pub(super) fn body(&self, request_id: &str, host: &str, product: &str) -> Value {
        let code = &self.code;
        json!({
            "RequestId": request_id,
            "HostId": host,
            "Code": code,
            "Message": self.message,
            "Recommend":
                format!("https://api.aliyun.com/troubleshoot?q={code}&product={product}&requestId={request_id}"),
        })
    }
}

/// The name as it can stand in an error code: `Filters.1.Key` is `FiltersKey`.
fn code_part(name: &str) -> String {
    let words = name.split('.').filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    words.flat_map(str::chars).filter(char::is_ascii_alphanumeric).collect()
}
