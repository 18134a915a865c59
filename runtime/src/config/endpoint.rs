//! Which host answers for a product in a region.
//!
//! An explicit endpoint wins over the specification's table, and the table over the product's rule.

use crate::{
    outcome::{Error, ErrorKind},
    tables::{Endpoints, shortened},
};
use std::fmt;

/// From which network the hosts are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Network {
    /// The internet.
    #[default]
    Public,
    /// A virtual private cloud in the same region.
    Vpc,
}

impl Endpoints {
    /// The endpoint to call.
    ///
    /// # Errors
    ///
    /// If the region's name cannot be one, if there is neither a region nor an explicit endpoint, or if the
    /// product has no endpoint in the network.
    ///
    /// ```
    /// use alibabacloud_runtime::{Network, codegen::Endpoints};
    ///
    /// let endpoints = Endpoints { rule: "rds.{region}.aliyuncs.com", vpc_rule: None, regions: &[] };
    /// let endpoint = endpoints.resolve(None, Some("eu-central-1"), Network::Public).unwrap();
    /// assert_eq!(endpoint.to_string(), "https://rds.eu-central-1.aliyuncs.com");
    /// ```
    pub fn resolve(
        &self,
        explicit: Option<&Endpoint>,
        region: Option<&str>,
        network: Network,
    ) -> Result<Endpoint, EndpointError> {
        if let Some(endpoint) = explicit {
            return Ok(endpoint.clone());
        }
        let region =
            region.ok_or_else(|| EndpointError("there is neither a region nor an endpoint".to_owned()))?;
        validate_region(region)?;
        let entry = self.regions.iter().find(|entry| entry.region == region);
        let host = match network {
            Network::Public => Some(entry.map_or(self.rule, |entry| entry.public)),
            Network::Vpc => entry.and_then(|entry| entry.vpc).or(self.vpc_rule),
        };
        let host = host.ok_or_else(|| {
            EndpointError(format!(
                "no endpoint inside a virtual private cloud is known for {region}; \
                 use Network::Public or set an endpoint"
            ))
        })?;
        Endpoint::parse(&host.replace("{region}", region))
    }
}

/// Refuses every name that could turn a rule into another host.
pub(crate) fn validate_region(region: &str) -> Result<(), EndpointError> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if (1..=64).contains(&region.len()) && region.chars().all(allowed) {
        return Ok(());
    }
    let shown = shortened(region);
    Err(EndpointError(format!(
        "{shown:?} is not a region: a region has 1 to 64 lower-case letters, digits and hyphens, \
         such as cn-hangzhou"
    )))
}

/// A scheme, a host and a port. Displayed as a URL without a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    tls: bool,
    host: String,
    port: Option<u16>,
}

impl Endpoint {
    /// Reads `host`, `host:port`, `https://host[:port]` or `http://host[:port]`; without a scheme it is
    /// `https`.
    ///
    /// # Errors
    ///
    /// If it has a user, a path, a query, a fragment or another scheme, or if the host or the port cannot be
    /// one.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::Endpoint;
    ///
    /// assert_eq!(Endpoint::parse("RDS.aliyuncs.com:443").unwrap().to_string(), "https://rds.aliyuncs.com");
    /// assert_eq!(Endpoint::parse("http://127.0.0.1:8080/").unwrap().authority(), "127.0.0.1:8080");
    /// ```
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let refuse = |why: &str| {
            // What stands before an @ may be a password.
            let shown = if text.contains('@') { "the endpoint" } else { &format!("{text:?}") };
            EndpointError(format!("{shown} is not an endpoint: {why}"))
        };
        let (tls, rest) = match text.split_once("://") {
            None => (true, text),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (true, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (false, rest),
            Some(_) => return Err(refuse("the scheme must be https or http")),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains('@') {
            return Err(refuse("it must not hold a user or a password"));
        }
        if authority.contains(['?', '#']) {
            return Err(refuse("it must not have a query or a fragment"));
        }
        if authority.contains('/') {
            return Err(refuse("it must not have a path"));
        }
        let (host, port) = split_port(authority);
        let port = port
            .map(|port| parse_port(port).ok_or_else(|| refuse("the port must be 1 to 65535")))
            .transpose()?;
        let host = host.to_ascii_lowercase();
        if !is_host(&host) {
            return Err(refuse("the host must be a DNS name or an IP address, such as service.aliyuncs.com"));
        }
        Ok(Self { tls, host, port: port.filter(|port| *port != if tls { 443 } else { 80 }) })
    }

    /// The host and, unless it is the scheme's own, the port: what the header `host` says.
    #[must_use]
    pub fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    /// The host with a label in front of it. An address, and this machine, stay as they are: names below them lead nowhere.
    pub(crate) fn below(&self, label: &str) -> Self {
        let is_address = self.host.starts_with('[') || self.host.parse::<std::net::Ipv4Addr>().is_ok();
        if is_address || self.host == "localhost" {
            return self.clone();
        }
        Self { host: format!("{label}.{}", self.host), ..self.clone() }
    }

    /// What stands before the host in a URL.
    pub(crate) fn scheme(&self) -> &'static str {
        if self.tls { "https://" } else { "http://" }
    }

    pub(crate) fn host_and_port(&self) -> (&str, u16) {
        (&self.host, self.port.unwrap_or(if self.tls { 443 } else { 80 }))
    }

    /// Whether the connection is encrypted.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.tls
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.scheme())?;
        f.write_str(&self.authority())
    }
}

/// Divides at the last colon, unless that is part of an IPv6 address.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((_, port)) if port.contains(']') => (authority, None),
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    }
}

fn parse_port(text: &str) -> Option<u16> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| digits && *port != 0)
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (1..=63).contains(&label.len())
            && label.bytes().all(allowed)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

/// Why there is no endpoint to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError(String);

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EndpointError {}

impl From<EndpointError> for Error {
    fn from(error: EndpointError) -> Self {
        Self::new(ErrorKind::Configuration, error.to_string())
    }
}
