//! Models that break or keep one rule of the standard: is what must be reported reported, and nothing else?
use super::{check, errors};
use crate::suites::outcome::{Case, Outcome, Run};
use crate::suites::{NewBackend, guarded, json, not_yet};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;
use weir_core::{Problem, Severity};

#[derive(Debug, Deserialize)]
struct Cases {
    cases: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
struct Rule {
    cls: String,
    file: String,
    valid: bool,
    #[serde(default)]
    lines: Vec<u32>,
}

/// How well a case was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// A broken model without a finding.
    Missed,
    /// A good model refused for what is not executed yet.
    NotYet,
    /// A good model refused.
    FalseAlarm,
    /// A broken model with a finding, but elsewhere.
    Good,
    /// A broken model with a finding at the place, or a good model accepted.
    Better,
}

/// Rules of the standard that are noted only, because nothing is missing here when they are broken.
const RULES_THAT_NOTE: [&str; 1] = ["operation-missing"];

/// A drawing in which nothing can run breaks no rule: that it cannot be deployed is not what these cases are about.
const NOTHING_RUNS: &str = "no-process";

/// Runs the suite.
pub fn run(folder: &Path, new: NewBackend) -> Result<Run, String> {
    let cases: Cases = json(&folder.join("cases.json"))?;
    let mut run = Run { suite: "bpmn-rules".into(), ..Run::default() };
    let mut verdicts = vec![];
    for rule in &cases.cases {
        let path = folder.join("models").join(&rule.file);
        let mut verdict = None;
        let outcome = guarded(|| {
            let checked = check(&path, new);
            if !checked.wrong.is_empty() {
                return Outcome::of(&checked.wrong);
            }
            let judged = judge(rule, &path, &checked.prepared.problems);
            verdict = Some(judged);
            match judged {
                Verdict::Better => Outcome::Passed,
                Verdict::Good => {
                    Outcome::Failed(format!("found, but not at {:?}: {}", rule.lines, list(&checked.prepared.problems)))
                }
                Verdict::Missed => Outcome::Failed("not reported".into()),
                Verdict::NotYet => Outcome::Unsupported(codes(&checked.prepared.problems)),
                Verdict::FalseAlarm => Outcome::Failed(format!("false alarm: {}", list(&checked.prepared.problems))),
            }
        });
        verdicts.extend(verdict.map(|v| (v, rule.valid)));
        run.cases.push(Case { id: rule.file.clone(), construct: rule.cls.clone(), outcome });
    }
    let count =
        |wanted: &dyn Fn(Verdict, bool) -> bool| verdicts.iter().filter(|(v, valid)| wanted(*v, *valid)).count();
    run.figures = vec![
        ("broken models that are reported (good)".into(), count(&|v, valid| !valid && v >= Verdict::Good)),
        (
            "broken models that are reported at the place (better)".into(),
            count(&|v, valid| !valid && v == Verdict::Better),
        ),
        ("broken models that are missed".into(), count(&|v, _| v == Verdict::Missed)),
        ("good models that are refused for what is not executed yet".into(), count(&|v, _| v == Verdict::NotYet)),
        ("good models that are refused (false alarm)".into(), count(&|v, _| v == Verdict::FalseAlarm)),
    ];
    Ok(run)
}

fn judge(rule: &Rule, path: &Path, problems: &[Problem]) -> Verdict {
    if rule.valid {
        return match codes(problems) {
            codes if codes.is_empty() => Verdict::Better,
            codes if not_yet(&codes) => Verdict::NotYet,
            _ => Verdict::FalseAlarm,
        };
    }
    let counts = |p: &&Problem| {
        p.code != NOTHING_RUNS && (p.severity != Severity::Note || RULES_THAT_NOTE.contains(&p.code.as_str()))
    };
    let findings: Vec<&Problem> = problems.iter().filter(counts).collect();
    if findings.is_empty() {
        return Verdict::Missed;
    }
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let there =
        |p: &&Problem| rule.lines.contains(&p.place.line) || line_of(&text, p).is_some_and(|l| rule.lines.contains(&l));
    if rule.lines.is_empty() || findings.iter().any(there) { Verdict::Better } else { Verdict::Good }
}

fn codes(problems: &[Problem]) -> Vec<String> {
    let of_rules = errors(problems).into_iter().filter(|p| p.code != NOTHING_RUNS);
    of_rules.map(|p| p.code.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The line on which the element of a finding has its id.
fn line_of(text: &str, problem: &Problem) -> Option<u32> {
    let id = format!("id=\"{}\"", problem.element.as_ref()?);
    text.lines().position(|line| line.contains(&id)).map(|index| index as u32 + 1)
}

fn list(problems: &[Problem]) -> String {
    let shown = problems.iter().filter(|p| p.severity != Severity::Note).take(3);
    let text: Vec<String> = shown.map(|p| format!("{} line {}", p.code, p.place.line)).collect();
    text.join(", ")
}
