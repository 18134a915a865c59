//! The pages about versions, printed from the tables that the code and the tests use.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use alibabacloud_codegen::{Kind, Level};

use crate::case::Case;
use crate::judged::{Judged, Judgement};
use crate::real::{Product, Real, why_unseen};

const KINDS: &str = "\
# What a change of a specification means to users

`cargo xtask diff` tells the changes between two releases. Each is of one of the kinds below. A kind has a level, which
decides about the version, and what a user of the crate has to do.

The levels are [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html), applied to the code that is
generated:

- Structs are `#[non_exhaustive]` and have a `Default`; nobody else builds them field by field. A new field is minor.
- Requests are builders. What a request cannot do without is an argument of the method, everything else a setter. A new
  setter is minor, a new argument major.
- Setters take `impl Into<…>` for text, times and open enums. A change of the type is major even where a literal still
  converts, since other values that converted do not.
- Enums are open, that is `#[non_exhaustive]` with a variant `Unknown`, unless the vendor promised the list. A new value is
  minor for an open enum and major for a closed one. An enum that is an argument lists all there is, as a closed one does.
- Enums of values are ordered by their variants, so that another order is major. Enums of error codes have no order.

Cargo's rules are about programs that no longer compile. A change that the compiler does not see is

- **major** if a program that worked may fail or silently do something else: tighter limits, another wire name of a
  field, failures that are no longer errors;
- **minor** if the program goes on as before and its author should know: other hosts and paths, retries, looser limits;
- **patch** if only documentation, tests with the fake cloud or reports of departures are different.

Before 1.0, Cargo takes the second number for the first: a major change of 0.3.1 makes 0.4.0, every other 0.3.2.

This page is printed from the table in `codegen/src/diff/kinds.rs`.
";

/// The page of all kinds.
pub(crate) fn kinds() -> String {
    let mut out = KINDS.to_owned();
    for level in Level::ALL {
        writeln!(out, "\n## {level}\n\n| kind | what it is | what to do | why |\n|---|---|---|---|").unwrap();
        for facts in Kind::ALL.iter().filter(|facts| facts.level == level) {
            writeln!(out, "| `{}` | {} | {} | {} |", facts.name, facts.meaning, facts.action, facts.reason)
                .unwrap();
        }
    }
    out
}

/// What was found of the vendor's real changes.
fn real(real: &Real) -> String {
    let kinds: Vec<String> = real.kinds.iter().map(|(kind, count)| format!("{count} `{kind}`")).collect();
    let all = |count: fn(&Product) -> usize| real.products.values().map(count).sum::<usize>();
    let mut out = format!(
        "\n## Real changes\n\n\
         Two ends of fifteen months of the vendor's metadata, September 2024 and December 2025: of {} products that both have and \n\
         that can be imported, {} break, and {} with what [`keep`](../specs/README.md#what-keeps-an-api) proposes. The changes: {}.\n\n\
         For {} of them, those with breaking changes first, a program that uses everything of the crate before ({} uses: each \n\
         method with all arguments, each field read and written, each variant, each code) was built with the crate after. {} \n\
         uses break. Each is named by a change, at its place. With the crate that keeps the API, {} break.\n\n\
         | product | operations | uses | uses that break | of them by no major change | major changes | of them unseen by the compiler | uses that break where the API is kept |\n\
         |---|---|---|---|---|---|---|---|\n",
        real.compared,
        real.breaking,
        real.breaking_kept,
        kinds.join(", "),
        real.products.len(),
        all(|one| one.uses),
        all(|one| one.broken),
        all(|one| one.still_broken),
    )
    .replace(" \n", "\n");
    let told = |counts: &BTreeMap<String, usize>| {
        let counts: Vec<String> = counts.iter().map(|(kind, count)| format!("{count} `{kind}`")).collect();
        counts.join(", ")
    };
    for (name, one) in &real.products {
        let Product { operations, uses, broken, minor, major, unseen, still_broken } = one;
        let (minor, unseen) = (told(minor), told(unseen));
        writeln!(
            out,
            "| {name} | {operations} | {uses} | {broken} | {minor} | {major} | {unseen} | {still_broken} |"
        )
        .unwrap();
    }
    let unseen: BTreeSet<&String> = real.products.values().flat_map(|one| one.unseen.keys()).collect();
    if !unseen.is_empty() {
        out.push_str("\nWhy the compiler does not see some:\n\n");
    }
    for kind in unseen {
        writeln!(out, "- `{kind}`: {}.", why_unseen(kind).unwrap_or_default()).unwrap();
    }
    if real.products.values().any(|one| one.minor.contains_key("error-code-removed")) {
        out.push_str(
            "\nAn error code that is gone breaks its variant only in a crate that was generated from metadata alone, as here: \
             `keep` and `generate` do not let go of it.\n",
        );
    }
    out
}

/// The page of all cases and their judges.
pub(crate) fn cases(cases: &[Case], judged: &Judged, found: &Real) -> String {
    let mut out = format!(
        "# The verdicts and their judges\n\n\
         Each case changes one small specification in one place. Our verdict is that of `cargo xtask diff`. Two judges who \n\
         know nothing of it look at the generated crates before and after: `cargo semver-checks` compares what they offer, \n\
         and the compiler takes a program that was written against the crate before and builds it with the crate after. The \n\
         program uses all there is to use. A judge sees only what types show; where our verdict is another, the last column \n\
         says why.\n\n\
         {}\n\n\
         The judges were {} and {}. How to ask them \n\
         again is in [CONTRIBUTING.md](../CONTRIBUTING.md#how-tests-are-organised); the kinds of changes are explained \n\
         [here](semver-kinds.md). This page is printed from `tests/semver`.\n\n\
         | case | what changes | ours | kinds | semver-checks | the program | why ours is another |\n\
         |---|---|---|---|---|---|---|\n",
        summary(cases, judged),
        judged.semver_checks,
        judged.compiler,
    )
    .replace(" \n", "\n");
    for case in cases {
        let changes = case.changes();
        let mut kinds: Vec<&str> = changes.iter().map(|change| change.facts().name).collect();
        kinds.dedup();
        let kinds: Vec<String> = kinds.iter().map(|name| format!("`{name}`")).collect();
        let ours = changes.verdict().map_or("nothing", Level::as_str);
        let judgement = judged.cases.get(&case.name);
        writeln!(
            out,
            "| {} | {} | {ours} | {} | {} | {} | {} |",
            case.name,
            case.about,
            kinds.join(", "),
            judgement.map_or_else(String::new, lints),
            judgement.map_or_else(String::new, program),
            case.because.as_deref().unwrap_or_default(),
        )
        .unwrap();
    }
    out + &real(found)
}

fn summary(cases: &[Case], judged: &Judged) -> String {
    let (mut agreed, mut stricter, mut laxer) = (0, 0, 0);
    for case in cases {
        let Some(judgement) = judged.cases.get(&case.name) else { continue };
        let ours = case.changes().verdict();
        if judgement.agrees(ours) {
            agreed += 1;
        } else if ours == Some(Level::Major) {
            stricter += 1;
        } else {
            laxer += 1;
        }
    }
    format!(
        "Of {} cases, both sides agree on {agreed}; ours is stricter on {stricter} and laxer on {laxer}. Of {} random \n\
         changes that were judged besides, a judge calls {} major, and so does our verdict.",
        cases.len(),
        judged.random,
        judged.random_major,
    )
}

fn lints(judgement: &Judgement) -> String {
    let told = |level: &str, lints: &[String]| {
        let names = lints.iter().map(|lint| format!("`{lint}`")).collect::<Vec<_>>().join(", ");
        (!lints.is_empty()).then(|| format!("{level}: {names}"))
    };
    let all = [told("major", &judgement.major), told("minor", &judgement.minor)];
    let all: Vec<String> = all.into_iter().flatten().collect();
    if all.is_empty() { "no objection".to_owned() } else { all.join("; ") }
}

fn program(judgement: &Judgement) -> String {
    match &judgement.errors {
        None => "compiles".to_owned(),
        Some(codes) if codes.is_empty() => "breaks".to_owned(),
        Some(codes) => format!("breaks: {}", codes.join(", ")),
    }
}
