//! The command line: what can be said, and what becomes of it.
use clap::{Args, Parser, Subcommand};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;

mod access;
mod account;
mod batch;
mod calendar;
mod check;
mod client;
mod config;
mod demo;
mod excerpt;
mod export;
mod input;
mod language;
mod logging;
mod operate;
mod output;
mod password;
mod repair;
mod rules;
mod serve;
mod setup;
mod simulate;
mod table;
mod tokens;
mod users;
mod verify;
mod work;

/// Weir lets business processes flow and measures them.
#[derive(Parser)]
#[command(name = "weir", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve(SettingFlags),
    /// Say what is doubtful about BPMN files; needs no server.
    Check(check::Check),
    /// Repair a BPMN file of another tool, and draw what its diagram lacks; needs no server.
    Repair(repair::Repair),
    /// Simulate processes: what would happen, and whether a variant is better; needs no server.
    Simulate(simulate::Simulate),
    /// Make a history to look at, with a story in it; needs no server.
    Demo(demo::Demo),
    /// Deploy BPMN, DMN and form files.
    Deploy(work::Deploy),
    /// Start an instance of a process.
    Start(work::Start),
    /// List open user tasks.
    Tasks(work::Tasks),
    /// Complete a user task.
    Complete(work::Complete),
    /// Ask a decision: which rules match, and what they give.
    Decide(rules::Decide),
    /// Rule parameters: thresholds that are changed without changing a model.
    Parameters(rules::Parameters),
    /// Work calendars: load holidays and make-up working days, year by year.
    Calendar(calendar::Calendar),
    /// Show what really happened to an instance.
    Trace(work::Trace),
    /// Put tokens of an instance elsewhere.
    Modify(operate::Modify),
    /// Move an instance to another version of its process.
    Migrate(operate::Migrate),
    /// Let an instance or a definition stand still.
    Suspend(operate::Suspend),
    /// Let an instance or a definition go on.
    Resume(operate::Resume),
    /// Begin again what has ended.
    Restart(operate::Restart),
    /// Do the same to many instances.
    Batch(batch::Batch),
    /// Check a log for damage and tampering: that of a data directory, for which no server need run, or that of a server.
    #[command(visible_alias = "verify-store")]
    Verify(verify::Verify),
    /// Write the log of a server to a file: XES, OCEL, CSV, the trace, or case files.
    Export(export::Export),
    /// Show the settings.
    Config(config::ShowConfig),
    /// Make the first administrator, and an API token for the command line.
    Setup(setup::Setup),
    /// Users: who is let in.
    User(users::UserCommand),
    /// Grants: which role somebody has, within which bounds.
    Grant(access::GrantCommand),
    /// API tokens: let programs in.
    Token(tokens::TokenCommand),
    /// Tenants: organisations of their own on the same installation.
    Tenant(access::TenantCommand),
    /// Say who one is, and what one may do.
    Whoami(access::Whoami),
    /// Show what was done with access: logins, refusals, changes.
    Audit(access::Audit),
    /// Evaluate expressions for the server, which starts this itself.
    #[command(hide = true)]
    EvaluateExpression,
}

/// Settings as flags; each is explained by `weir config --explain`.
#[derive(Args, Serialize, Default)]
#[allow(missing_docs, reason = "config::SETTINGS explains them")]
struct SettingFlags {
    /// The configuration file; without it `weir.toml`, if there is one.
    #[arg(long, env = "WEIR_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// Where everything is kept.
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Where the server listens.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<std::net::SocketAddr>,
    /// A proxy in front of the server ends TLS.
    #[arg(long, num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    behind_proxy: Option<bool>,
    /// Anybody may read /metrics.
    #[arg(long, num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    metrics_open: Option<bool>,
    /// How log lines look.
    #[arg(long)]
    log_format: Option<weir_designer_api::config::LogFormat>,
    /// From which level on lines are written.
    #[arg(long)]
    log_level: Option<weir_designer_api::config::LogLevel>,
    /// Requests in flight.
    #[arg(long, value_name = "N")]
    requests_max: Option<usize>,
    /// Workers that wait for jobs.
    #[arg(long, value_name = "N")]
    polls_max: Option<usize>,
    /// Open connections.
    #[arg(long, value_name = "N")]
    connections_max: Option<usize>,
    /// Time to send the head of a request.
    #[arg(long, value_name = "N")]
    header_timeout_seconds: Option<u64>,
    /// Time to send the body of a request.
    #[arg(long, value_name = "N")]
    body_timeout_seconds: Option<u64>,
    /// Time to stop.
    #[arg(long, value_name = "N")]
    shutdown_seconds: Option<u64>,
    /// Instances kept in memory.
    #[arg(long, value_name = "BYTES")]
    cache_bytes: Option<usize>,
    /// Requests that wait for one partition.
    #[arg(long, value_name = "N")]
    partition_queue_max: Option<usize>,
    /// The view's own cache.
    #[arg(long, value_name = "BYTES")]
    view_cache_bytes: Option<u64>,
    /// Changes that the view is written with at once.
    #[arg(long, value_name = "BYTES")]
    view_batch_bytes: Option<usize>,
    /// Processes that evaluate expressions.
    #[arg(long, value_name = "N")]
    evaluation_children: Option<usize>,
    /// Time for one evaluation.
    #[arg(long, value_name = "MS")]
    evaluation_deadline_ms: Option<u64>,
    /// Time without a request after which a session ends.
    #[arg(long, value_name = "N")]
    session_idle_minutes: Option<u64>,
    /// Time after which a session ends in any case.
    #[arg(long, value_name = "N")]
    session_hours_max: Option<u64>,
    /// The OpenID provider that people log in with.
    #[arg(long, value_name = "URL")]
    oidc_issuer: Option<String>,
    /// What the provider calls this server.
    #[arg(long, value_name = "ID")]
    oidc_client_id: Option<String>,
    /// The file with the secret that the provider knows this server by.
    #[arg(long, value_name = "FILE")]
    oidc_client_secret_file: Option<PathBuf>,
    /// Where people reach this server.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// The claim that is the id of the user.
    #[arg(long, value_name = "NAME")]
    oidc_user_claim: Option<String>,
    /// The claim that says what the user belongs to.
    #[arg(long, value_name = "NAME")]
    oidc_role_claim: Option<String>,
    /// Which roles that gives: value=role, separated by commas.
    #[arg(long, value_name = "LIST")]
    oidc_roles: Option<String>,
    /// The claim that is the tenant of a user who is new here.
    #[arg(long, value_name = "NAME")]
    oidc_tenant_claim: Option<String>,
    /// Whoever the provider lets in is made a user.
    #[arg(long, num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    oidc_create_users: Option<bool>,
    /// Visits that monitoring holds one by one.
    #[arg(long, value_name = "N")]
    history_rows_max: Option<usize>,
    /// Instances that monitoring holds one by one.
    #[arg(long, value_name = "N")]
    history_instances_max: Option<usize>,
    /// Visits of running instances that monitoring keeps in memory.
    #[arg(long, value_name = "N")]
    history_visits_max: Option<usize>,
    /// A folder that the web application is read from, in place of what is in the binary.
    #[arg(long, value_name = "DIR")]
    ui_dir: Option<PathBuf>,
}

/// Why the command ends without success: one line, and the exit code.
#[derive(Debug)]
struct Failed {
    code: u8,
    message: String,
}

/// Exit codes other than 0. Those from 64 on are the system's own (sysexits.h).
mod exit {
    /// The answer is no: errors in files, a refused request, a broken store.
    pub const NO: u8 = 1;
    /// A file cannot be read, or the command makes no sense.
    pub const USAGE: u8 = 2;
    /// The port is taken, or the server does not answer.
    pub const UNAVAILABLE: u8 = 69;
    /// The engine has stopped by itself, for want of a reliable disk.
    pub const STOPPED: u8 = 70;
    /// The store is damaged or cannot be read.
    pub const STORE: u8 = 74;
    /// Another process has the data directory.
    pub const LOCKED: u8 = 75;
    /// The settings are wrong.
    pub const CONFIG: u8 = 78;
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(flags) => serve::serve(flags),
        Command::Check(command) => command.run(),
        Command::Repair(command) => command.run(),
        Command::Simulate(command) => command.run(),
        Command::Demo(command) => command.run(),
        Command::Deploy(command) => command.run(),
        Command::Start(command) => command.run(),
        Command::Tasks(command) => command.run(),
        Command::Complete(command) => command.run(),
        Command::Decide(command) => command.run(),
        Command::Parameters(command) => command.run(),
        Command::Calendar(command) => command.run(),
        Command::Trace(command) => command.run(),
        Command::Modify(command) => command.run(),
        Command::Migrate(command) => command.run(),
        Command::Suspend(command) => command.run(),
        Command::Resume(command) => command.run(),
        Command::Restart(command) => command.run(),
        Command::Batch(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Config(command) => command.run(),
        Command::Setup(command) => command.run(),
        Command::User(command) => command.run(),
        Command::Grant(command) => command.run(),
        Command::Token(command) => command.run(),
        Command::Tenant(command) => command.run(),
        Command::Whoami(command) => command.run(),
        Command::Audit(command) => command.run(),
        Command::EvaluateExpression => {
            weir_engine::evaluation::serve_child().map_err(|e| Failed::new(exit::UNAVAILABLE, e.to_string()))
        }
    };
    let failures: Vec<Failed> = [done, output::written()].into_iter().filter_map(Result::err).collect();
    for Failed { message, .. } in failures.iter().filter(|failed| !failed.message.is_empty()) {
        let lines: Vec<String> = message.split('\n').map(table::harmless).collect();
        output::tell(format_args!("weir: {}\n", lines.join("\n")));
    }
    failures.first().map_or(ExitCode::SUCCESS, |failed| ExitCode::from(failed.code))
}

impl Failed {
    fn new(code: u8, message: impl Into<String>) -> Self {
        Failed { code, message: message.into() }
    }

    /// Everything has been said already.
    fn silently(code: u8) -> Self {
        Failed::new(code, "")
    }
}
