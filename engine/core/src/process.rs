//! The compiled process: one graph. Sequence flows, boundary attachments and links are edges; containment is `scope`.
//!
//! Graph indices live in memory only; whatever is persisted names elements by id.
use crate::expression::Expression;
use crate::id::ElementId;
use crate::problem::Place;
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// The suffix of the id of the scope that holds the instances of a multi-instance activity.
pub const MULTI_INSTANCE_BODY: &str = "#multiInstanceBody";

/// A process ready to run.
#[derive(Debug)]
pub struct Process {
    /// The graph: elements joined by relations.
    pub graph: DiGraph<Element, Relation>,
    /// The element that is the process itself.
    pub root: NodeIndex,
    /// `weir:versionTag`, for people.
    pub version_tag: Option<String>,
    elements: BTreeMap<ElementId, NodeIndex>,
    flows: BTreeMap<ElementId, EdgeIndex>,
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
    /// Evaluated on entry into local variables.
    pub inputs: Vec<Mapping>,
    /// Evaluated on leaving into the surrounding scope.
    pub outputs: Vec<Mapping>,
    /// Where it stands in the file.
    pub place: Place,
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
}

/// What an element is: a closed set, matched by the family files in `element/`.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// The process itself.
    Process,
    /// Embedded sub-process.
    SubProcess,
    /// Event sub-process.
    EventSubProcess,
    /// The scope around the instances of a multi-instance activity.
    MultiInstance(MultiInstance),
    /// Task without work: `task`, `manualTask`.
    NoneTask,
    /// Work for an external worker.
    JobTask(Work),
    /// Work for a person.
    UserTask(UserTask),
    /// A FEEL script, evaluated by the engine.
    ScriptTask {
        /// The script.
        script: Expression,
        /// The variable that takes its result.
        result: Option<String>,
    },
    /// Another process runs, and this one waits for its end.
    CallActivity {
        /// The id of the called process.
        called: Value,
    },
    /// A gateway.
    Gateway(Gateway),
    /// Start event.
    Start {
        /// What starts it.
        trigger: Trigger,
        /// For event sub-processes: does it end what runs beside it?
        interrupting: bool,
    },
    /// Intermediate catch event or receive task.
    Catch(Trigger),
    /// Boundary event.
    Boundary {
        /// What it waits for.
        trigger: Trigger,
        /// Does it end its activity?
        interrupting: bool,
    },
    /// Intermediate throw event or send task.
    Throw(Throw),
    /// End event.
    End(Throw),
}

/// The gateways that run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Gateway {
    Exclusive,
    Parallel,
    Inclusive,
    EventBased,
}

/// A value that is fixed by the model or evaluated when it is needed.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// As written.
    Fixed(String),
    /// FEEL.
    Feel(Expression),
}

/// What an event waits for.
#[derive(Debug, Clone, PartialEq)]
pub enum Trigger {
    /// Nothing.
    None,
    /// Time.
    Timer(TimerSource),
    /// A message.
    Message(MessageSource),
    /// A signal of this name.
    Signal(Value),
    /// An error with this code; none is any.
    Error(Option<String>),
    /// An escalation with this code; none is any.
    Escalation(Option<String>),
    /// A condition that becomes true.
    Condition(Expression),
    /// A token jumping from a link throw event.
    Link,
}

/// What an event throws.
#[derive(Debug, Clone, PartialEq)]
pub enum Throw {
    /// Nothing.
    None,
    /// The end of everything else in the scope.
    Terminate,
    /// An error; it looks for a catcher outwards.
    Error(String),
    /// An escalation; it looks for a catcher outwards, and the thrower goes on.
    Escalation(String),
    /// A message to whoever waits for it.
    Message(MessageSource),
    /// A signal to all who wait for it.
    Signal(Value),
    /// A jump to the link catch event of the same name.
    Link,
}

/// A message as the model describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageSource {
    /// Its name.
    pub name: Value,
    /// The key by which one of many waiting instances is found.
    pub correlation_key: Option<Expression>,
}

/// When a timer is due, as the model describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct TimerSource {
    /// Date, duration or cycle.
    pub kind: TimerKind,
    /// The ISO 8601 text.
    pub value: Value,
}

/// The three ways to say when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TimerKind {
    Date,
    Duration,
    Cycle,
}

/// Work for an external worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// The job type that workers fetch.
    pub job_type: Value,
    /// How often it may fail before it becomes an incident.
    pub retries: Option<Value>,
}

/// Work for a person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UserTask {
    /// Who does it.
    pub assignee: Option<Value>,
    /// Who may claim it: comma separated, or FEEL giving a list.
    pub candidate_users: Option<Value>,
    /// Whose members may claim it.
    pub candidate_groups: Option<Value>,
    /// When it should be done: a point in time, or a duration from now.
    pub due_date: Option<Value>,
    /// When to look at it again.
    pub follow_up_date: Option<Value>,
    /// 0 to 100; 50 when not given.
    pub priority: Option<Value>,
    /// Its form.
    pub form_key: Option<String>,
}

/// How many instances of an activity run, and with what.
#[derive(Debug, Clone, PartialEq)]
pub struct MultiInstance {
    /// One after the other, or all at once.
    pub sequential: bool,
    /// How many.
    pub count: Count,
    /// The local variable that holds the item.
    pub element_variable: Option<String>,
    /// The variable that takes what each instance gave, in order.
    pub output_collection: Option<String>,
    /// What each instance gives.
    pub output_element: Option<Expression>,
    /// Ends the activity early when it holds after an instance has ended.
    pub completion_condition: Option<Expression>,
}

/// How many instances: a number, or one for each item of a list. Read once, when the activity is entered.
#[derive(Debug, Clone, PartialEq)]
pub enum Count {
    /// `loopCardinality`.
    Cardinality(Expression),
    /// One for each item.
    Collection(Expression),
}

impl Process {
    /// A process with nothing in it.
    pub fn new(id: ElementId, name: Option<String>, place: Place) -> Self {
        let mut graph = DiGraph::new();
        let root = graph.add_node(Element {
            id: id.clone(),
            name,
            kind: Kind::Process,
            scope: None,
            inputs: vec![],
            outputs: vec![],
            place,
        });
        Process { graph, root, version_tag: None, elements: BTreeMap::from([(id, root)]), flows: BTreeMap::new() }
    }

    /// Adds an element; the id must be new.
    pub fn add(&mut self, element: Element) -> NodeIndex {
        let id = element.id.clone();
        let node = self.graph.add_node(element);
        let before = self.elements.insert(id, node);
        assert!(before.is_none(), "element ids are unique");
        node
    }

    /// Joins two elements by a sequence flow.
    pub fn add_flow(&mut self, from: NodeIndex, to: NodeIndex, flow: Flow) -> EdgeIndex {
        let id = flow.id.clone();
        let edge = self.graph.add_edge(from, to, Relation::Flow(flow));
        self.flows.insert(id, edge);
        edge
    }

    /// The id of the process.
    pub fn id(&self) -> &ElementId {
        &self.graph[self.root].id
    }

    /// The element with this id.
    pub fn find(&self, id: &ElementId) -> Option<NodeIndex> {
        self.elements.get(id).copied()
    }

    /// The element that a persisted id names. Instances run on the process they were started with, so it is there.
    pub fn node(&self, id: &ElementId) -> NodeIndex {
        self.find(id).unwrap_or_else(|| panic!("element `{id}` belongs to this process"))
    }

    /// What the element with this id is.
    pub fn element(&self, id: &ElementId) -> &Element {
        &self.graph[self.node(id)]
    }

    /// The flow with this id: where it leads and what it is.
    pub fn flow(&self, id: &ElementId) -> (EdgeIndex, &Flow) {
        let edge = self.flows[id];
        match &self.graph[edge] {
            Relation::Flow(flow) => (edge, flow),
            Relation::Attached | Relation::Link => unreachable!("only flows are listed by id"),
        }
    }

    /// The element a flow leads to.
    pub fn target(&self, flow: &ElementId) -> NodeIndex {
        self.graph.edge_endpoints(self.flows[flow]).expect("an edge of this graph").1
    }

    /// Outgoing sequence flows, in document order.
    pub fn outgoing(&self, node: NodeIndex) -> Vec<&Flow> {
        self.flows_of(node, Outgoing)
    }

    /// Incoming sequence flows, in document order.
    pub fn incoming(&self, node: NodeIndex) -> Vec<&Flow> {
        self.flows_of(node, Incoming)
    }

    fn flows_of(&self, node: NodeIndex, direction: petgraph::Direction) -> Vec<&Flow> {
        let mut flows: Vec<(EdgeIndex, &Flow)> = self
            .graph
            .edges_directed(node, direction)
            .filter_map(|e| match e.weight() {
                Relation::Flow(flow) => Some((e.id(), flow)),
                Relation::Attached | Relation::Link => None,
            })
            .collect();
        flows.sort_by_key(|(edge, _)| *edge);
        flows.into_iter().map(|(_, flow)| flow).collect()
    }

    /// The boundary events of an activity, in document order.
    pub fn boundaries(&self, activity: NodeIndex) -> Vec<NodeIndex> {
        self.related(activity, &Relation::Attached)
    }

    /// The link catch event that a link throw event jumps to.
    pub fn link_target(&self, throw: NodeIndex) -> Option<NodeIndex> {
        self.related(throw, &Relation::Link).first().copied()
    }

    fn related(&self, node: NodeIndex, relation: &Relation) -> Vec<NodeIndex> {
        let mut found: Vec<_> = self.graph.edges(node).filter(|e| e.weight() == relation).map(|e| e.target()).collect();
        found.sort();
        found
    }

    /// The elements that live directly in a scope, in document order.
    pub fn children(&self, scope: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        self.graph.node_indices().filter(move |n| self.graph[*n].scope == Some(scope))
    }

    /// Where a scope begins: its none start events and whatever nothing leads to (BPMN 13.3.4: activities and gateways
    /// without incoming flows start with their scope), for a multi-instance scope its activity.
    pub fn entries(&self, scope: NodeIndex) -> Vec<NodeIndex> {
        if matches!(self.graph[scope].kind, Kind::MultiInstance(_)) {
            return self.children(scope).collect();
        }
        self.children(scope).filter(|n| self.is_none_start(*n) || self.begins(*n)).collect()
    }

    /// The none start events of a scope. Those of a process are alternatives; those of a sub-process begin together.
    pub fn none_starts(&self, scope: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        self.children(scope).filter(|n| self.is_none_start(*n))
    }

    fn is_none_start(&self, node: NodeIndex) -> bool {
        matches!(self.graph[node].kind, Kind::Start { trigger: Trigger::None, .. })
    }

    fn begins(&self, node: NodeIndex) -> bool {
        let kind = &self.graph[node].kind;
        let flows_in = self.graph.edges_directed(node, Incoming).next().is_some();
        !flows_in
            && !matches!(
                kind,
                Kind::Start { .. } | Kind::Boundary { .. } | Kind::EventSubProcess | Kind::Catch(Trigger::Link)
            )
    }

    /// The start event of an event sub-process.
    pub fn start_of(&self, event_sub_process: NodeIndex) -> Option<NodeIndex> {
        self.children(event_sub_process).find(|n| matches!(self.graph[*n].kind, Kind::Start { .. }))
    }

    /// The event sub-processes of a scope, each with its start event.
    pub fn event_sub_processes(&self, scope: NodeIndex) -> Vec<(NodeIndex, NodeIndex)> {
        self.children(scope)
            .filter(|n| self.graph[*n].kind == Kind::EventSubProcess)
            .filter_map(|n| Some((n, self.start_of(n)?)))
            .collect()
    }

    /// Can a token at `from` come to `to` without passing `avoid`?
    pub fn reaches(&self, from: NodeIndex, to: NodeIndex, avoid: NodeIndex, way: Way) -> bool {
        let (mut stack, mut seen) = (vec![from], BTreeSet::new());
        while let Some(node) = stack.pop() {
            if node == to {
                return true;
            }
            if node != avoid && seen.insert(node) {
                let edges = self.graph.edges(node);
                let open = edges.filter(|e| way == Way::Any || !matches!(e.weight(), Relation::Attached));
                stack.extend(open.map(|e| e.target()));
            }
        }
        false
    }
}
