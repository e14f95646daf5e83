//! Nothing is silently ignored: for every attribute, child element and text of the catalogue, ours and foreign, changing
//! it changes what a file does, or it is documentation by the catalogue, or deployment refuses or warns. The catalogue
//! drives this: what it calls executed and no example shows fails here.
use crate::silent::mutate::{Attribute, Behaviour, Tag, alike, counts, others, tags, with, without};
use crate::silent::{bpmn, foreign};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use weir_core::catalogue::foreign::{ATTRIBUTES, ELEMENTS, Fate, values as valid};
use weir_core::catalogue::words::words;
use weir_core::catalogue::{Content, Entry, Status, entries, find, weir};

/// An example with its elements, and what it does.
struct Example {
    text: String,
    tags: Vec<Tag>,
    behaviour: Behaviour,
}

fn examples() -> &'static [Example] {
    static EXAMPLES: OnceLock<Vec<Example>> = OnceLock::new();
    EXAMPLES.get_or_init(|| bpmn::files().into_iter().map(example).collect())
}

fn example(text: String) -> Example {
    let prepared = weir_core::compile::prepare(text.as_bytes());
    let errors: Vec<_> = prepared.problems.iter().filter(|p| p.severity == weir_core::Severity::Error).collect();
    assert!(errors.is_empty(), "an example must run: {errors:#?}\n{text}");
    Example { tags: tags(&text), behaviour: Behaviour::of(&text), text }
}

impl Example {
    /// Whether some attribute is heeded: with another of its valid values, where it has several; else taken away, or with
    /// another value, unless it has but one. Where `refusal` is enough, it need not be right then.
    fn attribute_counts(&self, values: &[&str], refusal: bool, is: impl Fn(&Tag, &Attribute) -> bool) -> bool {
        let found = self.tags.iter().flat_map(|tag| tag.attributes.iter().map(move |a| (tag, a)));
        found.filter(|(tag, a)| is(tag, a)).any(|(_, a)| {
            let taken = || without(&self.text, &a.whole);
            let changed = |value: &str| with(&self.text, &a.value, value);
            let words = others(values, &self.text[a.value.clone()]);
            match (values.len(), words.len()) {
                _ if refusal => self.behaviour.counts(&taken()) || self.behaviour.counts(&changed("zz")),
                (2.., 1..) => words.iter().any(|other| self.behaviour.heeded(&changed(other))),
                (1.., _) => self.behaviour.counts(&taken()),
                _ => {
                    let mut alike = alike(&self.tags, &self.text, a).into_iter();
                    self.behaviour.heeded(&taken()) || alike.any(|other| self.behaviour.heeded(&changed(&other)))
                }
            }
        })
    }

    /// Whether some element counts: taken away with all that is in it, or with another text in it.
    fn element_counts(&self, is: impl Fn(&Tag, Option<&Tag>) -> bool) -> bool {
        self.tags.iter().filter(|tag| is(tag, tag.parent.map(|p| &self.tags[p]))).any(|tag| {
            self.behaviour.counts(&without(&self.text, &tag.whole))
                || (!self.text[tag.content.clone()].contains('<')
                    && self.behaviour.counts(&with(&self.text, &tag.content, "zz")))
        })
    }
}

#[test]
fn every_attribute_that_is_executed_counts() {
    let mut missing = vec![];
    for entry in entries().filter(|entry| runs(entry)) {
        for attribute in entry.attributes.iter().copied().flatten().filter(|a| a.status == Status::Executed) {
            let named = |tag: &Tag, a: &Attribute| {
                tag.prefix.is_empty() && tag.local == entry.tag && a.prefix.is_empty() && a.local == attribute.name
            };
            // What an id is for is that nothing else has it.
            let counts = if attribute.name == "id" {
                id_counts(entry)
            } else {
                let refusal = PAIRED.contains(&(entry.tag, attribute.name));
                let counts = |example: &Example| example.attribute_counts(words(attribute.name), refusal, named);
                examples().iter().any(counts)
            };
            missing.extend((!counts).then(|| format!("{}@{}", entry.tag, attribute.name)));
        }
    }
    assert!(missing.is_empty(), "{} are called executed, and no example shows it: {missing:#?}", missing.len());
}

#[test]
fn every_element_that_is_executed_counts_wherever_it_may_stand() {
    let mut missing = vec![];
    for entry in entries().filter(|entry| runs(entry)) {
        for child in entry.children.iter().copied().flatten() {
            let status = child.status.or(find(child.tag).map(|e| e.status));
            if status != Some(Status::Executed) {
                continue;
            }
            let here = |tag: &Tag, parent: Option<&Tag>| {
                tag.prefix.is_empty() && tag.local == child.tag && parent.is_some_and(|p| p.local == entry.tag)
            };
            let counts =
                examples().iter().any(|example| example.element_counts(here)) || counts_alone(entry, child.tag);
            missing.extend((!counts).then(|| format!("{} in {}", child.tag, entry.tag)));
        }
    }
    assert!(missing.is_empty(), "{} are called executed, and no example shows it: {missing:#?}", missing.len());
}

#[test]
fn every_text_that_is_executed_counts() {
    let mut missing = vec![];
    for entry in entries().filter(|e| e.status == Status::Executed && !matches!(e.content, Content::Empty)) {
        let counts = examples().iter().any(|example| {
            let mut all = example.tags.iter().filter(|tag| tag.prefix.is_empty() && tag.local == entry.tag);
            all.any(|tag| example.behaviour.counts(&with(&example.text, &tag.content, "zz")))
        });
        missing.extend((!counts).then_some(entry.tag));
    }
    assert!(missing.is_empty(), "the text of these is called executed, and no example shows it: {missing:#?}");
}

#[test]
fn every_extension_of_ours_counts_wherever_it_may_stand() {
    let mut missing = vec![];
    for extension in weir::ATTRIBUTES {
        for on in extension.on {
            let named = |tag: &Tag, a: &Attribute| tag.local == *on && a.prefix == "weir" && a.local == extension.name;
            let values = if extension.values.is_empty() { compiled(extension.name) } else { extension.values };
            let counts = examples().iter().any(|example| example.attribute_counts(values, false, named));
            missing.extend((!counts).then(|| format!("{on}@weir:{}", extension.name)));
        }
    }
    for (name, attributes, _) in weir::ELEMENTS {
        let counts = |attribute: &str| {
            let named = |tag: &Tag, a: &Attribute| tag.prefix == "weir" && tag.local == *name && a.local == attribute;
            let values = if attribute == "event" { weir::listened("userTask") } else { &[] };
            examples().iter().any(|example| example.attribute_counts(values, false, named))
        };
        missing.extend(attributes.iter().filter(|a| !counts(a)).map(|a| format!("weir:{name}@{a}")));
    }
    assert!(missing.is_empty(), "{} of our extensions have no example that shows them: {missing:#?}", missing.len());
}

#[test]
fn every_foreign_extension_counts_in_each_of_its_namespaces() {
    let mut missing = BTreeSet::new();
    let runs = |fate: Fate| !matches!(fate, Fate::Documentation(_) | Fate::Unused(_));
    for (namespace, files) in foreign::files() {
        let files: Vec<Example> = files.into_iter().map(example).collect();
        for foreign in ATTRIBUTES.iter().filter(|f| f.namespaces.contains(&namespace) && runs(f.fate)) {
            let named = |tag: &Tag, a: &Attribute| {
                let holder = if foreign.element.is_empty() {
                    // An event definition may be named with its direction.
                    let here = |on: &&str| on.rsplit(' ').next() == Some(tag.local.as_str());
                    tag.prefix.is_empty() && (foreign.on.is_empty() || foreign.on.iter().any(here))
                } else {
                    tag.prefix == "x" && tag.local == foreign.element
                };
                let own = if foreign.element.is_empty() { "x" } else { "" };
                holder && a.prefix == own && a.local == foreign.attribute
            };
            let tags: &[&str] = if foreign.on.is_empty() { &[""] } else { foreign.on };
            let mut values: Vec<&str> = vec![];
            for on in tags {
                values.extend(valid(namespace, foreign.element, foreign.attribute, on));
            }
            if !files.iter().any(|file| file.attribute_counts(&values, false, named)) {
                missing.insert(format!("{namespace} {}@{}", foreign.element, foreign.attribute));
            }
        }
        for foreign in ELEMENTS.iter().filter(|f| f.namespaces.contains(&namespace) && runs(f.fate)) {
            let named = |tag: &Tag, parent: Option<&Tag>| {
                let around = parent.map_or("", |parent| parent.local.as_str());
                let inside = if foreign.inside.is_empty() {
                    around == "extensionElements"
                } else {
                    foreign.inside.contains(&around)
                };
                tag.prefix == "x" && tag.local == foreign.name && inside
            };
            if !files.iter().any(|file| file.element_counts(named)) {
                missing.insert(format!("{namespace} <{}> in {:?}", foreign.name, foreign.inside));
            }
        }
    }
    assert!(missing.is_empty(), "{} foreign extensions have no example that shows them: {missing:#?}", missing.len());
}

/// What has one right value in its file: changing it alone is always refused.
const PAIRED: [(&str, &str); 4] = [
    // With another namespace, no prefix leads into the file.
    ("definitions", "targetNamespace"),
    // A start event with a trigger, or without.
    ("subProcess", "triggeredByEvent"),
    // The name of the other end.
    ("linkEventDefinition", "name"),
    // It is looked at inside a step, so FEEL alone is right.
    ("activationCondition", "language"),
];

/// The values of our attributes that the compiler judges.
fn compiled(attribute: &str) -> &'static [&'static str] {
    match attribute {
        "binding" => &["latest", "deployment", "version", "versionTag"],
        "mapDecisionResult" => {
            &["singleEntry", "singleResult", "collectEntries", "resultList", "variables", "variablesIfAny"]
        }
        _ => &[],
    }
}

/// What is documentation as a whole, remarked on or refused needs no examples; a collaboration is drawn around what runs.
fn runs(entry: &Entry) -> bool {
    entry.status == Status::Executed || entry.tag == "collaboration"
}

/// Whether an id that is taken already is refused where it stands.
fn id_counts(entry: &Entry) -> bool {
    let inner = format!("<{} id='twice'/>", entry.tag);
    let file = around(entry, &inner).replace("</definitions>", "<message id='twice' name='n'/></definitions>");
    let found = weir_core::validate::check(file.as_bytes()).problems;
    entry.tag == "definitions" || found.iter().any(|problem| problem.code == "duplicate-id")
}

/// Whether it makes a difference that an empty element stands in another; extensions are empty without an extension.
fn counts_alone(entry: &Entry, child: &str) -> bool {
    let inside = if child == "extensionElements" { "<weir:surprise/>" } else { "" };
    let file = |inner: &str| around(entry, &format!("<{0} id='holder'>{inner}</{0}>", entry.tag));
    let child = format!("<{child}>{inside}</{child}>");
    counts(&file(&" ".repeat(child.len())), &file(&child))
}

/// A file in which an element stands on the shortest way from the root.
fn around(entry: &Entry, element: &str) -> String {
    const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
                        targetNamespace='t'>";
    let (mut text, mut tag, mut seen) = (element.to_owned(), entry.tag, BTreeSet::new());
    while tag != "definitions" {
        seen.insert(tag);
        let holds = |holder: &&Entry| {
            let runs = matches!(holder.status, Status::Executed | Status::Documentation);
            runs && !seen.contains(holder.tag) && holder.child(tag).is_some()
        };
        let direct = find("definitions").filter(|root| root.child(tag).is_some());
        let holder = direct.or_else(|| find("process").filter(holds)).or_else(|| entries().find(holds));
        let Some(holder) = holder.or_else(|| entries().find(|e| e.child(tag).is_some() && !seen.contains(e.tag)))
        else {
            break;
        };
        if holder.tag != "definitions" {
            text = format!("<{0} id='{0}0'>{text}</{0}>", holder.tag);
        }
        tag = holder.tag;
    }
    if entry.tag == "definitions" {
        return text.replacen("<definitions", HEAD.trim_end_matches('>'), 1);
    }
    format!("{HEAD}{text}</definitions>")
}
