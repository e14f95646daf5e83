//! What is done when an instance, a case or the whole replication is over.
use super::{Do, World};
use crate::measure::{Measured, PersonMeasure};
use crate::refusal::Refusal;
use std::collections::BTreeMap;
use weir_core::history::activities;
use weir_core::instance::ElementInstance;
use weir_core::process::Kind;
use weir_core::{Command, Instance};
use weir_mining::log::history;

impl World<'_> {
    /// After a step: is the instance over, or an ad-hoc sub-process done?
    pub(super) fn after(&mut self, slot: u32) -> Result<(), Refusal> {
        let held = &self.slots[slot as usize];
        let Some(instance) = &held.instance else { return Ok(()) };
        if instance.is_ended() {
            return self.ended(slot);
        }
        let process = &self.ready.processes[held.process].process;
        let generation = held.generation;
        if self.exchange.chosen.is_empty() {
            return Ok(());
        }
        let done = |element: &ElementInstance| {
            let by_hand = matches!(&process.element(&element.element).kind, Kind::AdHoc(ad_hoc) if ad_hoc.completion_condition.is_none());
            let mut chosen = element.waits.iter().map(|w| (slot, generation, element.key, w.id));
            by_hand && element.children.is_empty() && chosen.all(|wait| self.exchange.chosen.contains(&wait))
        };
        let keys: Vec<u64> =
            instance.elements.values().filter(|element| done(element)).map(|element| element.key).collect();
        let working = self.todo.iter().any(|next| matches!(next, Do::Command { slot: other, .. } if *other == slot));
        for key in keys.into_iter().filter(|_| !working) {
            self.todo.push_back(Do::Command { slot, generation, command: Command::CompleteAdHoc { key } });
        }
        Ok(())
    }

    /// An instance has ended: its caller goes on, and its case may be over.
    fn ended(&mut self, slot: u32) -> Result<(), Refusal> {
        let held = &mut self.slots[slot as usize];
        let Some(instance) = held.instance.take() else { return Ok(()) };
        held.generation += 1;
        held.items.clear();
        held.asked.clear();
        let (case, main) = (held.case, held.main);
        let steps = std::mem::take(&mut held.steps);
        held.main = false;
        self.ids.remove(&instance.header.id);
        self.free.push(slot);
        let escaped = instance.header.escaped();
        let Instance { header, .. } = instance;
        if let Some(parent) = &header.parent {
            let back = header.sent_back;
            self.give_back(parent, header.state, header.result.unwrap_or_default(), escaped, back);
        }
        if main {
            self.cases[case as usize].ended = Some(self.now);
            self.measured.ended += 1;
            self.open_cases -= 1;
            if self.keep_log {
                let visits = activities(&steps);
                let id = self.cases[case as usize].number.to_string();
                let process = self.ready.processes[self.ready.main].process.id().as_str();
                let added = self.log.case(history::case(&id, process, 1, &visits)).map(|_| ());
                added.map_err(|error| Refusal::new("simulation-limit", None, error.to_string()))?;
            }
        }
        Ok(())
    }

    /// Everything is over: the sums become what was measured.
    pub(super) fn finish(mut self, first: i64) -> Measured {
        self.measured.open = self.named();
        self.measured.span = (self.now - first) as f64;
        let live = self.live.iter().zip(&self.cases).filter(|(main, _)| **main);
        self.measured.live = live.map(|(_, case)| case.ended).collect();
        for case in self.cases.iter().filter(|case| case.counts) {
            if let Some(ended) = case.ended {
                self.measured.sojourn.push((ended - case.began) as f64);
                self.measured.cost.push(case.cost);
            }
        }
        for (process, prepared) in self.ready.processes.iter().enumerate() {
            for (node, sums) in self.steps[process].iter().enumerate().filter(|(_, sums)| sums.count > 0) {
                let id = &prepared.process.graph[petgraph::graph::NodeIndex::new(node)].id;
                self.measured.steps.insert(id.to_string(), *sums);
            }
        }
        for (worker, person) in self.ready.workers.iter().zip(&self.staff.people) {
            let there = person.hours.between(first, self.now) as f64 * f64::from(worker.at_once);
            self.measured.people.insert(worker.id.clone(), PersonMeasure { busy: person.busy, available: there });
        }
        if self.keep_log {
            self.measured.log = Some(self.log.build());
        }
        self.measured
    }

    /// What open cases wait for, each named.
    pub(super) fn named(&self) -> BTreeMap<String, u64> {
        let mut open = BTreeMap::new();
        for slot in self.slots.iter().filter(|slot| slot.main) {
            let Some(instance) = &slot.instance else { continue };
            let mut waits = instance.waits().filter(|(_, wait)| wait.fires.once()).peekable();
            let stuck = instance.elements.values().find(|element| element.incident.is_some());
            let what = match (stuck, waits.peek()) {
                (Some(element), _) => format!("incident at {}", element.element),
                (None, Some((key, wait))) => {
                    let at = instance.live(*key).map_or(String::new(), |element| element.element.to_string());
                    format!("{} at {at}", wait.on.kind())
                }
                (None, None) => {
                    let deepest = instance.elements.values().next_back();
                    format!("join at {}", deepest.map_or(String::new(), |element| element.element.to_string()))
                }
            };
            *open.entry(what).or_insert(0) += 1;
        }
        open
    }
}
