//! Listeners: what each becomes, and where those stand that have no element instance of their own to wait in.
use super::Compiler;
use super::text::Runs;
use crate::id::ElementId;
use crate::model::{self, ListenerAction, ListenerEvent, Loop, Node};
use crate::problem::{Place, Problem};
use crate::process::{Element, Flow, Gateway, Kind, Listener, Listeners};
use crate::script::{Purpose, not_of_task};
use petgraph::graph::NodeIndex;

impl Compiler<'_> {
    /// The listeners of an element: when it is entered, when it is left, and those of a user task beside them.
    pub(super) fn listeners(&mut self, node: &Node, listeners: &[model::Listener], kind: &Kind) -> Listeners {
        let mut compiled = Listeners { outputs_first: listeners.iter().any(|l| l.last), ..Listeners::default() };
        let event_based = matches!(kind, Kind::Gateway(Gateway::EventBased));
        // BPMN 10.3.4.1: a task is completed before its activity is.
        for on in [
            ListenerEvent::Complete,
            ListenerEvent::Start,
            ListenerEvent::BeforeAll,
            ListenerEvent::Create,
            ListenerEvent::Assignment,
            ListenerEvent::End,
            ListenerEvent::Take,
            ListenerEvent::Update,
            ListenerEvent::Delete,
            ListenerEvent::Cancel,
            ListenerEvent::Timeout,
        ] {
            for listener in listeners.iter().filter(|listener| listener.on == on) {
                let people = matches!(kind, Kind::UserTask(_));
                let fits = match on {
                    ListenerEvent::Start => true,
                    // It stands at the scope around all instances.
                    ListenerEvent::BeforeAll if matches!(node.looped, Some(Loop::MultiInstance(_))) => continue,
                    // Only flows are taken.
                    ListenerEvent::Take | ListenerEvent::BeforeAll => false,
                    ListenerEvent::End => !event_based,
                    // As in Camunda 8: of a process alone.
                    ListenerEvent::Cancel => *kind == Kind::Process,
                    _ => people,
                };
                if !fits {
                    let message = match on {
                        ListenerEvent::Cancel => "only a process is told that it is cancelled; move the listener there",
                        _ => "a listener of this kind cannot be told here; remove it or move it to a task",
                    };
                    self.problems.push(Problem::error("listener-misplaced", Some(&node.id), listener.place, message));
                    continue;
                }
                let timer = listener.timer.as_ref();
                let at = if on == ListenerEvent::Timeout { self.timer(node, timer, listener.place) } else { None };
                let Some(listener) = self.listener(node, listener) else { continue };
                match on {
                    ListenerEvent::Update => compiled.update.push(listener),
                    ListenerEvent::Delete => compiled.delete.push(listener),
                    ListenerEvent::Cancel => compiled.cancel.push(listener),
                    ListenerEvent::Timeout => {
                        compiled.timeout.extend(at.map(|at| (crate::process::Trigger::Timer(at), listener)));
                    }
                    ListenerEvent::Start | ListenerEvent::Create => compiled.start.push(listener),
                    ListenerEvent::Assignment => compiled.assignment.push(listener),
                    _ => compiled.end.push(listener),
                }
            }
        }
        compiled
    }

    /// The listeners that are told before a multi-instance activity finds out how many instances there are.
    pub(super) fn before_all(&mut self, node: &Node) -> Vec<Listener> {
        let told = node.listeners.iter().filter(|listener| listener.on == ListenerEvent::BeforeAll);
        told.filter_map(|listener| self.listener(node, listener)).collect()
    }

    fn listener(&mut self, node: &Node, listener: &model::Listener) -> Option<Listener> {
        Some(match &listener.action {
            ListenerAction::Job(work) => {
                if work.job_type.is_none() {
                    let message = format!(
                        "what this listener says is not done here: a worker of type `{}` gets it in the headers, and until it \
                         has done it nothing goes on; say it with a script in JavaScript, or remove it",
                        node.id
                    );
                    self.problems.push(Problem::warning("listener-as-job", Some(&node.id), listener.place, message));
                }
                Listener::Job(self.work(node, work)?)
            }
            ListenerAction::Script(script, otherwise) => {
                let told = self.scripts.len();
                let uses = match self.javascript(Purpose::Program, script, &node.id)? {
                    Runs::Here(runs) => match not_there(node, listener, &script.text) {
                        None => return Some(Listener::Script(runs)),
                        Some(word) => format!("`task.{word}`, which is not there"),
                    },
                    Runs::WithJava(word) => format!("`{word}` of an engine in Java"),
                };
                // It is not parsed: its worker may have more than JavaScript.
                self.scripts.truncate(told);
                let named = otherwise.job_type.as_ref().map_or("", |name| name.text.as_str());
                let message = format!("the script of a listener uses {uses}: a worker of type `{named}` gets it");
                self.problems.push(Problem::warning("script-as-job", Some(&node.id), listener.place, message));
                Listener::Job(self.work(node, otherwise)?)
            }
            ListenerAction::Set(mapping) => {
                Listener::Set(self.mappings(std::slice::from_ref(mapping), &node.id).into_iter().next()?)
            }
        })
    }

    /// Listeners of the process, and of event sub-processes, when they begin: told before what they begin with.
    pub(super) fn first_listeners(&mut self) {
        let stand_in = node_of(self.model);
        let listeners = self.listeners(&stand_in, &self.model.listeners, &Kind::Process);
        let root = self.process.root;
        self.move_to_entries(root, &listeners.start, self.model.place);
        let own = &mut self.process.graph[root].listeners;
        (own.end, own.cancel, own.outputs_first) = (listeners.end, listeners.cancel, listeners.outputs_first);
        let subs: Vec<NodeIndex> = self
            .process
            .graph
            .node_indices()
            .filter(|n| self.process.graph[*n].kind == Kind::EventSubProcess)
            .collect();
        for sub in subs {
            let first = std::mem::take(&mut self.process.graph[sub].listeners.start);
            self.move_to_entries(sub, &first, self.process.graph[sub].place);
        }
    }

    fn move_to_entries(&mut self, scope: NodeIndex, first: &[Listener], place: Place) {
        if first.is_empty() {
            return;
        }
        let starts = |n: &NodeIndex| matches!(self.process.graph[*n].kind, Kind::Start { .. });
        let begun: Vec<NodeIndex> = self.process.entries(scope).to_vec();
        let implicit = begun.iter().filter(|n| !starts(n)).count();
        let mut entries: Vec<NodeIndex> = self
            .process
            .graph
            .node_indices()
            .filter(|n| self.process.graph[*n].scope == Some(scope) && starts(n))
            .collect();
        if implicit + usize::from(!entries.is_empty()) > 1 {
            let id = self.process.graph[scope].id.clone();
            let message = "a listener at its start needs one place to begin; give it a start event";
            self.problems.push(Problem::error("listener-misplaced", Some(&id), place, message));
            return;
        }
        entries.extend(begun.into_iter().filter(|n| !matches!(self.process.graph[*n].kind, Kind::Start { .. })));
        for entry in entries {
            self.process.graph[entry].listeners.start.splice(0..0, first.iter().cloned());
        }
    }

    /// A flow with listeners leads through a job for each: a token rests in it until it is done.
    pub(super) fn through_listeners(&mut self, flow: &model::Flow, from: NodeIndex, to: NodeIndex, first: Flow) {
        let source = self.process.graph[from].clone();
        if !flow.listeners.is_empty() && source.kind == Kind::Gateway(Gateway::EventBased) {
            let message = "a flow of an event-based gateway leads to its event alone; move the listener to the event";
            self.problems.push(Problem::error("listener-misplaced", Some(&flow.id), flow.place, message));
            return;
        }
        let stand_in = Node { id: flow.id.clone(), place: flow.place, ..blank() };
        let (mut from, mut next) = (from, first);
        for (number, listener) in flow.listeners.iter().enumerate() {
            let Some(listener) = self.listener(&stand_in, listener) else { return };
            let kind = match listener {
                Listener::Job(work) => Kind::JobTask(work),
                Listener::Script(script) => Kind::ScriptTask { script, result: None },
                Listener::Set(mapping) => Kind::ScriptTask { script: mapping.source, result: Some(mapping.target) },
            };
            let id = ElementId::from(format!("{}#listener{number}", flow.id));
            let scope = source.scope.unwrap_or(self.process.root);
            let between = self.process.add(Element { name: None, ..Self::element(id, &stand_in, kind, scope) });
            self.process.add_flow(from, between, next);
            let id = ElementId::from(format!("{}#taken{number}", flow.id));
            (from, next) = (between, Flow { id, condition: None, default: false });
        }
        self.process.add_flow(from, to, next);
    }
}

/// What the script of a listener asks of its user task that is not there. Before the task is made it has no id.
fn not_there(node: &Node, listener: &model::Listener, script: &str) -> Option<String> {
    let made = !matches!(listener.on, ListenerEvent::Start | ListenerEvent::Create);
    matches!(node.kind, model::NodeKind::UserTask(_)).then(|| not_of_task(script, made))?
}

/// The process as a node, for its own listeners.
fn node_of(process: &model::Process) -> Node {
    Node { id: process.id.clone(), place: process.place, ..blank() }
}

pub(super) fn blank() -> Node {
    Node {
        id: "".into(),
        name: None,
        scope: None,
        place: Place::default(),
        kind: model::NodeKind::Task,
        is_end: false,
        default: None,
        for_compensation: false,
        quantity: crate::process::Quantity::default(),
        looped: None,
        inputs: vec![],
        outputs: vec![],
        data: model::NodeData::default(),
        correlation_key: None,
        names: vec![],
        sets: vec![],
        listeners: vec![],
        skip: None,
        written: vec![],
    }
}
