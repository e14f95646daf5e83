//! The web application. Its files are built once, compressed, and served as they are; whatever path of a page is asked for is
//! answered with its one HTML file, and the page itself finds out what to show.
use super::pack::takes;
use super::{App, Refusal};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use files::Stored;

mod files;

pub(super) use files::Ui as Files;

/// The page that every path of the application is answered with.
const INDEX: &str = "index.html";
/// Files whose names carry a hash of what is in them: they never change.
const HASHED: &str = "assets/";
/// A year; what never changes need not be asked for again.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// It is kept, and asked for each time whether it is still good.
const ASK: &str = "no-cache";
/// Everything loaded by a page comes from this server; the component library writes styles into the page.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
                      object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
/// Endings of names of files; any other path is one of the application.
const ENDINGS: [&str; 11] =
    [".js", ".css", ".map", ".json", ".svg", ".png", ".ico", ".txt", ".woff2", ".webmanifest", ".html"];

/// Is it asked for a page or a file of the application? Everybody may have those: they hold nothing of anybody's.
pub(super) fn is_asked(method: &Method, path: &str) -> bool {
    (method == Method::GET || method == Method::HEAD) && path != "/api" && !path.starts_with("/api/")
}

/// Answers what no route takes.
pub(super) async fn serve(State(app): State<App>, request: Request) -> Response {
    let nothing =
        || Refusal::new(StatusCode::NOT_FOUND, "no-such-route", "there is nothing at this path").into_response();
    let path = request.uri().path();
    if !is_asked(request.method(), path) {
        return nothing();
    }
    let name = path.strip_prefix('/').unwrap_or(path);
    if name.starts_with('/') {
        return nothing();
    }
    let ui = app.ui();
    if let Some(stored) = ui.find(name) {
        return answer(stored, name, request.headers());
    }
    if name.starts_with(HASHED) || ENDINGS.iter().any(|ending| name.ends_with(ending)) {
        return nothing();
    }
    match ui.find(INDEX) {
        Some(stored) => answer(stored, INDEX, request.headers()),
        None => unbuilt(),
    }
}

/// A file as it is stored when the client takes it so, else decompressed.
fn answer(stored: Stored, name: &str, asked: &HeaderMap) -> Response {
    let as_stored = !stored.compressed || takes(asked, "br");
    let tag = stored.tag(as_stored);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let body = if same {
        Body::empty()
    } else if as_stored {
        Body::from(stored.bytes)
    } else {
        match stored.decompressed() {
            Ok(bytes) => Body::from(bytes),
            Err(error) => {
                tracing::error!(%error, name, "a file of the web application does not decompress");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
        }
    };
    let mut response = Response::new(body);
    if same {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    let keep = if name.starts_with(HASHED) { FOREVER } else { ASK };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if as_stored && stored.compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

/// The page of a server that was built without the application.
fn unbuilt() -> Response {
    let page = include_str!("unbuilt.html");
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, ASK)];
    (headers, page).into_response()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_is_no_page() {
        assert!(
            is_asked(&Method::GET, "/") && is_asked(&Method::HEAD, "/tasks/1.2.3") && is_asked(&Method::GET, "/apis")
        );
        for (method, path) in [(Method::GET, "/api"), (Method::GET, "/api/v1/nothing"), (Method::POST, "/tasks")] {
            assert!(!is_asked(&method, path), "{method} {path}");
        }
    }
}
