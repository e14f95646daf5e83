//! How long one thread was at work, as a peer in Python measures itself: on a machine that does other things too, time that
//! passes would tell how busy the machine is.
use std::time::Instant;

/// What came of some work, and for how many seconds this thread was at it. Where the system does not tell, it is the time
/// that passed.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let (began, before) = (Instant::now(), at_work());
    let done = work();
    let passed = began.elapsed().as_secs_f64();
    let worked = before.zip(at_work()).map(|(before, after)| after - before);
    // The system counts in slices: less than one of them is not told.
    (done, worked.filter(|seconds| *seconds > 0.0).unwrap_or(passed))
}

/// How long this thread has been at work, seconds.
fn at_work() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split_whitespace().next()?.parse::<u64>().ok()? as f64 / 1e9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_no_longer_than_the_time_that_passes() {
        let began = Instant::now();
        let (sum, seconds) = timed(|| (0..2_000_000_u64).fold(0_u64, |sum, n| sum.wrapping_mul(31).wrapping_add(n)));
        assert_ne!(sum, 0);
        // What the system told before and after may lie a slice of time apart.
        assert!(seconds > 0.0 && seconds <= began.elapsed().as_secs_f64() + 0.02, "{seconds}");
    }
}
