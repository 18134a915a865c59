//! Following a list to its end, and noticing that it has none.

use crate::support::{
    Backups, DESCRIBE_TASKS, InMemory, LIST_JOBS, Tasks, describe_backups, header, ok, parameter, request,
    run,
};
use alibabacloud_runtime::{
    DepartureKind, Error, ErrorKind, Items,
    codegen::{Paged, Request},
};
use futures_core::Stream;
use std::{future::poll_fn, pin::pin};

/// A page of `RDS.DescribeBackups` with these ids.
fn page(ids: &[u32], total: &str) -> String {
    let items: Vec<String> = ids.iter().map(|id| format!(r#"{{"BackupId":"{id}"}}"#)).collect();
    format!(r#"{{"Items":{{"Backup":[{}]}},"TotalRecordCount":{total},"RequestId":"r"}}"#, items.join(","))
}

/// A page without a total, perhaps with a token.
fn plain_page(ids: &[u32], token: Option<&str>) -> String {
    let items: Vec<String> = ids.iter().map(|id| format!(r#"{{"BackupId":"{id}"}}"#)).collect();
    let token = token.map(|token| format!(r#","NextToken":"{token}""#)).unwrap_or_default();
    format!(r#"{{"Items":[{}],"Success":true,"RequestId":"r"{token}}}"#, items.join(","))
}

/// Answers the n-th request with the n-th page, and all later ones with the last.
fn pages(pages: Vec<String>) -> InMemory {
    let served = std::sync::atomic::AtomicUsize::new(0);
    InMemory::new(move |_| {
        let index = served.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        ok(&pages[index.min(pages.len() - 1)])
    })
}

fn collect<R: Paged<Item = crate::support::Backup>>(mut items: Items<R>) -> (Vec<String>, Option<Error>) {
    run(async {
        let mut ids = Vec::new();
        loop {
            match items.next().await {
                Some(Ok(item)) => ids.push(item.backup_id.unwrap_or_default()),
                Some(Err(error)) => {
                    assert!(items.next().await.is_none(), "over after an error");
                    return (ids, Some(error));
                }
                None => {
                    assert!(items.next().await.is_none(), "over after the end");
                    return (ids, None);
                }
            }
        }
    })
}

/// The ids of all items, and the page numbers that were asked for.
fn check_backups(served: &[String], start: impl Fn(Request) -> Request, ids: &[&str], asked: &[&str]) {
    let transport = pages(served.to_vec());
    let (found, error) = collect(start(describe_backups(&transport.config())).items::<Backups>());
    assert!(error.is_none(), "{error:?}");
    assert_eq!(found, ids);
    let requests = transport.requests.lock().unwrap();
    let numbers: Vec<String> =
        requests.iter().map(|request| parameter(request, "PageNumber").unwrap()).collect();
    assert_eq!(numbers, asked);
}

#[test]
fn page_numbers_with_a_total() {
    let same = |request| request;
    check_backups(&[page(&[1, 2], "3"), page(&[3], "3")], same, &["1", "2", "3"], &["1", "2"]);
    check_backups(
        &[page(&[1, 2], "\"4\""), page(&[3, 4], "\"4\"")],
        same,
        &["1", "2", "3", "4"],
        &["1", "2"],
    );
    check_backups(&[page(&[], "0")], same, &[], &["1"]);
    // The total grows and shrinks while pages are fetched.
    check_backups(&[page(&[1], "1")], same, &["1"], &["1"]);
    check_backups(
        &[page(&[1], "2"), page(&[2], "3"), page(&[3], "3")],
        same,
        &["1", "2", "3"],
        &["1", "2", "3"],
    );
    check_backups(&[page(&[1], "3"), page(&[2], "2")], same, &["1", "2"], &["1", "2"]);
    // No total, or one that cannot be: until a page is empty. A short one proves nothing.
    check_backups(&[page(&[1], "null"), page(&[], "null")], same, &["1"], &["1", "2"]);
    check_backups(&[page(&[1], "0"), page(&[], "0")], same, &["1"], &["1", "2"]);
    check_backups(&[page(&[1], "-1"), page(&[], "0")], same, &["1"], &["1", "2"]);
    let of_30 = |request: Request| request.with(1, &30_i64);
    for total in ["null", "0", "\"\"", "-7", "\"many\""] {
        let served = [page(&[1], total), page(&[2], total), page(&[], total)];
        check_backups(&served, of_30, &["1", "2"], &["1", "2", "3"]);
    }
}

/// `count` ids from `first`.
fn ids(first: u32, count: u32) -> Vec<u32> {
    (first..first + count).collect()
}

#[test]
fn a_total_that_may_be_that_of_the_page() {
    let of_100 = |request: Request| request.with(1, &100_i64);
    let all: Vec<String> = ids(1, 220).iter().map(u32::to_string).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    for start in [of_100, |request| request] {
        for total in ["100", "20", "0", "100"] {
            let served = [
                page(&ids(1, 100), "100"),
                page(&ids(101, 100), "100"),
                page(&ids(201, 20), total),
                page(&[], "0"),
            ];
            check_backups(&served, start, &all, &["1", "2", "3", "4"]);
        }
        // Nothing follows: an empty page, or the same once more.
        check_backups(&[page(&ids(1, 100), "100"), page(&[], "100")], start, &all[..100], &["1", "2"]);
        check_backups(&[page(&ids(1, 100), "100")], start, &all[..100], &["1", "2"]);
    }
    // The whole is smaller than a page.
    check_backups(&[page(&ids(1, 20), "20")], of_100, &all[..20], &["1"]);
    // Fewer than were asked for, and a total that can be one.
    let served = [page(&ids(1, 50), "120"), page(&ids(51, 50), "120"), page(&ids(101, 20), "120")];
    check_backups(&served, of_100, &all[..120], &["1", "2", "3"]);
}

#[test]
fn a_list_that_ends_before_its_total() {
    let lost = |body: &str, ids: &[u32]| {
        let transport = pages(vec![page(ids, "4"), body.to_owned()]);
        let request = describe_backups(&transport.config());
        let mut items = request.items::<Backups>();
        run(async {
            for _ in ids {
                assert!(items.try_next().await.unwrap().is_some());
            }
            items.try_next().await.unwrap_err()
        })
    };
    for (body, ids) in [
        (page(&[], "4"), &[1, 2][..]),
        (r#"{"Items":"","TotalRecordCount":"5","RequestId":"r"}"#.to_owned(), &[1]),
        (r#"{"Items":null,"TotalRecordCount":5,"RequestId":"r"}"#.to_owned(), &[1]),
        (r#"{"TotalRecordCount":5.0,"RequestId":"r"}"#.to_owned(), &[1]),
        (r#"{"Items":{"Backup":{}},"TotalRecordCount":"5","RequestId":"r"}"#.to_owned(), &[1]),
    ] {
        let error = lost(&body, ids);
        assert_eq!(error.kind(), ErrorKind::Pagination, "{body}");
        assert!(error.message().starts_with("page 2 has no items, and by the total"), "{error}");
        assert!(error.message().ends_with("or with PageNumber = 2"), "{error}");
    }
}

#[test]
fn an_answer_that_says_nothing_of_the_list() {
    for body in [
        r#"{"RequestId":"r"}"#,
        r#"{"RequestId":"r","Items":null}"#,
        r#"{"RequestId":"r","Items":[],"TotalRecordCount":"five"}"#,
        r#"{"RequestId":"r","Items":[],"TotalRecordCount":{"Count":5}}"#,
    ] {
        let transport = pages(vec![body.to_owned()]);
        let (ids, error) = collect(describe_backups(&transport.config()).items::<Backups>());
        assert_eq!((ids.len(), error.unwrap().kind()), (0, ErrorKind::Pagination), "{body}");
    }
    for body in [r#"{"RequestId":"r","Items":[]}"#, r#"{"RequestId":"r","TotalRecordCount":0}"#] {
        let transport = pages(vec![body.to_owned()]);
        let (ids, error) = collect(describe_backups(&transport.config()).items::<Backups>());
        assert!(ids.is_empty() && error.is_none(), "{body}");
    }
    let transport = pages(vec![r#"{"RequestId":"r","Jobs":[{"BackupId":"1"}]}"#.to_owned()]);
    let (_, error) = collect(request(&transport.config(), &LIST_JOBS).items::<Tasks>());
    assert_eq!(error.unwrap().kind(), ErrorKind::Pagination);
}

#[test]
fn a_list_in_another_shape_is_read_or_an_error() {
    let check = |body: &str, expected: Option<&[&str]>| {
        let transport = pages(vec![format!(r#"{{"RequestId":"r",{body}}}"#)]);
        let (ids, error) = collect(describe_backups(&transport.config()).items::<Backups>());
        match expected {
            Some(expected) => assert!(error.is_none() && ids == expected, "{body}: {ids:?} {error:?}"),
            None => assert_eq!(error.unwrap().kind(), ErrorKind::Pagination, "{body}"),
        }
    };
    let two: Option<&[&str]> = Some(&["1", "2"]);
    check(r#""Items":{"Backup":{"0":{"BackupId":"1"},"1":{"BackupId":"2"}}},"TotalRecordCount":2"#, two);
    check(r#""Items":{"Backup":{"1":{"BackupId":"1"},"7":{"BackupId":"2"}}},"TotalRecordCount":2"#, two);
    check(r#""Items":{"Backup":{"Backup":[{"BackupId":"1"},{"BackupId":"2"}]}},"TotalRecordCount":2"#, two);
    check(
        r#""Items":{"Backup":{"Backup":{"Backup":[{"BackupId":"1"},{"BackupId":"2"}]}}},"TotalRecordCount":2"#,
        two,
    );
    check(r#""items":{"backup":[{"backupId":"1"},{"BACKUPID":"2"}]},"totalRecordCount":"2""#, two);
    check(r#""Items":{"Backup":[{"BackupId":"1"}],"Backup":[{"BackupId":"2"}]},"TotalRecordCount":2"#, two);
    check(r#""Items":{"Backup":{"BackupId":"1"}},"TotalRecordCount":1"#, Some(&["1"]));
    check(r#""Items":{"Backup":{"Other":1}},"TotalRecordCount":1"#, None);
    check(r#""Items":{"Backup":{"Other":{"Deep":1}}},"TotalRecordCount":1"#, None);
    check(r#""Items":{"Backup":[{"Backup":{"BackupId":"1"}}]},"TotalRecordCount":1"#, None);
    check(r#""Items":{"0":{"BackupId":"1"}},"TotalRecordCount":1"#, None);
    check(r#""Items":{"Backup":{"0":17}},"TotalRecordCount":1"#, None);
}

#[test]
fn from_the_page_that_the_caller_names() {
    let third = |request: Request| request.with(2, &3_i64);
    check_backups(&[page(&[5, 6], "6")], third, &["5", "6"], &["3"]);
    check_backups(&[page(&[5, 6], "7"), page(&[7], "7")], third, &["5", "6", "7"], &["3", "4"]);
    // The last page is short, so that the items before it are underestimated: one more request, no item lost.
    check_backups(&[page(&[5], "5"), page(&[], "5")], third, &["5"], &["3", "4"]);
    // Beyond the end.
    check_backups(&[page(&[], "5")], third, &[], &["3"]);
    let of_30 = |request: Request| request.with(2, &3_i64).with(1, &30_i64);
    check_backups(&[page(&[], "60")], of_30, &[], &["3"]);
}

#[test]
fn pages_from_zero() {
    let transport = pages(vec![plain_page(&[1, 2], None), plain_page(&[3], None), plain_page(&[], None)]);
    let start = request(&transport.config(), &DESCRIBE_TASKS).with(0, &"plan".to_owned()).with(2, &2_i64);
    let (ids, error) = collect(start.items::<Tasks>());
    assert!(error.is_none());
    assert_eq!(ids, ["1", "2", "3"]);
    let asked: Vec<_> = transport.requests.lock().unwrap().iter().map(|r| parameter(r, "PageNum")).collect();
    assert_eq!(asked, ["0", "1", "2"].map(|page| Some(page.to_owned())));
}

#[test]
fn tokens() {
    let transport =
        pages(vec![plain_page(&[1], Some("a")), plain_page(&[], Some("b")), plain_page(&[2], Some(""))]);
    let (ids, error) = collect(request(&transport.config(), &LIST_JOBS).items::<Tasks>());
    assert!(error.is_none());
    assert_eq!(ids, ["1", "2"]);
    let asked: Vec<_> =
        transport.requests.lock().unwrap().iter().map(|r| parameter(r, "NextToken")).collect();
    assert_eq!(asked, [None, Some("a".to_owned()), Some("b".to_owned())]);

    let transport = pages(vec![plain_page(&[9], None)]);
    let start = request(&transport.config(), &LIST_JOBS).with(0, &"mine".to_owned());
    assert_eq!(collect(start.items::<Tasks>()).0, ["9"]);
    assert_eq!(parameter(&transport.only_request(), "NextToken").as_deref(), Some("mine"));
}

#[test]
fn a_list_that_does_not_advance() {
    let transport = pages(vec![page(&[1], "9"), page(&[2], "9")]);
    let (ids, error) = collect(describe_backups(&transport.config()).items::<Backups>());
    let error = error.unwrap();
    assert_eq!(ids, ["1", "2"]);
    assert_eq!(
        (error.kind(), error.status(), error.request_id()),
        (ErrorKind::Pagination, Some(200), Some("r"))
    );
    assert_eq!(
        error.to_string(),
        "page 3 has the same items as page 2, so the list does not advance; to go on, start again with a narrower \
         query or with PageNumber = 4 (HTTP 200, request id r, DescribeBackups)"
    );
    assert_eq!(transport.count(), 3);
}

#[test]
fn tokens_that_do_not_advance() {
    let transport =
        pages(vec![plain_page(&[1], Some("a")), plain_page(&[2], Some("b")), plain_page(&[], Some("a"))]);
    let (ids, error) = collect(request(&transport.config(), &LIST_JOBS).items::<Tasks>());
    assert_eq!(ids, ["1", "2"]);
    assert_eq!(
        error.unwrap().to_string(),
        "page 3 names a page that was fetched before as the next one, so the list has no end; start again with a \
         narrower query (HTTP 200, request id r, ListJobs)"
    );
}

#[test]
fn a_list_that_cannot_be_read_is_not_empty() {
    for body in [
        r#"{"Items":"oops","TotalRecordCount":1,"RequestId":"r"}"#,
        r#"{"Items":{"Backup":"oops"},"TotalRecordCount":1,"RequestId":"r"}"#,
        r#"{"Items":{"Backup":[17]},"TotalRecordCount":1,"RequestId":"r"}"#,
        r#"{"Items":{"Backups":[{"BackupId":"1"}]},"TotalRecordCount":1,"RequestId":"r"}"#,
    ] {
        let transport = pages(vec![body.to_owned()]);
        let (ids, error) = collect(describe_backups(&transport.config()).items::<Backups>());
        let error = error.unwrap();
        assert!(ids.is_empty());
        let lost =
            |kind: DepartureKind| matches!(kind, DepartureKind::Unusable | DepartureKind::UnknownField);
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert_eq!(error.departures().iter().filter(|departure| lost(departure.kind)).count(), 1);
        let message = error.to_string();
        assert!(message.starts_with("page 1 has values that could not be read: /Items"), "{message}");
        assert!(
            message
                .contains("send_detailed() with the same parameters and PageNumber = 1 gives what could be")
        );
    }
}

#[test]
fn a_bad_field_costs_the_field_and_not_the_list() {
    let body = r#"{"Items":{"Backup":[{"BackupId":{"a":1}},{"BackupId":"2"}]},"TotalRecordCount":2,"RequestId":"r"}"#;
    let transport = pages(vec![body.to_owned()]);
    let mut items = describe_backups(&transport.config()).items::<Backups>();
    run(async {
        assert_eq!(items.try_next().await.unwrap().unwrap().backup_id, None);
        assert_eq!(items.try_next().await.unwrap().unwrap().backup_id.as_deref(), Some("2"));
        assert!(items.try_next().await.unwrap().is_none());
    });
}

#[test]
fn a_lost_item_is_seen_behind_any_number_of_harmless_departures() {
    let harmless: Vec<String> = (0..2000).map(|n| format!(r#""Extra{n}":1"#)).collect();
    let body = format!(
        r#"{{{},"Items":{{"Backup":[{{"BackupId":"1"}},17]}},"TotalRecordCount":2,"RequestId":"r"}}"#,
        harmless.join(",")
    );
    let transport = pages(vec![body]);
    let (ids, error) = collect(describe_backups(&transport.config()).items::<Backups>());
    assert!(ids.is_empty());
    assert_eq!(error.unwrap().kind(), ErrorKind::Pagination);
}

#[test]
fn an_error_in_the_middle_ends_the_list() {
    let transport = InMemory::new(|request| match parameter(request, "PageNumber").as_deref() {
        Some("1") => ok(&page(&[1], "3")),
        _ => Ok(http::Response::builder().status(500).body(bytes::Bytes::from_static(b"{}")).unwrap()),
    });
    let (ids, error) = collect(describe_backups(&transport.config()).items::<Backups>());
    assert_eq!(ids, ["1"]);
    assert_eq!(error.unwrap().kind(), ErrorKind::Service);
    assert_eq!(transport.count(), 2);
}

#[test]
fn pages_give_whole_answers() {
    let transport = pages(vec![page(&[1, 2], "3"), page(&[3], "3")]);
    let mut pages = describe_backups(&transport.config()).pages::<Backups>();
    run(async {
        assert_eq!(pages.try_next().await.unwrap().unwrap().items.len(), 2);
        let last = pages.next().await.unwrap().unwrap();
        assert_eq!((last.items.len(), last.total), (1, Some(3)));
        assert!(pages.try_next().await.unwrap().is_none());
        assert!(pages.next().await.is_none());
    });
    let sent = transport.requests.lock().unwrap();
    assert_ne!(header(&sent[0], "x-acs-signature-nonce"), header(&sent[1], "x-acs-signature-nonce"));
}

#[test]
fn both_are_streams() {
    let transport = pages(vec![page(&[1], "1")]);
    let config = transport.config();
    let (pages, items) =
        (describe_backups(&config).pages::<Backups>(), describe_backups(&config).items::<Backups>());
    run(async {
        let (mut pages, mut items) = (pin!(pages), pin!(items));
        assert!(poll_fn(|context| pages.as_mut().poll_next(context)).await.unwrap().is_ok());
        assert!(poll_fn(|context| pages.as_mut().poll_next(context)).await.is_none());
        assert!(poll_fn(|context| items.as_mut().poll_next(context)).await.unwrap().is_ok());
        assert!(poll_fn(|context| items.as_mut().poll_next(context)).await.is_none());
    });
}

#[test]
fn nothing_is_sent_before_it_is_asked_for() {
    let transport = pages(vec![page(&[1], "1")]);
    drop(describe_backups(&transport.config()).items::<Backups>());
    drop(describe_backups(&transport.config()).send::<Backups>());
    assert_eq!(transport.count(), 0);
}
