//! Why work of one node waited: histories of which every cause is planted, and the figures that measures are worked out from.
use crate::common::visit;
use crate::ledger::week;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use weir_core::calendar::WorkCalendar;
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::{Ask, Begun, Ledger, Limits, Nature, Row, WAITED_MAX, Waiting};
use weir_mining::log::{ActivityInstance, Case, LogBuilder, NO_TIME};
use weir_mining::measure::intervals::union;
use weir_mining::statistics::chance::Stream;
use weir_mining::view::batches;
use weir_mining::watch::notify::{Cause, dominant, measures};

const MINUTE: i64 = HOUR_MS / 60;

/// One piece of work at `node`: by whom; enabled, taken, begun, ended.
fn does(ledger: &mut Ledger, (node, who): (&str, &str), [enabled, claimed, started, ended]: [i64; 4]) {
    let id = ledger.extent().0.into();
    let case = ledger.begin(&Begun { id, process: "p", version: 1, at: enabled, initiator: None });
    let place = PlaceName { process: "p".to_owned(), version: 1, place: Place::Node(node.to_owned()) };
    let place = ledger.place(place, || Nature::Human);
    let actor = ledger.person(Some(who));
    ledger.add(Row { actor, claimed, started, ..visit((case, place), (enabled, ended)) });
}

fn waiting(ledger: &Ledger, until: i64, calendar: Option<&WorkCalendar>) -> Waiting {
    ledger.waiting(&Ask { node: Some("a".to_owned()), ..week(0, until) }, calendar).unwrap()
}

fn cause(found: &Waiting) -> Option<Cause> {
    dominant(&found.causes, found.claimed)
}

fn parameter(found: &Waiting, code: &str) -> Option<f64> {
    let all = measures(cause(found).unwrap(), &found.figures);
    all.into_iter().find(|measure| measure.code == code).unwrap().parameter
}

#[test]
fn work_that_waits_for_a_busy_person_asks_for_as_many_people_as_it_needs() {
    let mut ledger = Ledger::new(Limits::default());
    // Every half hour something comes that takes an hour, of which each of one person is begun when the one before is done.
    for index in 0..40 {
        let (enabled, started) = (index * HOUR_MS / 2, index * HOUR_MS);
        does(&mut ledger, ("a", "ann"), [enabled, started, started, started + HOUR_MS]);
    }
    let found = waiting(&ledger, 41, None);
    // What is done one after the other by somebody who never had time for it before was not collected.
    assert_eq!((found.n, found.causes.total(), found.causes.batching), (40, 390 * HOUR_MS, 0));
    assert_eq!(found.causes.contention, found.causes.total());
    assert_eq!(cause(&found), Some(Cause::Contention));
    assert_eq!((found.figures.people, found.figures.load), (Some(1), Some(40.0 / 41.0)));
    // One person is busy all the time: at 85 % there must be two.
    assert_eq!(parameter(&found, "add-capacity"), Some(1.0));
    // Other work of the same people counts: what they are busy with is not only this.
    for index in 0..40 {
        let at = index * HOUR_MS;
        does(&mut ledger, ("b", "bob"), [at, at, at, at + HOUR_MS]);
    }
    let last = 40 * HOUR_MS;
    does(&mut ledger, ("a", "bob"), [last, last, last, last + HOUR_MS / 2]);
    let found = waiting(&ledger, 41, None);
    assert_eq!((found.figures.people, found.figures.load), (Some(2), Some(80.5 / 41.0)));
}

#[test]
fn what_is_taken_and_not_begun_is_told_with_the_time_after_which_to_remind() {
    let mut ledger = Ledger::new(Limits::default());
    for index in 0..30 {
        let at = index * 10 * HOUR_MS;
        let taken = at + MINUTE;
        does(&mut ledger, ("a", "ann"), [at, taken, taken + (index + 1) * 10 * MINUTE, taken + 9 * HOUR_MS]);
    }
    let found = waiting(&ledger, 310, None);
    assert_eq!(cause(&found), Some(Cause::Claimed));
    assert_eq!(found.claimed, (1..=30).map(|index| index * 10 * MINUTE).sum::<i64>());
    let after = parameter(&found, "remind-and-release").unwrap();
    assert!((after - 271.0 * MINUTE as f64).abs() <= 10.0 * MINUTE as f64, "{after}");
}

#[test]
fn work_that_comes_when_nobody_works_names_the_hour_at_which_most_of_it_waits() {
    let office: WorkCalendar = serde_json::from_value(serde_json::json!({
        "id": "office", "name": "Office", "timeZone": "Asia/Shanghai",
        "week": vec![vec![serde_json::json!({ "from": "09:00:00", "until": "17:00:00" })]; 7]
    }))
    .unwrap();
    let mut ledger = Ledger::new(Limits::default());
    for day in 0..25 {
        // In Shanghai at half past five in the afternoon, done at nine in the morning: 9 h 30 and 25 h UTC.
        let enabled = (day * 24 + 9) * HOUR_MS + 30 * MINUTE;
        let morning = (day * 24 + 25) * HOUR_MS;
        does(&mut ledger, ("a", "ann"), [enabled, morning, morning, morning + MINUTE]);
        // And one more that comes at eleven in the evening.
        let late = (day * 24 + 15) * HOUR_MS;
        does(&mut ledger, ("a", "bob"), [late, morning, morning, morning + MINUTE]);
    }
    let found = waiting(&ledger, 24 * 26, Some(&office));
    assert_eq!(cause(&found), Some(Cause::Unavailability));
    assert_eq!(found.causes.unavailability, found.causes.total());
    assert_eq!(
        parameter(&found, "shift-calendar"),
        Some(0.0),
        "by the hours of the calendar, the first of those with both"
    );
    // Without a calendar nobody knows when nobody works.
    let unknown = waiting(&ledger, 24 * 26, None);
    assert_eq!((unknown.causes.unavailability, unknown.figures.blocked_hour), (0, None));
    assert_eq!(cause(&unknown), Some(Cause::Extraneous));
}

#[test]
fn a_batch_is_told_with_its_size() {
    let mut ledger = Ledger::new(Limits::default());
    for batch in 0..10 {
        let start = (batch * 24 + 20) * HOUR_MS;
        for piece in 0..8 {
            let began = start + piece * MINUTE;
            does(&mut ledger, ("a", "ann"), [start - (8 - piece) * HOUR_MS, began, began, began + MINUTE]);
        }
    }
    let found = waiting(&ledger, 240, None);
    assert_eq!(cause(&found), Some(Cause::Batching));
    assert_eq!(found.figures.batch, Some(8.0));
    assert_eq!(parameter(&found, "smaller-batch"), Some(4.0));
}

/// The causes of waits and the view of batches speak of the same batches, whatever people did.
#[test]
fn batches_are_those_that_the_view_of_batches_tells() {
    let mut told = 0;
    for seed in 0..60 {
        let mut chance = Stream::keyed(&[seed]);
        let (mut ledger, mut log) = (Ledger::new(Limits::default()), LogBuilder::default());
        let mut worked: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
        let mut at = [2 * HOUR_MS; 2];
        for case in 0..40_usize {
            let (who, name) = (case % 2, ["ann", "bob"][case % 2]);
            let node = if chance.below(4) == 0 { "b" } else { "a" };
            let started = at[who] + [0, 0, 5, 14, 16, 40][chance.below(6)] * MINUTE;
            let ended = started + MINUTE * (1 + chance.below(20) as i64);
            let enabled = started - MINUTE * chance.below(90) as i64;
            does(&mut ledger, (node, name), [enabled, enabled, started, ended]);
            let row =
                ActivityInstance { enabled: Some(enabled), ..ActivityInstance::of(node, started, ended).by(name) };
            log.case(Case { id: case.to_string(), rows: vec![row], ..Case::default() }).unwrap();
            worked.entry(name).or_default().push((started, ended));
            at[who] = if chance.below(4) == 0 { started } else { ended };
        }
        for work in worked.values_mut() {
            *work = union(std::mem::take(work));
        }
        let log = log.build();
        let found = batches(&log, 15 * MINUTE, &TimeZone::UTC, &worked);
        let of_a = found.iter().find(|of| log.activities.name(of.activity) == "a");
        let size = of_a.map(|of| of.rows as f64 / of.batches as f64);
        let waits = waiting(&ledger, 100, None).figures.batch;
        assert_eq!(waits.is_some(), size.is_some(), "seed {seed}");
        assert!(
            waits.zip(size).is_none_or(|(one, other)| (one - other).abs() < 1e-9),
            "seed {seed}: {waits:?} {size:?}"
        );
        told += of_a.map_or(0, |of| of.batches);
    }
    assert!(told > 60, "{told}");
}

#[test]
fn what_nobody_took_though_they_could_is_due_to_something_else_and_few_have_no_quantile() {
    let mut ledger = Ledger::new(Limits::default());
    let one = |ledger: &mut Ledger, index: i64| {
        let at = index * 10 * HOUR_MS;
        does(ledger, ("a", "ann"), [at, at + HOUR_MS, at + HOUR_MS, at + HOUR_MS]);
    };
    (0..19).for_each(|index| one(&mut ledger, index));
    let found = waiting(&ledger, 300, None);
    assert_eq!((cause(&found), found.figures.answer_p95), (Some(Cause::Extraneous), None));
    one(&mut ledger, 19);
    let found = waiting(&ledger, 300, None);
    assert_eq!(parameter(&found, "message-timeout"), Some(HOUR_MS as f64));
    // Nobody at a node that nothing is known of.
    let nowhere = ledger.waiting(&Ask { node: Some("z".to_owned()), ..week(0, 300) }, None).unwrap();
    assert_eq!((nowhere, dominant(&nowhere.causes, 0)), (Waiting::default(), None));
}

#[test]
fn of_very_many_visits_the_newest_are_looked_at_and_work_that_became_longer_says_by_how_much() {
    let mut ledger = Ledger::new(Limits::default());
    let before = 24 * 28;
    for index in 0..50 {
        let at = index * HOUR_MS;
        does(&mut ledger, ("a", "ann"), [at, at, at, at + 10 * MINUTE]);
    }
    for index in 0..WAITED_MAX as i64 + 10 {
        let at = before * HOUR_MS + index * 40 * MINUTE;
        does(&mut ledger, ("a", "ann"), [at, at, at, at + 30 * MINUTE]);
    }
    let window = week(before, before + 4_000);
    let found = ledger.waiting(&Ask { node: Some("a".to_owned()), ..window }, None).unwrap();
    assert_eq!(found.n, WAITED_MAX as u64);
    assert_eq!(found.figures.service_longer, Some(20.0 * MINUTE as f64));
}

/// By hand: what was begun at 11:00 could begin at 9:00, and ann was busy from 10:00 to 10:30 with what could begin at 8:00.
#[test]
fn what_was_taken_and_never_said_to_be_begun_has_no_wait_and_keeps_nobody_busy() {
    let mut ledger = Ledger::new(Limits::default());
    let at = |hour: i64, minute: i64| hour * HOUR_MS + minute * MINUTE;
    does(&mut ledger, ("a", "ann"), [at(8, 0), at(8, 30), at(10, 0), at(10, 30)]);
    does(&mut ledger, ("a", "ann"), [at(9, 0), at(9, 15), at(11, 0), at(11, 20)]);
    let known = waiting(&ledger, 24, None);
    let minutes = |of: i64| of / MINUTE;
    let causes = |found: &Waiting| (minutes(found.causes.contention), minutes(found.causes.extraneous));
    // The first waited 2 h, the second 2 h of which 30 min for ann; 1 h 30 and 1 h 45 lay between taken and begun, 30 min of
    // them ann's other work.
    assert_eq!((known.n, causes(&known), minutes(known.claimed)), (2, (30, 210), 165));
    assert_eq!(known.figures.service, Some((25 * MINUTE) as f64));

    // One more that ann took at 9:00 and was done with at 12:00: when she began it nobody knows. Its wait is no hour, the time it
    // took is not three hours, and she was not kept from the others by it.
    does(&mut ledger, ("a", "ann"), [at(8, 0), at(9, 0), NO_TIME, at(12, 0)]);
    let found = waiting(&ledger, 24, None);
    assert_eq!((found.n, found.causes, found.claimed), (known.n, known.causes, known.claimed));
    assert_eq!((found.figures.service, found.figures.load), (known.figures.service, known.figures.load));

    // Nothing but such visits: nothing is known of why they waited, and how long until they were taken is.
    let mut ledger = Ledger::new(Limits::default());
    (0..20).for_each(|day| {
        does(&mut ledger, ("a", "ann"), [at(day * 24, 0), at(day * 24, 40), NO_TIME, at(day * 24 + 3, 0)]);
    });
    let found = waiting(&ledger, 24 * 21, None);
    assert_eq!((found.n, found.causes.total(), cause(&found)), (0, 0, None));
    assert_eq!(found.figures.answer_p95, Some((40 * MINUTE) as f64));
}
