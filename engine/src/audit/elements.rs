//! Which element an entry is about: the log names element instances by number, and says once which element each is of.
use crate::api::AuditEntry;
use crate::error::Error;
use crate::history::steps;
use crate::shell::Shell;
use std::collections::{BTreeMap, HashMap};
use weir_core::event::GatewayAwaitsReset;
use weir_core::{ElementId, Event, InstanceId, Key};

/// How many events of instances are read to name the elements of one page.
const EVENTS_MAX: usize = 100_000;

/// Follows the events of one instance, and knows the elements of what has been entered.
#[derive(Debug, Default)]
pub struct Elements(HashMap<Key, ElementId>);

impl Elements {
    /// One more event.
    pub fn follow(&mut self, event: &Event) {
        match event {
            Event::TokenArrived { key, element, .. }
            | Event::ElementActivating { key, element, .. }
            | Event::ElementMigrated { key, element, .. }
            | Event::GatewayAwaitsReset(GatewayAwaitsReset { key, element, .. }) => {
                self.0.insert(*key, element.clone());
            }
            _ => {}
        }
    }

    /// The element of an element instance.
    pub fn of(&self, key: Key) -> Option<ElementId> {
        self.0.get(&key).cloned()
    }
}

/// Names the elements of a page's entries, as far as that takes no more than so many events.
pub fn name(shell: &Shell, entries: &mut [AuditEntry]) -> Result<(), Error> {
    let mut wanted: BTreeMap<InstanceId, u64> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.element.is_none() && entry.key.is_some()) {
        if let (Some(instance), Some(seq)) = (entry.instance, entry.seq) {
            let last = wanted.entry(instance).or_default();
            *last = seq.max(*last);
        }
    }
    let mut known: HashMap<InstanceId, Elements> = HashMap::new();
    let mut read = 0;
    for (instance, last) in wanted {
        let elements = known.entry(instance).or_default();
        steps(shell, instance, 0, |_, step| {
            step.events.iter().for_each(|event| elements.follow(event));
            read += step.events.len();
            step.seq <= last && read < EVENTS_MAX
        })?;
        if read >= EVENTS_MAX {
            break;
        }
    }
    for entry in entries.iter_mut().filter(|entry| entry.element.is_none()) {
        let elements = entry.instance.and_then(|instance| known.get(&instance));
        entry.element = elements.zip(entry.key).and_then(|(elements, key)| elements.of(key));
    }
    Ok(())
}
