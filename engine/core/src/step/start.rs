//! How an instance begins: by hand, or by what its process was waiting for.
use super::people::chooses_by_task;
use super::{Driver, Entered, Entry, Move};
use crate::command::{Came, Rejection, Start};
use crate::element::gathers;
use crate::event::Event;
use crate::id::{ElementId, FlowIds, InstanceId, Key};
use crate::instance::Variables;
use crate::organisation::UnitKind;
use crate::process::{Gateway, Kind};
use crate::wait::{Wait, WaitFor};
use petgraph::graph::NodeIndex;
use smallvec::smallvec;

/// Where an instance begins.
pub(super) enum Beginning {
    /// With whatever begins its process.
    Whole,
    /// At a start event, or at a receive task that instantiates.
    At(ElementId),
    /// Behind an event-based gateway that instantiates.
    Behind { gateway: NodeIndex, flow: ElementId },
}

impl Driver<'_> {
    /// BPMN 13.2: an instance begins at its none start event, or at the event that started it.
    pub(super) fn start(&mut self, mut start: Start, restart_of: Option<InstanceId>) -> Result<(), Rejection> {
        self.may_start(&start)?;
        if start.parent.is_none() && start.came.is_none() && restart_of.is_none() {
            chooses_by_task(&start.variables)?;
        }
        let beginning = self.beginning(&start)?;
        let (at, came) = (start.at.take(), start.came.take());
        let conversation = start.conversation.clone();
        let payload = if came.is_some() { start.variables.clone() } else { Variables::new() };
        let key = self.begin_process(start, restart_of);
        if let Some(event) = &at {
            self.begun_in(event, conversation);
            self.key_begun(event, came.as_ref(), &payload);
        }
        match (beginning, at) {
            (Beginning::At(_) | Beginning::Behind { .. }, Some(at)) => {
                self.begin_at(key, at, Entry::from(Entered { came, ..Entered::default() }));
            }
            _ => self.activate(key),
        }
        Ok(())
    }

    /// The model may name who starts it by hand. Others of the organisation are refused; who is not known there is a
    /// program, or somebody of whom nothing is known, and decided upon by whoever lets them in.
    fn may_start(&self, start: &Start) -> Result<(), Rejection> {
        let Some(starters) = &self.process.starters else { return Ok(()) };
        let by_hand = start.parent.is_none() && start.came.is_none();
        let person = self.actor.as_ref().and_then(|actor| self.organisation.person(actor, self.now));
        let Some(person) = person.filter(|_| by_hand) else { return Ok(()) };
        let kinds = [UnitKind::Group, UnitKind::Role, UnitKind::Post, UnitKind::Department];
        let mut units = kinds.into_iter().flat_map(|kind| self.organisation.whole().units(person, kind, self.now));
        if starters.users.contains(&person.id) || units.any(|unit| starters.groups.iter().any(|group| group == unit)) {
            return Ok(());
        }
        Err(Rejection::NotAStarter { person: person.id.clone(), process: self.process.id().clone() })
    }

    /// The process begins at an event that has come.
    pub(super) fn begin_with(&mut self, key: Key, at: &ElementId, came: Option<Came>) {
        match self.beginning_at(at).expect("it was found when the instance was started") {
            Beginning::Whole => {}
            Beginning::At(element) => {
                let entry = self.triggered(&element, came);
                self.moves.push_back(Move::Enter { element, scope: Some(key), caused_by: smallvec![key], entry });
            }
            Beginning::Behind { gateway, flow } => self.begin_behind(key, gateway, flow, came),
        }
    }

    fn beginning(&self, start: &Start) -> Result<Beginning, Rejection> {
        let root = self.process.root;
        let refused = |wanted: String| Err(Rejection::NoSuchStart { wanted });
        let Some(id) = &start.at else {
            return match self.process.none_starts(root).count() {
                _ if self.process.entries(root).is_empty() => refused("a none start event".into()),
                0 | 1 => Ok(Beginning::Whole),
                _ => refused("it has several none start events: say which".into()),
            };
        };
        self.beginning_at(id)
    }

    /// Where an instance begins that this event starts.
    pub(super) fn beginning_at(&self, id: &ElementId) -> Result<Beginning, Rejection> {
        let root = self.process.root;
        let refused = |wanted: String| Err(Rejection::NoSuchStart { wanted });
        let found = self.process.find(id).filter(|node| self.process.graph[*node].scope == Some(root));
        let Some(node) = found else { return refused(id.to_string()) };
        let element = &self.process.graph[node];
        match &element.kind {
            Kind::Start { .. } => Ok(Beginning::At(id.clone())),
            Kind::Catch(_) if element.instantiate => Ok(Beginning::At(id.clone())),
            Kind::Catch(_) => {
                let gateway = |flow: &ElementId| {
                    let (edge, _) = self.process.flow(flow);
                    let from = self.process.graph.edge_endpoints(edge).expect("an edge of this graph").0;
                    self.process.graph[from].instantiate.then_some(from)
                };
                let mut ways = self.process.incoming(node).iter();
                let behind = ways.find_map(|flow| Some((gateway(&flow.id)?, flow.id.clone())));
                behind
                    .map_or_else(|| refused(id.to_string()), |(gateway, flow)| Ok(Beginning::Behind { gateway, flow }))
            }
            _ => refused(id.to_string()),
        }
    }

    /// Where several triggers are needed and one has come, the event is entered to wait for the others.
    fn triggered(&self, event: &ElementId, came: Option<Came>) -> Entry {
        let came = came.filter(|_| gathers(self.process, event));
        Entry::from(Entered { triggered: came.is_none(), came, ..Entered::default() })
    }

    /// BPMN 13.4.4 and 10.6.6: the gateway has been passed by the event that came. An exclusive one gives the others up;
    /// behind a parallel one they are awaited in this instance, each on its own path, after what the first one carries is
    /// known.
    fn begin_behind(&mut self, scope: Key, gateway: NodeIndex, flow: ElementId, came: Option<Came>) {
        let element = self.process.graph[gateway].id.clone();
        let all = self.process.graph[gateway].kind == Kind::Gateway(Gateway::ParallelEventBased);
        let entry = Entered::triggered();
        let key = self.create(element, Some(scope), smallvec![scope], &entry);
        self.emit(Event::ElementActivated { key });
        self.emit(Event::ElementCompleting { key });
        let event = self.process.graph[self.process.target(&flow)].id.clone();
        let entry = self.triggered(&event, came);
        let others: Vec<ElementId> =
            self.process.outgoing(gateway).iter().map(|f| f.id.clone()).filter(|f| all && *f != flow).collect();
        let flows: FlowIds = std::iter::once(flow.clone()).chain(others.iter().cloned()).collect();
        self.emit(Event::ElementCompleted { key, flows });
        self.moves.push_back(Move::Arrive { flow, scope, from: key, entry });
        for flow in others {
            self.moves.push_back(Move::Arrive { flow, scope, from: key, entry: Entry::default() });
        }
    }

    /// What started the instance is the first of several that its start event needs.
    pub(super) fn first_came(&mut self, key: Key, came: &Came) {
        let is = |wait: &&Wait| match (&wait.on, came) {
            (WaitFor::Message { name, .. }, Came::Message(came)) | (WaitFor::Signal { name }, Came::Signal(came)) => {
                name == came
            }
            (WaitFor::Timer { .. }, Came::Timer) | (WaitFor::Condition { .. }, Came::Condition) => true,
            _ => false,
        };
        if let Some(wait) = self.live(key).waits.iter().find(is).cloned() {
            self.fire(key, &wait, Variables::new(), Variables::new());
        }
    }
}
