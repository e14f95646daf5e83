//! Variables of cases as small values: texts are numbers of a list that has a limit for each variable.
use super::ask::AskError;
use crate::log::Names;
use serde_json::Value;

/// How many variables of a process are followed; later ones are not.
pub const VARIABLES_MAX: usize = 32;
/// How many different texts of a variable have a number of their own; the rest are one, [`OTHER`](super::OTHER).
pub const VALUES_MAX: usize = 500;
/// Longer texts are no class of anything, and are not followed.
pub const TEXT_BYTES_MAX: usize = 128;

/// A value of a variable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Valued {
    /// A text, by its number.
    Text(u32),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
}

/// The variables of all processes and their texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables {
    /// Process and variable, one name: they are asked together.
    names: Names,
    /// How many variables each process has.
    counts: std::collections::BTreeMap<String, usize>,
    texts: Vec<Names>,
}

impl Variables {
    /// The number of a variable and its value; none where it is not followed: beyond a limit, or no scalar.
    pub(super) fn value(&mut self, process: &str, name: &str, value: &Value) -> Option<(u16, Valued)> {
        let number = self.number(process, name, value)?;
        let value = match value {
            Value::Bool(flag) => Valued::Flag(*flag),
            Value::Number(number) => Valued::Number(number.as_f64()?),
            Value::String(text) => Valued::Text(self.text(number, text)),
            _ => return None,
        };
        Some((number, value))
    }

    fn number(&mut self, process: &str, name: &str, value: &Value) -> Option<u16> {
        let fits = match value {
            Value::String(text) => text.len() <= TEXT_BYTES_MAX,
            Value::Bool(_) | Value::Number(_) => true,
            _ => false,
        };
        let key = key(process, name);
        if let Some(known) = self.names.find(&key) {
            return fits.then_some(known as u16);
        }
        let count = self.counts.entry(process.to_owned()).or_default();
        if !fits || *count >= VARIABLES_MAX || self.names.len() > usize::from(u16::MAX) {
            return None;
        }
        *count += 1;
        self.texts.push(Names::default());
        Some(self.names.number(&key) as u16)
    }

    fn text(&mut self, variable: u16, text: &str) -> u32 {
        let texts = &mut self.texts[usize::from(variable)];
        match texts.find(text) {
            Some(number) => number,
            None if texts.len() < VALUES_MAX => texts.number(text),
            None => texts.number(super::OTHER),
        }
    }

    /// The number of a variable that is followed.
    pub(super) fn find(&self, process: &str, name: &str) -> Option<u16> {
        self.names.find(&key(process, name)).map(|number| number as u16)
    }

    /// Can it be told which cases have this value, or any of this variable? Beyond a limit nobody knows, and none would be wrong.
    pub(super) fn tells(&self, process: &str, name: &str, value: Option<&str>) -> Result<(), AskError> {
        let Some(number) = self.find(process, name) else {
            let full = self.counts.get(process).is_some_and(|count| *count >= VARIABLES_MAX);
            return if full { Err(AskError::Variable) } else { Ok(()) };
        };
        let texts = &self.texts[usize::from(number)];
        let is_lost = |value: &str| {
            value.len() > TEXT_BYTES_MAX
                || value == super::group::REST
                || (texts.find(super::OTHER).is_some() && texts.find(value).is_none())
        };
        if value.is_some_and(is_lost) { Err(AskError::Value) } else { Ok(()) }
    }

    /// The variables of a process that are followed.
    pub(super) fn of(&self, process: &str) -> Vec<(u16, &str)> {
        let prefix = key(process, "");
        let all = self.names.iter().enumerate();
        all.filter_map(|(number, name)| Some((number as u16, name.strip_prefix(&prefix)?))).collect()
    }

    /// A value in words.
    pub(super) fn shown(&self, variable: u16, value: Valued) -> String {
        match value {
            Valued::Text(number) => self.texts[usize::from(variable)].name(number).to_owned(),
            Valued::Number(number) => number.to_string(),
            Valued::Flag(flag) => flag.to_string(),
        }
    }
}

fn key(process: &str, name: &str) -> String {
    format!("{process}\u{1f}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_is_one_value_or_not_followed() {
        let mut variables = Variables::default();
        for number in 0..VALUES_MAX + 50 {
            let (of, value) = variables.value("p", "supplier", &Value::from(format!("s{number}"))).unwrap();
            let shown = variables.shown(of, value);
            let wanted = if number < VALUES_MAX { format!("s{number}") } else { crate::ledger::OTHER.to_owned() };
            assert_eq!(shown, wanted);
        }
        for number in 1..VARIABLES_MAX + 5 {
            let found = variables.value("p", &format!("v{number}"), &Value::from(1));
            assert_eq!(found.is_some(), number < VARIABLES_MAX, "{number}");
        }
        assert!(variables.value("q", "v", &Value::from(true)).is_some(), "another process has its own");
        assert!(variables.value("q", "list", &serde_json::json!([1])).is_none());
        assert!(variables.value("q", "long", &Value::from("x".repeat(TEXT_BYTES_MAX + 1))).is_none());
        assert_eq!(variables.of("p").len(), VARIABLES_MAX);
        assert_eq!(variables.find("p", "v40"), None);
        // What is not known is not told to be nothing.
        let code = |name, value| variables.tells("p", name, value).map_err(AskError::code);
        assert_eq!(code("v40", None), Err("analytics-variable-not-followed"));
        assert_eq!(
            (code("v1", Some("1")), code("supplier", None), code("supplier", Some("s1"))),
            (Ok(()), Ok(()), Ok(()))
        );
        assert_eq!(code("supplier", Some("s540")), Err("analytics-value-not-followed"));
        assert_eq!(code("supplier", Some(crate::ledger::OTHER)), Ok(()), "they are one");
        assert_eq!(code("v1", Some(&"x".repeat(TEXT_BYTES_MAX + 1))), Err("analytics-value-not-followed"));
        assert_eq!(variables.tells("q", "nothing", Some("x")), Ok(()), "no case has it, and there is room");
    }
}
