//! Blocks: neighbouring pairs of the view in one value.
//!
//! sled pays for every key that it holds: a record in its log, which a start after a crash reads again, and memory. So
//! we give it blocks of many pairs instead. A block stands under a key that is not behind its first pair, and holds
//! every pair up to the key of the next block. Pairs are packed in order, each key without what it shares with the one
//! before it:
//!
//! ```text
//! shared length | rest length | rest of the key | value length | value      lengths as LEB128
//! ```

use super::Counts;
use std::iter::Peekable;

/// A block that would grow beyond this is split. Small enough that changing one pair of it is cheap.
pub(super) const BLOCK_BYTES: usize = 1536;
/// One that shrinks below this takes in the next.
const BLOCK_BYTES_MIN: usize = BLOCK_BYTES / 4;

/// Pairs that belong together while their blocks are made anew.
#[derive(Default)]
pub(super) struct Merge {
    /// Keys and values, one after the other.
    bytes: Vec<u8>,
    pairs: Vec<Span>,
    /// Whether anything is different from what the blocks had.
    pub(super) changed: bool,
    /// What is open, to which the changes are added.
    pub(super) counts: Counts,
}

/// Where a key begins, where its value begins, and where that ends.
#[derive(Clone, Copy)]
struct Span(usize, usize, usize);

impl Merge {
    /// Nothing yet; what is open so far.
    pub(super) fn onto(counts: Counts) -> Merge {
        Merge { counts, ..Merge::default() }
    }

    /// Adds a block and those of the changes that fall into it: all before `end`, the key of the next block. Both are in
    /// order. `None` if the block is damaged.
    pub(super) fn add<'c>(
        &mut self,
        block: &[u8],
        changes: &mut Peekable<impl Iterator<Item = (Vec<u8>, Option<&'c [u8]>)>>,
        end: Option<&[u8]>,
    ) -> Option<()> {
        let mut old = Reader::new(block);
        while !old.is_done() {
            let value = old.next()?;
            while let Some((key, new)) = changes.next_if(|(key, _)| key.as_slice() < old.key()) {
                self.change(&key, new, None);
            }
            match changes.next_if(|(key, _)| key.as_slice() == old.key()) {
                Some((key, new)) => self.change(&key, new, Some(value)),
                None => self.keep(old.key(), value),
            }
        }
        while let Some((key, new)) = changes.next_if(|(key, _)| end.is_none_or(|end| key.as_slice() < end)) {
            self.change(&key, new, None);
        }
        Some(())
    }

    /// Are these too few for a block of their own?
    pub(super) fn is_small(&self) -> bool {
        self.bytes.len() < BLOCK_BYTES_MIN
    }

    /// The blocks, each with its first key; of about the same size, so that one pair more does not split them again.
    pub(super) fn blocks(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let count = self.bytes.len().div_ceil(BLOCK_BYTES);
        let size = self.bytes.len() / count.max(1);
        let mut blocks: Vec<(Vec<u8>, Vec<u8>)> = Vec::with_capacity(count);
        let (mut last, mut full): (&[u8], usize) = (&[], 0);
        for Span(at, value, end) in self.pairs.iter().copied() {
            let (key, value) = (&self.bytes[at..value], &self.bytes[value..end]);
            if at >= full {
                blocks.push((key.to_vec(), Vec::with_capacity(size + key.len())));
                (last, full) = (&[], at + size);
            }
            let (_, block) = blocks.last_mut().expect("one was begun");
            write(block, last, key, value);
            last = key;
        }
        blocks
    }

    fn change(&mut self, key: &[u8], new: Option<&[u8]>, old: Option<&[u8]>) {
        self.changed |= new != old;
        if let Some((table, key)) = key.split_first() {
            self.counts.note(*table, key, i64::from(new.is_some()) - i64::from(old.is_some()));
        }
        if let Some(value) = new {
            self.keep(key, value);
        }
    }

    fn keep(&mut self, key: &[u8], value: &[u8]) {
        let at = self.bytes.len();
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
        self.pairs.push(Span(at, at + key.len(), self.bytes.len()));
    }
}

/// The value of a key in the block that would hold it. The outer `None`: the block is damaged.
#[expect(clippy::option_option, reason = "damage and absence are different answers")]
pub(super) fn find<'a>(block: &'a [u8], key: &[u8]) -> Option<Option<&'a [u8]>> {
    let mut pairs = Reader::new(block);
    while !pairs.is_done() {
        let value = pairs.next()?;
        if pairs.key() >= key {
            return Some((pairs.key() == key).then_some(value));
        }
    }
    Some(None)
}

/// Reads the pairs of a block in order.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    key: Vec<u8>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(block: &'a [u8]) -> Self {
        Reader { rest: block, key: Vec::with_capacity(64) }
    }

    /// Is there no further pair?
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// The key of the pair read last.
    pub(super) fn key(&self) -> &[u8] {
        &self.key
    }

    /// The value of the next pair; `None` if the block is damaged.
    pub(super) fn next(&mut self) -> Option<&'a [u8]> {
        let shared = self.length()?;
        if shared > self.key.len() {
            return None;
        }
        self.key.truncate(shared);
        let rest = self.bytes()?;
        self.key.extend_from_slice(rest);
        self.bytes()
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.length()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    fn length(&mut self) -> Option<usize> {
        let mut length = 0;
        for shift in (0..35).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(length);
            }
        }
        None
    }
}

fn write(block: &mut Vec<u8>, last: &[u8], key: &[u8], value: &[u8]) {
    let shared = last.iter().zip(key).take_while(|(a, b)| a == b).count();
    write_length(block, shared);
    write_length(block, key.len() - shared);
    block.extend_from_slice(&key[shared..]);
    write_length(block, value.len());
    block.extend_from_slice(value);
}

fn write_length(block: &mut Vec<u8>, mut length: usize) {
    while length >= 0x80 {
        block.push(length as u8 | 0x80);
        length >>= 7;
    }
    block.push(length as u8);
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;
    use std::collections::BTreeMap;

    type Map = BTreeMap<Vec<u8>, Vec<u8>>;

    fn read(block: &[u8]) -> Map {
        let mut reader = Reader::new(block);
        let mut found = Map::new();
        while !reader.is_done() {
            let value = reader.next().expect("it is whole").to_vec();
            found.insert(reader.key().to_vec(), value);
        }
        found
    }

    #[test]
    fn merged_blocks_hold_what_a_map_holds() {
        let mut random = Random::new(3);
        for _ in 0..300 {
            let mut bytes = |most: u64| vec![7; random.below(most) as usize];
            let values: Vec<Vec<u8>> = (0..40).map(|_| bytes(400)).collect();
            let mut key = || format!("k{}", random.below(60)).into_bytes();
            let old: Map = values[..20].iter().map(|v| (key(), v.clone())).collect();
            let changes: BTreeMap<Vec<u8>, Option<&[u8]>> =
                values[20..].iter().enumerate().map(|(i, v)| (key(), (i % 3 > 0).then_some(v.as_slice()))).collect();
            let mut first = Merge::default();
            first.add(&[], &mut old.iter().map(|(k, v)| (k.clone(), Some(v.as_slice()))).peekable(), None).unwrap();
            let blocks = first.blocks();
            let whole: Map = blocks.iter().flat_map(|(_, block)| read(block)).collect();
            assert_eq!(whole, old);
            let mut second = Merge::default();
            let packed: Vec<u8> = {
                let mut block = vec![];
                let mut last = vec![];
                for (key, value) in &old {
                    write(&mut block, &last, key, value);
                    last.clone_from(key);
                }
                block
            };
            second.add(&packed, &mut changes.iter().map(|(k, v)| (k.clone(), *v)).peekable(), None).unwrap();
            let mut expected = old.clone();
            for (key, value) in &changes {
                match value {
                    Some(value) => expected.insert(key.clone(), value.to_vec()),
                    None => expected.remove(key),
                };
            }
            assert_eq!(second.changed, expected != old);
            let blocks = second.blocks();
            for (first, block) in &blocks {
                let pairs = read(block);
                assert_eq!(pairs.keys().next(), Some(first));
                for (key, value) in &pairs {
                    assert_eq!(find(block, key), Some(Some(value.as_slice())));
                }
                assert_eq!(find(block, b"k"), Some(None));
            }
            assert_eq!(blocks.iter().flat_map(|(_, block)| read(block)).collect::<Map>(), expected);
        }
    }

    #[test]
    fn a_block_that_is_cut_or_strange_is_damaged_and_not_a_panic() {
        let mut block = vec![];
        write(&mut block, b"", b"one", b"1");
        write(&mut block, b"one", b"only", b"2");
        for length in 1..block.len() {
            let mut merge = Merge::default();
            let whole = merge.add(&block[..length], &mut std::iter::empty().peekable(), None);
            assert_eq!(whole.is_some(), length == 7, "{length}");
        }
        assert!(find(&[0xff; 9], b"x").is_none());
        assert!(find(&[5, 0, 0], b"x").is_none(), "it shares more than there is");
    }
}
