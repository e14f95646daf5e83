//! Commands: is it possible now, and what does it set in motion? A refusal comes before the first event.
use super::Driver;
use super::approve::seat_of;
use super::condition::cannot_look;
use super::park::is_parked;
use crate::command::{Command, LeasedJob, Rejection};
use crate::decision::Evaluated;
use crate::element::{self, RETRIES};
use crate::event::{Event, Intervention};
use crate::event::{JobExtended, JobFailed, JobLocked, JobRetriesSet};
use crate::failure::{Failure, Stop};
use crate::id::{Key, WaitId};
use crate::instance::{Answer, State, Variables};
use crate::process::{Kind, Value};
use crate::time::Timestamp;
use crate::timer;
use crate::wait::{Fires, Job, Lease, Wait, WaitFor};

/// The code of the incident that marks an instance in quarantine.
pub const QUARANTINE: &str = "quarantine";

impl Driver<'_> {
    pub(super) fn accept(&mut self, command: Command) -> Result<(), Rejection> {
        self.possible(&command)?;
        self.works_here(&command)?;
        match command {
            Command::Start(start) => return self.start(start, None),
            Command::FireTimer { key, wait } => return self.fire_timer(key, wait),
            Command::CorrelateMessage { key, wait, message, variables, conversation } => {
                let wait = self.wait_that(key, wait, |on| matches!(on, WaitFor::Message { .. }))?;
                self.emit(Event::MessageReceived { key, wait: wait.id, message });
                self.hear(key, &wait, conversation);
                self.key_heard(key, &wait, &variables);
                self.fire(key, &wait, variables, Variables::new());
            }
            Command::DeliverSignal { key, wait, variables } => {
                let wait = self.wait_that(key, wait, |on| matches!(on, WaitFor::Signal { .. }))?;
                self.fire(key, &wait, variables, Variables::new());
            }
            Command::LookAgain { key, wait } => self.look_again(key, wait)?,
            Command::CompleteChild { key, wait, variables, error } => self.child_ended(key, wait, variables, error)?,
            Command::ChildSentBack { key, wait, back } => self.child_sent_back(key, wait, *back)?,
            Command::RefuseChild { key, wait, code, message } => self.child_refused(key, wait, code, message)?,
            Command::EscalateChild { key, wait, code, variables } => {
                self.child_escalated(key, wait, &code, variables)?;
            }
            Command::AnswerDecision { key, wait, decision, answer } => self.decided(key, wait, decision, *answer)?,
            Command::RefuseDecision { key, wait, code, message } => {
                self.wait_that(key, wait, |on| matches!(on, WaitFor::Decision { .. }))?;
                self.emit(Event::WaitCancelled { key, wait, child: None });
                self.stop(key, Stop::Failed(Failure::refused(code, message)));
            }
            Command::AnswerEvaluation { key, wait, answer } => self.answer(key, wait, answer)?,
            Command::ActivateActivity { key, wait, variables } => self.activate_activity(key, wait, variables)?,
            Command::CompleteAdHoc { key } => self.complete_ad_hoc(key)?,
            Command::ResolveIncident { key, retries } => self.resolve(key, retries)?,
            Command::SetVariables { scope, variables, local, reason } => {
                self.set_variables(scope, variables, local, reason)?;
            }
            Command::Cancel { reason } => {
                self.because(Intervention::Force, reason);
                self.cancel(Intervention::Force);
            }
            Command::Revoke { by, reason, below } => self.revoke(&by, reason, below)?,
            Command::Quarantine { message } => {
                self.emit(Event::IncidentRaised { key: 0, code: QUARANTINE.into(), message, sentence: None });
            }
            Command::Suspend { reason } => self.suspend(reason),
            Command::Resume { reason } => self.resume(reason),
            Command::Modify(change) => return self.modify(*change),
            Command::Restart(restart) => return self.restart(*restart),
            Command::LockJob { .. }
            | Command::ExtendJob { .. }
            | Command::CompleteJob { .. }
            | Command::FailJob { .. }
            | Command::ThrowJobError { .. } => self.accept_job(command)?,
            people => self.accept_people(people)?,
        }
        Ok(())
    }

    fn possible(&self, command: &Command) -> Result<(), Rejection> {
        let starting = matches!(command, Command::Start(_) | Command::Restart(_));
        match self.instance.header.state {
            State::Created if starting => Ok(()),
            State::Created => Err(Rejection::NoSuchElement { key: 0 }),
            _ if starting => Err(Rejection::AlreadyStarted),
            State::Completed | State::Terminated => Err(self.is_over(command)),
            State::Running => match &self.live(0).incident {
                Some(incident) if incident.code == QUARANTINE => match command {
                    Command::Cancel { .. } | Command::ResolveIncident { key: 0, .. } => Ok(()),
                    _ => Err(Rejection::Quarantined { reason: incident.message.clone() }),
                },
                _ => self.stands_still(command),
            },
        }
    }

    /// Who has left the organisation decides nothing, prepares nothing and takes nothing back, whatever account they keep. Who
    /// steps in for others does so by a right to that.
    fn works_here(&self, command: &Command) -> Result<(), Rejection> {
        let Some(by) = command.in_own_name().filter(|by| !by.is_engine()) else { return Ok(()) };
        let seat = match (command, command.user_task()) {
            (Command::ChangeSigners { .. } | Command::WithdrawVote { .. }, _) => true,
            (_, Some((key, wait))) => self.instance.wait(key, wait).is_some_and(|wait| seat_of(wait).is_some()),
            _ => false,
        };
        if self.organisation.whole().is_gone(&by.id, seat, self.now) {
            return Err(Rejection::HasLeft { person: by.id.clone() });
        }
        Ok(())
    }

    fn accept_job(&mut self, command: Command) -> Result<(), Rejection> {
        match command {
            Command::LockJob { key, wait, worker, until } => self.lock(key, wait, worker, until),
            Command::ExtendJob { job, until } => {
                self.leased(&job)?;
                self.emit(Event::JobExtended(JobExtended { key: job.key, wait: job.wait, until }));
                Ok(())
            }
            Command::CompleteJob { job, variables } => {
                let (wait, leased) = self.leased(&job)?;
                match self.reported(&job, &wait, (&leased, ""), &variables) {
                    Err(stop) => self.stop(job.key, stop),
                    Ok(true) => {}
                    Ok(false) => self.fire(job.key, &wait, variables, Variables::new()),
                }
                Ok(())
            }
            Command::FailJob { job, retries, available, message } => {
                let (wait, leased) = self.leased(&job)?;
                // A failure is told, whether or not its expressions can be evaluated.
                if let Ok(true) = self.reported(&job, &wait, (&leased, &message), &Variables::new()) {
                    return Ok(());
                }
                let available = self.backed_off(job.key, &leased, retries, available);
                let retries = retries.unwrap_or(leased.retries.saturating_sub(1));
                let LeasedJob { key, wait, .. } = job;
                self.emit(Event::JobFailed(JobFailed { key, wait, retries, available, message: message.clone() }));
                if retries == 0 {
                    self.stop(key, Stop::Failed(Failure::JobFailed { message }));
                }
                Ok(())
            }
            Command::ThrowJobError { job, code, message, variables } => {
                let (open, _) = self.leased(&job)?;
                let LeasedJob { key, wait, .. } = job;
                // Until it is caught the job is back with nobody, and out of tries.
                let available = self.now;
                self.emit(Event::JobFailed(JobFailed { key, wait, retries: 0, available, message: message.clone() }));
                self.throw_error(key, &code, &message, variables);
                if open.fires == Fires::Aside {
                    self.said_aside(key, wait);
                }
                Ok(())
            }
            other => unreachable!("{} is accepted elsewhere", other.name()),
        }
    }

    fn fire_timer(&mut self, key: Key, wait: WaitId) -> Result<(), Rejection> {
        if let Some(WaitFor::UserTask(task)) = self.instance.wait(key, wait).map(|wait| &wait.on) {
            // Where the time of the approval is over at the same moment it tells both.
            if let Some(timeout) = self.time_is_up(key) {
                return self.fire_timer(key, timeout);
            }
            let due = task.due.filter(|_| !task.overdue).ok_or(Rejection::NoSuchWait { key, wait })?;
            return self.task_is_overdue(key, wait, due);
        }
        let wait = self.wait_that(key, wait, |on| matches!(on, WaitFor::Timer { .. }))?;
        let WaitFor::Timer { due, cycle } = &wait.on else { unreachable!("asked for a timer") };
        if *due > self.now {
            return Err(Rejection::NotDue { due: *due });
        }
        if !wait.fires.once() && !self.needs_all(key, &wait) {
            match cycle.as_ref().and_then(|c| c.go_on(*due, self.at())) {
                Some(next) => {
                    let on = WaitFor::Timer { due: next.due, cycle: next.cycle };
                    self.emit(Event::WaitMoved { key, wait: Box::new(Wait { on, ..wait.clone() }) });
                }
                None => self.emit(Event::WaitFired { key, wait: wait.id }),
            }
        }
        self.fire(key, &wait, Variables::new(), Variables::new());
        Ok(())
    }

    fn time_is_up(&self, key: Key) -> Option<WaitId> {
        let up = |wait: &&Wait| {
            wait.fires == Fires::Overdue && matches!(wait.on, WaitFor::Timer { due, .. } if due <= self.now)
        };
        self.live(key).waits.iter().find(up).map(|wait| wait.id)
    }

    /// A task past its due date is told of once; it stays as open as it was.
    fn task_is_overdue(&mut self, key: Key, wait: WaitId, due: Timestamp) -> Result<(), Rejection> {
        if due > self.now {
            return Err(Rejection::NotDue { due });
        }
        self.emit(Event::UserTaskOverdue { key, wait });
        Ok(())
    }

    /// BPMN 10.3.3, business rule task: the decision gives its result, and the task is done.
    fn decided(&mut self, key: Key, wait: WaitId, decision: String, answer: Evaluated) -> Result<(), Rejection> {
        let wait = self.wait_that(key, wait, |on| matches!(on, WaitFor::Decision { .. }))?;
        let WaitFor::Decision { decision: asked, .. } = &wait.on else { unreachable!("asked for a decision") };
        let (parameters, rules) = (answer.parameters.clone(), answer.rules(asked));
        let Kind::RuleTask(task) = self.kind(key) else { unreachable!("only a business rule task asks a decision") };
        let result = element::decided(task, asked, answer);
        self.emit(Event::DecisionEvaluated { key, decision, parameters, rules });
        match result {
            Ok(variables) => self.fire(key, &wait, variables, Variables::new()),
            Err(failure) => {
                self.emit(Event::WaitCancelled { key, wait: wait.id, child: None });
                self.stop(key, Stop::Failed(failure));
            }
        }
        Ok(())
    }

    fn answer(&mut self, key: Key, wait: WaitId, answer: Answer) -> Result<(), Rejection> {
        let wait = self.wait_that(key, wait, |on| matches!(on, WaitFor::Evaluation { .. }))?;
        let WaitFor::Evaluation { expression } = wait.on.clone() else { unreachable!("asked for an evaluation") };
        if wait.fires == Fires::Aside {
            self.answered_aside(key, &wait, &expression, answer);
            return Ok(());
        }
        if let Fires::Look { wait: condition } = wait.fires {
            self.condition_answered(key, &wait, condition, answer);
            return Ok(());
        }
        self.emit(Event::EvaluationAnswered { key, expression, answer });
        self.fire(key, &wait, Variables::new(), Variables::new());
        Ok(())
    }

    fn lock(&mut self, key: Key, wait: WaitId, worker: String, until: Timestamp) -> Result<(), Rejection> {
        let (_, job) = self.job(key, wait)?;
        match job.lease {
            Some(lease) if lease.until > self.now => {
                return Err(Rejection::JobLocked { worker: lease.worker, until: lease.until });
            }
            _ if job.retries == 0 => return Err(Rejection::NoRetriesLeft),
            _ if job.available > self.now => return Err(Rejection::JobNotAvailable { available: job.available }),
            _ => {}
        }
        // The number of this event: no two leases of an instance share it, and it grows.
        let lease = Lease { worker, token: self.instance.header.seq, until };
        self.emit(Event::JobLocked(JobLocked { key, wait, lease }));
        Ok(())
    }

    fn resolve(&mut self, key: Key, retries: u32) -> Result<(), Rejection> {
        let e = self.instance.elements.get(&key).ok_or(Rejection::NoSuchElement { key })?;
        match &e.incident {
            None => return Err(Rejection::NoIncident { key }),
            Some(incident) if key == 0 && incident.code == QUARANTINE => {
                self.release();
                return Ok(());
            }
            Some(_) => {}
        }
        // Listeners may have several jobs open at one task: those that are out of tries are meant, however many.
        let jobs = e.waits.iter().filter(|w| matches!(w.on, WaitFor::Job(_)) && !matches!(w.fires, Fires::Again));
        let spent = |w: &&Wait| matches!(&w.on, WaitFor::Job(job) if job.retries == 0);
        let mut tried: Vec<WaitId> = jobs.clone().filter(spent).map(|w| w.id).collect();
        if tried.is_empty() {
            tried.extend(jobs.map(|w| w.id).next());
        }
        let made = e.waits.iter().any(|w| matches!(w.on, WaitFor::UserTask(_)));
        // Conditions that were not looked at any more, when its step had to end.
        let listens = e.waits.iter().any(|w| matches!(w.on, WaitFor::Condition { .. }));
        let only_looks = cannot_look(e);
        self.look_at_all |= listens || is_parked(self.live(key));
        self.emit(Event::IncidentResolved { key });
        if only_looks {
            return Ok(());
        }
        let available = self.now;
        for &wait in &tried {
            self.emit(Event::JobRetriesSet(JobRetriesSet { key, wait, retries: retries.max(1), available }));
        }
        if !tried.is_empty() && element::is_scope(self.kind(key)) {
            // What was in it may have ended while it stood still for a listener of a task that went.
            self.orphaned.insert(key);
        }
        if tried.is_empty() && made {
            // The task is there; what failed is what listens to it.
            self.assigned(key);
        } else if tried.is_empty() {
            self.again(key);
        }
        Ok(())
    }

    /// An operator lets an instance out of quarantine: it goes on where it stood, and what waits for it finds it again.
    /// What broke it is tried again; if that breaks it once more, it is back in quarantine.
    fn release(&mut self) {
        self.emit(Event::IncidentResolved { key: 0 });
        // Nobody looked at conditions meanwhile. One that stands still looks at them when it goes on.
        self.look_at_all |= self.instance.header.suspended.is_none();
    }

    fn set_variables(
        &mut self,
        scope: Key,
        variables: Variables,
        local: bool,
        reason: Option<String>,
    ) -> Result<(), Rejection> {
        if !self.instance.elements.contains_key(&scope) {
            return Err(Rejection::NoSuchElement { key: scope });
        }
        self.because(Intervention::Edit, reason);
        for (name, value) in variables {
            let holder = if local { scope } else { self.instance.seen_at(scope, &name).unwrap_or(0) };
            self.set(holder, name, value, None, Some(Intervention::Edit));
        }
        Ok(())
    }

    pub(super) fn wait_that(&self, key: Key, wait: WaitId, is: impl Fn(&WaitFor) -> bool) -> Result<Wait, Rejection> {
        let found = self.instance.wait(key, wait).filter(|w| is(&w.on));
        found.cloned().ok_or(Rejection::NoSuchWait { key, wait })
    }

    fn job(&self, key: Key, wait: WaitId) -> Result<(Wait, Job), Rejection> {
        let found = self.wait_that(key, wait, |on| matches!(on, WaitFor::Job(_)))?;
        match found.on.clone() {
            WaitFor::Job(job) => Ok((found, *job)),
            _ => Err(Rejection::NoSuchWait { key, wait }),
        }
    }

    /// A report counts only with the token of the newest lease. An expired lease still counts until somebody else has
    /// taken the job: the work is done, and nobody else has begun.
    fn leased(&self, leased: &LeasedJob) -> Result<(Wait, Job), Rejection> {
        let (wait, job) = self.job(leased.key, leased.wait)?;
        match &job.lease {
            Some(lease) if lease.token == leased.token => Ok((wait, job)),
            _ => Err(Rejection::StaleLease { token: leased.token }),
        }
    }

    /// A worker that says neither how often nor when leaves both to the model.
    fn backed_off(&self, key: Key, job: &Job, retries: Option<u32>, available: Timestamp) -> Timestamp {
        let Kind::JobTask(work) = self.kind(key) else { return available };
        let (first, backoff) = match (&job.tried, &work.retries) {
            (Some(tried), _) => (tried.times, &tried.backoff),
            (None, Some(Value::Fixed(text))) => (text.parse().unwrap_or(RETRIES), &work.backoff),
            (None, _) => (RETRIES, &work.backoff),
        };
        let left = job.retries;
        let Some(last) = backoff.len().checked_sub(1).filter(|_| retries.is_none() && available <= self.now) else {
            return available;
        };
        let index = (first.saturating_sub(left) as usize).min(last);
        timer::duration(&backoff[index], self.at()).map_or(available, |schedule| schedule.due)
    }
}
