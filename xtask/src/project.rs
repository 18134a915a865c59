//! What `cargo xtask generate` writes: the crate of this repository, and what belongs to it.

use alibabacloud_codegen::{Files, Service, dialect_schema, product_pages, rule_pages};
use alibabacloud_codegen_cli::generate::{Project, Target};
use alibabacloud_codegen_cli::workspace;

pub(crate) fn project() -> Project {
    Project {
        specs: workspace().join("specs"),
        folder: workspace().join("generated"),
        crate_name: "alibabacloud_backup",
        guide: workspace().join("docs/guide"),
        documents,
    }
}

/// The pages of products and of rules, and the JSON Schema of the dialect.
fn documents(services: &[Service]) -> Vec<Target> {
    let mut schema = Files::default();
    schema.insert("dialect.schema.json".to_owned(), dialect_schema());
    let workspace = workspace();
    vec![
        Target { folder: workspace.join("docs/products"), files: product_pages(services), owned: Some("") },
        Target { folder: workspace.join("docs/lint"), files: rule_pages(), owned: Some("") },
        Target { folder: workspace.join("specs"), files: schema, owned: None },
    ]
}
