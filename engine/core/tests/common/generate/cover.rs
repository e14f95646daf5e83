//! What the generator draws from, compared with the catalogue: every kind and every position of an event that runs.
use std::collections::BTreeSet;
use weir_core::catalogue::parts::EVENT_DEFINITION_TAGS;
use weir_core::catalogue::triggers::{Position, allowed};
use weir_core::catalogue::{Family, Status, entries};
use weir_core::model::{EventDefinition, EventKind, GatewayKind, Loop, Model, Node, NodeKind, Process};

const POSITIONS: [Position; 8] = [
    Position::Start,
    Position::EventSubProcess,
    Position::EventSubProcessBeside,
    Position::Catch,
    Position::Throw,
    Position::End,
    Position::Boundary,
    Position::BoundaryBeside,
];

/// Everything that runs by the catalogue: activities, gateways, repetitions, and events where they may stand.
pub fn required() -> BTreeSet<String> {
    let repeats = |tag: &str| tag.ends_with("LoopCharacteristics");
    let kinds = entries().filter(|entry| {
        let family = matches!(entry.family, Family::Activity | Family::Gateway) || repeats(entry.tag);
        family && entry.status == Status::Executed
    });
    let mut all: BTreeSet<String> = kinds.map(|entry| entry.tag.to_owned()).collect();
    for position in POSITIONS {
        let definitions = EVENT_DEFINITION_TAGS.iter().copied().chain(["none"]);
        let run = definitions.filter(|definition| allowed(position, definition) == Some(Status::Executed));
        all.extend(run.map(|definition| label(position, definition)));
        let several = !matches!(position, Position::Throw | Position::End);
        all.insert(label(position, "several"));
        all.extend(several.then(|| label(position, "all of several")));
    }
    all.extend(
        ["receiveTask instantiate", "eventBasedGateway instantiate", "eventBasedGateway instantiate parallel"]
            .map(String::from),
    );
    all
}

/// What of it a model has.
pub fn labels(model: &Model) -> BTreeSet<String> {
    let process = &model.processes[0];
    let mut found = BTreeSet::new();
    for node in &process.nodes {
        found.extend(of_kind(process, node));
        match &node.looped {
            Some(Loop::Standard(_)) => drop(found.insert("standardLoopCharacteristics".into())),
            Some(Loop::MultiInstance(_)) => drop(found.insert("multiInstanceLoopCharacteristics".into())),
            None => {}
        }
    }
    found
}

fn of_kind(process: &Process, node: &Node) -> Vec<String> {
    let tag = match &node.kind {
        NodeKind::Task => "task",
        NodeKind::ManualTask => "manualTask",
        NodeKind::UserTask(_) => "userTask",
        NodeKind::ServiceTask(_) => "serviceTask",
        NodeKind::SendTask { .. } => "sendTask",
        NodeKind::ReceiveTask { instantiate: true, .. } => "receiveTask instantiate",
        NodeKind::ReceiveTask { .. } => "receiveTask",
        NodeKind::ScriptTask { .. } => "scriptTask",
        NodeKind::BusinessRuleTask(_) => "businessRuleTask",
        NodeKind::CallActivity(_) => "callActivity",
        NodeKind::SubProcess { .. } => "subProcess",
        NodeKind::Transaction => "transaction",
        NodeKind::AdHocSubProcess(_) => "adHocSubProcess",
        NodeKind::Gateway(GatewayKind::Exclusive) => "exclusiveGateway",
        NodeKind::Gateway(GatewayKind::Parallel) => "parallelGateway",
        NodeKind::Gateway(GatewayKind::Inclusive) => "inclusiveGateway",
        NodeKind::Gateway(GatewayKind::EventBased) => "eventBasedGateway",
        NodeKind::Gateway(GatewayKind::StartingEventBased) => "eventBasedGateway instantiate",
        NodeKind::Gateway(GatewayKind::ParallelEventBased) => "eventBasedGateway instantiate parallel",
        NodeKind::ComplexGateway { .. } => "complexGateway",
        NodeKind::StartEvent { events, all, interrupting, .. } => {
            return of_event(start(process, node, *interrupting), events, *all);
        }
        NodeKind::CatchEvent { events, all } => return of_event(Position::Catch, events, *all),
        NodeKind::ThrowEvent { events } => return of_event(Position::Throw, events, false),
        NodeKind::EndEvent { events } => return of_event(Position::End, events, false),
        NodeKind::BoundaryEvent { events, all, interrupting: true, .. } => {
            return of_event(Position::Boundary, events, *all);
        }
        NodeKind::BoundaryEvent { events, all, .. } => return of_event(Position::BoundaryBeside, events, *all),
    };
    vec![tag.to_owned()]
}

fn start(process: &Process, node: &Node, interrupting: bool) -> Position {
    let around = node.scope.as_ref().and_then(|id| process.nodes.iter().find(|n| n.id == *id));
    match around.map(|scope| &scope.kind) {
        Some(NodeKind::SubProcess { triggered_by_event: true }) if interrupting => Position::EventSubProcess,
        Some(NodeKind::SubProcess { triggered_by_event: true }) => Position::EventSubProcessBeside,
        _ => Position::Start,
    }
}

fn of_event(position: Position, events: &[EventDefinition], all: bool) -> Vec<String> {
    match events {
        [] => vec![label(position, "none")],
        [one] => vec![label(position, tag_of(&one.kind))],
        _ if all => vec![label(position, "all of several")],
        _ => vec![label(position, "several")],
    }
}

fn tag_of(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::Timer(_) => "timerEventDefinition",
        EventKind::Message(_) => "messageEventDefinition",
        EventKind::Signal(_) => "signalEventDefinition",
        EventKind::Error(_) => "errorEventDefinition",
        EventKind::Escalation(_) => "escalationEventDefinition",
        EventKind::Conditional(_) => "conditionalEventDefinition",
        EventKind::Link(_) => "linkEventDefinition",
        EventKind::Terminate | EventKind::TerminateAll => "terminateEventDefinition",
        EventKind::Compensate { .. } => "compensateEventDefinition",
        EventKind::Cancel => "cancelEventDefinition",
    }
}

fn label(position: Position, definition: &str) -> String {
    format!("{definition} on {}", position.english())
}
