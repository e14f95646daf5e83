//! Regions: a part of the net that one place leads into and one place at most leads out of. Played by itself it shows
//! whether it behaves well; one that does is a single move from then on. So branches that run side by side are looked at
//! one after the other and not in all their combinations. Inclusive gateways belong to a region with all flows into them.
use super::net::{Guard, Join, Net, PlaceKind, Transition};
use super::reduce::Ends;
use super::space::{Bounds, Space, explore};
use super::steps::{Step, Steps};
use std::collections::{BTreeMap, BTreeSet};

/// Places of a region; larger ones are left as they are.
const PLACES_MAX: usize = 400;
/// States of a region.
const STATES_MAX: usize = 2_000;
/// What is looked at in all regions of a net together.
pub const WORK_MAX: usize = 10_000_000;
/// Ways in which a region may end.
const OUTCOMES_MAX: usize = 8;

/// A part of the net.
struct Region {
    entry: usize,
    /// Where it leads out; none where its tokens end in it.
    exit: Option<usize>,
    /// Its places, the exit left out.
    inside: BTreeSet<usize>,
    moves: BTreeSet<usize>,
}

/// How a region may end: with a token at its exit or not, and with these end events reached.
type Outcome = (bool, Vec<usize>);

/// Makes one move of each region behind a split that behaves well. `work` is what may still be looked at.
pub fn fold(net: &mut Net, steps: &mut Steps, work: &mut usize) -> bool {
    let mut ends = Ends::of(net);
    let split = |transition: &&Transition| transition.give.len() > 1;
    let entries: BTreeSet<usize> = net.transitions.iter().filter(split).flat_map(|t| t.give.iter().copied()).collect();
    let mut changed = false;
    for entry in entries {
        let Some(region) = region(net, &mut ends, entry) else { continue };
        let Some(made) = played(net, steps, &mut ends, &region, work) else { continue };
        for number in &region.moves {
            ends.alive[*number] = false;
        }
        for transition in made {
            ends.add_new(net, transition);
        }
        changed = true;
    }
    unwatch(net, &ends);
    ends.finish(net);
    changed
}

/// Nobody looks at the flows into an inclusive gateway that is part of a move by now.
fn unwatch(net: &mut Net, ends: &Ends) {
    let alive = net.transitions.iter().zip(&ends.alive).filter(|(_, alive)| **alive);
    let there: BTreeSet<usize> = alive.filter_map(|(transition, _)| transition.join).collect();
    for (_, join) in net.joins.iter_mut().enumerate().filter(|(number, _)| !there.contains(number)) {
        for place in std::mem::take(&mut join.incoming) {
            net.places[place].watched = false;
        }
        join.reach.clear();
    }
    for join in &net.joins {
        join.incoming.iter().for_each(|place| net.places[*place].watched = true);
    }
}

/// What a token at a place can come to by moves that need nothing else, if that is left by one place at most.
fn region(net: &Net, ends: &mut Ends, entry: usize) -> Option<Region> {
    if !is_border(net, entry) || net.places[entry].initial > 0 {
        return None;
    }
    let (mut inside, mut moves, mut open) = (BTreeSet::from([entry]), BTreeSet::new(), vec![entry]);
    while let Some(place) = open.pop() {
        for taker in ends.takers(place) {
            let transition = &net.transitions[taker];
            let all = transition.take.iter().all(|from| inside.contains(from));
            if !all || !moves.insert(taker) {
                continue;
            }
            let given = transition.give.iter().filter(|to| net.places[**to].kind != PlaceKind::End);
            open.extend(given.filter(|to| inside.insert(**to)));
            if inside.len() > PLACES_MAX {
                return None;
            }
        }
    }
    // A place that somebody else takes from too, or with something else, is where the region ends.
    let leads_out: Vec<usize> =
        inside.iter().copied().filter(|place| ends.takers(*place).iter().any(|t| !moves.contains(t))).collect();
    let exit = match leads_out[..] {
        [] => None,
        [exit] if exit != entry && is_border(net, exit) => Some(exit),
        _ => return None,
    };
    if let Some(exit) = exit {
        inside.remove(&exit);
        let same = net.places[exit].scope == net.places[entry].scope;
        if !same || ends.takers(exit).iter().any(|taker| moves.contains(taker)) {
            return None;
        }
    }
    let simple = moves.iter().all(|number| {
        let transition = &net.transitions[*number];
        transition.is_plain() && transition.take == [entry] && !transition.give.contains(&entry)
    });
    let region = Region { entry, exit, inside, moves };
    (!simple && is_closed(net, ends, &region)).then_some(region)
}

fn is_border(net: &Net, place: usize) -> bool {
    matches!(net.places[place].kind, PlaceKind::Flow | PlaceKind::Inside)
}

/// Whether nobody outside gives to its places or looks at them, and it looks at nothing outside.
fn is_closed(net: &Net, ends: &mut Ends, region: &Region) -> bool {
    let within = |place: &usize| region.inside.contains(place);
    let inner = region.inside.iter().all(|place| {
        let at = &net.places[*place];
        let own = *place == region.entry || ends.givers(*place).iter().all(|giver| region.moves.contains(giver));
        own && at.initial == 0 && !matches!(at.kind, PlaceKind::Message | PlaceKind::Initial | PlaceKind::Many)
    });
    let scope = |scope: usize| {
        let mut all = net.places.iter().enumerate().filter(|(_, place)| is_in(net, place.scope, scope));
        all.all(|(number, _)| within(&number))
    };
    inner
        && region.moves.iter().all(|number| {
            let transition = &net.transitions[*number];
            let guard = match transition.guard {
                Guard::None => true,
                Guard::Done(of) | Guard::Busy(of) => scope(of),
                Guard::Idle(place) => within(&place),
            };
            let join = transition.join.is_none_or(|join| is_alone(&net.joins[join], &region.inside));
            guard && join && transition.zero.iter().all(within) && transition.clear.is_none_or(scope)
        })
        // Whoever stands outside takes nothing away and looks at nothing but what the scope around it is asked for.
        && net.transitions.iter().enumerate().all(|(number, transition)| {
            region.moves.contains(&number) || !ends.alive[number] || {
                let looks = matches!(transition.guard, Guard::Idle(place) if within(&place));
                !looks && !transition.zero.iter().any(within)
            }
        })
}

/// Whether no token outside of a region keeps an inclusive gateway inside waiting: one that can come to every flow into it
/// without an interruption never does (BPMN 13.4.3), for it can also come to a flow that has a token.
fn is_alone(join: &Join, inside: &BTreeSet<usize>) -> bool {
    let all = u64::MAX >> (64 - join.incoming.len());
    join.reach.iter().all(|(place, _, forward)| inside.contains(place) || forward & all == all)
}

fn is_in(net: &Net, mut scope: Option<usize>, around: usize) -> bool {
    while let Some(at) = scope {
        if at == around {
            return true;
        }
        scope = net.scopes[at].parent;
    }
    false
}

/// Plays a region by itself: the moves that stand for it, where it behaves well.
fn played(net: &Net, steps: &mut Steps, ends: &mut Ends, region: &Region, work: &mut usize) -> Option<Vec<Transition>> {
    let (alone, places) = alone(net, region);
    if *work == 0 {
        return None;
    }
    let space = explore(&alone, Bounds { states: STATES_MAX, work: *work, eager: false });
    *work = work.saturating_sub(space.states.len() * (alone.places.len() + alone.transitions.len()));
    let exit = region.exit.map(|exit| places[&exit]);
    let is_end = |place: usize| alone.places[place].kind == PlaceKind::End;
    let twice = space.states.iter().any(|state| state.iter().any(|tokens| *tokens > 1));
    if !space.is_complete() || twice || space.fired.contains(&false) {
        return None;
    }
    let rest = space.at_rest();
    if space.can_reach(&rest).contains(&false) {
        return None;
    }
    let left_over = |state: &[u8]| (0..state.len()).any(|p| state[p] > 0 && Some(p) != exit && !is_end(p));
    let resting: Vec<usize> = (0..rest.len()).filter(|state| rest[*state]).collect();
    if resting.iter().any(|state| left_over(&space.states[*state][..])) {
        return None;
    }
    // What is still on its way behind the exit, or comes to its end without it, keeps nobody outside: it would meet the next
    // token, if that can come round again. While it stands at the entry it can be seen as before.
    let left = |state: &[u8]| exit.is_some_and(|exit| state[exit] > 0);
    let can = space.can_reach(&space.states.iter().map(|state| left(&state[..])).collect::<Vec<bool>>());
    let mut behind = space.states.iter().zip(&can).skip(1);
    if behind.any(|(state, can)| left_over(&state[..]) && (left(&state[..]) || !can)) && comes_round(net, ends, region)
    {
        return None;
    }
    let back: BTreeMap<usize, usize> = places.iter().map(|(whole, local)| (*local, *whole)).collect();
    let outcomes = outcomes(&space, &resting, exit, &is_end);
    if outcomes.len() > OUTCOMES_MAX {
        return None;
    }
    let mut beside = None;
    for number in &region.moves {
        let transition = &net.transitions[*number];
        let both = steps.then(transition.steps, transition.twins);
        beside = steps.then(beside, both);
    }
    let mut made = vec![];
    for ((leaves, reached), state) in outcomes {
        let mut give: Vec<usize> = reached.iter().map(|place| back[place]).collect();
        give.extend(region.exit.filter(|_| leaves));
        give.sort_unstable();
        let passed = way(&alone, &space, state, steps);
        made.push(Transition { take: vec![region.entry], give, steps: passed, twins: beside, ..Transition::default() });
    }
    Some(made)
}

/// The region as a net of its own, with a token at its entry; and the places of the whole net by their numbers in it.
fn alone(net: &Net, region: &Region) -> (Net, BTreeMap<usize, usize>) {
    let mut all = region.inside.clone();
    all.extend(region.exit);
    all.extend(region.moves.iter().flat_map(|number| net.transitions[*number].give.iter().copied()));
    let places: BTreeMap<usize, usize> = all.iter().enumerate().map(|(local, whole)| (*whole, local)).collect();
    let mut alone = Net::default();
    for whole in &all {
        let place = &net.places[*whole];
        alone.places.push(super::net::Place {
            id: place.id.clone(),
            initial: u8::from(*whole == region.entry),
            ..*place
        });
    }
    alone.scopes = net.scopes.iter().map(|scope| super::net::Scope { id: scope.id.clone(), ..*scope }).collect();
    let moved = |list: &[usize]| list.iter().filter_map(|place| places.get(place).copied()).collect::<Vec<usize>>();
    let own: BTreeSet<usize> = region.moves.iter().filter_map(|number| net.transitions[*number].join).collect();
    let joined = |(number, join): (usize, &Join)| {
        let inside = join.reach.iter().filter(|(place, ..)| own.contains(&number) && region.inside.contains(place));
        let reach = inside.map(|(place, any, forward)| (places[place], *any, *forward)).collect();
        Join { incoming: if own.contains(&number) { moved(&join.incoming) } else { vec![] }, reach }
    };
    alone.joins = net.joins.iter().enumerate().map(joined).collect();
    for number in &region.moves {
        let transition = &net.transitions[*number];
        alone.transitions.push(Transition {
            take: moved(&transition.take),
            give: moved(&transition.give),
            zero: moved(&transition.zero),
            guard: match transition.guard {
                Guard::Idle(place) => places.get(&place).map_or(Guard::None, |local| Guard::Idle(*local)),
                other => other,
            },
            ..transition.clone()
        });
    }
    (alone, places)
}

/// Whether what leaves a region, or began beside it, can come to its entry again.
fn comes_round(net: &Net, ends: &mut Ends, region: &Region) -> bool {
    let beside = ends.givers(region.entry).into_iter().flat_map(|giver| net.transitions[giver].give.clone());
    let mut open: Vec<usize> = region.exit.into_iter().chain(beside.filter(|place| *place != region.entry)).collect();
    let mut seen: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(place) = open.pop() {
        for taker in ends.takers(place) {
            open.extend(net.transitions[taker].give.iter().filter(|to| seen.insert(**to)));
        }
    }
    seen.contains(&region.entry)
}

/// The ways to end, each with the first state of its kind. One in which less has ended shows nothing beside one in which
/// more has.
fn outcomes(
    space: &Space,
    resting: &[usize],
    exit: Option<usize>,
    is_end: &dyn Fn(usize) -> bool,
) -> Vec<(Outcome, usize)> {
    let mut all: Vec<(Outcome, usize)> = vec![];
    for number in resting {
        let state = &space.states[*number];
        let reached: Vec<usize> = (0..state.len()).filter(|place| state[*place] > 0 && is_end(*place)).collect();
        let outcome = (exit.is_some_and(|exit| state[exit] > 0), reached);
        if !all.iter().any(|(known, _)| *known == outcome) {
            all.push((outcome, *number));
        }
    }
    let less = |a: &Outcome, b: &Outcome| a.0 == b.0 && a != b && a.1.iter().all(|end| b.1.contains(end));
    let more = all.clone();
    all.retain(|(outcome, _)| !more.iter().any(|(other, _)| less(outcome, other)));
    all
}

/// The elements passed on the way to a state.
fn way(net: &Net, space: &Space, state: usize, steps: &mut Steps) -> Option<Step> {
    let (mut at, mut ways) = (state, vec![]);
    while let Some((before, number)) = space.cause[at] {
        ways.extend(net.transitions[number as usize].steps);
        at = before as usize;
    }
    ways.into_iter().rev().fold(None, |way, next| steps.then(way, Some(next)))
}
