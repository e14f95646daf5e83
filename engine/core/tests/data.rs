//! Data objects, inputs, outputs and associations as files say them, and what they do.
use crate::common::Run;
use expect_test::{Expect, expect};
use weir_core::compile::{Prepared, prepare};

fn prepared(elements: &str) -> Prepared {
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
         targetNamespace='t'><itemDefinition id='type' structureRef='Order'/><message id='m' name='paid'/>\
         <dataStore id='store' name='Price list'/>\
         <process id='p' isExecutable='true'>{elements}</process></definitions>"
    );
    prepare(file.as_bytes())
}

fn check(elements: &str, commands: &str, expected: &Expect) {
    let prepared = prepared(elements);
    let [process] = prepared.processes.as_slice() else { panic!("it compiles: {:#?}", prepared.problems) };
    let mut run = Run::new(process);
    for command in commands.split(';') {
        run.command(command.trim());
    }
    expected.assert_eq(&run.trace);
}

fn codes(elements: &str) -> Vec<String> {
    let told = |p: weir_core::Problem| format!("{} {}", p.code, p.element.map_or(String::new(), |e| e.to_string()));
    let apart = ["variable-", "job-type", "expression-informal"];
    let quiet = |told: &String| !apart.iter().any(|code| told.starts_with(code));
    prepared(elements).problems.into_iter().map(told).filter(quiet).collect()
}

#[test]
fn a_task_reads_and_writes_data_objects_through_its_inputs_and_outputs() {
    check(
        "<dataObject id='o' name='Order list' itemSubjectRef='type'/><dataObjectReference id='r' dataObjectRef='o'>\
         <dataState name='new'/></dataObjectReference>\
         <serviceTask id='t'><ioSpecification><dataInput id='i' name='in'/><dataOutput id='u' name='out'/>\
         <inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet><dataOutputRefs>u</dataOutputRefs></outputSet>\
         </ioSpecification>\
         <dataInputAssociation id='a'><sourceRef>r</sourceRef><targetRef>i</targetRef></dataInputAssociation>\
         <dataOutputAssociation id='b'><sourceRef>u</sourceRef><targetRef>r</targetRef></dataOutputAssociation>\
         </serviceTask>",
        "start {\"Order_list\": [1]}; complete t {\"out\": [1, 2], \"other\": true}",
        &expect![[r#"
            > start {"Order_list": [1]}
              enter t
              t.in = [1]
              t waits for job t
            > complete t {"out": [1, 2], "other": true}
              p.other = true
              t.out = [1,2]
              p.Order_list = [1,2]
              t completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn what_is_not_there_is_not_copied() {
    check(
        "<dataObject id='o' name='order'/><serviceTask id='t'><ioSpecification><dataInput id='i' name='in'/>\
         <inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>\
         <dataInputAssociation id='a'><sourceRef>o</sourceRef><targetRef>i</targetRef></dataInputAssociation>\
         </serviceTask>",
        "start; complete t",
        &expect![[r"
            > start
              enter t
              t waits for job t
            > complete t
              t completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn transformations_and_assignments_are_feel() {
    check(
        "<dataStoreReference id='s' dataStoreRef='store'/><serviceTask id='t'>\
         <ioSpecification><dataInput id='i' name='total'/><inputSet><dataInputRefs>i</dataInputRefs></inputSet>\
         <outputSet/></ioSpecification>\
         <dataInputAssociation id='a'><sourceRef>s</sourceRef><targetRef>i</targetRef>\
         <transformation>sum(Price_list)</transformation></dataInputAssociation>\
         <dataOutputAssociation id='b'><assignment><from>total * 2</from><to>s</to></assignment>\
         <assignment><from>\"done\"</from><to>status</to></assignment></dataOutputAssociation></serviceTask>",
        "start {\"Price_list\": [1, 2]}; complete t",
        &expect![[r#"
            > start {"Price_list": [1, 2]}
              enter t
              t.total = 3
              t waits for job t
            > complete t
              p.Price_list = 6
              p.status = "done"
              t completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn data_of_a_sub_process_lives_and_dies_with_it() {
    check(
        "<subProcess id='h'><dataObject id='o' name='draft'/><property id='q' name='count'/>\
         <userTask id='t'><property id='own' name='note'/></userTask></subProcess><userTask id='u'/>\
         <sequenceFlow id='f' sourceRef='h' targetRef='u'/>",
        "start; complete t {\"draft\": \"x\", \"note\": \"mine\", \"all\": 1}; complete u",
        &expect![[r#"
            > start
              enter h
              h.draft = null
              h.count = null
              enter t
              t waits for user task
            > complete t {"draft": "x", "note": "mine", "all": 1}
              p.all = 1
              h.draft = "x"
              t.note = "mine"
              t completed
              h completed: f
              enter u
              u waits for user task
            > complete u
              u completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn events_take_what_comes_with_them_and_give_what_they_are_told() {
    check(
        "<startEvent id='s'/><intermediateCatchEvent id='c'><dataOutput id='got' name='payload'/>\
         <dataOutputAssociation id='a'><sourceRef>got</sourceRef><targetRef>o</targetRef></dataOutputAssociation>\
         <outputSet><dataOutputRefs>got</dataOutputRefs></outputSet><messageEventDefinition messageRef='m'/>\
         </intermediateCatchEvent><dataObject id='o' name='order'/>\
         <endEvent id='e'><dataInput id='i' name='answer'/>\
         <dataInputAssociation id='b'><sourceRef>o</sourceRef><targetRef>i</targetRef></dataInputAssociation>\
         <inputSet><dataInputRefs>i</dataInputRefs></inputSet><messageEventDefinition messageRef='m'/></endEvent>\
         <sequenceFlow id='f' sourceRef='s' targetRef='c'/><sequenceFlow id='g' sourceRef='c' targetRef='e'/>",
        "start; message paid {\"payload\": 7}",
        &expect![[r#"
            > start
              enter s
              s completed: f
              enter c
              c waits for message paid
            > message paid {"payload": 7}
              c.payload = 7
              p.order = 7
              c completed: g
              enter e
              e.answer = 7
              e throws message paid 
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_list_that_a_marker_reads_is_not_copied_into_each_instance() {
    check(
        "<dataObject id='o' name='Orders' isCollection='true'/><dataObject id='z' name='Results'/><userTask id='t'>\
         <ioSpecification><dataInput id='all' name='all'/><dataOutput id='res' name='res'/>\
         <inputSet><dataInputRefs>all</dataInputRefs></inputSet><outputSet><dataOutputRefs>res</dataOutputRefs></outputSet>\
         </ioSpecification>\
         <dataInputAssociation id='a'><sourceRef>o</sourceRef><targetRef>all</targetRef></dataInputAssociation>\
         <dataOutputAssociation id='b'><sourceRef>res</sourceRef><targetRef>z</targetRef></dataOutputAssociation>\
         <multiInstanceLoopCharacteristics><loopDataInputRef>all</loopDataInputRef>\
         <loopDataOutputRef>res</loopDataOutputRef><inputDataItem id='x' name='order'/>\
         <outputDataItem id='y' name='done'/></multiInstanceLoopCharacteristics></userTask>",
        "start {\"Orders\": [5, 6]}; complete t {\"done\": 1}; complete t {\"done\": 2}",
        &expect![[r#"
            > start {"Orders": [5, 6]}
              enter t#multiInstanceBody
              t#multiInstanceBody: 2 instances
              enter t with loopCounter=1, order=5
              t waits for user task
              enter t with loopCounter=2, order=6
              t waits for user task
            > complete t {"done": 1}
              t.done = 1
              t#multiInstanceBody[0] = 1
              t completed
            > complete t {"done": 2}
              t.done = 2
              t#multiInstanceBody[1] = 2
              t completed
              p.Results = [1,2]
              t#multiInstanceBody completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn what_is_only_drawn_or_renamed_is_told_and_what_cannot_be_done_is_refused() {
    let association = |inside: &str| {
        codes(&format!(
            "<dataObject id='o' name='order'/><dataObject id='p2' name='part'/><userTask id='t'>\
             <property id='q' name='__targetRef_placeholder'/>\
             <dataInputAssociation id='a'>{inside}</dataInputAssociation></userTask>"
        ))
    };
    assert_eq!(association("<sourceRef>o</sourceRef><targetRef>q</targetRef>"), ["data-association-drawn a"]);
    assert_eq!(association("<sourceRef>o</sourceRef><targetRef>p2</targetRef>"), Vec::<String>::new());
    let two = "<sourceRef>o</sourceRef><sourceRef>p2</sourceRef><targetRef>p2</targetRef>";
    assert_eq!(association(two), ["data-association-sources a"]);
    let nowhere = association("<sourceRef>o</sourceRef><targetRef>nowhere</targetRef>");
    assert_eq!(nowhere, ["data-association-drawn a", "dangling-reference a"]);
    let to = |to: &str| association(&format!("<targetRef>p2</targetRef><assignment><from>1</from>{to}</assignment>"));
    assert_eq!(to("<to>= part</to>"), Vec::<String>::new());
    assert_eq!(to("<to>part.number</to>"), ["data-assignment-invalid a"]);
    assert_eq!(to(""), ["data-assignment-invalid a"]);
    assert_eq!(association("<targetRef>p2</targetRef><transformation>1 +</transformation>"), ["feel-syntax t"]);
    assert_eq!(codes("<dataObject id='o' name='Order list'/><task id='t'/>"), ["data-renamed o"]);
    assert_eq!(
        codes("<dataObject id='o' name='x'/><dataObject id='u' name='x'/><task id='t'/>"),
        ["data-name-twice u"]
    );
}
