//! What rules do on generated histories, worked out a second time straight from the words that define it: no running sums, no
//! remembered state, each window and each state from all values before.
use weir_mining::aggregate::HOUR_MS;
use weir_mining::ledger::{Metric, Sample, Samples};
use weir_mining::log::{ActivityInstance, Case, LogBuilder};
use weir_mining::statistics::chance::Stream;
use weir_mining::statistics::queue::theil_sen;
use weir_mining::watch::alert::{Rule, Side, State};
use weir_mining::watch::course::Course;
use weir_mining::watch::office::Office;
use weir_mining::watch::predict::Survival;
use weir_mining::watch::read::{Detector, Statistic, Watch};
use weir_mining::watch::replay::sensitivity;

const WEEK: i64 = 7 * 24;

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n.is_multiple_of(2) { f64::midpoint(values[n / 2 - 1], values[n / 2]) } else { values[n / 2] }
}

/// Value, number and standard error of the values within some hours before a moment.
fn window(values: &[(i64, f64)], (from, until): (i64, i64)) -> (Option<f64>, u64, f64) {
    let place = |at: i64| values.partition_point(|of| of.0 < at);
    let within: Vec<f64> = values[place(from)..place(until)].iter().map(|of| of.1).collect();
    let n = within.len() as f64;
    let mean = within.iter().sum::<f64>() / n;
    let variance = within.iter().map(|of| (of - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    ((n > 0.0).then_some(mean), within.len() as u64, (variance / n).sqrt())
}

/// What one rule reads at a moment: a value with its error, or nothing.
fn read(values: &[(i64, f64)], watch: &Watch, rule: &Rule, hour: i64) -> Option<(f64, f64)> {
    let span = |back: i64| ((hour - back - i64::from(watch.hours)) * HOUR_MS, (hour - back) * HOUR_MS);
    let enough = |(value, n, error): (Option<f64>, u64, f64)| value.filter(|_| n >= rule.n_min).map(|of| (of, error));
    let now = enough(window(values, span(0)))?;
    let Detector::Seasonal(weeks) = watch.detector else { return Some(now) };
    let first = values.first()?.0.div_euclid(HOUR_MS) * HOUR_MS;
    let known = (1..=i64::from(weeks)).map(|week| span(week * WEEK)).filter(|span| span.0 >= first);
    let past: Vec<f64> = known.filter_map(|span| enough(window(values, span))).map(|of| of.0).collect();
    if past.len() < 4 {
        return None;
    }
    let middle = median(past.clone());
    let spread = 1.4826 * median(past.iter().map(|of| (of - middle).abs()).collect());
    (spread > 0.0).then(|| ((now.0 - middle) / spread, 0.0))
}

/// Where an alarm stands after these readings, from the first of them on: of each how far it is beyond (0, 1 warning, 2
/// critical) and whether it is on the good side of the line of return. What could not be read is not among them.
fn stands(rule: &Rule, readings: &[(u8, bool)]) -> State {
    // What came since it was last well: from the first reading beyond a line on.
    let Some(first) = readings.iter().position(|(level, _)| *level > 0) else { return State::Ok };
    let since = &readings[first..];
    let mut worst = State::Pending;
    let mut well: Option<usize> = None;
    for (at, (level, is_well)) in since.iter().enumerate().skip(1) {
        // k of the last m, all since then.
        let last = &since[(at + 1).saturating_sub(rule.of)..=at];
        let often = |least: u8| last.iter().filter(|of| of.0 >= least).count() >= rule.beyond;
        let reached = if often(2) {
            State::Critical
        } else if often(1) {
            State::Warning
        } else {
            State::Pending
        };
        match (well, *level > 0, *is_well) {
            (Some(_), true, _) => well = None,
            (None, true, _) => worst = worst.max(reached),
            (_, _, true) if worst == State::Pending => return stands(rule, &since[at + 1..]),
            (count, _, true) => {
                let count = count.unwrap_or(0) + 1;
                if count >= rule.keep {
                    return stands(rule, &since[at + 1..]);
                }
                well = Some(count);
            }
            _ => {}
        }
    }
    if well.is_some() { State::Recovering } else { worst }
}

/// Twelve weeks with a rhythm, quiet hours without anything, and times that are bad.
fn history(chance: &mut Stream) -> Vec<(i64, f64)> {
    let mut all = vec![];
    let mut bad = 0.0;
    for hour in 0..12 * WEEK {
        bad = if chance.below(40) == 0 { 12.0 * chance.unit() } else { bad * 0.9 };
        for _ in 0..chance.below(4) {
            let at = hour * HOUR_MS + chance.below(3_600_000) as i64;
            all.push((at, 5.0 + (hour % 24) as f64 / 6.0 + bad + chance.normal().abs()));
        }
    }
    all.sort_by_key(|of| of.0);
    all
}

fn some_rule(chance: &mut Stream, detector: Detector) -> Rule {
    let side = if chance.below(4) == 0 { Side::Below } else { Side::Above };
    let (warn, margin) = match (detector, side) {
        (Detector::Threshold, Side::Above) => (10.0 + 3.0 * chance.unit(), 1.0 + chance.unit()),
        (Detector::Threshold, Side::Below) => (6.5 + chance.unit(), 0.5),
        (_, Side::Above) => (2.0, 1.0),
        (_, Side::Below) => (-1.0, 0.5),
    };
    let sign = if side == Side::Above { 1.0 } else { -1.0 };
    let beyond = 1 + chance.below(3);
    Rule {
        side,
        warn,
        critical: (chance.below(3) > 0).then_some(warn + sign * 2.0),
        clear: (chance.below(2) == 0).then_some(warn - sign * margin),
        beyond,
        of: beyond + chance.below(3),
        keep: chance.below(4),
        n_min: 1 + chance.below(3) as u64,
    }
}

#[test]
fn rules_on_generated_histories_do_as_they_are_defined() {
    let (mut rang, mut held) = (0, 0);
    for seed in 0..24 {
        let mut chance = Stream::keyed(&[seed]);
        let values = history(&mut chance);
        let detector = if seed % 3 == 0 { Detector::Seasonal(8) } else { Detector::Threshold };
        let watch = Watch { statistic: Statistic::Mean, detector, hours: 1 + chance.below(4) as u32, every: 60 };
        let rule = some_rule(&mut chance, detector);
        rule.check().unwrap();
        let all = values.iter().map(|(at, value)| Sample { at: *at, part: *value, whole: 1.0 });
        let samples = Samples::new(Metric::Sojourn, all.collect());
        let (mut course, mut known, mut told) = (Course::default(), vec![], (0, 0));
        // As long as it does not flap: then it asks for twice as many windows, which is tested elsewhere.
        let mut changes: Vec<i64> = vec![];
        let mut rings = false;
        for hour in 0..12 * WEEK {
            let engine = watch.read(&samples, &Office::default(), &rule, hour * HOUR_MS);
            let by_hand = read(&values, &watch, &rule, hour);
            let value = engine.reading.value.filter(|_| engine.missing.is_none());
            assert_eq!(value.is_some(), by_hand.is_some(), "seed {seed}, hour {hour}: {engine:?}");
            if let Some((value, (expected, error))) = value.zip(by_hand) {
                assert!((value - expected).abs() < 1e-6, "seed {seed}, hour {hour}: {value} {expected}");
                let sign = if rule.side == Side::Above { 1.0 } else { -1.0 };
                let is_past = |line: f64| sign * value > sign * line;
                let line = rule.clear.unwrap_or(rule.warn - sign * (0.1 * rule.warn.abs()).max(error));
                let level = if rule.critical.is_some_and(is_past) { 2 } else { u8::from(is_past(rule.warn)) };
                known.push((level, sign * value < sign * line));
            }
            let turned = course.step(&rule, &engine.reading, hour * HOUR_MS);
            if turned.flapping {
                break;
            }
            let expected = stands(&rule, &known);
            assert_eq!(turned.after, expected, "seed {seed}, hour {hour}, {rule:?}");
            assert_eq!(course.alarm.held, by_hand.is_none(), "seed {seed}, hour {hour}");
            held += u32::from(by_hand.is_none());
            let now = matches!(expected, State::Warning | State::Critical | State::Recovering);
            told = (told.0 + u64::from(now && !rings), told.1 + u64::from(now));
            if now != rings {
                changes.push(hour);
            }
            rings = now;
            rang += u32::from(now);
        }
        let flapped = changes.iter().any(|at| changes.iter().filter(|of| (at - 24..=*at).contains(of)).count() > 4);
        if !flapped {
            let until = (12 * WEEK - 1) * HOUR_MS;
            let played = sensitivity(&watch, &rule, (&samples, &Office::default()), (0, until), |_| None).same;
            assert_eq!((played.firings, played.in_alarm), told, "the back test of seed {seed}");
        }
    }
    assert!(rang > 500 && held > 500, "{rang} {held}");
}

#[test]
fn the_probability_of_being_late_is_the_share_of_those_alike_that_were() {
    for seed in 0..10 {
        let mut chance = Stream::keyed(&[77, seed]);
        let mut log = LogBuilder::default();
        let mut cases: Vec<Vec<(char, i64)>> = vec![];
        for id in 0..400 {
            let mut at = 0;
            let mut rows = vec![];
            for name in "abcd".chars().filter(|_| chance.below(5) > 0).collect::<Vec<_>>() {
                at += 1 + chance.exponential(1_000.0) as i64;
                rows.push((name, at));
            }
            let Some(_) = rows.first() else { continue };
            let of = rows.iter().map(|(name, at)| ActivityInstance::at(&name.to_string(), *at)).collect();
            log.case(Case { id: id.to_string(), rows: of, ..Case::default() }).unwrap();
            cases.push(rows);
        }
        let log = log.build();
        let survival = Survival::of(&log, None);
        for _ in 0..200 {
            let (case, elapsed) = (chance.below(cases.len()), chance.below(4_000) as i64);
            let steps = 1 + chance.below(cases[case].len());
            let gone: Vec<char> = cases[case][..steps].iter().map(|step| step.0).collect();
            let trace: Vec<u32> = gone.iter().map(|name| log.activities.find(&name.to_string()).unwrap()).collect();
            let due = chance.below(4_000) as i64;
            // By hand: of all past cases at each of their steps, how long they still took from it.
            let past = || {
                cases
                    .iter()
                    .flat_map(|case| (1..=case.len()).map(move |steps| &case[..steps]).zip(std::iter::repeat(case)))
            };
            let set =
                |steps: &[(char, i64)]| steps.iter().map(|step| step.0).collect::<std::collections::BTreeSet<char>>();
            let visited: std::collections::BTreeSet<char> = gone.iter().copied().collect();
            let last = gone[gone.len() - 1];
            let is_alike = |how: usize, steps: &[(char, i64)]| match how {
                0 => set(steps) == visited && steps[steps.len() - 1].0 == last,
                1 => steps.len() == gone.len() && steps[steps.len() - 1].0 == last,
                2 => steps[steps.len() - 1].0 == last,
                _ => true,
            };
            let expected = (0..4).find_map(|how| {
                let left: Vec<i64> = past()
                    .filter(|(steps, _)| is_alike(how, steps))
                    .map(|(steps, case)| case[case.len() - 1].1 - steps[steps.len() - 1].1)
                    .filter(|left| *left >= elapsed)
                    .collect();
                let late = left.iter().filter(|left| **left > elapsed + due).count();
                (left.len() >= 30).then(|| late as f64 / left.len() as f64)
            });
            assert_eq!(survival.breach(&trace, elapsed, due), expected, "seed {seed}: {gone:?} {elapsed} {due}");
        }
    }
}

#[test]
fn a_trend_is_the_median_of_all_slopes_and_windows_without_a_value_are_windows() {
    let mut chance = Stream::keyed(&[5]);
    for _ in 0..200 {
        let mut points: Vec<(f64, f64)> = (0..12).map(|at| (f64::from(at), chance.normal())).collect();
        points.retain(|_| chance.below(3) > 0);
        let mut slopes = vec![];
        for (index, (x, y)) in points.iter().enumerate() {
            slopes.extend(points[..index].iter().map(|(a, b)| (y - b) / (x - a)));
        }
        let expected = (!slopes.is_empty()).then(|| median(slopes));
        let told = theil_sen(&points);
        assert_eq!(told.is_some(), expected.is_some());
        assert!(told.zip(expected).is_none_or(|(told, expected)| (told - expected).abs() < 1e-12));
    }
}
