//! Waits without a cause: they lie between the moment at which work is there and the one from which on somebody could begin.
use super::World;
use super::live::share_beyond;
use crate::random::Purpose;

impl World<'_> {
    /// When what keeps an item from its queue is over; none where nothing does. Of what has been there longer it is what is left,
    /// and where work and wait are drawn together the share that both are drawn by is noted.
    pub(super) fn wait_over(&mut self, number: u32) -> Option<i64> {
        let item = &self.items[number as usize];
        let plan = &self.ready.processes[item.process].plans[item.node];
        let time = &plan.given.as_ref()?.time;
        let wait = time.wait_of(item.assignee())?;
        let hours = time.wait_calendar.as_deref().and_then(|id| self.waits.get(id));
        let passed = match hours {
            Some(hours) if item.enabled < self.now => hours.between(item.enabled, self.now),
            _ => self.now - item.enabled,
        };
        let mut stream = self.stream(item.case, plan.hash, item.visit, Purpose::Wait);
        let (whole, share) = if time.together {
            let share = share_beyond(passed as f64, &mut stream, |share| wait.at(share));
            (wait.at(share), Some(share))
        } else {
            (wait.sample_beyond(passed as f64, &mut stream), None)
        };
        let kept = whole.round() as i64 - passed;
        // A calendar that has no working time any more keeps nothing: who works by it never comes either.
        let over = hours.and_then(|hours| hours.add(self.now, kept.max(0))).unwrap_or(self.now + kept.max(0));
        self.items[number as usize].share = share;
        (kept > 0).then_some(over)
    }
}
