//! What every request passes, in one function: its id, the gate, the token, a net under panics, the headers.
use super::admission::Lane;
use super::refusal::Code;
use super::{App, Refusal};
use crate::access::hex;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Names a request in answers and log lines.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Requests that take longer are logged.
const SLOW: Duration = Duration::from_millis(500);

/// Everything loaded by a page comes from this server.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// Wraps the whole router.
pub async fn edge(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let path = request.uri().path().to_owned();
    let (method, lane, started) = (request.method().clone(), Lane::of(&path), Instant::now());
    let mut response = match admit(&app, lane, &path, request.headers()) {
        Err(refusal) => refusal.into_response(),
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

/// Those who wait for jobs are sent away when the server stops; all others finish.
async fn run(app: &App, lane: Lane, request: Request, next: Next) -> Response {
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

fn admit(
    app: &App,
    lane: Lane,
    path: &str,
    headers: &HeaderMap,
) -> Result<Option<tokio::sync::OwnedSemaphorePermit>, Refusal> {
    let open = matches!(path, "/livez" | "/readyz" | "/api/openapi.json")
        || path == "/api/docs"
        || path.starts_with("/api/docs/")
        || (path == "/metrics" && app.metrics_open());
    if !open && !bearer(headers).is_some_and(|token| app.access().admits(token)) {
        let detail = "send the token of this server as `Authorization: Bearer …`";
        return Err(Refusal::new(StatusCode::UNAUTHORIZED, "unauthorized", detail));
    }
    app.admission().enter(lane)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
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
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if !path.starts_with("/api/docs") {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Access;
    use crate::config::Config;
    use axum::body::Body;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use hyper::service::Service;
    use hyper_util::service::TowerToHyperService;
    use weir_engine::{Engine, Options};

    #[tokio::test]
    async fn a_panic_is_an_answer_with_the_request_id_and_without_its_message() {
        async fn boom() -> &'static str {
            panic!("canary-5f3a")
        }
        let dir = tempfile::tempdir().unwrap();
        let engine = Engine::open(dir.path(), Options::default()).await.unwrap();
        let (access, token) = Access::open(dir.path()).unwrap();
        let app = App::new(engine.clone(), access, &Config::default());
        let layer = axum::middleware::from_fn_with_state(app, edge);
        let router = axum::Router::new().route("/api/v1/boom", get(boom)).layer(layer);
        let request = Request::get("/api/v1/boom")
            .header("authorization", format!("Bearer {}", token.unwrap()))
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
