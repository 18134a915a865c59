//! A whole call over loopback, beside the same call by hand. `README.md` says what came out.

#![allow(clippy::indexing_slicing, reason = "a benchmark may stop at the first surprise")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use alibabacloud_backup::{
    Config,
    credentials::{Credentials, StaticCredentials},
    rds,
};
use by_hand::call::describe_backup_tasks;
use criterion::{Criterion, criterion_group, criterion_main};

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
        b.to_async(&runtime).iter(|| describe_backup_tasks(&plain, &url, &host, "rm-uf6wjk5"));
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
