//! What would be sent, against the vendor's published example, and without secrets.

use super::{Scripted, client, wait};
use alibabacloud_runtime::credentials::Credentials;
use alibabacloud_runtime::dynamic::SignedWith;
use serde_json::{Value, json};

fn with() -> SignedWith {
    SignedWith {
        date: Some("2023-10-26T10:22:32Z".to_owned()),
        nonce: Some("3156853299f313e23d1673dc12e1703d".to_owned()),
    }
}

#[test]
fn the_published_example_bit_for_bit() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("../data/signature-vectors.json")).unwrap();
    let vector = &vectors[0];
    let text = |name: &str| vector[name].as_str().unwrap();
    let transport = Scripted::default();
    let (product, client) =
        client(&transport, Credentials::new(text("access_key_id"), text("access_key_secret")));
    let mut request = product.operation("RunInstances").unwrap().request(&client);
    for (name, value) in vector["parameters"].as_object().unwrap() {
        request.set(name, value).unwrap();
    }
    let preview = wait(request.preview(with())).unwrap();
    assert_eq!(preview.canonical_request(), text("canonical_request"));
    assert_eq!(preview.string_to_sign(), text("string_to_sign"));
    assert!(preview.string_to_sign().ends_with(preview.canonical_request_sha256()));
    let header = |name: &str| preview.headers().iter().find(|(header, _)| header == name).unwrap().1.as_str();
    assert!(header("authorization").ends_with(&format!("Signature={}", text("signature"))));
    for (name, value) in vector["headers"].as_object().unwrap() {
        assert_eq!(header(name), value);
    }
    assert_eq!(preview.method(), "POST");
    assert!(preview.url().starts_with("https://ecs.cn-shanghai.aliyuncs.com/?ImageId=win2019"));
    assert_eq!(transport.urls.lock().unwrap().len(), 0, "nothing is sent");
}

#[test]
fn secrets_are_not_shown() {
    let (secret, token) = ("s3cret-of-a-key", "t0ken-of-a-session");
    let credentials = Credentials::with_token("an-id", secret, token);
    let (product, client) = client(&Scripted::default(), credentials);
    let mut request = product.operation("RunInstances").unwrap().request(&client);
    request.set("ImageId", &json!(format!("an image named {secret}"))).unwrap();
    let preview = wait(request.preview(SignedWith::default())).unwrap();
    let shown = format!(
        "{} {:?} {} {} {preview:?}",
        preview.url(),
        preview.headers(),
        preview.canonical_request(),
        preview.string_to_sign()
    );
    assert!(!shown.contains(secret) && !shown.contains(token), "{shown}");
    assert!(preview.canonical_request().contains("x-acs-security-token:[redacted]"));
}

#[test]
fn sensitive_values_are_not_shown() {
    let (product, client) = client(&Scripted::default(), Credentials::new("an-id", "a-secret"));
    let mut request = product.operation("RunInstances").unwrap().request(&client);
    request.set("ImageId", &json!("image")).unwrap();
    request.set("Password", &json!("hu sh/")).unwrap();
    request.set("Users", &json!([{"Key": "a \"quoted\" one"}])).unwrap();
    assert_eq!(
        format!("{request:?}"),
        r#"RunInstances { ImageId: "image", Password: [redacted], Users: [{"Key":"[redacted]"}], .. }"#
    );
    let preview = wait(request.preview(with())).unwrap();
    let query = "Password=[redacted]&Users=%5B%7B%22Key%22%3A%22[redacted]%22%7D%5D";
    assert!(preview.url().ends_with(query), "{}", preview.url());
    assert!(preview.canonical_request().contains(query), "{}", preview.canonical_request());

    let mut request = product.operation("RunInstances").unwrap().request(&client);
    let error = request.set("Password", &json!({"hush": "hush"})).unwrap_err();
    assert!(!error.to_string().contains("hush"), "{error}");
}

#[test]
fn what_would_not_be_sent_is_not_shown() {
    let (product, client) = client(&Scripted::default(), Credentials::new("an-id", "a-secret"));
    let error =
        wait(product.operation("RunInstances").unwrap().request(&client).preview(with())).unwrap_err();
    assert_eq!(error.to_string(), "ImageId is missing, but RunInstances requires it (RunInstances)");
    let mut request = product.operation("RunInstances").unwrap().request(&client);
    request.set("ImageId", &json!("a")).unwrap();
    let broken = SignedWith { date: Some("a\nb".to_owned()), nonce: None };
    let error = wait(request.preview(broken)).unwrap_err();
    assert!(
        error.to_string().starts_with("the header x-acs-date has a value that cannot be sent"),
        "{error}"
    );
}
