//! Values with their moments, from which any window is read without asking the ledger again.

/// One value: so much, of so many, at this moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// When it ended, ms.
    pub at: i64,
    /// A time in ms, or how many of `whole` are so.
    pub part: f64,
    /// How many it is of.
    pub whole: f64,
}

/// Values, oldest first, with their running sums.
#[derive(Debug, Clone, PartialEq)]
pub struct Timed {
    all: Vec<Sample>,
    /// Of all before each: parts, wholes, squares of parts.
    sums: Vec<[f64; 3]>,
}

impl Timed {
    /// Of these, in any order.
    pub fn new(mut all: Vec<Sample>) -> Self {
        all.sort_by_key(|sample| sample.at);
        let mut sums = Vec::with_capacity(all.len() + 1);
        let mut sum = [0.0; 3];
        sums.push(sum);
        for sample in &all {
            sum = [sum[0] + sample.part, sum[1] + sample.whole, sum[2] + sample.part * sample.part];
            sums.push(sum);
        }
        Timed { all, sums }
    }

    /// All of them.
    pub(super) fn into_all(self) -> Vec<Sample> {
        self.all
    }

    /// The moment of the first one.
    pub fn first(&self) -> Option<i64> {
        self.all.first().map(|sample| sample.at)
    }

    /// Those of a window, the end not in it.
    pub fn within(&self, from: i64, until: i64) -> &[Sample] {
        let (low, high) = self.span(from, until);
        &self.all[low..high]
    }

    /// The sums of parts, wholes and squares of a window.
    pub fn sums(&self, from: i64, until: i64) -> [f64; 3] {
        let (low, high) = self.span(from, until);
        let (before, after) = (self.sums[low], self.sums[high]);
        [after[0] - before[0], after[1] - before[1], after[2] - before[2]]
    }

    fn span(&self, from: i64, until: i64) -> (usize, usize) {
        let at = |moment: i64| self.all.partition_point(|sample| sample.at < moment);
        (at(from), at(until).max(at(from)))
    }
}
