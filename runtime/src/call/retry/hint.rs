//! When a service asks to be asked again, as the headers of its answer say it.

use crate::{
    call::clock::http_date,
    transport::{RATE_LIMITS, RETRY_AFTER},
};
use http::{HeaderMap, header};
use jiff::Timestamp;
use std::time::Duration;

/// The longest time that the service asks for. The state of flow control counts only if that was the reason.
pub(crate) fn wait(headers: &HeaderMap, throttled: bool) -> Option<Duration> {
    let named = [milliseconds(text(headers, RETRY_AFTER)), standard(headers)];
    let limits = RATE_LIMITS.iter().filter(|_| throttled).map(|name| time_left(text(headers, name)?));
    named.into_iter().chain(limits).flatten().max()
}

/// `Retry-After`: seconds, or a date, which is compared with the answer's own.
fn standard(headers: &HeaderMap) -> Option<Duration> {
    let value = text(headers, header::RETRY_AFTER.as_str())?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let answered = text(headers, header::DATE.as_str()).and_then(http_date).unwrap_or_else(Timestamp::now);
    // A date in the past asks for no wait.
    Some(http_date(value)?.duration_since(answered).try_into().unwrap_or(Duration::ZERO))
}

/// Of `Limit:10,Remain:0,TimeLeft:2000,Reset:1234`.
fn time_left(limit: &str) -> Option<Duration> {
    let left = limit.split(',').filter_map(|pair| pair.split_once(':'));
    milliseconds(left.into_iter().find_map(|(name, value)| (name.trim() == "TimeLeft").then_some(value)))
}

fn milliseconds(text: Option<&str>) -> Option<Duration> {
    text?.trim().parse().ok().map(Duration::from_millis)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}
