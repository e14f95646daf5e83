//! Who catches what is thrown inside: the event sub-processes of the scope, then the border of the sub-process, then the
//! same one scope further out (BPMN 13.5.4).
use super::sketch::{events, is_event_subprocess};
use super::{Around, Sketch};
use crate::id::ElementId;
use crate::model::{EventDefinition, EventKind, Node};
use crate::soundness::net::Transition;

/// What is thrown.
pub enum Thrown {
    Error(Option<ElementId>),
    Escalation(Option<ElementId>),
    Cancel,
}

/// A throwing event whose catcher is looked for.
pub struct Throw<'a> {
    pub node: &'a Node,
    pub thrown: Thrown,
    pub from: Vec<usize>,
    pub with: Transition,
    pub ways: Vec<Vec<usize>>,
}

/// Who catches.
pub enum Catcher<'a> {
    Boundary { node: &'a Node, boundary: &'a Node },
    EventSubProcess { node: &'a Node, start: &'a Node },
}

impl Thrown {
    pub fn of(event: &EventDefinition, ends: bool) -> Option<Self> {
        match &event.kind {
            EventKind::Error(id) if ends => Some(Thrown::Error(id.clone())),
            EventKind::Escalation(id) => Some(Thrown::Escalation(id.clone())),
            EventKind::Cancel if ends => Some(Thrown::Cancel),
            _ => None,
        }
    }

    /// Whether the process ends when nobody catches it.
    pub fn is_fatal(&self) -> bool {
        !matches!(self, Thrown::Escalation(_))
    }

    /// Whether an event catches it: by its own code, or by any.
    fn is_caught(&self, sketch: &Sketch<'_>, catcher: &Node, any: bool) -> bool {
        events(catcher).iter().any(|event| match (self, &event.kind) {
            (Thrown::Error(thrown), EventKind::Error(caught))
            | (Thrown::Escalation(thrown), EventKind::Escalation(caught)) => {
                if any {
                    caught.is_none() || thrown.is_none()
                } else {
                    caught.as_ref().zip(thrown.as_ref()).is_some_and(|(caught, thrown)| sketch.is_same(caught, thrown))
                }
            }
            (Thrown::Cancel, EventKind::Cancel) => true,
            _ => false,
        })
    }
}

/// The catcher and the scope in which it stands.
pub fn find<'s, 'a>(around: Around<'s, 'a>, thrown: &Thrown) -> Option<(Catcher<'a>, Around<'s, 'a>)> {
    let sketch: &Sketch<'a> = around.sketch;
    let (mut node, mut inside) = (around.node, true);
    loop {
        let outer = |node: Option<&'a Node>| Around { node, ..around };
        for any in [false, true] {
            let by_event = sketch.inside(node).into_iter().filter(|n| inside && is_event_subprocess(n));
            let starts = by_event.filter_map(|n| Some((n, sketch.start_of(n)?)));
            if let Some((found, start)) = starts.into_iter().find(|(_, start)| thrown.is_caught(sketch, start, any)) {
                return Some((Catcher::EventSubProcess { node: found, start }, outer(node)));
            }
        }
        let at = node?;
        let parent = at.scope.as_ref().and_then(|scope| sketch.node(scope));
        for any in [false, true] {
            if let Some(boundary) =
                sketch.boundaries(at).iter().find(|boundary| thrown.is_caught(sketch, boundary, any))
            {
                return Some((Catcher::Boundary { node: at, boundary }, outer(parent)));
            }
        }
        // What an event sub-process throws is not caught beside it, but further out.
        inside = !is_event_subprocess(at);
        node = parent;
    }
}
