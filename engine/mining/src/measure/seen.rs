//! At which hours of the week people work, by when they were seen to begin and to end work: for those whose calendar nobody has said.
use jiff::civil::Time;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use weir_core::Timestamp;
use weir_core::calendar::Hours;

/// Zones differ by whole quarters of an hour, and so do their changes.
const QUARTER_MS: i64 = 15 * 60_000;
/// A day of the week is a working day where so much happens on it, as a share of the busiest one.
const DAY_SHARE: f64 = 0.1;
/// An hour is a working hour of all of these days where so much happens in it, as a share of the busiest one: also where
/// people seldom stay so long.
const HOUR_SHARE: f64 = 0.002;
/// Once is no habit.
const SEEN_MIN: f64 = 2.0;
/// From so many working hours of 168 on they work round the clock.
const ALWAYS_HOURS: usize = 160;
/// A history shorter than this tells nothing about the week, ms.
const SPAN_MIN_MS: i64 = 14 * 24 * 3_600_000;

/// The hours of the week, Monday first, in which these moments lie, by the clocks of a zone. None where that is nearly always, or
/// too little is known.
pub fn week(moments: impl Iterator<Item = i64>, zone: &TimeZone) -> Option<[Vec<Hours>; 7]> {
    // A moment is turned into the time of a wall clock once for each quarter of an hour.
    let mut quarters: BTreeMap<i64, u32> = BTreeMap::new();
    for at in moments {
        *quarters.entry(at.div_euclid(QUARTER_MS)).or_default() += 1;
    }
    let (first, last) = (quarters.keys().next()?, quarters.keys().next_back()?);
    if (last - first).saturating_mul(QUARTER_MS) < SPAN_MIN_MS {
        return None;
    }
    let mut counts = [0_u32; 168];
    for (quarter, n) in &quarters {
        counts[hour_of_week(quarter * QUARTER_MS, zone)] += n;
    }
    let of_day = |day: usize| counts[day * 24..day * 24 + 24].iter().sum::<u32>();
    let busiest_day = f64::from((0..7).map(of_day).max()?);
    let days: Vec<bool> = (0..7).map(|day| f64::from(of_day(day)) >= (DAY_SHARE * busiest_day).max(1.0)).collect();
    let of_hour = |hour: usize| (0..7).filter(|day| days[*day]).map(|day| counts[day * 24 + hour]).sum::<u32>();
    let busiest_hour = f64::from((0..24).map(of_hour).max()?);
    let enough = |hour: usize| f64::from(of_hour(hour)) >= (HOUR_SHARE * busiest_hour).max(SEEN_MIN);
    let works: Vec<bool> = (0..168).map(|hour| days[hour / 24] && enough(hour % 24)).collect();
    let hours = works.iter().filter(|works| **works).count();
    if hours == 0 || hours >= ALWAYS_HOURS {
        return None;
    }
    let mut week: [Vec<Hours>; 7] = Default::default();
    for (day, pieces) in week.iter_mut().enumerate() {
        *pieces = day_of(&works[day * 24..day * 24 + 24]);
    }
    Some(week)
}

/// From 0 for Monday 00:00 to 167, by the clocks of a zone.
pub fn hour_of_week(at: i64, zone: &TimeZone) -> usize {
    let local = Timestamp(at).to_jiff().to_zoned(zone.clone());
    let day = usize::from(local.weekday().to_monday_zero_offset().unsigned_abs());
    day * 24 + usize::from(local.hour().unsigned_abs())
}

/// Hours that touch are one piece; the last minute of a day is the end of its last hour.
fn day_of(works: &[bool]) -> Vec<Hours> {
    let mut pieces = vec![];
    let mut hour = 0;
    while hour < 24 {
        let length = works[hour..].iter().take_while(|works| **works).count();
        if length > 0 {
            let from = Time::constant(hour as i8, 0, 0, 0);
            let end = hour + length;
            let until = if end == 24 { Time::MAX } else { Time::constant(end as i8, 0, 0, 0) };
            pieces.push(Hours { from, until });
        }
        hour += length.max(1);
    }
    pieces
}
