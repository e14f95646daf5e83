//! The landscape as a file: taken out, and loaded with every fault named by its line, or wholly.
use super::access::Guard;
use super::ask::{self, Query};
use super::models::etag;
use super::refusal::Position;
use super::{App, Refusal, read, schema};
use crate::landscape_csv::{self, Line};
use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::landscape::{Change, Code, Expected, Item, Landscape, Node, Role};
use weir_engine::api::{ChangeLandscape, LandscapeVersion};
use weir_engine::{Context, Error};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export)).routes(routes!(import))
}

/// A landscape as a file, in bytes.
const IMPORT_BYTES_MAX: usize = 8 << 20;
/// Faults of a file that are told.
const FINDINGS_MAX: usize = 200;

/// In which format.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum LandscapeFormat {
    Json,
    Csv,
}

/// In which format.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Formatted {
    /// Both have everything.
    #[param(inline)]
    format: Option<LandscapeFormat>,
}

/// A landscape as a file.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LandscapeFile {
    /// In any order.
    #[schema(value_type = Vec<schema::LandscapeNode>)]
    nodes: Vec<Node>,
    /// The roles that duties name beside those of the organisation.
    #[serde(default)]
    #[schema(value_type = Vec<schema::LandscapeRole>)]
    roles: Vec<Role>,
}

/// The whole landscape as a file that can be loaded again.
#[utoipa::path(get, path = "/landscape/export", tag = "landscape", params(Formatted),
    responses((status = 200, description = "it",
        content((LandscapeFile = "application/json"), (String = "text/csv")))))]
async fn export(State(app): State<App>, guard: Guard, Query(q): Query<Formatted>) -> Response {
    let (version, all) = app.engine().landscape(guard.tenant());
    let tag = [(header::ETAG, etag(version))];
    match q.format {
        Some(LandscapeFormat::Csv) => {
            let typed = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
            let named = [(header::CONTENT_DISPOSITION, "attachment; filename=\"landscape.csv\"")];
            (tag, typed, named, landscape_csv::write(&all)).into_response()
        }
        Some(LandscapeFormat::Json) | None => (tag, Json(file_of(&all))).into_response(),
    }
}

fn file_of(all: &Landscape) -> LandscapeFile {
    let (mut nodes, mut roles) = (vec![], vec![]);
    for item in all.items() {
        match item {
            Item::Node(node) => nodes.push(*node),
            Item::Role(role) => roles.push(role),
        }
    }
    LandscapeFile { nodes, roles }
}

/// What becomes of what the file does not name.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum LoadMode {
    /// It stays.
    Merge,
    /// It is removed.
    Replace,
}

/// How it is loaded.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Loading {
    /// `merge` keeps what the file does not name, and is meant where nothing is said; `replace` removes it.
    #[param(inline)]
    mode: Option<LoadMode>,
    /// Only say what would be wrong.
    #[serde(default)]
    dry_run: bool,
    /// Why; it is kept with the version.
    #[serde(default)]
    reason: String,
}

/// What became of a file.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LandscapeLoaded {
    /// Nodes and roles in the file.
    items: u64,
    /// The version that was made; null after a dry run.
    #[schema(value_type = Option<schema::LandscapeVersion>)]
    version: Option<LandscapeVersion>,
}

/// Loads a landscape from a file, JSON or CSV: all of it, or nothing and every fault with its line.
#[utoipa::path(post, path = "/landscape/import", tag = "landscape", params(Loading),
    request_body(content((LandscapeFile = "application/json"), (String = "text/csv"))),
    responses((status = 200, description = "loaded", body = LandscapeLoaded)))]
async fn import(State(app): State<App>, File { by, lines, loading }: File) -> Result<Json<LandscapeLoaded>, Refusal> {
    let mut places: BTreeMap<(bool, String), u64> = BTreeMap::new();
    let (mut changes, mut wrong) = (vec![], vec![]);
    let items = lines.len() as u64;
    if loading.mode == Some(LoadMode::Replace) {
        let named: BTreeSet<(bool, &str)> = lines.iter().map(|line| named(&line.item)).collect();
        let (_, now) = app.engine().landscape(by.tenant.as_deref());
        changes.extend(now.without(|node| named.contains(&(true, node)), |role| named.contains(&(false, role))));
    }
    for Line { line, item } in lines {
        let (is_node, id) = named(&item);
        let id = id.to_owned();
        if let Some(before) = places.insert((is_node, id.clone()), line) {
            let message = format!("`{id}` stands in line {before} already: write it once");
            wrong.push(schema::LandscapeFinding { line: Some(line), ..told(Code::Duplicate, &id, message) });
        }
        changes.push(match item {
            Item::Node(node) => Change::PutNode(node, Expected::Anything),
            Item::Role(role) => Change::PutRole(role),
        });
    }
    match app.engine().try_landscape(by.tenant.as_deref(), &changes) {
        Err(Error::InvalidLandscape { findings }) => wrong.extend(findings.into_iter().map(|finding| {
            let place = |is_node| places.get(&(is_node, finding.at.clone())).copied();
            schema::LandscapeFinding { line: place(true).or(place(false)), ..finding.into() }
        })),
        tried => tried?,
    }
    if !wrong.is_empty() {
        return Err(refused(wrong));
    }
    if loading.dry_run {
        return Ok(Json(LandscapeLoaded { items, version: None }));
    }
    let asked = ChangeLandscape { changes, version: None, reason: loading.reason };
    let version = Some(app.engine().change_landscape(by, asked).await?);
    Ok(Json(LandscapeLoaded { items, version }))
}

/// Is it a node, and its id: a role may be called as a node is.
fn named(item: &Item) -> (bool, &str) {
    (matches!(item, Item::Node(_)), item.id())
}

fn told(code: Code, at: &str, message: String) -> schema::LandscapeFinding {
    schema::LandscapeFinding { code: code.code(), at: at.to_owned(), about: None, line: None, message }
}

fn refused(mut findings: Vec<schema::LandscapeFinding>) -> Refusal {
    findings.sort_by_key(|finding| finding.line);
    let count = findings.len();
    findings.truncate(FINDINGS_MAX);
    let detail = format!("{count} entries of the file are not right, so nothing of it was loaded: see `findings`");
    let mut refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "landscape-file-invalid", detail);
    refusal.document().findings = findings;
    refusal
}

/// A file, and how it is loaded.
struct File {
    by: Context,
    lines: Vec<Line>,
    loading: Loading,
}

impl FromRequest<App> for File {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let asked = Query::<Loading>::from_request_parts(&mut parts, app).await;
        let typed = ask::content_type(&parts.headers).unwrap_or_default();
        let named = typed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let asked = match named.as_str() {
            "text/csv" | "application/json" => asked,
            _ => asked.and_then(|_| Err(ask::wrong_type("application/json or text/csv"))),
        };
        let (loading, right) = match asked {
            Ok(Query(loading)) => (Some(loading), Ok(())),
            Err(refusal) => (None, Err(refusal)),
        };
        let body = read::or_discard(body, &parts.headers, right).await?;
        let bytes = read::all(body, &parts.headers, IMPORT_BYTES_MAX, app.body_timeout()).await?;
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let by =
            ask::context(&parts, || ask::request_hash(&parts.method, parts.uri.path(), &[query.as_bytes(), &bytes]))?;
        let lines = if named == "text/csv" {
            // What takes the place of everything has nothing to keep.
            let keeps = loading.as_ref().is_some_and(|loading| loading.mode != Some(LoadMode::Replace));
            let there = if keeps { app.engine().landscape(by.tenant.as_deref()).1 } else { Arc::default() };
            landscape_csv::read(&bytes, &there).map_err(|faults| {
                let told = |(line, message)| schema::LandscapeFinding {
                    line: Some(line),
                    code: "landscape-line",
                    at: String::new(),
                    about: None,
                    message,
                };
                refused(faults.into_iter().map(told).collect())
            })?
        } else {
            let file: LandscapeFile = weir_core::objects::read(&bytes).map_err(|error| {
                let mut refusal = Refusal::bad("invalid-body", error.to_string());
                refusal.document().position = Some(Position { line: error.line(), column: error.column() });
                refusal
            })?;
            let nodes = file.nodes.into_iter().map(|node| Item::Node(Box::new(node)));
            let items = nodes.chain(file.roles.into_iter().map(Item::Role));
            (1..).zip(items).map(|(line, item)| Line { line, item }).collect()
        };
        if lines.is_empty() {
            // In place of what is there it would leave nothing, and nobody means that by an empty file.
            let message = "the file has neither a node nor a role".to_owned();
            let told = schema::LandscapeFinding {
                code: "landscape-line",
                line: Some(1),
                ..told(Code::Duplicate, "", message)
            };
            return Err(refused(vec![told]));
        }
        let loading = loading.ok_or_else(|| Refusal::bad("invalid-query", "the query says nothing that is known"))?;
        Ok(File { by, lines, loading })
    }
}
