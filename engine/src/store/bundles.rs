//! Bundles: neighbouring blocks of the view that are verified together, before anything of them is served.
//!
//! sled opens some damaged files without a word, with blocks missing, or as they were some time ago. Held against one digest
//! of everything, the whole view would have to be read at every start. So each bundle of neighbouring blocks has a digest of
//! its own, kept in a row beside them; a start reads those rows and holds them against their digest, and the blocks of a
//! bundle are read and compared when the first of them is asked for.
//!
//! A bundle begins at a key and has all blocks from there up to where the next one begins; the first begins before
//! everything. One without blocks has no row.

use super::digest::Digest;
use std::collections::BTreeMap;

/// A bundle of more blocks is split into parts of half as many.
const BLOCKS_MAX: u64 = 128;

/// All bundles, by where they begin.
pub(super) struct Bundles {
    all: BTreeMap<Vec<u8>, Bundle>,
    /// How many have not been verified.
    doubtful: usize,
    /// Over all rows.
    total: Digest,
}

#[derive(Clone, Copy, Default)]
struct Bundle {
    digest: Digest,
    verified: bool,
}

/// What a batch makes of the digests of some bundles.
#[derive(Default)]
pub(super) struct Edit(BTreeMap<Vec<u8>, Digest>);

/// A row under the key at which its bundle begins; none when it goes.
type Row = (Vec<u8>, Option<[u8; 16]>);

/// Where a bundle begins and where the next one does.
pub(super) type Span = (Vec<u8>, Vec<u8>);

impl Bundles {
    /// Nothing yet, from the first key on.
    pub(super) fn new(first: &[u8]) -> Bundles {
        let all = BTreeMap::from([(first.to_vec(), Bundle { verified: true, ..Bundle::default() })]);
        Bundles { all, doubtful: 0, total: Digest::default() }
    }

    /// Of a view that was written before: nothing is known until its rows are read.
    pub(super) fn of_an_old_view(first: &[u8]) -> Bundles {
        let all = BTreeMap::from([(first.to_vec(), Bundle::default())]);
        Bundles { all, doubtful: 1, total: Digest::default() }
    }

    /// A row of such a view.
    pub(super) fn read(&mut self, begin: &[u8], digest: &[u8]) -> Option<()> {
        let digest = Digest::from_bytes(digest.try_into().ok()?);
        self.total.add(begin, &digest.to_bytes());
        // The first is there before its row is read.
        let known = self.all.insert(begin.to_vec(), Bundle { digest, verified: false });
        self.doubtful += usize::from(known.is_none());
        Some(())
    }

    /// Over all rows.
    pub(super) fn total(&self) -> Digest {
        self.total
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> u64 {
        self.all.values().map(|bundle| bundle.digest.pairs).sum()
    }

    /// Is there any that was not verified?
    pub(super) fn has_doubtful(&self) -> bool {
        self.doubtful > 0
    }

    /// Up to so many that were not verified and have keys from `from` up to but without `to`; nothing lies behind `last`.
    pub(super) fn doubtful(&self, from: &[u8], to: &[u8], last: &[u8], limit: usize) -> Vec<Span> {
        if self.doubtful == 0 || from >= to {
            return vec![];
        }
        let mut found = vec![];
        let mut at = self.begin_of(from).to_vec();
        while at.as_slice() < to && found.len() < limit {
            let next =
                self.all.range::<Vec<u8>, _>((std::ops::Bound::Excluded(&at), std::ops::Bound::Unbounded)).next();
            let end = next.map_or_else(|| last.to_vec(), |(begin, _)| begin.clone());
            if self.all.get(&at).is_some_and(|bundle| !bundle.verified) {
                found.push((at, end.clone()));
            }
            at = end;
        }
        found
    }

    /// Notes that a bundle has these blocks; false: it should have others.
    pub(super) fn verify(&mut self, begin: &[u8], found: Digest) -> bool {
        let Some(bundle) = self.all.get_mut(begin) else { return true };
        if bundle.digest == found && !bundle.verified {
            bundle.verified = true;
            self.doubtful -= 1;
        }
        bundle.digest == found
    }

    /// Those that are to be split: where they begin and end.
    pub(super) fn large(&self, last: &[u8]) -> Vec<Span> {
        let ends = self.all.keys().skip(1).map(Vec::as_slice).chain([last]);
        let large = self.all.iter().zip(ends).filter(|((_, bundle), _)| bundle.digest.pairs > BLOCKS_MAX);
        large.map(|((begin, _), end)| (begin.clone(), end.to_vec())).collect()
    }

    fn begin_of(&self, key: &[u8]) -> &[u8] {
        let found = self.all.range::<[u8], _>((std::ops::Bound::Unbounded, std::ops::Bound::Included(key))).next_back();
        found.or_else(|| self.all.first_key_value()).map_or(&[], |(begin, _)| begin)
    }

    /// What an edit changes of the rows, and the digest of all rows then.
    pub(super) fn rows(&self, edit: &Edit) -> (Vec<Row>, Digest) {
        let (mut rows, mut total) = (vec![], self.total);
        for (begin, digest) in &edit.0 {
            if let Some(old) = self.all.get(begin).filter(|bundle| bundle.digest.pairs > 0) {
                total.take(begin, &old.digest.to_bytes());
            }
            let row = (digest.pairs > 0).then(|| digest.to_bytes());
            if let Some(row) = &row {
                total.add(begin, row);
            }
            rows.push((begin.clone(), row));
        }
        (rows, total)
    }

    /// The edit was written.
    pub(super) fn written(&mut self, edit: Edit, total: Digest) {
        let first = self.all.first_key_value().map(|(begin, _)| begin.clone());
        for (begin, digest) in edit.0 {
            // Only what was verified is changed.
            if digest.pairs > 0 || Some(&begin) == first.as_ref() {
                self.all.insert(begin, Bundle { digest, verified: true });
            } else {
                self.all.remove(&begin);
            }
        }
        self.total = total;
    }
}

impl Edit {
    /// Is there nothing in it?
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A block comes.
    pub(super) fn add(&mut self, bundles: &Bundles, key: &[u8], block: &[u8]) {
        self.of(bundles, key).add(key, block);
    }

    /// A block goes.
    pub(super) fn take(&mut self, bundles: &Bundles, key: &[u8], block: &[u8]) {
        self.of(bundles, key).take(key, block);
    }

    fn of(&mut self, bundles: &Bundles, key: &[u8]) -> &mut Digest {
        let begin = bundles.begin_of(key);
        self.0.entry(begin.to_vec()).or_insert_with(|| bundles.all.get(begin).map(|b| b.digest).unwrap_or_default())
    }

    /// The bundle that begins here becomes several: its blocks are to be added in order.
    pub(super) fn split<'e>(&'e mut self, begin: &[u8]) -> Split<'e> {
        self.0.insert(begin.to_vec(), Digest::default());
        Split { edit: self, at: begin.to_vec() }
    }
}

/// A bundle that is being split.
pub(super) struct Split<'e> {
    edit: &'e mut Edit,
    /// Where the part begins that takes the next block.
    at: Vec<u8>,
}

impl Split<'_> {
    /// The next block.
    pub(super) fn add(&mut self, key: &[u8], block: &[u8]) {
        if self.edit.0.get(&self.at).is_some_and(|part| part.pairs >= BLOCKS_MAX / 2) {
            self.at = key.to_vec();
        }
        self.edit.0.entry(self.at.clone()).or_default().add(key, block);
    }
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;

    type Tree = BTreeMap<Vec<u8>, Vec<u8>>;
    type Rows = BTreeMap<Vec<u8>, [u8; 16]>;

    const FIRST: &[u8] = &[0];
    const LAST: &[u8] = &[254];

    /// The digest of what a tree has of a span.
    fn sum_of(tree: &Tree, (begin, end): &Span) -> Digest {
        let mut digest = Digest::default();
        tree.range(begin.clone()..end.clone()).for_each(|(key, block)| digest.add(key, block));
        digest
    }

    /// Random batches over a tree; the rows that they write are kept beside it.
    fn written(seed: u64) -> (Tree, Rows, Bundles) {
        let (mut random, mut rows) = (Random::new(seed), BTreeMap::new());
        let mut tree = Tree::new();
        let mut bundles = Bundles::new(FIRST);
        let mut write = |bundles: &mut Bundles, edit: Edit| {
            let (changed, total) = bundles.rows(&edit);
            for (begin, row) in changed {
                match row {
                    Some(row) => rows.insert(begin, row),
                    None => rows.remove(&begin),
                };
            }
            bundles.written(edit, total);
        };
        for _ in 0..60 {
            let mut split = Edit::default();
            for (begin, end) in bundles.large(LAST) {
                let mut parts = split.split(&begin);
                tree.range(begin.clone()..end).for_each(|(key, block)| parts.add(key, block));
            }
            write(&mut bundles, split);
            let mut edit = Edit::default();
            // Now and then nearly everything goes.
            let goes = random.below(8) == 0;
            for _ in 0..40 {
                let key = vec![1 + random.below(3) as u8, random.below(256) as u8];
                if let Some(old) = tree.remove(&key) {
                    edit.take(&bundles, &key, &old);
                }
                if !goes {
                    let block = vec![random.below(256) as u8; 3];
                    edit.add(&bundles, &key, &block);
                    tree.insert(key, block);
                }
            }
            write(&mut bundles, edit);
        }
        (tree, rows, bundles)
    }

    fn opened(rows: &Rows) -> Bundles {
        let mut bundles = Bundles::of_an_old_view(FIRST);
        for (begin, row) in rows {
            bundles.read(begin, row).unwrap();
        }
        bundles
    }

    #[test]
    fn what_was_written_verifies_bundle_by_bundle() {
        for seed in 0..20 {
            let (tree, rows, bundles) = written(seed);
            assert!(rows.len() > 1, "there is more than one bundle");
            let mut opened = opened(&rows);
            assert_eq!((opened.total(), opened.blocks()), (bundles.total(), tree.len() as u64));
            let all = opened.doubtful(FIRST, LAST, LAST, usize::MAX);
            assert!(all.len() >= rows.len() && all.len() <= rows.len() + 1, "the first is there without a row too");
            for span in all {
                assert!(opened.verify(&span.0, sum_of(&tree, &span)), "seed {seed}");
            }
            assert!(!opened.has_doubtful());
        }
    }

    #[test]
    fn a_block_that_is_missing_or_old_is_found_in_the_bundle_of_its_key() {
        let (tree, rows, _) = written(1);
        for key in tree.keys() {
            let old: Vec<u8> = tree[key].iter().map(|byte| byte ^ 1).collect();
            for harm in [None, Some(old)] {
                let mut harmed = tree.clone();
                match harm {
                    None => harmed.remove(key),
                    Some(old) => harmed.insert(key.clone(), old),
                };
                let mut opened = opened(&rows);
                let mut behind = key.clone();
                behind.push(0);
                let asked = opened.doubtful(key, &behind, LAST, usize::MAX);
                assert_eq!(asked.len(), 1, "one bundle has to be read for one key");
                assert!(!opened.verify(&asked[0].0, sum_of(&harmed, &asked[0])), "{key:?}");
            }
        }
    }
}
