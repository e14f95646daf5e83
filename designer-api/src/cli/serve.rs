//! `weir serve`: from settings to a listening server, and back in good order.
use super::{Failed, SettingFlags, config, exit, logging};
use std::io;
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use weir_designer_api::access::Access;
use weir_designer_api::config::Config;
use weir_designer_api::http::server::{self, Bounds};
use weir_designer_api::http::{self, App};
use weir_engine::{Engine, store};

/// How often the access file is looked at: a rotated token counts from then on.
const ACCESS_EVERY: Duration = Duration::from_secs(1);

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
    logging::start(&config);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Failed::new(exit::UNAVAILABLE, format!("no threads to run on: {e}")))?;
    runtime.block_on(run(config))
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
    let (access, token) = Access::open(&config.data_dir).map_err(|e| unusable(&config.data_dir, &e))?;
    let app = App::new(engine.clone(), access, &config);
    let address = listener.local_addr().unwrap_or(config.listen);
    greet(address, &config.data_dir, token.as_deref());

    let total = Duration::from_secs(config.shutdown_seconds);
    let bounds = Bounds {
        connections_max: config.connections_max,
        header_timeout: Duration::from_secs(config.header_timeout_seconds),
        shutdown: total * 3 / 4, // the rest is for the engine
    };
    tokio::spawn(watch_access(app.clone(), config.data_dir.clone()));
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

async fn watch_access(app: App, data_dir: std::path::PathBuf) {
    loop {
        tokio::time::sleep(ACCESS_EVERY).await;
        if let Err(error) = app.reload_access(&data_dir) {
            tracing::error!(%error, "nobody is admitted: the access file cannot be read");
        }
    }
}

fn greet(address: SocketAddr, data_dir: &Path, token: Option<&str>) {
    println!("weir {} listens on http://{address}, data in {}", env!("CARGO_PKG_VERSION"), data_dir.display());
    if let Some(token) = token {
        println!(
            "This is the first start. The token that opens the API is shown only now; `weir token rotate` makes a new one:\n"
        );
        println!("  export WEIR_TOKEN={token}");
        println!("  curl -H \"Authorization: Bearer $WEIR_TOKEN\" http://{address}/api/v1/definitions\n");
        println!("Its routes are explained at http://{address}/api/docs");
    }
}

/// Nobody else on this machine may read what is kept.
fn create_private(directory: &Path) -> io::Result<()> {
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
