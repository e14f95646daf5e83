//! What indicators are measured at, in a window and as it went.
use super::Engine;
use crate::api::{
    IndicatorDetail, IndicatorEvidence, IndicatorList, IndicatorNow, IndicatorValue, IndicatorVersion, Told,
};
use crate::{Error, INDICATOR_POINTS_MAX};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;
use weir_core::indicator::{Indicator, Stand, stands};
use weir_core::library::Formula;
use weir_mining::aggregate::{DAY_MS, HOUR_MS};
use weir_mining::ledger::{Ask, AskError, Figure, FigureOf, Ledger, Measure, Standing, Unit};

/// How many times a series has where nobody says.
const POINTS: u32 = 30;

impl Engine {
    /// What an indicator comes to in a window: the value, how it stands to its target, and the rows behind it. The window is
    /// widened to whole hours.
    pub async fn indicator_value(
        &self,
        key: &str,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Told<IndicatorValue>, Error> {
        self.indicator_value_of(&self.indicator(key)?.indicator, from, until).await
    }

    /// The same of one that need not be kept: of an earlier version, or of one that is being thought of.
    pub async fn indicator_value_of(
        &self,
        indicator: &Indicator,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Told<IndicatorValue>, Error> {
        let meter = Meter::of(self, indicator.clone())?;
        let (as_of, answer) = self.read_ledger(move |ledger| meter.read(ledger, from.0, until.0)).await?;
        Ok(Told { as_of, answer })
    }

    /// Those indicators that `keep` leaves, each in its own window until now, beside the window before.
    pub async fn indicators_now(&self, mut keep: impl FnMut(&Indicator) -> bool) -> Result<Told<IndicatorList>, Error> {
        let now = self.shell().now();
        let all = self.indicators().into_iter().filter(|version| keep(&version.indicator));
        let meters: Vec<_> = all
            .map(|version| Ok((Meter::of(self, version.indicator.clone())?, version)))
            .collect::<Result<_, Error>>()?;
        let (as_of, items) = self
            .read_ledger(move |ledger| {
                let now = |(meter, version): (Meter, Arc<IndicatorVersion>)| meter.now(ledger, &version, now.0);
                meters.into_iter().map(now).collect::<Result<Vec<_>, AskError>>()
            })
            .await?;
        let attainment = attained(&items);
        Ok(Told { as_of, answer: IndicatorList { items, attainment } })
    }

    /// One indicator, and what it would have said at so many times until then: each value with the window of the indicator.
    pub async fn indicator_detail(
        &self,
        version: &IndicatorVersion,
        from: Option<Timestamp>,
        until: Option<Timestamp>,
        points: Option<u32>,
    ) -> Result<Told<IndicatorDetail>, Error> {
        let meter = Meter::of(self, version.indicator.clone())?;
        let points = points.unwrap_or(POINTS);
        if !(1..=INDICATOR_POINTS_MAX).contains(&points) {
            let message = format!("a series has 1 to {INDICATOR_POINTS_MAX} times");
            return Err(Error::invalid("indicator-points", message));
        }
        let until = whole_hour(until.unwrap_or_else(|| Timestamp(self.shell().now().0.saturating_add(1))).0);
        let from = from.map_or(until.saturating_sub(meter.window().max(i64::from(POINTS) * DAY_MS)), |from| from.0);
        if from >= until || until.saturating_sub(from) > weir_mining::ledger::WINDOW_MS_MAX {
            return Err(Error::invalid(AskError::Window.code(), AskError::Window.to_string()));
        }
        let step = ((until - from) / i64::from(points) / HOUR_MS).max(1) * HOUR_MS;
        let (version, processes) = (version.clone(), self.indicator_processes(&version.indicator));
        let (as_of, (now, series)) = self
            .read_ledger(move |ledger| {
                let ends = (0..i64::from(points)).rev().map(|back| until - back * step).filter(|end| *end > from);
                let series = ends.map(|end| meter.read(ledger, end - meter.window(), end));
                Ok((meter.now(ledger, &version, until)?, series.collect::<Result<Vec<_>, AskError>>()?))
            })
            .await?;
        Ok(Told { as_of, answer: IndicatorDetail { now, processes, series } })
    }
}

/// The weight of what is good by the weight of what stands anywhere.
fn attained(items: &[IndicatorNow]) -> Option<f64> {
    let weight = |items: &mut dyn Iterator<Item = &IndicatorNow>| -> f64 {
        items.map(|item| item.definition.indicator.weight).sum()
    };
    let all = weight(&mut items.iter().filter(|item| item.value.state.is_measured()));
    let good = weight(&mut items.iter().filter(|item| item.value.state == Stand::Good));
    (all > 0.0).then(|| good / all)
}

fn whole_hour(time: i64) -> i64 {
    (time - 1).div_euclid(HOUR_MS).saturating_add(1).saturating_mul(HOUR_MS)
}

/// An indicator with all that is needed to measure it.
pub(super) struct Meter {
    indicator: Indicator,
    formula: Formula,
    processes: Vec<String>,
    calendar: Option<Arc<WorkCalendar>>,
    /// Why nothing can be measured.
    why: Option<&'static str>,
}

impl Meter {
    /// Of an indicator; what it names is looked up now.
    pub fn of(engine: &Engine, indicator: Indicator) -> Result<Self, Error> {
        let formula = indicator.measured().map_err(|error| Error::invalid(error.code(), error.to_string()))?;
        let processes = engine.indicator_processes(&indicator);
        let organisation = engine.shell().organisation.now();
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

    /// Is there no work calendar where one is needed?
    pub fn lacks_calendar(&self) -> bool {
        self.indicator.unit.starts_with("working-") && self.calendar.is_none()
    }

    /// How long its window is, ms.
    fn window(&self) -> i64 {
        i64::from(self.indicator.window_days) * DAY_MS
    }

    fn now(&self, ledger: &Ledger, version: &IndicatorVersion, now: i64) -> Result<IndicatorNow, AskError> {
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
        let ask =
            |process: &String| Ask { process: process.clone(), version: self.indicator.version, ..window.clone() };
        let asks: Vec<Ask> = self.processes.iter().map(ask).collect();
        let calendar = self.calendar.clone();
        let counts = |from: i64, until: i64| {
            calendar.as_ref().map_or(until - from, |calendar| calendar.between(Timestamp(from), Timestamp(until)))
        };
        let counts: Option<weir_mining::ledger::Counts<'_>> =
            if self.calendar.is_some() { Some(&counts) } else { None };
        let Figure { measure, evidence } = match self.why {
            Some(_) => Figure { measure: Measure::unavailable(Unit::Count), evidence: vec![] },
            None => ledger.figure(&asks, FigureOf { formula: &self.formula, least: self.indicator.least, counts })?,
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
