//! One more instance of a multi-instance activity that is at work.
use super::interrupt::Moved;
use super::{Driver, Entered, Entry};
use crate::element::{INSTANCES_MAX, instance_locals};
use crate::event::{Event, Intervention, LoopGrown};
use crate::id::Key;
use crate::instance::{Loop, Phase, Variables};
use crate::modification::{Entering, Target};
use crate::obstacle::Obstacle;
use crate::process::{Kind, MultiInstance};
use petgraph::graph::NodeIndex;
use serde_json::Value;
use smallvec::smallvec;

impl<'a> Driver<'a> {
    /// The scope of the instances of the activity that a token is to begin before, where that was named.
    pub(super) fn body_named(&self, node: NodeIndex, to: &Entering) -> Option<Key> {
        let many = matches!(self.process.graph[node].kind, Kind::MultiInstance(_));
        let named = to.scope.filter(|_| many && matches!(to.target, Target::Before(_)));
        named.filter(|key| self.instance.live(*key).is_some_and(|e| e.element == self.process.graph[node].id))
    }

    /// BPMN 10.3.8: the activity has one instance more from now on, which counts as all others do. In a parallel one it
    /// begins at once, in a sequential one it is the last. Where a collection gives each instance its item, it gets the
    /// one that is given with it under the name of the item, or null.
    pub(super) fn add_instance(
        &mut self,
        body: Key,
        to: &Entering,
        moved: Option<&Moved>,
        global: impl FnOnce(&mut Self),
    ) -> Result<(), Obstacle> {
        let mut local = if to.global { Variables::new() } else { to.variables.clone() };
        let looped = self.may_grow(body)?;
        let item = looped.element_variable.as_ref().and_then(|name| local.remove(name));
        if looped.sequential && !local.is_empty() {
            let message = "an instance that begins in its turn has no variables of its own but its item";
            return Err(Obstacle::new("no-local-variables", message).at(body));
        }
        if self.has_no_room_for_all(1) {
            return Err(Obstacle::new("instance-too-large", "the instance has no room for one more").at(body));
        }
        global(self);
        self.grow(body, item);
        if looped.sequential {
            // It is its turn where no other is at work.
            if self.live(body).children.is_empty() {
                self.child_gone(body);
            }
            return Ok(());
        }
        local.extend(self.locals_of_next(looped, body));
        let node = self.process.node(&self.live(body).element);
        let Some(activity) = self.process.entries(node).first() else { return Ok(()) };
        let element = self.process.graph[*activity].id.clone();
        let entry =
            Entry::from(Entered { locals: local, intervention: Some(Intervention::Jump), ..Entered::default() });
        let from = moved.map_or(body, |moved| moved.key);
        let key = self.create(element, Some(body), smallvec![from], &entry);
        self.enter(key, entry);
        Ok(())
    }

    /// What an instance knows of itself that is made for a token inside it: the first of an activity that was made so too,
    /// or one more of a parallel one at work.
    pub(super) fn locals_inside(&mut self, body: Key) -> Result<Variables, Obstacle> {
        let started = self.live(body).looped.as_ref().is_some_and(|progress| progress.started > 0);
        let looped = match self.kind(body) {
            Kind::MultiInstance(looped) if !started => looped,
            Kind::MultiInstance(looped) if !looped.sequential => {
                self.may_grow(body)?;
                self.grow(body, None);
                looped
            }
            _ if !started => return Ok(Variables::new()),
            _ => {
                let message = "only one instance at a time of this activity is at work: say in which one, with `scope`";
                return Err(Obstacle::new("multi-instance-at-work", message).at(body));
            }
        };
        Ok(self.locals_of_next(looped, body))
    }

    fn may_grow(&self, body: Key) -> Result<&'a MultiInstance, Obstacle> {
        let e = self.live(body);
        let obstacle = |code: &str, message: String| Err(Obstacle::new(code, message).at(body));
        match (self.kind(body), &e.looped) {
            (_, Some(progress)) if progress.total as usize >= INSTANCES_MAX => {
                obstacle("loop-too-large", format!("a multi-instance activity has at most {INSTANCES_MAX} instances"))
            }
            (Kind::MultiInstance(looped), Some(progress)) if e.phase == Phase::Activated && !e.undoes() => {
                if !looped.sequential && progress.started < progress.total {
                    let message = "not all of its instances have begun yet: resolve its incident first".to_owned();
                    return obstacle("scope-not-at-work", message);
                }
                Ok(looped)
            }
            _ => obstacle("scope-not-at-work", format!("`{}` is not at work", e.element)),
        }
    }

    fn grow(&mut self, body: Key, item: Option<Value>) {
        let of_items = self.live(body).looped.as_ref().is_some_and(|progress| progress.items.is_some());
        let item = of_items.then(|| item.unwrap_or_default());
        self.emit(Event::LoopGrown(LoopGrown { key: body, item }));
    }

    fn locals_of_next(&self, looped: &MultiInstance, body: Key) -> Variables {
        let none = Loop::of(1, None);
        let progress = self.live(body).looped.as_deref().unwrap_or(&none);
        instance_locals(looped, progress, progress.started)
    }
}
