//! Configuration, credentials and their mistakes.

use crate::support::{Backups, DBS, DESCRIBE_BACKUPS, InMemory, describe_backups, header, request, run};
use alibabacloud_runtime::{
    Config, Env, Error, ErrorKind, Network,
    codegen::ServiceClient,
    credentials::{Credentials, CredentialsError, EnvCredentials, ProvideCredentials, StaticCredentials},
    transport::BoxFuture,
};

const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";
const REGION: &str = "ALIBABA_CLOUD_REGION_ID";

fn env(pairs: &[(&'static str, &'static str)]) -> Env {
    Env::from_pairs(pairs.iter().copied())
}

#[test]
fn everything_from_the_environment() {
    let transport = InMemory::always(200, &[], br#"{"RequestId":"1"}"#);
    let env = env(&[(ID, "EnvId"), (SECRET, "hush"), (TOKEN, "token"), (REGION, "eu-central-1")]);
    let config = Config::builder().env(env).transport(transport.clone()).build().unwrap();
    run(describe_backups(&config).send::<Backups>()).unwrap();
    let sent = transport.only_request();
    assert_eq!(header(&sent, "host"), "rds.eu-central-1.aliyuncs.com");
    assert_eq!(header(&sent, "x-acs-accesskey-id"), "EnvId");
    assert_eq!(header(&sent, "x-acs-security-token"), "token");
}

#[test]
fn what_is_missing_or_wrong() {
    let (id, secret) = ((ID, "Id"), (SECRET, "hush"));
    let hint = "set it, or give credentials to Config::builder()";
    for (pairs, kind, expected) in [
        (
            vec![id, secret],
            ErrorKind::Configuration,
            format!(
                "there is no region; set ALIBABA_CLOUD_REGION_ID, or give a region to Config::builder() (the profiles \
                 of the command line have none: {} is not set, so there is no ~/.aliyun/config.json to look for)",
                if cfg!(windows) { "USERPROFILE" } else { "HOME" }
            ),
        ),
        (
            vec![id, secret, (REGION, "cn hangzhou")],
            ErrorKind::Configuration,
            "\"cn hangzhou\" is not a region: a region has 1 to 64 lower-case letters, digits and hyphens, \
             such as cn-hangzhou"
                .to_owned(),
        ),
        (vec![(REGION, "a"), secret], ErrorKind::Credentials, format!("{ID} is not set; {hint}")),
        (vec![(REGION, "a"), (TOKEN, "hush")], ErrorKind::Credentials, format!("{ID} is not set; {hint}")),
        (
            vec![(REGION, "a"), id, (SECRET, "")],
            ErrorKind::Credentials,
            format!("{SECRET} is not set; {hint}"),
        ),
        (
            vec![(REGION, "a"), (ID, "Id\n"), secret],
            ErrorKind::Credentials,
            "the access key id has a line break at character 3".to_owned(),
        ),
        (
            vec![(REGION, "a"), (ID, "I d"), secret],
            ErrorKind::Credentials,
            "the access key id has white space at character 2".to_owned(),
        ),
        (
            vec![(REGION, "a"), id, (SECRET, "hush\r\n")],
            ErrorKind::Credentials,
            "the access key secret has a line break at character 5".to_owned(),
        ),
        (
            vec![(REGION, "a"), id, secret, (TOKEN, "hush\u{1}")],
            ErrorKind::Credentials,
            "the security token has a control character at character 5".to_owned(),
        ),
        (
            vec![(REGION, "a"), id, secret, (TOKEN, "hushé")],
            ErrorKind::Credentials,
            "the security token has a character outside ASCII at character 5".to_owned(),
        ),
    ] {
        let transport = InMemory::always(200, &[], b"{}");
        let error = Config::builder().env(env(&pairs)).transport(transport).build().unwrap_err();
        assert_eq!((error.kind(), error.to_string()), (kind, expected));
        assert!(!format!("{error:?}").contains("hush"));
    }
}

#[test]
fn an_empty_token_counts_as_absent() {
    let credentials =
        EnvCredentials::with_env(env(&[(ID, "Id"), (SECRET, "s"), (TOKEN, "")])).load().unwrap();
    assert_eq!(credentials.security_token(), None);
}

#[test]
fn an_endpoint_needs_no_region() {
    let builder = Config::builder().env(env(&[(ID, "Id"), (SECRET, "s")])).endpoint("http://127.0.0.1:8080");
    let config = builder.transport(InMemory::always(200, &[], b"{}")).build().unwrap();
    let endpoint = config.endpoint().unwrap().to_string();
    assert_eq!((config.region(), endpoint.as_str()), (None, "http://127.0.0.1:8080"));
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_transport() {
    let env = env(&[(ID, "Id"), (SECRET, "s"), (REGION, "cn-hangzhou")]);
    let error = Config::builder().env(env).build().unwrap_err();
    let expected = "there is no transport; give one to Config::builder(), or turn on the feature reqwest";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Configuration, expected));
}

#[test]
fn settings_that_cannot_be_used() {
    let error = |builder: alibabacloud_runtime::ConfigBuilder| builder.build().unwrap_err().to_string();
    let builder = || InMemory::always(200, &[], b"{}").config().to_builder();
    assert_eq!(
        error(builder().endpoint("https://a.com/path")),
        "\"https://a.com/path\" is not an endpoint: it must not have a path"
    );
    assert_eq!(
        error(builder().user_agent_suffix("a\nb: c")),
        "the suffix of the user agent must be printable ASCII"
    );
    let vpc = builder().network(Network::Vpc).build().unwrap();
    let error = ServiceClient::new(&DBS, &vpc).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(
        error.to_string().starts_with("no endpoint inside a virtual private cloud is known for cn-hangzhou")
    );
}

#[test]
fn nothing_shows_a_secret() {
    let credentials = Credentials::with_token("Id", "hush", "hush-token");
    let provider = StaticCredentials::new(credentials.clone());
    let config = InMemory::always(200, &[], b"{}")
        .config()
        .to_builder()
        .credentials(provider.clone())
        .build()
        .unwrap();
    for shown in [
        format!("{credentials:?}"),
        format!("{provider:?}"),
        format!("{config:?}"),
        format!("{:?}", config.to_builder()),
        format!("{:?}", request(&config, &DESCRIBE_BACKUPS)),
        format!("{:?}", ServiceClient::new(&DBS, &config).unwrap()),
        format!("{:?}", EnvCredentials::with_env(env(&[(SECRET, "hush")]))),
    ] {
        assert!(!shown.contains("hush"), "{shown}");
    }
}

#[test]
fn what_clients_and_configurations_show_is_short() {
    let config = InMemory::always(200, &[], b"{}").config();
    assert_eq!(format!("{config:?}"), r#"Config { region: "cn-hangzhou", .. }"#);
    let client = ServiceClient::new(&DBS, &config).unwrap();
    assert_eq!(client.region(), Some("cn-hangzhou"));
    assert_eq!(
        format!("{client:?}"),
        "ServiceClient { product: \"Dbs\", version: \"2019-03-06\", region: cn-hangzhou, \
         endpoint: https://dbs-api.cn-hangzhou.aliyuncs.com, .. }"
    );

    let here = Config::builder().env(env(&[])).endpoint("http://127.0.0.1:1");
    let here = here.transport(InMemory::always(200, &[], b"{}")).build().unwrap();
    assert_eq!(format!("{here:?}"), "Config { endpoint: http://127.0.0.1:1, .. }");
    let client = ServiceClient::new(&DBS, &here).unwrap();
    assert_eq!(client.region(), None);
    assert!(format!("{client:?}").contains("region: none, endpoint: http://127.0.0.1:1"), "{client:?}");
}

#[derive(Debug)]
struct Failing;

impl ProvideCredentials for Failing {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        let cause = std::io::Error::other("the disk is gone");
        Box::pin(async { Err(CredentialsError::new("no credentials today").with_source(cause)) })
    }
}

#[test]
fn a_provider_that_fails() {
    let transport = InMemory::always(200, &[], b"{}");
    let config = transport.config().to_builder().credentials(Failing).build().unwrap();
    let error = run(describe_backups(&config).send::<Backups>()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(error.to_string(), "no credentials today (DescribeBackups)");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the disk is gone");
    assert_eq!(transport.count(), 0);
}

#[test]
fn an_error_is_one_pointer_wide_and_goes_anywhere() {
    fn anywhere<T: Send + Sync + 'static>() {}
    anywhere::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
}
