//! A log with only the activities that people look at: gateways and events that take no time are left out, and what came
//! before them leads on to what came behind.
use crate::log::{Log, NO_NAME};
use std::collections::{BTreeMap, BTreeSet};

/// The log with the rows of some activities alone. Cases keep their numbers, activities and actors too; causes lead through
/// what is left out. A case of which nothing is left has no rows.
pub fn only(log: &Log, is_shown: impl Fn(&str) -> bool) -> Log {
    let kept: Vec<bool> = log.activities.iter().map(is_shown).collect();
    let mut out = Log {
        activities: log.activities.clone(),
        actors: log.actors.clone(),
        cases: log.cases.clone(),
        definitions: log.definitions.clone(),
        case_attributes: log.case_attributes.clone(),
        offsets: vec![0],
        cause_offsets: vec![0],
        ..Log::default()
    };
    for case in log.all_cases() {
        let rows: Vec<usize> = case.filter(|row| kept[log.activity[*row] as usize]).collect();
        let first = out.activity.len() as u32;
        let at: BTreeMap<usize, u32> = rows.iter().copied().zip(first..).collect();
        for row in rows {
            put(&mut out, log, row);
            let mut causes: Vec<u32> =
                led_to(log, row, |cause| at.contains_key(&cause)).iter().map(|cause| at[cause]).collect();
            causes.sort_unstable();
            out.causes.extend(causes);
            out.cause_offsets.push(out.causes.len() as u32);
            out.attributes.next_row();
        }
        out.offsets.push(out.activity.len() as u32);
    }
    out
}

fn put(out: &mut Log, log: &Log, row: usize) {
    out.activity.push(log.activity[row]);
    out.actor.push(log.actor[row]);
    out.enabled.push(log.enabled[row]);
    out.claimed.push(log.claimed[row]);
    out.started.push(log.started[row]);
    out.ended.push(log.ended[row]);
    out.suspended.push(log.suspended[row]);
    out.beside.push(log.beside[row]);
    out.outcome.push(log.outcome[row]);
    out.intervention.push(log.intervention[row]);
    out.incidents.push(log.incidents[row]);
}

/// The shown rows that led to a row by their causes, through those that are not shown; each once.
pub(super) fn led_to(log: &Log, row: usize, is_shown: impl Fn(usize) -> bool) -> Vec<usize> {
    let (mut found, mut seen) = (vec![], BTreeSet::new());
    let mut open: Vec<usize> = log.causes_of(row).iter().map(|cause| *cause as usize).collect();
    while let Some(cause) = open.pop() {
        if !seen.insert(cause) || cause == row {
            continue;
        }
        if is_shown(cause) {
            found.push(cause);
        } else {
            open.extend(log.causes_of(cause).iter().map(|earlier| *earlier as usize));
        }
    }
    found
}

/// The case of a row.
pub(super) fn case_of(log: &Log, row: usize) -> u32 {
    (log.offsets.partition_point(|first| *first as usize <= row) - 1) as u32
}

/// Who did a row; none where nobody is known.
pub(super) fn actor_of(log: &Log, row: usize) -> Option<u32> {
    Some(log.actor[row]).filter(|actor| *actor != NO_NAME)
}
