//! Who asks: by an API token, or by the session of a browser.
use super::super::{App, Refusal};
use crate::access::secret::{csrf, is, parse, same};
use crate::access::setup::TOKEN;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use weir_core::Timestamp;
use weir_core::access::{Access, ApiToken, Session};

/// Somebody who has shown that they are let in.
#[derive(Debug, Clone)]
pub enum Identity {
    /// By an API token.
    Token(std::sync::Arc<ApiToken>),
    /// By a session, with the secret of its cookie.
    Session(std::sync::Arc<Session>, String),
}

/// What unsafe requests of a session must carry.
pub const CSRF: HeaderName = HeaderName::from_static("x-weir-csrf");
/// The cookie of a session; the longer name, which a browser takes only over TLS, for this host and all of it, is used
/// behind a proxy that ends TLS. There no other is believed: one of the shorter name may be from a neighbour of this host.
pub const SESSION_COOKIE: [&str; 2] = ["weir_session", "__Host-weir_session"];
/// What the value of the cookie begins with.
pub const SESSION: &str = "weir-session";
/// How often it is noted that a token or session was used: to the minute is not needed, and each time is a commit.
const USED_EVERY_MS: i64 = 10 * 60_000;

/// Who asks; none is that nothing was shown at all. What was shown and is wrong is refused.
pub fn authenticate(app: &App, method: &Method, headers: &HeaderMap) -> Result<Option<Identity>, Refusal> {
    let now = app.engine().now();
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    if let Some(given) = all.next() {
        // Of two, a proxy may have believed the other.
        if all.next().is_some() {
            return Err(unauthorized());
        }
        let text = given.to_str().unwrap_or_default();
        let token = text.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let (id, secret) = token.and_then(|(_, token)| parse(TOKEN, token.trim())).ok_or_else(unauthorized)?;
        return app.engine().access(|access| by_token(access, id, secret, now)).map(Some);
    }
    let Some((id, secret)) = cookie(headers, app.over_tls()) else { return Ok(None) };
    let limits = app.sessions();
    let session = app.engine().access(|access| {
        let session = access.sessions.get(id).filter(|session| is(secret, &session.secret_sha256))?;
        let alive = now.0 - session.seen.0 < limits.idle_ms && now.0 - session.opened.0 < limits.longest_ms;
        (alive && access.user(&session.user, now).is_some()).then(|| session.clone())
    });
    let session = session.ok_or_else(|| {
        Refusal::new(StatusCode::UNAUTHORIZED, "session-ended", "the session has ended: log in again")
    })?;
    if !is_safe(method) {
        same_site(headers, secret)?;
    }
    Ok(Some(Identity::Session(session, secret.to_owned())))
}

fn by_token(access: &Access, id: &str, secret: &str, now: Timestamp) -> Result<Identity, Refusal> {
    let token = access.tokens.get(id).filter(|token| is(secret, &token.secret_sha256)).ok_or_else(unauthorized)?;
    // Whoever has the secret may know what became of it.
    if !token.is_good(now) {
        let detail = "this token has expired or was revoked: make another one";
        return Err(Refusal::new(StatusCode::UNAUTHORIZED, "token-expired", detail));
    }
    access.user(&token.owner, now).ok_or_else(unauthorized)?;
    Ok(Identity::Token(token.clone()))
}

/// Another site can make a browser send a request with its cookies, but it can neither read what the header must say nor
/// set it; and the browser itself says where a request comes from.
fn same_site(headers: &HeaderMap, secret: &str) -> Result<(), Refusal> {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let shown = text(&CSRF).is_some_and(|shown| same(shown, &csrf(secret)));
    let from_elsewhere = text(&HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site == "cross-site");
    if shown && !from_elsewhere {
        return Ok(());
    }
    let detail = "send `X-Weir-Csrf` with what `GET /api/v1/session` answers: the cookie alone is not enough here";
    Err(Refusal::new(StatusCode::FORBIDDEN, "csrf", detail))
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Id and secret of the session's cookie.
fn cookie(headers: &HeaderMap, over_tls: bool) -> Option<(&str, &str)> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let ours = SESSION_COOKIE[usize::from(over_tls)];
    pairs.find(|(name, _)| *name == ours).and_then(|(_, value)| parse(SESSION, value))
}

/// The cookie as it is set; an empty value takes it away.
pub fn session_cookie(value: &str, over_tls: bool) -> String {
    let name = SESSION_COOKIE[usize::from(over_tls)];
    let secure = if over_tls { "; Secure" } else { "" };
    let age = if value.is_empty() { "; Max-Age=0" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
}

impl Identity {
    /// Who.
    pub fn user(&self) -> &str {
        match self {
            Identity::Token(token) => &token.owner,
            Identity::Session(session, _) => &session.user,
        }
    }

    /// Is it to be noted that it was used?
    pub fn is_to_be_noted(&self, now: Timestamp) -> bool {
        let last = match self {
            Identity::Token(token) => token.used.unwrap_or(Timestamp(i64::MIN)),
            Identity::Session(session, _) => session.seen,
        };
        now.0.saturating_sub(last.0) >= USED_EVERY_MS
    }
}

/// 401 that says nothing of what was wrong.
pub fn unauthorized() -> Refusal {
    let detail = "send an API token as `Authorization: Bearer …`, or log in";
    Refusal::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
}
