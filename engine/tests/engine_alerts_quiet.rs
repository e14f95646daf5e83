//! Silences and quiet times worked out a second time, straight from the words that define them: offsets and weekdays are
//! counted by hand, and what somebody knows is what the messages said that they got.

use crate::engine_alerts::{HOUR, MINUTE, lab, rule, spec};
use crate::engine_support::{Lab, MONDAY, by, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_core::quiet::{QuietTime, quiet_until};
use weir_engine::Clock;
use weir_engine::api::{
    AlertAct, AlertFilter, AlertRuleSpec, AlertSilence, AlertSource, AlertTogether, NoticeKind, Paging, Severity,
};
use weir_mining::ledger::Metric;
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

/// A rule and what of it is about telling.
struct Watched {
    id: String,
    quiet: Vec<(usize, ByHand)>,
    critical_always: bool,
    repeat: Option<i64>,
    inhibited_by: Option<&'static str>,
}

/// How bad it was said to be: 0 is well.
type Said = (i64, String, &'static str, u8);

/// What is to be said at a moment, given what was said before: nothing else is remembered.
fn expected(
    (now, rules, silences): (i64, &[Watched], &[AlertSilence]),
    rings: &dyn Fn(&str) -> u8,
    said: &[Said],
) -> Vec<Said> {
    let places = places();
    let mut all = vec![];
    for rule in rules {
        let last = said.iter().rev().find(|one| one.1 == rule.id);
        let (known, level) = (last.map_or(0, |one| one.3), rings(&rule.id));
        let is_silent = silences.iter().any(|silence| {
            let is_meant = silence.rule.as_ref().is_none_or(|id| *id == rule.id)
                && silence.process.as_ref().is_none_or(|id| id == "approval");
            is_meant && silence.ended.is_none() && (silence.from.0..silence.until.0).contains(&now)
        });
        let is_quiet = rule.quiet.iter().any(|(place, one)| places[*place].is_quiet(one, now));
        let is_said_by_another = rule.inhibited_by.is_some_and(|other| rings(other) > 0);
        if is_silent || (level > 0 && is_said_by_another) {
            continue;
        }
        let is_told_so_long_ago = || rule.repeat.zip(last).is_some_and(|(repeat, last)| now - last.0 >= repeat);
        let phase = match level {
            0 if known > 0 => "resolved",
            _ if level > known => "firing",
            _ if level > 0 && is_told_so_long_ago() => "repeated",
            _ => continue,
        };
        if !is_quiet || (phase == "firing" && level == 2 && rule.critical_always) {
            all.push((now, rule.id.clone(), phase, level));
        }
    }
    all
}

async fn some_rules(lab: &Lab, chance: &mut Stream, place: usize) -> Vec<Watched> {
    let mut all = vec![];
    for number in 0..6 {
        let quiet: Vec<(usize, ByHand)> = (0..chance.below(3)).map(|_| (place, ByHand::some(chance))).collect();
        let watched = Watched {
            id: format!("r{number}"),
            quiet,
            critical_always: chance.below(2) == 0,
            repeat: (chance.below(2) == 0).then(|| (1 + chance.below(6) as i64) * 20 * MINUTE),
            inhibited_by: (number == 5).then_some("r4"),
        };
        let warn = 0.5 + chance.below(6) as f64;
        let of = AlertRuleSpec {
            source: AlertSource::Metric(Metric::Running),
            warn,
            critical: (chance.below(3) > 0).then_some(warn + 2.0),
            together: AlertTogether::Alone,
            quiet: watched.quiet.iter().map(|(place, one)| one.told(places()[*place].0)).collect(),
            critical_always: watched.critical_always,
            repeat_minutes: watched.repeat.map(|ms| u32::try_from(ms / MINUTE).unwrap()),
            inhibited_by: watched.inhibited_by.iter().map(|id| (*id).to_owned()).collect(),
            ..spec()
        };
        rule(lab, &watched.id, of).await;
        all.push(watched);
    }
    all
}

fn some_silence(chance: &mut Stream, now: i64) -> AlertSilence {
    let from = now + [0, 0, HOUR][chance.below(3)];
    AlertSilence {
        id: String::new(),
        rule: (chance.below(4) > 0).then(|| format!("r{}", chance.below(6))),
        process: (chance.below(2) == 0).then(|| "approval".into()),
        node: None,
        tenant: None,
        owner: "eve".into(),
        reason: "seen".into(),
        from: Timestamp(from),
        until: Timestamp(from + (1 + chance.below(40) as i64) * 15 * MINUTE),
        made: AlertAct { by: "eve".into(), at: MONDAY },
        ended: None,
        processes: vec!["approval".into()],
    }
}

/// What Bob was told at this moment.
async fn bob(lab: &Lab, now: i64) -> Vec<(i64, String, String, u8)> {
    let notices = lab.engine.notices_of("bob", false, &Paging::default()).await.unwrap().items;
    let of = notices.into_iter().filter(|notice| notice.kind == NoticeKind::Alert && notice.at.0 == now);
    let mut all: Vec<_> = of
        .map(|notice| {
            let alert = notice.alert.unwrap();
            let level = 1 + u8::from(alert.severity == Severity::Critical);
            (now, alert.rule, alert.phase.clone(), if alert.phase == "resolved" { 0 } else { level })
        })
        .collect();
    all.sort();
    all
}

#[tokio::test]
async fn what_somebody_is_told_over_silences_and_nights_is_what_they_do_not_know_yet() {
    let mut phases = std::collections::BTreeMap::new();
    for seed in 0..4 {
        let mut chance = Stream::keyed(&[4_005, seed]);
        let lab = lab().await;
        let place = usize::try_from(seed).unwrap();
        lab.jump(Timestamp(places()[place].1 - 36 * HOUR)).await;
        let rules = some_rules(&lab, &mut chance, place).await;
        let (mut silences, mut running): (Vec<AlertSilence>, Vec<_>) = (vec![], vec![]);
        let mut said: Vec<Said> = vec![];
        let until = lab.clock.now().0 + 3 * DAY;
        while lab.clock.now().0 < until {
            let now = lab.clock.now().0 + [10, 20, 30, 60][chance.below(4)] * MINUTE;
            lab.jump(Timestamp(now)).await;
            let mut here = said.len();
            for acts in [false, true] {
                if acts {
                    let open: Vec<usize> = (0..silences.len())
                        .filter(|at| silences[*at].ended.is_none() && silences[*at].until.0 > now)
                        .collect();
                    match chance.below(8) {
                        0 | 1 if open.len() < 3 => {
                            let made = lab.engine.silence_alerts(by("eve"), some_silence(&mut chance, now)).await;
                            silences.push(made.unwrap());
                        }
                        2 if !open.is_empty() => {
                            let at = open[chance.below(open.len())];
                            lab.engine.end_alert_silence(by("eve"), &silences[at].id).await.unwrap();
                            silences[at].ended = Some(AlertAct { by: "eve".into(), at: Timestamp(now) });
                        }
                        _ => continue,
                    }
                }
                lab.engine.alerts_looked_at().await;
                let only = AlertFilter { ringing: true, ..AlertFilter::default() };
                let found = lab.engine.alerts(&only, &Paging::default(), |_| true).await.unwrap().items;
                let ringing: Vec<_> = found.into_iter().map(|view| view.alert).collect();
                let rings = |rule: &str| {
                    let found = ringing.iter().find(|alert| alert.rule == rule);
                    found.map_or(0, |alert| 1 + u8::from(alert.severity == Severity::Critical))
                };
                said.extend(expected((now, &rules, &silences), &rings, &said));
                here = here.min(said.len());
                let mut told: Vec<_> =
                    said[here..].iter().map(|one| (one.0, one.1.clone(), one.2.to_owned(), one.3)).collect();
                told.sort();
                assert_eq!(bob(&lab, now).await, told, "seed {seed} at {}: {silences:?}", Timestamp(now));
            }
            // More and fewer are at work, by which alarms begin and end.
            if chance.below(2) == 0 && running.len() < 10 {
                running.push(lab.start("approval", vars(json!({}))).await);
            } else if let Some(id) = running.pop() {
                lab.engine.cancel_instance(by("ada"), id, Some("over".into())).await.unwrap();
            }
            if chance.below(12) == 0 {
                for id in running.drain(..) {
                    lab.engine.cancel_instance(by("ada"), id, Some("over".into())).await.unwrap();
                }
            }
            lab.engine.analytics_digest().await;
        }
        for (_, _, phase, _) in said {
            *phases.entry(phase).or_insert(0) += 1;
        }
    }
    assert!(["firing", "resolved"].iter().all(|phase| phases.get(phase).is_some_and(|n| *n > 10)), "{phases:?}");
}
