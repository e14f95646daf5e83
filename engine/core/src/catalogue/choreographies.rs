//! Choreographies: documentation beside processes, and never inside one.
use super::entry::Status::{NotYet, Remarked};
use super::entry::{Attribute, Child, Entry, Family, Status};
use super::parts::{
    ARTIFACTS, CHOREOGRAPHY_REMARK, CONVERSATIONS, DOCUMENTED, FLOW_ELEMENT, FLOW_ELEMENTS, FLOW_NODE, NAMED,
};

/// BPMN: a process contains no choreography activities; they belong to choreographies.
const INSIDE: Status = NotYet("a process must not contain choreography activities; use a task");
const BESIDE: Status = Remarked(&CHOREOGRAPHY_REMARK);
const FAMILY: Family = Family::Choreography;
const ACTIVITY: &[Attribute] =
    &[Attribute::doc("initiatingParticipantRef").to(&["participant"]), Attribute::doc("loopType")];
const PARTS: &[Child] = &[Child::of("participantRef"), Child::of("correlationKey")];
const COLLABORATION: &[Child] = &[
    Child::of("participant"),
    Child::of("messageFlow"),
    Child::of("messageFlowAssociation"),
    Child::of("participantAssociation"),
    Child::of("conversationLink"),
    Child::of("conversationAssociation"),
    Child::of("correlationKey"),
    Child::of("choreographyRef"),
];

pub const ENTRIES: &[Entry] = &[
    Entry::new(
        "choreography",
        ("编排", "Choreography"),
        FAMILY,
        BESIDE,
        &[NAMED, &[Attribute::doc("isClosed")]],
        &[DOCUMENTED, COLLABORATION, CONVERSATIONS, FLOW_ELEMENTS, ARTIFACTS],
    ),
    Entry::new(
        "globalChoreographyTask",
        ("全局编排任务", "Global choreography task"),
        FAMILY,
        BESIDE,
        &[NAMED, &[Attribute::doc("isClosed"), Attribute::doc("initiatingParticipantRef").to(&["participant"])]],
        &[DOCUMENTED, COLLABORATION, CONVERSATIONS, FLOW_ELEMENTS, ARTIFACTS],
    ),
    Entry::new(
        "choreographyTask",
        ("编排任务", "Choreography task"),
        FAMILY,
        INSIDE,
        &[NAMED, ACTIVITY],
        &[DOCUMENTED, FLOW_ELEMENT, FLOW_NODE, PARTS, &[Child::of("messageFlowRef")]],
    ),
    Entry::new(
        "subChoreography",
        ("子编排", "Sub-choreography"),
        FAMILY,
        INSIDE,
        &[NAMED, ACTIVITY],
        &[DOCUMENTED, FLOW_ELEMENT, FLOW_NODE, PARTS, FLOW_ELEMENTS, ARTIFACTS],
    ),
    Entry::new(
        "callChoreography",
        ("调用编排", "Call choreography"),
        FAMILY,
        INSIDE,
        &[NAMED, ACTIVITY, &[Attribute::doc("calledChoreographyRef").to(&["choreography", "globalChoreographyTask"])]],
        &[DOCUMENTED, FLOW_ELEMENT, FLOW_NODE, PARTS, &[Child::of("participantAssociation")]],
    ),
];
