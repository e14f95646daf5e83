//! How fast mails may go out: so many in a minute to all, so many in an hour to one person.
use std::collections::{HashMap, VecDeque};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 3_600_000;
/// People whose mails are counted; beyond it those who got none lately are forgotten first.
const PEOPLE_MAX: usize = 100_000;

/// When mails went out. It begins anew with the process, which only means that some go out earlier.
#[derive(Debug)]
pub struct Pace {
    per_minute: usize,
    per_hour: usize,
    all: VecDeque<i64>,
    people: HashMap<String, VecDeque<i64>>,
}

impl Pace {
    /// None went out yet.
    pub fn new(per_minute: usize, per_person_hour: usize) -> Pace {
        Pace { per_minute, per_hour: per_person_hour, all: VecDeque::new(), people: HashMap::new() }
    }

    /// How many may go out now, and if none may, when the next one may.
    pub fn free(&mut self, now: i64) -> Result<usize, i64> {
        forget(&mut self.all, now, MINUTE_MS);
        match self.per_minute.saturating_sub(self.all.len()) {
            0 => Err(self.all.front().map_or(now, |first| first + MINUTE_MS)),
            free => Ok(free),
        }
    }

    /// One goes out now.
    pub fn goes_out(&mut self, now: i64) {
        self.all.push_back(now);
    }

    /// One for this person: counted when it may be, else when it may be.
    pub fn to(&mut self, person: &str, now: i64) -> Result<(), i64> {
        if self.people.len() >= PEOPLE_MAX {
            self.people.retain(|_, sent| sent.back().is_some_and(|last| last + HOUR_MS > now));
        }
        let sent = self.people.entry(person.to_owned()).or_default();
        forget(sent, now, HOUR_MS);
        if sent.len() >= self.per_hour {
            return Err(sent.front().map_or(now, |first| first + HOUR_MS));
        }
        sent.push_back(now);
        Ok(())
    }
}

/// What is longer ago does not count; nor does what is in the future, because the clock was put back.
fn forget(sent: &mut VecDeque<i64>, now: i64, window: i64) {
    sent.retain(|at| *at <= now && now - *at < window);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_in_a_minute_and_so_many_for_one_person() {
        let mut pace = Pace::new(2, 1);
        assert_eq!(pace.free(0), Ok(2));
        pace.goes_out(0);
        pace.goes_out(10);
        assert_eq!(pace.free(59_999), Err(MINUTE_MS));
        assert_eq!(pace.free(60_000), Ok(1), "the first is a minute ago");
        assert_eq!(pace.to("ann", 0), Ok(()));
        assert_eq!((pace.to("ann", 5), pace.to("bob", 5)), (Err(HOUR_MS), Ok(())));
        assert_eq!(pace.to("ann", HOUR_MS), Ok(()));
        assert_eq!(pace.free(-5), Ok(2), "the clock was put back");
    }
}
