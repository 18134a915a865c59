//! Requests of generated code: what their setters take, what their getters give, and how they look.

#![allow(
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::time::{Duration, SystemTime};

use alibabacloud_runtime::codegen::decode;
use alibabacloud_runtime::credentials::{Credentials, StaticCredentials};
use alibabacloud_runtime::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
use alibabacloud_runtime::{Bytes, Config, EmbeddedJson, Payload, Percent, Timestamp, Value};
use goldens::sensitive::demo::sign_in::Proof;
use goldens::sensitive::demo::types::User;
use goldens::{
    arrays, closed_enums, embedded_json, encoded_parameters, exactly_one, input_records, integer_enums, maps,
    octet_stream, parameters, percent, quoted_numbers, scalars, sensitive, separators, string_enums,
    timestamps,
};
use serde_json::json;

/// A client of a golden.
macro_rules! client {
    ($golden:ident) => {
        $golden::demo::Client::new(&config()).unwrap()
    };
}

fn config() -> Config {
    let credentials = StaticCredentials::new(Credentials::new("id", "secret"));
    Config::builder().region("cn-hangzhou").credentials(credentials).build().unwrap()
}

/// Sets what the setter takes, each alone, and says what the getter gives then.
macro_rules! given {
    ($request:expr, $setter:ident, $getter:ident, $expected:expr, [$($value:expr),+ $(,)?]) => {$(
        assert_eq!($request.clone().$setter($value).$getter(), $expected, "{}", stringify!($value));
    )+};
}

/// No value has a word about its type but `None`.
#[test]
fn setters_take_values_and_options() {
    let text = String::from("text");
    let request = client!(scalars).describe_scalars();
    given!(
        request,
        text,
        get_text,
        Some("text".to_owned()),
        [
            "text",
            text.clone(),
            &text,
            text.as_str(),
            Some("text"),
            Some(text.clone()),
            Some(&text),
            Cow::Borrowed("text"),
            Some(Cow::Borrowed("text")),
            Box::<str>::from("text"),
        ]
    );
    given!(request, text, get_text, Some("x".to_owned()), ['x', Some('x')]);
    given!(request, flag, get_flag, Some(true), [true, Some(true)]);
    given!(request, count, get_count, Some(7), [7, Some(7), 7_i32]);
    given!(request, large_count, get_large_count, Some(5_000_000_000), [5_000_000_000, Some(5_000_000_000)]);
    given!(request, ratio, get_ratio, Some(0.1), [0.1, Some(0.1)]);
    given!(
        request,
        anything,
        get_anything,
        Some(json!({"a": [1]})),
        [json!({"a": [1]}), Some(json!({"a": [1]}))]
    );

    use string_enums::demo::describe_backups::DescribeBackupsWords as Word;
    let word = Word::VALUES.first().unwrap().clone();
    let text = word.as_str().to_owned();
    let request = client!(string_enums).describe_backups("Success");
    given!(
        request,
        words,
        get_words,
        Some(word.clone()),
        [
            word.clone(),
            Some(word.clone()),
            text.as_str(),
            Some(text.as_str()),
            text.clone(),
            Some(text.clone()),
            &text,
            Some(&text),
        ]
    );
    use integer_enums::demo::describe_levels::DescribeLevelsSwitch as Switch;
    let switch = Switch::VALUES.first().unwrap().clone();
    let request = client!(integer_enums).describe_levels(1);
    given!(request, switch, get_switch, Some(switch.clone()), [switch.clone(), Some(switch.clone())]);

    let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(60);
    let request = client!(timestamps).describe_times(moment);
    let timestamp = Timestamp::from(moment);
    given!(request, end, get_end, Some(timestamp), [moment, Some(moment), timestamp, Some(timestamp)]);
    given!(
        request,
        times,
        get_times,
        Some(vec![timestamp; 2]),
        [[moment; 2], vec![timestamp; 2], Some([timestamp; 2])]
    );

    let texts = vec!["a".to_owned(), "b".to_owned()];
    let request = client!(parameters).list_parameters("i", 1);
    given!(
        request,
        ids,
        get_ids,
        Some(texts.clone()),
        [
            ["a", "b"],
            &["a", "b"],
            vec!["a", "b"],
            texts.clone(),
            &texts,
            texts.as_slice(),
            Some(["a", "b"]),
            Some(texts.clone()),
            Some(&texts),
            texts.iter().collect::<Vec<_>>(),
            [Some("a"), None, Some("b")],
            BTreeSet::from(["a", "b"]),
            VecDeque::from(["a", "b"]),
        ]
    );
    given!(request, ids, get_ids, Some(vec!["a".to_owned()]), [HashSet::from(["a"]), ["a"]]);
    let request = client!(arrays)
        .describe_arrays(["t"], [vec!["r"]].map(|row| row.into_iter().map(str::to_owned).collect()));
    given!(request, numbers, get_numbers, Some(vec![1, 2]), [[1, 2], vec![1, 2], &[1, 2], Some(vec![1, 2])]);

    let bytes = Some(Payload::from("bytes"));
    let request = client!(octet_stream).convert_file("n");
    given!(
        request,
        body,
        get_body,
        bytes,
        [
            "bytes",
            String::from("bytes"),
            b"bytes".to_vec(),
            Bytes::from("bytes"),
            Payload::from("bytes"),
            Some("bytes"),
            Some(b"bytes".to_vec()),
        ]
    );
}

/// What is set, on each wire, and what is read back: the value as it will be sent.
#[test]
fn getters_give_what_will_be_sent() {
    let seconds = Timestamp::from(SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_061_500));
    let request = client!(timestamps).describe_times(seconds).end(seconds).times([seconds]);
    let minute = Timestamp::from(SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_040));
    let read = [request.get_start().unwrap(), request.get_end().unwrap(), request.get_times().unwrap()[0]];
    assert!(read.iter().all(|one| *one >= minute && *one <= seconds), "{read:?}");

    let request = client!(percent).describe_progress(Percent::new(12.5)).at_most(Percent::new(99.0));
    assert_eq!(
        (request.get_at_least(), request.get_at_most()),
        (Some(Percent::new(12.5)), Some(Percent::new(99.0)))
    );

    let request = client!(quoted_numbers).describe_sizes(i64::MAX).flag(false).sizes([i32::MIN, 0]);
    assert_eq!(request.get_size(), Some(i64::MAX));
    assert_eq!((request.get_flag(), request.get_sizes()), (Some(false), Some(vec![i32::MIN, 0])));

    use encoded_parameters::demo::types::Filter;
    let filter = Filter::new().key("k,\"\u{7}\u{1f600}").values(["a,b", ""]);
    let tags = BTreeMap::from([("a b".to_owned(), "{}".to_owned())]);
    let request = client!(encoded_parameters)
        .describe_encoded(["a", ""])
        .kinds(["A", "other"])
        .filter(filter.clone())
        .numbers([i64::MIN, 0])
        .tags(tags.clone());
    assert_eq!(request.get_ids(), Some(vec!["a".to_owned(), String::new()]));
    assert_eq!(
        request.get_kinds().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["A", "other"]
    );
    assert_eq!((request.get_filter(), request.get_tags()), (Some(filter), Some(tags)));
    assert_eq!(request.get_numbers(), Some(vec![i64::MIN, 0]));
    assert_eq!(request.numbers(Vec::<i64>::new()).get_numbers(), Some(Vec::new()));

    let request = client!(separators).describe_joined([1, -2]).commas(["a,b"]).bars(["x|y"]);
    assert_eq!(
        (request.get_spaces(), request.get_commas()),
        (Some(vec![1, -2]), Some(vec!["a,b".to_owned()]))
    );
    assert_eq!(request.get_bars().unwrap()[0].as_str(), "x|y");

    let policy = EmbeddedJson::new("{\"a\": \"\\n\"}");
    assert_eq!(client!(embedded_json).describe_texts(policy.clone()).get_policy(), Some(policy));

    let labels = BTreeMap::from([("k".to_owned(), "v".to_owned())]);
    assert_eq!(client!(maps).describe_maps(labels.clone()).get_tags(), Some(labels));

    use closed_enums::demo::describe_switches::DescribeSwitchesMode as Mode;
    for mode in Mode::VALUES {
        let request = client!(closed_enums).describe_switches(mode.clone(), []);
        assert_eq!((request.get_mode().as_ref(), request.get_modes()), (Some(mode), Some(Vec::new())));
    }

    use exactly_one::demo::describe_tasks::{TaskFilter, TaskScope};
    for (scope, filter) in
        [(TaskScope::plan_id("p"), TaskFilter::count(3)), (TaskScope::task_ids(["t"]), TaskFilter::kind("k"))]
    {
        let request = client!(exactly_one).describe_tasks("cn-hangzhou", scope.clone(), filter.clone());
        assert_eq!((request.get_task_scope(), request.get_task_filter()), (Some(scope), Some(filter)));
        assert_eq!(request.get_region().as_deref(), Some("cn-hangzhou"));
    }

    use input_records::demo::types::{Part, Thing};
    let thing = Thing::new()
        .name("n")
        .since(minute)
        .part(Some(Part::new().b(1)))
        .parts(None::<Vec<Part>>)
        .rate(Percent::new(0.5))
        .free(Value::Null)
        .next(Box::new(Thing::new().name(None::<&str>)));
    let read = client!(input_records).create_things(thing.clone()).get_thing().unwrap();
    assert_eq!(
        (read.name, read.since, read.part, read.rate),
        (thing.name, thing.since, thing.part, thing.rate)
    );
    assert_eq!(read.next, thing.next);
}

#[test]
fn none_takes_a_value_away() {
    let plain = client!(scalars).describe_scalars();
    let set = plain.clone().count(1).text("t");
    assert_ne!(set, plain);
    assert_eq!(set.count(None).text(None::<&str>), plain);
    let plain = client!(octet_stream).convert_file("n");
    assert_eq!(plain.clone().body("b").body(None::<Payload>), plain);
    assert_eq!(plain.get_body(), None);
}

#[test]
fn a_request_shows_its_values() {
    let shown = [
        format!("{:?}", client!(parameters).list_parameters("rm-1", 5).ids(["a", "b"])),
        format!("{:?}", client!(scalars).describe_scalars().flag(true)),
        format!("{:?}", client!(octet_stream).put_file("n", "bytes")),
        format!("{:#?}", client!(scalars).describe_scalars().count(1).text("a\n")),
    ];
    let expected = [
        r#"ListParameters { instance_id: "rm-1", count: 5, ids: ["a","b"], .. }"#,
        "DescribeScalars { flag: true, .. }",
        r#"PutFile { name: "n", content: Payload(5 bytes), .. }"#,
        "DescribeScalars {\n    text: \"a\\n\",\n    count: 1,\n    ..\n}",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn nothing_sensitive_is_shown() {
    let user =
        || User::new().name("eve").password("hush").friends([User::new().name("bob").password("hush")]);
    let client = client!(sensitive);
    let request = client
        .create_account("eve", "hush")
        .pin("hush")
        .answer(1234)
        .old_passwords(["hush", "hush"])
        .next_token("next")
        .client_token("token")
        .secret_name("name")
        .public_password("public")
        .users([user()])
        .rules(BTreeMap::from([("rule".to_owned(), user())]))
        .document(EmbeddedJson::from_value(&user()));
    let shown = format!("{request:?}");
    let users =
        r#"{"Friends":[{"Name":"bob","Password":"[redacted]"}],"Name":"eve","Password":"[redacted]"}"#;
    assert_eq!(
        shown,
        format!(
            r#"CreateAccount {{ account_name: "eve", account_password: [redacted], pin: [redacted], answer: [redacted], old_passwords: [redacted], next_token: "next", client_token: "token", secret_name: "name", public_password: "public", users: [{users}], rules: {{"rule":{users}}}, document: [redacted], .. }}"#
        )
    );
    assert_eq!(request.get_account_password().as_deref(), Some("hush"));
    assert_eq!(
        format!("{:?}", user()),
        r#"User { name: Some("eve"), password: [redacted], friends: [User { name: Some("bob"), password: [redacted], friends: [] }] }"#
    );
    assert_eq!(format!("{:?}", User::new()), "User { name: None, password: None, friends: [] }");
    assert_eq!(format!("{:?}", Proof::passphrase("hush")), "Proof([redacted])");
    assert_eq!(
        format!("{:?}", client.sign_in(Proof::passphrase("hush"))),
        "SignIn { passphrase: [redacted], .. }"
    );
}

/// A value that is refused is in no message.
#[tokio::test]
async fn no_error_shows_what_is_sensitive() {
    let client = client!(sensitive);
    let account = || client.create_account("eve", "long enough");
    for (request, expected) in [
        (
            client.create_account("eve", "hush"),
            "AccountPassword is [redacted], but Demo accepts at least 8 characters (CreateAccount)",
        ),
        (account().answer(77_777), "Answer is [redacted], but Demo accepts at most 9999 (CreateAccount)"),
        (
            account().users([User::new().password("hush hush hush")]),
            "Users.1.Password is [redacted], but Demo accepts at most 12 characters (CreateAccount)",
        ),
    ] {
        let error = request.send().await.unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?}").contains("hush") && !format!("{error:?}").contains("77"), "{error:?}");
    }
}

#[test]
fn no_departure_shows_what_is_sensitive() {
    let body = br#"{"Name": 1, "Password": 12345, "Friends": [{"Password": ["hush"], "Other": 2}]}"#;
    let departures = decode::<User>("CreateAccount", body).unwrap().departures;
    let shown: Vec<_> = departures.iter().map(|one| (one.pointer.as_str(), one.found.as_str())).collect();
    let expected = [
        ("/Name", "1"),
        ("/Password", "[redacted]"),
        ("/Friends/0/Password", "[redacted]"),
        ("/Friends/0/Other", "2"),
    ];
    assert_eq!(shown, expected);
}

/// Repeats the URL of each request in a refusal.
#[derive(Debug)]
struct Parrot;

impl Transport for Parrot {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let body = json!({"Code": "Invalid", "Message": format!("{} long enough", request.request.uri())});
        let mut response = HttpResponse::new(Bytes::from(body.to_string()));
        *response.status_mut() = 400_u16.try_into().unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

#[tokio::test]
async fn what_a_service_repeats_is_not_passed_on() {
    let config = config().to_builder().transport(Parrot).build().unwrap();
    let client = sensitive::demo::Client::new(&config).unwrap();
    let users = [User::new().password("hush hush")];
    let error = client.create_account("eve", "long enough").users(users).send().await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("AccountName=eve"), "{shown}");
    for secret in ["long enough", "long%20enough", "hush"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert_eq!(error.body_excerpt(), None, "an answer has passwords");
}
