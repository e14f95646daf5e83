//! Messages and signals, as partitions handle them.
//!
//! Messages of one name are kept in one partition. There one after the other is matched with subscriptions and sent
//! to one of them; when it comes too late, it comes back and looks for another.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::MESSAGE_TTL_MS;
use crate::api::{Delivery, Publication, SignalReport, StartConditions, StartedByCondition, WaitAddress};
use crate::effects::MessageName;
use crate::error::Error;
use crate::messages::{Receiver, StartEvent, receivers, signal_subscriptions};
use crate::projection::{Message, Parcel, ParcelId, Record, Target, kept_messages, message_key, unpack};
use crate::shell::partition_of;
use crate::store::Table;
use weir_core::command::Came;
use weir_core::instance::Variables;
use weir_core::{Command, InstanceId, Timestamp};

/// How many messages of one name and key one turn looks at.
const MATCHES_MAX: usize = 1000;

impl Turn<'_> {
    /// Keeps a message until somebody waits for it.
    pub(super) fn buffer(&mut self, message: Message) -> Reply {
        self.effects.messages.push((message.name.clone(), message.correlation_key.clone()));
        let (message_id, until) = (message.id.clone(), message.until);
        self.records.push(Record::MessageBuffered(message));
        Reply::Published(Publication { message_id, delivered: vec![], buffered_until: Some(until) })
    }

    /// Brings kept messages of a name to those who wait, the oldest first.
    pub(super) fn match_messages(&mut self, (name, key): &MessageName) -> Result<Reply, Halt> {
        let (start, end) = kept_messages(name, key.as_deref()).prefix();
        let mut taken: Vec<Target> = vec![];
        for (row, value) in self.shell.store.scan(Table::Message, &start, &end, MATCHES_MAX)? {
            if self.is_gone(Table::Message, &row) {
                continue;
            }
            let message: Message = unpack(&value)?;
            if message.until <= self.now {
                continue;
            }
            let found = receivers(self.shell, &message.name, message.correlation_key.as_deref())?;
            let mut found =
                found.into_iter().filter(|r| !matches!(r, Receiver::Waiting { to, .. } if taken.contains(to)));
            // Whoever publishes is asked to choose among several; a kept message goes to the first.
            let Some(receiver) = found.next() else { continue };
            let id = ParcelId { to: 0, from: self.nobody(), seq: 0, index: 0 };
            self.gone(Table::Message, row);
            match receiver {
                Receiver::Waiting { to, .. } => {
                    taken.push(to);
                    let message = message.clone();
                    self.send(ParcelId { to: to.instance.partition(), ..id }, Parcel::Message { to, message });
                }
                Receiver::Start { definition, event } => {
                    let variables = message.variables.clone();
                    let instance = self.shell.new_instance();
                    let came = Some(Came::Message(name.clone()));
                    let parcel = Parcel::Start { instance, definition, at: event, variables, came, business_key: None };
                    self.send(ParcelId { to: instance.partition(), ..id }, parcel);
                }
            }
            self.records.push(Record::MessageRemoved(message));
        }
        Ok(Reply::Done)
    }

    /// A message arrives at its subscription; too late, it goes back to where it was kept.
    pub(super) fn deliver(&mut self, id: ParcelId, to: Target, message: Message) -> Result<(), Halt> {
        let (message_id, variables) = (message.id.clone(), message.variables.clone());
        let command = Command::CorrelateMessage { key: to.key, wait: to.wait, message: message_id, variables };
        match self.step(to.instance, command) {
            Err(Halt::Refused(Error::Rejected(_) | Error::NotFound { .. })) if message.until > self.now => {
                let back = ParcelId { to: partition_of(&message.name), index: id.index + 1, ..id };
                self.send(back, Parcel::Publish(message));
                Ok(())
            }
            done => done,
        }
    }

    /// An instance throws a message: it is published where messages of its name are kept.
    pub(super) fn throw_message(&mut self, name: &str, key: Option<&str>, variables: &Variables, cause: ParcelId) {
        let message = Message {
            id: format!("{}.{}", cause.from, cause.seq),
            name: name.to_owned(),
            correlation_key: key.map(str::to_owned),
            variables: variables.clone(),
            published: self.now,
            until: Timestamp(self.now.0.saturating_add(MESSAGE_TTL_MS)),
        };
        self.send(ParcelId { to: partition_of(name), ..cause }, Parcel::Publish(message));
    }

    /// An instance throws a signal: all others that wait at this moment get it.
    pub(super) fn throw_signal(&mut self, thrower: InstanceId, name: &str, variables: &Variables, cause: ParcelId) {
        match signal_subscriptions(self.shell, name) {
            Ok((mut to, starts)) => {
                to.retain(|target| target.instance != thrower);
                self.scatter(name, variables, &to, &starts, cause);
            }
            Err(error) => tracing::error!(%error, name, "the receivers of a signal could not be read"),
        }
    }

    /// A signal from outside.
    pub(super) fn signal(&mut self, name: &str, variables: &Variables, to: &[Target], starts: &[StartEvent]) -> Reply {
        let cause = ParcelId { to: 0, from: self.nobody(), seq: 0, index: 0 };
        self.scatter(name, variables, to, starts, cause);
        Reply::Signalled(SignalReport { subscriptions: to.len(), definitions: starts.len() })
    }

    fn scatter(&mut self, name: &str, variables: &Variables, to: &[Target], starts: &[StartEvent], cause: ParcelId) {
        let came = Some(Came::Signal(name.to_owned()));
        for (index, target) in to.iter().enumerate() {
            let id = ParcelId { to: target.instance.partition(), index: index as u32, ..cause };
            self.send(id, Parcel::Signal { to: *target, variables: variables.clone() });
        }
        for (index, (definition, event)) in starts.iter().enumerate() {
            let instance = self.shell.new_instance();
            let id = ParcelId { to: instance.partition(), index: (to.len() + index) as u32, ..cause };
            let (definition, at, variables) = (definition.clone(), event.clone(), variables.clone());
            self.send(
                id,
                Parcel::Start { instance, definition, at, variables, came: came.clone(), business_key: None },
            );
        }
    }

    /// A message for all that fit, sent to them in one commit. It is not kept for anybody who is gone by then.
    pub(super) fn scatter_message(&mut self, message: &Message, to: &[Receiver]) -> Reply {
        let cause = ParcelId { to: 0, from: self.nobody(), seq: 0, index: 0 };
        let mut delivered = vec![];
        for (index, receiver) in to.iter().enumerate() {
            let (instance, subscription, parcel) = match receiver.clone() {
                Receiver::Waiting { to, .. } => {
                    let address = WaitAddress { instance: to.instance, key: to.key, wait: to.wait };
                    (to.instance, Some(address), Parcel::Message { to, message: message.clone() })
                }
                Receiver::Start { definition, event } => {
                    let (instance, variables) = (self.shell.new_instance(), message.variables.clone());
                    let came = Some(Came::Message(message.name.clone()));
                    let start = Parcel::Start { instance, definition, at: event, variables, came, business_key: None };
                    (instance, None, start)
                }
            };
            self.send(ParcelId { to: instance.partition(), index: index as u32, ..cause }, parcel);
            delivered.push(Delivery { instance, subscription });
        }
        Reply::Published(Publication { message_id: message.id.clone(), delivered, buffered_until: None })
    }

    /// Messages whose time is over.
    pub(super) fn forget_messages(&mut self, messages: Vec<Message>) -> Reply {
        for message in messages {
            let row = message_key(&message);
            if !self.is_gone(Table::Message, &row) {
                self.gone(Table::Message, row);
                self.records.push(Record::MessageRemoved(message));
            }
        }
        Reply::Done
    }

    /// Conditions that hold start their processes, all in one commit.
    pub(super) fn start_conditions(&mut self, starts: Vec<StartEvent>, given: &StartConditions) -> Reply {
        let cause = ParcelId { to: 0, from: self.nobody(), seq: 0, index: 0 };
        let mut started = vec![];
        for (index, (definition, event)) in starts.into_iter().enumerate() {
            let instance = self.shell.new_instance();
            let parcel = Parcel::Start {
                instance,
                definition: definition.clone(),
                at: event.clone(),
                variables: given.variables.clone(),
                came: Some(Came::Condition),
                business_key: given.business_key.clone(),
            };
            self.send(ParcelId { to: instance.partition(), index: index as u32, ..cause }, parcel);
            started.push(StartedByCondition { definition, event, instance });
        }
        Reply::ConditionsMet(started)
    }

    /// An id for what comes from outside of any instance.
    fn nobody(&self) -> InstanceId {
        self.shell.new_instance_in(self.partition)
    }
}
