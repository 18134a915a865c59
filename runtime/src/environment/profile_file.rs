//! The file that the vendor's command line keeps its profiles in: `~/.aliyun/config.json`.

use super::{
    file,
    json::Json,
    provider_config::{CLI_FILE, INI_FILE, PROFILE, ProviderConfig},
};
use crate::signing::CredentialsError;
use std::path::{Path, PathBuf};

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
        config.in_home(CLI_FILE)
    }

    /// The error is absent if there is none.
    pub(super) fn read(path: &Path) -> Result<Self, CredentialsError> {
        let text = file::read(path)?;
        let path = path.display().to_string();
        let json = Json::parse(&text).map_err(|error| CredentialsError::new(format!("{path} {error}")))?;
        let file = Self { path, json };
        file.check()?;
        Ok(file)
    }

    /// Refuses another form: what is passed over could be the profile that is meant.
    fn check(&self) -> Result<(), CredentialsError> {
        let is = |place: &str, found: &Json, expected: &str| {
            let found = found.kind();
            Err(CredentialsError::new(format!("{} is broken: {place} is {found}, not {expected}", self.path)))
        };
        if !matches!(self.json, Json::Object(_)) {
            return is("the whole", &self.json, "an object");
        }
        match self.json.get("current") {
            None | Some(Json::Text(_) | Json::Null) => {}
            Some(current) => return is("current", current, "a text"),
        }
        match self.json.get("profiles") {
            None | Some(Json::List(_) | Json::Null) => {}
            Some(profiles) => return is("profiles", profiles, "a list"),
        }
        for (index, profile) in self.json.items("profiles").iter().enumerate() {
            match (profile, profile.get("name")) {
                (Json::Object(_), None | Some(Json::Text(_) | Json::Null)) => {}
                (Json::Object(_), Some(name)) => {
                    return is(&format!("profiles/{index}/name"), name, "a text");
                }
                (other, _) => return is(&format!("profiles/{index}"), other, "an object"),
            }
        }
        Ok(())
    }

    /// The profile in use and its name. The error is absent if none is named here.
    pub(super) fn current(&self, config: &ProviderConfig) -> Result<(String, &Json), CredentialsError> {
        let path = &self.path;
        if let Some(name) = config.env.get(PROFILE) {
            let profile = self.get(&name)?;
            return Ok((name, profile));
        }
        let name = self.json.text("current").ok_or_else(|| {
            CredentialsError::absent(format!("{path} has no current profile, and {PROFILE} is not set"))
        })?;
        let profile = self.find(name)?.ok_or_else(|| {
            CredentialsError::new(format!("{path} has no profile {name:?}, which it names as its current one, and ~/{INI_FILE} is not asked instead"))
        })?;
        Ok((name.to_owned(), profile))
    }

    /// The profile of a name, of which there must be one only.
    pub(super) fn find(&self, name: &str) -> Result<Option<&Json>, CredentialsError> {
        let mut found =
            self.json.items("profiles").iter().filter(|profile| profile.text("name") == Some(name));
        match (found.next(), found.next()) {
            (first, None) => Ok(first),
            _ => Err(CredentialsError::new(format!("{} has two profiles {name:?}", self.path))),
        }
    }

    /// The same; the error is absent if there is none.
    pub(super) fn get(&self, name: &str) -> Result<&Json, CredentialsError> {
        let absent = || CredentialsError::absent(format!("{} has no profile {name:?}", self.path));
        self.find(name)?.ok_or_else(absent)
    }
}

/// The region of the profile in use. The error is absent if there is no such file, profile or region.
pub(super) fn region(config: &ProviderConfig) -> Result<String, CredentialsError> {
    let file = ProfileFile::read(&ProfileFile::locate(config)?)?;
    let (name, profile) = file.current(config)?;
    let region = profile.text("region_id").map(str::to_owned);
    region.ok_or_else(|| {
        CredentialsError::absent(format!("the profile {name:?} in {} has no region_id", file.path))
    })
}
