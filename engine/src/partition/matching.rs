//! Kept messages and those who wait for them, brought together page by page.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::effects::MessageName;
use crate::keys::after;
use crate::messages::{Line, StartEvent, starts};
use crate::paging::{CHUNK_FIRST, chunk_after};
use crate::projection::{Beginning, Message, Parcel, ParcelId, Record, Target, kept_messages, unpack};
use crate::shell::Shell;
use crate::store::{Error, Table};
use std::collections::{HashMap, HashSet, VecDeque};
use weir_core::command::Came;

/// What messages have in common that the same receivers may take: correlation key, conversation, tenant.
type LineOf = (Option<String>, Option<String>, Option<String>);

/// How many messages one turn looks at.
const MESSAGES_MAX: usize = 1000;
/// How many bytes of messages one turn sends on, at least one message.
const BYTES_MAX: usize = 4 << 20;

impl Turn<'_> {
    /// Brings kept messages of a name to those who wait, the oldest first, from behind this row on. Answers where to go
    /// on when there may be more.
    ///
    /// Those who wait are read once for each correlation key, and a key that nobody waits for any more ends the search:
    /// so the work grows with what is brought together and not with what is kept.
    pub(super) fn match_messages(&mut self, (name, key): &MessageName, behind: &[u8]) -> Result<Reply, Halt> {
        let (start, end) = kept_messages(name, key.as_deref()).prefix();
        let start = if behind.is_empty() { start } else { after(behind) };
        let mut started: HashMap<Option<String>, Option<StartEvent>> = HashMap::new();
        let starts = |tenant: &Option<String>| starts(self.shell, name, tenant.as_deref()).into_iter().next();
        let tenants = self.shell.access.look(|access| !access.tenants.is_empty());
        if !tenants && started.entry(None).or_insert_with_key(starts).is_none() && !Line::has_any(self.shell, name)? {
            return Ok(Reply::Matched(None));
        }
        let here = Line::of_any_key(self.shell, name, MESSAGES_MAX + 1)?;
        let (mut lines, mut taken): (HashMap<LineOf, Line>, HashSet<Target>) = (HashMap::new(), HashSet::new());
        let mut bytes = 0;
        let mut rows = Kept { start, end, chunk: Some(CHUNK_FIRST), read: VecDeque::new(), left: MESSAGES_MAX };
        let mut last = None;
        while let Some((row, value)) = rows.next(self.shell)? {
            if bytes >= BYTES_MAX {
                return Ok(Reply::Matched(last));
            }
            last = Some(row.clone());
            let message: Message = unpack(&value)?;
            if self.is_gone(Table::Message, &row) || message.until <= self.now {
                continue;
            }
            let of = (message.correlation_key.clone(), message.conversation.clone(), message.tenant.clone());
            let line = lines.entry(of).or_insert_with_key(|(key, c, _)| Line::new(name, key.as_deref(), c.as_deref()));
            let waiting = line.next(self.shell, &taken, message.tenant.as_deref())?;
            // Running instances come before those that it would start.
            let start = started.entry(message.tenant.clone()).or_insert_with_key(starts).clone().filter(|_| !line.any);
            if waiting.is_none() && start.is_none() {
                // Behind it may stand a message of another tenant for the same key.
                if key.is_some() && message.conversation.is_none() && !tenants {
                    return Ok(Reply::Matched(None));
                }
                continue;
            }
            bytes += value.len();
            self.gone(Table::Message, row);
            let id = ParcelId { to: 0, from: self.nobody(), seq: 0, index: 0 };
            // Whoever publishes is asked to choose among several; a kept message goes to the first.
            if let Some(to) = waiting {
                taken.insert(to);
                let parcel = Parcel::Message { to, message: message.clone() };
                self.send(ParcelId { to: to.instance.partition(), ..id }, parcel);
            } else if let Some(event) = start {
                let (instance, variables) = (self.shell.new_instance(), message.variables.clone());
                let (came, conversation) = (Some(Came::Message(name.clone())), message.conversation.clone());
                let chain = message.chain();
                let beginning = Beginning { variables, came, conversation, chain, ..Beginning::default() };
                let parcel = Parcel::start(instance, event, beginning);
                self.send(ParcelId { to: instance.partition(), ..id }, parcel);
            }
            self.records.push(Record::MessageRemoved(message));
        }
        // When all who took any key at its beginning have got theirs, this search ends: whoever has come since has one of
        // their own, from the oldest on, and would get a younger message in the rest of this one.
        let served = key.is_none() && started.values().all(Option::is_none) && here.iter().all(|to| taken.contains(to));
        Ok(Reply::Matched(last.filter(|_| rows.has_more() && !served)))
    }
}

/// Its key and its value.
type Row = (Vec<u8>, Vec<u8>);

/// The rows of kept messages, read some at a time: one may be very large.
struct Kept {
    start: Vec<u8>,
    end: Vec<u8>,
    /// How many are read next; none: there are no more.
    chunk: Option<usize>,
    read: VecDeque<Row>,
    /// How many may still be read.
    left: usize,
}

impl Kept {
    fn next(&mut self, shell: &Shell) -> Result<Option<Row>, Error> {
        let limit = self.chunk.unwrap_or(0).min(self.left);
        if self.read.is_empty() && limit > 0 {
            let rows = shell.store.scan(Table::Message, &self.start, &self.end, limit)?;
            self.chunk = (rows.len() == limit).then(|| chunk_after(&rows, MESSAGES_MAX));
            self.left -= rows.len();
            if let Some((last, _)) = rows.last() {
                self.start = after(last);
            }
            self.read.extend(rows);
        }
        Ok(self.read.pop_front())
    }

    /// May there be more behind those that it read?
    fn has_more(&self) -> bool {
        self.chunk.is_some()
    }
}
