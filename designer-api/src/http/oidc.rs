//! Logging in with an OpenID provider: authorization code with PKCE, then a session like any other.
//!
//! What came back is checked by the library: signature, issuer, audience, nonce, times. What is ours is to bind the way
//! there and back to one browser, and to decide whom the provider's word makes.
use super::access::Guard;
use super::ask::{Nothing, Query};
use super::session::{self, From};
use super::{App, Refusal};
use crate::access::secret::{Fresh, is, parse, sha256};
use crate::config::Config;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use client::Flow;
use pending::{WAY_MS, Ways};
use serde::Deserialize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use weir_core::access::{Happened, Role};
use weir_core::{Actor, Timestamp};
use weir_engine::api::NewLine;

mod client;
mod pending;
mod whom;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(log_in)).routes(routes!(callback))
}

/// The provider that people log in with.
pub(super) struct Provider {
    settings: Arc<Settings>,
    /// Those who are on their way.
    pending: Mutex<Ways<Pending>>,
}

/// What the configuration says of it.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    issuer: String,
    client_id: String,
    secret_file: Option<std::path::PathBuf>,
    redirect: String,
    user_claim: String,
    role_claim: String,
    /// The claim that says of which tenant somebody is who is new here; none is that nobody is of any.
    tenant_claim: Option<String>,
    /// Values of the claim, and what they give.
    roles: Vec<(String, Role)>,
    create_users: bool,
}

struct Pending {
    flow: Flow,
    /// The browser that went there.
    browser_sha256: [u8; 32],
}

/// The cookie that binds the way to one browser; behind a proxy that ends TLS the longer name, which no neighbour of this host
/// can set.
const BROWSER_COOKIE: [&str; 2] = ["weir_oidc", "__Host-weir_oidc"];
/// What its value begins with.
const BROWSER: &str = "weir-oidc";

impl Provider {
    /// The one of the configuration, if it names one.
    pub fn of(config: &Config) -> Option<Self> {
        if config.oidc_issuer.is_empty() {
            return None;
        }
        let roles = roles(&config.oidc_roles).unwrap_or_default();
        let settings = Settings {
            issuer: config.oidc_issuer.clone(),
            client_id: config.oidc_client_id.clone(),
            secret_file: Some(config.oidc_client_secret_file.clone()).filter(|path| !path.as_os_str().is_empty()),
            redirect: format!("{}/api/v1/oidc/callback", config.public_url.trim_end_matches('/')),
            user_claim: config.oidc_user_claim.clone(),
            role_claim: config.oidc_role_claim.clone(),
            tenant_claim: Some(config.oidc_tenant_claim.clone()).filter(|claim| !claim.is_empty()),
            roles,
            create_users: config.oidc_create_users,
        };
        Some(Provider { settings: Arc::new(settings), pending: Mutex::default() })
    }

    fn ways(&self) -> MutexGuard<'_, Ways<Pending>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A state comes back once.
    fn take(&self, state: &str, browser: &str, now: Timestamp) -> Option<Flow> {
        let pending = self.ways().end(state, now)?;
        is(browser, &pending.browser_sha256).then_some(pending.flow)
    }
}

/// What `oidc_roles` says: `value=role`, separated by commas.
pub fn roles(text: &str) -> Result<Vec<(String, Role)>, String> {
    let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    let read = |pair: &str| {
        let (value, name) = pair.rsplit_once('=')?;
        let role = Role::ALL.into_iter().find(|role| role.name() == name.trim())?;
        Some((value.trim().to_owned(), role))
    };
    pairs.map(|pair| read(pair).ok_or_else(|| format!("`{pair}` is not value=role"))).collect()
}

/// Is it a list of roles?
pub fn check_roles(text: &str) -> Result<(), String> {
    roles(text).map(drop)
}

/// Goes to the OpenID provider to log in there. Needs no token.
#[utoipa::path(get, path = "/oidc/login", tag = "access",
    responses((status = 303, description = "the way there")))]
async fn log_in(
    State(app): State<App>,
    from: From,
    headers: HeaderMap,
    _query: Query<Nothing>,
) -> Result<Response, Refusal> {
    let provider = app.oidc().ok_or_else(none)?;
    let settings = provider.settings.clone();
    let (url, state, flow) = match client::begin(settings).await {
        Ok(begun) => begun,
        Err(error) => return back_to_login(&app, &headers, "unreachable", unreachable_provider(&error)),
    };
    let browser = Fresh::new(BROWSER);
    let secret = parse(BROWSER, &browser.shown).map(|(_, secret)| sha256(secret)).unwrap_or_default();
    let pending = Pending { flow, browser_sha256: secret };
    provider.ways().begin(state, pending, &from.address, app.engine().now());
    let cookie = browser_cookie(&browser.shown, app.over_tls());
    Ok((StatusCode::SEE_OTHER, AppendHeaders([(header::LOCATION, url), (header::SET_COOKIE, cookie)])).into_response())
}

/// What the provider sends back.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Back {
    /// The code that the tokens are got with.
    code: Option<String>,
    /// What was sent there.
    state: Option<String>,
    /// Why there is no code.
    error: Option<String>,
}

/// The way back from the OpenID provider: opens a session and goes to the start page. Needs no token.
#[utoipa::path(get, path = "/oidc/callback", tag = "access", params(Back),
    responses((status = 303, description = "logged in")))]
async fn callback(
    State(app): State<App>,
    from: From,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Response, Refusal> {
    let provider = app.oidc().ok_or_else(none)?;
    let now = app.engine().now();
    let browser = browser(&headers, app.over_tls()).unwrap_or_default();
    let flow = back.state.as_deref().and_then(|state| provider.take(state, &browser, now));
    // A way that this browser has not begun: somebody else's link, or an old one.
    let Some(flow) = flow else { return failed(&app, &headers, &from, "unknown-state").await };
    let Some(code) = back.code else {
        tracing::info!(error = back.error, "the OpenID provider let nobody in");
        return failed(&app, &headers, &from, "refused-by-provider").await;
    };
    let settings = provider.settings.clone();
    let claims = match client::finish(settings, flow, code).await {
        Ok(claims) => claims,
        Err(error) => {
            tracing::warn!(error, "what the OpenID provider sent could not be used");
            return failed(&app, &headers, &from, "token-invalid").await;
        }
    };
    let user = match whom::whom(&app, &provider.settings, &claims).await {
        Ok(user) => user,
        Err(whom::Why::Failed(why)) => return failed(&app, &headers, &from, why).await,
        // A person comes back to where they logged in, whatever it was.
        Err(whom::Why::Engine(refusal)) => return back_to_login(&app, &headers, "failed", refusal),
    };
    let (cookie, _guard): (String, Guard) = session::open(&app, &user, "oidc", &from).await?;
    let gone = browser_cookie("", app.over_tls());
    let headers = [(header::LOCATION, "/".to_owned()), (header::SET_COOKIE, cookie), (header::SET_COOKIE, gone)];
    Ok((StatusCode::SEE_OTHER, AppendHeaders(headers)).into_response())
}

/// 401, and a line in the audit that says why; whoever tried is told only that it did not work. A person is told more, who
/// comes back from where they logged in: what concerns that alone.
async fn failed(app: &App, headers: &HeaderMap, from: &From, why: &'static str) -> Result<Response, Refusal> {
    let kind = format!("oidc {why} {}", from.address);
    let (detail, address) = (Some(format!("oidc: {why}")), Some(from.address.clone()));
    let line = NewLine { object: None, detail, address, ..NewLine::of(Happened::LoginFailed, "") };
    let lines = app.denials().note(kind, Actor::named("anonymous"), line, app.engine().now());
    super::access::note_lines(app, lines).await;
    let detail = "logging in there did not let you in here; try again";
    let refusal = Refusal::new(StatusCode::UNAUTHORIZED, "login-failed", detail);
    let why = if SAID.contains(&why) { why } else { "failed" };
    back_to_login(app, headers, why, refusal)
}

/// Of what a login fails the page tells these apart: none of them says anything of an account that is not one's own.
const SAID: [&str; 3] = ["unknown-state", "refused-by-provider", "unknown-user"];

/// A browser goes back to the page on which people log in, which says why; a program is refused.
fn back_to_login(app: &App, headers: &HeaderMap, why: &str, refusal: Refusal) -> Result<Response, Refusal> {
    let accepts = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    if !accepts.flat_map(|line| line.split(',')).any(|kind| kind.trim().starts_with("text/html")) {
        return Err(refusal);
    }
    let gone = browser_cookie("", app.over_tls());
    let headers = [(header::LOCATION, format!("/?login={why}")), (header::SET_COOKIE, gone)];
    Ok((StatusCode::SEE_OTHER, AppendHeaders(headers)).into_response())
}

fn none() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "no-oidc", "this server has no OpenID provider: set `oidc_issuer`")
}

fn unreachable_provider(error: &str) -> Refusal {
    tracing::warn!(error, "the OpenID provider cannot be used");
    let detail = "the OpenID provider does not answer as it should; the log of the server says more";
    Refusal::new(StatusCode::BAD_GATEWAY, "oidc-unreachable", detail)
}

fn browser_cookie(value: &str, over_tls: bool) -> String {
    let (path, secure) = if over_tls { ("/", "; Secure") } else { ("/api/v1/oidc", "") };
    let age = if value.is_empty() { 0 } else { WAY_MS / 1000 };
    let name = BROWSER_COOKIE[usize::from(over_tls)];
    format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

fn browser(headers: &HeaderMap, over_tls: bool) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let ours = BROWSER_COOKIE[usize::from(over_tls)];
    let value = pairs.find(|(name, _)| *name == ours).map(|(_, value)| value)?;
    parse(BROWSER, value).map(|(_, secret)| secret.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_tls_the_way_there_is_bound_by_a_cookie_that_no_neighbour_sets() {
        let set = browser_cookie("weir-oidc_1_2", true);
        assert!(
            set.starts_with("__Host-weir_oidc=") && set.contains("; Path=/;") && set.ends_with("; Secure"),
            "{set}"
        );
        let given =
            |name: &str| HeaderMap::from_iter([(header::COOKIE, format!("{name}=weir-oidc_1_2").parse().unwrap())]);
        let [plain, whole] = BROWSER_COOKIE.map(given);
        let known = [(&plain, false), (&plain, true), (&whole, false), (&whole, true)];
        let known = known.map(|(headers, over_tls)| browser(headers, over_tls).is_some());
        assert_eq!(known, [true, false, false, true]);
    }

    #[test]
    fn roles_are_read_and_what_is_none_is_told() {
        assert_eq!(
            roles("bpm-admins=administrator, cn=staff,ou=x=user").unwrap_err(),
            "`cn=staff` is not value=role",
            "a comma separates"
        );
        let read = roles("bpm-admins=administrator,ou=staff=user").unwrap();
        assert_eq!(read, [("bpm-admins".to_owned(), Role::Administrator), ("ou=staff".to_owned(), Role::User)]);
        assert_eq!(roles("").unwrap(), []);
    }
}
