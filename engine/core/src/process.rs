//! The compiled process: one graph. Sequence flows, boundary attachments and links are edges; containment is `scope`.
//!
//! Graph indices live in memory only; whatever is persisted names elements by id.
//!
//! This file is long because the parts of a process are read side by side.
use crate::correlation::Correlation;
use crate::expression::Expression;
use crate::id::ElementId;
pub use crate::kind::*;
pub use crate::neighbours::Flows;
use crate::neighbours::{Neighbourhood, Neighbours, is_none_start};
use crate::problem::Place;
use crate::watch::{self, Watch};
pub use petgraph::graph::NodeIndex;
use petgraph::graph::{DiGraph, EdgeIndex};
use petgraph::visit::{EdgeRef, VisitMap, Visitable};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The suffix of the id of the scope that holds the instances of a repeated activity: multi-instance or standard loop.
pub const MULTI_INSTANCE_BODY: &str = "#multiInstanceBody";
/// What the body of a repeated activity has where a worker says whether its instances are enough.
pub const ENOUGH: &str = "value.completionCondition";

/// The most tokens that one activity may need to begin, or give when it is done.
pub const QUANTITY_MAX: u32 = 1_000;

/// Where the element or flow of an id is. A step asks many times.
type ById<T> = indexmap::IndexMap<ElementId, T, foldhash::fast::FixedState>;

/// A process ready to run.
#[derive(Debug)]
pub struct Process {
    /// The graph: elements joined by relations.
    pub graph: DiGraph<Element, Relation>,
    /// The element that is the process itself.
    pub root: NodeIndex,
    /// How messages are correlated by keys of the standard, by their names; none is: not by such a key.
    pub correlations: BTreeMap<String, Option<Arc<Correlation>>>,
    /// None start events that messages start too, over message flows.
    pub message_starts: Vec<(NodeIndex, Trigger)>,
    /// `weir:versionTag`, for people.
    pub version_tag: Option<String>,
    /// `weir:template`, the template that it was made of.
    pub template: Option<String>,
    /// `weir:suggestions`, the suggestions that were taken up in it, by id.
    pub suggestions: Vec<String>,
    /// What whoever starts it fills in.
    pub start_form: Option<crate::form::StartForm>,
    /// Who may start it by hand; none is everybody.
    pub starters: Option<Starters>,
    /// Does only that begin to which a start event leads, where there is one?
    pub led_only: bool,
    /// Is it kept out of what people are offered to start? It may still be started.
    pub unlisted: bool,
    /// What variables of a scope begin with.
    pub defaults: BTreeMap<ElementId, Vec<(String, serde_json::Value)>>,
    elements: ById<NodeIndex>,
    flows: ById<EdgeIndex>,
    /// Conditions that are looked at only after certain changes, by their event and which of its definitions it is.
    pub watches: BTreeMap<(ElementId, u32), Watch>,
    neighbours: OnceLock<Neighbours>,
    pub(crate) kept: BTreeSet<NodeIndex>,
}

/// A BPMN element.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Its id.
    pub id: ElementId,
    /// Its name, for people.
    pub name: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// The scope it lives in; only the process has none.
    pub scope: Option<NodeIndex>,
    /// Is it entered by compensation only?
    pub for_compensation: bool,
    /// Evaluated on entry into local variables.
    pub inputs: Vec<Mapping>,
    /// Evaluated on leaving into the surrounding scope; with these, nothing else leaves it.
    pub outputs: Vec<Mapping>,
    /// Variables that are its own, whoever sets them.
    pub locals: Vec<String>,
    /// Moved into the surrounding scope on leaving, beside whatever else leaves it.
    pub data_outputs: Vec<Mapping>,
    /// Evaluated on entry into the surrounding scope.
    pub sets: Vec<Mapping>,
    /// What is done beside its work.
    pub listeners: Listeners,
    /// When this holds, and the instance enables it, its work is not done.
    pub skip: Option<Expression>,
    /// Where it stands in the file.
    pub place: Place,
    /// How many tokens it takes and gives.
    pub quantity: Quantity,
    /// Does it start its process when its message comes, or an event behind it? (`instantiate`)
    pub instantiate: bool,
}

/// How many tokens an activity needs to begin, and how many leave it over each of its flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// `startQuantity`.
    pub start: u32,
    /// `completionQuantity`.
    pub completion: u32,
}

impl Default for Quantity {
    fn default() -> Self {
        Quantity { start: 1, completion: 1 }
    }
}

/// Who may start a process by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Starters {
    /// These people.
    pub users: Vec<String>,
    /// And the members of these groups, roles, posts or departments.
    pub groups: Vec<String>,
}

/// How two elements are joined.
#[derive(Debug, Clone, PartialEq)]
pub enum Relation {
    /// A sequence flow.
    Flow(Flow),
    /// From an activity to its boundary event.
    Attached,
    /// From a link throw event to the link catch event of its name.
    Link,
    /// From a compensation boundary event to the activity that undoes the one it is attached to.
    Compensates,
}

/// Which ways a token may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Flows, links, and from an activity to its boundary events.
    Any,
    /// Flows and links only.
    Forward,
}

/// A sequence flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Its id.
    pub id: ElementId,
    /// Taken when this holds; none is always.
    pub condition: Option<Expression>,
    /// Taken when no condition of its siblings holds.
    pub default: bool,
}

/// One variable set from one expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// What is evaluated.
    pub source: Expression,
    /// The variable that is set.
    pub target: String,
    /// Is it a copy of a variable, which sets nothing while that is not there?
    pub copy: bool,
}

impl Process {
    /// A process with nothing in it.
    pub fn new(id: ElementId, name: Option<String>, place: Place) -> Self {
        let (mut graph, id) = (DiGraph::new(), id.placed(0));
        let root = graph.add_node(Element {
            id: id.clone(),
            name,
            kind: Kind::Process,
            scope: None,
            for_compensation: false,
            inputs: vec![],
            outputs: vec![],
            locals: vec![],
            data_outputs: vec![],
            sets: vec![],
            listeners: Listeners::default(),
            skip: None,
            place,
            quantity: Quantity::default(),
            instantiate: false,
        });
        Process {
            graph,
            root,
            correlations: BTreeMap::new(),
            message_starts: vec![],
            version_tag: None,
            template: None,
            suggestions: vec![],
            start_form: None,
            starters: None,
            led_only: false,
            unlisted: false,
            defaults: BTreeMap::new(),
            elements: ById::from_iter([(id, root)]),
            flows: ById::default(),
            watches: BTreeMap::new(),
            neighbours: OnceLock::new(),
            kept: BTreeSet::new(),
        }
    }

    /// The messages that carry a correlation key of the standard, by name.
    pub fn correlated(&self) -> impl Iterator<Item = &str> {
        self.correlations.iter().filter(|(_, of)| of.is_some()).map(|(name, _)| name.as_str())
    }

    /// Adds an element; the id must be new.
    pub fn add(&mut self, mut element: Element) -> NodeIndex {
        element.id = element.id.placed(self.graph.node_count());
        let id = element.id.clone();
        let node = self.graph.add_node(element);
        self.neighbours.take();
        let before = self.elements.insert(id, node);
        assert!(before.is_none(), "element ids are unique");
        node
    }

    /// Joins two elements by a sequence flow.
    pub fn add_flow(&mut self, from: NodeIndex, to: NodeIndex, mut flow: Flow) -> EdgeIndex {
        flow.id = flow.id.placed(self.graph.edge_count());
        let id = flow.id.clone();
        let edge = self.relate(from, to, Relation::Flow(flow));
        self.flows.insert(id, edge);
        edge
    }

    /// Joins two elements.
    pub fn relate(&mut self, from: NodeIndex, to: NodeIndex, relation: Relation) -> EdgeIndex {
        self.neighbours.take();
        self.graph.add_edge(from, to, relation)
    }

    /// The id of the process.
    pub fn id(&self) -> &ElementId {
        &self.graph[self.root].id
    }

    /// The element with this id.
    pub fn find(&self, id: &ElementId) -> Option<NodeIndex> {
        let is_there = |place: &NodeIndex| self.graph.node_weight(*place).is_some_and(|element| element.id.is(id));
        id.place().map(NodeIndex::new).filter(is_there).or_else(|| self.elements.get(id).copied())
    }

    fn edge(&self, flow: &ElementId) -> EdgeIndex {
        let is_there = |place: &EdgeIndex| match self.graph.edge_weight(*place) {
            Some(Relation::Flow(at)) => at.id.is(flow),
            _ => false,
        };
        flow.place().map(EdgeIndex::new).filter(is_there).unwrap_or_else(|| self.flows[flow])
    }

    /// The element that a persisted id names. Instances run on the process they were started with, so it is there.
    pub fn node(&self, id: &ElementId) -> NodeIndex {
        self.find(id).unwrap_or_else(|| panic!("element `{id}` belongs to this process"))
    }

    /// Which changes a condition of an event is looked at for.
    pub fn watch(&self, event: &ElementId, part: u32) -> &Watch {
        if self.watches.is_empty() {
            return &watch::ALL;
        }
        self.watches.get(&(event.clone(), part)).unwrap_or(&watch::ALL)
    }

    /// What the element with this id is.
    pub fn element(&self, id: &ElementId) -> &Element {
        &self.graph[self.node(id)]
    }

    /// The flow with this id: where it leads and what it is.
    pub fn flow(&self, id: &ElementId) -> (EdgeIndex, &Flow) {
        let edge = self.edge(id);
        match &self.graph[edge] {
            Relation::Flow(flow) => (edge, flow),
            Relation::Attached | Relation::Link | Relation::Compensates => unreachable!("only flows are listed by id"),
        }
    }

    /// Is there a flow with this id?
    pub fn has_flow(&self, id: &ElementId) -> bool {
        self.flows.contains_key(id)
    }

    /// The element a flow leads to.
    pub fn target(&self, flow: &ElementId) -> NodeIndex {
        self.graph.edge_endpoints(self.edge(flow)).expect("an edge of this graph").1
    }

    /// The element a flow comes from.
    pub fn source(&self, flow: &ElementId) -> NodeIndex {
        self.graph.edge_endpoints(self.edge(flow)).expect("an edge of this graph").0
    }

    /// An element and the scopes around it, inside out.
    pub fn scopes(&self, node: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        std::iter::successors(Some(node), |n| self.graph[*n].scope)
    }

    /// Outgoing sequence flows, in document order.
    pub fn outgoing(&self, node: NodeIndex) -> Flows<'_> {
        Flows::new(&self.graph, &self.around(node).outgoing)
    }

    /// Incoming sequence flows, in document order.
    pub fn incoming(&self, node: NodeIndex) -> Flows<'_> {
        Flows::new(&self.graph, &self.around(node).incoming)
    }

    /// The boundary events of an activity, in document order.
    pub fn boundaries(&self, activity: NodeIndex) -> &[NodeIndex] {
        &self.around(activity).boundaries
    }

    /// The link catch event that a link throw event jumps to.
    pub fn link_target(&self, throw: NodeIndex) -> Option<NodeIndex> {
        self.around(throw).links.first().copied()
    }

    /// The activity that undoes this one when compensation is thrown for it.
    pub fn handler(&self, activity: NodeIndex) -> Option<NodeIndex> {
        self.around(activity).handler
    }

    /// The event sub-process that undoes the sub-process it stands in.
    pub fn compensation_sub_process(&self, scope: NodeIndex) -> Option<NodeIndex> {
        let compensates = |start: NodeIndex| matches!(&self.graph[start].kind, Kind::Start { trigger, .. } if trigger.parts().contains(&Trigger::Compensation));
        self.event_sub_processes(scope).iter().find(|(_, start)| compensates(*start)).map(|(sub, _)| *sub)
    }

    /// BPMN 10.5.1: the scopes whose completed activities an event in this scope can compensate: the scope itself, and
    /// where that is an event sub-process the scope it stands in.
    pub fn compensated_from(&self, scope: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        std::iter::successors(Some(scope), |s| {
            let inside_event = self.graph[*s].kind == Kind::EventSubProcess;
            self.graph[*s].scope.filter(|_| inside_event)
        })
    }

    /// May somebody ask later for the compensation of this activity, so that what that needs is kept?
    pub fn keeps(&self, activity: NodeIndex) -> bool {
        self.kept.contains(&activity)
    }

    /// Where flows and boundary events are: for the activity inside the scope of a repeated one that scope, else the activity.
    pub fn outer(&self, activity: NodeIndex) -> NodeIndex {
        let scope = self.graph[activity].scope;
        scope
            .filter(|s| matches!(self.graph[*s].kind, Kind::MultiInstance(_) | Kind::StandardLoop(_)))
            .unwrap_or(activity)
    }

    /// The elements that live directly in a scope, in document order.
    pub fn children(&self, scope: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        self.around(scope).children.iter().copied()
    }

    /// Where a scope begins: its none start events and whatever nothing leads to (BPMN 13.3.4: activities and gateways
    /// without incoming flows start with their scope), for the scope of a repeated
    /// activity that activity.
    pub fn entries(&self, scope: NodeIndex) -> &[NodeIndex] {
        &self.around(scope).entries
    }

    /// The none start events of a scope. Those of a process are alternatives; those of a sub-process begin together.
    pub fn none_starts(&self, scope: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        self.children(scope).filter(|n| is_none_start(&self.graph, *n))
    }

    /// What begins with its scope because nothing leads to it, whatever else starts the scope (BPMN 13.3.4).
    pub fn implicit_starts(&self, scope: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        self.entries(scope).iter().copied().filter(|n| !is_none_start(&self.graph, *n))
    }

    /// What a token enters to reach an activity: the scope of its instances where it is repeated, else itself.
    pub fn outermost(&self, activity: NodeIndex) -> NodeIndex {
        let scope = self.graph[activity].scope.filter(|scope| crate::element::repeats(&self.graph[*scope].kind));
        scope.unwrap_or(activity)
    }

    /// The start event of an event sub-process.
    pub fn start_of(&self, event_sub_process: NodeIndex) -> Option<NodeIndex> {
        self.children(event_sub_process).find(|n| matches!(self.graph[*n].kind, Kind::Start { .. }))
    }

    /// The event sub-processes of a scope, each with its start event.
    pub fn event_sub_processes(&self, scope: NodeIndex) -> &[(NodeIndex, NodeIndex)] {
        &self.around(scope).event_sub_processes
    }

    /// Found when first asked for; adding to the process forgets it.
    fn around(&self, node: NodeIndex) -> &Neighbourhood {
        self.neighbours.get_or_init(|| Neighbours::of(&self.graph, self.led_only)).at(node)
    }

    /// Can a token at `from` come to `to` without passing `avoid`?
    pub fn reaches(&self, from: NodeIndex, to: NodeIndex, avoid: NodeIndex, way: Way) -> bool {
        let (mut stack, mut seen) = (vec![from], self.graph.visit_map());
        while let Some(node) = stack.pop() {
            if node == to {
                return true;
            }
            if node != avoid && seen.visit(node) {
                let edges = self.graph.edges(node);
                let open = edges.filter(|e| match e.weight() {
                    Relation::Flow(_) | Relation::Link => true,
                    Relation::Attached => way == Way::Any,
                    Relation::Compensates => false,
                });
                stack.extend(open.map(|e| e.target()));
            }
        }
        false
    }
}
