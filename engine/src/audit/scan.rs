//! The trace: one page of the entries that fit, in the order of the log, from either end.
//!
//! The log is read piece by piece. A page that has read [`AUDIT_SCAN_BYTES_MAX`] of it without being full says so and where to
//! go on, so that no question takes more than a bounded time and memory, whatever it asks. A piece that was read once is
//! passed over by what cannot be in it.
use super::index::Summary;
use super::told::Teller;
use super::{AUDIT_SCAN_BYTES_MAX, elements};
use crate::api::{AuditEntry, AuditPage, AuditQuery, Paging};
use crate::error::Error;
use crate::keys::Bytes;
use crate::projection::{Record, decode};
use crate::shell::Shell;
use crate::store::{Chain, Position, Table};
use serde_json::Value;
use std::collections::VecDeque;
use weir_core::InstanceId;

/// A place between two entries: everything before it, or from it on.
type Place = (u64, u32);

/// How many rows of an instance's index are read at once.
const CHUNK: usize = 200;

/// One page.
pub fn page(shell: &Shell, query: &AuditQuery, paging: &Paging) -> Result<AuditPage, Error> {
    let chain = shell.store.chain().ok_or_else(no_chain)?;
    let limit = crate::paging::limit(paging);
    let cursor = paging.cursor.as_deref().map(read_place).transpose()?;
    let mut found = match query.instance {
        Some(instance) => of_instance(shell, instance, query, cursor, limit)?,
        None if query.oldest_first => Scan::new(shell, chain, query).upwards(cursor, limit)?,
        None => Scan::new(shell, chain, query).downwards(cursor, limit)?,
    };
    elements::name(shell, &mut found.items)?;
    Ok(found)
}

/// Every entry that fits, oldest first, to `each`, which says whether to go on. For exports: as long as the log is.
pub fn trace_all(
    shell: &Shell,
    query: &AuditQuery,
    until: u64,
    mut each: impl FnMut(AuditEntry) -> Result<bool, Error>,
) -> Result<(), Error> {
    let chain = shell.store.chain().ok_or_else(no_chain)?;
    let mut scan = Scan::new(shell, chain, query);
    let mut at = 0;
    // Not as long as there is a piece: the last one grows while it is read, and would come again from its beginning.
    while at < until {
        let Some((from, end)) = chain.piece(at)? else { break };
        at = end;
        if !shell.trace_index.can_hold(from, end, query) {
            continue;
        }
        let mut go_on = Ok(true);
        scan.piece(from, end.min(until), &mut |entry| {
            go_on = each(entry);
            matches!(go_on, Ok(true))
        })?;
        if !go_on? {
            return Ok(());
        }
    }
    Ok(())
}

struct Scan<'a> {
    chain: &'a dyn Chain,
    shell: &'a Shell,
    teller: Teller<'a>,
    query: &'a AuditQuery,
    read: u64,
    skipped: u64,
}

impl<'a> Scan<'a> {
    fn new(shell: &'a Shell, chain: &'a dyn Chain, query: &'a AuditQuery) -> Self {
        Scan { chain, shell, teller: Teller::new(shell), query, read: 0, skipped: 0 }
    }

    fn upwards(mut self, cursor: Option<Place>, limit: usize) -> Result<AuditPage, Error> {
        let (mut at, mut items, mut next) = (cursor.map_or(0, |place| place.0), vec![], None);
        // As far as the log reaches now: its last piece grows, and would come again from its beginning.
        let end = self.chain.head().0;
        while at < end {
            let Some((from, until)) = self.chain.piece(at)? else { break };
            at = until;
            if self.passes(from, until) {
                continue;
            }
            self.piece(from, until, &mut |entry| {
                if cursor.is_some_and(|cursor| place(&entry) < cursor) {
                    return true;
                }
                // The entry behind a full page says that there is more.
                if items.len() == limit {
                    next = Some(place(&entry));
                    return false;
                }
                items.push(entry);
                true
            })?;
            if next.is_some() {
                return Ok(self.told(items, next, false));
            }
            if self.read >= AUDIT_SCAN_BYTES_MAX {
                let more = at < end;
                return Ok(self.told(items, more.then_some((at, 0)), more));
            }
        }
        Ok(self.told(items, None, false))
    }

    fn downwards(mut self, cursor: Option<Place>, limit: usize) -> Result<AuditPage, Error> {
        let end = self.chain.head().0;
        let (mut before, mut items) =
            (cursor.map_or(end, |place| place.0.saturating_add(u64::from(place.1 > 0))), vec![]);
        while before > 0 {
            let Some((from, until)) = self.chain.piece(before.min(end) - 1)? else { break };
            before = from;
            if self.passes(from, until) {
                continue;
            }
            // A piece is read upwards: of those that fit the last ones are wanted, and one more to know of.
            let wanted = limit - items.len();
            let mut last: VecDeque<AuditEntry> = VecDeque::with_capacity(wanted + 1);
            self.piece(from, until, &mut |entry| {
                if cursor.is_some_and(|cursor| place(&entry) >= cursor) {
                    return true;
                }
                if last.len() > wanted {
                    last.pop_front();
                }
                last.push_back(entry);
                true
            })?;
            let more = last.len() > wanted;
            items.extend(last.into_iter().rev().take(wanted));
            if items.len() == limit {
                let next = items.last().map(place).filter(|_| more || from > 0);
                return Ok(self.told(items, next, false));
            }
            if self.read >= AUDIT_SCAN_BYTES_MAX && from > 0 {
                return Ok(self.told(items, Some((from, 0)), true));
            }
        }
        Ok(self.told(items, None, false))
    }

    /// Is it known that nothing in this piece fits?
    fn passes(&mut self, from: u64, until: u64) -> bool {
        let passes = !self.shell.trace_index.can_hold(from, until, self.query);
        if passes {
            self.skipped += until - from;
        }
        passes
    }

    /// Every entry of a piece that fits, oldest first.
    fn piece(&mut self, from: u64, until: u64, each: &mut dyn FnMut(AuditEntry) -> bool) -> Result<(), Error> {
        let mut summary = Summary::default();
        self.read += until - from;
        for frame in self.chain.frames(from, until) {
            let frame = frame?;
            for entry in self.teller.frame(&frame, &records(&frame)?)? {
                summary.add(&entry);
                if fits(self.query, &entry) && !each(entry) {
                    return Ok(());
                }
            }
        }
        self.shell.trace_index.keep(from, until, summary);
        Ok(())
    }

    fn told(self, items: Vec<AuditEntry>, next: Option<Place>, stopped: bool) -> AuditPage {
        let next = next.map(cursor_at);
        AuditPage { items, next, stopped, bytes_read: self.read, bytes_skipped: self.skipped }
    }
}

/// The entries of one instance, by its own index: as quick in a long log as in a short one.
fn of_instance(
    shell: &Shell,
    instance: InstanceId,
    query: &AuditQuery,
    cursor: Option<Place>,
    limit: usize,
) -> Result<AuditPage, Error> {
    let (mut start, mut end) = Bytes::new().instance(instance).prefix();
    let mut teller = Teller::new(shell);
    let (mut items, mut read, mut seen) = (vec![], 0, None);
    let told = |items, next: Option<Place>, stopped, bytes_read| {
        let next = next.map(cursor_at);
        AuditPage { items, next, stopped, bytes_read, bytes_skipped: 0 }
    };
    loop {
        let rows = if query.oldest_first {
            shell.store.scan(Table::History, &start, &end, CHUNK)?
        } else {
            shell.store.scan_reverse(Table::History, &start, &end, CHUNK)?
        };
        let Some((last, _)) = rows.last() else { return Ok(told(items, None, false, read)) };
        if query.oldest_first {
            start = crate::keys::after(last);
        } else {
            end.clone_from(last);
        }
        for (_, value) in rows {
            let Ok(position) = <[u8; 8]>::try_from(value.as_slice()).map(u64::from_be_bytes) else { continue };
            // A turn may hold several steps of one instance: its record is read once.
            if seen.replace(position) == Some(position) || beyond(query, cursor, position) {
                continue;
            }
            let frame = shell.store.read(Position(position))?;
            read += frame.payload.len() as u64;
            let mut entries = teller.frame(&frame, &records(&frame)?)?;
            if !query.oldest_first {
                entries.reverse();
            }
            for entry in entries {
                let here = place(&entry);
                let passed = cursor.is_some_and(|c| if query.oldest_first { here < c } else { here >= c });
                if passed || entry.instance != Some(instance) || !fits(query, &entry) {
                    continue;
                }
                if items.len() == limit {
                    let next = if query.oldest_first { Some(here) } else { items.last().map(place) };
                    return Ok(told(items, next, false, read));
                }
                items.push(entry);
            }
            if read >= AUDIT_SCAN_BYTES_MAX {
                let next = if query.oldest_first { (position + 1, 0) } else { (position, 0) };
                return Ok(told(items, Some(next), true, read));
            }
        }
    }
}

/// Was this record on a page before?
fn beyond(query: &AuditQuery, cursor: Option<Place>, position: u64) -> bool {
    cursor.is_some_and(|cursor| {
        if query.oldest_first { position < cursor.0 } else { position > cursor.0 || (position, 0) >= cursor }
    })
}

/// The first entries of one instance, oldest first, with their elements; and where they go on.
pub fn of_case(shell: &Shell, instance: InstanceId, limit: usize) -> Result<AuditPage, Error> {
    let query = AuditQuery { oldest_first: true, ..AuditQuery::default() };
    let mut found = of_instance(shell, instance, &query, None, limit)?;
    elements::name(shell, &mut found.items)?;
    Ok(found)
}

fn fits(query: &AuditQuery, entry: &AuditEntry) -> bool {
    let is = |asked: &Option<String>, has: Option<&String>| asked.as_ref().is_none_or(|asked| has == Some(asked));
    let actor = |asked: &String| entry.actor.id == *asked || entry.actor.through.as_ref() == Some(asked);
    query.actor.as_ref().is_none_or(actor)
        && (query.areas.is_empty() || query.areas.contains(&entry.area))
        && (query.actions.is_empty() || query.actions.contains(&entry.action))
        && is(&query.process, entry.process.as_ref())
        && query.instance.is_none_or(|instance| entry.instance == Some(instance))
        && is(&query.object_kind, Some(&entry.object.kind))
        && is(&query.object, Some(&entry.object.id))
        && is(&query.variable, entry.change.as_ref().map(|change| &change.name))
        && query.value.as_ref().is_none_or(|value| entry.change.as_ref().is_some_and(|c| is_value(&c.new, value)))
        && query.intervention.is_none_or(|asked| entry.intervention.is_some() == asked)
        && query.from.is_none_or(|from| from <= entry.at)
        && query.until.is_none_or(|until| entry.at < until)
}

/// Is it this value, as JSON or as text?
fn is_value(value: &Value, asked: &str) -> bool {
    value.as_str() == Some(asked) || serde_json::from_str::<Value>(asked).is_ok_and(|asked| asked == *value)
}

pub(super) fn records(frame: &crate::store::Frame) -> Result<Vec<Record>, Error> {
    let unreadable = |error: rmp_serde::decode::Error| crate::store::Error::Projection {
        position: frame.position.0,
        reason: error.to_string(),
    };
    Ok(decode(&frame.payload).map_err(unreadable)?)
}

fn place(entry: &AuditEntry) -> Place {
    let number = entry.id.rsplit_once('-').and_then(|(_, number)| number.parse().ok());
    (entry.position, number.unwrap_or_default())
}

/// How its cursors are told from those of other lists.
const LIST: &[u8] = b"audit";

fn cursor_at((position, number): Place) -> String {
    crate::paging::cursor(LIST, &[&position.to_be_bytes()[..], &number.to_be_bytes()].concat())
}

fn read_place(cursor: &str) -> Result<Place, Error> {
    let place = crate::paging::place(LIST, cursor)?;
    let read = place.split_first_chunk().and_then(|(position, number)| Some((*position, number.try_into().ok()?)));
    let (position, number) = read.ok_or_else(crate::paging::bad_cursor)?;
    Ok((u64::from_be_bytes(position), u32::from_be_bytes(number)))
}

pub(super) fn no_chain() -> Error {
    Error::invalid("no-log", "this store has no log that could be walked")
}
