//! `docs/conformance.md` is made here: every element and event that the catalogue calls executed, and a golden trace that
//! proves it. An element that runs and has no trace fails this test, so the page cannot promise what nobody has seen.
//!
//! The proof is found, not claimed: each golden test's models are read, and an element counts when the trace of that test
//! says that it was entered or triggered. What stands beside the flow nodes (data, people, lanes, collaborations, root
//! elements, flows and expressions) counts where the outcome is another one without it, or with something else in its place
//! (`tests/common/matters.rs`). `UPDATE_DOCS=1` writes the page anew.
//!
//! This file is long because the page and the search for its proofs are one thing.
use crate::common::matters::CASES;
use crate::common::notation;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use weir_core::catalogue::triggers::{Position, allowed};
use weir_core::catalogue::{BPMN, Family, Status, entries, find};
use weir_core::model::{Behavior, EventDefinition, EventKind, GatewayKind, Loop, Model, Node, NodeKind};

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
    let path = root().join("docs/conformance.md");
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    let (page, unproved) = page(&Proofs::found(&there));
    #[allow(clippy::disallowed_methods, reason = "whether the page is written anew comes from the environment")]
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    assert!(unproved.is_empty(), "executed by the catalogue, and no golden trace shows it: {unproved:#?}");
    let there = std::fs::read_to_string(&path).expect("docs/conformance.md");
    assert_eq!(there, page, "docs/conformance.md is out of date: UPDATE_DOCS=1 writes it");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The page, and the rows that nothing proves.
fn page(proofs: &Proofs) -> (String, Vec<String>) {
    let mut page = String::from(
        "# What of BPMN runs 执行了哪些 BPMN 元素\n\n\
         Made by `engine/core/tests/conformance.rs` from the catalogue and the golden traces; do not edit it. Each row names\n\
         a trace that shows the element at work, the smallest one when the row was written. What is executed and has no\n\
         trace fails that test.\n\n\
         此页由目录与黄金轨迹生成，请勿手改。每一行给出一条证明该元素确实执行的测试；执行却没有轨迹的元素会使测试失败。\n",
    );
    let mut unproved = vec![];
    for (family, en, zh) in FAMILIES {
        let head = "| Element | 中文 | Tag | What is done | Proved by |\n|---|---|---|---|---|";
        writeln!(page, "\n## {en} {zh}\n\n{head}").unwrap();
        let reference = |tag: &str| family == Family::Event && tag == "eventDefinitionRef";
        for entry in entries().filter(|e| e.family == family || reference(e.tag)) {
            let runs = entry.status == Status::Executed || ROLES.contains(&entry.tag);
            let done = if runs && entry.status != Status::Executed {
                "executed on a user task; elsewhere documentation".into()
            } else {
                done(entry.status)
            };
            let row = format!("| {} | {} | `{}` | {done} |", entry.en, entry.zh, entry.tag);
            let by = if runs { proofs.of(entry.tag, &row) } else { Some("–".into()) };
            unproved.extend(by.is_none().then(|| entry.tag.to_owned()));
            writeln!(page, "{row} {} |", by.unwrap_or_default()).unwrap();
        }
    }
    page.push_str(COMPLEX);
    page.push_str(
        "\n## Events at each position 各位置的事件\n\n\
         | Definition | 中文 | Where | What is done | Proved by |\n|---|---|---|---|---|\n",
    );
    for (tag, en, zh) in definitions() {
        for position in POSITIONS {
            let Some(status) = status(position, tag) else { continue };
            let key = format!("{position:?} {tag}");
            let row = format!("| {en} | {zh} | {} | {} |", position.english(), done(status));
            let by = if status == Status::Executed { proofs.of(&key, &row) } else { Some("–".into()) };
            unproved.extend(by.is_none().then_some(key));
            writeln!(page, "{row} {} |", by.unwrap_or_default()).unwrap();
        }
    }
    (page, unproved)
}

const FAMILIES: [(Family, &str, &str); 14] = [
    (Family::Activity, "Activities", "活动"),
    (Family::Loop, "Loops", "循环"),
    (Family::Event, "Events", "事件"),
    (Family::Gateway, "Gateways", "网关"),
    (Family::Flow, "Flows", "流"),
    (Family::Data, "Data", "数据"),
    (Family::Expression, "Expressions", "表达式"),
    (Family::People, "People", "人员"),
    (Family::Lane, "Lanes", "泳道"),
    (Family::Collaboration, "Collaborations", "协作"),
    (Family::Root, "Files and what stands beside processes", "文件与根元素"),
    (Family::Artifact, "Artifacts", "工件"),
    (Family::Choreography, "Choreographies", "编排"),
    (Family::Extension, "Extensions", "扩展"),
];

/// What the standard leaves open of the complex gateway, and is shown by `golden_joins`.
const COMPLEX: &str = "\n## The complex gateway and its reset 复杂网关及其重置\n\n\
    **Start**: when its activation condition holds (asked whenever a token comes; without one, when every incoming flow has\n\
    a token), one token is taken from every flow that has one. Every outgoing flow whose condition holds, or that has none, is\n\
    taken, else the default flow; with none of them it is an incident.\n\n\
    **Reset**: then a token is awaited on each incoming flow that gave none, unless none can come any more, judged as for an\n\
    inclusive gateway. When it is so far, those tokens are taken and the gateway is reset. Only outgoing flows *with* a\n\
    condition that holds are taken then, else the default flow if there is one: a flow without condition sends one token at\n\
    the start, and no second one for the latecomers; no flow at all is no fault. If no token was late, nothing goes on.\n\
    Tokens that come once more on a flow that has given one wait for the next start. Conditions may ask `waitingForStart`\n\
    (true at the start, false at the reset) and `activationCount` (the tokens that have come).\n\n\
    **启动**：激活条件成立时（每来一个令牌判断一次；没有条件则须每条入口都有令牌），从每条有令牌的入口各取一个；\n\
    条件成立或没有条件的出口都走，否则走默认流，再没有则成为故障。**重置**：此后等待其余入口各来一个令牌，除非按包容网关的规则已不可能再来；\n\
    到齐后取走并重置，此时只走条件成立的出口，否则走默认流；没有条件的出口不再走，没有出口可走也不算故障。\n\
    条件中可用 `waitingForStart` 与 `activationCount`。\n";

/// To stand in a file proves nothing here: the outcome has to be another one without it.
const MATTER: [Family; 7] =
    [Family::Data, Family::People, Family::Lane, Family::Collaboration, Family::Root, Family::Flow, Family::Expression];

/// What every trace is a trace of.
const WHOLE: [&str; 2] = ["definitions", "process"];

fn has_to_matter(tag: &str) -> bool {
    find(tag).is_some_and(|entry| MATTER.contains(&entry.family)) && !WHOLE.contains(&tag)
}

/// Who does the work: the catalogue remarks on them, since only user tasks have somebody who does them.
const ROLES: [&str; 6] =
    ["resourceRole", "performer", "humanPerformer", "potentialOwner", "resourceRef", "resourceAssignmentExpression"];

/// The definitions of the catalogue, and what an event is without one or with several.
fn definitions() -> Vec<(&'static str, &'static str, &'static str)> {
    let several = [
        ("none", "None", "空"),
        ("multiple", "Multiple, any of them", "多重（任一）"),
        ("parallelMultiple", "Multiple, all of them", "多重（全部）"),
    ];
    let defined = entries().filter(|e| e.family == Family::EventDefinition && e.tag.ends_with("Definition"));
    defined.map(|e| (e.tag, e.en, e.zh)).chain(several).collect()
}

/// Several definitions may stand wherever several kinds may; a throw event throws all it has.
fn status(position: Position, tag: &str) -> Option<Status> {
    let throws = matches!(position, Position::Throw | Position::End);
    match tag {
        "multiple" => Some(Status::Executed),
        "parallelMultiple" => (!throws).then_some(Status::Executed),
        tag => allowed(position, tag),
    }
}

fn done(status: Status) -> String {
    match status {
        Status::Executed => "executed".into(),
        Status::Documentation => "documentation".into(),
        Status::Remarked(remark) => format!("not executed: {}", remark.text),
        Status::NotYet(text) => format!("refused: {text}"),
    }
}

/// For everything that golden tests execute the tests, those with the smallest model first; and the page as it is.
struct Proofs {
    tests: BTreeMap<String, BTreeSet<(usize, String)>>,
    page: String,
}

impl Proofs {
    fn found(page: &str) -> Self {
        let mut proofs = Proofs { tests: BTreeMap::new(), page: page.to_owned() };
        for case in &CASES {
            let test = (case.all_tags().count(), format!("`golden_elements_that_matter::{}`", case.test));
            for tag in case.all_tags() {
                proofs.tests.entry(tag.to_owned()).or_default().insert(test.clone());
            }
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        for file in std::fs::read_dir(folder).expect("the tests are there").map(|f| f.expect("a file").path()) {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if !stem.starts_with("golden_") || file.extension().is_none_or(|e| e != "rs") {
                continue;
            }
            let source = std::fs::read_to_string(&file).expect("a test is text");
            for (test, models) in tests(&source) {
                for facts in models.iter().map(Ran::facts) {
                    let test = (facts.len(), format!("`{stem}::{test}`"));
                    for fact in facts {
                        proofs.tests.entry(fact).or_default().insert(test.clone());
                    }
                }
            }
        }
        proofs
    }

    /// The test that proves a row: the one that stands there while it still does, so that new tests leave the page alone.
    fn of(&self, fact: &str, row: &str) -> Option<String> {
        let tests = self.tests.get(fact)?;
        let now = self.page.lines().find_map(|line| line.strip_prefix(row)?.trim().strip_suffix(" |"));
        let kept = tests.iter().find(|(_, test)| Some(test.as_str()) == now);
        kept.or_else(|| tests.first()).map(|(_, test)| test.clone())
    }
}

/// What a test runs, the file it was read from, where it is no notation, and the text of the test with its traces.
struct Ran {
    model: Model,
    file: Option<String>,
    traces: String,
}

/// The tests of a file, each with the models that stand in it or in a constant that it names.
fn tests(source: &str) -> Vec<(String, Vec<Ran>)> {
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
        let all = literals(body).into_iter().chain(named.flat_map(|(_, texts)| texts.clone()));
        tests.push((name, all.filter_map(|text| model(&text, body)).collect()));
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
    // A line that ends with a backslash goes on behind the spaces of the next one.
    let joined: String = text
        .split("\\\n")
        .enumerate()
        .fold(String::new(), |all, (number, part)| all + if number == 0 { part } else { part.trim_start() });
    joined.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\")
}

/// The model that a text is, in the notation of the tests or as XML; none when it would be refused.
fn model(text: &str, body: &str) -> Option<Ran> {
    let traces = body.to_owned();
    if text.contains("<definitions") {
        let errors = |p: &weir_core::Problem| p.severity == weir_core::Severity::Error;
        let runs = !weir_core::compile::prepare(text.as_bytes()).problems.iter().any(errors);
        let model = weir_core::read::read(text.as_bytes()).model;
        return runs.then(|| Ran { model, file: Some(text.to_owned()), traces });
    }
    if !text.lines().any(|line| line.trim().split_once(": ").is_some_and(|(id, _)| !id.contains([' ', '>', '<']))) {
        return None;
    }
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let model = catch_unwind(AssertUnwindSafe(|| notation::model(text))).ok();
    std::panic::set_hook(hook);
    let model = model.filter(|m| weir_core::compile::compile(m).processes.len() == m.processes.len());
    model.map(|model| Ran { model, file: None, traces })
}

impl Ran {
    /// What stands in it: tags, and for each event where it stands with what.
    fn facts(&self) -> BTreeSet<String> {
        let mut facts = BTreeSet::new();
        if let Some(file) = &self.file {
            let tree = weir_core::xml::parse(file.as_bytes()).tree;
            let flows = [Family::Activity, Family::Event, Family::Gateway];
            let beside = |tag: &str| find(tag).is_some_and(|entry| !flows.contains(&entry.family));
            let tags = tree.elements.iter().filter(|e| &*e.name.namespace == BPMN).map(|e| e.name.local.clone());
            facts.extend(tags.filter(|tag| beside(tag)));
        }
        for process in &self.model.processes {
            for node in process.nodes.iter().filter(|node| self.was_entered(node)) {
                node_facts(node, &process.nodes, &mut facts);
            }
        }
        facts.retain(|fact| !has_to_matter(fact));
        facts
    }
}

impl Ran {
    /// Whether a trace says that a token came to an element. Nothing comes to a compensation boundary event: its handler
    /// is begun instead.
    fn was_entered(&self, node: &Node) -> bool {
        let undoes = |event: &EventDefinition| matches!(event.kind, EventKind::Compensate { .. });
        if let NodeKind::BoundaryEvent { events, .. } = &node.kind
            && events.iter().any(undoes)
        {
            return self.traces.contains("undo by ");
        }
        ["enter ", "triggered ", "undo by ", "undo inside ", "beside "].iter().any(|word| {
            let said = format!("{word}{}", node.id);
            self.traces.match_indices(&said).any(|(at, _)| {
                let next = self.traces[at + said.len()..].chars().next();
                next.is_none_or(|next| !next.is_alphanumeric())
            })
        })
    }
}

fn node_facts(node: &Node, all: &[Node], facts: &mut BTreeSet<String>) {
    let mut fact = |text: &str| {
        facts.insert(text.to_owned());
    };
    match &node.looped {
        Some(Loop::MultiInstance(marker)) => {
            fact("multiInstanceLoopCharacteristics");
            marker.cardinality.iter().for_each(|_| fact("loopCardinality"));
            marker.completion_condition.iter().for_each(|_| fact("completionCondition"));
            if matches!(marker.behavior, Behavior::Complex(_)) {
                fact("complexBehaviorDefinition");
            }
        }
        Some(Loop::Standard(marker)) => {
            fact("standardLoopCharacteristics");
            marker.condition.iter().for_each(|_| fact("loopCondition"));
        }
        None => {}
    }
    match &node.kind {
        NodeKind::ScriptTask { .. } => fact("script"),
        NodeKind::ComplexGateway { activation: Some(_) } => fact("activationCondition"),
        _ => {}
    }
    let (tag, at) = tag(node, all);
    fact(&tag);
    let Some((position, events, together)) = at else { return };
    let several = if together { "parallelMultiple" } else { "multiple" };
    match events.len() {
        0 => fact(&format!("{position:?} none")),
        1 => {}
        _ => fact(&format!("{position:?} {several}")),
    }
    for event in events {
        match &event.kind {
            EventKind::Timer(Some(timer)) => fact(&format!("time{}", capital(&name(timer)))),
            EventKind::Conditional(Some(_)) => fact("condition"),
            _ => {}
        }
        fact(&format!("{position:?} {}EventDefinition", name(&event.kind)));
        fact(&format!("{}EventDefinition", name(&event.kind)));
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// Where an event stands, its definitions, and whether all of them must come.
type At<'a> = Option<(Position, &'a [EventDefinition], bool)>;

fn tag<'a>(node: &'a Node, all: &[Node]) -> (String, At<'a>) {
    match &node.kind {
        NodeKind::StartEvent { interrupting, events, all: together, .. } => {
            let inside = all.iter().find(|n| Some(&n.id) == node.scope.as_ref());
            let by_event = inside.is_some_and(|n| matches!(n.kind, NodeKind::SubProcess { triggered_by_event: true }));
            let position = match (by_event, interrupting) {
                (false, _) => Position::Start,
                (true, true) => Position::EventSubProcess,
                (true, false) => Position::EventSubProcessBeside,
            };
            ("startEvent".into(), Some((position, events, *together)))
        }
        NodeKind::CatchEvent { events, all: together } => {
            ("intermediateCatchEvent".into(), Some((Position::Catch, events, *together)))
        }
        NodeKind::BoundaryEvent { events, interrupting, all: together, .. } => {
            let position = if *interrupting { Position::Boundary } else { Position::BoundaryBeside };
            ("boundaryEvent".into(), Some((position, events, *together)))
        }
        NodeKind::ThrowEvent { events, .. } => {
            ("intermediateThrowEvent".into(), Some((Position::Throw, events, false)))
        }
        NodeKind::EndEvent { events, .. } => ("endEvent".into(), Some((Position::End, events, false))),
        NodeKind::Gateway(GatewayKind::StartingEventBased | GatewayKind::ParallelEventBased) => {
            ("eventBasedGateway".into(), None)
        }
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
