//! Work, messages and what is stuck.
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// An open task.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserTask {
    /// Its id.
    id: String,
    /// The instance.
    instance: Uuid,
    /// The definition, `process:version`.
    definition: String,
    /// The element.
    element: String,
    /// Its name.
    name: Option<String>,
    /// What people know the instance by.
    business_key: Option<String>,
    /// Who started the instance.
    initiator: Option<String>,
    /// When it was opened.
    #[schema(format = DateTime)]
    created: String,
    /// Who has it.
    assignee: Option<String>,
    /// Who may claim it.
    candidate_users: Vec<String>,
    /// Whose members may claim it.
    candidate_groups: Vec<String>,
    /// When it should be done.
    #[schema(format = DateTime)]
    due: Option<String>,
    /// When to look at it again.
    #[schema(format = DateTime)]
    follow_up: Option<String>,
    /// 0 to 100.
    priority: u8,
    /// Its form.
    form_key: Option<String>,
    /// The fields of its form, where the model describes them: a schema in the manner of form-js.
    form: Option<Value>,
    /// Since when whoever has it is at work.
    #[schema(format = DateTime)]
    started: Option<String>,
    /// The approval that it gives an opinion in.
    approval: Option<String>,
    /// The seat there.
    seat: Option<u32>,
    /// To whom it goes back when it is prepared.
    owner: Option<String>,
    /// What is to be done, where its model or a listener says it.
    description: Option<String>,
    /// What the actor may do with it.
    #[schema(inline)]
    allowed_actions: Vec<TaskAction>,
}

/// What somebody may do with a task.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum TaskAction {
    Claim,
    Unclaim,
    Complete,
    Approve,
    Reject,
    Abstain,
    Transfer,
    Delegate,
    Resolve,
    AddSigner,
    Return,
    Remind,
    Copy,
    Start,
    Plan,
    Reassign,
    Reschedule,
    ChangeSigners,
}

/// A job in the hands of a worker, or waiting for one.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Its id.
    id: String,
    /// Its type.
    r#type: String,
    /// The instance.
    instance: Uuid,
    /// The definition, `process:version`.
    definition: String,
    /// The element.
    element: String,
    /// What people know the instance by.
    business_key: Option<String>,
    /// How often it may still fail.
    retries: u32,
    /// Who has it.
    worker: Option<String>,
    /// Proves the lease; every report must carry it. Null in lists.
    token: Option<u64>,
    /// When another worker may take it.
    #[schema(format = DateTime)]
    lease_until: Option<String>,
    /// Not before this.
    #[schema(format = DateTime)]
    available: String,
    /// What it sees. Empty in lists.
    variables: BTreeMap<String, Value>,
    /// What the model says to its worker beside them.
    headers: BTreeMap<String, String>,
    /// How urgent it is, -1000 to 1000: of several jobs of a type the one with the highest goes first.
    priority: i32,
}

/// What became of a message.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Publication {
    /// The id of the message.
    message_id: String,
    /// Who got it; nobody when it was buffered.
    delivered: Vec<Delivery>,
    /// Until when it is buffered; null when it was delivered.
    #[schema(format = DateTime)]
    buffered_until: Option<String>,
}

/// Somebody who got a message.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Delivery {
    /// The instance.
    instance: Uuid,
    /// The subscription; null when the message started the instance.
    subscription: Option<String>,
}

/// Somebody who could get a message.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// A subscription of a running instance.
    subscription: Option<String>,
    /// Or a definition that the message starts.
    definition: Option<String>,
    /// The element that waits.
    element: String,
}

/// A message that nobody has taken yet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BufferedMessage {
    /// Its id.
    message_id: String,
    /// Its name.
    name: String,
    /// Its correlation key.
    correlation_key: Option<String>,
    /// What it carries.
    variables: BTreeMap<String, Value>,
    /// When it was published.
    #[schema(format = DateTime)]
    published: String,
    /// When it will be forgotten.
    #[schema(format = DateTime)]
    until: String,
    /// The tenant that it stays in; none is the installation itself.
    tenant: Option<String>,
}

/// Who a signal goes to.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignalReport {
    /// How many subscriptions.
    subscriptions: usize,
    /// How many definitions it starts.
    definitions: usize,
}

/// An instance that a condition has started.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartedByCondition {
    /// Of this definition, `process:version`.
    definition: String,
    /// At this start event.
    event: String,
    /// It.
    instance: Uuid,
}

/// Why an element instance is stuck.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Incident {
    /// Its id.
    id: String,
    /// The instance.
    instance: Uuid,
    /// The definition, `process:version`.
    definition: String,
    /// The element.
    element: String,
    /// Stable code.
    code: String,
    /// For people.
    message: String,
    /// Since when.
    #[schema(format = DateTime)]
    raised: String,
    /// What the message says, in parts, to be told in another language; nothing for the words of others.
    sentence: Option<Sentence>,
}

/// What went wrong, without words.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sentence {
    /// Which sentence it is: `missing`, `cannot`, `no-flow` and others. Stable: translations depend on it.
    name: String,
    /// What it is said of, by name: `expression`, `part`, `most` and others, as the sentence needs them.
    parts: BTreeMap<String, String>,
    /// The types of the values that do not go together, in their order.
    types: Vec<String>,
    /// The variables that were read, as they were.
    values: Vec<NamedText>,
    /// How many more there are.
    more_values: u32,
    /// What each way out needs.
    needs: Vec<NamedText>,
    /// How many more there are.
    more_needs: u32,
}

/// One of several, with what is to be said of it.
#[derive(Serialize, ToSchema)]
pub struct NamedText {
    /// What it is called.
    name: String,
    /// A value as JSON, or a condition as it is written; cut to a readable length.
    value: String,
}

/// A command of the engine to itself that could not be carried out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetter {
    /// Its id.
    id: String,
    /// What it asks for: `start`, `signal`, `message`, `child-ended` and others.
    kind: String,
    /// The instance that it is for, or that it was to start.
    instance: Option<Uuid>,
    /// The definition that it was to start.
    definition: Option<String>,
    /// Where it was to start, or the name of the message or signal.
    name: Option<String>,
    /// Stable code of what went wrong.
    code: String,
    /// For people.
    message: String,
    /// How often it was tried.
    tries: u32,
    /// When it was set aside.
    #[schema(format = DateTime)]
    at: String,
}

/// An activity of an ad-hoc sub-process that may be chosen now.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnabledActivity {
    /// Its id: what it is chosen by.
    id: String,
    /// The instance.
    instance: Uuid,
    /// The definition, `process:version`.
    definition: String,
    /// The activity.
    activity: String,
    /// Its name, for people.
    name: Option<String>,
    /// The ad-hoc sub-process it stands in.
    sub_process: String,
    /// The ad-hoc sub-process as it runs: what it is completed by.
    scope: String,
    /// Since when it may be chosen.
    #[schema(format = DateTime)]
    enabled: String,
}
