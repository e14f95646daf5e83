//! Flow nodes.
use super::decision_tasks::decision_task;
use super::document::Document;
use super::forms::form;
use super::listeners::listeners;
use super::mapping::{Way, mappings};
use super::settings::{extensions, names, plain, setting, text};
use super::texts::{expression, is_true};
use super::work::{self, Doing, seven};
use super::{events, loops, operations, people};
use crate::catalogue::WEIR;
use crate::catalogue::foreign::SEVEN;
use crate::id::ElementId;
use crate::juel::{Juel, is_juel};
use crate::model::{AdHoc, Call, GatewayKind, Node, NodeKind, RuleTask, Text, UserTask, Work};
use crate::problem::Problem;
use crate::process::{QUANTITY_MAX, Quantity};

/// The flow node of an element; none when it is something else.
pub fn node(document: &Document, number: usize, scope: Option<ElementId>, problems: &mut Vec<Problem>) -> Option<Node> {
    let kind = kind(document, number, problems)?;
    let element = document.element(number);
    let looped = loops::marker(document, number, problems);
    let own_key = || setting(document, number, "correlationKey");
    Some(Node {
        id: document.id(number),
        name: element.get("name").map(str::to_owned),
        scope,
        place: element.place,
        kind,
        is_end: document.tag(number) == "endEvent",
        default: document.reference(number, "default"),
        for_compensation: flag(document, number, "isForCompensation", false),
        quantity: Quantity {
            start: quantity(document, number, "startQuantity"),
            completion: quantity(document, number, "completionQuantity"),
        },
        looped,
        inputs: mappings(document, number, Way::In),
        outputs: mappings(document, number, Way::Out),
        data: data(document, number, problems),
        correlation_key: events::correlation_key(document, number).or_else(own_key),
        names: names(document, number),
        sets: events::sets(document, number),
        listeners: listeners(document, number),
        skip: seven(document, number, "skipExpression").and_then(|skip| text(&skip.value, skip.place)),
        written: super::written::written(document, number),
    })
}

/// Its data, with the results that stay its own (`useLocalScopeForResultVariable` and `…OutParameters` of Flowable) and what each instance of a
/// repeated activity gives to a list.
fn data(document: &Document, number: usize, problems: &mut Vec<Problem>) -> crate::model::NodeData {
    let mut data = super::data::of(document, number, problems);
    let named = |name: &str| seven(document, number, name).map(|attribute| attribute.value.trim().to_owned());
    let local = seven(document, number, "useLocalScopeForResultVariable");
    if let Some(local) = local.filter(|local| is_true(&local.value)) {
        let result = named("resultVariable").or_else(|| named("resultVariableName")).filter(|name| !name.is_empty());
        if result.is_none() {
            let message = "`useLocalScopeForResultVariable` keeps nothing: the task names no `resultVariable`";
            let owner = document.owner(number);
            problems.push(Problem::warning("local-result-missing", owner.as_ref(), local.place, message.to_owned()));
        }
        data.locals.extend(result);
    }
    if seven(document, number, "useLocalScopeForOutParameters").is_some_and(|local| is_true(&local.value)) {
        data.locals.extend(mappings(document, number, Way::Out).into_iter().map(|mapping| mapping.target));
    }
    data.locals.extend(loops::aggregated(document, number));
    data
}

fn kind(document: &Document, number: usize, problems: &mut Vec<Problem>) -> Option<NodeKind> {
    let gateway = |kind| Some(NodeKind::Gateway(kind));
    match document.tag(number) {
        "exclusiveGateway" => gateway(GatewayKind::Exclusive),
        "parallelGateway" => gateway(GatewayKind::Parallel),
        "inclusiveGateway" => gateway(GatewayKind::Inclusive),
        "eventBasedGateway" => gateway(event_based(document, number)),
        "complexGateway" => {
            Some(NodeKind::ComplexGateway { activation: expression(document, number, "activationCondition") })
        }
        "serviceTask" => {
            let asked =
                decision_task(document, number, problems).map(|task| NodeKind::BusinessRuleTask(Box::new(task)));
            Some(asked.unwrap_or_else(|| done(document, number, NodeKind::ServiceTask)))
        }
        tag => activity(document, number, tag, problems).or_else(|| event(document, number, tag, problems)),
    }
}

fn activity(document: &Document, number: usize, tag: &str, problems: &mut Vec<Problem>) -> Option<NodeKind> {
    let message = || operations::message(document, number);
    Some(match tag {
        "task" | "globalTask" => NodeKind::Task,
        "manualTask" | "globalManualTask" => NodeKind::ManualTask,
        "userTask" | "globalUserTask" => NodeKind::UserTask(Box::new(user_task(document, number, problems))),
        "sendTask" => {
            // BPMN 10.3.3: the implementation sends the message, where there is one.
            let message = message().filter(|_| !work::is_implemented(document, number));
            done(document, number, |work| NodeKind::SendTask { message, work })
        }
        "receiveTask" => {
            NodeKind::ReceiveTask { message: message(), instantiate: flag(document, number, "instantiate", false) }
        }
        "scriptTask" | "globalScriptTask" => script_task(document, number),
        "businessRuleTask" | "globalBusinessRuleTask" => {
            let task = rule_task(document, number);
            match work::doing(document, number) {
                // Without a decision it is what a service task is.
                Doing::Value(..) if task.decision.is_none() => done(document, number, NodeKind::ServiceTask),
                _ => NodeKind::BusinessRuleTask(Box::new(task)),
            }
        }
        "callActivity" => NodeKind::CallActivity(Box::new(call(document, number))),
        "subProcess" => NodeKind::SubProcess { triggered_by_event: flag(document, number, "triggeredByEvent", false) },
        "transaction" => NodeKind::Transaction,
        "adHocSubProcess" => NodeKind::AdHocSubProcess(ad_hoc(document, number)),
        _ => return None,
    })
}

fn event(document: &Document, number: usize, tag: &str, problems: &mut Vec<Problem>) -> Option<NodeKind> {
    let all = flag(document, number, "parallelMultiple", false);
    let mut events = || events::definitions(document, number, problems);
    Some(match tag {
        "startEvent" => NodeKind::StartEvent {
            initiator: people::initiator(document, number),
            interrupting: flag(document, number, "isInterrupting", true),
            events: events(),
            all,
        },
        "intermediateCatchEvent" => NodeKind::CatchEvent { events: events(), all },
        "boundaryEvent" => NodeKind::BoundaryEvent {
            attached_to: document.reference(number, "attachedToRef").unwrap_or_else(|| "".into()),
            interrupting: flag(document, number, "cancelActivity", true),
            events: events(),
            all,
        },
        "intermediateThrowEvent" | "endEvent" if work::is_implemented(document, number) => {
            events::only_sends(document, number, problems);
            done(document, number, NodeKind::ServiceTask)
        }
        "intermediateThrowEvent" => NodeKind::ThrowEvent { events: events() },
        "endEvent" => NodeKind::EndEvent { events: events() },
        _ => return None,
    })
}

/// In Camunda 7 and its kin the name of a user task may be an expression, or have some in it.
fn name_that_is_found(document: &Document, number: usize) -> Option<Text> {
    let element = document.element(number);
    element
        .get("name")
        .filter(|name| document.speaks_seven() && is_juel(name))
        .and_then(|name| text(name, element.place))
}

/// Camunda 7 and its kin show the documentation of a user task with it; it may be an expression like its name.
fn description(document: &Document, number: usize) -> Option<Text> {
    let written = document.child(number, "documentation").filter(|_| document.seven)?;
    text(&document.tree.text(written), document.place(written))
}

fn user_task(document: &Document, number: usize, problems: &mut Vec<Problem>) -> UserTask {
    let mut task = UserTask {
        assignee: setting(document, number, "assignee").map(|said| people::assignee(document, number, said)),
        candidate_users: setting(document, number, "candidateUsers"),
        candidate_groups: setting(document, number, "candidateGroups"),
        due_date: setting(document, number, "dueDate"),
        follow_up_date: setting(document, number, "followUpDate"),
        due_calendar: setting(document, number, "dueCalendar"),
        priority: setting(document, number, "priority"),
        name: name_that_is_found(document, number),
        description: description(document, number),
        form_key: setting(document, number, "formKey").or_else(|| setting(document, number, "formId")),
        form: form(document, number),
        form_use: Box::new(super::forms::form_use(document, number)),
        approval: Box::new(super::approval::approval(document, number)),
        completer: variable_named(document, number, "taskCompleterVariableName"),
        id_variable: variable_named(document, number, "taskIdVariableName"),
    };
    people::roles(document, number, &mut task, problems);
    task
}

/// A task that a worker does, or an expression that the engine evaluates.
fn done(document: &Document, number: usize, by_worker: impl FnOnce(Work) -> NodeKind) -> NodeKind {
    match work::doing(document, number) {
        Doing::Work(work) => by_worker(work),
        Doing::Value(script, result) => {
            let work = work::work(document, number);
            NodeKind::ScriptTask { language: script.language.clone(), script: Some(script), result, work }
        }
    }
}

fn rule_task(document: &Document, number: usize) -> RuleTask {
    RuleTask {
        decision: setting(document, number, "decision"),
        binding: setting(document, number, "binding"),
        version: setting(document, number, "version"),
        version_tag: setting(document, number, "versionTag"),
        result: plain(document, number, "resultVariable"),
        mapping: setting(document, number, "mapDecisionResult").or_else(|| result_list(document, number)),
        work: match work::doing(document, number) {
            Doing::Work(work) => work,
            Doing::Value(..) => work::work(document, number),
        },
        tenant: tenant(document, number, "decisionRefTenantId"),
        by_fields: false,
    }
}

/// The tenant that another engine is told to look in.
fn tenant(document: &Document, number: usize, attribute: &str) -> Option<Text> {
    let attribute = seven(document, number, attribute)?;
    text(&attribute.value, attribute.place)
}

/// Camunda 7 gives the list of all results where nothing else is said.
fn result_list(document: &Document, number: usize) -> Option<Text> {
    let decision = seven(document, number, "decisionRef")?;
    text("resultList", decision.place)
}

/// A script in FEEL runs in the engine; in any other language a worker runs it.
fn script_task(document: &Document, number: usize) -> NodeKind {
    let element = document.element(number);
    // Global script tasks have another word for it.
    let language = element.get("scriptFormat").or_else(|| element.get("scriptLanguage"));
    let language = language.map(str::trim).filter(|format| !format.is_empty()).map(str::to_owned);
    let script = document.child(number, "script");
    let mut work = work::work(document, number);
    // What says no language is JUEL in Camunda 7 and its kin. A worker gets what calls Java, or what names its worker.
    let juel = |script: &usize| {
        let text = document.tree.text(*script);
        document.speaks_seven() && is_juel(&text) && !text.starts_with('=') && Juel::compile(&text).is_ok()
    };
    let unsaid = script.filter(|_| work.job_type.is_none()).filter(juel);
    let language = language.or_else(|| unsaid.map(|_| "juel".to_owned()));
    let written = script.and_then(|child| text(&document.tree.text(child), document.place(child)));
    let expression = || setting(document, number, "script");
    let feel = written.is_none() && expression().is_some();
    for name in ["resource", "autoStoreVariables"] {
        work.headers.extend(seven(document, number, name).map(|attribute| work::header(name, attribute)));
    }
    NodeKind::ScriptTask {
        language: if feel { Some("feel".into()) } else { language },
        script: written.or_else(expression),
        result: plain(document, number, "resultVariable"),
        work,
    }
}

fn ad_hoc(document: &Document, number: usize) -> AdHoc {
    AdHoc {
        sequential: document.element(number).get("ordering").is_some_and(|ordering| ordering.trim() == "Sequential"),
        completion_condition: expression(document, number, "completionCondition"),
        cancel_remaining: flag(document, number, "cancelRemainingInstances", true),
        active_elements: setting(document, number, "activeElementsCollection"),
        output_collection: plain(document, number, "outputCollection"),
        output_element: setting(document, number, "outputElement"),
    }
}

fn call(document: &Document, number: usize) -> Call {
    let flag = |name| plain(document, number, name).map(|value| is_true(&value));
    // In Camunda 7 and its kin nothing goes in or comes back but what is named.
    let named = document.speaks_seven().then_some(false);
    let all = |way: &str, local: bool| {
        extensions(document, number).any(|extension| {
            let element = document.element(extension);
            let way = element.name.local == way && SEVEN.contains(&&*element.name.namespace);
            way && element.get("variables").map(str::trim) == Some("all")
                && (local || element.get("local").map(str::trim) != Some("true"))
        })
    };
    let own = |name| document.element(number).attribute(WEIR, name).is_some();
    let pass_all = if document.speaks_seven() && !own("propagateAllParentVariables") && !all("in", false) {
        flag("propagateAllParentVariables").filter(|_| !all("in", true)).or(named)
    } else {
        flag("propagateAllParentVariables")
    };
    Call {
        called: called(document, number),
        binding: setting(document, number, "binding"),
        version: setting(document, number, "version"),
        version_tag: setting(document, number, "versionTag"),
        business_key: setting(document, number, "businessKey"),
        inherit_business_key: flag("inheritBusinessKey").unwrap_or(false),
        pass_all,
        return_all: flag("propagateAllChildVariables").or(named),
        own_outputs: document.speaks_seven(),
        instance_variable: variable_named(document, number, "processInstanceIdVariableName")
            .or_else(|| variable_named(document, number, "idVariableName")),
        tenant: tenant(document, number, "calledElementTenantId"),
    }
}

/// The variable that an attribute of another engine names.
fn variable_named(document: &Document, number: usize, attribute: &str) -> Option<String> {
    let written = seven(document, number, attribute)?.value.trim().to_owned();
    Some(written).filter(|name| !name.is_empty())
}

/// The called process may stand in another file, so its id is kept as text, without a prefix.
fn called(document: &Document, number: usize) -> Option<String> {
    let written = document.element(number).get("calledElement").map(str::to_owned);
    let written = written.or_else(|| plain(document, number, "calledElement"))?;
    document.referred(number, &written).map(|id| id.as_str().to_owned())
}

fn event_based(document: &Document, number: usize) -> GatewayKind {
    let parallel = document.element(number).get("eventGatewayType").map(str::trim) == Some("Parallel");
    match (flag(document, number, "instantiate", false), parallel) {
        (true, true) => GatewayKind::ParallelEventBased,
        (true, false) => GatewayKind::StartingEventBased,
        (false, _) => GatewayKind::EventBased,
    }
}

/// A number of tokens; the validator says what is no such number.
fn quantity(document: &Document, number: usize, attribute: &str) -> u32 {
    let written = document.element(number).get(attribute).and_then(|text| text.trim().parse().ok());
    written.unwrap_or(1).clamp(1, QUANTITY_MAX)
}

fn flag(document: &Document, number: usize, attribute: &str, default: bool) -> bool {
    document.element(number).get(attribute).map_or(default, is_true)
}
