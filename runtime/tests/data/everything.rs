//! A record with a bit of everything, as the generator would write it.

use std::collections::BTreeMap;

use alibabacloud_runtime::{
    EmbeddedJson, Percent, Timestamp, UnknownInteger, UnknownValue,
    codegen::{
        Field, FieldShape, Record, Shape, Wire, closed_enum, closed_integer_enum, open_enum,
        open_integer_enum, record,
    },
};

macro_rules! text_enum {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $text:literal),* } $($unknown:ident)?) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum $name { $($variant,)* $($unknown(UnknownValue),)? }

        impl $name {
            pub(crate) const VALUES: &'static [Self] = &[$(Self::$variant),*];

            pub(crate) fn as_str(&self) -> &str {
                match self { $(Self::$variant => $text,)* $(Self::$unknown(value) => value.as_str(),)? }
            }
        }
    };
}

macro_rules! number_enum {
    ($name:ident { $($variant:ident = $number:literal),* } $($unknown:ident)?) => {
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum $name { $($variant,)* $($unknown(UnknownInteger),)? }

        impl $name {
            pub(crate) const VALUES: &'static [Self] = &[$(Self::$variant),*];

            pub(crate) fn as_i64(&self) -> i64 {
                match self { $(Self::$variant => $number,)* $(Self::$unknown(value) => value.as_i64(),)? }
            }
        }
    };
}

text_enum!(Status { Success = "Success", Failed = "Failed" } Unknown);
open_enum!(Status);
text_enum!(Engine { MySql = "MySQL", Redis = "redis" } Unknown);
open_enum!(Engine, ignore_case);
text_enum!(Mode { On = "on", Off = "off" });
closed_enum!(Mode);
number_enum!(Availability { Unavailable = 0, Available = 1 } Unknown);
open_integer_enum!(Availability);
number_enum!(Level { Low = 1, High = 2 });
closed_integer_enum!(Level);

macro_rules! records {
    ($($name:ident { $($field:ident: $type:ty = $wire_name:literal $wire:expr, $required:literal, $nullable:literal;)* })*) => {$(
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $name { $(pub(crate) $field: $type),* }

        impl Record for $name {
            const SHAPE: &'static Shape = &Shape::new(stringify!($name), &[$(FieldShape { name: $wire_name, wire: $wire, required: $required, nullable: $nullable, sensitive: false }),*]);
            const NAMES: &'static str = concat!($(stringify!($field), " "),*);
            fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field])) {
                visitor(&[$(&self.$field),*]);
            }
            fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field])) {
                visitor(&mut [$(&mut self.$field),*]);
            }
        }
        record!($name);
    )*};
}

records! {
    Part {
        id: Option<String> = "Id" Wire::Plain, true, false;
        size: Option<i64> = "Size" Wire::Plain, false, false;
        inner: Option<Box<Part>> = "Inner" Wire::Plain, false, true;
    }
    Everything {
        text: Option<String> = "Text" Wire::Plain, false, false;
        nullable: Option<String> = "Nullable" Wire::Plain, false, true;
        flag: Option<bool> = "Flag" Wire::Plain, false, false;
        quoted_flag: Option<bool> = "QuotedFlag" Wire::Quoted, false, false;
        int: Option<i32> = "Int" Wire::Plain, false, false;
        quoted_int: Option<i32> = "QuotedInt" Wire::Quoted, false, false;
        long: Option<i64> = "Long" Wire::Plain, false, false;
        single: Option<f32> = "Single" Wire::Plain, false, false;
        double: Option<f64> = "Double" Wire::Plain, false, false;
        quoted_double: Option<f64> = "QuotedDouble" Wire::Quoted, false, false;
        seconds: Option<Timestamp> = "Seconds" Wire::UnixSeconds, false, false;
        millis: Option<Timestamp> = "Millis" Wire::UnixMillis, false, false;
        iso: Option<Timestamp> = "Iso" Wire::Iso8601, false, false;
        minutes: Option<Timestamp> = "Minutes" Wire::Iso8601Minutes, false, false;
        percent: Option<Percent> = "Percent" Wire::Percent, false, false;
        quoted_percent: Option<Percent> = "QuotedPercent" Wire::PercentQuoted, false, false;
        hundredths: Option<Percent> = "Hundredths" Wire::PercentHundredths, false, false;
        embedded: Option<EmbeddedJson<Part>> = "Embedded" Wire::Plain, false, false;
        any: Option<serde_json::Value> = "Any" Wire::Plain, false, false;
        status: Option<Status> = "Status" Wire::Plain, false, false;
        engine: Option<Engine> = "Engine" Wire::Plain, false, false;
        mode: Option<Mode> = "Mode" Wire::Plain, false, false;
        availability: Option<Availability> = "Availability" Wire::Plain, false, false;
        level: Option<Level> = "Level" Wire::Quoted, false, false;
        part: Option<Part> = "Part" Wire::Plain, false, false;
        boxed: Option<Box<Part>> = "Boxed" Wire::Plain, false, true;
        numbers: Vec<i64> = "Numbers" Wire::Plain, false, false;
        texts: Vec<String> = "Texts" Wire::Plain, false, false;
        times: Vec<Timestamp> = "Times" Wire::UnixMillis, false, false;
        parts: Vec<Part> = "Parts" Wire::Plain, false, false;
        wrapped: Vec<Part> = "Wrapped" Wire::Wrapped("Part"), false, false;
        wrapped_texts: Vec<String> = "WrappedTexts" Wire::Wrapped("Text"), false, true;
        rows: Vec<Vec<i64>> = "Rows" Wire::Plain, false, false;
        tags: BTreeMap<String, String> = "Tags" Wire::Plain, false, false;
        part_map: BTreeMap<String, Part> = "PartMap" Wire::Plain, false, false;
        joined: Vec<i64> = "Joined" Wire::CommaSeparated, false, false;
        json: Option<Part> = "Json" Wire::Json, false, false;
        json_list: Vec<i64> = "JsonList" Wire::Json, false, false;
    }
    Nothing {}
}
