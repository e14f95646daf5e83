//! What steps do: people, workers, other systems, operators, and time.
use super::format::{Action, Job, Message, NewValue, Set, Start, Task};
use super::pattern::fits;
use super::run::{Runner, Stop, all, by, complete};
use serde_json::Value;
use weir_core::instance::Variables;
use weir_core::{InstanceId, Key, Timestamp, timer};
use weir_engine::api::{
    CompleteUserTask, FailJob, FetchJobs, IncidentFilter, JobError, PublishMessage, SetParameter, SetVariables,
    SignalBroadcast, StartInstance, UserTask, UserTaskFilter, WaitAddress,
};

/// How long a scenario's worker keeps a job: it reports in the same step.
const LEASE_MS: i64 = 3_600_000;
/// So many jobs of a type are fetched at once; a scenario has few.
const JOBS_MAX: usize = 100;

impl Runner<'_> {
    pub(super) async fn act(&mut self, action: Action<'_>) -> Result<(), Stop> {
        match action {
            Action::Start(start) => self.start(start).await?,
            Action::Claim(task) => {
                let id = self.task(task).await?;
                self.engine.claim_user_task(by(&task.by), id).await?;
            }
            Action::Unclaim(task) => {
                let id = self.task(task).await?;
                self.engine.unclaim_user_task(by(&task.by), id).await?;
            }
            Action::Complete(task) => {
                let id = self.task(task).await?;
                let Task { variables, outcome, comment, .. } = task.clone();
                let done = CompleteUserTask { variables, outcome, comment };
                self.engine.complete_user_task(by(&task.by), id, done).await?;
            }
            Action::Job(job) => self.job(job).await?,
            Action::Message(message) => self.message(message).await?,
            Action::Signal(signal) => {
                let signal = SignalBroadcast { name: signal.name.clone(), variables: signal.variables.clone() };
                self.engine.broadcast_signal(by("scenario"), signal).await?;
            }
            Action::Advance(duration) => self.advance(duration).await?,
            Action::Set(set) => self.set(set).await?,
            Action::Resolve(resolve) => {
                let filter = IncidentFilter { element: Some(resolve.element.clone()), ..IncidentFilter::default() };
                let found = complete(self.engine.incidents(&filter, &all()).await)?;
                let [incident] = found.as_slice() else {
                    return Err(format!("`{}` has {} incidents, not one", resolve.element, found.len()).into());
                };
                self.engine.resolve_incident(by("operator"), incident.id, resolve.retries).await?;
            }
            Action::Cancel(cancel) => {
                let id = self.instance(cancel.instance.as_deref()).await?;
                self.engine.cancel_instance(by("operator"), id, None).await?;
            }
            Action::Parameter(new) => self.parameter(new).await?,
            Action::Transfer(give) => self.transfer(give).await?,
            Action::Signers(ask) => self.signers(ask).await?,
            Action::Return(back) => self.send_back(back).await?,
            Action::Withdraw(task) => self.withdraw(task).await?,
            Action::Remind(task) => self.remind(task).await?,
            Action::Proxy(stand) => self.stand_in(stand).await?,
        }
        Ok(())
    }

    async fn start(&mut self, start: &Start) -> Result<(), Stop> {
        let what = StartInstance {
            process: Some(start.process.clone()),
            business_key: start.business_key.clone(),
            variables: start.variables.clone(),
            ..StartInstance::default()
        };
        let started = self.engine.start_instance(by(&start.by), what).await?;
        self.named.entry("main".into()).or_insert(started.id);
        if let Some(alias) = &start.alias {
            self.named.insert(alias.clone(), started.id);
        }
        Ok(())
    }

    /// The one task that is meant. Among several, the one that the person already has.
    pub(super) async fn task(&self, wanted: &Task) -> Result<WaitAddress, Stop> {
        let instance = self.optional(wanted.instance.as_deref()).await?;
        let filter = UserTaskFilter { element: Some(wanted.element.clone()), instance, ..UserTaskFilter::default() };
        let mut fitting: Vec<UserTask> = vec![];
        for task in complete(self.engine.user_tasks(&filter, &all()).await)? {
            if self.sees(task.instance, task.id.key, &wanted.sees).await? {
                fitting.push(task);
            }
        }
        if fitting.len() > 1 {
            fitting.retain(|task| task.assignee.as_deref() == Some(&wanted.by));
        }
        match fitting.as_slice() {
            [one] => Ok(one.id),
            [] => {
                let open = complete(self.engine.user_tasks(&UserTaskFilter::default(), &all()).await)?;
                let open: Vec<&str> = open.iter().map(|t| t.element.as_str()).collect();
                Err(format!("no such open task for {}; open are: {}", wanted.by, names(&open)).into())
            }
            many => Err(format!("{} tasks fit; say which one with `where` or `instance`", many.len()).into()),
        }
    }

    /// Workers do not choose: of several jobs that fit the oldest is done.
    async fn job(&mut self, wanted: &Job) -> Result<(), Stop> {
        let instance = self.optional(wanted.instance.as_deref()).await?;
        self.fetch(&wanted.kind).await?;
        let mut fitting = vec![];
        for job in complete(self.engine.jobs(Some(&wanted.kind), &all()).await)? {
            let meant = instance.is_none_or(|i| i == job.instance) && self.held.contains_key(&job.id);
            if meant && self.sees(job.instance, job.id.key, &wanted.sees).await? {
                fitting.push(job.id);
            }
        }
        let Some(id) = fitting.iter().min() else {
            let all_jobs = complete(self.engine.jobs(None, &all()).await)?;
            let types: Vec<&str> = all_jobs.iter().map(|j| j.job_type.as_str()).collect();
            return Err(format!("no available job fits; jobs are: {}", names(&types)).into());
        };
        let token = self.held.remove(id).expect("a held job fits");
        let worker = by("worker");
        match (&wanted.complete, &wanted.fail, &wanted.error) {
            (Some(variables), None, None) => self.engine.complete_job(worker, *id, token, variables.clone()).await?,
            (None, Some(fail), None) => {
                let failure = FailJob { retries: fail.retries, backoff_ms: 0, message: fail.message.clone() };
                self.engine.fail_job(worker, *id, token, failure).await?;
            }
            (None, None, Some(error)) => {
                let (code, message) = (error.code.clone(), error.message.clone());
                let error = JobError { code, message, variables: error.variables.clone() };
                self.engine.throw_job_error(worker, *id, token, error).await?;
            }
            _ => return Err("a job needs exactly one of `complete`, `fail`, `error`".to_owned().into()),
        }
        Ok(())
    }

    /// Takes all jobs of a type that may be taken. Those that are not the meant one stay in hand for later steps.
    async fn fetch(&mut self, job_type: &str) -> Result<(), Stop> {
        let fetch = FetchJobs {
            worker: "worker".into(),
            types: vec![job_type.to_owned()],
            max: JOBS_MAX,
            lease_ms: LEASE_MS,
            wait_ms: 0,
            variables: None,
        };
        for job in self.engine.fetch_jobs(by("worker"), fetch).await? {
            let token = job.token.ok_or_else(|| format!("job {} came without a token", job.id))?;
            self.held.insert(job.id, token);
        }
        Ok(())
    }

    async fn message(&self, message: &Message) -> Result<(), Stop> {
        let publish = PublishMessage {
            name: message.name.clone(),
            correlation_key: message.correlation_key.clone(),
            variables: message.variables.clone(),
            ..PublishMessage::default()
        };
        let publication = self.engine.publish_message(by("scenario"), publish).await?;
        let got = publication.delivered.len();
        match message.receivers {
            Some(wanted) if wanted != got => Err(format!("{got} got the message, not {wanted}").into()),
            _ => Ok(()),
        }
    }

    /// Time passes. Each timer on the way fires at its own time, as it would with a real clock.
    async fn advance(&self, duration: &str) -> Result<(), Stop> {
        let now = self.now();
        let Some(schedule) = timer::duration(duration, now).filter(|s| s.due > now) else {
            return Err(format!("`{duration}` is not a duration forwards").into());
        };
        while let Some(due) = self.next_timer(schedule.due)? {
            self.clock.set(due);
            self.engine.idle().await;
        }
        self.clock.set(schedule.due);
        Ok(())
    }

    fn now(&self) -> Timestamp {
        weir_engine::Clock::now(self.clock.as_ref())
    }

    /// When the next timer is due that is still to come, of an instance or of a start event.
    fn next_timer(&self, until: Timestamp) -> Result<Option<Timestamp>, Stop> {
        let now = self.now();
        Ok(self.engine.next_due()?.filter(|due| *due > now && *due <= until))
    }

    async fn set(&self, set: &Set) -> Result<(), Stop> {
        let id = self.instance(set.instance.as_deref()).await?;
        let scope = match &set.element {
            None => 0,
            Some(element) => {
                let found = self.engine.instance(id).await?;
                let here = found.elements.iter().find(|e| e.element.as_str() == element);
                here.ok_or_else(|| format!("`{element}` is not at work"))?.key
            }
        };
        let change = SetVariables { scope, variables: set.variables.clone(), local: false, reason: None };
        Ok(self.engine.set_variables(by("operator"), id, change).await?)
    }

    async fn parameter(&self, new: &NewValue) -> Result<(), Stop> {
        let from = match &new.from {
            None => None,
            Some(text) => Some(Timestamp::parse(text).ok_or_else(|| format!("`{text}` is not a time"))?),
        };
        let set = SetParameter { declaration: None, value: new.value.clone(), from, reason: new.reason.clone() };
        self.engine.set_parameter(by(&new.by), &new.name, set).await?;
        Ok(())
    }

    async fn optional(&self, name: Option<&str>) -> Result<Option<InstanceId>, String> {
        match name {
            None => Ok(None),
            Some(name) => self.instance(Some(name)).await.map(Some),
        }
    }

    /// Does an element instance see these values? Inner variables hide outer ones.
    async fn sees(&self, instance: InstanceId, key: Key, wanted: &Variables) -> Result<bool, Stop> {
        if wanted.is_empty() {
            return Ok(true);
        }
        let mut seen = self.engine.variables(instance, Some(key)).await?;
        seen.sort_by_key(|entry| std::cmp::Reverse(entry.scope));
        let value =
            |name: &str| seen.iter().find(|entry| entry.name == name).map_or(&Value::Null, |entry| &entry.value);
        Ok(wanted.iter().all(|(name, wanted)| fits(wanted, value(name))))
    }
}

fn names(all: &[&str]) -> String {
    if all.is_empty() { "none".into() } else { all.join(", ") }
}
