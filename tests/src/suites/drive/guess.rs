//! Values that a model asks for, guessed from its conditions: what they compare is tried, and its opposite.
use crate::suites::dom::Element;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use weir_core::instance::Variables;

/// The values to try for each variable.
#[derive(Debug, Default)]
pub struct Guesses {
    candidates: BTreeMap<String, Vec<Value>>,
    /// Flows whose condition a worker may be asked for.
    flows: Vec<String>,
    state: u64,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Literal(Value),
    Compare,
    Other,
}

/// The words of FEEL and of `${…}` that are no variables.
const WORDS: [&str; 18] = [
    "and",
    "or",
    "not",
    "empty",
    "null",
    "in",
    "if",
    "then",
    "else",
    "some",
    "every",
    "satisfies",
    "return",
    "for",
    "count",
    "contains",
    "date",
    "duration",
];

impl Guesses {
    /// Reads the conditions and collections of a model.
    pub fn of(document: &Element) -> Guesses {
        let mut guesses = Guesses { candidates: BTreeMap::new(), flows: vec![], state: 1 };
        for element in document.all() {
            match element.local() {
                "conditionExpression" | "condition" | "completionCondition" => guesses.learn(&element.text()),
                "sequenceFlow" if element.elements().any(|e| e.local() == "conditionExpression") => {
                    guesses.flows.push(element.id().to_owned());
                }
                "multiInstanceLoopCharacteristics" => guesses.learn_collection(document, element),
                _ => {}
            }
        }
        guesses
    }

    /// The next values for all variables: every call tries others, the same ones in every run.
    pub fn next(&mut self) -> Variables {
        let mut variables = Map::new();
        for (name, values) in &self.candidates {
            // A linear congruential generator; its upper bits are random enough to try values.
            self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = &values[(self.state >> 33) as usize % values.len()];
            put(&mut variables, name, value);
        }
        let turn = self.state;
        let flows = self.flows.iter().enumerate();
        let conditions = flows.map(|(at, id)| (format!("condition.{id}"), (turn >> (33 + at % 20) & 1 == 1).into()));
        variables.into_iter().chain(conditions).collect()
    }

    fn learn(&mut self, condition: &str) {
        let tokens = tokens(condition);
        for (i, token) in tokens.iter().enumerate() {
            let Token::Name(name) = token else { continue };
            let compared = match (tokens.get(i + 1), tokens.get(i + 2)) {
                (Some(Token::Compare), Some(Token::Literal(value))) => Some(value),
                _ => match (i.checked_sub(2).and_then(|j| tokens.get(j)), i.checked_sub(1).and_then(|j| tokens.get(j)))
                {
                    (Some(Token::Literal(value)), Some(Token::Compare)) => Some(value),
                    _ => None,
                },
            };
            for value in compared.map_or_else(|| vec![json!(true), json!(false)], around) {
                self.add(name, value);
            }
        }
    }

    /// An incident names the variable that is missing: ``variable `x` is missing``.
    pub fn learn_missing(&mut self, incident: &str) {
        let named = incident.split_once("variable `").and_then(|(_, rest)| rest.split_once('`'));
        if let Some((name, _)) = named.filter(|(name, _)| !self.candidates.contains_key(*name)) {
            self.add(name, json!("something"));
        }
    }

    fn learn_collection(&mut self, document: &Element, looped: &Element) {
        let data = looped.child("loopDataInputRef").map(Element::text);
        let named = data.and_then(|id| Some(document.find(&id)?.get("name").unwrap_or(&id).to_owned()));
        let foreign = looped.attributes.iter().find(|(name, _)| name.ends_with(":collection"));
        let name = named.or(foreign.map(|(_, text)| text.trim_matches(|c| "${}#=".contains(c)).trim().to_owned()));
        if let Some(name) = name {
            self.candidates.insert(name, vec![json!(["one", "two"])]);
        }
    }

    fn add(&mut self, name: &str, value: Value) {
        let values = self.candidates.entry(name.to_owned()).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }
}

/// A value and what is just beside it.
fn around(value: &Value) -> Vec<Value> {
    match value {
        Value::Bool(_) => vec![json!(true), json!(false)],
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or(0.0);
            vec![json!(number), json!(number + 1.0), json!(number - 1.0)]
        }
        other => vec![other.clone(), json!("something else")],
    }
}

/// Sets a variable, or a field in one: `a.b.c`.
fn put(variables: &mut Map<String, Value>, path: &str, value: &Value) {
    match path.split_once('.') {
        None => {
            variables.insert(path.to_owned(), value.clone());
        }
        Some((first, rest)) => {
            let inner = variables.entry(first).or_insert_with(|| json!({}));
            if !inner.is_object() {
                *inner = json!({});
            }
            put(inner.as_object_mut().expect("just made one"), rest, value);
        }
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().collect();
    let (mut tokens, mut i) = (vec![], 0);
    let run = |from: usize, is: &dyn Fn(char) -> bool| characters[from..].iter().take_while(|c| is(**c)).count();
    while i < characters.len() {
        let c = characters[i];
        let (token, length) = if c == '"' || c == '\'' {
            let length = run(i + 1, &|other| other != c);
            (Token::Literal(json!(characters[i + 1..i + 1 + length].iter().collect::<String>())), length + 2)
        } else if c.is_alphabetic() || c == '_' {
            let length = run(i, &|c| c.is_alphanumeric() || c == '_' || c == '.');
            (word(&characters[i..i + length].iter().collect::<String>()), length)
        } else if c.is_ascii_digit() {
            let length = run(i, &|c| c.is_ascii_digit() || c == '.');
            let text: String = characters[i..i + length].iter().collect();
            (text.parse::<f64>().map_or(Token::Other, |n| Token::Literal(json!(n))), length)
        } else if "=!<>".contains(c) {
            let length = run(i, &|c| "=!<>".contains(c));
            // A lone `!` is a negation, not a comparison.
            (if length == 1 && c == '!' { Token::Other } else { Token::Compare }, length)
        } else {
            i += 1;
            continue;
        };
        tokens.push(token);
        i += length;
    }
    tokens
}

fn word(text: &str) -> Token {
    match text {
        "true" => Token::Literal(json!(true)),
        "false" => Token::Literal(json!(false)),
        word if WORDS.contains(&word) => Token::Other,
        name => Token::Name(name.trim_end_matches('.').to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_name_the_values_to_try() {
        let mut guesses = Guesses { state: 1, ..Guesses::default() };
        guesses.learn("${a.b == 'x' && !done}");
        guesses.learn("10 < amount");
        let names: Vec<&String> = guesses.candidates.keys().collect();
        assert_eq!(names, ["a.b", "amount", "done"]);
        assert_eq!(guesses.candidates["amount"], [json!(10.0), json!(11.0), json!(9.0)]);
        assert!(guesses.next()["a"]["b"].is_string());
    }
}
