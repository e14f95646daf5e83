//! Putting files together: references become numbers, logic is compiled with what is in its sight, cycles are found.
//!
//! This file is long because its one idea is the builder: each kind of element is made with what the others have said.
mod sight;
use super::ambient;
use super::compile::{Compiled, Element, Kind, Number};
use super::conversion::function;
use super::logic::Logic;
use super::model::{Body, Boxed, Definitions, Language, Node};
use super::paid::{evaluator, spent};
use super::types::Types;
use crate::expression::{Names, Reason};
use crate::id::ElementId;
use crate::problem::{Place, Problem};
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{Evaluator, FeelScope, FeelType, Name};
use sight::{Scratch, aliases};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock, Weak};

pub(super) struct Builder<'a> {
    files: &'a [Definitions],
    /// Numbers by namespace and id.
    numbers: BTreeMap<(&'a str, &'a str), Number>,
    nodes: Vec<(usize, Role, &'a str)>,
}

#[derive(Clone, Copy)]
enum Role {
    Input(usize),
    Decision(usize),
    Knowledge(usize),
    Service(usize),
}

impl<'a> Builder<'a> {
    pub fn new(files: &'a [Definitions]) -> Self {
        let mut nodes = vec![];
        for (file, definitions) in files.iter().enumerate() {
            let add = |nodes: &mut Vec<_>, all: &'a [Node], role: fn(usize) -> Role| {
                nodes.extend(all.iter().enumerate().map(|(i, node)| (file, role(i), node.id.as_str())));
            };
            add(&mut nodes, &definitions.inputs, Role::Input);
            add(&mut nodes, &definitions.knowledge, Role::Knowledge);
            add(&mut nodes, &definitions.decisions, Role::Decision);
            nodes.extend(definitions.services.iter().enumerate().map(|(i, s)| (file, Role::Service(i), s.id.as_str())));
        }
        Builder { files, numbers: BTreeMap::new(), nodes }
    }

    pub fn build(mut self, problems: &mut Vec<Problem>) -> Arc<Compiled> {
        for (number, (file, role, id)) in self.nodes.iter().enumerate() {
            let key = (self.files[*file].namespace.as_str(), *id);
            // Other files may happen to have the namespace of the first; they take nothing away from it.
            let first = *self.numbers.entry(key).or_insert(number);
            if first != number && *file == 0 {
                let message = format!("`{id}` stands twice in the file");
                problems.push(Problem::error(
                    "id-twice",
                    Some(&ElementId::from(*id)),
                    self.place(*file, *role),
                    message,
                ));
            }
        }
        let mut types: Vec<Types> = self.files.iter().map(|_| Types::default()).collect();
        // A file that is imported comes after the one that imports it.
        for file in (0..self.files.len()).rev() {
            let imported: Vec<(String, &Types)> = self.files[file]
                .imports
                .iter()
                .filter_map(|import| {
                    let other = self.files.iter().position(|f| f.namespace == import.namespace)?;
                    Some((import.name.clone(), &types[other]))
                })
                .collect();
            let mut found = vec![];
            let made = Types::new(&self.files[file], &imported, &mut found);
            types[file] = made;
            if file == 0 {
                problems.extend(found);
            }
        }
        for import in self.files.first().into_iter().flat_map(|f| &f.imports) {
            if !self.files.iter().any(|f| f.namespace == import.namespace) {
                let message =
                    format!("`{}` is not among the files: deploy it together with this one", import.namespace);
                problems.push(Problem::error("dmn-import", None, import.place, message));
            }
        }
        let later = Arc::new(OnceLock::new());
        let mut names = Names::default();
        let mut elements = vec![];
        for number in 0..self.nodes.len() {
            let mut found = vec![];
            elements.push(self.element(number, &types, &later, &mut names, &mut found));
            if self.nodes[number].0 == 0 {
                problems.extend(found);
            }
        }
        let mut root = FeelContext::default();
        for (name, typed) in types.first().into_iter().flat_map(Types::iter) {
            root.set_entry(&name.into(), Feel::FeelType(typed.feel().clone()));
        }
        let mut compiled = Compiled { elements, names, root };
        cycles(&mut compiled, problems);
        compiled.limit_requirements(problems);
        let compiled = Arc::new(compiled);
        assert!(later.set(Arc::downgrade(&compiled)).is_ok(), "it is built once");
        compiled
    }

    fn place(&self, file: usize, role: Role) -> Place {
        let file = &self.files[file];
        match role {
            Role::Input(i) => file.inputs[i].place,
            Role::Decision(i) => file.decisions[i].place,
            Role::Knowledge(i) => file.knowledge[i].place,
            Role::Service(i) => file.services[i].place,
        }
    }

    fn element(
        &self,
        number: Number,
        types: &[Types],
        later: &Arc<OnceLock<Weak<Compiled>>>,
        names: &mut Names,
        problems: &mut Vec<Problem>,
    ) -> Element {
        let (file, role, _) = self.nodes[number];
        let definitions = &self.files[file];
        match role {
            Role::Service(i) => self.service(file, i, &types[file], later, problems),
            Role::Input(i) => self.bare(file, &definitions.inputs[i], Kind::Input, &types[file], problems),
            Role::Decision(i) => {
                let node = &definitions.decisions[i];
                let kind = Kind::Decision { logic: None, text: None, output: None };
                let mut element = self.bare(file, node, kind, &types[file], problems);
                self.decide(node, &mut element, &types[file], names, problems);
                element
            }
            Role::Knowledge(i) => {
                let node = &definitions.knowledge[i];
                let mut element = self.bare(file, node, Kind::Knowledge(Feel::Null(None)), &types[file], problems);
                self.know((number, node), &mut element, &types[file], later, names, problems);
                element
            }
        }
    }

    fn bare(&self, file: usize, node: &Node, kind: Kind, types: &Types, problems: &mut Vec<Problem>) -> Element {
        let id = ElementId::from(node.id.as_str());
        if let Some(name) = node.variable.type_ref.as_deref().filter(|name| !types.knows(name)) {
            let message = format!("there is no type `{name}`");
            problems.push(Problem::error("dmn-type", Some(&id), node.place, message));
        }
        Element {
            id: node.id.clone(),
            name: node.name.clone(),
            file,
            place: node.place,
            version_tag: node.version_tag.clone(),
            variable: Name::from(node.variable.name.as_str()),
            typed: types.named(node.variable.type_ref.as_deref()),
            kind,
            requires: node.requires.iter().filter_map(|(r, place)| self.find(file, r, *place, &id, problems)).collect(),
            aliases: vec![],
            parameters: BTreeSet::new(),
            reason: None,
            scripts: vec![],
        }
    }

    /// `#id`, `namespace#id`, or the id alone. What an import without a name brings is seen as if it stood in the file.
    fn find(
        &self,
        file: usize,
        href: &str,
        place: Place,
        owner: &ElementId,
        problems: &mut Vec<Problem>,
    ) -> Option<(Option<Name>, Number)> {
        let (namespace, id) = href.rsplit_once('#').unwrap_or(("", href));
        let own = self.files[file].namespace.as_str();
        let namespace = if namespace.is_empty() { own } else { namespace };
        let import = (namespace != own)
            .then(|| self.files[file].imports.iter().find(|import| import.namespace == namespace))
            .flatten()
            .filter(|import| !import.name.is_empty())
            .map(|import| Name::from(import.name.as_str()));
        let found = self.numbers.get(&(namespace, id)).copied();
        if found.is_none() {
            let message = format!("it requires `{href}`, which is not there");
            problems.push(Problem::error("dmn-reference", Some(owner), place, message));
        }
        Some((import, found?))
    }

    fn logic<'l>(
        &self,
        element: &'l Element,
        types: &'l Types,
        scratch: &'l mut Scratch,
        problems: &'l mut Vec<Problem>,
    ) -> Logic<'l> {
        self.sight(element, scratch);
        scratch.unseen = self.unseen(element, &scratch.known);
        Logic {
            types,
            components: &scratch.components,
            functions: &scratch.functions,
            unseen: &scratch.unseen,
            owner: &element.id,
            problems,
            names: Names::default(),
            reason: None,
            depth: 0,
            requires: !element.requires.is_empty(),
            looked_at: BTreeSet::new(),
            in_filter: false,
            scripts: vec![],
        }
    }

    fn decide(
        &self,
        node: &Node,
        element: &mut Element,
        types: &Types,
        names: &mut Names,
        problems: &mut Vec<Problem>,
    ) {
        let Some(boxed) = &node.logic else {
            let message = "the decision has no expression: it decides by nothing";
            problems.push(Problem::warning("dmn-incomplete", Some(&element.id.as_str().into()), node.place, message));
            return;
        };
        let mut scratch = Scratch::of(types);
        let mut logic = self.logic(element, types, &mut scratch, problems);
        // The names of what is required are those of the scratch; they are borrowed by the logic as components.
        let known: Vec<String> = self.known(element);
        let mut text = None;
        let compiled = match &boxed.body {
            Body::Literal(source) if boxed.type_ref.is_none() && source.language == Language::Feel => {
                text = logic.part(source, &known, false).map(Arc::new);
                if let Some(part) = text.as_ref().filter(|_| logic.requires) {
                    logic.unknown(source, part, &known);
                }
                text.clone().map(evaluator)
            }
            _ => Some(logic.boxed(boxed, &known)),
        };
        let (used, reason) = (std::mem::take(&mut logic.names), logic.reason);
        element.scripts = logic.scripts;
        let output = match &boxed.body {
            Body::Table(table) if table.outputs.len() == 1 => table.outputs[0].name.clone(),
            _ => None,
        };
        element.parameters.clone_from(&used.parameters);
        element.reason = reason;
        element.aliases = aliases(node);
        merge(names, used);
        element.kind = Kind::Decision { logic: compiled, text, output };
    }

    fn know(
        &self,
        (number, node): (Number, &Node),
        element: &mut Element,
        types: &Types,
        later: &Arc<OnceLock<Weak<Compiled>>>,
        names: &mut Names,
        problems: &mut Vec<Problem>,
    ) {
        let Some(Boxed { body: Body::Function(parameters, Some(body)), type_ref, place }) = &node.logic else {
            let message = "the knowledge model has no logic: write a function with a body";
            problems.push(Problem::error("dmn-incomplete", Some(&element.id.as_str().into()), node.place, message));
            return;
        };
        let mut scratch = Scratch::of(types);
        scratch.functions.insert(node.variable.name.clone());
        let mut known = self.known(element);
        known.push(node.variable.name.clone());
        let mut logic = self.logic(element, types, &mut scratch, problems);
        let (parameters, evaluator, levels) = logic.callable(parameters, body, &known);
        let result = type_ref.as_deref().map(|name| logic.typed(name, *place));
        let result = result.unwrap_or_else(|| element.typed.clone());
        let result = match result.feel().clone() {
            FeelType::Function(_, result) => *result,
            other => other,
        };
        let (used, reason) = (std::mem::take(&mut logic.names), logic.reason);
        element.scripts = logic.scripts;
        let calls_itself = used.variables.contains(&node.variable.name);
        element.reason = reason.or(calls_itself.then_some(Reason::UserFunction));
        element.parameters.clone_from(&used.parameters);
        merge(names, used);
        let later = later.clone();
        let body: Arc<Evaluator> = Arc::new(Box::new(move |scope: &FeelScope| {
            ambient::call(levels, || match later.get().and_then(Weak::upgrade) {
                Some(model) if !ambient::is_in_sight(scope) => {
                    model.alone(number, scope).map_or_else(spent, |alone| evaluator(&alone))
                }
                _ => evaluator(scope),
            })
        }));
        element.kind = Kind::Knowledge(function(parameters, body, result));
    }

    fn service(
        &self,
        file: usize,
        number: usize,
        types: &Types,
        later: &Arc<OnceLock<Weak<Compiled>>>,
        problems: &mut Vec<Problem>,
    ) -> Element {
        let service = &self.files[file].services[number];
        let id = ElementId::from(service.id.as_str());
        let mut all = |references: &[(String, Place)]| -> Vec<Number> {
            let found = |(r, place): &(String, Place)| Some(self.find(file, r, *place, &id, problems)?.1);
            references.iter().filter_map(found).collect()
        };
        let (outputs, given, inputs) = (all(&service.outputs), all(&service.given), all(&service.inputs));
        let parameters = inputs.iter().chain(&given).map(|n| {
            let (file, role, _) = self.nodes[*n];
            let variable = match role {
                Role::Input(i) => &self.files[file].inputs[i].variable,
                Role::Decision(i) => &self.files[file].decisions[i].variable,
                Role::Knowledge(i) => &self.files[file].knowledge[i].variable,
                Role::Service(i) => &self.files[file].services[i].variable,
            };
            (Name::from(variable.name.as_str()), types.named(variable.type_ref.as_deref()).feel().clone())
        });
        let parameters: Vec<(Name, FeelType)> = parameters.collect();
        let result_type = types.named(service.variable.type_ref.as_deref());
        let result = match result_type.feel().clone() {
            FeelType::Function(_, result) => *result,
            other => other,
        };
        let given: BTreeSet<Number> = given.into_iter().collect();
        let (later, wanted, known) = (later.clone(), outputs.clone(), given.clone());
        let body: Arc<Evaluator> = Arc::new(Box::new(move |scope: &FeelScope| {
            let (arguments, model) = (scope.peek().unwrap_or_default(), later.get().and_then(Weak::upgrade));
            ambient::call(super::limits::CALL_LEVELS_MAX / 8, || {
                model.map_or(Feel::Null(None), |model| model.serve(&wanted, &known, &arguments))
            })
        }));
        Element {
            id: service.id.clone(),
            name: service.variable.name.clone(),
            file,
            place: service.place,
            version_tag: None,
            variable: Name::from(service.variable.name.as_str()),
            typed: result_type,
            kind: Kind::Service { function: function(parameters, body, result), outputs, given },
            requires: vec![],
            aliases: vec![],
            parameters: BTreeSet::new(),
            reason: None,
            scripts: vec![],
        }
    }
}

fn merge(into: &mut Names, used: Names) {
    into.hidden.extend(used.hidden);
    into.parameters.extend(used.parameters);
}

/// DMN 6.2.1: what a decision requires must not require it. Functions that call each other may never end.
fn cycles(compiled: &mut Compiled, problems: &mut Vec<Problem>) {
    let mut graph = petgraph::graph::DiGraph::<(), ()>::new();
    let nodes: Vec<_> = compiled.elements.iter().map(|_| graph.add_node(())).collect();
    for (number, element) in compiled.elements.iter().enumerate() {
        let behind = match &element.kind {
            Kind::Service { outputs, .. } => &outputs[..],
            _ => &[],
        };
        for other in element.requires.iter().map(|(_, n)| n).chain(behind) {
            graph.add_edge(nodes[number], nodes[*other], ());
        }
    }
    for around in petgraph::algo::kosaraju_scc(&graph) {
        let first = around[0];
        if around.len() == 1 && !graph.contains_edge(first, first) {
            continue;
        }
        for node in around {
            let element = &mut compiled.elements[node.index()];
            if element.file == 0 {
                let message = format!("`{}` requires itself, by way of what it requires", element.name);
                let id = ElementId::from(element.id.as_str());
                problems.push(Problem::error("dmn-cycle", Some(&id), element.place, message));
            }
            element.requires.clear();
            element.reason = Some(Reason::UserFunction);
        }
    }
}
