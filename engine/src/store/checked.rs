//! Holds signed checkpoints against a walk over the log: which agree, and what is wrong where one does not.
use super::Receipt;
use super::frame::Head;
use super::signed::Checkpoint;
use std::collections::HashMap;

/// What is wrong with the checkpoints, or with the log where they are right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The signature does not fit.
    #[error("checkpoint {number} was altered: its signature does not fit")]
    Signature {
        /// Which.
        number: u64,
    },
    /// It is signed with another key.
    #[error("checkpoint {number} is signed with another key than the others: it was not made by this store")]
    OtherKey {
        /// Which.
        number: u64,
    },
    /// One before it is missing or another.
    #[error("checkpoint {number} does not follow the one before it: checkpoints were removed or replaced")]
    Gap {
        /// Which.
        number: u64,
    },
    /// It is one of another log.
    #[error("checkpoint {number} is one of another log")]
    OtherLog {
        /// Which.
        number: u64,
    },
    /// The log ends before it.
    #[error("the log was cut: checkpoint {number} vouches for {position} bytes, and there are {found}")]
    Cut {
        /// Which.
        number: u64,
        /// Where the log ended.
        position: u64,
        /// Where it ends.
        found: u64,
    },
    /// A record is another one than it was.
    #[error(
        "record {sequence} of partition {partition}, at position {position}, is another one than checkpoint {number} \
         vouches for: history was written anew, in that partition between records {after} and {sequence}"
    )]
    Other {
        /// Which checkpoint.
        number: u64,
        /// Which partition.
        partition: u16,
        /// The record that it names.
        sequence: u64,
        /// Where that record stands now.
        position: u64,
        /// The last record of the partition that an earlier checkpoint vouches for.
        after: u64,
    },
    /// The log up to there is another one.
    #[error("the log up to byte {position} is not what checkpoint {number} vouches for")]
    Root {
        /// Which.
        number: u64,
        /// Up to where.
        position: u64,
    },
}

/// Holds checkpoints against a walk.
pub(super) struct Checked<'a> {
    rest: &'a [Checkpoint],
    /// What the checkpoint at hand says of partitions.
    heads: HashMap<u16, Head>,
    /// The last record of each partition that an earlier one vouches for.
    vouched: HashMap<u16, u64>,
    agreed: u64,
    last: Option<(u64, u64)>,
    flaws: Vec<Flaw>,
}

impl<'a> Checked<'a> {
    /// Looks at their signatures and their order first: those from the first bad one on vouch for nothing.
    pub(super) fn new(all: &'a [Checkpoint], key: Option<[u8; 32]>, log_id: [u8; 16]) -> Self {
        let mut flaws = vec![];
        let key = key.or(all.first().map(|first| first.key));
        let (mut before, mut good) = ([0; 32], 0);
        for checkpoint in all {
            let number = checkpoint.number;
            if Some(checkpoint.key) != key {
                flaws.push(Flaw::OtherKey { number });
            } else if !checkpoint.is_signed() {
                flaws.push(Flaw::Signature { number });
            } else if checkpoint.previous != before || number != good + 1 {
                flaws.push(Flaw::Gap { number });
            } else if checkpoint.log_id != log_id {
                flaws.push(Flaw::OtherLog { number });
            } else {
                before = checkpoint.hash();
                good += 1;
                continue;
            }
            break;
        }
        let rest = &all[..good as usize];
        let mut checked =
            Checked { rest, heads: HashMap::new(), vouched: HashMap::new(), agreed: 0, last: None, flaws };
        checked.take();
        checked
    }

    fn take(&mut self) {
        self.heads = self.rest.first().map(|next| next.heads.iter().copied().collect()).unwrap_or_default();
    }

    /// A record was walked over.
    pub(super) fn record(&mut self, partition: u16, head: Head, position: u64) {
        let Some(next) = self.rest.first() else { return };
        let Some(said) = self.heads.get(&partition).filter(|said| said.sequence == head.sequence) else { return };
        if said.hash != head.hash {
            let after = self.vouched.get(&partition).copied().unwrap_or_default();
            let sequence = head.sequence;
            self.flaws.push(Flaw::Other { number: next.number, partition, sequence, position, after });
            // The first one says it; all behind it differ as well.
            self.rest = &[];
        }
    }

    /// A group ended here.
    pub(super) fn boundary(&mut self, end: u64, records: u64, heads: &[Head]) {
        while let Some(next) = self.rest.first().filter(|next| next.position <= end) {
            let known = heads.iter().enumerate().filter(|(_, head)| head.sequence > 0);
            let heads = known.map(|(partition, head)| (partition as u16, *head)).collect();
            let root = Receipt { log_id: next.log_id, heads }.root();
            if next.position != end || next.root != root || next.records != records {
                self.flaws.push(Flaw::Root { number: next.number, position: next.position });
                self.rest = &[];
                return;
            }
            self.vouched.extend(next.heads.iter().map(|(partition, head)| (*partition, head.sequence)));
            (self.agreed, self.last) = (self.agreed + 1, Some((next.number, next.position)));
            self.rest = &self.rest[1..];
            self.take();
        }
    }

    /// The walk has come to the end of the log.
    pub(super) fn finish(&mut self, end: u64, whole: bool) {
        if whole && let Some(next) = self.rest.first() {
            self.flaws.push(Flaw::Cut { number: next.number, position: next.position, found: end });
        }
    }

    /// How many agree, the last of them, and what is wrong.
    pub(super) fn told(&mut self) -> (u64, Option<(u64, u64)>, Vec<Flaw>) {
        (self.agreed, self.last, std::mem::take(&mut self.flaws))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::signed::CheckpointKey;
    use crate::store::signed::tests::made;

    #[test]
    fn one_that_is_missing_or_signed_by_another_is_a_flaw() {
        let all = made(3);
        let flaws = |all: &[Checkpoint]| Checked::new(all, None, [1; 16]).told().2;
        assert_eq!(flaws(&all), []);
        assert_eq!(flaws(&[all[0].clone(), all[2].clone()]), [Flaw::Gap { number: 3 }]);
        assert_eq!(flaws(&all[1..]), [Flaw::Gap { number: 2 }]);
        let mut forged = all.clone();
        forged[1].records = 99;
        assert_eq!(flaws(&forged), [Flaw::Signature { number: 2 }]);
        let other = CheckpointKey::new(&[8; 32]);
        forged[1].key = other.public();
        forged[1].signature = other.sign(forged[1].statement().as_bytes());
        assert_eq!(flaws(&forged), [Flaw::OtherKey { number: 2 }]);
        assert_eq!(Checked::new(&all, None, [2; 16]).told().2, [Flaw::OtherLog { number: 1 }]);
    }
}
