use std::error::Error as StdError;
use std::time::Duration;

use alibabacloud_backup::hbr::types::{RestoreJob, RestoreJobStatus};
use alibabacloud_backup::{Error, hbr, wait_until};

/// Waits until the restore job has ended; an error unless all of it was restored.
async fn restored(hbr: &hbr::Client, id: &str) -> Result<RestoreJob, Box<dyn StdError>> {
    let waiter = wait_until(|| find(hbr, id), |job| job.as_ref().is_none_or(has_ended))
        .timeout(Duration::from_secs(3600))
        .on_progress(|progress| println!("asked {} times", progress.asked));
    let job = waiter.run().await?.ok_or("there is no such restore job")?;
    match job.status {
        Some(RestoreJobStatus::Complete) => Ok(job),
        status => Err(format!("the restore ended with {status:?}: {:?}", job.error_message).into()),
    }
}

fn has_ended(job: &RestoreJob) -> bool {
    use RestoreJobStatus::{Complete, Failed, PartialComplete};
    matches!(job.status, Some(Complete | PartialComplete | Failed))
}

/// The operation has no filter for the ID of a job.
async fn find(hbr: &hbr::Client, id: &str) -> Result<Option<RestoreJob>, Error> {
    let mut jobs = hbr.describe_restore_jobs2().items();
    while let Some(job) = jobs.try_next().await? {
        if job.restore_id.as_deref() == Some(id) {
            return Ok(Some(job));
        }
    }
    Ok(None)
}
