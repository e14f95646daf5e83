//! How busy people are, and on how few of them the work of a node rests.
use super::groups::Groups;
use super::read::Mined;
use crate::api::{MinedInvolvement, MinedLoad};
use std::collections::BTreeMap;
use weir_core::calendar::WorkCalendar;
use weir_mining::ledger::Ledger;
use weir_mining::log::{Log, NO_TIME};
use weir_mining::measure::calendar::WorkingTime;
use weir_mining::measure::intervals::{Interval, length};
use weir_mining::measure::resource::{Utilisation, involvement, utilisation};
use weir_mining::view::PEOPLE_MIN;

/// The share of the work of a node that its smallest group of people is looked for.
const CORE_SHARE: f64 = 0.8;
/// On fewer visits nothing is said of it.
const INVOLVED_MIN: u64 = 20;

/// When those who did something in a log worked, on whatever, as long as it goes.
pub fn worked<'a>(ledger: &Ledger, shown: &'a Log) -> BTreeMap<&'a str, Vec<Interval>> {
    let times = |times: &[i64]| times.iter().copied().filter(|time| *time != NO_TIME).collect::<Vec<i64>>();
    let (from, until) = (times(&shown.enabled).into_iter().min(), times(&shown.ended).into_iter().max());
    let window = from.zip(until);
    window.map(|window| ledger.busy_with_anything(shown.actors.iter(), window)).unwrap_or_default()
}

/// How busy the people of each group are, in the hours of the work calendar in a window; or why it cannot be told.
pub fn loads(
    ledger: &Ledger,
    shown: &Log,
    groups: &Groups,
    window: Interval,
    calendar: Option<&WorkCalendar>,
) -> Result<Vec<MinedLoad>, &'static str> {
    let calendar = calendar.ok_or("no-calendar")?;
    let worked = ledger.worked_by(shown.actors.iter(), window).ok_or("held-as-sums")?;
    let hours = WorkingTime::of(calendar, window.0, window.1);
    let within = |piece: &Interval| (piece.0.max(window.0), piece.1.min(window.1));
    let hours: Vec<Interval> = hours.pieces().iter().map(within).filter(|(from, until)| from < until).collect();
    if length(&hours) == 0 {
        return Err("no-working-time");
    }
    let mut of_group: BTreeMap<String, Vec<Utilisation>> = BTreeMap::new();
    for (person, work) in worked {
        let Some(group) = groups.group(person) else { continue };
        of_group.entry(group).or_default().push(utilisation(work, &hours));
    }
    // A group may be large enough, and those of it who did the work of people too few.
    of_group.retain(|_, people| groups.named || people.len() >= PEOPLE_MIN);
    let load = |(group, people): (String, Vec<Utilisation>)| {
        let busy: i64 = people.iter().map(|of| of.busy).sum();
        let available: i64 = people.iter().map(|of| of.available).sum();
        let at_once = people.iter().map(|of| of.concurrency).sum::<f64>() / people.len() as f64;
        let (people, utilisation) = (people.len() as u64, busy as f64 / available as f64);
        MinedLoad { group, people, busy, available, utilisation, at_once }
    };
    Ok(of_group.into_iter().map(load).collect())
}

/// On how few people each activity of people rests, those on the fewest first. How many people there are is told from five on,
/// or to those who may see single ones.
pub fn involvements(mined: &Mined, named: bool) -> Vec<MinedInvolvement> {
    let shown = &mined.shown;
    let mut out: Vec<MinedInvolvement> = involvement(shown, CORE_SHARE)
        .into_iter()
        .map(|(activity, of)| (shown.activities.name(activity), of))
        .filter(|(activity, _)| mined.human.contains(*activity))
        .map(|(activity, of)| {
            let told = of.rows >= INVOLVED_MIN && (named || of.people >= PEOPLE_MIN);
            MinedInvolvement {
                activity: activity.to_owned(),
                visits: of.rows,
                least: INVOLVED_MIN,
                few: of.rows >= INVOLVED_MIN && of.people < PEOPLE_MIN,
                people: told.then_some(of.people as u64),
                core: told.then_some(of.core as u64),
            }
        })
        .collect();
    // Fewer than five are few, however many exactly.
    out.sort_by_key(|of| (of.visits < of.least, of.core.unwrap_or(u64::from(!of.few) * u64::MAX), of.activity.clone()));
    out
}
