//! Indicators over HTTP: defined with a reason on top of what was seen, measured, looked back upon.
use super::super::access::Guard;
use super::super::ask::{Ask, Id, Nothing, Query};
use super::super::landscape::tagged;
use super::super::models::seen;
use super::super::page::{Paged, page};
use super::super::{App, Refusal, schema};
use super::asked::{Window, moment};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Timestamp;
use weir_core::access::{Action, Reach};
use weir_core::indicator::Indicator;
use weir_core::library::{MEASURES, Scope};
use weir_engine::Error;
use weir_engine::api::{
    Analysed, ChangeIndicator, IndicatorDetail, IndicatorList, IndicatorVersion, IndicesOf, Lights, Page, Told,
};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, define))
        .routes(routes!(one, change, remove))
        .routes(routes!(versions))
        .routes(routes!(version))
        .routes(routes!(tried))
        .routes(routes!(measures))
        .routes(routes!(lights))
        .routes(routes!(all_indices))
}

/// An answer with its tag.
type Tagged<T> = ([(HeaderName, String); 1], Json<T>);

/// May they see all that it is measured in?
fn sees(app: &App, guard: &Guard, indicator: &Indicator) -> Result<bool, Error> {
    let processes = app.engine().indicator_processes(indicator);
    if processes.is_empty() {
        // Of a node that nothing is linked to: what is defined is of the landscape of the installation itself.
        return Ok(guard.tenant().is_none() && guard.caller.reach(Action::SeeInstances) == Reach::Everything);
    }
    sees_all(guard, &processes)
}

/// May they see all of these processes?
fn sees_all(guard: &Guard, processes: &[String]) -> Result<bool, Error> {
    for process in processes {
        if !guard.sees(Action::SeeInstances, process, None)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What could not be looked at is left out, and the first reason is kept: then nothing is answered but that.
fn or_noted(seen: Result<bool, Error>, failed: &mut Option<Error>) -> bool {
    seen.unwrap_or_else(|error| {
        failed.get_or_insert(error);
        false
    })
}

/// What may not be seen is not there.
fn visible(app: &App, guard: &Guard, version: &IndicatorVersion) -> Result<(), Refusal> {
    let key = &version.indicator.key;
    if sees(app, guard, &version.indicator)? {
        Ok(())
    } else {
        Err(Error::NotFound { what: "indicator", id: key.clone() }.into())
    }
}

/// May they define one of this? Of a process whoever answers for it; of a node whoever does for all processes.
async fn may_set(guard: &Guard, indicator: &Indicator) -> Result<(), Refusal> {
    match &indicator.process {
        Some(process) => guard.process(Action::SetIndicators, process).await,
        None => guard.installation(Action::SetIndicators).await,
    }
}

/// Which indicators.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only of this process.
    process: Option<String>,
    /// Only of this node of the landscape.
    node: Option<String>,
}

/// The indicators that the reader may see: each with its value in its own window until now, and in the window before.
#[utoipa::path(get, path = "/analytics/indicators", tag = "analytics", params(Which),
    responses((status = 200, description = "them", body = schema::Told<schema::IndicatorList>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Query(which): Query<Which>,
) -> Result<Json<Told<IndicatorList>>, Refusal> {
    let mut failed = None;
    let keep = |indicator: &Indicator| {
        let asked = which.process.as_ref().is_none_or(|process| indicator.process.as_ref() == Some(process))
            && which.node.as_ref().is_none_or(|node| indicator.node.as_ref() == Some(node));
        asked && or_noted(sees(&app, &guard, indicator), &mut failed)
    };
    let found = app.engine().indicators_now(keep).await?;
    failed.map_or(Ok(Json(found)), |error| Err(error.into()))
}

/// An indicator as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewIndicator {
    /// It.
    #[schema(value_type = schema::Indicator)]
    indicator: Indicator,
    /// Why; it is kept with the version.
    reason: String,
}

/// Defines an indicator.
#[utoipa::path(post, path = "/analytics/indicators", tag = "analytics", request_body = NewIndicator,
    responses((status = 201, description = "defined", body = schema::IndicatorVersion)))]
async fn define(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<NewIndicator>,
) -> Result<(StatusCode, Tagged<IndicatorVersion>), Refusal> {
    may_set(&guard, &input.indicator).await?;
    let change = ChangeIndicator::Define(input.indicator);
    let made = app.engine().change_indicator(by, change, &input.reason).await?;
    Ok((StatusCode::CREATED, tagged(made.version, made)))
}

/// Over which time its series goes.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Series {
    /// From here on; a window of the indicator, and at least 30 days, before its end when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<String>,
    /// Until here; now when it is not said.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<String>,
    /// How many times it has, 1 to 120; 30 when it is not said.
    points: Option<u32>,
}

impl Series {
    fn span(&self) -> Result<(Option<Timestamp>, Option<Timestamp>), Refusal> {
        let one = |text: Option<&str>| text.map(moment).transpose();
        Ok((one(self.from.as_deref())?, one(self.until.as_deref())?))
    }
}

/// One indicator: how it stands, and what it would have said at so many times, each with the window of the indicator.
#[utoipa::path(get, path = "/analytics/indicators/{key}", tag = "analytics", params(("key" = String, Path), Series),
    responses((status = 200, description = "it", body = schema::Told<schema::IndicatorDetail>)))]
async fn one(
    State(app): State<App>,
    guard: Guard,
    Id(key): Id<String>,
    Query(series): Query<Series>,
) -> Result<Tagged<Told<IndicatorDetail>>, Refusal> {
    let version = app.engine().indicator(&key)?;
    visible(&app, &guard, &version)?;
    let (from, until) = series.span()?;
    let found = app.engine().indicator_detail(&version, from, until, series.points).await?;
    Ok(tagged(version.version, found))
}

/// Changes an indicator. `If-Match` says which version of it was seen. Earlier versions stay readable.
#[utoipa::path(put, path = "/analytics/indicators/{key}", tag = "analytics",
    params(("key" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = NewIndicator, responses((status = 200, description = "changed", body = schema::IndicatorVersion)))]
async fn change(
    State(app): State<App>,
    guard: Guard,
    Id(key): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<NewIndicator>,
) -> Result<Tagged<IndicatorVersion>, Refusal> {
    let version = seen(&headers)?;
    if input.indicator.key != key {
        return Err(Refusal::bad(
            "indicator-key",
            "the indicator keeps its key: define a new one, and remove this one",
        ));
    }
    let before = app.engine().indicator(&key)?;
    visible(&app, &guard, &before)?;
    may_set(&guard, &before.indicator).await?;
    may_set(&guard, &input.indicator).await?;
    let change = ChangeIndicator::Change(input.indicator, version);
    let changed = app.engine().change_indicator(by, change, &input.reason).await?;
    Ok(tagged(changed.version, changed))
}

/// Why an indicator is taken away.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct IndicatorReason {
    /// It is kept with the version.
    reason: String,
}

/// Takes an indicator away; its versions stay readable, and it can be defined again. `If-Match` says which version was seen.
#[utoipa::path(delete, path = "/analytics/indicators/{key}", tag = "analytics",
    params(("key" = String, Path), ("if-match" = String, Header, description = "the `ETag` that was seen")),
    request_body = IndicatorReason, responses((status = 200, description = "removed", body = schema::IndicatorVersion)))]
async fn remove(
    State(app): State<App>,
    guard: Guard,
    Id(key): Id<String>,
    headers: HeaderMap,
    Ask { by, input }: Ask<IndicatorReason>,
) -> Result<Tagged<IndicatorVersion>, Refusal> {
    let version = seen(&headers)?;
    let before = app.engine().last_version(&key)?;
    visible(&app, &guard, &before)?;
    may_set(&guard, &before.indicator).await?;
    let removed = app.engine().change_indicator(by, ChangeIndicator::Remove(key, version), &input.reason).await?;
    Ok(tagged(removed.version, removed))
}

/// The versions of an indicator, the latest first: what it was, who changed it, when and why.
#[utoipa::path(get, path = "/analytics/indicators/{key}/versions", tag = "analytics",
    params(("key" = String, Path), Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::IndicatorVersion>)))]
async fn versions(
    State(app): State<App>,
    guard: Guard,
    Id(key): Id<String>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<IndicatorVersion>>, Refusal> {
    let last = app.engine().last_version(&key)?;
    visible(&app, &guard, &last)?;
    Ok(Json(app.engine().indicator_versions(&key, &page(q.limit, q.cursor)).await?))
}

/// One version of an indicator, measured as it would be if it still held.
#[utoipa::path(get, path = "/analytics/indicators/{key}/versions/{version}", tag = "analytics",
    params(("key" = String, Path), ("version" = u64, Path), Series),
    responses((status = 200, description = "it", body = schema::Told<schema::IndicatorDetail>)))]
async fn version(
    State(app): State<App>,
    guard: Guard,
    Id((key, number)): Id<(String, u64)>,
    Query(series): Query<Series>,
) -> Result<Json<Told<IndicatorDetail>>, Refusal> {
    let last = app.engine().last_version(&key)?;
    visible(&app, &guard, &last)?;
    let found = app.engine().indicator_version(&key, number).await?;
    visible(&app, &guard, &found)?;
    let (from, until) = series.span()?;
    Ok(Json(app.engine().indicator_detail(&found, from, until, series.points).await?))
}

/// An indicator that is being thought of.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TriedIndicator {
    /// It.
    #[schema(value_type = schema::Indicator)]
    indicator: Indicator,
}

/// What an indicator would say, and would have said; nothing is kept.
#[utoipa::path(post, path = "/analytics/indicator-trials", tag = "analytics", request_body = TriedIndicator,
    responses((status = 200, description = "what it says", body = schema::Told<schema::IndicatorDetail>)))]
async fn tried(
    State(app): State<App>,
    guard: Guard,
    Ask { by, input }: Ask<TriedIndicator>,
) -> Result<Json<Told<IndicatorDetail>>, Refusal> {
    let TriedIndicator { indicator } = input;
    for process in app.engine().indicator_processes(&indicator) {
        guard.process(Action::SeeInstances, &process).await?;
    }
    let (at, actor) = (app.engine().now(), by.actor.id);
    let version = IndicatorVersion { version: 0, at, actor, reason: String::new(), removed: false, indicator };
    visible(&app, &guard, &version)?;
    app.engine().check_indicator(&version.indicator)?;
    Ok(Json(app.engine().indicator_detail(&version, None, None, None).await?))
}

/// Something that can be measured.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct KnownMeasure {
    /// Its name in formulas.
    name: &'static str,
    /// Is it of a whole instance?
    of_instance: bool,
    /// Is it of one element?
    of_element: bool,
    /// In which units it is told.
    units: &'static [&'static str],
    /// What it is, exactly.
    meaning: &'static str,
}

/// What formulas of indicators may name.
#[utoipa::path(get, path = "/analytics/measures", tag = "analytics",
    responses((status = 200, description = "them", body = Vec<KnownMeasure>)))]
async fn measures(_query: Query<Nothing>) -> Json<Vec<KnownMeasure>> {
    let known = MEASURES.iter().map(|measure| KnownMeasure {
        name: measure.name,
        of_instance: measure.of != Scope::Element,
        of_element: measure.of != Scope::Instance,
        units: measure.yields.units(),
        meaning: measure.meaning,
    });
    Json(known.collect())
}

/// How the nodes of the landscape stand: by the indicators that they have, and by those that are defined for them or for the
/// processes that they are linked to.
#[utoipa::path(get, path = "/analytics/lights", tag = "analytics",
    responses((status = 200, description = "them", body = schema::Told<schema::Lights>)))]
async fn lights(State(app): State<App>, guard: Guard, _query: Query<Nothing>) -> Result<Json<Told<Lights>>, Refusal> {
    let mut failed = None;
    let tenant = guard.tenant();
    let keep = |_: &Indicator, processes: &[String]| match processes {
        // Of a node that nothing is linked to.
        [] => guard.is_of_all_processes(Action::SeeInstances, tenant),
        some => or_noted(sees_all(&guard, some), &mut failed),
    };
    let found = app.engine().landscape_lights(tenant, keep).await?;
    failed.map_or(Ok(Json(found)), |error| Err(error.into()))
}

/// The three indices of all processes that the reader may see as a whole, side by side.
#[utoipa::path(get, path = "/analytics/indices", tag = "analytics", params(Window),
    responses((status = 200, description = "the processes", body = schema::Analysed<schema::IndicesOf>)))]
async fn all_indices(
    State(app): State<App>,
    guard: Guard,
    Query(window): Query<Window>,
) -> Result<Json<Analysed<IndicesOf>>, Refusal> {
    let (from, until) = window.span(&app)?;
    let mut failed = None;
    let keep = |process: &str| or_noted(guard.sees(Action::SeeInstances, process, None), &mut failed);
    let found = app.engine().analytics_all_indices(from, until, keep).await?;
    failed.map_or(Ok(Json(found)), |error| Err(error.into()))
}
