//! Suggestions: what the log says of them, and the rows that each is.
//!
//! A suggestion is kept as JSON: its shape grows with the rules.
use crate::keys::{Bytes, space};
use crate::store::{Change, Table};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use weir_core::{Actor, Timestamp};

/// Something about the suggestions of a process is other than before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SuggestionChange {
    /// The process.
    pub process: String,
    /// By whom.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// What the last search found, as JSON, where there was a search.
    pub report: Option<ByteBuf>,
    /// Suggestions as they stand now, by id, as JSON.
    pub put: Vec<(String, ByteBuf)>,
    /// Suggestions that are there no more: nobody had said anything, and they were not found again.
    pub gone: Vec<String>,
    /// The settings of the process, as JSON, where they are new.
    pub settings: Option<ByteBuf>,
}

/// The changes of a record.
pub fn changes_of_suggestions(change: &SuggestionChange, changes: &mut Vec<Change>) {
    let process = change.process.as_str();
    if let Some(report) = &change.report {
        changes.push(Change::put(Table::Suggestion, report_key(process), report.to_vec()));
    }
    if let Some(settings) = &change.settings {
        changes.push(Change::put(Table::SuggestionSettings, settings_key(process), settings.to_vec()));
    }
    for id in &change.gone {
        changes.push(Change::delete(Table::Suggestion, suggestion_key(process, id)));
    }
    for (id, suggestion) in &change.put {
        changes.push(Change::put(Table::Suggestion, suggestion_key(process, id), suggestion.to_vec()));
    }
}

/// The row of what the last search found.
pub fn report_key(process: &str) -> Vec<u8> {
    Bytes::new().text(process).byte(space::MAIN).done()
}

/// The rows of the suggestions of a process.
pub fn suggestion_rows(process: &str) -> Bytes {
    Bytes::new().text(process).byte(space::PARTS)
}

/// The row of a suggestion.
pub fn suggestion_key(process: &str, id: &str) -> Vec<u8> {
    suggestion_rows(process).text(id).done()
}

/// The row of the settings of a process.
pub fn settings_key(process: &str) -> Vec<u8> {
    Bytes::new().text(process).done()
}
