//! Suggestions: what could be better about a process, how that is known, and what became of it.
//!
//! A search runs beside everything else and is looked at by its id; what it finds is kept. Accepting makes a draft of the next
//! version, which is reviewed and deployed like every other; what it has brought is measured afterwards.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::schema::suggestion as wire;
use super::{App, Refusal, schema};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Timestamp;
use weir_core::access::Action;
use weir_engine::Error;
use weir_engine::api::{self, AcceptSuggestion, FindSuggestions, SuggestionSettings};
use weir_mining::suggest::CHECKLIST;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(counted))
        .routes(routes!(all))
        .routes(routes!(find))
        .routes(routes!(run))
        .routes(routes!(cancel))
        .routes(routes!(settings, set))
        .routes(routes!(one))
        .routes(routes!(gain))
        .routes(routes!(dismiss))
        .routes(routes!(reopen))
        .routes(routes!(accept))
}

/// The suggestions of a process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Suggestions {
    /// What the last search found beside them; none where nobody has looked yet.
    report: Option<wire::SuggestionReport>,
    /// They: those of one rule together, the one that brings most first; rules whose suggestions have brought most of what
    /// they promised before others.
    items: Vec<wire::Suggestion>,
    /// What accepted suggestions of a rule have brought of what they promised; rules of which nothing was measured are left
    /// out.
    records: Vec<wire::SuggestionRecord>,
    /// Practices that no history can judge: a list to talk through.
    checklist: Vec<wire::SuggestionPractice>,
}

/// How many suggestions there are of a process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SuggestionCounts {
    /// The process.
    process: String,
    /// Of how many nobody has said anything yet.
    open: usize,
    /// How many are taken up.
    accepted: usize,
    /// How many are not wanted.
    dismissed: usize,
    /// When the last search ended.
    #[schema(format = DateTime)]
    searched: Option<String>,
}

/// How many suggestions there are, by process; of which nobody has looked for any yet is left out.
#[utoipa::path(get, path = "/suggestions", tag = "suggestions",
    responses((status = 200, description = "the counts", body = [SuggestionCounts])))]
async fn counted(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
) -> Result<Json<Vec<SuggestionCounts>>, Refusal> {
    let engine = app.engine();
    let mut all = vec![];
    for process in engine.processes() {
        if !guard.sees(Action::SeeInstances, &process, None)? {
            continue;
        }
        let report = engine.suggestion_report(&process)?;
        let found = engine.suggestion_states(&process)?;
        if report.is_none() && found.is_empty() {
            continue;
        }
        let of = |fits: fn(&api::SuggestionState) -> bool| found.iter().filter(|state| fits(state)).count();
        let open = of(|state| matches!(state, api::SuggestionState::Open));
        let accepted = of(|state| matches!(state, api::SuggestionState::Accepted(_)));
        let dismissed = of(|state| matches!(state, api::SuggestionState::Dismissed { .. }));
        let searched = report.map(|report| report.at.to_string());
        all.push(SuggestionCounts { process, open, accepted, dismissed, searched });
    }
    Ok(Json(all))
}

/// Which of them.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only those of which this became.
    state: Option<wire::SuggestionStateName>,
}

/// The suggestions of a process, with why rules had nothing to say.
#[utoipa::path(get, path = "/suggestions/{id}", tag = "suggestions",
    params(("id" = String, Path, description = "the process"), Which),
    responses((status = 200, description = "they", body = Suggestions)))]
async fn all(
    State(app): State<App>,
    Id(id): Id<String>,
    Query(which): Query<Which>,
) -> Result<Json<Suggestions>, Refusal> {
    let engine = app.engine();
    if !engine.has_process(&id) {
        return Err(weir_engine::Error::NotFound { what: "process", id }.into());
    }
    let fits = |one: &wire::Suggestion| which.state.is_none_or(|state| one.state.state == state);
    let items = told(&app, engine.suggestions(&id)?)?.into_iter().filter(fits).collect();
    let records = engine.suggestion_records(&id)?.into_iter().map(wire::SuggestionRecord::from).collect();
    let report = engine.suggestion_report(&id)?.map(wire::SuggestionReport::from);
    let checklist = CHECKLIST.iter().map(wire::SuggestionPractice::from).collect();
    Ok(Json(Suggestions { report, items, records, checklist }))
}

/// Suggestions of one process, each with whether it may be opened again.
fn told(app: &App, suggestions: Vec<api::Suggestion>) -> Result<Vec<wire::Suggestion>, Refusal> {
    let reopening = app.engine().suggestions_reopening(&suggestions)?;
    let told = suggestions.into_iter().map(|one| {
        let reopens = reopening.contains(&one.id);
        let mut told = wire::Suggestion::from(one);
        told.state.reopens = reopens;
        told
    });
    Ok(told.collect())
}

fn told_one(app: &App, suggestion: api::Suggestion) -> Result<Json<wire::Suggestion>, Refusal> {
    let told = told(app, vec![suggestion])?;
    Ok(Json(told.into_iter().next().expect("one is told as one")))
}

/// In which history is looked.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewSuggestionRun {
    /// Instances that ended from here on; a year before the end where nothing is said.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// Until before here; now where nothing is said.
    #[schema(format = DateTime)]
    until: Option<String>,
}

fn moment(text: Option<&String>) -> Result<Option<Timestamp>, Refusal> {
    let read = |text: &String| {
        let wrong = || Refusal::bad("bad-time", format!("`{text}` is no RFC 3339 date and time"));
        Timestamp::parse(text).ok_or_else(wrong)
    };
    text.map(read).transpose()
}

/// Begins to look for suggestions. While the search of this process runs it is that one; look at it by its id.
#[utoipa::path(post, path = "/suggestions/{id}/runs", tag = "suggestions",
    params(("id" = String, Path, description = "the process")), request_body = NewSuggestionRun,
    responses((status = 202, description = "begun", body = wire::SuggestionRun)))]
async fn find(
    State(app): State<App>,
    Id(id): Id<String>,
    Ask { by, input }: Ask<NewSuggestionRun>,
) -> Result<(StatusCode, Json<api::SuggestionRun>), Refusal> {
    let asked = FindSuggestions { from: moment(input.from.as_ref())?, until: moment(input.until.as_ref())? };
    Ok((StatusCode::ACCEPTED, Json(app.engine().find_suggestions(&by, &id, asked).await?)))
}

/// A search: how far it is.
#[utoipa::path(get, path = "/suggestions/{id}/runs/{run}", tag = "suggestions",
    params(("id" = String, Path, description = "the process"), ("run" = String, Path)),
    responses((status = 200, description = "it", body = wire::SuggestionRun)))]
async fn run(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id((id, run)): Id<(String, String)>,
) -> Result<Json<api::SuggestionRun>, Refusal> {
    Ok(Json(app.engine().suggestion_run(&id, &run)?))
}

/// Lets a search stop; what earlier ones found stays.
#[utoipa::path(post, path = "/suggestions/{id}/runs/{run}/cancel", tag = "suggestions",
    params(("id" = String, Path, description = "the process"), ("run" = String, Path)),
    responses((status = 200, description = "as it stands", body = wire::SuggestionRun)))]
async fn cancel(
    State(app): State<App>,
    Id((id, run)): Id<(String, String)>,
    _ask: Ask<Nothing>,
) -> Result<Json<api::SuggestionRun>, Refusal> {
    Ok(Json(app.engine().cancel_suggestion_run(&id, &run)?))
}

/// What suggestions know of a process beside its model.
#[utoipa::path(get, path = "/suggestions/{id}/settings", tag = "suggestions",
    params(("id" = String, Path, description = "the process")),
    responses((status = 200, description = "it", body = schema::SuggestionSettings)))]
async fn settings(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<SuggestionSettings>, Refusal> {
    Ok(Json(app.engine().suggestion_settings(&id)?))
}

/// Says what suggestions know of a process beside its model: costs, targets, what must stay as it is. The next search counts
/// with it.
#[utoipa::path(put, path = "/suggestions/{id}/settings", tag = "suggestions",
    params(("id" = String, Path, description = "the process")), request_body = schema::SuggestionSettings,
    responses((status = 200, description = "kept", body = schema::SuggestionSettings)))]
async fn set(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<SuggestionSettings>,
) -> Result<Json<SuggestionSettings>, Refusal> {
    // What becomes of it is told with the gain.
    if let Some(control) = &input.control
        && !guard.sees(Action::SeeInstances, control, None)?
    {
        return Err(Error::NotFound { what: "process", id: control.clone() }.into());
    }
    Ok(Json(app.engine().set_suggestion_settings(by, &id, input).await?))
}

/// One suggestion.
#[utoipa::path(get, path = "/suggestions/{id}/items/{suggestion}", tag = "suggestions",
    params(("id" = String, Path, description = "the process"), ("suggestion" = String, Path)),
    responses((status = 200, description = "it", body = wire::Suggestion)))]
async fn one(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id((id, suggestion)): Id<(String, String)>,
) -> Result<Json<wire::Suggestion>, Refusal> {
    told_one(&app, app.engine().suggestion(&id, &suggestion)?)
}

/// What an accepted suggestion has brought: newer instances held against those it was found in. It compares before and after;
/// what else changed meanwhile is in it too.
#[utoipa::path(get, path = "/suggestions/{id}/items/{suggestion}/gain", tag = "suggestions",
    params(("id" = String, Path, description = "the process"), ("suggestion" = String, Path)),
    responses((status = 200, description = "it", body = wire::SuggestionGain)))]
async fn gain(
    State(app): State<App>,
    _query: Query<Nothing>,
    Id((id, suggestion)): Id<(String, String)>,
) -> Result<Json<api::SuggestionGain>, Refusal> {
    Ok(Json(app.engine().suggestion_gain(&id, &suggestion).await?))
}

/// Why it is not wanted.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DismissedSuggestion {
    /// It is kept with the suggestion.
    reason: String,
}

/// Dismisses a suggestion; it stays dismissed when it is found again.
#[utoipa::path(post, path = "/suggestions/{id}/items/{suggestion}/dismiss", tag = "suggestions",
    params(("id" = String, Path, description = "the process"), ("suggestion" = String, Path)),
    request_body = DismissedSuggestion, responses((status = 200, description = "dismissed", body = wire::Suggestion)))]
async fn dismiss(
    State(app): State<App>,
    Id((id, suggestion)): Id<(String, String)>,
    Ask { by, input }: Ask<DismissedSuggestion>,
) -> Result<Json<wire::Suggestion>, Refusal> {
    told_one(&app, app.engine().dismiss_suggestion(by, &id, &suggestion, &input.reason).await?)
}

/// Why it is opened again.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ReopenedSuggestion {
    /// It is kept with the acceptance; needed where that came to no draft.
    reason: Option<String>,
}

/// Opens a dismissed suggestion again, or one whose draft was removed before it was deployed; takes back, with a reason, one that
/// came to no draft. That it was accepted stays with it, and who opened it again.
#[utoipa::path(post, path = "/suggestions/{id}/items/{suggestion}/reopen", tag = "suggestions",
    params(("id" = String, Path, description = "the process"), ("suggestion" = String, Path)),
    request_body = ReopenedSuggestion, responses((status = 200, description = "open", body = wire::Suggestion)))]
async fn reopen(
    State(app): State<App>,
    Id((id, suggestion)): Id<(String, String)>,
    Ask { by, input }: Ask<ReopenedSuggestion>,
) -> Result<Json<wire::Suggestion>, Refusal> {
    told_one(&app, app.engine().reopen_suggestion(by, &id, &suggestion, input.reason.as_deref()).await?)
}

/// How a suggestion is accepted.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AcceptedSuggestion {
    /// Why; needed where no simulation has passed its check against what was.
    reason: Option<String>,
    /// The id of the simulation that it rests on.
    simulation: Option<String>,
    /// What the draft is called.
    name: Option<String>,
    /// Words for the model, in the language of whoever accepts, where the edit is left to people.
    note: Option<String>,
}

/// Accepts a suggestion: its edit becomes a draft of the next version, in the same commit.
#[utoipa::path(post, path = "/suggestions/{id}/items/{suggestion}/accept", tag = "suggestions",
    params(("id" = String, Path, description = "the process"), ("suggestion" = String, Path)),
    request_body = AcceptedSuggestion, responses((status = 200, description = "accepted", body = wire::Suggestion)))]
async fn accept(
    State(app): State<App>,
    Id((id, suggestion)): Id<(String, String)>,
    Ask { by, input }: Ask<AcceptedSuggestion>,
) -> Result<Json<wire::Suggestion>, Refusal> {
    let AcceptedSuggestion { reason, simulation, name, note } = input;
    let asked = AcceptSuggestion { reason, simulation, name, note };
    told_one(&app, app.engine().accept_suggestion(by, &id, &suggestion, asked).await?)
}
