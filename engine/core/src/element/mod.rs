//! What each BPMN element does: one enum, one match per question, one module per family.
//!
//! Everything here is a pure function of what it can see; nothing here changes state. Absent on purpose: lifecycle
//! events, waits' numbers, the order of work. These belong to the driver in `step/`.
mod activity;
pub(crate) mod ad_hoc;
mod approval;
pub(crate) mod compensation;
mod complex;
mod event;
mod facts;
mod gateway;
mod multi_instance;
mod rule;
mod scope;
mod standard_loop;
mod starter;
mod told;
mod value;

pub use activity::time_over;
pub use activity::{JOB_PRIORITY_MAX, RETRIES, RETRIES_MAX, called, new_job as listener_job, new_task as task_before};
pub use approval::{Opening, candidates, named, named_for, overdue, seat_task, stand_in};
pub use compensation::Undoing;
pub use event::{Thrown, throw, waits_for};
pub use multi_instance::{INSTANCES_MAX, derived, locals as instance_locals, numbers, reports};
pub use rule::{asked, decided};
pub use starter::{Awaited, StartConditions, Starter, gathers, start_conditions, starters};
pub(crate) use told::short;
pub use told::{unanswered, words};
pub(crate) use value::evaluate_in;
pub use value::{Seen, evaluate, evaluate_own, kind_of, list_of_names, outcome, run, text, truth};

use crate::compensation::Kept;
use crate::failure::Stop;
use crate::id::{ElementId, FlowIds, Key};
use crate::instance::{ElementInstance, Instance, Variables};
use crate::organisation::Workplace;
use crate::parameter::Reading;
use crate::process::{Element, Gateway, Kind, Process, Trigger};
use crate::script::Outcome;
use crate::time::Timestamp;
use crate::timer::At;
use crate::wait::{Bound, Fires, WaitFor};
use jiff::tz::TimeZone;
use petgraph::graph::NodeIndex;

/// What an element may look at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The process it belongs to.
    pub process: &'a Process,
    /// The instance as it is now.
    pub instance: &'a Instance,
    /// The time of the step.
    pub now: Timestamp,
    /// The rule parameters in force.
    pub parameters: &'a Reading<'a>,
    /// The organisation as it is.
    pub organisation: Workplace<'a>,
    /// The zone of times that name none.
    pub zone: &'a TimeZone,
    /// The tenant that the process belongs to, where there are tenants.
    pub tenant: Option<&'a str>,
    /// Who does what is being done, where that is somebody.
    pub actor: Option<&'a str>,
}

impl<'a> View<'a> {
    /// The time of the step, with the zone of times that name none.
    pub fn at(self) -> At<'a> {
        At { now: self.now, zone: self.zone }
    }
}

/// A child to enter inside a scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Child {
    /// What.
    pub element: ElementId,
    /// Its local variables.
    pub variables: Variables,
}

/// A process to call.
#[derive(Debug, Clone, PartialEq)]
pub struct Called {
    /// Its id.
    pub process: String,
    /// Which version of it.
    pub bound: Bound,
    /// What people are to know the called instance by.
    pub business_key: Option<String>,
}

/// What an element wants next; the driver turns it into events.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// Stay as it is.
    Rest,
    /// Wait for these; the first to come decides.
    Wait(Vec<(WaitFor, Fires)>),
    /// Call another process and wait for its end.
    Call(Called),
    /// Be done.
    Complete,
    /// Set a variable, then be done.
    Assign(String, serde_json::Value),
    /// Do what a script says, give its value to the variable, then be done.
    Scripted(Box<Outcome>, Option<String>),
    /// Enter children.
    Children(Vec<Child>),
    /// Begin a multi-instance activity with this many instances, or one for each item.
    Loop(u32, Option<Vec<serde_json::Value>>),
    /// End the children that are left, then be done.
    Enough,
    /// Let somebody choose among the activities of an ad-hoc sub-process.
    Offer,
    /// Begin with these activities of an ad-hoc sub-process, and let somebody choose others.
    Begin(Vec<ElementId>),
    /// Begin the activity whose turn it is.
    Choose,
    /// Let nothing more be chosen.
    Close,
    /// Throw something, then be done if still there.
    Throw(Thrown),
    /// Throw all of these, then do the rest if still there.
    Throws(Vec<Thrown>, Box<Next>),
    /// Go on at the link catch event.
    Jump(NodeIndex),
    /// End everything else in the scope, then be done.
    TerminateScope,
    /// End everything in the instance, and the instances that have called it.
    TerminateAll,
    /// Compensate these activities, one after another.
    Compensate {
        /// Which.
        activities: Vec<Kept>,
        /// Be done when they are; else be done at once.
        wait: bool,
    },
    /// Undo this activity next.
    Undo(Undoing),
    /// Undo it by this event sub-process.
    Handle(ElementId),
    /// All that was to be compensated is.
    Undone,
    /// Ask those who are to approve.
    Approve(Opening),
    /// End the transaction around, and undo what completed in it.
    CancelTransaction,
}

impl<'a> View<'a> {
    /// The element behind an element instance.
    pub fn element(self, e: &ElementInstance) -> &'a Element {
        self.process.element(&e.element)
    }
}

/// Do tokens that arrive here merge before the element is entered?
pub fn joins(process: &Process, node: NodeIndex) -> bool {
    let element = &process.graph[node];
    let merges =
        matches!(element.kind, Kind::Gateway(Gateway::Parallel | Gateway::Inclusive) | Kind::ComplexGateway { .. });
    let conditional = matches!(element.kind, Kind::ComplexGateway { activation: Some(_) });
    element.quantity.start > 1 || conditional || (merges && process.incoming(node).len() > 1)
}

/// May a joining instance be entered now? Returns the flows whose waiting token it takes.
pub fn ready(view: View, e: &ElementInstance) -> Result<Option<Vec<ElementId>>, Stop> {
    Ok(match &view.element(e).kind {
        Kind::Gateway(Gateway::Parallel) => gateway::parallel_ready(view, e),
        Kind::Gateway(Gateway::Inclusive) => gateway::inclusive_ready(view, e),
        Kind::ComplexGateway { activation } => return complex::ready(view, e, activation.as_ref()),
        _ => activity::enough(view, e),
    })
}

/// The variables by which an instance enables that elements with a skip expression are passed by.
const SKIPPING: [&str; 2] = ["_FLOWABLE_SKIP_EXPRESSION_ENABLED", "_ACTIVITI_SKIP_EXPRESSION_ENABLED"];

/// The element is entered: what does it want?
pub fn activate(view: View, e: &ElementInstance) -> Result<Next, Stop> {
    if e.undoes() {
        return Ok(compensation::activate(view, e));
    }
    if let Some(skip) = &view.element(e).skip
        && SKIPPING.iter().any(|name| view.instance.variable(e.key, name) == Some(&serde_json::Value::Bool(true)))
        && value::holds(view, e.key, skip)?
    {
        return Ok(Next::Complete);
    }
    match &view.element(e).kind {
        Kind::Process | Kind::SubProcess | Kind::Transaction => scope::activate(view, e),
        Kind::AdHoc(ad_hoc) => ad_hoc::activate(view, e, ad_hoc),
        // The driver enters the start event of an event sub-process, with what triggered it.
        Kind::EventSubProcess => Ok(Next::Rest),
        Kind::MultiInstance(looped) => multi_instance::activate(view, e, looped),
        Kind::StandardLoop(looped) => standard_loop::activate(view, e, looped),
        Kind::JobTask(work) => activity::job(view, e, work),
        Kind::UserTask(task) => activity::user_task(view, e, task),
        Kind::ScriptTask { script, result } => activity::script(view, e, script, result.as_deref()),
        Kind::RuleTask(task) => rule::ask(view, e, task),
        Kind::CallActivity(call) => activity::call(view, e, call),
        Kind::Gateway(Gateway::EventBased) => gateway::event_based(view, e),
        Kind::Start { trigger: trigger @ Trigger::ParallelMultiple(_), .. } if !e.triggered => {
            event::catch(view, e, trigger)
        }
        Kind::NoneTask
        | Kind::Gateway(_)
        | Kind::ComplexGateway { .. }
        | Kind::Start { .. }
        | Kind::Boundary { .. } => Ok(Next::Complete),
        Kind::Catch(_) if e.triggered => Ok(Next::Complete),
        Kind::Catch(trigger) => event::catch(view, e, trigger),
        Kind::Throw(throw) | Kind::End(throw) => event::throw(view, e, throw),
    }
}

/// A child of a scope is gone: what now?
pub fn child_gone(view: View, e: &ElementInstance) -> Result<Next, Stop> {
    match &view.element(e).kind {
        kind if e.undoes() || compensation::throws(kind) => Ok(compensation::next(view, e)),
        Kind::MultiInstance(looped) => multi_instance::child_gone(view, e, looped),
        Kind::StandardLoop(looped) => standard_loop::child_gone(view, e, looped),
        Kind::AdHoc(ad_hoc) => ad_hoc::child_gone(view, e, ad_hoc),
        _ if e.children.is_empty() => Ok(Next::Complete),
        _ => Ok(Next::Rest),
    }
}

/// The element is left: which flows does its token take? BPMN 10.3.1, `completionQuantity`: over each of them go so many.
pub fn leave(view: View, e: &ElementInstance) -> Result<FlowIds, Stop> {
    let times = view.element(e).quantity.completion as usize;
    let flows = taken(view, e)?;
    Ok(if times == 1 { flows } else { flows.into_iter().flat_map(|flow| vec![flow; times]).collect() })
}

fn taken(view: View, e: &ElementInstance) -> Result<FlowIds, Stop> {
    match view.element(e).kind {
        Kind::Gateway(Gateway::Exclusive) => gateway::exclusive_leave(view, e),
        Kind::Gateway(Gateway::Inclusive) => gateway::inclusive_leave(view, e),
        Kind::Gateway(Gateway::Parallel | Gateway::ParallelEventBased) => Ok(gateway::all_flows(view, e)),
        Kind::Gateway(Gateway::EventBased) => Ok(FlowIds::new()),
        Kind::ComplexGateway { .. } => complex::leave(view, e),
        _ => gateway::conditional_leave(view, e),
    }
}

/// What an instance of a multi-instance activity gives when it completes.
pub fn collected(view: View, scope: &ElementInstance, child: Key) -> Result<Option<serde_json::Value>, Stop> {
    match &view.element(scope).kind {
        Kind::MultiInstance(looped) if !scope.undoes() => multi_instance::collected(view, looped, child),
        _ => Ok(None),
    }
}

/// Is it a scope, so that it is done when its children are?
pub fn is_scope(kind: &Kind) -> bool {
    repeats(kind)
        || compensation::throws(kind)
        || matches!(kind, Kind::Process | Kind::SubProcess | Kind::Transaction | Kind::AdHoc(_) | Kind::EventSubProcess)
}

/// Is it the scope around the instances of a repeated activity?
pub fn repeats(kind: &Kind) -> bool {
    matches!(kind, Kind::MultiInstance(_) | Kind::StandardLoop(_))
}
