//! Nothing that can be printed holds a secret.

use crate::support::{Http, World, answer, key, metadata, run, sts};
use alibabacloud_runtime::credentials::{
    AssumeRoleCredentials, CachedCredentials, CliProfileCredentials, CredentialsChain,
    DefaultCredentialsChain, EcsRamRoleCredentials, EnvCredentials, FileCredentials, OidcRoleCredentials,
    ProvideCredentials, StaticCredentials, UriCredentials,
};
use std::sync::Arc;

/// Everything in it that is secret is called something with `hush`.
fn world() -> World {
    let http = Http::new(|sent| match (sent.method.as_str(), sent.uri.contains("://sts.")) {
        ("POST", true) => answer(200, &sts("Role", 3600).replace("token-of-", "hush-")),
        ("PUT", _) => answer(200, "hush"),
        _ => answer(200, &metadata("Ecs", 3600).replace("token-of-", "hush-")),
    });
    let world = World::new(http)
        .file("token", "hush")
        .file(
            ".aliyun/config.json",
            r#"{"current":"p","profiles":[{"name":"p","mode":"AK","access_key_id":"A","access_key_secret":"hush"}]}"#,
        )
        .file(
            ".alibabacloud/credentials.ini",
            "[default]\ntype = sts\naccess_key_id = A\naccess_key_secret = hush\nsecurity_token = hush\n",
        );
    let token = world.path("token").display().to_string();
    world
        .set("ALIBABA_CLOUD_OIDC_TOKEN_FILE", token)
        .set("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/r")
        .set("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p")
        .set("ALIBABA_CLOUD_ECS_METADATA", "role")
        .set("ALIBABA_CLOUD_ACCESS_KEY_ID", "A")
        .set("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "hush")
        .set("ALIBABA_CLOUD_SECURITY_TOKEN", "hush")
        .set("ALIBABA_CLOUD_CREDENTIALS_URI", "https://keys.example.com/?token=hush")
}

#[test]
fn providers_and_reports() {
    let world = world();
    let config = world.config();
    let user = || StaticCredentials::new(key("A", None));
    let role = AssumeRoleCredentials::builder(user(), "acs:ram::1:role/r");
    let mut shown = vec![format!("{config:?}"), format!("{:?}", world.clock()), format!("{role:?}")];
    let providers: Vec<Arc<dyn ProvideCredentials>> = vec![
        Arc::new(user()),
        Arc::new(EnvCredentials::with_env(world.env())),
        Arc::new(OidcRoleCredentials::new(&config)),
        Arc::new(CliProfileCredentials::new(&config)),
        Arc::new(FileCredentials::new(&config)),
        Arc::new(EcsRamRoleCredentials::new(&config)),
        Arc::new(UriCredentials::new(&config)),
        Arc::new(role.build(&config).unwrap()),
        Arc::new(CachedCredentials::new(user(), world.clock())),
        Arc::new(DefaultCredentialsChain::new(&config)),
        Arc::new(CredentialsChain::new().or("mine", user())),
    ];
    for provider in providers {
        let credentials = run(provider.credentials()).unwrap();
        assert!(credentials.access_key_secret().contains("hush"));
        shown.extend([
            format!("{provider:?}"),
            format!("{credentials:?}"),
            format!("{:?}", provider.report()),
        ]);
    }
    for text in shown {
        assert!(!text.contains("hush"), "{text}");
    }
}

#[test]
fn errors() {
    // Whatever comes back holds the secret, and nothing comes of it.
    let bodies =
        ["hush", r#"{"hush"#, r#"{"AccessKeyId":"hush"}"#, r#"["hush"]"#, r#"{"Credentials":"hush"}"#];
    for body in bodies {
        for status in [200, 302, 403, 500] {
            let world = World::new(Http::always(status, body));
            let token = world.path("token").display().to_string();
            let world = world
                .file("token", "hush")
                .file(".aliyun/config.json", format!("{{\"current\":\"p\",\"profiles\":{body}"))
                .file(".alibabacloud/credentials.ini", format!("[default]\n{body}\n"))
                .set("ALIBABA_CLOUD_OIDC_TOKEN_FILE", token)
                .set("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1:role/r")
                .set("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p")
                .set("ALIBABA_CLOUD_ECS_METADATA", "role")
                .set("ALIBABA_CLOUD_CREDENTIALS_URI", "https://keys.example.com/?token=hush");
            let config = world.config();
            let user = StaticCredentials::new(key("A", None));
            let role = AssumeRoleCredentials::builder(user, "acs:ram::1:role/r");
            let providers: [Arc<dyn ProvideCredentials>; 7] = [
                Arc::new(OidcRoleCredentials::new(&config)),
                Arc::new(CliProfileCredentials::new(&config)),
                Arc::new(FileCredentials::new(&config)),
                Arc::new(EcsRamRoleCredentials::new(&config)),
                Arc::new(UriCredentials::new(&config)),
                Arc::new(role.build(&config).unwrap()),
                Arc::new(DefaultCredentialsChain::new(&config)),
            ];
            for provider in providers {
                let error = run(provider.credentials()).unwrap_err();
                let mut shown = format!("{error} {error:?} {:?}", provider.report());
                let mut cause = std::error::Error::source(&error);
                while let Some(source) = cause {
                    shown.push_str(&format!(" {source} {source:?}"));
                    cause = source.source();
                }
                assert!(!shown.contains("hush"), "{shown}");
            }
        }
    }
}

#[test]
fn nothing_steers_a_terminal() {
    let oidc = "[default]\ntype = oidc_role_arn\nrole_arn = r\noidc_provider_arn = p\n";
    let profile = |members: &str| {
        format!(
            r#"{{"current":"p","profiles":[{{"name":"p","ram_role_arn":"r","oidc_provider_arn":"p",{members}}}]}}"#
        )
    };
    for (file, content, expected) in [
        (
            ".alibabacloud/credentials.ini",
            format!("{oidc}oidc_token_file_path = /no/\u{b}\u{1b}[2Jtoken\n"),
            "there is no OIDC token: /no/  [2Jtoken does not exist",
        ),
        (
            ".aliyun/config.json",
            profile(r#""mode":"OIDC","oidc_token_file":"/no\n/\u001b[2J\u202etoken""#),
            "there is no OIDC token: /no / [2J token does not exist",
        ),
        (
            ".aliyun/config.json",
            profile(r#""mode":"External","process_command":"/no/\u0007program""#),
            "the profile \"p\" in ~/.aliyun/config.json: the command /no/ program cannot be run: ",
        ),
    ] {
        let world = World::new(Http::new(|_| answer(500, ""))).file(file, content);
        let provider: Arc<dyn ProvideCredentials> = match file {
            ".aliyun/config.json" => Arc::new(CliProfileCredentials::new(&world.config())),
            _ => Arc::new(FileCredentials::new(&world.config())),
        };
        let error = world.portable(&run(provider.credentials()).unwrap_err().to_string());
        assert!(error.starts_with(expected), "{error}");
    }
}
