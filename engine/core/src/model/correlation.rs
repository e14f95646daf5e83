//! Correlation as the standard writes it (BPMN 8.4.2): which part of a message says with which instance it belongs.
use super::{Model, RootKind, Text};
use crate::id::ElementId;
use crate::problem::Place;

/// A `correlationKey` with the properties that it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelationKey {
    /// Its id.
    pub id: ElementId,
    /// Its properties, in the order of the file.
    pub properties: Vec<CorrelationProperty>,
    /// Where it stands.
    pub place: Place,
}

/// A `correlationProperty`: one and the same thing, wherever it stands in different messages.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelationProperty {
    /// Its id.
    pub id: ElementId,
    /// Where it is found in which message: `messageRef` and `messagePath` of its retrieval expressions.
    pub paths: Vec<(ElementId, Text)>,
}

/// A `correlationSubscription` of a process: the data of an instance that messages for it must match.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelationSubscription {
    /// `correlationKeyRef`.
    pub key: ElementId,
    /// `correlationPropertyRef` and `dataPath` of its bindings.
    pub bindings: Vec<(ElementId, Text)>,
    /// Where it stands.
    pub place: Place,
}

impl CorrelationKey {
    /// Where its properties are found in messages of this name; none when such a message does not have all of them.
    pub fn paths<'a>(&'a self, model: &Model, message: &str) -> Option<Vec<(&'a ElementId, &'a Text)>> {
        let named = |id: &ElementId| {
            let mut roots = model.roots.iter().filter(|root| root.kind == RootKind::Message);
            roots.any(|root| root.id == *id && root.name.as_deref() == Some(message))
        };
        let path = |property: &'a CorrelationProperty| {
            let (_, text) = property.paths.iter().find(|(id, _)| named(id))?;
            Some((&property.id, text))
        };
        let found = self.properties.iter().map(path).collect::<Option<Vec<_>>>()?;
        (!found.is_empty()).then_some(found)
    }
}

impl Model {
    /// Do messages of this name carry a whole key?
    pub fn correlates(&self, message: &str) -> bool {
        self.correlation_keys.iter().any(|key| key.paths(self, message).is_some())
    }
}
