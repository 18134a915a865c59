//! What makes a package of generated modules: the manifest and the first page.

use std::fmt;

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value, value};

use crate::Service;
use crate::prose::{code, inert, one_line};

/// Up to so many operations a table names them.
const FEW: usize = 10;

/// The oldest Rust that generated code and the runtime promise to work with.
const OLDEST_RUST: &str = "1.88";

/// A package of generated code.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name, such as `my-cloud`; letters, digits, `-` and `_`.
    pub name: String,
    /// Where the runtime comes from.
    pub runtime: Runtime,
}

/// Where the runtime comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Runtime {
    /// A registry, in this version.
    Version(String),
    /// A folder, from that of the package.
    Path(String),
}

/// Why the manifest of a package could not be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestError(String);

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ManifestError {}

impl Package {
    /// The name as `use` spells it.
    #[must_use]
    pub fn crate_name(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The text of `Cargo.toml` for a new package, in which all products are on by default.
    #[must_use]
    pub fn manifest(&self, services: &[Service]) -> String {
        let mut manifest = self.frame();
        let mut default: Array = services.iter().map(Service::module).collect();
        default.push("reqwest");
        let features = table(manifest.as_table_mut(), "features");
        if let Some(features) = features {
            features.insert("default", value(default));
            declare(features, services);
        }
        manifest.to_string()
    }

    /// A manifest without products.
    fn frame(&self) -> DocumentMut {
        let quoted = |text: &str| Value::from(text).to_string();
        let runtime = match &self.runtime {
            Runtime::Version(version) => format!("version = {}", quoted(version)),
            Runtime::Path(path) => format!("path = {}", quoted(path)),
        };
        let (name, rust) = (quoted(&self.name), quoted(OLDEST_RUST));
        let text = format!(
            r#"[package]
name = {name}
version = "0.1.0"
edition = "2024"
rust-version = {rust}
description = "Typed clients for Alibaba Cloud"
readme = "README.md"

[package.metadata.docs.rs]
all-features = true
rustdoc-args = ["--cfg", "docsrs"] # which feature an item needs

[features]
reqwest = ["alibabacloud-runtime/reqwest"]
blocking = ["alibabacloud-runtime/blocking"]
chrono = ["alibabacloud-runtime/chrono"]
jiff = ["alibabacloud-runtime/jiff"]
time = ["alibabacloud-runtime/time"]
tracing = ["alibabacloud-runtime/tracing"]
fake-cloud = ["alibabacloud-runtime/fake-cloud"]

[dependencies]
alibabacloud-runtime = {{ {runtime}, default-features = false }}
"#
        );
        text.parse().unwrap_or_default()
    }

    /// The text of `README.md` for a new package.
    #[must_use]
    pub fn readme(&self, services: &[Service]) -> String {
        let (name, crate_name) = (&self.name, self.crate_name());
        let mut text = format!(
            "# {name}\n\nTyped, asynchronous clients for Alibaba Cloud.\n\n\
             | product | API version | operations | module and feature |\n|---|---|---|---|\n"
        );
        for service in services {
            let (title, version) = (inert(&one_line(&service.title)), inert(&service.version));
            let (operations, module) = (operations(service), service.module());
            text.push_str(&format!("| {title} | {version} | {operations} | `{module}` |\n"));
        }
        if let Some(module) = services.first().map(Service::module) {
            text.push_str(&format!(
                "\n```rust,no_run\nuse {crate_name}::{{Error, {module}}};\n\nfn client() -> Result<{module}::Client, Error> {{\n    \
                 {module}::Client::from_env()\n}}\n```\n\n\
                 The region comes from `ALIBABA_CLOUD_REGION_ID`, and the credentials from where the vendor's own SDKs look for them. \
                 `Config::builder()` takes others.\n"
            ));
        }
        text.push_str("\nThe source is written by a generator; do not edit it. This is not a product of Alibaba Cloud.\n");
        text
    }
}

/// What a table says of a product's operations.
fn operations(service: &Service) -> String {
    if service.operation_count() > FEW {
        return service.operation_count().to_string();
    }
    service.operation_names().map(|name| format!("`{}`", code(name))).collect::<Vec<_>>().join(", ")
}

/// An existing manifest with the features of these products. Everything else stays as it is, letter for letter.
///
/// # Errors
///
/// If the text is no manifest.
pub fn with_features(manifest: &str, services: &[Service]) -> Result<String, ManifestError> {
    let mut manifest: DocumentMut =
        manifest.parse().map_err(|error: toml_edit::TomlError| ManifestError(error.to_string()))?;
    let features = table(manifest.as_table_mut(), "features");
    let features = features.ok_or_else(|| ManifestError("`features` is not a table".to_owned()))?;
    declare(features, services);
    Ok(manifest.to_string())
}

fn table<'t>(parent: &'t mut Table, key: &str) -> Option<&'t mut dyn TableLike> {
    parent.entry(key).or_insert(Item::Table(Table::new())).as_table_like_mut()
}

/// A feature for each product, which has those of all its groups.
fn declare(features: &mut dyn TableLike, services: &[Service]) {
    for service in services {
        for group in service.features() {
            features.entry(group).or_insert(value(Array::new()));
        }
        let product = features.entry(service.module()).or_insert(value(Array::new()));
        let Some(product) = product.as_array_mut() else { continue };
        for group in service.features() {
            if !product.iter().any(|known| known.as_str() == Some(group)) {
                product.push(group);
            }
        }
    }
}
