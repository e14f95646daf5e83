//! P15 at the start: a disk that is full and a view that lags behind the log. What was set aside and the ballast make
//! room; where that is not enough the start says how much it needs, and nothing is lost. And the mutant of the full disk:
//! an append that failed must not be acknowledged.
use serde_json::json;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use weir_engine::store::Mutant;
use weir_tests::skipped::skipped;
use weir_tests::trust::models::approval;
use weir_tests::trust::mount::Mount;
use weir_tests::trust::node::{Client, Node, Request, token, verify};

const DISK_BYTES: u64 = 256 << 20;
const SMALL_DISK_BYTES: u64 = 64 << 20;
/// What an instance carries, and how many make the view lag by more than it is written with at once.
const TEXT_BYTES: usize = 64 << 10;
const LAGGING: usize = 200;
/// What an instance carries that finds no room in what is left of a page.
const SMALL_BYTES: usize = 8 << 10;
/// How often a fault that shows nearly always is looked for.
const ATTEMPTS: usize = 8;
/// A view that was set aside, in bytes.
const ASIDE_BYTES: usize = 14 << 20;
/// Requests to a full disk.
const REQUESTS: usize = 600;
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// Waits for what happens unless something is wrong.
const PATIENCE: Duration = Duration::from_mins(1);

/// A small file system; none, with a line that says why, where there is nobody who may mount it.
fn mounted(bytes: u64, at: &Path) -> Option<Mount> {
    Mount::memory(bytes, at)
        .map_err(|why| skipped("starts on full disks", &format!("filling one needs root: {why}")))
        .ok()
}

#[test]
fn a_start_on_a_full_disk_makes_room_or_says_what_it_needs() {
    let directory = tempfile::tempdir().unwrap();
    let Some(mount) = mounted(DISK_BYTES, directory.path()) else { return };
    let (data, filler) = (directory.path().join("data"), directory.path().join("filler"));
    std::fs::create_dir(&data).unwrap();
    let token = token(&data);
    let mut names = vec![];
    // A view of an early hour, and a log that has gone on since.
    let node = Node::start(&data, &token).unwrap();
    node.client().deploy(&approval());
    begin(&node.client(), 10, TEXT_BYTES, &mut names);
    node.stop().unwrap();
    let (view, early) = (data.join("view"), directory.path().join("early"));
    copy(&view, &early);
    let node = Node::start(&data, &token).unwrap();
    begin(&node.client(), LAGGING, TEXT_BYTES, &mut names);
    node.stop().unwrap();
    let lags = || {
        std::fs::remove_dir_all(&view).unwrap();
        copy(&early, &view);
    };

    // What was set aside and the ballast are enough.
    lags();
    let aside = data.join("view-damaged-1");
    std::fs::create_dir(&aside).unwrap();
    std::fs::write(aside.join("db"), vec![7; ASIDE_BYTES]).unwrap();
    assert!(data.join("ballast").exists(), "a store has a reserve");
    fill(&filler);
    let node = Node::start(&data, &token).unwrap();
    check(&node.client(), &names).unwrap();
    assert!(!aside.exists(), "what was set aside is given up first");
    std::fs::remove_file(&filler).unwrap();
    resume(&node.client(), &mut names);
    node.stop().unwrap();

    // There is nothing to give up.
    lags();
    let _it_may_not_be_back_yet = std::fs::remove_file(data.join("ballast"));
    fill(&filler);
    let said = Node::start(&data, &token).err().expect("there is no room");
    assert!(said.contains("there is no room to start") && said.contains("bytes must be free"), "{said}");
    assert!(said.contains("nothing is lost"), "{said}");
    assert!(view.exists() && !aside.exists(), "a view that is whole is not set aside because the disk is full");
    std::fs::remove_file(&filler).unwrap();
    let node = Node::start(&data, &token).unwrap();
    check(&node.client(), &names).unwrap();
    node.stop().unwrap();
    verify(&data).unwrap();
    drop(mount);
}

#[test]
fn what_a_full_disk_has_not_taken_is_not_acknowledged() {
    let directory = tempfile::tempdir().unwrap();
    let Some(mount) = mounted(SMALL_DISK_BYTES, directory.path()) else { return };
    let acknowledged = filled(Mutant::None, directory.path()).unwrap();
    println!("{acknowledged} acknowledged");
    drop(mount);
}

#[test]
fn a_failed_append_that_is_acknowledged_is_found() {
    // Now and then the view meets the full disk first, and the log is not asked to write at all.
    for _ in 0..ATTEMPTS {
        let directory = tempfile::tempdir().unwrap();
        let Some(mount) = mounted(SMALL_DISK_BYTES, directory.path()) else { return };
        let found = filled(Mutant::FailedAppendSucceeds, directory.path());
        println!("{found:?}");
        if found.is_err_and(|wrong| wrong.contains("is lost")) {
            return;
        }
        drop(mount);
    }
    panic!("the mutant lives");
}

/// Asks of a server with a full disk, kills it, makes room, and looks for everything that was acknowledged.
fn filled(fault: Mutant, directory: &Path) -> Result<usize, String> {
    let (data, filler) = (directory.join("data"), directory.join("filler"));
    std::fs::create_dir(&data).unwrap();
    let token = token(&data);
    let mut node = Node::start_with(fault, &data, &token)?;
    node.client().deploy(&approval());
    let mut names = vec![];
    begin(&node.client(), 10, SMALL_BYTES, &mut names);
    // The log is what meets the full disk, not the view.
    settle(&node.client());
    fill(&filler);
    let mut refused = 0;
    for _ in 0..REQUESTS {
        match start(&node.client(), names.len(), SMALL_BYTES) {
            Ok(name) => names.push(name),
            Err((503, code)) if code == "storage-full" => {
                refused += 1;
                std::thread::sleep(LOOK_AGAIN); // waits for the world
            }
            Err(other) => return Err(format!("refused with {other:?}")),
        }
        if refused > 20 {
            break;
        }
    }
    node.kill();
    std::fs::remove_file(&filler).unwrap();
    node = Node::start(&data, &token)?;
    check(&node.client(), &names)?;
    if refused == 0 {
        return Err("the disk was never full".into());
    }
    node.stop()?;
    verify(&data)?;
    Ok(names.len())
}

fn begin(client: &Client, count: usize, bytes: usize, names: &mut Vec<String>) {
    for _ in 0..count {
        names.push(start(client, names.len(), bytes).unwrap());
    }
}

/// Its business key, or status and code of the refusal.
fn start(client: &Client, number: usize, bytes: usize) -> Result<String, (u16, String)> {
    let name = format!("order-{number}");
    let variables = json!({ "text": "x".repeat(bytes) });
    let body = json!({ "process": "approval", "businessKey": name, "variables": variables });
    match client.post(&Request { path: "instances".into(), body, key: name.clone() }) {
        Some((status, _)) if status < 300 => Ok(name),
        Some((status, answer)) => Err((status, answer["code"].as_str().unwrap_or_default().to_owned())),
        None => Err((0, "no answer".to_owned())),
    }
}

/// Waits until the view is written.
fn settle(client: &Client) {
    let began = Instant::now();
    while client.get("health").unwrap()["viewLagBytes"] != 0 {
        assert!(began.elapsed() < PATIENCE, "the view is not written");
        std::thread::sleep(LOOK_AGAIN); // waits for the world
    }
}

/// Writes are taken again by themselves.
fn resume(client: &Client, names: &mut Vec<String>) {
    let began = Instant::now();
    loop {
        match start(client, names.len(), SMALL_BYTES) {
            Ok(name) => return names.push(name),
            Err(refusal) => assert!(began.elapsed() < PATIENCE, "there is space, and nothing is written: {refusal:?}"),
        }
        std::thread::sleep(LOOK_AGAIN); // waits for the world
    }
}

/// Everything acknowledged is there.
fn check(client: &Client, names: &[String]) -> Result<(), String> {
    let instances = client.list("instances?limit=1000")?;
    let lost = names.iter().find(|name| !instances.iter().any(|instance| instance["businessKey"] == name.as_str()));
    lost.map_or(Ok(()), |name| Err(format!("{name} is lost")))
}

fn copy(from: &Path, to: &PathBuf) {
    let copied = Command::new("cp").arg("-a").arg(from).arg(to).status();
    assert!(copied.is_ok_and(|status| status.success()), "{} cannot be copied", from.display());
}

/// Takes all the space that is left.
fn fill(path: &Path) {
    let mut file = File::create(path).unwrap();
    while file.write_all(&[0; 4 << 10]).is_ok() {}
}
