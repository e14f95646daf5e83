//! Processes of tenants: calls that name another tenant are refused, and a process knows its own.

use crate::engine_support::{Lab, by, resource};
use weir_core::instance::Variables;
use weir_engine::api::StartInstance;
use weir_engine::{Context, Error};

fn model(task: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
         xmlns:camunda='http://camunda.org/schema/1.0/bpmn'><process id='p' isExecutable='true'><startEvent id='s'/>{task}\
         <userTask id='u'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='g' sourceRef='a' \
         targetRef='u'/></process></definitions>"
    )
}

fn of(tenant: &str) -> Context {
    Context { tenant: Some(tenant.to_owned()), ..by("ada") }
}

#[tokio::test]
async fn a_model_that_calls_into_another_tenant_is_refused_when_it_is_deployed() {
    let lab = Lab::new();
    let call = |tenant: &str| {
        let task = format!("<callActivity id='a' calledElement='q' camunda:calledElementTenantId='{tenant}'/>");
        vec![resource("model.bpmn", &model(&task))]
    };
    for (who, named, refused) in [(of("red"), "red", false), (of("red"), "blue", true), (by("ada"), "red", true)] {
        let told = lab.engine.deploy(who, call(named), true).await;
        match told {
            Ok(_) => assert!(!refused, "{named} is refused"),
            Err(Error::InvalidModel { problems, .. }) => {
                let codes: Vec<_> =
                    problems.iter().map(|p| (p.problem.code.as_str(), p.problem.element.is_some())).collect();
                assert_eq!((codes, refused), (vec![("tenant-other", true)], true), "{named}");
            }
            Err(error) => panic!("{error}"),
        }
    }
    lab.engine.deploy(of("red"), call("${execution.tenantId}"), true).await.expect("its own");
}

#[tokio::test]
async fn a_process_knows_the_tenant_that_it_was_deployed_for() {
    let lab = Lab::new();
    let task = "<serviceTask id='a' camunda:expression='${execution.tenantId}' camunda:resultVariable='own'/>";
    lab.engine.deploy(of("red"), vec![resource("model.bpmn", &model(task))], false).await.expect("it is right");
    let start = StartInstance { process: Some("p".into()), variables: Variables::new(), ..StartInstance::default() };
    let started = lab.engine.start_instance(of("red"), start).await.expect("it starts");
    let variables = lab.engine.variables(started.id, None).await.expect("they are there");
    assert_eq!(format!("{variables:?}").matches("red").count(), 1, "{variables:?}");
}
