//! Approvals as offices know them, on plain user tasks: several people give their opinion, a policy says what that means.
//!
//! [`decide`] is the whole arithmetic: votes and policy in, [`Verdict`] out. [`Ballot`] is what an approval task keeps
//! while it is open: one seat for each opinion that is asked for, with who was added, removed or stands in for whom.
mod ballot;
mod decide;
mod forecast;
mod plan;
mod policy;
pub mod timeline;

/// How many people one request may tell of a task.
pub const COPIED_MAX: usize = 50;
/// How many people may be told of an instance by requests in all; whom its model names comes beside them.
pub const COPIED_OF_MAX: usize = 1000;
/// How many may be told of an instance in all, by requests and by its model: they stand in what every list reads of it.
pub const COPIED_IN_ALL_MAX: usize = 5000;

pub use ballot::{Added, Ballot, Beside, Decided, SEATS_MAX, Seat, SeatId, SeatState, Stand, TIMEOUT};
pub use decide::{Share, Verdict, Vote, decide};
pub use forecast::{Callee, Calls, Coming, Forecast, forecast, forecast_start};
pub(crate) use plan::people_in;
pub use plan::{
    APPROVED, Approvers, CHOSEN, CopyWhen, OnReject, Overdue, Plan, REJECTED, RESULT, ReturnTo, TimeUp, Timeout,
    time_up,
};
pub use policy::{DuplicatePolicy, EmptyPolicy, Mode, Policy, PolicyError, SelfPolicy};
