//! Files to look through, and what could be made of them.
use super::model::Place;
use serde::Serialize;
use utoipa::ToSchema;

/// Files, as a form sends them.
#[derive(ToSchema)]
pub struct Files {
    /// Each a part with a file name: up to 5 MiB each, 20 MiB together.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
}

/// What could be made of the files.
#[derive(Serialize, ToSchema)]
pub struct RepairReport {
    /// One entry for each file, in their order.
    files: Vec<RepairedFile>,
}

/// What could be made of a file.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RepairedFile {
    /// The name of the file.
    resource: String,
    /// What would be repaired.
    repairs: Vec<Repair>,
    /// For `acceptRepairs`: names this file with these repairs; null when there are none.
    token: Option<String>,
    /// The ids of what was drawn.
    drawn: Vec<String>,
    /// The file with everything done; null when its bytes are no text.
    xml: Option<String>,
}

/// One repair.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Repair {
    /// Stable, `repair-…`.
    code: String,
    /// The element it is about.
    element: Option<String>,
    /// Where in the file as it was sent.
    place: Place,
    /// What was wrong, and what was made of it.
    message: String,
}
