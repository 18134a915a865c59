//! Requests with values at all places, and answers of all forms: what the runtime's own client sends and reads.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud, Misbehavior};
use alibabacloud_runtime::{
    Bytes, Call, Config, Error, Network, Payload, RetryPolicy, Value,
    codegen::{
        Endpoints, Media, Method, Operation, Output, Parameter, Place, Request, Service, ServiceClient, Wire,
    },
    credentials::{Credentials, StaticCredentials},
};
use serde_json::json;

use crate::client::{answer, call, exchange};

const MODEL: &str = include_str!("../data/fake-tasks.json");

static SERVICE: Service = Service {
    product: "Tasks",
    version: "2024-01-01",
    endpoints: Endpoints { rule: "tasks.{region}.aliyuncs.com", vpc_rule: None, regions: &[] },
};

const fn operation(name: &'static str, method: Method, path: &'static str) -> Operation {
    Operation::new(name, &SERVICE).at(method, path)
}

const TASK_ID: Parameter = Parameter::new("TaskId").place(Place::Path);
const PATH: Parameter = Parameter::new("Path").place(Place::Path).wildcard();

static GET_FILE: Operation = operation("GetFile", Method::Get, "/api/tasks/{TaskId}/files/{Path}")
    .parameters(&[
        TASK_ID,
        PATH,
        Parameter::new("x-acs-depth").place(Place::Header),
        Parameter::new("x-note").place(Place::Header),
        Parameter::new("Tags").wire(Wire::PipeSeparated),
        Parameter::new("Sizes").wire(Wire::SpaceSeparated),
    ]);

static PUT_TASK: Operation =
    operation("PutTask", Method::Put, "/api/tasks/{Id}").media(Media::Json).parameters(&[
        Parameter::new("Id").place(Place::Path),
        Parameter::new("Id").place(Place::BodyField),
        Parameter::new("Name").place(Place::BodyField),
        Parameter::new("Labels").place(Place::BodyField),
        Parameter::new("Owner").place(Place::BodyField),
        Parameter::new("Name"),
    ]);

static PUT_TAGS: Operation = operation("PutTags", Method::Put, "/api/tags")
    .media(Media::Json)
    .parameters(&[Parameter::new("Body").place(Place::Body)]);

static SUBMIT_FORM: Operation =
    operation("SubmitForm", Method::Post, "/api/forms").media(Media::Form).parameters(&[
        Parameter::new("Region").place(Place::Form),
        Parameter::new("Comment").place(Place::Form),
        Parameter::new("Ids").place(Place::Form),
        Parameter::new("Comment"),
        Parameter::new("Region"),
    ]);

static SUBMIT_RPC: Operation = operation("SubmitRpc", Method::Get, "/")
    .parameters(&[Parameter::new("Region"), Parameter::new("Comment").place(Place::Query)]);

static UPLOAD: Operation = operation("Upload", Method::Put, "/files/{Path}")
    .media(Media::Bytes)
    .parameters(&[PATH, Parameter::new("Content").place(Place::Body)]);

static DELETE_TASK: Operation =
    operation("DeleteTask", Method::Delete, "/api/tasks/{TaskId}").parameters(&[TASK_ID]);

static DOWNLOAD: Operation = operation("Download", Method::Get, "/files/{Path}").parameters(&[PATH]);

static LIST_TASKS: Operation =
    operation("ListTasks", Method::Get, "/api/tasks").parameters(&[Parameter::new("Status")]);

static LIST_NAMES: Operation = operation("ListNames", Method::Get, "/api/names");

static GET_NOTHING: Operation = operation("GetNothing", Method::Get, "/api/nothing");

static BUCKET: &[Parameter] = &[Parameter::new("Bucket").place(Place::Host)];
static HEAD_BUCKET: Operation = operation("HeadBucket", Method::Head, "/").parameters(BUCKET);
static GET_BUCKET: Operation = operation("GetBucket", Method::Get, "/").parameters(BUCKET);

fn cloud() -> FakeCloud {
    FakeCloud::builder().model(MODEL).unwrap().max_request_bytes(4 << 20).start_blocking().unwrap()
}

fn request(cloud: &FakeCloud, operation: &'static Operation) -> Request {
    let config = Config::builder()
        .region("cn-hangzhou")
        .network(Network::Public)
        .endpoint(cloud.endpoint())
        .credentials(StaticCredentials::new(Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET)))
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    Request::new(&ServiceClient::new(&SERVICE, &config).unwrap(), operation)
}

/// A request with these values, of which null is none.
fn with(cloud: &FakeCloud, operation: &'static Operation, values: &Value) -> Request {
    let values = values.as_array().unwrap().iter().enumerate();
    let given = values.filter(|(_, value)| !value.is_null());
    given.fold(request(cloud, operation), |request, (index, value)| request.with(index, value))
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn send<R: Output + Send + 'static>(request: Request) -> Result<R, Error> {
    let call: Call<R> = request.send();
    run(call)
}

/// The answer, without its request id, or the status and the code of the refusal.
fn outcome(request: Request) -> Value {
    match send::<Value>(request) {
        Ok(mut answer) => {
            if let Some(fields) = answer.as_object_mut() {
                fields.remove("RequestId").unwrap();
            }
            answer
        }
        Err(error) => {
            let code = error.code().unwrap_or_else(|| panic!("{error}"));
            json!(format!("{} {code}", error.status().unwrap()))
        }
    }
}

#[test]
fn takes_values_from_all_places() {
    let cloud = cloud();
    let file = |task: &str, path: &str| json!({ "TaskId": task, "Path": path, "x-acs-depth": 3, "X-Note": "n", "Tags": "a" });
    let form = json!({ "Region": "r", "Comment": "a b+c" });
    for (operation, values, expected) in [
        (&GET_FILE, json!(["t", "a", 3, "n", ["a", "b"], [1, 2]]), file("t", "a")),
        (&GET_FILE, json!(["a/b +%", "ü/b c/d+e", 3, "n", ["a"]]), file("a/b +%", "ü/b c/d+e")),
        (&PUT_TASK, json!(["x", 3, "n", ["l"]]), json!(true)),
        (&PUT_TASK, json!(["x", null, "n", null, { "Owner.Id": 1, "More": [] }, 1]), json!(true)),
        (&PUT_TASK, json!(["x", "3", "n", vec!["l"; 12]]), json!(true)),
        (&PUT_TAGS, json!([[{ "Key": "a" }, { "Key": "b", "Value": 1 }]]), json!(3)),
        (&SUBMIT_FORM, json!([null, "a b+c", [1, 2], null, "r"]), form.clone()),
        (&SUBMIT_FORM, json!(["r", "a b+c"]), form.clone()),
        (&SUBMIT_RPC, json!(["r", "a b+c"]), form),
        (&GET_BUCKET, json!(["my-bucket"]), json!({ "Bucket": "my-bucket" })),
    ] {
        assert_eq!(outcome(with(&cloud, operation, &values)), expected, "{values}");
    }
    let sent = &cloud.requests()[1];
    assert_eq!(sent.path, "/api/tasks/a%2Fb%20%2B%25/files/%C3%BC/b%20c/d%2Be");
    assert_eq!(sent.header("x-note"), Some("n"));
    let put = &cloud.requests()[2];
    assert_eq!((put.method.as_str(), &put.body[..]), ("PUT", &br#"{"Id":3,"Labels":["l"],"Name":"n"}"#[..]));
}

#[test]
fn refuses_values_at_all_places() {
    let cloud = cloud();
    for (operation, values, expected) in [
        (&GET_FILE, json!(["too-long-", "a", null, "n"]), "400 InvalidTaskId"),
        (&GET_FILE, json!(["t", "a", "many", "n"]), "400 Invalidxacsdepth"),
        (&GET_FILE, json!(["t", "a", 10, "n"]), "400 Invalidxacsdepth"),
        (&GET_FILE, json!(["t", "a", 1]), "400 MissingXNote"),
        (&GET_FILE, json!(["t", "a", 1, "n", ["a", "b", "c"]]), "400 InvalidTags"),
        (&GET_FILE, json!(["t", "a", 1, "n", null, [1, "b"]]), "400 InvalidSizes"),
        (&PUT_TASK, json!(["x", 10, "n", ["l"]]), "400 InvalidId"),
        (&PUT_TASK, json!(["x", null, null, ["l"], null, 1]), "400 MissingName"),
        (&PUT_TASK, json!(["x", null, "n", ["l"], null, "n"]), "400 InvalidName"),
        (&PUT_TASK, json!(["x", null, "too long.", ["l"]]), "400 InvalidName"),
        (&PUT_TASK, json!(["x", null, 1, ["l"]]), "400 InvalidName"),
        (&PUT_TASK, json!(["x", null, "n", { "1": "l" }]), "400 InvalidLabels"),
        (&PUT_TASK, json!(["x", null, "n", vec!["l"; 13]]), "400 InvalidLabels"),
        (&PUT_TASK, json!(["x", null, "n", [{}, [1]]]), "400 InvalidLabels"),
        (&PUT_TASK, json!(["x", null, "n", null, [1]]), "400 InvalidOwner"),
        (&PUT_TASK, json!(["x", null, "n", null, { "Id": 1 }]), "400 MissingOwnerOwnerId"),
        (&PUT_TASK, json!(["x", null, "n", null, { "Owner.Id": true }]), "400 InvalidOwnerOwnerId"),
        (&PUT_TASK, json!(["x", null, "n"]), "400 MissingParameter"),
        (&PUT_TASK, json!(["x", null, "n", ["l"], { "Owner.Id": 1 }]), "400 InvalidParameterCombination"),
        (&PUT_TAGS, json!([]), "400 MissingBody"),
        (&PUT_TAGS, json!([{ "Key": "a" }]), "400 InvalidBody"),
        (&PUT_TAGS, json!([[{ "Value": "a" }]]), "400 MissingBodyKey"),
        (&PUT_TAGS, json!([[{ "Key": "a" }, "b"]]), "400 InvalidBody"),
        (&SUBMIT_FORM, json!(["r", null, [1]]), "400 MissingComment"),
        (&SUBMIT_FORM, json!(["r", null, [1], "c"]), "400 MissingComment"),
        (&SUBMIT_FORM, json!(["r", "c", ["b"]]), "400 InvalidIds"),
        (&SUBMIT_RPC, json!(["r"]), "400 MissingComment"),
        (&UPLOAD, json!(["a"]), "400 MissingContent"),
        (&GET_BUCKET, json!([]), "400 MissingBucket"),
    ] {
        assert_eq!(outcome(with(&cloud, operation, &values)), expected, "{values}");
    }
}

#[test]
fn refuses_other_methods_paths_and_types() {
    static ID: &[Parameter] = &[TASK_ID];
    static WHOLE: &[Parameter] = &[Parameter::new("Body").place(Place::Body)];
    static LONG_PATH: &[Parameter] = &[PATH];
    static CASES: &[(Operation, &str)] = &[
        (
            operation("DeleteTask", Method::Put, "/api/tasks/{TaskId}").parameters(ID),
            "404 InvalidAction.NotFound",
        ),
        (
            operation("DeleteTask", Method::Post, "/api/tasks/{TaskId}").parameters(ID),
            "404 InvalidAction.NotFound",
        ),
        (
            operation("DeleteTask", Method::Delete, "/api/task/{TaskId}").parameters(ID),
            "404 InvalidAction.NotFound",
        ),
        (
            operation("DeleteTask", Method::Delete, "/api/tasks/{Path}").parameters(LONG_PATH),
            "404 InvalidAction.NotFound",
        ),
        (operation("DeleteTask", Method::Delete, "/").parameters(&[]), "404 InvalidAction.NotFound"),
        (operation("DeleteTask", Method::Delete, "/api/tasks/%FF"), "400 InvalidParameter"),
        (operation("SubmitRpc", Method::Delete, "/"), "404 InvalidAction.NotFound"),
        (operation("GetBucket", Method::Patch, "/"), "405 UnsupportedHTTPMethod"),
        (
            operation("PutTags", Method::Put, "/api/tags").media(Media::Bytes).parameters(WHOLE),
            "415 UnsupportedMediaType",
        ),
        (
            operation("PutTask", Method::Put, "/api/tasks/1").media(Media::Json).parameters(WHOLE),
            "400 InvalidParameter",
        ),
        (
            operation("SubmitForm", Method::Post, "/api/forms").media(Media::Json).parameters(WHOLE),
            "415 UnsupportedMediaType",
        ),
        (
            operation("Upload", Method::Put, "/files/a").media(Media::Json).parameters(WHOLE),
            "415 UnsupportedMediaType",
        ),
        (operation("ListNames", Method::Get, "/api/names").media(Media::Json).parameters(WHOLE), "ok"),
    ];
    let cloud = cloud();
    for (operation, expected) in CASES {
        let request = request(&cloud, operation);
        let request = match (operation.media, operation.parameters) {
            (Some(Media::Bytes), _) => request.with_payload(0, Payload::from("[]")),
            (_, []) => request,
            _ => request.with(0, &"a/b".to_owned()),
        };
        let expected = if *expected == "ok" { json!(["a", "b"]) } else { json!(expected) };
        assert_eq!(outcome(request), expected, "{operation:?}");
    }
}

#[test]
fn refuses_what_is_not_json() {
    static RAW: Operation = operation("PutTags", Method::Put, "/api/tags");
    let cloud = cloud();
    let mut call = call("2024-01-01", RAW.name, &[]);
    (call.method, call.path) = ("PUT", RAW.path);
    call.body = "[".to_owned();
    let refused = call.header("content-type", "Application/JSON ; charset=utf-8").send(&cloud);
    assert_eq!((refused.status, refused.code()), (400, "InvalidParameter"));
    assert!(refused.message().starts_with("The body is not JSON: EOF"), "{}", refused.message());
}

/// As many zeros as are left, a piece at a time.
struct Zeros(usize);

impl futures_core::Stream for Zeros {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let length = self.0.min(100_000);
        self.0 -= length;
        Poll::Ready((length > 0).then(|| Ok(Bytes::from(vec![0; length]))))
    }
}

#[test]
fn takes_bytes() {
    const LENGTH: usize = 3 << 20;
    let cloud = cloud();
    let upload = |cloud, payload| {
        send::<()>(request(cloud, &UPLOAD).with(0, &"a/b".to_owned()).with_payload(1, payload))
    };
    for (payload, expected) in [
        (Payload::from("a text"), Bytes::from("a text")),
        (Payload::from(""), Bytes::new()),
        (Payload::from_stream(|| Zeros(LENGTH)), Bytes::from(vec![0; LENGTH])),
    ] {
        upload(&cloud, payload).unwrap();
        let sent = cloud.requests().pop().unwrap();
        assert_eq!((sent.path.as_str(), sent.body == expected), ("/files/a/b", true));
        assert_eq!(sent.header("content-type"), Some("application/octet-stream"));
    }
    let small = FakeCloud::builder().model(MODEL).unwrap().max_request_bytes(5).start_blocking().unwrap();
    let error = upload(&small, Payload::from("a text")).unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(413), Some("RequestEntityTooLarge")));
}

#[test]
fn gives_bytes() {
    let cloud = cloud();
    let download = || request(&cloud, &DOWNLOAD).with(0, &"a/b".to_owned());
    assert_eq!(send::<Bytes>(download()).unwrap(), "häßlich");
    let pieces = run(async {
        let response = download().stream().await?;
        assert_eq!(response.headers()["content-type"], "application/octet-stream");
        assert!(response.request_id().is_some());
        let (mut stream, mut bytes) = (response.into_value(), Vec::new());
        while let Some(piece) = stream.try_next().await? {
            bytes.extend(piece);
        }
        Ok::<_, Error>(bytes)
    });
    assert_eq!(pieces.unwrap(), "häßlich".as_bytes());
    cloud.misbehave("Download", Misbehavior::TruncateBody);
    assert_eq!(send::<Bytes>(download()).unwrap_err().status(), Some(200));
}

#[test]
fn gives_lists_and_nothing() {
    let cloud = cloud();
    let list = || with(&cloud, &LIST_TASKS, &json!(["Failed"]));
    assert_eq!(send::<Vec<Value>>(list()).unwrap(), [json!({ "Id": "t-1", "Status": "Failed" })]);
    cloud.set_items("ListTasks", 3);
    let ids: Vec<Value> =
        send::<Vec<Value>>(list()).unwrap().into_iter().map(|task| task["Id"].clone()).collect();
    assert_eq!(ids, ["t-1", "t-1-1", "t-1-2"]);
    assert_eq!(send::<Vec<String>>(request(&cloud, &LIST_NAMES)).unwrap(), ["a", "b"]);
    cloud.set_items("ListNames", 3);
    assert_eq!(send::<Vec<String>>(request(&cloud, &LIST_NAMES)).unwrap(), ["a", "b", "a"]);
    assert_eq!(outcome(request(&cloud, &GET_NOTHING)), json!({}));

    let delete = || with(&cloud, &DELETE_TASK, &json!(["t"])).send_detailed::<()>();
    cloud.misbehave("DeleteTask", Misbehavior::TruncateBody);
    for _ in 0..2 {
        let response = run(delete()).unwrap();
        assert_eq!((response.status(), response.request_id().is_some()), (204, true));
        assert_eq!(response.headers().get("content-type"), None);
    }
    let head = |bucket| run(with(&cloud, &HEAD_BUCKET, &json!([bucket])).send_detailed::<()>());
    assert_eq!(head("bucket").unwrap().status(), 200);
    assert_eq!(head("too-longer").unwrap_err().status(), Some(400));
}

#[test]
fn writes_no_body_where_none_may_be() {
    let cloud = cloud();
    for (method, path, action, host) in
        [("DELETE", "/api/tasks/t", "DeleteTask", ""), ("HEAD", "/", "HeadBucket", "bucket.")]
    {
        let mut call = call("2024-01-01", action, &[]);
        (call.method, call.path, call.host_label) = (method, path, host);
        let text = exchange(&cloud, &call.bytes(&cloud));
        assert!(text.ends_with("\r\n\r\n") && answer(&text).header("x-acs-request-id").is_some(), "{text}");
    }
}

#[test]
fn wants_the_content_type_signed() {
    let mut call = call("2024-01-01", "SubmitRpc", &[("Region", "r")]);
    call.form = vec![("Comment".to_owned(), "c".to_owned())];
    call.unsigned = vec!["content-type"];
    let refused = call.send(&cloud());
    assert_eq!(refused.code(), "IncompleteSignature");
    assert!(refused.message().ends_with("lacks content-type."), "{}", refused.message());
}

#[test]
fn says_what_is_wrong_with_a_path() {
    for (path, wrong) in [
        ("/{Other}", "P O: the path names Other, which is no parameter of the path"),
        ("/", "P O: the path has no place for Id"),
    ] {
        let parameters = json!([{ "name": "Id", "in": "path", "kind": "string" }]);
        let operation = json!({ "name": "O", "method": "GET", "path": path, "parameters": parameters });
        let model = json!({ "product": "P", "version": "1", "operations": [operation] }).to_string();
        let error = FakeCloud::builder().model(&model).unwrap_err();
        assert!(error.to_string().ends_with(wrong), "{error}");
    }
}
