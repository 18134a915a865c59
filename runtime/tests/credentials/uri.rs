//! A server that hands out credentials.

use crate::support::{Http, World, metadata};
use alibabacloud_runtime::{
    Timestamp,
    credentials::{ProvideCredentials, UriCredentials},
};

const URI: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

fn world(uri: &str) -> World {
    World::new(Http::always(200, &metadata("Uri", 3600))).set(URI, uri)
}

#[test]
fn addresses() {
    let cannot = |why: &str| Some(format!("the address in {URI} cannot be used: {why}"));
    let far =
        |shown: &str| cannot(&format!("{shown} is not on this machine or its host, so it must be https"));
    for (uri, direct, refusal) in [
        ("https://keys.example.com/a?token=hush", false, None),
        ("http://127.0.0.1:7/a?token=hush", true, None),
        ("http://localhost/a", true, None),
        ("http://[::1]:7/a", true, None),
        ("http://169.254.170.2/a", true, None),
        ("http://[fe80::1]/a", true, None),
        ("http://100.100.100.200/a", true, None),
        ("http://keys.example.com/hush", false, far("http://keys.example.com")),
        ("http://10.0.0.1/hush", false, far("http://10.0.0.1")),
        ("http://127.0.0.1.example.com/hush", false, far("http://127.0.0.1.example.com")),
        ("https://user:hush@example.com/", false, cannot("it must not hold a user or a password")),
        ("ftp://127.0.0.1/hush", false, cannot("the scheme must be https or http")),
        ("/hush", false, cannot("it has no scheme or no host")),
        ("http://hush hush", false, cannot("it is not a URL")),
    ] {
        let world = world(uri);
        let result = world.ask(&UriCredentials::new(&world.config()));
        match refusal {
            None => {
                assert_eq!(result.as_deref(), Ok("Uri+token-of-Uri"), "{uri}");
                let sent = world.http.only();
                assert_eq!((sent.method.as_str(), sent.uri.as_str(), sent.direct), ("GET", uri, direct));
            }
            Some(message) => {
                assert_eq!(result, Err(message), "{uri}");
                assert!(world.http.sent().is_empty());
            }
        }
    }
}

#[test]
fn mistakes() {
    let what = "the server of credentials at https://keys.example.com";
    for (status, body, expected) in [
        (403, "hush", format!("{what} says HTTP 403")),
        (302, "", format!("{what} says HTTP 302")),
        (200, "hush", format!("the answer of {what} is not JSON (line 1, column 1)")),
        (200, r#"{"Code":"Hush"}"#, format!("the answer of {what} has a Code that is not Success")),
        (200, r#"{"Code":"Success"}"#, format!("the answer of {what} has no AccessKeyId")),
        (
            200,
            r#"{"AccessKeyId":"A","AccessKeySecret":"hush\n","SecurityToken":"hush"}"#,
            format!(
                "the answer of {what} cannot be used: the access key secret has a line break at character 5"
            ),
        ),
    ] {
        let world = World::new(Http::always(status, body)).set(URI, "https://keys.example.com/?token=hush");
        assert_eq!(world.ask(&UriCredentials::new(&world.config())), Err(expected));
    }
    let large = World::new(Http::always(200, &" ".repeat(70_000))).set(URI, "https://keys.example.com/");
    assert_eq!(
        large.ask(&UriCredentials::new(&large.config())),
        Err(format!("{what} gave no answer: the answer is larger than 65536 bytes"))
    );
    let silent = World::new(Http::silent()).set(URI, "https://keys.example.com/");
    assert_eq!(
        silent.ask(&UriCredentials::new(&silent.config())),
        Err(format!("{what} gave no answer: no connection: refused"))
    );
}

#[test]
fn without_an_end_the_key_is_kept() {
    let body = r#"{"AccessKeyId":"A","AccessKeySecret":"hush","SecurityToken":"t"}"#;
    let world = World::new(Http::always(200, body)).set(URI, "https://keys.example.com/");
    let provider = UriCredentials::new(&world.config());
    assert_eq!(world.ask(&provider).as_deref(), Ok("A+t"));
    world.at(1_000_000);
    assert_eq!(world.ask(&provider).as_deref(), Ok("A+t"));
    assert_eq!(world.http.sent().len(), 1);
}

#[test]
fn an_end_may_have_any_form() {
    for (end, seconds) in [
        ("1700003600", Some(1_700_003_600)),
        ("1700003600000", Some(1_700_003_600)),
        (r#""1700003600""#, Some(1_700_003_600)),
        (r#""2023-11-14T23:13:20Z""#, Some(1_700_003_600)),
        (r#""9999-12-31T23:59:59Z""#, Some(253_402_300_799)),
        ("253402300799", Some(253_402_300_799)),
        ("null", None),
        (r#""""#, None),
    ] {
        let body = format!(
            r#"{{"AccessKeyId":"A","AccessKeySecret":"hush","SecurityToken":"t","Expiration":{end}}}"#
        );
        let world = World::new(Http::always(200, &body)).set(URI, "https://keys.example.com/");
        let found = crate::support::run(UriCredentials::new(&world.config()).credentials()).unwrap();
        assert_eq!(found.expires_at().map(Timestamp::as_unix_seconds), seconds, "{end}");
    }
    for end in ["true", "{}", r#""soon""#, "1.5"] {
        let body = format!(
            r#"{{"AccessKeyId":"A","AccessKeySecret":"hush","SecurityToken":"t","Expiration":{end}}}"#
        );
        let world = World::new(Http::always(200, &body)).set(URI, "https://keys.example.com/");
        let error = world.ask(&UriCredentials::new(&world.config())).unwrap_err();
        assert!(error.ends_with("has a field Expiration that is not a moment"), "{error}");
    }
}
