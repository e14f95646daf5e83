//! What a rule would have done: it is played over the kept history by the steps that the engine takes, before it is saved.
use super::alert::{Rule, State};
use super::course::Course;
use super::office::Office;
use super::read::{Detector, Missing, Read, Watch};
use super::windows::Windows;
use crate::aggregate::DAY_MS;
use serde::Serialize;
use std::collections::BTreeMap;

/// So many windows are looked at in one replay: of longer times fewer of them, evenly.
pub const TICKS_MAX: i64 = 20_000;
/// So many single values are looked at in one replay, where sums do not suffice.
pub const VALUES_MAX: i64 = 20_000_000;
/// So many times in alarm are told one by one; the number is of all.
pub const EPISODES_MAX: usize = 200;
/// So many pieces a chart has.
pub const POINTS_MAX: usize = 240;
/// A rule that would be in alarm for more than this share of what could be read says nothing that is not known.
pub const CONSTANT_SHARE: f64 = 0.5;
/// So does one that would fire oftener than this each day.
pub const CONSTANT_PER_DAY: f64 = 6.0;

/// A time in alarm.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Episode {
    /// From this window on, ms.
    pub from: i64,
    /// Until this one; none where it goes on at the end.
    pub until: Option<i64>,
    /// The value that was furthest out.
    pub peak: f64,
    /// Was it critical?
    pub critical: bool,
}

/// A piece of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// The last window of it, ms.
    pub at: i64,
    /// The value in it that was furthest out; none where nothing could be read.
    pub value: Option<f64>,
    /// On how many it rests.
    pub n: u64,
    /// 0 it was well, 1 a warning, 2 critical.
    pub level: u8,
}

/// What a rule would have done.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Replay {
    /// How many windows were looked at.
    pub windows: u64,
    /// How far they lie apart, ms: more than the rule asks for where the time is too long.
    pub step_ms: i64,
    /// How often it would have begun to fire.
    pub firings: u64,
    /// In how many windows it would have been in alarm.
    pub in_alarm: u64,
    /// In how many windows nothing could be read, by why.
    pub held: BTreeMap<String, u64>,
    /// The times in alarm, the oldest first.
    pub episodes: Vec<Episode>,
    /// The chart.
    pub points: Vec<Point>,
    /// Would it fire constantly?
    pub constant: bool,
}

/// The same rule with its lines as they are, and 10 % in and out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sensitivity {
    /// With lines that are 10 % less.
    pub less: Replay,
    /// As it is.
    pub same: Replay,
    /// With lines that are 10 % more.
    pub more: Replay,
}

/// Plays a rule from one moment until another one; with its lines 10 % in and out too. `instead` is what is read at a moment
/// in place of the window, where something is wrong with that.
pub fn sensitivity(
    watch: &Watch,
    rule: &Rule,
    (windows, office): (&impl Windows, &Office),
    (from, until): (i64, i64),
    instead: impl Fn(i64) -> Option<Read>,
) -> Sensitivity {
    let moved = |factor: f64| Rule {
        warn: rule.warn * factor,
        critical: rule.critical.map(|line| line * factor),
        clear: rule.clear.map(|line| line * factor),
        ..*rule
    };
    let steps = Steps::of(watch, (windows, office), from, until);
    let read = |tick| instead(tick).unwrap_or_else(|| watch.read(windows, office, rule, tick));
    let reads: Vec<_> = steps.ticks().map(|tick| (tick, read(tick))).collect();
    let played = |rule: &Rule| {
        let mut play = Play::new(watch.rule(rule, windows), steps.count());
        for (tick, read) in &reads {
            play.step(*tick, read);
        }
        play.told(&steps)
    };
    Sensitivity { less: played(&moved(0.9)), same: played(rule), more: played(&moved(1.1)) }
}

/// At which moments it is looked: bounded in number and in the work of each.
struct Steps {
    first: i64,
    until: i64,
    step: i64,
}

impl Steps {
    fn of(watch: &Watch, windows: (&impl Windows, &Office), from: i64, until: i64) -> Self {
        let every = watch.every_ms();
        let mut steps = Steps { first: watch.tick(from + every - 1), until, step: every };
        while steps.count() > TICKS_MAX || steps.values(watch, windows) > VALUES_MAX {
            steps.step *= 2;
        }
        steps
    }

    fn count(&self) -> i64 {
        ((self.until - self.first).div_euclid(self.step) + 1).max(0)
    }

    fn ticks(&self) -> impl Iterator<Item = i64> + '_ {
        (0..self.count()).map(|index| self.first + index * self.step)
    }

    /// How many single values all windows have together, where they are looked at.
    fn values(&self, watch: &Watch, (windows, office): (&impl Windows, &Office)) -> i64 {
        if !windows.one_by_one(watch.statistic) && !matches!(watch.detector, Detector::Outliers(_)) {
            return 0;
        }
        self.ticks().map(|tick| windows.values().within(watch.needs(office, tick), tick).len() as i64).sum()
    }
}

/// A replay in the making.
struct Play {
    rule: Rule,
    course: Course,
    out: Replay,
    /// How many windows are one piece of the chart.
    piece: u64,
}

impl Play {
    fn new(rule: Rule, count: i64) -> Self {
        let piece = u64::try_from(count).unwrap_or(0).div_ceil(POINTS_MAX as u64).max(1);
        Play { rule, course: Course::default(), out: Replay::default(), piece }
    }

    fn step(&mut self, tick: i64, read: &Read) {
        let rang = self.course.alarm.is_firing();
        // A value on too few is no value to an alarm.
        self.course.step(&self.rule, &read.reading, tick);
        if let Some(missing) = read.missing {
            *self.out.held.entry(code(missing)).or_default() += 1;
        }
        let value = read.reading.value.filter(|_| read.missing.is_none());
        let rings = self.course.alarm.is_firing();
        if rings && !rang {
            self.out.firings += 1;
            let critical = self.course.alarm.state == State::Critical;
            let episode = Episode { from: tick, until: None, peak: value.unwrap_or(self.rule.warn), critical };
            // The latest are told: an old one makes room.
            if self.out.episodes.len() == EPISODES_MAX {
                self.out.episodes.remove(0);
            }
            self.out.episodes.push(episode);
        }
        if let Some(last) = self.out.episodes.last_mut().filter(|last| last.until.is_none()) {
            if rings {
                last.critical |= self.course.alarm.state == State::Critical;
                last.peak = value.map_or(last.peak, |value| self.rule.further(last.peak, value));
            } else {
                last.until = Some(tick);
            }
        }
        self.out.in_alarm += u64::from(rings);
        self.point(tick, value, read.reading.n);
        self.out.windows += 1;
    }

    fn point(&mut self, tick: i64, value: Option<f64>, n: u64) {
        let level = match self.course.alarm.state {
            State::Critical => 2,
            State::Warning | State::Recovering => 1,
            State::Ok | State::Pending => 0,
        };
        if self.out.windows.is_multiple_of(self.piece) {
            self.out.points.push(Point { at: tick, value, n, level });
            return;
        }
        let Some(last) = self.out.points.last_mut() else { return };
        (last.at, last.level) = (tick, last.level.max(level));
        let further = value.is_some_and(|value| last.value.is_none_or(|old| self.rule.is_further(old, value)));
        if further {
            (last.value, last.n) = (value, n);
        }
    }

    fn told(mut self, steps: &Steps) -> Replay {
        self.out.step_ms = steps.step;
        let read = self.out.windows - self.out.held.values().sum::<u64>();
        let days = ((steps.until - steps.first) as f64 / DAY_MS as f64).max(1.0);
        self.out.constant = self.out.in_alarm as f64 > CONSTANT_SHARE * read as f64
            || self.out.firings as f64 > (CONSTANT_PER_DAY * days).max(1.0);
        self.out
    }
}

fn code(missing: Missing) -> String {
    let named = serde_json::to_value(missing).unwrap_or_default();
    named.as_str().unwrap_or_default().to_owned()
}
