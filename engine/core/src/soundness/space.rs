//! The state space: every way in which the tokens of a net can lie, up to named bounds. Breadth first, so that ways are short;
//! once half of the bound is used up depth first, so that in a large net some ways are followed to their end.
use super::net::{Guard, Join, Net, PlaceKind, Transition};
use std::collections::{BTreeMap, VecDeque};

/// States that are looked at: 20 000. What needs more is not decided.
pub const STATES_MAX: usize = 20_000;
/// What is looked at in all states together, places and moves: 20 million. It bounds time and memory for large nets.
pub const WORK_MAX: usize = 20_000_000;
/// Tokens on one place: 3. Where more would gather, tokens gather without bound or nearly so, and the search goes no
/// further on that way.
pub const TOKENS_MAX: u8 = 3;

/// Tokens on each place.
pub type State = Box<[u8]>;

/// What was found.
pub struct Space {
    pub states: Vec<State>,
    /// How each state was first reached: from which, by which transition.
    pub cause: Vec<Option<(u32, u32)>>,
    /// All moves, as from and to.
    pub moves: Vec<(u32, u32)>,
    /// States on whose ways the search stopped at the bound of tokens.
    pub cut: Vec<bool>,
    /// Transitions that were taken.
    pub fired: Vec<bool>,
    /// Whether every state within the bound of tokens was seen.
    pub whole: bool,
}

impl Space {
    /// Whether nothing at all was cut off.
    pub fn is_complete(&self) -> bool {
        self.whole && !self.cut.contains(&true)
    }

    /// The states from which one of the good states, or one where the search stopped, can be reached.
    pub fn can_reach(&self, good: &[bool]) -> Vec<bool> {
        let mut before: Vec<Vec<u32>> = vec![vec![]; self.states.len()];
        for (from, to) in &self.moves {
            before[*to as usize].push(*from);
        }
        let mut can: Vec<bool> = good.iter().zip(&self.cut).map(|(good, cut)| *good || *cut).collect();
        let mut open: Vec<usize> = (0..can.len()).filter(|state| can[*state]).collect();
        while let Some(state) = open.pop() {
            for from in &before[state] {
                if !std::mem::replace(&mut can[*from as usize], true) {
                    open.push(*from as usize);
                }
            }
        }
        can
    }

    /// The states from which no move leads on.
    pub fn at_rest(&self) -> Vec<bool> {
        let mut rest: Vec<bool> = self.cut.iter().map(|cut| !cut).collect();
        for (from, _) in &self.moves {
            rest[*from as usize] = false;
        }
        rest
    }
}

/// What may be looked at.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// States.
    pub states: usize,
    /// Places and moves, of all states together.
    pub work: usize,
    /// Choices that hide nothing are made before all else: fewer states show the same, though not the shortest way to it.
    pub eager: bool,
}

/// Explores a net.
pub fn explore(net: &Net, bounds: Bounds) -> Space {
    let scopes = Scopes::of(net);
    let eager = if bounds.eager { eager(net) } else { vec![] };
    let all: Vec<usize> = (0..net.transitions.len()).collect();
    let first: State = net.places.iter().map(|place| place.initial).collect();
    let mut known: BTreeMap<State, u32> = BTreeMap::from([(first.clone(), 0)]);
    let mut space = Space {
        states: vec![first],
        cause: vec![None],
        moves: vec![],
        cut: vec![false],
        fired: vec![false; net.transitions.len()],
        whole: true,
    };
    let (mut open, mut work) = (VecDeque::from([0usize]), 0);
    while let Some(at) = if space.states.len() * 2 > bounds.states { open.pop_back() } else { open.pop_front() } {
        let first = eager.iter().find(|(place, _)| space.states[at][*place] > 0);
        let looked_at = first.map_or(&all, |(_, takers)| takers);
        work += looked_at.len() + eager.len();
        if space.states.len() > bounds.states || work > bounds.work {
            space.whole = false;
            open.iter().chain([&at]).for_each(|state| space.cut[*state] = true);
            break;
        }
        let state = space.states[at].clone();
        for number in looked_at.iter().copied() {
            let transition = &net.transitions[number];
            let Some(after) = scopes.fire(net, &state, transition) else { continue };
            work += net.places.len();
            if work > bounds.work {
                space.whole = false;
                space.cut[at] = true;
                break;
            }
            space.fired[number] = true;
            if is_beyond(&after) {
                space.cut[at] = true;
                continue;
            }
            let to = *known.entry(after).or_insert_with_key(|after| {
                open.push_back(space.states.len());
                space.states.push(after.clone());
                space.cause.push(Some((at as u32, number as u32)));
                space.cut.push(false);
                space.states.len() as u32 - 1
            });
            space.moves.push((at as u32, to));
        }
    }
    space
}

/// Places whose tokens may move before all others without hiding anything, each with the moves that take from it.
///
/// Whatever a token chooses here, nobody else can take it, hold it back or be held back by it, and what it leads to waits
/// for no turn of its own: every way of the others that leads somewhere leads there also when it goes first (the persistent
/// sets of partial orders). Of a choice that may end the token another one keeps it in its scope, so that a scope is busy
/// on some way as long as before.
fn eager(net: &Net) -> Vec<(usize, Vec<usize>)> {
    let mut takers: Vec<Vec<usize>> = vec![vec![]; net.places.len()];
    for (number, transition) in net.transitions.iter().enumerate() {
        transition.take.iter().for_each(|place| takers[*place].push(number));
        // What an inclusive join takes is not listed in its move.
        let joined = transition.join.map(|join| &net.joins[join].incoming);
        joined.into_iter().flatten().for_each(|place| takers[*place].push(number));
    }
    let (mut found, mut patient) = (vec![], vec![false; net.places.len()]);
    let mut chosen = vec![false; net.places.len()];
    for (number, place) in net.places.iter().enumerate() {
        let stays = |to: &usize| {
            let at = &net.places[*to];
            !chosen[*to] && (at.kind == PlaceKind::End || (is_way(at.kind) && at.scope == place.scope && *to != number))
        };
        let fits = |taker: &usize| {
            let transition = &net.transitions[*taker];
            transition.is_plain() && transition.take == [number] && transition.give.iter().all(stays)
        };
        let keeps = |taker: &usize| net.transitions[*taker].give.iter().any(|to| is_way(net.places[*to].kind));
        let free = is_way(place.kind) && !place.watched && place.initial == 0 && !patient[number];
        let own = &takers[number];
        if free && !own.is_empty() && own.iter().all(fits) && own.iter().any(keeps) {
            own.iter().flat_map(|taker| &net.transitions[*taker].give).for_each(|to| patient[*to] = true);
            chosen[number] = true;
            found.push((number, own.clone()));
        }
    }
    found
}

fn is_way(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::Flow | PlaceKind::Inside)
}

/// The scopes of a net spelt out.
#[derive(Debug)]
pub struct Scopes {
    /// For each scope: the places in it, however deep.
    inside: Vec<Vec<usize>>,
    /// Places that hold no token in any state worth going on from.
    capped: Vec<bool>,
}

impl Scopes {
    /// Spells them out.
    pub fn of(net: &Net) -> Self {
        let mut inside = vec![vec![]; net.scopes.len()];
        for (number, place) in net.places.iter().enumerate() {
            let mut scope = place.scope;
            while let Some(at) = scope {
                inside[at].push(number);
                scope = net.scopes[at].parent;
            }
        }
        let capped = net.places.iter().map(|place| place.kind != PlaceKind::End).collect();
        Scopes { inside, capped }
    }

    /// The state after a transition; none where it cannot be taken.
    pub fn fire(&self, net: &Net, state: &State, transition: &Transition) -> Option<State> {
        let takes: Vec<usize> = match transition.join {
            Some(join) => ready(state, &net.joins[join])?,
            None if covers(state, &transition.take) => transition.take.clone(),
            None => return None,
        };
        let runs = |scope: usize| {
            self.inside[scope].iter().any(|place| state[*place] > 0 && net.places[*place].kind.is_token())
        };
        let open = match transition.guard {
            Guard::None => true,
            Guard::Done(scope) => !runs(scope),
            Guard::Busy(scope) => runs(scope),
            Guard::Idle(place) => state[place] == 0,
        };
        if !open {
            return None;
        }
        let mut after = state.clone();
        for place in takes {
            after[place] -= 1;
        }
        transition.clear.iter().flat_map(|scope| &self.inside[*scope]).for_each(|place| after[*place] = 0);
        transition.zero.iter().for_each(|place| after[*place] = 0);
        for place in &transition.give {
            // An end event that was reached twice is wrong already; how often does not matter.
            let most = if self.capped[*place] { u8::MAX } else { 2 };
            after[*place] = after[*place].saturating_add(1).min(most);
        }
        Some(after)
    }
}

/// Are there all tokens that are taken?
fn covers(state: &State, take: &[usize]) -> bool {
    take.chunk_by(|one, other| one == other).all(|same| usize::from(state[same[0]]) >= same.len())
}

/// Have more tokens gathered in one place than are followed?
pub fn is_beyond(state: &State) -> bool {
    state.iter().any(|tokens| *tokens > TOKENS_MAX)
}

/// BPMN 13.4.3: an inclusive gateway waits for a token that can come to an incoming flow without one, unless that token
/// can also come to a flow that has one. It takes one token from each flow that has one.
fn ready(state: &State, join: &Join) -> Option<Vec<usize>> {
    let mut full = 0u64;
    for (bit, place) in join.incoming.iter().enumerate() {
        full |= u64::from(state[*place] > 0) << bit;
    }
    let all = u64::MAX >> (64 - join.incoming.len());
    let held_back =
        |(place, any, forward): &(usize, u64, u64)| state[*place] > 0 && any & all & !full != 0 && forward & full == 0;
    if full == 0 || join.reach.iter().any(held_back) {
        return None;
    }
    Some(join.incoming.iter().copied().filter(|place| state[*place] > 0).collect())
}
