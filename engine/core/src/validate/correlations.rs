//! Correlation keys that correlate nothing.
use crate::model::{Model, RootKind};
use crate::problem::Problem;

/// BPMN 8.4.2: a message carries a key when each of its properties has a path for that message. A key that no message
/// carries says nothing about any.
pub fn check(model: &Model, problems: &mut Vec<Problem>) {
    for key in &model.correlation_keys {
        let mut messages = model.roots.iter().filter(|root| root.kind == RootKind::Message);
        if messages.any(|root| root.name.as_deref().is_some_and(|name| key.paths(model, name).is_some())) {
            continue;
        }
        let message = "no message carries this key, so nothing is correlated by it: each of its properties needs a \
                       correlationPropertyRetrievalExpression, with a messagePath, for one and the same message, which has \
                       a name";
        problems.push(Problem::warning("correlation-unused", Some(&key.id), key.place, message));
    }
}
