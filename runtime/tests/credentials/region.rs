//! The region that a program leaves out.

use crate::support::{Http, World};
use alibabacloud_runtime::{Config, ConfigBuilder, Error, ErrorKind};

const FILE: &str = ".aliyun/config.json";
const PROFILES: &str = r#"{"current":"p","profiles":[{"name":"p","region_id":"cn-beijing"},{"name":"q","region_id":"cn-shanghai"},{"name":"r","region_id":""},{"name":"s","region_id":"cn beijing"}]}"#;

fn build(world: &World, more: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Result<Config, Error> {
    more(Config::builder().env(world.env()).transport(world.http.clone())).build()
}

fn world() -> World {
    World::new(Http::silent()).file(FILE, PROFILES)
}

#[test]
fn the_first_that_there_is() {
    const REGION: &str = "ALIBABA_CLOUD_REGION_ID";
    const PROFILE: &str = "ALIBABA_CLOUD_PROFILE";
    for (world, given, expected) in [
        (world(), None, "cn-beijing"),
        (world().set(PROFILE, "q"), None, "cn-shanghai"),
        (world().set(REGION, ""), None, "cn-beijing"),
        (world().set(REGION, "eu-central-1").set(PROFILE, "q"), None, "eu-central-1"),
        (world().set(REGION, "eu-central-1"), Some("us-east-1"), "us-east-1"),
    ] {
        let config = build(&world, |builder| match given {
            Some(region) => builder.region(region),
            None => builder,
        });
        assert_eq!(config.unwrap().region(), Some(expected));
        assert!(world.http.sent().is_empty());
    }
}

#[test]
fn an_endpoint_needs_none() {
    let config = build(&world().file(FILE, "broken"), |builder| builder.endpoint("http://127.0.0.1:1"));
    assert_eq!(config.unwrap().region(), None);
}

#[test]
fn what_was_looked_at() {
    let none = |what: &str| {
        format!(
            "there is no region; set ALIBABA_CLOUD_REGION_ID, or give a region to Config::builder() (the profiles of \
             the command line have none: {what})"
        )
    };
    let disabled = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";
    let profile = "ALIBABA_CLOUD_PROFILE";
    for (world, expected) in [
        (World::new(Http::silent()), none("~/.aliyun/config.json does not exist")),
        (world().set(disabled, "true"), none("ALIBABA_CLOUD_CLI_PROFILE_DISABLED is true")),
        (world().set(profile, "x"), none("~/.aliyun/config.json has no profile \"x\"")),
        (world().set(profile, "r"), none("the profile \"r\" in ~/.aliyun/config.json has no region_id")),
        (
            world().file(FILE, r#"{"profiles":[]}"#),
            none("~/.aliyun/config.json has no current profile, and ALIBABA_CLOUD_PROFILE is not set"),
        ),
        (world().file(FILE, "hush"), none("~/.aliyun/config.json is not JSON (line 1, column 1)")),
        (
            world().set(profile, "s"),
            "\"cn beijing\" is not a region: a region has 1 to 64 lower-case letters, digits and hyphens, such as \
             cn-hangzhou"
                .to_owned(),
        ),
    ] {
        let error = build(&world, |builder| builder).unwrap_err();
        assert_eq!((error.kind(), world.portable(&error.to_string())), (ErrorKind::Configuration, expected));
    }
}
