//! People and the queues before them.
//!
//! Work waits in the queue of its pool: all who may do it. Whoever is free and on duty takes what comes; of several the one
//! with the least in hand, then the one who has been idle longest. Whoever becomes free takes from the queues of their
//! pools what the discipline puts first.
use crate::hours::Hours;
use crate::ready::Worker;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use weir_core::calendar::WorkCalendar;

/// Who may do a piece of work.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Selection {
    pub people: Vec<String>,
    pub groups: Vec<String>,
    pub skills: Vec<String>,
    /// None of these: they did what somebody else has to look at.
    pub not: Vec<String>,
}

/// What goes first: the least.
pub(crate) type Rank = (i64, i64);

#[derive(Debug)]
pub(crate) struct Staff {
    pub people: Vec<Person>,
    pools: Vec<Pool>,
    by_selection: BTreeMap<Selection, Option<u32>>,
    queued: u64,
}

#[derive(Debug)]
pub(crate) struct Person {
    pub hours: Hours,
    pub in_hand: u32,
    at_once: u32,
    idle_since: i64,
    pools: Vec<u32>,
    /// Is it planned that they look for work when they come?
    waking: bool,
    /// How long they have worked, ms of working time; beside one another counts once for each.
    pub busy: f64,
}

#[derive(Debug, Default)]
struct Pool {
    members: Vec<u32>,
    queue: BinaryHeap<Reverse<(Rank, u64, u32, u32)>>,
}

/// What becomes of work that is offered.
pub(crate) enum Offered {
    /// Somebody takes it at once.
    Taken(u32),
    /// It waits; these come to work then and look for it.
    Queued(Vec<(u32, i64)>),
}

impl Staff {
    pub fn new<'w>(workers: &'w [Worker], begin: i64) -> Staff {
        let mut tables: BTreeMap<&str, Hours> = BTreeMap::new();
        let mut of = |calendar: &'w WorkCalendar| {
            tables.entry(&calendar.id).or_insert_with(|| Hours::of(calendar, begin)).clone()
        };
        let people = workers.iter().map(|worker| Person {
            hours: worker.calendar.as_deref().map_or(Hours::Always, &mut of),
            in_hand: 0,
            at_once: worker.at_once,
            idle_since: begin,
            pools: vec![],
            waking: false,
            busy: 0.0,
        });
        Staff { people: people.collect(), pools: vec![], by_selection: BTreeMap::new(), queued: 0 }
    }

    /// The pool of all who fit; none where nobody does.
    pub fn pool(&mut self, selection: &Selection, workers: &[Worker]) -> Option<u32> {
        if let Some(pool) = self.by_selection.get(selection) {
            return *pool;
        }
        let fits = |worker: &Worker| {
            let anybody = selection.people.is_empty() && selection.groups.is_empty();
            let named = selection.people.iter().any(|id| *id == worker.id || *id == worker.alike);
            let meant = anybody || named || selection.groups.iter().any(|group| worker.groups.contains(group));
            meant
                && !selection.not.contains(&worker.id)
                && selection.skills.iter().all(|skill| worker.skills.contains(skill))
        };
        let members: Vec<u32> = (0..workers.len()).filter(|w| fits(&workers[*w])).map(|w| w as u32).collect();
        let pool = (!members.is_empty()).then(|| {
            let number = self.pools.len() as u32;
            for member in &members {
                self.people[*member as usize].pools.push(number);
            }
            self.pools.push(Pool { members, queue: BinaryHeap::new() });
            number
        });
        self.by_selection.insert(selection.clone(), pool);
        pool
    }

    /// Work comes to a pool.
    pub fn offer(&mut self, pool: u32, rank: Rank, (unit, generation): (u32, u32), now: i64) -> Offered {
        let Pool { members, queue } = &mut self.pools[pool as usize];
        let free = |person: &Person| person.in_hand < person.at_once && person.hours.on_duty(now);
        let best = members.iter().filter(|member| free(&self.people[**member as usize])).min_by_key(|member| {
            (self.people[**member as usize].in_hand, self.people[**member as usize].idle_since, **member)
        });
        if let Some(person) = best {
            return Offered::Taken(*person);
        }
        self.queued += 1;
        queue.push(Reverse((rank, self.queued, unit, generation)));
        let mut come = vec![];
        for member in members {
            let person = &mut self.people[*member as usize];
            if person.in_hand < person.at_once
                && !person.waking
                && let Some(at) = person.hours.next(now)
            {
                person.waking = true;
                come.push((*member, at));
            }
        }
        Offered::Queued(come)
    }

    /// What somebody who is free takes next, of what is still wanted. If they are not on duty, when they will be.
    pub fn next(&mut self, person: u32, now: i64, wanted: impl Fn(u32, u32) -> bool) -> Next {
        let at = person as usize;
        if self.people[at].in_hand >= self.people[at].at_once {
            return Next::Nothing;
        }
        let mut best: Option<((Rank, u64), u32)> = None;
        for pool in &self.people[at].pools {
            let queue = &mut self.pools[*pool as usize].queue;
            while let Some(Reverse((_, _, unit, generation))) = queue.peek() {
                if wanted(*unit, *generation) {
                    break;
                }
                queue.pop();
            }
            if let Some(Reverse((rank, number, ..))) = queue.peek()
                && best.is_none_or(|(first, _)| (*rank, *number) < first)
            {
                best = Some(((*rank, *number), *pool));
            }
        }
        let Some((_, pool)) = best else { return Next::Nothing };
        let somebody = &mut self.people[at];
        if !somebody.hours.on_duty(now) {
            if somebody.waking {
                return Next::Nothing;
            }
            let Some(at) = somebody.hours.next(now) else { return Next::Nothing };
            somebody.waking = true;
            return Next::Later(at);
        }
        let Some(Reverse((_, _, unit, _))) = self.pools[pool as usize].queue.pop() else { return Next::Nothing };
        Next::Unit(unit)
    }

    /// They come to work.
    pub fn wakes(&mut self, person: u32) {
        self.people[person as usize].waking = false;
    }

    /// They take something in hand.
    pub fn takes(&mut self, person: u32) {
        self.people[person as usize].in_hand += 1;
    }

    /// They are through with it.
    pub fn leaves(&mut self, person: u32, now: i64, worked: f64) {
        let person = &mut self.people[person as usize];
        person.in_hand -= 1;
        person.idle_since = now;
        person.busy += worked;
    }
}

/// What somebody does next.
pub(crate) enum Next {
    /// This.
    Unit(u32),
    /// They look again when they are on duty.
    Later(i64),
    /// Nothing is there for them.
    Nothing,
}
