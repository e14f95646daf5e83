//! Parallel multiple events: what has come is kept until all of it has.
use super::Driver;
use crate::event::{Event, EventGathered};
use crate::id::{ElementId, Key};
use crate::instance::Variables;
use crate::process::{Kind, TimerKind, Trigger};
use crate::wait::{Fires, Wait, WaitFor};

impl Driver<'_> {
    /// Is the wait for one of several events that must all come?
    pub(super) fn needs_all(&self, key: Key, wait: &Wait) -> bool {
        matches!(self.trigger_behind(key, &wait.fires), Some(Trigger::ParallelMultiple(_)))
    }

    /// BPMN 10.5.1, parallel multiple: the event happens when all of its definitions have come, in any order. What came
    /// earlier is kept in the instance; each counts once, and a later one of the same name waits for the next time.
    pub(super) fn gather(&mut self, key: Key, wait: &Wait, payload: Variables, locals: Variables) {
        let open = |w: &&Wait| w.fires == wait.fires && w.id != wait.id;
        if self.live(key).waits.iter().any(|w| open(&w)) {
            self.emit(Event::EventGathered(EventGathered { key, wait: wait.id, variables: payload, locals }));
            return self.close_looks(key);
        }
        let mut all = (Variables::new(), Variables::new());
        let gathered: Vec<_> = self.live(key).gathered.iter().filter(|g| g.wait.fires == wait.fires).cloned().collect();
        for part in &gathered {
            all.0.extend(part.variables.clone());
            all.1.extend(part.locals.clone());
        }
        all.0.extend(payload);
        all.1.extend(locals);
        let last = self.instance.wait(key, wait.id).cloned();
        self.emit(Event::WaitFired { key, wait: wait.id });
        self.close_looks(key);
        if !wait.fires.once() {
            let mut parts: Vec<Wait> = gathered.into_iter().map(|g| g.wait).chain(last).collect();
            parts.sort_by_key(|w| w.part);
            self.rearm(key, &parts);
        }
        self.fired(key, wait, all.0, all.1);
    }

    /// An event that does not interrupt waits for all of it again. A time counts from now; a date has come and stays
    /// come; a condition must turn false first. Once a cycle has run out the event cannot happen any more.
    fn rearm(&mut self, key: Key, parts: &[Wait]) {
        let dates =
            |part: &Wait| matches!(self.part_behind(key, part), Some(Trigger::Timer(t)) if t.kind == TimerKind::Date);
        if parts.iter().all(dates) {
            return;
        }
        let again: Option<Vec<WaitFor>> = parts.iter().map(|part| self.once_more(key, part)).collect();
        for (part, on) in parts.iter().zip(again.unwrap_or_default()) {
            self.open(key, on, part.fires.clone(), part.part as usize);
        }
    }

    fn once_more(&self, key: Key, part: &Wait) -> Option<WaitFor> {
        let WaitFor::Timer { due, cycle } = &part.on else { return Some(part.on.clone()) };
        let Some(Trigger::Timer(source)) = self.part_behind(key, part) else { return None };
        match source.kind {
            TimerKind::Date => Some(part.on.clone()),
            TimerKind::Duration => {
                let due = crate::time::Timestamp(self.now.0 + (due.0 - part.opened.0));
                Some(WaitFor::Timer { due, cycle: None })
            }
            TimerKind::Cycle | TimerKind::Quartz => {
                let next = cycle.as_ref()?.go_on(*due, self.at())?;
                Some(WaitFor::Timer { due: next.due, cycle: next.cycle })
            }
        }
    }

    fn part_behind(&self, key: Key, wait: &Wait) -> Option<&Trigger> {
        self.trigger_behind(key, &wait.fires)?.parts().get(wait.part as usize)
    }

    /// The trigger of the event that happens when a wait of this element instance fires.
    fn trigger_behind(&self, key: Key, fires: &Fires) -> Option<&Trigger> {
        let of = |event: &ElementId| match &self.process.element(event).kind {
            Kind::Catch(trigger) | Kind::Boundary { trigger, .. } | Kind::Start { trigger, .. } => Some(trigger),
            _ => None,
        };
        match fires {
            Fires::Owner => of(&self.live(key).element),
            Fires::Boundary { event, .. } => of(event),
            Fires::EventSubProcess { sub_process, .. } => {
                let start = self.process.start_of(self.process.node(sub_process))?;
                of(&self.process.graph[start].id)
            }
            Fires::Branch { flow } => of(&self.process.graph[self.process.target(flow)].id),
            Fires::Again
            | Fires::Activation
            | Fires::Listener
            | Fires::Aside
            | Fires::Seat
            | Fires::Told { .. }
            | Fires::Overdue
            | Fires::Look { .. } => None,
        }
    }
}
