//! Times by the clocks of a zone: cron lines and days over the change of the clocks, dates without an offset, and what
//! expressions call now and today.
use crate::common::run::Run;
use serde_json::json;
use std::fmt::Write;
use weir_core::compile::prepare;
use weir_core::expression::{Expression, InZone};
use weir_core::instance::Variables;
use weir_core::time::TimeZone;
use weir_core::timer::{self, At};
use weir_core::wait::WaitFor;
use weir_core::{Moment, Timestamp};

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone")
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a time")
}

/// The first times of a repetition after a time, by the clocks of the zone.
fn times(text: &str, zone: &TimeZone, from: &str, count: usize) -> Vec<String> {
    let mut found = vec![];
    let mut schedule = timer::cycle(text, At { now: at(from), zone });
    while let Some(next) = schedule.filter(|_| found.len() < count) {
        found.push(next.due.to_jiff().to_zoned(zone.clone()).strftime("%m-%d %H:%M %Z").to_string());
        schedule = next.cycle.and_then(|cycle| cycle.go_on(next.due, At { now: next.due, zone }));
    }
    found
}

#[test]
fn nine_in_shanghai_is_one_in_utc() {
    let shanghai = zone("Asia/Shanghai");
    let first = |text| timer::cycle(text, At { now: at("2026-01-01T00:00:00Z"), zone: &shanghai }).unwrap().due;
    assert_eq!(first("0 9 * * *"), at("2026-01-01T01:00:00Z"));
    assert_eq!(first("0 0 1 * *"), at("2026-01-31T16:00:00Z"));
    assert_eq!(timer::date("2026-05-01T09:00", &shanghai).unwrap().due, at("2026-05-01T01:00:00Z"));
    assert_eq!(timer::date("2026-05-01T09:00Z", &shanghai).unwrap().due, at("2026-05-01T09:00:00Z"));
    assert_eq!(timer::cycle("0 9 * * *", at("2026-01-01T00:00:00Z")).unwrap().due, at("2026-01-01T09:00:00Z"));
}

#[test]
fn clocks_that_go_forward_leave_no_day_out() {
    let berlin = zone("Europe/Berlin");
    let found = times("30 2 * * *", &berlin, "2026-03-27T12:00:00Z", 3);
    assert_eq!(found, ["03-28 02:30 CET", "03-29 03:30 CEST", "03-30 02:30 CEST"]);
    let hourly = times("0 * * * *", &berlin, "2026-03-29T00:00:00Z", 2);
    assert_eq!(hourly, ["03-29 03:00 CEST", "03-29 04:00 CEST"]);
    assert_eq!(times("R/P1D", &berlin, "2026-03-28T08:00:00Z", 2), ["03-29 09:00 CEST", "03-30 09:00 CEST"]);
    assert_eq!(times("R/PT24H", &berlin, "2026-03-28T08:00:00Z", 1), ["03-29 10:00 CEST"]);
    let due = timer::duration("P1D", At { now: at("2026-03-28T08:00:00Z"), zone: &berlin }).unwrap().due;
    assert_eq!(due, at("2026-03-29T07:00:00Z"));
}

#[test]
fn clocks_that_go_back_fire_certain_hours_once_and_every_hour_in_both() {
    let berlin = zone("Europe/Berlin");
    let found = times("30 2 * * *", &berlin, "2026-10-24T12:00:00Z", 2);
    assert_eq!(found, ["10-25 02:30 CEST", "10-26 02:30 CET"]);
    let hourly = times("0 * * * *", &berlin, "2026-10-24T23:30:00Z", 4);
    assert_eq!(hourly, ["10-25 02:00 CEST", "10-25 02:00 CET", "10-25 03:00 CET", "10-25 04:00 CET"]);
    let quarters = times("*/30 * * * *", &berlin, "2026-10-25T00:10:00Z", 4);
    assert_eq!(quarters, ["10-25 02:30 CEST", "10-25 02:00 CET", "10-25 02:30 CET", "10-25 03:00 CET"]);
    assert_eq!(times("R/P1D", &berlin, "2026-10-24T07:00:00Z", 2), ["10-25 09:00 CET", "10-26 09:00 CET"]);
}

/// Whatever the line, the zone and the day: each time lies behind the one before, and is one that the line means.
#[test]
fn times_always_go_forward() {
    for name in ["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"] {
        let zone = zone(name);
        for line in ["0 * * * *", "30 2 * * *", "*/7 1-3 * * *", "0 0 * * *", "15 2 * * 0", "0 30 2 L * ?"] {
            let cycle = timer::cycle(line, At { now: at("2026-01-01T00:00:00Z"), zone: &zone }).unwrap();
            let (mut last, every) = (cycle.due, cycle.cycle.unwrap());
            for _ in 0..2_000 {
                let next = every.next(At { now: last, zone: &zone }).unwrap();
                assert!(next > last, "{line} in {name}: {next} after {last}");
                last = next;
            }
        }
    }
}

#[test]
fn cron_knows_last_days_working_days_and_the_third_friday() {
    let utc = TimeZone::UTC;
    let day = |line: &str| times(line, &utc, "2026-01-01T00:00:00Z", 2);
    assert_eq!(day("0 0 9 L * ?"), ["01-31 09:00 UTC", "02-28 09:00 UTC"]);
    assert_eq!(day("0 0 9 L-2 * ?"), ["01-29 09:00 UTC", "02-26 09:00 UTC"]);
    assert_eq!(day("0 0 9 LW * ?"), ["01-30 09:00 UTC", "02-27 09:00 UTC"]);
    assert_eq!(day("0 0 9 1W * ?"), ["01-01 09:00 UTC", "02-02 09:00 UTC"]);
    assert_eq!(day("0 0 9 15W * ?"), ["01-15 09:00 UTC", "02-16 09:00 UTC"]);
    assert_eq!(day("0 0 9 ? * FRI#3"), ["01-16 09:00 UTC", "02-20 09:00 UTC"]);
    assert_eq!(day("0 0 9 ? * 5L"), ["01-30 09:00 UTC", "02-27 09:00 UTC"]);
    for none in ["0 0 9 L-31 * ?", "0 0 9 W * ?", "0 0 9 ? * 5#6", "0 0 9 ? * 8L", "0 0 9 Lx * ?"] {
        assert_eq!(timer::cycle(none, at("2026-01-01T00:00:00Z")), None, "{none}");
    }
}

#[test]
fn ranges_go_round_and_known_lines_have_names() {
    let utc = TimeZone::UTC;
    let some = |line: &str, count| times(line, &utc, "2026-01-01T00:00:00Z", count); // a Thursday
    let weekend = ["01-02 09:00 UTC", "01-03 09:00 UTC", "01-04 09:00 UTC", "01-05 09:00 UTC", "01-09 09:00 UTC"];
    assert_eq!(some("0 9 * * FRI-MON", 5), weekend);
    assert_eq!(some("0 9 * * FRI-MON/2", 3), ["01-02 09:00 UTC", "01-04 09:00 UTC", "01-09 09:00 UTC"]);
    assert_eq!(some("0 0 22-1 * * ?", 4), ["01-01 01:00 UTC", "01-01 22:00 UTC", "01-01 23:00 UTC", "01-02 00:00 UTC"]);
    assert_eq!(some("0 9 1 NOV-FEB *", 3), ["01-01 09:00 UTC", "02-01 09:00 UTC", "11-01 09:00 UTC"]);
    assert_eq!(some("0 9 * * 1-7", 7).len(), 7);
    assert_eq!(some("@daily", 2), ["01-02 00:00 UTC", "01-03 00:00 UTC"]);
    assert_eq!(some("@weekly", 1), ["01-04 00:00 UTC"]);
    for none in ["*/61 * * * *", "0 */25 * * *", "0 9 * january *", "60 * * * *", "0 0 0 30 2 ?", "@sometimes"] {
        assert_eq!(timer::cycle(none, at("2026-01-01T00:00:00Z")), None, "{none}");
    }
}

/// ISO 8601: the n-th time is n months behind the first, however short the months between them are.
#[test]
fn a_short_month_shortens_no_month_after_it() {
    let utc = TimeZone::UTC;
    let ends = ["02-28 09:00 UTC", "03-31 09:00 UTC", "04-30 09:00 UTC"];
    assert_eq!(times("R/P1M", &utc, "2026-01-31T09:00:00Z", 3), ends);
    assert_eq!(times("R4/2026-01-31T09:00:00Z/P1M", &utc, "2026-01-01T00:00:00Z", 9)[1..], ends);
    assert_eq!(times("R/P1Y", &utc, "2024-02-29T09:00:00Z", 4)[3], "02-29 09:00 UTC");
    // What was missed counts as one, and the day stays.
    let monthly = timer::cycle("R20/P1M", at("2026-01-31T09:00:00Z")).unwrap();
    let late = monthly.cycle.unwrap().go_on(monthly.due, at("2027-03-01T00:00:00Z")).unwrap();
    assert_eq!((late.due, late.cycle.unwrap().left), (at("2027-03-31T09:00:00Z"), Some(6)));
    let berlin = zone("Europe/Berlin");
    assert_eq!(times("R/P1M", &berlin, "2026-02-28T08:00:00Z", 2), ["03-28 09:00 CET", "04-28 09:00 CEST"]);
}

/// Clocks of computers have no second 60: it is the second before midnight, and no reason to refuse a date or to be early.
#[test]
fn a_leap_second_is_the_last_second_of_its_day() {
    let last = at("2016-12-31T23:59:59Z");
    for text in ["2016-12-31T23:59:60Z", "2017-01-01T07:59:60+08:00", "2016-12-31T23:59:60"] {
        assert_eq!(timer::date(text, &TimeZone::UTC).map(|found| found.due), Some(last), "{text}");
    }
    let daily = times("R2/2016-12-31T23:59:60Z/P1D", &TimeZone::UTC, "2016-12-31T00:00:00Z", 9);
    assert_eq!(daily, ["12-31 23:59 UTC", "01-01 23:59 UTC"]);
    for text in ["2016-12-31T23:59:61Z", "2016-12-31T23:60:00Z"] {
        assert_eq!(timer::date(text, &TimeZone::UTC), None, "{text}");
    }
}

#[test]
fn a_repetition_may_have_an_end() {
    let utc = TimeZone::UTC;
    let found = times("R/PT12H/2026-01-02T00:00:00Z", &utc, "2026-01-01T00:00:00Z", 9);
    assert_eq!(found, ["01-01 12:00 UTC", "01-02 00:00 UTC"]);
    assert_eq!(times("R1/PT12H/2026-01-02T00:00:00Z", &utc, "2026-01-01T00:00:00Z", 9), ["01-01 12:00 UTC"]);
    let hourly = timer::cycle("R/PT1H/2026-01-02T00:00:00Z", at("2026-01-01T00:00:00Z")).unwrap();
    assert_eq!(hourly.cycle.unwrap().go_on(hourly.due, at("2026-02-01T00:00:00Z")), None, "all that was missed is one");
}

#[test]
fn however_many_times_were_missed_they_are_one() {
    let (from, now) = (at("2026-01-01T00:00:00Z"), at("2026-01-09T00:00:00Z"));
    // Each of them more often than is looked at one by one.
    for (text, next) in [("* * * * * *", now.0 + 1000), ("R/P0DT1S", now.0 + 1000), ("R/PT5S", now.0 + 5000)] {
        let begun = timer::cycle(text, from).unwrap();
        let late = begun.cycle.unwrap().go_on(begun.due, now).unwrap();
        assert_eq!(late.due, Timestamp(next), "{text}");
    }
    // It goes on as it would have: by the line, and not from when it was looked at.
    let begun = timer::cycle("0 */7 * * * *", from).unwrap();
    let late = begun.cycle.unwrap().go_on(begun.due, at("2026-03-01T10:15:30Z")).unwrap();
    assert_eq!(late.due, at("2026-03-01T10:21:00Z"));
}

#[test]
fn expressions_have_the_day_of_the_zone() {
    let shanghai = zone("Asia/Shanghai");
    let now = at("2026-01-31T18:00:00Z").to_jiff();
    let nothing = Variables::new();
    let seen = InZone { variables: &nothing, zone: &shanghai };
    let feel = |text: &str| Expression::compile(text).unwrap().evaluate(&seen, now).unwrap();
    assert_eq!(feel("today()"), json!("2026-02-01"));
    assert_eq!(feel("now()"), json!("2026-02-01T02:00:00+08:00"));
    assert_eq!(feel("now().hour"), json!(2));
    let juel = |text: &str| Expression::juel(text).unwrap().evaluate(&seen, now).unwrap();
    assert_eq!(juel("${dateTime().withTimeAtStartOfDay().toDate()}"), json!("2026-01-31T16:00:00.000Z"));
    assert_eq!(juel("${now().getDayOfMonth()}"), json!(1));
    assert_eq!(juel("${'2026-02-01T02:00:00' == now()}"), json!(true));
    let request = Expression::compile("today()").unwrap().child_request(&seen, now);
    assert_eq!(request.zone.as_deref(), Some("Asia/Shanghai"));
    let answer = weir_core::expression::answer(&request);
    assert_eq!(answer, weir_core::expression::ChildResponse::Value(json!("2026-02-01")));
}

/// A model with a date, a cron line of Quartz from a variable, and a due date, each without an offset.
const MODEL: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'
    xmlns:camunda='http://camunda.org/schema/1.0/bpmn'><process id='p' isExecutable='true'><startEvent id='s'/>
    <parallelGateway id='g'/><sequenceFlow id='f' sourceRef='s' targetRef='g'/>
    <intermediateCatchEvent id='date'><timerEventDefinition><timeDate>2026-05-01T09:00:00</timeDate></timerEventDefinition>
    </intermediateCatchEvent><sequenceFlow id='fd' sourceRef='g' targetRef='date'/>
    <userTask id='cron' camunda:dueDate='2026-05-01'/><sequenceFlow id='fc' sourceRef='g' targetRef='cron'/>
    <boundaryEvent id='b' attachedToRef='cron' cancelActivity='false'><timerEventDefinition>
    <timeCycle>${line}</timeCycle></timerEventDefinition></boundaryEvent></process></definitions>";

#[test]
fn a_step_counts_in_the_zone_of_its_moment_and_quartz_counts_days_from_sunday() {
    let prepared = prepare(MODEL.as_bytes());
    let process = prepared.processes.first().unwrap_or_else(|| panic!("{:#?}", prepared.problems));
    let shanghai = zone("Asia/Shanghai");
    let mut told = String::new();
    for zone in [&TimeZone::UTC, &shanghai] {
        let start = weir_core::command::Start {
            conversation: None,
            hops: 0,
            definition: "p:1".into(),
            business_key: None,
            parent: None,
            root: None,
            depth: 0,
            at: None,
            came: None,
            variables: serde_json::from_value(json!({"line": "0 0 9 ? * 2-6"})).unwrap(),
            initiator: None,
        };
        let moment = Moment { zone, ..Moment::from(at("2026-01-02T23:00:00Z")) };
        let instance = Run::new(process).instance;
        let actor = weir_core::Actor::named("ann");
        let stepped = weir_core::step(process, instance, moment, &actor, weir_core::Command::Start(start)).unwrap();
        for (_, wait) in stepped.instance.waits() {
            match &wait.on {
                WaitFor::Timer { due, cycle } => {
                    writeln!(told, "{due} {:?}", cycle.as_ref().map(|c| &c.every)).unwrap();
                }
                WaitFor::UserTask(task) => {
                    writeln!(told, "due {}", task.due.unwrap()).unwrap();
                }
                _ => {}
            }
        }
    }
    expect_test::expect![[r#"
        2026-05-01T09:00:00.000Z None
        2026-01-05T09:00:00.000Z Some("0 0 9 ? * 1-5")
        due 2026-05-01T00:00:00.000Z
        2026-05-01T01:00:00.000Z None
        2026-01-05T01:00:00.000Z Some("0 0 9 ? * 1-5")
        due 2026-04-30T16:00:00.000Z
    "#]]
    .assert_eq(&told);
}
