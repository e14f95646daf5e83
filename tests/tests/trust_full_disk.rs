//! P15: on a full disk writes are refused with 503 and a code, reads go on, nothing acknowledged is lost, a crash in
//! that state heals, and writes resume by themselves when there is space.
use serde_json::json;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use weir_tests::trust::models::approval;
use weir_tests::trust::mount::Mount;
use weir_tests::trust::node::{Client, Node, Request, token, verify};

const DISK_BYTES: u64 = 64 << 20;
/// How much room is left in each round: nothing at once, or an end in the middle of the work.
const ROOM_BYTES: [u64; 3] = [0, 3 << 20, 1 << 20];
/// A disk that takes more requests than this is not full.
const REQUESTS_MAX: usize = 5000;
/// The promise: writes resume within this time.
const RESUME: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(100);

#[test]
fn a_full_disk_refuses_writes_serves_reads_and_loses_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mount = match Mount::memory(DISK_BYTES, directory.path()) {
        Ok(mount) => mount,
        Err(reason) => return println!("skipped: filling a disk needs root: {reason}"),
    };
    let data = directory.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let token = token(&data);
    let mut node = Node::start(&data, &token).unwrap();
    node.client().deploy(&approval());
    let mut acknowledged = vec![];
    for _ in 0..20 {
        acknowledged.push(start(&node.client(), acknowledged.len(), 1).unwrap());
    }
    for (round, room) in ROOM_BYTES.into_iter().enumerate() {
        settle(&node.client());
        fill(&directory.path().join("filler"), room);
        let refusal = fill_up(&node.client(), &mut acknowledged);
        assert_eq!((refusal.0, refusal.1.as_str()), (503, "storage-full"), "round {round}");
        check(&node.client(), &acknowledged).unwrap();
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
fn start(client: &Client, number: usize, bytes: usize) -> Result<String, (u16, String)> {
    let name = format!("order-{number}");
    let body = json!({ "process": "approval", "businessKey": name, "variables": { "text": "x".repeat(bytes) } });
    match client.post(&Request { path: "instances".into(), body, key: name.clone() }) {
        Some((201, _)) => Ok(name),
        Some((status, answer)) => Err((status, answer["code"].as_str().unwrap_or_default().to_owned())),
        None => Err((0, "no answer".to_owned())),
    }
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
            Ok(name) => return acknowledged.push(name),
            Err(refusal) => assert!(began.elapsed() < RESUME, "no writes again after {RESUME:?}: {refusal:?}"),
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
    while client.get("health").unwrap()["viewLagBytes"] != 0 {
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
