//! Finding blocks of the view in sled.
use super::Error;
use super::at_hand::Held;
use super::error::is_full;
use super::sled_view::{BUNDLES, FIRST_KEY, FREE_BYTES_MIN, SledView, behind, free_bytes, guarded};
use std::ops::Bound;
use std::sync::PoisonError;

/// So many blocks come to hand when one of them is sought by its key: instances and tasks that were made together are asked
/// for together.
pub(super) const AHEAD: usize = 8;

/// A key of the tree and what stands there.
type Block = (sled::IVec, sled::IVec);

impl SledView {
    /// A read. sled may have to write for one, to put a large page in order: on a full disk that fails, for as long as the
    /// disk is full and no longer. Where there is room it has failed before, and will not recover.
    pub(super) fn reading<T>(&self, call: impl FnOnce() -> sled::Result<T>) -> Result<T, Error> {
        let mut full = false;
        let read = guarded(|| call().inspect_err(|error| full = matches!(error, sled::Error::Io(io) if is_full(io))));
        match read {
            Err(Error::View { reason })
                if full && free_bytes(&self.directory).is_some_and(|free| free < FREE_BYTES_MIN) =>
            {
                Err(Error::StorageFull { reason })
            }
            read => read,
        }
    }

    /// The block that holds this key if any does.
    pub(super) fn holding(&self, full_key: &[u8]) -> Result<Option<Block>, Error> {
        self.reading(|| self.tree.range(..=full_key).next_back().transpose())
    }

    /// The block that answers for a key, verified; an empty one where there is none. Where it has to be read, so many come to
    /// hand with it: more than are asked for soon would only send others away.
    pub(super) fn held(&self, key: &[u8], ahead: usize) -> Result<Held, Error> {
        if let Some(held) = self.at_hand.find(key) {
            return Ok(held);
        }
        // They come to hand before anything of them is written anew.
        let _still = self.blocks.read().unwrap_or_else(PoisonError::into_inner);
        let first = self.holding(key)?.unwrap_or_else(|| (FIRST_KEY.into(), sled::IVec::default()));
        // sled has put together the page that it stands in.
        let ahead = if self.is_doubtful() { 1 } else { ahead };
        let mut next = self.tree.range((Bound::Excluded(first.0.clone()), Bound::Excluded(BUNDLES.into())));
        let mut blocks = vec![first];
        while blocks.len() <= ahead
            && let Some(block) = self.reading(|| next.next().transpose())?
        {
            blocks.push(block);
        }
        // The last one only says where the one before it ends.
        let end = if blocks.len() > ahead { blocks.pop() } else { None };
        let to = end.as_ref().map_or_else(|| BUNDLES.to_vec(), |(end, _)| behind(end));
        // Nothing is missing between them.
        self.expect_sound_still(&blocks[0].0, &to)?;
        let ends = blocks.iter().skip(1).map(|(begin, _)| begin.clone());
        let ends: Vec<sled::IVec> = ends.chain([end.map_or_else(|| BUNDLES.into(), |(end, _)| end)]).collect();
        let held = blocks.into_iter().zip(ends).map(|((begin, block), end)| Held { begin, end, block });
        Ok(self.at_hand.read(held).expect("there is one"))
    }
}
