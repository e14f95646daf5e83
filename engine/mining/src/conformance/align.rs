//! Optimal alignments of cases with a net (Adriansyah, 2014): the least number of deviations that explains a case.
//!
//! A move in the log alone or in the model alone costs 1, moves of both and silent ones nothing; of equally cheap ones that
//! with the fewest silent moves is found. The search is A* over (marking, place in the case); its estimate is the number of
//! labels still to come that the net does not have at all, which never says too much, so the optimum is exact. Markings
//! are shared by all cases that one [`Aligner`] aligns.
use super::net::Net;
use super::space::Space;
use indexmap::IndexSet;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// A search gives up after so many states.
pub const EXPANSIONS_MAX: usize = 20_000_000;

/// A step of an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The case and the net do the same; the transition.
    Both(usize),
    /// The case does what the net cannot.
    Log,
    /// The net does what the case did not; the transition, silent or not.
    Model(usize),
}

/// A case explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// How many deviations.
    pub cost: u32,
    /// How many silent moves.
    pub silent: u32,
    /// The moves in order.
    pub moves: Vec<Move>,
}

/// The case is too hard to explain, or the net never ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooHard {
    /// The search was given up.
    #[error("no alignment was found among the states that are looked at; use a smaller model")]
    States,
    /// The last marking cannot be reached.
    #[error("the net cannot reach its last marking; check that it is sound")]
    NoEnd,
}

impl TooHard {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            TooHard::States => "alignment-states",
            TooHard::NoEnd => "alignment-no-end",
        }
    }
}

/// Deviations count above every number of silent moves.
const DEVIATION: u64 = 1 << 32;

/// Aligns cases with one net, or with anything else that has states.
pub struct Aligner<'a, S: Space = Net> {
    net: &'a S,
    /// For each transition the number of its label, none where it is silent.
    labels: Vec<Option<u32>>,
    known: BTreeMap<&'a str, u32>,
    markings: IndexSet<S::State, foldhash::fast::FixedState>,
    /// What leaves each marking, once it was asked for: transition and next marking.
    leaves: Vec<Option<Vec<(usize, u32)>>>,
    /// A search gives up after so many states.
    states_max: usize,
}

/// From where a state was reached.
#[derive(Clone, Copy)]
struct Reached {
    cost: u64,
    from: u32,
    by: Move,
}

impl<'a, S: Space> Aligner<'a, S> {
    /// For this net.
    pub fn new(net: &'a S) -> Self {
        let mut known = BTreeMap::new();
        let labels = (0..net.transitions())
            .map(|transition| {
                let label = net.label(transition)?;
                let number = known.len() as u32;
                Some(*known.entry(label).or_insert(number))
            })
            .collect();
        let mut markings = IndexSet::default();
        markings.insert(net.first());
        Aligner { net, labels, known, markings, leaves: vec![None], states_max: EXPANSIONS_MAX }
    }

    /// The same, where a search gives up after fewer states: whoever waits for an answer waits not long for one case.
    #[must_use]
    pub fn within(mut self, states_max: usize) -> Self {
        self.states_max = states_max.min(EXPANSIONS_MAX);
        self
    }

    /// The optimal alignment of a case.
    pub fn align<T: AsRef<str>>(&mut self, trace: &[T]) -> Result<Alignment, TooHard> {
        let trace: Vec<Option<u32>> = trace.iter().map(|name| self.known.get(name.as_ref()).copied()).collect();
        // How many labels from each place on the net does not have.
        let mut foreign = vec![0_u64; trace.len() + 1];
        for at in (0..trace.len()).rev() {
            foreign[at] = foreign[at + 1] + u64::from(trace[at].is_none());
        }
        let mut reached: Vec<Vec<Option<Reached>>> = vec![vec![]; trace.len() + 1];
        let start = Reached { cost: 0, from: 0, by: Move::Log };
        set(&mut reached[0], 0, start);
        let mut open = BinaryHeap::from([Reverse((foreign[0] * DEVIATION, Reverse(0_usize), 0_u32))]);
        let mut expansions = 0;
        while let Some(Reverse((estimate, Reverse(at), marking))) = open.pop() {
            let cost = reached[at][marking as usize].map_or(u64::MAX, |r| r.cost);
            if estimate > cost + foreign[at] * DEVIATION {
                continue;
            }
            if at == trace.len() && self.net.is_last(&self.markings[marking as usize]) {
                return Ok(trace_back(&reached, at, marking, cost, trace.len()));
            }
            expansions += 1;
            if expansions > self.states_max {
                return Err(TooHard::States);
            }
            let mut go = |to: usize, marking_to: u32, price: u64, by: Move| {
                let cost = cost + price;
                let slot = reached[to].get(marking_to as usize).copied().flatten();
                if slot.is_none_or(|known| known.cost > cost) {
                    set(&mut reached[to], marking_to, Reached { cost, from: marking, by });
                    open.push(Reverse((cost + foreign[to] * DEVIATION, Reverse(to), marking_to)));
                }
            };
            if at < trace.len() {
                go(at + 1, marking, DEVIATION, Move::Log);
            }
            self.leave(marking);
            for (transition, next) in self.leaves[marking as usize].as_deref().unwrap_or_default() {
                match self.labels[*transition] {
                    None => go(at, *next, 1, Move::Model(*transition)),
                    Some(label) => {
                        if trace.get(at).copied().flatten() == Some(label) {
                            go(at + 1, *next, 0, Move::Both(*transition));
                        }
                        go(at, *next, DEVIATION, Move::Model(*transition));
                    }
                }
            }
        }
        Err(TooHard::NoEnd)
    }

    /// Finds what leaves a marking.
    fn leave(&mut self, marking: u32) {
        if self.leaves[marking as usize].is_some() {
            return;
        }
        let from = self.markings[marking as usize].clone();
        let moves = self.net.moves(&from).into_iter();
        let next = moves.map(|(transition, state)| (transition, self.markings.insert_full(state).0 as u32));
        let next = next.collect();
        self.leaves.resize(self.markings.len(), None);
        self.leaves[marking as usize] = Some(next);
    }
}

fn set(row: &mut Vec<Option<Reached>>, at: u32, reached: Reached) {
    if row.len() <= at as usize {
        row.resize(at as usize + 1, None);
    }
    row[at as usize] = Some(reached);
}

fn trace_back(reached: &[Vec<Option<Reached>>], at: usize, marking: u32, cost: u64, length: usize) -> Alignment {
    let (mut at, mut marking, mut moves) = (at, marking, vec![]);
    let mut remaining = cost;
    while at > 0 || marking != 0 || remaining > 0 {
        let Some(step) = reached[at][marking as usize] else { break };
        moves.push(step.by);
        at -= usize::from(!matches!(step.by, Move::Model(_)));
        marking = step.from;
        remaining = reached[at][marking as usize].map_or(0, |r| r.cost);
        if moves.len() > 2 * length + (cost % DEVIATION) as usize + (cost / DEVIATION) as usize {
            break;
        }
    }
    moves.reverse();
    Alignment { cost: (cost / DEVIATION) as u32, silent: (cost % DEVIATION) as u32, moves }
}
