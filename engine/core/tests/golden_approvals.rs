//! Golden traces of approvals: who is asked after each thing that somebody does. Update with `UPDATE_EXPECT=1`.
//!
//! This file is long because every convention has its trace, and each is whole.
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
fn one_of_the_candidates_decides() {
    check(
        "weir:approvers='role(cashier), user(dan)'",
        "ann starts; ann does apply; dan claims ok; eva approves ok; dan does ok; dan approves ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: one of eva, dan
            dan claims ok
              ok: dan
            eva approves ok
              refused: the task belongs to dan
            dan does ok
              refused: `` is no vote: approve, reject or abstain
            dan approves ok
              Pass by dan
              pay: eva
        "]],
    );
}

#[test]
fn all_have_to_approve_and_one_rejection_settles_it() {
    check(
        "weir:approvers='superiors(initiator), role(cashier)' weir:approvalMode='all'",
        "ann starts; ann does apply; cem approves ok; eva approves ok; dan rejects ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem; ok: dan; ok: eva
            cem approves ok
              ok: dan; ok: eva
            eva approves ok
              ok: dan
            dan rejects ok
              Reject by dan
              pay: eva
        "]],
    );
}

#[test]
fn the_first_of_any_passes_it() {
    check(
        "weir:approvers='superiors(initiator), role(cashier)' weir:approvalMode='any'",
        "ann starts; ann does apply; cem rejects ok; eva approves ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem; ok: dan; ok: eva
            cem rejects ok
              ok: dan; ok: eva
            eva approves ok
              Pass by eva
              pay: eva
        "]],
    );
}

#[test]
fn in_sequence_the_next_is_asked_when_the_one_before_has_approved() {
    check(
        "weir:approvers='superiors(initiator), role(cashier)' weir:approvalMode='sequential'",
        "ann starts; ann does apply; dan approves ok; cem approves ok; cem withdraws vote ok; cem approves ok; \
         dan approves ok; cem withdraws vote ok; eva approves ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            dan approves ok
              refused: the task belongs to cem
            cem approves ok
              ok: dan
            cem withdraws vote ok
              ok: cem
            cem approves ok
              ok: dan
            dan approves ok
              ok: eva
            cem withdraws vote ok
              refused: it cannot be taken back: somebody has acted upon it
            eva approves ok
              Pass by eva
              pay: eva
        "]],
    );
}

#[test]
fn signers_are_added_and_removed_while_it_is_open() {
    check(
        "weir:approvers='head(initiator)' weir:approvalMode='all'",
        "ann starts; ann does apply; ann adds eva before ok; cem adds zoe before ok; cem adds eva before ok; \
         cem adds eva after ok; cem approves ok; cem adds fay,dan beside ok; eva approves ok; eva removes dan ok; \
         cem removes dan ok; cem approves ok; fay removes fay ok; fay approves ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            ann adds eva before ok
              refused: `ann` is not asked in this approval
            cem adds zoe before ok
              refused: nobody called `zoe` works here
            cem adds eva before ok
              ok: eva
            cem adds eva after ok
              refused: `eva` is asked already
            cem approves ok
              refused: the task belongs to eva
            cem adds fay,dan beside ok
              ok: dan; ok: eva; ok: fay
            eva approves ok
              ok: cem; ok: dan; ok: fay
            eva removes dan ok
              refused: `eva` has not added this signer
            cem removes dan ok
              ok: cem; ok: fay
            cem approves ok
              ok: fay
            fay removes fay ok
              refused: `fay` has not added this signer
            fay approves ok
              Pass by fay
              pay: eva
        "]],
    );
}

#[test]
fn the_last_signer_stays() {
    check(
        "weir:approvers='head(initiator)' weir:approvalMode='all'",
        "ann starts; ann does apply; cem adds eva beside ok; cem removes eva ok; cem removes cem ok; cem approves ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            cem adds eva beside ok
              ok: cem; ok: eva
            cem removes eva ok
              ok: cem
            cem removes cem ok
              refused: `cem` has not added this signer
            cem approves ok
              Pass by cem
              pay: eva
        "]],
    );
}

#[test]
fn nobody_to_ask_is_an_incident_unless_the_model_says_what_it_means() {
    let starts = "dan starts; dan does apply";
    check(
        "weir:approvers='superior(initiator)'",
        starts,
        &expect![[r"
            dan starts
              apply: dan
            dan does apply
              incident nobody-to-approve
              nobody is asked
        "]],
    );
    check(
        "weir:approvers='superior(initiator)' weir:approvalEmpty='approve'",
        starts,
        &expect![[r"
        dan starts
          apply: dan
        dan does apply
          Pass by engine
          pay: eva
    "]],
    );
    check(
        "weir:approvers='superior(initiator)' weir:approvalEmpty='reject'",
        starts,
        &expect![[r"
        dan starts
          apply: dan
        dan does apply
          Reject by engine
          pay: eva
    "]],
    );
    check(
        "weir:approvers='superior(initiator)' weir:approvalEmpty='users(eva, zoe)'",
        starts,
        &expect![[r"
        dan starts
          apply: dan
        dan does apply
          ok: eva
    "]],
    );
}

#[test]
fn ones_own_request_goes_as_the_model_says() {
    let starts = "cem starts; cem does apply";
    check(
        "weir:approvers='head(initiator)' weir:approvalSelf='allow'",
        starts,
        &expect![[r"
        cem starts
          apply: cem
        cem does apply
          ok: cem
    "]],
    );
    check(
        "weir:approvers='head(initiator)' weir:approvalSelf='skip'",
        starts,
        &expect![[r"
        cem starts
          apply: cem
        cem does apply
          Pass by engine
          pay: eva
    "]],
    );
    check(
        "weir:approvers='head(initiator)' weir:approvalSelf='superior'",
        starts,
        &expect![[r"
        cem starts
          apply: cem
        cem does apply
          ok: dan
    "]],
    );
    check(
        "weir:approvers='head(initiator), role(cashier)' weir:approvalSelf='exclude'",
        starts,
        &expect![[r"
        cem starts
          apply: cem
        cem does apply
          ok: eva
    "]],
    );
}

#[test]
fn who_has_approved_before_is_not_asked_again_where_the_model_says_so() {
    let twice = |duplicate: &str, expected: &Expect| {
        let head = "weir:approvers='head(initiator)'";
        let again = format!("weir:approvers='head(initiator)' weir:approvalDuplicate='{duplicate}'");
        let tasks = [("one", head), ("two", "weir:approvers='role(cashier)'"), ("three", again.as_str())];
        let process = compile(&chain(&tasks)).expect("it compiles");
        expected.assert_eq(&Matter::new(&process).run("ann starts; cem approves one; eva approves two"));
    };
    twice(
        "ask",
        &expect![[r"
        ann starts
          one: cem
        cem approves one
          Pass by cem
          two: eva
        eva approves two
          Pass by eva
          three: cem
    "]],
    );
    twice(
        "consecutive",
        &expect![[r"
        ann starts
          one: cem
        cem approves one
          Pass by cem
          two: eva
        eva approves two
          Pass by eva
          three: cem
    "]],
    );
    twice(
        "any",
        &expect![[r"
        ann starts
          one: cem
        cem approves one
          Pass by cem
          two: eva
        eva approves two
          Pass by eva
          Pass by engine
          Completed
    "]],
    );
}

#[test]
fn a_task_is_given_to_others_and_comes_back_when_it_was_delegated() {
    check(
        "weir:approvers='head(initiator)' weir:approvalMode='all'",
        "ann starts; ann does apply; eva gives ok to fay; cem delegates ok to fay; fay approves ok; fay resolves ok; \
         cem gives ok to zoe; cem gives ok to dan; cem approves ok; dan approves ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            eva gives ok to fay
              refused: the task belongs to cem
            cem delegates ok to fay
              ok: fay for cem
            fay approves ok
              refused: the task is delegated: it is done when it has come back
            fay resolves ok
              ok: cem
            cem gives ok to zoe
              refused: nobody called `zoe` works here
            cem gives ok to dan
              ok: dan
            cem approves ok
              refused: the task belongs to dan
            dan approves ok
              Pass by dan
              pay: eva
        "]],
    );
}

#[test]
fn a_rejection_goes_back_or_ends_the_matter_where_the_model_says_so() {
    let head = "weir:approvers='head(initiator)'";
    let rejected = "ann starts; ann does apply; cem rejects ok";
    check(
        &format!("{head} weir:onReject='continue'"),
        rejected,
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem
        cem rejects ok
          Reject by cem
          pay: eva
    "]],
    );
    check(
        &format!("{head} weir:onReject='end'"),
        rejected,
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem
        cem rejects ok
          Reject by cem
          Terminated
    "]],
    );
    check(
        &format!("{head} weir:onReject='return(initiator)'"),
        &format!("{rejected}; ann does apply"),
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem
        cem rejects ok
          Reject by cem
          apply: ann
        ann does apply
          ok: cem
    "]],
    );
}

#[test]
fn whom_a_task_names_beside_the_rules_of_its_approval_is_told_not_to_be_asked() {
    let doubtful = |attributes: &str| {
        let file = format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
             targetNamespace='t'><process id='p' isExecutable='true'>{}</process></definitions>",
            chain(&[("t", attributes)])
        );
        let problems = weir_core::compile::prepare(file.as_bytes()).problems;
        problems.iter().map(|p| format!("{:?} {}: {}", p.severity, p.code, p.message)).collect::<Vec<_>>()
    };
    assert_eq!(
        doubtful("weir:approvers='initiator' weir:assignee='ben'"),
        ["Warning extension-unused: `assignee` has no effect on an approval: `weir:approvers` says who is asked"]
    );
    let several = "weir:approvers='initiator' weir:candidateUsers='ben' weir:candidateGroups='board'";
    assert_eq!(doubtful(several).len(), 2);
    assert!(doubtful("weir:approvers='initiator'").is_empty() && doubtful("weir:assignee='ben'").is_empty());
    let all = "weir:approvers='initiator' weir:approvalMode='all'";
    for (alone, named) in
        [("weir:copyWhen='after'", "`weir:copyTo`"), ("weir:approvalWeights='={ann: 2}'", "weight(n)")]
    {
        let told = doubtful(&format!("{all} {alone}"));
        assert!(told.len() == 1 && told[0].contains("extension-unused") && told[0].contains(named), "{told:?}");
    }
    let weighed = "weir:approvers='initiator' weir:approvalMode='weight(2)' weir:approvalWeights='={ann: 2}'";
    assert_eq!(doubtful(&format!("{weighed} weir:copyTo='initiator' weir:copyWhen='after'")), [] as [String; 0]);
}

#[test]
fn what_cannot_be_an_approval_is_refused_with_what_would_be_right() {
    let refused = |attributes: &str| compile(&chain(&[("t", attributes)])).map(|_| ()).unwrap_err().join("\n");
    let cases = [
        "weir:approvalMode='all'",
        "weir:approvers='boss'",
        "weir:approvers='initiator' weir:approvalMode='most'",
        "weir:approvers='initiator' weir:onReject='return(nowhere)'",
        "weir:approvers='initiator' weir:timeout='soon'",
        "weir:approvers='initiator' weir:timeoutAction='approve'",
    ];
    let all: Vec<String> = cases.iter().map(|case| refused(case)).collect();
    expect![[r"
        approval-without-approvers: `weir:approvalMode` says how to approve, but nobody is asked: add `weir:approvers`
        approval-invalid: `boss` names nobody: use user(…), role(…), post(…), group(…), department(…), head(…), superior(…, n), superiors(…, n), field(…), chosen(initiator), chosen(previous) or initiator
        approval-invalid: `most` is no approval mode: one, any, all, sequential, ratio(1 to 100) or weight(1 and more)
        return-target-unknown: a rejection goes back to `nowhere`, which is no user task of this process
        timeout-invalid: `soon` is no duration; write one like P2D or PT4H, or FEEL after `=`
        timeout-missing: it says what happens after a timeout, but not when: add `weir:timeout`"]].assert_eq(&all.join("\n"));
}

#[test]
fn a_signer_who_is_added_where_one_decides_is_heard_before_it_passes() {
    check(
        "weir:approvers='head(initiator)'",
        "ann starts; ann does apply; cem adds eva beside ok; cem approves ok; eva approves ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            cem adds eva beside ok
              ok: cem; ok: eva
            cem approves ok
              ok: eva
            eva approves ok
              Pass by eva
              pay: eva
        "]],
    );
    check(
        "weir:approvers='head(initiator)'",
        "ann starts; ann does apply; cem adds eva beside ok; eva rejects ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            cem adds eva beside ok
              ok: cem; ok: eva
            eva rejects ok
              Reject by eva
              pay: eva
        "]],
    );
}
