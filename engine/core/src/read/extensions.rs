//! Extensions: ours are checked by name and place, those of other engines are mapped or refused, all others document.
//!
//! This file is long because each kind of extension, and each way in which one is told, has its few lines here.
use super::audit::{Findings, did_you_mean};
use super::disposition::Became;
use super::document::Document;
use super::forms::{FIELD_TYPES, expression_problem};
use super::said_twice::counts_instead;
use super::settings::extensions;
use super::work::becomes;
use crate::catalogue::foreign::{self, Fate};
use crate::catalogue::misspelt::meant;
use crate::catalogue::nearest::nearest;
use crate::catalogue::{BPMN, WEIR, weir};
use crate::id::ElementId;
use crate::problem::{Place, Problem};
use crate::xml::Attribute;
use std::collections::BTreeSet;

/// The audit of extensions.
pub struct Extensions<'a> {
    document: &'a Document,
    /// For extension elements that are looked into: the BPMN element they extend.
    extends: Vec<Option<usize>>,
    /// For elements that document with everything in them: the BPMN element around, and the reason.
    documents: Vec<Option<(usize, &'static str)>>,
    /// For elements that are refused with everything in them: the BPMN element around, and the code.
    refused: Vec<Option<(usize, &'static str)>>,
    /// Namespaces already said to be documentation.
    told: BTreeSet<String>,
}

/// Why what no engine executes documents.
const NO_ENGINE: &str = "no engine executes extensions of this namespace";

impl<'a> Extensions<'a> {
    /// Nothing seen yet.
    pub fn new(document: &'a Document) -> Self {
        let count = document.tree.elements.len();
        let (extends, documents, refused) = (vec![None; count], vec![None; count], vec![None; count]);
        Extensions { document, extends, documents, refused, told: BTreeSet::new() }
    }

    /// An attribute of another namespace on a BPMN element.
    pub fn attribute(&mut self, number: usize, tag: &str, attribute: &Attribute, out: &mut Findings) {
        let namespace = &*attribute.name.namespace;
        if namespace == WEIR {
            self.weir_attribute(number, tag, attribute, out);
        } else if foreign::EXECUTION.contains(&namespace) {
            self.foreign(number, number, tag, attribute, out);
        } else {
            self.documentation(number, namespace, (tag, &format!("@{}", attribute.name), attribute.place), out);
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
            self.refused_with(number, extended, "misplaced-element", out);
        } else if &*element.name.namespace == WEIR {
            self.weir_element(number, extended, out);
        } else {
            self.foreign_element(number, extended, out);
        }
    }

    /// An element inside an extension element.
    pub fn inner(&mut self, number: usize, out: &mut Findings) {
        let element = self.document.element(number);
        if let Some((extended, reason)) = element.parent.and_then(|parent| self.documents[parent]) {
            return self.documented(number, extended, reason, out);
        }
        if let Some((extended, code)) = element.parent.and_then(|parent| self.refused[parent]) {
            let (owner, became) = (|| self.document.owner(extended), Became::Refused(code.to_owned()));
            out.account.add(owner, element.place, self.document.tag(extended), &element.name.to_string(), became);
            return self.refused_with(number, extended, code, out);
        }
        let Some(extended) = element.parent.and_then(|parent| self.extends[parent]) else { return };
        let around = element.parent.map(|parent| &*self.document.element(parent).name.namespace);
        if around == Some(&*element.name.namespace) && around != Some(WEIR) && around != Some(BPMN) {
            self.foreign_element(number, extended, out);
        } else if self.times_a_listener(number) || self.names_starters(number) || self.is_aggregated(number) {
            self.extends[number] = Some(extended);
            let (tag, part) = (self.document.tag(extended), element.name.local.as_str());
            out.account.add(|| self.document.owner(extended), element.place, tag, part, Became::Executed);
        } else {
            // What stands in an element of ours, or of no engine in one of another engine, is read by nobody.
            let message = format!("`{}` is not known here; remove it", element.name);
            self.refuse(number, "foreign-extension", (&element.name.to_string(), element.place), message, out);
            self.refused_with(number, extended, "foreign-extension", out);
        }
    }

    /// The timer of a listener for a timeout, and what it says.
    fn times_a_listener(&self, number: usize) -> bool {
        let element = self.document.element(number);
        let Some(around) = element.parent.map(|parent| self.document.element(parent)) else { return false };
        let listener = around.is(foreign::CAMUNDA, "taskListener") && around.get("event") == Some("timeout");
        match element.name.local.as_str() {
            _ if &*element.name.namespace != BPMN => false,
            "timerEventDefinition" => listener,
            "timeDate" | "timeDuration" | "timeCycle" => around.is(BPMN, "timerEventDefinition"),
            _ => false,
        }
    }

    /// What Flowable gathers of each instance of a repeated activity is written without its prefix.
    fn is_aggregated(&self, number: usize) -> bool {
        let element = self.document.element(number);
        let around = element.parent.map(|parent| &*self.document.element(parent).name.local);
        let known = |attribute: &Attribute| {
            attribute.name.namespace.is_empty() && ["source", "target"].contains(&&*attribute.name.local)
        };
        element.is(BPMN, "variable") && around == Some("variableAggregation") && element.attributes.iter().all(known)
    }

    /// What stands in `potentialStarter`: elements of BPMN.
    fn names_starters(&self, number: usize) -> bool {
        let element = self.document.element(number);
        let Some(around) = element.parent.map(|parent| self.document.element(parent)) else { return false };
        match element.name.local.as_str() {
            _ if &*element.name.namespace != BPMN => false,
            "resourceAssignmentExpression" => around.name.local == "potentialStarter",
            "formalExpression" => around.is(BPMN, "resourceAssignmentExpression"),
            _ => false,
        }
    }

    /// Something of a namespace that no engine executes: said once for each namespace.
    pub fn documentation(
        &mut self,
        number: usize,
        namespace: &str,
        (tag, part, place): (&str, &str, Place),
        out: &mut Findings,
    ) {
        if let Some(known) = meant(namespace, false) {
            let owner = self.document.owner(number);
            if self.told.insert(namespace.to_owned()) {
                out.problems.push(mistyped(namespace, known, owner.as_ref(), place));
            }
            let became = Became::Refused("namespace-mistyped".to_owned());
            return out.account.add(|| owner, place, tag, part, became);
        }
        if self.told.insert(namespace.to_owned()) {
            let message = format!("extensions of `{namespace}` are kept as documentation; nothing of them is executed");
            let owner = self.document.owner(number);
            out.problems.push(Problem::note("extension-documentation-only", owner.as_ref(), place, message));
        }
        out.account.documents(|| self.document.owner(number), (place, false), (tag, part), NO_ENGINE);
    }

    /// A foreign element that documents, with its attributes; what stands in it documents for the same reason.
    fn documented(&mut self, number: usize, extended: usize, reason: &'static str, out: &mut Findings) {
        self.documents[number] = Some((extended, reason));
        let element = self.document.element(number);
        let (owner, tag) = (|| self.document.owner(extended), self.document.tag(extended));
        out.account.documents(owner, (element.place, true), (tag, &element.name.to_string()), reason);
        for attribute in &element.attributes {
            let part = format!("{}@{}", element.name, attribute.name);
            out.account.documents(owner, (attribute.place, true), (tag, &part), reason);
        }
    }

    /// What stands on an element that is refused is refused with it, and so is what stands in it: a line for each, and
    /// no further problem.
    fn refused_with(&mut self, number: usize, extended: usize, code: &'static str, out: &mut Findings) {
        self.refused[number] = Some((extended, code));
        let element = self.document.element(number);
        for attribute in &element.attributes {
            let (owner, became) = (|| self.document.owner(extended), Became::Refused(code.to_owned()));
            let part = format!("{}@{}", element.name, attribute.name);
            out.account.add(owner, attribute.place, self.document.tag(extended), &part, became);
        }
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
            let part = element.name.to_string();
            self.refuse(number, "unknown-weir-element", (&part, element.place), message, out);
            return self.refused_with(number, extended, "unknown-weir-element", out);
        };
        if !weir::element_allowed(local, tag) {
            let belongs = if local == "listener" { "flow nodes, flows and processes" } else { "activities and events" };
            let message = format!("`weir:{local}` does nothing in `{tag}`; it belongs in {belongs}");
            let part = element.name.to_string();
            self.refuse(number, "unknown-weir-element", (&part, element.place), message, out);
            return self.refused_with(number, extended, "unknown-weir-element", out);
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
        let needed = attributes.iter().filter(|name| !weir::OPTIONAL.contains(&(local, name)));
        for missing in needed.filter(|name| element.get(name).is_none_or(|value| value.trim().is_empty())) {
            let message = format!("`weir:{local}` needs `{missing}`");
            self.refuse(number, "mapping-incomplete", (&element.name.to_string(), element.place), message, out);
        }
        self.told_here(number, tag, out);
    }

    /// A listener of ours has to name something that is told where it stands.
    fn told_here(&self, number: usize, tag: &str, out: &mut Findings) {
        let element = self.document.element(number);
        let event = element.get("event").map(str::trim).filter(|event| !event.is_empty());
        let Some(event) = event.filter(|_| element.name.local == "listener") else { return };
        let known = weir::listened(tag);
        if !known.contains(&event) {
            let message = format!("nothing is told of `{event}` on `{tag}`; write one of {}", known.join(", "));
            self.refuse(number, "listener-misplaced", (&element.name.to_string(), element.place), message, out);
        }
    }

    fn foreign_element(&mut self, number: usize, extended: usize, out: &mut Findings) {
        let element = self.document.element(number);
        let tag = self.document.tag(extended);
        let part = element.name.to_string();
        let owner = || self.document.owner(extended);
        let around = element.parent.filter(|parent| self.document.entry(*parent).is_none());
        let inside = around.map_or("", |parent| self.document.element(parent).name.local.as_str());
        let standing = self.document.standing(extended);
        let fate = foreign::element_fate(&element.name.namespace, &element.name.local, inside, standing);
        match fate.map(|fate| self.headers_of_listeners(fate, extended)) {
            None => {
                let hint = foreign::hint(&element.name.local, "").unwrap_or(foreign::HINT);
                let message = format!("`{part}` is not executed in `{tag}`; {hint}");
                self.refuse(number, "foreign-extension", (&element.name.to_string(), element.place), message, out);
                self.refused_with(number, extended, "foreign-extension", out);
            }
            Some(Fate::Documentation(reason)) => self.documented(number, extended, reason, out),
            Some(Fate::Untold(instead)) => {
                self.untold(extended, tag, (&part, element.place), instead, out);
                self.documented(number, extended, instead, out);
            }
            Some(Fate::Unused(why)) => {
                self.unused(extended, (&part, element.place), why, out);
                self.documented(number, extended, why, out);
            }
            Some(fate) => {
                self.extends[number] = Some(extended);
                out.account.add(owner, element.place, tag, &part, became(fate));
                for attribute in &element.attributes {
                    self.foreign(number, extended, tag, attribute, out);
                }
                self.without_event(number, tag, out);
            }
        }
    }

    /// Headers of jobs that only listeners have, where there are none.
    fn headers_of_listeners(&self, fate: Fate, extended: usize) -> Fate {
        let listeners = |inner: usize| {
            let name = &self.document.element(inner).name;
            &*name.namespace == foreign::ZEEBE && matches!(&*name.local, "executionListeners" | "taskListeners")
        };
        if fate != foreign::LISTENED_HEADERS || extensions(self.document, extended).any(listeners) {
            return fate;
        }
        match self.document.tag(extended) {
            "userTask" => Fate::Documentation("headers of a user task are for people and tools"),
            _ => Fate::Unused("no job is made here: there is no listener"),
        }
    }

    /// An attribute of another engine, on a BPMN element or on one of its extension elements.
    fn foreign(&self, number: usize, on: usize, tag: &str, attribute: &Attribute, out: &mut Findings) {
        let element = self.document.element(number);
        let (namespace, around, name) = if number == on {
            (&attribute.name.namespace, "", format!("@{}", attribute.name))
        } else {
            (&element.name.namespace, element.name.local.as_str(), format!("{}@{}", element.name, attribute.name))
        };
        let standing = self.document.standing(on);
        let Some(fate) = foreign::fate(namespace, around, &attribute.name.local, standing, &attribute.value) else {
            let what = name.trim_start_matches('@');
            let values = foreign::values(namespace, around, &attribute.name.local, standing);
            let hint = match foreign::hint(if around.is_empty() { tag } else { around }, &attribute.name.local) {
                None if values.len() > 1 => format!("write one of {}", values.join(", ")),
                hint => hint.unwrap_or(foreign::HINT).to_owned(),
            };
            let message = format!("`{what}=\"{}\"` is not executed on `{tag}`; {hint}", attribute.value);
            return self.refuse(number, "foreign-extension", (&name, attribute.place), message, out);
        };
        if let Fate::Untold(instead) = fate {
            self.untold(on, tag, (&name, attribute.place), instead, out);
            return out.account.documents(|| self.document.owner(on), (attribute.place, true), (tag, &name), instead);
        }
        if let Fate::Unused(why) = fate {
            self.unused(on, (&name, attribute.place), why, out);
            return out.account.documents(|| self.document.owner(on), (attribute.place, true), (tag, &name), why);
        }
        if around == "formProperty" && attribute.name.local == "expression" {
            match expression_problem(element) {
                Some((true, why)) => {
                    return self.refuse(number, "foreign-extension", (&name, attribute.place), why.to_owned(), out);
                }
                Some((false, why)) => self.unused(on, (&name, attribute.place), why, out),
                None => {}
            }
        }
        self.field_type(number, on, attribute, out);
        self.constraint(number, on, attribute, out);
        let owner = || self.document.owner(on);
        if number == on
            && let Some(other) = counts_instead(self.document, number, attribute, fate)
        {
            let (what, value) = (name.trim_start_matches('@'), &attribute.value);
            let why = format!("`{}` says `{}`, and that counts", other.name, other.value);
            let message = format!("`{what}` says `{value}`, but {why}; remove one of them, or say the same in both");
            out.problems.push(Problem::warning("extension-said-twice", owner().as_ref(), attribute.place, message));
            return out.account.documents(owner, (attribute.place, true), (tag, &name), &why);
        }
        match fate {
            Fate::Documentation(reason) => out.account.documents(owner, (attribute.place, true), (tag, &name), reason),
            fate => {
                let known = if around.is_empty() { self.does(on, &attribute.name.local) } else { None };
                let became = known.map_or_else(|| became(fate), Became::Mapped);
                out.account.add(owner, attribute.place, tag, &name, became);
            }
        }
    }

    /// What an expression of work becomes: a value here, or a job of which type.
    fn does(&self, on: usize, attribute: &str) -> Option<String> {
        let tag = self.document.tag(on);
        // Of an event the message says who sends it.
        let node = if tag == "messageEventDefinition" { self.document.element(on).parent? } else { on };
        (attribute == "expression").then(|| becomes(self.document, node))
    }

    /// A listener that does not say what it listens for is told of nothing; on a flow there is one event alone.
    fn without_event(&self, number: usize, tag: &str, out: &mut Findings) {
        let element = self.document.element(number);
        let event = match element.name.local.as_str() {
            "executionListener" | "taskListener" if &*element.name.namespace == foreign::ZEEBE => "eventType",
            "executionListener" if tag != "sequenceFlow" => "event",
            "taskListener" => "event",
            _ => return,
        };
        if element.get(event).is_none() {
            let name = element.name.to_string();
            let message = format!("`{name}` does not say what it listens for; set `{event}`");
            self.refuse(number, "foreign-extension", (&name, element.place), message, out);
        }
    }

    /// A field of a type that nobody here knows is shown as one for text.
    fn field_type(&self, number: usize, on: usize, attribute: &Attribute, out: &mut Findings) {
        let element = self.document.element(number).name.local.as_str();
        let field = matches!(element, "formField" | "formProperty") && attribute.name.local == "type";
        let value = attribute.value.trim();
        if field && !FIELD_TYPES.contains(&value) {
            let message = format!(
                "a field of type `{value}` is shown and checked as one for text; types are {}",
                FIELD_TYPES.join(", ")
            );
            let owner = self.document.owner(on);
            out.problems.push(Problem::warning("invalid-value", owner.as_ref(), attribute.place, message));
        }
    }

    /// Something that listens for what the engine tells nobody.
    fn untold(&self, on: usize, tag: &str, part: (&str, Place), instead: &str, out: &mut Findings) {
        let (part, place) = part;
        let message = format!("`{}` is not executed on `{tag}`: {instead}", part.trim_start_matches('@'));
        let owner = self.document.owner(on);
        out.problems.push(Problem::warning("listener-not-executed", owner.as_ref(), place, message));
    }

    /// Something that asks for what does not come about here.
    fn unused(&self, on: usize, part: (&str, Place), why: &str, out: &mut Findings) {
        let message =
            format!("`{}` has no effect on `{}`: {why}", part.0.trim_start_matches('@'), self.document.tag(on));
        let owner = self.document.owner(on);
        out.problems.push(Problem::warning("extension-unused", owner.as_ref(), part.1, message));
    }

    /// A constraint of a field that only Java code could check, or that says no number where one is needed.
    fn constraint(&self, number: usize, on: usize, attribute: &Attribute, out: &mut Findings) {
        let element = self.document.element(number);
        if element.name.local != "constraint" {
            return;
        }
        let (value, owner) = (attribute.value.trim(), self.document.owner(on));
        let name = element.get("name").unwrap_or_default();
        let limits = matches!(name, "min" | "max" | "minlength" | "maxlength");
        if attribute.name.local == "name" && !limits && !matches!(name, "required" | "readonly") {
            let message = format!(
                "the constraint `{name}` is not checked: it is code of the other engine; those that are checked are \
                 required, readonly, min, max, minlength and maxlength"
            );
            out.problems.push(Problem::warning("constraint-not-checked", owner.as_ref(), attribute.place, message));
        } else if attribute.name.local == "config" && limits && value.parse::<f64>().is_err() {
            let message = format!("`{value}` is no number for the constraint `{name}`");
            out.problems.push(Problem::error("invalid-value", owner.as_ref(), attribute.place, message));
        }
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

/// What refuses a namespace that is almost one of those that are executed.
pub(crate) fn mistyped(namespace: &str, known: &str, owner: Option<&ElementId>, place: Place) -> Problem {
    let message =
        format!("no engine reads `{namespace}`; did you mean `{known}`? Write that, or another address altogether");
    Problem::error("namespace-mistyped", owner, place, message)
}

fn became(fate: Fate) -> Became {
    match fate {
        Fate::Maps(to) => Became::Mapped(format!("weir:{to}")),
        Fate::Runs(as_what) => Became::Mapped(as_what.to_owned()),
        // These are told with their reasons.
        Fate::Documentation(_) | Fate::Untold(_) | Fate::Unused(_) => Became::Documentation,
    }
}
