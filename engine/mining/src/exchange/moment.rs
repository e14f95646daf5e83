//! Times as files write them, and what follows from them for the order of events.
use super::fault::{FaultKind, Faults};
use crate::log::ActivityInstance;
use std::collections::BTreeSet;
use weir_core::Timestamp;

/// Milliseconds of a text: RFC 3339, or without a zone, which is UTC then; a date alone; `2020/1/31 9:05` with or without
/// seconds, as tables write it.
pub(super) fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Some(Timestamp(ms)) = Timestamp::parse(text) {
        return Some(ms);
    }
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "0:00"));
    let mut parts = date.split(['/', '-', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let time = if time.matches(':').count() == 1 { format!("{time}:00") } else { time.to_owned() };
    let time = if time.find(':')? == 1 { format!("0{time}") } else { time };
    let whole = format!("{year:0>4}-{month:0>2}-{day:0>2}T{time}");
    let plain = parts.next().is_none() && year.len() == 4;
    plain.then(|| Timestamp::parse(&whole)).flatten().map(|at| at.0)
}

/// What the times of a case leave open is told, and what cannot be is mended. The key of a row is its number in the case.
pub(super) fn check(rows: &mut [ActivityInstance], case: usize, faults: &mut Faults) {
    let mut taken = BTreeSet::new();
    for row in rows {
        let event = row.key as usize;
        if row.ended.is_none() && row.started.is_none() {
            faults.add(FaultKind::EventWithoutTime, case, event, &row.activity);
        }
        if row.ended.is_none() && row.started.is_some() {
            faults.add(FaultKind::StartWithoutEnd, case, event, &row.activity);
        }
        if let (Some(started), Some(ended)) = (row.started, row.ended)
            && started > ended
        {
            faults.add(FaultKind::EndBeforeStart, case, event, &row.activity);
            row.started = None;
        }
        // Wherever in the file the other one stands: in order of time they lie beside each other.
        let time = row.ended.map(|ended| (row.started.unwrap_or(ended), ended));
        if time.is_some_and(|time| !taken.insert(time)) {
            faults.add(FaultKind::SameTime, case, event, &row.activity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn times_as_standards_and_as_tables_write_them() {
        for (text, ms) in [
            ("1970-01-01T01:00:01.250+01:00", 1_250),
            ("1970-01-01 00:00:01", 1_000),
            ("1970-01-02", 86_400_000),
            ("1970/1/1 0:01", 60_000),
            ("1970-1-1 9:00:01", 32_401_000),
        ] {
            assert_eq!(parse(text), Some(ms), "{text}");
        }
        for text in ["?", "", "yesterday", "1/2/1970", "1970-13-01"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
