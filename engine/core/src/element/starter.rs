//! What starts a process beside a command: the triggers that somebody must listen for while no instance is there.
use super::event::schedule;
use super::told::fault;
use super::value::{plain, truth};
use crate::expression::InZone;
use crate::failure::{Failure, Stop};
use crate::id::ElementId;
use crate::instance::Variables;
use crate::process::{Gateway, Kind, Process, Trigger, Value};
use crate::timer::{At, Schedule};
use petgraph::graph::NodeIndex;

/// One way to start a process.
#[derive(Debug, Clone, PartialEq)]
pub struct Starter<'a> {
    /// The event or receive task that the instance begins with.
    pub event: ElementId,
    /// What it is triggered by: one of its definitions.
    pub trigger: &'a Trigger,
    /// Are others needed too? (parallel multiple)
    pub gathers: bool,
}

/// What somebody must listen for, so that a process begins.
#[derive(Debug, Clone, PartialEq)]
pub enum Awaited {
    /// A message of this name.
    Message(String),
    /// A signal of this name.
    Signal(String),
    /// This time.
    Time(Schedule),
    /// Variables for which its condition holds.
    Condition,
}

impl Starter<'_> {
    /// What is listened for from `now` on. There are no variables and no rule parameters yet: what needs them can never
    /// begin anything.
    pub fn awaits<'a>(&self, at: impl Into<At<'a>>) -> Result<Awaited, Failure> {
        let at = at.into();
        Ok(match self.trigger {
            Trigger::Message(source) => Awaited::Message(needed("the message name", &source.name, at)?),
            Trigger::Signal(name) => Awaited::Signal(needed("the signal name", name, at)?),
            Trigger::Timer(source) => {
                let text = plain("the time", &source.value, at)?;
                let until = source.until.as_ref().map(|until| plain("the end date", until, at)).transpose()?;
                Awaited::Time(schedule(source, text, until, at)?)
            }
            _ => Awaited::Condition,
        })
    }
}

/// A name that somebody can ask for.
fn needed(what: &str, value: &Value, at: At) -> Result<String, Failure> {
    match crate::name::fitting(what, plain(what, value, at)?) {
        Err(Stop::Failed(failure)) => Err(failure),
        fits => Ok(fits.unwrap_or_default()),
    }
}

/// BPMN 10.5.2, 10.3.3 and 10.6.6: start events with a trigger, receive tasks that instantiate, and the events behind an
/// event-based gateway that instantiates. Each starts an instance of its own.
///
/// A start that needs several triggers is begun by the first of them, and the instance waits at its start event for the
/// others; so what has come already can be seen. A time alone begins nothing when something else is needed too: it runs
/// from the beginning of the instance. Where only times are needed, the first of them begins.
pub fn starters(process: &Process) -> Vec<Starter<'_>> {
    let mut found = vec![];
    for node in process.children(process.root) {
        let element = &process.graph[node];
        match &element.kind {
            Kind::Start { trigger: Trigger::None, .. } => {
                let messages = process.message_starts.iter().filter(|(start, _)| *start == node);
                messages.for_each(|(_, trigger)| add(process, node, trigger, &mut found));
            }
            Kind::Start { trigger, .. } => add(process, node, trigger, &mut found),
            Kind::Catch(trigger) if element.instantiate => add(process, node, trigger, &mut found),
            Kind::Gateway(Gateway::EventBased | Gateway::ParallelEventBased) if element.instantiate => {
                for flow in process.outgoing(node).iter() {
                    let behind = process.target(&flow.id);
                    if let Kind::Catch(trigger) = &process.graph[behind].kind {
                        add(process, behind, trigger, &mut found);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn add<'a>(process: &'a Process, node: NodeIndex, trigger: &'a Trigger, found: &mut Vec<Starter<'a>>) {
    let gathers = matches!(trigger, Trigger::ParallelMultiple(_));
    let is_time = |part: &Trigger| matches!(part, Trigger::Timer(_));
    let only_times = trigger.parts().iter().all(is_time);
    let event = &process.graph[node].id;
    let begins = trigger.parts().iter().filter(|part| !gathers || only_times || !is_time(part));
    let most = if gathers && only_times { 1 } else { usize::MAX };
    found.extend(begins.take(most).map(|trigger| Starter { event: event.clone(), trigger, gathers }));
}

/// Does an instance that begins with this event wait there for more?
pub fn gathers(process: &Process, event: &ElementId) -> bool {
    process.find(event).is_some_and(|node| {
        let (Kind::Start { trigger, .. } | Kind::Catch(trigger)) = &process.graph[node].kind else { return false };
        matches!(trigger, Trigger::ParallelMultiple(_))
    })
}

/// BPMN 10.5.2, conditional start event: the events whose condition holds for these variables. Nothing is remembered from
/// one time to the next: to ask is the moment at which the condition becomes true. A condition over variables that are
/// not there does not hold; one that cannot be evaluated for another reason is a failure of its event.
pub fn start_conditions<'a>(process: &Process, variables: &Variables, at: impl Into<At<'a>>) -> StartConditions {
    let at = at.into();
    let seen = InZone { variables, zone: at.zone };
    let mut met = StartConditions::default();
    for starter in starters(process) {
        let Trigger::Condition(condition) = starter.trigger else { continue };
        // One that watches certain variables is asked only when one of them is given.
        let part = parts(process, &starter.event).iter().position(|part| part == starter.trigger).unwrap_or(0);
        let watched = &process.watch(&starter.event, part as u32).names;
        if !watched.is_empty() && !watched.iter().any(|name| variables.contains_key(name)) {
            continue;
        }
        let found = condition
            .evaluate(&seen, at.now.to_jiff())
            .map_err(|error| Stop::Failed(fault(condition, variables, &error)));
        match truth(condition, found) {
            Ok(true) if !met.hold.contains(&starter.event) => met.hold.push(starter.event),
            Ok(_) => {}
            Err(failure) => met.failed.push((starter.event, failure)),
        }
    }
    met
}

fn parts<'a>(process: &'a Process, event: &ElementId) -> &'a [Trigger] {
    match &process.element(event).kind {
        Kind::Start { trigger, .. } | Kind::Catch(trigger) => trigger.parts(),
        _ => &[],
    }
}

/// What the conditional start events of a process say to some variables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StartConditions {
    /// The events whose condition holds.
    pub hold: Vec<ElementId>,
    /// Those whose condition cannot be evaluated, and why.
    pub failed: Vec<(ElementId, Failure)>,
}
