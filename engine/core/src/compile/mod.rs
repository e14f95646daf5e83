//! From a BPMN file to processes that run: read, check, compile. Everything doubtful is collected on the way.
mod approval;
mod asked;
mod at_once;
mod behavior;
mod calls;
mod compensation;
mod conditions;
mod correlation;
mod drawings;
mod events;
mod forms;
mod listeners;
mod long_names;
mod loops;
mod mappings;
mod names;
pub(crate) use names::expressions_of;
pub use names::{is_set_by, parameters_used};
pub use sure_calls::{called_by_id, calls_itself, surely_calls};
mod nodes;
mod once;
mod starts;
mod sure_calls;
mod text;
mod unused;
mod vain_cycles;
mod work;

use crate::id::ElementId;
use crate::message_flows::MessageFlows;
use crate::model::{self, Model};
use crate::problem::{Problem, Severity};
use crate::process::{Element, Flow, Gateway, Kind, Listeners, Process, Quantity, Relation, Throw, Trigger};
use crate::read::Disposition;
use crate::script::Written;
use crate::validate;
use asked::Way;
use events::Roots;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// What became of a file.
#[derive(Debug, Default)]
pub struct Prepared {
    /// Its processes, ready to run; empty when a problem is an error.
    pub processes: Vec<Process>,
    /// Everything doubtful about it, in the order of the file.
    pub problems: Vec<Problem>,
    /// What became of every attribute and child element.
    pub dispositions: Vec<Disposition>,
    /// Scripts that are still to be parsed, before anything of the file runs.
    pub scripts: Vec<Written>,
}

/// Reads, checks and compiles a BPMN file. All or nothing: one error, and no process of the file runs.
///
/// ```
/// let file = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
///   <process id="p" isExecutable="true">
///     <startEvent id="s"/><userTask id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
///   </process>
/// </definitions>"#;
/// let prepared = weir_core::compile::prepare(file);
/// assert_eq!(prepared.processes[0].id().as_str(), "p");
/// ```
pub fn prepare(bytes: &[u8]) -> Prepared {
    let reading = validate::check(bytes);
    let mut prepared = compile(&reading.model);
    prepared.dispositions = reading.dispositions;
    // What the reader has said of an element need not be said again by the compiler; where the reader only warns, because
    // the process is not meant to be executed, the compiler's error says that it cannot be.
    let key = |p: &Problem| (p.code.clone(), p.element.clone());
    let told: BTreeSet<_> = reading.problems.iter().filter(|p| p.severity == Severity::Error).map(key).collect();
    prepared.problems.retain(|p| !told.contains(&key(p)));
    let refused: BTreeSet<_> = prepared.problems.iter().filter(|p| p.severity == Severity::Error).map(key).collect();
    prepared.problems.extend(reading.problems.into_iter().filter(|p| !refused.contains(&key(p))));
    prepared.problems.sort_by(|a, b| (a.place, a.severity, &a.code).cmp(&(b.place, b.severity, &b.code)));
    prepared.problems.dedup();
    drawings::leave_out(&reading.model, &mut prepared);
    once::once(&mut prepared.problems);
    if prepared.problems.iter().any(|p| p.severity == Severity::Error) {
        prepared.processes.clear();
    } else if prepared.processes.is_empty() {
        prepared.problems.push(drawings::nothing_runs(&reading.model));
    }
    prepared
}

/// Compiles what a file says. Processes with an error are left out; the problems say why.
pub fn compile(model: &Model) -> Prepared {
    let mut prepared = Prepared::default();
    let talks = MessageFlows::of(model);
    for process in model.callable() {
        let mut compiler = Compiler::new(model, process, &talks);
        compiler.run();
        compiler.problems.extend(names::unset(process, &compiler.process));
        compiler.problems.extend(starts::unheard(&compiler.process));
        compiler.problems.extend(long_names::too_long(&compiler.process));
        let failed = compiler.problems.iter().any(|p| p.severity == Severity::Error);
        prepared.problems.append(&mut compiler.problems);
        prepared.scripts.append(&mut compiler.scripts);
        if !failed {
            prepared.problems.extend(vain_cycles::check(&compiler.process));
            prepared.processes.push(compiler.process);
        }
    }
    prepared
}

struct Compiler<'a> {
    file: &'a Model,
    model: &'a model::Process,
    /// The ids of all its nodes, those that are not executed too.
    ids: BTreeSet<&'a ElementId>,
    roots: Roots<'a>,
    /// Do cron lines count the days of the week as Quartz does?
    quartz: bool,
    /// Who talks to whom over message flows.
    talks: &'a MessageFlows<'a>,
    process: Process,
    /// Where flows end and boundary events are attached: for a multi-instance activity its scope.
    outer: BTreeMap<ElementId, NodeIndex>,
    /// Where children live: for a multi-instance activity the activity itself.
    inner: BTreeMap<ElementId, NodeIndex>,
    /// The default flows by their sources.
    defaults: BTreeMap<&'a ElementId, &'a ElementId>,
    /// Of the element that is being compiled: values that a worker is asked for before it begins.
    asked: Vec<(String, crate::process::Listener)>,
    /// The same when its work is done.
    asked_after: Vec<(String, crate::process::Listener)>,
    /// Of the activity that is being compiled: what a worker is asked for whenever an instance of it is done.
    asked_of_each: Option<(String, crate::process::Listener)>,
    /// The same of activities, for the boundary events on them.
    asked_of: BTreeMap<ElementId, Vec<(ElementId, String, crate::process::Listener)>>,
    problems: Vec<Problem>,
    scripts: Vec<Written>,
}

impl<'a> Compiler<'a> {
    fn new(model: &'a Model, process: &'a model::Process, talks: &'a MessageFlows<'a>) -> Self {
        let mut compiled = Process::new(process.id.clone(), process.name.clone(), process.place);
        (compiled.led_only, compiled.unlisted) = (process.led_only, process.unlisted);
        compiled.version_tag.clone_from(&process.version_tag);
        compiled.template.clone_from(&process.template);
        compiled.suggestions.clone_from(&process.suggestions);
        compiled.start_form.clone_from(&process.start_form);
        compiled.starters.clone_from(&process.starters);
        for (scope, variable, value) in &process.defaults {
            let scope = scope.as_ref().unwrap_or(&process.id).clone();
            compiled.defaults.entry(scope).or_default().push((variable.clone(), value.clone()));
        }
        Compiler {
            file: model,
            model: process,
            ids: process.nodes.iter().map(|node| &node.id).collect(),
            roots: Roots::of(model),
            quartz: model.quartz,
            talks,
            process: compiled,
            outer: BTreeMap::new(),
            inner: BTreeMap::new(),
            defaults: process.nodes.iter().filter_map(|node| Some((&node.id, node.default.as_ref()?))).collect(),
            asked: vec![],
            asked_after: vec![],
            asked_of_each: None,
            asked_of: BTreeMap::new(),
            problems: vec![],
            scripts: vec![],
        }
    }

    fn run(&mut self) {
        for node in &self.model.nodes {
            self.node(node);
        }
        for flow in &self.model.flows {
            self.flow(flow);
        }
        for node in &self.model.nodes {
            if let model::NodeKind::BoundaryEvent { attached_to, .. } = &node.kind {
                self.attach(node, attached_to);
            }
        }
        if let Some(event) = self.model.start_form.as_ref().map(|form| form.event.clone()) {
            let reference = self.form_reference(&event, &self.model.start_form_use);
            if let Some(form) = &mut self.process.start_form {
                form.reference = reference;
            }
        }
        self.link();
        self.ways_back();
        self.first_listeners();
        self.compensate();
    }

    fn node(&mut self, node: &'a model::Node) {
        let scope = match &node.scope {
            None => self.process.root,
            Some(id) => match self.inner.get(id) {
                Some(scope) => *scope,
                // Its scope could not be compiled; that problem stands already.
                None => return,
            },
        };
        self.asked.clear();
        self.asked_after.clear();
        self.asked_of_each = None;
        let repeated = self.repeated(node);
        let asked_before = std::mem::take(&mut self.asked);
        let asked_of_each = self.asked_of_each.take();
        let Some(kind) = self.kind(node) else { return };
        self.unused_work(node, &kind);
        self.unused_key(node);
        self.undelivered(node, &kind);
        let mut scope = scope;
        if let Some(repeated) = repeated {
            let body = ElementId::from(format!("{}{}", node.id, crate::process::MULTI_INSTANCE_BODY));
            let mut body = Self::element(body, node, repeated, scope);
            body.quantity = node.quantity;
            body.listeners.start = self.before_all(node);
            let asked = std::mem::replace(&mut self.asked, asked_before);
            self.ask(&mut body);
            body.locals.extend(asked_of_each.iter().map(|(variable, _)| variable.clone()));
            self.asked = asked;
            scope = self.process.add(body);
            self.outer.insert(node.id.clone(), scope);
        }
        let mut element = Self::element(node.id.clone(), node, kind, scope);
        element.quantity = if self.outer.contains_key(&node.id) { Quantity::default() } else { node.quantity };
        element.instantiate = node.scope.is_none() && instantiates(node);
        self.map(node, &mut element);
        self.collect(&mut element);
        element.skip = node.skip.as_ref().and_then(|skip| self.expression(skip, &node.id));
        if let model::NodeKind::BoundaryEvent { attached_to, .. } = &node.kind {
            // It is asked for when the activity begins.
            let asked = self.asked.drain(..).map(|(variable, listener)| (node.id.clone(), variable, listener));
            self.asked_of.entry(attached_to.clone()).or_default().extend(asked);
        }
        element.listeners = self.listeners(node, &node.listeners, &element.kind);
        self.ask(&mut element);
        element.listeners.end.extend(asked_of_each.map(|(_, listener)| listener));
        if self.process.find(&node.id).is_some() {
            let message = format!("another element of the process has the id `{}` too", node.id);
            self.problems.push(Problem::error("duplicate-id", Some(&node.id), node.place, message));
            return;
        }
        let inner = self.process.add(element);
        self.message_start(node, inner);
        self.watch(node, inner);
        self.outer.entry(node.id.clone()).or_insert(inner);
        self.inner.insert(node.id.clone(), inner);
    }

    /// What goes in and comes out. What only a worker can evaluate becomes headers of its job.
    fn map(&mut self, node: &model::Node, element: &mut Element) {
        element.sets = self.mappings(&node.sets, &node.id);
        element.locals.clone_from(&node.data.locals);
        element.locals.extend(loops::own_result(node));
        element.inputs = self.data(&node.data.inputs, &node.id);
        element.data_outputs = self.data(&node.data.outputs, &node.id);
        if let Kind::JobTask(work) = &mut element.kind {
            let (inputs, mut headers) = self.worker_mappings(&node.inputs, &node.id, "input");
            let (beside, outputs): (Vec<_>, Vec<_>) = node.outputs.iter().cloned().partition(|mapping| mapping.beside);
            let (outputs, more) = self.worker_mappings(&outputs, &node.id, "output");
            headers.extend(more);
            let (beside, more) = self.worker_mappings(&beside, &node.id, "output");
            headers.extend(more);
            element.data_outputs.extend(beside);
            self.header_size(node, &headers, node.place);
            work.headers.extend(headers);
            element.inputs.extend(inputs);
            element.outputs = outputs;
        } else {
            element.inputs.extend(self.mappings_or_asked(node, &node.inputs, Way::In));
            let call = matches!(element.kind, Kind::CallActivity(_)); // its own `out` says what it gives
            let (beside, outputs): (Vec<_>, Vec<_>) =
                node.outputs.iter().cloned().partition(|mapping| mapping.beside && !call);
            element.outputs = self.mappings_or_asked(node, &outputs, Way::Out);
            element.data_outputs.extend(self.mappings_or_asked(node, &beside, Way::Out));
        }
    }

    fn element(id: ElementId, node: &model::Node, kind: Kind, scope: NodeIndex) -> Element {
        let (inputs, outputs, sets, place) = (vec![], vec![], vec![], node.place);
        let (name, listeners, quantity) = (node.name.clone(), Listeners::default(), Quantity::default());
        let (locals, data_outputs, scope) = (vec![], vec![], Some(scope));
        let instantiate = false;
        // An event sub-process is entered by its event, whatever the marker says.
        let for_compensation = node.for_compensation && kind != Kind::EventSubProcess;
        Element {
            id,
            name,
            kind,
            scope,
            for_compensation,
            inputs,
            outputs,
            locals,
            data_outputs,
            sets,
            listeners,
            skip: None,
            place,
            quantity,
            instantiate,
        }
    }

    fn flow(&mut self, flow: &'a model::Flow) {
        let (Some(from), Some(to)) = (self.outer.get(&flow.source), self.outer.get(&flow.target)) else {
            if self.ids.contains(&flow.source) && self.ids.contains(&flow.target) {
                // One of them is not executed: that problem stands already.
                return;
            }
            let message =
                format!("the flow leads from `{}` to `{}`, and one of them is missing", flow.source, flow.target);
            self.problems.push(Problem::error("dangling-reference", Some(&flow.id), flow.place, message));
            return;
        };
        let (from, to) = (*from, *to);
        let default = self.defaults.get(&flow.source) == Some(&&flow.id);
        // A default is taken when nothing else is, whatever it says of itself; some gateways ask no condition.
        let asks = !matches!(
            self.process.graph[from].kind,
            Kind::Gateway(Gateway::Parallel | Gateway::EventBased | Gateway::ParallelEventBased)
        );
        let said = flow.condition.as_ref().filter(|_| !default && asks);
        let condition = said.and_then(|text| self.flow_condition(flow, text, from));
        self.through_listeners(flow, from, to, Flow { id: flow.id.clone(), condition, default });
    }

    fn attach(&mut self, boundary: &model::Node, activity: &ElementId) {
        if let (Some(node), Some(event)) = (self.outer.get(activity), self.outer.get(&boundary.id)) {
            self.process.relate(*node, *event, Relation::Attached);
            for (event, variable, listener) in self.asked_of.remove(activity).unwrap_or_default() {
                let host = &mut self.process.graph[*node];
                host.locals.push(variable);
                host.listeners.start.push(listener);
                host.listeners.awaited_by.push(event);
            }
        } else if !self.ids.contains(activity) {
            let message = format!("it is attached to `{activity}`, which is not there");
            self.problems.push(Problem::error("dangling-reference", Some(&boundary.id), boundary.place, message));
        }
    }

    /// BPMN 10.5.1, link: a throw event jumps to the catch event of the same name in the same scope.
    fn link(&mut self) {
        let name = |node: &model::Node| match &node.kind {
            model::NodeKind::CatchEvent { events, .. } | model::NodeKind::ThrowEvent { events } => {
                events.iter().find_map(|e| match &e.kind {
                    model::EventKind::Link(name) => Some(name.clone().unwrap_or_default()),
                    _ => None,
                })
            }
            _ => None,
        };
        let linked: Vec<(&model::Node, String)> = self.model.nodes.iter().filter_map(|n| Some((n, name(n)?))).collect();
        let mut targets = BTreeMap::new();
        for (catch, name) in linked.iter().rev() {
            let found = self.inner.get(&catch.id).copied();
            if let Some(to) = found.filter(|to| self.process.graph[*to].kind == Kind::Catch(Trigger::Link)) {
                targets.insert((&catch.scope, name), to);
            }
        }
        for (throw, name) in &linked {
            let Some(from) = self.inner.get(&throw.id).copied() else { continue };
            let jumps = |throw: &Throw| {
                *throw == Throw::Link || matches!(throw, Throw::Multiple(p) if p.contains(&Throw::Link))
            };
            if !matches!(&self.process.graph[from].kind, Kind::Throw(throw) if jumps(throw)) {
                continue;
            }
            if let Some(to) = targets.get(&(&throw.scope, name)) {
                self.process.relate(from, *to, Relation::Link);
            } else {
                let message = format!("no link catch event in its scope has the name `{name}`");
                self.problems.push(Problem::error("link-target-missing", Some(&throw.id), throw.place, message));
            }
        }
    }
}

/// BPMN 10.3.3 and 10.6.6: a receive task and an event-based gateway may start their process.
fn instantiates(node: &model::Node) -> bool {
    use model::{GatewayKind, NodeKind};
    matches!(
        node.kind,
        NodeKind::ReceiveTask { instantiate: true, .. }
            | NodeKind::Gateway(GatewayKind::StartingEventBased | GatewayKind::ParallelEventBased)
    )
}
