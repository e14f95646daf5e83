//! The server with a deliberate fault in it, for the tests of the tests: `weir-with-a-fault FAULT DIRECTORY`.
//!
//! It is the engine and the routes of `weir serve`, put together here so that the real binary knows no faults. It says where
//! it listens like that one, and ends in order when it is asked to.
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use weir_designer_api::access::SetupLink;
use weir_designer_api::config::Config;
use weir_designer_api::http::server::{Bounds, serve};
use weir_designer_api::http::{App, router};
use weir_engine::Engine;
use weir_tests::trust::node::fault_named;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (fault, directory) = (arguments.next().unwrap_or_default(), arguments.next().map(PathBuf::from));
    let (Some(fault), Some(directory)) = (fault_named(&fault), directory) else {
        eprintln!("weir-with-a-fault FAULT DIRECTORY");
        return ExitCode::FAILURE;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let config = Config { data_dir: directory, ..Config::default() };
        let mut options = config.engine();
        options.store.mutant = fault;
        let engine = Engine::open(&config.data_dir, options).await.expect("the engine starts");

        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        println!("it listens on http://{}, with a fault", listener.local_addr().expect("an address"));
        let bounds = Bounds {
            connections_max: config.connections_max,
            header_timeout: Duration::from_secs(config.header_timeout_seconds),
            shutdown: Duration::from_secs(1),
        };
        let app = App::new(engine.clone(), SetupLink::closed(), &config);
        let mut asked = signal(SignalKind::terminate()).expect("signals");
        let stop = async {
            asked.recv().await;
            app.stop();
        };
        serve(listener, router(app.clone()), bounds, stop).await;
        engine.shutdown().await.expect("an orderly end");
    });
    ExitCode::SUCCESS
}
