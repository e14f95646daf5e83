//! Who has a draft open, and who has just saved it: told to each other, so that nobody learns of the other only when a save of
//! their own is refused. It is kept in memory alone: whoever has a page open says so again and again, also after a restart.
use super::access::{About, Guard};
use super::ask::{Ask, Id, Nothing};
use super::{App, Refusal};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::Timestamp;
use weir_core::access::Action;
use weir_engine::Error;

/// Who has said nothing for so long is not shown any more: pages say it about three times as often.
const SHOWN_MS: i64 = 75_000;
/// Whoever has said nothing for so long is not told anything more.
const TOLD_MS: i64 = 12 * 60 * 60 * 1000;
/// Pages that have the same draft open.
const PAGES_MAX: usize = 100;
/// A page names itself with so many letters at most.
const PAGE_NAME_MAX: usize = 64;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(here, gone))
}

/// All drafts that somebody has open.
pub struct Presence {
    drafts: Mutex<BTreeMap<String, Draft>>,
    /// The number of the last change.
    changed: watch::Sender<u64>,
}

/// One of them.
#[derive(Default)]
struct Draft {
    /// The number of the last change of it, or of who has it open.
    change: u64,
    pages: Vec<Page>,
}

/// A page that has it open.
struct Page {
    name: String,
    person: String,
    edits: bool,
    since: Timestamp,
    seen: Timestamp,
}

impl Default for Presence {
    fn default() -> Self {
        Presence { drafts: Mutex::default(), changed: watch::Sender::new(0) }
    }
}

impl Presence {
    fn drafts(&self) -> MutexGuard<'_, BTreeMap<String, Draft>> {
        self.drafts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves whenever there is something to tell.
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// A draft is other than before: those who have it open are told.
    pub fn saved(&self, id: &str) {
        let mut drafts = self.drafts();
        if let Some(draft) = drafts.get_mut(id) {
            self.note(draft);
        }
    }

    fn note(&self, draft: &mut Draft) {
        self.changed.send_modify(|change| {
            *change += 1;
            draft.change = *change;
        });
    }

    /// A page has it open, still or newly.
    fn enter(&self, id: &str, name: String, person: &str, edits: bool, now: Timestamp) {
        let mut drafts = self.drafts();
        let draft = drafts.entry(id.to_owned()).or_default();
        let before = draft.pages.len();
        draft.pages.retain(|page| now.0 - page.seen.0 < TOLD_MS);
        let mut other = draft.pages.len() != before;
        if let Some(page) = draft.pages.iter_mut().find(|page| page.name == name && page.person == person) {
            // Whoever comes back is news for the others.
            other |= page.edits != edits || now.0 - page.seen.0 >= SHOWN_MS;
            (page.edits, page.seen) = (edits, now);
        } else {
            if draft.pages.len() >= PAGES_MAX {
                let longest = draft.pages.iter().enumerate().min_by_key(|(_, page)| page.seen);
                if let Some(at) = longest.map(|(at, _)| at) {
                    draft.pages.remove(at);
                }
            }
            draft.pages.push(Page { name, person: person.to_owned(), edits, since: now, seen: now });
            other = true;
        }
        if other {
            self.note(draft);
        }
    }

    /// A page has it open no more.
    fn leave(&self, id: &str, name: &str, person: &str) {
        let mut drafts = self.drafts();
        let Some(draft) = drafts.get_mut(id) else { return };
        let before = draft.pages.len();
        draft.pages.retain(|page| page.name != name || page.person != person);
        if draft.pages.is_empty() {
            drafts.remove(id);
        } else if draft.pages.len() != before {
            self.note(draft);
        }
    }

    /// Waits until something is other of what a person has open: whoever has nothing open is never woken. `told` is the
    /// number of the change up to which they know. None when nothing is told any more.
    pub async fn news(&self, person: &str, changed: &mut watch::Receiver<u64>, told: &mut u64) -> Option<Vec<String>> {
        loop {
            changed.changed().await.ok()?;
            let after = std::mem::replace(told, *changed.borrow_and_update());
            let news = self.news_for(person, after);
            if !news.is_empty() {
                return Some(news);
            }
        }
    }

    /// The drafts that a person has open and that are other than when change number `after` was the last one.
    fn news_for(&self, person: &str, after: u64) -> Vec<String> {
        let drafts = self.drafts();
        let has = |draft: &Draft| draft.pages.iter().any(|page| page.person == person);
        let news = drafts.iter().filter(|(_, draft)| draft.change > after && has(draft));
        news.map(|(id, _)| id.clone()).collect()
    }

    /// Who is shown to have it open, the one that came first first.
    fn shown(&self, id: &str, now: Timestamp) -> Vec<HasOpen> {
        let drafts = self.drafts();
        let pages = drafts.get(id).map_or(&[][..], |draft| &draft.pages);
        let there = pages.iter().filter(|page| now.0 - page.seen.0 < SHOWN_MS);
        let shown = there.map(|page| HasOpen {
            page: page.name.clone(),
            person: page.person.clone(),
            edits: page.edits,
            since: page.since.to_string(),
        });
        shown.collect()
    }
}

/// A draft as those are told of it who have it open.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftNow {
    /// Its id.
    id: String,
    /// Its revision now; null when it was removed.
    revision: Option<u64>,
    /// The revision of its text; null when it was removed.
    text: Option<u64>,
    /// When it was changed last.
    #[schema(format = DateTime)]
    changed: Option<String>,
    /// By whom.
    changed_by: Option<String>,
    /// Who has it open, in the order in which they came.
    here: Vec<HasOpen>,
}

/// Somebody who has a draft open.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct HasOpen {
    /// The name of the page in which they have it open.
    page: String,
    /// Who.
    person: String,
    /// May they change it there?
    edits: bool,
    /// Since when.
    #[schema(format = DateTime)]
    since: String,
}

/// A draft as somebody may be told of it; nothing when they may not see it.
pub(super) async fn draft_now(app: &App, guard: &Guard, id: &str) -> Result<Option<DraftNow>, Refusal> {
    let model = match app.engine().model(id).await {
        Ok(model) => model,
        Err(Error::NotFound { .. }) => {
            let gone = DraftNow {
                id: id.to_owned(),
                revision: None,
                text: None,
                changed: None,
                changed_by: None,
                here: vec![],
            };
            return Ok(Some(gone));
        }
        Err(error) => return Err(error.into()),
    };
    if guard.path(Action::SeeModels, About::Model, id).await.is_err() {
        return Ok(None);
    }
    let mut here = app.presence().shown(id, app.engine().now());
    here.retain(|one| guard.hears_of_person(&one.person));
    Ok(Some(DraftNow {
        id: model.id,
        revision: Some(model.revision),
        text: Some(model.text),
        changed: Some(model.changed.to_string()),
        changed_by: Some(model.changed_by),
        here,
    }))
}

/// How a page has a draft open.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Opened {
    /// May it be changed there?
    edits: bool,
}

/// Says that a page of the caller has a draft open, and tells who else has. A page says it about every 25 seconds: who has said
/// nothing for 75 seconds is not shown any more. What changes meanwhile comes with their stream of notices, as events of the
/// kind `draft`. The page names itself, with up to 64 letters, digits and `-`.
#[utoipa::path(put, path = "/models/{id}/presence/{page}", tag = "models",
    params(("id" = String, Path), ("page" = String, Path)), request_body = Opened,
    responses((status = 200, description = "the draft now", body = DraftNow)))]
async fn here(
    State(app): State<App>,
    guard: Guard,
    Id((id, page)): Id<(String, String)>,
    Ask { input, .. }: Ask<Opened>,
) -> Result<Json<DraftNow>, Refusal> {
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-';
    if page.is_empty() || page.len() > PAGE_NAME_MAX || !page.bytes().all(plain) {
        return Err(Refusal::bad("invalid-id", "a page names itself with up to 64 letters, digits and `-`"));
    }
    // Nothing is kept of what is not there.
    app.engine().model(&id).await?;
    app.presence().enter(&id, page, &guard.caller.person, input.edits, app.engine().now());
    let now = draft_now(&app, &guard, &id).await?;
    let missing = || Error::NotFound { what: "model", id: id.clone() };
    Ok(Json(now.filter(|now| now.revision.is_some()).ok_or_else(missing)?))
}

/// Says that a page of the caller has a draft open no more.
#[utoipa::path(delete, path = "/models/{id}/presence/{page}", tag = "models",
    params(("id" = String, Path), ("page" = String, Path)), responses((status = 204, description = "gone")))]
async fn gone(
    State(app): State<App>,
    guard: Guard,
    Id((id, page)): Id<(String, String)>,
    _ask: Ask<Nothing>,
) -> StatusCode {
    app.presence().leave(&id, &page, &guard.caller.person);
    StatusCode::NO_CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: i64) -> Timestamp {
        Timestamp(seconds * 1000)
    }

    #[test]
    fn whoever_says_nothing_is_not_shown_and_whoever_comes_back_is_news() {
        let all = Presence::default();
        all.enter("m", "one".to_owned(), "ann", true, at(0));
        all.enter("m", "two".to_owned(), "bob", false, at(10));
        let told = *all.changed().borrow();
        assert_eq!(all.news_for("ann", 0), ["m"]);
        assert!(all.news_for("ann", told).is_empty() && all.news_for("eve", 0).is_empty());
        let people = |now| all.shown("m", now).into_iter().map(|one| one.person).collect::<Vec<_>>();
        assert_eq!(people(at(20)), ["ann", "bob"]);

        all.enter("m", "two".to_owned(), "bob", false, at(70));
        assert!(all.news_for("ann", told).is_empty(), "who is still there is no news");
        assert_eq!(people(at(80)), ["bob"]);
        all.enter("m", "one".to_owned(), "ann", true, at(100));
        assert_eq!(all.news_for("bob", told), ["m"]);
        assert_eq!(people(at(101)), ["ann", "bob"]);
    }

    #[test]
    fn nothing_is_kept_of_drafts_that_nobody_has_open() {
        let all = Presence::default();
        all.enter("m", "one".to_owned(), "ann", true, at(0));
        all.leave("m", "one", "bob");
        assert_eq!(all.shown("m", at(1)).len(), 1, "nobody leaves for somebody else");
        all.leave("m", "one", "ann");
        assert!(all.drafts().is_empty());
        all.saved("m");
        assert!(all.drafts().is_empty());
        for number in 0..2 * PAGES_MAX {
            all.enter("m", format!("p{number}"), "ann", true, at(number as i64));
        }
        let drafts = all.drafts();
        assert_eq!((drafts["m"].pages.len(), drafts["m"].pages[0].name.as_str()), (PAGES_MAX, "p100"));
    }
}
