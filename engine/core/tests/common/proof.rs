//! What golden tests prove: which models they run, and what the traces of these models say. See `conformance.rs`.
use super::notation;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use weir_core::catalogue::triggers::Position;
use weir_core::catalogue::{BPMN, Family, find};
use weir_core::model::{Behavior, EventDefinition, EventKind, GatewayKind, Loop, Model, Node, NodeKind, Process};

/// To stand in a file proves nothing here: the outcome has to be another one without it.
const MATTER: [Family; 7] =
    [Family::Data, Family::People, Family::Lane, Family::Collaboration, Family::Root, Family::Flow, Family::Expression];

/// What every trace is a trace of.
const WHOLE: [&str; 2] = ["definitions", "process"];

pub fn has_to_matter(tag: &str) -> bool {
    find(tag).is_some_and(|entry| MATTER.contains(&entry.family)) && !WHOLE.contains(&tag)
}

/// What a test runs, the file it was read from, where it is no notation, and the traces of its runs.
pub struct Ran {
    model: Model,
    file: Option<String>,
    traces: String,
}

/// The tests of a file, each with the models that stand in it or in a constant that it names. A trace is one of the models
/// that stand last before it.
pub fn tests(source: &str) -> Vec<(String, Vec<Ran>)> {
    let mut shared: Vec<(String, Vec<String>)> = vec![];
    for part in source.split("\nconst ").skip(1) {
        let name = part.split(':').next().unwrap_or_default().to_owned();
        let text = part.split(";\n").next().unwrap_or_default();
        shared.push((name, literals(text).into_iter().map(|(_, text)| text).collect()));
    }
    let mut tests = vec![];
    for part in source.split("#[test]\nfn ").skip(1) {
        let name = part.split('(').next().unwrap_or_default().to_owned();
        let body = part.split("\n}\n").next().unwrap_or_default();
        let mut all = literals(body);
        for (constant, texts) in &shared {
            let named = body.match_indices(constant.as_str()).map(|(at, _)| at);
            all.extend(named.flat_map(|at| texts.iter().map(move |text| (at, text.clone()))));
        }
        all.sort_by_key(|(at, _)| *at);
        tests.push((name, ran(all)));
    }
    tests
}

fn ran(literals: Vec<(usize, String)>) -> Vec<Ran> {
    let mut models: Vec<Ran> = vec![];
    // From here on they belong to the next trace.
    let (mut first, mut told) = (0, false);
    for (_, text) in literals {
        if text.lines().any(|line| line.trim_start().starts_with("> ")) {
            models[first..].iter_mut().for_each(|ran| ran.traces.push_str(&text));
            told = true;
        } else if let Some(model) = model(&text) {
            if std::mem::take(&mut told) {
                first = models.len();
            }
            models.push(model);
        }
    }
    models
}

/// The string literals of a piece of Rust, with where each begins.
fn literals(source: &str) -> Vec<(usize, String)> {
    let (mut found, mut rest) = (vec![], source);
    while let Some(at) = rest.find('"') {
        let hashes = rest[..at].chars().rev().take_while(|c| *c == '#').count();
        let raw = rest[..at - hashes].ends_with('r');
        let inside = &rest[at + 1..];
        let end = if raw { inside.find(&format!("\"{}", "#".repeat(hashes))) } else { end_of(inside) };
        let Some(end) = end else { break };
        let text = &inside[..end];
        found.push((source.len() - inside.len(), if raw { text.to_owned() } else { unescaped(text) }));
        rest = &inside[end + 1..];
    }
    found
}

fn end_of(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices()
        .find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        })
        .map(|(at, _)| at)
}

fn unescaped(text: &str) -> String {
    // A line that ends with a backslash goes on behind the spaces of the next one.
    let joined: String = text
        .split("\\\n")
        .enumerate()
        .fold(String::new(), |all, (number, part)| all + if number == 0 { part } else { part.trim_start() });
    joined.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\")
}

/// The model that a text is, in the notation of the tests or as XML; none when it would be refused.
fn model(text: &str) -> Option<Ran> {
    let traces = String::new();
    if text.contains("<definitions") {
        let errors = |p: &weir_core::Problem| p.severity == weir_core::Severity::Error;
        let runs = !weir_core::compile::prepare(text.as_bytes()).problems.iter().any(errors);
        let model = weir_core::read::read(text.as_bytes()).model;
        return runs.then(|| Ran { model, file: Some(text.to_owned()), traces });
    }
    if !text.lines().any(|line| line.trim().split_once(": ").is_some_and(|(id, _)| !id.contains([' ', '>', '<']))) {
        return None;
    }
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let model = catch_unwind(AssertUnwindSafe(|| notation::model(text))).ok();
    std::panic::set_hook(hook);
    let model = model.filter(|m| weir_core::compile::compile(m).processes.len() == m.processes.len());
    model.map(|model| Ran { model, file: None, traces })
}

impl Ran {
    /// What its traces show of what stands in it: tags, and for each event where it stands with what.
    pub fn facts(&self) -> BTreeSet<String> {
        let mut facts = BTreeSet::new();
        if let Some(file) = &self.file {
            let tree = weir_core::xml::parse(file.as_bytes()).tree;
            let flows = [Family::Activity, Family::Event, Family::Gateway];
            let beside = |tag: &str| find(tag).is_some_and(|entry| !flows.contains(&entry.family));
            let tags = tree.elements.iter().filter(|e| &*e.name.namespace == BPMN).map(|e| e.name.local.clone());
            facts.extend(tags.filter(|tag| beside(tag)));
        }
        for process in &self.model.processes {
            for node in process.nodes.iter().filter(|node| self.was_entered(node)) {
                self.node_facts(node, process, &mut facts);
            }
        }
        facts.retain(|fact| !has_to_matter(fact));
        facts
    }
}

impl Ran {
    /// Whether a trace says that a token came to an element. Nothing comes to a compensation boundary event: its handler
    /// is begun instead.
    fn was_entered(&self, node: &Node) -> bool {
        let undoes = |event: &EventDefinition| matches!(event.kind, EventKind::Compensate { .. });
        if let NodeKind::BoundaryEvent { events, .. } = &node.kind
            && events.iter().any(undoes)
        {
            return true;
        }
        ["enter", "triggered", "undo by", "undo inside", "beside"].iter().any(|word| self.says(word, node))
    }

    /// Whether a trace says this of an element, as `enter a`.
    fn says(&self, word: &str, node: &Node) -> bool {
        let said = format!("{word} {}", node.id);
        self.traces.match_indices(&said).any(|(at, _)| {
            let next = self.traces[at + said.len()..].chars().next();
            next.is_none_or(|next| !next.is_alphanumeric())
        })
    }

    /// Whether a line says this of an element, as `a throws error E`.
    fn line(&self, node: &Node, what: &str) -> bool {
        let said = format!("{} {what}", node.id);
        self.traces.lines().any(|line| line.trim_start().starts_with(&said))
    }

    /// Whether an event came, or was thrown, where it stands.
    fn came(&self, position: Position, event: &EventKind, node: &Node, process: &Process) -> bool {
        let kind = name(event);
        match position {
            Position::Throw | Position::End => match event {
                EventKind::Message(_) => self.line(node, "throws message") || self.line(node, "waits for job"),
                EventKind::Signal(_) | EventKind::Error(_) | EventKind::Escalation(_) => {
                    self.line(node, &format!("throws {kind}"))
                }
                EventKind::Compensate { .. } => self.line(node, "compensates"),
                EventKind::Cancel => self.traces.lines().any(|line| line.ends_with(" cancelled")),
                EventKind::Terminate | EventKind::TerminateAll => {
                    self.traces.lines().any(|line| line.ends_with(" terminated"))
                }
                _ => true,
            },
            Position::Catch => {
                let awaited = if kind == "conditional" { "condition" } else { kind.as_str() };
                let waited = self.line(node, &format!("waits for {awaited}")) && self.line(node, "completed");
                let link = matches!(event, EventKind::Link(_));
                waited || link || self.says("triggered", node)
            }
            Position::Boundary | Position::BoundaryBeside if matches!(event, EventKind::Compensate { .. }) => {
                let handlers = process.associations.iter().filter(|association| association.source == node.id);
                let handlers = handlers.filter_map(|a| process.nodes.iter().find(|other| other.id == a.target));
                let mut handlers = handlers.map(|handler| (handler, format!("undo by {}#", handler.id)));
                handlers.any(|(handler, many)| self.says("undo by", handler) || self.traces.contains(&many))
            }
            Position::Boundary | Position::BoundaryBeside => self.says("triggered", node),
            Position::EventSubProcess | Position::EventSubProcessBeside => {
                let around = process.nodes.iter().find(|other| Some(&other.id) == node.scope.as_ref());
                self.says("triggered", node)
                    || around.is_some_and(|sub| self.says("triggered", sub) || self.says("undo by", sub))
            }
            Position::Start => true,
        }
    }

    fn node_facts(&self, node: &Node, process: &Process, facts: &mut BTreeSet<String>) {
        let mut fact = |text: &str| {
            facts.insert(text.to_owned());
        };
        let counted = self.traces.lines().any(|line| {
            let line = line.trim_start();
            let rest = line.strip_prefix(node.id.as_str());
            let rest = rest.map(|rest| rest.strip_prefix("#multiInstanceBody").unwrap_or(rest));
            rest.is_some_and(|rest| rest.starts_with(": ") && (rest.ends_with(" instances") || rest.contains("a loop")))
        });
        match node.looped.as_ref().filter(|_| counted) {
            Some(Loop::MultiInstance(marker)) => {
                fact("multiInstanceLoopCharacteristics");
                marker.cardinality.iter().for_each(|_| fact("loopCardinality"));
                marker.completion_condition.iter().for_each(|_| fact("completionCondition"));
                if matches!(marker.behavior, Behavior::Complex(_)) {
                    fact("complexBehaviorDefinition");
                }
            }
            Some(Loop::Standard(marker)) => {
                fact("standardLoopCharacteristics");
                marker.condition.iter().for_each(|_| fact("loopCondition"));
            }
            None => {}
        }
        match &node.kind {
            NodeKind::ScriptTask { .. } => fact("script"),
            NodeKind::ComplexGateway { activation: Some(_) } => fact("activationCondition"),
            _ => {}
        }
        let (tag, at) = tag(node, &process.nodes);
        let Some((position, events, together)) = at else { return fact(&tag) };
        let came: Vec<&EventDefinition> =
            events.iter().filter(|event| self.came(position, &event.kind, node, process)).collect();
        // One of several is enough where any of them will do; all are thrown, and of all that must come one is gathered.
        let throws = matches!(position, Position::Throw | Position::End);
        let shown = match events.len() {
            0 => true,
            1 => !came.is_empty(),
            _ if throws => came.len() > 1,
            _ if together => self.line(node, "gathers") || self.traces.contains(" gathers "),
            _ => !came.is_empty(),
        };
        if !shown {
            return;
        }
        fact(&tag);
        let several = if together { "parallelMultiple" } else { "multiple" };
        match events.len() {
            0 => fact(&format!("{position:?} none")),
            1 => {}
            _ => fact(&format!("{position:?} {several}")),
        }
        for event in came {
            match &event.kind {
                EventKind::Timer(Some(timer)) => fact(&format!("time{}", capital(&name(timer)))),
                EventKind::Conditional(Some(_)) => fact("condition"),
                _ => {}
            }
            fact(&format!("{position:?} {}EventDefinition", name(&event.kind)));
            fact(&format!("{}EventDefinition", name(&event.kind)));
        }
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// Where an event stands, its definitions, and whether all of them must come.
type At<'a> = Option<(Position, &'a [EventDefinition], bool)>;

fn tag<'a>(node: &'a Node, all: &[Node]) -> (String, At<'a>) {
    match &node.kind {
        NodeKind::StartEvent { interrupting, events, all: together, .. } => {
            let inside = all.iter().find(|n| Some(&n.id) == node.scope.as_ref());
            let by_event = inside.is_some_and(|n| matches!(n.kind, NodeKind::SubProcess { triggered_by_event: true }));
            let position = match (by_event, interrupting) {
                (false, _) => Position::Start,
                (true, true) => Position::EventSubProcess,
                (true, false) => Position::EventSubProcessBeside,
            };
            ("startEvent".into(), Some((position, events, *together)))
        }
        NodeKind::CatchEvent { events, all: together } => {
            ("intermediateCatchEvent".into(), Some((Position::Catch, events, *together)))
        }
        NodeKind::BoundaryEvent { events, interrupting, all: together, .. } => {
            let position = if *interrupting { Position::Boundary } else { Position::BoundaryBeside };
            ("boundaryEvent".into(), Some((position, events, *together)))
        }
        NodeKind::ThrowEvent { events, .. } => {
            ("intermediateThrowEvent".into(), Some((Position::Throw, events, false)))
        }
        NodeKind::EndEvent { events, .. } => ("endEvent".into(), Some((Position::End, events, false))),
        NodeKind::Gateway(GatewayKind::StartingEventBased | GatewayKind::ParallelEventBased) => {
            ("eventBasedGateway".into(), None)
        }
        NodeKind::Gateway(gateway) => (format!("{}Gateway", name(gateway)), None),
        other => (name(other), None),
    }
}

/// The name of a variant as BPMN writes it: `UserTask(..)` is `userTask`.
fn name(variant: &impl Debug) -> String {
    let text = format!("{variant:?}");
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text[..1].to_lowercase() + &text[1..end]
}
