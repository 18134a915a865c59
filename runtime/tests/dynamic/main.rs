//! Operations that are known only at run time: the same call as with generated code, by the same code.

#![cfg(feature = "dynamic")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]

mod places;
mod preview;

use alibabacloud_runtime::dynamic::{ArgumentError, Product, Request};
use alibabacloud_runtime::{
    Config, DepartureKind, ErrorKind,
    codegen::ServiceClient,
    credentials::{Credentials, StaticCredentials},
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError},
};
use bytes::Bytes;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

pub(crate) const MODEL: &str = include_str!("model.json");

/// Gives one answer, and keeps the URLs of the requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scripted {
    status: u16,
    body: &'static str,
    urls: Arc<Mutex<Vec<String>>>,
}

impl Transport for Scripted {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.urls.lock().unwrap().push(request.request.uri().to_string());
        let mut response = http::Response::new(Bytes::from_static(self.body.as_bytes()));
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

pub(crate) fn client(transport: &Scripted, credentials: Credentials) -> (Product, ServiceClient) {
    let product = Product::from_model(MODEL).unwrap();
    let config = Config::builder()
        .region("cn-shanghai")
        .transport(transport.clone())
        .credentials(StaticCredentials::new(credentials))
        .build()
        .unwrap();
    (product, ServiceClient::new(product.service(), &config).unwrap())
}

pub(crate) fn wait<F: Future>(work: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn request(transport: &Scripted) -> Request {
    let (product, client) = client(transport, Credentials::new("an-id", "a-secret"));
    let mut request = product.operation("RunInstances").unwrap().request(&client);
    request.set("ImageId", &json!("image")).unwrap();
    request
}

#[test]
fn arguments_travel_as_the_model_says() {
    for (name, given, sent) in [
        ("Count", json!("7"), "Count=7"),
        ("Count", json!(7), "Count=7"),
        ("Since", json!("2019-02-13T12:20:00Z"), "Since=1550060400000"),
        ("Since", json!("1550060400000"), "Since=1550060400000"),
        ("Since", json!(1_550_060_400_000_i64), "Since=1550060400000"),
        ("Minute", json!("2019-02-13T20:20:00+08:00"), "Minute=2019-02-13T12%3A20Z"),
        ("Mode", json!("MANUAL"), "Mode=Manual"),
        ("Mode", json!("Copied"), "Mode=Copied"),
        ("Switch", json!("1"), "Switch=1"),
        ("Ids", json!(["a", "b"]), "Ids=a%2Cb"),
        ("Tags", json!([{"Key": "a"}]), "Tags.1.Key=a"),
        ("Policy", json!({"Key": "a"}), "Policy=%7B%22Key%22%3A%22a%22%7D"),
    ] {
        let transport = Scripted { status: 200, body: r#"{"RequestId":"1"}"#, ..Scripted::default() };
        let mut request = request(&transport);
        request.set(name, &given).unwrap_or_else(|error| panic!("{name}={given}: {error}"));
        wait(request.send()).unwrap();
        let url = transport.urls.lock().unwrap().pop().unwrap();
        assert!(url.contains(&format!("&{sent}")) || url.contains(&format!("?{sent}")), "{sent} in {url}");
    }
}

#[test]
fn arguments_that_cannot_be_used() {
    let mut request = request(&Scripted::default());
    for (name, given, expected) in [
        ("Nothing", json!(1), "there is no parameter \"Nothing\""),
        ("Count", json!("many"), ": expected an integer of 32 bits, found \"many\""),
        ("Count", json!(null), ": expected an integer of 32 bits, found null"),
        ("Count", json!(""), ": expected an integer of 32 bits, found \"\""),
        ("Since", json!("yesterday"), ": expected milliseconds since 1970, found \"yesterday\""),
        ("Switch", json!(2), ": expected Switch, found 2"),
        ("Tags", json!([{"Kye": "a"}]), "/0/Kye: expected no such field, found \"a\""),
        ("Tags", json!([{"Inner": {"Inner": 5}}]), "/0/Inner/Inner: expected an object, found 5"),
    ] {
        let error = request.set(name, &given).unwrap_err();
        assert_eq!(error.to_string(), expected, "{name}={given}");
    }
    let deep = (0..70).fold(json!({}), |inner, _| json!({"Inner": inner}));
    assert!(matches!(request.set("Tags", &json!([deep])), Err(ArgumentError::Json(_))));
}

#[test]
fn answers_depart_as_those_of_generated_code() {
    let body = r#"{"Started": "1550060400", "Mode": "Copied", "Tags": [{"Key": 5}], "Sizes": {"a": 1, "b": "2"},
        "Detail": "{}", "More": 1}"#;
    let transport = Scripted { status: 200, body, ..Scripted::default() };
    let response = wait(request(&transport).send()).unwrap();
    let found: Vec<_> = response.departures().iter().map(|one| (one.pointer.as_str(), one.kind)).collect();
    assert_eq!(
        found,
        [
            ("/Started", DepartureKind::Converted),
            ("/Mode", DepartureKind::UnknownValue),
            ("/Tags/0/Key", DepartureKind::Converted),
            ("/Tags", DepartureKind::Unwrapped),
            ("/Sizes/a", DepartureKind::Converted),
            ("/More", DepartureKind::UnknownField),
            ("/RequestId", DepartureKind::MissingField),
        ]
    );
    let answer = response.into_value();
    assert_eq!(answer.body(), body.as_bytes());
    let expected = json!({
        "Started": 1_550_060_400, "Mode": "Copied", "Tags": {"Tag": [{"Key": "5"}]}, "Sizes": {"a": "1", "b": "2"},
        "Detail": "{}",
    });
    assert_eq!(*answer.value(), expected);
}

#[test]
fn errors_are_those_of_any_call() {
    for (status, body, kind, code) in [
        (400, r#"{"Code":"Refused","Message":"no","RequestId":"7"}"#, ErrorKind::Service, Some("Refused")),
        (200, r#"{"Success":false,"Code":"Refused","Message":"no"}"#, ErrorKind::Service, Some("Refused")),
        (200, "<html>", ErrorKind::Response, None),
        (200, r#"{"Other":1}"#, ErrorKind::Response, None),
    ] {
        let error = wait(request(&Scripted { status, body, ..Scripted::default() }).send()).unwrap_err();
        assert_eq!((error.kind(), error.code()), (kind, code), "{body}");
    }
    let mut request = request(&Scripted::default());
    request.set("Count", &json!(101)).unwrap();
    let error = wait(request.send()).unwrap_err();
    assert_eq!(error.to_string(), "Count is 101, but Ecs accepts 1 to 100 (RunInstances)");
}

#[test]
fn texts_that_are_not_models() {
    let change = |pointer: &str, value: Value| {
        let mut model: Value = serde_json::from_str(MODEL).unwrap();
        *model.pointer_mut(pointer).unwrap() = value;
        Product::from_model(&model.to_string()).unwrap_err().to_string()
    };
    for (pointer, value, expected) in [
        ("/operations/0/response", json!({"named": "Nobody"}), "there is no type `Nobody`"),
        ("/types/Tag/record/0/type", json!({"list": {"named": "Nobody"}}), "there is no type `Nobody`"),
        ("/operations/0/parameters/0/type", json!({"map": {"named": "Nobody"}}), "there is no type `Nobody`"),
    ] {
        assert_eq!(change(pointer, value), format!("this is not a model: {expected}"));
    }
    assert_eq!(
        Product::from_model("7").unwrap_err().to_string(),
        "this is not a model: invalid type: integer `7`, expected struct Model at line 1 column 1"
    );
}
