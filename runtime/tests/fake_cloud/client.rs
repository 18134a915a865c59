//! A client that signs with its own code and can be told to do everything wrong.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};

use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::{Digest, Sha256};

pub(crate) const RDS: &str = include_str!("../data/fake-rds.json");
const DBS: &str = include_str!("../data/fake-dbs.json");
const HBR: &str = include_str!("../data/fake-hbr.json");
pub(crate) const INSTANCE: (&str, &str) = ("DBInstanceId", "rm-1");

/// A cloud with all models of the tests.
pub(crate) fn cloud() -> FakeCloud {
    let builder =
        FakeCloud::builder().model(RDS).and_then(|cloud| cloud.model(DBS)).and_then(|cloud| cloud.model(HBR));
    builder
        .unwrap()
        .credentials("fake-access-key-id", "fake-access-key-secret")
        .sts("sts-id", "sts-secret", "token+/==")
        .items("DescribeBackups", 95)
        .start_blocking()
        .unwrap()
}

/// A request, whose fields a test changes before or after it is signed.
pub(crate) struct Call {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) form: Vec<(String, String)>,
    /// The body of a request without a form.
    pub(crate) body: String,
    /// What stands before the host, with a dot.
    pub(crate) host_label: &'static str,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) key: (String, String),
    /// Headers that are sent and not signed.
    pub(crate) unsigned: Vec<&'static str>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.body["Code"].as_str().unwrap_or_default()
    }

    pub(crate) fn message(&self) -> &str {
        self.body["Message"].as_str().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

pub(crate) fn call(version: &str, action: &str, parameters: &[(&str, &str)]) -> Call {
    static NONCE: AtomicU64 = AtomicU64::new(0);
    let date = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let nonce = format!("nonce-{}", NONCE.fetch_add(1, Ordering::Relaxed));
    let headers = [
        ("x-acs-action", action),
        ("x-acs-version", version),
        ("x-acs-date", &date),
        ("x-acs-signature-nonce", &nonce),
    ];
    Call {
        method: "POST",
        path: "/",
        query: parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        form: Vec::new(),
        body: String::new(),
        host_label: "",
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        key: (ACCESS_KEY_ID.to_owned(), ACCESS_KEY_SECRET.to_owned()),
        unsigned: Vec::new(),
    }
}

pub(crate) fn backups(parameters: &[(&str, &str)]) -> Call {
    call("2014-08-15", "DescribeBackups", parameters)
}

pub(crate) fn restores(parameters: &[(&str, &str)]) -> Call {
    call("2019-03-06", "DescribeRestoreTaskList", parameters)
}

pub(crate) fn jobs(parameters: &[(&str, &str)]) -> Call {
    let parameters: Vec<_> = [("RestoreType", "OSS")].iter().chain(parameters).copied().collect();
    call("2017-09-08", "DescribeRestoreJobs2", &parameters)
}

impl Call {
    /// Sets a header, or takes it away if the value is empty.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        if !value.is_empty() {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    pub(crate) fn key(mut self, id: &str, secret: &str) -> Self {
        self.key = (id.to_owned(), secret.to_owned());
        self
    }

    /// The bytes of the request.
    pub(crate) fn bytes(mut self, cloud: &FakeCloud) -> Vec<u8> {
        let body = if self.form.is_empty() { self.body.clone() } else { encode(&self.form) };
        if !self.form.is_empty() {
            self = self.header("content-type", "application/x-www-form-urlencoded");
        }
        let hash = hex(&Sha256::digest(&body));
        self.headers.push(("host".to_owned(), cloud.endpoint().replace("http://", self.host_label)));
        if !self.headers.iter().any(|(name, _)| name == "x-acs-content-sha256") {
            self.headers.push(("x-acs-content-sha256".to_owned(), hash.clone()));
        }
        self.query.sort();
        let mut signed = self.headers.clone();
        signed.retain(|(name, _)| !self.unsigned.contains(&name.as_str()));
        signed.sort();
        let names = signed.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(";");
        let lines = signed.iter().fold(String::new(), |text, (name, value)| text + name + ":" + value + "\n");
        let query = encode(&self.query);
        let canonical = format!("{}\n{}\n{query}\n{lines}\n{names}\n{hash}", self.method, self.path);
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", hex(&Sha256::digest(canonical)));
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.1.as_bytes()).unwrap();
        mac.update(to_sign.as_bytes());
        let signature = hex(&mac.finalize().into_bytes());
        if !self.headers.iter().any(|(name, _)| name == "authorization") {
            let id = &self.key.0;
            let value =
                format!("ACS3-HMAC-SHA256 Credential={id},SignedHeaders={names},Signature={signature}");
            self.headers.push(("authorization".to_owned(), value));
        }
        let mut text = format!("{} {}?{query} HTTP/1.1\r\n", self.method, self.path);
        for (name, value) in self.headers.iter().filter(|(_, value)| value != "-") {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        let _ = write!(text, "content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
        text.into_bytes()
    }

    /// Sends it and reads the answer, which must be whole.
    pub(crate) fn send(self, cloud: &FakeCloud) -> Answer {
        answer(&exchange(cloud, &self.bytes(cloud)))
    }
}

pub(crate) fn ids(answer: &Answer, list: &str, field: &str) -> Vec<Value> {
    let items = answer.body.pointer(list).and_then(Value::as_array).unwrap();
    items.iter().map(|item| item[field].clone()).collect()
}

#[track_caller]
pub(crate) fn check_refused(cloud: &FakeCloud, call: Call, status: u16, code: &str, message: &str) {
    let answer = call.send(cloud);
    assert_eq!((answer.status, answer.code()), (status, code), "{answer:?}");
    assert!(answer.message().contains(message), "{answer:?}");
    assert!(answer.body["HostId"].as_str().unwrap().starts_with("127.0.0.1"), "{answer:?}");
    assert!(answer.body["Recommend"].as_str().unwrap().contains(code), "{answer:?}");
}

/// Everything that comes back for these bytes.
pub(crate) fn exchange(cloud: &FakeCloud, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(cloud.endpoint().replace("http://", "")).unwrap();
    // The server may close before it has read all.
    let _ = stream.write_all(request);
    let mut text = Vec::new();
    let _ = stream.read_to_end(&mut text);
    String::from_utf8(text).unwrap()
}

pub(crate) fn answer(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: serde_json::from_str(body).unwrap_or(Value::Null) }
}

fn encode(pairs: &[(String, String)]) -> String {
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    pairs.join("&")
}

fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |text, byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            text + &char::from(byte).to_string()
        }
        _ => text + &format!("%{byte:02X}"),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
