//! The pure heart of Weir.

pub mod expression;
