use std::error::Error as StdError;
use std::time::Duration;

use alibabacloud_backup::hbr::types::{RestoreJob, RestoreJobStatus};
use alibabacloud_backup::{Error, hbr, wait_until_final};

/// Waits until the restore jobs have ended; an error unless all of them restored everything.
async fn restored(hbr: &hbr::Client, ids: &[&str]) -> Result<Vec<RestoreJob>, Box<dyn StdError>> {
    let waiter = wait_until_final(|| find(hbr, ids), |job| &job.status)
        .at_least(ids.len())
        .timeout(Duration::from_secs(3600))
        .on_progress(|progress| println!("asked {} times", progress.asked));
    let jobs = waiter.run().await?;
    match jobs.iter().find(|job| job.status != Some(RestoreJobStatus::Complete)) {
        Some(job) => Err(format!("the restore ended with {:?}: {:?}", job.status, job.error_message).into()),
        None => Ok(jobs),
    }
}

/// The operation has no filter for the ID of a job.
async fn find(hbr: &hbr::Client, ids: &[&str]) -> Result<Vec<RestoreJob>, Error> {
    let (mut found, mut jobs) = (Vec::new(), hbr.describe_restore_jobs2().items());
    while let Some(job) = jobs.try_next().await? {
        if job.restore_id.as_deref().is_some_and(|id| ids.contains(&id)) {
            found.push(job);
        }
    }
    Ok(found)
}
