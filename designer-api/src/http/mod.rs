//! The API: one file per noun, one function per route; the rest of this folder is what all routes share.
//!
//! A route is typed input, one call into the engine, typed output. Rules live in the engine.
use crate::access::SetupLink;
use crate::access::denials::Denials;
use crate::access::guesses::Guesses;
use crate::config::Config;
use crate::outgoing::Postman;
use admission::Admission;
use axum::Router;
use axum::http::StatusCode;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;
use utoipa_axum::router::OpenApiRouter;
use weir_engine::Engine;

mod access;
mod access_audit;
mod access_view;
mod activities;
mod ad_hoc;
mod admission;
mod alerts;
mod analytics;
mod ask;
mod attachments;
mod audit;
mod audit_jobs;
mod batches;
mod calendars;
mod checks;
mod collaborations;
mod comments;
mod dead_letters;
mod decision_drafts;
mod decisions;
mod definitions;
mod deployments;
mod diagrams;
mod discoveries;
mod docs;
mod drafts;
mod drawing;
mod duty_rules;
mod edge;
mod events;
mod exact;
mod form_drafts;
mod forms;
mod grants;
mod incidents;
mod instances;
mod interventions;
mod jobs;
mod landscape;
mod landscape_files;
mod lists;
mod live_forms;
mod log_views;
mod messages;
mod migrations;
mod model_templates;
mod models;
mod notices;
mod oidc;
mod openapi;
mod operation;
mod organisation;
mod organisation_entries;
mod organisation_lists;
mod outgoing;
mod pack;
mod page;
mod parameters;
mod people;
mod presence;
pub mod problems;
mod prometheus;
mod raci;
mod read;
mod refusal;
mod repairs;
mod schema;
mod search;
pub mod server;
mod session;
mod session_options;
mod settings;
mod setup;
mod shelf;
mod simulations;
mod start_conditions;
mod start_forms;
mod status;
mod suggestions;
mod tasks;
mod template_parameters;
mod tenants;
mod test_runs;
mod tokens;
mod trees;
mod ui;
mod upload;
mod users;
mod variables;

pub use access::{About, ROUTES, Rule, rule};
pub use oidc::check_roles as check_oidc_roles;
pub use openapi::document;
pub use refusal::Refusal;

/// What every route can reach.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    engine: Engine,
    setup: SetupLink,
    guesses: Guesses,
    denials: Denials,
    sessions: SessionLimits,
    over_tls: bool,
    oidc: Option<oidc::Provider>,
    ui: ui::Files,
    admission: Admission,
    metrics_open: bool,
    /// What it was started with, as it is told.
    settings: Vec<serde_json::Value>,
    body_timeout: std::time::Duration,
    postman: Postman,
    houses: test_runs::Houses,
    presence: presence::Presence,
    stop: watch::Sender<bool>,
    /// Answers by the first digit of their status.
    answers: [AtomicU64; 6],
    /// Refusals by their code, whoever refused: the edge, a route, the engine's checks or a partition. Codes are words of
    /// the program, so there are not more of them than it has.
    refused: Mutex<BTreeMap<Cow<'static, str>, u64>>,
}

/// How long sessions last.
#[derive(Debug, Clone, Copy)]
struct SessionLimits {
    /// Without a request.
    idle_ms: i64,
    /// In any case.
    longest_ms: i64,
}

/// So often it is looked whether a minute is over of what is only counted.
const COUNTED_EVERY: std::time::Duration = std::time::Duration::from_secs(1);

impl App {
    /// An application on an open engine.
    pub fn new(engine: Engine, setup: SetupLink, config: &Config) -> Self {
        App(Arc::new(Shared {
            engine,
            setup,
            guesses: Guesses::default(),
            denials: Denials::default(),
            sessions: SessionLimits {
                idle_ms: (config.session_idle_minutes * 60_000) as i64,
                longest_ms: (config.session_hours_max * 3_600_000) as i64,
            },
            over_tls: config.behind_proxy,
            oidc: oidc::Provider::of(config),
            ui: ui::Files::of(&config.ui_dir),
            admission: Admission::new(config.requests_max, config.polls_max),
            metrics_open: config.metrics_open,
            settings: config.told(),
            body_timeout: std::time::Duration::from_secs(config.body_timeout_seconds),
            postman: Postman::of(config).unwrap_or_else(|wrong| panic!("the settings are checked before: {wrong}")),
            houses: test_runs::Houses::default(),
            presence: presence::Presence::default(),
            stop: watch::Sender::new(false),
            answers: Default::default(),
            refused: Mutex::default(),
        }))
    }

    /// Sends mails and webhooks, and writes down what was counted, until the server begins to stop.
    pub async fn send_out(&self) {
        let counted = async {
            loop {
                tokio::select! {
                    () = tokio::time::sleep(COUNTED_EVERY) => {}
                    () = self.stopping() => return,
                }
                access::note_lines(self, self.denials().over(self.engine().now())).await;
            }
        };
        tokio::join!(self.0.postman.run(self.engine().clone(), self.stopping()), counted);
    }

    /// Writes down what was refused and only counted so far: the last thing before the engine ends.
    pub async fn note_the_rest(&self) {
        access::note_lines(self, self.denials().rest()).await;
    }

    /// Sends away those who only wait.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }

    /// Ends when the server begins to stop.
    async fn stopping(&self) {
        let _ = self.0.stop.subscribe().wait_for(|stop| *stop).await; // the sender lives as long as we do
    }

    fn engine(&self) -> &Engine {
        &self.0.engine
    }

    fn postman(&self) -> &Postman {
        &self.0.postman
    }

    fn houses(&self) -> &test_runs::Houses {
        &self.0.houses
    }

    fn presence(&self) -> &presence::Presence {
        &self.0.presence
    }

    fn setup(&self) -> &SetupLink {
        &self.0.setup
    }

    fn guesses(&self) -> &Guesses {
        &self.0.guesses
    }

    fn denials(&self) -> &Denials {
        &self.0.denials
    }

    fn sessions(&self) -> SessionLimits {
        self.0.sessions
    }

    /// Does a proxy in front end TLS?
    fn over_tls(&self) -> bool {
        self.0.over_tls
    }

    fn oidc(&self) -> Option<&oidc::Provider> {
        self.0.oidc.as_ref()
    }

    fn ui(&self) -> &ui::Files {
        &self.0.ui
    }

    fn admission(&self) -> &Admission {
        &self.0.admission
    }

    fn settings(&self) -> &[serde_json::Value] {
        &self.0.settings
    }

    fn metrics_open(&self) -> bool {
        self.0.metrics_open
    }

    fn body_timeout(&self) -> std::time::Duration {
        self.0.body_timeout
    }

    fn count(&self, status: StatusCode, refused: Option<refusal::Code>) {
        self.0.answers[usize::from(status.as_u16() / 100).min(5)].fetch_add(1, Ordering::Relaxed);
        if let Some(refusal::Code(code)) = refused {
            *self.0.refused.lock().unwrap_or_else(PoisonError::into_inner).entry(code).or_default() += 1;
        }
    }

    fn refused(&self) -> BTreeMap<Cow<'static, str>, u64> {
        self.0.refused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn answers(&self, class: usize) -> u64 {
        self.0.answers[class].load(Ordering::Relaxed)
    }
}

/// Everything that is served.
pub fn router(app: App) -> Router {
    served()
        .merge(docs::routes())
        .fallback(ui::serve)
        .method_not_allowed_fallback(async || edge::not_allowed())
        .layer(axum::extract::DefaultBodyLimit::disable()) // every body is read with a limit of its own
        .layer(axum::middleware::from_fn_with_state(app.clone(), edge::edge))
        .layer(pack::packing())
        .with_state(app)
}

/// What each noun adds to the routes under `/api/v1`, in the order of the contract.
const NOUNS: [fn() -> OpenApiRouter<App>; 68] = [
    deployments::routes,
    definitions::routes,
    repairs::routes,
    checks::routes,
    models::routes,
    presence::routes,
    trees::routes,
    test_runs::routes,
    model_templates::routes,
    landscape::routes,
    collaborations::routes,
    landscape_files::routes,
    raci::routes,
    diagrams::routes,
    discoveries::routes,
    log_views::routes,
    search::routes,
    decisions::routes,
    decision_drafts::routes,
    form_drafts::routes,
    forms::routes,
    comments::routes,
    drafts::routes,
    notices::routes,
    events::routes,
    attachments::routes,
    parameters::routes,
    instances::routes,
    interventions::routes,
    migrations::routes,
    batches::routes,
    variables::routes,
    activities::routes,
    analytics::routes,
    simulations::routes,
    suggestions::routes,
    alerts::routes,
    ad_hoc::routes,
    tasks::routes,
    people::routes,
    lists::routes,
    organisation::routes,
    organisation_lists::routes,
    organisation_entries::routes,
    calendars::routes,
    jobs::routes,
    messages::routes,
    start_conditions::routes,
    start_forms::routes,
    live_forms::routes,
    incidents::routes,
    dead_letters::routes,
    outgoing::routes,
    operation::detail,
    setup::routes,
    session::routes,
    session_options::routes,
    oidc::routes,
    users::routes,
    tokens::routes,
    grants::routes,
    tenants::routes,
    access_audit::routes,
    access_view::routes,
    settings::routes,
    audit::routes,
    audit_jobs::routes,
    duty_rules::routes,
];

/// The routes that the contract describes.
fn routes() -> OpenApiRouter<App> {
    let nouns = NOUNS.iter().fold(OpenApiRouter::new(), |all, noun| all.merge(noun()));
    OpenApiRouter::with_openapi(openapi::frame()).nest("/api/v1", nouns).merge(operation::routes())
}

/// The same as they are served: what the contract says of a noun is let go before the next, so that an idle server is small.
fn served() -> Router<App> {
    let nouns = NOUNS.iter().fold(Router::new(), |all, noun| all.merge(Router::from(noun())));
    Router::new().nest("/api/v1", nouns).merge(Router::from(operation::routes()))
}
