//! Extensions: ours are checked by name and place, those of other engines are mapped or refused, all others document.
use super::audit::{Findings, did_you_mean};
use super::disposition::Became;
use super::document::Document;
use crate::catalogue::foreign::{self, Fate};
use crate::catalogue::nearest::nearest;
use crate::catalogue::{BPMN, WEIR, weir};
use crate::juel::is_juel;
use crate::problem::{Place, Problem};
use crate::xml::Attribute;
use std::collections::BTreeSet;

/// The audit of extensions.
pub struct Extensions<'a> {
    document: &'a Document,
    /// For extension elements that are looked into: the BPMN element they extend.
    extends: Vec<Option<usize>>,
    /// Namespaces already said to be documentation.
    told: BTreeSet<String>,
}

impl<'a> Extensions<'a> {
    /// Nothing seen yet.
    pub fn new(document: &'a Document) -> Self {
        Extensions { document, extends: vec![None; document.tree.elements.len()], told: BTreeSet::new() }
    }

    /// An attribute of another namespace on a BPMN element.
    pub fn attribute(&mut self, number: usize, tag: &str, attribute: &Attribute, out: &mut Findings) {
        let namespace = &*attribute.name.namespace;
        if namespace == WEIR {
            self.weir_attribute(number, tag, attribute, out);
        } else if foreign::EXECUTION.contains(&namespace) {
            let fate = foreign::fate(namespace, "", &attribute.name.local, tag);
            self.foreign(number, number, tag, attribute, fate, out);
        } else {
            self.documentation(number, namespace, attribute.place, out);
        }
    }

    /// An extension element of ours or of another engine directly inside a BPMN element or its `extensionElements`.
    pub fn element(&mut self, number: usize, parent: usize, out: &mut Findings) {
        let wrapped = self.document.tag(parent) == "extensionElements";
        let extended = if wrapped { self.document.element(parent).parent.unwrap_or(parent) } else { parent };
        let element = self.document.element(number);
        if !wrapped {
            let message = format!("`{}` must stand in `extensionElements`", element.name);
            self.refuse(number, "misplaced-element", (&element.name.to_string(), element.place), message, out);
        } else if &*element.name.namespace == WEIR {
            self.weir_element(number, extended, out);
        } else {
            self.foreign_element(number, extended, out);
        }
    }

    /// An element inside an extension element.
    pub fn inner(&mut self, number: usize, out: &mut Findings) {
        let element = self.document.element(number);
        let Some(extended) = element.parent.and_then(|parent| self.extends[parent]) else { return };
        let around = element.parent.map(|parent| &*self.document.element(parent).name.namespace);
        if around == Some(&*element.name.namespace) && around != Some(WEIR) {
            self.foreign_element(number, extended, out);
        } else {
            // What stands in an element of ours, or of no engine in one of another engine, is read by nobody.
            let message = format!("`{}` is not known here; remove it", element.name);
            self.refuse(number, "foreign-extension", (&element.name.to_string(), element.place), message, out);
        }
    }

    /// Something of a namespace that no engine executes: said once for each namespace.
    pub fn documentation(&mut self, number: usize, namespace: &str, place: Place, out: &mut Findings) {
        if self.told.insert(namespace.to_owned()) {
            let message = format!("extensions of `{namespace}` are kept as documentation; nothing of them is executed");
            let owner = self.document.owner(number);
            out.problems.push(Problem::note("extension-documentation-only", owner.as_ref(), place, message));
        }
        out.account.add(|| None, place, "", &format!("{{{namespace}}}"), Became::Documentation);
    }

    fn weir_attribute(&self, number: usize, tag: &str, attribute: &Attribute, out: &mut Findings) {
        let local = &attribute.name.local;
        match weir::attribute(local) {
            Some(known) if known.on.contains(&tag) => self.account(number, tag, attribute, Became::Executed, out),
            Some(known) => {
                let message = format!("`weir:{local}` does nothing on `{tag}`; it belongs on {}", known.on.join(", "));
                self.refuse(
                    number,
                    "unknown-weir-attribute",
                    (&format!("@{}", attribute.name), attribute.place),
                    message,
                    out,
                );
            }
            None => {
                let here = weir::ATTRIBUTES.iter().map(|known| known.name);
                let message = format!("there is no `weir:{local}`{}", did_you_mean(nearest(local, here)));
                self.refuse(
                    number,
                    "unknown-weir-attribute",
                    (&format!("@{}", attribute.name), attribute.place),
                    message,
                    out,
                );
            }
        }
    }

    fn weir_element(&mut self, number: usize, extended: usize, out: &mut Findings) {
        let element = self.document.element(number);
        self.extends[number] = Some(extended);
        let local = element.name.local.as_str();
        let tag = self.document.tag(extended);
        let Some((_, attributes, _)) = weir::ELEMENTS.iter().find(|(name, ..)| *name == local) else {
            let known = weir::ELEMENTS.iter().map(|(name, ..)| *name);
            let message = format!("there is no `weir:{local}`{}", did_you_mean(nearest(local, known)));
            return self.refuse(
                number,
                "unknown-weir-element",
                (&element.name.to_string(), element.place),
                message,
                out,
            );
        };
        if !weir::element_allowed(local, tag) {
            let message = format!("`weir:{local}` does nothing in `{tag}`; it belongs in activities and events");
            return self.refuse(
                number,
                "unknown-weir-element",
                (&element.name.to_string(), element.place),
                message,
                out,
            );
        }
        out.account.add(|| self.document.owner(number), element.place, tag, &format!("weir:{local}"), Became::Executed);
        for attribute in &element.attributes {
            let namespace = &*attribute.name.namespace;
            let known = attributes.contains(&attribute.name.local.as_str()) && namespace.is_empty();
            if !known && namespace != crate::xml::XML {
                let hint = did_you_mean(nearest(&attribute.name.local, attributes.iter().copied()));
                let message = format!("`weir:{local}` has no attribute `{}`{hint}", attribute.name);
                self.refuse(
                    number,
                    "unknown-weir-attribute",
                    (&format!("@{}", attribute.name), attribute.place),
                    message,
                    out,
                );
            }
        }
        for missing in attributes.iter().filter(|name| element.get(name).is_none_or(|value| value.trim().is_empty())) {
            let message = format!("`weir:{local}` needs `{missing}`");
            self.refuse(number, "mapping-incomplete", (&element.name.to_string(), element.place), message, out);
        }
    }

    fn foreign_element(&mut self, number: usize, extended: usize, out: &mut Findings) {
        let element = self.document.element(number);
        let tag = self.document.tag(extended);
        let part = element.name.to_string();
        let owner = || self.document.owner(extended);
        match foreign::element_fate(&element.name.namespace, &element.name.local) {
            None => {
                let message = format!("`{part}` is not executed; remove it or say it with weir extensions");
                self.refuse(number, "foreign-extension", (&element.name.to_string(), element.place), message, out);
            }
            Some(Fate::Documentation) => {
                out.account.add(owner, element.place, tag, &part, Became::Documentation);
            }
            Some(_) => {
                self.extends[number] = Some(extended);
                for attribute in &element.attributes {
                    let (namespace, local) = (&element.name.namespace, &element.name.local);
                    let fate = foreign::fate(namespace, local, &attribute.name.local, tag);
                    self.foreign(number, extended, tag, attribute, fate, out);
                }
            }
        }
    }

    fn foreign(
        &self,
        number: usize,
        on: usize,
        tag: &str,
        attribute: &Attribute,
        fate: Option<Fate>,
        out: &mut Findings,
    ) {
        let external = || {
            let kind = self.document.element(on).attribute(foreign::CAMUNDA, "type");
            kind.is_some_and(|kind| kind.value == "external")
        };
        let mapped = |to: &str| Some(Became::Mapped(format!("weir:{to}")));
        let became = match fate {
            Some(Fate::Maps(to)) => mapped(to),
            Some(Fate::MapsLiteral(to)) if !is_juel(&attribute.value) => mapped(to),
            Some(Fate::External | Fate::Topic) if external() => mapped("type"),
            Some(Fate::Documentation) => Some(Became::Documentation),
            _ => None,
        };
        let name = if attribute.name.prefix.is_empty() {
            format!("{}@{}", self.document.element(number).name, attribute.name)
        } else {
            format!("@{}", attribute.name)
        };
        let Some(became) = became else {
            let what = name.trim_start_matches('@');
            let message = format!("`{what}` is not executed; remove it or say it with weir extensions");
            return self.refuse(number, "foreign-extension", (&name, attribute.place), message, out);
        };
        out.account.add(|| self.document.owner(on), attribute.place, tag, &name, became);
    }

    fn account(&self, number: usize, tag: &str, attribute: &Attribute, became: Became, out: &mut Findings) {
        out.account.add(|| self.document.owner(number), attribute.place, tag, &format!("@{}", attribute.name), became);
    }

    fn refuse(&self, number: usize, code: &str, part: (&str, Place), message: String, out: &mut Findings) {
        let (part, place) = part;
        let owner = self.document.owner(number);
        let element = self.document.element(number);
        let tag = if &*element.name.namespace == BPMN { element.name.local.as_str() } else { "extensionElements" };
        out.account.add(|| owner.clone(), place, tag, part, Became::Refused(code.to_owned()));
        out.problems.push(Problem::error(code, owner.as_ref(), place, message));
    }
}
