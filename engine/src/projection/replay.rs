//! Bringing the view up to date from the log: fold the events, make the rows.
use super::coding::decode;
use super::load::{Loaded, load};
use super::record::Record;
use super::rows::changes_of_step;
use super::settled::changes_of_record;
use super::tally::{add, completed, replayed_tally, tally_change};
use crate::options::Mutant;
use crate::store::{Change, Error, Frame, ViewRead};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use weir_core::{InstanceId, Step};

/// How much is kept in memory between two frames.
const BYTES_MAX: usize = 16 << 20;

/// What the store needs to rebuild its view; see [`Project`](crate::store::Project).
#[derive(Debug, Default)]
pub struct Projector {
    /// Instances as the last frame left them; those that ended are not kept.
    hot: Mutex<Hot>,
    mutant: Mutant,
}

#[derive(Debug, Default)]
struct Hot {
    instances: HashMap<InstanceId, Loaded>,
    bytes: usize,
}

impl Hot {
    fn take(&mut self, id: InstanceId) -> Option<Loaded> {
        let loaded = self.instances.remove(&id)?;
        self.bytes -= loaded.rows.bytes();
        Some(loaded)
    }

    fn put(&mut self, id: InstanceId, loaded: Loaded) {
        self.bytes += loaded.rows.bytes();
        self.instances.insert(id, loaded);
    }
}

impl Projector {
    /// With a deliberate fault, for tests of the tests.
    #[doc(hidden)]
    pub fn with(mutant: Mutant) -> Self {
        Projector { mutant, ..Projector::default() }
    }

    /// The changes of a frame: the same as when it was committed.
    pub fn project(&self, frame: &Frame, view: &dyn ViewRead) -> Result<Vec<Change>, Error> {
        let failed = |reason: String| Error::Projection { position: frame.position.0, reason };
        let records = decode(&frame.payload).map_err(|error| failed(error.to_string()))?;
        let mut hot = self.hot.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changes = Vec::new();
        for record in &records {
            changes_of_record(record, &mut changes);
            if let Record::Step(step) = record {
                let loaded = match hot.take(step.instance).filter(|l| l.instance.header.seq == step.seq) {
                    Some(loaded) => loaded,
                    None if step.seq == 0 => Loaded::fresh(step.instance),
                    None => load(view, step.instance)?.ok_or_else(|| failed("its instance is missing".to_owned()))?,
                };
                let done = completed(&loaded.rows, step);
                let loaded = self.fold(loaded, step, &mut changes).map_err(failed)?;
                if !done.is_empty() {
                    let (definition, partition) = (&loaded.instance.header.definition, step.instance.partition());
                    let mut counts = replayed_tally(view, &changes, definition, partition)?;
                    add(&mut counts, done);
                    changes.push(tally_change(definition, partition, &counts));
                }
                // One that has ended takes no further step.
                if !loaded.instance.is_ended() {
                    hot.put(step.instance, loaded);
                }
            }
        }
        if hot.bytes > BYTES_MAX {
            *hot = Hot::default();
        }
        Ok(changes)
    }

    fn fold(&self, mut loaded: Loaded, step: &Step, changes: &mut Vec<Change>) -> Result<Loaded, String> {
        let seq = loaded.instance.header.seq;
        if seq != step.seq {
            return Err(format!("instance {} is at event {seq}, the frame at {}", step.instance, step.seq));
        }
        let times = if self.mutant == Mutant::ApplyTwice { 2 } else { 1 };
        catch_unwind(AssertUnwindSafe(|| {
            for event in step.events.iter().flat_map(|event| std::iter::repeat_n(event, times)) {
                loaded.instance.apply(step.at, event);
            }
            changes.extend(changes_of_step(&loaded.instance, &mut loaded.rows, step));
            loaded
        }))
        .map_err(|_| format!("instance {} cannot be folded at event {}", step.instance, step.seq))
    }
}
