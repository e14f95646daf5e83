//! Parallel joins of the target that would wait for ever: for a token over a flow by which none can come any more, because
//! the gateway that splits was passed before there was that way.
use super::validate::kind_changed;
use super::{Mapped, MigrationPlan};
use crate::instance::{ElementInstance, Instance, Phase};
use crate::obstacle::Obstacle;
use crate::process::{Gateway, Kind, Process, Way};
use petgraph::graph::NodeIndex;

/// A token of one scope: where it is here, and where it will be: wherever it may be led, if the plan does not say.
struct Token<'a> {
    live: &'a ElementInstance,
    here: NodeIndex,
    there: Vec<NodeIndex>,
    placed: bool,
}

impl Token<'_> {
    fn may_come_to(&self, process: &Process, to: NodeIndex, avoid: NodeIndex) -> bool {
        self.there.iter().any(|from| comes_to(process, *from, to, avoid))
    }

    fn waits_at(&self, join: NodeIndex) -> bool {
        self.placed && self.there == [join]
    }
}

/// BPMN 13.4.1: a parallel gateway needs a token over each of its flows.
pub(super) fn starved(mapped: &Mapped, plan: &MigrationPlan, instance: &Instance, obstacles: &mut Vec<Obstacle>) {
    for scope in instance.elements.values().filter(|e| e.phase == Phase::Activated && !e.undoes()) {
        let Some(node) = mapped.node(&scope.element) else { continue };
        let joins = mapped.target.children(node).filter(|n| joins_all(mapped.target, *n));
        let joins = joins.filter(|n| !plan.incomplete_joins.contains(&mapped.target.graph[*n].id));
        let joins: Vec<NodeIndex> = joins.collect();
        if joins.is_empty() {
            continue;
        }
        let mut tokens = vec![];
        for live in instance.children(scope.key) {
            let Some(here) = mapped.source.find(&live.element) else { continue };
            let to = mapped.node(&live.element);
            let there = to.map_or_else(|| places(mapped, node, here), |to| vec![to]);
            tokens.push(Token { live, here, there, placed: to.is_some() });
        }
        obstacles.extend(joins.into_iter().filter_map(|join| starves(mapped, &tokens, join)));
    }
}

/// Where in the scope an element could go on that cannot yet: what stands against it is told of by itself, and a way is
/// dry with it only if none of these leads there.
fn places(mapped: &Mapped, scope: NodeIndex, here: NodeIndex) -> Vec<NodeIndex> {
    let kind = &mapped.source.graph[here].kind;
    mapped.target.children(scope).filter(|to| kind_changed(kind, &mapped.target.graph[*to].kind).is_none()).collect()
}

fn joins_all(process: &Process, node: NodeIndex) -> bool {
    process.graph[node].kind == Kind::Gateway(Gateway::Parallel) && process.incoming(node).len() > 1
}

fn starves(mapped: &Mapped, tokens: &[Token], join: NodeIndex) -> Option<Obstacle> {
    let (source, target) = (mapped.source, mapped.target);
    let first = tokens.iter().find(|token| token.placed && token.may_come_to(target, join, target.root))?;
    // A token that came by a flow which the target does not have is told of by itself.
    let mut waiting = tokens.iter().filter(|token| token.waits_at(join)).flat_map(|token| &token.live.arrived);
    if waiting.any(|token| mapped.flow(&token.flow).is_none()) {
        return None;
    }
    let here =
        source.graph.node_indices().find(|n| joins_all(source, *n) && mapped.node(&source.graph[*n].id) == Some(join));
    let dry = target.incoming(join).iter().find(|flow| {
        let arrived = tokens.iter().filter(|token| token.waits_at(join)).flat_map(|token| &token.live.arrived);
        if arrived.filter_map(|token| mapped.flow(&token.flow)).any(|came_by| came_by == flow.id) {
            return false;
        }
        let from = target.source(&flow.id);
        if tokens.iter().any(|token| token.may_come_to(target, from, join)) {
            return false;
        }
        // One that waits in vain here too is not the worse for the migration.
        let same = here.and_then(|join| {
            let before =
                source.incoming(join).iter().find(|before| mapped.flow(&before.id).as_ref() == Some(&flow.id))?;
            let from = source.source(&before.id);
            Some(tokens.iter().any(|token| comes_to(source, token.here, from, join)))
        });
        same != Some(false)
    })?;
    let id = &target.graph[join].id;
    let message = format!(
        "`{id}` would wait for ever for a token over `{}`, by which none can come any more: move the tokens back to where they \
         split, or name `{id}` in `incompleteJoins` of the plan and start that way by hand afterwards",
        dry.id
    );
    Some(Obstacle::new("join-starved", message).of(id).at(first.live.key))
}

fn comes_to(process: &Process, from: NodeIndex, to: NodeIndex, avoid: NodeIndex) -> bool {
    from != avoid && process.reaches(from, to, avoid, Way::Any)
}
