//! Conventions of offices that a model names by an attribute: from the attribute to whom people are asked.
use crate::common::office::{self, Matter, chain, compile};
use weir_core::calendar::{Hours, WorkCalendar};
use weir_core::command::SignerChange;
use weir_core::organisation::{Change, Entry, Membership, Person, Unit, UnitKind, Validity, changed};
use weir_core::wait::WaitFor;
use weir_core::{Actor, Command, Process};

const THREE: &str = "weir:approvers='user(cem), user(dan), user(eva)'";

/// An approval with these attributes, and something after it.
fn process(attributes: &str) -> Process {
    compile(&chain(&[("ok", attributes), ("pay", "weir:assignee='eva'")])).expect("it compiles")
}

fn last(attributes: &str, commands: &str) -> String {
    office::last(&process(attributes), commands)
}

fn trace(attributes: &str, commands: &str) -> String {
    Matter::new(&process(attributes)).run(commands)
}

#[test]
fn whom_the_model_names_may_veto_and_nobody_else() {
    let half = format!("{THREE} weir:approvalMode='ratio(50)'");
    let veto = format!("{half} weir:approvalVeto='user(dan)'");
    let two = "ann starts; cem approves ok; eva approves ok";
    assert_eq!(last(&half, two), "pay: eva", "two of three are half of them");
    assert_eq!(last(&veto, two), "ok: dan", "whoever may veto is waited for");
    assert!(trace(&veto, &format!("{two}; dan rejects ok")).contains("Reject by dan"));
    assert!(trace(&veto, &format!("{two}; dan abstains ok")).contains("Pass by dan"));
    let others = "ann starts; cem rejects ok; dan approves ok; eva approves ok";
    assert!(trace(&veto, others).contains("Pass by eva"), "of the others one rejection is no veto");
}

#[test]
fn the_mode_that_a_model_names_decides_and_where_it_says_so_one_veto() {
    let told = |mode: &str, commands: &str| {
        let told = trace(&format!("{THREE} weir:approvalMode={mode}"), &format!("ann starts; {commands}"));
        let verdict = told.lines().find(|line| line.contains("Pass by") || line.contains("Reject by"));
        verdict.unwrap_or("open").trim().to_owned()
    };
    let cases = [
        ("'any'", "cem rejects ok; dan approves ok", "Pass by dan"),
        ("'all'", "cem approves ok; dan approves ok", "open"),
        ("'all'", "cem approves ok; dan rejects ok", "Reject by dan"),
        ("'ratio(60)'", "cem approves ok", "open"),
        ("'ratio(60)'", "cem approves ok; dan rejects ok; eva approves ok", "Pass by eva"),
        ("'ratio(70)'", "cem approves ok; dan approves ok", "open"),
        ("'ratio(70)'", "cem rejects ok", "Reject by cem"),
        ("'ratio(60)' weir:approvalVeto='all'", "cem approves ok; dan rejects ok", "Reject by dan"),
        ("'ratio(60)' weir:approvalVeto='all'", "cem approves ok; dan approves ok", "open"),
        ("'weight(3)' weir:approvalWeights='={cem: 2}'", "dan approves ok; eva approves ok", "open"),
        ("'weight(3)' weir:approvalWeights='={cem: 2}'", "cem approves ok; dan approves ok", "Pass by dan"),
        ("'weight(3)' weir:approvalWeights='={cem: 2}'", "cem rejects ok", "Reject by cem"),
    ];
    for (mode, commands, verdict) in cases {
        assert_eq!(told(mode, commands), verdict, "{mode}: {commands}");
    }
}

#[test]
fn whoever_abstains_is_heard_and_counts_for_nothing() {
    let all = format!("{THREE} weir:approvalMode='all'");
    let told = trace(&all, "ann starts; cem abstains ok; dan approves ok; eva approves ok");
    assert!(told.contains("Pass by eva"), "{told}");
    let told = trace(&all, "ann starts; cem abstains ok; dan abstains ok; eva abstains ok");
    assert!(told.contains("Reject by eva"), "without an approval nothing passes: {told}");
}

#[test]
fn copies_go_before_or_after_as_the_model_says() {
    let copies = |when: &str| {
        let attributes = format!("weir:approvers='user(cem)' weir:copyTo='role(cashier)' weir:copyWhen='{when}'");
        let begun = trace(&attributes, "ann starts");
        let whole = trace(&attributes, "ann starts; cem approves ok");
        (begun.matches("copy to eva").count(), whole.matches("copy to eva").count())
    };
    assert_eq!(copies("before"), (1, 1));
    assert_eq!(copies("after"), (0, 1));
}

#[test]
fn who_approved_right_before_is_not_asked_again_where_that_is_enough() {
    let asked = |policy: &str, between: &[(&str, &str)], commands: &str| {
        let again = format!("weir:approvers='user(cem)' weir:approvalDuplicate='{policy}'");
        let mut tasks = vec![("one", "weir:approvers='user(cem)'")];
        tasks.extend(between);
        tasks.extend([("two", again.as_str()), ("pay", "weir:assignee='eva'")]);
        office::last(&compile(&chain(&tasks)).expect("it compiles"), commands)
    };
    let one = "ann starts; cem approves one";
    assert_eq!(asked("ask", &[], one), "two: cem");
    assert_eq!(asked("consecutive", &[], one), "pay: eva");
    assert_eq!(asked("any", &[], one), "pay: eva");
    let other = [("other", "weir:approvers='user(dan)'")];
    assert_eq!(asked("consecutive", &other, &format!("{one}; dan approves other")), "two: cem");
    assert_eq!(asked("any", &other, &format!("{one}; dan approves other")), "pay: eva");
    assert_eq!(asked("any", &[], "ann starts; cem rejects one"), "two: cem", "a rejection is no approval");
}

#[test]
fn posts_and_groups_are_asked_like_roles_and_departments() {
    let unit = |id: &str| Unit { id: id.into(), name: id.into(), valid: Validity::default() };
    let of = |kind, id: &str| Membership { kind, id: id.into(), valid: Validity::default() };
    let person = |id: &str, memberships| {
        Change::Put(Entry::Person(Person { id: id.into(), name: id.into(), memberships, ..Person::default() }))
    };
    let changes = [
        Change::Put(Entry::Post(unit("clerk"))),
        Change::Put(Entry::Group(unit("board"))),
        person("ivy", vec![of(UnitKind::Post, "clerk")]),
        person("joe", vec![of(UnitKind::Group, "board")]),
    ];
    for (rule, people) in [
        ("post(clerk)", "ok: ivy"),
        ("group(board)", "ok: joe"),
        ("role(cashier)", "ok: eva"),
        ("department(finance)", "ok: eva; ok: fay"),
        ("post(clerk), group(board)", "ok: ivy; ok: joe"),
    ] {
        let process = process(&format!("weir:approvers='{rule}' weir:approvalMode='all'"));
        let mut matter = Matter::new(&process);
        matter.organisation = changed(&matter.organisation, &changes).expect("a sound organisation");
        assert!(matter.run("ann starts").trim_end().ends_with(people), "{rule}");
    }
}

#[test]
fn the_last_signer_is_removed_by_nobody() {
    let process = process("weir:approvers='user(cem), user(dan)' weir:approvalMode='all'");
    let mut matter = Matter::new(&process);
    matter.command("ann starts");
    let key = matter.live("ok");
    let remove = |matter: &mut Matter, seat| {
        let (by, change) = (Actor::named("ops"), SignerChange::Remove { seat });
        matter.send(&by.clone(), Command::ChangeSigners { key, by, force: true, change });
    };
    remove(&mut matter, 0);
    let (before, events) = (matter.instance.clone(), matter.events.len());
    remove(&mut matter, 1);
    assert!(matter.trace.ends_with("refused: this is the last signer: an approval needs somebody who decides\n"));
    assert_eq!((&matter.instance, matter.events.len()), (&before, events), "nothing has changed");
    assert!(matter.run("dan approves ok").contains("Pass by dan"));
}

#[test]
fn what_takes_too_long_is_measured_in_working_time() {
    let hours = |from: i8, until: i8| Hours {
        from: jiff::civil::time(from, 0, 0, 0),
        until: jiff::civil::time(until, 0, 0, 0),
    };
    let day = vec![hours(9, 17)];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day.clone(), vec![], vec![]];
    // It begins on a Thursday at midnight, which is a holiday; the Saturday is worked instead.
    let days = [(jiff::civil::date(1970, 1, 1), vec![]), (jiff::civil::date(1970, 1, 3), day)].into();
    let (id, name, time_zone) = ("office".to_owned(), "Office".to_owned(), "UTC".to_owned());
    let calendar = WorkCalendar { id, name, time_zone, week, days };
    let attributes =
        "weir:approvers='user(cem)' weir:timeout='PT10H' weir:timeoutAction='approve' weir:calendar='office'";
    let process = process(attributes);
    let begun = || {
        let mut matter = Matter::new(&process);
        let change = [Change::Put(Entry::Calendar(calendar.clone()))];
        matter.organisation = changed(&matter.organisation, &change).expect("a sound organisation");
        matter.command("ann starts");
        matter
    };
    let after = |commands: &str| begun().run(commands).contains("Pass by engine");
    // Eight hours on Friday, two on Saturday: until eleven.
    assert!(!after("+2d; +t10h"), "Saturday, ten o'clock");
    assert!(after("+2d; +t11h"), "Saturday, eleven o'clock");
    // So long those who are asked have, and their lists say so.
    let matter = begun();
    let due = matter.instance.waits().find_map(|(_, wait)| match &wait.on {
        WaitFor::UserTask(task) => task.due,
        _ => None,
    });
    assert_eq!(due.map(|due| due.to_string()).as_deref(), Some("1970-01-03T11:00:00.000Z"));
}
