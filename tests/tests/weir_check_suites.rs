//! `weir check` itself over everything that others wrote: it ends in order, tells of every file, and whatever it refuses it
//! refuses with code, element and line, for people and for machines.
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use weir_core::Severity;
use weir_engine::Error;
use weir_engine::api::Resource;
use weir_tests::skipped::skipped;
use weir_tests::suites::{absent, folder};
use weir_tests::trust::binary::{command, weir};
use weir_tests::trust::lab::{Lab, by};

/// The exit codes of a check: nothing to object to, and something.
const EXIT: [Option<i32>; 2] = [Some(0), Some(1)];

#[test]
fn every_model_of_others_is_good_or_refused_with_reasons() {
    for suite in ["miwg", "bpmn-rules", "soundness", "production"] {
        let Some(folder) = folder().map(|suites| suites.join(suite)).filter(|folder| folder.is_dir()) else {
            skipped(&format!("`weir check` over {suite}"), &absent());
            continue;
        };
        let mut files = BTreeSet::new();
        models(&folder, &mut files);
        assert!(!files.is_empty(), "{suite}: there are no models in {}", folder.display());
        let told = check(&["--json"], &folder);
        let report: Vec<Value> = serde_json::from_str(&told).unwrap_or_else(|e| panic!("{suite}: {e}"));
        let checked: BTreeSet<PathBuf> =
            report.iter().filter_map(|file| file["file"].as_str().map(PathBuf::from)).collect();
        assert_eq!(checked, files, "{suite}: every file once, and no other");
        assert_eq!(report.len(), files.len(), "{suite}: every file once");
        let text = check(&[], &folder);
        let mut refused = 0;
        for file in &report {
            let errors: Vec<&Value> = errors(file).collect();
            refused += usize::from(!errors.is_empty());
            for error in errors {
                let wrong = faults(file, error, &text);
                assert!(wrong.is_empty(), "{suite}: {}: {wrong:?}: {error:#}", file["file"]);
            }
        }
        println!("{suite}: {} files, {refused} refused", files.len());
    }
}

/// What a check says is what deployment does: it refuses what has errors, for these errors, and takes everything else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deployment_refuses_what_a_check_refuses_and_nothing_else() {
    let Some(suites) = folder() else {
        return skipped("that `weir check` and deployment agree", &absent());
    };
    let lab = Lab::new(1);
    let report: Vec<Value> = serde_json::from_str(&check(&["--json"], &suites)).expect("a report");
    assert!(!report.is_empty(), "there are no models in {}", suites.display());
    let mut wrong = vec![];
    for file in &report {
        let path = Path::new(file["file"].as_str().expect("a file"));
        let told: BTreeSet<String> =
            errors(file).filter_map(|error| error["code"].as_str().map(str::to_owned)).collect();
        let files = with_imports(path);
        let own = files[0].name.clone();
        let refused: BTreeSet<String> = match lab.engine.deploy(by("ada"), files, true).await {
            Ok(_) => BTreeSet::new(),
            Err(Error::InvalidModel { problems, .. }) => {
                let of_file = problems.iter().filter(|p| p.resource == own && p.problem.severity == Severity::Error);
                of_file.map(|p| p.problem.code.clone()).collect()
            }
            Err(other) => BTreeSet::from([format!("{}: {other}", other.code())]),
        };
        if told != refused {
            wrong.push(format!("{}: checked {told:?}, deployed {refused:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{} of {} files:\n{}", wrong.len(), report.len(), wrong.join("\n"));
    println!("{} files are deployed just when their check has no errors", report.len());
}

/// A file as it is deployed: decisions with the files beside them, which they may import.
fn with_imports(path: &Path) -> Vec<Resource> {
    let read = |path: &Path| Resource {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        bytes: std::fs::read(path).expect("a file"),
    };
    let mut files = vec![read(path)];
    if path.extension().is_some_and(|end| end == "dmn") {
        let mut all = BTreeSet::new();
        models(path.parent().expect("a folder"), &mut all);
        files.extend(all.iter().filter(|other| *other != path && other.parent() == path.parent()).map(|p| read(p)));
        files.retain(|file| file.name.to_ascii_lowercase().ends_with("dmn"));
    }
    files
}

/// The same eyes see what they are there to see.
#[test]
fn an_error_without_its_place_is_found() {
    let file = serde_json::json!({ "file": "a.bpmn" });
    let good = serde_json::json!({ "severity": "error", "code": "no-end", "element": "x", "message": "it never ends",
        "hint": "end it", "place": { "line": 3, "column": 7 } });
    let text = "error[no-end]: it never ends\n --> a.bpmn:3:7\n = element `x`\n";
    assert_eq!(faults(&file, &good, text), Vec::<&str>::new());
    assert_eq!(faults(&file, &good, ""), ["it is not shown to people"]);
    for (field, bad) in
        [("code", Value::from("")), ("element", Value::Null), ("message", Value::from("")), ("hint", Value::Null)]
    {
        let mut error = good.clone();
        error[field] = bad;
        assert!(!faults(&file, &error, text).is_empty(), "without {field}");
    }
    let mut error = good;
    error["place"]["line"] = 0.into();
    assert!(faults(&file, &error, text).contains(&"no line"));
}

/// What it prints. A panic ends it with another code, and with a word on the error output.
fn check(flags: &[&str], folder: &Path) -> String {
    let mut check = command(weir());
    let output = check.args(["check", "--lang", "en"]).args(flags).arg(folder).env("TZ", "UTC").output().expect("weir");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(EXIT.contains(&output.status.code()) && err.is_empty(), "{}: {}: {err}", folder.display(), output.status);
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn errors(file: &Value) -> impl Iterator<Item = &Value> {
    file["problems"].as_array().into_iter().flatten().filter(|problem| problem["severity"] == "error")
}

/// What is missing of an error.
fn faults(file: &Value, error: &Value, text: &str) -> Vec<&'static str> {
    let word = |field: &str| error[field].as_str().unwrap_or_default();
    let (line, column) = (error["place"]["line"].as_u64().unwrap_or(0), error["place"]["column"].as_u64().unwrap_or(0));
    let mut wrong = vec![];
    for (missing, what) in [
        (word("code").is_empty(), "no code"),
        // A file without a process may have nothing in it that has a name.
        (word("element").is_empty() && word("code") != "no-process", "no element"),
        (word("message").is_empty(), "no words"),
        (word("hint").is_empty(), "no hint"),
        (line == 0, "no line"),
    ] {
        wrong.extend(missing.then_some(what));
    }
    let place = format!("--> {}:{line}:{column}\n", file["file"].as_str().unwrap_or_default());
    let shown = text.contains(&format!("error[{}]: ", word("code"))) && text.contains(&place);
    wrong.extend((!shown).then_some("it is not shown to people"));
    wrong
}

fn models(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            models(&entry, found);
        } else if entry.extension().is_some_and(|end| end == "bpmn" || end == "dmn") {
            found.insert(entry);
        }
    }
}
