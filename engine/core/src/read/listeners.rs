//! Listeners, ours and those of other engines: what is done when an element is entered or left, a flow taken, a task made or completed.
use super::document::Document;
use super::settings::{extensions, text};
use super::work::{assignment, called_bean, change, field, seven_of, task_headers};
use crate::catalogue::foreign::{SEVEN, ZEEBE};
use crate::catalogue::{BPMN, WEIR};
use crate::juel::Juel;
use crate::model::{Form, Header, Listener, ListenerAction, ListenerEvent, Mapping, Source, Text, TimerText, Work};
use crate::script::{is_javascript, word};

/// The listeners of an element, in the order of the file.
pub fn listeners(document: &Document, number: usize) -> Vec<Listener> {
    let mut found = vec![];
    for extension in extensions(document, number) {
        let name = &document.element(extension).name;
        let local = name.local.as_str();
        if SEVEN.contains(&&*name.namespace) && matches!(local, "executionListener" | "taskListener") {
            let event = document.element(extension).get("event").unwrap_or_default().trim();
            let all = ["create", "assignment", "complete", "update", "delete"];
            let every = if event == "all" { &all[..] } else { std::slice::from_ref(&event) };
            found.extend(every.iter().filter_map(|event| of_seven(document, number, extension, event)));
        } else if &*name.namespace == ZEEBE && matches!(local, "executionListeners" | "taskListeners") {
            found.extend(document.tree.children(extension).filter_map(|inner| of_zeebe(document, number, inner)));
        } else if &*name.namespace == WEIR && local == "listener" {
            found.extend(ours(document, extension));
        }
    }
    found
}

fn of_seven(document: &Document, number: usize, listener: usize, event: &str) -> Option<Listener> {
    let element = document.element(listener);
    let flow = document.tag(number) == "sequenceFlow";
    // A listener of a flow that does not say its event listens for the only one there is.
    let event = if event.is_empty() && flow { "take" } else { event };
    let on = match event {
        "start" => ListenerEvent::Start,
        "end" => ListenerEvent::End,
        "take" => ListenerEvent::Take,
        "create" => ListenerEvent::Create,
        "assignment" => ListenerEvent::Assignment,
        "complete" => ListenerEvent::Complete,
        "update" => ListenerEvent::Update,
        "delete" => ListenerEvent::Delete,
        "timeout" => ListenerEvent::Timeout,
        _ => return None,
    };
    let timer = timer(document, listener);
    let place = element.place;
    let plain = |text: &str| Text { text: text.to_owned(), language: None, place };
    if let Some(expression) = element.get("expression")
        && let Some((target, value)) = assignment(expression)
        && Juel::compile(&value).is_ok()
    {
        let source = Source { text: plain(&value), form: Form::Expression };
        return Some(Listener {
            on,
            action: ListenerAction::Set(Mapping { source, target, beside: false }),
            place,
            last: false,
            timer,
        });
    }
    let mut headers = vec![Header { name: "listener".into(), value: plain(event), evaluated: false }];
    let (mut named, mut javascript) = (None, None);
    for name in ["class", "delegateExpression", "expression"] {
        let Some(value) = element.get(name) else { continue };
        named = named.or_else(|| if name == "class" { Some(value.trim().to_owned()) } else { called_bean(value) });
        // What a worker finds for a variable it gives under its name.
        if let Some((variable, _)) = assignment(value).filter(|_| name == "expression" && called_bean(value).is_some())
        {
            headers.push(Header { name: "resultVariable".into(), value: plain(&variable), evaluated: false });
        }
        if name == "expression"
            && let Some(program) = program(value).or_else(|| change(value))
        {
            javascript = Some(Text { text: program, language: Some("javascript".into()), place });
        }
        headers.push(Header { name: name.into(), value: plain(value.trim()), evaluated: false });
    }
    for child in document.tree.children(listener) {
        let inner = document.element(child);
        if seven_of(&inner.name) && inner.name.local == "script" {
            let language = inner.get("scriptFormat").or(inner.get("language")).unwrap_or_default().trim();
            let resource = inner.get("resource").map(|resource| Header {
                name: "resource".into(),
                value: plain(resource.trim()),
                evaluated: false,
            });
            headers.extend(resource);
            named = named.or_else(|| Some(word(language)));
            let written = document.tree.text(child);
            if is_javascript(language) && inner.get("resource").is_none() && !written.trim().is_empty() {
                javascript = Some(Text { text: written.clone(), language: Some(language.into()), place: inner.place });
            }
            headers.push(Header { name: "scriptFormat".into(), value: plain(language), evaluated: false });
            headers.push(Header { name: "script".into(), value: plain(&written), evaluated: false });
        } else if seven_of(&inner.name) && inner.name.local == "field" {
            headers.extend(field(document, child));
        }
    }
    let named = named.filter(|name| !name.is_empty());
    let work = Work { job_type: named.and_then(|named| text(&named, place)), headers, ..Work::default() };
    let action = match javascript {
        Some(script) => ListenerAction::Script(script, work),
        None => ListenerAction::Job(work),
    };
    Some(Listener { on, action, place, last: false, timer })
}

/// What scripts can do with a task and its variables; an expression that does it with plain values is such a script.
const DONE_BY_SCRIPTS: [&str; 28] = [
    "task.setAssignee",
    "task.setName",
    "task.setDescription",
    "task.setPriority",
    "task.setDueDate",
    "task.setFollowUpDate",
    "task.addCandidateUser",
    "task.addCandidateUsers",
    "task.deleteCandidateUser",
    "task.addCandidateGroup",
    "task.addCandidateGroups",
    "task.deleteCandidateGroup",
    "task.setVariable",
    "task.setVariableLocal",
    "task.setVariables",
    "task.removeVariable",
    "task.removeVariableLocal",
    "task.execution.setVariable",
    "task.execution.setVariableLocal",
    "task.execution.removeVariable",
    "execution.setVariable",
    "execution.setVariableLocal",
    "execution.setVariables",
    "execution.setVariablesLocal",
    "execution.removeVariable",
    "execution.removeVariableLocal",
    "execution.removeVariables",
    "execution.removeVariablesLocal",
];

/// `${task.setAssignee(owner)}` as a script: the same words mean the same there while they are names, numbers and texts.
pub(super) fn program(expression: &str) -> Option<String> {
    let text = expression.trim();
    let inside = text.strip_prefix("${").or_else(|| text.strip_prefix("#{"))?.strip_suffix('}')?.trim();
    let (called, arguments) = inside.split_once('(')?;
    let arguments = arguments.strip_suffix(')')?;
    (is_plain(arguments) && DONE_BY_SCRIPTS.contains(&called.trim())).then(|| inside.to_owned())
}

/// Names, numbers and texts alone: they mean the same in JUEL and in JavaScript.
pub(super) fn is_plain(arguments: &str) -> bool {
    let (mut quote, mut plain) = (None, true);
    for ch in arguments.chars() {
        match quote {
            Some(open) if ch == open => quote = None,
            Some(_) => plain &= ch != '\\' && ch != '\n',
            None if matches!(ch, '\'' | '"') => quote = Some(ch),
            None => plain &= ch.is_alphanumeric() || matches!(ch, '_' | '.' | ',' | ' ' | '-'),
        }
    }
    let words = |word: &str| arguments.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    let operators =
        ["eq", "ne", "lt", "gt", "le", "ge", "and", "or", "not", "empty", "div", "mod"].into_iter().any(words);
    plain && quote.is_none() && !operators
}

/// The time of a listener for a timeout: an element of BPMN inside one of Camunda.
fn timer(document: &Document, listener: usize) -> Option<TimerText> {
    let tree = &document.tree;
    let definition = tree.children(listener).find(|c| document.element(*c).is(BPMN, "timerEventDefinition"))?;
    let said = tree.children(definition).find(|c| &*document.element(*c).name.namespace == BPMN)?;
    let text = Text { text: tree.text(said).trim().to_owned(), language: None, place: document.place(said) };
    match document.element(said).name.local.as_str() {
        "timeDate" => Some(TimerText::Date(text)),
        "timeDuration" => Some(TimerText::Duration(text)),
        "timeCycle" => Some(TimerText::Cycle(text)),
        _ => None,
    }
}

/// `weir:listener`: a job of that type when that happens, waited for before it goes on.
fn ours(document: &Document, listener: usize) -> Option<Listener> {
    let event = document.element(listener).get("event").unwrap_or_default().trim();
    let on = match event {
        "start" => ListenerEvent::Start,
        "end" => ListenerEvent::End,
        "take" => ListenerEvent::Take,
        "create" => ListenerEvent::Create,
        "assignment" => ListenerEvent::Assignment,
        "complete" => ListenerEvent::Complete,
        "update" => ListenerEvent::Update,
        "delete" => ListenerEvent::Delete,
        _ => return None,
    };
    Some(job(document, (listener, event), on, vec![]))
}

/// A listener of Camunda 8. Its worker gets the headers of the element and its own, which go before those of the same name.
fn of_zeebe(document: &Document, number: usize, listener: usize) -> Option<Listener> {
    let element = document.element(listener);
    let event = element.get("eventType").unwrap_or_default().trim();
    let on = match event {
        "cancel" if element.name.local == "executionListener" => ListenerEvent::Cancel,
        "start" => ListenerEvent::Start,
        "beforeAll" => ListenerEvent::BeforeAll,
        "end" => ListenerEvent::End,
        "creating" | "create" => ListenerEvent::Create,
        "assigning" | "assignment" => ListenerEvent::Assignment,
        "completing" | "complete" => ListenerEvent::Complete,
        "updating" | "update" => ListenerEvent::Update,
        "canceling" | "cancel" => ListenerEvent::Delete,
        _ => return None,
    };
    let around = extensions(document, number).chain(document.tree.children(listener));
    let headers = around.filter(|inner| document.element(*inner).is(ZEEBE, "taskHeaders"));
    let headers = headers.flat_map(|inner| task_headers(document, inner)).collect();
    Some(job(document, (listener, event), on, headers))
}

/// A job that is told of `event`. As in Camunda 8, outputs are set before the listeners at the end.
fn job(document: &Document, (listener, event): (usize, &str), on: ListenerEvent, written: Vec<Header>) -> Listener {
    let element = document.element(listener);
    let place = element.place;
    let value = Text { text: event.to_owned(), language: None, place };
    let mut headers = vec![Header { name: "listener".into(), value, evaluated: false }];
    for header in written {
        headers.retain(|other| other.name != header.name);
        headers.push(header);
    }
    let retries = element.get("retries").and_then(|retries| text(retries, place));
    let job_type = element.get("type").and_then(|kind| text(kind, place));
    let work = Work { job_type, retries, headers, ..Work::default() };
    Listener { on, action: ListenerAction::Job(work), place, last: true, timer: None }
}
