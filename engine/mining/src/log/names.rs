//! Names as numbers, in the order in which they were first seen.
use indexmap::IndexSet;

/// A list of names, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(IndexSet<String, foldhash::fast::FixedState>);

impl Names {
    /// The number of a name, which is entered when it is new.
    pub fn number(&mut self, name: &str) -> u32 {
        match self.0.get_index_of(name) {
            Some(index) => index as u32,
            None => self.0.insert_full(name.to_owned()).0 as u32,
        }
    }

    /// The number of a name that may be there.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.0.get_index_of(name).map(|index| index as u32)
    }

    /// The name with a number of this list.
    pub fn name(&self, number: u32) -> &str {
        &self.0[number as usize]
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// None at all?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, by their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
