//! An office: people, a model of approvals, and who is asked after each thing that somebody does.
use std::fmt::Write;
use weir_core::approval::{Beside, ReturnTo, SeatState};
use weir_core::command::{LeasedJob, SignerChange, Start};
use weir_core::instance::Variables;
use weir_core::organisation::{
    Change, Department, Entry, Membership, Organisation, Person, Proxy, Unit, UnitKind, Validity, changed,
};
use weir_core::wait::WaitFor;
use weir_core::{
    Actor, Command, Event, Instance, InstanceId, Key, Moment, Parameters, Process, Rejection, Step, Timestamp, step,
};

/// A process of user tasks: `id: attributes` a line, one after the other, or the BPMN itself.
pub fn chain(tasks: &[(&str, &str)]) -> String {
    let mut inside = String::from("<startEvent id='s'/>");
    let mut before = "s".to_owned();
    for (id, attributes) in tasks {
        write!(
            inside,
            "<userTask id='{id}' {attributes}/><sequenceFlow id='{before}-{id}' sourceRef='{before}' targetRef='{id}'/>"
        )
        .unwrap();
        (*id).clone_into(&mut before);
    }
    write!(inside, "<endEvent id='e'/><sequenceFlow id='{before}-e' sourceRef='{before}' targetRef='e'/>").unwrap();
    inside
}

/// Compiles what stands inside a process.
pub fn compile(inside: &str) -> Result<Process, Vec<String>> {
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\
         <signal id='sig' name='go'/><process id='p' isExecutable='true'>{inside}</process></definitions>"
    );
    let mut prepared = weir_core::compile::prepare(file.as_bytes());
    match prepared.processes.pop() {
        Some(process) => Ok(process),
        None => Err(prepared.problems.iter().map(|p| format!("{}: {}", p.code, p.message)).collect()),
    }
}

/// A flow between two elements.
pub fn flow(from: &str, to: &str) -> String {
    format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>")
}

/// What is told after the last command.
pub fn last(process: &Process, commands: &str) -> String {
    let trace = Matter::new(process).run(commands);
    trace.lines().last().unwrap_or_default().trim().to_owned()
}

/// ann and ben are in sales, led by cem; cem and fay report to dan, who leads the company; eva is the cashier.
pub fn organisation() -> Organisation {
    use UnitKind::{Department as D, Role as R};
    let department = |id: &str, parent: Option<&str>, head: &str| {
        let (parent, head) = (parent.map(str::to_owned), Some(head.to_owned()));
        Change::Put(Entry::Department(Department {
            id: id.into(),
            name: id.into(),
            parent,
            head,
            valid: Validity::default(),
        }))
    };
    let person = |id: &str, units: &[(UnitKind, &str)]| {
        let of =
            |(kind, id): &(UnitKind, &str)| Membership { kind: *kind, id: (*id).into(), valid: Validity::default() };
        let memberships = units.iter().map(of).collect();
        Change::Put(Entry::Person(Person { id: id.into(), name: id.into(), memberships, ..Person::default() }))
    };
    let unit = |id: &str| Unit { id: id.into(), name: id.into(), valid: Validity::default() };
    let changes = [
        department("company", None, "dan"),
        department("sales", Some("company"), "cem"),
        department("finance", Some("company"), "fay"),
        Change::Put(Entry::Role(unit("cashier"))),
        person("ann", &[(D, "sales")]),
        person("ben", &[(D, "sales")]),
        person("cem", &[(D, "sales")]),
        person("dan", &[(D, "company")]),
        person("eva", &[(D, "finance"), (R, "cashier")]),
        person("fay", &[(D, "finance")]),
    ];
    changed(&Organisation::default(), &changes).expect("a sound organisation")
}

/// One matter in the office.
pub struct Matter<'a> {
    pub process: &'a Process,
    pub organisation: Organisation,
    pub instance: Instance,
    pub now: Timestamp,
    pub events: Vec<Event>,
    pub steps: Vec<Step>,
    pub trace: String,
}

impl<'a> Matter<'a> {
    pub fn new(process: &'a Process) -> Self {
        let instance = Instance::new(InstanceId::compose(0, 0, 0));
        let (organisation, events, steps, trace) = (organisation(), vec![], vec![], String::new());
        Matter { process, organisation, instance, now: Timestamp(0), events, steps, trace }
    }

    /// Commands, separated by `;`: `ann starts`, `ann starts {"amount": 3}`, `ann does T [words]`, `cem approves T`,
    /// `cem rejects T`, `cem abstains T`, `cem claims T`, `cem adds eva before|after|beside T`, `cem removes eva T`,
    /// `cem gives T to fay`, `cem delegates T to fay`, `fay resolves T`, `cem returns T to U [and back]`,
    /// `cem withdraws T`, `cem withdraws vote T`, `ann revokes`, `ann urges T`, `cem unclaims T`, `eva stands in for cem`,
    /// `cem leaves`, `ops moves T of cem to fay`, `ops tries T again`, `w fetches J`, `w finishes J`, `+2d`.
    pub fn run(mut self, commands: &str) -> String {
        for command in commands.split(';').map(str::trim).filter(|c| !c.is_empty()) {
            self.command(command);
        }
        self.trace
    }

    pub fn command(&mut self, text: &str) {
        write!(self.trace, "{text}").unwrap();
        let (words, json) = match text.find('{') {
            Some(at) => (&text[..at], &text[at..]),
            None => (text, "{}"),
        };
        let variables: Variables = serde_json::from_str(json).expect("JSON");
        let words: Vec<&str> = words.split_whitespace().collect();
        if let [time] = words.as_slice() {
            return self.advance(time);
        }
        let by = Actor::named(words[0]);
        let command = match &words[1..] {
            ["starts"] => starting(variables),
            [verb @ ("does" | "approves" | "rejects" | "abstains"), id] => {
                let (key, wait) = self.task(id, &by.id);
                let (by, outcome) = (by.clone(), outcome(verb));
                Command::CompleteUserTask { key, wait, by, outcome, comment: None, variables }
            }
            ["claims", id] => {
                let (key, wait) = self.task(id, &by.id);
                Command::ClaimUserTask { key, wait, by: by.clone() }
            }
            ["adds", who, place, id] => {
                let beside = match *place {
                    "before" => Some(Beside::Before),
                    "after" => Some(Beside::After),
                    _ => None,
                };
                let people = who.split(',').map(str::to_owned).collect();
                self.signers(id, &by, SignerChange::Add { people, beside, comment: None })
            }
            ["removes", who, id] => {
                let key = self.live(id);
                let ballot = self.instance.elements[&key].ballot.as_ref().expect("an approval");
                let seat = ballot.seats.iter().find(|seat| seat.person == *who && seat.counts());
                let seat = seat.map_or(99, |seat| seat.id);
                self.signers(id, &by, SignerChange::Remove { seat })
            }
            ["gives", id, "to", to] => {
                let (key, wait) = self.task(id, &by.id);
                Command::TransferUserTask { key, wait, by: by.clone(), force: false, to: (*to).into(), comment: None }
            }
            ["delegates", id, "to", to] => {
                let (key, wait) = self.task(id, &by.id);
                Command::DelegateUserTask { key, wait, by: by.clone(), to: (*to).into(), comment: None }
            }
            ["resolves", id] => {
                let (key, wait) = self.task(id, &by.id);
                Command::ResolveUserTask { key, wait, by: by.clone(), comment: None, variables }
            }
            ["returns", id, "to", to, rest @ ..] => {
                let (key, wait) = self.task(id, &by.id);
                let (to, come_back) = (ReturnTo::parse(to), rest == ["and", "back"]);
                Command::ReturnUserTask { key, wait, by: by.clone(), to, come_back, comment: None }
            }
            ["withdraws", "vote", id] => Command::WithdrawVote { key: self.live(id), by: by.clone() },
            ["sets", "in", id] => {
                let scope = self.live(id);
                Command::SetVariables { scope, variables, local: true, reason: None }
            }
            ["revokes"] => Command::Revoke { by: by.clone(), reason: Some("not needed any more".into()), below: false },
            ["revokes", "with", "what", "it", "called"] => {
                Command::Revoke { by: by.clone(), reason: Some("not needed any more".into()), below: true }
            }
            ["withdraws", id] => Command::WithdrawTask { element: (*id).into(), by: by.clone() },
            ["stands", "in", "for", principal] => {
                let proxy = Proxy {
                    id: format!("{principal}-{}", by.id),
                    principal: (*principal).into(),
                    substitute: by.id.clone(),
                    ..Proxy::default()
                };
                return self.organise(Entry::Proxy(proxy));
            }
            ["leaves"] => {
                let mut gone = (*self.organisation.people[&by.id]).clone();
                gone.valid.until = Some(self.now);
                return self.organise(Entry::Person(gone));
            }
            ["moves", id, "of", from, "to", to] => {
                let (key, wait) = self.task(id, from);
                Command::TransferUserTask { key, wait, by: by.clone(), force: true, to: (*to).into(), comment: None }
            }
            ["tries", id, "again"] => Command::ResolveIncident { key: self.live(id), retries: 1 },
            ["fetches", id] => {
                let (key, wait) = self.job(id);
                let until = Timestamp(self.now.0 + 60_000);
                Command::LockJob { key, wait, worker: by.id.clone(), until }
            }
            ["finishes", id] => Command::CompleteJob { job: self.leased(id), variables },
            ["unclaims", id] => {
                let (key, wait) = self.task(id, &by.id);
                Command::UnclaimUserTask { key, wait, by: by.clone() }
            }
            ["urges", id] => Command::Remind { key: self.live(id), by: by.clone() },
            other => panic!("no command {other:?}"),
        };
        self.send(&by, command);
    }

    fn organise(&mut self, entry: Entry) {
        self.organisation = changed(&self.organisation, &[Change::Put(entry)]).expect("a sound organisation");
        self.trace.push('\n');
    }

    /// The job of an element, under the lease that it has.
    fn leased(&self, id: &str) -> LeasedJob {
        let (key, wait) = self.job(id);
        let token = self.instance.wait(key, wait).and_then(|wait| match &wait.on {
            WaitFor::Job(job) => job.lease.as_ref().map(|lease| lease.token),
            _ => None,
        });
        LeasedJob { key, wait, token: token.unwrap_or(0) }
    }

    fn signers(&self, id: &str, by: &Actor, change: SignerChange) -> Command {
        Command::ChangeSigners { key: self.live(id), by: by.clone(), force: false, change }
    }

    pub fn send(&mut self, by: &Actor, command: Command) {
        let moment = Moment {
            now: self.now,
            parameters: Parameters::NONE,
            organisation: (&self.organisation).into(),
            ..Moment::from(self.now)
        };
        match step(self.process, self.instance.clone(), moment, by, command) {
            Err(refused) => self.refused(&refused.rejection),
            Ok(stepped) => {
                for event in &stepped.step.events {
                    self.instance.apply(stepped.step.at, event);
                    self.note(event);
                }
                self.events.extend(stepped.step.events.iter().cloned());
                self.steps.push(stepped.step);
                assert_eq!(self.instance, stepped.instance, "replay gives the live state");
                self.told();
            }
        }
    }

    fn refused(&mut self, rejection: &Rejection) {
        writeln!(self.trace, "\n  refused: {rejection}").unwrap();
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::BallotDecided { verdict, by, .. } => write!(self.trace, "\n  {verdict:?} by {by}").unwrap(),
            Event::IncidentRaised { code, message, .. } => {
                write!(self.trace, "\n  incident {code}{}", words(code, message)).unwrap();
            }
            Event::Copied { people, .. } => write!(self.trace, "\n  copy to {}", people.join(", ")).unwrap(),
            Event::Reminded { by, .. } => write!(self.trace, "\n  reminded by {by}").unwrap(),
            Event::EscalationThrown { code, .. } => write!(self.trace, "\n  escalation {code}").unwrap(),
            _ => {}
        }
    }

    /// Who is asked now, and what has been settled without asking.
    fn told(&mut self) {
        let mut lines: Vec<String> = vec![];
        for (key, wait) in self.instance.waits() {
            let WaitFor::UserTask(task) = &wait.on else { continue };
            let who = task.assignee.clone().unwrap_or_else(|| format!("one of {}", task.candidate_users.join(", ")));
            let owner = task.owner.as_ref().map_or(String::new(), |owner| format!(" for {owner}"));
            lines.push(format!("{}: {who}{owner}", self.instance.elements[&key].element));
        }
        lines.sort();
        if self.instance.is_ended() {
            lines.push(format!("{:?}", self.instance.header.state));
        }
        if lines.is_empty() {
            lines.push("nobody is asked".to_owned());
        }
        writeln!(self.trace, "\n  {}", lines.join("; ")).unwrap();
    }

    fn advance(&mut self, time: &str) {
        let span = format!("P{}", time[1..].to_uppercase());
        self.now = weir_core::timer::duration(&span, self.now).expect("a duration").due;
        loop {
            let due = self.instance.waits().find_map(|(key, wait)| match wait.on {
                WaitFor::Timer { due, .. } if due <= self.now => Some((key, wait.id)),
                _ => None,
            });
            let Some((key, wait)) = due else { break };
            self.send(&Actor::engine(), Command::FireTimer { key, wait });
        }
    }

    /// The task of somebody, or one that they may claim; where there is none, any of the element.
    pub fn task(&self, id: &str, person: &str) -> (Key, u32) {
        let of = self.instance.waits().filter(|(key, _)| self.instance.elements[key].element.as_str() == id);
        let tasks: Vec<(Key, u32, Option<String>)> = of
            .filter_map(|(key, wait)| match &wait.on {
                WaitFor::UserTask(task) => Some((key, wait.id, task.assignee.clone())),
                _ => None,
            })
            .collect();
        let own = tasks.iter().find(|(.., assignee)| assignee.as_deref() == Some(person));
        let found = own.or(tasks.iter().find(|(.., assignee)| assignee.is_none())).or(tasks.first());
        found.map_or((999, 999), |(key, wait, _)| (*key, *wait))
    }

    /// The open job of an element.
    pub fn job(&self, id: &str) -> (Key, u32) {
        let is = |(key, wait): &(Key, &weir_core::wait::Wait)| {
            matches!(wait.on, WaitFor::Job(_)) && self.instance.elements[key].element.as_str() == id
        };
        self.instance.waits().find(is).map_or((999, 999), |(key, wait)| (key, wait.id))
    }

    pub fn live(&self, id: &str) -> Key {
        self.instance.elements.values().find(|e| e.element.as_str() == id).map_or(999, |e| e.key)
    }

    /// The states of the seats of an approval, for laws.
    pub fn seats(&self, key: Key) -> Vec<SeatState> {
        let ballot = self.instance.elements[&key].ballot.as_ref();
        ballot.map_or(vec![], |ballot| ballot.seats.iter().map(|seat| seat.state.clone()).collect())
    }
}

/// What an incident says beside its code, where the words name what was wrong in the data.
fn words(code: &str, message: &str) -> String {
    let told = ["weight-invalid", "weight-out-of-reach", "approver-unknown"].contains(&code);
    if told { format!(": {message}") } else { String::new() }
}

fn starting(variables: Variables) -> Command {
    Command::Start(Start {
        definition: "p:1".into(),
        business_key: None,
        parent: None,
        root: None,
        depth: 0,
        at: None,
        came: None,
        variables,
        initiator: None,
        conversation: None,
        hops: 0,
    })
}

/// What somebody decided who approves, rejects or abstains; none where they only do what is to be done.
fn outcome(verb: &str) -> Option<String> {
    let word = match verb {
        "approves" => "approve",
        "rejects" => "reject",
        "abstains" => "abstain",
        _ => return None,
    };
    Some(word.to_owned())
}
