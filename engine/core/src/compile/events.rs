//! Event definitions: what an event waits for or throws.
use super::Compiler;
use super::mappings::FOR_A_WORKER;
use crate::id::ElementId;
use crate::model::{
    EventDefinition, EventKind, GatewayKind, Model, Node, NodeKind, OF_INSTANCE, Root, RootKind, TimerText,
};
use crate::problem::{Place, Problem};
use crate::process::{Kind, MessageSource, Throw, TimerKind, TimerSource, Trigger, Value};
use crate::validate::is_literal;

/// Gateways that wait for the events behind them.
const WAITING: [GatewayKind; 3] =
    [GatewayKind::EventBased, GatewayKind::StartingEventBased, GatewayKind::ParallelEventBased];

/// The root elements that event definitions refer to.
pub(super) struct Roots<'a>(Vec<&'a Root>);

impl<'a> Roots<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        Roots(model.roots.iter().collect())
    }

    fn find(&self, kind: RootKind, id: Option<&ElementId>) -> Option<&'a Root> {
        self.0.iter().copied().find(|r| r.kind == kind && Some(&r.id) == id)
    }
}

impl Compiler<'_> {
    /// What a catching event waits for; no definition is nothing.
    pub(super) fn trigger(&mut self, node: &Node, events: &[EventDefinition], all: bool) -> Option<Trigger> {
        match events {
            [] => return Some(Trigger::None),
            [event] => return self.one_trigger(node, event),
            _ => {}
        }
        let parts: Vec<Option<Trigger>> = events.iter().map(|event| self.one_trigger(node, event)).collect();
        let parts = parts.into_iter().collect::<Option<Vec<Trigger>>>()?;
        if all && parts.iter().any(|part| matches!(part, Trigger::Multiple(_))) {
            let message = "several message flows bring different messages here, and all of its triggers are needed: \
                           name one with `messageRef`";
            return self.missing("message-ambiguous", node, node.place, message);
        }
        let parts: Vec<Trigger> = parts.iter().flat_map(|part| part.parts().to_vec()).collect();
        Some(if all { Trigger::ParallelMultiple(parts) } else { Trigger::Multiple(parts) })
    }

    fn one_trigger(&mut self, node: &Node, event: &EventDefinition) -> Option<Trigger> {
        let place = event.place;
        Some(match &event.kind {
            EventKind::Timer(timer) => Trigger::Timer(self.timer(node, timer.as_ref(), place)?),
            EventKind::Message(message) => return self.received(node, message.as_ref(), place),
            EventKind::Signal(signal) => Trigger::Signal(self.signal(node, signal.as_ref(), place)?),
            EventKind::Error(error) => Trigger::Error(self.wanted(node, RootKind::Error, error.as_ref())),
            EventKind::Escalation(code) => Trigger::Escalation(self.wanted(node, RootKind::Escalation, code.as_ref())),
            // Those that start a process are asked before there is an instance that could wait for an answer.
            EventKind::Conditional(Some(condition)) if node.scope.is_none() && begins(node) => {
                Trigger::Condition(self.condition(node, condition)?)
            }
            EventKind::Conditional(Some(condition)) => Trigger::Condition(self.watched(node, condition)?),
            EventKind::Link(_) => Trigger::Link,
            EventKind::Conditional(None) => {
                return self.missing("condition-missing", node, place, "the conditional event has no condition");
            }
            EventKind::Compensate { .. } => Trigger::Compensation,
            EventKind::Cancel => Trigger::Cancel,
            EventKind::Terminate | EventKind::TerminateAll => return self.not_yet(node, "this event"),
        })
    }

    /// What a throwing event throws; no definition is nothing.
    pub(super) fn thrown(&mut self, node: &Node, events: &[EventDefinition]) -> Option<Throw> {
        match events {
            [] => return Some(Throw::None),
            [event] => return self.one_throw(node, event),
            _ => {}
        }
        let parts: Vec<Option<Throw>> = events.iter().map(|event| self.one_throw(node, event)).collect();
        let parts = parts.into_iter().collect::<Option<Vec<Throw>>>()?;
        let flat = |part: Throw| if let Throw::Multiple(parts) = part { parts } else { vec![part] };
        Some(Throw::Multiple(parts.into_iter().flat_map(flat).collect()))
    }

    /// What an event definition throws.
    pub(super) fn one_throw(&mut self, node: &Node, event: &EventDefinition) -> Option<Throw> {
        let place = event.place;
        Some(match &event.kind {
            EventKind::Message(message) => return self.sent(node, message.as_ref(), place),
            EventKind::Signal(signal) => {
                Throw::Signal { name: self.signal(node, signal.as_ref(), place)?, all: event.carries_all }
            }
            EventKind::Link(_) => Throw::Link,
            EventKind::Terminate => Throw::Terminate,
            EventKind::TerminateAll => Throw::TerminateAll,
            EventKind::Error(error) => match self.code(RootKind::Error, error.as_ref()) {
                Some(code) => {
                    let root = self.roots.find(RootKind::Error, error.as_ref());
                    let message = root.and_then(|root| root.message.clone());
                    let code = self.named(code, node, root.map_or(place, |root| root.place))?;
                    Throw::Error { code, message: self.optional(message.as_ref(), &node.id) }
                }
                None => {
                    return self.missing("error-missing", node, place, "the error event throws no error: refer to one");
                }
            },
            EventKind::Escalation(code) => {
                if let Some(code) = self.code(RootKind::Escalation, code.as_ref()) {
                    Throw::Escalation(self.named(code, node, place)?)
                } else {
                    let message = "the escalation event throws no escalation: refer to one";
                    return self.missing("escalation-missing", node, place, message);
                }
            }
            EventKind::Compensate { activity, wait } => Throw::Compensation { activity: activity.clone(), wait: *wait },
            EventKind::Cancel => Throw::Cancel,
            EventKind::Timer(_) | EventKind::Conditional(_) => return self.not_yet(node, "this event"),
        })
    }

    pub(super) fn timer(&mut self, node: &Node, timer: Option<&TimerText>, place: Place) -> Option<TimerSource> {
        let (kind, text) = match timer {
            Some(TimerText::Date(text)) => (TimerKind::Date, text),
            Some(TimerText::Duration(text)) => (TimerKind::Duration, text),
            Some(TimerText::Cycle(text) | TimerText::Until(text, _)) if self.quartz => (TimerKind::Quartz, text),
            Some(TimerText::Cycle(text) | TimerText::Until(text, _)) => (TimerKind::Cycle, text),
            None => return self.missing("timer-missing", node, place, "the timer says no date, duration or cycle"),
        };
        // What is no time by itself is an expression, as everywhere else.
        let value = if is_literal(&text.text) || text.text.is_empty() {
            self.value(text, &node.id)?
        } else {
            Value::Feel(self.time(node, text)?)
        };
        let until = match timer {
            Some(TimerText::Until(_, end)) => Some(self.value(end, &node.id)?),
            _ => None,
        };
        Some(TimerSource { kind, value, until })
    }

    /// The time of a boundary event, or of an event that a token waits in, may be asked of a worker before the activity, or
    /// the event, begins.
    fn time(&mut self, node: &Node, text: &crate::model::Text) -> Option<crate::expression::Expression> {
        let behind_gateway = |flow: &&crate::model::Flow| {
            let mut sources = self.model.nodes.iter().filter(|source| source.id == flow.source);
            flow.target == node.id
                && sources.any(|source| matches!(source.kind, NodeKind::Gateway(kind) if WAITING.contains(&kind)))
        };
        match &node.kind {
            NodeKind::BoundaryEvent { .. } => self.expression_or_asked(node, text, node.id.as_str()),
            NodeKind::CatchEvent { .. } if !self.model.flows.iter().any(|flow| behind_gateway(&flow)) => {
                self.expression_or_asked(node, text, "timer")
            }
            _ => self.expression(text, &node.id),
        }
    }

    /// The messages of an event or task: the one it refers to by name, else those that message flows bring or take.
    pub(super) fn messages(&mut self, node: &Node, id: Option<&ElementId>, place: Place) -> Option<Vec<MessageSource>> {
        let root = self.roots.find(RootKind::Message, id);
        let key = node.correlation_key.as_ref().or(root.and_then(|r| r.correlation_key.as_ref()));
        let correlation_key = match key {
            Some(text) => Some(self.expression(text, &node.id)?),
            None => None,
        };
        if let Some(name) = root.and_then(|r| r.name.clone()).filter(|n| !n.is_empty()) {
            let talk = self.talks.talk(&node.id, Some(&name));
            let correlation = self.correlated(&name).filter(|_| correlation_key.is_none());
            let name = self.named(name, node, place)?;
            return Some(vec![MessageSource { name, correlation_key, talk, correlation }]);
        }
        let throws =
            matches!(node.kind, NodeKind::ThrowEvent { .. } | NodeKind::EndEvent { .. } | NodeKind::SendTask { .. });
        let names = if throws { self.talks.sent(&node.id) } else { self.talks.received(&node.id) };
        if names.is_empty() && root.is_none() && matches!(node.kind, NodeKind::ReceiveTask { .. }) {
            // BPMN 10.3.3: a receive task need not say which message it waits for.
            let message = format!("it names no message: it waits for one that is named `{}`", node.id);
            self.problems.push(Problem::note("message-name-from-id", Some(&node.id), node.place, message));
            let name = Value::Fixed(node.id.to_string());
            return Some(vec![MessageSource { name, correlation_key, talk: None, correlation: None }]);
        }
        if names.is_empty() {
            let message = "it refers to no message with a name, and no message flow touches it: add `messageRef`";
            return self.missing("message-missing", node, place, message);
        }
        let source = |name: String| MessageSource {
            talk: self.talks.talk(&node.id, Some(&name)),
            correlation: self.correlated(&name).filter(|_| correlation_key.is_none()),
            name: Value::Fixed(name),
            correlation_key: correlation_key.clone(),
        };
        Some(names.into_iter().map(source).collect())
    }

    /// One of several senders is enough.
    pub(super) fn received(&mut self, node: &Node, id: Option<&ElementId>, place: Place) -> Option<Trigger> {
        let mut parts: Vec<Trigger> = self.messages(node, id, place)?.into_iter().map(Trigger::Message).collect();
        Some(if parts.len() == 1 { parts.remove(0) } else { Trigger::Multiple(parts) })
    }

    /// Each of several receivers gets it.
    pub(super) fn sent(&mut self, node: &Node, id: Option<&ElementId>, place: Place) -> Option<Throw> {
        let mut parts: Vec<Throw> = self.messages(node, id, place)?.into_iter().map(Throw::Message).collect();
        Some(if parts.len() == 1 { parts.remove(0) } else { Throw::Multiple(parts) })
    }

    /// Which changes the conditions of an event are looked at for. Its conditions stand in the order of the model.
    pub(super) fn watch(&mut self, node: &Node, inner: petgraph::graph::NodeIndex) {
        let (Kind::Start { trigger, .. } | Kind::Catch(trigger) | Kind::Boundary { trigger, .. }) =
            &self.process.graph[inner].kind
        else {
            return;
        };
        let parts = trigger.parts().iter().zip(0..).filter(|(part, _)| matches!(part, Trigger::Condition(_)));
        let events = crate::validate::definitions(node).iter();
        let conditions = events.filter(|event| matches!(event.kind, EventKind::Conditional(_)));
        let watched: Vec<_> =
            parts.zip(conditions).filter_map(|((_, part), event)| Some((part, event.watch.clone()?))).collect();
        self.process.watches.extend(watched.into_iter().map(|(part, watch)| ((node.id.clone(), part), watch)));
    }

    /// A none start event to which message flows lead is started by their messages, and by hand as before.
    pub(super) fn message_start(&mut self, node: &Node, inner: petgraph::graph::NodeIndex) {
        let NodeKind::StartEvent { events, .. } = &node.kind else { return };
        if events.is_empty() && node.scope.is_none() {
            for name in self.talks.received(&node.id) {
                let talk = self.talks.talk(&node.id, Some(&name));
                let correlation = self.correlated(&name);
                let source = MessageSource { name: Value::Fixed(name), correlation_key: None, talk, correlation };
                self.process.message_starts.push((inner, Trigger::Message(source)));
            }
        }
    }

    fn signal(&mut self, node: &Node, signal: Option<&ElementId>, place: Place) -> Option<Value> {
        let root = self.roots.find(RootKind::Signal, signal);
        match root.and_then(|r| r.name.clone()).filter(|n| !n.is_empty()) {
            Some(name) if name.ends_with(OF_INSTANCE) && begins(node) && node.scope.is_none() => {
                let message = "a signal of one instance begins no other: take its `scope` away";
                self.missing("start-never-begins", node, place, message)
            }
            Some(name) => self.named(name, node, place),
            None => self.missing("signal-missing", node, place, "it refers to no signal with a name: add `signalRef`"),
        }
    }

    fn named(&mut self, name: String, node: &Node, place: Place) -> Option<Value> {
        self.value(&crate::model::Text { text: name, language: None, place }, &node.id)
    }

    /// BPMN 10.5.1, error and escalation: whoever names no code catches every one, also where it refers to an error
    /// that has none.
    fn wanted(&mut self, node: &Node, kind: RootKind, id: Option<&ElementId>) -> Option<String> {
        let root = self.roots.find(kind, id)?;
        let code = root.code.clone().filter(|code| !code.is_empty())?;
        if code.starts_with('=') || crate::juel::is_juel(&code) {
            let message = "what an event catches is known before anything is thrown: write the code itself, or none";
            return self.missing("caught-code-expression", node, root.place, message);
        }
        Some(code)
    }

    /// The code of a thrown error or escalation. One without a code is known by its id, and only those catch it who
    /// catch every one.
    pub(super) fn code(&self, kind: RootKind, id: Option<&ElementId>) -> Option<String> {
        let root = self.roots.find(kind, id)?;
        Some(root.code.clone().filter(|c| !c.is_empty()).unwrap_or_else(|| root.id.to_string()))
    }

    /// What is said of an error when it is thrown.
    pub(super) fn error_message(&self, id: Option<&ElementId>) -> Option<&crate::model::Text> {
        self.roots.find(RootKind::Error, id)?.message.as_ref()
    }

    /// A condition that is looked at where nothing can wait for an answer must be provably bounded: that of a start event of
    /// a process, and of a complex gateway.
    pub(super) fn condition(
        &mut self,
        node: &Node,
        text: &crate::model::Text,
    ) -> Option<crate::expression::Expression> {
        let condition = self.expression(text, &node.id)?;
        if matches!(condition.bound(), crate::expression::Bound::Unbounded(_)) {
            let message = "this condition is looked at where nothing can wait for an answer: it is no script, does not iterate over open ranges and calls no functions of its own; write it in plain FEEL";
            self.problems.push(Problem::error("condition-unbounded", Some(&node.id), text.place, message));
            return None;
        }
        Some(condition)
    }

    /// A condition of an event. One that only code of another engine could evaluate is refused: it is looked at whenever data
    /// change, and a worker that is asked then would say what was, not what is.
    fn watched(&mut self, node: &Node, text: &crate::model::Text) -> Option<crate::expression::Expression> {
        let before = self.problems.len();
        let condition = self.expression(text, &node.id);
        for problem in &mut self.problems[before..] {
            if FOR_A_WORKER.contains(&problem.code.as_str()) {
                problem.message.push_str(
                    "; no worker is asked each time that data change: let the task that changes them set a variable, and \
                     write the condition about that variable",
                );
            }
        }
        condition
    }

    pub(super) fn missing<T>(&mut self, code: &str, node: &Node, place: Place, message: &str) -> Option<T> {
        self.problems.push(Problem::error(code, Some(&node.id), place, message));
        None
    }

    pub(super) fn not_yet<T>(&mut self, node: &Node, what: &str) -> Option<T> {
        let message = format!("{what} is not executed yet");
        self.problems.push(Problem::error("not-executed-yet", Some(&node.id), node.place, message));
        None
    }
}

fn begins(node: &Node) -> bool {
    matches!(node.kind, NodeKind::StartEvent { .. })
}
