//! Cohorts side by side: what a question is about, in groups.
use super::ask::{Ask, AskError};
use super::evidence::EvidenceKind;
use super::facts::{Fact, Facts};
use super::finding::{GroupAnswer, Grouped};
use super::measured::{Measure, Times};
use super::node::PERSONS_MIN;
use super::row::{CaseRow, Row};
use super::{Ledger, OTHER};
use crate::aggregate::DAY_MS;
use crate::log::{NO_NAME, Outcome};
use crate::rootcause::binned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;

/// How many groups are told; the smallest ones beyond are one, [`REST`].
pub const GROUPS_MAX: usize = 200;
/// The key of the groups beyond the limit: no value that can be asked for. What is not told apart already is a value, [`OTHER`].
pub const REST: &str = "…rest";

/// By what groups are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GroupBy {
    /// The version of the process.
    Version,
    /// How cases were left.
    Outcome,
    /// The day of the end.
    Day,
    /// The value of a variable.
    Variable(String),
    /// Who did it; of cases, who started them. Figures of single people.
    Actor,
    /// The main department of whoever did it then; of cases, of whoever started them. Of people who are fewer than five in all only
    /// where that is asked for: it says what each of them did.
    Department {
        /// Those of few people too?
        few: bool,
    },
    /// The day of the week on which they began; Monday is 1.
    Weekday,
    /// The quarter of the day in which they began, 1 to 4.
    QuarterOfDay,
    /// How many other instances of the process ran when they began, in ranges.
    RunningInstances,
    /// How many visits of the node waited when theirs came, the longest of them, in ranges.
    QueueLength,
}

impl GroupBy {
    /// The fact that it is.
    fn fact(&self) -> Option<Fact> {
        match self {
            GroupBy::Weekday => Some(Fact::Weekday),
            GroupBy::QuarterOfDay => Some(Fact::QuarterOfDay),
            GroupBy::RunningInstances => Some(Fact::RunningInstances),
            GroupBy::QueueLength => Some(Fact::QueueLength),
            GroupBy::Version
            | GroupBy::Outcome
            | GroupBy::Day
            | GroupBy::Variable(_)
            | GroupBy::Actor
            | GroupBy::Department { .. } => None,
        }
    }
}

impl Ledger {
    /// What a question is about in groups, the largest first: visits where it names a node, else cases.
    pub fn grouped(&self, ask: &Ask, by: &GroupBy) -> Result<Grouped, AskError> {
        self.expect_held(ask)?;
        if let GroupBy::Variable(name) = by {
            self.variables.tells(&ask.process, name, None)?;
        }
        if ask.node.is_none() && by.fact().is_some_and(Fact::is_of_node) {
            return Err(AskError::Fact);
        }
        let kind = if ask.node.is_some() { EvidenceKind::Rows } else { EvidenceKind::Cases };
        let mut groups: BTreeMap<String, Members> = BTreeMap::new();
        match kind {
            EvidenceKind::Cases => {
                let numbers = self.cases(ask, self.extent());
                let facts = self.fact_of(ask, by, &numbers);
                for (number, case) in numbers.into_iter().filter_map(|number| Some((number, self.case(number)?))) {
                    let key = match &facts {
                        Some(facts) => facts.get(&number).cloned().unwrap_or_default(),
                        None => self.group(ask, by, Some(case), (case.ended, case.began), case.initiator),
                    };
                    let of = groups.entry(key).or_default();
                    of.people.insert(case.initiator);
                    of.add(case.sojourn().unwrap_or(0), case.outcome, case.incidents > 0);
                }
            }
            EvidenceKind::Rows
            | EvidenceKind::Running
            | EvidenceKind::Flows
            | EvidenceKind::Started
            | EvidenceKind::Due
            | EvidenceKind::Decisions
            | EvidenceKind::Work => {
                let rows = self.rows(ask, self.extent());
                let rows: Vec<&Row> = rows.into_iter().filter_map(|number| self.row(number)).collect();
                let facts = self.fact_of(ask, by, &rows.iter().map(|row| row.case).collect::<Vec<_>>());
                for row in rows {
                    let Row { case, ended, actor, .. } = *row;
                    let key = match &facts {
                        Some(facts) => facts.get(&case).cloned().unwrap_or_default(),
                        None => self.group(ask, by, self.case(case), (ended, ended), actor),
                    };
                    let of = groups.entry(key).or_default();
                    of.people.insert(actor);
                    of.add(row.ended - row.enabled, row.outcome, row.incidents > 0);
                }
            }
        }
        let mut sorted: Vec<(String, Members)> = groups.into_iter().collect();
        sorted.sort_by(|a, b| b.1.times.len().cmp(&a.1.times.len()).then_with(|| a.0.cmp(&b.0)));
        let beyond = sorted.split_off(sorted.len().min(GROUPS_MAX));
        // That value stays a group of its own, wherever it stands.
        let (mut rest, others): (Vec<_>, Vec<_>) = beyond.into_iter().partition(|(key, _)| key != OTHER);
        sorted.extend(others);
        let few = *by == (GroupBy::Department { few: false });
        if few {
            rest.extend(sorted.extract_if(.., |of| of.1.is_of_few()));
            // What is left of the whole when all others are taken away must be of several people too.
            let of_few = |rest: &[(String, Members)]| {
                let people: BTreeSet<u32> = rest.iter().flat_map(|of| of.1.persons()).collect();
                !people.is_empty() && (people.len() as u64) < PERSONS_MIN
            };
            while of_few(&rest)
                && let Some(next) = sorted.iter().rposition(|of| of.1.persons().next().is_some())
            {
                rest.push(sorted.remove(next));
            }
        }
        if !rest.is_empty() {
            // Departments of few people, and those beyond the limit, are one with what is not told apart.
            let key = if few { OTHER } else { REST };
            let place = sorted.iter().position(|(known, _)| known == key);
            let mut other = place.map(|place| sorted.remove(place).1).unwrap_or_default();
            for (_, members) in rest {
                other.merge(members);
            }
            sorted.push((key.to_owned(), other));
        }
        let groups = sorted.into_iter().map(|(key, members)| members.told(key)).collect();
        Ok(Grouped { kind, groups, evidence: self.handle(kind, ask) })
    }

    /// What cases are in the respect by which groups are made, where that is a fact: days and quarters as they are, what is
    /// counted in ranges of about as many cases each. Cases of which it is not known are not among them.
    fn fact_of(&self, ask: &Ask, by: &GroupBy, numbers: &[u32]) -> Option<BTreeMap<u32, String>> {
        let fact = by.fact()?;
        let facts = Facts::of(self, ask, &[fact], self.extent().0);
        let distinct: BTreeSet<u32> = numbers.iter().copied().collect();
        let value = |number: u32| Some((number, facts.value(self, fact, self.case(number)?)?));
        let values: Vec<(u32, f64)> = distinct.into_iter().filter_map(value).collect();
        if fact.is_of_zone() {
            return Some(values.into_iter().map(|(number, value)| (number, value.to_string())).collect());
        }
        let bins = binned("", &values);
        let of = bins.iter().flat_map(|bin| bin.cases.iter().map(|number| (number, bin.value.clone())));
        Some(of.collect())
    }

    /// `times`: when it ended, and when whoever stands for it did it.
    fn group(&self, ask: &Ask, by: &GroupBy, case: Option<&CaseRow>, times: (i64, i64), actor: u32) -> String {
        const NONE: &str = "";
        match by {
            GroupBy::Version => {
                case.map_or(NONE.to_owned(), |case| self.aggregates.places().name(case.place).version.to_string())
            }
            GroupBy::Outcome => case.map_or(NONE, |case| outcome(case.outcome)).to_owned(),
            GroupBy::Day => Timestamp(times.0.div_euclid(DAY_MS) * DAY_MS).to_string(),
            GroupBy::Variable(name) => {
                let number = self.variables.find(&ask.process, name);
                let values = case.into_iter().flat_map(|case| &case.values);
                let found = values.into_iter().find(|(known, _)| Some(*known) == number);
                found.map_or(NONE.to_owned(), |(number, value)| self.variables.shown(*number, *value))
            }
            GroupBy::Actor => self.actor(actor).unwrap_or(NONE).to_owned(),
            GroupBy::Department { .. } => self.department_of(actor, times.1).unwrap_or(NONE).to_owned(),
            // These are told of all cases at once.
            GroupBy::Weekday | GroupBy::QuarterOfDay | GroupBy::RunningInstances | GroupBy::QueueLength => {
                NONE.to_owned()
            }
        }
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Completed => "completed",
        Outcome::Terminated => "terminated",
        Outcome::Open => "open",
    }
}

#[derive(Default)]
struct Members {
    times: Vec<f64>,
    people: BTreeSet<u32>,
    terminated: u64,
    stuck: u64,
}

impl Members {
    fn persons(&self) -> impl Iterator<Item = u32> {
        self.people.iter().copied().filter(|person| *person != NO_NAME)
    }

    /// Is it what few people did, and not what nobody did?
    fn is_of_few(&self) -> bool {
        (1..PERSONS_MIN).contains(&(self.persons().count() as u64))
    }

    fn add(&mut self, time: i64, outcome: Outcome, stuck: bool) {
        self.times.push(time as f64);
        self.terminated += u64::from(outcome == Outcome::Terminated);
        self.stuck += u64::from(stuck);
    }

    fn merge(&mut self, other: Members) {
        self.times.extend(other.times);
        self.people.extend(other.people);
        self.terminated += other.terminated;
        self.stuck += other.stuck;
    }

    fn told(self, key: String) -> GroupAnswer {
        let n = self.times.len() as u64;
        GroupAnswer {
            key,
            n,
            sojourn: Times::of(self.times),
            terminated: Measure::share(self.terminated, n),
            incidents: Measure::share(self.stuck, n),
        }
    }
}
