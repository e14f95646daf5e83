//! Golden traces of rejections that go back: where to, and what happens where there is nowhere to go. Update with
//! `UPDATE_EXPECT=1`.
use crate::common::office::{Matter, chain, compile};
use expect_test::{Expect, expect};

const START: &str =
    "<startEvent id='s' xmlns:camunda='http://camunda.org/schema/1.0/bpmn' camunda:initiator='starter'/>";

fn run(tasks: &[(&str, &str)], commands: &str, expected: &Expect) {
    let inside = chain(tasks).replace("<startEvent id='s'/>", START);
    let process = compile(&inside).expect("it compiles");
    expected.assert_eq(&Matter::new(&process).run(commands));
}

#[test]
fn a_rejection_that_has_nowhere_to_go_back_to_is_no_pass() {
    let expected = expect![[r"
        ann starts
          ok: cem
        cem rejects ok
          Reject by cem
          incident nowhere-to-return
          nobody is asked
        ops tries ok again
          incident nowhere-to-return
          nobody is asked
        cem withdraws vote ok
          refused: element instance 2 is no open approval
    "]];
    for to in ["initiator", "previous"] {
        let attributes = format!("weir:approvers='user(cem)' weir:onReject='return({to})'");
        let tasks = [("ok", attributes.as_str()), ("pay", "weir:assignee='eva'")];
        run(&tasks, "ann starts; cem rejects ok; ops tries ok again; cem withdraws vote ok", &expected);
    }
}

#[test]
fn a_timeout_that_rejects_stays_rejected_when_it_is_tried_again() {
    let attributes = "weir:approvers='user(cem)' weir:onReject='return(previous)' weir:timeout='P1D' \
                      weir:timeoutAction='reject'";
    run(
        &[("ok", attributes), ("pay", "weir:assignee='eva'")],
        "ann starts; +2d; ops tries ok again; cem approves ok",
        &expect![[r"
            ann starts
              ok: cem
            +2d
              Reject by engine
              incident nowhere-to-return
              nobody is asked
            ops tries ok again
              incident nowhere-to-return
              nobody is asked
            cem approves ok
              refused: element instance 999 has no such open wait 999
        "]],
    );
}

#[test]
fn what_the_initiator_gave_to_somebody_else_goes_back_to_where_it_began() {
    let back = "weir:approvers='head(initiator)' weir:onReject='return(initiator)'";
    run(
        &[("apply", "weir:assignee='=starter'"), ("check", "weir:assignee='fay'"), ("ok", back)],
        "ann starts; ann gives apply to ben; ben does apply; fay does check; cem rejects ok; ann does apply",
        &expect![[r"
            ann starts
              apply: ann
            ann gives apply to ben
              apply: ben
            ben does apply
              check: fay
            fay does check
              ok: cem
            cem rejects ok
              Reject by cem
              apply: ann
            ann does apply
              check: fay
        "]],
    );
}

#[test]
fn where_a_rejection_could_never_go_the_model_is_refused() {
    let ok = |to: &str| format!("<userTask id='ok' weir:approvers='user(cem)' weir:onReject='return({to})'/>");
    let flows = |pairs: &[(&str, &str)]| {
        let flow = |(a, b): &(&str, &str)| format!("<sequenceFlow id='{a}-{b}' sourceRef='{a}' targetRef='{b}'/>");
        pairs.iter().map(flow).collect::<String>()
    };
    let nodes = "<startEvent id='s'/><userTask id='first'/><parallelGateway id='split'/><userTask id='beside'/>\
                 <parallelGateway id='join'/><userTask id='later'/><endEvent id='e'/>";
    let model = |to: &str, extra: &[(&str, &str)]| {
        let pairs = [
            ("s", "first"),
            ("first", "split"),
            ("split", "ok"),
            ("split", "beside"),
            ("ok", "join"),
            ("beside", "join"),
            ("join", "later"),
            ("later", "e"),
        ];
        compile(&format!("{nodes}{}{}{}", ok(to), flows(&pairs), flows(extra))).err().unwrap_or_default()
    };
    for good in ["first", "ok", "previous", "initiator"] {
        assert_eq!(model(good, &[]), Vec::<String>::new(), "{good}");
    }
    for wrong in ["beside", "later"] {
        let problems = model(wrong, &[]);
        assert!(
            problems.iter().any(|problem| problem.starts_with("return-target-never-done: ")),
            "{wrong}: {problems:?}"
        );
    }
    // Whoever undoes something was asked for, and not come to: nothing goes back from there, nor to it.
    let undone = "<startEvent id='s'/><userTask id='a'/><boundaryEvent id='ca' attachedToRef='a'><compensateEventDefinition/>\
                  </boundaryEvent><userTask id='ha' isForCompensation='true'/>\
                  <association id='l' sourceRef='ca' targetRef='ha'/><endEvent id='e'/>";
    let pairs = flows(&[("s", "a"), ("a", "ok"), ("ok", "e")]);
    let refused = |inside: String| {
        let problems = compile(&inside).err().unwrap_or_default();
        assert!(problems.iter().any(|problem| problem.starts_with("return-target-never-done: ")), "{problems:?}");
    };
    refused(format!("{undone}{}{pairs}", ok("ha")));
    let handler = "<userTask id='ha' isForCompensation='true' weir:approvers='user(cem)' weir:onReject='return(a)'/>";
    let approved = undone.replace("<userTask id='ha' isForCompensation='true'/>", handler);
    refused(format!("{approved}{}", flows(&[("s", "a"), ("a", "e")])));
    // What comes later may have been done before where the way leads round.
    let round = "<startEvent id='s'/><exclusiveGateway id='m'/><userTask id='later'/><exclusiveGateway id='x' default='x-e'/>\
                 <endEvent id='e'/><sequenceFlow id='x-m' sourceRef='x' targetRef='m'><conditionExpression>again = true\
                 </conditionExpression></sequenceFlow>";
    let pairs = [("s", "m"), ("m", "ok"), ("ok", "later"), ("later", "x"), ("x", "e")];
    assert!(compile(&format!("{round}{}{}", ok("later"), flows(&pairs))).is_ok());
}
