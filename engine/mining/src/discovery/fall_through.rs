//! Where no cut holds: a model that says less, but never forbids what was seen (Leemans 2017, 6.1.3).
use super::cut;
use super::graph::{Graph, Group, Traces};
use super::project::{add, only};
use super::tree::Operator;

/// What is left to do: a block of parts, or of nothing more.
pub(super) enum Fall {
    /// A block of these parts.
    Block(Operator, Vec<Traces>),
    /// A loop of these cases that returns silently.
    Again(Traces),
    /// Any activities, any number of times.
    Flower(Group),
}

/// The first that fits: an activity that every case has once; one beside which the rest has a cut; cases that begin again
/// after they have ended; cases that begin again; anything.
pub(super) fn fall(traces: &Traces, graph: &Graph) -> Fall {
    let activities = graph.activities();
    once_in_each(traces, &activities)
        .or_else(|| beside(traces, &activities))
        .map(|activity| apart(traces, &activities, activity))
        .or_else(|| again(traces, |before, next| graph.start.contains_key(&next) && graph.end.contains_key(&before)))
        .or_else(|| again(traces, |_, next| graph.start.contains_key(&next)))
        .unwrap_or(Fall::Flower(activities))
}

fn once_in_each(traces: &Traces, activities: &Group) -> Option<u32> {
    let once = |activity: &u32| traces.keys().all(|trace| trace.iter().filter(|a| *a == activity).count() == 1);
    (activities.len() > 1).then(|| activities.iter().copied().find(once)).flatten()
}

fn beside(traces: &Traces, activities: &Group) -> Option<u32> {
    activities.iter().copied().find(|activity| cut::find(&Graph::of(&without(traces, *activity))).is_some())
}

fn without(traces: &Traces, activity: u32) -> Traces {
    let mut out = Traces::new();
    for (trace, count) in traces {
        add(&mut out, trace.iter().copied().filter(|a| *a != activity).collect(), *count);
    }
    out
}

fn apart(traces: &Traces, activities: &Group, activity: u32) -> Fall {
    let group = Group::from([activity]);
    let mut alone = Traces::new();
    for (trace, count) in traces {
        add(&mut alone, only(trace, &group), *count);
    }
    debug_assert!(activities.contains(&activity));
    Fall::Block(Operator::Parallel, vec![alone, without(traces, activity)])
}

fn again(traces: &Traces, begins: impl Fn(u32, u32) -> bool) -> Option<Fall> {
    let mut out = Traces::new();
    for (trace, count) in traces {
        let mut from = 0;
        for at in 1..trace.len() {
            if begins(trace[at - 1], trace[at]) {
                add(&mut out, trace[from..at].to_vec(), *count);
                from = at;
            }
        }
        add(&mut out, trace[from..].to_vec(), *count);
    }
    let cases = |traces: &Traces| traces.values().sum::<u64>();
    (cases(&out) > cases(traces)).then_some(Fall::Again(out))
}
