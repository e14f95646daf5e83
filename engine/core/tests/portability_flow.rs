//! Models of Flowable and Activiti: what ends everything, what stays inside, which flow is taken, what is gathered.
//! Update with `UPDATE_EXPECT=1`. This file is long because each habit of theirs is shown by a model of its own.
use crate::common::run::Run;
use expect_test::{Expect, expect};
use weir_core::Severity;
use weir_core::compile::prepare;
use weir_core::read::Became;

fn file(roots: &str, inside: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
         xmlns:flowable='http://flowable.org/bpmn'>{roots}<process id='p' isExecutable='true'>{inside}</process></definitions>"
    )
}

fn ways(ids: &str) -> String {
    let ids: Vec<&str> = ids.split_whitespace().collect();
    let flow =
        |pair: &[&str]| format!("<sequenceFlow id='{0}-{1}' sourceRef='{0}' targetRef='{1}'/>", pair[0], pair[1]);
    ids.windows(2).map(flow).collect()
}

/// Errors, the codes alone.
fn codes(file: &str) -> Vec<String> {
    let prepared = prepare(file.as_bytes());
    let wrong = prepared.problems.iter().filter(|problem| problem.severity == Severity::Error);
    wrong.map(|problem| problem.code.clone()).collect()
}

fn run(file: &str, commands: &[&str], expected: &Expect) {
    let prepared = prepare(file.as_bytes());
    let process = prepared.processes.into_iter().next().unwrap_or_else(|| panic!("{:#?}", prepared.problems));
    let mut run = Run::new(&process);
    for command in commands {
        run.command(command);
    }
    expected.assert_eq(&run.trace);
}

#[test]
fn terminate_all_ends_what_is_around_a_sub_process_too() {
    let inside = format!(
        "<startEvent id='s'/><parallelGateway id='g'/><userTask id='other'/><subProcess id='sub'><startEvent id='i'/>\
         <userTask id='u'/><endEvent id='all'><terminateEventDefinition flowable:terminateAll='true'/></endEvent>{}\
         </subProcess><userTask id='after'/>{}{}",
        ways("i u all"),
        ways("s g sub after"),
        ways("g other")
    );
    run(
        &file("", &inside),
        &["start", "complete u"],
        &expect![[r"
        > start
          enter s
          s completed: s-g
          enter g
          g completed: g-sub, g-other
          enter sub
          enter other
          other waits for user task
          enter i
          i completed: i-u
          enter u
          u waits for user task
        > complete u
          u completed: u-all
          enter all
          all terminated
          sub terminated
          other no longer waits for user task
          other terminated
          p completed
          process Completed
    "]],
    );
    // Without it the sub-process alone is over.
    let one = inside.replace("terminateAll='true'", "terminateAll='false'");
    run(
        &file("", &one),
        &["start", "complete u"],
        &expect![[r"
        > start
          enter s
          s completed: s-g
          enter g
          g completed: g-sub, g-other
          enter sub
          enter other
          other waits for user task
          enter i
          i completed: i-u
          enter u
          u waits for user task
        > complete u
          u completed: u-all
          enter all
          all completed
          sub completed: sub-after
          enter after
          after waits for user task
    "]],
    );
}

#[test]
fn terminate_all_in_a_called_process_ends_its_callers_and_nobody_catches_it() {
    let inside = format!(
        "<startEvent id='s'/><parallelGateway id='g'/><userTask id='other'/><callActivity id='c' calledElement='q'/>\
         <boundaryEvent id='b' attachedToRef='c'><errorEventDefinition/></boundaryEvent><userTask id='after'/>{}{}{}",
        ways("s g c after"),
        ways("g other"),
        ways("b after")
    );
    run(
        &file("", &inside),
        &["start", "child c error #terminateAll"],
        &expect![[r"
        > start
          enter s
          s completed: s-g
          enter g
          g completed: g-c, g-other
          enter c
          c waits for error any (b)
          c waits for process q
          enter other
          other waits for user task
        > child c error #terminateAll
          c no longer waits for process q
          c no longer waits for error any (b)
          c terminated
          other no longer waits for user task
          other terminated
          p completed
          process Completed
    "]],
    );
}

#[test]
fn a_signal_of_one_instance_names_it() {
    let signal = "<signal id='sg' name='stop' flowable:scope='processInstance'/>";
    let inside = format!(
        "<startEvent id='s'/><parallelGateway id='g'/><intermediateCatchEvent id='c'><signalEventDefinition signalRef='sg'/>\
         </intermediateCatchEvent><userTask id='u'/><intermediateThrowEvent id='t'><signalEventDefinition signalRef='sg'/>\
         </intermediateThrowEvent>{}{}",
        ways("s g c"),
        ways("g u t")
    );
    run(
        &file(signal, &inside),
        &["start", "complete u"],
        &expect![[r"
        > start
          enter s
          s completed: s-g
          enter g
          g completed: g-c, g-u
          enter c
          c waits for signal stop:00000000-0000-8000-8000-000000000000
          enter u
          u waits for user task
        > complete u
          u completed: u-t
          enter t
          t throws signal stop:00000000-0000-8000-8000-000000000000
          c completed
          t completed
          p completed
          process Completed
    "]],
    );
    let begins = format!(
        "<startEvent id='s'><signalEventDefinition signalRef='sg'/></startEvent><userTask id='u'/>{}",
        ways("s u")
    );
    assert_eq!(codes(&file(signal, &begins)), ["start-never-begins"]);
}

#[test]
fn a_local_result_is_gone_with_its_task() {
    let inside = |local: &str| {
        format!(
            "<startEvent id='s'/><serviceTask id='a' flowable:expression='${{n + 1}}' flowable:resultVariableName='r' {local}/>\
             <endEvent id='e'/>{}",
            ways("s a e")
        )
    };
    let local = inside("flowable:useLocalScopeForResultVariable='true'");
    run(
        &file("", &local),
        &["start {\"n\": 1}"],
        &expect![[r#"
        > start {"n": 1}
          enter s
          s completed: s-a
          enter a
          a.r = 2
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    run(
        &file("", &inside("")),
        &["start {\"n\": 1}"],
        &expect![[r#"
        > start {"n": 1}
          enter s
          s completed: s-a
          enter a
          p.r = 2
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn the_skip_expression_of_a_flow_decides_instead_of_its_condition_where_it_is_enabled() {
    // As those engines write it: without a namespace.
    let inside = format!(
        "<startEvent id='s'/><exclusiveGateway id='g' default='g-n'/><userTask id='y' flowable:assignee='ann'/><userTask id='n'/>\
         {}<sequenceFlow id='g-y' sourceRef='g' targetRef='y' skipExpression='${{small}}'><conditionExpression>${{large}}\
         </conditionExpression></sequenceFlow>{}",
        ways("s g"),
        ways("g n")
    );
    let text = file("", &inside);
    assert_eq!(codes(&text), [""; 0]);
    run(
        &text,
        &[r#"start {"small": true, "large": false, "_FLOWABLE_SKIP_EXPRESSION_ENABLED": true}"#],
        &expect![[r#"
            > start {"small": true, "large": false, "_FLOWABLE_SKIP_EXPRESSION_ENABLED": true}
              enter s
              s completed: s-g
              enter g
              g completed: g-y
              enter y
              y waits for user task
        "#]],
    );
    run(
        &text,
        &[r#"start {"small": true, "large": false}"#],
        &expect![[r#"
        > start {"small": true, "large": false}
          enter s
          s completed: s-g
          enter g
          g completed: g-n
          enter n
          n waits for user task
    "#]],
    );
    run(
        &text,
        &[r#"start {"small": false, "large": true, "_ACTIVITI_SKIP_EXPRESSION_ENABLED": true}"#],
        &expect![[r#"
            > start {"small": false, "large": true, "_ACTIVITI_SKIP_EXPRESSION_ENABLED": true}
              enter s
              s completed: s-g
              enter g
              g completed: g-n
              enter n
              n waits for user task
        "#]],
    );
    let feel = text.replace("${large}", "= large");
    assert_eq!(codes(&feel), ["expression-language"]);
    let plain = text.replace("flowable:assignee='ann'", "").replace("xmlns:flowable='http://flowable.org/bpmn'", "");
    assert_eq!(codes(&plain), ["unknown-attribute"], "in a model of nobody it is a slip");
}

#[test]
fn variables_of_each_instance_are_gathered_in_a_list() {
    let inside = |more: &str| {
        format!(
            "<startEvent id='s'/><userTask id='u'><multiInstanceLoopCharacteristics flowable:collection='${{people}}' \
             flowable:elementVariable='who'><extensionElements><flowable:variableAggregation target='reviews'><variable \
             source='approved'/><variable source='words' target='said so'/></flowable:variableAggregation>{more}\
             </extensionElements></multiInstanceLoopCharacteristics></userTask><userTask id='after'/>{}",
            ways("s u after")
        )
    };
    let commands = [
        "start {\"people\": [\"ann\", \"bob\"]}",
        "complete u {\"approved\": true, \"words\": \"yes\"}",
        "complete u {\"approved\": false}",
    ];
    run(
        &file("", &inside("")),
        &commands,
        &expect![[r#"
        > start {"people": ["ann", "bob"]}
          enter s
          s completed: s-u
          enter u#multiInstanceBody
          u#multiInstanceBody: 2 instances
          enter u with loopCounter=0, who="ann"
          u waits for user task
          enter u with loopCounter=1, who="bob"
          u waits for user task
        > complete u {"approved": true, "words": "yes"}
          u.approved = true
          u.words = "yes"
          u#multiInstanceBody[0] = {"approved":true,"said so":"yes"}
          u completed
        > complete u {"approved": false}
          u.approved = false
          u#multiInstanceBody[1] = {"approved":false,"said so":null}
          u completed
          p.reviews = [{"approved":true,"said so":"yes"},{"approved":false,"said so":null}]
          u#multiInstanceBody completed: u-after
          enter after
          after waits for user task
    "#]],
    );
    let second =
        "<flowable:variableAggregation target='more'><variable source='approved'/></flowable:variableAggregation>";
    assert_eq!(codes(&file("", &inside(second))), [""; 0]);
    let same = second.replace("'more'", "'reviews'");
    assert_eq!(codes(&file("", &inside(&same))), ["foreign-extension"]);
    let computed = inside("").replace("source='approved'", "sourceExpression='${approved}'");
    assert_eq!(codes(&file("", &computed)), ["foreign-extension"]);
}

/// Camunda 7 and its kin take a reference itself, where the file has no element of that id; the standard does not.
#[test]
fn errors_are_named_by_their_code_alone_and_lists_by_their_variable() {
    let inside = format!(
        "<startEvent id='s'/><subProcess id='sub'><startEvent id='i'/><userTask id='u'>\
         <multiInstanceLoopCharacteristics><loopDataInputRef>people</loopDataInputRef><inputDataItem name='who'/>\
         </multiInstanceLoopCharacteristics></userTask><endEvent id='bad'><errorEventDefinition errorRef='E-1'/></endEvent>\
         {}</subProcess><boundaryEvent id='b' attachedToRef='sub'><errorEventDefinition errorRef='E-1'/></boundaryEvent>\
         <userTask id='late' flowable:assignee='ann'/><endEvent id='e'/>{}{}",
        ways("i u bad"),
        ways("s sub e"),
        ways("b late")
    );
    let text = file("", &inside);
    assert_eq!(codes(&text), [""; 0]);
    let play = |text: &str| {
        let prepared = prepare(text.as_bytes());
        let mut run = Run::new(&prepared.processes[0]);
        for command in ["start {\"people\": [\"ann\", \"bob\"]}", "complete u", "complete u"] {
            run.command(command);
        }
        run.trace
    };
    let told = play(&text);
    assert!(told.contains("u#multiInstanceBody: 2 instances") && told.contains("who=\"bob\""), "{told}");
    assert!(told.contains("late waits for user task"), "{told}");
    let taken_apart = text.replace(">people<", ">my-people<");
    let prepared = prepare(taken_apart.as_bytes());
    let mut run = Run::new(&prepared.processes[0]);
    run.command("start {\"my-people\": [\"ann\", \"bob\"]}");
    assert!(run.trace.contains("u#multiInstanceBody: 2 instances"), "a name, and no subtraction: {}", run.trace);
    let declared = |code: &str| file(&format!("<error id='Error_1' errorCode='{code}'/>"), &inside);
    let slips = |text: &str| {
        let found = prepare(text.as_bytes()).problems;
        let slips = found.iter().filter(|p| p.code == "dangling-reference" && p.severity == Severity::Warning);
        slips.count()
    };
    assert_eq!((slips(&text), slips(&declared("E-1"))), (0, 0));
    assert_eq!(slips(&declared("E-9")), 2, "a slip as likely, where the file has errors of its own");
    let other = play(&text.replacen("errorRef='E-1'", "errorRef='E-2'", 1));
    assert!(!other.contains("late waits for user task"), "another code is another error: {other}");
    let plain = text.replace(" flowable:assignee='ann'", "").replace("xmlns:flowable='http://flowable.org/bpmn'", "");
    assert!(codes(&plain).contains(&"dangling-reference".to_owned()), "in a model of nobody it is a slip");
}

#[test]
fn what_the_designer_writes_for_itself_is_documentation() {
    let own = "<extensionElements><flowable:task-candidates-type><![CDATA[all]]></flowable:task-candidates-type>\
               <flowable:work-form-field-validation><![CDATA[false]]></flowable:work-form-field-validation></extensionElements>";
    let inside = format!("<startEvent id='s'/><userTask id='u'>{own}</userTask><endEvent id='e'/>{}", ways("s u e"));
    assert_eq!(codes(&file("", &inside)), [""; 0]);
    let elsewhere = inside.replace("userTask", "manualTask");
    assert_eq!(codes(&file("", &elsewhere)), ["foreign-extension", "foreign-extension"]);
}

/// One line for each foreign part, also of what is refused as a whole or told to nobody.
#[test]
fn what_stands_in_something_refused_has_its_line_too() {
    let own = "<flowable:customResource flowable:name='admin'><resourceAssignmentExpression><formalExpression>user(ann)\
               </formalExpression></resourceAssignmentExpression></flowable:customResource>";
    let inside = format!(
        "<extensionElements><flowable:eventListener events='TASK_CREATED' class='org.example.Told'/></extensionElements>\
         <startEvent id='s'/><userTask id='u'><extensionElements>{own}</extensionElements></userTask><endEvent id='e'/>{}",
        ways("s u e")
    );
    let text = file("", &inside);
    assert_eq!(codes(&text), ["foreign-extension"], "and it is said once");
    let account = prepare(text.as_bytes()).dispositions;
    let became = |part: &str| account.iter().find(|line| line.part == part).map(|line| line.became.clone());
    let refused = Some(Became::Refused("foreign-extension".to_owned()));
    for part in ["", "@flowable:name"] {
        assert_eq!(became(&format!("flowable:customResource{part}")), refused, "{part}");
    }
    assert_eq!((became("resourceAssignmentExpression"), became("formalExpression")), (refused.clone(), refused));
    // Also where it stands beside `extensionElements`, or is no element of ours.
    for (part, code) in [("flowable:formData", "misplaced-element"), ("weir:nope", "unknown-weir-element")] {
        let own = format!("<{part} x='1'><{part} y='2'/></{part}>");
        let own = if part == "weir:nope" { format!("<extensionElements>{own}</extensionElements>") } else { own };
        let inside =
            format!("<startEvent id='s'/><userTask id='u'>{own}</userTask><endEvent id='e'/>{}", ways("s u e"));
        let text = file("", &inside).replacen("<definitions ", "<definitions xmlns:weir='urn:weir:bpmn:1' ", 1);
        let account = prepare(text.as_bytes()).dispositions;
        for line in [format!("{part}@x"), format!("{part}@y")] {
            let told = account.iter().find(|told| told.part == line).map(|told| told.became.clone());
            assert_eq!(told, Some(Became::Refused(code.to_owned())), "{line}");
        }
    }
    for part in ["", "@events", "@class"] {
        assert_eq!(became(&format!("flowable:eventListener{part}")), Some(Became::Documentation), "{part}");
    }
}
