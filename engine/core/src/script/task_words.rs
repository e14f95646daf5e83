//! What scripts call of the user task that they listen to, and what of that there is.
use super::java::code;

/// Everything that `task` has in a script, in the order of the alphabet.
pub const TASK_WORDS: &[&str] = &[
    "addCandidateGroup",
    "addCandidateGroups",
    "addCandidateUser",
    "addCandidateUsers",
    "assignee",
    "candidateGroups",
    "candidateUsers",
    "deleteCandidateGroup",
    "deleteCandidateUser",
    "description",
    "dueDate",
    "execution",
    "executionId",
    "followUpDate",
    "getAssignee",
    "getCandidateGroups",
    "getCandidateUsers",
    "getDescription",
    "getDueDate",
    "getExecution",
    "getExecutionId",
    "getFollowUpDate",
    "getId",
    "getName",
    "getPriority",
    "getProcessDefinitionId",
    "getProcessInstanceId",
    "getTaskDefinitionKey",
    "getTenantId",
    "getVariable",
    "getVariableLocal",
    "getVariableNames",
    "getVariableTyped",
    "getVariables",
    "getVariablesLocal",
    "hasVariable",
    "hasVariableLocal",
    "hasVariables",
    "id",
    "name",
    "priority",
    "processDefinitionId",
    "processInstanceId",
    "removeVariable",
    "removeVariableLocal",
    "removeVariables",
    "removeVariablesLocal",
    "setAssignee",
    "setDescription",
    "setDueDate",
    "setFollowUpDate",
    "setName",
    "setPriority",
    "setVariable",
    "setVariableLocal",
    "setVariables",
    "setVariablesLocal",
    "taskDefinitionKey",
    "tenantId",
];

/// The first thing that a script asks of its task and that is not there; before it is made it has no id either. A script
/// that uses the name `task` in another way, as for something of its own, is not judged.
///
/// ```
/// use weir_core::script::not_of_task;
/// assert_eq!(not_of_task("task.setName('Pay ' + task.getName())", false), None);
/// assert_eq!(not_of_task("if (a) task . complete()", true), Some("complete".to_owned()));
/// assert_eq!(not_of_task("task.getId()", false), Some("getId".to_owned()));
/// assert_eq!(not_of_task("task.getId() // task.complete()", true), None);
/// assert_eq!(not_of_task("tasks.map(function (task) { return task.title })", true), None);
/// ```
pub fn not_of_task(script: &str, made: bool) -> Option<String> {
    let code = code(script);
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let mut first = None;
    for (at, word) in code.match_indices("task") {
        let (before, behind) = (code[..at].chars().next_back(), &code[at + word.len()..]);
        if before.is_some_and(|c| inside(c) || c == '.') || behind.starts_with(inside) {
            continue;
        }
        let behind = behind.trim_start();
        if behind.starts_with('[') {
            continue;
        }
        let member = behind.strip_prefix("?.").or_else(|| behind.strip_prefix('.'))?.trim_start();
        let member: String = member.chars().take_while(|c| inside(*c)).collect();
        let early = !made && matches!(member.as_str(), "id" | "getId");
        if first.is_none() && (early || TASK_WORDS.binary_search(&member.as_str()).is_err()) {
            first = Some(member);
        }
    }
    first
}
