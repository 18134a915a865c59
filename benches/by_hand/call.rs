//! One operation with reqwest, hmac and serde.

use std::fmt::Write;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
/// The answer.
pub struct Tasks {
    items: Items,
    request_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Items {
    backup_job: Vec<Job>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Job {
    backup_job_id: Option<String>,
    backup_status: Option<String>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What a careful person would write for one operation: signed, with a limit for the time, the status checked, decoded.
pub async fn describe_backup_tasks(client: &reqwest::Client, url: &str, host: &str, instance: &str) -> Tasks {
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).expect("random bytes");
    let (nonce, digest) = (hex(&nonce), hex(&Sha256::digest(b"")));
    let query = format!("DBInstanceId={instance}");
    let signed = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
    let canonical = format!(
        "POST\n/\n{query}\nhost:{host}\nx-acs-action:DescribeBackupTasks\nx-acs-content-sha256:{digest}\nx-acs-date:{now}\n\
         x-acs-signature-nonce:{nonce}\nx-acs-version:2014-08-15\n\n{signed}\n{digest}"
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(b"secret").expect("a key");
    mac.update(format!("ACS3-HMAC-SHA256\n{}", hex(&Sha256::digest(canonical.as_bytes()))).as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    let answer = client
        .post(format!("{url}/?{query}"))
        .header("accept", "application/json")
        .header("x-acs-action", "DescribeBackupTasks")
        .header("x-acs-version", "2014-08-15")
        .header("x-acs-date", now)
        .header("x-acs-signature-nonce", nonce)
        .header("x-acs-content-sha256", digest)
        .header(
            "authorization",
            format!("ACS3-HMAC-SHA256 Credential=id,SignedHeaders={signed},Signature={signature}"),
        )
        .timeout(Duration::from_secs(30))
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("tasks")
}
