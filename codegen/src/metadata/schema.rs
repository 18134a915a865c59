//! Schemas of the metadata, one level at a time.

use super::json::Value;
use super::limits::{Bound, Keyword};
use super::{Members, Metadata};

/// One level of a schema.
pub(crate) struct Schema<'t> {
    pub(crate) value: Value<'t>,
    pub(crate) kind: Kind,
    /// The place of `type`.
    pub(crate) kind_value: Option<Value<'t>>,
    pub(crate) format: Option<(String, Value<'t>)>,
    pub(crate) properties: Option<Members<'t>>,
    pub(crate) items: Option<Value<'t>>,
    /// The schema of the values of a map; `None` inside if it says nothing of them.
    pub(crate) map: Option<Option<Value<'t>>>,
    pub(crate) required: Option<(bool, Value<'t>)>,
    pub(crate) deprecated: Option<(bool, Value<'t>)>,
    pub(crate) values: Vec<(String, Value<'t>)>,
    /// The place of the whole list of values.
    pub(crate) values_value: Option<Value<'t>>,
    pub(crate) default: Option<(String, Value<'t>)>,
    pub(crate) limits: Vec<(Keyword, Bound, Value<'t>)>,
    /// The component that the schema came from.
    pub(crate) component: Option<String>,
}

impl Schema<'_> {
    /// Whether it is bytes.
    pub(crate) fn is_binary(&self) -> bool {
        self.format.as_ref().is_some_and(|(format, _)| format == "binary")
    }

    /// Whether it says nothing of what is inside.
    pub(crate) fn is_bare(&self) -> bool {
        self.map.is_none() && self.properties.as_ref().is_none_or(|properties| properties.iter().len() == 0)
    }
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing is said.
    Unstated,
    /// Any type, explicitly.
    Any,
    Text,
    Integer,
    Number,
    Boolean,
    List,
    Object,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unstated => "nothing",
            Self::Any => "any",
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::List => "array",
            Self::Object => "object",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let kinds =
            [Self::Any, Self::Text, Self::Integer, Self::Number, Self::Boolean, Self::List, Self::Object];
        kinds.into_iter().find(|kind| kind.name() == name)
    }
}

/// How many references may follow one another.
const MAX_CHAIN: usize = 100;

impl<'t> Metadata<'t> {
    /// One level of the schema at `value`, references followed. What is no schema says nothing.
    pub(crate) fn schema(&self, value: &Value<'t>) -> Schema<'t> {
        let empty = || Members { value: value.clone(), members: Vec::new() };
        let mut object = self.object("schema", value).unwrap_or_else(empty);
        let required =
            self.boolean_at(&object, "required").or_else(|| self.boolean_at(&object, "docRequired"));
        let deprecated = self.boolean_at(&object, "deprecated");
        let mut component = None;
        for _ in 0..MAX_CHAIN {
            let Some((target, place)) = self.text_at(&object, "$ref") else { break };
            let Some(next) = self.component(&target) else {
                self.note(&place, format!("`{target}` does not exist"));
                break;
            };
            object = next;
            component = Some(target);
        }
        let kind = self.kind(&object);
        let (values, values_value) = self.values(&object);
        Schema {
            kind,
            kind_value: object.get("type").cloned(),
            format: self.text_at(&object, "format"),
            properties: self.object_at(&object, "properties"),
            items: object.get("items").cloned(),
            map: self.map(&object),
            required,
            deprecated: deprecated.or_else(|| self.boolean_at(&object, "deprecated")),
            values,
            values_value,
            default: self.scalar(&object, "default").filter(|(text, _)| !text.is_empty()),
            limits: self.limits(&object, kind),
            value: object.value,
            component,
        }
    }

    fn component(&self, target: &str) -> Option<Members<'t>> {
        let name = target.strip_prefix("#/components/schemas/")?.replace("~1", "/").replace("~0", "~");
        let (_, value) = self.components.iter().find(|(known, _)| *known == name)?;
        self.object(&name, value)
    }

    /// The type that an object says, or that its words are about.
    pub(crate) fn kind(&self, object: &Members<'t>) -> Kind {
        if let Some((name, value)) = self.text_at(object, "type") {
            if let Some(kind) = Kind::from_name(&name) {
                return kind;
            }
            self.note(&value, format!("`{name}` is not a type that is known here"));
        }
        match (object.get("properties").or(object.get("additionalProperties")), object.get("items")) {
            (Some(_), _) => Kind::Object,
            (None, Some(_)) => Kind::List,
            (None, None) => Kind::Unstated,
        }
    }

    /// What `additionalProperties` says.
    pub(crate) fn map(&self, object: &Members<'t>) -> Option<Option<Value<'t>>> {
        let value = object.get("additionalProperties")?;
        match (value.boolean(), value.kind()) {
            (Some(true), _) => Some(None),
            (Some(false), _) => None,
            (None, "an object") => Some(Some(value.clone())),
            (None, _) => {
                self.other_kind("additionalProperties", value, "an object or a boolean");
                None
            }
        }
    }

    /// `enum`, or else the values that have a title.
    fn values(&self, object: &Members<'t>) -> (Vec<(String, Value<'t>)>, Option<Value<'t>>) {
        let mut values: Vec<(String, Value<'t>)> = Vec::new();
        for value in self.list_at(object, "enum") {
            match value.scalar() {
                None => self.other_kind("enum", &value, "a list of strings"),
                Some(text) if values.iter().all(|(known, _)| *known != text) => values.push((text, value)),
                Some(_) => {}
            }
        }
        let mut whole = object.get("enum");
        if values.is_empty()
            && let Some(titles) = self.object_at(object, "enumValueTitles")
        {
            values.extend(titles.iter().cloned());
            whole = object.get("enumValueTitles");
        }
        let whole = whole.filter(|_| !values.is_empty()).cloned();
        (values, whole)
    }

    /// A value as text; lists and objects as they are written.
    pub(crate) fn scalar(&self, object: &Members<'t>, key: &str) -> Option<(String, Value<'t>)> {
        let value = object.get(key).filter(|value| value.kind() != "null")?;
        // Lists and objects are written out as they are.
        let text = if value.kind() == "a string" { value.text() } else { Some(value.raw().to_owned()) };
        Some((text?, value.clone()))
    }

    fn limits(&self, object: &Members<'t>, kind: Kind) -> Vec<(Keyword, Bound, Value<'t>)> {
        let read = |keyword: Keyword| {
            let (text, value) = self.scalar(object, keyword.name())?;
            if keyword.means_none(&text) {
                return None;
            }
            let Some(bound) = Bound::parse(keyword, &text) else {
                self.note(&value, format!("`{}` is not {}", keyword.name(), keyword.wanted()));
                return None;
            };
            let exclusive = keyword
                .exclusive()
                .and_then(|word| self.boolean_at(object, word))
                .is_some_and(|(exclusive, _)| exclusive);
            let bound = if exclusive { bound.excluded(keyword, kind == Kind::Integer) } else { bound };
            Some((keyword, bound, value))
        };
        Keyword::ALL.into_iter().filter_map(read).collect()
    }
}
