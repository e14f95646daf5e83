//! Work: from the moment it is there until it is done. Between the two lie a wait without a cause, the collecting of a
//! batch, the queue, and the work itself; what it gives is found in [`super::done`].
use super::live::share_beyond;
use super::{Do, World};
use crate::agenda::{Due, Place};
use crate::random::Purpose;
use crate::refusal::Refusal;
use crate::scenario::{BatchMode, Discipline};
use crate::staff::{Next, Offered, Rank, Selection};
use weir_core::wait::{Fires, Wait};
use weir_core::{ElementId, Key, WaitId};

/// One job or task of an instance.
#[allow(clippy::struct_excessive_bools)] // each is asked by itself
#[derive(Debug, Default)]
pub(super) struct Item {
    pub generation: u32,
    pub place: Option<Place>,
    pub process: usize,
    pub node: usize,
    pub case: u32,
    pub visit: u64,
    pub enabled: i64,
    /// When the wait without a cause was over.
    pub ready: i64,
    /// When it was free to be taken.
    pub offered: i64,
    pub started: i64,
    pub worked: f64,
    /// Since when somebody has had it in hand before the simulation began.
    pub begun: Option<i64>,
    /// By which share its wait and its work are drawn together, where that is noted.
    pub share: Option<f64>,
    pub priority: i64,
    pub due: Option<i64>,
    pub job: bool,
    pub seat: bool,
    pub unit: Option<u32>,
    pub worker: Option<u32>,
    pub selection: Option<Selection>,
    /// Is it for those whom the scenario names for the step, as always?
    pub usual: bool,
    /// Does it only say that something happened, and take no time?
    pub beside: bool,
}

impl Item {
    /// The one person whom the model gives it to.
    pub(super) fn assignee(&self) -> Option<&str> {
        let selection = self.selection.as_ref().filter(|one| one.groups.is_empty() && one.people.len() == 1)?;
        selection.people.first().map(String::as_str)
    }
}

/// What somebody takes in hand at once: an item, or a batch.
#[derive(Debug, Default)]
pub(super) struct Unit {
    generation: u32,
    items: Vec<(u32, u32)>,
    worker: Option<u32>,
    started: i64,
    mode: Option<BatchMode>,
    per_further: f64,
}

/// Work that is collected.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub generation: u32,
    items: Vec<(u32, u32)>,
}

impl World<'_> {
    /// A job or task is there.
    pub(super) fn open_item(&mut self, place: Place, wait: &Wait) -> Result<(), Refusal> {
        let held = &self.slots[place.slot as usize];
        let (process, case) = (held.process, held.case);
        let Some(element) = held.instance.as_ref().and_then(|instance| instance.live(place.key)) else { return Ok(()) };
        let prepared = &self.ready.processes[process];
        let node = prepared.process.node(&element.element).index();
        let beside = !matches!(wait.fires, Fires::Owner | Fires::Seat);
        let plan = &prepared.plans[node];
        let hash = plan.hash;
        let visit = if beside { 0 } else { self.visit(case, hash) };
        let mut item =
            Item { process, node, case, visit, enabled: self.now, ready: self.now, beside, ..Item::default() };
        (item.place, item.offered) = (Some(place), self.now);
        item.enabled = self.since.map_or(self.now, |since| since.opened.0);
        self.describe(&mut item, wait);
        let number = self.free_items.pop().unwrap_or_else(|| {
            self.items.push(Item::default());
            self.items.len() as u32 - 1
        });
        item.generation = self.items[number as usize].generation;
        let generation = item.generation;
        self.items[number as usize] = item;
        self.slots[place.slot as usize].items.push(number);
        if beside {
            self.todo.push_back(Do::Finish { item: number, generation });
            return Ok(());
        }
        if self.is_unknown(number) {
            let message = "no case of the past came here, and a simulated one does: say how long it takes";
            let id = self.element(&self.items[number as usize]).as_str();
            return Err(Refusal::at("simulation-step-without-duration", id, message));
        }
        if let Some((person, begun)) = self.in_hand(place, self.items[number as usize].job) {
            let item = &mut self.items[number as usize];
            (item.ready, item.offered, item.begun) = (begun, begun, Some(begun));
            let unit = self.unit(vec![(number, generation)], None, 0.0);
            return self.take(unit, person);
        }
        if let Some(over) = self.wait_over(number) {
            self.agenda.plan(over, Due::Ready { item: number, generation });
            return Ok(());
        }
        self.ready_item(number)
    }

    /// What kept it is over: it is collected, or free to be taken.
    pub(super) fn ready_item(&mut self, number: u32) -> Result<(), Refusal> {
        let item = &mut self.items[number as usize];
        (item.ready, item.offered) = (self.now, self.now);
        let generation = item.generation;
        let plan = &self.ready.processes[item.process].plans[item.node];
        let Some((first, how)) = plan.batch.clone() else { return self.offer(vec![(number, generation)], None, 0.0) };
        let shares = plan.given.as_ref().map(|given| &given.resource.shares);
        let whose = |item: &Item| shares?.keys().position(|who| Some(who.as_str()) == item.assignee());
        let batch = first + whose(item).map_or(0, |at| at + 1);
        let collected = &mut self.batches[batch];
        collected.items.push((number, generation));
        let wanted = |(item, generation): &(u32, u32)| self.items[*item as usize].generation == *generation;
        collected.items.retain(wanted);
        if collected.items.len() >= how.size as usize {
            return self.release(batch);
        }
        if collected.items.len() == 1 {
            let due = Due::Batch { batch: batch as u32, generation: collected.generation };
            let aged = how.after.map(|after| self.now + after.0.round() as i64);
            let turns = how.at.iter().filter_map(|turn| turn.next(self.now, &self.ready.zone));
            if let Some(at) = turns.chain(aged).min() {
                self.agenda.plan(at, due);
            }
        }
        Ok(())
    }

    /// A batch begins to look for somebody.
    pub(super) fn release(&mut self, batch: usize) -> Result<(), Refusal> {
        let collected = &mut self.batches[batch];
        collected.generation += 1;
        let mut items = std::mem::take(&mut collected.items);
        items.retain(|(item, generation)| self.items[*item as usize].generation == *generation);
        let Some((first, _)) = items.first() else { return Ok(()) };
        let first = &self.items[*first as usize];
        let plan = &self.ready.processes[first.process].plans[first.node];
        let Some((_, how)) = &plan.batch else { return Ok(()) };
        let (mode, per_further) = (how.mode, how.per_further);
        self.offer(items, Some(mode), per_further)
    }

    /// What is taken in hand at once.
    fn unit(&mut self, items: Vec<(u32, u32)>, mode: Option<BatchMode>, per_further: f64) -> u32 {
        let number = self.free_units.pop().unwrap_or_else(|| {
            self.units.push(Unit::default());
            self.units.len() as u32 - 1
        });
        for (item, _) in &items {
            self.items[*item as usize].unit = Some(number);
        }
        let generation = self.units[number as usize].generation;
        self.units[number as usize] = Unit { generation, items, mode, per_further, ..Unit::default() };
        number
    }

    /// Work is free to be taken.
    fn offer(&mut self, items: Vec<(u32, u32)>, mode: Option<BatchMode>, per_further: f64) -> Result<(), Refusal> {
        let mut rank: Rank = (i64::MAX, i64::MAX);
        for (item, _) in &items {
            let item = &mut self.items[*item as usize];
            item.offered = self.now;
            rank = rank.min(match self.ready.scenario.discipline {
                Discipline::Fifo => (0, item.enabled),
                Discipline::Priority => (-item.priority, item.enabled),
                Discipline::EarliestDueDate => (item.due.unwrap_or(i64::MAX), item.enabled),
            });
        }
        let first = items[0].0;
        let number = self.unit(items, mode, per_further);
        let generation = self.units[number as usize].generation;
        let usual = self.items[first as usize].usual;
        let pool = if usual { Some(self.usual_pool(first)?) } else { self.pool_of(first)? };
        let Some(pool) = pool else { return self.take(number, None) };
        match self.staff.offer(pool, rank, (number, generation), self.now) {
            Offered::Taken(person) => self.take(number, Some(person)),
            Offered::Queued(come) => {
                for (person, at) in come {
                    self.agenda.plan(at, Due::Duty { person });
                }
                Ok(())
            }
        }
    }

    pub(super) fn element(&self, item: &Item) -> &ElementId {
        &self.ready.processes[item.process].process.graph[petgraph::graph::NodeIndex::new(item.node)].id
    }

    /// Work begins: by somebody, or by itself.
    fn take(&mut self, number: u32, person: Option<u32>) -> Result<(), Refusal> {
        let unit = &mut self.units[number as usize];
        (unit.worker, unit.started) = (person, self.now);
        let (generation, mode, per_further) = (unit.generation, unit.mode, unit.per_further);
        let mut slow = 1.0;
        if let Some(person) = person {
            let worker = &self.ready.workers[person as usize];
            slow += worker.slow_down * f64::from(self.staff.people[person as usize].in_hand);
            self.staff.takes(person);
        }
        let members: Vec<u32> = self.units[number as usize]
            .items
            .iter()
            .filter(|(item, g)| self.items[*item as usize].generation == *g)
            .map(|(item, _)| *item)
            .collect();
        let mut longest: f64 = 0.0;
        let mut work = 0.0;
        for item in &members {
            let begun = self.items[*item as usize].begun;
            let passed = begun.map_or(0.0, |begun| self.time_of(person, begun) as f64);
            let takes = self.processing(*item, person, passed / slow)? * slow;
            longest = longest.max(takes - passed);
            work += takes - passed;
            if mode == Some(BatchMode::Sequential) {
                let (end, generation) = (self.worked_until(person, work), self.items[*item as usize].generation);
                self.agenda.plan(end?, Due::Item { item: *item, generation });
            }
            let in_hand = &mut self.items[*item as usize];
            (in_hand.started, in_hand.worker, in_hand.worked) = (begun.unwrap_or(self.now), person, takes);
        }
        if mode == Some(BatchMode::Parallel) {
            work = longest * (1.0 + per_further * (members.len().saturating_sub(1)) as f64);
            for item in &members {
                self.items[*item as usize].worked = work / members.len() as f64;
            }
        }
        if self.keep_log {
            // After what is being looked at now: one step after the other.
            for item in members.iter().filter(|item| self.items[**item as usize].begun.is_none()) {
                let generation = self.items[*item as usize].generation;
                self.todo.push_back(Do::Begin { item: *item, generation });
            }
        }
        let end = self.worked_until(person, work)?;
        self.agenda.plan(end, Due::Unit { unit: number, generation });
        Ok(())
    }

    fn worked_until(&self, person: Option<u32>, work: f64) -> Result<i64, Refusal> {
        let work = work.round() as i64;
        let Some(person) = person else { return Ok(self.now + work) };
        self.staff.people[person as usize].hours.add(self.now, work).ok_or_else(|| {
            let id = &self.ready.workers[person as usize].id;
            let message = "their calendar has too little working time in the next forty years for what they do";
            Refusal::at("simulation-endless", id, message)
        })
    }

    /// How much of the hours of whoever does something has passed since then.
    fn time_of(&self, person: Option<u32>, since: i64) -> i64 {
        person.map_or(self.now - since, |person| self.staff.people[person as usize].hours.between(since, self.now))
    }

    /// How long work takes, before anything slows it down, if so much of it is done.
    fn processing(&self, number: u32, person: Option<u32>, passed: f64) -> Result<f64, Refusal> {
        let item = &self.items[number as usize];
        let plan = &self.ready.processes[item.process].plans[item.node];
        let worker = person.map(|person| &self.ready.workers[person as usize]);
        let Some(place) = item.place else { return Ok(0.0) };
        let value = |name: &str| self.slots[place.slot as usize].instance.as_ref()?.variable(place.key, name);
        let Some(distribution) = plan.processing(worker, value) else {
            let id = self.element(item).as_str();
            let message = "no duration class fits, and `time.processing` does not say how long it takes otherwise";
            return Err(Refusal::at("simulation-step-without-duration", id, message));
        };
        if plan.given.as_ref().is_some_and(|given| given.time.together) {
            let mut stream = self.stream(item.case, plan.hash, item.visit, Purpose::Wait);
            let share = item.share.unwrap_or_else(|| share_beyond(passed, &mut stream, |share| distribution.at(share)));
            return Ok(distribution.at(share).max(passed));
        }
        Ok(distribution.sample_beyond(passed, &mut self.stream(item.case, plan.hash, item.visit, Purpose::Duration)))
    }

    /// Somebody is through with what they had in hand.
    pub(super) fn unit_done(&mut self, number: u32, generation: u32) -> Result<(), Refusal> {
        let unit = &mut self.units[number as usize];
        if unit.generation != generation {
            return Ok(());
        }
        // What happens to its items from now on concerns it no more.
        for (item, generation) in &unit.items {
            let item = &mut self.items[*item as usize];
            if item.generation == *generation {
                item.unit = None;
            }
        }
        if unit.mode != Some(BatchMode::Sequential) {
            for (item, generation) in &unit.items {
                self.todo.push_back(Do::Finish { item: *item, generation: *generation });
            }
        }
        self.leave_unit(number)
    }

    fn leave_unit(&mut self, number: u32) -> Result<(), Refusal> {
        let unit = &mut self.units[number as usize];
        unit.generation += 1;
        unit.items.clear();
        let (by, started) = (unit.worker.take(), unit.started);
        self.free_units.push(number);
        let Some(person) = by else { return Ok(()) };
        let worked = self.staff.people[person as usize].hours.between(started, self.now) as f64;
        self.staff.leaves(person, self.now, worked);
        // What their work leads to comes before what they take next.
        self.drain()?;
        self.look_for_work(person)
    }

    /// Somebody is free, or has come to work.
    pub(super) fn look_for_work(&mut self, person: u32) -> Result<(), Refusal> {
        loop {
            let units = &self.units;
            match self.staff.next(person, self.now, |unit, generation| units[unit as usize].generation == generation) {
                Next::Unit(unit) => self.take(unit, Some(person))?,
                Next::Later(at) => {
                    self.agenda.plan(at, Due::Duty { person });
                    return Ok(());
                }
                Next::Nothing => return Ok(()),
            }
        }
    }

    /// Nobody waits for this work any more: whoever has it in hand is free.
    pub(super) fn drop_item(&mut self, slot: u32, key: Key, wait: WaitId) {
        let is_it = |item: &u32| {
            self.items[*item as usize]
                .place
                .is_some_and(|place| (place.slot, place.key, place.wait) == (slot, key, wait))
        };
        let Some(position) = self.slots[slot as usize].items.iter().position(is_it) else { return };
        let number = self.slots[slot as usize].items.swap_remove(position);
        let unit = self.items[number as usize].unit;
        self.free_item(number);
        let Some(unit) = unit else { return };
        let items = &self.items;
        let left = |(item, generation): &(u32, u32)| items[*item as usize].generation == *generation;
        if !self.units[unit as usize].items.iter().any(left) {
            let (by, started) = (self.units[unit as usize].worker.take(), self.units[unit as usize].started);
            self.units[unit as usize].generation += 1;
            self.units[unit as usize].items.clear();
            self.free_units.push(unit);
            if let Some(person) = by {
                let worked = self.staff.people[person as usize].hours.between(started, self.now) as f64;
                self.staff.leaves(person, self.now, worked);
                self.agenda.plan(self.now, Due::Duty { person });
            }
        }
    }

    pub(super) fn free_item(&mut self, number: u32) {
        let item = &mut self.items[number as usize];
        let generation = item.generation + 1;
        *item = Item { generation, ..Item::default() };
        self.free_items.push(number);
    }
}
