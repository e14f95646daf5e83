//! Redesigns of a process as changes of its file: steps side by side, in another order, decided by a rule, merged, with a due
//! date. What cannot be changed safely is refused with the reason; then a person draws it.
//!
//! A redesign keeps everything that it does not touch, byte for byte, but for the diagram, which is drawn anew where steps
//! moved. It never loses a way: a step with boundary events, or that stands where ways join, is left to people.
mod order;
mod pass;
mod single;

use super::layout;
use super::tree::graph::Graph;
use super::tree::text::Text;
use crate::catalogue::WEIR;
use crate::id::ElementId;
use std::collections::BTreeSet;

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redesign {
    /// Two steps that follow one another go on side by side.
    Parallelise {
        /// The first.
        first: ElementId,
        /// The second.
        second: ElementId,
    },
    /// A step is not done any more where a condition holds (FEEL), or never; what it would have decided is set.
    Pass {
        /// The step.
        task: ElementId,
        /// When; none is always.
        when: Option<String>,
        /// The variable that takes its decision, and the decision as a FEEL expression.
        decided: Option<(String, String)>,
    },
    /// Checks that follow one another, each with the gateway behind it where it has one, come in another order.
    Reorder {
        /// As they should be.
        to: Vec<ElementId>,
    },
    /// Two steps become one.
    Merge {
        /// The first, which stays.
        first: ElementId,
        /// The second, which goes.
        second: ElementId,
    },
    /// A step gets a due date, and its people are reminded before it; ISO 8601 durations.
    Due {
        /// The step.
        task: ElementId,
        /// After how long it is due.
        after: String,
        /// After how long whoever has it is reminded, where that helps.
        remind: Option<String>,
    },
    /// A condition of a flow says something else.
    Condition {
        /// The flow.
        flow: ElementId,
        /// The condition.
        says: String,
    },
    /// A step of a person becomes a decision.
    Decide {
        /// The step.
        task: ElementId,
        /// The id of the decision.
        decision: String,
        /// The variable that takes its result.
        result: String,
    },
    /// Nothing is changed; a word at an element says what is to be done by hand.
    Note {
        /// The element; none is the process.
        element: Option<ElementId>,
        /// The word.
        says: String,
    },
}

/// Why a redesign is not carried out by itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRedesign {
    /// The file is no BPMN file with that process.
    #[error("the file has no process `{process}`")]
    NoProcess {
        /// The process.
        process: ElementId,
    },
    /// An element is not there.
    #[error("there is no element `{element}` in this version of the model")]
    NoElement {
        /// Which.
        element: String,
    },
    /// Steps do not stand as the redesign needs them.
    #[error("{message}")]
    Shape {
        /// What stands in the way, and what to do.
        message: String,
    },
}

impl NoRedesign {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            NoRedesign::NoProcess { .. } => "redesign-no-process",
            NoRedesign::NoElement { .. } => "redesign-no-element",
            NoRedesign::Shape { .. } => "redesign-shape",
        }
    }
}

/// Carries a redesign out, and says in the process by which suggestion.
///
/// ```
/// use weir_core::exchange::{Redesign, redesign};
/// let file = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
///   <process id="p" isExecutable="true"><startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>
///     <sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="b"/>
///     <sequenceFlow id="h" sourceRef="b" targetRef="e"/></process></definitions>"#;
/// let change = Redesign::Parallelise { first: "a".into(), second: "b".into() };
/// let text = redesign(file, &"p".into(), &change, "r1-0a").unwrap();
/// let process = weir_core::compile::prepare(text.as_bytes()).processes.remove(0);
/// assert_eq!(process.incoming(process.node(&"e".into())).len(), 1);
/// assert_eq!(process.suggestions, ["r1-0a"]);
/// ```
///
/// # Errors
/// Steps are not there, or do not stand as the redesign needs them.
pub fn redesign(text: &str, process: &ElementId, change: &Redesign, suggestion: &str) -> Result<String, NoRedesign> {
    let mut job = Job::open(text, process)?;
    job.stamp(suggestion);
    let moves = match change {
        Redesign::Parallelise { first, second } => job.parallelise(first.as_str(), second.as_str()),
        Redesign::Pass { task, when, decided } => job.pass(task.as_str(), when.as_deref(), decided.as_ref()),
        Redesign::Reorder { to } => job.reorder(to),
        Redesign::Merge { first, second } => job.merge(first.as_str(), second.as_str()),
        Redesign::Due { task, after, remind } => job.due(task.as_str(), after, remind.as_deref()),
        Redesign::Condition { flow, says } => job.condition(flow.as_str(), says),
        Redesign::Decide { task, decision, result } => job.decide(task.as_str(), decision, result),
        Redesign::Note { element, says } => job.note(element.as_ref(), says),
    }?;
    let text = job.text.done();
    Ok(if moves { layout::again(&text) } else { text })
}

/// A redesign at work.
struct Job<'a> {
    text: Text<'a>,
    process: usize,
}

/// A step as it stands: its number, the flows that come and the one that leaves.
struct Place {
    number: usize,
    into: Vec<usize>,
    out: usize,
    target: usize,
}

fn shape(message: impl Into<String>) -> NoRedesign {
    NoRedesign::Shape { message: message.into() }
}

impl<'a> Job<'a> {
    fn open(text: &'a str, process: &ElementId) -> Result<Self, NoRedesign> {
        let text = Text::open(text);
        let missing = || NoRedesign::NoProcess { process: process.clone() };
        let found = text.document.bpmn().find(|(number, entry)| {
            entry.tag == "process" && text.document.element(*number).get("id") == Some(process.as_str())
        });
        let number = found.map(|(number, _)| number).filter(|_| text.is_whole()).ok_or_else(missing)?;
        Ok(Job { text, process: number })
    }

    /// Says in the process which suggestion was taken up; those that were before stay.
    fn stamp(&mut self, suggestion: &str) {
        let (prefix, declared) = self.text.weir();
        let name = format!("{prefix}suggestions");
        let before = self
            .text
            .document
            .element(self.process)
            .attributes
            .iter()
            .find(|attribute| &*attribute.name.namespace == WEIR && &*attribute.name.local == "suggestions");
        let mut ids: Vec<&str> = before.map_or_else(Vec::new, |before| before.value.split_whitespace().collect());
        if !ids.contains(&suggestion) {
            ids.push(suggestion);
        }
        let ids = ids.join(" ");
        if !declared.is_empty() {
            self.text.set(0, "xmlns:weir", WEIR);
        }
        self.text.set(self.process, &name, &ids);
    }

    fn number(&self, id: &str) -> Result<usize, NoRedesign> {
        let missing = || NoRedesign::NoElement { element: id.to_owned() };
        let number = self.text.document.resolve(self.process, id).ok_or_else(missing)?;
        let mut at = number;
        while let Some(parent) = self.text.document.element(at).parent {
            if parent == self.process {
                return Ok(number);
            }
            at = parent;
        }
        Err(missing())
    }

    fn id(&self, number: usize) -> String {
        self.text.document.id(number).to_string()
    }

    fn graph(&self, number: usize) -> Graph {
        Graph::of(&self.text.document, self.text.document.element(number).parent.unwrap_or_default())
    }

    /// A step that can be moved: no events on its border, one way out, that it is not itself.
    fn place(&self, id: &str) -> Result<Place, NoRedesign> {
        let number = self.number(id)?;
        let graph = self.graph(number);
        if self.has_boundary(number) {
            return Err(shape(format!("`{id}` has events on its border: what becomes of them is for people to say")));
        }
        let &[out] = graph.out(number) else {
            return Err(shape(format!("`{id}` has not exactly one way out: draw the change by hand")));
        };
        let target = graph.target(out);
        let into = graph.to(number).to_vec();
        if into.is_empty() || target == number {
            return Err(shape(format!("no way leads to `{id}`, or it leads to itself: draw the change by hand")));
        }
        if self.has_condition(out) {
            return Err(shape(format!("the way out of `{id}` has a condition: draw the change by hand")));
        }
        Ok(Place { number, into, out, target })
    }

    fn has_condition(&self, flow: usize) -> bool {
        self.text.document.child(flow, "conditionExpression").is_some()
    }

    fn has_boundary(&self, number: usize) -> bool {
        let document = &self.text.document;
        document.bpmn().any(|(event, entry)| {
            let on = document.element(event).get("attachedToRef");
            entry.tag == "boundaryEvent" && on.and_then(|id| document.resolve(event, id)) == Some(number)
        })
    }

    /// Leads flows to another element and tells both ends.
    fn lead_all(&mut self, flows: &[usize], from: usize, to: &str) {
        for flow in flows {
            let id = self.id(*flow);
            self.text.lead(*flow, to);
            self.text.untell(from, "incoming", &id);
        }
    }

    /// A new element behind another one, with what it tells of its flows.
    fn put(&mut self, behind: usize, tag: &str, attributes: &str, inner: &str, flows: (&[&str], &[&str])) {
        let (p, indent) = (self.text.prefix(), self.text.beside(behind));
        let inner = format!("{}{inner}", self.text.tale(flows.0, flows.1, &indent));
        let made = if inner.is_empty() {
            format!("<{p}{tag}{attributes}/>")
        } else {
            format!("<{p}{tag}{attributes}>{inner}{indent}</{p}{tag}>")
        };
        self.text.put_behind(behind, &made);
    }

    fn put_flow(&mut self, behind: usize, id: &str, from: &str, to: &str, condition: Option<&str>) {
        let p = self.text.prefix();
        let escape = super::escaped;
        let ends = format!("id=\"{id}\" sourceRef=\"{}\" targetRef=\"{}\"", escape(from), escape(to));
        let made = match condition {
            None => format!("<{p}sequenceFlow {ends}/>"),
            Some(condition) => {
                let condition = escape(condition);
                let inner = format!("<{p}conditionExpression>{condition}</{p}conditionExpression>");
                format!("<{p}sequenceFlow {ends}>{inner}</{p}sequenceFlow>")
            }
        };
        self.text.put_behind(behind, &made);
    }

    /// Takes an element out whose flows lead elsewhere by now.
    fn drop(&mut self, numbers: &[usize]) {
        self.text.remove(&numbers.iter().copied().collect::<BTreeSet<usize>>());
    }
}
