//! What data a step reads and writes, as far as its model, form and decision say. Where a part of it may be anything, nothing
//! is said: a step of which too little is known must not be taken for independent.
use crate::projection::Release;
use crate::shell::Shell;
use std::collections::BTreeSet;
use weir_core::approval::Approvers;
use weir_core::expression::Expression;
use weir_core::form;
use weir_core::organisation::Approver;
use weir_core::process::{Binding, Element, Kind, Listener, Mapping, RuleTask, UserTask, Value};
use weir_core::wait::Bound;
use weir_mining::suggest::{Access, Source};

/// What is gathered. A part that may be anything makes it unknown.
#[derive(Default)]
struct Uses {
    reads: BTreeSet<String>,
    writes: BTreeSet<String>,
    unknown: bool,
}

impl Uses {
    fn read(&mut self, expression: &Expression) {
        self.reads.extend(expression.variables().iter().cloned());
        self.unknown |= expression.reads_by_data() || expression.is_program();
    }

    fn value(&mut self, value: Option<&Value>) {
        if let Some(Value::Feel(expression)) = value {
            self.read(expression);
        }
    }

    fn sets(&mut self, mappings: &[Mapping]) {
        for mapping in mappings {
            self.read(&mapping.source);
            self.writes.insert(root(&mapping.target));
        }
    }

    fn listeners(&mut self, element: &Element) {
        let all = &element.listeners;
        let timed = all.timeout.iter().map(|(_, listener)| listener);
        let told = [&all.start, &all.assignment, &all.end, &all.update, &all.delete, &all.cancel];
        for listener in told.into_iter().flatten().chain(timed) {
            match listener {
                Listener::Set(mapping) => self.sets(std::slice::from_ref(mapping)),
                // Whoever does a job may set what they like, and so may a script.
                Listener::Job(_) | Listener::Script(_) => self.unknown = true,
            }
        }
    }
}

/// The variable that a path begins with.
fn root(path: &str) -> String {
    path.split(['.', '[']).next().unwrap_or(path).to_owned()
}

/// The data of a step; none where it may be anything.
pub fn access(shell: &Shell, release: &Release, element: &Element) -> Option<Access> {
    let mut uses = Uses::default();
    for input in &element.inputs {
        uses.read(&input.source);
    }
    uses.sets(&element.sets);
    uses.sets(&element.data_outputs);
    uses.listeners(element);
    if let Some(skip) = &element.skip {
        uses.read(skip);
    }
    let mut work = Uses::default();
    of_kind(shell, release, element, &mut work);
    // With inputs that is what it is given; else it is given everything, and what it looks at must be known otherwise.
    let local: BTreeSet<String> = element.inputs.iter().map(|input| root(&input.target)).collect();
    let declared = !element.inputs.is_empty() && !element.outputs.is_empty();
    uses.unknown |= work.unknown && !declared;
    uses.reads.extend(work.reads.difference(&local).cloned());
    if element.outputs.is_empty() {
        uses.writes.extend(work.writes.difference(&local).cloned());
    } else {
        uses.sets(&element.outputs);
    }
    for name in &element.locals {
        uses.writes.remove(name);
    }
    let source = if declared { Source::Declared } else { Source::Static };
    (!uses.unknown).then_some(Access { reads: uses.reads, writes: uses.writes, source })
}

fn of_kind(shell: &Shell, release: &Release, element: &Element, uses: &mut Uses) {
    match &element.kind {
        Kind::UserTask(task) => user_task(shell, release, task, uses),
        Kind::ScriptTask { script, result } => {
            uses.read(script);
            uses.writes.extend(script.sets().into_iter().map(root));
            uses.writes.extend(result.as_deref().map(root));
        }
        Kind::RuleTask(rule) => rule_task(shell, release, rule, uses),
        // A worker or a called process may look at everything and set everything.
        Kind::JobTask(_) | Kind::CallActivity(_) => uses.unknown = true,
        _ => {}
    }
}

fn rule_task(shell: &Shell, release: &Release, rule: &RuleTask, uses: &mut Uses) {
    uses.writes.insert(root(&rule.result));
    let bound = match &rule.binding {
        Binding::Latest => Some(Bound::Latest),
        Binding::Deployment => Some(Bound::Deployment),
        Binding::Version(_) | Binding::VersionTag(_) => None,
    };
    let definition = &release.definition;
    let asker = (definition.deployment.as_str(), definition.deployed, definition.tenant.as_deref());
    let decision = match (&rule.decision, bound) {
        (Value::Fixed(id), Some(bound)) => shell.decisions.bound(id, &bound, Some(asker)).ok(),
        _ => None,
    };
    match decision {
        Some(decision) => uses.reads.extend(decision.definition.inputs.iter().map(|input| root(input))),
        None => uses.unknown = true,
    }
}

fn user_task(shell: &Shell, release: &Release, task: &UserTask, uses: &mut Uses) {
    for value in [&task.assignee, &task.candidate_users, &task.candidate_groups, &task.due_date, &task.follow_up_date] {
        uses.value(value.as_ref());
    }
    uses.value(task.priority.as_ref());
    uses.writes.extend([&task.completer, &task.id_variable].into_iter().filter_map(|name| name.as_deref()).map(root));
    if let Some(plan) = &task.approval {
        uses.writes.insert(root(&plan.result));
        plan.weights.iter().for_each(|weights| uses.read(weights));
        match &plan.approvers {
            Approvers::Expression(value) => uses.value(Some(value)),
            Approvers::Rules(rules) => uses.reads.extend(rules.iter().filter_map(|rule| match rule {
                Approver::Field(name) => Some(root(name)),
                _ => None,
            })),
        }
    }
    if let Some((schema, defaults)) = &task.form {
        for (_, default) in defaults {
            uses.read(default);
        }
        for field in schema["components"].as_array().into_iter().flatten() {
            let Some(key) = field["key"].as_str() else { continue };
            uses.reads.insert(root(key));
            if field["readonly"] != true {
                uses.writes.insert(root(key));
            }
        }
        return;
    }
    let Some(reference) = &task.form_reference else {
        // Without a form everything is shown, and anything may be sent.
        uses.unknown = true;
        return;
    };
    let definition = &release.definition;
    let asker = Some((definition.deployment.as_str(), definition.deployed));
    let bound = shell.forms.bound(reference, definition.tenant.as_deref(), asker, shell.now()).ok().flatten();
    let Some(form) = bound.and_then(|definition| shell.forms.form(&definition).ok()) else {
        uses.unknown = true;
        return;
    };
    for path in form.paths() {
        let parts: Vec<&str> = path.split('.').collect();
        match reference.permissions.access(&parts) {
            form::Access::Hidden => {}
            form::Access::Read => _ = uses.reads.insert(root(&path)),
            form::Access::Write | form::Access::Required => {
                // What may be written is shown as it is before.
                uses.reads.insert(root(&path));
                uses.writes.insert(root(&path));
            }
        }
    }
}
