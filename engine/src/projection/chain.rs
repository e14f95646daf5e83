//! How far a chain has come in which instances cause each other to begin and to go on, and what begins by it.
use super::record::{Message, Parcel};
use super::rest::SignalRest;
use weir_core::command::Came;
use weir_core::instance::Variables;
use weir_core::{ElementId, InstanceId};

/// How far the chain has come up to something that is thrown. What nobody caused begins with none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chain {
    /// How many instances have started each other, without a pause.
    pub hops: u32,
    /// How many messages and signals have answered each other.
    pub answers: u32,
}

impl Message {
    /// The chain up to it.
    pub fn chain(&self) -> Chain {
        Chain { hops: self.hops, answers: self.answers }
    }
}

impl SignalRest {
    /// The chain up to the signal.
    pub fn chain(&self) -> Chain {
        Chain { hops: self.hops, answers: self.answers }
    }

    /// The same at the end of a chain.
    pub fn after(mut self, chain: Chain) -> Self {
        (self.hops, self.answers) = (chain.hops, chain.answers);
        self
    }
}

/// With what an instance begins that a message, a signal, a condition or a timer starts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beginning {
    /// What it gets.
    pub variables: Variables,
    /// What came, where the event needs several triggers.
    pub came: Option<Came>,
    /// What people know it by.
    pub business_key: Option<String>,
    /// The conversation of its message.
    pub conversation: Option<String>,
    /// The chain up to it.
    pub chain: Chain,
}

impl Parcel {
    /// Starts this instance of a definition at an event.
    pub fn start(instance: InstanceId, (definition, at): (String, ElementId), beginning: Beginning) -> Self {
        let Beginning { variables, came, business_key, conversation, chain: Chain { hops, answers } } = beginning;
        Parcel::Start { instance, definition, at, variables, came, business_key, conversation, hops, answers }
    }
}
