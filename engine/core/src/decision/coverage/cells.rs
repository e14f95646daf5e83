//! The conditions of a cell as a set of values: what can be said of a table without being asked anything. Whatever is more
//! than literals, comparisons and ranges is not understood here, and says so.
use crate::parameter::Parameters;
use serde_json::Value;
use std::cmp::Ordering;

/// A value that cells compare with.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    Number(f64),
    Text(String),
    Truth(bool),
}

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Exactly this.
    Is(Literal),
    /// Between two numbers; whether each end belongs to it.
    Range(Option<(f64, bool)>, Option<(f64, bool)>),
}

/// What a cell says: one of these holds, or none of them.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Everything.
    Any,
    /// One of these holds, or none where `not`.
    Tests { any: Vec<Test>, not: bool },
    /// More than is understood here.
    Unread,
}

/// A cell that is longer is not understood.
const CELL_BYTES_MAX: usize = 4_000;

/// What a cell says. Rule parameters stand for their values.
pub fn cell(text: &str, parameters: &Parameters) -> Cell {
    let text = text.trim();
    if text.is_empty() || text == "-" {
        return Cell::Any;
    }
    if text.len() > CELL_BYTES_MAX {
        return Cell::Unread;
    }
    let inner = text.strip_prefix("not").map(str::trim_start).and_then(|rest| rest.strip_prefix('('));
    let (list, not) = match inner.and_then(|rest| rest.strip_suffix(')')) {
        Some(list) => (list, true),
        None => (text, false),
    };
    let tests: Option<Vec<Test>> = parts(list).into_iter().map(|part| test(part.trim(), parameters)).collect();
    tests.filter(|tests| !tests.is_empty()).map_or(Cell::Unread, |any| Cell::Tests { any, not })
}

/// What stands between commas, those in texts and brackets left alone.
fn parts(list: &str) -> Vec<&str> {
    let (mut parts, mut from, mut quoted, mut escaped) = (vec![], 0, false, false);
    for (at, letter) in list.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                parts.push(&list[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&list[from..]);
    parts
}

fn test(text: &str, parameters: &Parameters) -> Option<Test> {
    let number = |text: &str| match literal(text.trim(), parameters)? {
        Literal::Number(number) => Some(number),
        _ => None,
    };
    for (sign, low, closed) in [("<=", false, true), (">=", true, true), ("<", false, false), (">", true, false)] {
        if let Some(rest) = text.strip_prefix(sign) {
            let end = Some((number(rest)?, closed));
            return Some(if low { Test::Range(end, None) } else { Test::Range(None, end) });
        }
    }
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    if matches!(first, '[' | '(' | ']') && matches!(last, ']' | ')' | '[') && text.contains("..") {
        let (low, high) = text[1..text.len() - 1].split_once("..")?;
        let (low, high) = (number(low)?, number(high)?);
        return Some(Test::Range(Some((low, first == '[')), Some((high, last == ']'))));
    }
    literal(text, parameters).map(Test::Is)
}

fn literal(text: &str, parameters: &Parameters) -> Option<Literal> {
    if let Some(name) = text.strip_prefix("params.") {
        return match &parameters.get(name.trim())?.value {
            Value::Number(number) => number.as_f64().map(Literal::Number),
            Value::String(text) => Some(Literal::Text(text.clone())),
            Value::Bool(truth) => Some(Literal::Truth(*truth)),
            _ => None,
        };
    }
    match text {
        "true" => return Some(Literal::Truth(true)),
        "false" => return Some(Literal::Truth(false)),
        _ => {}
    }
    if let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        let plain = !inner.contains(['"', '\\']);
        return plain.then(|| Literal::Text(inner.to_owned()));
    }
    let numeric = text.strip_prefix('-').unwrap_or(text);
    let digits = numeric.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let number = digits.then(|| text.parse::<f64>().ok()).flatten()?;
    number.is_finite().then_some(Literal::Number(number))
}

impl Test {
    /// The numbers at which it begins or ends to hold.
    pub fn bounds(&self) -> Vec<f64> {
        match self {
            Test::Is(Literal::Number(number)) => vec![*number],
            Test::Is(_) => vec![],
            Test::Range(low, high) => low.iter().chain(high).map(|(number, _)| *number).collect(),
        }
    }

    /// Does it hold for a number?
    pub fn holds_for(&self, number: f64) -> bool {
        match self {
            Test::Is(literal) => *literal == Literal::Number(number),
            Test::Range(low, high) => {
                let above = low.is_none_or(|(end, closed)| match number.total_cmp(&end) {
                    Ordering::Greater => true,
                    Ordering::Equal => closed,
                    Ordering::Less => false,
                });
                above
                    && high.is_none_or(|(end, closed)| match number.total_cmp(&end) {
                        Ordering::Less => true,
                        Ordering::Equal => closed,
                        Ordering::Greater => false,
                    })
            }
        }
    }
}
