//! Migration: an instance goes on in another definition, with its tokens, waits and variables where they are.
use super::{Driver, QUARANTINE, Refused, Stepped};
use crate::command::Rejection;
use crate::conversation::Conversation;
use crate::correlation::Filled;
use crate::element::{self, Next};
use crate::event::{Actor, Event, Intervention};
use crate::failure::Stop;
use crate::id::{ElementId, Key};
use crate::instance::{ElementInstance, Instance, Phase, State};
use crate::migration::{Fate, Mapped, MigrationPlan, fate, validate};
use crate::obstacle::Obstacle;
use crate::parameter::Moment;
use crate::process::{Kind, Process};
use crate::wait::{Fires, WaitFor};
use std::collections::BTreeSet;

/// Moves an instance to another definition, or tells everything that stands against it. Pure, as [`step`](super::step).
pub fn migrate<'a>(
    (source, target): (&'a Process, &'a Process),
    instance: Instance,
    moment: impl Into<Moment<'a>>,
    actor: &Actor,
    plan: &MigrationPlan,
    reason: Option<String>,
) -> Result<Stepped, Refused> {
    let refuse = |instance, rejection| Err(Refused { instance: Box::new(instance), rejection });
    if let Err(rejection) = possible(&instance) {
        return refuse(instance, rejection);
    }
    let obstacles = validate(source, target, plan, &instance);
    if !obstacles.is_empty() {
        return refuse(instance, Rejection::CannotMigrate { obstacles });
    }
    let mut driver = Driver::new(target, instance.clone(), moment.into());
    let obstacles = driver.migrate(&Mapped::new(source, target, plan), plan, reason);
    if obstacles.is_empty() {
        Ok(driver.into_step("migrate", actor))
    } else {
        refuse(instance, Rejection::CannotMigrate { obstacles })
    }
}

fn possible(instance: &Instance) -> Result<(), Rejection> {
    match instance.header.state {
        State::Created => Err(Rejection::NoSuchElement { key: 0 }),
        State::Completed | State::Terminated => Err(Rejection::Ended),
        State::Running => match &instance.elements[&0].incident {
            Some(incident) if incident.code == QUARANTINE => {
                Err(Rejection::Quarantined { reason: incident.message.clone() })
            }
            _ => Ok(()),
        },
    }
}

impl Driver<'_> {
    /// First every element instance gets its new name, then waits are kept, closed and opened.
    fn migrate(&mut self, mapped: &Mapped, plan: &MigrationPlan, reason: Option<String>) -> Vec<Obstacle> {
        self.emit(Event::Intervened { intervention: Intervention::Migrate, reason });
        let before = self.instance.clone();
        for e in before.elements.values() {
            let element = mapped.element(&e.element).expect("it was validated").clone();
            let renamed = |flow: &ElementId| mapped.flow(flow).filter(|to| to != flow).map(|to| (flow.clone(), to));
            let held = e.arrived.iter().map(|token| &token.flow).chain(e.reset.iter().flatten());
            let flows = held.filter_map(renamed).collect();
            let definition = plan.target.clone();
            let start = e.held.as_ref().and_then(|held| mapped.element(held.start.as_ref()?)).cloned();
            self.emit(Event::ElementMigrated { key: e.key, element, definition, flows, start });
        }
        self.conversations_go_on(mapped, &before);
        let mut obstacles: Vec<Obstacle> = self.kept_start_begins_nothing().into_iter().collect();
        for e in before.elements.values() {
            let (mut closed, mut asks, mut again) = (BTreeSet::new(), false, false);
            for wait in &e.waits {
                match fate(mapped, e, wait).expect("it was validated") {
                    Fate::Keep(kept) if *kept == *wait => {}
                    Fate::Keep(kept) => self.emit(Event::WaitMoved { key: e.key, wait: kept }),
                    Fate::Close => {
                        asks |= mapped.renews(&e.element) && matches!(wait.fires, Fires::Owner | Fires::Branch { .. });
                        again |= wait.fires == Fires::Again;
                        self.look_at_all |= matches!(wait.fires, Fires::Look { .. });
                        closed.extend(event(&wait.fires).cloned());
                        self.close(e.key, |w| w.id == wait.id);
                    }
                }
            }
            let opened = self.open_new(mapped, e, &closed).and_then(|()| self.ask_anew(mapped, e, asks));
            obstacles.extend(opened.err().map(|o| o.of(&e.element).at(e.key)));
            if again {
                self.again(e.key);
            }
            if e.waits.iter().any(|w| matches!(w.on, WaitFor::Activation { chosen: false, .. })) {
                self.offer(e.key);
            }
        }
        obstacles
    }

    /// Where a conversation was heard of first is known by the id of that element.
    fn conversations_go_on(&mut self, mapped: &Mapped, before: &Instance) {
        for filled in &before.header.filled {
            let heard_at = filled.heard_at.as_ref().map(|at| mapped.element(at).unwrap_or(at).clone());
            if heard_at != filled.heard_at {
                self.emit(Event::CorrelationKeyFilled(Box::new(Filled { heard_at, ..filled.clone() })));
            }
        }
        for (with, conversation) in &before.header.conversations {
            let heard_at = conversation.heard_at.as_ref().map(|at| mapped.element(at).unwrap_or(at).clone());
            if heard_at != conversation.heard_at {
                let conversation = Conversation { heard_at, ..conversation.clone() };
                self.emit(Event::ConversationJoined { with: with.clone(), conversation });
            }
        }
    }

    /// The event that a process was started with and is kept for it must begin a process in the target too.
    fn kept_start_begins_nothing(&self) -> Option<Obstacle> {
        let start = self.live(0).held.as_ref()?.start.as_ref()?;
        let message = format!("the instance begins with `{start}`, which begins nothing in the target");
        let refused = self.beginning_at(start).is_err();
        refused.then(|| Obstacle::new("start-not-mapped", message).of(start).at(0))
    }

    /// Boundary events and event sub-processes that the target has and the source had not, and those made anew. One that
    /// was there and waits no longer has had its time.
    fn open_new(&mut self, mapped: &Mapped, e: &ElementInstance, closed: &BTreeSet<ElementId>) -> Result<(), Obstacle> {
        if e.phase != Phase::Activated || e.undoes() {
            return Ok(());
        }
        let node = mapped.source.node(&e.element);
        let around = mapped.source.boundaries(node).iter().copied();
        let inside = mapped.source.event_sub_processes(node).iter().map(|(sub_process, _)| *sub_process);
        let ids = around.chain(inside).map(|n| &mapped.source.graph[n].id);
        let had: BTreeSet<&ElementId> =
            ids.filter(|id| !closed.contains(*id)).filter_map(|id| mapped.element(id)).collect();
        let interrupted = self.is_interrupted(e.key);
        let wanted = |fires: &Fires| {
            event(fires).is_some_and(|id| !had.contains(id))
                && !(interrupted && matches!(fires, Fires::EventSubProcess { .. }))
        };
        match self.attached_waits_that(e.key, wanted) {
            Ok(waits) => {
                for (on, fires, part) in waits {
                    self.open(e.key, on, fires, part);
                }
                Ok(())
            }
            Err(stop) => {
                let why = match stop {
                    Stop::Failed(failure) => failure.to_string(),
                    Stop::Ask(expression) => format!("`{expression}` has to be evaluated first"),
                };
                Err(Obstacle::new("event-cannot-wait", format!("an event of the target cannot wait: {why}")))
            }
        }
    }

    /// Has an interrupting event sub-process ended everything else in this scope?
    fn is_interrupted(&self, key: Key) -> bool {
        self.instance.children(key).any(|child| {
            let node = self.process.node(&child.element);
            let start = self.process.start_of(node).map(|n| &self.process.graph[n].kind);
            self.process.graph[node].kind == Kind::EventSubProcess
                && matches!(start, Some(Kind::Start { interrupting: true, .. }))
        })
    }

    /// What the element itself waits for is asked anew: all of it, or the branches that a gateway has got.
    fn ask_anew(&mut self, mapped: &Mapped, e: &ElementInstance, all: bool) -> Result<(), Obstacle> {
        let branches = e.waits.iter().any(|w| matches!(w.fires, Fires::Branch { .. }));
        if !all && !branches {
            return Ok(());
        }
        let node = mapped.source.node(&e.element);
        let had: BTreeSet<ElementId> = mapped.source.outgoing(node).iter().filter_map(|f| mapped.flow(&f.id)).collect();
        match element::activate(self.view(), self.live(e.key)) {
            Ok(Next::Wait(mut waits)) => {
                waits.retain(|(_, fires)| all || !matches!(fires, Fires::Branch { flow } if had.contains(flow)));
                self.follow(e.key, Next::Wait(waits));
                Ok(())
            }
            Err(Stop::Failed(failure)) => Err(Obstacle::new("cannot-wait-anew", failure.to_string())),
            Err(Stop::Ask(expression)) => {
                self.ask(e.key, expression);
                Ok(())
            }
            Ok(_) => Err(Obstacle::new("cannot-wait-anew", "the target's element does not wait for anything")),
        }
    }
}

/// The boundary event or event sub-process that a wait is for.
fn event(fires: &Fires) -> Option<&ElementId> {
    match fires {
        Fires::Boundary { event, .. } => Some(event),
        Fires::EventSubProcess { sub_process, .. } => Some(sub_process),
        Fires::Owner
        | Fires::Branch { .. }
        | Fires::Again
        | Fires::Activation
        | Fires::Listener
        | Fires::Aside
        | Fires::Seat
        | Fires::Told { .. }
        | Fires::Overdue
        | Fires::Look { .. } => None,
    }
}
