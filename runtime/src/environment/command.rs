//! Programs that print credentials, as the mode `External` of the vendor's command line runs them.
//!
//! No shell is involved, so nothing in the command expands, redirects or continues.

use crate::signing::CredentialsError;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a command may run.
const LIMIT: Duration = Duration::from_secs(30);

/// What a command prints. Its arguments may hold secrets, so errors name the program only.
pub(super) async fn output(command: &str) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    let words = split(command).map_err(|why| CredentialsError::new(format!("process_command {why}")))?;
    let Some((program, arguments)) = words.split_first() else {
        return Err(CredentialsError::new("process_command is empty"));
    };
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(CredentialsError::new("process_command needs a Tokio runtime; call from within one"));
    }
    match tokio::time::timeout(LIMIT, run(program, arguments)).await {
        Ok(result) => result,
        Err(_) => Err(failed(program, &format!("did not end within {LIMIT:?}"))),
    }
}

#[cfg(target_family = "wasm")]
async fn run(program: &str, _: &[String]) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    Err(failed(program, "cannot be run: there are no processes here"))
}

#[cfg(not(target_family = "wasm"))]
async fn run(program: &str, arguments: &[String]) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    use std::process::Stdio;
    use tokio::{io::AsyncReadExt, process::Command};
    /// How much it may print, in bytes.
    const MAX_OUTPUT: usize = 64 * 1024;

    let io = |error: std::io::Error| failed(program, &format!("cannot be run: {error}")).with_source(error);
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(io)?;
    let mut output = Zeroizing::new(Vec::with_capacity(MAX_OUTPUT + 1));
    if let Some(stdout) = child.stdout.take() {
        stdout.take(MAX_OUTPUT as u64 + 1).read_to_end(&mut output).await.map_err(io)?;
    }
    if output.len() > MAX_OUTPUT {
        return Err(failed(program, &format!("printed more than {MAX_OUTPUT} bytes")));
    }
    let status = child.wait().await.map_err(io)?;
    if !status.success() {
        return Err(failed(program, &format!("failed ({status})")));
    }
    Ok(output)
}

fn failed(program: &str, why: &str) -> CredentialsError {
    CredentialsError::new(format!("the command {program} {why}"))
}

/// Divides at white space. Quotes keep words together. A backslash takes the next character literally: outside of
/// quotes any, except on Windows, where it divides paths; between double quotes those that mean something there.
fn split(command: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut rest = command.chars();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '\\') if !cfg!(windows) => {
                word.get_or_insert_default().push(rest.next().ok_or("ends with a backslash")?);
            }
            (Some('"'), '\\') if rest.clone().next().is_some_and(is_escaped) => {
                word.get_or_insert_default().extend(rest.next());
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err("has a quote that is not closed");
    }
    words.extend(word);
    Ok(words)
}

/// Whether a backslash between double quotes is about the next character.
fn is_escaped(next: char) -> bool {
    if cfg!(windows) { next == '"' } else { matches!(next, '"' | '\\' | '$' | '`') }
}
