//! Offline verification: nothing in the log was changed, lost, added or moved since it was written.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::checked::{Checked, Flaw};
use super::cursor::{Cursor, Stop};
use super::disk::{Disk, read_full_at};
use super::frame::{self, FRAME_HEADER_BYTES, FrameHeader, Head, u16_at, u32_at, u64_at};
use super::group::GROUP_HEADER_BYTES;
use super::meta;
use super::real_disk::RealDisk;
use super::receipt::{Contradiction, Receipt};
use super::recovery::group_follows;
use super::segments::{Segment, Segments, name_of};
use super::signed::Checkpoint;
use super::{Error, Mutant, PARTITIONS, PAYLOAD_BYTES_MAX};

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
    /// Checkpoints that the log agrees with.
    pub checkpoints: u64,
    /// The last one of them, and up to which byte of the log it vouches.
    pub vouched: Option<(u64, u64)>,
    /// What is wrong with the checkpoints, or with the log where they are right. The first of each kind.
    pub flaws: Vec<Flaw>,
    /// It was told to stop before the end.
    pub stopped: bool,
}

/// What a verification is held against, and who is told how far it is.
pub struct Against<'a> {
    /// A receipt of an earlier day.
    pub receipt: Option<&'a Receipt>,
    /// Signed checkpoints, oldest first.
    pub checkpoints: &'a [Checkpoint],
    /// The public key that must have signed them; none takes the one that the first of them names.
    pub key: Option<[u8; 32]>,
    /// The end of what is looked at, for a log that grows meanwhile; none is the end of the file.
    pub until: Option<u64>,
    /// Told how many bytes of how many were looked at; false stops it.
    pub progress: &'a mut dyn FnMut(u64, u64) -> bool,
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
    /// The place of the record that it spoils, in the whole log.
    pub position: u64,
    /// Its content as it stands there now, as far as it can be told; whoever knows the records can say whose they are.
    pub payload: Vec<u8>,
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
    verify_with(disk, Against { receipt, checkpoints: &[], key: None, until: None, progress: &mut |_, _| true })
}

/// The same for the store in a directory, with everything that it can be held against.
pub fn verify_dir_with(directory: &Path, against: Against<'_>) -> Result<Report, Error> {
    verify_with(Arc::new(RealDisk::open_unlocked(directory)), against)
}

/// The same, held against a receipt and signed checkpoints.
pub fn verify_with(disk: Arc<dyn Disk>, against: Against<'_>) -> Result<Report, Error> {
    let Against { receipt, checkpoints, key, until, progress } = against;
    let mut report = Report::default();
    let Some(birth) = meta::load(&*disk)? else {
        return Err(Error::Format { reason: "there is no store in this directory".to_owned() });
    };
    report.log_id = birth.log_id;
    let segments = match Segments::list(disk, Mutant::None) {
        Ok(segments) => segments,
        Err(Error::Damaged { segment, offset, reason }) => {
            let (partition, sequence, payload) = (None, None, vec![]);
            let broken =
                BrokenRecord { segment, offset, partition, sequence, reason, at_tail: false, position: 0, payload };
            report.broken = Some(broken);
            return Ok(report);
        }
        Err(error) => return Err(error),
    };
    report.segments = segments.firsts().len();
    let mut walk = Walk {
        log_id: birth.log_id,
        heads: vec![Head::default(); usize::from(PARTITIONS)],
        known: receipt
            .iter()
            .flat_map(|r| &r.heads)
            .map(|(partition, head)| ((*partition, head.sequence), head.hash))
            .collect(),
        checked: Checked::new(checkpoints, key, birth.log_id),
        progress,
    };
    if let Some(last) = segments.last()? {
        let len = last.file.length().map_err(|error| Error::io("reading the length of the log", &error))?;
        let end = until.unwrap_or(last.first + len).min(last.first + len);
        walk.run(&segments, end, &mut report)?;
        if let Some(broken) = &mut report.broken {
            let follows = || group_follows(&last, birth.log_id, report.bytes + 1, last.first + len);
            broken.at_tail = broken.segment == name_of(last.first) && !follows()?;
            if let Some(segment) = segments.holding(broken.position)? {
                name(broken, &segment, &birth.log_id, &walk.heads);
            }
        }
    }
    let whole = !report.stopped && report.broken.as_ref().is_none_or(|broken| broken.at_tail);
    walk.checked.finish(report.bytes, whole);
    (report.checkpoints, report.vouched, report.flaws) = walk.checked.told();
    if let Some(receipt) = receipt.filter(|_| !report.stopped) {
        compare(receipt, &walk.heads, &mut report);
    }
    let heads = walk.heads.into_iter().enumerate().filter(|(_, head)| head.sequence > 0);
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

/// A walk over the whole log.
struct Walk<'a> {
    log_id: [u8; 16],
    heads: Vec<Head>,
    /// What a receipt says of single records.
    known: HashMap<(u16, u64), [u8; 32]>,
    checked: Checked<'a>,
    progress: &'a mut dyn FnMut(u64, u64) -> bool,
}

impl Walk<'_> {
    fn run(&mut self, segments: &Segments, end: u64, report: &mut Report) -> Result<(), Error> {
        let mut cursor = Cursor::new(segments, self.log_id, Mutant::None, 0, end);
        let mut told = 0;
        loop {
            let walked = match cursor.next() {
                Ok(None) => return Ok(()),
                Ok(Some(walked)) => walked,
                Err(Stop::Broken(broken)) => {
                    let (first, position) = (broken.segment_first, broken.position);
                    report.broken = Some(record(first, position, broken.header, broken.reason));
                    return Ok(());
                }
                Err(Stop::Unreadable(error)) => return Err(error),
            };
            let head = &mut self.heads[usize::from(walked.header.partition)];
            if let Err(reason) = walked.header.continues(head) {
                let firsts = segments.firsts();
                let position = walked.frame.position.0;
                let first = firsts[firsts.partition_point(|&first| first <= position) - 1];
                report.broken = Some(record(first, position, Some(walked.header), reason));
                return Ok(());
            }
            *head = walked.header.head(&walked.frame.payload);
            let (partition, head) = (walked.header.partition, *head);
            if self.known.get(&(partition, head.sequence)).is_some_and(|hash| *hash != head.hash) {
                report.contradictions.push(Contradiction::Other { partition, sequence: head.sequence });
            }
            self.checked.record(partition, head, walked.frame.position.0);
            report.frames += 1;
            if cursor.at_group_boundary() {
                report.bytes = walked.end;
                self.checked.boundary(walked.end, report.frames, &self.heads);
                if walked.end - told >= PROGRESS_BYTES {
                    told = walked.end;
                    if !(self.progress)(told, end) {
                        report.stopped = true;
                        return Ok(());
                    }
                }
            }
        }
    }
}

/// So many bytes pass between two words about how far it is.
const PROGRESS_BYTES: u64 = 1 << 20;

fn record(first: u64, position: u64, header: Option<FrameHeader>, reason: String) -> BrokenRecord {
    BrokenRecord {
        segment: name_of(first),
        offset: position - first,
        partition: header.map(|header| header.partition),
        sequence: header.map(|header| header.sequence),
        reason,
        at_tail: false,
        position,
        payload: vec![],
    }
}

/// Finds out which record a bad place was, also where its header is among what was altered, and reads what stands there.
///
/// The heads that the walk has come to say what the next header of each partition must be: put in its place, the right one
/// makes the checksum fit again where nothing else was altered. Else what of the header still fits says it. Where a group's
/// header is bad, its first record is named.
fn name(broken: &mut BrokenRecord, segment: &Segment, log_id: &[u8; 16], heads: &[Head]) {
    let offsets = [broken.offset, broken.offset + GROUP_HEADER_BYTES as u64];
    for offset in if broken.sequence.is_some() { &offsets[..1] } else { &offsets } {
        let mut header = [0; FRAME_HEADER_BYTES];
        let read = read_full_at(&*segment.file, *offset, &mut header).unwrap_or_default();
        if read < FRAME_HEADER_BYTES {
            return;
        }
        let length = (u32_at(&header, 8) as usize).min(PAYLOAD_BYTES_MAX);
        let rest = segment.file.length().unwrap_or_default().saturating_sub(offset + FRAME_HEADER_BYTES as u64);
        let mut payload = vec![0; length.min(rest as usize)];
        let read = read_full_at(&*segment.file, offset + FRAME_HEADER_BYTES as u64, &mut payload);
        payload.truncate(read.unwrap_or_default());
        let position = segment.first + offset;
        let Some(partition) = restored(&header, &payload, position, log_id, heads).or_else(|| whose(&header, heads))
        else {
            continue;
        };
        broken.partition = Some(partition);
        broken.sequence = Some(heads[usize::from(partition)].sequence + 1);
        (broken.position, broken.payload) = (position, payload);
        return;
    }
}

/// The partition whose next header makes the checksum fit.
fn restored(
    header: &[u8; FRAME_HEADER_BYTES],
    payload: &[u8],
    position: u64,
    log_id: &[u8; 16],
    heads: &[Head],
) -> Option<u16> {
    let crc = u32_at(header, 12);
    let fits = |(partition, head): (usize, &Head)| {
        let right = frame::right_header(header, partition as u16, head);
        frame::intact(log_id, position, &right, crc, payload).then_some(partition as u16)
    };
    heads.iter().enumerate().find_map(fits)
}

/// The partition whose next record this is, by what of its header still fits.
fn whose(header: &[u8; FRAME_HEADER_BYTES], heads: &[Head]) -> Option<u16> {
    let (partition, sequence, previous) = (u16_at(header, 6), u64_at(header, 20), &header[28..60]);
    let place = heads.iter().position(|head| head.sequence > 0 && head.hash == previous);
    let named = heads.get(usize::from(partition)).filter(|head| sequence == head.sequence + 1);
    place.map(|place| place as u16).or(named.map(|_| partition))
}
