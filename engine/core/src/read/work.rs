//! Who does the work of a task: a job type and its headers, said by our attributes or by those of other engines.
//!
//! The rule for a job type, where our own attribute says nothing: the topic of an external task; the name of a class;
//! the bean of a delegate expression; the bean and method of an expression; the id of a connector; the type (`mail`,
//! `http`); else the id of the element. The original always stands in a header of that name.
use super::document::Document;
use super::listeners::{is_plain, program};
use super::settings::{extensions, setting, text};
use crate::catalogue::WEIR;
use crate::catalogue::foreign::{CAMUNDA, SEVEN, ZEEBE};
use crate::id::ElementId;
use crate::juel::{Bean, Juel, bean, is_juel};
use crate::model::{Header, Text, Work};
use crate::xml::{Attribute, Name};

/// Who does it.
pub enum Doing {
    /// A worker.
    Work(Work),
    /// The engine: an expression that can be evaluated, and the variable that takes its value.
    Value(Text, Option<String>),
}

/// Where the attributes of an implementation may stand: on the element, and on the message definition of an event.
pub fn holders(document: &Document, number: usize) -> Vec<usize> {
    let message = document.child(number, "messageEventDefinition");
    std::iter::once(number).chain(message).collect()
}

/// Does something else than the engine send the message: a worker, or an expression, as in engines that send no messages
/// by themselves?
pub fn is_implemented(document: &Document, number: usize) -> bool {
    let written = |holder: &usize| {
        document.element(*holder).attribute(WEIR, "type").is_some()
            || ["class", "expression", "delegateExpression", "type"]
                .iter()
                .any(|name| seven(document, *holder, name).is_some())
            || extensions(document, *holder).any(|extension| {
                let element = document.element(extension);
                element.is(CAMUNDA, "connector") || element.is(ZEEBE, "taskDefinition")
            })
    };
    holders(document, number).iter().any(written)
}

/// Who does the work of an element.
pub fn doing(document: &Document, number: usize) -> Doing {
    let holders = holders(document, number);
    let seven = |name: &str| holders.iter().find_map(|holder| seven(document, *holder, name));
    let result = seven("resultVariable").or_else(|| seven("resultVariableName"));
    let result_text = result.map(|attribute| attribute.value.trim().to_owned()).filter(|name| !name.is_empty());
    // Whoever is triggered later is a worker, who completes its job then.
    let waits = seven("triggerable").is_some_and(|attribute| matches!(attribute.value.trim(), "true" | "sync"));
    // A class or a bean does the work, whatever expression stands beside it.
    let by_java = seven("class").or_else(|| seven("delegateExpression")).is_some()
        || document.element(number).attribute(WEIR, "type").is_some();
    if let Some(expression) = seven("expression").filter(|_| !waits && !by_java)
        && let Some(value) = own_value(expression, result_text)
    {
        return value;
    }
    let mut work = work(document, number);
    let mut named = None;
    for name in ["topic", "class", "delegateExpression", "expression", "ruleVariablesInput", "rules", "exclude"] {
        let Some(attribute) = seven(name) else { continue };
        if named.is_none() {
            named = job_type(name, attribute);
        }
        // A topic that is the job type need not be said again.
        if name != "topic" || work.job_type.is_some() {
            work.headers.push(header(name, attribute));
        }
    }
    let kind = seven("type").filter(|kind| !matches!(kind.value.trim(), "external" | "external-worker"));
    work.headers.extend(kind.map(|kind| header("type", kind)));
    work.headers.extend(seven("triggerable").filter(|_| waits).map(|attribute| header("triggerable", attribute)));
    let assigned = || {
        let expression = seven("expression")?;
        let (name, _) = assignment(&expression.value).filter(|_| called_bean(&expression.value).is_some())?;
        let value = Text { text: name, language: None, place: expression.place };
        Some(Header { name: "resultVariable".to_owned(), value, evaluated: false })
    };
    work.headers.extend(result.map(|attribute| header("resultVariable", attribute)).or_else(assigned));
    for holder in &holders {
        named = named.or_else(|| connector(document, *holder));
        if *holder != number {
            work.headers.extend(fields(document, *holder));
        }
    }
    let kind = || kind.and_then(|kind| text(&kind.value, kind.place));
    work.job_type = work.job_type.take().or(named).or_else(kind);
    Doing::Work(work)
}

/// What that is, for the account.
pub fn becomes(document: &Document, number: usize) -> String {
    match doing(document, number) {
        Doing::Value(_, Some(result)) => format!("evaluated by the engine, for `{result}`"),
        Doing::Value(_, None) => "evaluated by the engine".to_owned(),
        Doing::Work(Work { job_type: Some(named), .. }) => format!("a job of type `{}`", named.text),
        Doing::Work(_) => format!("a job of type `{}`, the id of its element", document.id(number)),
    }
}

/// What our own attributes and those of Camunda 8 say, retries and headers.
pub fn work(document: &Document, number: usize) -> Work {
    let (retries, backoff) = retries(document, number);
    Work {
        job_type: setting(document, number, "type"),
        retries: setting(document, number, "retries").or(retries),
        backoff,
        headers: fields(document, number),
        priority: priority(document, number),
        errors: errors(document, number),
    }
}

/// `camunda:errorEventDefinition` of an external task: an expression, and the error that is thrown when it holds.
fn errors(document: &Document, number: usize) -> Vec<(Text, Option<ElementId>)> {
    let found = extensions(document, number).filter(|e| document.element(*e).is(CAMUNDA, "errorEventDefinition"));
    found
        .filter_map(|extension| {
            let element = document.element(extension);
            let expression = element.attribute("", "expression")?;
            let error = element.get("errorRef").and_then(|error| document.referred(number, error));
            Some((text(&expression.value, expression.place)?, error))
        })
        .collect()
}

/// How urgent the jobs of an element are: as it says, else as its process does.
fn priority(document: &Document, number: usize) -> Option<Text> {
    let said = |number: usize| {
        let attribute = ["taskPriority", "jobPriority"].iter().find_map(|name| seven(document, number, name))?;
        text(&attribute.value, attribute.place)
    };
    let around = || {
        let process = std::iter::successors(Some(number), |inner| document.element(*inner).parent);
        let process = process.into_iter().find(|outer| document.tag(*outer) == "process")?;
        said(process).or_else(|| setting(document, process, "priority"))
    };
    let own = || holders(document, number).into_iter().find_map(said);
    setting(document, number, "priority").or_else(own).or_else(around)
}

/// An attribute of Camunda 7 or one of its kin.
pub fn seven<'a>(document: &'a Document, number: usize, name: &str) -> Option<&'a Attribute> {
    let element = document.element(number);
    SEVEN.iter().find_map(|namespace| element.attribute(namespace, name))
}

/// Is it a name of Camunda 7 or one of its kin?
pub fn seven_of(name: &Name) -> bool {
    SEVEN.contains(&&*name.namespace)
}

/// An expression whose value the engine finds itself; `${execution.setVariable('x', y)}` sets a variable.
fn own_value(expression: &Attribute, result: Option<String>) -> Option<Doing> {
    let written = expression.value.trim();
    let effect = || {
        let program = program(written).filter(|program| program.starts_with("execution."))?;
        (result.is_some() || assignment(written).is_none()).then_some(program)
    };
    if let Some(program) = change(written).or_else(effect) {
        let text = Text { text: program, language: Some("javascript".into()), place: expression.place };
        return Some(Doing::Value(text, result));
    }
    let (written, result) = match assignment(written) {
        Some((name, value)) if result.is_none() => (value, Some(name)),
        _ => (written.to_owned(), result),
    };
    // A getter of a variable and one of a bean look alike: where work is done, it is a bean.
    let calls_bean = bean(&written).is_some_and(|bean| is_called(&bean) && !is_of_data(&bean)) && written.contains('(');
    let evaluated = !calls_bean && Juel::compile(&written).is_ok();
    evaluated.then(|| {
        let text = Text { text: written, language: Some("juel".into()), place: expression.place };
        Doing::Value(text, result)
    })
}

/// `${execution.getVariable('list').add(item)}` as a script: what a script changes inside of a variable is set.
pub fn change(text: &str) -> Option<String> {
    let inside = text.strip_prefix("${").or_else(|| text.strip_prefix("#{"))?.strip_suffix('}')?.trim();
    let asked = inside.strip_prefix("execution.getVariable(")?;
    let (name, call) = asked.split_once(").")?;
    let (method, arguments) = call.split_once('(')?;
    let arguments = arguments.strip_suffix(')')?;
    let quoted = |quote: char| name.len() > 2 && name.starts_with(quote) && name.ends_with(quote);
    if !(quoted('\'') || quoted('"')) || !is_plain(name) || !is_plain(arguments) {
        return None;
    }
    match method.trim() {
        "add" if !arguments.contains(',') => Some(format!("execution.getVariable({name}).push({arguments}); true")),
        "put" => {
            let (key, value) = arguments.split_once(',')?;
            Some(format!("execution.getVariable({name})[{}] = {}", key.trim(), value.trim()))
        }
        // The scripts know these by the same names.
        "add" | "addAll" | "putAll" | "set" | "remove" | "clear" => Some(inside.to_owned()),
        _ => None,
    }
}

/// The bean that an expression calls, by itself or for the value of a variable.
pub fn called_bean(text: &str) -> Option<String> {
    let called = bean(text).or_else(|| {
        assignment(text).and_then(|(_, value)| bean(&value)).filter(|bean| is_called(bean) && !is_of_data(bean))
    });
    called.map(|bean| bean.name)
}

/// Methods of texts, numbers, times, JSON and results of decisions, by which nobody names a method of a bean.
const OF_DATA: [&str; 24] = [
    "size",
    "length",
    "trim",
    "toUpperCase",
    "toLowerCase",
    "substring",
    "equalsIgnoreCase",
    "charAt",
    "toString",
    "intValue",
    "longValue",
    "doubleValue",
    "prop",
    "hasProp",
    "elements",
    "stringValue",
    "numberValue",
    "boolValue",
    "toDate",
    "collectEntries",
    "getSingleEntry",
    "getSingleResult",
    "getFirstResult",
    "getResultList",
];

fn is_of_data(bean: &Bean) -> bool {
    bean.name.rsplit('.').next().is_some_and(|method| OF_DATA.contains(&method))
}

/// Is it a method of a bean, and no variable?
fn is_called(bean: &Bean) -> bool {
    bean.name.contains('.')
}

/// The variable and the value of `${execution.setVariable('name', value)}`, also where a task stands before it.
pub fn assignment(text: &str) -> Option<(String, String)> {
    let inside = text.trim().strip_prefix("${").or_else(|| text.trim().strip_prefix("#{"))?.strip_suffix('}')?.trim();
    let called = ["execution.setVariable", "task.execution.setVariable", "task.setVariable"];
    let arguments = called
        .iter()
        .find_map(|called| inside.strip_prefix(called))?
        .trim_start()
        .strip_prefix('(')?
        .strip_suffix(')')?;
    let arguments = arguments.trim_start();
    let quote = arguments.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let (name, rest) = arguments[1..].split_once(quote)?;
    let value = rest.trim_start().strip_prefix(',')?.trim();
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty();
    plain.then(|| (name.to_owned(), format!("${{{value}}}")))
}

fn job_type(name: &str, attribute: &Attribute) -> Option<Text> {
    let written = attribute.value.trim();
    let named = match name {
        "topic" | "class" => Some(written.to_owned()),
        // A task of a rule engine: whoever runs one asks for this.
        "ruleVariablesInput" | "rules" => Some("rules".to_owned()),
        "exclude" => None,
        _ => called_bean(written),
    };
    named.and_then(|named| text(&named, attribute.place))
}

/// A header with an attribute as it is written.
pub fn header(name: &str, attribute: &Attribute) -> Header {
    let value = Text { text: attribute.value.trim().to_owned(), language: None, place: attribute.place };
    Header { name: name.to_owned(), value, evaluated: false }
}

/// `camunda:connectorId`.
fn connector(document: &Document, number: usize) -> Option<Text> {
    let connector = extensions(document, number).find(|e| document.element(*e).is(CAMUNDA, "connector"))?;
    let id = document.tree.children(connector).find(|child| document.element(*child).is(CAMUNDA, "connectorId"))?;
    text(&document.tree.text(id), document.place(id))
}

/// `R3/PT10M`, or a list of durations: how often, and after which times.
fn retries(document: &Document, number: usize) -> (Option<Text>, Option<Text>) {
    let cycle = extensions(document, number).find(|extension| {
        let name = &document.element(*extension).name;
        name.local == "failedJobRetryTimeCycle" && SEVEN.contains(&&*name.namespace)
    });
    let Some(written) = cycle.and_then(|cycle| text(&document.tree.text(cycle), document.place(cycle))) else {
        return (None, None);
    };
    // What an expression gives is split when a job is made.
    if is_juel(&written.text) {
        return (Some(written), None);
    }
    let of = |value: &str| Text { text: value.to_owned(), language: None, place: written.place };
    let (times, backoff) = crate::retries::split(&written.text);
    (Some(of(&times)), backoff.map(of))
}

/// `camunda:field`, and the headers of Camunda 8.
pub fn fields(document: &Document, number: usize) -> Vec<Header> {
    let mut headers = vec![];
    for extension in extensions(document, number) {
        let element = document.element(extension);
        let namespace = &*element.name.namespace;
        if element.name.local == "field" && SEVEN.contains(&namespace) {
            headers.extend(field(document, extension));
        } else if element.name.local == "mapException" && SEVEN.contains(&namespace) {
            let code = element.get("errorCode").unwrap_or_default().trim();
            let children = if element.get("includeChildExceptions").map(str::trim) == Some("true") { "+" } else { "" };
            let cause = element.get("rootCause").map(|cause| format!(" {}", cause.trim())).unwrap_or_default();
            let written = format!("{}{children}{cause}", document.tree.text(extension).trim());
            let value = Text { text: written, language: None, place: element.place };
            headers.push(Header { name: format!("mapException.{code}"), value, evaluated: false });
        } else if element.is(ZEEBE, "linkedResources") {
            headers.push(linked(document, extension));
        } else if element.is(ZEEBE, "taskHeaders") {
            headers.extend(task_headers(document, extension));
        }
    }
    headers
}

/// What stands in `zeebe:taskHeaders`.
pub(super) fn task_headers(document: &Document, number: usize) -> Vec<Header> {
    let header = |inner: usize| {
        let element = document.element(inner);
        let (key, value) = (element.get("key")?, element.attribute("", "value")?);
        let value = Text { text: value.value.clone(), language: None, place: value.place };
        Some(Header { name: key.to_owned(), value, evaluated: false })
    };
    document.tree.children(number).filter_map(header).collect()
}

/// Resources that a worker is to fetch, all of them in one header.
fn linked(document: &Document, number: usize) -> Header {
    let one = |inner: usize| {
        let attributes = document.element(inner).attributes.iter();
        attributes.map(|a| (a.name.local.clone(), a.value.clone().into())).collect::<serde_json::Map<_, _>>()
    };
    let all: serde_json::Value = document.tree.children(number).map(one).map(serde_json::Value::Object).collect();
    let value = Text { text: all.to_string(), language: None, place: document.place(number) };
    Header { name: "linkedResources".to_owned(), value, evaluated: false }
}

/// A field injected into Java code: its value, or an expression for it.
pub fn field(document: &Document, number: usize) -> Option<Header> {
    let element = document.element(number);
    let name = element.get("name").map(str::trim).filter(|name| !name.is_empty())?.to_owned();
    let place = element.place;
    let inside = document
        .tree
        .children(number)
        .find(|c| matches!(document.element(*c).name.local.as_str(), "string" | "expression"));
    let (value, evaluated) = match (element.get("stringValue"), element.get("expression"), inside) {
        (Some(value), ..) => (value.to_owned(), false),
        (None, Some(value), _) => (value.to_owned(), true),
        (None, None, Some(inside)) => (document.tree.text(inside), document.element(inside).name.local == "expression"),
        _ => return None,
    };
    Some(Header { name, value: Text { text: value, language: None, place }, evaluated })
}
