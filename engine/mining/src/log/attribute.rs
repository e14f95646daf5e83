//! Attributes in columns: a small cell for each row, texts by their number.
use super::names::Names;
use super::row::Value;
use std::collections::BTreeMap;

/// Longer texts are no attribute that anything can be grouped by; they are cut here.
pub const TEXT_BYTES_MAX: usize = 1024;

/// One value in a column.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Cell {
    /// There is none.
    #[default]
    None,
    /// A text, by its number.
    Text(u32),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A point in time, ms.
    Time(i64),
    /// True or false.
    Flag(bool),
}

/// Columns of attributes by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attributes {
    texts: Names,
    columns: BTreeMap<String, Vec<Cell>>,
    length: usize,
}

impl Attributes {
    /// Goes on to the next row.
    pub(crate) fn next_row(&mut self) {
        self.length += 1;
    }

    /// Writes a value of the row that was begun last.
    pub(crate) fn set(&mut self, name: &str, value: &Value) {
        let cell = match value {
            Value::Text(text) => {
                let end = text.floor_char_boundary(TEXT_BYTES_MAX);
                Cell::Text(self.texts.number(&text[..end]))
            }
            Value::Integer(number) => Cell::Integer(*number),
            Value::Real(number) => Cell::Real(*number),
            Value::Time(time) => Cell::Time(*time),
            Value::Flag(flag) => Cell::Flag(*flag),
        };
        let at = self.length - 1;
        let column = match self.columns.get_mut(name) {
            Some(column) => column,
            None => self.columns.entry(name.to_owned()).or_default(),
        };
        column.resize(at, Cell::None);
        column.push(cell);
    }

    /// Is there room for this name among so many?
    pub(super) fn has_room(&self, name: &str, most: usize) -> bool {
        self.columns.len() < most || self.columns.contains_key(name)
    }

    /// The value of a row.
    pub fn cell(&self, name: &str, row: usize) -> Cell {
        self.columns.get(name).and_then(|column| column.get(row)).copied().unwrap_or_default()
    }

    /// The text of a row; none where there is none, or something else than a text.
    pub fn text(&self, name: &str, row: usize) -> Option<&str> {
        match self.cell(name, row) {
            Cell::Text(number) => Some(self.texts.name(number)),
            _ => None,
        }
    }

    /// The value of a row as it went in.
    pub fn value(&self, name: &str, row: usize) -> Option<Value> {
        Some(match self.cell(name, row) {
            Cell::None => return None,
            Cell::Text(number) => Value::Text(self.texts.name(number).to_owned()),
            Cell::Integer(number) => Value::Integer(number),
            Cell::Real(number) => Value::Real(number),
            Cell::Time(time) => Value::Time(time),
            Cell::Flag(flag) => Value::Flag(flag),
        })
    }

    /// The value of a row as people read it.
    pub fn shown(&self, name: &str, row: usize) -> Option<String> {
        Some(match self.value(name, row)? {
            Value::Text(text) => text,
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Time(time) => weir_core::Timestamp(time).to_string(),
            Value::Flag(flag) => flag.to_string(),
        })
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().map(String::as_str)
    }

    /// A number for each row; none where it is no number.
    pub fn number(&self, name: &str, row: usize) -> Option<f64> {
        match self.cell(name, row) {
            Cell::Integer(number) => Some(number as f64),
            Cell::Real(number) => Some(number),
            _ => None,
        }
    }
}
