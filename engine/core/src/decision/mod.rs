//! Decisions: DMN 1.1 to 1.5, read, checked, compiled once at deployment, and evaluated within limits.
//!
//! The FEEL inside is evaluated by the library that all expressions use. What is around it, tables with their hit
//! policies, boxed expressions, requirement graphs, types, is ours: so that an answer tells which rules matched, that
//! no decision is evaluated twice, that the clock is the step's, and that nothing runs without bound. Whatever is not
//! provably bounded, or proves too costly, says so ([`DecisionError::needs_child`]) and is evaluated once more in a
//! process that can be killed.
//!
//! ```
//! use serde_json::json;
//! use weir_core::decision::{Decisions, File};
//! use weir_core::Timestamp;
//! let file = br#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="urn:d">
//!   <decision id="fee" name="Fee"><variable name="Fee" typeRef="number"/>
//!     <decisionTable hitPolicy="FIRST">
//!       <input><inputExpression><text>amount</text></inputExpression></input>
//!       <output/>
//!       <rule><inputEntry><text>&lt; 100</text></inputEntry><outputEntry><text>5</text></outputEntry></rule>
//!       <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>amount / 20</text></outputEntry></rule>
//!     </decisionTable></decision></definitions>"#;
//! let (decisions, problems) = Decisions::compile(&[File { name: "fee.dmn", bytes: file }]);
//! assert!(problems.is_empty());
//! let inputs = json!({"amount": 300});
//! let answer = decisions.evaluate("fee", inputs.as_object().unwrap(), Timestamp(0)).unwrap();
//! assert_eq!((answer.value, answer.tables[0].rules.clone()), (json!(15), vec![2]));
//! ```
mod account;
mod ambient;
pub mod attributes;
mod boxed;
mod build;
mod compile;
mod conversion;
mod coverage;
mod error;
mod evaluate;
mod foreign;
mod limits;
mod logic;
mod model;
mod paid;
mod policy;
mod read;
mod request;
mod seven;
mod table;
mod turns;
mod types;

pub use ambient::RunScript;
pub use compile::{Decisions, File, Subject};
pub use coverage::{Coverage, GAPS_MAX, OVERLAPS_MAX, Overlap, coverage};
pub use error::DecisionError;
pub use evaluate::{AskedInput, AskedTable, Evaluated, Inputs, Required};
pub use limits::{CALL_LEVELS_MAX, COLUMNS_MAX, ELEMENTS_MAX, REQUIREMENTS_MAX, RULES_MAX, STEPS_MAX};
pub use read::is_dmn;
pub use request::{DecisionRequest, answer};
