//! How large a value is: as text, which is limited, and in memory, which a step pays for.
use super::limits::VALUE_BYTES_MAX;
use serde_json::Value;

/// In memory, what each part of a value takes beside its own bytes.
const PART: u64 = size_of::<Value>() as u64;
/// What each name in an object takes beside its own bytes and those of its value.
const ENTRY: u64 = 32;

/// How large a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// As JSON it has at least so many bytes.
    pub json: u64,
    /// In memory it takes about so many.
    pub memory: u64,
}

impl Weight {
    /// That of a value.
    ///
    /// ```
    /// use serde_json::json;
    /// use weir_core::expression::Weight;
    /// let value = json!({"a": [1, "two"]});
    /// assert!(Weight::of(&value).json <= value.to_string().len() as u64);
    /// ```
    pub fn of(value: &Value) -> Weight {
        let mut weight = Weight { json: 0, memory: PART };
        match value {
            Value::Null | Value::Bool(_) => weight.json += 4,
            Value::Number(_) => weight.json += 1,
            Value::String(text) => weight.add(text.len() as u64 + 2, text.len() as u64),
            Value::Array(items) => {
                // A comma for each, and one bracket more than there are commas.
                weight.json += 1 + u64::from(items.is_empty());
                for item in items {
                    weight.join(Weight::of(item), 1, 0);
                }
            }
            Value::Object(entries) => {
                weight.json += 1 + u64::from(entries.is_empty());
                for (name, item) in entries {
                    weight.join(Weight::of(item), name.len() as u64 + 4, name.len() as u64 + ENTRY);
                }
            }
        }
        weight
    }

    /// May a value be as large as this?
    pub fn is_allowed(self) -> bool {
        self.json <= VALUE_BYTES_MAX
    }

    fn add(&mut self, json: u64, memory: u64) {
        self.json += json;
        self.memory += memory;
    }

    fn join(&mut self, part: Weight, json: u64, memory: u64) {
        self.add(part.json + json, part.memory + memory);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_allowed_as_text_is_never_refused() {
        let values = [
            json!(null),
            json!(true),
            json!(7),
            json!("é\n"),
            json!([]),
            json!({}),
            json!([1, [2, []], "x"]),
            json!({"a": {"b": [1, 2]}, "c": "d"}),
        ];
        for value in values {
            let text = value.to_string().len() as u64;
            assert!(Weight::of(&value).json <= text, "{value}");
            assert!(Weight::of(&value).json * 2 >= text, "{value}: it is near");
        }
        assert_eq!(Weight::of(&json!([1, 1, 1])).json, 7, "a list of digits is as long as its text");
    }
}
