//! From processes to a net. One place for each flow; each element becomes the moves that BPMN gives it, data left open.
//!
//! What is simplified, so that the space stays small: an activity with a loop or multi-instance marker runs once; a
//! sub-process is entered by one token after the other; an event beside an activity that does not interrupt it happens at
//! most once for each entry, unless it waits for messages that a pool of the file sends; an instance is started once; the
//! content of an ad-hoc sub-process is one step. Not decided: complex gateways whose
//! condition is no count of flows, and more tokens at once than the bound.
mod activities;
mod catchers;
mod events;
mod gateways;
mod joins;
mod quantities;
mod sketch;
use super::net::{Guard, Net, PlaceKind, Scope, Transition};
use super::steps::Steps;
use crate::id::ElementId;
use crate::model::{EventDefinition, EventKind, Model, Node, NodeKind, Process};
use crate::problem::Place;
use sketch::Sketch;
pub use sketch::{is_activity, is_scope};
use std::collections::{BTreeMap, BTreeSet};

/// A net with what it was made of.
pub struct Built {
    pub net: Net,
    pub steps: Steps,
    /// The activities that tokens should pass.
    pub activities: Vec<(ElementId, Place)>,
    /// The first process, for what is said about all of them.
    pub first: (ElementId, Place),
}

/// Processes that must be judged together, because messages go between them.
pub fn groups(model: &Model) -> Vec<Vec<&Process>> {
    let mut home: BTreeMap<&ElementId, usize> = BTreeMap::new();
    for (number, process) in model.processes.iter().enumerate() {
        home.extend(process.nodes.iter().map(|node| (&node.id, number)));
    }
    let mut union: petgraph::unionfind::UnionFind<usize> = petgraph::unionfind::UnionFind::new(model.processes.len());
    for flow in &model.message_flows {
        if let (Some(from), Some(to)) = (home.get(&flow.source), home.get(&flow.target)) {
            union.union(*from, *to);
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Process>> = BTreeMap::new();
    for (number, process) in model.processes.iter().enumerate() {
        groups.entry(union.find(number)).or_default().push(process);
    }
    groups.into_values().collect()
}

/// Builds the net of processes that belong together.
pub fn build(model: &Model, group: &[&Process]) -> Built {
    let mut builder = Builder {
        net: Net::default(),
        steps: Steps::default(),
        activities: vec![],
        received: BTreeMap::new(),
        sent: BTreeMap::new(),
    };
    let sketches: Vec<Sketch<'_>> = group.iter().map(|process| Sketch::new(model, process)).collect();
    builder.messages(model, &sketches);
    for sketch in &sketches {
        builder.process(sketch);
    }
    let first = group.first().expect("a group has processes");
    Built {
        net: builder.net,
        steps: builder.steps,
        activities: builder.activities,
        first: (first.id.clone(), first.place),
    }
}

struct Builder<'a> {
    net: Net,
    steps: Steps,
    activities: Vec<(ElementId, Place)>,
    /// Message places by who awaits them, and by who sends them.
    received: BTreeMap<&'a ElementId, Vec<usize>>,
    sent: BTreeMap<&'a ElementId, Vec<usize>>,
}

/// A scope while it is built.
#[derive(Clone, Copy)]
struct Around<'s, 'a> {
    sketch: &'s Sketch<'a>,
    /// The scope in the net.
    scope: usize,
    /// The sub-process; none is the process itself.
    node: Option<&'a Node>,
}

impl<'a> Builder<'a> {
    /// A message flow is a place where both of its ends are played; what comes from a black box may come at any time.
    fn messages(&mut self, model: &'a Model, sketches: &[Sketch<'a>]) {
        let played = |id: &ElementId| sketches.iter().any(|sketch| sketch.is_played(id));
        for flow in &model.message_flows {
            if !played(&flow.source) || !played(&flow.target) {
                continue;
            }
            let place = self.net.place(PlaceKind::Message, &flow.id, flow.place, None);
            self.sent.entry(&flow.source).or_default().push(place);
            self.received.entry(&flow.target).or_default().push(place);
        }
    }

    fn process(&mut self, sketch: &Sketch<'a>) {
        let process = sketch.process;
        self.net.scopes.push(Scope { parent: None, id: process.id.clone() });
        let scope = self.net.scopes.len() - 1;
        let mut places = Places { many: quantities::many(sketch), ..Places::default() };
        let around = Around { sketch, scope, node: None };
        let initial = self.net.place(PlaceKind::Initial, &process.id, process.place, Some(scope));
        self.net.places[initial].initial = 1;
        self.content(around, &mut places, &Start::Process(initial));
        for (throw, scope) in std::mem::take(&mut places.throws) {
            let node = throw.node.scope.as_ref().and_then(|scope| sketch.node(scope));
            self.thrown(Around { sketch, scope, node }, &places, &throw);
        }
    }

    /// Everything directly in a scope. Gives the places with which it begins.
    fn content(&mut self, around: Around<'_, 'a>, places: &mut Places<'a>, start: &Start) -> Vec<usize> {
        let nodes = around.sketch.inside(around.node);
        self.places(around, places);
        let begins = around.sketch.begins(around.node);
        let mut first = vec![];
        let has_starts = around.sketch.has_starts(around.node);
        for node in &begins {
            let place = match start {
                Start::Process(initial) if has_starts => *initial,
                _ => {
                    let place = self.net.place(PlaceKind::Inside, &node.id, node.place, Some(around.scope));
                    first.push(place);
                    place
                }
            };
            places.into.entry(&node.id).or_default().push(place);
        }
        if let Start::Process(initial) = start
            && !first.is_empty()
        {
            self.add(Transition { take: vec![*initial], give: first.clone(), ..Transition::default() }, None);
        }
        for node in nodes {
            self.node(around, places, node);
        }
        let joins = joins::joins(&around, places);
        for (gateway, join) in joins {
            self.inclusive(around, places, gateway, join);
        }
        first
    }

    /// A place for each flow of the scope, each activity that can be seen running, and each event that may happen once.
    fn places(&mut self, around: Around<'_, 'a>, places: &mut Places<'a>) {
        for node in around.sketch.inside(around.node) {
            for flow in around.sketch.outgoing(node) {
                let kind = if places.many.contains(&flow.id) { PlaceKind::Many } else { PlaceKind::Flow };
                let place = self.net.place(kind, &flow.id, flow.place, Some(around.scope));
                places.flows.insert(&flow.id, place);
                let target = around.sketch.node(&flow.target).expect("sketches keep flows with both ends");
                let by_gateway = sketch::awaits_one(node);
                if !(by_gateway && sketch::is_awaited(target)) {
                    places.into.entry(&target.id).or_default().push(place);
                }
            }
            if sketch::is_link_target(node) {
                let place = self.net.place(PlaceKind::Inside, &node.id, node.place, Some(around.scope));
                places.into.entry(&node.id).or_default().push(place);
            }
            if self.is_seen_running(around.sketch, node) {
                let place = self.net.place(PlaceKind::Active, &node.id, node.place, Some(around.scope));
                places.active.insert(&node.id, place);
            }
            if self.is_armed(around, node) {
                let place = self.net.place(PlaceKind::Armed, &node.id, node.place, Some(around.scope));
                places.armed.insert(&node.id, place);
                if around.node.is_none() && !matches!(node.kind, NodeKind::BoundaryEvent { .. }) {
                    self.net.places[place].initial = 1;
                }
            }
        }
    }

    fn node(&mut self, around: Around<'_, 'a>, places: &mut Places<'a>, node: &'a Node) {
        match &node.kind {
            NodeKind::Gateway(kind) => self.gateway(around, places, node, *kind),
            NodeKind::ComplexGateway { .. } => self.complex(around, places, node),
            NodeKind::StartEvent { .. } | NodeKind::CatchEvent { .. } => self.catch(around, places, node),
            NodeKind::BoundaryEvent { .. } => {}
            NodeKind::ThrowEvent { events } | NodeKind::EndEvent { events } => {
                self.throw(around, places, node, events);
            }
            NodeKind::SubProcess { triggered_by_event: true } => self.event_subprocess(around, places, node),
            NodeKind::SubProcess { .. } | NodeKind::Transaction => self.subprocess(around, places, node),
            _ => self.task(around, places, node),
        }
    }

    /// Adds a move that passes an element, once for each way in which it may go on.
    fn add(&mut self, mut transition: Transition, element: Option<&ElementId>) {
        let mut way = element.map(|id| self.steps.one(id));
        if let [only] = transition.give[..]
            && matches!(self.net.places[only].kind, PlaceKind::Flow | PlaceKind::Many)
        {
            let id = self.net.places[only].id.clone();
            let flow = Some(self.steps.one(&id));
            way = self.steps.then(way, flow);
        }
        transition.take.sort_unstable();
        transition.give.sort_unstable();
        transition.steps = self.steps.then(transition.steps, way);
        self.net.transitions.push(transition);
    }

    /// A token from any of the places goes on in any of the ways.
    fn pass(&mut self, node: &Node, scope: usize, from: &[usize], ways: &[Vec<usize>], with: &Transition) {
        let mut from = from.to_vec();
        if from.len() > 1 && ways.len() > 1 {
            let inside = self.net.place(PlaceKind::Inside, &node.id, node.place, Some(scope));
            for place in from {
                self.add(Transition { take: vec![place], give: vec![inside], ..Transition::default() }, None);
            }
            from = vec![inside];
        }
        for place in from {
            for way in ways {
                let mut transition = with.clone();
                transition.take.push(place);
                transition.give.extend(way);
                self.add(transition, Some(&node.id));
            }
        }
    }

    /// The messages that may start or continue an element: one of these, or nothing that the file shows.
    fn triggers(&self, id: &ElementId) -> Vec<Option<usize>> {
        match self.received.get(id) {
            Some(messages) => messages.iter().copied().map(Some).collect(),
            None => vec![None],
        }
    }

    fn sends(&self, id: &ElementId) -> Vec<usize> {
        self.sent.get(id).cloned().unwrap_or_default()
    }

    /// Whether an activity must be seen while it runs: something may happen to it, or it answers what it has sent.
    fn is_seen_running(&self, sketch: &Sketch<'a>, node: &Node) -> bool {
        let both = self.sent.contains_key(&node.id) && self.received.contains_key(&node.id);
        sketch::is_scope(node) || (sketch::is_activity(node) && (both || !sketch.boundaries(node).is_empty()))
    }

    fn is_armed(&self, around: Around<'_, 'a>, node: &'a Node) -> bool {
        let sketch = around.sketch;
        if self.received.contains_key(&node.id) {
            return false;
        }
        match &node.kind {
            NodeKind::BoundaryEvent { interrupting, .. } => !interrupting,
            NodeKind::SubProcess { triggered_by_event: true } => {
                sketch.start_of(node).is_some_and(|start| !self.received.contains_key(&start.id))
            }
            // One that is started by a count of flows starts once.
            NodeKind::ComplexGateway { .. } => quantities::needed(around, node, sketch.incoming(node).len()).is_some(),
            _ => false,
        }
    }
}

/// How a scope begins.
enum Start {
    /// A process begins with one of its start events.
    Process(usize),
    /// Whatever enters the scope gives to all places it begins with.
    Entered,
}

/// The places of a process by element.
#[derive(Default)]
pub(super) struct Places<'a> {
    flows: BTreeMap<&'a ElementId, usize>,
    /// Where tokens for an element lie.
    into: BTreeMap<&'a ElementId, Vec<usize>>,
    active: BTreeMap<&'a ElementId, usize>,
    armed: BTreeMap<&'a ElementId, usize>,
    /// Flows on which several tokens are meant, and where tokens gather for an activity that needs several.
    many: BTreeSet<&'a ElementId>,
    gathered: BTreeMap<&'a ElementId, usize>,
    /// What an event sub-process begins with.
    entries: BTreeMap<&'a ElementId, Vec<usize>>,
    /// What is thrown, each with its scope.
    throws: Vec<(catchers::Throw<'a>, usize)>,
}

impl Places<'_> {
    fn before(&self, node: &Node) -> Vec<usize> {
        self.into.get(&node.id).cloned().unwrap_or_default()
    }
}

/// Whether an event has a definition of that kind.
fn has(events: &[EventDefinition], kind: impl Fn(&EventKind) -> bool) -> bool {
    events.iter().any(|event| kind(&event.kind))
}

/// The guard of a scope that is done.
fn done(scope: usize) -> Guard {
    Guard::Done(scope)
}
