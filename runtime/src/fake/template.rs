//! Paths with values in them, such as `/tasks/{TaskId}/files/{Path}`.

/// The values in a path, encoded as they were sent, each with its name; `None` if the path is another one.
///
/// A value is a part of one segment, unless it is a wildcard's.
pub(super) fn values<'a>(
    template: &'a str,
    path: &'a str,
    is_wildcard: &dyn Fn(&str) -> bool,
) -> Option<Vec<(&'a str, &'a str)>> {
    let Some((before, rest)) = template.split_once('{') else {
        return (template == path).then(Vec::new);
    };
    let (name, after) = rest.split_once('}')?;
    let path = path.strip_prefix(before)?;
    let segment = path.find('/').unwrap_or(path.len());
    let longest = if is_wildcard(name) { path.len() } else { segment };
    (1..=longest).rev().find_map(|end| {
        let (value, rest) = path.split_at_checked(end)?;
        let others = values(after, rest, is_wildcard)?;
        let is_value = value.split('/').all(|part| !part.is_empty());
        is_value.then(|| [vec![(name, value)], others].concat())
    })
}

/// The names in a template.
pub(super) fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}
