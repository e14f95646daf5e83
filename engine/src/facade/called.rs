//! What an instance has called, and what those have called in turn.
use crate::Error;
use crate::facade::Engine;
use crate::projection::load;
use weir_core::Instance;
use weir_core::step::with_people;
use weir_core::wait::WaitFor;

/// So many called instances are looked at, however many there are.
const LOOKED_AT_MAX: usize = 1_000;

impl Engine {
    /// Is any of them in the hands of people: an approval is open, or it has come back to whoever started it all?
    pub(super) fn is_with_people_below(&self, instance: &Instance, initiator: &str) -> Result<bool, Error> {
        if instance.header.parent.is_some() || instance.header.initiator.as_deref() != Some(initiator) {
            return Ok(false);
        }
        Ok(self.find_below(instance, |called| with_people(called, initiator).then_some(()))?.is_some())
    }

    /// Looks at what an instance has called, and at what those have called, until something is found there.
    pub(super) fn find_below<T>(
        &self,
        instance: &Instance,
        mut look: impl FnMut(&Instance) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let mut ahead = called_by(instance);
        for _ in 0..LOOKED_AT_MAX {
            let Some(id) = ahead.pop() else { break };
            // What was called in this moment may not be there yet.
            let Some(loaded) = load(&self.shell().view(), id)? else { continue };
            let found = look(&loaded.instance);
            if found.is_some() {
                return Ok(found);
            }
            ahead.extend(called_by(&loaded.instance));
        }
        Ok(None)
    }
}

fn called_by(instance: &Instance) -> Vec<weir_core::InstanceId> {
    let called = instance.waits().filter_map(|(_, wait)| match &wait.on {
        WaitFor::Child { instance, .. } => Some(*instance),
        _ => None,
    });
    called.collect()
}
