//! Extensions of other engines: what maps onto ours, what only documents, and what is refused.
use super::weir::JOBS;

/// Camunda 7.
pub const CAMUNDA: &str = "http://camunda.org/schema/1.0/bpmn";
/// Camunda 8.
pub const ZEEBE: &str = "http://camunda.org/schema/zeebe/1.0";
/// Flowable.
pub const FLOWABLE: &str = "http://flowable.org/bpmn";
/// Activiti.
pub const ACTIVITI: &str = "http://activiti.org/bpmn";
/// Namespaces whose extensions change how a model runs: what of them is not listed here is refused.
pub const EXECUTION: &[&str] = &[CAMUNDA, ZEEBE, FLOWABLE, ACTIVITI];

/// What becomes of a foreign attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is read as this attribute of ours.
    Maps(&'static str),
    /// The same, as long as the value is no expression of the other engine (`${…}`, `#{…}`).
    MapsLiteral(&'static str),
    /// `camunda:type`: `external` says that a topic follows.
    External,
    /// `camunda:topic`: our job type, when the type is `external`.
    Topic,
    /// It does not change how the model runs.
    Documentation,
}

/// One foreign attribute.
#[derive(Debug)]
pub struct Foreign {
    /// The namespaces that know it.
    pub namespaces: &'static [&'static str],
    /// The extension element it stands on; empty: the BPMN element itself.
    pub element: &'static str,
    /// Its name.
    pub attribute: &'static str,
    /// The BPMN elements it may stand on; empty: any.
    pub on: &'static [&'static str],
    /// What becomes of it.
    pub fate: Fate,
}

const SEVEN: &[&str] = &[CAMUNDA, FLOWABLE, ACTIVITI];
const USER: &[&str] = &["userTask"];
const LOOP: &[&str] = &["multiInstanceLoopCharacteristics"];
const C7: &[&str] = &[CAMUNDA];
const C8: &[&str] = &[ZEEBE];

const fn on(
    namespaces: &'static [&'static str],
    attribute: &'static str,
    on: &'static [&'static str],
    fate: Fate,
) -> Foreign {
    Foreign { namespaces, element: "", attribute, on, fate }
}

const fn zeebe(
    element: &'static str,
    attribute: &'static str,
    on: &'static [&'static str],
    to: &'static str,
) -> Foreign {
    Foreign { namespaces: C8, element, attribute, on, fate: Fate::Maps(to) }
}

/// All foreign attributes that are not refused.
pub const ATTRIBUTES: &[Foreign] = &[
    on(SEVEN, "assignee", USER, Fate::MapsLiteral("assignee")),
    on(SEVEN, "candidateUsers", USER, Fate::MapsLiteral("candidateUsers")),
    on(SEVEN, "candidateGroups", USER, Fate::MapsLiteral("candidateGroups")),
    on(SEVEN, "dueDate", USER, Fate::MapsLiteral("dueDate")),
    on(C7, "followUpDate", USER, Fate::MapsLiteral("followUpDate")),
    on(SEVEN, "priority", USER, Fate::MapsLiteral("priority")),
    on(SEVEN, "formKey", USER, Fate::MapsLiteral("formKey")),
    on(SEVEN, "collection", LOOP, Fate::MapsLiteral("collection")),
    on(SEVEN, "elementVariable", LOOP, Fate::MapsLiteral("elementVariable")),
    on(SEVEN, "resultVariable", &["scriptTask"], Fate::MapsLiteral("resultVariable")),
    on(C7, "type", JOBS, Fate::External),
    on(C7, "topic", JOBS, Fate::Topic),
    on(C7, "versionTag", &["process"], Fate::MapsLiteral("versionTag")),
    on(C7, "historyTimeToLive", &["process"], Fate::Documentation),
    on(C7, "isStartableInTasklist", &["process"], Fate::Documentation),
    on(C7, "diagramRelationId", &[], Fate::Documentation),
    on(C7, "modelerTemplate", &[], Fate::Documentation),
    on(C7, "modelerTemplateVersion", &[], Fate::Documentation),
    on(C7, "modelerTemplateIcon", &[], Fate::Documentation),
    // Weir commits at every wait and runs jobs one after another per instance: these ask for nothing more.
    on(SEVEN, "async", &[], Fate::Documentation),
    on(SEVEN, "asyncBefore", &[], Fate::Documentation),
    on(SEVEN, "asyncAfter", &[], Fate::Documentation),
    on(SEVEN, "exclusive", &[], Fate::Documentation),
    on(C7, "jobPriority", &[], Fate::Documentation),
    on(C7, "taskPriority", &[], Fate::Documentation),
    on(C8, "modelerTemplate", &[], Fate::Documentation),
    on(C8, "modelerTemplateVersion", &[], Fate::Documentation),
    on(C8, "modelerTemplateIcon", &[], Fate::Documentation),
    zeebe("taskDefinition", "type", JOBS, "type"),
    zeebe("taskDefinition", "retries", JOBS, "retries"),
    zeebe("assignmentDefinition", "assignee", USER, "assignee"),
    zeebe("assignmentDefinition", "candidateUsers", USER, "candidateUsers"),
    zeebe("assignmentDefinition", "candidateGroups", USER, "candidateGroups"),
    zeebe("taskSchedule", "dueDate", USER, "dueDate"),
    zeebe("taskSchedule", "followUpDate", USER, "followUpDate"),
    zeebe("priorityDefinition", "priority", USER, "priority"),
    zeebe("formDefinition", "formKey", USER, "formKey"),
    zeebe("calledElement", "processId", &["callActivity"], "calledElement"),
    zeebe("adHoc", "activeElementsCollection", &["adHocSubProcess"], "activeElementsCollection"),
    zeebe("subscription", "correlationKey", &["message"], "correlationKey"),
    zeebe("loopCharacteristics", "inputCollection", LOOP, "collection"),
    zeebe("loopCharacteristics", "inputElement", LOOP, "elementVariable"),
    zeebe("loopCharacteristics", "outputCollection", LOOP, "outputCollection"),
    zeebe("loopCharacteristics", "outputElement", LOOP, "outputElement"),
    zeebe("script", "expression", &["scriptTask"], "script"),
    zeebe("script", "resultVariable", &["scriptTask"], "resultVariable"),
    zeebe("versionTag", "value", &["process"], "versionTag"),
    zeebe("input", "source", &[], "input"),
    zeebe("input", "target", &[], "input"),
    zeebe("output", "source", &[], "output"),
    zeebe("output", "target", &[], "output"),
];

/// Foreign extension elements that only hold others, or only document, with everything in them.
pub const ELEMENTS: &[(&str, &str, Fate)] = &[
    (ZEEBE, "ioMapping", Fate::Maps("input and output")),
    (ZEEBE, "userTask", Fate::Documentation),
    (ZEEBE, "properties", Fate::Documentation),
    (CAMUNDA, "properties", Fate::Documentation),
];

/// What becomes of an attribute of an execution namespace; none: it is refused.
pub fn fate(namespace: &str, element: &str, attribute: &str, on: &str) -> Option<Fate> {
    let found = ATTRIBUTES.iter().find(|foreign| {
        foreign.attribute == attribute
            && foreign.element == element
            && foreign.namespaces.contains(&namespace)
            && (foreign.on.is_empty() || foreign.on.contains(&on))
    });
    found.map(|foreign| foreign.fate)
}

/// Whether an extension element is known at all.
pub fn element_fate(namespace: &str, element: &str) -> Option<Fate> {
    let listed = ELEMENTS.iter().find(|(of, name, _)| *of == namespace && *name == element).map(|(.., fate)| *fate);
    let with_attributes =
        || ATTRIBUTES.iter().find(|f| f.element == element && f.namespaces.contains(&namespace)).map(|f| f.fate);
    listed.or_else(with_attributes)
}
