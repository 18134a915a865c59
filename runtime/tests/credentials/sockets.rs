//! Providers over the built-in transport, against listeners on this machine.

use crate::support::{self, Http, World, metadata};
use alibabacloud_runtime::{
    Endpoint,
    credentials::{
        AssumeRoleCredentials, Credentials, EcsRamRoleCredentials, StaticCredentials, UriCredentials,
    },
    transport::ReqwestTransport,
};
use std::{
    io::{Read, Write},
    net::TcpListener,
    process::Command,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// Answers each connection by its request line; gives the endpoint and what was asked.
fn listen(answer: impl Fn(&str) -> String + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
                head.extend(byte);
            }
            let head = String::from_utf8_lossy(&head);
            let line = head.lines().next().unwrap_or_default().to_owned();
            lines.lock().unwrap().push(line.clone());
            let _ = stream.write_all(answer(&line).as_bytes());
        }
    });
    (endpoint, asked)
}

fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

fn world() -> World {
    World::new(Http::silent())
}

#[test]
fn the_metadata_service() {
    let (endpoint, asked) = listen(|line| match line {
        "PUT /latest/api/token HTTP/1.1" => ok("t"),
        "GET /latest/meta-data/ram/security-credentials/ HTTP/1.1" => ok("role"),
        _ => ok(&metadata("Ecs", 3600)),
    });
    let world = world();
    let config = world.config().transport(ReqwestTransport::new());
    let config = config.metadata_endpoint(Endpoint::parse(&endpoint).unwrap());
    assert_eq!(world.ask(&EcsRamRoleCredentials::new(&config)).as_deref(), Ok("Ecs+token-of-Ecs"));
    assert_eq!(asked.lock().unwrap().len(), 3);
}

#[test]
fn a_metadata_service_that_is_silent_costs_two_seconds() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let world = world();
    let config = world.config().transport(ReqwestTransport::new());
    let config = config.metadata_endpoint(Endpoint::parse(&endpoint).unwrap());
    let start = Instant::now();
    let error = world.ask(&EcsRamRoleCredentials::new(&config)).unwrap_err();
    assert!(error.ends_with("does not answer: no answer within 1s"), "{error}");
    assert!(start.elapsed() < Duration::from_millis(3500));
}

#[test]
fn a_server_of_credentials() {
    let (endpoint, asked) = listen(|_| ok(&metadata("Uri", 3600)));
    let world = world().set("ALIBABA_CLOUD_CREDENTIALS_URI", format!("{endpoint}/key?a=b"));
    let config = world.config().transport(ReqwestTransport::new());
    assert_eq!(world.ask(&UriCredentials::new(&config)).as_deref(), Ok("Uri+token-of-Uri"));
    assert_eq!(*asked.lock().unwrap(), ["GET /key?a=b HTTP/1.1"]);
}

#[test]
fn sts() {
    let (endpoint, asked) = listen(|_| ok(&support::sts("Role", 3600)));
    let world = world();
    let config = world.config().transport(ReqwestTransport::new());
    let config = config.sts_endpoint(Endpoint::parse(&endpoint).unwrap());
    let user = StaticCredentials::new(Credentials::new("User", "hush"));
    let role = AssumeRoleCredentials::builder(user, "acs:ram::1:role/r").build(&config).unwrap();
    assert_eq!(world.ask(&role).as_deref(), Ok("Role+token-of-Role"));
    assert!(asked.lock().unwrap()[0].starts_with("POST /?DurationSeconds=3600&RoleArn="));
}

#[test]
fn a_redirect_is_not_followed() {
    let (elsewhere, asked) = listen(|_| ok(&metadata("Evil", 3600)));
    let (endpoint, _) = listen(move |_| {
        format!(
            "HTTP/1.1 302 Found\r\nlocation: {elsewhere}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        )
    });
    let world = world().set("ALIBABA_CLOUD_CREDENTIALS_URI", format!("{endpoint}/"));
    let config = world.config().transport(ReqwestTransport::new());
    let error = world.ask(&UriCredentials::new(&config)).unwrap_err();
    assert!(error.ends_with("says HTTP 302"), "{error}");
    assert!(asked.lock().unwrap().is_empty());
}

/// Runs a test of this file in a process whose proxy is `proxy`; whether it passed.
fn passes_with_proxy(test: &str, proxy: &str) -> bool {
    let names = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("sockets::{test}")])
        .envs(names.map(|name| (name, proxy)))
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 test"), "there is no test {test}");
    output.status.success()
}

#[test]
fn requests_about_this_machine_use_no_proxy() {
    let (proxy, asked) =
        listen(|_| "HTTP/1.1 502 Proxy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned());
    assert!(passes_with_proxy("the_metadata_service", &proxy));
    assert!(passes_with_proxy("a_server_of_credentials", &proxy));
    assert!(asked.lock().unwrap().is_empty());
    assert!(!passes_with_proxy("sts", &proxy), "the proxy is used where it may be");
    assert_eq!(asked.lock().unwrap().len(), 3, "and its 502 is taken for a failure that may pass");
}
