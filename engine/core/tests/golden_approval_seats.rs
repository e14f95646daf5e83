//! Golden traces of who gets a seat in an approval, what their votes weigh and whom others choose. Update with
//! `UPDATE_EXPECT=1`.
use crate::common::office::{Matter, chain, compile};
use expect_test::{Expect, expect};

fn run(tasks: &[(&str, &str)], commands: &str, expected: &Expect) {
    let process = compile(&chain(tasks)).expect("it compiles");
    expected.assert_eq(&Matter::new(&process).run(commands));
}

const SELF: &str = "weir:approvers='user(cem), user(dan)' weir:approvalMode='all' weir:approvalSelf='exclude'";

#[test]
fn an_initiator_who_must_not_decide_gets_no_seat_from_anybody() {
    run(
        &[("ok", SELF)],
        "ann stands in for cem; eva stands in for ann; ann starts; cem gives ok to ann; cem adds ann after ok; \
         cem delegates ok to ann; ann resolves ok; cem approves ok; dan approves ok",
        &expect![[r"
            ann stands in for cem
            eva stands in for ann
            ann starts
              ok: cem; ok: dan
            cem gives ok to ann
              refused: `ann` has started this instance, and by its model nobody decides on their own request (`weir:approvalSelf`): name somebody else
            cem adds ann after ok
              refused: `ann` has started this instance, and by its model nobody decides on their own request (`weir:approvalSelf`): name somebody else
            cem delegates ok to ann
              ok: ann for cem; ok: dan
            ann resolves ok
              ok: cem; ok: dan
            cem approves ok
              ok: dan
            dan approves ok
              Pass by dan
              Completed
        "]],
    );
}

#[test]
fn who_stands_in_before_an_initiator_who_must_not_decide_keeps_the_seat() {
    run(
        &[("ok", SELF)],
        "eva stands in for cem; ann stands in for eva; ann starts",
        &expect![[r"
        eva stands in for cem
        ann stands in for eva
        ann starts
          ok: dan; ok: eva
    "]],
    );
    run(
        &[("ok", "weir:approvers='user(cem)'")],
        "ann stands in for cem; ann starts; ann approves ok",
        &expect![[r"
        ann stands in for cem
        ann starts
          ok: ann
        ann approves ok
          Pass by ann
          Completed
    "]],
    );
}

#[test]
fn what_takes_too_long_goes_past_an_initiator_who_must_not_decide() {
    let late = |own: &str| {
        format!(
            "weir:approvers='user(eva)' weir:approvalSelf='{own}' weir:timeout='P1D' weir:timeoutAction='transfer(initiator)'"
        )
    };
    run(
        &[("ok", &late("superior"))],
        "ann starts; +2d",
        &expect![[r"
        ann starts
          ok: eva
        +2d
          ok: cem
    "]],
    );
    run(
        &[("ok", &late("exclude"))],
        "ann starts; +2d",
        &expect![[r"
        ann starts
          ok: eva
        +2d
          incident nobody-to-approve
          ok: eva
    "]],
    );
    run(
        &[("ok", &late("skip"))],
        "ann starts; +2d",
        &expect![[r"
        ann starts
          ok: eva
        +2d
          Pass by engine
          Completed
    "]],
    );
    run(
        &[("ok", &late("allow"))],
        "ann starts; +2d",
        &expect![[r"
        ann starts
          ok: eva
        +2d
          ok: ann
    "]],
    );
}

#[test]
fn nobody_else_to_ask_is_no_way_round_the_policy_for_ones_own_request() {
    run(
        &[("ok", "weir:approvers='initiator' weir:approvalSelf='exclude' weir:approvalEmpty='users(ann)'")],
        "ann starts",
        &expect![[r"
            ann starts
              incident nobody-to-approve
              nobody is asked
        "]],
    );
}

#[test]
fn whoever_claims_the_one_seat_has_it() {
    run(
        &[("ok", "weir:approvers='role(cashier), user(dan)'")],
        "ann starts; dan adds fay before ok; dan claims ok; dan adds fay before ok; dan removes fay ok; dan unclaims ok; \
         eva claims ok; eva adds dan after ok; eva approves ok; dan approves ok",
        &expect![[r"
            ann starts
              ok: one of eva, dan
            dan adds fay before ok
              refused: `dan` is not asked in this approval
            dan claims ok
              ok: dan
            dan adds fay before ok
              ok: fay
            dan removes fay ok
              ok: dan
            dan unclaims ok
              ok: one of eva, dan
            eva claims ok
              ok: eva
            eva adds dan after ok
              ok: eva
            eva approves ok
              ok: dan
            dan approves ok
              Pass by dan
              Completed
        "]],
    );
}

#[test]
fn whoever_prepares_a_task_has_no_seat_and_gives_none_away() {
    run(
        &[("ok", "weir:approvers='user(cem), user(dan)' weir:approvalMode='all'")],
        "ann starts; cem delegates ok to eva; eva adds fay before ok; eva unclaims ok; eva gives ok to fay; \
         fay resolves ok; cem adds fay after ok",
        &expect![[r"
            ann starts
              ok: cem; ok: dan
            cem delegates ok to eva
              ok: dan; ok: eva for cem
            eva adds fay before ok
              refused: `eva` is not asked in this approval
            eva unclaims ok
              refused: the task is delegated: it is done when it has come back
            eva gives ok to fay
              ok: dan; ok: fay for cem
            fay resolves ok
              ok: cem; ok: dan
            cem adds fay after ok
              ok: cem; ok: dan
        "]],
    );
}

#[test]
fn what_is_prepared_when_it_has_taken_too_long_goes_to_others_for_good() {
    let late = "weir:approvers='user(cem)' weir:timeout='P1D' weir:timeoutAction='transfer(role(cashier))'";
    run(
        &[("ok", late)],
        "ann starts; cem delegates ok to fay; +2d; eva approves ok",
        &expect![[r"
        ann starts
          ok: cem
        cem delegates ok to fay
          ok: fay for cem
        +2d
          ok: eva
        eva approves ok
          Pass by eva
          Completed
    "]],
    );
}

#[test]
fn each_rule_reads_the_choices_of_its_own_chooser() {
    let tasks = [
        ("apply", "weir:assignee='ann'"),
        ("first", "weir:approvers='user(cem)'"),
        ("second", "weir:approvers='chosen(previous)'"),
        ("third", "weir:approvers='chosen(initiator)'"),
    ];
    run(
        &tasks,
        "ann starts; ann does apply {\"chosenApprovers\": {\"second\": [\"dan\"], \"third\": [\"dan\"]}}; \
         cem approves first {\"chosenApprovers\": {\"second\": [\"eva\"], \"third\": [\"cem\"]}}; \
         eva approves second {\"chosenApprovers\": {\"third\": [\"eva\"]}}",
        &expect![[r#"
            ann starts
              apply: ann
            ann does apply {"chosenApprovers": {"second": ["dan"], "third": ["dan"]}}
              first: cem
            cem approves first {"chosenApprovers": {"second": ["eva"], "third": ["cem"]}}
              Pass by cem
              second: eva
            eva approves second {"chosenApprovers": {"third": ["eva"]}}
              Pass by eva
              third: dan
        "#]],
    );
    // Whom an initiator chose is nobody whom an approver has chosen.
    run(
        &tasks,
        "ann starts; ann does apply {\"chosenApprovers\": {\"second\": [\"dan\"], \"third\": [\"dan\"]}}; \
         cem approves first",
        &expect![[r#"
            ann starts
              apply: ann
            ann does apply {"chosenApprovers": {"second": ["dan"], "third": ["dan"]}}
              first: cem
            cem approves first
              Pass by cem
              incident nobody-to-approve
              nobody is asked
        "#]],
    );
    // What is taken back is chosen no more.
    run(
        &tasks,
        "ann starts; ann does apply; cem approves first {\"chosenApprovers\": {\"second\": \"eva\"}}; \
         eva returns second to first; cem approves first",
        &expect![[r#"
            ann starts
              apply: ann
            ann does apply
              first: cem
            cem approves first {"chosenApprovers": {"second": "eva"}}
              Pass by cem
              second: eva
            eva returns second to first
              first: cem
            cem approves first
              Pass by cem
              incident nobody-to-approve
              nobody is asked
        "#]],
    );
}

#[test]
fn a_weight_that_is_none_is_an_incident_that_says_so() {
    let weighed = |weights: &str| {
        let rules = "weir:approvers='user(cem), user(dan)'";
        format!("{rules} weir:approvalMode='weight(2)' weir:approvalWeights='={weights}'")
    };
    for weights in ["{cem: 0.4}", "{cem: -1}", "{cem: 1.5}", "{cem: \"two\"}", "{cem: null}", "3", "{cem: 0}"] {
        let process = compile(&chain(&[("ok", &weighed(&weights.replace('"', "&quot;")))])).expect("it compiles");
        let trace = Matter::new(&process).run("ann starts");
        assert!(trace.contains("incident weight-"), "{weights}: {trace}");
    }
    run(
        &[("ok", &weighed("{cem: 1.5}"))],
        "ann starts",
        &expect![[r"
        ann starts
          incident weight-invalid: the vote of `cem` weighs 1.5, which is no whole number from 0
          nobody is asked
    "]],
    );
    run(
        &[("ok", &weighed("{cem: 0, dan: 1}"))],
        "ann starts",
        &expect![[r"
        ann starts
          incident weight-out-of-reach: those who are asked weigh 1 together, and 2 are needed: it could only be rejected; correct `weir:approvalWeights`, `weir:approvalMode` or who is asked
          nobody is asked
    "]],
    );
    run(
        &[("ok", &weighed("{cem: 2.0, dan: 0}"))],
        "ann starts; dan rejects ok; cem approves ok",
        &expect![[r"
        ann starts
          ok: cem; ok: dan
        dan rejects ok
          ok: cem
        cem approves ok
          Pass by cem
          Completed
    "]],
    );
}

#[test]
fn people_in_the_data_who_are_nobody_are_an_incident_and_not_left_out() {
    let tasks = |rule: &str| [("ok".to_owned(), format!("weir:approvers='{rule}' weir:approvalMode='all'"))];
    for (rule, data, pass) in [
        ("field(who)", "[\"cem\", \"zoe\"]", false),
        ("field(who)", "[\"cem\", 7]", false),
        ("field(who)", "5", false),
        ("=who", "[\"cem\", \"zoe\"]", false),
        ("field(who)", "[\"cem\", \"dan\"]", true),
        ("=who", "[\"cem\", \"dan\"]", true),
    ] {
        let [(id, attributes)] = tasks(rule);
        let process = compile(&chain(&[(&id, &attributes)])).expect("it compiles");
        let trace = Matter::new(&process).run(&format!("ann starts {{\"who\": {data}}}"));
        assert_eq!(trace.contains("ok: cem; ok: dan"), pass, "{rule} {data}: {trace}");
        assert_eq!(trace.contains("incident approver-unknown"), !pass, "{rule} {data}: {trace}");
    }
    run(
        &[("ok", "weir:approvers='field(who)' weir:approvalMode='all'")],
        "ann starts {\"who\": [\"cem\", \"zoe\"]}",
        &expect![[r#"
            ann starts {"who": ["cem", "zoe"]}
              incident approver-unknown: the data name people who do not work here: zoe; without them fewer would decide than are meant: correct the data, or the organisation
              nobody is asked
        "#]],
    );
}

#[test]
fn what_one_has_claimed_is_put_back_for_the_others_whoever_was_asked_between() {
    run(
        &[("ok", "weir:approvers='role(cashier), user(dan)'")],
        "ann starts; dan claims ok; dan adds fay before ok; fay approves ok; dan unclaims ok; eva claims ok; \
         eva approves ok",
        &expect![[r"
            ann starts
              ok: one of eva, dan
            dan claims ok
              ok: dan
            dan adds fay before ok
              ok: fay
            fay approves ok
              ok: dan
            dan unclaims ok
              ok: one of eva, dan
            eva claims ok
              ok: eva
            eva approves ok
              Pass by eva
              Completed
        "]],
    );
}
