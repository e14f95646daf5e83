//! What is painted onto diagrams: how much rests in each element, how much is stuck there, how much went through.
use super::Engine;
use crate::Error;
use crate::api::{Counts, Overlay};
use crate::keys::{Bytes, Reader, after, space};
use crate::projection::{Completed, tallies, unpack};
use crate::store::Table;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::InstanceId;
use weir_core::exchange::Marks;

/// Rows that are counted for one overlay; with more of them it says that there are at least so many.
const COUNTED_MAX: usize = 500_000;
/// How many rows are read at once.
const CHUNK: usize = 10_000;

impl Engine {
    /// The counts of one version of a process, by element. What is counted are rows of this version alone, however many
    /// instances of others there are.
    pub async fn overlay(&self, definition: &str) -> Result<Overlay, Error> {
        let id = self.release(definition)?.definition.id.clone();
        let mut elements: BTreeMap<String, Counts> = BTreeMap::new();
        let resting = self.count(space::RESTING, &id, |element| elements.entry(element).or_default().active += 1)?;
        let stuck = self.count(space::STUCK, &id, |element| elements.entry(element).or_default().incidents += 1)?;
        let (start, end) = tallies(&id).prefix();
        for (_, value) in self.shell().store.scan(Table::Tally, &start, &end, usize::MAX)? {
            for (element, count) in unpack::<Completed>(&value)? {
                elements.entry(element.to_string()).or_default().completed += count;
            }
        }
        let (_, process) =
            crate::catalogue::split(&id).map_or((0, id.as_str()), |(process, version)| (version, process));
        let running = elements.get(process).map_or(0, |counts| counts.active);
        Ok(Overlay { definition: id, running, whole: resting && stuck, elements })
    }

    /// Where the tokens of an instance are, where it is stuck, and which way it came.
    pub async fn marks(&self, id: InstanceId) -> Result<Marks, Error> {
        let instance = self.loaded(id)?;
        let mut marks = Marks::default();
        let scopes: BTreeSet<_> = instance.elements.values().filter_map(|element| element.scope).collect();
        for element in instance.elements.values() {
            // A scope is where its elements are; they say where the tokens rest.
            if !scopes.contains(&element.key) {
                *marks.tokens.entry(element.element.to_string()).or_default() += 1;
            }
            if element.incident.is_some() {
                *marks.incidents.entry(element.element.to_string()).or_default() += 1;
            }
        }
        for visit in self.activities(id).await?.iter().filter(|visit| visit.ended.is_some()) {
            marks.passed.insert(visit.element.to_string());
            marks.passed.extend(visit.flows.iter().map(ToString::to_string));
        }
        Ok(marks)
    }

    /// Tells the element of each row; false when there are more than are counted.
    fn count(&self, space: u8, definition: &str, mut each: impl FnMut(String)) -> Result<bool, Error> {
        let rows = Bytes::new().byte(space).text(definition);
        let length = rows.clone().done().len();
        let (mut start, end) = rows.prefix();
        for _ in 0..COUNTED_MAX / CHUNK {
            let found = self.shell().store.scan(Table::Resting, &start, &end, CHUNK)?;
            for (key, _) in &found {
                if let Some(element) = Reader(&key[length..]).text() {
                    each(element);
                }
            }
            match found.last() {
                Some((last, _)) if found.len() == CHUNK => start = after(last),
                _ => return Ok(true),
            }
        }
        Ok(false)
    }
}
