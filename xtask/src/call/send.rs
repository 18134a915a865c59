//! Sending a request and printing what comes back.

use std::process::ExitCode;

use alibabacloud_codegen::visible;
use alibabacloud_runtime::Response;
use alibabacloud_runtime::dynamic::{Answer, Request};
use anyhow::{Context, Result};

use super::target::Target;
use super::{Arguments, report, sample};
use crate::json::Json;
use crate::progress::Progress;
use crate::terminal;

pub(super) fn run(arguments: &Arguments, target: &Target, request: Request) -> Result<ExitCode> {
    let runtime = runtime()?;
    let answered = Progress::waiting("Waiting for the answer").during(|| runtime.block_on(request.send()));
    let response = match answered {
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

fn summary(response: &Response<Answer>) {
    let attempts = response.attempts();
    let attempts = format!("{attempts} {}", if attempts == 1 { "attempt" } else { "attempts" });
    let id =
        response.request_id().map_or("no request id".to_owned(), |id| format!("request id {}", visible(id)));
    anstream::eprintln!("HTTP {}, {id}, {attempts}", response.status());
}
