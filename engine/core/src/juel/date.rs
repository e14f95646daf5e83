//! Points in time, as `now()` and `dateTime()` give them.
use jiff::tz::TimeZone;
use jiff::{RoundMode, Span, Timestamp, TimestampRound, Unit, ZonedRound};

/// A method of a point in time; none when it has no such method or the result cannot be.
pub fn method(at: Timestamp, name: &str, amount: Option<i64>) -> Option<Timestamp> {
    let (name, sign) = match (name.strip_prefix("plus"), name.strip_prefix("minus")) {
        (Some(unit), _) => (unit, 1),
        (_, Some(unit)) => (unit, -1),
        _ => return whole(at, name).filter(|_| amount.is_none()),
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
    let later = at.to_zoned(TimeZone::UTC).checked_add(span.ok()?).ok()?;
    Some(later.timestamp())
}

fn whole(at: Timestamp, name: &str) -> Option<Timestamp> {
    match name {
        "toDate" | "toDateTime" | "toInstant" => Some(at),
        "withTimeAtStartOfDay" => {
            let day = ZonedRound::new().smallest(Unit::Day).mode(RoundMode::Trunc);
            at.to_zoned(TimeZone::UTC).round(day).ok().map(|zoned| zoned.timestamp())
        }
        _ => None,
    }
}

/// ISO 8601, to the millisecond, in UTC.
pub fn written(at: Timestamp) -> String {
    let at = at.round(TimestampRound::new().smallest(Unit::Millisecond).mode(RoundMode::Floor)).unwrap_or(at);
    format!("{at:.3}")
}
