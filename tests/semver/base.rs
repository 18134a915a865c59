//! A program that was written against the crate before the change, and uses all that there is to use.

#![allow(dead_code, deprecated, unused_imports, reason = "it is compiled, never run")]

use std::collections::{BTreeSet, HashSet};
use std::fmt::{Debug, Display};
use std::str::FromStr;

use proof::demo::create_thing::CreateThing;
use proof::demo::get_thing::GetThing;
use proof::demo::list_tasks::{ListTasks, TaskScope};
use proof::demo::list_things::{ListThings, ListThingsResponse};
use proof::demo::types::{Filter, Level, Mode, Part, Spare, Task, TaskList, Thing, ThingDetail, ThingStatus};
use proof::demo::{Client, ErrorCode, SERVICE};
use proof::codegen::{Paged, Record};
use proof::{Error, Timestamp, UnknownValueError};

async fn list(client: &Client, instance: String, owner: &String) -> Result<(), Error> {
    let request: ListThings = client
        .list_things(&instance, owner)
        .status(ThingStatus::Running)
        .status("Stopped")
        .status(String::from("Stopped"))
        .mode(Mode::On)
        .page_number(1_i32)
        .page_size(30_i32)
        .name(owner)
        .name("name")
        .count(5_i32)
        .start_time(std::time::SystemTime::now())
        .ids(["a", "b"])
        .ids(vec![instance.clone()])
        .filters([Filter::new().key("k").values(["v"])]);
    let _: (Option<String>, Option<String>) = (request.get_instance_id(), request.get_owner_id());
    let _: (Option<ThingStatus>, Option<Mode>) = (request.get_status(), request.get_mode());
    let _: (Option<i32>, Option<i32>, Option<i32>) =
        (request.get_page_number(), request.get_page_size(), request.get_count());
    let _: (Option<String>, Option<Timestamp>) = (request.get_name(), request.get_start_time());
    let _: (Option<Vec<String>>, Option<Vec<Filter>>) = (request.get_ids(), request.get_filters());
    let answer: ListThingsResponse = request.clone().send().await?;
    let (_, _): (Option<String>, Option<i32>) = (answer.request_id, answer.total_count);
    let _: Vec<Part> = answer.others;
    for thing in answer.items {
        read(thing);
    }
    let mut things = request.clone().items();
    while let Some(thing) = things.try_next().await? {
        read(thing);
    }
    let mut pages = request.pages();
    while let Some(page) = pages.try_next().await? {
        let _: Vec<Thing> = page.into_items();
    }
    Ok(())
}

fn read(thing: Thing) {
    let _: (Option<String>, Option<i64>, Option<String>) = (thing.thing_id, thing.size, thing.note);
    let _: Option<Timestamp> = thing.created;
    let _: Option<proof::Percent> = thing.progress;
    let _: Option<Part> = thing.part;
    let _: std::collections::BTreeMap<String, String> = thing.tags;
    if let Some(ThingDetail { text, host, .. }) = thing.detail {
        let _: (Option<String>, Option<String>) = (text, host);
    }
    match thing.status {
        Some(ThingStatus::Running | ThingStatus::Stopped) => {}
        Some(ThingStatus::Unknown(value)) => println!("{}", value.as_str()),
        _ => {}
    }
    match thing.mode {
        Some(Mode::On) => {}
        Some(Mode::Off) => {}
        None => {}
    }
    match thing.level {
        Some(Level::Low | Level::High) => {}
        Some(other) => println!("{}", other.as_i64()),
        None => {}
    }
}

async fn tasks(client: &Client, scope: TaskScope) -> Result<(), Error> {
    match &scope {
        TaskScope::PlanId(id) | TaskScope::TaskId(id) => println!("{id}"),
    }
    let _ = client.list_tasks(TaskScope::plan_id("p")).send().await?;
    let request: ListTasks = client.list_tasks(scope).next_token("t").max_results(3_i32);
    let _: (Option<TaskScope>, Option<String>) = (request.get_task_scope(), request.get_next_token());
    let _: Option<i32> = request.get_max_results();
    let answer: TaskList = request.clone().send().await?;
    let _: (Option<bool>, Option<String>) = (answer.success, answer.next_token);
    let mut tasks = request.items();
    while let Some(Task { task_id, .. }) = tasks.try_next().await? {
        let _: Option<String> = task_id;
    }
    Ok(())
}

async fn others(client: &Client) -> Result<Thing, Error> {
    let request: CreateThing = client.create_thing(7_i32).client_token("t");
    let _: Option<String> = request.send().await?.thing_id;
    let request: GetThing = client.get_thing().thing_id("t");
    request.send().await
}

fn failed(error: &Error) -> &str {
    match error.code_as::<ErrorCode>() {
        Some(ErrorCode::InvalidThingNotFound) => "no such thing",
        Some(ErrorCode::InvalidName) => "another name",
        Some(_) => "something else",
        None => "not an error of the service",
    }
}

fn values() -> Result<(), UnknownValueError> {
    let _: Mode = "on".parse()?;
    let _ = Mode::try_from("off")?;
    let _ = (ThingStatus::from("Running"), ThingStatus::VALUES, Mode::VALUES, Level::VALUES);
    let _: (&str, &str) = (ThingStatus::Running.as_str(), Mode::On.as_str());
    let _ = (Level::from(1_i64), Level::Low.as_i64(), Level::High.is_final());
    let _: (BTreeSet<ThingStatus>, HashSet<Level>) = (BTreeSet::new(), HashSet::new());
    Ok(())
}

fn is_paged<T: Paged<Item = I>, I>() {}
fn is_value<T: Clone + Debug + PartialEq>() {}
fn is_record<T: Record + Default + Clone + PartialEq + Send + Sync>() -> T {
    T::default()
}
fn is_status<T: proof::Status>() {}
fn is_word<T: Display + Ord + std::hash::Hash>() {}

fn traits() {
    is_paged::<ListThingsResponse, Thing>();
    is_paged::<TaskList, Task>();
    is_value::<TaskScope>();
    let mut spare: Spare = is_record();
    spare.text = Some(SERVICE.product.to_owned());
    let mut filter: Filter = is_record();
    filter.key = Some("k".to_owned());
    filter.values = vec!["v".to_owned()];
    is_word::<ThingStatus>();
    is_word::<Mode>();
    is_word::<Level>();
    is_status::<Level>();
}

fn main() {}
