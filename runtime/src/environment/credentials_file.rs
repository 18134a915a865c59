//! The vendor's credentials file: `~/.alibabacloud/credentials.ini`.
//!
//! A section is turned into one of the other providers; nothing here signs or sends.

use super::{
    assume_role::AssumeRole,
    file,
    ini::{self, Section},
    instance_role::InstanceRole,
    oidc::OidcRole,
    provider_config::{CLI_FILE, INI_FILE, PROFILE, ProviderConfig},
    sts::Role,
};
use crate::{
    signing::{
        Cached, CachedCredentials, Credentials, CredentialsError, CredentialsReport, ProvideCredentials,
        StaticCredentials, provide_from_cache,
    },
    transport::BoxFuture,
};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

const FILE_VARIABLE: &str = "ALIBABA_CLOUD_CREDENTIALS_FILE";
/// What the vendor's tools for other languages call it in places.
const WITHOUT_ENDING: &str = ".alibabacloud/credentials";

/// Credentials of a section of `~/.alibabacloud/credentials.ini`, or of the file that `ALIBABA_CLOUD_CREDENTIALS_FILE`
/// names, kept as [`CachedCredentials`] describes. The file is read again for each renewal.
///
/// The section is the one that `ALIBABA_CLOUD_PROFILE` names, or else `default`. Its `type` may be:
///
/// | type | keys |
/// |---|---|
/// | `access_key` | `access_key_id`, `access_key_secret` |
/// | `sts` | the same and `security_token` |
/// | `ram_role_arn` | the same as `access_key`, and `role_arn`, `role_session_name`, `policy`, `external_id` |
/// | `oidc_role_arn` | `role_arn`, `oidc_provider_arn`, `oidc_token_file_path`, `role_session_name`, `policy` |
/// | `ecs_ram_role` | `role_name`, without which the instance's role is looked up |
///
/// Every other type is an error, and so is a line that is neither a section, a key with a value, nor a comment. A value may
/// stand in quotation marks, which are no part of it; a `#` outside of them begins a comment, and so does a `;` behind white
/// space. A section with `enable = false` is one that is not there. The provider is absent if there is no file or no section
/// `default`. A file or a section that a variable names has to be there, or else in the command line's profiles.
#[derive(Debug)]
pub struct FileCredentials {
    cached: Cached,
}

provide_from_cache!(FileCredentials);

impl FileCredentials {
    /// The file and the section that the variables of `config` name.
    #[must_use]
    pub fn new(config: &ProviderConfig) -> Self {
        let fetch = FromFile { config: config.clone(), warnings: Mutex::default() };
        Self { cached: CachedCredentials::new(Arc::new(fetch), config.clock.clone()) }
    }
}

#[derive(Debug)]
struct FromFile {
    config: ProviderConfig,
    warnings: Mutex<Vec<String>>,
}

impl FromFile {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let (path, is_named) = match self.config.env.get(FILE_VARIABLE) {
            Some(path) => (PathBuf::from(path), true),
            None => (self.config.in_home(INI_FILE).map_err(|error| self.if_asked_for(error))?, false),
        };
        let text = file::read(&path).map_err(|error| match is_named {
            true => CredentialsError::new(format!("{error}, but {FILE_VARIABLE} names it")),
            false => self.if_asked_for(self.beside(error)),
        })?;
        *self.warnings.lock().unwrap_or_else(PoisonError::into_inner) =
            file::exposure(&path).into_iter().collect();
        let path = path.display();
        let broken = |why: &str| CredentialsError::new(format!("{path} {why}"));
        let text = std::str::from_utf8(&text).map_err(|_| broken("is not UTF-8"))?;
        let name = self.config.env.get(PROFILE).unwrap_or_else(|| "default".to_owned());
        let section = ini::section(text, &name).map_err(|why| broken(&why))?;
        let is_off = section.as_ref().is_some_and(Section::is_off);
        let section = section.filter(|_| !is_off).ok_or_else(|| {
            let why = if is_off { "a section [{name}] that is not enabled" } else { "no section [{name}]" };
            let message = format!("{path} has {}", why.replace("{name}", &name));
            match is_named {
                true => CredentialsError::new(format!("{message}, but {FILE_VARIABLE} names the file")),
                false => self.if_asked_for(CredentialsError::absent(message)),
            }
        })?;
        let what = format!("the section [{name}] in {path}");
        let provider = Described { what, section, config: &self.config }.resolve()?;
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).extend(provider.report().warnings);
        provider.credentials().await
    }

    /// What was asked for by name must not be passed over: somebody else's credentials would be used. This is the last place
    /// where a profile may be.
    fn if_asked_for(&self, error: CredentialsError) -> CredentialsError {
        match self.config.env.get(PROFILE) {
            Some(name) if error.is_absent() => CredentialsError::new(format!(
                "{error}, but {PROFILE} names {name:?}, which is not in ~/{CLI_FILE} either"
            )),
            _ => error,
        }
    }

    /// Mentions a file that may be meant instead.
    fn beside(&self, error: CredentialsError) -> CredentialsError {
        match self.config.in_home(WITHOUT_ENDING) {
            Ok(other) if error.is_absent() && other.is_file() => CredentialsError::absent(format!(
                "{error}; {} does, which is not looked at: add .ini to its name",
                other.display()
            )),
            _ => error,
        }
    }
}

impl ProvideCredentials for FromFile {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.fetch())
    }

    fn report(&self) -> CredentialsReport {
        let warnings = self.warnings.lock().unwrap_or_else(PoisonError::into_inner).clone();
        CredentialsReport { warnings, ..CredentialsReport::default() }
    }
}

/// A section and what errors call it.
struct Described<'a> {
    what: String,
    section: Section,
    config: &'a ProviderConfig,
}

impl Described<'_> {
    fn resolve(&self) -> Result<Arc<dyn ProvideCredentials>, CredentialsError> {
        let config = self.config.clone();
        Ok(match self.required("type")? {
            "access_key" | "sts" => Arc::new(StaticCredentials::new(self.key()?)),
            "ram_role_arn" => {
                let source = Arc::new(StaticCredentials::new(self.key()?));
                Arc::new(AssumeRole { source, role: self.role()?, config })
            }
            "oidc_role_arn" => Arc::new(OidcRole {
                role: self.role()?,
                provider_arn: self.required("oidc_provider_arn")?.to_owned(),
                token_file: self.required("oidc_token_file_path")?.to_owned(),
                config,
            }),
            "ecs_ram_role" => {
                Arc::new(InstanceRole { role_name: self.section.get("role_name").map(str::to_owned), config })
            }
            other => {
                let message = format!("{} has the type {other:?}, which is not supported", self.what);
                return Err(CredentialsError::new(message));
            }
        })
    }

    fn key(&self) -> Result<Credentials, CredentialsError> {
        let (id, secret) = (self.required("access_key_id")?, self.required("access_key_secret")?);
        // One that is left over in another type is not sent, as with the vendor's SDKs.
        let key = match self.required("type")? {
            "sts" => Credentials::with_token(id, secret, self.required("security_token")?),
            _ => Credentials::new(id, secret),
        };
        let unusable = |error| CredentialsError::new(format!("{} cannot be used: {error}", self.what));
        key.validate().map_err(unusable)?;
        Ok(key)
    }

    fn role(&self) -> Result<Role, CredentialsError> {
        let text = |key: &str| self.section.get(key).map(str::to_owned);
        Ok(Role {
            arn: self.required("role_arn")?.to_owned(),
            session_name: text("role_session_name"),
            policy: text("policy"),
            external_id: text("external_id"),
            ..Role::default()
        })
    }

    fn required(&self, key: &str) -> Result<&str, CredentialsError> {
        let missing = || CredentialsError::new(format!("{} has no {key}", self.what));
        self.section.get(key).ok_or_else(missing)
    }
}
