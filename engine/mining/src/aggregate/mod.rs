//! Aggregates that follow the engine: small numbers for each hour and day, kept up with every row that ends.
//!
//! Everything in them is a sum of whole numbers, so adding rows one by one, in any order, gives bit by bit what a rebuild
//! gives, and a row that is corrected is taken away again ([`Aggregates::remove`]).
mod cells;
mod evidence;
mod flows;
mod update;

pub use cells::{Aggregates, Day, Hour, Part, Place, Window};
pub use evidence::{Evidence, Question, Recount, recount};
pub use flows::{FlowNames, Taken, taken};
pub use update::{Completion, completions};

/// One hour, ms.
pub const HOUR_MS: i64 = 3_600_000;
/// One day, ms.
pub const DAY_MS: i64 = 24 * HOUR_MS;
