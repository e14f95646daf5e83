//! The organisation changes: all of what was asked, or nothing.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::api::{ChangeOrganisation, OrganisationChange};
use crate::error::Error;
use crate::projection::Record;
use std::fmt::Write;
use std::sync::Arc;
use weir_core::organisation::{OrganisationError, changed};

/// So many errors are told.
const TOLD_MAX: usize = 50;

impl Turn<'_> {
    pub(super) fn change_organisation(&mut self, asked: ChangeOrganisation) -> Result<Reply, Halt> {
        let (version, organisation) = self.shell.organisation.versioned();
        if let Some(expected) = asked.version.filter(|expected| *expected != version) {
            let message = format!("the organisation is at version {version}, not {expected}: look at it again");
            return Err(Error::invalid("organisation-changed-meanwhile", message).into());
        }
        let new = changed(&organisation, &asked.changes).map_err(|errors| refused(&errors))?;
        let change = OrganisationChange {
            version: version + 1,
            at: self.now,
            actor: self.actor.id.clone(),
            reason: asked.reason,
            entries: asked.changes.len() as u64,
        };
        self.effects.organisation = Some((change.version, Arc::new(new)));
        self.records.push(Record::OrganisationChanged { change: change.clone(), changes: asked.changes });
        Ok(Reply::Organisation(Box::new(change)))
    }
}

/// All that is wrong, with the code of the first.
fn refused(errors: &[OrganisationError]) -> Error {
    let mut message = String::new();
    for OrganisationError { kind, id, refusal } in errors.iter().take(TOLD_MAX) {
        let separator = if message.is_empty() { "" } else { "; " };
        let _ = write!(message, "{separator}{} `{id}`: {refusal}", kind.word());
    }
    if errors.len() > TOLD_MAX {
        let _ = write!(message, "; and {} more", errors.len() - TOLD_MAX);
    }
    Error::invalid(errors.first().map_or("organisation-invalid", |error| error.refusal.code()), message)
}
