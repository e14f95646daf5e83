//! Blocks at hand: those of the view that were read or written last, in memory over sled.
//!
//! To find one block sled reads, puts together and copies the whole page that it stands in, beside some fifteen others; and
//! while a batch is written, nobody reads. A block at hand is found without sled, also while a batch is written: what the
//! batch changes is hidden by the memory over the view until it is there, and what it does not change is the same in the old
//! block and in the new one.
//!
//! A block stands here with where it ends, so that it answers for every key in between, also for those that are not there.
//! What a batch replaces is replaced here before the batch counts as written, all at once; where a block is gone for good, the
//! one before it ends elsewhere and goes too. What is read comes in only while nothing is written.
//!
//! There are two generations: when the younger one has half of the room, the older one goes, and what is used of it before
//! that is young again.

use sled::IVec;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

/// What a block takes beside its bytes and its keys.
const ENTRY_BYTES: usize = 160;

/// A block, and the keys that it answers for: from where it begins up to, but without, where the next one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) begin: IVec,
    pub(super) end: IVec,
    pub(super) block: IVec,
}

/// What a batch makes of blocks.
#[derive(Default)]
pub(super) struct Replaced {
    gone: Vec<IVec>,
    come: Vec<Held>,
}

/// The blocks at hand.
pub(super) struct AtHand {
    kept: RwLock<Kept>,
    bytes_max: usize,
}

#[derive(Default)]
struct Kept {
    young: Part,
    old: Part,
}

#[derive(Default)]
struct Part {
    blocks: BTreeMap<IVec, Held>,
    bytes: usize,
}

impl Replaced {
    /// A block is there no more.
    pub(super) fn gone(&mut self, begin: &IVec) {
        self.gone.push(begin.clone());
    }

    /// A block is there.
    pub(super) fn come(&mut self, held: Held) {
        self.come.push(held);
    }
}

impl AtHand {
    /// None yet, and never more than about so many bytes.
    pub(super) fn new(bytes_max: usize) -> AtHand {
        AtHand { kept: RwLock::default(), bytes_max }
    }

    /// The block that answers for a key.
    pub(super) fn find(&self, key: &[u8]) -> Option<Held> {
        {
            let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(held) = kept.young.find(key) {
                return Some(held.clone());
            }
            kept.old.find(key)?;
        }
        let mut kept = self.write();
        let begin = kept.old.find(key).map(|held| held.begin.clone());
        // Somebody else may have been here a moment ago.
        let Some(held) = begin.and_then(|begin| kept.old.take(&begin)) else { return kept.young.find(key).cloned() };
        kept.put(held.clone(), self.bytes_max);
        Some(held)
    }

    /// Blocks were read; the first of them is the one that was sought.
    pub(super) fn read(&self, blocks: impl IntoIterator<Item = Held>) -> Option<Held> {
        let mut kept = self.write();
        let mut sought = None;
        for held in blocks {
            kept.take(&held.begin);
            kept.put(held.clone(), self.bytes_max);
            sought.get_or_insert(held);
        }
        sought
    }

    /// A batch was written.
    pub(super) fn written(&self, replaced: Replaced) {
        let mut kept = self.write();
        for begin in &replaced.gone {
            kept.take(begin);
        }
        for held in replaced.come {
            kept.put(held, self.bytes_max);
        }
        // Where a block is gone and none came, the one before it goes further than it did.
        let gone = replaced.gone.iter().filter(|begin| !kept.has(begin)).collect::<Vec<_>>();
        for begin in gone {
            kept.young.forget_ending_at(begin);
            kept.old.forget_ending_at(begin);
        }
    }

    /// Nothing is known any more.
    pub(super) fn clear(&self) {
        *self.write() = Kept::default();
    }

    fn write(&self) -> RwLockWriteGuard<'_, Kept> {
        self.kept.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn has(&self, begin: &[u8]) -> bool {
        self.young.blocks.contains_key(begin) || self.old.blocks.contains_key(begin)
    }

    fn take(&mut self, begin: &[u8]) {
        if self.young.take(begin).is_none() {
            self.old.take(begin);
        }
    }

    fn put(&mut self, held: Held, bytes_max: usize) {
        self.young.put(held);
        if self.young.bytes > bytes_max / 2 {
            self.old = std::mem::take(&mut self.young);
        }
    }
}

impl Part {
    fn find(&self, key: &[u8]) -> Option<&Held> {
        let before = self.blocks.range::<[u8], _>((Bound::Unbounded, Bound::Included(key))).next_back();
        before.map(|(_, held)| held).filter(|held| key < held.end.as_ref())
    }

    fn forget_ending_at(&mut self, end: &[u8]) {
        let before = self.blocks.range::<[u8], _>((Bound::Unbounded, Bound::Excluded(end))).next_back();
        let begin = before.filter(|(_, held)| held.end.as_ref() == end).map(|(begin, _)| begin.clone());
        if let Some(begin) = begin {
            self.take(&begin);
        }
    }

    fn put(&mut self, held: Held) {
        self.bytes += held.bytes();
        if let Some(before) = self.blocks.insert(held.begin.clone(), held) {
            self.bytes -= before.bytes();
        }
    }

    fn take(&mut self, begin: &[u8]) -> Option<Held> {
        let held = self.blocks.remove(begin)?;
        self.bytes -= held.bytes();
        Some(held)
    }
}

impl Held {
    fn bytes(&self) -> usize {
        ENTRY_BYTES + 2 * self.begin.len() + self.end.len() + self.block.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(begin: &str, end: &str, block: &str) -> Held {
        Held { begin: begin.into(), end: end.into(), block: block.into() }
    }

    fn found(at_hand: &AtHand, key: &str) -> Option<String> {
        at_hand.find(key.as_bytes()).map(|held| String::from_utf8(held.block.to_vec()).unwrap())
    }

    #[test]
    fn a_block_answers_for_its_keys_and_for_no_others() {
        let at_hand = AtHand::new(1 << 20);
        at_hand.read([held("b", "d", "one")]);
        at_hand.read([held("f", "h", "two")]);
        let keys = ["a", "b", "c", "cz", "d", "e", "f", "g", "h", "z"];
        let found = keys.map(|key| found(&at_hand, key).unwrap_or_default());
        assert_eq!(found, ["", "one", "one", "one", "", "", "two", "two", "", ""]);
    }

    #[test]
    fn what_a_batch_replaces_is_gone_at_once_in_both_generations() {
        // So small that each block sends the one before to the older generation, and the one before that away.
        let at_hand = AtHand::new(2 * held("b", "d", "one").bytes() - 1);
        at_hand.read([held("b", "d", "one")]);
        let mut replaced = Replaced::default();
        replaced.gone(&"b".into());
        replaced.come(held("b", "c", "new"));
        at_hand.written(replaced);
        assert_eq!((found(&at_hand, "b").as_deref(), found(&at_hand, "c")), (Some("new"), None));
        let mut replaced = Replaced::default();
        replaced.gone(&"b".into());
        at_hand.written(replaced);
        assert_eq!(found(&at_hand, "b"), None, "a block without pairs is none");
    }

    #[test]
    fn what_is_used_stays_and_what_is_not_goes() {
        let one = held("k00", "k01", "block").bytes();
        let at_hand = AtHand::new(8 * one);
        at_hand.read([held("k00", "k01", "hot")]);
        for number in 1..100 {
            let (begin, end) = (format!("k{number:02}"), format!("k{:02}", number + 1));
            at_hand.read([held(&begin, &end, "block")]);
            assert_eq!(found(&at_hand, "k00").as_deref(), Some("hot"), "{number}");
            let kept = at_hand.kept.read().unwrap();
            let bytes = |part: &Part| part.blocks.values().map(Held::bytes).sum::<usize>();
            assert_eq!((kept.young.bytes, kept.old.bytes), (bytes(&kept.young), bytes(&kept.old)));
            assert!(kept.young.bytes + kept.old.bytes <= 9 * one, "{number}");
        }
        assert_eq!(found(&at_hand, "k01"), None);
        at_hand.clear();
        assert_eq!(found(&at_hand, "k00"), None);
    }
}
