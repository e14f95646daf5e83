//! With what an anomaly goes together: cases that are flagged against the rest. It says "associated with", never "caused by";
//! accounting ([`difference`](crate::measure::difference)) and mechanism ([`waiting`](crate::measure::waiting)) stand above it.
mod contrast;
mod item;

pub use contrast::{Contrast, Finding, contrast};
pub use item::{Item, case_values, event_values};
