//! A receipt: how far every partition of a log had come, to be kept elsewhere and compared later.
//!
//! A log that was cut at its very end is a correct shorter log; one that was written anew from its beginning is a
//! correct other log. Only somebody who has kept its heads can tell.
use super::frame::Head;
use super::verify::Report;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// How far the partitions of a log had come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Which log.
    pub log_id: [u8; 16],
    /// The heads of the partitions that have frames, by partition.
    pub heads: Vec<(u16, Head)>,
}

/// A text that is no receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoReceipt {
    /// A line that is none of a receipt.
    #[error("line {line} is no line of a receipt: {text}")]
    Line {
        /// From 1.
        line: usize,
        /// The line.
        text: String,
    },
    /// It was changed or is not whole.
    #[error("the receipt is not as it was written: its last line does not fit the others")]
    Changed,
}

/// How a log differs from what its receipt says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// The receipt is one of another log.
    #[error("the receipt is one of another log")]
    OtherLog,
    /// Records are missing at the end.
    #[error("partition {partition} had {expected} records, and has {found} now: its end was cut off")]
    Shorter {
        /// Which partition.
        partition: u16,
        /// How many there were.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// The records up to there are others.
    #[error("record {sequence} of partition {partition} is another one than it was: the log was written anew")]
    Other {
        /// Which partition.
        partition: u16,
        /// Which record.
        sequence: u64,
    },
}

impl Receipt {
    /// Of a log that was just verified.
    pub fn of(report: &Report) -> Receipt {
        Receipt { log_id: report.log_id, heads: report.heads.clone() }
    }

    /// As it is printed and kept. The last line is a hash of the others: short enough to be written down.
    pub fn to_text(&self) -> String {
        let mut text = format!("log {}\n", hex(&self.log_id));
        for (partition, head) in &self.heads {
            let _ = writeln!(text, "partition {partition} records {} hash {}", head.sequence, hex(&head.hash));
        }
        let receipt = hex(&Sha256::digest(&text));
        let _ = writeln!(text, "receipt {receipt}");
        text
    }

    /// The hash in its last line: what a signed checkpoint vouches for.
    pub fn root(&self) -> [u8; 32] {
        let text = self.to_text();
        let lines = text.rfind("receipt ").unwrap_or_default();
        Sha256::digest(&text[..lines]).into()
    }

    /// Reads what was printed; other lines before it do no harm.
    pub fn parse(text: &str) -> Result<Receipt, NoReceipt> {
        let (mut log_id, mut heads, mut last) = (None, vec![], None);
        for (index, line) in text.lines().enumerate() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let read = match words.as_slice() {
                ["log", id] => unhex(id).map(|id| log_id = Some(id)),
                ["partition", partition, "records", sequence, "hash", hash] => {
                    let head = sequence.parse().ok().zip(unhex(hash));
                    let head = head.map(|(sequence, hash)| Head { sequence, hash });
                    partition.parse().ok().zip(head).map(|read| heads.push(read))
                }
                ["receipt", hash] => {
                    last = Some((*hash).to_owned());
                    Some(())
                }
                _ if log_id.is_none() => Some(()),
                _ => None,
            };
            read.ok_or_else(|| NoReceipt::Line { line: index + 1, text: line.to_owned() })?;
        }
        let receipt = Receipt { log_id: log_id.ok_or(NoReceipt::Changed)?, heads };
        let fits = receipt.to_text().lines().last().and_then(|line| line.strip_prefix("receipt ")) == last.as_deref();
        if fits { Ok(receipt) } else { Err(NoReceipt::Changed) }
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_reads_back_and_every_change_of_it_is_noticed() {
        let heads = vec![(0, Head { sequence: 3, hash: [7; 32] }), (255, Head { sequence: 1, hash: [9; 32] })];
        let receipt = Receipt { log_id: [1; 16], heads };
        let text = receipt.to_text();
        assert_eq!(Receipt::parse(&text), Ok(receipt.clone()));
        assert_eq!(Receipt::parse(&format!("17 records are as written\n{text}")), Ok(receipt));
        assert_eq!(Receipt::parse(&text.replace("records 3", "records 4")), Err(NoReceipt::Changed));
        let (shorter, _) = text.trim_end().rsplit_once('\n').unwrap();
        assert_eq!(Receipt::parse(shorter), Err(NoReceipt::Changed));
        assert!(matches!(Receipt::parse(&format!("{text}more\n")), Err(NoReceipt::Line { line: 5, .. })));
        assert_eq!(Receipt::parse(""), Err(NoReceipt::Changed));
    }
}
