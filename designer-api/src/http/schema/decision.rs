//! Decisions and rule parameters.
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// One version of a decision.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionDefinition {
    /// `decision:version`.
    id: String,
    /// The id of the decision in the file.
    decision: String,
    /// Counts from 1.
    version: u32,
    /// For people.
    name: Option<String>,
    /// What people call this version: `weir:versionTag`.
    version_tag: Option<String>,
    /// The file it came in.
    resource: String,
    /// SHA-256 of the file, in hexadecimal.
    checksum: String,
    /// The deployment.
    deployment: String,
    /// When it was deployed.
    #[schema(format = DateTime)]
    deployed: String,
    /// By whom.
    deployed_by: String,
    /// Is there no newer version?
    latest: bool,
    /// The names of the data that it and what it requires look at.
    inputs: Vec<String>,
    /// The decisions that it requires.
    requires: Vec<String>,
    /// The rule parameters that it uses.
    parameters: Vec<String>,
    /// The tenant that it belongs to; none is the installation itself.
    tenant: Option<String>,
}

/// One decision of a deployment.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeployedDecision {
    #[serde(flatten)]
    definition: DecisionDefinition,
    /// Its files are the same as those of the latest version: nothing new was made.
    unchanged: bool,
}

/// The answer of a decision, and how it came about.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionAnswer {
    /// The decision that answered, `decision:version`.
    decision: String,
    /// The value.
    result: Value,
    /// The tables that were asked, in order.
    tables: Vec<AskedTable>,
    /// The decisions it requires, with their values.
    required: Vec<Required>,
    /// The rule parameters that were used.
    parameters: Vec<UsedParameter>,
    /// Why there is no result.
    problems: Vec<String>,
}

/// A table that was asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AskedTable {
    /// The decision or knowledge model that it belongs to.
    decision: String,
    /// Its id.
    table: String,
    /// What its columns looked at.
    inputs: Vec<AskedInput>,
    /// The numbers of the rules that matched and count, from 1.
    rules: Vec<u32>,
    /// Their ids, where they have one.
    rule_ids: Vec<Option<String>>,
}

/// What a column looked at.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AskedInput {
    /// The expression.
    expression: String,
    /// Its value.
    value: Value,
}

/// A required decision.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Required {
    /// Its id.
    decision: String,
    /// Its value.
    value: Value,
}

/// A rule parameter that was used.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UsedParameter {
    /// Its name.
    name: String,
    /// The version of its value.
    version: u64,
}

/// A rule parameter as it is now.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ParameterState {
    /// `params.<name>` in expressions.
    name: String,
    /// What its values are.
    kind: String,
    /// What its numbers count.
    unit: Option<String>,
    /// The least value.
    minimum: Option<Value>,
    /// The greatest value.
    maximum: Option<Value>,
    /// What it means.
    description: Option<String>,
    /// The value in force; null when none has begun yet.
    value: Option<Value>,
    /// Its version.
    version: Option<u64>,
    /// How many values are to come.
    upcoming: u64,
}

/// One value of a rule parameter.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ParameterEntry {
    /// Counts from 1.
    version: u64,
    /// The value.
    value: Value,
    /// In force from then on, until another value is.
    #[schema(format = DateTime)]
    from: String,
    /// When it was entered.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    actor: String,
    /// Why.
    reason: String,
}

/// An instance that would decide differently.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Impact {
    /// The instance.
    instance: Uuid,
    /// What people know it by.
    business_key: Option<String>,
    /// The definition it runs on.
    definition: String,
    /// Where its token waits.
    at: String,
    /// The definition of the process that will be called and in which the element stands; null is that of the instance.
    called_definition: Option<String>,
    /// The flow with its condition, or the element with another expression or a decision, ahead of it.
    element: String,
    /// What it would decide now.
    before: Value,
    /// What it would decide with the new value.
    after: Value,
    /// Why it cannot be said what it would decide, for instance because its data are not there yet.
    problem: Option<String>,
}

/// What is left out of tables, or said twice.
#[derive(Serialize, ToSchema)]
pub struct Covered {
    /// One entry for each table.
    tables: Vec<Coverage>,
}

/// What is left out of a table, or said twice. Null is left out of account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Coverage {
    /// The decision whose table it is.
    decision: String,
    /// Inputs for which no rule matches: a unary test for each column.
    gaps: Vec<Vec<String>>,
    /// Rules that match together where only one may.
    overlaps: Vec<Overlap>,
    /// Rules that are never reached, from 1.
    unreached: Vec<u64>,
    /// Cells that were not looked at: rule and column, from 1.
    unread: Vec<[u64; 2]>,
    /// Columns of which nothing could be said, from 1.
    unread_columns: Vec<u64>,
    /// Is it all?
    whole: bool,
}

/// Two rules that match together.
#[derive(Serialize, ToSchema)]
struct Overlap {
    /// Their numbers, from 1.
    rules: [u64; 2],
    /// For which inputs, as an example.
    inputs: Vec<String>,
}
