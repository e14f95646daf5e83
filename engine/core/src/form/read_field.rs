//! What the file says about one field.
use super::json::{Inner, Node};
use super::pattern;
use super::read::Reader;
use super::schema::{Choices, Field, FilesTaken, Function, Limit, Switch, Takes, TimePart, Total, Zone};
use crate::expression::Expression;
use serde_json::Value;

/// The longest pattern, in bytes.
const PATTERN_BYTES_MAX: usize = 2000;
/// How many values there may be to choose from.
const CHOICES_MAX: usize = 10_000;

impl Reader {
    /// A field; none when it has no place for its value.
    pub(super) fn field(&mut self, node: &Node, kind: &str) -> Option<Field> {
        let Some(key) = node.get("key") else {
            self.error(
                "form-missing-property",
                node.place,
                format!("a `{kind}` needs a `key`: where its value is kept"),
            );
            return None;
        };
        let path = self.path(key, false);
        let nothing = Node { place: node.place, value: Inner::Object(vec![]) };
        let validate = node.get("validate").unwrap_or(&nothing);
        let takes = self.takes(node, validate, kind)?;
        let required = validate.get("required").and_then(|node| self.truth("required", node)).unwrap_or(false);
        let mut fixed = Switch::Always(false);
        for name in ["readonly", "disabled"] {
            if let Some(node) = node.get(name) {
                let new = self.switch(name, node);
                fixed = match (fixed, new) {
                    (Switch::Always(false), new) => new,
                    (old, Switch::Always(false)) => old,
                    (Switch::When(a), Switch::When(b)) => {
                        let both = Expression::compile(&format!("({}) or ({})", a.text(), b.text()));
                        both.map_or(Switch::Always(true), Switch::When)
                    }
                    _ => Switch::Always(true),
                };
            }
        }
        let omitted = node.get("omitFromSubmit").and_then(|node| self.truth("omitFromSubmit", node)).unwrap_or(false);
        let default = node.get("defaultValue").and_then(|default| self.default(default, &takes));
        (!path.is_empty()).then_some(Field { path, takes, required, fixed, omitted, default })
    }

    fn takes(&mut self, node: &Node, validate: &Node, kind: &str) -> Option<Takes> {
        let many = node.get("multiple").and_then(|node| self.truth("multiple", node)).unwrap_or(false);
        Some(match kind {
            "textfield" | "textarea" => Takes::Text {
                least: self.limit(validate, "minLength"),
                most: self.limit(validate, "maxLength"),
                pattern: self.pattern(validate),
            },
            "number" => Takes::Number {
                least: self.limit(validate, "min"),
                most: self.limit(validate, "max"),
                digits: node.get("decimalDigits").and_then(|n| self.whole("decimalDigits", n, 0, 30)).map(|n| n as u32),
                step: self.limit(node, "increment"),
                as_text: node
                    .get("serializeToString")
                    .and_then(|n| self.truth("serializeToString", n))
                    .unwrap_or(false),
            },
            "checkbox" => Takes::Truth,
            "radio" | "select" => Takes::One(self.choices(node)?),
            "checklist" | "taglist" => Takes::Many(self.choices(node)?),
            "datetime" => self.time(node),
            "expression" => self.computed(node)?,
            "userPicker" => Takes::Person { many },
            "departmentPicker" => Takes::Department { many },
            "signature" => Takes::Files { many: false, taken: FilesTaken::signature() },
            _ => {
                let accept = node.get("accept").and_then(|node| self.text("accept", node)).unwrap_or_default();
                let accept = accept.split(',').map(|part| part.trim().to_ascii_lowercase());
                let accept = accept.filter(|part| !part.is_empty()).collect();
                Takes::Files { many, taken: FilesTaken { accept, bytes_max: None } }
            }
        })
    }

    /// When it is computed makes no difference here: it is computed from what is submitted, and that is what is kept.
    fn computed(&mut self, node: &Node) -> Option<Takes> {
        if let Some(when) = node.get("computeOn") {
            self.one_of("computeOn", when, &["change", "presentation"]);
        }
        let Some(expression) = node.get("expression") else {
            self.error("form-missing-property", node.place, "an `expression` needs its `expression`");
            return None;
        };
        self.expression(expression).map(Takes::Computed)
    }

    fn time(&mut self, node: &Node) -> Takes {
        let word = |reader: &mut Self, name: &str, values: &[&'static str]| {
            node.get(name).and_then(|node| reader.one_of(name, node, values))
        };
        let part = match word(self, "subtype", &["date", "time", "datetime"]) {
            Some("time") => TimePart::Time,
            Some("datetime") => TimePart::Both,
            _ => TimePart::Date,
        };
        let zone = match word(self, "timeSerializingFormat", &["utc_offset", "utc_normalized", "no_timezone"]) {
            Some("utc_normalized") => Zone::Utc,
            Some("no_timezone") => Zone::None,
            _ => Zone::Offset,
        };
        let to_come = node.get("disallowPassedDates").and_then(|node| self.truth("disallowPassedDates", node));
        let every = node.get("timeInterval").and_then(|node| self.whole("timeInterval", node, 1, 60));
        Takes::Time { part, zone, to_come: to_come.unwrap_or(false), every: every.map(|minutes| minutes as u32) }
    }

    fn choices(&mut self, node: &Node) -> Option<Choices> {
        let said = ["values", "valuesKey", "valuesExpression"].map(|name| node.get(name));
        match said {
            [Some(values), None, None] => self.values(values).map(Choices::Fixed),
            [None, Some(key), None] => Some(Choices::Variable(self.path(key, false))),
            [None, None, Some(expression)] => self.expression(expression).map(Choices::Computed),
            _ => {
                let message = "say where the values come from: one of `values`, `valuesKey` and `valuesExpression`";
                self.error("form-missing-property", node.place, message);
                None
            }
        }
    }

    fn values(&mut self, node: &Node) -> Option<Vec<Value>> {
        let Inner::List(items) = &node.value else {
            self.error("form-invalid-value", node.place, "`values` is a list");
            return None;
        };
        if items.len() > CHOICES_MAX {
            self.error("form-too-large", node.place, format!("there are at most {CHOICES_MAX} values to choose from"));
        }
        let mut values = vec![];
        for item in items {
            let value = match &item.value {
                Inner::Object(_) => item.get("value").map(Node::to_json),
                Inner::Plain(value) => Some(value.clone()),
                Inner::List(_) => None,
            };
            match value {
                Some(value) if !values.contains(&value) && !value.is_null() => values.push(value),
                Some(_) => self.error("form-invalid-value", item.place, "this value stands twice, or is null"),
                None => self.error("form-invalid-value", item.place, "a value has a `label` and a `value`"),
            }
        }
        Some(values)
    }

    /// A number, a text with a number, or FEEL after `=`.
    fn limit(&mut self, node: &Node, name: &str) -> Option<Limit> {
        let node = node.get(name)?;
        let number = match &node.value {
            Inner::Plain(Value::Number(number)) => number.as_f64(),
            Inner::Plain(Value::String(text)) if text.trim_start().starts_with('=') => {
                return self.expression(node).map(Limit::Computed);
            }
            Inner::Plain(Value::String(text)) => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite() && (name != "increment" || *number > 0.0));
        if number.is_none() {
            self.error("form-invalid-value", node.place, format!("`{name}` is a number, or FEEL after `=`"));
        }
        number.map(Limit::Fixed)
    }

    fn pattern(&mut self, validate: &Node) -> Option<(regex::Regex, &'static str)> {
        if let Some(named) = validate.get("validationType").filter(|node| node.value != Inner::Plain(Value::Null)) {
            match self.one_of("validationType", named, &["email", "phone", "custom", ""]) {
                Some("email") => return Some((pattern::email(), "an e-mail address")),
                Some("phone") => {
                    return Some((pattern::phone(), "a telephone number with its country, like +8613800138000"));
                }
                _ => {}
            }
        }
        let node = validate.get("pattern")?;
        let text = self.text("pattern", node).filter(|text| !text.is_empty())?;
        let compiled = if text.len() > PATTERN_BYTES_MAX {
            Err(format!("a pattern has at most {PATTERN_BYTES_MAX} bytes"))
        } else {
            pattern::compile(&text)
        };
        match compiled {
            Ok(pattern) => Some((pattern, "")),
            Err(message) => {
                self.error("form-pattern", node.place, format!("`{text}`: {message}"));
                None
            }
        }
    }

    pub(super) fn totals(&mut self, node: &Node) -> Vec<Total> {
        let Inner::List(items) = &node.value else {
            self.error("form-invalid-value", node.place, "`totals` is a list");
            return vec![];
        };
        let mut totals = vec![];
        for item in items {
            let function = item
                .get("function")
                .map_or(Some("sum"), |node| self.one_of("function", node, &["sum", "count", "min", "max", "mean"]));
            let function = match function {
                Some("count") => Function::Count,
                Some("min") => Function::Min,
                Some("max") => Function::Max,
                Some("mean") => Function::Mean,
                _ => Function::Sum,
            };
            let Some(key) = item.get("key").map(|key| self.path(key, false)) else {
                self.error("form-missing-property", item.place, "a total needs a `key`: where it is kept");
                continue;
            };
            let of = item.get("of").map(|of| self.path(of, false)).unwrap_or_default();
            if of.is_empty() && function != Function::Count {
                self.error("form-missing-property", item.place, "a total needs `of`: the column it is computed from");
            }
            totals.push(Total { key, of, function });
        }
        totals
    }

    /// The default must be something that could be entered, as far as this is known here.
    fn default(&mut self, node: &Node, takes: &Takes) -> Option<Value> {
        let value = node.to_json();
        let fits = match takes {
            Takes::Text { .. } | Takes::Time { .. } => value.is_string(),
            Takes::Number { as_text, .. } => value.is_number() || (*as_text && value.is_string()),
            Takes::Truth => value.is_boolean(),
            Takes::One(Choices::Fixed(values)) => values.contains(&value),
            Takes::Many(Choices::Fixed(values)) => {
                value.as_array().is_some_and(|items| items.iter().all(|item| values.contains(item)))
            }
            Takes::Many(_) => value.is_array(),
            _ => !value.is_object(),
        };
        if !fits {
            let message = "the `defaultValue` could not be entered into this field";
            self.error("form-invalid-value", node.place, message);
        }
        fits.then_some(value)
    }

    fn one_of(&mut self, name: &str, node: &Node, values: &[&'static str]) -> Option<&'static str> {
        let found = values.iter().find(|value| Some(**value) == node.text());
        if found.is_none() {
            self.error("form-invalid-value", node.place, format!("`{name}` is one of {}", values.join(", ")));
        }
        found.copied()
    }

    /// What is only shown needs variables; and a page must not bring a script along.
    pub(super) fn shown(&mut self, node: &Node, kind: &str) -> Vec<String> {
        let mut names = std::collections::BTreeSet::new();
        for property in ["text", "content", "source", "url", "dataSource", "columnsExpression"] {
            let Some(value) = node.get(property) else { continue };
            let Some(text) = self.text(property, value) else { continue };
            if pattern::has_script(&text) {
                let message = format!("`{property}` of `{kind}` brings a script along; forms show, they do not run");
                self.error("form-script", value.place, message);
            }
            if text.trim_start().starts_with('=') {
                names.extend(self.expression(value).iter().flat_map(|e| e.variables().clone()));
            } else if property == "dataSource" {
                names.extend(text.split('.').next().map(|name| name.trim().to_owned()));
            } else {
                names.extend(pattern::templated(&text));
            }
        }
        names.into_iter().filter(|name| !name.is_empty()).collect()
    }
}
