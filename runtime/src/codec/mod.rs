//! Reading and writing what travels: bodies, queries, forms.
//!
//! It never knows HTTP, the errors of a service, or which types there are beside records.

pub(crate) mod body;
mod decode;
pub(crate) mod encode;
mod human;
mod json;
mod optional;
pub(crate) mod outline;
mod output;
mod query;
mod record;
mod status;
mod text;
mod xml;

pub use decode::{DecodeError, DecodeErrorKind, Decoded, Decoder, Departure, DepartureKind, decode};
pub(crate) use decode::{
    Elements, Token, Verdict, decode_text, float, is_json, list, number_token, scaled_integer, verdict,
};
#[cfg(feature = "dynamic")]
pub(crate) use decode::{decode_as, decode_fields, decode_value_with};
pub(crate) use encode::travel;
pub use human::{Human, HumanForm, HumanRow};
pub(crate) use human::{human_object, write_record};
pub(crate) use optional::taken;
pub use optional::{IntoOptional, OpenInteger, OpenText, Single};
pub use output::Output;
pub(crate) use query::append;
pub use query::{canonical_query, flatten, percent_encode};
pub use record::{Element, Field, Record};
pub use status::Status;
pub(crate) use text::{excerpt, harmless, printable, unsaid, without_bom};
