//! Events and what triggers them. Which trigger may stand where is said in [`super::triggers`].
use super::entry::Status::{Executed, NotYet};
use super::entry::{Attribute, Child, Entry, Family};
use super::parts::{
    ACTIVITIES, BASE, DOC, DOCUMENTED, EVENT_DEFINITION_TAGS, EVENT_DEFINITIONS, FLOW_ELEMENT, FLOW_NODE, NAMED,
};

const CATCH: &[&[Child]] = &[
    DOCUMENTED,
    FLOW_ELEMENT,
    FLOW_NODE,
    EVENT_DEFINITIONS,
    &[
        Child::of("property"),
        Child::of("dataOutput"),
        Child::of("dataOutputAssociation"),
        Child::of("outputSet"),
        Child::of("eventDefinitionRef"),
    ],
];
const THROW: &[&[Child]] = &[
    DOCUMENTED,
    FLOW_ELEMENT,
    FLOW_NODE,
    EVENT_DEFINITIONS,
    &[
        Child::of("property"),
        Child::of("dataInput"),
        Child::of("dataInputAssociation"),
        Child::of("inputSet"),
        Child::of("eventDefinitionRef"),
    ],
];
const ALL: &[Attribute] = &[Attribute::run("parallelMultiple")];
const DEFINITION: Family = Family::EventDefinition;

const fn event(
    tag: &'static str,
    names: (&'static str, &'static str),
    attributes: &'static [&'static [Attribute]],
    children: &'static [&'static [Child]],
) -> Entry {
    Entry::new(tag, names, Family::Event, Executed, attributes, children)
}

const fn definition(
    tag: &'static str,
    names: (&'static str, &'static str),
    attributes: &'static [&'static [Attribute]],
    children: &'static [&'static [Child]],
) -> Entry {
    Entry::new(tag, names, DEFINITION, Executed, attributes, children)
}

pub const ENTRIES: &[Entry] = &[
    event("startEvent", ("开始事件", "Start event"), &[NAMED, ALL, &[Attribute::run("isInterrupting")]], CATCH),
    event("endEvent", ("结束事件", "End event"), &[NAMED], THROW),
    event("intermediateCatchEvent", ("中间捕获事件", "Intermediate catch event"), &[NAMED, ALL], CATCH),
    event("intermediateThrowEvent", ("中间抛出事件", "Intermediate throw event"), &[NAMED], THROW),
    event(
        "boundaryEvent",
        ("边界事件", "Boundary event"),
        &[NAMED, ALL, &[Attribute::run("cancelActivity"), Attribute::run("attachedToRef").to(ACTIVITIES)]],
        CATCH,
    ),
    Entry::new(
        "implicitThrowEvent",
        ("隐式抛出事件", "Implicit throw event"),
        Family::Event,
        NotYet("use an intermediate throw event"),
        &[NAMED],
        THROW,
    ),
    Entry::new("event", ("事件", "Event"), Family::Event, NotYet("use a concrete event"), &[NAMED], THROW),
    definition(
        "timerEventDefinition",
        ("定时器", "Timer"),
        &[BASE],
        &[DOCUMENTED, &[Child::of("timeDate"), Child::of("timeDuration"), Child::of("timeCycle")]],
    ),
    definition(
        "messageEventDefinition",
        ("消息", "Message"),
        &[BASE, &[Attribute::run("messageRef").to(&["message"])]],
        &[DOCUMENTED, &[Child::of("operationRef")]],
    ),
    definition(
        "signalEventDefinition",
        ("信号", "Signal"),
        &[BASE, &[Attribute::run("signalRef").to(&["signal"])]],
        &[DOCUMENTED],
    ),
    definition(
        "errorEventDefinition",
        ("错误", "Error"),
        &[BASE, &[Attribute::run("errorRef").to(&["error"])]],
        &[DOCUMENTED],
    ),
    definition(
        "escalationEventDefinition",
        ("升级", "Escalation"),
        &[BASE, &[Attribute::run("escalationRef").to(&["escalation"])]],
        &[DOCUMENTED],
    ),
    definition("conditionalEventDefinition", ("条件", "Condition"), &[BASE], &[DOCUMENTED, &[Child::of("condition")]]),
    definition(
        "linkEventDefinition",
        ("链接", "Link"),
        &[BASE, &[Attribute::run("name")]],
        &[DOCUMENTED, &[Child::of("source"), Child::of("target")]],
    ),
    definition("terminateEventDefinition", ("终止", "Terminate"), &[BASE], &[DOCUMENTED]),
    definition(
        "compensateEventDefinition",
        ("补偿", "Compensation"),
        &[BASE, &[Attribute::run("waitForCompletion"), Attribute::run("activityRef").to(ACTIVITIES)]],
        &[DOCUMENTED],
    ),
    definition("cancelEventDefinition", ("取消", "Cancel"), &[BASE], &[DOCUMENTED]),
    Entry::reference(
        "eventDefinitionRef",
        ("事件定义引用", "Event definition reference"),
        DEFINITION,
        Executed,
        EVENT_DEFINITION_TAGS,
    ),
    Entry::reference("source", ("链接来源", "Link source"), DEFINITION, DOC, &[]),
    Entry::reference("target", ("链接目标", "Link target"), DEFINITION, Executed, &[]),
];
