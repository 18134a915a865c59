//! Names in Rust, and the names on the wire that they are made from.

use alibabacloud_codegen::{Named, rust_name, spelt_value};

#[track_caller]
fn check(of: Named, cases: &[(&str, &str)]) {
    for (wire, name) in cases {
        assert_eq!(rust_name(wire, of).as_deref(), Some(*name), "{wire:?}");
    }
}

#[test]
fn values_that_differ_in_signs() {
    check(
        Named::Value,
        &[
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("1", "V1"),
            ("=", "Equal"),
            (">=", "GreaterOrEqual"),
            ("≥", "GreaterOrEqual"),
            ("≠", "NotEqual"),
            ("!=", "NotEqual"),
            ("<", "Less"),
            ("Etc/GMT0", "EtcGmt0"),
            ("Etc/GMT-0", "EtcGmtMinus0"),
            ("Etc/GMT+0", "EtcGmtPlus0"),
            ("UTC-08:00", "UtcMinus08_00"),
            ("count", "Count"),
            ("__count__", "UnderscoreCount"),
            ("C++", "CPlusPlus"),
            ("50%", "V50Percent"),
            ("ecs.<region>", "EcsRegion"),
            ("*", "Asterisk"),
            ("ecs:*", "EcsAsterisk"),
            // A hyphen between words is none.
            ("cn-hangzhou", "CnHangzhou"),
            ("zone-1", "Zone1"),
            ("2024-01-15", "V2024_01_15"),
            ("a-b", "AB"),
            ("a.b", "AB"),
        ],
    );
}

#[test]
fn letters_of_other_scripts() {
    check(
        Named::Property,
        &[("Größe", "grosse"), ("naïve", "naive"), ("名称", "ming_cheng"), ("Ångström", "angstrom")],
    );
    check(Named::Value, &[("正常", "ZhengChang"), ("Größe", "Grosse"), ("🦀", "Crab")]);
    check(Named::Schema, &[("Größe", "Grosse")]);
    check(Named::Operation, &[("ListGrößen", "list_grossen")]);
}

#[test]
fn names_that_give_none() {
    for wire in ["", "-", "..", "*"] {
        assert_eq!(rust_name(wire, Named::Property), None, "{wire:?}");
    }
    for (wire, name) in [
        ("", "Empty"),
        ("-", "Minus"),
        (".", "Dot"),
        ("a-b", "AMinusB"),
        ("a.b", "ADotB"),
        ("a b", "ASpaceB"),
    ] {
        assert_eq!(spelt_value(wire).as_deref(), Some(name), "{wire:?}");
    }
}
