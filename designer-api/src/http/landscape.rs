//! The process landscape: its nodes and roles, what it lacks, how far it is covered, who works with whom. It is long because
//! each of its routes describes what it answers.
use super::ask::{Ask, Id, Nothing, Query};
use super::models::{etag, seen};
use super::page::{Paged, page};
use super::{App, Refusal, drawing, schema};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::landscape::{
    Change, Crossing, Expected, LinkKind, Node, Owned, Role, SideKind, Steps, advice, collaborations, difference, seed,
};
use weir_core::library::Words;
use weir_core::model::Model;
use weir_engine::api::{self, ChangeLandscape, LandscapeVersion, Page};
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
        .routes(routes!(collaborate))
        .routes(routes!(versions))
        .routes(routes!(version))
        .routes(routes!(differ))
        .routes(routes!(restore))
}

/// How many models are read for collaborations; more are counted.
const MODELS_MAX: usize = 500;

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
async fn whole(State(app): State<App>, _query: Query<Nothing>) -> Tagged<LandscapeNow> {
    let (version, all) = app.engine().landscape();
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
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Tagged<PlacedNode>, Refusal> {
    let (_, all) = app.engine().landscape();
    let node = all.nodes.get(&id).cloned().ok_or(Error::NotFound { what: "landscape-node", id: id.clone() })?;
    let found = advice(&all, &app.engine().landscape_known()?);
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
    _query: Query<Nothing>,
) -> Result<Json<Vec<schema::LandscapeFinding>>, Refusal> {
    let (_, all) = app.engine().landscape();
    let found = advice(&all, &app.engine().landscape_known()?);
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
async fn cover(State(app): State<App>, _query: Query<Nothing>) -> Result<Json<LandscapeCoverage>, Refusal> {
    // Definitions that were not used for a while are compiled anew.
    let found = drawing::apart(move || app.engine().landscape_coverage()).await??;
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

/// One who sends or gets messages.
#[derive(Serialize, ToSchema)]
struct CollaborationSide {
    /// `node`, `process`, `department` or `outside`.
    kind: &'static str,
    /// The node, the process or the department; of somebody outside their name.
    id: String,
    /// What it is called.
    name: String,
    /// Who answers for it.
    owner: Option<String>,
}

/// Messages from one side to another.
#[derive(Serialize, ToSchema)]
struct CollaborationLink {
    /// The place of who sends, among the sides, from 0.
    from: usize,
    /// The place of who gets it.
    to: usize,
    /// `within` one owner, between `departments` or between `enterprises`.
    crossing: &'static str,
    /// What the messages are called.
    messages: Vec<String>,
    /// The models that say so: `process:version`, or the id of a draft.
    sources: Vec<String>,
}

/// Who works with whom.
#[derive(Serialize, ToSchema)]
struct Collaborations {
    /// Everybody who does.
    sides: Vec<CollaborationSide>,
    /// With whom.
    links: Vec<CollaborationLink>,
    /// Models that were not read, because there are too many.
    unread: u64,
}

/// Who works with whom across departments and enterprises: read from the message flows of the linked models.
#[utoipa::path(get, path = "/landscape/collaborations", tag = "landscape",
    responses((status = 200, description = "them", body = Collaborations)))]
async fn collaborate(State(app): State<App>, _query: Query<Nothing>) -> Result<Json<Collaborations>, Refusal> {
    let (_, all) = app.engine().landscape();
    let (files, unread) = linked(&app, &all).await?;
    let departments = app.engine().organisation();
    let departments = departments.departments.values().map(|d| (d.name.clone(), d.id.clone())).collect();
    let found = drawing::apart(move || {
        let models: Vec<(String, Model)> =
            files.into_iter().map(|(source, bytes)| (source, weir_core::read::read(&bytes).model)).collect();
        let owned: Vec<Owned<'_>> =
            models.iter().map(|(source, model)| Owned { source: source.clone(), model }).collect();
        collaborations(&all, &owned, &departments)
    });
    let found = found.await?;
    let sides = found.sides.into_iter().map(|side| {
        let kind = match side.kind {
            SideKind::Node => "node",
            SideKind::Process => "process",
            SideKind::Department => "department",
            SideKind::Outside => "outside",
        };
        CollaborationSide { kind, id: side.id, name: side.name, owner: side.owner.map(Into::into) }
    });
    let links = found.links.into_iter().map(|link| {
        let crossing = match link.crossing {
            Crossing::Within => "within",
            Crossing::Departments => "departments",
            Crossing::Enterprises => "enterprises",
        };
        CollaborationLink { from: link.from, to: link.to, crossing, messages: link.messages, sources: link.sources }
    });
    Ok(Json(Collaborations { sides: sides.collect(), links: links.collect(), unread }))
}

/// The files of the models that nodes are linked to, each once; a process that is deployed counts as it is deployed.
async fn linked(app: &App, all: &weir_core::landscape::Landscape) -> Result<(Vec<(String, Vec<u8>)>, u64), Refusal> {
    let (mut files, mut unread) = (vec![], 0);
    let (mut seen, mut named) = (BTreeSet::new(), BTreeSet::new());
    let links = all.nodes.values().flat_map(|node| &node.links);
    let (processes, drafts): (Vec<_>, Vec<_>) = links
        .filter(|link| matches!(link.kind, LinkKind::Process | LinkKind::Draft))
        .partition(|link| link.kind == LinkKind::Process);
    for link in processes.into_iter().chain(drafts) {
        if !named.insert(link) {
            continue;
        }
        if files.len() >= MODELS_MAX {
            unread += 1;
        } else if link.kind == LinkKind::Process {
            let Ok(definition) = app.engine().definition(&link.id).await else { continue };
            if seen.insert(definition.checksum) {
                files.push((definition.id.clone(), app.engine().definition_xml(&definition.id).await?));
            }
        } else {
            let Ok((model, text)) = app.engine().model_text(&link.id, None).await else { continue };
            let deployed = |process: &String| named.iter().any(|l| l.kind == LinkKind::Process && l.id == *process);
            let is_deployed = !model.processes.is_empty() && model.processes.iter().all(deployed);
            if !is_deployed || !all_there(app, &model).await {
                files.push((link.id.clone(), text.into_bytes()));
            }
        }
    }
    Ok((files, unread))
}

/// Are all processes of a draft deployed?
async fn all_there(app: &App, model: &api::Model) -> bool {
    for process in &model.processes {
        if app.engine().definition(process).await.is_err() {
            return false;
        }
    }
    true
}

/// The versions of the landscape, the latest first.
#[utoipa::path(get, path = "/landscape/versions", tag = "landscape", params(Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::LandscapeVersion>)))]
async fn versions(State(app): State<App>, Query(q): Query<Paged>) -> Result<Json<Page<LandscapeVersion>>, Refusal> {
    Ok(Json(app.engine().landscape_versions(&page(q.limit, q.cursor)).await?))
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
    _query: Query<Nothing>,
    Id(number): Id<u64>,
) -> Result<Json<LandscapeThen>, Refusal> {
    let (version, all) = app.engine().landscape_at(number).await?;
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
    Id(number): Id<u64>,
    Query(q): Query<Compared>,
) -> Result<Json<Value>, Refusal> {
    let (_, before) = app.engine().landscape_at(number).await?;
    let after = match q.after {
        Some(number) => app.engine().landscape_at(number).await?.1,
        None => weir_core::landscape::Landscape::clone(&app.engine().landscape().1),
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
