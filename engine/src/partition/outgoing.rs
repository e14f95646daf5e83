//! What is to leave the engine, as partitions decide it: which notices go which way, and what became of a try.
use super::alerting::called;
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::alerting::tell::Call;
use crate::api::{Channel, Notice, NoticePreferences, OutgoingDelivery, Tried, Webhook};
use crate::error::Error;
use crate::keys::{Bytes, space};
use crate::paging::to_hex;
use crate::projection::{Outgoing, Record, delivery_key, preferences_key, unpack, webhook_key};
use crate::store::Table;
use sha2::{Digest, Sha256};
use weir_core::Timestamp;
use weir_core::quiet::quiet_until;

/// How many webhooks there may be.
const WEBHOOKS_MAX: usize = 100;
/// How much of a digest names a delivery, in bytes.
const ID_BYTES: usize = 16;

/// Something to be done with what leaves the engine.
#[derive(Debug)]
pub enum OutgoingTask {
    /// A delivery was tried.
    Tried(Box<OutgoingDelivery>, Tried),
    /// An operator wants one that was given up tried again.
    Retry(String, Option<String>),
    /// An operator gives one up for good.
    Discard(String, Option<String>),
    /// A webhook is to be as it stands here.
    SetWebhook(Box<Webhook>),
    /// A webhook is to go.
    RemoveWebhook(String),
    /// What somebody wants to be told.
    SetPreferences(String, Option<Box<NoticePreferences>>),
}

impl Turn<'_> {
    pub(super) fn outgoing(&mut self, task: OutgoingTask) -> Result<Reply, Halt> {
        match task {
            OutgoingTask::Tried(delivery, tried) => self.tried(&delivery, tried)?,
            OutgoingTask::Retry(id, reason) => {
                let before = self.given_up(&id)?;
                let now = OutgoingDelivery { failed: false, tries: 0, due: self.now, ..before.clone() };
                self.change(before, now, reason);
            }
            OutgoingTask::Discard(id, reason) => {
                let before = self.delivery(&id)?.ok_or_else(|| Error::not_found("delivery", &id))?;
                self.over(before, "discarded", reason);
            }
            OutgoingTask::SetWebhook(webhook) => self.set_webhook(*webhook)?,
            OutgoingTask::RemoveWebhook(id) => {
                if self.shell.store.get(Table::Outgoing, &webhook_key(&id))?.is_none() {
                    return Err(Error::not_found("webhook", id).into());
                }
                let (at, actor) = (self.now, self.actor.clone());
                self.leave(Outgoing::WebhookRemoved { id, at, actor });
            }
            OutgoingTask::SetPreferences(person, preferences) => {
                let (at, actor, preferences) = (self.now, self.actor.clone(), preferences.map(|p| *p));
                self.leave(Outgoing::PreferencesSet { person, preferences, at, actor });
            }
        }
        Ok(Reply::Done)
    }

    /// Is any way out open?
    pub(super) fn has_ways_out(&self) -> bool {
        self.shell.outgoing.mail || self.shell.outgoing.webhooks
    }

    /// Notices go the ways that are open and wanted. They leave in the commit of what they tell.
    pub(super) fn send_out(&mut self, notices: impl Iterator<Item = Notice>) {
        let open = self.shell.outgoing;
        let mut queued = vec![];
        let webhooks = if open.webhooks { self.webhooks() } else { vec![] };
        for notice in notices {
            let definition = self.definition_of(&notice);
            if definition.as_deref().is_some_and(|definition| self.is_of_another_tenant(&notice.person, definition)) {
                continue;
            }
            let preferences = self.preferences(&notice.person);
            let quiet = quiet_until(&preferences.quiet, self.now);
            let organisation = self.shell.organisation.now();
            let has_mail = organisation.person(&notice.person, self.now).is_some_and(|person| person.email.is_some());
            if open.mail && has_mail && preferences.mail.contains(&notice.kind) {
                queued.push(self.new_delivery(&notice, Channel::Mail, quiet));
            }
            for webhook in &webhooks {
                if !definition.as_deref().is_some_and(|definition| self.goes_to(&notice, definition, webhook)) {
                    continue;
                }
                if webhook.heeds_preferences && !preferences.webhook.contains(&notice.kind) {
                    continue;
                }
                let quiet = quiet.filter(|_| webhook.heeds_preferences);
                queued.push(self.new_delivery(&notice, Channel::Webhook(webhook.id.clone()), quiet));
            }
        }
        if !queued.is_empty() {
            self.effects.notices = true;
            self.leave(Outgoing::Queued(queued));
        }
    }

    /// Alerts go the same ways; nothing of a tenant goes to another. Those who ask for them in their own way are told like of
    /// anything else, the other webhooks once for an alert and not for each person.
    pub(super) fn send_alerts(&mut self, notices: &[Notice], calls: &[Call]) {
        let open = self.shell.outgoing;
        let webhooks = if open.webhooks { self.webhooks() } else { vec![] };
        let mut queued = vec![];
        for notice in notices {
            let preferences = self.preferences(&notice.person);
            let quiet = quiet_until(&preferences.quiet, self.now);
            let organisation = self.shell.organisation.now();
            let has_mail = organisation.person(&notice.person, self.now).is_some_and(|person| person.email.is_some());
            if open.mail && has_mail && preferences.mail.contains(&notice.kind) {
                queued.push(self.new_delivery(notice, Channel::Mail, quiet));
            }
            let call = Call { notice: notice.clone(), named: vec![], others: true };
            let heeding = webhooks.iter().filter(|webhook| webhook.heeds_preferences).cloned();
            let heeding: Vec<Webhook> =
                heeding.map(|webhook| Webhook { heeds_preferences: false, ..webhook }).collect();
            for webhook in called(&call, &heeding).filter(|_| preferences.webhook.contains(&notice.kind)) {
                queued.push(self.new_delivery(notice, Channel::Webhook(webhook.id.clone()), quiet));
            }
        }
        for call in calls {
            for webhook in called(call, &webhooks) {
                queued.push(self.new_delivery(&call.notice, Channel::Webhook(webhook.id.clone()), None));
            }
        }
        if !queued.is_empty() {
            self.effects.notices = true;
            self.leave(Outgoing::Queued(queued));
        }
    }

    fn new_delivery(&self, notice: &Notice, channel: Channel, quiet: Option<Timestamp>) -> OutgoingDelivery {
        OutgoingDelivery {
            id: delivery_id(notice, &channel),
            notice: notice.clone(),
            channel,
            tries: 0,
            queued: self.now,
            due: quiet.unwrap_or(self.now),
            failed: false,
            error: None,
        }
    }

    /// What cannot be read sends nothing: the reason to tell must not fail by it.
    fn webhooks(&self) -> Vec<Webhook> {
        let (start, end) = Bytes::new().byte(space::WEBHOOK).prefix();
        let rows = self.shell.store.scan(Table::Outgoing, &start, &end, WEBHOOKS_MAX).unwrap_or_default();
        rows.iter().filter_map(|(_, value)| unpack::<Webhook>(value).ok()).filter(|webhook| webhook.active).collect()
    }

    fn preferences(&self, person: &str) -> NoticePreferences {
        let found = self.shell.store.get(Table::Outgoing, &preferences_key(person)).ok().flatten();
        found.and_then(|bytes| unpack(&bytes).ok()).unwrap_or_default()
    }

    /// The definition of the instance that a notice is about.
    fn definition_of(&mut self, notice: &Notice) -> Option<String> {
        let looked = || self.look(notice.instance).ok().map(|instance| instance.header.definition.clone());
        notice.definition.clone().or_else(looked)
    }

    /// What a model tells somebody of another tenant does not leave: nothing of it is theirs to know.
    fn is_of_another_tenant(&self, person: &str, definition: &str) -> bool {
        self.shell.is_elsewhere(person, self.tenant_of(definition).as_deref())
    }

    /// Is a notice one that a webhook asks for? Nothing of a tenant goes to another.
    fn goes_to(&self, notice: &Notice, definition: &str, webhook: &Webhook) -> bool {
        let process = definition.rsplit_once(':').map_or(definition, |(process, _)| process);
        let release = self.shell.catalogue.latest(process);
        let tenant = release.and_then(|release| release.definition.tenant.clone());
        tenant == webhook.tenant
            && (webhook.kinds.is_empty() || webhook.kinds.contains(&notice.kind))
            && (webhook.processes.is_empty() || webhook.processes.iter().any(|wanted| wanted == process))
    }

    /// A delivery that is no longer as it was when it was tried is somebody else's: discarded meanwhile, for instance.
    fn tried(&mut self, tried: &OutgoingDelivery, what: Tried) -> Result<(), Halt> {
        let Some(before) = self.delivery(&tried.id)?.filter(|before| before == tried) else { return Ok(()) };
        match what {
            Tried::Delivered => self.over(before, "delivered", None),
            Tried::Dropped(why) => self.over(before, why, None),
            Tried::Later(due, error) => {
                let so_far = before.tries + u32::from(error.is_some());
                let error = error.or_else(|| before.error.clone());
                self.change(before.clone(), OutgoingDelivery { due, tries: so_far, error, ..before }, None);
            }
            Tried::Failed(error) => {
                tracing::error!(id = before.id, code = error.code, message = error.message, "a delivery was given up");
                let now =
                    OutgoingDelivery { failed: true, tries: before.tries + 1, error: Some(error), ..before.clone() };
                self.change(before, now, None);
            }
        }
        Ok(())
    }

    fn set_webhook(&mut self, webhook: Webhook) -> Result<(), Halt> {
        let (start, end) = Bytes::new().byte(space::WEBHOOK).prefix();
        let known = self.shell.store.scan(Table::Outgoing, &start, &end, WEBHOOKS_MAX)?;
        let row = webhook_key(&webhook.id);
        if known.len() == WEBHOOKS_MAX && known.iter().all(|(key, _)| *key != row) {
            return Err(
                Error::invalid("too-many-webhooks", format!("there are at most {WEBHOOKS_MAX} webhooks")).into()
            );
        }
        let (at, actor) = (self.now, self.actor.clone());
        self.leave(Outgoing::WebhookSet { webhook, at, actor });
        Ok(())
    }

    fn delivery(&self, id: &str) -> Result<Option<OutgoingDelivery>, Halt> {
        let found = self.shell.store.get(Table::Outgoing, &delivery_key(id))?;
        Ok(found.map(|bytes| unpack(&bytes)).transpose()?)
    }

    fn given_up(&self, id: &str) -> Result<OutgoingDelivery, Halt> {
        let found = self.delivery(id)?.filter(|delivery| delivery.failed);
        Ok(found.ok_or_else(|| Error::not_found("delivery", id))?)
    }

    fn change(&mut self, before: OutgoingDelivery, now: OutgoingDelivery, reason: Option<String>) {
        self.effects.notices = true;
        let actor = self.actor.clone();
        self.leave(Outgoing::Changed { before, now: Box::new(now), actor, reason });
    }

    fn over(&mut self, before: OutgoingDelivery, outcome: &str, reason: Option<String>) {
        let (at, actor, outcome) = (self.now, self.actor.clone(), outcome.to_owned());
        self.leave(Outgoing::Over { before, outcome, at, actor, reason });
    }

    pub(super) fn leave(&mut self, outgoing: Outgoing) {
        self.records.push(Record::Outgoing(Box::new(outgoing)));
    }
}

/// A notice goes one way to one person under one id, however often that is decided or tried.
fn delivery_id(notice: &Notice, channel: &Channel) -> String {
    let way = match channel {
        Channel::Mail => "",
        Channel::Webhook(id) => id,
    };
    let mut digest = Sha256::new();
    for part in [&notice.id, &notice.person, way] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    to_hex(&digest.finalize()[..ID_BYTES])
}
