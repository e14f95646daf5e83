//! Tenants: organisations of their own on the same installation.
use super::ask::{Ask, Because, Id, Nothing, Query};
use super::users::change;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::{Change, Happened, Tenant};
use weir_engine::Error;
use weir_engine::api::NewLine;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(put, remove))
}

/// The tenants.
#[utoipa::path(get, path = "/tenants", tag = "access",
    responses((status = 200, description = "them", body = Vec<schema::Tenant>)))]
async fn list(State(app): State<App>, _query: Query<Nothing>) -> Json<Vec<Value>> {
    Json(app.engine().access(|access| access.tenants.values().map(|tenant| told(tenant)).collect()))
}

/// A tenant as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PutTenant {
    /// Its name; without it the id.
    name: Option<String>,
    /// Nobody of it is let in.
    #[serde(default)]
    disabled: bool,
}

/// Makes a tenant, or changes it.
#[utoipa::path(put, path = "/tenants/{id}", tag = "access", params(("id" = String, Path)), request_body = PutTenant,
    responses((status = 200, description = "it", body = schema::Tenant)))]
async fn put(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<PutTenant>,
) -> Result<Json<Value>, Refusal> {
    let tenant = Tenant { name: input.name.unwrap_or_else(|| id.clone()), id: id.clone(), disabled: input.disabled };
    let line = NewLine::of(Happened::TenantChanged, id);
    change(&app, by, vec![Change::PutTenant(tenant.clone())], line).await?;
    Ok(Json(told(&tenant)))
}

/// Removes a tenant that has no users and no grants.
#[utoipa::path(delete, path = "/tenants/{id}", tag = "access", params(("id" = String, Path)),
    request_body = Option<Because>, responses((status = 204, description = "gone")))]
async fn remove(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<Because>,
) -> Result<StatusCode, Refusal> {
    if !app.engine().access(|access| access.tenants.contains_key(&id)) {
        return Err(Error::NotFound { what: "tenant", id }.into());
    }
    let line = input.on(NewLine::of(Happened::TenantRemoved, &id))?;
    change(&app, by, vec![Change::RemoveTenant(id)], line).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn told(tenant: &Tenant) -> Value {
    serde_json::to_value(tenant).expect("it is plain data")
}
