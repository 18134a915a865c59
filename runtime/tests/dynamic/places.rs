//! Requests of all kinds by a model: places, names, bytes, and answers that are no objects.

use crate::{Scripted, wait};
use alibabacloud_runtime::dynamic::{ArgumentError, Kind, Preview, Product, Request, SignedWith};
use alibabacloud_runtime::{
    Config, Payload,
    codegen::{Method, ServiceClient, Wire},
    credentials::{Credentials, StaticCredentials},
};
use serde_json::{Value, json};

fn model() -> String {
    let parameter = |name: &str, place: &str, kind: Value| {
        json!({
            "name": name, "in": place, "type": kind, "wire": "plain", "required": false, "limits": {}, "fields": [],
            "idempotency_token": false,
        })
    };
    let operation = |name: &str, parameters: Vec<Value>, other: Value| {
        let mut operation = json!({
            "name": name, "effect": "read", "parameters": parameters, "exactly_one": [], "pagination": null,
            "envelope": null, "errors": [], "ram": null,
        });
        operation.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
        operation
    };
    let string = json!("string");
    let update = vec![
        parameter("Name", "path", string.clone()),
        parameter("Name", "body_field", string.clone()),
        parameter("Size", "body_field", json!("i32")),
    ];
    let put = vec![parameter("Name", "path", string), parameter("Content", "body", json!("bytes"))];
    json!({
        "product": "Demo", "version": "2024-01-01", "types": {},
        "endpoints": {"rule": "demo.{region}.aliyuncs.com", "vpc_rule": null, "regions": []},
        "operations": [
            operation("UpdateThing", update,
                json!({"method": "PUT", "path": "/things/{Name}", "media": "json", "response": "empty"})),
            operation("PutThing", put,
                json!({"method": "PUT", "path": "/things/{Name}/content", "media": "bytes", "response": "bytes"})),
            operation("ListThings", vec![],
                json!({"method": "GET", "path": "/things", "response": {"list": "string"}})),
        ],
    })
    .to_string()
}

fn request(name: &str, transport: &Scripted) -> Request {
    let product = Product::from_model(&model()).unwrap();
    let config = Config::builder()
        .region("cn-shanghai")
        .transport(transport.clone())
        .credentials(StaticCredentials::new(Credentials::new("an-id", "a-secret")))
        .build()
        .unwrap();
    let client = ServiceClient::new(product.service(), &config).unwrap();
    product.operation(name).unwrap().request(&client)
}

fn preview(request: Request) -> Preview {
    wait(request.preview(SignedWith::default())).unwrap()
}

fn scripted(body: &'static str) -> Scripted {
    Scripted { status: 200, body, urls: std::sync::Arc::default() }
}

#[test]
fn parameters_of_one_name() {
    let mut request = request("UpdateThing", &scripted(""));
    let names = vec!["path/Name".to_owned(), "body/Name".to_owned()];
    assert_eq!(request.set("Name", &json!("x")), Err(ArgumentError::Ambiguous(names)));
    assert_eq!(request.set("query/Name", &json!("x")), Err(ArgumentError::Unknown("query/Name".to_owned())));
    request.set("path/Name", &json!("a b")).unwrap();
    request.set("body/Name", &json!("new")).unwrap();
    request.set("Size", &json!("7")).unwrap();
    let preview = preview(request);
    assert_eq!(
        (preview.method(), preview.url()),
        ("PUT", "https://demo.cn-shanghai.aliyuncs.com/things/a%20b")
    );
    assert_eq!(preview.body(), Some(&br#"{"Name":"new","Size":7}"#[..]));
    assert!(preview.canonical_request().starts_with("PUT\n/things/a%20b\n\ncontent-type:application/json"));
}

#[test]
fn bytes() {
    let mut request = request("PutThing", &scripted("\u{0}answer"));
    assert_eq!(request.set("Content", &json!("x")), Err(ArgumentError::Bytes("Content".to_owned())));
    let refused = request.set_payload("Name", Payload::from("x"));
    assert_eq!(refused, Err(ArgumentError::NotBytes("Name".to_owned())));
    request.set("Name", &json!("n")).unwrap();
    request.set_payload("Content", Payload::from(vec![0, 1])).unwrap();
    assert_eq!(preview(request.clone()).body(), Some(&[0, 1][..]));
    let answer = wait(request.clone().send()).unwrap().into_value();
    assert_eq!((answer.value(), answer.body()), (&Value::Null, &b"\0answer"[..]));
    let mut stream = wait(request.stream()).unwrap().into_value();
    assert_eq!(wait(stream.try_next()).unwrap().unwrap(), "\u{0}answer");
}

#[test]
fn answers() {
    let answer = wait(request("ListThings", &scripted(r#"["a",1]"#)).send()).unwrap();
    assert_eq!((answer.value().value(), answer.departures().len()), (&json!(["a", "1"]), 1));
    let mut update = request("UpdateThing", &scripted(""));
    update.set("path/Name", &json!("n")).unwrap();
    assert_eq!(wait(update.send()).unwrap().value().value(), &Value::Null);
}

#[test]
fn schemas() {
    let product = Product::from_model(&model()).unwrap();
    let operation = |name| product.operation(name).unwrap();
    let names: Vec<_> = operation("UpdateThing").parameters().map(|(name, _)| name).collect();
    assert_eq!(names, ["path/Name", "body/Name", "Size"]);
    assert!(matches!(operation("UpdateThing").response().kind(), Kind::Empty));
    assert!(matches!(operation("PutThing").response().kind(), Kind::Bytes));
    let list = operation("ListThings").response();
    assert!(matches!(list.kind(), Kind::List(_)) && list.wire() == Wire::Plain);
    assert_eq!(operation("ListThings").table().method, Method::Get);
}
