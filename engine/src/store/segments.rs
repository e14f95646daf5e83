//! The files of the log, each named by the position of its first byte.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, RwLock};

use super::disk::{Disk, DiskFile};
use super::{Error, Mutant};

const SUFFIX: &str = ".log";
/// Segments held open for reading history.
const OPEN_SEGMENTS_MAX: usize = 64;

/// All segments in order. Together they are the log from position 0 on, without a gap.
pub(super) struct Segments {
    disk: Arc<dyn Disk>,
    firsts: RwLock<Vec<u64>>,
    open: Mutex<BTreeMap<u64, Arc<dyn DiskFile>>>,
}

/// One segment, opened.
pub(super) struct Segment {
    pub(super) first: u64,
    /// Where the next one begins; `None` for the last one.
    pub(super) next: Option<u64>,
    pub(super) file: Arc<dyn DiskFile>,
}

impl Segments {
    /// Finds the segments and checks that none is missing.
    pub(super) fn list(disk: Arc<dyn Disk>, mutant: Mutant) -> Result<Segments, Error> {
        let names = disk.list().map_err(|error| Error::io("listing the data directory", &error))?;
        let mut firsts: Vec<u64> = names.iter().filter_map(|name| first_of(name)).collect();
        firsts.sort_unstable();
        let segments = Segments { disk, firsts: RwLock::new(firsts.clone()), open: Mutex::default() };
        let mut expected = 0;
        for (index, &first) in firsts.iter().enumerate() {
            if first != expected && mutant != Mutant::DamageIsTheEnd {
                let reason = format!("the log goes on at position {first}: a file is missing, cut or not ours");
                return Err(Error::Damaged { segment: name_of(expected), offset: 0, reason });
            }
            if index + 1 < firsts.len() {
                expected = first + segments.len(first)?;
            }
        }
        Ok(segments)
    }

    /// The segment that holds this position, or would hold it if it is the end of the log.
    pub(super) fn holding(&self, position: u64) -> Result<Option<Segment>, Error> {
        let (first, next) = {
            let firsts = self.firsts.read().expect("no panic while locked");
            let index = firsts.partition_point(|&first| first <= position);
            if index == 0 {
                return Ok(None);
            }
            (firsts[index - 1], firsts.get(index).copied())
        };
        Ok(Some(Segment { first, next, file: self.file(first)? }))
    }

    /// The segment that takes new groups.
    pub(super) fn last(&self) -> Result<Option<Segment>, Error> {
        self.holding(u64::MAX)
    }

    /// Where every segment begins.
    pub(super) fn firsts(&self) -> Vec<u64> {
        self.firsts.read().expect("no panic while locked").clone()
    }

    /// Makes an empty segment at the end of the log. The caller syncs the directory.
    pub(super) fn create(&self, first: u64) -> std::io::Result<Arc<dyn DiskFile>> {
        let file = self.disk.open(&name_of(first), true)?;
        file.set_len(0)?;
        self.remember(first, &file);
        self.firsts.write().expect("no panic while locked").push(first);
        Ok(file)
    }

    fn len(&self, first: u64) -> Result<u64, Error> {
        self.file(first)?
            .length()
            .map_err(|error| Error::io(format!("reading the length of {}", name_of(first)), &error))
    }

    fn file(&self, first: u64) -> Result<Arc<dyn DiskFile>, Error> {
        if let Some(file) = self.open.lock().expect("no panic while locked").get(&first) {
            return Ok(file.clone());
        }
        let name = name_of(first);
        let file = self.disk.open(&name, false).map_err(|error| Error::io(format!("opening {name}"), &error))?;
        self.remember(first, &file);
        Ok(file)
    }

    /// Keeps a file open and lets the oldest segment go: history is mostly read near the end.
    fn remember(&self, first: u64, file: &Arc<dyn DiskFile>) {
        let mut open = self.open.lock().expect("no panic while locked");
        if open.len() >= OPEN_SEGMENTS_MAX {
            open.pop_first();
        }
        open.insert(first, file.clone());
    }
}

/// Whether a file of this name is a segment.
pub(super) fn is_segment(name: &str) -> bool {
    first_of(name).is_some()
}

/// The file name of the segment that begins at this position.
pub(super) fn name_of(first: u64) -> String {
    format!("{first:016x}{SUFFIX}")
}

fn first_of(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(SUFFIX)?;
    // The check of the form keeps `+1.log` and copies such as `0000000000000000 (1).log` out.
    u64::from_str_radix(digits, 16).ok().filter(|&first| name == name_of(first))
}
