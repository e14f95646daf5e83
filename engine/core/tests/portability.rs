//! Models of other engines: what they become, and what is refused. Update with `UPDATE_EXPECT=1`.
//!
//! This file is long because each extension has its model and its report beside it.
use crate::common::run::Run;
use expect_test::{Expect, expect};
use std::fmt::Write;
use weir_core::compile::prepare;
use weir_core::element::Awaited;
use weir_core::read::Became;
use weir_core::wait::WaitFor;

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'
    xmlns:camunda='http://camunda.org/schema/1.0/bpmn' xmlns:flowable='http://flowable.org/bpmn'
    xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'><process id='p' isExecutable='true'>";

/// A file with a start event `s`, what is given, and flows in this order.
fn file(inside: &str, order: &str) -> String {
    let ids: Vec<&str> = order.split_whitespace().collect();
    let flow =
        |pair: &[&str]| format!("<sequenceFlow id='{0}-{1}' sourceRef='{0}' targetRef='{1}'/>", pair[0], pair[1]);
    let flows: Vec<String> = ids.windows(2).map(flow).collect();
    format!("{HEAD}<startEvent id='s'/>{inside}{}</process></definitions>", flows.concat())
}

/// Problems that are no notes, and what became of everything foreign.
fn told(file: &str) -> String {
    let prepared = prepare(file.as_bytes());
    let mut told = String::new();
    for problem in prepared.problems.iter().filter(|p| p.severity != weir_core::Severity::Note) {
        writeln!(told, "{:?} {}: {}", problem.severity, problem.code, problem.message).unwrap();
    }
    for line in prepared.dispositions.iter().filter(|d| matches!(d.became, Became::Mapped(_) | Became::Refused(_))) {
        writeln!(told, "{} {} -> {:?}", line.tag, line.part, line.became).unwrap();
    }
    told
}

fn run(file: &str, commands: &str, expected: &Expect) {
    let prepared = prepare(file.as_bytes());
    let process = prepared.processes.into_iter().next().unwrap_or_else(|| panic!("{:#?}", prepared.problems));
    let mut run = Run::new(&process);
    for command in commands.split(';') {
        run.command(command.trim());
        for (key, wait) in run.instance.clone().waits() {
            if let WaitFor::Job(job) = &wait.on
                && !job.headers.is_empty()
            {
                writeln!(run.trace, "  headers of #{key}: {:?}", job.headers).unwrap();
            }
        }
    }
    expected.assert_eq(&run.trace);
}

#[test]
fn work_of_another_engine_becomes_jobs_named_after_it() {
    let tasks = "
        <serviceTask id='a' camunda:type='external' camunda:topic='pay-${kind}'/>
        <serviceTask id='b' camunda:class='org.example.Archive'>
          <extensionElements><camunda:field name='to' stringValue='disk'/>
            <camunda:field name='who'><camunda:expression>${kind}</camunda:expression></camunda:field>
            <camunda:failedJobRetryTimeCycle>R5/PT10M</camunda:failedJobRetryTimeCycle></extensionElements></serviceTask>
        <serviceTask id='c' camunda:delegateExpression='${mailer}'/>
        <serviceTask id='d' camunda:expression='${mailer.send(execution, kind)}' camunda:resultVariable='sent'/>
        <serviceTask id='e' flowable:type='mail'/>
        <scriptTask id='f' scriptFormat='groovy' camunda:resultVariable='r'><script>1 + 1</script></scriptTask>
        <endEvent id='g'><messageEventDefinition camunda:class='org.example.Tell'/></endEvent>";
    run(
        &file(tasks, "s a b c d e f g"),
        "start {\"kind\": \"card\"}; complete a; complete b; complete c; complete d; complete e; complete f; complete g",
        &expect![[r#"
            > start {"kind": "card"}
              enter s
              s completed: s-a
              enter a
              a waits for job pay-card
            > complete a
              a completed: a-b
              enter b
              b waits for job org.example.Archive
              headers of #3: {"class": "org.example.Archive", "to": "disk", "who": "card"}
            > complete b
              b completed: b-c
              enter c
              c waits for job mailer
              headers of #4: {"delegateExpression": "${mailer}"}
            > complete c
              c completed: c-d
              enter d
              d waits for job mailer.send
              headers of #5: {"expression": "${mailer.send(execution, kind)}", "resultVariable": "sent"}
            > complete d
              d completed: d-e
              enter e
              e waits for job mail
              headers of #6: {"type": "mail"}
            > complete e
              e completed: e-f
              enter f
              f waits for job groovy
              headers of #7: {"resultVariable": "r", "script": "1 + 1", "scriptFormat": "groovy"}
            > complete f
              f completed: f-g
              enter g
              g waits for job org.example.Tell
              headers of #8: {"class": "org.example.Tell"}
            > complete g
              g completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn expressions_that_can_be_evaluated_are_no_jobs() {
    let tasks = "
        <serviceTask id='a' camunda:expression='${amount * 2}' camunda:resultVariable='twice'/>
        <serviceTask id='b' camunda:expression=\"#{execution.setVariable('done', twice > 5)}\"/>
        <serviceTask id='c' camunda:expression='plain' camunda:resultVariable='word'/><endEvent id='e'/>";
    run(
        &file(tasks, "s a b c e"),
        "start {\"amount\": 4}",
        &expect![[r#"
        > start {"amount": 4}
          enter s
          s completed: s-a
          enter a
          p.twice = 8
          a completed: a-b
          enter b
          p.done = true
          b completed: b-c
          enter c
          p.word = "plain"
          c completed: c-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn connectors_and_parameters() {
    let tasks = "
        <serviceTask id='a'><extensionElements><camunda:connector><camunda:inputOutput>
          <camunda:inputParameter name='url'>${host}/orders</camunda:inputParameter>
          <camunda:inputParameter name='headers'><camunda:map><camunda:entry key='accept'>json</camunda:entry>
            <camunda:entry key='n'>${1 + 1}</camunda:entry></camunda:map></camunda:inputParameter>
          <camunda:inputParameter name='all'><camunda:list><camunda:value>x</camunda:value>
            <camunda:script scriptFormat='groovy'>1</camunda:script></camunda:list></camunda:inputParameter>
          <camunda:outputParameter name='code'>${statusCode}</camunda:outputParameter>
          <camunda:outputParameter name='body'><camunda:script scriptFormat='groovy'>response</camunda:script></camunda:outputParameter>
        </camunda:inputOutput><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>
        </extensionElements></serviceTask><endEvent id='e'/>";
    run(
        &file(tasks, "s a e"),
        "start {\"host\": \"h\"}; complete a {\"statusCode\": 200, \"body\": \"ok\"}",
        &expect![[r#"
            > start {"host": "h"}
              enter s
              s completed: s-a
              enter a
              a.url = "h/orders"
              a.headers = {"accept":"json","n":2}
              a waits for job http-connector
              headers of #2: {"input.all": "[\"x\",\"1\"]", "output.body": "response"}
            > complete a {"statusCode": 200, "body": "ok"}
              a.body = "ok"
              a.statusCode = 200
              p.code = 200
              p.body = "ok"
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn what_goes_into_a_call_and_comes_back_is_what_is_named() {
    let call = "
        <callActivity id='c' calledElement='other' camunda:calledElementBinding='deployment'><extensionElements>
          <camunda:in businessKey='#{execution.processInstanceId}'/><camunda:in source='a' target='b'/>
          <camunda:in sourceExpression='WORD' target='w'/><camunda:in source='missing' target='m'/>
          <camunda:out source='x' target='y'/><camunda:out sourceExpression=\"${execution.hasVariable('a')}\" target='z'/>
        </extensionElements></callActivity><endEvent id='e'/>";
    run(
        &file(call, "s c e"),
        "start {\"a\": 1}; child c {\"x\": 2, \"other\": 3}",
        &expect![[r#"
        > start {"a": 1}
          enter s
          s completed: s-c
          enter c
          c.b = 1
          c.w = "WORD"
          c.m = null
          c waits for process other Deployment known as 00000000-0000-8000-8000-000000000000
        > child c {"x": 2, "other": 3}
          c.other = 3
          c.x = 2
          p.y = 2
          p.z = false
          c completed: c-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn an_error_that_is_caught_sets_the_variables_of_the_model() {
    let inside = "
        <serviceTask id='a' camunda:topic='t' camunda:type='external'/><endEvent id='e'/>
        <boundaryEvent id='b' attachedToRef='a'><errorEventDefinition camunda:errorCodeVariable='code'
          camunda:errorMessageVariable='words'/></boundaryEvent><endEvent id='h'/>
        <sequenceFlow id='b-h' sourceRef='b' targetRef='h'/>";
    run(
        &file(inside, "s a e"),
        "start; error a E1",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for error any (b)
          a waits for job t
        > error a E1
          a job failed, 0 retries left
          a throws error E1, caught at a
          a no longer waits for job t
          a terminated
          triggered b with errorCode="E1", errorMessage="reported"
          p.code = "E1"
          p.words = "reported"
          b completed: b-h
          enter h
          h completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn instances_are_counted_as_the_other_engine_counts() {
    let inside = "
        <serviceTask id='a' camunda:topic='t-${loopCounter}-${item}' camunda:type='external'>
          <multiInstanceLoopCharacteristics isSequential='true' camunda:collection='${items}' camunda:elementVariable='item'/>
        </serviceTask><endEvent id='e'/>";
    run(
        &file(inside, "s a e"),
        "start {\"items\": [\"x\", \"y\"]}; complete a; complete a",
        &expect![[r#"
        > start {"items": ["x", "y"]}
          enter s
          s completed: s-a
          enter a#multiInstanceBody
          a#multiInstanceBody: 2 instances
          enter a with item="x", loopCounter=0
          a waits for job t-0-x
        > complete a
          a completed
          enter a with item="y", loopCounter=1
          a waits for job t-1-y
        > complete a
          a completed
          a#multiInstanceBody completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn a_form_is_a_schema_with_its_defaults() {
    let task = "
        <userTask id='a'><extensionElements><camunda:formData>
          <camunda:formField id='amount' label='Amount' type='long' defaultValue='${base + 1}'>
            <camunda:validation><camunda:constraint name='required'/><camunda:constraint name='min' config='3'/></camunda:validation>
          </camunda:formField>
          <camunda:formField id='kind' type='enum'><camunda:value id='a' name='A'/></camunda:formField>
        </camunda:formData></extensionElements></userTask><endEvent id='e'/>";
    let prepared = prepare(file(task, "s a e").as_bytes());
    let mut run = Run::new(&prepared.processes[0]);
    run.command("start {\"base\": 4}");
    let form = run.instance.waits().find_map(|(_, wait)| match &wait.on {
        WaitFor::UserTask(task) => task.form.clone(),
        _ => None,
    });
    expect![[r#"
        {
          "type": "default",
          "components": [
            {
              "key": "amount",
              "label": "Amount",
              "type": "number",
              "decimalDigits": 0,
              "defaultValue": 5,
              "validate": {
                "required": true,
                "min": 3
              }
            },
            {
              "key": "kind",
              "label": "kind",
              "type": "select",
              "values": [
                {
                  "value": "a",
                  "label": "A"
                }
              ]
            }
          ]
        }
    "#]]
    .assert_eq(&format!("{:#}\n", form.unwrap()));
}

#[test]
fn what_cannot_be_told_truthfully_is_refused() {
    let inside = "
        <userTask id='a' flowable:skipExpression='${skip}'><extensionElements>
          <camunda:taskListener event='timeout' class='org.example.Gone'/></extensionElements></userTask>
        <callActivity id='c' calledElement='x' camunda:variableMappingClass='org.example.Map'/>
        <exclusiveGateway id='g'/><endEvent id='e'/>
        <sequenceFlow id='g-e' sourceRef='g' targetRef='e'><conditionExpression>${rules.check(order)}</conditionExpression></sequenceFlow>";
    expect![[r#"
        Error timer-missing: the timer says no date, duration or cycle
        Error foreign-extension: `camunda:variableMappingClass="org.example.Map"` is not executed on `callActivity`; it is Java code; map the variables with `in` and `out`
        Warning gateway-pointless: a gateway joins several flows or splits into several; this one does neither
        Warning condition-as-job: a worker of type `rules.check` evaluates the condition: it gets it as the header `condition` and gives true or false as `condition.g-e`
        Warning expression-informal: `conditionExpression` is natural language to the standard, and is read as formal; add xsi:type="tFormalExpression"
        userTask @flowable:skipExpression -> Mapped("the way past the element, where the instance enables it")
        userTask camunda:taskListener -> Mapped("a job that the task waits for")
        userTask camunda:taskListener@event -> Mapped("a job at a time, as long as the task is there")
        userTask camunda:taskListener@class -> Mapped("a job before the element goes on")
        callActivity @camunda:variableMappingClass -> Refused("foreign-extension")
    "#]].assert_eq(&told(&file(inside, "s a c g")));
}

#[test]
fn every_foreign_part_is_told() {
    let inside = "
        <userTask id='a' camunda:assignee='${who}' camunda:asyncBefore='true' camunda:formKey='f'><extensionElements>
          <camunda:taskListener event='create' delegateExpression='${told}'/>
          <camunda:properties><camunda:property name='x' value='y'/></camunda:properties></extensionElements></userTask>
        <serviceTask id='b'><extensionElements><zeebe:taskDefinition type='t' retries='5'/>
          <zeebe:taskHeaders><zeebe:header key='k' value='v'/></zeebe:taskHeaders>
          <zeebe:executionListeners><zeebe:executionListener eventType='end' type='after'/></zeebe:executionListeners>
        </extensionElements></serviceTask><endEvent id='e'/>";
    expect![[r#"
        userTask @camunda:assignee -> Mapped("weir:assignee")
        userTask @camunda:formKey -> Mapped("weir:formKey")
        userTask camunda:taskListener -> Mapped("a job that the task waits for")
        userTask camunda:taskListener@event -> Mapped("a job before the element goes on")
        userTask camunda:taskListener@delegateExpression -> Mapped("a job before the element goes on")
        serviceTask zeebe:taskDefinition -> Mapped("a job")
        serviceTask zeebe:taskDefinition@type -> Mapped("weir:type")
        serviceTask zeebe:taskDefinition@retries -> Mapped("weir:retries")
        serviceTask zeebe:taskHeaders -> Mapped("job headers")
        serviceTask zeebe:header -> Mapped("job headers")
        serviceTask zeebe:header@key -> Mapped("a job header")
        serviceTask zeebe:header@value -> Mapped("a job header")
        serviceTask zeebe:executionListeners -> Mapped("jobs before the element goes on")
        serviceTask zeebe:executionListener -> Mapped("a job before the element goes on")
        serviceTask zeebe:executionListener@eventType -> Mapped("a job before the element goes on")
        serviceTask zeebe:executionListener@type -> Mapped("a job before the element goes on")
    "#]]
    .assert_eq(&told(&file(inside, "s a b e")));
}

#[test]
fn days_of_the_week_are_counted_from_sunday_as_in_quartz() {
    let start = |cycle: &str| {
        let timer = format!("<timerEventDefinition><timeCycle>{cycle}</timeCycle></timerEventDefinition>");
        let text = file("<endEvent id='e'/>", "s e").replace(
            "<startEvent id='s'/>",
            &format!("<startEvent id='s' camunda:asyncBefore='true'>{timer}</startEvent>"),
        );
        let prepared = prepare(text.as_bytes());
        let process = prepared.processes.first().unwrap_or_else(|| panic!("{:#?}", prepared.problems));
        match weir_core::element::starters(process)[0].awaits(weir_core::Timestamp(0)) {
            Ok(Awaited::Time(schedule)) => Some(schedule.due.to_string()),
            _ => None,
        }
    };
    // 1 January 1970 was a Thursday, the fifth day.
    assert_eq!(start("0 0 12 ? * 5").as_deref(), Some("1970-01-01T12:00:00.000Z"));
    assert_eq!(start("0 0 0 1 3 ? 1972-1980").as_deref(), Some("1972-03-01T00:00:00.000Z"));
}
