//! What a step is told to change is the difference between the states before and after it: found here from the two
//! states alone, while `changes` reads the events.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use weir_core::changes::{Changes, Waiting, changes};
use weir_core::compensation::Compensable;
use weir_core::instance::{ElementInstance, Phase};
use weir_core::wait::{Fires, Wait, WaitFor};
use weir_core::{ElementId, Instance, InstanceId, Key, Stepped};

/// How many interventions really changed something of each kind, by its name: a law about nothing proves nothing.
pub type Seen = BTreeSet<&'static str>;

/// Compares what is told with what is different.
pub fn is_the_difference(before: &Instance, command: &str, stepped: &Stepped, seen: &mut Seen) -> Result<(), String> {
    let (after, told) = (&stepped.instance, changes(before, &stepped.step));
    let law = Law { before, after, told: &told };
    law.elements()?;
    law.tokens()?;
    law.waits()?;
    law.variables()?;
    law.incidents()?;
    law.compensation()?;
    law.loops()?;
    law.called(matches!(command, "modify" | "migrate" | "cancel"))?;
    let header = (after.header.state, after.header.suspended.is_some());
    same("the state", &(told.state, told.suspended), &header)?;
    let other = (before.header.definition != after.header.definition).then(|| after.header.definition.clone());
    same("the definition", &told.definition, &other)?;
    if matches!(command, "modify" | "migrate" | "suspend" | "resume" | "cancel") {
        law.note(seen);
    }
    Ok(())
}

struct Law<'a> {
    before: &'a Instance,
    after: &'a Instance,
    told: &'a Changes,
}

impl Law<'_> {
    fn elements(&self) -> Result<(), String> {
        let at_work = |instance: &Instance| -> Vec<Key> {
            instance.elements.values().filter(|e| e.phase != Phase::Joining).map(|e| e.key).collect()
        };
        let before = at_work(self.before);
        let entered: Vec<Key> = self.told.entered.iter().map(|e| e.key).collect();
        let known: BTreeSet<Key> = before.iter().chain(&entered).copied().collect();
        let ended = self.told.ended.iter().map(|e| e.key).filter(|key| known.contains(key)).collect();
        sum("element instances", before, entered, ended, at_work(self.after))?;
        let renamed: BTreeMap<Key, &ElementId> = self.told.migrated.iter().map(|m| (m.key, &m.to)).collect();
        for e in self.after.elements.values() {
            let was = self.before.live(e.key).map(|was| &was.element);
            let entered = self.told.entered.iter().find(|entered| entered.key == e.key).map(|entered| &entered.element);
            let came = self.told.tokens_arrived.iter().find(|token| token.key == e.key).map(|token| &token.element);
            let told = renamed.get(&e.key).copied().or(was).or(entered).or(came);
            same("the element", &told, &Some(&e.element))?;
        }
        Ok(())
    }

    fn tokens(&self) -> Result<(), String> {
        let arrived = |e: &ElementInstance| -> Vec<Option<ElementId>> {
            let reset = (e.phase == Phase::Joining && e.reset.is_some()).then_some(None);
            e.arrived.iter().map(|token| Some(token.flow.clone())).chain(reset).collect()
        };
        let waiting = |instance: &Instance| -> Vec<(Key, Option<ElementId>)> {
            let all = instance.elements.values();
            all.flat_map(|e| arrived(e).into_iter().map(|flow| (e.key, flow)).collect::<Vec<_>>()).collect()
        };
        let mut before = waiting(self.before);
        for migrated in &self.told.migrated {
            for (_, flow) in before.iter_mut().filter(|(key, _)| *key == migrated.key) {
                let renamed = migrated.flows.iter().find(|renamed| Some(&renamed.from) == flow.as_ref());
                *flow = renamed.map(|renamed| renamed.to.clone()).or(flow.take());
            }
        }
        let told = |tokens: &[weir_core::changes::Token]| tokens.iter().map(|t| (t.key, t.flow.clone())).collect();
        let (came, gone) = (told(&self.told.tokens_arrived), told(&self.told.tokens_gone));
        sum("tokens at joins", before, came, gone, waiting(self.after))
    }

    fn waits(&self) -> Result<(), String> {
        let open = |instance: &Instance| instance.waits().map(|(_, wait)| wait.id).collect::<Vec<_>>();
        let told = |waits: &[Waiting]| waits.iter().map(|wait| wait.wait).collect::<Vec<_>>();
        let (opened, closed) = (told(&self.told.waits_opened), told(&self.told.waits_closed));
        sum("waits", open(self.before), opened, closed, open(self.after))?;
        for (key, wait) in self.after.waits() {
            let changed = self.told.waits_changed.iter().rfind(|told| told.wait == wait.id);
            let told = changed.or(self.told.waits_opened.iter().find(|told| told.wait == wait.id));
            match (self.before.wait(key, wait.id), told) {
                (Some(was), None) if was == wait => {}
                (_, Some(told)) => same("a wait", &seen(told), &looks(key, wait))?,
                (was, None) => return Err(format!("not told: {was:?} is {wait:?}")),
            }
        }
        Ok(())
    }

    fn variables(&self) -> Result<(), String> {
        let process_ends = self.after.is_ended();
        let held = |instance: &Instance| -> BTreeMap<(Key, String), serde_json::Value> {
            let all = instance.elements.values().filter(|e| e.key != 0 || !process_ends);
            all.flat_map(|e| e.variables.iter().map(|(name, v)| ((e.key, name.clone()), v.clone()))).collect()
        };
        let (before, after) = (held(self.before), held(self.after));
        let told = self.told.variables.iter().filter(|set| set.scope != 0 || !process_ends);
        let added = told.clone().filter(|set| set.added).map(|set| (set.scope, set.name.clone())).collect();
        let gone = self.told.variables_gone.iter().filter(|gone| gone.scope != 0 || !process_ends);
        let gone = gone.map(|gone| (gone.scope, gone.name.clone())).collect();
        let keys = |held: &BTreeMap<(Key, String), serde_json::Value>| held.keys().cloned().collect();
        sum("variables", keys(&before), added, gone, keys(&after))?;
        for (held, value) in &after {
            let set = told.clone().rfind(|set| (set.scope, &set.name) == (held.0, &held.1));
            let said = set.map(|set| &set.value).or(before.get(held));
            same(&format!("the value of {held:?}"), &said, &Some(value))?;
        }
        for set in told.filter(|set| !set.added) {
            if set.old.as_ref() == Some(&set.value) {
                return Err(format!("{set:?} is told as a change"));
            }
        }
        Ok(())
    }

    fn incidents(&self) -> Result<(), String> {
        let stuck = |instance: &Instance| -> Vec<(Key, String)> {
            let all = instance.elements.values();
            all.filter_map(|e| Some((e.key, e.incident.as_ref()?.message.clone()))).collect()
        };
        let told = |incidents: &[weir_core::changes::Stuck]| {
            incidents.iter().map(|stuck| (stuck.key, stuck.message.clone())).collect()
        };
        let (new, gone) = (told(&self.told.incidents), told(&self.told.incidents_gone));
        sum("incidents", stuck(self.before), new, gone, stuck(self.after))
    }

    fn compensation(&self) -> Result<(), String> {
        let kept = |instance: &Instance| -> Vec<Key> {
            let mut keys = vec![];
            instance
                .elements
                .values()
                .flat_map(|e| e.compensable.values())
                .for_each(|record| all_in(record, &mut keys));
            keys
        };
        let told = |undoable: &[weir_core::changes::Undoable]| undoable.iter().map(|u| u.key).collect();
        let (new, gone) = (told(&self.told.compensation_kept), told(&self.told.compensation_gone));
        sum("what can be compensated", kept(self.before), new, gone, kept(self.after))
    }

    fn loops(&self) -> Result<(), String> {
        for e in self.after.elements.values() {
            let Some(looped) = &e.looped else { continue };
            let was = self.before.live(e.key).and_then(|e| e.looped.as_ref()).map(|looped| looped.total);
            let told = self.told.loops.iter().rfind(|several| several.key == e.key).map(|several| several.total);
            same("how many instances", &told.or(was), &Some(looped.total))?;
        }
        Ok(())
    }

    /// By an intervention a called instance is never done: what is not waited for any more has been ended.
    fn called(&self, by_hand: bool) -> Result<(), String> {
        let (before, after) = (children(self.before), children(self.after));
        let told: BTreeSet<InstanceId> = self.told.called_ended.iter().copied().collect();
        let gone: BTreeSet<InstanceId> = before.difference(&after).copied().collect();
        let told_before: BTreeSet<InstanceId> = told.intersection(&before).copied().collect();
        let right = if by_hand { told_before == gone } else { told_before.is_subset(&gone) };
        if right { Ok(()) } else { Err(format!("called instances that end: told {told:?}, gone {gone:?}")) }
    }

    fn note(&self, seen: &mut Seen) {
        let told = self.told;
        let kinds = [
            ("entered", told.entered.is_empty()),
            ("ended", told.ended.is_empty()),
            ("migrated", told.migrated.is_empty()),
            ("waits opened", told.waits_opened.is_empty()),
            ("waits closed", told.waits_closed.is_empty()),
            ("waits changed", told.waits_changed.is_empty()),
            ("variables", told.variables.is_empty()),
            ("variables gone", told.variables_gone.is_empty()),
            ("incidents", told.incidents.is_empty()),
            ("incidents gone", told.incidents_gone.is_empty()),
            ("tokens arrived", told.tokens_arrived.is_empty()),
            ("tokens gone", told.tokens_gone.is_empty()),
            ("compensation kept", told.compensation_kept.is_empty()),
            ("compensation gone", told.compensation_gone.is_empty()),
            ("loops", told.loops.is_empty()),
            ("called ended", told.called_ended.is_empty()),
            ("thrown", told.thrown.is_empty()),
            ("definition", told.definition.is_none()),
        ];
        seen.extend(kinds.into_iter().filter(|(_, empty)| !empty).map(|(kind, _)| kind));
    }
}

/// Every kind of change that interventions make.
pub const KINDS: [&str; 18] = [
    "entered",
    "ended",
    "migrated",
    "waits opened",
    "waits closed",
    "waits changed",
    "variables",
    "variables gone",
    "incidents",
    "incidents gone",
    "tokens arrived",
    "tokens gone",
    "compensation kept",
    "compensation gone",
    "loops",
    "called ended",
    "thrown",
    "definition",
];

/// What was there, with what is told to come and go, is what is there.
fn sum<T: Ord + Clone + Debug>(
    what: &str,
    before: Vec<T>,
    came: Vec<T>,
    gone: Vec<T>,
    after: Vec<T>,
) -> Result<(), String> {
    let mut count: BTreeMap<T, i64> = BTreeMap::new();
    for (all, sign) in [(before, 1), (came, 1), (gone, -1), (after, -1)] {
        for one in all {
            *count.entry(one).or_default() += sign;
        }
    }
    let wrong: Vec<_> = count.into_iter().filter(|(_, n)| *n != 0).collect();
    if wrong.is_empty() { Ok(()) } else { Err(format!("{what}: told too often, or too seldom (-): {wrong:?}")) }
}

fn same<T: PartialEq + Debug>(what: &str, told: &T, is: &T) -> Result<(), String> {
    if told == is { Ok(()) } else { Err(format!("{what}: told {told:?}, is {is:?}")) }
}

fn children(instance: &Instance) -> BTreeSet<InstanceId> {
    let child = |(_, wait): (Key, &Wait)| match wait.on {
        WaitFor::Child { instance, .. } => Some(instance),
        _ => None,
    };
    instance.waits().filter_map(child).collect()
}

fn all_in(record: &Compensable, keys: &mut Vec<Key>) {
    keys.push(record.activity);
    record.inside.iter().for_each(|inside| all_in(inside, keys));
}

type Looks = (Key, String, Option<i64>, Option<String>, Option<ElementId>, Option<String>);

fn seen(told: &Waiting) -> Looks {
    let due = told.due.map(|due| due.0);
    (told.key, told.kind.clone(), due, told.holder.clone(), told.event.clone(), told.correlation_key.clone())
}

fn looks(key: Key, wait: &Wait) -> Looks {
    let (mut due, mut holder, mut correlation) = (None, None, None);
    match &wait.on {
        WaitFor::Timer { due: at, .. } => due = Some(at.0),
        WaitFor::UserTask(task) => (due, holder) = (task.due.map(|due| due.0), task.assignee.clone()),
        WaitFor::Job(job) => holder = job.lease.as_ref().map(|lease| lease.worker.clone()),
        WaitFor::Message { key, .. } => correlation.clone_from(key),
        _ => {}
    }
    let event = match &wait.fires {
        Fires::Boundary { event, .. } => Some(event.clone()),
        Fires::EventSubProcess { sub_process, .. } => Some(sub_process.clone()),
        _ => None,
    };
    (key, wait.on.kind().to_owned(), due, holder, event, correlation)
}
