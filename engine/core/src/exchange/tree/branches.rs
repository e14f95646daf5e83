//! Ways: one more, one less, one earlier.
use super::change::{Job, Step, branch_elements};
use super::{NoChange, NodeKind, TreeBranch, TreeNode};
use std::collections::BTreeSet;

/// One more way. It is looked at before the one that is taken when no other one is.
pub fn add(job: &mut Job<'_>, id: &str) -> Result<String, NoChange> {
    let (node, Step { entry, exit }) = job.step(id)?;
    let Some(last) = node.branches.iter().rfind(|branch| !branch.default).or(node.branches.last()) else {
        return Err(NoChange::refused("tree-no-branches", format!("`{id}` does not branch")));
    };
    let (beside, flow) = (job.number(last.flow.as_str())?, job.text.fresh("branch"));
    if let Some(join) = exit {
        let to = job.id(join);
        job.flow(beside, &flow, id, &to);
        job.text.tell(join, "incoming", &flow);
    } else {
        let end = job.text.fresh("end");
        job.end(entry, &end, &flow);
        job.flow(beside, &flow, id, &end);
    }
    job.text.tell(entry, "outgoing", &flow);
    Ok(flow)
}

/// A way goes.
pub fn remove(job: &mut Job<'_>, flow: &str) -> Result<(), NoChange> {
    let (node, at) = find(&job.tree.nodes, flow).ok_or_else(|| no_branch(flow))?;
    let node = node.clone();
    let (gone, rest): (Vec<_>, Vec<_>) = node.branches.iter().enumerate().partition(|(n, _)| *n == at);
    let joined: Vec<&TreeBranch> = rest.iter().map(|(_, branch)| *branch).filter(|b| b.last.is_some()).collect();
    if node.join.is_some() && joined.is_empty() {
        let message = "what comes behind would not be reached any more: all other ways end";
        return Err(NoChange::refused("tree-branch-needed", message));
    }
    let mut names = BTreeSet::new();
    for (_, branch) in &gone {
        branch_elements(branch, &mut names);
    }
    let mut out: BTreeSet<usize> = names.iter().filter_map(|id| job.text.document.resolve(0, id)).collect();
    let (_, step) = job.step(node.id.as_str())?;
    if let &[(_, only)] = rest.as_slice() {
        dissolve(job, step, only, &mut out)?;
    } else {
        job.text.untell(step.entry, "outgoing", flow);
        if gone.iter().any(|(_, branch)| branch.default) {
            job.text.set(step.entry, "default", "");
        }
        match (step.exit, joined.as_slice()) {
            (Some(join), [only]) => lead_on(job, join, only, &mut out)?,
            (Some(join), _) => {
                for (_, branch) in &gone {
                    if let Some(last) = &branch.last {
                        job.text.untell(join, "incoming", last.as_str());
                    }
                }
            }
            (None, _) => {}
        }
    }
    job.text.remove(&out);
    Ok(())
}

/// Only one way is left: the gateways go, and its steps stand in the way before them.
fn dissolve(job: &mut Job<'_>, step: Step, only: &TreeBranch, out: &mut BTreeSet<usize>) -> Result<(), NoChange> {
    let graph = job.graph(step.entry);
    let &[before] = graph.to(step.entry) else { return Err(no_branch(only.flow.as_str())) };
    let first = job.number(only.flow.as_str())?;
    out.extend([step.entry, first]);
    let was = job.id(before);
    if only.nodes.is_empty() {
        // The way has no steps: the flow before leads to what comes behind.
        let Some(join) = step.exit else { return Err(no_branch(only.flow.as_str())) };
        out.insert(join);
        let Some(behind) = graph.out(join).first().copied() else {
            end_here(job, &graph, before);
            return Ok(());
        };
        let to = graph.target(behind);
        job.text.lead(before, &job.id(to));
        job.text.retell(to, "incoming", &job.id(behind), &was);
        out.insert(behind);
        return Ok(());
    }
    let to = graph.target(first);
    job.text.lead(before, &job.id(to));
    job.text.retell(to, "incoming", only.flow.as_str(), &was);
    match step.exit {
        Some(join) => lead_on(job, join, only, out),
        None => Ok(()),
    }
}

/// Only one way comes to a join: the join goes, and the way leads to what comes behind it.
fn lead_on(job: &mut Job<'_>, join: usize, only: &TreeBranch, out: &mut BTreeSet<usize>) -> Result<(), NoChange> {
    let graph = job.graph(join);
    let Some(last) = &only.last else { return Ok(()) };
    let (last, name) = (job.number(last.as_str())?, last.to_string());
    out.insert(join);
    let Some(behind) = graph.out(join).first().copied() else {
        end_here(job, &graph, last);
        return Ok(());
    };
    let to = graph.target(behind);
    job.text.lead(last, &job.id(to));
    job.text.retell(to, "incoming", &job.id(behind), &name);
    out.insert(behind);
    Ok(())
}

/// A flow leads to a new end.
fn end_here(job: &mut Job<'_>, graph: &super::graph::Graph, flow: usize) {
    let (end, name) = (job.text.fresh("end"), job.id(flow));
    job.end(graph.ends[&flow].0, &end, &name);
    job.text.lead(flow, &end);
}

/// A way changes its place with the one beside it.
pub fn shift(job: &mut Job<'_>, flow: &str, earlier: bool) -> Result<(), NoChange> {
    let (node, at) = find(&job.tree.nodes, flow).ok_or_else(|| no_branch(flow))?;
    let other = if earlier { at.checked_sub(1) } else { Some(at + 1) };
    let Some(other) = other.and_then(|other| node.branches.get(other)) else {
        return Err(NoChange::refused("tree-same-place", "there is no other way on that side"));
    };
    if node.kind == NodeKind::Parallel {
        return Err(NoChange::refused("tree-no-order", "all ways of a parallel step are taken at once"));
    }
    let (one, other) = (job.number(flow)?, job.number(other.flow.as_str())?);
    job.text.swap(one, other);
    Ok(())
}

/// The step that branches with a flow, and which of its branches it is.
fn find<'a>(nodes: &'a [TreeNode], flow: &str) -> Option<(&'a TreeNode, usize)> {
    nodes.iter().find_map(|node| {
        let here = node.branches.iter().position(|branch| branch.flow.as_str() == flow).map(|at| (node, at));
        let below = || node.branches.iter().find_map(|branch| find(&branch.nodes, flow));
        here.or_else(below).or_else(|| find(&node.inside, flow))
    })
}

fn no_branch(flow: &str) -> NoChange {
    NoChange::refused("tree-no-such-branch", format!("no way of the tree begins with the flow `{flow}`"))
}
