//! Numbers about numbers: quantiles, sketches, intervals, tests. Each with its source; none knows of processes.
pub mod bootstrap;
pub mod chance;
pub mod chart;
pub mod fit;
pub mod interval;
mod quantile;
pub mod queue;
pub mod ranked;
mod sketch;
mod summary;
pub mod test;
mod totals;

pub use quantile::{QUANTILE_MIN, median_absolute_deviation, quantile, quantile_of_enough, quantile_of_sorted};
pub use sketch::{SUB_BUCKETS, Sketch};
pub use summary::Summary;
pub use totals::Totals;
