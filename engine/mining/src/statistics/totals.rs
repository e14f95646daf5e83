//! Sums of whole numbers, exactly: what was added can be taken away, and the order does not matter.
use serde::{Deserialize, Serialize};

/// Count, sum and sum of squares of durations in ms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// How many.
    pub n: u64,
    /// Their sum.
    pub sum: i64,
    squares: u128,
}

impl Totals {
    /// One more.
    pub fn add(&mut self, value: i64) {
        self.n += 1;
        self.sum += value;
        let size = u128::from(value.unsigned_abs());
        self.squares += size * size;
    }

    /// One that was added is taken away.
    pub fn remove(&mut self, value: i64) {
        self.n -= 1;
        self.sum -= value;
        let size = u128::from(value.unsigned_abs());
        self.squares -= size * size;
    }

    /// All of another one.
    pub fn merge(&mut self, other: &Totals) {
        self.n += other.n;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The mean; none without values.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum as f64 / self.n as f64)
    }

    /// The standard deviation of a sample; 0 for fewer than two values.
    pub fn deviation_of_sample(&self) -> f64 {
        if self.n < 2 {
            return 0.0;
        }
        let (n, sum) = (u128::from(self.n), u128::from(self.sum.unsigned_abs()));
        // n·Σx² − (Σx)² in whole numbers where they fit, because both are large and nearly the same.
        let exact = n.checked_mul(self.squares).zip(sum.checked_mul(sum)).map(|(a, b)| (a - b) as f64);
        let spread = exact.unwrap_or_else(|| {
            let mean = self.sum as f64 / self.n as f64;
            (self.squares as f64 / self.n as f64 - mean * mean).max(0.0) * (self.n as f64).powi(2)
        });
        (spread / (self.n as f64 * (self.n - 1) as f64)).sqrt()
    }
}
