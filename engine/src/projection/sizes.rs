//! How large an instance in memory is, told by its rows.
use crate::store::{Change, Table, Value};
use std::collections::HashMap;

/// The keys and values of the rows of one instance, in bytes. In memory it is some times as large, always by about the
/// same factor: so a limit of these bytes is a limit of memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sizes {
    rows: HashMap<Vec<u8>, usize>,
    total: usize,
}

impl Sizes {
    /// All rows together.
    pub fn bytes(&self) -> usize {
        self.total
    }

    /// The view has this row.
    pub fn row(&mut self, key: &[u8], value: &[u8]) {
        let bytes = key.len() + value.len();
        self.total += bytes;
        self.total -= self.rows.insert(key.to_vec(), bytes).unwrap_or(0);
    }

    /// Rows change: those of its header, element instances and variables count.
    pub fn follow(&mut self, changes: &[Change]) {
        for change in changes.iter().filter(|change| change.table == Table::Instance) {
            match &change.value {
                Value::Bytes(value) => self.row(&change.key, value),
                Value::Deleted => self.total -= self.rows.remove(&change.key).unwrap_or(0),
                Value::Position => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_follow_their_rows() {
        let mut sizes = Sizes::default();
        sizes.row(b"header", &[0; 100]);
        let put = |key: &[u8], bytes| Change::put(Table::Instance, key.to_vec(), vec![0; bytes]);
        sizes.follow(&[
            put(b"x", 50),
            put(b"x", 7),
            put(b"header", 90),
            Change::put(Table::Job, vec![1], vec![0; 999]),
        ]);
        assert_eq!(sizes.bytes(), 6 + 90 + 1 + 7);
        sizes.follow(&[Change::delete(Table::Instance, b"x".to_vec()), Change::delete(Table::Instance, b"y".to_vec())]);
        assert_eq!(sizes.bytes(), 6 + 90);
    }
}
