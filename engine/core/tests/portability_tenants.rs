//! Models that name tenants: `${execution.tenantId}` gives the own one, and calls go to no other.
use crate::common::run::Run;
use weir_core::command::{Command, Start};
use weir_core::compile::prepare;
use weir_core::event::{Actor, Event};
use weir_core::instance::Variables;
use weir_core::{Moment, Timestamp};

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
    xmlns:camunda='http://camunda.org/schema/1.0/bpmn'>";

/// What happens when a task begins behind the start, in a process of this tenant.
fn told(task: &str, tenant: Option<&str>) -> Vec<String> {
    let file = format!(
        "{HEAD}<process id='p' isExecutable='true'><startEvent id='s'/>{task}<sequenceFlow id='f' sourceRef='s' \
         targetRef='a'/></process></definitions>"
    );
    let prepared = prepare(file.as_bytes());
    let process = prepared.processes.first().unwrap_or_else(|| panic!("{:#?}", prepared.problems));
    let start = Start {
        conversation: None,
        hops: 0,
        definition: "p:1".into(),
        business_key: None,
        parent: None,
        root: None,
        depth: 0,
        at: None,
        came: None,
        variables: Variables::from([("where".to_owned(), "shop".into())]),
        initiator: None,
    };
    let moment = Moment::from(Timestamp(0)).of_tenant(tenant);
    let instance = Run::new(process).instance;
    let stepped = weir_core::step(process, instance, moment, &Actor::named("ann"), Command::Start(start)).unwrap();
    let events = stepped.step.events.iter();
    let told = events.filter_map(|event| match event {
        Event::VariableSet { name, value, .. } if name == "own" => Some(format!("own = {value}")),
        Event::IncidentRaised { code, message, .. } => Some(format!("{code}: {message}")),
        Event::WaitOpened { wait, .. } => Some(format!("waits for {}", wait.on.kind())),
        _ => None,
    });
    told.collect()
}

#[test]
fn a_process_knows_its_tenant() {
    let task = "<serviceTask id='a' camunda:expression='${execution.tenantId}' camunda:resultVariable='own'/>";
    assert_eq!(told(task, Some("shop")), ["own = \"shop\""]);
    assert_eq!(told(task, None), ["own = null"]);
}

#[test]
fn what_is_called_belongs_to_the_tenant_of_the_caller() {
    let call =
        |tenant: &str| format!("<callActivity id='a' calledElement='q' camunda:calledElementTenantId='{tenant}'/>");
    let decide = |tenant: &str| {
        format!(
            "<businessRuleTask id='a' camunda:decisionRef='d' camunda:resultVariable='r' camunda:decisionRefTenantId='{tenant}'/>"
        )
    };
    for (own, waits) in [
        (call("shop"), "waits for child"),
        (call("${execution.tenantId}"), "waits for child"),
        (call("${where}"), "waits for child"),
        (decide("shop"), "waits for decision"),
        (decide("${execution.tenantId}"), "waits for decision"),
    ] {
        assert_eq!(told(&own, Some("shop")), [waits], "{own}");
    }
    let refused =
        ["tenant-other: tenant `mill` is another one: a process calls processes and decisions of its own tenant alone"];
    for other in [call("mill"), decide("mill")] {
        assert_eq!(told(&other, Some("shop")), refused, "{other}");
        assert_eq!(told(&other, None), refused, "{other}");
    }
    // Where there are no tenants, nobody is named by the own one.
    assert_eq!(told(&call("${execution.tenantId}"), None), ["waits for child"]);
    assert!(told(&call("${where}"), Some("mill"))[0].starts_with("tenant-other"));
}
