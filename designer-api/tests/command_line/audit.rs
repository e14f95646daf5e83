//! `weir verify` and `weir export`: what an auditor types.
use super::{GOOD, Served, run};
use crate::python::Peer;
use crate::skipped::skipped;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[test]
fn a_log_is_verified_exported_and_an_altered_byte_named_by_its_instance() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    fs::write(here.join("hello.bpmn"), GOOD).unwrap();
    let server = Served::start(here);
    assert_eq!(server.ask(here, &["deploy", "hello.bpmn"]).0, 0);
    let mut instances = vec![];
    for _ in 0..3 {
        let (code, out, err) = server.ask(here, &["start", "hello", "--json"]);
        assert_eq!(code, 0, "{err}");
        let started: serde_json::Value = serde_json::from_str(&out).unwrap();
        instances.push(started["id"].as_str().unwrap().to_owned());
    }
    let (code, out, err) = server.ask(here, &["verify"]);
    assert!(code == 0 && out.contains("signed checkpoints agree"), "{out}{err}");
    let (code, out, err) = server.ask(here, &["export", "csv", "--out", "log.csv", "--reason", "test"]);
    assert_eq!(code, 0, "{err}");
    let table = fs::read(here.join("log.csv")).unwrap();
    assert!(instances.iter().all(|id| String::from_utf8_lossy(&table).contains(id.as_str())));
    let sha256 = Sha256::digest(&table).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    assert!(out.contains(&sha256), "{out}");
    let manifest = fs::read_to_string(here.join("log.csv.manifest.json")).unwrap();
    assert!(manifest.contains(&sha256) && manifest.contains("signature"), "{manifest}");
    let (code, out, err) = server.ask(here, &["export", "parquet", "--out", "log.parquet", "--reason", "test"]);
    if cfg!(feature = "parquet") {
        assert_eq!(code, 0, "{err}");
        opens_in_pyarrow(&here.join("log.parquet"), &here.join("log.csv"));
    } else {
        assert!(code != 0 && err.contains("export-format") | err.contains("built without Parquet"), "{out}{err}");
    }
    assert_eq!(server.stop(), 0);

    let (code, out, err) = run(here, &["verify", "data"]);
    assert!(code == 0 && out.contains("signed checkpoints agree"), "{out}{err}");
    // Nothing vouches for a log whose checkpoints were taken away, and that is said.
    let (kept, away) = (here.join("data/checkpoints"), here.join("away"));
    fs::rename(&kept, &away).unwrap();
    let (code, _, err) = run(here, &["verify", "data"]);
    assert!(code == 1 && err.contains("the signed checkpoints are gone"), "{err}");
    assert_eq!(run(here, &["verify", "data", "--checkpoints", "away"]).0, 0, "a copy kept elsewhere will do");
    fs::rename(&away, &kept).unwrap();
    let mut files = fs::read_dir(here.join("data")).unwrap().map(|entry| entry.unwrap().path());
    let log = files.find(|path| path.extension().is_some_and(|e| e == "log")).expect("a segment");
    let mut bytes = fs::read(&log).unwrap();
    let digits: String = instances[1].chars().filter(char::is_ascii_hexdigit).collect();
    let id: Vec<u8> = (0..16).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap()).collect();
    let at = bytes.windows(16).position(|window| window == id).expect("it is in the log");
    bytes[at + 20] ^= 1;
    fs::write(&log, bytes).unwrap();
    let (code, _, err) = run(here, &["verify", "data"]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("first broken record") && err.contains("position "), "{err}");
    assert!(err.contains(&format!("of instance {}", instances[1])), "{err}");

    // Somebody else's key signed nothing here.
    fs::write(here.join("other.pub"), "00".repeat(32)).unwrap();
    let (code, _, err) = run(here, &["verify", "data", "--public-key", "other.pub"]);
    assert!(code == 1 && err.contains("signed with another key"), "{err}");
    let (code, _, err) = run(here, &["verify", "data", "--public-key", "hello.bpmn"]);
    assert!(code == 2 && err.contains("no public key"), "{err}");
}

/// The version of pyarrow that reads it.
const PYARROW: &str = "pyarrow==26.0.1";

/// Another program reads the same table: row by row what stands in the one of commas, times as times.
fn opens_in_pyarrow(file: &Path, table: &Path) {
    let peer = match Peer::installed(PYARROW) {
        Ok(peer) => peer,
        Err(why) => return skipped("a Parquet export in pyarrow", &why),
    };
    let script = "import csv, sys\n\
        import pyarrow.parquet as pq\n\
        t = pq.read_table(sys.argv[1])\n\
        at = lambda time: '' if time is None else time.strftime('%Y-%m-%dT%H:%M:%S.') + '%03dZ' % (time.microsecond // 1000)\n\
        names = {'case': 'case:concept:name', 'activity': 'concept:name', 'actor': 'org:resource', 'org_role': 'org:role',\n\
            'org_group': 'org:group', 'decision': 'decision', 'case_businessKey': 'case:businessKey',\n\
            'case_initiator': 'case:initiator', 'case_state': 'case:state'}\n\
        times = {'enabled': 'enabled', 'claimed': 'claimed', 'started': 'started_timestamp', 'ended': 'time:timestamp'}\n\
        ours = [tuple([r[n] or '' for n in names] + [at(r[n]) for n in times]) for r in t.to_pylist()]\n\
        theirs = [tuple(r[n] for n in list(names.values()) + list(times.values()))\n\
            for r in csv.DictReader(open(sys.argv[2], encoding='utf-8', newline=''))]\n\
        assert ours == theirs, (ours, theirs)\n\
        print(len(ours), len({r[0] for r in ours}), t.schema.field('ended').type)";
    let said = peer.run(script, &[file, table]).unwrap_or_else(|why| panic!("{why}"));
    let rows = fs::read_to_string(table).unwrap().lines().count() - 1;
    assert_eq!(said.trim(), format!("{rows} 3 timestamp[ms, tz=UTC]"));
}
