//! Every BPMN kind as data: what it is called, what may stand in it, and what the engine makes of each part.
//!
//! One entry per element of the BPMN 2.0.2 model namespace. The reader's audit, the validator, the palette, the
//! documentation and the tests read the same entries; nothing in a file is ignored without an entry that says so.
mod activities;
mod choreographies;
mod collaborations;
mod data;
mod entry;
mod events;
mod expressions;
mod flows;
pub mod foreign;
mod gateways;
pub mod misspelt;
pub mod nearest;
pub mod parts;
mod people;
mod roots;
pub mod triggers;
pub mod weir;
pub mod words;
pub use entry::{Attribute, Child, Content, Entry, Family, Remark, Status};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// BPMN 2.0 elements.
pub const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// BPMN diagrams: documentation as a whole.
pub const BPMNDI: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
/// `xsi:type`, `xsi:schemaLocation`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// Our own extensions.
pub const WEIR: &str = "urn:weir:bpmn:1";

/// Codes of findings that say "correct BPMN, but this release does not run it", as opposed to "wrong": kinds that come
/// later, and drawings that leave out what only execution needs.
pub const REFUSALS: &[&str] = &[
    "not-executed-yet",
    "business-rule-without-decision",
    "expression-language",
    "juel-unknown-call",
    "juel-unknown-function",
    "juel-unknown-object",
    "foreign-extension",
    "no-start",
    "message-missing",
    "message-name-missing",
    "signal-missing",
    "signal-name-missing",
    "call-missing",
];

/// All entries, family by family.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    let families = [
        roots::ENTRIES,
        activities::ENTRIES,
        events::ENTRIES,
        gateways::ENTRIES,
        flows::ENTRIES,
        data::ENTRIES,
        people::ENTRIES,
        expressions::ENTRIES,
        collaborations::ENTRIES,
        choreographies::ENTRIES,
    ];
    families.into_iter().flatten()
}

/// The entry of an element of the BPMN namespace.
///
/// ```
/// use weir_core::catalogue::{Status, find};
/// assert_eq!(find("userTask").unwrap().zh, "用户任务");
/// assert!(matches!(find("implicitThrowEvent").unwrap().status, Status::NotYet(_)));
/// assert!(find("usertask").is_none());
/// ```
pub fn find(tag: &str) -> Option<&'static Entry> {
    static INDEX: OnceLock<BTreeMap<&'static str, &'static Entry>> = OnceLock::new();
    INDEX.get_or_init(|| entries().map(|entry| (entry.tag, entry)).collect()).get(tag).copied()
}
