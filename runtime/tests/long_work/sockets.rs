//! Threads that share connections.

use crate::support::{Backups, describe_backups};
use alibabacloud_runtime::{
    Config, Error,
    credentials::{Credentials, StaticCredentials},
    fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud},
};
use std::thread;

#[test]
fn connections_outlive_the_threads_that_opened_them() {
    let model = include_str!("../data/fake-rds.json");
    let builder = FakeCloud::builder().model(model).unwrap().items("DescribeBackups", 95);
    let cloud = builder.start_blocking().unwrap();
    let config = Config::builder()
        .region("cn-hangzhou")
        .endpoint(cloud.endpoint())
        .credentials(StaticCredentials::new(Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET)))
        .build()
        .unwrap();
    let request = describe_backups(&config);
    let count = || {
        let items = request.clone().items::<Backups>().prefetch().into_blocking();
        items.collect::<Result<Vec<_>, Error>>().unwrap().len()
    };
    for _ in 0..3 {
        thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(count)).collect();
            for thread in threads {
                assert_eq!(thread.join().unwrap(), 95);
            }
        });
    }
    assert_eq!(count(), 95);
}
