//! The terminal that results are printed on, if it is one.

use std::io::{ErrorKind, IsTerminal, Write, stdout};

use anyhow::{Context, Result};
use terminal_size::{Width, terminal_size_of};

/// How many columns results have; 120 where nobody looks.
pub(crate) fn width() -> usize {
    let terminal = stdout().is_terminal().then(|| terminal_size_of(stdout())).flatten();
    // Narrower ones leave no room for an excerpt.
    terminal.map_or(120, |(Width(columns), _)| usize::from(columns).max(60))
}

/// Prints a result, with its styles if it is looked at. A reader who has seen enough, such as `head`, ends it early.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("cannot print the result"),
    }
}
