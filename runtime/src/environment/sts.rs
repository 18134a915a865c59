//! The two operations of STS that turn something into a temporary key.
//!
//! `AssumeRole` is an operation like any other and is signed as such. `AssumeRoleWithOIDC` is not signed: the token of
//! the identity provider is the proof.

use super::{
    json::Json,
    provider_config::{FAR, Fetched, MAX_ANSWER, ProviderConfig, Wiped},
    temporary::{SERVICE, temporary},
};
use crate::{
    call::{Request, ServiceClient, answer, check},
    codec::{canonical_query, percent_encode, printable},
    config::{Config, Endpoint, Network, Settings},
    outcome::Error,
    signing::{Credentials, CredentialsError, ProvideCredentials},
    tables::{Endpoints, Operation, Parameter, Service},
    values::Timestamp,
};
use bytes::Bytes;
use serde_json::Value;
use std::sync::Arc;
use zeroize::{Zeroize, Zeroizing};

/// The host for programs that name no region.
const CENTRAL: &str = "sts.aliyuncs.com";
const REGION: &str = "ALIBABA_CLOUD_STS_REGION";
const VPC: &str = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";
const SESSION_NAME: &str = "alibabacloud-rust";
const DURATION: i64 = 3600;

static STS: Service = Service {
    product: "Sts",
    version: "2015-04-01",
    endpoints: Endpoints {
        rule: "sts.{region}.aliyuncs.com",
        vpc_rule: Some("sts-vpc.{region}.aliyuncs.com"),
        regions: &[],
    },
};

// A further key changes nothing.
static ASSUME_ROLE: Operation = Operation::new("AssumeRole", &STS).reads().parameters(&[
    Parameter::new("RoleArn").required(),
    Parameter::new("RoleSessionName").length(Some(2), Some(64)),
    Parameter::new("DurationSeconds").range(Some(900), Some(43_200)),
    Parameter::new("Policy").length(Some(1), Some(2048)),
    Parameter::new("ExternalId").length(Some(2), Some(1224)),
]);

/// A role to take on, and where to ask for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Role {
    pub(super) arn: String,
    pub(super) session_name: Option<String>,
    pub(super) duration_seconds: Option<i64>,
    pub(super) policy: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) endpoint: Option<Endpoint>,
    pub(super) region: Option<String>,
    /// Without it, the variable says.
    pub(super) vpc: Option<bool>,
}

impl Role {
    /// The values of the parameters, along the table of `AssumeRole`.
    fn values(&self) -> [Option<Value>; 5] {
        let text = |text: &Option<String>| text.clone().map(Value::String);
        let session_name = self.session_name.as_deref().unwrap_or(SESSION_NAME);
        [
            Some(Value::from(self.arn.as_str())),
            Some(Value::from(session_name)),
            Some(Value::from(self.duration_seconds.unwrap_or(DURATION))),
            text(&self.policy),
            text(&self.external_id),
        ]
    }

    /// Refuses what STS would.
    pub(super) fn check(&self) -> Result<(), CredentialsError> {
        let values = self.values();
        let values: Vec<Option<&Value>> = values.iter().map(Option::as_ref).collect();
        check(&ASSUME_ROLE, &values).map_err(CredentialsError::new)
    }

    /// What a variable asks for in vain.
    pub(super) fn warning(&self, config: &ProviderConfig) -> Option<String> {
        let has_place = self.endpoint.is_some() || config.sts_endpoint.is_some() || self.region.is_some();
        let is_vain =
            self.vpc.is_none() && config.is_true(VPC) && !has_place && config.env.get(REGION).is_none();
        is_vain.then(|| {
            format!("{VPC} has no effect on STS without a region; set {REGION}, or {CENTRAL} is asked")
        })
    }

    fn endpoint(&self, config: &ProviderConfig) -> Result<Endpoint, CredentialsError> {
        let explicit = self.endpoint.as_ref().or(config.sts_endpoint.as_ref());
        let region = self.region.clone().or_else(|| config.env.get(REGION));
        let vpc = self.vpc.unwrap_or_else(|| config.is_true(VPC));
        let network = if vpc { Network::Vpc } else { Network::Public };
        let endpoint = match (explicit, region) {
            // The central one is not in any private network.
            (None, None) if self.vpc == Some(true) => {
                return Err(CredentialsError::new(format!(
                    "there is no endpoint of STS: one inside of a virtual private cloud is asked for (enable_vpc), which needs \
                     a region; set {REGION}, or the region of the role (sts_region)"
                )));
            }
            (None, None) => Endpoint::parse(CENTRAL),
            (explicit, region) => STS.endpoints.resolve(explicit, region.as_deref(), network),
        };
        endpoint.map_err(|error| CredentialsError::new(format!("there is no endpoint of STS: {error}")))
    }
}

/// Takes on a role with the credentials of `source`.
pub(super) async fn assume_role(
    role: &Role,
    source: Arc<dyn ProvideCredentials>,
    config: &ProviderConfig,
) -> Result<Credentials, CredentialsError> {
    role.check()?;
    let failed = |error: Error| {
        CredentialsError::new(format!("the role {} cannot be assumed: {error}", role.arn)).with_source(error)
    };
    let settings = Settings { max_response_bytes: MAX_ANSWER, ..Settings::default() };
    let transport = Arc::clone(config.get_transport()?);
    let client = Config::new(settings, Some(role.endpoint(config)?), source, transport)
        .and_then(|config| ServiceClient::new(&STS, &config))
        .map_err(failed)?;
    let mut request = Request::new(&client, &ASSUME_ROLE);
    for (index, value) in role.values().into_iter().enumerate() {
        if let Some(value) = value {
            request = request.with(index, &value);
        }
    }
    let (answer, _) = within(answer(request)).await.map_err(|error| match error {
        Some(error) => failed(error),
        None => CredentialsError::new(format!("the role {} cannot be assumed: {NO_ANSWER}", role.arn)),
    })?;
    key(&Wiped(answer.body), "the answer of AssumeRole")
}

const NO_ANSWER: &str = "STS gave no answer in time";

/// Waits for an answer as long as an answer over the network may take.
async fn within<T>(exchange: impl Future<Output = Result<T, Error>>) -> Result<T, Option<Error>> {
    match tokio::runtime::Handle::try_current() {
        // Another exchange is possible: the source may have to renew its own credentials.
        Ok(_) => match tokio::time::timeout(3 * FAR, exchange).await {
            Ok(result) => result.map_err(Some),
            Err(_) => Err(None),
        },
        Err(_) => exchange.await.map_err(Some),
    }
}

/// Takes on a role with the token of an OIDC identity provider.
pub(super) async fn assume_role_with_oidc(
    role: &Role,
    provider_arn: &str,
    token: &str,
    config: &ProviderConfig,
) -> Result<Credentials, CredentialsError> {
    role.check()?;
    let what = format!("the role {} cannot be assumed with an OIDC token", role.arn);
    let request = oidc_request(role, provider_arn, token, config)?;
    let answer = config.send(request, false, FAR).await.map_err(|error| error.about(&what))?;
    if answer.status != 200 {
        return Err(CredentialsError::new(format!("{what}: {}", refusal(&answer, token))));
    }
    key(&answer.body, "the answer of AssumeRoleWithOIDC")
}

fn oidc_request(
    role: &Role,
    provider_arn: &str,
    token: &str,
    config: &ProviderConfig,
) -> Result<http::Request<Bytes>, CredentialsError> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let now = Timestamp::from_unix_seconds(config.clock.now().as_unix_seconds());
    let query = [
        pair("Action", "AssumeRoleWithOIDC"),
        pair("Format", "JSON"),
        pair("Timestamp", &now.to_string()),
        pair("Version", STS.version),
    ];
    let mut form = vec![pair("OIDCProviderArn", provider_arn), pair("OIDCToken", token)];
    let values = ASSUME_ROLE.parameters.iter().zip(role.values());
    for (parameter, value) in values.filter(|(parameter, _)| parameter.name != "ExternalId") {
        match value {
            Some(Value::String(text)) => form.push((parameter.name.to_owned(), text)),
            Some(value) => form.push((parameter.name.to_owned(), value.to_string())),
            None => {}
        }
    }
    let body = Zeroizing::new(canonical_query(&form).into_bytes());
    form.iter_mut().for_each(|(_, value)| value.zeroize());
    http::Request::post(format!("{}/?{}", role.endpoint(config)?, canonical_query(&query)))
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from_owner(body))
        .map_err(|error| CredentialsError::new(format!("the request to STS cannot be made: {error}")))
}

/// What STS says about a failure, without the token that it may repeat.
fn refusal(answer: &Fetched, token: &str) -> String {
    let json = Json::parse(&answer.body.0).unwrap_or(Json::Other);
    let said = |name: &str, length| {
        let text = json.text(name)?;
        Some(printable(
            &text.replace(token, "[redacted]").replace(&percent_encode(token), "[redacted]"),
            length,
        ))
    };
    let code = said("Code", 200).map(|code| format!("{code}: ")).unwrap_or_default();
    let message = said("Message", 2000).unwrap_or_else(|| "STS gave no explanation".to_owned());
    let id = said("RequestId", 200).map(|id| format!(", request id {id}")).unwrap_or_default();
    format!("{code}{message} (HTTP {}{id})", answer.status)
}

/// The key in an answer.
fn key(body: &Wiped, what: &str) -> Result<Credentials, CredentialsError> {
    let json = Json::parse(&body.0).map_err(|error| CredentialsError::new(format!("{what} {error}")))?;
    let key =
        json.get("Credentials").ok_or_else(|| CredentialsError::new(format!("{what} has no Credentials")))?;
    temporary(key, &SERVICE, what)
}
