//! Messages, as partitions handle them.
//!
//! Messages of one name are kept in one partition. There one after the other is matched with subscriptions and sent
//! to one of them; when it comes too late, it comes back and looks for another.
use super::request::Reply;
use super::turn::{Halt, Turn};
use crate::MESSAGE_TTL_MS;
use crate::api::{Delivery, Publication, StartConditions, StartedByCondition, WaitAddress};
use crate::error::Error;
use crate::messages::{Receiver, StartEvent};
use crate::projection::{Message, Parcel, ParcelId, Record, Target};
use crate::shell::partition_of;
use weir_core::command::Came;
use weir_core::instance::Variables;
use weir_core::{Command, InstanceId, Timestamp};

impl Turn<'_> {
    /// Keeps a message until somebody waits for it.
    pub(super) fn buffer(&mut self, message: Message) -> Reply {
        self.effects.messages.push((message.name.clone(), message.correlation_key.clone()));
        let (message_id, until) = (message.id.clone(), message.until);
        self.records.push(Record::MessageBuffered(message));
        Reply::Published(Publication { message_id, delivered: vec![], buffered_until: Some(until) })
    }

    /// A message arrives at its subscription; too late, it goes back to where it was kept.
    pub(super) fn deliver(&mut self, id: ParcelId, to: Target, message: Message) -> Result<(), Halt> {
        let (message_id, variables) = (message.id.clone(), message.variables.clone());
        let conversation = message.conversation.clone();
        let command =
            Command::CorrelateMessage { key: to.key, wait: to.wait, message: message_id, variables, conversation };
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
    pub(super) fn throw_message(
        &mut self,
        (name, key, conversation): (&str, Option<&str>, Option<&str>),
        variables: &Variables,
        (tenant, hops): (Option<String>, u32),
        cause: ParcelId,
    ) {
        let message = Message {
            id: format!("{}.{}", cause.from, cause.seq),
            name: name.to_owned(),
            correlation_key: key.map(str::to_owned),
            variables: variables.clone(),
            published: self.now,
            until: Timestamp(self.now.0.saturating_add(MESSAGE_TTL_MS)),
            conversation: conversation.map(str::to_owned),
            tenant,
            hops,
        };
        self.send(ParcelId { to: partition_of(name), ..cause }, Parcel::Publish(message));
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
                    let start = Parcel::Start {
                        instance,
                        definition,
                        at: event,
                        variables,
                        came,
                        business_key: None,
                        conversation: None,
                        hops: 0,
                    };
                    (instance, None, start)
                }
            };
            self.send(ParcelId { to: instance.partition(), index: index as u32, ..cause }, parcel);
            delivered.push(Delivery { instance, subscription });
        }
        Reply::Published(Publication { message_id: message.id.clone(), delivered, buffered_until: None })
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
                conversation: None,
                hops: 0,
            };
            self.send(ParcelId { to: instance.partition(), index: index as u32, ..cause }, parcel);
            started.push(StartedByCondition { definition, event, instance });
        }
        Reply::ConditionsMet(started)
    }

    /// An id for what comes from outside of any instance.
    pub(super) fn nobody(&self) -> InstanceId {
        self.shell.new_instance_in(self.partition)
    }
}
