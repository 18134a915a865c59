//! Many calls at a time for a while, to a server that fails a share of them.
//!
//! It reports what became of the calls and what they cost, and fails if one did not end in a value or in an error that
//! the server provoked, if memory grows, or if connections or files are left over.

mod latencies;
mod load;
mod process;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use alibabacloud_backup::Config;
use clap::Parser;
use load::{Tally, Until};
use process::{Sample, Sampler};

/// How long memory may take to reach its level.
const WARM_UP: f64 = 10.0;

#[derive(Debug, Parser)]
#[command(
    about = "Makes many calls at a time to a server that fails a share of them",
    after_help = "Example: cargo run --release -p tests --example soak -- --calls 2000 --seconds 60 --fail 10"
)]
struct Arguments {
    /// How many calls there are at a time
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u64).range(1..))]
    calls: u64,
    /// How long calls are begun, in seconds
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// How many percent of the requests fail
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u8).range(0..=100))]
    fail: u8,
    /// What the failures are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Be the server, until the input ends
    #[arg(long, hide = true)]
    serve: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.serve {
        return serve(&arguments);
    }
    let mut server = Server::start(&arguments);
    let broken = soak(&arguments, &server.endpoint());
    broken.iter().for_each(|one| eprintln!("broken: {one}"));
    if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A process of its own, so that what is measured is the client's alone.
struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start(arguments: &Arguments) -> Self {
        let mut process = Command::new(std::env::current_exe().expect("this program"))
            .arg("--serve")
            .arg(format!("--fail={}", arguments.fail))
            .arg(format!("--seed={}", arguments.seed))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a server");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        Self { process, output }
    }

    fn endpoint(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("an endpoint");
        line.trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The end of its input is what it waits for.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

fn serve(arguments: &Arguments) -> ExitCode {
    let cloud = load::cloud(arguments.fail.into(), arguments.seed);
    println!("{}", cloud.endpoint());
    let _ = std::io::stdout().flush();
    let _ = std::io::stdin().lock().read_line(&mut String::new());
    ExitCode::SUCCESS
}

/// Reports, and gives what is not as it has to be.
fn soak(arguments: &Arguments, endpoint: &str) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let began = Instant::now();
    let before = Sample::take(began);
    let sampler = Sampler::start(began);
    let until = Until::Time(Duration::from_secs(arguments.seconds));
    let tally = runtime.block_on(load::run(endpoint, arguments.calls, until));
    let took = began.elapsed();
    let alive = runtime.block_on(tasks_left());
    let samples = sampler.samples();
    let after = Sample::take(began);
    let tally = match tally {
        Ok(tally) => tally,
        Err(broken) => return vec![broken],
    };
    report_calls(&tally, took);
    let mut broken = broken_calls(&tally);
    if alive > 0 {
        broken.push(format!("{alive} tasks are alive after the last call"));
    }
    println!("tasks alive at the end: {alive}");
    if let Some((before, after)) = before.zip(after) {
        report_process(before, &samples, after);
        broken.extend(broken_process(arguments, before, &samples, after));
    }
    broken
}

/// How many tasks there are, once those of connections had the time to learn that there is no client any more.
async fn tasks_left() -> usize {
    let metrics = tokio::runtime::Handle::current().metrics();
    for _ in 0..100 {
        if metrics.num_alive_tasks() == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    metrics.num_alive_tasks()
}

fn report_calls(tally: &Tally, took: Duration) {
    let rate = tally.requests as f64 / took.as_secs_f64();
    println!(
        "calls: {} in {:.1} s, with {} requests ({rate:.0}/s)",
        tally.begun,
        took.as_secs_f64(),
        tally.requests
    );
    println!("values: {}, of which {} after a repetition", tally.values, tally.repeated);
    println!("errors: {}", tally.failures());
    tally.errors.iter().for_each(|(name, count)| println!("  {count:>8}  {name}"));
    let at = |percent| tally.latencies.percentile(percent).as_secs_f64() * 1e3;
    let (half, most, nearly, all) = (at(50.0), at(90.0), at(99.0), at(100.0));
    println!(
        "time of a call: 50 % {half:.0} ms, 90 % {most:.0} ms, 99 % {nearly:.0} ms, longest {all:.0} ms"
    );
}

fn report_process(before: Sample, samples: &[Sample], after: Sample) {
    println!("{:>8} {:>12} {:>8} {:>8}", "second", "memory KiB", "files", "sockets");
    let busiest = samples.iter().max_by_key(|sample| sample.sockets);
    let regular = samples.iter().skip(10).step_by(10).map(|sample| ("", sample));
    let rows =
        [("before", &before)].into_iter().chain(regular).chain(samples.last().map(|last| ("last", last)));
    let rows = rows.chain([("after", &after)]).chain(busiest.map(|busiest| ("most sockets", busiest)));
    for (name, Sample { seconds, memory, files, sockets }) in rows {
        let line = format!("{seconds:>8.1} {memory:>12} {files:>8} {sockets:>8}  {name}");
        println!("{}", line.trim_end());
    }
}

fn broken_calls(tally: &Tally) -> Vec<String> {
    let ended = tally.values + tally.failures();
    let mut broken = Vec::new();
    if ended != tally.begun {
        broken.push(format!("{} calls were begun and {ended} ended", tally.begun));
    }
    if tally.values == 0 {
        broken.push("there is no value".to_owned());
    }
    if let Some(first) = tally.unexpected.first() {
        broken.push(format!(
            "{} errors that the server did not provoke, such as {first}",
            tally.unexpected.len()
        ));
    }
    broken
}

fn broken_process(arguments: &Arguments, before: Sample, samples: &[Sample], after: Sample) -> Vec<String> {
    let mut broken = Vec::new();
    // Each call has a connection, some are kept for the next one, and some are about to be closed.
    let calls = arguments.calls as usize;
    let allowed = calls + calls / 4 + Config::POOL_MAX_IDLE_PER_HOST + before.sockets;
    let most = samples.iter().map(|sample| sample.sockets).max().unwrap_or_default();
    if most > allowed {
        broken.push(format!("{most} sockets are open at a time, and {allowed} are enough"));
    }
    if after.files > before.files {
        broken
            .push(format!("{} files are open after the last call, and {} before", after.files, before.files));
    }
    let end = arguments.seconds as f64;
    let largest = |from: f64, to: f64| {
        let within = samples.iter().filter(|sample| (from..to).contains(&sample.seconds));
        within.map(|sample| sample.memory).max()
    };
    // Of a short run, the whole is the warming up.
    let levels = largest(WARM_UP, WARM_UP * 2.0).zip(largest(end - WARM_UP, end));
    if let Some((early, late)) = levels.filter(|_| end >= WARM_UP * 3.0)
        && late > early + early / 10
    {
        broken.push(format!("memory grew from {early} to {late} KiB"));
    }
    broken
}
