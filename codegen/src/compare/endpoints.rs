//! The product: its style, and the hosts of its regions.

use crate::Place;
use crate::spec::{Endpoint, Text};

use super::Kind;
use super::subjects::{Says, Subjects};
use crate::aspect::Aspect;
use crate::metadata::Value;

/// A region of the metadata.
struct Region<'t> {
    value: Value<'t>,
    name: String,
    public: Option<(String, Value<'t>)>,
    vpc: Option<(String, Value<'t>)>,
}

pub(super) fn compare(subjects: &mut Subjects<'_, '_>) {
    style(subjects);
    subjects.kind = Kind::Endpoint;
    let regions = regions(subjects);
    let document = subjects.document;
    for endpoint in &document.endpoints {
        let region = regions.iter().find(|region| region.name == endpoint.region.value);
        listed(subjects, endpoint, region);
    }
    for region in &regions {
        if document.endpoints.iter().all(|endpoint| endpoint.region.value != region.name) {
            unlisted(subjects, region);
        }
    }
}

/// The style of the product.
fn style(subjects: &mut Subjects<'_, '_>) {
    let root = subjects.metadata.root();
    let Some(info) = subjects.metadata.object_at(root, "info") else { return };
    let Some((style, value)) = subjects.metadata.text_at(&info, "style") else { return };
    let ours = subjects.document.style.name();
    let same = style.eq_ignore_ascii_case(ours);
    let spec = (Some(ours.to_owned()), subjects.places.at("/x-service/style"));
    let metadata = (Some(style), subjects.place(&value));
    subjects.judge(Aspect::Style, None, same, Says { spec, metadata });
}

fn regions<'t>(subjects: &Subjects<'_, 't>) -> Vec<Region<'t>> {
    let metadata = subjects.metadata;
    let mut regions: Vec<Region<'t>> = Vec::new();
    for value in metadata.list_at(metadata.root(), "endpoints") {
        let Some(object) = metadata.object("endpoints", &value) else { continue };
        let Some((name, _)) = metadata.text_at(&object, "regionId") else { continue };
        if regions.iter().any(|known| known.name == name) {
            continue;
        }
        let host = |key| filled(metadata.text_at(&object, key));
        let public = host("endpoint").or_else(|| host("public"));
        let vpc = host("vpc");
        regions.push(Region { value, name, public, vpc });
    }
    regions
}

/// An empty host is none.
fn filled<'t>(text: Option<(String, Value<'t>)>) -> Option<(String, Value<'t>)> {
    text.filter(|(host, _)| !host.trim().is_empty())
}

fn listed(subjects: &mut Subjects<'_, '_>, endpoint: &Endpoint, region: Option<&Region<'_>>) {
    // Without the region, the list of all regions is the nearest place.
    let around = match region {
        Some(region) => subjects.place(&region.value),
        None => {
            let root = subjects.metadata.root();
            subjects.place(root.get("endpoints").unwrap_or(&root.value))
        }
    };
    subjects.within(Some(endpoint.region.value.clone()), [], |subjects| {
        let public = region.and_then(|region| region.public.as_ref());
        host(subjects, "public", Some(&endpoint.public), public, (&endpoint.region.place, &around));
        let vpc = region.and_then(|region| region.vpc.as_ref());
        host(subjects, "vpc", endpoint.vpc.as_ref(), vpc, (&endpoint.region.place, &around));
    });
}

/// A region that the specification leaves to its rules, whatever they say.
fn unlisted(subjects: &mut Subjects<'_, '_>, region: &Region<'_>) {
    let (near, around) = (subjects.places.at("/x-endpoints"), subjects.place(&region.value));
    subjects.within(Some(region.name.clone()), [], |subjects| {
        host(subjects, "public", None, region.public.as_ref(), (&near, &around));
        host(subjects, "vpc", None, region.vpc.as_ref(), (&near, &around));
    });
}

fn host(
    subjects: &mut Subjects<'_, '_>,
    which: &str,
    spec: Option<&Text>,
    metadata: Option<&(String, Value<'_>)>,
    (near_spec, near_metadata): (&Place, &Place),
) {
    let same =
        spec.zip(metadata).is_some_and(|(spec, (host, _))| spec.value.eq_ignore_ascii_case(host.trim()));
    let spec = match spec {
        Some(host) => (Some(host.value.clone()), host.place.clone()),
        None => (None, near_spec.clone()),
    };
    let metadata = match metadata {
        Some((host, value)) => (Some(host.clone()), subjects.place(value)),
        None => (None, near_metadata.clone()),
    };
    subjects.judge(Aspect::Endpoints, Some(which), same, Says { spec, metadata });
}
