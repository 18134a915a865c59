//! Lists instances and backups, and begins a backup.

use rds::{Error, rds::Client};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::from_env()?;
    let instances = client.describe_db_instances("cn-hangzhou").send().await?;
    println!("{instances:?}");
    let backups = client.describe_backups("rm-1").send().await?;
    println!("{backups:?}");
    let begun = client.create_backup("rm-1").send().await?;
    println!("{begun:?}");
    Ok(())
}
