//! Lists instances and snapshots, and begins a snapshot.

use aws_sdk_rds::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::new(&aws_config::load_from_env().await);
    let instances = client.describe_db_instances().send().await?;
    println!("{instances:?}");
    let snapshots = client.describe_db_snapshots().db_instance_identifier("db-1").send().await?;
    println!("{snapshots:?}");
    let begun = client.create_db_snapshot().db_instance_identifier("db-1").db_snapshot_identifier("s-1");
    println!("{:?}", begun.send().await?);
    Ok(())
}
