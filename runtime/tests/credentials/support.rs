//! A world in a box: an environment, a home directory, a clock that is set by hand, and HTTP in memory.

use alibabacloud_runtime::{
    Env, Timestamp,
    credentials::{Clock, Credentials, CredentialsError, ProvideCredentials, ProviderConfig},
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind},
};
use bytes::Bytes;
use std::{
    collections::BTreeMap,
    fmt, fs,
    future::Future,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
};

/// The clock of a box at the beginning: 2023-11-14T22:13:20Z.
pub(crate) const START: i64 = 1_700_000_000;

type Answer = Result<HttpResponse, TransportError>;

/// One request as it was sent.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: String,
    pub(crate) direct: bool,
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// `METHOD address`, without the query.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.uri.split('?').next().unwrap())
    }

    /// A parameter of the query or of the form, still encoded.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let query = self.uri.split_once('?').map_or("", |(_, query)| query);
        let pairs = query.split('&').chain(self.body.split('&')).filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find_map(|(key, value)| (key == name).then_some(value))
    }
}

/// Answers by a function, waits a moment before it does, and keeps what it was sent.
#[derive(Clone)]
pub(crate) struct Http {
    answer: Arc<dyn Fn(&Sent) -> Answer + Send + Sync>,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Http {
    pub(crate) fn new(answer: impl Fn(&Sent) -> Answer + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(answer), sent: Arc::default() }
    }

    /// Nobody is there.
    pub(crate) fn silent() -> Self {
        Self::new(|_| Err(TransportError::new(TransportErrorKind::Connect, "no connection: refused")))
    }

    pub(crate) fn always(status: u16, body: &str) -> Self {
        let body = body.to_owned();
        Self::new(move |_| answer(status, &body))
    }

    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap().clone()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.sent().iter().map(Sent::line).collect()
    }

    pub(crate) fn only(&self) -> Sent {
        let sent = self.sent();
        assert_eq!(sent.len(), 1, "{:?}", self.lines());
        sent[0].clone()
    }
}

pub(crate) fn answer(status: u16, body: &str) -> Answer {
    let mut response = HttpResponse::new(Bytes::copy_from_slice(body.as_bytes()));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    Ok(response)
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Http")
    }
}

impl Transport for Http {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Answer> {
        let (head, body) = request.request.into_parts();
        let sent = Sent {
            method: head.method.to_string(),
            uri: head.uri.to_string(),
            headers: head.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
            direct: request.direct,
        };
        let answer = (self.answer)(&sent);
        self.sent.lock().unwrap().push(sent);
        Box::pin(async {
            tokio::task::yield_now().await;
            answer
        })
    }
}

/// The box.
pub(crate) struct World {
    home: PathBuf,
    variables: BTreeMap<String, String>,
    now: Arc<AtomicI64>,
    pub(crate) http: Http,
}

impl World {
    pub(crate) fn new(http: Http) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("credentials-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let home = std::env::temp_dir().join(name);
        fs::create_dir_all(&home).unwrap();
        let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        let variables = BTreeMap::from([(name.to_owned(), home.display().to_string())]);
        Self { home, variables, now: Arc::new(AtomicI64::new(START)), http }
    }

    pub(crate) fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    /// Writes a file that only its owner can read, below the home directory.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        chmod(&path, 0o600);
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.home.join(path)
    }

    pub(crate) fn config(&self) -> ProviderConfig {
        ProviderConfig::new().env(self.env()).clock(self.clock()).transport(self.http.clone())
    }

    pub(crate) fn env(&self) -> Env {
        Env::from_pairs(self.variables.clone())
    }

    pub(crate) fn clock(&self) -> Clock {
        let now = Arc::clone(&self.now);
        Clock::from_fn(move || Timestamp::from_unix_seconds(now.load(Ordering::Relaxed)))
    }

    /// Sets the clock to so many seconds after the beginning.
    pub(crate) fn at(&self, seconds: i64) {
        self.now.store(START + seconds, Ordering::Relaxed);
    }

    /// A text without the name of the home directory.
    pub(crate) fn portable(&self, text: &str) -> String {
        text.replace(&self.home.display().to_string(), "~")
    }

    /// `id` or `id+token` of what a provider gives, or the error.
    pub(crate) fn ask(&self, provider: &dyn ProvideCredentials) -> Result<String, String> {
        show(run(provider.credentials())).map_err(|error| self.portable(&error.to_string()))
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.home);
    }
}

#[cfg(unix)]
pub(crate) fn chmod(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
pub(crate) fn chmod(_: &Path, _: u32) {}

pub(crate) fn show(result: Result<Credentials, CredentialsError>) -> Result<String, CredentialsError> {
    result.map(|credentials| match credentials.security_token() {
        Some(token) => format!("{}+{token}", credentials.access_key_id()),
        None => credentials.access_key_id().to_owned(),
    })
}

/// So many seconds after the beginning, as services write it.
pub(crate) fn moment(seconds: i64) -> String {
    Timestamp::from_unix_seconds(START + seconds).to_string()
}

/// The members of a temporary key that expires so many seconds after the beginning.
pub(crate) fn members(id: &str, seconds: i64) -> String {
    let end = moment(seconds);
    format!(
        r#""AccessKeyId":"{id}","AccessKeySecret":"hush","SecurityToken":"token-of-{id}","Expiration":"{end}""#
    )
}

/// What STS answers.
pub(crate) fn sts(id: &str, seconds: i64) -> String {
    format!(r#"{{"RequestId":"1","Credentials":{{{}}}}}"#, members(id, seconds))
}

/// What metadata services answer.
pub(crate) fn metadata(id: &str, seconds: i64) -> String {
    format!(r#"{{"Code":"Success",{}}}"#, members(id, seconds))
}

pub(crate) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A provider that gives one of its answers after the other, and the last one forever; each takes a moment.
#[derive(Debug)]
pub(crate) struct Scripted {
    answers: Mutex<Vec<Result<Credentials, CredentialsError>>>,
    asked: AtomicU32,
}

impl Scripted {
    pub(crate) fn new(answers: Vec<Result<Credentials, CredentialsError>>) -> Arc<Self> {
        Arc::new(Self { answers: Mutex::new(answers), asked: AtomicU32::new(0) })
    }

    pub(crate) fn asked(&self) -> u32 {
        self.asked.load(Ordering::Relaxed)
    }
}

impl ProvideCredentials for Scripted {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() };
        Box::pin(async {
            tokio::task::yield_now().await;
            answer
        })
    }
}

pub(crate) fn key(id: &str, expires: Option<i64>) -> Credentials {
    let key = Credentials::with_token(id, "hush", format!("token-of-{id}"));
    match expires {
        Some(seconds) => key.expiring_at(Timestamp::from_unix_seconds(START + seconds)),
        None => key,
    }
}

impl Http {
    /// What it would answer, without keeping anything.
    pub(crate) fn answer_to(&self, sent: &Sent) -> Answer {
        (self.answer)(sent)
    }
}
