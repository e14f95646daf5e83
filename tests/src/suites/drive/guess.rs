//! Values that a model asks for, guessed from its conditions: what they compare is tried, and its opposite.
use crate::suites::dom::Element;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::instance::Variables;

/// The values to try for each variable.
#[derive(Debug, Default)]
pub struct Guesses {
    candidates: BTreeMap<String, Vec<Value>>,
    /// Names with dots that are no paths.
    whole: BTreeSet<String>,
    /// Those that somebody who has looked at the model gives.
    given: BTreeMap<String, Vec<Value>>,
    /// Flows whose condition a worker may be asked for.
    flows: Vec<String>,
    /// Events whose time a worker may be asked for.
    timers: Vec<String>,
    state: u64,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    /// A variable named by a text.
    Whole(String),
    Literal(Value),
    Compare,
    Other,
}

/// The words of FEEL and of `${…}` that are no variables.
const WORDS: [&str; 17] = [
    "and",
    "or",
    "not",
    "empty",
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

/// What a worker finds who is asked for a value that only Java could compute: what of, and the value.
const FOUND: [(&str, &str); 10] = [
    ("assignee", "\"ann\""),
    ("candidateUsers", "\"ann\""),
    ("candidateGroups", "\"sales\""),
    ("dueDate", "\"P1D\""),
    ("followUpDate", "\"P1D\""),
    ("priority", "50"),
    ("businessKey", "\"key\""),
    ("calledElement", "\"named-by-a-worker\""),
    ("collection", "[\"one\", \"two\"]"),
    ("loopCardinality", "2"),
];

impl Guesses {
    /// Reads the conditions, times and collections of a model and of those that it calls. What is given counts before
    /// what is guessed.
    pub fn of(documents: &[Element], given: BTreeMap<String, Vec<Value>>) -> Guesses {
        let mut guesses = Guesses { given, state: 1, ..Guesses::default() };
        for document in documents {
            guesses.read(document);
        }
        guesses
    }

    fn read(&mut self, document: &Element) {
        let guesses = self;
        for element in document.all() {
            match element.local() {
                "conditionExpression" | "condition" | "completionCondition" => guesses.learn(&element.text()),
                "timeDuration" | "timeDate" | "timeCycle" => guesses.learn_time(&element.text()),
                "boundaryEvent" | "intermediateCatchEvent" | "startEvent" => {
                    guesses.timers.push(element.id().to_owned());
                }
                "sequenceFlow" if element.elements().any(|e| e.local() == "conditionExpression") => {
                    guesses.flows.push(element.id().to_owned());
                }
                "multiInstanceLoopCharacteristics" => guesses.learn_collection(document, element),
                _ => {}
            }
        }
    }

    /// The next values for all variables: every call tries others, the same ones in every run.
    pub fn next(&mut self) -> Variables {
        let mut variables = Map::new();
        let guessed = self.candidates.iter().filter(|(name, _)| !self.given.contains_key(*name));
        for (name, values) in guessed.chain(&self.given) {
            // A linear congruential generator; its upper bits are random enough to try values.
            self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = &values[(self.state >> 33) as usize % values.len()];
            if self.whole.contains(name) {
                variables.insert(name.clone(), value.clone());
            } else {
                put(&mut variables, name, value);
            }
        }
        let turn = self.state;
        let flows = self.flows.iter().enumerate();
        let conditions = flows.map(|(at, id)| (format!("condition.{id}"), (turn >> (33 + at % 20) & 1 == 1).into()));
        let times = self.timers.iter().map(|id| (format!("value.{id}"), json!("PT1M")));
        let found =
            FOUND.iter().map(|(name, text)| (format!("value.{name}"), serde_json::from_str(text).expect("JSON")));
        variables.into_iter().chain(conditions).chain(times).chain(found).collect()
    }

    fn learn(&mut self, condition: &str) {
        // A constant of Java, which its name stands for here.
        let tokens = tokens(&condition.replace(".name()", ""));
        for (i, token) in tokens.iter().enumerate() {
            let Some(name) = self.named(token) else { continue };
            if let Some(list) = name.strip_suffix(".contains") {
                self.add(list, json!([]));
                if let Some(Token::Literal(item)) =
                    tokens.get(i + 1..).and_then(|rest| rest.iter().find(|t| **t != Token::Other))
                {
                    self.add(list, json!([item]));
                }
                continue;
            }
            let before = |n: usize| i.checked_sub(n).and_then(|at| tokens.get(at));
            let compared = match (tokens.get(i + 1), tokens.get(i + 2), before(1), before(2)) {
                (Some(Token::Compare), Some(other), ..) | (_, _, Some(Token::Compare), Some(other)) => Some(other),
                _ => None,
            };
            let values = match compared {
                Some(Token::Literal(value)) => around(value),
                // Of two variables sometimes the one is more and sometimes the other.
                Some(Token::Name(_) | Token::Whole(_)) => vec![json!(0), json!(1), json!(2)],
                _ => vec![json!(true), json!(false)],
            };
            for value in values {
                self.add(&name, value);
            }
        }
    }

    /// A variable that is a time is a duration; one in a time is the number in it.
    fn learn_time(&mut self, text: &str) {
        let text = text.trim();
        let (inside, whole) = if let Some(rest) = text.strip_prefix('=') {
            (rest.to_owned(), true)
        } else {
            let parts = text.split(['$', '#']).filter_map(|part| part.strip_prefix('{')?.split('}').next());
            (parts.collect::<Vec<_>>().join(" "), text.starts_with(['$', '#']))
        };
        for token in tokens(&inside) {
            if let Some(name) = self.named(&token) {
                self.add(&name, if whole { json!("PT1M") } else { json!(1) });
            }
        }
    }

    fn named(&mut self, token: &Token) -> Option<String> {
        match token {
            Token::Name(name) => Some(name.clone()),
            Token::Whole(name) => {
                self.whole.insert(name.clone());
                Some(name.clone())
            }
            _ => None,
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
        Value::Null => vec![json!(null), json!("something")],
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
    by_calls(tokens)
}

/// `execution.getVariable("x")` is the variable `x`, `x.equals("y")` compares, and `x.getY()` is the `y` of `x`.
fn by_calls(tokens: Vec<Token>) -> Vec<Token> {
    let mut found = vec![];
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let Token::Name(name) = token else {
            found.push(token);
            continue;
        };
        let (object, method) = name.rsplit_once('.').unwrap_or(("", &name));
        let bean = method.strip_prefix("get").filter(|rest| rest.starts_with(char::is_uppercase));
        match (method, tokens.peek()) {
            ("getVariable" | "getVariableLocal", Some(Token::Literal(Value::String(variable)))) => {
                found.push(Token::Whole(variable.clone()));
                tokens.next();
            }
            ("equals" | "equalsIgnoreCase", _) => {
                found.extend((!object.is_empty()).then(|| Token::Name(object.to_owned())));
                found.push(Token::Compare);
            }
            _ => match bean {
                Some(rest) if !object.is_empty() => {
                    let (first, rest) = rest.split_at(1);
                    found.push(Token::Name(format!("{object}.{}{rest}", first.to_lowercase())));
                }
                _ => found.push(Token::Name(name)),
            },
        }
    }
    found
}

fn word(text: &str) -> Token {
    match text {
        "true" => Token::Literal(json!(true)),
        "false" => Token::Literal(json!(false)),
        "null" => Token::Literal(Value::Null),
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
        guesses.learn("${execution.getVariable(\"found\").name() == \"LATE\"}");
        assert_eq!(guesses.candidates["found"], [json!("LATE"), json!("something else")]);
    }

    #[test]
    fn calls_name_variables_too() {
        let mut guesses = Guesses { state: 1, ..Guesses::default() };
        guesses.learn("#{execution.getVariable('a.b') == true && execution.getVariable(\"c\").equals(\"yes\")}");
        guesses.learn("${execution.getVariable('n') < execution.getVariable('max')}");
        guesses.learn_time("${execution.getVariable('wait')}");
        guesses.learn_time("PT${settings.getDelay()}S");
        guesses.learn_time("PT10S");
        let names: Vec<&String> = guesses.candidates.keys().collect();
        assert_eq!(names, ["a.b", "c", "max", "n", "settings.delay", "wait"]);
        assert_eq!(guesses.candidates["c"], [json!("yes"), json!("something else")]);
        let values = guesses.next();
        assert!(values["a.b"].is_boolean() && values["max"].is_number(), "{values:?}");
        assert_eq!((&values["settings"]["delay"], &values["wait"]), (&json!(1), &json!("PT1M")));
    }

    #[test]
    fn what_is_given_counts() {
        let given = BTreeMap::from([("done".to_owned(), vec![json!(7)])]);
        let mut guesses = Guesses { state: 1, given, ..Guesses::default() };
        guesses.learn("${!done}");
        assert_eq!(guesses.next()["done"], json!(7));
    }
}
