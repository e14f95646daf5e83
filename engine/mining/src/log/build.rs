//! Makes columns of cases.
//!
//! The canonical order inside a case is by start, then end, then the order of the source; a row without a start begins
//! when it ends. A case of which a row has no time at all keeps the order of its source: nobody can say where that row
//! belongs.
use super::row::{ActivityInstance, Case, Outcome};
use super::{Log, NO_NAME, NO_TIME};
use std::collections::BTreeMap;

/// How many rows a log may have.
pub const EVENTS_MAX: usize = 100_000_000;
/// How many attributes with different names.
pub const ATTRIBUTES_MAX: usize = 1_000;

/// A log that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// Too many rows.
    #[error("a log has at most {EVENTS_MAX} events; take a shorter period")]
    Events,
    /// Too many attributes.
    #[error("a log has at most {ATTRIBUTES_MAX} attributes with different names; `{name}` would be one more")]
    Attributes {
        /// The one too many.
        name: String,
    },
}

impl TooLarge {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            TooLarge::Events => "log-events",
            TooLarge::Attributes { .. } => "log-attributes",
        }
    }
}

/// Takes cases, gives a [`Log`].
#[derive(Debug)]
pub struct LogBuilder {
    log: Log,
}

impl Default for LogBuilder {
    fn default() -> Self {
        LogBuilder { log: Log { offsets: vec![0], cause_offsets: vec![0], ..Log::default() } }
    }
}

impl LogBuilder {
    /// One more case.
    pub fn case(&mut self, case: Case) -> Result<&mut Self, TooLarge> {
        let log = &mut self.log;
        if log.activity.len() + case.rows.len() > EVENTS_MAX {
            return Err(TooLarge::Events);
        }
        room(&log.case_attributes, &case.attributes)?;
        for row in &case.rows {
            room(&log.attributes, &row.attributes)?;
        }
        let order = canonical_order(&case.rows);
        let first = log.activity.len() as u32;
        let numbers: BTreeMap<u64, u32> =
            (first..).zip(&order).map(|(number, index)| (case.rows[*index].key, number)).collect();
        for index in order {
            self.row(&case.rows[index], &numbers);
        }
        let log = &mut self.log;
        log.offsets.push(log.activity.len() as u32);
        log.cases.push(case.id);
        log.definitions.push((case.process, case.version));
        log.case_attributes.next_row();
        for (name, value) in &case.attributes {
            log.case_attributes.set(name, value);
        }
        Ok(self)
    }

    fn row(&mut self, row: &ActivityInstance, numbers: &BTreeMap<u64, u32>) {
        let log = &mut self.log;
        log.activity.push(log.activities.number(&row.activity));
        log.actor.push(row.actor.as_deref().map_or(NO_NAME, |actor| log.actors.number(actor)));
        log.enabled.push(row.enabled.unwrap_or(NO_TIME));
        log.claimed.push(row.claimed.unwrap_or(NO_TIME));
        log.started.push(row.started.unwrap_or(NO_TIME));
        log.ended.push(row.ended.unwrap_or(NO_TIME));
        log.suspended.push(row.suspended);
        log.outcome.push(row.outcome);
        log.intervention.push(row.intervention);
        log.incidents.push(row.incidents);
        log.beside.push(row.beside);
        log.causes.extend(row.causes.iter().filter_map(|key| numbers.get(key)));
        log.cause_offsets.push(log.causes.len() as u32);
        log.attributes.next_row();
        for (name, value) in &row.attributes {
            log.attributes.set(name, value);
        }
    }

    /// The columns.
    pub fn build(self) -> Log {
        self.log
    }
}

fn room(columns: &super::Attributes, named: &[(String, super::Value)]) -> Result<(), TooLarge> {
    match named.iter().find(|(name, _)| !columns.has_room(name, ATTRIBUTES_MAX)) {
        Some((name, _)) => Err(TooLarge::Attributes { name: name.clone() }),
        None => Ok(()),
    }
}

fn canonical_order(rows: &[ActivityInstance]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let open = |row: &ActivityInstance| row.ended.is_none() && row.outcome == Outcome::Open;
    let start = |row: &ActivityInstance| row.started.or(row.ended).or(row.enabled);
    if rows.iter().all(|row| start(row).is_some()) {
        order.sort_by_key(|index| {
            let row = &rows[*index];
            let end = if open(row) { i64::MAX } else { row.ended.unwrap_or(i64::MAX) };
            (start(row), end)
        });
    }
    order
}
