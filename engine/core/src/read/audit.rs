//! The audit: every element, attribute and text of the file is held against the catalogue. What is not executed and not
//! documentation by its entry becomes a problem; nothing is silently ignored.
use super::disposition::{Account, Became, Disposition};
use super::document::Document;
use super::extensions::Extensions;
use super::people;
use crate::catalogue::misspelt::meant;
use crate::catalogue::nearest::nearest;
use crate::catalogue::{BPMN, BPMNDI, Content, Entry, Family, Remark, Status, WEIR, XSI, find, foreign};
use crate::problem::{Place, Problem, Severity};
use crate::xml::{Attribute, Child, XML};
use std::collections::BTreeSet;

/// Holds a file against the catalogue.
pub fn audit(document: &Document) -> (Vec<Problem>, Vec<Disposition>) {
    let mut audit = Audit {
        document,
        out: Findings::default(),
        quiet: vec![false; document.tree.elements.len()],
        in_use: people::in_use(document),
    };
    let mut extensions = Extensions::new(document);
    for number in 0..document.tree.elements.len() {
        match (document.entry(number), document.element(number).parent) {
            (Some(entry), parent) => audit.element(number, entry, parent, &mut extensions),
            (None, Some(parent)) if document.entry(parent).is_some() => {
                audit.stranger(number, parent, &mut extensions);
            }
            _ => extensions.inner(number, &mut audit.out),
        }
    }
    (audit.out.problems, audit.out.account.lines())
}

/// What the audit found so far.
#[derive(Default)]
pub struct Findings {
    pub problems: Vec<Problem>,
    pub account: Account,
}

struct Audit<'a> {
    document: &'a Document,
    out: Findings,
    /// Elements inside something that was already remarked on or refused: only what is unknown is said there.
    quiet: Vec<bool>,
    /// Resource roles of user tasks: executed.
    in_use: BTreeSet<usize>,
}

impl Audit<'_> {
    fn element(
        &mut self,
        number: usize,
        entry: &'static Entry,
        parent: Option<usize>,
        extensions: &mut Extensions<'_>,
    ) {
        let element = self.document.element(number);
        let around = parent.and_then(|parent| self.document.entry(parent));
        let quiet = parent.is_some_and(|parent| self.quiet[parent]);
        let mut status = entry.status;
        if let Some(around) = around {
            if let Some(child) = around.child(entry.tag) {
                status = child.status.unwrap_or(status);
            } else {
                let message = format!("`{}` cannot stand in `{}`; move or remove it", entry.tag, around.tag);
                self.problem(Severity::Error, "misplaced-element", number, element.place, message);
            }
        }
        if self.in_use.contains(&number) {
            status = Status::Executed;
        }
        let tag = around.map_or("", |around| around.tag);
        // Triggers are judged by where they stand, which is the validator's.
        let judged = entry.family == Family::EventDefinition && around.is_some_and(|a| a.family == Family::Event);
        if !judged {
            self.status(status, number, element.place, tag, entry.tag, quiet);
        }
        let container = matches!(entry.family, Family::Activity);
        // What is executed elsewhere and documents here documents with everything in it.
        let documents = status == Status::Documentation && entry.status == Status::Executed;
        self.quiet[number] = quiet
            || documents
            || matches!(status, Status::Remarked(_))
            || (matches!(status, Status::NotYet(_)) && !container);
        for attribute in &element.attributes {
            self.attribute(number, entry, attribute, extensions);
        }
        if entry.content == Content::Empty && self.has_text(number) {
            let message = format!("text directly inside `{}` means nothing; remove it", entry.tag);
            self.problem(Severity::Error, "unexpected-text", number, element.place, message);
        }
    }

    fn attribute(
        &mut self,
        number: usize,
        entry: &'static Entry,
        attribute: &Attribute,
        extensions: &mut Extensions<'_>,
    ) {
        let namespace = &*attribute.name.namespace;
        if !namespace.is_empty() && namespace != BPMN {
            if namespace != XSI && namespace != XML {
                extensions.attribute(number, entry.tag, attribute, &mut self.out);
            }
            return;
        }
        // Flowable and Activiti write this one without their namespace.
        if entry.tag == "sequenceFlow" && &*attribute.name.local == "skipExpression" && self.document.seven {
            let became = Became::Mapped("the condition of the flow, where the instance enables it".to_owned());
            let owner = || self.document.owner(number);
            return self.out.account.add(owner, attribute.place, entry.tag, "@skipExpression", became);
        }
        if let Some(known) = entry.attribute(&attribute.name.local).filter(|_| namespace.is_empty()) {
            let part = format!("@{}", known.name);
            let status = known.status(&attribute.value);
            self.status(status, number, attribute.place, entry.tag, &part, self.quiet[number]);
        } else {
            let known = entry.attributes.iter().copied().flatten().map(|attribute| attribute.name);
            let hint = did_you_mean(nearest(&attribute.name.local, known));
            let message = format!("`{}` has no attribute `{}`{hint}", entry.tag, attribute.name);
            self.problem(Severity::Error, "unknown-attribute", number, attribute.place, message);
            let part = format!("@{}", attribute.name);
            self.refused("unknown-attribute", number, attribute.place, entry.tag, &part);
        }
    }

    /// An element inside a BPMN element that is no BPMN element itself, or one that nobody knows.
    fn stranger(&mut self, number: usize, parent: usize, extensions: &mut Extensions<'_>) {
        let element = self.document.element(number);
        let namespace = &*element.name.namespace;
        let free = self.document.tag(parent) == "extensionElements" || takes_any(self.document.tag(parent));
        if namespace == BPMNDI || (free && namespace.is_empty()) || (free && namespace == BPMN) {
            self.out.account.add(
                || None,
                element.place,
                self.document.tag(parent),
                &element.name.local,
                Became::Documentation,
            );
        } else if namespace == BPMN || namespace.is_empty() {
            let around = self.document.entry(parent);
            let known = around.map(|around| around.children.iter().copied().flatten().map(|child| child.tag));
            let hint = did_you_mean(nearest(&element.name.local, known.into_iter().flatten()));
            let message = format!("BPMN has no element `{}`{hint}", element.name);
            self.problem(Severity::Error, "unknown-element", number, element.place, message);
            self.refused("unknown-element", number, element.place, self.document.tag(parent), &element.name.local);
        } else if namespace == WEIR || foreign::EXECUTION.contains(&namespace) {
            extensions.element(number, parent, &mut self.out);
        } else if !free && meant(namespace, false).is_none() && self.stands_for_bpmn(number, parent) {
            let tag = self.document.tag(parent);
            let message = format!(
                "`{}` of `{namespace}` stands where BPMN's own `{}` is read, and would be read by nobody: write it in \
                 `{BPMN}`, or put it into `extensionElements`",
                element.name, element.name.local
            );
            self.problem(Severity::Error, "namespace-mistyped", number, element.place, message);
            self.refused("namespace-mistyped", number, element.place, tag, &element.name.to_string());
        } else {
            let part = (self.document.tag(parent), &*element.name.to_string(), element.place);
            extensions.documentation(number, namespace, part, &mut self.out);
        }
    }

    /// Is it called like an element of BPMN that may stand in its place?
    fn stands_for_bpmn(&self, number: usize, parent: usize) -> bool {
        let local = &self.document.element(number).name.local;
        self.document.entry(parent).is_some_and(|around| around.child(local).is_some())
    }

    fn status(&mut self, status: Status, number: usize, place: Place, tag: &str, part: &str, quiet: bool) {
        let became = match status {
            _ if quiet => Became::Documentation,
            Status::Executed => Became::Executed,
            Status::Documentation => Became::Documentation,
            Status::Remarked(Remark { severity, code, text }) => {
                let what = name_part(tag, part);
                self.problem(*severity, code, number, place, format!("{what}: {text}"));
                Became::Documentation
            }
            Status::NotYet(text) => {
                let what = name_part(tag, part);
                let message = format!("{what} is not executed in this release: {text}");
                self.problem(Severity::Error, "not-executed-yet", number, place, message);
                Became::Refused("not-executed-yet".into())
            }
        };
        self.out.account.add(|| self.document.owner(number), place, tag, part, became);
    }

    fn refused(&mut self, code: &str, number: usize, place: Place, tag: &str, part: &str) {
        self.out.account.add(|| self.document.owner(number), place, tag, part, Became::Refused(code.to_owned()));
    }

    fn problem(&mut self, severity: Severity, code: &str, number: usize, place: Place, message: String) {
        let owner = self.document.owner(number);
        let problem = Problem::error(code, owner.as_ref(), place, message);
        self.out.problems.push(Problem { severity, ..problem });
    }

    fn has_text(&self, number: usize) -> bool {
        let text = |child: &Child| matches!(child, Child::Text(text) if !text.trim().is_empty());
        self.document.element(number).children.iter().any(text)
    }
}

/// Where the standard lets any element stand: formatted text and scripts.
fn takes_any(tag: &str) -> bool {
    find(tag).is_some_and(|entry| entry.content == Content::Text)
}

/// "`isImmediate` of `sequenceFlow`", "`transaction`".
fn name_part(tag: &str, part: &str) -> String {
    match part.strip_prefix('@') {
        Some(attribute) => format!("`{attribute}` of `{tag}`"),
        None => format!("`{part}`"),
    }
}

/// The hint behind an unknown name.
pub fn did_you_mean(known: Option<&str>) -> String {
    known.map(|known| format!("; did you mean `{known}`?")).unwrap_or_default()
}
