//! Requests that are refused before anything is sent, and the words for it.

use crate::support::{
    Backups, DESCRIBE_BACKUPS, DESCRIBE_TASKS, InMemory, Tasks, describe_backups, request, run,
};
use alibabacloud_runtime::{
    ErrorKind,
    codegen::{Limits, Parameter, Request},
};
use serde_json::{Value, json};

/// What the service would have been asked, or why not.
fn outcome(transport: &InMemory, request: Request) -> String {
    match run(request.send::<Backups>()) {
        Ok(_) => "sent".to_owned(),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert_eq!(transport.count(), 0);
            error.to_string()
        }
    }
}

#[test]
fn describe_backups_limits() {
    let transport = InMemory::always(200, &[], br#"{"RequestId":"1"}"#);
    let config = transport.config();
    let with = |index, value: i64| describe_backups(&config).with(index, &value);
    let text = |index, value: &str| describe_backups(&config).with(index, &value.to_owned());
    let long = "é".repeat(120);
    for (request, expected) in [
        (request(&config, &DESCRIBE_BACKUPS), "DBInstanceId is missing, but DescribeBackups requires it"),
        (text(0, ""), "DBInstanceId is empty, but DescribeBackups requires it"),
        (with(1, 7), "PageSize is 7, but Rds accepts only 30, 50, 100"),
        (with(2, 0), "PageNumber is 0, but Rds accepts 1 to 2147483647"),
        (with(2, 2_147_483_648), "PageNumber is 2147483648, but Rds accepts 1 to 2147483647"),
        (text(3, "naïve"), "ClientToken is \"naïve\", but Rds accepts only ASCII characters"),
        (
            text(3, &long),
            &format!(
                "ClientToken is a text of 120 characters, \"{}…\", but Rds accepts at most 64 characters",
                "é".repeat(100)
            ),
        ),
        (
            describe_backups(&config).with(4, &["a", "b", "c", "d"].map(str::to_owned).to_vec()),
            "BackupIds is a list of 4 items, but Rds accepts at most 3 items",
        ),
    ] {
        assert_eq!(outcome(&transport, request), format!("{expected} (DescribeBackups)"));
    }
}

#[test]
fn within_the_limits() {
    let transport = InMemory::always(200, &[], br#"{"RequestId":"1"}"#);
    let config = transport.config();
    for request in [
        describe_backups(&config),
        describe_backups(&config).with(1, &30_i64).with(2, &1_i64),
        describe_backups(&config).with(1, &7_i64).with(1, &100_i64),
        describe_backups(&config).with(3, &"a".repeat(64)),
        describe_backups(&config).with(3, &String::new()),
        describe_backups(&config).with(4, &Vec::<String>::new()),
    ] {
        assert!(run(request.send::<Backups>()).is_ok());
    }
}

#[test]
fn exactly_one() {
    let transport = InMemory::always(200, &[], br#"{"RequestId":"1"}"#);
    let config = transport.config();
    let (plan, task, none) = ("plan".to_owned(), "task".to_owned(), String::new());
    let empty = request(&config, &DESCRIBE_TASKS);
    let check = |request: Request, expected: Option<&str>| {
        let error = run(request.send::<Tasks>()).err().map(|error| error.to_string());
        let rule = "DescribeRestoreTaskList requires exactly one of BackupPlanId, RestoreTaskId";
        let expected =
            expected.map(|found| format!("{rule}, but the request has {found} (DescribeRestoreTaskList)"));
        assert_eq!(error, expected);
    };
    check(empty.clone(), Some("none"));
    check(empty.clone().with(0, &none), Some("none"));
    check(empty.clone().with(0, &plan).with(1, &task), Some("BackupPlanId and RestoreTaskId"));
    check(empty.clone().with(0, &plan), None);
    check(empty.with(0, &none).with(1, &task), None);
}

#[test]
fn rules() {
    let number = Parameter::new("N");
    let check = |parameter: Parameter, value: Value, expected: Option<(&str, &str)>| {
        let violation = parameter.limits().check(&value).err();
        let found = violation.as_ref().map(|violation| (violation.found.as_str(), violation.rule.as_str()));
        assert_eq!(found, expected, "{value}");
    };
    check(number.range(Some(1), None), json!(0), Some(("0", "at least 1")));
    check(number.range(None, Some(5)), json!(5.5), Some(("5.5", "at most 5")));
    check(number.range(None, Some(5)), json!("6"), Some(("6", "at most 5")));
    check(number.range(None, Some(5)), json!("x"), Some(("\"x\"", "only numbers")));
    check(
        number.range(None, Some(i64::MAX)),
        json!(u64::MAX),
        Some(("18446744073709551615", "at most 9223372036854775807")),
    );
    check(number.range(Some(1), Some(5)), json!([1, 9]), Some(("9", "1 to 5")));
    check(number.range(Some(1), Some(5)), json!(null), None);
    check(number.values(&[1]), json!(1.5), Some(("1.5", "only 1")));
    check(
        number.length(Some(2), Some(4)),
        json!("a"),
        Some(("a text of 1 character, \"a\"", "2 to 4 characters")),
    );
    check(
        number.length(Some(1), None),
        json!(""),
        Some(("a text of 0 characters, \"\"", "at least 1 character")),
    );
    check(number.length(None, Some(2)), json!("éé"), None);
    check(number.items(Some(1), Some(1)), json!([]), Some(("a list of 0 items", "exactly 1 item")));
    check(number.items(Some(2), Some(2)), json!([1]), Some(("a list of 1 item", "exactly 2 items")));
    check(number.ascii(), json!("line\n"), None);
    assert_eq!(Limits::NONE, Limits::default());
    let violation = number.range(Some(1), None).limits().check(&json!(0)).unwrap_err();
    assert_eq!(violation.to_string(), "0 (accepted: at least 1)");
}

/// Stands for a parameter that is a list of objects.
struct Filters(Value);

impl alibabacloud_runtime::codegen::Element for Filters {
    fn decode(
        _: &mut alibabacloud_runtime::codegen::Decoder<'_>,
        _: alibabacloud_runtime::codegen::Wire,
    ) -> Option<Self> {
        None
    }
    fn encode(&self, _: alibabacloud_runtime::codegen::Wire) -> Value {
        self.0.clone()
    }
}

#[test]
fn nested_fields() {
    let transport = InMemory::always(200, &[], br#"{"RequestId":"1"}"#);
    let config = transport.config();
    let check = |filters: Value, expected: &str| {
        let request = describe_backups(&config).with(6, &Filters(filters));
        let expected = format!("{expected} (DescribeBackups)");
        assert_eq!(outcome(&transport, request), expected);
    };
    let filter = json!({ "Key": "k", "Values": ["v"] });
    check(json!([filter, filter, filter]), "Filters is a list of 3 items, but Rds accepts at most 2 items");
    check(
        json!([{ "Key": "k", "Values": ["1", "2", "3", "4"] }]),
        "Filters.1.Values is a list of 4 items, but Rds accepts 1 to 3 items",
    );
    check(
        json!([filter, { "Key": "k", "Values": [] }]),
        "Filters.2.Values is a list of 0 items, but Rds accepts 1 to 3 items",
    );
    check(json!([{ "Values": ["v"] }]), "Filters.1.Key is missing, but DescribeBackups requires it");
    check(json!([{ "Key": "" }]), "Filters.1.Key is empty, but DescribeBackups requires it");
    check(json!(["text"]), "Filters.1 is \"text\", but it must be an object");
}

#[test]
fn debug_shows_what_is_given() {
    let transport = InMemory::always(200, &[], b"{}");
    let request = describe_backups(&transport.config()).with(1, &30_i64);
    assert_eq!(format!("{request:?}"), r#"DescribeBackups { DBInstanceId: "rm-1", PageSize: 30, .. }"#);
}
