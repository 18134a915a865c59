//! Which operations Rust sources call, by the names in them.
//!
//! Names are compared, types are not known: what else has a method of that name is taken for a call as well, if its product is
//! one that the sources name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use alibabacloud_codegen::Permission;
use anyhow::{Context, Result, bail};
use proc_macro2::{Spacing, TokenStream, TokenTree};

use super::is_passed_over;
use alibabacloud_codegen::visible;

/// A larger file is nobody's source.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// A use of an operation: the name that was found, and where.
struct Found {
    name: String,
    place: String,
}

/// The positions of the operations that the files below `path` name. What was found where goes to standard error.
pub(super) fn operations(path: &Path, known: &[&Permission]) -> Result<BTreeSet<usize>> {
    let mut files = Vec::new();
    collect(path, &mut files).with_context(|| format!("cannot read {}", path.display()))?;
    files.sort();
    let (mut found, mut modules) = (Vec::new(), BTreeSet::new());
    for file in &files {
        in_file(file, known, &mut found, &mut modules)?;
    }
    // Sources that name no product, such as those that get their clients from elsewhere, may call any.
    let is_possible = |one: &Permission| modules.is_empty() || modules.contains(&one.module);
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in &found {
        by_name.entry(&one.name).or_default().push(&one.place);
    }
    let mut operations = BTreeSet::new();
    for (name, places) in by_name {
        let meant: Vec<usize> = (0..)
            .zip(known)
            .filter(|(_, one)| is_called(one, name) && is_possible(one))
            .map(|(at, _)| at)
            .collect();
        if meant.is_empty() {
            continue;
        }
        report(name, &places, &meant, known);
        operations.extend(meant);
    }
    if operations.is_empty() {
        bail!("no operation is called in the {} Rust files of {}", files.len(), path.display());
    }
    anstream::eprintln!(
        "note: names were compared, not types; another crate's method of the same name counts as well"
    );
    Ok(operations)
}

fn is_called(permission: &Permission, name: &str) -> bool {
    permission.method == name || permission.builder == name
}

fn report(name: &str, places: &[&str], meant: &[usize], known: &[&Permission]) {
    let meant: Vec<String> = meant
        .iter()
        .filter_map(|at| known.get(*at))
        .map(|one| format!("{} of {}", visible(&one.operation), visible(&one.module)))
        .collect();
    let more = places.len().saturating_sub(3);
    let places: Vec<&str> = places.iter().take(3).copied().collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let meant_by = meant.join(", ");
    anstream::eprintln!("found `{}` in {}{more}: {meant_by}", visible(name), places.join(", "));
    if meant.len() > 1 {
        anstream::eprintln!("note: `{}` is ambiguous; the policy allows all {}", visible(name), meant.len());
    }
}

/// All Rust files below a folder, or the file itself. Links are not followed.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if fs::metadata(path)?.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut open = vec![path.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let (kind, path) = (entry.file_type()?, entry.path());
            if kind.is_dir() && !is_passed_over(&path) {
                open.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    Ok(())
}

fn in_file(
    path: &Path,
    known: &[&Permission],
    found: &mut Vec<Found>,
    modules: &mut BTreeSet<String>,
) -> Result<()> {
    let what = || format!("cannot read {}", path.display());
    if fs::metadata(path).with_context(what)?.len() > MAX_FILE {
        bail!("{} has more than {MAX_FILE} bytes", path.display());
    }
    let bytes = fs::read(path).with_context(what)?;
    let text = String::from_utf8_lossy(&bytes);
    let Ok(tokens) = text.parse::<TokenStream>() else {
        anstream::eprintln!("warning: {} is not Rust; it was passed over", path.display());
        return Ok(());
    };
    let names_the_crate = text.contains("alibabacloud");
    in_tokens(tokens, &mut |name, line, role| {
        if role == Role::Path {
            modules.extend(known.iter().find(|one| one.module == name).map(|one| one.module.clone()));
            return;
        }
        let is_method = role == Role::Method;
        let is_known = known.iter().any(|one| {
            (is_method && one.method == name) || (names_the_crate && !is_method && one.builder == name)
        });
        if is_known {
            found.push(Found { name: name.to_owned(), place: format!("{}:{line}", path.display()) });
        }
    });
    Ok(())
}

/// What an identifier may be.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// `.name` or `::name`.
    Method,
    /// A type, if it is anything.
    Type,
    /// `name::`, `::name` or `name as`.
    Path,
}

/// Calls `see` with every identifier, its line, and what it may be. Macros are looked into as well, which is why this reads
/// tokens: their content is no syntax tree.
fn in_tokens(tokens: TokenStream, see: &mut dyn FnMut(&str, usize, Role)) {
    let mut open = vec![tokens];
    while let Some(tokens) = open.pop() {
        let mut before = ' ';
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let name = name.strip_prefix("r#").unwrap_or(&name);
                    let line = ident.span().start().line;
                    let goes_on = match tokens.peek() {
                        Some(TokenTree::Punct(next)) => {
                            next.as_char() == ':' && next.spacing() == Spacing::Joint
                        }
                        Some(TokenTree::Ident(next)) => next == "as",
                        _ => false,
                    };
                    if before == ':' || goes_on {
                        see(name, line, Role::Path);
                    }
                    if matches!(before, '.' | ':') {
                        see(name, line, Role::Method);
                    }
                    if before != '.' {
                        see(name, line, Role::Type);
                    }
                    before = ' ';
                }
                TokenTree::Punct(punct) => before = punct.as_char(),
                TokenTree::Group(group) => {
                    open.push(group.stream());
                    before = ' ';
                }
                TokenTree::Literal(_) => before = ' ',
            }
        }
    }
}
