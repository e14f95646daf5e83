//! Quiet times worked out a second time, straight from the words that define them: offsets and weekdays are counted by hand.

use crate::engine_alerts::{HOUR, MINUTE};
use serde_json::json;
use weir_core::Timestamp;
use weir_core::quiet::{QuietTime, quiet_until};
use weir_mining::statistics::chance::Stream;

const DAY: i64 = 24 * HOUR;
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A zone around the moment at which its clocks are changed: its name, that moment, and the offset before and after it.
struct Place(&'static str, i64, i64, i64);

fn places() -> [Place; 6] {
    let at = |text: &str| Timestamp::parse(text).unwrap().0;
    [
        Place("Europe/Berlin", at("2026-03-29T01:00:00Z"), HOUR, 2 * HOUR),
        Place("Europe/Berlin", at("2026-10-25T01:00:00Z"), 2 * HOUR, HOUR),
        Place("America/New_York", at("2026-03-08T07:00:00Z"), -5 * HOUR, -4 * HOUR),
        Place("America/New_York", at("2026-11-01T06:00:00Z"), -4 * HOUR, -5 * HOUR),
        Place("Asia/Shanghai", at("2026-05-01T00:00:00Z"), 8 * HOUR, 8 * HOUR),
        // Half an hour only, and south of the equator.
        Place("Australia/Lord_Howe", at("2026-04-04T15:00:00Z"), 11 * HOUR, 10 * HOUR + 30 * MINUTE),
    ]
}

impl Place {
    /// When the clock on the wall shows a time of a day, counted since 1970. What it shows twice is the first of them; what it
    /// passes over is as much later as the clocks are put on.
    fn moment(&self, day: i64, minute: i64) -> i64 {
        let local = day * DAY + minute * MINUTE;
        let (before, after) = (local - self.2, local - self.3);
        if before < self.1 || after < self.1 { before } else { after }
    }

    fn is_quiet(&self, quiet: &ByHand, now: i64) -> bool {
        let today = (now + if now < self.1 { self.2 } else { self.3 }).div_euclid(DAY);
        (today - 2..=today + 1).any(|day| {
            // 1 January 1970 was a Thursday.
            let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap();
            let last = if quiet.from < quiet.until { day } else { day + 1 };
            let is_its_day = quiet.days.is_empty() || quiet.days.contains(&weekday);
            is_its_day && (self.moment(day, quiet.from)..self.moment(last, quiet.until)).contains(&now)
        })
    }
}

/// A quiet time in minutes of the day.
#[derive(Debug, Clone)]
struct ByHand {
    days: Vec<usize>,
    from: i64,
    until: i64,
}

impl ByHand {
    fn some(chance: &mut Stream) -> Self {
        let quarter = |chance: &mut Stream| 15 * chance.below(96) as i64;
        // Around the hours at which clocks are changed more often than at others.
        let night = |chance: &mut Stream| 15 * chance.below(16) as i64;
        let (from, until) = match chance.below(3) {
            0 => (quarter(chance), quarter(chance)),
            1 => (night(chance), night(chance)),
            _ => (21 * 60 + night(chance) / 2, night(chance) + 60),
        };
        let days = if chance.below(2) == 0 { vec![] } else { (0..7).filter(|_| chance.below(2) == 0).collect() };
        ByHand { days, from, until }
    }

    fn told(&self, zone: &str) -> QuietTime {
        let time = |minutes: i64| format!("{:02}:{:02}:00", minutes / 60, minutes % 60);
        let days: Vec<&str> = self.days.iter().map(|day| DAYS[*day]).collect();
        let told = json!({ "days": days, "from": time(self.from), "until": time(self.until), "timeZone": zone });
        serde_json::from_value(told).unwrap()
    }
}

#[test]
fn quiet_times_hold_when_the_clocks_of_their_zone_say_so_and_end_when_none_holds() {
    let (mut quiet, mut loud) = (0, 0);
    for seed in 0..60 {
        let mut chance = Stream::keyed(&[4_004, seed]);
        let place = &places()[chance.below(6)];
        let hand: Vec<ByHand> = (0..=chance.below(3)).map(|_| ByHand::some(&mut chance)).collect();
        let times: Vec<QuietTime> = hand.iter().map(|one| one.told(place.0)).collect();
        let holds = |now: i64| hand.iter().any(|one| place.is_quiet(one, now));
        let first = place.1 - 2 * DAY;
        for step in 0..4 * 24 * 4 {
            let now = first + 15 * MINUTE * step + chance.below(2) as i64 * MINUTE;
            let told = quiet_until(&times, Timestamp(now));
            assert_eq!(told.is_some(), holds(now), "{} {hand:?} at {}", place.0, Timestamp(now));
            quiet += u32::from(told.is_some());
            loud += u32::from(told.is_none());
            let Some(told) = told else { continue };
            // All begin and end at quarters of an hour; where it is never loud it is looked at again within a week.
            let quarter = now.div_euclid(15 * MINUTE) * 15 * MINUTE;
            let end = (1..=7 * 24 * 4).map(|step| quarter + 15 * MINUTE * step).find(|at| !holds(*at));
            match end.filter(|end| *end <= now + 7 * DAY) {
                Some(end) => assert_eq!(told, Timestamp(end), "{} {hand:?} at {}", place.0, Timestamp(now)),
                None => assert!(told.0 > now && told.0 <= now + 7 * DAY),
            }
        }
    }
    assert!(quiet > 2_000 && loud > 2_000, "{quiet} {loud}");
}
