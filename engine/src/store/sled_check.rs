//! Verifying the view in sled, bundle by bundle, before anything of it is served.
use super::Error;
use super::bundles::Edit;
use super::digest::Digest;
use super::sled_view::{BUNDLES, FIRST_KEY, SledView, failed};
use std::sync::PoisonError;

/// How many bundles are verified at a time by whoever has nothing else to do.
const AT_A_TIME: usize = 64;

impl SledView {
    /// Verifies what was not verified yet of the blocks that have, or would have, keys from `from` up to but without `to`.
    pub(super) fn expect_sound(&self, from: &[u8], to: &[u8]) -> Result<(), Error> {
        if !self.is_doubtful() {
            return Ok(());
        }
        let _still = self.blocks.read().unwrap_or_else(PoisonError::into_inner);
        self.expect_sound_still(from, to)
    }

    /// The same for somebody who has the blocks locked.
    pub(super) fn expect_sound_still(&self, from: &[u8], to: &[u8]) -> Result<(), Error> {
        if self.is_doubtful() { self.verify(from, to, usize::MAX).map(drop) } else { Ok(()) }
    }

    /// Verifies some of what nobody has asked for yet; false when there is no more.
    pub(super) fn verify_more(&self) -> Result<bool, Error> {
        if !self.is_doubtful() {
            return Ok(false);
        }
        let _still = self.blocks.read().unwrap_or_else(PoisonError::into_inner);
        self.verify(FIRST_KEY, BUNDLES, AT_A_TIME)?;
        Ok(self.is_doubtful())
    }

    /// Is there anything that was not verified?
    pub(super) fn is_doubtful(&self) -> bool {
        self.bundles.read().unwrap_or_else(PoisonError::into_inner).has_doubtful()
    }

    fn verify(&self, from: &[u8], to: &[u8], limit: usize) -> Result<(), Error> {
        let doubtful = self.bundles.read().unwrap_or_else(PoisonError::into_inner).doubtful(from, to, BUNDLES, limit);
        for (begin, end) in doubtful {
            let mut found = Digest::default();
            for block in self.tree.range(begin.as_slice()..end.as_slice()) {
                let (key, block) = self.reading(|| block)?;
                found.add(&key, &block);
                // A range walks from block to block; whoever asks for a key comes from above, and that way is damaged too.
                if self.reading(|| self.tree.get(&key))?.as_ref() != Some(&block) {
                    return Err(failed("a block that is there is not found by its key"));
                }
            }
            if !self.bundles.write().unwrap_or_else(PoisonError::into_inner).verify(&begin, found) {
                return Err(failed(&format!(
                    "{} blocks that belong together are not those that were written",
                    found.pairs
                )));
            }
        }
        Ok(())
    }

    /// Bundles that have grown are split.
    pub(super) fn splits(&self) -> Result<Edit, Error> {
        let mut edit = Edit::default();
        let large = self.bundles.read().unwrap_or_else(PoisonError::into_inner).large(BUNDLES);
        for (begin, end) in large {
            self.expect_sound(&begin, &end)?;
            let mut split = edit.split(&begin);
            for block in self.tree.range(begin.as_slice()..end.as_slice()) {
                let (key, block) = self.reading(|| block)?;
                split.add(&key, &block);
            }
        }
        Ok(edit)
    }
}
