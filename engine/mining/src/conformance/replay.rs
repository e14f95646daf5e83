//! Token replay: cases are played on the net, and tokens that must be lent or are left over are counted (Rozinat and van
//! der Aalst, Information Systems 33, 2008; through silent transitions as Berti and van der Aalst, 2019).
//!
//! Which silent transitions fire is a heuristic: shortest ways first. It is quick, and it may count deviations in a case
//! that fits; the alignment is the judge.
use super::net::{Marking, Net};
use super::silent::SilentPaths;
use crate::log::Log;
use crate::measure::variants::by_sequence;

/// A case that was played.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replay {
    /// Tokens that had to be lent.
    pub missing: u64,
    /// Tokens that were taken, the last marking's included.
    pub consumed: u64,
    /// Tokens that were left over.
    pub remaining: u64,
    /// Tokens that were made, the first marking's included.
    pub produced: u64,
    /// What was when the case was over, before the last marking was taken.
    pub marking: Marking,
}

impl Replay {
    /// Nothing was lent and nothing left.
    pub fn fits(&self) -> bool {
        self.missing == 0 && self.remaining == 0
    }

    /// ½(1 − missing/consumed) + ½(1 − remaining/produced).
    pub fn fitness(&self) -> f64 {
        fitness(self.missing, self.consumed, self.remaining, self.produced)
    }
}

fn fitness(missing: u64, consumed: u64, remaining: u64, produced: u64) -> f64 {
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    0.5 * (1.0 - share(missing, consumed)) + 0.5 * (1.0 - share(remaining, produced))
}

/// Plays cases on one net.
pub struct Replayer<'a> {
    net: &'a Net,
    paths: SilentPaths,
    /// Places in the order of their ids: the heuristic looks at them in this order.
    order: Vec<usize>,
}

/// How deep the search for silent transitions that enable one another goes: one that is wanted, and those that it needs.
/// Deeper searches fire more that nobody asked for.
const DEPTH_MAX: usize = 2;

/// A case that is being played.
struct Play<'r, 'a> {
    by: &'r Replayer<'a>,
    marking: Marking,
    consumed: u64,
    produced: u64,
}

impl<'a> Replayer<'a> {
    /// For this net.
    pub fn new(net: &'a Net) -> Self {
        let mut order: Vec<usize> = (0..net.places.len()).collect();
        order.sort_by(|a, b| net.places[*a].cmp(&net.places[*b]));
        Replayer { net, paths: SilentPaths::of(net), order }
    }

    /// Plays a case to its end.
    pub fn replay<S: AsRef<str>>(&self, trace: &[S]) -> Replay {
        let mut play = self.begin();
        let missing: u64 = trace.iter().map(|label| play.step(label.as_ref())).sum();
        play.go_to_end();
        let reached = play.marking.clone();
        let wanting: u64 =
            self.net.last.iter().zip(&reached).map(|(wanted, is)| u64::from(wanted.saturating_sub(*is))).sum();
        let beyond: u64 =
            self.net.last.iter().zip(&reached).map(|(wanted, is)| u64::from(is.saturating_sub(*wanted))).sum();
        Replay {
            missing: missing + wanting,
            consumed: play.consumed + sum(&self.net.last),
            remaining: beyond,
            produced: play.produced,
            marking: reached,
        }
    }

    /// Plays the beginning of a case. None where a token is missing; else what is then, silent transitions not yet fired.
    pub fn prefix<S: AsRef<str>>(&self, trace: &[S]) -> Option<Marking> {
        let mut play = self.begin();
        trace.iter().all(|label| play.step(label.as_ref()) == 0).then_some(play.marking)
    }

    fn begin(&self) -> Play<'_, 'a> {
        Play { by: self, marking: self.net.initial.clone(), consumed: 0, produced: sum(&self.net.initial) }
    }

    /// Ways from where tokens are to the places wanted, the shortest first.
    fn ways(&self, marking: &Marking, wanted: impl Fn(usize) -> bool) -> Vec<&[usize]> {
        let mut ways: Vec<&[usize]> = vec![];
        for from in self.order.iter().filter(|place| marking[**place] > 0) {
            let to = self.order.iter().filter(|place| wanted(**place));
            ways.extend(to.filter_map(|to| self.paths.between(*from, *to)));
        }
        ways.sort_by_key(|way| way.len());
        ways
    }
}

fn sum(marking: &Marking) -> u64 {
    marking.iter().map(|tokens| u64::from(*tokens)).sum()
}

impl Play<'_, '_> {
    /// Plays one event; says how many tokens had to be lent. What the net does not know is passed over.
    fn step(&mut self, label: &str) -> u64 {
        let net = self.by.net;
        let named: Vec<usize> =
            (0..net.transitions.len()).filter(|t| net.transitions[*t].label.as_deref() == Some(label)).collect();
        let ready = named.iter().find(|t| net.is_enabled(**t, &self.marking));
        let Some(transition) = ready.or(named.last()).copied() else { return 0 };
        if !net.is_enabled(transition, &self.marking) {
            self.enable(transition, 0, &mut vec![false; net.transitions.len()]);
        }
        let mut missing = 0;
        for (place, weight) in &net.transitions[transition].takes {
            let lent = weight.saturating_sub(self.marking[*place]);
            self.marking[*place] += lent;
            missing += u64::from(lent);
        }
        self.fire(transition);
        missing
    }

    fn fire(&mut self, transition: usize) {
        let net = self.by.net;
        let weights = |arcs: &[(usize, u32)]| arcs.iter().map(|(_, weight)| u64::from(*weight)).sum::<u64>();
        self.consumed += weights(&net.transitions[transition].takes);
        self.produced += weights(&net.transitions[transition].gives);
        self.marking = net.fire(transition, &self.marking);
    }

    /// Tries to enable a transition by silent ones: those on the ways to the places where tokens are missing, in turns;
    /// then each that is not enabled itself, by the same means.
    fn enable(&mut self, wanted: usize, depth: usize, visited: &mut Vec<bool>) {
        let net = self.by.net;
        if depth >= DEPTH_MAX || visited[wanted] {
            return;
        }
        visited[wanted] = true;
        let missing: Vec<usize> = net.transitions[wanted]
            .takes
            .iter()
            .filter(|(place, weight)| self.marking[*place] < *weight)
            .map(|(place, _)| *place)
            .collect();
        let by = self.by;
        let ways = by.ways(&self.marking, |place| missing.contains(&place));
        if ways.is_empty() {
            return;
        }
        self.in_turns(wanted, &ways, visited);
        if !net.is_enabled(wanted, &self.marking) {
            for transition in by.ways(&self.marking, |place| missing.contains(&place)).into_iter().flatten().copied() {
                if transition == wanted || visited[transition] {
                    continue;
                }
                if !net.is_enabled(transition, &self.marking) {
                    self.enable(transition, depth + 1, visited);
                }
                if net.is_enabled(transition, &self.marking) {
                    self.fire(transition);
                    visited[transition] = true;
                }
            }
        }
    }

    /// Goes along all ways by turns until the wanted transition is enabled, or nothing moves any more.
    fn in_turns(&mut self, wanted: usize, ways: &[&[usize]], visited: &mut [bool]) {
        let net = self.by.net;
        let mut places = vec![0; ways.len()];
        for turn in 0.. {
            let way = turn % ways.len();
            let mut moved = false;
            while places[way] < ways[way].len() {
                let transition = ways[way][places[way]];
                if transition != wanted && !visited[transition] && net.is_enabled(transition, &self.marking) {
                    self.fire(transition);
                    visited[transition] = true;
                    moved = true;
                }
                places[way] += 1;
                if net.is_enabled(wanted, &self.marking) {
                    return;
                }
            }
            if !moved {
                return;
            }
        }
    }

    fn has_ended(&self) -> bool {
        self.by.net.last.iter().zip(&self.marking).all(|(wanted, is)| *wanted == 0 || *is > 0)
    }

    /// Goes on through silent transitions to the last marking.
    fn go_to_end(&mut self) {
        let net = self.by.net;
        for _ in 0..=net.transitions.len() {
            if self.has_ended() {
                return;
            }
            let before = self.marking.clone();
            for way in self.by.ways(&before, |place| net.last[place] > 0) {
                for transition in way {
                    if net.is_enabled(*transition, &self.marking) {
                        self.fire(*transition);
                    }
                }
                if self.has_ended() {
                    return;
                }
            }
            if self.marking == before {
                return;
            }
        }
    }
}

/// A log that was played.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReplaySum {
    /// Cases.
    pub cases: usize,
    /// Those that fit.
    pub fitting: usize,
    /// Tokens lent, of all cases.
    pub missing: u64,
    /// Tokens taken.
    pub consumed: u64,
    /// Tokens left over.
    pub remaining: u64,
    /// Tokens made.
    pub produced: u64,
    /// The mean of the fitness of cases.
    pub mean_fitness: f64,
}

impl ReplaySum {
    /// The fitness of the sums.
    pub fn fitness(&self) -> f64 {
        fitness(self.missing, self.consumed, self.remaining, self.produced)
    }
}

/// Plays a log, each variant once.
pub fn replay_sum(log: &Log, net: &Net) -> ReplaySum {
    let replayer = Replayer::new(net);
    let mut out = ReplaySum { cases: log.case_count(), ..ReplaySum::default() };
    let mut sum = 0.0;
    for variant in by_sequence(log) {
        let names: Vec<&str> = variant.trace.iter().map(|a| log.activities.name(*a)).collect();
        let replay = replayer.replay(&names);
        let cases = variant.cases.len();
        out.fitting += if replay.fits() { cases } else { 0 };
        out.missing += replay.missing * cases as u64;
        out.consumed += replay.consumed * cases as u64;
        out.remaining += replay.remaining * cases as u64;
        out.produced += replay.produced * cases as u64;
        sum += replay.fitness() * cases as f64;
    }
    out.mean_fitness = if out.cases == 0 { 1.0 } else { sum / out.cases as f64 };
    out
}
