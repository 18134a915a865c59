//! The credentials file.

use crate::support::{Http, World, answer, chmod, metadata, sts};
use alibabacloud_runtime::credentials::{FileCredentials, ProvideCredentials};

const FILE: &str = ".alibabacloud/credentials.ini";
const KEY: &str = "access_key_id = Ini\naccess_key_secret = hush\n";

fn http() -> Http {
    Http::new(|sent| match (sent.method.as_str(), sent.uri.starts_with("https://sts.")) {
        ("POST", true) => answer(200, &sts("Role", 3600)),
        ("PUT", _) => answer(200, "t"),
        _ => answer(200, &metadata("Ecs", 3600)),
    })
}

fn check(content: &str, expected: Result<&str, &str>) {
    let world = World::new(http()).file(FILE, content);
    let result = world.ask(&FileCredentials::new(&world.config()));
    let expected = expected.map(str::to_owned).map_err(|error| error.replace("FILE", &format!("~/{FILE}")));
    assert_eq!(result, expected, "{content}");
}

#[test]
fn types() {
    let role = "role_arn = acs:ram::1:role/r\nrole_session_name = me\n";
    check(&format!("[default]\ntype = access_key\n{KEY}"), Ok("Ini"));
    check(&format!("[default]\ntype = sts\nsecurity_token = t\n{KEY}"), Ok("Ini+t"));
    check(&format!("[default]\ntype = ram_role_arn\n{KEY}{role}"), Ok("Role+token-of-Role"));
    check("[default]\ntype = ecs_ram_role\nrole_name = r\n", Ok("Ecs+token-of-Ecs"));
    check(
        "[default]\ntype = rsa_key_pair\n",
        Err("the section [default] in FILE has the type \"rsa_key_pair\", which is not supported"),
    );
    check("[default]\n", Err("the section [default] in FILE has no type"));
    check(
        &format!("[default]\ntype = sts\n{KEY}"),
        Err("the section [default] in FILE has no security_token"),
    );
    check(
        &format!("[default]\ntype = ram_role_arn\n{KEY}"),
        Err("the section [default] in FILE has no role_arn"),
    );
    check(
        "[default]\ntype = access_key\naccess_key_id = A\n",
        Err("the section [default] in FILE has no access_key_secret"),
    );
    check(
        "[default]\ntype = access_key\naccess_key_id = A\naccess_key_secret = hush hush\n",
        Err(
            "the section [default] in FILE cannot be used: the access key secret has white space at character 5",
        ),
    );
    check(&format!("[other]\ntype = access_key\n{KEY}"), Err("FILE has no section [default]"));
}

#[test]
fn an_oidc_role() {
    let world = World::new(http()).file("token", "t");
    let token = world.path("token").display().to_string();
    let world = world.file(
        FILE,
        format!("[default]\ntype = oidc_role_arn\nrole_arn = r\noidc_provider_arn = p\noidc_token_file_path = {token}\n"),
    );
    assert_eq!(world.ask(&FileCredentials::new(&world.config())).as_deref(), Ok("Role+token-of-Role"));
    assert_eq!(world.http.only().parameter("OIDCToken"), Some("t"));
}

#[test]
fn form() {
    check(
        "\u{FEFF}# comment\r\n; comment\r\n\r\n[other]\r\ntype=x\r\n[ default ] # comment\r\nTYPE=access_key\r\n  \
         access_key_id =  Ini # comment\r\naccess_key_secret = \"h#u=sh\"\r\n",
        Ok("Ini"),
    );
    for (content, expected) in [
        ("[default]\nhush\n", "FILE is broken in line 2: it is neither a section nor a key with a value"),
        ("type = hush\n", "FILE is broken in line 1: it stands before the first section"),
        ("[default\n", "FILE is broken in line 1: the section is not closed"),
        ("[default]\n[a]\n[default]\n", "FILE is broken in line 3: the section is there twice"),
        ("[a]\ntype = hush\nType = hush\n", "FILE is broken in line 3: the key is there twice"),
    ] {
        check(content, Err(expected));
    }
}

#[test]
fn which_file_and_which_section() {
    let section = |name: &str| {
        format!("[{name}]\ntype = access_key\naccess_key_id = {name}\naccess_key_secret = hush\n")
    };
    let both = section("default") + &section("work");
    let world = World::new(http()).file(FILE, &both).set("ALIBABA_CLOUD_PROFILE", "work");
    assert_eq!(world.ask(&FileCredentials::new(&world.config())).as_deref(), Ok("work"));
    let other = world.path("other.ini").display().to_string();
    let world = world.set("ALIBABA_CLOUD_CREDENTIALS_FILE", other);
    let error = crate::support::run(FileCredentials::new(&world.config()).credentials()).unwrap_err();
    assert!(!error.is_absent());
    assert_eq!(
        world.portable(&error.to_string()),
        "~/other.ini does not exist, but ALIBABA_CLOUD_CREDENTIALS_FILE names it"
    );
    world.write("other.ini", section("work"));
    assert_eq!(world.ask(&FileCredentials::new(&world.config())).as_deref(), Ok("work"));
}

#[test]
fn files_that_are_not_read() {
    for (content, expected) in [
        (vec![b'#'; 65_537], "FILE is larger than 65536 bytes"),
        (b"[default]\n\xff".to_vec(), "FILE is not UTF-8"),
    ] {
        let world = World::new(http()).file(FILE, content);
        let error = world.ask(&FileCredentials::new(&world.config())).unwrap_err();
        assert_eq!(error, expected.replace("FILE", &format!("~/{FILE}")));
    }
    let world = World::new(http());
    std::fs::create_dir_all(world.path(FILE)).unwrap();
    let error = world.ask(&FileCredentials::new(&world.config())).unwrap_err();
    assert_eq!(error, format!("~/{FILE} is not a file"));
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_reported() {
    for (mode, expected) in
        [(0o600, None), (0o400, None), (0o640, Some("640")), (0o604, Some("604")), (0o666, Some("666"))]
    {
        let world = World::new(http()).file(FILE, format!("[default]\ntype = access_key\n{KEY}"));
        chmod(&world.path(FILE), mode);
        let provider = FileCredentials::new(&world.config());
        assert!(provider.report().warnings.is_empty());
        assert_eq!(world.ask(&provider).as_deref(), Ok("Ini"));
        let warnings: Vec<String> =
            provider.report().warnings.iter().map(|warning| world.portable(warning)).collect();
        let expected: Vec<String> = expected
            .map(|mode| {
                format!(
                    "~/{FILE} is open to other users of this machine (mode {mode}); run: chmod 600 ~/{FILE}"
                )
            })
            .into_iter()
            .collect();
        assert_eq!(warnings, expected);
    }
}

#[test]
fn a_key_that_is_refused_is_read_again() {
    let world = World::new(http()).file(FILE, format!("[default]\ntype = access_key\n{KEY}"));
    let provider = FileCredentials::new(&world.config());
    let old = crate::support::run(provider.credentials()).unwrap();
    world.write(FILE, "[default]\ntype = access_key\naccess_key_id = New\naccess_key_secret = hush\n");
    assert_eq!(world.ask(&provider).as_deref(), Ok("Ini"), "it is kept");
    provider.invalidate(&old);
    assert_eq!(world.ask(&provider).as_deref(), Ok("New"));
}

#[test]
fn quotation_marks_and_comments() {
    let key = |secret: &str| {
        format!("[default]\ntype = access_key\naccess_key_id = Ini\naccess_key_secret = {secret}\n")
    };
    let line_4 = |why: &str| format!("~/{FILE} is broken in line 4: {why}");
    for (value, expected) in [
        ("hush", Ok("hush")),
        ("\"hush\"", Ok("hush")),
        ("'hush'", Ok("hush")),
        ("'hu\"sh'  # it", Ok("hu\"sh")),
        ("\"hu#sh\" ; it", Ok("hu#sh")),
        ("hush#it", Ok("hush")),
        ("hush # it", Ok("hush")),
        ("hush ; it", Ok("hush")),
        ("hu;sh", Ok("hu;sh")),
        ("'hush", Err(line_4("a quotation mark is not closed"))),
        ("\"hush\" more", Err(line_4("something follows the value in quotation marks"))),
    ] {
        let world = World::new(http()).file(FILE, key(value));
        let found = crate::support::run(FileCredentials::new(&world.config()).credentials());
        let found = found.map(|key| key.access_key_secret().to_owned());
        let found = found.map_err(|error| world.portable(&error.to_string()));
        assert_eq!(found, expected.map(str::to_owned), "{value}");
    }
}

#[test]
fn a_section_that_is_not_enabled() {
    for (word, is_on) in
        [("false", false), ("False", false), ("0", false), ("'no'", false), ("true", true), ("", true)]
    {
        let content = format!("[default]\nenable = {word}\ntype = access_key\n{KEY}");
        let world = World::new(http()).file(FILE, content);
        let error = format!("~/{FILE} has a section [default] that is not enabled");
        let expected = if is_on { Ok("Ini".to_owned()) } else { Err(error) };
        assert_eq!(world.ask(&FileCredentials::new(&world.config())), expected, "{word}");
    }
}

#[test]
fn a_token_that_was_left_over_is_not_sent() {
    check(&format!("[default]\ntype = access_key\nsecurity_token = old\n{KEY}"), Ok("Ini"));
}

#[test]
fn a_file_without_an_ending_is_mentioned() {
    let world = World::new(http()).file(".alibabacloud/credentials", "[default]\n");
    assert_eq!(
        world.ask(&FileCredentials::new(&world.config())).unwrap_err(),
        format!(
            "~/{FILE} does not exist; ~/.alibabacloud/credentials does, which is not looked at: add .ini to its name"
        )
    );
}
