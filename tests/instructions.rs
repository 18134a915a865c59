//! How many instructions a call takes until its request is with the transport: counted by valgrind, never timed.

use std::future::{Future, pending};
use std::hint::black_box;
use std::pin::pin;
use std::process::Command;
use std::task::{Context, Poll, Waker};

use alibabacloud_backup::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
use alibabacloud_backup::{
    Config,
    credentials::{Credentials, StaticCredentials},
    rds,
};
use alibabacloud_runtime::codegen::CanonicalRequest;

/// What the program does and how often, in the process that valgrind watches.
const WORK: [&str; 2] = ["COUNTED_WORK", "COUNTED_TIMES"];

/// As many instructions as a call may take, without optimization, beside those of its signature, which depend on the processor:
/// some have instructions for SHA-256.
const MOST: u64 = 220_000;

/// Takes requests and never answers.
#[derive(Debug)]
struct Socket;

impl Transport for Socket {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(pending())
    }
}

#[test]
#[ignore = "needs valgrind; `.ci/run` asks for it"]
fn a_call_takes_few_instructions_beside_its_signature() {
    if let [Ok(work), Ok(times)] = WORK.map(std::env::var) {
        return repeat(&work, times.parse().expect("a number"));
    }
    let (call, signature) = (instructions("call"), instructions("signature"));
    println!("{call} instructions before sending, {signature} of them for a signature");
    assert!(call - signature <= MOST, "{} instructions beside the signature", call - signature);
}

/// The instructions of some work: of eleven times less one time, so that the start of the program does not count.
fn instructions(work: &str) -> u64 {
    let [once, often] = ["1", "11"].map(|times| {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
        valgrind.arg(std::env::current_exe().expect("this program"));
        valgrind.args(["--ignored", "--exact", "a_call_takes_few_instructions_beside_its_signature"]);
        let output = valgrind.envs(WORK.into_iter().zip([work, times])).output().expect("valgrind");
        let report = String::from_utf8_lossy(&output.stderr);
        let count = report.lines().find_map(|line| line.split_once("Collected : "));
        let (_, count) = count.ok_or(&report).expect("a count");
        count.trim().parse::<u64>().expect("a number")
    });
    (often - once) / 10
}

fn repeat(work: &str, times: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let _guard = runtime.enter();
    let credentials = StaticCredentials::new(Credentials::new("id", "secret"));
    let config = Config::builder().region("cn-hangzhou").credentials(credentials).transport(Socket).build();
    let client = rds::Client::new(&config.expect("a configuration")).expect("a client");
    for _ in 0..times {
        if work == "call" {
            call(&client);
        } else {
            sign();
        }
    }
}

fn call(client: &rds::Client) {
    let call = client.describe_backups("rm-uf6wjk5").page_size(100).page_number(1).send();
    let polled = pin!(call.into_future()).poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Pending), "it waits for the answer: {polled:?}");
}

/// The signature of a request such as that of the call.
fn sign() {
    let query = [("DBInstanceId", "rm-uf6wjk5"), ("PageNumber", "1"), ("PageSize", "100")];
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let payload_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let request = CanonicalRequest {
        method: "POST",
        path: "/",
        query: &query,
        headers: &[
            ("host", "rds.aliyuncs.com"),
            ("x-acs-action", "DescribeBackups"),
            ("x-acs-content-sha256", payload_sha256),
            ("x-acs-date", "2023-10-26T10:22:32Z"),
            ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
            ("x-acs-version", "2014-08-15"),
        ],
        payload_sha256,
    };
    black_box(request.authorization("id", "secret"));
}
