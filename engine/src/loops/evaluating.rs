//! Has expressions evaluated that instances wait for.
use super::{PAGE, REST};
use crate::evaluation::{EvaluationHost, TOO_COSTLY, Work};
use crate::keys::{Bytes, Reader, after, space};
use crate::partition::{By, Task, Want, refused};
use crate::projection::{DecisionRelease, load};
use crate::shell::Shell;
use crate::store::Table;
use std::sync::Arc;
use tokio::task::JoinSet;
use weir_core::decision::{DecisionError, DecisionRequest, Evaluated};
use weir_core::element::{Seen, View};
use weir_core::expression::Expression;
use weir_core::instance::Answer;
use weir_core::parameter::Reading;
use weir_core::script::{JavaScript, ScriptRequest};
use weir_core::wait::WaitFor;
use weir_core::{Command, Instance, InstanceId, Key, WaitId};

/// Has everything evaluated that is waited for, for ever.
pub async fn evaluating(shell: Arc<Shell>, host: Arc<dyn EvaluationHost>) {
    loop {
        match round(&shell, &host).await {
            Ok(true) => shell.hub.evaluations.notified().await,
            Ok(false) => tokio::time::sleep(REST).await,
            Err(error) => {
                tracing::warn!(%error, "what is to be evaluated could not be read; it will be tried again");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// All that is waited for, once. One that cannot be answered keeps none of the others from theirs; false when there was
/// such a one.
async fn round(shell: &Arc<Shell>, host: &Arc<dyn EvaluationHost>) -> Result<bool, crate::Error> {
    let (mut start, end) = Bytes::new().byte(space::EVALUATION).prefix();
    let mut all = true;
    loop {
        let page = shell.store.scan(Table::Subscription, &start, &end, PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(all) };
        start = after(last);
        let mut asked = JoinSet::new();
        for (row, _) in page {
            let Some(place) = Reader(&row[1..]).place() else { continue };
            let (shell, host) = (shell.clone(), host.clone());
            asked.spawn(async move { answer(&shell, &*host, place).await });
        }
        while let Some(done) = asked.join_next().await {
            match done {
                // It was no longer waited for.
                Ok(Ok(()) | Err(crate::Error::Rejected(_) | crate::Error::NotFound { what: "instance", .. })) => {}
                Ok(Err(error)) => {
                    tracing::warn!(%error, "an expression could not be evaluated; it will be tried again");
                    all = false;
                }
                Err(panic) => {
                    tracing::error!(%panic, "an evaluation panicked");
                    all = false;
                }
            }
        }
    }
}

async fn answer(
    shell: &Arc<Shell>,
    host: &dyn EvaluationHost,
    (instance, key, wait): (InstanceId, Key, WaitId),
) -> Result<(), crate::Error> {
    let loaded = load(&shell.view(), instance)?.ok_or_else(|| crate::Error::not_found("instance", instance))?;
    let command = match loaded.instance.wait(key, wait).map(|wait| wait.on.clone()) {
        Some(WaitFor::Evaluation { expression }) => {
            let answer = match request(shell, &loaded.instance, key, &expression)? {
                Ok(work) => evaluate(shell, host, work).await,
                Err(message) => Answer::Failed { code: "feel-syntax".to_owned(), message },
            };
            Command::AnswerEvaluation { key, wait, answer }
        }
        Some(WaitFor::Decision { decision, bound }) => {
            let release = shell.bound_decision(&decision, &bound, &loaded.instance.header.definition);
            let variables = loaded.instance.visible(key).into_iter().collect();
            match release {
                Ok(release) => match decide(shell, host, &release, &decision, variables).await {
                    Ok(answer) => {
                        let decision = release.definition.id.clone();
                        Command::AnswerDecision { key, wait, decision, answer: Box::new(answer) }
                    }
                    Err(error) => refused(key, wait, &error),
                },
                Err(error) => {
                    let (code, message) = (error.code().to_owned(), error.to_string());
                    Command::RefuseDecision { key, wait, code, message }
                }
            }
        }
        _ => return Ok(()),
    };
    let decision = matches!(command, Command::AnswerDecision { .. });
    let tell = async |command| {
        let task = Task::Command { instance, command, want: Want::Nothing };
        shell.ask(instance.partition(), By::engine(), task).await.map(drop)
    };
    match tell(command).await {
        // An answer that nothing can be done with is an incident of its instance, not something to ask for again.
        Err(crate::Error::Invalid { code, message }) => {
            let code = code.to_owned();
            tell(if decision {
                Command::RefuseDecision { key, wait, code, message }
            } else {
                Command::AnswerEvaluation { key, wait, answer: Answer::Failed { code, message } }
            })
            .await
        }
        told => told,
    }
}

async fn evaluate(shell: &Shell, host: &dyn EvaluationHost, work: Work) -> Answer {
    shell.counters.evaluations.add(1);
    let answer = host.evaluate(work).await;
    if matches!(&answer, Answer::Failed { code, .. } if code == TOO_COSTLY) {
        shell.counters.evaluations_killed.add(1);
    }
    answer
}

/// Has a decision evaluated that only a killable process may evaluate.
pub async fn decide(
    shell: &Shell,
    host: &dyn EvaluationHost,
    release: &DecisionRelease,
    decision: &str,
    inputs: serde_json::Map<String, serde_json::Value>,
) -> Result<Evaluated, DecisionError> {
    let failed = |code: &str, message: String| DecisionError::Child { code: code.to_owned(), message };
    let unreadable = |error: crate::Error| failed("decision-unreadable", error.to_string());
    let used = shell.decisions.compiled(release).map_err(unreadable)?.parameters(decision);
    let files = shell.decisions.files(release).map_err(unreadable)?;
    let now = shell.now();
    let request = DecisionRequest {
        files: files.into_iter().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect(),
        decision: decision.to_owned(),
        inputs,
        now,
        parameters: shell.parameters.at(now).only(used.iter()),
    };
    match evaluate(shell, host, Work::Decision(Box::new(request))).await {
        Answer::Value(value) => {
            serde_json::from_value(value).map_err(|error| failed("evaluation-unavailable", error.to_string()))
        }
        Answer::Failed { code, message } => Err(failed(&code, message)),
    }
}

/// The expression or script with the variables that its element instance sees.
fn request(shell: &Shell, instance: &Instance, key: Key, text: &str) -> Result<Result<Work, String>, crate::Error> {
    let process = shell.catalogue.process(&instance.header.definition)?;
    let now = shell.now();
    let parameters = shell.parameters.at(now);
    let reading = Reading::of(&parameters);
    let organisation = shell.organisation.now();
    let view = View { process: &process, instance, now, parameters: &reading, organisation: &organisation };
    if let Some(script) = JavaScript::read(text) {
        return Ok(Ok(Work::Script(Box::new(ScriptRequest::of(view, key, &script)))));
    }
    let seen = Seen(view, key);
    let compiled = Expression::compile(text).map_err(|error| error.to_string());
    Ok(compiled.map(|expression| Work::Expression(expression.child_request(&seen, now.to_jiff()))))
}
