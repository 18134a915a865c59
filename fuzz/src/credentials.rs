//! Files with credentials, as their providers read them. What comes before a zero byte is the file, and what comes after it
//! is the answer to each request that the file leads to.

use super::{Answer, Canned, check_shown, now};
use alibabacloud_runtime::{
    Env,
    credentials::{CliProfileCredentials, FileCredentials, ProvideCredentials, ProviderConfig},
};
use std::{fs, path::PathBuf, process, sync::LazyLock};

/// A home directory, which each process has for itself.
static HOME: LazyLock<PathBuf> = LazyLock::new(|| {
    let home = std::env::temp_dir().join(format!("alibabacloud-fuzz-{}", process::id()));
    for folder in [".aliyun", ".alibabacloud"] {
        fs::create_dir_all(home.join(folder)).expect("a folder");
    }
    home
});

/// The vendor's `~/.alibabacloud/credentials.ini`.
pub fn credentials_file(data: &[u8]) {
    check(data, ".alibabacloud/credentials.ini", FileCredentials::new);
}

/// The vendor's `~/.aliyun/config.json`.
pub fn cli_profile(data: &[u8]) {
    check(data, ".aliyun/config.json", CliProfileCredentials::new);
}

fn check<P: ProvideCredentials>(data: &[u8], path: &str, provider: fn(&ProviderConfig) -> P) {
    let mut parts = data.splitn(2, |byte| *byte == 0);
    let (file, answer) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    fs::write(HOME.join(path), file).expect("a file");
    let home = HOME.display().to_string();
    let env = Env::from_pairs([("HOME", home.as_str()), ("USERPROFILE", home.as_str())]);
    let transport = Canned::default();
    *transport.0.lock().expect("a lock") = Answer { status: 200, body: answer.to_vec() };
    let provider = provider(&ProviderConfig::new().env(env).transport(transport));
    match now(provider.credentials()) {
        Ok(credentials) => assert!(!credentials.access_key_id().is_empty()),
        Err(error) => check_shown(&error),
    }
}
