//! Multi-instance activities that throw events when their instances complete.
use super::Driver;
use super::condition::is_stopped;
use crate::element::{self, Next};
use crate::event::{Event, LoopReported};
use crate::id::Key;
use crate::process::{Behavior, Kind};

impl Driver<'_> {
    /// BPMN 10.3.8: events about instances that have completed, thrown for the boundary events of the activity and
    /// whoever else catches them. False when the activity is over by this, or stuck.
    pub(super) fn report(&mut self, key: Key) -> bool {
        let Kind::MultiInstance(looped) = self.kind(key) else { return true };
        let Some(progress) = self.live(key).looped.as_ref().filter(|_| !self.live(key).undoes()) else { return true };
        if looped.behavior == Behavior::All || progress.reported >= progress.completed {
            return true;
        }
        let completed = progress.completed;
        let (throws, enough) = match element::reports(self.view(), self.live(key), looped) {
            Ok(found) => found,
            Err(stop) => {
                self.stop(key, stop);
                return false;
            }
        };
        for throw in throws {
            match element::throw(self.view(), self.live(key), throw) {
                Ok(Next::Throw(event)) => {
                    let numbers = element::numbers(self.view(), key);
                    self.throw_one(key, event, &numbers);
                }
                // Nobody waits for what the activity has compensated.
                Ok(Next::Compensate { activities, .. }) => self.compensate(key, activities, false),
                Ok(_) => {}
                Err(stop) => self.stop(key, stop),
            }
            if self.instance.live(key).is_none_or(is_stopped) {
                return false;
            }
        }
        self.emit(Event::LoopReported(LoopReported { key, completed }));
        if enough {
            self.follow(key, Next::Enough);
        }
        !enough
    }
}
