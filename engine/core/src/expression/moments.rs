//! Times and date-times, compared and computed with by what DMN says their value is: seconds in UTC.
//!
//! The library compares the digits of the clock where the offsets differ, lets a day have sixty hours, and adds to the clock
//! of a zone as if it never changed. So whatever may be a moment is compared, added and subtracted here, and what is equal to
//! null is said here; everything else the library does as before.

use super::names::hidden_name;
use super::ours::{finite, function};
use dsntk_feel::Name;
use dsntk_feel::values::Value;
use dsntk_feel_parser::AstNode;
use dsntk_feel_temporal::{FeelDate, FeelDateTime, FeelDaysAndTimeDuration, FeelTime, FeelZone};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::cmp::Ordering;

const DAY_NANOS: i128 = 86_400_000_000_000;
const SECOND_NANOS: i128 = 1_000_000_000;
const DAY_SECONDS: i64 = 86_400;
/// On the average.
const YEAR_SECONDS: i64 = 31_556_952;
/// After so many years, which are so many days, leap years and days of the week come again.
const CYCLE_YEARS: i64 = 400;
const CYCLE_DAYS: i64 = 146_097;
/// The cycles in which clocks of zones are known begin and end here; those of all others are taken to be as in the nearest of
/// these.
const CLOCKS: std::ops::RangeInclusive<i64> = -9_000..=9_500;

/// What is done with two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operator {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Nq,
    Add,
    Sub,
}

/// Makes an operation of its operands.
type Make = fn(Box<AstNode>, Box<AstNode>) -> AstNode;

impl Operator {
    /// Those that are looked at, with their operands.
    pub(super) fn of(node: &AstNode) -> Option<(Operator, &AstNode, &AstNode)> {
        Some(match node {
            AstNode::Lt(left, right) => (Operator::Lt, left, right),
            AstNode::Le(left, right) => (Operator::Le, left, right),
            AstNode::Gt(left, right) => (Operator::Gt, left, right),
            AstNode::Ge(left, right) => (Operator::Ge, left, right),
            AstNode::Eq(left, right) => (Operator::Eq, left, right),
            AstNode::Nq(left, right) => (Operator::Nq, left, right),
            AstNode::Add(left, right) => (Operator::Add, left, right),
            AstNode::Sub(left, right) => (Operator::Sub, left, right),
            _ => return None,
        })
    }

    /// May the library be wrong about these operands? It is where they may be moments, and where null stands before `=`.
    pub(super) fn is_ours(self, left: &AstNode, right: &AstNode) -> bool {
        let equality = matches!(self, Operator::Eq | Operator::Nq);
        equality && !is_constant(left) || !is_timeless(left) && !is_timeless(right)
    }

    /// Under which name it is called, and what the library makes of it.
    fn is(self) -> (&'static str, Make) {
        match self {
            Operator::Lt => ("lt", AstNode::Lt),
            Operator::Le => ("le", AstNode::Le),
            Operator::Gt => ("gt", AstNode::Gt),
            Operator::Ge => ("ge", AstNode::Ge),
            Operator::Eq => ("eq", AstNode::Eq),
            Operator::Nq => ("nq", AstNode::Nq),
            Operator::Add => ("add", AstNode::Add),
            Operator::Sub => ("sub", AstNode::Sub),
        }
    }

    pub(super) fn name(self) -> Name {
        hidden_name(self.is().0)
    }

    /// The function that does it.
    pub(super) fn function(self) -> Value {
        let names = [hidden_name("p1"), hidden_name("p2")];
        let [left, right] = names.clone();
        let variable = |name: &Name| Box::new(AstNode::Name(name.clone()));
        let library = dsntk_feel_evaluator::prepare(&self.is().1(variable(&left), variable(&right)));
        function(&names, move |scope| {
            let operands = scope.get_value(&left).zip(scope.get_value(&right));
            operands.and_then(|(left, right)| self.value(&left, &right)).unwrap_or_else(|| finite(library(scope)))
        })
    }

    /// The value where one of the two is a moment, or the first is null (DMN 10.3.2.13: if exactly one is null, they are
    /// not equal); none leaves it to the library.
    fn value(self, left: &Value, right: &Value) -> Option<Value> {
        match self {
            Operator::Eq | Operator::Nq if left.is_null() && !right.is_null() => {
                Some(Value::Boolean(self == Operator::Nq))
            }
            Operator::Add => sum(left, right).or_else(|| sum(right, left)),
            Operator::Sub => difference(left, right),
            compares => {
                let order = order(left, right)?;
                Some(Value::Boolean(match compares {
                    Operator::Lt => order.is_lt(),
                    Operator::Le => order.is_le(),
                    Operator::Gt => order.is_gt(),
                    Operator::Ge => order.is_ge(),
                    Operator::Nq => order.is_ne(),
                    _ => order.is_eq(),
                }))
            }
        }
    }
}

/// Is it written as a value that is not null?
pub(super) fn is_constant(node: &AstNode) -> bool {
    use AstNode as N;
    match node {
        N::Numeric(..) | N::String(_) | N::Boolean(_) | N::At(_) => true,
        N::Neg(inner) | N::EvaluatedExpression(inner) => is_constant(inner),
        _ => false,
    }
}

/// Can its value be no moment, and no duration, whatever the data?
pub(super) fn is_timeless(node: &AstNode) -> bool {
    use AstNode as N;
    match node {
        N::Numeric(..) | N::String(_) | N::Boolean(_) | N::Null | N::List(_) | N::Context(_) | N::Exp(..) => true,
        N::Add(left, right) | N::Sub(left, right) | N::Mul(left, right) => is_timeless(left) || is_timeless(right),
        N::Neg(inner) | N::EvaluatedExpression(inner) => is_timeless(inner),
        _ => false,
    }
}

/// DMN 10.3.2.3.4, 10.3.2.3.5: what lies earlier in UTC is less. A date-time without a zone is one of the zone that is set.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::DateTime(left), Value::DateTime(right)) if is_local(left) && is_local(right) => None,
        (Value::DateTime(left), Value::DateTime(right)) => Some(instant(left)?.cmp(&instant(right)?)),
        (Value::Time(left), Value::Time(right)) => Some((whole(left)? - whole(right)?)?.as_nanos().cmp(&0)),
        _ => None,
    }
}

/// The order of two moments or durations; none where they are of different types.
pub(super) fn compared(left: &Value, right: &Value) -> Option<Ordering> {
    order(left, right).or_else(|| match (left, right) {
        (Value::Date(left), Value::Date(right)) => left.partial_cmp(right),
        (Value::DateTime(left), Value::DateTime(right)) => left.partial_cmp(right),
        (Value::DaysAndTimeDuration(left), Value::DaysAndTimeDuration(right)) => left.partial_cmp(right),
        (Value::YearsAndMonthsDuration(left), Value::YearsAndMonthsDuration(right)) => left.partial_cmp(right),
        _ => None,
    })
}

/// DMN 10.3.2.3.4 counts a time of day in seconds; what is less than one does not count.
fn whole(time: &FeelTime) -> Option<FeelTime> {
    FeelTime::zone_opt(time.hour(), time.minute(), time.second(), 0, time.zone().clone())
}

fn sum(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Time(time), Value::DaysAndTimeDuration(by)) => moved(time, i128::from(by.as_nanos())),
        (Value::DateTime(time), Value::DaysAndTimeDuration(by)) => moved_in_zone(time, by.as_nanos()),
        _ => None,
    }
}

fn difference(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Time(time), Value::DaysAndTimeDuration(by)) => moved(time, -i128::from(by.as_nanos())),
        (Value::DateTime(time), Value::DaysAndTimeDuration(by)) => moved_in_zone(time, by.as_nanos().checked_neg()?),
        (Value::DateTime(left), Value::DateTime(right)) if in_zone(left) || in_zone(right) => {
            Some(lasting(instant(left)? - instant(right)?))
        }
        (Value::Date(left), Value::Date(right)) => Some(lasting(i128::from(days(left) - days(right)) * DAY_NANOS)),
        _ => None,
    }
}

/// A duration; one of more than 292 years is beyond what the library holds.
fn lasting(nanos: i128) -> Value {
    match i64::try_from(nanos) {
        Ok(nanos) => Value::DaysAndTimeDuration(FeelDaysAndTimeDuration::from_n(nanos)),
        Err(_) => Value::Null(Some("a days and time duration is of 292 years at most".to_owned())),
    }
}

/// A time of day later or earlier: behind 23:59:59 comes 00:00:00.
fn moved(time: &FeelTime, by: i128) -> Option<Value> {
    let seconds = i128::from(time.hour()) * 3600 + i128::from(time.minute()) * 60 + i128::from(time.second());
    let nanos = (seconds * SECOND_NANOS + i128::from(time.nanos()) + by).rem_euclid(DAY_NANOS);
    let (seconds, nanos) = (nanos / SECOND_NANOS, (nanos % SECOND_NANOS) as u64);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    FeelTime::zone_opt(hour as u8, minute as u8, second as u8, nanos, time.zone().clone()).map(Value::Time)
}

/// A date-time later or earlier, by the clocks of its zone.
fn moved_in_zone(time: &FeelDateTime, nanos: i64) -> Option<Value> {
    let (zone, nanos) = (time.time().zone().clone(), i128::from(nanos));
    let moved = match zone {
        FeelZone::Zone(_) => by_clocks(instant(time)? + nanos, zone),
        FeelZone::Utc | FeelZone::Offset(_) | FeelZone::Local => clock_of(shown(time) + nanos, zone),
    };
    Some(moved.map_or_else(|| Value::Null(Some("it lies beyond the calendar".to_owned())), Value::DateTime))
}

/// An instant by the clocks of a zone.
fn by_clocks(moment: i128, zone: FeelZone) -> Option<FeelDateTime> {
    let offset = match time_zone(&zone)? {
        Clocks::Fixed(seconds) => seconds,
        Clocks::Of(zone) => {
            let seconds = i64::try_from(moment.div_euclid(SECOND_NANOS)).ok()?;
            zone.to_offset(Timestamp::from_second(seconds - outside(seconds)).ok()?).seconds()
        }
    };
    clock_of(moment + i128::from(offset) * SECOND_NANOS, zone)
}

/// The date-time at which the clock of a zone shows this.
fn clock_of(shown: i128, zone: FeelZone) -> Option<FeelDateTime> {
    let (day, nanos) = (shown.div_euclid(DAY_NANOS), shown.rem_euclid(DAY_NANOS));
    let (seconds, nanos) = (nanos / SECOND_NANOS, (nanos % SECOND_NANOS) as u64);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let time = FeelTime::zone_opt(hour as u8, minute as u8, second as u8, nanos, zone)?;
    Some(FeelDateTime::new(date_of(i64::try_from(day).ok()?)?, time))
}

/// By how many seconds a moment lies outside the cycles in which clocks of zones are known, in whole cycles.
fn outside(seconds: i64) -> i64 {
    let year = 1970 + seconds.div_euclid(YEAR_SECONDS);
    (year - year.clamp(*CLOCKS.start(), *CLOCKS.end())).div_euclid(CYCLE_YEARS) * CYCLE_DAYS * DAY_SECONDS
}

/// The days from 1 January 1970 until a date, in the calendar of today (DMN 10.3.2.3.6: ISO 8601).
fn days(date: &FeelDate) -> i64 {
    // Years that begin in March have the day that is too much at their end.
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month < 3);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

/// The date that lies so many days after 1 January 1970.
fn date_of(days: i64) -> Option<FeelDate> {
    let days = days + 719_468;
    let (cycle, of_cycle) = (days.div_euclid(CYCLE_DAYS), days.rem_euclid(CYCLE_DAYS));
    let of_years = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * of_years + of_years / 4 - of_years / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = cycle * CYCLE_YEARS + of_years + i64::from(month < 3);
    FeelDate::new(i32::try_from(year).ok()?, month as u32, day as u32)
}

fn is_local(time: &FeelDateTime) -> bool {
    matches!(time.time().zone(), FeelZone::Local)
}

fn in_zone(time: &FeelDateTime) -> bool {
    matches!(time.time().zone(), FeelZone::Zone(_))
}

/// What the clock of a date-time shows, in nanoseconds since it showed the beginning of 1970.
fn shown(time: &FeelDateTime) -> i128 {
    let clock = time.time();
    let seconds = i64::from(clock.hour()) * 3600 + i64::from(clock.minute()) * 60 + i64::from(clock.second());
    i128::from(days(&time.date()) * DAY_SECONDS + seconds) * SECOND_NANOS + i128::from(clock.nanos())
}

/// The instant of a date-time, in nanoseconds since 1970; none where nobody knows the zone.
fn instant(time: &FeelDateTime) -> Option<i128> {
    let shown = shown(time);
    let ahead = match time_zone(time.time().zone())? {
        Clocks::Fixed(seconds) => i64::from(seconds),
        Clocks::Of(zone) => {
            let seconds = i64::try_from(shown.div_euclid(SECOND_NANOS)).ok()?;
            let seconds = seconds - outside(seconds);
            let local = TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
            // Of two the first; what the clocks pass over is read by the offset before.
            seconds - local.to_zoned(zone).ok()?.timestamp().as_second()
        }
    };
    Some(shown - i128::from(ahead) * SECOND_NANOS)
}

/// What clocks are like: always so many seconds ahead, or as people there have agreed.
enum Clocks {
    Fixed(i32),
    Of(TimeZone),
}

fn time_zone(zone: &FeelZone) -> Option<Clocks> {
    Some(match zone {
        FeelZone::Utc => Clocks::Fixed(0),
        FeelZone::Offset(seconds) => Clocks::Fixed(*seconds),
        FeelZone::Zone(name) => Clocks::Of(TimeZone::get(name).ok()?),
        FeelZone::Local => Clocks::Of(TimeZone::system()),
    })
}

/// A zone as it stands behind a time: `Z`, an offset, or a name, whose `@` may be left out.
fn zone_of(text: &str) -> Option<FeelZone> {
    let at = if text.starts_with(['Z', '+', '-', '@']) { "" } else { "@" };
    let midday = FeelDateTime::try_from(format!("2000-01-01T12:00:00{at}{text}").as_str()).ok()?;
    (!text.is_empty()).then(|| midday.time().zone().clone())
}

/// The same moment by the clocks of another zone.
pub(super) fn by_clocks_of(moment: &FeelDateTime, zone: &str) -> Option<FeelDateTime> {
    by_clocks(instant(moment)?, zone_of(zone)?)
}

/// The midnight of a date by the clocks of a zone.
pub(super) fn midnight_in(date: &FeelDate, zone: &str) -> Option<FeelDateTime> {
    Some(FeelDateTime::new(date.clone(), FeelTime::zone_opt(0, 0, 0, 0, zone_of(zone)?)?))
}
