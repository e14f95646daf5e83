//! Who asks, and whether the same was asked before.
use weir_core::Actor;

/// What every call that changes something carries.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Who asks; persisted with everything that follows.
    pub actor: Actor,
    /// Makes the call safe to repeat.
    pub idempotency: Option<IdempotencyKey>,
    /// The tenant in which they ask: what they deploy belongs to it, and their messages and signals stay in it. None is
    /// the installation itself.
    pub tenant: Option<String>,
}

/// A name for one request: asked again under the same name it gives its first answer and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The name, unique for the caller: put tenant, user and route into it.
    pub key: String,
    /// SHA-256 of what was asked, so that a name used for two different requests is noticed.
    pub request_hash: [u8; 32],
}

impl IdempotencyKey {
    /// The name of what the same request asks of the instances.
    pub(crate) fn of_instances(&self) -> IdempotencyKey {
        IdempotencyKey { key: format!("instances/{}", self.key), request_hash: self.request_hash }
    }
}

impl Context {
    /// Somebody asks, and a repetition is a new request.
    pub fn of(actor: Actor) -> Self {
        Context { actor, idempotency: None, tenant: None }
    }

    /// The engine itself.
    pub fn engine() -> Self {
        Context::of(Actor::engine())
    }
}
