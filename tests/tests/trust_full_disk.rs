//! P15: on a full disk writes are refused with 503 and a code, reads go on, nothing acknowledged is lost, a crash in
//! that state heals, and writes resume by themselves when there is space.
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use weir_tests::skipped::skipped;
use weir_tests::trust::models::{approval, model, payment};
use weir_tests::trust::mount::Mount;
use weir_tests::trust::node::{Client, Node, Request, token, verify};

const DISK_BYTES: u64 = 64 << 20;
/// How much room is left in each round: nothing at once, or an end in the middle of the work.
const ROOM_BYTES: [u64; 3] = [0, 3 << 20, 1 << 20];
/// A disk that takes more requests than this is not full.
const REQUESTS_MAX: usize = 5000;
/// Waits for what happens unless something is wrong. Writes are promised to resume within half of it, which is printed: how
/// fast this machine is, is no matter of a test.
const PATIENCE: Duration = Duration::from_mins(1);
const LOOK_AGAIN: Duration = Duration::from_millis(100);

#[test]
fn a_full_disk_refuses_writes_serves_reads_and_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mount = match Mount::memory(DISK_BYTES, directory.path()) {
        Ok(mount) => mount,
        Err(reason) => return skipped("full disks", &format!("filling one needs root: {reason}")),
    };
    let data = directory.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let token = token(&data);
    let mut node = Node::start(&data, &token).unwrap();
    node.client().deploy(&approval());
    node.client().deploy(&payment());
    let mut acknowledged = vec![];
    for _ in 0..20 {
        acknowledged.push(start(&node.client(), acknowledged.len(), 1).unwrap());
    }
    for (round, room) in ROOM_BYTES.into_iter().enumerate() {
        // One job is in the hands of a worker, one waits for another.
        let held = hold(&node.client(), &mut acknowledged);
        acknowledged.push(begin(&node.client(), "payment", acknowledged.len(), 1).unwrap());
        settle(&node.client());
        fill(&directory.path().join("filler"), room);
        let refusal = fill_up(&node.client(), &mut acknowledged);
        assert_eq!((refusal.0, refusal.1.as_str()), (503, "storage-full"), "round {round}");
        check(&node.client(), &acknowledged).unwrap();
        work_is_refused(&node.client(), &held);
        // A refused request happened not at all, and the checker would see it if one were lost.
        let forged = [acknowledged.as_slice(), &["order-never".to_owned()]].concat();
        assert!(check(&node.client(), &forged).is_err(), "the checker sees nothing");
        if round == 1 {
            node.kill();
            node = Node::start(&data, &token).unwrap();
            check(&node.client(), &acknowledged).unwrap();
        }
        std::fs::remove_file(directory.path().join("filler")).unwrap();
        resume(&node.client(), &mut acknowledged);
        // What the worker did in the meantime is taken now, under the lease that it had.
        assert_eq!(complete(&node.client(), &held), Ok(()), "round {round}");
        let other = fetch(&node.client(), &format!("other {round}")).unwrap().expect("nobody has taken the other job");
        assert_eq!(complete(&node.client(), &other), Ok(()), "round {round}");
        node.kill();
        node = Node::start(&data, &token).unwrap();
        check(&node.client(), &acknowledged).unwrap();
    }
    println!("{} acknowledged", acknowledged.len());
    node.stop().unwrap();
    verify(&data).unwrap();
    drop(mount);
}

/// Starts an instance with so many bytes; its business key, or status and code of the refusal.
fn start(client: &Client, number: usize, bytes: usize) -> Result<String, Refused> {
    begin(client, "approval", number, bytes)
}

/// Status and code.
type Refused = (u16, String);

fn begin(client: &Client, process: &str, number: usize, bytes: usize) -> Result<String, Refused> {
    let name = format!("order-{number}");
    let body = json!({ "process": process, "businessKey": name, "variables": { "text": "x".repeat(bytes) } });
    ask(client, "instances", body, &name).map(|_| name)
}

/// The answer, or why there is none.
fn ask(client: &Client, path: &str, body: Value, key: &str) -> Result<Value, Refused> {
    match client.post(&Request { path: path.into(), body, key: key.to_owned() }) {
        Some((status, answer)) if status < 300 => Ok(answer),
        Some((status, answer)) => Err((status, answer["code"].as_str().unwrap_or_default().to_owned())),
        None => Err((0, "no answer".to_owned())),
    }
}

/// A job in the hands of a worker: the path of its completion, and its token.
struct Held {
    path: String,
    token: Value,
}

/// Starts an instance and takes its job.
fn hold(client: &Client, acknowledged: &mut Vec<String>) -> Held {
    let name = begin(client, "payment", acknowledged.len(), 1).unwrap();
    let held = fetch(client, &format!("fetch {name}")).unwrap().expect("the job of the instance");
    acknowledged.push(name);
    held
}

fn fetch(client: &Client, key: &str) -> Result<Option<Held>, Refused> {
    let body = json!({ "worker": "w", "types": ["pay"], "max": 1, "leaseMs": 3_600_000 });
    let job = ask(client, "jobs/fetch", body, key)?["items"][0].clone();
    Ok(job["id"].as_str().map(|id| Held { path: format!("jobs/{id}/complete"), token: job["token"].clone() }))
}

/// Always under the same key: a refusal is no answer that is kept.
fn complete(client: &Client, held: &Held) -> Result<(), Refused> {
    ask(client, &held.path, json!({ "token": held.token }), &held.path).map(drop)
}

/// Jobs and deployments are writes like any other.
fn work_is_refused(client: &Client, held: &Held) {
    let full = (503, "storage-full".to_owned());
    assert_eq!(complete(client, held), Err(full.clone()), "a completion");
    // A fetch that can lease nothing may also say that there is nothing.
    let fetched = fetch(client, &format!("late {}", held.path)).map(|job| job.is_some());
    assert!(fetched == Ok(false) || fetched == Err(full), "a fetch: {fetched:?}");
    let (status, answer) =
        client.try_deploy(&model("late", "start end", "<startEvent id='start'/><endEvent id='end'/>", ""));
    assert_eq!((status, answer["code"].as_str()), (503, Some("storage-full")), "a deployment");
}

/// Writes until the first refusal.
fn fill_up(client: &Client, acknowledged: &mut Vec<String>) -> (u16, String) {
    for _ in 0..REQUESTS_MAX {
        match start(client, acknowledged.len(), 64 << 10) {
            Ok(name) => acknowledged.push(name),
            Err(refusal) => return refusal,
        }
    }
    panic!("the disk does not fill up");
}

/// Writes are taken again, in time and without a restart.
fn resume(client: &Client, acknowledged: &mut Vec<String>) {
    let began = Instant::now();
    loop {
        match start(client, acknowledged.len(), 1) {
            Ok(name) => {
                println!("writes resume after {:?}", began.elapsed());
                return acknowledged.push(name);
            }
            Err(refusal) => assert!(began.elapsed() < PATIENCE, "no writes again after {PATIENCE:?}: {refusal:?}"),
        }
        std::thread::sleep(LOOK_AGAIN); // waits for the world
    }
}

/// Reads go on, and everything acknowledged is there, and nothing else.
fn check(client: &Client, acknowledged: &[String]) -> Result<(), String> {
    let instances = client.list("instances?limit=1000")?;
    for name in acknowledged {
        if !instances.iter().any(|instance| instance["businessKey"] == name.as_str()) {
            return Err(format!("{name} is lost"));
        }
    }
    if instances.len() != acknowledged.len() {
        return Err(format!("{} instances, {} acknowledged", instances.len(), acknowledged.len()));
    }
    let first = instances[0]["id"].as_str().unwrap_or_default();
    client.list(&format!("instances/{first}/events")).map(drop)
}

/// Waits until the view is written. Somebody else who takes the last space while sled writes makes it stop for good:
/// that is a restart, not a refusal, and not what is promised here.
fn settle(client: &Client) {
    let began = Instant::now();
    while client.get("health").unwrap()["viewLagBytes"] != 0 {
        assert!(began.elapsed() < PATIENCE, "the view is not written");
        std::thread::sleep(LOOK_AGAIN); // waits for the world
    }
}

/// Takes all the space that is left but so much.
fn fill(path: &Path, room: u64) {
    let mut file = File::create(path).unwrap();
    while file.write_all(&[0; 4 << 10]).is_ok() {}
    let taken = file.metadata().unwrap().len();
    file.set_len(taken.saturating_sub(room)).unwrap();
}
