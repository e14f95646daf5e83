//! What is held as a log with everything that is known: causes, decisions, variables. It is what suggestions are looked for
//! in; and arms of cases, by which two versions are held against each other.
use super::ask::{Ask, AskError};
use super::row::{CaseRow, NO_ROW, Row};
use super::{Ledger, Valued};
use crate::aggregate::{Place, PlaceName};
use crate::log::{DUE, Lateness, Log, NO_NAME, NO_TIME, Outcome, Value};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::InstanceId;

/// What is measured of the cases of an arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// From its beginning to its end, ms.
    Sojourn,
    /// The length of the union of all work, ms.
    Busy,
    /// 1 where it was stuck, sent back or refused; else 0.
    Fault,
}

/// Cases that began in a window.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arm {
    /// What was measured of those that have ended, in the order in which they began.
    pub values: Vec<f64>,
    /// How many still run.
    pub open: u64,
}

impl Ledger {
    /// The instances of the ended cases that a question is about, in the order in which they ended.
    pub fn instances(&self, ask: &Ask) -> Result<Vec<InstanceId>, AskError> {
        self.expect_held(ask)?;
        let found = self.cases(ask, self.extent());
        Ok(found.into_iter().filter_map(|number| self.case(number).map(CaseRow::instance)).collect())
    }

    /// The ended cases of some questions as one log, in the order in which they ended, each once; a case of which rows are
    /// held no more is left out. `decided_by` names for a node the variable that holds what was decided in it, where nobody
    /// says it otherwise: what it was when the visit was done.
    pub fn history(&self, asks: &[Ask], decided_by: &BTreeMap<String, String>) -> Log {
        let extent = self.extent();
        let found = asks.iter().flat_map(|ask| self.cases(ask, extent));
        let mut numbers: Vec<(u32, u32)> =
            found.filter_map(|number| Some((self.case(number)?.order, number))).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let variables = asks.first().map_or_else(Vec::new, |ask| self.variables.of(&ask.process));
        let mut log = Log { offsets: vec![0], cause_offsets: vec![0], ..Log::default() };
        let mut late: Vec<Lateness> = variables.iter().map(|_| Lateness::default()).collect();
        for (_, number) in numbers {
            let Some(case) = self.case(number) else { continue };
            let mut rows: Vec<(u32, &Row)> =
                self.rows_of(case).into_iter().filter_map(|number| Some((number, self.row(number)?))).collect();
            if rows.first().is_some_and(|(_, first)| first.previous != NO_ROW) {
                continue;
            }
            let start = |row: &Row| if row.started == NO_TIME { row.ended } else { row.started };
            rows.sort_by_key(|(number, row)| (start(row), row.ended, *number));
            self.put_rows(&mut log, case, &rows, decided_by);
            self.put_case(&mut log, case, &variables, &mut late);
        }
        for ((_, name), of) in variables.iter().zip(late) {
            of.tell(name, &mut log.late);
        }
        log
    }

    fn put_rows(&self, log: &mut Log, case: &CaseRow, rows: &[(u32, &Row)], decided_by: &BTreeMap<String, String>) {
        let first = log.activity.len() as u32;
        let at: BTreeMap<u32, u32> = rows.iter().map(|(number, _)| *number).zip(first..).collect();
        for (number, row) in rows {
            let node = self.node_name(row.place);
            self.put_row(log, row, node);
            if let Some(voters) = self.voters.get(number) {
                let named = voters.iter().filter_map(|person| self.actor(*person));
                let voters = named.map(|person| log.actors.number(person)).collect();
                log.voters.insert(log.activity.len() as u32 - 1, voters);
            }
            let causes = match self.joins.get(number) {
                Some(several) => several.as_slice(),
                None if row.cause == NO_ROW => &[],
                None => std::slice::from_ref(&row.cause),
            };
            log.causes.extend(causes.iter().filter_map(|cause| at.get(cause)));
            log.cause_offsets.push(log.causes.len() as u32);
            log.attributes.next_row();
            let said = (row.decision != NO_NAME).then(|| self.decisions.name(row.decision).to_owned());
            let when_done = || {
                let variable = decided_by.get(node).filter(|_| row.outcome == Outcome::Completed)?;
                self.shown(case, variable, row.ended)
            };
            if let Some(decision) = said.or_else(when_done) {
                log.attributes.set("decision", &Value::Text(decision));
            }
            if row.due != NO_TIME {
                log.attributes.set(DUE, &Value::Time(row.due));
            }
        }
        log.offsets.push(log.activity.len() as u32);
    }

    fn put_case(&self, log: &mut Log, case: &CaseRow, variables: &[(u16, &str)], late: &mut [Lateness]) {
        let place = self.aggregates.places().name(case.place);
        log.cases.push(case.instance().to_string());
        log.definitions.push((place.process.clone(), place.version));
        log.case_attributes.next_row();
        let begun = first_enabled(log, log.cases.len() - 1);
        for ((number, name), late) in variables.iter().zip(late) {
            let known = case.values.iter().zip(&case.since).find(|((of, _), _)| of == number);
            let Some(((_, value), since)) = known else { continue };
            late.case(*since, case.began, &begun);
            let value = match value {
                Valued::Number(number) => Value::Real(*number),
                Valued::Flag(flag) => Value::Flag(*flag),
                Valued::Text(_) => Value::Text(self.variables.shown(*number, *value)),
            };
            log.case_attributes.set(name, &value);
        }
    }

    /// Everything of a row but its causes.
    fn put_row(&self, log: &mut Log, row: &Row, node: &str) {
        let activity = log.activities.number(node);
        let actor = self.actor(row.actor).map_or(NO_NAME, |actor| log.actors.number(actor));
        put_times(log, row, (activity, actor));
    }

    /// What a variable of a case was at a moment, in words.
    fn shown(&self, case: &CaseRow, variable: &str, at: i64) -> Option<String> {
        let place = self.aggregates.places().name(case.place);
        let number = self.variables.find(&place.process, variable)?;
        Some(self.variables.shown(number, case.value_at(number, at)?))
    }

    /// The flows of some versions of a process that were ever taken, in cases that still run too.
    pub fn flows_taken(&self, process: &str, versions: &[u32]) -> BTreeSet<String> {
        let places = self.aggregates.places().iter();
        let of = places.filter(|(_, name)| name.process == process && versions.contains(&name.version));
        let flows = of.filter_map(|(_, name)| match &name.place {
            Place::Flow(flow) => Some(flow.clone()),
            Place::Process | Place::Node(_) => None,
        });
        flows.collect()
    }

    /// The cases of some versions of a process that began in a window, as far as they are held; those that run are counted.
    pub fn arm(&self, process: &str, versions: &[u32], from: i64, until: i64, measured: Measured) -> Arm {
        let places: Vec<_> = versions
            .iter()
            .filter_map(|version| {
                let name = PlaceName { process: process.to_owned(), version: *version, place: Place::Process };
                self.aggregates.places().find(&name)
            })
            .collect();
        let mut arm = Arm::default();
        for case in self.cases.iter().filter(|case| places.contains(&case.place) && (from..until).contains(&case.began))
        {
            let Some(sojourn) = case.sojourn() else {
                arm.open += 1;
                continue;
            };
            arm.values.push(match measured {
                Measured::Sojourn => sojourn as f64,
                Measured::Busy => case.busy as f64,
                Measured::Fault => f64::from(u8::from(case.incidents > 0 || case.decided.1 > 0)),
            });
        }
        arm
    }
}

/// Everything of a row but its causes; its activity and who did it by their numbers in the log.
pub(super) fn put_times(log: &mut Log, row: &Row, (activity, actor): (u32, u32)) {
    log.activity.push(activity);
    log.actor.push(actor);
    log.enabled.push(row.enabled);
    log.claimed.push(row.claimed);
    log.started.push(row.started);
    log.ended.push(row.ended);
    log.suspended.push(row.suspended);
    log.outcome.push(row.outcome);
    log.intervention.push(row.intervention);
    log.incidents.push(row.incidents);
    log.beside.push(row.beside);
}

/// Each activity of a case, and when it could first be done.
fn first_enabled(log: &Log, case: usize) -> Vec<(u32, i64)> {
    let mut out: Vec<(u32, i64)> = vec![];
    for row in log.case(case) {
        let at = if log.enabled[row] == NO_TIME { log.start(row) } else { log.enabled[row] };
        match out.iter_mut().find(|(activity, _)| *activity == log.activity[row]) {
            Some((_, first)) => *first = at.min(*first),
            None => out.push((log.activity[row], at)),
        }
    }
    out
}
