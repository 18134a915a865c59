//! The built-in transport with a proxy, certificates and clients of the program's own.

use crate::support::{Backups, describe_backups, run};
use alibabacloud_runtime::{
    Config, Error, ErrorKind, RetryPolicy,
    credentials::{Credentials, StaticCredentials},
    transport::{ReqwestTransport, ReqwestTransportBuilder, TransportErrorKind},
};
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls::{
    RootCertStore, ServerConfig, ServerConnection, StreamOwned,
    pki_types::PrivateKeyDer,
    server::{WebPkiClientVerifier, danger::ClientCertVerifier},
};
use std::{
    error::Error as _,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

fn call(transport: ReqwestTransport, endpoint: &str) -> Result<Backups, Error> {
    let config = Config::builder()
        .endpoint(endpoint)
        .region("cn-hangzhou")
        .credentials(StaticCredentials::new(Credentials::with_token("AnId", "ASecret", "AToken")))
        .transport(transport)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    run(describe_backups(&config).send::<Backups>())
}

fn builder() -> ReqwestTransportBuilder {
    ReqwestTransport::builder()
}

fn head(stream: &mut impl Read) -> String {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.extend(byte);
    }
    String::from_utf8(head).unwrap()
}

fn respond(stream: &mut impl Write, head: &str) {
    let body = r#"{"RequestId":"good"}"#;
    let length = body.len();
    let _ = write!(stream, "HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
    let _ = stream.flush();
}

/// Serves each connection on a port of this machine.
fn listen(serve: impl Fn(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || listener.incoming().for_each(|stream| serve(stream.unwrap())));
    port
}

fn certificate() -> CertifiedKey<KeyPair> {
    generate_simple_self_signed(["localhost".to_owned()]).unwrap()
}

/// A server of TLS; with `client`, it asks for that certificate.
fn listen_with_tls(own: &CertifiedKey<KeyPair>, client: Option<&CertifiedKey<KeyPair>>) -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier: Arc<dyn ClientCertVerifier> = match client {
        None => WebPkiClientVerifier::no_client_auth(),
        Some(client) => {
            let mut roots = RootCertStore::empty();
            roots.add(client.cert.der().clone()).unwrap();
            WebPkiClientVerifier::builder_with_provider(roots.into(), Arc::clone(&provider)).build().unwrap()
        }
    };
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let port = listen(move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(connection, stream);
        if !head(&mut stream).is_empty() {
            respond(&mut stream, "200 OK");
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    format!("https://localhost:{port}")
}

#[test]
fn further_root_certificates() {
    let own = certificate();
    let endpoint = listen_with_tls(&own, None);
    let error = call(builder().build().unwrap(), &endpoint).unwrap_err();
    assert_eq!(error.transport_error().unwrap().kind(), TransportErrorKind::Connect);
    assert!(error.message().contains("certificate"), "{error}");

    let (pem, der) = (own.cert.pem(), own.cert.der().to_vec());
    let two = format!("{}{pem}", certificate().cert.pem());
    for builder in [
        builder().root_certificates_pem(pem),
        builder().root_certificate_der(der),
        builder().root_certificates_pem(two).root_certificate_der(certificate().cert.der().to_vec()),
    ] {
        call(builder.build().unwrap(), &endpoint).unwrap();
    }
    let another = builder().root_certificates_pem(certificate().cert.pem()).build().unwrap();
    assert!(call(another, &endpoint).is_err());
}

#[test]
fn an_identity() {
    let (own, me) = (certificate(), certificate());
    let endpoint = listen_with_tls(&own, Some(&me));
    let trusting = || builder().root_certificates_pem(own.cert.pem());
    let identified = trusting().identity_pem(me.cert.pem(), me.signing_key.serialize_pem());
    call(identified.build().unwrap(), &endpoint).unwrap();
    let stranger = certificate();
    let stranger = trusting().identity_pem(stranger.cert.pem(), stranger.signing_key.serialize_pem());
    for refused in [trusting(), stranger] {
        assert!(call(refused.build().unwrap(), &endpoint).is_err());
    }
}

/// A proxy that says what it was asked.
fn proxy(answer: &'static str) -> (u16, mpsc::Receiver<String>) {
    let (say, said) = mpsc::channel();
    let port = listen(move |mut stream| {
        let _ = say.send(head(&mut stream).to_lowercase());
        respond(&mut stream, answer);
    });
    (port, said)
}

#[test]
fn a_proxy_with_a_password() {
    // me:hush
    const BASIC: &str = "proxy-authorization: basic bwu6ahvzaa==";
    let (port, said) = proxy("200 OK");
    let given = builder().proxy(format!("http://127.0.0.1:{port}")).proxy_credentials("me", "hush");
    let inside = builder().proxy(format!("http://me:hush@127.0.0.1:{port}"));
    for builder in [given, inside] {
        let transport = builder.build().unwrap();
        call(transport.clone(), "http://rds.example.invalid").unwrap();
        let head = said.recv().unwrap();
        assert!(head.starts_with("post http://rds.example.invalid/") && head.contains(BASIC), "{head}");

        let error = call(transport, "https://rds.example.invalid").unwrap_err();
        let head = said.recv().unwrap();
        assert!(head.starts_with("connect rds.example.invalid:443 ") && head.contains(BASIC), "{head}");
        assert!(!head.contains("atoken"), "a proxy sees nothing of an encrypted request: {head}");
        assert!(!format!("{error} {error:?}").contains("hush"), "{error:?}");
    }
}

#[test]
fn a_proxy_that_refuses() {
    let (port, _said) = proxy("407 Proxy Authentication Required");
    let transport = builder().proxy(format!("http://127.0.0.1:{port}")).build().unwrap();
    let error = call(transport, "https://rds.example.invalid").unwrap_err();
    assert_eq!(error.transport_error().unwrap().kind(), TransportErrorKind::Connect);
    assert!(
        error
            .message()
            .starts_with("no connection to rds.example.invalid (region cn-hangzhou): tunnel error: proxy"),
        "{error}"
    );
}

/// What another process prints; alone it does nothing.
#[test]
fn a_call_by_the_environment() {
    if std::env::var_os("CALL_BY_THE_ENVIRONMENT").is_some() {
        match call(ReqwestTransport::new(), "http://rds.example.invalid") {
            Ok(_) => println!("it went through the proxy"),
            Err(error) => println!("{error:?} {error}"),
        }
    }
}

#[test]
fn proxies_of_the_environment() {
    let (port, _said) = proxy("200 OK");
    let address = format!("127.0.0.1:{port}");
    let through = "it went through the proxy";
    let direct = "no connection to rds.example.invalid";
    let broken = "HTTPS_PROXY is not the address of a proxy such as http://proxy.example.com:3128; correct it, or unset it";
    for (name, value, exceptions, expected) in [
        ("HTTP_PROXY", format!("http://{address}"), "", through),
        ("http_proxy", address.clone(), "", through),
        ("ALL_PROXY", address.clone(), "", through),
        ("HTTP_PROXY", address.clone(), "other.invalid,*.com", through),
        ("HTTP_PROXY", address.clone(), "*.example.invalid", direct),
        ("HTTP_PROXY", address.clone(), "localhost, *.example.invalid", direct),
        ("HTTP_PROXY", address.clone(), ".example.invalid", direct),
        ("HTTP_PROXY", address.clone(), "*", direct),
        ("HTTPS_PROXY", "http//:hush@ho st".to_owned(), "", broken),
        ("HTTPS_PROXY", "ftp://me:hush@proxy".to_owned(), "", broken),
    ] {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        let output = command
            .args(["--exact", "own_transport::a_call_by_the_environment", "--nocapture"])
            .env("CALL_BY_THE_ENVIRONMENT", "yes")
            .env(name, &value)
            .env("NO_PROXY", exceptions)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains(expected) && !said.contains("hush"), "{name}={value} but {exceptions}: {said}");
    }
}

#[test]
fn what_a_builder_refuses() {
    let (own, other) = (certificate(), certificate());
    let key = || own.signing_key.serialize_pem();
    for (builder, expected) in [
        (
            builder().proxy("hush"),
            "the address of the proxy is not one such as http://proxy.example.com:3128",
        ),
        (
            builder().proxy("ftp://me:hush@proxy"),
            "the address of the proxy is not one such as http://proxy.example.com:3128",
        ),
        (builder().proxy_credentials("me", "hush"), "there are credentials for a proxy, but no proxy"),
        (builder().root_certificates_pem("hush"), "the root certificates are not certificates in PEM"),
        (builder().root_certificates_pem(key()), "the root certificates are not certificates in PEM"),
        (builder().root_certificate_der("hush"), "a root certificate cannot be used: "),
        (
            builder().identity_pem("hush", key()),
            "the certificates of the identity are not certificates in PEM",
        ),
        (
            builder().identity_pem(own.cert.pem(), "hush"),
            "the key of the identity is not an unencrypted private key in PEM",
        ),
        (builder().identity_pem(other.cert.pem(), key()), "the identity cannot be used: "),
    ] {
        assert!(!format!("{builder:?}").contains("hush"));
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Configuration);
        let error = Error::from(error);
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Configuration, false));
        assert!(error.to_string().starts_with(expected) && !format!("{error:?}").contains("hush"), "{error}");
    }
    let me = builder().proxy("http://me:hush@proxy").proxy_credentials("me", "hush");
    let transport =
        me.identity_pem(own.cert.pem(), key()).connect_timeout(Duration::from_secs(7)).build().unwrap();
    let shown = format!("{transport:?}");
    assert!(shown.contains("7s") && !shown.contains("hush") && shown.len() < 400, "{shown}");
}

fn client(make: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> ReqwestTransport {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls =
        rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let tls = tls.with_root_certificates(RootCertStore::empty()).with_no_client_auth();
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls);
    ReqwestTransport::from_client(make(builder).build().unwrap())
}

#[test]
fn a_client_of_ones_own() {
    let (port, said) = proxy("200 OK");
    let transport = client(|builder| {
        let headers =
            [("x-mine", "hush")].map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        builder.redirect(reqwest::redirect::Policy::none()).default_headers(headers.into_iter().collect())
    });
    assert!(!format!("{transport:?}").contains("hush"), "{transport:?}");
    call(transport, &format!("http://127.0.0.1:{port}")).unwrap();
    assert!(said.recv().unwrap().contains("x-mine: hush"), "its settings are in force");
}

#[test]
fn a_client_that_follows_redirects() {
    let (elsewhere, _said) = proxy("200 OK");
    let target: &'static str = format!("307 Go\r\nlocation: http://localhost:{elsewhere}/").leak();
    let (port, _) = proxy(target);
    let error = call(client(|builder| builder), &format!("http://127.0.0.1:{port}")).unwrap_err();
    let expected = format!(
        "the HTTP client followed a redirect away from 127.0.0.1:{port} (region cn-hangzhou); make it with \
         redirect(Policy::none())"
    );
    assert_eq!((error.kind(), error.message()), (ErrorKind::Transport, expected.as_str()));

    let proper = client(|builder| builder.redirect(reqwest::redirect::Policy::none()));
    let error = call(proper, &format!("http://127.0.0.1:{port}")).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Response, Some(307)));
}

#[test]
fn the_limits_of_a_client_of_ones_own() {
    let silent = listen(std::mem::forget);
    let brief = client(|builder| builder.timeout(Duration::from_millis(100)));
    let error = call(brief, &format!("http://127.0.0.1:{silent}")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let expected = format!(
        "no complete answer from 127.0.0.1:{silent} (region cn-hangzhou) within the limit of its client"
    );
    assert_eq!(error.message(), expected);
    assert!(error.source().is_none());
}
