#![doc = include_str!("../README.md")]

mod call;
mod compare;
mod completions;
mod corpus;
mod diff;
pub mod generate;
mod import;
mod json;
mod lint;
mod metadata;
mod new;
mod program;
mod progress;
mod ram_policy;
pub mod serve;
mod specs;
mod suggestion;
mod terminal;
mod transaction;
mod update;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

pub use specs::workspace;

/// The commands, for a program that has them among its own.
#[derive(Subcommand)]
pub enum Command {
    /// Write the beginning of a specification
    New(new::Arguments),
    /// Write specifications from the vendor's metadata
    Import(import::Arguments),
    /// Write a crate from specifications, or check that it is fresh
    Generate(generate::Arguments),
    /// Check specifications against the rules, and print what they record
    Lint(lint::Arguments),
    /// Tell what changes for the users of a crate, and which version to release
    Diff(diff::Arguments),
    /// Take newer metadata of the products of a crate the whole way, to a checked crate with its changelog
    Update(update::Arguments),
    /// Compare specifications with the vendor's metadata, an independent opinion and not an authority
    Compare(compare::Arguments),
    /// Take all of the vendor's metadata in a folder the whole way, and tell in figures what became of it
    Corpus(corpus::Arguments),
    /// Try an operation on the real service or a fake cloud, straight from its specification
    Call(call::Arguments),
    /// Print the least RAM policy for operations, as JSON
    RamPolicy(ram_policy::Arguments),
    /// Run a fake cloud that answers what specifications describe
    Serve(serve::Arguments),
    /// Print a script by which a shell completes these commands
    Completions(completions::Arguments),
}

impl Command {
    /// Runs the command, for a program `P`. `project` is what it generates when it is told nothing else.
    ///
    /// # Errors
    ///
    /// Whatever keeps the command from doing what it is for.
    pub fn run<P: Parser>(&self, project: Option<&generate::Project>) -> Result<ExitCode> {
        match self {
            Self::New(arguments) => new::run(arguments),
            Self::Import(arguments) => import::run(arguments),
            Self::Generate(arguments) => generate::run(arguments, project),
            Self::Lint(arguments) => lint::run(arguments),
            Self::Diff(arguments) => diff::run(arguments),
            Self::Update(arguments) => update::run(arguments, project),
            Self::Compare(arguments) => compare::run(arguments),
            Self::Corpus(arguments) => corpus::run(arguments),
            Self::Call(arguments) => call::run(arguments),
            Self::RamPolicy(arguments) => ram_policy::run(arguments),
            Self::Serve(arguments) => serve::run(arguments),
            Self::Completions(arguments) => completions::run(arguments, program::named(P::command())),
        }
    }
}

/// The program `name`: reads its arguments, and runs what they ask for.
pub fn main<P: Parser>(name: &'static str, run: impl FnOnce(P) -> Result<ExitCode>) -> ExitCode {
    program::set(name);
    let matches = program::named(P::command()).get_matches();
    let parsed = P::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    run(parsed).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
