//! Decisions and rule parameters: deployed with processes, asked by them and alone, bound, changed, and tried out.

use crate::engine_support::{Lab, MONDAY, by, model, resource, vars};
use serde_json::{Value, json};
use weir_core::Timestamp;
use weir_core::parameter::Parameter;
use weir_engine::api::{AskDecision, CompleteUserTask, DecisionFilter, IncidentFilter, Paging, SetParameter};
use weir_engine::{Context, Error};

/// Who approves, by amount: one rule with a fixed bound, one with the rule parameter.
fn approver(name: &str, bound: &str, otherwise: &str) -> String {
    format!(
        r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="rules" namespace="urn:rules">
  <decision id="{name}" name="Approver"><variable name="Approver" typeRef="string"/>
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input><inputExpression typeRef="number"><text>amount</text></inputExpression></input>
      <output name="approver" typeRef="string"/>
      <rule id="low"><inputEntry><text>&lt;= {bound}</text></inputEntry><outputEntry><text>"team"</text></outputEntry></rule>
      <rule id="high"><inputEntry><text>{otherwise}</text></inputEntry><outputEntry><text>"board"</text></outputEntry></rule>
    </decisionTable></decision></definitions>"#
    )
}

/// A task, a decision, a task.
fn process(binding: &str) -> String {
    let task = format!(
        "<startEvent id='start'/><userTask id='enter'/><userTask id='check'/><endEvent id='end'/>\
         <businessRuleTask id='rule' weir:decision='approver' weir:resultVariable='who' {binding}/>"
    );
    model("order", "start enter rule check end", &task, "")
}

async fn deploy(lab: &Lab, files: &[(&str, &str)]) -> Result<weir_engine::api::DeploymentReport, Error> {
    let files = files.iter().map(|(name, text)| resource(name, text)).collect();
    lab.engine.deploy(by("ada"), files, false).await
}

fn number(name: &str) -> Parameter {
    serde_json::from_value(json!({"name": name, "kind": "number", "unit": "EUR", "minimum": 0, "maximum": 10_000}))
        .unwrap()
}

fn value(value: impl Into<Value>) -> SetParameter {
    SetParameter { declaration: None, value: value.into(), from: None, reason: "the board said so".into() }
}

async fn declare(lab: &Lab, first: i64) {
    let set = SetParameter { declaration: Some(number("limit")), ..value(first) };
    lab.engine.set_parameter(by("ada"), "limit", set).await.unwrap();
}

async fn complete(lab: &Lab) {
    let task = lab.task().await;
    let done = CompleteUserTask { variables: vars(json!({})), outcome: None, comment: None };
    lab.engine.complete_user_task(by("bob"), task.id, done).await.unwrap();
}

async fn variable(lab: &Lab, id: weir_core::InstanceId, name: &str) -> Option<Value> {
    let all = lab.engine.variables(id, None).await.unwrap();
    all.into_iter().find(|v| v.name == name).map(|v| v.value)
}

fn code(result: Result<impl std::fmt::Debug, Error>) -> String {
    result.unwrap_err().code().to_owned()
}

#[tokio::test]
async fn a_process_asks_its_decision_in_the_same_turn_and_its_history_says_how() {
    let mut lab = Lab::new();
    declare(&lab, 1000).await;
    let files =
        [("rules.dmn", &*approver("approver", "params.limit", "> params.limit")), ("order.bpmn", &*process(""))];
    let report = deploy(&lab, &files).await.unwrap();
    assert_eq!(report.decisions[0].definition.id, "approver:1");
    assert_eq!(report.decisions[0].definition.parameters, ["limit"]);
    let id = lab.start("order", vars(json!({"amount": 1500}))).await;
    lab.restart().await;
    complete(&lab).await;
    assert_eq!(lab.told(id).await, "running: check waits for userTask");
    assert_eq!(variable(&lab, id, "who").await, Some(json!("board")));
    let trace = lab.engine.trace(id, 0, Some(100)).await.unwrap().0;
    let decided = trace.iter().find(|e| e.kind == "decisionEvaluated").expect("it is in the history");
    assert_eq!(decided.data["decision"], "approver:1");
    assert_eq!(decided.data["parameters"], json!([["limit", 1]]));
    assert_eq!(decided.data["rules"], json!([2]));
    lab.rebuild().await;
    assert_eq!(variable(&lab, id, "who").await, Some(json!("board")));
}

#[tokio::test]
async fn a_decision_that_is_not_there_is_an_incident_that_names_it_until_it_is_deployed() {
    let lab = Lab::new();
    deploy(&lab, &[("order.bpmn", &process(""))]).await.unwrap();
    let id = lab.start("order", vars(json!({"amount": 5}))).await;
    complete(&lab).await;
    let incidents = lab.engine.incidents(&IncidentFilter::default(), &Paging::default()).await.unwrap().items;
    assert_eq!(incidents[0].code, "decision-not-deployed");
    assert!(incidents[0].message.contains("`approver`"), "{}", incidents[0].message);
    deploy(&lab, &[("rules.dmn", &approver("approver", "10", "> 100"))]).await.unwrap();
    lab.engine.resolve_incident(by("ada"), incidents[0].id, None).await.unwrap();
    assert_eq!(variable(&lab, id, "who").await, Some(json!("team")));
}

#[tokio::test]
async fn without_a_matching_rule_the_incident_says_what_was_asked() {
    let lab = Lab::new();
    let files = [("rules.dmn", &*approver("approver", "10", "> 100")), ("order.bpmn", &*process(""))];
    deploy(&lab, &files).await.unwrap();
    lab.start("order", vars(json!({"amount": 50}))).await;
    complete(&lab).await;
    let incident = &lab.engine.incidents(&IncidentFilter::default(), &Paging::default()).await.unwrap().items[0];
    assert_eq!(
        (&*incident.code, &*incident.message),
        ("decision-no-match", "no rule of decision `approver` matches amount = 50")
    );
}

#[tokio::test]
async fn a_task_asks_the_version_that_it_is_bound_to() {
    for (binding, expected) in [
        ("", "second"),
        ("weir:version='1'", "first"),
        ("weir:binding='deployment'", "first"),
        ("weir:versionTag='old'", "first"),
    ] {
        let lab = Lab::new();
        let tagged = |text: &str, tag: &str| {
            let text = text.replace("<decision id", &format!("<decision weir:versionTag=\"{tag}\" id"));
            text.replace("name=\"rules\"", "xmlns:weir=\"urn:weir:bpmn:1\" name=\"rules\"")
        };
        let first = tagged(&approver("approver", "10", "> 10").replace("team", "first"), "old");
        let second = tagged(&approver("approver", "10", "> 10").replace("team", "second"), "new");
        deploy(&lab, &[("rules.dmn", &first), ("order.bpmn", &process(binding))]).await.unwrap();
        deploy(&lab, &[("rules.dmn", &second)]).await.unwrap();
        let id = lab.start("order", vars(json!({"amount": 5}))).await;
        complete(&lab).await;
        assert_eq!(variable(&lab, id, "who").await, Some(json!(expected)), "{binding}");
    }
}

#[tokio::test]
async fn files_are_deployed_all_or_none_and_the_same_files_make_nothing_new() {
    let lab = Lab::new();
    let rules = approver("approver", "10", "> 10");
    let broken = rules.replace("amount</text>", "amount +</text>");
    let refused = deploy(&lab, &[("order.bpmn", &process("")), ("rules.dmn", &broken)]).await.unwrap_err();
    let Error::InvalidModel { problems, .. } = refused else { panic!("{refused:?}") };
    let problem = problems.iter().find(|p| p.problem.code == "feel-syntax").expect("it is named");
    assert_eq!((&*problem.resource, problem.problem.place.line), ("rules.dmn", 4));
    assert!(lab.engine.definition("order").await.is_err(), "nothing is deployed");
    let unknown = deploy(&lab, &[("rules.dmn", &approver("approver", "params.nothing", "> 10"))]).await.unwrap_err();
    let Error::InvalidModel { problems, .. } = unknown else { panic!("{unknown:?}") };
    assert_eq!(problems[0].problem.code, "parameter-unknown");
    deploy(&lab, &[("rules.dmn", &rules)]).await.unwrap();
    let again = deploy(&lab, &[("rules.dmn", &rules)]).await.unwrap();
    assert!(again.decisions[0].unchanged && again.deployment.is_none());
    let all = lab.engine.decisions(&DecisionFilter::default(), &Paging::default()).await.unwrap().items;
    assert_eq!(all.len(), 1);
    assert_eq!(lab.engine.decision_xml("approver").await.unwrap(), rules.as_bytes());
}

#[tokio::test]
async fn a_decision_is_asked_alone_and_tells_its_rules_and_parameters() {
    let lab = Lab::new();
    declare(&lab, 1000).await;
    deploy(&lab, &[("rules.dmn", &approver("approver", "params.limit", "> 2000"))]).await.unwrap();
    let ask = |amount: i64| {
        let variables = json!({ "amount": amount }).as_object().unwrap().clone();
        lab.engine.ask_decision(AskDecision { decision: "approver".into(), variables, ..AskDecision::default() })
    };
    let answer = ask(2500).await.unwrap();
    assert_eq!((answer.result, &*answer.tables[0].rules), (json!("board"), &[2][..]));
    assert_eq!(answer.tables[0].rule_ids, [Some("high".to_owned())]);
    assert_eq!((&*answer.parameters[0].name, answer.parameters[0].version), ("limit", 1));
    let answer = ask(1500).await.unwrap();
    assert_eq!(
        (answer.result, &*answer.problems[0]),
        (Value::Null, "no rule of decision `approver` matches amount = 1500")
    );
    let missing = lab.engine.ask_decision(AskDecision { decision: "nobody".into(), ..AskDecision::default() });
    assert_eq!(code(missing.await), "no-such-decision");
}

#[tokio::test]
async fn a_parameter_changes_at_its_time_and_keeps_its_history() {
    let mut lab = Lab::new();
    declare(&lab, 100).await;
    let later = SetParameter { from: Some(Timestamp(MONDAY.0 + 3_600_000)), ..value(200) };
    lab.engine.set_parameter(by("eve"), "limit", later).await.unwrap();
    lab.restart().await;
    let now = lab.engine.parameter("limit").await.unwrap();
    assert_eq!((now.value, now.version, now.upcoming), (Some(json!(100)), Some(1), 1));
    lab.pass(3_600_000).await;
    let now = lab.engine.parameter("limit").await.unwrap();
    assert_eq!((now.value, now.version, now.upcoming), (Some(json!(200)), Some(2), 0));
    lab.rebuild().await;
    let history = lab.engine.parameter_history("limit", &Paging::default()).await.unwrap().items;
    let told: Vec<_> = history.iter().map(|e| (e.version, &*e.actor, e.value.clone())).collect();
    assert_eq!(told, [(2, "eve", json!(200)), (1, "ada", json!(100))]);
    assert_eq!(history[0].reason, "the board said so");
}

#[tokio::test]
async fn values_that_do_not_fit_are_refused() {
    let lab = Lab::new();
    let set = |name: &'static str, set: SetParameter| lab.engine.set_parameter(by("ada"), name, set);
    assert_eq!(code(set("limit", value(5)).await), "parameter-unknown");
    declare(&lab, 100).await;
    assert_eq!(code(set("limit", value(10_001)).await), "parameter-out-of-range");
    assert_eq!(code(set("limit", value("a lot")).await), "parameter-type");
    assert_eq!(code(set("limit", SetParameter { reason: " ".into(), ..value(5) }).await), "parameter-without-reason");
    let past = SetParameter { from: Some(Timestamp(MONDAY.0 - 86_400_000)), ..value(5) };
    assert_eq!(code(set("limit", past).await), "parameter-in-the-past");
    let text =
        Parameter { kind: weir_core::parameter::ParameterType::Text, minimum: None, maximum: None, ..number("limit") };
    let other = SetParameter { declaration: Some(text), ..value("x") };
    assert_eq!(code(set("limit", other).await), "parameter-kind");
    assert_eq!(code(lab.engine.parameter("nothing").await), "no-such-parameter");
    // What is to come must fit what is declared meanwhile: nobody looks at it again when its time has come.
    let later = SetParameter { from: Some(Timestamp(MONDAY.0 + 86_400_000)), ..value(2_000) };
    set("limit", later).await.unwrap();
    let narrow = Parameter { minimum: Some(json!(2_500)), ..number("limit") };
    let narrow = SetParameter { declaration: Some(narrow), ..value(3_000) };
    assert_eq!(code(set("limit", narrow).await), "parameter-out-of-range");
    let history = lab.engine.parameter_history("limit", &Paging::default()).await.unwrap();
    assert_eq!(history.items.len(), 2, "nothing refused is kept");
}

#[tokio::test]
async fn a_preview_says_which_instances_would_decide_differently() {
    let lab = Lab::new();
    declare(&lab, 1000).await;
    let files =
        [("rules.dmn", &*approver("approver", "params.limit", "> params.limit")), ("order.bpmn", &*process(""))];
    deploy(&lab, &files).await.unwrap();
    let condition = model(
        "way",
        "start enter split",
        "<startEvent id='start'/><userTask id='enter'/><exclusiveGateway id='split' default='no'/>\
         <endEvent id='a'/><endEvent id='b'/>\
         <sequenceFlow id='yes' sourceRef='split' targetRef='a'>\
         <conditionExpression>amount &gt; params.limit</conditionExpression></sequenceFlow>\
         <sequenceFlow id='no' sourceRef='split' targetRef='b'/>",
        "",
    );
    deploy(&lab, &[("way.bpmn", &condition)]).await.unwrap();
    let mut differs = vec![];
    for amount in [500, 1500, 2500] {
        let order = lab.start("order", vars(json!({ "amount": amount }))).await;
        let way = lab.start("way", vars(json!({ "amount": amount }))).await;
        if amount == 1500 {
            differs = vec![order, way];
        }
    }
    let mut found = vec![];
    let mut page = Paging { limit: Some(2), cursor: None };
    loop {
        let part = lab.engine.parameter_impact("limit", json!(2000), &page).await.unwrap();
        found.extend(part.items);
        match part.next {
            Some(next) => page.cursor = Some(next),
            None => break,
        }
    }
    found.sort_by_key(|impact| impact.element.to_string());
    let told: Vec<_> = found.iter().map(|i| (i.instance, i.element.as_str(), &i.before, &i.after)).collect();
    assert_eq!(
        told,
        [(differs[0], "rule", &json!("board"), &json!("team")), (differs[1], "yes", &json!(true), &json!(false))]
    );
    assert_eq!(code(lab.engine.parameter_impact("limit", json!(-1), &page).await), "parameter-out-of-range");
}

#[tokio::test]
async fn a_preview_asks_the_version_of_the_decision_that_the_instance_would_ask() {
    let lab = Lab::new();
    declare(&lab, 1000).await;
    let limited = approver("approver", "params.limit", "> params.limit");
    for binding in ["weir:binding='deployment'", "weir:version='1'"] {
        let files = [("rules.dmn", limited.as_str()), ("order.bpmn", &process(binding))];
        deploy(&lab, &files).await.unwrap();
        let bound = lab.start("order", vars(json!({ "amount": 1500 }))).await;
        // The newest version uses another bound, and would not tell of any difference.
        deploy(&lab, &[("rules.dmn", &approver("approver", "5000", "> 5000"))]).await.unwrap();
        let found = lab.engine.parameter_impact("limit", json!(2000), &Paging::default()).await.unwrap();
        let told: Vec<_> = found.items.iter().map(|i| (i.instance, &i.before, &i.after)).collect();
        assert_eq!(told, [(bound, &json!("board"), &json!("team"))], "{binding}");
        lab.engine.cancel_instance(by("ada"), bound, None).await.unwrap();
    }
    let files = [("order.bpmn", &*process(""))];
    deploy(&lab, &files).await.unwrap();
    lab.start("order", vars(json!({ "amount": 1500 }))).await;
    let found = lab.engine.parameter_impact("limit", json!(2000), &Paging::default()).await.unwrap();
    assert!(found.items.is_empty(), "the newest version does not use the parameter");
}

#[tokio::test]
async fn the_step_says_which_parameters_its_conditions_used() {
    let lab = Lab::new();
    declare(&lab, 10).await;
    let text = model(
        "way",
        "start split",
        "<startEvent id='start'/><exclusiveGateway id='split' default='no'/><endEvent id='a'/><endEvent id='b'/>\
         <sequenceFlow id='yes' sourceRef='split' targetRef='a'>\
         <conditionExpression>amount &gt; params.limit</conditionExpression></sequenceFlow>\
         <sequenceFlow id='no' sourceRef='split' targetRef='b'/>",
        "",
    );
    deploy(&lab, &[("way.bpmn", &text)]).await.unwrap();
    lab.engine.set_parameter(Context::of(weir_core::Actor::named("ada")), "limit", value(20)).await.unwrap();
    let id = lab.start("way", vars(json!({"amount": 15}))).await;
    let trace = lab.engine.trace(id, 0, Some(100)).await.unwrap().0;
    assert!(trace.iter().all(|e| (&*e.parameters[0].name, e.parameters[0].version) == ("limit", 2)), "{trace:?}");
}
