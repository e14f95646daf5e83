//! Models from logs: the inductive miner (Leemans, *Robust Process Mining with Guarantees*, 2017), to bring a process that
//! ran elsewhere in as a draft. What we run ourselves has a model.
mod cut;
mod fall_through;
mod graph;
mod inductive;
mod project;
mod to_net;
mod tree;

pub use inductive::discover;
pub use to_net::to_net;
pub use tree::{Operator, Tree};
