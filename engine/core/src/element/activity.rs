//! Tasks and call activities: work that the engine does itself, or that somebody else does.
use super::approval::{Opening, opening, overdue};
use super::value::{evaluate, list_of_names, needed_name, needed_text, run, text, whole};
use super::{Called, Next, View};
use crate::expression::Expression;
use crate::failure::{Failure, Stop};
use crate::id::{ElementId, Key};
use crate::instance::ElementInstance;
use crate::organisation::UnitKind;
use crate::process::{self, Binding, Call, Value, Work};
use crate::script::point;
use crate::sentence::Sentence;
use crate::time::Timestamp;
use crate::validate::is_duration;
use crate::wait::{Bound, Fires, Job, Tried, UserTask, WaitFor};

/// How often a job may fail when the model does not say.
pub const RETRIES: u32 = 3;
/// How often a job may fail at most, as far as the model says it.
pub const RETRIES_MAX: i64 = 65_535;
/// The highest priority of a job, and below zero the lowest.
pub const JOB_PRIORITY_MAX: i64 = 1000;
/// The priority of a user task when the model does not say.
pub const PRIORITY: u8 = 50;

/// BPMN 10.3.1, `startQuantity`: the activity begins when so many tokens have come, over whichever flows.
pub fn enough(view: View, e: &ElementInstance) -> Option<Vec<ElementId>> {
    let needed = view.element(e).quantity.start as usize;
    (e.arrived.len() >= needed).then(|| e.arrived[..needed].iter().map(|a| a.flow.clone()).collect())
}

/// BPMN 10.3.3, service task and others done outside: a worker of the type gets the job.
pub fn job(view: View, e: &ElementInstance, work: &Work) -> Result<Next, Stop> {
    Ok(Next::Wait(vec![(WaitFor::Job(Box::new(new_job(view, e, work)?)), Fires::Owner)]))
}

/// A job as it is made.
pub fn new_job(view: View, e: &ElementInstance, work: &Work) -> Result<Job, Stop> {
    let job_type = needed_name(view, e.key, "the job type", &work.job_type)?;
    let (retries, backoff) = match &work.retries {
        None => (RETRIES, vec![]),
        Some(value) => tries(&needed_text(view, e.key, TRIES, value)?)?,
    };
    let tried = (!backoff.is_empty()).then_some(Tried { times: retries, backoff });
    let mut headers = std::collections::BTreeMap::new();
    for (name, value) in &work.headers {
        headers.insert(name.clone(), text(view, e.key, value)?.unwrap_or_default());
    }
    let priority = match &work.priority {
        None => 0,
        Some(value) => {
            let text = text(view, e.key, value)?.unwrap_or_else(|| "0".to_owned());
            whole("the priority of the job", &text, -JOB_PRIORITY_MAX..=JOB_PRIORITY_MAX)? as i32
        }
    };
    Ok(Job { job_type, retries, available: view.now, lease: None, headers, priority, tried })
}

const TRIES: &str = "the number of retries";

/// How often a job may fail, and the durations between, where an expression has given them too.
fn tries(text: &str) -> Result<(u32, Vec<String>), Stop> {
    let (times, list) = crate::retries::split(text);
    let times = whole(TRIES, &times, 1..=RETRIES_MAX)? as u32;
    let backoff = list.map(crate::retries::durations).unwrap_or_default();
    if let Some(wrong) = backoff.iter().find(|part| !is_duration(part)) {
        let message = format!("`{wrong}` in `{text}` is no duration; write a list like PT5M,PT30M or R3/PT10M");
        let sentence = Sentence::new("invalid-retries").with("part", wrong).with("text", text).kept();
        return Err(Stop::Failed(Failure::Refused { code: "retry-cycle-invalid".into(), message, sentence }));
    }
    Ok((times, backoff))
}

/// BPMN 10.3.4.1, user task: a person gets it, or several may claim it.
pub fn user_task(view: View, e: &ElementInstance, task: &process::UserTask) -> Result<Next, Stop> {
    if let Some(plan) = &task.approval {
        return Ok(Next::Approve(match &e.ballot {
            // It is asked once; what failed then goes on with those who were found.
            Some(_) => Opening { seats: vec![], copies: vec![] },
            None => opening(view, e, plan)?,
        }));
    }
    let mut waits = vec![(WaitFor::UserTask(Box::new(new_task(view, e, task)?)), Fires::Owner)];
    if let Some(reminder) = &task.reminder {
        waits.push((WaitFor::Timer { due: overdue(view, e, reminder)?, cycle: None }, Fires::Overdue));
    }
    Ok(Next::Wait(waits))
}

/// A user task as it is made, with what listeners have changed of it before.
pub fn new_task(view: View, e: &ElementInstance, task: &process::UserTask) -> Result<UserTask, Stop> {
    let optional = |value: &Option<Value>| match value {
        None => Ok(None),
        Some(value) => text(view, e.key, value),
    };
    let priority = match optional(&task.priority)? {
        None => PRIORITY,
        Some(text) => importance(text)?,
    };
    let point = |text: Option<String>| when(view, task.due_calendar.as_deref(), text.as_deref().unwrap_or_default());
    let mut made = UserTask {
        assignee: optional(&task.assignee)?.filter(|a| !a.is_empty()),
        candidate_users: list_of_names(view, e.key, task.candidate_users.as_ref())?,
        candidate_groups: list_of_names(view, e.key, task.candidate_groups.as_ref())?,
        due: point(optional(&task.due_date)?)?.or_else(|| time_over(e, task)),
        follow_up: point(optional(&task.follow_up_date)?)?,
        priority,
        name: optional(&task.name)?,
        description: optional(&task.description)?,
        form_key: optional(&task.form_key)?,
        form: form(view, e, task)?,
        ..UserTask::default()
    };
    if let Some(change) = &e.task {
        change.on(&mut made, view.at())?;
    }
    if made.assignee.is_none() {
        // What comes back is theirs who had it; they may put it back.
        made.assignee = had(view, e).filter(|person| might_claim(view, &made, person)).map(str::to_owned);
    }
    if made.assignee.is_none() {
        made.offered_by = view.actor.map(str::to_owned);
    }
    Ok(made)
}

/// An approval whose model says how long it may take is due when that is over, unless the model says otherwise.
pub fn time_over(e: &ElementInstance, task: &process::UserTask) -> Option<Timestamp> {
    task.approval.as_ref()?;
    e.waits.iter().find_map(|wait| match wait.on {
        WaitFor::Timer { due, .. } if wait.fires == Fires::Overdue => Some(due),
        _ => None,
    })
}

/// Who did a task, or had it, before the matter went back to it or past it; of one of several nobody.
pub fn had<'a>(view: View<'a>, e: &ElementInstance) -> Option<&'a str> {
    let person = view.instance.header.had.get(&e.element)?;
    let repeated = view.instance.upwards(e.key).any(|around| around.looped.is_some());
    (!repeated && view.organisation.knows(person, view.now)).then_some(person.as_str())
}

/// May somebody claim a task, by name or by what they belong to? Where nobody is known to work here, whoever had it might.
fn might_claim(view: View, task: &UserTask, person: &str) -> bool {
    if task.candidate_users.iter().any(|user| user == person) {
        return true;
    }
    let (whole, now) = (view.organisation.whole(), view.now);
    let Some(known) = whole.person(person, now) else { return !task.candidate_groups.is_empty() };
    let kinds = [UnitKind::Group, UnitKind::Role, UnitKind::Post, UnitKind::Department];
    kinds.iter().any(|kind| whole.units(known, *kind, now).any(|unit| task.candidate_groups.iter().any(|g| g == unit)))
}

/// A whole number from 0 to 100, as where the model writes it down: what is beyond is a fault of the data, and not the most
/// that there is.
fn importance(text: String) -> Result<u8, Stop> {
    let Some(number) = text.trim().parse::<f64>().ok().filter(|number| number.is_finite()) else {
        return Err(Stop::Failed(Failure::NotNumber { what: "the priority".into(), text }));
    };
    if number.fract() != 0.0 || !(0.0..=100.0).contains(&number) {
        let message = format!("`{text}` is no priority: it has to be a whole number from 0 to 100");
        let sentence = Sentence::new("invalid-priority").with("part", text).kept();
        return Err(Stop::Failed(Failure::Refused { code: "priority-invalid".into(), message, sentence }));
    }
    Ok(number as u8)
}

/// It is not loaded.
pub(super) fn no_calendar(id: &str) -> Stop {
    let message = format!("there is no work calendar `{id}`: load it, or name another one");
    let sentence = Sentence::new("calendar").with("name", id).kept();
    Stop::Failed(Failure::Refused { code: "no-such-calendar".into(), message, sentence })
}

/// A point in time; a duration in the work calendar, where one is named.
fn when(view: View, calendar: Option<&str>, text: &str) -> Result<Option<Timestamp>, Stop> {
    let Some(id) = calendar.filter(|_| text.trim_start().starts_with('P')) else { return point(view.at(), text) };
    let Some(calendar) = view.organisation.whole().calendars.get(id) else {
        return Err(no_calendar(id));
    };
    let due = calendar.after(view.now, text);
    due.map(Some).ok_or_else(|| Stop::Failed(Failure::NotTime { text: text.to_owned() }))
}

/// The form with its defaults.
fn form(view: View, e: &ElementInstance, task: &process::UserTask) -> Result<Option<serde_json::Value>, Stop> {
    let Some((schema, defaults)) = &task.form else { return Ok(None) };
    let mut schema = schema.clone();
    for (index, expression) in defaults {
        let value = evaluate(view, e.key, expression)?;
        if let Some(field) = schema.get_mut("components").and_then(|all| all.get_mut(*index)) {
            field["defaultValue"] = value;
        }
    }
    Ok(Some(schema))
}

/// BPMN 10.3.3, script task: the engine evaluates the script when the task is entered.
pub fn script(view: View, e: &ElementInstance, script: &Expression, result: Option<&str>) -> Result<Next, Stop> {
    if script.is_program() {
        return Ok(Next::Scripted(Box::new(run(view, e.key, script)?), result.map(str::to_owned)));
    }
    let value = evaluate(view, e.key, script)?;
    Ok(match result {
        Some(name) => Next::Assign(name.into(), value),
        None => Next::Complete,
    })
}

/// BPMN 10.3.6, call activity: a process runs in an instance of its own, and this one waits for its end.
pub fn call(view: View, e: &ElementInstance, call: &Call) -> Result<Next, Stop> {
    let (process, bound) = called(view, e.key, call)?;
    own_tenant(view, e.key, call.tenant.as_ref())?;
    let own = match &call.business_key {
        Some(key) => text(view, e.key, key)?.filter(|key| !key.is_empty()),
        None => None,
    };
    let inherited = || view.instance.header.business_key.clone().filter(|_| call.inherit_business_key);
    Ok(Next::Call(Called { process, bound, business_key: own.or_else(inherited) }))
}

/// What belongs to another tenant is never reached: whoever names another one is refused, and nothing else is looked for
/// in its place. Nobody is named by nothing.
pub(super) fn own_tenant(view: View, key: Key, named: Option<&process::Value>) -> Result<(), Stop> {
    let Some(named) = named else { return Ok(()) };
    match text(view, key, named)?.filter(|tenant| !tenant.is_empty()) {
        Some(tenant) if view.tenant != Some(&tenant) => Err(Stop::Failed(Failure::OtherTenant { tenant })),
        _ => Ok(()),
    }
}

/// Which process a call activity calls, and which version of it, with the data that an element instance sees.
pub fn called(view: View, key: Key, call: &Call) -> Result<(String, Bound), Stop> {
    Ok((needed_text(view, key, "the called process", &call.process)?, bound(view, key, &call.binding)?))
}

/// The version that a binding means, its expressions evaluated.
pub(super) fn bound(view: View, key: Key, binding: &Binding) -> Result<Bound, Stop> {
    Ok(match binding {
        Binding::Latest => Bound::Latest,
        Binding::Deployment => Bound::Deployment,
        Binding::VersionTag(tag) => Bound::VersionTag(needed_text(view, key, "the version tag", tag)?),
        Binding::Version(version) => {
            let what = "the number of the version";
            let text = needed_text(view, key, what, version)?;
            let number = text.parse();
            Bound::Version(number.map_err(|_| Stop::Failed(Failure::NotNumber { what: what.into(), text }))?)
        }
    })
}
