//! Sending a request and printing what comes back.

use std::process::ExitCode;
use std::time::Duration;

use alibabacloud_runtime::Response;
use alibabacloud_runtime::dynamic::{Answer, Request};
use anyhow::{Context, Result};

use super::target::Target;
use super::{Arguments, report, sample};
use crate::json::Json;
use crate::terminal;
use alibabacloud_codegen::visible;

pub(super) fn run(arguments: &Arguments, target: &Target, request: Request) -> Result<ExitCode> {
    let response = match runtime()?.block_on(sent(request)) {
        Ok(response) => response,
        Err(error) => {
            report::print_error(target.operation, &error);
            return Ok(ExitCode::FAILURE);
        }
    };
    let json = Json::parse(response.value().body());
    let shown = match &json {
        Ok(json) => json.pretty(),
        // Broken strings were repaired while the answer was decoded.
        Err(_) => Json::parse(response.value().value().to_string().as_bytes())?.pretty(),
    };
    terminal::print(&format!("{shown}\n"))?;
    summary(&response);
    report::print_departures(response.departures(), response.departures_omitted());
    if arguments.save_sample {
        let json = json.context("the answer cannot be a sample")?;
        sample::save(arguments, target, &json)?;
        if !response.departures().is_empty() {
            anstream::eprintln!(
                "note: the sample departs from the specification as the answer does; mend the one or the other"
            );
        }
    }
    let is_strict_enough = !arguments.strict || response.departures().is_empty();
    Ok(if is_strict_enough { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")
}

/// Sends it; what takes long shows that it goes on.
async fn sent(request: Request) -> Result<Response<Answer>, alibabacloud_runtime::Error> {
    let mut call = request.send();
    if let Ok(answered) = tokio::time::timeout(Duration::from_secs(1), &mut call).await {
        return answered;
    }
    let progress = indicatif::ProgressBar::new_spinner().with_message("waiting for the answer");
    progress.enable_steady_tick(Duration::from_millis(100));
    let answered = call.await;
    progress.finish_and_clear();
    answered
}

fn summary(response: &Response<Answer>) {
    let attempts = response.attempts();
    let attempts = format!("{attempts} {}", if attempts == 1 { "attempt" } else { "attempts" });
    let id =
        response.request_id().map_or("no request id".to_owned(), |id| format!("request id {}", visible(id)));
    anstream::eprintln!("HTTP {}, {id}, {attempts}", response.status());
}
