//! What a model says about work and no job takes up.
use super::Compiler;
use crate::model::{EventKind, ListenerAction, Node, NodeKind, RuleTask, Written};
use crate::problem::Problem;
use crate::process::{Kind, Throw};

impl Compiler<'_> {
    /// A job takes up everything that is written about work. Where the engine does it all by itself, each is told as
    /// being without effect; a job type of ours is an error, for whoever wrote it wants a worker.
    pub(super) fn unused_work(&mut self, node: &Node, kind: &Kind) {
        if matches!(kind, Kind::JobTask(_)) {
            return;
        }
        let instead = match kind {
            Kind::ScriptTask { .. } => "the engine evaluates this itself",
            Kind::RuleTask(_) => "the engine evaluates its decision itself",
            Kind::Throw(_) | Kind::End(_) => "the engine throws this itself",
            _ => "no work is done here",
        };
        for written in node.written.iter().filter(|written| !is_taken_up(node, kind, written)) {
            let message = format!("`{}` has no effect: {instead}, and no job for a worker arises", written.name);
            self.problems.push(if written.own_type {
                let message = format!("{message}; remove it, or what the engine does instead");
                Problem::error("work-unused", Some(&node.id), written.place, message)
            } else {
                Problem::warning("work-unused", Some(&node.id), written.place, message)
            });
        }
    }

    /// What says how a decision is found and its result is read, where a worker does the work.
    pub(super) fn unused_of_decision(&mut self, node: &Node, task: &RuleTask) {
        for text in [&task.binding, &task.version, &task.version_tag, &task.mapping, &task.tenant].into_iter().flatten()
        {
            let message =
                format!("`{}` has no effect: it says something about a decision, and none is named", text.text);
            self.problems.push(Problem::warning("extension-unused", Some(&node.id), text.place, message));
        }
    }

    /// A correlation key belongs to a message.
    pub(super) fn unused_key(&mut self, node: &Node) {
        let definitions = crate::validate::definitions(node).iter();
        let message = match &node.kind {
            NodeKind::SendTask { .. } | NodeKind::ReceiveTask { .. } => true,
            _ => definitions.into_iter().any(|event| matches!(event.kind, EventKind::Message(_))),
        };
        if let Some(key) = node.correlation_key.as_ref().filter(|_| !message) {
            let message = format!("the correlation key `{}` has no effect: the engine sends no message here", key.text);
            self.problems.push(Problem::warning("extension-unused", Some(&node.id), key.place, message));
        }
    }

    /// BPMN 9.3 and 10.3.3: whatever implements a task or an event sends its message. Where a message flow leads to
    /// something that waits for it in this file and the engine sends nothing by itself, it delivers nothing either.
    pub(super) fn undelivered(&mut self, node: &Node, kind: &Kind) {
        let flows = self.talks.delivered_from(&node.id);
        let sends = |throw: &Throw| match throw {
            Throw::Message(_) => true,
            Throw::Multiple(parts) => parts.iter().any(|part| matches!(part, Throw::Message(_))),
            _ => false,
        };
        if flows.is_empty() || matches!(kind, Kind::Throw(throw) | Kind::End(throw) if sends(throw)) {
            return;
        }
        let flows: Vec<String> = flows.iter().map(|flow| format!("`{flow}`")).collect();
        let flows = flows.join(", ");
        let message = if matches!(kind, Kind::JobTask(_)) {
            format!(
                "whatever implements it sends its message: the engine delivers nothing over {flows}, so the worker of its \
                 job has to publish the message; without an implementation the engine delivers it"
            )
        } else {
            format!(
                "it sends nothing, so that nothing goes over {flows}: let the flow begin at a send task or at an event \
                 that throws a message, or publish the message from outside"
            )
        };
        self.problems.push(Problem::warning("message-flow-not-sent", Some(&node.id), node.place, message));
    }
}

/// What the engine itself does of what is written.
fn is_taken_up(node: &Node, kind: &Kind, written: &Written) -> bool {
    let local = written.name.rsplit(':').next().unwrap_or_default();
    // Where there are listeners their workers get them.
    let told = node.listeners.iter().any(|listener| matches!(listener.action, ListenerAction::Job(_)));
    if told && written.name == "zeebe:taskHeaders" {
        return true;
    }
    match (kind, &node.kind) {
        (Kind::ScriptTask { .. }, NodeKind::ScriptTask { language, .. }) => match local {
            // The value of a service task's expression.
            "expression" | "resultVariable" | "resultVariableName" => true,
            "autoStoreVariables" => language.as_deref().is_some_and(crate::script::is_javascript),
            _ => false,
        },
        // A task that names its decision by fields.
        (Kind::RuleTask(_), NodeKind::BusinessRuleTask(task)) if task.by_fields => matches!(local, "type" | "field"),
        // A decision and a type of ours are an error of their own.
        (Kind::RuleTask(_), _) => local == "resultVariable" || written.own_type,
        _ => false,
    }
}
