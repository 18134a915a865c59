//! Writes the backups of an instance as CSV to the standard output, as they arrive: a page is all that is in memory.
//!
//! The columns are the fields of a backup. What the service left out is an empty cell, times are RFC 3339, and lists are JSON.
//!
//! ```sh
//! export ALIBABA_CLOUD_REGION_ID=cn-hangzhou ALIBABA_CLOUD_ACCESS_KEY_ID=… ALIBABA_CLOUD_ACCESS_KEY_SECRET=…
//! cargo run -p alibabacloud-backup --example export -- rm-uf6wjk5 [--endpoint http://127.0.0.1:8080] > backups.csv
//! ```

use alibabacloud_backup::{Config, HumanRow, rds};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (instance, config) = match arguments[..] {
        [instance] => (instance, Config::builder()),
        [instance, "--endpoint", endpoint] => (instance, Config::builder().endpoint(endpoint)),
        _ => return Err("usage: export <RDS instance> [--endpoint <URL>]".into()),
    };
    let rds = rds::Client::new(&config.build()?)?;

    let mut csv = csv::Writer::from_writer(std::io::stdout().lock());
    let mut backups = rds.describe_backups(instance).items();
    while let Some(backup) = backups.try_next().await? {
        csv.serialize(HumanRow(&backup))?;
    }
    csv.flush()?;
    Ok(())
}
