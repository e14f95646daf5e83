//! The validator against small models that others wrote to break, or deliberately keep, one rule of the standard.
//!
//! The models are not part of this repository. Without them the test says so in one line and passes.
#![allow(clippy::disallowed_methods)] // where the models lie is a matter of the machine, not of the core
use crate::skipped::skipped;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use weir_core::catalogue::REFUSALS;
use weir_core::validate::check;
use weir_core::{ElementId, Problem, Severity};

/// What becomes of documentation is no finding about a rule.
const REMARKS: &[&str] = &[
    "message-flow-documentation-only",
    "operation-not-executed",
    "implementation-not-executed",
    "role-not-executed",
    "lane-candidate-group",
    "extension-documentation-only",
    "choreography-documentation-only",
    "flow-not-immediate",
];

#[derive(Default)]
struct Score {
    invalid: u32,
    good: u32,
    only_refused: u32,
    better: u32,
    valid: u32,
    false_alarms: u32,
    refused: u32,
}

#[test]
fn rules_of_the_standard_are_found_where_they_are_broken() {
    let folder = suites().join("bpmn-rules");
    let Ok(text) = std::fs::read_to_string(folder.join("cases.json")) else {
        return skipped("the rules of the standard against models", &format!("there are none at {}", folder.display()));
    };
    let cases: Value = serde_json::from_str(&text).expect("cases.json is JSON");
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut passed: BTreeSet<String> = BTreeSet::new();
    let mut report = String::new();
    for case in cases["cases"].as_array().expect("a list of cases") {
        let file = case["file"].as_str().expect("a file");
        let bytes = std::fs::read(folder.join("models").join(file)).expect("a model");
        let score = scores.entry(case["constraint"].as_str().unwrap_or_default().to_owned()).or_default();
        let problems = check(&bytes).problems;
        let found = if case["valid"] == true {
            valid(&problems, score, file, &mut report)
        } else {
            invalid(case, &bytes, &problems, score, file, &mut report)
        };
        if found {
            passed.insert(file.to_owned());
        }
    }
    print(&scores, &report);
    ratchet(&passed);
}

fn valid(problems: &[Problem], score: &mut Score, file: &str, report: &mut String) -> bool {
    score.valid += 1;
    let errors = || problems.iter().filter(|problem| problem.severity == Severity::Error);
    let alarms: Vec<&Problem> = errors().filter(|problem| !REFUSALS.contains(&problem.code.as_str())).collect();
    score.refused += u32::from(errors().next().is_some() && alarms.is_empty());
    score.false_alarms += u32::from(!alarms.is_empty());
    for alarm in &alarms {
        let _ = writeln!(report, "false alarm {file}: {} {}", alarm.code, alarm.message);
    }
    alarms.is_empty()
}

fn invalid(
    case: &Value,
    bytes: &[u8],
    problems: &[Problem],
    score: &mut Score,
    file: &str,
    report: &mut String,
) -> bool {
    score.invalid += 1;
    let findings: Vec<&Problem> = problems.iter().filter(|problem| !REMARKS.contains(&problem.code.as_str())).collect();
    let refused = findings.iter().all(|problem| REFUSALS.contains(&problem.code.as_str()));
    if findings.is_empty() {
        let _ = writeln!(report, "not found   {file}");
        return false;
    }
    score.good += 1;
    score.only_refused += u32::from(refused);
    let mut lines: BTreeSet<u64> = case["lines"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let references = case["bad_references"].as_array().into_iter().flatten();
    lines.extend(references.filter_map(|reference| reference["line"].as_u64()));
    let text = String::from_utf8_lossy(bytes);
    let near = |problem: &&&Problem| {
        let at = u64::from(problem.place.line);
        lines.contains(&at)
            || problem.element.as_ref().and_then(|id| line_of(&text, id)).is_some_and(|l| lines.contains(&l))
    };
    if lines.is_empty() || findings.iter().any(|problem| near(&problem)) {
        score.better += 1;
    } else {
        let codes: Vec<String> = findings.iter().map(|p| format!("{}@{}", p.code, p.place.line)).collect();
        let _ = writeln!(report, "elsewhere   {file} {lines:?}: {}", codes.join(" "));
    }
    true
}

fn line_of(text: &str, id: &ElementId) -> Option<u64> {
    let needle = format!("id=\"{id}\"");
    text.lines().position(|line| line.contains(&needle)).map(|line| line as u64 + 1)
}

fn print(scores: &BTreeMap<String, Score>, report: &str) {
    println!("{report}");
    println!("rule      broken good (only refused) better | kept false-alarms refused");
    let mut all = Score::default();
    for (rule, s) in scores {
        println!(
            "{rule:9} {:6} {:4} {:14} {:6} | {:4} {:12} {:7}",
            s.invalid, s.good, s.only_refused, s.better, s.valid, s.false_alarms, s.refused
        );
        all.invalid += s.invalid;
        all.good += s.good;
        all.only_refused += s.only_refused;
        all.better += s.better;
        all.valid += s.valid;
        all.false_alarms += s.false_alarms;
        all.refused += s.refused;
    }
    println!(
        "all       {:6} {:4} {:14} {:6} | {:4} {:12} {:7}",
        all.invalid, all.good, all.only_refused, all.better, all.valid, all.false_alarms, all.refused
    );
}

/// What passed once must pass for ever; new passes are written down by hand.
fn ratchet(passed: &BTreeSet<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ratchet/bpmn-rules.txt");
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let known: BTreeSet<String> = known.lines().map(str::to_owned).collect();
    let lost: Vec<&String> = known.difference(passed).collect();
    let gained: Vec<&String> = passed.difference(&known).collect();
    if !gained.is_empty() {
        println!("new passes, add them to {}:", path.display());
        for file in gained {
            println!("+{file}");
        }
    }
    assert!(lost.is_empty(), "no longer passes: {lost:?}");
}

fn suites() -> PathBuf {
    std::env::var("SUITES")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/suites"), PathBuf::from)
}
