//! Bodies as a whole: what is an error, and what is bounded.

use alibabacloud_runtime::{
    DepartureKind,
    codegen::{DecodeErrorKind, Decoded, Field, FieldShape, Record, Shape, decode},
};

use crate::everything::{Everything, Nothing, Part};

fn check_error(body: &[u8], kind: DecodeErrorKind, message: &str) {
    let error = decode::<Everything>("Test", body).unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
}

fn syntax(offset: usize, line: usize, column: usize) -> DecodeErrorKind {
    DecodeErrorKind::Syntax { offset, line, column }
}

#[test]
fn bodies_that_are_not_the_declared_shape() {
    use DecodeErrorKind::{Empty, NoKnownField, NotAnObject, NotUtf8};
    check_error(b"", Empty, "the body is empty");
    check_error(b" \r\n", Empty, "the body is empty");
    check_error("\u{feff}".as_bytes(), Empty, "the body is empty");
    check_error(b"{\"a\xff\"", NotUtf8, "the body is not UTF-8 after 3 bytes");
    let not_an_object = "the body is not a JSON object, as Everything is declared";
    check_error(b"[1]", NotAnObject, not_an_object);
    check_error(b"null", NotAnObject, not_an_object);
    let no_known_field = "the body has none of the fields of Everything";
    check_error(b"{}", NoKnownField, no_known_field);
    check_error(br#"{"text":"a"}"#, NoKnownField, no_known_field);
}

#[test]
fn bodies_that_are_not_json() {
    check_error(b"<html>", syntax(0, 1, 1), "not JSON: expected value at line 1, column 1");
    check_error(
        br#"{"Text":"a"#,
        syntax(10, 1, 11),
        "not JSON: EOF while parsing a string at line 1, column 11",
    );
    check_error(
        br#"{"Text":"a""#,
        syntax(11, 1, 12),
        "not JSON: EOF while parsing an object at line 1, column 12",
    );
    check_error(
        "{\"Text\":\"é\",\n \"é\" 1}".as_bytes(),
        syntax(20, 2, 6),
        "not JSON: expected `:` at line 2, column 6",
    );
    check_error(
        br#"{"Text":"a"} x"#,
        syntax(13, 1, 14),
        "not JSON: trailing characters at line 1, column 14",
    );
    check_error(br#"[1,2"#, syntax(4, 1, 5), "not JSON: EOF while parsing a list at line 1, column 5");
}

/// Every beginning of a body is an error, wherever it was cut.
#[test]
fn truncated_bodies_are_errors() {
    let body = r#"{"Text":"ä","Int":1,"Part":{"Id":"x"},"Parts":[{"Id":"y"}],"Wrapped":{"Part":[]},"Tags":{"a":"b"},"New":[1]}"#;
    assert!(decode::<Everything>("Test", body.as_bytes()).is_ok());
    for end in 0..body.len() {
        let error = decode::<Everything>("Test", &body.as_bytes()[..end]).unwrap_err();
        assert!(error.ends_too_early(), "{end}: {error}");
    }
    for whole in ["{\"Text\":x", "[]", "null", "{}}", "<html>", "{\"Text\":\"a\" \"Int\"", "{\"Else\":1}"] {
        let error = decode::<Everything>("Test", whole.as_bytes()).unwrap_err();
        assert!(!error.ends_too_early(), "{whole}: {error}");
    }
    assert!(!decode::<Everything>("Test", b"{\"Text\":\"\xff\"}").unwrap_err().ends_too_early());
}

#[test]
fn a_byte_order_mark_is_tolerated() {
    let decoded = decode::<Everything>("Test", "\u{feff}{\"Int\":1}".as_bytes()).unwrap();
    assert_eq!((decoded.value.int, decoded.departures.len()), (Some(1), 0));
    check_error(
        "\u{feff}{\"Int\":x}".as_bytes(),
        syntax(10, 1, 8),
        "not JSON: expected value at line 1, column 8",
    );
}

#[test]
fn a_shape_without_fields_takes_any_object() {
    assert!(decode::<Nothing>("Test", b"{}").is_ok());
    let decoded = decode::<Nothing>("Test", br#"{"RequestId":"a"}"#).unwrap();
    assert_eq!(decoded.departures[0].kind, DepartureKind::UnknownField);
}

fn nested(depth: usize, key: &str) -> String {
    format!(
        "{{{}1{}}}",
        format!("\"{key}\":{{").repeat(depth).strip_suffix('{').unwrap(),
        "}".repeat(depth - 1)
    )
}

#[test]
fn depth_is_bounded() {
    let kind =
        |body: String| decode::<Part>("Test", body.as_bytes()).map(|_| ()).map_err(|error| error.kind());
    assert_eq!(kind(nested(64, "Inner")), Ok(()));
    assert_eq!(kind(nested(65, "Inner")), Err(DecodeErrorKind::TooDeep));
    assert_eq!(kind(nested(100_000, "Inner")), Err(DecodeErrorKind::TooDeep));
    assert_eq!(kind(format!(r#"{{"Id":"a","New":{}}}"#, nested(100, "x"))), Ok(()));
    assert_eq!(
        kind(format!(r#"{{"Id":"a","New":{}}}"#, nested(100_000, "x"))),
        Err(DecodeErrorKind::TooDeep)
    );
}

#[test]
fn departures_are_bounded() {
    let body = format!(r#"{{"Numbers":[{}1]}}"#, r#""2","#.repeat(1_500));
    let Decoded { value, departures, omitted, .. } = decode::<Everything>("Test", body.as_bytes()).unwrap();
    assert_eq!((value.numbers.len(), departures.len(), omitted), (1_501, 1_000, 500));
    let body = format!(r#"{{"Text":"a","{0}":"{0}"}}"#, "é".repeat(5_000));
    let departures = decode::<Everything>("Test", body.as_bytes()).unwrap().departures;
    assert_eq!(departures[0].found, format!("\"{}", "é".repeat(199)));
    assert_eq!(departures[0].pointer, format!("/{}", "é".repeat(200)));
    let body = format!(r#"{{"Text":"a","{}":1}}"#, "\\ud83d\\ude00".repeat(5_000));
    let departures = decode::<Everything>("Test", body.as_bytes()).unwrap().departures;
    assert_eq!(departures[0].pointer, format!("/{}", "😀".repeat(200)));
}

#[test]
fn a_departure_says_what_where_and_instead_of_what() {
    let body = br#"{"Parts":[{"Size":"1.5"}]}"#;
    let departures = decode::<Everything>("DescribeBackups", body).unwrap().departures;
    let lines: Vec<String> = departures.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            r#"DescribeBackups: /Parts/0/Size: Unusable: expected an integer of 64 bits, found "1.5""#,
            "DescribeBackups: /Parts/0/Id: MissingField: expected a value, found nothing",
        ]
    );
}

#[test]
fn fields_come_in_any_order() {
    let body = br#"{"Text":"a","JsonList":"[1]","Flag":true,"Int":1,"Nullable":"b"}"#;
    let decoded = decode::<Everything>("Test", body).unwrap();
    assert_eq!(decoded.departures, []);
    assert_eq!((decoded.value.json_list, decoded.value.int), (vec![1], Some(1)));
}

/// Whatever white space stands between the tokens, wherever escapes stand in a string, however long it is.
#[test]
fn what_can_be_spelled_in_several_ways_is_read_alike() {
    let pieces =
        ["", "a", "ä€𝄞", r#"\""#, r"\\", r"\/\b\f\n\r\t", r"\u00e4", r"\ud834\udd1e", "1234567", "12345678"];
    for [first, second, third] in
        pieces.iter().flat_map(|a| pieces.map(|b| pieces.map(|c| [*a, b, c]))).flatten()
    {
        let text = format!(r#""{first}{second}{third}""#);
        let expected: String = serde_json::from_str(&text).unwrap();
        for body in [
            format!(r#"{{"Int":-7,"Text":{text}}}"#),
            format!("\n{{ \"Text\" : {text}\t,\r\n \"\\u0049nt\"\n:\n-7 }}\n"),
        ] {
            let decoded = decode::<Everything>("Test", body.as_bytes()).unwrap();
            assert_eq!(decoded.departures, [], "{body}");
            assert_eq!(
                (decoded.value.text.as_deref(), decoded.value.int),
                (Some(expected.as_str()), Some(-7)),
                "{body}"
            );
        }
    }
}

/// A server that cuts text in the middle of a surrogate pair, or forgets to escape a line break, costs one letter.
#[test]
fn strings_that_are_not_quite_json_are_repaired() {
    let check = |json: &str, text: &str, kind: DepartureKind| {
        let body = format!(r#"{{"Int":1,"Text":"{json}","Long":2}}"#);
        let decoded = decode::<Everything>("Test", body.as_bytes()).unwrap();
        assert_eq!(decoded.value.text.as_deref(), Some(text));
        assert_eq!((decoded.value.int, decoded.value.long), (Some(1), Some(2)));
        assert_eq!((decoded.departures[0].pointer.as_str(), decoded.departures[0].kind), ("", kind));
        assert_eq!(decoded.departures.len(), 1);
    };
    check(r"cut \ud83d", "cut \u{fffd}", DepartureKind::Unusable);
    check(r"cut \ud83d\n \ude00", "cut \u{fffd}\n \u{fffd}", DepartureKind::Unusable);
    check(r"\ud83d\ude00 \\ud83d \ud83d", "😀 \\ud83d \u{fffd}", DepartureKind::Unusable);
    check("two\n\"\nlines".replace('"', "\\\"").as_str(), "two\n\"\nlines", DepartureKind::Converted);
    check_error(
        b"{\"Text\":\"a\n\"",
        syntax(10, 1, 11),
        "not JSON: control character (\\u0000-\\u001F) found while parsing a string at line 1, column 11",
    );
}

/// Whatever is in a body, decoding ends, and an error never hides a JSON object that has a declared field.
#[test]
fn damaged_bodies_decode_or_are_errors() {
    let body = br#"{"Text":"a","Int":1.0,"Part":{"Id":"x\u00e9"},"Parts":[{"Id":"y"}],"Wrapped":{"Part":[{}]},"Tags":{"a":"b"},"Iso":"2019-02-13T12:20Z","Json":"[]","New":[1]}"#;
    for at in 0..body.len() {
        for letter in *b"\"{}[],:\\0-e.x \n\xff" {
            let mut damaged = body.to_vec();
            damaged[at] = letter;
            let decoded = decode::<Everything>("Test", &damaged);
            let is_json = serde_json::from_slice::<serde_json::Value>(&damaged).is_ok();
            assert_eq!(
                decoded.is_ok(),
                is_json || (decoded.is_ok() && letter == b'\n'),
                "{}",
                String::from_utf8_lossy(&damaged)
            );
        }
    }
}

/// More fields than a word has bits.
#[derive(Debug, PartialEq)]
struct Wide([Option<i64>; 70]);

impl Default for Wide {
    fn default() -> Self {
        Self([None; 70])
    }
}

#[rustfmt::skip] // Names of one length are a block.
const NAMES: [&str; 70] = [
    "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9",
    "b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9",
    "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9",
    "d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9",
    "e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9",
    "f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9",
    "g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9",
];

static WIDE: [FieldShape; 70] = {
    let mut fields = [FieldShape::new("").required(); 70];
    let mut at = 0;
    while at < fields.len() {
        fields[at].name = NAMES[at];
        at += 1;
    }
    fields
};

impl Record for Wide {
    const SHAPE: &'static Shape = &Shape::new("Wide", &WIDE);

    fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field])) {
        let fields: Vec<&dyn Field> = self.0.iter().map(|field| field as &dyn Field).collect();
        visitor(&fields);
    }

    fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field])) {
        let mut fields: Vec<&mut dyn Field> =
            self.0.iter_mut().map(|field| field as &mut dyn Field).collect();
        visitor(&mut fields);
    }
}

#[test]
fn every_field_of_a_wide_record_is_watched() {
    let members: Vec<String> = NAMES.iter().rev().map(|name| format!(r#""{name}":1"#)).collect();
    let decoded = decode::<Wide>("Test", format!("{{{}}}", members.join(",")).as_bytes()).unwrap();
    assert_eq!((decoded.value, decoded.departures), (Wide([Some(1); 70]), vec![]));

    let decoded = decode::<Wide>("Test", br#"{"g9":1,"a0":1,"g9":2}"#).unwrap();
    assert_eq!((decoded.value.0[69], decoded.departures.len()), (Some(2), 1 + 68));
    assert_eq!(decoded.departures[0].kind, DepartureKind::DuplicateKey);
    assert_eq!(decoded.departures[68].pointer, "/g8");
}
