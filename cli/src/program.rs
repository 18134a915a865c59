//! What the program is called that people type, which messages and helps name.

use std::sync::OnceLock;

/// The name in the texts of this crate, and that of its own program.
pub(crate) const OWN: &str = "alibabacloud-codegen";

static NAME: OnceLock<&'static str> = OnceLock::new();

/// Sets the name, once.
pub(crate) fn set(name: &'static str) {
    // A second program in one process would be a test; the first name stays.
    let _ = NAME.set(name);
}

/// The name.
pub(crate) fn name() -> &'static str {
    NAME.get().copied().unwrap_or(OWN)
}

/// A command whose examples call the program by its name.
pub(crate) fn named(command: clap::Command) -> clap::Command {
    command.mut_subcommands(|subcommand| match subcommand.get_after_help().map(ToString::to_string) {
        Some(help) => subcommand.after_help(help.replace(OWN, name())),
        None => subcommand,
    })
}
