//! Work calendars, loaded year by year.
use super::ask::{Id, Query};
use super::{App, Refusal, read, schema};
use crate::calendar_csv;
use axum::Json;
use axum::extract::{FromRequest, Request, State};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_engine::Context;
use weir_engine::api;

/// A year, in bytes.
const YEAR_BYTES_MAX: usize = 256 << 10;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(load))
}

/// A year as it was announced.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CalendarYear {
    /// The days that are not like their week.
    #[schema(value_type = Vec<schema::CalendarDay>)]
    days: Vec<api::CalendarDay>,
    /// Why, or where they were announced.
    reason: Option<String>,
}

/// What is said beside the year.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Why {
    /// Why, where the file cannot say it.
    reason: Option<String>,
}

/// Loads the holidays of a year, and the days on which one works instead (调休). What was loaded for that year before is
/// replaced; other years stay. As JSON, or as CSV with the columns date, day (`free` or `work`), hours and name.
#[utoipa::path(put, path = "/organisation/calendars/{id}/years/{year}", tag = "organisation",
    params(("id" = String, Path), ("year" = i16, Path), Why),
    request_body(content((CalendarYear = "application/json"), (String = "text/csv"))),
    responses((status = 200, description = "loaded", body = schema::OrganisationChange)))]
async fn load(
    State(app): State<App>,
    Query(why): Query<Why>,
    Id((id, year)): Id<(String, i16)>,
    File { by, year: CalendarYear { days, reason } }: File,
) -> Result<Json<api::OrganisationChange>, Refusal> {
    Ok(Json(app.engine().load_calendar_year(by, &id, year, days, why.reason.or(reason)).await?))
}

/// A file with a year.
struct File {
    by: Context,
    year: CalendarYear,
}

impl FromRequest<App> for File {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let typed = super::ask::content_type(&parts.headers).unwrap_or_default();
        let named = typed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !matches!(named.as_str(), "text/csv" | "application/json") {
            return Err(super::ask::wrong_type("application/json or text/csv"));
        }
        let bytes = read::all(body, &parts.headers, YEAR_BYTES_MAX, app.body_timeout()).await?;
        let by = super::ask::context(&parts, || super::ask::request_hash(&parts.method, parts.uri.path(), &[&bytes]))?;
        let year = if named == "text/csv" {
            let days = calendar_csv::read(&bytes).map_err(|message| Refusal::bad("invalid-csv", message))?;
            CalendarYear { days, reason: None }
        } else {
            weir_core::objects::read(&bytes).map_err(|error| Refusal::bad("invalid-body", error.to_string()))?
        };
        Ok(File { by, year })
    }
}
