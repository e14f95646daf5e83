//! Called instances. They live in their caller's partition, so that starting, ending and cancelling them is part of the
//! same commit; only what is too much for one turn goes through the inbox.
use super::cache::Hot;
use super::dead_letter::Trouble;
use super::flood::STARTS_TOO_MANY;
use super::request::Reply;
use super::rounds::Answering;
use super::start::STARTS_TOO_DEEP;
use super::turn::{Halt, Turn, caught};
use crate::CALL_DEPTH_MAX;
use crate::error::Error;
use crate::options::Mutant;
use crate::projection::{Loaded, Parcel, ParcelId, Record, Sent, encoded_len, parcel_key};
use crate::store::Table;
use weir_core::command::Start;
use weir_core::instance::{Escaped, Header, Parent, State, Variables};
use weir_core::process::Kind;
use weir_core::sent_back::SentBack;
use weir_core::wait::{Bound, WaitFor};
use weir_core::{Command, Instance, InstanceId, Key, Step, WaitId};

/// How many follow-ups a turn carries out itself.
pub(super) const FOLLOW_UPS_MAX: usize = 256;

/// How many bytes of records a turn has before it sends what else follows: with one more step, and with what is sent, they
/// are to fit into one frame.
const TURN_BYTES_MAX: usize = 2 << 20;

/// How many decisions a turn evaluates itself: each may take as long as an expression.
const DECISIONS_MAX: usize = 16;

/// The code of a call that fails because the called instance was ended from outside.
const CALLED_CANCELLED: &str = "called-instance-cancelled";

/// What a call activity asks for.
struct Asked {
    process: String,
    bound: Bound,
    business_key: Option<String>,
}

/// What follows from a step for another instance of the partition.
#[derive(Debug)]
pub struct FollowUp {
    /// The id under which it is sent when it is too much for this turn.
    id: ParcelId,
    parcel: Parcel,
    /// What it follows from.
    answering: Answering,
}

impl Turn<'_> {
    /// An instance calls a process.
    pub(super) fn call(
        &mut self,
        from: &Instance,
        key: Key,
        wait: WaitId,
        process: &str,
        child: InstanceId,
        id: ParcelId,
    ) {
        let parent = Parent { instance: from.header.id, key, wait };
        self.later(id, Parcel::StartChild { parent, process: process.to_owned(), child });
    }

    /// Nobody waits for a called instance any more.
    pub(super) fn uncall(&mut self, child: InstanceId, id: ParcelId) {
        self.later(id, Parcel::CancelChild { child });
    }

    /// An escalation that nobody caught here is for the caller.
    pub(super) fn child_escalated(&mut self, child: &Instance, code: &str, variables: &Variables, id: ParcelId) {
        if let Some(parent) = child.header.parent.clone() {
            let (code, variables) = (code.to_owned(), variables.clone());
            self.later(id, Parcel::ChildEscalated { parent, code, variables });
        }
    }

    /// An instance has ended: its caller goes on.
    pub(super) fn child_ended(&mut self, child: &Instance, step: &Step) {
        let header = &child.header;
        let Some(parent) = header.parent.clone() else { return };
        self.cache.calls.ended(header.root);
        let Outcome { variables, error, back } = outcome(header);
        let (error, message) = error.map(|escaped| (escaped.code, escaped.message)).unzip();
        let id = ParcelId { to: 0, from: header.id, seq: step.seq, index: u32::MAX };
        self.later(id, Parcel::ChildEnded { parent, variables, error, message, back });
    }

    pub(super) fn later(&mut self, id: ParcelId, parcel: Parcel) {
        let (id, answering) = (ParcelId { to: self.partition, ..id }, self.answering);
        self.follow_ups.push_back(FollowUp { id, parcel, answering });
    }

    /// Carries out what follows, and what follows from that; beyond a bound it is sent to be carried out later.
    pub(super) fn follow(&mut self) -> Result<(), Halt> {
        let (mut count, mut decisions) = (0, 0);
        while let Some(FollowUp { id, parcel, answering }) = self.follow_ups.pop_front() {
            decisions += usize::from(matches!(parcel, Parcel::Decide { .. }));
            let later =
                count >= FOLLOW_UPS_MAX || (decisions > DECISIONS_MAX && matches!(parcel, Parcel::Decide { .. }));
            if later || self.is_full() || self.cannot_be_read(&parcel) {
                self.send(id, parcel);
                continue;
            }
            count += 1;
            self.answering = answering;
            self.carry_out(id, parcel)?;
        }
        Ok(())
    }

    /// Is it for an instance that is set apart, or should be? That is no reason to refuse what led to it: the command waits
    /// in the inbox, and then among the dead letters for an operator.
    fn cannot_be_read(&mut self, parcel: &Parcel) -> bool {
        let to = match parcel {
            Parcel::ChildEnded { parent, .. } | Parcel::ChildEscalated { parent, .. } => parent.instance,
            Parcel::CancelChild { child } | Parcel::AskChild { child } | Parcel::ChildStands { child, .. } => *child,
            Parcel::Signal { to, .. } => to.instance,
            _ => return false,
        };
        let catches = self.shell.mutant != Mutant::NoCatchUnwind;
        let looked = caught(catches, to, || self.look(to).map(|_| ())).flatten();
        matches!(looked, Err(Halt::Broken { .. } | Halt::Refused(Error::Broken { .. })))
    }

    /// Are there as many bytes of records as a turn is to have, or was it as much work?
    fn is_full(&mut self) -> bool {
        if self.weight.is_enough() {
            return true;
        }
        let (records, bytes) = self.weighed;
        let new = self.records.get(records..).unwrap_or_default();
        self.weighed = (self.records.len(), bytes + new.iter().map(encoded_len).sum::<usize>());
        self.weighed.1 >= TURN_BYTES_MAX
    }

    /// A command from another instance: carried out once, however often it arrives.
    pub(super) fn receive(&mut self, id: ParcelId, parcel: Parcel) -> Result<Reply, Halt> {
        let row = parcel_key(&id);
        if self.is_gone(Table::Inbox, &row) || self.shell.store.get(Table::Inbox, &row)?.is_none() {
            return Ok(Reply::Done);
        }
        self.gone(Table::Inbox, row);
        self.records.push(Record::Received(id));
        self.carry_out(id, parcel)?;
        Ok(Reply::Done)
    }

    /// What another instance asks for. A refusal means that it came too late.
    fn carry_out(&mut self, id: ParcelId, parcel: Parcel) -> Result<(), Halt> {
        self.answering = Answering::of(&parcel).unwrap_or(self.answering);
        // A start has nobody who would notice that it was refused, and what it carries would be lost.
        let start = matches!(parcel, Parcel::Start { .. }).then(|| parcel.clone());
        let done = match parcel {
            Parcel::StartChild { parent, process, child } => self.start_child(parent, &process, child),
            Parcel::ChildEnded { parent, variables, error, message, back } => {
                let message = message.unwrap_or_default();
                let error = error.map(|code| Escaped { code, message });
                self.give_back(&parent, Outcome { variables, error, back })
            }
            Parcel::ChildEscalated { parent: Parent { instance, key, wait }, code, variables } => {
                self.step(instance, Command::EscalateChild { key, wait, code, variables })
            }
            Parcel::CancelChild { child } => self.step(child, Command::Cancel { reason: None }),
            Parcel::AskChild { child } => self.ask_child(child),
            Parcel::ChildStands { child, suspended, reason } => self.child_stands(child, suspended, reason),
            Parcel::Signal { to, variables, .. } => {
                self.step(to.instance, Command::DeliverSignal { key: to.key, wait: to.wait, variables })
            }
            Parcel::Message { to, message } => self.deliver(id, to, message),
            Parcel::Start { instance, definition, at, variables, came, business_key, conversation, hops, .. } => {
                self.start_at(instance, &definition, at, variables, came, (business_key, conversation, hops))
            }
            Parcel::Decide { to } => self.decide(to),
            Parcel::Signals(rest) => {
                self.scatter(rest, id);
                Ok(())
            }
            Parcel::Many(rest) => {
                self.hand_out(rest, id);
                Ok(())
            }
            Parcel::Publish(message) => {
                self.buffer(message);
                Ok(())
            }
        };
        match done {
            Err(Halt::Refused(
                error @ (Error::Rejected(_)
                | Error::NotFound { .. }
                | Error::DefinitionSuspended { .. }
                | Error::Invalid { code: STARTS_TOO_DEEP | STARTS_TOO_MANY, .. }),
            )) => {
                if let Some(parcel) = start {
                    self.bury(Sent { id, parcel }, Trouble::of(&error, 1));
                }
                Ok(())
            }
            done => done,
        }
    }

    fn start_child(&mut self, parent: Parent, process: &str, child: InstanceId) -> Result<(), Halt> {
        let Parent { instance: caller, key, wait } = parent;
        let asked = match self.look(caller)?.wait(key, wait).map(|w| &w.on) {
            Some(WaitFor::Child { bound, business_key, .. }) => {
                Asked { process: process.to_owned(), bound: bound.clone(), business_key: business_key.clone() }
            }
            _ => return Ok(()),
        };
        if self.is_being_cancelled(caller)? {
            return Ok(());
        }
        let refusal = match self.try_child(parent, asked, child) {
            Ok(()) => return self.stands_with(caller, child),
            Err(Halt::Refused(Error::Store(error))) => return Err(error.into()),
            // One that breaks while it begins has left nothing behind.
            Err(Halt::Broken { message, .. }) => ("instance-broken".to_owned(), message),
            Err(Halt::Refused(Error::Invalid { code, message })) => (code.to_owned(), message),
            Err(Halt::Refused(error)) => (error.code().to_owned(), error.to_string()),
        };
        let (code, message) = refusal;
        self.step(caller, Command::RefuseChild { key, wait, code, message })
    }

    /// Has the instance at the top of its calls been ended from outside? Then so will this one be, and it calls nobody more.
    fn is_being_cancelled(&mut self, id: InstanceId) -> Result<bool, Halt> {
        let root = self.look(id)?.header.root;
        if let Some(hot) = self.cache.get(root) {
            return Ok(hot.instance.is_ended());
        }
        let header = crate::projection::header(&self.shell.view(), root)?;
        Ok(header.is_some_and(|header| header.ended.is_some()))
    }

    fn try_child(&mut self, parent: Parent, asked: Asked, child: InstanceId) -> Result<(), Halt> {
        let hot = self.take(parent.instance)?;
        let header = &hot.instance.header;
        let (root, depth, initiator) = (Some(header.root), header.depth + 1, header.initiator.clone());
        let hops = self.hops_from(header);
        let bound = self.shell.catalogue.bound(&asked.process, &asked.bound, &header.definition);
        let variables = given(&hot, parent.key);
        self.put_back(hot);
        let release = bound?;
        crate::catalogue::startable(&release)?;
        let definition = release.definition.id.clone();
        if depth > CALL_DEPTH_MAX {
            let message = format!("calls lie deeper than {CALL_DEPTH_MAX}: does the process call itself?");
            return Err(Error::invalid("calls-too-deep", message).into());
        }
        let top = root.unwrap_or(child);
        self.cache.calls.expect_room(top)?;
        let start = Start {
            definition: definition.clone(),
            business_key: asked.business_key,
            parent: Some(parent),
            root,
            depth,
            at: None,
            came: None,
            variables,
            initiator,
            conversation: None,
            hops,
        };
        let process = self.shell.catalogue.process(&definition)?;
        let fresh = Loaded::fresh(child);
        // Before its first step, which may be its last.
        self.cache.calls.began(top);
        let begun = self.step_hot(Hot::new(fresh, Some(process)), Command::Start(start));
        begun.inspect_err(|_| self.cache.calls.ended(top))
    }

    pub(super) fn give_back(&mut self, parent: &Parent, outcome: Outcome) -> Result<(), Halt> {
        let Parent { instance, key, wait } = *parent;
        let command = match outcome {
            Outcome { back: Some(back), .. } => Command::ChildSentBack { key, wait, back },
            Outcome { error: Some(Escaped { code, .. }), .. } if code == CALLED_CANCELLED => {
                let message = "the called instance was cancelled".to_owned();
                Command::RefuseChild { key, wait, code, message }
            }
            Outcome { variables, error, .. } => Command::CompleteChild { key, wait, variables, error },
        };
        self.step(instance, command)
    }
}

/// How a called instance ended.
pub(super) struct Outcome {
    /// What it gives back, or what its error carries.
    variables: Variables,
    /// The error that nobody caught; one that was ended from outside has an error of its own.
    error: Option<Escaped>,
    /// It ended by sending the matter back.
    back: Option<Box<SentBack>>,
}

pub(super) fn outcome(header: &Header) -> Outcome {
    let back = header.sent_back.clone();
    let cancelled = header.state == State::Terminated && header.escaped.is_none() && back.is_none();
    let ended = || Escaped { code: CALLED_CANCELLED.to_owned(), message: String::new() };
    let error = if cancelled { Some(ended()) } else { header.escaped() };
    Outcome { variables: header.result.clone().unwrap_or_default(), error, back }
}

/// What a called instance begins with: what the call activity maps, or all that it sees.
fn given(hot: &Hot, key: Key) -> Variables {
    let instance = &hot.instance;
    let Some(element) = instance.elements.get(&key) else { return Variables::new() };
    let kind = hot.process.as_ref().map(|p| &p.element(&element.element).kind);
    match kind {
        Some(Kind::CallActivity(call)) if !call.pass_all => element.variables.clone(),
        _ => instance.visible(key),
    }
}
