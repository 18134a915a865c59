//! `cargo xtask demo`: everything once — generate, start the fake cloud, and run a program that uses the crate.

use std::process::{Command, ExitCode};

use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET};
use anyhow::{Context, Result};

use alibabacloud_codegen_cli::generate::{self, Project};
use alibabacloud_codegen_cli::serve;

pub(crate) fn run(project: &Project) -> Result<ExitCode> {
    if generate::run(&generate::Arguments::default(), Some(project))? != ExitCode::SUCCESS {
        return Ok(ExitCode::FAILURE);
    }
    let items = [
        ("DescribeBackups", 95),
        ("DescribeBackupTasks", 3),
        ("DescribeRestoreTaskList", 42),
        ("DescribeRestoreJobs2", 25),
    ];
    let items = items.map(|(operation, count)| (operation.to_owned(), count));
    let Some(cloud) = serve::start(&project.specs, 0, &items)? else {
        return Ok(ExitCode::FAILURE);
    };
    println!("the fake cloud listens on {}\n", cloud.endpoint());
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", "alibabacloud-backup", "--example", "audit", "--"])
        .args(["rm-uf6wjk5", "dbs1hvb0www", "--endpoint", &cloud.endpoint()])
        .env("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou")
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID)
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)
        .env_remove("ALIBABA_CLOUD_SECURITY_TOKEN")
        .status()
        .context("cannot run the audit example")?;
    println!("{} signed requests were answered", cloud.requests().len());
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
