//! The cases behind a number: the view is made once more, and the cases of the number are its evidence.
use super::groups::Groups;
use super::read::Mined;
use crate::api::{MapSliders, MinedItem};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::InstanceId;
use weir_core::time::TimeZone;
use weir_mining::log::Log;
use weir_mining::measure::intervals::Interval;
use weir_mining::view::{
    END, START, Sliders, again, batches, bottlenecks, cases_again, handover_cases, loops, map, ping_pongs,
    together_cases, variants, work_cases,
};

/// Those that went the way of an instance; none where it is none of the log.
pub fn way_of(mined: &Mined, instance: InstanceId) -> Option<Vec<u32>> {
    let case = case_of(&mined.shown, &instance.to_string())?;
    variants(&mined.shown).into_iter().find(|variant| variant.evidence.contains(&case)).map(|variant| variant.evidence)
}

/// They, by their numbers in the log; none where the view has no such thing.
/// `worked` says when people worked.
pub fn cases_of(
    mined: &Mined,
    groups: &Groups,
    item: &MinedItem,
    worked: &BTreeMap<&str, Vec<Interval>>,
) -> Option<Vec<u32>> {
    let shown = &mined.shown;
    let number = |activity: &String| shown.activities.find(activity);
    let group = |person: &str| groups.group(person);
    let some = |cases: Vec<u32>| Some(cases).filter(|cases| !cases.is_empty());
    match item {
        MinedItem::All => Some((0..shown.case_count() as u32).collect()),
        MinedItem::Activity(activity) => {
            let activity = number(activity)?;
            let has = |case: &u32| shown.trace(*case as usize).contains(&activity);
            some((0..shown.case_count() as u32).filter(has).collect())
        }
        MinedItem::Flow(from, to, sliders) => {
            let from = from.as_ref().map_or(Some(START), number)?;
            let to = to.as_ref().map_or(Some(END), number)?;
            let flows = map(shown, asked(*sliders)).edges;
            flows.into_iter().find(|edge| (edge.from, edge.to) == (from, to)).map(|edge| edge.evidence)
        }
        MinedItem::Variant(instance) => way_of(mined, *instance),
        MinedItem::OtherVariants(instance) => {
            let own: BTreeSet<u32> = way_of(mined, *instance)?.into_iter().collect();
            some((0..shown.case_count() as u32).filter(|case| !own.contains(case)).collect())
        }
        MinedItem::Rework => Some(cases_again(shown)),
        MinedItem::Again(activity) => {
            let activity = number(activity)?;
            again(shown).into_iter().find(|of| of.activity == activity).map(|of| of.cases)
        }
        MinedItem::Loop(activity, from) => {
            let pair = (number(activity)?, number(from)?);
            loops(shown).into_iter().find(|of| (of.activity, of.from) == pair).map(|of| of.cases)
        }
        MinedItem::ToAndFro(one, other) => {
            let (one, other) = (number(one)?, number(other)?);
            let pair = (one.min(other), one.max(other));
            ping_pongs(shown).into_iter().find(|of| of.between == pair).map(|of| of.cases)
        }
        MinedItem::Critical(activity) => {
            let activity = mined.log.activities.find(activity)?;
            bottlenecks(&mined.log).into_iter().find(|of| of.activity == activity).map(|of| of.evidence)
        }
        MinedItem::Handover(from, to) => some(handover_cases(shown, group, from, to)),
        MinedItem::Together(one, other) => some(together_cases(shown, group, one, other)),
        MinedItem::Worked(of) => some(work_cases(shown, group, of)),
        MinedItem::Batched(activity, gap) => {
            let activity = number(activity)?;
            // Which cases they are, no clock says.
            let all = batches(shown, *gap, &TimeZone::UTC, worked);
            all.into_iter().find(|of| of.activity == activity).map(|of| of.cases)
        }
    }
}

/// Does it take the groups of people to find its cases?
pub fn needs_groups(item: &MinedItem) -> bool {
    matches!(item, MinedItem::Handover(..) | MinedItem::Together(..) | MinedItem::Worked(_))
}

/// As the view takes them.
pub fn asked(sliders: MapSliders) -> Sliders {
    Sliders { activities: sliders.activities, paths: sliders.paths }
}

fn case_of(log: &Log, id: &str) -> Option<u32> {
    log.cases.iter().position(|case| case == id).map(|case| case as u32)
}
