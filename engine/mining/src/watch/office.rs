//! The hours of work that a rule asks for: windows that are counted in them, and weeks that are only held against one another
//! where as much was worked in both.
use crate::aggregate::HOUR_MS;
use crate::measure::calendar::WorkingTime;

/// A window of hours of work reaches back so far at most, ms: as far as one that is counted as the clock goes.
pub const REACH_MS: i64 = 2_160 * HOUR_MS;
/// Windows are alike where the work in them differs by this share of the greater one at most.
const ALIKE_SHARE: f64 = 0.1;

/// See the [module](self). The tables reach as far as whoever makes them asks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Office {
    /// What windows are counted in; none: as the clock goes.
    windows: Option<WorkingTime>,
    /// What weeks are held against one another by; none: all of them are alike.
    seasons: Option<WorkingTime>,
}

impl Office {
    /// Of these hours.
    pub fn new(windows: Option<WorkingTime>, seasons: Option<WorkingTime>) -> Self {
        Office { windows, seasons }
    }

    /// When a window of so many hours begins that ends at a moment: at a whole hour.
    pub fn begins(&self, hours: u32, until: i64) -> i64 {
        let length = i64::from(hours) * HOUR_MS;
        let from = match &self.windows {
            None => until - length,
            Some(work) => work.back(until, length).unwrap_or(i64::MIN).max(until - REACH_MS),
        };
        from.div_euclid(HOUR_MS) * HOUR_MS
    }

    /// Was about as much worked in one window as in another? A window with a holiday in it is not like one without.
    pub fn is_alike(&self, one: (i64, i64), other: (i64, i64)) -> bool {
        let Some(work) = &self.seasons else { return true };
        let (one, other) = (work.between(one.0, one.1) as f64, work.between(other.0, other.1) as f64);
        (one - other).abs() <= ALIKE_SHARE * one.max(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::DAY_MS;

    /// Nine to five of each of ten days, but for the sixth.
    fn days() -> WorkingTime {
        let open = (0..10).filter(|day| *day != 5);
        WorkingTime::new(open.map(|day| (day * DAY_MS + 9 * HOUR_MS, day * DAY_MS + 17 * HOUR_MS)).collect())
    }

    #[test]
    fn a_window_of_working_hours_passes_over_nights_and_holidays() {
        let office = Office::new(Some(days()), None);
        let seventh_noon = 6 * DAY_MS + 12 * HOUR_MS;
        // Three hours of the seventh day, five of the fifth: the sixth is free.
        assert_eq!(office.begins(8, seventh_noon), 4 * DAY_MS + 12 * HOUR_MS);
        assert_eq!(office.begins(2, seventh_noon), 6 * DAY_MS + 10 * HOUR_MS);
        // At night it has the last hours of the day.
        assert_eq!(office.begins(1, 6 * DAY_MS + 20 * HOUR_MS), 6 * DAY_MS + 16 * HOUR_MS);
        assert_eq!(Office::default().begins(8, seventh_noon), 6 * DAY_MS + 4 * HOUR_MS);
    }

    #[test]
    fn a_window_that_never_has_so_many_hours_ends_somewhere() {
        let office = Office::new(Some(days()), None);
        assert_eq!(office.begins(2_000, 7 * DAY_MS), 7 * DAY_MS - REACH_MS);
        assert_eq!(Office::new(Some(WorkingTime::default()), None).begins(1, 0), -REACH_MS);
    }

    #[test]
    fn a_day_with_a_holiday_is_like_other_free_days_only() {
        let office = Office::new(None, Some(days()));
        let day = |day: i64| (day * DAY_MS, (day + 1) * DAY_MS);
        assert!(office.is_alike(day(1), day(2)) && office.is_alike(day(5), day(11)));
        assert!(!office.is_alike(day(1), day(5)) && !office.is_alike(day(5), day(6)));
        assert!(Office::default().is_alike(day(1), day(5)));
    }
}
