//! The event schema carries what monitoring needs: times, causes, actors, flows, writers, interventions.
use crate::common::office::{Matter, chain, compile, flow};
use crate::common::{Run, process};
use expect_test::expect;
use std::fmt::Write;
use weir_core::event::Step;
use weir_core::history::{ActivityInstance, History, activities};
use weir_core::{Actor, Command};

#[test]
fn every_activity_tells_when_by_whom_and_why() {
    let process = process(
        "s: start -> f\nf: and -> a, b\na: user -> j\nb: job type w out x=y -> j\nj: and -> c\nc: user for ann -> e\nt: boundary on c timer PT1H -> e\ne: end",
    );
    let mut run = Run::new(&process);
    run.command("start");
    run.command("+5m");
    let (key, wait) = run.find(|_, w| matches!(w.on, weir_core::wait::WaitFor::UserTask(_)));
    run.send(Command::ClaimUserTask { key, wait, by: Actor::named("ann") });
    run.command("+1m");
    run.send(Command::StartUserTask { key, wait, by: Actor::named("ann") });
    run.send(Command::StartUserTask { key, wait, by: Actor::named("ann") }); // changes nothing
    for command in ["+4m", "complete b {\"y\": 1}", "+5m", "complete a", "set {\"x\": 2}", "+1h"] {
        run.command(command);
    }
    let steps: Vec<Step> = run
        .log
        .iter()
        .zip(0..)
        .map(|((at, event), seq)| Step {
            instance: run.instance.header.id,
            seq,
            at: *at,
            actor: Actor { id: "ann".into(), role: Some("clerk".into()), group: Some("office".into()), through: None },
            command: String::new(),
            events: vec![event.clone()],
            parameters: vec![],
            behind: 0,
        })
        .collect();
    let mut table = String::new();
    for r in activities(&steps) {
        let min = |t: Option<weir_core::Timestamp>| t.map_or("-".into(), |t| (t.0 / 60_000).to_string());
        let flows: Vec<&str> = r.flows.iter().map(weir_core::ElementId::as_str).collect();
        writeln!(
            table,
            "{} {} in {:?} after {:?}: {} {} {} {} {:?} {} {} {:?} wrote {:?} {:?}",
            r.key,
            r.element.as_str(),
            r.scope_path,
            r.caused_by,
            min(Some(r.enabled)),
            min(r.claimed),
            min(r.started),
            min(r.ended),
            r.outcome.expect("all ended"),
            r.actor.as_deref().unwrap_or("-"),
            r.group.as_deref().unwrap_or("-"),
            flows,
            r.wrote,
            r.intervention,
        )
        .unwrap();
    }
    expect![[r#"
        0 p in [] after []: 0 - - 75 Completed - - [] wrote ["x"] Some(Edit)
        1 s in [0] after [0]: 0 - - 0 Completed - - ["s-f"] wrote [] None
        2 f in [0] after [1]: 0 - - 0 Completed - - ["f-a", "f-b"] wrote [] None
        3 a in [0] after [2]: 0 5 6 15 Completed ann office ["a-j"] wrote [] None
        4 b in [0] after [2]: 0 10 10 10 Completed w - ["b-j"] wrote ["y", "x"] None
        5 j in [0] after [3, 4]: 15 - - 15 Completed - - ["j-c"] wrote [] None
        6 c in [0] after [5]: 15 - - 75 Terminated - - [] wrote [] None
        7 t in [0] after [6]: 75 - - 75 Completed - - ["t-e"] wrote [] None
        8 e in [0] after [7]: 75 - - 75 Completed - - [] wrote [] None
    "#]]
    .assert_eq(&table);
    let mut slim = History::slim();
    for step in &steps {
        slim.step(step);
    }
    let rest = |row| ActivityInstance { flows: vec![], wrote: vec![], decisions: vec![], ..row };
    let rest: Vec<_> = activities(&steps).into_iter().map(rest).collect();
    assert_eq!(slim.visits().cloned().collect::<Vec<_>>(), rest, "whoever needs no more has all else");
}

/// Of each visit of a task that somebody decided on: which, who did, and what they decided.
fn decisions(inside: &str, commands: &str) -> Vec<String> {
    let process = compile(inside).unwrap();
    let mut matter = Matter::new(&process);
    commands.split("; ").for_each(|command| matter.command(command));
    let all = activities(&matter.steps).into_iter();
    let told = all.filter_map(|r| Some(format!("{} {} {}", r.element, r.actor.unwrap_or_default(), r.decision?)));
    told.collect()
}

#[test]
fn what_an_approval_came_to_is_its_decision_and_not_what_was_said_last() {
    let three = "weir:approvers='user(ben),user(cem),user(dan)'";
    let told = |mode: &str, commands: &str| {
        let inside = chain(&[("ok", &format!("{three} weir:approvalMode='{mode}'")), ("file", "weir:assignee='eva'")]);
        decisions(&inside, commands).concat()
    };
    assert_eq!(told("all", "ann starts; ben approves ok; cem approves ok; dan approves ok"), "ok dan approve");
    // Whoever said neither was the last to be heard.
    assert_eq!(told("ratio(60)", "ann starts; ben approves ok; cem rejects ok; dan abstains ok"), "ok dan reject");
    assert_eq!(told("ratio(60)", "ann starts; ben approves ok"), "ok ben approve", "it is not decided");
    // Whoever let their time go by has decided nothing, and it is nobody's deed.
    let late = chain(&[("ok", "weir:approvers='user(ben)' weir:timeout='P1D' weir:timeoutAction='approve'")]);
    let process = compile(&late).unwrap();
    let mut matter = Matter::new(&process);
    for command in ["ann starts", "+2d"] {
        matter.command(command);
    }
    let ok = activities(&matter.steps).into_iter().find(|r| r.element.as_str() == "ok").expect("it was asked");
    assert_eq!((ok.actor, ok.decision), (None, None));
}

#[test]
fn whoever_sends_a_matter_back_has_decided() {
    let inside = chain(&[
        ("ask", "weir:assignee='ann'"),
        ("look", "weir:assignee='ben'"),
        ("ok", "weir:approvers='user(cem),user(dan)' weir:approvalMode='all'"),
    ]);
    let until = "ann starts; ann does ask; ben does look";
    assert_eq!(decisions(&inside, &format!("{until}; cem approves ok; dan returns ok to ask")), ["ok dan return"]);
    // What is taken back, and what a rejection sends back, is no return.
    assert_eq!(decisions(&inside, &format!("{until}; ben withdraws look")), Vec::<String>::new());
    let back = inside.replace("weir:approvalMode", "weir:onReject='return(ask)' weir:approvalMode");
    assert_eq!(decisions(&back, &format!("{until}; cem rejects ok")), ["ok cem reject"]);
    // It is the decision of the task in a sub-process, all of which goes back.
    let within = "<startEvent id='ss'/><userTask id='in' weir:assignee='cem'/><endEvent id='se'/>";
    let inside = format!(
        "<startEvent id='s'/><userTask id='ask' weir:assignee='ann'/><subProcess id='sub'>{within}{}{}</subProcess><endEvent id='e'/>{}{}{}",
        flow("ss", "in"),
        flow("in", "se"),
        flow("s", "ask"),
        flow("ask", "sub"),
        flow("sub", "e")
    );
    assert_eq!(decisions(&inside, "ann starts; ann does ask; cem returns in to ask"), ["in cem return"]);
}
