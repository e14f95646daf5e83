//! What the analysis says about small models, good and bad, and the way it shows.
#![allow(clippy::needless_raw_string_hashes)] // expect-test writes them
use expect_test::{Expect, expect};
use std::fmt::Write as _;
use weir_core::soundness::{Verdict, analyse};

/// Elements as `id:tag`, flows as `from>to`, anything else as XML.
fn process(text: &str) -> String {
    let mut body = String::new();
    for word in text.split_whitespace() {
        match (word.split_once('>'), word.split_once(':')) {
            (Some((from, to)), _) => {
                let _ = write!(body, "<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>");
            }
            (None, Some((id, tag))) => {
                let _ = write!(body, "<{tag} id='{id}'/>");
            }
            (None, None) => panic!("neither an element nor a flow: {word}"),
        }
    }
    body
}

fn verdict(body: &str) -> Verdict {
    let head = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>";
    analyse(&weir_core::read::read(format!("{head}{body}</definitions>").as_bytes()).model)
}

fn check(text: &str, expected: &Expect) {
    check_xml(&format!("<process id='p'>{}</process>", process(text)), expected);
}

fn check_xml(body: &str, expected: &Expect) {
    let verdict = verdict(body);
    let mut found = format!(
        "safe {:?}, sound {:?}, relaxed {:?}, option {:?}, proper {:?}, no dead {:?}\n",
        verdict.safe,
        verdict.sound,
        verdict.message_relaxed_sound,
        verdict.option_to_complete,
        verdict.proper_completion,
        verdict.no_dead_activities
    );
    for fault in &verdict.faults {
        let path: Vec<&str> = fault.path.iter().map(weir_core::ElementId::as_str).collect();
        let _ = writeln!(found, "{} {}: {}", fault.kind.code(), fault.element, path.join(" "));
    }
    expected.assert_eq(&found);
}

#[test]
fn blocks_that_fit_are_sound() {
    check(
        "s:startEvent x:parallelGateway a:task b:task y:parallelGateway e:endEvent s>x x>a x>b a>y b>y y>e",
        &expect![[r#"
            safe Some(true), sound Some(true), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
        "#]],
    );
    check(
        "s:startEvent x:inclusiveGateway a:task b:task y:inclusiveGateway e:endEvent s>x x>a x>b a>y b>y y>e",
        &expect![[r#"
        safe Some(true), sound Some(true), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
    "#]],
    );
    check(
        "s:startEvent m:exclusiveGateway a:task x:exclusiveGateway e:endEvent s>m m>a a>x x>m x>e",
        &expect![[r#"
        safe Some(true), sound Some(true), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
    "#]],
    );
}

#[test]
fn a_choice_that_is_joined_in_parallel_waits_for_ever() {
    check(
        "s:startEvent x:exclusiveGateway a:task b:task y:parallelGateway t:task e:endEvent s>x x>a x>b a>y b>y y>t t>e",
        &expect![[r#"
            safe Some(true), sound Some(false), relaxed Some(false), option Some(false), proper Some(true), no dead Some(false)
            deadlock a-y: s s-x x x-a a a-y
            deadlock b-y: s s-x x x-b b b-y
            dead-activity t: 
        "#]],
    );
}

#[test]
fn what_is_split_in_parallel_and_merged_happens_twice() {
    check(
        "s:startEvent x:parallelGateway a:task b:task y:exclusiveGateway t:task e:endEvent s>x x>a x>b a>y b>y y>t t>e",
        &expect![[r#"
            safe Some(false), sound Some(false), relaxed Some(false), option Some(true), proper Some(false), no dead Some(true)
            lack-of-synchronisation y-t: s s-x x a a-y b b-y y y-t y y-t
            improper-completion e: s s-x x a a-y b b-y y y-t y y-t t t-e e
        "#]],
    );
    check(
        "s:startEvent x:parallelGateway e:endEvent f:task s>x x>e x>f f>e",
        &expect![[r#"
        safe Some(true), sound Some(false), relaxed Some(false), option Some(true), proper Some(false), no dead Some(true)
        improper-completion e: s s-x x f f-e e
    "#]],
    );
}

#[test]
fn a_loop_without_a_way_out_never_completes() {
    check(
        "s:startEvent m:exclusiveGateway a:userTask s>m m>a a>m",
        &expect![[r#"
            safe Some(true), sound Some(false), relaxed Some(false), option Some(false), proper Some(true), no dead Some(true)
            no-option-to-complete a-m: s s-m m m-a a a-m
        "#]],
    );
    check(
        "s:startEvent m:exclusiveGateway a:task x:parallelGateway e:endEvent s>m m>a a>x x>m x>e",
        &expect![[r#"
            safe Some(false), sound Some(true), relaxed Some(true), option Some(true), proper Some(false), no dead Some(true)
            lack-of-synchronisation x-e: s s-m m m-a a a-x x m m-a a a-x x
            improper-completion e: s s-m m m-a a a-x x e m m-a a a-x x e
        "#]],
    );
}

#[test]
fn terminate_takes_away_what_is_left() {
    let body = process("s:startEvent x:parallelGateway a:task b:task s>x x>a x>b a>e b>f f:endEvent");
    let end = "<endEvent id='e'><terminateEventDefinition/></endEvent>";
    check_xml(
        &format!("<process id='p'>{end}{body}</process>"),
        &expect![[r#"
        safe Some(true), sound Some(true), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
    "#]],
    );
}

#[test]
fn an_error_leaves_its_sub_process_by_its_own_way_only() {
    let inner = process("i:startEvent x:exclusiveGateway a:task j:endEvent i>x x>a a>j x>f");
    let fails = "<endEvent id='f'><errorEventDefinition errorRef='er'/></endEvent>";
    let outer = process("s:startEvent e:endEvent c:task d:endEvent s>u u>e b>c c>d");
    let boundary = "<boundaryEvent id='b' attachedToRef='u'><errorEventDefinition errorRef='er'/></boundaryEvent>";
    check_xml(
        &format!(
            "<error id='er' errorCode='1'/><process id='p'>{outer}<subProcess id='u'>{inner}{fails}</subProcess>{boundary}</process>"
        ),
        &expect![[r#"
            safe Some(true), sound Some(true), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
        "#]],
    );
    let joined = process("s:startEvent y:parallelGateway e:endEvent s>u u>y b>y y>e");
    check_xml(
        &format!(
            "<error id='er' errorCode='1'/><process id='p'>{joined}<subProcess id='u'>{inner}{fails}</subProcess>{boundary}</process>"
        ),
        &expect![[r#"
            safe Some(true), sound Some(false), relaxed Some(false), option Some(false), proper Some(true), no dead Some(true)
            deadlock b-y: s s-u u i i-x x x-f f b b-y
            deadlock u-y: s s-u u u-y
        "#]],
    );
}

#[test]
fn an_event_sub_process_takes_over() {
    let body = process("s:startEvent a:userTask e:endEvent s>a a>e");
    let by_event = "<subProcess id='u' triggeredByEvent='true'><startEvent id='i'><timerEventDefinition/></startEvent><task id='t'/><endEvent id='j'/><sequenceFlow id='i-t' sourceRef='i' targetRef='t'/><sequenceFlow id='t-j' sourceRef='t' targetRef='j'/></subProcess>";
    check_xml(
        &format!("<process id='p'>{body}{by_event}</process>"),
        &expect![[r#"
        safe Some(true), sound Some(true), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
    "#]],
    );
}

/// BPMN 13.2.1: what is sent does not wait for whoever receives it, so messages may gather without bound, and all can still end.
#[test]
fn whoever_sends_again_and_again_can_still_end() {
    let sender =
        process("s:startEvent m:exclusiveGateway a:sendTask x:exclusiveGateway e:endEvent s>m m>a a>x x>m x>e");
    let receiver = process(
        "u:startEvent n:exclusiveGateway w:eventBasedGateway r:receiveTask y:exclusiveGateway f:endEvent u>n n>w w>r r>n \
         w>t t>y y>f",
    );
    let timer = "<intermediateCatchEvent id='t'><timerEventDefinition/></intermediateCatchEvent>";
    let found = verdict(&format!(
        "<collaboration id='c'><participant id='P' processRef='p'/><participant id='Q' processRef='q'/>\
         <messageFlow id='f1' sourceRef='a' targetRef='r'/></collaboration>\
         <process id='p'>{sender}</process><process id='q'>{receiver}{timer}</process>"
    ));
    assert_eq!((found.option_to_complete, found.message_relaxed_sound), (Some(true), Some(true)));
    assert_eq!(found.sound, Some(false), "messages may be left over");
}

/// Tokens that gather before an event hinder nobody either, where an end ends them all.
#[test]
fn a_loop_that_goes_on_beside_is_ended_by_who_ends_everything() {
    let found = |end: &str| {
        let body =
            process("s:startEvent m:exclusiveGateway a:task x:parallelGateway r:receiveTask s>m m>a a>x x>m x>r r>e");
        let found = verdict(&format!("<process id='p'>{body}<endEvent id='e'>{end}</endEvent></process>"));
        (found.safe, found.option_to_complete, found.message_relaxed_sound)
    };
    assert_eq!(found("<terminateEventDefinition/>"), (Some(false), Some(true), Some(true)));
}

#[test]
fn pools_that_wait_for_each_other_never_end() {
    let pool = |id: &str, first: &str, second: &str| {
        let body = process(&format!(
            "{id}s:startEvent {id}1:{first} {id}2:{second} {id}e:endEvent {id}s>{id}1 {id}1>{id}2 {id}2>{id}e"
        ));
        format!("<process id='{id}'>{body}</process>")
    };
    let flows = |from: &str, to: &str| format!("<messageFlow id='m{from}' sourceRef='{from}' targetRef='{to}'/>");
    let talk = |a: String, b: String, flows: String| {
        format!(
            "<collaboration id='c'><participant id='P' processRef='p'/><participant id='Q' processRef='q'/>{flows}</collaboration>{a}{b}"
        )
    };
    let good = talk(
        pool("p", "sendTask", "receiveTask"),
        pool("q", "receiveTask", "sendTask"),
        flows("p1", "q1") + flows("q2", "p2").as_str(),
    );
    check_xml(
        &good,
        &expect![[r#"
        safe Some(true), sound Some(true), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
    "#]],
    );
    let bad = talk(
        pool("p", "receiveTask", "sendTask"),
        pool("q", "receiveTask", "sendTask"),
        flows("p2", "q1") + flows("q2", "p1").as_str(),
    );
    check_xml(
        &bad,
        &expect![[r#"
        safe Some(true), sound Some(false), relaxed Some(false), option Some(false), proper Some(true), no dead Some(false)
        deadlock ps-p1: ps ps-p1 qs qs-q1
        dead-activity p1: 
        dead-activity p2: 
        dead-activity q1: 
        dead-activity q2: 
    "#]],
    );
    let left = talk(
        pool("p", "sendTask", "sendTask"),
        pool("q", "receiveTask", "task"),
        flows("p1", "q1") + flows("p2", "q1").as_str(),
    );
    check_xml(
        &left,
        &expect![[r#"
        safe Some(true), sound Some(false), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
    "#]],
    );
}

#[test]
fn an_inclusive_join_looks_at_boundary_events_and_links() {
    let body = process("s:startEvent y:inclusiveGateway e:endEvent s>a a:userTask a>y b>y y>e");
    let boundary =
        "<boundaryEvent id='b' cancelActivity='false' attachedToRef='a'><timerEventDefinition/></boundaryEvent>";
    check_xml(
        &format!("<process id='p'>{body}{boundary}</process>"),
        &expect![[r#"
        safe Some(true), sound Some(true), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
    "#]],
    );
}

#[test]
fn what_is_too_large_is_not_decided_but_what_is_found_is_true() {
    // Fourteen branches of two that cross each other: no block fits, and the states are too many.
    let mut text = String::from("s:startEvent x:parallelGateway s>x d:exclusiveGateway e:endEvent ");
    for at in 0..14 {
        let next = (at + 1) % 14;
        let _ = write!(
            text,
            "a{at}:exclusiveGateway b{at}:task c{at}:task j{at}:exclusiveGateway k{at}:endEvent x>a{at} a{at}>b{at} a{at}>c{at} b{at}>j{at} c{at}>j{next} j{at}>k{at} "
        );
    }
    text.push_str("x>d d>e");
    let verdict = verdict(&format!("<process id='p'>{}</process>", process(&text)));
    assert_eq!((verdict.safe, verdict.sound, verdict.option_to_complete), (Some(false), Some(false), None));
    assert_eq!(verdict.undecided.len(), 1);
}

/// A sub-process undoes what was done in it by an event sub-process of its own: nothing in that is dead.
#[test]
fn what_undoes_a_sub_process_is_not_dead() {
    let undo = "<subProcess id='x' triggeredByEvent='true'><startEvent id='xs'><compensateEventDefinition/></startEvent>\
                <task id='xj'/><endEvent id='xe'/><sequenceFlow id='x1' sourceRef='xs' targetRef='xj'/>\
                <sequenceFlow id='x2' sourceRef='xj' targetRef='xe'/></subProcess>";
    let throw = "<intermediateThrowEvent id='t'><compensateEventDefinition/></intermediateThrowEvent>";
    let inside = process("is:startEvent a:task ie:endEvent is>a a>ie");
    let around = process("s:startEvent e:endEvent s>sp sp>t t>e");
    check_xml(
        &format!("<process id='p'>{around}<subProcess id='sp'>{inside}{undo}</subProcess>{throw}</process>"),
        &expect![[r#"
            safe Some(true), sound Some(true), relaxed Some(true), option Some(true), proper Some(true), no dead Some(true)
        "#]],
    );
}

#[test]
fn quantities_of_tokens_are_counted() {
    let task = |id: &str, quantities: &str| format!("<task id='{id}' {quantities}/>");
    let row = |first: &str, second: &str| {
        let rest = process("s:startEvent e:endEvent s>a a>b b>e");
        verdict(&format!("<process id='p'>{}{}{rest}</process>", task("a", first), task("b", second)))
    };
    // Three are given and two are needed: one is left over.
    let left = row("completionQuantity='3'", "startQuantity='2'");
    let told: Vec<String> = left.faults.iter().map(|f| format!("{} {}", f.kind.code(), f.element)).collect();
    assert_eq!((told.join(", ").as_str(), left.option_to_complete), ("deadlock b", Some(false)));
    // One comes, three are needed.
    let never = row("", "startQuantity='3'");
    assert_eq!((never.dead.len(), never.no_dead_activities), (1, Some(false)), "{never:?}");
    let fits = row("completionQuantity='3'", "startQuantity='3'");
    assert_eq!((fits.sound, fits.safe, fits.faults.len()), (Some(true), Some(true), 0), "{fits:?}");
    let gathers = verdict(&format!(
        "<process id='p'>{}{}</process>",
        task("c", "startQuantity='2'"),
        process("s:startEvent x:parallelGateway a:task b:task e:endEvent s>x x>a x>b a>c b>c c>e")
    ));
    assert_eq!((gathers.sound, gathers.undecided.len()), (Some(true), 0), "{gathers:?}");
    // More than are followed at once.
    assert!(row("completionQuantity='9'", "startQuantity='9'").undecided.len() == 1);
}

#[test]
fn a_complex_gateway_that_counts_is_decided() {
    let joined = |condition: &str| {
        let rest = process(
            "s:startEvent x:parallelGateway a:task b:task c:task d:task e:endEvent s>x x>a x>b x>c a>g b>g c>g g>d d>e",
        );
        let gateway = format!("<complexGateway id='g'>{condition}</complexGateway>");
        verdict(&format!("<process id='p'>{gateway}{rest}</process>"))
    };
    let needs = |condition: &str| joined(&format!("<activationCondition>{condition}</activationCondition>"));
    for condition in ["= activationCount &gt;= 2", "${activationCount &gt;= 1}", "activationCount &gt; 2"] {
        let found = needs(condition);
        assert_eq!((found.sound, found.undecided.len()), (Some(true), 0), "{condition}: {found:?}");
    }
    assert_eq!(joined("").sound, Some(true), "without a condition it needs all");
    let never = needs("= activationCount &gt;= 4");
    assert_eq!((never.option_to_complete, never.dead.len()), (Some(false), 1), "{never:?}");
    assert_eq!(needs("= activationCount &gt;= wanted").undecided.len(), 1, "what data decide is not decided here");
}

/// BPMN 10.6.6: an event-based gateway may begin a process, with the first of its events or with all of them.
#[test]
fn a_process_begins_with_one_event_or_with_all() {
    let begun = |attributes: &str, join: &str, more: &str| {
        let caught = |id: &str, message: &str| {
            format!(
                "<intermediateCatchEvent id='{id}'><messageEventDefinition messageRef='{message}'/></intermediateCatchEvent>"
            )
        };
        let rest = process(&format!("c:task d:task y:{join} t:task e:endEvent x>a x>b a>c b>d c>y d>y y>t t>e {more}"));
        let gateway = format!("<eventBasedGateway id='x' instantiate='true' {attributes}/>");
        let (one, other) = (caught("a", "m"), caught("b", "n"));
        let messages = "<message id='m' name='m'/><message id='n' name='n'/>";
        let found = verdict(&format!("{messages}<process id='p'>{gateway}{one}{other}{rest}</process>"));
        (found.sound, found.faults.iter().map(|fault| fault.kind.code()).collect::<Vec<_>>().join(" "))
    };
    let sound = (Some(true), String::new());
    assert_eq!(begun("", "exclusiveGateway", ""), sound);
    assert_eq!(begun("", "exclusiveGateway", "s:startEvent z:task s>z z>y"), sound, "or with a start event beside it");
    assert_eq!(begun("", "parallelGateway", "").0, Some(false));
    assert_eq!(begun("eventGatewayType='Parallel'", "parallelGateway", ""), sound);
    let twice = begun("eventGatewayType='Parallel'", "exclusiveGateway", "");
    assert_eq!(twice, (Some(false), "lack-of-synchronisation improper-completion".to_owned()));
}
