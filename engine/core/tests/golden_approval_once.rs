//! Golden traces of who may decide at all: nobody twice, and nobody who has left. Update with `UPDATE_EXPECT=1`.
use crate::common::office::{Matter, chain, compile};
use expect_test::{Expect, expect};

fn run(tasks: &[(&str, &str)], commands: &str, expected: &Expect) {
    let process = compile(&chain(tasks)).expect("it compiles");
    expected.assert_eq(&Matter::new(&process).run(commands));
}

#[test]
fn who_is_asked_beside_the_one_who_decides_does_not_decide_too() {
    run(
        &[("ok", "weir:approvers='role(cashier), user(dan)'")],
        "ann starts; eva claims ok; eva adds dan beside ok; eva unclaims ok; dan approves ok; dan claims ok; dan approves ok; \
         eva approves ok",
        &expect![[r"
            ann starts
              ok: one of eva, dan
            eva claims ok
              ok: eva
            eva adds dan beside ok
              ok: dan; ok: eva
            eva unclaims ok
              ok: dan; ok: one of eva
            dan approves ok
              ok: one of eva
            dan claims ok
              refused: `dan` is asked already
            dan approves ok
              refused: `dan` is asked already
            eva approves ok
              Pass by eva
              Completed
        "]],
    );
    // Who is asked no more beside may decide again.
    run(
        &[("ok", "weir:approvers='role(cashier), user(dan)'")],
        "ann starts; eva claims ok; eva adds dan before ok; eva removes dan ok; eva adds dan beside ok; eva unclaims ok; \
         eva claims ok; eva removes dan ok; eva unclaims ok; dan approves ok",
        &expect![[r"
            ann starts
              ok: one of eva, dan
            eva claims ok
              ok: eva
            eva adds dan before ok
              ok: dan
            eva removes dan ok
              ok: eva
            eva adds dan beside ok
              ok: dan; ok: eva
            eva unclaims ok
              ok: dan; ok: one of eva
            eva claims ok
              ok: dan; ok: eva
            eva removes dan ok
              ok: eva
            eva unclaims ok
              ok: one of eva, dan
            dan approves ok
              Pass by dan
              Completed
        "]],
    );
}

#[test]
fn who_has_left_decides_nothing_and_their_seat_goes_to_somebody_else() {
    run(
        &[("ok", "weir:approvers='user(cem), user(dan)' weir:approvalMode='all'")],
        "ann starts; cem leaves; cem approves ok; cem adds eva before ok; cem gives ok to fay; cem delegates ok to fay; \
         ops moves ok of cem to cem; ops moves ok of cem to fay; dan approves ok; dan leaves; dan withdraws vote ok; \
         fay approves ok",
        &expect![[r"
            ann starts
              ok: cem; ok: dan
            cem leaves
            cem approves ok
              refused: `cem` does not work here at present, and does nothing with tasks: an operator gives them to somebody else
            cem adds eva before ok
              refused: `cem` does not work here at present, and does nothing with tasks: an operator gives them to somebody else
            cem gives ok to fay
              refused: `cem` does not work here at present, and does nothing with tasks: an operator gives them to somebody else
            cem delegates ok to fay
              refused: `cem` does not work here at present, and does nothing with tasks: an operator gives them to somebody else
            ops moves ok of cem to cem
              refused: nobody called `cem` works here
            ops moves ok of cem to fay
              ok: dan; ok: fay
            dan approves ok
              ok: fay
            dan leaves
            dan withdraws vote ok
              refused: `dan` does not work here at present, and does nothing with tasks: an operator gives them to somebody else
            fay approves ok
              Pass by fay
              Completed
        "]],
    );
    run(
        &[("ok", "weir:approvers='role(cashier), user(dan)'")],
        "ann starts; dan leaves; dan claims ok; dan approves ok; ann leaves; ann revokes; eva approves ok",
        &expect![[r"
            ann starts
              ok: one of eva, dan
            dan leaves
            dan claims ok
              refused: `dan` does not work here at present, and does nothing with tasks: an operator gives them to somebody else
            dan approves ok
              refused: `dan` does not work here at present, and does nothing with tasks: an operator gives them to somebody else
            ann leaves
            ann revokes
              refused: `ann` does not work here at present, and does nothing with tasks: an operator gives them to somebody else
            eva approves ok
              Pass by eva
              Completed
        "]],
    );
}
