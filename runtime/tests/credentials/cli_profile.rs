//! Profiles of the vendor's command line.

use crate::support::{Http, START, World, answer, metadata, sts};
use alibabacloud_runtime::credentials::{CliProfileCredentials, ProvideCredentials};

const FILE: &str = ".aliyun/config.json";
const KEY: &str = r#""access_key_id":"Cli","access_key_secret":"hush""#;
const ROLE: &str = r#""ram_role_arn":"acs:ram::1:role/r","ram_session_name":"me""#;

fn http() -> Http {
    Http::new(|sent| match (sent.method.as_str(), sent.uri.contains("://sts")) {
        ("POST", true) => answer(200, &sts("Role", 3600)),
        ("PUT", _) => answer(200, "t"),
        _ => answer(200, &metadata("Ecs", 3600)),
    })
}

/// A file with these profiles, of which `p` is the current one.
fn world(profiles: &str) -> World {
    World::new(http()).file(FILE, format!(r#"{{"current":"p","profiles":[{profiles}]}}"#))
}

fn profile(members: &str) -> World {
    world(&format!(r#"{{"name":"p",{members}}}"#))
}

fn check(members: &str, expected: Result<&str, &str>) {
    let world = profile(members);
    let result = world.ask(&CliProfileCredentials::new(&world.config()));
    let what = format!("the profile \"p\" in ~/{FILE}");
    let expected = expected.map(str::to_owned).map_err(|error| error.replace("PROFILE", &what));
    assert_eq!(result, expected, "{members}");
}

#[test]
fn modes() {
    check(&format!(r#""mode":"AK",{KEY}"#), Ok("Cli"));
    check(&format!(r#""mode":"StsToken","sts_token":"t",{KEY}"#), Ok("Cli+t"));
    check(&format!(r#""mode":"RamRoleArn",{KEY},{ROLE}"#), Ok("Role+token-of-Role"));
    check(r#""mode":"EcsRamRole","ram_role_name":"r""#, Ok("Ecs+token-of-Ecs"));
    check(
        &format!(r#""mode":"RamRoleArnWithRoleName","ram_role_name":"r",{ROLE}"#),
        Ok("Role+token-of-Role"),
    );
    check(r#""mode":"CredentialsURI","credentials_uri":"http://127.0.0.1:7/""#, Ok("Ecs+token-of-Ecs"));
    for mode in ["CloudSSO", "OAuth"] {
        let stored = format!(r#""mode":"{mode}","sts_token":"t",{KEY}"#);
        check(&format!(r#"{stored},"sts_expiration":{}"#, START + 1), Ok("Cli+t"));
        check(
            &format!(r#"{stored},"sts_expiration":{START}"#),
            Err(&format!(
                "PROFILE has {mode} credentials that expired at 2023-11-14T22:13:20Z; to log in, run: aliyun \
                 configure --profile p --mode {mode}"
            )),
        );
        check(
            &format!(r#""mode":"{mode}""#),
            Err(&format!(
                "PROFILE has no {mode} credentials yet; to log in, run: aliyun configure --profile p --mode {mode}"
            )),
        );
    }
}

#[test]
fn modes_that_are_not_supported() {
    for mode in ["RsaKeyPair", "BearerToken", "Anonymous", "ak"] {
        check(
            &format!(r#""mode":"{mode}",{KEY}"#),
            Err(&format!("PROFILE has the mode \"{mode}\", which is not supported")),
        );
    }
}

#[test]
fn what_is_missing() {
    for (members, expected) in [
        (r#""mode":"StsToken","access_key_id":"A","access_key_secret":"hush""#, "PROFILE has no sts_token"),
        (r#""mode":"AK","access_key_id":"A""#, "PROFILE has no access_key_secret"),
        (
            r#""mode":"RamRoleArn","access_key_id":"A","access_key_secret":"hush""#,
            "PROFILE has no ram_role_arn",
        ),
        (r#""mode":"OIDC","ram_role_arn":"r""#, "PROFILE has no oidc_provider_arn"),
        (r#""mode":"ChainableRamRoleArn","ram_role_arn":"r""#, "PROFILE has no source_profile"),
        (
            r#""mode":"ChainableRamRoleArn","ram_role_arn":"r","source_profile":"gone""#,
            "PROFILE names a source profile \"gone\" that is not there",
        ),
        (r#""mode":"External""#, "PROFILE has no process_command"),
        (
            r#""mode":"AK","access_key_id":"A","access_key_secret":"hu\u0000sh""#,
            "PROFILE cannot be used: the access key secret has a control character at character 3",
        ),
        (
            r#""mode":"RamRoleArn","access_key_id":"A","access_key_secret":"hush","ram_role_arn":"r","expired_seconds":60"#,
            "DurationSeconds is 60, but Sts accepts 900 to 43200",
        ),
    ] {
        check(members, Err(expected));
    }
}

#[test]
fn what_counts_as_absent() {
    for (content, expected) in [
        (
            r#"{"current":"","profiles":[]}"#,
            "THE-CONFIG has no current profile, and ALIBABA_CLOUD_PROFILE is not set",
        ),
        (
            r#"{"current":"p","profiles":[{"name":"p","mode":""}]}"#,
            "the profile \"p\" in THE-CONFIG has no mode: it is not configured yet",
        ),
        (
            r#"{"current":"p","profiles":[{"name":"p","mode":"AK","access_key_id":"","access_key_secret":""}]}"#,
            "the profile \"p\" in THE-CONFIG has no key: it is not configured yet",
        ),
    ] {
        let world = World::new(http()).file(FILE, content);
        let error =
            crate::support::run(CliProfileCredentials::new(&world.config()).credentials()).unwrap_err();
        assert_eq!(world.portable(&error.to_string()), expected.replace("THE-CONFIG", &format!("~/{FILE}")));
        assert!(error.is_absent(), "{error}");
    }
    let world = profile(&format!(r#""mode":"AK",{KEY}"#)).set("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true");
    assert_eq!(
        world.ask(&CliProfileCredentials::new(&world.config())).unwrap_err(),
        "ALIBABA_CLOUD_CLI_PROFILE_DISABLED is true"
    );
}

#[test]
fn a_file_that_is_not_in_order_ends_the_search() {
    let key = |name: &str| format!(r#"{{"name":"{name}","mode":"AK",{KEY}}}"#);
    for (content, expected) in [
        (r#"{"current":"p","profiles":[]}"#.to_owned(), "THE-CONFIG has no profile \"p\", which it names as its current one"),
        (r#"{"current":"p"}"#.to_owned(), "THE-CONFIG has no profile \"p\", which it names as its current one"),
        (format!(r#"{{"current":"p","profiles":[{},{}]}}"#, key("p"), key("p")), "THE-CONFIG has two profiles \"p\""),
        (format!(r#"{{"current":"p","profiles":[{{"name":"p",{KEY}}}]}}"#), "the profile \"p\" in THE-CONFIG has a key but no mode"),
        (r#"[]"#.to_owned(), "THE-CONFIG is broken: the whole is a list, not an object"),
        (r#"{"current":7}"#.to_owned(), "THE-CONFIG is broken: current is a number, not a text"),
        (r#"{"current":"p","profiles":{"p":{}}}"#.to_owned(), "THE-CONFIG is broken: profiles is an object, not a list"),
        (r#"{"current":"p","profiles":["p"]}"#.to_owned(), "THE-CONFIG is broken: profiles/0 is a text, not an object"),
        (r#"{"current":"p","profiles":[{"name":1}]}"#.to_owned(), "THE-CONFIG is broken: profiles/0/name is a number, not a text"),
        (
            r#"{"current":"p","profiles":[{"name":"p","mode":"AK","access_key_id":17,"access_key_secret":"hush"}]}"#.to_owned(),
            "the profile \"p\" in THE-CONFIG has a field access_key_id that is a number, not a text",
        ),
        (
            format!(r#"{{"current":"p","profiles":[{{"name":"p","mode":["AK"],{KEY}}}]}}"#),
            "the profile \"p\" in THE-CONFIG has a field mode that is a list, not a text",
        ),
    ] {
        let world = World::new(http()).file(FILE, &content);
        let error =
            crate::support::run(CliProfileCredentials::new(&world.config()).credentials()).unwrap_err();
        let expected = expected.replace("THE-CONFIG", &format!("~/{FILE}"));
        let shown = world.portable(&error.to_string());
        assert!(shown.starts_with(&expected), "{shown}");
        assert!(!error.is_absent() && !shown.contains("hush"), "{error}");
    }
}

#[test]
fn a_token_that_was_left_over_is_not_sent() {
    check(&format!(r#""mode":"AK","sts_token":"old",{KEY}"#), Ok("Cli"));
    let world = profile(&format!(r#""mode":"RamRoleArn","sts_token":"old",{KEY},{ROLE}"#));
    world.ask(&CliProfileCredentials::new(&world.config())).unwrap();
    assert_eq!(world.http.only().header("x-acs-security-token"), "");
}

#[test]
fn sts_inside_of_a_private_network() {
    let role = format!(r#""mode":"RamRoleArn",{KEY},{ROLE}"#);
    for (more, variable, expected) in [
        (r#","enable_vpc":true,"sts_region":"cn-beijing""#, false, Ok("sts-vpc.cn-beijing")),
        (r#","enable_vpc":false,"sts_region":"cn-beijing""#, true, Ok("sts.cn-beijing")),
        (r#","sts_region":"cn-beijing""#, true, Ok("sts-vpc.cn-beijing")),
        (
            r#","enable_vpc":true"#,
            false,
            Err("there is no endpoint of STS: one inside of a virtual private cloud"),
        ),
    ] {
        let mut world = profile(&format!("{role}{more}"));
        if variable {
            world = world.set("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", "true");
        }
        let provider = CliProfileCredentials::new(&world.config());
        match (world.ask(&provider), expected) {
            (Ok(_), Ok(host)) => {
                assert!(world.http.only().line().contains(&format!("://{host}.aliyuncs")), "{more}");
            }
            (Err(error), Err(expected)) => assert!(error.contains(expected), "{error}"),
            (result, _) => panic!("{more}: {result:?}"),
        }
        assert!(provider.report().warnings.is_empty());
    }
    let world = profile(&role).set("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", "true");
    let provider = CliProfileCredentials::new(&world.config());
    world.ask(&provider).unwrap();
    let warnings = provider.report().warnings;
    assert!(
        warnings[0].starts_with("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED has no effect on STS"),
        "{warnings:?}"
    );
}

#[test]
fn what_a_role_is_asked_for() {
    let members = format!(
        r#""mode":"RamRoleArn",{KEY},{ROLE},"expired_seconds":900,"external_id":"42","sts_region":"cn-beijing""#
    );
    let world = profile(&members);
    world.ask(&CliProfileCredentials::new(&world.config())).unwrap();
    let sent = world.http.only();
    assert_eq!(sent.line(), "POST https://sts.cn-beijing.aliyuncs.com/");
    for (name, value) in [("RoleSessionName", "me"), ("DurationSeconds", "900"), ("ExternalId", "42")] {
        assert_eq!(sent.parameter(name), Some(value));
    }
}

#[test]
fn an_oidc_role() {
    let world = World::new(http()).file("token", "t");
    let token = serde_json::Value::from(world.path("token").display().to_string());
    let world = world.file(
        FILE,
        format!(
            r#"{{"current":"p","profiles":[{{"name":"p","mode":"OIDC","oidc_provider_arn":"p","oidc_token_file":{token},{ROLE}}}]}}"#
        ),
    );
    assert_eq!(world.ask(&CliProfileCredentials::new(&world.config())).as_deref(), Ok("Role+token-of-Role"));
    assert_eq!(world.http.only().parameter("OIDCToken"), Some("t"));
}

#[test]
fn profiles_that_lead_to_others() {
    let link = |name: &str, source: &str| {
        format!(r#"{{"name":"{name}","mode":"ChainableRamRoleArn","source_profile":"{source}",{ROLE}}}"#)
    };
    let end = format!(r#"{{"name":"end","mode":"AK",{KEY}}}"#);
    let chain = world(&[link("p", "q"), link("q", "end"), end].join(","));
    assert_eq!(chain.ask(&CliProfileCredentials::new(&chain.config())).as_deref(), Ok("Role+token-of-Role"));
    let signers: Vec<bool> = chain
        .http
        .sent()
        .iter()
        .map(|sent| sent.header("authorization").contains("Credential=Cli,"))
        .collect();
    assert_eq!(signers, [true, false], "the key takes on q, and q takes on p");
    let circle = world(&[link("p", "q"), link("q", "p")].join(","));
    let error = circle.ask(&CliProfileCredentials::new(&circle.config())).unwrap_err();
    assert!(error.ends_with("its source profiles lead in a circle"), "{error}");
    assert!(circle.http.sent().is_empty());
}

#[test]
fn which_profile() {
    let named = |name: &str| {
        format!(r#"{{"name":"{name}","mode":"AK","access_key_id":"{name}","access_key_secret":"hush"}}"#)
    };
    let world = world(&[named("p"), named("q"), named("r")].join(","));
    assert_eq!(world.ask(&CliProfileCredentials::new(&world.config())).as_deref(), Ok("p"));
    let text = std::fs::read_to_string(world.path(FILE)).unwrap();
    world.write(FILE, format!("\u{FEFF}{text}"));
    let world = world.set("ALIBABA_CLOUD_PROFILE", "q");
    assert_eq!(world.ask(&CliProfileCredentials::new(&world.config())).as_deref(), Ok("q"));
    assert_eq!(world.ask(&CliProfileCredentials::with_profile("r", &world.config())).as_deref(), Ok("r"));
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_reported() {
    let world = profile(&format!(r#""mode":"AK",{KEY}"#));
    crate::support::chmod(&world.path(FILE), 0o644);
    let provider = CliProfileCredentials::new(&world.config());
    world.ask(&provider).unwrap();
    assert_eq!(
        provider.report().warnings.iter().map(|warning| world.portable(warning)).collect::<Vec<_>>(),
        [
            "~/.aliyun/config.json is open to other users of this machine (mode 644); run: chmod 600 ~/.aliyun/config.json"
        ]
    );
}

/// A profile whose command is this one.
#[cfg(unix)]
fn external(command: &str) -> Result<String, String> {
    let world =
        profile(&format!(r#""mode":"External","process_command":{}"#, serde_json::Value::from(command)));
    world.ask(&CliProfileCredentials::new(&world.config()))
}

#[cfg(unix)]
#[test]
fn commands() {
    let key = |more: &str| format!(r#"{{"access_key_id":"Out","access_key_secret":"hush"{more}}}"#);
    let print = |text: &str| external(&format!("printf %s '{text}'"));
    assert_eq!(print(&key("")).as_deref(), Ok("Out"));
    assert_eq!(print(&key(r#","mode":"AK""#)).as_deref(), Ok("Out"));
    assert_eq!(print(&key(r#","mode":"StsToken","sts_token":"t""#)).as_deref(), Ok("Out+t"));
    assert_eq!(print(&key(&format!(r#","mode":"RamRoleArn",{ROLE}"#))).as_deref(), Ok("Role+token-of-Role"));
    // Quotes and backslashes, as in a shell; nothing expands and nothing follows.
    let literal =
        external(r#"printf %s%s%s '{"access_key_id":"' \$HOME\;ls "\",\"access_key_secret\":\"hush\"}""#);
    assert_eq!(literal.as_deref(), Ok("$HOME;ls"));
}

#[cfg(unix)]
#[test]
fn commands_that_fail() {
    let profile = "the profile \"p\" in ~/.aliyun/config.json";
    for (command, expected) in [
        ("false hush", format!("{profile}: the command false failed (exit status: 1)")),
        ("head -c 70000 /dev/zero", format!("{profile}: the command head printed more than 65536 bytes")),
        ("echo hush", format!("what the command of {profile} printed is not JSON (line 1, column 1)")),
        ("echo {}", format!("what the command of {profile} printed has no access_key_id")),
        (
            "echo '{\"mode\":\"External\"}'",
            format!("what the command of {profile} printed has the mode \"External\" again"),
        ),
        ("echo 'hush", format!("{profile}: process_command has a quote that is not closed")),
        ("echo hush\\", format!("{profile}: process_command ends with a backslash")),
        ("  ", format!("{profile}: process_command is empty")),
    ] {
        assert_eq!(external(command), Err(expected), "{command}");
    }
    let error = external("/nonexistent/program hush").unwrap_err();
    assert!(
        error.contains("the command /nonexistent/program cannot be run: ") && !error.contains("hush"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn a_command_that_does_not_end_is_stopped() {
    let world = profile(r#""mode":"External","process_command":"sleep 1000""#);
    let provider = CliProfileCredentials::new(&world.config());
    let start = std::time::Instant::now();
    let result = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(provider.credentials());
    let error = world.portable(&result.unwrap_err().to_string());
    assert!(error.ends_with("the command sleep did not end within 30s"), "{error}");
    assert!(start.elapsed().as_secs() < 10);
}
