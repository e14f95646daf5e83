//! Decisions: what is deployed, and asking it without a process.
use super::Engine;
use crate::api::{AskDecision, DecisionAnswer, DecisionDefinition, DecisionFilter, Page, Paging, UsedParameter};
use crate::loops::{decide, decide_of};
use crate::paging::{counted, counting, limit};
use crate::projection::DecisionRelease;
use crate::{Error, checks};
use serde_json::{Map, Value};
use std::sync::Arc;
use weir_core::decision::{DecisionError, Decisions, Evaluated, File};
use weir_core::parameter::Parameters;
use weir_core::wait::Bound;
use weir_core::{Moment, Problem, Severity};

impl Engine {
    /// What decisions are deployed, by decision and version.
    pub async fn decisions(&self, filter: &DecisionFilter, page: &Paging) -> Result<Page<DecisionDefinition>, Error> {
        let from = counted(b"decisions", page)?;
        let all = self.shell().decisions.all(filter.latest);
        let fits = |r: &&Arc<DecisionRelease>| filter.decision.as_ref().is_none_or(|d| *d == r.definition.decision);
        let mut rest = all.iter().filter(fits).skip(from);
        let items: Vec<_> = rest.by_ref().take(limit(page)).map(|r| self.described_decision(r)).collect();
        let next = rest.next().map(|_| counting(b"decisions", from + items.len()));
        Ok(Page { items, next })
    }

    /// One decision: `decision:version`, or `decision` for the latest version.
    pub async fn decision(&self, id: &str) -> Result<DecisionDefinition, Error> {
        Ok(self.described_decision(&*self.decision_release(id)?))
    }

    /// Its file.
    pub async fn decision_xml(&self, id: &str) -> Result<Vec<u8>, Error> {
        let release = self.decision_release(id)?;
        let files = self.shell().decisions.files(&release)?;
        files.into_iter().next().ok_or_else(|| Error::not_found("decision", id))
    }

    /// Asks a decision. The answer tells which rules matched, and what it rests upon.
    pub async fn ask_decision(&self, ask: AskDecision) -> Result<DecisionAnswer, Error> {
        checks::variables(&ask.variables.clone().into_iter().collect())?;
        let shell = self.shell();
        let release = match (ask.version, ask.version_tag) {
            (None, None) => self.decision_release(&ask.decision)?,
            (Some(version), None) => shell.decisions.bound(&ask.decision, &Bound::Version(version), None)?,
            (None, Some(tag)) => shell.decisions.bound(&ask.decision, &Bound::VersionTag(tag), None)?,
            (Some(_), Some(_)) => {
                return Err(Error::invalid("bad-decision", "say the version or its tag, not both"));
            }
        };
        let decision = release.definition.decision.clone();
        let variables = ask.variables.clone();
        let theirs = (shell.clone(), release.clone(), decision.clone());
        let evaluated = tokio::task::spawn_blocking(move || -> Result<Result<Evaluated, DecisionError>, Error> {
            let (shell, release, decision) = theirs;
            let now = shell.now();
            let parameters = shell.parameters.at(now);
            let moment = Moment { parameters: &parameters, ..Moment::from(shell.at(now)) };
            Ok(shell.decisions.compiled(&release)?.evaluate(&decision, &variables, moment))
        });
        let evaluated = evaluated.await.map_err(|_| Error::invalid("decision-panic", "the evaluation broke down"))?;
        let answer = match evaluated? {
            Err(error) if error.needs_child() => {
                decide(shell, &*shell.evaluation, &release, &decision, ask.variables).await?
            }
            other => other,
        };
        Ok(told(&release, answer?))
    }

    /// The rule parameters that are in force.
    pub fn parameters_in_force(&self) -> Arc<Parameters> {
        self.shell().parameters.at(self.shell().now())
    }

    /// Asks a decision as a text has it, which is not deployed. What is wrong with the text is told instead of an answer.
    pub async fn try_decision(
        &self,
        text: String,
        decision: String,
        variables: Map<String, Value>,
    ) -> Result<DecisionAnswer, Error> {
        checks::variables(&variables.clone().into_iter().collect())?;
        let shell = self.shell();
        let theirs = (shell.clone(), text.clone(), decision.clone(), variables.clone());
        let tried = tokio::task::spawn_blocking(move || {
            let (shell, text, decision, variables) = theirs;
            let (decisions, problems) = Decisions::compile(&[File { name: "", bytes: text.as_bytes() }]);
            refused(&problems)?;
            let now = shell.now();
            let parameters = shell.parameters.at(now);
            let moment = Moment { parameters: &parameters, ..Moment::from(shell.at(now)) };
            Ok::<_, Error>((decisions.evaluate(&decision, &variables, moment), decisions.parameters(&decision)))
        });
        let broke = |_| Error::invalid("decision-panic", "the evaluation broke down");
        let evaluated = match tried.await.map_err(broke)?? {
            (Err(error), used) if error.needs_child() => {
                decide_of(shell, &*shell.evaluation, vec![text], &used, &decision, variables).await?
            }
            (other, _) => other,
        };
        Ok(answered(decision.clone(), &decision, evaluated?))
    }

    fn decision_release(&self, id: &str) -> Result<Arc<DecisionRelease>, Error> {
        let decisions = &self.shell().decisions;
        decisions.find(id).or_else(|| decisions.latest(id)).ok_or_else(|| Error::not_found("decision", id))
    }

    fn described_decision(&self, release: &DecisionRelease) -> DecisionDefinition {
        let mut definition = release.definition.clone();
        let latest = self.shell().decisions.latest(&definition.decision);
        definition.latest = latest.is_some_and(|l| l.definition.version == definition.version);
        definition
    }
}

/// A file that would not be deployed is not tried: its first error says where it is.
fn refused(problems: &[Problem]) -> Result<(), Error> {
    let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    let Some(first) = errors.first() else { return Ok(()) };
    let more = match errors.len() - 1 {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let (line, column) = (first.place.line, first.place.column);
    let message = format!("line {line}, column {column}: {} ({}){more}", first.message, first.code);
    Err(Error::invalid("bad-decision-file", message))
}

fn told(release: &DecisionRelease, answer: Evaluated) -> DecisionAnswer {
    answered(release.definition.id.clone(), &release.definition.decision, answer)
}

/// An answer of a decision that is called `id`.
fn answered(id: String, decision: &str, answer: Evaluated) -> DecisionAnswer {
    let mut problems = answer.faults.clone();
    if answer.value.is_null() {
        problems.extend(answer.unmatched(decision));
    }
    let parameters = answer.parameters.into_iter().map(|(name, version)| UsedParameter { name, version }).collect();
    DecisionAnswer {
        decision: id,
        result: answer.value,
        tables: answer.tables,
        required: answer.required,
        parameters,
        problems,
    }
}
