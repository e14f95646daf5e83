//! What follows from a commit outside of it: somebody has to look at what is new.
//!
//! An effect carries no work. It only says where rows have come; whoever is told reads the rows and does the work. So
//! a crash between commit and effect loses nothing: after a start everybody looks once.
use crate::api::{FormDefinition, IndicatorVersion};
use crate::bell::Bell;
use crate::projection::{DecisionRelease, Release};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, watch};
use weir_core::access::Written;
use weir_core::landscape::Landscape;
use weir_core::organisation::Organisation;
use weir_core::parameter::{Parameter, ParameterValue};
use weir_core::wait::WaitFor;
use weir_core::{Event, Timestamp};

/// Name and correlation key of messages.
pub type MessageName = (String, Option<String>);

/// What is new after a commit.
#[allow(clippy::struct_excessive_bools)] // each is somebody who has to look
#[derive(Debug, Default)]
pub struct Effects {
    /// Jobs that may be taken, now or later: the type and the priority of each.
    pub jobs: Vec<(String, i32)>,
    /// The earliest new timer.
    pub timer: Option<Timestamp>,
    /// Commands between instances.
    pub parcels: bool,
    /// Expressions for a killable process.
    pub evaluations: bool,
    /// Names and keys of messages that somebody now waits for, or that were buffered.
    pub messages: Vec<MessageName>,
    /// Instances that a batch is to be carried out on.
    pub batches: bool,
    /// Definitions.
    pub releases: Vec<Release>,
    /// Decisions.
    pub decisions: Vec<DecisionRelease>,
    /// Forms.
    pub forms: Vec<FormDefinition>,
    /// Values of rule parameters.
    pub parameters: Vec<(Parameter, ParameterValue)>,
    /// The versions of rule parameters that conditions were looked at with.
    pub looked: Vec<(String, u64)>,
    /// Somebody is told something.
    pub notices: bool,
    /// Alert rules, alerts or silences are other than before.
    pub alerts: bool,
    /// The organisation as it is from now on.
    pub organisation: Option<(u64, Arc<Organisation>)>,
    /// The landscape of a tenant, or of the installation itself, as it is from now on, and its version.
    pub landscape: Option<(Option<String>, u64, Arc<Landscape>)>,
    /// Indicators, as they are from now on.
    pub indicators: Vec<IndicatorVersion>,
    /// What is other than before of who may do what, and the number of the last line about it.
    pub access: Option<(u64, Vec<Written>)>,
}

/// Those who look.
#[derive(Debug, Default)]
pub struct Hub {
    /// Workers that wait for jobs of a type.
    jobs: Mutex<BTreeMap<String, Arc<Bell>>>,
    /// The timer loop.
    pub timers: Alarm,
    /// The loop that hands over commands between instances.
    pub parcels: Notify,
    /// The loop that has expressions evaluated.
    pub evaluations: Notify,
    /// The loop that carries out batches.
    pub batches: Notify,
    /// The loop that brings messages and subscriptions together.
    pub matching: Names,
    /// Those who listen for what people are told.
    pub notices: watch::Sender<u64>,
    /// The loop that watches alert rules, and those who listen for alerts.
    pub alerts: watch::Sender<u64>,
}

/// Tells of times that are earlier than the one waited for.
#[derive(Debug)]
pub struct Alarm {
    next: Mutex<Timestamp>,
    earlier: Notify,
}

/// Names that somebody should look at, each once.
#[derive(Debug, Default)]
pub struct Names {
    names: Mutex<BTreeSet<MessageName>>,
    more: Notify,
}

impl Effects {
    /// Adds what follows from an event.
    pub fn note(&mut self, event: &Event, job: impl Fn() -> Option<(String, i32)>) {
        match event {
            Event::WaitOpened { wait, .. } | Event::WaitMoved { wait, .. } => self.opened(&wait.on),
            Event::UserTaskPlanned(plan) => plan.due.into_iter().for_each(|due| self.timer(due)),
            Event::JobFailed(_) | Event::JobRetriesSet(_) => self.jobs.extend(job()),
            _ => {}
        }
    }

    /// Something is waited for.
    pub fn opened(&mut self, on: &WaitFor) {
        match on {
            WaitFor::Job(job) => self.jobs.push((job.job_type.clone(), job.priority)),
            WaitFor::Timer { due, .. } => self.timer(*due),
            WaitFor::UserTask(task) => task.due.filter(|_| !task.overdue).into_iter().for_each(|due| self.timer(due)),
            WaitFor::Message { name, key, .. } => self.messages.push((name.clone(), key.clone())),
            WaitFor::Evaluation { .. } => self.evaluations = true,
            WaitFor::Condition { parameters, .. } => self.looked.extend(parameters.iter().cloned()),
            _ => {}
        }
    }

    /// A timer is armed.
    pub fn timer(&mut self, due: Timestamp) {
        self.timer = Some(self.timer.map_or(due, |t| t.min(due)));
    }
}

impl Hub {
    /// Tells everybody; the releases are for the catalogue.
    pub fn tell(&self, effects: Effects) {
        for (job_type, _) in effects.jobs {
            let waiting = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).get(&job_type).cloned();
            if let Some(waiting) = waiting {
                waiting.ring();
            }
        }
        if let Some(due) = effects.timer {
            self.timers.at(due);
        }
        if effects.parcels {
            self.parcels.notify_one();
        }
        if effects.batches {
            self.batches.notify_one();
        }
        if effects.notices {
            self.notices.send_modify(|count| *count += 1);
        }
        if effects.alerts {
            self.alerts.send_modify(|count| *count += 1);
        }
        if effects.evaluations {
            self.evaluations.notify_one();
        }
        for name in effects.messages {
            self.matching.add(name);
        }
    }

    /// Where workers of a type wait.
    pub fn jobs_of(&self, job_type: &str) -> Arc<Bell> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).entry(job_type.to_owned()).or_default().clone()
    }

    /// Forgets types that nobody waits for.
    pub fn tidy(&self) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, bell| Arc::strong_count(bell) > 1);
    }
}

impl Default for Alarm {
    fn default() -> Self {
        Alarm { next: Mutex::new(Timestamp(i64::MIN)), earlier: Notify::new() }
    }
}

impl Alarm {
    /// Something is due then.
    pub fn at(&self, due: Timestamp) {
        let next = *self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if due < next {
            self.earlier.notify_one();
        }
    }

    /// From now on the loop sleeps until then; it tells before it looks for the last time.
    pub fn sleeping_until(&self, next: Timestamp) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
    }

    /// Something earlier has come.
    pub async fn earlier(&self) {
        self.earlier.notified().await;
    }
}

impl Names {
    /// One more to look at.
    pub fn add(&self, name: MessageName) {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        self.more.notify_one();
    }

    /// All there are; they stay until they are taken.
    pub fn all(&self) -> Vec<MessageName> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Takes one away, before it is looked at.
    pub fn take(&self, name: &MessageName) {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }

    /// More has come.
    pub async fn more(&self) {
        self.more.notified().await;
    }
}
