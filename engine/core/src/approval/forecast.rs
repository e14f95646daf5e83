//! What is still to come: the model is played through with the data as they are, everybody agreeing.
use crate::command::{Command, LeasedJob, Rejection, Start};
use crate::event::{Actor, Event};
use crate::id::{ElementId, InstanceId, Key, WaitId};
use crate::instance::{Instance, Variables};
use crate::parameter::Moment;
use crate::process::Process;
use crate::step::step;
use crate::time::Timestamp;
use crate::wait::{Wait, WaitFor};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How far it is looked ahead.
const STEPS_MAX: usize = 200;
/// How deep calls are followed.
const DEPTH_MAX: usize = 10;

/// A task to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Coming {
    /// Which.
    pub element: ElementId,
    /// Who would be asked, one after the other or at once.
    pub people: Vec<String>,
    /// Whose members could claim it.
    pub groups: Vec<String>,
    /// Is it open already?
    pub open: bool,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
}

/// What is to come, and why it is not known further.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// The tasks, in the order in which they would be opened.
    pub tasks: Vec<Coming>,
    /// Code and words, where it ends for another reason than the end of the instance.
    pub until: Option<(String, String)>,
}

/// What an instance calls.
#[derive(Debug)]
pub struct Callee {
    /// The process.
    pub process: Arc<Process>,
    /// The instance: as it is now, or one that nobody has started yet.
    pub instance: Instance,
    /// How it would begin; none where it has begun.
    pub start: Option<Start>,
}

/// Who knows what is called: by the instance that calls, and where it does. None is that nothing is known of it, and it is
/// taken to be done at once, without giving anything.
pub type Calls<'c> = &'c dyn Fn(&Instance, Key, &Wait) -> Option<Callee>;

/// Plays an instance through, and what it calls. Nothing of it happens. Work of others is taken to be done at once, without
/// giving anything; times pass.
pub fn forecast(process: &Process, instance: &Instance, moment: Moment, calls: Calls) -> Forecast {
    let mut play = Play { forecast: Forecast::default(), now: moment, left: STEPS_MAX, calls };
    play.note_open(process, instance, 0);
    play.forecast.until = play.through(process, instance.clone(), 0).err();
    play.forecast
}

/// Plays an instance through that nobody has started yet: what the tasks would be, if somebody started it like this.
pub fn forecast_start(
    process: &Process,
    id: InstanceId,
    start: Start,
    by: &Actor,
    moment: Moment,
    calls: Calls,
) -> Result<Forecast, Rejection> {
    match step(process, Instance::new(id), moment, by, Command::Start(start)) {
        Ok(stepped) => Ok(forecast(process, &stepped.instance, moment, calls)),
        Err(refused) => Err(refused.rejection),
    }
}

/// A look ahead on its way.
struct Play<'a> {
    forecast: Forecast,
    now: Moment<'a>,
    /// So many steps are looked at yet, of all instances together.
    left: usize,
    calls: Calls<'a>,
}

/// Code and words of why it is not known further.
type Until = (String, String);

impl Play<'_> {
    /// What is open already, in what is called too.
    fn note_open(&mut self, process: &Process, instance: &Instance, depth: usize) {
        for (key, wait) in instance.waits() {
            self.forecast.note(process, instance, key, wait, true);
            let called = if depth < DEPTH_MAX { (self.calls)(instance, key, wait) } else { None };
            if let Some(Callee { process, instance, start: None }) = called {
                self.note_open(&process, &instance, depth + 1);
            }
        }
    }

    /// Plays one instance to its end, or says why that is not known.
    fn through(&mut self, process: &Process, mut instance: Instance, depth: usize) -> Result<Instance, Until> {
        loop {
            if instance.is_ended() {
                return Ok(instance);
            }
            if self.left == 0 {
                return Err(("far".into(), format!("it is not looked further than {STEPS_MAX} steps")));
            }
            self.left -= 1;
            if let Some((e, incident)) = instance.elements.values().find_map(|e| Some((e, e.incident.as_ref()?))) {
                return Err((incident.code.clone(), stands_still(process, &e.element)));
            }
            let Some((actor, command)) = next(&instance, &mut self.now) else {
                return Err(("waits".into(), "it waits for something that nobody can foresee".into()));
            };
            let command = match command {
                Command::CompleteChild { key, wait, .. } => self.below(&instance, (key, wait), depth)?,
                other => other,
            };
            instance = self.step(process, instance, &actor, command)?;
        }
    }

    fn step(
        &mut self,
        process: &Process,
        instance: Instance,
        actor: &Actor,
        command: Command,
    ) -> Result<Instance, Until> {
        let stepped = step(process, instance, self.now, actor, command).map_err(|refused| {
            let words = "what would come next could not be done with the data as they are";
            (refused.rejection.code().to_owned(), words.to_owned())
        })?;
        for event in &stepped.step.events {
            if let Event::WaitOpened { key, wait } = event
                && stepped.instance.elements.contains_key(key)
            {
                self.forecast.note(process, &stepped.instance, *key, wait, false);
            }
        }
        Ok(stepped.instance)
    }

    /// What is called is played through too, and gives back what it would.
    fn below(&mut self, caller: &Instance, (key, wait): (Key, WaitId), depth: usize) -> Result<Command, Until> {
        let found = caller.wait(key, wait).filter(|_| depth < DEPTH_MAX).and_then(|on| (self.calls)(caller, key, on));
        let Some(Callee { process, instance, start }) = found else {
            return Ok(Command::CompleteChild { key, wait, variables: Variables::new(), error: None });
        };
        let begun = match start {
            Some(start) => self.step(&process, instance, &Actor::engine(), Command::Start(start))?,
            None => instance,
        };
        let ended = self.through(&process, begun, depth + 1)?.header;
        let (variables, error) = (ended.result.clone().unwrap_or_default(), ended.escaped());
        Ok(Command::CompleteChild { key, wait, variables, error })
    }
}

impl Forecast {
    fn note(&mut self, process: &Process, instance: &Instance, key: Key, wait: &Wait, open: bool) {
        let WaitFor::UserTask(task) = &wait.on else { return };
        let Some(e) = instance.elements.get(&key) else { return };
        let people: Vec<String> = match &e.ballot {
            // All seats of an approval are known when it begins.
            Some(ballot) if ballot.seats.iter().all(|seat| !seat.person.is_empty()) => {
                // For whom a policy has answered, nobody is asked.
                let asked = ballot.seats.iter().filter(|seat| seat.counts() && seat.by() != Some("engine"));
                asked.map(|seat| seat.person.clone()).collect()
            }
            _ => task.assignee.iter().chain(&task.candidate_users).cloned().collect(),
        };
        let groups = task.candidate_groups.clone();
        let name = process.element(&e.element).name.clone();
        let coming = Coming { element: e.element.clone(), people, groups, open, name };
        if self.tasks.last() != Some(&coming) {
            self.tasks.push(coming);
        }
    }
}

/// Where it would stand still, in words without any of its data: whoever looks ahead need not be somebody who may read them,
/// and the words of an incident name values.
fn stands_still(process: &Process, id: &ElementId) -> String {
    let named = process.element(id).name.as_ref().map_or_else(String::new, |name| format!(" ({name})"));
    format!("with the data as they are it would stand still at `{id}`{named}")
}

/// What could happen next, and who would do it.
fn next(instance: &Instance, moment: &mut Moment) -> Option<(Actor, Command)> {
    let engine = Actor::engine();
    let variables = Variables::new();
    let mut timers: Vec<(Timestamp, Key, u32)> = vec![];
    for (key, wait) in instance.waits() {
        let number = wait.id;
        match &wait.on {
            WaitFor::UserTask(task) => {
                let office = moment.organisation.whole();
                let here = |person: &&String| !office.is_gone(person, task.seat.is_some(), moment.now);
                let claims = || task.candidate_users.iter().find(here).cloned();
                let by = Actor::named(task.assignee.clone().or_else(claims).unwrap_or_else(|| "engine".into()));
                if task.owner.is_some() {
                    let command =
                        Command::ResolveUserTask { key, wait: number, by: by.clone(), comment: None, variables };
                    return Some((by, command));
                }
                let outcome = task.seat.map(|_| "approve".to_owned());
                let command =
                    Command::CompleteUserTask { key, wait: number, by: by.clone(), outcome, comment: None, variables };
                return Some((by, command));
            }
            WaitFor::Job(job) => {
                let command = if let Some(lease) = &job.lease {
                    let job = LeasedJob { key, wait: number, token: lease.token };
                    Command::CompleteJob { job, variables }
                } else {
                    let until = Timestamp(moment.now.0 + 1);
                    moment.now = moment.now.max(job.available);
                    Command::LockJob { key, wait: number, worker: "forecast".into(), until }
                };
                return Some((engine, command));
            }
            WaitFor::Child { .. } => {
                return Some((engine, Command::CompleteChild { key, wait: number, variables, error: None }));
            }
            WaitFor::Timer { due, .. } if wait.fires == crate::wait::Fires::Owner => timers.push((*due, key, number)),
            WaitFor::Message { .. } if wait.fires == crate::wait::Fires::Owner => {
                let message = "forecast".into();
                return Some((
                    engine,
                    Command::CorrelateMessage { key, wait: number, message, variables, conversation: None },
                ));
            }
            WaitFor::Signal { .. } if wait.fires == crate::wait::Fires::Owner => {
                return Some((engine, Command::DeliverSignal { key, wait: number, variables }));
            }
            _ => {}
        }
    }
    let (due, key, wait) = timers.into_iter().min()?;
    moment.now = moment.now.max(due);
    Some((engine, Command::FireTimer { key, wait }))
}
