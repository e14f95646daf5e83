//! Bounds of indices, scans of many series, the choice of a predictor, odd values, people, and the data themselves.
use std::collections::{BTreeMap, BTreeSet};
use weir_core::calendar::WorkCalendar;
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder, Value};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::statistics::chance::Stream;
use weir_mining::watch::choose::{Choice, Predictor, choose};
use weir_mining::watch::deadline::Deadline;
use weir_mining::watch::foresight::Foresight;
use weir_mining::watch::index::Measured;
use weir_mining::watch::interval::{Component, Sample, bounded};
use weir_mining::watch::odd::{Odd, UsualValues};
use weir_mining::watch::people::{self, Acted, Expected, Usual};
use weir_mining::watch::quality::{self, Fault};
use weir_mining::watch::scan::{Series, scan};

fn case(id: usize, rows: Vec<ActivityInstance>) -> Case {
    let rows = (0..).zip(rows).map(|(key, row)| ActivityInstance { key, ..row }).collect();
    Case { id: id.to_string(), rows, ..Case::default() }
}

fn log_of(cases: Vec<Case>) -> Log {
    let mut log = LogBuilder::default();
    for case in cases {
        log.case(case).unwrap();
    }
    log.build()
}

#[test]
fn an_index_has_bounds_that_hold_the_truth() {
    // A share of 0.8 and a ratio of 0.4: scores of 0.75 each, so the index is 75.
    let make = |seed: u64| {
        let mut chance = Stream::keyed(&[seed]);
        let days = 60;
        let share: Vec<(u64, u64)> =
            (0..days).map(|_| ((0..20).filter(|_| chance.unit() < 0.8).count() as u64, 20)).collect();
        let ratio: Vec<(f64, f64)> = (0..days).map(|_| (chance.exponential(0.4), 1.0)).collect();
        let good: u64 = share.iter().map(|day| day.0).sum();
        let above: f64 = ratio.iter().map(|day| day.0).sum();
        let measured = |value: f64, floor: f64, target: f64| Measured { value, floor, target, weight: 0.5, n: 1_200 };
        let components = [
            Component { measured: measured(good as f64 / 1_200.0, 0.5, 0.9), sample: Sample::Share(share) },
            Component { measured: measured(above / 60.0, 0.1, 0.5), sample: Sample::Ratio(ratio) },
        ];
        bounded(&components, 100, days, &[1, seed])
    };
    let inside = (0..200).filter(|seed| {
        let index = make(*seed).index.unwrap();
        (index.low..=index.high).contains(&75.0)
    });
    let share = inside.count() as f64 / 200.0;
    println!("the interval of the index holds the truth in {share} of 200 seeds");
    assert!(share >= 0.90, "{share}");
    let one = make(7);
    assert_eq!(one, make(7), "the same question has the same bounds");
    let (index, value) = (one.index.unwrap(), one.scored.index.unwrap());
    assert!((index.value - value).abs() < 1e-12 && index.low < value && value < index.high);
    assert!(one.components.iter().all(|of| of.is_some_and(|of| of.low < of.value && of.value < of.high)));
    // One component that has no days, and an index that rests on too few cases.
    let fixed = Component {
        measured: Measured { value: 0.5, floor: 0.0, target: 1.0, weight: 1.0, n: 10 },
        sample: Sample::Fixed,
    };
    let scored = bounded(std::slice::from_ref(&fixed), 10, 30, &[1]);
    assert_eq!(scored.index.map(|index| (index.low, index.high)), Some((50.0, 50.0)));
    assert_eq!(bounded(&[fixed], 11, 30, &[1]).index, None);
}

/// A level that varies by chance around its hour of the week.
fn level(chance: &mut Stream, moved: f64) -> Series {
    let usual = |hour: usize| 10.0 + (hour % 24) as f64;
    let weeks = (0..24).map(|hour| (0..8).map(|_| usual(hour) + chance.normal()).collect()).collect();
    let values = (0..24).map(|hour| usual(hour) + chance.normal() + if hour >= 16 { moved } else { 0.0 }).collect();
    Series::Level { values, weeks }
}

#[test]
fn many_series_are_scanned_with_few_false_alarms() {
    let mut chance = Stream::keyed(&[3]);
    let mut wrong = 0;
    for _ in 0..100 {
        let mut series: Vec<Series> = (0..40).map(|_| level(&mut chance, 0.0)).collect();
        let rare = |chance: &mut Stream, n: u64, p: f64| (0..n).filter(|_| chance.unit() < p).count() as u64;
        series.extend((0..40).map(|_| Series::Share {
            now: (rare(&mut chance, 80, 0.1), 80),
            before: (rare(&mut chance, 2_000, 0.1), 2_000),
        }));
        series.extend((0..40).map(|_| Series::Count {
            now: rare(&mut chance, 300, 0.1),
            weeks: (0..8).map(|_| rare(&mut chance, 300, 0.1)).collect(),
        }));
        wrong += u32::from(!scan(&series).is_empty());
    }
    println!("scans of 120 series without any change that found something: {wrong} of 100");
    assert!(wrong <= 5, "{wrong} of 100");
    let mut series: Vec<Series> = (0..40).map(|_| level(&mut chance, 0.0)).collect();
    series[7] = level(&mut chance, 2.5);
    series.push(Series::Share { now: (30, 80), before: (200, 2_000) });
    series.push(Series::Count { now: 90, weeks: vec![28, 31, 30, 33, 27, 30, 29, 32] });
    series.push(Series::Count { now: 90, weeks: vec![28, 31] });
    let found: BTreeSet<(usize, &str, bool)> = scan(&series).iter().map(|of| (of.series, of.code, of.above)).collect();
    assert_eq!(found, BTreeSet::from([(7, "SHIFT", true), (40, "SPIKE", true), (41, "SPIKE", true)]));
}

/// Cases that go a, b or a, c; after c it takes ten times as long, where `tells`.
fn two_ways(tells: bool) -> Log {
    let mut chance = Stream::keyed(&[u64::from(tells)]);
    let cases = (0..400).map(|number| {
        let is_long = chance.unit() < 0.5;
        let begin = i64::from(number) * 100_000;
        let mut left = if is_long && tells { 1e6 } else { 1e5 };
        left += chance.exponential(2e4);
        let step = if tells { is_long } else { chance.unit() < 0.5 };
        let rows = vec![
            ActivityInstance::at("a", begin),
            ActivityInstance::at(if step { "c" } else { "b" }, begin + 1_000),
            ActivityInstance::at("d", begin + left as i64),
        ];
        case(number as usize, rows)
    });
    log_of(cases.collect())
}

#[test]
fn the_best_prediction_is_chosen_and_bad_ones_are_not_shown() {
    let choice = choose(&two_ways(true), None).unwrap();
    assert!(matches!(choice.predictor, Predictor::Depth | Predictor::Visited), "{choice:?}");
    assert!(choice.all.iter().any(|(predictor, _)| *predictor == Predictor::Median), "the median competes");
    let best = choice.all.iter().map(|(_, of)| of.mean_error).fold(f64::INFINITY, f64::min);
    assert!((choice.calibration.mean_error - best).abs() < 1e-9);
    assert_eq!(choice.is_shown(), (0.7..=0.9).contains(&choice.calibration.coverage));
    // A process that becomes slower and slower: what was learnt is never right, and nothing is shown.
    let cases = (0..400_i64).map(|number| {
        let (begin, time) = (number * 1_000, 100 + number * 5);
        let rows = vec![ActivityInstance::at("a", begin), ActivityInstance::at("b", begin + time)];
        case(number as usize, rows)
    });
    let choice = choose(&log_of(cases.collect()), None).unwrap();
    assert!(!choice.is_shown(), "{choice:?}");
    assert_eq!(choose(&log_of(vec![]), None), None);
}

#[test]
fn odd_values_are_told_by_their_kind_of_case() {
    let mut chance = Stream::keyed(&[5]);
    let cases = (0..1_000_usize).map(|number| {
        let is_flight = number % 2 == 0;
        let amount = if is_flight { 900.0 } else { 30.0 } + 5.0 * chance.normal();
        let stock = 100 + number as i64 % 3;
        let rows = vec![
            ActivityInstance {
                attributes: vec![("stock".to_owned(), Value::Integer(stock))],
                ..ActivityInstance::at("a", 0)
            },
            ActivityInstance {
                attributes: vec![("stock".to_owned(), Value::Integer(if number == 999 { 900 } else { stock + 1 }))],
                ..ActivityInstance::at("b", 1)
            },
        ];
        let amount = if number == 997 { 900.0 } else { amount };
        let attributes = vec![
            ("kind".to_owned(), Value::Text(if is_flight { "flight" } else { "taxi" }.to_owned())),
            ("amount".to_owned(), Value::Real(amount)),
            ("city".to_owned(), Value::Text(if number == 998 { "Atlantis" } else { "Paris" }.to_owned())),
        ];
        Case { attributes, ..case(number, rows) }
    });
    let log = log_of(cases.collect());
    let past: Vec<usize> = (0..997).collect();
    let amounts = UsualValues::of_cases(&log, &past, "amount", Some("kind"));
    // A taxi for the price of a flight is odd, though the number is not.
    assert!(matches!(amounts.case(&log, 997, "amount", Some("kind"), 0.99), Some(Odd::Far { .. })));
    let flat = UsualValues::of_cases(&log, &past, "amount", None);
    assert_eq!(flat.case(&log, 997, "amount", None, 0.99), None);
    let flagged = past.iter().filter(|at| amounts.case(&log, **at, "amount", Some("kind"), 0.99).is_some()).count();
    assert!(flagged <= 15, "about one in a hundred of the past: {flagged}");
    let cities = UsualValues::of_cases(&log, &past, "city", None);
    assert!(matches!(cities.case(&log, 998, "city", None, 0.99), Some(Odd::Rare { .. })));
    assert_eq!(cities.case(&log, 3, "city", None, 0.99), None);
    let stock = UsualValues::of_rows(&log, &past, "stock", None);
    let odd = stock.rows(&log, 999, "stock", None, 0.99);
    assert!(odd.iter().any(|(_, odd)| matches!(odd, Odd::Jump { .. })), "{odd:?}");
    assert!(odd.iter().all(|(_, odd)| odd.code() == "ODD_VALUE"));
    // Too few: nothing is said.
    let few = UsualValues::of_cases(&log, &past[..100], "amount", None);
    assert_eq!(few.case(&log, 999, "amount", None, 0.99), None);
}

#[test]
fn what_people_do_out_of_the_ordinary() {
    let usual_cases = (0..60).map(|number| {
        case(
            number,
            vec![
                ActivityInstance::of("enter", 100, 200).by("An"),
                ActivityInstance::of("approve", 300, 9_000).by("Li"),
            ],
        )
    });
    let odd = case(
        60,
        vec![ActivityInstance::of("enter", 100, 200).by("Wu"), ActivityInstance::of("approve", 300, 400).by("Wu")],
    );
    let log = log_of(usual_cases.chain([odd]).collect());
    let number = |name: &str| log.activities.find(name).unwrap();
    let expected = Expected {
        hours: BTreeMap::from([(log.actors.find("Wu").unwrap(), WorkingTime::new(vec![(0, 250)]))]),
        pairs: vec![(number("enter"), number("approve"))],
        approvals: BTreeSet::from([number("approve")]),
        reads: None,
    };
    let usual = Usual::of(&log, 0..60);
    let seen: Vec<(usize, &str)> =
        people::check(&log, 60, &expected, &usual).iter().map(|(row, of)| (row - 120, of.code())).collect();
    let expected_codes = [
        (0, "ACTOR_FIRST_TIME"),
        (1, "ACTOR_OFF_CALENDAR"),
        (1, "ACTOR_FIRST_TIME"),
        (1, "ACTOR_FOUR_EYES"),
        (1, "ACTOR_RUBBER_STAMP"),
    ];
    assert_eq!(seen, expected_codes);
    assert!(people::check(&log, 3, &expected, &usual).is_empty());
    assert!(Usual::of(&log, 0..10) != usual);
    // Where hardly anybody did it nobody is new.
    let seen = people::check(&log, 60, &Expected::default(), &Usual::of(&log, 0..10));
    assert!(seen.iter().all(|(_, of)| !matches!(of, Acted::FirstTime)), "{seen:?}");
}

#[test]
fn data_that_cannot_be_right() {
    let hour = 3_600_000;
    let good = |number: i64| {
        let at = number * hour;
        let mut rows =
            vec![ActivityInstance::of("a", at, at + hour), ActivityInstance::of("b", at + hour, at + 2 * hour)];
        rows[1].causes = [0].into_iter().collect();
        case(number as usize, rows)
    };
    let codes = |log: &Log, steady| quality::check(log, steady).iter().map(|of| of.code()).collect::<Vec<_>>();
    let steady = Some((10 * hour, 290 * hour));
    assert!(codes(&log_of((0..300).map(good).collect()), steady).is_empty());
    // A gap of ten days, a clock that went back, a stamp that is missing, a row that is there twice.
    let later = |number: i64| {
        let mut case = good(number + if number >= 150 { 240 } else { 0 });
        match number {
            200 => case.rows[1].started = Some(0),
            210 => case.rows[1].ended = None,
            220 => {
                let copy = ActivityInstance { key: 9, ..case.rows[0].clone() };
                case.rows.push(copy);
            }
            _ => {}
        }
        case.id = number.to_string();
        case
    };
    let log = log_of((0..300).map(later).collect());
    let seen = codes(&log, None);
    assert_eq!(seen, ["DQ_CLOCK_JUMP", "DQ_LOG_GAP", "DQ_MISSING_STAMPS", "DQ_DUPLICATE_STAMPS"]);
    let gap = quality::check(&log, None).into_iter().find(|of| matches!(of, Fault::LogGap { .. })).unwrap();
    assert!(matches!(gap, Fault::LogGap { from, until, .. } if until - from > 230 * hour), "{gap:?}");
    // A window in which cases pile up is not steady.
    assert_eq!(codes(&log_of((0..300).map(good).collect()), Some((-300 * hour, 10 * hour))), ["DQ_LITTLE"]);
}

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// Monday, 5 January 2026, 00:00 UTC.
const MONDAY: i64 = 1_767_571_200_000;

/// Cases that begin somewhere in these hours of working days and take two to six hours, as `ends` counts them.
fn in_hours((from, until): (i64, i64), ends: impl Fn(i64, i64) -> i64) -> Log {
    let mut chance = Stream::keyed(&[from as u64]);
    let cases = (0..600_i64).map(|number| {
        let day = MONDAY + (number / 30 * 7 + number % 5) * DAY;
        let begin = day + from * HOUR + (chance.unit() * (until - from) as f64 * HOUR as f64) as i64;
        let end = ends(begin, ((2.0 + 4.0 * chance.unit()) * HOUR as f64) as i64);
        case(number as usize, vec![ActivityInstance::at("a", begin), ActivityInstance::at("b", end)])
    });
    log_of(cases.collect())
}

#[test]
fn what_people_do_is_foreseen_in_working_time_and_what_is_done_at_night_by_the_clock() {
    let hours = r#"[{"from": "09:00:00", "until": "17:00:00"}]"#;
    let week = [hours, hours, hours, hours, hours, "[]", "[]"].join(",");
    let office = format!(r#"{{"id": "o", "name": "Office", "timeZone": "UTC", "week": [{week}]}}"#);
    let office: WorkCalendar = serde_json::from_str(&office).unwrap();
    let working = WorkingTime::of(&office, MONDAY - DAY, MONDAY + 400 * DAY);
    let friday = MONDAY + (21 * 7 + 4) * DAY + 15 * HOUR;
    let people = in_hours((9, 17), |begin, takes| working.after(begin, takes).unwrap());
    let by_work = Foresight::of(&people, Some(&office), friday, 1_000);
    assert!(by_work.counts_work() && by_work.choice().is_some_and(Choice::is_shown), "{:?}", by_work.choice());
    let trace = [people.activities.find("a").unwrap()];
    let said = by_work.predict(&trace, friday, friday).unwrap();
    // Two hours of Friday are left, and two more are wanted: Monday at eleven.
    assert!((said.median - (64 * HOUR + 4 * HOUR) as f64).abs() < HOUR as f64, "{said:?}");
    assert!(said.band.0 >= 64.0 * HOUR as f64 && said.band.1 <= 71.0 * HOUR as f64, "{said:?}");
    let stands = |due: i64| by_work.deadline(&trace, (friday, due), friday);
    assert!(matches!(stands(friday + 64 * HOUR), Deadline::AtRisk { critical: true, .. }), "before work on Monday");
    assert!(matches!(stands(friday + 72 * HOUR), Deadline::InTime { probability: 0.0 }), "when it is long over");
    assert_eq!(stands(friday - 1), Deadline::Late { by: 1 });
    // Without a calendar it is the time of the clock.
    assert!(!Foresight::of(&people, None, friday, 1_000).counts_work());
    // At night no calendar of an office counts anything, and all of it would seem to be over at once.
    let night = in_hours((18, 23), |begin, takes| begin + takes);
    let by_clock = Foresight::of(&night, Some(&office), friday, 1_000);
    assert!(!by_clock.counts_work() && by_clock.choice().is_some_and(Choice::is_shown), "{:?}", by_clock.choice());
    let trace = [night.activities.find("a").unwrap()];
    let said = by_clock.predict(&trace, friday, friday).unwrap();
    assert!((said.median - 4.0 * HOUR as f64).abs() < 0.5 * HOUR as f64, "{said:?}");
}

#[test]
fn so_much_work_after_a_moment_ends_where_that_much_lies_between() {
    let working = WorkingTime::new(vec![(10, 20), (30, 40)]);
    for from in 0..45 {
        for work in 1..25 {
            match working.after(from, work) {
                Some(until) => {
                    assert_eq!(working.between(from, until), work, "{from} {work}");
                    assert_eq!(working.between(from, until - 1), work - 1, "and no earlier: {from} {work}");
                }
                None => assert!(working.between(from, 100) < work, "{from} {work}"),
            }
        }
        assert_eq!(working.after(from, 0), Some(from));
    }
}
