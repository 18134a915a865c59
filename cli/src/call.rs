//! `call`: one operation on the real service or on the fake cloud, straight from its specification.
//!
//! The call itself is the runtime's; here are the words of the command line and what is printed.

mod argument;
mod dry_run;
mod mask;
mod report;
mod sample;
mod send;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use alibabacloud_codegen::visible;
use alibabacloud_runtime::dynamic::{Operation, Request};
use alibabacloud_runtime::{
    Config, ConfigBuilder, Network, Payload,
    codegen::{Effect, ServiceClient},
    credentials::{CliProfileCredentials, ProviderConfig},
};
use anyhow::{Context, Result, bail};

use crate::specs;
use argument::Argument;

/// Options of `call`.
#[derive(clap::Args)]
#[command(
    after_help = "Values: `Name=text`; `Filters.1.Key=VaultId` for a part of a list or an object, items counted from 1; \
                  `Name=[…]` or `Name={…}`, which is JSON where a list or an object is declared; `Name=a,b` for a list \
                  of simple values; `Name=@file` for the content of a file (`@@` for a text that begins with @); \
                  `path/Name` and `body/Name` where two parameters have one name. An answer that is no JSON is written \
                  to the output as it comes, so send that into a file. A time \
                  may always be written as 2024-05-06T07:08:09Z.\n\n\
                  The region and the credentials come from where programs take them: ALIBABA_CLOUD_REGION_ID, \
                  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, or the other providers of the chain.\n\n\
                  Example: alibabacloud-codegen call rds DescribeBackups DBInstanceId=rm-uf6wjk5 --region cn-hangzhou"
)]
pub struct Arguments {
    /// The product: its module (rds), its product code (Rds) or the name of its file, in any case
    product: String,
    /// The operation, as the specification spells it
    operation: String,
    /// Parameters, as the specification spells them
    #[arg(value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// Call this endpoint, such as http://127.0.0.1:8080 of `serve`
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Call this region [default: ALIBABA_CLOUD_REGION_ID]
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// Call the endpoint inside a virtual private cloud
    #[arg(long)]
    vpc: bool,
    /// Take the credentials of this profile of the `aliyun` command line
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The folder with the specifications (*.yaml) [default: specs]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// Print what would be sent: the canonical request, the string to sign, and the headers with the signature
    #[arg(long)]
    dry_run: bool,
    /// Sign with this date (x-acs-date)
    #[arg(long, value_name = "DATE", requires = "dry_run")]
    date: Option<String>,
    /// Sign with this nonce (x-acs-signature-nonce)
    #[arg(long, value_name = "NONCE", requires = "dry_run")]
    nonce: Option<String>,
    /// Exit with 1 if the answer departs from the specification
    #[arg(long)]
    strict: bool,
    /// The longest time for the whole call, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
    /// Send an operation that changes something without asking
    #[arg(long)]
    yes: bool,
    /// Write the answer into the specification as a sample, ids and secrets masked
    #[arg(long, conflicts_with = "dry_run")]
    save_sample: bool,
    /// Replace the samples that the operation has
    #[arg(long, requires = "save_sample")]
    replace_sample: bool,
    /// Keep all items of lists in the sample, not only the first two
    #[arg(long, requires = "save_sample")]
    full_sample: bool,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is not a number of seconds greater than 0, such as 30 or 2.5");
    let number: f64 = text.parse().map_err(|_| wrong())?;
    let limit = Duration::try_from_secs_f64(number).map_err(|_| wrong())?;
    if limit.is_zero() { Err(wrong()) } else { Ok(limit) }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let folder = arguments.specs.clone().unwrap_or_else(|| specs::workspace().join("specs"));
    let Some(target) = target::find(&folder, &arguments.product, &arguments.operation)? else {
        return Ok(ExitCode::FAILURE);
    };
    if arguments.save_sample {
        sample::refuse_early(&target, arguments.replace_sample)?;
    }
    let values = argument::values(target.operation, &arguments.parameters)?;
    if arguments.dry_run {
        return dry_run::run(arguments, &target, &values);
    }
    let client = client(arguments, &target, configured(arguments))?;
    let request = request(target.operation, &client, &values)?;
    if !confirmed(arguments, target.operation)? {
        anstream::eprintln!("nothing was sent");
        return Ok(ExitCode::FAILURE);
    }
    send::run(arguments, &target, request)
}

/// What the options say about a client.
fn configured(arguments: &Arguments) -> ConfigBuilder {
    let mut builder = Config::builder();
    if let Some(region) = &arguments.region {
        builder = builder.region(region);
    }
    if let Some(endpoint) = &arguments.endpoint {
        builder = builder.endpoint(endpoint);
    }
    if let Some(profile) = &arguments.profile {
        builder = builder.credentials(CliProfileCredentials::with_profile(profile, &ProviderConfig::new()));
    }
    if let Some(limit) = arguments.timeout {
        builder = builder.call_timeout(limit).attempt_timeout(limit).read_timeout(limit);
    }
    let network = if arguments.vpc { Network::Vpc } else { Network::Public };
    builder.network(network).user_agent_suffix("xtask-call")
}

fn client(arguments: &Arguments, target: &target::Target, builder: ConfigBuilder) -> Result<ServiceClient> {
    let config = builder.build().map_err(|error| {
        let without_place = arguments.region.is_none() && arguments.endpoint.is_none();
        let hint = if without_place { "; here: --region cn-hangzhou, or --endpoint" } else { "" };
        anyhow::anyhow!("{error}{hint}")
    })?;
    Ok(ServiceClient::new(target.product.service(), &config)?)
}

/// The request with its parameters; what could not be used is said in the words of the command line.
fn request(operation: Operation, client: &ServiceClient, values: &argument::Values) -> Result<Request> {
    let mut request = operation.request(client);
    for (name, value) in values {
        let set = match value {
            Argument::Value(value) => request.set(name, value),
            Argument::Bytes(bytes) => {
                request.set_payload(name, Payload::from(bytes.clone())).map(|()| Vec::new())
            }
        };
        match set {
            Ok(notes) => argument::print_notes(operation, name, &notes),
            Err(error) => bail!("{}", argument::explained(operation, name, &error)),
        }
    }
    Ok(request)
}

/// Whether an operation that changes something may be sent.
fn confirmed(arguments: &Arguments, operation: Operation) -> Result<bool> {
    use std::io::{BufRead, IsTerminal, Write, stderr, stdin};
    let table = operation.table();
    if table.effect == Effect::Read || arguments.yes {
        return Ok(true);
    }
    let name = visible(table.name);
    if !stdin().is_terminal() || !stderr().is_terminal() {
        bail!("{name} changes something (`x-effect` is not `read`); give --yes to send it, or --dry-run");
    }
    anstream::eprint!("{name} changes something; send it? [y/N] ");
    stderr().flush().context("cannot ask")?;
    let mut line = String::new();
    stdin().lock().read_line(&mut line).context("cannot read the reply")?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes"))
}
