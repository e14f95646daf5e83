//! What every request passes, in one function: its id, the gate, who asks and whether they may, a net under panics, the
//! headers.
use super::access::{Guard, Peer, authenticate, authorise, caller, is_repeated, note_lines, rule, unauthorized};
use super::admission::Lane;
use super::refusal::Code;
use super::{App, Refusal, read, ui};
use crate::access::hex;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use weir_core::Actor;
use weir_core::access::Happened;
use weir_engine::api::NewLine;

/// Names a request in answers and log lines.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Everything that stands in the log before it is in the answer: with it the stream of events goes on from what was read.
const POSITION: HeaderName = HeaderName::from_static("x-weir-position");

/// Requests that take longer are logged.
const SLOW: Duration = Duration::from_millis(500);

/// Refusals that are no 403, and yet because something is somebody else's.
const NOT_YOURS: [&str; 8] = [
    "has-left",
    "not-the-initiator",
    "not-your-signer",
    "proxy-of-others",
    "not-a-signer",
    "own-request",
    "task-assigned",
    "task-delegated",
];

/// Everything loaded by a page comes from this server.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// Wraps the whole router.
pub async fn edge(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let path = request.uri().path().to_owned();
    let (method, lane, started) = (request.method().clone(), Lane::of(&path), Instant::now());
    let mut response = match app.admission().enter(lane) {
        Err(refusal) => {
            let (parts, body) = request.into_parts();
            turned_down(refusal, body, &parts.headers).await
        }
        Ok(_permit) => match AssertUnwindSafe(run(&app, lane, request, next)).catch_unwind().await {
            Ok(response) => response,
            Err(_) => panicked(&id),
        },
    };
    let elapsed = started.elapsed();
    if response.status().is_server_error() || (elapsed > SLOW && lane != Lane::Poll) {
        let (status, elapsed_ms) = (response.status().as_u16(), elapsed.as_millis());
        tracing::warn!(%method, path, status, elapsed_ms, request_id = id.to_str().unwrap_or_default(), "request");
    }
    let code = response.extensions_mut().remove::<Code>();
    app.count(response.status(), code);
    finish(response.headers_mut(), id, &path);
    response
}

/// Lets the request in or turns it down.
async fn run(app: &App, lane: Lane, request: Request, next: Next) -> Response {
    let (mut parts, mut body) = request.into_parts();
    match admit(app, &parts, &mut body).await {
        Err(refusal) => return turned_down(refusal, body, &parts.headers).await,
        Ok(Some(guard)) => {
            let path = parts.uri.path().to_owned();
            parts.extensions.insert(guard.clone());
            let position = (parts.method == Method::GET).then(|| app.engine().position());
            let mut response = answer(app, lane, Request::from_parts(parts, body), next).await;
            if let Some(position) = position {
                response.headers_mut().insert(POSITION, position.into());
            }
            if let Some(code) = of_others(&response) {
                note_refusal(app, &guard, path, code).await;
            }
            return response;
        }
        Ok(None) => {}
    }
    answer(app, lane, Request::from_parts(parts, body), next).await
}

/// Those who wait for jobs are sent away when the server stops; all others finish. No route unpacks a body: one that is
/// packed would be read as what it is not.
async fn answer(app: &App, lane: Lane, request: Request, next: Next) -> Response {
    if is_packed(request.headers()) {
        let (parts, body) = request.into_parts();
        let detail = "send the body as it is: without Content-Encoding";
        let refusal = Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", detail);
        return turned_down(refusal, body, &parts.headers).await;
    }
    if lane != Lane::Poll {
        return next.run(request).await;
    }
    tokio::select! {
        response = next.run(request) => response,
        () = app.stopping() => {
            Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "stopped", "the server is shutting down")
                .retry_after_ms(1000)
                .into_response()
        }
    }
}

/// Is it said of the body that it is not as it is?
fn is_packed(headers: &HeaderMap) -> bool {
    headers.get_all(header::CONTENT_ENCODING).iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// Has the route itself refused this because it is somebody else's? Where a grant is missing, that stands in the audit already.
fn of_others(response: &Response) -> Option<String> {
    let Code(code) = response.extensions().get::<Code>()?;
    let of_others = response.status() == StatusCode::FORBIDDEN || NOT_YOURS.contains(&code.as_ref());
    (of_others && code != "forbidden").then(|| code.to_string())
}

/// A line in the audit for each path; of those that come again and again, once a minute their number.
async fn note_refusal(app: &App, guard: &Guard, path: String, code: String) {
    let kind = format!("{} {} {code}", guard.caller.user, guard.caller.person);
    let address = Some(guard.address()).filter(|address| !address.is_empty());
    let line = NewLine { detail: Some(code), address, ..NewLine::of(Happened::Denied, path) };
    note_lines(app, app.denials().note(kind, guard.actor(None, None), line, app.engine().now())).await;
}

/// A refusal before anybody has looked at the body. What is small is read to its end, so that the connection goes on and the
/// answer is seen; else the answer says that the connection ends with it, so that nobody asks on it again.
async fn turned_down(refusal: Refusal, body: Body, headers: &HeaderMap) -> Response {
    let whole = read::discard(body, headers).await;
    let mut response = refusal.into_response();
    if !whole {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Who asks, if they may use the route with what it names; nobody in particular where it is open.
async fn admit(app: &App, parts: &Parts, body: &mut Body) -> Result<Option<Guard>, Refusal> {
    let (method, headers) = (&parts.method, &parts.headers);
    let matched = parts.extensions.get::<MatchedPath>();
    let rule = matched.and_then(|matched| rule(method.as_str(), matched.as_str()));
    if rule.is_some_and(|rule| rule.is_open() || (rule.path == "/metrics" && app.metrics_open())) {
        return Ok(None);
    }
    if matched.is_none() && ui::is_asked(method, parts.uri.path()) {
        return Ok(None);
    }
    let identity = match authenticate(app, method, headers) {
        Ok(Some(identity)) => identity,
        Ok(None) => return Err(turned_away(app, parts, "", unauthorized()).await),
        // What was shown and is wrong may be somebody's attempt: told apart by where it comes from.
        Err(refusal) => {
            let from = address(app, headers, parts.extensions.get());
            return Err(turned_away(app, parts, &from, refusal).await);
        }
    };
    if let (Some(matched), None) = (matched, rule) {
        return Err(unruled(matched.as_str()));
    }
    let from = place(app, headers, parts.extensions.get());
    let guard = caller(app, identity, headers, from).await?;
    if is_repeated(app, &guard, rule, parts, body).await? {
        return Ok(Some(guard.repeating()));
    }
    let Err(mut refusal) = authorise(app, &guard, rule, parts.uri.path()).await else { return Ok(Some(guard)) };
    // Of two that are the same and come at once, the other may have been done between the two questions.
    if is_repeated(app, &guard, rule, parts, body).await? {
        return Ok(Some(guard.repeating()));
    }
    // Where a grant is missing the decision has noted it; that something is somebody else's by now is told here.
    let code = refusal.document().code.to_string();
    if NOT_YOURS.contains(&code.as_str()) {
        note_refusal(app, &guard, parts.uri.path().to_owned(), code).await;
    }
    Err(refusal)
}

/// Somebody was not let in: a line in the audit for each path; of those that come again and again, once a minute their number.
async fn turned_away(app: &App, parts: &Parts, from: &str, mut refusal: Refusal) -> Refusal {
    let code = refusal.document().code.clone();
    let kind = format!("turned away {code} {from}");
    let address = Some(from.to_owned()).filter(|from| !from.is_empty());
    let line = NewLine { detail: Some(code.into_owned()), address, ..NewLine::of(Happened::Denied, parts.uri.path()) };
    note_lines(app, app.denials().note(kind, Actor::named("anonymous"), line, app.engine().now())).await;
    refusal
}

/// A route that nobody has said anything about is for nobody, whether it is served or not. Where other methods of the path
/// have a rule, this one is not served.
fn unruled(path: &str) -> Refusal {
    if ["GET", "POST", "PUT", "PATCH", "DELETE"].iter().any(|method| rule(method, path).is_some()) {
        return not_allowed();
    }
    Refusal::new(StatusCode::FORBIDDEN, "forbidden", "nothing gives anybody the right to this route")
}

/// 405.
pub(super) fn not_allowed() -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "this path does not take this method")
}

/// From where, in words; nothing where that is not known.
pub(super) fn address(app: &App, headers: &HeaderMap, peer: Option<&Peer>) -> String {
    place(app, headers, peer).map(|place| place.to_string()).unwrap_or_default()
}

/// From where: behind a proxy, what the proxy says, which stands last. Every request asks for it, and few say it in words.
fn place(app: &App, headers: &HeaderMap, peer: Option<&Peer>) -> Option<IpAddr> {
    let forwarded = if app.over_tls() { headers.get_all("x-forwarded-for").iter().next_back() } else { None };
    let said = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    said.or_else(|| peer.map(|Peer(address)| address.ip()))
}

/// The caller's own id when it is a harmless one, else a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    static START: LazyLock<String> = LazyLock::new(|| {
        let mut random = [0; 6];
        let _ = getrandom::fill(&mut random); // ids that repeat after a restart would only be less handy
        hex(&random)
    });
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let harmless = |v: &&HeaderValue| {
        (1..=64).contains(&v.len()) && v.as_bytes().iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
    };
    headers.get(REQUEST_ID).filter(harmless).cloned().unwrap_or_else(|| {
        let text = format!("{}-{:x}", *START, COUNT.fetch_add(1, Ordering::Relaxed));
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("none"))
    })
}

fn panicked(id: &HeaderValue) -> Response {
    let detail = "the server failed on this request; its log has more under the request id";
    let mut refusal = Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail);
    refusal.document().request_id = id.to_str().ok().map(str::to_owned);
    refusal.into_response()
}

fn finish(headers: &mut HeaderMap, id: HeaderValue, path: &str) {
    headers.insert(REQUEST_ID, id);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let policy = || HeaderValue::from_static(CONTENT_SECURITY_POLICY);
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(policy);
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if !path.starts_with("/api/docs") {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{SetupLink, setup};
    use crate::config::Config;
    use axum::body::Body;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use hyper::service::Service;
    use hyper_util::service::TowerToHyperService;
    use weir_engine::{Engine, Options};

    #[tokio::test]
    async fn a_route_without_a_rule_is_for_nobody() {
        async fn reached() -> &'static str {
            "reached"
        }
        let dir = tempfile::tempdir().unwrap();
        let engine = Engine::open(dir.path(), Options::default()).await.unwrap();
        let token = setup::administrator(&engine, "admin", "Admin", None, true).await.unwrap();
        let app = App::new(engine.clone(), SetupLink::closed(), &Config::default());
        let layer = axum::middleware::from_fn_with_state(app, edge);
        let served = axum::Router::new().route("/api/v1/new-thing", get(reached));
        let served = served.route("/api/v1/instances", axum::routing::delete(reached)).layer(layer);
        let service = TowerToHyperService::new(served);
        for (method, path, status) in [("GET", "/api/v1/new-thing", 403), ("DELETE", "/api/v1/instances", 405)] {
            let request =
                Request::builder().method(method).uri(path).header("authorization", format!("Bearer {token}"));
            let response = service.call(request.body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(response.status(), status, "{method} {path}");
        }
        engine.shutdown().await.unwrap();
    }

    #[tokio::test]
    async fn a_panic_is_an_answer_with_the_request_id_and_without_its_message() {
        async fn boom() -> &'static str {
            panic!("canary-5f3a")
        }
        let dir = tempfile::tempdir().unwrap();
        let engine = Engine::open(dir.path(), Options::default()).await.unwrap();
        let token = setup::administrator(&engine, "admin", "Admin", None, true).await.unwrap();
        let app = App::new(engine.clone(), SetupLink::closed(), &Config::default());
        let layer = axum::middleware::from_fn_with_state(app, edge);
        let router = axum::Router::new().route("/livez", get(boom)).layer(layer);
        let request = Request::get("/livez")
            .header("authorization", format!("Bearer {token}"))
            .header("x-request-id", "r-7")
            .body(Body::empty())
            .unwrap();
        let response = TowerToHyperService::new(router).call(request).await.unwrap();
        assert_eq!(response.status(), 500);
        let text = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8(text.to_vec()).unwrap();
        assert!(text.contains("\"code\":\"internal\"") && text.contains("\"requestId\":\"r-7\""), "{text}");
        assert!(!text.contains("canary"), "{text}");
        engine.shutdown().await.unwrap();
    }
}
