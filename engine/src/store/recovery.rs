//! Where the log ends after a crash. The rule and its proof stand in [`super::group`].

use super::cursor::{Broken, Cursor, Stop};
use super::disk::read_full_at;
use super::group::{self, GROUP_HEADER_BYTES};
use super::segments::{Segment, Segments};
use super::{Error, Mutant};

const SEARCH_BYTES: usize = 1 << 20;

/// The end of the log.
#[derive(Debug, Default)]
pub(super) struct Tail {
    /// Behind the last whole group.
    pub(super) end: u64,
    /// Where that group begins.
    pub(super) last: u64,
    /// What follows there, if anything: a torn append. To be cut off.
    pub(super) torn: Option<Broken>,
}

/// Walks the last segment. The earlier ones are whole: a segment begins only when everything before it is durable.
pub(super) fn find_tail(segments: &Segments, log_id: [u8; 16], mutant: Mutant) -> Result<Tail, Error> {
    let Some(last) = segments.last()? else { return Ok(Tail::default()) };
    let len = last.file.length().map_err(|error| Error::io("reading the length of the log", &error))?;
    let file_end = last.first + len;
    let mut cursor = Cursor::new(segments, log_id, mutant, last.first, file_end);
    let (mut begin, mut end) = (last.first, last.first);
    loop {
        match cursor.next() {
            Ok(Some(walked)) if cursor.at_group_boundary() => (begin, end) = (end, walked.end),
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Tail { end, last: begin, torn: None }),
            Err(Stop::Unreadable(error)) => return Err(error),
            Err(Stop::Broken(broken)) => {
                if mutant != Mutant::DamageIsTheEnd && group_follows(&last, log_id, end + 1, file_end)? {
                    return Err(broken.into());
                }
                if mutant == Mutant::CutTooMuch {
                    end = begin;
                }
                return Ok(Tail { end, last: begin, torn: Some(broken) });
            }
        }
    }
}

/// Whether a valid group header stands anywhere between these positions.
pub(super) fn group_follows(segment: &Segment, log_id: [u8; 16], from: u64, to: u64) -> Result<bool, Error> {
    let mut buffer = vec![0; SEARCH_BYTES];
    let mut start = from;
    while start + GROUP_HEADER_BYTES as u64 <= to {
        let take = ((to - start) as usize).min(SEARCH_BYTES);
        let read = read_full_at(&*segment.file, start - segment.first, &mut buffer[..take])
            .map_err(|error| Error::io("reading the log", &error))?;
        let mut at = 0;
        while let Some(header) = buffer[..read].get(at..at + GROUP_HEADER_BYTES) {
            if header.starts_with(group::MAGIC) {
                let header = header.try_into().expect("as long as the range");
                if group::body_bytes(header, &log_id, start + at as u64).is_ok() {
                    return Ok(true);
                }
            }
            at += skip(header);
        }
        if read < GROUP_HEADER_BYTES {
            break;
        }
        // A header may lie across the border of two reads.
        start += (read - GROUP_HEADER_BYTES + 1) as u64;
    }
    Ok(false)
}

/// How far the next place is where the magic could begin, judged by the byte that would be its last one here.
fn skip(bytes: &[u8]) -> usize {
    let last = group::MAGIC.len() - 1;
    let from_end = group::MAGIC[..last].iter().rev().position(|&byte| byte == bytes[last]);
    from_end.map_or(group::MAGIC.len(), |distance| distance + 1)
}
