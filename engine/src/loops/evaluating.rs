//! Has expressions evaluated that instances wait for.
use super::{PAGE, REST};
use crate::RETRY_AFTER_MS;
use crate::evaluation::{EvaluationHost, TOO_COSTLY, UNAVAILABLE, Work};
use crate::keys::{Bytes, Reader, after, space};
use crate::partition::{By, Task, Want, refused};
use crate::projection::{DecisionRelease, Target, load};
use crate::shell::Shell;
use crate::store::Table;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;
use weir_core::decision::{DecisionError, DecisionRequest, Evaluated};
use weir_core::element::{Seen, View};
use weir_core::expression::Expression;
use weir_core::instance::Answer;
use weir_core::parameter::Reading;
use weir_core::script::{JavaScript, ScriptRequest};
use weir_core::wait::WaitFor;
use weir_core::{Command, Instance, Key};

/// The code of a decision, or an answer of one, that cannot be read.
const UNREADABLE: &str = "decision-unreadable";

/// Has everything evaluated that is waited for, for ever.
pub async fn evaluating(shell: Arc<Shell>, host: Arc<dyn EvaluationHost>) {
    let mut asked = Asked { shell: shell.clone(), host, running: JoinSet::new(), places: HashMap::new(), again: None };
    loop {
        if let Err(error) = asked.sweep().await {
            tracing::warn!(%error, "what is to be evaluated could not be read; it will be tried again");
            asked.later();
        }
        asked.until_there_is_more().await;
    }
}

/// What is being evaluated. As one ends the next is taken, so that a costly one takes one place of many and keeps none of
/// the others waiting.
struct Asked {
    shell: Arc<Shell>,
    host: Arc<dyn EvaluationHost>,
    running: JoinSet<Result<(), crate::Error>>,
    /// Who waits for each of them.
    places: HashMap<Id, Target>,
    /// When to look at those again that could not be answered.
    again: Option<Instant>,
}

impl Asked {
    /// Asks for all that is waited for, once; those that are being evaluated go on.
    async fn sweep(&mut self) -> Result<(), crate::Error> {
        let (mut start, end) = Bytes::new().byte(space::EVALUATION).prefix();
        loop {
            let page = self.shell.store.scan(Table::Subscription, &start, &end, PAGE)?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            start = after(last);
            let under_way: HashSet<Target> = self.places.values().copied().collect();
            let places = page.iter().filter_map(|(row, _)| Reader(&row[1..]).place());
            let places = places.map(|(instance, key, wait)| Target { instance, key, wait });
            for to in places.filter(|to| !under_way.contains(to)) {
                while self.running.len() >= PAGE {
                    self.one_ends().await;
                }
                let (shell, host) = (self.shell.clone(), self.host.clone());
                let task = self.running.spawn(async move { answer(&shell, &*host, to).await });
                self.places.insert(task.id(), to);
            }
        }
    }

    /// Returns when something new is waited for, or something is to be tried again.
    async fn until_there_is_more(&mut self) {
        let shell = self.shell.clone();
        loop {
            let again = self.again;
            let rested = async {
                match again {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = shell.hub.evaluations.notified() => return,
                () = rested => {
                    self.again = None;
                    return;
                }
                Some(ended) = self.running.join_next_with_id() => self.ended(ended),
            }
        }
    }

    async fn one_ends(&mut self) {
        if let Some(ended) = self.running.join_next_with_id().await {
            self.ended(ended);
        }
    }

    fn ended(&mut self, ended: Result<(Id, Result<(), crate::Error>), JoinError>) {
        let id = ended.as_ref().map_or_else(JoinError::id, |(id, _)| *id);
        self.places.remove(&id);
        match ended {
            // It was no longer waited for.
            Ok((_, Ok(()) | Err(crate::Error::Rejected(_) | crate::Error::NotFound { what: "instance", .. }))) => {}
            Ok((_, Err(error))) => {
                tracing::warn!(%error, "an expression could not be evaluated; it will be tried again");
                self.later();
            }
            Err(panic) => {
                tracing::error!(%panic, "an evaluation panicked");
                self.later();
            }
        }
    }

    fn later(&mut self) {
        self.again.get_or_insert_with(|| Instant::now() + REST);
    }
}

async fn answer(
    shell: &Arc<Shell>,
    host: &dyn EvaluationHost,
    Target { instance, key, wait }: Target,
) -> Result<(), crate::Error> {
    let loaded = load(&shell.view(), instance)?.ok_or_else(|| crate::Error::not_found("instance", instance))?;
    let command = match loaded.instance.wait(key, wait).map(|wait| wait.on.clone()) {
        Some(WaitFor::Evaluation { expression }) => {
            let answer = match request(shell, &loaded.instance, key, &expression)? {
                Ok(work) => evaluate(shell, host, work).await?,
                Err(message) => Answer::failed("feel-syntax", message),
            };
            Command::AnswerEvaluation { key, wait, answer }
        }
        Some(WaitFor::Decision { decision, bound }) => {
            let release = shell.bound_decision(&decision, &bound, &loaded.instance.header.definition);
            let variables = loaded.instance.visible(key).into_iter().collect();
            match release {
                Ok(release) => match decide(shell, host, &release, &decision, variables).await? {
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
                Command::AnswerEvaluation { key, wait, answer: Answer::failed(&code, message) }
            })
            .await
        }
        told => told,
    }
}

/// What the host answers. That it cannot evaluate at all is no answer: the same may succeed later.
async fn evaluate(shell: &Shell, host: &dyn EvaluationHost, work: Work) -> Result<Answer, crate::Error> {
    shell.counters.evaluations.add(1);
    let answer = host.evaluate(work).await;
    match &answer {
        Answer::Failed { code, message, .. } if code == UNAVAILABLE => {
            tracing::warn!(message, "nothing can be evaluated at present");
            return Err(crate::Error::Overloaded { retry_after_ms: RETRY_AFTER_MS });
        }
        Answer::Failed { code, .. } if code == TOO_COSTLY => shell.counters.evaluations_killed.add(1),
        _ => {}
    }
    Ok(answer)
}

/// Has a decision evaluated that only a killable process may evaluate.
pub async fn decide(
    shell: &Shell,
    host: &dyn EvaluationHost,
    release: &DecisionRelease,
    decision: &str,
    inputs: serde_json::Map<String, serde_json::Value>,
) -> Result<Result<Evaluated, DecisionError>, crate::Error> {
    let failed = |code: &str, message: String| DecisionError::Child { code: code.to_owned(), message };
    let read = || Ok((shell.decisions.compiled(release)?.parameters(decision), shell.decisions.files(release)?));
    let (used, files) = match read() {
        Ok(read) => read,
        Err(error) => {
            let error: crate::Error = error;
            return Ok(Err(failed(UNREADABLE, error.to_string())));
        }
    };
    let files = files.into_iter().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
    decide_of(shell, host, files, &used, decision, inputs).await
}

/// The same for a decision of these files, of which the first has it.
pub async fn decide_of(
    shell: &Shell,
    host: &dyn EvaluationHost,
    files: Vec<String>,
    used: &BTreeSet<String>,
    decision: &str,
    inputs: serde_json::Map<String, serde_json::Value>,
) -> Result<Result<Evaluated, DecisionError>, crate::Error> {
    let failed = |code: &str, message: String| DecisionError::Child { code: code.to_owned(), message };
    let now = shell.now();
    let request = DecisionRequest {
        files,
        decision: decision.to_owned(),
        inputs,
        now,
        parameters: shell.parameters.at(now).only(used.iter()),
        zone: shell.zone.iana_name().map(str::to_owned),
    };
    Ok(match evaluate(shell, host, Work::Decision(Box::new(request))).await? {
        Answer::Value(value) => serde_json::from_value(value).map_err(|error| failed(UNREADABLE, error.to_string())),
        Answer::Failed { code, message, .. } => Err(failed(&code, message)),
    })
}

/// The expression or script with the variables that its element instance sees.
fn request(shell: &Shell, instance: &Instance, key: Key, text: &str) -> Result<Result<Work, String>, crate::Error> {
    let process = shell.catalogue.process(&instance.header.definition)?;
    let now = shell.now();
    let parameters = shell.parameters.at(now);
    let reading = Reading::of(&parameters);
    let staff = shell.staff_of(&instance.header.definition);
    let (parameters, organisation, zone, tenant) = (&reading, staff.workplace(), &shell.zone, staff.tenant());
    let view = View { process: &process, instance, now, parameters, organisation, zone, tenant, actor: None };
    if let Some(script) = JavaScript::read(text) {
        return Ok(Ok(Work::Script(Box::new(ScriptRequest::of(view, key, &script)))));
    }
    let seen = Seen(view, key);
    let compiled = Expression::compile(text).map_err(|error| error.to_string());
    Ok(compiled.map(|expression| Work::Expression(expression.child_request(&seen, now.to_jiff()))))
}
