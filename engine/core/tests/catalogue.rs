//! The catalogue: complete, consistent, and kept: whatever it says is not executed gives a problem when it is used.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use weir_core::catalogue::{Content, Entry, Status, entries, find, weir};
use weir_core::read::read;

const HEAD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">"#;

#[test]
fn every_entry_has_two_names_and_stands_once() {
    let mut seen = BTreeSet::new();
    for entry in entries() {
        assert!(seen.insert(entry.tag), "{} stands twice", entry.tag);
        assert!(!entry.zh.is_ascii() && !entry.en.is_empty(), "{} lacks a name", entry.tag);
        assert!(entry.attribute("id").is_none_or(|id| id.status == Status::Executed));
    }
}

#[test]
fn children_and_references_name_known_elements() {
    for entry in entries() {
        let children = entry.children.iter().copied().flatten().map(|child| child.tag);
        let references =
            entry.attributes.iter().copied().flatten().flat_map(|attribute| attribute.refers.iter().copied());
        let content = if let Content::Reference(tags) = entry.content { tags } else { &[] };
        for tag in children.chain(references).chain(content.iter().copied()).filter(|tag| *tag != "*") {
            assert!(find(tag).is_some(), "{} names unknown {tag}", entry.tag);
        }
        assert!(entry.tag == "definitions" || parent(entry).is_some(), "{} can stand nowhere", entry.tag);
    }
}

#[test]
fn whatever_is_not_executed_yet_gives_a_problem_when_it_is_set() {
    let mut tried = 0;
    for entry in entries() {
        for attribute in entry.attributes.iter().copied().flatten() {
            let (Status::NotYet(_) | Status::Remarked(_)) = attribute.status else { continue };
            tried += 1;
            assert!(has(&used(entry, attribute.name, "7")), "{}@{} is ignored", entry.tag, attribute.name);
            for value in attribute.harmless {
                let with = used(entry, attribute.name, value);
                assert_eq!(with, used(entry, "xml:lang", "en"), "{}@{}={value}", entry.tag, attribute.name);
            }
        }
        if let Status::NotYet(_) | Status::Remarked(_) = entry.status {
            tried += 1;
            let judged_by_position = entry.tag.ends_with("EventDefinition");
            assert!(judged_by_position || has(&used(entry, "id", "x")), "{} is ignored", entry.tag);
        }
    }
    assert!(tried > 20, "only {tried} tried");
}

#[test]
fn an_attribute_that_no_entry_knows_gives_a_problem_everywhere() {
    for entry in entries() {
        let problems = used(entry, "surprise", "x");
        assert!(problems.contains(&"unknown-attribute".to_owned()), "{}: {problems:?}", entry.tag);
        let problems = used(entry, "weir:surprise", "x");
        assert!(problems.contains(&"unknown-weir-attribute".to_owned()), "{}: {problems:?}", entry.tag);
    }
}

#[test]
fn our_attributes_are_executed_where_they_belong_and_refused_elsewhere() {
    for extension in weir::ATTRIBUTES {
        for entry in entries() {
            let problems = used(entry, &format!("weir:{}", extension.name), "x");
            let refused = problems.contains(&"unknown-weir-attribute".to_owned());
            assert_eq!(refused, !extension.on.contains(&entry.tag), "weir:{} on {}", extension.name, entry.tag);
        }
    }
}

/// The codes that a file gives in which the element stands with this attribute.
fn used(entry: &'static Entry, attribute: &str, value: &str) -> Vec<String> {
    let mut text = format!("<{} {attribute}='{value}'/>", entry.tag);
    let mut inside = entry;
    while let Some(around) = parent(inside) {
        if around.tag != "definitions" {
            text = format!("<{}>{text}</{}>", around.tag, around.tag);
        }
        inside = around;
    }
    let text = if entry.tag == "definitions" {
        format!("{} {attribute}='{value}'></definitions>", HEAD.trim_end_matches('>'))
    } else {
        format!("{HEAD}{text}</definitions>")
    };
    read(text.as_bytes()).problems.into_iter().map(|problem| problem.code).collect()
}

/// The element in which this one stands on the shortest way from `definitions`; ways through what is executed come first.
fn parent(entry: &Entry) -> Option<&'static Entry> {
    static PARENTS: OnceLock<BTreeMap<&str, &Entry>> = OnceLock::new();
    PARENTS.get_or_init(parents).get(entry.tag).copied()
}

fn parents() -> BTreeMap<&'static str, &'static Entry> {
    let mut parents: BTreeMap<&str, &'static Entry> = BTreeMap::new();
    let mut reached: Vec<&'static Entry> = find("definitions").into_iter().collect();
    for plain_only in [true, false] {
        let mut next = 0;
        while let Some(holder) = reached.get(next).copied() {
            next += 1;
            let plain = matches!(holder.status, Status::Executed | Status::Documentation);
            if plain_only && !plain {
                continue;
            }
            for child in holder.children.iter().copied().flatten() {
                let taken = child.tag == "definitions" || parents.contains_key(child.tag);
                let later = plain_only && child.status.is_some();
                if !taken && !later {
                    parents.insert(child.tag, holder);
                    reached.extend(find(child.tag));
                }
            }
        }
    }
    parents
}

fn has(codes: &[String]) -> bool {
    let known = |code: &&String| !matches!(code.as_str(), "missing-id" | "missing-attribute" | "dangling-reference");
    codes.iter().any(|code| known(&code))
}
