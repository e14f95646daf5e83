//! What a step does to the counts of its version, noted for those who watch. The counts themselves are those of the rows of
//! the view (`crate::projection`); here is told by how much they differ from before.
use crate::api::{BatchBeat, Beat, CountsChange, Happened, IncidentChange, JobsBeat, VersionBeat};
use foldhash::fast::FixedState;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use weir_core::event::{JobFailed, JobLocked};
use weir_core::history::History;
use weir_core::wait::WaitFor;
use weir_core::{ElementId, Event, InstanceId, Key, Step, WaitId};

/// What is stuck, and what was noted since it was taken.
#[derive(Debug, Default)]
pub struct Noting {
    /// The element instances with an incident, of the instances that have any: also while nothing is noted.
    stuck: HashMap<InstanceId, BTreeSet<Key>, FixedState>,
    /// The jobs that a worker has taken, of the instances that have any: also while nothing is noted. What has fired says
    /// by itself no more than its number.
    taken: HashMap<InstanceId, Vec<(Key, WaitId)>, FixedState>,
    noted: Option<Beat>,
}

/// One step on the way to being noted.
struct Noted<'a> {
    noting: &'a mut Noting,
    id: InstanceId,
    /// The version that it ran on before the step.
    from: Arc<str>,
    /// The version that it runs on now.
    definition: Arc<str>,
    /// The visits before the step.
    before: &'a History,
    /// What was entered in this step, or is another element since it, by key.
    fresh: Vec<(Key, ElementId)>,
}

impl Noting {
    /// From now on steps are noted, or are not.
    pub fn note(&mut self, wanted: bool) {
        self.noted = wanted.then(Beat::default);
    }

    /// What was noted.
    pub fn take(&mut self) -> Option<Beat> {
        self.noted.take()
    }

    /// A step of an instance that ran on this definition, with the visits that there were before.
    pub fn step(&mut self, definition: &Arc<str>, before: &History, step: &Step) {
        if self.noted.is_none() {
            self.only_kept(step);
            return;
        }
        let (from, definition) = (Arc::clone(definition), Arc::clone(definition));
        let mut noted = Noted { noting: self, id: step.instance, from, definition, before, fresh: vec![] };
        let mut happened = Happened::default();
        for event in &step.events {
            noted.event(event);
            noted.jobs(event);
            happened.add(match event {
                Event::ProcessStarted(_) => Happened::STARTED,
                Event::Suspended { key: 0 } => Happened::SUSPENDED,
                Event::Resumed { key: 0 } => Happened::RESUMED,
                Event::ElementCompleted { key: 0, .. } => Happened::COMPLETED,
                Event::ElementTerminated { key: 0, .. } => Happened::CANCELLED,
                _ => continue,
            });
        }
        if happened == Happened::default() {
            happened = Happened::MOVED;
        }
        if let Some(version) = noted.version() {
            version.happened(step.instance, happened);
        }
    }

    /// A batch began, went on, or was told to.
    pub fn batch(&mut self, batch: &str, by: BatchBeat) {
        let Some(noted) = &mut self.noted else { return };
        match noted.batches.get_mut(batch) {
            Some(known) => known.append(by),
            None => _ = noted.batches.insert(batch.into(), by),
        }
    }

    /// Whoever listens from now on is told by how much it is less.
    fn only_kept(&mut self, step: &Step) {
        for event in &step.events {
            self.job(step.instance, event);
            match event {
                Event::IncidentRaised { key, .. } => _ = self.raise(step.instance, *key),
                Event::IncidentResolved { key }
                | Event::ElementCompleted { key, .. }
                | Event::ElementTerminated { key, .. } => _ = self.resolve(step.instance, *key),
                _ => {}
            }
        }
    }

    /// What an event does to the jobs of its instance.
    fn job(&mut self, id: InstanceId, event: &Event) -> JobsBeat {
        let mut jobs = JobsBeat::default();
        let (kind, happened) = match event {
            Event::WaitOpened { wait, .. } if matches!(wait.on, WaitFor::Job(_)) => (&mut jobs.created, true),
            Event::JobLocked(JobLocked { key, wait, .. }) => {
                let taken = self.taken.entry(id).or_default();
                if !taken.contains(&(*key, *wait)) {
                    taken.push((*key, *wait));
                }
                (&mut jobs.locked, true)
            }
            Event::JobFailed(JobFailed { key, wait, .. }) => {
                self.is_over(id, |job| job == (*key, *wait));
                (&mut jobs.failed, true)
            }
            Event::WaitFired { key, wait } => (&mut jobs.completed, self.is_over(id, |job| job == (*key, *wait))),
            Event::WaitCancelled { key, wait, .. } => (&mut jobs.changed, self.is_over(id, |job| job == (*key, *wait))),
            Event::ElementCompleted { key, .. } => {
                (&mut jobs.changed, self.is_over(id, |(of, _)| of == *key || *key == 0))
            }
            // Nobody may have taken what was there.
            Event::ElementTerminated { key, .. } => {
                self.is_over(id, |(of, _)| of == *key || *key == 0);
                (&mut jobs.changed, true)
            }
            Event::JobExtended(_)
            | Event::JobRetriesSet(_)
            | Event::Suspended { .. }
            | Event::Resumed { .. }
            | Event::ElementMigrated { .. } => (&mut jobs.changed, true),
            _ => return jobs,
        };
        *kind = u64::from(happened);
        jobs
    }

    /// Nobody has these jobs any more. Had anybody?
    fn is_over(&mut self, id: InstanceId, which: impl Fn((Key, WaitId)) -> bool) -> bool {
        let Some(taken) = (!self.taken.is_empty()).then(|| self.taken.get_mut(&id)).flatten() else { return false };
        let before = taken.len();
        taken.retain(|job| !which(*job));
        let was = taken.len() < before;
        if taken.is_empty() {
            self.taken.remove(&id);
        }
        was
    }

    fn raise(&mut self, id: InstanceId, key: Key) -> bool {
        self.stuck.entry(id).or_default().insert(key)
    }

    fn resolve(&mut self, id: InstanceId, key: Key) -> bool {
        // Most is never stuck.
        let Some(keys) = (!self.stuck.is_empty()).then(|| self.stuck.get_mut(&id)).flatten() else { return false };
        let was = keys.remove(&key);
        if keys.is_empty() {
            self.stuck.remove(&id);
        }
        was
    }
}

impl Noted<'_> {
    fn event(&mut self, event: &Event) {
        match event {
            // A join was entered when its first token came.
            Event::TokenArrived { key, element, .. } | Event::ElementActivating { key, element, .. }
                if self.element(*key).is_none() =>
            {
                self.enter(*key, element);
                self.count(element, |change| change.active += 1);
            }
            Event::ElementCompleted { key, .. } => self.left(*key, true),
            Event::ElementTerminated { key, .. } => self.left(*key, false),
            Event::IncidentRaised { key, code, .. } => {
                let fresh = self.noting.raise(self.id, *key);
                self.incident(*key, i64::from(fresh), Some(code.clone()));
            }
            Event::IncidentResolved { key } if self.noting.resolve(self.id, *key) => self.incident(*key, -1, None),
            Event::ElementMigrated { key, element, definition, .. } => self.moved(*key, element, definition),
            // A join that loses its last token is gone, or stays for another reason.
            Event::TokenWithdrawn(_) => {
                if let Some(version) = self.version() {
                    version.uncertain = true;
                }
            }
            _ => {}
        }
    }

    fn jobs(&mut self, event: &Event) {
        let jobs = self.noting.job(self.id, event);
        if jobs != JobsBeat::default()
            && let Some(version) = self.version()
        {
            version.jobs.append(jobs);
        }
    }

    fn version(&mut self) -> Option<&mut VersionBeat> {
        Some(self.noting.noted.as_mut()?.versions.entry(Arc::clone(&self.definition)).or_default())
    }

    fn enter(&mut self, key: Key, element: &ElementId) {
        match self.fresh.binary_search_by_key(&key, |(known, _)| *known) {
            Ok(place) => self.fresh[place].1 = element.clone(),
            Err(place) => self.fresh.insert(place, (key, element.clone())),
        }
    }

    fn element(&self, key: Key) -> Option<ElementId> {
        match self.fresh.binary_search_by_key(&key, |(known, _)| *known) {
            Ok(place) => Some(self.fresh[place].1.clone()),
            Err(_) => self.before.visit(key).map(|visit| visit.element.clone()),
        }
    }

    fn count(&mut self, element: &ElementId, change: impl FnOnce(&mut CountsChange)) {
        let Some(version) = self.version() else { return };
        match version.elements.get_mut(element) {
            Some(known) => change(known),
            None => change(version.elements.entry(element.clone()).or_default()),
        }
    }

    fn left(&mut self, key: Key, completed: bool) {
        let Some(element) = self.element(key) else { return };
        self.count(&element, |change| {
            change.active -= 1;
            change.completed += u64::from(completed);
        });
        // Its incident goes with it.
        if self.noting.resolve(self.id, key) {
            self.incident(key, -1, None);
        }
    }

    fn incident(&mut self, key: Key, more: i64, code: Option<String>) {
        let Some(element) = self.element(key) else { return };
        self.count(&element, |change| change.incidents += more);
        let one = IncidentChange { instance: self.id, key, element, code };
        if let Some(version) = self.version() {
            version.incident(one);
        }
    }

    /// It is in another version from now on, and so is what follows.
    fn moved(&mut self, key: Key, element: &ElementId, definition: &str) {
        let stuck = self.noting.stuck.get(&self.id).is_some_and(|keys| keys.contains(&key));
        let count = |noted: &mut Self, element: &ElementId, by: i64| {
            noted.count(element, |change| {
                change.active += by;
                change.incidents += by * i64::from(stuck);
            });
        };
        if let Some(before) = self.element(key) {
            let now = std::mem::replace(&mut self.definition, Arc::clone(&self.from));
            count(self, &before, -1);
            self.definition = now;
        }
        if *self.definition != *definition {
            let id = self.id;
            if let Some(version) = self.version() {
                version.happened(id, Happened::MOVED);
            }
            self.definition = definition.into();
        }
        count(self, element, 1);
        self.enter(key, element);
    }
}
