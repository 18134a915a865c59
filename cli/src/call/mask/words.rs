//! What the name of a field says about its value.

/// The words of a name: `DBInstanceId` has `db`, `instance` and `id`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // The capitals of `InstanceIDs` are one word.
    let characters: Vec<char> = name.replace("IDs", "Ids").chars().collect();
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

fn all_are(name: &str, known: &[&str]) -> bool {
    words(name).iter().all(|word| known.contains(&word.as_str()))
}

fn any_is(name: &str, known: &[&str]) -> bool {
    words(name).iter().any(|word| known.contains(&word.as_str()))
}

/// Whether the field tells one thing or person from others.
pub(super) fn is_identity(name: &str) -> bool {
    const IDENTITY: &[&str] = &[
        "account",
        "aliyun",
        "contact",
        "customer",
        "fax",
        "identifier",
        "ip",
        "key",
        "mobile",
        "number",
        "order",
        "owner",
        "passport",
        "password",
        "phone",
        "pin",
        "secret",
        "tel",
        "telephone",
        "tenant",
        "token",
        "user",
    ];
    words(name).iter().any(|word| {
        let one = word.strip_suffix('s').unwrap_or(word);
        // Also names without capitals, such as `ownerid` and `uuid`.
        one.ends_with("id") || IDENTITY.contains(&one)
    })
}

/// Whether the field holds ids, which begin with the vendor's letters, rather than with somebody's name.
pub(super) fn is_id(name: &str) -> bool {
    const PERSON: &[&str] =
        &["account", "customer", "login", "member", "operator", "owner", "tenant", "user"];
    last_is(name, &["id", "ids", "identifier"]) && !any_is(name, PERSON)
}

/// Words of what counts things, or holds a list of them.
const PLURAL: &[&str] = &["elements", "files", "items", "pages", "rows"];

/// What the name of a list says about its items: nothing, if it would be their number otherwise.
pub(super) fn of_items(name: &str) -> &str {
    if last_is(name, PLURAL) { "" } else { name }
}

/// Whether the field counts or measures something, or says when it was.
pub(super) fn is_count(name: &str) -> bool {
    const COUNT: &[&str] = &[
        "bytes",
        "count",
        "created",
        "duration",
        "finish",
        "interval",
        "length",
        "max",
        "min",
        "modified",
        "percent",
        "percentage",
        "period",
        "port",
        "progress",
        "rate",
        "retention",
        "seconds",
        "size",
        "speed",
        "sum",
        "time",
        "timestamp",
        "times",
        "total",
        "updated",
        "version",
    ];
    const PAGES: &[&str] = &["pagenum", "pagenumber", "httpstatuscode", "statuscode"];
    let whole = words(name).concat();
    let counts = last_is(name, COUNT) || last_is(name, PLURAL) || any_is(name, &["gmt"]);
    (counts && !any_is(name, &["id", "ids", "uid"])) || PAGES.contains(&whole.as_str())
}

/// Whether the field holds one of a few words that the product has for all its users.
pub(super) fn is_kind(name: &str) -> bool {
    const KIND: &[&str] = &[
        "action",
        "category",
        "class",
        "consistent",
        "direction",
        "edition",
        "engine",
        "format",
        "language",
        "level",
        "method",
        "mode",
        "phase",
        "protocol",
        "scale",
        "stage",
        "state",
        "status",
        "type",
        "unit",
    ];
    // Other codes let somebody in, or belong to a customer.
    const CODE: &[&str] = &["code", "err", "error", "http", "response", "result", "return", "status", "sub"];
    last_is(name, KIND) || (last_is(name, &["code"]) && all_are(name, CODE))
}

/// Whether the field names a size of machines.
pub(super) fn is_class(name: &str) -> bool {
    last_is(name, &["class"])
}

/// Whether the field names a version.
pub(super) fn is_version(name: &str) -> bool {
    last_is(name, &["version"])
}

/// Whether the field names a place of the vendor.
pub(super) fn is_place(name: &str) -> bool {
    any_is(name, &["region", "zone"])
}

/// Whether a name that the specification does not know is that of a field, rather than data. Where anything may stand,
/// there may be maps as well: there only plain words count.
pub(super) fn is_name(name: &str, anything_may_stand: bool) -> bool {
    let is_identifier = name.len() <= 60
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.bytes().filter(u8::is_ascii_digit).count() <= 2;
    let has_capital = name.bytes().any(|byte| byte.is_ascii_uppercase());
    is_identifier && ((has_capital && !anything_may_stand) || words(name).iter().all(|word| is_plain(word)))
}

/// Whether a word is one of those that names of fields are made of.
fn is_plain(word: &str) -> bool {
    const PLAIN: &[&str] = &[
        "arn",
        "at",
        "backup",
        "code",
        "create",
        "data",
        "database",
        "date",
        "db",
        "description",
        "detail",
        "details",
        "download",
        "enabled",
        "end",
        "err",
        "error",
        "host",
        "http",
        "info",
        "initiator",
        "instance",
        "is",
        "job",
        "kms",
        "link",
        "list",
        "login",
        "message",
        "name",
        "next",
        "page",
        "region",
        "request",
        "restore",
        "result",
        "source",
        "start",
        "storage",
        "success",
        "table",
        "tag",
        "tags",
        "target",
        "task",
        "url",
        "value",
        "vault",
        "vpc",
        "zone",
    ];
    PLAIN.contains(&word) || is_identity(word) || is_count(word) || is_kind(word)
}
