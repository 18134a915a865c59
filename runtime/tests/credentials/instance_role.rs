//! The metadata service of an instance.

use crate::support::{Http, Sent, World, answer, metadata};
use alibabacloud_runtime::{
    Endpoint,
    credentials::EcsRamRoleCredentials,
    transport::{HttpResponse, TransportError, TransportErrorKind},
};

const TOKEN: &str = "PUT http://100.100.100.200/latest/api/token";
const ROLES: &str = "GET http://100.100.100.200/latest/meta-data/ram/security-credentials/";
const ROLE: &str = "GET http://100.100.100.200/latest/meta-data/ram/security-credentials/role";

type Answer = Result<HttpResponse, TransportError>;

fn late() -> Answer {
    Err(TransportError::new(TransportErrorKind::Timeout, "too late"))
}

/// Answers for the token, the role and the key.
fn service(token: fn() -> Answer, role: fn() -> Answer, key: fn() -> Answer) -> Http {
    Http::new(move |sent| match sent.line().as_str() {
        TOKEN => token(),
        ROLES => role(),
        ROLE => key(),
        other => panic!("{other}"),
    })
}

fn good() -> Http {
    service(|| answer(200, "t0ken"), || answer(200, "role\n"), || answer(200, &metadata("Ecs", 3600)))
}

#[test]
fn version_2() {
    let world = World::new(good());
    let provider = EcsRamRoleCredentials::new(&world.config());
    assert_eq!(world.ask(&provider).as_deref(), Ok("Ecs+token-of-Ecs"));
    assert_eq!(world.http.lines(), [TOKEN, ROLES, ROLE]);
    let sent = world.http.sent();
    let seconds: u32 = sent[0].header("x-aliyun-ecs-metadata-token-ttl-seconds").parse().unwrap();
    assert!((1..=21_600).contains(&seconds));
    let tokens: Vec<&str> = sent.iter().map(|sent| sent.header("x-aliyun-ecs-metadata-token")).collect();
    assert_eq!(tokens, ["", "t0ken", "t0ken"]);
    assert!(sent.iter().all(|sent| sent.direct));
    assert_eq!(world.ask(&provider).as_deref(), Ok("Ecs+token-of-Ecs"));
    assert_eq!(world.http.sent().len(), 3, "the key is kept");
}

#[test]
fn the_role_may_be_named() {
    let world = World::new(good()).set("ALIBABA_CLOUD_ECS_METADATA", "role");
    assert!(world.ask(&EcsRamRoleCredentials::new(&world.config())).is_ok());
    assert_eq!(world.http.lines(), [TOKEN, ROLE]);
    let world = World::new(good()).set("ALIBABA_CLOUD_ECS_METADATA", "other");
    assert!(world.ask(&EcsRamRoleCredentials::with_role("role", &world.config())).is_ok());
    let world = World::new(Http::always(200, "x")).set("ALIBABA_CLOUD_ECS_METADATA", "../a?b");
    let _ = world.ask(&EcsRamRoleCredentials::new(&world.config()));
    assert!(world.http.sent()[1].uri.ends_with("/security-credentials/..%2Fa%3Fb"));
}

#[test]
fn version_1_only_where_there_is_no_token() {
    type Row = (fn() -> Answer, &'static str);
    let rows: [Row; 3] =
        [(|| answer(404, ""), "HTTP 404"), (|| answer(403, ""), "HTTP 403"), (late, "too late")];
    for (token, said) in rows {
        let http = service(token, || answer(200, "role"), || answer(200, &metadata("Ecs", 3600)));
        let world = World::new(http);
        assert_eq!(
            world.ask(&EcsRamRoleCredentials::new(&world.config())).as_deref(),
            Ok("Ecs+token-of-Ecs")
        );
        assert!(world.http.sent().iter().all(|sent| sent.header("x-aliyun-ecs-metadata-token").is_empty()));
        let world = World::new(world.http.clone()).set("ALIBABA_CLOUD_IMDSV1_DISABLED", "true");
        let before = world.http.sent().len();
        let error = world.ask(&EcsRamRoleCredentials::new(&world.config())).unwrap_err();
        assert!(error.contains(said), "{error}");
        assert_eq!(world.http.sent().len(), before + 1);
    }
}

#[test]
fn mistakes() {
    let token: fn() -> Answer = || answer(200, "t");
    let role: fn() -> Answer = || answer(200, "role");
    let key: fn() -> Answer = || answer(200, &metadata("Ecs", 3600));
    let service_says = "the metadata service at http://100.100.100.200 says";
    for (http, expected) in [
        (service(token, || answer(404, ""), key), "the instance has no RAM role".to_owned()),
        (service(token, || answer(200, " \n"), key), "the instance has no RAM role".to_owned()),
        (service(token, || answer(500, ""), key), format!("{service_says} HTTP 500 when asked for the role")),
        (
            service(token, || answer(200, "<html>hush</html>"), key),
            format!("{service_says} something that is not the name of a role"),
        ),
        (
            service(|| answer(200, "a\u{1}"), role, key),
            format!("{service_says} something that is not a token"),
        ),
        (service(token, role, || answer(404, "hush")), format!("{service_says} HTTP 404 for the role role")),
        (
            service(token, role, || answer(200, "{\"hush\"")),
            "the metadata of the role role is not JSON (line 1, column 7)".to_owned(),
        ),
        (
            service(token, role, || answer(200, r#"{"Code":"AssumeRoleFailed"}"#)),
            "the metadata of the role role has the code AssumeRoleFailed instead of Success".to_owned(),
        ),
        (
            service(token, role, || {
                answer(200, r#"{"Code":"Success","AccessKeyId":"A","AccessKeySecret":"hush"}"#)
            }),
            "the metadata of the role role has no SecurityToken".to_owned(),
        ),
        (
            service(token, role, || answer(200, &metadata("Ecs", 3600).replace("2023-", "hush-"))),
            "the metadata of the role role has a field Expiration that is not a moment".to_owned(),
        ),
        (
            service(token, role, || answer(200, &metadata("Ecs", -1))),
            "the credentials have expired already, at 2023-11-14T22:13:19Z".to_owned(),
        ),
        (
            service(token, role, late),
            "the metadata service at http://100.100.100.200 does not answer: too late".to_owned(),
        ),
    ] {
        let world = World::new(http);
        assert_eq!(world.ask(&EcsRamRoleCredentials::new(&world.config())), Err(expected));
    }
}

#[test]
fn another_endpoint() {
    let world = World::new(Http::new(|sent: &Sent| {
        assert!(sent.uri.starts_with("http://127.0.0.1:9/latest/"), "{}", sent.uri);
        answer(200, &if sent.method == "PUT" { "t".to_owned() } else { metadata("Ecs", 3600) })
    }));
    let config = world.config().metadata_endpoint(Endpoint::parse("http://127.0.0.1:9").unwrap());
    assert!(world.ask(&EcsRamRoleCredentials::with_role("role", &config)).is_ok());
}

#[test]
fn a_token_that_is_refused() {
    for status in [401, 403] {
        let http =
            Http::new(move |sent| match (sent.line().as_str(), sent.header("x-aliyun-ecs-metadata-token")) {
                (TOKEN, _) => answer(200, "t0ken"),
                (_, "t0ken") => answer(status, "no"),
                (ROLES, _) => answer(200, "role"),
                _ => answer(200, &metadata("Ecs", 3600)),
            });
        let world = World::new(http);
        assert_eq!(
            world.ask(&EcsRamRoleCredentials::new(&world.config())).as_deref(),
            Ok("Ecs+token-of-Ecs")
        );
        assert_eq!(world.http.lines(), [TOKEN, ROLES, ROLES, ROLE]);
        let world = World::new(world.http.clone()).set("ALIBABA_CLOUD_IMDSV1_DISABLED", "true");
        let error = world.ask(&EcsRamRoleCredentials::new(&world.config())).unwrap_err();
        assert!(error.ends_with(&format!("says HTTP {status} when asked for the role")), "{error}");
    }
    let world = World::new(Http::new(|sent| match sent.line().as_str() {
        TOKEN => answer(200, "t0ken"),
        _ => answer(403, "no"),
    }));
    let error = world.ask(&EcsRamRoleCredentials::with_role("role", &world.config())).unwrap_err();
    assert!(error.ends_with("says HTTP 403 for the role role, with a token and without one"), "{error}");
}
