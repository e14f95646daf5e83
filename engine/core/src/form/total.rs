//! Totals of tables, computed as FEEL does: with decimal digits, so that money adds up.
use super::schema::Function;
use crate::expression::{Expression, Now};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SUM: LazyLock<Expression> = LazyLock::new(|| compiled("sum(values)"));
static MIN: LazyLock<Expression> = LazyLock::new(|| compiled("min(values)"));
static MAX: LazyLock<Expression> = LazyLock::new(|| compiled("max(values)"));
static MEAN: LazyLock<Expression> = LazyLock::new(|| compiled("mean(values)"));

fn compiled(text: &str) -> Expression {
    Expression::compile(text).expect("it is an expression")
}

/// The total of these values. Of nothing the sum is 0, and all but the count are null; blank cells are nothing.
pub fn total(function: Function, values: &[Value], count: usize, now: Now) -> Result<Value, String> {
    if function == Function::Count {
        return Ok(count.into());
    }
    let mut numbers = vec![];
    for value in values.iter().filter(|value| !value.is_null() && value.as_str() != Some("")) {
        match value {
            Value::Number(_) => numbers.push(value.clone()),
            Value::String(text) => {
                let number =
                    serde_json::from_str::<serde_json::Number>(text.trim()).map_err(|_| not_a_number(value))?;
                numbers.push(Value::Number(number));
            }
            other => return Err(not_a_number(other)),
        }
    }
    let expression = match (function, numbers.is_empty()) {
        (Function::Sum, true) => return Ok(0.into()),
        (_, true) => return Ok(Value::Null),
        (Function::Sum | Function::Count, false) => &SUM,
        (Function::Min, false) => &MIN,
        (Function::Max, false) => &MAX,
        (Function::Mean, false) => &MEAN,
    };
    let data = BTreeMap::from([("values".to_owned(), Value::Array(numbers))]);
    expression.evaluate(&data, now).map_err(|error| error.to_string())
}

fn not_a_number(value: &Value) -> String {
    format!("{} in its column is no number", crate::element::kind_of(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn money_adds_up() {
        let given = |function, values: Value| {
            let values = values.as_array().unwrap().clone();
            total(function, &values, values.len(), Now::UNIX_EPOCH).unwrap()
        };
        assert_eq!(given(Function::Sum, json!([0.1, 0.2, null, "0.30"])), json!(0.6));
        assert_eq!(given(Function::Mean, json!([1, 2])), json!(1.5));
        assert_eq!(given(Function::Min, json!([3, 2])), json!(2));
        assert_eq!(given(Function::Max, json!([])), json!(null));
        assert_eq!(given(Function::Sum, json!([])), json!(0));
        assert_eq!(given(Function::Count, json!(["a", "b"])), json!(2));
        assert!(total(Function::Sum, &[json!("many")], 1, Now::UNIX_EPOCH).is_err());
    }
}
