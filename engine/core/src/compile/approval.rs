//! Approval tasks: attributes become a plan, and whatever does not is told.
use super::Compiler;
use crate::approval::{
    Approvers, CopyWhen, DuplicatePolicy, EmptyPolicy, Mode, OnReject, Overdue, Plan, Policy, RESULT, ReturnTo,
    SelfPolicy, Timeout,
};
use crate::model::{Approval, Node, NodeKind, Text, UserTask};
use crate::organisation::{Approver, parse_rule};
use crate::problem::Problem;
use crate::process::Kind;
use crate::region::leads_back;
use crate::validate::is_duration;
use std::fmt::Display;

/// How often people may be reminded of one approval.
const REMINDERS_MAX: u32 = 100;

impl Compiler<'_> {
    /// The plan of an approval task; none where the task is none, or cannot be one.
    pub(super) fn approval(&mut self, node: &Node, approval: &Approval) -> Option<Box<Plan>> {
        let Some(approvers) = &approval.approvers else {
            for (name, text) in approval.parts() {
                let message = format!("`weir:{name}` says how to approve, but nobody is asked: add `weir:approvers`");
                self.problems.push(Problem::error("approval-without-approvers", Some(&node.id), text.place, message));
            }
            return None;
        };
        let approvers = if approvers.text.starts_with('=') {
            Approvers::Expression(self.value(approvers, &node.id)?)
        } else {
            Approvers::Rules(self.rules(node, Some(approvers)))
        };
        let mode = self.part(node, approval.mode.as_ref(), Mode::parse).unwrap_or(Mode::One);
        let (veto, vetoers) = match &approval.veto {
            Some(text) if text.text.trim() == "all" => (true, vec![]),
            text => (false, self.rules(node, text.as_ref())),
        };
        let policy = Policy {
            mode,
            veto,
            empty: self.part(node, approval.empty.as_ref(), EmptyPolicy::parse).unwrap_or_default(),
            own: self.part(node, approval.own.as_ref(), SelfPolicy::parse).unwrap_or_default(),
            duplicate: self.part(node, approval.duplicate.as_ref(), DuplicatePolicy::parse).unwrap_or_default(),
        };
        let on_reject = self.part(node, approval.on_reject.as_ref(), OnReject::parse).unwrap_or_default();
        if let (OnReject::Return(ReturnTo::Element(id)), Some(text)) = (&on_reject, &approval.on_reject)
            && !self.model.nodes.iter().any(|n| n.id == *id && matches!(n.kind, NodeKind::UserTask(_)))
        {
            let message = format!("a rejection goes back to `{id}`, which is no user task of this process");
            self.problems.push(Problem::error("return-target-unknown", Some(&node.id), text.place, message));
        }
        self.tell_what_has_no_effect(node, approval, mode);
        Some(Box::new(Plan {
            policy,
            approvers,
            vetoers,
            weights: approval.weights.as_ref().and_then(|text| self.expression(text, &node.id)),
            on_reject,
            copy: self.rules(node, approval.copy_to.as_ref()),
            copy_when: self.part(node, approval.copy_when.as_ref(), CopyWhen::parse).unwrap_or_default(),
            result: approval.result.as_ref().map_or_else(|| RESULT.to_owned(), |text| text.text.clone()),
            timeout: self.timeout(node, approval),
        }))
    }

    /// When whoever has a task that is no approval is reminded. Nothing else can be done of itself with such a task: what it
    /// would have come to is for its people to say.
    pub(super) fn reminder(&mut self, node: &Node, approval: &Approval) -> Option<Timeout> {
        if approval.approvers.is_some() {
            return None;
        }
        let timeout = self.timeout(node, approval)?;
        if timeout.then != Overdue::Rest {
            let message = "nobody is asked to approve, so all that a timeout can do is to remind: write `remind`, or add \
                           `weir:approvers`";
            let place = approval.overdue.as_ref().map_or(node.place, |text| text.place);
            self.problems.push(Problem::error("approval-without-approvers", Some(&node.id), place, message));
            return None;
        }
        Some(timeout)
    }

    /// A rejection goes back to what may have been done before: what comes later, or runs beside it, would leave it nowhere
    /// to go.
    pub(super) fn ways_back(&mut self) {
        for node in &self.model.nodes {
            let NodeKind::UserTask(task) = &node.kind else { continue };
            let Some(from) = self.process.find(&node.id) else { continue };
            let Kind::UserTask(compiled) = &self.process.graph[from].kind else { continue };
            let Some(OnReject::Return(ReturnTo::Element(id))) = compiled.approval.as_ref().map(|plan| &plan.on_reject)
            else {
                continue;
            };
            let (Some(target), Some(text)) = (self.process.find(id), &task.approval.on_reject) else { continue };
            if !leads_back(&self.process, from, target) {
                let message = format!(
                    "a rejection goes back to `{id}`, which can never have been done when `{}` is asked, or runs beside it: \
                     name a task on every way to it, or `return(previous)`",
                    node.id
                );
                self.problems.push(Problem::error("return-target-never-done", Some(&node.id), text.place, message));
            }
        }
    }

    /// What another attribute would have to be there for: told, and not left out in silence.
    fn tell_what_has_no_effect(&mut self, node: &Node, approval: &Approval, mode: Mode) {
        let alone = [
            (&approval.copy_when, approval.copy_to.is_none(), "`weir:copyWhen` has no effect: add `weir:copyTo`"),
            (
                &approval.weights,
                !matches!(mode, Mode::Weight(_)),
                "`weir:approvalWeights` has no effect: only `weir:approvalMode=\"weight(n)\"` weighs votes",
            ),
        ];
        for (text, _, message) in alone.into_iter().filter(|(_, without, _)| *without) {
            if let Some(text) = text {
                self.problems.push(Problem::warning("extension-unused", Some(&node.id), text.place, message));
            }
        }
    }

    /// Whom a task names beside the rules of its approval is not asked: told, and not left out in silence.
    pub(super) fn tell_who_is_not_asked(&mut self, node: &Node, task: &UserTask) {
        if task.approval.approvers.is_none() {
            return;
        }
        let people = [
            ("assignee", &task.assignee),
            ("candidateUsers", &task.candidate_users),
            ("candidateGroups", &task.candidate_groups),
        ];
        for (name, text) in people.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))) {
            let message = format!("`{name}` has no effect on an approval: `weir:approvers` says who is asked");
            self.problems.push(Problem::warning("extension-unused", Some(&node.id), text.place, message));
        }
    }

    fn timeout(&mut self, node: &Node, approval: &Approval) -> Option<Timeout> {
        let Some(after) = &approval.timeout else {
            for text in [&approval.reminders, &approval.overdue, &approval.calendar].into_iter().flatten() {
                let message = "it says what happens after a timeout, but not when: add `weir:timeout`";
                self.problems.push(Problem::error("timeout-missing", Some(&node.id), text.place, message));
            }
            return None;
        };
        if !crate::validate::is_expression(after) && !is_duration(&after.text) {
            let message = format!("`{}` is no duration; write one like P2D or PT4H, or FEEL after `=`", after.text);
            self.problems.push(Problem::error("timeout-invalid", Some(&node.id), after.place, message));
            return None;
        }
        let number = |text: &str| {
            let count = text.trim().parse().ok().filter(|count| *count <= REMINDERS_MAX);
            count.ok_or_else(|| format!("`{text}` is no number of reminders; write 0 to {REMINDERS_MAX}"))
        };
        Some(Timeout {
            reminders: self.part(node, approval.reminders.as_ref(), number).unwrap_or(0),
            then: self.part(node, approval.overdue.as_ref(), Overdue::parse).unwrap_or(Overdue::Rest),
            calendar: approval.calendar.as_ref().map(|text| text.text.clone()),
            after: self.value(after, &node.id)?,
        })
    }

    fn rules(&mut self, node: &Node, text: Option<&Text>) -> Vec<Approver> {
        self.part(node, text, parse_rule).unwrap_or_default()
    }

    fn part<T, E: Display>(
        &mut self,
        node: &Node,
        text: Option<&Text>,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = text?;
        let told = |error: E| Problem::error("approval-invalid", Some(&node.id), text.place, error.to_string());
        parse(&text.text).map_err(|error| self.problems.push(told(error))).ok()
    }
}
