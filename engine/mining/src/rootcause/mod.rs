//! With what an anomaly goes together: cases that are flagged against the rest. It says "associated with", never "caused by";
//! accounting ([`difference`](crate::measure::difference)) and mechanism ([`waiting`](crate::measure::waiting)) stand above it.
mod bins;
mod contrast;
mod item;
mod rank;

pub use bins::{BINS_MAX, DISTINCT_MAX, binned, without_ids};
pub use contrast::{Contrast, Finding, contrast};
pub use item::{Item, case_values, event_values};
pub use rank::{
    Asked, BEAM, CASES_MIN, DEPTH_MAX, Driver, FLAGGED_MIN, GAIN_MIN, Impact, Label, PRESENCE_MAX, Q_MAX, Ranking,
    SUPPORT_MIN, rank, rank_by,
};
