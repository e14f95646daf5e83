//! Models of Camunda 7, Flowable and Activiti: what their expressions read and change, whoever started an instance, signals
//! that carry everything, and files that say by their modeler alone for which engine they are.
use crate::common::foreign::{file, process, run};
use crate::common::run::Run;
use expect_test::expect;
use serde_json::{Value, json};
use weir_core::Process;
use weir_core::compile::prepare;
use weir_core::instance::Variables;
use weir_core::process::Kind;
use weir_core::wait::WaitFor;

/// Runs commands, and gives the variables of the process after them.
fn left(process: &Process, commands: &[&str]) -> Variables {
    let mut run = Run::new(process);
    for command in commands {
        run.command(command);
    }
    let stuck = run.instance.elements.values().find(|e| e.incident.is_some());
    assert!(stuck.is_none(), "{}", run.trace);
    run.instance.elements.get(&0).map(|process| process.variables.clone()).unwrap_or_default()
}

fn decided(value: &str) -> String {
    format!(
        "decided a {{\"value\": {value}, \"output\": \"level\", \"required\": [], \"parameters\": [], \"faults\": [], \"tables\": []}}"
    )
}

#[test]
fn what_a_decision_gave_is_read_by_the_methods_of_its_result() {
    let outputs = [
        ("one", "${decisionResult.getSingleEntry()}"),
        ("named", "${decisionResult.getSingleResult().level}"),
        ("first", "${decisionResult.firstResult.getEntry('level')}"),
        ("alone", "${decisionResult.singleEntry}"),
        ("all", "${decisionResult.collectEntries('level')}"),
    ]
    .map(|(name, text)| format!("<camunda:outputParameter name='{name}'>{text}</camunda:outputParameter>"))
    .concat();
    let task = format!(
        "<businessRuleTask id='a' camunda:decisionRef='d'><extensionElements><camunda:inputOutput>{outputs}\
         </camunda:inputOutput></extensionElements></businessRuleTask><userTask id='u'/><endEvent id='e'/>"
    );
    let process = process(&file(&task, "s a u e"));
    let found = left(&process, &["start", &decided("\"low\"")]);
    for name in ["one", "named", "first", "alone"] {
        assert_eq!(found.get(name), Some(&json!("low")), "{name}");
    }
    assert_eq!(found.get("all"), Some(&json!(["low"])));
}

/// Which work a service task and a listener of such an expression do: the language and the text of the engine's own, or
/// the job type and the variable that its worker gives.
fn does(expression: &str, result: &str) -> String {
    let task = format!("<serviceTask id='a' camunda:expression=\"{expression}\" {result}/><endEvent id='e'/>");
    let process = process(&file(&task, "s a e"));
    let mut run = Run::new(&process);
    run.command("start {\"x\": 1, \"name\": \"y\", \"list\": [1], \"order\": {\"lines\": [1, 2]}}");
    let waits = run.instance.waits().map(|(_, wait)| match &wait.on {
        WaitFor::Job(job) => {
            format!("job {} for {}", job.job_type, job.headers.get("resultVariable").map_or("", |v| v))
        }
        WaitFor::Evaluation { expression, .. } => expression.clone(),
        other => panic!("{other:?}"),
    });
    waits.last().unwrap_or_else(|| "nothing more".to_owned())
}

#[test]
fn an_expression_that_changes_variables_is_done_by_the_engine() {
    let to_r = "camunda:resultVariable='r'";
    for (expression, result, expected) in [
        ("${execution.removeVariable('x')}", "", "javascript program: execution.removeVariable('x')"),
        ("${execution.setVariableLocal('y', x)}", "", "javascript program: execution.setVariableLocal('y', x)"),
        ("${execution.setVariable(name, 1)}", "", "javascript program: execution.setVariable(name, 1)"),
        ("${execution.setVariable('y', 'a')}", to_r, "javascript program: execution.setVariable('y', 'a')"),
        ("${execution.setVariables(order)}", "", "javascript program: execution.setVariables(order)"),
        (
            "${execution.getVariable('list').remove(0)}",
            "",
            "javascript program: execution.getVariable('list').remove(0)",
        ),
        ("${execution.setVariable('n', order.lines.size())}", "", "nothing more"),
        ("${order.lines.size()}", to_r, "nothing more"),
        // What only a bean can do is a job of its name, which gives the variable.
        ("${execution.setVariable('m', rates.find(x))}", "", "job rates.find for m"),
        ("${rates.find(x)}", to_r, "job rates.find for r"),
    ] {
        assert_eq!(does(expression, result), expected, "{expression}");
    }
}

#[test]
fn a_listener_changes_variables_by_the_same_expressions() {
    for (expression, expected) in [
        ("${execution.removeVariable('x')}", "javascript program: execution.removeVariable('x')"),
        ("${execution.getVariable('list').clear()}", "javascript program: execution.getVariable('list').clear()"),
        ("${execution.setVariable('m', rates.find(x))}", "rates.find"),
    ] {
        let task = format!(
            "<userTask id='a'><extensionElements><camunda:executionListener event='start' expression=\"{expression}\"/>\
             </extensionElements></userTask><endEvent id='e'/>"
        );
        let process = process(&file(&task, "s a e"));
        let mut run = Run::new(&process);
        run.command("start {\"x\": 1, \"list\": [1]}");
        let waits = run.instance.waits().map(|(_, wait)| match &wait.on {
            WaitFor::Job(job) => job.job_type.clone(),
            WaitFor::Evaluation { expression, .. } => expression.clone(),
            other => panic!("{other:?}"),
        });
        assert_eq!(waits.collect::<Vec<_>>(), [expected], "{expression}");
    }
}

#[test]
fn whoever_started_it_has_the_task_that_the_modelers_write_for_them() {
    let task = "<subProcess id='b'><startEvent id='i'/><userTask id='a' flowable:assignee='$INITIATOR'/>\
                <sequenceFlow id='ia' sourceRef='i' targetRef='a'/></subProcess><endEvent id='e'/>";
    let own = file(task, "s b e").replace("<startEvent id='s'/>", "<startEvent id='s' flowable:initiator='boss'/>");
    for (model, variable) in [(file(task, "s b e"), "initiator"), (own, "boss")] {
        let process = process(&model);
        let mut run = Run::new(&process);
        run.command("start");
        let assignees = run.instance.waits().filter_map(|(_, wait)| match &wait.on {
            WaitFor::UserTask(task) => task.assignee.clone(),
            _ => None,
        });
        assert_eq!(assignees.collect::<Vec<_>>(), ["ann"], "{}", run.trace);
        assert_eq!(run.instance.variable(0, variable), Some(&json!("ann")));
    }
    // A model of our own may have a person of any name.
    let other = "<userTask id='a' weir:assignee='$INITIATOR'/><endEvent id='e'/>";
    let ours = file(other, "s a e").replace("xmlns:camunda=", "xmlns:weir='urn:weir:bpmn:1' xmlns:camunda=");
    assert!(left(&process(&ours), &["start"]).is_empty());
}

#[test]
fn a_signal_carries_everything_that_its_event_sees_where_it_says_so() {
    let events = "<userTask id='a'/><intermediateThrowEvent id='t'><signalEventDefinition signalRef='si'><extensionElements>\
        <camunda:in variables='all'/><camunda:in sourceExpression='${price * 2}' target='twice'/>\
        </extensionElements></signalEventDefinition></intermediateThrowEvent><endEvent id='e'/>";
    let model = file(events, "s a t e");
    let carried = |model: &str| -> Value {
        let process = process(model);
        let mut run = Run::new(&process);
        run.command("start {\"price\": 4}");
        run.command("complete a {\"paid\": true}");
        let signal = run.log.iter().find_map(|(_, event)| match event {
            weir_core::Event::SignalThrown { variables, .. } => Some(json!(variables)),
            _ => None,
        });
        signal.expect("a signal")
    };
    assert_eq!(carried(&model), json!({"paid": true, "price": 4, "twice": 8}));
    assert_eq!(carried(&model.replace("variables='all'", "variables='all' local='true'")), json!({"twice": 8}));
}

#[test]
fn a_file_that_uses_no_extension_is_for_the_engine_that_its_modeler_names() {
    let loops = "<userTask id='a' name='No ${loopCounter}'><multiInstanceLoopCharacteristics isSequential='true'>\
                 <loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask><endEvent id='e'/>";
    let named = |platform: &str| {
        let head =
            format!("xmlns:modeler='http://camunda.org/schema/modeler/1.0' modeler:executionPlatform='{platform}' ");
        let model = file(loops, "s a e").replace("xmlns:camunda=", &format!("{head}xmlns:camunda="));
        let model = model.replace("camunda:errorMessage='it is bad'", "");
        let process = process(&model);
        let mut run = Run::new(&process);
        run.command("start");
        run.instance.waits().find_map(|(_, wait)| match &wait.on {
            WaitFor::UserTask(task) => Some(task.name.clone()),
            _ => None,
        })
    };
    assert_eq!(named("Camunda Platform"), Some(Some("No 0".to_owned())));
    assert_eq!(named("Camunda Cloud"), Some(None), "its names are names");
}

#[test]
fn a_variable_that_is_taken_away_is_gone_and_conditions_are_looked_at_for_it() {
    let event = "<userTask id='a'/><boundaryEvent id='b' attachedToRef='a' cancelActivity='false'><conditionalEventDefinition \
        camunda:variableName='x' camunda:variableEvents='delete'><condition>${!execution.hasVariable('x')}</condition>\
        </conditionalEventDefinition></boundaryEvent><scriptTask id='c' scriptFormat='javascript'><script>go()</script>\
        </scriptTask><endEvent id='e'/><endEvent id='f'/><sequenceFlow id='b-f' sourceRef='b' targetRef='f'/>\
        <parallelGateway id='g'/><sequenceFlow id='g-c' sourceRef='g' targetRef='c'/>";
    run(
        &file(event, "s g a e"),
        "start {\"x\": 1, \"y\": 2}; answer c {\"removed\":[\"x\",\"never\"],\"removedLocal\":[\"y\"]}",
        &expect![[r#"
            > start {"x": 1, "y": 2}
              enter s
              s completed: s-g
              enter g
              g completed: g-c, g-a
              enter c
              c waits for value of javascript program: go()
              enter a
              a waits for condition (false) (b)
              a waits for user task
            > answer c {"removed":["x","never"],"removedLocal":["y"]}
              c answered Value(Object {"removed": Array [String("x"), String("never")], "removedLocal": Array [String("y")]})
              p.x is taken away
              c completed
              a now waits for condition (true) (b)
              triggered b
              b completed: b-f
              enter f
              f completed
        "#]],
    );
    let kept = process(&file(
        "<scriptTask id='c' scriptFormat='javascript'><script>go()</script></scriptTask><userTask id='u'/>\
        <endEvent id='e'/>",
        "s c u e",
    ));
    let found = left(&kept, &["start {\"x\": 1, \"y\": 2}", "answer c {\"removed\":[\"x\"],\"removedLocal\":[\"y\"]}"]);
    assert_eq!(found, Variables::from([("y".to_owned(), json!(2))]), "only what the element has itself is its own");
}

#[test]
fn what_takes_whoever_started_it_is_named_at_the_start() {
    let model = file("<userTask id='a' flowable:assignee='$INITIATOR'/><endEvent id='e'/>", "s a e");
    let prepared = prepare(model.as_bytes());
    assert!(prepared.problems.iter().all(|problem| problem.code != "variable-unknown"), "{:#?}", prepared.problems);
    let start = prepared.processes[0].graph.node_weights().find_map(|element| match &element.kind {
        Kind::Start { initiator, .. } => Some(initiator.clone()),
        _ => None,
    });
    assert_eq!(start, Some(Some("initiator".to_owned())));
}

#[test]
fn a_worker_says_when_the_instances_of_a_loop_are_enough_where_only_java_code_could() {
    let task = "<userTask id='a' flowable:assignee='${who}'><multiInstanceLoopCharacteristics flowable:collection='all' \
        flowable:elementVariable='who'><completionCondition>${votes.enough(execution)}</completionCondition>\
        </multiInstanceLoopCharacteristics></userTask><endEvent id='e'/>";
    run(
        &file(task, "s a e"),
        "start {\"all\": [\"ann\", \"ben\", \"eva\"]}; complete a; complete a {\"value.completionCondition\": false}; \
         complete a; complete a {\"value.completionCondition\": true}",
        &expect![[r#"
            > start {"all": ["ann", "ben", "eva"]}
              enter s
              s completed: s-a
              enter a#multiInstanceBody
              a#multiInstanceBody.value.completionCondition = null
              a#multiInstanceBody: 3 instances
              enter a with loopCounter=0, who="ann"
              a waits for user task
              enter a with loopCounter=1, who="ben"
              a waits for user task
              enter a with loopCounter=2, who="eva"
              a waits for user task
            > complete a
              a waits for job votes.enough (listener)
              headers of #3: {"expression": "${votes.enough(execution)}", "nrOfActiveInstances": "2", "nrOfCompletedInstances": "1", "nrOfInstances": "3", "resultVariable": "value.completionCondition"}
            > complete a {"value.completionCondition": false}
              a#multiInstanceBody.value.completionCondition = false
              a completed
            > complete a
              a waits for job votes.enough (listener)
              headers of #4: {"expression": "${votes.enough(execution)}", "nrOfActiveInstances": "1", "nrOfCompletedInstances": "2", "nrOfInstances": "3", "resultVariable": "value.completionCondition"}
            > complete a {"value.completionCondition": true}
              a#multiInstanceBody.value.completionCondition = true
              a completed
              a no longer waits for user task
              a terminated
              a#multiInstanceBody completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn whoever_is_asked_counts_those_that_are_asked_beside_it() {
    let task = "<receiveTask id='a' messageRef='m'><multiInstanceLoopCharacteristics flowable:collection='all'>\
        <completionCondition>${votes.enough(execution)}</completionCondition></multiInstanceLoopCharacteristics>\
        </receiveTask><endEvent id='e'/>";
    let model = file(task, "s a e").replace("<signal ", "<message id='m' name='vote'/><signal ");
    let process = process(&model);
    let mut run = Run::new(&process);
    for command in ["start {\"all\": [1, 2, 3]}", "message vote", "message vote"] {
        run.command(command);
    }
    let completed = run.instance.waits().filter_map(|(_, wait)| match &wait.on {
        WaitFor::Job(job) => job.headers.get("nrOfCompletedInstances").cloned(),
        _ => None,
    });
    assert_eq!(completed.collect::<Vec<_>>(), ["1", "2"], "{}", run.trace);
}
