//! What a rule reads: the values of its measure, or of the indicator that it watches, copied out of the history once for all the
//! looks that are due.
use super::{duties, processes};
use crate::api::{AlertEvidence, AlertFlow, AlertRule, AlertSource};
use crate::meter::{self, Meter};
use crate::shell::Shell;
use weir_core::Timestamp;
use weir_mining::ledger::{Ask, DataFault, DataFaults, Ledger, Metric, Samples, Timed};
use weir_mining::watch::alert::Rule;
use weir_mining::watch::fluid::Flow;
use weir_mining::watch::read::{Detector, Missing, Read, Statistic, Watch};
use weir_mining::watch::replay::{Sensitivity, sensitivity};
use weir_mining::watch::versions::Versions;
use weir_mining::watch::windows::{Scaled, Windows};

/// The values that looks are read off.
pub struct Field {
    /// The processes.
    pub processes: Vec<String>,
    /// The values.
    pub values: Values,
    /// From when on they are all there, ms.
    pub held: i64,
    /// Where the history is not as it should be.
    faults: DataFaults,
    /// Of a rule of duties what one person should not do.
    pub pair: Option<(String, String)>,
}

/// What windows are read off.
pub enum Values {
    /// Values of a measure.
    Metric(Metric, Samples),
    /// Values of a measure, version by version.
    Versions(Metric, Versions),
    /// Values of an indicator, and what it is measured by.
    Indicator(Box<Meter>, Scaled),
    /// The moments at which a rule of duties was broken.
    Duty(Samples),
    /// There are none, for this reason.
    None(Missing),
}

impl Field {
    /// Those of a rule for the looks between two moments.
    pub fn of(shell: &Shell, rule: &AlertRule, first: i64, end: i64) -> Self {
        let processes = processes(shell, &rule.spec.scope);
        let needs = rule.spec.watch().needs(first);
        let held = shell.analytics.look(|ledger| ledger.held_from(needs));
        let mut watched_pair = None;
        let values = match &rule.spec.source {
            AlertSource::Metric(metric) if rule.spec.detector == Detector::Version => {
                Values::Versions(*metric, versions(shell, rule, *metric, (first, end)))
            }
            AlertSource::Metric(metric) => {
                let asks = processes.iter().map(|process| ask(rule, process, held.min(end), end));
                // One process after the other, so that nobody waits for all of them.
                let parts = asks.filter_map(|ask| shell.analytics.look(|ledger| ledger.samples(&ask, *metric)).ok());
                Values::Metric(*metric, Samples::joined(*metric, parts.collect()))
            }
            AlertSource::Duty(id) => match pair(shell, rule, id) {
                Err(missing) => Values::None(missing),
                Ok(pair) => {
                    watched_pair = Some(pair.clone());
                    let asks = processes
                        .iter()
                        .map(|process| Ask { both: Some(pair.clone()), ..ask(rule, process, held.min(end), end) });
                    let parts = asks.filter_map(|ask| shell.analytics.look(|ledger| ledger.breach_samples(&ask)).ok());
                    Values::Duty(Samples::joined(Metric::Ended, parts.collect()))
                }
            },
            AlertSource::Indicator(key) => match watched(shell, rule, key) {
                Err(missing) => Values::None(missing),
                Ok(meter) => match shell.analytics.look(|ledger| meter.figured(ledger, held.min(end), end)) {
                    Some(figured) => Values::Indicator(Box::new(meter), figured),
                    None => Values::None(Missing::Unavailable),
                },
            },
        };
        let faults = shell.analytics.look(|ledger| ledger.faults_since(rule.spec.watch().from(first)));
        Field { processes, values, held, faults, pair: watched_pair }
    }

    /// What the window of a moment says.
    pub fn read(&self, rule: &AlertRule, tick: i64) -> Read {
        let watch = rule.spec.watch();
        match &self.values {
            Values::None(missing) => Read::none(*missing, 0),
            // What was measured over a clock that jumped, or while nothing was written, says nothing: nobody is woken by it.
            _ if self.fault(rule, tick).is_some() => Read::none(Missing::DataFault, 0),
            Values::Metric(metric, _) if *metric == Metric::Running => self.windows(rule, tick),
            _ if self.held > watch.from(tick) => Read::none(Missing::Forgotten, 0),
            _ => self.windows(rule, tick),
        }
    }

    /// How much of what runs comes and leaves in the window of a moment, and where that leads. Nothing is told where not all of the
    /// window is held, or something is wrong with it.
    pub fn flow(&self, rule: &AlertRule, tick: i64) -> Option<AlertFlow> {
        let from = rule.spec.watch().from(tick);
        let Values::Metric(Metric::Running, samples) = &self.values else { return None };
        if self.held > from || self.fault(rule, tick).is_some() {
            return None;
        }
        let flow = Flow::of(samples, from, tick);
        let breach = flow.breach(&rule.spec.lines());
        Some(AlertFlow {
            arrived: flow.arrived,
            left: flow.left,
            hours: rule.spec.window_hours,
            breach_at: breach.ok().map(|ms| Timestamp(tick + ms)),
            why: breach.err(),
        })
    }

    /// What is wrong with the data of the window of a moment, as far as it was known then.
    pub fn fault(&self, rule: &AlertRule, tick: i64) -> Option<DataFault> {
        self.faults.of(rule.spec.watch().from(tick), tick)
    }

    fn windows(&self, rule: &AlertRule, tick: i64) -> Read {
        let (watch, lines) = (rule.spec.watch(), rule.spec.lines());
        match &self.values {
            Values::None(missing) => Read::none(*missing, 0),
            Values::Metric(_, samples) | Values::Duty(samples) => watch.read(samples, &lines, tick),
            Values::Versions(_, versions) => watch.read(versions, &lines, tick),
            Values::Indicator(_, figured) => watch.read(figured, &lines, tick),
        }
    }

    /// The lines as the alarm takes them.
    pub fn lines(&self, watch: &Watch, lines: &Rule) -> Rule {
        match &self.values {
            Values::None(_) => *lines,
            Values::Metric(_, samples) | Values::Duty(samples) => watch.rule(lines, samples),
            Values::Versions(_, versions) => watch.rule(lines, versions),
            Values::Indicator(_, figured) => watch.rule(lines, figured),
        }
    }

    /// What a rule would have done from one moment until another: looks read what the engine reads.
    pub fn play(&self, rule: &AlertRule, from: i64, until: i64) -> Sensitivity {
        let (watch, lines) = (rule.spec.watch(), rule.spec.lines());
        let read = |tick: i64| {
            let is_faulty = !matches!(self.values, Values::None(_)) && self.fault(rule, tick).is_some();
            is_faulty.then(|| Read::none(Missing::DataFault, 0))
        };
        match &self.values {
            Values::Metric(_, samples) | Values::Duty(samples) => {
                sensitivity(&watch, &lines, samples, (from, until), read)
            }
            Values::Versions(_, versions) => sensitivity(&watch, &lines, versions, (from, until), read),
            Values::Indicator(_, figured) => sensitivity(&watch, &lines, figured, (from, until), read),
            Values::None(missing) => sensitivity(&watch, &lines, &Nothing::of(*missing), (from, until), read),
        }
    }

    /// The questions whose answers the value of a moment rests on: one for each process.
    pub fn asks(&self, rule: &AlertRule, tick: i64) -> Vec<Ask> {
        let from = rule.spec.watch().from(tick);
        let asks = self.processes.iter().map(|process| ask(rule, process, from, tick));
        let node = match &self.values {
            Values::Indicator(meter, _) => meter.formula().of.clone(),
            _ => None,
        };
        let both = self.pair.clone();
        let version = match &self.values {
            Values::Versions(_, versions) => versions.at(tick).map(|(number, _)| number),
            _ => None,
        };
        let asked = |ask: Ask| Ask {
            node: node.clone().or(ask.node),
            both: both.clone(),
            version: version.or(ask.version),
            ..ask
        };
        asks.map(asked).collect()
    }

    /// The handles of the rows behind the value of a moment.
    pub fn evidence(&self, shell: &Shell, rule: &AlertRule, tick: i64) -> Vec<AlertEvidence> {
        let asks = self.asks(rule, tick);
        let handle = |ledger: &Ledger, ask: &Ask| AlertEvidence {
            process: ask.process.clone(),
            handle: ledger.evidence_of(ask),
        };
        match &self.values {
            Values::Metric(metric, _) if *metric != Metric::Running => {
                shell.analytics.look(|ledger| asks.iter().map(|ask| handle(ledger, ask)).collect())
            }
            Values::Duty(_) | Values::Versions(..) => {
                shell.analytics.look(|ledger| asks.iter().map(|ask| handle(ledger, ask)).collect())
            }
            Values::Indicator(meter, _) => shell.analytics.look(|ledger| meter.evidence(ledger, &asks)),
            _ => vec![],
        }
    }

    /// What is measured, as one of the measures that are spoken of; an indicator may be of something else.
    pub fn metric(&self) -> Option<Metric> {
        match &self.values {
            Values::None(_) | Values::Duty(_) => None,
            Values::Metric(metric, _) | Values::Versions(metric, _) => Some(*metric),
            Values::Indicator(meter, _) => Some(match meter.formula().measure.name {
                "sojourn" | "contribution" => Metric::Sojourn,
                "wait" | "queue" => Metric::Queue,
                "claim-to-start" => Metric::Claimed,
                "service" => Metric::Service,
                "on-time" => Metric::OnTime,
                "rework" => Metric::Rework,
                "first-pass-yield" => Metric::FirstPass,
                "returned" => Metric::SentBack,
                "incident" => Metric::Incidents,
                "intervention" => Metric::Interventions,
                _ => return None,
            }),
        }
    }
}

/// The values of the versions of a process that looks between two moments are about: those at work then, the one before them,
/// and of each what was usual before the next.
fn versions(shell: &Shell, rule: &AlertRule, metric: Metric, (first, end): (i64, i64)) -> Versions {
    let scope = &rule.spec.scope;
    let Some(process) = &scope.process else { return Versions::new(metric, vec![], false) };
    let all = shell.catalogue.all();
    let own = all.iter().map(|release| &release.definition).filter(|definition| definition.process == *process);
    let mut known: Vec<(u32, i64)> = own.map(|definition| (definition.version, definition.deployed.0)).collect();
    known.sort_unstable();
    known.retain(|(number, since)| *since <= end && scope.version.is_none_or(|version| *number <= version));
    let at_work = match scope.version {
        Some(_) => known.len(),
        None => known.partition_point(|(_, since)| *since <= first),
    };
    known.drain(..at_work.saturating_sub(2));
    let part = |(number, since): (u32, i64)| {
        let from = since.min(rule.spec.watch().from(first));
        let held = shell.analytics.look(|ledger| ledger.held_from(from));
        let asked = Ask { version: Some(number), ..ask(rule, process, held.min(end), end) };
        let samples = shell.analytics.look(|ledger| ledger.samples(&asked, metric));
        (number, since, samples.unwrap_or_else(|_| Samples::new(metric, vec![])))
    };
    Versions::new(metric, known.into_iter().map(part).collect(), scope.version.is_some())
}

/// The indicator of a rule, if it is still what it was when the rule was set: lines in another unit, or of another process,
/// would judge something that they were not drawn for.
fn watched(shell: &Shell, rule: &AlertRule, key: &str) -> Result<Meter, Missing> {
    let indicator = &shell.indicators.get(key).ok_or(Missing::IndicatorChanged)?.indicator;
    if meter::scope(indicator) != rule.spec.scope || rule.spec.unit.as_ref() != Some(&indicator.unit) {
        return Err(Missing::IndicatorChanged);
    }
    Meter::of(shell, indicator.clone()).map_err(|_| Missing::Unavailable)
}

/// What a rule of duties names, if it is still of the process that the alert rule watches.
fn pair(shell: &Shell, rule: &AlertRule, id: &str) -> Result<(String, String), Missing> {
    let found = duties::find(shell, id).ok().flatten().ok_or(Missing::Unavailable)?;
    let spec = found.spec;
    if spec.process.is_none() || spec.process != rule.spec.scope.process {
        return Err(Missing::Unavailable);
    }
    Ok((spec.first, spec.second))
}

/// Windows without values.
struct Nothing {
    missing: Missing,
    values: Timed,
}

impl Nothing {
    fn of(missing: Missing) -> Self {
        Nothing { missing, values: Timed::new(vec![]) }
    }
}

impl Windows for Nothing {
    fn values(&self) -> &Timed {
        &self.values
    }

    fn counts(&self) -> bool {
        false
    }

    fn plain(&self, _: Statistic, _: i64, _: i64) -> Read {
        Read::none(self.missing, 0)
    }

    fn one_by_one(&self, _: Statistic) -> bool {
        false
    }
}

/// What is measured, by its name.
pub fn source(source: &AlertSource) -> String {
    match source {
        AlertSource::Metric(metric) => {
            serde_json::to_value(metric).unwrap_or_default().as_str().unwrap_or_default().to_owned()
        }
        AlertSource::Indicator(key) | AlertSource::Duty(key) => key.clone(),
    }
}

/// What ended from a moment until another one, in whole hours and not behind the other one.
pub(super) fn ask(rule: &AlertRule, process: &str, from: i64, until: i64) -> Ask {
    let scope = &rule.spec.scope;
    let ask = Ask {
        version: scope.version,
        node: scope.node.clone(),
        before: Some(until),
        ..Ask::of(process, from.min(until - 1), until)
    };
    // Windows of rules are far shorter than any that is refused.
    ask.clone().checked().unwrap_or(ask)
}
