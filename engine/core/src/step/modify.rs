//! Modification: tokens put elsewhere by hand, all instructions or none.
//!
//! Each instruction is carried out on the instance as the ones before it left it. One that does not fit leaves an
//! obstacle, and the rest is still looked at, so that all obstacles are told at once; then everything is taken back.
use super::interrupt::Moved;
use super::{Driver, Entered, Entry, Move};
use crate::command::Rejection;
use crate::event::{Event, Intervention, LoopStarted};
use crate::failure::Stop;
use crate::id::{ElementId, Key};
use crate::instance::{Phase, Variables};
use crate::modification::{EmptyScopes, Entering, Instruction, Modification, Target, Which};
use crate::obstacle::Obstacle;
use crate::process::{Gateway, Kind, Trigger};
use petgraph::graph::NodeIndex;
use smallvec::smallvec;
use std::collections::BTreeSet;

impl Driver<'_> {
    pub(super) fn modify(&mut self, change: Modification) -> Result<(), Rejection> {
        let Modification { instructions, empty_scopes, reason } = change;
        self.emit(Event::Intervened { intervention: Intervention::Jump, reason });
        let before: BTreeSet<Key> = self.instance.elements.keys().copied().collect();
        let (mut obstacles, mut emptied) = (vec![], BTreeSet::new());
        for (index, instruction) in instructions.into_iter().enumerate() {
            let done = match instruction {
                Instruction::Start(entering) => self.put(&entering, None),
                Instruction::Cancel(which) => {
                    self.which(&which, &before).map(|keys| keys.into_iter().for_each(|k| self.take(k, &mut emptied)))
                }
                Instruction::Move { from, to } => self.which(&from, &before).and_then(|keys| {
                    keys.into_iter().try_for_each(|key| {
                        let moved = self.moved(key);
                        self.take(key, &mut emptied);
                        self.put(&to, moved.as_ref())
                    })
                }),
            };
            obstacles.extend(done.err().map(|o| Obstacle { instruction: Some(index), ..o }));
        }
        if !obstacles.is_empty() {
            return Err(Rejection::CannotModify { obstacles });
        }
        self.settle(emptied, empty_scopes);
        Ok(())
    }

    /// The element instances that are meant. One that an instruction before this one has ended is not missed.
    fn which(&self, which: &Which, before: &BTreeSet<Key>) -> Result<Vec<Key>, Obstacle> {
        let keys: Vec<Key> = match which {
            Which::Instance(key) if self.instance.elements.contains_key(key) => vec![*key],
            Which::Instance(key) if before.contains(key) => vec![],
            Which::Instance(key) => {
                let message = format!("no element instance {key} is live: look at the instance again");
                return Err(Obstacle::new("no-such-element-instance", message).at(*key));
            }
            Which::All(id) => {
                let node = self.process.find(id).ok_or_else(|| no_element(id))?;
                let element = &self.process.graph[self.process.outermost(node)].id;
                let live = self.instance.elements.values().filter(|e| e.element == *element).map(|e| e.key);
                let live: Vec<Key> = live.collect();
                if live.is_empty() {
                    let message = format!("no instance of `{id}` is live: there is nothing to end");
                    return Err(Obstacle::new("element-not-live", message).of(id));
                }
                live
            }
        };
        if keys.contains(&0) {
            let message = "this is the process itself: cancel the instance instead";
            return Err(Obstacle::new("process-itself", message).at(0));
        }
        Ok(keys)
    }

    /// Ends an element instance by hand.
    fn take(&mut self, key: Key, emptied: &mut BTreeSet<Key>) {
        if let Some(e) = self.instance.elements.get(&key) {
            emptied.extend(e.scope);
            self.terminate(key, Some(Intervention::Force));
        }
    }

    fn moved(&self, key: Key) -> Option<Moved> {
        let element = self.instance.live(key)?.element.clone();
        Some(Moved { key, element, around: self.instance.upwards(key).skip(1).map(|e| e.key).collect() })
    }

    /// Lets a token begin; `moved` is the element instance it was taken from.
    pub(super) fn put(&mut self, to: &Entering, moved: Option<&Moved>) -> Result<(), Obstacle> {
        let id = to.target.id();
        let node = self.place(&to.target)?;
        let set_global = |driver: &mut Self| {
            for (name, value) in to.variables.iter().filter(|_| to.global) {
                driver.set(0, name.clone(), value.clone(), None, Some(Intervention::Edit));
            }
        };
        if let Some(body) = self.body_named(node, to) {
            return self.add_instance(body, to, moved, set_global).map_err(|o| o.of(id));
        }
        let Some(scope_node) = self.process.graph[node].scope else {
            return Err(Obstacle::new("process-itself", "a token begins inside the process, not before it").of(id));
        };
        let local = if to.global { Variables::new() } else { to.variables.clone() };
        if matches!(to.target, Target::Flow(_)) && !local.is_empty() && crate::element::joins(self.process, node) {
            let message = "a token that waits at a join has no variables of its own: set them as global ones";
            return Err(Obstacle::new("no-local-variables", message).of(id));
        }
        // Of several instances of an activity the one is named by its key that its boundary event begins at.
        let attached = self.attached_to(node).map(|activity| &self.process.graph[activity].id);
        let at = to.scope.and_then(|key| self.instance.live(key)).filter(|e| Some(&e.element) == attached);
        let (named, around) = (at.map(|e| e.key), at.map_or(to.scope, |e| e.scope));
        let taken = moved.map_or(&[][..], |moved| &moved.around);
        let scope = self.scope_for(scope_node, around, taken).map_err(|o| o.of(id))?;
        if matches!(to.target, Target::Before(_)) {
            self.interrupt_attached(node, scope, named, moved).map_err(|o| o.of(id))?;
            self.interrupt_scope(node, scope);
        }
        set_global(self);
        let from = moved.map_or(scope, |moved| moved.key);
        let element = self.process.graph[node].id.clone();
        let over = matches!(to.target, Target::After(_));
        let how = if over { Intervention::Skip } else { Intervention::Jump };
        let entry = Entry::from(Entered { locals: local, intervention: Some(how), ..Entered::default() });
        match &to.target {
            Target::Before(_) => {
                self.moves.push_back(Move::Enter { element, scope: Some(scope), caused_by: smallvec![from], entry });
            }
            Target::Flow(flow) => self.moves.push_back(Move::Arrive { flow: flow.clone(), scope, from, entry }),
            Target::After(_) => {
                let key = self.create(element, Some(scope), smallvec![from], &entry);
                self.emit(Event::ElementActivated { key });
                self.emit(Event::ElementCompleting { key });
                self.leave(key);
            }
        }
        Ok(())
    }

    /// The element that a token begins at.
    fn place(&self, target: &Target) -> Result<NodeIndex, Obstacle> {
        let node = match target {
            Target::Flow(flow) if self.process.has_flow(flow) => self.process.target(flow),
            Target::Flow(flow) => {
                return Err(
                    Obstacle::new("no-such-flow", format!("the process has no sequence flow `{flow}`")).of(flow)
                );
            }
            Target::Before(id) | Target::After(id) => {
                self.process.outermost(self.process.find(id).ok_or_else(|| no_element(id))?)
            }
        };
        if let Some(obstacle) = self.undoes_only(node) {
            return Err(obstacle);
        }
        let choice = matches!(self.process.graph[node].kind, Kind::Gateway(Gateway::EventBased));
        if choice && let Target::After(id) = target {
            let message = "what follows an event-based gateway is chosen by an event: start one of its flows";
            return Err(Obstacle::new("choose-a-flow", message).of(id));
        }
        Ok(node)
    }

    /// BPMN 10.5.1: what undoes an activity begins when that is compensated, and is no place for a token put by hand.
    fn undoes_only(&self, node: NodeIndex) -> Option<Obstacle> {
        let element = &self.process.graph[node];
        let by_event = self.process.start_of(node).map(|start| &self.process.graph[start].kind);
        let event = element.kind == Kind::EventSubProcess
            && matches!(by_event, Some(Kind::Start { trigger, .. }) if trigger.parts().contains(&Trigger::Compensation));
        let id = &element.id;
        let message = format!("`{id}` undoes what has completed: it begins when that is compensated, not by hand");
        (element.for_compensation || event).then(|| Obstacle::new("compensation-handler", message).of(id))
    }

    /// The element instance that a token begins in: the nearest scope that is at work, and in it, newly made, those
    /// between it and the place.
    fn scope_for(&mut self, scope: NodeIndex, given: Option<Key>, around: &[Key]) -> Result<Key, Obstacle> {
        let path: Vec<NodeIndex> = self.process.scopes(scope).collect();
        let (depth, key) = match given {
            Some(key) => (self.depth_of(&path, key)?, key),
            None => self.nearest(&path, around)?,
        };
        let mut key = key;
        for node in path[..depth].iter().rev() {
            key = self.open_scope(*node, key)?;
        }
        Ok(key)
    }

    fn depth_of(&self, path: &[NodeIndex], key: Key) -> Result<usize, Obstacle> {
        let Some(e) = self.instance.elements.get(&key) else {
            let message = format!("no element instance {key} is live: look at the instance again");
            return Err(Obstacle::new("no-such-element-instance", message).at(key));
        };
        let depth = path.iter().position(|n| self.process.graph[*n].id == e.element);
        match depth {
            Some(depth) if e.phase == Phase::Activated && !e.undoes() => Ok(depth),
            Some(_) => Err(Obstacle::new("scope-not-at-work", format!("`{}` is not at work", e.element)).at(key)),
            None => {
                let message = format!("element instance {key} is of `{}`, which is not around the place", e.element);
                Err(Obstacle::new("not-around", message).at(key))
            }
        }
    }

    /// The innermost scope of the path that is at work. A token that is moved stays in the scopes it was in.
    fn nearest(&self, path: &[NodeIndex], around: &[Key]) -> Result<(usize, Key), Obstacle> {
        let at_work = |node: &NodeIndex| {
            let id = &self.process.graph[*node].id;
            self.instance
                .elements
                .values()
                .filter(move |e| e.element == *id && e.phase == Phase::Activated && !e.undoes())
        };
        let within = path.iter().find_map(|node| at_work(node).map(|e| e.key).find(|k| around.contains(k)));
        for (depth, node) in path.iter().enumerate() {
            let inside = |key: Key| within.is_none_or(|w| self.instance.upwards(key).any(|e| e.key == w));
            let candidates: Vec<Key> = at_work(node).map(|e| e.key).filter(|k| inside(*k)).collect();
            match candidates.as_slice() {
                [] => {}
                [one] => return Ok((depth, *one)),
                _ => {
                    let message = format!(
                        "`{}` is at work {} times: say in which element instance, with `scope`",
                        self.process.graph[*node].id,
                        candidates.len()
                    );
                    return Err(Obstacle { candidates, ..Obstacle::new("ambiguous-scope", message) });
                }
            }
        }
        Err(Obstacle::new("scope-not-at-work", "the process is not at work yet: resolve its incident first"))
    }

    /// A scope that is made for a token inside it: with its inputs and everything that waits at it, but nothing of it is
    /// started. A multi-instance activity made so has this one instance; an event sub-process interrupts as it would.
    fn open_scope(&mut self, node: NodeIndex, around: Key) -> Result<Key, Obstacle> {
        let element = &self.process.graph[node];
        if let Some(obstacle) = self.undoes_only(node) {
            return Err(obstacle.at(around));
        }
        let many = matches!(element.kind, Kind::MultiInstance(_));
        if !many && !matches!(element.kind, Kind::SubProcess | Kind::Transaction | Kind::EventSubProcess) {
            let message = format!("a token cannot begin inside `{}`: start the activity itself", element.id);
            return Err(Obstacle::new("scope-cannot-be-opened", message).at(around));
        }
        self.interrupt_scope(node, around);
        let inside = self.live(around).looped.is_some();
        let locals = if inside { self.locals_inside(around)? } else { Variables::new() };
        let entry = Entry::from(Entered { locals, intervention: Some(Intervention::Jump), ..Entered::default() });
        let key = self.create(element.id.clone(), Some(around), smallvec![around], &entry);
        let inputs = self.mapped(key, &element.inputs).map_err(|stop| not_entered(&element.id, &stop))?;
        for (name, value) in inputs {
            self.set(key, name, value, Some(key), None);
        }
        self.declare(key);
        self.emit(Event::ElementActivated { key });
        if !self.open_attached(key) {
            let why = self.live(key).incident.as_ref().map_or(String::new(), |i| format!(": {}", i.message));
            let message = format!("`{}` cannot be entered{why}", element.id);
            return Err(Obstacle::new("scope-cannot-be-entered", message));
        }
        if many {
            self.emit(Event::LoopStarted(LoopStarted { key, total: 1, items: None }));
        }
        Ok(key)
    }

    /// Scopes that have lost all their tokens, inner ones first.
    fn settle(&mut self, mut emptied: BTreeSet<Key>, then: EmptyScopes) {
        while let Some(key) = emptied.pop_last() {
            let Some(e) = self.instance.elements.get(&key) else { continue };
            if !e.children.is_empty() || self.is_awaited(key) {
                continue;
            }
            match then {
                // What an ad-hoc sub-process does without a token is its own rule: it may be offered another.
                _ if matches!(self.kind(key), Kind::AdHoc(_)) => self.lost_child(key),
                EmptyScopes::Continue => self.lost_child(key),
                EmptyScopes::Cancel => {
                    emptied.extend(e.scope);
                    self.terminate(key, Some(Intervention::Force));
                }
            }
        }
    }

    /// Is a token on its way into this scope?
    fn is_awaited(&self, key: Key) -> bool {
        self.moves.iter().any(|m| match m {
            Move::Arrive { scope, .. } | Move::Enter { scope: Some(scope), .. } => *scope == key,
            Move::Enter { scope: None, .. } | Move::Complete(_) | Move::Throw { .. } => false,
        })
    }
}

fn no_element(id: &ElementId) -> Obstacle {
    Obstacle::new("no-such-element", format!("the process has no element `{id}`")).of(id)
}

fn not_entered(id: &ElementId, stop: &Stop) -> Obstacle {
    let why = match stop {
        Stop::Failed(failure) => failure.to_string(),
        Stop::Ask(expression) => format!("`{expression}` has to be evaluated first"),
    };
    Obstacle::new("scope-cannot-be-entered", format!("`{id}` cannot be entered: {why}"))
}
