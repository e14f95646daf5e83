//! What was known too late: an attribute of a case that came to be what it is only after a step could begin says nothing of
//! how that step should go.
use std::collections::{BTreeMap, BTreeSet};

/// What was late in a smaller share of the cases that have it was mended by hand there.
const SHARE_MIN: f64 = 0.01;

/// Attributes of cases that were not there in time. Nothing is, of logs that do not say since when attributes are what they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Late {
    at_first: BTreeSet<String>,
    before: BTreeMap<String, BTreeSet<u32>>,
}

impl Late {
    /// Was the attribute not there yet when cases began?
    pub fn at_first(&self, attribute: &str) -> bool {
        self.at_first.contains(attribute)
    }

    /// Was it not there yet when an activity could first be done?
    pub fn before(&self, attribute: &str, activity: u32) -> bool {
        self.before.get(attribute).is_some_and(|activities| activities.contains(&activity))
    }
}

/// In how many cases something was there, and in how many of them it came late.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    all: u64,
    late: u64,
}

impl Counted {
    fn add(&mut self, late: bool) {
        self.all += 1;
        self.late += u64::from(late);
    }

    fn is_late(self) -> bool {
        self.late > 0 && self.late as f64 >= SHARE_MIN * self.all as f64
    }
}

/// Counts, case by case, what of it was late.
#[derive(Debug, Default)]
pub(crate) struct Lateness {
    at_first: Counted,
    /// By the number of the activity.
    before: Vec<Counted>,
}

impl Lateness {
    /// A case that began then, has the attribute as it is since then, and could first do each of these activities then.
    pub(crate) fn case(&mut self, since: i64, began: i64, activities: &[(u32, i64)]) {
        self.at_first.add(since > began);
        for (activity, enabled) in activities {
            let at = *activity as usize;
            if self.before.len() <= at {
                self.before.resize(at + 1, Counted::default());
            }
            self.before[at].add(since > *enabled);
        }
    }

    /// Says it of an attribute.
    pub(crate) fn tell(self, attribute: &str, late: &mut Late) {
        if self.at_first.is_late() {
            late.at_first.insert(attribute.to_owned());
        }
        let activities: BTreeSet<u32> =
            (0..).zip(self.before).filter(|(_, counted)| counted.is_late()).map(|(activity, _)| activity).collect();
        if !activities.is_empty() {
            late.before.insert(attribute.to_owned(), activities);
        }
    }
}
