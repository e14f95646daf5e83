//! Rules over time: what a window says, what a replay says of a rule before it is saved, and that it says what the watching
//! engine will do.
use proptest::prelude::*;
use weir_mining::aggregate::{DAY_MS, HOUR_MS};
use weir_mining::ledger::{Metric, Sample, Samples};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::watch::alert::{Rule, Side};
use weir_mining::watch::course::Course;
use weir_mining::watch::office::Office;
use weir_mining::watch::read::{Detector, Missing, Statistic, Watch};
use weir_mining::watch::replay::{EPISODES_MAX, POINTS_MAX, TICKS_MAX, sensitivity};
use weir_mining::watch::versions::{VERSION_MIN, Versions};

fn rule(warn: f64) -> Rule {
    Rule { side: Side::Above, warn, critical: None, clear: None, beyond: 1, of: 1, keep: 1, n_min: 1 }
}

/// As the clock goes.
fn always() -> Office {
    Office::default()
}

fn hourly(detector: Detector) -> Watch {
    Watch { statistic: Statistic::Mean, detector, hours: 1, every: 60 }
}

/// One value at the middle of each hour.
fn times(values: &[f64]) -> Samples {
    let one =
        |(hour, value): (usize, &f64)| Sample { at: hour as i64 * HOUR_MS + HOUR_MS / 2, part: *value, whole: 1.0 };
    Samples::new(Metric::Sojourn, values.iter().enumerate().map(one).collect())
}

#[test]
fn a_window_says_its_value_or_why_there_is_none() {
    let samples = times(&[10.0, 20.0, 60.0]);
    let watch = Watch { hours: 2, ..hourly(Detector::Threshold) };
    let read = watch.read(&samples, &always(), &rule(1.0), 2 * HOUR_MS);
    assert_eq!((read.reading.value, read.reading.n, read.missing), (Some(15.0), 2, None));
    assert!((read.reading.error - 5.0).abs() < 1e-9, "{}", read.reading.error);
    // A moment within an hour: the window begins at a whole hour, and what ended later is not in it.
    let read = watch.read(&samples, &always(), &rule(1.0), 2 * HOUR_MS + 60_000);
    assert_eq!((read.reading.value, read.reading.n), (Some(15.0), 2));
    assert_eq!(watch.read(&samples, &always(), &rule(1.0), 9 * HOUR_MS).missing, Some(Missing::NoData));
    let careful = Rule { n_min: 3, ..rule(1.0) };
    assert_eq!(watch.read(&samples, &always(), &careful, 2 * HOUR_MS).missing, Some(Missing::TooFew));
    let p95 = Watch { statistic: Statistic::P95, hours: 24, ..watch };
    assert_eq!(
        p95.read(&samples, &always(), &rule(1.0), 3 * HOUR_MS).missing,
        Some(Missing::TooFew),
        "a quantile of three"
    );
    // Of counts, none is a number.
    let counted = Samples::new(Metric::Ended, vec![Sample { at: 5, part: 1.0, whole: 1.0 }]);
    assert_eq!(watch.read(&counted, &always(), &careful, 9 * HOUR_MS).reading.value, Some(0.0));
}

#[test]
fn a_season_is_held_against_the_same_hours_of_earlier_weeks() {
    let week = 7 * 24;
    let mut values = vec![100.0; 6 * week];
    for (index, value) in values.iter_mut().enumerate() {
        *value += if index % week == 9 { 400.0 } else { 0.0 } + (index / week) as f64;
    }
    let samples = times(&values);
    let watch = hourly(Detector::Seasonal(8));
    let at = |hour: usize| watch.read(&samples, &always(), &rule(3.0), (hour as i64 + 1) * HOUR_MS);
    // What comes every week at this hour is usual, however high it is.
    let usual = at(5 * week + 9).reading.value.unwrap();
    assert!(usual.abs() < 3.0, "{usual}");
    assert_eq!(at(2 * week).missing, Some(Missing::NoBaseline), "two weeks are too few");
    let flat = times(&vec![1.0; 6 * week]);
    assert_eq!(watch.read(&flat, &always(), &rule(3.0), 5 * week as i64 * HOUR_MS).missing, Some(Missing::NoSpread));
    let mut odd = values.clone();
    odd[5 * week + 8] = 400.0;
    let odd = watch.read(&times(&odd), &always(), &rule(3.0), (5 * week as i64 + 9) * HOUR_MS).reading.value.unwrap();
    assert!(odd > 100.0, "at another hour it is not: {odd}");
}

#[test]
fn a_holiday_is_no_week_that_says_what_is_usual_and_is_held_against_none() {
    let week = 7 * 24;
    let mut values: Vec<f64> = (0..9 * week).map(|hour| 100.0 + (hour / week) as f64).collect();
    // At nine on the first day of each week little takes long; on two of those days nobody worked, and what ended took for ever.
    let holidays = [2, 5];
    for free in &holidays {
        values[free * week + 9] = 5_000.0;
    }
    let worked = (0..9 * 7).filter(|day| day % 7 != 0 || !holidays.contains(&(day / 7)));
    let hours = worked.map(|day| (day * DAY_MS as usize, (day + 1) * DAY_MS as usize));
    let pieces = hours.map(|(from, until)| (from as i64, until as i64)).collect();
    let office = Office::new(None, Some(WorkingTime::new(pieces)));
    let (samples, watch) = (times(&values), hourly(Detector::Seasonal(8)));
    let at = |office: &Office, week_of: usize| {
        let tick = ((week_of * week + 9) as i64 + 1) * HOUR_MS;
        watch.read(&samples, office, &rule(3.0), tick)
    };
    // Eight weeks with two holidays among them have another spread than the six without.
    let (plain, aware) = (at(&always(), 8).reading.value.unwrap(), at(&office, 8).reading.value.unwrap());
    let six = [0.0, 1.0, 3.0, 4.0, 6.0, 7.0];
    let middle = f64::midpoint(3.0, 4.0);
    let mut off: Vec<f64> = six.iter().map(|value: &f64| (value - middle).abs()).collect();
    off.sort_unstable_by(f64::total_cmp);
    let expected = (8.0 - middle) / (1.4826 * (off[2] + off[3]) / 2.0);
    assert!((aware - expected).abs() < 1e-9 && (plain - aware).abs() > 0.1, "{plain} {aware} {expected}");
    // A holiday itself is like the one other holiday alone, which is too little to say anything.
    assert_eq!(at(&office, 5).missing, Some(Missing::NoBaseline));
    assert!(at(&always(), 5).reading.value.is_some_and(|value| value > 100.0), "without hours it would ring");
}

#[test]
fn a_window_of_working_hours_has_what_ended_since_so_much_was_worked() {
    let values: Vec<f64> = (0..240).map(f64::from).collect();
    // Nine to five, but for the third day.
    let open = (0..10).filter(|day| *day != 2).map(|day| (day * DAY_MS + 9 * HOUR_MS, day * DAY_MS + 17 * HOUR_MS));
    let office = Office::new(Some(WorkingTime::new(open.collect())), None);
    let watch = Watch { hours: 8, ..hourly(Detector::Threshold) };
    let tick = 3 * DAY_MS + 13 * HOUR_MS;
    let read = watch.read(&times(&values), &office, &rule(1.0), tick);
    // Four hours of the fourth day, and the last four of the second: from hour 37 until hour 85.
    assert_eq!((watch.from(&office, tick), read.reading.n), (DAY_MS + 13 * HOUR_MS, 48));
    assert_eq!(read.reading.value, Some(f64::midpoint(37.0, 84.0)));
    // A replay reads the same.
    let told = sensitivity(&watch, &rule(60.0), (&times(&values), &office), (tick, tick), |_| None).same;
    assert_eq!(told.points[0].value, Some(f64::midpoint(37.0, 84.0)));
}

#[test]
fn outliers_are_a_share_beyond_a_quantile_of_what_was() {
    let mut values: Vec<f64> = (0..30 * 24).map(|hour| f64::from(hour % 100)).collect();
    let last = values.len() - 4;
    values[last..].fill(1_000.0);
    let watch = Watch { hours: 8, ..hourly(Detector::Outliers(0.99)) };
    let until = values.len() as i64 * HOUR_MS;
    let read = watch.read(&times(&values), &always(), &rule(0.2), until);
    assert_eq!((read.reading.value, read.reading.n), (Some(0.5), 8));
    let early = watch.read(&times(&values), &always(), &rule(0.2), 5 * DAY_MS);
    assert_eq!(early.missing, Some(Missing::NoBaseline), "fewer than 200 came before");
}

#[test]
fn a_replay_says_how_often_when_and_that_a_rule_would_fire_constantly() {
    let mut values = vec![10.0; 480];
    values[100..110].fill(50.0);
    values[300..304].fill(90.0);
    let until = 480 * HOUR_MS;
    let strict = Rule { critical: Some(80.0), ..rule(40.0) };
    let told = sensitivity(&hourly(Detector::Threshold), &strict, (&times(&values), &always()), (0, until), |_| None);
    assert_eq!((told.same.firings, told.same.constant), (2, false));
    let [first, second] = &told.same.episodes[..] else { panic!("{:?}", told.same.episodes) };
    assert_eq!((first.from, first.until, first.critical), (102 * HOUR_MS, Some(111 * HOUR_MS), false));
    assert_eq!((second.peak, second.critical), (90.0, true));
    assert_eq!(told.less.firings, 2);
    assert_eq!(told.same.held.get("noData"), Some(&1), "the window before the first value");
    assert!(told.same.points.len() <= POINTS_MAX && told.same.points.iter().any(|point| point.level == 2));
    let loud =
        sensitivity(&hourly(Detector::Threshold), &rule(5.0), (&times(&values), &always()), (0, until), |_| None);
    assert!(loud.same.constant && loud.same.in_alarm > 470, "{:?}", loud.same.in_alarm);
    let saw: Vec<f64> = (0..480).map(|hour| if hour % 4 < 3 { 50.0 } else { 10.0 }).collect();
    let twice = Rule { beyond: 2, of: 2, ..rule(40.0) };
    let flapping = sensitivity(&hourly(Detector::Threshold), &twice, (&times(&saw), &always()), (0, until), |_| None);
    assert!((1..60).contains(&flapping.same.firings), "damped once it flaps: {} of 120", flapping.same.firings);
}

/// So many values of a version, one in each hour from this one on.
fn of_version(from: i64, values: &[f64]) -> Samples {
    let one = |(hour, value): (i64, &f64)| Sample { at: (from + hour) * HOUR_MS + 1, part: *value, whole: 1.0 };
    Samples::new(Metric::Sojourn, (0..).zip(values).map(one).collect())
}

#[test]
fn a_version_is_held_against_the_one_before_it_as_that_was_until_then() {
    let (least, watch) = (VERSION_MIN as i64, hourly(Detector::Version));
    // The first has 10 and 20 in turn for 100 hours, and 1 000 once the second is at work, which has 45.
    let mut first = [10.0, 20.0].repeat(VERSION_MIN as usize / 2);
    first.extend([1_000.0; 50]);
    let parts = || vec![(1, 0, of_version(0, &first)), (2, least * HOUR_MS, of_version(least, &[45.0; 50]))];
    let versions = Versions::new(Metric::Sojourn, parts(), false);
    let read = |versions: &Versions, hour: i64| watch.read(versions, &always(), &rule(1.0), hour * HOUR_MS);
    let now = read(&versions, least + 10);
    assert_eq!((now.reading.value, now.reading.n, now.missing), (Some(30.0), 1, None));
    // Half of a spread of 10 over ten: the window has one value and no error of its own.
    assert!((now.reading.error - 0.502_519).abs() < 1e-5, "{}", now.reading.error);
    assert_eq!(versions.at((least + 10) * HOUR_MS).map(|(number, _)| number), Some(2));
    // Before the second came to work there is nothing to be held against, and what ends since is of no version at work.
    assert_eq!(read(&versions, 50).missing, Some(Missing::NoBaseline));
    assert_eq!(versions.at(50 * HOUR_MS).map(|(number, _)| number), Some(1));
    let told = sensitivity(&watch, &rule(29.0), (&versions, &always()), (0, (least + 50) * HOUR_MS), |_| None);
    assert_eq!((told.same.firings, told.more.firings), (1, 0), "30 is past 29, and not past 31.9");
    // One value less is too few to be usual; and a rule about the first version has nothing to hold it against.
    let few = Versions::new(Metric::Sojourn, vec![(1, 0, of_version(0, &first[1..100])), parts().remove(1)], false);
    assert_eq!(read(&few, least + 10).missing, Some(Missing::NoBaseline));
    let only = Versions::new(Metric::Sojourn, parts().into_iter().take(1).collect(), true);
    assert_eq!(read(&only, least + 10).missing, Some(Missing::NoBaseline));
}

#[test]
fn a_replay_of_years_is_bounded_and_says_how_far_its_windows_lie_apart() {
    let samples = times(&vec![10.0; 20_000]);
    let minutely = Watch { every: 1, hours: 720, ..hourly(Detector::Threshold) };
    let told = sensitivity(&minutely, &rule(5.0), (&samples, &always()), (0, 20_000 * HOUR_MS), |_| None);
    assert!(told.same.windows <= TICKS_MAX as u64 && told.same.step_ms > 60_000);
    assert!(told.same.episodes.len() <= EPISODES_MAX);
    let empty =
        sensitivity(&minutely, &rule(5.0), (&Samples::new(Metric::Sojourn, vec![]), &always()), (0, 0), |_| None);
    assert_eq!((empty.same.windows, empty.same.firings, empty.same.constant), (1, 0, false));
}

proptest! {
    #[test]
    fn a_replay_is_what_the_watching_engine_does_step_by_step(
        values in prop::collection::vec(0.0..20.0_f64, 1..120), warn in 1.0..19.0_f64, beyond in 1..3_usize, of in 3..6_usize, keep in 1..4_usize,
    ) {
        let (samples, watch) = (times(&values), hourly(Detector::Threshold));
        let rule = Rule { beyond, of, keep, ..rule(warn) };
        let until = values.len() as i64 * HOUR_MS;
        let told = sensitivity(&watch, &rule, (&samples, &always()), (0, until), |_| None).same;
        let (mut course, mut firings, mut in_alarm) = (Course::default(), 0, 0);
        for tick in (0..=values.len() as i64).map(|hour| hour * HOUR_MS) {
            let rang = course.alarm.is_firing();
            course.step(&rule, &watch.read(&samples, &always(), &rule, tick).reading, tick);
            firings += u64::from(!rang && course.alarm.is_firing());
            in_alarm += u64::from(course.alarm.is_firing());
        }
        prop_assert_eq!((told.firings, told.in_alarm), (firings, in_alarm));
        prop_assert!(told.episodes.len() as u64 == told.firings.min(EPISODES_MAX as u64));
    }
}
