//! Messages, as partitions handle them.
//!
//! Messages of one name are kept in one partition. There one after the other is matched with subscriptions and sent
//! to one of them; when it comes too late, it comes back and looks for another.
use super::request::Reply;
use super::signal::{RECEIVER_BYTES, REST};
use super::turn::{Halt, Turn};
use crate::MESSAGE_TTL_MS;
use crate::api::{Delivery, Publication, StartConditions, StartedByCondition, WaitAddress};
use crate::error::Error;
use crate::messages::{Receiver, StartEvent};
use crate::projection::{
    Beginning, Chain, ForMany, ManyRest, Message, OneOfMany, Parcel, ParcelId, Record, Target, pack,
};
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
        (tenant, Chain { hops, answers }): (Option<String>, Chain),
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
            answers,
        };
        self.send(ParcelId { to: partition_of(name), ..cause }, Parcel::Publish(message));
    }

    /// A message for all that fit: who they are is settled in this commit. It is not kept for anybody who is gone by then.
    pub(super) fn scatter_message(&mut self, message: Message, receivers: &[Receiver]) -> Reply {
        let (mut delivered, mut to) = (Vec::with_capacity(receivers.len()), Vec::with_capacity(receivers.len()));
        for receiver in receivers.iter().cloned() {
            let (instance, subscription, one) = match receiver {
                Receiver::Waiting { to, .. } => {
                    let address = WaitAddress { instance: to.instance, key: to.key, wait: to.wait };
                    (to.instance, Some(address), OneOfMany::Waiting(to))
                }
                Receiver::Start { definition, event } => {
                    let instance = self.shell.new_instance();
                    (instance, None, OneOfMany::Start { instance, definition, at: event })
                }
            };
            delivered.push(Delivery { instance, subscription });
            to.push(one);
        }
        let message_id = message.id.clone();
        self.hand_out_first(ForMany::Message(message), to);
        Reply::Published(Publication { message_id, delivered, buffered_until: None })
    }

    /// Conditions that hold start their processes: which, is settled in this commit.
    pub(super) fn start_conditions(&mut self, starts: Vec<StartEvent>, given: &StartConditions) -> Reply {
        let (mut started, mut to) = (vec![], vec![]);
        for (definition, event) in starts {
            let instance = self.shell.new_instance();
            to.push(OneOfMany::Start { instance, definition: definition.clone(), at: event.clone() });
            started.push(StartedByCondition { definition, event, instance });
        }
        let (variables, business_key) = (given.variables.clone(), given.business_key.clone());
        self.hand_out_first(ForMany::Condition { variables, business_key }, to);
        Reply::ConditionsMet(started)
    }

    fn hand_out_first(&mut self, came: ForMany, mut to: Vec<OneOfMany>) {
        to.reverse();
        let cause = ParcelId { to: 0, from: self.nobody(), seq: 0, index: 0 };
        self.hand_out(ManyRest { came, to, served: 0 }, cause);
    }

    /// Serves a page, and sends the rest to the inbox of this partition.
    pub(super) fn hand_out(&mut self, mut rest: ManyRest, cause: ParcelId) {
        let each = pack(&rest.came).len() + RECEIVER_BYTES;
        for _ in 0..self.receivers_max(each) {
            let Some(one) = rest.to.pop() else { return };
            let Some((instance, parcel)) = handed(&rest.came, one) else { continue };
            self.send(ParcelId { to: instance.partition(), index: rest.served, ..cause }, parcel);
            rest.served += 1;
            self.scattered += each;
        }
        if !rest.to.is_empty() {
            let id = ParcelId { to: self.partition, index: REST | rest.served, ..cause };
            self.send(id, Parcel::Many(rest));
        }
    }

    /// An id for what comes from outside of any instance.
    pub(super) fn nobody(&self) -> InstanceId {
        self.shell.new_instance_in(self.partition)
    }
}

/// What one of many gets, and which instance that is for; no subscription waits for a condition of a start event.
fn handed(came: &ForMany, one: OneOfMany) -> Option<(InstanceId, Parcel)> {
    let (variables, business_key, why) = match (came, &one) {
        (ForMany::Message(message), OneOfMany::Waiting(to)) => {
            return Some((to.instance, Parcel::Message { to: *to, message: message.clone() }));
        }
        (ForMany::Message(message), _) => (&message.variables, None, Came::Message(message.name.clone())),
        (ForMany::Condition { variables, business_key }, _) => (variables, business_key.clone(), Came::Condition),
    };
    let OneOfMany::Start { instance, definition, at } = one else { return None };
    let (variables, came) = (variables.clone(), Some(why));
    let beginning = Beginning { variables, came, business_key, ..Beginning::default() };
    Some((instance, Parcel::start(instance, (definition, at), beginning)))
}
