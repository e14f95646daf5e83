//! Hours at which people were seen at work, where no calendar says when they work; and what is foreseen by them.
use crate::common::visit;
use std::collections::BTreeMap;
use weir_core::calendar::{Hours, WorkCalendar};
use weir_mining::aggregate::{Place, PlaceName};
use weir_mining::ledger::{Around, Ask, Begun, Ended, Ledger, Limits, Nature, Row};
use weir_mining::log::{ActivityInstance, Outcome};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::measure::seen::week;
use weir_mining::statistics::chance::Stream;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// Monday, 5 January 2026, 00:00 UTC.
const MONDAY: i64 = 1_767_571_200_000;

fn zone() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get("UTC").unwrap()
}

/// What a week says of working time, on Wednesday.
fn wednesday(week: &[Vec<Hours>; 7]) -> String {
    week[2].iter().map(|hours| format!("{}–{}", hours.from, hours.until)).collect::<Vec<_>>().join(", ")
}

#[test]
fn hours_are_those_in_which_something_happens_again_and_again() {
    // From nine to twelve and from one to six, on working days, for four weeks; once somebody forgot something at night.
    let minutes = (9 * 60..12 * 60).chain(13 * 60..18 * 60).step_by(20);
    let days = (0..28).filter(|day| day % 7 < 5);
    let usual: Vec<i64> = days.flat_map(|day| minutes.clone().map(move |m| MONDAY + day * DAY + m * 60_000)).collect();
    let once = MONDAY + 2 * DAY + 3 * HOUR;
    let told = week(usual.iter().copied().chain([once]), &zone()).unwrap();
    assert_eq!(wednesday(&told), "09:00:00–12:00:00, 13:00:00–18:00:00");
    assert!(told[5].is_empty() && told[6].is_empty() && !told[4].is_empty());
    // A week and a half says nothing of weeks; neither does what happens at all hours, nor what never does.
    let few = usual.iter().copied().filter(|at| *at < MONDAY + 11 * DAY);
    assert_eq!(week(few, &zone()), None);
    assert_eq!(week((0..28 * 24).map(|hour| MONDAY + hour * HOUR), &zone()), None);
    assert_eq!(week(std::iter::empty(), &zone()), None);
}

/// Someone works on each case for two to six hours of an office that no calendar tells of.
fn history(office: &WorkingTime) -> Ledger {
    let (mut ledger, mut chance) = (Ledger::new(Limits::default()), Stream::keyed(&[7]));
    for number in 0..600_i64 {
        let day = MONDAY + (number / 30 * 7 + number % 5) * DAY;
        let began = day + 9 * HOUR + (chance.unit() * 8.0 * HOUR as f64) as i64;
        let done = office.after(began, ((2.0 + 4.0 * chance.unit()) * HOUR as f64) as i64).unwrap();
        let id = number as u128;
        let case = ledger.begin(&Begun { id, process: "p", version: 1, at: began, initiator: None });
        let (mut rows, mut numbers) = (vec![], BTreeMap::new());
        for (key, (node, from, until)) in (1_u64..).zip([("a", began, began), ("b", began, done)]) {
            let place = PlaceName { process: "p".to_owned(), version: 1, place: Place::Node(node.to_owned()) };
            let place = ledger.place(place, || Nature::Human);
            let actor = ledger.person(Some("ann"));
            let number = ledger.add(Row { actor, ..visit((case, place), (from, until)) });
            rows.push(ActivityInstance { key, enabled: Some(from), ..ActivityInstance::of(node, from, until) });
            numbers.insert(key, (number, place));
        }
        let (place, outcome, at, around) = (ledger.process_place("p", 1), Outcome::Completed, done, &Around::default());
        ledger.end(&Ended { case, place, began, at, outcome, rows: &rows, numbers: &numbers, around });
    }
    ledger
}

#[test]
fn who_will_be_late_is_told_in_hours_at_which_people_were_seen_at_work() {
    let hours = r#"[{"from": "09:00:00", "until": "17:00:00"}]"#;
    let days = [hours, hours, hours, hours, hours, "[]", "[]"].join(",");
    let office = format!(r#"{{"id": "o", "name": "Office", "timeZone": "UTC", "week": [{days}]}}"#);
    let office: WorkCalendar = serde_json::from_str(&office).unwrap();
    let mut ledger = history(&WorkingTime::of(&office, MONDAY - DAY, MONDAY + 400 * DAY));
    // On Friday at three somebody begins what takes four hours of work: two are left, and two are for Monday.
    let friday = MONDAY + (20 * 7 + 4) * DAY + 15 * HOUR;
    let case = ledger.begin(&Begun { id: 9_999, process: "p", version: 1, at: friday, initiator: None });
    let place = PlaceName { process: "p".to_owned(), version: 1, place: Place::Node("a".to_owned()) };
    let place = ledger.place(place, || Nature::Human);
    ledger.add(visit((case, place), (friday, friday)));
    let ask = Ask::of("p", MONDAY, friday).checked().unwrap();
    let warned = |seen: Option<&WorkCalendar>, due: i64| {
        let told = ledger.warnings(&ask, Some(due), friday + 60_000, seen).unwrap();
        (told.in_working_time, told.found.first().and_then(|warning| warning.probability))
    };
    let seen = ledger.seen_at_work("p", friday, &zone()).expect("they were seen at work for 20 weeks");
    // Before work on Monday hardly any is done, and on Tuesday all are.
    let (counted, monday) = warned(Some(&seen), 64 * HOUR);
    assert!(counted && monday.is_some_and(|late| late > 0.9), "{monday:?}");
    assert_eq!(warned(Some(&seen), 90 * HOUR), (true, None));
    let (by_clock, guessed) = warned(None, 64 * HOUR);
    assert!(!by_clock && guessed.is_none_or(|late| late < 0.5), "the clock does not know of Saturday: {guessed:?}");
    assert_eq!(ledger.seen_at_work("q", friday, &zone()), None);
}
