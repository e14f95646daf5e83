//! Who works with whom across departments and enterprises, as the message flows of the models of a landscape say it.
use super::access::Guard;
use super::ask::{Nothing, Query};
use super::{App, Refusal, drawing};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::landscape::{Crossing, LinkKind, Owned, SideKind, collaborations};
use weir_core::model::Model;
use weir_engine::api;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(collaborate))
}

/// How many models are read for collaborations; more are counted.
const MODELS_MAX: usize = 500;

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
async fn collaborate(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
) -> Result<Json<Collaborations>, Refusal> {
    let (_, all) = app.engine().landscape(guard.tenant());
    let (files, unread) = linked(&app, guard.tenant(), &all).await?;
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
async fn linked(
    app: &App,
    tenant: Option<&str>,
    all: &weir_core::landscape::Landscape,
) -> Result<(Vec<(String, Vec<u8>)>, u64), Refusal> {
    let (mut files, mut unread) = (vec![], 0);
    let (mut seen, mut named) = (BTreeSet::new(), BTreeSet::new());
    let links = all.nodes.values().flat_map(|node| &node.links);
    let (processes, drafts): (Vec<_>, Vec<_>) = links
        .filter(|link| matches!(link.kind, LinkKind::Process | LinkKind::Draft))
        .partition(|link| link.kind == LinkKind::Process);
    for link in processes.into_iter().chain(drafts) {
        if !named.insert(link) || !app.engine().is_linked(tenant, link)? {
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
