//! Calls by a model against calls by generated code: the same requests, answers and departures.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use std::sync::{Arc, Mutex};

use alibabacloud_backup::dbs::describe_restore_task_list::{
    DescribeRestoreTaskListResponse, RestoreTaskScope,
};
use alibabacloud_backup::hbr::describe_restore_jobs2::DescribeRestoreJobs2Response;
use alibabacloud_backup::hbr::types::{Filter, FilterKey, RestoreType};
use alibabacloud_backup::rds::describe_backup_tasks::DescribeBackupTasksResponse;
use alibabacloud_backup::rds::describe_backups::DescribeBackupsResponse;
use alibabacloud_backup::rds::types::BackupStatus;
use alibabacloud_backup::{
    Config, RetryPolicy, Timestamp,
    credentials::{Credentials, StaticCredentials},
    dbs, hbr, rds,
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind},
};
use alibabacloud_codegen::{call_model, lower};
use alibabacloud_runtime::codegen::ServiceClient;
use alibabacloud_runtime::codegen::{Record, decode};
use alibabacloud_runtime::dynamic::{Operation, Product};
use serde::Serialize;
use serde_json::{Value, json};
use support::specs;

fn products() -> Vec<Product> {
    let lowered = specs().into_iter().map(|source| lower(&source).unwrap());
    lowered.map(|service| Product::from_model(&call_model(&service)).unwrap()).collect()
}

/// An operation, which several products may have.
fn operation(product: &str, name: &str) -> (Product, Operation) {
    let product = products().into_iter().find(|one| one.service().product == product).unwrap();
    (product, product.operation(name).unwrap())
}

/// An answer and all answers that differ from it in one place.
fn mutants(sample: &Value) -> Vec<Value> {
    let spellings = [
        json!(null),
        json!(""),
        json!([]),
        json!({}),
        json!(7),
        json!("7"),
        json!("seven"),
        json!(true),
        json!(-1.5),
        json!([{}]),
        json!({"a": [1]}),
        json!("[]"),
        json!(99_999_999_999_i64),
    ];
    let mut pointers = Vec::new();
    places(sample, "", &mut pointers);
    let mut found = vec![sample.clone()];
    for pointer in &pointers {
        for spelling in &spellings {
            let mut mutant = sample.clone();
            *mutant.pointer_mut(pointer).unwrap() = spelling.clone();
            found.push(mutant);
        }
        if let Some(object) = sample.pointer(pointer).and_then(Value::as_object) {
            let mut more = object.clone();
            more.insert("NobodyKnowsThis".to_owned(), json!(1));
            let mut less = object.clone();
            less.clear();
            for object in [more, less] {
                let mut mutant = sample.clone();
                *mutant.pointer_mut(pointer).unwrap() = object.into();
                found.push(mutant);
            }
        }
    }
    found
}

fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| places(value, &format!("{pointer}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| places(item, &format!("{pointer}/{at}"), found));
        }
        _ => {}
    }
}

/// Without what generated types do not write: empty lists and maps.
fn without_empty(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), without_empty(value)));
            Value::Object(fields.filter(|(_, value)| !is_empty(value)).collect())
        }
        Value::Array(items) => items.iter().map(without_empty).collect(),
        other => other.clone(),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn compare<R: Record + Serialize>(product: &str, name: &'static str, sample: &str) -> usize {
    let (_, operation) = operation(product, name);
    let mutants = mutants(&serde_json::from_str(sample).unwrap());
    for mutant in &mutants {
        let body = mutant.to_string();
        match (decode::<R>(name, body.as_bytes()), operation.decode(body.as_bytes())) {
            (Ok(typed), Ok(dynamic)) => {
                assert_eq!(
                    (&typed.departures, typed.omitted),
                    (&dynamic.departures, dynamic.omitted),
                    "{body}"
                );
                let typed = serde_json::to_value(&typed.value).unwrap();
                assert_eq!(without_empty(&typed), without_empty(&dynamic.value), "{body}");
            }
            (typed, dynamic) => assert_eq!(typed.err(), dynamic.err(), "{body}"),
        }
    }
    mutants.len()
}

#[test]
fn answers_are_read_alike() {
    let count = compare::<DescribeBackupsResponse>(
        "Rds",
        "DescribeBackups",
        include_str!("data/samples/DescribeBackups.json"),
    ) + compare::<DescribeBackupTasksResponse>(
        "Rds",
        "DescribeBackupTasks",
        include_str!("data/samples/DescribeBackupTasks.json"),
    ) + compare::<DescribeRestoreTaskListResponse>(
        "Dbs",
        "DescribeRestoreTaskList",
        include_str!("data/samples/DescribeRestoreTaskList.en.json"),
    ) + compare::<DescribeRestoreJobs2Response>(
        "hbr",
        "DescribeRestoreJobs2",
        include_str!("data/samples/DescribeRestoreJobs2.json"),
    );
    assert!(count > 1_500, "{count} answers");
}

/// Keeps the URLs of requests and answers none.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Vec<String>>>);

impl Transport for Kept {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.0.lock().unwrap().push(request.request.uri().to_string());
        let error = TransportError::new(TransportErrorKind::Unsent, "kept");
        Box::pin(std::future::ready(Err(error)))
    }
}

/// What the two ways of calling send.
async fn sent(
    product: &str,
    name: &str,
    arguments: &[(&str, Value)],
    generated: impl AsyncFnOnce(&Config),
) -> (Vec<String>, Vec<String>) {
    let kept = Kept::default();
    let config = Config::builder()
        .region("cn-hangzhou")
        .retry(RetryPolicy::never())
        .credentials(StaticCredentials::new(Credentials::new("an-id", "a-secret")))
        .transport(kept.clone())
        .build()
        .unwrap();
    generated(&config).await;
    let (product, operation) = operation(product, name);
    let mut request = operation.request(&ServiceClient::new(product.service(), &config).unwrap());
    for (name, value) in arguments {
        request.set(name, value).unwrap();
    }
    request.send().await.unwrap_err();
    let urls = std::mem::take(&mut *kept.0.lock().unwrap());
    // Each has a random token of its own.
    let pairs = |url: &String| -> Vec<String> {
        let pairs = url.split(['?', '&']).filter(|pair| !pair.starts_with("ClientToken="));
        pairs.map(str::to_owned).collect()
    };
    assert_eq!(urls.len(), 2, "{name}");
    (pairs(&urls[0]), pairs(&urls[1]))
}

#[tokio::test]
async fn requests_are_written_alike() {
    let moment: Timestamp = "2024-05-06T07:08:09Z".parse().unwrap();
    let (typed, dynamic) = sent(
        "Rds",
        "DescribeBackups",
        &[
            ("DBInstanceId", json!("rm-1 ü")),
            ("BackupStatus", json!("Success")),
            ("StartTime", json!("2024-05-06T09:08:09+02:00")),
            ("PageSize", json!("50")),
        ],
        async |config| {
            let client = rds::Client::new(config).unwrap();
            let request = client.describe_backups("rm-1 ü").backup_status(BackupStatus::Success);
            request.start_time(moment).page_size(50).send().await.unwrap_err();
        },
    )
    .await;
    assert_eq!(typed, dynamic);

    let (typed, dynamic) = sent(
        "Dbs",
        "DescribeRestoreTaskList",
        &[
            ("RestoreTaskId", json!("s1")),
            ("StartTimestamp", json!("2024-05-06T07:08:09Z")),
            ("PageNum", json!(0)),
        ],
        async |config| {
            let client = dbs::Client::new(config).unwrap();
            let request = client.describe_restore_task_list(RestoreTaskScope::restore_task_id(["s1"]));
            request.start_timestamp(moment).page_num(0).send().await.unwrap_err();
        },
    )
    .await;
    assert_eq!(typed, dynamic);

    let (typed, dynamic) = sent(
        "hbr",
        "DescribeRestoreJobs2",
        &[
            ("RestoreType", json!("ECS_FILE")),
            ("Filters", json!([{"Key": "VaultId", "Values": ["v-1", "v-2"]}])),
        ],
        async |config| {
            let client = hbr::Client::new(config).unwrap();
            let mut filter = Filter::default();
            filter.key = Some(FilterKey::VaultId);
            filter.values = vec!["v-1".to_owned(), "v-2".to_owned()];
            client
                .describe_restore_jobs2()
                .restore_type(RestoreType::EcsFile)
                .filters([filter])
                .send()
                .await
                .unwrap_err();
        },
    )
    .await;
    assert_eq!(typed, dynamic);
}

/// The table that a model gives, and that of generated code.
#[test]
fn tables_are_alike() {
    for (product, name, generated) in [
        ("Rds", "DescribeBackups", &rds::describe_backups::OPERATION),
        ("Rds", "DescribeBackupTasks", &rds::describe_backup_tasks::OPERATION),
        ("Dbs", "DescribeRestoreTaskList", &dbs::describe_restore_task_list::OPERATION),
        ("hbr", "DescribeRestoreJobs2", &hbr::describe_restore_jobs2::OPERATION),
    ] {
        let table = operation(product, name).1.table();
        // The model also has the fields of parameters that have no rules.
        let text = |table: &alibabacloud_runtime::codegen::Operation| {
            format!("{:?}", alibabacloud_runtime::codegen::Operation { parameters: &[], ..*table })
        };
        assert_eq!(text(table), text(generated));
        let parameters = |table: &alibabacloud_runtime::codegen::Operation| -> Vec<String> {
            let facts = table
                .parameters
                .iter()
                .map(|one| format!("{} {} {:?}", one.name(), one.is_required(), one.limits()));
            facts.collect()
        };
        assert_eq!(parameters(table), parameters(generated));
    }
}
