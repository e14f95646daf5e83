//! Deployed processes.
use serde::{Deserialize, Serialize, Serializer};
use weir_core::read::Disposition;
use weir_core::{Problem, Timestamp};

/// A file to deploy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What became of a deployment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeploymentReport {
    /// Its id; none after a dry run, or when nothing was new.
    pub deployment: Option<String>,
    /// The processes of all files.
    pub definitions: Vec<DeployedDefinition>,
    /// What is doubtful, but no error.
    pub problems: Vec<ResourceProblem>,
    /// What became of every attribute and element of the files.
    #[serde(default)]
    pub account: Vec<ResourceDisposition>,
    /// The decisions of all files.
    #[serde(default)]
    pub decisions: Vec<super::DeployedDecision>,
    /// The forms of all files.
    #[serde(default)]
    pub forms: Vec<super::DeployedForm>,
}

/// One process of a deployment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeployedDefinition {
    /// The definition.
    #[serde(flatten)]
    pub definition: Definition,
    /// The file is the same as that of the latest version: nothing new was made.
    pub unchanged: bool,
}

/// A problem and the file it is in. It is told with the hint of its rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceProblem {
    /// The name of the file.
    pub resource: String,
    /// The problem.
    #[serde(flatten)]
    pub problem: Problem,
}

impl Serialize for ResourceProblem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'a> {
            resource: &'a str,
            #[serde(flatten)]
            problem: &'a Problem,
            #[serde(skip_serializing_if = "Option::is_none")]
            hint: Option<&'static str>,
            #[serde(rename = "hintZh", skip_serializing_if = "Option::is_none")]
            hint_zh: Option<&'static str>,
        }
        let (problem, hint, hint_zh) = (&self.problem, self.problem.hint(), self.problem.hint_zh());
        Told { resource: &self.resource, problem, hint, hint_zh }.serialize(serializer)
    }
}

/// What became of a part of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceDisposition {
    /// The name of the file.
    pub resource: String,
    /// The part, and what became of it.
    #[serde(flatten)]
    pub disposition: Disposition,
}

/// One version of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// `process:version`.
    pub id: String,
    /// The id of the process in the file.
    pub process: String,
    /// Counts from 1.
    pub version: u32,
    /// For people.
    pub name: Option<String>,
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
    /// `weir:versionTag`, what people call this version.
    #[serde(default)]
    pub version_tag: Option<String>,
    /// Does it start no instances at present?
    #[serde(default)]
    pub suspended: bool,
    /// The tenant that its process belongs to; none is the installation itself.
    #[serde(default)]
    pub tenant: Option<String>,
    /// `weir:template`, the template that its model was made of: `id@version#hash`.
    #[serde(default)]
    pub template: Option<String>,
    /// `weir:suggestions`, the suggestions that were taken up in its model.
    #[serde(default)]
    pub suggestions: Vec<String>,
    /// Is it kept out of what people are offered to start? It may still be started.
    #[serde(default)]
    pub unlisted: bool,
}

/// Which definitions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DefinitionFilter {
    /// Only versions of this process.
    pub process: Option<String>,
    /// Only the latest version of each.
    pub latest: bool,
}
