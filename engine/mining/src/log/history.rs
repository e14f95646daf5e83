//! The engine's own history as rows: what [`weir_core::history`] folds of an instance's events.
use super::row::{ActivityInstance, Case, Outcome, Value};
use weir_core::Timestamp;
use weir_core::history::{ActivityInstance as Visit, Outcome as Left};

/// A case of one instance of a process. Its rows are the visits of the elements in it; a visit that contains others (the
/// process itself, a sub-process) is none, because its time is that of what is in it.
pub fn case(id: &str, process: &str, version: u32, visits: &[Visit]) -> Case {
    let contains = |visit: &Visit| visits.iter().any(|other| other.scope_path.contains(&visit.key));
    let rows = visits.iter().filter(|visit| !contains(visit)).map(row).collect();
    Case { id: id.to_owned(), process: process.to_owned(), version, attributes: vec![], rows }
}

fn row(visit: &Visit) -> ActivityInstance {
    let ms = |time: Option<Timestamp>| time.map(|time| time.0);
    let mut attributes = vec![];
    let mut text = |name: &str, value: Option<&String>| {
        attributes.extend(value.map(|value| (name.to_owned(), Value::Text(value.clone()))));
    };
    text("org:role", visit.role.as_ref());
    text("org:group", visit.group.as_ref());
    text("decision", visit.decision.as_ref());
    ActivityInstance {
        key: visit.key,
        activity: visit.element.to_string(),
        enabled: Some(visit.enabled.0),
        claimed: ms(visit.claimed),
        started: ms(visit.started),
        ended: ms(visit.ended),
        suspended: suspended(visit),
        outcome: match visit.outcome {
            Some(Left::Completed) => Outcome::Completed,
            Some(Left::Terminated) => Outcome::Terminated,
            None => Outcome::Open,
        },
        actor: visit.actor.clone(),
        causes: visit.caused_by.clone(),
        intervention: visit.intervention.is_some(),
        incidents: visit.incidents,
        attributes,
    }
}

/// How long work stood still: what of its suspensions lies between its start and its end.
fn suspended(visit: &Visit) -> i64 {
    let (Some(started), Some(ended)) = (visit.started, visit.ended) else { return 0 };
    let within =
        |(from, until): &(Timestamp, Option<Timestamp>)| until.unwrap_or(ended).0.min(ended.0) - from.0.max(started.0);
    visit.suspended.iter().map(within).filter(|time| *time > 0).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{LogBuilder, NO_TIME};
    use crate::measure::service::row_times;
    use weir_core::ElementId;

    fn visit(key: u64, element: &str, path: &[u64]) -> Visit {
        Visit::entered(key, &ElementId::from(element), path.to_vec(), key, Timestamp(100))
    }

    #[test]
    fn visits_are_rows_and_scopes_are_not() {
        let done = Visit {
            claimed: Some(Timestamp(150)),
            started: Some(Timestamp(200)),
            ended: Some(Timestamp(500)),
            outcome: Some(Left::Completed),
            suspended: vec![(Timestamp(120), Some(Timestamp(250))), (Timestamp(450), None)],
            actor: Some("Li".to_owned()),
            caused_by: vec![1],
            incidents: 2,
            ..visit(2, "approve", &[0])
        };
        let visits = [visit(0, "process", &[]), visit(1, "start", &[0]), done, visit(3, "wait", &[0])];
        let mut log = LogBuilder::default();
        log.case(case("i-1", "invoice", 3, &visits)).unwrap();
        let log = log.build();
        assert_eq!(log.names_of(log.case(0)), ["start", "wait", "approve"]);
        let times = row_times(&log, 2);
        assert_eq!((times.queue, times.claimed, times.service), (Some(50), Some(50), Some(200)));
        assert_eq!((log.causes_of(2), log.incidents[2], log.actors.name(log.actor[2])), ([0].as_slice(), 2, "Li"));
        assert_eq!((log.ended[1], log.is_finished(0)), (NO_TIME, false));
        assert_eq!(log.definitions[0], ("invoice".to_owned(), 3));
    }
}
