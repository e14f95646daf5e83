//! Committed changes that the view does not have yet, in memory.
//!
//! Two generations: commits go into the active one, while the other one is being written to the view. A key that
//! changes often costs one write to the view per generation, however often it changed.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Bound;
use std::sync::Arc;

use super::view::Range;
use super::{Change, Table, Value};

/// What an entry costs beside its key and value.
const ENTRY_BYTES: usize = 64;

/// The changes of some commits, the last one for each key. `None` as a value: deleted.
#[derive(Debug, Clone)]
pub struct Generation {
    tables: [BTreeMap<Vec<u8>, Option<Vec<u8>>>; Table::ALL.len()],
    bytes: usize,
}

impl Default for Generation {
    fn default() -> Self {
        Generation { tables: std::array::from_fn(|_| BTreeMap::new()), bytes: 0 }
    }
}

/// Both generations. The active one hides the one being written, which hides the view.
#[derive(Debug, Default)]
pub(super) struct Overlay {
    active: Generation,
    writing: Option<Arc<Generation>>,
}

/// A key of the overlay and its value, or that it is deleted.
pub(super) type Entry = (Vec<u8>, Option<Vec<u8>>);

/// What the overlay knows of a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Value(Vec<u8>),
    Deleted,
    /// The view must be asked.
    Nothing,
}

/// A key as a generation holds it.
type Held<'a> = (&'a Vec<u8>, &'a Option<Vec<u8>>);

impl Overlay {
    /// Adds a change to the active generation.
    pub(super) fn insert(&mut self, change: Change) {
        self.active.insert(change);
    }

    /// What is known of a key here.
    pub(super) fn get(&self, table: Table, key: &[u8]) -> Found {
        let found = self.active.get(table, key);
        match found.or_else(|| self.writing.as_ref().and_then(|writing| writing.get(table, key))) {
            Some(Some(value)) => Found::Value(value.clone()),
            Some(None) => Found::Deleted,
            None => Found::Nothing,
        }
    }

    /// The entries of a range in its order, up to and including the one that is the `limit`-th not deleted.
    pub(super) fn range(&self, range: &Range, limit: usize) -> Vec<Entry> {
        let writing = self.writing.as_ref().map(|writing| writing.range(range));
        let merged = Merge {
            upper: self.active.range(range).peekable(),
            lower: writing.into_iter().flatten().peekable(),
            descending: range.descending,
        };
        let mut entries = Vec::new();
        let mut kept = 0;
        for (key, value) in merged {
            if kept == limit {
                break;
            }
            kept += usize::from(value.is_some());
            entries.push((key.clone(), value.clone()));
        }
        entries
    }

    /// The generation to write to the view; the active one starts afresh if there was none left unwritten.
    pub(super) fn begin_write(&mut self) -> Arc<Generation> {
        let active = &mut self.active;
        self.writing.get_or_insert_with(|| Arc::new(std::mem::take(active))).clone()
    }

    /// Whether a generation was handed out and not finished.
    pub(super) fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    /// The view has the generation now. It is given back, so that whoever holds the lock does not take it apart.
    pub(super) fn end_write(&mut self) -> Option<Arc<Generation>> {
        self.writing.take()
    }

    /// Memory held.
    pub(super) fn bytes(&self) -> usize {
        self.active.bytes + self.writing.as_ref().map_or(0, |writing| writing.bytes)
    }
}

impl Generation {
    /// All changes, sorted by table and key.
    pub fn changes(&self) -> impl Iterator<Item = (Table, &[u8], Option<&[u8]>)> {
        let tables = Table::ALL.into_iter().zip(&self.tables);
        tables.flat_map(|(table, entries)| {
            entries.iter().map(move |(key, value)| (table, key.as_slice(), value.as_deref()))
        })
    }

    /// Memory held.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds a change; it replaces an earlier one of the same key.
    pub fn insert(&mut self, change: Change) {
        let Change { table, key, value } = change;
        let value = match value {
            Value::Bytes(bytes) => Some(bytes),
            Value::Deleted => None,
            Value::Position => unreachable!("a position is filled in before a change becomes visible"),
        };
        let (key_bytes, value_bytes) = (key.len(), value.as_ref().map_or(0, Vec::len));
        self.bytes += value_bytes;
        match self.tables[table.place()].insert(key, value) {
            Some(replaced) => self.bytes -= replaced.map_or(0, |value| value.len()),
            None => self.bytes += key_bytes + ENTRY_BYTES,
        }
    }

    fn get(&self, table: Table, key: &[u8]) -> Option<&Option<Vec<u8>>> {
        self.tables[table.place()].get(key)
    }

    fn range<'a>(&'a self, range: &Range) -> Box<dyn Iterator<Item = Held<'a>> + 'a> {
        if range.start >= range.end {
            return Box::new(std::iter::empty());
        }
        let bounds = (Bound::Included(range.start), Bound::Excluded(range.end));
        let entries = self.tables[range.table.place()].range::<[u8], _>(bounds);
        if range.descending { Box::new(entries.rev()) } else { Box::new(entries) }
    }
}

/// Two sorted sequences as one; of equal keys the upper one's value counts.
struct Merge<A: Iterator, B: Iterator> {
    upper: Peekable<A>,
    lower: Peekable<B>,
    descending: bool,
}

impl<'a, V, A, B> Iterator for Merge<A, B>
where
    V: 'a,
    A: Iterator<Item = (&'a Vec<u8>, &'a V)>,
    B: Iterator<Item = (&'a Vec<u8>, &'a V)>,
{
    type Item = (&'a Vec<u8>, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let (Some((upper, _)), Some((lower, _))) = (self.upper.peek(), self.lower.peek()) else {
            return self.upper.next().or_else(|| self.lower.next());
        };
        if upper == lower {
            self.lower.next();
            return self.upper.next();
        }
        if (upper < lower) == self.descending { self.lower.next() } else { self.upper.next() }
    }
}
