//! Processes and everything in them, of every depth, in document order.
use super::document::Document;
use super::forms::{form_use, start_form, unused_form, user_task_form_problems};
use super::listeners::listeners;
use super::nodes::node;
use super::people;
use super::settings::{names, plain};
use super::skip;
use super::texts::is_true;
use super::work::seven;
use crate::catalogue::Family;
use crate::catalogue::foreign::CAMUNDA;
use crate::id::ElementId;
use crate::model::{Association, Data, Flow, FormUse, Process, Text};
use crate::problem::Problem;

/// The processes of a file.
pub fn processes(document: &Document, problems: &mut Vec<Problem>) -> Vec<Process> {
    let mut processes: Vec<Process> = Vec::new();
    // For each element that contains flow elements: its process and its scope.
    let mut inside: Vec<Option<(usize, Option<ElementId>)>> = vec![None; document.tree.elements.len()];
    for (number, entry) in document.bpmn() {
        if entry.tag == "process" {
            inside[number] = Some((processes.len(), None));
            processes.push(process(document, number));
            unnamed(document, number, problems);
            problems.extend(user_task_form_problems(document, number));
            continue;
        }
        let Some((index, scope)) = document.element(number).parent.and_then(|parent| inside[parent].clone()) else {
            continue;
        };
        let process = &mut processes[index];
        match entry.family {
            Family::Activity | Family::Event | Family::Gateway => {
                if matches!(entry.tag, "subProcess" | "transaction" | "adHocSubProcess") {
                    inside[number] = Some((index, Some(document.id(number))));
                }
                if entry.tag == "startEvent" {
                    let form = start_form(document, number).filter(|_| scope.is_none() && process.start_form.is_none());
                    if form.is_some() {
                        process.start_form = form;
                        process.start_form_use = form_use(document, number);
                    } else {
                        problems.extend(unused_form(document, number));
                    }
                }
                if let Some(node) = node(document, number, scope, problems) {
                    process.nodes.push(node);
                    missing_id(document, number, problems);
                }
            }
            Family::Flow if entry.tag == "sequenceFlow" => {
                missing_id(document, number, problems);
                process.flows.extend(flow(document, number, scope, problems));
            }
            Family::Artifact if entry.tag == "association" => {
                process.associations.extend(association(document, number));
            }
            Family::Data => {
                process.data.extend(data(document, number));
                let default = super::data::default(document, number);
                process.defaults.extend(default.map(|(variable, value)| (scope.clone(), variable, value)));
                problems.extend(super::data::renamed(document, number));
            }
            _ => {}
        }
    }
    let lanes = people::lanes(document);
    if !lanes.is_empty() {
        for process in &mut processes {
            people::by_lane(&mut process.nodes, &lanes, problems);
        }
    }
    processes
}

fn process(document: &Document, number: usize) -> Process {
    let element = document.element(number);
    Process {
        id: document.id(number),
        name: element.get("name").map(str::to_owned),
        executable: element.get("isExecutable").map(is_true),
        version_tag: plain(document, number, "versionTag"),
        template: plain(document, number, "template"),
        suggestions: plain(document, number, "suggestions")
            .map_or_else(Vec::new, |ids| ids.split_whitespace().map(str::to_owned).collect()),
        names: names(document, number),
        place: element.place,
        nodes: Vec::new(),
        flows: Vec::new(),
        associations: Vec::new(),
        data: Vec::new(),
        listeners: listeners(document, number),
        start_form: None,
        start_form_use: FormUse::default(),
        starters: people::starters(document, number),
        led_only: document.seven || document.eight,
        unlisted: element.attribute(CAMUNDA, "isStartableInTasklist").is_some_and(|a| a.value.trim() == "false"),
        defaults: Vec::new(),
        correlations: super::correlation::subscriptions(document, number),
    }
}

fn flow(document: &Document, number: usize, scope: Option<ElementId>, problems: &mut Vec<Problem>) -> Option<Flow> {
    let element = document.element(number);
    let mut end = |attribute: &str| {
        let end = document.reference(number, attribute);
        if end.is_none() {
            let message = format!("a sequence flow needs `{attribute}`");
            problems.push(Problem::error("missing-attribute", Some(&document.id(number)), element.place, message));
        }
        end
    };
    let (source, target) = (end("sourceRef"), end("targetRef"));
    let condition = skip::condition(document, number, problems);
    Some(Flow {
        id: document.id(number),
        name: element.get("name").map(str::to_owned),
        scope,
        source: source?,
        target: target?,
        condition,
        condition_file: condition_file(document, number, problems),
        listeners: listeners(document, number),
        place: element.place,
    })
}

/// As in Camunda 7 a script in a file counts before one that is written out, and a condition without a language is none.
fn condition_file(document: &Document, flow: usize, problems: &mut Vec<Problem>) -> Option<Text> {
    let condition = document.child(flow, "conditionExpression")?;
    let file = seven(document, condition, "resource").filter(|file| !file.value.trim().is_empty())?;
    if document.element(condition).get("language").is_none_or(|language| language.trim().is_empty()) {
        let message = "`resource` has no effect: a condition without a `language` is an expression; name the language";
        problems.push(Problem::warning("extension-unused", document.owner(flow).as_ref(), file.place, message));
        return None;
    }
    Some(Text { text: file.value.trim().to_owned(), language: None, place: file.place })
}

fn association(document: &Document, number: usize) -> Option<Association> {
    Some(Association {
        id: document.id(number),
        source: document.reference(number, "sourceRef")?,
        target: document.reference(number, "targetRef")?,
        place: document.place(number),
    })
}

fn data(document: &Document, number: usize) -> Option<Data> {
    let refers_to = match document.tag(number) {
        "dataObjectReference" => document.reference(number, "dataObjectRef"),
        "dataStoreReference" => document.reference(number, "dataStoreRef"),
        "dataObject" | "property" => None,
        _ => return None,
    };
    Some(Data { id: document.id(number), name: Some(super::data::variable(document, number)), refers_to })
}

/// A process is started by its id, and its versions are those of its id: one that changes with the file would make another
/// process of each new file.
fn unnamed(document: &Document, number: usize, problems: &mut Vec<Problem>) {
    let element = document.element(number);
    if element.get("isExecutable").is_some_and(|executable| !is_true(executable)) {
        return missing_id(document, number, problems);
    }
    if element.get("id").is_none_or(str::is_empty) {
        let message = "`process` has no id: it is started by its id, and its versions are those of its id; give it one";
        problems.push(Problem::error("missing-id", Some(&document.id(number)), element.place, message));
    }
}

/// What is persisted is ids, so an element without one gets one that stays the same as long as the file does.
pub(super) fn missing_id(document: &Document, number: usize, problems: &mut Vec<Problem>) {
    let element = document.element(number);
    if element.get("id").is_none_or(str::is_empty) {
        let id = document.id(number);
        let message = format!("`{}` has no id; it is called `{id}`, which changes with the file", element.name.local);
        problems.push(Problem::warning("missing-id", Some(&id), element.place, message));
    }
}
