//! The tests of simulation, one file for each subject.
mod calls;
mod common;
mod golden;
mod habits;
mod history;
mod identities;
mod kinds;
mod live;
mod refusals;
mod theory;
mod what_if;
