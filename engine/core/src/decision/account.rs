//! What became of every element and attribute of a DMN file: nothing of it is silently ignored. What counts is executed,
//! what is for people and tools says so, and everything else is told as a warning, since tools write more than the
//! standard has.
use super::attributes::ATTRIBUTES;
use super::read::{File, NAMESPACES};
use crate::catalogue::WEIR;
use crate::catalogue::foreign::ZEEBE;
use crate::catalogue::misspelt::meant;
use crate::problem::{Place, Problem};
use crate::read::{Account, Became, Disposition, mistyped};
use crate::xml::{Attribute, XML};
use std::collections::BTreeSet;

pub(super) use crate::catalogue::misspelt::CAMUNDA_DMN as CAMUNDA;

const MODELER: &str = "it belongs to the modeler";
const NO_ENGINE: &str = "no engine executes extensions of this namespace";
const PEOPLE: &str = "it is for people and tools";

/// What becomes of an extension, by its namespace, its name and the element of DMN that it extends.
#[derive(Clone, Copy)]
enum Fate {
    Maps(&'static str),
    Documents(&'static str),
    /// It asks for something that does not come about; why not, and what to do.
    Unused(&'static str),
}

fn fate(namespace: &str, name: &str, on: &str) -> Option<Fate> {
    Some(match (namespace, name, on) {
        (WEIR | CAMUNDA | ZEEBE, "versionTag", "decision") => Fate::Maps("weir:versionTag"),
        (CAMUNDA, "historyTimeToLive", _) => {
            Fate::Unused("what a decision gave is kept with its instance: a clean-up by age is not built")
        }
        (CAMUNDA, "inputVariable", "input") => Fate::Maps("the name of `?` in the cells of its column"),
        (CAMUNDA, "diagramRelationId" | "asynchronousHistory", _) => Fate::Documents(MODELER),
        (CAMUNDA | ZEEBE, "properties" | "property", _) => Fate::Documents(PEOPLE),
        (CAMUNDA | ZEEBE, "modelerTemplate" | "modelerTemplateVersion" | "modelerTemplateIcon", _) => {
            Fate::Documents(MODELER)
        }
        (WEIR | CAMUNDA | ZEEBE, ..) => return None,
        // Drawings.
        (drawn, ..)
            if drawn.starts_with("http://www.omg.org/spec/") || drawn.starts_with("https://www.omg.org/spec/") =>
        {
            Fate::Documents(PEOPLE)
        }
        _ => Fate::Documents(NO_ENGINE),
    })
}

/// What became of each part of a file, and what is to be told about it.
#[derive(Default)]
pub(super) struct Audit {
    account: Account,
    pub problems: Vec<Problem>,
    told: BTreeSet<String>,
}

impl Audit {
    /// Looks at every element and attribute once.
    pub fn of(file: &File) -> Audit {
        let mut audit = Audit::default();
        // For what is apart (documentation, drawings, extensions): why nothing in it is evaluated.
        let mut apart: Vec<Option<&'static str>> = vec![None; file.tree.elements.len()];
        for (number, element) in file.tree.elements.iter().enumerate() {
            let around = element.parent.map_or("", |parent| file.tag(parent));
            let inherited = element.parent.and_then(|parent| apart[parent]);
            let namespace = &*element.name.namespace;
            let part = element.name.to_string();
            let extends = around == "extensionElements" && element.parent.is_some();
            let foreign = !NAMESPACES.contains(&namespace);
            apart[number] = if foreign && (extends || inherited.is_none()) {
                Some(audit.extension(file, number, &part))
            } else {
                inherited.or_else(|| file.is_documentation(number).then_some(PEOPLE))
            };
            match apart[number] {
                Some(_) if extends || (foreign && inherited.is_none()) => {}
                Some(reason) => {
                    audit.account.documents(|| file.owner(number), (element.place, false), (around, &part), reason);
                }
                None => {
                    audit.account.add(|| file.owner(number), element.place, around, &part, Became::Executed);
                    for attribute in &element.attributes {
                        audit.attribute(file, number, attribute);
                    }
                }
            }
        }
        audit
    }

    /// The rows, in the order of the file.
    pub fn lines(self) -> Vec<Disposition> {
        self.account.lines()
    }

    /// An element of another namespace, with everything in it; why that is not evaluated.
    fn extension(&mut self, file: &File, number: usize, part: &str) -> &'static str {
        let element = &file.tree.elements[number];
        let extended = element.parent.and_then(|wrapper| file.tree.elements[wrapper].parent);
        let on = extended.map_or("", |extended| file.tag(extended));
        let fate = fate(&element.name.namespace, &element.name.local, on);
        let reason = match fate {
            Some(Fate::Documents(reason)) => reason,
            Some(Fate::Unused(_)) | None => "nobody reads it",
            Some(Fate::Maps(_)) => "it says a version tag",
        };
        self.became(file, number, (on, part, element.place, &element.name.namespace), fate);
        reason
    }

    fn attribute(&mut self, file: &File, number: usize, attribute: &Attribute) {
        let tag = file.tag(number);
        let name = attribute.name.local.as_str();
        let (part, place) = (format!("@{}", attribute.name), attribute.place);
        let namespace = &*attribute.name.namespace;
        if namespace == XML {
            return self.account.documents(|| file.owner(number), (place, false), (tag, &part), PEOPLE);
        }
        if !namespace.is_empty() {
            return self.became(file, number, (tag, &part, place, namespace), fate(namespace, name, tag));
        }
        let known = ATTRIBUTES.iter().find(|(element, ..)| *element == tag);
        if known.is_some_and(|(_, runs, _)| runs.contains(&name)) || name == "id" {
            self.account.add(|| file.owner(number), place, tag, &part, Became::Executed);
        } else if known.is_some_and(|(.., documents)| documents.contains(&name)) || name == "label" {
            self.account.documents(|| file.owner(number), (place, false), (tag, &part), PEOPLE);
        } else {
            self.unread(file, number, (tag, &part, place));
        }
    }

    fn became(&mut self, file: &File, number: usize, what: (&str, &str, Place, &str), fate: Option<Fate>) {
        let (tag, part, place, namespace) = what;
        let owner = || file.owner(number);
        match fate {
            Some(Fate::Maps(to)) => self.account.add(owner, place, tag, part, Became::Mapped(to.to_owned())),
            Some(Fate::Documents(NO_ENGINE)) if let Some(known) = meant(namespace, true) => {
                if self.told.insert(namespace.to_owned()) {
                    self.problems.push(mistyped(namespace, known, owner().as_ref(), place));
                }
                self.account.add(owner, place, tag, part, Became::Refused("namespace-mistyped".to_owned()));
            }
            Some(Fate::Documents(reason)) => {
                if reason == NO_ENGINE && self.told.insert(namespace.to_owned()) {
                    let message =
                        format!("extensions of `{namespace}` are kept as documentation; nothing of them is executed");
                    let note = Problem::note("extension-documentation-only", owner().as_ref(), place, message);
                    self.problems.push(note);
                }
                self.account.documents(owner, (place, reason != NO_ENGINE), (tag, part), reason);
            }
            Some(Fate::Unused(why)) => {
                let message = format!("`{}` has no effect on `{tag}`: {why}", part.trim_start_matches('@'));
                self.problems.push(Problem::warning("extension-unused", owner().as_ref(), place, message));
                self.account.documents(owner, (place, true), (tag, part), why);
            }
            None => self.unread(file, number, (tag, part, place)),
        }
    }

    fn unread(&mut self, file: &File, number: usize, (tag, part, place): (&str, &str, Place)) {
        let owner = || file.owner(number);
        let message = format!("`{}` of `{tag}` is not read; remove it", part.trim_start_matches('@'));
        self.problems.push(Problem::warning("dmn-unknown-attribute", owner().as_ref(), place, message));
        self.account.documents(owner, (place, true), (tag, part), "nobody reads it");
    }
}
