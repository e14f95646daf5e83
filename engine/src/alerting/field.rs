//! What a rule reads: the values of its measure, or of the indicator that it watches, copied out of the history once for all the
//! looks that are due.
use super::place::{Place, numbers, places};
use super::processes;
use super::source::{norm, office, pair, watched, windows};
use crate::api::{AlertEvidence, AlertFlow, AlertRule, AlertSource};
use crate::meter::Meter;
use crate::shell::Shell;
use std::sync::Arc;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;
use weir_mining::ledger::{Ask, DataFault, DataFaults, Ledger, Metric, Samples, Timed};
use weir_mining::watch::alert::Rule;
use weir_mining::watch::fluid::Flow;
use weir_mining::watch::norm_rules::Norm;
use weir_mining::watch::office::Office;
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
    /// Of a rule that the owner of a process has declared what it asks for.
    pub norm: Option<Norm>,
    places: Vec<Place>,
    /// The people that it is about, where it is about any.
    people: Option<Vec<u32>>,
    /// In whose hours windows are counted.
    calendar: Option<Arc<WorkCalendar>>,
    office: Office,
}

/// What windows are read off.
pub enum Values {
    /// Values of a measure.
    Metric(Metric, Samples),
    /// Values of a measure, version by version.
    Versions(Metric, Versions),
    /// Values of an indicator, and what it is measured by.
    Indicator(Box<Meter>, Scaled),
    /// The moments at which a rule of duties was broken, or those at which instances ended that broke a rule of their process.
    Broken(Samples),
    /// There are none, for this reason.
    None(Missing),
}

impl Field {
    /// Those of a rule for the looks between two moments.
    pub fn of(shell: &Shell, rule: &AlertRule, first: i64, end: i64) -> Self {
        let processes = processes(shell, &rule.spec.scope);
        let watch = rule.spec.watch();
        let (calendar, people) = (windows(shell, rule), numbers(shell, &rule.spec.scope));
        let known = calendar.clone().ok().flatten();
        let seasons = known.clone().or_else(|| shell.only_calendar());
        let office = office(&watch, (known.as_deref(), seasons.as_deref()), (first, end));
        let held = shell.analytics.look(|ledger| ledger.held_from(watch.needs(&office, first)));
        let faults = shell.analytics.look(|ledger| ledger.faults_since(watch.from(&office, first)));
        let missing = calendar.err().or(people.as_ref().err().copied());
        let mut field = Field {
            places: places(shell, &rule.spec.scope, &processes),
            processes,
            values: Values::None(Missing::Unavailable),
            held,
            faults,
            pair: None,
            norm: None,
            people: people.ok().flatten(),
            calendar: known,
            office,
        };
        field.values = missing.map_or_else(|| field.find(shell, rule, first, end), Values::None);
        field
    }

    /// The values of the looks between two moments.
    fn find(&mut self, shell: &Shell, rule: &AlertRule, first: i64, end: i64) -> Values {
        let from = self.held.min(end);
        match &rule.spec.source {
            AlertSource::Metric(metric) if rule.spec.detector == Detector::Version => {
                Values::Versions(*metric, self.versions(shell, rule, *metric, (first, end)))
            }
            AlertSource::Metric(metric) => {
                // One process after the other, so that nobody waits for all of them.
                let asks = self.places.iter().map(|place| self.ask(rule, place, from, end));
                let parts = asks.filter_map(|ask| shell.analytics.look(|ledger| ledger.samples(&ask, *metric)).ok());
                Values::Metric(*metric, Samples::joined(*metric, parts.collect()))
            }
            AlertSource::Duty(id) => match pair(shell, rule, id) {
                Err(missing) => Values::None(missing),
                Ok(pair) => {
                    self.pair = Some(pair.clone());
                    let asks = self.places.iter().map(|place| self.ask(rule, place, from, end));
                    let asks = asks.map(|ask| Ask { both: Some(pair.clone()), ..ask });
                    let parts = asks.filter_map(|ask| shell.analytics.look(|ledger| ledger.breach_samples(&ask)).ok());
                    Values::Broken(Samples::joined(Metric::Ended, parts.collect()))
                }
            },
            AlertSource::Norm(id) => match norm(shell, rule, id) {
                Err(missing) => Values::None(missing),
                Ok(norm) => {
                    self.norm = Some(norm.clone());
                    let asks = self.places.iter().map(|place| self.ask(rule, place, from, end));
                    let asks = asks.map(|ask| Ask { breaks: Some(norm.clone()), ..ask });
                    let of = |ask: Ask| shell.analytics.look(|ledger| ledger.samples(&ask, Metric::Ended)).ok();
                    Values::Broken(Samples::joined(Metric::Ended, asks.filter_map(of).collect()))
                }
            },
            AlertSource::Indicator(key) => match watched(shell, rule, key) {
                Err(missing) => Values::None(missing),
                Ok(meter) => match shell.analytics.look(|ledger| meter.figured(ledger, from, end)) {
                    Some(figured) => Values::Indicator(Box::new(meter), figured),
                    None => Values::None(Missing::Unavailable),
                },
            },
        }
    }

    /// When the window of a moment begins, ms.
    pub fn from(&self, rule: &AlertRule, tick: i64) -> i64 {
        rule.spec.watch().from(&self.office, tick)
    }

    /// Of the looks from a moment on until another one the first whose window is all held.
    pub fn readable(&self, rule: &AlertRule, from: i64, until: i64) -> i64 {
        let every = rule.spec.watch().every_ms();
        // Windows of later looks begin later.
        let (mut low, mut high) = (0, (until - from).max(0) / every + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            let is_held = self.from(rule, from + middle * every) >= self.held;
            (low, high) = if is_held { (low, middle) } else { (middle + 1, high) };
        }
        (from + low * every).min(until)
    }

    /// The hours by which the weeks before a look are held against one another, where windows are those of this rule.
    pub fn seasons(&self, watch: &Watch, calendar: Option<&WorkCalendar>, tick: i64) -> Office {
        let own = self.calendar.as_deref();
        office(watch, (own, own.or(calendar)), (tick, tick))
    }

    /// What the window of a moment says.
    pub fn read(&self, rule: &AlertRule, tick: i64) -> Read {
        match &self.values {
            Values::None(missing) => Read::none(*missing, 0),
            // What was measured over a clock that jumped, or while nothing was written, says nothing: nobody is woken by it.
            _ if self.fault(rule, tick).is_some() => Read::none(Missing::DataFault, 0),
            Values::Metric(metric, _) if *metric == Metric::Running => self.windows(rule, tick),
            _ if self.held > self.from(rule, tick) => Read::none(Missing::Forgotten, 0),
            _ => self.windows(rule, tick),
        }
    }

    /// How much of what runs comes and leaves in the window of a moment, and where that leads. Nothing is told where not all of the
    /// window is held, or something is wrong with it.
    pub fn flow(&self, rule: &AlertRule, tick: i64) -> Option<AlertFlow> {
        let from = self.from(rule, tick);
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
        self.faults.of(self.from(rule, tick), tick)
    }

    fn windows(&self, rule: &AlertRule, tick: i64) -> Read {
        let (watch, lines) = (rule.spec.watch(), rule.spec.lines());
        match &self.values {
            Values::None(missing) => Read::none(*missing, 0),
            Values::Metric(_, samples) | Values::Broken(samples) => watch.read(samples, &self.office, &lines, tick),
            Values::Versions(_, versions) => watch.read(versions, &self.office, &lines, tick),
            Values::Indicator(_, figured) => watch.read(figured, &self.office, &lines, tick),
        }
    }

    /// The lines as the alarm takes them.
    pub fn lines(&self, watch: &Watch, lines: &Rule) -> Rule {
        match &self.values {
            Values::None(_) => *lines,
            Values::Metric(_, samples) | Values::Broken(samples) => watch.rule(lines, samples),
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
        let (time, office) = ((from, until), &self.office);
        match &self.values {
            Values::Metric(_, samples) | Values::Broken(samples) => {
                sensitivity(&watch, &lines, (samples, office), time, read)
            }
            Values::Versions(_, versions) => sensitivity(&watch, &lines, (versions, office), time, read),
            Values::Indicator(_, figured) => sensitivity(&watch, &lines, (figured, office), time, read),
            Values::None(missing) => sensitivity(&watch, &lines, (&Nothing::of(*missing), office), time, read),
        }
    }

    /// The questions whose answers the value of a moment rests on: one for each process.
    pub fn asks(&self, rule: &AlertRule, tick: i64) -> Vec<Ask> {
        let from = self.from(rule, tick);
        let asks = self.places.iter().map(|place| self.ask(rule, place, from, tick));
        let node = match &self.values {
            Values::Indicator(meter, _) => meter.formula().of.clone(),
            _ => None,
        };
        let version = match &self.values {
            Values::Versions(_, versions) => versions.at(tick).map(|(number, _)| number),
            _ => None,
        };
        let asked = |ask: Ask| Ask {
            node: node.clone().or(ask.node),
            both: self.pair.clone(),
            breaks: self.norm.clone(),
            version: version.or(ask.version),
            ..ask
        };
        asks.map(asked).collect()
    }

    /// The handles of the rows behind the value of a moment.
    pub fn evidence(&self, shell: &Shell, rule: &AlertRule, tick: i64) -> Vec<AlertEvidence> {
        // A measure that only some have is told of these.
        let measured = match &self.values {
            Values::Metric(metric, _) | Values::Versions(metric, _) => Some(*metric).filter(|of| of.is_of_some()),
            _ => None,
        };
        let asks: Vec<Ask> = self.asks(rule, tick).into_iter().map(|ask| Ask { measured, ..ask }).collect();
        let handle = |ledger: &Ledger, ask: &Ask| AlertEvidence {
            process: ask.process.clone(),
            handle: ledger.evidence_of(ask),
        };
        match &self.values {
            Values::Metric(metric, _) if *metric != Metric::Running => {
                shell.analytics.look(|ledger| asks.iter().map(|ask| handle(ledger, ask)).collect())
            }
            Values::Broken(_) | Values::Versions(..) => {
                shell.analytics.look(|ledger| asks.iter().map(|ask| handle(ledger, ask)).collect())
            }
            Values::Indicator(meter, _) => shell.analytics.look(|ledger| meter.evidence(ledger, &asks)),
            // What ran then is told while it can be known.
            Values::Metric(..) => shell.analytics.look(|ledger| {
                let handle = |ask: &Ask| Some((ask.process.clone(), ledger.evidence_of_running(ask, tick)?));
                let all = asks.iter().filter_map(handle);
                all.map(|(process, handle)| AlertEvidence { process, handle }).collect()
            }),
            Values::None(_) => vec![],
        }
    }

    /// The values of the versions of a process that looks between two moments are about: those at work then, the one before them,
    /// and of each what was usual before the next.
    fn versions(&self, shell: &Shell, rule: &AlertRule, metric: Metric, (first, end): (i64, i64)) -> Versions {
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
            let from = since.min(self.from(rule, first));
            let held = shell.analytics.look(|ledger| ledger.held_from(from));
            let asked = self.ask(rule, &(process.clone(), Some(number)), held.min(end), end);
            let samples = shell.analytics.look(|ledger| ledger.samples(&asked, metric));
            (number, since, samples.unwrap_or_else(|_| Samples::new(metric, vec![])))
        };
        Versions::new(metric, known.into_iter().map(part).collect(), scope.version.is_some())
    }

    /// What ended from a moment until another one, in whole hours and not behind the other one.
    fn ask(&self, rule: &AlertRule, (process, version): &Place, from: i64, until: i64) -> Ask {
        let ask = Ask {
            version: *version,
            node: rule.spec.scope.node.clone(),
            before: Some(until),
            people: self.people.clone(),
            ..Ask::of(process, from.min(until - 1), until)
        };
        // Windows of rules are far shorter than any that is refused.
        ask.clone().checked().unwrap_or(ask)
    }

    /// What is measured, as one of the measures that are spoken of; an indicator may be of something else.
    pub fn metric(&self) -> Option<Metric> {
        match &self.values {
            Values::None(_) | Values::Broken(_) => None,
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
        AlertSource::Indicator(key) | AlertSource::Duty(key) | AlertSource::Norm(key) => key.clone(),
    }
}
