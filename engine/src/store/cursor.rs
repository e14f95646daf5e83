//! Walks the frames of the log and says where it first does not read as it was written.

use std::sync::Arc;

use super::disk::{DiskFile, read_full_at};
use super::frame::{FRAME_HEADER_BYTES, FrameHeader, intact};
use super::group::{self, GROUP_HEADER_BYTES};
use super::segments::{Segments, name_of};
use super::{Error, Frame, Mutant, PARTITIONS, Position};

/// A walk reads ahead so much at first, and twice as much each time: most of them are for one frame.
const READ_AHEAD_BYTES: usize = 4 << 10;
/// And never more.
const READ_AHEAD_BYTES_MAX: usize = 256 << 10;

/// A place in the log and what must come next there.
pub(super) struct Cursor<'a> {
    segments: &'a Segments,
    log_id: [u8; 16],
    mutant: Mutant,
    position: u64,
    end: u64,
    expect: Expect,
    /// Where the group at hand ends; unknown if the walk began inside it.
    group_end: Option<u64>,
    window: Window,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Group,
    FirstFrame,
    /// A frame that so many frames of its group follow.
    Frame(u32),
}

/// A frame, its header, and where the log goes on.
#[derive(Debug)]
pub(super) struct Walked {
    pub(super) header: FrameHeader,
    pub(super) frame: Frame,
    pub(super) end: u64,
}

/// Why a walk ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The bytes are not those that were written.
    Broken(Broken),
    /// They could not be read.
    Unreadable(Error),
}

/// The first bad place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) segment_first: u64,
    pub(super) position: u64,
    /// What the bad record says of itself, if it can be read at all.
    pub(super) header: Option<FrameHeader>,
    pub(super) reason: String,
}

impl<'a> Cursor<'a> {
    /// A walk from a group boundary to `end`.
    pub(super) fn new(segments: &'a Segments, log_id: [u8; 16], mutant: Mutant, position: u64, end: u64) -> Self {
        let window = Window::default();
        Cursor { segments, log_id, mutant, position, end, expect: Expect::Group, group_end: None, window }
    }

    /// The frame at exactly this position; the walk goes on behind it.
    pub(super) fn seek(&mut self, position: Position) -> Result<Walked, Stop> {
        self.position = position.0;
        self.group_end = None;
        self.frame()
    }

    /// The next frame; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Walked>, Stop> {
        if self.expect == Expect::Group {
            if self.position == self.end {
                return Ok(None);
            }
            self.group()?;
        }
        self.frame().map(Some)
    }

    /// Whether the frame returned last was the last one of its group.
    pub(super) fn at_group_boundary(&self) -> bool {
        self.expect == Expect::Group
    }

    fn group(&mut self) -> Result<(), Stop> {
        let segment_end = self.enter_segment()?;
        let start = self.position;
        let bytes = self.bytes(GROUP_HEADER_BYTES)?;
        let header: [u8; GROUP_HEADER_BYTES] = bytes.try_into().expect("as long as asked for");
        let body_bytes =
            group::body_bytes(&header, &self.log_id, start).map_err(|reason| self.broken(start, reason))?;
        let group_end = start + GROUP_HEADER_BYTES as u64 + u64::from(body_bytes);
        if group_end > segment_end {
            return Err(self.broken(start, "the log ends within a group"));
        }
        self.position = start + GROUP_HEADER_BYTES as u64;
        self.group_end = Some(group_end);
        self.expect = Expect::FirstFrame;
        Ok(())
    }

    fn frame(&mut self) -> Result<Walked, Stop> {
        self.enter_segment()?;
        let start = self.position;
        let bytes = self.bytes(FRAME_HEADER_BYTES)?;
        let header_bytes: [u8; FRAME_HEADER_BYTES] = bytes.try_into().expect("as long as asked for");
        let header = FrameHeader::decode(&header_bytes).map_err(|reason| self.broken(start, reason))?;
        self.position = start + FRAME_HEADER_BYTES as u64;
        let payload = self.bytes(header.payload_bytes as usize).map_err(|stop| stop.within(start, header))?.to_vec();
        let end = self.position + payload.len() as u64;
        if self.mutant != Mutant::NoCrcCheck && !intact(&self.log_id, start, &header_bytes, header.crc, &payload) {
            return Err(self.broken_frame(start, header, "the checksum of the frame is wrong"));
        }
        if header.partition >= PARTITIONS {
            return Err(self.broken_frame(start, header, "the frame names a partition that does not exist"));
        }
        self.expect_after(start, &header, end)?;
        self.position = end;
        let (partition, sequence) = (header.partition, header.sequence);
        let frame = Frame { position: Position(start), partition, sequence, payload };
        Ok(Walked { header, frame, end })
    }

    /// The frames of a group count down to its end.
    fn expect_after(&mut self, start: u64, header: &FrameHeader, end: u64) -> Result<(), Stop> {
        if matches!(self.expect, Expect::Frame(following) if following != header.following) {
            return Err(self.broken_frame(start, *header, "the frames of the group are out of order"));
        }
        let closes = header.following == 0;
        if self.group_end.is_some_and(|group_end| end > group_end || closes != (end == group_end)) {
            return Err(self.broken_frame(start, *header, "the frames do not fill their group"));
        }
        self.expect = if closes { Expect::Group } else { Expect::Frame(header.following - 1) };
        Ok(())
    }

    /// Opens the segment at hand and says where it ends.
    fn enter_segment(&mut self) -> Result<u64, Stop> {
        if self.window.file.is_none() || !(self.window.first..self.window.end).contains(&self.position) {
            let segment = self.segments.holding(self.position).map_err(Stop::Unreadable)?;
            let Some(segment) = segment else { return Err(self.broken(self.position, "the log has no file here")) };
            let end = segment.next.unwrap_or(self.end).min(self.end);
            self.window = Window { file: Some(segment.file), first: segment.first, end, ..Window::default() };
        }
        Ok(self.window.end)
    }

    /// The next bytes of the segment at hand; the cursor does not move.
    fn bytes(&mut self, count: usize) -> Result<&[u8], Stop> {
        if self.position + count as u64 > self.window.end {
            return Err(self.broken(self.position, "the log ends within a record"));
        }
        let (position, segment) = (self.position, self.window.first);
        match self.window.bytes(position, count) {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(Stop::Broken(Broken {
                segment_first: segment,
                position,
                header: None,
                reason: "the file is shorter than the log".to_owned(),
            })),
            Err(error) => Err(Stop::Unreadable(Error::io(format!("reading {}", name_of(segment)), &error))),
        }
    }

    fn broken(&self, position: u64, reason: &str) -> Stop {
        let reason = reason.to_owned();
        Stop::Broken(Broken { segment_first: self.window.first, position, header: None, reason })
    }

    fn broken_frame(&self, position: u64, header: FrameHeader, reason: &str) -> Stop {
        let reason = reason.to_owned();
        Stop::Broken(Broken { segment_first: self.window.first, position, header: Some(header), reason })
    }
}

/// The part of a segment that was read ahead.
#[derive(Default)]
struct Window {
    file: Option<Arc<dyn DiskFile>>,
    first: u64,
    end: u64,
    start: u64,
    buffer: Vec<u8>,
    /// How much was to be read the last time.
    ahead: usize,
}

impl Window {
    /// `None` if the file has no such bytes.
    fn bytes(&mut self, position: u64, count: usize) -> std::io::Result<Option<&[u8]>> {
        let held = self.start..self.start + self.buffer.len() as u64;
        if count > 0 && (position < held.start || position + count as u64 > held.end) {
            let Some(file) = &self.file else { return Ok(None) };
            self.ahead = (2 * self.ahead).clamp(READ_AHEAD_BYTES, READ_AHEAD_BYTES_MAX);
            let ahead = (self.end - position).min(self.ahead.max(count) as u64) as usize;
            self.buffer.truncate(ahead);
            if self.buffer.len() < ahead {
                self.buffer = vec![0; ahead];
            }
            let read = read_full_at(&**file, position - self.first, &mut self.buffer)?;
            self.buffer.truncate(read);
            self.start = position;
            if read < count {
                return Ok(None);
            }
        }
        let from = if count == 0 { 0 } else { (position - self.start) as usize };
        Ok(Some(&self.buffer[from..from + count]))
    }
}

impl Stop {
    /// The bad place is named by the record that it belongs to.
    fn within(self, position: u64, header: FrameHeader) -> Stop {
        match self {
            Stop::Broken(broken) => Stop::Broken(Broken { position, header: Some(header), ..broken }),
            Stop::Unreadable(error) => Stop::Unreadable(error),
        }
    }
}

impl From<Stop> for Error {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Broken(broken) => broken.into(),
            Stop::Unreadable(error) => error,
        }
    }
}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        let reason = match broken.header {
            Some(header) => format!("{} (partition {}, frame {})", broken.reason, header.partition, header.sequence),
            None => broken.reason,
        };
        Error::Damaged {
            segment: name_of(broken.segment_first),
            offset: broken.position - broken.segment_first,
            reason,
        }
    }
}
