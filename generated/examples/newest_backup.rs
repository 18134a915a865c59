//! Says how old the newest good backup of an instance is, for a monitoring system; and shows how such a program is tested.
//!
//! ```sh
//! export ALIBABA_CLOUD_REGION_ID=cn-hangzhou ALIBABA_CLOUD_ACCESS_KEY_ID=… ALIBABA_CLOUD_ACCESS_KEY_SECRET=…
//! cargo run -p alibabacloud-backup --example newest_backup -- rm-uf6wjk5 26 [--endpoint http://127.0.0.1:8080]
//! cargo test -p alibabacloud-backup --features fake-cloud --example newest_backup
//! ```

use std::process::ExitCode;
use std::time::Duration;

use alibabacloud_backup::rds::types::{Backup, BackupStatus};
use alibabacloud_backup::{Config, Error, Timestamp, rds};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (instance, hours, config) = match arguments[..] {
        [instance, hours] => (instance, hours, Config::builder()),
        [instance, hours, "--endpoint", endpoint] => (instance, hours, Config::builder().endpoint(endpoint)),
        _ => return Err("usage: newest_backup <RDS instance> <hours> [--endpoint <URL>]".into()),
    };
    let oldest = Duration::from_secs(hours.parse::<u64>()?.saturating_mul(3600));
    let rds = rds::Client::new(&config.build()?)?;
    let state = state(&rds, instance, Timestamp::now(), oldest).await;
    println!("{}", state.text());
    Ok(state.exit_code())
}

/// What the monitoring system is told.
#[derive(Debug, PartialEq)]
enum State {
    /// The newest good backup ended so long ago.
    Fresh(Duration),
    Stale(Duration),
    Without,
    /// The service could not be asked, and why.
    Unknown(String),
}

impl State {
    fn text(&self) -> String {
        let hours = |age: &Duration| age.as_secs() / 3600;
        match self {
            Self::Fresh(age) => format!("OK: the newest backup is {} hours old", hours(age)),
            Self::Stale(age) => format!("CRITICAL: the newest backup is {} hours old", hours(age)),
            Self::Without => "CRITICAL: there is no backup".to_owned(),
            Self::Unknown(why) => format!("UNKNOWN: {why}"),
        }
    }

    /// As Nagios and its kind want it.
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Fresh(_) => ExitCode::SUCCESS,
            Self::Stale(_) | Self::Without => ExitCode::from(2),
            Self::Unknown(_) => ExitCode::from(3),
        }
    }
}

async fn state(rds: &rds::Client, instance: &str, now: Timestamp, oldest: Duration) -> State {
    match newest(rds, instance).await {
        Ok(ended) => judged(ended, now, oldest),
        // That it is throttled or out of reach says nothing about the backups.
        Err(error) if error.is_retryable() => State::Unknown(format!("try again: {error}")),
        Err(error) => State::Unknown(error.to_string()),
    }
}

/// When the newest good backup ended.
async fn newest(rds: &rds::Client, instance: &str) -> Result<Option<Timestamp>, Error> {
    let mut newest = None;
    let mut backups = rds.describe_backups(instance).backup_status(BackupStatus::Success).items();
    while let Some(Backup { backup_end_time, .. }) = backups.try_next().await? {
        newest = newest.max(backup_end_time);
    }
    Ok(newest)
}

fn judged(ended: Option<Timestamp>, now: Timestamp, oldest: Duration) -> State {
    let Some(ended) = ended else { return State::Without };
    let age = now.checked_duration_since(ended).unwrap_or_default();
    if age <= oldest { State::Fresh(age) } else { State::Stale(age) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alibabacloud_backup::credentials::{Credentials, StaticCredentials};
    use alibabacloud_backup::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud, Misbehavior};
    use alibabacloud_backup::rds::describe_backups::DescribeBackupsResponse;
    use alibabacloud_backup::{RetryPolicy, fake_cloud};

    const HOUR: Duration = Duration::from_secs(3600);

    fn client(cloud: &FakeCloud) -> rds::Client {
        let credentials = StaticCredentials::new(Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET));
        let config = Config::builder().endpoint(cloud.endpoint()).credentials(credentials);
        // A test of failures need not wait for repetitions.
        rds::Client::new(&config.retry(RetryPolicy::never()).build().unwrap()).unwrap()
    }

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    /// A page as the service would send it.
    fn page(ends: &[&str]) -> DescribeBackupsResponse {
        let mut page = DescribeBackupsResponse::default();
        page.total_record_count = i32::try_from(ends.len()).ok();
        for end in ends {
            let mut backup = Backup::default();
            backup.backup_end_time = Some(at(end));
            page.items.push(backup);
        }
        page
    }

    async fn found(cloud: &FakeCloud) -> State {
        state(&client(cloud), "rm-1", at("2024-05-02T12:00:00Z"), 26 * HOUR).await
    }

    #[tokio::test]
    async fn the_newest_backup_counts() {
        let cloud = fake_cloud().unwrap().start().await.unwrap();
        for (ends, expected) in [
            (&["2024-05-01T12:00:00Z", "2024-05-02T10:00:00Z"][..], State::Fresh(2 * HOUR)),
            (&["2024-05-01T10:00:00Z"], State::Fresh(26 * HOUR)),
            (&["2024-05-01T09:00:00Z"], State::Stale(27 * HOUR)),
            (&[], State::Without),
        ] {
            cloud.forget();
            cloud.when("DescribeBackups", |_| true).respond(&page(ends));
            assert_eq!(found(&cloud).await, expected, "{ends:?}");
        }
    }

    #[tokio::test]
    async fn only_good_backups_are_asked_for() {
        let cloud = fake_cloud().unwrap().start().await.unwrap();
        cloud
            .when("DescribeBackups", |request| request.parameter("BackupStatus") == Some("Success"))
            .respond(&page(&["2024-05-02T12:00:00Z"]));
        assert_eq!(found(&cloud).await, State::Fresh(Duration::ZERO));
    }

    #[tokio::test]
    async fn what_cannot_be_asked_is_unknown() {
        let cloud = fake_cloud().unwrap().start().await.unwrap();
        cloud
            .when("DescribeBackups", |_| true)
            .times(1)
            .refuse("InvalidDBInstanceId.NotFound", "no such instance");
        let state = found(&cloud).await;
        assert!(state.text().starts_with("UNKNOWN: InvalidDBInstanceId.NotFound"), "{state:?}");
        cloud.misbehave("DescribeBackups", Misbehavior::Throttle);
        let state = found(&cloud).await;
        assert!(state.text().starts_with("UNKNOWN: try again: Throttling"), "{state:?}");
    }

    #[test]
    fn no_server_is_needed_to_test_a_decision() {
        let now = at("2024-05-02T12:00:00Z");
        assert_eq!(judged(None, now, HOUR), State::Without);
        assert_eq!(judged(Some(now), now, HOUR), State::Fresh(Duration::ZERO));
    }
}
