//! `weir serve`: from settings to a listening server, and back in good order.
use super::output::{say, written};
use super::{Failed, SettingFlags, config, exit, logging};
use std::io;
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use weir_designer_api::access::SetupLink;
use weir_designer_api::config::Config;
use weir_designer_api::http::server::{self, Bounds};
use weir_designer_api::http::{self, App};
use weir_designer_api::outgoing::Postman;
use weir_engine::{Engine, store};

/// Runs the server until it is told to stop or the engine stops by itself.
pub fn serve(flags: SettingFlags) -> Result<(), Failed> {
    let config = config::load(flags)?;
    in_zone(&config.time_zone)?;
    if !config.listen.ip().is_loopback() && !config.behind_proxy {
        let message = format!(
            "{} can be reached from other machines, and this server does not speak TLS: \
             put a proxy that does in front of it and say --behind-proxy",
            config.listen
        );
        return Err(Failed::new(exit::CONFIG, message));
    }
    if let Err(wrong) = oidc_is_usable(&config) {
        return Err(Failed::new(exit::CONFIG, wrong));
    }
    Postman::of(&config).map_err(|wrong| Failed::new(exit::CONFIG, wrong))?;
    logging::start(&config);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Failed::new(exit::UNAVAILABLE, format!("no threads to run on: {e}")))?;
    let ended = runtime.block_on(run(config));
    // A mail server or webhook that never answers keeps nobody here.
    runtime.shutdown_background();
    ended
}

/// Are the settings of the OpenID provider whole? What is said to it and back must be read by nobody.
fn oidc_is_usable(config: &Config) -> Result<(), String> {
    if config.oidc_issuer.is_empty() {
        return Ok(());
    }
    if config.oidc_client_id.is_empty() || config.public_url.is_empty() {
        return Err("with `oidc_issuer` also say `oidc_client_id` and `public_url`".to_owned());
    }
    for (key, url) in [("oidc_issuer", &config.oidc_issuer), ("public_url", &config.public_url)] {
        // With what may follow the name of a machine: another name may begin in the same way.
        let is_here =
            |local: &&str| url.strip_prefix(*local).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']));
        let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(is_here);
        if !url.starts_with("https://") && !here {
            return Err(format!("`{key}` must begin with https://"));
        }
    }
    http::check_oidc_roles(&config.oidc_roles).map_err(|wrong| format!("`oidc_roles`: {wrong}"))
}

/// FEEL compares times without a zone in the zone of the process, and the same expression must give the same value on
/// every machine: the process begins again in the zone that is set, under the same id.
fn in_zone(time_zone: &str) -> Result<(), Failed> {
    if std::env::var_os("TZ").is_some_and(|zone| zone == time_zone) {
        return Ok(());
    }
    let this = std::env::current_exe().map_err(|e| Failed::new(exit::UNAVAILABLE, format!("where am I? {e}")))?;
    let error = std::process::Command::new(this).args(std::env::args_os().skip(1)).env("TZ", time_zone).exec();
    Err(Failed::new(exit::UNAVAILABLE, format!("cannot begin again in the zone {time_zone}: {error}")))
}

async fn run(config: Config) -> Result<(), Failed> {
    let mut signals = Signals::new().map_err(|e| Failed::new(exit::UNAVAILABLE, format!("no signals: {e}")))?;
    let listener = TcpListener::bind(config.listen).await.map_err(|e| not_bound(config.listen, &e))?;
    create_private(&config.data_dir).map_err(|e| unusable(&config.data_dir, &e))?;
    let engine = Engine::open(&config.data_dir, config.engine()).await.map_err(|e| not_opened(&config.data_dir, &e))?;
    let (link, code) = SetupLink::open(&engine);
    let app = App::new(engine.clone(), link, &config);
    let sending = tokio::spawn({
        let app = app.clone();
        async move { app.send_out().await }
    });
    let address = listener.local_addr().unwrap_or(config.listen);
    greet(address, &config, code.as_deref());

    let total = Duration::from_secs(config.shutdown_seconds);
    let bounds = Bounds {
        connections_max: config.connections_max,
        header_timeout: Duration::from_secs(config.header_timeout_seconds),
        shutdown: total * 3 / 4, // the rest is for the engine
    };
    let mut stopped = None;
    let stop = async {
        tokio::select! {
            () = signals.next() => tracing::info!("asked to stop"),
            reason = engine.stopped() => stopped = Some(reason),
        }
        app.stop();
        tokio::spawn(async move {
            signals.next().await;
            std::process::exit(130); // whatever was answered is on the disk
        });
    };
    if !server::serve(listener, http::router(app.clone()), bounds, stop).await {
        tracing::warn!("some requests did not finish in time");
    }
    if let Err(panic) = sending.await {
        tracing::error!(%panic, "mails and webhooks were not sent any more");
    }
    app.note_the_rest().await;
    if let Some(reason) = stopped {
        tracing::error!(reason, "the engine has stopped by itself");
        return Err(Failed::new(exit::STOPPED, format!("the engine has stopped: {reason}")));
    }
    match tokio::time::timeout(total / 4, engine.shutdown()).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Failed::new(exit::STOPPED, format!("the engine did not stop in order: {error}"))),
        Err(_) => Err(Failed::new(exit::STOPPED, "the engine did not stop in time; the next start recovers")),
    }
}

/// What asks a server to stop.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Signals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

fn greet(address: SocketAddr, config: &Config, code: Option<&str>) {
    let data_dir = config.data_dir.display();
    say!("weir {} listens on http://{address}, data in {data_dir}", env!("CARGO_PKG_VERSION"));
    if let Some(code) = code {
        // What stands behind `#` is sent to no server and stands in no log of one.
        say!("Nobody is let in yet. This link makes the first administrator, once, within a day:\n");
        say!("  http://{address}/setup#{code}\n");
        say!("Or here, without a browser:\n");
        say!("  eval \"$(weir setup http://{address}/setup#{code})\"");
        say!("  curl -H \"Authorization: Bearer $WEIR_TOKEN\" http://{address}/api/v1/definitions\n");
        say!("Its routes are explained at http://{address}/api/docs");
    }
    if let Err(Failed { message, .. }) = written() {
        tracing::warn!(why = message, "the server runs all the same");
    }
}

/// Nobody else on this machine may read what is kept.
pub(super) fn create_private(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

fn not_bound(address: SocketAddr, error: &io::Error) -> Failed {
    let message = match error.kind() {
        io::ErrorKind::AddrInUse => format!("{address} is taken by another process; choose another with --listen"),
        _ => format!("cannot listen on {address}: {error}"),
    };
    Failed::new(exit::UNAVAILABLE, message)
}

fn unusable(directory: &Path, error: &io::Error) -> Failed {
    Failed::new(exit::STORE, format!("cannot use {}: {error}", directory.display()))
}

fn not_opened(directory: &Path, error: &weir_engine::Error) -> Failed {
    let directory = directory.display();
    match error {
        weir_engine::Error::Store(store::Error::Locked { .. }) => Failed::new(
            exit::LOCKED,
            format!("{directory} is in use by another process; one directory serves one process"),
        ),
        weir_engine::Error::Store(error @ store::Error::Damaged { .. }) => {
            Failed::new(exit::STORE, format!("{error}; `weir verify-store {directory}` names the first broken record"))
        }
        other => Failed::new(exit::STORE, format!("cannot open {directory}: {other}")),
    }
}
