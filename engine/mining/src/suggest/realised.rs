//! What a suggestion has brought: the cases of the new version held against those of the old one.
//!
//! It is a comparison of before and after, not an experiment: what else changed meanwhile is in it too, and whoever shows it
//! says so. What can be kept out is kept out: the first cases to end in a new version are the quick ones, so only cases
//! count that began long enough ago for nearly all of their kind to have ended ([`settled_after`]). And where the older cases
//! were on their way already, newer ones are held against where that way would have led: what would have come anyway is no
//! gain (an interrupted time series; Wagner, Soumerai, Zhang and Ross-Degnan, 2002). Where somebody names a process that was not
//! changed, what became of it meanwhile tells what would have come anyway, seasons among it (difference in differences, of
//! proportions: the two need not take alike long).
use super::suggestion::Unit;
use crate::aggregate::DAY_MS;
use crate::statistics::bootstrap::{Estimate, blocks, estimate};
use crate::statistics::quantile_of_sorted;
use serde::{Deserialize, Serialize};

/// With fewer cases on either side nothing is said.
pub const ARM_MIN: u64 = 30;
/// Where a larger share of the newer cases still runs, what is known of them is known of the quick ones alone.
pub const OPEN_MAX: f64 = 0.05;
/// For so long cases must have begun anew before anything is decided, ms: whole weeks, so that no day of the week is there more
/// often than another, and long enough for whoever does it to be used to it.
pub const DECIDED_AFTER_MS: i64 = 28 * DAY_MS;
/// Of the older cases this share ended within what is waited for with newer ones.
const SETTLED: f64 = 0.95;

/// What can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// There are too few cases on one side.
    TooEarly,
    /// Too many of the newer cases still run.
    StillRunning,
    /// The interval lies above nothing: it is better.
    Better,
    /// The interval lies below nothing: it is worse.
    Worse,
    /// The interval holds nothing: no difference is seen.
    Unclear,
    /// The suggestion is about a risk, which has no number that could be measured.
    NotMeasured,
}

impl Verdict {
    /// Does it say that things are better, or worse?
    pub fn is_decided(self) -> bool {
        matches!(self, Verdict::Better | Verdict::Worse)
    }
}

/// A gain that was measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Realised {
    /// What can be said.
    pub verdict: Verdict,
    /// How many older cases.
    pub n_before: u64,
    /// How many newer ones.
    pub n_after: u64,
    /// How many newer ones still run though they began long enough ago.
    pub open: u64,
    /// The mean of the older ones.
    pub before: Option<f64>,
    /// The mean of the newer ones.
    pub after: Option<f64>,
    /// By how much it is less for each case, with its 95 % interval; of variance: by which share.
    pub gain: Option<Estimate>,
    /// What the mean of the newer ones would have been had the trend of the older ones gone on; none where they had none, and
    /// then the gain is the plain difference.
    #[serde(default)]
    pub expected: Option<f64>,
    /// What became meanwhile of a process that was not changed, where somebody named one; then that tells what is expected.
    #[serde(default)]
    pub control: Option<Control>,
}

/// A process that was not changed, before and after.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Control {
    /// How many of its cases began before,
    pub n_before: u64,
    /// and after.
    pub n_after: u64,
    /// Their mean before,
    pub before: Option<f64>,
    /// and after.
    pub after: Option<f64>,
}

/// The cases of a process that was not changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    /// Those that began before, in the order of time.
    pub before: Vec<f64>,
    /// And after.
    pub after: Vec<f64>,
    /// How many of the latter still run.
    pub open: u64,
}

/// How long after its beginning a case counts: nearly all older ones had ended by then, ms. None without cases.
pub fn settled_after(sojourns: &[f64]) -> Option<f64> {
    let mut sorted = sojourns.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    quantile_of_sorted(&sorted, SETTLED)
}

/// Until when cases begin by which it is decided what has come of a change made at `since`: four weeks, then eight, sixteen and so
/// on, as far as cases are counted. Whoever looked each day, and kept the first difference that seemed to be one, would find one
/// in the end where there is none; here it is the same few looks whenever somebody asks, and however often.
///
/// ```
/// use weir_mining::suggest::{DECIDED_AFTER_MS as WEEKS, decided_at};
/// assert_eq!(decided_at(5, WEEKS + 4).count(), 0);
/// assert_eq!(decided_at(5, 3 * WEEKS).collect::<Vec<_>>(), [WEEKS + 5, 2 * WEEKS + 5]);
/// ```
pub fn decided_at(since: i64, counted_until: i64) -> impl Iterator<Item = i64> {
    let looks = std::iter::successors(Some(DECIDED_AFTER_MS), |after| after.checked_mul(2));
    looks.map_while(move |after| since.checked_add(after)).take_while(move |look| *look <= counted_until)
}

/// Holds newer cases against older ones; `open` newer ones still run. Each list is in the order of time, so that what hangs
/// together is drawn together.
pub fn realised(unit: Unit, before: &[f64], after: &[f64], open: u64) -> Realised {
    realised_beside(unit, before, after, open, None)
}

/// The same beside a process that was not changed. Of a variance nothing is held against it.
pub fn realised_beside(unit: Unit, before: &[f64], after: &[f64], open: u64, beside: Option<&Beside>) -> Realised {
    let (n_before, n_after) = (before.len() as u64, after.len() as u64);
    let mean = |values: &[f64]| (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
    let verdict = Verdict::TooEarly;
    let (was, is) = (mean(before), mean(after));
    let beside = beside.filter(|_| unit != Unit::Variance);
    let control = beside.map(|Beside { before, after, .. }| Control {
        n_before: before.len() as u64,
        n_after: after.len() as u64,
        before: mean(before),
        after: mean(after),
    });
    let told =
        Realised { verdict, n_before, n_after, open, before: was, after: is, gain: None, expected: None, control };
    if unit == Unit::Risk {
        return Realised { verdict: Verdict::NotMeasured, ..told };
    }
    let are_few = |of: Control| of.n_before < ARM_MIN || of.n_after < ARM_MIN;
    if n_before < ARM_MIN || n_after < ARM_MIN || control.is_some_and(are_few) {
        return told;
    }
    let runs = |open: u64, ended: u64| open as f64 > OPEN_MAX * (ended + open) as f64;
    if runs(open, n_after) || beside.is_some_and(|of| runs(of.open, of.after.len() as u64)) {
        return Realised { verdict: Verdict::StillRunning, ..told };
    }
    let moved = match beside {
        // What cannot be told beside it is not told without it.
        Some(of) => match from_control(before, after, of) {
            Some(gain) => Some(gain),
            None => return told,
        },
        None => (unit != Unit::Variance).then(|| from_trend(before, after)).flatten(),
    };
    let (gain, expected) = match moved {
        Some(gain) => (Some(gain), told.after.map(|after| after + gain.value)),
        None => (difference(unit, before, after), None),
    };
    let Some(gain) = gain else { return told };
    let verdict = match (gain.low > 0.0, gain.high < 0.0) {
        (true, _) => Verdict::Better,
        (_, true) => Verdict::Worse,
        _ => Verdict::Unclear,
    };
    Realised { verdict, gain: Some(gain), expected, ..told }
}

/// Of a block of cases: how many, their place among all in the mean, and their mean.
type Placed = (f64, f64, f64);

/// A straight line by least squares, each block for as many as it has: where it is at 0, and by how much it rises. None where
/// all lie at one place.
fn line<'a>(blocks: &(impl Iterator<Item = &'a Placed> + Clone)) -> Option<(f64, f64)> {
    let sums = |of: &dyn Fn(&Placed) -> f64| blocks.clone().map(|block| block.0 * of(block)).sum::<f64>();
    let n = sums(&|_| 1.0);
    let (x, y) = (sums(&|block| block.1) / n, sums(&|block| block.2) / n);
    let spread = sums(&|block| (block.1 - x).powi(2));
    let slope = sums(&|block| (block.1 - x) * (block.2 - y)) / spread;
    (spread > 0.0).then_some((y - slope * x, slope))
}

/// By how much newer cases lie below where the trend of the older ones would have led. None where these have no trend beyond
/// chance.
fn from_trend(before: &[f64], after: &[f64]) -> Option<Estimate> {
    let placed = |values: &[f64], first: usize| -> Vec<Placed> {
        blocks(values.len(), |range| {
            let n = range.len() as f64;
            let middle = (first + range.start) as f64 + (n - 1.0) / 2.0;
            (n, middle, values[range].iter().sum::<f64>() / n)
        })
    };
    let (old, new) = (placed(before, 0), placed(after, before.len()));
    let of_old = |drawn: &[u32]| line(&drawn.iter().filter_map(|block| old.get(*block as usize)));
    let slope = estimate(old.len(), &[before.len() as u64, 1], |drawn| Some(of_old(drawn)?.1))?;
    if slope.low <= 0.0 && slope.high >= 0.0 {
        return None;
    }
    estimate(old.len() + new.len(), &[before.len() as u64, after.len() as u64, 2], |drawn| {
        let (at_first, slope) = of_old(drawn)?;
        let newer = drawn.iter().filter_map(|block| new.get((*block as usize).checked_sub(old.len())?));
        let (n, below) =
            newer.fold((0.0, 0.0), |sum, (n, place, mean)| (sum.0 + n, sum.1 + n * (at_first + slope * place - mean)));
        (n > 0.0).then(|| below / n)
    })
}

/// By how much newer cases lie below what the older ones came to, times what became of a process that was not changed.
fn from_control(before: &[f64], after: &[f64], beside: &Beside) -> Option<Estimate> {
    let arms = [before, after, &beside.before, &beside.after];
    let sums = |(arm, values): (usize, &[f64])| {
        blocks(values.len(), |range| (arm, range.len() as f64, values[range].iter().sum::<f64>()))
    };
    let all: Vec<(usize, f64, f64)> = arms.into_iter().enumerate().flat_map(sums).collect();
    let key = arms.map(|arm| arm.len() as u64);
    estimate(all.len(), &key, |drawn| {
        let mut sums = [(0.0, 0.0); 4];
        for (arm, n, sum) in drawn.iter().map(|block| all[*block as usize]) {
            sums[arm] = (sums[arm].0 + n, sums[arm].1 + sum);
        }
        let [before, after, was, is] = sums.map(|(n, sum)| sum / n);
        Some(before * is / was - after)
    })
}

/// Count, sum and sum of squares.
type Sums = (f64, f64, f64);

fn difference(unit: Unit, before: &[f64], after: &[f64]) -> Option<Estimate> {
    let sums = |values: &[f64]| {
        blocks(values.len(), |range| {
            values[range]
                .iter()
                .fold((0.0, 0.0, 0.0), |(n, sum, squares): Sums, value| (n + 1.0, sum + value, squares + value * value))
        })
    };
    let (old, new) = (sums(before), sums(after));
    let all: Vec<&Sums> = old.iter().chain(&new).collect();
    estimate(all.len(), &[before.len() as u64, after.len() as u64], |drawn| {
        let add = |of: Sums, more: &Sums| (of.0 + more.0, of.1 + more.1, of.2 + more.2);
        let (mut a, mut b) = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0));
        for block in drawn {
            let block = *block as usize;
            if block < old.len() { a = add(a, all[block]) } else { b = add(b, all[block]) }
        }
        let (mean_a, mean_b) = (a.1 / a.0, b.1 / b.0);
        match unit {
            Unit::Variance => {
                let variance = |of: Sums, mean: f64| of.2 / of.0 - mean * mean;
                Some(1.0 - variance(b, mean_b) / variance(a, mean_a))
            }
            Unit::Time | Unit::Effort | Unit::Faults | Unit::Risk => Some(mean_a - mean_b),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::chance::Stream;

    fn times(seed: u64, n: usize, mean: f64) -> Vec<f64> {
        let mut stream = Stream::keyed(&[seed, n as u64]);
        (0..n).map(|_| stream.exponential(mean)).collect()
    }

    #[test]
    fn too_few_or_too_many_that_run_is_too_early() {
        let many = times(1, 100, 10.0);
        assert_eq!(realised(Unit::Time, &many, &many[..29], 0).verdict, Verdict::TooEarly);
        assert_eq!(realised(Unit::Time, &many[..29], &many, 0).verdict, Verdict::TooEarly);
        let told = realised(Unit::Time, &many, &many, 6);
        assert_eq!((told.verdict, told.gain), (Verdict::StillRunning, None));
        assert_ne!(realised(Unit::Time, &many, &many, 5).verdict, Verdict::StillRunning);
        assert_eq!(realised(Unit::Risk, &many, &many, 0).verdict, Verdict::NotMeasured);
    }

    #[test]
    fn what_is_better_is_found_and_what_is_the_same_is_not() {
        let share = |of: &dyn Fn(u64) -> bool| (0..100).filter(|seed| of(*seed)).count();
        let verdict = |seed: u64, after: f64| {
            realised(Unit::Time, &times(seed, 400, 10.0), &times(seed + 1_000, 400, after), 0).verdict
        };
        let better = share(&|seed| verdict(seed, 7.0) == Verdict::Better);
        let worse = share(&|seed| verdict(seed, 13.0) == Verdict::Worse);
        let moved = share(&|seed| verdict(seed, 10.0) != Verdict::Unclear);
        println!("of 100 seeds: better {better}, worse {worse}, moved without a cause {moved}");
        assert!(better >= 95 && worse >= 90 && moved <= 12);
    }

    /// A process that has become quicker for months goes on doing so: nothing has come of the suggestion. What comes on top of it
    /// has.
    #[test]
    fn what_would_have_come_anyway_is_no_gain() {
        let on_its_way = |seed: u64, from: u32, until: u32, factor: f64| -> Vec<f64> {
            let mut stream = Stream::keyed(&[seed, u64::from(from)]);
            let mean = |at: u32| 20.0 - 10.0 * f64::from(at) / 2_000.0;
            (from..until).map(|at| factor * (0.5 + stream.unit()) * mean(at)).collect()
        };
        let verdict = |seed: u64, factor: f64| {
            let before = on_its_way(seed, 0, 1_500, 1.0);
            realised(Unit::Time, &before, &on_its_way(seed, 1_500, 2_000, factor), 0)
        };
        let share = |of: &dyn Fn(u64) -> bool| (0..100).filter(|seed| of(*seed)).count();
        let moved = share(&|seed| verdict(seed, 1.0).verdict != Verdict::Unclear);
        let better = share(&|seed| verdict(seed, 0.7).verdict == Verdict::Better);
        println!("of 100 seeds: moved without a cause {moved}, better {better}");
        assert!(moved <= 12 && better >= 95);
        let told = verdict(1, 0.7);
        let (expected, after) = (told.expected.unwrap(), told.after.unwrap());
        assert!((10.0..12.5).contains(&expected) && after < 0.8 * expected, "{told:?}");
        // Without a trend it is the plain difference, and in no unit of variance it is another.
        let flat = realised(Unit::Time, &times(3, 400, 10.0), &times(4, 400, 7.0), 0);
        assert!((flat.gain.unwrap().value - (flat.before.unwrap() - flat.after.unwrap())).abs() < 1e-9);
        assert_eq!(flat.expected, None);
    }

    #[test]
    fn variance_is_a_share_and_what_is_waited_for_is_known_from_older_cases() {
        let (wild, calm): (Vec<f64>, Vec<f64>) =
            (0..200).map(|i| (f64::from(i % 2) * 10.0, 5.0 + f64::from(i % 2))).unzip();
        let told = realised(Unit::Variance, &wild, &calm, 0);
        assert_eq!(told.verdict, Verdict::Better);
        assert!((told.gain.unwrap().value - 0.99).abs() < 1e-9);
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        assert!((95.0..=96.0).contains(&settled_after(&hundred).unwrap()));
        assert_eq!(settled_after(&[]), None);
    }

    /// In the season in which everything takes twice as long nothing has got worse, and what has become better is not hidden by it.
    #[test]
    fn what_happens_to_all_is_told_by_a_process_that_was_not_changed() {
        let verdict = |seed: u64, season: f64, factor: f64| {
            let of = |seed: u64, n: usize, mean: f64| times(seed, n, mean);
            let beside = Beside { before: of(seed + 1, 400, 50.0), after: of(seed + 2, 400, 50.0 * season), open: 0 };
            let (before, after) = (of(seed + 3, 400, 10.0), of(seed + 4, 400, 10.0 * season * factor));
            (realised(Unit::Time, &before, &after, 0), realised_beside(Unit::Time, &before, &after, 0, Some(&beside)))
        };
        let share = |of: &dyn Fn(u64) -> bool| (0..100).filter(|seed| of(*seed * 1_000)).count();
        let misled = share(&|seed| verdict(seed, 2.0, 1.0).0.verdict == Verdict::Worse);
        let moved = share(&|seed| verdict(seed, 2.0, 1.0).1.verdict != Verdict::Unclear);
        let better = share(&|seed| verdict(seed, 2.0, 0.6).1.verdict == Verdict::Better);
        println!("of 100 seeds: worse by the season alone {misled}; beside another: moved {moved}, better {better}");
        assert!(misled >= 95 && moved <= 12 && better >= 95);
        let told = verdict(1, 2.0, 0.6).1;
        let (expected, after, gain) = (told.expected.unwrap(), told.after.unwrap(), told.gain.unwrap());
        assert!((expected - after - gain.value).abs() < 1e-9 && expected > 1.5 * told.before.unwrap(), "{told:?}");
        // Where it cannot tell, nothing is told; and of a variance it says nothing.
        let (before, after) = (times(1, 400, 10.0), times(2, 400, 5.0));
        let few = Beside { before: times(3, 400, 1.0), after: times(4, 29, 1.0), open: 0 };
        let told = |unit, beside: &Beside| realised_beside(unit, &before, &after, 0, Some(beside));
        assert_eq!((told(Unit::Time, &few).verdict, told(Unit::Time, &few).gain), (Verdict::TooEarly, None));
        let open = Beside { after: times(4, 100, 1.0), open: 20, ..few.clone() };
        assert_eq!(told(Unit::Time, &open).verdict, Verdict::StillRunning);
        assert_eq!(told(Unit::Variance, &few), realised(Unit::Variance, &before, &after, 0));
    }

    /// Looking every few days and keeping the first difference finds one where there is none; looking when enough weeks have passed
    /// does so hardly ever.
    #[test]
    fn who_looks_often_decides_no_oftener() {
        let of_seed = |seed: u64, looks: &dyn Fn(usize) -> bool| {
            // Eight weeks of five cases a day after two months of them.
            let (before, after) = (times(seed, 300, 10.0), times(seed + 10_000, 280, 10.0));
            let verdict = |day: usize| realised(Unit::Time, &before, &after[..5 * day], 0).verdict;
            (1..=56).filter(|day| looks(*day)).any(|day| verdict(day).is_decided())
        };
        let moved = |looks: &dyn Fn(usize) -> bool| (0..60).filter(|seed| of_seed(*seed, looks)).count();
        let weeks: Vec<i64> = decided_at(0, 56 * DAY_MS).collect();
        let often = moved(&|day| day % 4 == 0);
        let seldom = moved(&|day| weeks.contains(&(day as i64 * DAY_MS)));
        println!("of 60 seeds moved without a cause: {often} looked at every few days, {seldom} at {weeks:?}");
        assert!(seldom <= 13 && often >= seldom + 3);
    }
}
