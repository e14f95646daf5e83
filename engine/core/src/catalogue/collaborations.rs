//! Pools, message flows, conversations and correlation.
use super::entry::Status::{Executed, Remarked};
use super::entry::{Attribute, Child, Entry, Family};
use super::parts::{ARTIFACTS, BASE, CHOREOGRAPHY_REMARK, CONVERSATIONS, DOC, DOCUMENTED, INTERACTION_NODES, NAMED};

const FAMILY: Family = Family::Collaboration;
const NODE: &[Child] = &[Child::of("participantRef"), Child::of("messageFlowRef"), Child::of("correlationKey")];

const fn plain(
    tag: &'static str,
    names: (&'static str, &'static str),
    attributes: &'static [&'static [Attribute]],
    children: &'static [&'static [Child]],
) -> Entry {
    Entry::new(tag, names, FAMILY, DOC, attributes, children)
}

const fn refers(tag: &'static str, names: (&'static str, &'static str), to: &'static [&'static str]) -> Entry {
    Entry::reference(tag, names, FAMILY, DOC, to)
}

pub const ENTRIES: &[Entry] = &[
    plain(
        "collaboration",
        ("协作", "Collaboration"),
        &[NAMED, CLOSED],
        &[DOCUMENTED, COLLABORATION, CONVERSATIONS, ARTIFACTS],
    ),
    Entry::new(
        "globalConversation",
        ("全局会话", "Global conversation"),
        FAMILY,
        Remarked(&CHOREOGRAPHY_REMARK),
        &[NAMED, CLOSED],
        &[DOCUMENTED, COLLABORATION, CONVERSATIONS, ARTIFACTS],
    ),
    plain(
        "participant",
        ("参与者", "Participant"),
        &[NAMED, &[Attribute::doc("processRef").to(&["process"])]],
        &[DOCUMENTED, &[Child::of("interfaceRef"), Child::of("endPointRef"), Child::of("participantMultiplicity")]],
    ),
    plain(
        "participantMultiplicity",
        ("参与者数量", "Participant multiplicity"),
        &[BASE, &[Attribute::doc("minimum"), Attribute::doc("maximum")]],
        &[DOCUMENTED],
    ),
    Entry::new(
        "messageFlow",
        ("消息流", "Message flow"),
        FAMILY,
        Executed,
        &[
            NAMED,
            &[
                Attribute::run("sourceRef").to(INTERACTION_NODES),
                Attribute::run("targetRef").to(INTERACTION_NODES),
                Attribute::run("messageRef").to(&["message"]),
            ],
        ],
        &[DOCUMENTED],
    ),
    plain(
        "messageFlowAssociation",
        ("消息流关联", "Message flow association"),
        &[
            BASE,
            &[
                Attribute::doc("innerMessageFlowRef").to(&["messageFlow"]),
                Attribute::doc("outerMessageFlowRef").to(&["messageFlow"]),
            ],
        ],
        &[DOCUMENTED],
    ),
    plain(
        "participantAssociation",
        ("参与者关联", "Participant association"),
        &[BASE],
        &[DOCUMENTED, &[Child::of("innerParticipantRef"), Child::of("outerParticipantRef")]],
    ),
    plain("conversation", ("会话", "Conversation"), &[NAMED], &[DOCUMENTED, NODE]),
    plain("subConversation", ("子会话", "Sub-conversation"), &[NAMED], &[DOCUMENTED, NODE, CONVERSATIONS]),
    plain(
        "callConversation",
        ("调用会话", "Call conversation"),
        &[NAMED, &[Attribute::doc("calledCollaborationRef").to(&["collaboration", "globalConversation"])]],
        &[DOCUMENTED, NODE, &[Child::of("participantAssociation")]],
    ),
    plain(
        "conversationLink",
        ("会话链接", "Conversation link"),
        &[NAMED, &[Attribute::doc("sourceRef").to(&["*"]), Attribute::doc("targetRef").to(&["*"])]],
        &[DOCUMENTED],
    ),
    plain(
        "conversationAssociation",
        ("会话关联", "Conversation association"),
        &[
            BASE,
            &[
                Attribute::doc("innerConversationNodeRef").to(&["conversation", "subConversation", "callConversation"]),
                Attribute::doc("outerConversationNodeRef").to(&["conversation", "subConversation", "callConversation"]),
            ],
        ],
        &[DOCUMENTED],
    ),
    plain("partnerEntity", ("合作方", "Partner entity"), &[NAMED], &[DOCUMENTED, &[Child::of("participantRef")]]),
    plain("partnerRole", ("合作角色", "Partner role"), &[NAMED], &[DOCUMENTED, &[Child::of("participantRef")]]),
    refers("interfaceRef", ("接口引用", "Interface reference"), &["interface"]),
    refers("endPointRef", ("端点引用", "End point reference"), &["endPoint"]),
    refers("participantRef", ("参与者引用", "Participant reference"), &["participant"]),
    refers("innerParticipantRef", ("内部参与者", "Inner participant"), &["participant"]),
    refers("outerParticipantRef", ("外部参与者", "Outer participant"), &["participant"]),
    refers("messageFlowRef", ("消息流引用", "Message flow reference"), &["messageFlow"]),
    refers("choreographyRef", ("编排引用", "Choreography reference"), &["choreography", "globalChoreographyTask"]),
    Entry::new(
        "correlationKey",
        ("关联键", "Correlation key"),
        FAMILY,
        Executed,
        &[NAMED],
        &[DOCUMENTED, &[Child::of("correlationPropertyRef")]],
    ),
    Entry::reference(
        "correlationPropertyRef",
        ("关联属性引用", "Correlation property reference"),
        FAMILY,
        Executed,
        &["correlationProperty"],
    ),
    Entry::new(
        "correlationProperty",
        ("关联属性", "Correlation property"),
        FAMILY,
        Executed,
        &[NAMED, &[Attribute::doc("type").to(&["itemDefinition"])]],
        &[DOCUMENTED, &[Child::of("correlationPropertyRetrievalExpression")]],
    ),
    Entry::new(
        "correlationPropertyRetrievalExpression",
        ("关联属性提取", "Correlation property retrieval"),
        FAMILY,
        Executed,
        &[BASE, &[Attribute::run("messageRef").to(&["message"])]],
        &[DOCUMENTED, &[Child::of("messagePath")]],
    ),
    Entry::new(
        "correlationSubscription",
        ("关联订阅", "Correlation subscription"),
        FAMILY,
        Executed,
        &[BASE, &[Attribute::run("correlationKeyRef").to(&["correlationKey"])]],
        &[DOCUMENTED, &[Child::of("correlationPropertyBinding")]],
    ),
    Entry::new(
        "correlationPropertyBinding",
        ("关联属性绑定", "Correlation property binding"),
        FAMILY,
        Executed,
        &[BASE, &[Attribute::run("correlationPropertyRef").to(&["correlationProperty"])]],
        &[DOCUMENTED, &[Child::of("dataPath")]],
    ),
];

/// `isClosed` promises that nothing happens beside the model; an engine never does that.
const CLOSED: &[Attribute] = &[Attribute::doc("isClosed")];
const COLLABORATION: &[Child] = &[
    Child::here("participant", Executed),
    Child::of("messageFlow"),
    Child::of("messageFlowAssociation"),
    Child::of("participantAssociation"),
    Child::of("conversationLink"),
    Child::of("conversationAssociation"),
    Child::of("correlationKey"),
    Child::of("choreographyRef"),
];
