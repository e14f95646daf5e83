//! A message as data: what it says is a list of phrases, each a code with its values; words come from templates.
use super::super::alert::{Rule, Side, State};
use super::measures::Measure;
use super::words::{Language, duration, number};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// In what a value is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// A plain number.
    Number,
    /// A share of 1, shown in percent.
    Share,
    /// ms.
    Time,
    /// Hours of a work calendar.
    WorkingHours,
    /// Days of a work calendar.
    WorkingDays,
    /// So often for each instance.
    PerInstance,
    /// So many in a week.
    PerWeek,
    /// By how many ms more than in the version before.
    TimeMore,
    /// By how much more of 1 than in the version before.
    ShareMore,
}

impl Unit {
    /// The unit of an amount of it.
    fn plain(self) -> Unit {
        match self {
            Unit::TimeMore => Unit::Time,
            Unit::ShareMore => Unit::Share,
            other => other,
        }
    }
}

/// Where a value is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trend {
    /// It gets worse.
    Worse,
    /// It stays.
    Steady,
    /// It gets better.
    Better,
}

/// How far a value is past a line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Exceedance {
    /// In the unit of the value; below 0 it is not past it.
    pub by: f64,
    /// As a share of the line; none where the line is 0.
    pub share: Option<f64>,
    /// In standard deviations of the baseline; none without one.
    pub deviations: Option<f64>,
}

impl Exceedance {
    /// How far a value is past the line of its state: the critical line where it is critical.
    pub fn of(rule: &Rule, state: State, value: f64, deviation: Option<f64>) -> Self {
        let line = line(rule, state);
        let by = if rule.side == Side::Above { value - line } else { line - value };
        let share = (line != 0.0).then(|| by / line.abs());
        Exceedance { by, share, deviations: deviation.filter(|d| *d > 0.0).map(|d| by / d) }
    }
}

/// The line that a state is about.
pub(super) fn line(rule: &Rule, state: State) -> f64 {
    if state == State::Critical { rule.critical.unwrap_or(rule.warn) } else { rule.warn }
}

/// What is said of an alarm.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// The name of the rule, in the language of who reads it.
    pub name: String,
    /// Its version, which stands by the evidence.
    pub version: u32,
    /// Its state.
    pub state: State,
    /// The value.
    pub value: f64,
    /// In what it is counted.
    pub unit: Unit,
    /// The line.
    pub line: f64,
    /// How far past it.
    pub past: Exceedance,
    /// Since when, ms; and now.
    pub since: i64,
    /// Now, ms.
    pub now: i64,
    /// On how many cases the value rests.
    pub n: u64,
    /// How many cases are concerned.
    pub affected: u64,
    /// Where it is going.
    pub trend: Option<Trend>,
    /// What it is associated with most, verified.
    pub driver: Option<String>,
    /// What is recommended.
    pub measures: Vec<Measure>,
    /// Does it flap?
    pub flapping: bool,
    /// Where all of it is shown.
    pub link: String,
}

/// A sentence by its code, with what goes into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The template.
    pub code: &'static str,
    /// What goes into it.
    pub values: BTreeMap<&'static str, String>,
}

impl Message {
    /// What it says, in order. Numbers and durations are written as the language writes them.
    pub fn phrases(&self, language: Language) -> Vec<Phrase> {
        let show = |value: f64| shown(value, self.unit, language);
        let by = |value: f64| shown(value, self.unit.plain(), language);
        let state = match self.state {
            State::Critical => "state-critical",
            State::Warning | State::Recovering => "state-warning",
            State::Ok | State::Pending => "state-ok",
        };
        let mut out = vec![
            phrase(state, &[("name", self.name.clone())]),
            phrase("value-and-line", &[("value", show(self.value)), ("line", show(self.line))]),
        ];
        if self.past.by > 0.0 {
            out.push(phrase("past-by", &[("by", by(self.past.by))]));
            let share = self.past.share.map(|share| phrase("past-share", &[("share", number(share * 100.0))]));
            out.extend(share);
            let deviations = self.past.deviations.map(|of| phrase("past-deviations", &[("deviations", number(of))]));
            out.extend(deviations);
        }
        out.push(phrase("since", &[("time", duration((self.now - self.since) as f64, language))]));
        out.push(phrase("affected", &[("affected", self.affected.to_string()), ("n", self.n.to_string())]));
        out.extend(self.trend.map(|trend| {
            let code = match trend {
                Trend::Worse => "trend-worse",
                Trend::Steady => "trend-steady",
                Trend::Better => "trend-better",
            };
            phrase(code, &[])
        }));
        out.extend(self.driver.clone().map(|driver| phrase("driver", &[("driver", driver)])));
        if self.flapping {
            out.push(phrase("flapping", &[]));
        }
        out.extend(self.measures.iter().map(|measure| recommended(measure, language)));
        out.push(phrase("link", &[("link", self.link.clone())]));
        out
    }
}

fn phrase(code: &'static str, values: &[(&'static str, String)]) -> Phrase {
    Phrase { code, values: values.iter().cloned().collect() }
}

/// A measure with its number, or the sentence without one.
fn recommended(measure: &Measure, language: Language) -> Phrase {
    let with_number = |code: &'static str, key: &'static str, text: String| phrase(code, &[(key, text)]);
    match (measure.code, measure.parameter) {
        ("train-group", Some(time)) => with_number("measure-train-longer", "time", duration(time, language)),
        ("compare-version", Some(version)) => with_number("measure-compare-of", "version", number(version)),
        ("add-capacity", Some(people)) => with_number("measure-add-people", "people", number(people)),
        ("add-capacity", None) => phrase("measure-add-capacity", &[]),
        ("shift-calendar", Some(hour)) => with_number("measure-shift-hour", "hour", format!("{hour:02}:00")),
        ("shift-calendar", None) => phrase("measure-shift-calendar", &[]),
        ("remind-and-release", Some(time)) => with_number("measure-remind-after", "time", duration(time, language)),
        ("remind-and-release", None) => phrase("measure-remind", &[]),
        ("message-timeout", Some(time)) => with_number("measure-timeout-after", "time", duration(time, language)),
        ("message-timeout", None) => phrase("measure-timeout", &[]),
        ("smaller-batch", Some(size)) => with_number("measure-batch-of", "size", number(size)),
        ("smaller-batch", None) => phrase("measure-batch", &[]),
        ("cross-train", _) => phrase("measure-cross-train", &[]),
        ("deputy-rule", _) => phrase("measure-deputy", &[]),
        ("due-date-order", _) => phrase("measure-due-order", &[]),
        ("contact-partner", _) => phrase("measure-contact", &[]),
        ("train-group", _) => phrase("measure-train", &[]),
        ("check-earlier", _) => match &measure.about[..] {
            [step, ..] => with_number("measure-check-before", "step", step.clone()),
            [] => phrase("measure-check-earlier", &[]),
        },
        ("compare-version", _) => phrase("measure-compare", &[]),
        _ => match &measure.about[..] {
            [first, second] => phrase("measure-constraint-of", &[("first", first.clone()), ("second", second.clone())]),
            _ => phrase("measure-constraint", &[]),
        },
    }
}

fn shown(value: f64, unit: Unit, language: Language) -> String {
    let in_words = |english: &str, chinese: &str| {
        let words = if language == Language::En { english } else { chinese };
        format!("{} {words}", number(value))
    };
    match unit {
        Unit::Number => number(value),
        Unit::Share => format!("{}%", number(value * 100.0)),
        Unit::Time => duration(value, language),
        Unit::WorkingHours => in_words("working hours", "工作小时"),
        Unit::WorkingDays => in_words("working days", "工作日"),
        Unit::PerInstance => in_words("per instance", "次/实例"),
        Unit::PerWeek => in_words("a week", "个/周"),
        Unit::TimeMore | Unit::ShareMore => against(value, &shown(value.abs(), unit.plain(), language), language),
    }
}

/// How much more or less something is than in the version before.
fn against(value: f64, amount: &str, language: Language) -> String {
    match (language, value < 0.0) {
        (Language::En, false) => format!("{amount} more than in the version before"),
        (Language::En, true) => format!("{amount} less than in the version before"),
        (Language::ZhCn, false) => format!("比上一版本多 {amount}"),
        (Language::ZhCn, true) => format!("比上一版本少 {amount}"),
    }
}
