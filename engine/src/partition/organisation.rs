//! The organisation changes: all of what was asked, or nothing.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::api::{ChangeOrganisation, OrganisationChange};
use crate::error::Error;
use crate::projection::Record;
use std::fmt::Write;
use std::sync::Arc;
use weir_core::organisation::{Change, Entry, EntryKind, Organisation, OrganisationError, changed};

/// So many errors are told.
const TOLD_MAX: usize = 50;

impl Turn<'_> {
    pub(super) fn change_organisation(&mut self, asked: ChangeOrganisation, own: Option<&str>) -> Result<Reply, Halt> {
        let (version, organisation) = self.shell.organisation.versioned();
        own.map_or(Ok(()), |own| only_their_own(&organisation, own, &asked.changes))?;
        if let Some(expected) = asked.version.filter(|expected| *expected != version) {
            let message = format!("the organisation is at version {version}, not {expected}: look at it again");
            return Err(Error::invalid("organisation-changed-meanwhile", message).into());
        }
        if let Some(seen) = &asked.seen {
            as_it_was(&organisation, seen, &asked.changes)?;
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

/// Nothing that is to change has changed since it was looked at.
fn as_it_was(organisation: &Organisation, seen: &Organisation, changes: &[Change]) -> Result<(), Error> {
    let named = changes.iter().map(|change| match change {
        Change::Put(entry) => (entry.kind(), entry.id()),
        Change::Remove { kind, id } => (*kind, id.as_str()),
    });
    for (kind, id) in named {
        if !organisation.agrees(seen, kind, id) {
            let message = format!("{} `{id}` is other than when it was looked at: look at it again", kind.word());
            return Err(Error::invalid("organisation-changed-meanwhile", message));
        }
    }
    Ok(())
}

/// Whoever changes their own proxies changes nobody else's, as they are at this moment.
fn only_their_own(organisation: &Organisation, own: &str, changes: &[Change]) -> Result<(), Error> {
    for change in changes {
        let id = match change {
            Change::Put(entry) => entry.id(),
            Change::Remove { id, .. } => id.as_str(),
        };
        let others = organisation.proxies.get(id).is_some_and(|known| known.principal != own);
        match change {
            Change::Put(Entry::Proxy(proxy)) if !others && proxy.principal == own => {}
            Change::Remove { kind: EntryKind::Proxy, .. } if !others => {}
            Change::Remove { .. } => return Err(Error::not_found("proxy", id)),
            Change::Put(_) => {
                return Err(Error::invalid("proxy-of-others", format!("the proxy `{id}` is somebody else's")));
            }
        }
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::organisation::Proxy;

    fn proxy(id: &str, principal: &str) -> Change {
        let (id, principal, substitute) = (id.to_owned(), principal.to_owned(), "cem".to_owned());
        Change::Put(Entry::Proxy(Proxy { id, principal, substitute, ..Proxy::default() }))
    }

    #[test]
    fn what_others_change_elsewhere_stands_against_nothing() {
        let mut seen = Organisation::default();
        seen.change(&proxy("p", "ann"));
        let mut now = seen.clone();
        let told = |now: &Organisation, change| as_it_was(now, &seen, &[change]).map_err(|error| error.code());
        now.change(&proxy("q", "ben"));
        assert_eq!(told(&now, proxy("p", "ann")), Ok(()));
        assert_eq!(told(&now, proxy("q", "ben")), Err("organisation-changed-meanwhile"), "it was not there");
        now.change(&Change::Remove { kind: EntryKind::Proxy, id: "p".to_owned() });
        assert_eq!(told(&now, proxy("p", "ann")), Err("organisation-changed-meanwhile"), "it is gone");
        assert_eq!(told(&now, proxy("r", "ann")), Ok(()));
    }

    /// Two who take the same id at once find another organisation than they looked at: it is looked at again here.
    #[test]
    fn nobody_takes_the_proxy_of_somebody_else_by_its_id() {
        let mut all = Organisation::default();
        all.change(&proxy("p", "ann"));
        let told = |own, change| only_their_own(&all, own, &[change]).map_err(|error| error.code());
        assert_eq!(told("ann", proxy("p", "ann")), Ok(()));
        assert_eq!(told("ben", proxy("q", "ben")), Ok(()));
        assert_eq!(told("ben", proxy("p", "ben")), Err("proxy-of-others"));
        assert_eq!(told("ben", proxy("q", "ann")), Err("proxy-of-others"));
        let remove = |kind| Change::Remove { kind, id: "p".to_owned() };
        assert_eq!(told("ann", remove(EntryKind::Proxy)), Ok(()));
        assert_eq!(told("ben", remove(EntryKind::Proxy)), Err("not-found"));
        assert_eq!(told("ann", remove(EntryKind::Person)), Err("not-found"));
    }
}
