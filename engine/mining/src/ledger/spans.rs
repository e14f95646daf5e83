//! When something happened in cases, told for blocks of neighbouring ones: whoever asks of a window passes by the blocks in which
//! nothing did, without looking at their cases.
use std::collections::VecDeque;
use std::ops::Range;

/// So many cases are a block: 2 to this power.
const BLOCK_BITS: u32 = 9;

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub(super) struct Spans {
    /// The number of the oldest block.
    first: u32,
    /// The first and the last moment of each block, ms.
    blocks: VecDeque<(i64, i64)>,
}

impl Spans {
    /// Something happened in a case.
    pub(super) fn note(&mut self, case: u32, at: i64) {
        let Some(block) = (case >> BLOCK_BITS).checked_sub(self.first) else { return };
        let block = block as usize;
        if block >= self.blocks.len() {
            self.blocks.resize(block + 1, (i64::MAX, i64::MIN));
        }
        let (from, until) = &mut self.blocks[block];
        (*from, *until) = (at.min(*from), at.max(*until));
    }

    /// The cases before this one are held no more.
    pub(super) fn forget(&mut self, before: u32) {
        while self.first < before >> BLOCK_BITS {
            self.blocks.pop_front();
            self.first += 1;
        }
    }

    /// May something have happened in a case in this window?
    pub(super) fn touch(&self, case: u32, window: &Range<i64>) -> bool {
        let block = (case >> BLOCK_BITS).checked_sub(self.first).and_then(|block| self.blocks.get(block as usize));
        block.is_some_and(|(from, until)| *from < window.end && window.start <= *until)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK_BITS, Spans};

    #[test]
    fn no_case_is_passed_by_in_which_something_happened() {
        let (mut spans, block) = (Spans::default(), 1 << BLOCK_BITS);
        for case in 0..4 * block {
            spans.note(case, i64::from(case) * 10);
        }
        // One of the first goes on late.
        spans.note(3, 1_000_000);
        let touched =
            |spans: &Spans, from, until| (0..4 * block).filter(|case| spans.touch(*case, &(from..until))).count();
        let size = block as usize;
        assert_eq!(touched(&spans, 0, 1), size);
        assert_eq!(touched(&spans, 1_000_000, 1_000_001), size, "the block of the one that went on");
        let second = i64::from(block) * 10;
        assert_eq!(touched(&spans, second, second + 1), 2 * size, "its block and the first, which lasts");
        assert_eq!(touched(&spans, 2_000_000, 3_000_000), 0);
        spans.forget(block + 1);
        assert_eq!(touched(&spans, 0, 2_000_000), 3 * size, "the first block is gone");
        spans.note(3, 5);
        assert_eq!(touched(&spans, 0, 6), 0, "what is held no more is not noted");
    }
}
