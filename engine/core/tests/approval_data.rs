//! What data, models and clocks may say of an approval, and what of it is told to others.
use crate::common::office::{Matter, chain, compile};
use serde_json::json;
use weir_core::approval::forecast;
use weir_core::organisation::Validity;
use weir_core::wait::WaitFor;
use weir_core::{Actor, Command, Moment};

fn trace(attributes: &str, commands: &str) -> String {
    let process = compile(&chain(&[("apply", "weir:assignee='ann'"), ("ok", attributes)])).expect("it compiles");
    Matter::new(&process).run(commands)
}

#[test]
fn a_choice_that_is_no_name_is_an_incident_and_not_left_out() {
    let rule = "weir:approvers='chosen(initiator)' weir:approvalMode='all' weir:approvalEmpty='approve'";
    let begun = |chosen: &str| trace(rule, &format!("ann starts {{\"chosenApprovers\": {chosen}}}; ann does apply"));
    for (chosen, wrong) in [
        ("{\"ok\": [\"cem\", 5]}", "5 (no name)"),
        ("{\"ok\": 5}", "5 (no name)"),
        ("{\"ok\": {\"cem\": true}}", "{\"cem\":true} (no name)"),
        ("{\"ok\": [\"cem\", null]}", "null (no name)"),
    ] {
        let told = begun(chosen);
        assert!(told.contains("incident approver-unknown") && told.contains(wrong), "{chosen}: {told}");
        assert!(!told.contains("Pass") && !told.contains("ok: cem"), "{chosen}: {told}");
    }
    assert!(begun("{\"ok\": [\"cem\", \"dan\"]}").contains("ok: cem; ok: dan"));
    assert!(begun("{\"ok\": \"cem\"}").contains("ok: cem"), "one name is a list of one");
    assert!(begun("null").contains("Pass"), "nobody was chosen");
    // What is no choice by task is told whoever begins with it, and nothing has begun.
    for (chosen, wrong) in [("\"cem\"", "\"cem\""), ("[\"cem\"]", "[\"cem\"]"), ("7", "7"), ("true", "true")] {
        let told = begun(chosen);
        assert!(told.contains(&format!("refused: `chosenApprovers` is {wrong}")), "{chosen}: {told}");
        assert!(!told.contains("apply: ann"), "{chosen}: {told}");
    }
    let asked = "weir:approvers='chosen(previous)' weir:approvalMode='all'";
    let told = trace(
        asked,
        "zoe starts; ann does apply {\"chosenApprovers\": \"cem\"}; ann does apply {\"chosenApprovers\": {\"ok\": [7]}}",
    );
    assert!(told.contains("refused: `chosenApprovers` is \"cem\""), "{told}");
    assert!(told.contains("incident approver-unknown") && told.contains("7 (no name)"), "{told}");
}

#[test]
fn where_all_must_agree_nobody_whom_the_model_names_is_left_out() {
    let of = |mode: &str, rules: &str| {
        trace(&format!("weir:approvers='{rules}' weir:approvalMode='{mode}'"), "ann starts; ann does apply")
    };
    let told = of("all", "user(old), user(cem)");
    assert!(told.contains("incident approver-unknown: the model names people who do not work here: old"), "{told}");
    assert!(!told.contains("ok: cem"));
    assert!(of("ratio(60)", "user(old), user(cem)").contains("approver-unknown"));
    assert!(of("any", "user(old), user(cem)").contains("ok: cem"), "one is enough, and one is there");
    assert!(of("all", "user(old)").contains("incident nobody-to-approve"), "the model says what is done then");
    assert!(of("all", "user(dan), user(cem)").contains("ok: cem; ok: dan"));
    // A department that countersigns and has nobody at its head.
    let told = of("all", "head(sales), head(legal)");
    assert!(told.contains("the model names people who do not work here: head(legal)"), "{told}");
    assert!(!told.contains("ok: cem") && of("any", "head(sales), head(legal)").contains("ok: cem"));
    assert!(of("sequential", "head(legal), head(sales)").contains("approver-unknown"));
    assert!(of("all", "head(sales), head(finance)").contains("ok: cem; ok: fay"));
    // Departments that somebody has entered.
    let chosen = "weir:approvers='head(field(departments))' weir:approvalMode='all'";
    let entered =
        |departments: &str| trace(chosen, &format!("ann starts {{\"departments\": {departments}}}; ann does apply"));
    assert!(entered("[\"sales\", \"finance\"]").contains("ok: cem; ok: fay"));
    assert!(entered("[\"sales\", \"legal\"]").contains("people who do not work here: head(legal)"));
}

#[test]
fn whoever_has_voted_is_not_removed_with_the_one_they_were_added_to() {
    let rule = "weir:approvers='user(cem), user(dan), user(eva), user(ben)' weir:approvalMode='ratio(60)'";
    let added = "zoe starts; ann does apply; cem adds fay before ok; fay adds ann before ok";
    let told = trace(rule, &format!("{added}; ann rejects ok; cem removes fay ok"));
    assert!(told.lines().last().is_some_and(|line| line.ends_with("has voted already")), "{told}");
    let told = trace(rule, &format!("{added}; cem removes fay ok"));
    assert_eq!(told.lines().last().map(str::trim), Some("ok: ben; ok: cem; ok: dan; ok: eva"), "{told}");
}

#[test]
fn a_forecast_tells_no_values() {
    let inside = "<startEvent id='s'/><userTask id='a' weir:assignee='ann'/><exclusiveGateway id='x' name='Pay?'/>\
        <userTask id='b' weir:assignee='ben'/><endEvent id='e'/><sequenceFlow id='1' sourceRef='s' targetRef='a'/>\
        <sequenceFlow id='2' sourceRef='a' targetRef='x'/><sequenceFlow id='3' sourceRef='x' targetRef='b'>\
        <conditionExpression>= salary &gt; 5</conditionExpression></sequenceFlow>\
        <sequenceFlow id='4' sourceRef='b' targetRef='e'/>";
    let process = compile(inside).expect("it compiles");
    let mut matter = Matter::new(&process);
    matter.command("ann starts {\"salary\": \"TOPSECRET\"}");
    let moment = Moment { organisation: (&matter.organisation).into(), ..Moment::from(matter.now) };
    let seen = forecast(&process, &matter.instance, moment, &|_, _, _| None);
    let (code, words) = seen.until.clone().expect("it ends there");
    assert!(code.starts_with("feel-") && words.contains("`x` (Pay?)"), "{code}: {words}");
    assert!(!format!("{seen:?}").contains("TOPSECRET"), "{seen:?}");
    // The incident itself, for those who may read the data, does.
    matter.command("ann does a");
    let incident = matter.instance.elements.values().find_map(|e| e.incident.as_ref()).expect("an incident");
    assert!(incident.message.contains("TOPSECRET"), "{}", incident.message);
}

#[test]
fn whoever_comes_too_late_hears_it_whether_or_not_the_instance_goes_on() {
    for tasks in [
        vec![("ok", "weir:approvers='user(cem), user(dan)'"), ("pay", "weir:assignee='eva'")],
        vec![("ok", "weir:approvers='user(cem), user(dan)'")],
    ] {
        let process = compile(&chain(&tasks)).expect("it compiles");
        let mut matter = Matter::new(&process);
        matter.command("ann starts");
        let (key, wait) = matter.task("ok", "dan");
        matter.command("cem approves ok");
        let by = Actor::named("dan");
        let outcome = Some("approve".to_owned());
        let vote = |wait| Command::CompleteUserTask {
            key,
            wait,
            by: by.clone(),
            outcome: outcome.clone(),
            comment: None,
            variables: [].into(),
        };
        let moment = Moment { organisation: (&matter.organisation).into(), ..Moment::from(matter.now) };
        let code = |wait| {
            let refused = weir_core::step(&process, matter.instance.clone(), moment, &by, vote(wait));
            refused.expect_err("too late").rejection.code()
        };
        assert_eq!(code(wait), "task-done", "{} tasks", tasks.len());
        assert_ne!(code(999), "task-done", "there never was one");
    }
}

#[test]
fn a_priority_from_the_data_is_a_whole_number_of_the_range_or_an_incident() {
    let process = compile(&chain(&[("a", "weir:assignee='ann' weir:priority='=p'")])).expect("it compiles");
    for (p, priority) in
        [("70", Some(70)), ("0", Some(0)), ("100", Some(100)), ("500", None), ("-1", None), ("1.5", None)]
    {
        let mut matter = Matter::new(&process);
        matter.command(&format!("ann starts {{\"p\": {p}}}"));
        let found = matter.instance.waits().find_map(|(_, wait)| match &wait.on {
            WaitFor::UserTask(task) => Some(task.priority),
            _ => None,
        });
        assert_eq!(found, priority, "{p}");
        assert_eq!(matter.trace.contains("incident priority-invalid"), priority.is_none(), "{p}: {}", matter.trace);
    }
}

#[test]
fn a_point_in_time_is_of_the_years_that_can_be_told_again() {
    let read = |text: &str| serde_json::from_value::<Validity>(json!({ "from": text }));
    for good in [
        "2026-11-26",
        "2026-11-26T09:00:00",
        "2026-11-26T09:00:00+08:00",
        "0001-01-01T00:00:00Z",
        "9999-12-30T22:00:00Z",
    ] {
        let told = serde_json::to_value(read(good).unwrap()).unwrap();
        let again = serde_json::from_value::<Validity>(told.clone()).unwrap();
        assert_eq!(serde_json::to_value(again).unwrap(), told, "{good}");
    }
    for bad in ["9999-12-31T23:59:59Z", "-000001-01-01T00:00:00Z", "0000-12-31T23:59:59Z", "soon", ""] {
        let why = read(bad).expect_err(bad).to_string();
        assert!(why.contains("is no point in time: write RFC 3339"), "{why}");
        assert!(why.contains("from 0001-01-01T00:00:00.000Z to 9999-12-30T22:00:00.000Z"), "{why}");
    }
}

#[test]
fn whom_a_model_tells_is_bounded_and_nobody_is_left_out_in_silence() {
    use weir_core::approval::COPIED_IN_ALL_MAX;
    use weir_core::organisation::{Change, Entry, Membership, Person, UnitKind};
    for (when, done) in [("before", "ann starts"), ("after", "ann starts; cem approves ok")] {
        let ok = format!("weir:approvers='user(cem)' weir:copyTo='role(cashier)' weir:copyWhen='{when}'");
        let process = compile(&chain(&[("ok", &ok), ("pay", "weir:assignee='eva'")])).expect("it compiles");
        let matter = |others: usize| {
            let mut matter = Matter::new(&process);
            for number in 0..others {
                let (id, valid) = (format!("p{number}"), Validity::default());
                let memberships = vec![Membership { kind: UnitKind::Role, id: "cashier".into(), valid }];
                let person = Person { id: id.clone(), name: id, memberships, ..Person::default() };
                matter.organisation.change(&Change::Put(Entry::Person(person)));
            }
            done.split("; ").for_each(|command| matter.command(command));
            let incident = matter.instance.elements.values().find_map(|e| Some(e.incident.as_ref()?.code.clone()));
            (incident, matter.instance.header.copied.len())
        };
        // Eva is a cashier too.
        assert_eq!(matter(COPIED_IN_ALL_MAX - 1), (None, COPIED_IN_ALL_MAX), "{when}");
        assert_eq!(matter(COPIED_IN_ALL_MAX), (Some("too-many-copied".to_owned()), 0), "{when}");
    }
}
