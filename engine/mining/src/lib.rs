//! What happened, measured: columns in, numbers out.
//!
//! [`log`] holds activity instances in columns, from the engine's history or from files of others ([`exchange`]).
//! [`ledger`] follows a running engine and answers what is asked of it, with the evidence of every number.
//! [`measure`] has the measures, [`conformance`] and [`discovery`] compare logs with models, [`statistics`] knows numbers
//! alone; [`suggest`] says what could be better. Nothing here knows a clock, a disk, a network or randomness, and nothing depends on the order of a hash.
#![deny(missing_docs)]

pub mod aggregate;
pub mod conformance;
pub mod discovery;
pub mod exchange;
pub mod ledger;
pub mod log;
pub mod measure;
pub mod rootcause;
pub mod statistics;
pub mod suggest;
pub mod view;
pub mod watch;
