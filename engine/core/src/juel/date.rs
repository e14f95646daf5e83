//! Points in time, as `now()` and `dateTime()` give them.
use crate::time::Timestamp as Point;
use jiff::tz::TimeZone;
use jiff::{RoundMode, Span, Timestamp, TimestampRound, Unit, Zoned, ZonedRound};

/// The methods that a point in time has and a text has not: a text on which one of them is called is read as a time.
pub fn is_of_time(name: &str) -> bool {
    let calendar = name.strip_prefix("plus").or_else(|| name.strip_prefix("minus")).is_some();
    calendar || PART.contains(&name) || COMPARED.contains(&name) || ALONE.contains(&name)
}

/// What the calendar says of a time.
const PART: [&str; 8] = [
    "getYear",
    "getMonthOfYear",
    "getMonthValue",
    "getDayOfMonth",
    "getDayOfWeek",
    "getHourOfDay",
    "getHour",
    "getMinuteOfHour",
];
const COMPARED: [&str; 5] = ["before", "after", "isBefore", "isAfter", "isEqual"];
const ALONE: [&str; 8] =
    ["toDate", "toDateTime", "toInstant", "withTimeAtStartOfDay", "getTime", "getMillis", "isBeforeNow", "isAfterNow"];

/// A date or date-time of ISO 8601, written in full: anything shorter may be a number of something.
pub fn read(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    let dashes = text.len() >= 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    Point::parse_in(text, zone).filter(|_| dashes).map(Point::to_jiff)
}

/// A number that the calendar says of a time, by the clocks of a zone.
pub fn part(at: Timestamp, name: &str, zone: &TimeZone) -> Option<i64> {
    let local: Zoned = at.to_zoned(zone.clone());
    Some(match name {
        "getYear" => local.year().into(),
        "getMonthOfYear" | "getMonthValue" => local.month().into(),
        "getDayOfMonth" => local.day().into(),
        "getDayOfWeek" => local.weekday().to_monday_one_offset().into(),
        "getHourOfDay" | "getHour" => local.hour().into(),
        "getMinuteOfHour" => local.minute().into(),
        _ => return None,
    })
}

/// A method of a point in time that gives another; none when it has no such method or the result cannot be. Days and
/// longer are those of a zone.
pub fn method(at: Timestamp, name: &str, amount: Option<i64>, zone: &TimeZone) -> Option<Timestamp> {
    let (name, sign) = match (name.strip_prefix("plus"), name.strip_prefix("minus")) {
        (Some(unit), _) => (unit, 1),
        (_, Some(unit)) => (unit, -1),
        _ => return whole(at, name, zone).filter(|_| amount.is_none()),
    };
    let amount = amount?.checked_mul(sign)?;
    let span = match name {
        "Years" => Span::new().try_years(amount),
        "Months" => Span::new().try_months(amount),
        "Weeks" => Span::new().try_weeks(amount),
        "Days" => Span::new().try_days(amount),
        "Hours" => Span::new().try_hours(amount),
        "Minutes" => Span::new().try_minutes(amount),
        "Seconds" => Span::new().try_seconds(amount),
        "Millis" => Span::new().try_milliseconds(amount),
        _ => return None,
    };
    let later = at.to_zoned(zone.clone()).checked_add(span.ok()?).ok()?;
    Some(later.timestamp())
}

fn whole(at: Timestamp, name: &str, zone: &TimeZone) -> Option<Timestamp> {
    match name {
        "toDate" | "toDateTime" | "toInstant" => Some(at),
        "withTimeAtStartOfDay" => {
            let day = ZonedRound::new().smallest(Unit::Day).mode(RoundMode::Trunc);
            at.to_zoned(zone.clone()).round(day).ok().map(|zoned| zoned.timestamp())
        }
        _ => None,
    }
}

/// ISO 8601, to the millisecond, in UTC.
pub fn written(at: Timestamp) -> String {
    let at = at.round(TimestampRound::new().smallest(Unit::Millisecond).mode(RoundMode::Floor)).unwrap_or(at);
    format!("{at:.3}")
}
