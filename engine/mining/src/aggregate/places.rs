//! Places as numbers: a place is named once, and from then on nothing of it is hashed or copied.
use indexmap::{Equivalent, IndexSet};
use serde::{Deserialize, Serialize};

/// What a cell is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// A whole case of the process.
    Process,
    /// A node.
    Node(String),
    /// A flow, taken or not; it has no times.
    Flow(String),
}

/// The number of a place of a version of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u32);

/// Process, version and place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceName {
    /// The process.
    pub process: String,
    /// Its version.
    pub version: u32,
    /// Where.
    pub place: Place,
}

/// The name of a whole process, to be found without a copy of it: its hash is that of the [`PlaceName`] that it stands for.
#[derive(Hash)]
struct Whole<'a> {
    process: &'a str,
    version: u32,
    place: Place,
}

impl Equivalent<PlaceName> for Whole<'_> {
    fn equivalent(&self, name: &PlaceName) -> bool {
        self.version == name.version && self.place == name.place && self.process == name.process
    }
}

/// All places, in the order in which they were first named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(IndexSet<PlaceName, foldhash::fast::FixedState>);

impl Places {
    /// The number of a place, which is entered when it is new.
    pub fn number(&mut self, name: PlaceName) -> PlaceId {
        PlaceId(self.0.insert_full(name).0 as u32)
    }

    /// The number of a place that may be there.
    pub fn find(&self, name: &PlaceName) -> Option<PlaceId> {
        self.0.get_index_of(name).map(|index| PlaceId(index as u32))
    }

    /// The number of a whole process that may be there.
    pub fn process(&self, process: &str, version: u32) -> Option<PlaceId> {
        let whole = Whole { process, version, place: Place::Process };
        self.0.get_index_of(&whole).map(|index| PlaceId(index as u32))
    }

    /// The name of a number of this list.
    pub fn name(&self, id: PlaceId) -> &PlaceName {
        &self.0[id.0 as usize]
    }

    /// All, by their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (PlaceId, &PlaceName)> {
        self.0.iter().enumerate().map(|(index, name)| (PlaceId(index as u32), name))
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// None at all?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_process_is_found_by_its_name_alone() {
        let mut places = Places::default();
        let name = |process: &str, version, place| PlaceName { process: process.to_owned(), version, place };
        places.number(name("p", 1, Place::Node("p".to_owned())));
        let wholes: Vec<_> = [("p", 1), ("p", 2), ("", 0), ("请假", 1)]
            .map(|(process, version)| (process, version, places.number(name(process, version, Place::Process))))
            .into();
        for (process, version, number) in wholes {
            assert_eq!(places.process(process, version), Some(number), "{process} {version}");
        }
        assert_eq!((places.process("p", 3), places.process("q", 1)), (None, None));
    }
}
