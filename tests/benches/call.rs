//! A whole call over loopback, beside the same call by hand. `README.md` says what came out.

#![allow(clippy::indexing_slicing, reason = "a benchmark may stop at the first surprise")]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use alibabacloud_backup::{
    Config,
    credentials::{Credentials, StaticCredentials},
    rds,
};
use criterion::{Criterion, criterion_group, criterion_main};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::{Digest, Sha256};

const BODY: &str =
    r#"{"Items":{"BackupJob":[{"BackupJobId":"4762614","BackupStatus":"NoStart"}]},"RequestId":"r"}"#;

/// Answers every request on kept-alive connections with the same body.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    let mut received = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        received.extend_from_slice(&buffer[..count]);
        if received.ends_with(b"\r\n\r\n") {
            stream.write_all(reply.as_bytes())?;
            received.clear();
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoding fills the fields; nothing reads them")]
struct Tasks {
    items: Items,
    request_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoding fills the fields; nothing reads them")]
struct Items {
    backup_job: Vec<Job>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoding fills the fields; nothing reads them")]
struct Job {
    backup_job_id: Option<String>,
    backup_status: Option<String>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What a careful person would write for one operation: signed, with a limit for the time, the status checked, decoded.
async fn by_hand(client: &reqwest::Client, url: &str, host: &str, instance: &str) -> Tasks {
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).expect("random bytes");
    let (nonce, digest) = (hex(&nonce), hex(&Sha256::digest(b"")));
    let query = format!("DBInstanceId={instance}");
    let signed = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
    let canonical = format!(
        "POST\n/\n{query}\nhost:{host}\nx-acs-action:DescribeBackupTasks\nx-acs-content-sha256:{digest}\nx-acs-date:{now}\n\
         x-acs-signature-nonce:{nonce}\nx-acs-version:2014-08-15\n\n{signed}\n{digest}"
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(b"secret").expect("a key");
    mac.update(format!("ACS3-HMAC-SHA256\n{}", hex(&Sha256::digest(canonical.as_bytes()))).as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    let answer = client
        .post(format!("{url}/?{query}"))
        .header("accept", "application/json")
        .header("x-acs-action", "DescribeBackupTasks")
        .header("x-acs-version", "2014-08-15")
        .header("x-acs-date", now)
        .header("x-acs-signature-nonce", nonce)
        .header("x-acs-content-sha256", digest)
        .header(
            "authorization",
            format!("ACS3-HMAC-SHA256 Credential=id,SignedHeaders={signed},Signature={signature}"),
        )
        .timeout(Duration::from_secs(30))
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("tasks")
}

fn call(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = serve();
    let config = Config::builder()
        .region("cn-hangzhou")
        .endpoint(&url)
        .credentials(StaticCredentials::new(Credentials::new("id", "secret")))
        .build()
        .expect("a configuration");
    let client = rds::Client::new(&config).expect("a client");
    // The crate brings its own TLS provider; plain reqwest wants one for the process.
    rustls::crypto::ring::default_provider().install_default().expect("the only provider");
    let plain = reqwest::Client::new();
    let query = format!("{url}/?DBInstanceId=rm-uf6wjk5");

    let mut group = c.benchmark_group("call over loopback");
    group.bench_function("this crate", |b| {
        b.to_async(&runtime)
            .iter(|| async { client.describe_backup_tasks("rm-uf6wjk5").send().await.expect("an answer") });
    });
    let host = url.trim_start_matches("http://").to_owned();
    group.bench_function("by hand", |b| {
        b.to_async(&runtime).iter(|| by_hand(&plain, &url, &host, "rm-uf6wjk5"));
    });
    group.bench_function("plain reqwest, unsigned", |b| {
        b.to_async(&runtime).iter(|| async {
            let answer = plain.post(&query).send().await.expect("an answer");
            answer.bytes().await.expect("a body")
        });
    });
    group.finish();
}

criterion_group!(benches, call);
criterion_main!(benches);
