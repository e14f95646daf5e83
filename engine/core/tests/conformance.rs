//! `docs/conformance.md` is made here: every element and event that the catalogue calls executed, and a golden trace that
//! proves it. An element that runs and has no trace fails this test, so the page cannot promise what nobody has seen.
//!
//! The proof is found, not claimed: each golden test's models are read, and what stands in them has been executed under
//! the eyes of that test. `UPDATE_DOCS=1` writes the page anew.
mod common;
use common::notation;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use weir_core::catalogue::triggers::{Position, allowed};
use weir_core::catalogue::{Entry, Family, Status, entries};
use weir_core::model::{EventDefinition, Loop, Model, Node, NodeKind};

const POSITIONS: [Position; 8] = [
    Position::Start,
    Position::EventSubProcess,
    Position::EventSubProcessBeside,
    Position::Catch,
    Position::Throw,
    Position::End,
    Position::Boundary,
    Position::BoundaryBeside,
];

#[test]
fn everything_that_is_executed_has_a_trace_that_proves_it() {
    let proofs = proofs();
    let (page, unproved) = page(&proofs);
    let path = root().join("docs/conformance.md");
    #[allow(clippy::disallowed_methods, reason = "whether the page is written anew comes from the environment")]
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    assert!(unproved.is_empty(), "executed by the catalogue, and no golden trace shows it: {unproved:#?}");
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(there, page, "docs/conformance.md is out of date: UPDATE_DOCS=1 writes it");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The page, and the rows that nothing proves.
fn page(proofs: &BTreeMap<String, String>) -> (String, Vec<String>) {
    let mut page = String::from(
        "# What of BPMN runs 执行了哪些 BPMN 元素\n\n\
         Made by `engine/core/tests/conformance.rs` from the catalogue and the golden traces; do not edit it. Each row names\n\
         the trace that shows the element at work; the smallest one where there are several.\n\n\
         此页由目录与黄金轨迹生成，请勿手改。每一行给出一条证明该元素确实执行的测试。\n\n\
         ## Elements 元素\n\n| Element | 中文 | Tag | What is done | Proved by |\n|---|---|---|---|---|\n",
    );
    let mut unproved = vec![];
    let families = [Family::Activity, Family::Event, Family::Gateway, Family::Loop];
    for entry in entries().filter(|e| families.contains(&e.family)) {
        let proof = row(&mut page, entry, proofs);
        if proof.is_none() && entry.status == Status::Executed {
            unproved.push(entry.tag.to_owned());
        }
    }
    page.push_str(
        "\n## Events 事件\n\n| Definition | 中文 | Where | What is done | Proved by |\n|---|---|---|---|---|\n",
    );
    for entry in entries().filter(|e| e.family == Family::EventDefinition) {
        for position in POSITIONS {
            let Some(status) = allowed(position, entry.tag) else { continue };
            let key = format!("{position:?} {}", entry.tag);
            let proof = proofs.get(&key);
            let (done, by) = (done(status), proof.map_or("–".into(), |p| format!("`{p}`")));
            writeln!(page, "| {} | {} | {} | {done} | {by} |", entry.en, entry.zh, position.english()).unwrap();
            if proof.is_none() && status == Status::Executed {
                unproved.push(key);
            }
        }
    }
    (page, unproved)
}

fn row<'a>(page: &mut String, entry: &Entry, proofs: &'a BTreeMap<String, String>) -> Option<&'a String> {
    let proof = proofs.get(entry.tag);
    let by = proof.map_or("–".into(), |p| format!("`{p}`"));
    writeln!(page, "| {} | {} | `{}` | {} | {by} |", entry.en, entry.zh, entry.tag, done(entry.status)).unwrap();
    proof
}

fn done(status: Status) -> String {
    match status {
        Status::Executed => "executed".into(),
        Status::Documentation => "documentation".into(),
        Status::Remarked(remark) => format!("not executed: {}", remark.text),
        Status::NotYet(text) => format!("refused: {text}"),
    }
}

/// For everything that a golden test executes the test with the smallest model.
fn proofs() -> BTreeMap<String, String> {
    let mut best: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the tests are there").map(|f| f.expect("a file").path()).collect();
    files.sort();
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !stem.starts_with("golden_") || file.extension().is_none_or(|e| e != "rs") {
            continue;
        }
        let source = std::fs::read_to_string(&file).expect("a test is text");
        for (test, models) in tests(&source) {
            for model in models {
                let found = facts(&model);
                for fact in &found {
                    let candidate = (found.len(), format!("{stem}::{test}"));
                    let slot = best.entry(fact.clone()).or_insert_with(|| candidate.clone());
                    if candidate.0 < slot.0 {
                        *slot = candidate;
                    }
                }
            }
        }
    }
    best.into_iter().map(|(fact, (_, test))| (fact, test)).collect()
}

/// The tests of a file, each with the models that stand in it or in a constant that it names.
fn tests(source: &str) -> Vec<(String, Vec<Model>)> {
    let mut shared: Vec<(String, Vec<String>)> = vec![];
    for part in source.split("\nconst ").skip(1) {
        let name = part.split(':').next().unwrap_or_default().to_owned();
        let text = part.split(";\n").next().unwrap_or_default();
        shared.push((name, literals(text)));
    }
    let mut tests = vec![];
    for part in source.split("#[test]\nfn ").skip(1) {
        let name = part.split('(').next().unwrap_or_default().to_owned();
        let body = part.split("\n}\n").next().unwrap_or_default();
        let named = shared.iter().filter(|(constant, _)| body.contains(constant.as_str()));
        let texts = literals(body).into_iter().chain(named.flat_map(|(_, texts)| texts.clone()));
        tests.push((name, texts.filter_map(|text| model(&text)).collect()));
    }
    tests
}

/// The string literals of a piece of Rust.
fn literals(source: &str) -> Vec<String> {
    let (mut found, mut rest) = (vec![], source);
    while let Some(at) = rest.find('"') {
        let hashes = rest[..at].chars().rev().take_while(|c| *c == '#').count();
        let raw = rest[..at - hashes].ends_with('r');
        let inside = &rest[at + 1..];
        let end = if raw { inside.find(&format!("\"{}", "#".repeat(hashes))) } else { end_of(inside) };
        let Some(end) = end else { break };
        let text = &inside[..end];
        found.push(if raw { text.to_owned() } else { unescaped(text) });
        rest = &inside[end + 1..];
    }
    found
}

fn end_of(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices()
        .find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        })
        .map(|(at, _)| at)
}

fn unescaped(text: &str) -> String {
    text.replace("\\n\\\n", "\n").replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\")
}

/// The model that a text is, in the notation of the tests or as XML.
fn model(text: &str) -> Option<Model> {
    if text.contains("<definitions") || text.contains(":definitions") {
        return Some(weir_core::read::read(text.as_bytes()).model);
    }
    if !text.lines().any(|line| line.trim().split_once(": ").is_some_and(|(id, _)| !id.contains([' ', '>', '<']))) {
        return None;
    }
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let model = catch_unwind(AssertUnwindSafe(|| notation::model(text))).ok();
    std::panic::set_hook(hook);
    model.filter(|m| weir_core::compile::compile(m).processes.len() == m.processes.len())
}

/// What stands in a model: tags, and for each event where it stands with what.
fn facts(model: &Model) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for process in &model.processes {
        for node in &process.nodes {
            match &node.looped {
                Some(Loop::MultiInstance(_)) => drop(facts.insert("multiInstanceLoopCharacteristics".into())),
                Some(Loop::Standard { .. }) => drop(facts.insert("standardLoopCharacteristics".into())),
                None => {}
            }
            let (tag, at) = tag(node, &process.nodes);
            facts.insert(tag);
            if let Some((position, events)) = at {
                for event in events {
                    facts.insert(format!("{position:?} {}EventDefinition", name(&event.kind)));
                }
            }
        }
    }
    facts
}

type At<'a> = Option<(Position, &'a [EventDefinition])>;

fn tag<'a>(node: &'a Node, all: &[Node]) -> (String, At<'a>) {
    match &node.kind {
        NodeKind::StartEvent { interrupting, events, .. } => {
            let inside = all.iter().find(|n| Some(&n.id) == node.scope.as_ref());
            let by_event = inside.is_some_and(|n| matches!(n.kind, NodeKind::SubProcess { triggered_by_event: true }));
            let position = match (by_event, interrupting) {
                (false, _) => Position::Start,
                (true, true) => Position::EventSubProcess,
                (true, false) => Position::EventSubProcessBeside,
            };
            ("startEvent".into(), Some((position, events)))
        }
        NodeKind::CatchEvent { events, .. } => ("intermediateCatchEvent".into(), Some((Position::Catch, events))),
        NodeKind::BoundaryEvent { events, interrupting, .. } => {
            let position = if *interrupting { Position::Boundary } else { Position::BoundaryBeside };
            ("boundaryEvent".into(), Some((position, events)))
        }
        NodeKind::ThrowEvent { events, .. } => ("intermediateThrowEvent".into(), Some((Position::Throw, events))),
        NodeKind::EndEvent { events, .. } => ("endEvent".into(), Some((Position::End, events))),
        NodeKind::Gateway(gateway) => (format!("{}Gateway", name(gateway)), None),
        other => (name(other), None),
    }
}

/// The name of a variant as BPMN writes it: `UserTask(..)` is `userTask`.
fn name(variant: &impl Debug) -> String {
    let text = format!("{variant:?}");
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text[..1].to_lowercase() + &text[1..end]
}
