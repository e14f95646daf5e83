//! What gathers before it goes on together: events that must all come, and tokens at joins. Persisted like all events, as
//! arrays in field order: each grows at its end only.
use crate::id::{ElementId, Key, WaitId};
use crate::instance::Variables;
use serde::{Deserialize, Serialize};

/// One of several events that must all come has come; it is kept until the others have come too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventGathered {
    /// Who waits.
    pub key: Key,
    /// The wait, which is over.
    pub wait: WaitId,
    /// What came with it.
    pub variables: Variables,
    /// What whoever goes on from there shall know.
    pub locals: Variables,
}

/// A complex gateway has let tokens go and waits for the rest of them, to be reset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GatewayAwaitsReset {
    /// The element instance that waits; it joins what still comes.
    pub key: Key,
    /// The gateway.
    pub element: ElementId,
    /// Its scope.
    pub scope: Key,
    /// The flows whose tokens were taken.
    pub consumed: Vec<ElementId>,
}

/// Nothing more can come: a complex gateway waits for its start again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GatewayReset {
    /// The element instance that waited.
    pub key: Key,
}

/// A token that waited at a join was taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TokenWithdrawn {
    /// The join.
    pub key: Key,
    /// The flow that it had come by.
    pub flow: ElementId,
}
