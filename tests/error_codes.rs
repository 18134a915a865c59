//! The enum of a product's error codes: how codes are found, and that their names last.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

use std::collections::BTreeMap;

use alibabacloud_codegen::{Source, emit_service, lower};
use alibabacloud_runtime::Error;
use goldens::error_codes::demo::ErrorCode;

#[test]
fn each_spelling_is_its_variant() {
    for (text, expected) in [
        ("Pay.NoCreditCard", ErrorCode::PayNoCreditCard),
        ("pay.noCreditCard", ErrorCode::PayNoCreditCard),
        ("PAY.noCard", ErrorCode::NoCard),
        ("400", ErrorCode::V400),
        ("Gone.Code", ErrorCode::GoneCode),
    ] {
        let error = Error::service(text, "no");
        assert_eq!((error.code_as(), error.code()), (Some(expected), Some(text)));
    }
    assert!(matches!(ErrorCode::from("pay.nocreditcard"), ErrorCode::Unknown(_)));
    assert_eq!(ErrorCode::from("pay.noCreditCard").as_str(), "Pay.NoCreditCard");
    for code in ErrorCode::VALUES {
        assert_eq!(ErrorCode::from(code.as_str()), *code);
    }
}

/// The variants that the generator makes of these codes, with the code of each.
fn variants(codes: &[&str]) -> BTreeMap<String, String> {
    let listed: String = codes.iter().map(|code| format!("            {code:?}: {{}}\n")).collect();
    let text = format!(
        r##"openapi: 3.1.0
info: {{title: Demo, version: "2024-01-01"}}
x-service: {{product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}}
servers: [{{url: "https://demo.{{region}}.aliyuncs.com", description: public}}]
paths:
  /GetThing:
    post:
      operationId: GetThing
      responses:
        "200": {{description: Done.}}
        "400":
          description: Refused.
          x-error-codes:
{listed}"##
    );
    let service = lower(&Source::new("demo.yaml", text)).unwrap_or_else(|wrong| panic!("{wrong}"));
    let files = emit_service(&service, "demo");
    let text = files.get("demo/error_code.rs").unwrap();
    let arms = text.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split_once(" => \""));
    arms.map(|(name, code)| (name.to_owned(), code.trim_end_matches("\",").to_owned())).collect()
}

#[test]
fn names_do_not_depend_on_other_codes() {
    let codes = [
        "InvalidDBInstanceId.NotFound",
        "InvalidDBInstanceid.NotFound",
        "invalidDBInstanceId.NotFound",
        "pay.noCreditCard",
        "Pay.NoCreditCard",
        "PayNoCreditCard",
        "Invalid %s",
        "Invalid.%s",
        "1.5",
        "15",
        "---",
        "参数",
        "参数A",
        "A",
        "Unknown",
        "UnknownValue",
        "Self",
        "",
    ];
    let names_of = |code: &str| variants(&[code]).into_keys().next().unwrap();
    let all = variants(&codes);
    for code in codes {
        let alone = names_of(code);
        assert!(all.contains_key(&alone), "{code:?} alone is {alone}, and there are {all:?}");
    }
    let reversed: Vec<&str> = codes.iter().rev().copied().collect();
    assert_eq!(variants(&reversed), all);
}
