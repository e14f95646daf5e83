//! Cron lines: minute, hour, day of month, month, day of week; with six fields the first is seconds, with seven the last
//! is years. Days may be `L`, `L-3`, `LW`, `15W`, `5L` and `5#3`, and a range may go round (`FRI-MON`, `22-2`), as in
//! Quartz; Sunday is 0 and 7.
use crate::time::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// A cron line.
pub struct Cron {
    seconds: Field,
    minutes: Field,
    hours: Field,
    days: Days,
    months: Field,
    weekdays: Weekdays,
    years: Vec<(i16, i16)>,
}

/// The allowed values of one field as bits, and whether it restricts anything.
#[derive(Clone, Copy, Default)]
struct Field {
    bits: u64,
    any: bool,
}

/// Days of the month: numbers, days counted back from the end, and the working days nearest to a day.
#[derive(Default)]
struct Days {
    numbers: Field,
    before_end: Vec<i8>,
    /// Nearest to this day; none is the last one of the month.
    near: Vec<Option<i8>>,
}

/// Days of the week: any of them, the last of a month, and the first to fifth of a month.
#[derive(Default)]
struct Weekdays {
    numbers: Field,
    last: Field,
    nth: Vec<(i8, i8)>,
}

const WEEK: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const YEAR: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Lines that have a name in many crons.
const MACROS: [(&str, &str); 7] = [
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
];

/// Reads a cron line.
pub fn cron(text: &str) -> Option<Cron> {
    let text = MACROS.iter().find(|(name, _)| *name == text.trim()).map_or(text, |(_, line)| *line);
    let mut fields: Vec<&str> = text.split_whitespace().collect();
    if fields.len() == 5 {
        fields.insert(0, "0");
    }
    let years = if fields.len() == 7 { years(fields.pop()?)? } else { vec![] };
    let [seconds, minutes, hours, days, months, weekdays] = fields.try_into().ok()?;
    Some(Cron {
        seconds: field(seconds, 0, 59)?,
        minutes: field(minutes, 0, 59)?,
        hours: field(hours, 0, 23)?,
        days: days_of(&days.to_lowercase())?,
        months: field(&named(months, &YEAR, 1), 1, 12)?,
        weekdays: weekdays_of(&named(weekdays, &WEEK, 0))?,
        years,
    })
}

/// A cron line of Quartz, as one of ours: Quartz counts the days of the week from Sunday, 1, and its `L` is Saturday.
/// Anything else stays as it is.
///
/// ```
/// assert_eq!(weir_core::timer::quartz("0 0 9 ? * 2-6"), "0 0 9 ? * 1-5");
/// assert_eq!(weir_core::timer::quartz("0 0 9 ? * 6#3"), "0 0 9 ? * 5#3");
/// assert_eq!(weir_core::timer::quartz("R/PT1H"), "R/PT1H");
/// ```
pub fn quartz(text: &str) -> String {
    let mut fields: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    if !matches!(fields.len(), 6 | 7) || !fields[0].starts_with(|c: char| c.is_ascii_digit() || c == '*') {
        return text.to_owned();
    }
    // Behind a slash stands a step, behind `#` which one of the month: neither is a day.
    let part = |part: &str| {
        let at = part.find(['/', '#']).unwrap_or(part.len());
        let day = |c: char| c.to_digit(10).filter(|d| (1..=7).contains(d)).map_or(c, |d| (b'0' + d as u8 - 1) as char);
        let days: String = part[..at].chars().map(day).collect();
        if days.eq_ignore_ascii_case("l") { "6".to_owned() } else { format!("{days}{}", &part[at..]) }
    };
    fields[5] = fields[5].split(',').map(part).collect::<Vec<_>>().join(",");
    fields.join(" ")
}

/// Years and ranges of them; none is any.
fn years(text: &str) -> Option<Vec<(i16, i16)>> {
    if matches!(text, "*" | "?") {
        return Some(vec![]);
    }
    let range = |part: &str| match part.split_once('-') {
        Some((from, to)) => Some((from.parse().ok()?, to.parse().ok()?)),
        None => part.parse().ok().map(|year| (year, year)),
    };
    text.split(',').map(range).collect()
}

fn named(text: &str, names: &[&str], first: usize) -> String {
    let mut text = text.to_lowercase();
    for (i, name) in names.iter().enumerate() {
        text = text.replace(name, &(i + first).to_string());
    }
    text
}

fn days_of(text: &str) -> Option<Days> {
    let mut days = Days::default();
    let mut numbers = vec![];
    for part in text.split(',') {
        match (part.strip_suffix('w'), part.strip_prefix('l')) {
            (Some("l"), _) => days.near.push(None),
            (Some(day), _) => days.near.push(Some(day.parse().ok().filter(|day| (1..=31).contains(day))?)),
            (None, Some("")) => days.before_end.push(0),
            (None, Some(back)) => {
                let back = back.strip_prefix('-')?.parse().ok().filter(|back| (0..=30).contains(back))?;
                days.before_end.push(back);
            }
            (None, None) => numbers.push(part),
        }
    }
    if !numbers.is_empty() {
        days.numbers = field(&numbers.join(","), 1, 31)?;
    }
    Some(days)
}

fn weekdays_of(text: &str) -> Option<Weekdays> {
    let mut days = Weekdays::default();
    let mut numbers = vec![];
    let day = |text: &str| text.parse::<i8>().ok().filter(|day| (0..=7).contains(day)).map(|day| day % 7);
    for part in text.split(',') {
        if let Some((name, which)) = part.split_once('#') {
            days.nth.push((day(name)?, which.parse().ok().filter(|which| (1..=5).contains(which))?));
        } else if let Some(name) = part.strip_suffix('l') {
            days.last.bits |= 1 << day(name)?;
        } else {
            numbers.push(part);
        }
    }
    if !numbers.is_empty() {
        // Sunday is 0 and 7.
        days.numbers = round(&numbers.join(","), 0, 7, 7)?;
    }
    Some(days)
}

fn field(text: &str, min: u32, max: u32) -> Option<Field> {
    round(text, min, max, max - min + 1)
}

/// Values from `min` to `max`, of which so many are different.
fn round(text: &str, min: u32, max: u32, different: u32) -> Option<Field> {
    let mut bits = 0u64;
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<u32>().ok().filter(|s| (1..=different).contains(s))?),
            None => (part, 1),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" || range == "?" => (min, max),
            Some((from, to)) => (from.parse().ok()?, to.parse().ok()?),
            None => {
                let one: u32 = range.parse().ok()?;
                (one, if part.contains('/') { max } else { one })
            }
        };
        if !(min..=max).contains(&from) || !(min..=max).contains(&to) {
            return None;
        }
        // One that ends before it begins goes round.
        let last = if from > to { to + different } else { to };
        for value in (from..=last).step_by(step as usize) {
            bits |= 1 << (min + (value - min) % different);
        }
    }
    Some(Field { bits, any: matches!(text, "*" | "?") })
}

impl Field {
    fn has(self, value: i8) -> bool {
        self.bits & (1 << value) != 0
    }
}

impl Days {
    fn has(&self, date: Date) -> bool {
        let near = |day: Option<i8>| working_day_near(date, day) == Some(date);
        self.numbers.has(date.day())
            || self.before_end.iter().any(|back| date.days_in_month() - back == date.day())
            || self.near.iter().any(|day| near(*day))
    }
}

/// Quartz, `W`: the day from Monday to Friday nearest to a day, within its month. A month without the day has none.
fn working_day_near(in_month: Date, day: Option<i8>) -> Option<Date> {
    let day = day.unwrap_or(in_month.days_in_month());
    let date = Date::new(in_month.year(), in_month.month(), day).ok()?;
    let by = match date.weekday().to_monday_one_offset() {
        6 if day == 1 => 2,
        6 => -1,
        7 if day == date.days_in_month() => -2,
        7 => 1,
        _ => 0,
    };
    date.checked_add(by.days()).ok()
}

impl Weekdays {
    fn has(&self, date: Date) -> bool {
        let weekday = date.weekday().to_sunday_zero_offset();
        let which = (date.day() - 1) / 7 + 1;
        self.numbers.has(weekday)
            || (self.last.has(weekday) && date.day() + 7 > date.days_in_month())
            || self.nth.contains(&(weekday, which))
    }
}

impl Cron {
    /// The first matching second after `last`, by the clocks of a zone. When day of month and day of week are both given,
    /// either may match.
    ///
    /// Where clocks go forward, a time that does not exist is as much later. Where they go back, a line for certain hours
    /// fires the first time that its hour comes, and one for every hour fires in both.
    pub fn next(&self, last: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let after = last.to_jiff().checked_add(1.second()).ok()?;
        let start = after.to_zoned(zone.clone()).datetime();
        let found = self.civil(start, zone, last)?;
        if !self.hours.any {
            return Some(found);
        }
        // Between the two times the clocks may have gone back, and every hour counts.
        let turn = zone.following(last.to_jiff()).next().map(|turn| turn.timestamp());
        let Some(turn) = turn.filter(|turn| Timestamp(turn.as_millisecond()) < found) else { return Some(found) };
        let again = turn.to_zoned(zone.clone());
        let second = self.on(again.date()).then(|| self.at(again.time())).flatten();
        let second = second.and_then(|time| again.offset().to_timestamp(again.date().to_datetime(time)).ok());
        let second = second.map(|second| Timestamp(second.as_millisecond())).filter(|second| *second > last);
        Some(second.map_or(found, |second| second.min(found)))
    }

    /// The first time on the clocks from `start` on that lies behind `last`.
    fn civil(&self, start: DateTime, zone: &TimeZone, last: Timestamp) -> Option<Timestamp> {
        let mut date = self.first_year(start.date())?;
        let mut from = if date == start.date() { start.time() } else { Time::midnight() };
        // 29 February on a given weekday comes once in 28 years, twice that around a skipped leap year.
        for _ in 0..366 * 57 {
            let time = if self.on(date) { self.at(from) } else { None };
            let Some(time) = time else {
                (date, from) = (date.tomorrow().ok()?, Time::midnight());
                continue;
            };
            let zone_time = zone.to_ambiguous_zoned(date.to_datetime(time));
            // The second of two equal hours counts for who fires every hour, and only if the first one is over.
            let first = zone_time.clone().compatible().ok()?;
            let instant = |zoned: &jiff::Zoned| Timestamp(zoned.timestamp().as_millisecond());
            if instant(&first) > last {
                return Some(instant(&first));
            }
            if self.hours.any
                && let Some(second) = zone_time.later().ok().filter(|second| instant(second) > last)
            {
                return Some(instant(&second));
            }
            let later = date.to_datetime(time).checked_add(1.second()).ok()?;
            (date, from) = (later.date(), later.time());
        }
        None
    }

    /// The first day from this one on that is in one of its years, however far away.
    fn first_year(&self, from: Date) -> Option<Date> {
        if self.years.is_empty() || self.years.iter().any(|(first, last)| (*first..=*last).contains(&from.year())) {
            return Some(from);
        }
        let coming = self.years.iter().map(|(first, _)| *first).filter(|first| *first > from.year()).min()?;
        Date::new(coming, 1, 1).ok()
    }

    fn on(&self, date: Date) -> bool {
        let (day, weekday) = (self.days.has(date), self.weekdays.has(date));
        let year = self.years.is_empty() || self.years.iter().any(|(from, to)| (*from..=*to).contains(&date.year()));
        year && self.months.has(date.month())
            && match (self.days.numbers.any, self.weekdays.numbers.any) {
                (false, false) => day || weekday,
                _ => day && weekday,
            }
    }

    fn at(&self, from: Time) -> Option<Time> {
        for hour in from.hour()..24 {
            if !self.hours.has(hour) {
                continue;
            }
            for minute in (if hour == from.hour() { from.minute() } else { 0 })..60 {
                if !self.minutes.has(minute) {
                    continue;
                }
                let same = hour == from.hour() && minute == from.minute();
                for second in (if same { from.second() } else { 0 })..60 {
                    if self.seconds.has(second) {
                        return Time::new(hour, minute, second, 0).ok();
                    }
                }
            }
        }
        None
    }
}
