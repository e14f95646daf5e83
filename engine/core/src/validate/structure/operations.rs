//! Operations and messages against the data of the tasks that use them.
use super::items::same;
use super::{all, children, is_executable, process_of, referred, target, warning};
use crate::problem::Problem;
use crate::read::document::Document;
use crate::read::operations;

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for task in all(document, "serviceTask").filter(|task| target(document, *task, "operationRef").is_some()) {
        at_most_one(document, task, &["inputSet", "outputSet", "dataInput", "dataOutput"], problems);
        for (message, data) in [("inMessageRef", "dataInput"), ("outMessageRef", "dataOutput")] {
            problems.extend(operation_item(document, task, message, data));
        }
    }
    for binding in all(document, "ioBinding") {
        problems.extend(supported(document, binding));
    }
    for task in all(document, "sendTask").filter(|task| target(document, *task, "messageRef").is_some()) {
        at_most_one(document, task, &["inputSet", "dataInput"], problems);
        problems.extend(item(document, task, "dataInput"));
    }
    for task in all(document, "receiveTask").filter(|task| target(document, *task, "messageRef").is_some()) {
        at_most_one(document, task, &["outputSet", "dataOutput"], problems);
        problems.extend(item(document, task, "dataOutput"));
    }
    for tag in ["sendTask", "receiveTask", "messageEventDefinition"] {
        problems.extend(all(document, tag).filter_map(|user| named(document, user)));
    }
    for event in all(document, "messageEventDefinition") {
        problems.extend(operation(document, event));
    }
}

/// BPMN: the message of an operation is the one that is sent or awaited with it.
fn named(document: &Document, user: usize) -> Option<Problem> {
    let operation = operations::operation(document, user)?;
    let (id, name) = (document.id(operation), |message: usize| document.id(message));
    let own = target(document, user, "messageRef");
    let code_and_text = match (own, referred(document, operation, "inMessageRef").next()) {
        (None, None) => {
            ("operation-message-missing", format!("operation `{id}` has no inMessageRef, so it says no message"))
        }
        (Some(own), Some(of)) if own != of => {
            let text =
                format!("messageRef says `{}`, operation `{id}` takes `{}`; messageRef counts", name(own), name(of));
            ("operation-message-differs", text)
        }
        _ => return None,
    };
    Some(warning(document, user, code_and_text.0, code_and_text.1))
}

/// BPMN: an operation or a message has one input and one output, so a task that uses it has at most one of each.
fn at_most_one(document: &Document, task: usize, parts: &[&str], problems: &mut Vec<Problem>) {
    for specification in children(document, task, "ioSpecification") {
        for part in parts.iter().filter(|part| children(document, specification, part).count() > 1) {
            let message = format!("a task with an operation or message has at most one {part}");
            problems.push(warning(document, task, "data-not-single", message));
        }
    }
}

/// BPMN: what a task sends or receives is an item of the kind that the message declares.
fn item(document: &Document, task: usize, data: &str) -> Option<Problem> {
    let message = target(document, task, "messageRef")?;
    declared(document, task, message, data)
}

/// BPMN 10.3.3, service task: its input is the item of the operation's in message, its output that of the out message.
fn operation_item(document: &Document, task: usize, message: &str, data: &str) -> Option<Problem> {
    let operation = target(document, task, "operationRef")?;
    let message = referred(document, operation, message).next()?;
    declared(document, task, message, data)
}

fn declared(document: &Document, task: usize, message: usize, data: &str) -> Option<Problem> {
    let declared = target(document, message, "itemRef")?;
    let specification = children(document, task, "ioSpecification").next()?;
    let data = children(document, specification, data).next()?;
    let fits = target(document, data, "itemSubjectRef").is_some_and(|item| same(document, item, declared));
    let text = format!("`{}` is not an item of message `{}`", document.id(data), document.id(message));
    (!fits).then(|| warning(document, task, "item-not-of-message", text))
}

/// BPMN 10.4.1, input and output binding: an operation of an interface that the process or global task supports.
fn supported(document: &Document, binding: usize) -> Option<Problem> {
    let operation = target(document, binding, "operationRef")?;
    let interface = document.element(operation).parent?;
    let callable = document.element(binding).parent?;
    let message = format!("`{}` is of an interface that is not supported here", document.id(operation));
    (!referred(document, callable, "supportedInterfaceRef").any(|own| own == interface))
        .then(|| warning(document, binding, "operation-not-supported", message))
}

/// BPMN: a message event of an executable process names an operation. Here messages go by name, so this is only noted.
fn operation(document: &Document, definition: usize) -> Option<Problem> {
    let event = document.element(definition).parent?;
    let executable = process_of(document, event).is_some_and(|process| is_executable(document, process));
    if !executable || children(document, definition, "operationRef").next().is_some() {
        return None;
    }
    let message = "the standard asks for an operationRef here; messages go by name, so nothing is missing";
    let owner = document.owner(event);
    Some(Problem::note("operation-missing", owner.as_ref(), document.place(definition), message))
}
