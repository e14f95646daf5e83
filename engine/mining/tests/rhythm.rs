//! A process that has its hours: what is usual at one hour of the week is no alarm, and what is not is one within hours.
use crate::ledger::week;
use crate::moved::decided_at;
use weir_mining::aggregate::HOUR_MS;
use weir_mining::ledger::{Ask, Ledger, Limits, Metric, Moved};
use weir_mining::statistics::chance::Stream;

const MINUTE: i64 = 60_000;
/// A Monday, at one in the afternoon. 1970 began on a Thursday.
const NOW: i64 = 67 * 24 + 13;

/// Ten weeks of an office. At nine three times as many come as else, over lunch all takes three times as long, and on Monday
/// mornings four times. In the hours since `since` it takes `factor` times as long as it would, and one in `thinned` is left.
fn office(seed: u64, since: i64, factor: f64, thinned: usize) -> Ledger {
    let mut chance = Stream::keyed(&[seed]);
    let mut ledger = Ledger::new(Limits::default());
    let mut number = 0;
    for hour in 0..NOW {
        let (weekday, of_day) = ((hour / 24 + 3) % 7, hour % 24);
        if weekday > 4 || !(8..18).contains(&of_day) {
            continue;
        }
        let many: usize = if of_day == 9 { 42 } else { 14 };
        let slow = match (weekday, of_day) {
            (0, 8..10) => 4.0,
            (_, 12) => 3.0,
            _ => 1.0,
        };
        let now = if hour >= since { factor } else { 1.0 };
        for place in 0..many {
            let kept = hour < since || place.is_multiple_of(thinned);
            let time = (20.0 * slow * now * (0.4 * chance.normal()).exp() * MINUTE as f64) as i64;
            let ended = hour * HOUR_MS + place as i64 * HOUR_MS / many as i64;
            if kept {
                decided_at(&mut ledger, number, "ann", (ended - time, time), 0);
            }
            number += 1;
        }
    }
    ledger
}

fn moved(ledger: &Ledger) -> Moved {
    ledger.moved(&week(NOW - 24, NOW), None).unwrap()
}

fn found(moved: &Moved, metric: Metric) -> Vec<(&'static str, &'static str, bool)> {
    let of = moved.found.iter().filter(|one| one.metric == metric && one.node.is_none());
    of.map(|one| (one.code, one.by, one.above)).collect()
}

#[test]
fn the_hours_of_a_week_are_no_alarm() {
    let alarms: Vec<_> = (0..10).map(|seed| moved(&office(seed, NOW, 1.0, 1)).found.len()).collect();
    let wrong = alarms.iter().filter(|found| **found > 0).count();
    println!("weeks with their usual hours in which something was found: {wrong} of 10");
    // 5 % of them by chance.
    assert!(wrong <= 1, "{alarms:?}");
}

#[test]
fn what_takes_longer_since_this_morning_is_found_by_its_hours() {
    for seed in 0..5 {
        let moved = moved(&office(seed, NOW - 3, 1.7, 1));
        assert_eq!(found(&moved, Metric::Sojourn), [("SHIFT", "hour", true)], "seed {seed}: {:?}", moved.found);
        let of = moved.found.iter().find(|one| one.metric == Metric::Sojourn && one.node.is_none()).unwrap();
        // Of the last day: three hours of it, one of them lunch, are slow.
        assert!(of.value > 1.1 * of.usual, "{of:?}");
        assert_eq!(of.since, None, "{of:?}");
        assert_eq!(found(&moved, Metric::Ended), []);
    }
}

#[test]
fn an_hour_in_which_nothing_is_done_stands_out_when_it_is_over() {
    for seed in 0..5 {
        let ledger = office(seed, NOW - 1, 1.0, 100);
        assert_eq!(found(&moved(&ledger), Metric::Ended), [("SPIKE", "hour", false)], "seed {seed}");
        // While it goes on nothing can be said of it.
        let still = Ask { before: Some(NOW * HOUR_MS - 20 * MINUTE), ..week(NOW - 24, NOW) };
        let still = ledger.moved(&still, None).unwrap();
        assert_eq!(found(&still, Metric::Ended), [], "seed {seed}");
    }
}
