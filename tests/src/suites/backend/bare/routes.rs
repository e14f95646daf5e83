//! What leaves an instance and where it goes: messages, signals, calls, and expressions that need a process of their own.
use super::{At, Bare, Run};
use crate::suites::backend::{Message, Refusal, TraceView};
use weir_core::Parameters;
use weir_core::command::{Came, Start};
use weir_core::decision::Evaluated;
use weir_core::element::starters;
use weir_core::expression::{ChildRequest, ChildResponse, answer};
use weir_core::instance::{Answer, Escaped, Parent, State, Variables};
use weir_core::process::{Kind, Trigger, Value as Name};
use weir_core::wait::WaitFor;
use weir_core::{Command, ElementId, Event, InstanceId, Key, WaitId};

/// Something on its way between instances.
pub enum Outgoing {
    Message(Message),
    Signal(At, Variables),
    Begin { process: String, id: InstanceId, start: Start },
    Answer { to: At, answer: Answer },
    Decided { to: At, decision: String, answer: Result<Evaluated, (String, String)> },
    Ended { parent: Parent, variables: Variables, error: Option<Escaped> },
    Escalate { parent: Parent, code: String, variables: Variables },
    Cancel(InstanceId),
}

impl Bare {
    /// What follows from an event outside its instance.
    pub(super) fn route(&mut self, run: usize, event: &Event) {
        match event {
            Event::MessageThrown { name, correlation_key, variables, .. } => {
                let (name, key, variables) = (name.clone(), correlation_key.clone(), variables.clone());
                self.outbox.push_back(Outgoing::Message(Message { name, key, variables, ..Message::default() }));
            }
            Event::SignalThrown { name, variables, .. } => self.signal(name, variables, Some(run)),
            Event::WaitCancelled { child: Some(child), .. } => self.outbox.push_back(Outgoing::Cancel(*child)),
            Event::EscalationThrown { code, caught_by: None, variables, .. } => {
                if let Some(parent) = self.runs[run].instance.header.parent.clone() {
                    self.outbox.push_back(Outgoing::Escalate {
                        parent,
                        code: code.clone(),
                        variables: variables.clone(),
                    });
                }
            }
            Event::WaitOpened { key, wait } => self.opened(run, *key, wait.id, &wait.on),
            _ => {}
        }
    }

    fn opened(&mut self, run: usize, key: Key, wait: WaitId, on: &WaitFor) {
        let instance = &self.runs[run].instance;
        match on {
            WaitFor::Child { process, instance: id, business_key, .. } => {
                let header = &instance.header;
                let parent = Parent { instance: header.id, key, wait };
                let call = match &self.runs[run].process.element(&instance.elements[&key].element).kind {
                    Kind::CallActivity(call) => call,
                    other => unreachable!("a call activity calls, not {other:?}"),
                };
                let given =
                    if call.pass_all { instance.visible(key) } else { instance.elements[&key].variables.clone() };
                let mut start = start(process, None, given);
                start.business_key.clone_from(business_key);
                (start.parent, start.root, start.depth) = (Some(parent), Some(header.root), header.depth + 1);
                self.outbox.push_back(Outgoing::Begin { process: process.clone(), id: *id, start });
            }
            WaitFor::Decision { decision, .. } => {
                let variables = instance.visible(key);
                let found = self.decisions.iter().rev().find(|file| file.decisions().any(|d| d.id == *decision));
                let answer = match found {
                    None => Err(("decision-not-deployed".to_owned(), format!("`{decision}` is not deployed"))),
                    Some(file) => file
                        .evaluate(decision, &variables, self.now)
                        .map_err(|error| (error.code().to_owned(), error.to_string())),
                };
                self.outbox.push_back(Outgoing::Decided { to: (run, key, wait), decision: decision.clone(), answer });
            }
            WaitFor::Evaluation { expression } => {
                let variables = instance.visible(key).into_iter().collect();
                let now = self.now.to_jiff();
                let answer = match answer(&ChildRequest {
                    zone: None,
                    text: expression.clone(),
                    names: vec![],
                    variables,
                    now,
                    parameters: Parameters::default(),
                }) {
                    ChildResponse::Value(value) => Answer::Value(value),
                    ChildResponse::Failed { code, message, sentence } => Answer::Failed { code, message, sentence },
                };
                self.outbox.push_back(Outgoing::Answer { to: (run, key, wait), answer });
            }
            WaitFor::Message { name, key, .. } => {
                let fits = |m: &Message| m.name == *name && (key.is_none() || *key == m.key);
                if let Some(i) = self.buffered.iter().position(fits) {
                    let message = self.buffered.remove(i);
                    self.outbox.push_back(Outgoing::Message(message));
                }
            }
            _ => {}
        }
    }

    /// A called instance that has ended tells its caller.
    pub(super) fn route_end(&mut self, run: usize) {
        let header = &self.runs[run].instance.header;
        let Some(parent) = &header.parent else { return };
        let ended = header.state == State::Completed || header.escaped.is_some();
        if ended {
            let variables = header.result.clone().unwrap_or_default();
            let error = header.escaped();
            self.outbox.push_back(Outgoing::Ended { parent: parent.clone(), variables, error });
        }
    }

    /// Refusals are not looked at: what was meant to receive it may have ended meanwhile.
    pub(super) fn carry_out(&mut self, outgoing: Outgoing) {
        let _ = match outgoing {
            Outgoing::Message(message) => self.deliver(message, false),
            Outgoing::Signal((run, key, wait), variables) => {
                self.send(run, Command::DeliverSignal { key, wait, variables })
            }
            Outgoing::Begin { process, id, start } => {
                let parent = start.parent.clone();
                match (self.begin(&process, id, start), parent.and_then(|p| Some((self.find(p.instance)?, p)))) {
                    (Err(Refusal { code, message, .. }), Some((run, Parent { key, wait, .. }))) => {
                        self.send(run, Command::RefuseChild { key, wait, code, message })
                    }
                    (begun, _) => begun,
                }
            }
            Outgoing::Decided { to: (run, key, wait), decision, answer } => match answer {
                Ok(answer) => {
                    let decision = format!("{decision}:1");
                    self.send(run, Command::AnswerDecision { key, wait, decision, answer: Box::new(answer) })
                }
                Err((code, message)) => self.send(run, Command::RefuseDecision { key, wait, code, message }),
            },
            Outgoing::Answer { to: (run, key, wait), answer } => {
                self.send(run, Command::AnswerEvaluation { key, wait, answer })
            }
            Outgoing::Ended { parent: Parent { instance, key, wait }, variables, error } => match self.find(instance) {
                Some(run) => self.send(run, Command::CompleteChild { key, wait, variables, error }),
                None => Ok(()),
            },
            Outgoing::Escalate { parent: Parent { instance, key, wait }, code, variables } => match self.find(instance)
            {
                Some(run) => self.send(run, Command::EscalateChild { key, wait, code, variables }),
                None => Ok(()),
            },
            Outgoing::Cancel(id) => match self.find(id) {
                Some(run) => self.send(run, Command::Cancel { reason: None }),
                None => Ok(()),
            },
        };
    }

    /// One receiver gets it; nobody: it is kept; several: it is refused, or, thrown by an instance, the oldest gets it.
    pub(super) fn deliver(&mut self, message: Message, refuse_ambiguous: bool) -> Result<(), Refusal> {
        let waiting = self.waiting(&message);
        let addressed = message.instance.is_some() || message.subscription.is_some();
        let starts = if addressed { vec![] } else { self.starts(&message.name, false) };
        if waiting.len() + starts.len() > 1 && refuse_ambiguous {
            return Err(Refusal::new("ambiguous-message", &message.name));
        }
        if let Some((run, key, wait)) = waiting.first().copied() {
            let (id, variables) = ("m".to_owned(), message.variables);
            return self.send(run, Command::CorrelateMessage { key, wait, message: id, variables, conversation: None });
        }
        match starts.into_iter().next() {
            Some((process, event)) => {
                let mut start = start(&process, Some(event), message.variables);
                start.came = Some(Came::Message(message.name));
                self.begin(&process, self.fresh(), start)
            }
            None if addressed => Err(Refusal::new("no-receiver", &message.name)),
            None => {
                self.buffered.push(message);
                Ok(())
            }
        }
    }

    fn waiting(&self, message: &Message) -> Vec<At> {
        let fits = |(run, key, wait): At, on: &WaitFor| {
            let WaitFor::Message { name, key: wanted, .. } = on else { return false };
            let id = format!("{run}.{key}.{wait}");
            let root = &self.runs[run].instance;
            *name == message.name
                && (wanted.is_none() || *wanted == message.key)
                && message.instance.as_ref().is_none_or(|i| *i == run.to_string())
                && message.subscription.as_ref().is_none_or(|s| *s == id)
                && message.matching.iter().all(|(name, value)| root.variable(key, name) == Some(value))
        };
        self.open().filter(|(at, on)| fits(*at, on)).map(|(at, _)| at).collect()
    }

    /// The receivers are those that wait at this moment; the thrower's own instance has served its own.
    pub(super) fn signal(&mut self, name: &str, variables: &Variables, thrower: Option<usize>) {
        let is = |on: &WaitFor| matches!(on, WaitFor::Signal { name: n } if n == name);
        let shadowed = |(run, key, wait): &At| {
            let element = &self.runs[*run].instance.elements[key];
            element.waits.iter().any(|w| w.id == *wait && element.is_shadowed(w))
        };
        let receivers: Vec<At> = self
            .open()
            .filter(|((run, ..), on)| Some(*run) != thrower && is(on))
            .map(|(at, _)| at)
            .filter(|at| !shadowed(at))
            .collect();
        for at in receivers {
            self.outbox.push_back(Outgoing::Signal(at, variables.clone()));
        }
        for (i, (process, event)) in self.starts(name, true).into_iter().enumerate() {
            let mut start = start(&process, Some(event), variables.clone());
            start.came = Some(Came::Signal(name.to_owned()));
            let number = (self.runs.len() + self.outbox.len() + i) as u128 + 1_000_000;
            let id = InstanceId::compose(self.now.0.max(0) as u64, 0, number);
            self.outbox.push_back(Outgoing::Begin { process, id, start });
        }
    }

    /// The processes that a message or signal starts, and at which event.
    fn starts(&self, wanted: &str, signal: bool) -> Vec<(String, ElementId)> {
        let named = |name: &Name| matches!(name, Name::Fixed(text) if text == wanted);
        let mut found = vec![];
        for process in self.processes.values() {
            for starter in starters(process) {
                let awaits = match starter.trigger {
                    Trigger::Message(source) => !signal && named(&source.name),
                    Trigger::Signal(name) => signal && named(name),
                    _ => false,
                };
                let start = (process.id().to_string(), starter.event.clone());
                let begun = starter.gathers && signal && self.waits_at_start(&start, wanted);
                if awaits && !begun && !found.contains(&start) {
                    found.push(start);
                }
            }
        }
        found
    }

    /// Does an instance wait at its start event for this signal, because it has begun with another trigger?
    fn waits_at_start(&self, (process, event): &(String, ElementId), signal: &str) -> bool {
        self.open().any(|((run, key, _), on)| {
            let Run { instance, process: of, .. } = &self.runs[run];
            matches!(on, WaitFor::Signal { name } if name == signal)
                && of.id().as_str() == process
                && instance.elements[&key].element == *event
        })
    }
}

/// How an instance begins that nobody called.
pub fn start(process: &str, at: Option<ElementId>, variables: Variables) -> Start {
    let definition = format!("{process}:1");
    Start {
        definition,
        business_key: None,
        parent: None,
        root: None,
        depth: 0,
        at,
        came: None,
        variables,
        initiator: None,
        conversation: None,
        hops: 0,
    }
}

/// An event as an API would show it: its name, and its fields.
pub fn traced(event: &Event) -> TraceView {
    let (kind, data) = weir_engine::event_data(event);
    TraceView { kind, key: event.key(), data }
}

/// The name of what is waited for.
pub fn name(on: &WaitFor) -> Option<String> {
    match on {
        WaitFor::Job(job) => Some(job.job_type.clone()),
        WaitFor::Message { name, .. } | WaitFor::Signal { name } => Some(name.clone()),
        WaitFor::Error { code } | WaitFor::Escalation { code } => code.clone(),
        WaitFor::Child { process, .. } => Some(process.clone()),
        WaitFor::Activation { activity, .. } => Some(activity.to_string()),
        _ => None,
    }
}
