//! Which host answers.

use crate::support::{DBS, RDS};
use alibabacloud_runtime::{Endpoint, Network, codegen::Service};

fn check(service: &Service, explicit: Option<&str>, region: Option<&str>, network: Network, expected: &str) {
    let explicit = explicit.map(|endpoint| Endpoint::parse(endpoint).unwrap());
    let resolved = service.endpoints.resolve(explicit.as_ref(), region, network);
    let found = resolved.map_or_else(|error| format!("error: {error}"), |endpoint| endpoint.to_string());
    assert_eq!(found, expected);
}

#[test]
fn resolution() {
    let (public, vpc) = (Network::Public, Network::Vpc);
    check(&RDS, None, Some("cn-hangzhou"), public, "https://rds.aliyuncs.com");
    check(&RDS, None, Some("cn-hangzhou"), vpc, "https://rds-vpc.cn-hangzhou.aliyuncs.com");
    check(&RDS, None, Some("eu-central-1"), public, "https://rds.eu-central-1.aliyuncs.com");
    check(&RDS, None, Some("eu-central-1"), vpc, "https://rds-vpc.eu-central-1.aliyuncs.com");
    check(&RDS, Some("example.com"), Some("cn-hangzhou"), vpc, "https://example.com");
    check(&RDS, Some("example.com"), None, public, "https://example.com");
    check(&RDS, None, None, public, "error: there is neither a region nor an endpoint");
    check(
        &DBS,
        None,
        Some("cn-beijing"),
        vpc,
        "error: no endpoint inside a virtual private cloud is known for cn-beijing; \
         use Network::Public or set an endpoint",
    );
}

#[test]
fn a_region_cannot_be_another_host() {
    for region in
        ["", "evil.com/", "a.b", "CN-HANGZHOU", "cn hangzhou", "x@evil", "cn-hangzhou#", "é", &"a".repeat(65)]
    {
        let error = RDS.endpoints.resolve(None, Some(region), Network::Public).unwrap_err().to_string();
        assert!(error.contains("is not a region: a region has 1 to 64 lower-case letters"), "{error}");
    }
    // A name of allowed characters still has to give a host.
    assert!(RDS.endpoints.resolve(None, Some(&"a".repeat(64)), Network::Public).is_err());
    assert!(RDS.endpoints.resolve(None, Some("-"), Network::Public).is_err());
}

#[test]
fn explicit_endpoints() {
    for (text, expected) in [
        ("rds.aliyuncs.com", "https://rds.aliyuncs.com"),
        ("RDS.Aliyuncs.com", "https://rds.aliyuncs.com"),
        ("rds.aliyuncs.com:8443", "https://rds.aliyuncs.com:8443"),
        ("rds.aliyuncs.com:443", "https://rds.aliyuncs.com"),
        ("rds.aliyuncs.com:80", "https://rds.aliyuncs.com:80"),
        ("https://rds.aliyuncs.com/", "https://rds.aliyuncs.com"),
        ("HTTP://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://localhost:443", "http://localhost:443"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("[::1]", "https://[::1]"),
    ] {
        assert_eq!(Endpoint::parse(text).unwrap().to_string(), expected, "{text}");
    }
}

#[test]
fn explicit_endpoints_that_are_none() {
    let host = "the host must be a DNS name or an IP address, such as service.aliyuncs.com";
    let port = "the port must be 1 to 65535";
    for (text, expected) in [
        ("", host),
        ("https://", host),
        ("a b.com", host),
        ("a..b", host),
        ("-a.com", host),
        ("bücher.example", host),
        ("[::1", host),
        ("a.com\r\nx: y", port),
        ("a.com:", port),
        ("a.com:0", port),
        ("a.com:65536", port),
        ("a.com:+80", port),
        ("ftp://a.com", "the scheme must be https or http"),
        ("file:///etc", "the scheme must be https or http"),
        ("https://a.com/path", "it must not have a path"),
        ("https://a.com//", "it must not have a path"),
        ("https://a.com?x=1", "it must not have a query or a fragment"),
        ("https://a.com/#x", "it must not have a query or a fragment"),
    ] {
        let error = Endpoint::parse(text).unwrap_err().to_string();
        assert_eq!(error, format!("{text:?} is not an endpoint: {expected}"));
    }
    let error = Endpoint::parse("https://user:password@a.com").unwrap_err().to_string();
    assert_eq!(error, "the endpoint is not an endpoint: it must not hold a user or a password");
}
