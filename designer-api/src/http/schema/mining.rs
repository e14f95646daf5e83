//! What is mined of a history: the map, variants, rework, time, people, batches, and the cases behind each number.
//! This file is long because each view has its shape.
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The process map.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinedMap {
    /// Ended instances.
    cases: u64,
    /// How many activities there are, shown or not.
    activities: u64,
    /// What is shown.
    nodes: Vec<MinedNode>,
    /// What is shown of what follows what.
    flows: Vec<MinedFlow>,
    /// The share of all work that is shown.
    rows_shown: f64,
    /// The share of all steps from one activity to the next that is shown.
    steps_shown: f64,
    /// What people call the activities.
    names: BTreeMap<String, String>,
    /// Of how many times quantiles are told at least.
    least: u64,
}

/// An activity on the map.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedNode {
    /// Its id.
    activity: String,
    /// How often it was done.
    visits: u64,
    /// In how many instances.
    cases: u64,
    /// The median from when it could begin to its end; none of fewer than `least`.
    median: Option<f64>,
}

/// What follows what.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedFlow {
    /// From; none is the beginning of an instance.
    from: Option<String>,
    /// To; none is its end.
    to: Option<String>,
    /// How often.
    count: u64,
    /// In how many instances.
    cases: u64,
    /// The mean from the end of the one to the beginning of the other.
    mean: Option<f64>,
}

/// The variants.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinedVariants {
    /// Ended instances.
    cases: u64,
    /// How many variants there are.
    variants: u64,
    /// The least number of variants that hold 80 % of the instances.
    cover: u64,
    /// The share of instances that went a way of their own.
    singletons: f64,
    /// They, the most frequent first.
    items: Vec<MinedVariant>,
    /// Variants beyond the limit.
    left_out: u64,
    /// What people call the activities.
    names: BTreeMap<String, String>,
    /// Of how many instances quantiles are told at least.
    least: u64,
}

/// One variant.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedVariant {
    /// The first instance that went so: by it the variant is asked for.
    instance: Uuid,
    /// Its activities in the order of causes; branches side by side are one way, whichever was quicker.
    trace: Vec<String>,
    /// How many instances.
    cases: u64,
    /// Their share.
    share: f64,
    /// The share of this one and all before it.
    covered: f64,
    /// The median of their duration; none of fewer than `least`.
    median: Option<f64>,
}

/// What was done again.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinedRework {
    /// Ended instances.
    cases: u64,
    /// Those in which anything was done again.
    again: u64,
    /// Work beyond the first time of its activity in its instance, over all work.
    ratio: f64,
    /// The share of instances in which nothing was done again and nothing was stuck.
    first_pass: Option<f64>,
    /// The activities that were done again, the most frequent first.
    activities: Vec<MinedAgain>,
    /// Loops, the one that costs most time first.
    loops: Vec<MinedLoop>,
    /// Two activities between which instances went to and fro.
    to_and_fro: Vec<MinedToAndFro>,
    /// The same of people; who they are is not told.
    people: MinedPeopleToAndFro,
    /// What people call the activities.
    names: BTreeMap<String, String>,
}

/// An activity that was done again.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedAgain {
    /// Its id.
    activity: String,
    /// How often beyond the first time.
    times: u64,
    /// Of these at once.
    at_once: u64,
    /// Of these by the person of the first time.
    same_person: u64,
    /// Of these by somebody else.
    other_person: u64,
    /// In how many instances.
    cases: u64,
}

/// A loop.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedLoop {
    /// The activity that is done again.
    activity: String,
    /// From where it comes back; itself where it repeats at once.
    from: String,
    /// How often.
    times: u64,
    /// In how many instances.
    cases: u64,
    /// From the end of the one time to the end of the next, of all.
    lost: i64,
    /// The same of one.
    mean: f64,
}

/// Two activities between which instances went to and fro.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedToAndFro {
    /// The one.
    one: String,
    /// The other.
    other: String,
    /// Stretches with three changes or more.
    stretches: u64,
    /// Changes in all of them.
    changes: u64,
    /// In how many instances.
    cases: u64,
}

/// How often work went to and fro between two people.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedPeopleToAndFro {
    /// Stretches with three changes or more.
    stretches: u64,
    /// Changes in all of them.
    changes: u64,
}

/// Where the time goes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinedBottlenecks {
    /// Ended instances.
    cases: u64,
    /// The mean of their durations: what all activities come to together.
    mean: f64,
    /// The activities that time was spent with on the critical path, the one that waits longest first.
    items: Vec<MinedBottleneck>,
    /// What people call them.
    names: BTreeMap<String, String>,
}

/// An activity and its part of the time, for each instance.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedBottleneck {
    /// Its id.
    activity: String,
    /// Between the end of what led to it and the moment it could begin.
    before: f64,
    /// In its queue.
    queue: f64,
    /// Taken and not begun.
    claimed: f64,
    /// Worked on.
    service: f64,
    /// All of it over the mean duration.
    share: f64,
    /// In how many instances it is on the critical path.
    cases: u64,
}

/// Who works with whom.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinedNetworks {
    /// Ended instances.
    cases: u64,
    /// Are these single people? Else groups of at least `least`.
    named: bool,
    /// How many people a group has at least that is told of.
    least: u64,
    /// People of whom nothing is told because they are too few.
    withheld: u64,
    /// The share of handovers between two people that go to somebody else.
    handover_rate: Option<f64>,
    /// Who hands over to whom.
    handovers: Vec<MinedLink>,
    /// Who works on the same instances; each pair once.
    together: Vec<MinedLink>,
    /// What each does.
    workloads: Vec<MinedWorkload>,
    /// What groups are called.
    names: BTreeMap<String, String>,
    /// How busy each is, in the hours of the work calendar.
    loads: Vec<MinedLoad>,
    /// Why nothing is told of it, where it is not: `no-calendar`, `no-working-time`, `held-as-sums`.
    loads_missing: Option<String>,
    /// On how few people the work of each activity rests, the fewest first.
    involvement: Vec<MinedInvolvement>,
    /// What the activities are called.
    activities: BTreeMap<String, String>,
}

/// How busy the people of a group are, or somebody, on anything in any process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedLoad {
    /// Who.
    group: String,
    /// How many people.
    people: u64,
    /// How long they worked within their hours, several things at once counted once, ms.
    busy: i64,
    /// Their hours in the window, of all of them together, ms.
    available: i64,
    /// The one by the other.
    utilisation: f64,
    /// How many things one does at once on average while working.
    at_once: f64,
}

/// On how few people an activity rests.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedInvolvement {
    /// Which.
    activity: String,
    /// Visits of which it is known who did them.
    visits: u64,
    /// On how many of these it must rest to be told.
    least: u64,
    /// Are there fewer people than are told of?
    few: bool,
    /// How many people did it; null where that is not told.
    people: Option<u64>,
    /// The smallest number of them who did 80 % of it; null where that is not told.
    core: Option<u64>,
}

/// Something between two groups or people.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedLink {
    /// From.
    from: String,
    /// To.
    to: String,
    /// How often; of working together: pairs of people and instances.
    count: u64,
    /// The share of all.
    share: f64,
}

/// What a group or somebody does.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedWorkload {
    /// Who.
    group: String,
    /// How many people.
    people: u64,
    /// How many activities they have done.
    visits: u64,
    /// How long they worked.
    service: i64,
    /// How long work waited for them.
    waited: i64,
    /// The share of its busiest person; none where that would tell of a single one.
    concentration: Option<f64>,
}

/// Batches.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinedBatches {
    /// Ended instances.
    cases: u64,
    /// The longest gap between two pieces of work of a batch.
    gap: i64,
    /// Activities with batches, the one with most work in them first.
    items: Vec<MinedBatch>,
    /// What people call them.
    names: BTreeMap<String, String>,
}

/// The batches of an activity.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedBatch {
    /// Its id.
    activity: String,
    /// How many.
    batches: u64,
    /// Visits in them.
    visits: u64,
    /// All visits of the activity.
    of: u64,
    /// Visits of the largest.
    largest: u64,
    /// How many of each kind: `simultaneous`, `start`, `end`, `sequential`, `concurrent`.
    kinds: BTreeMap<String, u64>,
    /// How many of them have so many visits.
    sizes: BTreeMap<String, u64>,
    /// Whether they begin as soon as there are so many visits; none with fewer than ten batches.
    by_size: Option<MinedFiring>,
    /// Whether they begin as soon as the oldest has lain so long, ms.
    by_age: Option<MinedFiring>,
    /// Whether they begin at a time of the day: ms since midnight by the clocks of the server.
    by_clock: Option<MinedFiring>,
    /// The mean from when work could begin to the beginning of its batch.
    collecting: f64,
    /// Work on one in a batch over work on one outside; below 1 batches save work.
    factor: Option<f64>,
    /// In how many instances.
    cases: u64,
}

/// A rule by which batches may begin.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinedFiring {
    /// So many, so long, at this time.
    at: i64,
    /// For which share of the batches it is so.
    share: f64,
}

/// Two sets of instances held against each other.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinedComparison {
    /// The one.
    one: MinedCohort,
    /// The other.
    other: MinedCohort,
    /// How many instances each must have before anything is said of differences.
    least: u64,
    /// P(one of the one takes longer) − P(it takes less); none with too few.
    longer: Option<f64>,
    /// The probability of that by chance.
    p: Option<f64>,
    /// Activities whose presence differs by more than chance (q ≤ 0.05 over all of them), the greatest first.
    activities: Vec<MinedDifference>,
    /// Variants, those whose shares differ most first.
    variants: Vec<MinedDifference>,
    /// Variants beyond the limit.
    left_out: u64,
    /// What people call the activities.
    names: BTreeMap<String, String>,
}

/// A set of instances in a few numbers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedCohort {
    /// Ended instances.
    cases: u64,
    /// The median of their duration; none of fewer than `least`.
    median: Option<f64>,
    /// Its 90th percentile; none of fewer than `least`.
    p90: Option<f64>,
    /// The share in which nothing was done again and nothing was stuck.
    first_pass: Option<f64>,
    /// How many people work on one, in the mean.
    people: f64,
    /// Its evidence, see `/analytics/evidence/{handle}`; none of those that went a way, or others: see `mined-cases`.
    evidence: Option<String>,
}

/// In how many instances of each set something is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedDifference {
    /// The activity, or those of a variant.
    trace: Vec<String>,
    /// An instance that went so, of a variant.
    instance: Option<Uuid>,
    /// Instances of the one.
    one: u64,
    /// Instances of the other.
    other: u64,
    /// The share in the one minus the share in the other.
    difference: f64,
    /// The lower bound of its 95 % interval.
    low: f64,
    /// The upper bound.
    high: f64,
}

/// The cases behind a number.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MinedCases {
    /// How many.
    n: u64,
    /// A page of them, the longest first.
    cases: Vec<MinedCase>,
    /// How many lie before the next page; none at the end.
    next: Option<usize>,
}

/// One of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MinedCase {
    /// The instance.
    instance: Uuid,
    /// Its version.
    version: u32,
    /// When it began.
    #[schema(format = DateTime)]
    began: String,
    /// When it ended.
    #[schema(format = DateTime)]
    ended: String,
    /// From one to the other.
    sojourn: i64,
    /// By how many deviations it is explained, where it was held against a norm.
    deviations: Option<u32>,
}
