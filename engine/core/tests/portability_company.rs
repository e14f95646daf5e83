//! What users of Camunda 7 and its kin bring beside tasks, calls and listeners: signals with variables, filters of
//! conditions, data with values, who may start, values that only Java could find, forms. Update with `UPDATE_EXPECT=1`.
//!
//! This file is long because traces are; each test stands alone.
use crate::common::Run;
use crate::common::foreign::{file, process, run};
use expect_test::expect;
use weir_core::organisation::Entry;
use weir_core::{Actor, Command};

#[test]
fn a_signal_carries_what_its_event_says() {
    let events = "<intermediateThrowEvent id='t'><signalEventDefinition signalRef='si'><extensionElements>
        <camunda:in source='price' target='paid'/><camunda:in sourceExpression='${price * 2}' target='twice'/>
        </extensionElements></signalEventDefinition></intermediateThrowEvent><endEvent id='e'/>";
    run(
        &file(events, "s t e"),
        "start {\"price\": 4}",
        &expect![[r#"
        > start {"price": 4}
          enter s
          s completed: s-t
          enter t
          t.paid = 4
          t.twice = 8
          t throws signal sold
          t completed: t-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn a_condition_is_looked_at_when_its_filter_says_so() {
    let event = |filter: &str| {
        let event = format!(
            "<intermediateCatchEvent id='c'><conditionalEventDefinition {filter}><condition>${{a + b &gt; 9}}</condition>
            </conditionalEventDefinition></intermediateCatchEvent><endEvent id='e'/>"
        );
        file(&event, "s c e")
    };
    let commands = "start {\"a\": 1, \"b\": 1}; +1s; set {\"b\": 9}; set {\"a\": 2}";
    run(
        &event("camunda:variableName='a'"),
        commands,
        &expect![[r#"
        > start {"a": 1, "b": 1}
          enter s
          s completed: s-c
          enter c
          c waits for condition (false)
        > +1s
          nothing due
        > set {"b": 9}
          p.b = 9
        > set {"a": 2}
          p.a = 2
          c now waits for condition (true)
          c completed: c-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    run(
        &event("camunda:variableName='a' camunda:variableEvents='create'"),
        commands,
        &expect![[r#"
        > start {"a": 1, "b": 1}
          enter s
          s completed: s-c
          enter c
          c waits for condition (false)
        > +1s
          nothing due
        > set {"b": 9}
          p.b = 9
        > set {"a": 2}
          p.a = 2
    "#]],
    );
    run(
        &event(""),
        commands,
        &expect![[r#"
        > start {"a": 1, "b": 1}
          enter s
          s completed: s-c
          enter c
          c waits for condition (false)
        > +1s
          nothing due
        > set {"b": 9}
          p.b = 9
          c now waits for condition (true)
          c completed: c-e
          enter e
          e completed
          p completed
          process Completed
        > set {"a": 2}
          refused: the instance has ended
    "#]],
    );
}

#[test]
fn a_data_object_begins_with_its_value_unless_the_start_says_otherwise() {
    let data = "<dataObject id='d' name='limit' itemSubjectRef='xsd:int'><extensionElements>
        <flowable:value>5</flowable:value></extensionElements></dataObject>
        <subProcess id='u'><dataObject id='o' name='word' itemSubjectRef='xsd:string'><extensionElements>
        <flowable:value>5</flowable:value></extensionElements></dataObject><startEvent id='i'/></subProcess>
        <endEvent id='e'/>";
    run(
        &file(data, "s u e"),
        "start",
        &expect![[r#"
        > start
          enter s
          s completed: s-u
          enter u
          u.word = "5"
          enter i
          i completed
          u completed: u-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    run(
        &file(data, "s u e"),
        "start {\"limit\": 7}",
        &expect![[r#"
        > start {"limit": 7}
          enter s
          s completed: s-u
          enter u
          u.word = "5"
          enter i
          i completed
          u completed: u-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn whoever_does_a_task_and_what_is_called_are_told_to_variables() {
    let tasks = "<userTask id='a' flowable:taskCompleterVariableName='who'/>
        <callActivity id='c' calledElement='q' flowable:processInstanceIdVariableName='called'/><endEvent id='e'/>";
    run(
        &file(tasks, "s a c e"),
        "start; complete a; child c",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > complete a
          p.who = "ann"
          a completed: a-c
          enter c
          c waits for process q
          p.called = "00000000-0000-8d26-8013-711a162f9f5b"
        > child c
          c completed: c-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn a_value_that_only_java_could_find_is_asked_of_a_worker() {
    let tasks = "<userTask id='a' camunda:assignee='${staff.bossOf(who)}'/>
        <callActivity id='c' calledElement='${finder.get(a, execution)}'/><endEvent id='e'/>";
    let commands = "start {\"who\": \"li\"}; complete a {\"value.assignee\": \"ann\"}; complete a; \
        complete c {\"value.calledElement\": \"q\"}; child c";
    run(
        &file(tasks, "s a c e"),
        commands,
        &expect![[r#"
        > start {"who": "li"}
          enter s
          s completed: s-a
          enter a
          a waits for job staff.bossOf (listener)
          headers of #2: {"expression": "${staff.bossOf(who)}", "resultVariable": "value.assignee"}
        > complete a {"value.assignee": "ann"}
          a.value.assignee = "ann"
          a waits for user task
        > complete a
          a completed: a-c
          enter c
          c waits for job finder.get (listener)
          headers of #3: {"expression": "${finder.get(a, execution)}", "resultVariable": "value.calledElement"}
        > complete c {"value.calledElement": "q"}
          c.value.calledElement = "q"
          c waits for process q
        > child c
          c completed: c-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn a_time_that_only_java_could_find_is_asked_before_it_runs() {
    let tasks = "<boundaryEvent id='b' attachedToRef='u'><timerEventDefinition>
        <timeDuration>${settings.get('timeout', execution)}</timeDuration></timerEventDefinition></boundaryEvent>
        <intermediateCatchEvent id='c'><timerEventDefinition><timeDate>${dates.next(execution)}</timeDate>
        </timerEventDefinition></intermediateCatchEvent><subProcess id='u'><startEvent id='i'/><userTask id='a'/>
        <sequenceFlow id='ia' sourceRef='i' targetRef='a'/></subProcess><endEvent id='e'/><endEvent id='f'/>
        <sequenceFlow id='b-f' sourceRef='b' targetRef='f'/>";
    let commands = "start; complete c {\"value.timer\": \"1970-01-01T01:00:00Z\"}; +1h; \
        complete u {\"value.b\": \"PT10M\"}; +10m";
    run(
        &file(tasks, "s c u e"),
        commands,
        &expect![[r#"
        > start
          enter s
          s completed: s-c
          enter c
          c waits for job dates.next (listener)
          headers of #2: {"expression": "${dates.next(execution)}", "resultVariable": "value.timer"}
        > complete c {"value.timer": "1970-01-01T01:00:00Z"}
          c.value.timer = "1970-01-01T01:00:00Z"
          c waits for timer 1970-01-01T01:00:00.000Z
        > +1h
          c completed: c-u
          enter u
          u.value.b = null
          u waits for job settings.get (listener)
          headers of #3: {"expression": "${settings.get('timeout', execution)}", "resultVariable": "value.b"}
        > complete u {"value.b": "PT10M"}
          u.value.b = "PT10M"
          u waits for timer 1970-01-01T01:10:00.000Z (b)
          enter i
          i completed: ia
          enter a
          a waits for user task
        > +10m
          a no longer waits for user task
          a terminated
          u terminated
          triggered b
          b completed: b-f
          enter f
          f completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn what_fails_while_an_event_sub_process_runs_is_caught_at_its_border() {
    let elements = "<userTask id='a'/><endEvent id='e'/><subProcess id='u' triggeredByEvent='true'><startEvent id='i'>
        <errorEventDefinition errorRef='bad'/></startEvent><serviceTask id='w' camunda:topic='mend'/>
        <sequenceFlow id='iw' sourceRef='i' targetRef='w'/></subProcess><boundaryEvent id='b' attachedToRef='u'>
        <errorEventDefinition/></boundaryEvent><userTask id='f'/><sequenceFlow id='b-f' sourceRef='b' targetRef='f'/>
        <serviceTask id='t' camunda:topic='try'/>";
    run(
        &file(elements, "s t a e"),
        "start; error t BAD; error w WORSE; complete f",
        &expect![[r#"
        > start
          p waits for error BAD (u)
          enter s
          s completed: s-t
          enter t
          t waits for job try
        > error t BAD
          t job failed, 0 retries left
          t throws error BAD, caught at p
          t no longer waits for job try
          t terminated
          triggered u with errorCode="BAD", errorMessage="reported"
          u waits for error any (b)
          triggered i with errorCode="BAD", errorMessage="reported"
          i completed: iw
          enter w
          w waits for job mend
        > error w WORSE
          w job failed, 0 retries left
          w throws error WORSE, caught at u
          w no longer waits for job mend
          w terminated
          u terminated
          triggered b with errorCode="WORSE", errorMessage="reported"
          b completed: b-f
          enter f
          f waits for user task
        > complete f
          f completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn the_condition_of_a_default_is_not_looked_at() {
    let tasks = "<task id='t' default='t-b'/><userTask id='a'/><userTask id='b' camunda:assignee='ann'/>
        <sequenceFlow id='t-a' sourceRef='t' targetRef='a'><conditionExpression>${amount &gt; 5}</conditionExpression>
        </sequenceFlow><sequenceFlow id='t-b' sourceRef='t' targetRef='b'><conditionExpression>${amount &gt; 9}
        </conditionExpression></sequenceFlow>";
    run(
        &file(tasks, "s t"),
        "start {\"amount\": 1}",
        &expect![[r#"
        > start {"amount": 1}
          enter s
          s completed: s-t
          enter t
          t completed: t-b
          enter b
          b waits for user task
    "#]],
    );
    run(
        &file(tasks, "s t"),
        "start {\"amount\": 10}",
        &expect![[r#"
        > start {"amount": 10}
          enter s
          s completed: s-t
          enter t
          t completed: t-a
          enter a
          a waits for user task
    "#]],
    );
}

#[test]
fn the_model_says_who_of_the_organisation_starts_it() {
    let started = "<extensionElements><camunda:potentialStarter><resourceAssignmentExpression>
        <formalExpression>user(li), group(clerks)</formalExpression></resourceAssignmentExpression>
        </camunda:potentialStarter></extensionElements>";
    let attributes = "isExecutable='true' camunda:candidateStarterUsers='ann, bob'";
    let file = file("<endEvent id='e'/>", "s e").replace("isExecutable='true'>", &format!("{attributes}>{started}"));
    let process = process(&file);
    let person = |id: &str, groups: &[&str]| {
        let member = |group: &&str| serde_json::json!({"kind": "group", "id": group});
        let memberships: Vec<_> = groups.iter().map(member).collect();
        serde_json::from_value(serde_json::json!({"id": id, "name": id, "memberships": memberships})).unwrap()
    };
    let people = [person("bob", &[]), person("eve", &["guards"]), person("zoe", &["clerks"])];
    let unit: weir_core::organisation::Unit =
        serde_json::from_value(serde_json::json!({"id": "clerks", "name": "c"})).unwrap();
    let mut organisation = weir_core::organisation::Organisation::default();
    let entries = std::iter::once(Entry::Group(unit)).chain(people.into_iter().map(Entry::Person));
    for entry in entries {
        organisation.change(&weir_core::organisation::Change::Put(entry));
    }
    let starts = |who: &str| {
        let start = weir_core::command::Start {
            conversation: None,
            hops: 0,
            definition: "p:1".into(),
            business_key: None,
            parent: None,
            root: None,
            depth: 0,
            at: None,
            came: None,
            variables: weir_core::instance::Variables::new(),
            initiator: None,
        };
        let moment = weir_core::Moment {
            organisation: (&organisation).into(),
            ..weir_core::Moment::from(weir_core::Timestamp(0))
        };
        let instance = Run::new(&process).instance;
        let stepped = weir_core::step(&process, instance, moment, &Actor::named(who), Command::Start(start));
        stepped.err().map(|refused| refused.rejection.code())
    };
    assert_eq!(["bob", "zoe", "robot"].map(starts), [None; 3], "named, of a group, and nobody of the organisation");
    assert_eq!(starts("eve"), Some("not-a-starter"));
}

#[test]
fn a_form_is_held_against_what_the_model_says_of_its_fields() {
    let task = "<userTask id='a'><extensionElements><camunda:formData>
        <camunda:formField id='amount' type='long'><camunda:validation><camunda:constraint name='required'/>
        <camunda:constraint name='min' config='1'/><camunda:constraint name='max' config='9'/></camunda:validation>
        </camunda:formField><camunda:formField id='day' type='date' datePattern='dd/MM/yyyy'/>
        <camunda:formField id='kind' type='enum'><camunda:value id='a' name='A'/></camunda:formField>
        <camunda:formField id='from' type='string'><camunda:validation><camunda:constraint name='readonly'/>
        </camunda:validation></camunda:formField><camunda:formField id='word' type='string'><camunda:validation>
        <camunda:constraint name='minlength' config='2'/><camunda:constraint name='maxlength' config='3'/>
        </camunda:validation></camunda:formField></camunda:formData></extensionElements></userTask><endEvent id='e'/>";
    let commands = "start {\"from\": \"shop\"}; complete a {\"word\": \"a\"}; \
        complete a {\"amount\": 1.5, \"day\": \"1 May\", \"kind\": \"b\", \"from\": \"home\", \"word\": \"abcd\"}; \
        complete a {\"amount\": 10}; complete a {\"amount\": 9, \"day\": \"31/01/2026\", \"kind\": \"a\", \
        \"from\": \"shop\", \"word\": \"abc\"}";
    run(
        &file(task, "s a e"),
        commands,
        &expect![[r#"
        > start {"from": "shop"}
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > complete a {"word": "a"}
          refused: the form is not filled in right: `amount` is required; `word` is at least 2 characters long
        > complete a {"amount": 1.5, "day": "1 May", "kind": "b", "from": "home", "word": "abcd"}
          refused: the form is not filled in right: `amount` is a whole number; `day` is a date: dd/MM/yyyy or 2026-01-31; `kind` is none of its values; `from` is only shown; `word` is at most 3 characters long
        > complete a {"amount": 10}
          refused: the form is not filled in right: `amount` is at most 9
        > complete a {"amount": 9, "day": "31/01/2026", "kind": "a", "from": "shop", "word": "abc"}
          p.amount = 9
          p.day = "31/01/2026"
          p.from = "shop"
          p.kind = "a"
          p.word = "abc"
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}
