//! Types: which became which, and what became of the fields of structs.

use super::change::Change;
use super::comparison::Comparison;
use super::documentation;
use super::kinds::Kind;
use super::meet::{Met, same_order};
use super::operation::builder;
use super::request::parameter_path;
use super::sides::{Declared, Exchange, Side, Spot, fields, operations};
use super::spell;
use super::spell::{renamed, wire};
use crate::diagnostic::Place;
use crate::ir::{Operation, Record, RecordField, TypeDefinition, Wire};
use crate::names::Type as TypeName;

impl<'m> Comparison<'m> {
    /// Compares all types that are there before and after.
    pub(super) fn definitions(&mut self) {
        for exchange in self.types.exchanged() {
            self.exchange(exchange);
        }
        let pairs: Vec<_> = self.types.pairs().collect();
        for (old, new) in pairs {
            let types = self.before.types.get(old).copied().zip(self.after.types.get(new).copied());
            let Some((from, to)) = types else { continue };
            self.naming((old, from), (new, to));
            match (from.definition, to.definition) {
                (TypeDefinition::Record(was), TypeDefinition::Record(is)) => self.record(was, is),
                (TypeDefinition::Enum(was), TypeDefinition::Enum(is)) => {
                    let path = self.after.type_path(new);
                    self.r#enum(was, is, &path);
                }
                (was, _) => {
                    let places = (from.place(), to.place());
                    let what = match was {
                        TypeDefinition::Record(_) => "the type is an enum instead of a struct",
                        TypeDefinition::Enum(_) => "the type is a struct instead of an enum",
                    };
                    self.changed(Kind::TypeKindChanged, self.after.type_path(new), what, places);
                }
            }
        }
    }

    /// Tells of a type that has the place of another, at the one of the two that went or came.
    fn exchange(&mut self, exchange: Exchange<'m>) {
        let Exchange { before, after, places } = exchange;
        let places: Vec<String> = places.into_iter().map(|spot| path(&self.after, spot)).collect();
        let (was, is) = (spell::element(before), spell::element(after));
        let gone = before.named().filter(|name| self.types.is_gone(name));
        let new = after.named().filter(|name| self.types.is_new(name));
        let place = |side: &Side<'m>, name: Option<&TypeName>| {
            name.and_then(|name| side.types.get(name)).map(|declared| declared.place().clone())
        };
        let (old_place, new_place) = (place(&self.before, before.named()), place(&self.after, after.named()));
        let path = match (gone, new) {
            (Some(name), _) => self.before.type_path(name),
            (None, Some(name)) => self.after.type_path(name),
            (None, None) => return,
        };
        let what = format!("`{is}` has its place in {} places that had `{was}`", places.len());
        self.note(
            Change { places, ..Change::new(Kind::TypeReplaced, path, what) },
            old_place.as_ref(),
            new_place.as_ref(),
        );
        self.brings(vec![before], vec![after], None);
    }

    /// Compares what a type is called and where it is.
    fn naming(&mut self, old: (&TypeName, Declared<'m>), new: (&TypeName, Declared<'m>)) {
        let (was, is) = (self.before.type_path(old.0), self.after.type_path(new.0));
        let same_home = match (old.1.home, new.1.home) {
            (None, None) => true,
            (Some(a), Some(b)) => self.is_same_operation(a, b),
            _ => false,
        };
        let follows = match (old.1.home, new.1.home) {
            (Some(a), Some(b)) if same_home => {
                let rest = |name: &TypeName, home: &Operation| {
                    name.as_str().strip_prefix(home.builder.as_str()).map(str::to_owned)
                };
                a.builder != b.builder && rest(old.0, a).is_some() && rest(old.0, a) == rest(new.0, b)
            }
            _ => false,
        };
        let kind = match (same_home, old.0 == new.0) {
            (true, true) => return,
            (true, false) if follows => return,
            (true, false) => Kind::TypeRenamed,
            (false, _) => Kind::TypeMoved,
        };
        let what = format!("the type was `{was}`");
        let change = Change::new(kind, &is, what).action(format!("write `{is}` instead of `{was}`"));
        self.note(change, Some(old.1.place()), Some(new.1.place()));
    }

    fn is_same_operation(&self, old: &Operation, new: &Operation) -> bool {
        let met = || operations(self.before.service, self.after.service);
        old.name == new.name
            || met()
                .iter()
                .any(|met| matches!(met, Met::Both(a, b) if a.name == old.name && b.name == new.name))
    }

    fn record(&mut self, before: &'m Record, after: &'m Record) {
        let (path, places) = (self.after.type_path(&after.name), (&before.place, &after.place));
        match (before.input, after.input) {
            (false, true) => {
                let what = "`new` and setters make values of it";
                self.changed(Kind::SettersAdded, path.clone(), what, places);
            }
            (true, false) => {
                let what = "`new` and the setters are gone";
                self.changed(Kind::SettersRemoved, path.clone(), what, places);
            }
            _ => {}
        }
        if documentation::differs(&before.documentation, &after.documentation) {
            self.changed(
                Kind::DocumentationChanged,
                path.clone(),
                "the type is described in other words",
                places,
            );
        }
        let met = fields(before, after);
        if !same_order(&met, &after.fields) {
            self.changed(Kind::OrderChanged, path.clone(), "the fields come in another order", places);
        }
        for met in met {
            match met {
                Met::Gone(old) => {
                    let path = format!("{}::{}", self.before.type_path(&before.name), old.name.as_str());
                    let what = format!("the field `{}` is gone", spell::field(&old.r#type));
                    self.note(Change::new(Kind::FieldRemoved, path, what), Some(&old.place), None);
                    self.brings(vec![&old.r#type], Vec::new(), None);
                }
                Met::New(new) => {
                    let what = format!("the field `{}` is new", spell::field(&new.r#type));
                    let path = format!("{path}::{}", new.name.as_str());
                    self.note(Change::new(Kind::FieldAdded, path, what), None, Some(&new.place));
                    self.brings(Vec::new(), vec![&new.r#type], None);
                }
                Met::Both(old, new) => self.field(old, new, &path, (before, after)),
            }
        }
    }

    fn field(&mut self, old: &'m RecordField, new: &'m RecordField, record: &str, home: (&Record, &Record)) {
        let (path, places) = (format!("{record}::{}", new.name.as_str()), (&old.place, &new.place));
        if old.name != new.name {
            let (was, is) = (old.name.as_str(), new.name.as_str());
            let change =
                Change::new(Kind::FieldRenamed, &path, renamed((was, is), (&old.wire_name, &new.wire_name)))
                    .action(format!("write `{is}` instead of `{was}`"));
            self.note(change, Some(places.0), Some(places.1));
        } else if old.wire_name != new.wire_name {
            let what = format!("the field travels as `{}` instead of `{}`", new.wire_name, old.wire_name);
            let kind = if old.wire_name.eq_ignore_ascii_case(&new.wire_name) {
                Kind::FieldRespelled
            } else {
                Kind::FieldWireNameChanged
            };
            self.changed(kind, path.clone(), what, places);
        }
        let same_type = self.types.same(&old.r#type, &new.r#type);
        if !same_type {
            let (is, was) = (spell::field(&new.r#type), spell::field(&old.r#type));
            self.changed(
                Kind::FieldTypeChanged,
                path.clone(),
                format!("the type is `{is}` instead of `{was}`"),
                places,
            );
            self.brings(vec![&old.r#type], vec![&new.r#type], None);
        }
        if same_type && old.wire != new.wire {
            let kind = match (&old.wire, &new.wire) {
                (Wire::Plain, Wire::Wrapped(_)) => Kind::ListWrapped,
                (Wire::Wrapped(_), Wire::Plain) => Kind::ListUnwrapped,
                (was, is) if both_are_read(was, is) => Kind::FieldWireFormChanged,
                _ => Kind::FieldUnitChanged,
            };
            let what = format!("the value travels {} instead of {}", wire(&new.wire), wire(&old.wire));
            self.changed(kind, path.clone(), what, places);
        }
        self.visibility((old.sensitive, new.sensitive), &path, places);
        // What a request must have is a limit of its parameter.
        let answered = self.before.is_answered(&home.0.name) || self.after.is_answered(&home.1.name);
        self.presence(old, new, &path, answered);
        let input = home.0.input && home.1.input;
        self.units((&old.documentation, places.0), (&new.documentation, places.1), &path);
        let described = |one: &RecordField| documentation::facts(&one.documentation, &one.r#type, input);
        let inherited = documentation::inherited(
            (&old.documentation, &old.r#type, &self.before),
            (&new.documentation, &new.r#type, &self.after),
        );
        let (mut was, mut is) = (described(old), described(new));
        let default = documentation::restated(&old.documentation, &new.documentation, documentation::DEFAULT);
        if let Some((before, after)) = default.filter(|_| input) {
            let what = format!("the service assumes {after} instead of {before}");
            self.changed(Kind::DefaultChanged, path.clone(), what, places);
            for facts in [&mut was, &mut is] {
                facts.retain(|fact| !fact.starts_with(documentation::DEFAULT));
            }
        }
        let differs = documentation::differs(&old.documentation, &new.documentation);
        if differs && !inherited || was != is {
            self.changed(Kind::DocumentationChanged, path, "the field is described in other words", places);
        }
    }

    /// Compares whether a value is hidden.
    pub(super) fn visibility(&mut self, hidden: (bool, bool), path: &str, places: (&'m Place, &'m Place)) {
        match hidden {
            (false, true) => self.changed(Kind::ValueHidden, path.to_owned(), "the value is hidden", places),
            (true, false) => {
                let what = "the value is no longer hidden";
                self.changed(Kind::ValueShown, path.to_owned(), what, places);
            }
            _ => {}
        }
    }

    fn presence(&mut self, old: &RecordField, new: &RecordField, path: &str, answered: bool) {
        let table = [
            (old.required, new.required, Kind::FieldNowPromised, Kind::FieldNoLongerPromised, "promised"),
            (old.nullable, new.nullable, Kind::FieldNowNullable, Kind::FieldNoLongerNullable, "nullable"),
            (old.deprecated, new.deprecated, Kind::FieldDeprecated, Kind::FieldUndeprecated, "deprecated"),
        ];
        for (was, is, gained, lost, word) in table {
            let places = (&old.place, &new.place);
            match (was, is) {
                _ if !answered && word != "deprecated" => {}
                (false, true) => {
                    self.changed(gained, path.to_owned(), format!("the field is {word}"), places);
                }
                (true, false) => {
                    self.changed(lost, path.to_owned(), format!("the field is no longer {word}"), places);
                }
                _ => {}
            }
        }
    }
}

/// Whether what travels in the one form is read without loss where the other is declared.
fn both_are_read(before: &Wire, after: &Wire) -> bool {
    let group = |wire: &Wire| match wire {
        Wire::Plain | Wire::Quoted => 1,
        Wire::Percent | Wire::PercentQuoted | Wire::PercentSigned => 2,
        Wire::Iso8601 | Wire::Iso8601Minutes => 3,
        Wire::UnixSeconds => 4,
        Wire::UnixMillis => 5,
        Wire::PercentHundredths => 6,
        Wire::Json | Wire::CommaSeparated | Wire::SpaceSeparated | Wire::PipeSeparated | Wire::Wrapped(_) => {
            0
        }
    };
    group(before) == group(after) && group(before) != 0
}

/// The path of what uses a type.
fn path(side: &Side<'_>, spot: Spot<'_>) -> String {
    match spot {
        Spot::Answer(operation) => format!("{}::send", builder(side, operation)),
        Spot::Parameter(operation, parameter) => parameter_path(side, operation, parameter),
        Spot::Field(record, field) => format!("{}::{}", side.type_path(&record.name), field.name.as_str()),
    }
}
