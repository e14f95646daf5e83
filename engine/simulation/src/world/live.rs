//! Beginning with what is open now: copies of real instances go on from where they stand. What is waited for has been waited
//! for since it began to be, and whoever is at work goes on with it: how long either still takes is drawn from what takes
//! longer than what has passed.
use super::{Case, World};
use crate::agenda::Place;
use crate::hours::Hours;
use crate::random::{Stream, named};
use crate::refusal::Refusal;
use crate::staff::Staff;
use std::collections::BTreeMap;
use weir_core::wait::Wait;
use weir_core::{ElementId, Instance, Key, Timestamp, WaitId};

/// From here on the numbers of cases that were open before are counted, so that they draw other numbers than new ones.
const OPEN_CASES_FROM: u64 = 1 << 40;
/// How far back calendars are looked up, ms: of what is older no more is counted.
const LOOKED_BACK: i64 = 2 * 366 * 86_400_000;

/// An instance that is open when a simulation begins.
#[derive(Debug, Clone)]
pub struct Live {
    /// A copy of it.
    pub instance: Instance,
    /// How it stands with what it waits for; of what is not there nothing is known, and it begins with the simulation.
    pub waits: BTreeMap<(Key, WaitId), Since>,
    /// Who did which elements before.
    pub did: Vec<(ElementId, String)>,
}

/// Since when something is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// Since then.
    pub opened: Timestamp,
    /// And since then somebody is at work on it.
    pub begun: Option<Timestamp>,
}

impl From<Instance> for Live {
    fn from(instance: Instance) -> Live {
        Live { instance, waits: BTreeMap::new(), did: vec![] }
    }
}

impl World<'_> {
    /// Takes in copies of instances.
    pub(crate) fn take_in(&mut self, instances: &[Live]) -> Result<(), Refusal> {
        let times = instances.iter().flat_map(|live| live.waits.values()).map(|since| since.opened.0);
        if let Some(oldest) = times.min().filter(|oldest| *oldest < self.begin) {
            // How much of their hours has passed since then.
            let from = oldest.max(self.begin.saturating_sub(LOOKED_BACK));
            self.staff = Staff::new(&self.ready.workers, from);
            self.waits.clear();
            self.waits.extend(self.ready.scenario.wait_calendars().map(|of| (of.id.as_str(), Hours::of(of, from))));
        }
        for (number, Live { instance, did, .. }) in (0..).zip(instances) {
            let id = instance.header.definition.rsplit_once(':').map_or("", |(process, _)| process);
            let Some(process) = self.ready.process(id) else {
                let message = format!("an open instance runs on `{id}`, which is not among the models");
                return Err(Refusal::at("simulation-no-process", id, message));
            };
            let case = self.cases.len() as u32;
            let began = instance.header.started.0;
            let did = did.iter().filter_map(|(element, who)| Some((named(element.as_str()), self.worker(who)?)));
            let did = did.collect();
            self.cases.push(Case { number: OPEN_CASES_FROM + number, began, counts: true, did, ..Case::default() });
            // What is called ends within the case of its caller.
            let main = instance.header.parent.is_none();
            self.live.push(main);
            self.measured.started += u64::from(main);
            self.open_cases += u64::from(main);
            let slot = self.place(instance.header.id, process, case);
            self.slots[slot as usize].main = main;
            self.slots[slot as usize].instance = Some(instance.clone());
        }
        // All are there before any of them is looked at: they may wait for each other. Whoever is at work has it in hand before
        // they could take anything else, and what has waited longest comes first.
        let mut waits: Vec<(u32, u64, Wait, Option<Since>)> = vec![];
        for (slot, live) in (0..).zip(instances) {
            for (key, wait) in live.instance.waits() {
                let since = live.waits.get(&(key, wait.id)).copied().filter(|since| since.opened.0 <= self.begin);
                waits.push((slot, key, wait.clone(), since));
            }
        }
        let begin = self.begin;
        waits.sort_by_key(|(_, _, _, since)| {
            let in_hand = since.and_then(|since| since.begun).is_some();
            (!in_hand, since.map_or(begin, |since| since.opened.0))
        });
        for (slot, key, wait, since) in waits {
            self.since = since;
            self.opened(slot, key, &wait)?;
        }
        self.since = None;
        Ok(())
    }

    /// Somebody of the scenario by their id.
    pub(super) fn worker(&self, id: &str) -> Option<u32> {
        let mut workers = self.ready.workers.iter();
        workers.position(|worker| worker.id == id || worker.alike == id).map(|place| place as u32)
    }

    /// How long ago what is looked at now began to be waited for, ms; 0 where it begins now.
    pub(super) fn waited(&self) -> f64 {
        self.since.map_or(0.0, |since| (self.now - since.opened.0) as f64)
    }

    /// Work that somebody has in hand already, if this is such: whose, and since when.
    pub(super) fn in_hand(&self, place: Place, job: bool) -> Option<(Option<u32>, i64)> {
        let begun = self.since?.begun?.0.min(self.now);
        if job {
            return Some((None, begun));
        }
        let instance = self.slots[place.slot as usize].instance.as_ref()?;
        let weir_core::wait::WaitFor::UserTask(task) = &instance.wait(place.key, place.wait)?.on else { return None };
        Some((Some(self.worker(task.assignee.as_deref()?)?), begun))
    }
}

/// A share between 0 and 1 for which what it stands for is longer than what has passed; any where none is.
pub(super) fn share_beyond(passed: f64, stream: &mut Stream, at: impl Fn(f64) -> f64) -> f64 {
    let first = stream.uniform();
    if passed <= 0.0 || at(first) > passed {
        return first;
    }
    (0..crate::distribution::TRIES_MAX).map(|_| stream.uniform()).find(|share| at(*share) > passed).unwrap_or(first)
}
