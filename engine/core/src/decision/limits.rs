//! The named limits of decisions. Everything that can grow has one.

/// Rules of one table.
pub const RULES_MAX: usize = 10_000;
/// Columns of one table.
pub const COLUMNS_MAX: usize = 200;
/// Decisions, input data, knowledge models, services and types of one file.
pub const ELEMENTS_MAX: usize = 5_000;
/// What all decisions of a file need, directly or not, one by one and summed up: each of them tells it.
pub const REQUIREMENTS_MAX: usize = 200_000;
/// Elementary steps of one evaluation in process, all expressions together.
pub const STEPS_MAX: u64 = 4_000_000;
/// How deep calls of knowledge models may lie in process, counted in levels of their syntax trees.
pub const CALL_LEVELS_MAX: usize = 200;
