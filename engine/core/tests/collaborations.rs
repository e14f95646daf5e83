//! What stands beside the flow: message flows that name messages, lanes and resource roles that name people.
use weir_core::compile::{Prepared, prepare};
use weir_core::conversation::Talk;
use weir_core::element::starters;
use weir_core::process::{Kind, MessageSource, Throw, Trigger, UserTask, Value};

fn file(inside: &str) -> Prepared {
    let text = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\
         {inside}</definitions>"
    );
    prepare(text.as_bytes())
}

fn pools(flows: &str, left: &str, right: &str) -> Prepared {
    file(&format!(
        "<message id='m' name='order'/><message id='n' name='offer'/>\
         <collaboration id='c'><participant id='pl' processRef='left'/><participant id='pr' processRef='right'/>\
         <participant id='box'/>{flows}</collaboration>\
         <process id='left' isExecutable='true'>{left}</process><process id='right' isExecutable='true'>{right}</process>"
    ))
}

fn kind(prepared: &Prepared, process: usize, id: &str) -> Kind {
    prepared.processes[process].element(&id.into()).kind.clone()
}

fn message(name: &str) -> MessageSource {
    MessageSource {
        name: Value::Fixed(name.into()),
        correlation_key: None,
        talk: Some(Talk::Shared),
        correlation: None,
    }
}

/// A pool without flow nodes has no instances that could talk.
fn from_outside(name: &str) -> MessageSource {
    MessageSource { talk: None, ..message(name) }
}

fn codes(prepared: &Prepared) -> Vec<String> {
    prepared.problems.iter().filter(|p| p.code.starts_with("message")).map(|p| p.code.clone()).collect()
}

const SEND: &str = "<startEvent id='s'/><intermediateThrowEvent id='throw'><messageEventDefinition/></intermediateThrowEvent>\
    <sequenceFlow id='f' sourceRef='s' targetRef='throw'/>";
const GET: &str = "<startEvent id='begin'><messageEventDefinition/></startEvent><task id='t'/>\
    <sequenceFlow id='g' sourceRef='begin' targetRef='t'/>";

#[test]
fn a_message_flow_names_the_message_that_neither_end_names() {
    let found = pools("<messageFlow id='x' sourceRef='throw' targetRef='begin'/>", SEND, GET);
    assert_eq!(kind(&found, 0, "throw"), Kind::Throw(Throw::Message(message("right/begin"))));
    let starts = starters(&found.processes[1]);
    assert_eq!((starts.len(), starts[0].trigger), (1, &Trigger::Message(message("right/begin"))));
}

#[test]
fn the_end_that_names_a_message_names_it_for_both() {
    let named = SEND.replace("<messageEventDefinition/>", "<messageEventDefinition messageRef='m'/>");
    let found = pools("<messageFlow id='x' sourceRef='throw' targetRef='begin'/>", &named, GET);
    assert_eq!(starters(&found.processes[1])[0].trigger, &Trigger::Message(message("order")));
    let named = GET.replace("<messageEventDefinition/>", "<messageEventDefinition messageRef='n'/>");
    let found = pools("<messageFlow id='x' sourceRef='throw' targetRef='begin'/>", SEND, &named);
    assert_eq!(kind(&found, 0, "throw"), Kind::Throw(Throw::Message(message("offer"))));
    let found = pools("<messageFlow id='x' sourceRef='throw' targetRef='begin' messageRef='m'/>", SEND, GET);
    assert_eq!(kind(&found, 0, "throw"), Kind::Throw(Throw::Message(message("order"))));
}

#[test]
fn several_flows_reach_all_receivers_and_any_sender_is_enough() {
    let two = "<startEvent id='begin'><messageEventDefinition/></startEvent>\
        <startEvent id='other'><messageEventDefinition messageRef='n'/></startEvent><task id='t'/>\
        <sequenceFlow id='g' sourceRef='begin' targetRef='t'/><sequenceFlow id='h' sourceRef='other' targetRef='t'/>";
    let flows = "<messageFlow id='x' sourceRef='throw' targetRef='begin'/><messageFlow id='y' sourceRef='throw' targetRef='other'/>\
        <messageFlow id='z' sourceRef='box' targetRef='begin' messageRef='m'/>";
    let found = pools(flows, SEND, two);
    let both = vec![Throw::Message(message("right/begin")), Throw::Message(message("offer"))];
    assert_eq!(kind(&found, 0, "throw"), Kind::Throw(Throw::Multiple(both)));
    let any = vec![Trigger::Message(message("right/begin")), Trigger::Message(from_outside("order"))];
    assert_eq!(
        kind(&found, 1, "begin"),
        Kind::Start { trigger: Trigger::Multiple(any), interrupting: true, initiator: None }
    );
}

#[test]
fn tasks_and_none_start_events_are_reached_by_message_flows_too() {
    let send = "<startEvent id='s'/><sendTask id='send'/><sequenceFlow id='f' sourceRef='s' targetRef='send'/>";
    let get = "<startEvent id='begin'/><receiveTask id='get'/><sequenceFlow id='g' sourceRef='begin' targetRef='get'/>";
    let flows =
        "<messageFlow id='x' sourceRef='send' targetRef='begin'/><messageFlow id='y' sourceRef='pl' targetRef='get'/>";
    let found = pools(flows, send, get);
    assert_eq!(kind(&found, 0, "send"), Kind::Throw(Throw::Message(message("right/begin"))));
    assert_eq!(kind(&found, 1, "get"), Kind::Catch(Trigger::Message(from_outside("right/get"))));
    assert_eq!(starters(&found.processes[1])[0].event.as_str(), "begin");
}

#[test]
fn without_a_flow_or_a_name_it_is_refused_and_names_that_differ_are_told() {
    let found = pools("<messageFlow id='x' sourceRef='pl' targetRef='pr'/>", SEND, GET);
    assert!(found.processes.is_empty());
    assert_eq!(codes(&found), ["message-flow-documentation-only", "message-missing", "message-missing"]);
    let send = SEND.replace("<messageEventDefinition/>", "<messageEventDefinition messageRef='m'/>");
    let get = GET.replace("<messageEventDefinition/>", "<messageEventDefinition messageRef='n'/>");
    let found = pools("<messageFlow id='x' sourceRef='throw' targetRef='begin'/>", &send, &get);
    assert_eq!((found.processes.len(), codes(&found)), (2, vec!["message-flow-names-differ".to_owned()]));
}

fn task(prepared: &Prepared, id: &str) -> UserTask {
    match kind(prepared, 0, id) {
        Kind::UserTask(task) => task,
        other => panic!("{other:?} is a user task"),
    }
}

fn people(roles: &str, attributes: &str) -> UserTask {
    let found = file(&format!(
        "<resource id='r' name='Managers'/><process id='p' isExecutable='true'><startEvent id='s'/>\
         <userTask id='t' {attributes}>{roles}</userTask><sequenceFlow id='f' sourceRef='s' targetRef='t'/></process>"
    ));
    task(&found, "t")
}

fn role(kind: &str, expression: &str) -> String {
    format!(
        "<{kind}><resourceAssignmentExpression><formalExpression>{expression}</formalExpression>\
         </resourceAssignmentExpression></{kind}>"
    )
}

fn fixed(text: &str) -> Value {
    Value::Fixed(text.into())
}

#[test]
fn resource_roles_say_who_does_a_task() {
    let task = people(&role("potentialOwner", "management, user(ann), group(sales)"), "");
    assert_eq!((task.candidate_users, task.candidate_groups), (Some(fixed("ann")), Some(fixed("management, sales"))));
    let task = people(&role("humanPerformer", "ann"), "");
    assert_eq!((task.assignee, task.candidate_users), (Some(fixed("ann")), None));
    let task = people(&format!("{}{}", role("performer", "ann, bob"), role("potentialOwner", "user(eve)")), "");
    assert_eq!((task.assignee, task.candidate_users), (None, Some(fixed("eve, ann, bob"))));
    let task = people("<potentialOwner><resourceRef>r</resourceRef></potentialOwner>", "");
    assert_eq!(task.candidate_groups, Some(fixed("Managers")));
    let task = people(&role("potentialOwner", "= boss"), "");
    assert!(matches!(task.candidate_groups, Some(Value::Feel(_))));
    let task = people(&role("potentialOwner", "management"), "weir:candidateGroups='sales'");
    assert_eq!(task.candidate_groups, Some(fixed("sales, management")));
}

#[test]
fn a_lane_names_the_candidate_group_of_a_task_for_which_nobody_is_named() {
    let found = file(
        "<process id='p' isExecutable='true'><laneSet id='l'><lane id='outer' name='Shop'><flowNodeRef>a</flowNodeRef>\
         <flowNodeRef>b</flowNodeRef><flowNodeRef>sub</flowNodeRef><flowNodeRef>gone</flowNodeRef><childLaneSet id='k'>\
         <lane id='inner' name='Sales, &quot;West&quot;'><flowNodeRef>b</flowNodeRef></lane></childLaneSet></lane></laneSet>\
         <userTask id='a'/><userTask id='b'/><userTask id='c' weir:assignee='ann'/>\
         <subProcess id='sub'><userTask id='d'/></subProcess></process>",
    );
    let group = |id: &str| match task(&found, id).candidate_groups {
        Some(Value::Feel(list)) => list.text().to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(group("a"), "[\"Shop\"]");
    assert_eq!(group("b"), "[\"Sales, \\\"West\\\"\"]");
    assert_eq!((group("c"), group("d")), ("None".to_owned(), "[\"Shop\"]".to_owned()));
    let notes = found.problems.iter().filter(|p| p.code == "lane-candidate-group").count();
    assert_eq!(notes, 3);
}

#[test]
fn a_lane_says_nothing_of_an_approval_whose_rules_say_who_is_asked() {
    let found = file(
        "<process id='p' isExecutable='true'><laneSet id='l'><lane id='heads' name='Heads'><flowNodeRef>a</flowNodeRef></lane>\
         </laneSet><userTask id='a' weir:approvers='role(heads)'/></process>",
    );
    assert_eq!(task(&found, "a").candidate_groups, None);
    let codes: Vec<String> = found.problems.iter().map(|p| p.code.clone()).collect();
    assert!(codes.iter().all(|code| code != "lane-candidate-group" && code != "extension-unused"), "{codes:?}");
}
