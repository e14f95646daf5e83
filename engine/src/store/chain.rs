//! The log from outside, for those who look through it: in pieces that can be entered from both ends, and verified while it
//! grows.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use super::cursor::Cursor;
use super::disk::read_full_at;
use super::frame::Head;
use super::group::{self, GROUP_HEADER_BYTES};
use super::log_store::{Core, lock};
use super::segments::Segment;
use super::verify::{Against, Report, verify_with};
use super::{Error, Frame, PARTITIONS};

/// The log is entered about every so many bytes.
pub(super) const MARK_BYTES: u64 = 256 << 10;

/// Where each segment can be entered, and up to where that is known.
pub(super) type Marks = BTreeMap<u64, (Vec<u64>, u64)>;

/// The frames of a walk, oldest first; it ends after the first error.
pub type Frames<'a> = Box<dyn Iterator<Item = Result<Frame, Error>> + Send + 'a>;

/// A log of hash-chained records.
pub trait Chain: Send + Sync {
    /// Which log.
    fn log_id(&self) -> [u8; 16];

    /// How far it has come: its end, and the head of every partition that has records.
    fn head(&self) -> (u64, Vec<(u16, Head)>);

    /// The piece that holds this byte: where it begins and ends, both between groups. None at the end of the log.
    fn piece(&self, at: u64) -> Result<Option<(u64, u64)>, Error>;

    /// The frames between two borders of pieces.
    fn frames(&self, from: u64, until: u64) -> Frames<'_>;

    /// Verifies what is confirmed at this moment.
    fn verify(&self, against: Against<'_>) -> Result<Report, Error>;
}

impl Chain for Core {
    fn log_id(&self) -> [u8; 16] {
        self.log_id
    }

    fn head(&self) -> (u64, Vec<(u16, Head)>) {
        // While the log is locked nothing is appended, so both are of one moment.
        let log = lock(&self.log);
        let heads = log.heads().iter().enumerate().filter(|(_, head)| head.sequence > 0);
        let heads = heads.map(|(partition, head)| (partition as u16, *head)).collect();
        debug_assert!(log.heads().len() == usize::from(PARTITIONS));
        (self.end.load(Ordering::Acquire), heads)
    }

    fn piece(&self, at: u64) -> Result<Option<(u64, u64)>, Error> {
        let end = self.end.load(Ordering::Acquire);
        if at >= end {
            return Ok(None);
        }
        let Some(segment) = self.segments.holding(at)? else { return Ok(None) };
        let until = segment.next.unwrap_or(end).min(end);
        let mut all = lock(&self.marks);
        let (marks, known) = all.entry(segment.first).or_insert_with(|| (vec![segment.first], segment.first));
        extend(&segment, &self.log_id, (marks, known), until)?;
        let behind = marks.partition_point(|mark| *mark <= at);
        Ok(Some((marks[behind - 1], marks.get(behind).copied().unwrap_or(until))))
    }

    fn frames(&self, from: u64, until: u64) -> Frames<'_> {
        let mut cursor = Some(Cursor::new(&self.segments, self.log_id, self.options.mutant, from, until));
        Box::new(std::iter::from_fn(move || match cursor.as_mut()?.next() {
            Ok(walked) => walked.map(|walked| Ok(walked.frame)),
            Err(stop) => {
                cursor = None;
                Some(Err(stop.into()))
            }
        }))
    }

    fn verify(&self, against: Against<'_>) -> Result<Report, Error> {
        let end = self.end.load(Ordering::Acquire);
        verify_with(self.disk.clone(), Against { until: Some(end), ..against })
    }
}

/// Hops from group to group, by their headers alone, and notes one about every [`MARK_BYTES`].
fn extend(
    segment: &Segment,
    log_id: &[u8; 16],
    (marks, known): (&mut Vec<u64>, &mut u64),
    until: u64,
) -> Result<(), Error> {
    while *known < until {
        let mut header = [0; GROUP_HEADER_BYTES];
        let read = read_full_at(&*segment.file, *known - segment.first, &mut header)
            .map_err(|error| Error::io("reading the log", &error))?;
        let damaged = |reason: &str| Error::Damaged {
            segment: super::segments::name_of(segment.first),
            offset: *known - segment.first,
            reason: reason.to_owned(),
        };
        if read < GROUP_HEADER_BYTES {
            return Err(damaged("the file is shorter than the log"));
        }
        let body = group::body_bytes(&header, log_id, *known).map_err(damaged)?;
        if marks.last().is_none_or(|last| *known - last >= MARK_BYTES) {
            marks.push(*known);
        }
        *known += GROUP_HEADER_BYTES as u64 + u64::from(body);
    }
    Ok(())
}
