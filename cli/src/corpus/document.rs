//! One document: imported, checked and generated, each step with what it found.

use std::path::Path;
use std::time::{Duration, Instant};

use alibabacloud_codegen::import::{Options, import};
use alibabacloud_codegen::{
    Files, Package, Runtime, Service, Severity, Source, check, emit_root, emit_service, sample_program,
};
use anyhow::Result;

use super::build;
use super::outcome::{Document, Generated};
use crate::generate::{self, Target};
use crate::specs;

/// The runtime that the crates depend on.
pub(super) fn runtime(folder: Option<&Path>) -> Result<Runtime> {
    let own = Some(specs::workspace().join("runtime")).filter(|folder| folder.is_dir());
    generate::runtime(folder.or(own.as_deref()))
}

/// Takes one document as far as it goes, and writes its crate.
pub(super) fn document(source: &Source, out: &Path, runtime: &Runtime, samples: bool) -> Result<Document> {
    let began = Instant::now();
    let imported = import(source, &Options::default()).map_err(|problem| problem.to_string());
    let mut document = Document {
        metadata: source.name.clone(),
        imported,
        errors: Vec::new(),
        warnings: 0,
        generated: None,
        took: Duration::ZERO,
    };
    let spec = document.imported.as_ref().ok().and_then(|one| Some((one.file_name(), one.text.clone()?)));
    let files = spec.and_then(|(name, text)| emit(&mut document, &name, &text, runtime, samples));
    document.took = began.elapsed();
    if let Some((files, generated)) = files.zip(document.generated.as_ref()) {
        let folder = out.join(&generated.name);
        generate::write(&Target { folder, files, owned: Some(generate::SOURCE) })?;
    }
    Ok(document)
}

/// The files of the crate of a specification, unless it has errors.
fn emit(document: &mut Document, name: &str, text: &str, runtime: &Runtime, samples: bool) -> Option<Files> {
    let source = Source::new(format!("specs/{name}"), text);
    let (service, found) = check(&source);
    document.warnings = found.count(Severity::Warning);
    document.errors = found.at_least(Severity::Error).iter().map(|one| one.render(None)).collect();
    let service = service.filter(|_| document.errors.is_empty())?;
    let name = format!("corpus-{}", name.trim_end_matches(".yaml").replace(['.', '_'], "-"));
    let package = Package { name: name.clone(), runtime: runtime.clone() };
    let crate_name = package.crate_name();
    let services = std::slice::from_ref(&service);
    let mut sources = emit_service(&service, &crate_name);
    sources.extend(emit_root(services, &Files::default(), &crate_name));
    let lines =
        sources.iter().filter(|(path, _)| path.ends_with(".rs")).map(|(_, text)| text.lines().count()).sum();
    let mut files = sources.below(generate::SOURCE);
    let program = if samples { program(&service, &crate_name) } else { None };
    let has_program = program.is_some();
    files.insert("Cargo.toml".to_owned(), build::manifest(&package.manifest(services), &name, has_program));
    files.insert("README.md".to_owned(), package.readme(services));
    if let Some(program) = program {
        files.insert("examples/samples.rs".to_owned(), program);
    }
    let types = service.type_count();
    document.generated = Some(Generated { name, types, lines, messages: None, samples: None, has_program });
    Some(files)
}

/// The program that runs the samples, if there are some.
fn program(service: &Service, crate_name: &str) -> Option<String> {
    Some(format!("{}{}", include_str!("program.rs"), sample_program(service, crate_name)?))
}
