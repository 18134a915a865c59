//! A web service that lists the backups of an instance as JSON.
//!
//! ```sh
//! export ALIBABA_CLOUD_REGION_ID=cn-hangzhou ALIBABA_CLOUD_ACCESS_KEY_ID=… ALIBABA_CLOUD_ACCESS_KEY_SECRET=…
//! cargo run -p alibabacloud-backup --example web -- 127.0.0.1:3000 [--endpoint http://127.0.0.1:8080]
//! curl 'http://127.0.0.1:3000/instances/rm-uf6wjk5/backups?limit=5&status=Success'
//! ```

use alibabacloud_backup::rds::ErrorCode;
use alibabacloud_backup::rds::types::{Backup, BackupStatus};
use alibabacloud_backup::{Config, Error, ErrorKind, Human, rds};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, routing::get};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a caller gets who names no limit, and the most that one gets.
const LIMIT: usize = 20;
const MOST: usize = 500;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (address, config) = match arguments[..] {
        [address] => (address, Config::builder()),
        [address, "--endpoint", endpoint] => (address, Config::builder().endpoint(endpoint)),
        _ => return Err("usage: web <address> [--endpoint <URL>]".into()),
    };
    // One client for all requests: they share its connections and its credentials.
    let rds = rds::Client::new(&config.build()?)?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let routes = Router::new().route("/instances/{instance}/backups", get(backups)).with_state(rds);
    axum::serve(listener, routes).await?;
    Ok(())
}

#[derive(Deserialize)]
struct Wanted {
    limit: Option<usize>,
    status: Option<BackupStatus>,
}

#[derive(Serialize)]
struct Listing {
    instance: String,
    #[serde(serialize_with = "Human::write")]
    backups: Vec<Backup>,
    /// Whether there are more than the limit.
    more: bool,
}

async fn backups(
    State(rds): State<rds::Client>,
    Path(instance): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Listing>, Failure> {
    let limit = wanted.limit.unwrap_or(LIMIT).min(MOST);
    let mut request = rds.describe_backups(&instance);
    if let Some(status) = wanted.status {
        request = request.backup_status(status);
    }
    // A page is fetched when its first item is asked for, so that no more of them are than the limit needs.
    let (mut backups, mut more, mut items) = (Vec::new(), false, request.items());
    while let Some(backup) = items.try_next().await? {
        if backups.len() == limit {
            more = true;
            break;
        }
        backups.push(backup);
    }
    Ok(Json(Listing { instance, backups, more }))
}

/// An error of the cloud, as this service tells it to its own callers.
struct Failure(Error);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let status = status(&error);
        // The whole error is for the log; callers learn what they can act on, and the id to ask for.
        eprintln!("{status}: {error}");
        let body =
            json!({ "error": error.code().unwrap_or("Unavailable"), "request_id": error.request_id() });
        (status, Json(body)).into_response()
    }
}

fn status(error: &Error) -> StatusCode {
    match error.code_as() {
        Some(ErrorCode::InvalidDbInstanceIdNotFound) => StatusCode::NOT_FOUND,
        _ if error.is_throttling() => StatusCode::TOO_MANY_REQUESTS,
        _ if error.kind() == ErrorKind::InvalidRequest => StatusCode::BAD_REQUEST,
        _ if error.kind() == ErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
        _ if error.is_retryable() => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_GATEWAY,
    }
}
