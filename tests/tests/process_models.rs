//! The typical processes and the examples: their files are sound, and their scenarios run and cover every element.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use weir_core::catalogue::{BPMN, BPMNDI, WEIR};
use weir_core::compile::prepare;
use weir_core::instance::State;
use weir_core::{InstanceId, Process, Severity, Timestamp, xml};
use weir_designer_api::access::{SetupLink, setup};
use weir_designer_api::config::Config;
use weir_designer_api::http::server::{self, Bounds};
use weir_designer_api::http::{App, router};
use weir_engine::api::{Resource, StartInstance};
use weir_engine::{Context, Engine, ManualClock, Options};
use weir_tests::scenario::{self, Coverage};

/// Real time that one scenario may take; all its waiting is on a clock moved by hand.
const SCENARIO_PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test(flavor = "multi_thread")]
async fn scenarios_run_and_cover_every_element_and_flow() {
    let mut failures = vec![];
    for folder in folders() {
        let mut coverage = Coverage::default();
        for file in files_in(&folder.join("scenarios"), "json") {
            match run(&file).await {
                Ok(covered) => coverage.extend(covered),
                Err(failed) => failures.push(format!("{}: {failed}", shown(&file))),
            }
        }
        for file in files_in(&folder, "bpmn") {
            for process in processes(&file) {
                let missing = coverage.missing(&process);
                if !missing.is_empty() {
                    failures.push(format!("{}: no scenario comes through {}", shown(&file), missing.join(", ")));
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

async fn run(file: &Path) -> Result<Coverage, String> {
    let scenario = scenario::parse(&read(file))?;
    let directory = tempfile::tempdir().map_err(|error| error.to_string())?;
    let clock = Arc::new(ManualClock::new(Timestamp(0)));
    let options = Options { clock: clock.clone(), ..Options::default() };
    let engine = Engine::open(directory.path(), options).await.map_err(|error| error.to_string())?;
    let beside = file.parent().expect("a file is in a folder");
    let ran = tokio::time::timeout(SCENARIO_PATIENCE, scenario::run(&scenario, beside, &engine, &clock)).await;
    engine.shutdown().await.map_err(|error| error.to_string())?;
    ran.map_err(|_| "it does not end".to_owned())?.map_err(|failed| failed.to_string())
}

#[test]
fn models_compile_without_errors_or_warnings() {
    for file in models() {
        let prepared = prepare(read(&file).as_bytes());
        let doubtful: Vec<_> = prepared.problems.iter().filter(|p| p.severity != Severity::Note).collect();
        assert!(doubtful.is_empty(), "{}: {doubtful:#?}", shown(&file));
        assert!(!prepared.processes.is_empty(), "{} holds no process", shown(&file));
    }
}

#[test]
fn every_element_and_flow_is_drawn() {
    for file in models() {
        let tree = tree(&file);
        let drawn = |tag: &'static str| -> BTreeSet<String> {
            let shapes = tree.elements.iter().filter(|e| e.is(BPMNDI, tag));
            shapes.filter_map(|e| e.get("bpmnElement")).map(str::to_owned).collect()
        };
        let (shapes, edges) = (drawn("BPMNShape"), drawn("BPMNEdge"));
        for process in processes(&file) {
            for node in process.graph.node_indices().filter(|n| *n != process.root) {
                let id = process.graph[node].id.as_str();
                let id = id.strip_suffix(weir_core::process::MULTI_INSTANCE_BODY).unwrap_or(id);
                assert!(shapes.contains(id), "{}: `{id}` has no shape", shown(&file));
                for flow in process.outgoing(node).iter() {
                    assert!(edges.contains(flow.id.as_str()), "{}: `{}` has no edge", shown(&file), flow.id);
                }
            }
        }
    }
}

#[test]
fn names_and_documentation_are_in_both_languages() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for file in models() {
        let tree = tree(&file);
        let named = |e: &&xml::Element| e.name.local != "message" && e.name.local != "signal";
        for (number, element) in tree.elements.iter().enumerate().filter(|(_, e)| &*e.name.namespace == BPMN) {
            let place = format!("{}:{} `{}`", shown(&file), element.place.line, element.name.local);
            let documentation: Vec<bool> = tree
                .children(number)
                .filter(|child| tree.elements[*child].is(BPMN, "documentation"))
                .map(|child| chinese(&tree.text(child)))
                .collect();
            assert!(matches!(documentation[..], [] | [true, false]), "{place}: Chinese, then English");
            let runs = element.parent.is_some() && !is_root(&tree, number);
            let Some(name) = element.get("name").filter(|_| runs && named(&element)) else { continue };
            assert!(chinese(name), "{place}: its name `{name}` is not Chinese");
            let english = tree.elements.iter().enumerate().find(|(_, e)| {
                let around = e.parent.and_then(|wrapper| tree.elements[wrapper].parent);
                e.is(WEIR, "name") && around == Some(number)
            });
            let english = english.map(|(n, _)| tree.text(n)).unwrap_or_default();
            assert!(!english.is_empty() && !chinese(&english), "{place}: `{name}` has no English name");
        }
    }
}

#[test]
fn forms_are_labelled_in_both_languages() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let forms: Vec<PathBuf> = folders().iter().map(|folder| folder.join("forms")).filter(|f| f.is_dir()).collect();
    assert!(forms.len() >= 3, "the forms have moved");
    for file in forms.iter().flat_map(|folder| files_in(folder, "form")) {
        let form: serde_json::Value = serde_json::from_str(&read(&file)).expect("JSON");
        let mut open: Vec<&serde_json::Value> = form["components"].as_array().expect("components").iter().collect();
        while let Some(component) = open.pop() {
            let label = component["label"].as_str().unwrap_or_default();
            let english = component["properties"]["label:en"].as_str().unwrap_or_default();
            let both = chinese(label) && !english.is_empty() && !chinese(english);
            assert!(both, "{}: `{label}` and `{english}` are not Chinese and English", shown(&file));
            for value in component["values"].as_array().into_iter().flatten() {
                let label = value["label"].as_str().unwrap_or_default();
                let words = label.split_once(' ').is_some_and(|(zh, en)| chinese(zh) && !chinese(en));
                assert!(words, "{}: `{label}` is not Chinese, then English", shown(&file));
            }
            open.extend(component["components"].as_array().into_iter().flatten());
        }
    }
}

/// Errors and escalations are known by their codes, messages and signals by their names: these are for machines.
fn is_root(tree: &xml::Tree, number: usize) -> bool {
    tree.elements[number].parent == Some(0) && !tree.elements[number].is(BPMN, "process")
}

#[test]
fn every_folder_is_explained_in_both_languages() {
    for folder in folders() {
        for name in ["README.md", "README.zh-CN.md"] {
            assert!(folder.join(name).is_file(), "{} has no {name}", shown(&folder));
        }
    }
}

/// The workers of `examples/02-worker` against a real server: what is printed there works as it stands.
#[tokio::test(flavor = "multi_thread")]
async fn example_workers_do_jobs_over_http() {
    for (interpreter, script) in [("python3", "worker.py"), ("bash", "worker.sh")] {
        let folder = root().join("examples/02-worker");
        let directory = tempfile::tempdir().expect("a directory");
        let engine = Engine::open(directory.path(), Options::default()).await.expect("an engine");
        let (url, token) = serve(&engine).await;
        let bytes = std::fs::read(folder.join("model.bpmn")).expect("the model");
        let file = Resource { name: "model.bpmn".into(), bytes };
        engine.deploy(Context::engine(), vec![file], false).await.expect("it deploys");
        let mut started = vec![];
        for name in ["小明", ""] {
            let variables = [("name".to_owned(), name.into())].into();
            let start = StartInstance { process: Some("worker".into()), variables, ..StartInstance::default() };
            started.push(engine.start_instance(Context::engine(), start).await.expect("it starts").id);
        }
        let command = Command::new(interpreter)
            .arg(folder.join(script))
            .env("WEIR_URL", url)
            .env("WEIR_TOKEN", token)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut worker) = command else {
            weir_tests::skipped::skipped(
                &format!("the example worker {script}"),
                &format!("{interpreter} is not there"),
            );
            continue;
        };
        let ended = tokio::time::timeout(SCENARIO_PATIENCE, all_completed(&engine, &started)).await;
        worker.kill().and_then(|()| worker.wait()).expect("the worker was running");
        assert!(ended.is_ok(), "{script} did not do its jobs");
        let variables = engine.variables(started[0], None).await.expect("the variables");
        let greeting = variables.iter().find(|v| v.name == "greeting").map(|v| &v.value);
        assert_eq!(greeting, Some(&"你好，小明".into()), "{script}");
    }
}

async fn all_completed(engine: &Engine, instances: &[InstanceId]) {
    for id in instances {
        while engine.instance(*id).await.expect("it is there").summary.state != State::Completed {
            tokio::time::sleep(Duration::from_millis(20)).await; // waits for the world: a worker in a process of its own
        }
    }
}

/// Serves an engine on a free port: the address, and the token that opens it.
async fn serve(engine: &Engine) -> (String, String) {
    let token = setup::administrator(engine, "admin", "Administrator", None, true).await.expect("the first one");
    let app = App::new(engine.clone(), SetupLink::closed(), &Config::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let bounds = Bounds { connections_max: 16, header_timeout: SCENARIO_PATIENCE, shutdown: SCENARIO_PATIENCE };
    tokio::spawn(server::serve(listener, router(app), bounds, std::future::pending()));
    (format!("http://{address}"), token)
}

/// One folder for each typical process and each example.
fn folders() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = ["process-models", "examples"]
        .iter()
        .flat_map(|parent| std::fs::read_dir(root().join(parent)).expect("a folder of the repository"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    assert!(found.len() >= 7, "the folders have moved");
    found
}

fn models() -> Vec<PathBuf> {
    folders().iter().flat_map(|folder| files_in(folder, "bpmn")).collect()
}

fn files_in(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", shown(folder)));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == extension));
    files.sort();
    assert!(!files.is_empty(), "{} has no .{extension} file", shown(folder));
    files
}

fn processes(file: &Path) -> Vec<Process> {
    prepare(read(file).as_bytes()).processes
}

fn tree(file: &Path) -> xml::Tree {
    xml::parse(read(file).as_bytes()).tree
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", shown(file)))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").to_owned()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
