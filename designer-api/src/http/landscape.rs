//! The process landscape: its nodes and roles, its versions, what it lacks, how far it is covered.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::models::{etag, seen};
use super::page::{Paged, page};
use super::{App, Refusal, drawing, schema};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::landscape::{Change, Expected, Node, Role, Steps, advice, difference, seed};
use weir_core::library::Words;
use weir_engine::api::{ChangeLandscape, LandscapeVersion, Page};
use weir_engine::{Context, Error};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(whole))
        .routes(routes!(begin))
        .routes(routes!(add))
        .routes(routes!(one, put, remove))
        .routes(routes!(put_role, remove_role))
        .routes(routes!(findings))
        .routes(routes!(cover))
        .routes(routes!(versions))
        .routes(routes!(version))
        .routes(routes!(differ))
        .routes(routes!(restore))
}

/// An answer with its tag.
type Tagged<T> = ([(HeaderName, String); 1], Json<T>);

pub(super) fn tagged<T>(revision: u64, value: T) -> Tagged<T> {
    ([(header::ETAG, etag(revision))], Json(value))
}

/// A landscape.
#[derive(Serialize, ToSchema)]
struct LandscapeNow {
    /// Its version: the `ETag`. 0: nothing was made yet.
    version: u64,
    /// All nodes, each behind what it is a part of, siblings in their order.
    #[schema(value_type = Vec<schema::LandscapeNode>)]
    nodes: Vec<Arc<Node>>,
    /// The roles that duties name beside those of the organisation.
    #[schema(value_type = Vec<schema::LandscapeRole>)]
    roles: Vec<Arc<Role>>,
}

fn told(version: u64, all: &weir_core::landscape::Landscape) -> LandscapeNow {
    LandscapeNow {
        version,
        nodes: all.walk().into_iter().cloned().collect(),
        roles: all.roles.values().cloned().collect(),
    }
}

/// The landscape as it is.
#[utoipa::path(get, path = "/landscape", tag = "landscape",
    responses((status = 200, description = "it", body = LandscapeNow)))]
async fn whole(State(app): State<App>, guard: Guard, _query: Query<Nothing>) -> Tagged<LandscapeNow> {
    let (version, all) = app.engine().landscape(guard.tenant());
    tagged(version, told(version, &all))
}

/// Why something changes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LandscapeReason {
    /// It is kept with the version.
    reason: String,
}

async fn change(app: &App, by: Context, changes: Vec<Change>, reason: String) -> Result<LandscapeVersion, Refusal> {
    Ok(app.engine().change_landscape(by, ChangeLandscape { changes, version: None, reason }).await?)
}

/// Begins with the four management areas and their typical processes. What is there of the same id is replaced.
#[utoipa::path(post, path = "/landscape/seed", tag = "landscape", request_body = LandscapeReason,
    responses((status = 200, description = "made", body = schema::LandscapeVersion)))]
async fn begin(
    State(app): State<App>,
    Ask { by, input }: Ask<LandscapeReason>,
) -> Result<Tagged<LandscapeVersion>, Refusal> {
    let version = change(&app, by, seed(), input.reason).await?;
    Ok(tagged(version.version, version))
}

/// A node as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewLandscapeNode {
    /// The node; its `revision` is not looked at.
    #[schema(value_type = schema::LandscapeNode)]
    node: Node,
    /// Why; it is kept with the version.
    reason: String,
}

/// Adds a node.
#[utoipa::path(post, path = "/landscape/nodes", tag = "landscape", request_body = NewLandscapeNode,
    responses((status = 201, description = "made", body = schema::LandscapeVersion)))]
async fn add(
    State(app): State<App>,
    Ask { by, input }: Ask<NewLandscapeNode>,
) -> Result<(StatusCode, Tagged<LandscapeVersion>), Refusal> {
    let put = Change::PutNode(Box::new(input.node), Expected::Nothing);
    let version = change(&app, by, vec![put], input.reason).await?;
    Ok((StatusCode::CREATED, tagged(version.version, version)))
}

/// A node and what surrounds it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PlacedNode {
    /// The node.
    #[schema(value_type = schema::LandscapeNode)]
    node: Arc<Node>,
    /// From the domain down to the node itself.
    #[schema(value_type = Vec<schema::LandscapeNode>)]
    way: Vec<Arc<Node>>,
    /// Its parts in their order.
    #[schema(value_type = Vec<schema::LandscapeNode>)]
    parts: Vec<Arc<Node>>,
    /// Who answers for it: its owner, or that of the nearest node above that has one.
    answers_for_it: Option<String>,
    /// What it lacks.
    findings: Vec<schema::LandscapeFinding>,
}

/// One node, the way to it, its parts and what it lacks.
#[utoipa::path(get, path = "/landscape/nodes/{id}", tag = "landscape", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = PlacedNode)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Tagged<PlacedNode>, Refusal> {
    let (_, all) = app.engine().landscape(guard.tenant());
    let node = all.nodes.get(&id).cloned().ok_or(Error::NotFound { what: "landscape-node", id: id.clone() })?;
    let found = advice(&all, &app.engine().landscape_known(guard.tenant())?);
    let findings = found.into_iter().filter(|finding| finding.at == id).map(Into::into).collect();
    let way = all.way(&id).into_iter().cloned().collect();
    let parts = all.children(Some(&id)).into_iter().cloned().collect();
    let answers_for_it = all.answers_for(&id).map(ToString::to_string);
    Ok(tagged(node.revision, PlacedNode { node, way, parts, answers_for_it, findings }))
}

/// Changes a node. `If-Match` says which revision of it was seen.
#[utoipa::path(put, path = "/landscape/nodes/{id}", tag = "landscape",
    params(("id" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = NewLandscapeNode, responses((status = 200, description = "changed", body = schema::LandscapeVersion)))]
async fn put(
    State(app): State<App>,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<NewLandscapeNode>,
) -> Result<Tagged<LandscapeVersion>, Refusal> {
    let expected = Expected::Revision(seen(&headers)?);
    if input.node.id != id {
        return Err(Refusal::bad("landscape-id", "the node keeps its id: make a new one, and remove this one"));
    }
    let version = change(&app, by, vec![Change::PutNode(Box::new(input.node), expected)], input.reason).await?;
    Ok(tagged(version.version, version))
}

/// Removes a node with all its parts. `If-Match` says which revision of it was seen.
#[utoipa::path(delete, path = "/landscape/nodes/{id}", tag = "landscape",
    params(("id" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = LandscapeReason, responses((status = 200, description = "removed", body = schema::LandscapeVersion)))]
async fn remove(
    State(app): State<App>,
    Id(id): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<LandscapeReason>,
) -> Result<Tagged<LandscapeVersion>, Refusal> {
    let expected = Expected::Revision(seen(&headers)?);
    let version = change(&app, by, vec![Change::RemoveNode(id, expected)], input.reason).await?;
    Ok(tagged(version.version, version))
}

/// A role as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewLandscapeRole {
    /// Its name, in one language at least.
    #[schema(value_type = schema::Words)]
    name: Words,
    /// What it does.
    #[schema(value_type = schema::Words)]
    duties: Words,
    /// Why; it is kept with the version.
    reason: String,
}

/// Makes or changes a role of the landscape.
#[utoipa::path(put, path = "/landscape/roles/{id}", tag = "landscape", params(("id" = String, Path)),
    request_body = NewLandscapeRole, responses((status = 200, description = "kept", body = schema::LandscapeVersion)))]
async fn put_role(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<NewLandscapeRole>,
) -> Result<Tagged<LandscapeVersion>, Refusal> {
    let NewLandscapeRole { name, duties, reason } = input;
    let version = change(&app, by, vec![Change::PutRole(Role { id, name, duties })], reason).await?;
    Ok(tagged(version.version, version))
}

/// Removes a role of the landscape; duties that name it stay, and are told of as naming nobody.
#[utoipa::path(delete, path = "/landscape/roles/{id}", tag = "landscape", params(("id" = String, Path)),
    request_body = LandscapeReason, responses((status = 200, description = "removed", body = schema::LandscapeVersion)))]
async fn remove_role(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<LandscapeReason>,
) -> Result<Tagged<LandscapeVersion>, Refusal> {
    let version = change(&app, by, vec![Change::RemoveRole(id)], input.reason).await?;
    Ok(tagged(version.version, version))
}

/// What the landscape lacks: owners, duties, links that lead to nothing.
#[utoipa::path(get, path = "/landscape/findings", tag = "landscape",
    responses((status = 200, description = "them", body = Vec<schema::LandscapeFinding>)))]
async fn findings(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
) -> Result<Json<Vec<schema::LandscapeFinding>>, Refusal> {
    let (_, all) = app.engine().landscape(guard.tenant());
    let found = advice(&all, &app.engine().landscape_known(guard.tenant())?);
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// How much there is of everything, and how much of it is covered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PlanCovered {
    /// On a level: nodes. Of a node: the processes (L3) in it.
    planned: u32,
    /// Those with a model.
    modelled: u32,
    /// Those with a deployed process.
    automated: u32,
    /// Those with an indicator that somebody took over.
    monitored: u32,
    /// The steps of the deployed processes.
    steps: u32,
    /// Those of them that no person does.
    automatic_steps: u32,
}

/// A level.
#[derive(Serialize, ToSchema)]
struct LevelCovered {
    /// 1 to 5.
    level: u8,
    /// How far.
    covered: PlanCovered,
}

/// How far the landscape is covered.
#[derive(Serialize, ToSchema)]
struct LandscapeCoverage {
    /// From L1 to L5.
    levels: Vec<LevelCovered>,
    /// By node.
    nodes: BTreeMap<String, PlanCovered>,
}

/// How far the landscape is planned, modelled, automated and monitored, by level and by node.
#[utoipa::path(get, path = "/landscape/coverage", tag = "landscape",
    responses((status = 200, description = "it", body = LandscapeCoverage)))]
async fn cover(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
) -> Result<Json<LandscapeCoverage>, Refusal> {
    // Definitions that were not used for a while are compiled anew.
    let found = drawing::apart(move || app.engine().landscape_coverage(guard.tenant())).await??;
    let covered = |planned, modelled, automated, monitored, Steps { all, automatic }| PlanCovered {
        planned,
        modelled,
        automated,
        monitored,
        steps: all,
        automatic_steps: automatic,
    };
    let levels = found.levels.into_iter().map(|level| LevelCovered {
        level: level.level,
        covered: covered(level.planned, level.modelled, level.automated, level.monitored, level.steps),
    });
    let nodes = found.nodes.into_iter().map(|(id, share)| {
        (id, covered(share.processes, share.modelled, share.automated, share.monitored, share.steps))
    });
    Ok(Json(LandscapeCoverage { levels: levels.collect(), nodes: nodes.collect() }))
}

/// The versions of the landscape, the latest first.
#[utoipa::path(get, path = "/landscape/versions", tag = "landscape", params(Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::LandscapeVersion>)))]
async fn versions(
    State(app): State<App>,
    guard: Guard,
    Query(q): Query<Paged>,
) -> Result<Json<Page<LandscapeVersion>>, Refusal> {
    Ok(Json(app.engine().landscape_versions(guard.tenant(), &page(q.limit, q.cursor)).await?))
}

/// A version, and the landscape in it.
#[derive(Serialize, ToSchema)]
struct LandscapeThen {
    /// The version; null for 0, before anything was made.
    #[schema(value_type = Option<schema::LandscapeVersion>)]
    version: Option<LandscapeVersion>,
    /// The landscape as it was in it.
    landscape: LandscapeNow,
}

/// The landscape as it was in a version.
#[utoipa::path(get, path = "/landscape/versions/{version}", tag = "landscape", params(("version" = u64, Path)),
    responses((status = 200, description = "it", body = LandscapeThen)))]
async fn version(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(number): Id<u64>,
) -> Result<Json<LandscapeThen>, Refusal> {
    let (version, all) = app.engine().landscape_at(guard.tenant(), number).await?;
    Ok(Json(LandscapeThen { version, landscape: told(number, &all) }))
}

/// With which version.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Compared {
    /// The later version; the present one where none is said.
    after: Option<u64>,
}

/// What is other in a later version: nodes that came and went, and fields with what they were and are.
#[utoipa::path(get, path = "/landscape/versions/{version}/difference", tag = "landscape",
    params(("version" = u64, Path), Compared),
    responses((status = 200, description = "the difference", body = schema::LandscapeDifference)))]
async fn differ(
    State(app): State<App>,
    guard: Guard,
    Id(number): Id<u64>,
    Query(q): Query<Compared>,
) -> Result<Json<Value>, Refusal> {
    let (_, before) = app.engine().landscape_at(guard.tenant(), number).await?;
    let after = match q.after {
        Some(number) => app.engine().landscape_at(guard.tenant(), number).await?.1,
        None => weir_core::landscape::Landscape::clone(&app.engine().landscape(guard.tenant()).1),
    };
    Ok(Json(serde_json::to_value(difference(&before, &after)).expect("it is plain data")))
}

/// Makes the landscape again what it was in a version. `If-Match` says which version was seen; what it is now stays among
/// its versions.
#[utoipa::path(post, path = "/landscape/versions/{version}/restore", tag = "landscape",
    params(("version" = u64, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = LandscapeReason, responses((status = 200, description = "restored", body = schema::LandscapeVersion)))]
async fn restore(
    State(app): State<App>,
    Id(number): Id<u64>,
    headers: HeaderMap,
    Ask { by, input }: Ask<LandscapeReason>,
) -> Result<Tagged<LandscapeVersion>, Refusal> {
    let seen = seen(&headers)?;
    let version = app.engine().restore_landscape(by, number, Some(seen), &input.reason).await?;
    Ok(tagged(version.version, version))
}
