//! What the name of a field says about its value.

/// The words of a name: `DBInstanceId` has `db`, `instance` and `id`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let characters: Vec<char> = name.chars().collect();
    for (at, c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let next_is_lower = characters.get(at + 1).is_some_and(|next| next.is_lowercase());
        let begins = before.is_none_or(|before| {
            !before.is_alphanumeric()
                || (c.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && next_is_lower)))
        });
        if !c.is_alphanumeric() {
            continue;
        }
        match words.last_mut() {
            Some(word) if !begins => word.extend(c.to_lowercase()),
            _ => words.push(c.to_lowercase().collect()),
        }
    }
    words
}

fn last_is(name: &str, known: &[&str]) -> bool {
    words(name).last().is_some_and(|last| known.contains(&last.as_str()))
}

fn any_is(name: &str, known: &[&str]) -> bool {
    words(name).iter().any(|word| known.contains(&word.as_str()))
}

/// Whether the field tells one thing or person from others.
pub(super) fn is_identity(name: &str) -> bool {
    const IDENTITY: &[&str] = &[
        "account",
        "aliyun",
        "id",
        "ids",
        "identifier",
        "ip",
        "key",
        "mobile",
        "number",
        "owner",
        "phone",
        "pid",
        "sid",
        "token",
        "uid",
        "user",
        "uuid",
    ];
    any_is(name, IDENTITY)
}

/// Whether the field holds ids, which begin with the vendor's letters.
pub(super) fn is_id(name: &str) -> bool {
    last_is(name, &["id", "ids", "identifier"])
}

/// Whether the field counts or measures something, or says when it was.
pub(super) fn is_count(name: &str) -> bool {
    const COUNT: &[&str] = &[
        "bytes",
        "count",
        "duration",
        "elements",
        "files",
        "finish",
        "interval",
        "items",
        "length",
        "max",
        "min",
        "pages",
        "percent",
        "percentage",
        "period",
        "port",
        "progress",
        "rate",
        "retention",
        "rows",
        "seconds",
        "size",
        "speed",
        "sum",
        "time",
        "timestamp",
        "times",
        "total",
        "version",
    ];
    const PAGES: &[&str] = &["pagenum", "pagenumber", "httpstatuscode", "statuscode"];
    let whole = words(name).concat();
    (last_is(name, COUNT) && !any_is(name, &["id", "ids", "uid"])) || PAGES.contains(&whole.as_str())
}

/// Whether the field holds one of a few words that the product has for all its users.
pub(super) fn is_kind(name: &str) -> bool {
    const KIND: &[&str] = &[
        "action",
        "category",
        "class",
        "code",
        "consistent",
        "direction",
        "edition",
        "engine",
        "format",
        "initiator",
        "language",
        "level",
        "method",
        "mode",
        "phase",
        "policy",
        "protocol",
        "scale",
        "stage",
        "state",
        "status",
        "type",
        "unit",
    ];
    last_is(name, KIND)
}

/// Whether the field names a place of the vendor.
pub(super) fn is_place(name: &str) -> bool {
    any_is(name, &["region", "zone"])
}

/// Whether a name that the specification does not know is that of a field, rather than data.
pub(super) fn is_name(name: &str) -> bool {
    name.len() <= 60
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.bytes().filter(u8::is_ascii_digit).count() <= 2
}
