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
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, civil};
use std::cmp::Ordering;

const DAY_NANOS: i128 = 86_400_000_000_000;

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
            let nanos = instant(left)?.duration_since(instant(right)?).as_nanos();
            Some(Value::DaysAndTimeDuration(FeelDaysAndTimeDuration::from_n(i64::try_from(nanos).ok()?)))
        }
        _ => None,
    }
}

/// A time of day later or earlier: behind 23:59:59 comes 00:00:00.
fn moved(time: &FeelTime, by: i128) -> Option<Value> {
    let seconds = i128::from(time.hour()) * 3600 + i128::from(time.minute()) * 60 + i128::from(time.second());
    let nanos = (seconds * 1_000_000_000 + i128::from(time.nanos()) + by).rem_euclid(DAY_NANOS);
    let (seconds, nanos) = (nanos / 1_000_000_000, (nanos % 1_000_000_000) as u64);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    FeelTime::zone_opt(hour as u8, minute as u8, second as u8, nanos, time.zone().clone()).map(Value::Time)
}

/// A date-time of a named zone later or earlier, by the clocks of the zone.
fn moved_in_zone(time: &FeelDateTime, nanos: i64) -> Option<Value> {
    let FeelZone::Zone(name) = time.time().zone().clone() else { return None };
    let moved = instant(time)?.checked_add(SignedDuration::from_nanos(nanos)).ok()?;
    by_clocks(moved, FeelZone::Zone(name)).map(Value::DateTime)
}

/// An instant by the clocks of a zone.
fn by_clocks(moment: Timestamp, zone: FeelZone) -> Option<FeelDateTime> {
    let local = moment.to_zoned(time_zone(&zone)?).datetime();
    let date = FeelDate::new(i32::from(local.year()), local.month() as u32, local.day() as u32)?;
    let (hour, minute, second) = (local.hour() as u8, local.minute() as u8, local.second() as u8);
    Some(FeelDateTime::new(date, FeelTime::zone_opt(hour, minute, second, local.subsec_nanosecond() as u64, zone)?))
}

fn is_local(time: &FeelDateTime) -> bool {
    matches!(time.time().zone(), FeelZone::Local)
}

fn in_zone(time: &FeelDateTime) -> bool {
    matches!(time.time().zone(), FeelZone::Zone(_))
}

/// The instant of a date-time; none where the calendar does not reach.
fn instant(time: &FeelDateTime) -> Option<Timestamp> {
    let clock = time.time();
    let date = civil::Date::new(i16::try_from(time.year()).ok()?, time.month() as i8, time.day() as i8).ok()?;
    let nanos = i32::try_from(clock.nanos()).ok()?;
    let local =
        date.to_datetime(civil::Time::new(clock.hour() as i8, clock.minute() as i8, clock.second() as i8, nanos).ok()?);
    Some(local.to_zoned(time_zone(clock.zone())?).ok()?.timestamp())
}

fn time_zone(zone: &FeelZone) -> Option<TimeZone> {
    Some(match zone {
        FeelZone::Utc => TimeZone::UTC,
        FeelZone::Offset(seconds) => TimeZone::fixed(Offset::from_seconds(*seconds).ok()?),
        FeelZone::Zone(name) => TimeZone::get(name).ok()?,
        FeelZone::Local => TimeZone::system(),
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
