//! What can never end by itself and is told when it is deployed: cycles whose way out nothing in them changes, and calls
//! that lead back to who calls.
use crate::common::foreign::process as read;
use std::fmt::Write;
use weir_core::Process;
use weir_core::compile::{called_by_id, prepare, surely_calls};

/// Elements as they stand, flows as `from>to`, with a condition behind `?` or `!` for the default flow.
fn file(elements: &str, flows: &str) -> String {
    let mut body = elements.to_owned();
    for flow in flows.split_whitespace() {
        let (way, condition) = flow.split_once('?').map_or((flow, None), |(way, condition)| (way, Some(condition)));
        let (from, to) = way.trim_end_matches('!').split_once('>').expect("from>to");
        if way.ends_with('!') {
            body = body.replace(&format!("id='{from}'"), &format!("id='{from}' default='{from}-{to}'"));
        }
        let inside = condition.map_or_else(String::new, |c| format!("<conditionExpression>={c}</conditionExpression>"));
        let ends = format!("id='{from}-{to}' sourceRef='{from}' targetRef='{to}'");
        let _ = write!(body, "<sequenceFlow {ends}>{inside}</sequenceFlow>");
    }
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><process id='p' \
         isExecutable='true'>{body}</process></definitions>"
    )
}

fn told(file: &str) -> Vec<String> {
    let found = prepare(file.as_bytes()).problems.into_iter().filter(|problem| problem.code == "cycle-in-vain");
    found.map(|problem| problem.element.map(|id| id.to_string()).unwrap_or_default()).collect()
}

#[test]
fn a_cycle_that_nothing_in_it_can_end_is_told_at_its_way_out() {
    let ends = "<startEvent id='s'/><exclusiveGateway id='m'/><exclusiveGateway id='x'/><endEvent id='e'/>";
    let script = |result: &str| {
        format!(
            "<scriptTask id='a' scriptFormat='feel' xmlns:weir='urn:weir:bpmn:1' weir:resultVariable='{result}'>\
             <script>n + 1</script></scriptTask>"
        )
    };
    let flows = "s>m m>a a>x x>m! x>e?n>3";
    for (activity, expected) in [
        ("<task id='a'/>".to_owned(), &["x"][..]),
        ("<userTask id='a'/>".to_owned(), &[]),
        (script("other"), &["x"]),
        (script("n"), &[]),
    ] {
        assert_eq!(told(&file(&format!("{ends}{activity}"), flows)), expected, "{activity}");
    }
    // The way out is the default flow, and what leads round again asks for what nothing changes.
    let task = format!("{ends}<task id='a'/>");
    assert_eq!(told(&file(&task, "s>m m>a a>x x>m?n>3 x>e!")), ["x"]);
    // A cycle that is left to wait somewhere.
    let waits = format!("{ends}<task id='a'/><userTask id='b'/>");
    assert_eq!(told(&file(&waits, "s>m m>a a>x x>b! b>m x>e?n>3")), [] as [&str; 0]);
}

fn calls(process: &Process) -> Option<String> {
    surely_calls(process, |called| called == "p").map(|(call, _)| call.id.to_string())
}

#[test]
fn a_call_is_sure_where_no_way_leads_around_it_and_nothing_waits_before() {
    let call =
        "<startEvent id='s'/><callActivity id='c' calledElement='p'/><exclusiveGateway id='x'/><endEvent id='e'/>";
    let sure = read(&file(call, "s>x x>c c>e"));
    assert_eq!((calls(&sure).as_deref(), called_by_id(&sure).collect::<Vec<_>>()), (Some("c"), vec!["p"]));
    assert_eq!(surely_calls(&sure, |called| called == "q"), None);
    let around = read(&file(call, "s>x x>c?n>1 x>e! c>e"));
    assert_eq!(calls(&around), None);
    let both = format!("{call}<callActivity id='d' calledElement='p'/>");
    assert!(calls(&read(&file(&both, "s>x x>c?n>1 x>d! c>e d>e"))).is_some(), "either way leads to one");
    let waits = call.replace("<exclusiveGateway id='x'/>", "<userTask id='x'/>");
    assert_eq!(calls(&read(&file(&waits, "s>x x>c c>e"))), None);
    let caught = format!("{call}<boundaryEvent id='b' attachedToRef='c'><errorEventDefinition/></boundaryEvent>");
    assert_eq!(calls(&read(&file(&caught, "s>x x>c c>e b>e"))), None);
}
