//! `--dry-run`: what would be sent, and nothing is.

use std::fmt;
use std::process::ExitCode;

use alibabacloud_codegen::visible;
use alibabacloud_runtime::dynamic::{Preview, SignedWith};
use alibabacloud_runtime::{
    ConfigBuilder, Error, ErrorKind,
    credentials::{CliProfileCredentials, Credentials, ProviderConfig, StaticCredentials},
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind},
};
use anyhow::Result;

use super::argument::Values;
use super::report::print_error;
use super::send::runtime;
use super::target::Target;
use super::{Arguments, client, configured, request};
use crate::terminal;

const PLACEHOLDER: (&str, &str) = ("placeholder-id", "placeholder-secret");

/// Carries nothing, not even a question for credentials.
#[derive(Debug)]
struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let error = TransportError::new(TransportErrorKind::Unsent, "a dry run sends nothing");
        Box::pin(std::future::ready(Err(error)))
    }
}

pub(super) fn run(arguments: &Arguments, target: &Target, values: &Values) -> Result<ExitCode> {
    let mut builder = configured(arguments).transport(Nowhere);
    if let Some(profile) = &arguments.profile {
        let nowhere = ProviderConfig::new().transport(Nowhere);
        builder = builder.credentials(CliProfileCredentials::with_profile(profile, &nowhere));
    }
    let mut preview = previewed(arguments, target, values, builder)?;
    if preview.as_ref().is_err_and(|error| error.kind() == ErrorKind::Credentials)
        && arguments.profile.is_none()
    {
        anstream::eprintln!("note: there are no credentials that need no network; signed with a placeholder");
        let placeholder = StaticCredentials::new(Credentials::new(PLACEHOLDER.0, PLACEHOLDER.1));
        let builder = configured(arguments).transport(Nowhere).credentials(placeholder);
        preview = previewed(arguments, target, values, builder)?;
    }
    match preview {
        Ok(preview) => {
            terminal::print(&format!("{}\n", Shown(&preview)))?;
            anstream::eprintln!("nothing was sent");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            print_error(target.operation, &error);
            Ok(ExitCode::FAILURE)
        }
    }
}

fn previewed(
    arguments: &Arguments,
    target: &Target,
    values: &Values,
    builder: ConfigBuilder,
) -> Result<Result<Preview, Error>> {
    let client = client(arguments, target, builder)?;
    let request = request(target.operation, &client, values)?;
    let with = SignedWith { date: arguments.date.clone(), nonce: arguments.nonce.clone() };
    Ok(runtime()?.block_on(request.preview(with)))
}

struct Shown<'p>(&'p Preview);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(preview) = self;
        let lines = |text: &str| text.split('\n').map(visible).collect::<Vec<_>>().join("\n");
        writeln!(f, "canonical request:\n{}\n", lines(preview.canonical_request()))?;
        writeln!(f, "SHA-256 of the canonical request:\n{}\n", preview.canonical_request_sha256())?;
        writeln!(f, "string to sign:\n{}\n", lines(preview.string_to_sign()))?;
        write!(f, "request:\n{} {}", preview.method(), visible(preview.url()))?;
        for (name, value) in preview.headers() {
            write!(f, "\n{name}: {}", visible(value))?;
        }
        if let Some(body) = preview.body() {
            match std::str::from_utf8(body) {
                Ok(text) => write!(f, "\n\n{}", lines(text))?,
                Err(_) => write!(f, "\n\n({} bytes that are no text)", body.len())?,
            }
        }
        Ok(())
    }
}
