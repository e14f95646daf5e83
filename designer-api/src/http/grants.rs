//! Grants: which role somebody has, within which bounds.
use super::access::{Facts, Guard};
use super::ask::{Ask, Because, Id, Query};
use super::page::{ById, Limit};
use super::users::change;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::{Action, Change, Grant, Grantee, Happened, Role};
use weir_core::organisation::Validity;
use weir_engine::Error;
use weir_engine::api::{NewLine, Page};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(put, remove))
}

/// Which grants.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Those for this user by name.
    user: Option<String>,
    /// Of this role.
    #[param(value_type = Option<schema::AccessRole>)]
    role: Option<Role>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The grants, by id.
#[utoipa::path(get, path = "/grants", tag = "access", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::Grant>)))]
async fn list(State(app): State<App>, guard: Guard, Query(q): Query<Filter>) -> Result<Json<Page<Value>>, Refusal> {
    let page = ById::of("grants", q.limit, q.cursor.as_deref())?;
    let of = q.user.map(Grantee::User);
    let found: Vec<Arc<Grant>> = app.engine().access(|access| {
        let fits = access.grants().filter(|grant| {
            let facts = Facts { tenant: grant.tenant.clone(), ..Facts::default() };
            page.has(&grant.id)
                && of.as_ref().is_none_or(|of| grant.to == *of)
                && q.role.is_none_or(|role| grant.role == role)
                && guard.allows(Action::ManageAccess, &facts).is_ok()
        });
        fits.take(page.wanted()).cloned().collect()
    });
    let Page { items, next } = page.page(found, |grant| &grant.id);
    Ok(Json(Page { items: items.iter().map(|grant| told(grant)).collect(), next }))
}

/// A grant as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PutGrant {
    /// For whom: `{"kind": "user", "id": "ann"}`; also `department`, `post`, `role`, `group`, and `everybody` without id.
    #[schema(value_type = schema::Grantee)]
    to: Grantee,
    /// The role.
    #[schema(value_type = schema::AccessRole)]
    role: Role,
    /// Only for these processes; none is all.
    #[serde(default)]
    processes: Vec<String>,
    /// Only for instances that people of these departments, or of those in them, started; none is all.
    #[serde(default)]
    departments: Vec<String>,
    /// Only in this tenant.
    tenant: Option<String>,
    /// When: `from` and `until`, RFC 3339.
    #[serde(default)]
    #[schema(value_type = Object)]
    valid: Validity,
    /// Why.
    reason: Option<String>,
}

/// Gives somebody a role, or changes what was given.
#[utoipa::path(put, path = "/grants/{id}", tag = "access", params(("id" = String, Path)), request_body = PutGrant,
    responses((status = 200, description = "it", body = schema::Grant)))]
async fn put(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<PutGrant>,
) -> Result<Json<Value>, Refusal> {
    let PutGrant { to, role, processes, departments, tenant, valid, reason } = input;
    // Whoever manages a tenant gives rights in it alone.
    let tenant = tenant.or_else(|| guard.caller.tenant.clone());
    let facts = Facts { tenant: tenant.clone(), name: id.clone(), ..Facts::default() };
    guard.decide(Action::ManageAccess, None, &facts, || unreachable!("it is named by the caller")).await?;
    // Those of other tenants are nobody to whoever manages one.
    if let (Some(own), Grantee::User(user)) = (&guard.caller.tenant, &to)
        && app.engine().access(|access| access.accounts.get(user).is_some_and(|a| a.user.tenant.as_ref() != Some(own)))
    {
        let nobody = weir_core::access::Refusal::Unknown { what: "user", id: user.clone() };
        return Err(Refusal::bad(nobody.code(), nobody.to_string()));
    }
    let grant = Grant { id: id.clone(), to, role, processes, departments, tenant, valid, reason };
    let why = grant.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
    let whom = match &grant.to {
        Grantee::Everybody => "everybody".to_owned(),
        to => serde_json::to_value(to).map_or_else(
            |_| String::new(),
            |to| format!("{} {}", to["kind"].as_str().unwrap_or_default(), to["id"].as_str().unwrap_or_default()),
        ),
    };
    let detail = Some(format!("{} for {whom}{why}", grant.role.name()));
    let line = NewLine { detail, ..NewLine::of(Happened::GrantChanged, &id) };
    change(&app, by, vec![Change::PutGrant(grant.clone())], line).await?;
    Ok(Json(told(&grant)))
}

/// Takes a grant back.
#[utoipa::path(delete, path = "/grants/{id}", tag = "access", params(("id" = String, Path)),
    request_body = Option<Because>, responses((status = 204, description = "taken back")))]
async fn remove(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<Because>,
) -> Result<StatusCode, Refusal> {
    if !app.engine().access(|access| access.grant(&id).is_some()) {
        return Err(Error::NotFound { what: "grant", id }.into());
    }
    let line = input.on(NewLine::of(Happened::GrantRemoved, &id))?;
    change(&app, by, vec![Change::RemoveGrant(id)], line).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn told(grant: &Grant) -> Value {
    serde_json::to_value(grant).expect("it is plain data")
}
