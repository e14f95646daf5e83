//! What is unusual about the data of cases and about who did something, held against the cases before the window.
use super::Ledger;
use super::abnormal::ABNORMAL;
use super::finding::Anomaly;
use super::row::{CaseRow, Jump};
use super::values::Valued;
use crate::aggregate::PlaceId;
use crate::log::{Log, NO_TIME, Value};
use crate::statistics::quantile;
use crate::watch::cohort::kind_of;
use crate::watch::detect::{BASELINE_MIN, STAMP_MS};
use crate::watch::odd::{Odd, UsualValues};
use crate::watch::people::{Acted, Expected, Usual, check};
use std::collections::BTreeSet;
use weir_core::{InstanceId, Timestamp};

/// What is learnt of the first so many cases of a log, to hold the rest against.
pub(super) struct Learnt<'a> {
    log: &'a Log,
    /// For each variable what is usual of it, and the variable whose values tell kinds of cases apart in it.
    values: Vec<(String, Option<String>, UsualValues)>,
    /// The cases, in the order of the log.
    cases: &'a [&'a CaseRow],
    /// For each number that changes beyond which change it is odd.
    jumps: Vec<(u16, String, f64)>,
    /// Who has done what, and where they decide; none where it is not asked for people.
    people: Option<(Usual, Expected)>,
}

impl Ledger {
    /// The variables of the cases of a log, in their order.
    pub(super) fn put_values(&self, log: &mut Log, cases: &[&CaseRow], process: &str) {
        let variables = self.variables.of(process);
        for case in cases {
            log.case_attributes.next_row();
            for (variable, name) in variables.iter().copied() {
                let Some((_, value)) = case.values.iter().find(|(known, _)| *known == variable) else { continue };
                let value = match value {
                    Valued::Number(number) => Value::Real(*number),
                    Valued::Flag(flag) => Value::Flag(*flag),
                    Valued::Text(_) => Value::Text(self.variables.shown(variable, *value)),
                };
                log.case_attributes.set(name, &value);
            }
        }
    }

    /// What is usual of the first so many cases of a log; where people are asked for too, `persons` is where somebody decided.
    pub(super) fn learn<'a>(
        &'a self,
        (log, all): (&'a Log, &'a [&'a CaseRow]),
        process: &str,
        cases: usize,
        persons: Option<&BTreeSet<PlaceId>>,
    ) -> Learnt<'a> {
        let learnt: Vec<usize> = (0..cases).collect();
        let names: Vec<String> = log.case_attributes.names().map(str::to_owned).collect();
        let usual = |name: String| {
            let kind = kind_of(log, cases, &name);
            let usual = UsualValues::of_cases(log, &learnt, &name, kind.as_deref());
            (name, kind, usual)
        };
        let people = persons.map(|decided| {
            // Somebody decides where decisions were said.
            let approvals: BTreeSet<u32> =
                decided.iter().filter_map(|place| log.activities.find(self.node_name(*place))).collect();
            (Usual::of(log, learnt.iter().copied()), Expected { approvals, ..Expected::default() })
        });
        let jumps = self.usual_jumps(&all[..cases.min(all.len())], process);
        Learnt { log, values: names.into_iter().map(usual).collect(), cases: all, jumps, people }
    }

    /// What 99 % of the greatest changes of a number do not exceed; of few changes nothing is said.
    fn usual_jumps(&self, cases: &[&CaseRow], process: &str) -> Vec<(u16, String, f64)> {
        let line = |(variable, name): (u16, &str)| {
            let jumps = cases.iter().flat_map(|case| &case.jumps).filter(|jump| jump.variable == variable);
            let mut by: Vec<f64> = jumps.map(Jump::by).collect();
            (by.len() >= BASELINE_MIN)
                .then(|| quantile(&mut by, ABNORMAL))
                .flatten()
                .map(|line| (variable, name.to_owned(), line))
        };
        self.variables.of(process).into_iter().filter_map(line).collect()
    }
}

impl Learnt<'_> {
    /// What is unusual about a case.
    pub(super) fn check(&self, case: usize, id: InstanceId, q: f64) -> Vec<Anomaly> {
        let log = self.log;
        let ended = |row: Option<usize>| {
            let at = row.map_or_else(|| log.span(case).map_or(NO_TIME, |(_, end)| end), |row| log.ended[row]);
            Timestamp(at)
        };
        let mut found: Vec<Anomaly> = vec![];
        for (name, kind, usual) in &self.values {
            let Some(odd) = usual.case(log, case, name, kind.as_deref(), q) else { continue };
            let (value, line) = match odd {
                Odd::Far { value, line } => (value, Some(line)),
                Odd::Rare { share } => (share, None),
                Odd::Jump { by, line } => (by, Some(line)),
            };
            found.push(Anomaly {
                variable: Some(name.clone()),
                text: log.case_attributes.shown(name, case).filter(|_| matches!(odd, Odd::Rare { .. })),
                among: kind.clone().filter(|_| matches!(odd, Odd::Far { .. })),
                among_value: kind
                    .as_ref()
                    .filter(|_| matches!(odd, Odd::Far { .. }))
                    .and_then(|kind| log.case_attributes.shown(kind, case)),
                ..Anomaly::of(id, odd.code(), value, line, ended(None))
            });
        }
        found.extend(self.jumped(case, id));
        let Some((usual, expected)) = &self.people else { return found };
        for (row, acted) in check(log, case, expected, usual) {
            let (value, line) = match acted {
                Acted::RubberStamp { time } => (time as f64, Some(STAMP_MS as f64)),
                Acted::OffCalendar { .. } | Acted::FirstTime | Acted::FourEyes { .. } => (1.0, None),
            };
            found.push(Anomaly {
                node: Some(log.activities.name(log.activity[row]).to_owned()),
                ..Anomaly::of(id, acted.code(), value, line, ended(Some(row)))
            });
        }
        found
    }

    /// Which numbers of a case changed more than they ever do.
    fn jumped(&self, case: usize, id: InstanceId) -> Vec<Anomaly> {
        let jumps = self.cases.get(case).into_iter().flat_map(|case| &case.jumps);
        let odd = jumps.filter_map(|jump| {
            let (_, name, line) = self.jumps.iter().find(|(variable, ..)| *variable == jump.variable)?;
            let told = Odd::Jump { by: jump.by(), line: *line };
            (jump.by() > *line).then(|| Anomaly {
                variable: Some(name.clone()),
                before: Some(jump.from),
                ..Anomaly::of(id, told.code(), jump.by(), Some(*line), Timestamp(jump.at))
            })
        });
        odd.collect()
    }
}
