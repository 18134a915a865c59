//! The default chain: its order, when it stops, and what it says when it finds nothing.

use crate::support::{Http, World, answer, metadata, run, sts};
use alibabacloud_runtime::credentials::{
    CredentialsChain, CredentialsError, DefaultCredentialsChain, EnvCredentials, ProvideCredentials,
    StaticCredentials,
};

const CLI: &str = ".aliyun/config.json";
const INI: &str = ".alibabacloud/credentials.ini";
const CLI_KEY: &str = r#"{"current":"p","profiles":[
    {"name":"p","mode":"AK","access_key_id":"Cli","access_key_secret":"hush"}]}"#;
const INI_KEY: &str = "[default]\ntype = access_key\naccess_key_id = Ini\naccess_key_secret = hush\n";

/// STS, the metadata service and a server of credentials.
fn everything() -> Http {
    Http::new(|sent| match sent.uri.split('?').next().unwrap() {
        "https://sts.aliyuncs.com/" => answer(200, &sts("Oidc", 3600)),
        "http://100.100.100.200/latest/api/token" => answer(200, "metadata-token"),
        "http://100.100.100.200/latest/meta-data/ram/security-credentials/" => answer(200, "role"),
        "http://100.100.100.200/latest/meta-data/ram/security-credentials/role" => {
            answer(200, &metadata("Ecs", 3600))
        }
        "http://127.0.0.1:7/key" => answer(200, &metadata("Uri", 3600)),
        other => panic!("{other}"),
    })
}

/// A world in which all providers from the one with this number on have something.
fn world(from: usize) -> World {
    let mut world = World::new(everything()).set("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:7/key");
    if from > 4 {
        world = world.set("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    }
    if from <= 3 {
        world = world.file(INI, INI_KEY);
    }
    if from <= 2 {
        world = world.file(CLI, CLI_KEY);
    }
    if from <= 1 {
        let file = world.path("token").display().to_string();
        world = world
            .file("token", "oidc-token\n")
            .set("ALIBABA_CLOUD_OIDC_TOKEN_FILE", file)
            .set("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/r")
            .set("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1:oidc-provider/p");
    }
    if from == 0 {
        world =
            world.set("ALIBABA_CLOUD_ACCESS_KEY_ID", "Env").set("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "hush");
    }
    world
}

#[test]
fn the_order() {
    for (from, key, name) in [
        (0, "Env", "environment"),
        (1, "Oidc+token-of-Oidc", "OIDC role"),
        (2, "Cli", "CLI profile"),
        (3, "Ini", "credentials file"),
        (4, "Ecs+token-of-Ecs", "instance role"),
        (5, "Uri+token-of-Uri", "credentials URI"),
    ] {
        let world = world(from);
        let chain = DefaultCredentialsChain::new(&world.config());
        assert_eq!(chain.report().provider, None);
        assert_eq!(world.ask(&chain).as_deref(), Ok(key));
        assert_eq!(chain.report().provider.as_deref(), Some(name));
    }
}

#[test]
fn nothing_is_found() {
    let world = World::new(Http::silent());
    let error = world.ask(&DefaultCredentialsChain::new(&world.config())).unwrap_err();
    assert_eq!(
        error,
        "there are no credentials; these providers were asked, in this order:
  environment: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set
  OIDC role: ALIBABA_CLOUD_OIDC_TOKEN_FILE, ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN are not set
  CLI profile: ~/.aliyun/config.json does not exist
  credentials file: ~/.alibabacloud/credentials.ini does not exist
  instance role: the metadata service at http://100.100.100.200 does not answer: no connection: refused
  credentials URI: ALIBABA_CLOUD_CREDENTIALS_URI is not set"
    );
    // Nobody is there for version 1 either.
    assert_eq!(world.http.lines(), ["PUT http://100.100.100.200/latest/api/token"]);
}

#[test]
fn without_a_home() {
    let world = World::new(Http::silent())
        .set("HOME", "")
        .set("USERPROFILE", "")
        .set("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "TRUE");
    let error = world.ask(&DefaultCredentialsChain::new(&world.config())).unwrap_err();
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    for expected in [
        format!("CLI profile: {name} is not set, so there is no ~/.aliyun/config.json to look for"),
        format!(
            "credentials file: {name} is not set, so there is no ~/.alibabacloud/credentials.ini to look for"
        ),
        "instance role: ALIBABA_CLOUD_ECS_METADATA_DISABLED is true".to_owned(),
    ] {
        assert!(error.contains(&expected), "{error}");
    }
    assert!(world.http.sent().is_empty());
}

#[test]
fn what_is_set_up_but_fails_ends_the_search() {
    let world = world(3).file(CLI, "{\"secret\": \"hush\",");
    let error = world.ask(&DefaultCredentialsChain::new(&world.config())).unwrap_err();
    assert!(
        error.ends_with(
            "
  CLI profile: ~/.aliyun/config.json is not JSON (line 1, column 18)
  not asked, because the one before is set up: credentials file, instance role, credentials URI"
        ),
        "{error}"
    );
    let half = world.set("ALIBABA_CLOUD_ACCESS_KEY_ID", "Env");
    let error = half.ask(&DefaultCredentialsChain::new(&half.config())).unwrap_err();
    assert!(error.contains("\n  environment: ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set; set it"), "{error}");
}

#[test]
fn the_identity_does_not_change() {
    let world = world(4);
    let chain = DefaultCredentialsChain::new(&world.config());
    assert_eq!(world.ask(&chain).as_deref(), Ok("Ecs+token-of-Ecs"));
    world.write(INI, INI_KEY);
    assert_eq!(world.ask(&chain).as_deref(), Ok("Ecs+token-of-Ecs"));
    assert_eq!(world.ask(&DefaultCredentialsChain::new(&world.config())).as_deref(), Ok("Ini"));
}

#[test]
fn what_appears_later_is_found() {
    let world = World::new(Http::silent());
    let chain = DefaultCredentialsChain::new(&world.config());
    assert!(world.ask(&chain).is_err());
    world.write(INI, INI_KEY);
    assert_eq!(world.ask(&chain).as_deref(), Ok("Ini"));
}

#[test]
fn chains_of_chains() {
    let nothing = World::new(Http::silent());
    let inner = CredentialsChain::new().or("environment", EnvCredentials::with_env(nothing.env()));
    let key = StaticCredentials::new(alibabacloud_runtime::credentials::Credentials::new("Last", "hush"));
    let outer = CredentialsChain::new().or("inner", inner).or("mine", key);
    assert_eq!(nothing.ask(&outer).as_deref(), Ok("Last"));
    let error = run(CredentialsChain::new().credentials()).unwrap_err();
    assert!(error.is_absent());
}

#[test]
fn causes_are_kept() {
    #[derive(Debug)]
    struct Failing;
    impl ProvideCredentials for Failing {
        fn credentials(
            &self,
        ) -> alibabacloud_runtime::transport::BoxFuture<
            '_,
            Result<alibabacloud_runtime::credentials::Credentials, CredentialsError>,
        > {
            let cause = std::io::Error::other("the disk is gone");
            Box::pin(async { Err(CredentialsError::new("broken").with_source(cause)) })
        }
    }
    let error = run(CredentialsChain::new().or("failing", Failing).credentials()).unwrap_err();
    assert!(error.to_string().ends_with("failing: broken"), "{error}");
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the disk is gone");
    assert!(source.source().is_none());
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_transport() {
    let world = World::new(Http::silent());
    let config = alibabacloud_runtime::credentials::ProviderConfig::new().env(world.env());
    let error = world.ask(&DefaultCredentialsChain::new(&config)).unwrap_err();
    assert!(
        error.contains(
            "instance role: there is no transport for providers of credentials; give one to ProviderConfig, or \
             turn on the feature reqwest"
        ),
        "{error}"
    );
}

#[test]
fn what_is_asked_for_by_name_is_not_passed_over() {
    let cli = |content: &str| world(4).file(CLI, content);
    let ini = |content: &str| world(4).file(INI, content);
    let named = |world: World| world.set("ALIBABA_CLOUD_PROFILE", "prod-reader");
    let file = |world: World| {
        let file = world.path(INI).display().to_string();
        world.set("ALIBABA_CLOUD_CREDENTIALS_FILE", file)
    };
    for (what, world) in [
        ("in no file", named(world(4))),
        ("in neither file", named(world(2))),
        ("in no section", named(ini(INI_KEY))),
        ("not enabled", named(ini(&INI_KEY.replace("default]", "prod-reader]\nenable = false")))),
        ("a current profile that is not there", cli(r#"{"current":"prod-reader","profiles":[]}"#)),
        (
            "a key without a mode",
            cli(&CLI_KEY.replace(r#""mode":"AK","#, "").replace(r#""p""#, r#""prod-reader""#)),
        ),
    ] {
        let error = world.ask(&DefaultCredentialsChain::new(&world.config())).unwrap_err();
        assert!(
            error.contains("prod-reader") && error.contains("not asked, because the one before is set up: "),
            "{what}: {error}"
        );
        assert!(error.contains(CLI) && !error.contains("hush"), "{what}: {error}");
    }
    let world = file(ini("[other]\ntype = access_key\n"));
    let error = world.ask(&DefaultCredentialsChain::new(&world.config())).unwrap_err();
    assert!(
        error.contains("no section [default], but ALIBABA_CLOUD_CREDENTIALS_FILE names the file"),
        "{error}"
    );
    // In one of them it is enough.
    let section = INI_KEY.replace("default", "prod-reader");
    let world = named(world_with_both(&section));
    assert_eq!(world.ask(&DefaultCredentialsChain::new(&world.config())).as_deref(), Ok("Ini"));
}

fn world_with_both(ini: &str) -> World {
    world(4).file(CLI, CLI_KEY).file(INI, ini)
}
