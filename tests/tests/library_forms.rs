//! The forms of the typical processes, as a class: whatever a person does has a form, whatever a model reads was written
//! before, and who fills in what a start form asks for, and nothing else, comes to work and not to an incident.
use crate::model_library::{bytes, card, files, folders, name};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use weir_core::compile::prepare;
use weir_core::decision::{Decisions, File};
use weir_core::expression::Expression;
use weir_core::form::{Access, Form, FormReference, read};
use weir_core::process::{Count, Kind, NodeIndex, Relation, Trigger, Value as Given, Way};
use weir_core::{Process, Timestamp};
use weir_engine::{Engine, ManualClock, Options};
use weir_tests::scenario;

/// What the engine itself gives.
const GIVEN: [&str; 5] = ["errorCode", "errorMessage", "escalationCode", "loopCounter", "params"];

/// A folder, read.
struct Folder {
    name: String,
    processes: Vec<Process>,
    forms: BTreeMap<String, Form>,
    /// What each decision is given, by its id.
    decisions: BTreeMap<String, BTreeSet<String>>,
    scenarios: Vec<Value>,
}

fn read_folder(path: &Path) -> Folder {
    let files = files(path);
    let of = |ending: &'static str| files.iter().filter(move |(name, _)| name.ends_with(ending));
    let forms = of(".form").map(|(name, bytes)| read(bytes).0.unwrap_or_else(|| panic!("{name} is no form")));
    let tables: Vec<File> = of(".dmn").map(|(name, bytes)| File { name, bytes }).collect();
    let scenarios = std::fs::read_dir(path.join("scenarios")).expect("scenarios").map(|entry| {
        let file = entry.expect("an entry").path();
        serde_json::from_slice(&bytes(&file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    });
    let decisions = Decisions::compile(&tables).0;
    Folder {
        name: name(path).to_owned(),
        processes: of(".bpmn").flat_map(|(_, bytes)| prepare(bytes).processes).collect(),
        forms: forms.map(|form| (form.id.clone(), form)).collect(),
        decisions: decisions.decisions().map(|of| (of.id, of.inputs.iter().map(|one| root(one)).collect())).collect(),
        scenarios: scenarios.collect(),
    }
}

impl Folder {
    /// The process is called by another one of the folder: it is given what it needs, and nobody fills anything in.
    fn is_called(&self, process: &Process) -> bool {
        let calls = |kind: &Kind| matches!(kind, Kind::CallActivity(call) if matches!(&call.process, Given::Fixed(id) if *id == *process.id().as_str()));
        self.processes.iter().any(|one| one.graph.node_weights().any(|element| calls(&element.kind)))
    }

    /// The fields of a form that may be written where it is named so.
    fn fields(&self, named: &FormReference) -> BTreeSet<String> {
        let paths = self.forms.get(&named.id).map(Form::paths).unwrap_or_default();
        let writes = |path: &&String| {
            let parts: Vec<&str> = path.split('.').collect();
            matches!(named.permissions.access(&parts), Access::Write | Access::Required)
        };
        paths.iter().filter(writes).map(|path| root(path)).collect()
    }

    /// What comes from outside: with jobs and messages, as the scenarios show it, and to called processes and partners.
    fn outside(&self) -> BTreeSet<String> {
        let mut all: BTreeSet<String> = GIVEN.into_iter().map(str::to_owned).collect();
        let keys =
            |value: &Value| value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        for step in self.scenarios.iter().flat_map(|scenario| scenario["steps"].as_array().into_iter().flatten()) {
            for given in [
                &step["job"]["complete"],
                &step["job"]["error"]["variables"],
                &step["message"]["variables"],
                &step["signal"]["variables"],
            ] {
                all.extend(keys(given));
            }
        }
        let passes = |kind: &Kind| matches!(kind, Kind::CallActivity(_) | Kind::Throw(_) | Kind::End(_));
        for element in self.processes.iter().flat_map(|process| process.graph.node_weights()) {
            if passes(&element.kind) {
                all.extend(element.inputs.iter().map(|input| root(&input.target)));
            }
        }
        all
    }
}

fn root(path: &str) -> String {
    path.split(['.', '[']).next().unwrap_or(path).to_owned()
}

/// A person who has a task sees what it is about and what is asked of them, and so does whoever starts a process.
#[test]
fn every_user_task_and_every_start_by_hand_has_a_form_of_its_folder() {
    let (mut without, mut seen) = (vec![], 0);
    for path in folders() {
        let folder = read_folder(&path);
        for process in &folder.processes {
            let has = |named: Option<&FormReference>| named.is_some_and(|one| folder.forms.contains_key(&one.id));
            for element in process.graph.node_weights() {
                if let Kind::UserTask(task) = &element.kind {
                    seen += 1;
                    if !has(task.form_reference.as_deref()) {
                        without.push(format!("{}: {}", folder.name, element.id));
                    }
                }
            }
            let by_hand = process
                .entries(process.root)
                .iter()
                .find(|node| matches!(process.graph[**node].kind, Kind::Start { trigger: Trigger::None, .. }));
            let form = process.start_form.as_ref().and_then(|form| form.reference.as_ref());
            if let Some(start) = by_hand.filter(|_| !has(form) && !folder.is_called(process)) {
                without.push(format!("{}: {}", folder.name, process.graph[*start].id));
            }
        }
    }
    assert!(without.is_empty(), "without a form: {without:#?}");
    assert!(seen >= 100, "the user tasks have moved: {seen}");
}

/// Conditions, mappings, scripts, repetitions and decisions read only what a form, a script, a job, a message, a decision or
/// a mapping has written on a way to them.
#[test]
fn what_a_model_reads_is_written_before() {
    let mut wrong = vec![];
    for path in folders() {
        let folder = read_folder(&path);
        let outside = folder.outside();
        for process in &folder.processes {
            let writers = writers(&folder, process);
            for (node, variable) in readers(&folder, process) {
                let before =
                    |writer: &Option<NodeIndex>| writer.is_none_or(|writer| comes_before(process, writer, node));
                let written = writers.get(&variable).is_some_and(|all| all.iter().any(before));
                if !written && !outside.contains(&variable) {
                    wrong.push(format!("{}: `{}` reads `{variable}`", folder.name, process.graph[node].id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "nothing has written it before: {wrong:#?}");
}

/// Who writes each variable; none is: it is there from the beginning.
fn writers(folder: &Folder, process: &Process) -> BTreeMap<String, Vec<Option<NodeIndex>>> {
    let mut all: BTreeMap<String, Vec<Option<NodeIndex>>> = BTreeMap::new();
    let mut add = |variable: &str, node: Option<NodeIndex>| all.entry(root(variable)).or_default().push(node);
    if let Some(named) = process.start_form.as_ref().and_then(|form| form.reference.as_ref()) {
        folder.fields(named).iter().for_each(|field| add(field, None));
    }
    for node in process.graph.node_indices() {
        let element = &process.graph[node];
        for mapping in element.inputs.iter().chain(&element.outputs).chain(&element.data_outputs).chain(&element.sets) {
            add(&mapping.target, Some(node));
        }
        match &element.kind {
            Kind::UserTask(task) => {
                let fields = task.form_reference.as_deref().map(|named| folder.fields(named)).unwrap_or_default();
                for field in &fields {
                    add(field, Some(node));
                }
                task.approval.iter().for_each(|plan| add(&plan.result, Some(node)));
            }
            Kind::ScriptTask { script, result } => {
                script.sets().into_iter().chain(result.as_deref()).for_each(|name| add(name, Some(node)));
            }
            Kind::RuleTask(rule) => add(&rule.result, Some(node)),
            Kind::Start { initiator: Some(initiator), .. } => add(initiator, Some(node)),
            Kind::MultiInstance(looped) => {
                let names = [&looped.element_variable, &looped.index_variable, &looped.output_collection];
                for name in names.into_iter().flatten() {
                    add(name, Some(node));
                }
            }
            Kind::AdHoc(ad_hoc) => ad_hoc.collects.iter().for_each(|(name, _)| add(name, Some(node))),
            _ => {}
        }
    }
    all
}

fn readers(folder: &Folder, process: &Process) -> Vec<(NodeIndex, String)> {
    let mut all = vec![];
    let mut read = |node: NodeIndex, expression: &Expression| {
        all.extend(expression.variables().iter().map(|variable| (node, variable.clone())));
    };
    for node in process.graph.node_indices() {
        let element = &process.graph[node];
        for mapping in element.inputs.iter().chain(&element.outputs).chain(&element.data_outputs).chain(&element.sets) {
            read(node, &mapping.source);
        }
        match &element.kind {
            Kind::ScriptTask { script, .. } => read(node, script),
            Kind::MultiInstance(looped) => {
                let (Count::Cardinality(count) | Count::Collection(count)) = &looped.count;
                read(node, count);
                looped.output_element.iter().chain(&looped.completion_condition).for_each(|one| read(node, one));
            }
            Kind::StandardLoop(looped) => looped.condition.iter().for_each(|one| read(node, one)),
            _ => {}
        }
    }
    for edge in process.graph.edge_indices() {
        if let (Relation::Flow(flow), Some((from, _))) = (&process.graph[edge], process.graph.edge_endpoints(edge)) {
            flow.condition.iter().for_each(|condition| read(from, condition));
        }
    }
    for node in process.graph.node_indices() {
        if let Kind::RuleTask(rule) = &process.graph[node].kind
            && let Given::Fixed(id) = &rule.decision
        {
            all.extend(folder.decisions[id].iter().map(|input| (node, input.clone())));
        }
    }
    all
}

/// Can a token have been at one before it is at the other? Both are looked at where they lie in the same scope.
fn comes_before(process: &Process, writer: NodeIndex, reader: NodeIndex) -> bool {
    let ways = |node: NodeIndex| std::iter::successors(Some(node), |at| process.graph[*at].scope);
    ways(writer).any(|a| {
        ways(reader).any(|b| {
            let beside = process.graph[a].scope == process.graph[b].scope;
            // An event sub-process begins whenever its event comes, what undoes when something is undone, and what may be
            // chosen when it is.
            let around = process.graph[b].scope.map(|scope| &process.graph[scope].kind);
            let whenever = process.graph[b].kind == Kind::EventSubProcess
                || process.graph[b].for_compensation
                || matches!(around, Some(Kind::AdHoc(_)));
            beside && a != process.root && (a == b || whenever || process.reaches(a, b, process.root, Way::Any))
        })
    })
}

/// What a start form asks for is enough to begin.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_start_form_asks_for_is_enough_to_begin() {
    let (mut failures, mut begun) = (vec![], 0);
    for path in folders() {
        let folder = read_folder(&path);
        let card = card(&path);
        for process in &folder.processes {
            let Some(named) = process.start_form.as_ref().and_then(|form| form.reference.as_ref()) else { continue };
            let schema: Value = {
                let link = card.forms.iter().find(|link| link.form == named.id).expect("the card names the form");
                serde_json::from_slice(&bytes(&path.join(&link.file))).expect("a form")
            };
            let mut needed = BTreeSet::new();
            required(&schema["components"], &mut vec![], named, &mut needed);
            let Some((scenario, start)) = folder.scenarios.iter().find_map(|one| first_start(one, process)) else {
                failures.push(format!("{}: no scenario starts {}", folder.name, process.id()));
                continue;
            };
            let mut start = start.clone();
            let given = start["variables"].as_object_mut().expect("variables");
            given.retain(|variable, _| needed.contains(variable));
            let mut trimmed = scenario.clone();
            trimmed["steps"] = json!([{ "start": start, "expect": { "incidents": [] } }]);
            begun += 1;
            if let Err(failed) = run(&path.join("scenarios"), &trimmed).await {
                failures.push(format!("{}: {} with {needed:?}: {failed}", folder.name, process.id()));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert!(begun >= 14, "the start forms have moved: {begun}");
}

/// The first start of a process that is not refused.
fn first_start<'a>(scenario: &'a Value, process: &Process) -> Option<(&'a Value, &'a Value)> {
    let steps = scenario["steps"].as_array()?.iter();
    let mut starts = steps.filter(|step| step.get("refused").is_none()).map(|step| &step["start"]);
    Some((scenario, starts.find(|start| start["process"] == process.id().as_str())?))
}

/// The variables with a field that must be filled in.
fn required(components: &Value, around: &mut Vec<String>, named: &FormReference, needed: &mut BTreeSet<String>) {
    for component in components.as_array().into_iter().flatten() {
        let own = component["key"].as_str().or(component["path"].as_str());
        around.extend(own.map(str::to_owned));
        let parts: Vec<&str> = around.iter().flat_map(|part| part.split('.')).collect();
        let access = named.permissions.access(&parts);
        let asked = component["validate"]["required"] == true && access != Access::Hidden;
        if let Some(variable) = parts.first().filter(|_| asked || access == Access::Required) {
            needed.insert((*variable).to_owned());
        }
        required(&component["components"], around, named, needed);
        around.truncate(around.len() - usize::from(own.is_some()));
    }
}

async fn run(beside: &Path, scenario: &Value) -> Result<(), String> {
    let scenario = scenario::parse(&scenario.to_string())?;
    let directory = tempfile::tempdir().map_err(|error| error.to_string())?;
    let clock = Arc::new(ManualClock::new(Timestamp(0)));
    let options = Options { clock: clock.clone(), ..Options::default() };
    let engine = Engine::open(directory.path(), options).await.map_err(|error| error.to_string())?;
    let ran = scenario::run(&scenario, beside, &engine, &clock).await;
    engine.shutdown().await.map_err(|error| error.to_string())?;
    ran.map(|_| ()).map_err(|failed| failed.to_string())
}
