//! Roles that are taken on with other credentials.

use crate::support::{Http, Scripted, World, answer, key, members, sts};
use alibabacloud_runtime::{
    Endpoint,
    credentials::{
        AssumeRoleCredentials, AssumeRoleCredentialsBuilder, CachedCredentials, Credentials,
        StaticCredentials,
    },
};
use std::time::Duration;

const ROLE: &str = "acs:ram::1:role/r";

fn user() -> StaticCredentials {
    StaticCredentials::new(Credentials::new("User", "hush"))
}

fn builder() -> AssumeRoleCredentialsBuilder {
    AssumeRoleCredentials::builder(user(), ROLE)
}

fn world() -> World {
    World::new(Http::always(200, &sts("Role", 3600)))
}

#[test]
fn what_is_sent() {
    let world = world();
    let provider = builder()
        .session_name("nightly")
        .duration(Duration::from_millis(900_999))
        .policy(r#"{"Version":"1"}"#)
        .external_id("42")
        .build(&world.config())
        .unwrap();
    assert!(world.http.sent().is_empty());
    assert_eq!(world.ask(&provider).as_deref(), Ok("Role+token-of-Role"));
    let sent = world.http.only();
    assert_eq!(sent.line(), "POST https://sts.aliyuncs.com/");
    assert_eq!((sent.header("x-acs-action"), sent.header("x-acs-version")), ("AssumeRole", "2015-04-01"));
    assert!(sent.header("authorization").starts_with("ACS3-HMAC-SHA256 Credential=User,"));
    assert!(!sent.direct);
    for (name, value) in [
        ("RoleArn", Some("acs%3Aram%3A%3A1%3Arole%2Fr")),
        ("RoleSessionName", Some("nightly")),
        ("DurationSeconds", Some("900")),
        ("Policy", Some("%7B%22Version%22%3A%221%22%7D")),
        ("ExternalId", Some("42")),
    ] {
        assert_eq!(sent.parameter(name), value);
    }
}

#[test]
fn what_is_left_out() {
    let world = world();
    world.ask(&builder().build(&world.config()).unwrap()).unwrap();
    let sent = world.http.only();
    assert_eq!(sent.parameter("RoleSessionName"), Some("alibabacloud-rust"));
    assert_eq!(sent.parameter("DurationSeconds"), Some("3600"));
    assert_eq!((sent.parameter("Policy"), sent.parameter("ExternalId")), (None, None));
}

#[test]
fn a_temporary_key_may_take_on_a_role() {
    let world = world();
    let source = StaticCredentials::new(key("Temporary", None));
    let provider = AssumeRoleCredentials::builder(source, ROLE).build(&world.config()).unwrap();
    world.ask(&provider).unwrap();
    assert_eq!(world.http.only().header("x-acs-security-token"), "token-of-Temporary");
}

#[test]
fn hosts() {
    let endpoint = || Endpoint::parse("http://127.0.0.1:9").unwrap();
    for (builder, region, vpc, expected) in [
        (builder(), None, false, "https://sts.aliyuncs.com/"),
        (builder(), None, true, "https://sts.aliyuncs.com/"),
        (builder(), Some("eu-central-1"), false, "https://sts.eu-central-1.aliyuncs.com/"),
        (builder(), Some("eu-central-1"), true, "https://sts-vpc.eu-central-1.aliyuncs.com/"),
        (builder().region("cn-beijing"), Some("eu-central-1"), false, "https://sts.cn-beijing.aliyuncs.com/"),
        (builder().region("cn-beijing").vpc(true), None, false, "https://sts-vpc.cn-beijing.aliyuncs.com/"),
        (builder().region("cn-beijing").endpoint(endpoint()), None, true, "http://127.0.0.1:9/"),
    ] {
        let mut world = world();
        if let Some(region) = region {
            world = world.set("ALIBABA_CLOUD_STS_REGION", region);
        }
        if vpc {
            world = world.set("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", "true");
        }
        world.ask(&builder.build(&world.config()).unwrap()).unwrap();
        assert_eq!(world.http.only().line(), format!("POST {expected}"));
    }
    let evil = builder().region("a.example.com/").build(&world().config()).unwrap();
    let error = world().ask(&evil).unwrap_err();
    assert!(error.starts_with("there is no endpoint of STS: \"a.example.com/\" is not a region"), "{error}");
}

#[test]
fn settings_that_cannot_be_used() {
    let seconds = |seconds| builder().duration(Duration::from_secs(seconds));
    for (builder, expected) in [
        (AssumeRoleCredentials::builder(user(), ""), "RoleArn is empty, but AssumeRole requires it"),
        (seconds(899), "DurationSeconds is 899, but Sts accepts 900 to 43200"),
        (seconds(43_201), "DurationSeconds is 43201, but Sts accepts 900 to 43200"),
        (
            builder().session_name("a"),
            "RoleSessionName is a text of 1 character, \"a\", but Sts accepts 2 to 64 characters",
        ),
        (
            builder().policy(""),
            "Policy is a text of 0 characters, \"\", but Sts accepts 1 to 2048 characters",
        ),
        (
            builder().external_id("a"),
            "ExternalId is a text of 1 character, \"a\", but Sts accepts 2 to 1224 characters",
        ),
    ] {
        assert_eq!(builder.build(&world().config()).unwrap_err().to_string(), expected);
    }
    assert!(
        seconds(900).build(&world().config()).is_ok() && seconds(43_200).build(&world().config()).is_ok()
    );
}

#[test]
fn mistakes() {
    let cannot = "the role acs:ram::1:role/r cannot be assumed";
    for (status, body, expected) in [
        (
            403,
            r#"{"Code":"NoPermission","Message":"hush, you are not authorized","RequestId":"1"}"#,
            format!(
                "{cannot}: NoPermission: [redacted], you are not authorized (HTTP 403, request id 1, AssumeRole)"
            ),
        ),
        (200, "hush", "the answer of AssumeRole is not JSON (line 1, column 1)".to_owned()),
        (200, "{}", "the answer of AssumeRole has no Credentials".to_owned()),
        (
            200,
            r#"{"Credentials":{"AccessKeyId":"A","AccessKeySecret":"hush"}}"#,
            "the answer of AssumeRole has no SecurityToken".to_owned(),
        ),
    ] {
        let world = World::new(Http::always(status, body));
        assert_eq!(world.ask(&builder().build(&world.config()).unwrap()), Err(expected));
    }
    let world = World::new(Http::silent());
    assert_eq!(
        world.ask(&builder().build(&world.config()).unwrap()),
        Err(format!("{cannot}: no connection: refused (AssumeRole, 3 attempts)"))
    );
}

#[test]
fn the_role_is_taken_on_again_before_it_ends() {
    let http = Http::new(|sent| {
        let second = sent.header("x-acs-signature-nonce").len();
        answer(200, &sts(if second > 0 { "Role" } else { "?" }, 3600))
    });
    let world = World::new(http);
    let provider = builder().build(&world.config()).unwrap();
    for (second, asked) in [(0, 1), (2699, 1), (2700, 2)] {
        world.at(second);
        world.ask(&provider).unwrap();
        assert_eq!(world.http.sent().len(), asked, "at {second}");
    }
}

#[test]
fn a_source_that_is_out_of_date_is_renewed() {
    let http = Http::new(|sent| match sent.header("x-acs-accesskey-id") {
        "B" => answer(200, &format!(r#"{{"Credentials":{{{}}}}}"#, members("Role", 3600))),
        _ => answer(403, r#"{"Code":"InvalidSecurityToken.Expired"}"#),
    });
    let world = World::new(http);
    let source = Scripted::new(vec![Ok(key("A", None)), Ok(key("B", None))]);
    let source = CachedCredentials::new(source, world.clock());
    let provider = AssumeRoleCredentials::builder(source, ROLE).build(&world.config()).unwrap();
    assert_eq!(world.ask(&provider).as_deref(), Ok("Role+token-of-Role"));
    assert_eq!(world.http.sent().len(), 2);
}
