//! The core alone, without disk, queue or clock: the smallest shell that can run the suites. What fails here is the
//! core's; what fails only behind the facade is the shell's.
use super::{Backend, ElementView, IncidentView, InstanceView, Message, Refusal, TraceView, WaitView};
use routes::Outgoing;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use weir_core::command::{LeasedJob, Start};
use weir_core::compile::prepare;
use weir_core::decision::{Decisions, File, is_dmn};
use weir_core::instance::{Phase, Variables};
use weir_core::wait::WaitFor;
use weir_core::{
    Actor, Command, ElementId, Event, Instance, InstanceId, Key, Process, Severity, Timestamp, WaitId, step,
};

mod routes;

/// Commands that may follow from one request; a message loop between instances ends here.
const COMMANDS_MAX: usize = 10_000;

/// Instances in memory, stepped one command at a time.
#[derive(Default)]
pub struct Bare {
    processes: BTreeMap<String, Rc<Process>>,
    decisions: Vec<Decisions>,
    runs: Vec<Run>,
    now: Timestamp,
    outbox: VecDeque<Outgoing>,
    /// Messages that nobody waited for.
    buffered: Vec<Message>,
}

struct Run {
    instance: Instance,
    process: Rc<Process>,
    events: Vec<Event>,
}

/// Where a wait is: the number of its instance, its element instance, itself.
type At = (usize, Key, WaitId);

impl Bare {
    /// An engine with nothing deployed.
    pub fn new() -> Bare {
        Bare::default()
    }

    fn send(&mut self, run: usize, command: Command) -> Result<(), Refusal> {
        let Run { instance, process, events } = &mut self.runs[run];
        let taken = std::mem::replace(instance, Instance::new(instance.header.id));
        match step(process, taken, self.now, &Actor::named("harness"), command) {
            Err(refused) => {
                *instance = *refused.instance;
                Err(Refusal::new(refused.rejection.code(), &refused.rejection))
            }
            Ok(stepped) => {
                *instance = stepped.instance;
                events.extend(stepped.step.events.iter().cloned());
                for event in &stepped.step.events {
                    self.route(run, event);
                }
                self.route_end(run);
                Ok(())
            }
        }
    }

    /// Does what follows from a request until nothing moves.
    fn settle(&mut self) {
        for _ in 0..COMMANDS_MAX {
            let Some(next) = self.outbox.pop_front() else { return };
            self.carry_out(next);
        }
        panic!("more than {COMMANDS_MAX} commands followed from one request");
    }

    fn begin(&mut self, process: &str, id: InstanceId, start: Start) -> Result<(), Refusal> {
        let found = self.processes.get(process).cloned();
        let process = found.ok_or_else(|| Refusal::new("no-such-process", &process))?;
        self.runs.push(Run { instance: Instance::new(id), process, events: vec![] });
        let run = self.runs.len() - 1;
        self.send(run, Command::Start(start)).inspect_err(|_| {
            self.runs.pop();
        })
    }

    fn fresh(&self) -> InstanceId {
        InstanceId::compose(self.now.0.max(0) as u64, 0, self.runs.len() as u128 + 1)
    }

    fn find(&self, id: InstanceId) -> Option<usize> {
        self.runs.iter().position(|r| r.instance.header.id == id)
    }

    fn at(&self, wait: &str) -> Result<At, Refusal> {
        let numbers: Vec<u64> = wait.split('.').filter_map(|n| n.parse().ok()).collect();
        match numbers.as_slice() {
            [run, key, wait] if (*run as usize) < self.runs.len() => Ok((*run as usize, *key, *wait as WaitId)),
            _ => Err(Refusal::new("no-such-wait", &wait)),
        }
    }

    fn run_of(&self, instance: &str) -> usize {
        instance.parse().ok().filter(|n| *n < self.runs.len()).expect("the id of an instance of this engine")
    }

    fn lock(&mut self, wait: &str) -> Result<(usize, LeasedJob), Refusal> {
        let (run, key, wait) = self.at(wait)?;
        let until = Timestamp(self.now.0 + 60_000);
        self.send(run, Command::LockJob { key, wait, worker: "harness".into(), until })?;
        match self.runs[run].instance.wait(key, wait).map(|w| &w.on) {
            Some(WaitFor::Job(job)) => {
                let token = job.lease.as_ref().expect("just locked").token;
                Ok((run, LeasedJob { key, wait, token }))
            }
            _ => Err(Refusal::new("no-such-wait", &wait)),
        }
    }

    fn due(&self, until: i64) -> Option<(Timestamp, At)> {
        let timers = self.open().filter_map(|((run, key, wait), on)| match on {
            WaitFor::Timer { due, .. } if due.0 <= until => Some((*due, (run, key, wait))),
            _ => None,
        });
        timers.min()
    }

    fn open(&self) -> impl Iterator<Item = (At, &WaitFor)> {
        let runs = self.runs.iter().enumerate().filter(|(_, r)| !r.instance.is_ended());
        runs.flat_map(|(i, r)| r.instance.waits().map(move |(key, w)| ((i, key, w.id), &w.on)))
    }

    fn then_settle(&mut self, run: usize, command: Command) -> Result<(), Refusal> {
        self.send(run, command)?;
        self.settle();
        Ok(())
    }
}

impl Backend for Bare {
    fn deploy(&mut self, _file: &str, xml: &[u8]) -> Result<Vec<String>, Refusal> {
        if is_dmn(xml) {
            let (decisions, problems) = Decisions::compile(&[File { name: "", bytes: xml }]);
            if problems.iter().any(|p| p.severity == Severity::Error) {
                let mut refusal = Refusal::new("invalid-model", &"the model has errors");
                refusal.problems = problems;
                return Err(refusal);
            }
            self.decisions.push(decisions);
            return Ok(vec![]);
        }
        let prepared = prepare(xml);
        if prepared.problems.iter().any(|p| p.severity == Severity::Error) {
            let mut refusal = Refusal::new("invalid-model", &"the model has errors");
            refusal.problems = prepared.problems;
            return Err(refusal);
        }
        let ids = prepared.processes.iter().map(|p| p.id().to_string()).collect();
        self.processes.extend(prepared.processes.into_iter().map(|p| (p.id().to_string(), Rc::new(p))));
        Ok(ids)
    }

    fn start(&mut self, process: &str, at: Option<&str>, variables: Variables) -> Result<String, Refusal> {
        let id = self.fresh();
        self.begin(process, id, routes::start(process, at.map(ElementId::from), variables))?;
        let number = self.find(id).expect("just begun").to_string();
        self.settle();
        Ok(number)
    }

    fn instances(&mut self) -> Vec<InstanceView> {
        let view = |(i, run): (usize, &Run)| InstanceView {
            id: i.to_string(),
            process: run.process.id().to_string(),
            parent: run.instance.header.parent.as_ref().and_then(|p| self.find(p.instance)).map(|n| n.to_string()),
            running: !run.instance.is_ended(),
        };
        self.runs.iter().enumerate().map(view).collect()
    }

    fn elements(&mut self, instance: &str) -> Vec<ElementView> {
        let elements = self.runs[self.run_of(instance)].instance.elements.values();
        let view = |e: &weir_core::instance::ElementInstance| ElementView {
            key: e.key,
            element: e.element.to_string(),
            scope: e.scope,
            joining: e.phase == Phase::Joining,
        };
        elements.map(|element| view(element)).collect()
    }

    fn variables(&mut self, instance: &str, key: Key) -> Variables {
        self.runs[self.run_of(instance)].instance.visible(key)
    }

    fn trace(&mut self, instance: &str) -> Vec<TraceView> {
        self.runs[self.run_of(instance)].events.iter().map(routes::traced).collect()
    }

    fn waits(&mut self) -> Vec<WaitView> {
        self.open()
            .map(|((run, key, wait), on)| WaitView {
                id: format!("{run}.{key}.{wait}"),
                kind: weir_engine::api::Wait::kind_of(on).to_owned(),
                name: routes::name(on),
                due: if let WaitFor::Timer { due, .. } = on { Some(due.0) } else { None },
                instance: run.to_string(),
                element: self.runs[run].instance.elements[&key].element.to_string(),
                key,
            })
            .collect()
    }

    fn incidents(&mut self) -> Vec<IncidentView> {
        let mut list = vec![];
        for (i, run) in self.runs.iter().enumerate() {
            for e in run.instance.elements.values() {
                let Some(incident) = &e.incident else { continue };
                list.push(IncidentView {
                    id: format!("{i}.{}", e.key),
                    instance: i.to_string(),
                    element: e.element.to_string(),
                    code: incident.code.clone(),
                    message: incident.message.clone(),
                });
            }
        }
        list
    }

    fn complete_task(&mut self, wait: &str, variables: Variables) -> Result<(), Refusal> {
        let (run, key, wait) = self.at(wait)?;
        let by = match self.runs[run].instance.wait(key, wait).map(|w| &w.on) {
            Some(WaitFor::UserTask(task)) => Actor::named(task.assignee.clone().unwrap_or("harness".into())),
            _ => return Err(Refusal::new("no-such-wait", &wait)),
        };
        self.then_settle(run, Command::CompleteUserTask { key, wait, by, outcome: None, comment: None, variables })
    }

    fn complete_job(&mut self, wait: &str, variables: Variables) -> Result<(), Refusal> {
        let (run, job) = self.lock(wait)?;
        self.then_settle(run, Command::CompleteJob { job, variables })
    }

    fn throw_job_error(&mut self, wait: &str, code: &str) -> Result<(), Refusal> {
        let (run, job) = self.lock(wait)?;
        let (message, variables) = ("thrown by the harness".into(), Variables::new());
        self.then_settle(run, Command::ThrowJobError { job, code: code.into(), message, variables })
    }

    fn activate(&mut self, wait: &str) -> Result<(), Refusal> {
        let (run, key, wait) = self.at(wait)?;
        self.then_settle(run, Command::ActivateActivity { key, wait, variables: Variables::new() })
    }

    fn complete_ad_hoc(&mut self, instance: &str, key: Key) -> Result<(), Refusal> {
        let run = self.run_of(instance);
        self.then_settle(run, Command::CompleteAdHoc { key })
    }

    fn publish(&mut self, message: Message) -> Result<(), Refusal> {
        self.deliver(message, true)?;
        self.settle();
        Ok(())
    }

    fn broadcast(&mut self, signal: &str) -> Result<(), Refusal> {
        self.signal(signal, &Variables::new(), None);
        self.settle();
        Ok(())
    }

    fn set_variables(&mut self, instance: &str, variables: Variables) -> Result<(), Refusal> {
        let run = self.run_of(instance);
        self.then_settle(run, Command::SetVariables { scope: 0, variables, local: false, reason: None })
    }

    fn resolve(&mut self, incident: &str) -> Result<(), Refusal> {
        let (run, key, _) = self.at(&format!("{incident}.0"))?;
        self.then_settle(run, Command::ResolveIncident { key, retries: 1 })
    }

    fn advance(&mut self, ms: i64) {
        let until = self.now.0 + ms;
        while let Some((due, (run, key, wait))) = self.due(until) {
            self.now = self.now.max(due);
            self.then_settle(run, Command::FireTimer { key, wait }).expect("the timer is due");
        }
        self.now = Timestamp(until);
    }

    fn now(&mut self) -> i64 {
        self.now.0
    }
}
