//! The engine's own history as rows: what [`weir_core::history`] folds of an instance's events.
use super::row::{ActivityInstance, Case, Outcome, Value};
use crate::measure::intervals::{Interval, length, union};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;
use weir_core::event::Intervention;
use weir_core::history::{ActivityInstance as Visit, Outcome as Left};
use weir_core::id::Keys;
use weir_core::process::MULTI_INSTANCE_BODY;

/// A case of one instance of a process. Its rows are the visits of the elements in it; a visit that contains others (the
/// process itself, a sub-process) is none, because its time is that of what is in it.
pub fn case(id: &str, process: &str, version: u32, visits: &[Visit]) -> Case {
    let visits: Vec<&Visit> = visits.iter().collect();
    let rows = rows_by(&visits, row);
    Case { id: id.to_owned(), process: process.to_owned(), version, attributes: vec![], rows }
}

/// The rows of the same without the names of what and who: for whoever needs times and causes alone.
pub fn nameless(visits: &[&Visit]) -> Vec<ActivityInstance> {
    rows_by(visits, times)
}

fn rows_by(visits: &[&Visit], row: impl Fn(&Visit) -> ActivityInstance) -> Vec<ActivityInstance> {
    let within = Within::of(visits);
    let beside = beside(visits);
    let rows = visits.iter().filter(|visit| !within.contains(visit.key));
    let told = |visit: &&Visit| {
        let (causes, beside) = (within.causes(visit), beside.contains(&visit.key));
        ActivityInstance { causes, beside, ..row(visit) }
    };
    // Nearly all visits are rows: none of them is moved while the list grows.
    let mut out = Vec::with_capacity(visits.len());
    out.extend(rows.map(told));
    out
}

/// Which visits contain others, and what led to a visit once those are looked through: the way into a sub-process is what
/// led to it, the way out of it is what ended last inside.
struct Within<'a, 'b> {
    /// In the order of their keys.
    visits: Cow<'b, [&'a Visit]>,
    /// For each visit that contains others, in the order of their keys, the one inside that contains none and ended last.
    last: Vec<(u64, u64)>,
}

impl<'a, 'b> Within<'a, 'b> {
    fn of(visits: &'b [&'a Visit]) -> Self {
        let mut scopes: Vec<u64> = vec![];
        for scope in visits.iter().flat_map(|visit| visit.scope_path.iter()) {
            // Most are in the same scope as the one before.
            if scopes.last() != Some(scope) {
                scopes.push(*scope);
            }
        }
        scopes.sort_unstable();
        scopes.dedup();
        let mut last: Vec<Option<(i64, u64)>> = vec![None; scopes.len()];
        for visit in visits.iter().filter(|visit| scopes.binary_search(&visit.key).is_err()) {
            let Some(ended) = visit.ended else { continue };
            for scope in visit.scope_path.iter() {
                if let Ok(place) = scopes.binary_search(scope) {
                    last[place] = last[place].max(Some((ended.0, visit.key)));
                }
            }
        }
        let inside = |(scope, inside): (u64, Option<(i64, u64)>)| (scope, inside.map_or(scope, |(_, key)| key));
        let last = scopes.into_iter().zip(last).map(inside).collect();
        let mut visits = Cow::Borrowed(visits);
        if !visits.is_sorted_by_key(|visit| visit.key) {
            visits.to_mut().sort_by_key(|visit| visit.key);
        }
        Within { visits, last }
    }

    fn visit(&self, key: u64) -> Option<&'a Visit> {
        let found = self.visits.binary_search_by_key(&key, |visit| visit.key);
        found.ok().map(|place| self.visits[place])
    }

    fn contains(&self, key: u64) -> bool {
        self.last_inside(key).is_some()
    }

    /// What ended last inside of a visit that contains others; the visit itself where nothing did.
    fn last_inside(&self, key: u64) -> Option<u64> {
        let found = self.last.binary_search_by_key(&key, |(scope, _)| *scope);
        found.ok().map(|place| self.last[place].1)
    }

    fn causes(&self, visit: &Visit) -> Keys {
        // Most are led to by one that contains nothing.
        if let [cause] = visit.caused_by[..]
            && cause != visit.key
            && !self.contains(cause)
        {
            return Keys::from_slice(&[cause]);
        }
        let mut out = Keys::new();
        let mut left = visit.caused_by.clone();
        // Scopes are entered once on the way up, so this ends.
        let mut seen = BTreeSet::new();
        while let Some(cause) = left.pop().filter(|cause| *cause != visit.key) {
            if !seen.insert(cause) {
                continue;
            }
            if !self.contains(cause) {
                out.push(cause);
            } else if visit.scope_path.contains(&cause) {
                left.extend(self.visit(cause).iter().flat_map(|scope| scope.caused_by.iter().copied()));
            } else {
                out.extend(self.last_inside(cause).filter(|inside| *inside != cause));
            }
        }
        // A sub-process may name nobody as the one who led into it: then it is who led to the scope around.
        if out.is_empty() && visit.caused_by.is_empty() {
            let around = visit.scope_path.iter().rev().filter_map(|scope| self.visit(*scope));
            let led = around.flat_map(|scope| &scope.caused_by).find(|cause| !visit.scope_path.contains(cause));
            out.extend(led.map(|cause| self.last_inside(*cause).unwrap_or(*cause)));
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

fn row(visit: &Visit) -> ActivityInstance {
    let mut attributes = vec![];
    let mut text = |name: &str, value: Option<&String>| {
        attributes.extend(value.map(|value| (name.to_owned(), Value::Text(value.clone()))));
    };
    text("org:role", visit.role.as_ref());
    text("org:group", visit.group.as_ref());
    text("decision", visit.decision.as_ref());
    ActivityInstance { activity: visit.element.to_string(), actor: visit.actor.clone(), attributes, ..times(visit) }
}

fn times(visit: &Visit) -> ActivityInstance {
    let ms = |time: Option<Timestamp>| time.map(|time| time.0);
    ActivityInstance {
        key: visit.key,
        activity: String::new(),
        enabled: Some(visit.enabled.0),
        claimed: ms(visit.claimed),
        started: ms(visit.started),
        ended: ms(visit.ended),
        suspended: suspended(visit),
        outcome: match visit.outcome {
            Some(Left::Completed) => Outcome::Completed,
            Some(Left::Terminated) => Outcome::Terminated,
            None => Outcome::Open,
        },
        actor: None,
        causes: Keys::new(),
        intervention: visit.intervention.is_some_and(Intervention::is_from_beside),
        incidents: visit.incidents,
        beside: false,
        attributes: vec![],
    }
}

/// The visits that are one more instance of a multi-instance activity: the element was visited before, but for another of its
/// instances. What comes back to an element is not among them; nor is what a loop inside of one instance does again.
fn beside(visits: &[&Visit]) -> BTreeSet<u64> {
    let mut elements: Vec<&str> = visits.iter().map(|visit| visit.element.as_str()).collect();
    elements.sort_unstable();
    if elements.windows(2).all(|two| two[0] != two[1]) {
        // Nothing was visited twice, as in most instances.
        return BTreeSet::new();
    }
    let bodies: BTreeSet<u64> = visits
        .iter()
        .filter(|visit| visit.element.as_str().ends_with(MULTI_INSTANCE_BODY))
        .map(|visit| visit.key)
        .collect();
    let (mut out, mut seen) = (BTreeSet::new(), BTreeSet::new());
    // The first way into a scope on which an element is reached; whoever comes there on another does it again, but in a body.
    let mut first: BTreeMap<(&str, u64), u64> = BTreeMap::new();
    for visit in visits {
        let element = visit.element.as_str();
        let inwards = visit.scope_path.iter().copied().skip(1).chain([visit.key]);
        let ways: Vec<(u64, u64)> = visit.scope_path.iter().copied().zip(inwards).collect();
        let is_first = ways
            .iter()
            .filter(|(scope, _)| !bodies.contains(scope))
            .all(|(scope, way)| first.get(&(element, *scope)).is_none_or(|known| known == way));
        for (scope, way) in ways {
            first.entry((element, scope)).or_insert(way);
        }
        if !seen.insert(element) && is_first {
            out.insert(visit.key);
        }
    }
    out
}

/// How long work stood still: what of its suspensions lies between its start and its end.
pub fn suspended(visit: &Visit) -> i64 {
    length(&still(visit))
}

/// When work stood still between its start and its end.
pub fn still(visit: &Visit) -> Vec<Interval> {
    let (Some(started), Some(ended)) = (visit.started, visit.ended) else { return vec![] };
    let within =
        |(from, until): &(Timestamp, Option<Timestamp>)| (from.0.max(started.0), until.unwrap_or(ended).0.min(ended.0));
    union(visit.suspended.iter().map(within).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{LogBuilder, NO_TIME};
    use crate::measure::service::row_times;
    use weir_core::ElementId;

    fn visit(key: u64, element: &str, path: &[u64]) -> Visit {
        Visit::entered(key, &ElementId::from(element), path.into(), key, Timestamp(100))
    }

    #[test]
    fn visits_are_rows_and_scopes_are_not() {
        let done = Visit {
            claimed: Some(Timestamp(150)),
            started: Some(Timestamp(200)),
            ended: Some(Timestamp(500)),
            outcome: Some(Left::Completed),
            suspended: vec![(Timestamp(120), Some(Timestamp(250))), (Timestamp(450), None)],
            actor: Some("Li".to_owned()),
            caused_by: [1].into_iter().collect(),
            incidents: 2,
            ..visit(2, "approve", &[0])
        };
        let visits = [visit(0, "process", &[]), visit(1, "start", &[0]), done, visit(3, "wait", &[0])];
        let mut log = LogBuilder::default();
        log.case(case("i-1", "invoice", 3, &visits)).unwrap();
        let log = log.build();
        assert_eq!(log.names_of(log.case(0)), ["start", "wait", "approve"]);
        let times = row_times(&log, 2);
        assert_eq!((times.queue, times.claimed, times.service), (Some(50), Some(50), Some(200)));
        assert_eq!((log.causes_of(2), log.incidents[2], log.actors.name(log.actor[2])), ([0].as_slice(), 2, "Li"));
        assert_eq!((log.ended[1], log.is_finished(0)), (NO_TIME, false));
        assert_eq!(log.definitions[0], ("invoice".to_owned(), 3));
    }

    #[test]
    fn the_way_into_and_out_of_a_sub_process_is_looked_through() {
        let ended =
            |visit: Visit, at: i64, by: &[u64]| Visit { ended: Some(Timestamp(at)), caused_by: by.into(), ..visit };
        let visits = [
            ended(visit(0, "process", &[]), 900, &[]),
            ended(visit(1, "start", &[0]), 110, &[]),
            ended(visit(2, "sub", &[0]), 700, &[1]),
            ended(visit(3, "begin", &[0, 2]), 120, &[2]),
            ended(visit(4, "alone", &[0, 2]), 130, &[]),
            ended(visit(5, "work", &[0, 2]), 690, &[3]),
            ended(visit(6, "after", &[0]), 900, &[2]),
        ];
        let rows = case("i", "p", 1, &visits).rows;
        let causes: Vec<_> = rows.iter().map(|row| (row.key, row.causes.as_slice())).collect();
        assert_eq!(causes, [(1, [].as_slice()), (3, &[1]), (4, &[1]), (5, &[3]), (6, &[5])]);
    }
}
