//! The same log put to pm4py, where it can be installed: directly-follows and variants of the whole of it, and exact
//! alignments of cases that deviate. Both figures are of one core in one run.
use super::cpu::timed;
use super::mining::{CASES, synthetic};
use super::report::Report;
use crate::python::{PM4PY, Peer};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::hint::black_box;
use weir_mining::conformance::{log_fitness, read_pnml};
use weir_mining::exchange::write_csv;
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder};
use weir_mining::measure::{dfg, variants};

/// How many times as fast alignments are to be.
const ALIGNMENTS: f64 = 20.0;
/// Cases that are aligned.
const ALIGNED: u64 = 500;

/// What is compared.
pub fn run(report: &mut Report) {
    match theirs(report) {
        Ok(()) => {}
        Err(why) => report.left_out("mining, times pm4py", &why),
    }
}

fn theirs(report: &mut Report) -> Result<(), String> {
    let peer = Peer::installed(PM4PY)?;
    let whole = synthetic(CASES);
    let small = deviating();
    let (table, few) = (peer.file("log.csv", &write_csv(&whole))?, peer.file("few.csv", &write_csv(&small))?);
    let norm = net();
    let model = peer.file("net.pnml", &norm)?;
    let said = peer.run(PROGRAM, &[&table, &few, &model])?;
    let mut told = said.lines().filter_map(|line| line.trim().parse::<f64>().ok());
    let mut number = |what: &str| told.next().ok_or_else(|| format!("it told nothing of {what}: {said}"));
    let rate = |name: &str, their: f64, own: f64, report: &mut Report, least: Option<f64>| {
        let name = format!("mining {name}, times pm4py");
        match least {
            Some(least) => report.at_least(&name, their / own, "times", least),
            None => report.add(&name, their / own, "times"),
        }
    };
    rate("directly-follows", number("edges")?, seconds(|| dfg::frequency(&whole)), report, None);
    rate("variants", number("variants")?, seconds(|| variants::by_sequence(&whole)), report, None);
    let (their_costs, their_time) = (number("costs")?, number("alignments")?);
    let read = read_pnml(&norm).map_err(|fault| fault.to_string())?;
    let own = seconds(|| log_fitness(&small, &read));
    let fitness = log_fitness(&small, &read).map_err(|fault| fault.to_string())?;
    // Both have found the same, or the figure would compare different work.
    assert_eq!(fitness.deviations(), their_costs as u64, "deviations of all cases");
    rate("alignments", their_time, own, report, Some(ALIGNMENTS));
    Ok(())
}

/// Its side: four numbers, seconds and in the third place what all alignments cost in deviations.
const PROGRAM: &str = r"
import sys, time, warnings
warnings.filterwarnings('ignore')
import pandas, pm4py
def log(path):
    frame = pandas.read_csv(path)
    return pm4py.format_dataframe(frame, case_id='case:concept:name', activity_key='concept:name', timestamp_key='time:timestamp')
def best(work):
    times = []
    for _ in range(3):
        begun = time.process_time()
        found = work()
        times.append(time.process_time() - begun)
    return min(times), found
whole, few = log(sys.argv[1]), log(sys.argv[2])
net, start, end = pm4py.read_pnml(sys.argv[3])
print(best(lambda: pm4py.discover_dfg(whole))[0])
print(best(lambda: pm4py.get_variants(whole))[0])
taken, found = best(lambda: pm4py.conformance_diagnostics_alignments(few, net, start, end, multi_processing=False))
skips = lambda move: ('>>' in move) and not (move[0] == '>>' and move[1] is None)
print(sum(1 for one in found for move in one['alignment'] if skips(move)))
print(taken)
";

/// The time of the quickest of five, of this thread as theirs is of their process.
fn seconds<T>(work: impl Fn() -> T) -> f64 {
    let once = |_| timed(|| black_box(work())).1;
    (0..5).map(once).fold(f64::INFINITY, f64::min)
}

/// The steps of the norm, each as it leads from one place to another; a silent one has no name.
const STEPS: &[(&str, &str, &str)] = &[
    ("p0", "receive", "p1"),
    ("p1", "register", "p2"),
    ("p2", "check", "p3"),
    ("p3", "return", "p4"),
    ("p4", "correct", "p2"),
    ("p3", "assess", "p5"),
    ("p5", "decide", "p6"),
    ("p5", "second opinion", "p6"),
    ("p6", "notify", "p7"),
    ("p7", "pay", "p8"),
    ("p7", "refuse", "p8"),
    ("p7", "archive", "p8"),
];

/// The norm as a net, in the format that both read.
fn net() -> String {
    let places: BTreeSet<&str> = STEPS.iter().flat_map(|(from, _, to)| [*from, *to]).collect();
    let mut page = String::new();
    for place in places {
        let marked = if place == "p0" { "<initialMarking><text>1</text></initialMarking>" } else { "" };
        write!(page, r#"<place id="{place}"><name><text>{place}</text></name>{marked}</place>"#).expect("memory");
    }
    for (number, (from, name, to)) in STEPS.iter().enumerate() {
        write!(
            page,
            r#"<transition id="t{number}"><name><text>{name}</text></name></transition><arc id="i{number}" source="{from}" target="t{number}"/><arc id="o{number}" source="t{number}" target="{to}"/>"#
        )
        .expect("memory");
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><pnml><net id="n" type="http://www.pnml.org/version-2009/grammar/pnmlcoremodel"><page id="page">{page}</page><finalmarkings><marking><place idref="p8"><text>1</text></place></marking></finalmarkings></net></pnml>"#
    )
}

/// Cases of the norm in which steps are missing, twice there or in the place of others.
fn deviating() -> Log {
    let mut seed = 7_u64;
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut log = LogBuilder::default();
    for case in 0..ALIGNED {
        let mut names = vec!["receive", "register", "check"];
        for _ in 0..next(5) {
            names.extend(["return", "correct", "check"]);
        }
        names.extend(["assess", if next(3) == 0 { "second opinion" } else { "decide" }, "notify"]);
        names.push(["pay", "refuse", "archive"][next(3) as usize]);
        for _ in 0..=next(3) {
            let (one, other) = (next(names.len() as u64) as usize, next(names.len() as u64) as usize);
            match next(3) {
                0 => drop(names.remove(one)),
                1 => names.insert(one, names[other]),
                _ => names.swap(one, other),
            }
        }
        let rows = names.into_iter().zip(0..).map(|(name, key)| ActivityInstance {
            key,
            ..ActivityInstance::at(name, case as i64 * 86_400_000 + key as i64 * 60_000)
        });
        log.case(Case { id: case.to_string(), rows: rows.collect(), ..Case::default() }).expect("within the limits");
    }
    log.build()
}
