//! The token game of a process, to be played move by move: what may happen next, data left open. Alignment of what happened
//! with a model plays it; it is the game that soundness is judged on, inclusive joins included.
use super::build::{self, is_activity, is_scope};
use super::net::{Net, PlaceKind};
use super::space::{Scopes, State, is_beyond};
use crate::id::ElementId;
use crate::model::{Model, NodeKind};
use std::collections::BTreeSet;

/// Where the tokens of a process lie.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Marking(State);

/// The game of one process.
///
/// ```
/// use weir_core::{ElementId, read, soundness::Game};
/// let file = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">
///   <startEvent id="s"/><task id="a"/><endEvent id="e"/>
///   <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="e"/>
/// </process></definitions>"#;
/// let game = Game::of(&read::read(file).model, &ElementId::from("p")).unwrap();
/// let (mut at, mut begun) = (game.first(), vec![]);
/// while let Some((number, next)) = game.moves(&at).pop() {
///     begun.extend(game.begins(number).map(ElementId::as_str));
///     at = next;
/// }
/// assert_eq!((begun, game.has_ended(&at)), (vec!["a"], true));
/// ```
#[derive(Debug)]
pub struct Game {
    net: Net,
    scopes: Scopes,
    /// For each move the task that begins with it.
    begins: Vec<Option<ElementId>>,
    tasks: BTreeSet<ElementId>,
    nodes: BTreeSet<ElementId>,
    inexact: Vec<ElementId>,
}

impl Game {
    /// The game of a process of a file. Messages of others may come at any time. None where the file has no such process.
    pub fn of(model: &Model, process: &ElementId) -> Option<Game> {
        let process = model.processes.iter().find(|of| of.id == *process)?;
        let built = build::build(model, &[process]);
        let is_task = |node: &&crate::model::Node| is_activity(node) && !is_scope(node);
        let tasks: BTreeSet<ElementId> = process.nodes.iter().filter(is_task).map(|node| node.id.clone()).collect();
        let begins = built.net.transitions.iter().map(|transition| {
            // An activity that can be seen running is passed twice: when it begins, and when it ends.
            let ends = |id: &ElementId| {
                let taken = transition.take.iter().map(|place| &built.net.places[*place]);
                taken.into_iter().any(|place| place.kind == PlaceKind::Active && place.id == *id)
            };
            let mut found = None;
            if let Some(steps) = transition.steps {
                built.steps.visit(steps, None, |id| {
                    if found.is_none() && tasks.contains(id) && !ends(id) {
                        found = Some(id.clone());
                    }
                });
            }
            found
        });
        let begins = begins.collect();
        // What runs several times, or holds work of its own, is one step here.
        let several = process
            .nodes
            .iter()
            .filter(|node| node.looped.is_some() || matches!(node.kind, NodeKind::AdHocSubProcess(_)));
        let several: Vec<ElementId> = several.map(|node| node.id.clone()).collect();
        let inexact = [built.net.inexact.clone(), built.net.unknown.clone(), several].concat();
        let nodes = process.nodes.iter().map(|node| node.id.clone()).collect();
        Some(Game { scopes: Scopes::of(&built.net), net: built.net, begins, tasks, nodes, inexact })
    }

    /// How the tokens lie before anything has happened.
    pub fn first(&self) -> Marking {
        Marking(self.net.places.iter().map(|place| place.initial).collect())
    }

    /// What may happen next: the number of the move, and how the tokens lie then. Where tokens gather without end nothing
    /// more is followed.
    pub fn moves(&self, marking: &Marking) -> Vec<(usize, Marking)> {
        let next = |(number, transition)| {
            let after = self.scopes.fire(&self.net, &marking.0, transition)?;
            (!is_beyond(&after)).then_some((number, Marking(after)))
        };
        self.net.transitions.iter().enumerate().filter_map(next).collect()
    }

    /// How many different moves there are.
    pub fn move_count(&self) -> usize {
        self.begins.len()
    }

    /// The task that begins with a move; none where nothing does.
    pub fn begins(&self, number: usize) -> impl Iterator<Item = &ElementId> {
        self.begins[number].iter()
    }

    /// Is the process over: has it begun, and is no token left?
    pub fn has_ended(&self, marking: &Marking) -> bool {
        let left = |kind: PlaceKind| kind.is_token() || kind == PlaceKind::Initial;
        self.net.places.iter().zip(&marking.0).all(|(place, tokens)| *tokens == 0 || !left(place.kind))
    }

    /// The tasks of the process.
    pub fn tasks(&self) -> &BTreeSet<ElementId> {
        &self.tasks
    }

    /// All nodes of the process, events and gateways included.
    pub fn nodes(&self) -> &BTreeSet<ElementId> {
        &self.nodes
    }

    /// Elements that the game does not play exactly: what runs several times runs once, an ad-hoc sub-process is one step,
    /// a complex gateway that joins is not decided.
    pub fn inexact(&self) -> &[ElementId] {
        &self.inexact
    }
}
