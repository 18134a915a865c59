//! Order, memory, fetching ahead, and continuing a list.

use crate::scripted::{Script, Step, answer, code, run_paused};
use crate::support::{Backup, Backups, LIST_JOBS, Tasks, describe_backups, parameter, request};
use alibabacloud_runtime::{
    Error, ErrorKind, Items, NextPage,
    codegen::Paged,
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError},
};
use std::{
    future::{Future, pending},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
    time::Duration,
};
use tokio::time::{Instant, sleep};

/// A page of two items out of six.
fn page(number: u32) -> Step {
    let ids = [number * 2 - 1, number * 2].map(|id| format!(r#"{{"BackupId":"{id}"}}"#));
    answer(200, &format!(r#"{{"Items":{{"Backup":[{}]}},"TotalRecordCount":6}}"#, ids.join(",")))
}

fn three_pages() -> Script {
    Script::new([page(1), page(2), page(3)])
}

fn items(script: &Script) -> Items<Backups> {
    describe_backups(&script.config()).items()
}

/// The id of the next item, and how many requests were sent when it was handed out.
async fn next(items: &mut Items<Backups>, script: &Script) -> (String, usize) {
    let item = items.try_next().await.unwrap().unwrap();
    (item.backup_id.unwrap(), script.count())
}

/// Gives tasks the time to do all that they can.
async fn settle() {
    sleep(Duration::from_secs(1)).await;
}

async fn ids<R: Paged<Item = Backup>>(mut items: Items<R>) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    while let Some(item) = items.try_next().await? {
        found.push(item.backup_id.unwrap());
    }
    Ok(found)
}

#[test]
fn items_come_in_order_with_and_without_prefetching() {
    let all = ["1", "2", "3", "4", "5", "6"];
    run_paused(async {
        assert_eq!(ids(items(&three_pages())).await.unwrap(), all);
        let script = three_pages();
        assert_eq!(ids(items(&script).prefetch()).await.unwrap(), all);
        let numbers: Vec<_> = script.requests().iter().map(|r| parameter(r, "PageNumber").unwrap()).collect();
        assert_eq!(numbers, ["1", "2", "3"]);
    });
}

#[test]
fn nothing_is_fetched_ahead_unless_asked() {
    run_paused(async {
        let script = three_pages();
        let mut items = items(&script);
        for (id, sent) in [("1", 1), ("2", 1), ("3", 2), ("4", 2), ("5", 3)] {
            assert_eq!(next(&mut items, &script).await, (id.to_owned(), sent));
            settle().await;
            assert_eq!(script.count(), sent, "at {id}");
        }
    });
}

#[test]
fn one_page_is_fetched_ahead_and_never_more() {
    run_paused(async {
        let script = three_pages();
        let mut items = items(&script).prefetch();
        settle().await;
        assert_eq!(script.count(), 0, "nobody asked yet");
        for (id, sent) in [("1", 2), ("2", 2), ("3", 3), ("4", 3), ("5", 3), ("6", 3)] {
            assert_eq!(next(&mut items, &script).await.0, id);
            settle().await;
            assert_eq!(script.count(), sent, "at {id}");
        }
        assert!(items.try_next().await.unwrap().is_none());

        let script = three_pages();
        let mut pages = describe_backups(&script.config()).pages::<Backups>().prefetch();
        for sent in [2, 3, 3] {
            assert!(pages.try_next().await.unwrap().is_some());
            settle().await;
            assert_eq!(script.count(), sent);
        }
        assert!(pages.try_next().await.unwrap().is_none());
    });
}

/// Takes a second for each page.
#[derive(Clone, Debug)]
struct Slow(Script);

impl Transport for Slow {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async {
            sleep(Duration::from_secs(1)).await;
            self.0.send(request).await
        })
    }
}

#[test]
fn a_page_arrives_while_items_are_worked_on() {
    run_paused(async {
        for (prefetch, expected) in [(false, 9), (true, 7)] {
            let script = three_pages();
            let config = script.config().to_builder().transport(Slow(script.clone())).build().unwrap();
            let items = describe_backups(&config).items::<Backups>();
            let mut items = if prefetch { items.prefetch() } else { items };
            let start = Instant::now();
            while items.try_next().await.unwrap().is_some() {
                sleep(Duration::from_secs(1)).await;
            }
            assert_eq!(start.elapsed().as_secs(), expected);
        }
    });
}

#[test]
fn an_error_ahead_comes_in_its_place() {
    run_paused(async {
        let script = Script::new([page(1), code(403, "Forbidden")]);
        let mut items = items(&script).prefetch();
        assert_eq!(next(&mut items, &script).await.0, "1");
        settle().await;
        assert_eq!(script.count(), 2);
        assert_eq!(next(&mut items, &script).await.0, "2");
        assert_eq!(items.try_next().await.unwrap_err().code(), Some("Forbidden"));
        assert!(items.next().await.is_none());
        assert_eq!(script.count(), 2);
    });
}

/// Answers the first request, never another, and counts those that are under way.
#[derive(Clone, Debug)]
struct HangsAfterFirst {
    first: Script,
    under_way: Arc<AtomicUsize>,
}

struct UnderWay(Arc<AtomicUsize>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Transport for HangsAfterFirst {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        if self.first.count() == 0 {
            return self.first.send(request);
        }
        self.under_way.fetch_add(1, Ordering::SeqCst);
        let guard = UnderWay(Arc::clone(&self.under_way));
        Box::pin(async move {
            let _guard = guard;
            pending().await
        })
    }
}

#[test]
fn dropping_a_list_cancels_the_page_ahead() {
    run_paused(async {
        let hangs = HangsAfterFirst { first: Script::new([page(1)]), under_way: Arc::default() };
        let config = hangs.first.config().to_builder().transport(hangs.clone()).build().unwrap();
        let mut items = describe_backups(&config).items::<Backups>().prefetch();
        items.try_next().await.unwrap();
        settle().await;
        assert_eq!(hangs.under_way.load(Ordering::SeqCst), 1);
        drop(items);
        tokio::task::yield_now().await;
        assert_eq!(hangs.under_way.load(Ordering::SeqCst), 0);
    });
}

#[test]
fn prefetching_needs_no_runtime_that_stays() {
    // Without a runtime there is nothing to fetch ahead with, and nothing is lost.
    let script = three_pages();
    let mut future = Box::pin(ids(items(&script).prefetch()));
    let Poll::Ready(found) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        unreachable!("the transport answers at once")
    };
    assert_eq!(found.unwrap().len(), 6);

    // The runtime of the page ahead ends: the page is asked for again.
    let script = three_pages();
    let mut items = items(&script).prefetch();
    assert_eq!(run_paused(next(&mut items, &script)).0, "1");
    let rest = run_paused(ids(items)).unwrap();
    assert_eq!(rest, ["2", "3", "4", "5", "6"]);
}

#[test]
fn a_list_says_where_it_is() {
    run_paused(async {
        for prefetch in [false, true] {
            let script = three_pages();
            let items = items(&script);
            let mut items = if prefetch { items.prefetch() } else { items };
            let at = |items: &Items<Backups>| {
                (items.next_page().and_then(|page| page.number()), items.items_taken())
            };
            let mut found = vec![at(&items)];
            while items.try_next().await.unwrap().is_some() {
                settle().await;
                found.push(at(&items));
            }
            let some = |page, taken| (Some(page), taken);
            let expected =
                [some(1, 0), some(1, 1), some(2, 0), some(2, 1), some(3, 0), some(3, 1), (None, 0)];
            assert_eq!(found, expected);
            assert_eq!(at(&items), (None, 0));
        }
        let script = three_pages();
        let mut pages = describe_backups(&script.config()).pages::<Backups>();
        for expected in [Some(NextPage::Number(1)), Some(NextPage::Number(2)), Some(NextPage::Number(3))] {
            assert_eq!(pages.next_page(), expected);
            pages.try_next().await.unwrap();
        }
        assert_eq!(pages.next_page(), None);
    });
}

#[test]
fn a_list_continues_where_it_failed() {
    run_paused(async {
        let script = Script::new([page(1), code(403, "Forbidden"), page(2), page(3)]);
        let mut first = items(&script);
        let mut found = Vec::new();
        let error = loop {
            match first.try_next().await {
                Ok(item) => found.push(item.unwrap().backup_id.unwrap()),
                Err(error) => break error,
            }
        };
        assert_eq!((error.kind(), found.len()), (ErrorKind::Service, 2));
        let page = first.next_page().unwrap();
        assert_eq!((page.number(), page.token(), first.items_taken()), (Some(2), None, 0));
        let rest = describe_backups(&script.config()).with(2, &page.number().unwrap());
        found.extend(ids(rest.items::<Backups>()).await.unwrap());
        assert_eq!(found, ["1", "2", "3", "4", "5", "6"]);
    });
}

#[test]
fn a_list_with_tokens_continues_where_it_failed() {
    let tokens = |id: u32, token: &str| {
        answer(200, &format!(r#"{{"Items":[{{"BackupId":"{id}"}}],"NextToken":"{token}"}}"#))
    };
    run_paused(async {
        let script = Script::new([tokens(1, "second"), code(403, "Forbidden"), tokens(2, "")]);
        let config = script.config();
        let mut pages = request(&config, &LIST_JOBS).pages::<Tasks>();
        assert_eq!(pages.next_page(), Some(NextPage::First));
        pages.try_next().await.unwrap();
        pages.try_next().await.unwrap_err();
        let page = pages.next_page().unwrap();
        assert_eq!(page, NextPage::Token("second".to_owned()));
        let rest = request(&config, &LIST_JOBS).with(0, &page.token().unwrap().to_owned());
        assert_eq!(ids(rest.items::<Tasks>()).await.unwrap(), ["2"]);
        assert_eq!(parameter(&script.requests()[2], "NextToken").unwrap(), "second");
    });
}
