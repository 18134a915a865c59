//! A call whose credentials the service refuses.

use crate::support::{Http, Scripted, World, answer, key, run};
use alibabacloud_runtime::{
    Config, Error, ErrorKind, RetryPolicy,
    codegen::{
        Effect, Endpoints, Field, FieldShape, Method, Operation, Record, Request, Service, ServiceClient,
        Shape,
    },
    credentials::{CachedCredentials, Credentials, CredentialsError, ProvideCredentials, StaticCredentials},
};
use std::sync::Arc;

static SERVICE: Service = Service {
    product: "Things",
    version: "2020-01-01",
    endpoints: Endpoints { rule: "things.{region}.aliyuncs.com", vpc_rule: None, regions: &[] },
};

static OPERATION: Operation = Operation {
    name: "DescribeThings",
    service: &SERVICE,
    method: Method::Post,
    path: "/",
    media: None,
    effect: Effect::Write,
    parameters: &[],
    exactly_one: &[],
    pagination: None,
    envelope: None,
    ram: None,
    sensitive_answer: false,
    anonymous: false,
};

#[derive(Debug, Default)]
struct Things {
    request_id: Option<String>,
}

impl Record for Things {
    const SHAPE: &'static Shape = &Shape::new("Things", &[FieldShape::new("RequestId")]);
    fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field])) {
        visitor(&[&self.request_id]);
    }
    fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field])) {
        visitor(&mut [&mut self.request_id]);
    }
}

/// Refuses every key but `B` with a code.
fn picky(code: &'static str) -> Http {
    Http::new(move |sent| match sent.header("x-acs-accesskey-id") {
        "B" => answer(200, r#"{"RequestId":"yes"}"#),
        _ => answer(403, &format!(r#"{{"Message":"no","Code":"{code}"}}"#)),
    })
}

fn call(http: &Http, provider: impl ProvideCredentials + 'static) -> Result<Things, Error> {
    let config = Config::builder().region("a").credentials(provider).transport(http.clone());
    let client = ServiceClient::new(&SERVICE, &config.build().unwrap()).unwrap();
    run(Request::new(&client, &OPERATION).send::<Things>())
}

fn provider(
    answers: Vec<Result<Credentials, CredentialsError>>,
) -> (Arc<Scripted>, CachedCredentials<Arc<Scripted>>) {
    let source = Scripted::new(answers);
    let clock = World::new(Http::silent()).clock();
    (Arc::clone(&source), CachedCredentials::new(source, clock))
}

#[test]
fn refused_credentials_are_renewed_once_and_the_call_is_repeated_once() {
    for (code, expected) in [
        ("InvalidSecurityToken.Expired", 2),
        ("InvalidSecurityToken.Malformed", 2),
        ("InvalidSecurityToken", 2),
        ("InvalidAccessKeyId.NotFound", 2),
        ("InvalidAccessKeyId.Inactive", 2),
        ("SecurityTokenExpired", 2),
        (r#"InvalidParameter","Message":"SecurityToken.Expired: renew it"#, 2),
        (r#"InvalidParameter","Message":"The security token you provided has expired."#, 2),
        (r#"Forbidden","Message":"code: InvalidSecurityToken.Expired, see the guide"#, 2),
        (r#"InvalidParameter","Message":"The NextToken has expired."#, 1),
        (r#"InvalidParameter","Message":"Throttling"#, 1),
        ("Throttling.User", 1),
        ("SignatureDoesNotMatch", 1),
        ("Forbidden.RAM", 1),
    ] {
        let http = picky(code);
        let (source, provider) = provider(vec![Ok(key("A", Some(3600))), Ok(key("B", Some(3600)))]);
        let result = call(&http, provider);
        assert_eq!(
            (http.sent().len(), source.asked()),
            (expected, u32::try_from(expected).unwrap()),
            "{code}"
        );
        assert_eq!(result.is_ok(), expected == 2, "{code}");
    }
}

#[test]
fn a_single_attempt_leaves_the_renewal_to_the_next_call() {
    let http = picky("InvalidSecurityToken.Expired");
    let (_, provider) = provider(vec![Ok(key("A", Some(3600))), Ok(key("B", Some(3600)))]);
    let config = Config::builder().region("a").credentials(provider).transport(http.clone());
    let config = config.retry(RetryPolicy::never()).build().unwrap();
    let request = Request::new(&ServiceClient::new(&SERVICE, &config).unwrap(), &OPERATION);
    let error = run(request.clone().send::<Things>()).unwrap_err();
    assert_eq!((error.code(), error.outcome_unknown()), (Some("InvalidSecurityToken.Expired"), false));
    run(request.send::<Things>()).unwrap();
    assert_eq!(http.sent().len(), 2);
}

#[test]
fn the_repetition_has_a_nonce_of_its_own() {
    let http = picky("InvalidSecurityToken.Expired");
    let (_, provider) = provider(vec![Ok(key("A", None)), Ok(key("B", None))]);
    assert_eq!(call(&http, provider).unwrap().request_id.as_deref(), Some("yes"));
    let nonces: Vec<String> =
        http.sent().iter().map(|sent| sent.header("x-acs-signature-nonce").to_owned()).collect();
    assert!(nonces.len() == 2 && nonces[0] != nonces[1]);
}

#[test]
fn without_other_credentials_the_service_has_the_last_word() {
    let rows: Vec<(Vec<Result<Credentials, CredentialsError>>, usize)> = vec![
        // The same again.
        (vec![Ok(key("A", None))], 1),
        // None at all.
        (vec![Ok(key("A", None)), Err(CredentialsError::new("down"))], 1),
        // Others, which are refused too.
        (vec![Ok(key("A", None)), Ok(key("C", None)), Ok(key("B", None))], 2),
    ];
    for (answers, expected) in rows {
        let http = picky("InvalidAccessKeyId.NotFound");
        let (_, provider) = provider(answers);
        let error = call(&http, provider).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Service, Some("InvalidAccessKeyId.NotFound")));
        assert_eq!(error.operation(), Some("DescribeThings"));
        assert_eq!(http.sent().len(), expected);
    }
}

#[test]
fn a_key_that_cannot_change_is_sent_once() {
    let http = picky("InvalidAccessKeyId.NotFound");
    assert!(call(&http, StaticCredentials::new(key("A", None))).is_err());
    assert_eq!(http.sent().len(), 1);
}

#[test]
fn a_configuration_without_credentials_uses_the_chain() {
    let http = Http::new(|sent| match sent.uri.starts_with("http://127.0.0.1:7/") {
        true => answer(200, &crate::support::metadata("B", 4_000_000_000 - crate::support::START)),
        false => picky("InvalidAccessKeyId.NotFound").answer_to(sent),
    });
    let world = World::new(http.clone())
        .set("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
        .set("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:7/key")
        .set("ALIBABA_CLOUD_REGION_ID", "a");
    let config = Config::builder().env(world.env()).transport(http.clone()).build().unwrap();
    assert!(http.sent().is_empty(), "nothing is asked before the first call");
    let client = ServiceClient::new(&SERVICE, &config).unwrap();
    for _ in 0..2 {
        run(Request::new(&client, &OPERATION).send::<Things>()).unwrap();
    }
    assert_eq!(
        http.lines(),
        [
            "GET http://127.0.0.1:7/key",
            "POST https://things.a.aliyuncs.com/",
            "POST https://things.a.aliyuncs.com/"
        ]
    );
    assert_eq!(config.credentials_report().provider.as_deref(), Some("credentials URI"));
}

#[test]
fn a_call_without_any_credentials_says_where_it_looked() {
    let world = World::new(Http::silent()).set("ALIBABA_CLOUD_REGION_ID", "a");
    let config = Config::builder().env(world.env()).transport(world.http.clone()).build().unwrap();
    let client = ServiceClient::new(&SERVICE, &config).unwrap();
    let error = run(Request::new(&client, &OPERATION).send::<Things>()).unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Credentials, Some("DescribeThings")));
    assert!(error.message().starts_with("there are no credentials; these providers were asked"), "{error}");
}
