//! A turn: one request and everything that follows from it in the same partition, as one commit. It is long because whatever a
//! partition may be asked goes through it.
use super::ahead::{Ahead, Row};
use super::cache::{Cache, Hot};
use super::heavy::Weight;
use super::intervene::Told;
use super::request::{Reply, Task, Want};
use super::room::room;
use super::rounds::Answering;
use super::upwards::may_go_up;
use super::{Decision, apart, child::FollowUp};
use crate::api::{Delivery, Publication, StartedInstance, WaitAddress};
use crate::counters::Counters;
use crate::effects::Effects;
use crate::error::Error;
use crate::options::{Mutant, Stage};
use crate::projection::{Parcel, ParcelId, Record, Sent, Target, changes_of_step, completed, load};
use crate::shell::{Shell, said};
use crate::store::{self, Change, Table, Value};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use weir_core::event::{JobFailed, JobRetriesSet};
use weir_core::wait::WaitFor;
use weir_core::{Actor, Command, Event, Instance, InstanceId, Moment, Process, Refused, Stepped, Timestamp};

/// One turn in the making.
pub struct Turn<'a> {
    pub(super) partition: u8,
    pub(super) shell: &'a Arc<Shell>,
    pub(super) now: Timestamp,
    pub(super) actor: &'a Actor,
    pub(super) cache: &'a mut Cache,
    ahead: &'a Ahead,
    pub(super) records: Vec<Record>,
    pub(super) changes: Vec<Change>,
    pub(super) effects: Box<Effects>,
    pub(super) touched: Vec<InstanceId>,
    gone: Vec<Row>,
    pub(super) follow_ups: VecDeque<FollowUp>,
    /// What the next step is an answer to.
    pub(super) answering: Answering,
    /// How many bytes receivers of signals and messages were sent.
    pub(super) scattered: usize,
    /// So many of the records are so many bytes.
    pub(super) weighed: (usize, usize),
    /// How much work its steps were.
    pub(super) weight: Weight,
    /// Why the turn must not be kept, found out after a step was taken.
    refusal: Option<Error>,
    /// The instance that is being read, stepped or written down.
    at_work: Option<InstanceId>,
    /// The actor of the next step, with the capacity in which they ask.
    capacity: Option<Actor>,
    /// Where it is counted.
    counters: &'a Counters,
    /// What is answered by what the whole turn has changed.
    pub(super) intervened: Option<Told>,
}

/// Why a turn ends without a decision.
#[derive(Debug)]
pub enum Halt {
    /// Nothing happened.
    Refused(Error),
    /// One instance cannot be read, stepped or written down; what is in memory may be half done.
    Broken {
        /// Where.
        instance: InstanceId,
        /// What it said.
        message: String,
    },
}

/// A panic over an instance is a matter of that instance.
pub(super) fn caught<T>(catches: bool, instance: InstanceId, work: impl FnOnce() -> T) -> Result<T, Halt> {
    if !catches {
        return Ok(work());
    }
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| Halt::Broken { instance, message: said(&*panic) })
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Halt::Refused(error.into())
    }
}

impl<'a> Turn<'a> {
    pub(super) fn new(
        partition: u8,
        shell: &'a Arc<Shell>,
        now: Timestamp,
        actor: &'a Actor,
        cache: &'a mut Cache,
        ahead: &'a Ahead,
        counters: &'a Counters,
    ) -> Self {
        Turn {
            partition,
            shell,
            now,
            actor,
            cache,
            ahead,
            records: Vec::with_capacity(1),
            changes: vec![],
            effects: Box::default(),
            touched: Vec::with_capacity(1),
            gone: vec![],
            follow_ups: VecDeque::new(),
            answering: Answering::default(),
            scattered: 0,
            weighed: (0, 0),
            weight: Weight::default(),
            refusal: None,
            at_work: None,
            capacity: None,
            counters,
            intervened: None,
        }
    }

    pub(super) fn run(&mut self, task: Task) -> Result<Reply, Halt> {
        let reply = match task {
            Task::Command { instance, command, want } => self.command(instance, command, want)?,
            Task::Start { instance, process, mut start, message, by_form } => {
                self.fill_in_start(instance, &process, by_form, &mut start)?;
                self.start(instance, process, *start)?;
                self.started(instance, message)?
            }
            Task::Deploy(deployment) => self.deploy(*deployment)?,
            Task::Receive(id, parcel) => self.receive(id, parcel)?,
            Task::Buffer(message) => self.buffer(*message),
            Task::Scatter(message, to) => self.scatter_message(*message, &to),
            Task::Match(name, behind) => self.match_messages(&name, &behind)?,
            Task::SetParameter(set) => self.set_parameter(*set)?,
            Task::ChangeOrganisation(change, own) => self.change_organisation(*change, own.as_deref())?,
            Task::ChangeAccess(change) => self.change_access(*change)?,
            Task::Note(note) => self.note_down(*note)?,
            Task::Outgoing(task) => self.outgoing(*task)?,
            Task::Landscape(task) => self.landscape(*task)?,
            Task::Indicator(task) => self.indicator(*task)?,
            Task::Simulation(task) => self.simulation(*task)?,
            Task::Alerting(task) => self.alerting(*task)?,
            Task::Model(task) => self.model(*task)?,
            Task::Suggestion(task) => self.suggestion(*task)?,
            Task::Signal { name, variables, to, starts } => self.signal(&name, &variables, &to, starts),
            Task::StartConditions(starts, given) => self.start_conditions(starts, &given),
            Task::FireStart(timer) => self.fire_start(*timer)?,
            Task::Migrate { instance, migration } => self.migrate(instance, &migration)?,
            Task::Restart { instance, process, restart } => self.restart(instance, process, *restart)?,
            Task::SuspendDefinition(change) => self.suspend_definition(change)?,
            Task::Batch(batch) => self.begin_batch(*batch),
            Task::BatchItem(item) => self.batch_item(&item)?,
            Task::SteerBatch(steered) => self.steer_batch(steered)?,
            Task::SetAside(sent, trouble) => self.set_aside(*sent, trouble)?,
            Task::SetStartAside(timer, trouble) => self.set_start_aside(*timer, trouble)?,
            Task::TakeDeadLetter(take) => self.take_dead_letter(take)?,
            Task::ForgetMessages(messages) => self.forget_messages(messages),
            Task::ForgetAnswers(answers) => self.forget_answers(answers)?,
        };
        self.follow()?;
        match self.refusal.take() {
            Some(error) => Err(error.into()),
            None => self.whole(reply),
        }
    }

    /// The turn is not to be kept, for this reason.
    pub(super) fn refuse(&mut self, error: Error) {
        self.refusal.get_or_insert(error);
    }

    /// Has an instance been stepped?
    pub(super) fn has_stepped(&self) -> bool {
        !self.touched.is_empty()
    }

    pub(super) fn into_decision(self) -> Decision {
        let Turn { records, changes, effects, touched, gone, .. } = self;
        Decision { records, payload: vec![], changes, effects, touched, gone }
    }

    pub(super) fn command(&mut self, id: InstanceId, mut asked: Command, wanted: Want) -> Result<Reply, Halt> {
        if self.shell.mutant == Mutant::IgnoreToken {
            self.forge(id, &mut asked);
        }
        let place = match &asked {
            Command::LockJob { key, wait, .. } | Command::CorrelateMessage { key, wait, .. } => Some((*key, *wait)),
            _ => None,
        };
        if matches!(asked, Command::ResolveIncident { key: 0, .. }) && apart::is_apart(self.shell, id)? {
            return self.take_back(id);
        }
        if matches!(wanted, Want::Changes) {
            return self.changed_by_hand(id, asked);
        }
        self.fill_in(id, &mut asked)?;
        self.capacity = self.in_capacity(id, &asked)?;
        self.step_with_room(id, asked)?;
        Ok(match (wanted, place) {
            (Want::Job(names), Some((key, wait))) => {
                let hot = self.cache.get(id).ok_or_else(|| Error::not_found("instance", id))?;
                let address = WaitAddress { instance: id, key, wait };
                let job = crate::jobs::job(&hot.instance, address, names.as_deref());
                self.counters.jobs_locked.add(1);
                Reply::Job(Box::new(job.ok_or_else(|| Error::not_found("job", address))?))
            }
            (Want::Delivery(message_id), Some((key, wait))) => {
                let subscription = Some(WaitAddress { instance: id, key, wait });
                let delivered = vec![Delivery { instance: id, subscription }];
                Reply::Published(Publication { message_id, delivered, buffered_until: None })
            }
            (Want::Time(time), _) => Reply::Time(time),
            _ => Reply::Done,
        })
    }

    /// The mutant that believes any token.
    fn forge(&mut self, id: InstanceId, command: &mut Command) {
        let (Command::CompleteJob { job, .. } | Command::FailJob { job, .. }) = command else { return };
        if let Ok(hot) = self.take(id) {
            if let Some(WaitFor::Job(held)) = hot.instance.wait(job.key, job.wait).map(|w| &w.on)
                && let Some(lease) = &held.lease
            {
                job.token = lease.token;
            }
            self.cache.put(hot);
        }
    }

    pub(super) fn started(&self, id: InstanceId, message: Option<String>) -> Result<Reply, Halt> {
        if let Some(message_id) = message {
            let delivered = vec![Delivery { instance: id, subscription: None }];
            return Ok(Reply::Published(Publication { message_id, delivered, buffered_until: None }));
        }
        let header = &self.cache.get(id).ok_or_else(|| Error::not_found("instance", id))?.instance.header;
        Ok(Reply::Started(StartedInstance {
            id,
            definition: header.definition.clone(),
            business_key: header.business_key.clone(),
            state: header.state,
        }))
    }

    /// The same where the instance has room for what the command brings.
    fn step_with_room(&mut self, id: InstanceId, command: Command) -> Result<(), Halt> {
        let hot = self.take(id)?;
        match room(&hot, &command) {
            Ok(()) => self.step_hot(hot, command),
            Err(refused) => {
                self.cache.put(hot);
                Err(refused)
            }
        }
    }

    /// One step of an instance of this partition.
    pub(super) fn step(&mut self, id: InstanceId, command: Command) -> Result<(), Halt> {
        let hot = self.take(id)?;
        self.step_hot(hot, command)
    }

    pub(super) fn step_hot(&mut self, mut hot: Box<Hot>, command: Command) -> Result<(), Halt> {
        // Whoever comes too late for a task hears the same, whether or not its instance has gone on from it.
        let late = command.user_task().filter(|(_, wait)| *wait < hot.instance.header.next_wait);
        if let Some((key, wait)) = late.filter(|_| hot.process.is_none()) {
            self.cache.put(hot);
            return Err(weir_core::Rejection::TaskDone { key, wait }.into());
        }
        let (asking, capacity) = (self.actor, self.capacity.take());
        let actor = capacity.as_ref().unwrap_or(asking);
        let most = self.shell.rounds_max;
        let goes_round = hot.goes_round(&command, self.now, most) | self.answering.goes_round(&hot, &command, most);
        if self.shell.mutant != Mutant::CountNoRounds && goes_round {
            return self.attempt(hot, |process, instance, moment| {
                weir_core::stand_still(process, instance, moment, actor, command)
            });
        }
        if may_go_up(&hot, &command) {
            return self.step_below(hot, actor, command);
        }
        self.attempt(hot, |process, instance, moment| weir_core::step(process, instance, moment, actor, command))
    }

    /// What the core makes of an instance, kept when it is a step.
    pub(super) fn attempt(
        &mut self,
        hot: Box<Hot>,
        decide: impl FnOnce(&Process, Instance, Moment) -> Result<Stepped, Refused>,
    ) -> Result<(), Halt> {
        let (rest, made) = self.made_of(hot, decide)?;
        self.settle(rest, made)
    }

    /// What the core makes of an instance; that and the rest of the instance are to be settled.
    pub(super) fn made_of(
        &mut self,
        hot: Box<Hot>,
        decide: impl FnOnce(&Process, Instance, Moment) -> Result<Stepped, Refused>,
    ) -> Result<(Box<Hot>, Result<Stepped, Refused>), Halt> {
        let id = hot.instance.header.id;
        let Some(process) = hot.process.clone() else {
            self.cache.put(hot);
            return Err(weir_core::Rejection::Ended.into());
        };
        assert_eq!(id.partition(), self.partition, "an instance is written by its own partition alone");
        let parameters = self.shell.parameters.at(self.now);
        let staff = self.shell.staff_of(process.id().as_str());
        let (organisation, zone, tenant) = (staff.workplace(), &self.shell.zone, staff.tenant());
        let moment = Moment { now: self.now, parameters: &parameters, organisation, zone, tenant };
        let mut rest = hot;
        let instance = self.cache.lend(&mut rest);
        self.at_work = Some(id);
        let catches = self.shell.mutant != Mutant::NoCatchUnwind;
        Ok((rest, caught(catches, id, || decide(&process, instance, moment))?))
    }

    /// A step is kept; an instance whose step was refused stands as it stood.
    pub(super) fn settle(&mut self, mut rest: Box<Hot>, made: Result<Stepped, Refused>) -> Result<(), Halt> {
        match made {
            Ok(stepped) => {
                let (id, catches) = (stepped.instance.header.id, self.shell.mutant != Mutant::NoCatchUnwind);
                let before = (self.changes.len(), self.follow_ups.len(), self.records.len());
                caught(catches, id, || self.keep(rest, stepped)).inspect_err(|_| {
                    // Of what breaks nothing is kept, whatever else the turn leads to.
                    self.changes.truncate(before.0);
                    self.follow_ups.truncate(before.1);
                    self.records.truncate(before.2);
                })
            }
            Err(refused) => {
                self.cache.give_back(&mut rest, *refused.instance);
                // One that has not begun is not kept.
                if rest.instance.header.seq > 0 {
                    self.cache.put(rest);
                }
                Err(refused.rejection.into())
            }
        }
    }

    /// A step was taken: its rows, its effects, what follows from it.
    fn keep(&mut self, mut hot: Box<Hot>, Stepped { instance, step, cost }: Stepped) {
        self.weight.add(step.events.len(), cost);
        self.cache.give_back(&mut hot, instance);
        let id = hot.instance.header.id;
        if !step.events.is_empty() {
            (self.shell.sabotage)(Stage::Rows, id);
            let done = completed(&hot.rows, &step);
            let changes = changes_of_step(&hot.instance, &mut hot.rows, &step);
            let news = |change: &Change| change.table == Table::Notice && change.value != Value::Deleted;
            self.effects.notices |= changes.iter().any(news);
            let told = if self.has_ways_out() { self.told_outside(&hot.instance, &step, &changes) } else { vec![] };
            self.changes.extend(changes);
            self.tally(&hot.instance.header.definition, done);
            self.counters.commands.add(1);
            self.counters.events.add(step.events.len() as u64);
            for (index, event) in step.events.iter().enumerate() {
                self.note(&hot.instance, event, ParcelId { to: 0, from: id, seq: step.seq + index as u64, index: 0 });
            }
            if hot.instance.is_ended() {
                self.counters.instances_ended.add(1);
                hot.process = None;
                self.child_ended(&hot.instance, &step);
            }
            self.touched.push(id);
            self.records.push(Record::Step(step));
            self.send_out(told.into_iter());
        }
        self.cache.put(hot);
    }

    fn note(&mut self, instance: &Instance, event: &Event, cause: ParcelId) {
        self.effects.note(event, || match event {
            Event::JobFailed(JobFailed { key, wait, .. }) | Event::JobRetriesSet(JobRetriesSet { key, wait, .. }) => {
                match &instance.wait(*key, *wait)?.on {
                    WaitFor::Job(job) => Some((job.job_type.clone(), job.priority)),
                    _ => None,
                }
            }
            _ => None,
        });
        match event {
            Event::ProcessStarted(_) => self.counters.instances_started.add(1),
            Event::IncidentRaised { .. } => self.counters.incidents_raised.add(1),
            Event::WaitOpened { key, wait } => match &wait.on {
                WaitFor::Decision { .. } => {
                    self.ask_decision(Target { instance: instance.header.id, key: *key, wait: wait.id }, cause);
                }
                WaitFor::Child { process, instance: child, .. } => {
                    self.call(instance, *key, wait.id, process, *child, cause);
                }
                _ => {}
            },
            Event::WaitCancelled { child: Some(child), .. } => self.uncall(*child, cause),
            // That of the process may have been its quarantine.
            Event::IncidentResolved { key: 0 } => self.released(instance, cause),
            Event::Suspended { .. } | Event::Resumed { .. } => self.stood_still(instance, event, cause),
            Event::EscalationThrown { code, caught_by: None, variables, .. } => {
                self.child_escalated(instance, code, variables, cause);
            }
            Event::SignalThrown { name, variables, .. } => {
                let (tenant, chain) = (self.tenant_of(&instance.header.definition), self.chain_on(&instance.header));
                self.throw_signal(&instance.header, (tenant.as_deref(), chain), name, variables, cause);
            }
            Event::MessageThrown { name, correlation_key, variables, conversation, .. } => {
                let (tenant, chain) = (self.tenant_of(&instance.header.definition), self.chain_on(&instance.header));
                let to = (name.as_str(), correlation_key.as_deref(), conversation.as_deref());
                self.throw_message(to, variables, (tenant, chain), cause);
            }
            _ => {}
        }
    }

    /// The tenant that a definition belongs to.
    pub(super) fn tenant_of(&self, definition: &str) -> Option<String> {
        self.shell.catalogue.find(definition)?.definition.tenant.clone()
    }

    /// Sends a command to another instance; it is carried out after the commit.
    pub(super) fn send(&mut self, id: ParcelId, parcel: Parcel) {
        self.effects.parcels = true;
        self.records.push(Record::Sent(Sent { id, parcel }));
    }

    /// An instance of this partition: from memory, else from the view.
    pub(super) fn take(&mut self, id: InstanceId) -> Result<Box<Hot>, Halt> {
        if let Some(hot) = self.cache.take(id) {
            self.counters.cache_hits.add(1);
            return Ok(hot);
        }
        self.counters.cache_misses.add(1);
        if self.cache.is_apart(id) {
            return Err(apart::left_alone().into());
        }
        self.at_work = Some(id);
        (self.shell.sabotage)(Stage::Load, id);
        let loaded = match load(&self.shell.view(), id) {
            // The store is well: it is this instance that cannot be read.
            Err(error @ store::Error::View { .. }) if self.shell.store.health().condition.is_writable() => {
                return Err(Halt::Broken { instance: id, message: error.to_string() });
            }
            loaded => loaded?.ok_or_else(|| Error::not_found("instance", id))?,
        };
        let process = if loaded.instance.is_ended() {
            None
        } else {
            Some(self.shell.catalogue.process(&loaded.instance.header.definition)?)
        };
        Ok(Hot::new(loaded, process))
    }

    /// The instance that was at work when something broke.
    pub(super) fn at_work(&self) -> Option<InstanceId> {
        self.at_work
    }

    /// Takes back an instance that was left alone.
    pub(super) fn no_longer_apart(&mut self, id: InstanceId) {
        self.cache.take_back(id);
    }

    /// Puts it back.
    pub(super) fn put_back(&mut self, hot: Box<Hot>) {
        self.cache.put(hot);
    }

    /// Looks at an instance of this partition.
    pub(super) fn look(&mut self, id: InstanceId) -> Result<&Instance, Halt> {
        if self.cache.get(id).is_none() {
            let hot = self.take(id)?;
            self.cache.put(hot);
        }
        Ok(&self.cache.get(id).expect("it was just put there").instance)
    }

    /// Has a decision used this row up already?
    pub(super) fn is_gone(&self, table: Table, key: &[u8]) -> bool {
        self.ahead.is_gone(table, key) || self.gone.iter().any(|(t, k)| *t == table && k == key)
    }

    /// This turn uses the row up.
    pub(super) fn gone(&mut self, table: Table, key: Vec<u8>) {
        self.gone.push((table, key));
    }
}
