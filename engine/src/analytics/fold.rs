//! Folding steps into the ledger: the instances that run, each with its history as far as it is needed.
use super::escalations::Escalations;
use super::noting::Noting;
use crate::catalogue::split;
use crate::history::steps;
use crate::projection::FormFilled;
use crate::shell::Shell;
use crate::store::Error;
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use weir_core::approval::{Seat, SeatState};
use weir_core::event::{Intervention, ProcessStarted};
use weir_core::history::{ActivityInstance, History, Outcome as Left};
use weir_core::process::Kind;
use weir_core::wait::WaitFor;
use weir_core::{ElementId, Event, InstanceId, Key, Step};
use weir_mining::aggregate::{Place, PlaceId, PlaceName};
use weir_mining::ledger::{Around, Begun, Ended, Ledger, MarkOf, NO_ROW, Nature, Row};
use weir_mining::log::{NO_NAME, NO_TIME, Outcome, history as rows};

/// The instances that run.
#[derive(Debug, Default)]
pub struct Fold {
    open: HashMap<InstanceId, Box<Open>, FixedState>,
    /// The nodes and the flows of each process and version.
    places: HashMap<PlaceId, [Places; 2], FixedState>,
    visits: usize,
    /// How many visits of running instances are kept in memory; those of the instances that rested longest are read again
    /// from the log when they go on.
    visits_max: usize,
    steps: u64,
    /// The versions of processes by their places, as they are named: `process:version`.
    versions: HashMap<PlaceId, Arc<str>, FixedState>,
    /// For those who watch.
    pub noting: Noting,
}

/// An instance that runs.
#[derive(Debug)]
struct Open {
    case: u32,
    /// Its process and version.
    place: PlaceId,
    began: i64,
    /// Its rows that have ended, by key: number and place.
    rows: BTreeMap<Key, (u32, PlaceId)>,
    /// Who gave an opinion in the approvals that are open.
    votes: BTreeMap<Key, Vec<u32>>,
    /// When its tasks are due.
    due: BTreeMap<Key, i64>,
    /// Was it called by another instance?
    called: bool,
    /// The escalations in it that nobody has answered yet.
    escalations: Escalations,
    /// None while it rests and memory was short.
    history: Option<History>,
    touched: u64,
}

/// The nodes of one process and version, or its flows.
#[derive(Debug, Default)]
struct Places {
    all: HashMap<ElementId, PlaceId, FixedState>,
    /// The same by where the process has them, for ids that come out of it: found without a look at their text.
    placed: Vec<Option<(ElementId, PlaceId)>>,
}

impl Places {
    fn find(&self, id: &ElementId) -> Option<PlaceId> {
        match id.place().and_then(|at| self.placed.get(at)) {
            Some(Some((known, place))) if known.is(id) => Some(*place),
            _ => None,
        }
    }

    /// The same by its text. It will be met again as it is now.
    fn find_by_text(&mut self, id: &ElementId) -> Option<PlaceId> {
        let place = *self.all.get(id)?;
        if let Some(at) = id.place() {
            self.placed.resize(self.placed.len().max(at + 1), None);
            self.placed[at] = Some((id.clone(), place));
        }
        Some(place)
    }
}

impl Fold {
    /// Of nothing yet, with so many visits in memory at most.
    pub fn new(visits_max: usize) -> Self {
        Fold { visits_max, ..Fold::default() }
    }

    /// Goes on by a step.
    pub fn step(&mut self, shell: &Shell, ledger: &mut Ledger, step: &Step) -> Result<(), Error> {
        self.steps += 1;
        if step.behind > 0 {
            ledger.clock_behind(step.at.0, i64::try_from(step.behind).unwrap_or(i64::MAX));
        }
        let taken = match self.open.remove(&step.instance) {
            Some(open) => Some(open),
            None => begin(ledger, step),
        };
        // An instance whose beginning is not in the log is not measured.
        let Some(mut open) = taken else { return Ok(()) };
        open.touched = self.steps;
        let (mut history, counted) = match open.history.take() {
            Some(history) => (history, true),
            None => (read_again(shell, step)?, false),
        };
        if counted {
            self.visits -= history.visits().len();
        }
        let definition = self.version(ledger, open.place);
        self.noting.step(&definition, &history, step);
        history.step(step);
        let mut over = false;
        for event in &step.events {
            open.note(ledger, event, step.at.0);
            let (place, called) = (open.place, open.called);
            open.escalations.note(ledger, (place, called), step.at.0, event);
            match event {
                Event::ElementCompleted { key, flows } => {
                    for flow in flows {
                        let place = self.place(shell, ledger, &open, flow, true);
                        ledger.flow(open.case, place, step.at.0);
                    }
                    over |= *key == 0;
                    self.left(shell, ledger, &mut open, &history, *key);
                    let done = open.rows.get(key).is_some_and(|(_, place)| ledger.nature(*place).is_work());
                    open.escalations.left(ledger, *key, step.at.0, done);
                }
                Event::ElementTerminated { key, .. } => {
                    over |= *key == 0;
                    self.left(shell, ledger, &mut open, &history, *key);
                    open.escalations.left(ledger, *key, step.at.0, false);
                }
                _ => {}
            }
        }
        open.escalations.settle(ledger, step.at.0);
        for (name, version) in &step.parameters {
            ledger.mark(open.case, MarkOf::Rule, &format!("{name}:{version}"), step.at.0, NO_NAME);
        }
        if over {
            end(ledger, &open, &history, step);
            return Ok(());
        }
        self.visits += history.visits().len();
        open.history = Some(history);
        self.open.insert(step.instance, open);
        if self.visits > self.visits_max {
            self.make_room();
        }
        Ok(())
    }

    fn version(&mut self, ledger: &Ledger, place: PlaceId) -> Arc<str> {
        let named = || {
            let PlaceName { process, version, .. } = ledger.aggregates().places().name(place);
            format!("{process}:{version}").into()
        };
        Arc::clone(self.versions.entry(place).or_insert_with(named))
    }

    /// A form was filled in.
    pub fn filled(&self, ledger: &mut Ledger, filled: &FormFilled) {
        if let Some(open) = self.open.get(&filled.instance) {
            ledger.fields(open.case, filled.required, filled.filled);
        }
    }

    /// A visit is over: it is a row, unless it contains others.
    fn left(&mut self, shell: &Shell, ledger: &mut Ledger, open: &mut Open, history: &History, key: Key) {
        if history.contains_others(key) {
            return;
        }
        let Some(visit) = history.visit(key) else { return };
        let place = self.place(shell, ledger, open, &visit.element, false);
        let row = row(ledger, open, place, visit);
        for (of, value) in [(MarkOf::Role, &visit.role), (MarkOf::Group, &visit.group)] {
            if let Some(value) = value {
                ledger.mark(open.case, of, value, row.ended, row.actor);
            }
        }
        let number = ledger.add(row);
        ledger.stood_still(number, rows::still(visit));
        ledger.voted(number, open.votes.remove(&key).unwrap_or_default());
        open.rows.insert(key, (number, place));
        open.due.remove(&key);
    }

    fn place(&mut self, shell: &Shell, ledger: &mut Ledger, open: &Open, id: &ElementId, flow: bool) -> PlaceId {
        let places = &mut self.places.entry(open.place).or_default()[usize::from(flow)];
        if let Some(place) = places.find(id).or_else(|| places.find_by_text(id)) {
            return place;
        }
        let PlaceName { process, version, .. } = ledger.aggregates().places().name(open.place).clone();
        let nature = nature(shell, &process, version, id);
        let name = id.to_string();
        let place = if flow { Place::Flow(name) } else { Place::Node(name) };
        let place = ledger.place(PlaceName { process, version, place }, || nature);
        places.all.insert(id.clone(), place);
        place
    }

    /// Forgets the histories of the half that rested longest.
    fn make_room(&mut self) {
        let mut by_rest: Vec<(u64, InstanceId)> =
            self.open.iter().filter(|(_, open)| open.history.is_some()).map(|(id, open)| (open.touched, *id)).collect();
        by_rest.sort_unstable();
        for (_, id) in &by_rest[..by_rest.len().div_ceil(2)] {
            let history = self.open.get_mut(id).and_then(|open| open.history.take());
            self.visits -= history.map_or(0, |history| history.visits().len());
        }
    }
}

fn begin(ledger: &mut Ledger, step: &Step) -> Option<Box<Open>> {
    let begun = step.events.iter().find_map(|event| match event {
        Event::ProcessStarted(started) => Some(started),
        _ => None,
    });
    let ProcessStarted { definition, initiator, parent, .. } = &**begun?;
    let (process, version) = split(definition).unwrap_or((definition, 0));
    let (id, at) = (step.instance.0.as_u128(), step.at.0);
    let case = ledger.begin(&Begun { id, process, version, at, initiator: initiator.as_deref() });
    if parent.is_some() {
        ledger.mark(case, MarkOf::Called, "", at, NO_NAME);
    }
    Some(Box::new(Open {
        case,
        place: ledger.process_place(process, version),
        began: at,
        rows: BTreeMap::new(),
        votes: BTreeMap::new(),
        due: BTreeMap::new(),
        called: parent.is_some(),
        escalations: Escalations::default(),
        history: Some(History::slim()),
        touched: 0,
    }))
}

/// The history of an instance before a step, from the log.
fn read_again(shell: &Shell, next: &Step) -> Result<History, Error> {
    let mut history = History::slim();
    let read = steps(shell, next.instance, 0, |_, step| {
        let before = step.seq < next.seq;
        if before {
            history.step(&step);
        }
        before
    });
    match read {
        Ok(()) => Ok(history),
        Err(crate::Error::Store(error)) => Err(error),
        Err(error) => Err(Error::View { reason: error.to_string() }),
    }
}

impl Open {
    /// What the ledger keeps of a case beside its rows.
    fn note(&mut self, ledger: &mut Ledger, event: &Event, at: i64) {
        match event {
            Event::ElementActivating { key: 0, variables, .. } => {
                for (name, value) in variables.iter() {
                    ledger.value(self.case, name, value, at);
                }
            }
            Event::VariableSet { scope: 0, name, value, .. } => ledger.value(self.case, name, value, at),
            Event::DecisionEvaluated { decision, parameters, .. } => {
                ledger.mark(self.case, MarkOf::Rule, decision, at, NO_NAME);
                for (name, version) in parameters {
                    ledger.mark(self.case, MarkOf::Rule, &format!("{name}:{version}"), at, NO_NAME);
                }
            }
            Event::SeatChanged { key, seat } => self.vote(ledger, *key, seat),
            Event::WaitOpened { key, wait } | Event::WaitMoved { key, wait } => {
                if let WaitFor::UserTask(task) = &wait.on {
                    // A due date may be taken away.
                    self.due.remove(key);
                    self.due.extend(task.due.map(|due| (*key, due.0)));
                }
            }
            // It is due at another time from now on.
            Event::UserTaskPlanned(planned) => {
                self.due.remove(&planned.key);
                self.due.extend(planned.due.map(|due| (planned.key, due.0)));
            }
            Event::ElementMigrated { key: 0, definition, .. } => {
                let (process, version) = split(definition).unwrap_or((definition, 0));
                let to = ledger.process_place(process, version);
                ledger.migrate(self.case, self.place, to);
                self.place = to;
            }
            _ => {}
        }
    }
}

impl Open {
    /// An opinion is the deed of whoever gave it, and of whoever they stood in for.
    fn vote(&mut self, ledger: &mut Ledger, key: Key, seat: &Seat) {
        let SeatState::Voted(stand) = &seat.state else { return };
        let by = Some(&stand.by).filter(|by| by.as_str() != "engine");
        for person in by.into_iter().chain(&seat.stands_for) {
            let person = ledger.person(Some(person));
            let known = self.votes.entry(key).or_default();
            if !known.contains(&person) {
                known.push(person);
            }
        }
    }
}

fn row(ledger: &mut Ledger, open: &Open, place: PlaceId, visit: &ActivityInstance) -> Row {
    let actor = ledger.person(visit.actor.as_deref());
    let decision = ledger.decision(visit.decision.as_deref());
    let ended = visit.ended.unwrap_or(visit.enabled).0;
    let time = |time: Option<weir_core::Timestamp>| time.map_or(NO_TIME, |time| time.0);
    Row {
        case: open.case,
        place,
        previous: NO_ROW,
        actor,
        decision,
        incidents: visit.incidents,
        enabled: visit.enabled.0,
        claimed: time(visit.claimed),
        started: time(visit.started),
        ended,
        suspended: rows::suspended(visit),
        due: open.due.get(&visit.key).copied().unwrap_or(NO_TIME),
        critical: NO_TIME,
        outcome: outcome(visit.outcome),
        intervention: stepped_in(visit),
        beside: false,
        cause: NO_ROW,
    }
}

/// Did somebody step in? What goes back, or is taken back, by those whose work it is, is part of the process.
fn stepped_in(visit: &ActivityInstance) -> bool {
    visit.intervention.is_some_and(Intervention::is_from_beside)
}

fn outcome(left: Option<Left>) -> Outcome {
    match left {
        Some(Left::Completed) => Outcome::Completed,
        Some(Left::Terminated) => Outcome::Terminated,
        None => Outcome::Open,
    }
}

fn end(ledger: &mut Ledger, open: &Open, history: &History, step: &Step) {
    let visits: Vec<&ActivityInstance> = history.visits().collect();
    let outcome = outcome(history.visit(0).and_then(|whole| whole.outcome));
    let all = rows::nameless(&visits);
    let Open { case: number, place, began, rows: numbers, .. } = open;
    let (case_number, at) = (*number, step.at.0);
    // What contains others has no row, so what happened to it is told with the end of the case.
    let scopes = || visits.iter().filter(|visit| history.contains_others(visit.key));
    let around = Around {
        incidents: scopes().map(|visit| visit.incidents).sum(),
        interventions: scopes().filter(|visit| stepped_in(visit)).count() as u32,
    };
    let (place, began, around) = (*place, *began, &around);
    ledger.end(&Ended { case: case_number, place, began, at, outcome, rows: &all, numbers, around });
}

/// Who or what does something in an element, as its model says.
fn nature(shell: &Shell, process: &str, version: u32, id: &ElementId) -> Nature {
    let definition = format!("{process}:{version}");
    let Ok(process) = shell.catalogue.process(&definition) else { return Nature::Routing };
    let Some(node) = process.find(id) else { return Nature::Routing };
    match &process.graph[node].kind {
        Kind::UserTask(_) => Nature::Human,
        Kind::JobTask(_) | Kind::ScriptTask { .. } | Kind::RuleTask(_) => Nature::System,
        _ => Nature::Routing,
    }
}
