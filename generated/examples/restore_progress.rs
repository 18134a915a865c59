//! Shows how far a restore job of Cloud Backup is, until it has ended: as a bar, or as lines if the output is not a
//! terminal. Without an ID, it is the first job that is listed.
//!
//! ```sh
//! export ALIBABA_CLOUD_REGION_ID=cn-hangzhou ALIBABA_CLOUD_ACCESS_KEY_ID=… ALIBABA_CLOUD_ACCESS_KEY_SECRET=…
//! cargo run -p alibabacloud-backup --example restore_progress -- [r-000…] [--timeout <SECONDS>] [--endpoint http://127.0.0.1:8080]
//! ```

use std::io::IsTerminal;
use std::time::Duration;

use alibabacloud_backup::hbr::types::{RestoreJob, RestoreJobStatus};
use alibabacloud_backup::{Config, Error, Percent, WaitError, hbr, wait_until_final};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A restore that is waited for in vain ends this program after so many seconds, unless it is told otherwise.
const TIMEOUT: u64 = 3600;
/// A job that was started a moment ago may not be listed yet.
const APPEARS_WITHIN: Duration = Duration::from_secs(10);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut config = Config::builder();
    if let Some(endpoint) = option(&mut arguments, "--endpoint")? {
        config = config.endpoint(endpoint);
    }
    let timeout = match option(&mut arguments, "--timeout")? {
        Some(seconds) => seconds.parse()?,
        None => TIMEOUT,
    };
    if arguments.len() > 1 {
        return Err("usage: restore_progress [<restore job>] [--timeout <SECONDS>] [--endpoint <URL>]".into());
    }
    let hbr = hbr::Client::new(&config.build()?)?;
    let id = arguments.first().map(String::as_str);
    let view = View::new();
    let waiter = wait_until_final(|| find(&hbr, id), |job| &job.status)
        .appears_within(APPEARS_WITHIN)
        .interval(Duration::from_secs(2))
        .max_interval(Duration::from_secs(30))
        .timeout(Duration::from_secs(timeout))
        .on_progress(|progress| view.show(progress.answer));
    let result = waiter.run().await;
    view.end();
    match result {
        Ok(jobs) => jobs.into_iter().try_for_each(|job| match job.status {
            Some(RestoreJobStatus::Failed) => {
                Err(format!("the restore failed: {}", job.error_message.unwrap_or_default()).into())
            }
            _ => Ok(()),
        }),
        Err(WaitError::Missing { .. }) => Err("there is no such restore job".into()),
        Err(error @ WaitError::Timeout { .. }) => Err(format!("the restore goes on: {error}").into()),
        Err(error) => Err(Error::from(error).into()),
    }
}

/// Takes an option with its value out of the arguments.
fn option(arguments: &mut Vec<String>, name: &str) -> Result<Option<String>, String> {
    let Some(at) = arguments.iter().position(|argument| argument == name) else { return Ok(None) };
    let taken = arguments.len().min(at + 2);
    let value = arguments.drain(at..taken).nth(1);
    value.map(Some).ok_or_else(|| format!("{name} needs a value"))
}

/// The job with this ID, or the first one. No filter takes the ID of a restore job.
async fn find(hbr: &hbr::Client, id: Option<&str>) -> Result<Vec<RestoreJob>, Error> {
    let mut jobs = hbr.describe_restore_jobs2().items();
    while let Some(job) = jobs.try_next().await? {
        if id.is_none_or(|id| job.restore_id.as_deref() == Some(id)) {
            return Ok(vec![job]);
        }
    }
    Ok(Vec::new())
}

/// A bar, or lines.
struct View {
    bar: Option<ProgressBar>,
}

impl View {
    fn new() -> Self {
        let bar = std::io::stdout().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(100), ProgressDrawTarget::stdout());
            let style = ProgressStyle::with_template("{prefix} [{bar:40}] {percent:>3} % {msg} ({elapsed})");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        if let Some(bar) = &bar {
            bar.enable_steady_tick(Duration::from_secs(1));
        }
        Self { bar }
    }

    fn show(&self, jobs: &[RestoreJob]) {
        let Some(job) = jobs.first() else { return };
        let id = job.restore_id.as_deref().unwrap_or("-").to_owned();
        let status = job.status.as_ref().map_or("-", RestoreJobStatus::as_str).to_owned();
        match &self.bar {
            Some(bar) => {
                bar.set_prefix(id);
                bar.set_message(status);
                bar.set_position(job.progress.map_or(0.0, Percent::value) as u64);
            }
            None => {
                let progress = job.progress.map_or_else(|| "-".to_owned(), |progress| progress.to_string());
                println!("{id} {status} {progress}");
            }
        }
    }

    /// Leaves the bar as it is.
    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.abandon();
        }
    }
}
