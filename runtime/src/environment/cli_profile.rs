//! Profiles of the vendor's command line: `~/.aliyun/config.json`.
//!
//! A profile is turned into one of the other providers; nothing here signs or sends.

use super::{
    assume_role::AssumeRole,
    command, file,
    instance_role::InstanceRole,
    json::Json,
    oidc::OidcRole,
    profile_file::ProfileFile,
    provider_config::ProviderConfig,
    sts::Role,
    temporary::{CLI, either, permanent, temporary},
    uri::UriSource,
};
use crate::{
    signing::{
        Cached, CachedCredentials, Credentials, CredentialsError, CredentialsReport, ProvideCredentials,
        StaticCredentials, provide_from_cache,
    },
    transport::BoxFuture,
    values::Timestamp,
};
use std::sync::{Arc, Mutex, PoisonError};

/// What must be a text where it is.
const TEXTS: [&str; 17] = [
    "access_key_id",
    "access_key_secret",
    "credentials_uri",
    "external_id",
    "mode",
    "oidc_provider_arn",
    "oidc_token_file",
    "policy",
    "process_command",
    "ram_role_arn",
    "ram_role_name",
    "ram_session_name",
    "region_id",
    "source_profile",
    "sts_region",
    "sts_token",
    "name",
];

/// How many profiles may lead from one to another.
const MAX_DEPTH: usize = 8;

/// Credentials of a profile of the vendor's command line, `aliyun`, in `~/.aliyun/config.json`, kept as
/// [`CachedCredentials`] describes. The file is read again for each renewal.
///
/// The profile is the one that `ALIBABA_CLOUD_PROFILE` names, or else the current one. Its mode may be:
///
/// | mode | credentials |
/// |---|---|
/// | `AK`, `StsToken` | those in the profile |
/// | `RamRoleArn` | a role, taken on with the key in the profile |
/// | `ChainableRamRoleArn` | a role, taken on with those of the profile `source_profile` |
/// | `RamRoleArnWithRoleName` | a role, taken on with those of the instance's role |
/// | `EcsRamRole` | those of the instance's role |
/// | `OIDC` | a role, taken on with a token |
/// | `External` | what `process_command` prints. It is run without a shell, for 30 seconds at most. |
/// | `CredentialsURI` | what [`UriCredentials`](super::UriCredentials) would find at the profile's address |
/// | `CloudSSO`, `OAuth` | those that `aliyun` stored at the last login, until they expire; this crate does not log in |
///
/// Every other mode is an error, and so are a current profile that is not there, a key without a mode, two profiles of one
/// name, and values of another kind. `enable_vpc` and `sts_region` say which STS is asked. The provider is absent if there is no
/// file, no home directory or no profile of the name that the variable has, if the profile is an empty one as `aliyun` creates
/// it, or if `ALIBABA_CLOUD_CLI_PROFILE_DISABLED` is `true`.
#[derive(Debug)]
pub struct CliProfileCredentials {
    cached: Cached,
}

provide_from_cache!(CliProfileCredentials);

impl CliProfileCredentials {
    /// The profile that the variables of `config`, or the file, name.
    #[must_use]
    pub fn new(config: &ProviderConfig) -> Self {
        Self::from_name(None, config)
    }

    /// The profile of this name, whatever the variables say.
    pub fn with_profile(name: impl Into<String>, config: &ProviderConfig) -> Self {
        Self::from_name(Some(name.into()), config)
    }

    fn from_name(name: Option<String>, config: &ProviderConfig) -> Self {
        let fetch = FromFile { name, config: config.clone(), warnings: Mutex::default() };
        Self { cached: CachedCredentials::new(Arc::new(fetch), config.clock.clone()) }
    }
}

#[derive(Debug)]
struct FromFile {
    name: Option<String>,
    config: ProviderConfig,
    warnings: Mutex<Vec<String>>,
}

impl FromFile {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let path = ProfileFile::locate(&self.config)?;
        let file = ProfileFile::read(&path)?;
        *self.warnings.lock().unwrap_or_else(PoisonError::into_inner) =
            file::exposure(&path).into_iter().collect();
        let (name, profile) = match &self.name {
            Some(name) => (name.clone(), file.get(name)?),
            None => file.current(&self.config)?,
        };
        let profiles = Profiles { file: &file, config: &self.config };
        let provider = profiles.resolve(&name, profile, 0).await?;
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).extend(provider.report().warnings);
        provider.credentials().await
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

/// The profiles, and what they need to become providers.
struct Profiles<'a> {
    file: &'a ProfileFile,
    config: &'a ProviderConfig,
}

type Resolved = Result<Arc<dyn ProvideCredentials>, CredentialsError>;

impl Profiles<'_> {
    /// The provider that a profile describes; `depth` profiles led to it.
    fn resolve<'a>(&'a self, name: &'a str, profile: &'a Json, depth: usize) -> BoxFuture<'a, Resolved> {
        Box::pin(async move {
            let what = self.what(name);
            if depth > MAX_DEPTH {
                return Err(CredentialsError::new(format!("{what}: its source profiles lead in a circle")));
            }
            for key in TEXTS {
                if let Some(kind) = profile.not_text(key) {
                    let message = format!("{what} has a field {key} that is {kind}, not a text");
                    return Err(CredentialsError::new(message));
                }
            }
            let has_key = profile.text("access_key_id").or(profile.text("access_key_secret")).is_some();
            match profile.text("mode").unwrap_or_default() {
                "" if has_key => {
                    Err(CredentialsError::new(format!("{what} has a key but no mode; add \"mode\": \"AK\"")))
                }
                "" => Err(CredentialsError::absent(format!("{what} has no mode: it is not configured yet"))),
                "AK" if !has_key => {
                    Err(CredentialsError::absent(format!("{what} has no key: it is not configured yet")))
                }
                "AK" | "StsToken" => self.key(name, profile),
                "RamRoleArn" => self.assume(name, profile, fixed(permanent(profile, &CLI, &what)?)),
                "ChainableRamRoleArn" => {
                    let source = self.source(name, profile, depth).await?;
                    self.assume(name, profile, source)
                }
                "RamRoleArnWithRoleName" => self.assume(name, profile, self.instance(profile)),
                "EcsRamRole" => Ok(self.instance(profile)),
                "OIDC" => self.oidc(name, profile),
                "External" => self.external(name, profile, depth).await,
                "CredentialsURI" => {
                    let uri = profile.text("credentials_uri").map(str::to_owned);
                    Ok(Arc::new(UriSource { uri, config: self.config.clone() }))
                }
                mode @ ("CloudSSO" | "OAuth") => self.stored(name, profile, mode),
                mode => Err(CredentialsError::new(format!(
                    "{what} has the mode {mode:?}, which is not supported"
                ))),
            }
        })
    }

    fn what(&self, name: &str) -> String {
        format!("the profile {name:?} in {}", self.file.path)
    }

    /// Without a token, `StsToken` is a mistake; one that is left over in `AK` is not sent.
    fn key(&self, name: &str, profile: &Json) -> Resolved {
        let read = if profile.text("mode") == Some("StsToken") { temporary } else { permanent };
        Ok(fixed(read(profile, &CLI, &self.what(name))?))
    }

    fn instance(&self, profile: &Json) -> Arc<dyn ProvideCredentials> {
        let role_name = profile.text("ram_role_name").map(str::to_owned);
        Arc::new(InstanceRole { role_name, config: self.config.clone() })
    }

    fn assume(&self, name: &str, profile: &Json, source: Arc<dyn ProvideCredentials>) -> Resolved {
        let role = self.role(name, profile)?;
        Ok(Arc::new(AssumeRole { source, role, config: self.config.clone() }))
    }

    fn oidc(&self, name: &str, profile: &Json) -> Resolved {
        Ok(Arc::new(OidcRole {
            role: self.role(name, profile)?,
            provider_arn: self.required(name, profile, "oidc_provider_arn")?.to_owned(),
            token_file: self.required(name, profile, "oidc_token_file")?.to_owned(),
            config: self.config.clone(),
        }))
    }

    fn role(&self, name: &str, profile: &Json) -> Result<Role, CredentialsError> {
        let text = |key: &str| profile.text(key).map(str::to_owned);
        Ok(Role {
            arn: self.required(name, profile, "ram_role_arn")?.to_owned(),
            session_name: text("ram_session_name"),
            duration_seconds: profile.number("expired_seconds"),
            policy: text("policy"),
            external_id: text("external_id"),
            region: text("sts_region"),
            vpc: profile.boolean("enable_vpc"),
            ..Role::default()
        })
    }

    async fn source(&self, name: &str, profile: &Json, depth: usize) -> Resolved {
        let source = self.required(name, profile, "source_profile")?;
        let found = self.file.find(source)?.ok_or_else(|| {
            CredentialsError::new(format!(
                "{} names a source profile {source:?} that is not there",
                self.what(name)
            ))
        })?;
        self.resolve(source, found, depth + 1).await
    }

    /// What a command prints is a profile again.
    async fn external(&self, name: &str, profile: &Json, depth: usize) -> Resolved {
        let printed = command::output(self.required(name, profile, "process_command")?).await;
        let printed =
            printed.map_err(|error| CredentialsError::new(format!("{}: {error}", self.what(name))))?;
        let what = format!("what the command of {} printed", self.what(name));
        let json = Json::parse(&printed).map_err(|error| CredentialsError::new(format!("{what} {error}")))?;
        match json.text("mode") {
            Some("External") => Err(CredentialsError::new(format!("{what} has the mode \"External\" again"))),
            Some("AK" | "StsToken") | None => Ok(fixed(either(&json, &CLI, &what)?)),
            Some(_) => self.resolve(name, &json, depth + 1).await,
        }
    }

    /// The key that a login left behind.
    fn stored(&self, name: &str, profile: &Json, mode: &str) -> Resolved {
        let login = format!("to log in, run: aliyun configure --profile {name} --mode {mode}");
        let what = self.what(name);
        let end = profile.number("sts_expiration").map(Timestamp::from_unix_seconds);
        match end {
            Some(end) if self.config.clock.now() < end => {
                Ok(fixed(temporary(profile, &CLI, &what)?.expiring_at(end)))
            }
            Some(end) => {
                let message = format!("{what} has {mode} credentials that expired at {end}; {login}");
                Err(CredentialsError::new(message))
            }
            None => Err(CredentialsError::new(format!("{what} has no {mode} credentials yet; {login}"))),
        }
    }

    fn required<'p>(&self, name: &str, profile: &'p Json, key: &str) -> Result<&'p str, CredentialsError> {
        let what = self.what(name);
        profile.text(key).ok_or_else(|| CredentialsError::new(format!("{what} has no {key}")))
    }
}

fn fixed(credentials: Credentials) -> Arc<dyn ProvideCredentials> {
    Arc::new(StaticCredentials::new(credentials))
}
