//! The conformance harness: cases that others wrote, run as they are against the engine.
//!
//! What an engine cannot express differently (expression language, what a logging step does) is put right while
//! loading, by changing the XML in memory. The cases are found in the suites folder and are no part of the project.
pub mod backend;
pub mod dom;
pub mod outcome;
pub mod ratchet;
pub mod report;
