//! Prints a document with as many operations as one asks for.

#[path = "../../tests/support/scaled.rs"]
mod scaled;

fn main() {
    let operations = std::env::args().nth(1).and_then(|count| count.parse().ok());
    print!("{}", scaled::scaled(operations.expect("how many operations")).text);
}
