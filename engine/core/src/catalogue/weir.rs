//! Our own extensions: `urn:weir:bpmn:1`.
use super::parts::ACTIVITIES;
use super::words::TRUTH;

/// An attribute of our namespace.
#[derive(Debug)]
pub struct Extension {
    /// Its name.
    pub name: &'static str,
    /// The BPMN elements it may stand on.
    pub on: &'static [&'static str],
    /// What it does.
    pub meaning: &'static str,
    /// The values it may have; empty: any. With another one it is refused.
    pub values: &'static [&'static str],
}

/// Tasks that workers do.
pub const JOBS: &[&str] = &["serviceTask", "sendTask", "businessRuleTask", "scriptTask"];
const WORK: &[&str] =
    &["serviceTask", "sendTask", "businessRuleTask", "scriptTask", "globalBusinessRuleTask", "globalScriptTask"];
const RULE: &[&str] = &["businessRuleTask", "globalBusinessRuleTask"];
const RESULT: &[&str] = &["scriptTask", "businessRuleTask", "globalScriptTask", "globalBusinessRuleTask", "userTask"];
const PEOPLE: &[&str] = &["userTask", "globalUserTask"];
const URGENT: &[&str] = &[
    "userTask",
    "serviceTask",
    "sendTask",
    "businessRuleTask",
    "scriptTask",
    "globalUserTask",
    "globalBusinessRuleTask",
    "globalScriptTask",
];
const APPROVAL: &[&str] = &["userTask"];
const FORMS: &[&str] = &["userTask", "startEvent"];
const COLLECTS: &[&str] = &["multiInstanceLoopCharacteristics", "adHocSubProcess"];
const LOOP: &[&str] = &["multiInstanceLoopCharacteristics"];
const CALL: &[&str] = &["callActivity"];
const CALLS: &[&str] = &["callActivity", "businessRuleTask", "globalBusinessRuleTask"];
const MESSAGE: &[&str] = &["message", "messageEventDefinition", "receiveTask"];

const fn extension(name: &'static str, on: &'static [&'static str], meaning: &'static str) -> Extension {
    Extension { name, on, meaning, values: &[] }
}

const fn truth(name: &'static str, on: &'static [&'static str], meaning: &'static str) -> Extension {
    Extension { name, on, meaning, values: TRUTH }
}

/// All attributes of our namespace.
pub const ATTRIBUTES: &[Extension] = &[
    extension("type", WORK, "the job type that workers ask for"),
    extension("retries", WORK, "how often a failed job is tried again"),
    extension("assignee", PEOPLE, "who has the task"),
    extension("candidateUsers", PEOPLE, "who may claim the task"),
    extension("candidateGroups", PEOPLE, "whose members may claim the task"),
    extension("dueDate", PEOPLE, "when the task is due"),
    extension("dueCalendar", PEOPLE, "the work calendar in which durations of dueDate and followUpDate are counted"),
    extension("followUpDate", PEOPLE, "when the task should be looked at again"),
    extension("priority", URGENT, "of a user task 0 to 100; of jobs: the one with the highest goes first"),
    extension("formKey", FORMS, "the form that is shown: a deployed one, or one that somebody else keeps"),
    extension("formId", FORMS, "the deployed form that is shown, and that what is entered is checked with"),
    extension("formBinding", FORMS, "which version of the form: latest, deployment, version or versionTag"),
    extension("formVersion", FORMS, "the number of the version of the form"),
    extension("formVersionTag", FORMS, "the tag of the version of the form"),
    extension("fieldPermissions", FORMS, "what may be done with its fields: salary: hidden, amount: read, *: write"),
    extension("approvers", APPROVAL, "who is asked to approve: rules like head(initiator), or FEEL giving a list"),
    extension("approvalMode", APPROVAL, "how many have to agree: one, any, all, ratio(60), weight(3), sequential"),
    extension("approvalVeto", APPROVAL, "whose rejection settles the matter: all, or rules"),
    extension("approvalEmpty", APPROVAL, "what is done when nobody is found: incident, approve, reject, users(…)"),
    extension("approvalSelf", APPROVAL, "what is done when the initiator is asked: allow, skip, superior, exclude"),
    extension("approvalDuplicate", APPROVAL, "what is done with who approved before: ask, consecutive, any"),
    extension("approvalWeights", APPROVAL, "FEEL: a context of how much each counts, by person"),
    extension("onReject", APPROVAL, "what follows a rejection: continue, end, return(previous|initiator|id)"),
    extension("copyTo", APPROVAL, "who gets a copy, by rules"),
    extension("copyWhen", APPROVAL, "when the copy is sent: before or after the approval"),
    extension(
        "timeout",
        APPROVAL,
        "after which duration a task takes too long; what is no approval is then reminded of",
    ),
    extension("timeoutReminders", APPROVAL, "how often people are reminded before it is acted"),
    extension("timeoutAction", APPROVAL, "what is done then: remind, approve, reject, transfer(…), escalate(code)"),
    extension("calendar", APPROVAL, "the work calendar in which the timeout is counted"),
    extension("decision", RULE, "the decision that is evaluated"),
    extension(
        "mapDecisionResult",
        RULE,
        "the shape of the result: singleEntry, singleResult, collectEntries, resultList, variables, variablesIfAny",
    ),
    extension("resultVariable", RESULT, "the variable that takes the result; of an approval: approved or rejected"),
    extension("activeElementsCollection", &["adHocSubProcess"], "FEEL: the ids of the activities that it begins with"),
    extension("correlationKey", MESSAGE, "FEEL: which instance a message is for"),
    extension("collection", LOOP, "FEEL: the list to repeat over"),
    extension("elementVariable", LOOP, "the variable that holds the current item"),
    extension("outputCollection", COLLECTS, "the variable that collects the results"),
    extension(
        "outputElement",
        COLLECTS,
        "FEEL: the result of one instance, or of one activity of an ad-hoc sub-process",
    ),
    extension(
        "versionTag",
        &["process", "callActivity", "businessRuleTask", "globalBusinessRuleTask"],
        "a version for people; of a call: which one is called",
    ),
    extension(
        "template",
        &["process"],
        "the template of the model library that the model was made of, told of its versions",
    ),
    extension("suggestions", &["process"], "the suggestions that were taken up in the model, told of its versions"),
    extension("binding", CALLS, "which version is called or evaluated: latest, deployment, version or versionTag"),
    extension("version", CALLS, "the number of the version that is called"),
    extension("businessKey", CALL, "what people know the called instance by"),
    truth("inheritBusinessKey", CALL, "the called instance has the business key of its caller"),
    truth("propagateAllParentVariables", CALL, "whether all variables go into the called process"),
    truth("propagateAllChildVariables", CALL, "whether all variables come back from the called process"),
];

/// Elements of our namespace, inside `extensionElements`: name, attributes, whether they hold text.
pub const ELEMENTS: &[(&str, &[&str], bool)] = &[
    ("input", &["source", "target"], false),
    ("output", &["source", "target"], false),
    ("listener", &["event", "type", "retries"], false),
    ("name", &[], true),
];

/// The attributes of elements of ours that need not be there.
pub const OPTIONAL: &[(&str, &str)] = &[("listener", "retries")];

/// What a listener may be told of, on flows, and on whatever a token enters and leaves.
const TAKEN: &[&str] = &["take"];
const PASSED: &[&str] = &["start", "end"];
/// The same for user tasks, of which more is told.
const WORKED_ON: &[&str] = &["start", "end", "create", "assignment", "update", "complete", "delete"];

/// What a listener may be told of on an element of BPMN; empty: it is told of nothing there.
pub fn listened(on: &str) -> &'static [&'static str] {
    match on {
        "sequenceFlow" => TAKEN,
        "userTask" => WORKED_ON,
        _ if super::foreign::LISTENED.contains(&on) => PASSED,
        _ => &[],
    }
}

/// Our attribute of that name.
pub fn attribute(name: &str) -> Option<&'static Extension> {
    ATTRIBUTES.iter().find(|extension| extension.name == name)
}

/// Whether an element of ours may stand in the extensions of a BPMN element: mappings where variables come and go,
/// listeners where tokens do, names anywhere.
pub fn element_allowed(element: &str, on: &str) -> bool {
    match element {
        "input" | "output" => ACTIVITIES.contains(&on) || on.ends_with("Event"),
        "listener" => !listened(on).is_empty(),
        "name" => true,
        _ => false,
    }
}
