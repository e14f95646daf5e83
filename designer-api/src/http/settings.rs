//! What this server was started with: every setting, its value, and which layer the value came from.
use super::ask::{Nothing, Query};
use super::{App, schema};
use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The settings in force, as `weir config --explain` tells them. Of secrets it tells the files that they are read from.
#[utoipa::path(get, path = "/settings", tag = "operation",
    responses((status = 200, description = "all of them", body = Vec<schema::SettingInForce>)))]
async fn list(State(app): State<App>, _query: Query<Nothing>) -> Json<Vec<Value>> {
    Json(app.settings().to_vec())
}
