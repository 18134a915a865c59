//! The file that the vendor's command line keeps its profiles in: `~/.aliyun/config.json`.

use super::{file, json::Json, provider_config::ProviderConfig};
use crate::signing::CredentialsError;
use std::path::{Path, PathBuf};

const FILE: &str = ".aliyun/config.json";
const PROFILE: &str = "ALIBABA_CLOUD_PROFILE";
const DISABLED: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

/// The file, read.
pub(super) struct ProfileFile {
    /// As errors show it.
    pub(super) path: String,
    json: Json,
}

impl ProfileFile {
    /// Where it is. The error is absent if it is not to be used, or there is no home directory.
    pub(super) fn locate(config: &ProviderConfig) -> Result<PathBuf, CredentialsError> {
        if config.is_true(DISABLED) {
            return Err(CredentialsError::absent(format!("{DISABLED} is true")));
        }
        config.in_home(FILE)
    }

    /// The error is absent if there is none.
    pub(super) fn read(path: &Path) -> Result<Self, CredentialsError> {
        let text = file::read(path)?;
        let path = path.display().to_string();
        let json = Json::parse(&text).map_err(|error| CredentialsError::new(format!("{path} {error}")))?;
        Ok(Self { path, json })
    }

    /// The name of the profile in use. The error is absent if there is none.
    pub(super) fn current(&self, config: &ProviderConfig) -> Result<String, CredentialsError> {
        let name = config.env.get(PROFILE).or_else(|| self.json.text("current").map(str::to_owned));
        let path = &self.path;
        name.ok_or_else(|| {
            CredentialsError::absent(format!("{path} has no current profile, and {PROFILE} is not set"))
        })
    }

    pub(super) fn find(&self, name: &str) -> Option<&Json> {
        self.json.items("profiles").iter().find(|profile| profile.text("name") == Some(name))
    }

    /// The same; the error is absent.
    pub(super) fn get(&self, name: &str) -> Result<&Json, CredentialsError> {
        let absent = || CredentialsError::absent(format!("{} has no profile {name:?}", self.path));
        self.find(name).ok_or_else(absent)
    }
}

/// The region of the profile in use. The error is absent if there is no such file, profile or region.
pub(super) fn region(config: &ProviderConfig) -> Result<String, CredentialsError> {
    let file = ProfileFile::read(&ProfileFile::locate(config)?)?;
    let name = file.current(config)?;
    let region = file.get(&name)?.text("region_id").map(str::to_owned);
    region.ok_or_else(|| {
        CredentialsError::absent(format!("the profile {name:?} in {} has no region_id", file.path))
    })
}
