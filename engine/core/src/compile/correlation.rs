//! Correlation keys of the standard: which messages of a process carry which of them.
use super::Compiler;
use crate::correlation::{Correlation, KeyPaths};
use crate::expression::{Bound, Expression};
use crate::id::ElementId;
use crate::model::{CorrelationKey, Text};
use crate::problem::Problem;
use std::sync::Arc;

impl Compiler<'_> {
    /// BPMN 8.4.2: a message carries a key when it has a path to each of its properties.
    pub(super) fn correlated(&mut self, message: &str) -> Option<Arc<Correlation>> {
        if let Some(known) = self.process.correlations.get(message) {
            return known.clone();
        }
        let file = self.file;
        let mut keys = vec![];
        let mut context = None;
        for key in &file.correlation_keys {
            let Some(paths) = key.paths(file, message) else { continue };
            let path = |(property, text): (&ElementId, &Text)| Some((property.clone(), self.path(property, text)?));
            let Some(paths) = paths.into_iter().map(path).collect::<Option<Vec<_>>>() else { continue };
            if keys.is_empty() {
                context = self.context(key);
            }
            keys.push(KeyPaths { key: key.id.clone(), paths });
        }
        let found = (!keys.is_empty()).then(|| Arc::new(Correlation { keys, context }));
        self.process.correlations.insert(message.to_owned(), found.clone());
        found
    }

    /// The data that a subscription of the process binds to the properties of a key.
    fn context(&mut self, key: &CorrelationKey) -> Option<Vec<Expression>> {
        let subscription = self.model.correlations.iter().find(|subscription| subscription.key == key.id)?;
        let mut context = vec![];
        for property in &key.properties {
            if let Some((_, data)) = subscription.bindings.iter().find(|(id, _)| *id == property.id) {
                context.push(self.path(&property.id, data)?);
                continue;
            }
            let message = format!(
                "the subscription to `{}` binds no data to its property `{}`, so no message could ever match: add a \
                 correlationPropertyBinding for it",
                key.id, property.id
            );
            let owner = Some(&self.model.id);
            self.problems.push(Problem::error("correlation-binding-missing", owner, subscription.place, message));
        }
        Some(context)
    }

    /// A path is looked at where nothing can wait for an answer.
    fn path(&mut self, property: &ElementId, text: &Text) -> Option<Expression> {
        let path = self.expression(text, property)?;
        if matches!(path.bound(), Bound::Unbounded(_)) {
            let message = "the path to a correlation property is looked at where nothing can wait for an answer: it is no script, does not iterate over open ranges and calls no functions of its own; write it in plain FEEL";
            self.problems.push(Problem::error("condition-unbounded", Some(property), text.place, message));
            return None;
        }
        Some(path)
    }
}
