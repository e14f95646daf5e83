//! A hundred thousand instances wait, later with as many finished ones beside them, and the plug is pulled.
use super::client::Client;
use super::memory::{directory_bytes, resident_mb};
use super::models;
use super::report::{Report, ms};
use super::server::Server;
use std::path::Path;
use std::time::Duration;

/// How many wait, and how many have finished.
const INSTANCES: usize = 100_000;
/// Clients that start them.
const CLIENTS: usize = 256;
/// How often to look whether the view has caught up.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// How long until the first answer, and what does the server hold then?
pub async fn run(directory: &Path, report: &mut Report) {
    let data = directory.join("recovery");
    let server = Server::start(&data, None).await;
    server.deploy(&models::file()).await;
    start(&server, "w2").await;
    let token = server.kill();
    let server = Server::start(&data, Some(&token)).await;
    report.below("W7 first answer after SIGKILL, 100 000 waiting", ms(server.first_answer), "ms", 1000.0);
    report.below("memory, 100 000 waiting", held(&server).await, "MB", 150.0);
    // An orderly end leaves nothing to replay: what a start costs then.
    let server = restart(server, &data).await;
    report.below("start to first answer, 100 000 waiting", ms(server.first_answer), "ms", 1000.0);
    report.below("memory after an orderly start, 100 000 waiting", held(&server).await, "MB", 150.0);
    report.add("disk per waiting instance", directory_bytes(&data) as f64 / INSTANCES as f64, "bytes");
    finished(server, &data, report).await;
}

/// The same with a history beside what waits.
async fn finished(server: Server, data: &Path, report: &mut Report) {
    let view = || directory_bytes(&data.join("view")) as f64;
    settle(&server).await;
    let before = view();
    start(&server, "w1").await;
    let token = server.kill();
    let server = Server::start(data, Some(&token)).await;
    report.below("W7 first answer after SIGKILL, 100 000 finished too", ms(server.first_answer), "ms", 1000.0);
    report.below("memory, 100 000 finished too", held(&server).await, "MB", 150.0);
    settle(&server).await;
    let server = restart(server, data).await;
    report.below("start to first answer, 100 000 finished too", ms(server.first_answer), "ms", 1000.0);
    report.below("memory after an orderly start, 100 000 finished too", held(&server).await, "MB", 150.0);
    report.add("view bytes per finished instance", (view() - before) / INSTANCES as f64, "bytes");
    drop(server);
}

/// Starts a hundred thousand instances.
async fn start(server: &Server, process: &str) {
    let mut starting = tokio::task::JoinSet::new();
    for number in 0..CLIENTS {
        let (host, token) = (server.host.clone(), server.token.clone());
        let body = format!(r#"{{"process":"{process}"}}"#);
        let mine = INSTANCES / CLIENTS + usize::from(number < INSTANCES % CLIENTS);
        starting.spawn(async move {
            let mut client = Client::connect(&host, &token).await.expect("it listens");
            for _ in 0..mine {
                client.ask("POST", "/api/v1/instances", &body).await;
            }
        });
    }
    starting.join_all().await;
}

/// Resident memory after somebody has looked at a list.
async fn held(server: &Server) -> f64 {
    let mut client = Client::connect(&server.host, &server.token).await.expect("it listens");
    client.ask("GET", "/api/v1/user-tasks?limit=50", "").await;
    resident_mb(server.id())
}

/// Waits until everything is in the view.
async fn settle(server: &Server) {
    let mut client = Client::connect(&server.host, &server.token).await.expect("it listens");
    while client.ask("GET", "/api/v1/health", "").await["viewLagBytes"] != 0 {
        tokio::time::sleep(LOOK_AGAIN).await; // waits for the world
    }
}

/// Ends the server in order and starts it again.
async fn restart(mut server: Server, data: &Path) -> Server {
    let _ = std::process::Command::new("kill").args(["-TERM", &server.id().to_string()]).status();
    server.wait();
    Server::start(data, Some(&server.token)).await
}
