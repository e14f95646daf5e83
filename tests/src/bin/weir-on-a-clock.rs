//! The server on a clock that is moved by hand, for tests in which weeks pass: `weir-on-a-clock DIRECTORY TIME`.
//!
//! It is the engine and the routes of `weir serve`, put together here so that the real binary knows no time but that of the
//! machine. It stands at the time that it is given; each line of its input is a time that it goes to, and when it is there it
//! says `at`. Of the settings it takes the folder of the pages, `WEIR_UI_DIR`. It says where it listens like the real one,
//! and ends in order when its input does or when it is asked to.
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use weir_core::Timestamp;
use weir_designer_api::access::SetupLink;
use weir_designer_api::config::Config;
use weir_designer_api::http::server::{Bounds, serve};
use weir_designer_api::http::{App, router};
use weir_engine::{Engine, ManualClock, Options};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (directory, time) = (arguments.next().map(PathBuf::from), arguments.next());
    let (Some(directory), Some(time)) = (directory, time.as_deref().and_then(Timestamp::parse)) else {
        eprintln!("weir-on-a-clock DIRECTORY TIME");
        return ExitCode::FAILURE;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run(directory, Arc::new(ManualClock::new(time))));
    ExitCode::SUCCESS
}

async fn run(directory: PathBuf, clock: Arc<ManualClock>) {
    let pages = std::env::var_os("WEIR_UI_DIR").map(PathBuf::from).unwrap_or_default();
    let config = Config { data_dir: directory, ui_dir: pages, ..Config::default() };
    let options = Options { clock: clock.clone(), ..config.engine() };
    let engine = Engine::open(&config.data_dir, options).await.expect("the engine starts");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let (link, code) = SetupLink::open(&engine);
    let address = listener.local_addr().expect("an address");
    println!("it listens on http://{address}/setup#{}", code.unwrap_or_default());
    let bounds = Bounds {
        connections_max: config.connections_max,
        header_timeout: Duration::from_secs(config.header_timeout_seconds),
        shutdown: Duration::from_secs(1),
    };
    let app = App::new(engine.clone(), link, &config);
    let mut asked = signal(SignalKind::terminate()).expect("signals");
    let stop = async {
        tokio::select! {
            _ = asked.recv() => {}
            () = follow(clock) => {}
        }
        app.stop();
    };
    serve(listener, router(app.clone()), bounds, stop).await;
    engine.shutdown().await.expect("an orderly end");
}

/// Goes where its input says, until that ends.
async fn follow(clock: Arc<ManualClock>) {
    let (over, ended) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            match Timestamp::parse(line.trim()) {
                Some(time) => {
                    clock.set(time);
                    println!("at {time}");
                }
                None => println!("that is no time: {line}"),
            }
        }
        let _nobody_waits = over.send(());
    });
    let _either_way = ended.await;
}
