//! Percentages.

use alibabacloud_runtime::{
    Percent,
    codegen::{Element, Wire},
};

#[test]
fn a_percentage_prints_with_its_sign() {
    let check = |percent: Percent, text: &str| assert_eq!(percent.to_string(), text);
    check(Percent::from(25), "25 %");
    check(Percent::new(99.5), "99.5 %");
    check(Percent::from(0.0), "0 %");
    assert_eq!(format!("{:.1}", Percent::from(25)), "25.0 %");
}

#[test]
fn each_wire_is_written_exactly() {
    let check = |percent: f64, wire, json: &str| {
        assert_eq!(Percent::from(percent).encode(wire).to_string(), json, "{percent}");
    };
    check(100.0, Wire::Percent, "100");
    check(25.5, Wire::Percent, "25.5");
    check(100.0, Wire::PercentQuoted, r#""100""#);
    check(0.5, Wire::PercentQuoted, r#""0.5""#);
    check(18.0, Wire::PercentSigned, r#""18%""#);
    check(0.5, Wire::PercentSigned, r#""0.5%""#);
    check(f64::NAN, Wire::PercentSigned, "null");
    check(100.0, Wire::PercentHundredths, "10000");
    check(25.5, Wire::PercentHundredths, "2550");
    check(33.333, Wire::PercentHundredths, "3333");
    check(f64::NAN, Wire::Percent, "null");
}

#[test]
fn percentages_compare_and_convert() {
    assert!(Percent::from(25) < Percent::from(25.5));
    assert_eq!(f64::from(Percent::from(25)), 25.0);
    assert_eq!(serde_json::from_str::<Percent>("25").unwrap(), Percent::from(25));
    assert_eq!(serde_json::to_string(&Percent::from(25.5)).unwrap(), "25.5");
}

#[test]
fn a_percentage_is_a_fraction_too() {
    assert_eq!((Percent::from(25).fraction(), Percent::from(25).value()), (0.25, 25.0));
    assert_eq!(Percent::from_fraction(0.5), Percent::from(50));
    assert_eq!(Percent::from_fraction(1.5).to_string(), "150 %");
}
