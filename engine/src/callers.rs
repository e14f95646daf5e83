//! What has called an instance: where a matter may go back to out of it.
use weir_core::instance::{Header, Parent};
use weir_core::step::Caller;

/// An instance that waits for what it has called, as it is held.
pub trait Calls {
    /// What decides about ways back sees of it.
    fn caller(&self) -> Caller<'_>;
}

/// What has called an instance and waits for it, nearest first, as far up as it is found.
pub fn callers_of<C: Calls, E>(
    header: &Header,
    mut find: impl FnMut(&Parent) -> Result<Option<C>, E>,
) -> Result<Vec<C>, E> {
    let mut above = vec![];
    let mut next = header.parent.clone();
    while let Some(parent) = next.take() {
        let Some(found) = find(&parent)? else { break };
        next.clone_from(&found.caller().instance.header.parent);
        above.push(found);
    }
    Ok(above)
}
