//! What instances wait for, and where they are stuck.
use super::Engine;
use crate::api::{ElementAddress, Incident, IncidentFilter, Page, Paging, Wait, WaitAddress, WaitFilter};
use crate::keys::{Bytes, Reader};
use crate::paging::Rows;
use crate::projection::{ElementRow, unpack};
use crate::store::Table;
use crate::{Context, Error, checks};
use weir_core::instance::ElementInstance;
use weir_core::wait::{self, Fires, WaitFor};
use weir_core::{Command, Instance};

impl Engine {
    /// What instances wait for. A page holds the waits of so many instances, each with all of its own.
    pub async fn waits(&self, filter: &WaitFilter, page: &Paging) -> Result<Page<Wait>, Error> {
        if let Some(id) = filter.instance {
            return Ok(Page { items: open(&self.loaded(id)?, filter).collect(), next: None });
        }
        let prefix = Bytes::new();
        let range = filter.process.as_ref().map_or(Bytes::new(), |process| prefix.text(process)).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::ActiveInstance, range, descending: false };
        let found = rows.page(page, |key, _| {
            let id = key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance());
            let loaded = id.map(|id| self.shell().readable(id)).transpose()?.flatten();
            let Some(loaded) = loaded else { return Ok(None) };
            let waits: Vec<Wait> = open(&loaded.instance, filter).collect();
            Ok((!waits.is_empty()).then_some(waits))
        })?;
        Ok(Page { items: found.items.into_iter().flatten().collect(), next: found.next })
    }

    /// Open incidents.
    pub async fn incidents(&self, filter: &IncidentFilter, page: &Paging) -> Result<Page<Incident>, Error> {
        let range = filter.instance.map_or(Bytes::new(), |id| Bytes::new().instance(id)).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Incident, range, descending: false };
        rows.page(page, |key, value| {
            let mut reader = Reader(key);
            let (Some(instance), Some(key)) = (reader.instance(), reader.number()) else { return Ok(None) };
            let ElementRow { definition, element, incident } = unpack(value)?;
            let process = definition.rsplit_once(':').map_or("", |(process, _)| process);
            let fits = filter.process.as_deref().is_none_or(|p| p == process)
                && filter.definition.as_ref().is_none_or(|d| *d == definition)
                && filter.element.as_deref().is_none_or(|e| e == element.as_str())
                && filter.code.as_ref().is_none_or(|c| *c == incident.code);
            let told = Incident {
                id: ElementAddress { instance, key },
                instance,
                definition,
                element,
                code: incident.code,
                message: incident.message,
                raised: incident.raised,
                sentence: incident.sentence.map(|told| *told),
            };
            Ok(fits.then_some(told))
        })
    }

    /// Tries again what was stuck; a job may then be tried so often (none: once).
    pub async fn resolve_incident(
        &self,
        by: Context,
        incident: ElementAddress,
        retries: Option<u32>,
    ) -> Result<(), Error> {
        checks::retries(retries)?;
        let ElementAddress { instance, key } = incident;
        let command = Command::ResolveIncident { key, retries: retries.unwrap_or(1) };
        self.command(by.into(), instance, command).await
    }
}

fn open<'a>(instance: &'a Instance, filter: &'a WaitFilter) -> impl Iterator<Item = Wait> + 'a {
    let waits = instance.elements.values().flat_map(|e| e.waits.iter().map(move |w| (e, w)));
    waits.map(|(e, w)| told(instance, e, w)).filter(|wait| {
        filter.element.as_deref().is_none_or(|e| e == wait.element.as_str())
            && filter.kind.as_deref().is_none_or(|k| k == wait.kind)
            && filter.name.as_ref().is_none_or(|n| wait.name.as_ref() == Some(n))
    })
}

/// An open wait, for people.
pub fn told(instance: &Instance, element: &ElementInstance, wait: &wait::Wait) -> Wait {
    let mut told = Wait {
        id: WaitAddress { instance: instance.header.id, key: element.key, wait: wait.id },
        kind: Wait::kind_of(&wait.on),
        name: None,
        correlation_key: None,
        due: None,
        child: None,
        instance: instance.header.id,
        element: element.element.clone(),
        event: None,
        scope: element.scope,
        opened: wait.opened,
    };
    match &wait.on {
        WaitFor::Job(job) => {
            told.name = Some(job.job_type.clone());
            told.due = Some(job.available);
        }
        WaitFor::Timer { due, .. } => told.due = Some(*due),
        WaitFor::Message { name, key, .. } => {
            told.name = Some(name.clone());
            told.correlation_key.clone_from(key);
        }
        WaitFor::Signal { name } => told.name = Some(name.clone()),
        WaitFor::Error { code } | WaitFor::Escalation { code } => told.name.clone_from(code),
        WaitFor::Child { process, instance, .. } => {
            told.name = Some(process.clone());
            told.child = Some(*instance);
        }
        WaitFor::Evaluation { expression } => told.name = Some(expression.clone()),
        WaitFor::Activation { activity, .. } => told.name = Some(activity.to_string()),
        WaitFor::Decision { decision, .. } => told.name = Some(decision.clone()),
        WaitFor::UserTask(task) => told.due = task.due,
        WaitFor::Condition { .. } | WaitFor::Cancel => {}
    }
    told.event = match &wait.fires {
        Fires::Boundary { event, .. } => Some(event.clone()),
        Fires::EventSubProcess { sub_process, .. } => Some(sub_process.clone()),
        Fires::Branch { flow } => Some(flow.clone()),
        Fires::Owner
        | Fires::Again
        | Fires::Activation
        | Fires::Listener
        | Fires::Aside
        | Fires::Seat
        | Fires::Told { .. }
        | Fires::Overdue
        | Fires::Look { .. } => None,
    };
    told
}
