//! Golden traces of returns and withdrawals: who is asked after a matter has gone back. Update with `UPDATE_EXPECT=1`.
use crate::common::office::{Matter, chain, compile};
use expect_test::{Expect, expect};

/// An application, an approval with these attributes, and something after it.
fn check(attributes: &str, commands: &str, expected: &Expect) {
    let tasks = [("apply", "weir:assignee='=starter'"), ("ok", attributes), ("pay", "weir:assignee='eva'")];
    let inside = chain(&tasks).replace("<startEvent id='s'/>", START);
    let process = compile(&inside).expect("it compiles");
    expected.assert_eq(&Matter::new(&process).run(commands));
}

const START: &str =
    "<startEvent id='s' xmlns:camunda='http://camunda.org/schema/1.0/bpmn' camunda:initiator='starter'/>";

#[test]
fn a_matter_goes_back_and_comes_back() {
    check(
        "weir:approvers='head(initiator)'",
        "ann starts; ann does apply; cem approves ok; eva returns pay to ok; cem approves ok; \
         eva returns pay to apply and back; ann does apply; eva returns pay to nowhere; eva does pay",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            cem approves ok
              Pass by cem
              pay: eva
            eva returns pay to ok
              ok: cem
            cem approves ok
              Pass by cem
              pay: eva
            eva returns pay to apply and back
              apply: ann
            ann does apply
              pay: eva
            eva returns pay to nowhere
              refused: `nowhere` was not done in this instance, or has been taken back
            eva does pay
              Completed
        "]],
    );
}

#[test]
fn whoever_prepares_a_task_sends_nothing_back_and_whoever_gave_it_takes_it_back() {
    check(
        "weir:approvers='user(cem)'",
        "ann starts; ann does apply; cem delegates ok to fay; fay returns ok to apply; cem resolves ok; \
         cem returns ok to apply",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            cem delegates ok to fay
              ok: fay for cem
            fay returns ok to apply
              refused: the task is delegated: it is done when it has come back
            cem resolves ok
              ok: cem
            cem returns ok to apply
              apply: ann
        "]],
    );
}

#[test]
fn what_was_decided_is_taken_back_while_nobody_has_acted() {
    check(
        "weir:approvers='head(initiator)'",
        "ann starts; ann does apply; cem approves ok; ann withdraws ok; cem withdraws ok; cem approves ok; \
         eva gives pay to fay; cem withdraws ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            cem approves ok
              Pass by cem
              pay: eva
            ann withdraws ok
              refused: `ann` has decided nothing here that could be taken back
            cem withdraws ok
              ok: cem
            cem approves ok
              Pass by cem
              pay: eva
            eva gives pay to fay
              pay: fay
            cem withdraws ok
              refused: it cannot be taken back: somebody has acted upon it
        "]],
    );
}

/// Two ways at once; the left one has two tasks.
const PARALLEL: &str = "<startEvent id='s'/><userTask id='apply' weir:assignee='ann'/><parallelGateway id='split'/>\
    <userTask id='a' weir:assignee='ann'/><userTask id='b' weir:assignee='ben'/><userTask id='x' weir:assignee='eva'/>\
    <parallelGateway id='join'/><userTask id='last' weir:assignee='dan'/><endEvent id='e'/>\
    <sequenceFlow id='1' sourceRef='s' targetRef='apply'/><sequenceFlow id='2' sourceRef='apply' targetRef='split'/>\
    <sequenceFlow id='3' sourceRef='split' targetRef='a'/><sequenceFlow id='4' sourceRef='a' targetRef='b'/>\
    <sequenceFlow id='5' sourceRef='b' targetRef='join'/><sequenceFlow id='6' sourceRef='split' targetRef='x'/>\
    <sequenceFlow id='7' sourceRef='x' targetRef='join'/><sequenceFlow id='8' sourceRef='join' targetRef='last'/>\
    <sequenceFlow id='9' sourceRef='last' targetRef='e'/>";

fn parallel(commands: &str, expected: &Expect) {
    let process = compile(PARALLEL).expect("it compiles");
    expected.assert_eq(&Matter::new(&process).run(commands));
}

#[test]
fn within_a_branch_a_return_leaves_the_other_branch_alone() {
    parallel(
        "ann starts; ann does apply; ann does a; ben returns b to a; eva does x; ann does a; ben does b; dan does last",
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          a: ann; x: eva
        ann does a
          b: ben; x: eva
        ben returns b to a
          a: ann; x: eva
        eva does x
          a: ann
        ann does a
          b: ben
        ben does b
          last: dan
        dan does last
          Completed
    "]],
    );
}

#[test]
fn before_the_split_a_return_takes_all_branches_back_with_what_waits_at_the_join() {
    parallel(
        "ann starts; ann does apply; eva does x; ann does a; ben returns b to apply; ann does apply; ann does a; eva does x; \
         ben does b; dan does last",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              a: ann; x: eva
            eva does x
              a: ann
            ann does a
              b: ben
            ben returns b to apply
              apply: ann
            ann does apply
              a: ann; x: eva
            ann does a
              b: ben; x: eva
            eva does x
              b: ben
            ben does b
              last: dan
            dan does last
              Completed
        "]],
    );
    parallel(
        "ann starts; ann does apply; eva does x; ann does a; ben returns b to apply and back; ann does apply; ben does b; \
         dan does last",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              a: ann; x: eva
            eva does x
              a: ann
            ann does a
              b: ben
            ben returns b to apply and back
              apply: ann
            ann does apply
              b: ben
            ben does b
              last: dan
            dan does last
              Completed
        "]],
    );
}

#[test]
fn into_a_closed_branch_nothing_goes_back() {
    parallel(
        "ann starts; ann does apply; ann does a; ben does b; eva does x; dan returns last to a; dan returns last to apply; \
         ann does apply",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              a: ann; x: eva
            ann does a
              b: ben; x: eva
            ben does b
              x: eva
            eva does x
              last: dan
            dan returns last to a
              refused: the matter cannot go back to `a`: its branch is closed
            dan returns last to apply
              apply: ann
            ann does apply
              a: ann; x: eva
        "]],
    );
    parallel(
        "ann starts; ann does apply; ann does a; eva returns x to a; eva returns x to previous",
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          a: ann; x: eva
        ann does a
          b: ben; x: eva
        eva returns x to a
          refused: the matter cannot go back to `a`: its branch is closed
        eva returns x to previous
          apply: ann
    "]],
    );
}

#[test]
fn whoever_started_it_takes_the_whole_of_it_back_while_people_have_it() {
    check(
        "weir:approvers='head(initiator)'",
        "ann starts; ann does apply; cem revokes; cem approves ok; ann revokes; eva returns pay to apply; ann revokes; \
         ann revokes",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            cem revokes
              refused: `cem` has not started this instance: only whoever did may revoke it
            cem approves ok
              Pass by cem
              pay: eva
            ann revokes
              refused: nothing of it waits for an approval or for you: what is decided is ended by an operator alone
            eva returns pay to apply
              apply: ann
            ann revokes
              Terminated
            ann revokes
              refused: the instance has ended
        "]],
    );
    check(
        "weir:approvers='head(initiator)'",
        "ann starts; ann does apply; ann revokes",
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem
        ann revokes
          Terminated
    "]],
    );
}
