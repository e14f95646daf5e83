//! Measures indicators: the formula, the processes and the calendar of one, held against the history.
use crate::alerting;
use crate::api::{AlertEvidence, AlertScope, IndicatorEvidence, IndicatorNow, IndicatorValue, IndicatorVersion};
use crate::error::Error;
use crate::shell::Shell;
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;
use weir_core::indicator::{Indicator, Stand, stands};
use weir_core::library::{Formula, Yields};
use weir_mining::aggregate::{DAY_MS, HOUR_MS};
use weir_mining::ledger::{Ask, AskError, Counts, Figure, FigureOf, Ledger, Measure, Standing, Unit};
use weir_mining::watch::windows::Scaled;

/// An indicator with all that is needed to measure it.
pub struct Meter {
    indicator: Indicator,
    formula: Formula,
    processes: Vec<String>,
    calendar: Option<Arc<WorkCalendar>>,
    /// Why nothing can be measured.
    why: Option<&'static str>,
}

impl Meter {
    /// Of an indicator; what it names is looked up now.
    pub fn of(shell: &Shell, indicator: Indicator) -> Result<Self, Error> {
        Self::within(shell, None, indicator)
    }

    /// The same, where a node is one of the landscape of a tenant.
    pub fn within(shell: &Shell, tenant: Option<&str>, indicator: Indicator) -> Result<Self, Error> {
        let formula = indicator.measured().map_err(|error| Error::invalid(error.code(), error.to_string()))?;
        let processes = within(shell, tenant, &indicator);
        let organisation = shell.organisation.now();
        let calendar = match &indicator.calendar {
            Some(named) => organisation.calendars.get(named),
            None if organisation.calendars.len() == 1 => organisation.calendars.values().next(),
            None => None,
        };
        let works = indicator.unit.starts_with("working-");
        let calendar = calendar.filter(|_| works).cloned();
        // A node may have one of its own that nobody could define: of a time that is not from one moment to another.
        let odd = works && indicator.check().is_err_and(|error| error.code() == "indicator-unit");
        let why = if processes.is_empty() {
            Some(if indicator.node.is_some() { "nothing-linked" } else { "not-deployed" })
        } else if odd {
            Some("no-working-time")
        } else {
            (works && calendar.is_none()).then_some("no-calendar")
        };
        Ok(Meter { indicator, formula, processes, calendar, why })
    }

    /// What is measured.
    pub fn indicator(&self) -> &Indicator {
        &self.indicator
    }

    /// The processes that it is measured in.
    pub fn processes(&self) -> &[String] {
        &self.processes
    }

    /// Is there no work calendar where one is needed?
    pub fn lacks_calendar(&self) -> bool {
        self.indicator.unit.starts_with("working-") && self.calendar.is_none()
    }

    /// How long its window is, ms.
    pub fn window(&self) -> i64 {
        i64::from(self.indicator.window_days) * DAY_MS
    }

    /// How it stands now, beside the window before.
    pub fn now(&self, ledger: &Ledger, version: &IndicatorVersion, now: i64) -> Result<IndicatorNow, AskError> {
        let (until, window) = (whole_hour(now.saturating_add(1)), self.window());
        let value = self.read(ledger, until - window, until)?;
        let before = self.read(ledger, until - 2 * window, until - window)?;
        Ok(IndicatorNow { definition: version.clone(), value, before })
    }

    /// In its window until now.
    pub fn latest(&self, ledger: &Ledger, now: i64) -> Result<IndicatorValue, AskError> {
        let until = whole_hour(now.saturating_add(1));
        self.read(ledger, until - self.window(), until)
    }

    /// What it measures.
    pub fn into_indicator(self) -> Indicator {
        self.indicator
    }

    /// What it comes to in a window.
    pub fn read(&self, ledger: &Ledger, from: i64, until: i64) -> Result<IndicatorValue, AskError> {
        let window = Ask::of("", from, until).checked()?;
        let asks = self.asks(window.from, window.until);
        let Figure { measure, evidence } = match self.why {
            Some(_) => Figure { measure: Measure::unavailable(Unit::Count), evidence: vec![] },
            None => self.counted(|of| ledger.figure(&asks, of))?,
        };
        let unit = |value: f64| value / self.divisor(measure.unit);
        let value = measure.value.map(unit);
        let state = match (measure.state, value) {
            (Standing::Measured, Some(value)) => stands(&self.indicator.aim(), value),
            (Standing::NoData, _) => Stand::NoData,
            (Standing::TooFew, _) => Stand::TooFew,
            _ => Stand::Unavailable,
        };
        let why = self.why.or_else(|| (state == Stand::Unavailable).then_some("held-as-sums"));
        let past = |value: f64| (value - self.indicator.target).abs();
        let beyond = value.filter(|_| matches!(state, Stand::Warn | Stand::Bad)).map(past);
        let handle = |(process, handle)| IndicatorEvidence {
            process,
            version: self.indicator.version,
            node: self.formula.of.clone(),
            handle,
        };
        Ok(IndicatorValue {
            from: Timestamp(window.from),
            until: Timestamp(window.until),
            state,
            value,
            low: measure.low.map(unit),
            high: measure.high.map(unit),
            beyond,
            measure,
            why,
            evidence: evidence.into_iter().map(handle).collect(),
        })
    }

    /// The questions that it puts to the history: one for each process.
    pub fn asks(&self, from: i64, until: i64) -> Vec<Ask> {
        let ask = |process: &String| Ask { version: self.indicator.version, ..Ask::of(process, from, until) };
        self.processes.iter().map(ask).collect()
    }

    /// The values that ended from one moment until another, to read any window off them; none where nothing can be measured.
    pub fn figured(&self, ledger: &Ledger, from: i64, until: i64) -> Option<Scaled> {
        if self.why.is_some() {
            return None;
        }
        let asks: Vec<Ask> = self.asks(from, until).into_iter().map(|ask| Ask { before: Some(until), ..ask }).collect();
        let figured = self.counted(|of| ledger.figured(&asks, of)).ok()?;
        let divisor = self.divisor(self.yields());
        Some(Scaled { figured, divisor })
    }

    /// The handles of what its value in a window rests on, process by process.
    pub fn evidence(&self, ledger: &Ledger, asks: &[Ask]) -> Vec<AlertEvidence> {
        let handle = |ask: &Ask| AlertEvidence {
            process: ask.process.clone(),
            handle: ledger.evidence_of_formula(ask, &self.formula),
        };
        asks.iter().map(handle).collect()
    }

    /// What is measured.
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// With a measure as it is defined, and times counted as the calendar counts them.
    fn counted<T>(&self, measure: impl FnOnce(FigureOf<'_>) -> T) -> T {
        let counts = |from: i64, until: i64| {
            let calendar = self.calendar.as_ref();
            calendar.map_or(until - from, |calendar| calendar.between(Timestamp(from), Timestamp(until)))
        };
        let counts: Option<Counts<'_>> = if self.calendar.is_some() { Some(&counts) } else { None };
        measure(FigureOf { formula: &self.formula, least: self.indicator.least, counts })
    }

    /// What its formula counts.
    fn yields(&self) -> Unit {
        match self.formula.measure.yields {
            Yields::Duration => Unit::Ms,
            Yields::Share => Unit::Share,
            Yields::Count => Unit::Count,
            Yields::Flow => Unit::PerDay,
        }
    }

    /// By what a figure is divided to be in the unit of the indicator.
    fn divisor(&self, counted: Unit) -> f64 {
        match (counted, self.indicator.unit.as_str()) {
            (Unit::Ms, "minutes") => 60_000.0,
            (Unit::Ms, "hours" | "working-hours") => HOUR_MS as f64,
            (Unit::Ms, "working-days") => self.calendar.as_deref().map_or(DAY_MS, WorkCalendar::longest_day) as f64,
            (Unit::Ms, _) => DAY_MS as f64,
            (Unit::Share, _) => 0.01,
            (Unit::PerDay, _) => 1.0 / 7.0,
            (Unit::Count, _) => 1.0,
        }
    }
}

/// The processes that an indicator is measured in: its own, or those that its node and the nodes below it are linked to. What
/// is not deployed is left out.
pub fn processes(shell: &Shell, indicator: &Indicator) -> Vec<String> {
    within(shell, None, indicator)
}

fn within(shell: &Shell, tenant: Option<&str>, indicator: &Indicator) -> Vec<String> {
    let mut all = alerting::processes_within(shell, tenant, &scope(indicator));
    all.retain(|process| shell.catalogue.latest(process).is_some());
    all
}

/// What an indicator is of, as a rule that watches it says it.
pub fn scope(indicator: &Indicator) -> AlertScope {
    AlertScope {
        process: indicator.process.clone(),
        version: indicator.version,
        node: None,
        landscape: indicator.node.clone(),
        ..AlertScope::default()
    }
}

/// The end of the hour that a moment lies in.
pub fn whole_hour(time: i64) -> i64 {
    (time - 1).div_euclid(HOUR_MS).saturating_add(1).saturating_mul(HOUR_MS)
}
