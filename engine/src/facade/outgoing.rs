//! What leaves the engine: whoever sends it asks here what is due and says what became of it; operators look after what
//! could not be delivered; people say what they want to be told.
use super::Engine;
use crate::api::{
    Channel, DeliveryState, Notice, NoticeKind, NoticePreferences, NoticeWords, OutgoingDelivery, Page, Paging, Tried,
    Webhook,
};
use crate::idempotency::once;
use crate::keys::{Bytes, Reader, after_all, space};
use crate::paging::Rows;
use crate::partition::{By, OutgoingTask, Task};
use crate::projection::{delivery_key, preferences_key, queue_rows, unpack, webhook_key};
use crate::shell::partition_of;
use crate::store::Table;
use crate::{Context, Error, checks};
use weir_core::Timestamp;
use weir_core::quiet::{QUIET_TIMES_MAX, quiet_until};

/// The partition that changes what waits to leave, and webhooks.
const DELIVERIES: u8 = 0;
/// The address of a webhook, in bytes.
const URL_BYTES_MAX: usize = 2000;
/// How many processes a webhook may name.
const PROCESSES_MAX: usize = 200;

impl Engine {
    /// The channels for which something waits, and when the first of it is due.
    pub fn delivery_queues(&self) -> Result<Vec<(Channel, Timestamp)>, Error> {
        let (mut start, end) = Bytes::new().byte(space::QUEUE).prefix();
        let mut queues = vec![];
        while let Some((row, _)) = self.shell().store.scan(Table::Outgoing, &start, &end, 1)?.pop() {
            let mut reader = Reader(&row[1..]);
            let channel = reader.optional().map_or(Channel::Mail, Channel::Webhook);
            let Some(due) = reader.time() else { break };
            start = after_all(&queue_rows(&channel).done());
            queues.push((channel, due));
        }
        Ok(queues)
    }

    /// What is due for a channel, the earliest first.
    pub fn deliveries_due(&self, channel: &Channel, limit: usize) -> Result<Vec<OutgoingDelivery>, Error> {
        let store = &self.shell().store;
        let start = queue_rows(channel).done();
        let end = queue_rows(channel).time(Timestamp(self.now().0.saturating_add(1))).done();
        let mut due = vec![];
        for (row, _) in store.scan(Table::Outgoing, &start, &end, limit)? {
            let mut reader = Reader(&row[start.len()..]);
            let Some(id) = reader.time().and_then(|_| reader.text()) else { continue };
            if let Some(bytes) = store.get(Table::Outgoing, &delivery_key(&id))? {
                due.push(unpack(&bytes)?);
            }
        }
        Ok(due)
    }

    /// What became of a try. A delivery that somebody has changed meanwhile is left as it is.
    pub async fn delivery_tried(&self, delivery: OutgoingDelivery, tried: Tried) -> Result<(), Error> {
        let task = Task::Outgoing(Box::new(OutgoingTask::Tried(Box::new(delivery), tried)));
        self.shell().ask(DELIVERIES, By::engine(), task).await.map(drop)
    }

    /// When somebody may be disturbed again; none when they may be now.
    pub fn quiet_until(&self, person: &str) -> Result<Option<Timestamp>, Error> {
        Ok(quiet_until(&self.preferences_of(person)?.quiet, self.now()))
    }

    /// The words around a notice, as they are now.
    pub fn words_of(&self, notice: &Notice) -> Result<NoticeWords, Error> {
        let (organisation, now) = (self.shell().organisation.now(), self.now());
        let name = |id: &str| organisation.people.get(id).map_or_else(|| id.to_owned(), |person| person.name.clone());
        let definition = match &notice.definition {
            Some(definition) => Some(definition.clone()),
            None => crate::projection::header(&self.shell().view(), notice.instance)?.map(|header| header.definition),
        };
        let release = definition.as_deref().and_then(|definition| self.shell().catalogue.find(definition));
        let process = release.as_ref().map(|release| &release.definition);
        let compiled = definition.as_deref().and_then(|definition| self.shell().catalogue.process(definition).ok());
        let element = notice.element.as_ref().map(|id| {
            let named = compiled.as_ref().and_then(|process| process.graph[process.find(id)?].name.clone());
            named.unwrap_or_else(|| id.to_string())
        });
        let person = organisation.person(&notice.person, now);
        Ok(NoticeWords {
            process: process.map_or_else(String::new, |p| p.name.clone().unwrap_or_else(|| p.process.clone())),
            element,
            by: name(&notice.by),
            person: name(&notice.person),
            email: person.and_then(|person| person.email.clone()),
            locale: person.and_then(|person| person.locale.clone()),
            is_open: self.still_matters(notice)?,
            // An alert for a webhook is for nobody in particular.
            is_here: self.is_here(&notice.person) || (notice.alert.is_some() && notice.person.is_empty()),
        })
    }

    /// Is somebody still there to be told? Whoever works here is, or is let in where the organisation says nothing of them; as
    /// long as there is no organisation, whoever a model names is too.
    fn is_here(&self, person: &str) -> bool {
        let (organisation, now) = (self.shell().organisation.now(), self.now());
        if organisation.people.contains_key(person) {
            return organisation.person(person, now).is_some();
        }
        self.shell().access.look(|access| {
            let known = access.accounts.contains_key(person);
            if known { access.user(person, now).is_some() } else { organisation.people.is_empty() }
        })
    }

    /// What asks somebody to do something matters as long as it is theirs to do.
    fn still_matters(&self, notice: &Notice) -> Result<bool, Error> {
        use NoticeKind::{Assigned, Candidate, FollowUp, Overdue, Reminded, Returned};
        let asks = matches!(notice.kind, Assigned | Candidate | FollowUp | Overdue | Reminded | Returned);
        let Some(task) = notice.task.filter(|_| asks) else { return Ok(true) };
        let Some(task) = self.find_task(task)? else { return Ok(false) };
        Ok(match notice.kind {
            Candidate => task.assignee.is_none(),
            // One that nobody has is late for all who may claim it, and they are those who are urged.
            Overdue | Reminded if task.assignee.is_none() => true,
            _ => task.assignee.as_deref() == Some(&notice.person),
        })
    }

    /// What waits to leave, or waits for an operator.
    pub async fn deliveries(&self, state: DeliveryState, page: &Paging) -> Result<Page<OutgoingDelivery>, Error> {
        let store = &self.shell().store;
        let rows = |space: u8| {
            let range = Bytes::new().byte(space).prefix();
            Rows { store: &**store, table: Table::Outgoing, range, descending: false }
        };
        match state {
            // By id, which a try does not change: by the time of the next try one that is tried meanwhile would come again.
            DeliveryState::Waiting => rows(space::MAIN).page(page, |_, value| {
                let delivery: OutgoingDelivery = unpack(value)?;
                Ok(Some(delivery).filter(|delivery| !delivery.failed))
            }),
            DeliveryState::Failed => rows(space::GIVEN_UP).page(page, |key, _| {
                let Some(id) = Reader(&key[1..]).text() else { return Ok(None) };
                let found = store.get(Table::Outgoing, &delivery_key(&id))?;
                Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
            }),
        }
    }

    /// Tries one again that was given up.
    pub async fn retry_delivery(&self, by: Context, id: &str, reason: Option<String>) -> Result<(), Error> {
        self.outgoing(by, DELIVERIES, OutgoingTask::Retry(id.to_owned(), checks::reason(reason)?)).await
    }

    /// Gives one up for good, also one that still waits. What it was and who discarded it stays in the log.
    pub async fn discard_delivery(&self, by: Context, id: &str, reason: Option<String>) -> Result<(), Error> {
        self.outgoing(by, DELIVERIES, OutgoingTask::Discard(id.to_owned(), checks::reason(reason)?)).await
    }

    /// The webhooks, by id.
    pub fn webhooks(&self) -> Result<Vec<Webhook>, Error> {
        let (start, end) = Bytes::new().byte(space::WEBHOOK).prefix();
        let rows = self.shell().store.scan(Table::Outgoing, &start, &end, usize::MAX)?;
        Ok(rows.iter().map(|(_, value)| unpack(value)).collect::<Result<_, _>>()?)
    }

    /// One webhook.
    pub fn webhook(&self, id: &str) -> Result<Webhook, Error> {
        let found = self.shell().store.get(Table::Outgoing, &webhook_key(id))?;
        Ok(unpack(&found.ok_or_else(|| Error::not_found("webhook", id))?)?)
    }

    /// A webhook is made, or changed.
    pub async fn set_webhook(&self, by: Context, webhook: Webhook) -> Result<(), Error> {
        checks::name("a webhook", &webhook.id)?;
        if webhook.url.len() > URL_BYTES_MAX {
            return Err(Error::invalid("webhook-url", format!("an address has at most {URL_BYTES_MAX} bytes")));
        }
        if webhook.processes.len() > PROCESSES_MAX {
            let message = format!("a webhook names at most {PROCESSES_MAX} processes: none is all");
            return Err(Error::invalid("webhook-processes", message));
        }
        webhook.processes.iter().try_for_each(|process| checks::name("a process", process))?;
        self.outgoing(by, DELIVERIES, OutgoingTask::SetWebhook(Box::new(webhook))).await
    }

    /// A webhook goes. What waits for it is dropped.
    pub async fn remove_webhook(&self, by: Context, id: &str) -> Result<(), Error> {
        self.outgoing(by, DELIVERIES, OutgoingTask::RemoveWebhook(id.to_owned())).await
    }

    /// The ways in which people are told beside the application, as this server was started.
    pub fn ways_out(&self) -> crate::Outgoing {
        self.shell().outgoing
    }

    /// What somebody wants to be told, which way, and when not.
    pub fn preferences_of(&self, person: &str) -> Result<NoticePreferences, Error> {
        let found = self.shell().store.get(Table::Outgoing, &preferences_key(person))?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?.unwrap_or_default())
    }

    /// Somebody says what they want to be told; nothing is what everybody gets who says nothing.
    pub async fn set_preferences(
        &self,
        by: Context,
        person: &str,
        preferences: Option<NoticePreferences>,
    ) -> Result<(), Error> {
        checks::name("a person", person)?;
        for quiet in preferences.iter().flat_map(|preferences| &preferences.quiet) {
            if !quiet.has_zone() {
                let message =
                    format!("there is no time zone `{}`: use an IANA name like Asia/Shanghai", quiet.time_zone);
                return Err(Error::invalid("quiet-time-zone", message));
            }
        }
        if preferences.as_ref().is_some_and(|preferences| preferences.quiet.len() > QUIET_TIMES_MAX) {
            let message = format!("somebody has at most {QUIET_TIMES_MAX} quiet times");
            return Err(Error::invalid("too-many-quiet-times", message));
        }
        let task = OutgoingTask::SetPreferences(person.to_owned(), preferences.map(Box::new));
        self.outgoing(by, partition_of(person), task).await
    }

    async fn outgoing(&self, by: Context, partition: u8, task: OutgoingTask) -> Result<(), Error> {
        let (shell, task) = (self.shell().clone(), Task::Outgoing(Box::new(task)));
        let run = move |by| async move { shell.ask(partition, by, task).await };
        once(self.shell(), By::from(by), run).await.map(drop)
    }
}
