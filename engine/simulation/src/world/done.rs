//! Work that is done: what it gives to the core, and what it took.
use super::World;
use super::work::Item;
use crate::agenda::Place;
use crate::random::Purpose;
use crate::refusal::Refusal;
use crate::scenario::Outcome;
use weir_core::approval::ReturnTo;
use weir_core::command::LeasedJob;
use weir_core::instance::Variables;
use weir_core::wait::WaitFor;
use weir_core::{Actor, Command, ElementId, Timestamp};

/// What somebody says of a task.
fn given(Place { key, wait, .. }: Place, by: &Actor, outcome: Outcome) -> Command {
    let (by, comment) = (by.clone(), None);
    let Outcome { variables, outcome, to, come_back, .. } = outcome;
    match to {
        Some(to) => {
            let to = ReturnTo::Element(to.as_str().into());
            Command::ReturnUserTask { key, wait, by, to, come_back, comment }
        }
        None => Command::CompleteUserTask { key, wait, by, outcome, comment, variables },
    }
}

/// The lease of a job lasts as long as the simulation.
const LEASE_MS: i64 = 80 * 366 * 86_400_000;

impl World<'_> {
    /// The history says who took it and when, so the core hears of it.
    pub(super) fn begin_work(&mut self, number: u32) -> Result<(), Refusal> {
        let item = &self.items[number as usize];
        let Some(Place { slot, generation, key, wait }) = item.place else { return Ok(()) };
        let by = self.actor(item);
        let command = if item.job {
            Command::LockJob { key, wait, worker: by.id.clone(), until: Timestamp(self.now + LEASE_MS) }
        } else {
            Command::StartUserTask { key, wait, by: by.clone() }
        };
        let done = self.command(slot, generation, Some(&by), command)?;
        done.map_err(|refused| self.step_refused(number, &refused.rejection.to_string()))
    }

    fn actor(&self, item: &Item) -> Actor {
        match item.worker {
            Some(person) => Actor::named(self.ready.workers[person as usize].id.clone()),
            // Nobody of the teams: a machine does it, in the name of whoever the model gives it to.
            None => Actor::named(self.assignee(item).unwrap_or("simulation")),
        }
    }

    fn assignee(&self, item: &Item) -> Option<&str> {
        let Place { slot, key, wait, .. } = item.place?;
        match &self.slots[slot as usize].instance.as_ref()?.wait(key, wait)?.on {
            // An opinion is that of somebody who is asked.
            WaitFor::UserTask(task) => {
                let asked = || task.candidate_users.first().filter(|_| task.seat.is_some());
                task.assignee.as_ref().or_else(asked).map(String::as_str)
            }
            _ => None,
        }
    }

    fn step_refused(&self, number: u32, why: &str) -> Refusal {
        let message = format!("the engine does not take what the scenario has it give: {why}");
        Refusal::at("simulation-step-refused", self.element(&self.items[number as usize]).as_str(), message)
    }

    /// Work is done: the core goes on with what it gives.
    pub(super) fn complete(&mut self, number: u32, generation: u32) -> Result<(), Refusal> {
        if self.items[number as usize].generation != generation {
            return Ok(());
        }
        let Some(place) = self.items[number as usize].place else { return Ok(()) };
        let by = self.actor(&self.items[number as usize]);
        let outcome = self.outcome(number);
        let Place { slot, generation: of, .. } = place;
        let heard = {
            let item = &self.items[number as usize];
            self.ready.processes[item.process].plans[item.node].heard
        };
        if heard && !self.keep_log && !self.items[number as usize].job {
            self.begin_work(number)?;
        }
        let is_back = outcome.to.is_some() && !self.items[number as usize].job;
        let command = if self.items[number as usize].job {
            let Some(job) = self.lease(place, &by, number)? else { return Ok(()) };
            match outcome.error {
                Some(code) => {
                    let (message, variables) = ("simulated".to_owned(), outcome.variables);
                    Command::ThrowJobError { job, code, message, variables }
                }
                None => Command::CompleteJob { job, variables: outcome.variables },
            }
        } else {
            given(place, &by, outcome)
        };
        self.account(number);
        if self.ready.apart {
            let item = &self.items[number as usize];
            let hash = self.ready.processes[item.process].plans[item.node].hash;
            let did = item.worker.map(|who| (hash, who));
            self.cases[item.case as usize].did.extend(did);
        }
        if let Some(position) = self.slots[slot as usize].items.iter().position(|item| *item == number) {
            self.slots[slot as usize].items.swap_remove(position);
        }
        let mut done = self.command(slot, of, Some(&by), command)?;
        if is_back && done.is_err() {
            // Here nothing was done that it could go back to.
            let command = given(place, &by, self.usual(number));
            done = self.command(slot, of, Some(&by), command)?;
        }
        if let Err(refused) = done {
            return Err(self.step_refused(number, &refused.rejection.to_string()));
        }
        self.free_item(number);
        Ok(())
    }

    /// The lease of a job, which is taken now where it was not before.
    fn lease(&mut self, place: Place, by: &Actor, number: u32) -> Result<Option<LeasedJob>, Refusal> {
        let Place { slot, generation, key, wait } = place;
        let leased = |world: &Self| match world.slots[slot as usize].instance.as_ref()?.wait(key, wait)?.on {
            WaitFor::Job(ref job) => job.lease.as_ref().map(|lease| LeasedJob { key, wait, token: lease.token }),
            _ => None,
        };
        if let Some(job) = leased(self) {
            return Ok(Some(job));
        }
        let until = Timestamp(self.now + LEASE_MS);
        let command = Command::LockJob { key, wait, worker: by.id.clone(), until };
        if let Err(refused) = self.command(slot, generation, Some(by), command)? {
            return Err(self.step_refused(number, &refused.rejection.to_string()));
        }
        Ok(leased(self))
    }

    /// What work gives: of the case of the past what was given there, and one of the outcomes.
    fn outcome(&self, number: u32) -> Outcome {
        let item = &self.items[number as usize];
        if item.beside {
            return Outcome::default();
        }
        let plan = &self.ready.processes[item.process].plans[item.node];
        let mut stream = self.stream(item.case, plan.hash, item.visit, Purpose::Result);
        let outcomes = plan.outcomes();
        let chosen = stream.choose(outcomes.iter().map(|outcome| outcome.probability));
        self.with_the_past(item, chosen.map(|chosen| outcomes[chosen].clone()).unwrap_or_default())
    }

    /// What work gives most often where it is not sent back.
    fn usual(&self, number: u32) -> Outcome {
        let item = &self.items[number as usize];
        let outcomes = self.ready.processes[item.process].plans[item.node].outcomes().iter();
        let onwards = outcomes.filter(|outcome| outcome.to.is_none());
        let most = onwards.max_by(|a, b| a.probability.total_cmp(&b.probability));
        self.with_the_past(item, most.cloned().unwrap_or_default())
    }

    fn with_the_past(&self, item: &Item, mut outcome: Outcome) -> Outcome {
        for (name, value) in self.of_the_past(item.case, self.element(item), item.visit) {
            outcome.variables.entry(name).or_insert(value);
        }
        outcome
    }

    fn of_the_past(&self, case: u32, element: &ElementId, visit: u64) -> Variables {
        let Some(vector) = self.cases[case as usize].vector else { return Variables::new() };
        let given = self.ready.scenario.property.vectors[vector].given.get(element.as_str());
        let visits = given.filter(|visits| !visits.is_empty());
        visits.map(|visits| visits[(visit as usize).min(visits.len() - 1)].clone()).unwrap_or_default()
    }

    /// What comes from outside to a wait carries what is given at its element.
    pub(super) fn given_at(&self, place: Place) -> Variables {
        let held = &self.slots[place.slot as usize];
        let Some(element) = held.instance.as_ref().and_then(|i| i.live(place.key)) else { return Variables::new() };
        let plan = self.ready.plan(held.process, &element.element);
        // By which visit it is, and not by a number of the instance: two models count these differently.
        let visit = self.visited(held.case, plan.hash);
        let mut stream = self.stream(held.case, plan.hash, visit, Purpose::Result);
        let chosen = stream.choose(plan.outcomes().iter().map(|outcome| outcome.probability));
        let mut variables = chosen.map(|chosen| plan.outcomes()[chosen].variables.clone()).unwrap_or_default();
        variables.extend(self.of_the_past(held.case, &element.element, 0));
        variables
    }

    /// Its times and costs are added up.
    fn account(&mut self, number: u32) {
        let item = &self.items[number as usize];
        if item.beside {
            return;
        }
        let plan = &self.ready.processes[item.process].plans[item.node];
        let hours = item.worked / 3_600_000.0;
        let mut cost = plan.given.as_ref().map_or(0.0, |given| given.cost.fixed + given.cost.per_hour * hours);
        cost += item.worker.map_or(0.0, |person| self.ready.workers[person as usize].cost_per_hour * hours);
        let case = &mut self.cases[item.case as usize];
        case.cost += cost;
        if case.counts {
            let sums = &mut self.steps[item.process][item.node];
            sums.count += 1;
            sums.extraneous += (item.ready - item.enabled) as f64;
            sums.batching += (item.offered - item.ready) as f64;
            sums.queue += (item.started - item.offered) as f64;
            sums.service += item.worked;
            sums.late += u64::from(item.due.is_some_and(|due| due < self.now));
            sums.cost += cost;
        }
    }
}
