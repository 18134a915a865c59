//! Enums: open ones keep what they do not know, closed ones refuse it.

use alibabacloud_runtime::codegen::{Element, Wire};

use crate::everything::{Availability, Engine, Level, Mode, Status};

#[test]
fn a_known_value_has_one_representation() {
    for known in Status::VALUES {
        assert_eq!(Status::from(known.as_str()), *known);
        assert_eq!(Status::from(known.as_str().to_owned()), *known);
        assert!(!matches!(Status::from(known.as_str()), Status::Unknown(_)));
    }
    assert_eq!(Engine::from("MYSQL"), Engine::MySql);
    assert_eq!(Engine::from("Redis").as_str(), "redis");
    assert_eq!(Availability::from(1), Availability::Available);
}

#[test]
fn an_open_enum_keeps_what_it_does_not_know() {
    let unknown = Status::from("Paused");
    assert!(matches!(&unknown, Status::Unknown(value) if value.as_str() == "Paused"));
    assert_eq!(format!("[{unknown:>8}]"), "[  Paused]");
    assert_eq!(Status::from("success").as_str(), "success");
    let unknown = Availability::from(7);
    assert!(matches!(unknown, Availability::Unknown(value) if value.as_i64() == 7));
    assert_eq!(Availability::from(7).to_string(), "7");
}

#[test]
fn a_closed_enum_refuses_what_it_does_not_know() {
    assert_eq!("off".parse(), Ok(Mode::Off));
    assert_eq!(Mode::try_from("on"), Ok(Mode::On));
    assert_eq!(Mode::try_from("half").unwrap_err().to_string(), r#""half" is not a value of Mode"#);
    assert_eq!(Level::try_from(2), Ok(Level::High));
    assert_eq!(Level::try_from(3).unwrap_err().to_string(), "3 is not a value of Level");
}

#[test]
fn serde_uses_the_wire_value() {
    assert_eq!(serde_json::to_string(&Status::Success).unwrap(), r#""Success""#);
    assert_eq!(serde_json::from_str::<Status>(r#""Paused""#).unwrap(), Status::from("Paused"));
    assert_eq!(serde_json::from_str::<Engine>(r#""mysql""#).unwrap(), Engine::MySql);
    assert_eq!(serde_json::from_str::<Mode>(r#""on""#).unwrap(), Mode::On);
    assert_eq!(
        serde_json::from_str::<Mode>(r#""half""#).unwrap_err().to_string(),
        r#""half" is not a value of Mode"#
    );
    assert_eq!(serde_json::to_string(&Availability::from(7)).unwrap(), "7");
    assert_eq!(serde_json::from_str::<Level>("2").unwrap(), Level::High);
    assert!(serde_json::from_str::<Level>("3").is_err());
}

#[test]
fn enums_travel_as_declared() {
    assert_eq!(Engine::MySql.encode(Wire::Plain), "MySQL");
    assert_eq!(Level::High.encode(Wire::Plain), 2);
    assert_eq!(Level::High.encode(Wire::Quoted), "2");
    assert_eq!(vec![Mode::On, Mode::Off].encode(Wire::CommaSeparated), "on,off");
}

#[test]
fn an_enum_of_integers_becomes_one() {
    let numbers: Vec<i64> = Availability::VALUES.iter().cloned().map(Into::into).collect();
    assert_eq!(numbers, [0, 1]);
    assert_eq!((i64::from(Availability::from(7)), i64::from(Level::High)), (7, 2));
}
