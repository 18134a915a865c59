//! What is known about the terminal that results are printed on.

use std::io::{IsTerminal, stdout};

use terminal_size::{Width, terminal_size_of};

/// How many columns results have; 100 where nobody looks.
pub(crate) fn width() -> usize {
    let terminal = stdout().is_terminal().then(|| terminal_size_of(stdout())).flatten();
    terminal.map_or(100, |(Width(columns), _)| columns.into())
}
