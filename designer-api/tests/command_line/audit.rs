//! `weir verify` and `weir export`: what an auditor types.
use super::{GOOD, Served, run};
use crate::skipped::skipped;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;

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
        opens_in_pyarrow(&here.join("log.parquet"), &table);
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

/// Another program reads the same table: as many rows, the same instances, times as times. `WEIR_PYARROW` names a Python that
/// has it.
fn opens_in_pyarrow(file: &std::path::Path, table: &[u8]) {
    let python = std::env::var_os("WEIR_PYARROW").unwrap_or_else(|| "python3".into());
    let script = "import sys\n\
        try:\n    import pyarrow.parquet as pq\nexcept ImportError:\n    print('none'); sys.exit(0)\n\
        t = pq.read_table(sys.argv[1])\n\
        print(t.num_rows, len(set(t['case'].to_pylist())), t.schema.field('ended').type, t['activity'].to_pylist().count('start'))";
    let Ok(output) = std::process::Command::new(python).arg("-c").arg(script).arg(file).output() else {
        return skipped("a Parquet export in pyarrow", "there is no Python");
    };
    let said = String::from_utf8_lossy(&output.stdout);
    if said.trim() == "none" {
        return skipped("a Parquet export in pyarrow", "no Python has `pyarrow`");
    }
    let rows = String::from_utf8_lossy(table).lines().count() - 1;
    let expected = format!("{rows} 3 timestamp[ms, tz=UTC] 3");
    assert_eq!(said.trim(), expected, "{}", String::from_utf8_lossy(&output.stderr));
}
