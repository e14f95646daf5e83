//! Waits without a cause: they lie between the moment at which work is there and the one from which on somebody could begin.
use super::World;
use crate::random::Purpose;

impl World<'_> {
    /// When what keeps an item from its queue is over; none where nothing does.
    pub(super) fn wait_over(&self, number: u32) -> Option<i64> {
        let item = &self.items[number as usize];
        let plan = &self.ready.processes[item.process].plans[item.node];
        let time = &plan.given.as_ref()?.time;
        let wait = time.wait_of(item.assignee())?;
        let mut stream = self.stream(item.case, plan.hash, item.visit, Purpose::Wait);
        let kept = if time.together { wait.at(stream.uniform()) } else { wait.sample(&mut stream) }.round() as i64;
        let hours = time.wait_calendar.as_deref().and_then(|id| self.waits.get(id));
        // A calendar that has no working time any more keeps nothing: who works by it never comes either.
        let over = hours.and_then(|hours| hours.add(self.now, kept)).unwrap_or(self.now + kept);
        (kept > 0).then_some(over)
    }
}
