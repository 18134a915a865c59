//! Changing many files of a folder: all of them, or none.
//!
//! New files are written beside the folder first. Moving them into their places is quick, waits for nothing, and is undone
//! if a move fails; Ctrl-C waits until it is over. Only a process that is killed in this moment leaves some files new and
//! some old, and the next run fixes that.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use anyhow::{Context, Result, bail};

/// What to do with one file; paths are relative to the folder.
pub(crate) enum Change<'a> {
    Write { path: &'a str, text: &'a str },
    Remove { path: &'a str },
}

impl<'a> Change<'a> {
    fn path(&self) -> &'a str {
        match self {
            Self::Write { path, .. } | Self::Remove { path } => path,
        }
    }
}

/// The staging folder of this process. Whoever holds it may rely on not being interrupted.
static STAGING: Mutex<Option<PathBuf>> = Mutex::new(None);

fn uninterrupted() -> MutexGuard<'static, Option<PathBuf>> {
    STAGING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes all changes to `folder`, which need not exist, or leaves it as it was.
pub(crate) fn apply(folder: &Path, changes: &[Change<'_>]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    // A link to a folder stays one.
    let folder = &fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let existed = folder.exists();
    let staging = Staging::beside(folder)?;
    let result = staging.write(changes).and_then(|()| staging.exchange_all(folder, changes));
    for inner in folders(changes) {
        remove_empty(Some(&folder.join(inner)), folder);
    }
    if result.is_err() && !existed {
        // It has a file that somebody else put there meanwhile, or it goes.
        let _ = fs::remove_dir(folder);
    }
    result
}

/// A folder for the files to come and for those that they replace. It is removed when it is dropped.
struct Staging {
    path: PathBuf,
    /// Held as long as the process lives, which tells a folder in use from one that a killed process left.
    _lock: File,
}

impl Staging {
    fn beside(folder: &Path) -> Result<Self> {
        let name = folder.file_name().context("the folder to write has no name")?;
        let path = folder.with_file_name(format!(".{}.staging", name.to_string_lossy()));
        clean_up_when_interrupted()?;
        let mut held = uninterrupted();
        fs::create_dir_all(&path).with_context(|| format!("cannot create {}", path.display()))?;
        let lock = File::create(path.join("lock"))
            .with_context(|| format!("cannot create a file in {}", path.display()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("another run is writing {}; wait for its end", folder.display())
            }
            Err(TryLockError::Error(error)) => return Err(error).context("cannot lock the staging folder"),
        }
        *held = Some(path.clone());
        for left in ["new", "old"] {
            remove_all(&path.join(left))?;
        }
        Ok(Self { path, _lock: lock })
    }

    fn write(&self, changes: &[Change<'_>]) -> Result<()> {
        create_all(&self.path.join("new"), changes)?;
        for change in changes {
            if let Change::Write { path, text } = change {
                let _held = uninterrupted();
                let new = self.path.join("new").join(path);
                fs::write(&new, text).with_context(|| format!("cannot write {}", new.display()))?;
            }
        }
        Ok(())
    }

    fn exchange_all(&self, folder: &Path, changes: &[Change<'_>]) -> Result<()> {
        let _held = uninterrupted();
        create_all(&self.path.join("old"), changes)?;
        create_all(folder, changes)?;
        for (position, change) in changes.iter().enumerate() {
            if let Err(error) = self.exchange(folder, change) {
                for done in changes.iter().take(position).rev() {
                    self.undo(folder, done.path())
                        .with_context(|| format!("cannot restore {}", done.path()))?;
                }
                return Err(error);
            }
        }
        Ok(())
    }

    fn exchange(&self, folder: &Path, change: &Change<'_>) -> Result<()> {
        let (target, old) = (folder.join(change.path()), self.path.join("old").join(change.path()));
        match fs::hard_link(&target, &old).or_else(|_| fs::copy(&target, &old).map(|_| ())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot keep {}", target.display()));
            }
            _ => {}
        }
        match change {
            Change::Remove { .. } => {
                fs::remove_file(&target).with_context(|| format!("cannot remove {}", target.display()))
            }
            Change::Write { path, .. } => fs::rename(self.path.join("new").join(path), &target)
                .with_context(|| format!("cannot write {}", target.display())),
        }
    }

    /// Puts the old file back, or removes the new one where there was none.
    fn undo(&self, folder: &Path, path: &str) -> io::Result<()> {
        let (target, old) = (folder.join(path), self.path.join("old").join(path));
        match fs::rename(old, &target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::remove_file(&target),
            result => result,
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let mut held = uninterrupted();
        // What cannot be removed now is removed by the next run.
        let _ = fs::remove_dir_all(&self.path);
        *held = None;
    }
}

/// On Ctrl-C and its like: lets a move under way end, removes the staging folder, and ends the process.
fn clean_up_when_interrupted() -> Result<()> {
    static ONCE: Once = Once::new();
    let mut result = Ok(());
    ONCE.call_once(|| {
        result = ctrlc::set_handler(|| {
            // Held until the end, so that nothing more is written.
            let left = uninterrupted();
            if let Some(path) = left.as_ref() {
                let _ = fs::remove_dir_all(path);
            }
            std::process::exit(130);
        });
    });
    result.context("cannot watch for Ctrl-C")
}

/// The folders of the files that change, each once.
fn folders<'c>(changes: &[Change<'c>]) -> BTreeSet<&'c Path> {
    changes.iter().filter_map(|change| Path::new(change.path()).parent()).collect()
}

/// Makes the folders of all files in `folder`.
fn create_all(folder: &Path, changes: &[Change<'_>]) -> Result<()> {
    for inner in folders(changes) {
        let inner = folder.join(inner);
        fs::create_dir_all(&inner).with_context(|| format!("cannot create {}", inner.display()))?;
    }
    Ok(())
}

fn remove_all(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Removes `folder` and those around it, up to `root`, if they are empty.
fn remove_empty(folder: Option<&Path>, root: &Path) {
    if let Some(folder) = folder.filter(|folder| *folder != root) {
        // A folder that still has files stays.
        if fs::remove_dir(folder).is_ok() {
            remove_empty(folder.parent(), root);
        }
    }
}
