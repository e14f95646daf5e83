//! Our extension attributes, or those of other engines that map onto them.
use super::document::Document;
use crate::catalogue::foreign::{self, Fate};
use crate::catalogue::{WEIR, weir};
use crate::model::Text;
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
    let fits = |attribute: &&Attribute, namespace: &str, on: &str| {
        let fate = foreign::fate(namespace, on, &attribute.name.local, document.standing(number), &attribute.value);
        matches!(fate, Some(Fate::Maps(to)) if to == name)
    };
    let direct = element.attributes.iter().find(|attribute| fits(attribute, &attribute.name.namespace, ""));
    let nested = || {
        extensions(document, number).find_map(|extension| {
            let extension = document.element(extension);
            let (namespace, local) = (&extension.name.namespace, &extension.name.local);
            extension.attributes.iter().find(|attribute| fits(attribute, namespace, local))
        })
    };
    let found = direct.or_else(nested)?;
    // `sameDeployment` and `variables` say by their presence which of our values they mean.
    match (found.name.local.as_str(), name) {
        ("sameDeployment", _) => text("deployment", found.place),
        ("variables", _) => text("true", found.place),
        _ => text(&found.value, found.place),
    }
}

/// The same, where only the text counts.
pub fn plain(document: &Document, number: usize, name: &str) -> Option<String> {
    setting(document, number, name).map(|setting| setting.text)
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

/// The elements inside `extensionElements`.
pub fn extensions(document: &Document, number: usize) -> impl Iterator<Item = usize> + '_ {
    document.extensions(number)
}
