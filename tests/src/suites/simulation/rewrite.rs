//! Puts a model right: it gets the conditions, names and waits that the simulator has outside of the model.
use super::Step;
use super::events;
use super::messages::{self, Messages};
use crate::suites::dom::Element;
use std::collections::BTreeMap;

/// How the steps of a run reach the rewritten model.
#[derive(Debug, Default)]
pub struct Plan {
    /// The processes, each with the ids of what stands in it.
    pub processes: BTreeMap<String, Vec<String>>,
    /// How an element is triggered.
    pub triggers: BTreeMap<String, Trigger>,
    /// The message that a message flow carries; none when it leads to no element.
    pub message_flows: BTreeMap<String, Option<String>>,
    /// The flows that each gateway takes when nobody has chosen.
    pub choices: BTreeMap<String, Vec<String>>,
    /// Nodes that the simulator's numbers leave out.
    pub uncounted: Vec<String>,
    /// Flows that the simulator's numbers leave out.
    pub uncounted_flows: Vec<String>,
    /// Throwing events, and activities with boundary events: how they are left is counted in several ways.
    pub ends: Vec<String>,
}

/// How an element is triggered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// By a message that only it waits for.
    Message(String),
    /// By a signal.
    Signal(String),
    /// By a variable that becomes true.
    Condition(String),
    /// A held activity is a user task.
    Task,
}

/// Tasks that complete by themselves unless they are held.
const TASKS: [&str; 8] =
    ["task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "callActivity"];

/// What a task keeps when it becomes another kind of task.
const KEPT: [&str; 5] =
    ["documentation", "incoming", "outgoing", "standardLoopCharacteristics", "multiInstanceLoopCharacteristics"];

/// The variable that holds the flows a gateway takes.
pub fn choice(gateway: &str) -> String {
    format!("choice_{}", plain(gateway))
}

/// An id as part of a FEEL name.
pub fn plain(id: &str) -> String {
    id.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

/// Rewrites the model for the steps of one run.
pub fn rewrite(document: &mut Element, steps: &[Step]) -> Result<Plan, String> {
    let mut plan = Plan { processes: processes(document), ..Plan::default() };
    let mut messages = Messages::of(document, &mut plan);
    messages::split(document, &mut messages, &mut plan);
    hold(document, steps, &mut plan)?;
    choose(document, &mut plan);
    tasks(document, &messages, &mut plan);
    events::rewrite(document, &messages, &mut plan);
    let reaching: Vec<&Element> = document.all().into_iter().filter(|e| e.local() == "sequenceFlow").collect();
    let gateways: Vec<&str> =
        document.all().into_iter().filter(|e| e.local() == "eventBasedGateway").map(Element::id).collect();
    let behind = reaching.iter().filter(|f| gateways.contains(&f.get("sourceRef").unwrap_or_default()));
    plan.uncounted_flows.extend(behind.map(|f| f.id().to_owned()));
    plan.uncounted.extend(gateways.into_iter().map(str::to_owned));
    // A collapsed sub-process has a plane of its own, and the simulator tells of the plane.
    let planes = document.all().into_iter().filter(|e| e.local() == "BPMNPlane").filter_map(|e| e.get("bpmnElement"));
    plan.uncounted.extend(planes.map(str::to_owned));
    let hosts = document.all().into_iter().filter_map(|e| e.get("attachedToRef")).map(str::to_owned);
    plan.ends.extend(hosts);
    document.each(&mut |e| {
        if e.local() == "process" {
            e.set("isExecutable", "true");
        }
    });
    Ok(plan)
}

fn processes(document: &Element) -> BTreeMap<String, Vec<String>> {
    let processes = document.elements().filter(|e| e.local() == "process");
    processes
        .map(|p| (p.id().to_owned(), p.all().into_iter().filter_map(|e| e.get("id")).map(str::to_owned).collect()))
        .collect()
}

fn hold(document: &mut Element, steps: &[Step], plan: &mut Plan) -> Result<(), String> {
    for step in steps {
        let Step::Hold { element } = step else { continue };
        let found = document.find(element).map(|e| e.local().to_owned());
        match found {
            // It waits by itself.
            Some(kind) if kind == "receiveTask" => {}
            Some(kind) if TASKS.contains(&kind.as_str()) => {
                plan.triggers.insert(element.clone(), Trigger::Task);
            }
            other => return Err(format!("`{element}` is {other:?} and is to be held")),
        }
    }
    Ok(())
}

/// Gateways that choose get a condition on each of their flows; the simulator's own choice is the first.
fn choose(document: &mut Element, plan: &mut Plan) {
    let mut order: BTreeMap<String, Vec<String>> = BTreeMap::new();
    document.each(&mut |e| {
        if !matches!(e.local(), "exclusiveGateway" | "inclusiveGateway") {
            return;
        }
        let outgoing: Vec<String> = e.elements().filter(|o| o.local() == "outgoing").map(Element::text).collect();
        if outgoing.len() > 1 {
            e.remove("default");
            order.insert(e.id().to_owned(), outgoing);
        }
    });
    document.each(&mut |e| {
        let source = e.get("sourceRef").unwrap_or_default().to_owned();
        if e.local() != "sequenceFlow" || !order.contains_key(&source) {
            return;
        }
        let condition = format!("list contains({}, \"{}\")", choice(&source), e.id());
        e.retain(|child| child.local() != "conditionExpression");
        let expression = e.sibling("conditionExpression").saying(&condition);
        e.children.push(crate::suites::dom::Node::Element(expression));
    });
    plan.choices = order.into_iter().map(|(gateway, flows)| (gateway, flows[..1].to_vec())).collect();
}

/// Held tasks wait for somebody, tasks at the end of a message flow for its message; all others complete by themselves.
fn tasks(document: &mut Element, flows: &Messages, plan: &mut Plan) {
    document.each(&mut |e| {
        let kind = e.local().to_owned();
        if !TASKS.contains(&kind.as_str()) && kind != "receiveTask" {
            return;
        }
        let id = e.id().to_owned();
        let (becomes, message) = if plan.triggers.get(&id) == Some(&Trigger::Task) {
            ("userTask", None)
        } else if flows.received.contains_key(&id) || kind == "receiveTask" {
            ("receiveTask", Some(flows.received(&id)))
        } else if let Some(name) = flows.sent.get(&id) {
            ("sendTask", Some(name.clone()))
        } else {
            ("task", None)
        };
        e.rename(becomes);
        e.retain(|child| KEPT.contains(&child.local()));
        e.attributes.retain(|(name, _)| matches!(name.as_str(), "id" | "name" | "default" | "isForCompensation"));
        if let Some(message) = message {
            let reference = messages::id(&message);
            e.set("messageRef", &reference);
            if becomes == "receiveTask" {
                plan.triggers.insert(id, Trigger::Message(reference));
            }
        }
    });
}
