//! Tasks, sub-processes and call activities, and the markers that repeat them.
use super::entry::Status::{Executed, NotYet};
use super::entry::{Attribute, Child, Entry, Family};
use super::parts::{
    ACTIVITY, ACTIVITY_PARTS, ARTIFACTS, BASE, COLLECTION, DOCUMENTED, EVENT_DEFINITION_TAGS, FLOW_ELEMENT,
    FLOW_ELEMENTS, FLOW_NODE, IMPLEMENTATION, ITEM, ITEMS, NAMED, OPERATION, ROLES,
};

const TASK: &[&[Child]] = &[DOCUMENTED, FLOW_ELEMENT, FLOW_NODE, ACTIVITY_PARTS, ROLES];
const CONTAINER: &[&[Child]] =
    &[DOCUMENTED, FLOW_ELEMENT, FLOW_NODE, ACTIVITY_PARTS, ROLES, &[Child::of("laneSet")], FLOW_ELEMENTS, ARTIFACTS];
const BY_EVENT: &[Attribute] = &[Attribute::run("triggeredByEvent")];
const NOT_BY_EVENT: &[Attribute] = &[Attribute::other(
    "triggeredByEvent",
    NotYet("an event sub-process is no transaction; put the transaction into it"),
    &["false"],
)];
/// BPMN table 10.21: how a transaction is undone.
const METHOD: &[Attribute] = &[Attribute::other(
    "method",
    NotYet("a cancelled transaction is undone by compensation; set it to ##Compensate"),
    &["##Compensate", "##compensate"],
)];
const MESSAGE: &[Attribute] =
    &[Attribute::run("messageRef").to(&["message"]), Attribute::run("operationRef").to(&["operation"])];
const LOOP: Family = Family::Loop;

const fn activity(
    tag: &'static str,
    names: (&'static str, &'static str),
    attributes: &'static [&'static [Attribute]],
    children: &'static [&'static [Child]],
) -> Entry {
    Entry::new(tag, names, Family::Activity, Executed, attributes, children)
}

pub const ENTRIES: &[Entry] = &[
    activity("task", ("任务", "Task"), &[NAMED, ACTIVITY], TASK),
    activity("manualTask", ("手工任务", "Manual task"), &[NAMED, ACTIVITY], TASK),
    activity(
        "userTask",
        ("用户任务", "User task"),
        &[NAMED, ACTIVITY, IMPLEMENTATION],
        &[DOCUMENTED, FLOW_ELEMENT, FLOW_NODE, ACTIVITY_PARTS, ROLES, &[Child::of("rendering")]],
    ),
    activity("serviceTask", ("服务任务", "Service task"), &[NAMED, ACTIVITY, IMPLEMENTATION, OPERATION], TASK),
    activity(
        "scriptTask",
        ("脚本任务", "Script task"),
        &[NAMED, ACTIVITY, &[Attribute::run("scriptFormat")]],
        &[DOCUMENTED, FLOW_ELEMENT, FLOW_NODE, ACTIVITY_PARTS, ROLES, &[Child::of("script")]],
    ),
    activity("sendTask", ("发送任务", "Send task"), &[NAMED, ACTIVITY, IMPLEMENTATION, MESSAGE], TASK),
    activity(
        "receiveTask",
        ("接收任务", "Receive task"),
        &[NAMED, ACTIVITY, IMPLEMENTATION, MESSAGE, &[Attribute::run("instantiate")]],
        TASK,
    ),
    activity("businessRuleTask", ("业务规则任务", "Business rule task"), &[NAMED, ACTIVITY, IMPLEMENTATION], TASK),
    activity(
        "callActivity",
        ("调用活动", "Call activity"),
        &[NAMED, ACTIVITY, &[Attribute::run("calledElement")]],
        TASK,
    ),
    activity("subProcess", ("子流程", "Sub-process"), &[NAMED, ACTIVITY, BY_EVENT], CONTAINER),
    activity("transaction", ("事务", "Transaction"), &[NAMED, ACTIVITY, NOT_BY_EVENT, METHOD], CONTAINER),
    Entry::new(
        "adHocSubProcess",
        ("自由子流程", "Ad-hoc sub-process"),
        Family::Activity,
        Executed,
        &[
            NAMED,
            ACTIVITY,
            &[
                Attribute::other(
                    "triggeredByEvent",
                    NotYet("an ad-hoc sub-process is entered over a flow"),
                    &["false"],
                ),
                Attribute::run("cancelRemainingInstances"),
                Attribute::run("ordering"),
            ],
        ],
        &[
            DOCUMENTED,
            FLOW_ELEMENT,
            FLOW_NODE,
            ACTIVITY_PARTS,
            ROLES,
            &[Child::of("laneSet")],
            FLOW_ELEMENTS,
            ARTIFACTS,
            &[Child::of("completionCondition")],
        ],
    ),
    Entry::new(
        "multiInstanceLoopCharacteristics",
        ("多实例", "Multi-instance"),
        LOOP,
        Executed,
        &[
            BASE,
            &[
                Attribute::run("isSequential"),
                Attribute::run("behavior"),
                Attribute::run("oneBehaviorEventRef").to(EVENT_DEFINITION_TAGS),
                Attribute::run("noneBehaviorEventRef").to(EVENT_DEFINITION_TAGS),
            ],
        ],
        &[
            DOCUMENTED,
            &[
                Child::of("loopCardinality"),
                Child::of("loopDataInputRef"),
                Child::of("loopDataOutputRef"),
                Child::of("inputDataItem"),
                Child::of("outputDataItem"),
                Child::of("complexBehaviorDefinition"),
                Child::of("completionCondition"),
            ],
        ],
    ),
    Entry::new(
        "standardLoopCharacteristics",
        ("标准循环", "Standard loop"),
        LOOP,
        Executed,
        &[BASE, &[Attribute::run("testBefore"), Attribute::run("loopMaximum")]],
        &[DOCUMENTED, &[Child::of("loopCondition")]],
    ),
    Entry::new(
        "complexBehaviorDefinition",
        ("复杂行为", "Complex behaviour"),
        LOOP,
        Executed,
        &[BASE],
        &[DOCUMENTED, &[Child::of("condition"), Child::here("event", Executed)]],
    ),
    Entry::reference("loopDataInputRef", ("循环输入数据", "Loop data input"), LOOP, Executed, ITEMS),
    Entry::reference("loopDataOutputRef", ("循环输出数据", "Loop data output"), LOOP, Executed, ITEMS),
    Entry::new("inputDataItem", ("循环变量", "Input item"), LOOP, Executed, ITEM_ATTRIBUTES, ITEM_PARTS),
    Entry::new("outputDataItem", ("输出项", "Output item"), LOOP, Executed, ITEM_ATTRIBUTES, ITEM_PARTS),
];

const ITEM_ATTRIBUTES: &[&[Attribute]] = &[&[Attribute::run("id"), Attribute::run("name")], ITEM, COLLECTION];
const ITEM_PARTS: &[&[Child]] = &[DOCUMENTED, &[Child::of("dataState")]];
