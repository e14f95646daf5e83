//! Whom work is for: who is left out, and what is said where nobody is left or nobody was ever there.
use super::World;
use super::work::Item;
use crate::random::Purpose;
use crate::refusal::Refusal;
use crate::scenario::ResourceParameters;
use crate::staff::Selection;

impl World<'_> {
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
