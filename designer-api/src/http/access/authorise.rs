//! May this caller use this route with what its path names? Decided before the route runs.
use super::super::ask::ACTOR;
use super::super::{App, Refusal};
use super::authenticate::Identity;
use super::guard::Guard;
use super::object::{Facts, Found, find};
use super::table::{About, Rule};
use axum::http::{HeaderMap, StatusCode};
use std::net::IpAddr;
use weir_core::access::{Action, Change, Denied, Happened, Reach, may};
use weir_core::{Actor, Rejection};
use weir_engine::api::{ChangeAccess, NewLine, WaitAddress};
use weir_engine::{Context, Error};

/// How a refusal is told.
pub enum NotAllowed {
    /// They may see it, or nothing of the kind is theirs in any case.
    Forbidden,
    /// They may not even know that it is there.
    NotThere,
}

/// The guard of somebody who was let in, and in whose name they ask; that they were here is noted.
pub async fn caller(
    app: &App,
    identity: Identity,
    headers: &HeaderMap,
    from: Option<IpAddr>,
) -> Result<Guard, Refusal> {
    let guard = speaker(app, identity, headers, from).await?;
    note_use(app, &guard);
    Ok(guard)
}

/// May the request go on? A refusal of one that may not.
pub async fn authorise(app: &App, guard: &Guard, rule: Option<&Rule>, path: &str) -> Result<(), Refusal> {
    // A path that is not served: the router says so.
    let Some(rule) = rule else { return Ok(()) };
    let Some(action) = rule.action else { return Ok(()) };
    if rule.about != About::Installation && guard.has_everything(action) {
        return note_reading(app, guard, rule, path).await;
    }
    // One of two: where the second is what they may, the second is what is asked.
    let either = |facts: &Facts| rule.or.filter(|or| guard.allows(*or, facts).is_ok()).unwrap_or(action);
    let id = segment(rule.path, path);
    let found = find(app, &guard.caller, action, rule.about, id.as_deref().unwrap_or_default()).await?;
    match found {
        Found::It(facts) => {
            let missing = || Error::NotFound { what: kind(rule.about), id: facts.name.clone() };
            let whole = match rule.about {
                About::Installation => covers_all(guard, action),
                About::Tenant => covers_tenant(guard, action, &facts),
                _ => true,
            };
            if whole {
                taken(app, guard, rule, either(&facts), &facts, id.as_deref().unwrap_or_default()).await?;
                guard.decide(either(&facts), sight(rule.about), &facts, missing).await?;
            } else {
                denied(app, guard, action, &facts, Denied::OutsideGrant).await;
                return Err(forbidden(action));
            }
        }
        // Whoever reaches nothing of the kind learns nothing of what is there.
        Found::Nothing(..) | Found::NoId
            if [Some(action), rule.or].into_iter().flatten().all(|a| guard.caller.reach(a) == Reach::Nothing) =>
        {
            denied(app, guard, action, &Facts { name: path.to_owned(), ..Facts::default() }, Denied::NoRole).await;
            return Err(forbidden(action));
        }
        Found::Nothing(what, id) => {
            too_late(app, guard, rule, action, &id)?;
            return Err(Error::NotFound { what, id }.into());
        }
        // Nothing that could not be decided goes on.
        Found::NoId => return Err(Refusal::bad("invalid-id", "the id in the path is not one")),
    }
    note_reading(app, guard, rule, path).await
}

/// Whoever takes part in an instance, or might have claimed the task, and comes too late for it hears that it is done: the
/// same as whoever comes at the moment in which somebody else does it. For anybody else there is no such task.
fn too_late(app: &App, guard: &Guard, rule: &Rule, action: Action, id: &str) -> Result<(), Refusal> {
    let Some(place) = asked_of_task(rule, id) else { return Ok(()) };
    let Some(facts) = Facts::of_instance(app, &guard.caller, action, place.instance)? else { return Ok(()) };
    // What is theirs in an instance would be theirs here too, if the task was.
    let theirs = Facts { related: true, ..facts.clone() };
    if guard.allows(action, &theirs).is_err() {
        return Ok(());
    }
    let engine = app.engine();
    let was = if facts.related { engine.was_there(place)? } else { engine.was_offered(&guard.caller.person, place)? };
    if was {
        return Err(Error::from(Rejection::TaskDone { key: place.key, wait: place.wait }).into());
    }
    Ok(())
}

/// Whoever might have claimed a task that somebody else has by now hears so too.
async fn taken(app: &App, guard: &Guard, rule: &Rule, action: Action, facts: &Facts, id: &str) -> Result<(), Refusal> {
    let Some(place) = asked_of_task(rule, id) else { return Ok(()) };
    let theirs = Facts { related: true, ..facts.clone() };
    if guard.repeats() || guard.allows(action, facts).is_ok() || guard.allows(action, &theirs).is_err() {
        return Ok(());
    }
    let Ok(task) = app.engine().user_task(place).await else { return Ok(()) };
    match task.assignee.clone() {
        Some(assignee) if app.engine().is_candidate(&guard.caller.person, &task) => {
            Err(Error::from(Rejection::TaskAssigned { assignee }).into())
        }
        _ => Ok(()),
    }
}

/// The task of which something is asked, and not only what it is.
fn asked_of_task(rule: &Rule, id: &str) -> Option<WaitAddress> {
    let asked = rule.about == About::Task && matches!(rule.method, "POST" | "PATCH");
    id.parse().ok().filter(|_| asked)
}

/// Whoever reads the lists, notices or drafts of somebody else is noted: the first time at once, and what follows within
/// the minute when that is over, with the number of times. What cannot be noted is not given.
async fn note_reading(app: &App, guard: &Guard, rule: &Rule, path: &str) -> Result<(), Refusal> {
    let personal = matches!(rule.action, Some(Action::SeeLists | Action::KeepNotes));
    if rule.about != About::Person || rule.method != "GET" || !personal {
        return Ok(());
    }
    let Some(person) = segment(rule.path, path).filter(|person| *person != guard.caller.person) else { return Ok(()) };
    let kind = format!("read {} {} {}", guard.caller.user, rule.path, person);
    let what = rule.path.rsplit("{id}/").next().unwrap_or_default().to_owned();
    let line = NewLine {
        detail: Some(what),
        address: Some(guard.address()).filter(|address| !address.is_empty()),
        ..NewLine::of(Happened::DataRead, format!("person {person}"))
    };
    note_read(app, guard, kind, line).await
}

/// Whoever reads rows of a history that name people is noted: the first time at once, and what follows within the minute when
/// that is over, with the number of times. What cannot be noted is not given.
pub async fn note_evidence(app: &App, guard: &Guard, process: &str) -> Result<(), Refusal> {
    let kind = format!("read {} evidence {process}", guard.caller.user);
    let line = NewLine {
        detail: Some("evidence".to_owned()),
        address: Some(guard.address()).filter(|address| !address.is_empty()),
        ..NewLine::of(Happened::DataRead, format!("process {process}"))
    };
    note_read(app, guard, kind, line).await
}

async fn note_read(app: &App, guard: &Guard, kind: String, line: NewLine) -> Result<(), Refusal> {
    for (actor, line) in app.denials().note(kind, guard.actor(None, None), line, app.engine().now()) {
        let change = ChangeAccess { lines: vec![line], ..ChangeAccess::default() };
        app.engine().change_access(Context::of(actor), change).await?;
    }
    Ok(())
}

/// What concerns the whole installation needs a grant without bounds.
fn covers_all(guard: &Guard, action: Action) -> bool {
    guard.has_everything(action)
        // A role that has nothing of it is refused for that.
        || may(&guard.caller, action, &weir_core::access::Object::default()).is_err()
}

/// What concerns a whole tenant needs a grant for all processes and departments of it.
fn covers_tenant(guard: &Guard, action: Action, facts: &Facts) -> bool {
    guard.is_of_all_processes(action, facts.tenant.as_deref())
        // A role that has nothing of it is refused for that.
        || may(&guard.caller, action, &facts.object()).is_err()
}

/// In whose name the caller asks: their own, or that of somebody whom they may speak for.
pub async fn speaker(
    app: &App,
    identity: Identity,
    headers: &HeaderMap,
    from: Option<IpAddr>,
) -> Result<Guard, Refusal> {
    let user = identity.user().to_owned();
    let mut caller = app.engine().caller(&user).ok_or_else(super::authenticate::unauthorized)?;
    if let Identity::Token(token) = &identity {
        caller = caller.through(token);
    }
    let person = super::super::ask::text_header(headers, &ACTOR, "invalid-actor")?.unwrap_or(&user).to_owned();
    if person == Actor::engine().id {
        return Err(Refusal::bad("invalid-actor", "nobody speaks for the engine itself"));
    }
    caller.person.clone_from(&person);
    let guard = Guard::new(app, caller, identity, from);
    if person != user {
        let facts = Facts::of_newcomer(app, &guard.caller, &person);
        guard.decide(Action::ActForOthers, None, &facts, || unreachable!("a person is not hidden")).await?;
        // Nobody gets more by speaking for somebody: an integrator stays with what that person has to do with. But whoever
        // speaks for somebody who was shut out would let them in again.
        let shut_out = app.engine().access(|access| {
            access.accounts.contains_key(&person) && access.user(&person, app.engine().now()).is_none()
        });
        if shut_out {
            return Err(forbidden(Action::ActForOthers));
        }
    }
    Ok(guard)
}

/// Notes now and then that a token or a session was used; the request does not wait for it.
fn note_use(app: &App, guard: &Guard) {
    let now = app.engine().now();
    if !guard.identity.is_to_be_noted(now) {
        return;
    }
    let (id, change) = match &*guard.identity {
        Identity::Token(token) => (token.id.clone(), Change::TokenUsed(token.id.clone(), now)),
        Identity::Session(session, _) => (session.id.clone(), Change::SessionSeen(session.id.clone(), now)),
    };
    if !app.denials().is_first(format!("used {id}"), now) {
        return; // it is being noted
    }
    let (engine, by) = (app.engine().clone(), Context::of(Actor::named(guard.caller.user.clone())));
    tokio::spawn(async move {
        let change = ChangeAccess { changes: vec![change], ..ChangeAccess::default() };
        if let Err(error) = engine.change_access(by, change).await {
            tracing::debug!(%error, "it could not be noted that a token or session was used");
        }
    });
}

/// A line in the audit that says what it was about; of what is refused again and again, once a minute their number.
pub async fn denied(app: &App, guard: &Guard, action: Action, facts: &Facts, why: Denied) {
    let now = app.engine().now();
    let caller = &guard.caller;
    let kind = format!("{} {} {} {}", caller.user, caller.person, action.name(), why.code());
    let line = NewLine {
        happened: Happened::Denied,
        user: None,
        object: Some(facts.name.clone()).filter(|name| !name.is_empty()),
        detail: Some(format!("{}: {}", action.name(), why.code())),
        address: Some(guard.address()),
        times: 1,
    };
    note_lines(app, app.denials().note(kind, guard.actor(None, None), line, now)).await;
}

/// Lines of the audit, each durable before the next.
pub async fn note_lines(app: &App, lines: Vec<(Actor, NewLine)>) {
    for (actor, line) in lines {
        note(app, actor, line).await;
    }
}

/// A line of the audit, durable before the refusal is answered. A refusal stays one also when it cannot be noted.
pub async fn note(app: &App, actor: Actor, line: NewLine) {
    let change = ChangeAccess { lines: vec![line], ..ChangeAccess::default() };
    if let Err(error) = app.engine().change_access(Context::of(actor), change).await {
        tracing::warn!(%error, "a line of the audit was lost");
    }
}

/// 404 for what they may not see, 403 for what they may see and not do, and for what no role of theirs gives at all.
pub fn why_not(guard: &Guard, action: Action, see: Option<Action>, facts: &Facts) -> NotAllowed {
    let Some(see) = see else { return NotAllowed::Forbidden };
    let nothing = guard.caller.reach(action) == Reach::Nothing;
    let sees = guard.allows(see, facts).is_ok();
    if nothing || (sees && see != action) { NotAllowed::Forbidden } else { NotAllowed::NotThere }
}

/// 403.
pub fn forbidden(action: Action) -> Refusal {
    let detail = format!("nothing gives you the right to this ({}): ask an administrator for a grant", action.name());
    Refusal::new(StatusCode::FORBIDDEN, "forbidden", detail)
}

/// What shows that a thing of this kind is there; none is that it is no secret.
fn sight(about: About) -> Option<Action> {
    match about {
        About::Task => Some(Action::SeeTasks),
        About::Job => Some(Action::SeeOperations),
        About::Instance | About::Element => Some(Action::SeeInstances),
        About::Definition | About::Decision | About::Form => Some(Action::SeeDefinitions),
        About::Model => Some(Action::SeeModels),
        About::Person => Some(Action::SeePeople),
        About::User | About::Token | About::Granted => Some(Action::ManageOwnAccess),
        About::Caller | About::Each | About::Installation | About::Tenant => None,
    }
}

fn kind(about: About) -> &'static str {
    match about {
        About::Task => "user-task",
        About::Job => "job",
        About::Instance => "instance",
        About::Element => "element-instance",
        About::Definition => "definition",
        About::Decision => "decision",
        About::Form => "form",
        About::Model => "model",
        About::Person => "person",
        About::User => "user",
        About::Token => "token",
        About::Granted => "grant",
        About::Caller | About::Each | About::Installation | About::Tenant => "thing",
    }
}

/// The first id in a path: the segment where the route has its first parameter, without percent signs.
fn segment(route: &str, path: &str) -> Option<String> {
    let place = route.split('/').position(|part| part.starts_with('{'))?;
    let raw = path.split('/').nth(place)?;
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let escaped = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::segment;

    #[test]
    fn the_id_is_read_as_the_route_reads_it() {
        let route = "/api/v1/people/{id}/proxies/{proxy}";
        assert_eq!(segment(route, "/api/v1/people/%E7%8E%8B.wu/proxies/p").as_deref(), Some("王.wu"));
        assert_eq!(segment(route, "/api/v1/people/a%2Fb/proxies/p").as_deref(), Some("a/b"));
        assert_eq!(segment("/api/v1/users", "/api/v1/users"), None);
    }
}
