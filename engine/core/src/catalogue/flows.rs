//! Sequence flows, lanes, artifacts and what every flow element may hold.
use super::entry::Status::{Executed, Remarked};
use super::entry::{Attribute, Child, Entry, Family};
use super::parts::{BASE, DOC, DOCUMENTED, FLOW_ELEMENT, IMMEDIATE_REMARK, NAMED, NODES};

const ENDS: &[Attribute] = &[Attribute::doc("sourceRef").to(&["*"]), Attribute::doc("targetRef").to(&["*"])];

pub const ENTRIES: &[Entry] = &[
    Entry::new(
        "sequenceFlow",
        ("顺序流", "Sequence flow"),
        Family::Flow,
        Executed,
        &[
            NAMED,
            &[
                Attribute::run("sourceRef").to(NODES),
                Attribute::run("targetRef").to(NODES),
                Attribute::other("isImmediate", Remarked(&IMMEDIATE_REMARK), &["true"]),
            ],
        ],
        &[DOCUMENTED, FLOW_ELEMENT, &[Child::of("conditionExpression")]],
    ),
    Entry::reference("incoming", ("流入", "Incoming flow"), Family::Flow, DOC, &["sequenceFlow"]),
    Entry::reference("outgoing", ("流出", "Outgoing flow"), Family::Flow, DOC, &["sequenceFlow"]),
    Entry::new("auditing", ("审计", "Auditing"), Family::Flow, DOC, &[BASE], &[DOCUMENTED]),
    Entry::new("monitoring", ("监控", "Monitoring"), Family::Flow, DOC, &[BASE], &[DOCUMENTED]),
    Entry::reference("categoryValueRef", ("类别引用", "Category reference"), Family::Artifact, DOC, &["categoryValue"]),
    Entry::new(
        "laneSet",
        ("泳道集", "Lane set"),
        Family::Lane,
        Executed,
        &[NAMED],
        &[DOCUMENTED, &[Child::of("lane")]],
    ),
    Entry::new(
        "childLaneSet",
        ("子泳道集", "Nested lane set"),
        Family::Lane,
        Executed,
        &[NAMED],
        &[DOCUMENTED, &[Child::of("lane")]],
    ),
    Entry::new(
        "lane",
        ("泳道", "Lane"),
        Family::Lane,
        Executed,
        &[&[Attribute::run("id"), Attribute::run("name"), Attribute::doc("partitionElementRef").to(&["*"])]],
        &[DOCUMENTED, &[Child::of("partitionElement"), Child::of("flowNodeRef"), Child::of("childLaneSet")]],
    ),
    Entry::new("partitionElement", ("划分元素", "Partition element"), Family::Lane, DOC, &[BASE], &[DOCUMENTED]),
    Entry::reference("flowNodeRef", ("流节点引用", "Flow node reference"), Family::Lane, Executed, NODES),
    Entry::new(
        "association",
        ("关联", "Association"),
        Family::Artifact,
        DOC,
        &[BASE, ENDS, &[Attribute::doc("associationDirection")]],
        &[DOCUMENTED],
    ),
    Entry::new(
        "group",
        ("分组", "Group"),
        Family::Artifact,
        DOC,
        &[BASE, &[Attribute::doc("categoryValueRef").to(&["categoryValue"])]],
        &[DOCUMENTED],
    ),
    Entry::new(
        "textAnnotation",
        ("文本注释", "Text annotation"),
        Family::Artifact,
        DOC,
        &[BASE, &[Attribute::doc("textFormat")]],
        &[DOCUMENTED, &[Child::of("text")]],
    ),
    Entry::new("text", ("文本", "Text"), Family::Artifact, DOC, &[], &[]).text(),
    Entry::new(
        "documentation",
        ("说明", "Documentation"),
        Family::Artifact,
        DOC,
        &[BASE, &[Attribute::doc("textFormat")]],
        &[],
    )
    .text(),
    Entry::new("extensionElements", ("扩展元素", "Extension elements"), Family::Extension, Executed, &[], &[]),
];
