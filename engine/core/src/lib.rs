//! The pure heart of Weir: BPMN in, events out.
//!
//! [`read`] turns a file into a [`model`], [`compile`] turns that into a [`process::Process`], [`step`] decides what a
//! command leads to, and [`Instance::apply`] folds what happened. Nothing here knows a clock, a disk, a network or
//! randomness: time, ids and data come in as arguments.
#![deny(missing_docs)]

pub mod access;
pub mod act;
pub mod approval;
pub mod calendar;
pub mod catalogue;
pub mod cause;
pub mod changes;
pub mod command;
mod commas;
pub mod compensation;
pub mod compile;
pub mod conversation;
pub mod correlation;
mod cron;
pub mod decision;
mod decoded;
mod done;
pub mod element;
mod escaped;
pub mod event;
pub mod exact;
pub mod exchange;
pub mod expression;
pub mod failure;
pub mod form;
pub mod history;
pub mod id;
pub mod impact;
mod incident;
pub mod indicator;
pub mod instance;
pub mod juel;
mod kind;
pub mod landscape;
pub mod library;
mod message_flows;
pub mod migration;
pub mod model;
pub mod modification;
mod moment;
pub mod name;
mod neighbours;
pub mod number;
pub mod objects;
pub mod obstacle;
pub mod old;
pub mod organisation;
pub mod parameter;
pub mod past;
pub mod problem;
pub mod process;
pub mod quiet;
pub mod rare;
pub mod read;
mod region;
pub mod rejection;
mod retries;
pub mod script;
pub mod sent_back;
pub mod sentence;
pub mod signer_change;
pub mod soundness;
mod starved;
pub mod step;
pub mod task_plan;
pub mod time;
pub mod timer;
pub mod validate;
pub mod wait;
mod wake;
pub mod watch;
pub mod xml;

mod apply;

pub use command::{Command, Rejection};
pub use decoded::{OpenQuote, decoded, open_quote};
pub use event::{Actor, Event, Step};
pub use id::{ElementId, InstanceId, Key, WaitId};
pub use instance::Instance;
pub use parameter::{Moment, Parameters};
pub use problem::{Place, Problem, Severity};
pub use process::Process;
pub use step::{Refused, Stepped, migrate, stand_still, step, step_below};
pub use time::Timestamp;
