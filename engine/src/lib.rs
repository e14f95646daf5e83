//! The shell of Weir.

pub mod store;
