//! Rules that cases keep or break, in the words of Declare (Pesic, 2008): at the level of cases.
use crate::log::{Log, NO_NAME, NO_TIME, Outcome};
use std::collections::BTreeSet;

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// a occurs at least so often.
    Existence {
        /// The activity.
        a: u32,
        /// How often at least.
        times: usize,
    },
    /// a occurs fewer times than this.
    Absence {
        /// The activity.
        a: u32,
        /// How often is too often.
        times: usize,
    },
    /// After every a comes a b.
    Response {
        /// The activity that asks.
        a: u32,
        /// The activity that answers.
        b: u32,
        /// How long the answer may take, ms; none: for ever.
        within: Option<i64>,
    },
    /// Before every b there was an a.
    Precedence {
        /// What must come first.
        a: u32,
        /// What may come then.
        b: u32,
    },
    /// No case has both.
    NotCoexistence {
        /// One.
        a: u32,
        /// The other.
        b: u32,
    },
    /// Whoever does one does the other.
    SamePerson {
        /// One.
        a: u32,
        /// The other.
        b: u32,
    },
}

/// Something that was done in a case, as rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What.
    pub activity: u32,
    /// By whom; nobody where that is not known.
    pub people: Vec<u32>,
    /// When it was done, or [`NO_TIME`], ms.
    pub ended: i64,
    /// Is it the work of a multi-instance activity for another of its instances, and so not done again?
    pub beside: bool,
}

/// Whom a rule concerned, and who broke it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// Cases in which the rule had something to say.
    pub activated: Vec<u32>,
    /// Those of them that broke it.
    pub violating: Vec<u32>,
}

impl Kept {
    /// Cases that kept the rule, of those it concerned.
    pub fn satisfied(&self) -> usize {
        self.activated.len() - self.violating.len()
    }
}

/// Holds every case against a rule. What was ended from outside was not done.
pub fn check(log: &Log, rule: &Rule) -> Kept {
    let mut kept = Kept::default();
    for (case, rows) in (0..).zip(log.all_cases()) {
        let done = rows.filter(|row| log.outcome[*row] == Outcome::Completed).map(|row| Done {
            activity: log.activity[row],
            people: Some(log.actor[row]).filter(|actor| *actor != NO_NAME).into_iter().collect(),
            ended: log.ended[row],
            beside: log.beside[row],
        });
        if let Some(good) = rule.holds(&done.collect::<Vec<_>>()) {
            kept.activated.push(case);
            if !good {
                kept.violating.push(case);
            }
        }
    }
    kept
}

impl Rule {
    /// Is it kept by what was done in a case, in its order? None where it has nothing to say, or not enough is known to say it.
    pub fn holds(&self, done: &[Done]) -> Option<bool> {
        let all = |activity: u32| done.iter().enumerate().filter(move |(_, done)| done.activity == activity);
        let has = |activity: u32| all(activity).next().is_some();
        let times = |activity: u32| all(activity).filter(|(_, done)| !done.beside).count();
        match self {
            Rule::Existence { a, times: least } => Some(times(*a) >= *least),
            Rule::Absence { a, times: most } => Some(times(*a) < *most),
            Rule::Response { a, b, within } => {
                let answered = |(at, asked): (usize, &Done)| {
                    let (_, answer) = all(*b).find(|(answer, _)| *answer > at)?;
                    let known = asked.ended != NO_TIME && answer.ended != NO_TIME;
                    Some(within.is_none_or(|within| known && answer.ended - asked.ended <= within))
                };
                has(*a).then(|| all(*a).all(|asked| answered(asked) == Some(true)))
            }
            Rule::Precedence { a, b } => {
                let (first, _) = all(*b).next()?;
                Some(all(*a).next().is_some_and(|(at, _)| at < first))
            }
            Rule::NotCoexistence { a, b } => (has(*a) || has(*b)).then(|| !(has(*a) && has(*b))),
            Rule::SamePerson { a, b } => {
                let people = || all(*a).chain(all(*b)).map(|(_, done)| &done.people);
                let known: BTreeSet<u32> = people().flatten().copied().collect();
                match (has(*a) && has(*b), known.len()) {
                    (false, _) => None,
                    (true, 2..) => Some(false),
                    // Whoever is not known may have been somebody else.
                    (true, _) => people().all(|people| !people.is_empty()).then_some(true),
                }
            }
        }
    }
}

/// A response that nearly always comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearMiss {
    /// What asks.
    pub a: u32,
    /// What answers.
    pub b: u32,
    /// In how many cases it came.
    pub satisfied: usize,
    /// In how many it should.
    pub activated: usize,
}

/// Responses of different activities that hold in at least `confidence` of the cases they concern but not in all, and
/// concern at least `support` of all cases: the strongest first, then those of most cases, then by name.
pub fn near_misses(log: &Log, support: f64, confidence: f64) -> Vec<NearMiss> {
    let size = log.activities.len();
    let mut activated = vec![0; size];
    let mut satisfied = vec![0; size * size];
    for case in 0..log.case_count() {
        // The last place of each activity: an answer to the last question answers all of them.
        let mut last: Vec<(u32, usize)> = vec![];
        for (at, activity) in log.trace(case).iter().enumerate() {
            match last.iter_mut().find(|(known, _)| known == activity) {
                Some(place) => place.1 = at,
                None => last.push((*activity, at)),
            }
        }
        for (a, at) in &last {
            activated[*a as usize] += 1;
            for (b, _) in last.iter().filter(|(_, after)| after > at) {
                satisfied[*a as usize * size + *b as usize] += 1;
            }
        }
    }
    let mut out = vec![];
    for a in 0..size {
        for b in (0..size).filter(|b| *b != a) {
            let (yes, all) = (satisfied[a * size + b], activated[a]);
            let enough = all as f64 >= support * log.case_count() as f64 && yes as f64 >= confidence * all as f64;
            if enough && yes < all {
                out.push(NearMiss { a: a as u32, b: b as u32, satisfied: yes, activated: all });
            }
        }
    }
    let name = |number: u32| log.activities.name(number).to_owned();
    out.sort_by_cached_key(|miss| {
        // The share in whole numbers of 2⁻⁶⁴: different shares of fewer than 2³² cases stay different.
        let share = (miss.satisfied as u128) << 64;
        (
            std::cmp::Reverse(share / miss.activated as u128),
            std::cmp::Reverse(miss.activated),
            name(miss.a),
            name(miss.b),
        )
    });
    out
}
