//! 撤回: what may be taken back, and what has been acted upon. Each case says who is asked after the last command, or why it
//! was refused. This file is long because the laws of taking back stand side by side.
use crate::common::office::{Matter, compile, last};
use std::fmt::Write;
use weir_core::Process;

const ACTED: &str = "refused: it cannot be taken back: somebody has acted upon it";

/// Elements one after the other, each with its own `id` written first.
fn flow(elements: &[&str]) -> Process {
    let mut inside = String::from("<startEvent id='s'/><endEvent id='e'/>");
    let mut before = "s";
    for element in elements {
        let id = element.split('\'').nth(1).expect("an id");
        inside += element;
        write!(inside, "<sequenceFlow id='{before}-{id}' sourceRef='{before}' targetRef='{id}'/>").unwrap();
        before = id;
    }
    write!(inside, "<sequenceFlow id='{before}-e' sourceRef='{before}' targetRef='e'/>").unwrap();
    whole(&inside)
}

fn whole(inside: &str) -> Process {
    compile(inside).expect("it compiles")
}

const A: &str = "<userTask id='a' weir:approvers='user(cem)'/>";
const B: &str = "<userTask id='b' weir:assignee='eva'/>";
const J: &str = "<serviceTask id='j'/>";

#[test]
fn a_job_that_was_done_or_fetched_is_not_handed_out_again() {
    let process = flow(&[A, J, B]);
    for (commands, expected) in [
        ("ann starts; cem approves a; cem withdraws a", "a: cem"),
        ("ann starts; cem approves a; w fetches j; cem withdraws a", ACTED),
        ("ann starts; cem approves a; w fetches j; w finishes j; cem withdraws a", ACTED),
        ("ann starts; cem approves a; cem withdraws a; cem approves a; w fetches j; w finishes j", "b: eva"),
        (
            "ann starts; cem approves a; ann withdraws a",
            "refused: `ann` has decided nothing here that could be taken back",
        ),
    ] {
        assert_eq!(last(&process, commands), expected, "{commands}");
    }
}

#[test]
fn a_job_before_the_decision_keeps_nothing_from_being_taken_back() {
    let process = flow(&["<userTask id='f' weir:assignee='ann'/>", J, A, B]);
    for (commands, expected) in [
        ("ann starts; ann does f; w fetches j; w finishes j; cem approves a; cem withdraws a", "a: cem"),
        ("ann starts; ann does f; w fetches j; w finishes j; ann withdraws f", ACTED),
        ("ann starts; ann does f; w fetches j; w finishes j; cem approves a; cem withdraws a; ann withdraws f", ACTED),
    ] {
        assert_eq!(last(&process, commands), expected, "{commands}");
    }
}

#[test]
fn a_signal_that_was_thrown_and_a_time_that_has_come_are_acted_upon() {
    let signal =
        "<intermediateThrowEvent id='t'><signalEventDefinition id='d' signalRef='sig'/></intermediateThrowEvent>";
    assert_eq!(last(&flow(&[A, signal, B]), "ann starts; cem approves a; cem withdraws a"), ACTED);
    let timer = "<intermediateCatchEvent id='w'><timerEventDefinition id='d'><timeDuration>P1D</timeDuration>\
                 </timerEventDefinition></intermediateCatchEvent>";
    let process = flow(&[A, timer, B]);
    assert_eq!(last(&process, "ann starts; cem approves a; cem withdraws a"), "a: cem");
    assert_eq!(last(&process, "ann starts; cem approves a; +2d; cem withdraws a"), ACTED);
}

#[test]
fn who_did_the_next_task_has_acted_also_when_it_is_over() {
    let process = flow(&[A, B, "<userTask id='c' weir:assignee='dan'/>"]);
    for (commands, expected) in [
        ("ann starts; cem approves a; eva does b; cem withdraws a", ACTED),
        ("ann starts; cem approves a; eva does b; eva withdraws b", "b: eva"),
        ("ann starts; cem approves a; eva does b; eva withdraws b; cem withdraws a", ACTED),
    ] {
        assert_eq!(last(&process, commands), expected, "{commands}");
    }
}

#[test]
fn what_was_only_asked_in_a_sub_process_is_taken_back_with_it() {
    let inner = "<subProcess id='sub'><startEvent id='is'/><userTask id='b' weir:assignee='eva'/><endEvent id='ie'/>\
                 <sequenceFlow id='i1' sourceRef='is' targetRef='b'/><sequenceFlow id='i2' sourceRef='b' targetRef='ie'/>\
                 </subProcess>";
    let process = flow(&[A, inner, "<userTask id='c' weir:assignee='dan'/>"]);
    for (commands, expected) in [
        ("ann starts; cem approves a; cem withdraws a", "a: cem"),
        ("ann starts; cem approves a; eva gives b to fay; cem withdraws a", ACTED),
        ("ann starts; cem approves a; eva does b; cem withdraws a", ACTED),
        // Its scope has ended: it is at work again.
        ("ann starts; cem approves a; eva does b; eva withdraws b", "b: eva"),
        ("ann starts; cem approves a; eva does b; eva withdraws b; eva does b; dan does c", "Completed"),
        ("ann starts; cem approves a; eva does b; dan gives c to fay; eva withdraws b", ACTED),
    ] {
        assert_eq!(last(&process, commands), expected, "{commands}");
    }
}

#[test]
fn an_approval_that_ran_out_of_time_is_acted_upon_and_one_that_was_reminded_is_not() {
    let late = |action: &str| {
        let b =
            format!("<userTask id='b' weir:approvers='user(eva)' weir:timeout='P1D' weir:timeoutAction='{action}'/>");
        last(
            &flow(&[A, &b, "<userTask id='c' weir:assignee='dan'/>"]),
            "ann starts; cem approves a; +2d; cem withdraws a",
        )
    };
    assert_eq!(late("approve"), ACTED);
    assert_eq!(late("reject"), ACTED);
    assert_eq!(late("remind"), "a: cem");
}

/// f(ann), g(ben), a(cem), b(dan), c(eva), one after the other.
fn five() -> Process {
    let task = |id: &str, who: &str| format!("<userTask id='{id}' weir:assignee='{who}'/>");
    let tasks = [("f", "ann"), ("g", "ben"), ("a", "cem"), ("b", "dan"), ("c", "eva")].map(|(id, who)| task(id, who));
    flow(&tasks.each_ref().map(String::as_str))
}

const TO_C: &str = "ann starts; ann does f; ben does g; cem does a; dan does b";

#[test]
fn nobody_takes_back_over_a_return_that_comes_back() {
    let process = five();
    for (then, expected) in [
        ("eva returns c to f and back; dan withdraws b", ACTED),
        ("eva returns c to f and back; ann does f; dan withdraws b", ACTED),
        ("eva returns c to f and back; ann does f; ann withdraws f", "f: ann"),
        // What was taken back still comes back to where it was.
        ("eva returns c to f and back; ann does f; ann withdraws f; ann does f", "c: eva"),
        ("eva returns c to f and back; ann does f; eva does c", "Completed"),
        ("eva returns c to b; cem withdraws a", ACTED),
        ("dan withdraws b", "b: dan"),
    ] {
        assert_eq!(last(&process, &format!("{TO_C}; {then}")), expected, "{then}");
    }
}

#[test]
fn a_return_that_comes_back_out_of_another_keeps_the_way_of_that() {
    let process = five();
    let commands = format!("{TO_C}; eva returns c to a and back; cem returns a to f and back; ann does f; cem does a");
    assert_eq!(last(&process, &commands), "c: eva");
    let commands =
        format!("{TO_C}; eva returns c to a and back; cem returns a to f; ann does f; ben does g; cem does a");
    assert_eq!(last(&process, &commands), "b: dan", "without coming back it goes on over its flows");
}

#[test]
fn returns_that_come_back_stand_in_one_another_only_so_deep() {
    let ids: Vec<String> = (0..20).map(|n| format!("t{n}")).collect();
    let tasks: Vec<String> = ids.iter().map(|id| format!("<userTask id='{id}' weir:assignee='ann'/>")).collect();
    let process = flow(&tasks.iter().map(String::as_str).collect::<Vec<_>>());
    let mut matter = Matter::new(&process);
    matter.command("ann starts");
    for id in &ids[..19] {
        matter.command(&format!("ann does {id}"));
    }
    let refused = "refused: 16 returns that come back stand one in another";
    for (back, pair) in ids.windows(2).rev().enumerate() {
        assert!(!matter.trace.contains(refused), "{back}: {}", matter.trace);
        matter.command(&format!("ann returns {} to {} and back", pair[1], pair[0]));
        if matter.trace.contains(refused) {
            assert_eq!(back, 16);
            break;
        }
    }
    assert!(matter.trace.contains(refused), "{}", matter.trace);
    for id in &ids[3..] {
        matter.command(&format!("ann does {id}"));
    }
    assert!(matter.instance.is_ended(), "all of them come back, one after the other: {}", matter.trace);
}

/// Tasks a(cem) and b(eva) side by side, joined by a gateway of some kind, in a sub-process or not; then c(dan).
fn side_by_side(kind: &str, sub: bool, attached: &str) -> Process {
    let task = |id: &str, who: &str| format!("<userTask id='{id}' weir:assignee='{who}'/>");
    let flow = |from: &str, to: &str| format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>");
    let flows = |pairs: &[(&str, &str)]| pairs.iter().map(|(from, to)| flow(from, to)).collect::<String>();
    let between = flows(&[("x", "a"), ("x", "b"), ("a", "y"), ("b", "y")]);
    let block = format!("<{kind} id='x'/>{}{}<{kind} id='y'/>{between}", task("a", "cem"), task("b", "eva"));
    let ends = format!("<startEvent id='s'/><endEvent id='e'/>{}{}", task("c", "dan"), flows(&[("c", "e")]));
    whole(&if sub {
        let inner = format!("<startEvent id='is'/><endEvent id='ie'/>{block}{}", flows(&[("is", "x"), ("y", "ie")]));
        format!("{ends}<subProcess id='u'>{inner}</subProcess>{attached}{}", flows(&[("s", "u"), ("u", "c")]))
    } else {
        format!("{ends}{block}{attached}{}", flows(&[("s", "x"), ("y", "c")]))
    })
}

/// Who has which task after the last command, in one line; or why it was refused.
fn asked(process: &Process, commands: &str) -> String {
    let mut matter = Matter::new(process);
    commands.split("; ").for_each(|command| matter.command(command));
    let told = matter.trace.lines().last().unwrap_or_default().trim().to_owned();
    if told.starts_with("refused") || told == "Completed" {
        return told;
    }
    let open = matter.instance.waits().filter_map(|(key, wait)| match &wait.on {
        weir_core::wait::WaitFor::UserTask(_) => Some(matter.instance.elements[&key].element.to_string()),
        _ => None,
    });
    let mut open: Vec<String> = open.collect();
    open.sort();
    open.join(" ")
}

#[test]
fn what_waits_at_a_join_or_has_passed_it_is_taken_back_and_what_others_did_is_kept() {
    for kind in ["parallelGateway", "inclusiveGateway"] {
        for sub in [false, true] {
            let process = side_by_side(kind, sub, "");
            for (commands, expected) in [
                ("ann starts; cem does a; cem withdraws a", "a b"),
                ("ann starts; cem does a; cem withdraws a; cem does a; eva does b", "c"),
                // The other one has done theirs meanwhile, and keeps it.
                ("ann starts; cem does a; eva does b; cem withdraws a", "a"),
                ("ann starts; cem does a; eva does b; eva withdraws b", "b"),
                ("ann starts; cem does a; eva does b; eva withdraws b; eva does b", "c"),
                ("ann starts; cem does a; eva does b; eva withdraws b; eva does b; dan does c", "Completed"),
                ("ann starts; cem does a; eva does b; dan gives c to fay; eva withdraws b", ACTED),
            ] {
                assert_eq!(asked(&process, commands), expected, "{kind} {sub}: {commands}");
            }
            let both = "ann starts; cem does a; eva does b; eva withdraws b; cem withdraws a";
            assert_eq!(asked(&process, both), "a b");
            assert_eq!(asked(&process, &format!("{both}; eva does b; cem does a")), "c");
            assert_eq!(asked(&process, &format!("{both}; eva does b; eva withdraws b; cem does a; eva does b")), "c");
        }
    }
}

#[test]
fn a_sub_process_that_would_begin_something_anew_stays_closed() {
    let timer = "<boundaryEvent id='t' attachedToRef='u'><timerEventDefinition><timeDuration>P1D</timeDuration>\
                 </timerEventDefinition></boundaryEvent>";
    let process = side_by_side("parallelGateway", true, timer);
    let closed = "refused: the matter cannot go back to `b`: its branch is closed";
    assert_eq!(asked(&process, "ann starts; cem does a; eva does b; eva withdraws b"), closed);
}

#[test]
fn a_sub_process_that_is_at_work_in_another_round_is_not_taken_for_the_one_that_ended() {
    let process = whole(
        "<startEvent id='s'/><exclusiveGateway id='in'/><exclusiveGateway id='out' default='out-in'/><endEvent id='e'/>\
         <subProcess id='u'><startEvent id='is'/><userTask id='a' weir:assignee='cem'/><endEvent id='ie'/>\
           <sequenceFlow id='is-a' sourceRef='is' targetRef='a'/><sequenceFlow id='a-ie' sourceRef='a' targetRef='ie'/>\
         </subProcess><sequenceFlow id='s-in' sourceRef='s' targetRef='in'/>\
         <sequenceFlow id='in-u' sourceRef='in' targetRef='u'/><sequenceFlow id='u-out' sourceRef='u' targetRef='out'/>\
         <sequenceFlow id='out-in' sourceRef='out' targetRef='in'/>\
         <sequenceFlow id='out-e' sourceRef='out' targetRef='e'><conditionExpression>over = true</conditionExpression>\
         </sequenceFlow>",
    );
    let closed = "refused: the matter cannot go back to `a`: its branch is closed";
    assert_eq!(last(&process, "ann starts {\"over\": false}; cem does a; cem withdraws a"), closed);
}

#[test]
fn a_loop_in_a_sub_process_that_ended_is_followed_once() {
    let flow = |from: &str, to: &str| format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>");
    let process = whole(&format!(
        "<startEvent id='s'/><endEvent id='e'/><userTask id='z' weir:assignee='dan'/>\
         <subProcess id='u'><startEvent id='is'/><userTask id='a' weir:assignee='cem'/><endEvent id='ie'/>\
           <exclusiveGateway id='in'/><exclusiveGateway id='out' default='out-ie'/>{}\
           <sequenceFlow id='out-in' sourceRef='out' targetRef='in'><conditionExpression>again = true</conditionExpression>\
           </sequenceFlow></subProcess>{}",
        [flow("is", "in"), flow("in", "a"), flow("a", "out"), flow("out", "ie")].concat(),
        [flow("s", "u"), flow("u", "z"), flow("z", "e")].concat(),
    ));
    for (commands, expected) in [
        ("; cem does a; cem withdraws a", "a: cem"),
        ("; cem does a; cem withdraws a; cem does a", "z: dan"),
        ("; cem does a {\"again\": true}; cem does a {\"again\": false}; cem withdraws a", "a: cem"),
    ] {
        assert_eq!(last(&process, &format!("ann starts {{\"again\": false}}{commands}")), expected, "{commands}");
    }
}

#[test]
fn what_an_inclusive_join_did_not_get_is_not_laid_back() {
    let condition = |flow: &str, text: &str| {
        let from = flow.split('-').next().unwrap();
        let to = flow.split('-').nth(1).unwrap();
        format!(
            "<sequenceFlow id='{flow}' sourceRef='{from}' targetRef='{to}'><conditionExpression>{text}</conditionExpression></sequenceFlow>"
        )
    };
    let task = |id: &str, who: &str| format!("<userTask id='{id}' weir:assignee='{who}'/>");
    let flow = |from: &str, to: &str| format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>");
    let process = whole(&format!(
        "<startEvent id='s'/><endEvent id='e'/><inclusiveGateway id='x'/><inclusiveGateway id='y'/>{}{}{}{}{}{}{}{}{}{}{}{}{}",
        task("a", "cem"),
        task("b", "eva"),
        task("d", "fay"),
        task("c", "dan"),
        flow("s", "x"),
        condition("x-a", "true"),
        condition("x-b", "true"),
        condition("x-d", "false"),
        flow("a", "y"),
        flow("b", "y"),
        flow("d", "y"),
        flow("y", "c"),
        flow("c", "e")
    ));
    let both = "ann starts; cem does a; eva does b; cem withdraws a; eva withdraws b";
    assert_eq!(asked(&process, both), "a b");
    assert_eq!(asked(&process, &format!("{both}; cem does a; eva does b; dan does c")), "Completed");
}

#[test]
fn what_somebody_set_by_hand_in_a_sub_process_comes_back_with_it() {
    let process = side_by_side("parallelGateway", true, "");
    let local = |commands: &str| {
        let mut matter = Matter::new(&process);
        commands.split("; ").for_each(|command| matter.command(command));
        let sub = matter.instance.elements.values().find(|e| e.element.as_str() == "u");
        sub.map(|sub| serde_json::to_string(&sub.variables).unwrap()).unwrap_or_default()
    };
    let left =
        "ann starts; ann sets in u {\"note\": \"old\"}; ann sets in u {\"note\": \"new\"}; cem does a; eva does b";
    assert_eq!(local(left), "");
    assert_eq!(local(&format!("{left}; eva withdraws b")), r#"{"note":"new"}"#);
    let again = format!("{left}; eva withdraws b; ann sets in u {{\"more\": 1}}; eva does b; eva withdraws b");
    assert_eq!(local(&again), r#"{"more":1,"note":"new"}"#);
}

/// Somebody's part, once for each of them: two tasks, of which the second may be sent back to the first.
fn parts(inner: &str) -> Process {
    let of_each = "<multiInstanceLoopCharacteristics weir:collection='=who' weir:elementVariable='x'/>";
    let flow = |from: &str, to: &str| format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>");
    whole(&format!(
        "<startEvent id='s'/><endEvent id='e'/><userTask id='z' weir:assignee='dan'/>{}{}{}{}",
        inner.replace("EACH", of_each),
        flow("s", "m"),
        flow("m", "z"),
        flow("z", "e")
    ))
}

const THREE: &str = "ann starts {\"who\": [\"cem\", \"eva\", \"fay\"]}";

#[test]
fn of_several_parts_side_by_side_each_is_taken_back_and_sent_back_for_itself() {
    let process = parts(
        "<subProcess id='m'>EACH<userTask id='a' weir:assignee='=x'/><userTask id='b' weir:assignee='=x'/>\
         <sequenceFlow id='a-b' sourceRef='a' targetRef='b'/></subProcess>",
    );
    let closed = "refused: the matter cannot go back to `b`: its branch is closed";
    for (commands, expected) in [
        ("", "a: cem; a: eva; a: fay"),
        ("; cem does a; eva does a; cem withdraws a", "a: cem; a: fay; b: eva"),
        ("; cem does a; eva does a; eva withdraws a", "a: eva; a: fay; b: cem"),
        // Nobody has acted upon what cem did: eva has only gone on with hers.
        ("; cem does a; eva does a; eva does b; cem withdraws a", "a: cem; a: fay"),
        // Where one's own part is over, no other one begins anew in its place.
        ("; cem does a; cem does b; cem withdraws b", closed),
        ("; cem does a; eva does a; cem does b; cem withdraws b", closed),
        ("; cem does a; eva does a; fay does a; cem does b; eva does b; cem withdraws b", NOTHING),
        ("; cem does a; eva does a; cem returns b to a", "a: cem; a: fay; b: eva"),
        ("; cem does a; eva does a; cem returns b to a; eva returns b to a", "a: cem; a: eva; a: fay"),
        ("; cem does a; eva does a; cem returns b to a; cem withdraws a", NOTHING),
    ] {
        assert_eq!(last(&process, &format!("{THREE}{commands}")), expected, "{commands}");
    }
    let all = "; cem does a; eva does a; cem withdraws a; cem does a; fay does a; fay does b; eva does b; cem does b";
    assert_eq!(last(&process, &format!("{THREE}{all}")), "z: dan");
}

const NOTHING: &str = "refused: `cem` has decided nothing here that could be taken back";

#[test]
fn what_others_have_done_in_the_same_activity_is_not_done_anew() {
    let process = parts("<userTask id='m' weir:assignee='=x'>EACH</userTask>");
    let closed = "refused: the matter cannot go back to `m`: its branch is closed";
    for (commands, expected) in [
        ("; cem does m; cem withdraws m", "m: cem; m: eva; m: fay"),
        ("; cem does m; eva does m; eva withdraws m", closed),
        ("; cem does m; eva does m; cem withdraws m", NOTHING),
        ("; cem does m; eva does m; fay does m; fay withdraws m", closed),
        ("; cem does m; eva does m; fay does m; dan returns z to m", "m: cem; m: eva; m: fay"),
    ] {
        assert_eq!(last(&process, &format!("{THREE}{commands}")), expected, "{commands}");
    }
}

#[test]
fn who_approved_in_one_of_several_instances_has_approved_before() {
    let process = parts(
        "<subProcess id='m'><userTask id='a' weir:approvers='field(x)'>EACH</userTask>\
         <userTask id='b' weir:approvers='user(cem)' weir:approvalDuplicate='any'/>\
         <sequenceFlow id='a-b' sourceRef='a' targetRef='b'/></subProcess>",
    );
    let all = format!("{THREE}; cem approves a; eva approves a; fay approves a");
    assert_eq!(last(&process, &all), "z: dan");
}

#[test]
fn in_one_of_several_instances_who_was_chosen_in_another_one_is_not_asked() {
    let process = parts(
        "<subProcess id='m'>EACH<userTask id='a' weir:assignee='=x'/><serviceTask id='j'/>\
         <userTask id='ok' weir:approvers='chosen(previous)'/><sequenceFlow id='a-j' sourceRef='a' targetRef='j'/>\
         <sequenceFlow id='j-ok' sourceRef='j' targetRef='ok'/></subProcess>",
    );
    let chosen = "; cem does a {\"chosenApprovers\": {\"ok\": [\"dan\"]}}; eva does a {\"chosenApprovers\": {\"ok\": [\"ben\"]}}";
    let worked = "; w fetches j; w finishes j";
    assert_eq!(last(&process, &format!("{THREE}{chosen}{worked}")), "a: fay; ok: dan");
    assert_eq!(last(&process, &format!("{THREE}{chosen}{worked}{worked}")), "a: fay; ok: ben; ok: dan");
}
