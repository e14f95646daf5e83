//! How well cases fit a model: Petri nets, BPMN models, alignments, replay, precision.
mod align;
mod fitness;
mod net;
mod norm;
mod pnml;
mod precision;
mod replay;
mod silent;
mod space;

pub use align::{Aligner, Alignment, EXPANSIONS_MAX, Move, TooHard};
pub use fitness::{LogFitness, log_fitness};
pub use net::{Marking, Net, Transition};
pub use norm::{Inserted, Norm, Pace, Painted, Task, paint, paint_at};
pub use pnml::{NotANet, PLACES_MAX, read as read_pnml};
pub use precision::{LookAhead, precision};
pub use replay::{Replay, ReplaySum, Replayer, replay_sum};
pub use space::Space;
