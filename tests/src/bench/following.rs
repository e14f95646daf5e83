//! What it costs that the history is followed: the same load on an engine that follows it and on one that does not, in turn, so
//! that both have the same good and bad moments of the machine.
use super::in_process::{client, open};
use super::load;
use super::report::Report;
use std::path::Path;
use std::time::Duration;
use weir_engine::{Engine, Options};

/// How often each of the two is under load.
const TURNS: usize = 5;
const CLIENTS: usize = 256;
/// What is promised: the load that an engine takes falls by no more than this share of it, percent.
const COST_PERCENT_MAX: f64 = 5.0;
/// How often to look whether everything is followed.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Of instances that run by themselves, and of work of people.
pub async fn run(directory: &Path, time: Duration, report: &mut Report) {
    for workload in ["w1", "w2"] {
        let at = |name: &str| directory.join(format!("following-{workload}-{name}"));
        let with = open(&at("with"), Options::default()).await;
        let without = open(&at("without"), Options { followed: false, ..Options::default() }).await;
        let mut costs = vec![];
        for turn in 0..TURNS {
            // Whoever is first has a quieter disk, or a busier one: each is first in turn.
            let (followed, alone) = if turn.is_multiple_of(2) {
                let followed = rate(&with, workload, time).await;
                (followed, rate(&without, workload, time).await)
            } else {
                let alone = rate(&without, workload, time).await;
                (rate(&with, workload, time).await, alone)
            };
            costs.push(100.0 * (1.0 - followed / alone));
        }
        assert!(with.metrics().analytics_events > 0, "the one follows");
        assert_eq!(without.metrics().analytics_events, 0, "the other does not");
        costs.sort_by(f64::total_cmp);
        let name = format!("{} in process {CLIENTS}, what following the history takes of it", workload.to_uppercase());
        report.below(&name, costs[TURNS / 2], "%", COST_PERCENT_MAX);
        with.shutdown().await.expect("an orderly end");
        without.shutdown().await.expect("an orderly end");
    }
}

/// Rounds in a second, once everything of them is done and followed: what is left for later would cost the other engine.
async fn rate(engine: &Engine, workload: &'static str, time: Duration) -> f64 {
    let load = load::run(CLIENTS, time, client(engine, workload)).await;
    engine.idle().await;
    while engine.metrics().analytics_lag_ms > 0 {
        tokio::time::sleep(LOOK_AGAIN).await; // waits for the world
    }
    load.per_second
}
