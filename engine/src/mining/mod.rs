//! What is mined of the engine's own history and of logs of others: views for analysts, conformance to a norm, and drafts of
//! what ran elsewhere.
//!
//! The views themselves are pure ([`weir_mining::view`]); here they get the history out of the ledger, the names of the
//! models, and the groups of the organisation.
mod conform;
mod discover;
mod foreign;
mod groups;
mod items;
mod load;
mod read;
mod told;

pub use conform::{Kept, Norms, conform, norm_model};
pub use discover::{completed, discovered, read_log};
pub use foreign::views;
pub use groups::Groups;
pub use items::{cases_of, needs_groups, way_of};
pub use load::{loads, worked};
pub use read::{Mined, history, read};
pub use told::{
    cases, comparison, page, rework, told_batches, told_bottlenecks, told_map, told_networks, told_variants,
};
