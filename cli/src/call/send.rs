//! Sending a request and printing what comes back.

use std::io::{IsTerminal, Write, stdout};
use std::process::ExitCode;

use alibabacloud_codegen::visible;
use alibabacloud_runtime::Response;
use alibabacloud_runtime::dynamic::{Kind, Request};
use anyhow::{Context, Result, bail};

use super::target::Target;
use super::{Arguments, report, sample};
use crate::json::Json;
use crate::progress::Progress;
use crate::terminal;

pub(super) fn run(arguments: &Arguments, target: &Target, request: Request) -> Result<ExitCode> {
    if matches!(target.operation.response().kind(), Kind::Bytes) {
        return copy(target, request);
    }
    let runtime = runtime()?;
    let answered = Progress::waiting("Waiting for the answer").during(|| runtime.block_on(request.send()));
    let response = match answered {
        Ok(response) => response,
        Err(error) => {
            report::print_error(target.operation, &error);
            return Ok(ExitCode::FAILURE);
        }
    };
    if matches!(target.operation.response().kind(), Kind::Empty) {
        summary(&response);
        return Ok(ExitCode::SUCCESS);
    }
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
                "note: the sample departs from the specification as the answer does; fix the one or the other"
            );
        }
    }
    let is_strict_enough = !arguments.strict || response.departures().is_empty();
    Ok(if is_strict_enough { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes an answer that is no JSON to the output as it comes, a piece at a time.
fn copy(target: &Target, request: Request) -> Result<ExitCode> {
    if stdout().is_terminal() {
        bail!(
            "the answer is bytes, which are not for a terminal; send the output into a file, as in `> answer.bin`"
        );
    }
    let copied = runtime()?.block_on(async {
        let response = request.stream().await?;
        summary(&response);
        let (mut pieces, mut length) = (response.into_value(), 0_u64);
        while let Some(piece) = pieces.try_next().await? {
            if let Err(error) = stdout().write_all(&piece) {
                return Ok(Err(error));
            }
            length += piece.len() as u64;
        }
        Ok(stdout().flush().map(|()| length))
    });
    match copied {
        Ok(written) => {
            anstream::eprintln!("{} bytes", written.context("cannot write the answer")?);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            report::print_error(target.operation, &error);
            Ok(ExitCode::FAILURE)
        }
    }
}

pub(super) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")
}

fn summary<T>(response: &Response<T>) {
    let attempts = response.attempts();
    let attempts = format!("{attempts} {}", if attempts == 1 { "attempt" } else { "attempts" });
    let id =
        response.request_id().map_or("no request id".to_owned(), |id| format!("request id {}", visible(id)));
    anstream::eprintln!("HTTP {}, {id}, {attempts}", response.status());
}
