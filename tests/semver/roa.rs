//! A program that was written against the crate before the change, and uses all that there is to use.

#![allow(dead_code, deprecated, unused_imports, reason = "it is compiled, never run")]

use proof::demo::Client;
use proof::demo::create_task::CreateTask;
use proof::demo::get_file::GetFile;
use proof::demo::replace_tasks::ReplaceTasks;
use proof::demo::types::Task;
use proof::{ByteStream, Bytes, Error, Response};

async fn read(client: &Client, folder: &String) -> Result<Bytes, Error> {
    let request: GetFile = client
        .get_file(folder, "a/b")
        .linked_folder(folder)
        .version(1_i64)
        .note(folder)
        .x_demo_kind("kind");
    let _: Response<ByteStream> = request.clone().stream().await?;
    let _: Response<Bytes> = request.clone().send_detailed().await?;
    request.send().await
}

async fn write(client: &Client, name: &String) -> Result<Vec<Task>, Error> {
    let request: CreateTask = client.create_task(name).tags(["a", "b"]);
    let task: Task = request.send().await?;
    let (_, _): (&Option<String>, &Option<String>) = (&task.task_id, &task.name);
    let request: ReplaceTasks = client.replace_tasks([Task::new().task_id("t").name(name), task]);
    request.send().await
}

fn main() {}
