//! Providers over the built-in transport, against listeners on this machine.

use crate::support::{Http, World, metadata, sts};
use alibabacloud_runtime::{
    AssumeRoleCredentials, Credentials, EcsRamRoleCredentials, Endpoint, ReqwestTransport, StaticCredentials,
    UriCredentials,
};
use std::{
    io::{Read, Write},
    net::TcpListener,
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
fn sts_and_a_server_of_credentials() {
    let (endpoint, asked) = listen(|line| match line.starts_with("POST /?DurationSeconds=3600&RoleArn=") {
        true => ok(&sts("Role", 3600)),
        false => ok(&metadata("Uri", 3600)),
    });
    let world = world().set("ALIBABA_CLOUD_CREDENTIALS_URI", format!("{endpoint}/key?a=b"));
    let config = world.config().transport(ReqwestTransport::new());
    assert_eq!(world.ask(&UriCredentials::new(&config)).as_deref(), Ok("Uri+token-of-Uri"));
    let config = config.sts_endpoint(Endpoint::parse(&endpoint).unwrap());
    let user = StaticCredentials::new(Credentials::new("User", "hush"));
    let role = AssumeRoleCredentials::builder(user, "acs:ram::1:role/r").build(&config).unwrap();
    assert_eq!(world.ask(&role).as_deref(), Ok("Role+token-of-Role"));
    assert_eq!(asked.lock().unwrap()[0], "GET /key?a=b HTTP/1.1");
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
