//! Offline verification: nothing in the log was changed, lost, added or moved since it was written.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::cursor::{Cursor, Stop};
use super::disk::Disk;
use super::frame::{FrameHeader, Head};
use super::meta;
use super::real_disk::RealDisk;
use super::receipt::{Contradiction, Receipt};
use super::recovery::group_follows;
use super::segments::{Segments, name_of};
use super::{Error, Mutant, PARTITIONS};

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Which log.
    pub log_id: [u8; 16],
    /// Files of the log.
    pub segments: usize,
    /// Intact frames, up to the first broken record.
    pub frames: u64,
    /// Intact bytes, up to the first broken record.
    pub bytes: u64,
    /// The head of every partition that has frames: what a [`Receipt`] keeps.
    pub heads: Vec<(u16, Head)>,
    /// The first broken record, if any. The log behind it was not judged.
    pub broken: Option<BrokenRecord>,
    /// How it differs from the receipt that it was compared with.
    pub contradictions: Vec<Contradiction>,
}

/// The first place that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRecord {
    /// The file.
    pub segment: String,
    /// Counted from the start of the file.
    pub offset: u64,
    /// Whose record it says it is, if it can be read.
    pub partition: Option<u16>,
    /// Which one it says it is, if it can be read.
    pub sequence: Option<u64>,
    /// What is wrong.
    pub reason: String,
    /// Nothing valid follows: also a crash in the middle of an append leaves this, and the next start removes it.
    pub at_tail: bool,
}

/// Verifies the store in a directory. It may be open in another process; groups written meanwhile look like a tail.
/// With a receipt of an earlier day it must also be that log, gone on.
pub fn verify_dir(directory: &Path, receipt: Option<&Receipt>) -> Result<Report, Error> {
    verify_against(Arc::new(RealDisk::open_unlocked(directory)), receipt)
}

/// Verifies the log on a disk: checksums, places, gapless sequences and the hash chain of every partition.
pub fn verify(disk: Arc<dyn Disk>) -> Result<Report, Error> {
    verify_against(disk, None)
}

/// The same, and whether it is the log of a receipt, gone on.
pub fn verify_against(disk: Arc<dyn Disk>, receipt: Option<&Receipt>) -> Result<Report, Error> {
    let mut report = Report::default();
    let Some(birth) = meta::load(&*disk)? else {
        return Err(Error::Format { reason: "there is no store in this directory".to_owned() });
    };
    report.log_id = birth.log_id;
    let segments = match Segments::list(disk, Mutant::None) {
        Ok(segments) => segments,
        Err(Error::Damaged { segment, offset, reason }) => {
            let (partition, sequence) = (None, None);
            report.broken = Some(BrokenRecord { segment, offset, partition, sequence, reason, at_tail: false });
            return Ok(report);
        }
        Err(error) => return Err(error),
    };
    report.segments = segments.firsts().len();
    let mut heads = vec![Head::default(); usize::from(PARTITIONS)];
    let known: HashMap<(u16, u64), [u8; 32]> = receipt
        .iter()
        .flat_map(|r| &r.heads)
        .map(|(partition, head)| ((*partition, head.sequence), head.hash))
        .collect();
    if let Some(last) = segments.last()? {
        let len = last.file.length().map_err(|error| Error::io("reading the length of the log", &error))?;
        let end = last.first + len;
        walk(&segments, (birth.log_id, end), &known, &mut heads, &mut report)?;
        if let Some(broken) = &mut report.broken {
            broken.at_tail =
                broken.segment == name_of(last.first) && !group_follows(&last, birth.log_id, report.bytes + 1, end)?;
        }
    }
    if let Some(receipt) = receipt {
        compare(receipt, &heads, &mut report);
    }
    let heads = heads.into_iter().enumerate().filter(|(_, head)| head.sequence > 0);
    report.heads = heads.map(|(partition, head)| (partition as u16, head)).collect();
    Ok(report)
}

/// What the walk alone does not show: another log, and an end that was cut off.
fn compare(receipt: &Receipt, heads: &[Head], report: &mut Report) {
    if receipt.log_id != report.log_id {
        report.contradictions = vec![Contradiction::OtherLog];
        return;
    }
    // Behind a broken record nothing was looked at.
    if report.broken.as_ref().is_some_and(|broken| !broken.at_tail) {
        return;
    }
    for (partition, head) in &receipt.heads {
        let found = heads.get(usize::from(*partition)).map_or(0, |head| head.sequence);
        if found < head.sequence {
            let (partition, expected) = (*partition, head.sequence);
            report.contradictions.push(Contradiction::Shorter { partition, expected, found });
        }
    }
}

fn walk(
    segments: &Segments,
    (log_id, end): ([u8; 16], u64),
    known: &HashMap<(u16, u64), [u8; 32]>,
    heads: &mut [Head],
    report: &mut Report,
) -> Result<(), Error> {
    let mut cursor = Cursor::new(segments, log_id, Mutant::None, 0, end);
    loop {
        match cursor.next() {
            Ok(None) => return Ok(()),
            Ok(Some(walked)) => {
                let head = &mut heads[usize::from(walked.header.partition)];
                if let Err(reason) = walked.header.continues(head) {
                    let firsts = segments.firsts();
                    let position = walked.frame.position.0;
                    let first = firsts[firsts.partition_point(|&first| first <= position) - 1];
                    report.broken = Some(record(first, position, Some(walked.header), reason));
                    return Ok(());
                }
                *head = walked.header.head(&walked.frame.payload);
                let (partition, sequence) = (walked.header.partition, head.sequence);
                if known.get(&(partition, sequence)).is_some_and(|hash| *hash != head.hash) {
                    report.contradictions.push(Contradiction::Other { partition, sequence });
                }
                report.frames += 1;
                if cursor.at_group_boundary() {
                    report.bytes = walked.end;
                }
            }
            Err(Stop::Broken(broken)) => {
                let (first, position) = (broken.segment_first, broken.position);
                report.broken = Some(record(first, position, broken.header, broken.reason));
                return Ok(());
            }
            Err(Stop::Unreadable(error)) => return Err(error),
        }
    }
}

fn record(first: u64, position: u64, header: Option<FrameHeader>, reason: String) -> BrokenRecord {
    BrokenRecord {
        segment: name_of(first),
        offset: position - first,
        partition: header.map(|header| header.partition),
        sequence: header.map(|header| header.sequence),
        reason,
        at_tail: false,
    }
}
