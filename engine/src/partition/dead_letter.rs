//! Dead letters: commands of the engine to itself that cannot be carried out. After a few tries they are set aside, in
//! one commit with the end of their row, so that they keep nobody else waiting; an operator sees them and has them
//! tried again, or discards them.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::error::Error;
use crate::projection::{
    Beginning, DeadLetter, Parcel, ParcelId, Record, Sent, StartTimer, dead_letter_key, parcel_key, unpack,
};
use crate::store::Table;
use weir_core::command::Came;

/// Why something could not be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
    /// How often it was tried.
    pub tries: u32,
}

/// What an operator wants of a dead letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeDeadLetter {
    /// Which.
    pub id: ParcelId,
    /// Is it to be tried again? Else it is gone.
    pub again: bool,
    /// Why.
    pub reason: Option<String>,
}

impl Trouble {
    /// What went wrong.
    pub fn of(error: &Error, tries: u32) -> Self {
        Trouble { code: error.code().to_owned(), message: error.to_string(), tries }
    }
}

impl Turn<'_> {
    /// A command between instances is set aside.
    pub(super) fn set_aside(&mut self, sent: Sent, trouble: Trouble) -> Result<Reply, Halt> {
        let row = parcel_key(&sent.id);
        if !self.is_gone(Table::Inbox, &row) && self.shell.store.get(Table::Inbox, &row)?.is_some() {
            self.gone(Table::Inbox, row);
            self.bury(sent, trouble);
        }
        Ok(Reply::Done)
    }

    /// The start that a timer is due for is set aside; its clock goes on.
    pub(super) fn set_start_aside(&mut self, timer: StartTimer, trouble: Trouble) -> Result<Reply, Halt> {
        if let Some(timer) = self.take_start_timer(timer)? {
            self.bury_start(&timer, trouble);
        }
        Ok(Reply::Done)
    }

    pub(super) fn bury_start(&mut self, timer: &StartTimer, trouble: Trouble) {
        let instance = self.shell.new_instance_in(self.partition);
        let event = (timer.definition.clone(), timer.event.clone());
        let beginning = Beginning { came: Some(Came::Timer), ..Beginning::default() };
        let parcel = Parcel::start(instance, event, beginning);
        self.bury(Sent { id: ParcelId { to: self.partition, from: instance, seq: 0, index: 0 }, parcel }, trouble);
    }

    pub(super) fn bury(&mut self, sent: Sent, trouble: Trouble) {
        let Trouble { code, message, tries } = trouble;
        tracing::error!(id = ?sent.id, code, message, tries, "a command between instances becomes a dead letter");
        self.shell.counters.dead_letters.add(1);
        self.records.push(Record::DeadLettered(DeadLetter { sent, at: self.now, code, message, tries }));
    }

    /// A dead letter is tried again, or discarded.
    pub(super) fn take_dead_letter(&mut self, take: TakeDeadLetter) -> Result<Reply, Halt> {
        let TakeDeadLetter { id, again, reason } = take;
        let row = dead_letter_key(&id);
        let found =
            if self.is_gone(Table::DeadLetter, &row) { None } else { self.shell.store.get(Table::DeadLetter, &row)? };
        let found = found.ok_or_else(|| Error::not_found("dead-letter", crate::api::DeadLetterId(id)))?;
        let DeadLetter { mut sent, .. } = unpack(&found)?;
        if let Parcel::Start { hops, answers, .. } = &mut sent.parcel {
            // Whoever has looked at it and wants it begins anew.
            (*hops, *answers) = (0, 0);
        }
        self.gone(Table::DeadLetter, row);
        self.effects.parcels |= again;
        let (actor, again) = (self.actor.clone(), again.then_some(sent));
        self.records.push(Record::DeadLetterTaken { id, again, at: self.now, actor, reason });
        Ok(Reply::Done)
    }
}
