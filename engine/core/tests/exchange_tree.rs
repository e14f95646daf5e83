//! Trees of approvals: which files are trees, what changes of a tree do to their text, and laws that hold for any sequence
//! of changes. Trees are written as text: `start (a | b?) end`.
//!
//! This file is long because goldens and laws share how trees are written as text.
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;
use weir_core::exchange::{Change, NoChange, NodeKind, TreeNode, change_tree, draw, tree};
use weir_core::xml::parse;

const OPEN: &str = r#"<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" xmlns:other="urn:other" targetNamespace="t">
  <bpmn:process id="p" name="费用" isExecutable="true">
"#;
const CLOSE: &str = "  </bpmn:process>\n</bpmn:definitions>\n";

fn file(inside: &str) -> String {
    format!("{OPEN}{inside}{CLOSE}")
}

fn empty() -> String {
    file("    <bpmn:startEvent id=\"s\"/>\n")
}

/// A claim with a choice between two ways, and things that only another tool knows.
fn claim() -> String {
    file(
        r#"    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="a" name="主管" weir:approvers="head(initiator)" other:colour="red"><bpmn:documentation>Mind &lt;this&gt;.</bpmn:documentation><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:exclusiveGateway id="g" default="b2"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>b1</bpmn:outgoing><bpmn:outgoing>b2</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:userTask id="b" weir:assignee="li.lei"><bpmn:incoming>b1</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:userTask>
    <bpmn:exclusiveGateway id="j"><bpmn:incoming>f3</bpmn:incoming><bpmn:incoming>b2</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:endEvent id="e"><bpmn:incoming>f4</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
    <bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="g"/>
    <bpmn:sequenceFlow id="b1" name="多" sourceRef="g" targetRef="b"><bpmn:conditionExpression>amount &gt; 10</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="b2" sourceRef="g" targetRef="j"/>
    <bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="j"/>
    <bpmn:sequenceFlow id="f4" sourceRef="j" targetRef="e"/>
"#,
    )
}

/// A tree in one line.
fn line(nodes: &[TreeNode]) -> String {
    let mut text = String::new();
    for node in nodes {
        let _ = write!(text, "{}{}", if text.is_empty() { "" } else { " " }, node.id);
        if !node.branches.is_empty() {
            let ways: Vec<String> = node
                .branches
                .iter()
                .map(|b| format!("{}{}: {}", b.flow, if b.default { "*" } else { "" }, line(&b.nodes)))
                .collect();
            let _ = write!(text, "({})", ways.join(" | "));
        }
        if !node.inside.is_empty() {
            let _ = write!(text, "[{}]", line(&node.inside));
        }
    }
    text
}

fn read(text: &str) -> String {
    line(&tree(text).unwrap_or_else(|offenders| panic!("{offenders:?} in\n{text}")).nodes)
}

fn changed(text: &str, change: &Change) -> String {
    let done = change_tree(text, change).unwrap_or_else(|no| panic!("{change:?}: {no:?} in\n{text}"));
    assert!(parse(done.text.as_bytes()).problems.is_empty(), "{change:?}: {}", done.text);
    assert_eq!(line(&done.tree.nodes), read(&done.text));
    assert!(draw(&done.text).is_none(), "{change:?}: everything is drawn in\n{}", done.text);
    consistent(&done.text);
    done.text
}

/// What elements tell of their flows is what the flows say.
fn consistent(text: &str) {
    let parsed = parse(text.as_bytes()).tree;
    let (mut said, mut told) = (vec![], vec![]);
    for (number, element) in parsed.elements.iter().enumerate() {
        let id = |e: &weir_core::xml::Element| e.get("id").unwrap_or_default().to_owned();
        match element.name.local.as_str() {
            "sequenceFlow" => {
                said.push(("outgoing".to_owned(), element.get("sourceRef").unwrap().to_owned(), id(element)));
                said.push(("incoming".to_owned(), element.get("targetRef").unwrap().to_owned(), id(element)));
            }
            way @ ("incoming" | "outgoing") => {
                let owner = &parsed.elements[element.parent.unwrap()];
                told.push((way.to_owned(), id(owner), parsed.text(number)));
            }
            _ => {}
        }
    }
    said.sort();
    told.sort();
    assert!(told.is_empty() || said == told, "{said:?}\n{told:?}\n{text}");
}

fn add(at: &str, kind: NodeKind) -> Change {
    Change::Add { at: at.into(), kind, name: "<新>".into() }
}

fn refusal(text: &str, change: &Change) -> &'static str {
    match change_tree(text, change) {
        Err(NoChange::Refused { code, .. }) => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_empty_process_grows_into_a_tree() {
    let one = changed(&empty(), &add("s", NodeKind::Approver));
    assert_eq!(read(&one), "s approve_1 end_1");
    let two = changed(&one, &add("flow_2", NodeKind::Condition));
    assert_eq!(read(&two), "s approve_1 split_1(branch_1:  | branch_2*: ) end_1");
    let three = changed(&two, &add("branch_1", NodeKind::Copy));
    assert_eq!(read(&three), "s approve_1 split_1(branch_1: copy_1 | branch_2*: ) end_1");
    let four = changed(&three, &Change::AddBranch { node: "split_1".into() });
    assert_eq!(read(&four), "s approve_1 split_1(branch_1: copy_1 | branch_3:  | branch_2*: ) end_1");
    let five = changed(&four, &Change::MoveBranch { flow: "branch_3".into(), earlier: true });
    assert_eq!(read(&five), "s approve_1 split_1(branch_3:  | branch_1: copy_1 | branch_2*: ) end_1");
    let kinds: Vec<NodeKind> = tree(&five).unwrap().nodes.iter().map(|n| n.kind).collect();
    assert_eq!(kinds, [NodeKind::Start, NodeKind::Approver, NodeKind::Condition, NodeKind::End]);
    let copy = &tree(&five).unwrap().nodes[2].branches[1].nodes[0];
    assert_eq!((copy.kind, copy.name.as_deref()), (NodeKind::Copy, Some("<新>")));
}

#[test]
fn what_a_change_does_not_touch_stays_as_it_was() {
    let text = claim();
    let now = changed(&text, &add("b2", NodeKind::Delay));
    assert_eq!(read(&now), "s a g(b1: b | b2*: delay_1) e");
    let part = |id: &str| {
        let from = text.find(&format!("id=\"{id}\"")).unwrap();
        &text[from..from + text[from..].find('\n').unwrap()]
    };
    for id in ["s", "a", "g", "b", "e", "f1", "f2", "b1", "f3", "f4"] {
        assert!(now.contains(part(id)), "{id}: {} in\n{now}", part(id));
    }
    let back = changed(&now, &Change::Remove { node: "delay_1".into() });
    let model = |text: &str| {
        text[..text.find("<bpmndi:").map_or(text.find("</bpmn:process>").unwrap(), |at| at)]
            .split("</bpmn:process>")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(model(&back), model(&text), "adding and removing leaves the text as it was");
}

#[test]
fn steps_move_with_all_that_is_in_them() {
    let text = claim();
    let moved = changed(&text, &Change::Move { node: "g".into(), at: "f1".into() });
    assert_eq!(read(&moved), "s g(b1: b | b2*: ) a e");
    let inner = changed(&moved, &Change::Move { node: "a".into(), at: "b2".into() });
    assert_eq!(read(&inner), "s g(b1: b | b2*: a) e");
    let crossed = changed(&inner, &Change::Move { node: "b".into(), at: "b2".into() });
    assert_eq!(read(&crossed), "s g(b1:  | b2*: b a) e");
    assert!(crossed.contains("amount &gt; 10") && crossed.contains("other:colour=\"red\""));
    assert_eq!(refusal(&text, &Change::Move { node: "g".into(), at: "b1".into() }), "tree-into-itself");
    assert_eq!(refusal(&text, &Change::Move { node: "s".into(), at: "f4".into() }), "tree-fixed-step");
    assert_eq!(refusal(&text, &Change::Move { node: "a".into(), at: "f2".into() }), "tree-same-place");
}

#[test]
fn where_one_way_is_left_nothing_branches() {
    let text = claim();
    let with_steps = changed(&text, &Change::RemoveBranch { flow: "b2".into() });
    assert_eq!(read(&with_steps), "s a b e");
    assert!(!with_steps.contains("conditionExpression"), "{with_steps}");
    let without = changed(&text, &Change::RemoveBranch { flow: "b1".into() });
    assert_eq!(read(&without), "s a e");
    let whole = changed(&text, &Change::Remove { node: "g".into() });
    assert_eq!(read(&whole), "s a e");
    let third = changed(&text, &Change::AddBranch { node: "g".into() });
    let two = changed(&third, &Change::RemoveBranch { flow: "b1".into() });
    assert_eq!(read(&two), "s a g(branch_1:  | b2*: ) e");
    let no_default = changed(&third, &Change::RemoveBranch { flow: "b2".into() });
    assert_eq!(read(&no_default), "s a g(b1: b | branch_1: ) e");
}

/// One way goes on, the other ends: the tree says so, and the way that goes on cannot go.
#[test]
fn a_way_may_end() {
    let text = file(
        r#"    <bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="g"/><bpmn:endEvent id="no"/><bpmn:userTask id="u"/><bpmn:endEvent id="e"/>
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="g"/><bpmn:sequenceFlow id="a" sourceRef="g" targetRef="no"/>
    <bpmn:sequenceFlow id="b" sourceRef="g" targetRef="u"/><bpmn:sequenceFlow id="h" sourceRef="u" targetRef="e"/>
"#,
    );
    assert_eq!(read(&text), "s g(a: no | b: u e)");
    let less = changed(&text, &Change::RemoveBranch { flow: "a".into() });
    assert_eq!(read(&less), "s u e");
    let more = changed(&text, &Change::AddBranch { node: "g".into() });
    assert_eq!(read(&more), "s g(a: no | b: u e | branch_1: end_1)");
    assert_eq!(refusal(&text, &Change::Move { node: "g".into(), at: "h".into() }), "tree-fixed-step");
    let gone = changed(&text, &Change::Remove { node: "g".into() });
    assert_eq!(read(&gone), "s end_1");
}

#[test]
fn a_file_that_is_no_tree_says_why_and_stays() {
    let cases = [
        (
            "tree-boundary-event",
            r#"<bpmn:startEvent id="s"/><bpmn:userTask id="u"/><bpmn:boundaryEvent id="x" attachedToRef="u"><bpmn:timerEventDefinition/></bpmn:boundaryEvent><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="u"/>"#,
        ),
        (
            "tree-kind",
            r#"<bpmn:startEvent id="s"/><bpmn:receiveTask id="x"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="x"/>"#,
        ),
        ("tree-lanes", r#"<bpmn:laneSet id="x"/><bpmn:startEvent id="s"/>"#),
        ("tree-start", r#"<bpmn:startEvent id="s"/><bpmn:startEvent id="x"/>"#),
        ("tree-unreached", r#"<bpmn:startEvent id="s"/><bpmn:userTask id="x"/>"#),
        (
            "tree-meeting",
            r#"<bpmn:startEvent id="s"/><bpmn:userTask id="x"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="x"/><bpmn:sequenceFlow id="g" sourceRef="x" targetRef="x"/>"#,
        ),
        (
            "tree-split",
            r#"<bpmn:startEvent id="x"/><bpmn:userTask id="u"/><bpmn:userTask id="v"/><bpmn:sequenceFlow id="f" sourceRef="x" targetRef="u"/><bpmn:sequenceFlow id="g" sourceRef="x" targetRef="v"/>"#,
        ),
        (
            "tree-idle-gateway",
            r#"<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="x"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="x"/>"#,
        ),
        (
            "tree-join-kind",
            r#"<bpmn:startEvent id="s"/><bpmn:parallelGateway id="g"/><bpmn:exclusiveGateway id="x"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="g"/><bpmn:sequenceFlow id="a" sourceRef="g" targetRef="x"/><bpmn:sequenceFlow id="b" sourceRef="g" targetRef="x"/>"#,
        ),
        (
            "tree-condition",
            r#"<bpmn:startEvent id="s"/><bpmn:userTask id="u"/><bpmn:sequenceFlow id="x" sourceRef="s" targetRef="u"><bpmn:conditionExpression>a</bpmn:conditionExpression></bpmn:sequenceFlow>"#,
        ),
    ];
    for (code, inside) in cases {
        let text = file(inside);
        let offenders = tree(&text).unwrap_err();
        let found: Vec<_> =
            offenders.iter().map(|o| (o.code.as_str(), o.element.as_ref().map_or("", |e| e.as_str()))).collect();
        assert!(found.contains(&(code, "x")), "{code}: {found:?}");
        assert!(
            matches!(change_tree(&text, &add("f", NodeKind::Handler)), Err(NoChange::NoTree(told)) if told == offenders)
        );
    }
    // A way back to a gateway before is no tree either, and reading it ends.
    let back = r#"<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="x"/><bpmn:userTask id="u"/><bpmn:exclusiveGateway id="g"/><bpmn:endEvent id="e"/>
      <bpmn:sequenceFlow id="1" sourceRef="s" targetRef="x"/><bpmn:sequenceFlow id="2" sourceRef="x" targetRef="u"/><bpmn:sequenceFlow id="3" sourceRef="u" targetRef="g"/>
      <bpmn:sequenceFlow id="4" sourceRef="g" targetRef="x"/><bpmn:sequenceFlow id="5" sourceRef="g" targetRef="e"/>"#;
    assert_eq!(tree(&file(back)).unwrap_err()[0].code, "tree-crossing");
    assert_eq!(tree("<a").unwrap_err()[0].code, "tree-unreadable");
    assert_eq!(tree(OPEN.trim_end()).unwrap_err()[0].code, "tree-unreadable");
}

#[test]
fn what_cannot_be_said_is_refused() {
    let text = claim();
    let set = |element: &str, attribute: &str, value: &str| Change::Set {
        element: element.into(),
        attribute: attribute.into(),
        value: value.into(),
    };
    let named = changed(&text, &set("a", "name", "经理 \"<&\""));
    assert_eq!(tree(&named).unwrap().nodes[1].name.as_deref(), Some("经理 \"<&\""));
    let ruled = changed(&text, &set("a", "approvers", "role(legal)"));
    assert_eq!(tree(&ruled).unwrap().nodes[1].says["approvers"], "role(legal)");
    assert_eq!(tree(&changed(&text, &set("a", "approvers", ""))).unwrap().nodes[1].kind, NodeKind::Handler);
    assert_eq!(refusal(&text, &set("a", "type", "x")), "tree-attribute");
    assert_eq!(refusal(&text, &set("a", "id", "x")), "tree-attribute");
    assert_eq!(refusal(&text, &set("a", "name", "\u{1}")), "tree-value");
    assert_eq!(refusal(&text, &add("nowhere", NodeKind::Handler)), "tree-no-such-element");
    assert_eq!(refusal(&text, &add("e", NodeKind::Handler)), "tree-no-place");
    assert_eq!(refusal(&text, &add("f1", NodeKind::End)), "tree-fixed-step");
    assert_eq!(refusal(&text, &Change::Remove { node: "s".into() }), "tree-fixed-step");
    assert_eq!(refusal(&text, &Change::AddBranch { node: "a".into() }), "tree-no-branches");
    assert_eq!(refusal(&text, &Change::RemoveBranch { flow: "f1".into() }), "tree-no-such-branch");
}

#[test]
fn a_drawing_is_made_anew_and_keeps_what_else_is_said_of_it() {
    let drawn = draw(&claim()).unwrap().text;
    let coloured = drawn.replace("id=\"a_di\"", "id=\"mine\" other:stroke=\"#f00\"");
    let now = changed(&coloured, &add("f1", NodeKind::Approver));
    assert!(now.contains("id=\"mine\" other:stroke=\"#f00\""), "{now}");
    assert!(now.contains("bpmnElement=\"approve_1\"") && now.matches("<bpmndi:BPMNDiagram ").count() == 1, "{now}");
}

/// A tree as a test makes it up.
#[derive(Debug, Clone)]
enum Made {
    Step(NodeKind),
    Block(NodeKind, Vec<Vec<Made>>),
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    let kinds = [
        NodeKind::Approver,
        NodeKind::Handler,
        NodeKind::Copy,
        NodeKind::Delay,
        NodeKind::Trigger,
        NodeKind::Subprocess,
    ];
    let blocks = [NodeKind::Condition, NodeKind::Parallel, NodeKind::Inclusive];
    let step = proptest::sample::select(kinds.to_vec()).prop_map(Made::Step);
    let one = step.prop_recursive(3, 16, 3, move |inner| {
        let ways = prop::collection::vec(prop::collection::vec(inner, 0..3), 2..4);
        (proptest::sample::select(blocks.to_vec()), ways).prop_map(|(kind, ways)| Made::Block(kind, ways))
    });
    prop::collection::vec(one, 1..4)
}

/// Writes a made tree into a file at a flow: each step before what is behind the flow.
fn write(text: String, at: &str, made: &[Made]) -> String {
    made.iter().rev().fold(text, |text, one| match one {
        Made::Step(kind) => changed(&text, &add(at, *kind)),
        Made::Block(kind, ways) => {
            let done = change_tree(&text, &add(at, *kind)).unwrap();
            let split = done.element.unwrap();
            let grown =
                (2..ways.len()).fold(done.text, |text, _| changed(&text, &Change::AddBranch { node: split.clone() }));
            let flows: Vec<String> = branches(&tree(&grown).unwrap().nodes, split.as_str());
            flows.iter().zip(ways).fold(grown, |text, (flow, way)| write(text, flow, way))
        }
    })
}

fn branches(nodes: &[TreeNode], id: &str) -> Vec<String> {
    let here =
        nodes.iter().find(|n| n.id.as_str() == id).map(|n| n.branches.iter().map(|b| b.flow.to_string()).collect());
    here.unwrap_or_else(|| {
        nodes
            .iter()
            .flat_map(|n| &n.branches)
            .map(|b| branches(&b.nodes, id))
            .find(|b| !b.is_empty())
            .unwrap_or_default()
    })
}

fn shape(nodes: &[TreeNode]) -> String {
    nodes.iter().filter(|n| !matches!(n.kind, NodeKind::Start | NodeKind::End)).fold(String::new(), |mut text, node| {
        let _ = write!(text, "{:?}", node.kind);
        for branch in &node.branches {
            let _ = write!(text, "<{}>", shape(&branch.nodes));
        }
        text + ";"
    })
}

fn wanted(made: &[Made]) -> String {
    made.iter().fold(String::new(), |mut text, one| {
        match one {
            Made::Step(kind) => {
                let _ = write!(text, "{kind:?}");
            }
            Made::Block(kind, ways) => {
                let _ = write!(text, "{kind:?}");
                for way in ways {
                    let _ = write!(text, "<{}>", wanted(way));
                }
            }
        }
        text + ";"
    })
}

/// Every step and flow of a tree by its id.
fn all(nodes: &[TreeNode], steps: &mut Vec<String>, flows: &mut Vec<String>) {
    for node in nodes {
        steps.push(node.id.to_string());
        flows.extend(node.next.iter().map(ToString::to_string));
        for branch in &node.branches {
            flows.push(branch.flow.to_string());
            all(&branch.nodes, steps, flows);
        }
    }
}

/// The text of each step, without what it tells of its flows.
fn texts(text: &str) -> BTreeMap<String, String> {
    let told = |line: &str| !line.contains("<bpmn:incoming>") && !line.contains("<bpmn:outgoing>");
    let (mut all, mut open): (BTreeMap<String, String>, Option<String>) = (BTreeMap::new(), None);
    for line in text.lines().take_while(|line| !line.contains("</bpmn:process>")).filter(|line| told(line)) {
        if line.starts_with("    <bpmn:") {
            open = line.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
        }
        if let Some(id) = open.as_ref().filter(|_| !line.contains("sequenceFlow")) {
            all.entry(id.clone()).or_default().push_str(line);
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Tree to BPMN to tree is the identity.
    #[test]
    fn a_tree_that_is_written_is_read_as_it_was(made in made()) {
        let begun = changed(&empty(), &add("s", NodeKind::Handler));
        let text = write(changed(&begun, &Change::Remove { node: "handle_1".into() }), "flow_1", &made);
        prop_assert_eq!(shape(&tree(&text).unwrap().nodes), wanted(&made));
    }

    /// A move and the move back give the same tree, and no step but the one that moved has another text.
    #[test]
    fn moves_can_be_taken_back(made in made(), which: prop::sample::Index, to: prop::sample::Index) {
        let begun = changed(&empty(), &add("s", NodeKind::Handler));
        let text = write(begun, "flow_1", &made);
        let (mut steps, mut flows) = (vec![], vec![]);
        all(&tree(&text).unwrap().nodes, &mut steps, &mut flows);
        let (node, at) = (which.get(&steps).clone(), to.get(&flows).clone());
        let before = into(&text, &node);
        match change_tree(&text, &Change::Move { node: node.as_str().into(), at: at.as_str().into() }) {
            Err(NoChange::Refused { code, .. }) => prop_assert!(["tree-fixed-step", "tree-same-place", "tree-into-itself"].contains(&code), "{}", code),
            Err(other) => prop_assert!(false, "{:?}", other),
            Ok(moved) => {
                consistent(&moved.text);
                prop_assert_eq!(texts(&moved.text), texts(&text));
                let back = changed(&moved.text, &Change::Move { node: node.as_str().into(), at: before.as_str().into() });
                prop_assert_eq!(read(&back), read(&text));
            }
        }
    }

    /// Whatever step or branch goes, a tree is left; what is refused is refused with a reason.
    #[test]
    fn what_is_left_is_a_tree(made in made(), which: prop::sample::Index) {
        let begun = changed(&empty(), &add("s", NodeKind::Handler));
        let text = write(begun, "flow_1", &made);
        let (mut steps, mut flows) = (vec![], vec![]);
        all(&tree(&text).unwrap().nodes, &mut steps, &mut flows);
        let node = which.get(&steps).clone();
        if (!node.starts_with('s') || node.starts_with("split"))
            && !node.starts_with("end") {
                let left = changed(&text, &Change::Remove { node: node.as_str().into() });
                prop_assert!(!left.contains(&format!("\"{node}\"")), "{}", left);
            }
        let flow = which.get(&flows).clone();
        match change_tree(&text, &Change::RemoveBranch { flow: flow.as_str().into() }) {
            Err(NoChange::Refused { code, .. }) => prop_assert_eq!(code, "tree-no-such-branch"),
            Err(other) => prop_assert!(false, "{:?}", other),
            Ok(left) => consistent(&left.text),
        }
    }
}

/// The flow that leads to a step.
fn into(text: &str, node: &str) -> String {
    let parsed = parse(text.as_bytes()).tree;
    let flow = parsed.elements.iter().find(|e| e.name.local == "sequenceFlow" && e.get("targetRef") == Some(node));
    flow.and_then(|e| e.get("id")).unwrap_or("flow_1").to_owned()
}
