//! What is painted onto diagrams: how much rests in each element, how much is stuck there, how much went through.
use super::Engine;
use crate::Error;
use crate::api::{Counts, Overlay, VersionCounts};
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
    /// The counts of one version of a process, by element, and how much there is of each of its versions.
    pub async fn overlay(&self, definition: &str) -> Result<Overlay, Error> {
        let position = self.shell().analytics.tail();
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
        let mut whole = resting && stuck;
        let versions = self.versions_in_use(process, &mut whole)?;
        Ok(Overlay { definition: id, running, whole, elements, versions, position })
    }

    /// What runs and what is stuck in each version of a process, the latest first; `whole` no more when one has too much of it.
    fn versions_in_use(&self, process: &str, whole: &mut bool) -> Result<Vec<VersionCounts>, Error> {
        let mut found = vec![];
        for release in self.shell().catalogue.versions(process) {
            let (id, version) = (&release.definition.id, release.definition.version);
            let mut counted = VersionCounts { version, running: 0, incidents: 0 };
            let rows = Bytes::new().byte(space::RESTING).text(id).text(process);
            *whole &= self.rows(&rows, |_| counted.running += 1)?;
            let rows = Bytes::new().byte(space::STUCK).text(id);
            *whole &= self.rows(&rows, |_| counted.incidents += 1)?;
            if counted.running + counted.incidents > 0 {
                found.push(counted);
            }
        }
        Ok(found)
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
        self.rows(&Bytes::new().byte(space).text(definition), |rest| {
            if let Some(element) = Reader(rest).text() {
                each(element);
            }
        })
    }

    /// Tells what stands behind the beginning in each row that has it; false when there are more than are counted.
    fn rows(&self, beginning: &Bytes, mut each: impl FnMut(&[u8])) -> Result<bool, Error> {
        let length = beginning.clone().done().len();
        let (mut start, end) = beginning.clone().prefix();
        for _ in 0..COUNTED_MAX / CHUNK {
            let found = self.shell().store.scan(Table::Resting, &start, &end, CHUNK)?;
            for (key, _) in &found {
                each(&key[length..]);
            }
            match found.last() {
                Some((last, _)) if found.len() == CHUNK => start = after(last),
                _ => return Ok(true),
            }
        }
        Ok(false)
    }
}
