//! The reader of facts: each word that an import knows, read once.

use std::collections::BTreeSet;

use super::facts::{
    Answer, Document, ErrorCode, Group, Operation, Parameter, Permission, Region, Samples, Schema, Texts,
    seen,
};
use crate::Source;
use crate::metadata::{Json, Keyword, Members, Metadata, Problem, Value};

/// How many schemas may be inside of each other; metadata has some 15.
const MAX_DEPTH: usize = 32;

/// Reads everything.
pub(super) fn read(source: &Source) -> Result<Document, Problem> {
    let metadata = Metadata::new(source)?;
    let identity = metadata.identity()?;
    let reader = Reader { metadata: &metadata };
    let root = metadata.root();
    let info = metadata.object_at(root, "info");
    let style = info.and_then(|info| reader.text(&info, "style")).unwrap_or_else(|| "RPC".to_owned());
    let groups = reader.groups();
    let mut names = BTreeSet::new();
    let operations = metadata
        .operations()
        .iter()
        .filter_map(|(name, value)| reader.operation(name, value, &groups))
        .filter(|operation| names.insert(operation.name.clone()))
        .collect();
    let components =
        metadata.components().iter().map(|(name, value)| (name.clone(), reader.schema(value, 0))).collect();
    let regions = reader.regions();
    Ok(Document { identity, style, regions, operations, components, problems: metadata.into_problems() })
}

struct Reader<'m, 't> {
    metadata: &'m Metadata<'t>,
}

impl<'t> Reader<'_, 't> {
    fn text(&self, object: &Members<'t>, key: &str) -> Option<String> {
        object.get(key).filter(|value| value.kind() != "null")?;
        self.metadata.text_at(object, key).map(|(text, _)| text)
    }

    /// A text that says something.
    fn words(&self, object: &Members<'t>, key: &str) -> Option<String> {
        self.text(object, key).filter(|text| !text.trim().is_empty())
    }

    fn flag(&self, object: &Members<'t>, key: &str) -> Option<bool> {
        object.get(key).filter(|value| value.kind() != "null")?;
        self.metadata.boolean_at(object, key).map(|(flag, _)| flag)
    }

    fn list(&self, object: &Members<'t>, key: &str) -> Vec<String> {
        if object.get(key).is_some_and(|value| value.kind() == "null") {
            return Vec::new();
        }
        self.metadata.list_at(object, key).iter().filter_map(Value::scalar).collect()
    }

    fn regions(&self) -> Vec<Region> {
        let metadata = self.metadata;
        let mut regions: Vec<Region> = Vec::new();
        for value in metadata.list_at(metadata.root(), "endpoints") {
            let Some(object) = metadata.object("endpoints", &value) else { continue };
            let host = |key| self.words(&object, key).map(|host| host.trim().to_ascii_lowercase());
            let Some(name) = host("regionId") else { continue };
            if regions.iter().all(|known| known.name != name) {
                let public = host("public").or_else(|| host("endpoint"));
                regions.push(Region { name, public, vpc: host("vpc") });
            }
        }
        regions
    }

    /// The outermost groups, with the operations of each.
    fn groups(&self) -> Vec<(Group, BTreeSet<String>)> {
        let groups = self.metadata.list_at(self.metadata.root(), "directories");
        let group = |value: &Value<'t>| {
            let object =
                if value.kind() == "an object" { self.metadata.object("directories", value) } else { None }?;
            let mut names = BTreeSet::new();
            self.collect(&object, &mut names, 0);
            let number = object.get("id").filter(|id| id.kind() == "a number").and_then(Value::scalar);
            let title = self.words(&object, "title").map(|title| title.trim().to_owned());
            Some((Group { title, number: number.map(|number| format!("Group {number}")) }, names))
        };
        groups.iter().filter_map(group).collect()
    }

    fn collect(&self, group: &Members<'t>, into: &mut BTreeSet<String>, depth: usize) {
        for child in self.metadata.list_at(group, "children") {
            if let Some(name) = child.text() {
                into.insert(name);
            } else if let Some(inner) = self.metadata.object("children", &child).filter(|_| depth < MAX_DEPTH)
            {
                self.collect(&inner, into, depth + 1);
            }
        }
    }

    fn operation(
        &self,
        name: &str,
        value: &Value<'t>,
        groups: &[(Group, BTreeSet<String>)],
    ) -> Option<Operation> {
        let object = self.metadata.object(name, value)?;
        let system = self.metadata.object_at(&object, "systemTags");
        let permissions = self.permissions(&object);
        let mut effects: Vec<String> = self.text(&object, "operationType").into_iter().collect();
        effects.extend(system.and_then(|system| self.text(&system, "operationType")));
        effects.extend(permissions.iter().map(|permission| permission.access.clone()));
        Some(Operation {
            name: self.name(name, value),
            methods: self.list(&object, "methods").iter().map(|method| method.to_ascii_lowercase()).collect(),
            schemes: self.list(&object, "schemes").iter().map(|scheme| scheme.to_ascii_lowercase()).collect(),
            path: self.words(&object, "path").map(|path| path.trim().to_owned()),
            consumes: self.list(&object, "consumes"),
            produces: self.list(&object, "produces"),
            security: self.security(&object),
            effects,
            deprecated: self.flag(&object, "deprecated").unwrap_or(false),
            group: groups.iter().find(|(_, names)| names.contains(name)).map(|(group, _)| group.clone()),
            texts: Texts {
                title: self.words(&object, "title"),
                summary: self.words(&object, "summary"),
                description: self.words(&object, "description"),
            },
            parameters: self.parameters(&object),
            answers: self.answers(&object),
            errors: self.errors(&object),
            samples: self.samples(&object),
            permissions,
        })
    }

    fn security(&self, operation: &Members<'t>) -> Vec<String> {
        let kinds = self.metadata.list_at(operation, "security");
        let names = |value: &Value<'t>| {
            let members = self.metadata.object("security", value)?;
            Some(members.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>())
        };
        kinds.iter().filter_map(names).flatten().collect()
    }

    fn parameters(&self, operation: &Members<'t>) -> Vec<Parameter> {
        let parameter = |read: crate::metadata::Parameter<'t>| {
            let word = |word: Option<(String, Value<'t>)>| word.map(|(word, _)| word);
            let schema = read.schema.as_ref().unwrap_or(&read.value);
            let mut schema = self.schema(schema, 0);
            if read.schema.is_none() {
                schema.description = None;
            }
            Parameter {
                private: read.private || schema.private,
                name: self.name(&read.name, &read.value),
                location: word(read.location).unwrap_or_default(),
                style: word(read.style),
                schema,
            }
        };
        self.metadata.parameters(operation).into_iter().map(parameter).collect()
    }

    fn answers(&self, operation: &Members<'t>) -> Vec<Answer> {
        let Some(statuses) = self.metadata.object_at(operation, "responses") else { return Vec::new() };
        let answer = |(status, value): &(String, Value<'t>)| {
            let object = self.metadata.object("responses", value)?;
            let headers = self.metadata.object_at(&object, "headers");
            let header = |(name, value): &(String, Value<'t>)| {
                let object = self.metadata.object("headers", value)?;
                let schema = object.get("schema").unwrap_or(value);
                Some((name.clone(), self.schema(schema, 0)))
            };
            Some(Answer {
                status: status.clone(),
                schema: object.get("schema").map(|value| self.schema(value, 0)),
                headers: headers.map_or_else(Vec::new, |headers| headers.iter().filter_map(header).collect()),
            })
        };
        statuses.iter().filter_map(answer).collect()
    }

    fn errors(&self, operation: &Members<'t>) -> Vec<ErrorCode> {
        let code = |read: crate::metadata::ErrorCode<'t>| ErrorCode {
            text: read.text.filter(|text| !text.trim().is_empty()),
            status: read.status,
            code: read.code,
        };
        self.metadata.error_codes(operation).into_iter().map(code).collect()
    }

    /// The samples stand in a text that is JSON again.
    fn samples(&self, operation: &Members<'t>) -> Samples {
        let Some(text) = operation.get("responseDemo").and_then(Value::text) else {
            return Samples::default();
        };
        let Ok((_, list)) = Json::new(&text) else { return Samples::default() };
        let word = |members: &[(String, Value<'_>)], key: &str| {
            members.iter().find(|(name, _)| name == key).and_then(|(_, value)| value.text())
        };
        let sample = |value: &Value<'_>| {
            let members = value.members()?;
            Some((word(&members, "type")?, word(&members, "example")?))
        };
        let samples: Vec<_> = list.items().unwrap_or_default().iter().filter_map(sample).collect();
        let of = |kind: &str| {
            let is_it = |(known, text): &&(String, String)| known == kind && !text.trim().is_empty();
            samples.iter().find(is_it).map(|(_, text)| text.clone())
        };
        Samples { json: of("json"), has_xml: of("xml").is_some() }
    }

    fn permissions(&self, operation: &Members<'t>) -> Vec<Permission> {
        let permission = |value: &Value<'t>| {
            let object = self.metadata.object("ramActions", value)?;
            let action = self.metadata.object_at(&object, "ramAction")?;
            let resource = |value: &Value<'t>| {
                let object = self.metadata.object("resources", value)?;
                let text = |key| self.words(&object, key).unwrap_or_default();
                Some((text("resourceType"), text("arn")))
            };
            Some(Permission {
                action: self.words(&action, "action")?,
                access: self.text(&object, "operationType").unwrap_or_default(),
                resources: self.metadata.list_at(&action, "resources").iter().filter_map(resource).collect(),
            })
        };
        let listed = operation.get("ramActions").filter(|value| value.kind() != "null");
        let listed = listed.and_then(Value::items).unwrap_or_default();
        listed.iter().filter_map(permission).collect()
    }

    /// A name as it is meant.
    fn name(&self, name: &str, value: &Value<'t>) -> String {
        let seen = seen(name);
        if seen != name {
            let message = format!("{name:?} is taken for {seen:?}: nobody sees the rest of the name");
            self.metadata.note(value, message);
        }
        seen
    }

    /// The fields of an object; the first of those that have one name.
    fn fields(&self, fields: &Members<'t>, depth: usize) -> Vec<(String, Schema)> {
        let mut names = BTreeSet::new();
        let named = fields.iter().map(|(name, value)| (self.name(name, value), value));
        named
            .filter(|(name, _)| names.insert(name.clone()))
            .map(|(name, value)| (name, self.schema(value, depth)))
            .collect()
    }

    fn schema(&self, value: &Value<'t>, depth: usize) -> Schema {
        let metadata = self.metadata;
        let object = metadata.object("schema", value).unwrap_or_else(|| metadata.nothing(value));
        let cut = depth >= MAX_DEPTH;
        let inner = |value: &Value<'t>| Box::new(self.schema(value, depth + 1));
        let fields = if cut { None } else { metadata.object_at(&object, "properties") };
        let fields = fields.map(|fields| self.fields(&fields, depth + 1));
        let limit = |keyword: Keyword| Some((keyword, metadata.scalar(&object, keyword.name())?.0));
        let excludes = |keyword: &Keyword| {
            keyword.exclusive().is_some_and(|word| self.flag(&object, word) == Some(true))
        };
        let titles = metadata.object_at(&object, "enumValueTitles");
        let title = |(value, title): &(String, Value<'t>)| (value.clone(), title.text().unwrap_or_default());
        Schema {
            kind: metadata.kind(&object),
            format: self.words(&object, "format").map(|format| format.trim().to_owned()),
            target: self.text(&object, "$ref"),
            fields: fields.unwrap_or_default(),
            items: object.get("items").filter(|value| !cut && value.kind() == "an object").map(inner),
            map: metadata.map(&object).map(|values| values.filter(|_| !cut).as_ref().map(inner)),
            required: self.flag(&object, "required"),
            doc_required: self.flag(&object, "docRequired"),
            deprecated: self.flag(&object, "deprecated").unwrap_or(false),
            nullable: self.flag(&object, "nullable").unwrap_or(false),
            values: self.list(&object, "enum"),
            titles: titles.map_or_else(Vec::new, |titles| titles.iter().map(title).collect()),
            default: metadata.scalar(&object, "default").map(|(text, _)| text),
            example: metadata.scalar(&object, "example").map(|(text, _)| text),
            limits: Keyword::ALL.into_iter().filter_map(limit).collect(),
            exclusive: Keyword::ALL.into_iter().filter(excludes).collect(),
            title: self.words(&object, "title"),
            description: self.words(&object, "description"),
            private: self.words(&object, "visibility").is_some_and(|word| word == "Private"),
            cut,
        }
    }
}
