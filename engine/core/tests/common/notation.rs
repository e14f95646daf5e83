//! Processes as text, one flow node a line, contents indented. This file is long because each word has its meaning here.
//!
//! ```text
//! s: start -> ask
//! ask: user -> way
//! way: xor -> yes {ok}, no default
//! late: boundary on ask timer PT1H non-interrupting -> no
//! undo: user for-compensation
//! done: boundary on ask compensate -> undo
//! back: throw compensate of ask -> s
//! all: user parallel x3 each signal done -> e
//! ```
use std::collections::BTreeMap;
use weir_core::model::*;
use weir_core::process::Quantity;
use weir_core::{ElementId, Place, Process};

/// Compiles a process that must be without errors.
pub fn process(text: &str) -> Process {
    let prepared = weir_core::compile::compile(&model(text));
    prepared.processes.into_iter().next().unwrap_or_else(|| panic!("it compiles: {:#?}", prepared.problems))
}

/// Compiles a process, if it is one.
pub fn process_if_any(text: &str) -> Option<Process> {
    weir_core::compile::compile(&model(text)).processes.into_iter().next()
}

/// Reads the notation.
pub fn model(text: &str) -> Model {
    let mut reader = Reader { model: Model::default(), process: new_process(), scopes: vec![], ids: BTreeMap::new() };
    for (number, line) in text.lines().enumerate() {
        if !line.trim().is_empty() {
            reader.line(number as u32 + 1, line);
        }
    }
    reader.model.processes.push(reader.process);
    reader.model
}

struct Reader {
    model: Model,
    process: Process_,
    scopes: Vec<(usize, ElementId)>,
    ids: BTreeMap<(String, String), ElementId>,
}
type Process_ = weir_core::model::Process;

fn new_process() -> Process_ {
    Process_ {
        id: "p".into(),
        name: None,
        executable: Some(true),
        version_tag: None,
        template: None,
        suggestions: vec![],
        place: Place::default(),
        nodes: vec![],
        flows: vec![],
        associations: vec![],
        data: vec![],
        names: vec![],
        listeners: vec![],
        start_form: None,
        start_form_use: FormUse::default(),
        starters: None,
        led_only: false,
        unlisted: false,
        defaults: vec![],
        correlations: vec![],
    }
}

impl Reader {
    fn line(&mut self, line: u32, text: &str) {
        let depth = text.len() - text.trim_start().len();
        self.scopes.retain(|(d, _)| *d < depth);
        let scope = self.scopes.last().map(|(_, id)| id.clone());
        let (id, rest) = text.trim().split_once(':').expect("id: kind");
        let id = ElementId::from(id.trim());
        let (kind, targets) = rest.split_once("->").unwrap_or((rest, ""));
        let (words, braces) = words(kind);
        let place = Place { line, column: 1 };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let kind = self.kind(&words, &braces, place);
        self.scopes.push((depth, id.clone()));
        let mut node = Node {
            written: vec![],
            id: id.clone(),
            name: None,
            scope: scope.clone(),
            place,
            is_end: matches!(kind, NodeKind::EndEvent { .. }),
            kind,
            default: None,
            for_compensation: words.contains(&"for-compensation"),
            quantity: Quantity { start: number(&words, "takes"), completion: number(&words, "gives") },
            looped: self.looped(&words, &braces, place),
            inputs: mappings(&words, "in"),
            outputs: mappings(&words, "out"),
            data: NodeData { locals: all(&words, "own"), inputs: moved(&words, "take"), outputs: moved(&words, "put") },
            correlation_key: after(&words, "key").map(|k| text_at(k, place)),
            names: vec![],
            sets: vec![],
            listeners: listeners(&words, place),
            skip: None,
        };
        if words.contains(&"compensate") && words[0] == "boundary" {
            let (id, source, target) = (format!("{id}-").into(), id.clone(), targets.trim().into());
            self.process.associations.push(Association { id, source, target, place });
            return self.process.nodes.push(node);
        }
        for target in split(targets) {
            let flow = self.flow(&id, scope.clone(), &target, place);
            if target.ends_with(" default") {
                node.default = Some(flow);
            }
        }
        self.process.nodes.push(node);
    }

    fn flow(&mut self, source: &ElementId, scope: Option<ElementId>, target: &str, place: Place) -> ElementId {
        let (words, braces) = words(target);
        let mut id = format!("{source}-{}", words[0]);
        while self.process.flows.iter().any(|f| f.id.as_str() == id) {
            id.push('\'');
        }
        let condition = braces.first().map(|c| text_at(c, place));
        let id = ElementId::from(id);
        let (source, target) = (source.clone(), words[0].as_str().into());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let listeners = listeners(&words, place);
        self.process.flows.push(Flow {
            id: id.clone(),
            name: None,
            scope,
            source,
            target,
            condition,
            condition_file: None,
            listeners,
            place,
        });
        id
    }

    fn kind(&mut self, words: &[&str], braces: &[String], place: Place) -> NodeKind {
        let interrupting = !words.contains(&"non-interrupting");
        let all = words.contains(&"all");
        let text = |word| after(words, word).map(|t| text_at(t, place));
        let work = Work {
            job_type: text("type"),
            retries: text("retries"),
            backoff: text("backoff"),
            headers: vec![],
            priority: text("priority"),
            errors: vec![],
        };
        match words[0] {
            "task" => NodeKind::Task,
            "manual" => NodeKind::ManualTask,
            "user" => NodeKind::UserTask(Box::new(UserTask {
                assignee: after(words, "for").map(|a| text_at(a, place)),
                ..UserTask::default()
            })),
            "job" => NodeKind::ServiceTask(work),
            "javascript" => {
                let (script, result) = (Some(text_at(&braces[0], place)), after(words, "to").map(String::from));
                NodeKind::ScriptTask { language: Some("javascript".into()), script, result, work }
            }
            "script" => {
                let script = Some(text_at(&braces[0], place));
                let result = after(words, "to").map(String::from);
                NodeKind::ScriptTask { language: Some("feel".into()), script, result, work }
            }
            "send" => NodeKind::SendTask { message: Some(self.root(RootKind::Message, words[1])), work },
            "receive" => {
                let instantiate = words.contains(&"starts");
                NodeKind::ReceiveTask { message: Some(self.root(RootKind::Message, words[1])), instantiate }
            }
            "call" => NodeKind::CallActivity(Box::new(Call {
                called: Some(words[1].into()),
                version: after(words, "version").map(|v| text_at(v, place)),
                version_tag: after(words, "tagged").map(|t| text_at(t, place)),
                business_key: after(words, "known-as").map(|k| text_at(k, place)),
                inherit_business_key: words.contains(&"same-key"),
                pass_all: words.contains(&"pass-all").then_some(true),
                return_all: words.contains(&"return-all").then_some(true),
                ..Call::default()
            })),
            "decide" => NodeKind::BusinessRuleTask(Box::new(RuleTask {
                decision: Some(text_at(words[1], place)),
                version: after(words, "version").map(|v| text_at(v, place)),
                result: after(words, "into").map(str::to_owned),
                mapping: after(words, "as").map(|m| text_at(m, place)),
                ..RuleTask::default()
            })),
            "sub" => NodeKind::SubProcess { triggered_by_event: false },
            "adhoc" => NodeKind::AdHocSubProcess(AdHoc {
                sequential: words.contains(&"one-by-one"),
                completion_condition: words.contains(&"done-when").then(|| text_at(&braces[0], place)),
                cancel_remaining: !words.contains(&"let-finish"),
                active_elements: after(words, "begin").map(|b| text_at(b, place)),
                ..AdHoc::default()
            }),
            "tx" => NodeKind::Transaction,
            "es" => NodeKind::SubProcess { triggered_by_event: true },
            "xor" => NodeKind::Gateway(GatewayKind::Exclusive),
            "and" => NodeKind::Gateway(GatewayKind::Parallel),
            "or" => NodeKind::Gateway(GatewayKind::Inclusive),
            "event" if words.contains(&"starts") && all => NodeKind::Gateway(GatewayKind::ParallelEventBased),
            "event" if words.contains(&"starts") => NodeKind::Gateway(GatewayKind::StartingEventBased),
            "event" => NodeKind::Gateway(GatewayKind::EventBased),
            "complex" => NodeKind::ComplexGateway { activation: braces.first().map(|c| text_at(c, place)) },
            "start" => NodeKind::StartEvent {
                initiator: after(words, "by").map(String::from),
                interrupting,
                events: self.events(&words[1..], braces, place),
                all,
            },
            "end" => NodeKind::EndEvent { events: self.events(&words[1..], braces, place) },
            "catch" => NodeKind::CatchEvent { events: self.events(&words[1..], braces, place), all },
            "throw" => NodeKind::ThrowEvent { events: self.events(&words[1..], braces, place) },
            "boundary" => {
                let events = self.events(&words[3..], braces, place);
                NodeKind::BoundaryEvent { attached_to: words[2].into(), interrupting, events, all }
            }
            other => panic!("no kind `{other}`"),
        }
    }

    /// `message A`, several as `message A + signal B`; with `all` before them all must come.
    fn events(&mut self, words: &[&str], braces: &[String], place: Place) -> Vec<EventDefinition> {
        let words = if words.first() == Some(&"all") { &words[1..] } else { words };
        let mut braces = braces;
        let mut events = vec![];
        for part in words.split(|word| *word == "+") {
            events.extend(self.event(part, braces, place));
            let has_condition = part.first() == Some(&"condition") || part == ["timer"];
            braces = &braces[usize::from(has_condition).min(braces.len())..];
        }
        events
    }

    fn event(&mut self, words: &[&str], braces: &[String], place: Place) -> Option<EventDefinition> {
        let name = words.get(1).copied().filter(|w| *w != "non-interrupting" && *w != "in" && *w != "out");
        let kind = match words.first().copied() {
            Some("timer") => {
                let text = text_at(name.unwrap_or_else(|| &braces[0]), place);
                EventKind::Timer(Some(match text.text.as_bytes() {
                    [b'P' | b'=', ..] => TimerText::Duration(text),
                    [b'R', ..] => TimerText::Cycle(text),
                    _ => TimerText::Date(text),
                }))
            }
            Some("message") => EventKind::Message(name.map(|n| self.root(RootKind::Message, n))),
            Some("signal") => EventKind::Signal(name.map(|n| self.root(RootKind::Signal, n))),
            Some("error") => EventKind::Error(name.map(|n| self.root(RootKind::Error, n))),
            Some("escalation") => EventKind::Escalation(name.map(|n| self.root(RootKind::Escalation, n))),
            Some("condition") => EventKind::Conditional(Some(match braces[0].strip_prefix("js:") {
                Some(script) => Text { language: Some("javascript".into()), ..text_at(script, place) },
                None => text_at(&braces[0], place),
            })),
            Some("link") => EventKind::Link(name.map(String::from)),
            Some("terminate") => EventKind::Terminate,
            Some("compensate") => EventKind::Compensate {
                activity: after(words, "of").map(ElementId::from),
                wait: !words.contains(&"without-waiting"),
            },
            Some("cancel") => EventKind::Cancel,
            _ => return None,
        };
        let watch = after(words, "watching").map(|what| {
            let (name, events) = what.split_once('/').unwrap_or((what, "create+update"));
            let listed = |event| events.split('+').any(|e| e == event);
            let names = Some(name.to_owned()).filter(|name| name != "any").into_iter().collect();
            weir_core::watch::Watch {
                names,
                created: listed("create"),
                updated: listed("update"),
                deleted: listed("delete"),
            }
        });
        Some(EventDefinition { id: None, place, kind, watch, carries_all: false })
    }

    fn root(&mut self, kind: RootKind, name: &str) -> ElementId {
        let key = (format!("{kind:?}"), name.to_owned());
        if let Some(id) = self.ids.get(&key) {
            return id.clone();
        }
        let id = ElementId::from(format!("{kind:?}_{name}"));
        self.ids.insert(key, id.clone());
        let (name, code) = (Some(name.to_owned()), Some(name.to_owned()));
        let place = Place::default();
        self.model.roots.push(Root { kind, id: id.clone(), name, code, message: None, correlation_key: None, place });
        id
    }
}

impl Reader {
    /// `loop while {condition}`, `loop-before while {condition}`, `at-most 3`; `parallel x3`, `sequential over items as
    /// item`, `until {condition}`, `collect {expression} into list`; events: `each signal s`, `first error e`, `when
    /// {condition} signal s`.
    fn looped(&mut self, words: &[&str], braces: &[String], place: Place) -> Option<Loop> {
        let test_before = words.contains(&"loop-before");
        if test_before || words.contains(&"loop") {
            return Some(Loop::Standard(StandardLoop {
                test_before,
                maximum: after(words, "at-most").map(|n| text_at(n, place)),
                condition: words.contains(&"while").then(|| text_at(braces.last().expect("{condition}"), place)),
                place,
            }));
        }
        let sequential = words.contains(&"sequential");
        if !sequential && !words.contains(&"parallel") {
            return None;
        }
        let cardinality = words.iter().find_map(|w| w.strip_prefix('x')?.parse::<u32>().ok());
        let mut braces = braces.iter();
        Some(Loop::MultiInstance(MultiInstance {
            sequential,
            cardinality: cardinality.map(|n| text_at(&n.to_string(), place)),
            collection: after(words, "over").map(|c| text_at(c, place)),
            element_variable: after(words, "as").map(String::from),
            output_collection: after(words, "into").map(String::from),
            lists: vec![],
            output_element: words.contains(&"collect").then(|| text_at(braces.next().expect("{expression}"), place)),
            completion_condition: words.contains(&"until").then(|| text_at(braces.next().expect("{condition}"), place)),
            first: 1,
            index_variable: None,
            behavior: self.behavior(words, &mut braces, place),
            place,
        }))
    }

    fn behavior(&mut self, words: &[&str], braces: &mut std::slice::Iter<'_, String>, place: Place) -> Behavior {
        let at = |word| words.iter().position(|w| *w == word);
        let mut event = |i: usize| self.events(&words[i + 1..], &[], place).pop();
        if let Some(i) = at("each") {
            Behavior::None(event(i))
        } else if let Some(i) = at("first") {
            Behavior::One(event(i))
        } else if let Some(i) = at("when") {
            let condition = braces.next().map(|c| text_at(c, place));
            Behavior::Complex(vec![(condition, event(i))])
        } else {
            Behavior::All
        }
    }
}

/// `in target=expression`, without spaces in the expression.
fn mappings(words: &[&str], which: &str) -> Vec<Mapping> {
    let pairs = words.windows(2).filter(|w| w[0] == which).filter_map(|w| w[1].split_once('='));
    pairs.map(|(target, source)| mapping(target, source)).collect()
}

fn mapping(target: &str, source: &str) -> Mapping {
    let source = Source { text: text_at(source, Place::default()), form: Form::Expression };
    Mapping { source, target: target.into(), beside: false }
}

/// `listen start=type`: a job; `listen end=variable:=expression`: a variable is set; `listen end=js:f()`: a script. `outputs-first` as in Camunda 8.
fn listeners(words: &[&str], place: Place) -> Vec<Listener> {
    let pairs = words.windows(2).filter(|w| w[0] == "listen").filter_map(|w| w[1].split_once('='));
    pairs
        .map(|(on, what)| Listener {
            on: match on {
                "start" => ListenerEvent::Start,
                "end" => ListenerEvent::End,
                "take" => ListenerEvent::Take,
                "create" => ListenerEvent::Create,
                "assignment" => ListenerEvent::Assignment,
                "complete" => ListenerEvent::Complete,
                "update" => ListenerEvent::Update,
                "delete" => ListenerEvent::Delete,
                other if other.starts_with("timeout") => ListenerEvent::Timeout,
                other => panic!("no listener {other}"),
            },
            action: match (what.split_once(":="), what.strip_prefix("js:")) {
                (Some((target, source)), _) => ListenerAction::Set(mapping(target, source)),
                (None, Some(script)) => ListenerAction::Script(text_at(script, place), Work::default()),
                (None, None) => ListenerAction::Job(Work { job_type: Some(text_at(what, place)), ..Work::default() }),
            },
            place,
            last: words.contains(&"outputs-first"),
            timer: on.split_once('@').map(|(_, after)| TimerText::Duration(text_at(after, place))),
        })
        .collect()
}

/// `takes 2`, `gives 3`.
fn number(words: &[&str], which: &str) -> u32 {
    after(words, which).map_or(1, |n| n.parse().expect("a number of tokens"))
}

/// `take target=source` and `put target=source`: data associations that copy.
fn moved(words: &[&str], which: &str) -> Vec<DataMapping> {
    let plain = |m: Mapping| DataMapping { source: m.source.text, target: m.target, copy: true };
    mappings(words, which).into_iter().map(plain).collect()
}

/// `own name`: data that is declared there.
fn all(words: &[&str], which: &str) -> Vec<String> {
    words.windows(2).filter(|w| w[0] == which).map(|w| w[1].to_owned()).collect()
}

fn after<'a>(words: &[&'a str], which: &str) -> Option<&'a str> {
    words.windows(2).find(|w| w[0] == which).map(|w| w[1])
}

fn text_at(text: &str, place: Place) -> Text {
    Text { text: text.into(), language: None, place }
}

/// Words, and what stood in braces.
fn words(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut outside, mut braces, mut rest) = (String::new(), vec![], text);
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}').expect("a closing brace");
        outside.push_str(before);
        braces.push(inside.to_owned());
        rest = after;
    }
    outside.push_str(rest);
    (outside.split_whitespace().map(String::from).collect(), braces)
}

/// Targets, separated by commas outside braces.
fn split(targets: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in targets.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match c {
            ',' if depth == 0 => parts.push(String::new()),
            c => parts.last_mut().expect("one part").push(c),
        }
    }
    parts.into_iter().map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}
