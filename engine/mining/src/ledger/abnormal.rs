//! What is abnormal in a window, held against the time before it; and running cases that will probably be late.
use super::ask::{Ask, AskError};
use super::finding::{Abnormal, Anomaly, SlowCases, Warned, Warning};
use super::instance::{CALIBRATED_MAX, Calibrated};
use super::measured::Standing;
use super::{CaseRow, EvidenceKind, Ledger, PeopleRules, Row};
use crate::aggregate::DAY_MS;
use crate::log::{Log, NO_NAME, NO_TIME};
use crate::statistics::{quantile, quantile_of_enough};
use crate::watch::deadline::Deadline;
use crate::watch::detect::{BASELINE_MIN, Baseline, Reason, Segment, Ways};
use crate::watch::foresight::Foresight;
use crate::watch::predict::ALIKE_MIN;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

/// How long before the window what is usual is learnt, ms.
const BASELINE_MS: i64 = 90 * DAY_MS;
/// Beyond this quantile of what is usual something is abnormal.
pub(super) const ABNORMAL: f64 = 0.99;
/// How many findings are told.
pub const FINDINGS_MAX: usize = 1_000;

impl Ledger {
    /// What is abnormal in the cases of a question, the latest first. What is usual are the 90 days before its window. What people
    /// did that is out of the ordinary, or against a rule, is told only where `persons` says so.
    pub fn anomalies(&self, ask: &Ask, persons: Option<&PeopleRules<'_>>) -> Result<Abnormal, AskError> {
        let mut out = self.unusual(ask, persons.is_some())?;
        if let Some(rules) = persons {
            let (found, more) = self.against(ask, rules);
            out.more |= more;
            if !found.is_empty() {
                out.found.extend(found);
                out.found.sort_by_key(|one| std::cmp::Reverse(one.at));
            }
            out.more |= out.found.len() > FINDINGS_MAX;
            out.found.truncate(FINDINGS_MAX);
        }
        Ok(out)
    }

    fn unusual(&self, ask: &Ask, persons: bool) -> Result<Abnormal, AskError> {
        let before = Ask { from: ask.from.saturating_sub(BASELINE_MS), until: ask.from, ..ask.clone() };
        self.expect_held(ask)?;
        let usual = Ask { from: before.from, until: ask.until, ..ask.clone() };
        let cases: Vec<&CaseRow> =
            self.cases(&usual, self.extent()).into_iter().filter_map(|number| self.case(number)).collect();
        // What ended before the window comes first.
        let learnt = cases.iter().filter(|case| case.ended < ask.from).count();
        let mut out = Abnormal {
            state: Standing::Measured,
            learnt: learnt as u64,
            least: BASELINE_MIN as u64,
            n: 0,
            found: vec![],
            more: false,
            slow: None,
        };
        if learnt < BASELINE_MIN {
            out.state = if learnt == 0 { Standing::NoData } else { Standing::TooFew };
            return Ok(out);
        }
        let (mut log, decided) = self.log_of(&cases, false);
        self.put_values(&mut log, &cases, &ask.process);
        let sizes = self.sizes((&log, &cases), &ask.process, learnt);
        let baseline = Baseline::of_first(&log, learnt).by_class(&log, learnt, sizes.of_rows(&log, &cases));
        let mut ways = Ways::new(&baseline, ABNORMAL);
        let things = self.learn((&log, &cases), &ask.process, learnt, persons.then_some(&decided));
        let slow = self.usual_sojourn(ask, &before, &cases);
        out.slow.clone_from(&slow);
        out.n = (log.case_count() - learnt) as u64;
        for case in (learnt..log.case_count()).rev() {
            let id = cases[case].instance();
            out.found.extend(slow.as_ref().and_then(|slow| slow_case(slow, (&log, case), cases[case])));
            for (row, reason) in ways.check(&log, case) {
                if out.found.len() == FINDINGS_MAX {
                    out.more = true;
                    return Ok(out);
                }
                let named = |activity: u32| {
                    (activity != NO_NAME && (activity as usize) < log.activities.len())
                        .then(|| log.activities.name(activity).to_owned())
                };
                let class = match (reason, row) {
                    (Reason::SlowStep { class, .. }, Some(row)) => self.size_of(&sizes, log.activity[row], class),
                    _ => None,
                };
                let (among, among_value) = class.unzip();
                let (value, line, segment, nodes) = match reason {
                    Reason::SlowStep { time, line, segment, .. } => (time as f64, Some(line), segment, (None, None)),
                    Reason::RarePath { bits, line } => (bits, Some(line), None, (None, None)),
                    Reason::NewFlow { from, to } => (1.0, None, None, (named(from), named(to))),
                    Reason::Rework { excess, line } => (excess as f64, Some(line), None, (None, None)),
                    Reason::RubberStamp { time } => (time as f64, None, None, (None, None)),
                };
                let ended = row.map_or_else(|| log.span(case).map_or(NO_TIME, |(_, end)| end), |row| log.ended[row]);
                out.found.push(Anomaly {
                    node: row.and_then(|row| named(log.activity[row])).or(nodes.0),
                    to: nodes.1,
                    segment: segment.map(part),
                    among,
                    among_value,
                    ..Anomaly::of(id, reason.code(), value, line, Timestamp(ended))
                });
            }
            out.found.extend(things.check(case, id, ABNORMAL));
            if out.found.len() > FINDINGS_MAX {
                out.found.truncate(FINDINGS_MAX);
                out.more = true;
                return Ok(out);
            }
        }
        Ok(out)
    }

    /// What 99 % of whole cases did not exceed before the window; how many in the window do, and the cases behind both.
    fn usual_sojourn(&self, ask: &Ask, before: &Ask, cases: &[&CaseRow]) -> Option<SlowCases> {
        let known = cases.iter().filter(|case| case.ended < ask.from);
        let mut known: Vec<f64> = known.filter_map(|case| case.sojourn()).map(|time| time as f64).collect();
        let learnt = known.len() as u64;
        let line = quantile(&mut known, ABNORMAL)?;
        // What takes longer than the line: times are whole ms.
        let longer = line.floor() as i64 + 1;
        let longer = ask.longer.map_or(longer, |asked| asked.max(longer));
        let is_slow = |case: &&&CaseRow| case.ended >= ask.from && case.sojourn().is_some_and(|time| time >= longer);
        let n = cases.iter().filter(is_slow).count() as u64;
        let beyond = Ask { longer: Some(longer), ..ask.clone() };
        let (evidence, usual) = (self.handle(EvidenceKind::Cases, &beyond), self.handle(EvidenceKind::Cases, before));
        Some(SlowCases { line, n, evidence, learnt, usual })
    }

    /// Running cases of a process that are late, or will probably be. They are due `target` ms after they began; without a
    /// target, when 95 % of the cases that ended in the window had ended. `calendar` says when people work.
    pub fn warnings(
        &self,
        ask: &Ask,
        target: Option<i64>,
        now: i64,
        calendar: Option<&WorkCalendar>,
    ) -> Result<Warned, AskError> {
        self.expect_held(ask)?;
        let ended: Vec<&CaseRow> =
            self.cases(ask, self.extent()).into_iter().filter_map(|number| self.case(number)).collect();
        let (learnt, _) = self.log_of(&ended, false);
        let mut times: Vec<f64> = ended.iter().filter_map(|case| case.sojourn()).map(|time| time as f64).collect();
        let usual = quantile_of_enough(&mut times, 0.95);
        let target = target.or(usual.map(|usual| usual as i64));
        let mut out = Warned {
            state: Standing::Measured,
            target,
            learnt: learnt.case_count() as u64,
            least: ALIKE_MIN as u64,
            running: 0,
            late: 0,
            calibration: None,
            in_working_time: false,
            found: vec![],
        };
        let Some(target) = target else {
            out.state = if learnt.case_count() == 0 { Standing::NoData } else { Standing::TooFew };
            return Ok(out);
        };
        let foresight = Foresight::of(&learnt, calendar, now, CALIBRATED_MAX);
        // What was promised did not come true: only what is late now is told.
        let broken = foresight.choice().is_some_and(|choice| !choice.is_shown());
        (out.calibration, out.in_working_time) = (foresight.choice().map(Calibrated::of), foresight.counts_work());
        if broken {
            out.state = Standing::Unavailable;
        }
        let running = self.running_cases(ask, self.begun());
        for case in running.into_iter().filter_map(|number| self.case(number)) {
            out.running += 1;
            let rows: Vec<&Row> = self.rows_of(case).into_iter().filter_map(|row| self.row(row)).collect();
            let number = |row: &&Row| learnt.activities.find(self.node_name(row.place)).unwrap_or(NO_NAME);
            let trace: Vec<u32> = rows.iter().map(number).collect();
            let last = rows.last().map_or(case.began, |row| row.ended);
            let due = case.began.saturating_add(target);
            let stands = foresight.deadline(&trace, (last, due), now);
            let (probability, critical) = match stands {
                Deadline::Late { .. } => (Some(1.0), true),
                Deadline::AtRisk { .. } if broken => continue,
                Deadline::AtRisk { probability, critical } => (Some(probability), critical),
                Deadline::InTime { .. } | Deadline::Unknown => continue,
            };
            out.late += u64::from(matches!(stands, Deadline::Late { .. }));
            out.found.push(Warning {
                instance: case.instance(),
                version: self.aggregates.places().name(case.place).version,
                began: Timestamp(case.began),
                due: Timestamp(due),
                code: stands.code().unwrap_or_default(),
                probability,
                critical,
                node: rows.last().map(|row| self.node_name(row.place).to_owned()),
                at: vec![],
            });
        }
        out.found.sort_by(|a, b| {
            b.probability.unwrap_or(0.0).total_cmp(&a.probability.unwrap_or(0.0)).then(a.due.cmp(&b.due))
        });
        out.found.truncate(FINDINGS_MAX);
        Ok(out)
    }
}

fn part(segment: Segment) -> &'static str {
    match segment {
        Segment::Queue => "queue",
        Segment::Claimed => "claimed",
        Segment::Service => "service",
    }
}

/// A case that took longer than usual as a whole, with the node of it that took longest of its way.
fn slow_case(slow: &SlowCases, (log, case): (&Log, usize), of: &CaseRow) -> Option<Anomaly> {
    let time = of.sojourn().filter(|time| *time as f64 > slow.line)?;
    let takes = |row: &usize| (log.ended[*row].saturating_sub(log.enabled[*row]), std::cmp::Reverse(*row));
    let row = log.case(case).max_by_key(takes);
    let node = row.map(|row| log.activities.name(log.activity[row]).to_owned());
    Some(Anomaly { node, ..Anomaly::of(of.instance(), "SLOW_CASE", time as f64, Some(slow.line), Timestamp(of.ended)) })
}
