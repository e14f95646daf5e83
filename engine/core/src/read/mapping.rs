//! Input and output mappings: ours, those of Camunda 8, `camunda:inputOutput`, and `in` and `out` of calls.
use super::document::Document;
use super::settings::{extensions, text};
use crate::catalogue::WEIR;
use crate::catalogue::foreign::{ACTIVITI, CAMUNDA, FLOWABLE, SEVEN, ZEEBE};
use crate::model::{Form, Mapping, Source, Text};
use crate::problem::Place;

/// Engines whose external workers have parameters of their own.
const FLOW: [&str; 2] = [FLOWABLE, ACTIVITI];

/// What goes into an element or comes out of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On entry.
    In,
    /// On leaving.
    Out,
}

/// The mappings of an element, in the order of the file; those of an event also from its message definition.
pub fn mappings(document: &Document, number: usize, way: Way) -> Vec<Mapping> {
    let mut list = Vec::new();
    // What a signal carries is what its event has; who catches one takes what it carries.
    let throws = way == Way::In && matches!(document.tag(number), "intermediateThrowEvent" | "endEvent");
    let signal = document.child(number, "signalEventDefinition").filter(|_| throws);
    for holder in super::work::holders(document, number).into_iter().chain(signal) {
        for extension in extensions(document, holder) {
            let before = list.len();
            one(document, extension, way, &mut list);
            // What a task gives besides goes to the process there; what a connector does stays with the connector.
            let beside = document.element(extension).is(CAMUNDA, "inputOutput");
            list[before..].iter_mut().for_each(|mapping| mapping.beside = beside);
        }
    }
    list
}

fn one(document: &Document, extension: usize, way: Way, list: &mut Vec<Mapping>) {
    let element = document.element(extension);
    let (ours, call, external, parameter) = if way == Way::In {
        ("input", "in", "externalWorkerInParameter", "inputParameter")
    } else {
        ("output", "out", "externalWorkerOutParameter", "outputParameter")
    };
    if element.is(WEIR, ours) {
        list.extend(mapping(document, extension, false));
    } else if element.is(ZEEBE, "ioMapping") {
        let inside = document.tree.children(extension).filter(|inner| document.element(*inner).is(ZEEBE, ours));
        list.extend(super::nested::joined(inside.filter_map(|inner| mapping(document, inner, true)).collect(), way));
    } else if (element.name.local == call && SEVEN.contains(&&*element.name.namespace))
        || (element.name.local == external && FLOW.contains(&&*element.name.namespace))
    {
        list.extend(of_call(document, extension, way));
    } else if element.is(CAMUNDA, "inputOutput") {
        let inside = document.tree.children(extension).filter(|inner| document.element(*inner).is(CAMUNDA, parameter));
        list.extend(inside.filter_map(|inner| of_parameter(document, inner)));
    } else if element.is(CAMUNDA, "connector") {
        for inner in document.tree.children(extension) {
            one(document, inner, way, list);
        }
    }
}

/// In Zeebe a source without `=` is the text itself; with us it is always FEEL.
fn mapping(document: &Document, number: usize, literal: bool) -> Option<Mapping> {
    let element = document.element(number);
    let source = element.attribute("", "source")?;
    let text = text(&source.value, source.place)?;
    let target = element.get("target").map(str::trim).filter(|target| !target.is_empty())?;
    let form = if literal && !text.text.starts_with('=') { Form::Literal } else { Form::Expression };
    Some(Mapping { source: Source { text, form }, target: target.to_owned(), beside: false })
}

/// `camunda:in` and `camunda:out`: a variable that may be missing, or an expression.
fn of_call(document: &Document, number: usize, way: Way) -> Option<Mapping> {
    let element = document.element(number);
    let target = element.get("target").map(str::trim).filter(|target| !target.is_empty())?.to_owned();
    let local = way == Way::Out || element.get("local").map(str::trim) == Some("true");
    let source = match (element.attribute("", "source"), element.attribute("", "sourceExpression")) {
        (Some(source), _) => {
            let method = if local { "getVariableLocal" } else { "getVariable" };
            let name = source.value.trim().replace('\\', "\\\\").replace('\'', "\\'");
            expression(format!("${{execution.{method}('{name}')}}"), source.place)
        }
        (None, Some(source)) => template(source.value.trim().to_owned(), source.place),
        (None, None) => return None,
    };
    Some(Mapping { source, target, beside: false })
}

/// `camunda:inputParameter` and `camunda:outputParameter`.
fn of_parameter(document: &Document, number: usize) -> Option<Mapping> {
    let name = document.element(number).get("name").map(str::trim).filter(|name| !name.is_empty())?;
    Some(Mapping { source: source(document, number), target: name.to_owned(), beside: false })
}

/// What stands in a parameter, an entry or a list: text, a script, a list, a map. Nothing at all is null.
fn source(document: &Document, number: usize) -> Source {
    let place = document.place(number);
    let inside = document.tree.children(number).next();
    let Some(inside) = inside else {
        let written = document.tree.text(number);
        return if written.is_empty() { expression("${null}".into(), place) } else { template(written, place) };
    };
    of_element(document, inside)
}

fn of_element(document: &Document, number: usize) -> Source {
    let element = document.element(number);
    let items = || document.tree.children(number);
    if let Some(resource) = element.get("resource").filter(|_| element.name.local == "script") {
        let text = Text { text: resource.to_owned(), language: None, place: element.place };
        return Source { text, form: Form::Script("resource".to_owned()) };
    }
    let form = match element.name.local.as_str() {
        "list" => Form::List(items().map(|item| of_element(document, item)).collect()),
        "map" => {
            let entry = |entry: usize| {
                let key = document.element(entry).get("key").unwrap_or_default().to_owned();
                (key, source(document, entry))
            };
            Form::Map(items().map(entry).collect())
        }
        "script" => Form::Script(element.get("scriptFormat").unwrap_or_default().trim().to_owned()),
        _ => return source(document, number),
    };
    Source { text: Text { text: document.tree.text(number), language: None, place: element.place }, form }
}

fn expression(text: String, place: Place) -> Source {
    Source { text: Text { text, language: None, place }, form: Form::Expression }
}

fn template(text: String, place: Place) -> Source {
    Source { text: Text { text, language: None, place }, form: Form::Literal }
}
