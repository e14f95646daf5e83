//! An event that is begun by hand ends what it would end if it happened.
use super::Driver;
use crate::event::Intervention;
use crate::id::{ElementId, Key};
use crate::obstacle::Obstacle;
use crate::process::{Kind, Relation, Trigger};
use crate::wait::Fires;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// The element instance that a token is taken from, to be put elsewhere.
pub(super) struct Moved {
    pub key: Key,
    pub element: ElementId,
    /// Those that were around it, inside out.
    pub around: Vec<Key>,
}

impl Driver<'_> {
    /// The activity that a boundary event is attached to.
    pub(super) fn attached_to(&self, event: NodeIndex) -> Option<NodeIndex> {
        let mut edges = self.process.graph.edges_directed(event, Direction::Incoming);
        edges.find(|edge| *edge.weight() == Relation::Attached).map(|edge| edge.source())
    }

    /// BPMN 10.5.4: an interrupting boundary event ends the activity that it is attached to: the one in its scope, or of
    /// several the one that was named. Where the token was taken from it, that one has ended already.
    pub(super) fn interrupt_attached(
        &mut self,
        event: NodeIndex,
        scope: Key,
        named: Option<Key>,
        moved: Option<&Moved>,
    ) -> Result<(), Obstacle> {
        let Kind::Boundary { trigger, interrupting: true } = &self.process.graph[event].kind else { return Ok(()) };
        let Some(activity) = self.attached_to(event) else { return Ok(()) };
        let id = &self.process.graph[activity].id;
        let left = named.is_none() && moved.is_some_and(|moved| moved.element == *id);
        if left || trigger.parts().contains(&Trigger::Compensation) {
            return Ok(());
        }
        let live = self.instance.children(scope).filter(|e| e.element == *id && !e.undoes());
        let live: Vec<Key> = live.map(|e| e.key).filter(|key| named.is_none_or(|named| named == *key)).collect();
        match live.as_slice() {
            [] => {}
            [one] => self.terminate(*one, Some(Intervention::Force)),
            several => {
                let message = format!(
                    "`{id}` is at work {} times: say which of them is interrupted, with `scope`",
                    several.len()
                );
                return Err(Obstacle { candidates: live, ..Obstacle::new("ambiguous-scope", message) });
            }
        }
        Ok(())
    }

    /// BPMN 13.5.4: an interrupting event sub-process ends all else in its scope, and nothing waits there for another one.
    pub(super) fn interrupt_scope(&mut self, sub_process: NodeIndex, scope: Key) {
        let start = self.process.start_of(sub_process).map(|start| &self.process.graph[start].kind);
        let begins = self.process.graph[sub_process].kind == Kind::EventSubProcess;
        if begins && matches!(start, Some(Kind::Start { interrupting: true, .. })) {
            self.terminate_children(scope, Some(Intervention::Force));
            self.close(scope, |w| matches!(w.fires, Fires::EventSubProcess { .. } | Fires::Owner));
        }
    }
}
