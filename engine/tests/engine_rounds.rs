//! P14: a cycle that goes from step to step, because what it asks answers at once, ends like one within a step: with an
//! incident, from which it goes on when that is resolved.

use crate::engine_support::{Lab, by, model, resource, vars};
use serde_json::json;
use weir_core::InstanceId;
use weir_engine::Mutant;
use weir_engine::api::{Incident, IncidentFilter, Paging};

const DECISION: &str = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='t'>\
    <decision id='two' name='two'><variable name='two'/><literalExpression><text>1 + 1</text></literalExpression>\
    </decision></definitions>";

const CALL: &str = "<callActivity id='asks' calledElement='nothing'/>";
const RULE: &str = "<businessRuleTask id='asks' weir:decision='two' weir:resultVariable='x'/>";
const TIMER: &str = "<intermediateCatchEvent id='asks'><timerEventDefinition><timeDuration>PT0S</timeDuration>\
    </timerEventDefinition></intermediateCatchEvent>";

/// An engine in which something has gone round a fifth more than it may, or until it was stopped.
async fn round(asks: &str, most: u32, mutant: Mutant) -> (Lab, InstanceId) {
    let lab = Lab::with(|options| (options.mutant, options.rounds_max) = (mutant, most));
    let rounds = most + most / 5;
    lab.engine.deploy(by("ada"), vec![resource("two.dmn", DECISION)], false).await.unwrap();
    lab.deploy(&model("nothing", "start end", "<startEvent id='start'/><endEvent id='end'/>", "")).await;
    let elements = format!(
        "<startEvent id='start'/><exclusiveGateway id='again'/>{asks}<exclusiveGateway id='enough' default='enough_again'/>\
         <scriptTask id='count' scriptFormat='feel' weir:resultVariable='n'><script>n + 1</script></scriptTask>\
         <endEvent id='end'/><sequenceFlow id='out' sourceRef='enough' targetRef='end'>\
         <conditionExpression>n = {rounds}</conditionExpression></sequenceFlow>"
    );
    lab.deploy(&model("round", "start again asks count enough again", &elements, "")).await;
    let id = lab.start("round", vars(json!({ "n": 0 }))).await;
    lab.engine.idle().await;
    (lab, id)
}

async fn incidents(lab: &Lab) -> Vec<Incident> {
    lab.engine.incidents(&IncidentFilter::default(), &Paging::default()).await.unwrap().items
}

async fn ends_with_an_incident(asks: &str, most: u32) {
    let (lab, id) = round(asks, most, Mutant::None).await;
    let found = incidents(&lab).await;
    assert_eq!(found.len(), 1, "{asks}: {}", lab.told(id).await);
    let told = (found[0].code.as_str(), found[0].element.as_str());
    assert_eq!(told, ("too-many-moves", "asks"), "{asks}: {}", found[0].message);
    assert!(found[0].message.contains("10000"), "{}", found[0].message);
    lab.engine.resolve_incident(by("ada"), found[0].id, None).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(lab.told(id).await, "completed", "{asks}: nothing was lost, and the rest is less than it may be");
}

#[tokio::test]
async fn a_cycle_of_calls_that_end_at_once_becomes_an_incident() {
    ends_with_an_incident(CALL, MOST).await;
}

#[tokio::test]
async fn a_cycle_of_decisions_becomes_an_incident() {
    ends_with_an_incident(RULE, weir_engine::ROUNDS_MAX).await;
}

#[tokio::test]
async fn a_cycle_of_timers_that_are_due_at_once_becomes_an_incident() {
    ends_with_an_incident(TIMER, MOST).await;
}

const ROOTS: &str = "<message id='ping' name='ping'/><message id='pong' name='pong'/>\
    <signal id='tick' name='tick'/><signal id='tock' name='tock'/>";
/// How many answers there may be, and more than half as many rounds, for each is two.
const MOST: u32 = 500;
const ROUNDS: usize = 300;

fn bounded() -> Lab {
    Lab::with(|options| options.rounds_max = MOST)
}

fn throw(id: &str, event: &str) -> String {
    format!("<intermediateThrowEvent id='{id}'>{event}</intermediateThrowEvent>")
}

fn catch(id: &str, event: &str) -> String {
    format!("<intermediateCatchEvent id='{id}'>{event}</intermediateCatchEvent>")
}

fn message(id: &str) -> String {
    format!("<messageEventDefinition messageRef='{id}'/>")
}

fn signal(id: &str) -> String {
    format!("<signalEventDefinition signalRef='{id}'/>")
}

/// A process that says something and hears an answer, so many times.
fn asking(says: &str, hears: &str) -> String {
    let elements = format!(
        "<startEvent id='start'/><exclusiveGateway id='again'/>{}{}<exclusiveGateway id='enough' default='enough_again'/>\
         <scriptTask id='count' scriptFormat='feel' weir:resultVariable='n'><script>n + 1</script></scriptTask>\
         <endEvent id='end'/><sequenceFlow id='out' sourceRef='enough' targetRef='end'>\
         <conditionExpression>n = {ROUNDS}</conditionExpression></sequenceFlow>",
        throw("says", says),
        catch("hears", hears)
    );
    model("asking", "start again says hears count enough again", &elements, ROOTS)
}

/// A process that answers for ever.
fn answering(hears: &str, says: &str) -> String {
    let elements = format!(
        "<startEvent id='start'/><exclusiveGateway id='again'/>{}{}",
        catch("listens", hears),
        throw("answers", says)
    );
    model("answering", "start again listens answers again", &elements, ROOTS)
}

/// Who asks is stopped, or who answers; let go on, they come to the end.
async fn is_stopped_and_goes_on(lab: &Lab, asking: InstanceId) {
    lab.engine.idle().await;
    let found = incidents(lab).await;
    assert_eq!(found.len(), 1, "{}", lab.told(asking).await);
    assert_eq!(found[0].code, "too-many-moves");
    lab.engine.resolve_incident(by("ada"), found[0].id, None).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(lab.told(asking).await, "completed", "{:?}", incidents(lab).await);
}

#[tokio::test]
async fn instances_that_answer_each_other_by_messages_become_an_incident() {
    let lab = bounded();
    lab.deploy(&answering(&message("ping"), &message("pong"))).await;
    lab.deploy(&asking(&message("ping"), &message("pong"))).await;
    lab.start("answering", vars(json!({}))).await;
    let id = lab.start("asking", vars(json!({ "n": 0 }))).await;
    is_stopped_and_goes_on(&lab, id).await;
}

#[tokio::test]
async fn instances_that_answer_each_other_by_signals_become_an_incident() {
    let lab = bounded();
    lab.deploy(&answering(&signal("tick"), &signal("tock"))).await;
    lab.deploy(&asking(&signal("tick"), &signal("tock"))).await;
    lab.start("answering", vars(json!({}))).await;
    let id = lab.start("asking", vars(json!({ "n": 0 }))).await;
    is_stopped_and_goes_on(&lab, id).await;
}

#[tokio::test]
async fn an_instance_that_starts_whoever_answers_it_becomes_an_incident() {
    let lab = bounded();
    let answers = format!(
        "<startEvent id='start'>{}</startEvent><endEvent id='end'>{}</endEvent>",
        message("ping"),
        message("pong")
    );
    lab.deploy(&model("answering", "start end", &answers, ROOTS)).await;
    lab.deploy(&asking(&message("ping"), &message("pong"))).await;
    let id = lab.start("asking", vars(json!({ "n": 0 }))).await;
    is_stopped_and_goes_on(&lab, id).await;
}

#[tokio::test]
async fn one_question_for_each_of_many_things_is_no_round() {
    let lab = bounded();
    lab.deploy(&answering(&message("ping"), &message("pong"))).await;
    let each = format!(
        "<startEvent id='start'/><subProcess id='each'><multiInstanceLoopCharacteristics isSequential='true'>\
         <loopCardinality>{ROUNDS}</loopCardinality></multiInstanceLoopCharacteristics><startEvent id='s'/>{}{}\
         <sequenceFlow id='f' sourceRef='s' targetRef='says'/><sequenceFlow id='g' sourceRef='says' targetRef='hears'/>\
         </subProcess><endEvent id='end'/>",
        throw("says", &message("ping")),
        catch("hears", &message("pong"))
    );
    lab.deploy(&model("asking", "start each end", &each, ROOTS)).await;
    lab.start("answering", vars(json!({}))).await;
    let id = lab.start("asking", vars(json!({}))).await;
    lab.engine.idle().await;
    assert_eq!((lab.told(id).await.as_str(), incidents(&lab).await.len()), ("completed", 0));
}

#[tokio::test]
async fn an_engine_that_counts_no_rounds_is_found() {
    let (lab, id) = round(RULE, MOST, Mutant::CountNoRounds).await;
    assert_eq!((lab.told(id).await.as_str(), incidents(&lab).await.len()), ("completed", 0));
}
