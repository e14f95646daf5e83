//! Alerts: rules that watch the history, what rings, who takes it on, and who has asked for quiet.
mod inbox;
mod rules;
mod silences;

use super::access::Guard;
use super::{App, Refusal};
use utoipa_axum::router::OpenApiRouter;
use weir_core::access::Action;
use weir_engine::Error;

pub(super) fn routes() -> OpenApiRouter<App> {
    rules::routes().merge(inbox::routes()).merge(silences::routes())
}

/// May they see what is about all of these processes? What is about none is for those who see everything.
fn sees(guard: &Guard, processes: &[String]) -> bool {
    guard.has_everything(Action::SeeInstances)
        || (!processes.is_empty()
            && processes.iter().all(|process| guard.sees(Action::SeeInstances, process, None).unwrap_or(false)))
}

/// What they may not see is not there.
fn expect_seen(guard: &Guard, processes: &[String], what: &'static str, id: &str) -> Result<(), Refusal> {
    if sees(guard, processes) { Ok(()) } else { Err(Error::NotFound { what, id: id.to_owned() }.into()) }
}

/// Rules are set by those who set rule parameters: both are lines that are drawn without touching a model.
pub(super) async fn expect_sets(guard: &Guard, processes: &[String]) -> Result<(), Refusal> {
    if processes.is_empty() {
        guard.installation(Action::SetParameters).await?;
    }
    for process in processes {
        guard.process(Action::SetParameters, process).await?;
    }
    Ok(())
}

/// Alerts are taken on by those who keep instances going, and by those who draw the lines.
async fn expect_handles(guard: &Guard, processes: &[String]) -> Result<(), Refusal> {
    let operates = |process: &String| guard.sees(Action::Operate, process, None).unwrap_or(false);
    if !processes.is_empty() && processes.iter().all(operates) {
        return Ok(());
    }
    if guard.has_everything(Action::Operate) {
        return Ok(());
    }
    expect_sets(guard, processes).await
}
