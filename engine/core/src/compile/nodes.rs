//! Flow nodes: what each becomes in the graph.
use super::Compiler;
use super::text::Runs;
use crate::expression::Expression;
use crate::juel::is_juel;
use crate::model::{self, EventKind, GatewayKind, Node, NodeKind};
use crate::problem::Problem;
use crate::process::{Gateway, Kind, UserTask, Value};
use crate::script::{Purpose, is_javascript};

impl Compiler<'_> {
    /// What a flow node does; none, with a problem, when it is not executed.
    pub(super) fn kind(&mut self, node: &Node) -> Option<Kind> {
        Some(match &node.kind {
            NodeKind::Task | NodeKind::ManualTask => Kind::NoneTask,
            NodeKind::UserTask(task) => Kind::UserTask(self.user_task(node, task)),
            NodeKind::SendTask { message: None, work }
                if work.job_type.is_none() && self.talks.leads_to_node(&node.id) =>
            {
                Kind::Throw(self.sent(node, None, node.place)?)
            }
            NodeKind::ServiceTask(work) | NodeKind::SendTask { message: None, work } => {
                Kind::JobTask(self.work(node, work)?)
            }
            NodeKind::BusinessRuleTask(task) => match &task.decision {
                Some(decision) => Kind::RuleTask(self.rule_task(node, task, decision)?),
                None if task.work.job_type.is_some() => {
                    self.unused_of_decision(node, task);
                    Kind::JobTask(self.work(node, &work_with_result(task))?)
                }
                None => {
                    let message = "it neither names a decision (`weir:decision`) nor a worker (`weir:type`)";
                    return self.missing("business-rule-without-decision", node, node.place, message);
                }
            },
            NodeKind::SendTask { message, .. } => Kind::Throw(self.sent(node, message.as_ref(), node.place)?),
            NodeKind::ReceiveTask { message, .. } => Kind::Catch(self.received(node, message.as_ref(), node.place)?),
            NodeKind::ScriptTask { language, script, result, work } => {
                self.script(node, language.as_deref(), script.as_ref(), result.clone(), work)?
            }
            NodeKind::CallActivity(call) => Kind::CallActivity(self.call(node, call)?),
            NodeKind::SubProcess { triggered_by_event: true } => Kind::EventSubProcess,
            NodeKind::SubProcess { triggered_by_event: false } => Kind::SubProcess,
            NodeKind::Transaction => Kind::Transaction,
            NodeKind::AdHocSubProcess(ad_hoc) => Kind::AdHoc(self.ad_hoc(node, ad_hoc)?),
            NodeKind::Gateway(gateway) => Kind::Gateway(self::gateway(*gateway)),
            NodeKind::ComplexGateway { activation } => Kind::ComplexGateway {
                activation: match activation {
                    Some(text) => Some(self.condition(node, text)?),
                    None => None,
                },
            },
            NodeKind::StartEvent { initiator, interrupting, events, all } => {
                // BPMN 10.5.6: an error always interrupts.
                let error = events.iter().any(|e| matches!(e.kind, EventKind::Error(_)));
                let interrupting = *interrupting || error;
                Kind::Start { initiator: initiator.clone(), trigger: self.trigger(node, events, *all)?, interrupting }
            }
            NodeKind::CatchEvent { events, all } => Kind::Catch(self.trigger(node, events, *all)?),
            NodeKind::BoundaryEvent { interrupting, events, all, .. } => {
                let error = events.iter().any(|e| matches!(e.kind, EventKind::Error(_)));
                Kind::Boundary { trigger: self.trigger(node, events, *all)?, interrupting: *interrupting || error }
            }
            NodeKind::ThrowEvent { events } => Kind::Throw(self.thrown(node, events)?),
            NodeKind::EndEvent { events } => Kind::End(self.thrown(node, events)?),
        })
    }

    fn user_task(&mut self, node: &Node, task: &model::UserTask) -> UserTask {
        self.tell_who_is_not_asked(node, task);
        UserTask {
            assignee: self.optional_or_asked(node, task.assignee.as_ref(), "assignee"),
            candidate_users: self.names_or_asked(node, task.candidate_users.as_ref(), "candidateUsers"),
            candidate_groups: self.names_or_asked(node, task.candidate_groups.as_ref(), "candidateGroups"),
            due_date: self.optional_or_asked(node, task.due_date.as_ref(), "dueDate"),
            follow_up_date: self.optional_or_asked(node, task.follow_up_date.as_ref(), "followUpDate"),
            due_calendar: self.due_calendar(node, task),
            priority: self.optional_or_asked(node, task.priority.as_ref(), "priority"),
            name: self.optional_or_asked(node, task.name.as_ref(), "name"),
            description: match &task.description {
                Some(text) if !is_juel(&text.text) => Some(Value::Fixed(text.text.clone())),
                text => self.optional_or_asked(node, text.as_ref(), "description"),
            },
            form_key: self.optional_or_asked(node, task.form_key.as_ref(), "formKey"),
            form: task.form.clone().map(|form| self.form(node, form)),
            approval: self.approval(node, &task.approval),
            form_reference: self.form_reference(&node.id, &task.form_use).map(Box::new),
            completer: task.completer.clone(),
            id_variable: task.id_variable.clone(),
            reminder: self.reminder(node, &task.approval).map(Box::new),
        }
    }

    /// The calendar of due dates means nothing without one.
    fn due_calendar(&mut self, node: &Node, task: &model::UserTask) -> Option<String> {
        let calendar = task.due_calendar.as_ref()?;
        if task.due_date.is_none() && task.follow_up_date.is_none() {
            let message = "it says in which calendar a due date is counted, but there is none: add `weir:dueDate`";
            self.problems.push(Problem::error("due-date-missing", Some(&node.id), calendar.place, message));
        }
        Some(calendar.text.clone())
    }

    /// The fields of a form; defaults that are expressions are evaluated when the task is made.
    fn form(&mut self, node: &Node, form: serde_json::Value) -> (serde_json::Value, Vec<(usize, Expression)>) {
        let mut defaults = vec![];
        for (index, field) in form["components"].as_array().into_iter().flatten().enumerate() {
            if let Some(text) = field["defaultValue"].as_str().filter(|text| is_juel(text)) {
                let text = model::Text { text: text.to_owned(), language: None, place: node.place };
                defaults.extend(self.expression(&text, &node.id).map(|expression| (index, expression)));
            }
        }
        (form, defaults)
    }

    /// FEEL scripts, JUEL and JavaScript run in the engine; scripts of any other language are work for a worker, and so
    /// are those that reach into an engine in Java.
    fn script(
        &mut self,
        node: &Node,
        language: Option<&str>,
        script: Option<&model::Text>,
        result: Option<String>,
        work: &model::Work,
    ) -> Option<Kind> {
        if let (Some(script), Some(language)) = (script, language)
            && is_javascript(language)
            && work.job_type.is_none()
        {
            let stores = work.headers.iter().any(|h| h.name == "autoStoreVariables" && h.value.text == "true");
            let purpose = if stores { Purpose::StoringProgram } else { Purpose::Program };
            match self.javascript(purpose, script, &node.id)? {
                Runs::Here(script) => return Some(Kind::ScriptTask { script, result }),
                Runs::WithJava(_) => {}
            }
        }
        let evaluated = match language.map(str::to_lowercase) {
            None => script.is_some_and(|script| script.text.starts_with('=')),
            Some(language) => language.contains("feel") || language == "juel",
        };
        if evaluated || language.is_some_and(is_javascript) {
            let elsewhere = work.job_type.is_some() || work.headers.iter().any(|header| header.name == "resource");
            if script.is_none() && !elsewhere {
                let language = language.unwrap_or("feel");
                let message = format!("it has no script in `{language}`: write one in `script`, or make it a task");
                return self.missing("script-missing", node, node.place, &message);
            }
        }
        match script {
            Some(script) if evaluated => Some(Kind::ScriptTask { script: self.expression(script, &node.id)?, result }),
            _ => self.script_job(node, language, script, result.as_deref(), work),
        }
    }
}

/// The worker gets to know which variable takes the result, and gives it.
fn work_with_result(task: &model::RuleTask) -> model::Work {
    let mut work = task.work.clone();
    if let Some(result) = task.result.as_ref().filter(|_| !work.headers.iter().any(|h| h.name == "resultVariable")) {
        let value = model::Text { text: result.clone(), language: None, place: crate::problem::Place::default() };
        work.headers.push(model::Header { name: "resultVariable".to_owned(), value, evaluated: false });
    }
    work
}

fn gateway(gateway: GatewayKind) -> Gateway {
    match gateway {
        GatewayKind::Exclusive => Gateway::Exclusive,
        GatewayKind::Parallel => Gateway::Parallel,
        GatewayKind::Inclusive => Gateway::Inclusive,
        GatewayKind::EventBased | GatewayKind::StartingEventBased => Gateway::EventBased,
        GatewayKind::ParallelEventBased => Gateway::ParallelEventBased,
    }
}
