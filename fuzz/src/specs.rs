//! Specifications.

use alibabacloud_codegen::{Diagnostics, Files, Source, emit_root, emit_service, fake_model, lint, lower};

/// Reads a document. If there is nothing wrong with it, all that is printed for it must be Rust, in files below the crate.
pub fn spec(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let source = Source::new("specs/fuzz.yaml", text);
    check_shown(&lint(std::slice::from_ref(&source)));
    match lower(&source) {
        Err(diagnostics) => {
            assert!(diagnostics.iter().next().is_some(), "refused without a reason");
            check_shown(&diagnostics);
        }
        Ok(service) => {
            serde_json::from_str::<serde_json::Value>(&fake_model(&service)).expect("JSON");
            let mut files = emit_service(&service, "fuzz_crate");
            files.extend(emit_root(&[service], &Files::default(), "some_crate"));
            for (path, text) in files.iter() {
                let is_inside = path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
                assert!(is_inside && !path.contains('\\'), "the file {path:?}");
                if path.ends_with(".rs") {
                    syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
                }
            }
        }
    }
}

/// Nothing of a document may steer a terminal.
fn check_shown(diagnostics: &Diagnostics) {
    let shown = diagnostics.to_string();
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    for diagnostic in diagnostics.iter() {
        assert!(!diagnostic.render(Some(80)).is_empty());
    }
}
