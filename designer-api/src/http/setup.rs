//! The first administrator, by the link that the first start printed.
use super::access::note;
use super::ask::Secret;
use super::{App, Refusal};
use crate::access::setup;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Actor;
use weir_core::access::{Happened, User, UserKind, weakness};
use weir_core::organisation::Validity;
use weir_engine::api::NewLine;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_up))
}

/// Who is to be the first administrator.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SetUp {
    /// What stands behind `#` in the link.
    code: String,
    /// Their id.
    user: String,
    /// Their name; without it the id.
    name: Option<String>,
    /// Their password; without it they have only the API token, and set one later.
    password: Option<String>,
}

/// The first administrator.
#[derive(Serialize, ToSchema)]
struct FirstAdministrator {
    /// Their id.
    user: String,
    /// An API token for their command line. It is shown only here.
    token: String,
}

/// Makes the first administrator. Works once, with the link that the first start printed; needs no token.
#[utoipa::path(post, path = "/setup", tag = "access", request_body = SetUp,
    responses((status = 201, description = "made", body = FirstAdministrator)))]
async fn set_up(
    State(app): State<App>,
    Secret(input): Secret<SetUp>,
) -> Result<(StatusCode, Json<FirstAdministrator>), Refusal> {
    let SetUp { code, user, name, password } = input;
    if !app.setup().admits(&code, app.engine().now()) {
        if app.denials().is_first("setup".to_owned(), app.engine().now()) {
            note(&app, Actor::named("anonymous"), NewLine::of(Happened::Denied, "setup")).await;
        }
        let detail = "this link was used, is too old, or never was one: a restart prints another while nobody is there";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "setup-link-invalid", detail));
    }
    let name = name.unwrap_or_else(|| user.clone());
    if let Some(password) = &password {
        strong(password, &user, &name)?;
    }
    let token = setup::administrator(app.engine(), &user, &name, password, true).await?;
    app.setup().close();
    Ok((StatusCode::CREATED, Json(FirstAdministrator { user, token })))
}

/// Refuses a weak password.
pub fn strong(password: &str, id: &str, name: &str) -> Result<(), Refusal> {
    let (id, name) = (id.to_owned(), name.to_owned());
    let (kind, valid) = (UserKind::Person, Validity::default());
    let user = User { id, name, kind, tenant: None, disabled: false, valid };
    match weakness(password, &user) {
        Some(weakness) => Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, weakness.code(), weakness.to_string())),
        None => Ok(()),
    }
}
