//! What is asked of a variable of the process.
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cmp::Ordering;

/// A question that a variable answers with yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VariableTest {
    /// Which variable.
    pub name: String,
    /// How it is compared.
    pub is: Comparison,
    /// With what; nothing where it is only asked whether it is there.
    #[serde(default)]
    pub value: Value,
}

/// How a variable is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Comparison {
    /// The same value; numbers by what they are worth.
    Equal,
    /// Another value; one that is not there is another, too.
    Unequal,
    /// A smaller number, or a text that comes before.
    Less,
    /// At most that.
    AtMost,
    /// A larger number, or a text that comes behind.
    Greater,
    /// At least that.
    AtLeast,
    /// A text that has it in it, in capital or small letters, or a list that has it as an item.
    Contains,
    /// It is there, and not null.
    Present,
    /// It is not there, or null.
    Absent,
}

impl VariableTest {
    /// Does the variable answer with yes? Values of different kinds are in no order.
    pub fn holds(&self, found: Option<&Value>) -> bool {
        let there = found.filter(|value| !value.is_null());
        let order = there.and_then(|value| order(value, &self.value));
        let same = order == Some(Ordering::Equal) || there.unwrap_or(&Value::Null) == &self.value;
        match self.is {
            Comparison::Equal => same,
            Comparison::Unequal => !same,
            Comparison::Less => order == Some(Ordering::Less),
            Comparison::AtMost => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Comparison::Greater => order == Some(Ordering::Greater),
            Comparison::AtLeast => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
            Comparison::Contains => there.is_some_and(|value| contains(value, &self.value)),
            Comparison::Present => there.is_some(),
            Comparison::Absent => there.is_none(),
        }
    }
}

/// Numbers by what they are worth, texts by their letters.
fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => match (one.as_i64(), other.as_i64()) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
        },
        (Value::String(one), Value::String(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

fn contains(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::String(text), Value::String(part)) => text.to_lowercase().contains(&part.to_lowercase()),
        (Value::Array(items), wanted) => {
            items.iter().any(|item| item == wanted || order(item, wanted) == Some(Ordering::Equal))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparison, VariableTest};
    use serde_json::{Value, json};

    fn holds(found: impl Into<Option<Value>>, is: Comparison, value: Value) -> bool {
        VariableTest { name: "x".into(), is, value }.holds(found.into().as_ref())
    }

    #[test]
    fn numbers_and_texts_are_compared_and_nothing_else_is_in_an_order() {
        assert!(holds(Some(json!(12)), Comparison::Equal, json!(12.0)));
        assert!(holds(Some(json!(12.5)), Comparison::Greater, json!(12)));
        assert!(holds(Some(json!("2026-01-02")), Comparison::AtMost, json!("2026-01-02")));
        assert!(!holds(Some(json!("9")), Comparison::Less, json!(10)));
        assert!(!holds(Some(json!([1])), Comparison::AtLeast, json!([1])));
        assert!(holds(Some(json!([1])), Comparison::Equal, json!([1])));
    }

    #[test]
    fn what_is_not_there_is_null() {
        for found in [None, Some(Value::Null)] {
            assert!(holds(found.clone(), Comparison::Absent, Value::Null));
            assert!(holds(found.clone(), Comparison::Equal, Value::Null));
            assert!(holds(found.clone(), Comparison::Unequal, json!(1)));
            assert!(!holds(found.clone(), Comparison::Present, Value::Null));
            assert!(!holds(found, Comparison::Less, json!(1)));
        }
    }

    #[test]
    fn texts_and_lists_contain() {
        assert!(holds(Some(json!("Steel GmbH")), Comparison::Contains, json!("steel")));
        assert!(holds(Some(json!(["a", 2.0])), Comparison::Contains, json!(2)));
        assert!(!holds(Some(json!({"a": 1})), Comparison::Contains, json!("a")));
    }
}
