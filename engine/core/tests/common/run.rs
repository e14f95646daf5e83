//! Running a process step by step, with what happened as text. This file is long because each command and event has its
//! line here.
use super::modify::{modification, plan};
use super::process;
use std::fmt::Write;
use weir_core::command::{Came, LeasedJob, Start};
use weir_core::compensation::{Compensating, Kept};
use weir_core::event::{EventGathered, GatewayReset, JobFailed, JobRetriesSet, LoopCollected, LoopGrown, LoopStarted};
use weir_core::instance::{Answer, Escaped, HeldEntry, Variables};
use weir_core::process::Kind;
use weir_core::wait::{Bound, Fires, Wait, WaitFor};
use weir_core::{
    Actor, Command, ElementId, Event, Instance, InstanceId, Key, Process, Refused, Rejection, Stepped, Timestamp, step,
};

/// Runs the commands, separated by `;`, on the process and compares everything that happened.
pub fn check(text: &str, commands: &str, expected: &expect_test::Expect) {
    let process = process(text);
    let mut run = Run::new(&process);
    for command in commands.split(';') {
        run.command(command.trim());
    }
    expected.assert_eq(&run.trace);
}

/// One instance under test.
pub struct Run<'a> {
    pub process: &'a Process,
    pub instance: Instance,
    pub now: Timestamp,
    pub log: Vec<(Timestamp, Event)>,
    pub trace: String,
}

impl<'a> Run<'a> {
    pub fn new(process: &'a Process) -> Self {
        let instance = Instance::new(InstanceId::compose(0, 0, 0));
        Run { process, instance, now: Timestamp(0), log: vec![], trace: String::new() }
    }

    /// `start {…}`, `complete X {…}`, `+1h`, `message M {…}`, `signal S`, `error X CODE`, `fail X`, `resolve X`,
    /// `set {…}`, `cancel`, `child X [error CODE]`, `escalated X CODE`, `answer X value`,
    /// `choose X {…}`, `done X`.
    pub fn command(&mut self, text: &str) {
        writeln!(self.trace, "> {text}").unwrap();
        let (words, json) = match text.find('{') {
            Some(i) => (&text[..i], &text[i..]),
            None => (text, "{}"),
        };
        let variables: Variables = serde_json::from_str(json).expect("JSON");
        let split: Vec<&str> = words.split_whitespace().collect();
        match split.as_slice() {
            [time] if time.starts_with('+') => self.advance(&time[1..]),
            // `start E`, and `start E message M`: what came first of several that E needs.
            ["start", at @ ..] => self.send(start(at, variables)),
            ["complete", id] => self.complete(id, variables),
            ["message", name] => {
                let (key, wait) = self.find(|_, w| matches!(&w.on, WaitFor::Message { name: n, .. } if n == name));
                self.send(Command::CorrelateMessage { key, wait, message: "m1".into(), variables, conversation: None });
            }
            ["signal", name] => {
                let all: Vec<(Key, u32)> = self
                    .instance
                    .waits()
                    .filter(|(_, w)| matches!(&w.on, WaitFor::Signal { name: n } if n == name))
                    .filter(|(k, w)| !self.instance.elements[k].is_shadowed(w))
                    .map(|(k, w)| (k, w.id))
                    .collect();
                for (key, wait) in all {
                    self.send(Command::DeliverSignal { key, wait, variables: variables.clone() });
                }
            }
            ["error", id, code] => {
                let job = self.lock(id);
                let (code, message) = ((*code).into(), "reported".into());
                self.send(Command::ThrowJobError { job, code, message, variables });
            }
            ["fail", id] => {
                let job = self.lock(id);
                let (available, message) = (self.now, "no answer".into());
                self.send(Command::FailJob { job, retries: Some(0), available, message });
            }
            ["resolve", id] => {
                let found = self.instance.elements.values().find(|e| e.element.as_str() == *id && e.incident.is_some());
                let key = found.unwrap_or_else(|| panic!("`{id}` has an incident")).key;
                self.send(Command::ResolveIncident { key, retries: 1 });
            }
            ["child", id, rest @ ..] => {
                let (key, wait) = self.find_at(id, |w| matches!(w.on, WaitFor::Child { .. }));
                let error = rest.get(1).map(|c| Escaped { code: (*c).into(), message: rest[2..].join(" ") });
                self.send(Command::CompleteChild { key, wait, variables, error });
            }
            ["escalated", id, code] => {
                let (key, wait) = self.find_at(id, |w| matches!(w.on, WaitFor::Child { .. }));
                self.send(Command::EscalateChild { key, wait, code: (*code).into(), variables });
            }
            ["decided", id] => {
                let (key, wait) = self.find_at(id, |w| matches!(w.on, WaitFor::Decision { .. }));
                let answer = Box::new(serde_json::from_str(json).expect("an evaluated decision"));
                self.send(Command::AnswerDecision { key, wait, decision: "d:3".into(), answer });
            }
            ["undecided", id, code] => {
                let (key, wait) = self.find_at(id, |w| matches!(w.on, WaitFor::Decision { .. }));
                let message = "it is not there".into();
                self.send(Command::RefuseDecision { key, wait, code: (*code).into(), message });
            }
            ["answer", id, value] => {
                let (key, wait) = self.find_at(id, |w| matches!(w.on, WaitFor::Evaluation { .. }));
                let answer = Answer::Value(serde_json::from_str(value).expect("JSON"));
                self.send(Command::AnswerEvaluation { key, wait, answer });
            }
            ["answer", id] => {
                let (key, wait) = self.find_at(id, |w| matches!(w.on, WaitFor::Evaluation { .. }));
                let answer = Answer::Value(serde_json::from_str(json).expect("JSON"));
                self.send(Command::AnswerEvaluation { key, wait, answer });
            }
            ["choose", id] => {
                let chosen = |on: &WaitFor| matches!(on, WaitFor::Activation { activity, chosen: false } if activity.as_str() == *id);
                let (key, wait) = self.find(|_, w| chosen(&w.on));
                self.send(Command::ActivateActivity { key, wait, variables });
            }
            ["done", id] => {
                let found = self.instance.elements.values().find(|e| e.element.as_str() == *id);
                let key = found.unwrap_or_else(|| panic!("`{id}` is there")).key;
                self.send(Command::CompleteAdHoc { key });
            }
            ["set"] => self.send(Command::SetVariables { scope: 0, variables, local: false, reason: None }),
            ["cancel"] => self.send(Command::Cancel { reason: None }),
            ["suspend"] => self.send(Command::Suspend { reason: None }),
            ["resume"] => self.send(Command::Resume { reason: None }),
            ["modify", ..] => {
                let change = modification(words.trim_start_matches("modify"), &variables);
                self.send(Command::Modify(Box::new(change)));
            }
            other => panic!("no command {other:?}"),
        }
    }

    /// Sends a command; checks that replaying everything gives the same instance, and writes down what happened.
    pub fn send(&mut self, command: Command) {
        match step(self.process, self.instance.clone(), self.now, &Actor::named("ann"), command) {
            Err(refused) => self.refused(&refused),
            Ok(stepped) => self.took(stepped),
        }
    }

    fn refused(&mut self, refused: &Refused) {
        assert_eq!(*refused.instance, self.instance, "a rejection changes nothing");
        writeln!(self.trace, "  refused: {}", refused.rejection).unwrap();
        if let Rejection::CannotModify { obstacles } | Rejection::CannotMigrate { obstacles } = &refused.rejection {
            for o in obstacles {
                let at = o.key.map_or(String::new(), |k| format!(" #{k}"));
                let of = o.element.as_ref().map_or(String::new(), |e| format!(" {e}"));
                let among = if o.candidates.is_empty() { String::new() } else { format!(" {:?}", o.candidates) };
                writeln!(self.trace, "    {}{of}{at}{among}", o.code).unwrap();
            }
        }
    }

    /// The instance goes on in another process; an empty mapping is the proposed one. See [`plan`].
    pub fn migrate(&mut self, target: &'a Process, mapping: &str) {
        writeln!(self.trace, "> migrate {mapping}").unwrap();
        let plan = plan(self.process, target, mapping);
        let processes = (self.process, target);
        match weir_core::migrate(processes, self.instance.clone(), self.now, &Actor::named("ann"), &plan, None) {
            Err(refused) => self.refused(&refused),
            Ok(stepped) => {
                self.process = target;
                self.took(stepped);
            }
        }
    }

    fn took(&mut self, stepped: Stepped) {
        for event in &stepped.step.events {
            self.describe(event);
            self.instance.apply(stepped.step.at, event);
            self.log.push((stepped.step.at, event.clone()));
        }
        assert_eq!(self.instance, stepped.instance, "replay gives the live state");
        self.instance = stepped.instance;
        if self.instance.is_ended() {
            writeln!(self.trace, "  process {:?}", self.instance.header.state).unwrap();
        }
    }

    fn advance(&mut self, duration: &str) {
        let span =
            format!("P{}{}", if duration.ends_with(['h', 'm', 's']) { "T" } else { "" }, duration.to_uppercase());
        self.now = weir_core::timer::duration(&span, self.now).expect("a duration").due;
        let mut nothing = true;
        while let Some((key, wait)) = self.due() {
            nothing = false;
            self.send(Command::FireTimer { key, wait });
            if self.instance.header.suspended.is_some() {
                break;
            }
        }
        if nothing {
            writeln!(self.trace, "  nothing due").unwrap();
        }
    }

    fn due(&self) -> Option<(Key, u32)> {
        let due = self.instance.waits().filter_map(|(key, w)| match w.on {
            WaitFor::Timer { due, .. } if due <= self.now => Some((due, key, w.id)),
            _ => None,
        });
        due.min().map(|(_, key, wait)| (key, wait))
    }

    fn complete(&mut self, id: &str, variables: Variables) {
        let (key, wait) = self.find_at(id, |w| matches!(w.on, WaitFor::Job(_) | WaitFor::UserTask(_)));
        let open = self.instance.wait(key, wait).expect("open").on.clone();
        let command = match open {
            WaitFor::UserTask(task) => {
                let by = Actor::named(task.assignee.unwrap_or_else(|| "ann".into()));
                Command::CompleteUserTask { key, wait, by, outcome: None, comment: None, variables }
            }
            _ => Command::CompleteJob { job: self.lock(id), variables },
        };
        self.send(command);
    }

    fn lock(&mut self, id: &str) -> LeasedJob {
        let (key, wait) = self.find_at(id, |w| matches!(w.on, WaitFor::Job(_)));
        let until = Timestamp(self.now.0 + 60_000);
        let trace = std::mem::take(&mut self.trace);
        self.send(Command::LockJob { key, wait, worker: "w".into(), until });
        self.trace = trace;
        match &self.instance.wait(key, wait).expect("open").on {
            WaitFor::Job(job) => LeasedJob { key, wait, token: job.lease.as_ref().expect("locked").token },
            other => panic!("{other:?} is a job"),
        }
    }

    pub fn find(&self, is: impl Fn(Key, &Wait) -> bool) -> (Key, u32) {
        let found = self.instance.waits().find(|(key, wait)| is(*key, wait));
        found.map_or_else(|| panic!("such a wait is open\n{}", self.trace), |(key, wait)| (key, wait.id))
    }

    fn find_at(&self, id: &str, is: impl Fn(&Wait) -> bool) -> (Key, u32) {
        self.find(|key, wait| self.instance.elements[&key].element.as_str() == id && is(wait))
    }

    fn name(&self, key: Key) -> String {
        self.instance.elements.get(&key).map_or_else(|| format!("#{key}"), |e| e.element.to_string())
    }

    fn caught(&self, by: Option<Key>) -> String {
        by.map_or("uncaught".into(), |key| format!("caught at {}", self.name(key)))
    }

    fn describe(&mut self, event: &Event) {
        let name = event.key().map_or(String::new(), |k| self.name(k));
        let line = match event {
            Event::TokenArrived { element, flow, .. } => format!("{element} joins: token on {flow}"),
            Event::Intervened { intervention, .. } => format!("somebody steps in: {intervention:?}"),
            Event::Suspended { .. } => format!("{name} is suspended"),
            Event::Resumed { .. } => format!("{name} goes on"),
            Event::ElementMigrated { key, element, flows, .. } => {
                let flows: Vec<String> = flows.iter().map(|(a, b)| format!(", {a} is {b}")).collect();
                format!("{name} #{key} is {element}{}", flows.concat())
            }
            Event::ElementActivating {
                element, scope: Some(_), intervention: Some(way), variables, caused_by, ..
            } => {
                let with = with(variables);
                format!("{way:?} {element}{with} from {caused_by:?}")
            }
            Event::ElementActivating { element, scope: Some(_), triggered, variables, compensating, .. } => {
                let with = with(variables);
                let how = match compensating.as_deref() {
                    _ if *triggered => "triggered",
                    None => "enter",
                    Some(Compensating::Handler(_)) => "undo by",
                    Some(Compensating::Scope(_)) => "undo inside",
                    Some(Compensating::Interrupted(_)) => "undo inside interrupted",
                    Some(Compensating::Beside) => "beside",
                };
                format!("{how} {element}{with}")
            }
            Event::ElementCompleted { flows, .. } => {
                let flows: Vec<&str> = flows.iter().map(ElementId::as_str).collect();
                format!("{name} completed{}{}", if flows.is_empty() { "" } else { ": " }, flows.join(", "))
            }
            Event::ElementTerminated { .. } => format!("{name} terminated"),
            Event::WaitOpened { wait, .. } => format!("{name} waits for {}", waits_for(wait)),
            Event::WaitMoved { wait, .. } => format!("{name} now waits for {}", waits_for(wait)),
            Event::WaitCancelled { key, wait, .. } => {
                let wait = self.instance.wait(*key, *wait).map_or(String::new(), waits_for);
                format!("{name} no longer waits for {wait}")
            }
            Event::VariableSet { name: variable, removed: true, .. } => format!("{name}.{variable} is taken away"),
            Event::VariableSet { name: variable, value, .. } => format!("{name}.{variable} = {value}"),
            Event::LoopStarted(LoopStarted { key, total, .. }) => {
                match self.process.element(&self.instance.elements[key].element).kind {
                    Kind::StandardLoop(_) if *total == 0 => format!("{name}: a loop"),
                    Kind::StandardLoop(_) => format!("{name}: a loop of at most {total}"),
                    _ => format!("{name}: {total} instances"),
                }
            }
            Event::LoopGrown(grown) => format!("{name}: one instance more{}", item_of(grown)),
            Event::LoopCollected(LoopCollected { index, value, .. }) => format!("{name}[{index}] = {value}"),
            Event::MessageThrown { name: message, correlation_key, .. } => {
                format!("{name} throws message {message} {}", correlation_key.clone().unwrap_or_default())
            }
            Event::CorrelationKeyFilled(filled) => {
                format!("key {} is {} in #{}", filled.key, filled.value, filled.scope)
            }
            Event::SignalThrown { name: signal, .. } => format!("{name} throws signal {signal}"),
            Event::ErrorThrown { code, caught_by, .. } => {
                format!("{name} throws error {code}, {}", self.caught(*caught_by))
            }
            Event::EscalationThrown { code, caught_by, .. } => {
                format!("{name} throws escalation {code}, {}", self.caught(*caught_by))
            }
            Event::IncidentRaised { code, message, .. } => format!("{name} incident {code}: {message}"),
            Event::IncidentResolved { .. } => format!("{name} incident resolved"),
            Event::JobFailed(JobFailed { retries, .. }) => format!("{name} job failed, {retries} retries left"),
            Event::JobRetriesSet(JobRetriesSet { retries, .. }) => format!("{name} job has {retries} retries"),
            Event::GatewayAwaitsReset { .. } => format!("{name} awaits its reset"),
            Event::EntryHeld { held, .. } => kept(&name, held),
            Event::WorkDone { .. } => format!("{name} has done its work and cannot be left yet"),
            Event::ListenerFailed { code, message, .. } => format!("{name} listener not told, {code}: {message}"),
            Event::ElementEnding { .. } => format!("{name} ends when all have heard"),
            Event::GatewayReset(GatewayReset { key }) => format!("{} is reset", self.name(*key)),
            Event::EventGathered(EventGathered { key, wait, variables, .. }) => {
                let wait = self.instance.wait(*key, *wait).map_or(String::new(), waits_for);
                let values: Vec<String> = variables.iter().map(|(n, v)| format!("{n}={v}")).collect();
                format!("{name} gathers {wait}{}{}", if values.is_empty() { "" } else { " with " }, values.join(", "))
            }
            Event::DecisionEvaluated { decision, parameters, rules, .. } => {
                format!("{name} decided by {decision}, rules {rules:?}, parameters {parameters:?}")
            }
            Event::EvaluationAnswered { answer, .. } => format!("{name} answered {answer:?}"),
            Event::CompensationKept { complete, .. } => {
                format!("{name} kept{}", if *complete { "" } else { " as it was interrupted" })
            }
            Event::CompensationThrown { key, activities } => {
                let kept = |k: &Kept| self.instance.elements[&k.scope].compensable[&k.activity].element.to_string();
                let names: Vec<String> = activities.iter().map(kept).collect();
                let beside = self.instance.elements[key].compensating.is_some();
                format!("{name} compensates {}{}", names.join(", "), if beside { " beside the flow" } else { "" })
            }
            Event::TransactionCancelled { .. } => format!("{name} cancelled"),
            _ => return,
        };
        writeln!(self.trace, "  {line}").unwrap();
    }
}

fn item_of(grown: &LoopGrown) -> String {
    grown.item.as_ref().map_or(String::new(), |item| format!(", {item}"))
}

fn kept(name: &str, held: &HeldEntry) -> String {
    match held {
        HeldEntry { start: Some(start), .. } => format!("{name} begins at {start} once it can"),
        HeldEntry { payload, came: None, .. } if payload.is_empty() => format!("{name} has received what it kept"),
        _ => format!("{name} keeps what came until it can begin"),
    }
}

fn start(at: &[&str], variables: Variables) -> Command {
    Command::Start(Start {
        definition: "p:1".into(),
        business_key: None,
        parent: None,
        root: None,
        depth: 0,
        at: at.first().map(|a| ElementId::from(*a)),
        came: came(at.get(1..).unwrap_or_default()),
        variables,
        initiator: None,
        conversation: None,
        hops: 0,
    })
}

fn came(words: &[&str]) -> Option<Came> {
    Some(match words {
        [] => return None,
        ["message", name] => Came::Message((*name).into()),
        ["signal", name] => Came::Signal((*name).into()),
        ["timer"] => Came::Timer,
        ["condition"] => Came::Condition,
        other => panic!("no start by {other:?}"),
    })
}

fn waits_for(wait: &Wait) -> String {
    let what = match &wait.on {
        WaitFor::Job(job) => format!("job {}", job.job_type),
        WaitFor::UserTask(_) => "user task".into(),
        WaitFor::Timer { due, .. } => format!("timer {due}"),
        WaitFor::Message { name, key, .. } => {
            format!("message {name}{}", key.as_ref().map_or(String::new(), |k| format!(" of {k}")))
        }
        WaitFor::Signal { name } => format!("signal {name}"),
        WaitFor::Error { code } => format!("error {}", code.as_deref().unwrap_or("any")),
        WaitFor::Escalation { code } => format!("escalation {}", code.as_deref().unwrap_or("any")),
        WaitFor::Condition { held, .. } => format!("condition ({held})"),
        WaitFor::Child { process, bound, business_key, .. } => {
            let bound = if *bound == Bound::Latest { String::new() } else { format!(" {bound:?}") };
            format!(
                "process {process}{bound}{}",
                business_key.as_ref().map_or(String::new(), |k| format!(" known as {k}"))
            )
        }
        WaitFor::Evaluation { expression } => format!("value of {expression}"),
        WaitFor::Activation { activity, chosen: true } => format!("its turn: {activity}"),
        WaitFor::Activation { activity, chosen: false } => format!("a choice of {activity}"),
        WaitFor::Decision { decision, bound } => format!("decision {decision} {bound:?}"),
        WaitFor::Cancel => "cancel".into(),
    };
    match &wait.fires {
        Fires::Owner | Fires::Again | Fires::Activation => what,
        Fires::Boundary { event, .. } => format!("{what} ({event})"),
        Fires::EventSubProcess { sub_process, .. } => format!("{what} ({sub_process})"),
        Fires::Branch { flow } => format!("{what} ({flow})"),
        Fires::Listener => format!("{what} (listener)"),
        Fires::Aside => format!("{what} (aside)"),
        Fires::Told { listener } => format!("{what} (listener {listener})"),
        Fires::Seat => format!("{what} (seat)"),
        Fires::Overdue => format!("{what} (overdue)"),
        Fires::Look { .. } => format!("{what} (condition)"),
    }
}

/// What something begins with.
fn with(variables: &Variables) -> String {
    let values: Vec<String> = variables.iter().map(|(name, value)| format!("{name}={value}")).collect();
    if values.is_empty() { String::new() } else { format!(" with {}", values.join(", ")) }
}
