//! Messages and signals.
use super::Engine;
use crate::api::{BufferedMessage, Page, Paging, Publication, PublishMessage, SignalBroadcast, SignalReport};
use crate::idempotency::once;
use crate::keys::{Bytes, space};
use crate::messages::{AtHand, Receiver, signal_subscriptions};
use crate::paging::Rows;
use crate::partition::{By, Once, Reply, Task, Want, start_at};
use crate::projection::{Message, unpack};
use crate::receivers::{is_for_certain_ones, receivers};
use crate::shell::{Shell, partition_of, random_bytes};
use crate::store::Table;
use crate::{Context, Error, MESSAGE_TTL_MS, MESSAGE_TTL_MS_MAX, checks};
use std::collections::BTreeSet;
use std::sync::Arc;
use weir_core::command::Came;
use weir_core::{Command, Rejection, Timestamp};

/// How often a receiver is looked for when the one that was found is gone at delivery.
const ATTEMPTS_MAX: usize = 16;

impl Engine {
    /// Gives a message to the one that waits for it, or keeps it until somebody does. One for certain receivers only, by
    /// their address or variables, or for all that wait now, is not kept: whoever came later would get what was not
    /// meant for him.
    pub async fn publish_message(&self, by: Context, mut message: PublishMessage) -> Result<Publication, Error> {
        checks::name("a message", &message.name)?;
        checks::variables(&message.variables)?;
        checks::variables(&message.match_variables)?;
        checks::key("the correlation key", message.correlation_key.as_deref())?;
        checks::key("the message id", message.message_id.as_deref())?;
        let ttl_ms = message.ttl_ms.unwrap_or(MESSAGE_TTL_MS).clamp(0, MESSAGE_TTL_MS_MAX);
        let tenant = by.tenant.clone();
        let mut by = By::from(by);
        if let Some(id) = &message.message_id {
            by.names.push(Once::message(&message, id, ttl_ms, tenant.as_deref()));
        }
        key_of_what_it_carries(self.shell(), &mut message, tenant.as_deref())?;
        let shell = self.shell().clone();
        match once(self.shell(), by, move |by| async move { publish(&shell, by, message, ttl_ms, tenant).await })
            .await?
        {
            Reply::Published(publication) => Ok(publication),
            other => unreachable!("a message is answered by what became of it, not {other:?}"),
        }
    }

    /// Messages that nobody has taken yet; of one name or all.
    pub async fn messages(&self, name: Option<&str>, page: &Paging) -> Result<Page<BufferedMessage>, Error> {
        let all = Bytes::new().byte(space::MAIN);
        let range = if let Some(name) = name { all.text(name) } else { all }.prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Message, range, descending: false };
        let now = self.shell().now();
        rows.page(page, |_, value| {
            let message: Message = unpack(value)?;
            Ok((message.until > now).then_some(BufferedMessage {
                message_id: message.id,
                name: message.name,
                correlation_key: message.correlation_key,
                variables: message.variables,
                published: message.published,
                until: message.until,
                tenant: message.tenant,
            }))
        })
    }

    /// Sends a signal to all that wait for it at this moment, exactly once to each.
    pub async fn broadcast_signal(&self, by: Context, signal: SignalBroadcast) -> Result<SignalReport, Error> {
        checks::name("a signal", &signal.name)?;
        checks::variables(&signal.variables)?;
        let (shell, tenant) = (self.shell().clone(), by.tenant.clone());
        let run = move |by| async move {
            let (to, starts) = signal_subscriptions(&shell, &signal.name, tenant.as_deref(), &AtHand::default())?;
            let partition = partition_of(&signal.name);
            let task = Task::Signal { name: signal.name, variables: signal.variables, to, starts };
            shell.ask(partition, by, task).await
        };
        match once(self.shell(), by.into(), run).await? {
            Reply::Signalled(report) => Ok(report),
            other => unreachable!("a signal is answered by its receivers, not {other:?}"),
        }
    }
}

/// BPMN 8.4.2: a message whose key is not named has the one that its processes find in what it carries.
fn key_of_what_it_carries(shell: &Shell, message: &mut PublishMessage, tenant: Option<&str>) -> Result<(), Error> {
    if message.correlation_key.is_some() || message.instance.is_some() || message.subscription.is_some() {
        return Ok(());
    }
    let mut keys = BTreeSet::new();
    for process in shell.catalogue.correlating(&message.name, tenant)? {
        let of = process.correlations.get(&message.name).and_then(Option::as_ref);
        keys.extend(of.and_then(|of| of.key_of(&message.variables, shell.at(shell.now()))));
    }
    if keys.len() > 1 {
        let found = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ");
        let text = format!(
            "message `{}` has the keys {found}, each by the paths of another process: name the one that is meant as its \
             correlation key",
            message.name
        );
        return Err(Error::invalid("correlation-key-ambiguous", text));
    }
    message.correlation_key = keys.pop_first();
    checks::key("the correlation key", message.correlation_key.as_deref())
}

async fn publish(
    shell: &Arc<Shell>,
    by: By,
    wanted: PublishMessage,
    ttl_ms: i64,
    tenant: Option<String>,
) -> Result<Reply, Error> {
    let id = wanted.message_id.clone();
    let id = id.unwrap_or_else(|| uuid::Builder::from_random_bytes(random_bytes()).into_uuid().to_string());
    let By { actor, names } = by;
    for _ in 0..ATTEMPTS_MAX {
        let mut found = receivers(shell, &wanted, tenant.as_deref()).await?;
        let by = By { actor: actor.clone(), names: names.clone() };
        let now = shell.now();
        let mut message = Message {
            id: id.clone(),
            name: wanted.name.clone(),
            correlation_key: wanted.correlation_key.clone(),
            variables: wanted.variables.clone(),
            published: now,
            until: Timestamp(now.0.saturating_add(ttl_ms)),
            conversation: None,
            tenant: tenant.clone(),
            hops: 0,
            answers: 0,
        };
        if wanted.all && !found.is_empty() {
            // What comes too late for its receiver is not kept for another.
            message.until = now;
            let task = Task::Scatter(Box::new(message), found);
            return shell.ask(partition_of(&wanted.name), by, task).await;
        }
        match (found.pop(), found.is_empty()) {
            (None, _) if ttl_ms == 0 || is_for_certain_ones(&wanted) => {
                return Err(Error::NoReceiver { name: wanted.name });
            }
            (None, _) => return shell.ask(partition_of(&wanted.name), by, Task::Buffer(Box::new(message))).await,
            (Some(receiver), true) => match deliver(shell, by, receiver, message).await {
                Err(
                    Error::Rejected(Rejection::NoSuchWait { .. } | Rejection::Ended | Rejection::Suspended { .. })
                    | Error::NotFound { .. },
                ) => {}
                delivered => return delivered,
            },
            (Some(last), false) => {
                found.push(last);
                let candidates = found.iter().map(Receiver::candidate).collect();
                return Err(Error::AmbiguousMessage { candidates });
            }
        }
    }
    Err(Error::NoReceiver { name: wanted.name })
}

async fn deliver(shell: &Arc<Shell>, by: By, receiver: Receiver, message: Message) -> Result<Reply, Error> {
    let Message { id, name, variables, .. } = message;
    let (instance, task) = match receiver {
        Receiver::Waiting { to, .. } => {
            let command = Command::CorrelateMessage {
                key: to.key,
                wait: to.wait,
                message: id.clone(),
                variables,
                conversation: None,
            };
            (to.instance, Task::Command { instance: to.instance, command, want: Want::Delivery(id) })
        }
        Receiver::Start { definition, event } => {
            let process = shell.catalogue.process(&definition)?;
            let start = Box::new(start_at(&definition, event, variables, Some(Came::Message(name))));
            let instance = shell.new_instance();
            (instance, Task::Start { instance, process, start, message: Some(id), by_form: false })
        }
    };
    shell.ask(instance.partition(), by, task).await
}
