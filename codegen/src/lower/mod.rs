//! From what the author wrote to what Rust will say: every decision is taken here, in named passes.

mod answer;
mod documentation;
mod enums;
mod error_codes;
mod getters;
mod operation;
mod paging;
mod parameters;
mod placed_names;
mod records;
mod rules;
mod sensitive;
mod types;
mod undescribed;
mod wire_names;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Place, Reporter};
use crate::ir;
use crate::names::{self, Identifier, NoName, Scope};
use crate::spec::{self, Document, Schema, SchemaKind, Text};
use crate::{provenance, rule};

/// Lowers one document. What cannot be lowered is reported, and the result is then worth nothing.
pub(crate) fn lower(document: &Document, file: &str, reporter: &Reporter<'_>) -> ir::Service {
    let lowering = Lowering::new(document, reporter);
    lowering.check_sources();
    lowering.check_placed_names();
    lowering.check_wire_names();
    let mut types = lowering.shared_types();
    let error_codes = lowering.error_codes();
    let mut operations = lowering.operations(&mut types, &error_codes::names(&error_codes));
    undescribed::describe(&mut operations, &mut types);
    records::box_recursion(&mut types);
    records::mark_inputs(&mut operations, &mut types);
    sensitive::mark(&mut operations, &mut types);
    operations.iter_mut().for_each(getters::name);
    let module = names::module(&document.module.value).unwrap_or_else(|NoName| lowering.no_module());
    ir::Service {
        module: lowering.checked_module(module),
        place: document.module.place.clone(),
        product: document.product.value.clone(),
        version: document.version.value.clone(),
        title: document.title.value.clone(),
        description: document.description.as_ref().map(|text| text.value.clone()).unwrap_or_default(),
        file: file.to_owned(),
        provenance: provenance::page(document, file),
        rule: document.rule.value.clone(),
        vpc_rule: document.vpc_rule.as_ref().map(|rule| rule.value.clone()),
        endpoints: document.endpoints.iter().map(endpoint).collect(),
        operations,
        types,
        error_codes,
    }
}

fn endpoint(endpoint: &crate::spec::Endpoint) -> ir::Endpoint {
    ir::Endpoint {
        place: endpoint.region.place.clone(),
        region: endpoint.region.value.clone(),
        public: endpoint.public.value.clone(),
        vpc: endpoint.vpc.as_ref().map(|host| host.value.clone()),
    }
}

/// How many references may follow one another; the specifications need about 5.
const MAX_CHAIN: usize = 100;

/// A component whose references are being followed.
struct Visit<'d> {
    key: &'d str,
    /// What it is made of and has not been looked at.
    targets: Vec<&'d Text>,
    longest: usize,
}

/// What all passes over one document share.
pub(crate) struct Lowering<'d> {
    document: &'d Document,
    reporter: &'d Reporter<'d>,
    schemas: BTreeMap<&'d str, &'d Schema>,
    /// The components that become types, with their names.
    named: BTreeMap<&'d str, names::Type>,
    /// The components that don't, once they are lowered; `None` while that is under way.
    aliases: RefCell<BTreeMap<&'d str, Option<(ir::Type, ir::Wire)>>>,
    /// How many of them are under way.
    open_aliases: Cell<usize>,
    /// The types inside of components, by their pointers.
    inlines: RefCell<BTreeMap<&'d str, names::Type>>,
    /// How many more values may have rules.
    rules_left: Cell<usize>,
    /// How many more fields `allOf` may add to types.
    copies_left: Cell<usize>,
    /// All type names of the service.
    types: RefCell<Scope>,
}

impl<'d> Lowering<'d> {
    fn new(document: &'d Document, reporter: &'d Reporter<'d>) -> Self {
        let schemas = document.schemas.iter().map(|(name, schema)| (name.value.as_str(), schema)).collect();
        let mut lowering = Self {
            document,
            reporter,
            schemas,
            named: BTreeMap::new(),
            aliases: RefCell::default(),
            open_aliases: Cell::default(),
            inlines: RefCell::default(),
            rules_left: Cell::new(rules::MAX_ALTOGETHER),
            copies_left: Cell::new(records::MAX_COPIES),
            types: RefCell::default(),
        };
        lowering.check_references();
        lowering.named = lowering.name_components();
        lowering
    }

    /// The name of every component that becomes a type of its own.
    fn name_components(&self) -> BTreeMap<&'d str, names::Type> {
        let named = self.document.schemas.iter().filter(|(_, schema)| types::is_named(&schema.kind));
        let name = |(key, schema): &'d (Text, Schema)| {
            let name = self.type_name(&[&key.value], schema.rust_name.as_ref(), &key.place)?;
            Some((key.value.as_str(), name))
        };
        named.filter_map(name).collect()
    }

    /// Takes the name of a type: the given one, or the one of its place.
    fn type_name(&self, path: &[&str], given: Option<&Text>, place: &Place) -> Option<names::Type> {
        let wire = path.join(" ");
        let name = self.name(names::r#type(path), given, &wire, place)?;
        self.take(&mut self.types.borrow_mut(), &name, &wire, place);
        Some(name)
    }

    /// The name that the rule gives, or the given one, which must be another.
    fn name<N: Identifier>(
        &self,
        rule: Result<N, NoName>,
        given: Option<&Text>,
        wire: &str,
        place: &Place,
    ) -> Option<N> {
        let Some(given) = given else {
            if rule.is_err() {
                let help = "name it with `x-rust-name`";
                self.reporter.report(
                    &rule::NO_RUST_NAME,
                    place,
                    format!("`{wire}` gives no Rust name"),
                    help,
                );
            }
            return rule.ok();
        };
        match names::given::<N>(&given.value) {
            Err(help) => {
                self.reporter.report(
                    &rule::INVALID_RUST_NAME,
                    &given.place,
                    format!("`{}` is not a name that fits here", given.value),
                    help,
                );
                None
            }
            Ok(name) => {
                if rule.as_ref() == Ok(&name) {
                    let message = format!("the rule names `{wire}` `{}` already", given.value);
                    self.reporter.report(
                        &rule::SUPERFLUOUS_EXCEPTION,
                        &given.place,
                        message,
                        "remove `x-rust-name`",
                    );
                }
                Some(name)
            }
        }
    }

    /// Takes `name` in `scope`, or reports who has it.
    fn take<N: Identifier>(&self, scope: &mut Scope, name: &N, wire: &str, place: &Place) {
        if let Err(taken) = scope.take(name, wire) {
            let message = format!("`{wire}` and `{taken}` are both `{}` in Rust", name.text());
            self.reporter.report(
                &rule::NAME_COLLISION,
                place,
                message,
                "give one of the two another name with `x-rust-name`",
            );
        }
    }

    /// Reports components that are made of themselves, or of a chain of others that nobody could follow.
    fn check_references(&self) {
        // How long the longest chain behind each component is.
        let mut lengths: BTreeMap<&str, usize> = BTreeMap::new();
        for (key, _) in &self.document.schemas {
            let mut open: Vec<Visit<'d>> = self.visit(&key.value, &lengths).into_iter().collect();
            let mut under_way: BTreeSet<&str> = open.iter().map(|visit| visit.key).collect();
            while let Some(visit) = open.last_mut() {
                let Some(target) = visit.targets.pop() else {
                    let (key, length) = (visit.key, visit.longest);
                    lengths.insert(key, length);
                    under_way.remove(key);
                    open.pop();
                    if let Some(above) = open.last_mut() {
                        above.longest = above.longest.max(length + 1);
                    }
                    continue;
                };
                if under_way.contains(target.value.as_str()) {
                    let message = format!("`{}` is defined by itself", target.value);
                    let help = "break the circle: spell one of the schemas out";
                    self.reporter.report(&rule::CYCLIC_REFERENCE, &target.place, message, help);
                } else if let Some(length) = lengths.get(target.value.as_str()) {
                    visit.longest = visit.longest.max(length + 1);
                } else if let Some(next) = self.visit(&target.value, &lengths) {
                    under_way.insert(next.key);
                    open.push(next);
                }
            }
        }
        for (key, _) in &self.document.schemas {
            if lengths.get(key.value.as_str()) == Some(&MAX_CHAIN) {
                self.too_long(&key.place);
            }
        }
    }

    /// A component that is yet to be looked at, and those that it is made of.
    fn visit(&self, key: &'d str, done: &BTreeMap<&str, usize>) -> Option<Visit<'d>> {
        let schema = self.schemas.get(key).filter(|_| !done.contains_key(key))?;
        let mut targets = Vec::new();
        let mut open = vec![*schema];
        while let Some(schema) = open.pop() {
            match &schema.kind {
                SchemaKind::Ref(target) => targets.push(target),
                SchemaKind::AllOf(parts) => open.extend(parts),
                _ => {}
            }
        }
        Some(Visit { key, targets, longest: 0 })
    }

    fn too_long(&self, place: &Place) {
        let help = "spell one of the schemas out";
        self.reporter.report(
            &rule::LONG_REFERENCE_CHAIN,
            place,
            format!("more than {MAX_CHAIN} references follow one another from here"),
            help,
        );
    }

    /// Reports sources that are referred to and not declared.
    fn check_sources(&self) {
        let known: BTreeSet<_> =
            self.document.sources.iter().map(|source| source.key.value.as_str()).collect();
        let claimed = spec::noted(self.document).into_iter().flat_map(|noted| &noted.note.claims);
        let cited = self.document.operations.iter().flat_map(|operation| &operation.sources);
        let cited = cited.chain(&self.document.endpoint_sources);
        for source in claimed.map(|(source, _)| source).chain(cited) {
            if !known.contains(source.value.as_str()) {
                let help = match self.reporter.nearest(&source.value, known.iter().copied(), 4) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => "declare it under the document's `x-sources`".to_owned(),
                };
                self.reporter.report(
                    &rule::UNDECLARED_SOURCE,
                    &source.place,
                    format!("the source `{}` is not declared", source.value),
                    help,
                );
            }
        }
    }

    fn no_module(&self) -> names::Module {
        match names::module("service") {
            Ok(module) => module,
            Err(NoName) => unreachable!("`service` is a name"),
        }
    }

    fn checked_module(&self, module: names::Module) -> names::Module {
        if module.as_str() != self.document.module.value {
            let help = format!("write `module: {}`, or another name in snake_case", module.as_str());
            let message = format!("`{}` is not a module name", self.document.module.value);
            self.reporter.report(&rule::INVALID_RUST_NAME, &self.document.module.place, message, help);
        }
        module
    }
}
