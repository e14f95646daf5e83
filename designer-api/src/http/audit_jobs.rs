//! Checkpoints, verifications and exports of the log.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::attachments::pieces;
use super::audit::{noted, words};
use super::{App, Refusal, schema};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::access::Happened;
use weir_core::{InstanceId, Timestamp};
use weir_engine::Error;
use weir_engine::api::{self, AuditQuery, ExportFormat, NewExport};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(checkpoints, make_checkpoint))
        .routes(routes!(checkpoints_text))
        .routes(routes!(verifications, verify))
        .routes(routes!(verification))
        .routes(routes!(cancel_verification))
        .routes(routes!(exports, begin_export))
        .routes(routes!(export))
        .routes(routes!(cancel_export))
        .routes(routes!(export_file))
}

/// The signed checkpoints, and what they are verified with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Checkpoints {
    /// The public key (Ed25519), in hexadecimal.
    key: String,
    /// The newest first.
    #[schema(value_type = Vec<schema::CheckpointSummary>)]
    items: Vec<api::CheckpointSummary>,
}

/// The signed checkpoints of the log.
#[utoipa::path(get, path = "/audit/checkpoints", tag = "audit",
    responses((status = 200, description = "all of them", body = Checkpoints)))]
async fn checkpoints(State(app): State<App>, _query: Query<Nothing>) -> Result<Json<Checkpoints>, Refusal> {
    Ok(Json(Checkpoints { key: app.engine().checkpoint_key()?, items: app.engine().checkpoints()? }))
}

/// Signs how far the log has come; the last one again when it has not grown.
#[utoipa::path(post, path = "/audit/checkpoints", tag = "audit",
    responses((status = 200, description = "signed", body = schema::CheckpointSummary)))]
async fn make_checkpoint(State(app): State<App>, _ask: Ask<Nothing>) -> Result<Json<api::CheckpointSummary>, Refusal> {
    let made = app.engine().make_checkpoint().await?;
    made.map(Json).ok_or_else(|| Refusal::bad("no-checkpoint", "nothing is in the log yet"))
}

/// The checkpoints as they are kept and signed: to be kept elsewhere, and held against the log by `weir verify`.
#[utoipa::path(get, path = "/audit/checkpoints/text", tag = "audit",
    responses((status = 200, description = "the text", body = String, content_type = "text/plain")))]
async fn checkpoints_text(State(app): State<App>, _query: Query<Nothing>) -> Result<Response, Refusal> {
    let text = app.engine().checkpoints_text()?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"checkpoints\""),
    ];
    Ok((headers, text).into_response())
}

/// Verifications of this run of the server, newest first.
#[derive(Serialize, ToSchema)]
struct Verifications {
    #[schema(value_type = Vec<schema::Verification>)]
    items: Vec<api::Verification>,
}

/// The last verifications, newest first.
#[utoipa::path(get, path = "/audit/verifications", tag = "audit",
    responses((status = 200, description = "all of them", body = Verifications)))]
async fn verifications(State(app): State<App>, _query: Query<Nothing>) -> Json<Verifications> {
    Json(Verifications { items: app.engine().verifications() })
}

/// Begins to verify the whole log: checksums, hash chains, checkpoints. Look at it by its id.
#[utoipa::path(post, path = "/audit/verifications", tag = "audit",
    responses((status = 202, description = "begun", body = schema::Verification)))]
async fn verify(
    State(app): State<App>,
    guard: Guard,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<(StatusCode, Json<api::Verification>), Refusal> {
    let begun = app.engine().verify_log(&by).await?;
    noted(&app, &guard, Happened::LogVerified, &format!("verification {}", begun.id), "begun".to_owned()).await?;
    Ok((StatusCode::ACCEPTED, Json(begun)))
}

/// One of them: how far it is, and what it found.
#[utoipa::path(get, path = "/audit/verifications/{id}", tag = "audit", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::Verification)))]
async fn verification(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::Verification>, Refusal> {
    Ok(Json(app.engine().verification(&id)?))
}

/// Lets it stop.
#[utoipa::path(post, path = "/audit/verifications/{id}/cancel", tag = "audit", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::Verification)))]
async fn cancel_verification(
    State(app): State<App>,
    Id(id): Id<String>,
    _ask: Ask<Nothing>,
) -> Result<Json<api::Verification>, Refusal> {
    Ok(Json(app.engine().cancel_verification(&id)?))
}

/// Exports, newest first.
#[derive(Serialize, ToSchema)]
struct Exports {
    #[schema(value_type = Vec<schema::AuditExport>)]
    items: Vec<api::AuditExport>,
    /// The formats that this server writes: `parquet` only where it was built with it.
    #[schema(value_type = Vec<schema::ExportFormat>)]
    formats: Vec<ExportFormat>,
}

/// The exports that are kept, newest first.
#[utoipa::path(get, path = "/audit/exports", tag = "audit",
    responses((status = 200, description = "all of them", body = Exports)))]
async fn exports(State(app): State<App>, _query: Query<Nothing>) -> Result<Json<Exports>, Refusal> {
    Ok(Json(Exports { items: app.engine().exports()?, formats: ExportFormat::all() }))
}

/// What is to be written.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BeginExport {
    /// How: `xes`, `ocel`, `csv` (instances), `jsonl` (entries of the trace), `caseFiles`; `parquet` where the server was built with it.
    #[schema(value_type = schema::ExportFormat)]
    format: ExportFormat,
    /// Of this process; none is all.
    process: Option<String>,
    /// Only these instances; none is all.
    #[serde(default)]
    instances: Vec<Uuid>,
    /// Not before this: when an instance was started; of the trace, when something happened.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Before this.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
    /// Of the trace: by this person.
    actor: Option<String>,
    /// Of the trace: about one of these, separated by commas.
    areas: Option<String>,
    /// Of the trace: one of these actions, separated by commas.
    actions: Option<String>,
    /// Why it is taken; it stands in the audit.
    reason: Option<String>,
}

/// Begins an export. Its manifest has the hash of its file, what was asked for, and up to where, and is signed.
#[utoipa::path(post, path = "/audit/exports", tag = "audit", request_body = BeginExport,
    responses((status = 202, description = "begun", body = schema::AuditExport)))]
async fn begin_export(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<BeginExport>,
) -> Result<(StatusCode, Json<api::AuditExport>), Refusal> {
    let new = NewExport {
        format: input.format,
        process: input.process,
        instances: input.instances.into_iter().map(InstanceId).collect(),
        from: input.from,
        until: input.until,
        query: AuditQuery {
            actor: input.actor,
            areas: words(input.areas.as_deref(), "areas")?,
            actions: words(input.actions.as_deref(), "actions")?,
            ..AuditQuery::default()
        },
        reason: input.reason,
    };
    let detail = new.filter().to_string();
    let begun = app.engine().export_log(&by, new).await?;
    noted(&app, &guard, Happened::DataExported, &format!("export {}", begun.id), detail).await?;
    Ok((StatusCode::ACCEPTED, Json(begun)))
}

/// One of them: how far it is, and its manifest.
#[utoipa::path(get, path = "/audit/exports/{id}", tag = "audit", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::AuditExport)))]
async fn export(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<api::AuditExport>, Refusal> {
    Ok(Json(app.engine().export(&id)?))
}

/// Lets it stop: nothing of it is kept.
#[utoipa::path(post, path = "/audit/exports/{id}/cancel", tag = "audit", params(("id" = String, Path)),
    responses((status = 200, description = "it", body = schema::AuditExport)))]
async fn cancel_export(
    State(app): State<App>,
    Id(id): Id<String>,
    _ask: Ask<Nothing>,
) -> Result<Json<api::AuditExport>, Refusal> {
    Ok(Json(app.engine().cancel_export(&id)?))
}

/// A file of an export: `manifest.json`, or one that it names. Every time it is taken is noted.
#[utoipa::path(get, path = "/audit/exports/{id}/files/{name}", tag = "audit",
    params(("id" = String, Path), ("name" = String, Path)),
    responses((status = 200, description = "its content", body = String, content_type = "application/octet-stream")))]
async fn export_file(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id((id, name)): Id<(String, String)>,
) -> Result<Response, Refusal> {
    let (engine, of, named) = (app.engine().clone(), id.clone(), name.clone());
    let read = tokio::task::spawn_blocking(move || engine.export_file(&of, &named)).await;
    let (file, length) = read.map_err(|panic| Error::Stopped { reason: panic.to_string() })??;
    noted(&app, &guard, Happened::DataExported, &format!("export {id}"), format!("downloaded {name}")).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        // The names are the engine's own: letters, dots and lines.
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{id}-{name}\"")),
    ];
    Ok((headers, Body::from_stream(pieces(file))).into_response())
}
