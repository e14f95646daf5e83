//! What goes between instances: messages, signals, calls.
use super::{Do, World};
use crate::agenda::{Place, WaitKind};
use crate::random::Purpose;
use crate::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::instance::{Escaped, Parent, State, Variables};
use weir_core::process::Kind;
use weir_core::sent_back::SentBack;
use weir_core::step::Caller;
use weir_core::{Command, Instance, InstanceId, Key, WaitId};

/// How many messages that nobody awaits yet are kept.
pub const MESSAGES_MAX: usize = 100_000;
/// How deep calls may lie.
pub const CALL_DEPTH_MAX: u32 = 50;

/// A message on its way.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub name: String,
    pub key: Option<String>,
    pub conversation: Option<String>,
    pub variables: Variables,
    pub case: u32,
}

/// Who waits for what from others, by name, in the order in which they began to.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    messages: BTreeMap<String, Vec<Awaits>>,
    pub signals: BTreeMap<String, Vec<Place>>,
    kept: Vec<Message>,
    /// Activities of ad-hoc sub-processes that were chosen: slot, generation, sub-process, wait.
    pub chosen: BTreeSet<(u32, u32, Key, WaitId)>,
}

#[derive(Debug)]
struct Awaits {
    place: Place,
    key: Option<String>,
    conversation: Option<String>,
}

impl Awaits {
    /// A wait without a key takes any; a message without a conversation fits all.
    fn takes(&self, message: &Message) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
        (self.key.is_none() || self.key == message.key) && same(&self.conversation, &message.conversation)
    }
}

impl World<'_> {
    /// Is that wait still open?
    fn is_open(&self, place: Place) -> bool {
        let slot = &self.slots[place.slot as usize];
        slot.generation == place.generation
            && slot.instance.as_ref().is_some_and(|instance| instance.wait(place.key, place.wait).is_some())
    }

    /// A message goes to whoever has waited longest for it, else starts a process, else is kept.
    pub(super) fn publish(&mut self, message: Message) {
        let mut waiting = self.exchange.messages.remove(&message.name).unwrap_or_default();
        waiting.retain(|awaits| self.is_open(awaits.place));
        let found = waiting.iter().position(|awaits| awaits.takes(&message));
        let found = found.map(|position| waiting[position].place);
        // Two messages of one moment do not go to the same wait.
        let once = found.filter(|place| self.fires_once(*place));
        waiting.retain(|awaits| Some(awaits.place) != once);
        if !waiting.is_empty() {
            self.exchange.messages.insert(message.name.clone(), waiting);
        }
        if let Some(place) = found {
            self.deliver(place, message);
        } else if let Some((process, event)) = self.ready.message_starts.get(&message.name).cloned() {
            let id = self.new_id();
            let slot = self.place(id, process, message.case);
            self.begin_at(slot, Some(event), message.variables, message.conversation, None);
        } else if self.exchange.kept.len() < MESSAGES_MAX {
            self.exchange.kept.push(message);
        }
    }

    fn fires_once(&self, place: Place) -> bool {
        let instance = self.slots[place.slot as usize].instance.as_ref();
        instance.and_then(|instance| instance.wait(place.key, place.wait)).is_some_and(|wait| wait.fires.once())
    }

    fn deliver(&mut self, Place { slot, generation, key, wait }: Place, message: Message) {
        let Message { name, variables, conversation, .. } = message;
        let command = Command::CorrelateMessage { key, wait, message: name, variables, conversation };
        self.todo.push_back(Do::Command { slot, generation, command });
    }

    /// An instance waits for a message: perhaps one is there already.
    pub(super) fn await_message(&mut self, place: Place, name: &str, key: Option<&str>, conversation: Option<&str>) {
        let awaits = Awaits { place, key: key.map(str::to_owned), conversation: conversation.map(str::to_owned) };
        let kept = self.exchange.kept.iter().position(|message| message.name == name && awaits.takes(message));
        if let Some(position) = kept {
            let message = self.exchange.kept.remove(position);
            return self.deliver(place, message);
        }
        self.exchange.messages.entry(name.to_owned()).or_default().push(awaits);
    }

    /// A signal goes to all who wait for it outside of its instance, which has served its own, and starts processes.
    pub(super) fn signal(&mut self, from: u32, name: &str, variables: &Variables) {
        let waiting = self.exchange.signals.remove(name).unwrap_or_default();
        let open: Vec<Place> = waiting.into_iter().filter(|place| self.is_open(*place)).collect();
        for place in open.iter().filter(|place| place.slot != from) {
            let Place { slot, generation, key, wait } = *place;
            let instance = self.slots[slot as usize].instance.as_ref();
            let waits = instance.and_then(|instance| Some((instance.live(key)?, instance.wait(key, wait)?)));
            if waits.is_some_and(|(element, wait)| element.is_shadowed(wait)) {
                continue;
            }
            let command = Command::DeliverSignal { key, wait, variables: variables.clone() };
            self.todo.push_back(Do::Command { slot, generation, command });
        }
        let again = open.into_iter().filter(|place| !self.fires_once(*place) || place.slot == from).collect();
        self.exchange.signals.insert(name.to_owned(), again);
        let case = self.slots[from as usize].case;
        for (process, event) in self.ready.signal_starts.get(name).cloned().unwrap_or_default() {
            let id = self.new_id();
            let slot = self.place(id, process, case);
            self.begin_at(slot, Some(event), variables.clone(), None, None);
        }
    }

    fn new_id(&mut self) -> InstanceId {
        self.exchange_ids += 1;
        InstanceId::compose(self.now.max(0) as u64, 0, (1 << 53) + u128::from(self.exchange_ids))
    }

    /// An escalation that nobody caught in a called instance is for its caller.
    pub(super) fn escalate(&mut self, slot: u32, code: &str, variables: &Variables) {
        let instance = self.slots[slot as usize].instance.as_ref();
        let Some(Parent { instance, key, wait }) = instance.and_then(|i| i.header.parent.clone()) else { return };
        if let Some((slot, generation)) = self.ids.get(&instance).copied() {
            let command = Command::EscalateChild { key, wait, code: code.to_owned(), variables: variables.clone() };
            self.todo.push_back(Do::Command { slot, generation, command });
        }
    }

    /// A call activity calls: the process that it names, or what the scenario says in its place.
    pub(super) fn call(
        &mut self,
        place: Place,
        process: &str,
        child: InstanceId,
        business_key: Option<String>,
    ) -> Result<(), Refusal> {
        let held = &self.slots[place.slot as usize];
        let (case, from) = (held.case, held.process);
        let Some(instance) = held.instance.as_ref() else { return Ok(()) };
        let Some(element) = instance.live(place.key) else { return Ok(()) };
        let at = element.element.clone();
        let plan = self.ready.plan(from, &at);
        if let Some(distribution) = plan.given.as_ref().and_then(|given| given.time.processing.as_ref()) {
            let hash = plan.hash;
            let visit = self.visit(case, hash);
            let passed = self.waited();
            let takes = distribution.sample_beyond(passed, &mut self.stream(case, hash, visit, Purpose::Duration));
            self.plan_wait(self.now + (takes - passed).round() as i64, place, WaitKind::Called);
            return Ok(());
        }
        let Some(to) = self.ready.process(process) else {
            let message =
                format!("it calls `{process}`: give its file too, or say with `time.processing` how long it takes");
            return Err(Refusal::at("simulation-call-missing", at.as_str(), message));
        };
        let header = &instance.header;
        let (root, depth) = (header.root, header.depth + 1);
        if depth > CALL_DEPTH_MAX {
            let message = format!("calls lie deeper than {CALL_DEPTH_MAX}: does the process call itself?");
            return Err(Refusal::at("simulation-endless", at.as_str(), message));
        }
        let kind = &self.ready.processes[from].process.element(&at).kind;
        let variables = match kind {
            Kind::CallActivity(call) if !call.pass_all => element.variables.clone(),
            _ => instance.visible(place.key),
        };
        let parent = Parent { instance: header.id, key: place.key, wait: place.wait };
        let slot = self.place(child, to, case);
        let start = self.ready.processes[to].start.clone();
        self.begin_at(slot, start, variables, None, Some((parent, root, depth, business_key)));
        Ok(())
    }

    /// What has called an instance and waits for it, nearest first: a matter may go back from it into these.
    pub(super) fn callers(&self, called: &Instance) -> Vec<Caller<'_>> {
        let mut callers = vec![];
        let mut next = called.header.parent.as_ref();
        while let Some(parent) = next {
            let Some((slot, _)) = self.ids.get(&parent.instance) else { break };
            let held = &self.slots[*slot as usize];
            let waits = |instance: &&Instance| instance.wait(parent.key, parent.wait).is_some();
            let Some(instance) = held.instance.as_ref().filter(waits) else { break };
            let process = &self.ready.processes[held.process].process;
            callers.push(Caller { process, instance, key: parent.key });
            next = instance.header.parent.as_ref();
        }
        callers
    }

    /// A called instance has ended, and its caller goes on, or has the matter back.
    pub(super) fn give_back(
        &mut self,
        parent: &Parent,
        state: State,
        result: Variables,
        escaped: Option<Escaped>,
        back: Option<Box<SentBack>>,
    ) {
        let Parent { instance, key, wait } = *parent;
        let Some((slot, generation)) = self.ids.get(&instance).copied() else { return };
        let command = match (back, escaped) {
            (Some(back), _) => Command::ChildSentBack { key, wait, back },
            (None, None) if state == State::Terminated => {
                let (code, message) = ("called-instance-cancelled".to_owned(), String::new());
                Command::RefuseChild { key, wait, code, message }
            }
            (None, error) => Command::CompleteChild { key, wait, variables: result, error },
        };
        self.todo.push_back(Do::Command { slot, generation, command });
    }
}
