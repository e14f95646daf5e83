//! One look at one rule: the windows since the last look are read off the history, and its alarm steps through them.
use super::explain::{Told, World, explain, named};
use super::field::{Field, source};
use super::{alert, looked, rule_version};
use crate::ALERT_LINES_MAX;
use crate::api::{Alert, AlertHappened, AlertLine, AlertRule, AlertRuleState, AlertStatus, Severity};
use crate::error::Error;
use crate::projection::Looked;
use crate::shell::Shell;
use std::collections::VecDeque;
use weir_core::{Actor, Timestamp};
use weir_mining::aggregate::{DAY_MS, HOUR_MS};
use weir_mining::statistics::queue::theil_sen;
use weir_mining::watch::alert::{Side, State};
use weir_mining::watch::course::Course;
use weir_mining::watch::read::{Missing, Read};

/// So many looks are caught up with after a rest; what lies before them is passed over.
const CATCH_UP_MAX: i64 = 1_440;
/// Over so many looks it is told where a value is going.
pub const TREND_LOOKS: i64 = 12;
/// How long what was seen is not written down where nothing changes: a day.
const REST_MS: i64 = DAY_MS;

/// What is remembered of a rule between two looks.
#[derive(Debug, Default)]
pub struct Memory {
    version: u64,
    tick: Option<i64>,
    course: Course,
    alert: Option<String>,
    /// What is written down.
    written: Option<i64>,
    /// The values of the last looks that had one, each with its moment.
    recent: VecDeque<(i64, f64)>,
    flapping: bool,
}

/// What a look leads to: it is decided again against what is on disk.
#[derive(Debug)]
pub struct Seen {
    /// What was written down before.
    pub before: Option<i64>,
    /// What is to be.
    pub looked: Looked,
    /// The alert, and what happened to it; lines are numbered when they are kept.
    pub alert: Option<(Alert, Vec<AlertLine>)>,
}

/// What a round of looks at one rule comes to.
#[derive(Debug)]
pub enum Look {
    /// All is looked at until now.
    Done,
    /// This is to be kept; then there may be more to look at.
    Keep(Box<Seen>),
}

impl Memory {
    /// What is written down of a rule; a rule that nothing is written of begins anew.
    fn load(&mut self, shell: &Shell, rule: &AlertRule, now: i64) -> Result<Option<Seen>, Error> {
        let row = looked(shell, &rule.id)?;
        let written = row.as_ref().map(|row| row.tick);
        let is_fresh = self.version != 0 && self.written == written;
        let known = if is_fresh { Some(self.version) } else { row.as_ref().map(|row| row.version) };
        if let Some(version) = known.filter(|version| *version != rule.version)
            && rule_version(shell, &rule.id, version)?.is_some_and(|before| !rule.spec.watches_like(&before.spec))
        {
            // A version that has come to work since watches something else: what the one before it saw is over.
            *self = Memory { version: rule.version, written, ..Memory::default() };
            return row.map(|row| ended(shell, rule, row, now)).transpose();
        }
        if is_fresh {
            // A new version that watches the same goes on where the one before stood.
            self.version = rule.version;
            return Ok(None);
        }
        *self = Memory { version: rule.version, ..Memory::default() };
        if let Some(row) = row {
            (self.tick, self.written, self.course, self.alert) = (Some(row.tick), written, row.course, row.alert);
        }
        Ok(None)
    }

    /// When it is looked at next, ms.
    pub fn next(&self, rule: &AlertRule, now: i64) -> i64 {
        let watch = rule.spec.watch();
        self.tick.map_or(now, |tick| tick.max(watch.tick(now))) + watch.every_ms()
    }

    /// Goes on until something is to be kept, or everything is looked at.
    pub fn look(&mut self, shell: &Shell, rule: &AlertRule, now: i64) -> Result<Look, Error> {
        if let Some(over) = self.load(shell, rule, now)? {
            return Ok(Look::Keep(Box::new(over)));
        }
        let (watch, spec) = (rule.spec.watch(), &rule.spec);
        let (end, every) = (watch.tick(now), watch.every_ms());
        let first = match self.tick {
            // What was before this version was seen, or not, by another one.
            Some(tick) => (tick + every).max(end - CATCH_UP_MAX * every).max(watch.tick(rule.effective().0)),
            // The history is known: an alarm does not have to wait for as many windows as it asks for.
            None => end - i64::from(spec.of) * every,
        };
        if first > end {
            self.tell(shell, rule, now, None);
            return Ok(Look::Done);
        }
        let field = Field::of(shell, rule, first, end);
        let mut change = None;
        let mut tick = first;
        while tick <= end {
            let read = field.read(rule, tick);
            let lines = field.lines(&watch, &spec.lines());
            let turned = self.course.step(&lines, &read.reading, tick);
            self.recent.extend(read.reading.value.filter(|_| read.missing.is_none()).map(|value| (tick, value)));
            self.recent.retain(|(at, _)| tick - at < TREND_LOOKS * every);
            let news = happened(turned.before, turned.after);
            let flaps = turned.flapping && !self.flapping;
            self.flapping = turned.flapping;
            (self.tick, self.version) = (Some(tick), rule.version);
            self.tell(shell, rule, now, Some((&read, &field, tick)));
            if let Some(news) = news {
                change = Some(self.changed(shell, rule, &field, (tick, news, flaps), &read)?);
                break;
            }
            tick += every;
        }
        let at = self.tick.unwrap_or(end);
        let rests = self.written.is_some_and(|written| at - written < REST_MS);
        if change.is_none() && (rests || self.written.is_none()) {
            return Ok(Look::Done);
        }
        if let Some((alert, _)) = &change {
            self.alert = Some(alert.id.clone());
        }
        let looked = Looked {
            rule: rule.id.clone(),
            version: rule.version,
            tick: at,
            course: self.course.clone(),
            alert: self.alert.clone(),
        };
        let before = self.written;
        self.written = Some(at);
        Ok(Look::Keep(Box::new(Seen { before, looked, alert: change })))
    }

    /// Nothing of what was just seen was kept: it is read again.
    pub fn forget(&mut self) {
        *self = Memory { version: 0, written: Some(i64::MIN), ..Memory::default() };
    }

    fn tell(&self, shell: &Shell, rule: &AlertRule, now: i64, read: Option<(&Read, &Field, i64)>) {
        let mut state = shell.watching.of(&rule.id);
        state.clock_behind = self.tick.is_some_and(|tick| tick > now);
        state.stopped = shell.analytics.progress().broken;
        if let Some((read, field, tick)) = read {
            state.flow = field.flow(rule, tick);
            state.fault = field.fault(rule, tick).filter(|_| read.missing == Some(Missing::DataFault));
            state.state = Some(self.course.alarm.state);
            state.at = self.tick.map(Timestamp);
            (state.value, state.n, state.missing) =
                (read.reading.value.filter(|_| read.missing.is_none()), read.reading.n, read.missing);
            state.flapping = self.flapping;
            foretell(&mut state, rule, self.recent.iter().copied());
        }
        state.alert = self.alert.clone().filter(|_| self.course.alarm.is_firing());
        shell.watching.set(&rule.id, state);
    }

    /// The alert as it is after something has happened, and the lines that say so.
    fn changed(
        &self,
        shell: &Shell,
        rule: &AlertRule,
        field: &Field,
        (tick, news, flaps): (i64, AlertHappened, bool),
        read: &Read,
    ) -> Result<(Alert, Vec<AlertLine>), Error> {
        let last = self.alert.as_deref().map(|id| alert(shell, id)).transpose()?.flatten();
        let opens = news == AlertHappened::Opened;
        let soon = |last: &Alert| {
            let ended = last.resolved.map_or(i64::MAX, |at| at.0);
            // What has a long history begins a new one.
            last.lines < ALERT_LINES_MAX && tick - ended < i64::from(rule.spec.reopen_hours) * HOUR_MS
        };
        let again = last.as_ref().is_some_and(|last| opens && soon(last));
        let news = if again { AlertHappened::Reopened } else { news };
        let mut alert = match last.filter(|_| !opens || again) {
            Some(last) => last,
            None => fresh(rule, field, tick),
        };
        let evidence = field.evidence(shell, rule, tick);
        let state = self.course.alarm.state;
        alert.severity = match state {
            State::Critical => Severity::Critical,
            // What recovers keeps how bad it was.
            State::Recovering | State::Ok => alert.severity,
            State::Warning | State::Pending => Severity::Warning,
        };
        alert.group = rule.group();
        (alert.rule_version, alert.name, alert.changed) = (rule.version, rule.spec.name.clone(), Timestamp(tick));
        (alert.flapping, alert.evidence) = (self.flapping, evidence.clone());
        (alert.from, alert.until) = (Timestamp(field.from(rule, tick)), Timestamp(tick));
        match news {
            AlertHappened::Opened | AlertHappened::Reopened => {
                (alert.status, alert.since, alert.resolved) = (AlertStatus::Open, Timestamp(tick), None);
                (alert.acknowledged, alert.unwatched) = (None, false);
                alert.reopened += u32::from(again);
            }
            AlertHappened::Resolved => {
                (alert.status, alert.resolved) = (AlertStatus::Resolved, Some(Timestamp(tick)));
            }
            _ => {}
        }
        let trend = slope(rule, self.recent.iter().copied());
        let calendar = shell.only_calendar();
        let world = World {
            zone: &shell.zone,
            calendar: calendar.as_deref(),
            names: &|process, element| named(shell, process, element),
            departments: &|id| shell.organisation.now().departments.get(id).map(|of| of.name.clone()),
        };
        let told = Told { tick, read, trend, asks: field.asks(rule, tick), field };
        shell.analytics.look(|ledger| explain(ledger, &world, rule, &mut alert, &told));
        let line = |happened| AlertLine {
            number: 0,
            happened,
            at: Timestamp(tick),
            by: Actor::engine().id,
            text: None,
            value: read.reading.value,
            n: Some(read.reading.n),
            severity: Some(alert.severity),
            rule_version: Some(rule.version),
            evidence: evidence.clone(),
        };
        let mut lines = vec![line(news)];
        if flaps {
            lines.push(AlertLine { evidence: vec![], ..line(AlertHappened::Flapping) });
        }
        Ok((alert, lines))
    }
}

/// What a rule saw before it watched something else is over, and with it the alert that rings.
fn ended(shell: &Shell, rule: &AlertRule, row: Looked, now: i64) -> Result<Seen, Error> {
    let rings = row.alert.as_deref().map(|id| alert(shell, id)).transpose()?.flatten();
    let rings = rings.filter(|alert| alert.status != AlertStatus::Resolved);
    let over = rings.map(|before| {
        let at = Timestamp(now);
        let line = AlertLine {
            number: 0,
            happened: AlertHappened::RuleChanged,
            at,
            by: Actor::engine().id,
            text: Some(rule.reason.clone()),
            value: None,
            n: None,
            severity: None,
            rule_version: Some(rule.version),
            evidence: vec![],
        };
        let over = Alert { status: AlertStatus::Resolved, resolved: Some(at), changed: at, unwatched: true, ..before };
        (over, vec![line])
    });
    let looked = Looked { version: rule.version, course: Course::default(), alert: None, ..row };
    Ok(Seen { before: Some(looked.tick), looked, alert: over })
}

/// What a step of an alarm is to its alert.
fn happened(before: State, after: State) -> Option<AlertHappened> {
    use State::{Critical, Ok, Pending, Recovering, Warning};
    match (before, after) {
        (Ok | Pending, Warning | Critical) => Some(AlertHappened::Opened),
        (Warning, Critical) => Some(AlertHappened::Worsened),
        (Warning | Critical, Recovering) => Some(AlertHappened::Recovering),
        (Recovering, Warning | Critical) => Some(AlertHappened::Relapsed),
        (Warning | Critical | Recovering, Ok) => Some(AlertHappened::Resolved),
        _ => None,
    }
}

/// By how much a value changes with each look (Theil and Sen): of looks that had no value nothing is known, but they took place.
fn slope(rule: &AlertRule, recent: impl Iterator<Item = (i64, f64)>) -> Option<f64> {
    let every = rule.spec.watch().every_ms();
    let looks: Vec<(f64, f64)> = recent.map(|(at, value)| (at.div_euclid(every) as f64, value)).collect();
    theil_sen(&looks)
}

/// Where a value is going: its slope, and when it would reach the line of a warning.
pub fn foretell(state: &mut AlertRuleState, rule: &AlertRule, recent: impl ExactSizeIterator<Item = (i64, f64)>) {
    (state.slope, state.breach_at) = (None, None);
    let is_known = recent.len() >= 3;
    let (Some(slope), Some(value), Some(at)) = (slope(rule, recent).filter(|_| is_known), state.value, state.at) else {
        return;
    };
    state.slope = Some(slope);
    let left = rule.spec.warn - value;
    let ahead = if rule.spec.side == Side::Above { left > 0.0 && slope > 0.0 } else { left < 0.0 && slope < 0.0 };
    let looks = left / slope;
    // Further off than a year nothing is foretold.
    let ms = looks * rule.spec.watch().every_ms() as f64;
    if ahead && ms < 365.0 * DAY_MS as f64 {
        state.breach_at = Some(Timestamp(at.0 + ms as i64));
    }
}

fn fresh(rule: &AlertRule, field: &Field, tick: i64) -> Alert {
    let at = Timestamp(tick);
    Alert {
        id: format!("{}-{tick:x}", rule.id),
        rule: rule.id.clone(),
        rule_version: rule.version,
        name: rule.spec.name.clone(),
        scope: rule.spec.scope.clone(),
        tenant: rule.tenant.clone(),
        processes: field.processes.clone(),
        source: source(&rule.spec.source),
        unit: rule.spec.unit(),
        status: AlertStatus::Open,
        severity: Severity::Warning,
        since: at,
        opened: at,
        changed: at,
        resolved: None,
        acknowledged: None,
        reopened: 0,
        value: 0.0,
        n: 0,
        line: rule.spec.warn,
        above: rule.spec.side == Side::Above,
        peak: if rule.spec.side == Side::Above { f64::MIN } else { f64::MAX },
        past: 0.0,
        past_share: None,
        deviations: None,
        affected: 0,
        trend: None,
        node: None,
        drivers: vec![],
        measures: vec![],
        evidence: vec![],
        from: at,
        until: at,
        flapping: false,
        kept_back: None,
        lines: 0,
        verdict: None,
        group: rule.group(),
        unwatched: false,
    }
}
