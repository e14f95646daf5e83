//! Gateways.
use super::entry::Status::Executed;
use super::entry::{Attribute, Child, Entry, Family};
use super::parts::{DOCUMENTED, FLOW_ELEMENT, FLOW_NODE, NAMED};

const PARTS: &[&[Child]] = &[DOCUMENTED, FLOW_ELEMENT, FLOW_NODE];
const DIRECTION: &[Attribute] = &[Attribute::doc("gatewayDirection")];
const DEFAULT: &[Attribute] = &[Attribute::run("default").to(&["sequenceFlow"])];

const fn gateway(
    tag: &'static str,
    names: (&'static str, &'static str),
    attributes: &'static [&'static [Attribute]],
) -> Entry {
    Entry::new(tag, names, Family::Gateway, Executed, attributes, PARTS)
}

pub const ENTRIES: &[Entry] = &[
    gateway("exclusiveGateway", ("排他网关", "Exclusive gateway"), &[NAMED, DIRECTION, DEFAULT]),
    gateway("parallelGateway", ("并行网关", "Parallel gateway"), &[NAMED, DIRECTION]),
    gateway("inclusiveGateway", ("包容网关", "Inclusive gateway"), &[NAMED, DIRECTION, DEFAULT]),
    gateway(
        "eventBasedGateway",
        ("事件网关", "Event-based gateway"),
        &[NAMED, DIRECTION, &[Attribute::run("instantiate"), Attribute::run("eventGatewayType")]],
    ),
    Entry::new(
        "complexGateway",
        ("复杂网关", "Complex gateway"),
        Family::Gateway,
        Executed,
        &[NAMED, DIRECTION, DEFAULT],
        &[DOCUMENTED, FLOW_ELEMENT, FLOW_NODE, &[Child::of("activationCondition")]],
    ),
];
