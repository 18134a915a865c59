//! `cargo xtask completions`: scripts by which a shell completes these commands.
//!
//! clap writes the script for a program called `xtask`. What is beside it lets the shell see `cargo xtask …` as that
//! program, and leaves everything else after `cargo` to whoever completed it before.

use std::process::ExitCode;

use anyhow::Result;
use clap::Command;
use clap_complete::Shell;

/// Options of `completions`.
#[derive(clap::Args)]
#[command(after_help = "Example: source <(cargo xtask completions bash)")]
pub(crate) struct Arguments {
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
    let (shell, beside) = match arguments.shell {
        Supported::Bash => (Shell::Bash, include_str!("cargo.bash")),
        Supported::Fish => (Shell::Fish, include_str!("cargo.fish")),
        Supported::Zsh => (Shell::Zsh, include_str!("cargo.zsh")),
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command.bin_name("xtask"), "xtask", &mut script);
    anstream::print!("{}\n{beside}", String::from_utf8(script)?);
    Ok(ExitCode::SUCCESS)
}
