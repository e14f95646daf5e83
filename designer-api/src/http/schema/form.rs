//! Forms.
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One version of a form.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormDefinition {
    /// `form:version`.
    id: String,
    /// The id of the form in the file.
    form: String,
    /// Counts from 1.
    version: u32,
    /// What people call this version.
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
    /// The tenant that it belongs to; none is the installation itself.
    tenant: Option<String>,
    /// What people call it.
    name: Option<String>,
}

/// One form of a deployment.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeployedForm {
    /// The form.
    #[serde(flatten)]
    definition: FormDefinition,
    /// Its file is the same as that of the latest version: nothing new was made.
    unchanged: bool,
}

/// The form of a task, with what is in it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskForm {
    /// The deployed form, `form:version`; null when it is kept elsewhere, or described by the model.
    form: Option<String>,
    /// What the model names it by.
    form_key: Option<String>,
    /// Its schema, in the manner of form-js: without hidden fields; what may only be read is `readonly`.
    schema: Option<Value>,
    /// The values of its fields.
    data: BTreeMap<String, Value>,
    /// Other variables that its expressions look at.
    context: BTreeMap<String, Value>,
    /// `read`, `write` or `required` for each field, by its path; fields of a table behind the path of the table.
    access: BTreeMap<String, String>,
}

/// What is wrong with one field of a form.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// Its path: `items[0].price`.
    field: String,
    /// Stable: `field-required`, `field-type` and so on.
    code: String,
    /// For people, in English.
    message: String,
}
