//! Golden traces of elements as files write them, where the short notation has no word for them.
//! Update with `UPDATE_EXPECT=1`.
use crate::common::Run;
use expect_test::{Expect, expect};
use weir_core::compile::prepare;
use weir_core::wait::WaitFor;

/// Runs the commands on the first process of a file.
fn check(file: &str, commands: &str, expected: &Expect) {
    let prepared = prepare(file.as_bytes());
    let Some(process) = prepared.processes.first() else { panic!("it compiles: {:#?}", prepared.problems) };
    let mut run = Run::new(process);
    for command in commands.split(';') {
        run.command(command.trim());
    }
    expected.assert_eq(&run.trace);
}

#[test]
fn a_manual_task_is_passed_and_its_deadline_never_comes() {
    check(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
         <process id='p' isExecutable='true'><startEvent id='s'/><manualTask id='m'/><endEvent id='e'/>\
         <boundaryEvent id='late' attachedToRef='m'><timerEventDefinition><timeDuration>PT1H</timeDuration>\
         </timerEventDefinition></boundaryEvent><userTask id='u'/>\
         <sequenceFlow id='a' sourceRef='s' targetRef='m'/><sequenceFlow id='b' sourceRef='m' targetRef='e'/>\
         <sequenceFlow id='c' sourceRef='late' targetRef='u'/></process></definitions>",
        "start; +1h",
        &expect![[r"
            > start
              enter s
              s completed: a
              enter m
              m completed: b
              enter e
              e completed
              p completed
              process Completed
            > +1h
              nothing due
        "]],
    );
}

const LIST: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
     <process id='p' isExecutable='true'><dataObject id='o' name='orders' isCollection='true'/>\
     <dataObject id='z' name='results' isCollection='true'/><userTask id='t'><ioSpecification>\
     <dataInput id='all' name='all'/><dataOutput id='res' name='res'/><inputSet id='is'>\
     <dataInputRefs>all</dataInputRefs></inputSet><outputSet id='os'><dataOutputRefs>res</dataOutputRefs></outputSet>\
     </ioSpecification><dataInputAssociation id='a'><sourceRef>o</sourceRef><targetRef>all</targetRef>\
     </dataInputAssociation><dataOutputAssociation id='b'><sourceRef>res</sourceRef><targetRef>z</targetRef>\
     </dataOutputAssociation><multiInstanceLoopCharacteristics isSequential='true'>\
     <loopDataInputRef>all</loopDataInputRef><loopDataOutputRef>res</loopDataOutputRef>\
     <inputDataItem id='x' name='order'/><outputDataItem id='y' name='done'/>\
     </multiInstanceLoopCharacteristics></userTask></process></definitions>";

#[test]
fn a_marker_repeats_over_a_list_and_gives_a_list() {
    check(
        LIST,
        r#"start {"orders": [5, 6]}; complete t {"done": 10}; complete t {"done": 12}"#,
        &expect![[r#"
        > start {"orders": [5, 6]}
          enter t#multiInstanceBody
          t#multiInstanceBody: 2 instances
          enter t with loopCounter=1, order=5
          t waits for user task
        > complete t {"done": 10}
          t.done = 10
          t#multiInstanceBody[0] = 10
          t completed
          enter t with loopCounter=2, order=6
          t waits for user task
        > complete t {"done": 12}
          t.done = 12
          t#multiInstanceBody[1] = 12
          t completed
          p.results = [10,12]
          t#multiInstanceBody completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn what_is_no_list_is_an_incident_and_is_read_again() {
    check(
        LIST,
        r#"start {"orders": 7}; set {"orders": [8]}; resolve t#multiInstanceBody; complete t"#,
        &expect![[r#"
            > start {"orders": 7}
              enter t#multiInstanceBody
              t#multiInstanceBody incident feel-type: `orders` gives a number, 7, and a list is needed here
            > set {"orders": [8]}
              p.orders = [8]
            > resolve t#multiInstanceBody
              t#multiInstanceBody incident resolved
              t#multiInstanceBody: 1 instances
              enter t with loopCounter=1, order=8
              t waits for user task
            > complete t
              t incident feel-missing-variable: variable `done` is missing, in `done`, line 1, column 1
        "#]],
    );
}

const DATA: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
     <dataStore id='store' name='Prices'/><process id='p' isExecutable='true'><dataObject id='o' name='order'/>\
     <dataObjectReference id='r' dataObjectRef='o'/><dataStoreReference id='sr' name='prices' dataStoreRef='store'/>\
     <serviceTask id='t'><ioSpecification><dataInput id='i' name='in'/><dataInput id='j' name='price'/>\
     <dataOutput id='u' name='out'/>\
     <inputSet id='is'><dataInputRefs>i</dataInputRefs><dataInputRefs>j</dataInputRefs></inputSet>\
     <outputSet id='os'><dataOutputRefs>u</dataOutputRefs></outputSet></ioSpecification>\
     <property id='q' name='doubled'/>\
     <dataInputAssociation id='a'><sourceRef>r</sourceRef><targetRef>i</targetRef></dataInputAssociation>\
     <dataInputAssociation id='b'><sourceRef>sr</sourceRef><targetRef>j</targetRef>\
     <transformation>prices[1]</transformation></dataInputAssociation>\
     <dataInputAssociation id='c'><sourceRef>r</sourceRef><targetRef>q</targetRef>\
     <assignment><from>order * 2</from><to>doubled</to></assignment></dataInputAssociation>\
     <dataOutputAssociation id='d'><sourceRef>u</sourceRef><targetRef>r</targetRef></dataOutputAssociation>\
     </serviceTask></process></definitions>";

#[test]
fn data_goes_in_and_out_as_its_associations_say() {
    check(
        DATA,
        r#"start {"order": 3, "prices": [7, 8]}; complete t {"out": 4}"#,
        &expect![[r#"
        > start {"order": 3, "prices": [7, 8]}
          enter t
          t.in = 3
          t.price = 7
          t.doubled = 6
          t waits for job t
        > complete t {"out": 4}
          t.out = 4
          p.order = 4
          t completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn an_assignment_without_value_is_an_incident_before_the_task_begins() {
    check(
        DATA,
        r#"start {"prices": [7]}; set {"order": 5}; resolve t; complete t {"out": 6}"#,
        &expect![[r#"
            > start {"prices": [7]}
              enter t
              t incident feel-missing-variable: variable `order` is missing, in `order * 2`, line 1, column 1
            > set {"order": 5}
              p.order = 5
            > resolve t
              t incident resolved
              t.in = 5
              t.price = 7
              t.doubled = 10
              t waits for job t
            > complete t {"out": 6}
              t.out = 6
              p.order = 6
              t completed
              p completed
              process Completed
        "#]],
    );
}

const POOLS: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
     targetNamespace='t'><message id='m' name='order'/><signal id='g' name='stop'/>\
     <signalEventDefinition id='halt' signalRef='g'/><resource id='clerks' name='Clerks'/>\
     <collaboration id='c'><participant id='us' processRef='p'/><participant id='them' processRef='q'/>\
     <messageFlow id='f' sourceRef='tell' targetRef='begin' messageRef='m'/></collaboration>\
     <process id='p' isExecutable='true'><laneSet id='l'><lane id='shop' name='Shop'><flowNodeRef>u</flowNodeRef>\
     <childLaneSet id='k'><lane id='desk' name='Desk'><flowNodeRef>v</flowNodeRef></lane></childLaneSet></lane></laneSet>\
     <startEvent id='s'/><userTask id='u'><extensionElements><weir:input source='= 6 * 7' target='answer'/>\
     </extensionElements></userTask><userTask id='v'><potentialOwner><resourceAssignmentExpression>\
     <formalExpression>user(ann)</formalExpression></resourceAssignmentExpression></potentialOwner>\
     <resourceRole><resourceRef>clerks</resourceRef></resourceRole><performer><resourceAssignmentExpression>\
     <formalExpression>bob</formalExpression></resourceAssignmentExpression></performer><humanPerformer>\
     <resourceAssignmentExpression><formalExpression>cyd</formalExpression></resourceAssignmentExpression>\
     </humanPerformer></userTask>\
     <intermediateThrowEvent id='tell'><messageEventDefinition/></intermediateThrowEvent><endEvent id='e'/>\
     <boundaryEvent id='stopped' attachedToRef='v'><eventDefinitionRef>halt</eventDefinitionRef></boundaryEvent>\
     <sequenceFlow id='a' sourceRef='s' targetRef='u'/><sequenceFlow id='b' sourceRef='u' targetRef='v'/>\
     <sequenceFlow id='d' sourceRef='v' targetRef='tell'/><sequenceFlow id='x' sourceRef='tell' targetRef='e'/>\
     <sequenceFlow id='y' sourceRef='stopped' targetRef='e'/></process>\
     <process id='q' isExecutable='true'><startEvent id='begin'><messageEventDefinition/></startEvent></process>\
     </definitions>";

#[test]
fn lanes_and_roles_say_who_does_it_and_a_message_goes_over_to_the_other_pool() {
    check(
        POOLS,
        "start; complete u; complete v",
        &expect![[r"
        > start
          enter s
          s completed: a
          enter u
          u.answer = 42
          u waits for user task
        > complete u
          u completed: b
          enter v
          v waits for signal stop (stopped)
          v waits for user task
        > complete v
          v no longer waits for signal stop (stopped)
          v completed: d
          enter tell
          tell throws message order 
          tell completed: x
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
    assert_eq!(people(POOLS, "u"), (vec!["Shop".to_owned()], vec![]));
    assert_eq!(people(POOLS, "v"), (vec!["Clerks".to_owned()], ["ann", "bob", "cyd"].map(str::to_owned).to_vec()));
}

#[test]
fn a_definition_that_is_referred_to_is_waited_for_like_one_that_stands_inside() {
    check(
        POOLS,
        "start; complete u; signal stop",
        &expect![[r"
        > start
          enter s
          s completed: a
          enter u
          u.answer = 42
          u waits for user task
        > complete u
          u completed: b
          enter v
          v waits for signal stop (stopped)
          v waits for user task
        > signal stop
          v no longer waits for user task
          v terminated
          triggered stopped
          stopped completed: y
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

/// The groups and the people who may claim a user task of the first process once it is there.
fn people(file: &str, task: &str) -> (Vec<String>, Vec<String>) {
    let prepared = prepare(file.as_bytes());
    let mut run = Run::new(&prepared.processes[0]);
    run.command("start");
    if task != "u" {
        run.command("complete u");
    }
    let open = run.instance.waits().find_map(|(_, wait)| match &wait.on {
        WaitFor::UserTask(open) => Some((open.candidate_groups.clone(), open.candidate_users.clone())),
        _ => None,
    });
    open.expect("the task is there")
}
