//! Drafts of models: what the log says of them, and the rows that each is.
use super::pack;
use crate::api::{Model, ModelVersion};
use crate::keys::{Bytes, space};
use crate::store::{Change, Table};
use serde::{Deserialize, Serialize};
use weir_core::{Actor, Timestamp};

/// A draft was made, changed or removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelChange {
    /// By whom.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// As it is from now on, or was when it was removed.
    pub model: Model,
    /// When it was changed before.
    pub before: Option<Timestamp>,
    /// The version that is new, or other than before.
    pub version: Option<ModelVersion>,
    /// Its text, where that is new.
    pub text: Option<serde_bytes::ByteBuf>,
    /// Versions that are gone, by revision.
    pub dropped: Vec<u64>,
    /// Is the draft itself gone?
    pub removed: bool,
}

/// The changes of a record.
pub fn changes_of_model(change: &ModelChange, changes: &mut Vec<Change>) {
    let ModelChange { model, before, version, text, dropped, removed, .. } = change;
    for revision in dropped {
        changes.push(Change::delete(Table::Model, version_key(&model.id, *revision)));
        changes.push(Change::delete(Table::ModelText, text_key(&model.id, *revision)));
    }
    changes.extend(before.iter().map(|at| Change::delete(Table::Model, changed_key(*at, &model.id))));
    if *removed {
        changes.push(Change::delete(Table::Model, model_key(&model.id)));
        return;
    }
    changes.push(Change::put(Table::Model, model_key(&model.id), pack(model)));
    changes.push(Change::put(Table::Model, changed_key(model.changed, &model.id), vec![]));
    if let Some(version) = version {
        changes.push(Change::put(Table::Model, version_key(&model.id, version.revision), pack(version)));
        if let Some(text) = text {
            changes.push(Change::put(Table::ModelText, text_key(&model.id, version.revision), text.to_vec()));
        }
    }
}

/// The row of a draft.
pub fn model_key(id: &str) -> Vec<u8> {
    Bytes::new().byte(space::MAIN).text(id).done()
}

/// The row by which drafts are found in the order in which they were changed.
fn changed_key(at: Timestamp, id: &str) -> Vec<u8> {
    Bytes::new().byte(space::BY_END).time(at).text(id).done()
}

/// The rows of the versions of a draft.
pub fn model_versions(id: &str) -> Bytes {
    Bytes::new().byte(space::VERSIONS).text(id)
}

/// The row of a version.
pub fn version_key(id: &str, revision: u64) -> Vec<u8> {
    model_versions(id).number(revision).done()
}

/// The row of a text.
pub fn text_key(id: &str, revision: u64) -> Vec<u8> {
    Bytes::new().text(id).number(revision).done()
}
