//! The file itself, processes, and the root elements beside them.
use super::entry::Status::{Executed, NotYet};
use super::entry::{Attribute, Child, Entry, Family, Status};
use super::parts::{
    ARTIFACTS, BASE, COLLECTION, DOC, DOCUMENTED, EVENT_DEFINITIONS, FLOW_ELEMENTS, IMPLEMENTATION, ITEM, NAMED, ROLES,
};

const RUN_NAMED: &[Attribute] = &[Attribute::run("id"), Attribute::run("name")];
const STRUCTURE: &[Attribute] = &[Attribute::doc("structureRef").to(&["itemDefinition"])];
/// What a process takes and gives is said by whoever calls it; its own word on it documents.
const CALLABLE: &[Child] =
    &[Child::of("supportedInterfaceRef"), Child::here("ioSpecification", DOC), Child::of("ioBinding")];

const fn root(
    tag: &'static str,
    names: (&'static str, &'static str),
    status: Status,
    attributes: &'static [&'static [Attribute]],
    children: &'static [&'static [Child]],
) -> Entry {
    Entry::new(tag, names, Family::Root, status, attributes, children)
}

pub const ENTRIES: &[Entry] = &[
    root(
        "definitions",
        ("定义", "Definitions"),
        Executed,
        &[
            NAMED,
            &[
                Attribute::run("targetNamespace"),
                Attribute::run("expressionLanguage"),
                Attribute::doc("typeLanguage"),
                Attribute::doc("exporter"),
                Attribute::doc("exporterVersion"),
            ],
        ],
        &[DOCUMENTED, ROOTS, EVENT_DEFINITIONS],
    ),
    root(
        "process",
        ("流程", "Process"),
        Executed,
        &[
            NAMED,
            &[
                Attribute::run("isExecutable"),
                Attribute::doc("processType"),
                Attribute::doc("isClosed"),
                Attribute::doc("definitionalCollaborationRef").to(&[
                    "collaboration",
                    "choreography",
                    "globalConversation",
                ]),
            ],
        ],
        &[DOCUMENTED, CALLABLE, PROCESS, ROLES, FLOW_ELEMENTS, ARTIFACTS],
    ),
    root(
        "message",
        ("消息", "Message"),
        Executed,
        &[RUN_NAMED, &[Attribute::doc("itemRef").to(&["itemDefinition"])]],
        &[DOCUMENTED],
    ),
    root("signal", ("信号", "Signal"), Executed, &[RUN_NAMED, STRUCTURE], &[DOCUMENTED]),
    root("error", ("错误", "Error"), Executed, &[NAMED, STRUCTURE, &[Attribute::run("errorCode")]], &[DOCUMENTED]),
    root(
        "escalation",
        ("升级", "Escalation"),
        Executed,
        &[NAMED, STRUCTURE, &[Attribute::run("escalationCode")]],
        &[DOCUMENTED],
    ),
    root(
        "import",
        ("导入", "Import"),
        DOC,
        &[&[Attribute::doc("namespace"), Attribute::doc("location"), Attribute::doc("importType")]],
        &[],
    ),
    root(
        "extension",
        ("扩展声明", "Extension"),
        DOC,
        &[&[
            Attribute::doc("definition"),
            Attribute::other("mustUnderstand", NotYet("this extension is not understood; remove it"), &["false"]),
        ]],
        &[DOCUMENTED],
    ),
    root(
        "relationship",
        ("关系", "Relationship"),
        DOC,
        &[BASE, &[Attribute::doc("type"), Attribute::doc("direction")]],
        &[DOCUMENTED, &[Child::of("source"), Child::here("target", DOC)]],
    ),
    root(
        "itemDefinition",
        ("数据项定义", "Item definition"),
        DOC,
        &[BASE, COLLECTION, &[Attribute::doc("structureRef"), Attribute::doc("itemKind")]],
        &[DOCUMENTED],
    ),
    root(
        "dataStore",
        ("数据存储", "Data store"),
        DOC,
        &[NAMED, ITEM, &[Attribute::doc("capacity"), Attribute::doc("isUnlimited")]],
        &[DOCUMENTED, &[Child::of("dataState")]],
    ),
    root("category", ("类别", "Category"), DOC, &[NAMED], &[DOCUMENTED, &[Child::of("categoryValue")]]),
    root("categoryValue", ("类别值", "Category value"), DOC, &[BASE, &[Attribute::doc("value")]], &[DOCUMENTED]),
    root(
        "interface",
        ("接口", "Interface"),
        DOC,
        &[NAMED, &[Attribute::doc("implementationRef")]],
        &[DOCUMENTED, &[Child::of("operation")]],
    ),
    root(
        "operation",
        ("操作", "Operation"),
        Executed,
        &[NAMED, &[Attribute::doc("implementationRef")]],
        &[DOCUMENTED, &[Child::of("inMessageRef"), Child::of("outMessageRef"), Child::of("errorRef")]],
    ),
    Entry::reference("inMessageRef", ("输入消息引用", "Input message"), Family::Root, Executed, &["message"]),
    Entry::reference("outMessageRef", ("输出消息引用", "Output message"), Family::Root, DOC, &["message"]),
    Entry::reference("errorRef", ("错误引用", "Error reference"), Family::Root, DOC, &["error"]),
    Entry::reference("operationRef", ("操作引用", "Operation reference"), Family::Root, Executed, &["operation"]),
    root("endPoint", ("端点", "End point"), DOC, &[BASE], &[DOCUMENTED]),
    Entry::reference("supportedInterfaceRef", ("支持的接口", "Supported interface"), Family::Root, DOC, &["interface"]),
    Entry::reference("supports", ("支持的流程", "Supported process"), Family::Root, DOC, &["process"]),
    root("globalTask", ("全局任务", "Global task"), Executed, &[NAMED], &[DOCUMENTED, CALLABLE, ROLES]),
    root(
        "globalManualTask",
        ("全局手工任务", "Global manual task"),
        Executed,
        &[NAMED],
        &[DOCUMENTED, CALLABLE, ROLES],
    ),
    root(
        "globalUserTask",
        ("全局用户任务", "Global user task"),
        Executed,
        &[NAMED, IMPLEMENTATION],
        &[DOCUMENTED, CALLABLE, ROLES, &[Child::of("rendering")]],
    ),
    root(
        "globalScriptTask",
        ("全局脚本任务", "Global script task"),
        Executed,
        &[NAMED, &[Attribute::run("scriptLanguage")]],
        &[DOCUMENTED, CALLABLE, ROLES, &[Child::of("script")]],
    ),
    root(
        "globalBusinessRuleTask",
        ("全局业务规则任务", "Global business rule task"),
        Executed,
        &[NAMED, IMPLEMENTATION],
        &[DOCUMENTED, CALLABLE, ROLES],
    ),
];

const PROCESS: &[Child] = &[
    Child::of("auditing"),
    Child::of("monitoring"),
    Child::of("property"),
    Child::of("laneSet"),
    Child::of("correlationSubscription"),
    Child::of("supports"),
];
const ROOTS: &[Child] = &[
    Child::of("import"),
    Child::of("extension"),
    Child::of("relationship"),
    Child::of("process"),
    Child::of("collaboration"),
    Child::of("choreography"),
    Child::of("globalChoreographyTask"),
    Child::of("globalConversation"),
    Child::of("message"),
    Child::of("signal"),
    Child::of("error"),
    Child::of("escalation"),
    Child::of("itemDefinition"),
    Child::of("dataStore"),
    Child::of("category"),
    Child::of("interface"),
    Child::of("endPoint"),
    Child::of("resource"),
    Child::of("partnerEntity"),
    Child::of("partnerRole"),
    Child::of("correlationProperty"),
    Child::of("globalTask"),
    Child::of("globalManualTask"),
    Child::of("globalUserTask"),
    Child::of("globalScriptTask"),
    Child::of("globalBusinessRuleTask"),
];
