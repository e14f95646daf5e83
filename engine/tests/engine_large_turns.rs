//! What follows from one request may be far more than one commit holds, or than should be in memory at once.

use crate::engine_support::{Lab, by, fetch, model, once, payment, vars};
use serde_json::{Value, json};
use std::fmt::Write;
use weir_engine::api::{FetchJobs, IncidentFilter, Paging, PublishMessage, StartConditions, UserTaskFilter};

/// A text of so many bytes.
fn text(bytes: usize) -> Value {
    json!("x".repeat(bytes))
}

async fn start_with(lab: &Lab, process: &str, bytes: usize) {
    lab.start(process, vars(json!({ "big": text(bytes) }))).await;
}

/// How many open tasks there are.
async fn tasks(lab: &Lab) -> usize {
    let page = Paging { limit: Some(1000), cursor: None };
    lab.engine.user_tasks(&UserTaskFilter::default(), &page).await.unwrap().items.len()
}

#[tokio::test]
async fn many_calls_with_data_are_made_in_as_many_commits_as_they_need() {
    let lab = Lab::new();
    let called = "<startEvent id='start'/><userTask id='work'/><endEvent id='end'/>";
    lab.deploy(&model("called", "start work end", called, "")).await;
    let elements = "<startEvent id='start'/><serviceTask id='ask' camunda:type='external' camunda:topic='ask'/>\
                    <callActivity id='call' calledElement='called'><extensionElements>\
                    <camunda:in variables='all'/></extensionElements><multiInstanceLoopCharacteristics>\
                    <loopCardinality>200</loopCardinality></multiInstanceLoopCharacteristics></callActivity><endEvent id='end'/>";
    lab.deploy(&model("many", "start ask call end", elements, "")).await;
    start_with(&lab, "many", 100_000).await;
    let job = lab.fetch("w", "ask").await.remove(0);
    lab.engine.complete_job(by("w"), job.id, job.token.unwrap(), vars(json!({}))).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(tasks(&lab).await, 200);
}

/// Each of the called instances reads a long list: together that would take a partition for long.
#[tokio::test]
async fn what_is_much_work_is_done_in_as_many_turns_as_it_needs() {
    let lab = Lab::new();
    let called = "<startEvent id='start'/><scriptTask id='work' scriptFormat='feel' weir:resultVariable='n'>\
                  <script>count(list)</script></scriptTask><endEvent id='end'/>";
    lab.deploy(&model("called", "start work end", called, "")).await;
    let elements = "<startEvent id='start'/><callActivity id='call' calledElement='called'><extensionElements>\
                    <camunda:in variables='all'/></extensionElements><multiInstanceLoopCharacteristics>\
                    <loopCardinality>8</loopCardinality></multiInstanceLoopCharacteristics></callActivity><endEvent id='end'/>";
    lab.deploy(&model("many", "start call end", elements, "")).await;
    let turns = || lab.store.log(None).count();
    let before = turns();
    let id = lab.start("many", vars(json!({ "list": vec![1; 100_000] }))).await;
    lab.engine.idle().await;
    assert_eq!(lab.told(id).await, "completed");
    // Five are as much as one may do; the other three have turns of their own.
    assert!(turns() - before >= 4, "{} turns", turns() - before);
}

#[tokio::test]
async fn instances_that_copy_large_data_begin_in_as_many_steps_as_they_need() {
    let mut lab = Lab::new();
    let elements = "<startEvent id='start'/><userTask id='work'><extensionElements><camunda:inputOutput>\
                    <camunda:inputParameter name='copy'>${big}</camunda:inputParameter></camunda:inputOutput>\
                    </extensionElements><multiInstanceLoopCharacteristics><loopCardinality>200</loopCardinality>\
                    </multiInstanceLoopCharacteristics></userTask><endEvent id='end'/>";
    lab.deploy(&model("copies", "start work end", elements, "")).await;
    start_with(&lab, "copies", 100_000).await;
    let mut begun = 0;
    loop {
        let open = lab.engine.incidents(&IncidentFilter::default(), &Paging::default()).await.unwrap().items;
        let now = tasks(&lab).await;
        assert!(now > begun, "{now} after {begun}: {open:?}");
        begun = now;
        if open.is_empty() {
            break;
        }
        // One for all that are left.
        assert_eq!((open.len(), open[0].code.as_str()), (1, "step-too-large"));
        lab.rebuild().await;
        lab.engine.resolve_incident(by("op"), open[0].id, None).await.unwrap();
    }
    assert_eq!(begun, 200);
}

#[tokio::test]
async fn a_step_that_fits_into_no_commit_is_an_incident() {
    let lab = Lab::new();
    let outputs = (0..20).fold(String::new(), |mut all, n| {
        write!(all, "<camunda:outputParameter name='copy{n}'>${{big}}</camunda:outputParameter>").unwrap();
        all
    });
    let elements = format!(
        "<startEvent id='start'/><serviceTask id='ask' camunda:type='external' camunda:topic='ask'><extensionElements>\
         <camunda:inputOutput>{outputs}</camunda:inputOutput></extensionElements></serviceTask><endEvent id='end'/>"
    );
    lab.deploy(&model("copies", "start ask end", &elements, "")).await;
    let id = lab.start("copies", vars(json!({ "big": text(1_000_000) }))).await;
    let job = lab.fetch("w", "ask").await.remove(0);
    let refused = lab.engine.complete_job(by("w"), job.id, job.token.unwrap(), vars(json!({}))).await.unwrap_err();
    assert_eq!(refused.code(), "commit-too-large");
    assert!(lab.told(id).await.contains("is stuck: quarantine"), "{}", lab.told(id).await);
    // No worker is given it again, in vain.
    lab.pass(60_000).await;
    assert!(lab.fetch("w", "ask").await.is_empty());
}

#[tokio::test]
async fn a_large_message_for_all_reaches_all() {
    let mut lab = Lab::new();
    let elements = "<startEvent id='start'/><intermediateCatchEvent id='wait'><messageEventDefinition messageRef='m'/>\
                    </intermediateCatchEvent><userTask id='work'/>";
    lab.deploy(&model("waiting", "start wait work", elements, "<message id='m' name='news'/>")).await;
    for _ in 0..10 {
        lab.start("waiting", vars(json!({}))).await;
    }
    let variables = vars(json!({ "big": text(1_900_000) }));
    let news =
        || PublishMessage { name: "news".into(), variables: variables.clone(), all: true, ..PublishMessage::default() };
    let told = lab.engine.publish_message(once("ann", "news", 1), news()).await.unwrap();
    assert_eq!(told.delivered.len(), 10);
    lab.power_cut().await;
    lab.engine.idle().await;
    assert_eq!(tasks(&lab).await, 10);
    // Asked again it is the same one.
    assert_eq!(lab.engine.publish_message(once("ann", "news", 1), news()).await.unwrap(), told);
}

#[tokio::test]
async fn large_data_start_all_whose_condition_holds() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'><conditionalEventDefinition><condition>amount &gt; 1</condition>\
                    </conditionalEventDefinition></startEvent><userTask id='work'/><endEvent id='end'/>";
    for n in 0..10 {
        lab.deploy(&model(&format!("p{n}"), "start work end", elements, "")).await;
    }
    let variables = vars(json!({ "amount": 2, "big": text(1_900_000) }));
    let given = StartConditions { variables, ..StartConditions::default() };
    assert_eq!(lab.engine.evaluate_start_conditions(by("ann"), given).await.unwrap().len(), 10);
    lab.engine.idle().await;
    assert_eq!(tasks(&lab).await, 10);
}

#[tokio::test]
async fn a_page_of_large_messages_is_short_and_goes_on() {
    let lab = Lab::new();
    for n in 0..7 {
        let variables = vars(json!({ "big": text(1_900_000) }));
        let message = PublishMessage { name: format!("m{n}"), variables, ..PublishMessage::default() };
        lab.engine.publish_message(by("ann"), message).await.unwrap();
    }
    let (mut names, mut pages) = (vec![], 0);
    let mut page = Paging { limit: Some(1000), cursor: None };
    loop {
        let got = lab.engine.messages(None, &page).await.unwrap();
        let bytes: usize = got.items.iter().map(|m| m.variables["big"].as_str().unwrap().len()).sum();
        assert!(bytes <= 10 << 20, "{bytes}");
        names.extend(got.items.into_iter().map(|message| message.name));
        pages += 1;
        match got.next {
            Some(next) => page.cursor = Some(next),
            None => break,
        }
    }
    assert_eq!((names.len(), pages), (7, 2));
}

#[tokio::test]
async fn a_fetch_of_large_jobs_locks_fewer_than_were_asked_for() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    for _ in 0..18 {
        start_with(&lab, "payment", 1_100_000).await;
    }
    let all = || FetchJobs { max: 1000, ..fetch("w", "pay") };
    let (first, then) =
        (lab.engine.fetch_jobs(by("w"), all()).await.unwrap(), lab.engine.fetch_jobs(by("w"), all()).await.unwrap());
    assert_eq!((first.len(), then.len()), (16, 2), "none is left out");
    // Small ones come as many as they are.
    let few = FetchJobs { variables: Some(vec!["none".into()]), ..all() };
    lab.pass(31_000).await;
    assert_eq!(lab.engine.fetch_jobs(by("w"), few).await.unwrap().len(), 18);
}
