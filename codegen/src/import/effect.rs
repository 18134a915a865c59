//! Whether an operation reads or writes.
//!
//! Several words of the metadata say it, and contradict each other. An operation reads if at least one says so and none says
//! that it writes: a write that is taken for a read is repeated when an answer is lost.

use super::facts::Operation;
use crate::http::Method;

/// What one word says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Reads,
    Writes,
    Nothing,
}

/// The effect in the dialect's words.
pub(super) fn decide(operation: &Operation, method: Method, sends_path: bool) -> &'static str {
    let mut said: Vec<Says> = operation.effects.iter().map(|word| says(word)).collect();
    if sends_path {
        said.push(match method {
            // Only where nothing else is said: many a `get` begins something.
            Method::Get | Method::Head if said.iter().all(|one| *one == Says::Nothing) => Says::Reads,
            Method::Get | Method::Head | Method::Post => Says::Nothing,
            Method::Put | Method::Delete | Method::Patch => Says::Writes,
        });
    }
    let reads = said.contains(&Says::Reads) && !said.contains(&Says::Writes);
    if reads { "read" } else { "write" }
}

fn says(word: &str) -> Says {
    match word {
        "read" | "get" | "list" => Says::Reads,
        "" | "none" => Says::Nothing,
        // `write`, `readAndWrite`, `create`, `update`, `delete`, and whatever is new.
        _ => Says::Writes,
    }
}
