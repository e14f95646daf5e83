//! What analysts see of a process: its map, variants, rework, bottlenecks, networks, batches, and how two sets of cases differ.
//! Every number names what it counts, and [`MinedCases`] are the cases behind it. Times are ms.
//! This file is long because each view has its shape.
use serde::Serialize;
use std::collections::BTreeMap;
use weir_core::{InstanceId, Timestamp};

/// How much of a map is shown, from 0, the least that holds together, to 1, all of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapSliders {
    /// Which share of activities.
    pub activities: f64,
    /// Which share of what follows what.
    pub paths: f64,
}

impl Default for MapSliders {
    fn default() -> Self {
        MapSliders { activities: 1.0, paths: 1.0 }
    }
}

/// Something that has cases behind it.
#[derive(Debug, Clone, PartialEq)]
pub enum MinedItem {
    /// All cases.
    All,
    /// Cases in which an activity was done.
    Activity(String),
    /// Cases in which one activity followed another, on the map that these sliders show; none is the beginning, and the end.
    Flow(Option<String>, Option<String>, MapSliders),
    /// Cases that went the same way as this instance.
    Variant(InstanceId),
    /// Cases that went otherwise.
    OtherVariants(InstanceId),
    /// Cases in which anything was done again.
    Rework,
    /// Cases in which an activity was done again.
    Again(String),
    /// Cases in which an activity was done again, coming back from another one.
    Loop(String, String),
    /// Cases that went to and fro between two activities.
    ToAndFro(String, String),
    /// Cases on whose critical path an activity lies.
    Critical(String),
    /// Cases in which work went from one group to another.
    Handover(String, String),
    /// Cases on which people of two groups have worked.
    Together(String, String),
    /// Cases on which somebody of a group has worked.
    Worked(String),
    /// Cases with work on an activity that was done in a batch with gaps of at most so many ms.
    Batched(String, i64),
}

/// The process map.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedMap {
    /// Ended instances.
    pub cases: u64,
    /// How many activities there are, shown or not.
    pub activities: u64,
    /// What is shown.
    pub nodes: Vec<MinedNode>,
    /// What is shown of what follows what.
    pub flows: Vec<MinedFlow>,
    /// The share of all work that is shown.
    pub rows_shown: f64,
    /// The share of all steps from one activity to the next that is shown.
    pub steps_shown: f64,
    /// What people call the activities.
    pub names: BTreeMap<String, String>,
    /// Of how many times quantiles are told at least.
    pub least: u64,
}

/// An activity on the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedNode {
    /// Its id.
    pub activity: String,
    /// How often it was done.
    pub visits: u64,
    /// In how many instances.
    pub cases: u64,
    /// The median from when it could begin to its end; none of fewer than `least`.
    pub median: Option<f64>,
}

/// What follows what.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedFlow {
    /// From; none is the beginning of an instance.
    pub from: Option<String>,
    /// To; none is its end.
    pub to: Option<String>,
    /// How often.
    pub count: u64,
    /// In how many instances.
    pub cases: u64,
    /// The mean from the end of the one to the beginning of the other.
    pub mean: Option<f64>,
}

/// The variants.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedVariants {
    /// Ended instances.
    pub cases: u64,
    /// How many variants there are.
    pub variants: u64,
    /// The least number of variants that hold 80 % of the instances.
    pub cover: u64,
    /// The share of instances that went a way of their own.
    pub singletons: f64,
    /// They, the most frequent first.
    pub items: Vec<MinedVariant>,
    /// Variants beyond the limit.
    pub left_out: u64,
    /// What people call the activities.
    pub names: BTreeMap<String, String>,
    /// Of how many instances quantiles are told at least.
    pub least: u64,
}

/// One variant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedVariant {
    /// The first instance that went so: by it the variant is asked for.
    pub instance: InstanceId,
    /// Its activities in the order of causes; branches side by side are one way, whichever was quicker.
    pub trace: Vec<String>,
    /// How many instances.
    pub cases: u64,
    /// Their share.
    pub share: f64,
    /// The share of this one and all before it.
    pub covered: f64,
    /// The median of their duration; none of fewer than `least`.
    pub median: Option<f64>,
}

/// What was done again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedRework {
    /// Ended instances.
    pub cases: u64,
    /// Those in which anything was done again.
    pub again: u64,
    /// Work beyond the first time of its activity in its instance, over all work.
    pub ratio: f64,
    /// The share of instances in which nothing was done again and nothing was stuck.
    pub first_pass: Option<f64>,
    /// The activities that were done again, the most frequent first.
    pub activities: Vec<MinedAgain>,
    /// Loops, the one that costs most time first.
    pub loops: Vec<MinedLoop>,
    /// Two activities between which instances went to and fro.
    pub to_and_fro: Vec<MinedToAndFro>,
    /// The same of people; who they are is not told.
    pub people: MinedPeopleToAndFro,
    /// What people call the activities.
    pub names: BTreeMap<String, String>,
}

/// An activity that was done again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedAgain {
    /// Its id.
    pub activity: String,
    /// How often beyond the first time.
    pub times: u64,
    /// Of these at once.
    pub at_once: u64,
    /// Of these by the person of the first time.
    pub same_person: u64,
    /// Of these by somebody else.
    pub other_person: u64,
    /// In how many instances.
    pub cases: u64,
}

/// A loop.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedLoop {
    /// The activity that is done again.
    pub activity: String,
    /// From where it comes back; itself where it repeats at once.
    pub from: String,
    /// How often.
    pub times: u64,
    /// In how many instances.
    pub cases: u64,
    /// From the end of the one time to the end of the next, of all.
    pub lost: i64,
    /// The same of one.
    pub mean: f64,
}

/// Two activities between which instances went to and fro.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedToAndFro {
    /// The one.
    pub one: String,
    /// The other.
    pub other: String,
    /// Stretches with three changes or more.
    pub stretches: u64,
    /// Changes in all of them.
    pub changes: u64,
    /// In how many instances.
    pub cases: u64,
}

/// How often work went to and fro between two people.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedPeopleToAndFro {
    /// Stretches with three changes or more.
    pub stretches: u64,
    /// Changes in all of them.
    pub changes: u64,
}

/// Where the time goes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedBottlenecks {
    /// Ended instances.
    pub cases: u64,
    /// The mean of their durations: what all activities come to together.
    pub mean: f64,
    /// The activities that time was spent with on the critical path, the one that waits longest first.
    pub items: Vec<MinedBottleneck>,
    /// What people call them.
    pub names: BTreeMap<String, String>,
}

/// An activity and its part of the time, for each instance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedBottleneck {
    /// Its id.
    pub activity: String,
    /// Between the end of what led to it and the moment it could begin.
    pub before: f64,
    /// In its queue.
    pub queue: f64,
    /// Taken and not begun.
    pub claimed: f64,
    /// Worked on.
    pub service: f64,
    /// All of it over the mean duration.
    pub share: f64,
    /// In how many instances it is on the critical path.
    pub cases: u64,
}

/// Who works with whom.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedNetworks {
    /// Ended instances.
    pub cases: u64,
    /// Are these single people? Else groups of at least `least`.
    pub named: bool,
    /// How many people a group has at least that is told of.
    pub least: u64,
    /// People of whom nothing is told because they are too few.
    pub withheld: u64,
    /// The share of handovers between two people that go to somebody else.
    pub handover_rate: Option<f64>,
    /// Who hands over to whom.
    pub handovers: Vec<MinedLink>,
    /// Who works on the same instances; each pair once.
    pub together: Vec<MinedLink>,
    /// What each does.
    pub workloads: Vec<MinedWorkload>,
    /// What groups are called.
    pub names: BTreeMap<String, String>,
    /// How busy each is, in the hours of the work calendar.
    pub loads: Vec<MinedLoad>,
    /// Why nothing is told of it, where it is not: `no-calendar`, `no-working-time`, `held-as-sums`.
    pub loads_missing: Option<&'static str>,
    /// On how few people the work of each activity rests, the fewest first.
    pub involvement: Vec<MinedInvolvement>,
    /// What the activities are called.
    pub activities: BTreeMap<String, String>,
}

/// How busy the people of a group are, or somebody, on anything in any process.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedLoad {
    /// Who.
    pub group: String,
    /// How many people.
    pub people: u64,
    /// How long they worked within their hours, several things at once counted once, ms.
    pub busy: i64,
    /// Their hours in the window, of all of them together, ms.
    pub available: i64,
    /// The one by the other.
    pub utilisation: f64,
    /// How many things one does at once on average while working.
    pub at_once: f64,
}

/// On how few people an activity rests.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedInvolvement {
    /// Which.
    pub activity: String,
    /// Visits of which it is known who did them.
    pub visits: u64,
    /// On how many of these it must rest to be told.
    pub least: u64,
    /// Are there fewer people than are told of?
    pub few: bool,
    /// How many people did it; none where that is not told.
    pub people: Option<u64>,
    /// The smallest number of them who did 80 % of it; none where that is not told.
    pub core: Option<u64>,
}

/// Something between two groups or people.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedLink {
    /// From.
    pub from: String,
    /// To.
    pub to: String,
    /// How often; of working together: pairs of people and instances.
    pub count: u64,
    /// The share of all.
    pub share: f64,
}

/// What a group or somebody does.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedWorkload {
    /// Who.
    pub group: String,
    /// How many people.
    pub people: u64,
    /// How many activities they have done.
    pub visits: u64,
    /// How long they worked.
    pub service: i64,
    /// How long work waited for them.
    pub waited: i64,
    /// The share of its busiest person; none where that would tell of a single one.
    pub concentration: Option<f64>,
}

/// Two sets of instances held against each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedComparison {
    /// The one.
    pub one: MinedCohort,
    /// The other.
    pub other: MinedCohort,
    /// How many instances each must have before anything is said of differences.
    pub least: u64,
    /// P(one of the one takes longer) − P(it takes less); none with too few.
    pub longer: Option<f64>,
    /// The probability of that by chance.
    pub p: Option<f64>,
    /// Activities whose presence differs by more than chance (q ≤ 0.05 over all of them), the greatest first.
    pub activities: Vec<MinedDifference>,
    /// Variants, those whose shares differ most first.
    pub variants: Vec<MinedDifference>,
    /// Variants beyond the limit.
    pub left_out: u64,
    /// What people call the activities.
    pub names: BTreeMap<String, String>,
}

/// A set of instances in a few numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedCohort {
    /// Ended instances.
    pub cases: u64,
    /// The median of their duration; none of fewer than `least`.
    pub median: Option<f64>,
    /// Its 90th percentile; none of fewer than `least`.
    pub p90: Option<f64>,
    /// The share in which nothing was done again and nothing was stuck.
    pub first_pass: Option<f64>,
    /// How many people work on one, in the mean.
    pub people: f64,
    /// Its evidence, see `/analytics/evidence/{handle}`; none of what is left of another question.
    pub evidence: Option<String>,
}

/// In how many instances of each set something is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedDifference {
    /// The activity, or those of a variant.
    pub trace: Vec<String>,
    /// An instance that went so, of a variant.
    pub instance: Option<InstanceId>,
    /// Instances of the one.
    pub one: u64,
    /// Instances of the other.
    pub other: u64,
    /// The share in the one minus the share in the other.
    pub difference: f64,
    /// The lower bound of its 95 % interval.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// The cases behind a number.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedCases {
    /// How many.
    pub n: u64,
    /// A page of them, the longest first.
    pub cases: Vec<MinedCase>,
    /// How many lie before the next page; none at the end.
    pub next: Option<usize>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedCase {
    /// The instance.
    pub instance: InstanceId,
    /// Its version.
    pub version: u32,
    /// When it began.
    #[serde(with = "weir_core::time::rfc3339")]
    pub began: Timestamp,
    /// When it ended.
    #[serde(with = "weir_core::time::rfc3339")]
    pub ended: Timestamp,
    /// From one to the other.
    pub sojourn: i64,
    /// By how many deviations it is explained, where it was held against a norm.
    pub deviations: Option<u32>,
}
