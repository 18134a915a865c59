//! What a response decodes to, and what is noted about it: one row per spelling.

use alibabacloud_runtime::{Departure, codegen::decode};

use crate::everything::Everything;

/// Decodes one field and writes it out canonically, with the departures as `Kind pointer`.
fn read(field: &str, json: &str) -> (String, Vec<String>) {
    // The sibling behind shows that a bad value costs no good one.
    let body = format!(r#"{{"{field}":{json},"Text":"behind"}}"#);
    let decoded =
        decode::<Everything>("Test", body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}"));
    let mut value = serde_json::to_value(&decoded.value).unwrap();
    if field != "Text" {
        assert_eq!(value["Text"], "behind", "{body}");
    }
    let found = value[field].take();
    let departures = decoded.departures.iter().map(|departure| {
        let Departure { kind, pointer, .. } = departure;
        let below = pointer.strip_prefix(&format!("/{field}")).unwrap_or(pointer);
        format!("{kind:?}{below}")
    });
    let departures = departures.collect();
    (if found.is_null() { "-".to_owned() } else { found.to_string() }, departures)
}

/// Rows of field, JSON, the value in its canonical spelling (`-` if absent), departures.
fn check(rows: &[(&str, &str, &str, &[&str])]) {
    for (field, json, value, departures) in rows {
        let found = read(field, json);
        assert_eq!(
            (found.0.as_str(), found.1),
            (*value, departures.iter().map(ToString::to_string).collect()),
            "{field}: {json}"
        );
    }
}

#[test]
#[rustfmt::skip] // A row is a line.
fn strings() {
    check(&[
        ("Nullable", r#""a\u00e9\n""#, r#""aé\n""#, &[]),
        ("Nullable", r#""""#, r#""""#, &[]),
        ("Nullable", "null", "-", &[]),
        ("Nullable", "1.10", r#""1.10""#, &["Converted"]),
        ("Nullable", "123456789012345678901234567890", r#""123456789012345678901234567890""#, &["Converted"]),
        ("Nullable", "-1e400", r#""-1e400""#, &["Converted"]),
        ("Nullable", "true", r#""true""#, &["Converted"]),
        ("Nullable", "{}", "-", &["EmptySpelling"]),
        ("Nullable", r#"{"a":1}"#, "-", &["Unusable"]),
        ("Nullable", "[1]", "-", &["Unusable"]),
        ("Engine", "null", "-", &["Null"]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn booleans() {
    check(&[
        ("Flag", "true", "true", &[]),
        ("Flag", r#""true""#, "true", &["Converted"]),
        ("Flag", r#""False""#, "false", &["Converted"]),
        ("Flag", "1", "true", &["Converted"]),
        ("Flag", "0", "false", &["Converted"]),
        ("Flag", r#""1""#, "true", &["Converted"]),
        ("Flag", "2", "-", &["Unusable"]),
        ("Flag", r#""yes""#, "-", &["Unusable"]),
        ("Flag", r#""""#, "-", &["EmptySpelling"]),
        ("Flag", "null", "-", &["Null"]),
        ("QuotedFlag", r#""false""#, r#""false""#, &[]),
        ("QuotedFlag", "false", r#""false""#, &["Converted"]),
        ("QuotedFlag", r#""TRUE""#, r#""true""#, &["Converted"]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn integers() {
    check(&[
        ("Int", "-12", "-12", &[]),
        ("Int", "2147483647", "2147483647", &[]),
        ("Int", "2147483648", "-", &["Unusable"]),
        ("Int", r#""12""#, "12", &["Converted"]),
        ("Int", r#"" 12 ""#, "12", &["Converted"]),
        ("Int", r#""12a""#, "-", &["Unusable"]),
        ("Int", r#""inf""#, "-", &["Unusable"]),
        ("Int", r#""1e999999999""#, "-", &["Unusable"]),
        ("Int", "1.0", "1", &["Converted"]),
        ("Int", "1e3", "1000", &["Converted"]),
        ("Int", "-0.0", "0", &["Converted"]),
        ("Int", "1500e-2", "15", &["Converted"]),
        ("Int", "1.5", "-", &["Unusable"]),
        ("Int", "true", "-", &["Unusable"]),
        ("Int", r#""""#, "-", &["EmptySpelling"]),
        ("Int", "[]", "-", &["EmptySpelling"]),
        ("QuotedInt", r#""12""#, r#""12""#, &[]),
        ("QuotedInt", r#""12 ""#, r#""12""#, &["Converted"]),
        ("QuotedInt", "12", r#""12""#, &["Converted"]),
        ("Long", "9223372036854775807", "9223372036854775807", &[]),
        ("Long", "-9223372036854775808", "-9223372036854775808", &[]),
        ("Long", "9223372036854775808", "-", &["Unusable"]),
        ("Long", "9.223372036854775807e18", "9223372036854775807", &["Converted"]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn floats() {
    check(&[
        ("Double", "0.1", "0.1", &[]),
        ("Double", "7", "7.0", &[]),
        ("Double", r#""0.5""#, "0.5", &["Converted"]),
        ("Double", r#""NaN""#, "-", &["Unusable"]),
        ("Double", "1e400", "-", &["Unusable"]),
        ("Double", r#""""#, "-", &["EmptySpelling"]),
        ("Single", "0.1", "0.1", &[]),
        ("Single", "1e39", "-", &["Unusable"]),
        ("QuotedDouble", r#""1.25""#, r#""1.25""#, &[]),
        ("QuotedDouble", "1.25", r#""1.25""#, &["Converted"]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn percentages() {
    check(&[
        ("Percent", "25", "25", &[]),
        ("Percent", "25.5", "25.5", &[]),
        ("Percent", r#""25""#, "25", &["Converted"]),
        ("Percent", r#""25%""#, "25", &["Converted"]),
        ("Percent", r#""%""#, "-", &["Unusable"]),
        ("Percent", r#""""#, "-", &["EmptySpelling"]),
        ("QuotedPercent", r#""100""#, r#""100""#, &[]),
        ("QuotedPercent", "100", r#""100""#, &["Converted"]),
        ("Hundredths", "10000", "10000", &[]),
        ("Hundredths", "2550", "2550", &[]),
        ("Hundredths", r#""25%""#, "-", &["Unusable"]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn timestamps() {
    check(&[
        ("Iso", r#""2019-02-13T12:20:00Z""#, r#""2019-02-13T12:20:00Z""#, &[]),
        ("Iso", r#""2016-12-31T23:59:60Z""#, r#""2016-12-31T23:59:59Z""#, &["Converted"]),
        ("Iso", r#""9999-12-31T23:59:59Z""#, r#""9999-12-31T23:59:59Z""#, &[]),
        ("Seconds", "253402300799", "253402300799", &[]),
        ("Seconds", "253402300800", "-", &["Unusable"]),
        ("Iso", r#""2019-02-13T12:20Z""#, r#""2019-02-13T12:20:00Z""#, &["Converted"]),
        ("Iso", r#""2019-02-13T12:20:00.000Z""#, r#""2019-02-13T12:20:00Z""#, &["Converted"]),
        ("Iso", r#""2019-02-13T20:20:00+08:00""#, r#""2019-02-13T12:20:00Z""#, &["Converted"]),
        ("Iso", r#""2019-02-13 12:20:00""#, "-", &["Unusable"]),
        ("Iso", r#""2019-02-30T12:20:00Z""#, "-", &["Unusable"]),
        ("Iso", "1550060400", "-", &["Unusable"]),
        ("Iso", r#""1550060400000""#, "-", &["Unusable"]),
        ("Iso", r#""""#, "-", &["EmptySpelling"]),
        ("Iso", "null", "-", &["Null"]),
        ("Minutes", r#""2019-02-13T12:20Z""#, r#""2019-02-13T12:20Z""#, &[]),
        ("Minutes", r#""2019-02-13T12:20:00Z""#, r#""2019-02-13T12:20Z""#, &["Converted"]),
        ("Seconds", "1550060400", "1550060400", &[]),
        ("Seconds", r#""1550060400""#, "1550060400", &["Converted"]),
        ("Seconds", "1.5500604e9", "1550060400", &[]),
        ("Seconds", r#""2019-02-13T12:20:00Z""#, "1550060400", &["Converted"]),
        ("Seconds", "1550060400000", "-", &["Unusable"]),
        ("Millis", "1550060400123", "1550060400123", &[]),
        ("Millis", "-1", "-1", &[]),
        ("Millis", r#""1550060400123""#, "1550060400123", &["Converted"]),
        ("Millis", r#""2019-02-13T12:20:00.5Z""#, "1550060400500", &["Converted"]),
        ("Millis", r#""tomorrow""#, "-", &["Unusable"]),
        ("Millis", "99999999999999999", "-", &["Unusable"]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn enums() {
    check(&[
        ("Status", r#""Success""#, r#""Success""#, &[]),
        ("Status", r#""success""#, r#""success""#, &["UnknownValue"]),
        ("Status", r#""Paused""#, r#""Paused""#, &["UnknownValue"]),
        ("Status", "7", r#""7""#, &["UnknownValue"]),
        ("Status", r#""""#, "-", &["EmptySpelling"]),
        ("Engine", r#""mysql""#, r#""MySQL""#, &[]),
        ("Mode", r#""on""#, r#""on""#, &[]),
        ("Mode", r#""half""#, "-", &["Unusable"]),
        ("Availability", "1", "1", &[]),
        ("Availability", r#""1""#, "1", &["Converted"]),
        ("Availability", "7", "7", &["UnknownValue"]),
        ("Level", r#""2""#, r#""2""#, &[]),
        ("Level", "2", r#""2""#, &["Converted"]),
        ("Level", r#""9""#, "-", &["Unusable"]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn objects() {
    check(&[
        ("Part", r#"{"Id":"a","Size":1}"#, r#"{"Id":"a","Size":1}"#, &[]),
        ("Part", r#"{"Size":1}"#, r#"{"Size":1}"#, &["MissingField/Id"]),
        ("Part", r#"{"Id":"a","Id":"b"}"#, r#"{"Id":"b"}"#, &["DuplicateKey/Id"]),
        ("Part", r#"{"Id":"a","New/~":[{"x":1}]}"#, r#"{"Id":"a"}"#, &["UnknownField/New~1~0"]),
        ("Part", r#"{"Id":"a","Inner":{"Id":{"x":1},"Size":2}}"#, r#"{"Id":"a","Inner":{"Size":2}}"#, &["Unusable/Inner/Id"]),
        ("Part", r#"{"Id":"a","Inner":null}"#, r#"{"Id":"a"}"#, &[]),
        ("Part", r#"{"\u0049d":"escaped"}"#, r#"{"Id":"escaped"}"#, &[]),
        ("Part", r#""""#, "{}", &["EmptySpelling"]),
        ("Part", "[]", "{}", &["EmptySpelling"]),
        ("Part", "null", "-", &["EmptySpelling"]),
        ("Part", "5", "-", &["Unusable"]),
        ("Boxed", "null", "-", &[]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn lists() {
    check(&[
        ("Numbers", "[1,2]", "[1,2]", &[]),
        ("Numbers", "[]", "-", &[]),
        ("Numbers", r#"[1,"2",[],{"a":1},null,3]"#, "[1,2,3]", &["Converted/1", "EmptySpelling/2", "Unusable/3", "Null/4"]),
        ("Numbers", "7", "[7]", &["SingleElement"]),
        ("Numbers", r#""x""#, "-", &["Unusable"]),
        ("Numbers", r#""""#, "-", &["EmptySpelling"]),
        ("Numbers", "{}", "-", &["EmptySpelling"]),
        ("Numbers", "null", "-", &["EmptySpelling"]),
        ("Times", r#"[1000,"2000"]"#, "[1000,2000]", &["Converted/1"]),
        ("Parts", r#"{"Id":"a"}"#, r#"[{"Id":"a"}]"#, &["SingleElement"]),
        ("Parts", r#"[{"Id":"a"},{"Id":"b","Size":"x"}]"#, r#"[{"Id":"a"},{"Id":"b"}]"#, &["Unusable/1/Size"]),
        ("Parts", r#"[null,7,{"Id":"a"}]"#, r#"[{"Id":"a"}]"#, &["Null/0", "Unusable/1"]),
        ("Parts", r#"{"0":{"Id":"a"},"1":{"Id":"b"}}"#, r#"[{"Id":"a"},{"Id":"b"}]"#, &["Converted"]),
        ("Parts", r#"{"Part":[{"Id":"a"}]}"#, r#"[{"Id":"a"}]"#, &["Converted"]),
        ("Parts", r#"{"Part":{"Part":{"Id":"a"}}}"#, r#"[{"Id":"a"}]"#, &["SingleElement/Part/Part", "Converted/Part", "Converted"]),
        ("Parts", r#"{"Part":[]}"#, "-", &["Converted"]),
        ("Parts", r#"{"Other":1}"#, "-", &["Unusable"]),
        ("Parts", r#"{"Other":{"Deep":1}}"#, "-", &["Unusable/Other", "Unusable"]),
        ("Parts", r#"[{},{"Other":1}]"#, "[{}]", &["MissingField/0/Id", "UnknownField/1/Other", "MissingField/1/Id", "Unusable/1"]),
        ("Parts", r#"[{"id":"a"}]"#, r#"[{"Id":"a"}]"#, &["Converted/0/id"]),
        ("Parts", r#"[{"id":"a","Id":"b"}]"#, r#"[{"Id":"b"}]"#, &["Converted/0/id", "DuplicateKey/0/Id"]),
        ("Parts", r#"[{"Id":"b","id":"a"}]"#, r#"[{"Id":"b"}]"#, &["UnknownField/0/id"]),
        ("Wrapped", r#"{"Part":{"Part":[{"Id":"a"}]}}"#, r#"{"Part":[{"Id":"a"}]}"#, &["Converted/Part"]),
        ("Wrapped", r#"{"Part":[{"Id":"a"}],"Part":[{"Id":"b"}]}"#, r#"{"Part":[{"Id":"a"},{"Id":"b"}]}"#, &["DuplicateKey/Part"]),
        ("Wrapped", r#"{"part":[{"Id":"a"}]}"#, r#"{"Part":[{"Id":"a"}]}"#, &["Converted/part"]),
        ("Rows", "[[1],[],[2,3]]", "[[1],[],[2,3]]", &[]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn wrapped_lists() {
    check(&[
        ("Wrapped", r#"{"Part":[{"Id":"a"}]}"#, r#"{"Part":[{"Id":"a"}]}"#, &[]),
        ("Wrapped", r#"{"Part":[]}"#, "-", &[]),
        ("Wrapped", r#"{"Part":{"Id":"a"}}"#, r#"{"Part":[{"Id":"a"}]}"#, &["SingleElement/Part"]),
        ("Wrapped", r#"{"Part":""}"#, "-", &["EmptySpelling/Part"]),
        ("Wrapped", r#"[{"Id":"a"}]"#, r#"{"Part":[{"Id":"a"}]}"#, &["Unwrapped"]),
        ("Wrapped", "{}", "-", &["EmptySpelling"]),
        ("Wrapped", "[]", "-", &["EmptySpelling"]),
        ("Wrapped", r#""""#, "-", &["EmptySpelling"]),
        ("Wrapped", "null", "-", &["EmptySpelling"]),
        ("Wrapped", r#"{"Other":1,"Part":[{"Id":"a"}]}"#, r#"{"Part":[{"Id":"a"}]}"#, &["UnknownField/Other"]),
        ("Wrapped", r#"{"Part":[{"Id":"a","Size":"x"}]}"#, r#"{"Part":[{"Id":"a"}]}"#, &["Unusable/Part/0/Size"]),
        ("Wrapped", "true", "-", &["Unusable"]),
        ("WrappedTexts", r#"{"Text":["a",1]}"#, r#"{"Text":["a","1"]}"#, &["Converted/Text/1"]),
        ("WrappedTexts", "null", "-", &[]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn maps() {
    check(&[
        ("Tags", r#"{"a":"1","b":2}"#, r#"{"a":"1","b":"2"}"#, &["Converted/b"]),
        ("Tags", r#"{"a":"1","a":"2"}"#, r#"{"a":"2"}"#, &["DuplicateKey/a"]),
        ("Tags", r#"{"a":null,"b":"2"}"#, r#"{"b":"2"}"#, &["Null/a"]),
        ("Tags", "{}", "-", &[]),
        ("Tags", r#""""#, "-", &["EmptySpelling"]),
        ("Tags", "[]", "-", &["EmptySpelling"]),
        ("Tags", "[1]", "-", &["Unusable"]),
        ("PartMap", r#"{"a/b":{"Id":"a","Size":"x"}}"#, r#"{"a/b":{"Id":"a"}}"#, &["Unusable/a~1b/Size"]),
    ]);
}

#[test]
#[rustfmt::skip] // A row is a line.
fn json_in_strings() {
    check(&[
        ("Embedded", r#""{\"Id\":1}""#, r#""{\"Id\":1}""#, &[]),
        ("Embedded", r#""not JSON""#, r#""not JSON""#, &[]),
        ("Embedded", r#"{"Id": 1}"#, r#""{\"Id\": 1}""#, &["Converted"]),
        ("Embedded", r#""""#, "-", &["EmptySpelling"]),
        ("Embedded", "null", "-", &["Null"]),
        ("Any", r#"{"a":[1,null]}"#, r#"{"a":[1,null]}"#, &[]),
        ("Any", "1e999", "-", &["Unusable"]),
        ("Json", r#""{\"Id\":\"a\",\"Size\":\"x\"}""#, r#""{\"Id\":\"a\"}""#, &["Unusable/Size"]),
        ("Json", r#"{"Id":"a"}"#, r#""{\"Id\":\"a\"}""#, &["Converted"]),
        ("Json", r#""{""#, "-", &["Unusable"]),
        ("JsonList", r#""[1,2]""#, r#""[1,2]""#, &[]),
        ("Joined", r#""1,2""#, r#""1,2""#, &[]),
        ("Joined", r#""1,x,2""#, r#""1,2""#, &["Unusable"]),
        ("Joined", "[1,2]", r#""1,2""#, &["Converted"]),
        ("Joined", "1", r#""1""#, &["Converted"]),
        ("Joined", r#""""#, "-", &[]),
    ]);
}
