//! The auditor's side on a real data directory: what happened is told whole, and whatever is done to it is found out.

use crate::engine_support::{by, resource};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use weir_core::InstanceId;
use weir_engine::api::{
    AuditArea, AuditEntry, AuditJobState, AuditQuery, CompleteUserTask, ExportFormat, NewExport, Paging, StartInstance,
    UserTaskFilter,
};
use weir_engine::store::{
    Against, Checkpoint, Flaw, LogStore, Report, Store, parse_checkpoints, public_key_of, verify_dir_with,
};
use weir_engine::{Engine, Options, events_in};

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test">
  <process id="order" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="check" name="Check"/>
    <userTask id="pay" name="Pay"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
    <sequenceFlow id="f2" sourceRef="check" targetRef="pay"/>
    <sequenceFlow id="f3" sourceRef="pay" targetRef="end"/>
  </process>
</definitions>"#;

async fn open(directory: &Path) -> Engine {
    Engine::open(directory, Options::default()).await.unwrap()
}

/// Starts an order of ada's and has both tasks done.
async fn order(engine: &Engine, amount: i64, (checked, paid): (&str, &str)) -> InstanceId {
    let variables = [("amount".to_owned(), amount.into())].into_iter().collect();
    let start = StartInstance { process: Some("order".into()), variables, ..StartInstance::default() };
    let id = engine.start_instance(by("ada"), start).await.unwrap().id;
    for person in [checked, paid] {
        let of = UserTaskFilter { instance: Some(id), ..UserTaskFilter::default() };
        let task = engine.user_tasks(&of, &Paging::default()).await.unwrap().items.remove(0);
        let variables = [("amount".to_owned(), (amount + 1).into())].into_iter().collect();
        let done = CompleteUserTask { variables, ..CompleteUserTask::default() };
        engine.complete_user_task(by(person), task.id, done).await.unwrap();
    }
    id
}

async fn orders(directory: &Path, count: i64) -> (Engine, Vec<InstanceId>) {
    let engine = open(directory).await;
    engine.deploy(by("ada"), vec![resource("order.bpmn", MODEL)], false).await.unwrap();
    let mut all = vec![];
    for number in 0..count {
        all.push(order(&engine, number, ("bo", "cy")).await);
    }
    (engine, all)
}

fn checkpoints(directory: &Path) -> Vec<Checkpoint> {
    parse_checkpoints(&std::fs::read_to_string(directory.join("checkpoints")).unwrap()).unwrap().0
}

fn verified(directory: &Path, checkpoints: &[Checkpoint]) -> Report {
    let key = std::fs::read_to_string(directory.join("checkpoint.pub")).ok().and_then(|text| public_key_of(&text));
    let against = Against { receipt: None, checkpoints, key, until: None, progress: &mut |_, _| true };
    verify_dir_with(directory, against).unwrap()
}

/// The only segment of a small log.
fn segment(directory: &Path) -> std::path::PathBuf {
    let mut files = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    files.find(|path| path.extension().is_some_and(|ending| ending == "log")).unwrap()
}

/// Writes the log of one directory into another, with all hashes and checksums made anew; `None` leaves the rest away.
fn written_anew(from: &Path, to: &Path, change: impl Fn(usize, Vec<u8>) -> Option<Vec<u8>>) {
    std::fs::create_dir_all(to).unwrap();
    std::fs::copy(from.join("meta"), to.join("meta")).unwrap();
    std::fs::copy(from.join("checkpoint.pub"), to.join("checkpoint.pub")).unwrap();
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(from.join("meta"), copy.path().join("meta")).unwrap();
    std::fs::copy(segment(from), copy.path().join(segment(from).file_name().unwrap())).unwrap();
    let open =
        |path: &Path| LogStore::open_dir(path, weir_engine::store::Options::default(), &|_, _| Ok(vec![])).unwrap();
    let (old, new) = (open(copy.path()), open(to));
    for (number, frame) in old.log(None).enumerate() {
        let frame = frame.unwrap();
        let Some(payload) = change(number, frame.payload) else { break };
        new.commit(vec![weir_engine::store::Commit { partition: frame.partition, payload, changes: vec![] }]).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_altered_byte_is_named_by_its_record_and_its_instance() {
    let home = tempfile::tempdir().unwrap();
    let (engine, instances) = orders(home.path(), 3).await;
    engine.shutdown().await.unwrap();
    drop(engine);
    let signed = checkpoints(home.path());
    let whole = verified(home.path(), &signed);
    assert_eq!((whole.broken, whole.flaws, whole.checkpoints), (None, vec![], signed.len() as u64));
    let log = segment(home.path());
    let bytes = std::fs::read(&log).unwrap();
    // Every byte of the records of one instance: wherever it is altered, the record is named, and whose it is.
    let id = instances[1].0.as_bytes();
    let holds = |window: &[u8]| window == id;
    let at = bytes.windows(16).position(holds).unwrap() + 16;
    for altered in [at, at + 3, at + 40, at + 90] {
        let mut wrong = bytes.clone();
        wrong[altered] ^= 0x20;
        std::fs::write(&log, &wrong).unwrap();
        let broken = verified(home.path(), &signed).broken.expect("it is noticed");
        assert!(!broken.at_tail, "{broken:?}");
        let reach = broken.position..broken.position + 60 + broken.payload.len() as u64;
        assert!(reach.contains(&(altered as u64)), "byte {altered} is not in {reach:?}");
        assert_eq!(broken.partition, Some(u16::from(instances[1].partition())));
        let named: Vec<InstanceId> = events_in(&broken.payload).iter().map(|events| events.instance).collect();
        assert!(named.contains(&instances[1]), "{named:?} at {altered}");
    }
    // A header too: its magic, its partition, its number, the hash before it.
    let record = verified_record(home.path(), &log, &bytes, &signed, at);
    for part in [0, 6, 20, 30] {
        let mut wrong = bytes.clone();
        wrong[record + part] ^= 0x01;
        std::fs::write(&log, &wrong).unwrap();
        let broken = verified(home.path(), &signed).broken.expect("it is noticed");
        assert_eq!(broken.position, record as u64, "header byte {part}");
        assert_eq!(broken.partition, Some(u16::from(instances[1].partition())), "header byte {part}");
        assert!(events_in(&broken.payload).iter().any(|events| events.instance == instances[1]), "header byte {part}");
    }
}

/// Where the record begins that holds this byte.
fn verified_record(home: &Path, log: &Path, bytes: &[u8], signed: &[Checkpoint], at: usize) -> usize {
    let mut wrong = bytes.to_vec();
    wrong[at] ^= 1;
    std::fs::write(log, &wrong).unwrap();
    verified(home, signed).broken.unwrap().position as usize
}

#[tokio::test(flavor = "multi_thread")]
async fn history_that_was_written_anew_with_all_hashes_right_is_caught_by_a_checkpoint() {
    let home = tempfile::tempdir().unwrap();
    let (engine, _) = orders(home.path(), 2).await;
    engine.make_checkpoint().await.unwrap();
    let third = order(&engine, 4711, ("bo", "bo")).await;
    engine.shutdown().await.unwrap();
    drop(engine);
    let signed = checkpoints(home.path());
    assert!(signed.len() >= 2);

    let same = tempfile::tempdir().unwrap();
    written_anew(home.path(), same.path(), |_, payload| Some(payload));
    let report = verified(same.path(), &[]);
    assert_eq!((report.broken, report.flaws), (None, vec![]), "a copy is a correct log");

    // Who paid is changed, in the last order alone.
    let forged = tempfile::tempdir().unwrap();
    let id = third.0.as_bytes().to_vec();
    written_anew(home.path(), forged.path(), |_, mut payload| {
        let of_it = payload.windows(16).any(|window| window == id);
        let place = payload.windows(3).position(|three| three == b"\xa2bo").filter(|_| of_it);
        if let Some(place) = place {
            payload[place + 1..place + 3].copy_from_slice(b"cy");
        }
        Some(payload)
    });
    let report = verified(forged.path(), &signed);
    assert_eq!(report.broken, None, "in itself it is correct");
    let partition = u16::from(third.partition());
    let caught = report.flaws.iter().any(
        |flaw| matches!(flaw, Flaw::Other { partition: found, number, .. } if *found == partition && *number == signed.len() as u64),
    );
    assert!(caught, "{:?}", report.flaws);
    assert_eq!(report.checkpoints, signed.len() as u64 - 1, "the earlier ones still agree: {report:?}");

    // Its end is cut off.
    let cut = tempfile::tempdir().unwrap();
    let all = verified(home.path(), &signed).frames as usize;
    written_anew(home.path(), cut.path(), |number, payload| (number + 1 < all).then_some(payload));
    let report = verified(cut.path(), &signed);
    assert!(report.flaws.iter().any(|flaw| matches!(flaw, Flaw::Cut { .. } | Flaw::Root { .. })), "{:?}", report.flaws);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_was_cut_before_what_a_checkpoint_vouches_for_is_not_served() {
    let home = tempfile::tempdir().unwrap();
    let (engine, _) = orders(home.path(), 2).await;
    engine.shutdown().await.unwrap();
    drop(engine);
    let before = checkpoints(home.path());
    // The directory without its view, and its log without the last group; or without any.
    let cut = tempfile::tempdir().unwrap();
    for name in ["meta", "checkpoints", "checkpoint.key", "checkpoint.pub"] {
        std::fs::copy(home.path().join(name), cut.path().join(name)).unwrap();
    }
    let whole = std::fs::read(segment(home.path())).unwrap();
    let group = whole.windows(4).rposition(|four| four == b"WGRP").unwrap();
    let log = cut.path().join(segment(home.path()).file_name().unwrap());
    std::fs::write(&log, &whole[..group]).unwrap();
    let report = verified(cut.path(), &before);
    assert_eq!(report.broken, None, "in itself it is correct");
    assert!(matches!(report.flaws[..], [Flaw::Cut { .. }]), "{:?}", report.flaws);
    for emptied in [false, true] {
        if emptied {
            std::fs::remove_file(&log).unwrap();
        }
        let refused = Engine::open(cut.path(), Options::default()).await.unwrap_err();
        assert_eq!(refused.code(), "log-damaged");
        let vouched = before.last().unwrap().position;
        assert!(refused.to_string().contains(&format!("vouches for it up to position {vouched}")), "{refused}");
        assert_eq!(checkpoints(cut.path()), before, "nothing was signed");
    }
    // It was restored on purpose: whoever did it says so.
    std::fs::write(&log, &whole[..group]).unwrap();
    std::fs::rename(cut.path().join("checkpoints"), cut.path().join("elsewhere")).unwrap();
    open(cut.path()).await.shutdown().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trace_tells_everything_from_either_end() {
    let home = tempfile::tempdir().unwrap();
    let (engine, instances) = orders(home.path(), 4).await;
    let all = |query: AuditQuery, limit: usize| {
        let engine = engine.clone();
        async move {
            let (mut items, mut cursor): (Vec<AuditEntry>, Option<String>) = (vec![], None);
            loop {
                let page = Paging { limit: Some(limit), cursor };
                let page = engine.trace_page(query.clone(), page).await.unwrap();
                assert!(page.items.len() <= limit);
                items.extend(page.items);
                cursor = page.next;
                if cursor.is_none() {
                    return items;
                }
            }
        }
    };
    let ids = |all: &[AuditEntry]| -> Vec<String> { all.iter().map(|entry| entry.id.clone()).collect() };
    let oldest = AuditQuery { oldest_first: true, ..AuditQuery::default() };
    let upwards = all(oldest.clone(), 1000).await;
    let distinct: BTreeSet<String> = ids(&upwards).into_iter().collect();
    assert_eq!(distinct.len(), upwards.len(), "each once");
    assert!(upwards.is_sorted_by_key(|entry| entry.position));
    assert_eq!(upwards[0].action, "deployed");
    for limit in [1, 3, 7, 1000] {
        assert_eq!(ids(&all(oldest.clone(), limit).await), ids(&upwards), "pages of {limit}");
        let mut downwards = ids(&all(AuditQuery::default(), limit).await);
        downwards.reverse();
        assert_eq!(downwards, ids(&upwards), "pages of {limit} from the end");
        let of_one = AuditQuery { instance: Some(instances[2]), ..AuditQuery::default() };
        let mut one = ids(&all(of_one, limit).await);
        one.reverse();
        let steps = upwards.iter().filter(|entry| entry.instance == Some(instances[2]));
        assert_eq!(one, steps.map(|entry| entry.id.clone()).collect::<Vec<_>>(), "pages of {limit} of one instance");
    }
    let by_cy = all(AuditQuery { actor: Some("cy".into()), areas: vec![AuditArea::Work], ..oldest.clone() }, 5).await;
    let done: Vec<&AuditEntry> = by_cy.iter().filter(|entry| entry.action == "userTaskCompleted").collect();
    assert_eq!(done.len(), 4);
    assert!(done.iter().all(|entry| entry.element.as_ref().is_some_and(|element| element.as_str() == "pay")));
    let amounts = AuditQuery { variable: Some("amount".into()), value: Some("3".into()), ..oldest.clone() };
    let changes = all(amounts, 5).await;
    assert!(!changes.is_empty() && changes.iter().all(|entry| entry.change.as_ref().unwrap().new == 3));
    assert_eq!(changes[0].change.as_ref().unwrap().old, 2);
    let nobody =
        engine.trace_page(AuditQuery { actor: Some("zoe".into()), ..oldest }, Paging::default()).await.unwrap();
    assert_eq!((nobody.items.len(), nobody.next, nobody.stopped), (0, None, false));
    engine.shutdown().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_file_holds_who_did_what_with_which_value_before_and_after() {
    let home = tempfile::tempdir().unwrap();
    let (engine, instances) = orders(home.path(), 1).await;
    let file = engine.case_file(instances[0]).await.unwrap();
    assert_eq!(file.next, None);
    let seqs: Vec<u64> = file.entries.iter().filter_map(|entry| entry.seq).collect();
    assert_eq!(seqs, (0..seqs.len() as u64).collect::<Vec<_>>(), "no gap");
    assert!(file.entries.iter().filter(|entry| entry.key.is_some()).all(|entry| entry.element.is_some()));
    let people: Vec<&str> = file.timeline.iter().map(|one| one.by.as_str()).collect();
    assert!(people.contains(&"bo") && people.contains(&"cy"), "{people:?}");
    assert!(engine.case_file(InstanceId::compose(1, 1, 1)).await.is_err());
    engine.shutdown().await.unwrap();
}

async fn exported(engine: &Engine, format: ExportFormat) -> (String, weir_engine::api::ExportManifest) {
    let new = NewExport {
        format,
        process: None,
        instances: vec![],
        from: None,
        until: None,
        query: AuditQuery::default(),
        reason: Some("the yearly audit".into()),
    };
    let mut told = engine.export_log(&by("ann"), new).await.unwrap();
    while told.state == AuditJobState::Running {
        tokio::task::yield_now().await;
        told = engine.export(&told.id).unwrap();
    }
    let manifest = told.manifest.unwrap_or_else(|| panic!("{:?}", told.error));
    let (mut file, length) = engine.export_file(&told.id, &manifest.files[0].name).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut file, &mut text).unwrap();
    assert_eq!((text.len() as u64, length), (manifest.files[0].bytes, manifest.files[0].bytes));
    (text, manifest)
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_read_back_with_the_same_cases_and_events() {
    let home = tempfile::tempdir().unwrap();
    let (engine, instances) = orders(home.path(), 5).await;
    let engine = Arc::new(engine);
    let (csv, manifest) = exported(&engine, ExportFormat::Csv).await;
    // start, check, pay, end
    assert_eq!((manifest.counts.cases, manifest.counts.events), (5, 20));
    let back = weir_mining::exchange::read_csv(csv.as_bytes(), &weir_mining::exchange::Columns::default()).unwrap();
    assert_eq!((back.log.case_count(), back.log.row_count()), (5, 20));
    let (xes, manifest) = exported(&engine, ExportFormat::Xes).await;
    assert_eq!(manifest.counts.events, 20);
    let back = weir_mining::exchange::read_xes(xes.as_bytes(), &weir_mining::exchange::Keys::default()).unwrap();
    assert_eq!((back.log.case_count(), back.log.row_count()), (5, 20));
    assert_eq!(back.log.names_of(back.log.case(0)), ["start", "check", "pay", "end"]);
    let (ocel, _) = exported(&engine, ExportFormat::Ocel).await;
    let ocel: serde_json::Value = serde_json::from_str(&ocel).unwrap();
    assert_eq!(ocel["events"].as_array().unwrap().len(), 20);
    let (trace, manifest) = exported(&engine, ExportFormat::Jsonl).await;
    assert_eq!(trace.lines().count() as u64, manifest.counts.events);
    assert!(trace.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    let (files, manifest) = exported(&engine, ExportFormat::CaseFiles).await;
    assert_eq!((files.lines().count(), manifest.counts.cases), (5, 5));
    assert!(instances.iter().all(|id| files.contains(&id.to_string())));
    assert_eq!(engine.exports().unwrap().len(), 5);
    assert!(engine.export_file("../..", "meta").is_err() && engine.export_file(&manifest.id, "../../meta").is_err());
    engine.shutdown().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_that_was_altered_is_named_and_given_to_nobody() {
    let home = tempfile::tempdir().unwrap();
    let (engine, _) = orders(home.path(), 2).await;
    let engine = Arc::new(engine);
    let (_, manifest) = exported(&engine, ExportFormat::Csv).await;
    let (_, whole) = exported(&engine, ExportFormat::Xes).await;
    let key = engine.export(&manifest.id).unwrap().manifest.unwrap().key;
    engine.shutdown().await.unwrap();
    drop(engine);
    let exports = home.path().join("exports");
    let (file, said) = (exports.join(&manifest.id).join("log.csv"), exports.join(&manifest.id).join("manifest.json"));
    let (log, text) = (std::fs::read_to_string(&file).unwrap(), std::fs::read_to_string(&said).unwrap());
    let key = weir_engine::store::public_key_of(&key);
    let altered = || weir_engine::altered_exports(&exports, key.as_ref());
    assert!(altered().is_empty());
    // A name in the file; a count in the manifest; a word that no manifest has.
    let count = text.replacen("\"cases\": 2", "\"cases\": 3", 1);
    let more = text.replacen('{', "{\"note\": \"as agreed\",", 1);
    for (log, text) in [(log.replacen("check", "chosk", 1), text.clone()), (log.clone(), count), (log, more)] {
        std::fs::write(&file, log).unwrap();
        std::fs::write(&said, &text).unwrap();
        assert_eq!(altered().iter().map(|(id, _)| id).collect::<Vec<_>>(), [&manifest.id]);
        let engine = open(home.path()).await;
        let refused = engine.export_file(&manifest.id, "log.csv").unwrap_err();
        assert_eq!(refused.code(), "export-altered");
        assert!(engine.export_file(&whole.id, "log.xes").is_ok(), "others are as they were");
        if engine.export_file(&manifest.id, "manifest.json").is_err() {
            let told = engine.exports().unwrap().into_iter().find(|one| one.id == manifest.id).unwrap();
            assert_eq!((told.state, told.manifest), (AuditJobState::Failed, None), "nothing that it says is told");
        }
        engine.shutdown().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_did_both_is_named_with_the_evidence() {
    let home = tempfile::tempdir().unwrap();
    let (engine, _) = orders(home.path(), 2).await;
    let wrong = order(&engine, 9, ("bo", "bo")).await;
    let own = order(&engine, 9, ("ada", "cy")).await;
    let rule = |first: &str, second: &str| weir_engine::api::DutyRule::Activities {
        process: "order".into(),
        first: first.into(),
        second: second.into(),
    };
    let found = engine.violations(rule("check", "pay"), &Paging::default()).await.unwrap();
    let told: Vec<_> = found.realised.iter().map(|one| (one.instance, one.person.as_str())).collect();
    assert_eq!((told, found.looked_at), (vec![(wrong, "bo")], 4));
    assert_eq!(found.realised[0].evidence.iter().filter(|e| e.action == "userTaskCompleted").count(), 2);
    let found = engine.violations(rule("$initiator", "check"), &Paging::default()).await.unwrap();
    let told: Vec<_> = found.realised.iter().map(|one| (one.instance, one.person.as_str())).collect();
    assert_eq!(told, [(own, "ada")]);
    assert_eq!(engine.violations(rule("pay", "pay"), &Paging::default()).await.unwrap_err().code(), "same-duty");
    engine.shutdown().await.unwrap();
}
