//! Who a published message is for, among all that wait.
use crate::api::PublishMessage;
use crate::error::Error;
use crate::keys::{Bytes, after};
use crate::messages::{Receiver, starts, target};
use crate::projection::{Loaded, Target, conversation_target, message_target, subscription, unpack};
use crate::shell::Shell;
use crate::store::Table;
use crate::{MESSAGE_RECEIVERS_MAX, MESSAGE_RECEIVERS_READ_MAX};
use weir_core::wait::WaitFor;
use weir_core::{Instance, InstanceId, Key};

/// How many subscriptions are read at once.
const CHUNK: usize = 500;

/// All that a message may go to: running instances before those that it would start. Refused when they are too many, for
/// a part of them would be an answer that hides the rest.
pub async fn receivers(shell: &Shell, wanted: &PublishMessage, tenant: Option<&str>) -> Result<Vec<Receiver>, Error> {
    if let Some(instance) = addressed(wanted) {
        if !shell.is_of_tenant(instance, tenant)? {
            return Ok(vec![]);
        }
        return of_instance(shell, wanted, instance);
    }
    let key = wanted.correlation_key.as_deref();
    let mut search = Search { shell, wanted, tenant, loaded: None, read: 0, found: vec![] };
    search.scan(message_target(&wanted.name, None)).await?;
    // What comes from outside belongs to no conversation, and fits all.
    search.scan(conversation_target(&wanted.name, None)).await?;
    if key.is_some() {
        search.scan(message_target(&wanted.name, key)).await?;
    }
    // Who waits goes before; and what a message would start has no variables yet that could match.
    if search.read == 0 && wanted.match_variables.is_empty() {
        let start = |(definition, event)| Receiver::Start { definition, event };
        search.found = starts(shell, &wanted.name, tenant).into_iter().map(start).collect();
    }
    Ok(search.found)
}

/// Is the message for certain receivers only, so that it may not be kept for another who comes later?
pub fn is_for_certain_ones(wanted: &PublishMessage) -> bool {
    addressed(wanted).is_some() || !wanted.match_variables.is_empty() || wanted.all
}

fn addressed(wanted: &PublishMessage) -> Option<InstanceId> {
    wanted.instance.or(wanted.subscription.as_ref().map(|subscription| subscription.instance))
}

/// Those of one instance: however many others wait, they are not looked at. Without a correlation key a subscription
/// with any key is meant.
fn of_instance(shell: &Shell, wanted: &PublishMessage, id: InstanceId) -> Result<Vec<Receiver>, Error> {
    let mut found = vec![];
    let Some(Loaded { instance, .. }) = shell.readable(id)? else { return Ok(found) };
    for element in instance.elements.values() {
        for wait in &element.waits {
            let WaitFor::Message { name, key, conversation } = &wait.on else { continue };
            let fits = *name == wanted.name
                && (key.is_none() || wanted.correlation_key.is_none() || *key == wanted.correlation_key)
                && wanted
                    .subscription
                    .as_ref()
                    .is_none_or(|s| s.instance == id && s.key == element.key && s.wait == wait.id)
                && matches(&instance, element.key, wanted);
            if !fits {
                continue;
            }
            // Its row tells whether it takes anything at present: one that stands still does not.
            let row = subscription(name, key.as_deref(), conversation.as_deref());
            let row = row.place(id, element.key, wait.id).done();
            if shell.store.get(Table::Subscription, &row)?.is_some() {
                let to = Target { instance: id, key: element.key, wait: wait.id };
                found.push(Receiver::Waiting { to, element: element.element.clone() });
                within(found.len(), wanted)?;
            }
        }
    }
    Ok(found)
}

struct Search<'a> {
    shell: &'a Shell,
    wanted: &'a PublishMessage,
    /// Only those of this tenant.
    tenant: Option<&'a str>,
    /// The instance of the last subscription: its others often stand beside it.
    loaded: Option<Loaded>,
    read: usize,
    found: Vec<Receiver>,
}

impl Search<'_> {
    /// Looks at all subscriptions that begin with this, some at a time.
    async fn scan(&mut self, prefix: Bytes) -> Result<(), Error> {
        let (mut start, end) = prefix.prefix();
        loop {
            let rows = self.shell.store.scan(Table::Subscription, &start, &end, CHUNK)?;
            let Some((last, _)) = rows.last() else { return Ok(()) };
            start = after(last);
            for (row, value) in rows {
                let Some(to) = target(&row) else { continue };
                if !self.shell.is_of_tenant(to.instance, self.tenant)? {
                    continue;
                }
                self.read += 1;
                if self.read > MESSAGE_RECEIVERS_READ_MAX {
                    return Err(too_many(MESSAGE_RECEIVERS_READ_MAX, "wait for", &self.wanted.name));
                }
                if self.fits(to)? {
                    self.found.push(Receiver::Waiting { to, element: unpack(&value)? });
                    within(self.found.len(), self.wanted)?;
                }
            }
            tokio::task::yield_now().await;
        }
    }

    fn fits(&mut self, to: Target) -> Result<bool, Error> {
        if self.wanted.match_variables.is_empty() {
            return Ok(true);
        }
        if self.loaded.as_ref().is_none_or(|loaded| loaded.instance.header.id != to.instance) {
            self.loaded = self.shell.readable(to.instance)?;
        }
        Ok(self.loaded.as_ref().is_some_and(|loaded| matches(&loaded.instance, to.key, self.wanted)))
    }
}

fn matches(instance: &Instance, key: Key, wanted: &PublishMessage) -> bool {
    wanted.match_variables.iter().all(|(name, value)| instance.variable(key, name) == Some(value))
}

fn within(found: usize, wanted: &PublishMessage) -> Result<(), Error> {
    if found > MESSAGE_RECEIVERS_MAX { Err(too_many(MESSAGE_RECEIVERS_MAX, "fit", &wanted.name)) } else { Ok(()) }
}

fn too_many(max: usize, what: &str, name: &str) -> Error {
    let message = format!(
        "more than {max} receivers {what} message `{name}`, and nobody got it: \
         give a correlation key, an instance or a subscription"
    );
    Error::invalid("too-many-receivers", message)
}
