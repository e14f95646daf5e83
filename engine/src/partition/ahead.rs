//! Rows that were used up by decisions which are not on disk yet: whoever reads the store must not use them again.
use crate::store::Table;
use std::collections::HashMap;

/// A row by its key.
pub type Row = (Table, Vec<u8>);

/// Used up, each by the decision with this number.
#[derive(Debug, Default)]
pub struct Ahead(HashMap<Row, u64>);

impl Ahead {
    /// Is it used up?
    pub fn is_gone(&self, table: Table, key: &[u8]) -> bool {
        !self.0.is_empty() && self.0.contains_key(&(table, key.to_vec()))
    }

    /// A decision uses these up.
    pub fn gone(&mut self, rows: Vec<Row>, number: u64) {
        self.0.extend(rows.into_iter().map(|row| (row, number)));
    }

    /// Decisions up to this one are on disk, where everybody sees them.
    pub fn settled(&mut self, number: u64) {
        if !self.0.is_empty() {
            self.0.retain(|_, by| *by > number);
        }
    }
}
