//! What tells cases of one class from those of another: a number by its limits, or one value from all others.
use crate::what_if::null_is_nothing;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Classes of cases by a variable.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Size {
    /// The variable.
    pub variable: String,
    /// The limits of a number, rising: class i is below limit i, the last one at or above all.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_nothing")]
    pub limits: Vec<f64>,
    /// One text, or `true` or `false`, in place of limits: class 1 is what has it, class 0 everything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How much of the work was on cases of each class, ms, where that was seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work: Vec<f64>,
}

impl Size {
    /// The class of a case in which the variable has this value; none where no limit can say it.
    pub fn class(&self, value: Option<&Value>) -> Option<usize> {
        match (&self.value, value) {
            (Some(wanted), Some(Value::String(text))) => Some(usize::from(text == wanted)),
            (Some(wanted), Some(Value::Bool(flag))) => Some(usize::from(flag.to_string() == *wanted)),
            (Some(_), _) => Some(0),
            (None, value) => {
                let number = value?.as_f64()?;
                Some(self.limits.partition_point(|limit| *limit <= number))
            }
        }
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        if self.value.is_some() { 2 } else { self.limits.len() + 1 }
    }

    /// Do both tell cases apart alike?
    pub fn is_like(&self, other: &Size) -> bool {
        (&self.variable, &self.limits, &self.value) == (&other.variable, &other.limits, &other.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_has_classes_by_limits_and_a_value_is_a_class_of_its_own() {
        let number = Size { variable: "n".into(), limits: vec![10.0, 20.0], ..Size::default() };
        let of = |value: Value| number.class(Some(&value));
        assert_eq!((of(json!(9)), of(json!(10)), of(json!(20.5)), of(json!("9"))), (Some(0), Some(1), Some(2), None));
        assert_eq!((number.class(None), number.classes()), (None, 3));
        let kind = Size { variable: "kind".into(), value: Some("true".into()), ..Size::default() };
        let of = |value: Value| kind.class(Some(&value));
        assert_eq!(
            (of(json!(true)), of(json!("true")), of(json!(false)), of(json!(1))),
            (Some(1), Some(1), Some(0), Some(0))
        );
        assert_eq!((kind.class(None), kind.classes()), (Some(0), 2));
    }
}
