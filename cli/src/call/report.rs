//! What is said about an answer or an error.

use alibabacloud_runtime::dynamic::Operation;
use alibabacloud_runtime::{Departure, Error, ErrorKind};
use anstyle::{AnsiColor, Style};

use alibabacloud_codegen::visible;

use crate::program;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Departures, a line each.
pub(super) fn print_departures(departures: &[Departure], omitted: usize) {
    for departure in departures {
        let Departure { pointer, kind, expected, found, .. } = departure;
        let place = if pointer.is_empty() { "the whole body".to_owned() } else { visible(pointer) };
        let found = if found.is_empty() { "nothing".to_owned() } else { visible(found) };
        let expected = visible(expected);
        anstream::eprintln!("{WARNING}{kind:?}{WARNING:#} at {place}: expected {expected}, found {found}");
    }
    let count = departures.len().saturating_add(omitted);
    let shown = if omitted == 0 { String::new() } else { format!(", {omitted} of them not shown") };
    let what = match count {
        0 => "no departures".to_owned(),
        1 => "1 departure".to_owned(),
        count => format!("{count} departures"),
    };
    anstream::eprintln!("{what} from the specification{shown}");
}

/// An error with everything that is known, and what to do.
pub(super) fn print_error(operation: Operation, error: &Error) {
    let message = visible_lines(error.message());
    match error.code() {
        Some(code) => anstream::eprintln!("{ERROR}error{ERROR:#}: {}: {message}", visible(code)),
        None => anstream::eprintln!("{ERROR}error{ERROR:#}: {message}"),
    }
    if let Some(status) = error.status() {
        anstream::eprintln!("HTTP status: {status}");
    }
    if let Some(id) = error.request_id() {
        anstream::eprintln!("request id: {}", visible(id));
    }
    if error.attempts() > 0 {
        anstream::eprintln!("attempts: {}", error.attempts());
    }
    if let (None, Some(excerpt)) = (error.code(), error.body_excerpt()) {
        anstream::eprintln!("the body begins: {}", visible(excerpt));
    }
    if error.outcome_unknown() {
        anstream::eprintln!("whether it took effect is unknown; find out before you send it again");
    }
    if let Some(note) = undocumented(operation, error) {
        anstream::eprintln!("note: {note}");
    }
    anstream::eprintln!("help: {}", advice(operation, error));
}

fn visible_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(visible).collect();
    lines.join("\n")
}

/// Whether the specification lacks a code.
fn undocumented(operation: Operation, error: &Error) -> Option<String> {
    let (code, status) = (error.code()?, error.status()?);
    let known = operation.errors().filter(|(known, _)| *known == code);
    let known: Vec<u16> = known.map(|(_, status)| status).collect();
    let code = visible(code);
    match known.first() {
        None => Some(format!("the specification of this operation does not list `{code}`")),
        Some(first) if !known.contains(&status) => {
            Some(format!("the specification lists `{code}` with status {first}, not {status}"))
        }
        Some(_) => None,
    }
}

fn advice(operation: Operation, error: &Error) -> String {
    let code = error.code().unwrap_or_default();
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| code.starts_with(beginning));
    match error.kind() {
        ErrorKind::InvalidRequest => "nothing was sent; fix the parameter, or the limits in the specification".into(),
        ErrorKind::Configuration => format!("nothing was sent; see `{} call --help` for region and endpoint", program::name()),
        ErrorKind::Credentials => {
            "nothing was sent; set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or give --profile; \
             --dry-run needs no credentials"
                .into()
        }
        ErrorKind::Timeout => "give more time with --timeout, or see whether the endpoint answers at all".into(),
        ErrorKind::Transport => "see whether the endpoint is right and can be reached from here".into(),
        ErrorKind::Response => "see whether the endpoint is the product's own; a proxy may have answered".into(),
        ErrorKind::Service if begins(&["Forbidden", "NoPermission", "Request.Forbidden"]) => {
            format!(
                "`{} ram-policy {}` prints the permission that it takes",
                program::name(),
                operation.table().name
            )
        }
        ErrorKind::Service if begins(&["InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSecurityToken"]) => {
            "see whether the credentials are right, complete and still valid".into()
        }
        ErrorKind::Service if code.contains("Throttling") => "wait a while before the next call".into(),
        ErrorKind::Service if error.status().is_some_and(|status| status >= 500) => {
            "the service failed; try again later, and give the request id to the vendor's support".into()
        }
        ErrorKind::Service => "compare the parameters with the specification; --dry-run shows what is sent".into(),
        _ => "see the message".into(),
    }
}
