//! The history of a process as a simulation learns from it: cases with their visits, and what was given in them.
use crate::api::NewSimulation;
use crate::catalogue::split;
use crate::error::Error;
use crate::keys::{Bytes, Reader, space};
use crate::projection::{header, headers_range, weight};
use crate::shell::Shell;
use crate::store::Table;
use crate::{SIMULATION_LIVE_MAX, SIMULATION_VALUE_BYTES_MAX};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weir_core::event::{JobFailed, JobLocked, UserTaskAssigned, UserTaskStarted};
use weir_core::history::{ActivityInstance, activities};
use weir_core::instance::Variables;
use weir_core::{ElementId, Event, Instance, InstanceId, Key, Step, Timestamp, WaitId};
use weir_mining::log::{Log, LogBuilder, Value, history};
use weir_simulation::scenario::Vector;
use weir_simulation::{Live, Since};

/// How many instances are looked up at once.
const CHUNK: usize = 500;

/// What was read.
pub struct Read {
    /// The cases.
    pub log: Log,
    /// What each began with, and what was given in it.
    pub vectors: Arc<BTreeMap<String, Vector>>,
    /// Copies of those that run, where that was asked for.
    pub live: Vec<Live>,
    /// How many of them were left out, because they stand still or are stuck.
    pub left_out: u64,
    /// Of so many visits nobody said when work began: it is taken to have begun when somebody took the task.
    pub starts_assumed: u64,
    /// Of so many visits nobody took the task at all: only their end is known.
    pub starts_unknown: u64,
    /// The rule parameters that the cases used.
    pub parameters: BTreeSet<String>,
}

/// Reads what happened until `as_of`: the newest cases, so many at most. `tell` hears how many were read, and ends it by
/// answering false.
pub fn read(
    shell: &Shell,
    new: &NewSimulation,
    as_of: Timestamp,
    most: usize,
    tell: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<Read>, Error> {
    let until = new.until.unwrap_or(as_of).min(as_of);
    let with_live = new.live_until.is_some();
    let ids = ids(shell, &new.process, new.from, until, most, tell)?;
    let (mut log, mut vectors, mut live, mut read) = (LogBuilder::default(), BTreeMap::new(), vec![], 0);
    let (mut left_out, mut starts_assumed, mut starts_unknown) = (0, 0, 0);
    let (mut parameters, mut pressed) = (BTreeSet::new(), BTreeSet::new());
    let running = if with_live { running(shell, &new.process)? } else { BTreeSet::new() };
    let taken: BTreeSet<InstanceId> = ids.iter().copied().collect();
    for id in ids.iter().chain(running.iter().filter(|id| !taken.contains(id))) {
        let mut steps = vec![];
        crate::history::steps(shell, *id, 0, |_, step| {
            let before = step.at <= as_of;
            if before {
                steps.push(step);
            }
            before
        })?;
        read += 1;
        if read % 50 == 0 && !tell(read) {
            return Ok(None);
        }
        if steps.is_empty() {
            continue;
        }
        let visits = activities(&steps);
        let copy = if with_live { standing(*id, &steps, &visits) } else { None };
        let head = copy.as_ref().map(|(copy, _)| &copy.instance.header);
        if head.is_some_and(|head| head.suspended.is_some() || head.incidents > 0) {
            left_out += 1;
        } else if let Some(copy) = copy {
            if live.len() == SIMULATION_LIVE_MAX {
                let message = format!("more than {SIMULATION_LIVE_MAX} instances run: simulate without what runs now");
                return Err(Error::invalid("simulation-limit", message));
            }
            live.push(copy);
        }
        if taken.contains(id) {
            pressed.extend(visits.iter().filter(|visit| visit.started.is_some()).map(|visit| visit.element.clone()));
            let version = header(&shell.view(), *id)?.and_then(|known| Some(split(&known.definition)?.1));
            let mut case = history::case(&id.to_string(), &new.process, version.unwrap_or(0), &visits);
            for (name, _) in steps.iter().flat_map(|step| &step.parameters) {
                if !parameters.contains(name) {
                    parameters.insert(name.clone());
                }
            }
            for row in case.rows.iter_mut().filter(|row| row.started.is_none() && row.actor.is_some()) {
                starts_assumed += u64::from(row.claimed.is_some());
                starts_unknown += u64::from(row.claimed.is_none() && row.ended.is_some());
                row.started = row.claimed;
            }
            let vector = vector(&steps);
            case.attributes = told_by(&vector.start);
            vectors.insert(case.id.clone(), vector);
            log.case(case).map_err(|error| Error::invalid("simulation-limit", error.to_string()))?;
        }
    }
    let (log, vectors) = (log.build(), Arc::new(vectors));
    let live = live.into_iter().map(|(live, claimed)| begun(live, claimed, &pressed)).collect();
    Ok(Some(Read { log, vectors, live, left_out, starts_assumed, starts_unknown, parameters }))
}

/// What a case was started with and may be told from others by.
fn told_by(start: &Variables) -> Vec<(String, Value)> {
    let value = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(Value::Text(text.clone())),
        serde_json::Value::Bool(flag) => Some(Value::Flag(*flag)),
        other => other.as_f64().map(Value::Real),
    };
    start.iter().filter_map(|(name, of)| Some((name.clone(), value(of)?))).collect()
}

/// The newest instances of a process that were started in the window, in the order in which they were.
fn ids(
    shell: &Shell,
    process: &str,
    from: Option<Timestamp>,
    until: Timestamp,
    most: usize,
    tell: &mut dyn FnMut(u64) -> bool,
) -> Result<Vec<InstanceId>, Error> {
    let (start, _) = headers_range();
    let born =
        |at: Timestamp| Bytes::new().byte(space::MAIN).instance(InstanceId::compose(at.0.max(0) as u64, 0, 0)).done();
    let start = from.map_or(start, born);
    let mut end = born(until);
    let mut found = vec![];
    loop {
        let rows = shell.store.scan_reverse(Table::Instance, &start, &end, CHUNK)?;
        let Some((last, _)) = rows.last() else { break };
        end.clone_from(last);
        for (key, _) in &rows {
            let id = key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance());
            let known = id.map(|id| header(&shell.view(), id)).transpose()?.flatten();
            let Some(known) = known else { continue };
            let of = known.definition.rsplit_once(':').map_or(known.definition.as_str(), |(process, _)| process);
            if of == process {
                found.push(known.id);
            }
        }
        if found.len() >= most || !tell(0) {
            break;
        }
    }
    found.truncate(most);
    found.reverse();
    Ok(found)
}

/// Those that run.
fn running(shell: &Shell, process: &str) -> Result<BTreeSet<InstanceId>, Error> {
    let (start, end) = Bytes::new().text(process).prefix();
    let rows = shell.store.scan(Table::ActiveInstance, &start, &end, SIMULATION_LIVE_MAX + 1)?;
    let id = |key: &Vec<u8>| key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance());
    Ok(rows.iter().filter_map(|(key, _)| id(key)).collect())
}

/// Since when somebody has had each task, though nobody says that they began with it.
type Claimed = BTreeMap<(Key, WaitId), Timestamp>;

/// An instance as it stood, if it had not ended. Whoever called it is not simulated, so it stands alone.
fn standing(id: InstanceId, steps: &[Step], visits: &[ActivityInstance]) -> Option<(Live, Claimed)> {
    let mut instance = Instance::new(id);
    let (mut waits, mut claimed) = (BTreeMap::new(), Claimed::new());
    for step in steps {
        for event in &step.events {
            instance.apply(step.at, event);
            match event {
                Event::WaitOpened { key, wait } => {
                    waits.insert((*key, wait.id), Since { opened: step.at, begun: None });
                }
                Event::UserTaskAssigned(UserTaskAssigned { key, wait, assignee, .. }) => {
                    claimed.remove(&(*key, *wait));
                    claimed.extend(assignee.as_ref().map(|_| ((*key, *wait), step.at)));
                    waits.entry((*key, *wait)).and_modify(|since| since.begun = None);
                }
                Event::UserTaskStarted(UserTaskStarted { key, wait })
                | Event::JobLocked(JobLocked { key, wait, .. }) => {
                    waits.entry((*key, *wait)).and_modify(|since| since.begun = since.begun.or(Some(step.at)));
                }
                Event::JobFailed(JobFailed { key, wait, .. }) => {
                    waits.entry((*key, *wait)).and_modify(|since| since.begun = None);
                }
                _ => {}
            }
        }
    }
    instance.header.parent = None;
    let open: BTreeSet<(Key, WaitId)> = instance.waits().map(|(key, wait)| (key, wait.id)).collect();
    waits.retain(|wait, _| open.contains(wait));
    let done = visits.iter().filter(|visit| visit.ended.is_some());
    let did = done.filter_map(|visit| Some((visit.element.clone(), visit.actor.clone()?))).collect();
    (!instance.is_ended()).then_some((Live { instance, waits, did }, claimed))
}

/// Where nobody ever says that they begin with a task, whoever has it is at it, as the history is read.
fn begun(mut live: Live, claimed: Claimed, pressed: &BTreeSet<ElementId>) -> Live {
    for (wait, at) in claimed {
        let says = live.instance.live(wait.0).is_some_and(|element| pressed.contains(&element.element));
        if let Some(since) = live.waits.get_mut(&wait).filter(|since| since.begun.is_none() && !says) {
            since.begun = Some(at);
        }
    }
    live
}

/// What a case began with, and what came from outside at each visit.
fn vector(steps: &[Step]) -> Vector {
    let mut vector = Vector::default();
    let mut elements = BTreeMap::new();
    let small = |value: &serde_json::Value| weight::of(value) <= SIMULATION_VALUE_BYTES_MAX;
    for step in steps {
        let mut fired = BTreeSet::new();
        for event in &step.events {
            match event {
                Event::ElementActivating { key, element, variables, .. } => {
                    elements.insert(*key, element.to_string());
                    if *key == 0 {
                        vector.start =
                            variables.iter().filter(|(_, v)| small(v)).map(|(n, v)| (n.clone(), v.clone())).collect();
                    }
                }
                Event::WaitFired { key, .. } => drop(fired.insert(*key)),
                _ => {}
            }
        }
        let mut given: BTreeMap<u64, Variables> = BTreeMap::new();
        for event in &step.events {
            let Event::VariableSet { name, value, writer: Some(writer), .. } = event else { continue };
            if fired.contains(writer) && small(value) {
                given.entry(*writer).or_default().entry(name.clone()).or_insert_with(|| (**value).clone());
            }
        }
        for (key, variables) in given {
            if let Some(element) = elements.get(&key) {
                vector.given.entry(element.clone()).or_default().push(variables);
            }
        }
    }
    vector
}
