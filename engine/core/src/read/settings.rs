//! Our extension attributes, or those of other engines that map onto them.
use super::document::Document;
use crate::catalogue::foreign::{self, Fate};
use crate::catalogue::{WEIR, weir};
use crate::juel::is_juel;
use crate::model::{Mapping, Text};
use crate::problem::Place;
use crate::xml::{Attribute, XML};

/// The value of an extension attribute: ours first, else the one of another engine that maps onto it.
pub fn setting(document: &Document, number: usize, name: &str) -> Option<Text> {
    let element = document.element(number);
    let tag = document.tag(number);
    let known = weir::attribute(name).is_none_or(|known| known.on.contains(&tag));
    if let Some(ours) = element.attribute(WEIR, name).filter(|_| known) {
        return text(&ours.value, ours.place);
    }
    let fits = |attribute: &&Attribute, namespace: &str, on: &str| match foreign::fate(
        namespace,
        on,
        &attribute.name.local,
        tag,
    ) {
        Some(Fate::Maps(to)) => to == name,
        Some(Fate::MapsLiteral(to)) => to == name && !is_juel(&attribute.value),
        Some(Fate::Topic) => {
            let kind = element.attribute(foreign::CAMUNDA, "type").map(|kind| kind.value.as_str());
            name == "type" && kind == Some("external")
        }
        _ => false,
    };
    let direct = element.attributes.iter().find(|attribute| fits(attribute, &attribute.name.namespace, ""));
    let nested = || {
        extensions(document, number).find_map(|extension| {
            let extension = document.element(extension);
            let (namespace, local) = (&extension.name.namespace, &extension.name.local);
            extension.attributes.iter().find(|attribute| fits(attribute, namespace, local))
        })
    };
    direct.or_else(nested).and_then(|found| text(&found.value, found.place))
}

/// The same, where only the text counts.
pub fn plain(document: &Document, number: usize, name: &str) -> Option<String> {
    setting(document, number, name).map(|setting| setting.text)
}

/// `weir:input` or `weir:output`, and their like in `zeebe:ioMapping`.
pub fn mappings(document: &Document, number: usize, kind: &str) -> Vec<Mapping> {
    let mut list = Vec::new();
    for extension in extensions(document, number) {
        let element = document.element(extension);
        if element.is(WEIR, kind) {
            list.extend(mapping(document, extension, false));
        } else if element.is(foreign::ZEEBE, "ioMapping") {
            let inside =
                document.tree.children(extension).filter(|inner| document.element(*inner).is(foreign::ZEEBE, kind));
            list.extend(inside.filter_map(|inner| mapping(document, inner, true)));
        }
    }
    list
}

/// `weir:name`: names in other languages.
pub fn names(document: &Document, number: usize) -> Vec<(String, String)> {
    let named = extensions(document, number).filter(|extension| document.element(*extension).is(WEIR, "name"));
    named
        .map(|extension| {
            let language = document.element(extension).attribute(XML, "lang").map(|lang| lang.value.clone());
            (language.unwrap_or_default(), document.tree.text(extension))
        })
        .collect()
}

/// A value with its place; none when it is blank.
pub fn text(value: &str, place: Place) -> Option<Text> {
    let value = value.trim();
    (!value.is_empty()).then(|| Text { text: value.to_owned(), language: None, place })
}

/// In Zeebe a source without `=` is the text itself; with us it is always FEEL.
fn mapping(document: &Document, number: usize, quoted: bool) -> Option<Mapping> {
    let element = document.element(number);
    let source = element.attribute("", "source")?;
    let mut source = text(&source.value, source.place)?;
    if quoted && !source.text.starts_with('=') {
        source.text = format!("\"{}\"", source.text.replace('\\', "\\\\").replace('"', "\\\""));
    }
    let target = element.get("target").map(str::trim).filter(|target| !target.is_empty())?;
    Some(Mapping { source, target: target.to_owned() })
}

/// The elements inside `extensionElements`.
fn extensions(document: &Document, number: usize) -> impl Iterator<Item = usize> + '_ {
    let wrappers = document.children(number).filter(|child| document.tag(*child) == "extensionElements");
    wrappers.flat_map(|wrapper| document.tree.children(wrapper))
}
