//! What is known of cases beside rows, variables and flows, and may go with something remarkable: which versions of rules they
//! used, in which role and through which group people took part, whether another process called them, what was done in a batch.
use super::node::PERSONS_MIN;
use super::row::CaseRow;
use super::select::Extent;
use super::{Ledger, batches};
use crate::aggregate::{Place, PlaceId};
use crate::log::{NO_NAME, NO_TIME, Names};
use crate::rootcause::Item;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};

/// So many different ones are known, and so many of a case.
const NAMES_MAX: usize = 10_000;
const OF_CASE_MAX: usize = 32;
/// Whether something was done in a batch is looked at in so many cases at most: all that their people did is looked at for it.
const BATCHED_MAX: usize = 20_000;

/// How a case came to be, among the items. No variable begins so.
pub const CHANNEL: &str = "$channel";
/// Whether work in it was done in a batch, among the items.
pub const BATCHED: &str = "$batched";

/// What a mark is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkOf {
    /// A rule: a decision or a rule parameter, with the version that was used.
    Rule,
    /// The role in which somebody worked.
    Role,
    /// The candidate group through which.
    Group,
    /// Another process called it.
    Called,
}

impl MarkOf {
    /// What it is called among the items.
    pub fn name(self) -> &'static str {
        match self {
            MarkOf::Rule => "$rule",
            MarkOf::Role => "$role",
            MarkOf::Group => "$group",
            MarkOf::Called => CHANNEL,
        }
    }
}

/// One of a case: what, since when (ms), and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Mark {
    what: u32,
    at: i64,
    actor: u32,
}

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    /// What marks are of, and the value.
    names: Names,
    of: BTreeMap<u32, Vec<Mark>>,
}

impl Marks {
    /// A case is held no more.
    pub(super) fn forget(&mut self, case: u32) {
        self.of.remove(&case);
    }

    /// About how many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        self.of.values().map(|of| size_of::<(u32, Vec<Mark>)>() + size_of_val(of.as_slice())).sum()
    }

    pub(super) fn hash(&self, hash: &mut impl std::hash::Hasher) {
        use std::hash::Hash;
        self.names.iter().for_each(|name| name.hash(hash));
        self.of.hash(hash);
    }

    fn told(&self, mark: Mark) -> (&str, &str) {
        let name = self.names.name(mark.what);
        name.split_once('\n').unwrap_or((name, ""))
    }
}

impl Ledger {
    /// A case has used this, or somebody took part in it so; the first time counts.
    pub fn mark(&mut self, case: u32, of: MarkOf, value: &str, at: i64, actor: u32) {
        if self.case(case).is_none() {
            return;
        }
        let name = format!("{}\n{value}", of.name());
        let what = match self.marks.names.find(&name) {
            Some(known) => known,
            None if self.marks.names.len() < NAMES_MAX => self.marks.names.number(&name),
            None => return,
        };
        let known = self.marks.of.entry(case).or_default();
        if known.len() < OF_CASE_MAX && known.iter().all(|mark| mark.what != what) {
            known.push(Mark { what, at, actor });
        }
    }

    /// The items of cases that marks tell, as far as they were so by the moment of each. Roles and groups of few people are none:
    /// that would say what each of them did.
    pub(super) fn marked(&self, (numbers, cases): (&[u32], &[&CaseRow]), until: &[i64]) -> Vec<Item> {
        let mut found: BTreeMap<(&str, &str), (RoaringBitmap, BTreeSet<u32>)> = BTreeMap::new();
        let mut everybody: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        let mut channels: BTreeMap<&str, RoaringBitmap> = BTreeMap::new();
        for (((index, number), case), until) in (0_u32..).zip(numbers).zip(cases).zip(until) {
            let mut channel = if case.initiator == NO_NAME { "event" } else { "person" };
            for mark in self.marks.of.get(number).into_iter().flatten().filter(|mark| mark.at <= *until) {
                let (of, value) = self.marks.told(*mark);
                if of == CHANNEL {
                    channel = "called";
                    continue;
                }
                let (cases, people) = found.entry((of, value)).or_default();
                cases.insert(index);
                if mark.actor != NO_NAME {
                    people.insert(mark.actor);
                    everybody.entry(of).or_default().insert(mark.actor);
                }
            }
            channels.entry(channel).or_default().insert(index);
        }
        let is_told = |of: &str, people: &BTreeSet<u32>| {
            let all = everybody.get(of).map_or(0, BTreeSet::len) as u64;
            let inside = people.len() as u64;
            of == MarkOf::Rule.name() || (inside >= PERSONS_MIN && all - inside >= PERSONS_MIN)
        };
        let item = |of: &str, value: &str, cases| Item { attribute: of.to_owned(), value: value.to_owned(), cases };
        let mut out: Vec<Item> = found
            .into_iter()
            .filter(|((of, _), (_, people))| is_told(of, people))
            .map(|((of, value), (cases, _))| item(of, value, cases))
            .collect();
        out.extend(channels.into_iter().map(|(value, cases)| item(CHANNEL, value, cases)));
        out
    }

    /// The cases in which people had done something in a batch before the moment of each. Of very many nothing is said.
    pub(super) fn batched(&self, process: &str, cases: &[&CaseRow], until: &[i64], extent: Extent) -> Option<Item> {
        if cases.len() > BATCHED_MAX {
            return None;
        }
        let mut names: BTreeMap<&str, u32> = BTreeMap::new();
        let mut nodes: BTreeMap<PlaceId, u32> = BTreeMap::new();
        for (place, name) in self.aggregates.places().iter().filter(|(_, name)| name.process == process) {
            if let Place::Node(node) = &name.place
                && self.nature(place) == super::Nature::Human
            {
                let next = names.len() as u32;
                nodes.insert(place, *names.entry(node.as_str()).or_insert(next));
            }
        }
        let rows = |case: &CaseRow| self.rows_of(case).into_iter().filter_map(|number| self.row(number));
        let theirs = || cases.iter().flat_map(|case| rows(case)).filter(|row| nodes.contains_key(&row.place));
        let people: BTreeSet<u32> = theirs().map(|row| row.actor).filter(|actor| *actor != NO_NAME).collect();
        let window = (theirs().map(|row| row.enabled).min()?, theirs().map(|row| row.ended).max().unwrap_or(i64::MIN));
        let all = self.batches(&nodes, &people, window, extent.0);
        let mut batched = RoaringBitmap::new();
        for ((index, case), until) in (0_u32..).zip(cases).zip(until) {
            let was = rows(case)
                .filter(|row| row.started != NO_TIME && row.started < *until)
                .any(|row| nodes.get(&row.place).is_some_and(|node| all.of(&batches::piece(*node, row)).is_some()));
            if was {
                batched.insert(index);
            }
        }
        Some(Item { attribute: BATCHED.to_owned(), value: "true".to_owned(), cases: batched })
    }
}
