//! The headers that interceptors add.

use crate::recorder::Checked;
use crate::scripted::{Script, answer, good, read, run_paused};
use crate::support::{Backups, header};
use alibabacloud_runtime::{
    CallOptions, ErrorKind,
    observe::{Intercept, Outgoing},
};

/// Sets one header; `{n}` in its value is the number of the attempt.
#[derive(Debug)]
struct Sets(&'static str, &'static str);

impl Intercept for Sets {
    fn before_signing(&self, outgoing: &mut Outgoing<'_>) -> Checked {
        let value = self.1.replace("{n}", &outgoing.attempt().number().to_string());
        Ok(outgoing.set_header(self.0, &value)?)
    }
}

#[test]
fn a_header_is_sent_and_not_signed() {
    let script = Script::new([answer(503, ""), good()]);
    let config = script.config().to_builder().interceptor(Sets("X-Trace", "attempt {n}")).build().unwrap();
    run_paused(read(&config).send::<Backups>()).unwrap();
    let sent = script.requests();
    for (request, value) in sent.iter().zip(["attempt 1", "attempt 2"]) {
        assert_eq!(header(request, "x-trace"), value);
        assert!(!header(request, "authorization").contains("x-trace"));
    }
    assert_eq!(sent.len(), 2);
}

#[test]
fn the_last_one_to_set_a_header_wins() {
    let script = Script::new([good()]);
    let builder = script.config().to_builder().interceptor(Sets("x-a", "1")).interceptor(Sets("x-b", "1"));
    let config = builder.interceptor(Sets("x-a", "2")).build().unwrap();
    let options = CallOptions::new().header("x-a", "0").header("x-a", "0").header("x-c", "0");
    run_paused(read(&config).configure(options).send::<Backups>()).unwrap();
    let sent = script.requests().pop().unwrap();
    assert_eq!(sent.headers().get_all("x-a").iter().count(), 1);
    assert_eq!(["x-a", "x-b", "x-c"].map(|name| header(&sent, name)), ["2", "1", "0"]);
}

#[test]
fn headers_of_the_client_cannot_be_set() {
    for name in
        ["Host", "x-acs-action", "X-Acs-Anything", "Authorization", "content-type", "user-agent", "te"]
    {
        let script = Script::new([good()]);
        let config = script.config().to_builder().interceptor(Sets(name, "1")).build().unwrap();
        let error = run_paused(read(&config).send::<Backups>()).unwrap_err();
        assert_eq!((error.kind(), script.count()), (ErrorKind::Interceptor, 0));
        let expected = format!("the header {name:?} is set by the client and cannot be given");
        assert!(error.message().ends_with(&expected), "{error}");
    }
}

/// Tries what it may not, and goes on.
#[derive(Debug)]
struct Stubborn;

impl Intercept for Stubborn {
    fn before_signing(&self, outgoing: &mut Outgoing<'_>) -> Checked {
        assert!(outgoing.set_header("host", "evil.example").is_err());
        assert!(outgoing.set_header("authorization", "mine").is_err());
        assert!(outgoing.headers().is_empty());
        Ok(())
    }
}

#[test]
fn a_refused_header_is_not_sent() {
    let script = Script::new([good()]);
    let config = script.config().to_builder().interceptor(Stubborn).build().unwrap();
    run_paused(read(&config).send::<Backups>()).unwrap();
    let sent = script.requests().pop().unwrap();
    assert_eq!(header(&sent, "host"), "rds.aliyuncs.com");
    assert!(header(&sent, "authorization").starts_with("ACS3-HMAC-SHA256 "));
}
