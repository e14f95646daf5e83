//! What the core waits for after a step, and what became of what it waited for.
use super::{Do, World};
use crate::agenda::{Place, WaitKind};
use crate::random::Purpose;
use crate::ready::asked_flow;
use crate::refusal::Refusal;
use serde_json::Value;
use weir_core::instance::{Answer, Variables};
use weir_core::wait::{Fires, Wait, WaitFor};
use weir_core::{Command, Event, Key, Moment, Timestamp};

impl World<'_> {
    /// Looks at what happened in a step.
    pub(super) fn react(&mut self, slot: u32, events: &[Event]) -> Result<(), Refusal> {
        for event in events {
            match event {
                Event::WaitOpened { key, wait } | Event::WaitMoved { key, wait } => self.opened(slot, *key, wait)?,
                Event::WaitCancelled { key, wait, child } => {
                    self.drop_item(slot, *key, *wait);
                    if let Some((slot, generation)) = child.and_then(|child| self.ids.get(&child).copied()) {
                        self.todo.push_back(Do::Command {
                            slot,
                            generation,
                            command: Command::Cancel { reason: None },
                        });
                    }
                }
                Event::ElementActivating { .. } => self.measured.visits += 1,
                Event::MessageThrown { name, correlation_key, variables, conversation, .. } => {
                    let message = super::exchange::Message {
                        name: name.clone(),
                        key: correlation_key.clone(),
                        conversation: conversation.clone(),
                        variables: variables.clone(),
                        case: self.slots[slot as usize].case,
                    };
                    self.publish(message);
                }
                Event::SignalThrown { name, variables, .. } => self.signal(slot, name, variables),
                Event::EscalationThrown { code, caught_by: None, variables, .. } => {
                    self.escalate(slot, code, variables);
                }
                Event::IncidentRaised { key, code, .. } => self.stuck(slot, *key, code),
                _ => {}
            }
        }
        Ok(())
    }

    fn stuck(&mut self, slot: u32, key: Key, code: &str) {
        let instance = self.slots[slot as usize].instance.as_ref();
        let at = instance.and_then(|i| i.live(key)).map_or(String::new(), |element| format!(" at {}", element.element));
        *self.measured.stuck.entry(format!("{code}{at}")).or_default() += 1;
    }

    /// The core waits for something. What a step opened and closed again is not looked at.
    pub(super) fn opened(&mut self, slot: u32, key: Key, wait: &Wait) -> Result<(), Refusal> {
        let generation = self.slots[slot as usize].generation;
        let Some(instance) = &self.slots[slot as usize].instance else { return Ok(()) };
        if instance.wait(key, wait.id).is_none() {
            return Ok(());
        }
        let place = Place { slot, generation, key, wait: wait.id };
        match &wait.on {
            WaitFor::Job(_) | WaitFor::UserTask(_) => self.open_item(place, wait)?,
            WaitFor::Timer { due, .. } => self.plan_wait(due.0.max(self.now), place, WaitKind::Timer),
            WaitFor::Message { name, key, conversation } => {
                self.outside(place, wait);
                self.await_message(place, name, key.as_deref(), conversation.as_deref());
            }
            WaitFor::Signal { name } => {
                self.outside(place, wait);
                self.exchange.signals.entry(name.clone()).or_default().push(place);
            }
            WaitFor::Child { process, instance, business_key, .. } => {
                let (process, child, business_key) = (process.clone(), *instance, business_key.clone());
                self.call(place, &process, child, business_key)?;
            }
            WaitFor::Decision { decision, .. } => {
                let command = self.decide(place, decision)?;
                self.todo.push_back(Do::Command { slot, generation, command });
            }
            WaitFor::Evaluation { expression } => self.evaluate(place, expression)?,
            WaitFor::Activation { chosen: false, .. } => self.choose(place),
            WaitFor::Activation { .. }
            | WaitFor::Error { .. }
            | WaitFor::Escalation { .. }
            | WaitFor::Condition { .. }
            | WaitFor::Cancel => {}
        }
        Ok(())
    }

    /// An event from outside comes when the scenario says so, if it does.
    fn outside(&mut self, place: Place, wait: &Wait) {
        let place_of = &self.slots[place.slot as usize];
        let (process, case) = (place_of.process, place_of.case);
        let element = match &wait.fires {
            Fires::Boundary { event, .. } => event.clone(),
            Fires::Branch { flow } => {
                let process = &self.ready.processes[process].process;
                process.graph[process.target(flow)].id.clone()
            }
            Fires::EventSubProcess { sub_process, .. } => {
                let process = &self.ready.processes[process].process;
                let start = process.start_of(process.node(sub_process));
                start.map_or_else(|| sub_process.clone(), |start| process.graph[start].id.clone())
            }
            _ => match place_of.instance.as_ref().and_then(|i| i.live(place.key)) {
                Some(element) => element.element.clone(),
                None => return,
            },
        };
        let ready = self.ready;
        let plan = ready.plan(process, &element);
        let Some(control) = plan.given.as_ref().map(|given| &given.control) else { return };
        let Some(timer) = &control.inter_trigger_timer else { return };
        let visit = self.visit(case, plan.hash);
        let mut stream = self.stream(case, plan.hash, visit, Purpose::Trigger);
        if stream.uniform() < control.probability.unwrap_or(1.0) {
            let passed = self.waited();
            let at = self.now + (timer.sample_beyond(passed, &mut stream) - passed).round() as i64;
            self.plan_wait(at, place, WaitKind::Outside);
        }
    }

    /// Something that a wait is for is due.
    pub(super) fn wait_due(&mut self, place: Place, kind: WaitKind) {
        let Place { slot, generation, key, wait } = place;
        if self.slots[slot as usize].generation != generation {
            return;
        }
        let found = self.slots[slot as usize].instance.as_ref().and_then(|instance| instance.wait(key, wait));
        let command = match (found.map(|wait| &wait.on), kind) {
            // A timer that repeats was set again meanwhile.
            (Some(WaitFor::Timer { due, .. }), WaitKind::Timer) if due.0 <= self.now => {
                Command::FireTimer { key, wait }
            }
            (Some(WaitFor::Message { name, .. }), WaitKind::Outside) => {
                let variables = self.given_at(place);
                Command::CorrelateMessage { key, wait, message: name.clone(), variables, conversation: None }
            }
            (Some(WaitFor::Signal { .. }), WaitKind::Outside) => {
                Command::DeliverSignal { key, wait, variables: self.given_at(place) }
            }
            (Some(WaitFor::Child { .. }), WaitKind::Called) => {
                Command::CompleteChild { key, wait, variables: self.given_at(place), error: None }
            }
            _ => return,
        };
        self.todo.push_back(Do::Command { slot, generation, command });
    }

    /// A decision is evaluated, with the data as they are.
    fn decide(&self, place: Place, decision: &str) -> Result<Command, Refusal> {
        let Place { slot, key, wait, .. } = place;
        let file = self.ready.decisions.iter().find(|file| file.decisions().any(|known| known.id == decision));
        let Some(file) = file else {
            let message = "a business rule task asks it: give its DMN file too";
            return Err(Refusal::at("simulation-decision-missing", decision, message));
        };
        let instance = self.slots[slot as usize].instance.as_ref();
        let variables = instance.map(|instance| instance.visible(key)).unwrap_or_default();
        let scenario = &self.ready.scenario;
        let moment = Moment {
            now: Timestamp(self.now),
            parameters: &scenario.parameters,
            organisation: (&self.ready.organisation).into(),
            zone: &self.ready.zone,
            tenant: None,
        };
        Ok(match file.evaluate(decision, &variables, moment) {
            Ok(answer) => {
                let decision = format!("{decision}:1");
                Command::AnswerDecision { key, wait, decision, answer: Box::new(answer) }
            }
            Err(error) if error.needs_child() => {
                let message =
                    format!("it is not provably bounded, and a simulation evaluates nothing like that: {error}");
                return Err(Refusal::at("simulation-script", decision, message));
            }
            Err(error) => {
                Command::RefuseDecision { key, wait, code: error.code().to_owned(), message: error.to_string() }
            }
        })
    }

    /// A gateway asks whether a flow is taken; anything else that asks cannot be simulated.
    fn evaluate(&mut self, place: Place, expression: &str) -> Result<(), Refusal> {
        let Place { slot, generation, key, wait } = place;
        let held = &self.slots[slot as usize];
        let element = held.instance.as_ref().and_then(|i| i.live(key)).map(|element| element.element.clone());
        let (Some(flow), Some(element)) = (asked_flow(expression), element.clone()) else {
            let message = format!(
                "`{expression}` is evaluated by a process of its own, which a simulation does not have: give `control.probabilities`, or put bounded FEEL in its place"
            );
            return Err(Refusal::new("simulation-script", element.map(|e| e.to_string()), message));
        };
        let (case, process) = (held.case, held.process);
        let plan = self.ready.plan(process, &element);
        // One visit asks for one flow after the other, and all of its questions have one answer together.
        let known = held.asked.iter().find(|(asked, _)| *asked == key).map(|(_, visit)| *visit);
        let visit = known.unwrap_or_else(|| {
            let visit = self.visit(case, plan.hash);
            self.slots[slot as usize].asked.push((key, visit));
            visit
        });
        let mut stream = self.stream(case, plan.hash, visit, Purpose::Branch);
        let chosen = stream.choose(plan.branch.iter().map(|(_, weight)| *weight));
        let taken = chosen.is_some_and(|chosen| plan.branch[chosen].0.as_str() == flow);
        let answer = Answer::Value(Value::Bool(taken));
        self.todo.push_back(Do::Command { slot, generation, command: Command::AnswerEvaluation { key, wait, answer } });
        Ok(())
    }

    /// Of an ad-hoc sub-process each activity is done once, in the order of the model.
    fn choose(&mut self, place: Place) {
        let Place { slot, generation, key, wait } = place;
        let chosen = (slot, generation, key, wait);
        if self.exchange.chosen.insert(chosen) {
            let command = Command::ActivateActivity { key, wait, variables: Variables::new() };
            self.todo.push_back(Do::Command { slot, generation, command });
        }
    }
}
