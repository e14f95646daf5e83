//! What begins anew after a return or a withdrawal: whom it asks, whom was chosen in it, and what is undone of what it was.
use crate::common::office::{Matter, compile, flow, last};
use weir_core::approval::timeline::{Timeline, What};
use weir_core::event::Step;
use weir_core::{Actor, Process};

const ACTED: &str = "refused: it cannot be taken back: somebody has acted upon it";

/// An application, an approval, another approval of everybody in a company, and a task after it.
fn matter(approval: &str) -> Process {
    let inside = format!(
        "<startEvent id='s'/><userTask id='apply' weir:assignee='ann'/>\
         <userTask id='a' weir:approvers='user(cem), user(dan)' weir:approvalMode='all' {approval}/>\
         <userTask id='b' weir:assignee='ann'/><endEvent id='e'/>{}",
        [flow("s", "apply"), flow("apply", "a"), flow("a", "b"), flow("b", "e")].concat()
    );
    compile(&inside).expect("it compiles")
}

/// What is asked last, after what begins every matter.
fn asked(commands: &str) -> String {
    last(&matter(""), &format!("ann starts; ann does apply; {commands}"))
}

#[test]
fn an_approval_that_is_taken_back_asks_those_again_whom_people_put_in_it() {
    // All of these approve, one after the other, and the last takes it back.
    let taken_back = |before: &str, who: &[&str]| {
        let votes: Vec<String> = who.iter().map(|who| format!("{who} approves a")).collect();
        format!("{before}{}; {} withdraws a", votes.join("; "), who[who.len() - 1])
    };
    let open = |before: &str, who: &[&str]| asked(&taken_back(before, who));
    assert_eq!(open("", &["cem", "dan"]), "a: cem; a: dan");
    let added = "cem adds eva beside a; ";
    assert_eq!(open(added, &["eva", "cem", "dan"]), "a: cem; a: dan; a: eva");
    assert_eq!(open(added, &["cem", "dan", "eva"]), "a: cem; a: dan; a: eva");
    // Before cem: cem is asked once eva has agreed.
    let before = "cem adds eva before a; ";
    assert_eq!(open(before, &["eva", "cem", "dan"]), "a: dan; a: eva");
    let again = taken_back(before, &["eva", "cem", "dan"]);
    assert_eq!(asked(&format!("{again}; eva approves a; cem approves a; dan approves a")), "b: ann");
    assert_eq!(open("cem gives a to fay; ", &["fay", "dan"]), "a: dan; a: fay");
    assert_eq!(open("cem adds eva beside a; cem removes eva a; ", &["cem", "dan"]), "a: cem; a: dan");
}

#[test]
fn an_approval_to_which_a_matter_comes_back_asks_those_again_whom_people_put_in_it() {
    let back = |before: &str| asked(&format!("{before}; dan returns a to apply and back; ann does apply"));
    assert_eq!(back("cem approves a"), "a: cem; a: dan");
    assert_eq!(back("cem adds eva beside a; eva approves a"), "a: cem; a: dan; a: eva");
    assert_eq!(back("cem gives a to fay; fay approves a"), "a: dan; a: fay");
    // Over the flows it is another approval, and the model says who is asked.
    assert_eq!(asked("cem adds eva beside a; dan returns a to apply; ann does apply"), "a: cem; a: dan");
    // Sent back once more on the way, it still asks them.
    let twice =
        "cem adds eva beside a; dan returns a to apply and back; ann does apply; eva returns a to apply and back";
    assert_eq!(asked(&format!("{twice}; ann does apply")), "a: cem; a: dan; a: eva");
}

#[test]
fn what_a_policy_answered_stays_answered_and_what_took_too_long_is_asked() {
    let process = matter("weir:approvalSelf='skip' weir:timeout='P1D' weir:timeoutAction='approve'");
    let own = "dan starts; ann does apply; cem adds eva beside a";
    assert_eq!(last(&process, own), "a: cem; a: eva");
    assert_eq!(last(&process, &format!("{own}; cem returns a to apply and back; ann does apply")), "a: cem; a: eva");
    let late = format!("{own}; cem approves a; +1d");
    assert_eq!(last(&process, &late), "b: ann");
}

#[test]
fn instances_of_one_activity_ask_whom_the_model_names_so_an_added_signer_keeps_them() {
    let inside = format!(
        "<startEvent id='s'/><userTask id='a' weir:approvers='=[who]'><multiInstanceLoopCharacteristics \
         weir:collection='=all' weir:elementVariable='who'/></userTask><userTask id='b' weir:assignee='ann'/>\
         <endEvent id='e'/>{}",
        [flow("s", "a"), flow("a", "b"), flow("b", "e")].concat()
    );
    let process = compile(&inside).expect("it compiles");
    let begun = "ann starts {\"all\": [\"cem\"]}";
    assert_eq!(last(&process, &format!("{begun}; cem approves a; cem withdraws a")), "a: cem");
    let added = "cem adds eva beside a; cem approves a; eva approves a";
    assert_eq!(last(&process, &format!("{begun}; {added}; eva withdraws a")), ACTED);
}

#[test]
fn whom_somebody_chose_in_one_instance_is_asked_in_that_one() {
    let inside = format!(
        "<startEvent id='s'/><endEvent id='e'/><subProcess id='m'><multiInstanceLoopCharacteristics>\
         <loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics><startEvent id='ms'/><endEvent id='me'/>\
         <userTask id='y' weir:approvers='user(cem), user(dan)' weir:approvalMode='all'/>\
         <userTask id='z' weir:approvers='chosen(previous)'/>{}</subProcess>{}",
        [flow("ms", "y"), flow("y", "z"), flow("z", "me")].concat(),
        [flow("s", "m"), flow("m", "e")].concat()
    );
    let process = compile(&inside).expect("it compiles");
    let chooses = |who: &str| format!("cem approves y {{\"chosenApprovers\": {{\"z\": [\"{who}\"]}}}}");
    let both = format!("ann starts; {}; {}", chooses("eva"), chooses("fay"));
    assert_eq!(last(&process, &both), "y: dan; y: dan");
    assert_eq!(last(&process, &format!("{both}; dan approves y")), "y: dan; z: eva");
    assert_eq!(last(&process, &format!("{both}; dan approves y; dan approves y")), "z: eva; z: fay");
}

#[test]
fn what_was_taken_back_is_compensated_once_for_each_time_that_it_was_done_and_stands() {
    let inside = format!(
        "<startEvent id='s'/><userTask id='a' weir:assignee='ann'/><boundaryEvent id='ca' attachedToRef='a'>\
         <compensateEventDefinition/></boundaryEvent><userTask id='ha' isForCompensation='true' weir:assignee='ben'/>\
         <association id='l' sourceRef='ca' targetRef='ha'/><userTask id='b' weir:assignee='cem'/>\
         <intermediateThrowEvent id='t'><compensateEventDefinition/></intermediateThrowEvent><endEvent id='e'/>{}",
        [flow("s", "a"), flow("a", "b"), flow("b", "t"), flow("t", "e")].concat()
    );
    let process = compile(&inside).expect("it compiles");
    let once = |commands: &str| {
        assert_eq!(last(&process, commands), "ha: ben", "{commands}");
        assert_eq!(last(&process, &format!("{commands}; ben does ha")), "Completed", "{commands}");
    };
    once("ann starts; ann does a; cem does b");
    once("ann starts; ann does a; ann withdraws a; ann does a; cem does b");
    once("ann starts; ann does a; ann withdraws a; ann does a; ann withdraws a; ann does a; cem does b");
    // Once somebody has undone it there is nothing to take back.
    let rest = inside.replace("<endEvent id='e'/>", "<endEvent id='e'/><userTask id='c' weir:assignee='eva'/>");
    let rest = rest.replace(&flow("t", "e"), &[flow("t", "c"), flow("c", "e")].concat());
    let undone = "ann starts; ann does a; cem does b; ben does ha; ann withdraws a";
    assert_eq!(last(&compile(&rest).expect("it compiles"), undone), ACTED);
    // Nor while somebody is to undo it.
    let aside = "<startEvent id='s'/><endEvent id='e'/><parallelGateway id='x'/><userTask id='b' weir:assignee='cem'/>\
                 <userTask id='c' weir:assignee='eva'/><endEvent id='f'/>";
    let beside =
        inside.replace("<startEvent id='s'/>", aside).replace("<userTask id='b' weir:assignee='cem'/><inter", "<inter");
    let beside = beside.replace(&flow("s", "a"), &[flow("s", "x"), flow("x", "a"), flow("x", "b")].concat());
    let beside = beside.replace(&flow("a", "b"), &[flow("a", "c"), flow("c", "f")].concat());
    let beside = beside.replacen("<endEvent id='e'/>", "", 1);
    let undoing = "ann starts; ann does a; cem does b; ann withdraws a";
    assert_eq!(last(&compile(&beside).expect("it compiles"), undoing), ACTED);
    // A return asks for it once more: what was done twice is undone twice, also where the matter comes back at once.
    let twice = "ann starts; ann does a; cem returns b to a and back; ann does a; cem does b";
    assert_eq!(last(&process, &format!("{twice}; ben does ha")), "ha: ben");
    assert_eq!(last(&process, &format!("{twice}; ben does ha; ben does ha")), "Completed");
}

#[test]
fn who_added_a_signer_did_so_once_however_often_that_signer_is_asked() {
    let process = matter("");
    let mut matter = Matter::new(&process);
    let mut timeline = Timeline::default();
    for command in [
        "ann starts",
        "ann does apply",
        "cem adds eva beside a",
        "+1d",
        "dan returns a to apply and back",
        "ann does apply",
    ] {
        let from = matter.events.len();
        matter.command(command);
        timeline.step(&Step {
            instance: matter.instance.header.id,
            seq: from as u64,
            at: matter.now,
            actor: Actor::named(command.split(' ').next().unwrap_or_default()),
            command: command.to_owned(),
            events: matter.events[from..].to_vec(),
            parameters: vec![],
            behind: 0,
        });
    }
    let added: Vec<&str> =
        timeline.entries.iter().filter(|line| line.what == What::SignerAdded).map(|line| line.by.as_str()).collect();
    assert_eq!(added, ["cem"]);
    assert_eq!(matter.instance.header.handled["cem"].at.0, 0, "cem has done nothing since");
}
