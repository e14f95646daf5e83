//! 催办: those who have a task, or might claim one that nobody has, are reminded of it; in an instance, and in what it has
//! called.
use super::Engine;
use crate::api::ElementAddress;
use crate::idempotency::{answer_of, part};
use crate::partition::{By, Once};
use crate::{Context, Error};
use weir_core::step::reminds_others;
use weir_core::wait::WaitFor;
use weir_core::{Command, Instance, InstanceId, Key};

/// What the parts of an answer are numbered up to.
const PARTS: u64 = 100_000_000;

impl Engine {
    /// Whoever has the task is reminded, but not too often.
    pub async fn remind(&self, by: Context, id: ElementAddress) -> Result<(), Error> {
        let command = Command::Remind { key: id.key, by: by.actor.clone() };
        self.command(by.into(), id.instance, command).await
    }

    /// All who have an open task of an instance, or of what it has called, are reminded, but not too often. Who was reminded
    /// a moment ago is no hindrance for the others.
    pub async fn remind_all(&self, by: Context, id: InstanceId) -> Result<(), Error> {
        if answer_of(self.shell(), &by)?.is_some() {
            return Ok(());
        }
        let instance = self.loaded(id)?;
        let mut open = with_tasks(&instance);
        self.find_below(&instance, |called| {
            open.extend(with_tasks(called));
            None::<()>
        })?;
        let nobody = "nobody has an open task of this instance at present";
        let mut result = Err(Error::invalid("nobody-to-remind", nobody));
        let By { actor, names } = By::from(by);
        for (at, &(of, key)) in open.iter().enumerate() {
            // Each is reminded once under a name of their own: whoever asks again under the same key goes on where it
            // broke off. The last one says that all of it was done.
            let mut named: Vec<_> =
                names.iter().map(|once| Once { name: part(once, number(of, key)), ..once.clone() }).collect();
            named.extend(names.iter().filter(|_| at + 1 == open.len()).cloned());
            let command = Command::Remind { key, by: actor.clone() };
            let reminded = self.command(By { actor: actor.clone(), names: named }, of, command).await;
            if result.is_err() {
                result = reminded;
            }
        }
        result
    }

    /// Is there somebody whom a person might remind, in an instance or in what it has called?
    pub(super) fn has_others_to_remind(&self, instance: &Instance, person: &str) -> Result<bool, Error> {
        let others = |one: &Instance| one.elements.values().any(|element| reminds_others(element, person));
        Ok(others(instance) || self.find_below(instance, |called| others(called).then_some(()))?.is_some())
    }
}

/// Where there are open tasks.
fn with_tasks(instance: &Instance) -> Vec<(InstanceId, Key)> {
    let tasks = instance.waits().filter(|(_, wait)| matches!(wait.on, WaitFor::UserTask(_)));
    let mut keys: Vec<Key> = tasks.map(|(key, _)| key).collect();
    keys.dedup();
    keys.into_iter().map(|key| (instance.header.id, key)).collect()
}

/// A number that each of them keeps, whichever others are open. That two of them share one is as unlikely as their number is large:
/// the second is then reminded only by a request under another key.
fn number(of: InstanceId, key: Key) -> usize {
    let (high, low) = of.0.as_u64_pair();
    ((high ^ low.rotate_left(17) ^ key.rotate_left(40)) % PARTS) as usize
}
