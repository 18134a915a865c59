//! How the fake cloud behaves towards a client that has nothing in common with it but the wire.
#![cfg(feature = "fake-cloud")]

#[cfg(test)]
mod client;
#[cfg(test)]
mod misbehavior;
#[cfg(test)]
#[cfg(feature = "reqwest")]
mod places;
#[cfg(test)]
mod rules;
#[cfg(test)]
#[cfg(feature = "reqwest")]
mod runtime_client;

use std::net::TcpStream;

use alibabacloud_runtime::fake::FakeCloud;
use client::{INSTANCE, RDS, answer, backups, call, check_refused, cloud, exchange, ids, jobs, restores};
use serde_json::{Value, json};

#[test]
fn answers_the_sample() {
    let cloud = cloud();
    let first = call("2014-08-15", "DescribeBackupTasks", &[INSTANCE]).send(&cloud);
    assert_eq!(first.status, 200);
    let job = json!({ "BackupJobId": 4762614, "BackupStatus": "NoStart", "JobMode": "Automated" });
    assert_eq!(first.body["Items"], json!({ "BackupJob": [job] }));
    let second = call("2014-08-15", "DescribeBackupTasks", &[INSTANCE]).send(&cloud);
    let id = first.body["RequestId"].as_str().unwrap();
    assert_eq!(first.header("x-acs-request-id"), Some(id));
    assert_ne!(first.body["RequestId"], second.body["RequestId"]);
    let shape = id.split('-').map(str::len).collect::<Vec<_>>();
    assert_eq!(shape, [8, 4, 4, 4, 12]);
    assert_eq!(id, id.to_uppercase());
}

#[test]
fn takes_parameters_from_the_query_and_from_a_form() {
    let cloud = cloud();
    let mut in_form = backups(&[]);
    in_form.form = vec![("DBInstanceId".to_owned(), "rm-a b+c".to_owned())];
    let mut by_get = backups(&[("DBInstanceId", "rm-a b+c")]);
    by_get.method = "GET";
    for call in [in_form, by_get] {
        let answer = call.send(&cloud);
        assert_eq!(ids(&answer, "/Items/Backup", "DBInstanceId")[0], "rm-a b+c");
    }
}

#[test]
fn refuses_who_may_not_ask() {
    let cloud = cloud();
    let good = || backups(&[INSTANCE]);
    let check = |call, status, code, message| check_refused(&cloud, call, status, code, message);
    check(good().header("authorization", "-"), 400, "MissingAccessKeyId", "AccessKeyId is mandatory");
    check(good().header("authorization", "Basic x"), 400, "IncompleteSignature", "ACS3-HMAC-SHA256");
    check(
        good().header("authorization", "ACS3-HMAC-SHA256 Credential=a"),
        400,
        "IncompleteSignature",
        "SignedHeaders",
    );
    for (header, name) in [
        ("x-acs-action", "Action"),
        ("x-acs-version", "Version"),
        ("x-acs-date", "Timestamp"),
        ("x-acs-signature-nonce", "SignatureNonce"),
    ] {
        check_refused(
            &cloud,
            good().header(header, ""),
            400,
            &format!("Missing{name}"),
            "is mandatory for this action.",
        );
    }
    let mut unsigned = good();
    unsigned.unsigned = vec!["x-acs-action"];
    check(unsigned, 400, "IncompleteSignature", "lacks x-acs-action");
    check(good().header("x-acs-date", "yesterday"), 400, "InvalidTimeStamp.Format", "");
    check(good().header("x-acs-date", "2020-01-01T00:00:00Z"), 400, "InvalidTimeStamp.Expired", "");
    check(good().header("x-acs-date", "2920-01-01T00:00:00Z"), 400, "InvalidTimeStamp.Expired", "");
    check(good().key("stranger", "x"), 404, "InvalidAccessKeyId.NotFound", "not found");
    check(good().key("fake-access-key-id", "x"), 400, "SignatureDoesNotMatch", "ACS3-HMAC-SHA256\n");
    check(good().header("x-acs-content-sha256", "0"), 400, "SignatureDoesNotMatch", "hash of the body");
}

#[test]
fn refuses_a_replay() {
    let cloud = cloud();
    let once = backups(&[INSTANCE]).bytes(&cloud);
    assert_eq!(answer(&exchange(&cloud, &once)).status, 200);
    assert_eq!(answer(&exchange(&cloud, &once)).code(), "SignatureNonceUsed");
}

#[test]
fn wants_the_token_of_a_temporary_key() {
    let cloud = cloud();
    let temporary =
        |token| backups(&[INSTANCE]).key("sts-id", "sts-secret").header("x-acs-security-token", token);
    assert_eq!(temporary("token+/==").send(&cloud).status, 200);
    check_refused(&cloud, temporary(""), 400, "MissingSecurityToken", "mandatory");
    check_refused(&cloud, temporary("another"), 400, "InvalidSecurityToken.Malformed", "malformed");
    let lasting = backups(&[INSTANCE]).header("x-acs-security-token", "token+/==");
    check_refused(&cloud, lasting, 400, "InvalidSecurityToken.MismatchWithAccessKey", "");
}

#[test]
fn refuses_what_an_operation_does_not_take() {
    let cloud = cloud();
    let check = |call, code, message| check_refused(&cloud, call, 400, code, message);
    check(backups(&[]), "MissingDBInstanceId", "DBInstanceId is mandatory for this action.");
    check(backups(&[("DBInstanceId", "")]), "MissingDBInstanceId", "");
    check(backups(&[("DBInstanceId", "é")]), "InvalidDBInstanceId", "ASCII");
    check(backups(&[("DBInstanceId", &"r".repeat(65))]), "InvalidDBInstanceId", "at most 64 characters");
    check(backups(&[INSTANCE, ("PageSize", "40")]), "InvalidPageSize", "40 (accepted: only 30, 50, 100)");
    check(backups(&[INSTANCE, ("PageSize", "many")]), "InvalidPageSize", "whole number");
    check(backups(&[INSTANCE, ("PageNumber", "0")]), "InvalidPageNumber", "accepted: 1 to 2147483647");
    check(restores(&[("BackupPlanId", "p"), ("PageNum", "-1")]), "InvalidPageNum", "first page is 0");
    check(restores(&[]), "MissingParameter", "One of BackupPlanId, RestoreTaskId");
    check(
        restores(&[("BackupPlanId", "p"), ("RestoreTaskId", "t")]),
        "InvalidParameterCombination",
        "Only one",
    );
    check(restores(&[("RestoreTaskId", "a,b,c,d")]), "InvalidRestoreTaskId", "at most 3 items");
    check(restores(&[("RestoreTaskId", "a,,b")]), "InvalidRestoreTaskId", "at least 1 character");
    check(jobs(&[("Filters.1.Values.1", "x")]), "MissingFiltersKey", "Filters.1.Key");
    check(
        jobs(&[("Filters.1.Key", "k"), ("Filters.1.Values.2", "123456789")]),
        "InvalidFiltersValues",
        "at most 8 characters",
    );
    check(jobs(&[("Filters.0.Key", "k")]), "InvalidFilters", "Filters.1");
    check(jobs(&[("Filters.99999999999999999999.Key", "k")]), "InvalidFilters", "Filters.1");
    check(jobs(&[("Filters", "k")]), "InvalidFilters", "Filters.1");
    check(jobs(&[("Options", "{")]), "InvalidOptions", "not JSON");
    check(jobs(&[("Options", "{}")]), "MissingOptionsDeep", "Options.Deep");
    check(jobs(&[("Options", r#"{"Deep":1}"#)]), "InvalidOptionsDeep", "neither true nor false");
    check(jobs(&[(&"a.".repeat(40), "x")]), "InvalidParameter", "too many parts");
}

#[test]
fn lets_pass_what_it_does_not_know() {
    let cloud = cloud();
    assert_eq!(backups(&[INSTANCE, ("ResourceOwnerId", "1"), ("Odd..Name.", "x")]).send(&cloud).status, 200);
    let nested =
        [("Filters.1.Key", "k"), ("Filters.1.Values.12", "v"), ("Options", r#"{"Deep":true,"More":[1]}"#)];
    assert_eq!(jobs(&nested).send(&cloud).status, 200);
}

#[test]
fn refuses_what_is_not_modelled() {
    let cloud = cloud();
    check_refused(
        &cloud,
        call("2014-08-15", "Nothing", &[]),
        404,
        "InvalidAction.NotFound",
        "check your url",
    );
    check_refused(
        &cloud,
        call("2014-08-16", "DescribeBackups", &[INSTANCE]),
        400,
        "InvalidVersion",
        "Version",
    );
    let mut elsewhere = backups(&[INSTANCE]);
    elsewhere.path = "/elsewhere";
    check_refused(&cloud, elsewhere, 404, "InvalidAction.NotFound", "");
    let mut put = backups(&[INSTANCE]);
    put.method = "PUT";
    check_refused(&cloud, put, 405, "UnsupportedHTTPMethod", "");
}

#[test]
fn pages_from_one_with_totals_as_strings() {
    let cloud = cloud();
    let mut seen = Vec::new();
    for (page, count) in [("1", 30), ("2", 30), ("3", 30), ("4", 5), ("5", 0)] {
        let answer = backups(&[INSTANCE, ("PageNumber", page), ("BackupStatus", "Failed")]).send(&cloud);
        assert_eq!(answer.body["PageNumber"], page);
        assert_eq!(answer.body["PageRecordCount"], count.to_string());
        assert_eq!(answer.body["TotalRecordCount"], "95");
        seen.extend(ids(&answer, "/Items/Backup", "BackupId"));
        assert!(ids(&answer, "/Items/Backup", "BackupStatus").iter().all(|status| status == "Failed"));
    }
    assert_eq!((seen[0].as_str(), seen[94].as_str()), (Some("321020562"), Some("321020656")));
    seen.sort_by_key(Value::to_string);
    seen.dedup();
    assert_eq!(seen.len(), 95);
    let wide = backups(&[INSTANCE, ("PageSize", "100")]).send(&cloud);
    assert_eq!(ids(&wide, "/Items/Backup", "BackupId").len(), 95);
}

#[test]
fn pages_from_zero_with_totals_as_numbers() {
    let cloud = cloud();
    cloud.set_items("DescribeRestoreTaskList", 5);
    let page =
        |page| restores(&[("BackupPlanId", "plan"), ("PageSize", "2"), ("PageNum", page)]).send(&cloud);
    let last = page("2");
    assert_eq!(ids(&last, "/Items/RestoreTaskDetail", "RestoreTaskId"), ["s1XXXXXX-4"]);
    assert_eq!(ids(&last, "/Items/RestoreTaskDetail", "BackupPlanId"), ["plan"]);
    for (field, value) in [("PageNum", 2), ("PageSize", 2), ("TotalElements", 5), ("TotalPages", 3)] {
        assert_eq!(last.body[field], value, "{field}");
    }
    cloud.set_items("DescribeRestoreTaskList", 4);
    assert_eq!(page("2").body["Items"], json!({ "RestoreTaskDetail": [] }));
    assert_eq!(page("99999999999999999999").body["TotalPages"], 2);
}

#[test]
fn pages_by_token() {
    let cloud = cloud();
    cloud.set_items("ListVaults", 5);
    let list = |token: &str| call("2017-09-08", "ListVaults", &[("NextToken", token)]).send(&cloud);
    let (mut token, mut seen) = (String::new(), Vec::new());
    for count in [2, 2, 1] {
        let answer = list(&token);
        let vaults = ids(&answer, "/Vaults", "VaultId");
        assert_eq!((vaults.len(), &answer.body["TotalCount"]), (count, &json!(5)));
        token = answer.body["NextToken"].as_str().unwrap().to_owned();
        seen.extend(vaults);
    }
    assert_eq!(token, "");
    assert_eq!(seen, ["v-1", "v-1-1", "v-1-2", "v-1-3", "v-1-4"]);
    check_refused(
        &cloud,
        call("2017-09-08", "ListVaults", &[("NextToken", "?")]),
        400,
        "InvalidNextToken",
        "",
    );
}

#[test]
fn answers_with_the_items_asked_for() {
    let cloud = cloud();
    let two = restores(&[("RestoreTaskId", "b,a")]).send(&cloud);
    assert_eq!(ids(&two, "/Items/RestoreTaskDetail", "RestoreTaskId"), ["b", "a"]);
    assert_eq!(two.body["TotalElements"], 2);
    let one = call("2014-08-15", "DescribeBackupTasks", &[INSTANCE, ("BackupJobId", "7")]).send(&cloud);
    assert_eq!(ids(&one, "/Items/BackupJob", "BackupJobId"), [7]);
    cloud.set_items("DescribeRestoreTaskList", 0);
    assert_eq!(restores(&[("RestoreTaskId", "b,a")]).send(&cloud).body["TotalElements"], 0);
}

#[test]
fn makes_items_for_operations_without_pages() {
    let cloud = cloud();
    cloud.set_items("DescribeBackupTasks", 3);
    let tasks = call("2014-08-15", "DescribeBackupTasks", &[INSTANCE]).send(&cloud);
    assert_eq!(ids(&tasks, "/Items/BackupJob", "BackupJobId"), [4762614, 4762615, 4762616]);
}

#[test]
fn remembers_requests_without_secrets() {
    let cloud = cloud();
    let temporary =
        backups(&[INSTANCE]).key("sts-id", "sts-secret").header("x-acs-security-token", "token+/==");
    temporary.send(&cloud);
    jobs(&[("Filters.1.Key", "k")]).key("stranger", "x").send(&cloud);
    let requests = cloud.requests();
    let [first, second] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!((first.action.as_str(), first.version.as_str()), ("DescribeBackups", "2014-08-15"));
    assert_eq!((first.method.as_str(), first.parameter("DBInstanceId")), ("POST", Some("rm-1")));
    assert_eq!(second.parameter("Filters.1.Key"), Some("k"));
    assert_eq!(first.header("authorization"), Some("<redacted>"));
    assert_eq!(first.header("x-acs-security-token"), Some("<redacted>"));
    assert!(!format!("{requests:?}").contains("token+/=="));
}

#[test]
fn survives_anything() {
    let cloud = cloud();
    let long =
        format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2000000\r\n\r\n{}", "x".repeat(1_100_000));
    let wide = format!("GET /?a={} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(200_000));
    let odd = [
        "",
        "\r\n\r\n",
        "GET",
        "GET / HTTP/1.1\r\n\r\n",
        "\u{0}\u{1}\u{2}\r\n\r\n",
        "GET * HTTP/1.1\r\n\r\n",
    ];
    for bytes in odd.into_iter().chain([long.as_str(), &wide]) {
        let mut stream = TcpStream::connect(cloud.endpoint().replace("http://", "")).unwrap();
        let _ = std::io::Write::write_all(&mut stream, bytes.as_bytes());
    }
    let broken = exchange(&cloud, b"GET /?a=%F HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert_eq!(answer(&broken).code(), "InvalidParameter");
    assert_eq!(backups(&[INSTANCE]).send(&cloud).status, 200);
}

#[test]
fn answers_many_at_once() {
    let cloud = cloud();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..10).for_each(|_| assert_eq!(backups(&[INSTANCE]).send(&cloud).status, 200)));
        }
    });
    assert_eq!(cloud.requests().len(), 80);
}

#[test]
fn is_shared_between_threads() {
    fn check<T: Send + Sync>() {}
    check::<FakeCloud>();
}

#[test]
fn stops_when_dropped() {
    let cloud = cloud();
    let address = cloud.endpoint().replace("http://", "");
    let idle = TcpStream::connect(&address).unwrap();
    drop(cloud);
    assert!(TcpStream::connect(&address).is_err());
    drop(idle);
}

#[test]
fn starts_inside_a_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let started = FakeCloud::builder().model(RDS).unwrap().start().await.unwrap();
        // The only thread of the runtime is blocked here, and the cloud answers.
        assert_eq!(backups(&[INSTANCE]).send(&started).status, 200);
        let port = started.endpoint().rsplit(':').next().unwrap().parse().unwrap();
        assert!(FakeCloud::builder().port(port).start().await.is_err());
        assert!(FakeCloud::builder().port(port).start_blocking().is_err());
    });
}

#[test]
fn says_what_is_wrong_with_a_model() {
    let operation = |rest: &str| {
        format!(
            r#"{{"product":"P","version":"1","operations":[{{"name":"O","parameters":[{{"name":"N","kind":"integer"}}],{rest}}}]}}"#
        )
    };
    let paging = |page: &str| {
        operation(&format!(
            r#""sample":{{"Items":{{}}}},"pagination":{{"page":"{page}","first":1,"items":"/Items/I"}}"#
        ))
    };
    for (model, wrong) in [
        ("{".to_owned(), "EOF while parsing an object at line 1 column 1"),
        (operation(r#""answer":"bytes","sample":[]"#), "P O: the sample of bytes is not a text"),
        (operation(r#""exactly_one":[["A"]]"#), "P O: exactly_one names A, which is no parameter"),
        (paging("Page"), "P O: pagination names Page, which is no parameter"),
        (
            paging("N").replace("page\":", "token\":"),
            "P O: pagination by token names it in the request and in the answer",
        ),
        (
            paging("N").replace("page\":", "pagina\":"),
            "P O: pagination goes neither by page alone nor by offset alone nor by token alone",
        ),
        (paging("N"), "P O: the sample has no list at /Items/I"),
    ] {
        let error = FakeCloud::builder().model(&model).unwrap_err();
        assert_eq!(error.to_string(), format!("the model of the fake cloud is wrong: {wrong}"));
    }
    let twice = FakeCloud::builder().model(RDS).unwrap().model(RDS).unwrap_err();
    assert!(twice.to_string().ends_with("Rds DescribeBackups: Rds has this operation and version already"));
}
