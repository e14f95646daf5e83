//! What is left of the cases for each part of a cut.
use super::graph::{Group, Traces};
use super::tree::Operator;

/// The cases of each group.
pub(super) fn project(traces: &Traces, operator: Operator, groups: &[Group]) -> Vec<Traces> {
    let mut out = vec![Traces::new(); groups.len()];
    for (trace, count) in traces {
        match operator {
            Operator::Exclusive => exclusive(trace, *count, groups, &mut out),
            Operator::Sequence => sequence(trace, *count, groups, &mut out),
            Operator::Parallel => {
                for (group, out) in groups.iter().zip(&mut out) {
                    add(out, only(trace, group), *count);
                }
            }
            Operator::Loop => looped(trace, *count, groups, &mut out),
        }
    }
    out
}

/// The activities of a group, in order.
pub(super) fn only(trace: &[u32], group: &Group) -> Vec<u32> {
    trace.iter().copied().filter(|activity| group.contains(activity)).collect()
}

pub(super) fn add(traces: &mut Traces, trace: Vec<u32>, count: u64) {
    *traces.entry(trace).or_default() += count;
}

/// The case belongs to the group that has most of it; of equal ones to the later one, whose activities come later.
fn exclusive(trace: &[u32], count: u64, groups: &[Group], out: &mut [Traces]) {
    let parts = groups.iter().map(|group| only(trace, group));
    let Some((most, part)) = parts.enumerate().max_by_key(|(at, part)| (part.len(), *at)) else { return };
    add(&mut out[most], part, count);
}

/// The case is cut where the fewest of its activities stand on the wrong side.
fn sequence(trace: &[u32], count: u64, groups: &[Group], out: &mut [Traces]) {
    let mut from = 0;
    for (index, group) in groups.iter().enumerate() {
        let passed = |activity: &u32| groups[..index].iter().any(|group| group.contains(activity));
        let (mut cost, mut least, mut until) = (0_i64, 0, from);
        for (at, activity) in trace.iter().enumerate().skip(from) {
            if group.contains(activity) {
                cost -= 1;
            } else if !passed(activity) {
                cost += 1;
            }
            if cost < least {
                (least, until) = (cost, at + 1);
            }
        }
        add(&mut out[index], only(&trace[from..until], group), count);
        from = until;
    }
}

/// The case is cut wherever it goes from the body to what leads back, or from there to the body.
fn looped(trace: &[u32], count: u64, groups: &[Group], out: &mut [Traces]) {
    let (body, redo) = (&groups[0], &groups[1..]);
    let (mut doing, mut back) = (vec![], vec![]);
    let end_redo = |back: &mut Vec<u32>, out: &mut [Traces]| {
        if back.is_empty() {
            return;
        }
        let size = |group: &Group| back.iter().filter(|a| group.contains(a)).count();
        let most = (0..redo.len()).max_by_key(|at| (size(&redo[*at]), std::cmp::Reverse(*at))).unwrap_or(0);
        add(&mut out[most + 1], std::mem::take(back), count);
    };
    for activity in trace {
        if body.contains(activity) {
            end_redo(&mut back, out);
            doing.push(*activity);
        } else {
            if !doing.is_empty() {
                add(&mut out[0], std::mem::take(&mut doing), count);
            }
            back.push(*activity);
        }
    }
    end_redo(&mut back, out);
    add(&mut out[0], doing, count);
}
