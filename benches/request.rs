//! What a request costs before it leaves: flattening and signing.

use alibabacloud_runtime::codegen::{CanonicalRequest, flatten, sha256_hex};
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::{Value, json};

fn filters() -> Vec<(&'static str, Value)> {
    let values: Vec<String> = (0..100).map(|n| format!("v-000{n}")).collect();
    let filter = json!({"Key": "VaultId", "Operator": "IN", "Values": values});
    vec![
        ("RestoreType", json!("ECS_FILE")),
        ("PageNumber", json!(1)),
        ("PageSize", json!(99)),
        ("Filters", json!([filter, filter, filter, filter, filter])),
    ]
}

fn request(c: &mut Criterion) {
    let parameters = filters();
    c.bench_function("flatten/5 filters of 100 values", |b| b.iter(|| flatten(&parameters)));

    let query = [("DBInstanceId", "rm-uf6wjk5"), ("PageNumber", "1"), ("PageSize", "100")];
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let payload_sha256 = sha256_hex(b"");
    let headers = [
        ("host", "rds.aliyuncs.com"),
        ("x-acs-action", "DescribeBackups"),
        ("x-acs-content-sha256", payload_sha256.as_str()),
        ("x-acs-date", "2023-10-26T10:22:32Z"),
        ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
        ("x-acs-version", "2014-08-15"),
    ];
    c.bench_function("sign/3 parameters", |b| {
        b.iter(|| {
            let request = CanonicalRequest {
                method: "POST",
                path: "/",
                query: &query,
                headers: &headers,
                payload_sha256: &payload_sha256,
            };
            request.authorization("YourAccessKeyId", "YourAccessKeySecret")
        });
    });
}

criterion_group!(benches, request);
criterion_main!(benches);
