//! Cohorts: the cases that a question is about, each with what is remarkable about it.
use super::Ledger;
use super::answer::{CaseReason, Cohort, CohortCase};
use super::ask::{Ask, AskError};
use super::evidence::EvidenceKind;
use super::row::CaseRow;
use crate::aggregate::{Part, PlaceId};
use crate::log::{NO_TIME, Outcome};
use crate::statistics::{QUANTILE_MIN, quantile_of_enough};
use std::collections::BTreeMap;
use weir_core::Timestamp;

impl Ledger {
    /// A page of the cases that a question is about, the longest first.
    pub fn cohort(&self, ask: &Ask, skip: usize, limit: usize) -> Result<Cohort, AskError> {
        self.expect_held(ask)?;
        let mut numbers = self.cases(ask, self.extent());
        let whole = Ask { process: ask.process.clone(), version: ask.version, ..Ask::of("", ask.from, ask.until) };
        let line = self.line(&whole);
        let n = numbers.len();
        numbers.sort_by_key(|number| (std::cmp::Reverse(self.case(*number).and_then(CaseRow::sojourn)), *number));
        let mut lines = BTreeMap::new();
        let page = numbers.iter().skip(skip).take(limit).filter_map(|number| self.case(*number));
        let cases = page.filter_map(|case| Some(self.told(case, case.sojourn()?, line, &whole, &mut lines))).collect();
        let next = Some(skip.saturating_add(limit)).filter(|next| *next < n);
        Ok(Cohort { n: n as u64, cases, next, evidence: self.handle(EvidenceKind::Cases, ask) })
    }

    /// A page of the cases that run, the oldest first. How long is asked of them until `now`; held against are those that ended in
    /// the window.
    pub fn running_cohort(&self, ask: &Ask, now: i64, skip: usize, limit: usize) -> Result<Cohort, AskError> {
        if ask.outcome.is_some()
            || ask.rework.is_some()
            || ask.incidents.is_some()
            || ask.breaks.is_some()
            || ask.asks_of_facts_of_ends()
        {
            return Err(AskError::Running);
        }
        self.expect_held(ask)?;
        let whole = Ask { process: ask.process.clone(), version: ask.version, ..Ask::of("", ask.from, ask.until) };
        let line = self.line(&whole);
        let age = |case: &CaseRow| (now - case.began).max(0);
        let fits = |case: &CaseRow| {
            ask.longer.is_none_or(|longer| age(case) >= longer)
                && ask.shorter.is_none_or(|shorter| age(case) <= shorter)
        };
        let mut found: Vec<&CaseRow> =
            self.running_cases(ask, self.begun()).into_iter().filter_map(|number| self.case(number)).collect();
        found.retain(|case| fits(case));
        found.sort_by_key(|case| (case.began, case.id));
        let n = found.len();
        let mut lines = BTreeMap::new();
        let page = found.into_iter().skip(skip).take(limit);
        let cases = page.map(|case| self.told(case, age(case), line, &whole, &mut lines)).collect();
        let next = Some(skip.saturating_add(limit)).filter(|next| *next < n);
        Ok(Cohort { n: n as u64, cases, next, evidence: self.handle(EvidenceKind::Running, ask) })
    }

    /// What 95 % of the cases do not exceed, where there are enough.
    fn line(&self, ask: &Ask) -> Option<f64> {
        let cases = self.cases(ask, self.extent());
        let mut times: Vec<f64> =
            cases.iter().filter_map(|number| self.case(*number)?.sojourn()).map(|time| time as f64).collect();
        quantile_of_enough(&mut times, 0.95)
    }

    fn told(
        &self,
        case: &CaseRow,
        sojourn: i64,
        line: Option<f64>,
        ask: &Ask,
        lines: &mut BTreeMap<PlaceId, Option<f64>>,
    ) -> CohortCase {
        let (mut stuck, mut stepped_in) = (0, 0);
        let mut reasons = vec![];
        let mut reason = |code, node: Option<&str>, value: f64, line| {
            reasons.push(CaseReason { code, node: node.map(str::to_owned), value, line });
        };
        if let Some(line) = line.filter(|line| sojourn as f64 > *line) {
            reason("SLOW_CASE", None, sojourn as f64, Some(line));
        }
        for row in self.rows_of(case).iter().filter_map(|row| self.row(*row)) {
            let node = self.node_name(row.place);
            let time = (row.ended - row.enabled) as f64;
            let line = *lines.entry(row.place).or_insert_with(|| self.node_line(ask, node));
            if let Some(line) = line.filter(|line| time > *line) {
                reason("SLOW_STEP", Some(node), time, Some(line));
            }
            if row.due != NO_TIME && row.ended > row.due {
                reason("SLA", Some(node), (row.ended - row.due) as f64, Some(0.0));
            }
            (stuck, stepped_in) = (stuck + row.incidents, stepped_in + u32::from(row.intervention));
            if row.incidents > 0 {
                reason("INCIDENT", Some(node), f64::from(row.incidents), Some(0.0));
            }
            if row.intervention {
                reason("INTERVENTION", Some(node), 1.0, Some(0.0));
            }
        }
        // What happened to the whole of it, to a sub-process or to the whole of a multi-instance activity.
        if case.incidents > stuck {
            reason("INCIDENT", None, f64::from(case.incidents - stuck), Some(0.0));
        }
        if case.interventions > stepped_in {
            reason("INTERVENTION", None, f64::from(case.interventions - stepped_in), Some(0.0));
        }
        if case.excess > 0 {
            reason("REWORK", None, f64::from(case.excess), Some(0.0));
        }
        CohortCase {
            instance: case.instance(),
            version: self.aggregates.places().name(case.place).version,
            began: Timestamp(case.began),
            ended: Some(case.ended).filter(|ended| *ended != NO_TIME).map(Timestamp),
            sojourn,
            terminated: case.outcome == Outcome::Terminated,
            reasons,
        }
    }

    /// What 95 % of the visits of a node in the days of the window do not exceed, about.
    fn node_line(&self, ask: &Ask, node: &str) -> Option<f64> {
        let window = ask.window(crate::aggregate::Place::Node(node.to_owned()));
        let sketch = self.aggregates.sketch(&window, Part::Sojourn);
        (sketch.count() >= QUANTILE_MIN).then(|| sketch.quantile(0.95)).flatten()
    }
}
