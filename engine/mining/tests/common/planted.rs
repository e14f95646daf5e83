//! Histories with something planted in them, and their like without it: the same for the same seed.
use std::ops::ControlFlow;
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder, Value, of_cases};
use weir_mining::statistics::chance::Stream;
use weir_mining::suggest::{Access, Facts, Report, Rule, Source, Step, Suggestion, suggest};

/// An hour, ms.
pub const HOUR: f64 = 3_600_000.0;

/// One case, step by step.
pub struct Walk {
    pub rows: Vec<ActivityInstance>,
    pub attributes: Vec<(String, Value)>,
    pub at: i64,
}

impl Walk {
    pub fn from(at: f64) -> Self {
        Walk { rows: vec![], attributes: vec![], at: at as i64 }
    }

    /// A step after the one before: it waits, is claimed and begun, and done.
    pub fn step(&mut self, name: &str, wait: f64, service: f64, actor: &str) -> &mut Self {
        let (wait, service) = (wait.max(0.0) as i64, service.max(1.0) as i64);
        let (enabled, started) = (self.at, self.at + wait);
        let key = self.rows.len() as u64;
        self.rows.push(ActivityInstance {
            key,
            enabled: Some(enabled),
            claimed: Some(started),
            causes: key.checked_sub(1).into_iter().collect(),
            ..ActivityInstance::of(name, started, started + service).by(actor)
        });
        self.at = started + service;
        self
    }

    /// A gateway or event: an instant that nobody does.
    pub fn pass(&mut self, name: &str) -> &mut Self {
        let key = self.rows.len() as u64;
        let at = self.at;
        self.rows.push(ActivityInstance {
            key,
            enabled: Some(at),
            causes: key.checked_sub(1).into_iter().collect(),
            ..ActivityInstance::at(name, at)
        });
        self
    }

    /// What was decided in the last step.
    pub fn decides(&mut self, outcome: &str) -> &mut Self {
        let row = self.rows.last_mut().expect("a step");
        row.attributes.push(("outcome".to_owned(), Value::Text(outcome.to_owned())));
        self
    }

    pub fn is(&mut self, name: &str, value: Value) -> &mut Self {
        self.attributes.push((name.to_owned(), value));
        self
    }
}

/// A log of walks.
pub fn log_of(walks: Vec<Walk>) -> Log {
    let mut log = LogBuilder::default();
    for (number, walk) in walks.into_iter().enumerate() {
        let Walk { rows, attributes, .. } = walk;
        let case = Case { id: number.to_string(), process: "p".to_owned(), version: 1, attributes, rows };
        log.case(case).expect("it is small");
    }
    log.build()
}

/// Declared data: what a step reads, and what it writes.
pub fn data(reads: &[&str], writes: &[&str]) -> Step {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Step {
        access: Some(Access { reads: set(reads), writes: set(writes), source: Source::Declared }),
        ..Step::default()
    }
}

pub fn everything(log: &Log, facts: &Facts) -> Report {
    suggest(log, facts, &mut |_| ControlFlow::Continue(())).expect("nothing ends it")
}

/// What one rule found.
pub fn found(log: &Log, facts: &Facts, rule: Rule) -> Vec<Suggestion> {
    everything(log, facts).suggestions.into_iter().filter(|of| of.rule == rule).collect()
}

/// Plants for some seeds, and leaves it for others: it must be found in at least 95 %, and in at most 5 %. In one case less than
/// the rule asks for nothing is found, whatever is planted.
pub fn planted_and_not(rule: Rule, seeds: (u64, u64), make: impl Fn(&mut Stream, bool) -> (Log, Facts)) {
    let count = |seeds: u64, planted: bool| {
        let of = (0..seeds).filter(|seed| {
            let mut chance = Stream::keyed(&[rule as u64, *seed, u64::from(planted)]);
            let (log, facts) = make(&mut chance, planted);
            !found(&log, &facts, rule).is_empty()
        });
        of.count() as f64 / seeds as f64
    };
    let (power, wrong) = (count(seeds.0, true), count(seeds.1, false));
    println!(
        "{rule:?} {}: planted, found in {power:.2} of {} seeds; not planted, found in {wrong:.3} of {}",
        rule.code(),
        seeds.0,
        seeds.1
    );
    assert!(power >= 0.95, "{rule:?} finds what is planted in {power}");
    assert!(wrong <= 0.05, "{rule:?} finds what is not there in {wrong}");
    let (log, facts) = make(&mut Stream::keyed(&[rule as u64, 0, 1]), true);
    let few = of_cases(&log, |case| (case as u64) + 1 < rule.n_min());
    // What R12 counts is time: one person who did both of what two should is one too many.
    if rule != Rule::R12 {
        assert_eq!(found(&few, &facts, rule), [], "{rule:?} says something of too few cases");
    }
}
