//! Whom work is for: who may do it, who is left out, and what is said where nobody is left or nobody was ever there.
use super::World;
use super::work::Item;
use crate::random::Purpose;
use crate::refusal::Refusal;
use crate::scenario::ResourceParameters;
use crate::staff::Selection;
use weir_core::wait::{Fires, Wait, WaitFor};

impl World<'_> {
    /// Who may do it, how urgent it is, when it is due.
    pub(super) fn describe(&self, item: &mut Item, wait: &Wait) {
        let plan = &self.ready.processes[item.process].plans[item.node];
        let asked = plan.given.as_ref().map(|given| &given.resource);
        item.seat = wait.fires == Fires::Seat;
        match &wait.on {
            WaitFor::UserTask(task) => {
                item.priority = i64::from(task.priority);
                item.due = task.due.map(|due| due.0);
            }
            WaitFor::Job(job) => {
                item.priority = i64::from(job.priority);
                item.job = true;
            }
            _ => {}
        }
        item.priority = asked.and_then(|asked| asked.priority).map_or(item.priority, i64::from);
        let named = asked
            .filter(|a| !(a.people.is_empty() && a.groups.is_empty() && a.skills.is_empty() && a.shares.is_empty()));
        // Whom the core has already given a seat or a task to is not chosen again.
        let given = matches!(&wait.on, WaitFor::UserTask(task) if task.assignee.is_some());
        match named {
            Some(asked) if !given && asked.shares.is_empty() && asked.kinds.is_empty() && plan.apart.is_none() => {
                item.usual = true;
            }
            Some(asked) if !given => {
                let (people, groups) = match (self.own_queue(item, asked), self.of_kind(item, asked)) {
                    (Some(who), _) => (vec![who], vec![]),
                    (None, Some(people)) => (people.clone(), vec![]),
                    (None, None) => (asked.people.clone(), asked.groups.clone()),
                };
                item.selection =
                    Some(Selection { people, groups, skills: asked.skills.clone(), ..Selection::default() });
            }
            _ if asked.is_some_and(|asked| asked.automated) || item.job => {}
            _ => item.selection = Some(whom(wait)),
        }
    }

    /// All who may do a piece of work; none where it needs nobody.
    pub(super) fn pool_of(&mut self, item: u32) -> Result<Option<u32>, Refusal> {
        let Some(mut selection) = self.items[item as usize].selection.take() else { return Ok(None) };
        let nobody_named = selection == Selection::default();
        selection.not = self.left_out(&self.items[item as usize]);
        let pool = self.staff.pool(&selection, &self.ready.workers);
        let Some(pool) = pool.filter(|_| !nobody_named) else {
            return Err(self.nobody(item, &selection));
        };
        self.items[item as usize].selection = Some(Selection { not: vec![], ..selection });
        Ok(Some(pool))
    }

    /// Those whom the scenario names for a step: found once, for they are the same for each piece of it.
    pub(super) fn usual_pool(&mut self, item: u32) -> Result<u32, Refusal> {
        let Item { process, node, .. } = self.items[item as usize];
        if let Some(pool) = self.usual[process][node] {
            return Ok(pool);
        }
        let asked = self.ready.processes[process].plans[node].given.as_ref().map(|given| &given.resource);
        let selection = asked.map_or_else(Selection::default, |asked| Selection {
            people: asked.people.clone(),
            groups: asked.groups.clone(),
            skills: asked.skills.clone(),
            not: vec![],
        });
        let pool = self.staff.pool(&selection, &self.ready.workers).ok_or_else(|| self.nobody(item, &selection))?;
        self.usual[process][node] = Some(pool);
        Ok(pool)
    }

    /// Is nothing known of this work, because nobody was ever there?
    pub(super) fn is_unknown(&self, number: u32) -> bool {
        let item = &self.items[number as usize];
        let given = &self.ready.processes[item.process].plans[item.node].given;
        given.as_ref().is_some_and(|given| given.time.is_unknown())
    }

    /// Who did in this case what somebody else has to look at.
    pub(super) fn left_out(&self, item: &Item) -> Vec<String> {
        let Some(other) = self.ready.processes[item.process].plans[item.node].apart else { return vec![] };
        let did = self.cases[item.case as usize].did.iter().filter(|(element, _)| *element == other);
        let mut people: Vec<String> = did.map(|(_, who)| self.ready.workers[*who as usize].id.clone()).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// In whose queue it waits, where everybody has one of their own: drawn among those who may do it in this case.
    pub(super) fn own_queue(&self, item: &Item, asked: &ResourceParameters) -> Option<String> {
        if asked.shares.is_empty() {
            return None;
        }
        let not = self.left_out(item);
        let shares: Vec<(&String, f64)> =
            asked.shares.iter().filter(|(who, _)| !not.contains(who)).map(|(who, share)| (who, *share)).collect();
        let hash = self.ready.processes[item.process].plans[item.node].hash;
        let drawn = self.stream(item.case, hash, item.visit, Purpose::Person).uniform();
        let mut left = drawn * shares.iter().map(|(_, share)| share).sum::<f64>();
        let reached = shares.iter().find(|(_, share)| {
            left -= share;
            left < 0.0
        });
        reached.or(shares.last()).map(|(who, _)| (*who).clone())
    }

    /// Who does cases of its kind, where each kind has people of its own.
    fn of_kind<'r>(&self, item: &Item, asked: &'r ResourceParameters) -> Option<&'r Vec<String>> {
        let place = item.place.filter(|_| !asked.kinds.is_empty())?;
        let plan = &self.ready.processes[item.process].plans[item.node];
        let by = plan.given.as_ref()?.time.size.as_ref()?;
        let instance = self.slots[place.slot as usize].instance.as_ref()?;
        asked.kinds.get(by.class(instance.variable(place.key, &by.variable))?)
    }

    pub(super) fn nobody(&self, item: u32, selection: &Selection) -> Refusal {
        let item = &self.items[item as usize];
        let Selection { people, groups, skills, not } = selection;
        let all = [("people", people), ("groups", groups), ("skills", skills), ("somebody other than", not)];
        let asked: Vec<String> = all
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(what, names)| format!("{what} {}", names.join(", ")))
            .collect();
        let asked = if asked.is_empty() { "nobody named at all".to_owned() } else { asked.join(" and ") };
        let message = format!(
            "it is for {asked}, and nobody among `resources` is that: add them, or name others with `resource`"
        );
        Refusal::at("simulation-step-without-resource", self.element(item).as_str(), message)
    }
}

/// Whom the model names.
fn whom(wait: &Wait) -> Selection {
    let WaitFor::UserTask(task) = &wait.on else { return Selection::default() };
    match &task.assignee {
        Some(assignee) => Selection { people: vec![assignee.clone()], ..Selection::default() },
        None => Selection {
            people: task.candidate_users.clone(),
            groups: task.candidate_groups.clone(),
            ..Selection::default()
        },
    }
}
