//! How one may get in here: what the page for whoever is not logged in has to know.
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

/// The ways in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SessionOptions {
    /// People may log in with an OpenID provider too.
    open_id: bool,
    /// Nobody is let in yet: the link that the start of the server printed makes the first administrator.
    needs_setup: bool,
}

/// The ways to log in. Needs no token.
#[utoipa::path(get, path = "/session/options", tag = "access",
    responses((status = 200, description = "them", body = SessionOptions)))]
async fn options(State(app): State<App>, _query: Query<Nothing>) -> Json<SessionOptions> {
    Json(SessionOptions { open_id: app.oidc().is_some(), needs_setup: app.engine().access(Access::is_empty) })
}
