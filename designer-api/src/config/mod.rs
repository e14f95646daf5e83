//! Settings: one struct, one table that explains it, and the layers they come from. This file is long because every
//! setting stands in it three times: as a field, with its default, and in words.
//!
//! A value is looked for in the flags, then in `WEIR_*` of the environment, then in `weir.toml`, then here.
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

mod engine;
mod load;

pub use load::{Error, Layers, load};

/// Everything that can be set, with its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where everything is kept.
    pub data_dir: PathBuf,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Somebody else ends TLS in front of us.
    pub behind_proxy: bool,
    /// Anybody may read `/metrics`.
    pub metrics_open: bool,
    /// How log lines look.
    pub log_format: LogFormat,
    /// From which level on lines are written.
    pub log_level: LogLevel,
    /// Requests in flight.
    pub requests_max: usize,
    /// Workers that wait for jobs.
    pub polls_max: usize,
    /// Open connections.
    pub connections_max: usize,
    /// Time to send the head of a request.
    pub header_timeout_seconds: u64,
    /// Time to send the body of a request.
    pub body_timeout_seconds: u64,
    /// Time to finish when asked to stop.
    pub shutdown_seconds: u64,
    /// Instances in memory.
    pub cache_bytes: usize,
    /// Requests that wait for one partition.
    pub partition_queue_max: usize,
    /// The view's own cache.
    pub view_cache_bytes: u64,
    /// Changes that the view is written with at once.
    pub view_batch_bytes: usize,
    /// Processes that evaluate expressions.
    pub evaluation_children: usize,
    /// Time for one evaluation.
    pub evaluation_deadline_ms: u64,
    /// Time without a request after which a session ends.
    pub session_idle_minutes: u64,
    /// Time after which a session ends in any case.
    pub session_hours_max: u64,
    /// The OpenID provider that people log in with.
    pub oidc_issuer: String,
    /// What the provider calls this server.
    pub oidc_client_id: String,
    /// The file with the secret that the provider knows this server by.
    pub oidc_client_secret_file: PathBuf,
    /// Where people reach this server.
    pub public_url: String,
    /// The claim that says who somebody is.
    pub oidc_user_claim: String,
    /// The claim that says what somebody belongs to.
    pub oidc_role_claim: String,
    /// Which roles that gives.
    pub oidc_roles: String,
    /// The claim that says of which tenant somebody is who is new here.
    pub oidc_tenant_claim: String,
    /// Whether people whom nobody has entered are let in.
    pub oidc_create_users: bool,
    /// The zone of times that name none.
    pub time_zone: String,
    /// Where the files of the web application are read from.
    pub ui_dir: PathBuf,
    /// The mail server.
    pub smtp_host: String,
    /// Its port.
    pub smtp_port: u16,
    /// How what is said to it is kept from others.
    pub smtp_security: MailSecurity,
    /// The name that it knows this server by.
    pub smtp_user: String,
    /// The file with the password for it.
    pub smtp_password_file: PathBuf,
    /// The file with the authority that its certificate is from.
    pub smtp_ca_file: PathBuf,
    /// Whom mails come from.
    pub mail_from: String,
    /// Mails in a minute.
    pub mails_per_minute: u64,
    /// Mails for one person in an hour.
    pub mails_per_person_hour: u64,
    /// The language of those who have chosen none.
    pub notice_locale: String,
    /// Where people look at what they are told of.
    pub notice_url: String,
    /// Where webhooks may lead.
    pub webhook_allow: String,
    /// Where secrets are kept.
    pub secrets_dir: PathBuf,
    /// Time for one delivery.
    pub delivery_timeout_seconds: u64,
    /// Time until the first other try.
    pub delivery_retry_ms: u64,
    /// Tries of one delivery.
    pub delivery_tries_max: u64,
    /// Of those to whom a task is offered so many are told at once by mail and webhook.
    pub offer_notices_max: u64,
    /// Visits that monitoring holds one by one.
    pub history_rows_max: usize,
    /// Instances that monitoring holds one by one.
    pub history_instances_max: usize,
    /// Visits of running instances that monitoring keeps in memory.
    pub history_visits_max: usize,
    /// Which layer each value came from; none where nobody read layers.
    #[serde(skip)]
    pub origins: std::collections::BTreeMap<&'static str, &'static str>,
}

/// How what is said to the mail server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS after a plain greeting; never without.
    StartTls,
    /// TLS from the first byte on.
    Tls,
    /// Nothing: only for a server on this machine.
    None,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// From which level on log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the usual five")]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

/// One line of `weir config --explain`.
pub struct Setting {
    /// Its name in `weir.toml`; `WEIR_` and upper case in the environment; with dashes as a flag.
    pub key: &'static str,
    /// What it does.
    pub help: &'static str,
}

/// Every setting, in the order of [`Config`]; a test holds the two together.
pub const SETTINGS: &[Setting] = &[
    Setting { key: "data_dir", help: "the directory that holds everything" },
    Setting { key: "listen", help: "the address and port of the server; beyond this machine only with behind_proxy" },
    Setting { key: "behind_proxy", help: "a proxy in front of the server ends TLS, so any address may be listened on" },
    Setting { key: "metrics_open", help: "/metrics answers whoever asks" },
    Setting { key: "log_format", help: "text or json, always to standard error" },
    Setting { key: "log_level", help: "error, warn, info, debug or trace" },
    Setting { key: "requests_max", help: "requests in flight; above it new work is answered 503 with Retry-After" },
    Setting { key: "polls_max", help: "workers that wait for jobs at the same time" },
    Setting { key: "connections_max", help: "open connections; above it new ones wait to be accepted" },
    Setting { key: "header_timeout_seconds", help: "how long a client may take to send the head of a request" },
    Setting { key: "body_timeout_seconds", help: "how long a client may take to send the body of a request" },
    Setting { key: "shutdown_seconds", help: "how long requests may go on when the server is asked to stop" },
    Setting { key: "cache_bytes", help: "instances kept in memory, all partitions together; estimated" },
    Setting { key: "partition_queue_max", help: "requests that wait for one of the 256 partitions; above it 429" },
    Setting {
        key: "view_cache_bytes",
        help: "memory of the cache of the view; single blocks read or written last take up to four times as much",
    },
    Setting { key: "view_batch_bytes", help: "so many bytes of changes in memory are written to the view at once" },
    Setting {
        key: "evaluation_children",
        help: "processes that evaluate what is not provably bounded, at the same time",
    },
    Setting {
        key: "evaluation_deadline_ms",
        help: "how long one evaluation may take before it is killed: an incident",
    },
    Setting { key: "session_idle_minutes", help: "a session of a browser ends after so long without a request" },
    Setting { key: "session_hours_max", help: "a session of a browser ends after so long in any case" },
    Setting { key: "oidc_issuer", help: "the address of an OpenID provider that people log in with; empty is none" },
    Setting { key: "oidc_client_id", help: "what the OpenID provider calls this server" },
    Setting {
        key: "oidc_client_secret_file",
        help: "the file with the secret that the OpenID provider knows this server by; none is a public client",
    },
    Setting { key: "public_url", help: "where people reach this server, for the way back from the OpenID provider" },
    Setting { key: "oidc_user_claim", help: "the claim of an ID token that is the id of the user" },
    Setting { key: "oidc_role_claim", help: "the claim of an ID token that says what the user belongs to" },
    Setting { key: "oidc_roles", help: "which roles that gives, as value=role, separated by commas; others give none" },
    Setting { key: "oidc_tenant_claim", help: "the claim of an ID token that is the tenant of a user who is new here" },
    Setting { key: "oidc_create_users", help: "whoever the OpenID provider lets in is made a user at the first login" },
    Setting {
        key: "time_zone",
        help: "the zone of times that name none, of days and of cron lines: an IANA name like Asia/Shanghai",
    },
    Setting {
        key: "ui_dir",
        help: "a folder that the web application is read from, in place of what is in the binary",
    },
    Setting { key: "smtp_host", help: "the mail server that notices go out through; empty sends no mail" },
    Setting { key: "smtp_port", help: "its port; 0 is 587 for starttls, 465 for tls, 25 for none" },
    Setting { key: "smtp_security", help: "starttls, tls, or none, which is only for a server on this machine" },
    Setting { key: "smtp_user", help: "the name that the mail server knows this server by; empty does not log in" },
    Setting { key: "smtp_password_file", help: "the file with the password for it; read when a mail is sent" },
    Setting {
        key: "smtp_ca_file",
        help: "the PEM file of the authority that its certificate is from, beside the usual",
    },
    Setting { key: "mail_from", help: "whom mails come from: Weir <bpm@example.org>" },
    Setting { key: "mails_per_minute", help: "so many mails go out in a minute; more wait" },
    Setting { key: "mails_per_person_hour", help: "so many mails one person gets in an hour; more wait" },
    Setting { key: "notice_locale", help: "the language for people who have chosen none: zh-CN or en" },
    Setting { key: "notice_url", help: "where people look at it, with {task} and {instance}; empty gives no link" },
    Setting {
        key: "webhook_allow",
        help: "where webhooks may lead: hosts like hooks.example.org or *.example.org, and own networks like 10.1.0.0/16, \
               separated by commas; empty sends none",
    },
    Setting { key: "secrets_dir", help: "the directory with one file for each secret that webhooks are signed with" },
    Setting { key: "delivery_timeout_seconds", help: "how long one try to deliver a mail or webhook may take" },
    Setting { key: "delivery_retry_ms", help: "how long it waits before the second try; then twice as long each time" },
    Setting { key: "delivery_tries_max", help: "after so many tries an operator has to look at it" },
    Setting {
        key: "offer_notices_max",
        help: "of those to whom a task is offered so many are told at once by mail and webhook; the others find it in the \
               application, and administrators are told that there are such",
    },
    Setting {
        key: "history_rows_max",
        help: "visits that monitoring holds one by one; of older ones only sums are held",
    },
    Setting {
        key: "history_instances_max",
        help: "instances that monitoring holds one by one; of older ones only sums are held",
    },
    Setting {
        key: "history_visits_max",
        help: "visits of running instances that monitoring keeps in memory; what does not fit is read again from the log",
    },
];

impl Default for Config {
    fn default() -> Self {
        // The engine knows best what suits it; that is said once.
        let engine = weir_engine::Options::default();
        Config {
            data_dir: PathBuf::from("./weir-data"),
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8400),
            behind_proxy: false,
            metrics_open: false,
            log_format: LogFormat::Text,
            log_level: LogLevel::Info,
            requests_max: 1024,
            polls_max: 8192,
            connections_max: 16_384,
            header_timeout_seconds: 30,
            body_timeout_seconds: 30,
            shutdown_seconds: 10,
            cache_bytes: engine.cache_bytes,
            partition_queue_max: engine.queued_requests,
            view_cache_bytes: engine.store.view_cache_bytes,
            view_batch_bytes: engine.store.overlay_write_bytes,
            evaluation_children: weir_engine::evaluation::CHILDREN,
            evaluation_deadline_ms: weir_engine::evaluation::DEADLINE.as_millis() as u64,
            session_idle_minutes: 60,
            session_hours_max: 12,
            oidc_issuer: String::new(),
            oidc_client_id: String::new(),
            oidc_client_secret_file: PathBuf::new(),
            public_url: String::new(),
            oidc_user_claim: "preferred_username".to_owned(),
            oidc_role_claim: "groups".to_owned(),
            oidc_roles: String::new(),
            oidc_tenant_claim: String::new(),
            oidc_create_users: false,
            time_zone: "UTC".to_owned(),
            smtp_host: String::new(),
            smtp_port: 0,
            smtp_security: MailSecurity::StartTls,
            smtp_user: String::new(),
            smtp_password_file: PathBuf::new(),
            smtp_ca_file: PathBuf::new(),
            mail_from: String::new(),
            mails_per_minute: 300,
            mails_per_person_hour: 60,
            notice_locale: "zh-CN".to_owned(),
            notice_url: String::new(),
            webhook_allow: String::new(),
            secrets_dir: PathBuf::new(),
            delivery_timeout_seconds: 10,
            delivery_retry_ms: 30_000,
            delivery_tries_max: 24,
            offer_notices_max: weir_engine::OFFERED_TOLD_MAX as u64,
            history_rows_max: engine.analytics.rows,
            history_instances_max: engine.analytics.cases,
            history_visits_max: engine.analytics.visits,
            origins: std::collections::BTreeMap::new(),
            ui_dir: PathBuf::new(),
        }
    }
}

impl From<LogLevel> for tracing::Level {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Error => tracing::Level::ERROR,
            LogLevel::Warn => tracing::Level::WARN,
            LogLevel::Info => tracing::Level::INFO,
            LogLevel::Debug => tracing::Level::DEBUG,
            LogLevel::Trace => tracing::Level::TRACE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_explained() {
        let value = serde_json::to_value(Config::default()).unwrap();
        let fields: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let explained: Vec<_> = SETTINGS.iter().map(|s| s.key).collect();
        assert_eq!(fields, explained);
    }
}
