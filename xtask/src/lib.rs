//! The maintainers' command line: the only part of the project that reads and writes the disk.

mod call;
mod compare;
mod completions;
mod demo;
mod diff;
mod generate;
mod import;
mod json;
mod lint;
mod new;
mod progress;
mod ram_policy;
mod serve;
mod specs;
mod suggestion;
mod terminal;
mod transaction;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Commands of the maintainers.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the beginning of a specification
    New(new::Arguments),
    /// Write specifications from the vendor's metadata
    Import(import::Arguments),
    /// Write the crate from the specifications, or check that it is fresh
    Generate(generate::Arguments),
    /// Check the specifications against the rules, and print what they record
    Lint(lint::Arguments),
    /// Tell what changes for the users of the crate, and which version to release
    Diff(diff::Arguments),
    /// Compare the specifications with the vendor's metadata, an independent opinion and not an authority
    Compare(compare::Arguments),
    /// Try an operation on the real service or a fake cloud, straight from its specification
    Call(call::Arguments),
    /// Print the least RAM policy for operations, as JSON
    RamPolicy(ram_policy::Arguments),
    /// Run a fake cloud that answers what the specifications describe
    Serve(serve::Arguments),
    /// Generate the crate, start the fake cloud, and run the audit example against it
    #[command(after_help = "Example: cargo xtask demo")]
    Demo,
    /// Print a script by which a shell completes these commands
    Completions(completions::Arguments),
}

/// Runs the command that the arguments of the process name.
#[must_use]
pub fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::New(arguments) => new::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Call(arguments) => call::run(&arguments),
        Command::RamPolicy(arguments) => ram_policy::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Demo => demo::run(),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
