//! A link is a flow that is not drawn: what follows flows follows links too.
use std::fmt::Write as _;

/// The way into the first cycle that never ends and once around it, in a process of these nodes and flows.
fn endless(nodes: &str, flows: &str) -> Option<String> {
    let link = |tag: &str, id: &str| format!("<{tag} id='{id}'><linkEventDefinition name='back'/></{tag}>");
    let mut body =
        [link("intermediateThrowEvent", "out"), link("intermediateCatchEvent", "in"), nodes.to_owned()].concat();
    for (source, target) in flows.split_whitespace().filter_map(|flow| flow.split_once('>')) {
        let id = format!("{source}-{target}");
        write!(body, "<sequenceFlow id='{id}' sourceRef='{source}' targetRef='{target}'>").unwrap();
        if target == "end" && source == "choice" {
            body.push_str("<conditionExpression>done</conditionExpression>");
        }
        body.push_str("</sequenceFlow>");
    }
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
         <process id='p' isExecutable='true'><startEvent id='s'/>{body}</process></definitions>"
    );
    let problems = weir_core::validate::check(file.as_bytes()).problems;
    let cycle = problems.into_iter().find(|problem| problem.code == "endless-cycle")?;
    Some(cycle.path.iter().map(weir_core::ElementId::as_str).collect::<Vec<_>>().join(" "))
}

#[test]
fn a_cycle_over_a_link_is_told_with_the_way_around() {
    let merge = "<exclusiveGateway id='g'/>";
    assert_eq!(endless(merge, "s>g g>out in>g").as_deref(), Some("s s-g g g-out out in in-g g"));
    let task = format!("{merge}<task id='a'/>");
    assert_eq!(endless(&task, "s>g g>a a>out in>g").as_deref(), Some("s s-g g g-a a a-out out in in-g g"));
}

#[test]
fn a_cycle_over_a_link_that_waits_or_may_end_is_none() {
    let person = "<exclusiveGateway id='g'/><userTask id='a'/>";
    assert_eq!(endless(person, "s>g g>a a>out in>g"), None);
    let choice = "<exclusiveGateway id='choice' default='choice-out'/><endEvent id='end'/>";
    assert_eq!(endless(choice, "s>choice choice>out in>choice choice>end"), None);
    let line = "<endEvent id='end'/>";
    assert_eq!(endless(line, "s>out in>end"), None);
}
