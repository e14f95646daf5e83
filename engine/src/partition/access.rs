//! Who may do what changes: all of what was asked, or nothing; and what happened is noted in the same commit.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::api::{ChangeAccess, NewLine};
use crate::error::Error;
use crate::projection::Record;
use weir_core::access::{AuditLine, changed};

impl Turn<'_> {
    pub(super) fn change_access(&mut self, asked: ChangeAccess) -> Result<Reply, Halt> {
        let ChangeAccess { changes, lines, first, session } = asked;
        let now = self.now;
        let (last, written) = self.shell.access.look_numbered(|last, access| {
            if first && !access.is_empty() {
                return Err(Error::invalid("set-up-already", "the first administrator was made already"));
            }
            if let Some(session) = session.filter(|session| !access.sessions.contains_key(session)) {
                return Err(Error::not_found("session", session));
            }
            let written = changed(access, &changes, now);
            written
                .map(|written| (last, written))
                .map_err(|refusal| Error::invalid(refusal.code(), refusal.to_string()))
        })?;
        let numbered = (last + 1..).zip(lines).map(|(number, line)| self.line(number, line));
        let lines: Vec<AuditLine> = numbered.collect();
        let last = lines.last().map_or(last, |line| line.number);
        self.effects.access = Some((last, written.clone()));
        self.records.push(Record::AccessChanged { lines, written });
        Ok(Reply::Access(last))
    }

    fn line(&self, number: u64, line: NewLine) -> AuditLine {
        let NewLine { happened, user, object, detail, address, times } = line;
        // Who really asked comes first; in whose name stands beside it.
        let asked = self.actor.through.clone().unwrap_or_else(|| self.actor.id.clone());
        let person = self.actor.through.as_ref().map(|_| self.actor.id.clone());
        AuditLine {
            number,
            at: self.now,
            happened,
            user: user.unwrap_or(asked),
            person,
            object,
            detail,
            address,
            times,
        }
    }
}
