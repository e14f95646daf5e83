//! 催办: those who have a task, or might claim one that nobody has, are reminded of it; in an instance, and in what it has
//! called.
use super::Engine;
use crate::api::ElementAddress;
use crate::idempotency::{answer_of, part_at};
use crate::partition::{By, Once};
use crate::{Context, Error};
use weir_core::step::reminds_others;
use weir_core::wait::WaitFor;
use weir_core::{Command, Instance, InstanceId, Key};

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
                names.iter().map(|once| Once { name: named(once, of, key), ..once.clone() }).collect();
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

/// The name under which those of one task are reminded, whichever others are open.
fn named(once: &Once, of: InstanceId, key: Key) -> String {
    part_at(once, format_args!("{of}.{key}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::IdempotencyKey;

    #[test]
    fn no_two_of_those_who_are_reminded_share_a_name() {
        let once = Once::from(IdempotencyKey { key: "k".into(), request_hash: [1; 32] });
        let first = InstanceId(uuid::Uuid::from_u64_pair(7, 9));
        // What a sum of its halves, however turned, could not tell from the other.
        let flipped = 1_u64 << 20;
        let other = InstanceId(uuid::Uuid::from_u64_pair(7 ^ flipped.rotate_left(17), 9 ^ flipped));
        let names = [(first, 1), (first, 2), (other, 1), (other, 2)].map(|(of, key)| named(&once, of, key));
        let different: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{names:?}");
        assert!(names.iter().all(|name| name.starts_with("part/request/k/")), "{names:?}");
    }
}
