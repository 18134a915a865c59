//! What calls and answers cost in allocations and in memory: counted, never timed.

use std::future::{Future, pending};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use alibabacloud_backup::rds::describe_backups::DescribeBackupsResponse;
use alibabacloud_backup::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
use alibabacloud_backup::{
    Config, ConfigBuilder,
    credentials::{Credentials, StaticCredentials},
    rds,
};
use alibabacloud_runtime::codegen::decode;
use allocation_counter::measure;

/// As many allocations as a call may make before its request is with the transport.
const BEFORE_SENDING: u64 = 66;

/// Takes requests and never answers.
#[derive(Debug)]
struct Socket;

impl Transport for Socket {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(pending())
    }
}

/// Answers with pages of 100 backups, until there were `total`.
#[derive(Debug)]
struct Pages {
    total: usize,
    sent: AtomicUsize,
}

impl Transport for Pages {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let first = self.sent.fetch_add(100, Ordering::Relaxed);
        let body = page(first, 100.min(self.total - first), self.total);
        Box::pin(async { Ok(HttpResponse::new(body.into())) })
    }
}

/// A page with the backups from number `first` on.
fn page(first: usize, count: usize, total: usize) -> String {
    let backup = |number: usize| {
        format!(
            r#"{{"BackupDownloadURL":"http://rdsbak-hz-v3.oss-cn-hangzhou.aliyuncs.com/custins53664665/hins18676859_{number}.zip?Expires=****","BackupEndTime":"2019-02-13T12:20:00Z","BackupId":"{number}","BackupInitiator":"System","BackupIntranetDownloadURL":"http://rdsbak-hz-v3.oss-cn-hangzhou-internal.aliyuncs.com/custins53664665/hins18676859_{number}.zip?Expires=****","BackupMethod":"Physical","BackupMode":"Automated","BackupSize":2167808,"BackupStartTime":"2019-02-03T12:20:00Z","BackupStatus":"Success","BackupType":"FullBackup","Checksum":"1835830439****","ConsistentTime":1576506856,"CopyOnlyBackup":"0","DBInstanceId":"rm-uf6wjk5****","Encryption":"{{}}","Engine":"MySQL","EngineVersion":"8.0","HostInstanceID":"5882781","IsAvail":1,"MetaStatus":"OK","StorageClass":"0","StoreStatus":"Disabled"}}"#
        )
    };
    let backups: Vec<String> = (first..first + count).map(backup).collect();
    format!(
        r#"{{"Items":{{"Backup":[{}]}},"PageNumber":"{}","PageRecordCount":"{count}","TotalRecordCount":"{total}"}}"#,
        backups.join(","),
        first / 100 + 1,
    )
}

fn client(change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> rds::Client {
    let credentials = StaticCredentials::new(Credentials::new("id", "secret"));
    let config = change(Config::builder().region("cn-hangzhou").credentials(credentials)).build();
    rds::Client::new(&config.expect("a configuration")).expect("a client")
}

#[test]
fn a_call_makes_few_allocations_before_its_request_is_sent() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let _guard = runtime.enter();
    let client = client(|config| config.transport(Socket));
    let send = || {
        let call = client.describe_backups("rm-uf6wjk5").page_size(100).page_number(1).send();
        let polled = pin!(call.into_future()).poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(polled, Poll::Pending), "it waits for the answer: {polled:?}");
    };
    send();
    let count = measure(send).count_total;
    println!("{count} allocations before sending");
    assert!(count <= BEFORE_SENDING, "{count} allocations");
}

#[test]
fn any_number_of_items_takes_the_memory_of_a_page() {
    let peak = |total: usize| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let pages = Pages { total, sent: AtomicUsize::new(0) };
        let client = client(|config| config.transport(pages));
        let mut count = 0;
        let read = || {
            runtime.block_on(async {
                let mut items = client.describe_backups("rm-uf6wjk5").page_size(100).items();
                while items.try_next().await.expect("a backup").is_some() {
                    count += 1;
                }
            });
        };
        let peak = measure(read).bytes_max;
        assert_eq!(count, total);
        peak
    };
    let (few, many) = (peak(300), peak(10_000));
    println!("{few} bytes for 300 items, {many} for 10,000");
    assert!(many <= few + few / 50, "{many} bytes for 10,000 items, {few} bytes for 300");
}

#[test]
fn decoding_16_mib_takes_two_and_a_half_times_as_much_at_most() {
    let count = 16 * 1024 * 1024 / (page(10_000, 1, 1).len() - 80);
    let body = page(0, count + count / 50, count);
    assert!(body.len() >= 16 * 1024 * 1024, "{} bytes", body.len());
    let peak = measure(|| {
        let decoded = decode::<DescribeBackupsResponse>("DescribeBackups", body.as_bytes()).expect("a page");
        assert!(decoded.departures.is_empty(), "{:?}", decoded.departures.first());
    });
    println!("{} bytes for a body of {}", peak.bytes_max, body.len());
    let most = u64::try_from(body.len()).expect("a length") * 5 / 2;
    assert!(peak.bytes_max <= most, "{} bytes for {}", peak.bytes_max, body.len());
}
