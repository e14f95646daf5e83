//! From the state space to verdicts, with the way to each fault.
use super::build::Built;
use super::net::{Net, PlaceKind};
use super::space::{Bounds, STATES_MAX, Space, State, WORK_MAX, explore};
use super::steps::Steps;
use super::{Fault, FaultKind, Undecided, Verdict, Why};
use crate::id::ElementId;
use std::collections::BTreeSet;

/// Elements on the way to a fault that are shown: the last 60.
const PATH_MAX: usize = 60;
/// Faults of one kind that are shown for processes that belong together: 20.
const FAULTS_MAX: usize = 20;
/// Elements that are named where a search ended: 10.
const OPEN_MAX: usize = 10;
/// Places and moves of a net that is reduced further: more of them take longer than they are worth.
const FURTHER_MAX: usize = 10_000;

/// Judges processes that belong together.
pub fn judge(mut built: Built, further: bool) -> Verdict {
    if !built.net.unknown.is_empty() {
        let (process, place) = built.first;
        let why = Why::Element(built.net.unknown.swap_remove(0));
        return Verdict {
            undecided: vec![Undecided { process, place, states: 0, at: vec![], why }],
            ..Verdict::default()
        };
    }
    super::reduce::reduce(&mut built.net, &mut built.steps);
    let large = built.net.places.len() + built.net.transitions.len() > FURTHER_MAX;
    let parts = if large { 1 } else { 4 };
    let first = Bounds { states: STATES_MAX / parts, work: WORK_MAX / parts, eager: false };
    let mut space = explore(&built.net, first);
    if further || !(space.whole || large) {
        super::reduce::reduce_further(&mut built.net, &mut built.steps);
        // An inclusive gateway looks at every other token: then none may go first as if nobody saw it.
        let eager = built.net.joins.iter().all(|join| join.incoming.is_empty());
        space = explore(&built.net, Bounds { states: STATES_MAX, work: WORK_MAX, eager });
    }
    let judge = Judge { net: &built.net, steps: &built.steps, space: &space };
    let exact = built.net.inexact.is_empty();
    let never = |found: bool| if found { Some(false) } else { (space.is_complete() && exact).then_some(true) };
    // What comes to rest within the bound of tokens can be judged even where some ways go beyond it.
    let always = |good: &[bool]| {
        let stuck = space.can_reach(good).contains(&false);
        if stuck { Some(false) } else { (space.whole && exact).then_some(true) }
    };
    let mut verdict = Verdict::nothing();
    let unsafe_places = judge.places(|place, tokens| is_flow(place) && tokens > 1);
    let twice = judge.places(|place, tokens| place == PlaceKind::End && tokens > 1);
    verdict.safe = never(!unsafe_places.is_empty());
    verdict.proper_completion = never(!twice.is_empty());
    verdict.option_to_complete = always(&judge.states(|state| judge.has_ended(state)));
    verdict.message_relaxed_sound = always(&judge.states(|state| judge.has_ended(state) && judge.ended_once(state)));
    let empty = |state: &State| judge.tokens(state, |kind| kind == PlaceKind::Message) == 0;
    verdict.sound = always(&judge.states(|state| judge.has_ended(state) && judge.ended_once(state) && empty(state)));
    verdict.ended_twice = twice.iter().map(|(place, _)| built.net.places[*place].id.clone()).collect();
    let passed = judge.passed();
    let dead: Vec<_> = built.activities.iter().filter(|(id, _)| !passed.contains(id)).collect();
    verdict.no_dead_activities = never(!dead.is_empty() && space.is_complete() && exact);
    if dead.is_empty() {
        verdict.no_dead_activities = Some(true);
    } else if verdict.no_dead_activities == Some(false) {
        verdict.dead = dead.iter().map(|(id, _)| id.clone()).collect();
    }
    // Tokens without bound on a flow are told as such.
    let told = space.whole && !unsafe_places.is_empty();
    if !exact || !(space.is_complete() || told) {
        let (process, place) = built.first.clone();
        let why = match built.net.inexact.first() {
            Some(element) => Why::Element(element.clone()),
            None if !space.whole => Why::States,
            None => Why::Tokens,
        };
        verdict.undecided.push(Undecided { process, place, states: space.states.len(), at: judge.ends_at(), why });
    }
    judge.tokens_too_many(&unsafe_places, FaultKind::LackOfSynchronisation, &mut verdict.faults);
    judge.tokens_too_many(&twice, FaultKind::ImproperCompletion, &mut verdict.faults);
    judge.stuck(&mut verdict.faults);
    for (id, place) in dead.into_iter().filter(|(id, _)| verdict.dead.contains(id)).take(FAULTS_MAX) {
        verdict.faults.push(Fault { kind: FaultKind::DeadActivity, element: id.clone(), place: *place, path: vec![] });
    }
    verdict
}

fn is_flow(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::Flow | PlaceKind::Inside)
}

struct Judge<'a> {
    net: &'a Net,
    steps: &'a Steps,
    space: &'a Space,
}

impl Judge<'_> {
    fn states(&self, good: impl Fn(&State) -> bool) -> Vec<bool> {
        self.space.states.iter().map(good).collect()
    }

    fn tokens(&self, state: &State, of: impl Fn(PlaceKind) -> bool) -> usize {
        self.net.places.iter().zip(state).filter(|(place, _)| of(place.kind)).map(|(_, tokens)| *tokens as usize).sum()
    }

    fn has_ended(&self, state: &State) -> bool {
        self.tokens(state, PlaceKind::is_token) == 0
    }

    fn ended_once(&self, state: &State) -> bool {
        self.net.places.iter().zip(state).all(|(place, tokens)| place.kind != PlaceKind::End || *tokens < 2)
    }

    /// Places that hold what they should not, each with the first state where they do.
    fn places(&self, wrong: impl Fn(PlaceKind, u8) -> bool) -> Vec<(usize, usize)> {
        let mut found = vec![];
        let mut seen = BTreeSet::new();
        for (number, state) in self.space.states.iter().enumerate() {
            for (place, tokens) in state.iter().enumerate() {
                if *tokens > 1 && wrong(self.net.places[place].kind, *tokens) && seen.insert(place) {
                    found.push((place, number));
                }
            }
        }
        found
    }

    /// The elements that some token passes.
    fn passed(&self) -> BTreeSet<&ElementId> {
        let mut passed = BTreeSet::new();
        let mut seen = vec![];
        for (transition, fired) in self.net.transitions.iter().zip(&self.space.fired) {
            for way in transition.steps.into_iter().chain(transition.twins).filter(|_| *fired) {
                self.steps.visit(way, Some(&mut seen), |id| {
                    passed.insert(id);
                });
            }
        }
        passed
    }

    fn tokens_too_many(&self, found: &[(usize, usize)], kind: FaultKind, faults: &mut Vec<Fault>) {
        let full: BTreeSet<usize> = found.iter().map(|(place, _)| *place).collect();
        // Where every token comes from a flow that holds two itself, that flow is the cause.
        let follows = |place: usize| {
            let mut givers = self.net.transitions.iter().filter(|transition| transition.give.contains(&place));
            givers.all(|giver| giver.take.iter().any(|from| full.contains(from)))
        };
        let causes: Vec<_> = found.iter().filter(|(place, _)| !follows(*place)).collect();
        let shown = if causes.is_empty() { found.iter().take(1).collect() } else { causes };
        for (place, state) in shown.into_iter().take(FAULTS_MAX) {
            let mut wanted = vec![0; self.net.places.len()];
            wanted[*place] = 2;
            faults.push(self.fault(kind, *place, *state, wanted));
        }
    }

    /// The first deadlock, and the first state from which tokens only go round.
    fn stuck(&self, faults: &mut Vec<Fault>) {
        let rest = self.space.at_rest();
        let ended = self.states(|state| self.has_ended(state));
        let token = |state: usize| {
            let held =
                |(_, (place, tokens)): &(usize, (&super::net::Place, &u8))| place.kind.is_token() && **tokens > 0;
            // A token that waits on a flow says more than the activity around it.
            let waiting = || self.net.places.iter().zip(&self.space.states[state]).enumerate().filter(held);
            let flow = waiting().find(|(_, (place, _))| is_flow(place.kind));
            flow.or_else(|| waiting().next()).map(|(place, _)| place)
        };
        let mut told = BTreeSet::new();
        // Behind a token too many others are left over: the cause is told, not what follows from it.
        let clean = self.clean();
        for state in (0..rest.len()).filter(|state| rest[*state] && !ended[*state] && clean[*state]) {
            let Some(place) = token(state).filter(|place| told.len() < FAULTS_MAX && told.insert(*place)) else {
                continue;
            };
            faults.push(self.fault(FaultKind::Deadlock, place, state, self.held(state)));
        }
        let quiet: Vec<bool> = rest.iter().zip(&ended).map(|(rest, ended)| *rest || *ended).collect();
        let can = self.space.can_reach(&quiet);
        if let Some(state) = can.iter().position(|can| !can)
            && let Some(place) = token(state)
        {
            faults.push(self.fault(FaultKind::NoOptionToComplete, place, state, self.held(state)));
        }
    }

    /// The states that are reached while no flow holds two tokens.
    fn clean(&self) -> Vec<bool> {
        let single = self.states(|state| {
            self.net.places.iter().zip(state).all(|(place, tokens)| !is_flow(place.kind) || *tokens < 2)
        });
        let mut clean = vec![false; single.len()];
        clean[0] = true;
        // Moves are listed by where they begin, and states in the order in which they are first reached: what is reached
        // over a later state only is found by going over the list again.
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for (from, to) in &self.space.moves {
                let (from, to) = (*from as usize, *to as usize);
                if clean[from] && single[to] && !std::mem::replace(&mut clean[to], true) {
                    changed = true;
                }
            }
        }
        clean
    }

    /// Where tokens lay when the search ended.
    fn ends_at(&self) -> Vec<ElementId> {
        let cut = self.space.cut.iter().zip(&self.space.states).filter(|(cut, _)| **cut);
        let held = cut.flat_map(|(_, state)| self.net.places.iter().zip(state));
        let held = held.filter(|(place, tokens)| place.kind.is_token() && **tokens > 0).map(|(place, _)| &place.id);
        let mut at: Vec<ElementId> = vec![];
        for id in held {
            if !at.contains(id) {
                at.push(id.clone());
            }
            if at.len() == OPEN_MAX {
                break;
            }
        }
        at
    }

    fn held(&self, state: usize) -> Vec<u8> {
        let held = |(place, tokens): (&super::net::Place, &u8)| if place.kind.is_token() { *tokens } else { 0 };
        self.net.places.iter().zip(&self.space.states[state]).map(held).collect()
    }

    fn fault(&self, kind: FaultKind, place: usize, state: usize, wanted: Vec<u8>) -> Fault {
        let at = &self.net.places[place];
        let path = self.path(state, wanted);
        Fault { kind, element: at.id.clone(), place: at.position, path }
    }

    /// The way to a state, without what had no part in it: going back, a move is kept when a wanted token came from it.
    fn path(&self, state: usize, mut wanted: Vec<u8>) -> Vec<ElementId> {
        let mut ways = vec![];
        let mut at = state;
        while let Some((before, number)) = self.space.cause[at] {
            let transition = &self.net.transitions[number as usize];
            let (from, to) = (&self.space.states[before as usize], &self.space.states[at]);
            if transition.give.iter().any(|place| wanted[*place] > 0) {
                transition.give.iter().for_each(|place| wanted[*place] = wanted[*place].saturating_sub(1));
                for place in (0..from.len()).filter(|place| from[*place] > to[*place]) {
                    wanted[place] = wanted[place].max(1);
                }
                ways.extend(transition.steps);
            }
            at = before as usize;
        }
        let mut path: Vec<ElementId> = vec![];
        for way in ways.into_iter().rev() {
            self.steps.visit(way, None, |id| path.push(id.clone()));
        }
        path.dedup();
        path.split_off(path.len().saturating_sub(PATH_MAX))
    }
}
