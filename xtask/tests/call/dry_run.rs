//! `--dry-run`: the published example bit for bit, and no secrets.

use super::{command, folder, specs, text};
use serde_json::Value;

const ECS: &str = r##"openapi: 3.1.0
info: {title: Demo, version: "2014-05-26"}
x-service: {product: Ecs, module: ecs, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://ecs.{region}.aliyuncs.com", description: public}]
paths:
  /RunInstances:
    post:
      operationId: RunInstances
      parameters:
        - {name: ImageId, in: query, schema: {type: string}}
        - {name: RegionId, in: query, schema: {type: string}}
      responses:
        "200":
          description: The things.
          content: {application/json: {schema: {type: object, properties: {RequestId: {type: string}}}}}
"##;

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../../../runtime/tests/data/signature-vectors.json")).unwrap()
}

#[test]
fn the_published_example_bit_for_bit() {
    let vector = &vectors()[0];
    let text_of = |name: &str| vector[name].as_str().unwrap();
    let folder = folder("vectors", &[("ecs.yaml", ECS)]);
    let image = format!("ImageId={}", vector["parameters"]["ImageId"].as_str().unwrap());
    let output = command(&folder, &["ecs", "RunInstances", "RegionId=cn-shanghai", &image])
        .args(["--region", "cn-shanghai", "--dry-run"])
        .args(["--date", vector["headers"]["x-acs-date"].as_str().unwrap()])
        .args(["--nonce", vector["headers"]["x-acs-signature-nonce"].as_str().unwrap()])
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", text_of("access_key_id"))
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", text_of("access_key_secret"))
        .output()
        .unwrap();
    let printed = text(&output.stdout);
    let agent = format!(
        "alibabacloud-rust/{} ({}; {}) xtask-call",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH
    );
    let hash = text_of("string_to_sign").split('\n').nth(1).unwrap();
    let expected = format!(
        "canonical request:\n{}\n\nSHA-256 of the canonical request:\n{hash}\n\nstring to sign:\n{}\n\nrequest:\n\
         POST https://ecs.cn-shanghai.aliyuncs.com/?{}&RegionId=cn-shanghai\n\
         host: ecs.cn-shanghai.aliyuncs.com\naccept: application/json\nuser-agent: {agent}\n\
         x-acs-action: RunInstances\nx-acs-version: 2014-05-26\nx-acs-date: 2023-10-26T10:22:32Z\n\
         x-acs-signature-nonce: 3156853299f313e23d1673dc12e1703d\n\
         x-acs-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n\
         authorization: ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;\
         x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature={}\n",
        text_of("canonical_request"),
        text_of("string_to_sign"),
        image,
        text_of("signature"),
    );
    assert_eq!(printed, expected);
    assert_eq!(text(&output.stderr), "nothing was sent\n");
}

/// The other vectors are an SDK's, which signs further headers: what both sign of the parameters is the same.
#[test]
fn the_queries_of_the_other_vectors() {
    let mut checked = 0;
    for vector in &vectors()[1..] {
        let name = vector["name"].as_str().unwrap();
        let product = name.split('.').next().unwrap();
        let operation = vector["headers"]["x-acs-action"].as_str().unwrap();
        let parameters: Vec<String> = vector["parameters"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| {
                format!("{name}={}", value.as_str().map_or(value.to_string(), str::to_owned))
            })
            .collect();
        let output =
            command(&specs(), &[product, operation, "--dry-run", "--endpoint", "http://127.0.0.1:44945"])
                .args(&parameters)
                .output()
                .unwrap();
        if output.status.success() {
            // Our client fills a token in where the SDK sends none.
            let has_token = vector["parameters"]["ClientToken"].is_string();
            let pairs = |text: &str, line: usize| -> Vec<String> {
                let pairs = text.split('\n').nth(line).unwrap().split('&');
                pairs
                    .filter(|pair| has_token || !pair.starts_with("ClientToken="))
                    .map(str::to_owned)
                    .collect()
            };
            let theirs = vector["canonical_request"].as_str().unwrap();
            assert_eq!(pairs(&text(&output.stdout), 3), pairs(theirs, 2), "{name}");
            checked += 1;
        }
    }
    assert!(checked >= 6, "only {checked} of the vectors keep to the specifications");
}

#[test]
fn secrets_are_not_shown_and_nothing_is_sent() {
    let output = command(&specs(), &["rds", "DescribeBackups", "DBInstanceId=rm-1", "--dry-run"])
        // Nobody listens there.
        .args(["--endpoint", "http://127.0.0.1:1"])
        .env("ALIBABA_CLOUD_SECURITY_TOKEN", "t0ken-of-a-session")
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s3cret-of-a-key")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let printed = text(&output.stdout);
    assert!(printed.contains("x-acs-security-token:[redacted]\n"), "{printed}");
    assert!(printed.contains("x-acs-security-token: [redacted]\n"), "{printed}");
    assert!(!printed.contains("t0ken") && !printed.contains("s3cret"), "{printed}");
}

#[test]
fn without_credentials_it_signs_with_a_placeholder() {
    let output = command(&specs(), &["rds", "DescribeBackups", "DBInstanceId=rm-1", "--dry-run"])
        .args(["--region", "cn-hangzhou"])
        .env_remove("ALIBABA_CLOUD_ACCESS_KEY_ID")
        .env_remove("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(text(&output.stdout).contains("Credential=placeholder-id,"), "{output:?}");
    assert!(text(&output.stderr).starts_with("note: there are no credentials"), "{output:?}");
}
