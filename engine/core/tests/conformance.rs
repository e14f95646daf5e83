//! `docs/conformance.md` is made here: every element and event that the catalogue calls executed, and a golden trace that
//! proves it. An element that runs and has no trace fails this test, so the page cannot promise what nobody has seen.
//!
//! The proof is found, not claimed: each golden test's models are read, and an element counts when the trace of that model
//! says that it was entered or triggered, an event when the trace says that it came, or was thrown, at that position. What stands beside the flow nodes (data, people, lanes, collaborations, root
//! elements, flows and expressions) counts where the outcome is another one without it, or with something else in its place
//! (`tests/common/matters.rs`). `UPDATE_DOCS=1` writes the page anew.
use crate::common::matters::CASES;
use crate::common::proof::{Ran, tests};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use weir_core::catalogue::triggers::{Position, allowed};
use weir_core::catalogue::{Family, Status, entries};

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
