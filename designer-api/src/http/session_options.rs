//! How one may get in here, and how people are told of their work: what pages have to know of the server.
use super::App;
use super::ask::{Nothing, Query};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Access;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(options))
}

/// The ways in, and out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools)] // each is a question of its own that pages ask
struct SessionOptions {
    /// People may log in with an OpenID provider too.
    open_id: bool,
    /// Nobody is let in yet: the link that the start of the server printed makes the first administrator.
    needs_setup: bool,
    /// Notices go out by mail.
    mail: bool,
    /// Notices go out by webhooks.
    webhooks: bool,
}

/// The ways to log in. Needs no token.
#[utoipa::path(get, path = "/session/options", tag = "access",
    responses((status = 200, description = "them", body = SessionOptions)))]
async fn options(State(app): State<App>, _query: Query<Nothing>) -> Json<SessionOptions> {
    let needs_setup = app.engine().access(Access::is_empty);
    let weir_engine::Outgoing { mail, webhooks, .. } = app.engine().ways_out();
    Json(SessionOptions { open_id: app.oidc().is_some(), needs_setup, mail, webhooks })
}
