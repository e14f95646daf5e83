//! What indicators are measured at, in a window and as it went.
use super::Engine;
use crate::api::{IndicatorDetail, IndicatorList, IndicatorNow, IndicatorValue, IndicatorVersion, Told};
use crate::meter::{Meter, whole_hour};
use crate::{Error, INDICATOR_POINTS_MAX};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::indicator::{Indicator, Stand};
use weir_mining::aggregate::{DAY_MS, HOUR_MS};
use weir_mining::ledger::AskError;

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
        let meter = Meter::of(self.shell(), indicator.clone())?;
        let (as_of, answer) =
            self.read_ledger(vec![(from.0, until.0)], move |ledger| meter.read(ledger, from.0, until.0)).await?;
        Ok(Told { as_of, answer })
    }

    /// Those indicators that `keep` leaves, each in its own window until now, beside the window before.
    pub async fn indicators_now(&self, mut keep: impl FnMut(&Indicator) -> bool) -> Result<Told<IndicatorList>, Error> {
        let now = self.shell().now();
        let all = self.indicators().into_iter().filter(|version| keep(&version.indicator));
        let meters: Vec<_> = all
            .map(|version| Ok((Meter::of(self.shell(), version.indicator.clone())?, version)))
            .collect::<Result<_, Error>>()?;
        // Each is told beside the window before its own.
        let longest = meters.iter().map(|(meter, _)| meter.window()).max().unwrap_or(0);
        let windows = vec![(now.0.saturating_sub(longest.saturating_mul(2)), now.0)];
        let (as_of, items) = self
            .read_ledger(windows, move |ledger| {
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
        let meter = Meter::of(self.shell(), version.indicator.clone())?;
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
            .read_ledger(vec![(from.saturating_sub(meter.window()), until)], move |ledger| {
                let ends = (0..i64::from(points)).rev().map(|back| until - back * step).filter(|end| *end > from);
                let series = ends.map(|end| meter.read(ledger, end - meter.window(), end));
                Ok((meter.now(ledger, &version, until - 1)?, series.collect::<Result<Vec<_>, AskError>>()?))
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
