//! Word of what takes longer than a second: on a terminal, and gone when it is over.

use std::io::IsTerminal;
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// A line on the terminal that goes away with this value.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// For work in `total` steps.
    pub(crate) fn new(doing: &'static str, total: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {prefix} [{wide_bar}] {pos}/{len} {msg}");
        Self::shown_later(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())), doing)
    }

    /// For work whose length nobody knows.
    pub(crate) fn waiting(doing: &'static str) -> Self {
        let style = ProgressStyle::with_template("{spinner} {prefix} {elapsed}");
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self::shown_later(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner())), doing)
    }

    /// Does all of the work.
    pub(crate) fn during<T>(self, work: impl FnOnce() -> T) -> T {
        work()
    }

    fn shown_later(bar: ProgressBar, doing: &'static str) -> Self {
        bar.set_prefix(doing);
        if std::io::stderr().is_terminal() {
            let bar = bar.downgrade();
            thread::spawn(move || {
                thread::sleep(PATIENCE);
                if let Some(bar) = bar.upgrade() {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(TICK);
                }
            });
        }
        Self(bar)
    }

    /// Begins the step that is called `name`.
    pub(crate) fn begin(&self, name: impl Into<String>) {
        self.0.set_message(name.into());
    }

    /// Does `work`, which prints, without the line.
    pub(crate) fn suspend<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.suspend(work)
    }

    /// Ends a step.
    pub(crate) fn end(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
