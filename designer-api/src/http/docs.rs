//! The contract and a reader for it that needs nothing from elsewhere.
use super::App;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use std::sync::LazyLock;

/// The contract as it is sent.
static CONTRACT: LazyLock<String> = LazyLock::new(|| super::document().to_string());

/// Reader and contract; both need no token, since they hold nothing of anybody's.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/openapi.json", get(async || ([(CONTENT_TYPE, "application/json")], CONTRACT.as_str())))
        .route(
            "/api/docs",
            get(async || ([(CONTENT_TYPE, "text/html; charset=utf-8")], include_str!("../docs/reader.html"))),
        )
        .route(
            "/api/docs/reader.js",
            get(async || ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../docs/reader.js"))),
        )
        .route(
            "/api/docs/reader.css",
            get(async || ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../docs/reader.css"))),
        )
}
