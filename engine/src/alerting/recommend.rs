//! What is recommended: what dominates an alert leads to measures, and the history tells their numbers.
use super::explain::{Told, World};
use super::field::Values;
use crate::api::{Alert, AlertDriver, AlertMeasure, AlertRule};
use weir_mining::ledger::{Ask, Ledger, Metric, Nature, Waiting};
use weir_mining::watch::notify::{Cause, Figures, dominant, measures};
use weir_mining::watch::read::{Detector, Statistic};

/// What dominates an alert, with its figures, and what its measures are about.
struct Finding {
    cause: Cause,
    figures: Figures,
    about: Vec<String>,
    nature: Nature,
}

/// Writes what is recommended into the alert; nothing where nothing points to one cause.
pub fn recommended(ledger: &Ledger, world: &World<'_>, rule: &AlertRule, alert: &mut Alert, told: &Told<'_>) {
    let costly = told.asks.iter().filter_map(|ask| Some((ask, ledger.costliest(ask)?)));
    let costly = costly.max_by(|a, b| a.1.3.total_cmp(&b.1.3));
    alert.node = costly.as_ref().filter(|_| told.field.metric().is_some()).map(|(_, (node, ..))| node.clone());
    let by_process =
        |ask: &Ask, element: &str| (world.names)(&ask.process, element).unwrap_or_else(|| element.to_owned());
    let found = match (&told.field.values, told.field.metric()) {
        (Values::Broken(_), _) => duty(world, told),
        (_, Some(Metric::Rework | Metric::FirstPass | Metric::SentBack)) => {
            let most = told.asks.iter().filter_map(|ask| Some((ask, ledger.returned_from(ask)?)));
            let about = most.max_by_key(|(_, (_, n))| *n).map(|(ask, (node, _))| by_process(ask, &node));
            Some(Finding::of(Cause::Returns, Figures::default(), about.into_iter().collect()))
        }
        (_, Some(metric @ (Metric::Incidents | Metric::Interventions | Metric::Terminated))) => {
            told.asks.iter().find_map(|ask| ledger.worse_version(ask, metric)).map(of_version)
        }
        (_, Some(metric)) => of_one_version(&alert.drivers).map(of_version).or_else(|| {
            let (ask, (node, nature, part, _)) = costly?;
            let about = vec![by_process(ask, &node)];
            let ask = Ask { node: Some(node), ..ask.clone() };
            let waiting = ledger.waiting(&ask, world.calendar).ok()?;
            let cause = time(metric, nature, part, &waiting)?;
            let figures = Figures { wait_target: wait_target(world, rule, metric), ..waiting.figures };
            Some(Finding { nature, ..Finding::of(cause, figures, about) })
        }),
        (_, None) => None,
    };
    alert.measures = found.map(Finding::measures).unwrap_or_default();
}

impl Finding {
    fn of(cause: Cause, figures: Figures, about: Vec<String>) -> Self {
        Finding { cause, figures, about, nature: Nature::default() }
    }

    fn measures(self) -> Vec<AlertMeasure> {
        let all = measures(self.cause, &self.figures).into_iter();
        // Work of people that nobody takes is no matter of a partner.
        let fits = all.filter(|measure| measure.code != "contact-partner" || self.nature != Nature::Human);
        fits.map(|measure| AlertMeasure {
            code: measure.code.to_owned(),
            parameter: measure.parameter,
            about: self.about.clone(),
        })
        .collect()
    }
}

/// A rule of duties is broken: its pair should not be assigned so.
fn duty(world: &World<'_>, told: &Told<'_>) -> Option<Finding> {
    let (first, second) = told.field.pair.as_ref()?;
    let process = told.field.processes.first()?;
    let name = |element: &String| (world.names)(process, element).unwrap_or_else(|| element.clone());
    Some(Finding::of(Cause::Rule, Figures::default(), vec![name(first), name(second)]))
}

fn of_version(version: u32) -> Finding {
    Finding::of(Cause::Version, Figures { version: Some(version), ..Figures::default() }, vec![])
}

/// The version, where that alone is what an alert goes together with.
fn of_one_version(drivers: &[AlertDriver]) -> Option<u32> {
    let [driver] = drivers else { return None };
    (driver.attribute == "version").then(|| driver.value.parse().ok()).flatten()
}

/// What takes the time of a node: its work, or what its visits waited for most.
fn time(metric: Metric, nature: Nature, part: &str, waiting: &Waiting) -> Option<Cause> {
    match (metric, nature, part) {
        (Metric::Claimed, Nature::Human, _) => Some(Cause::Claimed),
        (Metric::Service, Nature::Human, _) => Some(Cause::Service),
        (_, Nature::Routing, _) | (Metric::Service, ..) => Some(Cause::Extraneous),
        (Metric::Queue, ..) | (_, _, "queue" | "claimed") => dominant(&waiting.causes, waiting.claimed),
        (_, Nature::Human, _) => Some(Cause::Service),
        (_, Nature::System, _) => Some(Cause::Extraneous),
    }
}

/// What work should wait at most on average: the line of a rule that watches just that, as long as waits are counted as the clock
/// goes.
fn wait_target(world: &World<'_>, rule: &AlertRule, metric: Metric) -> Option<f64> {
    let is_mean = rule.spec.statistic == Statistic::Mean && rule.spec.detector == Detector::Threshold;
    (metric == Metric::Queue && is_mean && rule.spec.unit() == "ms" && world.calendar.is_none())
        .then_some(rule.spec.warn)
}
