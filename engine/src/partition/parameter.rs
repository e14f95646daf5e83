//! Rule parameters: a new value is checked against the declaration and against time, and kept for ever.
use super::request::{Reply, SetParameter};
use super::turn::{Halt, Turn};
use crate::api::{ParameterEntry, SetParameter as Asked};
use crate::error::Error;
use crate::projection::Record;
use weir_core::parameter::{Parameter, ParameterError, ParameterValue};

/// How many values a parameter may have in its life.
const VALUES_MAX: usize = 10_000;
/// How many parameters there may be.
const PARAMETERS_MAX: usize = 2_000;
/// How far a value may begin before the present, for clocks that differ: a minute.
const LATE_MS: i64 = 60_000;

impl Turn<'_> {
    pub(super) fn set_parameter(&mut self, set: SetParameter) -> Result<Reply, Halt> {
        let SetParameter { name, asked, new } = set;
        let known = self.shell.parameters.get(&name);
        if new && known.is_some() {
            return Ok(Reply::Done);
        }
        if known.is_none() && self.shell.parameters.all().len() >= PARAMETERS_MAX {
            return Err(Error::invalid("too-many-parameters", format!("there may be {PARAMETERS_MAX}")).into());
        }
        let (old, values) = known.map_or((None, vec![]), |(parameter, values)| (Some(parameter), values));
        let parameter = checked(&name, old, &asked)?;
        if values.len() >= VALUES_MAX {
            return Err(
                Error::invalid("too-many-values", format!("a parameter has at most {VALUES_MAX} values")).into()
            );
        }
        let from = asked.from.unwrap_or(self.now);
        if from.0 < self.now.0.saturating_sub(LATE_MS) {
            let message = format!("`{name}` cannot change in the past: {from} is before {}", self.now);
            return Err(Error::invalid("parameter-in-the-past", message).into());
        }
        // What comes into force later is looked at by nobody then: it must fit what is declared now.
        for coming in values.iter().filter(|value| value.from > self.now) {
            parameter.check(&coming.value).map_err(|error| {
                let message =
                    format!("{error}; that is its value from {} on: give it another one for then first", coming.from);
                Error::invalid(error.code(), message)
            })?;
        }
        let value = ParameterValue {
            version: values.last().map_or(0, |value| value.version) + 1,
            value: asked.value,
            from: from.max(self.now),
            at: self.now,
            actor: self.actor.id.clone(),
            reason: asked.reason,
        };
        self.effects.parameters.push((parameter.clone(), value.clone()));
        self.records.push(Record::ParameterSet { parameter, value: value.clone() });
        Ok(Reply::Parameter(Box::new(entry(value))))
    }
}

/// The declaration that holds from now on, when the value fits it.
pub fn checked(name: &str, old: Option<Parameter>, asked: &Asked) -> Result<Parameter, Error> {
    let parameter = match (old, asked.declaration.clone()) {
        (None, None) => {
            let message = format!("there is no rule parameter `{name}`: say its kind to declare it");
            return Err(Error::invalid("parameter-unknown", message));
        }
        (Some(old), None) => old,
        (Some(old), Some(new)) if old.kind != new.kind => {
            let message = format!("`{name}` keeps its kind: models rely on it");
            return Err(Error::invalid("parameter-kind", message));
        }
        (_, Some(new)) => new,
    };
    parameter.check_declaration().map_err(|error| invalid(&error))?;
    parameter.check(&asked.value).map_err(|error| invalid(&error))?;
    if asked.reason.trim().is_empty() {
        return Err(Error::invalid("parameter-without-reason", "say why it changes: the reason is kept"));
    }
    Ok(parameter)
}

fn invalid(error: &ParameterError) -> Error {
    let message = error.to_string();
    Error::invalid(error.code(), message)
}

/// A value as it is told.
pub fn entry(value: ParameterValue) -> ParameterEntry {
    let ParameterValue { version, value, from, at, actor, reason } = value;
    ParameterEntry { version, value, from, at, actor, reason }
}
