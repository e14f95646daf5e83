//! The view behind a trait: a sorted map that knows how much of the log it reflects.

use std::sync::Arc;

use super::frame::Head;
use super::log::Heads;
use super::overlay::Generation;
use super::{Counts, Error, PARTITIONS, Position, Table};

/// A sorted map of all tables, written in large atomic batches.
pub trait View: Send + Sync {
    /// How much of which log it reflects; `None` if it is empty.
    fn reflected(&self) -> Result<Option<Reflected>, Error>;
    /// Writes all changes and the new position, all or nothing even after a crash. Need not be durable.
    fn apply(&self, changes: &Generation, reflected: &Reflected) -> Result<(), Error>;
    /// How much of it is open.
    fn counts(&self) -> Counts;
    /// Verifies some of what nobody has read yet, beside the work; false when there is no more.
    fn verify_some(&self) -> Result<bool, Error>;
    /// Makes what was applied durable.
    fn sync(&self) -> Result<(), Error>;
    /// The value of a key.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error>;
    /// Shows the pairs of a range in this order until the visitor returns false. Of what is applied meanwhile some may be
    /// shown and some not; every other pair is shown, once.
    fn visit(&self, range: &Range, visitor: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), Error>;
}

/// Where a view lives, also when it cannot be opened.
pub trait ViewHome: Send + Sync {
    /// Opens the view or makes an empty one.
    fn open(&self) -> Result<Arc<dyn View>, Error>;
    /// Moves the view out of the way, for people to look at; says where to.
    fn set_aside(&self) -> Result<String, Error>;
    /// Gives up the views that were set aside, to make room; false if there were none.
    fn discard_aside(&self) -> Result<bool, Error>;
    /// Room that must be free before so much memory can be written to the view.
    fn room_for(&self, overlay_bytes: usize) -> u64;
    /// Remembers that the view failed while it was in use, so that the next start sets it aside.
    fn suspect(&self);
    /// Whether it did.
    fn is_suspect(&self) -> bool;
}

/// A part of one table, in ascending or descending order.
#[derive(Debug, Clone, Copy)]
pub struct Range<'a> {
    /// Which table.
    pub table: Table,
    /// Included.
    pub start: &'a [u8],
    /// Excluded.
    pub end: &'a [u8],
    /// From the end downwards.
    pub descending: bool,
}

/// What part of which log a view shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reflected {
    /// The log's id.
    pub log_id: [u8; 16],
    /// The end of the last reflected group.
    pub end: u64,
    /// The last reflected frame.
    pub last: Option<Position>,
    /// The heads of all partitions there.
    pub heads: Vec<Head>,
}

impl Reflected {
    /// Nothing of the log yet.
    pub(super) fn nothing(log_id: [u8; 16]) -> Reflected {
        let heads: Heads = vec![Head::default(); usize::from(PARTITIONS)];
        Reflected { log_id, end: 0, last: None, heads }
    }

    /// For views that store bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(32 + self.heads.len() * 40);
        bytes.extend_from_slice(&self.log_id);
        bytes.extend_from_slice(&self.end.to_le_bytes());
        bytes.extend_from_slice(&self.last.map_or(u64::MAX, |position| position.0).to_le_bytes());
        for head in &self.heads {
            bytes.extend_from_slice(&head.sequence.to_le_bytes());
            bytes.extend_from_slice(&head.hash);
        }
        bytes
    }

    /// The inverse; `None` if it is not what we wrote.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Reflected> {
        let (log_id, rest) = bytes.split_first_chunk::<16>()?;
        let (end, rest) = rest.split_first_chunk::<8>()?;
        let (last, rest) = rest.split_first_chunk::<8>()?;
        if rest.len() != usize::from(PARTITIONS) * 40 {
            return None;
        }
        let last = Some(u64::from_le_bytes(*last)).filter(|&last| last != u64::MAX).map(Position);
        let mut heads = Vec::with_capacity(usize::from(PARTITIONS));
        for head in rest.chunks_exact(40) {
            let (sequence, hash) = head.split_first_chunk::<8>()?;
            heads.push(Head { sequence: u64::from_le_bytes(*sequence), hash: hash.try_into().ok()? });
        }
        Some(Reflected { log_id: *log_id, end: u64::from_le_bytes(*end), last, heads })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reflected_reads_back() {
        let mut reflected = Reflected::nothing([3; 16]);
        assert_eq!(Reflected::from_bytes(&reflected.to_bytes()), Some(reflected.clone()));
        reflected.end = 500;
        reflected.last = Some(Position(440));
        reflected.heads[255] = Head { sequence: 9, hash: [1; 32] };
        let bytes = reflected.to_bytes();
        assert_eq!(Reflected::from_bytes(&bytes), Some(reflected));
        assert_eq!(Reflected::from_bytes(&bytes[1..]), None);
    }
}
