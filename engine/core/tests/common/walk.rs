//! One random walk through a process, and the laws that it keeps all the way: long because one walk keeps all laws at once.
use super::kinds::kind_of;
use super::{joins, operate, told};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use weir_core::command::{Came, LeasedJob, Start};
use weir_core::compensation::Compensable;
use weir_core::decision::Evaluated;
use weir_core::element::{Awaited, starters};
use weir_core::event::{EventGathered, GatewayReset};
use weir_core::instance::{Answer, ElementInstance, Escaped, Header, Phase, Variables};
use weir_core::process::Kind;
use weir_core::wait::{Fires, Wait, WaitFor};
use weir_core::{
    Actor, Command, ElementId, Event, Instance, InstanceId, Key, Process, Refused, Rejection, Stepped, Timestamp,
    migrate, step,
};

const STEPS_MAX: usize = 400;
/// An error that nobody catches is thrown again each time its incident is resolved: a walk gives up in the end.
const RESOLVED_MAX: usize = 50;
/// How far the clock is put back now and then.
const BACK_MS: i64 = 3_600_000;

/// One random walk through a process.
pub struct Walk<'a> {
    process: &'a Process,
    /// Another version of it.
    other: Option<&'a Process>,
    /// A graph that is no blocks: joins may wait for what never comes, and somebody cancels what goes on and on.
    tangled: bool,
    instance: Instance,
    now: Timestamp,
    picks: std::vec::IntoIter<u16>,
    opened: BTreeSet<u32>,
    closed: BTreeSet<u32>,
    entered: BTreeSet<Key>,
    seen: BTreeSet<Key>,
    events: u64,
    resolved: usize,
    /// The kinds of events that it has seen.
    pub kinds: BTreeSet<String>,
    /// The kinds of changes that interventions have made, and were told.
    pub told: told::Seen,
    /// Has somebody put tokens elsewhere? Then a join may wait for one that will never come.
    modified: bool,
    /// How many more steps somebody waits for an end of what goes on and on.
    patience: usize,
    /// A law that was broken where it could not be told at once.
    broken: Option<String>,
}

impl<'a> Walk<'a> {
    pub fn new(process: &'a Process, picks: Vec<u16>) -> Self {
        let instance = Instance::new(InstanceId::compose(0, 0, 0));
        Walk {
            process,
            other: None,
            tangled: false,
            instance,
            now: Timestamp(0),
            picks: picks.into_iter(),
            opened: BTreeSet::new(),
            closed: BTreeSet::new(),
            entered: BTreeSet::new(),
            seen: BTreeSet::new(),
            events: 0,
            resolved: 0,
            kinds: BTreeSet::new(),
            told: told::Seen::new(),
            modified: false,
            patience: 100,
            broken: None,
        }
    }

    /// The same with another version, to which it may be migrated.
    pub fn with(mut self, other: Option<&'a Process>) -> Self {
        self.other = other;
        self
    }

    /// The same through a graph that is no blocks.
    pub fn tangled(mut self) -> Self {
        self.tangled = true;
        self
    }

    pub fn run(&mut self) -> Result<(), String> {
        let variables = Variables::from([
            ("counter".to_owned(), json!(0)),
            ("again".to_owned(), json!(false)),
            ("limit".to_owned(), json!(5)),
        ]);
        let choice = self.picks.as_slice().first().copied().map_or(0, usize::from);
        let (at, came) = beginning(self.process, choice);
        self.send(Command::Start(Start {
            definition: "p:1".into(),
            business_key: None,
            parent: None,
            root: None,
            depth: 0,
            at,
            came,
            variables,
            initiator: None,
            conversation: None,
            hops: 0,
        }))?;
        for _ in 0..STEPS_MAX {
            if self.instance.is_ended() {
                return self.ended();
            }
            let next = self.next();
            if let Some(broken) = self.broken.take() {
                return Err(broken);
            }
            match next {
                Some(command) => self.send(command)?,
                None if self.instance.is_ended() => {}
                None => return self.stuck(),
            }
        }
        Err(format!("it neither ends nor stops within {STEPS_MAX} steps"))
    }

    fn next(&mut self) -> Option<Command> {
        let pick = self.picks.next();
        if self.tangled && pick.is_none() && self.instance.header.suspended.is_none() && self.events > 0 {
            self.patience = self.patience.saturating_sub(1);
            if self.patience == 0 {
                return Some(Command::Cancel { reason: None });
            }
        }
        let choice = usize::from(pick.unwrap_or(0));
        if let Some(command) = self.intervention(pick) {
            return Some(command);
        }
        if pick.is_some_and(|p| p % 97 == 0) {
            return Some(Command::Cancel { reason: Some("enough".into()) });
        }
        if pick.is_some_and(|p| p % 31 == 0) {
            let variables = Variables::from([("counter".to_owned(), json!(choice % 5))]);
            let reason = (choice % 2 == 0).then(|| "wrong".to_owned());
            return Some(Command::SetVariables { scope: 0, variables, local: false, reason });
        }
        if let Some(key) = self.instance.elements.values().find(|e| e.incident.is_some()).map(|e| e.key)
            && choice.is_multiple_of(3)
            && self.resolved < RESOLVED_MAX
        {
            self.resolved += 1;
            // Whatever it was, the catch-all way out: nothing fails any more, whichever gateway `n1` asks for `fails1`.
            let numbers = self.process.graph.node_weights().filter_map(|e| e.id.as_str().strip_prefix('n'));
            let mut right: Variables = numbers.map(|n| (format!("fails{n}"), json!(false))).collect();
            right.insert("late".to_owned(), json!("PT2M"));
            let set = Command::SetVariables { scope: 0, variables: right, local: false, reason: None };
            self.send(set).ok()?;
            return Some(Command::ResolveIncident { key, retries: 1 });
        }
        let open: Vec<(Key, Wait)> = self
            .instance
            .waits()
            .filter(|(_, w)| outside(w) && workable(w) && (pick.is_some() || w.fires.once() || !endless(w)))
            .map(|(key, wait)| (key, wait.clone()))
            .collect();
        if open.is_empty() {
            let waiting = self.instance.waits().any(|(_, w)| outside(w) && workable(w));
            return waiting.then_some(Command::Cancel { reason: None });
        }
        let (key, wait) = open[choice % open.len()].clone();
        Some(self.answer(key, &wait, choice))
    }

    /// Somebody steps in; one who tries what cannot be done is refused, and that is a step that changes nothing.
    fn intervention(&mut self, pick: Option<u16>) -> Option<Command> {
        let choice = usize::from(pick.unwrap_or(0));
        let suspended = self.instance.header.suspended.is_some();
        match choice % 29 {
            3 | 4 if pick.is_some() => {
                self.modified = true;
                Some(operate::modify(self.process, &self.instance, choice / 29))
            }
            5 if pick.is_some() && !suspended => Some(Command::Suspend { reason: None }),
            _ if suspended => Some(Command::Resume { reason: None }),
            6 if pick.is_some() => {
                let target = self.other.filter(|_| choice / 29 % 3 > 0).unwrap_or(self.process);
                let plan = operate::plan(self.process, target, &self.instance, choice / 29);
                let (before, by) = (self.instance.clone(), Actor::named("ann"));
                match migrate((self.process, target), before, self.now, &by, &plan, None) {
                    Ok(stepped) => {
                        let source = self.process;
                        if !std::ptr::eq(source, target) {
                            (self.process, self.other) = (target, Some(source));
                            // A token may stand where the other version has no way to its join.
                            self.modified = true;
                        }
                        self.broken = self.took("migrate", &stepped).err();
                    }
                    Err(refused) => self.broken = self.refused(&refused).err(),
                }
                None
            }
            _ => None,
        }
    }

    fn refused(&self, refused: &Refused) -> Result<(), String> {
        let expected = matches!(&refused.rejection, Rejection::CannotModify { .. } | Rejection::CannotMigrate { .. });
        match (expected, *refused.instance == self.instance) {
            (true, true) => Ok(()),
            (true, false) => Err("a rejection changes nothing".into()),
            (false, _) => Err(format!("refused: {}", refused.rejection)),
        }
    }

    fn answer(&mut self, key: Key, wait: &Wait, choice: usize) -> Command {
        let variables = match choice % 4 {
            0 => Variables::from([("again".to_owned(), json!(choice.is_multiple_of(8) && self.picks.len() > 30))]),
            1 => Variables::from([(format!("fails{}", choice % 40), json!(true))]),
            _ => Variables::new(),
        };
        match &wait.on {
            WaitFor::UserTask(_) => {
                let by = Actor::named("ann");
                if choice % 11 == 10 {
                    return operate::plan_task((key, wait.id), by, self.now, choice);
                }
                Command::CompleteUserTask { key, wait: wait.id, by, outcome: None, comment: None, variables }
            }
            WaitFor::Timer { due, .. } => {
                self.now = self.now.max(*due);
                Command::FireTimer { key, wait: wait.id }
            }
            WaitFor::Message { key: awaited, .. } => {
                let code = awaited.clone().unwrap_or_else(|| format!("k{}", choice % 3));
                let variables = variables.into_iter().chain([("code".into(), json!(code))]).collect();
                let conversation = choice.is_multiple_of(3).then(|| format!("c{}", choice % 4));
                Command::CorrelateMessage { key, wait: wait.id, message: "m".into(), variables, conversation }
            }
            WaitFor::Signal { .. } => Command::DeliverSignal { key, wait: wait.id, variables },
            WaitFor::Child { .. } => {
                let error = (choice.is_multiple_of(5) && choice > 0)
                    .then(|| Escaped { code: "E1".into(), message: "from below".into() });
                Command::CompleteChild { key, wait: wait.id, variables, error }
            }
            WaitFor::Activation { .. } => {
                let scope = self.process.element(&self.instance.elements[&key].element);
                let free = matches!(&scope.kind, Kind::AdHoc(a) if a.completion_condition.is_none());
                if free && choice % 3 != 1 {
                    return Command::CompleteAdHoc { key };
                }
                let free = |name: &String| self.instance.variable(key, name).is_none();
                let variables = variables.into_iter().filter(|(name, _)| free(name)).collect();
                Command::ActivateActivity { key, wait: wait.id, variables }
            }
            WaitFor::Decision { decision, .. } if choice % 4 == 3 => {
                let (code, message) = ("decision-not-deployed".into(), format!("`{decision}` is not there"));
                Command::RefuseDecision { key, wait: wait.id, code, message }
            }
            WaitFor::Decision { decision, .. } => {
                let value = if choice % 4 == 2 { Value::Null } else { json!(choice % 4) };
                let answer = Box::new(Evaluated { value, ..Evaluated::default() });
                Command::AnswerDecision { key, wait: wait.id, decision: format!("{decision}:1"), answer }
            }
            WaitFor::Evaluation { expression } => {
                let answer = match choice % 5 {
                    0 if choice > 0 => Answer::failed("expression-too-costly", "too long"),
                    n if expression.starts_with("javascript program: ") => Answer::Value(operate::outcome(n, choice)),
                    n => Answer::Value(json!(n % 2 == 0)),
                };
                Command::AnswerEvaluation { key, wait: wait.id, answer }
            }
            WaitFor::Job(job) => {
                if let Some(lease) = &job.lease {
                    let job = LeasedJob { key, wait: wait.id, token: lease.token };
                    match choice % 7 {
                        0 if choice > 0 => {
                            Command::FailJob { job, retries: None, available: self.now, message: "no".into() }
                        }
                        1 => {
                            let (code, message) = ("E1".into(), "no".into());
                            Command::ThrowJobError { job, code, message, variables }
                        }
                        _ => Command::CompleteJob { job, variables },
                    }
                } else {
                    self.now = self.now.max(job.available);
                    let until = Timestamp(self.now.0 + 1);
                    Command::LockJob { key, wait: wait.id, worker: "w".into(), until }
                }
            }
            WaitFor::Error { .. } | WaitFor::Escalation { .. } | WaitFor::Condition { .. } | WaitFor::Cancel => {
                unreachable!("nothing outside answers it")
            }
        }
    }

    fn send(&mut self, command: Command) -> Result<(), String> {
        let (before, name) = (self.instance.clone(), command.name());
        let timed = matches!(command, Command::FireTimer { .. } | Command::LockJob { .. });
        if !timed && self.events % 7 == 3 {
            self.now = Timestamp(self.now.0 - BACK_MS);
        }
        match step(self.process, before, self.now, &Actor::named("ann"), command) {
            Ok(stepped) => self.took(name, &stepped),
            Err(refused) => self.refused(&refused).map_err(|why| format!("{name}: {why}")),
        }
    }

    fn took(&mut self, name: &str, stepped: &Stepped) -> Result<(), String> {
        let before = self.instance.clone();
        if stepped.step.seq != self.events {
            return Err(format!("seq {} follows {} events", stepped.step.seq, self.events));
        }
        let (mut replay, at) = (before, stepped.step.at);
        if at < replay.header.clock || at < self.now {
            return Err(format!("{name} happened at {at:?}: it is {:?}, after {:?}", self.now, replay.header.clock));
        }
        for event in &stepped.step.events {
            self.account(event)?;
            self.counted_from_the_clock(event)?;
            self.join_may_go_on(&replay, event)?;
            replay.apply(at, event);
        }
        if replay != stepped.instance {
            return Err(format!("replay differs after {name}\n{replay:?}\n{:?}", stepped.instance));
        }
        if self.events.is_multiple_of(5) && stored(&replay) != replay {
            return Err(format!("stored and read again it differs after {name}\n{:?}\n{replay:?}", stored(&replay)));
        }
        told::is_the_difference(&self.instance, name, stepped, &mut self.told)
            .map_err(|why| format!("{name} tells otherwise than it does: {why}"))?;
        self.instance = replay;
        if self.instance.header.suspended.is_none() {
            self.joins_wait_for_something()?;
        }
        self.no_scope_is_forgotten()
    }

    /// What begins to wait does so now, whatever the events before it bear; and nothing is given out before its time.
    fn counted_from_the_clock(&self, event: &Event) -> Result<(), String> {
        let on_time = match event {
            Event::WaitOpened { wait, .. } => match &wait.on {
                WaitFor::Job(job) => job.available <= self.now && wait.opened == self.now,
                _ => wait.opened == self.now,
            },
            _ => true,
        };
        if on_time { Ok(()) } else { Err(format!("it is {:?}, and {event:?}", self.now)) }
    }

    /// Every element instance lives in one that is there, and a scope at work has something in it.
    fn no_scope_is_forgotten(&self) -> Result<(), String> {
        for e in self.instance.elements.values() {
            if e.scope.is_some_and(|s| !self.instance.elements.contains_key(&s)) {
                return Err(format!("the scope of {e:?} is gone"));
            }
            let scope = matches!(
                self.process.element(&e.element).kind,
                Kind::Process | Kind::SubProcess | Kind::EventSubProcess | Kind::MultiInstance(_)
            );
            // One that is ended stays until the listeners of the tasks that went with it have heard.
            let heard = e.ending && e.waits.iter().any(|w| w.fires == Fires::Aside);
            let asks = heard || e.incident.is_some() || e.waits.iter().any(|w| w.fires == Fires::Again);
            if scope && e.phase == Phase::Activated && e.children.is_empty() && !asks {
                return Err(format!("nothing is in {e:?}"));
            }
        }
        Ok(())
    }

    fn account(&mut self, event: &Event) -> Result<(), String> {
        self.events += 1;
        self.kinds.insert(kind_of(event));
        let ok = match event {
            Event::WaitOpened { wait, .. } => self.opened.insert(wait.id),
            Event::EventGathered(EventGathered { wait, .. })
            | Event::WaitFired { wait, .. }
            | Event::WaitCancelled { wait, .. } => self.opened.contains(wait) && self.closed.insert(*wait),
            Event::ElementActivating { key, caused_by, consumed, .. } => {
                let fresh = self.entered.insert(*key) || !consumed.is_empty();
                self.seen.insert(*key);
                fresh && caused_by.iter().all(|c| self.seen.contains(c))
            }
            Event::TokenArrived { key, from, .. } => {
                self.entered.insert(*key);
                self.seen.insert(*key);
                self.seen.contains(from)
            }
            Event::GatewayAwaitsReset(resets) => self.entered.insert(resets.key) && self.seen.insert(resets.key),
            Event::ElementCompleted { key, .. }
            | Event::ElementTerminated { key, .. }
            | Event::GatewayReset(GatewayReset { key }) => self.entered.remove(key),
            _ => true,
        };
        if ok { Ok(()) } else { Err(format!("{event:?} does not fit what was before")) }
    }

    fn ended(&self) -> Result<(), String> {
        if self.instance.elements.is_empty() && self.opened == self.closed && self.entered.is_empty() {
            Ok(())
        } else {
            Err(format!("ended, but left over: {:?}, {:?}", self.instance.elements, self.entered))
        }
    }

    /// Nothing moves any more: an inclusive join that waits has something to wait for.
    fn joins_wait_for_something(&self) -> Result<(), String> {
        let waiting = self.instance.elements.values().filter(|e| e.phase == Phase::Joining && e.incident.is_none());
        let mut inclusive = waiting.filter(|e| joins::is_inclusive(self.process, &e.element));
        inclusive.try_for_each(|join| joins::judged(self.process, &self.instance, join))
    }

    /// An inclusive join that goes on has nothing to wait for.
    fn join_may_go_on(&self, before: &Instance, event: &Event) -> Result<(), String> {
        let Event::ElementActivating { key, element, consumed, .. } = event else { return Ok(()) };
        if consumed.is_empty() || !joins::is_inclusive(self.process, element) {
            return Ok(());
        }
        match joins::holds_back(self.process, before, &before.elements[key]) {
            Some(by) => Err(format!("`{element}` goes on, and `{by}` may still come to it")),
            None => Ok(()),
        }
    }

    /// Nothing outside can go on: then something inside must say why.
    fn stuck(&self) -> Result<(), String> {
        let joins = self.instance.elements.values().any(|e| e.phase == Phase::Joining);
        let explained = self.instance.header.incidents > 0 || ((self.modified || self.tangled) && joins);
        self.joins_wait_for_something()?;
        if explained { Ok(()) } else { Err(format!("stuck without a reason: {:#?}", self.instance.elements)) }
    }
}

fn outside(wait: &Wait) -> bool {
    !matches!(wait.on, WaitFor::Error { .. } | WaitFor::Escalation { .. } | WaitFor::Condition { .. } | WaitFor::Cancel)
}

/// A job without retries waits for its incident to be resolved.
fn workable(wait: &Wait) -> bool {
    !matches!(&wait.on, WaitFor::Job(job) if job.retries == 0)
}

/// A non-interrupting event that may come again and again: a walk that wants to end lets it be.
fn endless(wait: &Wait) -> bool {
    matches!(wait.on, WaitFor::Message { .. } | WaitFor::Signal { .. } | WaitFor::Activation { .. })
}

/// The instance as a store would give it back.
fn stored(instance: &Instance) -> Instance {
    let again = |value: Value| serde_json::to_string(&value).expect("JSON");
    let header: Header =
        serde_json::from_str(&again(serde_json::to_value(&instance.header).expect("header"))).expect("header");
    let elements: Vec<ElementInstance> = instance
        .elements
        .values()
        .map(|e| serde_json::from_str(&again(serde_json::to_value(e).expect("element"))).expect("element"))
        .collect();
    let variables = instance
        .elements
        .values()
        .flat_map(|e| e.variables.iter().map(|(n, v)| (e.key, n.clone(), v.clone())))
        .collect();
    let kept = instance.elements.values().flat_map(|e| e.compensable.values().map(move |kept| (e.key, kept)));
    let compensable = kept
        .map(|(key, kept)| {
            let kept: Compensable =
                serde_json::from_str(&again(serde_json::to_value(kept).expect("kept"))).expect("kept");
            (key, kept)
        })
        .collect();
    let past = instance.elements.values().flat_map(|e| {
        e.changed().into_iter().flatten().map(move |(seq, before)| {
            let before = again(serde_json::to_value(before).expect("before"));
            (e.key, *seq, serde_json::from_str(&before).expect("before"))
        })
    });
    let past = past.collect();
    Instance::assemble(header, elements, variables, compensable, past)
}

/// Where the instance begins, and with what, where its process has no none start event.
fn beginning(process: &Process, choice: usize) -> (Option<ElementId>, Option<Came>) {
    let starters = starters(process);
    let Some(starter) = starters.get(choice % starters.len().max(1)) else { return (None, None) };
    let came = match starter.awaits(Timestamp(0)).expect("it is known from the model") {
        Awaited::Message(name) => Came::Message(name),
        Awaited::Signal(name) => Came::Signal(name),
        Awaited::Time(_) => Came::Timer,
        Awaited::Condition => Came::Condition,
    };
    (Some(starter.event.clone()), starter.gathers.then_some(came))
}
