//! The program `alibabacloud-codegen`.

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Makes Rust clients of any Alibaba Cloud product.
#[derive(Parser)]
#[command(name = "alibabacloud-codegen", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: alibabacloud_codegen_cli::Command,
}

fn main() -> ExitCode {
    alibabacloud_codegen_cli::main("alibabacloud-codegen", |arguments: Arguments| {
        arguments.command.run::<Arguments>(None)
    })
}
