//! The named limits of JUEL.

/// Longest expression, in bytes.
pub const EXPRESSION_BYTES_MAX: usize = crate::expression::EXPRESSION_BYTES_MAX;
/// Deepest nesting of an expression; parsing and evaluation recurse.
pub const DEPTH_MAX: usize = 50;
/// Longest text that an expression may build, in bytes.
pub const TEXT_BYTES_MAX: usize = 1 << 20;
