//! What English descriptions claim about a value: its list, its default, whether it is required, its limits.
//!
//! The patterns are narrow on purpose: a missed claim costs less than a warning about nothing.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A value as texts write one: in backticks or quotes, a number, a boolean, or a constant.
const LITERAL: &str = r#"(?:`([^`]+)`|\*\*([^*]+)\*\*|"([^"]+)"|'([^']+)'|(-?\d[\d,]*(?:\.\d+)?)\b|((?:true|false)\b)|([A-Z][A-Z0-9]*_[A-Z0-9_]+\b))"#;
/// An integer, with or without separators.
const NUMBER: &str = r"(-?\d{1,3}(?:,\d{3})+|-?\d+)";

/// Words that tie a sentence to a condition, or deny it.
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:if|when|whenever|where|unless|for|only|either|or|once|while|case|depend\w*|at least one|one of|exactly one|not|no|nor|whether|neither|after|before|otherwise|to|by|that|which)\b",
    )
});

/// A pattern for English: words end where ASCII letters and digits do.
fn regex(pattern: &str) -> Regex {
    match Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")) {
        Ok(regex) => regex,
        Err(error) => unreachable!("the patterns of this file are tested: {error}"),
    }
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<&str> {
    static END: LazyLock<Regex> = LazyLock::new(|| regex(r"[.!?;](?:\s+|$)|\n\s*\n|\n\s*[-*] "));
    let mut found = Vec::new();
    let mut start = 0;
    for end in END.find_iter(text) {
        found.extend(text.get(start..end.end()));
        start = end.end();
    }
    found.extend(text.get(start..));
    found.into_iter().map(str::trim).filter(|sentence| !sentence.is_empty()).collect()
}

/// Whether a text has one of some words, in any letter case. Most descriptions have none, and a pattern is slow to say so.
fn mentions(text: &str, words: &[&str]) -> bool {
    let text = text.to_ascii_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// The words that introduce a list of values.
pub(super) fn values(text: &str) -> Option<&str> {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)\b(?:valid|allowed|possible|accepted|permitted|supported|legal|available)\s+values?\b")
    });
    static ELSEWHERE: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\b(?:see|refer to|call|returned by|from|depends?)\b"));
    static FOLLOWING: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\bone of (?:the following(?: values)?\s*:|these values|the following values|the values\s*:?)",
        )
    });
    static PARAMETERS: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\b(?:specif\w+|given|give|set|required|needed|parameters?|fields?)\b"));
    static LISTED: LazyLock<Regex> = LazyLock::new(|| {
        let value = r#"(?:`[^`]+`|\*\*[^*]+\*\*|"[^"]+"|'[^']+'|\d+(?:\.\d+)*|[A-Z][A-Za-z0-9_]*)"#;
        regex(&format!(r"\b[Oo]ne of:?\s+{value}(?:\s*,\s*{value})*(?:\s*,\s*|\s*,?\s+(?:and|or)\s+){value}"))
    });
    if !mentions(text, &["value", "one of"]) {
        return None;
    }
    for sentence in sentences(text) {
        if let Some(named) = NAMED.find(sentence)
            && (sentence.contains(':') || !ELSEWHERE.is_match(sentence))
        {
            return Some(named.as_str());
        }
        // Names of parameters of which one is to be given are no values.
        let listed = || LISTED.find(sentence).filter(|_| !PARAMETERS.is_match(sentence));
        if let Some(found) = FOLLOWING.find(sentence).or_else(listed) {
            return Some(found.as_str());
        }
    }
    None
}

/// A default that a text names.
#[derive(Debug, PartialEq)]
pub(super) struct DefaultClaim<'t> {
    pub(super) words: &'t str,
    /// The value, if it can be told.
    pub(super) value: Option<&'t str>,
}

/// The default that a text names, of a value that is a boolean or not.
pub(super) fn default(text: &str, boolean: bool) -> Option<DefaultClaim<'_>> {
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        let verb =
            r"(?:by default,?|without it,?|defaults? to|default(?: value)?\s*(?::|=|is|of|to)?(?: set to)?)";
        regex(&format!(r"(?i:\b{verb})\s*{LITERAL}"))
    });
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        regex(&format!(
            r"{LITERAL}\s*(?i:,?\s*by default\b|\(?the default\)|\(default\)|(?:is|as) the default(?: value)?\s*(?:[.,;)]|$))"
        ))
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)\bdefault values?\b|\bdefaults to\b|\bdefault\s*:|\bis the default value\b")
    });
    static SWITCHED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\bby default\b"));
    if !mentions(text, &["default", "without it"]) {
        return None;
    }
    for sentence in sentences(text) {
        for pattern in [&AFTER, &BEFORE] {
            if let Some(found) = pattern.captures(sentence) {
                return Some(DefaultClaim { words: whole(&found), value: literal(&found) });
            }
        }
        let named = NAMED.find(sentence).or_else(|| SWITCHED.find(sentence).filter(|_| boolean));
        if let Some(found) = named {
            return Some(DefaultClaim { words: found.as_str(), value: None });
        }
    }
    None
}

fn whole<'t>(found: &Captures<'t>) -> &'t str {
    found.get(0).map_or("", |found| found.as_str())
}

fn literal<'t>(found: &Captures<'t>) -> Option<&'t str> {
    found.iter().skip(1).flatten().next().map(|found| found.as_str())
}

/// The words that say that a value always has to be there.
pub(super) fn required(text: &str) -> Option<&str> {
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?ix)
            ^(?:required|mandatory)\s*(?:[.:;,]|$)
            | [(,]\s*(?:required|mandatory)\s*(?:[.;)]|$)
            | \b(?:is|are)\s+(?:always\s+)?(?:required|mandatory)\s*(?:[.;,]|$)
            | \b(?:required|mandatory)\s+(?:parameter|field)\b
            | \bmust\s+(?:always\s+)?be\s+(?:specified|set|given|provided|present|supplied|passed)\s*(?:[.;,]|$)
            | \byou\s+must\s+(?:specify|set|provide|pass)\s+(?:this|the|a|an)\b",
        )
    });
    if !mentions(text, &["required", "mandatory", "must"]) {
        return None;
    }
    sentences(text).into_iter().find_map(|sentence| {
        let said = SAID.find(sentence)?;
        let condition = CONDITION.find_iter(sentence).any(|found| !said.range().contains(&found.start()));
        (!condition).then(|| said.as_str().trim_matches(|c: char| !c.is_alphanumeric()))
    })
}

/// What limits are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// The value itself, or how many there are.
    Value,
    /// How many characters a text has.
    Characters,
}

/// Limits that a text names.
#[derive(Debug, PartialEq)]
pub(super) struct RangeClaim<'t> {
    pub(super) words: &'t str,
    pub(super) low: Option<i64>,
    pub(super) high: Option<i64>,
    pub(super) measure: Measure,
}

/// The limits that a text names.
pub(super) fn ranges(text: &str) -> Vec<RangeClaim<'_>> {
    static BOTH: LazyLock<Regex> = LazyLock::new(|| {
        regex(&format!(
            r"(?i)(?:\bbetween\s+{NUMBER}\s+and|(?:\bfrom\s+|\b|\[\s*){NUMBER}\s*(?:\bto\b|\bthrough\b|–|~)|\b(?:ranges?|values?|length)\s*(?:is|of|:)\s*{NUMBER}\s*-)\s*{NUMBER}\b"
        ))
    });
    static INTERVAL: LazyLock<Regex> = LazyLock::new(|| {
        regex(&format!(r"(?i)\b(?:ranges?|values?|length)\b[^\[]*\[\s*{NUMBER}\s*,\s*{NUMBER}\s*\]"))
    });
    static HIGH: LazyLock<Regex> = LazyLock::new(|| {
        let words = r"(?:at most|no more than|not more than|up to|(?:cannot|must not|can not|not) exceed|less than or equal to|a maximum of|maximum(?: (?:value|length|number|size))?(?: is| of|:))";
        regex(&format!(r"(?i)\b{words}\s+{NUMBER}\b"))
    });
    static LOW: LazyLock<Regex> = LazyLock::new(|| {
        let words = r"(?:at least|no less than|not less than|no fewer than|greater than or equal to|a minimum of|minimum(?: (?:value|length|number|size))?(?: is| of|:))";
        regex(&format!(r"(?i)\b{words}\s+{NUMBER}\b"))
    });
    static LENGTH: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\b(?:characters?|letters|in length|length|long)\b"));
    /// How long something takes, how often it happens and when it is gone say nothing about the value.
    static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:takes?|taken|took|delay\w*|lag\w*|within|wait\w*|refresh\w*|retain\w*|kept|ago|per|times|status|version)\b",
        )
    });
    let mut found = Vec::new();
    let has_digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digits(text) {
        return found;
    }
    let is_about_it = |sentence: &&str| has_digits(sentence) && !ELSEWHERE.is_match(sentence);
    for sentence in sentences(text).into_iter().filter(is_about_it) {
        let length = LENGTH.is_match(sentence);
        let measure = if length { Measure::Characters } else { Measure::Value };
        let number = |found: &Captures<'_>, group: usize| {
            found.get(group).and_then(|number| number.as_str().replace(',', "").parse::<i64>().ok())
        };
        for both in BOTH.captures_iter(sentence).filter(|both| is_free(sentence, both)) {
            let low = number(&both, 1).or(number(&both, 2)).or(number(&both, 3));
            let high = number(&both, 4);
            if low.zip(high).is_some_and(|(low, high)| low < high) {
                found.push(RangeClaim { words: whole(&both), low, high, measure });
            }
        }
        for both in INTERVAL.captures_iter(sentence) {
            found.push(RangeClaim {
                words: whole(&both),
                low: number(&both, 1),
                high: number(&both, 2),
                measure,
            });
        }
        for one in HIGH.captures_iter(sentence).filter(|one| is_free(sentence, one)) {
            found.push(RangeClaim { words: whole(&one), low: None, high: number(&one, 1), measure });
        }
        for one in LOW.captures_iter(sentence).filter(|one| is_free(sentence, one)) {
            found.push(RangeClaim { words: whole(&one), low: number(&one, 1), high: None, measure });
        }
    }
    found
}

/// Whether the numbers of a match are not parts of a longer one, of a date, a time, a fraction or a percentage.
fn is_free(sentence: &str, found: &Captures<'_>) -> bool {
    let Some(all) = found.get(0) else { return false };
    let before = sentence.get(..all.start()).and_then(|text| text.chars().next_back());
    let after = sentence.get(all.end()..).unwrap_or_default();
    let mut next = after.chars();
    let joined = matches!(next.next(), Some('.' | '-' | ':' | '/' | '%' | '_'))
        && next.next().is_some_and(|c| c.is_ascii_digit() || after.starts_with('%'));
    !joined && !after.starts_with('%') && !matches!(before, Some('.' | '-' | ':' | '/' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_values() {
        for (text, expected) in [
            ("The kind. Valid values: Full, Incremental.", Some("Valid values")),
            ("Allowed values are `a` and `b`.", Some("Allowed values")),
            ("One of `a`, `b` and `c`.", Some("One of `a`, `b`")),
            ("How many things a page holds, one of 30, 50 and 100.", Some("one of 30, 50")),
            ("It is one of the following: a, b.", Some("one of the following:")),
            ("Specify either BackupPlanId or RestoreTaskId.", None),
            ("One of `PlanId` and `TaskId` has to be given.", None),
            ("The ID of one of the instances.", None),
            ("One of the backup sets that the plan made.", None),
            ("For the valid values, see DescribeRegions.", None),
            ("Valid for all values of the other parameter.", None),
            ("Only backup sets of this type.", None),
        ] {
            let found = values(text);
            assert_eq!(found.is_some(), expected.is_some(), "{text}: {found:?}");
            assert!(
                found.zip(expected).is_none_or(|(found, start)| found.starts_with(start)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn defaults() {
        for (text, boolean, expected) in [
            ("Default value: 30.", false, Some(Some("30"))),
            ("Default: `STANDARD`.", false, Some(Some("STANDARD"))),
            ("The default is 10.", false, Some(Some("10"))),
            ("By default, 30 backups are listed.", false, Some(Some("30"))),
            ("It defaults to 1,000.", false, Some(Some("1,000"))),
            ("Default 30.", false, Some(Some("30"))),
            ("`all` (default) or `none`.", false, Some(Some("all"))),
            ("**true** or **false** (default).", true, Some(Some("false"))),
            ("30 is the default.", false, Some(Some("30"))),
            ("The default value depends on the region.", false, Some(None)),
            ("It is enabled by default.", true, Some(None)),
            ("By default, all backup sets are listed.", false, None),
            ("The default VPC of the account.", false, None),
            ("Whether this is the default.", true, None),
            ("The default security group.", false, None),
        ] {
            assert_eq!(default(text, boolean).map(|claim| claim.value), expected, "{text}");
        }
    }

    #[test]
    fn requirements() {
        for (text, expected) in [
            ("The plan. This parameter is required.", true),
            ("The plan. Required.", true),
            ("The plan (required).", true),
            ("The plan, mandatory.", true),
            ("The instance ID must be specified.", true),
            ("You must specify the instance.", true),
            ("A required parameter.", true),
            ("Required if the plan is given.", false),
            ("This parameter is not required.", false),
            ("It must be specified when Type is ECS.", false),
            ("Whether a password is required.", false),
            ("The permissions that are required.", false),
            ("A plan is required for restores.", false),
            ("Either this or TaskId must be specified.", false),
            ("The moments that a restore required.", false),
        ] {
            assert_eq!(required(text).is_some(), expected, "{text}: {:?}", required(text));
        }
    }

    #[test]
    fn limits() {
        use Measure::{Characters, Value};
        let check = |text: &str, expected: &[(Option<i64>, Option<i64>, Measure)]| {
            let found: Vec<_> =
                ranges(text).iter().map(|claim| (claim.low, claim.high, claim.measure)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("The page, from 1 to 100.", &[(Some(1), Some(100), Value)]);
        check("Valid values: 1 to 2,147,483,647.", &[(Some(1), Some(2_147_483_647), Value)]);
        check("A number between 1 and 99.", &[(Some(1), Some(99), Value)]);
        check("At most 5 filters.", &[(None, Some(5), Value)]);
        check("A name of up to 64 characters.", &[(None, Some(64), Characters)]);
        check("The name is 2 to 128 characters in length.", &[(Some(2), Some(128), Characters)]);
        check("At least 1.", &[(Some(1), None, Value)]);
        check("Valid values: [1~100].", &[(Some(1), Some(100), Value)]);
        check("Value range: [1, 100].", &[(Some(1), Some(100), Value)]);
        check("Range: 1-100.", &[(Some(1), Some(100), Value)]);
        check("Minimum: 5.", &[(Some(5), None, Value)]);
        check("The maximum is 1,000.", &[(None, Some(1000), Value)]);
        check("Valid values: [30, 50, 100].", &[]);
        check("Valid values: 30, 50.", &[]);
        check("A value such as 1-2.", &[]);
        check("It takes 1 to 5 minutes.", &[]);
        check("From 2019-01-01 to 2019-02-01.", &[]);
        check("From 10:00 to 12:00.", &[]);
        check("MySQL 5.6 to 8.0.", &[]);
        check("Refreshed at most 5 times.", &[]);
        check("An answer with status 400 to 499.", &[]);
        check("Growth of up to 20%.", &[]);
        check("A map of 1 to 1.", &[]);
    }
}
