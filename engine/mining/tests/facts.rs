//! Facts of a case that are asked for like numbers: when it began, what stood around it, and what is left when they are taken away.
use crate::factors::{Gone, write};
use weir_mining::aggregate::{DAY_MS, HOUR_MS};
use weir_mining::ledger::{
    Ask, EvidenceKind, Except, Flag, GroupBy, Handle, Ledger, RangeFilter, Verdict, WINDOW_MS_MAX,
};

const MINUTE: i64 = 60_000;

fn is(name: &str, from: f64, until: f64) -> RangeFilter {
    RangeFilter { name: name.to_owned(), from: Some(from), until: Some(until), below: None }
}

/// Three each day come within a minute and are done one after the other, an hour each, for eight days from a Thursday on.
fn queued() -> Ledger {
    let one = |index: i64| {
        let (day, place) = (index / 3, index % 3);
        let burst = day * DAY_MS + 9 * HOUR_MS;
        let started = burst + place * HOUR_MS + 10 * MINUTE;
        Gone { flow: "in", enabled: burst + place * MINUTE, started, ended: started + HOUR_MS }
    };
    let mut all: Vec<Gone> = (0..24).map(one).collect();
    all.sort_by_key(|gone| gone.ended);
    write(&all)
}

fn count(ledger: &Ledger, ask: Ask) -> u64 {
    let ask = Ask { from: 0, until: WINDOW_MS_MAX, process: "p".to_owned(), ..ask }.checked().unwrap();
    let found = ledger.cohort(&ask, 0, 100).unwrap();
    let again = ledger.evidence(&Handle::read(&ledger.handle(EvidenceKind::Cases, &ask)).unwrap(), 0, 0, false);
    assert_eq!(again.unwrap().n, found.n);
    found.n
}

fn ranges(node: Option<&str>, ranges: Vec<RangeFilter>) -> Ask {
    Ask { node: node.map(str::to_owned), ranges, ..Ask::default() }
}

#[test]
fn days_are_those_of_the_zone_that_is_asked_in() {
    let ledger = queued();
    // 1970-01-01 was a Thursday, which comes twice in eight days.
    assert_eq!(count(&ledger, ranges(None, vec![is("$weekday", 4.0, 4.0)])), 6);
    assert_eq!(count(&ledger, ranges(None, vec![is("$weekday", 1.0, 3.0)])), 9);
    // At nine in the morning of Greenwich it is the third quarter of the day in Shanghai.
    let quarter = |zone: &str, quarter: f64| {
        let zone = Some(zone.to_owned());
        count(&ledger, Ask { zone, ..ranges(None, vec![is("$quarterOfDay", quarter, quarter)]) })
    };
    assert_eq!((quarter("UTC", 2.0), quarter("UTC", 3.0)), (24, 0));
    assert_eq!((quarter("Asia/Shanghai", 2.0), quarter("Asia/Shanghai", 3.0)), (0, 24));
    let nowhere = Ask { zone: Some("Mars/Olympus".to_owned()), ..Ask::of("p", 0, 1) };
    assert_eq!(nowhere.checked().unwrap_err().code(), "analytics-fact");
}

#[test]
fn what_stood_around_a_case_is_counted_and_can_be_taken_away() {
    let ledger = queued();
    for (beside, n) in [(0.0, 8), (1.0, 8), (2.0, 8), (3.0, 0)] {
        assert_eq!(count(&ledger, ranges(None, vec![is("$runningInstances", beside, beside)])), n, "{beside}");
        let waited = vec![is("$queueLength", beside, beside)];
        assert_eq!(count(&ledger, ranges(Some("check"), waited)), n, "{beside} in the queue");
    }
    // Those that did not take between one and two and a half hours: the first and the last of each day.
    let hour = HOUR_MS as f64;
    let took = vec![is("$sojourn", 1.5 * hour, 2.5 * hour)];
    assert_eq!(count(&ledger, ranges(None, took.clone())), 8);
    assert_eq!(
        count(&ledger, Ask { except: Some(Except { ranges: took, ..Except::default() }), ..Ask::default() }),
        16
    );
    let nowhere = ranges(None, vec![is("$queueLength", 0.0, 1.0)]);
    assert_eq!(Ask { until: 1, ..nowhere }.checked().unwrap_err().code(), "analytics-fact");
    let unknown = ranges(None, vec![is("$moon", 0.0, 1.0)]);
    assert_eq!(Ask { until: 1, ..unknown }.checked().unwrap_err().code(), "analytics-fact");
}

#[test]
fn groups_by_facts_are_the_cohorts_of_the_same_facts() {
    let ledger = queued();
    let ask = Ask { node: Some("check".to_owned()), ..Ask::of("p", 0, 30 * DAY_MS).checked().unwrap() };
    let told = |by: GroupBy| {
        let found = ledger.grouped(&ask, &by).unwrap();
        found.groups.into_iter().map(|group| (group.key, group.n)).collect::<Vec<(String, u64)>>()
    };
    let days = told(GroupBy::Weekday);
    assert_eq!((days.len(), &days[0]), (7, &("4".to_owned(), 6)));
    let queues = told(GroupBy::QueueLength);
    assert_eq!(queues, ["0 … 0", "1 … 1", "2 … 2"].map(|key| (key.to_owned(), 8)));
    assert_eq!(told(GroupBy::QuarterOfDay), [("2".to_owned(), 24)]);
    let whole = Ask { node: None, ..ask };
    assert_eq!(ledger.grouped(&whole, &GroupBy::QueueLength).unwrap_err().code(), "analytics-fact");
}

#[test]
fn a_driver_is_the_cohort_of_its_fact() {
    // Every hour four come at once and are done one after the other.
    let one = |index: i64| {
        let (burst, place) = (HOUR_MS * (1 + index / 4), index % 4);
        let started = burst + place * 10 * MINUTE;
        Gone {
            flow: "in",
            enabled: burst + place * 1_000,
            started: started.max(burst + place * 1_000),
            ended: started + 5 * MINUTE,
        }
    };
    let ledger = write(&(0..600).map(one).collect::<Vec<Gone>>());
    let ask = Ask { node: Some("check".to_owned()), ..Ask::of("p", 0, 1_000 * HOUR_MS).checked().unwrap() };
    let found = ledger.explain(&ask, Flag::LongerThan(20 * MINUTE), &jiff::tz::TimeZone::UTC).unwrap();
    assert_eq!(found.verdict, Verdict::Drivers);
    let driver = found.drivers.iter().find(|driver| driver.items[0].attribute == "queueLength").unwrap();
    let (from, until) = driver.items[0].value.split_once(" … ").unwrap();
    let range = is("$queueLength", from.parse().unwrap(), until.parse().unwrap());
    assert_eq!(ledger.cohort(&Ask { ranges: vec![range], ..ask }, 0, 1).unwrap().n, driver.n);
}
