//! A scenario put to a model: everything that a replication asks is looked up once, and what cannot be is refused.
use crate::distribution::Distribution;
use crate::model::Model;
use crate::random::named;
use crate::refusal::Refusal;
use crate::scenario::{Batch, ElementParameters, Outcome, Scenario};
use crate::scenario::{against::against, check};
use jiff::tz::TimeZone;
use petgraph::graph::NodeIndex;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use weir_core::calendar::WorkCalendar;
use weir_core::decision::Decisions;
use weir_core::element::{Awaited, starters};
use weir_core::expression::Expression;
use weir_core::organisation::{Change, Entry, Membership, Organisation, Person, Unit, UnitKind, Validity};
use weir_core::process::{Kind, Relation};
use weir_core::script::Purpose;
use weir_core::step::rejects_upwards;
use weir_core::timer::At;
use weir_core::{ElementId, Process};

/// How many people may work.
pub const RESOURCES_MAX: usize = 10_000;
/// How many may work where somebody is left out in each case: each of them is the one for whom the others stand in.
pub const APART_MAX: usize = 500;

/// Ready to run.
#[derive(Debug)]
pub(crate) struct Ready {
    pub scenario: Scenario,
    pub processes: Vec<Prepared>,
    /// Which of them is counted.
    pub main: usize,
    pub decisions: Vec<Decisions>,
    pub workers: Vec<Worker>,
    pub organisation: Organisation,
    pub zone: TimeZone,
    /// Which start events begin by a message or a signal of a name: process and event.
    pub message_starts: BTreeMap<String, (usize, ElementId)>,
    pub signal_starts: BTreeMap<String, Vec<(usize, ElementId)>>,
    /// How many batches are collected.
    pub batches: usize,
    /// Does it count anywhere who did what in a case?
    pub apart: bool,
}

/// A process with what is known of its elements.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub process: Process,
    pub plans: Vec<Plan>,
    /// The start event of a case; none is the none start event.
    pub start: Option<ElementId>,
    /// May a matter go back from it into what has called it?
    pub upwards: bool,
}

/// What is known of an element.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Its name in the keys of random numbers.
    pub hash: u64,
    /// As the scenario says it; none is nothing.
    pub given: Option<ElementParameters>,
    /// Collected work has a number, and those after it where people collect each for themselves.
    pub batch: Option<(usize, Batch)>,
    /// Does somebody hear when a task of it is taken? Then it is taken before it is done.
    pub heard: bool,
    /// The name of the element that somebody else did in the same case.
    pub apart: Option<u64>,
    /// Where the scenario decides which way a gateway goes: the flows with their weights.
    pub branch: Vec<(ElementId, f64)>,
}

/// One person.
#[derive(Debug, Clone)]
pub(crate) struct Worker {
    pub id: String,
    /// The name of all who are alike.
    pub alike: String,
    pub groups: Vec<String>,
    pub skills: Vec<String>,
    pub calendar: Option<Arc<WorkCalendar>>,
    pub at_once: u32,
    pub slow_down: f64,
    pub cost_per_hour: f64,
}

impl Ready {
    /// Puts a scenario to a model; all that is wrong is told at once.
    pub fn new(model: &Model, scenario: &Scenario) -> Result<Ready, Vec<Refusal>> {
        let mut processes: Vec<Process> = model.compiled();
        let mut refusals = check::alone(scenario);
        let main = check::main(&processes, scenario, &mut refusals);
        if !refusals.is_empty() {
            return Err(refusals);
        }
        refusals.extend(against(&processes, scenario, &model.decisions));
        let (mut batches, mut prepared) = (0, vec![]);
        for process in &mut processes {
            let plans = plans(process, scenario, &mut batches);
            let upwards = rejects_upwards(process);
            prepared.push(Prepared { process: std::mem::replace(process, empty()), plans, start: None, upwards });
        }
        let zone = check::zone(scenario);
        let mut ready = Ready {
            scenario: scenario.clone(),
            processes: prepared,
            main,
            decisions: model.decisions.clone(),
            workers: workers(scenario),
            organisation: organisation(scenario),
            zone,
            message_starts: BTreeMap::new(),
            signal_starts: BTreeMap::new(),
            batches,
            apart: scenario.elements.values().any(|given| given.resource.apart.is_some()),
        };
        ready.find_starts();
        if refusals.is_empty() { Ok(ready) } else { Err(refusals) }
    }

    fn find_starts(&mut self) {
        let at = At { now: self.scenario.start, zone: &self.zone };
        for (number, prepared) in self.processes.iter_mut().enumerate() {
            let process = &prepared.process;
            let mut first = None;
            for starter in starters(process) {
                let event = starter.event.clone();
                first.get_or_insert_with(|| event.clone());
                match starter.awaits(at) {
                    Ok(Awaited::Message(name)) => {
                        self.message_starts.entry(name).or_insert((number, event));
                    }
                    Ok(Awaited::Signal(name)) => self.signal_starts.entry(name).or_default().push((number, event)),
                    _ => {}
                }
            }
            if process.none_starts(process.root).next().is_none()
                && process.implicit_starts(process.root).next().is_none()
            {
                prepared.start = first;
            }
        }
    }

    /// The process with this id.
    pub fn process(&self, id: &str) -> Option<usize> {
        self.processes.iter().position(|prepared| prepared.process.id().as_str() == id)
    }

    /// What is known of an element of a process.
    pub fn plan(&self, process: usize, element: &ElementId) -> &Plan {
        let prepared = &self.processes[process];
        &prepared.plans[prepared.process.node(element).index()]
    }
}

impl Plan {
    /// How long work takes by somebody on a case with these data; none where nothing says it.
    pub fn processing<'v>(
        &self,
        worker: Option<&Worker>,
        value: impl Fn(&str) -> Option<&'v Value>,
    ) -> Option<&Distribution> {
        let time = &self.given.as_ref()?.time;
        if time.classes.is_empty() {
            return time.processing.as_ref();
        }
        let class = time.size.as_ref().and_then(|by| by.class(value(&by.variable)));
        let by =
            |actor: &String| worker.is_some_and(|w| w.id == *actor || w.alike == *actor || w.groups.contains(actor));
        let fits = |c: &&crate::scenario::DurationClass| {
            c.actor.as_ref().is_none_or(by) && c.size.is_none_or(|size| Some(size) == class)
        };
        time.classes.iter().find(fits).map(|c| &c.processing).or(time.processing.as_ref())
    }

    /// In which ways it may end.
    pub fn outcomes(&self) -> &[Outcome] {
        self.given.as_ref().map_or(&[], |given| &given.property.outcomes)
    }
}

fn empty() -> Process {
    Process::new("".into(), None, weir_core::Place::default())
}

/// What is known of each element, by its index. Gateways that a scenario decides ask from now on, and are answered.
fn plans(process: &mut Process, scenario: &Scenario, batches: &mut usize) -> Vec<Plan> {
    let nodes: Vec<NodeIndex> = process.graph.node_indices().collect();
    let mut plans = vec![];
    for node in nodes {
        let element = &process.graph[node];
        let (id, listeners) = (element.id.clone(), &element.listeners);
        let heard = !listeners.assignment.is_empty() || !listeners.update.is_empty();
        let given = scenario.elements.get(id.as_str()).cloned();
        let mut plan = Plan { hash: named(id.as_str()), heard, ..Plan::default() };
        if let Some(given) = &given {
            plan.batch = given.resource.batch.clone().map(|batch| {
                // Those who have a queue of their own collect each for themselves.
                let first = *batches;
                *batches += 1 + given.resource.shares.len();
                (first, batch)
            });
            plan.apart = given.resource.apart.as_deref().map(named);
            plan.branch = given.control.probabilities.iter().map(|(f, p)| (f.as_str().into(), *p)).collect();
        }
        plan.given = given;
        if !plan.branch.is_empty() {
            decide_outside(process, node, &plan.branch);
        }
        plans.push(plan);
    }
    plans
}

/// The conditions of a gateway become questions that are answered from outside, as those are that a killable process
/// evaluates: so the core itself goes on, and the way is drawn anew at each visit.
fn decide_outside(process: &mut Process, gateway: NodeIndex, branch: &[(ElementId, f64)]) {
    let flows: Vec<ElementId> = process.outgoing(gateway).iter().map(|flow| flow.id.clone()).collect();
    for id in flows {
        let edge = process.flow(&id).0;
        if let Relation::Flow(flow) = &mut process.graph[edge]
            && branch.iter().any(|(known, _)| *known == id)
        {
            flow.default = false;
            flow.condition = Some(Expression::script(Purpose::Value, &question(&id)));
        }
    }
}

/// How a gateway asks whether a flow is taken.
fn question(flow: &ElementId) -> String {
    format!("simulated flow {flow}")
}

/// The flow that a question is about.
pub(crate) fn asked_flow(expression: &str) -> Option<&str> {
    expression.split_once("simulated flow ").map(|(_, flow)| flow)
}

fn workers(scenario: &Scenario) -> Vec<Worker> {
    let mut workers = vec![];
    for resource in &scenario.resources {
        let count = resource.count.unwrap_or(1);
        let calendar = scenario.calendars.iter().find(|c| Some(&c.id) == resource.calendar.as_ref());
        let calendar = calendar.map(|calendar| Arc::new(calendar.clone()));
        for number in 1..=count {
            workers.push(Worker {
                id: if count == 1 { resource.id.clone() } else { format!("{}#{number}", resource.id) },
                alike: resource.id.clone(),
                groups: resource.groups.clone(),
                skills: resource.skills.clone(),
                calendar: calendar.clone(),
                at_once: resource.at_once.unwrap_or(1),
                slow_down: resource.slow_down,
                cost_per_hour: resource.cost_per_hour,
            });
        }
    }
    workers
}

/// The people as the core knows them: their groups are its groups and roles alike, so that rules that name either find
/// them.
fn organisation(scenario: &Scenario) -> Organisation {
    let mut organisation = Organisation::default();
    for calendar in &scenario.calendars {
        organisation.calendars.insert(calendar.id.clone(), Arc::new(calendar.clone()));
    }
    for worker in workers(scenario) {
        let kinds = [UnitKind::Group, UnitKind::Role];
        let memberships = worker
            .groups
            .iter()
            .flat_map(|id| kinds.map(|kind| Membership { kind, id: id.clone(), valid: Validity::default() }));
        let memberships = memberships.collect();
        for group in &worker.groups {
            let unit = Arc::new(Unit { id: group.clone(), name: group.clone(), valid: Validity::default() });
            organisation.groups.insert(group.clone(), unit.clone());
            organisation.roles.insert(group.clone(), unit);
        }
        let person = Person { id: worker.id.clone(), name: worker.id.clone(), memberships, ..Person::default() };
        organisation.change(&Change::Put(Entry::Person(person)));
    }
    organisation
}

/// Is it work that takes time, so that a scenario has to say how long?
pub(crate) fn is_work(kind: &Kind) -> bool {
    matches!(kind, Kind::UserTask(_) | Kind::JobTask(_))
}
