//! What goes back, and what stands beside it: compensation handlers, instances of one activity, what begins side by side; and
//! a rejection on the way back.
use crate::common::office::{self, Matter, compile, flow};

/// What is told after the last command.
fn last(inside: &str, commands: &str) -> String {
    office::last(&compile(inside).expect("it compiles"), commands)
}

fn never(element: &str) -> String {
    format!("refused: `{element}` was not done in this instance, or has been taken back")
}

fn closed(element: &str) -> String {
    format!("refused: the matter cannot go back to `{element}`: its branch is closed")
}

#[test]
fn nothing_goes_back_from_one_compensation_handler_to_another() {
    let undone = |id: &str, who: &str, by: &str| {
        format!(
            "<userTask id='{id}' weir:assignee='{who}'/><boundaryEvent id='c{id}' attachedToRef='{id}'>\
             <compensateEventDefinition/></boundaryEvent>\
             <userTask id='h{id}' isForCompensation='true' weir:assignee='{by}'/>\
             <association id='l{id}' sourceRef='c{id}' targetRef='h{id}'/>"
        )
    };
    let inside = format!(
        "<startEvent id='s'/>{}{}<intermediateThrowEvent id='t'><compensateEventDefinition/></intermediateThrowEvent>\
         <endEvent id='e'/>{}",
        undone("a", "cem", "ben"),
        undone("b", "eva", "dan"),
        [flow("s", "a"), flow("a", "b"), flow("b", "t"), flow("t", "e")].concat()
    );
    let begun = "ann starts; cem does a; eva does b; dan does hb";
    assert_eq!(last(&inside, begun), "ha: ben");
    for to in ["hb", "previous"] {
        let told = last(&inside, &format!("{begun}; ben returns ha to {to}"));
        assert!(told.starts_with("refused: "), "{to}: {told}");
    }
    assert_eq!(last(&inside, &format!("{begun}; ben does ha")), "Completed");
}

#[test]
fn a_return_to_ones_own_task_takes_nobody_elses_work_back() {
    let inside = format!(
        "<startEvent id='s'/><userTask id='x' weir:assignee='=who'><multiInstanceLoopCharacteristics \
         weir:collection='=all' weir:elementVariable='who'/></userTask><endEvent id='e'/>{}{}",
        flow("s", "x"),
        flow("x", "e")
    );
    let begun = "ann starts {\"all\": [\"ben\", \"eva\", \"cem\"]}; ben does x; eva does x; cem returns x to x";
    assert_eq!(last(&inside, begun), never("x"));
}

#[test]
fn what_was_done_in_another_instance_is_known_as_long_as_that_is_at_work() {
    let inside = format!(
        "<startEvent id='s'/><endEvent id='e'/><subProcess id='m'><multiInstanceLoopCharacteristics>\
         <loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics><startEvent id='ms'/><endEvent id='me'/>\
         <subProcess id='u'><startEvent id='us'/><userTask id='x' weir:assignee='ben'/><endEvent id='ue'/>{}</subProcess>\
         <userTask id='y' weir:assignee='eva'/>{}</subProcess>{}",
        [flow("us", "x"), flow("x", "ue")].concat(),
        [flow("ms", "u"), flow("u", "y"), flow("y", "me")].concat(),
        [flow("s", "m"), flow("m", "e")].concat()
    );
    let both = "ann starts; ben does x; ben does x";
    assert_eq!(last(&inside, both), "y: eva; y: eva");
    assert_eq!(last(&inside, &format!("{both}; ben withdraws x")), "x: ben; y: eva");
    assert_eq!(last(&inside, &format!("{both}; ben withdraws x; ben withdraws x")), "x: ben; x: ben");
}

#[test]
fn what_is_rejected_on_the_way_back_goes_where_rejections_go() {
    let inside = format!(
        "<startEvent id='s'/><userTask id='a' weir:approvers='user(cem)'/><exclusiveGateway id='g' default='g-no'/>\
         <userTask id='b' weir:approvers='user(dan)'/><endEvent id='e'/><userTask id='no' weir:assignee='fay'/>\
         <sequenceFlow id='g-b' sourceRef='g' targetRef='b'><conditionExpression>outcome = \"approved\"\
         </conditionExpression></sequenceFlow>{}",
        [flow("s", "a"), flow("a", "g"), flow("g", "no"), flow("b", "e"), flow("no", "e")].concat()
    );
    let back = "ann starts; cem approves a; dan returns b to a and back";
    assert_eq!(last(&inside, back), "a: cem");
    assert_eq!(last(&inside, &format!("{back}; cem approves a")), "b: dan");
    assert_eq!(last(&inside, &format!("{back}; cem rejects a")), "no: fay");
}

#[test]
fn what_begins_side_by_side_stays_when_one_of_it_goes_back() {
    let tasks = "<userTask id='x' weir:assignee='ann'/><userTask id='y' weir:assignee='ben'/><userTask id='z' weir:assignee='cem'/>";
    assert_eq!(last(tasks, "ann starts; ann does x; ann withdraws x"), closed("x"));
    assert_eq!(last(tasks, "ann starts; ann does x; ben returns y to x"), closed("x"));
    assert_eq!(last(tasks, "ann starts; ann does x; ben does y; cem does z"), "Completed");
}

#[test]
fn what_runs_in_an_event_sub_process_stays_when_something_beside_it_goes_back() {
    let inside = format!(
        "<startEvent id='s'/><userTask id='a' weir:assignee='ann'/><userTask id='b' weir:assignee='ben'/><endEvent id='e'/>{}\
         <subProcess id='u' triggeredByEvent='true'><startEvent id='us' isInterrupting='false'><timerEventDefinition>\
         <timeDuration>P1D</timeDuration></timerEventDefinition></startEvent><userTask id='z' weir:assignee='cem'/>\
         <endEvent id='ue'/>{}</subProcess>",
        [flow("s", "a"), flow("a", "b"), flow("b", "e")].concat(),
        [flow("us", "z"), flow("z", "ue")].concat()
    );
    let begun = "ann starts; +1d; ann does a";
    assert_eq!(last(&inside, &format!("{begun}; ann withdraws a")), "a: ann; z: cem");
    assert_eq!(last(&inside, &format!("{begun}; ben returns b to a")), "a: ann; z: cem");
    assert_eq!(last(&inside, &format!("{begun}; cem returns z to a")), closed("a"));
}

/// Refused with these words, and nothing has changed.
fn refused(inside: &str, begun: &str, command: &str, words: &str) {
    let process = compile(inside).expect("it compiles");
    let mut matter = Matter::new(&process);
    begun.split("; ").for_each(|command| matter.command(command));
    let (before, events) = (matter.instance.clone(), matter.events.len());
    matter.command(command);
    assert_eq!(matter.trace.lines().last().unwrap_or_default().trim(), words, "{command}");
    assert_eq!((&matter.instance, matter.events.len()), (&before, events), "{command} changes nothing");
}

#[test]
fn no_branch_that_has_met_the_others_is_gone_back_into_however_they_met() {
    let task = |id: &str, who: &str| format!("<userTask id='{id}' weir:assignee='{who}'/>");
    let tasks: String = [("apply", "ann"), ("a", "ann"), ("b", "ben"), ("c", "cem"), ("x", "eva"), ("last", "dan")]
        .map(|(id, who)| task(id, who))
        .concat();
    let begun = "ann starts; ann does apply; ann does a; ben does b";
    for gateway in ["parallelGateway", "inclusiveGateway"] {
        let gateways: String = ["g", "h", "i", "j"].map(|id| format!("<{gateway} id='{id}'/>")).concat();
        let ways = [
            ("s", "apply"),
            ("apply", "g"),
            ("g", "h"),
            ("h", "a"),
            ("h", "b"),
            ("a", "i"),
            ("b", "i"),
            ("i", "c"),
            ("c", "j"),
            ("g", "x"),
            ("x", "j"),
            ("j", "last"),
            ("last", "e"),
        ];
        let flows: String = ways.map(|(from, to)| flow(from, to)).concat();
        let inside = format!("<startEvent id='s'/><endEvent id='e'/>{tasks}{gateways}{flows}");
        // The inner ways have met; the outer ones have not.
        for to in ["a", "b"] {
            refused(&inside, begun, &format!("cem returns c to {to}"), &closed(to));
            refused(&inside, begun, &format!("cem returns c to {to} and back"), &closed(to));
            refused(&inside, begun, &format!("eva returns x to {to}"), &closed(to));
        }
        let met = format!("{begun}; cem does c; eva does x");
        for to in ["a", "b", "c", "x"] {
            refused(&inside, &met, &format!("dan returns last to {to}"), &closed(to));
        }
        // Several at once are named by nobody: the text is the id of one element.
        refused(&inside, &met, "dan returns last to a,x", &never("a,x"));
        // Before all of them it goes back, once, whoever else would send it back at the same time.
        let back = format!("{begun}; cem returns c to apply");
        assert_eq!(last(&inside, &back), "apply: ann");
        refused(&inside, &back, "eva returns x to apply", "refused: element instance 999 has no such open wait 999");
        assert_eq!(last(&inside, &format!("{back}; ann does apply")), "a: ann; b: ben; x: eva");
        let whole = "ann does apply; ann does a; ben does b; cem does c; eva does x; dan does last";
        assert_eq!(last(&inside, &format!("{back}; {whole}")), "Completed");
    }
}

#[test]
fn nothing_is_gone_back_into_that_has_ended_as_a_whole() {
    let inner = format!(
        "<startEvent id='us'/><userTask id='in' weir:assignee='ben'/><endEvent id='ue'/>{}",
        [flow("us", "in"), flow("in", "ue")].concat()
    );
    let around = |repeated: &str| {
        format!(
            "<startEvent id='s'/><userTask id='a' weir:assignee='ann'/><subProcess id='u'>{repeated}{inner}</subProcess>\
             <userTask id='b' weir:assignee='cem'/><endEvent id='e'/>{}",
            [flow("s", "a"), flow("a", "u"), flow("u", "b"), flow("b", "e")].concat()
        )
    };
    let twice =
        "<multiInstanceLoopCharacteristics><loopCardinality>1</loopCardinality></multiInstanceLoopCharacteristics>";
    for repeated in ["", twice] {
        let begun = "ann starts; ann does a; ben does in";
        refused(&around(repeated), begun, "cem returns b to in", &closed("in"));
        refused(&around(repeated), begun, "cem returns b to u", &never("u"));
        assert_eq!(last(&around(repeated), &format!("{begun}; cem returns b to a")), "a: ann");
    }
}

#[test]
fn from_another_beginning_of_the_scope_nothing_goes_back_into_one_of_several_ways() {
    let inside = format!(
        "<startEvent id='s'/><userTask id='first' weir:assignee='ann'/><parallelGateway id='g'/>\
         <userTask id='a' weir:assignee='ann'/><userTask id='b' weir:assignee='ben'/><parallelGateway id='j'/>\
         <endEvent id='e'/>{}<subProcess id='u' triggeredByEvent='true'><startEvent id='us'><timerEventDefinition>\
         <timeDuration>P1D</timeDuration></timerEventDefinition></startEvent><userTask id='z' weir:assignee='cem'/>\
         <endEvent id='ue'/>{}</subProcess>",
        ["s-first", "first-g", "g-a", "g-b", "a-j", "b-j", "j-e"]
            .map(|ends| {
                let (from, to) = ends.split_once('-').expect("two ends");
                flow(from, to)
            })
            .concat(),
        [flow("us", "z"), flow("z", "ue")].concat()
    );
    let begun = "ann starts; ann does first; ann does a; +1d";
    assert_eq!(last(&inside, begun), "z: cem");
    refused(&inside, begun, "cem returns z to a", &closed("a"));
    let back = format!("{begun}; cem returns z to first");
    assert_eq!(last(&inside, &back), "first: ann");
    assert_eq!(last(&inside, &format!("{back}; ann does first; ann does a; ben does b")), "Completed");
}
