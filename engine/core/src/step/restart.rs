//! Restart: a new instance that begins again what has ended, at a start event or elsewhere.
use super::{Driver, Entered};
use crate::command::{Rejection, Restart, Start};
use crate::event::{Event, Intervention, ProcessStarted};
use crate::id::{InstanceId, Key};
use crate::modification::{Entering, Target};
use crate::obstacle::Obstacle;
use smallvec::smallvec;

impl Driver<'_> {
    pub(super) fn restart(&mut self, restart: Restart) -> Result<(), Rejection> {
        let Restart { of, start, before, reason } = restart;
        self.emit(Event::Intervened { intervention: Intervention::Force, reason });
        if before.is_empty() {
            return self.start(start, Some(of));
        }
        let key = self.begin_process(start, Some(of));
        self.emit(Event::ElementActivated { key });
        if !self.open_attached(key) {
            let why = self.live(key).incident.as_ref().map_or(String::new(), |i| i.message.clone());
            let obstacle = Obstacle::new("scope-cannot-be-entered", format!("the process cannot begin: {why}"));
            return Err(Rejection::CannotModify { obstacles: vec![obstacle] });
        }
        let mut obstacles = vec![];
        for (index, element) in before.into_iter().enumerate() {
            let done = self.put(&Entering::at(Target::Before(element)), None);
            obstacles.extend(done.err().map(|o| Obstacle { instruction: Some(index), ..o }));
        }
        if obstacles.is_empty() { Ok(()) } else { Err(Rejection::CannotModify { obstacles }) }
    }

    /// The process scope is there, and nothing in it.
    pub(super) fn begin_process(&mut self, start: Start, restart_of: Option<InstanceId>) -> Key {
        self.emit(Event::ProcessStarted(Box::new(ProcessStarted {
            definition: start.definition,
            business_key: start.business_key,
            parent: start.parent,
            root: start.root.unwrap_or(self.instance.header.id),
            depth: start.depth,
            restart_of,
            initiator: start.initiator,
            conversation: start.conversation,
            hops: start.hops,
        })));
        let mut locals = start.variables;
        for (variable, value) in self.process.defaults.get(self.process.id()).into_iter().flatten() {
            locals.entry(variable.clone()).or_insert_with(|| value.clone());
        }
        let entry = Entered::knowing(locals);
        self.create(self.process.id().clone(), None, smallvec![], &entry)
    }
}
