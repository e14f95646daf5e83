//! What all rules look at, worked out once: finished cases, rows by activity, what follows what, the critical path.
use super::facts::{Facts, Kind};
use super::segment::Segments;
use crate::log::{Log, NO_NAME, NO_TIME};
use crate::measure::intervals::{Interval, intersection, length, union};
use crate::measure::path::path;
use crate::measure::service::{row_times, work};
use roaring::RoaringBitmap;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// No row.
pub(super) const NONE: u32 = u32::MAX;
/// A gain of a smaller share of the mean sojourn is not worth a word.
pub const WORTH_MIN: f64 = 0.01;
/// Who follows in this share of all visits follows always.
pub(super) const ALWAYS: f64 = 0.95;

pub(super) struct History<'a> {
    pub log: &'a Log,
    pub facts: &'a Facts,
    /// Finished cases with times.
    pub cases: Vec<u32>,
    /// The case of each row.
    pub case_of: Vec<u32>,
    /// The rows of finished cases, by activity.
    pub rows: Vec<Vec<u32>>,
    /// The one row of work whose end led to each row of work, or [`NONE`].
    pub before: Vec<u32>,
    /// How much of the critical path each row is, ms.
    pub critical: Vec<i64>,
    /// Rows of work that follow another one directly, by both activities.
    pub pairs: BTreeMap<(u32, u32), Vec<u32>>,
    /// The gateways that lie between two steps of work.
    pub between: BTreeMap<(u32, u32), BTreeSet<u32>>,
    /// How often an activity led to another, gateways and events included.
    pub flows: BTreeMap<(u32, u32), u64>,
    pub knows_causes: bool,
    /// The sojourn of each finished case, ms, as [`Self::cases`] has them.
    pub sojourns: Vec<f64>,
    /// The place of each case in time: 0 the oldest, 1 the newest; by case.
    age: Vec<f32>,
    kinds: Vec<Kind>,
    segments: OnceCell<Segments>,
    busy: OnceCell<BTreeMap<u32, Vec<Interval>>>,
    window: OnceCell<Interval>,
}

impl<'a> History<'a> {
    pub(super) fn of(log: &'a Log, facts: &'a Facts) -> Self {
        let kind = |name: &str| facts.steps.get(name).map_or(Kind::User, |step| step.kind);
        let mut spans: Vec<(i64, u32, f64)> = (0..log.case_count())
            .filter(|case| log.is_finished(*case))
            .filter_map(|case| log.span(case).map(|(from, until)| (from, case as u32, (until - from) as f64)))
            .collect();
        let (cases, sojourns) = spans.iter().map(|(_, case, time)| (*case, *time)).unzip();
        spans.sort_unstable_by_key(|(from, case, _)| (*from, *case));
        let mut age = vec![0.0; log.case_count()];
        for (place, (_, case, _)) in spans.iter().enumerate() {
            age[*case as usize] = place as f32 / spans.len() as f32;
        }
        let mut history = History {
            log,
            facts,
            cases,
            case_of: vec![0; log.row_count()],
            rows: vec![vec![]; log.activities.len()],
            before: vec![NONE; log.row_count()],
            critical: vec![0; log.row_count()],
            pairs: BTreeMap::new(),
            between: BTreeMap::new(),
            flows: BTreeMap::new(),
            knows_causes: !log.causes.is_empty(),
            sojourns,
            age,
            kinds: log.activities.iter().map(kind).collect(),
            segments: OnceCell::new(),
            busy: OnceCell::new(),
            window: OnceCell::new(),
        };
        for index in 0..history.cases.len() {
            history.case(history.cases[index] as usize);
        }
        history
    }

    fn case(&mut self, case: usize) {
        let log = self.log;
        for row in log.case(case) {
            let activity = log.activity[row];
            self.case_of[row] = case as u32;
            self.rows[activity as usize].push(row as u32);
            for cause in log.causes_of(row) {
                *self.flows.entry((log.activity[*cause as usize], activity)).or_default() += 1;
            }
            if !self.is_work(activity) {
                continue;
            }
            let mut gateways = vec![];
            let Some(before) = self.work_before(case, row, &mut gateways) else { continue };
            self.before[row] = before;
            let pair = (log.activity[before as usize], activity);
            self.pairs.entry(pair).or_default().push(row as u32);
            if !gateways.is_empty() {
                self.between.entry(pair).or_default().extend(gateways);
            }
        }
        for segment in path(log, case).unwrap_or_default().segments {
            self.critical[segment.row] += segment.until - segment.from;
        }
    }

    /// The one row of work that led to a row, through gateways and events. None at the beginning and behind a join.
    fn work_before(&self, case: usize, row: usize, gateways: &mut Vec<u32>) -> Option<u32> {
        let log = self.log;
        if !self.knows_causes {
            let before = log.case(case).take_while(|other| *other < row).last()?;
            return (log.ended[before] <= log.start(row)).then_some(before as u32);
        }
        let mut at = row;
        // A case cannot go through more rows than it has.
        for _ in log.case(case) {
            let [before] = log.causes_of(at) else { return None };
            let activity = log.activity[*before as usize];
            if self.is_work(activity) {
                return Some(*before);
            }
            if self.kinds[activity as usize] == Kind::Gateway {
                gateways.push(activity);
            }
            at = *before as usize;
        }
        None
    }

    pub(super) fn kind(&self, activity: u32) -> Kind {
        self.kinds[activity as usize]
    }

    /// Is it work: of a person, of a system, or a message?
    pub(super) fn is_work(&self, activity: u32) -> bool {
        !matches!(self.kind(activity), Kind::Event | Kind::Gateway)
    }

    /// Is it a task: work that is no message?
    pub(super) fn is_task(&self, activity: u32) -> bool {
        matches!(self.kind(activity), Kind::User | Kind::Automatic)
    }

    /// Steps of people that have rows.
    pub(super) fn user_tasks(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.rows.len() as u32)
            .filter(|activity| self.kind(*activity) == Kind::User && !self.rows[*activity as usize].is_empty())
    }

    pub(super) fn name(&self, activity: u32) -> &'a str {
        self.log.activities.name(activity)
    }

    pub(super) fn names(&self, activities: &[u32]) -> Vec<String> {
        activities.iter().map(|activity| self.name(*activity).to_owned()).collect()
    }

    /// How long a row took from when it could begin, ms; its service where the log does not know that.
    pub(super) fn sojourn(&self, row: u32) -> Option<f64> {
        let times = row_times(self.log, row as usize);
        times.sojourn.or(times.service).map(|time| time.max(0) as f64)
    }

    pub(super) fn service(&self, row: u32) -> Option<f64> {
        row_times(self.log, row as usize).service.map(|time| time.max(0) as f64)
    }

    /// The steps of people among some of which it is known of fewer than half of the visits when work began: what it took, and
    /// how busy they were, is not known then. In logs that say nothing but ends, work takes no time.
    pub(super) fn without_starts(&self, activities: impl IntoIterator<Item = u32>) -> Vec<String> {
        let knows = |row: &&u32| self.log.started[**row as usize] != NO_TIME;
        let lacks = |activity: &u32| {
            let rows = &self.rows[*activity as usize];
            self.kind(*activity) == Kind::User && rows.iter().filter(knows).count() * 2 < rows.len()
        };
        activities.into_iter().filter(lacks).map(|activity| self.name(activity).to_owned()).collect()
    }

    pub(super) fn queue(&self, row: u32) -> Option<f64> {
        row_times(self.log, row as usize).queue.map(|time| time.max(0) as f64)
    }

    /// What was decided in a row.
    pub(super) fn outcome(&self, row: u32) -> Option<&'a str> {
        self.log.attributes.text(&self.facts.outcomes.as_ref()?.attribute, row as usize)
    }

    pub(super) fn actor(&self, row: u32) -> Option<u32> {
        Some(self.log.actor[row as usize]).filter(|actor| *actor != NO_NAME)
    }

    /// The cases of some rows.
    pub(super) fn cases_of<'r>(&self, rows: impl IntoIterator<Item = &'r u32>) -> RoaringBitmap {
        rows.into_iter().map(|row| self.case_of[*row as usize]).collect()
    }

    /// How many cases some rows are of: what rules count. A case that goes through a step again and again is one.
    pub(super) fn cases_in<'r>(&self, rows: impl IntoIterator<Item = &'r u32>) -> u64 {
        self.cases_of(rows).len()
    }

    /// Is the case among this share of the oldest?
    pub(super) fn is_older(&self, case: u32, share: f32) -> bool {
        self.age[case as usize] < share
    }

    /// The oldest cases, up to this share.
    pub(super) fn older(&self, share: f32) -> RoaringBitmap {
        self.cases.iter().copied().filter(|case| self.is_older(*case, share)).collect()
    }

    /// What may be said of cases.
    pub(super) fn segments(&self) -> &Segments {
        self.segments.get_or_init(|| Segments::of(self.log, &self.cases))
    }

    /// Is so much time, over all cases, worth a word?
    pub(super) fn is_worth(&self, total: f64) -> bool {
        total >= WORTH_MIN * self.sojourns.iter().sum::<f64>()
    }

    /// From the first to the last time of finished cases, ms.
    pub(super) fn window(&self) -> Interval {
        *self.window.get_or_init(|| {
            let spans = self.cases.iter().filter_map(|case| self.log.span(*case as usize));
            spans.fold((i64::MAX, i64::MIN), |all, span| (all.0.min(span.0), all.1.max(span.1)))
        })
    }

    /// When each person worked, as a union.
    pub(super) fn busy(&self, actor: u32) -> &[Interval] {
        let all = self.busy.get_or_init(|| {
            let mut all: BTreeMap<u32, Vec<Interval>> = BTreeMap::new();
            for row in 0..self.log.row_count() {
                if self.log.actor[row] != NO_NAME && self.log.ended[row] != NO_TIME {
                    all.entry(self.log.actor[row]).or_default().push(work(self.log, row));
                }
            }
            all.into_iter().map(|(actor, work)| (actor, union(work))).collect()
        });
        all.get(&actor).map_or(&[], Vec::as_slice)
    }

    /// The hours of a person within the window of the log. None where they are not known.
    pub(super) fn hours(&self, actor: u32) -> Option<Vec<Interval>> {
        let hours = self.facts.hours.get(self.log.actors.name(actor))?;
        Some(intersection(hours, &[self.window()]))
    }

    /// How busy some people are together. None where the hours of one are not known.
    pub(super) fn utilisation(&self, actors: &BTreeSet<u32>) -> Option<f64> {
        let (mut busy, mut available) = (0, 0);
        for actor in actors {
            let hours = self.hours(*actor)?;
            busy += length(&intersection(self.busy(*actor), &hours));
            available += length(&hours);
        }
        (available > 0).then(|| busy as f64 / available as f64)
    }

    /// Who did an activity.
    pub(super) fn actors_of(&self, activity: u32) -> BTreeSet<u32> {
        self.rows[activity as usize].iter().filter_map(|row| self.actor(*row)).collect()
    }

    /// The steps that can come after one, itself only where it comes again.
    pub(super) fn later(&self, activity: u32) -> BTreeSet<u32> {
        let mut seen = BTreeSet::new();
        let mut open = vec![activity];
        while let Some(at) = open.pop() {
            for ((_, next), _) in self.flows.range((at, 0)..=(at, u32::MAX)) {
                if seen.insert(*next) {
                    open.push(*next);
                }
            }
        }
        if !self.knows_causes {
            seen.extend(self.pairs.keys().map(|(_, next)| *next));
        }
        seen
    }

    /// May an attribute of cases be used to decide at a step: is it there before the step is done? What the step or a later
    /// one writes is not, what holds a decision is not, and what was seen to come later is not either.
    pub(super) fn is_known_before(&self, attribute: &str, activity: u32) -> bool {
        let late = self.log.late.before(attribute, activity) || self.is_decision(attribute);
        !late
            && !self.writes(activity, attribute)
            && !self.later(activity).into_iter().any(|of| self.writes(of, attribute))
    }

    /// Is an attribute of cases there when they begin? What some step writes, or was seen to come later, is not.
    pub(super) fn is_known_at_first(&self, attribute: &str) -> bool {
        let written = self.facts.steps.values().filter_map(|step| step.access.as_ref());
        let written = written.map(|access| &access.writes).any(|writes| writes.contains(attribute));
        !written && !self.log.late.at_first(attribute) && !self.is_decision(attribute)
    }

    fn is_decision(&self, attribute: &str) -> bool {
        self.facts.outcomes.as_ref().is_some_and(|of| of.variables.contains(attribute))
    }

    fn writes(&self, activity: u32, attribute: &str) -> bool {
        self.facts.access(self.name(activity)).is_some_and(|access| access.writes.contains(attribute))
    }
}
