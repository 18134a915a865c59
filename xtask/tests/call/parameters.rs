//! What is written on the command line, and what is sent.

use super::{cloud, command, folder, specs, text};
use std::fs;

const SPEC: &str = r##"openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
paths:
  /ListThings:
    post:
      operationId: ListThings
      x-effect: read
      parameters:
        - {name: Text, in: query, schema: {type: string}}
        - {name: Text.Dotted, in: query, schema: {type: string}}
        - {name: Number, in: query, schema: {type: integer, format: int32, minimum: 1, maximum: 9}}
        - {name: Flag, in: query, schema: {type: boolean}}
        - {name: Seconds, in: query, schema: {type: integer, format: unix-time}}
        - {name: Millis, in: query, schema: {type: integer, format: unix-time-ms}}
        - {name: Minutes, in: query, schema: {type: string, format: date-time-minutes}}
        - {name: State, in: query, schema: {type: string, enum: [on, off], x-closed: true}}
        - {name: Mode, in: query, schema: {type: string, enum: [fast, slow]}}
        - {name: Ids, in: query, schema: {type: array, items: {type: string}}}
        - {name: Joined, in: query, style: form, explode: false, schema: {type: array, items: {type: string}}}
        - {name: Rows, in: query, schema: {type: array, items: {type: array, items: {type: integer}}}}
        - name: Filters
          in: query
          schema: {type: array, items: {type: object, properties: {Key: {type: string}, Values: {type: array, items: {type: string}}}}}
        - name: Outer
          in: query
          schema: {type: object, properties: {Note: {type: string}, Inner: {type: object, properties: {Item: {type: array, items: {type: string}}}}}}
        - {name: Tags, in: query, schema: {type: object, additionalProperties: {type: string}}}
        - {name: Anything, in: query, schema: {}}
        - {name: Document, in: query, content: {application/json: {schema: {type: object, properties: {Since: {type: integer, format: unix-time}}}}}}
      responses:
        "200":
          description: The things.
          content: {application/json: {schema: {type: object, properties: {RequestId: {type: string}}}}}
"##;

/// What a dry run says of the query, or the error.
fn run(folder: &std::path::Path, arguments: &[&str]) -> Result<String, String> {
    let output = command(folder, &["demo", "ListThings", "--dry-run", "--region", "cn-hangzhou"])
        .args(arguments)
        .output()
        .unwrap();
    if output.status.success() {
        Ok(text(&output.stdout).lines().nth(3).unwrap().to_owned())
    } else {
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(text(&output.stdout), "");
        Err(text(&output.stderr).trim_end().to_owned())
    }
}

#[test]
fn what_is_sent() {
    let folder = folder("parameters", &[("demo.yaml", SPEC)]);
    fs::write(folder.join("value.txt"), "from a file\n").unwrap();
    let file = format!("Text=@{}", folder.join("value.txt").display());
    for (arguments, query) in [
        (&["Text=a=b"][..], "Text=a%3Db"),
        (&["Text="], "Text="),
        (&["Text=[1]"], "Text=%5B1%5D"),
        (&["Text.Dotted=a", "Text=b"], "Text=b&Text.Dotted=a"),
        (&[file.as_str()], "Text=from%20a%20file"),
        (&["Text=@@home"], "Text=%40home"),
        (&["Number=7", "Flag=True"], "Flag=true&Number=7"),
        (
            &["Seconds=2019-02-13T20:20:00+08:00", "Millis=1550060400000"],
            "Millis=1550060400000&Seconds=1550060400",
        ),
        (&["Minutes=2019-02-13T12:20:59Z"], "Minutes=2019-02-13T12%3A20Z"),
        (&["State=on", "Mode=other"], "Mode=other&State=on"),
        (&["Ids=a,b"], "Ids.1=a&Ids.2=b"),
        (&["Ids.2=b", "Ids.1=a,b"], "Ids.1=a%2Cb&Ids.2=b"),
        (&["Ids=[\"a,b\"]"], "Ids.1=a%2Cb"),
        (&["Joined=a,b"], "Joined=a%2Cb"),
        (&["Joined.1=a", "Joined.2=b"], "Joined=a%2Cb"),
        (&["Rows.1.2=2", "Rows.1.1=1"], "Rows.1.1=1&Rows.1.2=2"),
        (&["Filters.1.Key=VaultId", "Filters.1.Values.1=x"], "Filters.1.Key=VaultId&Filters.1.Values.1=x"),
        (&["Filters.1.Values=x,y"], "Filters.1.Values.1=x&Filters.1.Values.2=y"),
        (
            &["Filters=[{\"Key\":\"VaultId\",\"Values\":[\"v-1\"]}]"],
            "Filters.1.Key=VaultId&Filters.1.Values.1=v-1",
        ),
        (&["Filters.1={\"Key\":\"a\"}"], "Filters.1.Key=a"),
        (&["Outer.Inner.Item.1=a", "Outer.Note=b"], "Outer.Inner.Item.1=a&Outer.Note=b"),
        (&["Outer.Inner=a,b"], "Outer.Inner.Item.1=a&Outer.Inner.Item.2=b"),
        (&["Outer={\"Inner\":{\"Item\":[\"a\"]}}"], "Outer.Inner.Item.1=a"),
        (&["Tags.a.b=c"], "Tags.a.b=c"),
        (&["Tags={\"a\":\"c\"}"], "Tags.a=c"),
        (&["Anything=a"], "Anything=a"),
        (&["Anything=[1,{\"a\":2}]"], "Anything.1=1&Anything.2.a=2"),
        (&["Document.Since=1970-01-01T00:00:01Z"], "Document=%7B%22Since%22%3A1%7D"),
    ] {
        assert_eq!(run(&folder, arguments), Ok(query.to_owned()), "{arguments:?}");
    }
}

#[test]
fn what_is_refused() {
    let folder = folder("refused", &[("demo.yaml", SPEC)]);
    for (arguments, expected) in [
        (&["Text"][..], "`Text` is not a parameter; write Name=value"),
        (&["Txet=a"], "ListThings has no parameter `Txet`; did you mean `Text`?"),
        (&["text=a"], "ListThings has no parameter `text`; did you mean `Text`?"),
        (&["Text=a", "Text=b"], "`Text` is given twice"),
        (&["Text.1=a"], "`Text` is a text and has no parts; write Text=…"),
        (&["Number.1=a"], "`Number` is a whole number and has no parts; write Number=…"),
        (&["Number=a"], "`Number` must be an integer of 32 bits, but it is \"a\""),
        (&["Number="], "`Number` must be an integer of 32 bits, but it is \"\""),
        (&["Flag=perhaps"], "`Flag` must be true or false, but it is \"perhaps\""),
        (&["Seconds=yesterday"], "`Seconds` must be seconds since 1970, but it is \"yesterday\""),
        (&["State=away"], "`State` must be one of on, off, but it is \"away\""),
        (&["Ids="], "`Ids` is a list; write Ids.1=…, or leave it out"),
        (&["Ids.0=a"], "`Ids` is a list; write Ids.1, Ids.2 and so on, up to 10000"),
        (&["Ids.10001=a"], "`Ids` is a list; write Ids.1, Ids.2 and so on, up to 10000"),
        (&["Ids.1=a", "Ids.3=b"], "`Ids.2` is missing; items are numbered from 1 without gaps"),
        (&["Ids.1=a", "Ids.1=b"], "`Ids.1` is given twice"),
        (&["Ids=a", "Ids.1=b"], "`Ids` is given as a whole and in parts; keep one of the two"),
        (&["Ids.1=b", "Ids=a"], "`Ids` is given as a whole and in parts; keep one of the two"),
        (&["Ids=[1"], "`Ids` is not JSON: EOF while parsing a list at line 1 column 2"),
        (&["Rows=1"], "`Rows` is a list of lists; write Rows.1=…, or Rows=[…] as JSON"),
        (&["Filters=a"], "`Filters` is a list of objects; write Filters.1.Key=…, or Filters=[…] as JSON"),
        (&["Filters.1=a"], "`Filters.1` is an object; write Filters.1.Key=…, or Filters.1={…} as JSON"),
        (&["Filters.1.Kye=a"], "`Filters.1` has no field `Kye`; did you mean `Key`?"),
        (&["Filters=[{\"Kye\":1}]"], "there is no `Filters.1.Kye`; did you mean `Key`?"),
        (&["Filters=[{\"Values\":[[]]}]"], "`Filters.1.Values.1` must be a string, but it is []"),
        (&["Outer.Inner.1=a"], "`Outer.Inner` holds its list in `Item`; write Outer.Inner.Item.1=…"),
        (&["Tags=a"], "`Tags` is an object; write Tags.key=…, or Tags={…} as JSON"),
        (&["Anything.1=a"], "`Anything` is any JSON; write Anything={…}"),
        (&["Text=@nowhere"], "cannot read nowhere for `Text`: No such file or directory (os error 2)"),
    ] {
        let found = run(&folder, arguments).expect_err("refused");
        assert_eq!(found, format!("error: {expected}"), "{arguments:?}");
    }
    let found = run(&folder, &["Number=10"]).unwrap_err();
    assert!(
        found.starts_with("error: Number is 10, but Demo accepts 1 to 9\nhelp: nothing was sent"),
        "{found}"
    );
}

/// A small generator, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[test]
fn no_argument_makes_it_panic() {
    const PIECES: [&str; 22] = [
        "Filters",
        ".",
        "1",
        "Key",
        "Values",
        "=",
        "[",
        "{",
        "}",
        "\"",
        ",",
        "Tags",
        "Outer",
        "Item",
        "Document",
        "Text.Dotted",
        "@",
        "99999999999999999999",
        "\u{202e}",
        "ä",
        "Rows",
        "-",
    ];
    let folder = folder("random", &[("demo.yaml", SPEC)]);
    let mut random = Random(4711);
    for _ in 0..60 {
        let arguments: Vec<String> = (0..1 + random.below(3))
            .map(|_| {
                let name =
                    ["Filters", "Tags", "Outer", "Ids", "Rows", "Document", "Anything"][random.below(7)];
                let pieces: Vec<&str> =
                    (0..random.below(8)).map(|_| PIECES[random.below(PIECES.len())]).collect();
                format!("{name}{}", pieces.concat())
            })
            .collect();
        let output = command(&folder, &["demo", "ListThings", "--dry-run", "--region", "cn-hangzhou", "--"])
            .args(&arguments)
            .output()
            .unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {output:?}");
        assert!(!text(&output.stderr).contains("panicked"), "{arguments:?}: {output:?}");
    }
}

#[test]
fn the_service_gets_what_was_written() {
    let cloud = cloud(&specs());
    let arguments =
        ["hbr", "DescribeRestoreJobs2", "RestoreType=OSS", "Filters.1.Key=Bucket", "Filters.1.Values=a,b"];
    let output = super::call(&cloud, &specs(), &arguments);
    assert!(output.status.success(), "{output:?}");
    let requests = cloud.requests();
    let request = requests.last().unwrap();
    for (name, value) in [
        ("Filters.1.Key", "Bucket"),
        ("Filters.1.Values.1", "a"),
        ("Filters.1.Values.2", "b"),
        ("RestoreType", "OSS"),
    ] {
        assert_eq!(request.parameter(name), Some(value), "{name}");
    }
}
