//! W2 as an office has it: 10 000 people with users of their own, 200 000 open tasks, and everybody sees only what is theirs.
//!
//! Each round is one of them looking at what they may claim, taking the first, and doing it; each with a token of their own,
//! so that every request is authorised as it would be. People are in teams of ten; a task may be claimed by one team.
use super::client::Client;
use super::load::{self, Load};
use super::report::{Report, ms};
use super::server::Server;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex as Plain, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// People in the organisation; `BENCH_PEOPLE` says otherwise.
const PEOPLE: usize = 10_000;
/// Tasks that are open when it begins; `BENCH_TASKS` says otherwise.
const TASKS: usize = 200_000;
/// People of one team.
const TEAM: usize = 10;
/// Those who work at the same time.
const CLIENTS: usize = 32;
/// Those who make the office.
const MAKERS: usize = 64;
/// People whom each client is in turn: each of another team, so that nobody takes a task from under another's hands.
const EACH: usize = 16;
/// People of one request that makes them.
const PEOPLE_AT_ONCE: usize = 1000;
/// Tasks that are shown.
const SHOWN: usize = 20;

const MODEL: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
    targetNamespace='urn:bench'><process id='office' isExecutable='true'><startEvent id='s'/>\
    <userTask id='review' weir:candidateGroups='= [team]'/><endEvent id='e'/>\
    <sequenceFlow id='f1' sourceRef='s' targetRef='review'/><sequenceFlow id='f2' sourceRef='review' targetRef='e'/>\
    </process></definitions>";

/// How large the office is.
#[derive(Clone, Copy)]
struct Size {
    people: usize,
    tasks: usize,
}

impl Size {
    fn of_environment() -> Size {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
        let people: usize = number("BENCH_PEOPLE").unwrap_or(PEOPLE);
        Size { people: people.max(CLIENTS * TEAM), tasks: number("BENCH_TASKS").unwrap_or(TASKS) }
    }

    fn teams(self) -> usize {
        self.people / TEAM
    }
}

/// The whole of it.
pub async fn run(directory: &Path, time: Duration, report: &mut Report) {
    let size = Size::of_environment();
    let server = Server::start(&directory.join("office"), None).await;
    server.deploy(MODEL).await;
    people(&server, size).await;
    open(&server, size).await;
    let workers = workers(&server, size).await;
    let lists = Arc::new(Plain::new(vec![]));
    let load = load::median(|| work(&workers, time, lists.clone())).await;
    let mut lists = std::mem::take(&mut *lists.lock().unwrap_or_else(PoisonError::into_inner));
    report.at_least("W2 office round trips", load.per_second, "rounds/s", 1500.0);
    report.add("W2 office round trip p99", ms(load.p99), "ms");
    lists.sort_unstable();
    let p99 = lists.get(lists.len() * 99 / 100).copied().unwrap_or_default();
    report.add("W2 office list p50", ms(lists.get(lists.len() / 2).copied().unwrap_or_default()), "ms");
    report.below("W2 office list p99", ms(p99), "ms", 20.0);
}

fn person(number: usize) -> String {
    format!("u{number:05}")
}

fn team(number: usize) -> String {
    format!("t{number:04}")
}

/// The organisation, a user for each of its people, and one grant for all of them.
async fn people(server: &Server, size: Size) {
    let mut client = Client::connect(&server.host, &server.token).await.expect("it listens");
    let groups = (0..size.teams()).map(|n| json!({"put": {"group": {"id": team(n), "name": team(n)}}}));
    let everybody = (0..size.people).map(|n| {
        let member = json!({"kind": "group", "id": team((n / TEAM).min(size.teams() - 1))});
        json!({"put": {"person": {"id": person(n), "name": person(n), "memberships": [member]}}})
    });
    let all: Vec<Value> = groups.chain(everybody).collect();
    for some in all.chunks(PEOPLE_AT_ONCE) {
        client.ask("POST", "/api/v1/organisation/changes", &json!({"changes": some}).to_string()).await;
    }
    let grant = json!({"to": {"kind": "everybody"}, "role": "user"});
    client.ask("PUT", "/api/v1/grants/everybody", &grant.to_string()).await;
    each(server, size.people, |n| ("PUT", format!("/api/v1/users/{}", person(n)), "{}".to_owned())).await;
}

/// The open tasks, the same number for each team.
async fn open(server: &Server, size: Size) {
    let start = move |n: usize| {
        let body = json!({"process": "office", "variables": {"team": team(n % size.teams())}});
        ("POST", "/api/v1/instances".to_owned(), body.to_string())
    };
    each(server, size.tasks, start).await;
}

/// Asks so many times, by many at once.
async fn each<F>(server: &Server, count: usize, request: F)
where
    F: Fn(usize) -> (&'static str, String, String) + Clone + Send + Sync + 'static,
{
    let mut makers = tokio::task::JoinSet::new();
    for maker in 0..MAKERS {
        let mut client = Client::connect(&server.host, &server.token).await.expect("it listens");
        let request = request.clone();
        makers.spawn(async move {
            for number in (maker..count).step_by(MAKERS) {
                let (method, path, body) = request(number);
                client.ask(method, &path, &body).await;
            }
        });
    }
    makers.join_all().await;
}

/// For each client the people whom it is in turn: a name and a connection of theirs.
type Workers = Vec<Arc<Vec<(String, Mutex<Client>)>>>;

async fn workers(server: &Server, size: Size) -> Workers {
    let mut admin = Client::connect(&server.host, &server.token).await.expect("it listens");
    let mut all = vec![];
    for client in 0..CLIENTS {
        let mut people = vec![];
        for turn in 0..EACH.min(size.teams() / CLIENTS).max(1) {
            let id = person((client + turn * CLIENTS) * TEAM);
            let made = admin.ask("POST", &format!("/api/v1/users/{id}/tokens"), r#"{"name":"bench"}"#).await;
            let token = made["token"].as_str().expect("a token");
            people.push((id, Mutex::new(Client::connect(&server.host, token).await.expect("it listens"))));
        }
        all.push(Arc::new(people));
    }
    all
}

/// List, claim, complete, over and over; and how long each list took.
async fn work(workers: &Workers, time: Duration, lists: Arc<Plain<Vec<Duration>>>) -> Load {
    load::run(workers.len(), time, |number| {
        let (people, lists) = (workers[number].clone(), lists.clone());
        move |round| {
            let (people, lists) = (people.clone(), lists.clone());
            async move {
                let (id, client) = &people[round % people.len()];
                let mut client = client.lock().await;
                let asked = Instant::now();
                let path = format!("/api/v1/people/{id}/tasks?list=claimable&limit={SHOWN}");
                let list = client.ask("GET", &path, "").await;
                lists.lock().unwrap_or_else(PoisonError::into_inner).push(asked.elapsed());
                let task = list["items"][0]["id"].as_str().expect("a task is left: give it more with BENCH_TASKS");
                client.ask("POST", &format!("/api/v1/user-tasks/{task}/claim"), "").await;
                client.ask("POST", &format!("/api/v1/user-tasks/{task}/complete"), "{}").await;
            }
        }
    })
    .await
}
