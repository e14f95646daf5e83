//! 驳回 out of a called process: the called instance ends, and the matter goes back where it was called, as if it had been
//! returned at the call activity.
//!
//! What has called an instance is an argument of its step, nearest first: so a way that is not there is refused before
//! anything has happened. When the caller has changed before it hears of it, its call stands still with an incident.
use super::returning::{Ground, returnable};
use super::{Driver, Refused, Stepped};
use crate::approval::{OnReject, ReturnTo};
use crate::command::{Command, Rejection};
use crate::event::{Actor, Event, Intervention};
use crate::failure::{Failure, Stop};
use crate::id::{ElementId, Key, WaitId};
use crate::instance::{Done, Instance};
use crate::parameter::Moment;
use crate::process::{Kind, Process};
use crate::sent_back::{Above, SentBack};
use crate::sentence::Sentence;
use crate::wait::WaitFor;
use petgraph::graph::NodeIndex;

/// The code of the incident of a call whose caller has no way back any more.
const NOWHERE: &str = "nowhere-to-return";

/// An instance that has called another one.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    /// What it runs on.
    pub process: &'a Process,
    /// As it stands.
    pub instance: &'a Instance,
    /// Its call activity.
    pub key: Key,
}

/// The same as [`step`](super::step), of a called instance: a matter may go back from it into what has called it, which is
/// given as it stands, nearest first.
pub fn step_below<'a>(
    process: &'a Process,
    instance: Instance,
    moment: impl Into<Moment<'a>>,
    callers: &'a [Caller<'a>],
    actor: &Actor,
    command: Command,
) -> Result<Stepped, Refused> {
    let mut driver = Driver::new(process, instance, moment.into());
    driver.callers = callers;
    super::decide(driver, actor, command)
}

/// Does a rejection in the process send the matter back to no task that it names? Then that may be in what has called it.
pub fn rejects_upwards(process: &Process) -> bool {
    process.graph.node_weights().any(|element| match &element.kind {
        Kind::UserTask(task) => task
            .approval
            .as_ref()
            .is_some_and(|plan| matches!(plan.on_reject, OnReject::Return(ReturnTo::Previous | ReturnTo::Initiator))),
        _ => false,
    })
}

impl<'a> Caller<'a> {
    /// What was done there and may be gone back to, the latest first.
    pub fn returnable(&self) -> Vec<&'a Done> {
        returnable(self.process, self.instance, self.key)
    }

    fn ground(&self) -> Ground<'a> {
        Ground { process: self.process, instance: self.instance }
    }
}

impl Driver<'_> {
    /// Where a matter goes back to that leaves this instance; none where it stays in it. What is here comes first, then the
    /// nearest; but to a task of the initiator sooner than to what somebody else has begun with.
    pub(super) fn way_above(
        &self,
        key: Key,
        to: &ReturnTo,
        come_back: bool,
    ) -> Result<Option<(ElementId, Above)>, Rejection> {
        let way = match to {
            ReturnTo::Element(_) => return Ok(None),
            ReturnTo::Above(at, element) => {
                let never = || Rejection::NeverDone { element: element.clone() };
                let caller = self.callers.iter().find(|caller| caller.instance.header.id == *at).ok_or_else(never)?;
                Some((caller, caller.ground().target(caller.key, &ReturnTo::Element(element.clone()))?))
            }
            ReturnTo::Previous => {
                if self.callers.is_empty() || self.ground().target(key, to).is_ok() {
                    return Ok(None);
                }
                let way = |caller: &Caller<'_>| caller.ground().target(caller.key, to).ok();
                self.callers.iter().find_map(|caller| Some((caller, way(caller)?)))
            }
            ReturnTo::Initiator => {
                if self.callers.is_empty() || self.ground().first_done(key, true).is_some() {
                    return Ok(None);
                }
                let way = |theirs: bool| {
                    let way = move |caller: &Caller<'_>| caller.ground().first_done(caller.key, theirs);
                    self.callers.iter().find_map(|caller| Some((caller, way(caller)?)))
                };
                let theirs = way(true);
                if theirs.is_none() && self.ground().first_done(key, false).is_some() {
                    return Ok(None);
                }
                theirs.or_else(|| way(false))
            }
        };
        let Some((caller, way)) = way else { return Ok(None) };
        if come_back {
            caller.ground().room_to_come_back(way)?;
        }
        let (to, name) = task_of(caller.process, way.1);
        Ok(Some((to, Above { at: caller.instance.header.id, come_back, name })))
    }

    /// The instance ends, with all that is in it, and tells its caller where the matter goes.
    pub(super) fn send_above(&mut self, key: Key, back: SentBack) {
        let SentBack { to, by, comment, above } = back;
        let (elements, above, task) = (vec![], Some(Box::new(above)), Some(key));
        self.emit(Event::Returned { key, to, by, comment, elements: elements.into(), above, task });
        self.terminate(0, Some(Intervention::Return));
    }

    /// What was called has sent the matter back: it goes on its way up, or back from the call activity.
    pub(super) fn child_sent_back(&mut self, key: Key, wait: WaitId, back: SentBack) -> Result<(), Rejection> {
        let wait = self.wait_that(key, wait, |on| matches!(on, WaitFor::Child { .. }))?;
        self.emit(Event::WaitCancelled { key, wait: wait.id, child: None });
        if back.above.at != self.instance.header.id && self.instance.header.parent.is_some() {
            self.send_above(key, back);
            return Ok(());
        }
        let SentBack { to, by, comment, above } = back;
        let target = ReturnTo::Element(to.clone());
        if let Err(why) = self.send_back_here(key, &target, above.come_back, &by, comment) {
            let message = format!(
                "the called process has sent the matter back to `{to}`, and there is no way back there any more: {why}. \
                 Resolve this to call it anew, or move the token"
            );
            let sentence = Sentence::new("no-way-back-above").with("to", to.as_str()).kept();
            self.stop(key, Stop::Failed(Failure::Refused { code: NOWHERE.into(), message, sentence }));
        }
        Ok(())
    }
}

/// The task of a target, which may be the body of a repeated one.
fn task_of(process: &Process, target: NodeIndex) -> (ElementId, Option<String>) {
    let task = &process.graph[super::returning::activity_of(process, target)];
    (task.id.clone(), task.name.clone())
}
