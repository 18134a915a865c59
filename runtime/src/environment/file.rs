//! Files with secrets: read whole or not at all, never large, never a pipe.

use crate::{codec::printable, signing::CredentialsError};
use std::{
    fs::{self, File},
    io::{ErrorKind, Read},
    path::Path,
};
use zeroize::Zeroizing;

/// The largest file that is read, in bytes.
const MAX_FILE: u64 = 64 * 1024;

/// As many characters of a path as an error shows.
const PATH_CHARACTERS: usize = 1000;

/// What a file holds, wiped when it is dropped.
pub(super) type Text = Zeroizing<Vec<u8>>;

/// Reads a file. The error is absent if there is none.
///
/// These files are small and local, so reading them does not keep other tasks waiting in any way that matters.
pub(super) fn read(path: &Path) -> Result<Text, CredentialsError> {
    let shown = printable(&path.to_string_lossy(), PATH_CHARACTERS);
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            CredentialsError::absent(format!("{shown} does not exist"))
        }
        _ => CredentialsError::new(format!("{shown} cannot be read: {error}")).with_source(error),
    };
    // Opening a pipe would wait for somebody to write into it.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(CredentialsError::new(format!("{shown} is not a file")));
    }
    let too_large = || CredentialsError::new(format!("{shown} is larger than {MAX_FILE} bytes"));
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    if size > MAX_FILE {
        return Err(too_large());
    }
    // Room for everything from the beginning: a buffer that grows leaves copies behind.
    let mut text = Zeroizing::new(Vec::with_capacity(usize::try_from(MAX_FILE + 1).unwrap_or_default()));
    file.take(MAX_FILE + 1).read_to_end(&mut text).map_err(failed)?;
    if text.len() as u64 > MAX_FILE {
        return Err(too_large());
    }
    Ok(text)
}

/// Says so if users other than the owner can do anything with a file.
#[cfg(unix)]
pub(super) fn exposure(path: &Path) -> Option<String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).ok()?.permissions().mode() & 0o777;
    let path = path.display();
    (mode & 0o077 != 0).then(|| {
        format!("{path} is open to other users of this machine (mode {mode:03o}); run: chmod 600 {path}")
    })
}

/// Other systems have no such mode.
#[cfg(not(unix))]
pub(super) fn exposure(_: &Path) -> Option<String> {
    None
}
