//! What the standard says of the ways that data take (BPMN 10.3.6, 10.4.1): what breaks it is told, and what keeps it is not.
use weir_core::validate::check;

/// The codes that are found about data, in a process with this in it.
fn found(body: &str) -> Vec<String> {
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
         <process id='p' isExecutable='true'><startEvent id='s'/>{body}<sequenceFlow id='f' sourceRef='s' targetRef='a'/>\
         </process></definitions>"
    );
    let problems = check(file.as_bytes()).problems.into_iter().map(|problem| problem.code);
    problems.filter(|code| matches!(code.as_str(), "data-association-end" | "call-data-differs")).collect()
}

/// The inputs and outputs of something, each in its set.
fn specification(inputs: &[&str], outputs: &[&str]) -> String {
    let data =
        |tag: &str, ids: &[&str]| ids.iter().map(|id| format!("<{tag} id='{id}'/>")).collect::<Vec<_>>().concat();
    let set =
        |tag: &str, ids: &[&str]| ids.iter().map(|id| format!("<{tag}>{id}</{tag}>")).collect::<Vec<_>>().concat();
    format!(
        "<ioSpecification>{}{}<inputSet>{}</inputSet><outputSet>{}</outputSet></ioSpecification>",
        data("dataInput", inputs),
        data("dataOutput", outputs),
        set("dataInputRefs", inputs),
        set("dataOutputRefs", outputs)
    )
}

fn association(tag: &str, from: &str, to: &str) -> String {
    format!("<{tag}><sourceRef>{from}</sourceRef><targetRef>{to}</targetRef></{tag}>")
}

const NONE: [&str; 0] = [];
const END: [&str; 1] = ["data-association-end"];

#[test]
fn an_activity_takes_no_data_from_outputs() {
    let task = |from: &str| {
        format!(
            "{}<task id='a'>{}{}</task><dataObject id='d'/>",
            specification(&["pi"], &["po"]),
            specification(&["i"], &["o"]),
            association("dataInputAssociation", from, "i")
        )
    };
    assert_eq!(found(&task("o")), END);
    assert_eq!(found(&task("po")), END);
    assert_eq!(found(&task("pi")), NONE);
    assert_eq!(found(&task("d")), NONE);
}

#[test]
fn an_activity_gives_no_data_to_inputs() {
    let task = |to: &str| {
        format!(
            "{}<task id='a'>{}{}</task><dataObject id='d'/>",
            specification(&["pi"], &["po"]),
            specification(&["i"], &["o"]),
            association("dataOutputAssociation", "o", to)
        )
    };
    assert_eq!(found(&task("pi")), END);
    assert_eq!(found(&task("i")), END);
    assert_eq!(found(&task("po")), NONE);
    assert_eq!(found(&task("d")), NONE);
}

#[test]
fn a_call_has_the_data_of_what_it_calls() {
    let call = |inside: &str, called: &str| {
        format!(
            "<callActivity id='a' calledElement='q'>{inside}</callActivity></process><process id='q' isExecutable='true'>\
             {called}<startEvent id='s2'/>"
        )
    };
    assert_eq!(found(&call("", &specification(&["i"], &[]))), ["call-data-differs"]);
    assert_eq!(found(&call("", &specification(&[], &["o"]))), ["call-data-differs"]);
    assert_eq!(found(&call("", &specification(&[], &[]))), NONE);
    assert_eq!(found(&call("", "")), NONE);
    assert_eq!(found(&call(&specification(&["j"], &[]), &specification(&["i"], &[]))), NONE);
    let extended = "<extensionElements><x:in xmlns:x='http://camunda.org/schema/1.0/bpmn' source='i' target='i'/></extensionElements>";
    assert_eq!(found(&call(extended, &specification(&["i"], &[]))), NONE);
}
