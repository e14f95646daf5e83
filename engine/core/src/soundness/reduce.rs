//! Reductions: what surely behaves well is taken out before states are counted, so that large models stay fast. Each keeps
//! every deadlock, every token too many and every dead end (Berthelot's agglomeration and the series, parallel and loop
//! rules of workflow nets); a block that is sound shrinks to one place.
use super::net::{Guard, Net, PlaceKind, Transition};
use super::regions;
use super::steps::Steps;
use std::collections::{BTreeMap, BTreeSet};

/// Tokens that one move gives: 256. Wider ones are not copied.
const WIDTH_MAX: usize = 256;
/// Tokens of one move that are changed in place: 4096. Wider ones are left as they are.
const WIDE_MAX: usize = 4096;

/// Reduces until nothing more can be taken out by rules that need no look at states.
pub fn reduce(net: &mut Net, steps: &mut Steps) {
    let mut ends = Ends::of(net);
    loop {
        let mut changed = false;
        for place in 0..net.places.len() {
            changed |= series(net, steps, &mut ends, place);
        }
        changed |= loops(net, steps, &mut ends);
        changed |= twins(net, steps, &mut ends);
        changed |= parallel(net, &mut ends);
        if !changed {
            break;
        }
    }
    ends.finish(net);
}

/// Also plays what can be looked at by itself, until nothing more can be taken out: for nets with too many states.
pub fn reduce_further(net: &mut Net, steps: &mut Steps) {
    soften(net);
    let mut work = regions::WORK_MAX;
    loop {
        reduce(net, steps);
        if !regions::fold(net, steps, &mut work) {
            break;
        }
    }
}

/// An activity that only its own moves look at, each of which needs nothing but it, is a step on the way like any other.
fn soften(net: &mut Net) {
    let mut soft: Vec<bool> =
        net.places.iter().map(|place| place.kind == PlaceKind::Active && !place.watched).collect();
    for transition in &net.transitions {
        if let Guard::Idle(place) = transition.guard {
            soft[place] = false;
        }
        if !transition.is_plain() || transition.take.len() > 1 {
            transition.take.iter().for_each(|place| soft[*place] = false);
        }
    }
    for (place, _) in net.places.iter_mut().zip(soft).filter(|(_, soft)| *soft) {
        place.kind = PlaceKind::Inside;
    }
}

/// Leaves out the places that no move touches any more.
fn compact(net: &mut Net) {
    let mut used: Vec<bool> = net.places.iter().map(|place| place.initial > 0).collect();
    for transition in &net.transitions {
        transition.take.iter().chain(&transition.give).for_each(|place| used[*place] = true);
    }
    let mut kept = 0;
    let new: Vec<Option<usize>> = used
        .iter()
        .map(|used| {
            kept += usize::from(*used);
            used.then(|| kept - 1)
        })
        .collect();
    let move_all = |places: &mut Vec<usize>| *places = places.iter().filter_map(|place| new[*place]).collect();
    for transition in &mut net.transitions {
        move_all(&mut transition.take);
        move_all(&mut transition.give);
        move_all(&mut transition.zero);
        if let Guard::Idle(place) = transition.guard {
            transition.guard = new[place].map_or(Guard::None, Guard::Idle);
        }
    }
    for join in &mut net.joins {
        // A flow that nobody gives to stays listed: the gateway looks at it.
        join.reach =
            join.reach.iter().filter_map(|(place, any, forward)| Some((new[*place]?, *any, *forward))).collect();
        move_all(&mut join.incoming);
    }
    let mut used = used.into_iter();
    net.places.retain(|_| used.next().unwrap_or(false));
}

/// Who gives to a place and who takes from it.
pub(super) struct Ends {
    givers: Vec<Vec<usize>>,
    takers: Vec<Vec<usize>>,
    /// Which transitions are still there.
    pub alive: Vec<bool>,
}

impl Ends {
    /// Those of a net as it is.
    pub fn of(net: &Net) -> Self {
        let mut ends = Ends {
            givers: vec![vec![]; net.places.len()],
            takers: vec![vec![]; net.places.len()],
            alive: vec![true; net.transitions.len()],
        };
        for (number, transition) in net.transitions.iter().enumerate() {
            ends.add(number, transition);
        }
        ends
    }

    fn add(&mut self, number: usize, transition: &Transition) {
        for (places, list) in [(&transition.give, &mut self.givers), (&transition.take, &mut self.takers)] {
            for place in places {
                if list[*place].last() != Some(&number) {
                    list[*place].push(number);
                }
            }
        }
    }

    /// Leaves out what was taken out.
    pub fn finish(self, net: &mut Net) {
        let mut alive = self.alive.into_iter();
        net.transitions.retain(|_| alive.next().unwrap_or(false));
        compact(net);
    }

    /// Adds a move.
    pub fn add_new(&mut self, net: &mut Net, transition: Transition) {
        self.add(net.transitions.len(), &transition);
        self.alive.push(true);
        net.transitions.push(transition);
    }

    /// Those that give to a place. Who was taken out is struck off when the list is read.
    pub fn givers(&mut self, place: usize) -> Vec<usize> {
        self.givers[place].retain(|giver| self.alive[*giver]);
        self.givers[place].clone()
    }

    /// Those that take from it.
    pub fn takers(&mut self, place: usize) -> Vec<usize> {
        self.takers[place].retain(|taker| self.alive[*taker]);
        self.takers[place].clone()
    }
}

/// Whether a place may be taken out: nobody but its neighbours looks at it.
fn is_free(net: &Net, place: usize) -> bool {
    let place = &net.places[place];
    matches!(place.kind, PlaceKind::Flow | PlaceKind::Inside) && !place.watched && place.initial == 0
}

/// Whoever gives to a place goes on at once to what lies behind it, when nothing but the token decides that.
fn series(net: &mut Net, steps: &mut Steps, ends: &mut Ends, place: usize) -> bool {
    if !is_free(net, place) {
        return false;
    }
    let (givers, takers) = (ends.givers(place), ends.takers(place));
    let stays = |to: &usize| {
        matches!(net.places[*to].kind, PlaceKind::Flow | PlaceKind::Inside)
            && net.places[*to].scope == net.places[place].scope
    };
    let passes = |taker: &usize| {
        let taker = &net.transitions[*taker];
        taker.is_plain()
            && taker.take == [place]
            && !taker.give.is_empty()
            && !taker.give.contains(&place)
            && taker.give.iter().all(stays)
    };
    if givers.is_empty() || takers.is_empty() || !takers.iter().all(passes) {
        return false;
    }
    let alone = givers.len() == 1 && net.transitions[givers[0]].give == [place];
    let wide = givers.iter().any(|giver| net.transitions[*giver].give.len() > WIDTH_MAX);
    let to_one = wide && takers.len() == 1 && net.transitions[takers[0]].give.len() == 1;
    let once = |giver: &usize| gives_once(&net.transitions[*giver], place, if to_one { WIDE_MAX } else { WIDTH_MAX });
    if (takers.len() > 1 && !alone) || !givers.iter().all(once) {
        return false;
    }
    if to_one {
        return go_on(net, steps, ends, place, (&givers, takers[0]));
    }
    for giver in givers {
        let first = net.transitions[giver].clone();
        ends.alive[giver] = false;
        for taker in &takers {
            let mut joined = first.clone();
            joined.give.retain(|to| *to != place);
            joined.give.extend(&net.transitions[*taker].give);
            joined.give.sort_unstable();
            joined.steps = steps.then(first.steps, net.transitions[*taker].steps);
            joined.twins = steps.then(first.twins, net.transitions[*taker].twins);
            ends.add_new(net, joined);
        }
    }
    for taker in takers {
        ends.alive[taker] = false;
    }
    true
}

/// The same for wide moves where it goes on to one place: whoever gives to the one gives to the other instead.
fn go_on(net: &mut Net, steps: &mut Steps, ends: &mut Ends, place: usize, (givers, taker): (&[usize], usize)) -> bool {
    let (to, passed, beside) = {
        let taker = &net.transitions[taker];
        (taker.give[0], taker.steps, taker.twins)
    };
    for giver in givers {
        let transition = &mut net.transitions[*giver];
        transition.give.retain(|other| *other != place);
        let at = transition.give.partition_point(|other| *other < to);
        transition.give.insert(at, to);
        transition.steps = steps.then(transition.steps, passed);
        transition.twins = steps.then(transition.twins, beside);
        if !ends.givers[to].contains(giver) {
            ends.givers[to].push(*giver);
        }
    }
    ends.givers[place].clear();
    ends.alive[taker] = false;
    true
}

fn gives_once(transition: &Transition, place: usize, width_max: usize) -> bool {
    transition.give.len() <= width_max && transition.give.iter().filter(|to| **to == place).count() == 1
}

/// A move that leads back to where it began changes nothing.
fn loops(net: &mut Net, steps: &mut Steps, ends: &mut Ends) -> bool {
    let mut changed = false;
    for number in 0..net.transitions.len() {
        let transition = &net.transitions[number];
        let back = ends.alive[number] && transition.is_plain() && transition.take == transition.give;
        let [place] = transition.take[..] else { continue };
        if !back {
            continue;
        }
        let beside = steps.then(transition.steps, transition.twins);
        let givers: Vec<usize> = ends.givers(place).into_iter().filter(|giver| *giver != number).collect();
        // Without another way out the token goes round for ever, and that must be seen.
        if givers.is_empty() || ends.takers(place).len() < 2 {
            continue;
        }
        for giver in givers {
            net.transitions[giver].twins = steps.then(net.transitions[giver].twins, beside);
        }
        ends.alive[number] = false;
        changed = true;
    }
    changed
}

/// Of moves that do the same, one is enough.
fn twins(net: &mut Net, steps: &mut Steps, ends: &mut Ends) -> bool {
    let mut first: BTreeMap<(Vec<usize>, Vec<usize>), usize> = BTreeMap::new();
    let mut changed = false;
    for number in 0..net.transitions.len() {
        let transition = &net.transitions[number];
        if !ends.alive[number] || !transition.is_plain() {
            continue;
        }
        let key = (transition.take.clone(), transition.give.clone());
        let Some(kept) = first.get(&key).copied() else {
            first.insert(key, number);
            continue;
        };
        let beside = steps.then(transition.steps, transition.twins);
        net.transitions[kept].twins = steps.then(net.transitions[kept].twins, beside);
        ends.alive[number] = false;
        changed = true;
    }
    changed
}

/// Who gives to a place, who takes from it, and its scope.
type Neighbours = (Vec<usize>, Vec<usize>, Option<usize>);

/// Of places between the same neighbours, one is enough.
fn parallel(net: &mut Net, ends: &mut Ends) -> bool {
    let mut seen: BTreeSet<Neighbours> = BTreeSet::new();
    let mut changed = false;
    for place in 0..net.places.len() {
        if !is_free(net, place) {
            continue;
        }
        let (mut givers, mut takers) = (ends.givers(place), ends.takers(place));
        let once = |giver: &usize| gives_once(&net.transitions[*giver], place, WIDE_MAX);
        if givers.is_empty() || takers.is_empty() || !givers.iter().all(once) {
            continue;
        }
        givers.sort_unstable();
        takers.sort_unstable();
        if seen.insert((givers.clone(), takers.clone(), net.places[place].scope)) {
            continue;
        }
        for giver in givers {
            net.transitions[giver].give.retain(|to| *to != place);
        }
        for taker in takers {
            net.transitions[taker].take.retain(|from| *from != place);
        }
        ends.givers[place].clear();
        ends.takers[place].clear();
        changed = true;
    }
    changed
}
