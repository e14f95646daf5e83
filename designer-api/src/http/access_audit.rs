//! What was done with access: logins, refusals, changes.
use super::ask::Query;
use super::page::{Limit, page};
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Timestamp;
use weir_core::access::{AuditLine, Happened};
use weir_engine::api::{AuditFilter, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Which lines. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Of this user, or in this person's name.
    user: Option<String>,
    /// What happened.
    #[param(value_type = Option<schema::Happened>)]
    happened: Option<Happened>,
    /// Not before this RFC 3339 time.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Before this RFC 3339 time.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The lines, newest first.
#[utoipa::path(get, path = "/access-audit", tag = "access", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::AuditLine>)))]
async fn list(State(app): State<App>, Query(q): Query<Filter>) -> Result<Json<Page<AuditLine>>, Refusal> {
    let Filter { user, happened, from, until, limit, cursor } = q;
    let filter = AuditFilter { user, happened, from, until };
    Ok(Json(app.engine().access_audit(&filter, &page(limit, cursor)).await?))
}
