//! What a document means in Rust.
