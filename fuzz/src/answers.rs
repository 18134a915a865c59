//! Answers of services: bodies alone, and whole calls.

use super::{Answer, Canned, check_shown, now};
use alibabacloud_backup::{dbs, hbr, rds};
use alibabacloud_runtime::{
    Call, Config, Env, ErrorKind, RetryPolicy,
    codegen::{Decoded, Record},
    credentials::{Credentials, StaticCredentials},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{fmt::Debug, sync::LazyLock};

/// The secret that answers must not make an error show.
const SECRET: &str = "TheSecretOfTheKey";

/// Decodes a body as each of many types. What is decoded must be written and read again as it is.
pub fn decode(data: &[u8]) {
    use goldens as g;
    decode_as::<rds::describe_backups::DescribeBackupsResponse>(data);
    decode_as::<rds::describe_backup_tasks::DescribeBackupTasksResponse>(data);
    decode_as::<dbs::describe_restore_task_list::DescribeRestoreTaskListResponse>(data);
    decode_as::<hbr::describe_restore_jobs2::DescribeRestoreJobs2Response>(data);
    decode_as::<g::arrays::demo::describe_arrays::DescribeArraysResponse>(data);
    decode_as::<g::closed_enums::demo::describe_switches::DescribeSwitchesResponse>(data);
    decode_as::<g::embedded_json::demo::describe_texts::DescribeTextsResponse>(data);
    decode_as::<g::inline_objects::demo::describe_thing::DescribeThingResponse>(data);
    decode_as::<g::integer_enums::demo::describe_levels::DescribeLevelsResponse>(data);
    decode_as::<g::maps::demo::describe_maps::DescribeMapsResponse>(data);
    decode_as::<g::nullable::demo::describe_nulls::DescribeNullsResponse>(data);
    decode_as::<g::percent::demo::describe_progress::DescribeProgressResponse>(data);
    decode_as::<g::quoted_numbers::demo::describe_sizes::DescribeSizesResponse>(data);
    decode_as::<g::recursion::demo::describe_trees::DescribeTreesResponse>(data);
    decode_as::<g::scalars::demo::describe_scalars::DescribeScalarsResponse>(data);
    decode_as::<g::string_enums::demo::describe_backups::DescribeBackupsResponse>(data);
    decode_as::<g::timestamps::demo::describe_times::DescribeTimesResponse>(data);
    decode_as::<g::wrapped_lists::demo::describe_lists::DescribeListsResponse>(data);
}

fn decode_as<R>(data: &[u8])
where
    R: Record + Serialize + DeserializeOwned + PartialEq + Debug,
{
    match alibabacloud_runtime::codegen::decode::<R>("Fuzz", data) {
        Ok(Decoded { value, departures, .. }) => {
            assert!(departures.len() <= 1000, "{} departures", departures.len());
            let text = serde_json::to_string(&value).expect("JSON");
            let again: R = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(value, again, "{text}");
        }
        Err(error) => check_shown(&error),
    }
}

/// Made once, since that takes longer than a call.
static CLIENTS: LazyLock<Clients> = LazyLock::new(|| {
    let given = Canned::default();
    let config = Config::builder()
        .region("cn-hangzhou")
        .credentials(StaticCredentials::new(Credentials::new("AnId", SECRET)))
        .transport(given.clone())
        .retry(RetryPolicy::never())
        .env(Env::from_fn(|_| None))
        .build()
        .expect("a configuration");
    let rds = rds::Client::new(&config).expect("a client");
    let dbs = dbs::Client::new(&config).expect("a client");
    let hbr = hbr::Client::new(&config).expect("a client");
    Clients { given, rds, dbs, hbr }
});

struct Clients {
    given: Canned,
    rds: rds::Client,
    dbs: dbs::Client,
    hbr: hbr::Client,
}

/// Makes calls that are answered with the status that the first two bytes choose and the body after them.
pub fn answer(data: &[u8]) {
    let Some(([high, low], body)) = data.split_first_chunk() else { return };
    // The statuses that HTTP has.
    let status = 100 + u16::from_be_bytes([*high, *low]) % 900;
    let Clients { given, rds, dbs, hbr } = &*CLIENTS;
    *given.0.lock().expect("a lock") = Answer { status, body: body.to_vec() };
    check_call(status, rds.describe_backups("rm-1").send());
    let scope = dbs::describe_restore_task_list::RestoreTaskScope::backup_plan_id("p");
    check_call(status, dbs.describe_restore_task_list(scope).send());
    check_call(status, hbr.describe_restore_jobs2().send());
}

fn check_call<R: Record>(status: u16, call: Call<R>) {
    let Err(error) = now(call) else {
        assert!((200..300).contains(&status), "a value with status {status}");
        return;
    };
    assert!(matches!(error.kind(), ErrorKind::Service | ErrorKind::Response), "{error:?}");
    assert_eq!(error.status(), Some(status), "{error:?}");
    assert!(error.to_string().len() < 10_000, "{error:?}");
    check_shown(&error);
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(SECRET), "a secret in {shown}");
    assert!(!String::from_utf8_lossy(error.body()).contains(SECRET), "a secret in the body");
}
