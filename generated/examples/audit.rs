//! Lists what an operator looks at every morning: the backups of an instance, the backup tasks that are running, and
//! the restore jobs of DBS and Cloud Backup.
//!
//! ```sh
//! export ALIBABA_CLOUD_REGION_ID=cn-hangzhou ALIBABA_CLOUD_ACCESS_KEY_ID=… ALIBABA_CLOUD_ACCESS_KEY_SECRET=…
//! cargo run -p alibabacloud-backup --example audit -- rm-uf6wjk5 dbs1hvb0www [--endpoint http://127.0.0.1:8080]
//! ```

use std::fmt::Display;

use alibabacloud_backup::dbs::{self, describe_restore_task_list::RestoreTaskScope};
use alibabacloud_backup::rds::types::BackupJobStatus;
use alibabacloud_backup::{Config, Error, hbr, rds};
use comfy_table::{Table, presets};

/// Tables show this many rows and count the rest.
const ROWS: usize = 8;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut config = Config::builder();
    if let Some(at) = arguments.iter().position(|argument| argument == "--endpoint") {
        let endpoint = arguments.drain(at..).nth(1).ok_or("--endpoint needs a URL")?;
        config = config.endpoint(endpoint);
    }
    let [instance, plan] = arguments.as_slice() else {
        return Err("usage: audit <RDS instance> <DBS backup plan> [--endpoint <URL>]".into());
    };
    let config = config.build()?;
    backups(&rds::Client::new(&config)?, instance).await?;
    running_tasks(&rds::Client::new(&config)?, instance).await?;
    dbs_restores(&dbs::Client::new(&config)?, plan).await?;
    hbr_restores(&hbr::Client::new(&config)?).await?;
    Ok(())
}

async fn backups(rds: &rds::Client, instance: &str) -> Result<(), Error> {
    let mut rows = Vec::new();
    let mut page_count = 0;
    let mut pages = rds.describe_backups(instance).pages();
    while let Some(page) = pages.try_next().await? {
        page_count += 1;
        for backup in page.items {
            rows.push([
                shown(backup.backup_id),
                shown(backup.backup_status),
                shown(backup.backup_type),
                shown(backup.backup_start_time),
                shown(backup.backup_end_time),
                shown(backup.backup_size),
            ]);
        }
    }
    let title = format!("Backups of {instance}: {} on {page_count} pages", rows.len());
    print(&title, ["backup", "status", "type", "began", "ended", "bytes"], rows);
    Ok(())
}

async fn running_tasks(rds: &rds::Client, instance: &str) -> Result<(), Error> {
    let answer =
        rds.describe_backup_tasks(instance).backup_job_status(BackupJobStatus::Progressing).send().await?;
    let row = |task: rds::types::BackupJob| {
        [shown(task.backup_job_id), shown(task.backup_status), shown(task.job_mode), shown(task.process)]
    };
    let rows: Vec<_> = answer.items.into_iter().map(row).collect();
    print(
        &format!("Running backup tasks of {instance}: {}", rows.len()),
        ["task", "status", "mode", "progress"],
        rows,
    );
    Ok(())
}

async fn dbs_restores(dbs: &dbs::Client, plan: &str) -> Result<(), Error> {
    let mut rows = Vec::new();
    let mut tasks = dbs.describe_restore_task_list(RestoreTaskScope::backup_plan_id(plan)).items();
    while let Some(task) = tasks.try_next().await? {
        rows.push([
            shown(task.restore_task_id),
            shown(task.restore_status),
            shown(task.full_data_restore_progress),
            shown(task.restore_task_create_time),
            shown(task.restore_task_finish_time),
        ]);
    }
    let title = format!("DBS restore jobs of {plan}: {}", rows.len());
    print(&title, ["job", "status", "progress", "created", "finished"], rows);
    Ok(())
}

async fn hbr_restores(hbr: &hbr::Client) -> Result<(), Error> {
    let mut rows = Vec::new();
    let mut jobs = hbr.describe_restore_jobs2().items();
    while let Some(job) = jobs.try_next().await? {
        rows.push([
            shown(job.restore_id),
            shown(job.status),
            shown(job.progress),
            shown(job.created_time),
            shown(job.complete_time),
        ]);
    }
    let title = format!("Cloud Backup restore jobs: {}", rows.len());
    print(&title, ["job", "status", "progress", "created", "finished"], rows);
    Ok(())
}

fn shown(value: Option<impl Display>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn print<const N: usize>(title: &str, header: [&str; N], rows: Vec<[String; N]>) {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_header(header);
    let more = rows.len().saturating_sub(ROWS);
    for row in rows.into_iter().take(ROWS) {
        table.add_row(row);
    }
    println!("{title}\n{table}");
    if more > 0 {
        println!("  … and {more} more");
    }
    println!();
}
