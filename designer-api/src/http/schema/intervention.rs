//! Stepping in: what stands against it, what changes, batches.
use super::{Definition, Sentence, StartedInstance};
use crate::http::schema::instance::InstanceState;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// One reason why an intervention cannot be carried out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Obstacle {
    /// Stable.
    code: String,
    /// The instruction or mapping it is about, counted from 0.
    instruction: Option<usize>,
    /// The element it is about.
    element: Option<String>,
    /// The element instance it is about.
    key: Option<u64>,
    /// For people: what is wrong, and what to do.
    message: String,
    /// The element instances to choose from, when one has to be chosen.
    candidates: Vec<u64>,
}

/// What has changed, or would change, in the order in which it happens.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// Element instances that began.
    entered: Vec<Entered>,
    /// Element instances that ended.
    ended: Vec<Left>,
    /// Element instances that go on as others.
    migrated: Vec<Migrated>,
    /// Waits that were opened.
    waits_opened: Vec<Waiting>,
    /// Waits that were closed; with the work that somebody had in hand.
    waits_closed: Vec<Waiting>,
    /// Variables that were set to another value.
    variables: Vec<Assigned>,
    /// Where it is stuck.
    incidents: Vec<Stuck>,
    /// What left the instance.
    thrown: Vec<Thrown>,
    /// Where the instance is in its life afterwards.
    state: InstanceState,
    /// Does it stand still afterwards?
    suspended: bool,
    /// Called instances, at any depth, that would stand still or go on with it. A dry run names them; once it is done they
    /// follow by themselves.
    called: Vec<String>,
    /// Are there more of them than are named, or of those that end?
    more_called: bool,
    /// Tokens that came to a join and wait there; one without a flow is a complex gateway that waits for its reset.
    tokens_arrived: Vec<JoinToken>,
    /// Tokens that wait at a join no longer: it went on with them, or they were taken away.
    tokens_gone: Vec<JoinToken>,
    /// Waits that are other than they were, as they were after it: a timer that was set again, work in other hands.
    waits_changed: Vec<Waiting>,
    /// Variables that are gone: taken away, or with the element instance that had them. Those of the process itself are not
    /// named when it ends.
    variables_gone: Vec<Forgotten>,
    /// Incidents that are there no more: resolved, or gone with their element instance.
    incidents_gone: Vec<Stuck>,
    /// Activities that can be compensated from now on.
    compensation_kept: Vec<Undoable>,
    /// Activities that cannot be compensated any more: that begins now, or what knew of it is gone.
    compensation_gone: Vec<Undoable>,
    /// How many instances multi-instance activities are to have from now on.
    loops: Vec<Several>,
    /// Called instances that end with what has called them. A dry run names them at any depth; once it is done only those
    /// that the instance has called itself, and the others follow.
    called_ended: Vec<String>,
    /// The instance that has called this one and hears that it has ended.
    caller: Option<String>,
    /// The definition that it goes on in, where that is another one.
    definition: Option<String>,
}

/// A token that waits at a join, or does so no longer.
#[derive(Serialize, ToSchema)]
struct JoinToken {
    /// The joining element instance.
    key: u64,
    /// The gateway.
    element: String,
    /// The flow that it came by; null for a gateway that waits for its reset.
    flow: Option<String>,
}

/// A variable that is gone.
#[derive(Serialize, ToSchema)]
struct Forgotten {
    /// The element instance that had it.
    scope: u64,
    name: String,
    value: Value,
}

/// An activity that can be compensated.
#[derive(Serialize, ToSchema)]
struct Undoable {
    /// The key it had.
    key: u64,
    element: String,
}

/// How many instances a multi-instance activity is to have.
#[derive(Serialize, ToSchema)]
struct Several {
    /// The scope of its instances.
    key: u64,
    element: String,
    /// How many; of a loop at most so many, or 0 for any number.
    total: u32,
}

/// An element instance that began.
#[derive(Serialize, ToSchema)]
struct Entered {
    key: u64,
    element: String,
    scope: Option<u64>,
}

/// An element instance that ended.
#[derive(Serialize, ToSchema)]
struct Left {
    key: u64,
    element: String,
    /// By itself, or from outside?
    completed: bool,
}

/// An element instance that goes on as another.
#[derive(Serialize, ToSchema)]
struct Migrated {
    key: u64,
    from: String,
    to: String,
    /// The flows of tokens that wait there, where they have another name now.
    flows: Vec<FlowMapping>,
}

/// A wait that was opened, changed or closed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Waiting {
    /// Who waits.
    key: u64,
    /// Its element.
    element: String,
    /// The number of the wait.
    wait: u32,
    /// `job`, `userTask`, `timer`, `message`, …
    kind: String,
    /// Type, name, code, process, decision, activity or expression, where it has one.
    name: Option<String>,
    /// When it is due.
    #[schema(format = DateTime)]
    due: Option<String>,
    /// Who had the work in hand: the worker with the lease, or the assignee.
    holder: Option<String>,
    /// The boundary event or event sub-process that begins when it comes.
    event: Option<String>,
    /// For a message: its correlation key.
    correlation_key: Option<String>,
}

/// A variable that was set.
#[derive(Serialize, ToSchema)]
struct Assigned {
    scope: u64,
    name: String,
    value: Value,
    /// Its value before.
    old: Option<Value>,
    /// Is it new? Else it had the value before, which may be null.
    added: bool,
}

/// Where it is stuck.
#[derive(Serialize, ToSchema)]
struct Stuck {
    key: u64,
    element: String,
    code: String,
    message: String,
    /// What the message says, in parts.
    sentence: Option<Sentence>,
}

/// A message, signal, error or escalation.
#[derive(Serialize, ToSchema)]
struct Thrown {
    /// Who threw it.
    key: u64,
    /// `message`, `signal`, `error` or `escalation`.
    kind: String,
    /// Its name or code.
    name: String,
}

/// A new instance that begins again what has ended.
#[derive(Serialize, ToSchema)]
pub struct RestartReport {
    /// The new instance; null after a dry run.
    instance: Option<StartedInstance>,
    /// What happened in its first commit.
    changes: Changes,
}

/// How instances of one definition go on in another.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MigrationPlan {
    /// The definition they run on, `process:version`.
    source: String,
    /// The definition they go to.
    target: String,
    /// The elements that go on as others.
    elements: Vec<ElementMapping>,
    /// The flows that go on as others; those without an entry keep their id.
    #[serde(default)]
    flows: Vec<FlowMapping>,
    /// Parallel joins of the target that may be left waiting for a flow by which no token can come any more: somebody
    /// starts that way by hand afterwards.
    #[serde(default)]
    incomplete_joins: Vec<String>,
}

/// An element of the target for one of the source.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ElementMapping {
    /// In the source.
    from: String,
    /// In the target.
    to: String,
    /// Is what it waits for made anew, as the target says? Else it is kept as it is.
    #[serde(default)]
    renew: bool,
}

/// A flow of the target for one of the source.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FlowMapping {
    /// In the source.
    from: String,
    /// In the target.
    to: String,
}

/// A plan that suggests itself.
#[derive(Serialize, ToSchema)]
pub struct ProposedMigration {
    /// The plan.
    plan: MigrationPlan,
    /// Elements of the source without one in the target: instances with a token there cannot be migrated so.
    unmapped: Vec<String>,
}

/// What stands against migrating an instance.
#[derive(Serialize, ToSchema)]
pub struct MigrationCheck {
    /// The instance.
    instance: Uuid,
    /// All of it; nothing when it can be done.
    obstacles: Vec<Obstacle>,
}

/// What stands against a plan, and against migrating instances with it.
#[derive(Serialize, ToSchema)]
pub struct MigrationReport {
    /// Against the plan, whatever the instance.
    obstacles: Vec<Obstacle>,
    /// Against each of the instances.
    instances: Vec<MigrationCheck>,
}

/// A batch and how far it is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchSummary {
    /// Its id.
    id: String,
    /// `migrate`, `modify`, `suspend`, `resume` or `cancel`.
    operation: String,
    /// When it began.
    #[schema(format = DateTime)]
    begun: String,
    /// Who asked for it.
    by: String,
    /// How many instances it is for.
    total: u64,
    /// How many are still to be done.
    pending: u64,
    /// How many could not be done; of one that was cancelled also those that were not tried any more.
    failed: u64,
    /// What it does.
    state: BatchState,
    /// Who paused, resumed or cancelled it last.
    steered_by: Option<String>,
    /// Why they did.
    reason: Option<String>,
}

/// What a batch does: it goes on, stands still until it is resumed, was given up, or has nothing left to do.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum BatchState {
    Running,
    Paused,
    Cancelled,
    Done,
}

/// An instance of a batch that could not be done.
#[derive(Serialize, ToSchema)]
pub struct BatchFailure {
    /// The instance.
    instance: Uuid,
    /// Stable.
    code: String,
    /// For people.
    message: String,
}

/// A definition after it was suspended or activated; after a dry run as it is.
#[derive(Serialize, ToSchema)]
pub struct DefinitionState {
    /// It.
    definition: Definition,
    /// The batch that does the same to its instances, when there are any and it was asked for.
    batch: Option<BatchSummary>,
    /// After a dry run: what would change. Then nothing has.
    trial: Option<DefinitionTrial>,
}

/// What a batch would do, page by page.
#[derive(Serialize, ToSchema)]
pub struct BatchTrial {
    /// `migrate`, `modify`, `suspend`, `resume` or `cancel`.
    operation: String,
    /// How many instances the batch would be for.
    total: u64,
    /// What it would do to each of this page.
    items: Vec<TriedInstance>,
    /// The cursor of the next page; null on the last one.
    next: Option<String>,
}

/// What a batch would do to one instance: changes, or the reason why it could not be done.
#[derive(Serialize, ToSchema)]
struct TriedInstance {
    /// The instance.
    instance: Uuid,
    /// What would change; null when it could not be done.
    changes: Option<Changes>,
    /// Why it could not be done.
    refused: Option<TriedRefusal>,
}

/// Why an instance could not be done.
#[derive(Serialize, ToSchema)]
struct TriedRefusal {
    /// Stable.
    code: String,
    /// For people.
    message: String,
    /// All that stands against it, where there may be several reasons.
    obstacles: Vec<Obstacle>,
}

/// What suspending or activating a definition would change.
#[derive(Serialize, ToSchema)]
struct DefinitionTrial {
    /// The definition as it would be.
    definition: Definition,
    /// Would anything change of the definition itself?
    changes: bool,
    /// What would start no instance any more, or would again, beside requests and calls.
    starts: Vec<StartTrial>,
    /// What the batch would do to the running instances, where that was asked for.
    instances: Option<BatchTrial>,
}

/// A start event that an event from outside starts.
#[derive(Serialize, ToSchema)]
struct StartTrial {
    /// The start event; null where the definition does not say which.
    event: Option<String>,
    /// `message`, `signal`, `timer` or `condition`.
    kind: String,
    /// The name of the message or signal, or when the timer was due first.
    name: Option<String>,
}
