//! Many clients at once, each doing the same thing over and over for a while.
use std::pin::Pin;
use std::time::{Duration, Instant};

/// One round of one client.
pub type Round = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Rounds in a second, all clients together.
    pub per_second: f64,
    /// The median time of a round.
    pub p50: Duration,
    /// The 99th of a hundred.
    pub p99: Duration,
    /// Rounds, all clients together.
    pub rounds: usize,
}

/// Runs `clients` clients for `time`. Each gets its number and the number of the round.
pub async fn run<F, R>(clients: usize, time: Duration, client: impl Fn(usize) -> F) -> Load
where
    F: FnMut(usize) -> R + Send + 'static,
    R: Future<Output = ()> + Send,
{
    let began = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for number in 0..clients {
        let mut round = client(number);
        running.spawn(async move {
            let mut took = vec![];
            while began.elapsed() < time {
                let asked = Instant::now();
                round(took.len()).await;
                took.push(asked.elapsed());
            }
            took
        });
    }
    let mut took: Vec<Duration> = running.join_all().await.into_iter().flatten().collect();
    let seconds = began.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |share: f64| took.get((took.len() as f64 * share) as usize).copied().unwrap_or_default();
    Load { per_second: took.len() as f64 / seconds, p50: at(0.5), p99: at(0.99), rounds: took.len() }
}

/// Runs `clients` clients until together they have done `rounds` rounds: the same work every time, for a profiler.
pub async fn fixed<F, R>(clients: usize, rounds: usize, client: impl Fn(usize) -> F) -> Duration
where
    F: FnMut(usize) -> R + Send + 'static,
    R: Future<Output = ()> + Send,
{
    let began = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for number in 0..clients {
        let mut round = client(number);
        let mine = rounds / clients + usize::from(number < rounds % clients);
        running.spawn(async move {
            for number in 0..mine {
                round(number).await;
            }
        });
    }
    running.join_all().await;
    began.elapsed()
}

/// The run whose rate is the median of three.
pub async fn median<R: Future<Output = Load>>(mut one: impl FnMut() -> R) -> Load {
    let mut runs = [one().await, one().await, one().await];
    runs.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    runs[1]
}
