//! Files are repaired and drawn beside the threads that answer requests, a few at a time: a large one takes a while.
use super::Refusal;
use tokio::sync::Semaphore;

/// How many are worked on at the same time; whoever comes next waits its turn.
pub const DRAWINGS_MAX: usize = 4;

static TURNS: Semaphore = Semaphore::const_new(DRAWINGS_MAX);

/// Works on files on a thread that may be busy.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let broken = |_| Refusal::bad("model-unreadable", "a file could not be read");
    let turn = TURNS.acquire().await.map_err(|_| Refusal::bad("model-unreadable", "nothing is drawn any more"))?;
    // The turn is over with the work, also where whoever asked has gone meanwhile.
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    done.await.map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_few_are_worked_on_at_a_time_and_a_panic_gives_its_turn_back() {
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut all = vec![];
        for number in 0..5 * DRAWINGS_MAX {
            let (now, most) = (now.clone(), most.clone());
            all.push(tokio::spawn(apart(move || {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::yield_now();
                now.fetch_sub(1, Ordering::SeqCst);
                assert!(number % 5 != 0, "a drawing that breaks");
            })));
        }
        let mut broken = 0;
        for one in all {
            let done = tokio::time::timeout(Duration::from_mins(1), one).await.expect("everybody has a turn");
            broken += usize::from(done.expect("a task").is_err());
        }
        assert_eq!(broken, DRAWINGS_MAX);
        assert!(most.load(Ordering::SeqCst) <= DRAWINGS_MAX);
    }
}
