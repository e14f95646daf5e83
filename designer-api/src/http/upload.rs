//! Files of a multipart body, each and all within their limits.
use super::ask::{content_type, wrong_type};
use super::{App, Refusal, read};
use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use http_body_util::Limited;
use std::time::Duration;
use weir_engine::api::Resource;
use weir_engine::{DEPLOYMENT_BYTES_MAX, DEPLOYMENT_FILES_MAX, Error, FILE_BYTES_MAX};

/// The files of the body, in its order.
pub struct Upload(pub Vec<Resource>);

/// The name of a file, in bytes.
const NAME_BYTES_MAX: usize = weir_engine::NAME_BYTES_MAX;
/// A whole upload may take so many times as long as another body.
const PATIENCE: u32 = 4;

impl FromRequest<App> for Upload {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let typed = content_type(request.headers()).unwrap_or_default();
        if !typed.to_ascii_lowercase().starts_with("multipart/form-data") {
            let (parts, body) = request.into_parts();
            read::discard(body, &parts.headers).await;
            return Err(wrong_type("multipart/form-data"));
        }
        if !typed.to_ascii_lowercase().contains("boundary=") {
            let (parts, body) = request.into_parts();
            read::discard(body, &parts.headers).await;
            return Err(Refusal::bad("invalid-multipart", "the content type names no boundary"));
        }
        if read::declared(request.headers()).is_some_and(|length| length > read::DISCARD_BYTES_MAX as u64) {
            return Err(read::too_large(DEPLOYMENT_BYTES_MAX));
        }
        let time: Duration = app.body_timeout() * PATIENCE;
        let request = request.map(|body| Body::new(Limited::new(body, read::DISCARD_BYTES_MAX)));
        let body = Multipart::from_request(request, app)
            .await
            .map_err(|_| Refusal::bad("invalid-multipart", "the content type names no boundary"))?;
        tokio::time::timeout(time, upload(body)).await.map_err(|_| read::too_slow())?.map(Upload)
    }
}

/// Reads to the end also what is refused, see [`read::DISCARD_BYTES_MAX`].
async fn upload(mut body: Multipart) -> Result<Vec<Resource>, Refusal> {
    let files = files(&mut body).await;
    if files.is_err() {
        while let Ok(Some(mut field)) = body.next_field().await {
            while let Ok(Some(_)) = field.chunk().await {}
        }
    }
    files
}

async fn files(body: &mut Multipart) -> Result<Vec<Resource>, Refusal> {
    let (mut files, mut total) = (Vec::new(), 0);
    while let Some(field) = body.next_field().await.map_err(|e| broken(&e))? {
        if files.len() == DEPLOYMENT_FILES_MAX {
            return Err(Error::too_many_files().into());
        }
        let name = name(&field)?;
        let bytes = content(field, &mut total).await?;
        files.push(Resource { name, bytes });
    }
    if files.is_empty() {
        return Err(Refusal::bad("no-files", "the body has no file"));
    }
    Ok(files)
}

/// The last part of the file name: a client's folders are none of our business.
fn name(field: &Field<'_>) -> Result<String, Refusal> {
    let name = field.file_name().and_then(|n| n.rsplit(['/', '\\']).next()).unwrap_or_default();
    let none = matches!(name, "" | "." | "..");
    if none || name.len() > NAME_BYTES_MAX || name.chars().any(char::is_control) {
        let detail = format!("every part must be a file with a name of 1 to {NAME_BYTES_MAX} bytes");
        return Err(Refusal::bad("invalid-file-name", detail));
    }
    Ok(name.to_owned())
}

async fn content(mut field: Field<'_>, total: &mut usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
        *total += chunk.len();
        if bytes.len() + chunk.len() > FILE_BYTES_MAX {
            return Err(read::too_large(FILE_BYTES_MAX));
        }
        if *total > DEPLOYMENT_BYTES_MAX {
            return Err(read::too_large(DEPLOYMENT_BYTES_MAX));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn broken(error: &MultipartError) -> Refusal {
    Refusal::bad("invalid-multipart", error.body_text())
}
