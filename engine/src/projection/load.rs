//! Reading an instance from the view.
use super::rows::{RowKeys, header_key, parts, variable_key};
use super::unpack;
use crate::keys::{Bytes, Reader, space};
use crate::store::{Error, Pairs, Store, Table, ViewRead};
use serde_json::Value;
use weir_core::instance::{ElementInstance, Header};
use weir_core::{Instance, InstanceId, Key};

/// An instance and the keys of its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The instance.
    pub instance: Instance,
    /// What the view has of it.
    pub rows: RowKeys,
}

impl Loaded {
    /// One that has not begun.
    pub fn fresh(id: InstanceId) -> Self {
        Loaded { instance: Instance::new(id), rows: RowKeys::default() }
    }
}

/// A store, read like a view.
pub struct StoreView<'a>(pub &'a dyn Store);

impl ViewRead for StoreView<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.0.get(table, key)
    }
    fn scan(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        self.0.scan(table, start, end, limit)
    }
    fn scan_reverse(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        self.0.scan_reverse(table, start, end, limit)
    }
}

/// The header of an instance, running or ended.
pub fn header(view: &dyn ViewRead, id: InstanceId) -> Result<Option<Header>, Error> {
    view.get(Table::Instance, &header_key(id))?.map(|bytes| unpack(&bytes)).transpose()
}

/// A variable of a process as the view shows it; those of an ended one are in the history alone.
pub fn variable(view: &dyn ViewRead, id: InstanceId, name: &str) -> Result<Option<Value>, Error> {
    view.get(Table::Instance, &variable_key(id, 0, name))?.map(|bytes| unpack(&bytes)).transpose()
}

/// Where all headers stand, in the order in which instances were started.
pub fn headers_range() -> (Vec<u8>, Vec<u8>) {
    Bytes::new().byte(space::MAIN).prefix()
}

/// An instance as the view shows it. An ended one is its header.
pub fn load(view: &dyn ViewRead, id: InstanceId) -> Result<Option<Loaded>, Error> {
    let Some(bytes) = view.get(Table::Instance, &header_key(id))? else { return Ok(None) };
    let header: Header = unpack(&bytes)?;
    let (mut elements, mut variables, mut compensable, mut past) = (vec![], vec![], vec![], vec![]);
    if header.ended.is_none() {
        let (start, end) = parts(id).prefix();
        for (key, value) in view.scan(Table::Instance, &start, &end, usize::MAX)? {
            match part(&key[start.len()..])? {
                Part::Element => elements.push(unpack::<ElementInstance>(&value)?),
                Part::Variable(key, name) => variables.push((key, name, unpack(&value)?)),
                Part::Kept(scope) => compensable.push((scope, unpack(&value)?)),
                Part::Before(scope, seq) => past.push((scope, seq, unpack(&value)?)),
            }
        }
    }
    let instance = Instance::assemble(header, elements, variables, compensable, past);
    let rows = RowKeys::of(&instance);
    Ok(Some(Loaded { instance, rows }))
}

enum Part {
    Element,
    Variable(Key, String),
    /// In which scope an activity is kept for compensation.
    Kept(Key),
    /// What a variable of a scope was before the event of this number.
    Before(Key, u64),
}

fn part(key: &[u8]) -> Result<Part, Error> {
    let mut reader = Reader(key);
    let found = match (reader.byte(), reader.number()) {
        (Some(0), Some(_)) => Some(Part::Element),
        (Some(1), Some(key)) => std::str::from_utf8(reader.0).ok().map(|name| Part::Variable(key, name.to_owned())),
        (Some(2), Some(scope)) => reader.number().map(|_| Part::Kept(scope)),
        (Some(3), Some(scope)) => reader.number().map(|seq| Part::Before(scope, seq)),
        _ => None,
    };
    found.ok_or_else(|| Error::View { reason: "a row of an instance has a strange key".to_owned() })
}
