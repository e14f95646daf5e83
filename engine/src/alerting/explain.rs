//! How bad it is and what may help: how far past the line, how many, where it is going, what it goes together with, what is
//! recommended. Worked out when something happens to an alert, from the history as it was then.
use super::field::{Field, Values};
use super::recommend::recommended;
use crate::api::{Alert, AlertDriver, AlertRule, AlertSource, AlertStatus};
use crate::shell::Shell;
use weir_core::ElementId;
use weir_core::calendar::WorkCalendar;
use weir_core::process::{Element, Relation};
use weir_core::time::TimeZone;
use weir_mining::aggregate::DAY_MS;
use weir_mining::ledger::{Ask, DriverItem, Flag, INITIATOR_DEPARTMENT, Ledger, Metric, Samples, Unit};
use weir_mining::watch::alert::{Side, State};
use weir_mining::watch::notify::{Exceedance, Trend};
use weir_mining::watch::read::{Detector, Read, Watch};

/// Drivers are looked for among the cases of so many days: of a short window there are too few.
const DRIVER_MS: i64 = 30 * DAY_MS;
/// How many weeks a deviation is told from.
const SEASON_WEEKS: u32 = 8;
/// A value that changes by less than this share of the line over all looks stays.
const STEADY_SHARE: f64 = 0.05;

/// What is known when something happens.
pub struct Told<'a> {
    /// The look.
    pub tick: i64,
    /// What it read.
    pub read: &'a Read,
    /// How much the value changes with each look.
    pub trend: Option<f64>,
    /// The questions behind it.
    pub asks: Vec<Ask>,
    /// What it was read off.
    pub field: &'a Field,
}

/// What is known beside the history.
pub struct World<'a> {
    /// The zone in which days are counted.
    pub zone: &'a TimeZone,
    /// When people work, where there is one calendar only.
    pub calendar: Option<&'a WorkCalendar>,
    /// What people call an element of a process.
    pub names: &'a dyn Fn(&str, &str) -> Option<String>,
    /// What they call a department.
    pub departments: &'a dyn Fn(&str) -> Option<String>,
}

/// What people call an element of the latest version of a process; of a flow the steps that it leads from and to.
pub fn named(shell: &Shell, process: &str, element: &str) -> Option<String> {
    let release = shell.catalogue.latest(process)?;
    let compiled = shell.catalogue.process(&release.definition.id).ok()?;
    let of = |found: &Element| {
        found.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| found.id.to_string())
    };
    if let Some(node) = compiled.find(&ElementId::from(element)) {
        return Some(of(&compiled.graph[node]));
    }
    let is_it = |relation: &Relation| matches!(relation, Relation::Flow(flow) if flow.id.as_str() == element);
    let flow = compiled.graph.edge_indices().find(|edge| is_it(&compiled.graph[*edge]))?;
    let (from, to) = compiled.graph.edge_endpoints(flow)?;
    Some(format!("{} → {}", of(&compiled.graph[from]), of(&compiled.graph[to])))
}

/// Writes it into the alert.
pub fn explain(ledger: &Ledger, world: &World<'_>, rule: &AlertRule, alert: &mut Alert, told: &Told<'_>) {
    let lines = rule.spec.lines();
    let Some(value) = told.read.reading.value else { return };
    let state = match alert.severity {
        crate::api::Severity::Critical => State::Critical,
        crate::api::Severity::Warning => State::Warning,
    };
    let season = match rule.spec.detector {
        Detector::Seasonal(_) => Some(value),
        _ => deviations(ledger, world, rule, told),
    };
    let past = Exceedance::of(&lines, state, value, None);
    alert.line = if state == State::Critical { lines.critical.unwrap_or(lines.warn) } else { lines.warn };
    (alert.value, alert.n) = (value, told.read.reading.n);
    (alert.past, alert.past_share, alert.deviations) = (past.by, past.share, season);
    alert.peak = lines.further(alert.peak, value);
    alert.affected = affected(rule, told, alert.line);
    alert.trend = told.trend.map(|slope| going(rule, slope));
    if alert.status == AlertStatus::Resolved {
        return;
    }
    drivers(ledger, world, rule, alert, told);
    recommended(ledger, world, rule, alert, told);
}

fn going(rule: &AlertRule, slope: f64) -> Trend {
    let worse = if rule.spec.side == Side::Above { slope } else { -slope };
    let least = STEADY_SHARE * rule.spec.warn.abs().max(f64::MIN_POSITIVE) / 12.0;
    match worse {
        worse if worse > least => Trend::Worse,
        worse if worse < -least => Trend::Better,
        _ => Trend::Steady,
    }
}

/// How many robust deviations of the same hours of earlier weeks the value lies from their median.
fn deviations(ledger: &Ledger, world: &World<'_>, rule: &AlertRule, told: &Told<'_>) -> Option<f64> {
    if rule.spec.detector != Detector::Threshold {
        return None;
    }
    let watch = Watch { detector: Detector::Seasonal(SEASON_WEEKS), ..rule.spec.watch() };
    let office = told.field.seasons(&watch, world.calendar, told.tick);
    let (needs, lines) = (ledger.held_from(watch.needs(&office, told.tick)), rule.spec.lines());
    let read = match &told.field.values {
        Values::Metric(metric, _) if *metric != Metric::Running => {
            let parts = told.asks.iter().filter_map(|ask| {
                let ask = Ask { from: needs.min(ask.from), ..ask.clone() };
                ledger.samples(&ask, *metric).ok()
            });
            watch.read(&Samples::joined(*metric, parts.collect()), &office, &lines, told.tick)
        }
        Values::Indicator(meter, _) => {
            watch.read(&meter.figured(ledger, needs, told.tick)?, &office, &lines, told.tick)
        }
        _ => return None,
    };
    read.reading.value.filter(|_| read.missing.is_none())
}

/// How many lie beyond by themselves; of a share those that are not as they should be.
fn affected(rule: &AlertRule, told: &Told<'_>, line: f64) -> u64 {
    let above = rule.spec.side == Side::Above;
    let (from, until) = (told.field.from(rule, told.tick), told.tick);
    let n = told.read.reading.n;
    let threshold = rule.spec.detector == Detector::Threshold;
    // What each value is held against, of what has values of its own; and is it a share?
    let (values, line, share) = match &told.field.values {
        Values::Metric(metric, samples) => {
            (samples.values(), (metric.unit() == Unit::Ms).then_some(line), metric.unit() == Unit::Share)
        }
        Values::Versions(metric, versions) => match versions.at(told.tick) {
            Some((_, samples)) => (samples.values(), None, metric.unit() == Unit::Share),
            None => return n,
        },
        Values::Indicator(_, scaled) => {
            let line = scaled.figured.has_values().then_some(line * scaled.divisor);
            (scaled.figured.values(), line, scaled.figured.is_share())
        }
        Values::Broken(_) | Values::None(_) => return n,
    };
    match line {
        _ if matches!(rule.spec.detector, Detector::Outliers(_)) => {
            (told.read.reading.value.unwrap_or(0.0) * n as f64).round() as u64
        }
        Some(line) if threshold => {
            let beyond = |part: f64| if above { part > line } else { part < line };
            values.within(from, until).iter().filter(|sample| beyond(sample.part)).count() as u64
        }
        _ if share => {
            let [part, whole, _] = values.sums(from, until);
            (if above { part } else { whole - part }).round() as u64
        }
        _ => n,
    }
}

/// What is remarkable about the cases of an alert.
fn flag(rule: &AlertRule, metric: Metric) -> Option<Flag> {
    Some(match metric {
        Metric::Sojourn | Metric::Queue | Metric::Claimed | Metric::Service => match rule.spec.detector {
            // The lines of an indicator are in its own unit, and of a quantile no line for each case.
            Detector::Threshold if rule.spec.source == AlertSource::Metric(Metric::Sojourn) => {
                Flag::LongerThan(rule.spec.warn as i64)
            }
            _ => Flag::SlowestTenth,
        },
        Metric::OnTime => Flag::Late,
        Metric::Rework | Metric::FirstPass => Flag::Rework,
        Metric::Incidents => Flag::Incidents,
        Metric::Terminated => Flag::Terminated,
        Metric::SentBack | Metric::Interventions | Metric::Ended | Metric::Running => return None,
    })
}

/// Only what was found again in later cases is told as a driver.
fn drivers(ledger: &Ledger, world: &World<'_>, rule: &AlertRule, alert: &mut Alert, told: &Told<'_>) {
    alert.drivers.clear();
    let Some(metric) = told.field.metric() else { return };
    let ([ask], Some(flag)) = (&told.asks[..], flag(rule, metric)) else { return };
    let from = ledger.held_from(ask.until - DRIVER_MS).min(ask.from);
    let Ok(found) = ledger.explain(&Ask { from, ..ask.clone() }, flag, world.zone) else { return };
    let strong = found.drivers.into_iter().find(|driver| driver.strong);
    let items = strong.into_iter().flat_map(|driver| driver.items);
    let named = |item: &DriverItem| match item.attribute.as_str() {
        "flow" => (world.names)(&ask.process, &item.value),
        INITIATOR_DEPARTMENT => (world.departments)(&item.value),
        _ => None,
    };
    alert.drivers =
        items.map(|item| AlertDriver { name: named(&item), attribute: item.attribute, value: item.value }).collect();
}
