//! A small log that is damaged byte by byte, and a judge of what a start makes of it.
use super::{Model, apply, changes_of, commit, content, project};
use std::collections::BTreeSet;
use std::sync::Arc;
use weir_engine::store::sim::{Random, Simulation};
use weir_engine::store::{Change, Disk, Error, Frame, Mutant, Report, Store, Table, verify};

/// Before the frames of a group.
const GROUP_HEADER_BYTES: u64 = 40;
/// Before the payload of a frame.
const FRAME_HEADER_BYTES: u64 = 60;

/// An undamaged log and what it holds.
pub struct Original {
    pub simulation: Simulation,
    pub frames: Vec<Frame>,
    /// Segment names with their content.
    pub files: Vec<(String, Vec<u8>)>,
    groups: Vec<Group>,
}

/// One append.
#[derive(Debug, Clone, Copy)]
struct Group {
    start: u64,
    end: u64,
    frames: usize,
}

/// What is done to a file of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// A bit of this byte is another one.
    Flip,
    /// It ends before this byte.
    Cut,
}

/// What a byte of the log is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    GroupHeader,
    FrameHeader,
    Payload,
}

impl Part {
    /// All of them.
    pub fn all() -> BTreeSet<Part> {
        BTreeSet::from([Part::GroupHeader, Part::FrameHeader, Part::Payload])
    }
}

impl Original {
    /// About so many bytes in a few segments, of which the last has several groups too.
    pub fn new(bytes: u64, payload_bytes: usize) -> Original {
        let mut simulation = Simulation::new(bytes);
        simulation.options.segment_bytes = bytes / 3;
        let store = simulation.open(&project).unwrap();
        let mut random = Random::new(bytes);
        let mut groups = vec![];
        let in_last = |groups: &[Group]| {
            let last = segments(&simulation).last().map_or(0, |name| position_of(name));
            groups.iter().filter(|group| group.start >= last).count()
        };
        while store.health().log_bytes < bytes || in_last(&groups) < 3 {
            let (start, frames) = (store.health().log_bytes, 1 + random.below(3) as usize);
            let put = |random: &mut Random| {
                let value = (0..payload_bytes).map(|_| random.below(256) as u8).collect();
                Change::put(Table::Instance, vec![b'k', random.below(30) as u8], value)
            };
            let commits = (0..frames).map(|partition| commit(partition as u16, vec![put(&mut random)])).collect();
            store.commit(commits).unwrap();
            groups.push(Group { start, end: store.health().log_bytes, frames });
        }
        store.checkpoint().unwrap();
        let frames = store.log(None).map(Result::unwrap).collect();
        let content = |name: String| (name.clone(), simulation.disk.content(&name).unwrap());
        let files: Vec<_> = segments(&simulation).into_iter().map(content).collect();
        assert!(files.len() >= 3, "there are a first, a last and another segment");
        Original { simulation, frames, files, groups }
    }

    /// What the offline verification says.
    pub fn verify(&self) -> Result<Report, Error> {
        verify(Arc::new(self.simulation.disk.clone()))
    }

    /// Puts other content in a file while the work runs.
    pub fn with_content<T>(&self, name: &str, bytes: &[u8], work: impl FnOnce() -> T) -> T {
        let disk = &self.simulation.disk;
        let original = disk.content(name).unwrap();
        disk.set_content(name, bytes);
        let result = work();
        // Recovery may have cut the tail.
        disk.set_content(name, &original);
        result
    }

    /// Does this harm at each byte of a segment in turn, and judges what a start makes of it. Where it was found to do
    /// wrong comes back, by what was harmed, with the first breach in words.
    pub fn harmed(
        &self,
        segment: usize,
        harm: Harm,
        lose_view: bool,
        mutant: Mutant,
    ) -> (BTreeSet<Part>, Option<String>) {
        let (name, bytes) = &self.files[segment];
        let (mut wrong, mut first) = (BTreeSet::new(), None);
        for at in 0..bytes.len() {
            let mut harmed = bytes.clone();
            match harm {
                Harm::Flip => harmed[at] ^= 1 << (at % 8),
                Harm::Cut => harmed.truncate(at),
            }
            let position = position_of(name) + at as u64;
            if let Err(breach) = self.with_content(name, &harmed, || self.judge(position, harm, lose_view, mutant)) {
                wrong.insert(self.part(position));
                first.get_or_insert_with(|| format!("{name}, {harm:?} at byte {at}: {breach}"));
            }
            // The view as it was before.
            self.simulation.open(&project).unwrap().checkpoint().unwrap();
        }
        (wrong, first)
    }

    /// Opens the damaged store and asks it everything. All frames of the groups before the harm must be there. What follows
    /// may be missing, and without a word, only where it cannot be told from a torn append: nothing stands behind it.
    fn judge(&self, position: u64, harm: Harm, lose_view: bool, mutant: Mutant) -> Result<(), String> {
        let mut simulation = self.simulation.clone();
        simulation.options.mutant = mutant;
        if lose_view {
            simulation.lose_view();
        }
        let store = match simulation.open(&project) {
            Ok(store) => store,
            Err(error) => return self.names_the_place(&error, position, harm, lose_view),
        };
        let (mut count, mut damage_named) = (0, false);
        for frame in store.log(None) {
            match frame {
                Ok(frame) if self.frames.get(count) == Some(&frame) => count += 1,
                Ok(frame) => return Err(format!("a changed frame was served: {:?}", frame.position)),
                Err(error) => {
                    damage_named = true;
                    self.names_the_place(&error, position, harm, false)?;
                }
            }
        }
        let (before, whole) = (self.wholly_before(position), self.frames.len());
        if count < before {
            return Err(format!("only {count} of the {before} frames before the harm are left"));
        }
        if !damage_named && (count > before || !self.looks_torn(position, harm)) {
            return Err(format!("{count} of {whole} frames are left, and nobody said so"));
        }
        let shown = if damage_named { whole } else { count };
        let mut model = Model::new();
        self.frames[..shown].iter().for_each(|frame| apply(&mut model, &changes_of(&frame.payload)));
        match content(&store) {
            Ok(content) if content == model => Ok(()),
            Ok(_) => Err("the view shows something else".to_owned()),
            Err(error) => Err(format!("the view does not read: {error}")),
        }
    }

    /// Damage is named by its place; without a view, what looks like a torn append is no damage and must not be refused.
    fn names_the_place(&self, error: &Error, position: u64, harm: Harm, lose_view: bool) -> Result<(), String> {
        let Error::Damaged { segment, offset, .. } = error else {
            return Err(format!("refused for another reason: {error}"));
        };
        if lose_view && self.looks_torn(position, harm) {
            return Err(format!("a torn append is not recovered from: {error}"));
        }
        let (named, group) = (position_of(segment) + offset, self.group(position));
        if (group.start..=position).contains(&named) {
            Ok(())
        } else {
            Err(format!("the harm at {position}, in the group at {}, is looked for at {named}: {error}", group.start))
        }
    }

    /// Nothing stands behind it that was appended later.
    fn looks_torn(&self, position: u64, harm: Harm) -> bool {
        let last_segment = position_of(&self.files.last().unwrap().0);
        match harm {
            Harm::Flip => self.group(position).end == self.groups.last().unwrap().end,
            Harm::Cut => position >= last_segment,
        }
    }

    fn group(&self, position: u64) -> Group {
        *self.groups.iter().find(|group| position < group.end).expect("a position within the log")
    }

    /// How many frames stand in groups that end there or before.
    fn wholly_before(&self, position: u64) -> usize {
        self.groups.iter().filter(|group| group.end <= position).map(|group| group.frames).sum()
    }

    fn part(&self, position: u64) -> Part {
        if position < self.group(position).start + GROUP_HEADER_BYTES {
            return Part::GroupHeader;
        }
        let frame = self.frames.iter().rev().find(|frame| frame.position.0 <= position).expect("a frame");
        if position < frame.position.0 + FRAME_HEADER_BYTES { Part::FrameHeader } else { Part::Payload }
    }
}

/// The names of the segments, in order.
fn segments(simulation: &Simulation) -> Vec<String> {
    let mut names = Disk::list(&simulation.disk).unwrap();
    names.retain(|name| name.strip_suffix(".log").is_some());
    names.sort();
    names
}

/// Where a segment begins in the log.
fn position_of(segment: &str) -> u64 {
    let digits = segment.strip_suffix(".log").expect("a segment");
    u64::from_str_radix(digits, 16).expect("the name of a segment")
}
