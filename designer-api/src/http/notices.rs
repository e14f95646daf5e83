//! Notices: what people are told of, as a list and as a stream.
//!
//! The stream gives each notice at least once, in the order of their ids as far as they are known when it looks. Commits of
//! different instances may become durable a little out of that order, so it looks back over a while; whoever connects
//! again with `Last-Event-ID` may get some once more, under the same ids.
use super::access::{About, Guard, authenticate, speaker};
use super::admission::Lane;
use super::ask::{Ask, Id, Query};
use super::events::Listening;
use super::instances::process_of;
use super::page::{Limit, page};
use super::presence::draft_now;
use super::{App, Refusal, schema};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, watch};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::Action;
use weir_engine::api::{self, Notice, Page};

/// How far back it looks for what became durable late.
const LATE_MS: i64 = 10_000;
/// So often a silent stream says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The last that is said to whoever is let in no more. It has no id: whoever is let in again goes on behind what they know.
const EXPIRED: &str = "event: session.expired\ndata: {}\n\n";
/// Digits of an id that are its time.
const TIME_DIGITS: usize = 12;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read)).routes(routes!(stream))
}

/// Which notices, and which page of them.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only what is not marked as read.
    #[serde(default)]
    unread: bool,
    /// Entries of a page, 1 to 1000.
    limit: Option<Limit>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// What a person was told of, the latest first: tasks they have (待办) or may claim (待认领), reminders (催办), copies (抄送),
/// mentions, what was sent back (驳回), what is overdue (逾期), how approvals were decided, and the end of what they started.
#[utoipa::path(get, path = "/people/{id}/notices", tag = "people", params(("id" = String, Path), Which),
    responses((status = 200, description = "a page", body = schema::Page<schema::Notice>)))]
async fn list(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<Which>,
) -> Result<Json<Page<api::Notice>>, Refusal> {
    let mut found = app.engine().notices_of(&id, q.unread, &page(q.limit, q.cursor)).await?;
    found.items.retain(|notice| is_for(&guard, notice));
    Ok(Json(found))
}

/// What several may claim is told to those who get into its process; else their lists would not have it either. Through a
/// token for some processes nothing is told but of these.
fn is_for(guard: &Guard, notice: &Notice) -> bool {
    let through = match notice.definition.as_deref() {
        Some(definition) => guard.is_through_for(Some(process_of(definition))),
        None => guard.is_through_for_instance(notice.instance).unwrap_or(false),
    };
    if !through {
        return false;
    }
    let process = notice.definition.as_deref().map(process_of).filter(|_| notice.is_offered());
    process.is_none_or(|process| guard.concerns(Action::SeeTasks, process, notice.instance))
}

/// Up to where somebody has read.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Read {
    /// The id of the last notice that they have read.
    until: String,
}

/// Marks a notice, and all before it, as read: through a token for some processes what is of these, and nothing else.
#[utoipa::path(post, path = "/people/{id}/notices/read", tag = "people", params(("id" = String, Path)),
    request_body = Read, responses((status = 204, description = "read")))]
async fn read(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Ask { by, input }: Ask<Read>,
) -> Result<StatusCode, Refusal> {
    app.engine().read_notices(by, &id, &input.until, &guard.caller.processes).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// From where.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct From {
    /// The id of the last notice that is known; `Last-Event-ID` counts more. Without both, what comes from now on.
    after: Option<String>,
}

/// What a person is told of, as it happens (server-sent events): `id`, `event` with the kind, `data` with the notice.
/// An `event` of `alerts`, without an id, says that alerts are other than before: whoever shows them looks again. One of
/// `draft`, without an id too, tells of a draft that a page of theirs has open: who else has, and when it was changed last.
/// `session.expired` is the last one, when the session or the token is over while somebody listens.
#[utoipa::path(get, path = "/people/{id}/notices/stream", tag = "people",
    params(("id" = String, Path), From, ("last-event-id" = Option<String>, Header, description = "goes on behind it")),
    responses((status = 200, description = "the stream", body = String, content_type = "text/event-stream")))]
async fn stream(
    State(app): State<App>,
    guard: Guard,
    Id(id): Id<String>,
    Query(q): Query<From>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()).map(str::to_owned).or(q.after);
    Stream::open(app, guard, id, headers, last.as_deref(), None)
}

/// Why somebody listens no more.
enum Ended {
    /// They are let in no more: their session or token is over, or they are nobody here.
    Expired,
    /// They are, but may not hear this any more.
    Denied,
}

/// Somebody who listens.
pub(super) struct Stream {
    person: String,
    /// Who listens.
    guard: Guard,
    /// With what they have shown who they are.
    headers: HeaderMap,
    /// The greatest id that was sent.
    behind: String,
    /// Ids that were sent, as far back as it looks.
    sent: BTreeSet<String>,
    ready: VecDeque<Notice>,
    changed: watch::Receiver<u64>,
    /// Something of alerts is other than before: whoever shows them looks again.
    alerts: watch::Receiver<u64>,
    /// A draft is other than before, or somebody else has it open.
    drafts: watch::Receiver<u64>,
    /// The change of drafts up to which they were told.
    told: u64,
    /// Somebody may be let in no more.
    access: watch::Receiver<u64>,
    /// Has the last been said?
    over: bool,
    /// What they hear of processes, and whether they are told of anything else; none where they only hear what they are told.
    listening: Option<Listening>,
    app: App,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Stream {
    /// Of what a person is told, behind the notice that they know, and of what happens in processes.
    pub fn open(
        app: App,
        guard: Guard,
        person: String,
        headers: HeaderMap,
        last: Option<&str>,
        listening: Option<Listening>,
    ) -> Result<Response, Refusal> {
        if last.is_some_and(|last| time_of(last).is_none()) {
            return Err(Refusal::bad("invalid-event-id", "this is not the id of a notice"));
        }
        let now = app.engine().now().0.max(0);
        let permit = app.admission().enter(Lane::Listen)?;
        let (changed, access) = (app.engine().notices_changed(), app.engine().access_changed());
        let drafts = app.presence().changed();
        let told = *drafts.borrow();
        let mut stream = Stream {
            person,
            guard,
            headers,
            behind: last.map_or_else(|| format!("{now:012x}"), str::to_owned),
            sent: BTreeSet::new(),
            ready: VecDeque::new(),
            changed,
            alerts: app.engine().alerts_changed(),
            told,
            drafts,
            access,
            over: false,
            listening,
            app,
            _permit: permit,
        };
        if last.is_none() && stream.hears_notices() {
            // What is there already is no news.
            let old = stream.look()?;
            stream.sent.extend(old.into_iter().map(|notice| notice.id));
        }
        let body = Body::from_stream(futures_util::stream::unfold(stream, |mut stream| async move {
            let text = stream.next().await?;
            Some((Ok::<_, std::convert::Infallible>(text), stream))
        }));
        let headers = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
        Ok((headers, body).into_response())
    }

    fn hears_notices(&self) -> bool {
        self.listening.as_ref().is_none_or(Listening::hears_notices)
    }

    /// Up to where they know everything.
    fn id(&self) -> String {
        match &self.listening {
            Some(listening) => format!("{}@{}", self.behind, listening.known()),
            None => self.behind.clone(),
        }
    }

    /// The next piece of text; none when the server stops, can read no more, or they may not listen any more: who they are
    /// and what they may is found out anew before each piece. To whoever is let in no more that is said last.
    async fn next(&mut self) -> Option<String> {
        if self.over {
            return None;
        }
        loop {
            self.access.borrow_and_update();
            if let Err(last) = self.may_go_on().await {
                return self.end(&last);
            }
            // What they could see when it was looked for may be other than what they can see now.
            let guard = self.guard.clone();
            self.ready.retain(|notice| is_for(&guard, notice));
            if let Some(notice) = self.ready.pop_front() {
                self.sent.insert(notice.id.clone());
                if notice.id > self.behind {
                    self.behind.clone_from(&notice.id);
                }
                let id = if self.listening.is_some() { self.id() } else { notice.id.clone() };
                return Some(event(&id, &notice));
            }
            // Marked as seen before it looks, so that what comes meanwhile is looked for again.
            self.changed.borrow_and_update();
            let hears = self.hears_notices();
            let found = if hears { self.look().ok()? } else { vec![] };
            self.ready.extend(found);
            if !self.ready.is_empty() {
                continue;
            }
            let app = self.app.clone();
            let piece = tokio::select! {
                changed = self.changed.changed(), if hears => {
                    changed.ok()?;
                    continue;
                }
                // Whoever is let in no more hears nothing more.
                changed = self.access.changed() => {
                    changed.ok()?;
                    continue;
                }
                changed = self.alerts.changed(), if hears => {
                    changed.ok()?;
                    "event: alerts\ndata: {}\n\n".to_owned()
                }
                happened = Listening::next(self.listening.as_mut()) => {
                    let happened = happened?;
                    // What they may see may be other than when they began to wait.
                    if let Err(last) = self.may_go_on().await {
                        return self.end(&last);
                    }
                    let told = self.listening.as_ref().and_then(|to| to.text(&self.guard, &happened, &self.id()));
                    if told.is_none() {
                        continue;
                    }
                    return told;
                }
                news = app.presence().news(&self.person, &mut self.drafts, &mut self.told), if hears => {
                    let told = self.drafts_now(&news?).await.ok()?;
                    if told.is_empty() {
                        continue;
                    }
                    told
                }
                () = tokio::time::sleep(HEARTBEAT) => ":\n\n".to_owned(),
                () = app.stopping() => return None,
            };
            return match self.may_go_on().await {
                Ok(()) => Some(piece),
                Err(last) => self.end(&last),
            };
        }
    }

    fn end(&mut self, last: &Ended) -> Option<String> {
        self.over = true;
        match last {
            Ended::Expired => Some(EXPIRED.to_owned()),
            Ended::Denied => None,
        }
    }

    /// These drafts as they are now, as far as they may see them.
    async fn drafts_now(&self, drafts: &[String]) -> Result<String, Refusal> {
        let mut told = String::new();
        for id in drafts {
            let now = draft_now(&self.app, &self.guard, id).await?;
            let Some(data) = now.and_then(|now| serde_json::to_string(&now).ok()) else { continue };
            told.push_str("event: draft\ndata: ");
            told.push_str(&data);
            told.push_str("\n\n");
        }
        Ok(told)
    }

    /// Would they be let in now as they were? That they listen is no use of a session: one that nobody uses ends.
    async fn may_go_on(&mut self) -> Result<(), Ended> {
        let identity = authenticate(&self.app, &Method::GET, &self.headers).ok().flatten().ok_or(Ended::Expired)?;
        let guard = speaker(&self.app, identity, &self.headers, self.guard.place()).await;
        self.guard = guard.map_err(|_| Ended::Expired)?;
        // Of processes they hear what they may see, whatever that is.
        if self.hears_notices() {
            let heard = self.guard.path(Action::KeepNotes, About::Person, &self.person).await;
            heard.map_err(|_| Ended::Denied)?;
        }
        Ok(())
    }

    /// What was not sent yet, from a while before the last one on.
    fn look(&mut self) -> Result<Vec<Notice>, Refusal> {
        let from = time_of(&self.behind).unwrap_or_default().saturating_sub(LATE_MS).max(0);
        let mut from = format!("{from:012x}");
        self.sent = self.sent.split_off(&from);
        let mut all = vec![];
        loop {
            let found = self.app.engine().notices_behind(&self.person, &from)?;
            let Some(last) = found.last() else { break };
            from.clone_from(&last.id);
            let news = |notice: &Notice| !self.sent.contains(&notice.id) && is_for(&self.guard, notice);
            all.extend(found.into_iter().filter(news));
            if !all.is_empty() {
                break;
            }
        }
        Ok(all)
    }
}

fn time_of(id: &str) -> Option<i64> {
    i64::from_str_radix(id.get(..TIME_DIGITS)?, 16).ok()
}

/// JSON has no line breaks of its own, so it is one line.
fn event(id: &str, notice: &Notice) -> String {
    let data = serde_json::to_string(notice).unwrap_or_default();
    format!("id: {id}\nevent: {}\ndata: {data}\n\n", notice.kind.name())
}
