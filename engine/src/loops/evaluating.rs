//! Has expressions evaluated that instances wait for.
use super::{PAGE, REST};
use crate::evaluation::{EvaluationHost, TOO_COSTLY};
use crate::keys::{Bytes, Reader, after, space};
use crate::partition::{By, Task, Want};
use crate::projection::{load, unpack};
use crate::shell::Shell;
use crate::store::Table;
use std::sync::Arc;
use tokio::task::JoinSet;
use weir_core::element::{Seen, View};
use weir_core::expression::Expression;
use weir_core::instance::Answer;
use weir_core::parameter::{Parameters, Reading};
use weir_core::{Command, InstanceId, Key, WaitId};

/// Has everything evaluated that is waited for, for ever.
pub async fn evaluating(shell: Arc<Shell>, host: Arc<dyn EvaluationHost>) {
    loop {
        if let Err(error) = round(&shell, &host).await {
            tracing::warn!(%error, "expressions could not be evaluated; it will be tried again");
            tokio::time::sleep(REST).await;
            continue;
        }
        shell.hub.evaluations.notified().await;
    }
}

async fn round(shell: &Arc<Shell>, host: &Arc<dyn EvaluationHost>) -> Result<(), crate::Error> {
    let (mut start, end) = Bytes::new().byte(space::EVALUATION).prefix();
    loop {
        let page = shell.store.scan(Table::Subscription, &start, &end, PAGE)?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        start = after(last);
        let mut asked = JoinSet::new();
        for (row, value) in page {
            let Some(place) = Reader(&row[1..]).place() else { continue };
            let text: String = unpack(&value)?;
            let (shell, host) = (shell.clone(), host.clone());
            asked.spawn(async move { answer(&shell, &*host, place, &text).await });
        }
        while let Some(done) = asked.join_next().await {
            match done {
                // It was no longer waited for.
                Ok(Ok(()) | Err(crate::Error::Rejected(_))) => {}
                Ok(Err(error)) => return Err(error),
                Err(panic) => tracing::error!(%panic, "an evaluation panicked"),
            }
        }
    }
}

async fn answer(
    shell: &Arc<Shell>,
    host: &dyn EvaluationHost,
    (instance, key, wait): (InstanceId, Key, WaitId),
    text: &str,
) -> Result<(), crate::Error> {
    shell.counters.evaluations.add(1);
    let answer = match request(shell, instance, key, text)? {
        Ok(request) => host.evaluate(request).await,
        Err(message) => Answer::Failed { code: "feel-syntax".to_owned(), message },
    };
    if matches!(&answer, Answer::Failed { code, .. } if code == TOO_COSTLY) {
        shell.counters.evaluations_killed.add(1);
    }
    let command = Command::AnswerEvaluation { key, wait, answer };
    let task = Task::Command { instance, command, want: Want::Nothing };
    shell.ask(instance.partition(), By::engine(), task).await.map(drop)
}

/// The expression with the variables that its element instance sees.
fn request(
    shell: &Shell,
    instance: InstanceId,
    key: Key,
    text: &str,
) -> Result<Result<weir_core::expression::ChildRequest, String>, crate::Error> {
    let loaded = load(&shell.view(), instance)?.ok_or_else(|| crate::Error::not_found("instance", instance))?;
    let process = shell.catalogue.process(&loaded.instance.header.definition)?;
    let now = shell.now();
    let parameters = Reading::of(Parameters::NONE);
    let seen = Seen(View { process: &process, instance: &loaded.instance, now, parameters: &parameters }, key);
    let compiled = Expression::compile(text).map_err(|error| error.to_string());
    Ok(compiled.map(|expression| expression.child_request(&seen, now.to_jiff())))
}
