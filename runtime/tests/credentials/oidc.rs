//! Roles that are taken on with an OIDC token.

use crate::support::{Http, World, sts};
use alibabacloud_runtime::{
    Endpoint,
    credentials::{OidcRoleCredentials, ProvideCredentials},
};

const TOKEN_FILE: &str = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";
const ROLE: &str = "ALIBABA_CLOUD_ROLE_ARN";
const PROVIDER: &str = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";

fn world(http: Http) -> World {
    let world = World::new(http).file("token", "to/ken\n");
    let file = world.path("token").display().to_string();
    world.set(TOKEN_FILE, file).set(ROLE, "acs:ram::1:role/r").set(PROVIDER, "acs:ram::1:oidc-provider/p")
}

#[test]
fn what_is_sent() {
    let world = world(Http::always(200, &sts("Oidc", 3600))).set("ALIBABA_CLOUD_ROLE_SESSION_NAME", "pod-1");
    let provider = OidcRoleCredentials::new(&world.config());
    assert_eq!(world.ask(&provider).as_deref(), Ok("Oidc+token-of-Oidc"));
    let sent = world.http.only();
    assert_eq!(
        (sent.method.as_str(), sent.uri.as_str()),
        (
            "POST",
            "https://sts.aliyuncs.com/?Action=AssumeRoleWithOIDC&Format=JSON&Timestamp=2023-11-14T22%3A13%3A20Z\
             &Version=2015-04-01"
        )
    );
    assert_eq!(
        sent.body,
        "DurationSeconds=3600&OIDCProviderArn=acs%3Aram%3A%3A1%3Aoidc-provider%2Fp&OIDCToken=to%2Fken\
         &RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr&RoleSessionName=pod-1"
    );
    assert_eq!(sent.header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(sent.header("authorization"), "", "it is not signed");
}

#[test]
fn the_token_is_read_again() {
    let world = world(Http::always(200, &sts("Oidc", 3600)));
    let config = world.config().sts_endpoint(Endpoint::parse("http://127.0.0.1:9").unwrap());
    let provider = OidcRoleCredentials::new(&config);
    world.ask(&provider).unwrap();
    world.write("token", "second");
    world.at(3000);
    world.ask(&provider).unwrap();
    let sent = world.http.sent();
    assert_eq!(sent[1].parameter("OIDCToken"), Some("second"));
    assert_eq!(sent[1].line(), "POST http://127.0.0.1:9/");
}

#[test]
fn variables_that_are_missing() {
    for (names, absent, expected) in [
        (
            &[][..],
            true,
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE, ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN are not set",
        ),
        (&[ROLE], true, "ALIBABA_CLOUD_OIDC_TOKEN_FILE, ALIBABA_CLOUD_OIDC_PROVIDER_ARN are not set"),
        (&[TOKEN_FILE, ROLE], false, "ALIBABA_CLOUD_OIDC_PROVIDER_ARN is not set"),
        (&[PROVIDER], false, "ALIBABA_CLOUD_OIDC_TOKEN_FILE, ALIBABA_CLOUD_ROLE_ARN are not set"),
    ] {
        let world = names.iter().fold(World::new(Http::silent()), |world, name| world.set(name, "x"));
        let error = crate::support::run(OidcRoleCredentials::new(&world.config()).credentials()).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.is_absent()), (expected, absent));
    }
}

#[test]
fn tokens_that_cannot_be_used() {
    for (content, expected) in [
        (&b""[..], "does not hold one"),
        (b" \n", "does not hold one"),
        (b"two words", "does not hold one"),
        (b"\xff", "does not hold one"),
        (&[b'x'; 65_537], "is larger than 65536 bytes"),
    ] {
        let world = world(Http::silent()).file("token", content);
        let error = world.ask(&OidcRoleCredentials::new(&world.config())).unwrap_err();
        assert_eq!(error, format!("there is no OIDC token: ~/token {expected}"));
    }
    let world = world(Http::silent());
    std::fs::remove_file(world.path("token")).unwrap();
    let error = crate::support::run(OidcRoleCredentials::new(&world.config()).credentials()).unwrap_err();
    assert_eq!(world.portable(&error.to_string()), "there is no OIDC token: ~/token does not exist");
    assert!(!error.is_absent(), "a token that is named has to be there");
}

#[test]
fn refusals() {
    let what = "the role acs:ram::1:role/r cannot be assumed with an OIDC token";
    for (status, body, expected) in [
        (
            400,
            r#"{"Code":"AuthenticationFail.OIDCToken.Expired","Message":"to/ken or to%2Fken\nhas expired","RequestId":"1"}"#,
            format!(
                "{what}: AuthenticationFail.OIDCToken.Expired: [redacted] or [redacted] has expired (HTTP 400, \
                 request id 1)"
            ),
        ),
        (502, "<html>to/ken</html>", format!("{what}: STS gave no explanation (HTTP 502)")),
        (302, "", format!("{what}: STS gave no explanation (HTTP 302)")),
        (200, "{}", "the answer of AssumeRoleWithOIDC has no Credentials".to_owned()),
    ] {
        let world = world(Http::always(status, body));
        assert_eq!(world.ask(&OidcRoleCredentials::new(&world.config())), Err(expected));
    }
}
