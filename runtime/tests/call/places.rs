//! Where parameters go in a request, and how they are written there: path, query, headers, host and body.

use crate::support::{InMemory, RDS, header, request, run};
use alibabacloud_runtime::{
    ErrorKind, Payload, Value,
    codegen::{
        CanonicalRequest, Media, Method, Operation, Parameter, Place, Request, Wire, is_signed_header,
        sha256_hex,
    },
};
use bytes::Bytes;
use serde_json::json;

const GROVE: Parameter = Parameter::new("grove").place(Place::Path).required();
const LEAF: Parameter = Parameter::new("leaf").place(Place::Path).required();

static GET_LEAF: Operation = Operation::new("GetLeaf", &RDS)
    .at(Method::Get, "/groves/{grove}/leaves/{leaf}")
    .reads()
    .parameters(&[GROVE, LEAF, Parameter::new("view"), Parameter::new("Depth")]);

static GET_FILE: Operation = Operation::new("GetFile", &RDS)
    .at(Method::Get, "/groves/{grove}/files/{path}")
    .reads()
    .parameters(&[GROVE, Parameter::new("path").place(Place::Path).wildcard().required()]);

static GET_PART: Operation = Operation::new("GetPart", &RDS)
    .at(Method::Get, "/parts/.{leaf}/{grove}.json")
    .reads()
    .parameters(&[LEAF, GROVE]);

static CREATE_LEAF: Operation = Operation::new("CreateLeaf", &RDS)
    .at(Method::Post, "/groves/{grove}/leaves")
    .media(Media::Json)
    .parameters(&[
        GROVE,
        Parameter::new("dryRun"),
        Parameter::new("Title").place(Place::BodyField),
        Parameter::new("Spec").place(Place::BodyField),
        Parameter::new("Size").place(Place::BodyField).range(Some(1), Some(9)),
        Parameter::new("grove").place(Place::BodyField),
    ]);

static ADD_LEAVES: Operation = Operation::new("AddLeaves", &RDS)
    .at(Method::Post, "/groves/{grove}/leaves/batch")
    .media(Media::Json)
    .parameters(&[GROVE, Parameter::new("body").place(Place::Body)]);

static PUT_LEAF: Operation =
    Operation::new("PutLeaf", &RDS).at(Method::Put, "/leaves/{leaf}").media(Media::Json).parameters(&[
        LEAF,
        Parameter::new("x-acs-grove-mode").place(Place::Header),
        Parameter::new("Grove-Trace").place(Place::Header),
        Parameter::new("Color").place(Place::BodyField),
    ]);

static PLANT_SEEDS: Operation = Operation::new("PlantSeeds", &RDS).media(Media::Form).parameters(&[
    Parameter::new("RegionId"),
    Parameter::new("Seed").place(Place::Form),
    Parameter::new("Ids").place(Place::Form).wire(Wire::CommaSeparated),
    Parameter::new("Tags").place(Place::Form).wire(Wire::Json),
]);

static FIND_SEEDS: Operation = Operation::new("FindSeeds", &RDS)
    .reads()
    .media(Media::Form)
    .parameters(&[Parameter::new("Names"), Parameter::new("Note")]);

static UPLOAD: Operation = Operation::new("UploadLeaf", &RDS)
    .at(Method::Put, "/leaves/{leaf}/image")
    .media(Media::Bytes)
    .parameters(&[LEAF, Parameter::new("body").place(Place::Body).required()]);

static DESCRIBE_SEEDS: Operation =
    Operation::new("DescribeSeeds", &RDS).at(Method::Get, "/").reads().parameters(&[
        Parameter::new("Filter"),
        Parameter::new("Spaces").wire(Wire::SpaceSeparated),
        Parameter::new("Pipes").wire(Wire::PipeSeparated),
    ]);

static LIST_LOGS: Operation = Operation::new("ListLogs", &RDS)
    .at(Method::Get, "/logs")
    .reads()
    .parameters(&[Parameter::new("Project").place(Place::Host).required()]);

fn made(transport: &InMemory, operation: &'static Operation, values: &[Value]) -> Request {
    let request = request(&transport.config(), operation);
    let given = values.iter().enumerate().filter(|(_, value)| !value.is_null());
    given.fold(request, |request, (index, value)| request.with(index, value))
}

/// The request that is sent for these values, along the table; its signature was checked.
fn sent(operation: &'static Operation, values: &[Value]) -> http::Request<Bytes> {
    let transport = InMemory::always(200, &[], b"{}");
    run(made(&transport, operation, values).send::<()>()).unwrap();
    let sent = transport.only_request();
    check_signature(&sent);
    sent
}

fn refused(operation: &'static Operation, values: &[Value]) -> String {
    let transport = InMemory::always(200, &[], b"{}");
    let error = run(made(&transport, operation, values).send::<()>()).unwrap_err();
    assert_eq!((error.kind(), transport.count()), (ErrorKind::InvalidRequest, 0), "{error}");
    error.message().to_owned()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| char::from(byte.unwrap()).to_digit(16).unwrap();
        bytes.push(match byte {
            b'%' => u8::try_from(16 * digit(rest.next()) + digit(rest.next())).unwrap(),
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap()).map(|(a, b)| (decoded(a), decoded(b))).collect()
}

/// Computes the signature anew from what was sent: all that must be signed is.
fn check_signature(sent: &http::Request<Bytes>) {
    let hash = sha256_hex(sent.body());
    assert_eq!(header(sent, "x-acs-content-sha256"), hash);
    let headers: Vec<(&str, &str)> = sent
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .filter(|(name, _)| is_signed_header(name))
        .collect();
    let canonical = CanonicalRequest {
        method: sent.method().as_str(),
        path: sent.uri().path(),
        query: &pairs(sent.uri().query().unwrap_or_default()),
        headers: &headers,
        payload_sha256: &hash,
    };
    assert_eq!(header(sent, "authorization"), canonical.authorization("AnId", "ASecret"));
}

/// The paths are those of the official SDK for the same values (`data/request-vectors.json`).
#[test]
fn paths() {
    let check = |operation, values: &[&str], path: &str| {
        let values: Vec<Value> = values.iter().map(|value| Value::from(*value)).collect();
        let sent = sent(operation, &values);
        assert_eq!((sent.method().as_str(), sent.uri().path()), ("GET", path));
        assert!(sent.body().is_empty() && !sent.headers().contains_key("content-type"));
    };
    check(
        &GET_LEAF,
        &["a b/c~*+%", "葉 é🎉"],
        "/groves/a%20b%2Fc~%2A%2B%25/leaves/%E8%91%89%20%C3%A9%F0%9F%8E%89",
    );
    check(&GET_LEAF, &["AZaz09-_.~", "l"], "/groves/AZaz09-_.~/leaves/l");
    check(
        &GET_LEAF,
        &[r##"!"#$&'(),:;<=>?@[]^`{|}\"##, "..."],
        "/groves/%21%22%23%24%26%27%28%29%2C%3A%3B%3C%3D%3E%3F%40%5B%5D%5E%60%7B%7C%7D%5C/leaves/...",
    );
    // A value is not read as a template, and an encoded one is encoded once more.
    check(&GET_LEAF, &["{leaf}", "%2E%2E"], "/groves/%7Bleaf%7D/leaves/%252E%252E");
    check(&GET_FILE, &["g", "a/b c/d"], "/groves/g/files/a/b%20c/d");
    check(&GET_FILE, &["g", "one"], "/groves/g/files/one");
    check(&GET_PART, &["x", "y"], "/parts/.x/y.json");
}

#[test]
fn no_value_leaves_its_place_in_the_path() {
    let check = |operation, values: &[&str], message: &str| {
        let values: Vec<Value> = values.iter().map(|value| Value::from(*value)).collect();
        assert_eq!(refused(operation, &values), message);
    };
    check(&GET_LEAF, &["..", "l"], "grove has the part `..`, which would leave its place in the path");
    check(&GET_LEAF, &["g", "."], "leaf has the part `.`, which would leave its place in the path");
    check(&GET_LEAF, &["", "l"], "grove is empty, but GetLeaf requires it");
    check(&GET_LEAF, &["g"], "leaf is missing, but GetLeaf requires it");
    for path in ["..", "../x", "a/../b", "a/..", "a/./b"] {
        assert!(refused(&GET_FILE, &["g".into(), path.into()]).contains("would leave its place"), "{path}");
    }
    for path in ["/a", "a/", "a//b", "/"] {
        let message = refused(&GET_FILE, &["g".into(), path.into()]);
        assert_eq!(message, "path has an empty part, but is part of the path");
    }
    // What stands beside a value may make it a part that leads elsewhere.
    check(&GET_PART, &[".", "y"], "leaf has the part `.`, which would leave its place in the path");
}

#[test]
fn queries() {
    let check = |values: &[Value], query: &str| {
        let sent = sent(&DESCRIBE_SEEDS, values);
        assert_eq!((sent.method().as_str(), sent.uri().path()), ("GET", "/"));
        assert_eq!(sent.uri().query().unwrap_or_default(), query);
    };
    check(&[], "");
    let filter = json!([{ "Name": "a b", "Value": ["x*", "~y"] }]);
    check(&[filter], "Filter.1.Name=a%20b&Filter.1.Value.1=x%2A&Filter.1.Value.2=~y");
    check(&[Value::Null, json!(["a", "b"])], "Spaces=a%20b");
    check(&[Value::Null, json!([]), json!(["a", 1, "c"])], "Pipes=a%7C1%7Cc");
}

#[test]
fn json_bodies() {
    let check = |operation, values: &[Value], body: &str| {
        let sent = sent(operation, values);
        assert_eq!(header(&sent, "content-type"), "application/json; charset=utf-8");
        assert_eq!(std::str::from_utf8(sent.body()).unwrap(), body);
        assert_eq!(sent.uri().path().split('/').nth(2), Some("g-1"));
    };
    // As the official SDK, an object without fields is sent.
    check(&CREATE_LEAF, &["g-1".into()], "{}");
    let values = [
        "g-1".into(),
        true.into(),
        "é復🎉".into(),
        json!({ "On": true, "None": null }),
        3.into(),
        "own".into(),
    ];
    check(
        &CREATE_LEAF,
        &values,
        r#"{"Size":3,"Spec":{"None":null,"On":true},"Title":"é復🎉","grove":"own"}"#,
    );
    check(&ADD_LEAVES, &["g-1".into(), json!([{ "Name": "一" }, 3, null])], r#"[{"Name":"一"},3,null]"#);
    check(&ADD_LEAVES, &["g-1".into(), json!([])], "[]");
    assert_eq!(sent(&CREATE_LEAF, &["g-1".into(), true.into()]).uri().query(), Some("dryRun=true"));
    // A body that is not given is none.
    let without = sent(&ADD_LEAVES, &["g-1".into()]);
    assert!(without.body().is_empty() && !without.headers().contains_key("content-type"));
    let message = refused(&CREATE_LEAF, &["g-1".into(), Value::Null, Value::Null, Value::Null, 10.into()]);
    assert_eq!(message, "Size is 10, but Rds accepts 1 to 9");
}

#[test]
fn headers() {
    let sent = sent(&PUT_LEAF, &["l/1".into(), "deep *~ /+".into(), "t-1; q=0.5".into(), "green".into()]);
    assert_eq!((sent.method().as_str(), sent.uri().path()), ("PUT", "/leaves/l%2F1"));
    assert_eq!(header(&sent, "x-acs-grove-mode"), "deep *~ /+");
    assert_eq!(header(&sent, "grove-trace"), "t-1; q=0.5");
    let authorization = header(&sent, "authorization");
    assert!(
        authorization.contains(";x-acs-grove-mode;") && !authorization.contains("grove-trace"),
        "{authorization}"
    );
    for value in ["a\r\nx-acs-action: Other", "é", "\u{0}"] {
        let message = refused(&PUT_LEAF, &["l".into(), Value::Null, value.into()]);
        assert!(message.starts_with("Grove-Trace has a value that cannot be sent in a header"), "{message}");
    }
}

#[test]
fn forms() {
    let check = |values: &[Value], query: &str, body: &str| {
        let sent = sent(&PLANT_SEEDS, values);
        assert_eq!(header(&sent, "content-type"), "application/x-www-form-urlencoded");
        assert_eq!(sent.uri().query().unwrap_or_default(), query);
        assert_eq!(std::str::from_utf8(sent.body()).unwrap(), body);
    };
    // As the official SDK, a form without fields is one all the same.
    check(&["cn-nowhere".into()], "RegionId=cn-nowhere", "");
    let seeds = json!([{ "Key": "a b", "Value": "x*~&=é" }, { "Key": "" }]);
    let body =
        "Ids=1%2C2&Seed.1.Key=a+b&Seed.1.Value=x%2A~%26%3D%C3%A9&Seed.2.Key=&Tags=%7B%22k%22%3A%5B1%5D%7D";
    check(&[Value::Null, seeds, json!([1, 2]), json!({ "k": [1] })], "", body);
}

#[test]
fn what_is_too_long_for_a_url_goes_into_the_form() {
    let names = |count: usize| json!((0..count).map(|number| format!("name {number}")).collect::<Vec<_>>());
    let short = sent(&FIND_SEEDS, &[names(3), "n".into()]);
    assert!(short.body().is_empty() && !short.headers().contains_key("content-type"));
    assert_eq!(short.uri().query(), Some("Names.1=name%200&Names.2=name%201&Names.3=name%202&Note=n"));

    let long = sent(&FIND_SEEDS, &[names(20_000), "n".into()]);
    assert_eq!((long.uri().path(), long.uri().query()), ("/", None));
    assert_eq!(header(&long, "content-type"), "application/x-www-form-urlencoded");
    let form = pairs(&std::str::from_utf8(long.body()).unwrap().replace('+', "%20"));
    assert_eq!(form.len(), 20_001);
    assert!(form.contains(&("Names.20000".to_owned(), "name 19999".to_owned())));

    // Where there is no form, what does not fit is refused before it is sent.
    let message = refused(&DESCRIBE_SEEDS, &[names(20_000)]);
    assert!(message.starts_with("the parameters do not fit into a URL"), "{message}");
}

#[test]
fn bytes() {
    let transport = InMemory::always(200, &[], b"");
    let request = made(&transport, &UPLOAD, &["l-1".into()]);
    run(request.with_payload(1, Payload::from(vec![0, 159, 146, 150])).send::<()>()).unwrap();
    let sent = transport.only_request();
    check_signature(&sent);
    assert_eq!((sent.method().as_str(), sent.uri().path()), ("PUT", "/leaves/l-1/image"));
    assert_eq!(header(&sent, "content-type"), "application/octet-stream");
    assert_eq!(sent.body().as_ref(), [0, 159, 146, 150]);
    assert_eq!(refused(&UPLOAD, &["l-1".into()]), "body is missing, but UploadLeaf requires it");
}

#[test]
fn host_labels() {
    let check = |endpoint: &str, uri: &str, host: &str| {
        let transport = InMemory::always(200, &[], b"{}");
        let config = transport.config().to_builder().endpoint(endpoint).build().unwrap();
        run(request(&config, &LIST_LOGS).with(0, &"my-project".to_owned()).send::<()>()).unwrap();
        let sent = transport.only_request();
        check_signature(&sent);
        assert_eq!((sent.uri().to_string().as_str(), header(&sent, "host")), (uri, host));
    };
    check("logs.aliyuncs.com", "https://my-project.logs.aliyuncs.com/logs", "my-project.logs.aliyuncs.com");
    // Below an address there are no names, so only the header says it.
    check("http://127.0.0.1:80", "http://127.0.0.1/logs", "my-project.127.0.0.1");
    check("http://[::1]:8080", "http://[::1]:8080/logs", "my-project.[::1]:8080");
    check("http://localhost:8080", "http://localhost:8080/logs", "my-project.localhost:8080");
    for value in ["evil.com/", "a.b", "-a", "a-", "A", "a@b", "", &"a".repeat(64)] {
        let message = refused(&LIST_LOGS, &[value.into()]);
        let known = ["cannot stand before a host", "is empty, but ListLogs requires it"];
        assert!(known.iter().any(|known| message.contains(known)), "{message}");
    }
}
