//! The workloads over HTTP, against the real server in its own process on the same machine.
use super::client::Client;
use super::load::{self, Load};
use super::memory::resident_mb;
use super::models;
use super::report::{Report, ms};
use super::server::Server;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// All of them.
pub async fn run(directory: &Path, time: Duration, report: &mut Report, fdatasync: f64) {
    let data = directory.join("http");
    let server = Server::start(&data, None).await;
    report.below("idle memory", resident_mb(server.id()), "MB", 60.0);
    server.deploy(&models::file()).await;
    for clients in [1, 32, 256] {
        let load = load::median(|| finishing(&server, one_way(&server, clients, time, "w1"))).await;
        report.rate("W1 http", clients, &load, (clients == 256).then_some(5000.0));
        if clients == 1 {
            report.below("W1 http 1 p50 in fdatasyncs", ms(load.p50) / fdatasync, "x", 3.0);
        }
        let load = load::median(|| finishing(&server, tasks(&server, clients, time))).await;
        report.rate("W2 http", clients, &load, (clients == 256).then_some(1500.0));
        let load = load::median(|| finishing(&server, one_way(&server, clients, time, "w3"))).await;
        report.rate("W3 http", clients, &load, None);
        let load = load::median(|| finishing(&server, jobs(&server, clients, time))).await;
        report.rate("W4 http", clients, &load, None);
        let load = load::median(|| finishing(&server, messages(&server, clients, time))).await;
        report.rate("W6 http", clients, &load, None);
    }
}

/// A load of which every round has finished one instance; a figure of anything else would be none.
async fn finishing(server: &Server, load: impl Future<Output = Load>) -> Load {
    let before = server.finished().await;
    let load = load.await;
    assert_eq!(server.finished().await - before, load.rounds as u64, "instances that finished, and rounds");
    load
}

/// One kept connection for each client.
async fn connections(server: &Server, clients: usize) -> Vec<Arc<Mutex<Client>>> {
    let mut all = vec![];
    for _ in 0..clients {
        all.push(Arc::new(Mutex::new(Client::connect(&server.host, &server.token).await.expect("it listens"))));
    }
    all
}

async fn one_way(server: &Server, clients: usize, time: Duration, process: &'static str) -> Load {
    let connections = connections(server, clients).await;
    let body = format!(r#"{{"process":"{process}"}}"#);
    load::run(clients, time, move |number| {
        let (client, body) = (connections[number].clone(), body.clone());
        move |_| {
            let (client, body) = (client.clone(), body.clone());
            async move {
                client.lock().await.ask("POST", "/api/v1/instances", &body).await;
            }
        }
    })
    .await
}

async fn tasks(server: &Server, clients: usize, time: Duration) -> Load {
    let connections = connections(server, clients).await;
    load::run(clients, time, move |number| {
        let client = connections[number].clone();
        move |_| {
            let client = client.clone();
            async move {
                let mut client = client.lock().await;
                let started = client.ask("POST", "/api/v1/instances", r#"{"process":"w2"}"#).await;
                let instance = started["id"].as_str().expect("an id");
                let list = client.ask("GET", &format!("/api/v1/user-tasks?instance={instance}"), "").await;
                let task = list["items"][0]["id"].as_str().expect("a task").to_owned();
                client.ask("POST", &format!("/api/v1/user-tasks/{task}/claim"), "").await;
                client.ask("POST", &format!("/api/v1/user-tasks/{task}/complete"), "{}").await;
            }
        }
    })
    .await
}

async fn jobs(server: &Server, clients: usize, time: Duration) -> Load {
    let connections = connections(server, clients).await;
    load::run(clients, time, move |number| {
        let client = connections[number].clone();
        move |_| {
            let client = client.clone();
            async move {
                let mut client = client.lock().await;
                client.ask("POST", "/api/v1/instances", r#"{"process":"w4"}"#).await;
                let fetch =
                    format!(r#"{{"worker":"w{number}","types":["w4"],"max":1,"leaseMs":60000,"waitMs":10000}}"#);
                let jobs = client.ask("POST", "/api/v1/jobs/fetch", &fetch).await;
                let items = jobs.as_array().or(jobs["items"].as_array()).or(jobs["jobs"].as_array());
                for job in items.cloned().unwrap_or_default() {
                    let id = job["id"].as_str().expect("an id");
                    let body = format!(r#"{{"token":{}}}"#, job["token"]);
                    client.ask("POST", &format!("/api/v1/jobs/{id}/complete"), &body).await;
                }
            }
        }
    })
    .await
}

async fn messages(server: &Server, clients: usize, time: Duration) -> Load {
    let connections = connections(server, clients).await;
    let run = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_micros());
    load::run(clients, time, move |number| {
        let client = connections[number].clone();
        move |round| {
            let (client, order) = (client.clone(), format!("{run}-{number}-{round}"));
            async move {
                let mut client = client.lock().await;
                let start = format!(r#"{{"process":"w6","variables":{{"order":"{order}"}}}}"#);
                client.ask("POST", "/api/v1/instances", &start).await;
                let message = format!(r#"{{"name":"answer","correlationKey":"{order}"}}"#);
                client.ask("POST", "/api/v1/messages", &message).await;
            }
        }
    })
    .await
}
