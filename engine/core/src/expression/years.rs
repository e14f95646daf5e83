//! Years before 1000 and before Christ: XML Schema Part 2, 3.2.7.1 writes each with four digits at least, and a sign before
//! them. The library reads no year that begins with a zero, and counts the sign among the four.
use std::str::FromStr;

use dsntk_feel_temporal::{FeelDate, FeelDateTime, FeelTime};

/// After so many years leap years come again.
const CYCLE: i32 = 400;
/// A year that the library reads, with which a cycle begins.
const BEGIN: i32 = 2000;

/// The date of such a year.
pub(super) fn date(text: &str) -> Option<FeelDate> {
    let (year, stand_in, rest) = early(text)?;
    let read = FeelDate::from_str(&format!("{stand_in}{rest}")).ok()?;
    FeelDate::new(year, read.month(), read.day())
}

/// The date and time in such a year; a date is its midnight.
pub(super) fn date_and_time(text: &str) -> Option<FeelDateTime> {
    let (year, stand_in, rest) = early(text)?;
    let text = format!("{stand_in}{rest}");
    let midnight = || Some(FeelDateTime::new(FeelDate::from_str(&text).ok()?, FeelTime::local(0, 0, 0, 0)));
    let read = FeelDateTime::try_from(text.as_str()).ok().or_else(midnight)?;
    let date = FeelDate::new(year + read.year() - stand_in, read.month(), read.day())?;
    Some(FeelDateTime::new(date, read.time()))
}

/// The year that begins with a zero, another one with as many days, and what stands behind it. There is no year 0000.
fn early(text: &str) -> Option<(i32, i32, &str)> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (year, rest) = digits.split_at_checked(4)?;
    let is_early = year.starts_with('0') && year.bytes().all(|digit| digit.is_ascii_digit()) && rest.starts_with('-');
    let year = sign * year.parse::<i32>().ok().filter(|year| is_early && *year != 0)?;
    Some((year, year.rem_euclid(CYCLE) + BEGIN, rest))
}

/// Does the library write this year with too few digits?
pub(super) fn is_cut(year: i32) -> bool {
    (-999..0).contains(&year)
}

/// The text of a date.
pub(super) fn written(date: &FeelDate) -> String {
    let sign = if date.year() < 0 { "-" } else { "" };
    format!("{sign}{:04}-{:02}-{:02}", date.year().unsigned_abs(), date.month(), date.day())
}

/// The text of a date and time.
pub(super) fn written_with_time(moment: &FeelDateTime) -> String {
    format!("{}T{}", written(&moment.date()), moment.time())
}
