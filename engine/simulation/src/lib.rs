//! What would happen: processes run by the core itself under a virtual clock, with people, queues and calendars.
//!
//! A [`Model`] is put to a [`Scenario`], which says when cases begin, who works and how long things take. [`simulate`]
//! runs it several times and tells what came of it with intervals; [`mod@compare`] runs several scenarios with the same random
//! numbers and tells whether one is better than another. [`mod@calibrate`] learns a scenario from history, and [`mod@gate`] judges
//! whether that history would have been told right. Nothing here knows a clock, a disk, a thread or randomness: the same
//! seed gives the same result.
#![deny(missing_docs)]

mod agenda;
mod arrivals;
pub mod calibrate;
pub mod compare;
mod distance;
pub mod distribution;
mod estimate;
pub mod gate;
mod hours;
mod learned;
mod measure;
mod model;
mod outcome;
mod random;
mod ready;
mod refusal;
pub mod regime;
mod run;
pub mod scenario;
mod span;
mod staff;
pub mod what_if;
mod world;

pub use calibrate::{Learn, calibrate};
pub use compare::{Verdict, compare};
pub use distribution::Distribution;
pub use estimate::Estimate;
pub use gate::{GATE_REPLICATIONS_MAX, Gate, GateFigure, gate};
pub use learned::{Learned, LearnedBranch, LearnedFlow, LearnedStep, NOTES, learned};
pub use measure::{Measured, PersonMeasure, StepMeasure};
pub use model::{FILES_MAX, Model};
pub use outcome::{Outcome, StepOutcome};
pub use ready::RESOURCES_MAX;
pub use refusal::{CODES, Refusal};
pub use run::{Options, Progress, REPLICATIONS_MAX, REPLICATIONS_MIN, Simulation, simulate, simulate_watched};
pub use scenario::Scenario;
pub use world::{EVENTS_PER_CASE_MAX, Live, Since, TIME_AHEAD_MAX};
