//! The driver: runs one command until nothing moves. The only place that emits lifecycle events.
//!
//! Order of a step: tokens and thrown errors first, first in first out; then scopes that lost a child, innermost first; then conditions
//! whose variables changed; then joins. Tokens in flight are never stored. A step has a bound, [`MOVES_MAX`] and what
//! instances of multi-instance activities have on top of it, [`FREE_MOVES_MAX`]; what would go beyond it is parked where
//! it stands, with an incident. The same happens when its expressions take too long together,
//! [`STEP_COST_MAX`](crate::expression::STEP_COST_MAX), and when what it sets is too large, [`STEP_BYTES_MAX`].
mod above;
mod accept;
mod ad_hoc;
mod approve;
mod arrive;
mod begin;
mod budget;
mod calls;
mod compensate;
mod condition;
mod converse;
mod correlate;
mod data;
mod entry;
mod gather;
mod grow;
mod interrupt;
mod late;
mod lifecycle;
mod listen;
mod migrate;
mod modify;
mod park;
mod people;
mod report;
mod reported;
mod restart;
mod returning;
mod revoke;
mod script;
mod signers;
mod start;
mod suspend;
mod throw;
mod wait;
mod withdrawing;

pub use above::{Caller, rejects_upwards, step_below};
pub use accept::QUARANTINE;
pub use budget::{FREE_MOVES_MAX, STEP_BYTES_MAX};
pub use migrate::migrate;
pub use people::{may_remind, reminds_others};
pub use returning::{RETURNS_MAX, may_return, returnable};
pub use revoke::{revocable, with_people};
pub use withdrawing::may_withdraw;

use crate::command::{Command, Rejection};
use crate::element::{self, View};
use crate::event::{Actor, Event, Step};
use crate::failure::Stop;
use crate::id::{ElementId, Key, Keys, WaitId};
use crate::instance::{ElementInstance, Instance};
use crate::organisation::Workplace;
use crate::parameter::{Moment, Reading};
use crate::process::{Kind, Process};
use crate::time::Timestamp;
use crate::timer::At;
use crate::wait::WaitFor;
use crate::watch::Changed;
use entry::{Entered, Entry};
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, VecDeque};

/// One command moves at most this many tokens, beside those of multi-instance activities; a cycle without a wait ends here.
pub const MOVES_MAX: usize = 10_000;

/// One instance has at most this many element instances at a time; what would be one more waits with an incident. It is
/// five times what one multi-instance activity may have: all of it is in memory and goes through one step when it ends.
pub const ELEMENT_INSTANCES_MAX: usize = 50_000;

/// How many events there is room for at once; few commands have more.
const EVENTS: usize = 32;

/// What a command led to.
#[derive(Debug, Clone, PartialEq)]
pub struct Stepped {
    /// The instance afterwards.
    pub instance: Instance,
    /// What happened, ready to be persisted.
    pub step: Step,
    /// About how many elementary steps its expressions have taken.
    pub cost: u64,
}

/// A command that was refused gives the instance back as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// The instance, untouched.
    pub instance: Box<Instance>,
    /// Why.
    pub rejection: Rejection,
}

/// Decides: the events that follow from a command. Pure: the same arguments give the same events.
///
/// The clock may go back between two steps. What is decided follows the clock: what comes due is counted from `now`, and
/// what is due is held against it. What is told does not go back: events of a `now` before an earlier step bear the time
/// of that step, so that a history stays in order.
///
/// A point in time will do for the moment where no rule parameters are in play.
pub fn step<'a>(
    process: &'a Process,
    instance: Instance,
    moment: impl Into<Moment<'a>>,
    actor: &Actor,
    command: Command,
) -> Result<Stepped, Refused> {
    let driver = Driver::new(process, instance, moment.into());
    decide(driver, actor, command)
}

/// The same, but nothing moves: what would go on stands still where it is, with an incident. It is for an instance that goes
/// round and round by itself, from step to step, as a cycle goes round within one.
pub fn stand_still<'a>(
    process: &'a Process,
    instance: Instance,
    moment: impl Into<Moment<'a>>,
    actor: &Actor,
    command: Command,
) -> Result<Stepped, Refused> {
    let mut driver = Driver::new(process, instance, moment.into());
    driver.budget = budget::Budget::used_up();
    decide(driver, actor, command)
}

fn decide(mut driver: Driver, actor: &Actor, command: Command) -> Result<Stepped, Refused> {
    let name = command.name();
    // Interventions find out what stands against them by carrying them out: then everything is taken back.
    let untouched = matches!(command, Command::Modify(_) | Command::Restart(_)).then(|| driver.instance.clone());
    driver.actor = Some(actor.id.clone()).filter(|_| !actor.is_engine());
    if let Err(rejection) = driver.accept(initiated(driver.process, driver.organisation, actor, command)) {
        assert!(untouched.is_some() || driver.events.is_empty(), "a refused command has changed nothing");
        return Err(Refused { instance: Box::new(untouched.unwrap_or(driver.instance)), rejection });
    }
    Ok(driver.into_step(name, actor))
}

/// Whoever starts an instance is its initiator, in the organisation or not: it is theirs to see and to revoke. The engine
/// is nobody, and somebody of another tenant is none here. The start event may name a variable that takes who starts.
fn initiated(process: &Process, organisation: Workplace, actor: &Actor, command: Command) -> Command {
    let Command::Start(mut start) = command else { return command };
    if !actor.is_engine() && !organisation.is_elsewhere(&actor.id) {
        start.initiator.get_or_insert_with(|| actor.id.clone());
    }
    let begun = match &start.at {
        Some(id) => process.find(id),
        None => process.none_starts(process.root).next(),
    };
    if let Some(node) = begun
        && let Kind::Start { initiator: Some(name), .. } = &process.graph[node].kind
    {
        start.variables.insert(name.clone(), actor.id.clone().into());
    }
    Command::Start(start)
}

/// A token on its way.
#[derive(Debug, Clone)]
enum Move {
    /// Over a flow.
    Arrive { flow: ElementId, scope: Key, from: Key, entry: Entry },
    /// Into an element.
    Enter { element: ElementId, scope: Option<Key>, caused_by: Keys, entry: Entry },
    /// Out of an element.
    Complete(Key),
    /// An error out of an element, to its catcher.
    Throw { key: Key, code: String, message: String },
}

struct Driver<'a> {
    process: &'a Process,
    /// By the clock: what decisions rest on.
    now: Timestamp,
    /// What events bear: not before those of earlier steps.
    at: Timestamp,
    parameters: Reading<'a>,
    organisation: Workplace<'a>,
    zone: &'a TimeZone,
    tenant: Option<&'a str>,
    /// Who does what is being done, where that is somebody.
    actor: Option<String>,
    /// What has called it, nearest first, where that is given.
    callers: &'a [Caller<'a>],
    instance: Instance,
    events: Vec<Event>,
    moves: VecDeque<Move>,
    /// Scopes that lost a child and have not been asked yet.
    orphaned: BTreeSet<Key>,
    /// Variables that changed since conditions were last looked at.
    changed: Changed,
    /// Conditions that have been waited for since then: they are looked at once, whatever has changed.
    fresh: BTreeSet<WaitId>,
    /// Are all conditions looked at, whatever has changed?
    look_at_all: bool,
    /// Of tasks that have gone without being done in this step: what their listeners wait for.
    gone: Vec<WaitFor>,
    /// Multi-instance activities of which not all instances have begun, because too much was on its way.
    unbegun: BTreeSet<Key>,
    /// How far it may go on.
    budget: budget::Budget,
}

impl<'a> Driver<'a> {
    fn new(process: &'a Process, instance: Instance, moment: Moment<'a>) -> Self {
        let Moment { now, parameters, organisation, zone, tenant } = moment;
        Driver {
            process,
            zone,
            tenant,
            actor: None,
            callers: &[],
            now,
            at: now.max(instance.header.clock),
            parameters: Reading::of(parameters),
            organisation,
            instance,
            events: Vec::with_capacity(EVENTS),
            moves: VecDeque::new(),
            orphaned: BTreeSet::new(),
            changed: Changed::new(),
            fresh: BTreeSet::new(),
            look_at_all: false,
            gone: vec![],
            unbegun: BTreeSet::new(),
            budget: budget::Budget::new(),
        }
    }

    /// Runs until nothing moves, and gives the step that it was.
    fn into_step(mut self, command: &str, actor: &Actor) -> Stepped {
        self.run();
        let (parameters, cost) = (self.parameters.used(), self.parameters.spent());
        let (instance, events, at) = (self.instance, self.events, self.at);
        let seq = instance.header.seq - events.len() as u64;
        let (id, command, actor) = (instance.header.id, command.to_owned(), actor.clone());
        let behind = at.0.abs_diff(self.now.0);
        let step = Step { instance: id, seq, at, actor, command, events, parameters, behind };
        Stepped { instance, step, cost }
    }

    fn run(&mut self) {
        while !self.parameters.is_exhausted() && !self.budget.is_full() && self.budget.take() {
            if let Some(next) = self.moves.pop_front() {
                self.advance(next);
            } else if let Some(scope) = self.orphaned.pop_last() {
                self.child_gone(scope);
            } else if let Some(scope) = self.unbegun.pop_first() {
                self.begin_more(scope);
            } else {
                self.follow_contexts();
                if !self.next_condition() && !self.next_join() {
                    return;
                }
            }
        }
        self.park();
    }

    fn advance(&mut self, next: Move) {
        match next {
            Move::Arrive { scope: key, .. }
            | Move::Enter { scope: Some(key), .. }
            | Move::Complete(key)
            | Move::Throw { key, .. }
                if !self.instance.elements.contains_key(&key) => {}
            next if self.has_no_room_for(&next) => self.park_one(next),
            Move::Arrive { flow, scope, from, entry } => self.arrive(&flow, scope, from, entry),
            Move::Enter { element, scope, caused_by, entry } => {
                let key = self.create(element, scope, caused_by, &entry);
                self.enter(key, entry);
            }
            Move::Complete(key) => self.complete(key),
            Move::Throw { key, code, message } => {
                let variables = self.live(key).variables.clone();
                self.throw_error(key, &code, &message, variables);
            }
        }
    }

    fn emit(&mut self, event: Event) {
        if let Event::VariableSet { name, old, removed, .. } = &event {
            let change = self.changed.entry(name.clone()).or_default();
            match (removed, old) {
                (true, _) => change.deleted = true,
                (false, crate::event::Old::None) => change.created = true,
                (false, _) => change.updated = true,
            }
        }
        if let Event::WaitOpened { wait, .. } = &event
            && matches!(wait.on, WaitFor::Condition { .. })
        {
            self.fresh.insert(wait.id);
        }
        self.budget.set(&event);
        self.instance.apply(self.at, &event);
        self.events.push(event);
    }

    fn view(&self) -> View<'_> {
        View {
            process: self.process,
            instance: &self.instance,
            now: self.now,
            parameters: &self.parameters,
            organisation: self.organisation,
            zone: self.zone,
            tenant: self.tenant,
            actor: self.actor.as_deref(),
        }
    }

    /// The time of the step, with the zone of times that name none.
    fn at(&self) -> At<'a> {
        At { now: self.now, zone: self.zone }
    }

    fn live(&self, key: Key) -> &ElementInstance {
        &self.instance.elements[&key]
    }

    fn kind(&self, key: Key) -> &'a crate::process::Kind {
        &self.process.element(&self.live(key).element).kind
    }

    /// An element that stops gets an incident, or asks for a value it may not evaluate itself.
    fn stop(&mut self, key: Key, stop: Stop) {
        match stop {
            Stop::Failed(failure) => {
                let (code, message) = (failure.code().to_owned(), failure.to_string());
                self.emit(Event::IncidentRaised { key, code, message, sentence: failure.sentence() });
            }
            Stop::Ask(expression) => self.ask(key, expression),
        }
    }

    fn next_join(&mut self) -> bool {
        let mut from = 0;
        while let Some(key) = self.instance.joining.range(from..).next().copied() {
            from = key + 1;
            if park::is_parked(self.live(key)) {
                continue;
            }
            match element::ready(self.view(), self.live(key)) {
                Ok(Some(consumed)) => {
                    self.join(key, consumed);
                    return true;
                }
                // Asked again when the incident is resolved, or with the next token.
                Err(_) if self.parameters.is_exhausted() => return true,
                Err(stop) if self.live(key).incident.is_none() => {
                    self.stop(key, stop);
                    return true;
                }
                Ok(None) | Err(_) => {}
            }
        }
        false
    }
}
