//! Deployed forms, and forms as they are filled in.
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use weir_core::Timestamp;
use weir_core::form::Access;

/// One version of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormDefinition {
    /// `form:version`.
    pub id: String,
    /// The id of the form in the file.
    pub form: String,
    /// Counts from 1.
    pub version: u32,
    /// What people call this version.
    pub version_tag: Option<String>,
    /// The file it came in.
    pub resource: String,
    /// SHA-256 of the file, in hexadecimal.
    pub checksum: String,
    /// The deployment.
    pub deployment: String,
    /// When it was deployed.
    #[serde(with = "weir_core::time::rfc3339")]
    pub deployed: Timestamp,
    /// By whom.
    pub deployed_by: String,
    /// Is there no newer version?
    pub latest: bool,
    /// The tenant that deployed its first version; none is the installation itself.
    #[serde(default)]
    pub tenant: Option<String>,
    /// What people call it.
    #[serde(default)]
    pub name: Option<String>,
}

/// One form of a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeployedForm {
    /// The form.
    #[serde(flatten)]
    pub definition: FormDefinition,
    /// Its file is the same as that of the latest version: nothing new was made.
    pub unchanged: bool,
}

/// Which forms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FormFilter {
    /// Only versions of this form.
    pub form: Option<String>,
    /// Only the latest version of each.
    pub latest: bool,
}

/// The form of a task, with what is in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskForm {
    /// The deployed form, `form:version`; none when it is kept elsewhere, or described by the model.
    pub form: Option<String>,
    /// What the model names it by.
    pub form_key: Option<String>,
    /// Its schema, without what may not be seen; none when it is kept elsewhere.
    pub schema: Option<Value>,
    /// The values of its fields.
    pub data: Map<String, Value>,
    /// Other variables that its expressions look at.
    pub context: Map<String, Value>,
    /// What may be done with each field, by its path; fields of a table behind the path of the table.
    pub access: BTreeMap<String, Access>,
}
