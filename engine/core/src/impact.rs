//! What a new value of a rule parameter would change: everything ahead of the tokens of an instance that uses it is
//! evaluated with the data as they are, once with the old and once with the new value.
//!
//! Ahead is whatever a token may still come to: over flows and links, into sub-processes and out of them, over boundary
//! events and event sub-processes, to compensation handlers, and into the processes that call activities will call. A
//! called instance that runs already is looked at by itself. What cannot be evaluated, mostly because its data are not
//! there yet, is told as such and never passed over.
use crate::compile::expressions_of;
use crate::element::{View, asked, called, evaluate, is_scope};
use crate::event::Event;
use crate::expression::Expression;
use crate::failure::Stop;
use crate::id::{ElementId, Key, Keys};
use crate::instance::{ElementInstance, Instance, Phase, Variables};
use crate::organisation::Organisation;
use crate::parameter::{Parameters, Reading};
use crate::process::{Call, Kind, Process, RuleTask};
use crate::rare::Rare;
use crate::timer::At;
use crate::wait::{Bound, Fires, WaitFor};
use petgraph::graph::NodeIndex;
use serde_json::Value;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

/// How many elements ahead of a token are looked at.
pub const AHEAD_MAX: usize = 500;

/// Of how many tokens of an instance the way ahead is looked at.
pub const TOKENS_MAX: usize = 200;

/// How many calls deep it is looked at.
pub const CALLS_MAX: usize = 8;

/// A token before which another way would be taken, or before which this cannot be said.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Where it waits.
    pub at: ElementId,
    /// The definition of the called process in which the element stands; none is that of the instance.
    pub called: Option<String>,
    /// The flow with its condition, or the element with another expression or a decision.
    pub element: ElementId,
    /// What it gives with the old value.
    pub before: Value,
    /// What it gives with the new one.
    pub after: Value,
    /// Why it cannot be said; then the values are null.
    pub problem: Option<String>,
}

/// What a preview needs from around an instance.
pub trait Around {
    /// What a decision gives for these data and parameters, in the version that `asker` asks; none when it does not use
    /// the parameter. The error says why it gives no answer.
    fn decide(
        &self,
        decision: &str,
        bound: &Bound,
        asker: &str,
        variables: &Variables,
        parameters: &Parameters,
    ) -> Result<Option<Value>, String>;

    /// The process that `caller` calls, with its definition.
    fn called(&self, process: &str, bound: &Bound, caller: &str) -> Result<(String, Arc<Process>), String>;
}

/// The differences for one instance.
pub fn differences(
    process: &Process,
    instance: &Instance,
    at: At,
    name: &str,
    parameters: [&Parameters; 2],
    around: &dyn Around,
) -> Vec<Difference> {
    let mut preview = Preview { around, at, name, parameters, left: 0, found: vec![] };
    let tokens: Vec<&ElementInstance> = instance.elements.values().map(|e| &**e).collect();
    for e in tokens.iter().take(TOKENS_MAX) {
        let definition = &instance.header.definition;
        let place = Place { process, instance, key: e.key, definition, at: &e.element, depth: 0 };
        preview.left = AHEAD_MAX;
        preview.look(&place, begin(process, e));
    }
    if let Some(more) = tokens.len().checked_sub(TOKENS_MAX).filter(|more| *more > 0) {
        let id = process.id();
        let problem = format!("{more} more tokens are not looked at: at most {TOKENS_MAX} of an instance are");
        preview.found.push(Difference::unknown(id, None, id, problem));
    }
    preview.found
}

/// What of an element lies ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ahead {
    /// All of it: it will be entered.
    Whole,
    /// What is evaluated when its work is done, or again and again until then.
    AtWork,
    /// The ways out of it.
    Left,
}

/// Where something is looked at.
struct Place<'a> {
    process: &'a Process,
    instance: &'a Instance,
    /// Whose data are seen.
    key: Key,
    definition: &'a str,
    /// Where the token waits that this lies ahead of.
    at: &'a ElementId,
    depth: usize,
}

/// From where it goes on from an element instance. What waits in a scope goes on from there by itself.
fn begin(process: &Process, e: &ElementInstance) -> VecDeque<(NodeIndex, Ahead)> {
    let node = process.node(&e.element);
    let mut from = VecDeque::new();
    let asks_again = e.incident.is_some() && e.waits.is_empty();
    from.push_back(match e.phase {
        Phase::Joining | Phase::Activating => (node, Ahead::Whole),
        Phase::Activated if asks_again && !is_scope(&process.graph[node].kind) => (node, Ahead::Whole),
        Phase::Activated => (node, Ahead::AtWork),
        Phase::Completing => (node, Ahead::Left),
    });
    for wait in &e.waits {
        match &wait.fires {
            Fires::Boundary { event, .. } => from.push_back((process.node(event), Ahead::Whole)),
            Fires::EventSubProcess { sub_process, .. } => from.push_back((process.node(sub_process), Ahead::Whole)),
            Fires::Branch { flow } => from.push_back((process.target(flow), Ahead::Whole)),
            _ => {}
        }
        if let WaitFor::Condition { event, .. } = &wait.on {
            from.push_back((process.node(event), Ahead::Whole));
        }
    }
    for record in e.compensable.values() {
        let undone = process.node(&record.element);
        let handlers = [process.handler(process.outer(undone)), process.compensation_sub_process(undone)];
        from.extend(handlers.into_iter().flatten().map(|handler| (handler, Ahead::Whole)));
    }
    from
}

struct Preview<'a> {
    around: &'a dyn Around,
    at: At<'a>,
    name: &'a str,
    parameters: [&'a Parameters; 2],
    /// How many elements ahead of this token may still be looked at.
    left: usize,
    found: Vec<Difference>,
}

impl Preview<'_> {
    fn look(&mut self, place: &Place, mut ahead: VecDeque<(NodeIndex, Ahead)>) {
        let mut seen = BTreeSet::new();
        while let Some((node, what)) = ahead.pop_front() {
            if !seen.insert((node, what)) {
                continue;
            }
            if self.left == 0 {
                let id = &place.process.graph[node].id;
                return self.unknown(place, id, format!("it lies more than {AHEAD_MAX} elements ahead"));
            }
            self.left -= 1;
            match what {
                Ahead::Whole => self.whole(place, node, &mut ahead),
                Ahead::AtWork => self.at_work(place, node, &mut ahead),
                Ahead::Left => self.left(place, node, &mut ahead),
            }
        }
    }

    fn whole(&mut self, place: &Place, node: NodeIndex, ahead: &mut VecDeque<(NodeIndex, Ahead)>) {
        let (process, element) = (place.process, &place.process.graph[node]);
        for expression in expressions_of(element) {
            self.expression(place, &element.id, expression);
        }
        match &element.kind {
            Kind::RuleTask(task) => self.decision(place, &element.id, task),
            Kind::CallActivity(call) => self.call(place, node, call),
            _ => {}
        }
        let events = process.event_sub_processes(node).iter().map(|(sub, _)| *sub);
        let starts = process.start_of(node).filter(|_| element.kind == Kind::EventSubProcess);
        let inside = process.entries(node).iter().copied().chain(events).chain(starts);
        let attached = process.boundaries(node).iter().copied().chain(process.handler(node));
        ahead.extend(inside.chain(attached).map(|next| (next, Ahead::Whole)));
        ahead.push_back((node, Ahead::Left));
    }

    fn at_work(&mut self, place: &Place, node: NodeIndex, ahead: &mut VecDeque<(NodeIndex, Ahead)>) {
        let (process, element) = (place.process, &place.process.graph[node]);
        let again = matches!(element.kind, Kind::MultiInstance(_) | Kind::StandardLoop(_) | Kind::AdHoc(_));
        if again {
            for expression in expressions_of(element) {
                self.expression(place, &element.id, expression);
            }
            // One more may begin.
            ahead.extend(process.entries(node).iter().map(|next| (*next, Ahead::Whole)));
        } else {
            for mapping in element.outputs.iter().chain(&element.data_outputs) {
                self.expression(place, &element.id, &mapping.source);
            }
        }
        // A scope is left by what lives in it.
        if !is_scope(&element.kind) {
            ahead.push_back((node, Ahead::Left));
        }
        ahead.extend(process.handler(node).map(|handler| (handler, Ahead::Whole)));
    }

    fn left(&mut self, place: &Place, node: NodeIndex, ahead: &mut VecDeque<(NodeIndex, Ahead)>) {
        let process = place.process;
        for flow in process.outgoing(node).iter() {
            if let Some(condition) = &flow.condition {
                self.expression(place, &flow.id, condition);
            }
            ahead.push_back((process.target(&flow.id), Ahead::Whole));
        }
        ahead.extend(process.link_target(node).map(|target| (target, Ahead::Whole)));
        ahead.extend(process.graph[node].scope.map(|scope| (scope, Ahead::Left)));
    }

    fn expression(&mut self, place: &Place, element: &ElementId, expression: &Expression) {
        if !expression.parameters().contains(self.name) {
            return;
        }
        let both = self.parameters.map(|parameters| self.value(place, parameters, expression));
        self.differs(place, element, both);
    }

    fn value(&self, place: &Place, parameters: &Parameters, expression: &Expression) -> Result<Value, String> {
        self.seen(place, parameters, |view| evaluate(view, place.key, expression))
    }

    fn seen<T>(
        &self,
        place: &Place,
        parameters: &Parameters,
        ask: impl FnOnce(View) -> Result<T, Stop>,
    ) -> Result<T, String> {
        let reading = Reading::of(parameters);
        let (process, instance, At { now, zone }) = (place.process, place.instance, self.at);
        let organisation = Organisation::NOBODY.into();
        let view = View { process, instance, now, parameters: &reading, organisation, zone, tenant: None, actor: None };
        ask(view).map_err(|stop| match stop {
            Stop::Failed(failure) => failure.to_string(),
            Stop::Ask(_) => "it must run in a child process, which a preview does not do".to_owned(),
        })
    }

    fn decision(&mut self, place: &Place, element: &ElementId, task: &RuleTask) {
        let variables = place.instance.visible(place.key);
        let both = self.parameters.map(|parameters| {
            let (decision, bound) = self.seen(place, parameters, |view| asked(view, place.key, task))?;
            self.around.decide(&decision, &bound, place.definition, &variables, parameters)
        });
        match both {
            [Ok(None), Ok(None)] => {}
            both => self.differs(place, element, both.map(|one| one.map(Option::unwrap_or_default))),
        }
    }

    /// The process that will be called begins with what its call activity will give it, as far as that is known.
    fn call(&mut self, place: &Place, node: NodeIndex, call: &Call) {
        let element = &place.process.graph[node];
        if place.depth >= CALLS_MAX {
            return self.unknown(place, &element.id, format!("it calls more than {CALLS_MAX} processes deep"));
        }
        let found = self
            .seen(place, self.parameters[0], |view| called(view, place.key, call))
            .and_then(|(process, bound)| self.around.called(&process, &bound, place.definition));
        let (definition, process) = match found {
            Ok(found) => found,
            Err(why) => return self.unknown(place, &element.id, format!("what it calls is not known: {why}")),
        };
        let mut variables = if call.pass_all { place.instance.visible(place.key) } else { Variables::new() };
        for input in &element.inputs {
            if let Ok(value) = self.value(place, self.parameters[0], &input.source) {
                variables.insert(input.target.clone(), value);
            }
        }
        let instance = fresh(place.instance, &definition, process.id(), variables);
        let inside = Place {
            process: &process,
            instance: &instance,
            key: 0,
            definition: &definition,
            at: place.at,
            depth: place.depth + 1,
        };
        self.look(&inside, VecDeque::from([(process.root, Ahead::Whole)]));
    }

    fn differs(&mut self, place: &Place, element: &ElementId, [before, after]: [Result<Value, String>; 2]) {
        match (before, after) {
            (Ok(before), Ok(after)) if before == after => {}
            (Ok(before), Ok(after)) => {
                let (at, called) = (place.at.clone(), place.called());
                self.found.push(Difference { at, called, element: element.clone(), before, after, problem: None });
            }
            (Err(why), _) => self.unknown(place, element, why),
            (Ok(_), Err(why)) => self.unknown(place, element, format!("with the new value: {why}")),
        }
    }

    fn unknown(&mut self, place: &Place, element: &ElementId, problem: String) {
        self.found.push(Difference::unknown(place.at, place.called(), element, problem));
    }
}

impl Place<'_> {
    fn called(&self) -> Option<String> {
        (self.depth > 0).then(|| self.definition.to_owned())
    }
}

impl Difference {
    fn unknown(at: &ElementId, called: Option<String>, element: &ElementId, problem: String) -> Self {
        let (before, after) = (Value::Null, Value::Null);
        Difference { at: at.clone(), called, element: element.clone(), before, after, problem: Some(problem) }
    }
}

/// An instance as it would begin.
fn fresh(caller: &Instance, definition: &str, process: &ElementId, variables: Variables) -> Instance {
    let mut instance = Instance::new(caller.header.id);
    definition.clone_into(&mut instance.header.definition);
    let begins = Event::ElementActivating {
        key: 0,
        element: process.clone(),
        scope: None,
        caused_by: Keys::new(),
        triggered: false,
        consumed: Rare::default(),
        variables: variables.into(),
        intervention: None,
        compensating: None,
        resume: Rare::default(),
    };
    instance.apply(caller.header.clock, &begins);
    instance
}
