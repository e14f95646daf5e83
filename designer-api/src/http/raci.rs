//! The RACI matrix: who has which part in which activity, with what speaks against it; and the duties of one person.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::landscape::tagged;
use super::models::seen;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::landscape::{Change, Part, Party, duties_of, matrix};
use weir_engine::Error;
use weir_engine::api::{ChangeLandscape, LandscapeVersion};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(look, change)).routes(routes!(duties))
}

/// Of what.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RaciWithin {
    /// Only what lies in this node.
    within: Option<String>,
}

/// Who has which part in one activity.
#[derive(Serialize, ToSchema)]
struct RaciRow {
    /// The node: a process, a sub-process or a step.
    node: String,
    /// Everybody with a part.
    parts: Vec<RaciCell>,
    /// What speaks against it: nobody answers, several do, nobody does it, or one is asked about what they do.
    conflicts: Vec<schema::LandscapeFinding>,
}

/// Somebody's parts.
#[derive(Serialize, ToSchema)]
struct RaciCell {
    /// `person:` or `role:` and an id.
    who: String,
    /// `R`, `A`, `C`, `I`.
    #[schema(value_type = Vec<String>)]
    parts: Vec<Part>,
}

/// Roles and people by activities.
#[derive(Serialize, ToSchema)]
struct RaciMatrix {
    /// The version of the landscape: the `ETag`.
    version: u64,
    /// Everybody with a part: roles first, then people.
    columns: Vec<String>,
    /// The activities, each behind what it is a part of.
    rows: Vec<RaciRow>,
}

/// The RACI matrix with its conflicts.
#[utoipa::path(get, path = "/raci", tag = "landscape", params(RaciWithin),
    responses((status = 200, description = "it", body = RaciMatrix)))]
async fn look(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<RaciWithin>,
) -> Result<([(HeaderName, String); 1], Json<RaciMatrix>), Refusal> {
    let (version, all) = app.engine().landscape(guard.tenant());
    if let Some(id) = q.within.clone().filter(|id| !all.nodes.contains_key(id)) {
        return Err(Error::NotFound { what: "landscape-node", id }.into());
    }
    let found = matrix(&all, q.within.as_deref());
    let rows = found.rows.into_iter().map(|row| RaciRow {
        node: row.node,
        parts: row.parts.into_iter().map(|(who, parts)| RaciCell { who: who.into(), parts }).collect(),
        conflicts: row.conflicts.into_iter().map(Into::into).collect(),
    });
    let columns = found.columns.into_iter().map(Into::into).collect();
    Ok(tagged(version, RaciMatrix { version, columns, rows: rows.collect() }))
}

/// What somebody is to do in an activity.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewRaciCell {
    /// The node.
    node: String,
    /// `person:` or `role:` and an id.
    #[schema(value_type = String)]
    who: Party,
    /// `R`, `A`, `C`, `I`; none takes them out of it.
    #[schema(value_type = Vec<String>)]
    parts: Vec<Part>,
}

/// Changed cells.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RaciCells {
    /// All or none of these.
    cells: Vec<NewRaciCell>,
    /// Why; it is kept with the version.
    reason: String,
}

/// Changes cells of the matrix. `If-Match` says which version of the landscape was seen.
#[utoipa::path(patch, path = "/raci", tag = "landscape",
    params(("if-match" = String, Header, description = "the `ETag` that was seen")), request_body = RaciCells,
    responses((status = 200, description = "changed", body = schema::LandscapeVersion)))]
async fn change(
    State(app): State<App>,
    headers: HeaderMap,
    Ask { by, input }: Ask<RaciCells>,
) -> Result<([(HeaderName, String); 1], Json<LandscapeVersion>), Refusal> {
    let version = Some(seen(&headers)?);
    let cells = input.cells.into_iter().map(|cell| Change::SetParts(cell.node, cell.who, cell.parts));
    let asked = ChangeLandscape { changes: cells.collect(), version, reason: input.reason };
    let made = app.engine().change_landscape(by, asked).await?;
    Ok(tagged(made.version, made))
}

/// What somebody has to do with a node.
#[derive(Serialize, ToSchema)]
struct AssignedDuty {
    /// The node.
    node: String,
    /// From the domain down to the node, by id.
    way: Vec<String>,
    /// Is it theirs as a whole?
    owns: bool,
    /// `R`, `A`, `C`, `I`.
    #[schema(value_type = Vec<String>)]
    parts: Vec<Part>,
    /// The role that gives it to them; null: they are named themselves.
    through: Option<String>,
}

/// Everything that a person has to do in the landscape, by name and through their roles.
#[utoipa::path(get, path = "/people/{id}/duties", tag = "landscape", params(("id" = String, Path)),
    responses((status = 200, description = "them", body = Vec<AssignedDuty>)))]
async fn duties(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Json<Vec<AssignedDuty>> {
    let (_, all) = app.engine().landscape(guard.tenant());
    let found = duties_of(&all, &app.engine().organisation(), &id, app.engine().now());
    let told = found.into_iter().map(|one| AssignedDuty {
        way: all.way(&one.node).into_iter().map(|node| node.id.clone()).collect(),
        node: one.node,
        owns: one.owns,
        parts: one.parts,
        through: one.through,
    });
    Json(told.collect())
}
