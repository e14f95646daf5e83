//! Expressions: FEEL, or [JUEL](crate::juel) in models of other engines, compiled once at deployment, checked, bounded, and explained when they fail.
//!
//! The evaluation itself is the `dsntk-feel` library's, which passes the DMN conformance tests but has no limits.
//! This module adds what an engine needs around it:
//!
//! - [`Expression::compile`] refuses what is too long, too deep, calls unknown functions or Java code, or would give
//!   a wrong result, each with a stable code and a place to look at.
//! - [`Expression::bound`] says whether the work is provably bounded. If so, [`Expression::evaluate`] runs it in
//!   process; if not, a child process that can be killed runs [`answer`].
//! - A fault is an [`EvaluationError`] that shows the smallest failing part, never a silent null or false, however deep
//!   it lies in the expression, and so is a null where a value is needed. A null that may be one stays what FEEL makes of
//!   it: nothing is equal to it, `and` and `or` may be decided without it, an entry that a context does not have is null.
//! - `now()` and `today()` are the step's time, in the zone of the server, UTC where none is set.
//!
//! Dates and times without a zone are compared as the library does it, in the zone of the process: run it in that zone.

mod beyond;
mod bound;
mod built;
mod chained;
mod chance;
mod child;
mod closed;
mod compiled;
mod detail;
mod eight;
mod error;
mod estimate;
mod explain;
mod extremes;
mod guard;
mod instance;
mod java;
mod language;
mod limits;
mod mended;
mod meter;
mod moments;
mod names;
mod ours;
mod parse;
mod piece;
mod place;
mod plain;
mod print;
mod quantified;
pub(crate) mod reason;
mod rounding;
mod scan;
mod scope;
mod single;
mod size;
mod strict;
mod told;
mod tree;
mod value;
mod watch;
mod weight;
mod within;
pub mod xpath;
mod years;

pub(crate) use bound::is_small_pattern;
pub use bound::{Bound, Reason};
pub use built::{Built, Part};
pub use chance::Chance;
pub use child::{ChildRequest, ChildResponse, answer};
pub(crate) use child::{zone_name, zone_named};
pub use compiled::{Feel, reading};
pub use detail::Detail;
pub use error::{EvaluationError, Position, SyntaxError};
pub(crate) use explain::NO_ENTRY;
pub(crate) use extremes::extreme;
pub(crate) use guard::{contained, evaluate, prepare};
pub(crate) use java::Java;
pub use language::Expression;
pub use limits::{
    DEPTH_MAX, EXPLAIN_PARTS_MAX, EXPRESSION_BYTES_MAX, ITEMS_MAX, MEMORY_UNCOUNTED_MAX, MENTIONS_UNCOUNTED_MAX,
    NAME_RUN_MAX, PATTERN_BYTES_MAX, PATTERN_REPEATS_MAX, READ_STEPS, SCAN_DEPTH_MAX, STEP_COST_MAX, STEPS_MAX,
    VALUE_BYTES_MAX, VALUE_DEPTH_MAX, WORDS_MAX,
};
pub(crate) use meter::{Meter, Most};
pub(crate) use names::{Names, hidden_name};
pub(crate) use ours::as_list;
pub(crate) use piece::{Piece, mentions_tested, tested_is_called};
pub use place::place_of;
pub(crate) use print::cut as shown;
pub(crate) use quantified::{begin, joined, noted};
pub use scope::{InZone, Now, PARAMETERS, Variables};
pub(crate) use scope::{clock_and_functions, functions};
pub(crate) use size::{Size, elements, elements_within, measure_feel};
pub(crate) use value::{Refused, to_feel, to_json};
pub use weight::Weight;
