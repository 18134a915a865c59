//! `completions`: scripts by which a shell completes these commands.
//!
//! clap writes the script for a program with one name. What is beside it for `cargo xtask` lets the shell see it as a program
//! called `xtask`, and leaves everything else after `cargo` to whoever completed it before.

use std::collections::BTreeSet;
use std::process::ExitCode;

use alibabacloud_codegen::{Rule, Service, lower};
use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};
use clap_complete::Shell;

use crate::{program, specs};

/// Options of `completions`.
#[derive(clap::Args)]
#[command(after_help = "Example: source <(alibabacloud-codegen completions bash)")]
pub struct Arguments {
    /// The shell
    shell: Supported,
}

/// The shells whose completion of `cargo` can be extended.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Supported {
    Bash,
    Fish,
    Zsh,
}

pub(crate) fn run(arguments: &Arguments, command: Command) -> Result<ExitCode> {
    let (shell, beside_cargo) = match arguments.shell {
        Supported::Bash => (Shell::Bash, include_str!("cargo.bash")),
        Supported::Fish => (Shell::Fish, include_str!("cargo.fish")),
        Supported::Zsh => (Shell::Zsh, include_str!("cargo.zsh")),
    };
    let of_cargo = program::name().strip_prefix("cargo ");
    let name = of_cargo.unwrap_or(program::name());
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut with_names(command.bin_name(name)), name, &mut script);
    let beside = of_cargo.map_or_else(String::new, |_| format!("\n{beside_cargo}"));
    anstream::print!("{}{beside}", String::from_utf8(script)?);
    Ok(ExitCode::SUCCESS)
}

/// The names of the specifications as they are now, where commands take names.
fn with_names(command: Command) -> Command {
    // A shell is better off without the names than without its script.
    let sources = specs::read(&specs::workspace().join("specs")).unwrap_or_default();
    let services: Vec<Service> = sources.iter().filter_map(|source| lower(source).ok()).collect();
    let products = one_of(services.iter().map(Service::module));
    let operations = one_of(services.iter().flat_map(Service::operation_names));
    let rules = one_of(Rule::all().into_iter().map(|rule| rule.name));
    // Whatever the command: an argument of this name is one of these.
    let named = |argument: Arg| match argument.get_id().as_str() {
        "product" => argument.value_parser(products.clone()),
        "operation" | "operations" => argument.value_parser(operations.clone()),
        "explain" => argument.value_parser(rules.clone()),
        _ => argument,
    };
    command.mut_subcommands(|subcommand| subcommand.mut_args(named))
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> PossibleValuesParser {
    let names: BTreeSet<&str> = names.collect();
    PossibleValuesParser::new(names.into_iter().map(str::to_owned))
}
