//! A request that was answered under its idempotency key gets that answer again, whatever has become since of what it names.
use super::super::ask::{self, BODY_BYTES_MAX};
use super::super::{App, Refusal, read};
use super::guard::Guard;
use super::table::Rule;
use axum::body::Body;
use axum::http::request::Parts;
use weir_core::access::Reach;

/// What is forgotten sooner is not given any more: between here and where it is given nothing may become of it.
const KEPT_MS: i64 = 60_000;

/// What stands before the path of every route that answers under a key.
const API: &str = "/api/v1";

/// Has this very request of this caller been carried out, and is its answer kept? Then nothing is done, and nothing that it
/// names need be theirs any more: whoever has done a task has it no longer. The body is read only where there is an answer
/// under the key, and stays as it was.
pub async fn is_repeated(
    app: &App,
    guard: &Guard,
    rule: Option<&Rule>,
    parts: &Parts,
    body: &mut Body,
) -> Result<bool, Refusal> {
    // Files are not hashed with their request, and go to what stays theirs.
    let Some(rule) = rule.filter(|rule| rule.method != "GET" && !rule.path.ends_with("/attachments")) else {
        return Ok(false);
    };
    let Some(action) = rule.action else { return Ok(false) };
    // Whose role or token does not give the action at all is refused as before.
    let reaches = [Some(action), rule.or].into_iter().flatten().any(|one| guard.caller.reach(one) > Reach::Nothing);
    if !reaches || guard.has_everything(action) {
        return Ok(false);
    }
    let Some(key) = ask::own_key(guard, &parts.headers)? else { return Ok(false) };
    let Some(hash) = app.engine().asked_under(&key, KEPT_MS)? else { return Ok(false) };
    let whole = read::all(std::mem::take(body), &parts.headers, BODY_BYTES_MAX, app.body_timeout()).await?;
    // A route sees its path behind the part that all routes have, and so it was hashed.
    let path = parts.uri.path();
    let path = path.strip_prefix(API).unwrap_or(path);
    let same = hash == ask::request_hash(&parts.method, path, &[&whole]);
    *body = Body::from(whole);
    Ok(same)
}
