//! Catching and throwing events.
use super::value::{evaluate, needed_name, needed_text, text};
use super::{Next, View, compensation};
use crate::conversation::Talk;
use crate::correlation;
use crate::failure::{Failure, Stop};
use crate::id::{ElementId, Key};
use crate::instance::ElementInstance;
use crate::process::{MessageSource, Throw, TimerKind, TimerSource, Trigger};
use crate::time::Timestamp;
use crate::timer::{self, At, Schedule};
use crate::wait::{Fires, WaitFor};
use serde_json::Value;

/// Something on its way to whoever catches it.
#[derive(Debug, Clone, PartialEq)]
pub enum Thrown {
    /// An error: it ends what it leaves, up to its catcher.
    Error {
        /// Its code.
        code: String,
        /// The thrower's words.
        message: String,
    },
    /// An escalation: the thrower goes on unless the catcher interrupts it.
    Escalation {
        /// Its code.
        code: String,
    },
    /// A message to another participant.
    Message {
        /// Its name.
        name: String,
        /// Its correlation key.
        correlation_key: Option<String>,
        /// With whom it is exchanged.
        talk: Option<Talk>,
        /// The keys of the standard that it carries.
        carried: Vec<(ElementId, String)>,
    },
    /// A signal to all who wait for it.
    Signal {
        /// Its name.
        name: String,
        /// Does it carry everything that its event sees?
        all: bool,
    },
}

/// BPMN 10.5.1, multiple: a wait for each definition of an event, in the order of the model. Whether the first is enough
/// or all are needed is seen when they come.
pub fn waits_for(view: View, key: Key, event: &ElementId, trigger: &Trigger) -> Result<Vec<WaitFor>, Stop> {
    let waits: Result<Vec<Option<WaitFor>>, Stop> =
        trigger.parts().iter().map(|part| wait_for(view, key, event, part)).collect();
    Ok(waits?.into_iter().flatten().collect())
}

/// BPMN 10.5.1: what a catching event waits for, asked for the element instance that waits. Events that are never
/// awaited have none.
fn wait_for(view: View, key: Key, event: &ElementId, trigger: &Trigger) -> Result<Option<WaitFor>, Stop> {
    Ok(Some(match trigger {
        // Compensation comes when what is to be compensated is over: nobody waits for it.
        Trigger::None | Trigger::Link | Trigger::Compensation | Trigger::Multiple(_) | Trigger::ParallelMultiple(_) => {
            return Ok(None);
        }
        Trigger::Cancel => WaitFor::Cancel,
        Trigger::Timer(source) => {
            let text = needed_text(view, key, "the time", &source.value)?;
            let until = source.until.as_ref().map(|until| needed_text(view, key, "the end date", until)).transpose()?;
            let Schedule { due, cycle } = schedule(source, text, until, view.at()).map_err(Stop::Failed)?;
            WaitFor::Timer { due, cycle }
        }
        Trigger::Message(source) => {
            let (name, own) = message(view, key, source)?;
            let key = match correlation::of(source) {
                Some(of) => correlation::awaited(view, key, event, of)?,
                None => own,
            };
            let conversation = source.talk.as_ref().and_then(|talk| view.instance.header.awaits(event, talk));
            WaitFor::Message { name, key, conversation }
        }
        Trigger::Signal(name) => WaitFor::Signal { name: needed_name(view, key, "the signal name", name)? },
        Trigger::Error(code) => WaitFor::Error { code: code.clone() },
        Trigger::Escalation(code) => WaitFor::Escalation { code: code.clone() },
        Trigger::Condition(condition) => {
            let parameters = view.parameters.versions(condition);
            WaitFor::Condition { event: event.clone(), held: false, parameters }
        }
    }))
}

/// When a time is due first, told at this time. It is a failure when the text is no time of this kind, or one whose first
/// time comes after its end.
pub(super) fn schedule(source: &TimerSource, text: String, until: Option<String>, at: At) -> Result<Schedule, Failure> {
    let schedule = match source.kind {
        TimerKind::Date => timer::date(&text, at.zone),
        TimerKind::Duration => timer::duration(&text, at),
        TimerKind::Cycle => timer::cycle(&text, at),
        TimerKind::Quartz => timer::cycle(&timer::quartz(&text), at),
    };
    let Some(mut schedule) = schedule else { return Err(Failure::NotTime { text }) };
    let Some(until) = until else { return Ok(schedule) };
    let Some(end) = Timestamp::parse_in(&until, at.zone) else { return Err(Failure::NotTime { text: until }) };
    if schedule.due > end {
        return Err(Failure::NotTime { text: format!("{text} until {until}") });
    }
    if let Some(cycle) = &mut schedule.cycle {
        cycle.until = Some(cycle.until.map_or(end, |until| until.min(end)));
    }
    Ok(schedule)
}

/// BPMN 13.5.2, intermediate catch event and receive task: wait, unless there is nothing to wait for.
pub fn catch(view: View, e: &ElementInstance, trigger: &Trigger) -> Result<Next, Stop> {
    let waits = waits_for(view, e.key, &e.element, trigger)?;
    Ok(if waits.is_empty() {
        Next::Complete
    } else {
        Next::Wait(waits.into_iter().map(|on| (on, Fires::Owner)).collect())
    })
}

/// BPMN 13.5.1 and 13.5.6, throw and end events.
pub fn throw(view: View, e: &ElementInstance, throw: &Throw) -> Result<Next, Stop> {
    Ok(match throw {
        Throw::None => Next::Complete,
        Throw::Terminate => Next::TerminateScope,
        Throw::TerminateAll => Next::TerminateAll,
        Throw::Compensation { activity, wait } => compensation::throw(view, e, activity.as_ref(), *wait),
        Throw::Cancel => Next::CancelTransaction,
        Throw::Error { code, message } => {
            let message = message.as_ref().map_or(Ok(None), |message| text(view, e.key, message))?;
            let code = needed_name(view, e.key, "the error code", code)?;
            Next::Throw(Thrown::Error { code, message: message.unwrap_or_default() })
        }
        Throw::Escalation(code) => {
            Next::Throw(Thrown::Escalation { code: needed_name(view, e.key, "the escalation code", code)? })
        }
        Throw::Message(source) => {
            let (name, own) = message(view, e.key, source)?;
            let carried = match correlation::of(source) {
                Some(of) => correlation::carried(view, e.key, &name, of)?,
                None => vec![],
            };
            let correlation_key = own.or_else(|| carried.first().map(|(_, value)| value.clone()));
            Next::Throw(Thrown::Message { name, correlation_key, talk: source.talk.clone(), carried })
        }
        Throw::Signal { name, all } => {
            Next::Throw(Thrown::Signal { name: needed_name(view, e.key, "the signal name", name)?, all: *all })
        }
        Throw::Link => match view.process.link_target(view.process.node(&e.element)) {
            Some(target) => Next::Jump(target),
            None => return Err(Stop::Failed(Failure::NoLinkTarget { element: e.element.clone() })),
        },
        Throw::Multiple(parts) => multiple(view, e, parts)?,
    })
}

/// BPMN 10.5.4, multiple throw event: all of its definitions are thrown. What goes to others first, in the order of the
/// model; then what decides where the token goes on, of which there is one at most.
fn multiple(view: View, e: &ElementInstance, parts: &[Throw]) -> Result<Next, Stop> {
    let (mut told, mut last) = (vec![], Next::Complete);
    for part in parts {
        match throw(view, e, part)? {
            Next::Throw(thrown @ (Thrown::Message { .. } | Thrown::Signal { .. } | Thrown::Escalation { .. })) => {
                told.push(thrown);
            }
            Next::Complete => {}
            other => last = other,
        }
    }
    Ok(Next::Throws(told, Box::new(last)))
}

fn message(view: View, key: Key, source: &MessageSource) -> Result<(String, Option<String>), Stop> {
    let name = needed_name(view, key, "the message name", &source.name)?;
    let Some(expression) = &source.correlation_key else { return Ok((name, None)) };
    let correlation = match evaluate(view, key, expression)? {
        Value::String(text) if !text.is_empty() => text,
        Value::Number(number) => crate::number::plain(&number),
        Value::Bool(bool) => bool.to_string(),
        _ => {
            let what = "the correlation key".into();
            return Err(Stop::Failed(Failure::Missing { what, expression: expression.text().into() }));
        }
    };
    Ok((name, Some(crate::name::fitting_key("the correlation key", correlation)?)))
}
