//! The pages that people read first: they are short, they lead somewhere, and what they show is so.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use alibabacloud_backup::Config;
use alibabacloud_backup::credentials::{Credentials, StaticCredentials};
use alibabacloud_backup::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
use alibabacloud_codegen::{Source, emit_service, lint, lower};
use support::{entries, expect_none, name, read, specs, workspace};

// The code of the guide, word for word.
include!("pages/restored.rs");

/// Pages of which every link is followed.
fn pages() -> Vec<String> {
    let guide = entries(&workspace().join("docs/guide"));
    let guide = guide.iter().map(|path| format!("docs/guide/{}", name(path)));
    let others = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/commands.md",
        "docs/compare.md",
        "docs/own-crate.md",
        "specs/README.md",
        "tests/README.md",
    ];
    others.map(str::to_owned).into_iter().chain(guide).collect()
}

fn page(path: &str) -> String {
    read(&workspace().join(path))
}

#[test]
fn front_pages_are_short() {
    for (path, most) in [("README.md", 150), ("ARCHITECTURE.md", 250)] {
        let lines = page(path).lines().count();
        assert!(lines <= most, "{path} has {lines} lines, and {most} are enough");
    }
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for path in pages() {
        let text = page(&path);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        for (link, _) in links.filter(|(link, _)| !link.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let folder = workspace().join(&path).parent().unwrap().to_owned();
            let target = if file.is_empty() { workspace().join(&path) } else { folder.join(file) };
            let found = target.exists()
                && (heading.is_empty() || headings(&read(&target)).contains(&heading.to_owned()));
            wrong.extend((!found).then(|| format!("{path}: {link}")));
        }
    }
    expect_none(&wrong, "correct the link");
}

/// The headings of a page, as links name them.
fn headings(text: &str) -> Vec<String> {
    let titles =
        text.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#'));
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    titles
        .map(|title| title.trim().to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-"))
        .collect()
}

#[test]
fn every_product_is_in_the_tables() {
    for source in specs() {
        let service = lower(&source).unwrap_or_else(|wrong| panic!("{wrong}"));
        for path in ["README.md", "generated/README.md"] {
            let module = format!("`{}`", service.module());
            let row = |line: &str| {
                line.starts_with('|') && line.contains(&module) && line.contains(service.version())
            };
            assert!(page(path).lines().any(row), "{path} lacks {module} {}", service.version());
        }
    }
}

#[test]
fn the_first_specification_is_right() {
    let text = page("specs/README.md");
    let (_, rest) = text.split_once("```yaml\n").unwrap();
    let (document, _) = rest.split_once("```").unwrap();
    let source = Source::new("specs/vault-2024-01-01.yaml", document);
    let found = lint(std::slice::from_ref(&source));
    assert_eq!(found.iter().count(), 0, "{found}");
    let service = lower(&source).unwrap();
    let files = emit_service(&service, "some_crate");
    let file = files.get("vault/list_copies.rs").unwrap();
    for code in ["pub fn list_copies(", "pub fn items("] {
        assert!(file.contains(code), "vault/list_copies.rs lacks `{code}`");
    }
}

#[test]
fn the_guide_shows_code_that_is_tested() {
    assert!(page("docs/guide/long-work.md").contains(include_str!("pages/restored.rs")));
}

/// A cloud in memory, so that the clock can be a fast one: it lists these jobs.
#[derive(Debug)]
struct Jobs(&'static str);

impl Transport for Jobs {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let count = usize::from(!self.0.is_empty());
        let body = format!(
            r#"{{"RequestId": "A", "Success": true, "Code": "200", "Message": "", "PageNumber": 1, "PageSize": 10,
                 "TotalCount": {count}, "RestoreJobs": {{"RestoreJob": [{}]}}}}"#,
            self.0
        );
        Box::pin(async { Ok(HttpResponse::new(body.into())) })
    }
}

fn client(jobs: &'static str) -> hbr::Client {
    let credentials = StaticCredentials::new(Credentials::new("an-id", "a-secret"));
    let config = Config::builder().region("cn-hangzhou").transport(Jobs(jobs)).credentials(credentials);
    hbr::Client::new(&config.build().unwrap()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_guide_waits_for_the_end() {
    for (jobs, ids, expected) in [
        ("", &["r-1"][..], Some("what is waited for was not there within 60s")),
        (r#"{"RestoreId": "r-2", "Status": "COMPLETE"}"#, &["r-1"], Some("was not there within 60s")),
        (r#"{"RestoreId": "r-1", "Status": "COMPLETE"}"#, &["r-1", "r-2"], Some("was not there within 60s")),
        (r#"{"RestoreId": "r-1", "Status": "COMPLETE"}"#, &["r-1"], None),
        (
            r#"{"RestoreId": "r-1", "Status": "FAILED", "ErrorMessage": "disk full"}"#,
            &["r-1"],
            Some("Failed"),
        ),
        (r#"{"RestoreId": "r-1", "Status": "PARTIAL_COMPLETE"}"#, &["r-1"], Some("PartialComplete")),
        (r#"{"RestoreId": "r-1", "Status": "ARCHIVED"}"#, &["r-1"], Some("not done within 3600s")),
        (r#"{"RestoreId": "r-1"}"#, &["r-1"], Some("not done within 3600s")),
    ] {
        let error = restored(&client(jobs), ids).await.err().map(|error| error.to_string());
        assert_eq!(error.is_some(), expected.is_some(), "{jobs}: {error:?}");
        assert!(
            error.as_deref().unwrap_or_default().contains(expected.unwrap_or_default()),
            "{jobs}: {error:?}"
        );
    }
}
