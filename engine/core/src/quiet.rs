//! Quiet times: when somebody does not want to be disturbed by what can wait.
use crate::time::Timestamp;
use jiff::civil::{Time, Weekday as Day};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// How many of them somebody may have.
pub const QUIET_TIMES_MAX: usize = 20;
/// So long quiet times can follow one another without a gap: a week. Whoever wants to hear nothing at all says so.
const LONGEST_MS: i64 = 7 * 86_400_000;

/// From a time of day until another one, on some days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuietTime {
    /// The days on which it begins; none is every day.
    #[serde(default)]
    pub days: Vec<Weekday>,
    /// Its beginning.
    pub from: Time,
    /// Its end: on the next day where it is not later than the beginning.
    pub until: Time,
    /// The IANA time zone of both: `Asia/Shanghai`.
    pub time_zone: String,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Weekday {
    /// 星期一.
    Monday,
    /// 星期二.
    Tuesday,
    /// 星期三.
    Wednesday,
    /// 星期四.
    Thursday,
    /// 星期五.
    Friday,
    /// 星期六.
    Saturday,
    /// 星期日.
    Sunday,
}

impl QuietTime {
    /// Is its time zone known?
    pub fn has_zone(&self) -> bool {
        TimeZone::get(&self.time_zone).is_ok()
    }

    /// When it ends, if it holds then. What began yesterday may hold today.
    fn end(&self, now: Timestamp) -> Option<Timestamp> {
        let zone = TimeZone::get(&self.time_zone).ok()?;
        let local = now.to_jiff().to_zoned(zone.clone());
        let today = local.date();
        let begins = [today.yesterday().ok(), Some(today)].into_iter().flatten();
        let on_its_day = begins.filter(|date| self.days.is_empty() || self.days.contains(&date.weekday().into()));
        on_its_day
            .filter_map(|date| {
                let last = if self.from < self.until { date } else { date.tomorrow().ok()? };
                let from = date.to_datetime(self.from).to_zoned(zone.clone()).ok()?;
                let until = last.to_datetime(self.until).to_zoned(zone.clone()).ok()?;
                (from <= local && local < until).then(|| Timestamp(until.timestamp().as_millisecond()))
            })
            .max()
    }
}

/// When somebody may be disturbed again; none when they may be disturbed now. Where one quiet time ends in another, the
/// end of the last one counts.
pub fn quiet_until(times: &[QuietTime], now: Timestamp) -> Option<Timestamp> {
    let longest = Timestamp(now.0.saturating_add(LONGEST_MS));
    let ends = |at: &Timestamp| times.iter().filter_map(|time| time.end(*at)).max().filter(|end| *end <= longest);
    std::iter::successors(ends(&now), ends).last()
}

impl From<Day> for Weekday {
    fn from(day: Day) -> Self {
        match day {
            Day::Monday => Weekday::Monday,
            Day::Tuesday => Weekday::Tuesday,
            Day::Wednesday => Weekday::Wednesday,
            Day::Thursday => Weekday::Thursday,
            Day::Friday => Weekday::Friday,
            Day::Saturday => Weekday::Saturday,
            Day::Sunday => Weekday::Sunday,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(days: &[Weekday], from: &str, until: &str) -> QuietTime {
        let time = |text: &str| text.parse().unwrap();
        QuietTime { days: days.to_vec(), from: time(from), until: time(until), time_zone: "Asia/Shanghai".to_owned() }
    }

    fn until(times: &[QuietTime], now: &str) -> Option<String> {
        quiet_until(times, Timestamp::parse(now).unwrap()).map(|end| end.to_string())
    }

    #[test]
    fn a_night_lasts_until_the_morning() {
        let night = [quiet(&[], "22:00", "07:30")];
        assert_eq!(until(&night, "2026-03-04T21:59:59+08:00"), None);
        assert_eq!(until(&night, "2026-03-04T22:00:00+08:00").as_deref(), Some("2026-03-04T23:30:00.000Z"));
        assert_eq!(until(&night, "2026-03-05T07:29:59+08:00").as_deref(), Some("2026-03-04T23:30:00.000Z"));
        assert_eq!(until(&night, "2026-03-05T07:30:00+08:00"), None);
    }

    #[test]
    fn a_weekend_joins_the_nights_around_it() {
        let free = [quiet(&[], "22:00", "07:30"), quiet(&[Weekday::Saturday, Weekday::Sunday], "00:00", "00:00")];
        // Friday evening: quiet until Monday morning.
        assert_eq!(until(&free, "2026-03-06T23:00:00+08:00").as_deref(), Some("2026-03-08T23:30:00.000Z"));
        assert_eq!(until(&free, "2026-03-06T12:00:00+08:00"), None);
    }

    #[test]
    fn quiet_all_the_time_ends_after_a_week_at_the_latest() {
        let always = [quiet(&[], "09:00", "09:00")];
        let now = Timestamp::parse("2026-03-04T12:00:00Z").unwrap();
        let end = quiet_until(&always, now).unwrap();
        assert!(end > now && end.0 <= now.0 + LONGEST_MS, "{end}");
        assert!(!QuietTime { time_zone: "Peking".to_owned(), ..always[0].clone() }.has_zone());
    }
}
