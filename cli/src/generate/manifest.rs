//! The manifest of the crate, which people write, beside what the generated code asks of it.

use std::fs;
use std::path::Path;

use alibabacloud_codegen::Service;
use toml::Table;

/// The package that generated code depends on.
pub(super) const RUNTIME: &str = "alibabacloud-runtime";

/// The features that the code of every crate asks about, as a manifest has them.
const OF_THE_RUNTIME: &[(&str, &str)] = &[
    ("blocking", r#"blocking = ["alibabacloud-runtime/blocking"]"#),
    ("fake-cloud", r#"fake-cloud = ["alibabacloud-runtime/fake-cloud"]"#),
];

/// What the manifest that people write lacks, and what to do about it.
pub(super) fn lacking(path: &Path, services: &[Service]) -> Vec<String> {
    let shown = path.display();
    let restore = "it is written by hand, so restore it, such as with `git checkout`";
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return vec![format!("cannot read {shown}: {error}; {restore}")],
    };
    let manifest: Table = match text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![format!("{shown} is not TOML; {restore}\n{error}")],
    };
    lacking_in(&shown.to_string(), &manifest, services).collect()
}

/// The features that a manifest lacks.
pub(super) fn lacking_in<'a>(
    shown: &'a str,
    manifest: &'a Table,
    services: &'a [Service],
) -> impl Iterator<Item = String> + 'a {
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let lacks = move |feature: &str| features.is_none_or(|features| !features.contains_key(feature));
    let of_products = services.iter().filter(move |service| lacks(service.module())).map(move |service| {
        let (module, product, version) = (service.module(), service.product(), service.version());
        format!(
            "{shown} lacks the feature `{module}`, without which nobody sees {product} {version}; add it to [features]:\n\n    \
             {module} = []\n"
        )
    });
    let of_the_runtime =
        OF_THE_RUNTIME.iter().filter(move |(feature, _)| lacks(feature)).map(move |(feature, line)| {
            format!("{shown} lacks the feature `{feature}`; add it to [features]:\n\n    {line}\n")
        });
    of_products.chain(of_the_runtime)
}

/// Whether a manifest lacks the runtime.
pub(super) fn lacking_dependency(shown: &str, manifest: &Table) -> Option<String> {
    let has = manifest.get("dependencies").is_some_and(|all| all.get(RUNTIME).is_some());
    let version = env!("CARGO_PKG_VERSION");
    (!has).then(|| {
        format!(
            "{shown} lacks the dependency `{RUNTIME}`; add it to [dependencies]:\n\n    \
             {RUNTIME} = {{ version = \"{version}\", default-features = false }}\n"
        )
    })
}
