//! Golden traces of approvals that take long: reminders, copies and what is done then. Update with `UPDATE_EXPECT=1`.
use crate::common::office::{Matter, chain, compile, last};
use expect_test::{Expect, expect};
use weir_core::approval::timeline::{Timeline, What};
use weir_core::task_plan::{PlannedTime, TaskPlan};
use weir_core::wait::WaitFor;
use weir_core::{Actor, Command, Event, Timestamp};

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
fn whoever_has_a_task_that_is_no_approval_is_reminded_too() {
    check(
        "weir:assignee='cem' weir:timeout='P1D' weir:timeoutReminders='1' weir:timeoutAction='remind'",
        "ann starts; ann does apply; +1d; +1d; cem does ok; +1d",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            +1d
              reminded by engine
              ok: cem
            +1d
              reminded by engine
              ok: cem
            cem does ok
              pay: eva
            +1d"]],
    );
    // Done in time, nobody is reminded any more.
    check(
        "weir:assignee='cem' weir:timeout='P1D'",
        "ann starts; ann does apply; cem does ok; +2d",
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem
        cem does ok
          pay: eva
        +2d"]],
    );
    let refused = |attributes: &str| compile(&chain(&[("t", attributes)])).map(|_| ()).unwrap_err().join("\n");
    expect!["approval-without-approvers: nobody is asked to approve, so all that a timeout can do is to remind: write `remind`, or add `weir:approvers`"].assert_eq(&refused("weir:assignee='cem' weir:timeout='P1D' weir:timeoutAction='approve'"));
}

#[test]
fn what_takes_too_long_is_reminded_and_then_acted_upon() {
    let all =
        "weir:approvers='superiors(initiator)' weir:approvalMode='all' weir:timeout='P1D' weir:timeoutReminders='1'";
    let late = "ann starts; ann does apply; cem approves ok; +1d; +1d; +1d";
    check(
        &format!("{all} weir:timeoutAction='remind'"),
        late,
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem; ok: dan
        cem approves ok
          ok: dan
        +1d
          reminded by engine
          ok: dan
        +1d
          reminded by engine
          ok: dan
        +1d"]],
    );
    check(
        &format!("{all} weir:timeoutAction='approve'"),
        late,
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem; ok: dan
        cem approves ok
          ok: dan
        +1d
          reminded by engine
          ok: dan
        +1d
          Pass by engine
          pay: eva
        +1d"]],
    );
    check(
        &format!("{all} weir:timeoutAction='reject'"),
        late,
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem; ok: dan
        cem approves ok
          ok: dan
        +1d
          reminded by engine
          ok: dan
        +1d
          Reject by engine
          pay: eva
        +1d"]],
    );
    check(
        &format!("{all} weir:timeoutAction='transfer(role(cashier))'"),
        &format!("{late}; +1d; +1d; +1d"),
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem; ok: dan
        cem approves ok
          ok: dan
        +1d
          reminded by engine
          ok: dan
        +1d
          ok: eva
        +1d
          reminded by engine
          ok: eva
        +1d
          reminded by engine
          ok: eva
        +1d+1d"]],
    );
    check(
        &format!("{all} weir:timeoutAction='escalate(late)'"),
        late,
        &expect![[r"
        ann starts
          apply: ann
        ann does apply
          ok: cem; ok: dan
        cem approves ok
          ok: dan
        +1d
          reminded by engine
          ok: dan
        +1d
          escalation late
          ok: dan
        +1d"]],
    );
}

#[test]
fn copies_are_sent_and_people_are_urged_but_not_too_often() {
    check(
        "weir:approvers='head(initiator)' weir:copyTo='role(cashier), initiator'",
        "ann starts; ann does apply; ann urges ok; ann urges ok; cem approves ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem
            ann urges ok
              reminded by ann
              ok: cem
            ann urges ok
              refused: they were reminded at 1970-01-01T00:00:00.000Z: wait until 1970-01-01T00:10:00.000Z
            cem approves ok
              Pass by cem
              copy to eva, ann
              pay: eva
        "]],
    );
}

#[test]
fn whoever_replaces_several_is_asked_once() {
    check(
        "weir:approvers='user(cem), user(dan), user(fay)' weir:approvalMode='all' weir:timeout='P1D' \
         weir:timeoutAction='transfer(role(cashier))'",
        "ann starts; ann does apply; cem approves ok; +1d; eva approves ok",
        &expect![[r"
            ann starts
              apply: ann
            ann does apply
              ok: cem; ok: dan; ok: fay
            cem approves ok
              ok: dan; ok: fay
            +1d
              ok: eva
            eva approves ok
              Pass by eva
              pay: eva
        "]],
    );
}

#[test]
fn whoever_replaces_somebody_and_has_answered_already_is_not_asked_again() {
    let all = "weir:approvers='user(cem), user(dan), user(fay)' weir:approvalMode='all' weir:timeout='P1D' \
               weir:timeoutAction='transfer(user(dan))'";
    let process = compile(&chain(&[("ok", all), ("pay", "weir:assignee='eva'")])).expect("it compiles");
    // dan has approved: that is what dan says of the seats of cem and fay too.
    assert_eq!(last(&process, "ann starts; dan approves ok; +1d"), "pay: eva");
    assert_eq!(last(&process, "ann starts; cem approves ok; fay approves ok; +1d"), "ok: dan");
    assert_eq!(last(&process, "ann starts; cem approves ok; +1d; dan approves ok"), "pay: eva");
    // Others stand beside a seat: it is answered as dan answered, and they are still asked.
    assert_eq!(last(&process, "ann starts; cem adds eva after ok; fay approves ok; dan approves ok; +1d"), "ok: eva");
}

#[test]
fn who_let_their_time_go_by_has_approved_nothing_and_is_asked_later() {
    let late = "weir:approvers='head(initiator)' weir:timeout='P1D' weir:timeoutAction='approve'";
    let again = "weir:approvers='head(initiator)' weir:approvalDuplicate='any'";
    let next = "weir:approvers='head(initiator)' weir:approvalDuplicate='consecutive'";
    let process = compile(&chain(&[("one", late), ("two", again), ("three", next)])).expect("it compiles");
    let trace = Matter::new(&process).run("ann starts; +2d; cem approves two");
    expect![[r"
        ann starts
          one: cem
        +2d
          Pass by engine
          two: cem
        cem approves two
          Pass by cem
          Pass by engine
          Completed
    "]]
    .assert_eq(&trace);
}

#[test]
fn what_goes_on_after_its_time_goes_to_who_stands_in_there() {
    let ok = "weir:approvers='user(cem)' weir:timeout='P1D' weir:timeoutAction='transfer(user(dan))'";
    let run = |more: &str, commands: &str| {
        let process =
            compile(&chain(&[("ok", &format!("{ok} {more}")), ("pay", "weir:assignee='eva'")])).expect("it compiles");
        let mut matter = Matter::new(&process);
        commands.split("; ").for_each(|command| matter.command(command));
        let seats =
            matter.instance.elements.values().filter_map(|e| e.ballot.as_ref()).flat_map(|ballot| &ballot.seats);
        let told: Vec<_> = seats.map(|seat| (seat.person.clone(), seat.stands_for.clone())).collect();
        told.first().cloned().expect("a seat")
    };
    let away = |substitute: &str| format!("{substitute} stands in for dan; ann starts; +1d");
    assert_eq!(run("", &away("eva")), ("eva".into(), Some("dan".into())));
    assert_eq!(
        run("weir:approvalSelf='exclude'", &away("ann")),
        ("dan".into(), None),
        "an initiator stands in for nobody"
    );
    let nobody_away = "ann starts; +1d";
    assert_eq!(run("", nobody_away), ("dan".into(), None));
    let already = format!("{}; eva approves ok", away("eva"));
    let process = compile(&chain(&[("ok", ok), ("pay", "weir:assignee='eva'")])).expect("it compiles");
    assert_eq!(last(&process, &already), "pay: eva");
}

#[test]
fn the_timeline_tells_how_long_each_was_asked_and_in_which_words_they_answered() {
    let ok =
        "weir:approvers='user(cem), user(dan)' weir:approvalMode='all' weir:timeout='P3D' weir:timeoutAction='approve'";
    let process = compile(&chain(&[("ok", ok), ("pay", "weir:assignee='eva'")])).expect("it compiles");
    let mut matter = Matter::new(&process);
    for command in ["ann starts", "+1d", "cem approves ok", "+1d", "+1d", "eva does pay"] {
        matter.command(command);
    }
    let mut timeline = Timeline::default();
    matter.steps.iter().for_each(|step| timeline.step(step));
    let day = 24 * 3_600_000;
    let told = |what: What| {
        let lines = timeline.entries.iter().filter(|line| line.what == what);
        lines.map(|line| (line.by.as_str(), line.took, line.comment.as_deref())).collect::<Vec<_>>()
    };
    assert_eq!(told(What::Approved), [("cem", Some(day), None), ("engine", Some(3 * day), Some("timeout"))]);
    assert_eq!(told(What::Completed), [("eva", Some(0), None)]);
    assert_eq!(told(What::Asked).len(), 3);
}

const DAY: i64 = 24 * 3_600_000;

/// Who is asked, after how many days it is due, and whether that has been noticed.
fn dues(matter: &Matter) -> Vec<(String, Option<i64>, bool)> {
    let of = |on: &WaitFor| match on {
        WaitFor::UserTask(task) => {
            let due = task.due.map(|due| {
                assert_eq!(due.0 % DAY, 0, "{due}");
                due.0 / DAY
            });
            Some((task.assignee.clone().unwrap_or_default(), due, task.overdue))
        }
        _ => None,
    };
    let mut told: Vec<_> = matter.instance.waits().filter_map(|(_, wait)| of(&wait.on)).collect();
    told.sort();
    told
}

fn due(who: &str, days: i64) -> (String, Option<i64>, bool) {
    (who.to_owned(), Some(days), false)
}

fn late(who: &str, days: i64) -> (String, Option<i64>, bool) {
    (who.to_owned(), Some(days), true)
}

#[test]
fn an_approval_is_due_when_its_time_is_over_unless_its_model_says_when() {
    let asks = |attributes: &str| {
        let tasks = [("apply", "weir:assignee='ann'"), ("ok", attributes), ("pay", "weir:assignee='eva'")];
        compile(&chain(&tasks)).expect("it compiles")
    };
    let after = |attributes: &str, commands: &str| {
        let process = asks(attributes);
        let mut matter = Matter::new(&process);
        commands.split("; ").for_each(|command| matter.command(command));
        dues(&matter)
    };
    let line = "weir:approvers='user(cem), user(dan)' weir:approvalMode='sequential' weir:timeout='P2D'";
    let begun = "ann starts; ann does apply";
    assert_eq!(after(line, begun), [due("cem", 2)]);
    // The time is that of the approval, whoever is asked in it, and whenever.
    assert_eq!(after(line, &format!("{begun}; +1d; cem approves ok")), [due("dan", 2)]);
    assert_eq!(after(line, &format!("{begun}; +1d; cem adds eva before ok")), [due("eva", 2)]);
    assert_eq!(after(line, &format!("{begun}; +1d; cem gives ok to eva")), [due("eva", 2)]);
    assert_eq!(after(line, &format!("{begun}; +1d; cem approves ok; cem withdraws vote ok")), [due("cem", 2)]);
    // Sent back and done again it has the whole time again.
    let back = format!("{begun}; +1d; cem returns ok to apply; +1d; ann does apply");
    assert_eq!(after(line, &back), [due("cem", 4)]);
    // Reminded of, it is late, and stays due when it was; those to whom it goes then have the whole time again.
    let given = format!("{line} weir:timeoutReminders='1' weir:timeoutAction='transfer(role(cashier))'");
    assert_eq!(after(&given, &format!("{begun}; +2d")), [late("cem", 2)]);
    assert_eq!(after(&given, &format!("{begun}; +2d; +2d")), [due("eva", 6)]);
    assert_eq!(after(&given, &format!("{begun}; +2d; +2d; +2d")), [late("eva", 6)]);
    assert_eq!(
        after(&format!("{line} weir:timeoutAction='escalate(late)'"), &format!("{begun}; +2d")),
        [late("cem", 2)]
    );
    // What the model says stays so.
    let own = "weir:dueDate='P1D'";
    assert_eq!(after(&format!("{given} {own}"), begun), [due("cem", 1)]);
    assert_eq!(after(&format!("{given} {own}"), &format!("{begun}; +2d; +2d")), [late("eva", 1)]);
    assert_eq!(after(&format!("{given} weir:dueDate='=null'"), begun), [due("cem", 2)], "it says nothing");
    assert_eq!(after("weir:approvers='user(cem)'", begun), [("cem".to_owned(), None, false)]);
    let task = "weir:assignee='cem' weir:timeout='P2D'";
    assert_eq!(after(task, begun), [("cem".to_owned(), None, false)], "it is reminded of, and not decided by then");
}

#[test]
fn what_somebody_puts_off_stays_so_when_it_goes_to_others() {
    let given = "weir:approvers='user(cem)' weir:timeout='P2D' weir:timeoutAction='transfer(user(dan))'";
    let process = compile(&chain(&[("ok", given), ("pay", "weir:assignee='eva'")])).expect("it compiles");
    for (day, expected) in [(9, due("dan", 9)), (1, due("dan", 4))] {
        let mut matter = Matter::new(&process);
        matter.command("ann starts");
        let (key, wait) = matter.task("ok", "cem");
        let (by, at) = (Actor::named("cem"), PlannedTime::At(Timestamp(day * DAY)));
        let plan = TaskPlan {
            key,
            wait,
            by,
            force: false,
            due: at,
            follow_up: PlannedTime::Unchanged,
            priority: None,
            reason: None,
        };
        matter.send(&Actor::named("cem"), Command::PlanUserTask(Box::new(plan)));
        matter.command("+2d");
        assert_eq!(dues(&matter), [expected], "{}", matter.trace);
    }
}

/// One thing happens at that moment, and it is told once, whichever of the two timers is looked at first.
#[test]
fn a_task_whose_due_date_is_the_end_of_its_time_is_late_in_the_step_that_acts() {
    let ok = "weir:approvers='user(cem)' weir:timeout='P2D' weir:timeoutReminders='1' weir:timeoutAction='reject'";
    let process = compile(&chain(&[("ok", ok), ("pay", "weir:assignee='eva'")])).expect("it compiles");
    let mut matter = Matter::new(&process);
    matter.command("ann starts");
    let (key, task) = matter.task("ok", "cem");
    matter.now = Timestamp(2 * DAY);
    matter.send(&Actor::engine(), Command::FireTimer { key, wait: task });
    let step = matter.steps.last().expect("it was done");
    let told = |wanted: fn(&Event) -> bool| step.events.iter().filter(|event| wanted(event)).count();
    assert_eq!(told(|event| matches!(event, Event::UserTaskOverdue { .. })), 1, "{step:?}");
    assert_eq!(told(|event| matches!(event, Event::Reminded { .. })), 1, "{step:?}");
    let done = matter.steps.len();
    matter.send(&Actor::engine(), Command::FireTimer { key, wait: task });
    assert_eq!(matter.steps.len(), done, "it is late already: {}", matter.trace);
    matter.command("+2d");
    assert!(matter.trace.contains("Reject by engine"), "{}", matter.trace);
}
