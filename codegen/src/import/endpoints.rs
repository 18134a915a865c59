//! Hosts: the rule that most regions keep to, and the table of all.

use std::collections::BTreeMap;

use super::facts::{Document, Region};
use super::yaml::{Map, Yaml};

/// The `servers` and the `x-endpoints` of a document.
pub(super) fn decide(document: &Document) -> (Yaml, Option<Map>) {
    let product = document.identity.product.to_ascii_lowercase();
    let regions: Vec<&Region> = document.regions.iter().collect();
    let public = rule(&regions, |region| region.public.as_deref());
    let is_usual = public.is_none();
    let public = public.unwrap_or_else(|| format!("{}.{{region}}.aliyuncs.com", label(&product)));
    let mut servers = vec![server(&public, "public", is_usual)];
    let vpc = rule(&regions, |region| region.vpc.as_deref());
    servers.extend(vpc.map(|rule| server(&rule, "vpc", false)));
    let mut table = Map::spread();
    let mut sorted = regions;
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    for region in sorted {
        let mut hosts = Map::default();
        let given = [("public", &region.public), ("vpc", &region.vpc)];
        for (_, host) in given.iter().filter(|(_, host)| host.as_ref().is_some_and(|host| !is_host(host))) {
            hosts.note(format!("`{}` is not a host: not used", host.as_deref().unwrap_or_default()));
        }
        let of = |host: &Option<String>| host.clone().filter(|host| is_host(host));
        if !is_host(&format!("{}.x", region.name)) || region.name.contains('.') {
            table.note(format!("`{}` is not a region: not used", region.name));
            continue;
        }
        let by_rule = || public.replace("{region}", &region.name);
        hosts.put("public", of(&region.public).unwrap_or_else(by_rule));
        hosts.maybe("vpc", of(&region.vpc));
        table.put(&region.name, hosts);
    }
    (servers.into(), (!table.is_empty()).then_some(table))
}

/// The form that most hosts have, `{region}` in the place of the region; the first one in the alphabet if there are several.
fn rule<'r>(regions: &[&'r Region], host: impl Fn(&'r Region) -> Option<&'r str>) -> Option<String> {
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    for region in regions {
        if let Some(host) = host(region).filter(|host| is_host(host)) {
            *forms.entry(host.replace(&region.name, "{region}")).or_default() += 1;
        }
    }
    // A rule for regions to come has to name them, unless all regions have one host.
    let named = forms.iter().filter(|(form, _)| form.contains("{region}"));
    let most = named.clone().map(|(_, count)| *count).max();
    let best = named.filter(|(_, count)| Some(**count) == most).map(|(form, _)| form).next();
    let only = || forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(form, _)| form);
    best.or_else(only).cloned()
}

fn server(rule: &str, kind: &str, is_usual: bool) -> Yaml {
    let mut server = Map::default().with("url", format!("https://{rule}")).with("description", kind);
    if is_usual {
        server.note("the metadata names no host: this is the vendor's usual form");
    }
    if rule.contains("{region}") {
        let region = Map::default().with("default", "cn-hangzhou");
        server.put("variables", Map::default().with("region", region));
    }
    server.into()
}

/// A text as a label of a host.
fn label(text: &str) -> String {
    let label: String =
        text.chars().map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' }).collect();
    label.trim_matches('-').to_owned()
}

fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}
