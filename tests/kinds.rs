//! Requests and answers of each kind, sent by generated clients and answered by the fake cloud.

#![allow(
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

use std::time::{Duration, SystemTime};

use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud, ReceivedRequest};
use alibabacloud_runtime::{
    Bytes, Config, EmbeddedJson, ErrorKind, Payload, RetryPolicy,
    credentials::{Credentials, CredentialsError, ProvideCredentials, StaticCredentials},
    transport::BoxFuture,
};
use goldens::vendor_air_tickets::demo as air_tickets;
use goldens::vendor_workspaces::demo as workspaces;
use goldens::{
    anonymous::demo as anonymous, envelope, form_body, octet_stream, offset_paging, roa_json_body,
};
use serde_json::{Value, json};

fn cloud(model: &str) -> FakeCloud {
    FakeCloud::builder().model(model).unwrap().start_blocking().unwrap()
}

fn config(cloud: &FakeCloud) -> Config {
    Config::builder()
        .region("cn-hangzhou")
        .endpoint(cloud.endpoint())
        .credentials(StaticCredentials::new(Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET)))
        .retry(RetryPolicy::never())
        .build()
        .unwrap()
}

/// The only request that was received: method, path and content type.
fn received(cloud: &FakeCloud, line: &str, content_type: Option<&str>) -> ReceivedRequest {
    let mut requests = cloud.requests();
    let request = requests.pop().unwrap();
    assert!(requests.is_empty());
    assert_eq!(format!("{} {}", request.method, request.path), line);
    assert_eq!(request.header("content-type"), content_type);
    request
}

fn json_body(request: &ReceivedRequest) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

const JSON: Option<&str> = Some("application/json; charset=utf-8");
const FORM: Option<&str> = Some("application/x-www-form-urlencoded");
const BYTES: Option<&str> = Some("application/octet-stream");

#[tokio::test]
async fn a_path_and_fields_of_a_json_body() {
    let cloud = cloud(workspaces::FAKE_MODEL);
    let client = workspaces::Client::new(&config(&cloud)).unwrap();
    let options = workspaces::update_dataset::UpdateDatasetOptions::new().mount_path("/mnt");
    let request = client.update_dataset("d/1 é").name("mine").options(EmbeddedJson::from_value(&options));
    assert!(request.send().await.unwrap().request_id.is_some());
    let sent = received(&cloud, "PUT /api/v1/datasets/d%2F1%20%C3%A9", JSON);
    assert_eq!(json_body(&sent), json!({ "Name": "mine", "Options": r#"{"mountPath":"/mnt"}"# }));
}

#[tokio::test]
async fn a_path_and_a_list_in_a_json_body() {
    let cloud = cloud(workspaces::FAKE_MODEL);
    let client = workspaces::Client::new(&config(&cloud)).unwrap();
    let label = workspaces::types::Label::new().key("env").value("test");
    assert!(client.create_model_labels("model-1").labels([label]).send().await.unwrap().request_id.is_some());
    let sent = received(&cloud, "POST /api/v1/models/model-1/labels", JSON);
    assert_eq!(json_body(&sent), json!({ "Labels": [{ "Key": "env", "Value": "test" }] }));
}

#[tokio::test]
async fn forms_with_headers() {
    let air = cloud(air_tickets::FAKE_MODEL);
    let client = air_tickets::Client::new(&config(&air)).unwrap();
    let answer = client.ticketing_check("a token", 4962617111_i64).language("en_US").send().await.unwrap();
    assert_eq!((answer.success, answer.data.unwrap().order_num), (Some(true), Some(0)));
    let sent = received(&air, "POST /airticket/v1/trade/action-ticketing-check", FORM);
    assert_eq!(sent.body, "order_num=4962617111");
    assert_eq!(sent.header("x-acs-airticket-access-token"), Some("a token"));
    assert_eq!(sent.header("x-acs-airticket-language"), Some("en_US"));

    let air = cloud(air_tickets::FAKE_MODEL);
    let client = air_tickets::Client::new(&config(&air)).unwrap();
    client.cancel("a token", 7_i64).send().await.unwrap();
    let sent = received(&air, "POST /airticket/v1/trade/action-cancel", FORM);
    assert_eq!((sent.body.as_ref(), sent.header("x-acs-airticket-language")), (&b"order_num=7"[..], None));
}

#[tokio::test]
async fn headers_and_json_in_a_query() {
    let at = |milliseconds| SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds);
    let flight = air_tickets::types::Flight::new()
        .departure_airport("HGH")
        .arrival_airport("SIN")
        .departure_time(at(1_705_285_430_445))
        .arrival_time(at(1_705_285_430_446))
        .marketing_airline("CZ")
        .marketing_flight_no("CZ616")
        .code_share(true);
    let flights = json!([{
        "departure_airport": "HGH", "arrival_airport": "SIN", "departure_time": 1_705_285_430_445_i64,
        "arrival_time": 1_705_285_430_446_i64, "marketing_airline": "CZ", "marketing_flight_no": "CZ616",
        "code_share": true,
    }]);
    let check = |cloud: &FakeCloud, path: &str| {
        let sent = received(cloud, &format!("GET {path}"), None);
        let sent_flights = sent.parameter("flight_segment_param_list").unwrap();
        assert_eq!(serde_json::from_str::<Value>(sent_flights).unwrap(), flights);
        assert_eq!(sent.header("x-acs-airticket-access-token"), Some("a token"));
    };

    let air = cloud(air_tickets::FAKE_MODEL);
    let client = air_tickets::Client::new(&config(&air)).unwrap();
    let request = client.luggage_direct("a token").flight_segment_param_list([flight.clone()]);
    assert_eq!(request.send().await.unwrap().data.len(), 1);
    check(&air, "/airticket/v1/flight-data/luggage-direct");

    let air = cloud(air_tickets::FAKE_MODEL);
    let client = air_tickets::Client::new(&config(&air)).unwrap();
    let request = client.transit_visa("a token").flight_segment_param_list([flight]);
    assert_eq!(request.send().await.unwrap().data.first().unwrap().visa_type, Some(1));
    check(&air, "/airticket/v1/flight-data/transit-visa");
}

#[tokio::test]
async fn bytes_in_both_directions() {
    let files = cloud(octet_stream::demo::FAKE_MODEL);
    let client = octet_stream::demo::Client::new(&config(&files)).unwrap();
    client.put_file("a b", vec![0, 159, 146]).send().await.unwrap();
    assert_eq!(received(&files, "PUT /files/a%20b", BYTES).body.as_ref(), [0, 159, 146]);

    let files = cloud(octet_stream::demo::FAKE_MODEL);
    let client = octet_stream::demo::Client::new(&config(&files)).unwrap();
    assert_eq!(client.get_file("a").send().await.unwrap(), Bytes::from_static(b"the content"));
    let response = client.get_file("a").stream().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/octet-stream");
    let (mut pieces, mut content) = (response.into_value(), Vec::new());
    while let Some(piece) = pieces.try_next().await.unwrap() {
        content.extend(piece);
    }
    assert_eq!(content, b"the content");

    let files = cloud(octet_stream::demo::FAKE_MODEL);
    let client = octet_stream::demo::Client::new(&config(&files)).unwrap();
    client.convert_file("a").body(Payload::from("text")).send().await.unwrap();
    assert_eq!(received(&files, "POST /files/a", BYTES).body, "text");
}

#[tokio::test]
async fn answers_that_are_no_objects() {
    let tasks = cloud(roa_json_body::demo::FAKE_MODEL);
    let client = roa_json_body::demo::Client::new(&config(&tasks)).unwrap();
    let list = client.list_tasks().send().await.unwrap();
    assert_eq!(list.first().unwrap().task_id.as_deref(), Some("t-1"));
    client.delete_task("t-1").send().await.unwrap();
    let response = client.delete_task("t-1").send_detailed().await.unwrap();
    assert_eq!(response.status(), 204);
    client.check_task("t-1").send().await.unwrap();
}

#[tokio::test]
async fn a_query_that_is_too_long_for_a_url() {
    let things = cloud(form_body::demo::FAKE_MODEL);
    let client = form_body::demo::Client::new(&config(&things)).unwrap();
    client.import_things("x".repeat(100_000)).send().await.unwrap();
    let sent = received(&things, "POST /", FORM);
    assert_eq!(sent.parameter("Policy").map(str::len), Some(100_000));
}

#[tokio::test]
async fn no_value_leaves_its_place() {
    let tasks = cloud(roa_json_body::demo::FAKE_MODEL);
    let client = roa_json_body::demo::Client::new(&config(&tasks)).unwrap();
    for id in ["..", ".", ""] {
        assert_eq!(client.delete_task(id).send().await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    }
    assert!(client.get_task_file("t-1", "a/../../b", "account").send().await.is_err());
    assert!(client.get_task_file("t-1", "a/b", "evil.com/").send().await.is_err());
    assert!(tasks.requests().is_empty());
    client.get_task_file("t-1", "a/b c", "account").send().await.unwrap();
    let sent = received(&tasks, "GET /api/v1/tasks/t-1/files/a/b%20c", None);
    assert!(sent.header("host").unwrap().starts_with("account.127.0.0.1:"));
}

#[tokio::test]
async fn pages_that_begin_at_an_item() {
    let cloud = FakeCloud::builder().model(offset_paging::demo::FAKE_MODEL).unwrap();
    let cloud = cloud.items("ListByOffset", 25).start_blocking().unwrap();
    let client = offset_paging::demo::Client::new(&config(&cloud)).unwrap();
    let mut items = client.list_by_offset().items();
    let mut count = 0;
    while items.try_next().await.unwrap().is_some() {
        count += 1;
    }
    let requests = cloud.requests();
    let offsets: Vec<_> = requests.iter().map(|request| request.parameter("Offset").unwrap()).collect();
    assert_eq!((count, offsets), (25, vec!["0", "10", "20"]));
}

#[tokio::test]
async fn a_code_that_no_success_has() {
    let cloud = FakeCloud::builder().model(envelope::demo::FAKE_MODEL).unwrap();
    let cloud = cloud.start_blocking().unwrap();
    let client = envelope::demo::Client::new(&config(&cloud)).unwrap();
    for (code, fails) in
        [("OK", false), ("200", false), ("0000", false), ("success", false), ("", false), ("Busy", true)]
    {
        cloud.when("DescribeCoded", |_| true).times(1).respond(&json!({"Code": code, "Message": "later"}));
        let answer = client.describe_coded().send().await;
        assert_eq!(answer.as_ref().err().and_then(|error| error.code()), fails.then_some(code), "{code}");
    }
}

#[tokio::test]
async fn an_envelope_inside_of_the_answer() {
    let cloud = FakeCloud::builder().model(envelope::demo::FAKE_MODEL).unwrap();
    let cloud = cloud.start_blocking().unwrap();
    let client = envelope::demo::Client::new(&config(&cloud)).unwrap();
    for (answer, code) in [
        (json!({"Code": "OK", "Data": {"Success": true, "ErrorCode": "none"}}), None),
        (
            json!({"Code": "OK", "Data": {"Success": false, "ErrorCode": "Busy", "ErrorMsg": "later"}}),
            Some("Busy"),
        ),
        (json!({"Success": false, "Code": "OK", "Data": {"Success": "true"}}), None),
        (json!({"Code": "OK", "Data": null}), None),
    ] {
        cloud.when("DescribeNested", |_| true).times(1).respond(&answer);
        let answered = client.describe_nested().send().await;
        assert_eq!(answered.as_ref().err().and_then(|error| error.code()), code, "{answer}");
    }
    cloud.when("DescribeNested", |_| true).refuse("Full", "there is no room");
    let error = client.describe_nested().send().await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("Full"), "there is no room"));
}

/// Asks nobody.
#[derive(Debug)]
struct NoCredentials;

impl ProvideCredentials for NoCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(async { Err(CredentialsError::new("there are none")) })
    }
}

#[tokio::test]
async fn what_anybody_may_call_is_not_signed() {
    let cloud = cloud(anonymous::FAKE_MODEL);
    let config =
        Config::builder().region("cn-hangzhou").endpoint(cloud.endpoint()).credentials(NoCredentials);
    let client = anonymous::Client::new(&config.retry(RetryPolicy::never()).build().unwrap()).unwrap();
    assert!(client.list_news().topic("storage").send().await.unwrap().request_id.is_some());
    let sent = received(&cloud, "POST /", None);
    assert_eq!((sent.parameter("Topic"), sent.parameter("Format")), (Some("storage"), Some("json")));
    assert_eq!((sent.header("authorization"), sent.header("x-acs-action")), (None, Some("ListNews")));
    // The others need credentials as always.
    assert_eq!(client.write_news().send().await.unwrap_err().kind(), ErrorKind::Credentials);
    assert_eq!(cloud.requests().len(), 1);
}
