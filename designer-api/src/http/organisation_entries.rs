//! The organisation entry by entry, and what a file would do to it before it is loaded.
use super::ask::{Nothing, Query};
use super::page::{ById, Limit};
use super::{App, Refusal, read, schema};
use crate::{organisation_csv, organisation_json};
use axum::Json;
use axum::extract::{Request, State};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::organisation::{Change, Entry, EntryKind, Organisation, changed};
use weir_core::time::TimeZone;
use weir_engine::api::Page;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(entries)).routes(routes!(check))
}

/// An organisation as a file, in bytes.
const IMPORT_BYTES_MAX: usize = 30 << 20;
/// So many problems are told.
const PROBLEMS_MAX: usize = 200;

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// `person`, `department`, `post`, `role`, `group`, `proxy` or `calendar`.
    #[param(value_type = String)]
    kind: EntryKind,
    /// Whose id or name has this in it; of a proxy, whose principal or substitute.
    text: Option<String>,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The entries of one kind, by id, also those whose time is over or has not come.
#[utoipa::path(get, path = "/organisation/entries", tag = "organisation", params(Filter),
    responses((status = 200, description = "a page", body = schema::Page<schema::OrganisationEntry>)))]
async fn entries(State(app): State<App>, Query(q): Query<Filter>) -> Result<Json<Page<Value>>, Refusal> {
    let page = ById::of("organisation entries", q.limit, q.cursor.as_deref())?;
    let organisation = app.engine().organisation();
    let text = q.text.map(|text| text.to_lowercase());
    let fits =
        |entry: &Entry| text.as_ref().is_none_or(|text| words(entry).any(|word| word.to_lowercase().contains(text)));
    let found = of_kind(&organisation, q.kind).filter(|entry| page.has(entry.id()) && fits(entry));
    let Page { items, next } = page.page(found.take(page.wanted()).collect(), Entry::id);
    let items = items.iter().map(|entry| serde_json::to_value(entry).expect("it is plain data")).collect();
    Ok(Json(Page { items, next }))
}

fn words(entry: &Entry) -> impl Iterator<Item = &str> {
    let (first, second) = match entry {
        Entry::Person(person) => (person.name.as_str(), person.email.as_deref().unwrap_or_default()),
        Entry::Department(department) => (department.name.as_str(), ""),
        Entry::Post(unit) | Entry::Role(unit) | Entry::Group(unit) => (unit.name.as_str(), ""),
        Entry::Proxy(proxy) => (proxy.principal.as_str(), proxy.substitute.as_str()),
        Entry::Calendar(calendar) => (calendar.name.as_str(), ""),
    };
    [entry.id(), first, second].into_iter()
}

fn of_kind(all: &Organisation, kind: EntryKind) -> Box<dyn Iterator<Item = Entry> + '_> {
    match kind {
        EntryKind::Person => Box::new(all.people.values().map(|one| Entry::Person((**one).clone()))),
        EntryKind::Department => Box::new(all.departments.values().map(|one| Entry::Department((**one).clone()))),
        EntryKind::Post => Box::new(all.posts.values().map(|one| Entry::Post((**one).clone()))),
        EntryKind::Role => Box::new(all.roles.values().map(|one| Entry::Role((**one).clone()))),
        EntryKind::Group => Box::new(all.groups.values().map(|one| Entry::Group((**one).clone()))),
        EntryKind::Proxy => Box::new(all.proxies.values().map(|one| Entry::Proxy((**one).clone()))),
        EntryKind::Calendar => Box::new(all.calendars.values().map(|one| Entry::Calendar((**one).clone()))),
    }
}

/// What an import would do.
#[derive(Default, Serialize)]
struct Report {
    entries: u64,
    changes: Vec<Count>,
    problems: Vec<Problem>,
    more: u64,
}

/// Of one kind.
#[derive(Default, Serialize)]
struct Count {
    kind: &'static str,
    added: u64,
    changed: u64,
    same: u64,
}

/// What is wrong with a file.
#[derive(Serialize)]
struct Problem {
    line: Option<u64>,
    kind: Option<&'static str>,
    id: Option<String>,
    code: &'static str,
    message: String,
}

/// Tells what loading a file would do, and all that is wrong with it, line by line. Nothing is changed.
#[utoipa::path(post, path = "/organisation/import/check", tag = "organisation",
    request_body(content((Vec<schema::OrganisationEntry> = "application/json"), (String = "text/csv"))),
    responses((status = 200, description = "what it would do", body = schema::ImportReport)))]
async fn check(State(app): State<App>, _query: Query<Nothing>, request: Request) -> Result<Json<Report>, Refusal> {
    let (parts, body) = request.into_parts();
    let typed = super::ask::content_type(&parts.headers).unwrap_or_default();
    let named = typed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !matches!(named.as_str(), "text/csv" | "application/json") {
        return Err(super::ask::wrong_type("application/json or text/csv"));
    }
    let bytes = read::all(body, &parts.headers, IMPORT_BYTES_MAX, app.body_timeout()).await?;
    let organisation = app.engine().organisation();
    let (entries, mut problems) =
        if named == "text/csv" { table(&bytes, &organisation, &app.engine().time_zone()) } else { list(&bytes) };
    let lines: BTreeMap<(EntryKind, String), u64> =
        entries.iter().map(|(line, entry)| ((entry.kind(), entry.id().to_owned()), *line)).collect();
    let changes: Vec<Change> = entries.iter().map(|(_, entry)| Change::Put(entry.clone())).collect();
    for wrong in changed(&organisation, &changes).err().unwrap_or_default() {
        problems.push(Problem {
            line: lines.get(&(wrong.kind, wrong.id.clone())).copied(),
            kind: Some(wrong.kind.word()),
            id: Some(wrong.id),
            code: wrong.refusal.code(),
            message: wrong.refusal.to_string(),
        });
    }
    problems.sort_by_key(|problem| problem.line);
    let more = problems.len().saturating_sub(PROBLEMS_MAX) as u64;
    problems.truncate(PROBLEMS_MAX);
    Ok(Json(Report { entries: entries.len() as u64, changes: counts(&organisation, &entries), problems, more }))
}

/// The entries of a table with their lines, and what could not be read.
fn table(bytes: &[u8], there: &Organisation, zone: &TimeZone) -> (Vec<(u64, Entry)>, Vec<Problem>) {
    let whole = |message: String| Problem { line: None, kind: None, id: None, code: "invalid-csv", message };
    match organisation_csv::read_lines(bytes, there, zone) {
        Err(error) => (vec![], vec![whole(error.to_string())]),
        Ok((entries, wrong)) => {
            (entries, wrong.into_iter().map(|(line, message)| Problem { line: Some(line), ..whole(message) }).collect())
        }
    }
}

/// The entries of a list with their numbers, and what could not be read.
fn list(bytes: &[u8]) -> (Vec<(u64, Entry)>, Vec<Problem>) {
    let whole = |message: String| Problem { line: None, kind: None, id: None, code: "invalid-body", message };
    match organisation_json::read_entries(bytes) {
        Err(error) => (vec![], vec![whole(error)]),
        Ok((entries, wrong)) => (
            entries,
            wrong.into_iter().map(|(number, message)| Problem { line: Some(number), ..whole(message) }).collect(),
        ),
    }
}

fn counts(old: &Organisation, entries: &[(u64, Entry)]) -> Vec<Count> {
    let mut counts: BTreeMap<EntryKind, Count> = BTreeMap::new();
    let mut now: BTreeMap<(EntryKind, String), Entry> = BTreeMap::new();
    for kind in entries.iter().map(|(_, entry)| entry.kind()).collect::<std::collections::BTreeSet<_>>() {
        now.extend(of_kind(old, kind).map(|entry| ((kind, entry.id().to_owned()), entry)));
    }
    for (_, entry) in entries {
        let kind = entry.kind();
        let count = counts.entry(kind).or_insert_with(|| Count { kind: kind.word(), ..Count::default() });
        match now.get(&(kind, entry.id().to_owned())) {
            None => count.added += 1,
            Some(was) if was == entry => count.same += 1,
            Some(_) => count.changed += 1,
        }
    }
    counts.into_values().collect()
}
