//! Files of instances: streamed in and out, never whole in memory.
use super::access::Guard;
use super::ask::{self, Ask, Id, Nothing, Query};
use super::page::{Paged, page};
use super::{App, Refusal, read, schema};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use serde::Deserialize;
use std::fs::File;
use std::io::Read;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use weir_core::InstanceId;
use weir_core::access::Action;
use weir_engine::api::{self, Page, WaitAddress};
use weir_engine::{ATTACHMENT_BYTES_MAX, Context, Error, NewAttachment, ReceivedAttachment};

/// So much of a file is read at once.
const PIECE_BYTES: usize = 64 << 10;
/// A whole file may take so many times as long as another body.
const PATIENCE: u32 = 10;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(content, remove)).routes(routes!(add_for_start))
}

/// The files of an instance, oldest first. Whoever only takes part in it does not see those in what a form hides.
#[utoipa::path(get, path = "/instances/{id}/attachments", tag = "attachments", params(("id" = Uuid, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::Attachment>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<Uuid>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<api::Attachment>>, Refusal> {
    let (id, page) = (InstanceId(id), page(q.limit, q.cursor));
    let found = if guard.sees_as_a_stranger(Action::SeeInstances, id)? {
        app.engine().attachments(id, &page).await?
    } else {
        app.engine().attachments_for(&guard.caller.person, id, &page).await?
    };
    Ok(Json(found))
}

/// Which file.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Named {
    /// Its name; what it is is known by its ending.
    name: String,
    /// At which open task it is added.
    #[param(value_type = Option<String>)]
    task: Option<WaitAddress>,
}

/// Adds a file to an instance: the body is its content. Its id is what a form field of type `attachment` holds.
#[utoipa::path(post, path = "/instances/{id}/attachments", tag = "attachments", params(("id" = Uuid, Path), Named),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 201, description = "added", body = schema::Attachment)))]
async fn add(
    State(app): State<App>,
    Id(id): Id<Uuid>,
    Query(named): Query<Named>,
    request: Request,
) -> Result<(StatusCode, Json<api::Attachment>), Refusal> {
    let begun = app.engine().begin_attachment(InstanceId(id), named.task, &named.name);
    let (by, received) = take_in(&app, request, &named.name, begun).await?;
    Ok((StatusCode::CREATED, Json(app.engine().attach(by, received).await?)))
}

/// What it is called.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Called {
    /// Its name; what it is is known by its ending.
    name: String,
}

/// Adds a file for a start form, before there is an instance: the body is its content. Its id is what a field of type
/// `attachment` holds; the instance that is started with it has it from its first moment on, under the same id. Only whoever
/// added it starts with it. What nothing was started with is gone after a day.
#[utoipa::path(post, path = "/definitions/{id}/attachments", tag = "attachments",
    params(("id" = String, Path, description = "`process:version`"), Called),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 201, description = "added", body = schema::StartFile)))]
async fn add_for_start(
    State(app): State<App>,
    Id(id): Id<String>,
    Query(called): Query<Called>,
    request: Request,
) -> Result<(StatusCode, Json<api::StartFile>), Refusal> {
    let begun = app.engine().begin_start_file(&id, &called.name);
    let (by, received) = take_in(&app, request, &called.name, begun).await?;
    Ok((StatusCode::CREATED, Json(app.engine().add_start_file(by, received).await?)))
}

/// Takes the content of a file in, if it may be; says who brings it.
async fn take_in(
    app: &App,
    request: Request,
    name: &str,
    begun: Result<NewAttachment, Error>,
) -> Result<(Context, ReceivedAttachment), Refusal> {
    let (parts, body) = request.into_parts();
    if read::declared(&parts.headers).is_some_and(|length| length > ATTACHMENT_BYTES_MAX) {
        return Err(read::too_large(ATTACHMENT_BYTES_MAX as usize));
    }
    let time = app.body_timeout() * PATIENCE;
    let new = match begun {
        Ok(new) => new,
        Err(error) => {
            read::to_its_end(body, time).await;
            return Err(error.into());
        }
    };
    let received = tokio::time::timeout(time, receive(new, body, time)).await.map_err(|_| read::too_slow())??;
    let hash = || ask::request_hash(&parts.method, parts.uri.path(), &[name.as_bytes(), received.sha256().as_bytes()]);
    Ok((ask::context(&parts, hash)?, received))
}

/// Takes the body in, piece by piece; the disk is never waited for on a thread that answers others.
async fn receive(
    mut new: NewAttachment,
    mut body: Body,
    patience: std::time::Duration,
) -> Result<ReceivedAttachment, Refusal> {
    while let Some(frame) = body.frame().await {
        let broken = |_| Refusal::bad("broken-off", "the body ended before its end");
        let Ok(piece) = frame.map_err(broken)?.into_data() else { continue };
        let written = tokio::task::spawn_blocking(move || new.write(&piece).map(|()| new));
        new = match written.await.map_err(|_| lost())? {
            Ok(new) => new,
            Err(error) => {
                read::to_its_end(body, patience).await;
                return Err(error.into());
            }
        };
    }
    let finished = tokio::task::spawn_blocking(move || new.finish());
    Ok(finished.await.map_err(|_| lost())??)
}

fn lost() -> Refusal {
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the file could not be kept; the log has more")
}

/// The content of a file. A browser keeps it and never shows it in place.
#[utoipa::path(get, path = "/instances/{id}/attachments/{attachment}", tag = "attachments",
    params(("id" = Uuid, Path), ("attachment" = String, Path)),
    responses((status = 200, description = "its content", body = String, content_type = "application/octet-stream")))]
async fn content(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id((id, attachment)): Id<(Uuid, String)>,
) -> Result<Response, Refusal> {
    let id = InstanceId(id);
    let (found, file) = if guard.sees_as_a_stranger(Action::SeeInstances, id)? {
        app.engine().attachment(id, &attachment).await?
    } else {
        app.engine().attachment_for(&guard.caller.person, id, &attachment).await?
    };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, found.size.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", escaped(&found.name))),
        (header::ETAG, format!("\"{}\"", found.sha256)),
    ];
    Ok((headers, Body::from_stream(pieces(file))).into_response())
}

/// A file, piece by piece.
pub(super) fn pieces(file: File) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> {
    futures_util::stream::try_unfold(file, |mut file| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE_BYTES];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            std::io::Result::Ok((piece, file))
        });
        let (piece, file) = read.await.map_err(std::io::Error::other)??;
        Ok((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
    })
}

/// RFC 8187: what is no letter, digit or one of a few signs is written in hexadecimal.
fn escaped(name: &str) -> String {
    use std::fmt::Write;
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}"); // writing to a string cannot fail
        }
        text
    })
}

/// Takes a file of the actor's away. Its content goes with the last who has it.
#[utoipa::path(delete, path = "/instances/{id}/attachments/{attachment}", tag = "attachments",
    params(("id" = Uuid, Path), ("attachment" = String, Path)), responses((status = 204, description = "gone")))]
async fn remove(
    State(app): State<App>,
    Id((id, attachment)): Id<(Uuid, String)>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<StatusCode, Refusal> {
    app.engine().detach(by, InstanceId(id), &attachment).await?;
    Ok(StatusCode::NO_CONTENT)
}
