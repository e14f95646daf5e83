//! What suggestions need of the engine: the facts of a process, the history to look in, and drafts of what was accepted.
//!
//! The rules themselves know neither engine nor model ([`weir_mining::suggest`]); here their facts are read from what is
//! deployed, from the organisation and its calendars, and from what a process owner has said.
mod apart;
mod data;
mod draft;
mod facts;
mod family;
mod people;
mod search;

pub use apart::against;
pub use draft::{Drafted, closed, draft};
pub use facts::decided_by;
pub use family::{alike, family};
pub use people::{groups, members, people, steps_of};
pub use search::look;
