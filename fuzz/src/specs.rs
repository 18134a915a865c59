//! Specifications.

use alibabacloud_codegen::{Source, emit_root, emit_service, fake_model, lower};

/// Reads a document. If there is nothing wrong with it, all that is printed for it must be Rust, in files below the crate.
pub fn spec(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match lower(&Source::new("specs/fuzz.yaml", text)) {
        Err(diagnostics) => {
            let shown = diagnostics.to_string();
            let steers = |c: char| c.is_control() && c != '\n';
            assert!(!shown.is_empty() && !shown.contains(steers), "{shown:?}");
        }
        Ok(service) => {
            serde_json::from_str::<serde_json::Value>(&fake_model(&service)).expect("JSON");
            let mut files = emit_service(&service, "fuzz_crate");
            files.extend(emit_root(&[service]));
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
