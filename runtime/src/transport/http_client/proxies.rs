//! The proxies that the environment names.
//!
//! The HTTP library would pass over an address that it cannot read, and send everything directly; and it knows no `*.` in
//! `NO_PROXY`.

use reqwest::{NoProxy, Proxy, Url};
use std::env;

/// `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`, in capitals or not. The error names the variable and does not repeat what it
/// says, which may be a password.
pub(super) fn of_environment() -> Result<Vec<Proxy>, String> {
    // A server hands headers of requests to a CGI program as variables, and `Proxy` would be this one.
    let is_cgi = env::var_os("REQUEST_METHOD").is_some();
    let http = if is_cgi { None } else { variable(["HTTP_PROXY", "http_proxy"]) };
    let https = variable(["HTTPS_PROXY", "https_proxy"]);
    let all = || variable(["ALL_PROXY", "all_proxy"]);
    let https = https.or_else(all).map(|found| proxy(found, Proxy::https));
    let http = http.or_else(all).map(|found| proxy(found, Proxy::http));
    https.into_iter().chain(http).collect()
}

/// The hosts that no proxy is asked for.
pub(super) fn exceptions() -> Option<NoProxy> {
    let (_, list) = variable(["NO_PROXY", "no_proxy"])?;
    // A domain with a dot before it stands for all hosts below it.
    let plain =
        |host: &str| host.trim().strip_prefix('*').filter(|rest| rest.starts_with('.')).map(str::to_owned);
    let hosts: Vec<String> =
        list.split(',').map(|host| plain(host).unwrap_or_else(|| host.to_owned())).collect();
    NoProxy::from_string(&hosts.join(","))
}

/// Whether it is a scheme, a host and perhaps a user and a port.
pub(super) fn is_address(url: &Url) -> bool {
    let is_bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    matches!(url.scheme(), "http" | "https") && url.has_host() && is_bare
}

type Variable = (&'static str, String);

/// The first that is set and not empty.
fn variable(names: [&'static str; 2]) -> Option<Variable> {
    names.into_iter().find_map(|name| {
        let value = env::var_os(name)?.to_string_lossy().trim().to_owned();
        (!value.is_empty()).then_some((name, value))
    })
}

fn proxy((name, value): Variable, make: fn(Url) -> reqwest::Result<Proxy>) -> Result<Proxy, String> {
    let address = if value.contains("://") { value } else { format!("http://{value}") };
    let proxy = Url::parse(&address).ok().filter(is_address).and_then(|url| make(url).ok());
    let proxy = proxy.ok_or_else(|| {
        format!("{name} is not the address of a proxy such as http://proxy.example.com:3128; correct it, or unset it")
    })?;
    Ok(proxy.no_proxy(exceptions()))
}
