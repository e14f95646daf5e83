//! Global tasks: tasks beside the processes, for call activities to call.
use super::document::Document;
use super::nodes::node;
use super::processes::missing_id;
use super::settings::names;
use crate::id::ElementId;
use crate::model::{Flow, FormUse, Node, NodeData, NodeKind, Process};
use crate::problem::Problem;
use crate::process::Quantity;

const TAGS: [&str; 5] =
    ["globalTask", "globalManualTask", "globalUserTask", "globalScriptTask", "globalBusinessRuleTask"];

/// BPMN 10.3.7: a global task can be called like a process. It is the process of this one task, so its instances have
/// versions, incidents and traces like those of any other.
pub fn global_tasks(document: &Document, problems: &mut Vec<Problem>) -> Vec<Process> {
    let mut tasks = vec![];
    for (number, _) in document.bpmn().filter(|(_, entry)| TAGS.contains(&entry.tag)) {
        missing_id(document, number, problems);
        tasks.extend(process(document, number, problems));
    }
    tasks
}

fn process(document: &Document, number: usize, problems: &mut Vec<Problem>) -> Option<Process> {
    let (id, place) = (document.id(number), document.place(number));
    let inner = |what: &str| ElementId::from(format!("{id}#{what}"));
    let mut task = node(document, number, None, problems)?;
    task.id = inner("task");
    // What goes in and comes back is said by whoever calls; the task's own word on it documents.
    task.data = NodeData::default();
    let event = |id: ElementId, kind: NodeKind| Node { id, kind, name: None, names: vec![], ..around(&task) };
    let (events, all) = (vec![], false);
    let start = NodeKind::StartEvent { initiator: None, interrupting: true, events: events.clone(), all };
    let start = event(inner("start"), start);
    let end = event(inner("end"), NodeKind::EndEvent { events });
    let flow = |id: ElementId, source: &Node, target: &Node| {
        let (source, target) = (source.id.clone(), target.id.clone());
        Flow {
            id,
            name: None,
            scope: None,
            source,
            target,
            condition: None,
            condition_file: None,
            listeners: vec![],
            place,
        }
    };
    let flows = vec![flow(inner("in"), &start, &task), flow(inner("out"), &task, &end)];
    Some(Process {
        start_form: None,
        start_form_use: FormUse::default(),
        starters: None,
        led_only: false,
        unlisted: false,
        correlations: vec![],
        defaults: vec![],
        name: task.name.clone(),
        // One that nobody here calls may be unfinished; then it is left out.
        executable: if is_called(document, number) { None } else { Some(false) },
        version_tag: None,
        template: None,
        suggestions: vec![],
        names: names(document, number),
        place,
        nodes: vec![start, task, end],
        flows,
        associations: vec![],
        listeners: vec![],
        data: vec![],
        id,
    })
}

/// A node at the same place that has nothing to do.
fn around(task: &Node) -> Node {
    Node {
        id: task.id.clone(),
        name: None,
        scope: None,
        place: task.place,
        kind: NodeKind::Task,
        is_end: false,
        default: None,
        for_compensation: false,
        quantity: Quantity::default(),
        skip: None,
        written: vec![],
        looped: None,
        inputs: vec![],
        outputs: vec![],
        data: NodeData::default(),
        correlation_key: None,
        names: vec![],
        sets: vec![],
        listeners: vec![],
    }
}

fn is_called(document: &Document, task: usize) -> bool {
    let mut calls = document.bpmn().filter(|(_, entry)| entry.tag == "callActivity").map(|(number, _)| number);
    calls.any(|call| {
        let called = document.element(call).get("calledElement");
        called.and_then(|called| document.resolve(call, called)) == Some(task)
    })
}
