//! The file as a whole: root elements, pools, message flows.
use super::document::Document;
use super::global_tasks::global_tasks;
use super::processes::processes;
use super::settings::{setting, text};
use super::work::seven;
use crate::model::{MessageFlow, Model, OF_INSTANCE, Participant, Root, RootKind};
use crate::problem::Problem;
use std::collections::BTreeSet;

/// The model of a file.
pub fn model(document: &Document, problems: &mut Vec<Problem>) -> Model {
    let (processes, global_tasks) = (processes(document, problems), global_tasks(document, problems));
    let mut model = Model { processes, global_tasks, quartz: document.speaks_seven(), ..Model::default() };
    if let Some(root) = document.tree.root() {
        model.id = root.get("id").map(str::to_owned);
        model.place = root.place;
        model.target_namespace = root.get("targetNamespace").map(str::to_owned);
        model.expression_language = root.get("expressionLanguage").map(str::to_owned);
    }
    for (number, entry) in document.bpmn() {
        let top = document.element(number).parent == Some(0);
        match entry.tag {
            "message" if top => model.roots.push(root(document, number, RootKind::Message)),
            "signal" if top => model.roots.push(root(document, number, RootKind::Signal)),
            "error" if top => model.roots.push(root(document, number, RootKind::Error)),
            "escalation" if top => model.roots.push(root(document, number, RootKind::Escalation)),
            "participant" => model.participants.push(participant(document, number)),
            "correlationKey" => model.correlation_keys.push(super::correlation::key(document, number)),
            "messageFlow" => model.message_flows.extend(message_flow(document, number, problems)),
            _ => {}
        }
    }
    errors_by_code(document, &mut model);
    names_by_expression(document, &mut model);
    model
}

/// Messages and signals that events of Flowable name by an expression and by nothing else: each is known by its event
/// definition.
fn names_by_expression(document: &Document, model: &mut Model) {
    for (number, entry) in document.bpmn() {
        let (attribute, kind) = match entry.tag {
            "messageEventDefinition" => ("messageExpression", RootKind::Message),
            "signalEventDefinition" => ("signalExpression", RootKind::Signal),
            _ => continue,
        };
        let Some(said) = seven(document, number, attribute) else { continue };
        let (id, name) = (document.id(number), Some(said.value.trim().to_owned()));
        model.roots.push(Root { kind, id, name, code: None, message: None, correlation_key: None, place: said.place });
    }
}

/// Errors that definitions name by their code alone, each once.
fn errors_by_code(document: &Document, model: &mut Model) {
    let mut made = BTreeSet::new();
    for number in 0..document.tree.elements.len() {
        let element = document.element(number);
        let named = element.get("errorRef").filter(|code| document.by_itself(number, "errorRef", code));
        let Some(id) = named.and_then(|code| document.referred(number, code)) else { continue };
        if made.insert(id.clone()) {
            let code = Some(id.as_str().to_owned());
            let (kind, place) = (RootKind::Error, element.place);
            model.roots.push(Root { kind, id, name: None, code, message: None, correlation_key: None, place });
        }
    }
}

fn root(document: &Document, number: usize, kind: RootKind) -> Root {
    let element = document.element(number);
    let code = match kind {
        RootKind::Error => element.get("errorCode"),
        RootKind::Escalation => element.get("escalationCode"),
        RootKind::Message | RootKind::Signal => None,
    };
    Root {
        kind,
        id: document.id(number),
        name: element.get("name").map(|name| scoped(document, number, name)),
        code: code.filter(|code| !code.is_empty()).map(str::to_owned),
        message: seven(document, number, "errorMessage").and_then(|message| text(&message.value, message.place)),
        correlation_key: setting(document, number, "correlationKey"),
        place: element.place,
    }
}

/// The name of a signal that is for one instance alone (`scope` of Flowable and Activiti) says for which.
fn scoped(document: &Document, number: usize, name: &str) -> String {
    let scope = seven(document, number, "scope").map(|scope| scope.value.trim());
    let own = document.tag(number) == "signal" && scope == Some("processInstance") && !name.is_empty();
    if own { format!("{name}{OF_INSTANCE}") } else { name.to_owned() }
}

fn participant(document: &Document, number: usize) -> Participant {
    let element = document.element(number);
    Participant {
        id: document.id(number),
        name: element.get("name").map(str::to_owned),
        process: document.reference(number, "processRef"),
        place: element.place,
    }
}

fn message_flow(document: &Document, number: usize, problems: &mut Vec<Problem>) -> Option<MessageFlow> {
    let place = document.place(number);
    let id = document.id(number);
    let mut end = |attribute: &str| {
        let end = document.reference(number, attribute);
        if end.is_none() {
            let message = format!("a message flow needs `{attribute}`");
            problems.push(Problem::warning("missing-attribute", Some(&id), place, message));
        }
        end
    };
    let (source, target) = (end("sourceRef"), end("targetRef"));
    let message = document.reference(number, "messageRef");
    Some(MessageFlow { id: id.clone(), source: source?, target: target?, message, place })
}
