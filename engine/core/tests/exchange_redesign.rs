//! Redesigns: what a change of a process comes to is a sound process that does what it says, or a refusal that says why.
use std::collections::BTreeSet;
use weir_core::approval::Overdue;
use weir_core::compile::prepare;
use weir_core::exchange::{NoRedesign, Redesign, redesign};
use weir_core::process::{Kind, Value};
use weir_core::{ElementId, Process, Severity};

/// A process of these elements and flows, `a>b` or `a>b?condition`.
fn file(elements: &str, flows: &str) -> String {
    let mut made = String::new();
    for (number, flow) in flows.split_whitespace().enumerate() {
        let (ends, condition) = flow.split_once('?').unwrap_or((flow, ""));
        let (from, to) = ends.split_once('>').unwrap();
        let inner = if condition.is_empty() {
            String::new()
        } else {
            format!("<bpmn:conditionExpression>{}</bpmn:conditionExpression>", condition.replace('>', "&gt;"))
        };
        let ends = format!("id='f{number}' sourceRef='{from}' targetRef='{to}'");
        made.push_str(&["<bpmn:sequenceFlow ", &ends, ">", &inner, "</bpmn:sequenceFlow>\n"].concat());
    }
    format!(
        "<bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:w='urn:weir:bpmn:1' \
         targetNamespace='t'>\n<bpmn:process id='p' isExecutable='true'>\n{elements}\n{made}</bpmn:process></bpmn:definitions>"
    )
}

fn user(id: &str) -> String {
    format!("<bpmn:userTask id='{id}' name='The {id}'/>\n")
}

fn chain() -> String {
    let elements = format!("<bpmn:startEvent id='s'/>\n{}{}{}<bpmn:endEvent id='e'/>", user("a"), user("b"), user("c"));
    file(&elements, "s>a a>b b>c c>e")
}

fn carry_out(file: &str, change: &Redesign) -> Result<String, NoRedesign> {
    redesign(file, &"p".into(), change, "r-1")
}

fn compiled(text: &str) -> Process {
    let prepared = prepare(text.as_bytes());
    let errors: Vec<_> = prepared.problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    prepared.processes.into_iter().next().unwrap()
}

/// All ways from one element to another, as ids.
fn ways(process: &Process) -> Vec<String> {
    let mut open = vec![(process.node(&"s".into()), "s".to_owned())];
    let mut done = vec![];
    while let Some((at, way)) = open.pop() {
        let mut next = process.outgoing(at).iter().map(|flow| process.target(&flow.id)).peekable();
        if next.peek().is_none() {
            done.push(way.clone());
        }
        open.extend(next.map(|node| (node, format!("{way} {}", process.graph[node].id))));
        assert!(done.len() + open.len() < 100, "a circle");
    }
    done.sort();
    done
}

fn shape_of(result: Result<String, NoRedesign>) -> String {
    match result {
        Err(NoRedesign::Shape { message }) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn steps_side_by_side_join_again_and_what_is_beside_them_stays() {
    let change = Redesign::Parallelise { first: "a".into(), second: "b".into() };
    let text = carry_out(&chain(), &change).unwrap();
    assert_eq!(ways(&compiled(&text)), ["s split_1 a join_1 c e", "s split_1 b join_1 c e"]);
    assert!(text.contains("<bpmn:userTask id='c' name='The c'/>"), "{text}");
    assert!(text.contains("w:suggestions=\"r-1\""), "the prefix of the file is used: {text}");
    // Taken up again it names both.
    let again =
        redesign(&text, &"p".into(), &Redesign::Due { task: "c".into(), after: "P2D".into(), remind: None }, "r-2")
            .unwrap();
    assert_eq!(compiled(&again).suggestions, ["r-1", "r-2"]);
}

#[test]
fn a_step_is_passed_by_where_a_condition_holds_and_its_decision_is_set() {
    let decided = Some(("verdict".to_owned(), "\"approved\"".to_owned()));
    let change = Redesign::Pass { task: "b".into(), when: Some("amount < 10".into()), decided: decided.clone() };
    let process = compiled(&carry_out(&chain(), &change).unwrap());
    assert_eq!(ways(&process), ["s a split_1 b join_1 c e", "s a split_1 decided_1 join_1 c e"]);
    let told = |change: &Redesign| ways(&compiled(&carry_out(&chain(), change).unwrap()));
    let always = Redesign::Pass { task: "b".into(), when: None, decided };
    assert_eq!(told(&always), ["s a decided_1 c e"]);
    let gone = Redesign::Pass { task: "b".into(), when: None, decided: None };
    assert_eq!(told(&gone), ["s a c e"]);
    let merged = Redesign::Merge { first: "a".into(), second: "b".into() };
    let text = carry_out(&chain(), &merged).unwrap();
    assert_eq!(ways(&compiled(&text)), ["s a c e"]);
    assert!(text.contains("name='The a + The b'"), "{text}");
    let decide = Redesign::Decide { task: "b".into(), decision: "d".into(), result: "verdict".into() };
    let text = carry_out(&chain(), &decide).unwrap();
    assert!(text.contains("<bpmn:businessRuleTask") && text.contains("w:decision=\"d\""), "{text}");
}

#[test]
fn checks_change_their_order_and_keep_their_own_gateways() {
    let gateway = |id: &str, default: &str| format!("<bpmn:exclusiveGateway id='{id}' default='{default}'/>\n");
    let elements = format!(
        "<bpmn:startEvent id='s'/>\n{}{}{}{}<bpmn:endEvent id='e'/><bpmn:endEvent id='no'/>",
        user("a"),
        gateway("ga", "f2"),
        user("b"),
        gateway("gb", "f5")
    );
    let model = file(&elements, "s>a a>ga ga>b ga>no?x>1 b>gb gb>e gb>no?y>1");
    let before = ways(&compiled(&model));
    assert_eq!(before, ["s a ga b gb e", "s a ga b gb no", "s a ga no"]);
    let change = Redesign::Reorder { to: vec!["b".into(), "a".into()] };
    let after = ways(&compiled(&carry_out(&model, &change).unwrap()));
    assert_eq!(after, ["s b gb a ga e", "s b gb a ga no", "s b gb no"]);
    let three = Redesign::Reorder { to: vec!["c".into(), "a".into(), "b".into()] };
    assert_eq!(ways(&compiled(&carry_out(&chain(), &three).unwrap())), ["s c a b e"]);
    let apart = Redesign::Reorder { to: vec!["c".into(), "a".into()] };
    assert!(shape_of(carry_out(&chain(), &apart)).contains("do not directly follow"));
}

#[test]
fn checks_that_each_stop_at_an_end_of_their_own_change_their_order_too() {
    let gateway = |id: &str, default: &str| format!("<bpmn:exclusiveGateway id='{id}' default='{default}'/>\n");
    let model = |default: &str, flows: &str| {
        let (a, b) = (gateway("ga", "f2"), gateway("gb", default));
        let ends = "<bpmn:endEvent id='e'/><bpmn:endEvent id='no'/><bpmn:endEvent id='stop'/>";
        file(&format!("<bpmn:startEvent id='s'/>\n{}{a}{}{b}{}{ends}", user("a"), user("b"), user("c")), flows)
    };
    let change = Redesign::Reorder { to: vec!["b".into(), "a".into()] };
    let own = model("f5", "s>a a>ga ga>b ga>no?x=\"no\" b>gb gb>c gb>stop?y=\"no\" c>e");
    let after = ways(&compiled(&carry_out(&own, &change).unwrap()));
    assert_eq!(after, ["s b gb a ga c e", "s b gb a ga no", "s b gb stop"]);
    // Here what is said by default is another thing than before: nobody can tell which way goes on.
    let other = model("f6", "s>a a>ga ga>b ga>no?x=\"no\" b>gb gb>c?y=\"yes\" gb>stop c>e");
    assert!(shape_of(carry_out(&other, &change)).contains("not plain"));
}

#[test]
fn what_a_file_tells_of_its_flows_is_told_anew() {
    let told = "<bpmn:startEvent id='s'><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>\n\
        <bpmn:userTask id='a'><bpmn:incoming>f0</bpmn:incoming><bpmn:outgoing>f1</bpmn:outgoing></bpmn:userTask>\n\
        <bpmn:userTask id='b'><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>\n\
        <bpmn:endEvent id='e'><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>";
    let model = file(told, "s>a a>b b>e");
    for change in [
        Redesign::Parallelise { first: "a".into(), second: "b".into() },
        Redesign::Reorder { to: vec!["b".into(), "a".into()] },
        Redesign::Pass { task: "a".into(), when: Some("x > 1".into()), decided: None },
        Redesign::Pass { task: "a".into(), when: None, decided: None },
        Redesign::Merge { first: "a".into(), second: "b".into() },
        Redesign::Decide { task: "b".into(), decision: "d".into(), result: "r".into() },
    ] {
        let text = carry_out(&model, &change).unwrap();
        let process = compiled(&text);
        let tree = weir_core::xml::parse(text.as_bytes()).tree;
        let told: BTreeSet<(String, String, String)> = (0..tree.elements.len())
            .filter(|number| matches!(tree.elements[*number].name.local.as_str(), "incoming" | "outgoing"))
            .map(|number| {
                let element = &tree.elements[number];
                let of = tree.elements[element.parent.unwrap()].get("id").unwrap();
                (of.to_owned(), element.name.local.clone(), tree.text(number))
            })
            .collect();
        let mut wanted = BTreeSet::new();
        for node in process.graph.node_indices() {
            let id = process.graph[node].id.to_string();
            let ways =
                process.outgoing(node).iter().map(|flow| (id.clone(), "outgoing".to_owned(), flow.id.to_string()));
            wanted.extend(ways);
            let ways =
                process.incoming(node).iter().map(|flow| (id.clone(), "incoming".to_owned(), flow.id.to_string()));
            wanted.extend(ways);
        }
        assert_eq!(told, wanted, "{change:?}\n{text}");
    }
}

#[test]
fn what_cannot_be_changed_safely_is_refused_with_what_stands_in_the_way() {
    let boundary = "<bpmn:boundaryEvent id='t' attachedToRef='a'><bpmn:timerEventDefinition>\
        <bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>";
    let elements = format!("<bpmn:startEvent id='s'/>{}{boundary}{}<bpmn:endEvent id='e'/>", user("a"), user("b"));
    let model = file(&elements, "s>a a>b b>e t>e");
    let both = Redesign::Parallelise { first: "a".into(), second: "b".into() };
    assert!(shape_of(carry_out(&model, &both)).contains("events on its border"));
    let far = Redesign::Parallelise { first: "a".into(), second: "c".into() };
    assert!(shape_of(carry_out(&chain(), &far)).contains("does not directly"));
    let start = Redesign::Due { task: "s".into(), after: "P1D".into(), remind: None };
    assert!(shape_of(carry_out(&chain(), &start)).contains("no work of people"));
    let none = Redesign::Due { task: "x".into(), after: "P1D".into(), remind: None };
    assert_eq!(carry_out(&chain(), &none).unwrap_err().code(), "redesign-no-element");
    assert_eq!(redesign("<a/>", &"p".into(), &both, "r").unwrap_err().code(), "redesign-no-process");
    let plain = Redesign::Condition { flow: "f0".into(), says: "x > 2".into() };
    assert!(shape_of(carry_out(&chain(), &plain)).contains("no condition"));
}

#[test]
fn words_conditions_and_due_dates_change_one_element_alone() {
    let conditional = file(
        &format!(
            "<bpmn:startEvent id='s'/><bpmn:exclusiveGateway id='g' default='f2'/>{}<bpmn:endEvent id='e'/>",
            user("a")
        ),
        "s>g g>a?amount>10 g>e a>e",
    );
    let change = Redesign::Condition { flow: "f1".into(), says: "amount > 500".into() };
    let text = carry_out(&conditional, &change).unwrap();
    assert_eq!(text.replace("amount &gt; 500", "amount&gt;10").replace(" w:suggestions=\"r-1\"", ""), conditional);
    let note = Redesign::Note { element: Some(ElementId::from("a")), says: "ask for <field> first".into() };
    let text = carry_out(&conditional, &note).unwrap();
    assert!(text.contains("<bpmn:documentation>ask for &lt;field&gt; first</bpmn:documentation>"), "{text}");
    compiled(&text);
    let due = |remind: Option<&str>| {
        let (after, remind) = ("PT8H".to_owned(), remind.map(str::to_owned));
        carry_out(&conditional, &Redesign::Due { task: "a".into(), after, remind })
    };
    let task = |text: &str| {
        let process = compiled(text);
        let Kind::UserTask(task) = process.graph[process.node(&"a".into())].kind.clone() else { panic!("{text}") };
        task
    };
    let text = due(None).unwrap();
    assert!(text.contains("w:dueDate=\"PT8H\"") && task(&text).reminder.is_none(), "{text}");
    // The reminder comes before the due date, and the task does nothing else of itself.
    let reminder = task(&due(Some("PT3H")).unwrap()).reminder.unwrap();
    assert_eq!((reminder.after, reminder.then), (Value::Fixed("PT3H".to_owned()), Overdue::Rest));
    // A time that somebody has set already stays theirs.
    let timed = conditional.replace("<bpmn:userTask id='a'", "<bpmn:userTask id='a' w:timeout='P1D'");
    let change = Redesign::Due { task: "a".into(), after: "PT8H".into(), remind: Some("PT3H".into()) };
    assert!(shape_of(carry_out(&timed, &change)).contains("set its reminder by hand"));
    // Eight hours of a calendar of work would be days, and what is worked out of the data is no length of time.
    for own in ["w:dueCalendar='office'", "w:dueDate='= deadline'"] {
        let own = conditional.replace("<bpmn:userTask id='a'", &format!("<bpmn:userTask id='a' {own}"));
        assert!(shape_of(carry_out(&own, &change)).contains("change it by hand"));
    }
}
