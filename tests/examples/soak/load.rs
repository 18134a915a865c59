//! Many calls at a time, and what becomes of them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use alibabacloud_backup::dbs::describe_restore_task_list::RestoreTaskScope;
use alibabacloud_backup::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud, Misbehavior};
use alibabacloud_backup::{
    Config, Error, ErrorKind, RetryPolicy,
    credentials::{Credentials, StaticCredentials},
    dbs, fake_cloud, hbr, rds,
    transport::TransportErrorKind,
};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::latencies::Latencies;

/// Longer than a client waits for the next bytes.
const TOO_LONG: Duration = Duration::from_secs(6);
const READ_TIMEOUT: Duration = Duration::from_secs(3);
const CALL_TIMEOUT: Duration = Duration::from_secs(20);

/// A server that fails `percent` of its requests: it resets or drops connections, truncates bodies, answers too late, in
/// another language or with an error.
pub(crate) fn cloud(percent: f64, seed: u64) -> FakeCloud {
    let cloud = fake_cloud().expect("the models").items("DescribeBackups", 95).start_blocking();
    let cloud = cloud.expect("a port");
    let page = Misbehavior::Respond {
        status: 200,
        headers: vec![("content-type".to_owned(), "text/html".to_owned())],
        body: "<html>a proxy</html>".into(),
    };
    let refusal = Misbehavior::Refuse { code: "Forbidden.RAM".to_owned(), message: "No.".to_owned() };
    cloud.misbehave_at_random(
        "*",
        percent,
        seed,
        [
            Misbehavior::Reset,
            Misbehavior::Drop,
            Misbehavior::TruncateBody,
            Misbehavior::Delay(TOO_LONG),
            Misbehavior::Throttle,
            Misbehavior::ServerError(502),
            Misbehavior::ServerError(503),
            refusal,
            page,
        ],
    );
    cloud
}

/// When those who call stop to do so.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Until {
    /// The time is over.
    #[allow(dead_code, reason = "the program uses it")]
    Time(Duration),
    /// Each of them has made so many calls.
    #[allow(dead_code, reason = "the test uses it")]
    Calls(u64),
}

/// What became of the calls.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) begun: u64,
    pub(crate) values: u64,
    /// How many values came after a repetition.
    pub(crate) repeated: u64,
    /// By kind, and code or status if there is one.
    pub(crate) errors: BTreeMap<String, u64>,
    pub(crate) unexpected: Vec<String>,
    pub(crate) requests: u64,
    pub(crate) latencies: Latencies,
}

impl Tally {
    pub(crate) fn failures(&self) -> u64 {
        self.errors.values().sum()
    }

    fn add(&mut self, other: &Self) {
        self.begun += other.begun;
        self.values += other.values;
        self.repeated += other.repeated;
        self.requests += other.requests;
        other.errors.iter().for_each(|(name, count)| *self.errors.entry(name.clone()).or_default() += count);
        self.unexpected.extend_from_slice(&other.unexpected);
        self.latencies.add(&other.latencies);
    }

    /// Notes a result, as the number of requests that it took.
    fn note(&mut self, result: Result<u32, Error>) {
        match result {
            Ok(attempts) => {
                self.values += 1;
                self.repeated += u64::from(attempts > 1);
                self.requests += u64::from(attempts);
            }
            Err(error) => {
                self.requests += u64::from(error.attempts());
                if !is_expected(&error) {
                    self.unexpected.push(format!("{error:?}"));
                }
                *self.errors.entry(describe(&error)).or_default() += 1;
            }
        }
    }
}

/// Whether an error is one that the server is there to provoke.
fn is_expected(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Service | ErrorKind::Response => {
            error.status().is_some() && error.request_id().is_some()
            // A proxy knows of no request ids.
            || error.body_excerpt().is_some_and(|body| body.contains("a proxy"))
        }
        ErrorKind::Timeout => true,
        ErrorKind::Transport => transport(error) == Some(TransportErrorKind::Interrupted),
        _ => false,
    }
}

fn transport(error: &Error) -> Option<TransportErrorKind> {
    error.transport_error().map(alibabacloud_backup::transport::TransportError::kind)
}

fn describe(error: &Error) -> String {
    let kind = format!("{:?}", error.kind());
    let status = error.status().map(|status| format!(" {status}")).unwrap_or_default();
    match (error.code(), transport(error)) {
        (Some(code), _) => format!("{kind}{status} {code}"),
        (None, Some(transport)) => format!("{kind} {transport:?}{status}"),
        (None, None) => format!("{kind}{status}"),
    }
}

/// The clients of the three products.
#[derive(Clone)]
struct Clients {
    rds: rds::Client,
    dbs: dbs::Client,
    hbr: hbr::Client,
}

impl Clients {
    fn new(config: &Config) -> Result<Self, Error> {
        Ok(Self {
            rds: rds::Client::new(config)?,
            dbs: dbs::Client::new(config)?,
            hbr: hbr::Client::new(config)?,
        })
    }

    async fn call(&self, number: u64) -> Result<u32, Error> {
        match number % 3 {
            0 => self.rds.describe_backups("rm-1").send_detailed().await.map(|answer| answer.attempts()),
            1 => {
                let plan = RestoreTaskScope::backup_plan_id("p");
                self.dbs
                    .describe_restore_task_list(plan)
                    .send_detailed()
                    .await
                    .map(|answer| answer.attempts())
            }
            _ => self.hbr.describe_restore_jobs2().send_detailed().await.map(|answer| answer.attempts()),
        }
    }
}

/// Lets so many at a time call what is at `endpoint`. The error says how many calls did not end.
pub(crate) async fn run(endpoint: &str, callers: u64, until: Until) -> Result<Tally, String> {
    let config = Config::builder()
        .region("cn-hangzhou")
        .endpoint(endpoint)
        .credentials(StaticCredentials::new(Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET)))
        .read_timeout(READ_TIMEOUT)
        .call_timeout(CALL_TIMEOUT);
    let config = config.build().map_err(|error| error.to_string())?;
    // They share their connections. Half of the callers take the first failure for an answer.
    let once = config.to_builder().retry(RetryPolicy::never()).build().map_err(|error| error.to_string())?;
    let clients = [&config, &once].map(Clients::new);
    let [often, once] = clients.map(|clients| clients.map_err(|error| error.to_string()));
    let (often, once) = (often?, once?);
    let (began, under_way) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let mut all = JoinSet::new();
    for caller in 0..callers {
        let clients = if caller % 2 == 0 { often.clone() } else { once.clone() };
        all.spawn(keep_calling(clients, caller, began, until, Arc::clone(&under_way)));
    }
    let mut tally = Tally::default();
    let time = match until {
        Until::Time(time) => time,
        Until::Calls(calls) => CALL_TIMEOUT * u32::try_from(calls).unwrap_or(u32::MAX),
    };
    let collect = async {
        while let Some(result) = all.join_next().await {
            tally.add(&result.map_err(|error| format!("a caller panicked: {error}"))?);
        }
        Ok(())
    };
    match timeout(time + CALL_TIMEOUT + Duration::from_secs(5), collect).await {
        Ok(result) => result.map(|()| tally),
        Err(_) => Err(format!("{} calls do not end", under_way.load(Ordering::Relaxed))),
    }
}

async fn keep_calling(
    clients: Clients,
    caller: u64,
    began: Instant,
    until: Until,
    under_way: Arc<AtomicU64>,
) -> Tally {
    let mut tally = Tally::default();
    while match until {
        Until::Time(time) => began.elapsed() < time,
        Until::Calls(calls) => tally.begun < calls,
    } {
        let start = Instant::now();
        tally.begun += 1;
        under_way.fetch_add(1, Ordering::Relaxed);
        let result = clients.call(caller + tally.begun).await;
        under_way.fetch_sub(1, Ordering::Relaxed);
        tally.latencies.note(start.elapsed());
        tally.note(result);
    }
    tally
}
