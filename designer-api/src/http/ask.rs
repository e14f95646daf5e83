//! Input, typed and bounded: what a route gets has been checked, and what does not fit never reaches it.
use super::access::{Guard, Identity, unauthorized};
use super::exact;
use super::refusal::Position;
use super::{App, Refusal, read};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use weir_core::access::{Action, Caller};
use weir_core::objects;
use weir_engine::api::NewLine;
use weir_engine::{COMMENT_BYTES_MAX, Context, IdempotencyKey};

/// A JSON body of `T` in the name of somebody, and no query.
pub struct Ask<T> {
    /// Who asks, and under which idempotency key.
    pub by: Context,
    /// What is asked.
    pub input: T,
}

/// A JSON body with a secret in it: of whoever asks, never quoted, never kept, so under no idempotency key either.
pub struct Secret<T>(pub T);

/// A body with a secret, in bytes.
const SECRET_BYTES_MAX: usize = 16 << 10;

/// The query parameters. A route that takes none says `Query<Nothing>`: what is not known is never ignored.
pub struct Query<T>(pub T);

/// A request that says nothing more than its path.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Why something is done. What is written down cannot be asked for later.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Because {
    /// In words, at most 8 KiB.
    pub reason: Option<String>,
}

impl Because {
    /// The line of the audit that says why.
    pub fn on(self, line: NewLine) -> Result<NewLine, Refusal> {
        if self.reason.as_ref().is_some_and(|reason| reason.len() > COMMENT_BYTES_MAX) {
            let detail = format!("a reason has at most {COMMENT_BYTES_MAX} bytes");
            return Err(Refusal::bad("reason-too-long", detail));
        }
        Ok(NewLine { detail: self.reason.or(line.detail), ..line })
    }
}

/// The id in the path.
pub struct Id<T>(pub T);

/// In whose name the caller speaks, when not in their own.
pub const ACTOR: HeaderName = HeaderName::from_static("x-weir-actor");
/// In which role the actor asks, for the history.
pub const ROLE: HeaderName = HeaderName::from_static("x-weir-role");
/// Through which candidate group the actor asks, for the history.
pub const GROUP: HeaderName = HeaderName::from_static("x-weir-group");
/// Makes a request safe to repeat.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A JSON body, in bytes.
pub const BODY_BYTES_MAX: usize = 4 << 20;
/// The name of an actor, a role or a group, in bytes.
const ACTOR_BYTES_MAX: usize = 200;
/// An idempotency key, in bytes.
const IDEMPOTENCY_KEY_BYTES_MAX: usize = 255;

impl<T: DeserializeOwned> FromRequest<App> for Secret<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let asked = Query::<Nothing>::from_request_parts(&mut parts, app).await.map(drop);
        let typed = content_type(&parts.headers);
        let right = if typed.is_some_and(is_json) { Ok(()) } else { Err(wrong_type("application/json")) };
        let body = read::or_discard(body, &parts.headers, asked.and(right)).await?;
        let bytes = read::all(body, &parts.headers, SECRET_BYTES_MAX, app.body_timeout()).await?;
        // What does not fit is told by its place alone: its text may be a password.
        let input = objects::read(&bytes).map_err(|error| {
            let code = if error.is_data() { "invalid-body" } else { "malformed-json" };
            let mut refusal = Refusal::bad(code, "the body is not as the contract says");
            refusal.document().position = Some(Position { line: error.line(), column: error.column() });
            refusal
        })?;
        Ok(Secret(input))
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Ask<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let asked = Query::<Nothing>::from_request_parts(&mut parts, app).await.map(drop);
        let typed = content_type(&parts.headers);
        let right = if typed.is_none_or(is_json) { Ok(()) } else { Err(wrong_type("application/json")) };
        let body = read::or_discard(body, &parts.headers, asked.and(right)).await?;
        let bytes = read::all(body, &parts.headers, BODY_BYTES_MAX, app.body_timeout()).await?;
        if typed.is_none() && !bytes.is_empty() {
            return Err(wrong_type("application/json"));
        }
        let by = context(&parts, || request_hash(&parts.method, parts.uri.path(), &[&bytes]))?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let input = objects::read(text).map_err(|e| unfit_json(text, &e))?;
        exact::check(text)?;
        Ok(Ask { by, input })
    }
}

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Refusal> {
        if !is_utf8(parts.uri.query().unwrap_or_default()) {
            return Err(Refusal::bad("invalid-query", "the query is not UTF-8"));
        }
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|axum::extract::Query(query)| Query(query))
            .map_err(|e| Refusal::bad("invalid-query", e.body_text()))
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Id<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        Path::from_request_parts(parts, app)
            .await
            .map(|Path(id)| Id(id))
            .map_err(|_| Refusal::bad("invalid-id", "the id in the path is not one"))
    }
}

/// Is a query text once its escapes are taken off? The library would put other characters in the place of what is not.
fn is_utf8(query: &str) -> bool {
    let mut bytes = Vec::with_capacity(query.len());
    let mut rest = query.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let escaped = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &behind[2..] } else { behind };
    }
    std::str::from_utf8(&bytes).is_ok()
}

/// Who asks, and under which idempotency key; the hash is computed only when there is one.
pub fn context(parts: &Parts, request_hash: impl FnOnce() -> [u8; 32]) -> Result<Context, Refusal> {
    let guard = parts.extensions.get::<Guard>().ok_or_else(unauthorized)?;
    let key = own_key(guard, &parts.headers)?;
    let idempotency = key.map(|key| IdempotencyKey { key, request_hash: request_hash() });
    let role = text_header(&parts.headers, &ROLE, "invalid-role")?.map(str::to_owned);
    let group = text_header(&parts.headers, &GROUP, "invalid-group")?.map(str::to_owned);
    // The history says in which capacity somebody asked: only what they have, unless an administrator speaks for them.
    if (role.is_some() || group.is_some()) && !guard.has_everything(Action::ManageAccess) {
        let theirs = guard.theirs();
        for word in [role.as_ref(), group.as_ref()].into_iter().flatten() {
            if !theirs.contains(word) && guard.caller.grants.iter().all(|grant| grant.role.name() != word) {
                let detail = format!("{} does not belong to `{word}`", guard.caller.person);
                return Err(Refusal::new(StatusCode::FORBIDDEN, "not-your-role", detail));
            }
        }
    }
    Ok(Context { actor: guard.actor(role, group), idempotency, tenant: guard.caller.tenant.clone() })
}

/// The idempotency key of a request, if it has one, as it is kept. What was asked through a token that is not for everything
/// stays with that token: its owner's others may be for less.
pub fn own_key(guard: &Guard, headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let key = text(headers, &IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_BYTES_MAX, "invalid-idempotency-key")?;
    let through = match &*guard.identity {
        Identity::Token(token) if !(token.scopes.is_empty() && token.processes.is_empty()) => {
            format!("token/{}/", token.id)
        }
        _ => String::new(),
    };
    Ok(key.map(|key| format!("{through}{}", scoped(&guard.caller, key))))
}

/// A key is the caller's own, in whose name they speak: with the lengths of the names, so that no other names and key run
/// together to the same.
fn scoped(caller: &Caller, key: &str) -> String {
    let Caller { user, person, .. } = caller;
    let through = if user == person { String::new() } else { format!("{}:{user}:", user.len()) };
    format!("{through}{}:{person}:{key}", person.len())
}

/// A header with a name in it.
pub fn text_header<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    code: &'static str,
) -> Result<Option<&'a str>, Refusal> {
    text(headers, name, ACTOR_BYTES_MAX, code)
}

/// SHA-256 of method, path and parts of the body, each with its length.
pub fn request_hash(method: &Method, path: &str, body: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [method.as_str().as_bytes(), path.as_bytes()].iter().chain(body) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// 415 with what would be right.
pub fn wrong_type(right: &str) -> Refusal {
    let detail = format!("the body must have the content type {right}");
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", detail)
}

/// A header that says one thing. Of two that say different things one would be overlooked.
fn once<'a>(headers: &'a HeaderMap, name: &HeaderName, code: &'static str) -> Result<Option<&'a HeaderValue>, Refusal> {
    let mut all = headers.get_all(name).iter();
    let first = all.next();
    match all.next() {
        None => Ok(first),
        Some(_) => Err(Refusal::bad(code, format!("{name} is there twice: which one counts?"))),
    }
}

fn text<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    bytes_max: usize,
    code: &'static str,
) -> Result<Option<&'a str>, Refusal> {
    let Some(value) = once(headers, name, code)? else { return Ok(None) };
    let text = std::str::from_utf8(value.as_bytes()).unwrap_or_default().trim();
    if text.is_empty() || text.len() > bytes_max || text.chars().any(char::is_control) {
        return Err(Refusal::bad(code, format!("{name} must be 1 to {bytes_max} bytes of text")));
    }
    Ok(Some(text))
}

/// What a body says that it is; nothing known where it says so twice.
pub fn content_type(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::CONTENT_TYPE).iter();
    let first = all.next()?.to_str().unwrap_or_default();
    Some(if all.next().is_none() { first } else { "" })
}

/// Is it JSON, which is UTF-8 (RFC 8259)? What says that it is something else would be read as what it is not.
fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let json = parts.next().is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"));
    let charset = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name.trim().eq_ignore_ascii_case("charset")).then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    };
    json && parts.filter_map(charset).all(|charset| matches!(charset.as_str(), "utf-8" | "utf8" | "us-ascii"))
}

fn unfit_json(text: &[u8], error: &serde_json::Error) -> Refusal {
    // Where one of several names is wanted and none stands there, the reader calls that a fault of the text.
    let reads =
        || std::str::from_utf8(text).is_ok_and(|text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok());
    let is_json = error.is_data() || reads();
    let code = if is_json { "invalid-body" } else { "malformed-json" };
    let mut refusal = Refusal::bad(code, error.to_string());
    refusal.document().position = Some(Position { line: error.line(), column: error.column() });
    refusal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaks(user: &str, person: &str) -> Caller {
        Caller { user: user.into(), person: person.into(), ..Caller::default() }
    }

    #[test]
    fn json_is_utf_8() {
        for right in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""] {
            assert!(is_json(right), "{right}");
        }
        for wrong in ["application/json; charset=gbk", "application/json;Charset = utf-16", "text/json", ""] {
            assert!(!is_json(wrong), "{wrong}");
        }
    }

    #[test]
    fn actor_and_key_do_not_run_together() {
        let own = |user: &str, key: &str| scoped(&speaks(user, user), key);
        assert_ne!(own("ann lee", "k"), own("ann", "lee k"));
        assert_ne!(own("1:a", "k"), own("1", "a:k"));
        assert_ne!(scoped(&speaks("admin", "ann"), "k"), own("ann", "k"), "what one did for another is not theirs");
    }
}
