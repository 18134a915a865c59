//! Products: modules, versions and endpoints.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Changes, Location};
use super::comparison::Comparison;
use super::documentation::shown;
use super::kinds::Kind;
use super::meet::{Met, meet};
use super::sides::Side;
use crate::diagnostic::Place;
use crate::ir::{Endpoint, Service};

/// What changes in one product.
#[derive(Clone, Debug)]
pub struct ProductChanges {
    /// The vendor's code of the product, as it is now if it is.
    pub product: String,
    /// The API version.
    pub version: String,
    /// The module.
    pub module: String,
    /// What changes.
    pub changes: Changes,
}

/// The changes of each product, in the order of the products before, and then of those that came.
pub(super) fn products(before: &[Service], after: &[Service]) -> Vec<ProductChanges> {
    let mut all = Vec::new();
    for met in meet(before, after, &[&module, &|one| format!("{} {}", one.product, one.version)]) {
        let (service, changes) = match met {
            Met::Gone(old) => (old, vec![whole(Kind::ProductRemoved, old)]),
            Met::New(new) => (new, vec![whole(Kind::ProductAdded, new)]),
            Met::Both(old, new) => (new, both(old, new)),
        };
        all.push(ProductChanges {
            product: service.product.clone(),
            version: service.version.clone(),
            module: module(service),
            changes: Changes::new(changes),
        });
    }
    all
}

/// That the products come in another order, where nothing else has changed.
pub(super) fn reordered(before: &[Service], after: &[Service]) -> Option<Change> {
    let order = |services: &[Service]| services.iter().map(module).collect::<Vec<_>>();
    let (old, mut new) = (order(before), order(after));
    let service = after.first().filter(|_| old != new)?;
    new.retain(|name| old.contains(name));
    let what = "the products come in another order";
    Some(Change {
        before: before.first().map(location),
        after: Some(location(service)),
        ..Change::new(Kind::OrderChanged, service.module(), what)
    })
}

fn module(service: &Service) -> String {
    service.module().to_owned()
}

fn location(service: &Service) -> Location {
    Location { file: service.place.file(&service.file), place: service.place.clone() }
}

/// A product that comes or goes as a whole.
fn whole(kind: Kind, service: &Service) -> Change {
    let (count, place) = (service.operation_count(), Some(location(service)));
    let operations = if count == 1 { "operation" } else { "operations" };
    let state = if kind == Kind::ProductAdded { "new" } else { "gone" };
    let what = format!("{} {} with {count} {operations} is {state}", service.product, service.version);
    let change = Change::new(kind, service.module(), what);
    if kind == Kind::ProductAdded {
        Change { after: place, ..change }
    } else {
        Change { before: place, ..change }
    }
}

fn both(before: &Service, after: &Service) -> Vec<Change> {
    let mut comparison = Comparison::new(Side::new(before), Side::new(after));
    comparison.product();
    comparison.endpoints();
    comparison.operations();
    comparison.definitions();
    comparison.error_codes();
    comparison.finish()
}

impl Comparison<'_> {
    fn product(&mut self) {
        let (old, new) = (self.before.service, self.after.service);
        let (path, places) = (new.module().to_owned(), (&old.place, &new.place));
        if old.module != new.module {
            let (was, is) = (old.module(), new.module());
            let change = Change::new(
                Kind::ProductRenamed,
                &path,
                format!("the module and feature were called `{was}`"),
            )
            .action(format!("write `{is}` instead of `{was}`, in paths and as a feature"));
            self.note(change, Some(places.0), Some(places.1));
        }
        if old.product != new.product {
            let what = format!("the product is `{}` instead of `{}`", new.product, old.product);
            self.changed(Kind::ProductCodeChanged, path.clone(), what, places);
        }
        if old.version != new.version {
            let what = format!("calls go to version {} instead of {}", new.version, old.version);
            self.changed(Kind::ApiVersionChanged, path.clone(), what, places);
        }
        self.features(&places);
        let told = |service: &Service| (shown(&service.title), shown(&service.description));
        if told(old) != told(new) {
            self.changed(Kind::DocumentationChanged, path, "the product is described in other words", places);
        }
    }

    fn features(&mut self, places: &(&Place, &Place)) {
        let (old, new) = (self.before.service.features(), self.after.service.features());
        for feature in &new - &old {
            let what = format!("the feature `{feature}` has a part of the operations");
            self.changed(Kind::FeatureAdded, self.after.path("Client"), what, *places);
        }
        for feature in &old - &new {
            let what = format!("the feature `{feature}` is gone");
            self.changed(Kind::FeatureRemoved, self.after.path("Client"), what, *places);
        }
    }

    fn endpoints(&mut self) {
        let (old, new) = (self.before.service, self.after.service);
        let path = self.after.path("SERVICE");
        let places = (&old.place, &new.place);
        if old.rule != new.rule {
            let what = format!("other regions are called at `{}` instead of `{}`", new.rule, old.rule);
            self.changed(Kind::EndpointRuleChanged, path.clone(), what, places);
        }
        match (&old.vpc_rule, &new.vpc_rule) {
            (None, Some(host)) => {
                let what = format!("other regions are called at `{host}` inside a virtual private cloud");
                self.changed(Kind::VpcEndpointAdded, path, what, places);
            }
            (Some(host), None) => {
                let what = format!("other regions were called at `{host}` inside a virtual private cloud");
                self.changed(Kind::VpcEndpointRemoved, path, what, places);
            }
            (Some(was), Some(is)) if was != is => {
                let what = format!(
                    "other regions are called at `{is}` instead of `{was}` inside a virtual private cloud"
                );
                self.changed(Kind::EndpointRuleChanged, path, what, places);
            }
            _ => {}
        }
        let (was, is) = (listed(old), listed(new));
        let regions: BTreeSet<&str> = was.keys().chain(is.keys()).copied().collect();
        for region in regions {
            self.region(region, was.get(region).copied(), is.get(region).copied());
        }
    }

    /// Compares where a listed region is called. What follows from a rule on both sides was told with the rule.
    fn region(&mut self, region: &str, was: Option<&Endpoint>, is: Option<&Endpoint>) {
        let (old, new) = (self.before.service, self.after.service);
        let places =
            (was.map_or(&old.place, |entry| &entry.place), is.map_or(&new.place, |entry| &entry.place));
        let path = self.after.path("SERVICE");
        let host = |service: &Service, entry: Option<&Endpoint>| {
            entry.map_or_else(|| service.rule.replace("{region}", region), |entry| entry.public.clone())
        };
        let vpc = |service: &Service, entry: Option<&Endpoint>| {
            let rule = || service.vpc_rule.as_ref().map(|rule| rule.replace("{region}", region));
            entry.and_then(|entry| entry.vpc.clone()).or_else(rule)
        };
        let (a, b) = (host(old, was), host(new, is));
        let mut told = false;
        if a != b {
            told = true;
            let what = format!("`{region}` is called at `{b}` instead of `{a}`");
            self.changed(Kind::EndpointChanged, path.clone(), what, places);
        }
        let has_own = |entry: Option<&Endpoint>| entry.is_some_and(|entry| entry.vpc.is_some());
        match (vpc(old, was), vpc(new, is)) {
            _ if !has_own(was) && !has_own(is) => {}
            (a, b) if a == b => {}
            (a, b) => {
                told = true;
                let (kind, what) = match (a, b) {
                    (None, Some(host)) => {
                        (Kind::VpcEndpointAdded, format!("`{region}` is called at `{host}`"))
                    }
                    (Some(host), None) => {
                        (Kind::VpcEndpointRemoved, format!("`{region}` was called at `{host}`"))
                    }
                    (a, b) => {
                        let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
                        (Kind::EndpointChanged, format!("`{region}` is called at `{b}` instead of `{a}`"))
                    }
                };
                self.changed(kind, path.clone(), format!("{what} inside a virtual private cloud"), places);
            }
        }
        let written = |entry: Option<&Endpoint>| entry.map(|entry| (entry.public.clone(), entry.vpc.clone()));
        if !told && written(was) != written(is) {
            let what = format!("the host of `{region}` is documented in another way, and is the same");
            self.changed(Kind::DocumentationChanged, path, what, places);
        }
    }
}

fn listed(service: &Service) -> BTreeMap<&str, &Endpoint> {
    service.endpoints.iter().map(|endpoint| (endpoint.region.as_str(), endpoint)).collect()
}
