//! What is still to come: the model is played through with the data as they are, everybody agreeing.
use crate::command::{Command, LeasedJob, Rejection, Start};
use crate::event::{Actor, Event};
use crate::id::{ElementId, InstanceId, Key};
use crate::instance::{Instance, Variables};
use crate::parameter::Moment;
use crate::process::Process;
use crate::step::step;
use crate::time::Timestamp;
use crate::wait::{Wait, WaitFor};
use serde::{Deserialize, Serialize};

/// How far it is looked ahead.
const STEPS_MAX: usize = 200;

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

/// Plays an instance through. Nothing of it happens. Work of others is taken to be done at once, without giving anything;
/// times pass.
pub fn forecast(process: &Process, instance: &Instance, moment: Moment) -> Forecast {
    let mut forecast = Forecast::default();
    let mut now = moment;
    let mut instance = instance.clone();
    for (key, wait) in instance.waits() {
        forecast.note(process, &instance, key, wait, true);
    }
    for _ in 0..STEPS_MAX {
        if instance.is_ended() {
            return forecast;
        }
        if let Some((e, incident)) = instance.elements.values().find_map(|e| Some((e, e.incident.as_ref()?))) {
            forecast.until = Some((incident.code.clone(), stands_still(process, &e.element)));
            return forecast;
        }
        let Some((actor, command)) = next(&instance, &mut now) else {
            forecast.until = Some(("waits".into(), "it waits for something that nobody can foresee".into()));
            return forecast;
        };
        match step(process, instance, now, &actor, command) {
            Err(refused) => {
                let words = "what would come next could not be done with the data as they are".to_owned();
                forecast.until = Some((refused.rejection.code().into(), words));
                return forecast;
            }
            Ok(stepped) => {
                instance = stepped.instance;
                for event in &stepped.step.events {
                    if let Event::WaitOpened { key, wait } = event
                        && instance.elements.contains_key(key)
                    {
                        forecast.note(process, &instance, *key, wait, false);
                    }
                }
            }
        }
    }
    forecast.until = Some(("far".into(), format!("it is not looked further than {STEPS_MAX} steps")));
    forecast
}

/// Plays an instance through that nobody has started yet: what the tasks would be, if somebody started it like this.
pub fn forecast_start(
    process: &Process,
    id: InstanceId,
    start: Start,
    by: &Actor,
    moment: Moment,
) -> Result<Forecast, Rejection> {
    match step(process, Instance::new(id), moment, by, Command::Start(start)) {
        Ok(stepped) => Ok(forecast(process, &stepped.instance, moment)),
        Err(refused) => Err(refused.rejection),
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
                let by =
                    task.assignee.clone().or(task.candidate_users.first().cloned()).unwrap_or_else(|| "engine".into());
                let by = Actor::named(by);
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
