//! One replication: instances of the core, a virtual clock, and people.
//!
//! Everything that happens is a command to [`weir_core::step`] at a moment of the clock; what the core then waits for is
//! looked at ([`react`]) and planned: work ([`work`]), timers, messages and calls ([`exchange`]).
mod arrive;
mod done;
mod exchange;
mod finish;
mod live;
mod react;
mod wait;
mod whom;
mod work;

use crate::agenda::{Agenda, Due, Place, WaitKind};
use crate::arrivals::Clockwork;
use crate::hours::Hours;
use crate::measure::{Measured, StepMeasure};
use crate::random::{Purpose, Stream};
use crate::ready::Ready;
use crate::refusal::Refusal;
use crate::staff::Staff;
use std::collections::{BTreeMap, HashMap, VecDeque};
use weir_core::command::Start;
use weir_core::instance::{Parent, Variables};
use weir_core::step::step_below;
use weir_core::{Actor, Command, ElementId, Instance, InstanceId, Key, Moment, Refused, Step, Timestamp, step};
use weir_mining::log::LogBuilder;
use work::{Collected, Item, Unit};

pub use live::{Live, Since};

/// How many events of the core one replication may have for each case, and besides.
pub const EVENTS_PER_CASE_MAX: u64 = 100_000;
/// How far the clock may go beyond the begin, ms: forty years.
pub const TIME_AHEAD_MAX: i64 = 40 * 366 * 86_400_000;

/// How often a watcher is asked, in things that were due.
const TICKS: u64 = 4096;

/// A replication that runs.
pub(crate) struct World<'a> {
    ready: &'a Ready,
    seed: u64,
    now: i64,
    begin: i64,
    cases_max: u64,
    warm_up: u64,
    agenda: Agenda,
    todo: VecDeque<Do>,
    slots: Vec<Slot>,
    free: Vec<u32>,
    ids: HashMap<InstanceId, (u32, u32), foldhash::fast::FixedState>,
    cases: Vec<Case>,
    arrived: u64,
    clockwork: Option<Clockwork<'a>>,
    staff: Staff,
    items: Vec<Item>,
    free_items: Vec<u32>,
    units: Vec<Unit>,
    free_units: Vec<u32>,
    batches: Vec<Collected>,
    exchange: exchange::Exchange,
    steps: Vec<Vec<StepMeasure>>,
    /// The pools of those whom the scenario names, by process and node, as far as they were asked for.
    usual: Vec<Vec<Option<u32>>>,
    measured: Measured,
    open_cases: u64,
    /// How many of the cases, the first of them, were open before it began: each with whether it is nobody's child.
    live: Vec<bool>,
    /// Since when what is being taken in is waited for.
    since: Option<Since>,
    exchange_ids: u64,
    moved: i64,
    /// The hours in which waits without a cause pass, by the id of their calendar.
    waits: BTreeMap<&'a str, Hours>,
    /// The order in which cases of the past are dealt; none where each is drawn.
    deck: Option<Vec<u32>>,
    keep_log: bool,
    log: LogBuilder,
    engine: Actor,
}

/// Something to do at this moment.
#[allow(clippy::large_enum_variant, reason = "commands are the most frequent")]
enum Do {
    Command { slot: u32, generation: u32, command: Command },
    Begin { item: u32, generation: u32 },
    Finish { item: u32, generation: u32 },
    Start { slot: u32, start: Box<Start> },
}

/// Where an instance lives.
#[derive(Debug, Default)]
struct Slot {
    instance: Option<Instance>,
    generation: u32,
    process: usize,
    case: u32,
    main: bool,
    /// Work that is open in it.
    items: Vec<u32>,
    /// Gateways that asked which way to take, with the number of the visit.
    asked: Vec<(Key, u64)>,
    steps: Vec<Step>,
}

/// One case.
#[derive(Debug, Default)]
struct Case {
    /// Its number in the keys of random numbers.
    number: u64,
    began: i64,
    counts: bool,
    vector: Option<usize>,
    /// Who did which elements, where somebody else has to do another one.
    did: Vec<(u64, u32)>,
    /// How often each element was visited.
    visits: Vec<(u64, u32)>,
    cost: f64,
    /// Its place among the counted ones.
    ended: Option<i64>,
}

/// Whom a running replication tells how many cases have ended; false ends it.
pub(crate) type Watcher<'w> = &'w mut dyn FnMut(u64) -> bool;

impl<'a> World<'a> {
    pub fn new(ready: &'a Ready, seed: u64, cases_max: u64, warm_up: u64) -> Self {
        let begin = ready.scenario.start.0;
        World {
            ready,
            seed,
            now: begin,
            begin,
            cases_max,
            warm_up,
            agenda: Agenda::default(),
            todo: VecDeque::new(),
            slots: vec![],
            free: vec![],
            ids: HashMap::default(),
            cases: vec![],
            arrived: 0,
            clockwork: Clockwork::new(&ready.scenario, &ready.zone, seed),
            staff: Staff::new(&ready.workers, begin),
            items: vec![],
            free_items: vec![],
            units: vec![],
            free_units: vec![],
            batches: (0..ready.batches).map(|_| Collected::default()).collect(),
            exchange: exchange::Exchange::default(),
            steps: ready.processes.iter().map(|p| vec![StepMeasure::default(); p.plans.len()]).collect(),
            usual: ready.processes.iter().map(|p| vec![None; p.plans.len()]).collect(),
            measured: Measured::default(),
            open_cases: 0,
            live: vec![],
            since: None,
            exchange_ids: 0,
            moved: begin,
            waits: ready.scenario.wait_calendars().map(|of| (of.id.as_str(), Hours::of(of, begin))).collect(),
            deck: None,
            keep_log: false,
            log: LogBuilder::default(),
            engine: Actor::engine(),
        }
    }

    /// Keeps every visit of every case.
    pub fn keep_log(&mut self) {
        self.keep_log = true;
    }

    /// Deals the cases of the past, each once before any comes again.
    pub fn deal(&mut self) {
        self.deck = Some((0..self.ready.scenario.property.vectors.len() as u32).collect());
    }

    /// Runs until nothing is due any more, or the clock is to stop.
    pub fn run(mut self, until: Option<Timestamp>, watcher: Watcher<'_>) -> Result<Measured, Refusal> {
        self.plan_arrival();
        self.drain()?;
        let mut ticks = 0_u64;
        let mut first = None;
        while let Some((at, due)) = self.agenda.next() {
            if let Some(end) = until.filter(|end| at > end.0) {
                self.advance(end.0)?;
                break;
            }
            if matches!(due, Due::Arrival) {
                first.get_or_insert(at);
            }
            self.advance(at)?;
            self.due(due)?;
            self.drain()?;
            ticks += 1;
            if ticks.is_multiple_of(TICKS) && !watcher(self.measured.ended) {
                return Err(Refusal::new("simulation-cancelled", None, "somebody ended it"));
            }
        }
        let first = first.unwrap_or(self.begin);
        Ok(self.finish(first))
    }

    /// The clock goes on.
    fn advance(&mut self, at: i64) -> Result<(), Refusal> {
        self.measured.presence += self.open_cases as f64 * at.saturating_sub(self.moved) as f64;
        (self.moved, self.now) = (at, at);
        let events_max = (self.cases_max + self.cases.len() as u64 + 1) * EVENTS_PER_CASE_MAX;
        let too_late = at.saturating_sub(self.begin) > TIME_AHEAD_MAX;
        if too_late && self.clockwork.is_some() && self.arrived < self.cases_max {
            let message = format!(
                "cases come so seldom that of {} only {} have begun after forty years: ask for fewer, or let more come",
                self.cases_max, self.arrived
            );
            return Err(Refusal::at("simulation-contradiction", "arrivals", message));
        }
        if too_late || self.measured.events > events_max {
            let open = self.named().into_iter().next().map_or(String::new(), |(what, _)| format!(": {what}"));
            let message = format!(
                "{} cases are still open after {} events{open}; is there a timer or loop without an end, or work that comes faster than it is done?",
                self.open_cases, self.measured.events
            );
            return Err(Refusal::new("simulation-endless", None, message));
        }
        Ok(())
    }

    fn due(&mut self, due: Due) -> Result<(), Refusal> {
        match due {
            Due::Arrival => self.arrive(),
            Due::Wait { place, kind } => self.wait_due(place, kind),
            Due::Ready { item, generation } => {
                if self.items[item as usize].generation == generation {
                    return self.ready_item(item);
                }
            }
            Due::Item { item, generation } => self.todo.push_back(Do::Finish { item, generation }),
            Due::Unit { unit, generation } => return self.unit_done(unit, generation),
            Due::Duty { person } => {
                self.staff.wakes(person);
                return self.look_for_work(person);
            }
            Due::Batch { batch, generation } => {
                if self.batches[batch as usize].generation == generation {
                    return self.release(batch as usize);
                }
            }
        }
        Ok(())
    }

    /// Everything that follows at this moment, in the order in which it was found.
    fn drain(&mut self) -> Result<(), Refusal> {
        while let Some(next) = self.todo.pop_front() {
            match next {
                Do::Command { slot, generation, command } => {
                    // What came too late is refused, and nobody misses it.
                    let _ = self.command(slot, generation, None, command)?;
                }
                Do::Begin { item, generation } => {
                    if self.items[item as usize].generation == generation {
                        self.begin_work(item)?;
                    }
                }
                Do::Finish { item, generation } => self.complete(item, generation)?,
                Do::Start { slot, start } => {
                    let generation = self.slots[slot as usize].generation;
                    let started = self.command(slot, generation, None, Command::Start(*start))?;
                    if let Err(refused) = started {
                        let message = format!("a case cannot begin: {}", refused.rejection);
                        return Err(Refusal::new("simulation-step-refused", None, message));
                    }
                }
            }
        }
        Ok(())
    }

    /// Room for an instance.
    fn place(&mut self, id: InstanceId, process: usize, case: u32) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Slot::default());
            self.slots.len() as u32 - 1
        });
        let place = &mut self.slots[slot as usize];
        (place.process, place.case, place.main) = (process, case, false);
        place.instance = Some(Instance::new(id));
        self.ids.insert(id, (slot, place.generation));
        slot
    }

    /// Has the instance in a slot begin.
    fn begin_at(
        &mut self,
        slot: u32,
        at: Option<ElementId>,
        variables: Variables,
        conversation: Option<String>,
        called: Option<(Parent, InstanceId, u32, Option<String>)>,
    ) {
        let definition = format!("{}:1", self.ready.processes[self.slots[slot as usize].process].process.id());
        let (parent, root, depth, business_key) = match called {
            Some((parent, root, depth, key)) => (Some(parent), Some(root), depth, key),
            None => (None, None, 0, None),
        };
        let start = Start {
            definition,
            business_key,
            parent,
            root,
            depth,
            at,
            came: None,
            variables,
            initiator: None,
            conversation,
            hops: 0,
        };
        self.todo.push_back(Do::Start { slot, start: Box::new(start) });
    }

    /// One command to one instance. A refusal of the core is given back with nothing changed.
    fn command(
        &mut self,
        slot: u32,
        generation: u32,
        actor: Option<&Actor>,
        command: Command,
    ) -> Result<Result<(), Refused>, Refusal> {
        let place = &mut self.slots[slot as usize];
        if place.generation != generation {
            return Ok(Ok(()));
        }
        let Some(instance) = place.instance.take() else { return Ok(Ok(())) };
        let ready = self.ready;
        let moment = Moment {
            now: Timestamp(self.now),
            parameters: &ready.scenario.parameters,
            organisation: (&ready.organisation).into(),
            zone: &ready.zone,
            tenant: None,
        };
        let prepared = &ready.processes[place.process];
        let actor = actor.unwrap_or(&self.engine);
        self.measured.commands += 1;
        let made = if prepared.upwards && instance.header.parent.is_some() {
            let callers = self.callers(&instance);
            step_below(&prepared.process, instance, moment, &callers, actor, command)
        } else {
            step(&prepared.process, instance, moment, actor, command)
        };
        let place = &mut self.slots[slot as usize];
        match made {
            Ok(stepped) => {
                place.instance = Some(stepped.instance);
                self.measured.events += stepped.step.events.len() as u64;
                self.react(slot, &stepped.step.events)?;
                if self.keep_log && self.slots[slot as usize].main {
                    self.slots[slot as usize].steps.push(stepped.step);
                }
                self.after(slot)?;
                Ok(Ok(()))
            }
            Err(mut refused) => {
                let unchanged = std::mem::replace(&mut *refused.instance, Instance::new(InstanceId::compose(0, 0, 0)));
                place.instance = Some(unchanged);
                Ok(Err(refused))
            }
        }
    }

    /// How often an element was visited in a case before, and once more now.
    fn visit(&mut self, case: u32, element: u64) -> u64 {
        let visits = &mut self.cases[case as usize].visits;
        if let Some((_, count)) = visits.iter_mut().find(|(known, _)| *known == element) {
            *count += 1;
            return u64::from(*count);
        }
        visits.push((element, 0));
        0
    }

    /// How often an element was visited in a case so far.
    fn visited(&self, case: u32, element: u64) -> u64 {
        let known = self.cases[case as usize].visits.iter().find(|(known, _)| *known == element);
        known.map_or(0, |(_, count)| u64::from(*count) + 1)
    }

    fn stream(&self, case: u32, element: u64, visit: u64, purpose: Purpose) -> Stream {
        Stream::of(self.seed, self.cases[case as usize].number, element, visit, purpose)
    }

    fn plan_wait(&mut self, at: i64, place: Place, kind: WaitKind) {
        self.agenda.plan(at, Due::Wait { place, kind });
    }
}
