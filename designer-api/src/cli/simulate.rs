//! `weir simulate`: what would happen, and whether a variant is better. Needs no server.
use super::output::{tell, write};
use super::{Failed, exit};
use clap::Args;
use serde_json::json;
use std::fmt::Write as _;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use weir_mining::exchange::{Columns, Keys, read_csv, read_xes};
use weir_mining::log::{Log, paired};
use weir_simulation::compare::{Metric, judge};
use weir_simulation::regime::{regime, teaches};
use weir_simulation::what_if::{Changes, apply};
use weir_simulation::{
    Estimate, GATE_REPLICATIONS_MAX, Gate, Learn, Measured, Model, Options, Outcome, Refusal, Scenario, Simulation,
    Verdict, calibrate, gate, learned,
};

#[derive(Args)]
pub struct Simulate {
    /// BPMN files, and the DMN files that they ask.
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// The scenario, as JSON. With a history it may leave out what can be learned from that.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Variants of it to compare with it; each may name another model file beside it.
    #[arg(long, value_name = "FILE")]
    compare: Vec<PathBuf>,
    /// Changes in the words of people's work, as JSON, made to the first scenario: each file is one more variant.
    #[arg(long, value_name = "FILE")]
    what_if: Vec<PathBuf>,
    /// A history to learn from, XES or CSV, packed or not; the simulation is held against its last two weeks too.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// The case attribute by which small cases in the history are told from large ones.
    #[arg(long, value_name = "NAME", requires = "log")]
    size: Option<String>,
    /// Write what was learned as a scenario to this file.
    #[arg(long, value_name = "FILE", requires = "log")]
    learned: Option<PathBuf>,
    /// The same seed gives the same result.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// How many replications.
    #[arg(long, default_value_t = 30, value_name = "N")]
    replications: u32,
    /// How many cases each has, where the scenario does not say it.
    #[arg(long, default_value_t = 10_000, value_name = "N")]
    cases: u64,
    /// For machines.
    #[arg(long)]
    json: bool,
}

/// What the as-is gate said, or why it could say nothing.
type Judged = Result<Gate, Vec<Refusal>>;

/// What was made of a history: what the as-is gate said, and what is worth a word about what was learned.
struct Taught {
    judged: Judged,
    notes: Vec<Refusal>,
}

/// A scenario with its model.
struct Variant {
    scenario: Scenario,
    model: Model,
}

impl Simulate {
    pub fn run(self) -> Result<(), Failed> {
        let options =
            Options { seed: self.seed, replications: self.replications, cases: self.cases, ..Options::default() };
        let mut all = vec![self.variant(self.scenario.as_deref())?];
        for file in &self.compare {
            all.push(self.variant(Some(file))?);
        }
        let what_ifs = self.what_if.iter().map(|file| changes(file)).collect::<Result<Vec<_>, _>>()?;
        let taught = match &self.log {
            Some(file) => Some(self.learn(&mut all, &what_ifs, &read_log(file)?, &options)?),
            None => None,
        };
        for (file, changes) in self.what_if.iter().zip(&what_ifs) {
            let changed = self.changed(&all[0], file, changes)?;
            all.push(changed);
        }
        let simulations = all
            .iter()
            .map(|variant| Simulation::new(&variant.model, &variant.scenario, &options).map_err(|all| refused(&all)))
            .collect::<Result<Vec<_>, _>>()?;
        let mut measured = vec![];
        for simulation in &simulations {
            let all = side_by_side(simulation)?;
            measured.push((simulation.outcome(&all), all));
        }
        let verdict = judge(Metric::Time, measured);
        if self.json {
            let gate = taught.as_ref().map(|taught| match &taught.judged {
                Ok(gate) => json!(gate),
                Err(refusals) => json!({"verified": false, "refusals": refusals}),
            });
            let notes = taught.map_or_else(Vec::new, |taught| taught.notes);
            let Verdict { baseline, variants, pareto, .. } = verdict;
            let told =
                json!({"baseline": baseline, "variants": variants, "pareto": pareto, "gate": gate, "notes": notes});
            write(&format!("{told:#}\n"));
            return Ok(());
        }
        let unverified = taught.as_ref().is_some_and(|taught| !is_verified(&taught.judged));
        if let Some(taught) = &taught {
            write(&gate_text(&taught.judged));
        }
        write(&verdict_text(&verdict, unverified));
        Ok(())
    }

    /// The models, with the file in place of the first that a variant names.
    fn variant(&self, file: Option<&Path>) -> Result<Variant, Failed> {
        let mut scenario = match file {
            Some(file) => Scenario::read(&read(file)?).map_err(|refusal| refused(&[refusal]))?,
            None => Scenario::default(),
        };
        if scenario.name.is_empty() {
            let stem = file.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
            scenario.name = stem.unwrap_or_else(|| "as is".to_owned());
        }
        let mut paths = self.models.clone();
        if let (Some(model), Some(file)) = (&scenario.model, file) {
            paths[0] = file.parent().unwrap_or(Path::new("")).join(model);
        }
        let files = paths.iter().map(|path| Ok((path.display().to_string(), read(path)?)));
        let files = files.collect::<Result<Vec<_>, Failed>>()?;
        let named: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        let model = Model::read(&named).map_err(|refusals| refused(&refusals))?;
        Ok(Variant { scenario, model })
    }

    /// The first scenario with changes made to it.
    fn changed(&self, first: &Variant, file: &Path, changes: &Changes) -> Result<Variant, Failed> {
        let mut scenario = apply(&first.model, &first.scenario, changes).map_err(|refusals| refused(&refusals))?;
        scenario.name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Variant { model, .. } = self.variant(self.scenario.as_deref())?;
        Ok(Variant { scenario, model })
    }

    /// What a scenario does not say is learned; the first is held against the last weeks.
    fn learn(&self, all: &mut [Variant], what_ifs: &[Changes], log: &Log, options: &Options) -> Result<Taught, Failed> {
        let learn = Learn {
            size: self.size.clone(),
            // Of real times there are no more than there were.
            by_hour: what_ifs.iter().any(|changes| changes.arrivals.is_some()),
            kinds: what_ifs.iter().filter_map(|changes| changes.kinds.clone()).collect(),
            ..Learn::default()
        };
        let given = all[0].scenario.clone();
        // A log that says of which version its cases are is looked at in the latest of them.
        let within = regime(log, None, None);
        let judged = within.as_ref().unwrap_or(log);
        let log = within.as_ref().filter(|within| teaches(within)).unwrap_or(log);
        let known = all[0].model.elements();
        for variant in all.iter_mut() {
            variant.scenario =
                calibrate(&variant.model, log, &variant.scenario, &learn).map_err(|refusals| refused(&refusals))?;
            variant.scenario.asks_for_new_steps(&known);
        }
        // Told before anything can be refused for what the history does not have.
        let notes = learned(&all[0].model, log, &all[0].scenario).notes;
        for note in &notes {
            tell(format_args!("note: {note}\n"));
        }
        if let Some(file) = &self.learned {
            let text = format!("{:#}\n", json!(all[0].scenario));
            std::fs::write(file, text).map_err(|e| unusable(file, &e))?;
        }
        let mut progress = Progress::new("as-is gate", GATE_REPLICATIONS_MAX);
        let told = gate(&all[0].model, judged, &given, &learn, options, &mut |now| progress.show(now.replications));
        progress.end();
        // Too little history to judge by is no reason not to run.
        Ok(Taught { judged: told, notes })
    }
}

/// What is to be different; a file by which nothing is, is none.
fn changes(file: &Path) -> Result<Changes, Failed> {
    let changes: Changes = weir_core::objects::read(&read(file)?)
        .map_err(|error| Failed::new(exit::USAGE, format!("{}: {error}", file.display())))?;
    if changes.is_empty() {
        let message = "simulation-contradiction: nothing is different in it: say what, or leave it out";
        return Err(Failed::new(exit::NO, format!("{}: {message}", file.display())));
    }
    Ok(changes)
}

/// All replications, on as many processors as there are; their order is that of their numbers.
fn side_by_side(simulation: &Simulation) -> Result<Vec<Measured>, Failed> {
    let of = simulation.replications();
    let (next, done) = (AtomicU32::new(0), AtomicU32::new(0));
    let found: Mutex<Vec<Option<Result<Measured, Refusal>>>> = Mutex::new((0..of).map(|_| None).collect());
    let progress = Mutex::new(Progress::new("replications", of));
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(of as usize) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= of || stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let measured = simulation.replication(number, &mut |_| !stop.load(Ordering::Relaxed));
                    stop.fetch_or(measured.is_err(), Ordering::Relaxed);
                    found.lock().expect("no replication panics")[number as usize] = Some(measured);
                    progress.lock().expect("no replication panics").show(done.fetch_add(1, Ordering::Relaxed) + 1);
                }
            });
        }
    });
    progress.lock().expect("no replication panics").end();
    let found = found.into_inner().expect("no replication panics");
    // The first reason is told, not that the others were ended for it.
    let all: Vec<Result<Measured, Refusal>> = found.into_iter().flatten().collect();
    let reason = all.iter().filter_map(|one| one.as_ref().err()).min_by_key(|r| r.code == "simulation-cancelled");
    match reason {
        Some(reason) => Err(refused(std::slice::from_ref(reason))),
        None => Ok(all.into_iter().flatten().collect()),
    }
}

/// A line that says how far it is, for a terminal.
struct Progress {
    what: &'static str,
    of: u32,
    shown: bool,
}

impl Progress {
    fn new(what: &'static str, of: u32) -> Self {
        Progress { what, of, shown: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, done: u32) -> bool {
        if self.shown {
            tell(format_args!("\r{} {done} of {}", self.what, self.of));
        }
        true
    }

    fn end(&mut self) {
        if self.shown {
            tell(format_args!("\n"));
        }
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Failed> {
    std::fs::read(file).map_err(|e| unusable(file, &e))
}

fn unusable(file: &Path, error: &std::io::Error) -> Failed {
    Failed::new(exit::USAGE, format!("{}: {error}", file.display()))
}

fn read_log(file: &Path) -> Result<Log, Failed> {
    let bytes = read(file)?;
    let name = file.to_string_lossy();
    let csv = name.trim_end_matches(".gz").to_ascii_lowercase().ends_with(".csv");
    let imported = if csv { read_csv(&bytes, &Columns::default()) } else { read_xes(&bytes, &Keys::default()) };
    let imported = imported.map_err(|e| Failed::new(exit::NO, format!("{}: {}: {e}", file.display(), e.code())))?;
    // What is learned rests on it, so whoever reads the result has to know.
    for (kind, count) in &imported.faults.counts {
        let first = imported.faults.told.iter().find(|fault| fault.kind == *kind);
        let place =
            first.map_or(String::new(), |f| format!(", first in case {}, event {}: `{}`", f.case, f.event, f.found));
        tell(format_args!("{}: {}: {count}×{place}\n", file.display(), kind.code()));
    }
    Ok(paired(&imported.log))
}

fn refused(refusals: &[Refusal]) -> Failed {
    let lines: Vec<String> = refusals.iter().map(ToString::to_string).collect();
    Failed::new(exit::NO, lines.join("\n  "))
}

fn is_verified(judged: &Judged) -> bool {
    judged.as_ref().is_ok_and(|gate| gate.verified)
}

fn gate_text(judged: &Judged) -> String {
    let mut text = String::new();
    let verified = is_verified(judged);
    let _ = writeln!(text, "as-is gate: {}", if verified { "verified" } else { "UNVERIFIED" });
    for figure in judged.iter().flat_map(|gate| &gate.figures) {
        let mark = if figure.passes { "ok" } else { "too far" };
        let _ = writeln!(text, "  {:<12} off by {:.3}, at most {:.3}: {mark}", figure.figure, figure.off, figure.limit);
    }
    for refusal in judged.as_ref().err().into_iter().flatten() {
        let _ = writeln!(text, "  {refusal}");
    }
    text
}

fn verdict_text(verdict: &Verdict, unverified: bool) -> String {
    let mut text = outcome_text(&verdict.baseline);
    for judged in &verdict.variants {
        text += &outcome_text(&judged.outcome);
        for (metric, found) in &judged.differences {
            let name = format!("{metric:?}");
            let percent = found.percent.map_or(String::new(), |percent| format!(" ({percent:+.1} %)"));
            let _ = writeln!(
                text,
                "  difference of {name:<10} {}{percent}",
                shown(Some(&found.difference), scale(*metric))
            );
        }
        let word = if judged.accept_ready {
            "better, and nothing else is worse".to_owned()
        } else {
            judged.reasons.join("; ")
        };
        // What does not tell the past right proves nothing of what would be.
        let mark = if unverified { "UNVERIFIED: " } else { "" };
        let _ = writeln!(text, "  verdict: {mark}{word}");
    }
    if verdict.variants.is_empty() {
        return text;
    }
    let _ = writeln!(text, "{:<24} {:>12} {:>12}", "scenario", "time, h", "cost");
    for row in &verdict.pareto {
        let number =
            |value: Option<f64>, scale: f64| value.map_or("-".to_owned(), |value| format!("{:.3}", value / scale));
        let by = row.dominated_by.as_ref().map_or(String::new(), |by| format!("  worse than {by}"));
        let _ = writeln!(text, "{:<24} {:>12} {:>12}{by}", row.scenario, number(row.time, HOUR), number(row.cost, 1.0));
    }
    text
}

const HOUR: f64 = 3_600_000.0;

/// In what a figure is shown: hours, or as it is.
fn scale(metric: Metric) -> f64 {
    if matches!(metric, Metric::Cost | Metric::Unfinished) { 1.0 } else { HOUR }
}

fn shown(estimate: Option<&Estimate>, scale: f64) -> String {
    let Some(estimate) = estimate else { return "-".to_owned() };
    let mean = estimate.mean / scale;
    match (estimate.low, estimate.high) {
        (Some(low), Some(high)) => format!("{mean:.3} [{:.3}, {:.3}]", low / scale, high / scale),
        _ => format!("{mean:.3}"),
    }
}

fn outcome_text(outcome: &Outcome) -> String {
    let mut text = String::new();
    let (cases, ended) = (outcome.cases, outcome.ended);
    let _ =
        writeln!(text, "{}: {cases} cases in {} replications, {ended} ended", outcome.scenario, outcome.replications);
    for (name, estimate) in [("mean", &outcome.time), ("p50", &outcome.time_p50), ("p90", &outcome.time_p90)] {
        let _ = writeln!(text, "  time {name:<6} {} h", shown(estimate.as_ref(), HOUR));
    }
    let _ = writeln!(text, "  cost        {}", shown(outcome.cost.as_ref(), 1.0));
    for (id, step) in &outcome.steps {
        let (queue, service) = (shown(step.queue.as_ref(), HOUR), shown(step.service.as_ref(), HOUR));
        let _ = writeln!(text, "  step {id}: queue {queue} h, work {service} h");
    }
    for (id, share) in &outcome.people {
        let _ = writeln!(text, "  {id} works {:.1} % of the time", 100.0 * share.mean);
    }
    for (what, count) in outcome.open.iter().chain(&outcome.stuck) {
        let _ = writeln!(text, "  {count} × {what}");
    }
    text
}
