//! The maintainers' command line: the commands of the generator, for the crate of this repository.

mod demo;
mod project;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

// As in the program that anybody can install: a library leaves it to the programs that it is for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Commands of the maintainers.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    OfTheGenerator(Box<alibabacloud_codegen_cli::Command>),
    /// Generate the crate, start the fake cloud, and run the audit example against it
    #[command(after_help = "Example: cargo xtask demo")]
    Demo,
}

/// Runs the command that the arguments of the process name.
#[must_use]
pub fn main() -> ExitCode {
    alibabacloud_codegen_cli::main("cargo xtask", |arguments: Arguments| {
        let project = project::project();
        match arguments.command {
            Command::OfTheGenerator(command) => command.run::<Arguments>(Some(&project)),
            Command::Demo => demo::run(&project),
        }
    })
}
