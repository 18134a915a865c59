//! Signatures, bit for bit, against a published example and requests of an official SDK.
//!
//! `signature-vectors.json` has calls with only a query; `request-vectors.json` has paths, headers and bodies.

use alibabacloud_runtime::codegen::{
    CanonicalRequest, canonical_query, flatten, is_signed_header, percent_encode, sha256_hex,
};
use serde_json::Value;

#[test]
fn vectors() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("../data/signature-vectors.json")).unwrap();
    assert_eq!(vectors.len(), 11);
    for vector in &vectors {
        let text = |name: &str| vector[name].as_str().unwrap();
        let parameters: Vec<(&str, Value)> = vector["parameters"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        check(vector, &flatten(&parameters), text("body").as_bytes());
    }
}

#[test]
fn vectors_of_other_requests() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("../data/request-vectors.json")).unwrap();
    assert_eq!(vectors.len(), 27);
    for vector in &vectors {
        let query: Vec<(String, String)> = serde_json::from_value(vector["query"].clone()).unwrap();
        let body = match vector["body_base64"].as_str() {
            Some(text) => from_base64(text),
            None => vector["body"].as_str().unwrap().as_bytes().to_vec(),
        };
        assert_eq!(vector["headers"]["x-acs-content-sha256"], sha256_hex(&body), "{}", vector["name"]);
        check(vector, &query, &body);
    }
}

/// Checks the texts and the signature of a vector.
fn check(vector: &Value, query: &[(String, String)], body: &[u8]) {
    let text = |name: &str| vector[name].as_str().unwrap();
    let headers: Vec<(&str, &str)> = vector["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
        .collect();
    let request = CanonicalRequest {
        method: text("method"),
        path: text("path"),
        query,
        headers: &headers,
        payload_sha256: &sha256_hex(body),
    };
    assert_eq!(request.text(), text("canonical_request"), "{}", text("name"));
    assert_eq!(request.string_to_sign(), text("string_to_sign"), "{}", text("name"));
    assert_eq!(request.signature(text("access_key_secret")), text("signature"), "{}", text("name"));
    let authorization = format!(
        "ACS3-HMAC-SHA256 Credential={},SignedHeaders={},Signature={}",
        text("access_key_id"),
        request.signed_headers(),
        text("signature")
    );
    assert_eq!(request.authorization(text("access_key_id"), text("access_key_secret")), authorization);
}

fn from_base64(text: &str) -> Vec<u8> {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0, 0);
    for character in text.trim_end_matches('=').chars() {
        bits = ((bits << 6) | alphabet.find(character).unwrap()) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).unwrap());
        }
    }
    bytes
}

#[test]
fn the_order_is_that_of_the_bytes_before_encoding() {
    let pairs =
        |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), String::new())).collect::<Vec<_>>();
    let check = |names: &[&str], expected: &str| assert_eq!(canonical_query(&pairs(names)), expected);
    check(&["Filters.2", "Filters.10", "Filters.1"], "Filters.1=&Filters.10=&Filters.2=");
    check(&["b", "B", "a"], "B=&a=&b=");
    // Encoded, the second would begin with %C3 and come first.
    check(&["é", "A"], "A=&%C3%A9=");
    check(&["a-", "a"], "a=&a-=");
    check(&[], "");
}

#[test]
fn encoding() {
    for (text, expected) in [
        ("", ""),
        ("AZaz09-_.~", "AZaz09-_.~"),
        (" +*%/", "%20%2B%2A%25%2F"),
        ("\0\n\u{7f}", "%00%0A%7F"),
        ("復🎉", "%E5%BE%A9%F0%9F%8E%89"),
    ] {
        assert_eq!(percent_encode(text), expected);
    }
}

#[test]
fn header_names_are_lowered_values_trimmed_and_both_hidden() {
    let request = CanonicalRequest {
        method: "PUT",
        path: "",
        query: &[],
        headers: &[("X-Acs-Security-Token", " hush "), ("Host", "example.com")],
        payload_sha256: "hash",
    };
    assert_eq!(
        request.text(),
        "PUT\n/\n\nhost:example.com\nx-acs-security-token:hush\n\nhost;x-acs-security-token\nhash"
    );
    assert!(!format!("{request:?}").contains("hush"));
}

#[test]
fn only_these_headers_are_signed() {
    let signed = |names: [&str; 3]| names.map(is_signed_header);
    assert_eq!(signed(["host", "content-type", "x-acs-action"]), [true; 3]);
    assert_eq!(signed(["accept", "user-agent", "authorization"]), [false; 3]);
}
