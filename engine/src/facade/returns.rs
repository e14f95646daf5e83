//! Where a matter may go back to (驳回): to what was done in the instance of a task, and in what has called that.
use super::Engine;
use crate::Error;
use crate::api::{Involved, WaitAddress};
use crate::callers::{Calls, callers_of};
use std::sync::Arc;
use weir_core::instance::{Done, Header};
use weir_core::step::{Caller, returnable};
use weir_core::{Instance, InstanceId, Key, Process};

/// An instance that has called another one, and its call activity.
struct Above {
    process: Arc<Process>,
    instance: Instance,
    key: Key,
}

impl Calls for Above {
    fn caller(&self) -> Caller<'_> {
        Caller { process: &self.process, instance: &self.instance, key: self.key }
    }
}

impl Engine {
    /// The tasks to which the matter may go back from here: those of the instance, then those of what has called it, nearest
    /// first, of each the latest first.
    pub async fn return_targets(&self, id: WaitAddress) -> Result<Vec<Involved>, Error> {
        let instance = self.loaded(id.instance)?;
        if instance.wait(id.key, id.wait).is_none() {
            return Err(Error::not_found("user-task", id));
        }
        let process = self.shell().catalogue.process(&instance.header.definition)?;
        let here = returnable(&process, &instance, id.key).into_iter().map(|done| told(&process, done, None));
        let mut all: Vec<Involved> = here.collect();
        for above in self.callers_of(&instance.header)? {
            let at = Some(above.instance.header.id);
            all.extend(above.caller().returnable().into_iter().map(|done| told(&above.process, done, at)));
        }
        Ok(all)
    }

    /// Is there anything above a called instance to which a matter may go back?
    pub(super) fn may_return_above(&self, header: &Header) -> Result<bool, Error> {
        Ok(self.callers_of(header)?.iter().any(|above| !above.caller().returnable().is_empty()))
    }

    /// What has called an instance and waits for it, nearest first.
    fn callers_of(&self, header: &Header) -> Result<Vec<Above>, Error> {
        callers_of(header, |parent| {
            let instance = self.loaded(parent.instance)?;
            if instance.wait(parent.key, parent.wait).is_none() {
                return Ok(None);
            }
            let process = self.shell().catalogue.process(&instance.header.definition)?;
            Ok(Some(Above { process, instance, key: parent.key }))
        })
    }
}

fn told(process: &Process, done: &Done, instance: Option<InstanceId>) -> Involved {
    let name = process.find(&done.element).and_then(|node| process.graph[node].name.clone());
    Involved { by: done.by.clone(), at: done.at, element: done.element.clone(), name, instance }
}
