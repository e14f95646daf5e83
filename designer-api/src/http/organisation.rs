//! The organisation: look at it, change it, load and save it as a whole.
use super::access::Guard;
use super::ask::{Ask, Id, Nothing, Query};
use super::page::{ById, Limit, Paged, page};
use super::{App, Refusal, read, schema};
use crate::{organisation_csv, organisation_json};
use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::organisation::{Asked, Change, Entry, Organisation, Person, UnitKind, Validity, parse_rule, resolve};
use weir_engine::api::{self, Page};
use weir_engine::{Context, Error};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(counts))
        .routes(routes!(people))
        .routes(routes!(person))
        .routes(routes!(history, change))
        .routes(routes!(export))
        .routes(routes!(import))
        .routes(routes!(ask))
        .routes(routes!(stand_in, end_stand_in))
}

/// An organisation as a file, in bytes.
const IMPORT_BYTES_MAX: usize = 30 << 20;
/// So often a table is read anew because somebody has changed what it names meanwhile.
const IMPORT_TRIES_MAX: usize = 5;

/// How much of everything there is.
#[utoipa::path(get, path = "/organisation", tag = "organisation",
    responses((status = 200, description = "it", body = schema::OrganisationCounts)))]
async fn counts(State(app): State<App>, _query: Query<Nothing>) -> Json<api::OrganisationCounts> {
    Json(app.engine().organisation_counts())
}

/// Which people. All that is given must fit.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Whose id, name or address has this in it.
    text: Option<String>,
    /// Of this department.
    department: Option<String>,
    /// On this post.
    post: Option<String>,
    /// In this role.
    role: Option<String>,
    /// In this group.
    group: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The people, by id.
#[utoipa::path(get, path = "/organisation/people", tag = "organisation", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::Person>)))]
async fn people(State(app): State<App>, guard: Guard, Query(q): Query<Filter>) -> Result<Json<Page<Value>>, Refusal> {
    let organisation = app.engine().organisation();
    let units = [
        (UnitKind::Department, &q.department),
        (UnitKind::Post, &q.post),
        (UnitKind::Role, &q.role),
        (UnitKind::Group, &q.group),
    ];
    let text = q.text.as_ref().map(|text| text.to_lowercase());
    let page = ById::of("people", q.limit, q.cursor.as_deref())?;
    let mut found = vec![];
    for (id, person) in organisation.people.range::<str, _>(page.ids()) {
        let has = |text: &String| {
            [Some(id), Some(&person.name), person.email.as_ref()]
                .into_iter()
                .flatten()
                .any(|t| t.to_lowercase().contains(text))
        };
        let belongs = |(kind, unit): &(UnitKind, &Option<String>)| {
            unit.as_ref().is_none_or(|unit| person.memberships.iter().any(|m| m.kind == *kind && m.id == *unit))
        };
        let seen = || guard.sees_person(id);
        if text.as_ref().is_none_or(has) && units.iter().all(belongs) && seen() {
            found.push(person.clone());
            if found.len() == page.wanted() {
                break;
            }
        }
    }
    let Page { items, next } = page.page(found, |person| &person.id);
    let items = items.iter().map(|person| seen_by(&guard, person)).collect();
    Ok(Json(Page { items, next }))
}

/// One person; whoever is in no organisation and has an account is told by its name.
#[utoipa::path(get, path = "/organisation/people/{id}", tag = "organisation", params(("id" = String, Path)),
    responses((status = 200, description = "them", body = schema::Person)))]
async fn person(
    State(app): State<App>,
    guard: Guard,
    _query: Query<Nothing>,
    Id(id): Id<String>,
) -> Result<Json<Value>, Refusal> {
    let organisation = app.engine().organisation();
    let found = organisation.people.get(&id).map(|person| seen_by(&guard, person)).or_else(|| account(&app, &id));
    Ok(Json(found.ok_or(Error::NotFound { what: "person", id })?))
}

/// A person as the reader may know them: of their superior nothing where that is somebody of another tenant.
fn seen_by(guard: &Guard, person: &Person) -> Value {
    let superior = person.superior.clone().filter(|superior| guard.hears_of_person(superior));
    json_of(&Person { superior, ..person.clone() })
}

/// Somebody who has an account and is in no organisation.
fn account(app: &App, id: &str) -> Option<Value> {
    let name = app.engine().access(|access| Some(access.accounts.get(id)?.user.name.clone()))?;
    let name = if name.is_empty() { id.to_owned() } else { name };
    let valid = Validity::default();
    Some(json!({
        "id": id, "name": name, "email": null, "locale": null, "superior": null,
        "memberships": [], "valid": valid, "account": true,
    }))
}

/// The changes that were made, newest first.
#[utoipa::path(get, path = "/organisation/changes", tag = "organisation", params(Paged),
    responses((status = 200, description = "a page", body = schema::Page<schema::OrganisationChange>)))]
async fn history(
    State(app): State<App>,
    Query(q): Query<Paged>,
) -> Result<Json<Page<api::OrganisationChange>>, Refusal> {
    Ok(Json(app.engine().organisation_history(&page(q.limit, q.cursor)).await?))
}

/// What is to change.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    changes: Vec<Change>,
    version: Option<u64>,
    reason: Option<String>,
    #[serde(default)]
    force: bool,
}

/// Changes the organisation: all of it, or nothing. Whoever has open tasks is removed by `force` alone: their tasks would stay
/// with nobody.
#[utoipa::path(post, path = "/organisation/changes", tag = "organisation", request_body = schema::OrganisationChanges,
    responses((status = 200, description = "made", body = schema::OrganisationChange)))]
async fn change(
    State(app): State<App>,
    Ask { by, input }: Ask<Wanted>,
) -> Result<Json<api::OrganisationChange>, Refusal> {
    let Wanted { changes, version, reason, force } = input;
    let left = if force { vec![] } else { app.engine().tasks_left_by(&changes).await? };
    if !left.is_empty() {
        let each: Vec<String> = left.iter().map(|(person, open)| format!("`{person}` has {open}")).collect();
        let detail = format!("open tasks would stay with nobody: {}; transfer them, or say `force`", each.join(", "));
        return Err(Refusal::new(StatusCode::CONFLICT, "person-has-tasks", detail));
    }
    let change = api::ChangeOrganisation { changes, version, reason, seen: None };
    Ok(Json(app.engine().change_organisation(by, change).await?))
}

/// In which format.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Format {
    Json,
    Csv,
}

/// In which format.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Formatted {
    /// JSON has everything; CSV has no work calendars.
    #[param(inline)]
    format: Option<Format>,
}

/// The whole organisation as a file that can be loaded again.
#[utoipa::path(get, path = "/organisation/export", tag = "organisation", params(Formatted),
    responses((status = 200, description = "the entries",
        content((Vec<schema::OrganisationEntry> = "application/json"), (String = "text/csv")))))]
async fn export(State(app): State<App>, Query(q): Query<Formatted>) -> Result<Response, Refusal> {
    let organisation = app.engine().organisation();
    Ok(match q.format {
        Some(Format::Csv) => {
            let refused = |error: organisation_csv::CsvError| {
                Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "organisation-no-table", error.to_string())
            };
            let table = organisation_csv::write(&organisation).map_err(refused)?;
            ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], table).into_response()
        }
        Some(Format::Json) | None => Json(entries(&organisation)).into_response(),
    })
}

/// Loads entries from a file, JSON or CSV: what is in it replaces what is there of the same id; all of it, or nothing.
#[utoipa::path(post, path = "/organisation/import", tag = "organisation",
    request_body(content((Vec<schema::OrganisationEntry> = "application/json"), (String = "text/csv"))),
    responses((status = 200, description = "loaded", body = schema::OrganisationChange)))]
async fn import(State(app): State<App>, file: File) -> Result<Json<api::OrganisationChange>, Refusal> {
    let mut tries = 0;
    loop {
        let (entries, seen) = file.entries(&app)?;
        let changes = entries.into_iter().map(Change::Put).collect();
        let change = api::ChangeOrganisation { changes, version: None, reason: Some("import".to_owned()), seen };
        match app.engine().change_organisation(file.by.clone(), change).await {
            // Somebody was faster with one of these entries: what the table leaves out stays as they have set it.
            Err(error) if error.code() == "organisation-changed-meanwhile" && tries < IMPORT_TRIES_MAX => tries += 1,
            told => return Ok(Json(told?)),
        }
    }
}

/// Rules to try.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Try {
    /// The rules, as in `weir:approvers`.
    approvers: String,
    /// Who would start the instance.
    initiator: Option<String>,
    /// Who would have decided the approval before.
    previous: Option<String>,
    /// The variables.
    #[serde(default)]
    variables: BTreeMap<String, Value>,
    /// The process whose approval it is: of another tenant than it nobody is named. Without it all people count.
    process: Option<String>,
}

/// Whom rules name now.
#[derive(Serialize, ToSchema)]
struct Named {
    /// Their ids.
    people: Vec<String>,
}

/// Whom rules of an approval would name now.
#[utoipa::path(post, path = "/organisation/resolve", tag = "organisation", request_body = Try,
    responses((status = 200, description = "them", body = Named)))]
async fn ask(State(app): State<App>, Ask { input, .. }: Ask<Try>) -> Result<Json<Named>, Refusal> {
    let rules = parse_rule(&input.approvers).map_err(|error| Refusal::bad("approval-invalid", error.to_string()))?;
    let asked = Asked {
        now: app.engine().now(),
        initiator: input.initiator.as_deref(),
        previous: input.previous.as_deref(),
        variables: &input.variables,
        chosen: &[],
        chosen_before: &[],
    };
    let people = match &input.process {
        Some(process) => resolve(app.engine().staff_of(process).workplace(), &rules, asked),
        None => resolve(&*app.engine().organisation(), &rules, asked),
    };
    Ok(Json(Named { people }))
}

/// Who stands in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct StandIn {
    /// The person.
    substitute: String,
    /// Only in these processes; none is all.
    #[serde(default)]
    processes: Vec<String>,
    /// When: `from` and `until`, RFC 3339.
    #[serde(default)]
    #[schema(value_type = Object)]
    valid: Validity,
    /// Why.
    reason: Option<String>,
}

/// Lets somebody stand in for a person (代理): new tasks go to them.
#[utoipa::path(put, path = "/people/{id}/proxies/{proxy}", tag = "people",
    params(("id" = String, Path), ("proxy" = String, Path)), request_body = StandIn,
    responses((status = 200, description = "they stand in", body = schema::OrganisationChange)))]
async fn stand_in(
    State(app): State<App>,
    guard: Guard,
    Id((id, proxy)): Id<(String, String)>,
    Ask { by, input }: Ask<StandIn>,
) -> Result<Json<api::OrganisationChange>, Refusal> {
    let StandIn { substitute, processes, valid, reason } = input;
    if !guard.is_through_for_all(&processes) {
        return Err(proxy_too_wide());
    }
    within_token(&app, &guard, &proxy)?;
    let wanted = api::ProxyOf { substitute, processes, valid, reason };
    Ok(Json(app.engine().stand_in(by, &id, &proxy, wanted).await?))
}

/// Nobody stands in any more.
#[utoipa::path(delete, path = "/people/{id}/proxies/{proxy}", tag = "people",
    params(("id" = String, Path), ("proxy" = String, Path)),
    responses((status = 200, description = "ended", body = schema::OrganisationChange)))]
async fn end_stand_in(
    State(app): State<App>,
    guard: Guard,
    Id((id, proxy)): Id<(String, String)>,
    Ask { by, .. }: Ask<Nothing>,
) -> Result<Json<api::OrganisationChange>, Refusal> {
    within_token(&app, &guard, &proxy)?;
    Ok(Json(app.engine().end_stand_in(by, &id, &proxy).await?))
}

/// Whoever asks through a token for some processes changes no proxy for others.
fn within_token(app: &App, guard: &Guard, proxy: &str) -> Result<(), Refusal> {
    let organisation = app.engine().organisation();
    let known = organisation.proxies.get(proxy);
    let within = known.is_none_or(|known| guard.is_through_for_all(&known.processes));
    if within { Ok(()) } else { Err(proxy_too_wide()) }
}

/// 403: through it somebody else would get what the token is not for.
fn proxy_too_wide() -> Refusal {
    let detail = "this token is for some processes: a proxy that is made or changed through it is for these alone";
    Refusal::new(StatusCode::FORBIDDEN, "proxy-too-wide", detail)
}

/// A file with entries.
struct File {
    by: Context,
    bytes: Vec<u8>,
    csv: bool,
}

impl File {
    /// What is in it; of a table with what it was read beside: what it leaves out stays as it is, and not as it was.
    fn entries(&self, app: &App) -> Result<(Vec<Entry>, Option<Arc<Organisation>>), Refusal> {
        if !self.csv {
            let read = organisation_json::read(&self.bytes);
            return Ok((read.map_err(|message| Refusal::bad("invalid-body", message))?, None));
        }
        let there = app.engine().organisation();
        let read = organisation_csv::read(&self.bytes, &there, &app.engine().time_zone());
        Ok((read.map_err(|error| Refusal::bad("invalid-csv", error.to_string()))?, Some(there)))
    }
}

impl FromRequest<App> for File {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let asked = Query::<Nothing>::from_request_parts(&mut parts, app).await.map(drop);
        let typed = super::ask::content_type(&parts.headers).unwrap_or_default();
        let named = typed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let right = match named.as_str() {
            "text/csv" | "application/json" => Ok(()),
            _ => Err(super::ask::wrong_type("application/json or text/csv")),
        };
        let csv = named == "text/csv";
        let body = read::or_discard(body, &parts.headers, asked.and(right)).await?;
        let bytes = read::all(body, &parts.headers, IMPORT_BYTES_MAX, app.body_timeout()).await?;
        let by = super::ask::context(&parts, || super::ask::request_hash(&parts.method, parts.uri.path(), &[&bytes]))?;
        Ok(File { by, bytes, csv })
    }
}

/// Everything, in an order in which what is referred to comes first where it can.
fn entries(all: &Organisation) -> Vec<Entry> {
    let units = all.departments.values().map(|d| Entry::Department((**d).clone()));
    let units = units.chain(all.posts.values().map(|unit| Entry::Post((**unit).clone())));
    let units = units.chain(all.roles.values().map(|unit| Entry::Role((**unit).clone())));
    let units = units.chain(all.groups.values().map(|unit| Entry::Group((**unit).clone())));
    let people = all.people.values().map(|person| Entry::Person((**person).clone()));
    let proxies = all.proxies.values().map(|proxy| Entry::Proxy((**proxy).clone()));
    let calendars = all.calendars.values().map(|calendar| Entry::Calendar((**calendar).clone()));
    units.chain(people).chain(proxies).chain(calendars).collect()
}

fn json_of(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("it is plain data")
}
